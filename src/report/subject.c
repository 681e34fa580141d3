/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/subject.h"

#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "report/shown.h"

#define EACH_KINDS                                                                                 \
    "ranked-bars, select-all, likert, likert-stacked, stacked-bar, icon-array, gap-dumbbell, "     \
    "gap-bars, histogram, ranking, ladder, targets, upset"
#define BY_KINDS "crosstab-dots, heatmap, box, ridgeline, slope, tile-map"

/* Cuts off what stands behind the last @word. */
static const char *cut(char *at, size_t length)
{
    if (at == NULL)
        return NULL;
    *at = '\0';
    return g_strstrip(at + length);
}

void svy_subject_parse(const char *text, char **words, SvyChartOrder *ret_order)
{
    char *by, *each;

    *words = g_strstrip(g_strdup(text));
    by = g_strrstr(*words, " by ");
    each = g_strrstr(*words, " each ");
    *ret_order = (SvyChartOrder){.kind = *words};
    if (by > each) {
        ret_order->by = cut(by, strlen(" by "));
        ret_order->each = cut(each, strlen(" each "));
    } else {
        ret_order->each = cut(each, strlen(" each "));
        ret_order->by = cut(by, strlen(" by "));
    }
    ret_order->question = cut(strchr(*words, ' '), 1);
}

bool svy_subject_is_crossed(const SvyChartOrder *order)
{
    return order->by != NULL && order->each != NULL &&
           svy_chart_refuse_each(order->kind, true, 1) == NULL;
}

static bool is_called(const char *id, const char *text, const char *name)
{
    return (id != NULL && strcmp(id, name) == 0) || (text != NULL && svy_text_same(text, name));
}

static bool is_gap_called(const SvyGap *gap, const char *name)
{
    return is_called(gap->use_id, gap->use_text, name) ||
           is_called(gap->follow_id, gap->follow_text, name) ||
           is_called(gap->items_noun, NULL, name);
}

static bool is_table_called(const SvyTable *table, const char *name)
{
    return is_called(table->row_id, table->row_text, name) || is_called(table->id, NULL, name);
}

/* Panels show what a group has in common with everybody: the bins of a number, and tables that are
 * there by group, too; or, with groups of their own, a table by these. */
static bool may_be_shown(const SvyChartOrder *order, const SvyTable *table)
{
    if (table->n_panels > 0)
        return false;
    if (order->each == NULL || order->by != NULL)
        return true;
    return table->kind == SVY_TABLE_BINS || table->kind == SVY_TABLE_RANK ||
           table->kind == SVY_TABLE_LADDER || table->kind == SVY_TABLE_COMBINATIONS ||
           (table->kind == SVY_TABLE_TARGETS && strcmp(order->kind, "targets") == 0);
}

static bool is_divided_by(const SvyTable *table, const char *by)
{
    return by == NULL || is_called(table->by_id, table->by_text, by);
}

static void add_subject(GArray *subjects, SvyChartSubject subject)
{
    g_array_append_val(subjects, subject);
}

static bool is_of_gap(const char *kind)
{
    SvyChartKindInfo info;

    for (size_t i = 0; svy_chart_describe_kind(i, &info); i++)
        if (strcmp(info.name, kind) == 0)
            return info.is_of_gap;
    return false;
}

/* A grid of the user's makes maps of what no built-in grid suits. */
static bool is_mapped(const SvyChartOrder *order,
                      const SvyQuestionResult *question,
                      const SvyTable *table)
{
    return order->tiles != NULL && strcmp(order->kind, "tile-map") == 0 &&
           svy_chart_suits_tiles(order->tiles, question, table);
}

