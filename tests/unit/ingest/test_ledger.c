/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/ledger.h"

#include "read-survey.h"

/* Adds @n records, each ended here. */
static void add(GString *csv, size_t n, const char *record)
{
    for (size_t i = 0; i < n; i++)
        g_string_append_printf(csv, "%s\n", record);
}

typedef struct {
    const char *id, *rule; /* rule NULL: everyone */
    size_t n_not_asked, n_left;
} Expected;

static void check_ledger(const char *csv, const char *codebook, size_t n, const Expected lines[])
{
    g_auto(Survey) survey = {0};
    g_autoptr(SvyLedger) ledger = NULL;

    survey_must_read(&survey, csv, codebook, NULL);
    ledger = svy_ledger_new(survey.dataset, NULL);
    g_assert_nonnull(ledger);
    g_assert_cmpuint(ledger->n_entries, ==, survey.dataset->questions->len);
    for (size_t i = 0; i < n; i++) {
        const SvyQuestion *question = survey_find(&survey, lines[i].id);
        guint at = 0;

        g_assert_true(g_ptr_array_find(survey.dataset->questions, question, &at));
        g_assert_cmpstr(ledger->entries[at].rule, ==, lines[i].rule);
        g_assert_cmpuint(ledger->entries[at].n_not_asked, ==, lines[i].n_not_asked);
        g_assert_cmpuint(ledger->entries[at].n_left, ==, lines[i].n_left);
    }
}

#define CHECK(csv, codebook, ...)                                                                  \
    check_ledger(csv, codebook, G_N_ELEMENTS(((Expected[]){__VA_ARGS__})),                         \
                 (Expected[]){__VA_ARGS__})

/* Several questions in a row under one rule; the last is put to all again. */
static void test_said(void)
{
    g_autoptr(GString) csv = g_string_new("Fan?,Which film?,Who shot?,Why?,Sex\n");

    add(csv, 15, "Yes,First,Han,,F");
    add(csv, 15, "Yes,Second,Greedo,,M");
    add(csv, 12, "Yes,First,Han,because,M");
    add(csv, 13, "Yes,Second,Greedo,because,M");
    add(csv, 5, "Yes,,Han,,M"); /* skipped one */
    add(csv, 40, "No,,,,F");
    add(csv, 3, ",,,,M");
    CHECK(csv->str, NULL, {"q1", NULL, 0, 0}, {"q2", "only those who said “Yes” to q1", 43, 0},
          {"q3", "only those who said “Yes” to q1", 43, 0},
          {"q4", "only those who said “Yes” to q1", 43, 0}, {"q5", NULL, 0, 0});
}

/* One answer from the other side, and there is no rule. */
static void test_exception(void)
{
    g_autoptr(GString) csv = g_string_new("Fan?,Which film?,Sex\n");

    add(csv, 60, "Yes,First,F");
    add(csv, 40, "No,,F");
    add(csv, 1, "No,Second,M");
    CHECK(csv->str, NULL, {"q2", NULL, 0, 0}, {"q3", NULL, 0, 0});
}

/* Nine silent people, or an answer by too few of those asked, make no rule. */
static void test_too_weak(void)
{
    g_autoptr(GString) few = g_string_new("Fan?,Which film?,Sex\n");
    g_autoptr(GString) rare = g_string_new("Fan?,Which film?,Sex\n");

    add(few, 60, "Yes,First,F");
    add(few, 9, "No,,F");
    CHECK(few->str, NULL, {"q2", NULL, 0, 0});
    add(rare, 20, "Yes,First,F");
    add(rare, 20, "Yes,,M");
    add(rare, 40, "No,,F");
    CHECK(rare->str, NULL, {"q2", NULL, 0, 0});
}

