/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables of one question at a time, against figures worked out by hand. */
#include <math.h>

#include "analyse-survey.h"
#include "analysis/bins.h"
#include "base/findings.h"
#include "check.h"
#include "result/result-table.h"

#define FIELDS                                                                                     \
    "column,header,question,text,type,role,item,mark,base,use,clear,levels,apart,reason\n"

static const SvyTable *find_table(const SvyResult *result, const char *id)
{
    for (size_t i = 0; i < result->n_tables; i++) {
        if (strcmp(result->tables[i].id, id) == 0)
            return &result->tables[i];
    }
    return NULL;
}

static const SvyTable *get_table(const SvyResult *result, const char *id)
{
    const SvyTable *table = find_table(result, id);

    if (table == NULL)
        g_test_message("no table %s", id);
    g_assert_nonnull(table);
    return table;
}

static const SvyCell *get_cell(const SvyTable *table, size_t row, const char *key)
{
    const size_t at = svy_table_find_column(table, key);

    if (at == table->n_columns)
        g_test_message("no column %s in %s", key, table->id);
    g_assert_cmpuint(at, <, table->n_columns);
    g_assert_cmpuint(row, <, table->n_rows);
    return svy_table_get_cell(table, row, at);
}

static void check_share(const SvyTable *table, size_t row, const char *key, size_t n, size_t base)
{
    const SvyCell *cell = get_cell(table, row, key);

    g_assert_cmpint(cell->kind, ==, SVY_CELL_SHARE);
    g_assert_cmpuint(cell->share.n, ==, n);
    g_assert_cmpuint(cell->share.base, ==, base);
    svy_check_digits(cell->share.p.value, (double)n / (double)base, 14);
    g_assert_cmpstr(cell->share.p.method, ==, "Wilson");
}

static void check_text(const SvyTable *table, size_t row, const char *key, const char *text)
{
    g_assert_cmpstr(get_cell(table, row, key)->text, ==, text);
}

static void check_value(const SvyTable *table, size_t row, const char *key, double value)
{
    svy_check_digits(get_cell(table, row, key)->share.p.value, value, 13);
}

/* --- Scales --------------------------------------------------------------------------------- */

static const char *const agreement[] = {"Strongly agree", "Agree", "Neither agree nor disagree",
                                        "Disagree", "Strongly disagree"};

#define GRID_ROW(column, item)                                                                     \
#column "," item ",g,How far?,grid,row," item ",,answered,opinion,,"                           \
            "Strongly agree | Agree | Neither agree nor disagree | Disagree | Strongly disagree "  \
            "| Don't know,Don't know=dont-know,\n"

/* First row: 4, 3, 2, 1, 0 people from the top and 5 who do not know. Second: 6 and 6, so that two
 * different people are in the middle. */
static void test_grid(void)
{
    g_autoptr(GString) csv = g_string_new("A,B\n");
    g_auto(Survey) survey = {0};

    for (size_t point = 0; point < 4; point++)
        for (size_t i = point; i < 4; i++)
            g_string_append_printf(csv, "%s,%s\n", agreement[point], agreement[point < 1 ? 1 : 3]);
    for (size_t i = 0; i < 2; i++)
        g_string_append(csv, "Don't know,Agree\n");
    for (size_t i = 0; i < 3; i++)
        g_string_append(csv, "Don't know,\n");

    g_autoptr(SvyResult) result =
        survey_analyse(&survey, csv->str, FIELDS GRID_ROW(1, "A") GRID_ROW(2, "B"), NULL);
    const SvyTable *table = get_table(result, "scale-g");

    g_assert_cmpint(table->kind, ==, SVY_TABLE_SCALE);
    g_assert_cmpuint(table->n_rows, ==, 2);
    check_share(table, 0, "top", 7, 10);
    check_share(table, 0, "middle", 2, 10);
    check_share(table, 0, "bottom", 1, 10);
    check_share(table, 0, "apart", 5, 15);
    check_text(table, 0, "median", "Agree");
    check_value(table, 0, "mean", 4.0); /* (4*5 + 3*4 + 2*3 + 1*2) / 10 */
    check_share(table, 1, "top", 6, 12);
    check_text(table, 1, "median", "Agree / Disagree");
    check_value(table, 1, "mean", 3.0);
    g_assert_cmpstr(table->columns[1].heading, ==, "“Strongly agree” or “Agree”");
    g_assert_nonnull(strstr(table->method, "1 = “Strongly disagree” to 5 = “Strongly agree”"));
    g_assert_nonnull(strstr(table->method, "95% intervals"));
    g_assert_true(g_str_has_prefix(table->finding, "In this sample, “A” has the largest share of"));
    g_assert_nonnull(strstr(table->finding, "70% of 10, too close to call against one other"));
}

