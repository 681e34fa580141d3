/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Leaving records out gives what a file gives from which their lines were deleted. */
#include "analyse-survey.h"
#include "check.h"
#include "core/records.h"

#define N_ITEMS   6
#define N_SINGLES 10

static const char *const all_flags[] = {"no-answer",    "left-early",    "double-id",
                                        "same-answers", "straight-line", "speeder"};

/* --- Surveys -------------------------------------------------------------------------------- */

static const char *draw(GRand *random, const char *const words[], size_t n)
{
    return words[g_rand_int_range(random, 0, (gint32)n)];
}

/* Two select-alls, a question that only the "Yes" to another one get, a grid. */
static void append_answers(GRand *random, GString *row, bool is_straight, size_t n_cells)
{
    static const char *const roles[] = {"Librarian", "Director", "Student", "Cataloger"};
    static const char *const points[] = {"Never", "Rarely", "Sometimes", "Often", "Always"};
    static const char *const towns[] = {"Akron", "Boise", "Chico", "Dover", "Elgin"};
    g_autoptr(GPtrArray) cells = g_ptr_array_new();
    const char *point = draw(random, points, 5);
    const bool is_member = g_rand_boolean(random);
    bool uses_any = false;

    g_ptr_array_add(cells, (gpointer)draw(random, roles, 4));
    g_ptr_array_add(cells, (gpointer)(is_member ? "Yes" : "No"));
    g_ptr_array_add(cells, (gpointer)(is_member ? draw(random, roles, 3) : ""));
    for (size_t i = 0; i < 3; i++) {
        const bool uses = g_rand_double(random) < 0.6;

        uses_any |= uses;
        g_ptr_array_add(cells, (gpointer)(uses ? "x" : ""));
    }
    g_ptr_array_add(cells, (gpointer)(uses_any ? "" : "x"));
    for (size_t i = 0; i < 3; i++)
        g_ptr_array_add(cells, (gpointer)(uses_any && g_rand_boolean(random) ? "x" : ""));
    for (size_t i = 0; i < N_ITEMS; i++)
        g_ptr_array_add(cells, (gpointer)(is_straight ? point : draw(random, points, 5)));
    for (size_t i = 0; i < N_SINGLES; i++)
        g_ptr_array_add(cells, (gpointer)draw(random, towns, 5));
    g_ptr_array_add(cells, (gpointer)(g_rand_boolean(random) ? "12" : "7.5"));
    for (guint i = 0; i < cells->len; i++)
        g_string_append_printf(row, ",%s",
                               i < n_cells ? (const char *)g_ptr_array_index(cells, i) : "");
}

static char *draw_survey(GRand *random, size_t n)
{
    GString *csv = g_string_new("Response ID,Duration (in seconds),Role,Member,Office,"
                                "Use? [A],Use? [B],Use? [C],Use? [None of these],"
                                "Follow us? [A],Follow us? [B],Follow us? [C]");
    g_autofree char *before = NULL;

    for (size_t i = 0; i < N_ITEMS; i++)
        g_string_append_printf(csv, ",How often? [Item %zu]", i + 1);
    for (size_t i = 0; i < N_SINGLES; i++)
        g_string_append_printf(csv, ",Town of choice %c", (int)('A' + i));
    g_string_append(csv, ",Years\n");
    for (size_t i = 0; i < n; i++) {
        const double kind = g_rand_double(random);
        g_autoptr(GString) row = g_string_new(NULL);

        g_string_append_printf(row, "%zu,%d", 900000000 + (kind < 0.05 ? 0 : i),
                               kind > 0.95 ? 20 : g_rand_int_range(random, 200, 900));
        if (kind > 0.85 && kind < 0.9 && before != NULL)
            g_string_append(row, before);
        else
            append_answers(random, row,
                           kind > 0.6 && kind<0.7, kind> 0.5 && kind < 0.55 ? 0
                           : kind > 0.7 && kind < 0.75                      ? 4
                                                                            : SIZE_MAX);
        g_free(before);
        before = g_strdup(strchr(strchr(row->str, ',') + 1, ','));
        g_string_append_printf(csv, "%s\n", row->str);
    }
    return g_string_free(csv, FALSE);
}

/* --- By hand -------------------------------------------------------------------------------- */

static bool is_flagged(const SvyRecords *records, unsigned set, size_t row)
{
    for (unsigned flag = 0; flag < SVY_FLAG_LAST; flag++)
        if ((set & 1u << flag) != 0 && svy_bitset_get(records->rows[flag], row))
            return true;
    return false;
}

