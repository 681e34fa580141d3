/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/dict.h"

#include <stdlib.h>
#include <string.h>

/* Against GLib's table: codes in the order of first sight, one for each text. */
static void test_random(void)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(850);
    g_autoptr(SvyDict) dict = svy_dict_new();
    g_autoptr(GHashTable) codes = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

    for (size_t i = 0; i < 100000; i++) {
        char text[24] = {0};
        const int length = g_rand_int_range(random, 0, 20);

        for (int c = 0; c < length; c++)
            text[c] = (char)g_rand_int_range(random, length < 5 ? 'x' : 'a', 'z' + 1);

        const gpointer known = g_hash_table_lookup(codes, text);
        const size_t n_before = dict->n;
        const int32_t code = svy_dict_intern(dict, text, strlen(text));

        if (known == NULL)
            g_hash_table_insert(codes, g_strdup(text), GSIZE_TO_POINTER(n_before + 1));
        g_assert_cmpint(code, ==, known == NULL ? (int)n_before : GPOINTER_TO_INT(known) - 1);
        g_assert_cmpstr(svy_dict_get_text(dict, (size_t)code), ==, text);
        g_assert_cmpuint(svy_dict_get_length(dict, (size_t)code), ==, strlen(text));
        g_assert_cmpuint(dict->n, ==, g_hash_table_size(codes));
    }
    g_assert_cmpuint(dict->n, >, 50000);
}

/* Beginnings of one text, and texts that differ in one byte of it: the hash works on eight bytes at
 * a time, and each place in a word must count. */
static void test_prefixes(void)
{
    g_autoptr(SvyDict) dict = svy_dict_new();
    char text[41];
    int32_t n = 0;

    memset(text, 'a', sizeof text);
    for (size_t length = 0; length <= 40; length++)
        g_assert_cmpint(svy_dict_intern(dict, text, length), ==, n++);
    for (size_t length = 1; length <= 40; length++) {
        for (size_t at = 0; at < length; at++) {
            text[at] = 'b';
            g_assert_cmpint(svy_dict_intern(dict, text, length), ==, n++);
            text[at] = 'a';
        }
    }
    for (size_t length = 0; length <= 40; length++)
        g_assert_cmpint(svy_dict_intern(dict, text, length), ==, (int)length);
    g_assert_cmpuint(dict->n, ==, (size_t)n);
}

static int compare_hashes(const void *a, const void *b)
{
    const uint32_t left = *(const uint32_t *)a, right = *(const uint32_t *)b;

    return left < right ? -1 : left > right;
}

/* 300,000 texts share some of 2^32 hashes; each keeps its own code. */
static void test_equal_hashes(void)
{
    const size_t n = 300000;
    g_autoptr(SvyDict) dict = svy_dict_new();
    g_autofree uint32_t *hashes = NULL;
    size_t n_equal = 0;

    dict->seed = 12345; /* nothing is in it yet */
    for (int pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i < n; i++) {
            g_autofree char *text = g_strdup_printf("answer %zu", i);

            g_assert_cmpint(svy_dict_intern(dict, text, strlen(text)), ==, (int)i);
        }
    }
    hashes = g_new(uint32_t, n);
    memcpy(hashes, dict->hashes, n * sizeof *hashes);
    qsort(hashes, n, sizeof *hashes, compare_hashes);
    for (size_t i = 1; i < n; i++)
        n_equal += hashes[i] == hashes[i - 1];
    g_assert_cmpuint(n_equal, >, 0);
    g_assert_cmpuint(n_equal, <, 60);
}

/* Codes do not depend on the seed, or reports would differ from run to run. */
static void test_seeds(void)
{
    g_autoptr(SvyDict) a = svy_dict_new();
    g_autoptr(SvyDict) b = svy_dict_new();

    g_assert_cmpuint(a->seed, !=, b->seed);
    for (size_t i = 0; i < 1000; i++) {
        g_autofree char *text = g_strdup_printf("%zu", i * 7919 % 500);
        const size_t n = strlen(text);

        g_assert_cmpint(svy_dict_intern(a, text, n), ==, svy_dict_intern(b, text, n));
    }
    g_assert_cmpuint(a->n, ==, 500);
}

/* Adding and taking back leaves the others where they are. */
static void test_drop_last(void)
{
    g_autoptr(SvyDict) dict = svy_dict_new();
    g_autoptr(GRand) random = g_rand_new_with_seed(3);
    int32_t n = 0;

    for (size_t i = 0; i < 3000; i++) {
        g_autofree char *text = g_strdup_printf("text %d", n);

        if (n > 0 && g_rand_int_range(random, 0, 3) == 0) {
            svy_dict_drop_last(dict);
            n--;
        } else {
            g_assert_cmpint(svy_dict_intern(dict, text, strlen(text)), ==, n++);
        }
        g_assert_cmpuint(dict->n, ==, (size_t)n);
    }
    g_assert_cmpint(n, >, 500);
    for (int32_t code = 0; code < n; code++) {
        g_autofree char *text = g_strdup_printf("text %d", code);

        g_assert_cmpint(svy_dict_intern(dict, text, strlen(text)), ==, code);
        g_assert_cmpstr(svy_dict_get_text(dict, (size_t)code), ==, text);
    }
}

int main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/core/dict/random", test_random);
    g_test_add_func("/core/dict/prefixes", test_prefixes);
    g_test_add_func("/core/dict/equal-hashes", test_equal_hashes);
    g_test_add_func("/core/dict/seeds", test_seeds);
    g_test_add_func("/core/dict/drop-last", test_drop_last);
    return g_test_run();
}
