/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person says about a survey; plan-file.c in ingest reads it from a file. */
#include <surveystat/plan.h>

SvyPlan *svy_plan_new(void)
{
    SvyPlan *plan = g_new0(SvyPlan, 1);

    plan->level = 0.95;
    plan->survey.people = g_strdup("respondents");
    return plan;
}

static void clear_survey(SvySurvey *survey)
{
    char **const texts[] = {
        &survey->title,     &survey->sponsor,      &survey->conductor,   &survey->population,
        &survey->dates,     &survey->mode,         &survey->instrument,  &survey->recruitment,
        &survey->weighting, &survey->processing,   &survey->limitations, &survey->source,
        &survey->contact,   &survey->intended_use, &survey->people,      &survey->organisation};

    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
        g_clear_pointer(texts[i], g_free);
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

void svy_plan_free(SvyPlan *plan)
{
    if (plan == NULL)
        return;
    clear_survey(&plan->survey);
    for (size_t i = 0; i < plan->n_gaps; i++)
        clear_gap(&plan->gaps[i]);
    g_free(plan->gaps);
    g_strfreev(plan->segments);
    g_free(plan->theme);
    g_strfreev(plan->formats);
    g_free(plan->file);
    g_free(plan);
}