/* The text without the lines of flagged rows; none of its cells holds a line end. */
static char *delete_lines(const char *csv, const SvyDataset *dataset, unsigned set)
{
    g_auto(GStrv) lines = g_strsplit(csv, "\n", -1);
    g_autoptr(SvyLedger) ledger = svy_ledger_new(dataset, NULL);
    g_autoptr(SvyRecords) records = svy_records_new(dataset, ledger);
    GString *kept = g_string_new(NULL);

    for (size_t row = 0; row < dataset->n_rows; row++)
        if (is_flagged(records, set, row))
            lines[svy_dataset_get_line(dataset, row) - 1][0] = '\0';
    for (size_t i = 0; lines[i] != NULL; i++)
        if (lines[i][0] != '\0')
            g_string_append_printf(kept, "%s\n", lines[i]);
    return g_string_free(kept, FALSE);
}

/* --- Comparing ------------------------------------------------------------------------------ */

static void check_options(const SvyOptionResult a[], const SvyOptionResult b[], size_t n)
{
    for (size_t i = 0; i < n; i++) {
        g_assert_cmpstr(a[i].label, ==, b[i].label);
        g_assert_cmpuint(a[i].n, ==, b[i].n);
        g_assert_true(a[i].p.status == b[i].p.status);
        if (a[i].p.status == SVY_STATUS_OK) {
            svy_check_near(a[i].p.value, b[i].p.value, 0);
            svy_check_near(a[i].p.lo, b[i].p.lo, 0);
            svy_check_near(a[i].p.hi, b[i].p.hi, 0);
        }
    }
}

static void check_question(const SvyQuestionResult *a, const SvyQuestionResult *b)
{
    g_assert_cmpstr(a->id, ==, b->id);
    g_assert_true(a->type == b->type);
    g_assert_cmpstr(a->asked_rule, ==, b->asked_rule);
    g_assert_cmpuint(a->n_asked, ==, b->n_asked);
    g_assert_cmpuint(a->n_not_asked, ==, b->n_not_asked);
    g_assert_cmpuint(a->n_answered, ==, b->n_answered);
    g_assert_cmpuint(a->n_skipped, ==, b->n_skipped);
    g_assert_cmpuint(a->n_left, ==, b->n_left);
    g_assert_cmpuint(a->n_no_answer, ==, b->n_no_answer);
    g_assert_cmpstr(a->min_text, ==, b->min_text);
    g_assert_cmpstr(a->median_text, ==, b->median_text);
    g_assert_cmpuint(a->n_options, ==, b->n_options);
    check_options(a->options, b->options, a->n_options);
    g_assert_cmpuint(a->n_rows, ==, b->n_rows);
    for (size_t i = 0; i < a->n_rows; i++) {
        g_assert_cmpuint(a->rows[i].n_answered, ==, b->rows[i].n_answered);
        check_options(a->rows[i].options, b->rows[i].options, a->n_options);
    }
}

static void check_gap(const SvyGap *a, const SvyGap *b)
{
    g_assert_cmpuint(a->base, ==, b->base);
    g_assert_cmpuint(a->n_skipped, ==, b->n_skipped);
    g_assert_cmpuint(a->n_not_asked, ==, b->n_not_asked);
    g_assert_cmpuint(a->n_contradictions, ==, b->n_contradictions);
    g_assert_cmpuint(a->n_items, ==, b->n_items);
    for (size_t i = 0; i < a->n_items; i++) {
        g_assert_cmpstr(a->items[i].label, ==, b->items[i].label);
        g_assert_cmpuint(a->items[i].use.n, ==, b->items[i].use.n);
        g_assert_cmpuint(a->items[i].n_both, ==, b->items[i].n_both);
        svy_check_near(a->items[i].p_adjusted, b->items[i].p_adjusted, 0);
    }
}

/* What was found after reading; reading speaks of the whole file. */
static void check_findings(const SvyResult *a, size_t n_a, const SvyResult *b, size_t n_b)
{
    const size_t n = svy_findings_get_n(a->findings) - n_a;

    g_assert_cmpuint(n, ==, svy_findings_get_n(b->findings) - n_b);
    for (size_t i = 0; i < n; i++)
        g_assert_cmpstr(svy_findings_get(a->findings, n_a + i)->message, ==,
                        svy_findings_get(b->findings, n_b + i)->message);
}

