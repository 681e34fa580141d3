/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analyse-survey.h"
#include "base/findings.h"
#include "check.h"

/* Columns of the small surveys; a letter of a row ticks the option below it. */
#define HEADER                                                                                     \
    "Which media do you use? [F],Which media do you use? [T],"                                     \
    "On which do you follow us? [F],On which do you follow us? [T]\n"

/* "ft FT": uses F and T, follows F and T; "-" where nothing is ticked. One row for each word. */
static char *make_csv(const char *rows)
{
    g_auto(GStrv) words = g_strsplit(rows, " ", -1);
    GString *csv = g_string_new(HEADER);

    for (size_t i = 0; words[i] != NULL; i++)
        g_string_append_printf(csv, "%s,%s,%s,%s\n", strchr(words[i], 'f') ? "x" : "",
                               strchr(words[i], 't') ? "x" : "", strchr(words[i], 'F') ? "x" : "",
                               strchr(words[i], 'T') ? "x" : "");
    return g_string_free(csv, FALSE);
}

static SvyResult *analyse_rows(Survey *survey, const char *rows, const char *plan)
{
    g_autofree char *csv = make_csv(rows);

    return survey_analyse(survey, csv, NULL, plan);
}

/* --- The sample ----------------------------------------------------------------------------- */

static SvyResult *analyse_sample(Survey *survey)
{
    SvyResult *result = NULL;
    GError *error = NULL;

    survey->path = g_build_filename(g_getenv("SVY_DATA_DIR"), "alcts-2014.csv", NULL);
    survey_read_with(survey, NULL);
    g_assert_no_error(survey->error);
    svy_analysis_run(survey->dataset, survey->plan, NULL, &result, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(result->n_questions, ==, 0); /* only the gap was asked for */
    return result;
}

static void check_share(const char *what,
                        const SvyShare *share,
                        size_t n,
                        size_t base,
                        const double percent[3])
{
    const double got[] = {share->p.value, share->p.lo, share->p.hi};

    g_assert_cmpuint(share->n, ==, n);
    g_assert_cmpuint(share->base, ==, base);
    for (size_t i = 0; i < 3; i++) {
        if (fabs(100 * got[i] - percent[i]) <= 0.05 + 1e-9)
            continue;
        g_test_message("%s [%zu]: %.4f, expected %.1f", what, i, 100 * got[i], percent[i]);
        g_test_fail();
    }
}

static void test_golden(void)
{
    g_auto(Survey) survey = {0};
    g_autoptr(SvyResult) result = analyse_sample(&survey);
    const SvyGap *gap = &result->gaps[0];
    const SvyGapItem *any = &gap->any;

    g_assert_cmpuint(result->n_gaps, ==, 1);
    g_assert_cmpuint(gap->base, ==, 850);
    check_share("any use", &any->use, 778, 850, (double[]){91.5, 89.5, 93.2});
    check_share("any follow", &any->follow, 189, 850, (double[]){22.2, 19.6, 25.2});
    check_share("any of users", &any->conversion, 189, 778, (double[]){24.3, 21.4, 27.4});
    check_share("any unreached", &any->unreached, 589, 850, (double[]){69.3, 66.1, 72.3});
    svy_check_near(100 * any->gap.value, 69.3, 0.05);
    svy_check_near(100 * any->gap.lo, 66.1, 0.05);
    svy_check_near(100 * any->gap.hi, 72.3, 0.05);
    g_assert_true(any->is_nested);
    g_assert_false(any->has_test);
}

static void test_golden_items(void)
{
    static const struct {
        const char *label;
        double conversion[3];
    } cases[] = {{"Twitter", {29.0, 24.6, 33.8}},
                 {"Facebook", {14.3, 11.9, 17.1}},
                 {"LinkedIn", {6.1, 4.1, 8.9}}};
    g_auto(Survey) survey = {0};
    g_autoptr(SvyResult) result = analyse_sample(&survey);
    const SvyGap *gap = &result->gaps[0];

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        const SvyGapItem *item = find_gap_item(gap, cases[i].label);

        check_share(cases[i].label, &item->conversion, item->n_both, item->use.n,
                    cases[i].conversion);
    }
    g_assert_cmpstr(gap->items[0].label, ==, "Facebook");
    g_assert_cmpuint(gap->n_items, ==, 9);
    g_assert_false(find_gap_item(gap, "Pinterest")->has_account);
    g_assert_false(find_gap_item(gap, "Tumblr")->has_account);
    g_assert_cmpuint(gap->n_contradictions, ==, 0);
    g_assert_cmpuint(gap->n_tests, ==, 0);
    g_assert_cmpstr(gap->follow_verb, ==, "follow ALCTS");
    g_assert_cmpstr(gap->how_found, ==, "named in the plan");
}