/* What @order->kind can show, called @name if that is given, by groups if they are. */
static GArray *find_subjects(const SvyResult *result, const SvyChartOrder *order, const char *name)
{
    GArray *subjects = g_array_new(FALSE, FALSE, sizeof(SvyChartSubject));
    const char *kind = order->kind;

    for (size_t i = 0; i < result->n_gaps && is_of_gap(kind) && order->by == NULL; i++)
        if (name == NULL || is_gap_called(&result->gaps[i], name))
            add_subject(subjects, (SvyChartSubject){.gap = &result->gaps[i]});
    for (size_t i = 0; i < result->n_questions && order->by == NULL; i++) {
        const SvyQuestionResult *question = &result->questions[i];

        if (svy_shown_is_chartable(question) &&
            (svy_chart_has_kind(question, kind) || is_mapped(order, question, NULL)) &&
            (name == NULL || is_called(question->id, question->text, name)))
            add_subject(subjects, (SvyChartSubject){.question = question});
    }
    for (size_t i = 0; i < result->n_tables; i++) {
        const SvyTable *table = &result->tables[i];

        if ((svy_chart_has_table_kind(table, kind) || is_mapped(order, NULL, table)) &&
            may_be_shown(order, table) && is_divided_by(table, order->by) &&
            (name == NULL || is_table_called(table, name)))
            add_subject(subjects, (SvyChartSubject){.table = table});
    }
    return subjects;
}

const char *svy_subject_get_id(const SvyChartSubject *subject)
{
    if (subject->gap != NULL)
        return subject->gap->use_id;
    return subject->question != NULL ? subject->question->id : subject->table->id;
}

/* "q3, q7" */
static char *list_subjects(const GArray *subjects)
{
    GString *out = g_string_new(NULL);

    for (guint i = 0; i < subjects->len; i++)
        g_string_append_printf(out, "%s%s", i > 0 ? ", " : "",
                               svy_subject_get_id(&g_array_index(subjects, SvyChartSubject, i)));
    return g_string_free(out, FALSE);
}

static bool is_known(const SvyResult *result, const char *name)
{
    for (size_t i = 0; i < result->n_questions; i++)
        if (is_called(result->questions[i].id, result->questions[i].text, name))
            return true;
    return false;
}

static char *word_refusal(const SvyResult *result, const SvyChartOrder *order, guint n_found)
{
    g_autofree char *quoted = svy_text_quote(order->question);

    if (n_found > 1)
        return g_strdup("more than one could be meant");
    if (order->question == NULL)
        return g_strdup_printf("there is nothing here that %s could show", order->kind);
    return is_known(result, order->question)
               ? g_strdup_printf("%s cannot show the question %s", order->kind, quoted)
               : g_strdup_printf("there is no question %s", quoted);
}

static char *word_mend(const SvyResult *result, const SvyChartOrder *order)
{
    g_autoptr(GArray) all = find_subjects(result, order, NULL);
    g_autofree char *list = list_subjects(all);

    if (all->len > 0)
        return g_strdup_printf("%s suits %s", order->kind, list);
    return g_strdup_printf("%s suits nothing here%s", order->kind,
                           is_of_gap(order->kind)
                               ? "; `surveystat inspect` shows the questions, and a plan can pair "
                                 "them"
                               : "");
}

/* Of several the headline's gap; or the one question of that name, before tables of it. */
static bool is_clear(const GArray *found, const SvyChartOrder *order)
{
    if (found->len < 2)
        return false;
    return g_array_index(found, SvyChartSubject, 0).gap != NULL ||
           (order->question != NULL && g_array_index(found, SvyChartSubject, 0).question != NULL &&
            g_array_index(found, SvyChartSubject, 1).question == NULL);
}

/* (nullable) the id of the question that is called @name */
static const char *find_id(const SvyResult *result, const char *name)
{
    for (size_t i = 0; i < result->n_questions; i++)
        if (is_called(result->questions[i].id, result->questions[i].text, name))
            return result->questions[i].id;
    return NULL;
}

static bool refuse_unknown(const char *name,
                           const SvyPlace *place,
                           SvyErrorCode code,
                           GError **error)
{
    g_autofree char *quoted = svy_text_quote(name);

    return svy_error_set(error, code, place, "`surveystat inspect` shows the questions",
                         "there is no question %s to divide people by", quoted);
}

/* Some question was counted by both at once. */
static bool has_crossed(const SvyResult *result, const char *each, const char *by)
{
    g_autofree char *both = g_strdup_printf("%s*%s", each, by);

    for (size_t i = 0; i < result->n_tables; i++)
        if (result->tables[i].n_panels > 0 && g_strcmp0(result->tables[i].by_id, both) == 0)
            return true;
    return false;
}

static bool has_several_answers(const SvyResult *result, const char *id)
{
    for (size_t i = 0; i < result->n_questions; i++)
        if (strcmp(result->questions[i].id, id) == 0)
            return result->questions[i].type == SVY_QUESTION_MULTI;
    return false;
}

