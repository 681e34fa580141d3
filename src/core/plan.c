/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person says about a survey; plan-file.c in ingest reads it from a file. */
#include <surveystat/plan.h>

#include <math.h>

#include "base/survey.h"

SvyPlan *svy_plan_new(void)
{
    SvyPlan *plan = g_new0(SvyPlan, 1);

    plan->level = 0.95;
    plan->coverage = 0.9;
    plan->trim = (double)NAN;
    plan->survey.people = g_strdup("respondents");
    return plan;
}

static void clear_gap(SvyPlanGap *gap)
{
    g_free(gap->name);
    g_free(gap->use);
    g_free(gap->follow);
    g_strfreev(gap->accounts);
    g_free(gap->use_verb);
    g_free(gap->follow_verb);
    g_free(gap->items_noun);
}

void svy_margins_free(SvyMargins *margins)
{
    if (margins == NULL)
        return;
    for (size_t i = 0; i < margins->n; i++) {
        g_free(margins->margins[i].question);
        g_free(margins->margins[i].answer);
    }
    g_free(margins->margins);
    g_free(margins->file);
    g_free(margins);
}

static void clear_target(SvyTarget *target)
{
    g_free(target->name);
    g_free(target->question);
    g_free(target->answer);
    g_free(target->base);
    g_free(target->source);
}

void svy_plan_free(SvyPlan *plan)
{
    if (plan == NULL)
        return;
    svy_survey_clear(&plan->survey);
    for (size_t i = 0; i < plan->n_gaps; i++)
        clear_gap(&plan->gaps[i]);
    g_free(plan->gaps);
    for (size_t i = 0; i < plan->n_ladders; i++) {
        g_free(plan->ladders[i].name);
        g_strfreev(plan->ladders[i].stages);
    }
    g_free(plan->ladders);
    for (size_t i = 0; i < plan->n_targets; i++)
        clear_target(&plan->targets[i]);
    g_free(plan->targets);
    g_free(plan->targets_file);
    g_free(plan->outcome);
    g_strfreev(plan->predictors);
    g_strfreev(plan->exclude);
    g_strfreev(plan->segments);
    g_strfreev(plan->means);
    g_free(plan->weights);
    g_free(plan->margins_path);
    svy_margins_free(plan->margins);
    g_free(plan->roster_path);
    svy_margins_free(plan->roster);
    g_free(plan->tiles_path);
    svy_tiles_free(plan->tiles);
    g_strfreev(plan->charts);
    g_free(plan->theme);
    g_strfreev(plan->formats);
    g_free(plan->file);
    g_free(plan);
}