/* --- Who is counted ------------------------------------------------------------------------- */

/* Users who left the follow question leave the pair; who uses nothing was not asked. */
static void test_base(void)
{
    g_auto(Survey) survey = {0};
    g_autoptr(SvyResult) result =
        survey_analyse(&survey,
                       "Which do you use? [F],Which do you use? [T],"
                       "Which do you use? [I use none of these],On which do you follow us? [F],"
                       "On which do you follow us? [T],On which do you follow us? [None of these]\n"
                       "x,,,x,,\n"  /* uses and follows F */
                       "x,x,,,,x\n" /* follows none */
                       "x,,,,,\n"   /* skipped */
                       ",x,,,,\n"   /* skipped */
                       ",,x,,,\n"   /* uses nothing, not asked */
                       ",,x,,,x\n"  /* uses nothing, asked */
                       ",,,x,,\n",  /* did not answer the use question */
                       NULL, NULL);
    const SvyGap *gap = &result->gaps[0];
    const SvyGapItem *f = find_gap_item(gap, "F");

    g_assert_cmpuint(gap->n_answered_use, ==, 6);
    g_assert_cmpuint(gap->n_skipped, ==, 2);
    g_assert_cmpuint(gap->n_not_asked, ==, 1);
    g_assert_cmpuint(gap->base, ==, 4);
    g_assert_cmpuint(gap->n_items, ==, 2); /* "none" is no item */
    g_assert_cmpuint(f->base, ==, 4);
    g_assert_cmpuint(f->use.n, ==, 2);
    g_assert_cmpuint(f->n_both, ==, 1);
    g_assert_cmpuint(f->unreached.n, ==, 1);
    g_assert_cmpuint(f->follow.base, ==, 4);
    g_assert_cmpuint(f->conversion.base, ==, 2);
    g_assert_cmpuint(gap->any.use.n, ==, 2);
    g_assert_cmpuint(gap->any.follow.n, ==, 1);
}

/* --- Nested or not -------------------------------------------------------------------------- */

static void test_nested_by_data(void)
{
    static const struct {
        const char *what, *rows, *plan;
        bool is_f_nested, is_t_nested;
    } cases[] = {
        /* F: the one who does not use it follows T, so was asked. */
        {"asked of all", "fF tT ftFT", NULL, false, false},
        {"asked of users of F only", "fF fF ft", NULL, false, false},
        {"everybody uses F", "ftF ftT", NULL, false, false},
        {"by the plan", "fF tT ftFT", "nested = yes\n", true, true},
        {"a contradiction against the plan", "fF tF ftFT", "nested = yes\n", false, true},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_auto(Survey) survey = {0};
        g_autofree char *plan = g_strconcat("[gap]\nuse = q1\nfollow = q2\n", cases[i].plan, NULL);
        g_autoptr(SvyResult) result = analyse_rows(&survey, cases[i].rows, plan);
        const SvyGapItem *f = find_gap_item(&result->gaps[0], "F");
        const SvyGapItem *t = find_gap_item(&result->gaps[0], "T");

        if (f->is_nested != cases[i].is_f_nested || t->is_nested != cases[i].is_t_nested) {
            g_test_message("%s: F %d, T %d", cases[i].what, f->is_nested, t->is_nested);
            g_test_fail();
        }
        g_assert_true(f->has_test == !f->is_nested);
    }
}

