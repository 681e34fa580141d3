/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Stages in order (aware, use, follow, contribute): how many reach each, and how many of those who
 * reached one go on to the next. Nobody is made to climb: who is on a stage without the one before
 * is counted as such. */
#include <string.h>

#include "analysis/by-group.h"
#include "analysis/outcome.h"
#include "analysis/tally.h"
#include "analysis/told.h"
#include "analysis/variable.h"
#include "base/error.h"
#include "base/text.h"
#include "base/translate.h"
#include "result/words.h"

#define MIN_RUNGS      3u /* of a scale that is a ladder by itself */
#define QUESTION_CHARS 60u

static bool is_wanted(const SvyRun *run)
{
    return run->options->with_questions && run->options->table_row == NULL;
}

/* One stage: who is on it, and of whom that is known. */
typedef struct {
    char *name;
    SvyBitset *known, *people;
    bool is_of_group;  /* the stage before is an answer of which each person gives one */
    bool is_step_told; /* how many of the stage before go on to this one */
} Stage;

/* What the stages are of: the plan, or the points of a scale. */
typedef struct {
    GArray *stages;              /* of Stage */
    const SvyPlanLadder *plan;   /* (nullable) */
    const SvyQuestion *question; /* (nullable) of the scale */
} Ladder;

static void clear_stage(gpointer data)
{
    Stage *stage = data;

    g_free(stage->name);
    svy_bitset_free(stage->known);
    svy_bitset_free(stage->people);
}

static GArray *new_stages(void)
{
    GArray *stages = g_array_new(FALSE, TRUE, sizeof(Stage));

    g_array_set_clear_func(stages, clear_stage);
    return stages;
}

static const Stage *get_stage(const GArray *stages, guint i)
{
    return &g_array_index(stages, Stage, i);
}

/* --- Stages of the plan --------------------------------------------------------------------- */

static bool find_named(const SvyRun *run,
                       const SvyPlanLadder *ladder,
                       size_t stage,
                       SvyOutcome *ret_outcome,
                       GError **error)
{
    const SvyPlace place = {.file = run->plan->file, .line = ladder->line};

    return svy_outcome_parse(run, ladder->stages[stage], &place, ret_outcome, error);
}

/* Whether the step to the stage may be told. */
static bool look_back(const SvyRun *run,
                      const SvyPlanLadder *ladder,
                      size_t i,
                      const SvyOutcome *outcome,
                      Stage *stage,
                      GError **error)
{
    g_auto(SvyOutcome) before = {0};

    stage->is_step_told = true;
    if (i == 0)
        return true;
    if (!find_named(run, ladder, i - 1, &before, error) ||
        !svy_told_is_within(run, outcome, &before, &stage->is_step_told, error))
        return false;
    stage->is_of_group =
        before.question->type != SVY_QUESTION_MULTI && svy_variable_count(before.question) == 1;
    return true;
}

static bool add_named(const SvyRun *run,
                      const SvyPlanLadder *ladder,
                      GArray *stages,
                      GError **error)
{
    for (size_t i = 0; ladder->stages[i] != NULL; i++) {
        g_auto(SvyOutcome) outcome = {0};
        g_autofree char *text = NULL;
        Stage stage = {0};

        if (!find_named(run, ladder, i, &outcome, error) ||
            !look_back(run, ladder, i, &outcome, &stage, error))
            return false;
        text = svy_text_cut(outcome.question->text, QUESTION_CHARS);
        stage.name =
            g_strdup_printf(svy_tr(run->language, "%zu. %s: %s"), i + 1, text, outcome.label);
        stage.known = g_steal_pointer(&outcome.base);
        stage.people = g_steal_pointer(&outcome.people);
        g_array_append_val(stages, stage);
    }
    return true;
}

/* --- Stages of a scale ---------------------------------------------------------------------- */

/* Scales whose lowest point is that one has never heard of the thing are ladders: each point stands
 * on the one before. */
static bool is_ladder(const SvyQuestion *question)
{
    static const char *const lowest[] = {"never heard", "not aware",     "unaware",
                                         "not heard",   "had not heard", "did not know"};
    g_autofree char *folded = NULL;

    if ((question->type != SVY_QUESTION_LIKERT && question->type != SVY_QUESTION_SINGLE) ||
        !question->is_ordered || question->levels->len < MIN_RUNGS ||
        svy_variable_count(question) != 1)
        return false;
    folded = svy_text_fold(svy_question_get_level(question, 0)->label);
    for (size_t i = 0; i < G_N_ELEMENTS(lowest); i++) {
        if (strstr(folded, lowest[i]) != NULL)
            return true;
    }
    return false;
}

