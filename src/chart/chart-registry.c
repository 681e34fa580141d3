/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/chart-registry.h"

#include <string.h>

/* Of those that suit, the first is the kind of choice. */
static const SvyChartKind *const kinds[] = {
    &svy_kind_gap_dumbbell,   &svy_kind_likert,      &svy_kind_ranked_bars, &svy_kind_select_all,
    &svy_kind_likert_stacked, &svy_kind_stacked_bar, &svy_kind_gap_bars,
};

const SvyChartKind *svy_registry_get(size_t index)
{
    return index < G_N_ELEMENTS(kinds) ? kinds[index] : NULL;
}

const SvyChartKind *svy_registry_find_for_gap(const char *name)
{
    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++)
        if (kinds[i]->plot_gap != NULL && (name == NULL || strcmp(kinds[i]->name, name) == 0))
            return kinds[i];
    return NULL;
}

static bool is_choice(const SvyChartKind *kind, const SvyQuestionResult *question)
{
    return kind->prefers_question == NULL || kind->prefers_question(question);
}

const SvyChartKind *svy_registry_find_for_question(const SvyQuestionResult *question,
                                                   const char *name)
{
    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
        const SvyChartKind *kind = kinds[i];

        if (kind->accepts_question == NULL || !kind->accepts_question(question))
            continue;
        if (name != NULL ? strcmp(kind->name, name) == 0 : is_choice(kind, question))
            return kind;
    }
    return NULL;
}
