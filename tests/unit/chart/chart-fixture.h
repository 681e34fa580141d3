/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Charts of the named cases, for the unit tests of this layer. */
#pragma once

#include <surveystat/chart.h>

#include <string.h>

#include "cases.h"
#include "chart/chart-private.h"

typedef struct {
    GPtrArray *cases;
    SvyTheme *theme;
} Fixture;

static inline void fixture_set_up(Fixture *fixture, gconstpointer theme_name)
{
    g_autoptr(GError) error = NULL;

    fixture->cases = svy_cases_new();
    svy_theme_load(theme_name, &fixture->theme, &error);
    g_assert_no_error(error);
}

static inline void fixture_tear_down(Fixture *fixture, gconstpointer theme_name)
{
    (void)theme_name;
    g_ptr_array_unref(fixture->cases);
    svy_theme_free(fixture->theme);
}

static inline SvyChartCase *fixture_get(const Fixture *fixture, const char *name)
{
    for (size_t i = 0; i < fixture->cases->len; i++) {
        SvyChartCase *one = fixture->cases->pdata[i];
        if (strcmp(one->name, name) == 0)
            return one;
    }
    g_assert_not_reached();
}

static inline SvyChart *fixture_draw_gap(const Fixture *fixture,
                                         const SvyChartCase *one,
                                         size_t n_top)
{
    const SvyChartOptions options = {.theme = fixture->theme, .n_top = n_top};
    g_autoptr(GError) error = NULL;
    SvyChart *chart = NULL;

    svy_chart_new_gap(&one->survey, &one->gap, 0.95, &options, &chart, &error);
    g_assert_no_error(error);
    return chart;
}

static inline SvyChart *fixture_draw_question(const Fixture *fixture,
                                              const SvyChartCase *one,
                                              SvyQuestionType type)
{
    const SvyChartOptions options = {.theme = fixture->theme};
    SvyQuestionResult question = one->question;
    g_autoptr(GError) error = NULL;
    SvyChart *chart = NULL;

    question.type = type;
    question.is_ordered = type == SVY_QUESTION_LIKERT;
    svy_chart_new_question(&one->survey, &question, 0.95, &options, &chart, &error);
    g_assert_no_error(error);
    return chart;
}

static inline const SvyPlotRow *fixture_get_row(const SvyChart *chart, size_t index)
{
    g_assert_cmpuint(index, <, chart->plot->rows->len);
    return chart->plot->rows->pdata[index];
}

static inline size_t fixture_count_role(const SvyChart *chart, SvyRole role)
{
    size_t n = 0;

    for (size_t i = 0; i < chart->scene->nodes->len; i++)
        n += ((const SvyNode *)chart->scene->nodes->pdata[i])->role == role;
    return n;
}

/* The first text of a role that holds @words, or NULL. */
static inline const SvyNode *fixture_find_text(const SvyChart *chart,
                                               SvyRole role,
                                               const char *words)
{
    for (size_t i = 0; i < chart->scene->nodes->len; i++) {
        const SvyNode *node = chart->scene->nodes->pdata[i];
        if (node->role == role && node->line != NULL && strstr(node->line->text, words) != NULL)
            return node;
    }
    return NULL;
}
