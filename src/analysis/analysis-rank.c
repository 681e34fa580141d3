/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rankings: mean place, first places, Borda points, and which item is put before which. A person
 * who ranked some of the items only put those before all that were left out; between two that were
 * left out nothing is known. */
#include <math.h>
#include <string.h>

#include "analysis/by-group.h"
#include "analysis/tally.h"
#include "analysis/variable.h"
#include "base/error.h"
#include "base/num.h"
#include "base/translate.h"
#include "result/words.h"

#define MAX_ITEMS  20u
#define MAX_MATRIX 12u /* items of a square table that still fits a page */

/* One ranking as bit rows. */
typedef struct {
    const SvyQuestion *question;
    size_t n_items, n_places;
    SvyVariable *items[MAX_ITEMS];
    SvyBitset **at;               /* [n_items * n_places] who gave the item that place, once each */
    SvyBitset *placed[MAX_ITEMS]; /* who gave it any */
    SvyBitset *base;              /* who ranked something */
    SvyBitset *scratch;
    size_t n_partial; /* who left something out */
} Ranking;

static void ranking_clear(Ranking *ranking)
{
    for (size_t i = 0; ranking->at != NULL && i < ranking->n_items * ranking->n_places; i++)
        svy_bitset_free(ranking->at[i]);
    for (size_t i = 0; i < ranking->n_items; i++) {
        svy_variable_free(ranking->items[i]);
        svy_bitset_free(ranking->placed[i]);
    }
    svy_bitset_free(ranking->base);
    svy_bitset_free(ranking->scratch);
    g_free(ranking->at);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Ranking, ranking_clear)

static bool is_wanted(const SvyRun *run)
{
    return run->options->with_questions;
}

static SvyBitset *people_at(const Ranking *ranking, size_t item, size_t place)
{
    return ranking->at[item * ranking->n_places + place];
}

/* --- Reading -------------------------------------------------------------------------------- */

/* The place that an answer stands for, from 0: its number where it is one, else its order. */
static size_t find_place(const SvyVariable *variable, size_t answer)
{
    double number;

    if (svy_num_parse(variable->answers[answer].label, &number) && number >= 1 &&
        number <= MAX_ITEMS)
        return (size_t)number - 1;
    return answer;
}

static size_t count_places(const Ranking *ranking)
{
    size_t n = 0;

    for (size_t i = 0; i < ranking->n_items; i++) {
        const SvyVariable *variable = ranking->items[i];

        for (size_t j = 0; j < variable->n_answers - variable->n_nets; j++) {
            if (variable->answers[j].mark == SVY_MARK_NONE)
                n = MAX(n, find_place(variable, j) + 1);
        }
    }
    return MIN(n, MAX_ITEMS);
}

/* Whoever gave an item two places gave it the better one. */
static bool read_item(Ranking *ranking, size_t item, size_t n_rows)
{
    const SvyVariable *variable = ranking->items[item];

    ranking->placed[item] = svy_bitset_new(n_rows);
    for (size_t place = 0; place < ranking->n_places; place++) {
        SvyBitset *people = svy_bitset_new(n_rows);

        ranking->at[item * ranking->n_places + place] = people;
        if (people == NULL || ranking->placed[item] == NULL)
            return false;
        for (size_t j = 0; j < variable->n_answers - variable->n_nets; j++) {
            if (variable->answers[j].mark == SVY_MARK_NONE && find_place(variable, j) == place)
                svy_bitset_or(people, variable->answers[j].people);
        }
        svy_bitset_and_not(people, ranking->placed[item]);
        svy_bitset_or(ranking->placed[item], people);
    }
    svy_bitset_or(ranking->base, ranking->placed[item]);
    return true;
}

static void count_partial(Ranking *ranking)
{
    SvyBitset *complete = ranking->scratch;

    memcpy(complete->words, ranking->base->words,
           (complete->n_bits + 63) / 64 * sizeof *complete->words);
    for (size_t i = 0; i < ranking->n_items; i++)
        svy_bitset_and(complete, ranking->placed[i]);
    ranking->n_partial = svy_bitset_count(ranking->base) - svy_bitset_count(complete);
}

