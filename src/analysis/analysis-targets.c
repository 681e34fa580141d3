/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was wanted, or is known of other people, and what came out: met, not met, cannot tell. */
#include <math.h>
#include <string.h>

#include <surveystat/adjust.h>
#include <surveystat/difference.h>
#include <surveystat/fisher.h>
#include <surveystat/proportion.h>

#include "analysis/breakdown.h"
#include "analysis/by-group.h"
#include "analysis/outcome.h"
#include "analysis/tally.h"
#include "analysis/told.h"
#include "base/error.h"
#include "base/text.h"
#include "base/translate.h"
#include "result/words.h"

#define FEW_EXPECTED 5.0 /* below, the normal approximation is left for Fisher's test */
#define LABEL_CHARS  60u

static bool is_wanted(const SvyRun *run)
{
    return run->options->with_questions && run->options->table_row == NULL &&
           run->plan->n_targets > 0;
}

/* One line of the targets and what came out. */
typedef struct {
    const SvyTarget *target;
    char *name, *id, *base_rule;
    bool is_hidden; /* of too few people of a group */
    SvyShare share;
    double n_weighted;      /* people of the base with a weight */
    SvyEstimate difference; /* what came out less what was wanted */
    SvyEstimate p;
    double p_adjusted;
    SvyVerdict verdict;
} Line;

static void clear_line(gpointer data)
{
    Line *line = data;

    g_free(line->name);
    g_free(line->id);
    g_free(line->base_rule);
}

/* --- Of whom -------------------------------------------------------------------------------- */

/* Whoever answered some question are no group. */
static bool is_question(const SvyRun *run, const char *base)
{
    return svy_dataset_find_question(run->dataset, base) != NULL;
}

/* A line that is of a group itself. */
static bool is_of_group(const SvyRun *run, const SvyTarget *target)
{
    return target->base != NULL && !is_question(run, target->base);
}

static bool apply_base(const SvyRun *run,
                       const SvyTarget *target,
                       const SvyPlace *place,
                       SvyOutcome *outcome,
                       Line *line,
                       GError **error)
{
    g_auto(SvyOutcome) from = {0};
    bool is_told;

    if (target->base == NULL) {
        line->base_rule = g_strdup_printf(svy_tr(run->language, "who answered %s"), outcome->id);
        return true;
    }
    if (!svy_outcome_parse(run, target->base, place, &from, error))
        return false;
    if (is_question(run, target->base)) {
        svy_outcome_keep_known(outcome, &from, from.question->type == SVY_QUESTION_MULTI);
        line->base_rule = g_strdup_printf(svy_tr(run->language, "who answered %s"), from.id);
        return true;
    }
    if (!svy_told_is_within(run, outcome, &from, &is_told, error))
        return false;
    line->is_hidden = !is_told;
    svy_bitset_and(outcome->base, from.people);
    svy_bitset_and(outcome->people, outcome->base);
    line->base_rule = g_strdup_printf(svy_tr(run->language, "who answered %s, %s in %s"),
                                      outcome->id, from.label, from.id);
    return true;
}

/* Few people of a group are not told of; those of the whole sample are, as everywhere. */
static bool is_too_few(const SvyRun *run, const Line *line)
{
    if (line->target->base == NULL || svy_run_get_min_cell(run) <= 1)
        return false;
    return line->share.base < svy_run_get_min_base(run) ||
           (line->share.n > 0 && line->share.n < svy_run_get_min_cell(run)) ||
           (line->share.n < line->share.base &&
            line->share.base - line->share.n < svy_run_get_min_cell(run));
}

/* --- Against what --------------------------------------------------------------------------- */

static SvyEstimate shift(const SvyEstimate *p, double by)
{
    SvyEstimate shifted = *p;

    shifted.value -= by;
    shifted.lo -= by;
    shifted.hi -= by;
    return shifted;
}

