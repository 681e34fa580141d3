/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analyse-survey.h"
#include "check.h"

#define N_MEDIA 5

/* Rows of a survey on use and following of five media, with skipping, contradictions and people who
 * use nothing. (transfer full) array of char. */
static GPtrArray *draw_rows(GRand *random, size_t n)
{
    GPtrArray *rows = g_ptr_array_new_with_free_func(g_free);
    const double contradictory = g_rand_int_range(random, 0, 2) * 0.05;

    for (size_t r = 0; r < n; r++) {
        GString *row = g_string_new(NULL);
        bool uses[N_MEDIA];
        const bool is_skipped = g_rand_double(random) < 0.1;
        bool follows_any = false;

        for (size_t m = 0; m < N_MEDIA; m++) {
            uses[m] = g_rand_double(random) < 0.5 - 0.1 * (double)m;
            g_string_append(row, uses[m] ? "x," : ",");
        }
        g_string_append(row, uses[0] || uses[1] || uses[2] || uses[3] || uses[4] ? "," : "x,");
        for (size_t m = 0; m < N_MEDIA - 1; m++) {
            const double share = uses[m] ? 0.3 : contradictory;
            const bool follows = !is_skipped && g_rand_double(random) < share;

            follows_any |= follows;
            g_string_append(row, follows ? "x," : ",");
        }
        g_string_append(row, is_skipped || follows_any ? ",r" : "x,r");
        g_string_append_printf(row, "%d\n", g_rand_int_range(random, 1, 4));
        g_ptr_array_add(rows, g_string_free(row, FALSE));
    }
    return rows;
}

static SvyResult *analyse(Survey *survey, const GPtrArray *rows, size_t n_times)
{
    g_autoptr(GString) csv = g_string_new(NULL);

    for (size_t m = 0; m < N_MEDIA; m++)
        g_string_append_printf(csv, "Use? [M%zu],", m);
    g_string_append(csv, "Use? [None of these],");
    for (size_t m = 0; m < N_MEDIA - 1; m++)
        g_string_append_printf(csv, "Follow us? [M%zu],", m);
    g_string_append(csv, "Follow us? [None of these],Role\n");
    for (size_t t = 0; t < n_times; t++)
        for (guint r = 0; r < rows->len; r++)
            g_string_append(csv, g_ptr_array_index(rows, r));
    return survey_analyse(survey, csv->str, NULL, "[gap]\nuse = q1\nfollow = q2\n");
}

static void shuffle(GRand *random, GPtrArray *rows)
{
    for (guint i = rows->len; i > 1; i--) {
        const guint j = (guint)g_rand_int_range(random, 0, (gint32)i);
        const gpointer row = g_ptr_array_index(rows, j);

        g_ptr_array_index(rows, j) = g_ptr_array_index(rows, i - 1);
        g_ptr_array_index(rows, i - 1) = row;
    }
}

/* Sizes around the words of bit rows. */
static const size_t sizes[] = {5, 63, 64, 65, 200, 1000};

/* --- What holds in every survey ------------------------------------------------------------- */

static void check_item(const SvyGap *gap, const SvyGapItem *item)
{
    g_assert_cmpuint(item->base, ==, gap->base);
    g_assert_cmpuint(item->use.n, <=, item->base);
    if (!item->has_account)
        return;
    g_assert_cmpuint(item->unreached.n + item->n_both, ==, item->use.n);
    g_assert_cmpuint(item->n_both + item->n_contradictions, ==, item->follow.n);
    g_assert_cmpuint(item->conversion.n, ==, item->n_both);
    g_assert_cmpuint(item->conversion.base, ==, item->use.n);
    if (gap->base == 0)
        return;
    svy_check_near(item->gap.value, item->use.p.value - item->follow.p.value, 1e-12);
    g_assert_true(item->gap.lo <= item->gap.value + 1e-12);
    g_assert_true(item->gap.hi >= item->gap.value - 1e-12);
    g_assert_false(item->is_nested && item->n_contradictions > 0);
    g_assert_true(!item->has_test || item->p_adjusted >= item->p_value);
}

