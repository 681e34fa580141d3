/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which questions divide people into groups. */
#include "analysis/segments.h"

#include <string.h>

#include "analysis/bind.h"
#include "analysis/variable.h"
#include "base/error.h"
#include "base/text.h"

/* More groups are a list, such as the states, and no way to divide people. */
#define MAX_GROUPS          12u
#define MIN_GROUP           5u /* people in the second largest group */
#define MAX_WORDING_CHARS   110u
#define SHORT_WORDING_CHARS 45u

/* --- Named in the plan ---------------------------------------------------------------------- */

static bool refuse_open(const SvyRun *run, const SvyQuestion *question, GError **error)
{
    const SvyPlace place = {.file = run->plan->file, .line = run->plan->segments_line};
    g_autofree char *quoted = svy_text_quote(question->text);

    return svy_error_set(error, SVY_ERROR_DATA, &place,
                         "Groups need a question with one list of answers",
                         "question %s is of type %s, got %s", question->id,
                         svy_question_type_get_name(question->type), quoted);
}

static bool add_named(const SvyRun *run, GArray *segments, GError **error)
{
    for (size_t i = 0; run->plan->segments[i] != NULL; i++) {
        const char *name = run->plan->segments[i];
        const SvySegment segment = {
            .question = svy_bind_find_question(run, name, run->plan->segments_line, error),
            .is_named = true};

        if (segment.question == NULL)
            return false;
        if (svy_variable_count(segment.question) != 1)
            return refuse_open(run, segment.question, error);
        g_array_append_val(segments, segment);
    }
    return true;
}

/* --- Recognised ----------------------------------------------------------------------------- */

/* What people are often divided by, the most telling first. A wording has it when it contains one
 * of the phrases as words of their own. */
static const char *const subjects[][12] = {
    {"are you a member", "membership", "member status", "are you currently a member",
     "member since", "type of member", "membership type", "you a current member", NULL},
    {"your role", "your current role", "primary role", "job title", "your position", "job function",
     "your occupation", "describes you", "role", "job role", NULL},
    {"how many years", "years of experience", "how long have you", "years in the", NULL},
    {"type of library", "type of organization", "type of organisation", "type of institution",
     "organization type", "library type", "institution type", "industry", "sector",
     "kind of library", "kind of organization", NULL},
    {"gender", "sex", NULL},
    {"age", "how old", "age group", "age range", NULL},
    {"how many employees", "company size", "organization size", "size of your organization",
     "number of employees", "people work", NULL},
    {"education", "highest degree", NULL},
    {"where do you live", "which region", "region", "country", "location", "continent",
     "census region", NULL},
    {"household income", "income", NULL},
    {"employment status", "employment", NULL},
};

/* A single word says what a question is about only where the question is short. */
static bool speaks_of(const char *folded, size_t subject)
{
    const bool is_short = g_utf8_strlen(folded, -1) <= (glong)SHORT_WORDING_CHARS;

    for (size_t i = 0; i < G_N_ELEMENTS(subjects[0]) && subjects[subject][i] != NULL; i++) {
        const char *phrase = subjects[subject][i];

        if ((is_short || strchr(phrase, ' ') != NULL) && svy_text_has_word(folded, phrase))
            return true;
    }
    return false;
}

static size_t find_subject(const SvyQuestion *question)
{
    g_autofree char *folded = svy_text_fold(question->text);
    size_t subject = 0;

    if (g_utf8_strlen(folded, -1) > (glong)MAX_WORDING_CHARS)
        return G_N_ELEMENTS(subjects);
    while (subject < G_N_ELEMENTS(subjects) && !speaks_of(folded, subject))
        subject++;
    return subject;
}

static bool is_asked_of_most(const SvyRun *run, const SvyQuestion *question)
{
    return question->answered != NULL &&
           2 * svy_bitset_count(question->answered) >= run->dataset->n_rows;
}

/* Two groups at least that can be told anything of. */
static bool has_groups(const SvyRun *run,
                       const SvyQuestion *question,
                       GError **error,
                       bool *ret_has)
{
    g_autoptr(SvyVariable) variable = NULL;
    size_t n_groups = 0;

    if (!svy_variable_new(run->dataset, question, 0, &variable, error))
        return false;
    for (size_t i = 0; i < variable->n_answers - variable->n_nets; i++)
        n_groups += svy_bitset_count(variable->answers[i].people) >= MIN_GROUP;
    *ret_has = n_groups >= 2 && variable->n_answers - variable->n_nets <= MAX_GROUPS;
    return true;
}

/* A scale of opinion is what one wants to know of a group, not what makes one. */
static bool is_obvious(const SvyRun *run, const SvyQuestion *question, bool *ret_is, GError **error)
{
    *ret_is = false;
    if (question->type != SVY_QUESTION_SINGLE || svy_variable_count(question) != 1 ||
        question->levels->len + svy_question_count_options(question) > 2 * MAX_GROUPS ||
        !is_asked_of_most(run, question))
        return true;
    return has_groups(run, question, error, ret_is);
}

/* The first question of each subject, by subject while there is room. */
static bool find_by_subject(const SvyRun *run, bool is_taken[], GError **error)
{
    const guint n = run->dataset->questions->len;
    g_autofree guint *first = g_new(guint, G_N_ELEMENTS(subjects));
    size_t n_taken = 0;

    for (size_t s = 0; s < G_N_ELEMENTS(subjects); s++)
        first[s] = n;
    for (guint i = 0; i < n; i++) {
        const SvyQuestion *question = svy_dataset_get_question(run->dataset, i);
        const size_t subject = find_subject(question);
        bool is_group;

        if (subject == G_N_ELEMENTS(subjects) || first[subject] < n)
            continue;
        if (!is_obvious(run, question, &is_group, error))
            return false;
        if (is_group)
            first[subject] = i;
    }
    for (size_t s = 0; s < G_N_ELEMENTS(subjects) && n_taken < SVY_SEGMENTS_MAX; s++) {
        if (first[s] == n)
            continue;
        is_taken[first[s]] = true;
        n_taken++;
    }
    return true;
}

static bool add_recognised(const SvyRun *run, GArray *segments, GError **error)
{
    const guint n = run->dataset->questions->len;
    g_autofree bool *is_taken = g_new0(bool, n + 1);

    if (!find_by_subject(run, is_taken, error))
        return false;
    for (guint i = 0; i < n; i++) {
        const SvySegment segment = {.question = svy_dataset_get_question(run->dataset, i)};

        if (is_taken[i])
            g_array_append_val(segments, segment);
    }
    return true;
}

/* --- Public --------------------------------------------------------------------------------- */

bool svy_segments_find(const SvyRun *run, GArray **ret_segments, GError **error)
{
    g_autoptr(GArray) segments = g_array_new(FALSE, TRUE, sizeof(SvySegment));
    const bool is_named = run->plan->segments != NULL && run->plan->segments[0] != NULL;

    if (is_named ? !add_named(run, segments, error) : !add_recognised(run, segments, error))
        return false;
    *ret_segments = g_steal_pointer(&segments);
    return true;
}