static bool test_weighted(const SvyTarget *target, Line *line, GError **error)
{
    const SvyWeightedSide side = target->direction == SVY_TARGET_NONE       ? SVY_WEIGHTED_EITHER
                                 : target->direction == SVY_TARGET_AT_LEAST ? SVY_WEIGHTED_ABOVE
                                                                            : SVY_WEIGHTED_BELOW;

    return svy_weighted_test_share(&line->share.p, line->n_weighted, target->share, side, &line->p,
                                   error);
}

static bool test_target(const SvyRun *run, const SvyTarget *target, Line *line, GError **error)
{
    const double x = (double)line->share.n, n = (double)line->share.base;

    line->difference = shift(&line->share.p, target->share);
    if (run->weighting != NULL && target->share > 0 && target->share < 1)
        return test_weighted(target, line, error);
    if (target->direction == SVY_TARGET_NONE)
        return svy_proportion_test_exact(x, n, target->share, &line->p, error);
    return svy_proportion_test_one_sided(x, n, target->share,
                                         target->direction == SVY_TARGET_AT_LEAST ? SVY_SIDE_ABOVE
                                                                                  : SVY_SIDE_BELOW,
                                         &line->p, error);
}

static double find_least_expected(const SvyTwoShares *shares)
{
    const double yes = (shares->x1 + shares->x2) / (shares->n1 + shares->n2);

    return fmin(yes, 1 - yes) * fmin(shares->n1, shares->n2);
}

static bool test_two(const SvyRun *run, const SvyTwoShares *shares, Line *line, GError **error)
{
    const double table[] = {shares->x1, shares->n1 - shares->x1, shares->x2,
                            shares->n2 - shares->x2};
    SvyShareTest test;
    SvyFisher2x2 fisher;

    line->p = svy_estimate_none(SVY_STATUS_UNDEFINED, run->result->level, NULL);
    if (find_least_expected(shares) < FEW_EXPECTED) {
        if (!svy_fisher_2x2(table, run->result->level, &fisher, error))
            return false;
        line->p.value = fisher.p_midp;
    } else {
        if (!svy_difference_test(shares, &test, error))
            return false;
        line->p.value = test.p_pooled;
    }
    line->p.status = isfinite(line->p.value) ? SVY_STATUS_OK : SVY_STATUS_UNDEFINED;
    return true;
}

static bool test_weighted_benchmark(const SvyRun *run,
                                    const SvyTarget *target,
                                    Line *line,
                                    GError **error)
{
    SvyDesignTest test;

    if (!svy_weighted_compare_outside(&line->share.p,
                                      round(target->share * (double)target->n) / (double)target->n,
                                      (double)target->n, run->result->level, &test, error))
        return false;
    line->difference = test.diff;
    line->p.value = test.p;
    line->p.status = isfinite(test.p) ? SVY_STATUS_OK : SVY_STATUS_UNDEFINED;
    return true;
}

/* An outside figure has people of its own behind it. */
static bool test_benchmark(const SvyRun *run, const SvyTarget *target, Line *line, GError **error)
{
    const SvyTwoShares shares = {.x1 = (double)line->share.n,
                                 .n1 = (double)line->share.base,
                                 .x2 = round(target->share * (double)target->n),
                                 .n2 = (double)target->n};

    line->p = svy_estimate_none(SVY_STATUS_NO_CASES, run->result->level, NULL);
    if (run->weighting != NULL)
        return test_weighted_benchmark(run, target, line, error);
    if (!svy_difference_newcombe10(&shares, run->result->level, &line->difference, error))
        return false;
    return line->share.base == 0 || test_two(run, &shares, line, error);
}

/* Only where the whole interval lies on one side. */
static SvyVerdict judge(const Line *line)
{
    const SvyEstimate *difference = &line->difference;
    const SvyTargetDirection direction = line->target->direction;

    if (difference->status != SVY_STATUS_OK || line->share.base < SVY_WORDS_MIN_BASE)
        return SVY_VERDICT_CANNOT_TELL;
    if (direction == SVY_TARGET_AT_LEAST && difference->lo >= 0)
        return SVY_VERDICT_MET;
    if (direction == SVY_TARGET_AT_MOST && difference->hi <= 0)
        return SVY_VERDICT_MET;
    if (difference->lo > 0)
        return direction == SVY_TARGET_NONE ? SVY_VERDICT_HIGHER : SVY_VERDICT_NOT_MET;
    if (difference->hi < 0)
        return direction == SVY_TARGET_NONE ? SVY_VERDICT_LOWER : SVY_VERDICT_NOT_MET;
    return SVY_VERDICT_CANNOT_TELL;
}