/* Words without known distances have no mean unless the plan says so; numbers have one, and their
 * larger end is the top. */
static void test_means(void)
{
    static const char codebook[] =
        FIELDS "1,Often,w,How often?,likert,answer,,,answered,opinion,,"
               "Never | Rarely | Sometimes | Often,,\n"
               "2,Mark,n,Which mark?,likert,answer,,,answered,opinion,,1 | 2 | 3 | 4,,\n";
    static const char csv[] = "Often,Mark\nNever,1\nRarely,1\nRarely,2\nOften,4\n";
    g_auto(Survey) survey = {0};
    g_auto(Survey) declared = {0};
    g_autoptr(SvyResult) result = survey_analyse(&survey, csv, codebook, NULL);
    g_autoptr(SvyResult) other =
        survey_analyse(&declared, csv, codebook, "[scales]\nmeans = How often?\n");

    g_assert_cmpuint(svy_table_find_column(get_table(result, "scale-w"), "mean"), ==,
                     get_table(result, "scale-w")->n_columns);
    check_share(get_table(result, "scale-w"), 0, "top", 1, 4);
    check_share(get_table(result, "scale-w"), 0, "bottom", 3, 4);
    check_value(get_table(result, "scale-n"), 0, "mean", 2);
    check_share(get_table(result, "scale-n"), 0, "top", 1, 4);
    check_value(get_table(other, "scale-w"), 0, "mean", 2.25);
    g_assert_nonnull(strstr(get_table(other, "scale-w")->method, "as the plan says"));
    g_assert_null(get_table(result, "scale-w")->finding);
}

/* Of opposites the favourable end is the top, wherever it stands. */
static void test_direction(void)
{
    static const char *const ends[][2] = {{"Much worse", "Much better"},
                                          {"Very difficult", "Very easy"},
                                          {"Strongly oppose", "Strongly support"},
                                          {"Very negative", "Very positive"},
                                          {"Decrease", "Increase"}};

    for (size_t i = 0; i < G_N_ELEMENTS(ends); i++) {
        g_auto(Survey) survey = {0};
        g_autofree char *csv =
            g_strdup_printf("Q\n%s\n%s\n%s\nMiddle\n", ends[i][0], ends[i][1], ends[i][1]);
        g_autofree char *codebook = g_strdup_printf(
            FIELDS "1,Q,w,Which?,likert,answer,,,answered,opinion,,%s | Middle | %s,,\n",
            ends[i][0], ends[i][1]);
        g_autoptr(SvyResult) result =
            survey_analyse(&survey, csv, codebook, "[scales]\nmeans = Which?\n");

        check_share(get_table(result, "scale-w"), 0, "top", 2, 4);
        check_share(get_table(result, "scale-w"), 0, "bottom", 1, 4);
        check_value(get_table(result, "scale-w"), 0, "mean", 9.0 / 4);
    }
}

