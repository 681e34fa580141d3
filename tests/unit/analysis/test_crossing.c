/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables by two questions at once, for charts that draw one by the other in panels. */
#include <math.h>
#include <string.h>

#include "analyse-survey.h"
#include "check.h"
#include "result/result-table.h"

#define PLAN(segments) "[survey]\nsampling = open-link\n[segments]\nquestions = " segments "\n"

static const char header[] = "What is your role?,Where do you work?,What do you drink at work?,"
                             "How many cups?\n";

enum { N_ROLES = 3, N_PLACES = 3, N_DRINKS = 3 };

static const char *const roles[N_ROLES] = {"Librarian", "Staff", "Student"};
static const char *const places[N_PLACES] = {"Public", "Academic", "School"};
static const char *const drinks[N_DRINKS] = {"Tea", "Coffee", "Water"};

/* People by role, place and drink. */
static const size_t many[N_ROLES][N_PLACES][N_DRINKS] = {
    {{40, 25, 35}, {20, 45, 15}, {21, 19, 24}},
    {{30, 30, 10}, {25, 15, 20}, {14, 16, 18}},
    {{12, 18, 22}, {16, 11, 13}, {23, 21, 17}}};

/* Three students are in schools; few staff of public places drink water. */
static const size_t few[N_ROLES][N_PLACES][N_DRINKS] = {{{40, 25, 35}, {20, 45, 15}, {21, 19, 24}},
                                                        {{30, 30, 2}, {25, 15, 20}, {14, 16, 18}},
                                                        {{12, 18, 22}, {16, 11, 13}, {1, 2, 0}}};

typedef const size_t Counts[N_PLACES][N_DRINKS];

/* @only: the one role that is written; N_ROLES: all */
static char *write_csv(Counts *counts, size_t only)
{
    GString *csv = g_string_new(header);

    for (size_t k = 0; k < N_ROLES * N_PLACES * N_DRINKS; k++) {
        const size_t role = k / (N_PLACES * N_DRINKS), place = k / N_DRINKS % N_PLACES;
        const size_t drink = k % N_DRINKS;

        for (size_t i = 0; i < counts[role][place][drink]; i++)
            if (only == N_ROLES || only == role)
                g_string_append_printf(csv, "%s,%s,%s,%zu\n", roles[role], places[place],
                                       drinks[drink], 1 + (i * 7 + role * 3 + place) % 11);
    }
    return g_string_free(csv, FALSE);
}

static SvyResult *analyse(const char *csv, const char *plan, const SvyCross *cross, size_t min_cell)
{
    const SvyAnalysisOptions options = {.with_questions = true,
                                        .min_cell = min_cell,
                                        .crosses = cross,
                                        .n_crosses = cross != NULL ? 1 : 0};
    g_auto(Survey) survey = {NULL};
    SvyResult *result = NULL;
    GError *error = NULL;

    survey_must_read(&survey, csv, NULL, plan);
    svy_analysis_run(survey.dataset, survey.plan, &options, &result, &error);
    g_assert_no_error(error);
    return result;
}

static const SvyTable *find_table(const SvyResult *result, const char *id)
{
    for (size_t i = 0; i < result->n_tables; i++)
        if (strcmp(result->tables[i].id, id) == 0)
            return &result->tables[i];
    return NULL;
}

static size_t find_row(const SvyTable *table, const char *label)
{
    for (size_t row = 0; row < table->n_rows; row++)
        if (strcmp(svy_table_get_cell(table, row, 0)->text, label) == 0)
            return row;
    g_assert_not_reached();
}

/* Groups stand in the order of their size, which a part of the file may have another of. */
static size_t find_column(const SvyTable *table, const char *heading)
{
    for (size_t c = 0; c < table->n_columns; c++)
        if (strcmp(table->columns[c].heading, heading) == 0)
            return c;
    g_assert_not_reached();
}

static const SvyCross by_place = {.question = "q3", .by = "q2", .each = "q1"};

#define BOTH PLAN("What is your role?, Where do you work?")

