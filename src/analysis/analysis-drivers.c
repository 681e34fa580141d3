/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What goes with a yes: one logistic regression of an outcome on the groups that people are in. */
#include <math.h>
#include <string.h>

#include <surveystat/adjust.h>

#include "analysis/bind.h"
#include "analysis/breakdown.h"
#include "analysis/outcome.h"
#include "analysis/regress.h"
#include "analysis/tally.h"
#include "analysis/told.h"
#include "base/error.h"
#include "base/findings.h"
#include "base/text.h"
#include "base/translate.h"
#include "result/words.h"

#define MIN_EVENTS     5u  /* for each coefficient: below, there is no model */
#define GOOD_EVENTS    10u /* below, there is a warning */
#define QUESTION_CHARS 45u

static bool is_wanted(const SvyRun *run)
{
    return run->options->with_questions && run->options->table_row == NULL &&
           (run->plan->outcome != NULL || run->result->n_gaps > 0);
}

/* --- The outcome ---------------------------------------------------------------------------- */

/* Any following, of the people of the first gap. */
static bool find_following(const SvyRun *run, SvyOutcome *outcome, GError **error)
{
    const SvyGap *gap = &run->result->gaps[0];
    const bool is_blank_a_no = run->plan->n_gaps > 0 && run->plan->gaps[0].blank_is_nothing;
    g_auto(SvyOutcome) use = {0};

    if (!svy_outcome_find(run, gap->use_id, SVY_OUTCOME_ANY, NULL, &use, error) ||
        !svy_outcome_find(run, gap->follow_id, SVY_OUTCOME_ANY, NULL, outcome, error))
        return false;
    if (is_blank_a_no)
        memset(use.people->words, 0, (use.people->n_bits + 63) / 64 * sizeof *use.people->words);
    svy_outcome_keep_known(outcome, &use, true);
    return true;
}

static bool find_outcome(const SvyRun *run, SvyOutcome *outcome, GError **error)
{
    const SvyPlace place = {.file = run->plan->file, .line = run->plan->outcome_line};

    if (run->plan->outcome == NULL)
        return find_following(run, outcome, error);
    return svy_outcome_parse(run, run->plan->outcome, &place, outcome, error);
}

/* --- The predictors ------------------------------------------------------------------------- */

static bool add_named(SvyRun *run, GPtrArray *groupings, GError **error)
{
    for (size_t i = 0; run->plan->predictors[i] != NULL; i++) {
        const SvyPlace place = {.file = run->plan->file, .line = run->plan->predictors_line};
        const SvyQuestion *question = svy_bind_find_question(run, run->plan->predictors[i],
                                                             run->plan->predictors_line, error);
        const SvyGrouping *grouping = NULL;

        if (question == NULL)
            return false;
        if (svy_variable_count(question) != 1 || question->type == SVY_QUESTION_MULTI)
            return svy_error_set(error, SVY_ERROR_DATA, &place,
                                 "Name questions to which people give one answer",
                                 "question %s is of type %s and no predictor", question->id,
                                 svy_question_type_get_name(question->type));
        if (!svy_told_find_grouping(run, question, &grouping, error))
            return false;
        g_ptr_array_add(groupings, (gpointer)grouping);
    }
    return true;
}

/* The pair of the gap cannot explain itself. */
static bool is_outcome(const SvyRun *run, const SvyOutcome *outcome, const SvyQuestion *question)
{
    return question == outcome->question ||
           (run->plan->outcome == NULL && strcmp(question->id, run->result->gaps[0].use_id) == 0);
}

static void add_segments(const SvyBreakdowns *breakdowns, GPtrArray *groupings)
{
    for (guint i = 0; i < breakdowns->groupings->len; i++) {
        SvyGrouping *grouping = g_ptr_array_index(breakdowns->groupings, i);

        if (!grouping->is_extra)
            g_ptr_array_add(groupings, grouping);
    }
}