static void test_means_unknown(void)
{
    const SvyAnalysisOptions options = {.with_questions = true};
    g_auto(Survey) survey = {0};
    g_autoptr(GError) error = NULL;
    SvyResult *result = NULL;

    survey_must_read(&survey, "Role,Town\nA,B\nB,B\n", NULL, "[scales]\nmeans = Rale\n");
    g_assert_false(svy_analysis_run(survey.dataset, survey.plan, &options, &result, &error));
    g_assert_error(error, SVY_ERROR, SVY_ERROR_DATA);
    g_assert_nonnull(strstr(error->message, ":2: error: no such question, got 'Rale'"));
    g_assert_nonnull(strstr(error->message, "Role"));
    g_assert_null(result);
}

/* --- Rankings ------------------------------------------------------------------------------- */

#define RANK_ROW(column, item)                                                                     \
#column "," item ",r,Put in order,rank,row," item ",,answered,opinion,,1 | 2 | 3,,\n"

/* Two put A, B, C in this order, one C, B, A, one B alone. Borda of B: 1 + 1 + 1 + 2; what the last
 * one left out shares the one point that is left. */
static void test_rank(void)
{
    static const char csv[] = "A,B,C\n1,2,3\n1,2,3\n3,2,1\n,1,\n,,\n";
    g_auto(Survey) survey = {0};
    g_autoptr(SvyResult) result = survey_analyse(
        &survey, csv, FIELDS RANK_ROW(1, "A") RANK_ROW(2, "B") RANK_ROW(3, "C"), NULL);
    const SvyTable *ranks = get_table(result, "rank-r");
    const SvyTable *matrix = get_table(result, "preference-r");

    check_value(ranks, 0, "mean", 5.0 / 3);
    check_value(ranks, 1, "mean", 7.0 / 4);
    check_value(ranks, 2, "mean", 7.0 / 3);
    check_share(ranks, 0, "first", 2, 4);
    check_share(ranks, 1, "first", 1, 4);
    check_share(ranks, 1, "second", 3, 4);
    g_assert_cmpuint(svy_table_find_column(ranks, "third"), ==, ranks->n_columns);
    check_share(ranks, 0, "placed", 3, 4);
    check_value(ranks, 0, "borda", (2 + 2 + 0 + 0.5) / 4);
    check_value(ranks, 1, "borda", (1 + 1 + 1 + 2) / 4.0);
    check_value(ranks, 2, "borda", (0 + 0 + 2 + 0.5) / 4);
    check_share(matrix, 0, "item-2", 2, 4);
    check_share(matrix, 1, "item-1", 2, 4);
    check_share(matrix, 0, "item-3", 2, 3);
    check_share(matrix, 1, "item-3", 3, 4);
    g_assert_cmpint(get_cell(matrix, 1, "item-2")->kind, ==, SVY_CELL_EMPTY);
    g_assert_cmpstr(matrix->base_rule, ==,
                    "for each pair, the 3 to 4 who put one before the other");
    g_assert_null(matrix->finding);
}

/* Everybody agrees: one item is before each of the others. */
static void test_winner(void)
{
    g_autoptr(GString) csv = g_string_new("A,B,C\n");
    g_auto(Survey) survey = {0};

    for (size_t i = 0; i < 20; i++)
        g_string_append(csv, i % 2 == 0 ? "1,2,3\n" : "1,3,2\n");

    g_autoptr(SvyResult) result = survey_analyse(
        &survey, csv->str, FIELDS RANK_ROW(1, "A") RANK_ROW(2, "B") RANK_ROW(3, "C"), NULL);

    g_assert_cmpstr(get_table(result, "preference-r")->finding, ==,
                    "In this sample, more than half put “A” before each of the others.");
    g_assert_cmpuint(svy_table_find_column(get_table(result, "rank-r"), "placed"), ==,
                     get_table(result, "rank-r")->n_columns);
}

/* --- Select-alls ---------------------------------------------------------------------------- */