/* Groups of the outer question one after the other, in each those of the inner. */
static void test_columns(void)
{
    g_autofree char *csv = write_csv(many, N_ROLES);
    g_autoptr(SvyResult) result = analyse(csv, BOTH, &by_place, 0);
    const SvyTable *table = find_table(result, "segments-q3-by-q1*q2");

    g_assert_nonnull(table);
    g_assert_cmpuint(table->n_panels, ==, N_ROLES);
    g_assert_cmpuint(table->n_columns, ==, 2 + N_ROLES * N_PLACES);
    g_assert_cmpstr(table->columns[2].heading, ==, "Librarian, Public");
    g_assert_cmpstr(table->columns[6].heading, ==, "Staff, Academic");
    g_assert_cmpuint(table->columns[2].base, ==, 100);
    g_assert_cmpuint(svy_table_get_cell(table, find_row(table, "Coffee"), 3)->share.n, ==, 45);
    g_assert_false(table->has_test);
    g_assert_null(table->finding);
    g_assert_cmpstr(table->columns[2].letter, ==, "A");
    g_assert_cmpstr(table->columns[5].letter, ==, "A"); /* in each panel */
}

/* Only what is asked for is counted by both. */
static void test_only_asked(void)
{
    const SvyCross wrong[] = {{.question = "q4", .by = "q2", .each = "q1"},
                              {.question = "q3", .by = "q3", .each = "q1"},
                              {.question = "q3", .by = "q2", .each = "q9"}};
    g_autofree char *csv = write_csv(many, N_ROLES);
    g_autoptr(SvyResult) plain = analyse(csv, BOTH, NULL, 0);

    g_assert_null(find_table(plain, "segments-q3-by-q1*q2"));
    for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++) {
        g_autoptr(SvyResult) result = analyse(csv, BOTH, &wrong[i], 0);

        g_assert_null(find_table(result, "segments-q3-by-q1*q2"));
        g_assert_cmpuint(result->n_tables, >=, plain->n_tables);
    }
}

/* A panel is what a file with the people of its group alone gives, residuals among it. */
/* Returns how many cells have letters. */
static size_t check_panel(const SvyTable *both, const SvyTable *own, size_t panel, size_t row)
{
    size_t n_letters = 0;
    const size_t own_row = find_row(own, svy_table_get_cell(both, row, 0)->text);

    for (size_t place = 0; place < N_PLACES; place++) {
        const SvyCell *cell = svy_table_get_cell(both, row, 2 + panel * N_PLACES + place);
        const SvyCell *other = svy_table_get_cell(own, own_row, find_column(own, places[place]));

        g_assert_cmpuint(cell->share.n, ==, other->share.n);
        g_assert_cmpuint(cell->share.base, ==, other->share.base);
        svy_check_near(cell->share.p.lo, other->share.p.lo, 1e-12);
        svy_check_near(cell->share.p.hi, other->share.p.hi, 1e-12);
        svy_check_near(cell->residual, other->residual, 1e-9);
        n_letters += cell->letters != NULL;
        if (strcmp(own->columns[2].heading, places[0]) == 0 &&
            strcmp(own->columns[3].heading, places[1]) == 0)
            g_assert_cmpstr(cell->letters, ==, other->letters);
    }
    return n_letters;
}

static void test_as_filtered(void)
{
    g_autofree char *csv = write_csv(many, N_ROLES);
    g_autoptr(SvyResult) result = analyse(csv, BOTH, &by_place, 1);
    const SvyTable *both = find_table(result, "segments-q3-by-q1*q2");
    size_t n_letters = 0;

    for (size_t role = 0; role < N_ROLES; role++) {
        g_autofree char *part = write_csv(many, role);
        g_autoptr(SvyResult) own = analyse(part, PLAN("Where do you work?"), NULL, 1);

        for (size_t row = 0; row < both->n_rows; row++)
            n_letters += check_panel(both, find_table(own, "segments-q3-by-q2"), role, row);
    }
    g_assert_cmpuint(n_letters, >, 0);
}

static void test_numbers_as_filtered(void)
{
    const SvyCross cross = {.question = "q4", .by = "q2", .each = "q1"};
    g_autofree char *csv = write_csv(many, N_ROLES);
    g_autoptr(SvyResult) result = analyse(csv, BOTH, &cross, 1);
    const SvyTable *both = find_table(result, "numbers-q4-by-q1*q2");

    g_assert_nonnull(both);
    g_assert_cmpuint(both->n_panels, ==, N_ROLES);
    g_assert_cmpuint(both->n_rows, ==, 1 + N_ROLES * N_PLACES);
    for (size_t role = 0; role < N_ROLES; role++) {
        g_autofree char *part = write_csv(many, role);
        g_autoptr(SvyResult) own = analyse(part, PLAN("Where do you work?"), NULL, 1);
        const SvyTable *table = find_table(own, "numbers-q4-by-q2");

        for (size_t k = 0; k < N_PLACES * both->n_columns; k++) {
            const size_t place = k / both->n_columns, column = k % both->n_columns;
            const SvyCell *cell = svy_table_get_cell(both, 1 + role * N_PLACES + place, column);
            const SvyCell *other =
                svy_table_get_cell(table, find_row(table, places[place]), column);

            if (cell->kind == SVY_CELL_COUNT)
                g_assert_cmpuint(cell->n, ==, other->n);
            else if (column > 0)
                svy_check_near(cell->share.p.value, other->share.p.value, 1e-12);
        }
    }
}