/* Non-users of F are in the base, and none of them answered the follow question. */
static void test_nested_found(void)
{
    g_auto(Survey) survey = {0};
    g_autoptr(SvyResult) result =
        survey_analyse(&survey,
                       "Which do you use? [F],Which do you use? [None],On which do you follow us? "
                       "[F],On which do you follow us? [None]\n"
                       "x,,x,\nx,,,x\n,x,,\n,x,,\nx,,x,\n",
                       NULL, "[gap]\nuse = q1\nfollow = q2\n");
    const SvyGapItem *f = find_gap_item(&result->gaps[0], "F");

    g_assert_cmpuint(result->n_gaps, ==, 1);
    g_assert_true(f->is_nested);
    g_assert_false(result->gaps[0].is_nested_by_plan);
    g_assert_cmpuint(f->base, ==, 5);
    svy_check_near(f->gap.value, 0.2, 1e-12);
    svy_check_near(f->gap.lo, f->unreached.p.lo, 1e-12);
    svy_check_near(f->gap.hi, f->unreached.p.hi, 1e-12);
}

static void test_contradiction(void)
{
    g_auto(Survey) survey = {0};
    g_autoptr(SvyResult) result = analyse_rows(&survey, "fF ft fF tF tT fT fFT",
                                               "[gap]\nuse = q1\nfollow = q2\nnested = yes\n");
    const SvyGap *gap = &result->gaps[0];
    const SvyGapItem *f = find_gap_item(gap, "F"), *t = find_gap_item(gap, "T");
    const SvyFinding *finding = find_finding(result->findings, "follow-without-use");

    g_assert_cmpuint(gap->n_contradictions, ==, 3); /* people */
    g_assert_cmpuint(gap->n_skipped, ==, 1);
    g_assert_cmpuint(f->n_contradictions, ==, 1);
    g_assert_cmpuint(t->n_contradictions, ==, 2);
    g_assert_cmpuint(f->follow.n, ==, 4);
    g_assert_cmpuint(f->n_both, ==, 3);
    g_assert_false(f->is_nested);
    g_assert_true(gap->any.is_nested); /* they all use something */
    g_assert_nonnull(finding);
    g_assert_cmpint(finding->severity, ==, SVY_SEVERITY_WARNING);
    g_assert_cmpuint(finding->line, ==, 5);
    g_assert_nonnull(strstr(finding->message, "3 respondents"));
}

/* The gap of an item that is not nested is use less follow, with its own test; Holm over these. */
static void test_tests(void)
{
    g_auto(Survey) survey = {0};
    g_autoptr(SvyResult) result =
        analyse_rows(&survey, "fF ftF ftF ftF ftF ftF ftF fF tT fT ftFT", NULL);
    const SvyGap *gap = &result->gaps[0];
    const SvyGapItem *f = find_gap_item(gap, "F"), *t = find_gap_item(gap, "T");

    g_assert_cmpuint(gap->n_tests, ==, 2);
    g_assert_cmpstr(t->test_method, ==, "McNemar mid-p");
    /* T: 6 use only, 1 follows only: mid-p = 2 (P(X = 0) + P(X = 1) / 2) for X ~ B(7, 1/2). */
    svy_check_near(t->p_value, 2 * (1.0 + 3.5) / 128, 1e-12);
    /* F: 1 use only, 0 follow only. */
    svy_check_near(f->p_value, 0.5, 1e-12);
    svy_check_near(t->p_adjusted, 2 * t->p_value, 1e-12);
    svy_check_near(f->p_adjusted, 0.5, 1e-12);
    svy_check_near(t->gap.value, t->use.p.value - t->follow.p.value, 1e-12);
}

/* A nested item has no test and does not enlarge the family. */
static void test_family(void)
{
    g_auto(Survey) survey = {0};
    g_autoptr(SvyResult) result = analyse_rows(&survey, "fF ftF tF ftF ftT ftT",
                                               "[gap]\nuse = q1\nfollow = q2\nnested = yes\n");
    const SvyGap *gap = &result->gaps[0];
    const SvyGapItem *f = find_gap_item(gap, "F"), *t = find_gap_item(gap, "T");

    g_assert_true(t->is_nested && !t->has_test);
    g_assert_true(!f->is_nested && f->has_test);
    g_assert_cmpuint(gap->n_tests, ==, 1);
    svy_check_near(f->p_adjusted, f->p_value, 0);
}

