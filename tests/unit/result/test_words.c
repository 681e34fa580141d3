/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "result/words.h"

#include <string.h>

#include "sample-result.h"

#define check_text(call, expected)                                                                 \
    G_STMT_START                                                                                   \
    {                                                                                              \
        g_autofree char *text_ = (call);                                                           \
        g_assert_cmpstr(text_, ==, expected);                                                      \
    }                                                                                              \
    G_STMT_END

/* A gap of one item whose estimate of the difference is given. */
static void set_item(SvyGap *gap, size_t base, size_t use, size_t follow, double lo, double hi)
{
    g_autofree char *label = g_steal_pointer(&gap->items[0].label);
    const size_t both = MIN(use, follow);

    gap->items[0] = sample_item(label, base, use, both);
    gap->items[0].follow = sample_share(follow, base);
    gap->items[0].is_nested = false;
    gap->items[0].gap.value = ((double)use - (double)follow) / (double)base;
    gap->items[0].gap.lo = lo;
    gap->items[0].gap.hi = hi;
}

static void test_gap_headline(void)
{
    static const struct {
        size_t base, use, follow;
        double lo, hi;
        const char *title;
    } cases[] = {
        {850, 691, 99, 0.66, 0.73,
         "81% of respondents use Facebook, but only 12% follow ALCTS there"},
        {850, 691, 500, 0.2, 0.26,
         "81% of respondents use Facebook, but fewer (59%) follow ALCTS there"},
        {850, 691, 685, -0.01, 0.02,
         "About as many respondents use Facebook (81%) as follow ALCTS there (81%)"},
        {850, 400, 430, -0.06, -0.01,
         "47% of respondents use Facebook, but more (51%) follow ALCTS there"},
        {850, 848, 3, 0.98, 0.999,
         "More than 99% of respondents use Facebook, but fewer than 1% follow ALCTS there"},
        {850, 850, 0, 0.99, 1, "100% of respondents use Facebook, but none follow ALCTS there"},
        {85000, 69100, 68900, 0.001, 0.004,
         "81.3% of respondents use Facebook, but fewer (81.1%) follow ALCTS there"},
        {9, 8, 1, 0.3, 0.9, "Too few answers for percentages (n = 9)"},
        {850, 0, 0, 0, 0.004,
         "About as many respondents use Facebook (0%) as follow ALCTS there (0%)"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(SvyResult) result = sample_result_new();
        SvyGap *gap = result->gaps;

        set_item(gap, cases[i].base, cases[i].use, cases[i].follow, cases[i].lo, cases[i].hi);
        check_text(svy_words_gap_headline(&result->survey, gap), cases[i].title);
    }
}

/* A difference whose interval includes 0 is never told as one, whatever the two shares are. */
static void test_no_claim_against_interval(void)
{
    for (size_t follow = 0; follow <= 60; follow++) {
        g_autoptr(SvyResult) result = sample_result_new();

        set_item(result->gaps, 60, 30, follow, -0.05, 0.05);
        g_autofree char *title = svy_words_gap_headline(&result->survey, result->gaps);

        g_assert_true(g_str_has_prefix(title, "About as many"));
        g_assert_null(strstr(title, "but"));
    }
}

static void test_gap_headline_without_numbers(void)
{
    g_autoptr(SvyResult) result = sample_result_new();
    SvyGap *gap = result->gaps;

    gap->items[0].gap.status = SVY_STATUS_WITHHELD;
    check_text(svy_words_gap_headline(&result->survey, gap),
               "Too few answers for percentages (n = 850)");
    gap->items[0].base = 0;
    check_text(svy_words_gap_headline(&result->survey, gap),
               "No gap can be given: nobody answered both questions");
    gap->items[0].has_account = false;
    check_text(svy_words_gap_headline(&result->survey, gap),
               "There is no account on any of the items, so no gap to show");
    check_text(svy_words_study_headline(result, gap),
               "There is no account on any of the items, so no gap to show.");
}

static void test_long_label(void)
{
    g_autoptr(SvyResult) result = sample_result_new();
    SvyGapItem *item = &result->gaps->items[0];

    g_free(item->label);
    item->label = g_strdup("Facebook pages, groups and events of libraries and of their friends "
                           "in this and all neighbouring countries");
    g_autofree char *title = svy_words_gap_headline(&result->survey, result->gaps);

    g_assert_cmpint(g_utf8_strlen(title, -1), <=, SVY_WORDS_TITLE_CHARS);
    g_assert_nonnull(strstr(title, "Facebook pages"));
    g_assert_nonnull(strstr(title, "…"));
    g_assert_nonnull(strstr(title, "but only 12% follow ALCTS there"));
}

static void test_study_headline(void)
{
    g_autoptr(SvyResult) result = sample_result_new();
    SvyGap *gap = result->gaps;

    check_text(svy_words_study_headline(result, gap),
               "91.5% [89.5, 93.2] of respondents use social media; 22.2% [19.6, 25.2] follow "
               "ALCTS on any of them, which is 24.3% [21.4, 27.4] of users. 589 respondents use "
               "social media and do not follow ALCTS: 69.3% [66.1, 72.3].");

    gap->any.n_both = 180; /* nine follow without use: followers are not a part of users */
    gap->any.conversion = sample_share(180, 778);
    gap->any.unreached = sample_share(1, 850);
    check_text(svy_words_study_headline(result, gap),
               "91.5% [89.5, 93.2] of respondents use social media; 22.2% [19.6, 25.2] follow "
               "ALCTS on any of them. Of users, 23.1% [20.3, 26.2] do. Number who use social media "
               "and do not follow ALCTS: 1 of 850 respondents, 0.1% [0.0, 0.7].");
}

/* Only a random sample speaks of the people it was drawn from. */
static void test_people(void)
{
    static const struct {
        SvySampling sampling;
        const char *people, *expected;
    } cases[] = {
        {SVY_SAMPLING_OPEN_LINK, NULL, "respondents"},
        {SVY_SAMPLING_UNKNOWN, "", "respondents"},
        {SVY_SAMPLING_OPEN_LINK, "members", "members who answered"},
        {SVY_SAMPLING_CENSUS, "members", "members who answered"},
        {SVY_SAMPLING_UNKNOWN, "survey participants", "survey participants"},
        {SVY_SAMPLING_PROBABILITY, "members", "members"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        const SvySurvey survey = {.people = (char *)cases[i].people, .sampling = cases[i].sampling};

        check_text(svy_words_people(&survey), cases[i].expected);
    }
}

static void test_gap_notes(void)
{
    g_autoptr(SvyResult) result = sample_result_new();
    SvyGap *gap = result->gaps;

    check_text(svy_words_gap_subtitle(&result->survey, gap),
               "Social media: share of respondents who use each, and share who follow ALCTS there "
               "(n = 850)");
    check_text(svy_words_gap_base(&result->survey, gap),
               "Base: 850 respondents whose answers to both questions are known; 72 of them, who "
               "use none, were not asked the second and count as not following.");
    check_text(
        svy_words_gap_method_in(NULL, gap, 0.95),
        "95% intervals: shares by Wilson; gaps as the share who use and do not follow ALCTS, "
        "by Wilson, because the second implies the first.");

    gap->n_skipped = 4;
    gap->n_contradictions = 2;
    gap->n_not_asked = 0;
    gap->n_tests = 6;
    gap->items[1].is_nested = false;
    gap->items[1].gap.method = "Newcombe 10";
    gap->items[1].has_test = true;
    gap->items[1].test_method = "McNemar mid-p";
    result->survey.sampling = SVY_SAMPLING_CENSUS;
    result->survey.n_invited = 3871;
    check_text(svy_words_gap_base(&result->survey, gap),
               "Base: 850 respondents of 3,871 invited whose answers to both questions are known; "
               "4 skipped the second and are left out; answers of 2 contradict (follow ALCTS, but "
               "do not use).");
    check_text(
        svy_words_gap_method_in(NULL, gap, 0.99),
        "99% intervals: shares by Wilson; gaps as the share who use and do not follow ALCTS, "
        "by Wilson, because the second implies the first; other gaps as a difference between "
        "the same people, by Newcombe's method 10. Tests: McNemar mid-p, p adjusted by Holm "
        "over 6.");
}

static void test_question_headline(void)
{
    static const struct {
        SampleOption options[3];
        size_t answered;
        const char *title;
    } cases[] = {
        {{{"Live coverage", 333}, {"Themes", 256}, {"Trends", 84}},
         640,
         "52% of the 640 who answered chose “Live coverage”, more than any other answer"},
        {{{"Lists", 50}, {"Groups", 46}, {"Other", 4}},
         100,
         "About as many of the 100 who answered chose “Lists” (50%) as “Groups” (46%)"},
        {{{"Lists", 30}, {"Groups", 34}, {"Other", 36}},
         100,
         "36% of the 100 who answered chose “Other”; 2 other answers are too close to call"},
        {{{"Lists", 0}, {"Groups", 1}, {"Other", 849}},
         850,
         "More than 99% of the 850 who answered chose “Other”, more than any other answer"},
        {{{"Lists", 4}, {"Groups", 3}, {"Other", 2}}, 9, "Too few answers for percentages (n = 9)"},
        {{{"Lists", 0}, {"Groups", 0}, {"Other", 0}}, 0, "Nobody answered this question"},
    };
    const SvySurvey survey = {.sampling = SVY_SAMPLING_OPEN_LINK};

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(SvyResult) result = g_new0(SvyResult, 1);

        result->n_questions = 1;
        result->questions = g_new0(SvyQuestionResult, 1);
        sample_set_question(result->questions, "q1", "Which?", SVY_QUESTION_MULTI, 850,
                            cases[i].answered, 3, cases[i].options);
        check_text(svy_words_question_headline(&survey, result->questions), cases[i].title);
    }
}

/* Who was asked, by which rule, who had left; and the records that deserve a look. */
static void test_question_asked(void)
{
    g_autoptr(SvyResult) result = sample_result_new();
    SvyQuestionResult *content = &result->questions[2];

    check_text(svy_words_question_asked_in(NULL, content), "640 of 850 answered");
    check_text(svy_words_question_asked_in(NULL, &result->questions[1]), "850 answered");
    content->asked_rule = g_strdup("only those who said “Yes” to q1");
    content->n_asked = 661;
    content->n_not_asked = 189;
    content->n_skipped = 12;
    content->n_left = 9;
    check_text(svy_words_question_asked_in(NULL, content),
               "640 answered of 661 asked (only those who said “Yes” to q1); 9 left before");
    check_text(svy_words_question_base(&result->survey, content),
               "Base: 640 respondents (gave an answer) of the 661 asked: only those who said “Yes” "
               "to q1; 9 left before.");
}

static void test_one_person(void)
{
    SvySurvey survey = {.sampling = SVY_SAMPLING_OPEN_LINK};

    check_text(svy_words_count_people(&survey, 1), "1 respondent");
    check_text(svy_words_count_people(&survey, 1200), "1,200 respondents");
    survey.people = (char *)"members";
    check_text(svy_words_count_people(&survey, 1), "1 member who answered");
    survey.people = (char *)"staff";
    check_text(svy_words_count_people(&survey, 1), "1 staff who answered");
}

static void test_quality(void)
{
    g_autoptr(SvyResult) result = sample_result_new();

    check_text(svy_words_quality(result),
               "Of the 850 responses, 26 left early; 1 gave one answer to all rows of every long "
               "grid they answered. One response can have several of these signs. All of them are "
               "counted in every table; nothing was left out.");
    result->flags[1].n = result->flags[2].n = 0;
    check_text(svy_words_quality(result),
               "None of the 850 responses shows a sign of carelessness that was looked for.");
    result->n_flags = 0;
    check_text(svy_words_quality(result), NULL);
}

/* Who was left out stands at every base, and the words that would deny it are gone. */
static void test_excluded(void)
{
    g_autoptr(SvyResult) result = sample_result_new();
    SvyQuestionResult *content = &result->questions[2];

    check_text(svy_words_excluded(result), NULL);
    result->n_respondents = 838;
    result->n_excluded = 12;
    result->n_exclusions = 2;
    result->exclusions = g_new0(SvyExclusion, 2);
    result->exclusions[0] = (SvyExclusion){.flag = "straight-line", .n = 7};
    result->exclusions[1] = (SvyExclusion){.flag = "speeder", .n = 5};
    check_text(svy_words_excluded(result), "838 of 850; 12 excluded: 7 straight-line, 5 speeder");
    content->excluded = svy_words_excluded(result);
    check_text(svy_words_question_base(&result->survey, content),
               "Base: 640 respondents (gave an answer) of the 850 kept. Records: 838 of 850; 12 "
               "excluded: 7 straight-line, 5 speeder.");
    result->flags[1].n = 0;
    check_text(svy_words_quality(result),
               "Some kinds of records were left out of everything by choice (838 of 850; 12 "
               "excluded: 7 straight-line, 5 speeder); one with several of these signs is named by "
               "the first. Of the 838 other responses, 1 gave one answer to all rows of every long "
               "grid they answered. All of them are counted in every table.");
    result->n_respondents = 1;
    result->n_excluded = result->n_exclusions = 0;
    result->flags[0].n = result->flags[1].n = result->flags[2].n = 0;
    check_text(svy_words_quality(result),
               "The one response shows no sign of carelessness that was looked for.");
}

static void test_question_notes(void)
{
    g_autoptr(SvyResult) result = sample_result_new();
    const SvyQuestionResult *content = &result->questions[2];

    check_text(svy_words_question_subtitle(&result->survey, content),
               "Which content do you value? Share of 640 respondents; several answers were "
               "possible");
    check_text(svy_words_question_base(&result->survey, content),
               "Base: 640 respondents (gave an answer) of the 850 in the file.");
    check_text(svy_words_question_method_in(NULL, content, 0.95),
               "95% intervals by Wilson. Respondents could choose several; percentages add to more "
               "than 100%.");
    check_text(svy_words_question_base(&result->survey, &result->questions[1]),
               "Base: 850 respondents (gave an answer), everyone in the file.");
    content->options[0].n = 1;
    check_text(svy_words_question_method_in(NULL, content, 0.9),
               "90% intervals by Wilson. Respondents could choose several.");
}

/* What may not be said of people who chose themselves. */
static void test_caveat(void)
{
    SvySurvey survey = {.sampling = SVY_SAMPLING_LAST};

    for (int sampling = 0; sampling < SVY_SAMPLING_LAST; sampling++) {
        survey.sampling = (SvySampling)sampling;
        g_autofree char *caveat = svy_words_caveat(&survey);

        g_assert_cmpint(caveat == NULL, ==, sampling == SVY_SAMPLING_PROBABILITY);
        if (caveat == NULL)
            continue;
        g_assert_null(strstr(caveat, "argin of"));
        g_assert_null(strstr(caveat, "esponse rate"));
        g_assert_nonnull(strstr(caveat, "random sample of this size"));
        g_assert_nonnull(strstr(caveat, "not weighted"));
        if (sampling != SVY_SAMPLING_CENSUS)
            g_assert_nonnull(strstr(caveat, "no estimate of sampling error can be calculated"));
    }

    survey.sampling = SVY_SAMPLING_OPEN_LINK;
    survey.weighting = (char *)"raked to the member list";
    g_autofree char *weighted = svy_words_caveat(&survey);
    g_assert_nonnull(strstr(weighted, "Weighting: raked to the member list. The intervals"));
}

static void test_source_and_synthetic(void)
{
    SvySurvey survey = {.is_synthetic = false};

    g_assert_null(svy_words_source(&survey));
    g_assert_null(svy_words_synthetic(&survey));
    survey.is_synthetic = true;
    survey.dates = (char *)"March 2014";
    check_text(svy_words_source(&survey), "Source: March 2014.");
    survey.title = (char *)"Members";
    check_text(svy_words_source(&survey), "Source: Members, March 2014.");

    g_autofree char *synthetic = svy_words_synthetic(&survey);
    g_assert_true(g_str_has_prefix(synthetic, "SYNTHETIC"));
}

static void test_share(void)
{
    const SvyEstimate use = sample_estimate(778, 850), nobody = sample_estimate(0, 0);
    const SvyEstimate hidden = svy_estimate_none(SVY_STATUS_WITHHELD, 0.95, "Wilson");

    check_text(svy_words_share_in(NULL, &use), "91.5% [89.5, 93.2]");
    check_text(svy_words_share_in(NULL, &nobody), "no answers");
    check_text(svy_words_share_in(NULL, &hidden), "withheld");
}

/* --- What goes together --------------------------------------------------------------------- */

static void test_together(void)
{
    const SvySurvey open_link = {.sampling = SVY_SAMPLING_OPEN_LINK};
    const SvySurvey random = {.sampling = SVY_SAMPLING_PROBABILITY};
    const SvyShare two = sample_share(732, 778), one = sample_share(691, 778);
    SvyCoverageWords words = {.labels = "“A” and “B”",
                              .n_set = 2,
                              .reached = &two,
                              .before = &one,
                              .target = 0.9,
                              .is_exact = true};

    check_text(svy_words_coverage(&open_link, &words),
               "In this sample, “A” and “B” reach 94.1% (732 of 778). No smaller set reaches 90%: "
               "the best with one option less reaches 88.8%.");
    words.target = 0.95;
    check_text(svy_words_coverage(&random, &words),
               "“A” and “B” reach 94.1% (732 of 778). No set in this table reaches 95%.");
    words.target = 0.9;
    words.is_exact = false;
    check_text(svy_words_coverage(&random, &words),
               "“A” and “B” reach 94.1% (732 of 778). With one option less it is 88.8%; sets were "
               "found step by step, and another of this size may reach more.");
    check_text(svy_words_ladder(&open_link, 2, &one, false),
               "In this sample, 88.8% (691 of 778) of those on stage 2 are on stage 3, too.");
}

static void test_driver(void)
{
    const SvySurvey open_link = {.sampling = SVY_SAMPLING_OPEN_LINK};
    const SvyEstimate effect = {.value = -0.12, .lo = -0.2, .hi = -0.04};
    const SvyEstimate ratio = {.value = 0.5, .lo = 0.3, .hi = 0.8};
    SvyDriverWords words = {.outcome = "follow us",
                            .question = "Role?",
                            .group = "Student",
                            .reference = "Member",
                            .effect = &effect,
                            .odds_ratio = &ratio,
                            .p = 0.012,
                            .is_certain = true};

    check_text(
        svy_words_driver(&open_link, &words),
        "In this sample, other things in the table equal, “Student” follow us 12.0 points "
        "less often [4.0, 20.0] than “Member” (Role?; odds ratio 0.50, adjusted p = 0.012).");
    words.is_certain = false;
    words.p = 0.3;
    check_text(svy_words_driver(&open_link, &words),
               "In this sample, no group stands out: differences of this size come about by chance "
               "(smallest adjusted p = 0.30).");
}

/* Below the target in this sample is one thing, shown to be below it another. */
static void test_target(void)
{
    const SvySurvey open_link = {.sampling = SVY_SAMPLING_OPEN_LINK};
    const SvySurvey random = {.sampling = SVY_SAMPLING_PROBABILITY};
    SvyShare share = sample_share(189, 850), few = sample_share(3, 9);
    SvyTargetWords words = {.name = "Follows",
                            .target = 0.25,
                            .direction = SVY_TARGET_AT_MOST,
                            .share = &share,
                            .p = 0.0332,
                            .level = 0.95,
                            .verdict = SVY_VERDICT_CANNOT_TELL};

    share.p.lo = 0.196;
    share.p.hi = 0.252;
    check_text(svy_words_target(0.25, SVY_TARGET_AT_MOST, 0), "at most 25%");
    check_text(svy_words_target(0.18, SVY_TARGET_NONE, 1445), "18% (of 1,445)");
    check_text(svy_words_target_line(&open_link, &words),
               "Follows: in this sample 22.2% (189 of 850) is below 25%, as wanted, but the 95% "
               "interval [19.6, 25.2] includes 25% (one-sided exact p = 0.033): beyond the people "
               "who answered this is not shown.");
    share.p.hi = 0.249;
    words.verdict = SVY_VERDICT_MET;
    check_text(svy_words_target_line(&random, &words),
               "Follows: 22.2% (189 of 850) is below 25%, as wanted, and the 95% interval [19.6, "
               "24.9] does not reach 25% (one-sided exact p = 0.033).");
    words.share = &few;
    check_text(svy_words_target_line(&random, &words), "Follows: 3 of 9 people, too few to judge.");
}

/* Methods have their names in results and other ones in sentences; those of tests begin a sentence
 * or stand within one. */
static void test_method_names(void)
{
    SvyTable table = {.kind = SVY_TABLE_SEGMENTS,
                      .has_test = true,
                      .test = {.method = "Pearson chi-square",
                               .status = SVY_STATUS_OK,
                               .statistic = 1038.376,
                               .df = 2,
                               .df2 = (double)NAN,
                               .p_value = 0.0304,
                               .p_adjusted = 0.061,
                               .n_family = 2,
                               .adjustment = "Holm",
                               .effect_name = "Cramer's V",
                               .effect = {.status = SVY_STATUS_OK,
                                          .value = 0.2134,
                                          .lo = 0.14,
                                          .hi = (double)INFINITY}}};

    check_text(svy_words_table_test_in("fr", &table),
               "Khi-deux de Pearson 1038,38 (2 degrés de liberté), p = 0,030\u202f; ajusté 0,061 "
               "(Holm, 2 tests). V de Cramér 0,21.");
    table.kind = SVY_TABLE_GAP_SEGMENTS;
    table.test.effect.hi = 0.28;
    check_text(svy_words_table_test_in("es", &table),
               "Seguimiento por grupo: chi-cuadrado de Pearson 1038,38 (2 grados de libertad), "
               "p = 0,030; ajustada 0,061 (Holm, 2 pruebas). V de Cramér 0,21 [0,14; 0,28].");
    table.test.status = SVY_STATUS_WITHHELD;
    check_text(svy_words_table_test_in("es", &table), "Chi-cuadrado de Pearson: se reserva.");
    g_assert_cmpstr(svy_words_method(NULL, "Newcombe 10"), ==, "Newcombe's method 10");
    g_assert_cmpstr(svy_words_method("es", "Wilson (nested)"), ==, "Wilson");
    g_assert_cmpstr(svy_words_method("fr", "profile likelihood"), ==, "vraisemblance profilée");
    g_assert_cmpstr(svy_words_method("fr", "of nobody"), ==, "of nobody");
}

/* Records that deserve a look, in Spanish: one and several, and who was left out. */
static void test_quality_in_spanish(void)
{
    g_autoptr(SvyResult) result = sample_result_new();

    result->survey.language = g_strdup("es-MX");
    check_text(
        svy_words_quality(result),
        "De los 850 cuestionarios, 26 se abandonaron pronto; 1 da una sola respuesta a todas "
        "las filas de cada cuadrícula larga que responde. Un mismo cuestionario puede tener "
        "varios de estos indicios. Todos se cuentan en todas las tablas; no se dejó nada "
        "fuera.");
    result->n_respondents = 1200;
    result->n_excluded = 5;
    result->n_exclusions = 1;
    result->exclusions = g_new0(SvyExclusion, 1);
    result->exclusions[0] = (SvyExclusion){.flag = "speeder", .n = 5};
    check_text(svy_words_excluded(result), "1200 de 1205; 5 excluidos: 5 demasiado rápidos");
}

int main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/result/words/gap-headline", test_gap_headline);
    g_test_add_func("/result/words/no-claim-against-interval", test_no_claim_against_interval);
    g_test_add_func("/result/words/gap-without-numbers", test_gap_headline_without_numbers);
    g_test_add_func("/result/words/long-label", test_long_label);
    g_test_add_func("/result/words/study-headline", test_study_headline);
    g_test_add_func("/result/words/people", test_people);
    g_test_add_func("/result/words/gap-notes", test_gap_notes);
    g_test_add_func("/result/words/question-headline", test_question_headline);
    g_test_add_func("/result/words/question-notes", test_question_notes);
    g_test_add_func("/result/words/question-asked", test_question_asked);
    g_test_add_func("/result/words/one-person", test_one_person);
    g_test_add_func("/result/words/quality", test_quality);
    g_test_add_func("/result/words/excluded", test_excluded);
    g_test_add_func("/result/words/method-names", test_method_names);
    g_test_add_func("/result/words/quality-in-spanish", test_quality_in_spanish);
    g_test_add_func("/result/words/caveat", test_caveat);
    g_test_add_func("/result/words/source-and-synthetic", test_source_and_synthetic);
    g_test_add_func("/result/words/share", test_share);
    g_test_add_func("/result/words/together", test_together);
    g_test_add_func("/result/words/driver", test_driver);
    g_test_add_func("/result/words/target", test_target);
    return g_test_run();
}