static bool read_ranking(const SvyRun *run,
                         const SvyQuestion *question,
                         Ranking *ranking,
                         GError **error)
{
    const size_t n_items = svy_variable_count(question), n_rows = run->dataset->n_rows;

    ranking->question = question;
    for (size_t i = 0; i < n_items; i++) {
        if (!svy_variable_new(run->dataset, question, i, &ranking->items[i], error))
            return false;
        ranking->n_items++;
    }
    ranking->n_places = count_places(ranking);
    ranking->at = g_new0(SvyBitset *, n_items * ranking->n_places + 1);
    ranking->base = svy_bitset_new(n_rows);
    ranking->scratch = svy_bitset_new(n_rows);
    if (ranking->base == NULL || ranking->scratch == NULL)
        return svy_error_set_memory(error, "rankings");
    for (size_t i = 0; i < n_items; i++) {
        if (!read_item(ranking, i, n_rows))
            return svy_error_set_memory(error, "rankings");
    }
    count_partial(ranking);
    return true;
}

/* --- Places and points ---------------------------------------------------------------------- */

static bool set_mean_place(const SvyRun *run,
                           const Ranking *ranking,
                           size_t item,
                           SvyCell *cell,
                           GError **error)
{
    double scores[MAX_ITEMS];
    SvyTally people[MAX_ITEMS];
    SvyEstimate mean;

    for (size_t place = 0; place < ranking->n_places; place++) {
        scores[place] = (double)place + 1;
        people[place] = svy_tally_count(run, people_at(ranking, item, place), NULL);
    }
    if (!svy_tally_mean(run, ranking->n_places, scores, people, &mean, error))
        return false;
    svy_cell_set_estimate(cell, SVY_CELL_ESTIMATE, &mean);
    return true;
}

/* Who left the item out and placed exactly @n_placed others, into ranking->scratch. */
static void find_left_out(const Ranking *ranking, size_t item, size_t n_placed)
{
    for (size_t w = 0; w < (ranking->base->n_bits + 63) / 64; w++) {
        uint64_t exactly[MAX_ITEMS + 1] = {ranking->base->words[w] &
                                           ~ranking->placed[item]->words[w]};

        for (size_t i = 0; i < ranking->n_items; i++) {
            const uint64_t placed = ranking->placed[i]->words[w];

            for (size_t k = MIN(i + 1, n_placed); k > 0; k--)
                exactly[k] = (exactly[k] & ~placed) | (exactly[k - 1] & placed);
            exactly[0] &= ~placed;
        }
        ranking->scratch->words[w] = exactly[n_placed];
    }
}

/* One point for each item below; items that were left out share the points that are left. */
static bool set_borda(const SvyRun *run,
                      const Ranking *ranking,
                      size_t item,
                      SvyCell *cell,
                      GError **error)
{
    const double m = (double)ranking->n_items;
    double scores[2 * MAX_ITEMS];
    SvyTally people[2 * MAX_ITEMS];
    size_t n = 0;
    SvyEstimate mean;

    for (size_t place = 0; place < ranking->n_places; place++) {
        scores[n] = fmax(0, m - 1 - (double)place);
        people[n++] = svy_tally_count(run, people_at(ranking, item, place), NULL);
    }
    for (size_t n_placed = 1; ranking->n_partial > 0 && n_placed < ranking->n_items; n_placed++) {
        find_left_out(ranking, item, n_placed);
        scores[n] = (m - 1 - (double)n_placed) / 2;
        people[n++] = svy_tally_count(run, ranking->scratch, NULL);
    }
    if (!svy_tally_mean(run, n, scores, people, &mean, error))
        return false;
    svy_cell_set_estimate(cell, SVY_CELL_ESTIMATE, &mean);
    return true;
}

/* Where nearly everyone placed everything, it is not worth a column. */
static bool shows_placed(const Ranking *ranking)
{
    return 20 * ranking->n_partial >= svy_bitset_count(ranking->base);
}

/* The places whose shares are told, and the columns before and after them. */
enum { N_TOLD = 3 };
enum { COLUMN_ITEM, COLUMN_MEAN, COLUMN_FIRST };