/* --- Accounts, order, marks ----------------------------------------------------------------- */

static const char MANY[] =
    "Which do you use? [A],Which do you use? [B],Which do you use? [C],Which do you use? [D],"
    "Which do you use? [Other (please specify)],On which do you follow us? [A],"
    "On which do you follow us? [B],On which do you follow us? [D],On which do you follow us? [Z],"
    "On which do you follow us? [None of them]\n"
    "x,x,x,,,x,,,,\n"
    "x,x,x,,,,,,,x\n"
    ",x,x,x,,,,,x,\n"
    ",x,x,x,,,x,,,x\n"
    ",,,,x,,,,,x\n";

static void test_accounts(void)
{
    g_auto(Survey) survey = {0};
    g_autoptr(SvyResult) result = survey_analyse(&survey, MANY, NULL, NULL);
    const SvyGap *gap = &result->gaps[0];
    const SvyGapItem *c = find_gap_item(gap, "C");
    static const char *const order[] = {"B", "D", "A", "C"};

    g_assert_cmpuint(gap->n_items, ==, 4);
    for (size_t i = 0; i < 4; i++)
        g_assert_cmpstr(gap->items[i].label, ==, order[i]); /* unreached 3, 2, 1; no account */
    g_assert_false(c->has_account);
    g_assert_cmpuint(c->use.n, ==, 4);
    g_assert_false(c->has_test);
    g_assert_cmpuint(gap->any.use.n, ==, 5); /* "Other" is a use too */
    g_assert_cmpuint(gap->any.follow.n, ==, 2);
}

static void test_unpaired(void)
{
    g_auto(Survey) survey = {0};
    g_autoptr(SvyResult) result = survey_analyse(&survey, MANY, NULL, NULL);
    const SvyFinding *unpaired = find_finding(result->findings, "unpaired-option");
    const SvyFinding *none = find_finding(result->findings, "none-and-more");

    g_assert_nonnull(unpaired);
    g_assert_cmpuint(unpaired->column, ==, 8);
    g_assert_nonnull(strstr(unpaired->message, "'Z'"));
    g_assert_nonnull(none);
    g_assert_cmpuint(none->column, ==, 9);
    g_assert_nonnull(strstr(none->message, "1 respondents"));
}

static void test_plan_accounts(void)
{
    g_auto(Survey) survey = {0};
    g_autoptr(SvyResult) result = survey_analyse(
        &survey, MANY, NULL, "[gap]\nuse = Which do you use?\nfollow = q2\naccounts = b, D\n");
    const SvyGap *gap = &result->gaps[0];

    g_assert_false(find_gap_item(gap, "A")->has_account);
    g_assert_true(find_gap_item(gap, "B")->has_account);
    g_assert_true(find_gap_item(gap, "D")->has_account);
    g_assert_cmpuint(gap->any.follow.n, ==, 1);    /* A does not count */
    g_assert_cmpstr(gap->items[2].label, ==, "C"); /* 4 use it, 2 use A */
    g_assert_cmpstr(gap->items[3].label, ==, "A");
}

/* Equal counts stand in the order of their labels. */
static void test_ties(void)
{
    g_auto(Survey) survey = {0};
    g_autoptr(SvyResult) result = analyse_rows(&survey, "ftF ftT", NULL);

    g_assert_cmpuint(result->gaps[0].items[0].unreached.n, ==, 1);
    g_assert_cmpuint(result->gaps[0].items[1].unreached.n, ==, 1);
    g_assert_cmpstr(result->gaps[0].items[0].label, ==, "F");
    g_assert_cmpstr(result->gaps[0].items[1].label, ==, "T");
}

/* --- Finding the pair ----------------------------------------------------------------------- */