static void test_chosen(void)
{
    static const char csv[] = "Use? [A],Use? [B],Use? [C],Use? [None of these],Town\n"
                              "x,x,x,,Akron\nx,,,,Akron\nx,x,,,Boise\n,,,x,Boise\n,,x,x,Boise\n"
                              ",,,,Boise\n";
    g_auto(Survey) survey = {0};
    g_autoptr(SvyResult) result = survey_analyse(&survey, csv, NULL, NULL);
    const SvyTable *table = get_table(result, "chosen");
    const SvyFinding *finding = NULL;

    g_assert_cmpuint(table->n_rows, ==, 1);
    g_assert_cmpuint(get_cell(table, 0, "n")->n, ==, 5);
    check_value(table, 0, "mean", 7.0 / 5); /* 3, 1, 2, 0, 1 */
    check_share(table, 0, "none", 1, 5);
    g_assert_cmpuint(get_cell(table, 0, "none-and-more")->n, ==, 1);
    for (size_t i = 0; i < svy_findings_get_n(result->findings); i++) {
        if (strcmp(svy_findings_get(result->findings, i)->code, "none-and-more") == 0)
            finding = svy_findings_get(result->findings, i);
    }
    g_assert_nonnull(finding);
    g_assert_cmpuint(finding->column, ==, 3);
}

/* --- Numbers and dates ---------------------------------------------------------------------- */

static void test_numbers(void)
{
    static const char codebook[] =
        FIELDS "1,Years,y,How many years?,numeric,answer,,,answered,opinion,,,,\n";
    g_autoptr(GString) csv = g_string_new("Years\n");
    g_auto(Survey) survey = {0};

    for (size_t i = 1; i <= 40; i++)
        g_string_append_printf(csv, "%zu\n", i);

    g_autoptr(SvyResult) result = survey_analyse(&survey, csv->str, codebook, NULL);
    const SvyTable *numbers = get_table(result, "numbers");
    const SvyTable *bins = get_table(result, "bins-y");

    g_assert_cmpuint(get_cell(numbers, 0, "n")->n, ==, 40);
    check_value(numbers, 0, "min", 1);
    check_value(numbers, 0, "q1", 10.75);
    check_value(numbers, 0, "median", 20.5);
    check_value(numbers, 0, "q3", 30.25);
    check_value(numbers, 0, "max", 40);
    check_value(numbers, 0, "mean", 20.5);
    check_value(numbers, 0, "sd", 11.690451944500122); /* sqrt(40 * 41 / 12) */
    g_assert_cmpuint(bins->n_rows, ==, 9);
    check_text(bins, 0, "bin", "0 to 4");
    check_share(bins, 0, "p", 4, 40);
    check_text(bins, 1, "bin", "5 to 9");
    check_share(bins, 1, "p", 5, 40);
    check_text(bins, 8, "bin", "40 to 44");
    check_share(bins, 8, "p", 1, 40);
}

/* One of a hundred lies far out: the last bin takes it. */
static void test_far_out(void)
{
    static const double values[] = {0.5, 1.2, 2.2, 3.1, 4.9, 1000};
    static const double counts[] = {20, 20, 20, 20, 19.5, 0.5};
    SvyBins bins;
    g_autofree char *first = NULL;
    g_autofree char *last = NULL;
    g_autofree double *edges = NULL;

    g_assert_true(svy_bins_find(6, values, counts, &bins));
    first = svy_bins_get_label(&bins, NULL, 0, 0);
    last = svy_bins_get_label(&bins, NULL, bins.n - 1, bins.n - 1);
    g_assert_cmpstr(first, ==, "0.5 to under 1.0");
    g_assert_cmpstr(last, ==, "5.0 or more");
    edges = svy_bins_find_edges(&bins);
    g_assert_cmpfloat_with_epsilon(edges[0], 0.5, 1e-12);
    g_assert_cmpfloat_with_epsilon(edges[bins.n - 1], 5, 1e-12);
    g_assert_true(isnan(edges[bins.n]));
    g_assert_cmpuint(svy_bins_get_place(&bins, 1000), ==, bins.n - 1);
    g_assert_cmpuint(svy_bins_get_place(&bins, -3), ==, 0);
    g_assert_false(svy_bins_find(2, values, counts, &bins));
}

