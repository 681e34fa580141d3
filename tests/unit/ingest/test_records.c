/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/records.h"

#include "check.h"
#include "core/select.h"
#include "read-survey.h"

static SvyRecords *find_records(Survey *survey, const char *csv, const char *codebook)
{
    g_autoptr(SvyLedger) ledger = NULL;
    SvyRecords *records;

    survey_must_read(survey, csv, codebook, NULL);
    ledger = svy_ledger_new(survey->dataset, NULL);
    g_assert_nonnull(ledger);
    records = svy_records_new(survey->dataset, ledger);
    g_assert_nonnull(records);
    return records;
}

/* Rows of a flag, joined by blanks. */
static void check_flag(const SvyRecords *records, SvyFlag flag, const char *expected)
{
    g_autoptr(GString) rows = g_string_new(NULL);

    for (size_t i = 0; i < records->rows[flag]->n_bits; i++)
        if (svy_bitset_get(records->rows[flag], i))
            g_string_append_printf(rows, "%s%zu", rows->len > 0 ? " " : "", i);
    g_assert_cmpstr(rows->str, ==, expected);
}

static void test_no_answer(void)
{
    g_autoptr(GString) csv = g_string_new("Respondent ID,A,B,C\n");
    g_autoptr(SvyRecords) records = NULL;
    g_auto(Survey) survey = {0};

    for (size_t i = 0; i < 30; i++)
        g_string_append_printf(csv, "%zu,%s\n", 900000000 + i,
                               i == 4   ? ",,"
                               : i == 7 ? "yes,,"
                               : i == 9 ? "yes,red,"
                               : i % 2  ? "yes,red,big"
                                        : "no,blue,small");
    records = find_records(&survey, csv->str, NULL);
    check_flag(records, SVY_FLAG_NO_ANSWER, "4");
    check_flag(records, SVY_FLAG_LEFT_EARLY, "7");
    check_flag(records, SVY_FLAG_DOUBLE_ID, "");
    g_assert_false(records->has_durations);
}

static void test_double_id(void)
{
    g_autoptr(GString) csv = g_string_new("Respondent ID,A,B\n");
    g_autoptr(SvyRecords) records = NULL;
    g_auto(Survey) survey = {0};

    for (size_t i = 0; i < 30; i++)
        g_string_append_printf(csv, "%zu,%s\n", 900000000 + (i == 20 || i == 25 ? 3 : i),
                               i % 2 ? "yes,red" : "no,blue");
    records = find_records(&survey, csv->str, NULL);
    check_flag(records, SVY_FLAG_DOUBLE_ID, "20 25");
}

/* 12 questions with four answers each, drawn at random; some rows come again. @n_filled: how many
 * questions the repeated row has answered. */
static char *make_repeats(size_t n_answers, size_t n_filled)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(7);
    GString *csv = g_string_new("Respondent ID");
    g_autoptr(GString) first = g_string_new(NULL);

    for (size_t q = 0; q < 12; q++)
        g_string_append_printf(csv, ",Question %c", (int)('A' + q));
    g_string_append_c(csv, '\n');
    for (size_t i = 0; i < 60; i++) {
        g_autoptr(GString) row = g_string_new(NULL);

        for (size_t q = 0; q < 12; q++)
            if (i == 10 && q >= n_filled)
                g_string_append_c(row, ',');
            else
                g_string_append_printf(row, ",%c%c", (int)('a' + q),
                                       g_rand_int_range(random, 0, (int)n_answers) + 'p');
        if (i == 10)
            g_string_assign(first, row->str);
        g_string_append_printf(csv, "%zu%s\n", 900000000 + i,
                               i == 30 || i == 50 ? first->str : row->str);
    }
    return g_string_free(csv, FALSE);
}

static void check_repeats(size_t n_answers, size_t n_filled, const char *expected)
{
    g_autofree char *csv = make_repeats(n_answers, n_filled);
    g_autoptr(SvyRecords) records = NULL;
    g_auto(Survey) survey = {0};

    records = find_records(&survey, csv, NULL);
    check_flag(records, SVY_FLAG_SAME_ANSWERS, expected);
}