/* The first three; never the last of all, which the others tell. */
static size_t count_told(const Ranking *ranking)
{
    const size_t n = MIN(ranking->n_places, ranking->n_items);

    return MAX((size_t)1, MIN((size_t)N_TOLD, n > 0 ? n - 1 : 0));
}

static SvyTableBuilder *start_ranks(const SvyRun *run, const Ranking *ranking)
{
    static const struct {
        const char *key, *heading;
    } places[N_TOLD] = {{"first", SVY_TR("In first place")},
                        {"second", SVY_TR("In second place")},
                        {"third", SVY_TR("In third place")}};
    g_autofree char *intervals = svy_words_intervals_in(run->language, run->result->level, true);
    const SvyQuestion *question = ranking->question;
    g_autofree char *id = g_strdup_printf("rank-%s", question->id);
    g_autofree char *n = svy_tr_num_count(run->language, ranking->n_partial);
    SvyTableBuilder *builder = svy_table_builder_new(SVY_TABLE_RANK, id, question->text);
    SvyTable *table = svy_table_builder_get(builder);

    table->row_id = g_strdup(question->id);
    table->row_text = g_strdup(question->text);
    table->base_rule = g_strdup(
        svy_tr(run->language, "those who ranked at least one item; for the mean place, those "
                              "who placed the item"));
    table->method = g_strdup_printf(
        ranking->n_partial > 0
            ? svy_tr(run->language,
                     "1 is the best place. Borda points: one for each item below, of %zu at most; "
                     "items that a person left out share the points that are left. %s")
            : svy_tr(
                  run->language,
                  "1 is the best place. Borda points: one for each item below, of %zu at most. %s"),
        ranking->n_items - 1, intervals);
    if (ranking->n_partial > 0) {
        g_autofree char *note = g_strdup_printf(
            svy_tr(run->language,
                   "Left out at least one item: %s. They count as putting what they placed "
                   "before what they left out."),
            n);

        svy_table_builder_add_note(builder, note);
    }
    svy_table_builder_add_column(builder, "item", svy_tr(run->language, "Item"));
    svy_table_builder_add_column(builder, "mean", svy_tr(run->language, "Mean place"));
    for (size_t place = 0; place < count_told(ranking); place++)
        svy_table_builder_add_column(builder, places[place].key,
                                     svy_tr(run->language, places[place].heading));
    svy_table_builder_add_column(builder, "borda", svy_tr(run->language, "Borda points"));
    if (shows_placed(ranking))
        svy_table_builder_add_column(builder, "placed", svy_tr(run->language, "Placed at all"));
    return builder;
}

static bool set_share(const SvyRun *run,
                      const Ranking *ranking,
                      const SvyBitset *people,
                      SvyCell *cell,
                      GError **error)
{
    SvyShare share;

    if (!svy_tally_share_of(run, people, ranking->base, &share, error))
        return false;
    svy_cell_set_share(cell, &share);
    return true;
}

/* The cells of one item, column by column as start_ranks() made them. */
static bool fill_item(const SvyRun *run,
                      const Ranking *ranking,
                      size_t item,
                      SvyCell cells[],
                      GError **error)
{
    const size_t n_told = count_told(ranking), borda = COLUMN_FIRST + n_told;

    svy_cell_set_text(&cells[COLUMN_ITEM], ranking->items[item]->row_label);
    if (!set_mean_place(run, ranking, item, &cells[COLUMN_MEAN], error))
        return false;
    for (size_t place = 0; place < n_told; place++) {
        if (!set_share(run, ranking, people_at(ranking, item, place), &cells[COLUMN_FIRST + place],
                       error))
            return false;
    }
    return set_borda(run, ranking, item, &cells[borda], error) &&
           (!shows_placed(ranking) ||
            set_share(run, ranking, ranking->placed[item], &cells[borda + 1], error));
}

static bool add_ranks(SvyRun *run, const Ranking *ranking, GError **error)
{
    g_autoptr(SvyTableBuilder) builder = start_ranks(run, ranking);
    SvyTable *table;

    for (size_t item = 0; item < ranking->n_items; item++) {
        if (!fill_item(run, ranking, item, svy_table_builder_add_row(builder, SVY_MARK_NONE),
                       error))
            return false;
    }
    svy_run_take_table(run, builder);
    table = svy_run_get_last_table(run);
    table->finding = svy_words_table_leader(&run->result->survey, table, COLUMN_FIRST,
                                            svy_tr(run->language, "first places"));
    return true;
}