/* The points apart from the lowest, each with all that are higher; no answer apart from the scale
 * is a rung. */
static bool add_rungs(const SvyRun *run,
                      const SvyQuestion *question,
                      GArray *stages,
                      GError **error)
{
    g_autoptr(SvyVariable) variable = NULL;

    if (!svy_variable_new(run->dataset, question, 0, &variable, error))
        return false;
    for (size_t i = 1; i < variable->n_answers - variable->n_nets; i++) {
        Stage stage = {.name = g_strdup_printf(svy_tr(run->language, "%u. %s or further"),
                                               stages->len + 1, variable->answers[i].label),
                       .is_step_told = true,
                       .known = svy_bitset_copy(variable->base),
                       .people = svy_bitset_new(variable->base->n_bits)};

        if (variable->answers[i].mark != SVY_MARK_NONE) {
            clear_stage(&stage);
            continue;
        }
        g_array_append_val(stages, stage);
        if (stage.known == NULL || stage.people == NULL)
            return svy_error_set(error, SVY_ERROR_NO_MEMORY, NULL, NULL, "no memory for stages");
        for (size_t j = 0; j < variable->n_answers - variable->n_nets; j++) {
            if (variable->answers[j].mark != SVY_MARK_NONE)
                svy_bitset_and_not(stage.known, variable->answers[j].people);
            else if (j >= i)
                svy_bitset_or(stage.people, variable->answers[j].people);
        }
    }
    return true;
}

/* --- Of whom -------------------------------------------------------------------------------- */

/* Everybody of whom it is known at every stage. Who is not on a stage need not have been asked
 * about the next: then the answer to that is no. */
static SvyBitset *find_base(const GArray *stages)
{
    SvyBitset *base = svy_bitset_copy(get_stage(stages, 0)->known);

    for (guint i = 1; base != NULL && i < stages->len; i++) {
        const Stage *before = get_stage(stages, i - 1), *stage = get_stage(stages, i);

        for (size_t w = 0; w < (base->n_bits + 63) / 64; w++)
            base->words[w] &= stage->known->words[w] | ~before->people->words[w];
    }
    return base;
}

/* How many of the base are on a stage and not on the one before. */
static size_t count_without(const SvyBitset *base, const Stage *before, const Stage *stage)
{
    size_t n = 0;

    for (size_t w = 0; w < (base->n_bits + 63) / 64; w++)
        n += (size_t)__builtin_popcountll(base->words[w] & stage->people->words[w] &
                                          ~before->people->words[w]);
    return n;
}

/* --- The table ------------------------------------------------------------------------------ */

typedef struct {
    const SvyBitset *base;
    SvyBitset *from; /* room */
    SvyShare worst;  /* the step that fewest take */
    guint worst_at;  /* 0: none yet */
} Climb;

static void intersect(const SvyBitset *a, const SvyBitset *b, SvyBitset *into)
{
    memcpy(into->words, a->words, (a->n_bits + 63) / 64 * sizeof *a->words);
    svy_bitset_and(into, b);
}

/* Few people of a group are not told of. */
static bool is_told(const SvyRun *run, const Stage *stage, const SvyShare *step, size_t n_without)
{
    const size_t few = svy_run_get_min_cell(run);
    const size_t n_not = step->base - step->n;

    if (few <= 1 || !stage->is_of_group)
        return true;
    return stage->is_step_told && step->base >= svy_run_get_min_base(run) &&
           (step->n == 0 || step->n >= few) && (n_not == 0 || n_not >= few) &&
           (n_without == 0 || n_without >= few);
}

