/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/chart-registry.h"

#include <string.h>

/* Of those that suit, the first is the kind of choice. */
static const SvyChartKind *const kinds[] = {
    &svy_kind_gap_dumbbell,  &svy_kind_tile_map,        &svy_kind_likert,
    &svy_kind_ranked_bars,   &svy_kind_select_all,      &svy_kind_likert_stacked,
    &svy_kind_stacked_bar,   &svy_kind_gap_bars,        &svy_kind_slope,
    &svy_kind_crosstab_dots, &svy_kind_small_multiples, &svy_kind_heatmap,
    &svy_kind_upset,         &svy_kind_forest,          &svy_kind_targets,
    &svy_kind_ladder,        &svy_kind_ranking,         &svy_kind_histogram,
    &svy_kind_box,           &svy_kind_ridgeline,       &svy_kind_icon_array,
};

const SvyChartKind *svy_registry_get(size_t index)
{
    return index < G_N_ELEMENTS(kinds) ? kinds[index] : NULL;
}

static bool is_called(const SvyChartKind *kind, const char *name)
{
    return strcmp(kind->name, name) == 0;
}

const SvyChartKind *svy_registry_find_for_gap(const char *name)
{
    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++)
        if (kinds[i]->plot_gap != NULL && (name == NULL || is_called(kinds[i], name)))
            return kinds[i];
    return NULL;
}

const SvyChartKind *svy_registry_find_for_question(const SvyQuestionResult *question,
                                                   const char *name)
{
    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
        const SvyChartKind *kind = kinds[i];

        if (kind->accepts_question == NULL || !kind->accepts_question(question))
            continue;
        if (name != NULL ? is_called(kind, name)
                         : kind->prefers_question == NULL || kind->prefers_question(question))
            return kind;
    }
    return NULL;
}

const SvyChartKind *svy_registry_find_for_table(const SvyTable *table, const char *name)
{
    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
        const SvyChartKind *kind = kinds[i];

        if (kind->accepts_table == NULL || !kind->accepts_table(table))
            continue;
        if (name != NULL ? is_called(kind, name)
                         : kind->prefers_table == NULL || kind->prefers_table(table))
            return kind;
    }
    return NULL;
}