static void test_recognised(void)
{
    static const struct {
        const char *use, *follow;
        const char *first, *second; /* options of the follow question */
        size_t n_gaps;
    } cases[] = {
        {"Which do you use?", "On which do you follow us?", "F", "T", 1},
        {"Which do you use?", "Which have you liked?", "F", "T", 1},
        {"Which do you use?", "Which of our lists are you subscribed to?", "F", "T", 1},
        {"Which do you use?", "Following ALCTS: where?", "F", "T", 1},
        {"Which do you use?", "Where are you following us?", "F", "T", 1},
        {"Which of the following do you use?", "On which do you follow us?", "F", "T", 1},
        /* "the following" is no following */
        {"Which do you use?", "Which of the following do you know?", "F", "T", 0},
        {"Which do you use?", "Which do you know?", "F", "T", 0},
        /* options too different */
        {"Which do you use?", "On which do you follow us?", "F", "Y", 0},
        /* two follow questions and no use question */
        {"Which do you follow?", "On which do you follow us?", "F", "T", 0},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_auto(Survey) survey = {0};
        g_autofree char *csv = g_strdup_printf(
            "\"%s [F]\",\"%s [T]\",\"%s [%s]\",\"%s [%s]\"\nx,,x,\nx,x,,x\n,x,,x\n", cases[i].use,
            cases[i].use, cases[i].follow, cases[i].first, cases[i].follow, cases[i].second);
        g_autoptr(SvyResult) result = survey_analyse(&survey, csv, NULL, NULL);

        if (result->n_gaps != cases[i].n_gaps) {
            g_test_message("%s / %s: %zu gaps", cases[i].use, cases[i].follow, result->n_gaps);
            g_test_fail();
            continue;
        }
        g_assert_true((find_finding(result->findings, "pair-guess") != NULL) ==
                      (cases[i].n_gaps == 1));
        if (result->n_gaps == 1)
            g_assert_cmpstr(result->gaps[0].use_id, ==, "q1");
    }
}

/* Of several use questions the one that shares most options is taken. */
static void test_best_use(void)
{
    g_auto(Survey) survey = {0};
    g_autoptr(SvyResult) result = survey_analyse(
        &survey,
        "At home? [A],At home? [B],At work? [A],At work? [B],At work? [C],Where do you follow us? "
        "[A],Where do you follow us? [B],Where do you follow us? [C]\n"
        "x,,x,,,x,,\n,x,,x,x,,x,\nx,x,x,x,x,,,x\n",
        NULL, NULL);

    g_assert_cmpuint(result->n_gaps, ==, 1);
    g_assert_cmpstr(result->gaps[0].use_text, ==, "At work?");
}

static void expect_failure(const Survey *survey,
                           const SvyAnalysisOptions *options,
                           int code,
                           const char *pattern)
{
    g_autoptr(GError) error = NULL;
    SvyResult *result = NULL;

    g_assert_false(svy_analysis_run(survey->dataset, survey->plan, options, &result, &error));
    g_assert_null(result);
    check_error(error, code, pattern);
}