/* Items of a grid; its rows are drawn one at a time. */
static size_t count_rows(const SvyResult *result, const char *name)
{
    for (size_t i = 0; i < result->n_questions; i++)
        if (is_called(result->questions[i].id, result->questions[i].text, name))
            return result->questions[i].n_rows;
    return 0;
}

static bool check_crossed(const SvyResult *result,
                          const SvyChartOrder *order,
                          const SvyPlace *place,
                          SvyErrorCode code,
                          GError **error)
{
    const char *each = find_id(result, order->each), *by = find_id(result, order->by);

    if (strcmp(each, by) == 0)
        return svy_error_set(error, code, place, "Name two questions",
                             "panels and groups are by one question, %s", each);
    if (has_several_answers(result, each) || has_several_answers(result, by))
        return svy_error_set(error, code, place, "Name questions to which people give one answer",
                             "people may be in several groups of %s",
                             has_several_answers(result, each) ? each : by);
    if (order->question == NULL)
        return svy_error_set(error, code, place,
                             "Write KIND FILE QUESTION, or KIND QUESTION in a "
                             "plan",
                             "no question is given to draw by %s once for each of %s", by, each);
    if (count_rows(result, order->question) > 1)
        return svy_error_set(error, code, place,
                             "Name one of them, such as q5.2 for the second of q5",
                             "the question has %zu rows", count_rows(result, order->question));
    if (has_crossed(result, each, by))
        return true;
    return svy_error_set(
        error, code, place,
        "Both must be among the segments of a plan, the question another one, and its "
        "answers times the groups of both 300 at most, 450 with few answers and panels; of small "
        "groups, and of "
        "answers that few gave, nothing is told",
        "nothing can be told by %s and %s at once", by, each);
}

/* A kind that shows groups by itself, or of which no numbers are told by group, says so first. */
static bool check_each(const SvyResult *result,
                       const SvyChartOrder *order,
                       const SvyPlace *place,
                       SvyErrorCode code,
                       GError **error)
{
    const char *why = svy_chart_refuse_each(order->kind, order->by != NULL, result->min_cell);

    if (why != NULL)
        return svy_error_set(error, code, place,
                             order->by != NULL
                                 ? "Kinds with panels of groups by another question: " BY_KINDS
                                 : "Kinds with a panel for each group: " EACH_KINDS
                                   "; and with --by " BY_KINDS,
                             "%s", why);
    if (find_id(result, order->each) == NULL)
        return refuse_unknown(order->each, place, code, error);
    if (order->by == NULL)
        return true;
    if (find_id(result, order->by) == NULL)
        return refuse_unknown(order->by, place, code, error);
    return check_crossed(result, order, place, code, error);
}

bool svy_subject_find(const SvyResult *result,
                      const SvyChartOrder *order,
                      const SvyPlace *place,
                      SvyErrorCode code,
                      SvyChartSubject *ret_subject,
                      GError **error)
{
    g_autoptr(GArray) found = find_subjects(result, order, order->question);
    g_autofree char *what = NULL, *mend = NULL;

    if (order->each != NULL && !check_each(result, order, place, code, error))
        return false;
    if (found->len == 1 || is_clear(found, order)) {
        *ret_subject = g_array_index(found, SvyChartSubject, 0);
        if (order->each != NULL)
            ret_subject->each = find_id(result, order->each);
        return true;
    }
    what = word_refusal(result, order, found->len);
    mend = word_mend(result, order);
    return svy_error_set(error, code, place, mend, "%s", what);
}

bool svy_subject_draw(const SvyResult *result,
                      const SvyChartSubject *subject,
                      const SvyChartOptions *options,
                      SvyChart **ret_chart,
                      GError **error)
{
    if (subject->each != NULL)
        return svy_chart_new_each(result, subject->gap, subject->question, subject->table,
                                  subject->each, options, ret_chart, error);
    if (subject->gap != NULL)
        return svy_chart_new_gap(&result->survey, subject->gap, result->level, options, ret_chart,
                                 error);
    if (subject->question != NULL)
        return svy_chart_new_question(&result->survey, subject->question, result->level, options,
                                      ret_chart, error);
    return svy_chart_new_table(result, subject->table, options, ret_chart, error);
}