static void test_same_answers(void)
{
    check_repeats(5, 12, "30 50");
    check_repeats(5, 10, "30 50");
    check_repeats(5, 9, "");  /* too few answers */
    check_repeats(2, 12, ""); /* chance alone would make such pairs */
}

/* Ticks count as answers too: their codes are gone, their bit rows are not. */
static void test_same_ticks(void)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(8);
    g_autoptr(GString) csv = g_string_new("Which? [A],Which? [B],Which? [C]");
    g_autoptr(SvyRecords) records = NULL;
    g_auto(Survey) survey = {0};

    for (size_t q = 0; q < 12; q++)
        g_string_append_printf(csv, ",Question %c", (int)('A' + q));
    g_string_append_c(csv, '\n');
    for (size_t i = 0; i < 60; i++) {
        /* 1 differs from 0 in one tick, 2 in nothing */
        g_string_append(csv, i < 3 ? (i == 1 ? "x,x," : "x,,") : (i % 2 ? ",x,x" : "x,,x"));
        for (size_t q = 0; q < 12; q++) {
            const int answer = i < 3 ? 0 : g_rand_int_range(random, 0, 5);

            g_string_append_printf(csv, ",%c%c", (int)('a' + q), answer + 'p');
        }
        g_string_append_c(csv, '\n');
    }
    records = find_records(&survey, csv->str, NULL);
    check_flag(records, SVY_FLAG_SAME_ANSWERS, "2");
}

static void test_straight_line(void)
{
    static const char *const answers[] = {"Agree,Agree,Agree,Agree,Agree",
                                          "Agree,Agree,Agree,Agree,Disagree",
                                          "Agree,Agree,Agree,Agree,",
                                          "Disagree,Disagree,Disagree,Disagree,Disagree",
                                          "Neutral,Agree,Disagree,Agree,Neutral",
                                          ",,,,"};
    g_autoptr(GString) csv = g_string_new("S [A],S [B],S [C],S [D],S [E],"
                                          "T [A],T [B],T [C],T [D],T [E]\n");
    g_autoptr(SvyRecords) records = NULL;
    g_auto(Survey) survey = {0};

    for (size_t i = 0; i < 36; i++)
        g_string_append_printf(csv, "%s,%s\n", answers[i / 6], answers[i % 6]);
    records = find_records(&survey, csv->str, NULL);
    /* straight in one and straight or incomplete in the other */
    check_flag(records, SVY_FLAG_STRAIGHT_LINE, "0 2 3 5 12 15 18 20 21 23 30 33");
}

/* A grid of 5 rows with a tick column for each of @n_points and for "Don't know". */
static char *describe_points(size_t n_points)
{
    static const char *const points[] = {"Agree", "Neutral", "Disagree"};
    GString *book = g_string_new("column,header,question,text,type,role,item,point,mark,base,use,"
                                 "levels,codes,apart,separator,missing,reason\n");

    for (size_t i = 0; i < 5 * (n_points + 1); i++) {
        const size_t point = i % (n_points + 1);

        g_string_append_printf(book, "%zu,C%zu,q1,Statements,grid,point,S%zu,%s,,answered,opinion,",
                               i + 1, i + 1, i / (n_points + 1),
                               point == n_points ? "Don't know" : points[point]);
        if (i == 0)
            g_string_append(book, n_points == 3 ? "Agree | Neutral | Disagree | Don't know,,"
                                                : "Agree | Neutral | Don't know,,");
        else
            g_string_append(book, ",,");
        g_string_append(book, i == 0 ? "Don't know=dont-know,,,\n" : ",,,\n");
    }
    return g_string_free(book, FALSE);
}