/* 60 of one group and 40 of another: too few for the outermost quantiles. */
static void test_numbers_by_group(void)
{
    g_autoptr(GString) csv = g_string_new("Are you a member?,How many years?\n");
    g_auto(Survey) survey = {0};

    for (size_t i = 1; i <= 60; i++)
        g_string_append_printf(csv, "Yes,%zu.5\n", i);
    for (size_t i = 21; i <= 60; i++)
        g_string_append_printf(csv, "No,%zu.5\n", i);

    g_autoptr(SvyResult) result = survey_analyse(&survey, csv->str, NULL, NULL);
    const SvyTable *table = get_table(result, "numbers-q2-by-q1");

    g_assert_cmpuint(table->n_rows, ==, 3);
    g_assert_cmpuint(get_cell(table, 0, "n")->n, ==, 100);
    check_text(table, 1, "group", "Yes");
    check_value(table, 1, "median", 31);
    check_value(table, 1, "q1", 16.25);
    check_value(table, 2, "median", 41);
    check_value(table, 2, "q3", 50.75);
    g_assert_true(isfinite(get_cell(table, 1, "median")->share.p.lo));
    g_assert_cmpint(get_cell(table, 0, "q05")->status, ==, SVY_STATUS_OK);
    g_assert_cmpint(get_cell(table, 1, "q05")->status, ==, SVY_STATUS_WITHHELD);
    g_assert_cmpint(get_cell(table, 2, "q95")->status, ==, SVY_STATUS_WITHHELD);
}

static void append_people(GString *csv, const char *group, size_t n, const char *number)
{
    for (size_t i = 0; i < n; i++)
        g_string_append_printf(csv, "%s,%s\n", group, number);
}

/* The median of a group lies among @n of its people in one bin; another group makes room. */
static SvyStatus find_middle(size_t n)
{
    g_autoptr(GString) csv = g_string_new("Are you a member?,How many years?\n");
    g_auto(Survey) survey = {0};

    for (size_t i = 1; i <= 60; i++)
        g_string_append_printf(csv, "Yes,%zu.5\n", i == 30 && n > 4 ? 45 : i);
    append_people(csv, "No", 17, "5.5");
    append_people(csv, "No", n, "35.5");
    append_people(csv, "No", 6 - n, "45.5");
    append_people(csv, "No", 17, "55.5");

    g_autoptr(SvyResult) result = survey_analyse(&survey, csv->str, NULL, NULL);
    const SvyTable *intervals = get_table(result, "segments-q2-by-q1");
    const SvyTable *table = find_table(result, "numbers-q2-by-q1");

    check_share(intervals, 2, "group-2", 6, 40); /* 30 to 50: told */
    return table == NULL ? SVY_STATUS_WITHHELD : get_cell(table, 2, "median")->status;
}

/* Few of an interval are known by their bin, of which everybody's number is told. */
static void test_numbers_in_bins(void)
{
    g_assert_cmpint(find_middle(5), ==, SVY_STATUS_OK);
    g_assert_cmpint(find_middle(4), ==, SVY_STATUS_WITHHELD);
}

/* A quarter of the weight is that of two people. */
static void test_numbers_of_heavy(void)
{
    g_autoptr(GString) csv = g_string_new("Are you a member?,How many years?,Weight\n");
    g_auto(Survey) survey = {0};

    for (size_t i = 1; i <= 100; i++) {
        g_string_append_printf(csv, "Yes,%zu.5,%d\n", i, i <= 3 ? 20 : 1);
        g_string_append_printf(csv, "No,%zu.5,1\n", i);
    }

    g_autoptr(SvyResult) result =
        survey_analyse(&survey, csv->str, NULL, "[weights]\ncolumn = Weight\n");
    const SvyTable *table = get_table(result, "numbers-q2-by-q1");

    check_text(table, 1, "group", "Yes");
    g_assert_cmpint(get_cell(table, 1, "q1")->status, ==, SVY_STATUS_WITHHELD);
    g_assert_cmpint(get_cell(table, 1, "q3")->status, ==, SVY_STATUS_OK);
    g_assert_cmpint(get_cell(table, 2, "q1")->status, ==, SVY_STATUS_OK);
}

