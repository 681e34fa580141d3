/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/chart-registry.h"

static const SvyChartKind *const kinds[] = {
    &svy_kind_gap_dumbbell,
    &svy_kind_ranked_bars,
    &svy_kind_select_all,
};

const SvyChartKind *svy_registry_find_for_gap(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++)
        if (kinds[i]->plot_gap != NULL)
            return kinds[i];
    return NULL;
}

const SvyChartKind *svy_registry_find_for_question(SvyQuestionType type)
{
    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++)
        if (kinds[i]->accepts_question != NULL && kinds[i]->accepts_question(type))
            return kinds[i];
    return NULL;
}
