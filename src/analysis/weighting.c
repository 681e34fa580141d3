/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where weights come from. */
#include "analysis/weighting.h"

#include <math.h>
#include <string.h>

#include "base/error.h"
#include "base/num.h"
#include "base/text.h"
#include "base/translate.h"

#define DEFAULT_TRIM 5.0  /* medians, for raked weights: a convention */
#define TOTAL_SLACK  0.01 /* what totals of different questions may differ by */

void svy_weighting_free(SvyWeighting *weighting)
{
    if (weighting == NULL)
        return;
    for (size_t i = 0; i < weighting->n_margins; i++) {
        svy_variable_free(weighting->margins[i].variable);
        g_free(weighting->margins[i].labels);
        g_free(weighting->margins[i].codes);
        g_free(weighting->margins[i].targets);
    }
    g_free(weighting->margins);
    g_free(weighting->groups);
    svy_raked_free(weighting->raked);
    g_clear_pointer(&weighting->sums, g_ptr_array_unref);
    g_free(weighting->w);
    g_free(weighting->label);
    g_free(weighting);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC(SvyWeighting, svy_weighting_free)

/* --- A column ------------------------------------------------------------------------------- */

/* Where a name was given: the option, or a line of the plan. */
static SvyPlace get_place(const SvyRun *run)
{
    return run->options->weight != NULL
               ? (SvyPlace){0}
               : (SvyPlace){.file = run->plan->file, .line = run->plan->weights_line};
}

static bool refuse_column(const SvyRun *run, const char *name, const char *what, GError **error)
{
    const SvyPlace place = get_place(run);
    const char *near = svy_dataset_suggest_question(run->dataset, name);
    g_autofree char *quoted = svy_text_quote(name);
    g_autofree char *mend =
        near != NULL ? g_strdup_printf("Did you mean \"%s\"?", near)
                     : g_strdup("\"surveystat inspect\" lists the columns and their ids");

    return svy_error_set(error, run->options->weight != NULL ? SVY_ERROR_USAGE : SVY_ERROR_DATA,
                         &place, mend, "%s, got %s", what, quoted);
}

/* By header first: that is what the person sees who makes weights. */
static bool find_column(const SvyRun *run, const char *name, size_t *ret_column, GError **error)
{
    const SvyQuestion *question = svy_dataset_find_question(run->dataset, name);

    for (size_t i = 0; i < run->dataset->n_columns; i++) {
        if (run->dataset->headers[i] != NULL && svy_text_same(run->dataset->headers[i], name)) {
            *ret_column = i;
            return true;
        }
    }
    if (question == NULL)
        return refuse_column(run, name, "there is no such column of weights", error);
    if (question->items->len != 1)
        return refuse_column(run, name, "weights are one column; this question has several", error);
    *ret_column = svy_question_get_item(question, 0)->column;
    return true;
}

/* NaN for blanks and what is no number. */
static double get_number(const SvyColumn *column, const double of_code[], size_t row)
{
    int32_t code;

    if (column->kind == SVY_COLUMN_NUMBERS)
        return column->numbers[row];
    code = svy_column_get_code(column, row);
    return code < 0 ? (double)NAN : of_code[code];
}

static double *read_codes(const SvyColumn *column)
{
    double *of_code = g_try_new(double, column->dict->n + 1);

    for (size_t code = 0; of_code != NULL && code < column->dict->n; code++) {
        if (!svy_num_parse(svy_dict_get_text(column->dict, code), &of_code[code]))
            of_code[code] = (double)NAN;
    }
    return of_code;
}

static bool refuse_weight(const SvyRun *run, size_t column, size_t row, double w, GError **error)
{
    const SvyPlace place = {.file = run->dataset->input_name,
                            .line = svy_dataset_get_line(run->dataset, row),
                            .field = column + 1};

    return svy_error_set(error, SVY_ERROR_DATA, &place,
                         "Give everybody a weight; 0 leaves a person out of all shares",
                         isnan(w) ? "the weight is missing or no number"
                         : w < 0  ? "the weight is negative"
                                  : "the weight is not finite");
}

static bool read_column(const SvyRun *run, const char *name, double w[], GError **error)
{
    size_t at = 0;
    g_autofree double *of_code = NULL;

    if (!find_column(run, name, &at, error))
        return false;

    const SvyColumn *column = &run->dataset->columns[at];

    if (column->kind != SVY_COLUMN_NUMBERS && !svy_column_has_codes(column))
        return refuse_column(run, name, "the column of weights holds no numbers", error);
    if (column->kind == SVY_COLUMN_CODES && (of_code = read_codes(column)) == NULL)
        return svy_error_set_memory(error, "the weights");
    for (size_t row = 0; row < run->dataset->n_rows; row++) {
        w[row] = get_number(column, of_code, row);
        if (!isfinite(w[row]) || w[row] < 0)
            return refuse_weight(run, at, row, w[row], error);
    }
    return true;
}

/* --- Margins -------------------------------------------------------------------------------- */

static SvyPlace place_of(const SvyMargins *targets, const SvyMargin *margin)
{
    return (SvyPlace){.file = targets->file, .line = margin->line};
}

static size_t find_answer(const SvyVariable *variable, const char *label)
{
    const size_t n = variable->n_answers - variable->n_nets;

    for (size_t i = 0; i < n; i++) {
        if (svy_text_same(variable->answers[i].label, label))
            return i;
    }
    return n;
}

static bool refuse_answer(const SvyVariable *variable,
                          const SvyMargins *targets,
                          const SvyMargin *margin,
                          GError **error)
{
    const SvyPlace place = place_of(targets, margin);
    g_autoptr(GPtrArray) labels = g_ptr_array_new();
    g_autofree char *quoted = svy_text_quote(margin->answer);

    for (size_t i = 0; i < variable->n_answers - variable->n_nets; i++)
        g_ptr_array_add(labels, (gpointer)variable->answers[i].label);
    g_ptr_array_add(labels, NULL);

    const char *near = svy_text_near_miss(margin->answer, (const char *const *)labels->pdata);
    g_autofree char *all = g_strjoinv(", ", (char **)labels->pdata);
    g_autofree char *mend = near != NULL ? g_strdup_printf("Did you mean \"%s\"?", near)
                                         : g_strdup_printf("Its answers are: %s", all);

    return svy_error_set(error, SVY_ERROR_DATA, &place, mend, "%s has no such answer, got %s",
                         variable->question->id, quoted);
}

/* Everybody has one level; those without an answer have the last. */
static void fill_codes(const SvyRun *run, SvyWeightMargin *margin)
{
    const size_t n_rows = run->dataset->n_rows;
    const SvyVariable *variable = margin->variable;
    const size_t n = variable->n_answers - variable->n_nets;
    size_t n_left = n_rows;

    for (size_t row = 0; row < n_rows; row++)
        margin->codes[row] = (int32_t)n;
    for (size_t i = 0; i < n; i++) {
        margin->labels[i] = variable->answers[i].label;
        for (size_t row = 0; row < n_rows; row++) {
            if (svy_bitset_get(variable->answers[i].people, row) &&
                margin->codes[row] == (int32_t)n) {
                margin->codes[row] = (int32_t)i;
                n_left--;
            }
        }
    }
    margin->labels[n] = svy_tr(run->language, "no answer");
    margin->n_levels = n + (n_left > 0);
    margin->targets[n] = (double)n_left;
}

static bool start_margin(const SvyRun *run,
                         const SvyMargins *targets,
                         const SvyMargin *first,
                         SvyWeightMargin *margin,
                         GError **error)
{
    const SvyPlace place = place_of(targets, first);
    const SvyQuestion *question = svy_dataset_find_question(run->dataset, first->question);

    if (question == NULL)
        return svy_dataset_refuse_question(run->dataset, first->question, SVY_ERROR_DATA, &place,
                                           error);
    if (svy_variable_count(question) != 1 || question->type == SVY_QUESTION_MULTI)
        return svy_error_set(error, SVY_ERROR_DATA, &place,
                             "Margins are of questions with one answer for each person",
                             "%s cannot have margins", question->id);
    if (!svy_variable_new(run->dataset, question, 0, &margin->variable, error))
        return false;

    const size_t n = margin->variable->n_answers - margin->variable->n_nets;

    margin->labels = g_new0(const char *, n + 1);
    margin->targets = g_new0(double, n + 1);
    margin->codes = g_try_new(int32_t, run->dataset->n_rows + 1);
    if (margin->codes == NULL)
        return svy_error_set_memory(error, "the weights");
    fill_codes(run, margin);
    return true;
}

/* People who gave no answer keep their share of the sample; the others have the shares wanted. */
static bool fill_targets(const SvyRun *run,
                         const SvyMargins *targets,
                         size_t first,
                         SvyWeightMargin *margin,
                         double *ret_total,
                         GError **error)
{
    const SvyVariable *variable = margin->variable;
    const size_t n = variable->n_answers - variable->n_nets;
    g_autofree bool *has_target = g_new0(bool, n + 1);
    const double n_known = (double)run->dataset->n_rows - margin->targets[n];
    double sum = 0;

    for (size_t i = first; i < targets->n; i++) {
        const SvyMargin *target = &targets->margins[i];

        if (!svy_text_same(target->question, targets->margins[first].question))
            continue;

        const size_t answer = find_answer(variable, target->answer);

        if (answer == n)
            return refuse_answer(variable, targets, target, error);
        margin->targets[answer] = target->value;
        has_target[answer] = true;
        sum += target->value;
    }
    for (size_t i = 0; i < n; i++) {
        const SvyPlace place = place_of(targets, &targets->margins[first]);
        const size_t n_people = svy_bitset_count(variable->answers[i].people);

        margin->targets[i] *= n_known / sum;
        if (!has_target[i] && n_people > 0)
            return svy_error_set(error, SVY_ERROR_DATA, &place,
                                 "Give it one, or take it together with another answer in the data",
                                 "%s: the answer “%s” of %zu people has no target",
                                 variable->question->id, variable->answers[i].label, n_people);
    }
    *ret_total = sum;
    return true;
}

static bool check_total(const SvyMargins *targets,
                        const SvyMargin *margin,
                        double total,
                        double *first_total,
                        GError **error)
{
    const SvyPlace place = place_of(targets, margin);

    if (targets->is_shares || !(*first_total > 0)) {
        *first_total = total;
        return true;
    }
    if (fabs(total - *first_total) <= TOTAL_SLACK * *first_total)
        return true;

    g_autofree char *one = svy_num_format(*first_total, 0);
    g_autofree char *other = svy_num_format(total, 0);

    return svy_error_set(
        error, SVY_ERROR_DATA, &place, "All questions speak of the same people; or give shares",
        "the totals of %s add up to %s, those before to %s", margin->question, other, one);
}

static bool is_first(const SvyMargins *targets, size_t i)
{
    for (size_t j = 0; j < i; j++) {
        if (svy_text_same(targets->margins[j].question, targets->margins[i].question))
            return false;
    }
    return true;
}

static bool bind_margins(const SvyRun *run,
                         const SvyMargins *targets,
                         SvyWeighting *weighting,
                         GError **error)
{
    double first_total = 0;

    weighting->margins = g_new0(SvyWeightMargin, targets->n + 1);
    for (size_t i = 0; i < targets->n; i++) {
        SvyWeightMargin *margin = &weighting->margins[weighting->n_margins];
        double total = 0;

        if (!is_first(targets, i))
            continue;
        weighting->n_margins++;
        if (!start_margin(run, targets, &targets->margins[i], margin, error) ||
            !fill_targets(run, targets, i, margin, &total, error) ||
            !check_total(targets, &targets->margins[i], total, &first_total, error))
            return false;
    }
    return true;
}

/* --- Raking --------------------------------------------------------------------------------- */

static void list_groups(SvyWeighting *weighting)
{
    weighting->groups = g_new0(SvyRakeMargin, weighting->n_margins + 1);
    for (size_t i = 0; i < weighting->n_margins; i++) {
        const SvyWeightMargin *margin = &weighting->margins[i];

        weighting->groups[i] = (SvyRakeMargin){.name = margin->variable->question->id,
                                               .codes = margin->codes,
                                               .n_levels = margin->n_levels,
                                               .labels = margin->labels,
                                               .targets = margin->targets};
    }
}

static bool rake_once(const SvyRun *run, SvyWeighting *weighting, double cap, GError **error)
{
    return svy_weights_rake(run->dataset->n_rows, NULL, weighting->n_margins, weighting->groups,
                            cap, weighting->w, &weighting->report, error);
}

/* A cap is a multiple of the median of what raking gives without one. */
static bool rake(const SvyRun *run, SvyWeighting *weighting, GError **error)
{
    const size_t n = run->dataset->n_rows;
    double cap;

    list_groups(weighting);
    if (!rake_once(run, weighting, 0, error) ||
        !svy_weights_kish(n, weighting->w, &weighting->untrimmed, error))
        return false;
    if (!(weighting->trim > 0))
        return true;
    if (!svy_weights_find_cap(n, weighting->w, weighting->trim, &cap, error))
        return false;
    if (!(weighting->untrimmed.max > cap))
        return true;
    weighting->cap = cap;
    if (!rake_once(run, weighting, cap, error))
        return false;
    weighting->n_trimmed = weighting->report.n_trimmed;
    return true;
}

static bool trim_column(const SvyRun *run, SvyWeighting *weighting, GError **error)
{
    const size_t n = run->dataset->n_rows;
    double cap;

    if (!svy_weights_kish(n, weighting->w, &weighting->untrimmed, error))
        return false;
    if (!(weighting->trim > 0) || weighting->untrimmed.status != SVY_STATUS_OK)
        return true;
    if (!svy_weights_find_cap(n, weighting->w, weighting->trim, &cap, error))
        return false;
    if (!(weighting->untrimmed.max > cap))
        return true;
    for (size_t row = 0; row < n; row++)
        weighting->n_trimmed += weighting->w[row] > cap;
    weighting->cap = cap;
    return svy_weights_trim(n, weighting->w, cap, SVY_TRIM_PROPORTIONAL, weighting->w, error);
}

/* --- All ------------------------------------------------------------------------------------ */

/* Nothing may depend on the unit of the weights: their mean becomes 1. */
static bool scale(const SvyRun *run, SvyWeighting *weighting, GError **error)
{
    const size_t n = run->dataset->n_rows;
    double sum = 0, largest = 0;

    for (size_t row = 0; row < n; row++)
        largest = fmax(largest, weighting->w[row]);
    for (size_t row = 0; row < n && largest > 0; row++) {
        weighting->w[row] /= largest;
        sum += weighting->w[row];
        weighting->n_weighted += weighting->w[row] > 0;
    }
    if (!(sum > 0))
        return svy_error_set(error, SVY_ERROR_DATA, &(SvyPlace){.file = run->dataset->input_name},
                             NULL, "all weights are 0");
    for (size_t row = 0; row < n; row++)
        weighting->w[row] *= (double)weighting->n_weighted / sum;
    weighting->cap *= (double)weighting->n_weighted / sum / largest;
    return svy_weights_kish(n, weighting->w, &weighting->kish, error);
}

static bool find_gain(const SvyRun *run, SvyWeighting *weighting, GError **error)
{
    weighting->sums = g_ptr_array_new_with_free_func(g_free);
    return svy_raked_new(run->dataset->n_rows, weighting->w, weighting->n_margins,
                         weighting->groups, &weighting->raked, error);
}

static bool make(const SvyRun *run,
                 const char *column,
                 const SvyMargins *targets,
                 SvyWeighting *weighting,
                 GError **error)
{
    weighting->w = g_try_new0(double, run->dataset->n_rows + 1);
    weighting->trim = run->plan->trim;
    if (isnan(weighting->trim))
        weighting->trim = targets == NULL ? SVY_TRIM_NONE : DEFAULT_TRIM;
    if (weighting->w == NULL)
        return svy_error_set_memory(error, "the weights");
    if (targets == NULL) {
        weighting->label =
            g_strdup_printf(svy_tr(run->language, "weights of the column “%s”"), column);
        return read_column(run, column, weighting->w, error) &&
               trim_column(run, weighting, error) && scale(run, weighting, error);
    }

    g_autofree char *file = g_path_get_basename(targets->file);

    weighting->is_raked = true;
    weighting->label = g_strdup_printf(svy_tr(run->language, "weights raked to %s"), file);
    return bind_margins(run, targets, weighting, error) && rake(run, weighting, error) &&
           scale(run, weighting, error) && find_gain(run, weighting, error);
}

bool svy_weighting_new(const SvyRun *run, SvyWeighting **ret_weighting, GError **error)
{
    const bool has_option = run->options->weight != NULL || run->options->margins != NULL;
    const char *column = has_option ? run->options->weight : run->plan->weights;
    const SvyMargins *targets = has_option ? run->options->margins : run->plan->margins;
    g_autoptr(SvyWeighting) weighting = NULL;

    if (column == NULL && targets == NULL)
        return true;
    weighting = g_new0(SvyWeighting, 1);
    if (!make(run, column, targets, weighting, error))
        return false;
    *ret_weighting = g_steal_pointer(&weighting);
    return true;
}
