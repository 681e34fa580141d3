/* SPDX-License-Identifier: GPL-3.0-or-later */
/* results.json without the charts. Arguments, as often as wanted: MIN-CELL SURVEY OUTPUT. */
#include <surveystat/analysis.h>

#include "read-survey.h"
#include "report/subject.h"
#include "report/writer.h"

/* As for the charts of the plan. @words: owns what is borrowed. */
static GArray *list_crosses(const SvyPlan *plan, GPtrArray *words)
{
    GArray *crosses = g_array_new(FALSE, FALSE, sizeof(SvyCross));

    for (size_t i = 0; plan->charts != NULL && plan->charts[i] != NULL; i++) {
        SvyChartOrder order;
        char *own;

        svy_subject_parse(plan->charts[i], &own, &order);
        g_ptr_array_add(words, own);
        if (svy_subject_is_crossed(&order)) {
            const SvyCross cross = {.question = order.question, .by = order.by, .each = order.each};

            g_array_append_val(crosses, cross);
        }
    }
    return crosses;
}

static void write_results(const char *min_cell, const char *path, const char *output)
{
    SvyAnalysisOptions options = {.with_questions = true, .panels = SVY_PANELS_ALL};
    g_auto(Survey) survey = {.path = g_strdup(path)};
    SvyResult *result = NULL;
    GError *error = NULL;
    guint64 n;

    g_assert_true(g_ascii_string_to_unsigned(min_cell, 10, 0, 1000, &n, NULL));
    options.min_cell = (size_t)n;
    survey_read_with(&survey, NULL);
    g_assert_no_error(survey.error);

    g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GArray) crosses = list_crosses(survey.plan, words);

    options.crosses = (const SvyCross *)(const void *)crosses->data;
    options.n_crosses = crosses->len;
    svy_analysis_run(survey.dataset, survey.plan, &options, &result, &error);
    g_assert_no_error(error);

    g_autofree char *json = svy_write_json_results(result);

    g_assert_true(g_file_set_contents(output, json, -1, NULL));
    svy_result_free(result);
}

int main(int argc, char *argv[])
{
    for (int i = 1; i + 2 < argc; i += 3)
        write_results(argv[i], argv[i + 1], argv[i + 2]);
    return 0;
}