static bool add_stage(const SvyRun *run,
                      const GArray *stages,
                      guint i,
                      Climb *climb,
                      SvyTableBuilder *builder,
                      GError **error)
{
    const Stage *stage = get_stage(stages, i);
    SvyCell *cells = svy_table_builder_add_row(builder, SVY_MARK_NONE);
    SvyShare share, step;
    size_t n_without;

    if (!svy_tally_share_of(run, stage->people, climb->base, &share, error))
        return false;
    svy_cell_set_text(&cells[0], stage->name);
    svy_cell_set_share(&cells[1], &share);
    if (i == 0)
        return true;
    intersect(get_stage(stages, i - 1)->people, climb->base, climb->from);
    if (!svy_tally_share_of(run, stage->people, climb->from, &step, error))
        return false;
    svy_cell_set_share(&cells[2], &step);
    n_without = count_without(climb->base, get_stage(stages, i - 1), stage);
    svy_cell_set_count(&cells[3], n_without);
    if (!is_told(run, stage, &step, n_without)) {
        svy_cell_withhold(&cells[2]);
        svy_cell_withhold(&cells[3]);
        return true;
    }
    if (step.base >= SVY_WORDS_MIN_BASE && step.p.status == SVY_STATUS_OK &&
        (climb->worst_at == 0 || step.p.value < climb->worst.p.value)) {
        climb->worst = step;
        climb->worst_at = i;
    }
    return true;
}

static bool fill_table(const SvyRun *run,
                       const GArray *stages,
                       Climb *climb,
                       SvyTableBuilder *builder,
                       GError **error)
{
    SvyTable *table = svy_table_builder_get(builder);
    g_autofree char *intervals = svy_words_intervals_in(run->language, run->result->level, false);

    svy_table_builder_add_column(builder, "stage", svy_tr(run->language, "Stage"));
    svy_table_builder_add_column(builder, "p", svy_tr(run->language, "Of all"));
    svy_table_builder_add_column(builder, "step",
                                 svy_tr(run->language, "Of those on the stage before"));
    svy_table_builder_add_column(builder, "without",
                                 svy_tr(run->language, "Without the stage before"));
    for (guint i = 0; i < stages->len; i++) {
        if (!add_stage(run, stages, i, climb, builder, error))
            return false;
    }
    table->base_rule = g_strdup(
        svy_tr(run->language, "people of whom every stage is known; who is not on a stage counts "
                              "as not on the next one when that was not asked"));
    table->method = g_steal_pointer(&intervals);
    if (climb->worst_at > 0)
        table->finding =
            svy_words_ladder(&run->result->survey, climb->worst_at, &climb->worst, stages->len > 2);
    return true;
}

/* --- By group ------------------------------------------------------------------------------- */

/* People of a group on each stage, as far as that may be told. */
typedef struct {
    SvyTally base;
    bool *is_told; /* [n_stages] */
    SvyTally *on;  /* [n_stages] */
} Climbers;

static void climbers_clear(Climbers *climbers)
{
    g_free(climbers->is_told);
    g_free(climbers->on);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Climbers, climbers_clear)

static void clear_climbers(gpointer data)
{
    climbers_clear(data);
}

/* The table of the scale by the groups. */
static const SvyBreakdown *find_scale(const SvyRun *run,
                                      const SvyQuestion *question,
                                      const SvyGrouping *grouping)
{
    for (guint t = 0; t < run->breakdowns->tables->len; t++) {
        const SvyBreakdown *table = g_ptr_array_index(run->breakdowns->tables, t);

        if (table->question == question && table->grouping == grouping && !table->is_silent &&
            table->is_exclusive)
            return table;
    }
    return NULL;
}

/* Points of a scale: what the cells of its table tell of those from one upwards. */
static bool climb_scale(const SvyRun *run,
                        const Ladder *ladder,
                        const SvyBreakdown *table,
                        size_t g,
                        Climbers *climbers,
                        GError **error)
{
    bool has_base = false;

    if (table != NULL && !svy_by_group_sum(run, table, get_stage(ladder->stages, 0)->known, g + 1,
                                           &climbers->base, &has_base, error))
        return false;
    for (guint i = 0; has_base && i < ladder->stages->len; i++) {
        if (!svy_by_group_sum(run, table, get_stage(ladder->stages, i)->people, g + 1,
                              &climbers->on[i], &climbers->is_told[i], error))
            return false;
    }
    return true;
}

/* Who is on a stage of the plan, is of the base, and is in the group. */
static bool count_group(const SvyRun *run,
                        const Ladder *ladder,
                        const SvyBitset *base,
                        const SvyBitset *group,
                        Climbers *climbers,
                        GError **error)
{
    g_autoptr(SvyBitset) people = svy_bitset_copy(base);

    if (people == NULL)
        return svy_error_set_memory(error, "stages");
    svy_bitset_and(people, group);
    climbers->base = svy_tally_count(run, people, NULL);
    for (guint i = 0; i < ladder->stages->len; i++)
        climbers->on[i] = svy_tally_count(run, get_stage(ladder->stages, i)->people, people);
    return true;
}