/* --- One line ------------------------------------------------------------------------------- */

static char *name_line(const char *language, const SvyTarget *target, const SvyOutcome *outcome)
{
    g_autofree char *text = NULL;

    if (target->name != NULL)
        return g_strdup(target->name);
    text = svy_text_cut(outcome->question->text, LABEL_CHARS);
    return g_strdup_printf(svy_tr(language, "%s: %s"), text, outcome->label);
}

/* @within: (nullable) a group */
static bool fill_line(const SvyRun *run,
                      const SvyTarget *target,
                      const SvyBitset *within,
                      Line *line,
                      GError **error)
{
    const SvyPlace place = {.file = run->plan->targets_file, .line = target->line};
    g_auto(SvyOutcome) outcome = {0};

    line->target = target;
    if (!svy_outcome_find(run, target->question, target->answer, &place, &outcome, error) ||
        !apply_base(run, target, &place, &outcome, line, error))
        return false;
    if (within != NULL)
        svy_bitset_and(outcome.base, within);

    const SvyTally yes = svy_tally_count(run, outcome.people, outcome.base);
    const SvyTally base = svy_tally_count(run, outcome.base, NULL);

    if (!svy_tally_share(run, &yes, &base, &line->share, error))
        return false;
    line->n_weighted = (double)base.n_weighted;
    line->name = name_line(run->language, target, &outcome);
    line->id = g_strdup(outcome.id);
    line->is_hidden |= within == NULL && is_too_few(run, line);
    if (target->n > 0 ? !test_benchmark(run, target, line, error)
                      : !test_target(run, target, line, error))
        return false;
    line->verdict = judge(line);
    return true;
}

/* Holm over all lines that have a test and are told. */
static bool adjust(GArray *lines, GError **error)
{
    g_autofree double *p = g_new0(double, lines->len + 1);
    size_t n = 0;

    for (guint i = 0; i < lines->len; i++) {
        const Line *line = &g_array_index(lines, Line, i);

        if (line->p.status == SVY_STATUS_OK && !line->is_hidden)
            p[n++] = line->p.value;
    }
    if (n > 0 && !svy_adjust_holm(n, p, p, error))
        return false;
    n = 0;
    for (guint i = 0; i < lines->len; i++) {
        Line *line = &g_array_index(lines, Line, i);

        line->p_adjusted = (double)NAN;
        if (line->p.status == SVY_STATUS_OK && !line->is_hidden)
            line->p_adjusted = p[n++];
    }
    return true;
}

/* --- The table ------------------------------------------------------------------------------ */

enum {
    COLUMN_NAME,
    COLUMN_ID,
    COLUMN_SHARE,
    COLUMN_TARGET,
    COLUMN_DIFFERENCE,
    COLUMN_P,
    COLUMN_ADJUSTED,
    COLUMN_VERDICT,
    COLUMN_SOURCE,
};

static SvyTargetWords word_line(const SvyRun *run, const Line *line)
{
    return (SvyTargetWords){.name = line->name,
                            .target = line->target->share,
                            .direction = line->target->direction,
                            .n_outside = line->target->n,
                            .share = &line->share,
                            .difference = &line->difference,
                            .p = line->p.status == SVY_STATUS_OK ? line->p.value : (double)NAN,
                            .level = run->result->level,
                            .verdict = line->verdict};
}