/* --- One before the other ------------------------------------------------------------------- */

/* Who put @first before @second, into ranking->scratch. */
static void find_before(const Ranking *ranking, size_t first, size_t second)
{
    for (size_t w = 0; w < (ranking->base->n_bits + 63) / 64; w++) {
        uint64_t later = ~(uint64_t)0, before = 0; /* who has not placed the second yet */

        for (size_t place = 0; place < ranking->n_places; place++) {
            later &= ~people_at(ranking, second, place)->words[w];
            before |= people_at(ranking, first, place)->words[w] & later;
        }
        ranking->scratch->words[w] = before;
    }
}

static bool set_preference(const SvyRun *run,
                           const Ranking *ranking,
                           size_t first,
                           size_t second,
                           SvyCell *cell,
                           GError **error)
{
    SvyTally yes, no, all;
    SvyShare share;

    find_before(ranking, second, first);
    no = svy_tally_count(run, ranking->scratch, NULL);
    find_before(ranking, first, second);
    yes = svy_tally_count(run, ranking->scratch, NULL);
    all = svy_tally_add(run, &yes, &no);
    if (!svy_tally_share(run, &yes, &all, &share, error))
        return false;
    svy_cell_set_share(cell, &share);
    return true;
}

static SvyTableBuilder *start_preferences(const SvyRun *run, const Ranking *ranking)
{
    g_autofree char *intervals = svy_words_intervals_in(run->language, run->result->level, false);
    const SvyQuestion *question = ranking->question;
    g_autofree char *id = g_strdup_printf("preference-%s", question->id);
    g_autofree char *title =
        g_strdup_printf(svy_tr(run->language, "Which before which: %s"), question->text);
    SvyTableBuilder *builder = svy_table_builder_new(SVY_TABLE_PREFERENCE, id, title);
    SvyTable *table = svy_table_builder_get(builder);

    table->row_id = g_strdup(question->id);
    table->row_text = g_strdup(question->text);
    table->method = g_strdup_printf(
        svy_tr(run->language,
               "Share who put the item of the row before the item of the column. %s"),
        intervals);
    svy_table_builder_add_column(builder, "item", svy_tr(run->language, "Put before"));
    for (size_t i = 0; i < ranking->n_items; i++) {
        g_autofree char *key = g_strdup_printf("item-%zu", i + 1);

        svy_table_builder_add_column(builder, key, ranking->items[i]->row_label);
    }
    return builder;
}

/* The bases of the pairs differ where people left items out. */
static char *describe_bases(const char *language, const SvyTable *table)
{
    size_t least = SIZE_MAX, most = 0;

    for (size_t i = 0; i < table->n_rows * table->n_columns; i++) {
        if (table->cells[i].kind != SVY_CELL_SHARE)
            continue;
        least = MIN(least, table->cells[i].share.base);
        most = MAX(most, table->cells[i].share.base);
    }

    g_autofree char *from = svy_tr_num_count(language, least);
    g_autofree char *to = svy_tr_num_count(language, most);

    if (least == most)
        return g_strdup_printf(
            svy_tr(language, "for each pair, the %s who put one before the other"), from);
    return g_strdup_printf(
        svy_tr(language, "for each pair, the %s to %s who put one before the other"), from, to);
}

static bool add_preferences(SvyRun *run, const Ranking *ranking, GError **error)
{
    g_autoptr(SvyTableBuilder) builder = NULL;
    SvyTable *table;

    if (ranking->n_items > MAX_MATRIX)
        return true;
    builder = start_preferences(run, ranking);
    for (size_t i = 0; i < ranking->n_items; i++) {
        SvyCell *cells = svy_table_builder_add_row(builder, SVY_MARK_NONE);

        svy_cell_set_text(&cells[0], ranking->items[i]->row_label);
        for (size_t j = 0; j < ranking->n_items; j++) {
            if (i != j && !set_preference(run, ranking, i, j, &cells[j + 1], error))
                return false;
        }
    }
    svy_run_take_table(run, builder);
    table = svy_run_get_last_table(run);
    table->base_rule = describe_bases(run->language, table);
    table->finding = svy_words_table_winner(&run->result->survey, table);
    return true;
}