static bool forbid_stage(const SvyRun *run,
                         const SvyPlanLadder *plan,
                         size_t stage,
                         const SvyGrouping *grouping,
                         bool is_told[],
                         GError **error)
{
    g_autofree bool *of_stage = g_new0(bool, grouping->n_groups + 1);
    g_auto(SvyOutcome) outcome = {0};

    if (!find_named(run, plan, stage, &outcome, error) ||
        !svy_told_find(run, &outcome, grouping, of_stage, error))
        return false;
    for (size_t g = 0; g < grouping->n_groups; g++)
        is_told[g] &= of_stage[g] && outcome.question != grouping->questions[0];
    return true;
}

static bool is_few(const SvyRun *run, size_t n)
{
    return n > 0 && n < svy_run_get_min_cell(run);
}

/* A number that is small here and not in the tables of the questions. */
static bool has_few(const SvyRun *run, const Ladder *ladder, const Climbers *climbers)
{
    bool has = climbers->base.n < svy_run_get_min_base(run);

    for (guint i = 0; i < ladder->stages->len; i++)
        has |= is_few(run, climbers->on[i].n) || is_few(run, climbers->base.n - climbers->on[i].n);
    return has;
}

/* Stages of the plan: of a group all are told or none, and only where each is told in the tables of
 * its question. These may have a few people more, of whom another stage is not known; whoever knows
 * how many can turn the ones into the others. So no other groups can be withheld here: where a
 * number is small here alone, none is told. */
static bool climb_named(const SvyRun *run,
                        const Ladder *ladder,
                        const SvyBitset *base,
                        const SvyGrouping *grouping,
                        GArray *climbers,
                        GError **error)
{
    g_autofree bool *is_told = g_new0(bool, grouping->n_groups + 1);
    bool has_lost = false;

    for (size_t g = 0; g < grouping->n_groups; g++)
        is_told[g] = true;
    for (guint i = 0; i < ladder->stages->len; i++) {
        if (!forbid_stage(run, ladder->plan, i, grouping, is_told, error))
            return false;
    }
    for (size_t g = 0; g < grouping->n_groups; g++) {
        Climbers *of_group = &g_array_index(climbers, Climbers, g);

        if (!count_group(run, ladder, base, grouping->groups[g].people, of_group, error))
            return false;
        has_lost |= is_told[g] && has_few(run, ladder, of_group);
    }
    for (size_t g = 0; g < grouping->n_groups; g++) {
        for (guint i = 0; i < ladder->stages->len; i++)
            g_array_index(climbers, Climbers, g).is_told[i] =
                is_told[g] && (!has_lost || svy_run_get_min_cell(run) <= 1);
    }
    return true;
}

/* (transfer full) [n_groups] */
static bool find_climbers(const SvyRun *run,
                          const Ladder *ladder,
                          const SvyBitset *base,
                          const SvyGrouping *grouping,
                          GArray **ret_climbers,
                          GError **error)
{
    g_autoptr(GArray) climbers = g_array_new(FALSE, TRUE, sizeof(Climbers));
    const SvyBreakdown *table =
        ladder->plan == NULL ? find_scale(run, ladder->question, grouping) : NULL;

    g_array_set_clear_func(climbers, clear_climbers);
    g_array_set_size(climbers, (guint)grouping->n_groups);
    for (guint g = 0; g < climbers->len; g++) {
        g_array_index(climbers, Climbers, g).is_told = g_new0(bool, ladder->stages->len);
        g_array_index(climbers, Climbers, g).on = g_new0(SvyTally, ladder->stages->len);
    }
    for (guint g = 0; ladder->plan == NULL && g < climbers->len; g++) {
        if (!climb_scale(run, ladder, table, g, &g_array_index(climbers, Climbers, g), error))
            return false;
    }
    if (ladder->plan != NULL && !climb_named(run, ladder, base, grouping, climbers, error))
        return false;
    *ret_climbers = g_steal_pointer(&climbers);
    return true;
}

/* Nobody at all is on the stage and not on the one before: who goes on is told by both numbers. */
static bool is_nested(const Ladder *ladder, const SvyBitset *base, guint i)
{
    return count_without(base, get_stage(ladder->stages, i - 1), get_stage(ladder->stages, i)) == 0;
}