static void test_identities(void)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(2014);

    for (size_t s = 0; s < G_N_ELEMENTS(sizes); s++) {
        g_autoptr(GPtrArray) rows = draw_rows(random, sizes[s]);
        g_auto(Survey) survey = {0};
        g_autoptr(SvyResult) result = analyse(&survey, rows, 1);
        const SvyGap *gap = &result->gaps[0];
        size_t n_contradictions = 0, n_tests = 0;

        g_assert_cmpuint(gap->n_items, ==, N_MEDIA);
        g_assert_cmpuint(gap->n_answered_use, ==, sizes[s]);
        g_assert_cmpuint(gap->base + gap->n_skipped, ==, gap->n_answered_use);
        for (size_t i = 0; i < gap->n_items; i++) {
            check_item(gap, &gap->items[i]);
            g_assert_cmpuint(gap->items[i].use.n, <=, gap->any.use.n);
            g_assert_cmpuint(gap->items[i].follow.n, <=, gap->any.follow.n);
            n_contradictions += gap->items[i].n_contradictions;
            n_tests += gap->items[i].has_test;
        }
        check_item(gap, &gap->any);
        g_assert_cmpuint(gap->n_tests, ==, n_tests);
        g_assert_cmpuint(gap->n_contradictions, <=, n_contradictions);
        g_assert_false(find_gap_item(gap, "M4")->has_account);
    }
}

/* --- What two surveys share ----------------------------------------------------------------- */

static void check_same_item(const SvyGapItem *a, const SvyGapItem *b, size_t times)
{
    g_assert_cmpstr(a->label, ==, b->label);
    g_assert_true(a->is_nested == b->is_nested && a->has_account == b->has_account);
    g_assert_cmpuint(times * a->base, ==, b->base);
    g_assert_cmpuint(times * a->use.n, ==, b->use.n);
    g_assert_cmpuint(times * a->n_both, ==, b->n_both);
    g_assert_cmpuint(times * a->follow.n, ==, b->follow.n);
    if (a->base == 0)
        return;
    svy_check_near(a->use.p.value, b->use.p.value, 1e-12);
    if (!a->has_account)
        return;
    svy_check_near(a->gap.value, b->gap.value, 1e-12);
    svy_check_near(a->unreached.p.value, b->unreached.p.value, 1e-12);
    if (times > 1)
        return;
    svy_check_near(a->gap.lo, b->gap.lo, 0);
    svy_check_near(a->gap.hi, b->gap.hi, 0);
    svy_check_near(a->p_adjusted, b->p_adjusted, 0);
}

static void check_same_gap(const SvyResult *a, const SvyResult *b, size_t times)
{
    const SvyGap *x = &a->gaps[0], *y = &b->gaps[0];

    g_assert_cmpuint(times * x->n_skipped, ==, y->n_skipped);
    g_assert_cmpuint(times * x->n_not_asked, ==, y->n_not_asked);
    g_assert_cmpuint(times * x->n_contradictions, ==, y->n_contradictions);
    for (size_t i = 0; i < x->n_items; i++)
        check_same_item(&x->items[i], &y->items[i], times);
    check_same_item(&x->any, &y->any, times);
}

static void test_order_of_rows(void)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(11);

    for (size_t s = 0; s < G_N_ELEMENTS(sizes); s++) {
        g_autoptr(GPtrArray) rows = draw_rows(random, sizes[s]);
        g_auto(Survey) survey = {0};
        g_auto(Survey) shuffled = {0};
        g_autoptr(SvyResult) result = analyse(&survey, rows, 1);
        g_autoptr(SvyResult) again = NULL;

        shuffle(random, rows);
        again = analyse(&shuffled, rows, 1);
        check_same_gap(result, again, 1);
        g_assert_cmpuint(result->n_questions, ==, again->n_questions);
        for (size_t q = 0; q < result->n_questions; q++)
            g_assert_cmpuint(result->questions[q].n_answered, ==, again->questions[q].n_answered);
    }
}

/* Everybody twice: the same shares, narrower intervals. */
static void test_twice(void)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(12);

    for (size_t s = 0; s < G_N_ELEMENTS(sizes); s++) {
        g_autoptr(GPtrArray) rows = draw_rows(random, sizes[s]);
        g_auto(Survey) survey = {0};
        g_auto(Survey) doubled = {0};
        g_autoptr(SvyResult) result = analyse(&survey, rows, 1);
        g_autoptr(SvyResult) twice = analyse(&doubled, rows, 2);

        check_same_gap(result, twice, 2);
        if (result->gaps[0].base > 0)
            g_assert_true(twice->gaps[0].any.use.p.hi - twice->gaps[0].any.use.p.lo <
                          result->gaps[0].any.use.p.hi - result->gaps[0].any.use.p.lo);
    }
}

int main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/property/analysis/gap/identities", test_identities);
    g_test_add_func("/property/analysis/gap/order-of-rows", test_order_of_rows);
    g_test_add_func("/property/analysis/gap/twice", test_twice);
    return g_test_run();
}
