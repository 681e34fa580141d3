/* SPDX-License-Identifier: GPL-3.0-or-later */
/* People whom a combination of answers may tell, and times cut to the day. What is written is
 * tested from outside: tests/cli/anonymize/ and tests/exports/test_anonymize.py. */
#include "ingest/anonymize-private.h"

#include "read-survey.h"

static void test_cut_day(void)
{
    static const struct {
        const char *in, *out; /* out NULL: blanked */
    } cases[] = {
        {"2024-03-05 14:22:10", "2024-03-05"},
        {"2024-03-05T14:22:10.819+03", "2024-03-05"},
        {"2024-03-05t14:22Z", "2024-03-05"},
        {"3/14/2014 09:41:22 AM", "3/14/2014"},
        {"14.3.14, 9:41", "14.3.14"},
        {"2024-03-05", "2024-03-05"},
        {"30 September 2014", "30 September 2014"},
        {"45356.60", "45356"}, /* the day number of a spreadsheet */
        {"45356", "45356"},
        {"1709648530", NULL}, /* seconds: no day, and they would tell the second */
        {"12", NULL},
        {"14:22", NULL},
        {"ask Ann in the office, she knows", NULL},
        {"Mar 5, 2024 14:22", "Mar 5, 2024"},
        {"Tuesday, 5 March 2024", "Tuesday, 5 March 2024"},
        {"05/03/2024 14.22.10", "05/03/2024"},
        {"asked at 14:22", NULL},
        {"Ann Smith", NULL},
        {"555-123-4567", NULL},
        {"192.0.2.1", NULL},
        {"5 Ann 2024", NULL},
        {"Tue Mar 5 14:22:10 2024", NULL},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *day = svy_anonymize_cut_day(cases[i].in);

        g_test_message("%s", cases[i].in);
        g_assert_cmpstr(day, ==, cases[i].out);
    }
}

/* --- Few people ----------------------------------------------------------------------------- */

#define BOOK(role)                                                                                 \
    "column,header,question,text,type,role,item,base,use,levels\n"                                 \
    "1,Role,q1,What is your role?,single,answer,,answered," role ",Librarian | Director\n"         \
    "2,Region,q2,Region,single,answer,,answered,opinion,North | South\n"                           \
    "3,Fees,q3,Are the fees fair?,single,answer,,answered,opinion,Yes | No\n"

/* Adds @n people with the same answers. */
static void add(GString *csv, size_t n, const char *record)
{
    for (size_t i = 0; i < n; i++)
        g_string_append_printf(csv, "%s\n", record);
}

/* What is said, joined by "; ", without the first blank. */
static char *find_rare(const char *csv, const char *codebook, const char *plan)
{
    g_auto(Survey) survey = {0};
    g_autoptr(SvyFindings) findings = svy_findings_new();
    g_autoptr(GString) all = g_string_new(NULL);

    survey_must_read(&survey, csv, codebook, plan);
    svy_anonymize_find_rare(survey.dataset, survey.plan, findings);
    for (size_t i = 0; i < svy_findings_get_n(findings); i++) {
        const SvyFinding *finding = svy_findings_get(findings, i);

        g_assert_cmpint(finding->severity, ==, SVY_SEVERITY_WARNING);
        g_string_append_printf(all, "%s%s", i == 0 ? "" : "; ", finding->message);
    }
    return g_string_free(g_steal_pointer(&all), FALSE);
}

/* 5 share an answer or a combination: enough; 4: too few. Those who left it open count as well. */
static void test_combinations(void)
{
    static const struct {
        size_t n_librarian_north, n_director_south, n_open;
        const char *said;
    } cases[] = {
        {5, 5, 0, ""},
        {9, 4, 0,
         "4 people have a combination of answers to q1 and q2 that fewer than 5 people share; "
         "1 answer to q1 was given by fewer than 5 people; "
         "1 answer to q2 was given by fewer than 5 people; "
         "1 answer to q3 was given by fewer than 5 people"},
        {9, 5, 1,
         "1 person has a combination of answers to q1 and q2 that fewer than 5 people share"},
        {9, 5, 5, ""},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GString) csv = g_string_new("Role,Region,Fees\n");
        g_autofree char *said = NULL;

        add(csv, cases[i].n_librarian_north, "Librarian,North,Yes");
        add(csv, cases[i].n_director_south, "Director,South,No");
        add(csv, cases[i].n_open, "Librarian,,Yes");
        said = find_rare(csv->str, BOOK("opinion"), NULL);
        g_assert_cmpstr(said, ==, cases[i].said);
    }
}

/* Segments of the plan in place of what the wordings say; three of them are also held in pairs. */
static void test_segments_of_plan(void)
{
    g_autoptr(GString) csv = g_string_new("Role,Region,Fees\n");
    g_autofree char *two = NULL;
    g_autofree char *three = NULL;

    add(csv, 10, "Librarian,North,Yes");
    add(csv, 10, "Librarian,South,Yes");
    add(csv, 10, "Director,North,Yes");
    add(csv, 8, "Director,South,Yes");
    add(csv, 2, "Director,South,No");
    add(csv, 4, "Librarian,South,No");
    two = find_rare(csv->str, BOOK("opinion"), NULL);
    g_assert_cmpstr(two, ==, "");
    three = find_rare(csv->str, BOOK("opinion"), "[segments]\nquestions = q1, q2, q3\n");
    g_assert_cmpstr(
        three, ==,
        "6 people have a combination of answers to q1 and q3 that fewer than 5 people "
        "share; 6 people have a combination of answers to q1, q2 and q3 that fewer than "
        "5 people share");
}

/* A personal question goes anyway, and one that nobody answered tells nobody. */
static void test_nothing_left(void)
{
    g_autoptr(GString) csv = g_string_new("Role,Region,Fees\n");
    g_autoptr(GString) blank = g_string_new("Role,Region,Fees\n");
    g_autofree char *personal = NULL;
    g_autofree char *unanswered = NULL;

    add(csv, 9, "Librarian,North,Yes");
    add(csv, 1, "Director,North,Yes");
    personal = find_rare(csv->str, BOOK("personal"), NULL);
    g_assert_cmpstr(personal, ==, "");
    add(blank, 9, ",North,Yes");
    unanswered = find_rare(blank->str, BOOK("opinion"), NULL);
    g_assert_cmpstr(unanswered, ==, "");
}

int main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/ingest/anonymize/cut-day", test_cut_day);
    g_test_add_func("/ingest/anonymize/combinations", test_combinations);
    g_test_add_func("/ingest/anonymize/segments-of-plan", test_segments_of_plan);
    g_test_add_func("/ingest/anonymize/nothing-left", test_nothing_left);
    return g_test_run();
}