/* @ret_groupings: (transfer container) of SvyGrouping, borrowed from the breakdowns */
static bool find_predictors(SvyRun *run,
                            const SvyOutcome *outcome,
                            GPtrArray **ret_groupings,
                            GError **error)
{
    g_autoptr(GPtrArray) groupings = g_ptr_array_new();
    SvyBreakdowns *breakdowns;

    if (!svy_run_get_breakdowns(run, &breakdowns, error))
        return false;
    if (run->plan->predictors == NULL)
        add_segments(breakdowns, groupings);
    else if (!add_named(run, groupings, error))
        return false;
    for (guint i = groupings->len; i-- > 0;) {
        const SvyGrouping *grouping = g_ptr_array_index(groupings, i);

        if (!grouping->is_exclusive || grouping->n_groups < 2 ||
            is_outcome(run, outcome, grouping->questions[0]))
            g_ptr_array_remove_index(groupings, i);
    }
    *ret_groupings = g_steal_pointer(&groupings);
    return true;
}

/* --- The table ------------------------------------------------------------------------------ */

static char *word_outcome(const SvyRun *run, const SvyOutcome *outcome)
{
    g_autofree char *text = svy_text_cut(outcome->question->text, QUESTION_CHARS * 2);

    if (run->plan->outcome == NULL)
        return g_strdup(svy_tr(run->language, run->result->gaps[0].follow_verb));
    return g_strdup_printf(svy_tr(run->language, "answer %s to “%s”"), outcome->label, text);
}

static void set_level(const SvyRun *run, const SvyDriverLevel *level, SvyCell *cell)
{
    g_autofree char *text = svy_text_cut(level->grouping->text, QUESTION_CHARS);
    g_autofree char *label = g_strdup_printf(svy_tr(run->language, "%s: %s"), text, level->label);
    g_autofree char *english = g_strdup_printf("%s: %s", text, level->label);

    svy_cell_set_text_as(cell, label, english);
}

static void add_row(const SvyRun *run, const SvyDriverLevel *level, SvyTableBuilder *builder)
{
    SvyCell *cells = svy_table_builder_add_row(builder, SVY_MARK_NONE);

    set_level(run, level, &cells[0]);
    svy_cell_set_text(&cells[1], level->reference);
    svy_cell_set_count(&cells[2], level->n);
    svy_cell_set_estimate(&cells[3], SVY_CELL_ESTIMATE, &level->odds_ratio);
    svy_cell_set_estimate(&cells[4], SVY_CELL_POINTS, &level->effect);
    svy_cell_set_number(&cells[5], SVY_CELL_P_VALUE, level->p);
    svy_cell_set_number(&cells[6], SVY_CELL_P_VALUE, level->p_adjusted);
    if (run->weighting != NULL)
        svy_cell_set_estimate(&cells[7], SVY_CELL_POINTS, &level->plain_effect);
}

static bool adjust(GArray *levels, GError **error)
{
    g_autofree double *p = g_new0(double, levels->len + 1);
    size_t n = 0;

    for (guint i = 0; i < levels->len; i++) {
        if (isfinite(g_array_index(levels, SvyDriverLevel, i).p))
            p[n++] = g_array_index(levels, SvyDriverLevel, i).p;
    }
    if (n > 0 && !svy_adjust_holm(n, p, p, error))
        return false;
    n = 0;
    for (guint i = 0; i < levels->len; i++) {
        SvyDriverLevel *level = &g_array_index(levels, SvyDriverLevel, i);

        level->p_adjusted = isfinite(level->p) ? p[n++] : (double)NAN;
    }
    return true;
}

/* The one that is most certain, where one is. */
static void say_finding(const SvyRun *run,
                        const GArray *levels,
                        const char *outcome,
                        SvyTable *table)
{
    const SvyDriverLevel *best = NULL;

    for (guint i = 0; i < levels->len; i++) {
        const SvyDriverLevel *level = &g_array_index(levels, SvyDriverLevel, i);

        if (level->effect.status == SVY_STATUS_OK && isfinite(level->p) &&
            (best == NULL || level->p < best->p))
            best = level;
    }
    if (best == NULL)
        return;

    const SvyDriverWords words = {.outcome = outcome,
                                  .question = best->grouping->text,
                                  .group = best->label,
                                  .reference = best->reference,
                                  .effect = &best->effect,
                                  .odds_ratio = &best->odds_ratio,
                                  .p = best->p_adjusted,
                                  .is_certain = best->p_adjusted < 1 - run->result->level};

    table->finding = svy_words_driver(&run->result->survey, &words);
}