static void test_options(void)
{
    static const struct {
        SvyAnalysisOptions options;
        const char *pattern;
    } cases[] = {
        {{.use = "q1"}, "*only one was named*"},
        {{.follow = "q1"}, "*only one was named*"},
        {{.use = "q1", .follow = "q1"}, "*the same question, q1*"},
        {{.use = "Which media do you usee?", .follow = "q2"},
         "error: no such question*Did you mean \"Which media do you use?\"*"},
        {{.use = "q1", .follow = "zzzzzzzz"}, "error: no such question*inspect*"},
        {{.use = "q1", .follow = "q3"}, "error: question q3 is of type *"},
    };
    g_auto(Survey) survey = {0};
    const SvyAnalysisOptions named = {.use = "q2", .follow = "which media do you use?"};
    g_autoptr(SvyResult) result = NULL;

    survey_must_read(&survey,
                     "Which media do you use? [F],Which media do you use? [T],Do you follow us? [F]"
                     ",Do you follow us? [T],Role\nx,,x,,a\nx,x,,x,b\n,x,x,x,a\nx,,x,,b\n",
                     NULL, NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
        expect_failure(&survey, &cases[i].options, SVY_ERROR_USAGE, cases[i].pattern);
    g_assert_true(svy_analysis_run(survey.dataset, survey.plan, &named, &result, NULL));
    g_assert_cmpstr(result->gaps[0].use_id, ==, "q2");
    g_assert_cmpstr(result->gaps[0].how_found, ==, "named on the command line");
}

static void test_plan_faults(void)
{
    static const struct {
        const char *plan, *pattern;
    } cases[] = {
        {"[survey]\n[gap]\nuse = q1\nfollow = q22\n", "*plan.ini:2: error: no such question*"},
        {"[gap]\nuse = q1\nfollow = q1\n", "*plan.ini:1: error: *same question*"},
        {"[gap]\nuse = q1\nfollow = q2\naccounts = F, Tt\n", "*plan.ini:1: error: *'Tt'*"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_auto(Survey) survey = {0};
        g_autofree char *csv = make_csv("fF ft tT ftFT");

        survey_must_read(&survey, csv, NULL, cases[i].plan);
        expect_failure(&survey, NULL, SVY_ERROR_DATA, cases[i].pattern);
    }
}

static void test_words(void)
{
    g_auto(Survey) survey = {0};
    g_autoptr(SvyResult) result = analyse_rows(&survey, "fF ft tT",
                                               "[survey]\norganisation = LITA\n[report]\n"
                                               "confidence = 0.9\n");

    g_assert_cmpstr(result->gaps[0].use_verb, ==, "use");
    g_assert_cmpstr(result->gaps[0].follow_verb, ==, "follow LITA");
    g_assert_cmpstr(result->gaps[0].items_noun, ==, "media");
    svy_check_near(result->gaps[0].any.use.p.level, 0.9, 1e-12);
    g_assert_cmpstr(result->input_name, ==, "survey.csv");
}

/* A follow question without "none": a blank is a skip unless the plan says that it is none, and the
 * doubt is told. */
static void test_blank_or_none(void)
{
    static const char csv[] =
        "Which do you use? [F],Which do you use? [T],Which do you use? [I use none of these],"
        "On which do you follow us? [F],On which do you follow us? [T]\n"
        "x,x,,x,x\nx,,,,\n,x,,,\n,,x,,\n";
    static const struct {
        const char *plan;
        size_t base, n_skipped, n_blank, n_any_follow;
        bool is_told;
    } cases[] = {
        {NULL, 2, 2, 0, 1, true},
        {"[gap]\nuse = q1\nfollow = q2\nblank = nothing\n", 4, 0, 2, 1, false},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_auto(Survey) survey = {0};
        g_autoptr(SvyResult) result = survey_analyse(&survey, csv, NULL, cases[i].plan);
        const SvyGap *gap = &result->gaps[0];

        g_assert_cmpuint(gap->base, ==, cases[i].base);
        g_assert_cmpuint(gap->n_skipped, ==, cases[i].n_skipped);
        g_assert_cmpuint(gap->n_blank, ==, cases[i].n_blank);
        g_assert_cmpuint(gap->n_not_asked, ==, 1);
        g_assert_cmpuint(gap->any.follow.n, ==, cases[i].n_any_follow);
        g_assert_true((find_finding(result->findings, "blank-or-none") != NULL) ==
                      cases[i].is_told);
    }
}

int main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/analysis/gap/golden", test_golden);
    g_test_add_func("/analysis/gap/golden-items", test_golden_items);
    g_test_add_func("/analysis/gap/base", test_base);
    g_test_add_func("/analysis/gap/nested-by-data", test_nested_by_data);
    g_test_add_func("/analysis/gap/nested-found", test_nested_found);
    g_test_add_func("/analysis/gap/contradiction", test_contradiction);
    g_test_add_func("/analysis/gap/tests", test_tests);
    g_test_add_func("/analysis/gap/family", test_family);
    g_test_add_func("/analysis/gap/accounts", test_accounts);
    g_test_add_func("/analysis/gap/unpaired", test_unpaired);
    g_test_add_func("/analysis/gap/plan-accounts", test_plan_accounts);
    g_test_add_func("/analysis/gap/ties", test_ties);
    g_test_add_func("/analysis/gap/recognised", test_recognised);
    g_test_add_func("/analysis/gap/best-use", test_best_use);
    g_test_add_func("/analysis/gap/options", test_options);
    g_test_add_func("/analysis/gap/plan-faults", test_plan_faults);
    g_test_add_func("/analysis/gap/words", test_words);
    g_test_add_func("/analysis/gap/blank-or-none", test_blank_or_none);
    return g_test_run();
}
