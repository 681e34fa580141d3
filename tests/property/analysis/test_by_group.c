/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Mean places, stages and targets of a group are those of everybody in a file that has only the
 * lines of the group, where nothing is withheld; where something is, what is told is the same. */
#include <math.h>

#include "analyse-survey.h"
#include "check.h"
#include "result/result-table.h"

#define N_SURVEYS 25
#define HEAD                                                                                       \
    "Role,Know,Drink,Rank [Tea],Rank [Coffee],Rank [Water],Use [Facebook],Use [Twitter],"          \
    "Use [None of these],Often [Mornings],Often [Evenings]\n"
#define BOOK                                                                                       \
    "column,header,question,text,type,role,item,mark,base,use,clear,levels,apart,reason\n"         \
    "1,Role,q1,Role,single,answer,,,answered,opinion,,,,\n"                                        \
    "2,Know,q2,Know,likert,answer,,,answered,opinion,,Never heard of it | Heard of it | Been "     \
    "there | Go often,,\n"                                                                         \
    "3,Drink,q3,Drink,single,answer,,,answered,opinion,,,,\n"                                      \
    "4,Rank [Tea],q4,Rank,rank,row,Tea,,answered,opinion,,,,\n"                                    \
    "5,Rank [Coffee],q4,Rank,rank,row,Coffee,,answered,opinion,,,,\n"                              \
    "6,Rank [Water],q4,Rank,rank,row,Water,,answered,opinion,,,,\n"                                \
    "7,Use [Facebook],q5,Use,multi,option,Facebook,,answered,opinion,,,,\n"                        \
    "8,Use [Twitter],q5,Use,multi,option,Twitter,,answered,opinion,,,,\n"                          \
    "9,Use [None of these],q5,Use,multi,option,None of these,none,answered,opinion,,,,\n"          \
    "10,Often [Mornings],q6,Often,grid,row,Mornings,,answered,opinion,,Daily | Weekly | Never,,\n" \
    "11,Often [Evenings],q6,Often,grid,row,Evenings,,answered,opinion,,Daily | Weekly | Never,,\n"
#define STAGES "[ladder]\nnested = no\nstages = Use: any, Drink: Tea | Coffee\n"
#define TARGETS                                                                                    \
    "question,answer,target,direction,n,base,name\n"                                               \
    "Drink,Tea,50%,at least,,,tea\n"                                                               \
    "Drink,Tea | Coffee,60%,at most,,,hot\n"                                                       \
    "Use,any,40%,,1200,,used\n"                                                                    \
    "Drink,Tea,50%,,,Use,of users\n"                                                               \
    "Often,Daily,50%,at least,,,daily\n"
#define TARGET_OF_ROLE "Drink,Tea,50%,,,Role: A,of one role\n"

static const char *const roles[] = {"A", "B", "C"};

/* --- Surveys -------------------------------------------------------------------------------- */

static const char *draw_word(GRand *random, const char *const words[], size_t n, double skew)
{
    return words[(size_t)(pow(g_rand_double(random), skew) * (double)n)];
}

static void append_ranks(GRand *random, GString *line, size_t role)
{
    static const char *const orders[] = {"1,2,3", "2,1,3", "1,3,2", "3,2,1", "2,3,1", "1,,", ",,"};

    g_string_append_printf(line, ",%s",
                           draw_word(random, orders, G_N_ELEMENTS(orders), 1 + 0.7 * (double)role));
}

static char *draw_line(GRand *random, size_t role)
{
    static const char *const known[] = {"Go often", "Been there", "Heard of it",
                                        "Never heard of it", ""};
    static const char *const drinks[] = {"Tea", "Coffee", "Water", ""};
    static const char *const uses[] = {"x,,", "x,x,", ",x,", ",,x", ",,"};
    static const char *const often[] = {"Daily,Daily",  "Weekly,Daily", "Never,Weekly",
                                        "Daily,Weekly", "Never,Never",  ","};
    const double skew = 1.1 + 0.3 * (double)role;
    GString *line = g_string_new(roles[role]);

    g_string_append_printf(line, ",%s", draw_word(random, known, G_N_ELEMENTS(known), skew));
    g_string_append_printf(line, ",%s", draw_word(random, drinks, G_N_ELEMENTS(drinks), skew));
    append_ranks(random, line, role);
    g_string_append_printf(line, ",%s", draw_word(random, uses, G_N_ELEMENTS(uses), skew));
    g_string_append_printf(line, ",%s\n", draw_word(random, often, G_N_ELEMENTS(often), skew));
    return g_string_free(line, FALSE);
}