static void fill_cells(const SvyRun *run, const Line *line, SvyCell cells[])
{
    g_autofree char *wanted = svy_words_target_in(run->language, line->target->share,
                                                  line->target->direction, line->target->n);
    g_autofree char *english =
        svy_words_target(line->target->share, line->target->direction, line->target->n);

    svy_cell_set_text(&cells[COLUMN_NAME], line->name);
    svy_cell_set_text(&cells[COLUMN_ID], line->id);
    svy_cell_set_share(&cells[COLUMN_SHARE], &line->share);
    svy_cell_set_text_as(&cells[COLUMN_TARGET], wanted, english);
    svy_cell_set_estimate(&cells[COLUMN_DIFFERENCE], SVY_CELL_POINTS, &line->difference);
    svy_cell_set_number(&cells[COLUMN_P], SVY_CELL_P_VALUE,
                        line->p.status == SVY_STATUS_OK ? line->p.value : (double)NAN);
    svy_cell_set_number(&cells[COLUMN_ADJUSTED], SVY_CELL_P_VALUE, line->p_adjusted);
    svy_cell_set_word(&cells[COLUMN_VERDICT], run->language, svy_words_verdict(line->verdict));
    if (line->target->source != NULL)
        svy_cell_set_text(&cells[COLUMN_SOURCE], line->target->source);
    for (size_t i = COLUMN_SHARE; line->is_hidden && i <= COLUMN_VERDICT; i++) {
        if (i != COLUMN_TARGET)
            svy_cell_withhold(&cells[i]);
    }
}

static void add_row(const SvyRun *run, const Line *line, SvyTableBuilder *builder)
{
    const SvyTargetWords words = word_line(run, line);
    g_autofree char *sentence = svy_words_target_line(&run->result->survey, &words);

    fill_cells(run, line, svy_table_builder_add_row(builder, SVY_MARK_NONE));
    if (!line->is_hidden)
        svy_table_builder_add_note(builder, sentence);
}

static SvyTableBuilder *start_table(const SvyRun *run)
{
    g_autofree char *level = svy_words_level_in(run->language, run->result->level);
    SvyTableBuilder *builder = svy_table_builder_new(
        SVY_TABLE_TARGETS, "targets", svy_tr(run->language, "Against targets and outside figures"));
    SvyTable *table = svy_table_builder_get(builder);

    svy_table_builder_add_column(builder, "what", svy_tr(run->language, "What"));
    svy_table_builder_add_column(builder, "id", svy_tr(run->language, "Question"));
    svy_table_builder_add_column(builder, "p", svy_tr(run->language, "Came out"));
    svy_table_builder_add_column(builder, "target", svy_tr(run->language, "Wanted or known"));
    svy_table_builder_add_column(builder, "difference", svy_tr(run->language, "Points more"));
    svy_table_builder_add_column(builder, "p-value", "p");
    svy_table_builder_add_column(builder, "p-adjusted", svy_tr(run->language, "p, Holm"));
    svy_table_builder_add_column(builder, "verdict", svy_tr(run->language, "Verdict"));
    svy_table_builder_add_column(builder, "source", svy_tr(run->language, "Source"));
    table->method = g_strdup_printf(
        run->weighting != NULL
            ? svy_tr(
                  run->language,
                  "A verdict is given where the whole %s%% interval lies on one side; otherwise it "
                  "cannot be told. Weighted shares by Wilson for the effective number of people; a "
                  "target: score test that agrees with the interval, Student's t, one-sided "
                  "towards "
                  "the "
                  "target, two-sided without a direction; an outside figure of n people: "
                  "difference by "
                  "square-and-add of both intervals, pooled test with the effective number here.")
            : svy_tr(
                  run->language,
                  "A verdict is given where the whole %s%% interval lies on one side; otherwise it "
                  "cannot be "
                  "told. Shares by Wilson; a target: exact binomial test, one-sided towards the "
                  "target, "
                  "two-sided without a direction; an outside figure of n people: difference by "
                  "Newcombe's "
                  "method 10, pooled z test, or Fisher's mid-p where fewer than 5 are expected."),
        level);
    return builder;
}

/* Bases differ from line to line; each is said once. */
static char *join_bases(const char *language, const GArray *lines)
{
    GString *out = g_string_new(NULL);

    for (guint i = 0; i < lines->len; i++) {
        const Line *line = &g_array_index(lines, Line, i);

        if (strstr(out->str, line->base_rule) == NULL)
            g_string_append_printf(
                out, "%s%s", out->len > 0 ? svy_tr(language, "; ") : svy_tr(language, "people "),
                line->base_rule);
    }
    return g_string_free(out, FALSE);
}