/* Everybody's points, one digit a row; "-": none, "*": the first two at once. */
static void check_points(size_t n_points, const char *const answers[8], const char *expected)
{
    const size_t n_columns = 5 * (n_points + 1);
    g_autofree char *codebook = describe_points(n_points);
    g_autoptr(GString) csv = g_string_new(NULL);
    g_autoptr(SvyRecords) records = NULL;
    g_auto(Survey) survey = {0};

    for (size_t i = 0; i < n_columns; i++)
        g_string_append_printf(csv, "C%zu%s", i + 1, i + 1 == n_columns ? "\n" : ",");
    for (size_t person = 0; person < 80; person++) {
        for (size_t i = 0; i < n_columns; i++) {
            const char answer = answers[person % 8][i / (n_points + 1)];
            const size_t point = i % (n_points + 1);
            const bool is_ticked = answer == '*' ? point < 2 : answer == (char)('1' + point);

            g_string_append_printf(csv, "%s%s", is_ticked ? "1" : "",
                                   i + 1 == n_columns ? "\n" : ",");
        }
    }
    records = find_records(&survey, csv->str, codebook);
    check_flag(records, SVY_FLAG_STRAIGHT_LINE, expected);
}

static void test_straight_points(void)
{
    static const char *const scale[8] = {"11111", "33333", "44444", "11112",
                                         "1111-", "11114", "1111*", "12321"};
    static const char *const yes_no[8] = {"11111", "22222", "33333", "11112",
                                          "1111-", "11113", "21212", "12121"};

    check_points(3, scale, "0 1 8 9 16 17 24 25 32 33 40 41 48 49 56 57 64 65 72 73");
    check_points(2, yes_no, ""); /* two points are no scale to hurry down */
}

/* The codebook with "yes" in "reverse" of one column; no field before it holds a comma. */
static char *reverse_column(const SvyDataset *dataset, size_t column)
{
    g_autofree char *codebook = svy_codebook_format(dataset);
    g_auto(GStrv) lines = g_strsplit(codebook, "\n", -1);
    g_auto(GStrv) heads = g_strsplit(lines[0], ",", -1);
    g_auto(GStrv) fields = g_strsplit(lines[column + 1], ",", -1);
    size_t place = 0;

    while (strcmp(heads[place], "reverse") != 0)
        place++;
    g_free(fields[place]);
    fields[place] = g_strdup("yes");
    g_free(lines[column + 1]);
    lines[column + 1] = g_strjoinv(",", fields);
    return g_strjoinv("\n", lines);
}

/* What was clicked counts, not what it is turned into: straight are those who chose one point for a
 * statement and for its contrary. */
static void test_straight_reverse(void)
{
    g_autoptr(GString) csv = g_string_new("S [A],S [B],S [C],S [D],S [E]\n");
    g_autofree char *codebook = NULL;
    g_autoptr(SvyRecords) records = NULL;
    g_auto(Survey) survey = {0};
    const SvyQuestion *question;

    for (size_t i = 0; i < 36; i++)
        g_string_append(csv, i % 12 == 0   ? "Agree,Agree,Agree,Agree,Agree\n"
                             : i % 12 == 1 ? "Agree,Agree,Agree,Agree,Disagree\n"
                             : i % 2       ? "Neutral,Agree,Disagree,Agree,Neutral\n"
                                           : "Disagree,Agree,Neutral,Agree,Agree\n");
    survey_must_read(&survey, csv->str, NULL, NULL);
    codebook = reverse_column(survey.dataset, 4);
    records = find_records(&survey, csv->str, codebook);
    question = svy_dataset_get_question(survey.dataset, 0);
    g_assert_true(svy_question_get_item(question, 4)->is_reverse);
    check_flag(records, SVY_FLAG_STRAIGHT_LINE, "0 12 24");
}