static GPtrArray *draw_lines(GRand *random)
{
    GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
    const gint32 n = g_rand_int_range(random, 90, 400);

    for (gint32 i = 0; i < n; i++)
        g_ptr_array_add(lines, draw_line(random, (size_t)g_rand_int_range(random, 0, 3)));
    return lines;
}

/* @role: (nullable) of those alone */
static char *join_lines(const GPtrArray *lines, const char *role)
{
    GString *csv = g_string_new(HEAD);

    for (guint i = 0; i < lines->len; i++)
        if (role == NULL || g_str_has_prefix(lines->pdata[i], role))
            g_string_append(csv, lines->pdata[i]);
    return g_string_free(csv, FALSE);
}

static SvyResult *analyse(const GPtrArray *lines, const char *role, size_t min_cell)
{
    const SvyAnalysisOptions options = {
        .with_questions = true, .panels = role == NULL ? SVY_PANELS_ALL : 0, .min_cell = min_cell};
    g_autofree char *csv = join_lines(lines, role);
    g_auto(Survey) survey = {0};
    GError *error = NULL;
    SvyResult *result = NULL;

    survey.path = survey_write(&survey, "survey.csv", csv, -1);
    g_free(survey_write(&survey, "survey-codebook.csv", BOOK, -1));
    g_free(survey_write(&survey, "survey-targets.csv",
                        role == NULL ? TARGETS TARGET_OF_ROLE : TARGETS, -1));
    g_free(survey_write(&survey, "survey-plan.ini", "[segments]\nquestions = Role\n" STAGES, -1));
    survey_read_with(&survey, NULL);
    g_assert_no_error(survey.error);
    svy_analysis_run(survey.dataset, survey.plan, &options, &result, &error);
    g_assert_no_error(error);
    return result;
}

/* --- Tables --------------------------------------------------------------------------------- */

static const SvyTable *find_table(const SvyResult *result, const char *id)
{
    for (size_t i = 0; i < result->n_tables; i++)
        if (strcmp(result->tables[i].id, id) == 0)
            return &result->tables[i];
    return NULL;
}

static void check_estimate(const SvyEstimate *told, const SvyEstimate *alone)
{
    g_assert_cmpint(told->status, ==, alone->status);
    if (told->status != SVY_STATUS_OK)
        return;
    svy_check_near(told->value, alone->value, 1e-12);
    g_assert_true(isnan(told->lo) == isnan(alone->lo));
    if (isnan(told->lo)) /* p-values */
        return;
    svy_check_near(told->lo, alone->lo, 1e-12);
    svy_check_near(told->hi, alone->hi, 1e-12);
    g_assert_cmpstr(told->method, ==, alone->method);
}

static void check_cell(const SvyCell *told, const SvyCell *alone)
{
    g_assert_cmpint(told->kind, ==, alone->kind);
    g_assert_cmpint(told->status, ==, alone->status);
    if (told->kind == SVY_CELL_SHARE) {
        g_assert_cmpuint(told->share.n, ==, alone->share.n);
        g_assert_cmpuint(told->share.base, ==, alone->share.base);
    }
    if (told->kind != SVY_CELL_TEXT && told->kind != SVY_CELL_EMPTY)
        check_estimate(&told->share.p, &alone->share.p);
}

/* Adjusted over other tests, and the people who placed an item, stand in one of the tables only;
 * steps are told of groups where stages are nested for everybody. */
static bool is_common(const SvyTable *table, const SvyTable *other, size_t column)
{
    const char *key = table->columns[column].key;

    return strcmp(key, "p-adjusted") != 0 && strcmp(key, "step") != 0 &&
           svy_table_find_column(other, key) < other->n_columns;
}