static void check_flags(const SvyResult *excluded, const SvyResult *deleted, unsigned set)
{
    size_t n = 0;

    for (unsigned flag = 0; flag < SVY_FLAG_LAST; flag++) {
        if ((set & 1u << flag) != 0)
            continue;
        g_assert_cmpstr(excluded->flags[n].flag, ==, deleted->flags[flag].flag);
        g_assert_cmpuint(excluded->flags[n].n, ==, deleted->flags[flag].n);
        n++;
    }
    g_assert_cmpuint(excluded->n_flags, ==, n);
}

static size_t check_sums(const SvyResult *result, size_t n_rows)
{
    size_t n = 0;

    for (size_t i = 0; i < result->n_exclusions; i++)
        n += result->exclusions[i].n;
    g_assert_cmpuint(n, ==, result->n_excluded);
    g_assert_cmpuint(result->n_respondents + n, ==, n_rows);
    return n;
}

/* --- One survey, one set of kinds ----------------------------------------------------------- */

static const char **name_flags(unsigned set)
{
    const char **names = g_new0(const char *, SVY_FLAG_LAST + 1);
    size_t n = 0;

    for (unsigned flag = 0; flag < SVY_FLAG_LAST; flag++)
        if ((set & 1u << flag) != 0)
            names[n++] = all_flags[flag];
    return names;
}

static bool finds_again(const SvyResult *deleted, unsigned set)
{
    for (unsigned flag = 0; flag < SVY_FLAG_LAST; flag++)
        if ((set & 1u << flag) != 0 && deleted->flags[flag].n > 0)
            return true;
    return false;
}

static size_t check_survey(const char *csv, unsigned set)
{
    g_autofree const char **names = name_flags(set);
    const SvyAnalysisOptions options = {.with_questions = true, .exclude = names};
    g_auto(Survey) whole = {0};
    g_auto(Survey) rest = {0};
    g_autoptr(SvyResult) excluded = NULL;
    g_autoptr(SvyResult) deleted = NULL;
    g_autofree char *codebook = NULL;
    g_autofree char *by_hand = NULL;
    size_t n_read, n_read_rest;

    survey_must_read(&whole, csv, NULL, NULL);
    codebook = svy_codebook_format(whole.dataset);
    survey_must_read(&whole, csv, codebook, NULL);
    by_hand = delete_lines(csv, whole.dataset, set);
    g_assert_true(svy_analysis_run(whole.dataset, whole.plan, &options, &excluded, &whole.error));
    deleted = survey_analyse(&rest, by_hand, codebook, NULL);

    g_assert_cmpuint(excluded->n_respondents, ==, deleted->n_respondents);
    g_assert_cmpuint(excluded->n_questions, ==, deleted->n_questions);
    for (size_t i = 0; i < excluded->n_questions; i++)
        check_question(&excluded->questions[i], &deleted->questions[i]);

    g_assert_cmpuint(excluded->n_gaps, ==, 1);
    check_gap(&excluded->gaps[0], &deleted->gaps[0]);
    check_flags(excluded, deleted, set);
    n_read = svy_findings_get_n(whole.dataset->findings);
    n_read_rest = svy_findings_get_n(rest.dataset->findings);
    if (!finds_again(deleted, set))
        check_findings(excluded, n_read, deleted, n_read_rest);
    return check_sums(excluded, whole.dataset->n_rows);
}

static void test_by_hand(void)
{
    static const size_t sizes[] = {40, 64, 129, 500};
    g_autoptr(GRand) random = g_rand_new_with_seed(850);
    size_t n_excluded[SVY_FLAG_LAST] = {0};

    for (size_t s = 0; s < G_N_ELEMENTS(sizes); s++) {
        for (size_t t = 0; t < 2; t++) {
            g_autofree char *csv = draw_survey(random, sizes[s]);

            for (unsigned flag = 0; flag < SVY_FLAG_LAST; flag++)
                n_excluded[flag] += check_survey(csv, 1u << flag);
            check_survey(csv, (unsigned)g_rand_int_range(random, 1, 1 << SVY_FLAG_LAST));
        }
    }
    for (unsigned flag = 0; flag < SVY_FLAG_LAST; flag++)
        g_assert_cmpuint(n_excluded[flag], >, 20);
}

int main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/property/analysis/exclude/by-hand", test_by_hand);
    return g_test_run();
}