enum { BY_GROUP, BY_STAGE, BY_SHARE, BY_STEP };

static void withhold_share(SvyCell *cell)
{
    svy_cell_set_share(cell, &(SvyShare){.n = 0});
    svy_cell_withhold(cell);
}

static bool add_stage_of_group(const SvyRun *run,
                               const Ladder *ladder,
                               const SvyBitset *base,
                               const Climbers *climbers,
                               guint i,
                               SvyCell cells[],
                               GError **error)
{
    SvyShare share, step;

    svy_cell_set_text(&cells[BY_STAGE], get_stage(ladder->stages, i)->name);
    withhold_share(&cells[BY_SHARE]);
    if (i > 0 && is_nested(ladder, base, i))
        withhold_share(&cells[BY_STEP]);
    if (!climbers->is_told[i])
        return true;
    if (!svy_tally_share(run, &climbers->on[i], &climbers->base, &share, error))
        return false;
    svy_cell_set_share(&cells[BY_SHARE], &share);
    if (i == 0 || !is_nested(ladder, base, i) || !climbers->is_told[i - 1])
        return true;
    if (!svy_tally_share(run, &climbers->on[i], &climbers->on[i - 1], &step, error))
        return false;
    svy_cell_set_share(&cells[BY_STEP], &step);
    return true;
}

/* Groups of which something is told; and whether something is withheld. */
static size_t count_told(const Ladder *ladder, const GArray *climbers, bool *ret_has_withheld)
{
    size_t n = 0;

    *ret_has_withheld = false;
    for (guint g = 0; g < climbers->len; g++) {
        bool is_any_told = false;

        for (guint i = 0; i < ladder->stages->len; i++) {
            is_any_told |= g_array_index(climbers, Climbers, g).is_told[i];
            *ret_has_withheld |= !g_array_index(climbers, Climbers, g).is_told[i];
        }
        n += is_any_told;
    }
    return n;
}

static void note_steps(const SvyRun *run,
                       const Ladder *ladder,
                       const SvyBitset *base,
                       SvyTableBuilder *builder)
{
    for (guint i = 1; i < ladder->stages->len; i++) {
        if (is_nested(ladder, base, i))
            continue;
        svy_table_builder_add_note(
            builder, svy_tr(run->language, "How many go on from one stage to the next is told of "
                                           "groups only where nobody is on the next one alone."));
        return;
    }
}

static bool publish_group(SvyRun *run,
                          const Ladder *ladder,
                          const SvyBitset *base,
                          const SvyTable *all,
                          const SvyGrouping *grouping,
                          GError **error)
{
    g_autoptr(GArray) climbers = NULL;
    g_autoptr(SvyTableBuilder) builder = NULL;
    bool has_withheld;

    if (!find_climbers(run, ladder, base, grouping, &climbers, error))
        return false;
    if (count_told(ladder, climbers, &has_withheld) < 2)
        return true;
    builder = svy_by_group_start(run, SVY_TABLE_LADDER_BY, all, "step", grouping);
    for (size_t row = 0; row < all->n_rows; row++)
        svy_by_group_add_all(run, builder, all, "step", row);
    for (guint g = 0; g < climbers->len; g++) {
        for (guint i = 0; i < ladder->stages->len; i++) {
            if (!add_stage_of_group(run, ladder, base, &g_array_index(climbers, Climbers, g), i,
                                    svy_by_group_add_row(builder, grouping, g), error))
                return false;
        }
    }
    note_steps(run, ladder, base, builder);
    svy_by_group_finish(run, builder, grouping, has_withheld);
    return true;
}

static bool publish_groups(SvyRun *run,
                           const Ladder *ladder,
                           const SvyBitset *base,
                           const char *id,
                           GError **error)
{
    for (guint g = 0; g < run->breakdowns->groupings->len; g++) {
        const SvyGrouping *grouping = g_ptr_array_index(run->breakdowns->groupings, g);

        if (svy_by_group_suits(grouping, ladder->question) &&
            !publish_group(run, ladder, base, svy_by_group_find(run, id), grouping, error))
            return false;
    }
    return true;
}

/* --- The whole ------------------------------------------------------------------------------ */