/* Two conditions in a chain: the narrower one is told. */
static void test_chain(void)
{
    g_autoptr(GString) csv = g_string_new("Job?,Retail?,Black Friday?,Sex\n");

    add(csv, 20, "Yes,Yes,Off,F");
    add(csv, 20, "Yes,Yes,On,M");
    add(csv, 30, "Yes,No,,F");
    add(csv, 30, "No,,,M");
    CHECK(csv->str, NULL, {"q2", "only those who said “Yes” to q1", 30, 0},
          {"q3", "only those who said “Yes” to q2", 60, 0}, {"q4", NULL, 0, 0});
}

/* Who gave no answer to the trigger was asked too: the rule is told from the other side. */
static void test_everyone_but(void)
{
    g_autoptr(GString) csv = g_string_new("Fan?,Which film?,Sex\n");

    add(csv, 40, "Yes,First,F");
    add(csv, 12, ",Second,M");
    add(csv, 30, "No,,F");
    CHECK(csv->str, NULL, {"q2", "everyone but those who said “No” to q1", 30, 0});
}

/* Names of options; a multi, "none", and a question for those who follow nothing. */
static void test_ticked(void)
{
    static const char header[] = "Use? [A],Use? [B],Use? [I use none of these],"
                                 "Follow? [A],Follow? [B],Follow? [None of these],Why not?,Sex\n";
    g_autoptr(GString) csv = g_string_new(header);

    add(csv, 20, "x,,,x,,,,F");
    add(csv, 15, ",x,,,x,,,M");
    add(csv, 40, "x,x,,,,x,Time,F");
    add(csv, 2, "x,x,,,,x,,F");
    add(csv, 25, ",,x,,,,Privacy,M");
    CHECK(csv->str, NULL, {"q1", NULL, 0, 0},
          {"q2", "only those who ticked anything but “I use none of these” in q1", 25, 0},
          {"q3", "only those who ticked “None of these” in q2 or were not asked q2", 35, 0},
          {"q4", NULL, 0, 0});
}

/* Two questions passed over at the end are leaving, one is not; comments tell nothing. */
#define EXPLODED                                                                                   \
    "column,header,question,text,type,role,item,point,mark,base,use,levels,codes,apart,"           \
    "separator,missing,reason\n"                                                                   \
    "1,A,q1,Office?,single,option,Formal,,,answered,opinion,,,,,,\n"                               \
    "2,B,q1,Office?,single,option,Informal,,,answered,opinion,,,,,,\n"                             \
    "3,C,q1,Office?,single,option,Planned,,,answered,opinion,,,,,,\n"                              \
    "4,D,q1,Office?,single,option,No,,,answered,opinion,,,,,,\n"                                   \
    "5,Size,q2,Size,single,answer,,,,answered,opinion,Big | Small,,,,,\n"                          \
    "6,Sex,q3,Sex,single,answer,,,,answered,opinion,F | M,,,,,\n"

/* A choice of one with a column for each option: two of them lead on. */
static void test_exploded(void)
{
    g_autoptr(GString) csv = g_string_new("A,B,C,D,Size,Sex\n");
    g_autoptr(GString) broken = NULL;

    add(csv, 20, "x,,,,Big,F");
    add(csv, 15, ",x,,,Small,M");
    add(csv, 2, ",x,,,,M"); /* skipped it */
    add(csv, 12, ",,x,,,F");
    add(csv, 20, ",,,x,,M");
    broken = g_string_new(csv->str);
    CHECK(csv->str, EXPLODED, {"q1", NULL, 0, 0},
          {"q2", "only those who said “Formal” or “Informal” to q1", 32, 0}, {"q3", NULL, 0, 0});
    add(broken, 1, ",,,x,Big,M");
    CHECK(broken->str, EXPLODED, {"q2", NULL, 0, 0});
}

static void test_left(void)
{
    g_autoptr(GString) csv = g_string_new("A,B,C,D,Any comments?\n");

    for (size_t i = 0; i < 30; i++)
        g_string_append_printf(csv, "2 - high,%s,blue,small,remark number %zu of many\n",
                               i % 2 == 0 ? "no" : "yes", i);
    add(csv, 25, "1 - low,yes,red,big,");
    add(csv, 25, "1 - low,no,red,small,");
    add(csv, 7, "2 - high,,,,");
    add(csv, 4, "2 - high,no,,,");
    add(csv, 3, "2 - high,no,red,,");
    add(csv, 2, "2 - high,no,,,said at the end");
    CHECK(csv->str, NULL, {"q1", NULL, 0, 0}, {"q2", NULL, 0, 7}, {"q3", NULL, 0, 11},
          {"q4", NULL, 0, 11}, {"q5", NULL, 0, 11});
}

