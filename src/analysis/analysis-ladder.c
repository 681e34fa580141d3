/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Stages in order (aware, use, follow, contribute): how many reach each, and how many of those who
 * reached one go on to the next. Nobody is made to climb: who is on a stage without the one before
 * is counted as such. */
#include <string.h>

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

static bool publish(SvyRun *run,
                    const GArray *stages,
                    const char *id,
                    const char *title,
                    bool is_not_nested,
                    GError **error)
{
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
    return true;
}

/* --- The whole ------------------------------------------------------------------------------ */

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
            !publish(run, stages, id, title, ladder->is_not_nested, error))
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
    return stages->len < 2 || publish(run, stages, id, title, false, error);
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

/* Before disclosure control, which so knows of each step from an answer to the next. */
static bool prepare(SvyRun *run, GError **error)
{
    for (size_t i = 0; i < run->plan->n_ladders; i++) {
        const SvyPlanLadder *ladder = &run->plan->ladders[i];

        for (size_t k = 1; ladder->stages[0] != NULL && ladder->stages[k] != NULL; k++) {
            g_auto(SvyOutcome) before = {0};
            g_auto(SvyOutcome) outcome = {0};

            if (!find_named(run, ladder, k - 1, &before, error) ||
                !find_named(run, ladder, k, &outcome, error) ||
                !svy_told_prepare_within(run, &outcome, &before, error))
                return false;
        }
    }
    return true;
}

const SvyAnalysis svy_analysis_ladder = {.name = "ladder",
                                         .is_wanted = is_wanted,
                                         .run = prepare,
                                         .publish = publish_ladders};