/* Returns how many cells are told. */
static size_t check_row(const SvyTable *table, size_t row, const SvyTable *alone, size_t other)
{
    size_t n = 0;

    for (size_t c = 1; c < table->n_columns; c++) {
        const SvyCell *cell = svy_table_get_cell(table, row, c);

        if (!is_common(table, alone, c) || cell->status == SVY_STATUS_WITHHELD)
            continue;
        check_cell(cell, svy_table_get_cell(alone, other,
                                            svy_table_find_column(alone, table->columns[c].key)));
        n++;
    }
    return n;
}

static size_t check_table(const SvyResult *result,
                          const SvyResult *alone,
                          const char *role,
                          const char *id)
{
    g_autofree char *name = g_strdup_printf("%s-by-q1", id);
    const SvyTable *table = find_table(result, name), *other = find_table(alone, id);
    size_t n = 0, place = 0;

    if (table == NULL)
        return 0;
    g_assert_nonnull(other);
    for (size_t row = 0; row < table->n_rows; row++)
        if (strcmp(svy_table_get_cell(table, row, 0)->text, role) == 0)
            n += check_row(table, row, other, place++);
    return n;
}

static const char *const ids[] = {"rank-q4", "ladder-q2", "ladder-1", "targets"};

static void check_survey(GRand *random, size_t min_cell, size_t n_told[])
{
    g_autoptr(GPtrArray) lines = draw_lines(random);
    g_autoptr(SvyResult) result = analyse(lines, NULL, min_cell);

    for (size_t r = 0; r < G_N_ELEMENTS(roles); r++) {
        g_autoptr(SvyResult) alone = analyse(lines, roles[r], 1);

        for (size_t i = 0; i < G_N_ELEMENTS(ids); i++)
            n_told[i] += check_table(result, alone, roles[r], ids[i]);
    }
}

static void check_surveys(gconstpointer min_cell)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(20140217);
    size_t n_told[G_N_ELEMENTS(ids)] = {0};

    for (size_t i = 0; i < N_SURVEYS; i++)
        check_survey(random, GPOINTER_TO_SIZE(min_cell), n_told);
    for (size_t i = 0; i < G_N_ELEMENTS(ids); i++) {
        g_test_message("%s: %zu cells", ids[i], n_told[i]);
        g_assert_cmpuint(n_told[i], >, 20);
    }
}

/* --- Steps and targets of one group --------------------------------------------------------- */

static void check_steps(void)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(7);
    g_autoptr(GPtrArray) lines = draw_lines(random);
    g_autoptr(SvyResult) result = analyse(lines, NULL, 1);
    const SvyTable *scale = find_table(result, "ladder-q2-by-q1");
    const SvyTable *named = find_table(result, "ladder-1-by-q1");

    for (size_t r = 0; r < G_N_ELEMENTS(roles); r++) {
        g_autoptr(SvyResult) alone = analyse(lines, roles[r], 1);
        size_t place = 0;

        /* Points of a scale include the higher ones. */
        for (size_t row = 0; row < scale->n_rows; row++) {
            if (strcmp(svy_table_get_cell(scale, row, 0)->text, roles[r]) != 0)
                continue;
            check_cell(svy_table_get_cell(scale, row, 3),
                       svy_table_get_cell(find_table(alone, "ladder-q2"), place++, 2));
        }
        g_assert_cmpuint(place, ==, 3);
    }
    g_assert_cmpint(svy_table_get_cell(named, 3, 3)->kind, ==, SVY_CELL_EMPTY);
}

/* A target of one group says nothing of others. */
static void check_left_out(void)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(8);
    g_autoptr(GPtrArray) lines = draw_lines(random);
    g_autoptr(SvyResult) result = analyse(lines, NULL, 1);
    const SvyTable *table = find_table(result, "targets-by-q1");

    g_assert_cmpuint(find_table(result, "targets")->n_rows, ==, 6);
    g_assert_cmpuint(table->n_rows, ==, 5 * (1 + G_N_ELEMENTS(roles)));
    for (size_t row = 0; row < table->n_rows; row++)
        g_assert_cmpstr(svy_table_get_cell(table, row, 1)->text, !=, "of one role");
}