/* What model, what the columns are, and what they do not show. */
static char *describe_method(const SvyRun *run, const SvyRegression *regression)
{
    g_autofree char *level = svy_words_level_in(run->language, run->result->level);
    g_autofree char *model = NULL;

    if (regression->w != NULL)
        model = g_strdup_printf(
            svy_tr(run->language,
                   "Design-based logistic regression (weighted pseudo-likelihood, sandwich "
                   "covariance) on all questions of the table together. Odds ratios with %s%% Wald "
                   "limits and t (%.0f degrees of freedom) tests;"),
            level, regression->n_design - (double)regression->n_columns);
    else
        model = g_strdup_printf(
            regression->is_firth
                ? svy_tr(run->language,
                         "Logistic regression by Firth's penalized likelihood (some groups are all "
                         "alike) on all questions of the table together. Odds ratios with %s%% "
                         "penalized profile limits and likelihood ratio tests;")
                : svy_tr(run->language,
                         "Logistic regression on all questions of the table together. Odds ratios "
                         "with %s%% profile likelihood limits and likelihood ratio tests;"),
            level);
    return g_strconcat(
        model, " ",
        svy_tr(run->language,
               "points: average marginal effect, the change of the chance of a yes when everything "
               "else stays as it is, with limits by the delta method; p adjusted by Holm over the "
               "rows. It shows what goes together, not what brings it about."),
        NULL);
}

static void describe(const SvyRun *run,
                     const SvyRegression *regression,
                     const SvyOutcome *outcome,
                     SvyTable *table)
{
    table->row_id = g_strdup(outcome->id);
    table->row_text = g_strdup(outcome->question->text);
    table->base_rule = g_strdup_printf(
        svy_tr(
            run->language,
            "%zu people whose answers to all of these questions are known, %zu of them with a yes"),
        regression->n_people, regression->n_yes);
    table->method = describe_method(run, regression);
}

static bool publish(SvyRun *run,
                    const SvyOutcome *outcome,
                    const SvyRegression *regression,
                    GArray *levels,
                    GError **error)
{
    g_autofree char *words = word_outcome(run, outcome);
    g_autofree char *id = g_strdup_printf("drivers-%s", outcome->id);
    g_autofree char *title = g_strdup_printf(svy_tr(run->language, "What goes with it: %s"), words);
    g_autoptr(SvyTableBuilder) builder = svy_table_builder_new(SVY_TABLE_DRIVERS, id, title);
    SvyTable *table = svy_table_builder_get(builder);

    svy_table_builder_add_column(builder, "group", svy_tr(run->language, "Group"));
    svy_table_builder_add_column(builder, "reference", svy_tr(run->language, "Against"));
    svy_table_builder_add_column(builder, "people", svy_tr(run->language, "People"));
    svy_table_builder_add_column(builder, "odds-ratio", svy_tr(run->language, "Odds ratio"))->base =
        regression->n_people;
    svy_table_builder_add_column(builder, "effect", svy_tr(run->language, "Points"));
    svy_table_builder_add_column(builder, "p", "p");
    svy_table_builder_add_column(builder, "p-adjusted", svy_tr(run->language, "p, Holm"));
    if (run->weighting != NULL)
        svy_table_builder_add_column(builder, "plain-effect",
                                     svy_tr(run->language, "Points without weights"));
    table->subject = g_strdup(words);
    if (!adjust(levels, error))
        return false;
    for (guint i = 0; i < levels->len; i++)
        add_row(run, &g_array_index(levels, SvyDriverLevel, i), builder);
    describe(run, regression, outcome, table);
    say_finding(run, levels, words, table);
    for (guint i = 0; i < regression->notes->len; i++)
        svy_table_builder_add_note(builder, g_ptr_array_index(regression->notes, i));
    svy_run_take_table(run, builder);
    return true;
}

/* --- Whether there is a model --------------------------------------------------------------- */

/* People with the rarer of the two answers. */
static size_t count_events(const SvyRegression *regression)
{
    return MIN(regression->n_yes, regression->n_people - regression->n_yes);
}

static void refuse(SvyRun *run, const char *format, ...) G_GNUC_PRINTF(2, 3);

static void refuse(SvyRun *run, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    svy_findings_add_args(run->result->findings,
                          run->plan->outcome != NULL ? SVY_SEVERITY_WARNING : SVY_SEVERITY_NOTE,
                          "no-drivers", 0, SVY_NO_COLUMN,
                          SVY_TR("Name fewer predictors in [drivers] of the plan"), format, args);
    va_end(args);
}