/* 40 people take 5 minutes; 99 seconds is under a third of it, 100 is not. */
static void test_speeder(void)
{
    g_autoptr(GString) csv = g_string_new("Start Date,End Date,A,B\n");
    g_autoptr(SvyRecords) records = NULL;
    g_auto(Survey) survey = {0};

    for (size_t i = 0; i < 40; i++) {
        const char *end = i == 3   ? "03/14/2014 12:01:39 PM"
                          : i == 5 ? "03/14/2014 12:01:40 PM"
                          : i == 8 ? "03/15/2014 12:00:09 AM"
                                   : "03/14/2014 12:05:00 PM";
        const char *start = i == 8 ? "03/14/2014 11:59:59 PM" : "03/14/2014 12:00:00 PM";

        g_string_append_printf(csv, "%s,%s,%s\n", start, end, i % 2 ? "yes,red" : "no,blue");
    }
    records = find_records(&survey, csv->str, NULL);
    g_assert_true(records->has_durations);
    svy_check_near(records->median_seconds, 300, 1e-9);
    check_flag(records, SVY_FLAG_SPEEDER, "3 8");
}

static void test_duration_column(void)
{
    g_autoptr(GString) csv = g_string_new("Duration (in seconds),A,B\n");
    g_autoptr(SvyRecords) records = NULL;
    g_auto(Survey) survey = {0};

    for (size_t i = 0; i < 40; i++)
        g_string_append_printf(csv, "%zu,%s\n", i == 6 ? (size_t)20 : 300 + i,
                               i % 2 ? "yes,red" : "no,blue");
    records = find_records(&survey, csv->str, NULL);
    check_flag(records, SVY_FLAG_SPEEDER, "6");
}

/* --- Left out ------------------------------------------------------------------------------- */

/* 40 people, of whom 2 were quick, one of these and one more gave no answer. */
static void read_quick(Survey *survey, const char *plan)
{
    g_autoptr(GString) csv = g_string_new("Duration (in seconds),Colour,Size\n");

    for (size_t i = 0; i < 40; i++)
        g_string_append_printf(csv, "%zu,%s\n", i == 6 || i == 8 ? (size_t)20 : 300 + i,
                               i == 8 || i == 9 ? ","
                               : i % 2          ? "yes,red"
                                                : "no,blue");
    survey_must_read(survey, csv->str, NULL, plan);
}

static void test_select(void)
{
    g_auto(Survey) survey = {0};
    g_autoptr(SvyBitset) rows = NULL;
    g_autoptr(SvyDataset) selected = NULL;

    read_quick(&survey, NULL);
    rows = svy_bitset_new(40);
    svy_bitset_set(rows, 6);
    svy_bitset_set(rows, 9);
    svy_bitset_set(rows, 39);
    selected = svy_dataset_select(survey.dataset, rows);
    g_assert_nonnull(selected);
    g_assert_cmpuint(selected->n_rows, ==, 3);
    g_assert_cmpuint(svy_dataset_get_line(selected, 0), ==, 8);
    g_assert_cmpuint(svy_dataset_get_line(selected, 2), ==, 41);
    g_assert_cmpuint(selected->columns[1].n_answered, ==, 2);
    g_assert_cmpuint(svy_bitset_count(svy_dataset_get_question(selected, 1)->answered), ==, 2);
    g_assert_cmpuint(survey.dataset->n_rows, ==, 40);
    g_assert_cmpuint(survey.dataset->columns[1].n_answered, ==, 38);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/ingest/records/no-answer", test_no_answer);
    g_test_add_func("/ingest/records/double-id", test_double_id);
    g_test_add_func("/ingest/records/same-answers", test_same_answers);
    g_test_add_func("/ingest/records/same-ticks", test_same_ticks);
    g_test_add_func("/ingest/records/straight-line", test_straight_line);
    g_test_add_func("/ingest/records/straight-points", test_straight_points);
    g_test_add_func("/ingest/records/straight-reverse", test_straight_reverse);
    g_test_add_func("/ingest/records/speeder", test_speeder);
    g_test_add_func("/ingest/records/duration-column", test_duration_column);
    g_test_add_func("/ingest/records/select", test_select);
    return g_test_run();
}