/* Holm over all groups and targets that are told. */
static void check_holm(void)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(9);
    g_autoptr(GPtrArray) lines = draw_lines(random);
    g_autoptr(SvyResult) result = analyse(lines, NULL, 1);
    const SvyTable *table = find_table(result, "targets-by-q1");
    const size_t p = svy_table_find_column(table, "p-value"), first = 5;
    const size_t adjusted = svy_table_find_column(table, "p-adjusted");
    double least = 1, least_adjusted = 1;

    for (size_t row = first; row < table->n_rows; row++) {
        least = fmin(least, svy_table_get_cell(table, row, p)->share.p.value);
        least_adjusted =
            fmin(least_adjusted, svy_table_get_cell(table, row, adjusted)->share.p.value);
    }
    svy_check_near(least_adjusted, fmin(1, least * (double)(table->n_rows - first)), 1e-12);
}

/* --- Combinations --------------------------------------------------------------------------- */

#define SETS_HEAD "Role,Eat [A],Eat [B],Eat [C],Eat [D],Eat [E],Eat [F]\n"
#define SETS_BOOK                                                                                  \
    "column,header,question,text,type,role,item,mark,base,use,clear,levels,apart,reason\n"         \
    "1,Role,q1,Role,single,answer,,,answered,opinion,,,,\n"                                        \
    "2,Eat [A],q2,Eat,multi,option,A,,answered,opinion,,,,\n"                                      \
    "3,Eat [B],q2,Eat,multi,option,B,,answered,opinion,,,,\n"                                      \
    "4,Eat [C],q2,Eat,multi,option,C,,answered,opinion,,,,\n"                                      \
    "5,Eat [D],q2,Eat,multi,option,D,,answered,opinion,,,,\n"                                      \
    "6,Eat [E],q2,Eat,multi,option,E,,answered,opinion,,,,\n"                                      \
    "7,Eat [F],q2,Eat,multi,option,F,,answered,opinion,,,,\n"

enum { N_OPTIONS = 6, SET_NAME = 1, SET_OTHERS = 2, SET_SHARE = 3 };

/* Some options are rare, so that there are common combinations and many others. */
static GPtrArray *draw_sets(GRand *random)
{
    GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
    const gint32 n = g_rand_int_range(random, 200, 500);

    for (gint32 i = 0; i < n; i++) {
        const gint32 role = g_rand_int_range(random, 0, 3);
        GString *line = g_string_new(roles[role]);

        for (int option = 0; option < N_OPTIONS; option++)
            g_string_append(
                line, g_rand_double(random) < 0.75 / (1 + 0.5 * option) + 0.05 * role ? ",x" : ",");
        g_ptr_array_add(lines, g_string_free(g_string_append_c(line, '\n'), FALSE));
    }
    return lines;
}

static SvyResult *analyse_sets(const GPtrArray *lines, const char *role, size_t min_cell)
{
    const SvyAnalysisOptions options = {
        .with_questions = true, .panels = role == NULL ? SVY_PANELS_ALL : 0, .min_cell = min_cell};
    g_autoptr(GString) csv = g_string_new(SETS_HEAD);
    g_auto(Survey) survey = {0};
    GError *error = NULL;
    SvyResult *result = NULL;

    for (guint i = 0; i < lines->len; i++)
        if (role == NULL || g_str_has_prefix(lines->pdata[i], role))
            g_string_append(csv, lines->pdata[i]);
    survey.path = survey_write(&survey, "survey.csv", csv->str, -1);
    g_free(survey_write(&survey, "survey-codebook.csv", SETS_BOOK, -1));
    g_free(survey_write(&survey, "survey-plan.ini", "[segments]\nquestions = Role\n", -1));
    survey_read_with(&survey, NULL);
    g_assert_no_error(survey.error);
    svy_analysis_run(survey.dataset, survey.plan, &options, &result, &error);
    g_assert_no_error(error);
    return result;
}

/* The row of @table with these options and no others; n_rows: it is not listed. */
static size_t find_set(const SvyTable *table, const char *name)
{
    size_t row = 0;

    while (row < table->n_rows && strcmp(svy_table_get_cell(table, row, 0)->text, name) != 0)
        row++;
    return row;
}

/* Options first, then combinations, then the others. Returns how many combinations were compared.
 */
