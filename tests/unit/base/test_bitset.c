/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/bitset.h"

/* Each size crosses another word border. */
static void test_counts(void)
{
    static const size_t sizes[] = {0, 1, 63, 64, 65, 1000};

    for (size_t s = 0; s < G_N_ELEMENTS(sizes); s++) {
        const size_t n = sizes[s];
        g_autoptr(SvyBitset) even = svy_bitset_new(n);
        g_autoptr(SvyBitset) third = svy_bitset_new(n);

        for (size_t i = 0; i < n; i += 2)
            svy_bitset_set(even, i);
        for (size_t i = 0; i < n; i += 3)
            svy_bitset_set(third, i);
        g_assert_cmpuint(svy_bitset_count(even), ==, (n + 1) / 2);
        g_assert_cmpuint(svy_bitset_count(third), ==, (n + 2) / 3);
        g_assert_cmpuint(svy_bitset_count_and(even, third), ==, (n + 5) / 6);

        g_autoptr(SvyBitset) both = svy_bitset_copy(even);
        g_autoptr(SvyBitset) only = svy_bitset_copy(even);

        svy_bitset_and(both, third);
        svy_bitset_and_not(only, third);
        g_assert_cmpuint(svy_bitset_count(both) + svy_bitset_count(only), ==,
                         svy_bitset_count(even));
        svy_bitset_or(only, both);
        g_assert_cmpuint(svy_bitset_count_and(only, even), ==, svy_bitset_count(even));
    }
}

static void test_find_first(void)
{
    g_autoptr(SvyBitset) set = svy_bitset_new(200);

    g_assert_cmpuint(svy_bitset_find_first(set), ==, 200);
    svy_bitset_set(set, 130);
    g_assert_true(svy_bitset_get(set, 130));
    g_assert_false(svy_bitset_get(set, 129));
    g_assert_cmpuint(svy_bitset_find_first(set), ==, 130);
}

/* Against one bit after the other, with marks in all places of a word. */
static void test_select(void)
{
    static const size_t sizes[] = {0, 1, 63, 64, 65, 128, 1000};
    static const size_t steps[] = {1, 2, 7, 64, 2000};

    for (size_t s = 0; s < G_N_ELEMENTS(sizes); s++) {
        for (size_t t = 0; t < G_N_ELEMENTS(steps); t++) {
            g_autoptr(SvyBitset) set = svy_bitset_new(sizes[s]);
            g_autoptr(SvyBitset) where = svy_bitset_new(sizes[s]);
            g_autoptr(SvyBitset) selected = NULL;
            size_t n = 0;

            for (size_t i = 0; i < sizes[s]; i += 3)
                svy_bitset_set(set, i);
            for (size_t i = 0; i < sizes[s]; i++)
                if (i % steps[t] != 1)
                    svy_bitset_set(where, i);
            selected = svy_bitset_select(set, where);
            g_assert_cmpuint(selected->n_bits, ==, svy_bitset_count(where));
            g_assert_cmpuint(svy_bitset_count(selected), ==, svy_bitset_count_and(set, where));
            for (size_t i = 0; i < sizes[s]; i++)
                if (svy_bitset_get(where, i))
                    g_assert_true(svy_bitset_get(selected, n++) == svy_bitset_get(set, i));
        }
    }
}

int main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/base/bitset/counts", test_counts);
    g_test_add_func("/base/bitset/find-first", test_find_first);
    g_test_add_func("/base/bitset/select", test_select);
    return g_test_run();
}