static bool has_enough(SvyRun *run, const SvyOutcome *outcome, SvyRegression *regression)
{
    const size_t n_events = count_events(regression), n_columns = regression->n_columns - 1;

    if (n_events < MIN_EVENTS * n_columns) {
        refuse(run,
               SVY_TR("what goes with %s is not computed: %zu people with the rarer answer are too "
                      "few for %zu coefficients (at least %u for each)"),
               outcome->id, n_events, n_columns, MIN_EVENTS);
        return false;
    }
    if (n_events < GOOD_EVENTS * n_columns)
        g_ptr_array_add(
            regression->notes,
            g_strdup_printf(svy_tr(run->language,
                                   "There are %zu people with the rarer answer for %zu "
                                   "coefficients; with fewer than %u for each the figures are "
                                   "rough."),
                            n_events, n_columns, GOOD_EVENTS));
    return true;
}

/* False where it is not for the answers that there is no model. */
static bool refuse_model(SvyRun *run, const SvyOutcome *outcome, const GError *fault)
{
    if (g_error_matches(fault, SVY_ERROR, SVY_ERROR_DATA))
        refuse(run,
               SVY_TR("what goes with %s is not computed: the groups of one question follow from "
                      "those of the others"),
               outcome->id);
    else if (g_error_matches(fault, SVY_ERROR, SVY_ERROR_LIMIT))
        refuse(run,
               SVY_TR("what goes with %s is not computed: the questions together make too many "
                      "kinds of people"),
               outcome->id);
    else if (g_error_matches(fault, SVY_ERROR, SVY_ERROR_NUMERIC))
        refuse(run,
               SVY_TR("what goes with %s is not computed: the regression has no solution, as "
                      "where all of a group answered alike"),
               outcome->id);
    else
        return false;
    return true;
}

static bool run_model(SvyRun *run,
                      const SvyOutcome *outcome,
                      SvyRegression *regression,
                      GError **error)
{
    g_autoptr(GArray) levels = NULL;
    g_autoptr(GError) fault = NULL;

    if (!svy_regression_settle(regression, svy_run_get_min_cell(run), svy_run_get_min_base(run),
                               error))
        return false;
    if (regression->n_columns < 2 || !has_enough(run, outcome, regression))
        return true;
    if (svy_regression_fit(regression, run->result->level, &levels, &fault))
        return publish(run, outcome, regression, levels, error);
    if (refuse_model(run, outcome, fault))
        return true;
    g_propagate_error(error, g_steal_pointer(&fault));
    return false;
}

/* Before disclosure control, which so knows of the outcome by each predictor. */
static bool run_drivers(SvyRun *run, GError **error)
{
    g_autoptr(GPtrArray) groupings = NULL;
    g_auto(SvyOutcome) outcome = {0};

    if (!find_outcome(run, &outcome, error) || !find_predictors(run, &outcome, &groupings, error))
        return false;
    for (guint i = 0; i < groupings->len; i++) {
        if (!svy_told_prepare(run, &outcome, g_ptr_array_index(groupings, i), error))
            return false;
    }
    return true;
}

static bool add_predictor(const SvyRun *run,
                          const SvyOutcome *outcome,
                          const SvyGrouping *grouping,
                          SvyRegression *regression,
                          GError **error)
{
    g_autofree bool *is_told = g_new0(bool, grouping->n_groups + 1);

    return svy_told_find(run, outcome, grouping, is_told, error) &&
           svy_regression_add(regression, grouping, is_told, error);
}

/* After it: a model tells the numbers that it was made from. */
static bool publish_drivers(SvyRun *run, GError **error)
{
    g_autoptr(GPtrArray) groupings = NULL;
    g_auto(SvyOutcome) outcome = {0};
    g_auto(SvyRegression) regression = {0};

    if (!find_outcome(run, &outcome, error) || !find_predictors(run, &outcome, &groupings, error))
        return false;
    svy_regression_init(&regression, run->language, &outcome);
    svy_regression_weigh(run, &regression);
    for (guint i = 0; i < groupings->len; i++) {
        if (!add_predictor(run, &outcome, g_ptr_array_index(groupings, i), &regression, error))
            return false;
    }
    return run_model(run, &outcome, &regression, error);
}

const SvyAnalysis svy_analysis_drivers = {.name = "drivers",
                                          .is_wanted = is_wanted,
                                          .run = run_drivers,
                                          .publish = publish_drivers};