static bool is_withheld(const SvyTable *table, size_t row, size_t role, size_t place)
{
    return svy_table_get_cell(table, row, 2 + role * N_PLACES + place)->status ==
           SVY_STATUS_WITHHELD;
}

/* A group of three is told nowhere, nor what the others leave of it; its column is there. */
static void test_withheld(void)
{
    g_autofree char *csv = write_csv(few, N_ROLES);
    g_autoptr(SvyResult) result = analyse(csv, BOTH, &by_place, 0);
    const SvyTable *both = find_table(result, "segments-q3-by-q1*q2");

    g_assert_nonnull(both);
    g_assert_cmpstr(both->columns[10].heading, ==, "Student, School");
    g_assert_true(both->columns[10].is_withheld);
    g_assert_cmpuint(both->columns[10].base, ==, 0);
    for (size_t row = 0; row < both->n_rows; row++) {
        g_assert_true(is_withheld(both, row, 2, 2));
        if (strcmp(svy_table_get_cell(both, row, 0)->text, "Water") == 0)
            continue; /* nobody: which zeros tell */
        g_assert_true(is_withheld(both, row, 2, 0) || is_withheld(both, row, 2, 1) ||
                      svy_table_get_cell(find_table(result, "segments-q3-by-q1"), row, 4)->status ==
                          SVY_STATUS_WITHHELD);
    }
}

/* Where the whole panel's answer is withheld, its residuals are not told. */
static void test_residuals(void)
{
    g_autofree char *csv = write_csv(few, N_ROLES);
    g_autoptr(SvyResult) result = analyse(csv, BOTH, &by_place, 0);
    const SvyTable *both = find_table(result, "segments-q3-by-q1*q2");
    const SvyTable *outer = find_table(result, "segments-q3-by-q1");
    size_t n_told = 0;

    for (size_t row = 0; row < both->n_rows; row++)
        for (size_t k = 0; k < N_ROLES * N_PLACES; k++) {
            const SvyCell *cell = svy_table_get_cell(both, row, 2 + k);
            const SvyCell *whole = svy_table_get_cell(outer, row, 2 + k / N_PLACES);

            if (isnan(cell->residual))
                continue;
            g_assert_cmpint(cell->status, ==, SVY_STATUS_OK);
            g_assert_cmpint(whole->status, ==, SVY_STATUS_OK);
            n_told++;
        }
    g_assert_cmpuint(n_told, >, 0);
}

/* Too many numbers in one table: nothing of them is counted, and the others are as they were. */
static void test_too_large(void)
{
    g_autoptr(GString) csv = g_string_new(header);

    for (size_t i = 0; i < 36 * 36; i++)
        g_string_append_printf(csv, "%s,%s,Drink %zu,%zu\n", roles[i % N_ROLES],
                               places[i / 3 % N_PLACES], i / 36, i % 11);

    g_autoptr(SvyResult) result = analyse(csv->str, BOTH, &by_place, 0);

    g_assert_nonnull(find_table(result, "segments-q3-by-q1"));
    g_assert_null(find_table(result, "segments-q3-by-q1*q2"));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/analysis/crossing/columns", test_columns);
    g_test_add_func("/analysis/crossing/only-asked", test_only_asked);
    g_test_add_func("/analysis/crossing/as-filtered", test_as_filtered);
    g_test_add_func("/analysis/crossing/numbers-as-filtered", test_numbers_as_filtered);
    g_test_add_func("/analysis/crossing/withheld", test_withheld);
    g_test_add_func("/analysis/crossing/residuals", test_residuals);
    g_test_add_func("/analysis/crossing/too-large", test_too_large);
    return g_test_run();
}
