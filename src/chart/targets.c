/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/targets.h"

#include <math.h>
#include <string.h>

#include "chart/plot.h"
#include "result/result-table.h"
#include "result/words.h"

/* (nullable) */
static const SvyCell *get_cell(const SvyTable *table, size_t row, const char *key)
{
    const size_t column = svy_table_find_column(table, key);

    return column < table->n_columns ? svy_table_get_cell(table, row, column) : NULL;
}

static const char *get_text(const SvyTable *table, size_t row, const char *key)
{
    const SvyCell *cell = get_cell(table, row, key);

    return cell != NULL && cell->status == SVY_STATUS_OK ? cell->text : NULL;
}

/* English, whatever the language of the survey. "" without one. */
static const char *get_word(const SvyTable *table, size_t row, const char *key)
{
    const SvyCell *cell = get_cell(table, row, key);
    const char *word =
        cell != NULL && cell->status == SVY_STATUS_OK ? svy_cell_get_word(cell) : NULL;

    return word != NULL ? word : "";
}

/* True when @wanted has the words of @direction before its number. */
static bool has_words_of(const char *wanted, SvyTargetDirection direction)
{
    g_autofree char *some = svy_words_target(0.5, direction, 0);
    g_autofree char *bare = svy_words_target(0.5, SVY_TARGET_NONE, 0);

    if (!g_str_has_suffix(some, bare) || strlen(some) == strlen(bare))
        return false;
    return strncmp(some, wanted, strlen(some) - strlen(bare)) == 0;
}

static SvyTargetSide read_side(const char *wanted)
{
    if (has_words_of(wanted, SVY_TARGET_AT_LEAST))
        return SVY_TARGET_SIDE_ABOVE;
    return has_words_of(wanted, SVY_TARGET_AT_MOST) ? SVY_TARGET_SIDE_BELOW : SVY_TARGET_SIDE_NONE;
}

/* What was wanted is what came out less the difference; outside figures are compared with what came
 * out without weights, and their difference has a method of its own. */
static double find_value(const SvyShare *share, const SvyEstimate *difference)
{
    const bool is_shift = g_strcmp0(share->p.method, difference->method) == 0 ||
                          share->plain.status != SVY_STATUS_OK || share->plain.method == NULL;

    return (is_shift ? share->p.value : share->plain.value) - difference->value;
}

SvyTargetRow svy_targets_read(const SvyTable *table, size_t row)
{
    const SvyCell *share = get_cell(table, row, "p");
    const SvyCell *difference = get_cell(table, row, "difference");
    const char *name = get_text(table, row, "what"), *wanted = get_text(table, row, "target");
    const char *verdict = get_text(table, row, "verdict");
    SvyTargetRow target = {.name = name != NULL ? name : "",
                           .id = get_text(table, row, "id"),
                           .wanted = wanted != NULL ? wanted : "",
                           .wanted_word = get_word(table, row, "target"),
                           .verdict = verdict != NULL ? verdict : "",
                           .verdict_word = get_word(table, row, "verdict"),
                           .source = get_text(table, row, "source")};

    target.side = read_side(target.wanted_word);
    if (share == NULL || difference == NULL || share->kind != SVY_CELL_SHARE ||
        share->status != SVY_STATUS_OK || difference->status != SVY_STATUS_OK ||
        share->share.base < SVY_PLOT_LEAST_BASE)
        return target;
    target.is_shown = true;
    target.share = &share->share;
    target.difference = &difference->share.p;
    target.value = fmin(1, fmax(0, find_value(target.share, target.difference)));
    return target;
}