/* What is withheld of a group as intervals could be worked out from its quantiles: none is told. */
static void test_numbers_of_few(void)
{
    g_autoptr(GString) csv = g_string_new("Are you a member?,How many years?\n");
    g_auto(Survey) survey = {0};

    for (size_t i = 1; i <= 30; i++)
        g_string_append_printf(csv, "%s,%zu.5\n", i % 4 == 0 ? "No" : "Yes", i);

    g_autoptr(SvyResult) result = survey_analyse(&survey, csv->str, NULL, NULL);

    for (size_t i = 0; i < result->n_tables; i++)
        g_assert_cmpint(result->tables[i].kind, !=, SVY_TABLE_NUMBERS_BY);
}

static void test_dates(void)
{
    static const char codebook[] =
        FIELDS "1,Joined,d,When did you join?,date,answer,,,answered,opinion,,,,\n";
    g_autoptr(GString) csv = g_string_new("Joined\n");
    g_auto(Survey) survey = {0};

    for (size_t i = 1; i <= 12; i++)
        g_string_append_printf(csv, "%zu/03/%s\n", i + 10, i <= 8 ? "2014" : "2015");

    g_autoptr(SvyResult) result = survey_analyse(&survey, csv->str, codebook, NULL);
    const SvyTable *dates = get_table(result, "dates");
    const SvyTable *bins = get_table(result, "bins-d");

    check_text(dates, 0, "min", "2014-03-11");
    check_text(dates, 0, "median", "2014-03-16");
    check_text(dates, 0, "max", "2015-03-22");
    g_assert_cmpuint(bins->n_rows, ==, 2);
    check_text(bins, 0, "bin", "2014-03");
    check_share(bins, 0, "p", 8, 12);
}

/* --- Write-ins, completion, profile --------------------------------------------------------- */

#define WRITE_INS(clear)                                                                           \
    FIELDS "1,Role,q,Role?,single,answer,,,answered,opinion,,Librarian | Other,Other=other,\n"     \
           "2,Else,q,Role?,single,write-in,Other,,answered,opinion," clear ",,,\n"

static void test_write_ins(void)
{
    static const char csv[] = "Role,Else\nOther,Archivist\nOther,archivist\nOther,Archivist\n"
                              "Other,Curator\nLibrarian,\n";
    g_auto(Survey) survey = {0};
    g_auto(Survey) uncleared = {0};
    g_autoptr(SvyResult) result = survey_analyse(&survey, csv, WRITE_INS("yes"), NULL);
    g_autoptr(SvyResult) other = survey_analyse(&uncleared, csv, WRITE_INS("no"), NULL);
    const SvyTable *table = get_table(result, "write-ins-q-2");

    g_assert_cmpuint(table->n_rows, ==, 2);
    check_text(table, 0, "answer", "Archivist");
    g_assert_cmpuint(get_cell(table, 0, "n")->n, ==, 3);
    check_text(table, 1, "answer", "Curator");
    g_assert_null(find_table(other, "write-ins-q-2"));
}