/* --- Public --------------------------------------------------------------------------------- */

static bool is_ranking(const SvyQuestion *question)
{
    const size_t n = question->type == SVY_QUESTION_RANK ? svy_variable_count(question) : 0;

    return n >= 2 && n <= MAX_ITEMS;
}

static bool run_rank(SvyRun *run, GError **error)
{
    for (guint i = 0; i < run->dataset->questions->len; i++) {
        const SvyQuestion *question = svy_dataset_get_question(run->dataset, i);
        g_auto(Ranking) ranking = {0};

        if (!is_ranking(question))
            continue;
        if (!read_ranking(run, question, &ranking, error))
            return false;
        if (svy_bitset_find_first(ranking.base) == ranking.base->n_bits)
            continue;
        if (!add_ranks(run, &ranking, error) || !add_preferences(run, &ranking, error))
            return false;
    }
    return true;
}

/* --- By group ------------------------------------------------------------------------------- */

static const SvyBreakdown *find_places(const SvyRun *run,
                                       const SvyQuestion *question,
                                       size_t item,
                                       const SvyGrouping *grouping)
{
    for (guint t = 0; t < run->breakdowns->tables->len; t++) {
        const SvyBreakdown *table = g_ptr_array_index(run->breakdowns->tables, t);

        if (table->question == question && table->row_of_question == item &&
            table->grouping == grouping && !table->is_silent)
            return table;
    }
    return NULL;
}

/* Each place by itself, and all of them of the group; answers that are no place need not be. */
static bool tells_places(const SvyBreakdown *table, size_t column)
{
    bool is_told = table != NULL && table->is_exclusive;

    for (size_t row = 0; is_told && row < table->n_rows - table->n_nets; row++)
        is_told = table->rows[row].members == NULL && (table->rows[row].mark != SVY_MARK_NONE ||
                                                       svy_breakdown_is_shown(table, row, column));
    return is_told;
}

/* Rows stand as the answers do where none were put together. */
static bool set_mean_of_group(const SvyRun *run,
                              const SvyVariable *variable,
                              const SvyBreakdown *table,
                              size_t column,
                              SvyCell *mean,
                              SvyCell *people,
                              GError **error)
{
    const size_t n_rows = table->n_rows - table->n_nets;
    g_autofree double *scores = g_new0(double, n_rows + 1);
    g_autofree SvyTally *tallies = g_new0(SvyTally, n_rows + 1);
    SvyEstimate estimate;
    size_t n = 0, n_people = 0;

    for (size_t row = 0; row < n_rows; row++) {
        if (table->rows[row].mark != SVY_MARK_NONE)
            continue;
        scores[n] = (double)find_place(variable, row) + 1;
        tallies[n] = *svy_breakdown_get(table, row, column);
        n_people += tallies[n++].n;
    }
    if (!svy_tally_mean(run, n, scores, tallies, &estimate, error))
        return false;
    svy_cell_set_estimate(mean, SVY_CELL_ESTIMATE, &estimate);
    svy_cell_set_count(people, n_people);
    return true;
}

enum { BY_GROUP, BY_ITEM, BY_MEAN, BY_PEOPLE };

static bool add_item_of_group(const SvyRun *run,
                              const SvyQuestion *question,
                              size_t item,
                              const SvyGrouping *grouping,
                              size_t g,
                              SvyTableBuilder *builder,
                              bool *ret_is_told,
                              GError **error)
{
    const SvyBreakdown *table = find_places(run, question, item, grouping);
    SvyCell *cells = svy_by_group_add_row(builder, grouping, g);
    g_autoptr(SvyVariable) variable = NULL;

    if (!svy_variable_new(run->dataset, question, item, &variable, error))
        return false;
    svy_cell_set_text(&cells[BY_ITEM], variable->row_label);
    *ret_is_told = tells_places(table, g + 1);
    if (*ret_is_told)
        return set_mean_of_group(run, variable, table, g + 1, &cells[BY_MEAN], &cells[BY_PEOPLE],
                                 error);
    svy_cell_set_number(&cells[BY_MEAN], SVY_CELL_ESTIMATE, (double)NAN);
    svy_cell_set_count(&cells[BY_PEOPLE], 0);
    svy_cell_withhold(&cells[BY_MEAN]);
    svy_cell_withhold(&cells[BY_PEOPLE]);
    return true;
}

