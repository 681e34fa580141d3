/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Select-alls: how many options people choose, who chose none, who chose "none" and more. */
#include <string.h>

#include "analysis/tally.h"
#include "base/error.h"
#include "base/findings.h"
#include "base/translate.h"
#include "result/words.h"

#define MAX_PLANES 12u /* bits of the number of ticks: options are fewer than 4,096 */

/* Who ticked something that is a choice, and how many: bit planes of the number of ticks, so that
 * 64 people are counted at a time. */
typedef struct {
    size_t n_planes, n_choices;
    SvyBitset *planes[MAX_PLANES]; /* the i-th bit of each person's number */
    SvyBitset *any;                /* number > 0 */
    SvyBitset *group;              /* room for one number's people */
} Choices;

static void choices_clear(Choices *choices)
{
    for (size_t i = 0; i < choices->n_planes; i++)
        svy_bitset_free(choices->planes[i]);
    svy_bitset_free(choices->any);
    svy_bitset_free(choices->group);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Choices, choices_clear)

static bool is_wanted(const SvyRun *run)
{
    (void)run;
    return true;
}

static bool is_choice(const SvyChoice *option)
{
    return option->ticks != NULL && option->mark != SVY_MARK_NOTHING &&
           option->mark != SVY_MARK_DONT_KNOW;
}

/* Adds one tick to the numbers of 64 people: a carry that runs through the planes. */
static void add_ticks(Choices *choices, const SvyBitset *ticks)
{
    for (size_t w = 0; w < (ticks->n_bits + 63) / 64; w++) {
        uint64_t carry = ticks->words[w];

        choices->any->words[w] |= carry;
        for (size_t i = 0; carry != 0 && i < choices->n_planes; i++) {
            const uint64_t plane = choices->planes[i]->words[w];

            choices->planes[i]->words[w] = plane ^ carry;
            carry &= plane;
        }
    }
}

static bool allocate(Choices *choices, size_t n_rows)
{
    size_t n_planes = 1;

    while (n_planes < MAX_PLANES && (size_t)1 << n_planes <= choices->n_choices)
        n_planes++;
    choices->any = svy_bitset_new(n_rows);
    choices->group = svy_bitset_new(n_rows);
    for (size_t i = 0; i < n_planes; i++) {
        choices->planes[i] = svy_bitset_new(n_rows);
        if (choices->planes[i] == NULL)
            return false;
        choices->n_planes++;
    }
    return choices->any != NULL && choices->group != NULL;
}

static bool count_choices(const SvyRun *run,
                          const SvyQuestion *question,
                          Choices *choices,
                          GError **error)
{
    const size_t n = svy_question_count_options(question);

    for (size_t i = 0; i < n; i++) {
        const SvyChoice option = svy_question_get_option(question, i);

        choices->n_choices += is_choice(&option);
    }
    if (!allocate(choices, run->dataset->n_rows))
        return svy_error_set(error, SVY_ERROR_NO_MEMORY, NULL, NULL, "no memory for select-alls");
    for (size_t i = 0; i < n; i++) {
        const SvyChoice option = svy_question_get_option(question, i);

        if (is_choice(&option))
            add_ticks(choices, option.ticks);
    }
    return true;
}

/* --- "None" and more ------------------------------------------------------------------------ */

static void find_none_and_more(SvyRun *run, const SvyQuestion *question, const Choices *choices)
{
    for (size_t i = 0; i < svy_question_count_options(question); i++) {
        const SvyChoice option = svy_question_get_option(question, i);
        size_t n;

        if (option.mark != SVY_MARK_NOTHING || option.ticks == NULL)
            continue;
        n = svy_bitset_count_and(option.ticks, choices->any);
        if (n > 0)
            svy_findings_add(
                run->result->findings, SVY_SEVERITY_WARNING, "none-and-more", 0, option.column,
                SVY_TR("Nothing to do; the ticks are counted as given"),
                SVY_TR("%zu respondents ticked the option that excludes all others, and "
                       "another one (%s)"),
                n, question->id);
    }
}

static const SvyBitset *find_nothing(const SvyQuestion *question)
{
    for (size_t i = 0; i < svy_question_count_options(question); i++) {
        const SvyChoice option = svy_question_get_option(question, i);

        if (option.mark == SVY_MARK_NOTHING)
            return option.ticks;
    }
    return NULL;
}

static bool is_select_all(const SvyQuestion *question)
{
    return question->type == SVY_QUESTION_MULTI && !question->is_meta && !question->is_personal &&
           question->answered != NULL && svy_question_count_options(question) > 1;
}

/* Where nobody can say "none", those who ticked nothing are not in the base: nothing is known. */
static bool knows_none(const SvyQuestion *question)
{
    return question->base != SVY_BASE_TICKED || find_nothing(question) != NULL;
}

/* --- The table ------------------------------------------------------------------------------ */

/* The people of the base with exactly @number ticks, into choices->group. */
static void find_number(const Choices *choices, const SvyBitset *base, size_t number)
{
    for (size_t w = 0; w < (base->n_bits + 63) / 64; w++) {
        uint64_t people = base->words[w];

        for (size_t i = 0; i < choices->n_planes; i++) {
            const uint64_t plane = choices->planes[i]->words[w];

            people &= (number >> i & 1) != 0 ? plane : ~plane;
        }
        choices->group->words[w] = people;
    }
}

