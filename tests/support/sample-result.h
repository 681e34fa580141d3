/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Hand-made results for the tests of words, charts and writers: the figures of the ALCTS sample. */
#pragma once

#include <surveystat/result.h>

#include <math.h>

#include "base/findings.h"

/* Wilson's interval at 95%, so that a fixture is consistent; the library has its own. */
static inline SvyEstimate sample_estimate(size_t n, size_t base)
{
    const double z = 1.959963984540054, size = (double)base, p = (double)n / size;
    const double middle = (p + z * z / (2 * size)) / (1 + z * z / size);
    const double half =
        z / (1 + z * z / size) * sqrt(p * (1 - p) / size + z * z / (4 * size * size));

    if (base == 0)
        return svy_estimate_none(SVY_STATUS_NO_CASES, 0.95, "Wilson");
    return (SvyEstimate){.value = p,
                         .se = (double)NAN,
                         .df = (double)NAN,
                         .lo = n == 0 ? 0 : middle - half,
                         .hi = n == base ? 1 : middle + half,
                         .level = 0.95,
                         .method = "Wilson",
                         .status = SVY_STATUS_OK};
}

static inline SvyShare sample_share(size_t n, size_t base)
{
    return (SvyShare){.n = n, .base = base, .p = sample_estimate(n, base)};
}

/* A nested item: nobody follows without using. @follow = SVY_NO_COLUMN means "no account". */
static inline SvyGapItem sample_item(const char *label, size_t base, size_t use, size_t follow)
{
    SvyGapItem item = {.label = g_strdup(label), .base = base, .use = sample_share(use, base)};
    const SvyEstimate none = svy_estimate_none(SVY_STATUS_UNDEFINED, 0.95, NULL);

    if (follow == SVY_NO_COLUMN) {
        item.follow.p = item.unreached.p = item.gap = item.conversion.p = none;
        return item;
    }
    item.has_account = item.is_nested = true;
    item.follow = sample_share(follow, base);
    item.n_both = follow;
    item.unreached = sample_share(use - follow, base);
    item.gap = item.unreached.p;
    item.conversion = sample_share(follow, use);
    return item;
}

static inline void sample_add_gap(SvyResult *result)
{
    static const struct {
        const char *label;
        size_t use, follow;
    } media[] = {{"Facebook", 691, 99}, {"LinkedIn", 379, 23}, {"Twitter", 369, 107},
                 {"Google+", 196, 7},   {"Flickr", 121, 9},    {"Pinterest", 294, SVY_NO_COLUMN}};
    SvyGap *gap = result->gaps = g_new0(SvyGap, 1);

    result->n_gaps = 1;
    *gap = (SvyGap){.use_id = g_strdup("q9"),
                    .follow_id = g_strdup("q11"),
                    .use_text = g_strdup("Which of these do you use?"),
                    .follow_text = g_strdup("On which do you follow any account of ALCTS?"),
                    .use_verb = g_strdup("use"),
                    .follow_verb = g_strdup("follow ALCTS"),
                    .items_noun = g_strdup("social media"),
                    .how_found = g_strdup("named in the plan"),
                    .base = 850,
                    .n_answered_use = 850,
                    .n_not_asked = 72,
                    .is_nested_by_plan = true,
                    .n_items = G_N_ELEMENTS(media),
                    .items = g_new0(SvyGapItem, G_N_ELEMENTS(media)),
                    .any = sample_item("Any", 850, 778, 189)};
    for (size_t i = 0; i < G_N_ELEMENTS(media); i++)
        gap->items[i] = sample_item(media[i].label, 850, media[i].use, media[i].follow);
}

/* @options is [n_options] of label and count. */
typedef struct {
    const char *label;
    size_t n;
} SampleOption;

static inline void sample_set_question(SvyQuestionResult *question,
                                       const char *id,
                                       const char *text,
                                       SvyQuestionType type,
                                       size_t asked,
                                       size_t answered,
                                       size_t n_options,
                                       const SampleOption options[])
{
    *question = (SvyQuestionResult){.id = g_strdup(id),
                                    .text = g_strdup(text),
                                    .type = type,
                                    .reason = g_strdup("its answers repeat"),
                                    .base_rule = g_strdup("gave an answer"),
                                    .n_asked = asked,
                                    .n_answered = answered,
                                    .n_skipped = asked - answered,
                                    .n_options = n_options};
    if (n_options > 0)
        question->options = g_new0(SvyOptionResult, n_options);
    for (size_t i = 0; i < n_options; i++)
        question->options[i] = (SvyOptionResult){.label = g_strdup(options[i].label),
                                                 .n = options[i].n,
                                                 .p = sample_estimate(options[i].n, answered)};
}

static inline void sample_add_questions(SvyResult *result)
{
    static const SampleOption roles[] = {
        {"Librarian", 510}, {"Staff", 165}, {"Student", 160}, {"Other", 15}};
    static const SampleOption content[] = {{"Live event coverage", 333},
                                           {"Special themes", 256},
                                           {"Trends in the field", 84},
                                           {"None of these", 20}};
    SvyQuestionResult *questions = result->questions = g_new0(SvyQuestionResult, 4);

    result->n_questions = 4;
    sample_set_question(&questions[0], "q1", "Email address", SVY_QUESTION_ID, 850, 850, 0, NULL);
    questions[0].is_meta = questions[0].is_personal = true;
    sample_set_question(&questions[1], "q2", "What is your role?", SVY_QUESTION_SINGLE, 850, 850,
                        G_N_ELEMENTS(roles), roles);
    sample_set_question(&questions[2], "q3", "Which content do you value?", SVY_QUESTION_MULTI, 850,
                        640, G_N_ELEMENTS(content), content);
    questions[2].options[3].mark = SVY_MARK_NOTHING;
    sample_set_question(&questions[3], "q4", "Anything else?", SVY_QUESTION_TEXT, 850, 60, 0, NULL);
    for (size_t i = 0; i < 4; i++) {
        questions[i].n_columns = i == 2 ? 4 : 1;
        questions[i].columns = g_new0(size_t, questions[i].n_columns);
        for (size_t j = 0; j < questions[i].n_columns; j++)
            questions[i].columns[j] = i + j + (i == 3 ? 3 : 0);
    }
}

static inline SvyResult *sample_result_new(void)
{
    SvyResult *result = g_new0(SvyResult, 1);

    *result = (SvyResult){.input_name = g_strdup("alcts-2014.csv"),
                          .exporter = g_strdup("surveymonkey"),
                          .encoding = g_strdup("UTF-8"),
                          .delimiter = ',',
                          .n_header_rows = 2,
                          .n_respondents = 850,
                          .level = 0.95,
                          .findings = svy_findings_new()};
    result->survey = (SvySurvey){.title = g_strdup("Social media and ALCTS"),
                                 .dates = g_strdup("March 2014"),
                                 .organisation = g_strdup("ALCTS"),
                                 .sampling = SVY_SAMPLING_OPEN_LINK,
                                 .is_synthetic = true};
    sample_add_questions(result);
    sample_add_gap(result);
    result->n_flags = 3;
    result->flags = g_new0(SvyFlagResult, result->n_flags);
    result->flags[0] = (SvyFlagResult){.flag = "no-answer"};
    result->flags[1] = (SvyFlagResult){.flag = "left-early", .n = 26, .first_line = 62};
    result->flags[2] = (SvyFlagResult){.flag = "straight-line", .n = 1, .first_line = 53};
    return result;
}