static SvyTableBuilder *start_by_group(const SvyRun *run,
                                       const SvyTable *all,
                                       const SvyGrouping *grouping)
{
    SvyTableBuilder *builder = svy_by_group_start(run, SVY_TABLE_RANK_BY, all, "mean", grouping);
    g_autofree char *level = svy_words_level_in(run->language, run->result->level);
    SvyTable *table = svy_table_builder_get(builder);

    svy_table_builder_add_column(builder, "people", svy_tr(run->language, "People"));
    g_free(table->base_rule);
    table->base_rule = g_strdup(svy_tr(run->language, "those of the group who placed the item"));
    g_free(table->method);
    table->method = g_strdup_printf(
        svy_tr(run->language, "1 is the best place. A mean place is told where the number of "
                              "people at each place is. %s%% intervals by Student's t."),
        level);
    return builder;
}

/* Everybody's, with the number of people who placed the item. */
static bool add_everybody(const SvyRun *run,
                          const SvyQuestion *question,
                          const SvyTable *all,
                          SvyTableBuilder *builder,
                          GError **error)
{
    for (size_t item = 0; item < all->n_rows; item++) {
        SvyCell *cells = svy_by_group_add_all(run, builder, all, "mean", item);
        g_autoptr(SvyBitset) placed = svy_bitset_new(run->dataset->n_rows);
        g_autoptr(SvyVariable) variable = NULL;

        if (!svy_variable_new(run->dataset, question, item, &variable, error))
            return false;
        if (placed == NULL)
            return svy_error_set_memory(error, "rankings");
        for (size_t i = 0; i < variable->n_answers - variable->n_nets; i++) {
            if (variable->answers[i].mark == SVY_MARK_NONE)
                svy_bitset_or(placed, variable->answers[i].people);
        }
        svy_cell_set_count(&cells[BY_PEOPLE], svy_bitset_count(placed));
    }
    return true;
}

static bool publish_by(SvyRun *run,
                       const SvyQuestion *question,
                       const SvyGrouping *grouping,
                       GError **error)
{
    g_autofree char *id = g_strdup_printf("rank-%s", question->id);
    const SvyTable *all = svy_by_group_find(run, id);
    g_autoptr(SvyTableBuilder) builder = NULL;
    size_t n_told = 0;
    bool has_withheld = false;

    if (all == NULL)
        return true;
    builder = start_by_group(run, all, grouping);
    if (!add_everybody(run, question, all, builder, error))
        return false;
    for (size_t g = 0; g < grouping->n_groups; g++) {
        bool is_any_told = false;

        for (size_t item = 0; item < svy_variable_count(question); item++) {
            bool is_told;

            if (!add_item_of_group(run, question, item, grouping, g, builder, &is_told, error))
                return false;
            is_any_told |= is_told;
            has_withheld |= !is_told;
        }
        n_told += is_any_told;
    }
    if (n_told >= 2)
        svy_by_group_finish(run, builder, grouping, has_withheld);
    return true;
}

static bool publish(SvyRun *run, GError **error)
{
    for (guint i = 0;
         svy_by_group_is_wanted(run, SVY_PANELS_RANK) && i < run->dataset->questions->len; i++) {
        const SvyQuestion *question = svy_dataset_get_question(run->dataset, i);

        for (guint g = 0; is_ranking(question) && g < run->breakdowns->groupings->len; g++) {
            const SvyGrouping *grouping = g_ptr_array_index(run->breakdowns->groupings, g);

            if (svy_by_group_suits(grouping, question) &&
                !publish_by(run, question, grouping, error))
                return false;
        }
    }
    return true;
}

const SvyAnalysis svy_analysis_rank = {.name = "rank",
                                       .is_wanted = is_wanted,
                                       .run = run_rank,
                                       .publish = publish};
