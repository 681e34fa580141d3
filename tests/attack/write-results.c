/* SPDX-License-Identifier: GPL-3.0-or-later */
/* results.json without the charts. Arguments, as often as wanted: MIN-CELL SURVEY OUTPUT. */
#include <surveystat/analysis.h>

#include "read-survey.h"
#include "report/writer.h"

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