static void test_profile(void)
{
    g_autoptr(GString) csv =
        g_string_new("What is your role?,Are you a member?,Which do you like?\n");
    g_auto(Survey) survey = {0};
    g_auto(Survey) named = {0};

    for (size_t i = 0; i < 40; i++)
        g_string_append_printf(csv, "%s,%s,%s\n", i < 10 ? "Student" : "Librarian",
                               i < 4        ? ""
                               : i % 2 == 0 ? "Yes"
                                            : "No",
                               i < 20 ? "Tea" : "Coffee");

    g_autoptr(SvyResult) result = survey_analyse(&survey, csv->str, NULL, NULL);
    g_autoptr(SvyResult) other =
        survey_analyse(&named, csv->str, NULL, "[segments]\nquestions = Which do you like?\n");
    const SvyTable *table = get_table(result, "profile");

    g_assert_cmpuint(table->n_rows, ==, 6);
    check_text(table, 0, "group", "What is your role?");
    g_assert_cmpuint(get_cell(table, 0, "unknown")->n, ==, 0);
    check_text(table, 3, "group", "Are you a member?");
    g_assert_cmpuint(get_cell(table, 3, "unknown")->n, ==, 4);
    check_share(table, 4, "p", 18, 36);
    g_assert_cmpuint(get_table(other, "profile")->n_rows, ==, 3);
    check_text(get_table(other, "profile"), 0, "group", "Which do you like?");
}

static void test_segments_refused(void)
{
    const SvyAnalysisOptions options = {.with_questions = true};
    g_auto(Survey) survey = {0};
    g_autoptr(GError) error = NULL;
    SvyResult *result = NULL;

    survey_must_read(&survey, "Role,Town\nA,B\nB,B\n", NULL,
                     "[segments]\nquestions = Town, Rale\n");
    g_assert_false(svy_analysis_run(survey.dataset, survey.plan, &options, &result, &error));
    g_assert_error(error, SVY_ERROR, SVY_ERROR_DATA);
    g_assert_nonnull(strstr(error->message, ":2: error: no such question, got 'Rale'"));
}

static void test_completion(void)
{
    static const char csv[] = "Role,Town,Pet\nA,Akron,Cat\nB,,Dog\nA,Boise,Cat\nB,Boise,Dog\n"
                              "A,Akron,Cat\nB,Akron,Dog\n";
    g_auto(Survey) survey = {0};
    g_autoptr(SvyResult) result = survey_analyse(&survey, csv, NULL, NULL);
    const SvyTable *table = get_table(result, "completion");

    g_assert_cmpuint(table->n_rows, ==, 3);
    g_assert_cmpuint(get_cell(table, 1, "asked")->n, ==, 6);
    g_assert_cmpuint(get_cell(table, 1, "answered")->n, ==, 5);
    g_assert_cmpuint(get_cell(table, 1, "skipped")->n, ==, 1);
    check_share(table, 1, "nonresponse", 1, 6);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/analysis/scale/grid", test_grid);
    g_test_add_func("/analysis/scale/means", test_means);
    g_test_add_func("/analysis/scale/direction", test_direction);
    g_test_add_func("/analysis/scale/means-unknown", test_means_unknown);
    g_test_add_func("/analysis/rank/partial", test_rank);
    g_test_add_func("/analysis/rank/winner", test_winner);
    g_test_add_func("/analysis/multi/chosen", test_chosen);
    g_test_add_func("/analysis/numeric/quantiles", test_numbers);
    g_test_add_func("/analysis/numeric/by-group", test_numbers_by_group);
    g_test_add_func("/analysis/numeric/by-group-in-bins", test_numbers_in_bins);
    g_test_add_func("/analysis/numeric/by-group-of-heavy", test_numbers_of_heavy);
    g_test_add_func("/analysis/numeric/by-group-of-few", test_numbers_of_few);
    g_test_add_func("/analysis/numeric/far-out", test_far_out);
    g_test_add_func("/analysis/date/months", test_dates);
    g_test_add_func("/analysis/write-ins/cleared", test_write_ins);
    g_test_add_func("/analysis/profile/groups", test_profile);
    g_test_add_func("/analysis/segments/refused", test_segments_refused);
    g_test_add_func("/analysis/completion/skipped", test_completion);
    return g_test_run();
}