/* Many left before the question: those who went on show the rule. */
static void test_left_and_rule(void)
{
    g_autoptr(GString) csv = g_string_new("Fan?,Which film?,Sex,Age\n");

    add(csv, 40, "Yes,First,F,old");
    add(csv, 40, "Yes,,,");
    add(csv, 40, "No,,M,young");
    CHECK(csv->str, NULL, {"q2", "only those who said “Yes” to q1", 40, 40}, {"q3", NULL, 0, 40},
          {"q4", NULL, 0, 40});
}

/* Explicit marks say who saw the options. */
static void test_shown(void)
{
    g_autoptr(GString) csv = g_string_new("Which? [A],Which? [B],Sex,Age\n");

    add(csv, 30, "Selected,Not selected,F,old");
    add(csv, 30, "Not selected,Selected,M,young");
    add(csv, 30, "Not selected,Not selected,M,young");
    add(csv, 12, ",,F,old");
    CHECK(csv->str, NULL, {"q1", "only those with a mark at an option, ticked or not", 12, 0},
          {"q2", NULL, 0, 0});
}

/* Who is recorded as having given no answer was there, and was asked. */
static void test_no_answer(void)
{
    g_autoptr(GString) csv = g_string_new("Fan?,Which film?,Age,Sex\n");

    add(csv, 40, "Yes,First,30,F");
    add(csv, 30, "No,Second,40,M");
    add(csv, 12, "No answer,No answer,No answer,No answer");
    add(csv, 3, "Yes,No answer,No answer,No answer");
    CHECK(csv->str, NULL, {"q1", NULL, 0, 0}, {"q2", NULL, 0, 0}, {"q3", NULL, 0, 0},
          {"q4", NULL, 0, 0});
}

/* The rule in the language of the survey; ids and answers are its own. */
static void test_languages(void)
{
    g_autoptr(GString) csv = g_string_new("Fan?,Which film?,Sex\n");
    g_auto(Survey) survey = {0};

    add(csv, 30, "Yes,First,F");
    add(csv, 20, "Perhaps,Second,M");
    add(csv, 40, "No,,F");
    survey_must_read(&survey, csv->str, NULL, NULL);

    g_autoptr(SvyLedger) spanish = svy_ledger_new(survey.dataset, "es");
    g_autoptr(SvyLedger) french = svy_ledger_new(survey.dataset, "fr-CA");

    g_assert_cmpstr(spanish->entries[1].rule, ==,
                    "solo quienes respondieron «Yes» o «Perhaps» a q1");
    g_assert_cmpstr(french->entries[1].rule, ==,
                    "seulement ceux qui ont répondu « Yes » ou « Perhaps » à q1");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/ingest/ledger/said", test_said);
    g_test_add_func("/ingest/ledger/exception", test_exception);
    g_test_add_func("/ingest/ledger/too-weak", test_too_weak);
    g_test_add_func("/ingest/ledger/chain", test_chain);
    g_test_add_func("/ingest/ledger/everyone-but", test_everyone_but);
    g_test_add_func("/ingest/ledger/ticked", test_ticked);
    g_test_add_func("/ingest/ledger/exploded", test_exploded);
    g_test_add_func("/ingest/ledger/left", test_left);
    g_test_add_func("/ingest/ledger/left-and-rule", test_left_and_rule);
    g_test_add_func("/ingest/ledger/shown", test_shown);
    g_test_add_func("/ingest/ledger/no-answer", test_no_answer);
    g_test_add_func("/ingest/ledger/languages", test_languages);
    return g_test_run();
}