static bool publish(SvyRun *run,
                    const Ladder *ladder,
                    const char *id,
                    const char *title,
                    bool is_not_nested,
                    GError **error)
{
    const GArray *stages = ladder->stages;
    g_autoptr(SvyBitset) base = find_base(stages);
    g_autoptr(SvyBitset) from = svy_bitset_new(run->dataset->n_rows);
    g_autoptr(SvyTableBuilder) builder = svy_table_builder_new(SVY_TABLE_LADDER, id, title);
    Climb climb = {.base = base, .from = from};

    if (base == NULL || from == NULL)
        return svy_error_set(error, SVY_ERROR_NO_MEMORY, NULL, NULL, "no memory for stages");
    if (svy_bitset_count(base) == 0)
        return true;
    if (!fill_table(run, stages, &climb, builder, error))
        return false;
    svy_table_builder_get(builder)->is_not_nested = is_not_nested;
    svy_run_take_table(run, builder);
    return !svy_by_group_is_wanted(run, SVY_PANELS_LADDER) ||
           publish_groups(run, ladder, base, id, error);
}

static bool run_named(SvyRun *run, GError **error)
{
    for (size_t i = 0; i < run->plan->n_ladders; i++) {
        const SvyPlanLadder *ladder = &run->plan->ladders[i];
        g_autoptr(GArray) stages = new_stages();
        g_autofree char *id = g_strdup_printf("ladder-%zu", i + 1);
        g_autofree char *title =
            ladder->name == NULL
                ? g_strdup(svy_tr(run->language, "Step by step"))
                : g_strdup_printf(svy_tr(run->language, "Step by step: %s"), ladder->name);

        if (!add_named(run, ladder, stages, error) ||
            !publish(run, &(Ladder){.stages = stages, .plan = ladder}, id, title,
                     ladder->is_not_nested, error))
            return false;
    }
    return true;
}

static bool run_scale(SvyRun *run, const SvyQuestion *question, GError **error)
{
    g_autoptr(GArray) stages = new_stages();
    g_autofree char *id = g_strdup_printf("ladder-%s", question->id);
    g_autofree char *title =
        g_strdup_printf(svy_tr(run->language, "Step by step: %s"), question->text);

    if (!add_rungs(run, question, stages, error))
        return false;
    return stages->len < 2 ||
           publish(run, &(Ladder){.stages = stages, .question = question}, id, title, false, error);
}

static bool publish_ladders(SvyRun *run, GError **error)
{
    for (guint i = 0; i < run->dataset->questions->len; i++) {
        const SvyQuestion *question = svy_dataset_get_question(run->dataset, i);

        if (is_ladder(question) && !run_scale(run, question, error))
            return false;
    }
    return run_named(run, error);
}

/* Disclosure control knows of the stage by every grouping that has panels. */
static bool prepare_panels(SvyRun *run, const SvyOutcome *outcome, GError **error)
{
    SvyBreakdowns *breakdowns;

    if ((run->options->panels & SVY_PANELS_LADDER) == 0)
        return true;
    if (!svy_run_get_breakdowns(run, &breakdowns, error))
        return false;
    for (guint g = 0; g < breakdowns->groupings->len; g++) {
        const SvyGrouping *grouping = g_ptr_array_index(breakdowns->groupings, g);

        if (svy_by_group_suits(grouping, outcome->question) &&
            !svy_told_prepare(run, outcome, grouping, error))
            return false;
    }
    return true;
}

static bool prepare_stage(SvyRun *run, const SvyPlanLadder *ladder, size_t i, GError **error)
{
    g_auto(SvyOutcome) before = {0};
    g_auto(SvyOutcome) outcome = {0};

    if (!find_named(run, ladder, i, &outcome, error) || !prepare_panels(run, &outcome, error))
        return false;
    return i == 0 || (find_named(run, ladder, i - 1, &before, error) &&
                      svy_told_prepare_within(run, &outcome, &before, error));
}

/* Before disclosure control, which so knows of each step from an answer to the next. */
static bool prepare(SvyRun *run, GError **error)
{
    for (size_t i = 0; i < run->plan->n_ladders; i++) {
        for (size_t k = 0; run->plan->ladders[i].stages[k] != NULL; k++) {
            if (!prepare_stage(run, &run->plan->ladders[i], k, error))
                return false;
        }
    }
    return true;
}

const SvyAnalysis svy_analysis_ladder = {.name = "ladder",
                                         .is_wanted = is_wanted,
                                         .run = prepare,
                                         .publish = publish_ladders};