/* Before disclosure control, which so knows of each group that a line is about. */
static bool prepare_line(SvyRun *run, const SvyTarget *target, GError **error)
{
    const SvyPlace place = {.file = run->plan->targets_file, .line = target->line};
    g_auto(SvyOutcome) outcome = {0};
    g_auto(SvyOutcome) from = {0};

    if (target->base == NULL || is_question(run, target->base))
        return true;
    return svy_outcome_find(run, target->question, target->answer, &place, &outcome, error) &&
           svy_outcome_parse(run, target->base, &place, &from, error) &&
           svy_told_prepare_within(run, &outcome, &from, error);
}

/* Of each grouping that has panels. */
static bool prepare_panels(SvyRun *run, const SvyTarget *target, GError **error)
{
    const SvyPlace place = {.file = run->plan->targets_file, .line = target->line};
    g_auto(SvyOutcome) outcome = {0};
    SvyBreakdowns *breakdowns;

    if ((run->options->panels & SVY_PANELS_TARGETS) == 0 || is_of_group(run, target))
        return true;
    if (!svy_outcome_find(run, target->question, target->answer, &place, &outcome, error) ||
        !svy_run_get_breakdowns(run, &breakdowns, error))
        return false;
    for (guint g = 0; g < breakdowns->groupings->len; g++) {
        const SvyGrouping *grouping = g_ptr_array_index(breakdowns->groupings, g);

        if (svy_by_group_suits(grouping, outcome.question) &&
            !svy_told_prepare(run, &outcome, grouping, error))
            return false;
    }
    return true;
}

static bool run_targets(SvyRun *run, GError **error)
{
    for (size_t i = 0; i < run->plan->n_targets; i++) {
        if (!prepare_line(run, &run->plan->targets[i], error) ||
            !prepare_panels(run, &run->plan->targets[i], error))
            return false;
    }
    return true;
}

/* --- By group ------------------------------------------------------------------------------- */

static bool is_few(const SvyRun *run, size_t n)
{
    return n > 0 && n < svy_run_get_min_cell(run);
}

/* A number that is small here and not in the tables of the question: people are left out whose
 * answer to another question is not known. */
static bool has_few(const SvyRun *run, const SvyShare *share)
{
    return share->base < svy_run_get_min_base(run) || is_few(run, share->n) ||
           is_few(run, share->base - share->n);
}

/* One target in every group: @lines [n_groups]. Groups that are told are those of the tables of the
 * question; where a number is small here alone, none is told (as in analysis-ladder.c). */
static bool fill_groups(const SvyRun *run,
                        const SvyTarget *target,
                        const SvyGrouping *grouping,
                        Line lines[],
                        GError **error)
{
    const SvyPlace place = {.file = run->plan->targets_file, .line = target->line};
    g_autofree bool *is_told = g_new0(bool, grouping->n_groups + 1);
    g_auto(SvyOutcome) outcome = {0};
    bool has_lost = false;

    if (!svy_outcome_find(run, target->question, target->answer, &place, &outcome, error))
        return false;
    if (outcome.question != grouping->questions[0] &&
        !svy_told_find(run, &outcome, grouping, is_told, error))
        return false;
    for (size_t g = 0; g < grouping->n_groups; g++) {
        if (!fill_line(run, target, grouping->groups[g].people, &lines[g], error))
            return false;
        has_lost |= target->base != NULL && is_told[g] && has_few(run, &lines[g].share);
    }
    for (size_t g = 0; g < grouping->n_groups; g++)
        lines[g].is_hidden = !is_told[g] || (has_lost && svy_run_get_min_cell(run) > 1);
    return true;
}

static size_t count_told(const GArray *lines, size_t n_groups, bool *ret_has_withheld)
{
    size_t n = 0;

    *ret_has_withheld = false;
    for (size_t g = 0; g < n_groups; g++) {
        bool is_any_told = false;

        for (size_t i = g; i < lines->len; i += n_groups) {
            is_any_told |= !g_array_index(lines, Line, i).is_hidden;
            *ret_has_withheld |= g_array_index(lines, Line, i).is_hidden;
        }
        n += is_any_told;
    }
    return n;
}

