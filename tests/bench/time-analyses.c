/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Processor time of all analyses of a file, without reading and writing, as often as wanted: the
 * best and the middle one, and what reading took.
 *
 * usage: time-analyses FILE.csv RUNS MOST-SECONDS MOST-OF-READING
 *
 * Exit 1 when the best run is over a limit; 0 is none. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include <surveystat/analysis.h>

#include "read-survey.h"

static double take_seconds(clock_t begin)
{
    return (double)(clock() - begin) / CLOCKS_PER_SEC;
}

static double time_once(const Survey *survey)
{
    const SvyAnalysisOptions options = {.with_questions = true};
    SvyResult *result = NULL;
    GError *error = NULL;
    const clock_t begin = clock();
    double seconds;

    svy_analysis_run(survey->dataset, survey->plan, &options, &result, &error);
    seconds = take_seconds(begin);
    g_assert_no_error(error);
    svy_result_free(result);
    return seconds;
}

static int compare(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

static bool is_met(const char *what, double found, const char *limit)
{
    const double most = g_ascii_strtod(limit, NULL);

    if (!(most > 0))
        return true;
    g_print("%s %.3f, limit %.2f: %s\n", what, found, most, found <= most ? "met" : "NOT MET");
    return found <= most;
}

int main(int argc, char *argv[])
{
    g_auto(Survey) survey = {0};
    g_autofree double *seconds = NULL;
    const clock_t begin = clock();
    double reading;
    guint64 n;

    if (argc != 5 || !g_ascii_string_to_unsigned(argv[2], 10, 1, 1000, &n, NULL)) {
        g_printerr("usage: time-analyses FILE.csv RUNS MOST-SECONDS MOST-OF-READING\n");
        return 2;
    }
    survey.path = g_strdup(argv[1]);
    survey_read_with(&survey, NULL);
    g_assert_no_error(survey.error);
    reading = take_seconds(begin);
    seconds = g_new0(double, n);
    for (guint64 i = 0; i < n; i++)
        seconds[i] = time_once(&survey);
    qsort(seconds, n, sizeof *seconds, compare);
    g_print("all analyses: best %.3f s, middle %.3f s of processor time in %" G_GUINT64_FORMAT
            " runs; reading %.3f s\n",
            seconds[0], seconds[n / 2], n, reading);

    const bool is_fast = is_met("seconds", seconds[0], argv[3]);

    return is_met("of the time of reading", seconds[0] / reading, argv[4]) && is_fast ? 0 : 1;
}
