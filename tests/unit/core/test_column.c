/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/column.h"

#include <math.h>
#include <string.h>

#include "base/limit.h"
#include "check.h"

static void column_end(SvyColumn *column)
{
    svy_column_clear(column);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(SvyColumn, column_end)

static void append(SvyColumn *column, const char *text)
{
    g_assert_true(svy_column_append(column, text, strlen(text)));
}

static void append_count(SvyColumn *column, const char *format, size_t i)
{
    g_autofree char *text = g_strdup_printf("%s%zu", format, i);

    append(column, text);
}

/* One byte a code holds 255 different answers beside the blank; the next one makes it two. */
static void test_widening(void)
{
    for (size_t n = 250; n <= 260; n++) {
        g_auto(SvyColumn) column;

        svy_column_init(&column);
        for (size_t i = 0; i < 3 * n; i++) {
            append_count(&column, "a", i % n);
            append(&column, "");
        }
        g_assert_cmpuint(column.width, ==, n <= 255 ? 1 : 2);
        g_assert_cmpuint(svy_column_count_distinct(&column), ==, n);
        g_assert_cmpuint(column.n_rows, ==, 6 * n);
        g_assert_cmpuint(column.n_answered, ==, 3 * n);
        for (size_t i = 0; i < 3 * n; i++) {
            g_assert_cmpint(svy_column_get_code(&column, 2 * i), ==, (int)(i % n));
            g_assert_cmpint(svy_column_get_code(&column, 2 * i + 1), ==, -1);
        }
        for (size_t code = 0; code < n; code++)
            g_assert_cmpuint(column.dict->counts[code], ==, 3);
    }
}

/* Past the limit of different answers; every second row is blank. */
static void fill_open(SvyColumn *column, const char *format)
{
    svy_column_init(column);
    for (size_t i = 0; i < SVY_LIMIT_DISTINCT + 100; i++) {
        append_count(column, format, i);
        append(column, "");
    }
    g_assert_cmpuint(svy_column_count_distinct(column), ==, SVY_LIMIT_DISTINCT + 1);
    g_assert_cmpuint(column->n_answered, ==, SVY_LIMIT_DISTINCT + 100);
    g_assert_cmpuint(column->n_rows, ==, 2 * (SVY_LIMIT_DISTINCT + 100));
    g_assert_null(column->codes);
}

static void check_every_second(const SvyColumn *column)
{
    g_autoptr(SvyBitset) answered = svy_column_find_answered(column);

    g_assert_cmpuint(answered->n_bits, ==, column->n_rows);
    for (size_t i = 0; i < column->n_rows; i++)
        g_assert_true(svy_bitset_get(answered, i) == (i % 2 == 0));
}

static void test_open_text(void)
{
    g_auto(SvyColumn) column;

    fill_open(&column, "comment ");
    g_assert_cmpint(column.kind, ==, SVY_COLUMN_OPEN);
    check_every_second(&column);
}

static void test_open_numbers(void)
{
    g_auto(SvyColumn) column;

    fill_open(&column, "");
    g_assert_cmpint(column.kind, ==, SVY_COLUMN_NUMBERS);
    check_every_second(&column);
    for (size_t i = 0; i < column.n_rows; i++) {
        if (i % 2 == 1)
            g_assert_true(isnan(column.numbers[i]));
        else
            svy_check_near(column.numbers[i], (double)(i / 2), 0);
    }
    g_assert_cmpuint(column.n_not_numbers, ==, 0);
    append(&column, "no idea");
    append(&column, "1234567890123456789012345678901234567890123");
    g_assert_cmpuint(column.n_not_numbers, ==, 2);
    g_assert_true(isnan(column.numbers[column.n_rows - 1]));
}

/* Nine digits name a response; they measure nothing. */
static void test_open_ids(void)
{
    g_auto(SvyColumn) column;

    fill_open(&column, "30710");
    g_assert_cmpint(column.kind, ==, SVY_COLUMN_OPEN);
}

static void test_pop(void)
{
    static const char *const answers[] = {"a", "b", "a", ""};
    g_auto(SvyColumn) column;

    svy_column_init(&column);
    for (size_t i = 0; i < G_N_ELEMENTS(answers); i++)
        append(&column, answers[i]);
    svy_column_pop(&column);
    g_assert_cmpuint(column.n_answered, ==, 3);
    svy_column_pop(&column);
    g_assert_cmpuint(column.n_answered, ==, 2);
    g_assert_cmpuint(column.n_rows, ==, 2);
    g_assert_cmpuint(column.dict->counts[0], ==, 1);
    append(&column, "c");
    append(&column, "c");
    g_assert_cmpuint(column.dict->n, ==, 3);
    svy_column_pop(&column);
    g_assert_cmpuint(column.dict->n, ==, 3);
    svy_column_pop(&column); /* nobody is left who said "c" */
    g_assert_cmpuint(column.dict->n, ==, 2);
    append(&column, "c");
    g_assert_cmpuint(column.dict->n, ==, 3);
    g_assert_cmpuint(column.dict->counts[2], ==, 1);
    svy_column_pop(&column);
    append(&column, "b");
    g_assert_cmpint(svy_column_get_code(&column, 2), ==, 1);
    g_assert_cmpuint(column.dict->counts[1], ==, 2);
}

static void test_pop_open(void)
{
    g_auto(SvyColumn) column;

    fill_open(&column, "comment ");
    append(&column, "last");
    svy_column_pop(&column);
    check_every_second(&column);
    append(&column, "");
    append(&column, "");
    g_assert_false(svy_bitset_get(column.answered, column.n_rows - 2));
    g_assert_cmpuint(column.n_answered, ==, SVY_LIMIT_DISTINCT + 100);
    g_assert_cmpuint(svy_bitset_count(column.answered), ==, column.n_answered);
}

/* Against a loop over the rows, for one and two bytes a code and odd numbers of rows. */
static void test_match(void)
{
    static const size_t sizes[][2] = {{0, 1}, {1, 1}, {63, 3}, {64, 3}, {65, 3}, {1000, 300}};
    g_autoptr(GRand) random = g_rand_new_with_seed(11);

    for (size_t s = 0; s < G_N_ELEMENTS(sizes); s++) {
        const size_t n_rows = sizes[s][0];
        g_autofree size_t *answers = g_new0(size_t, n_rows + 1); /* 0: blank */
        g_autofree bool *is_in = g_new0(bool, sizes[s][1] + 1);
        g_autoptr(SvyBitset) rows = NULL;
        g_auto(SvyColumn) column;

        svy_column_init(&column);
        for (size_t i = 0; i < n_rows; i++) {
            answers[i] = (size_t)g_rand_int_range(random, 0, (int)sizes[s][1] + 1);
            if (answers[i] == 0)
                append(&column, "");
            else
                append_count(&column, "a", answers[i]);
        }
        for (size_t code = 0; code < svy_column_count_distinct(&column); code++)
            is_in[code] = strlen(svy_dict_get_text(column.dict, code)) % 2 == 0;
        rows = svy_column_match(&column, is_in);
        g_assert_cmpuint(rows->n_bits, ==, n_rows);
        for (size_t i = 0; i < n_rows; i++)
            g_assert_true(svy_bitset_get(rows, i) ==
                          ((answers[i] >= 1 && answers[i] <= 9) || answers[i] >= 100));
    }
}

/* Answers taken back and given: the dictionary holds what is in use, in its order. */
static void test_mend(void)
{
    static const char *const answers[] = {"a", "b", "", "c", "b"};
    SvyColumn column;

    svy_column_init(&column);
    for (size_t i = 0; i < G_N_ELEMENTS(answers); i++)
        g_assert_true(svy_column_append(&column, answers[i], strlen(answers[i])));
    svy_column_blank(&column, 1);
    svy_column_blank(&column, 2); /* is blank */
    svy_column_blank(&column, 4);
    g_assert_cmpuint(column.n_answered, ==, 2);
    g_assert_true(svy_column_tidy(&column));
    g_assert_cmpuint(svy_column_count_distinct(&column), ==, 2);
    g_assert_cmpstr(svy_dict_get_text(column.dict, 1), ==, "c");
    g_assert_cmpint(svy_column_get_code(&column, 3), ==, 1);
    g_assert_cmpint(svy_column_get_code(&column, 4), ==, -1);

    g_assert_true(svy_column_fill(&column, 1, "c"));
    g_assert_true(svy_column_fill(&column, 2, "d"));
    g_assert_cmpint(svy_column_get_code(&column, 1), ==, 1);
    g_assert_cmpint(svy_column_get_code(&column, 2), ==, 2);
    g_assert_cmpuint(column.dict->counts[1], ==, 2);
    g_assert_cmpuint(column.n_answered, ==, 4);
    svy_column_clear(&column);
}

/* The 256th text needs two bytes, also when it is filled in. */
static void test_mend_wide(void)
{
    SvyColumn column;

    svy_column_init(&column);
    for (int i = 0; i < 255; i++) {
        g_autofree char *text = g_strdup_printf("%d", i);

        g_assert_true(svy_column_append(&column, text, strlen(text)));
    }
    g_assert_true(svy_column_append(&column, "", 0));
    g_assert_true(svy_column_fill(&column, 255, "more"));
    g_assert_cmpint(svy_column_get_code(&column, 255), ==, 255);
    g_assert_cmpint(svy_column_get_code(&column, 254), ==, 254);
    svy_column_clear(&column);
}

int main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/core/column/widening", test_widening);
    g_test_add_func("/core/column/open-text", test_open_text);
    g_test_add_func("/core/column/open-numbers", test_open_numbers);
    g_test_add_func("/core/column/open-ids", test_open_ids);
    g_test_add_func("/core/column/pop", test_pop);
    g_test_add_func("/core/column/pop-open", test_pop_open);
    g_test_add_func("/core/column/match", test_match);
    g_test_add_func("/core/column/mend", test_mend);
    g_test_add_func("/core/column/mend-wide", test_mend_wide);
    return g_test_run();
}