static size_t check_sets(const SvyTable *table, const SvyTable *alone, const char *role)
{
    size_t n_people = 0, base = 0, n_kinds = 0, n_compared = 0, place = 0;

    for (size_t row = 0; row < table->n_rows; row++) {
        const SvyCell *cell = svy_table_get_cell(table, row, SET_SHARE);
        const SvyCell *others = svy_table_get_cell(table, row, SET_OTHERS);
        const char *name = svy_table_get_cell(table, row, SET_NAME)->text;

        if (strcmp(svy_table_get_cell(table, row, 0)->text, role) != 0)
            continue;
        if (place++ < N_OPTIONS) {
            g_assert_cmpstr(name, ==, alone->sets->labels[place - 1]);
            g_assert_cmpuint(cell->share.n, ==, alone->sets->shares[place - 1].n);
            check_estimate(&cell->share.p, &alone->sets->shares[place - 1].p);
            continue;
        }
        base = cell->share.base;
        n_people += cell->share.n;
        n_kinds += others->kind == SVY_CELL_COUNT ? others->n : cell->share.n > 0;
        if (others->kind == SVY_CELL_COUNT || find_set(alone, name) == alone->n_rows)
            continue;
        check_cell(cell, svy_table_get_cell(alone, find_set(alone, name), 2));
        n_compared++;
    }
    g_assert_cmpuint(n_people, ==, base);
    g_assert_cmpuint(base, ==, svy_table_get_cell(alone, 0, 2)->share.base);
    g_assert_cmpuint(n_kinds, ==,
                     alone->n_rows - (alone->sets->n_others > 0) + alone->sets->n_others);
    return n_compared;
}

static void check_combinations(void)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(11);
    size_t n_compared = 0;

    for (size_t i = 0; i < N_SURVEYS; i++) {
        g_autoptr(GPtrArray) lines = draw_sets(random);
        g_autoptr(SvyResult) result = analyse_sets(lines, NULL, 1);
        const SvyTable *table = find_table(result, "combinations-q2-by-q1");

        g_assert_nonnull(table);
        for (size_t r = 0; r < G_N_ELEMENTS(roles); r++) {
            g_autoptr(SvyResult) alone = analyse_sets(lines, roles[r], 1);

            n_compared += check_sets(table, find_table(alone, "combinations-q2"), roles[r]);
        }
        check_sets(table, find_table(result, "combinations-q2"), "All");
    }
    g_test_message("%zu combinations", n_compared);
    g_assert_cmpuint(n_compared, >, 15 * N_SURVEYS);
}

/* Where anything is protected there are none. */
static void check_protected_combinations(void)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(12);
    g_autoptr(GPtrArray) lines = draw_sets(random);

    for (size_t min_cell = 2; min_cell <= 5; min_cell++) {
        g_autoptr(SvyResult) result = analyse_sets(lines, NULL, min_cell);

        g_assert_nonnull(find_table(result, "combinations-q2"));
        for (size_t i = 0; i < result->n_tables; i++)
            g_assert_cmpint(result->tables[i].kind, !=, SVY_TABLE_COMBINATIONS_BY);
    }
}

/* Without charts that want them there are no such tables. */
static void check_unasked(void)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(10);
    g_autoptr(GPtrArray) lines = draw_lines(random);
    g_autoptr(SvyResult) result = analyse(lines, "A", 1);

    for (size_t i = 0; i < result->n_tables; i++)
        g_assert_true(result->tables[i].kind != SVY_TABLE_RANK_BY &&
                      result->tables[i].kind != SVY_TABLE_LADDER_BY &&
                      result->tables[i].kind != SVY_TABLE_TARGETS_BY &&
                      result->tables[i].kind != SVY_TABLE_COMBINATIONS_BY);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_data_func("/by-group/all-told", GSIZE_TO_POINTER(1), check_surveys);
    g_test_add_data_func("/by-group/protected", GSIZE_TO_POINTER(5), check_surveys);
    g_test_add_func("/by-group/steps", check_steps);
    g_test_add_func("/by-group/left-out", check_left_out);
    g_test_add_func("/by-group/holm", check_holm);
    g_test_add_func("/by-group/combinations", check_combinations);
    g_test_add_func("/by-group/protected-combinations", check_protected_combinations);
    g_test_add_func("/by-group/unasked", check_unasked);
    return g_test_run();
}
