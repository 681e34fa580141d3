/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ingest/plan-file.h"

#include <string.h>

#include "check.h"
#include "read-survey.h"

static bool parse(const char *text, SvyPlan **plan, GError **error)
{
    return svy_plan_file_parse(text, strlen(text), "plan.ini", plan, error);
}

static void test_all_keys(void)
{
    static const char text[] = "# remark\n"
                               "[survey]\n"
                               "title = A survey\n"
                               "sponsor = None,\n"
                               "    since invented\n"
                               "people = members\n"
                               "organisation = ALCTS\n"
                               "sampling = census\n"
                               "invited = 3871\n"
                               "synthetic = yes\n"
                               "[gap]\n"
                               "use = q9\n"
                               "follow = On which?\n"
                               "nested = yes\n"
                               "blank = nothing\n"
                               "accounts = Facebook, \"Snap, Chat\"\n"
                               "use_verb = read\n"
                               "follow_verb = subscribe\n"
                               "items_noun = lists\n"
                               "[gap staff accounts]\n"
                               "use = q1\n"
                               "follow = q2\n"
                               "[records]\n"
                               "exclude = straight-line, Speeder\n"
                               "[segments]\n"
                               "questions = q4, q5\n"
                               "[ladder]\n"
                               "stages = q1: Yes, \"q2: a, b\", q3\n"
                               "[ladder donors]\n"
                               "stages = q1, q2\n"
                               "nested = no\n"
                               "[drivers]\n"
                               "outcome = q3: any\n"
                               "predictors = q4\n"
                               "[targets]\n"
                               "file = wanted.csv\n"
                               "[combinations]\n"
                               "target = 0.8\n"
                               "[report]\n"
                               "confidence = 0.9\n"
                               "theme = poster\n"
                               "formats = png, pdf\n";
    g_autoptr(SvyPlan) plan = NULL;
    GError *error = NULL;

    parse(text, &plan, &error);
    g_assert_no_error(error);
    g_assert_cmpstr(plan->file, ==, "plan.ini");
    g_assert_cmpstr(plan->survey.title, ==, "A survey");
    g_assert_cmpstr(plan->survey.sponsor, ==, "None, since invented");
    g_assert_cmpstr(plan->survey.people, ==, "members");
    g_assert_cmpstr(plan->survey.organisation, ==, "ALCTS");
    g_assert_cmpint(plan->survey.sampling, ==, SVY_SAMPLING_CENSUS);
    g_assert_cmpuint(plan->survey.n_invited, ==, 3871);
    g_assert_true(plan->survey.is_synthetic);
    g_assert_cmpuint(plan->n_gaps, ==, 2);
    g_assert_null(plan->gaps[0].name);
    g_assert_cmpstr(plan->gaps[0].use, ==, "q9");
    g_assert_cmpstr(plan->gaps[0].follow, ==, "On which?");
    g_assert_true(plan->gaps[0].is_nested);
    g_assert_true(plan->gaps[0].blank_is_nothing);
    g_assert_cmpstr(plan->gaps[0].accounts[1], ==, "Snap, Chat");
    g_assert_null(plan->gaps[0].accounts[2]);
    g_assert_cmpstr(plan->gaps[0].use_verb, ==, "read");
    g_assert_cmpstr(plan->gaps[0].follow_verb, ==, "subscribe");
    g_assert_cmpstr(plan->gaps[0].items_noun, ==, "lists");
    g_assert_cmpuint(plan->gaps[0].line, ==, 11);
    g_assert_cmpstr(plan->gaps[1].name, ==, "staff accounts");
    g_assert_false(plan->gaps[1].is_nested);
    g_assert_null(plan->gaps[1].accounts);
    g_assert_cmpstr(plan->exclude[0], ==, "straight-line");
    g_assert_cmpstr(plan->exclude[1], ==, "Speeder");
    g_assert_null(plan->exclude[2]);
    g_assert_cmpstr(plan->segments[1], ==, "q5");
    g_assert_cmpuint(plan->n_ladders, ==, 2);
    g_assert_cmpstr(plan->ladders[0].stages[1], ==, "q2: a, b");
    g_assert_cmpstr(plan->ladders[1].name, ==, "donors");
    g_assert_false(plan->ladders[0].is_not_nested);
    g_assert_true(plan->ladders[1].is_not_nested);
    g_assert_cmpstr(plan->outcome, ==, "q3: any");
    g_assert_cmpstr(plan->predictors[0], ==, "q4");
    g_assert_cmpstr(plan->targets_file, ==, "wanted.csv");
    svy_check_near(plan->coverage, 0.8, 1e-12);
    svy_check_near(plan->level, 0.9, 1e-12);
    g_assert_cmpstr(plan->theme, ==, "poster");
    g_assert_cmpstr(plan->formats[0], ==, "png");
}

static void test_empty(void)
{
    g_autoptr(SvyPlan) plan = NULL;

    g_assert_true(parse("\n[survey]\ntitle =\n", &plan, NULL));
    g_assert_null(plan->survey.title);
    g_assert_cmpstr(plan->survey.people, ==, "respondents");
    svy_check_near(plan->level, 0.95, 0);
}