static SvyTableBuilder *start_by_group(const SvyRun *run,
                                       const SvyGrouping *grouping,
                                       const GArray *lines,
                                       bool has_left_out)
{
    const SvyTable *all = svy_by_group_find(run, "targets");
    SvyTableBuilder *builder =
        svy_by_group_start(run, SVY_TABLE_TARGETS_BY, all, "source", grouping);
    SvyTable *table = svy_table_builder_get(builder);

    g_free(table->base_rule);
    table->base_rule = join_bases(run->language, lines);
    for (size_t i = 0; i < run->plan->n_targets; i++) {
        if (!is_of_group(run, &run->plan->targets[i]))
            svy_by_group_add_all(run, builder, all, "source", i);
    }
    if (has_left_out)
        svy_table_builder_add_note(
            builder,
            svy_tr(run->language, "Targets of one group only are not shown for other groups."));
    return builder;
}

/* Target by target the groups of @lines; Holm over all of them. */
static bool publish_group(SvyRun *run, const SvyGrouping *grouping, GError **error)
{
    g_autoptr(GArray) lines = g_array_new(FALSE, TRUE, sizeof(Line));
    g_autoptr(SvyTableBuilder) builder = NULL;
    const size_t n_groups = grouping->n_groups;
    bool has_withheld, has_left_out = false;

    g_array_set_clear_func(lines, clear_line);
    for (size_t i = 0; i < run->plan->n_targets; i++) {
        const guint first = lines->len;

        has_left_out |= is_of_group(run, &run->plan->targets[i]);
        if (is_of_group(run, &run->plan->targets[i]))
            continue;
        g_array_set_size(lines, first + (guint)n_groups);
        if (!fill_groups(run, &run->plan->targets[i], grouping, &g_array_index(lines, Line, first),
                         error))
            return false;
    }
    if (count_told(lines, n_groups, &has_withheld) < 2)
        return true;
    if (!adjust(lines, error))
        return false;
    builder = start_by_group(run, grouping, lines, has_left_out);
    for (size_t g = 0; g < n_groups; g++) {
        for (size_t i = g; i < lines->len; i += n_groups)
            fill_cells(run, &g_array_index(lines, Line, i),
                       svy_by_group_add_row(builder, grouping, g) + 1);
    }
    svy_by_group_finish(run, builder, grouping, has_withheld);
    return true;
}

static bool publish_groups(SvyRun *run, GError **error)
{
    for (guint g = 0; g < run->breakdowns->groupings->len; g++) {
        const SvyGrouping *grouping = g_ptr_array_index(run->breakdowns->groupings, g);

        if (svy_by_group_suits(grouping, NULL) && !publish_group(run, grouping, error))
            return false;
    }
    return true;
}

static bool publish(SvyRun *run, GError **error)
{
    g_autoptr(GArray) lines = g_array_new(FALSE, TRUE, sizeof(Line));
    g_autoptr(SvyTableBuilder) builder = start_table(run);

    g_array_set_clear_func(lines, clear_line);
    g_array_set_size(lines, (guint)run->plan->n_targets);
    for (guint i = 0; i < lines->len; i++) {
        if (!fill_line(run, &run->plan->targets[i], NULL, &g_array_index(lines, Line, i), error))
            return false;
    }
    if (!adjust(lines, error))
        return false;
    for (guint i = 0; i < lines->len; i++)
        add_row(run, &g_array_index(lines, Line, i), builder);
    svy_table_builder_get(builder)->base_rule = join_bases(run->language, lines);
    svy_run_take_table(run, builder);
    return !svy_by_group_is_wanted(run, SVY_PANELS_TARGETS) || publish_groups(run, error);
}

const SvyAnalysis svy_analysis_targets = {.name = "targets",
                                          .is_wanted = is_wanted,
                                          .run = run_targets,
                                          .publish = publish};