static bool set_mean(const SvyRun *run,
                     const SvyQuestion *question,
                     const Choices *choices,
                     SvyCell *cell,
                     GError **error)
{
    const size_t n = choices->n_choices + 1;
    g_autofree double *scores = g_new0(double, n);
    g_autofree SvyTally *people = g_new0(SvyTally, n);
    SvyEstimate mean;

    for (size_t number = 0; number < n; number++) {
        find_number(choices, question->answered, number);
        scores[number] = (double)number;
        people[number] = svy_tally_count(run, choices->group, NULL);
    }
    if (!svy_tally_mean(run, n, scores, people, &mean, error))
        return false;
    svy_cell_set_estimate(cell, SVY_CELL_ESTIMATE, &mean);
    return true;
}

static bool set_none(const SvyRun *run,
                     const SvyQuestion *question,
                     const Choices *choices,
                     SvyCell *cell,
                     GError **error)
{
    SvyShare share;

    if (!knows_none(question))
        return true;
    find_number(choices, question->answered, 0);
    if (!svy_tally_share_of(run, choices->group, question->answered, &share, error))
        return false;
    svy_cell_set_share(cell, &share);
    return true;
}

enum { COLUMN_LABEL, COLUMN_ID, COLUMN_BASE, COLUMN_MEAN, COLUMN_NONE, COLUMN_BOTH };

/* Columns that no question fills are left out; where there is an answer for "none", it is known who
 * chose none. */
static SvyTableBuilder *start_table(const SvyRun *run)
{
    bool has_none = false, has_nothing = false;
    g_autofree char *intervals = svy_words_intervals_in(run->language, run->result->level, true);
    SvyTableBuilder *builder = svy_table_builder_new(
        SVY_TABLE_CHOSEN, "chosen", svy_tr(run->language, "How many answers people chose"));
    SvyTable *table = svy_table_builder_get(builder);

    for (guint i = 0; i < run->dataset->questions->len; i++) {
        const SvyQuestion *question = svy_dataset_get_question(run->dataset, i);

        has_none |= is_select_all(question) && knows_none(question);
        has_nothing |= is_select_all(question) && find_nothing(question) != NULL;
    }
    svy_table_builder_add_column(builder, "question", svy_tr(run->language, "Question"));
    svy_table_builder_add_column(builder, "id", svy_tr(run->language, "Id"));
    svy_table_builder_add_column(builder, "n", svy_tr(run->language, "People"));
    svy_table_builder_add_column(builder, "mean", svy_tr(run->language, "Mean number chosen"));
    if (has_none)
        svy_table_builder_add_column(builder, "none", svy_tr(run->language, "Chose none"));
    if (has_nothing)
        svy_table_builder_add_column(builder, "none-and-more",
                                     svy_tr(run->language, "“None” and more"));
    table->base_rule = g_strdup(svy_tr(run->language, "as at each question"));
    table->method = g_strdup_printf(
        svy_tr(run->language,
               "Options such as “None of these” and “Don't know” are no choices. %s"),
        intervals);
    return builder;
}

static bool add_row(const SvyRun *run,
                    SvyTableBuilder *builder,
                    const SvyQuestion *question,
                    const Choices *choices,
                    GError **error)
{
    SvyCell *cells = svy_table_builder_add_row(builder, SVY_MARK_NONE);
    const SvyBitset *nothing = find_nothing(question);

    svy_cell_set_text(&cells[COLUMN_LABEL], question->text);
    svy_cell_set_text(&cells[COLUMN_ID], question->id);
    svy_cell_set_count(&cells[COLUMN_BASE], svy_bitset_count(question->answered));
    if (nothing != NULL)
        svy_cell_set_count(&cells[COLUMN_BOTH], svy_bitset_count_and(nothing, choices->any));
    return set_mean(run, question, choices, &cells[COLUMN_MEAN], error) &&
           set_none(run, question, choices, &cells[COLUMN_NONE], error);
}

static bool run_multi(SvyRun *run, GError **error)
{
    g_autoptr(SvyTableBuilder) builder = start_table(run);
    size_t n_rows = 0;

    for (guint i = 0; i < run->dataset->questions->len; i++) {
        const SvyQuestion *question = svy_dataset_get_question(run->dataset, i);
        g_auto(Choices) choices = {0};

        if (!is_select_all(question))
            continue;
        if (!count_choices(run, question, &choices, error))
            return false;
        find_none_and_more(run, question, &choices);
        if (!run->options->with_questions ||
            svy_bitset_find_first(question->answered) >= question->answered->n_bits)
            continue;
        if (!add_row(run, builder, question, &choices, error))
            return false;
        n_rows++;
    }
    if (n_rows > 0)
        svy_run_take_table(run, builder);
    return true;
}

const SvyAnalysis svy_analysis_multi = {.name = "multi", .is_wanted = is_wanted, .run = run_multi};