static void test_faults(void)
{
    static const struct {
        const char *text, *pattern;
    } cases[] = {
        {"[survey]\ntitel = x\n", "plan.ini:2*: error: unknown key 'titel'*'title'*"},
        {"[survey]\nzzz = x\n", "plan.ini:2*: error: unknown key 'zzz'*sampling*"},
        {"[gap]\nuse = a\nfollow = b\nnestd = yes\n", "plan.ini:4*'nested'*"},
        {"[segments]\nquestion = a\n", "plan.ini:2*'questions'*"},
        {"[report]\nthemes = a\n", "plan.ini:2*'theme'*"},
        {"\n\n[reports]\n", "plan.ini:3*: error: unknown section 'reports'*'report'*"},
        {"[survey]\ntitle = a\npeople = b\ntitle = c\n", "plan.ini:4*line 2 already*"},
        {"[survey]\n[gap]\nuse = a\nfollow = b\n[survey]\n", "plan.ini:5*line 1 already*"},
        {"[gap]\nuse = a\nfollow = b\n[gap]\nuse = c\nfollow = d\n", "plan.ini:4*line 1 already*"},
        {"[ladder]\n", "plan.ini:1: error: ?ladder? lacks stages*"},
        {"\n[ladder]\nstages = q1\n", "plan.ini:3: error: a ladder needs two stages*got 1*"},
        {"[drivers]\noutcom = q1\n", "plan.ini:2*'outcom'*'outcome'*"},
        {"[targets]\nfiles = q1\n", "plan.ini:2*'file'*"},
        {"[combinations]\ntarget = 90\n", "plan.ini:2*0.01 to 1*"},
        {"[gap]\nuse = a\n", "plan.ini:1: error: ?gap? lacks follow*"},
        {"\n[gap x]\nfollow = a\n", "plan.ini:2: error: ?gap? lacks use*"},
        {"[survey]\nsampling = openlink\n", "plan.ini:2*sampling*'open-link'*"},
        {"[survey]\nsampling = zzzzzz\n", "plan.ini:2*census*"},
        {"[survey]\ninvited = -5\n", "plan.ini:2*whole number*"},
        {"[survey]\ninvited = 2.5\n", "plan.ini:2*whole number*"},
        {"[survey]\ninvited = 1000000001\n", "plan.ini:2*whole number*"},
        {"[survey]\nsynthetic = perhaps\n", "plan.ini:2*yes or no*"},
        {"[report]\nconfidence = 95\n", "plan.ini:2*0.5 to 0.9999*"},
        {"[report]\nconfidence = 0.49\n", "plan.ini:2*0.5 to 0.9999*"},
        {"[report]\nconfidence = 0.99995\n", "plan.ini:2*0.5 to 0.9999*"},
        {"[report]\nconfidence = nan\n", "plan.ini:2*0.5 to 0.9999*"},
        {"[report]\ntheme = a\nformats = png, jpg\n", "plan.ini:3: error: unknown format*jpg*"},
        {"[records]\nexclude = speeder, speedr\n",
         "plan.ini:2: error: no such kind of records*'speedr'*Did you mean speeder*"},
        {"[records]\nexclude = none, speeder\n", "plan.ini:2*'none'*no-answer, left-early*"},
        {"[records]\n\nexlude = speeder\n", "plan.ini:3*'exclude'*"},
        {"title = x\n", "plan.ini:1*"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GError) error = NULL;
        SvyPlan *plan = NULL;

        if (parse(cases[i].text, &plan, &error)) {
            g_test_message("taken: %s", cases[i].text);
            g_test_fail();
            svy_plan_free(plan);
            continue;
        }
        g_assert_null(plan);
        check_error(error, SVY_ERROR_DATA, cases[i].pattern);
    }
}

static void test_sample(void)
{
    g_autofree char *path = g_build_filename(g_getenv("SVY_DATA_DIR"), "alcts-2014-plan.ini", NULL);
    g_autoptr(SvyPlan) plan = NULL;
    GError *error = NULL;

    svy_plan_file_read(path, &plan, &error);
    g_assert_no_error(error);
    g_assert_true(plan->survey.is_synthetic);
    g_assert_cmpint(plan->survey.sampling, ==, SVY_SAMPLING_OPEN_LINK);
    g_assert_cmpuint(g_strv_length(plan->gaps[0].accounts), ==, 6);
    g_assert_cmpuint(g_strv_length(plan->segments), ==, 5);
}

static void test_no_file(void)
{
    g_autoptr(GError) error = NULL;
    SvyPlan *plan = NULL;

    g_assert_false(svy_plan_file_read("/nowhere/plan.ini", &plan, &error));
    g_assert_error(error, SVY_ERROR, SVY_ERROR_IO);
}

int main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/ingest/plan-file/all-keys", test_all_keys);
    g_test_add_func("/ingest/plan-file/empty", test_empty);
    g_test_add_func("/ingest/plan-file/faults", test_faults);
    g_test_add_func("/ingest/plan-file/sample", test_sample);
    g_test_add_func("/ingest/plan-file/no-file", test_no_file);
    return g_test_run();
}
