/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small surveys from text: written into a folder of their own, read as any file is. */
#pragma once

#include <surveystat/ingest.h>

#include <glib/gstdio.h>
#include <string.h>

#include "core/dataset.h"

/* One reading. Files are DIR/survey.csv and, when given, DIR/survey-codebook.csv and -plan.ini. */
typedef struct {
    char *folder;
    char *path;
    SvyDataset *dataset;
    SvyPlan *plan;
    GError *error;
} Survey;

static inline void survey_clear(Survey *survey)
{
    static const char *const names[] = {"survey.csv", "survey-codebook.csv", "survey-plan.ini",
                                        "survey-targets.csv", "named.txt"};

    for (size_t i = 0; survey->folder != NULL && i < G_N_ELEMENTS(names); i++) {
        g_autofree char *path = g_build_filename(survey->folder, names[i], NULL);

        g_unlink(path);
    }
    if (survey->folder != NULL)
        g_rmdir(survey->folder);
    g_clear_pointer(&survey->folder, g_free);
    g_clear_pointer(&survey->path, g_free);
    g_clear_pointer(&survey->dataset, svy_dataset_unref);
    g_clear_pointer(&survey->plan, svy_plan_free);
    g_clear_error(&survey->error);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Survey, survey_clear)

/* Writes one file; returns its path (transfer full). */
static inline char *survey_write(Survey *survey, const char *name, const char *text, gssize n_bytes)
{
    char *path;

    if (survey->folder == NULL)
        survey->folder = g_dir_make_tmp("surveystat-XXXXXX", NULL);
    path = g_build_filename(survey->folder, name, NULL);
    g_assert_true(g_file_set_contents(path, text, n_bytes, NULL));
    return path;
}

/* Reads with options. On a failure the error is kept, and both outputs must be as they were. */
static inline bool survey_read_with(Survey *survey, const SvyReadOptions *options)
{
    const bool is_read =
        svy_ingest_read(survey->path, options, &survey->dataset, &survey->plan, &survey->error);

    g_assert_true(is_read == (survey->error == NULL));
    g_assert_true(is_read == (survey->dataset != NULL));
    g_assert_true(is_read == (survey->plan != NULL));
    return is_read;
}

/* @codebook and @plan are nullable; they are found by their names. */
static inline bool survey_read(Survey *survey,
                               const char *csv,
                               const char *codebook,
                               const char *plan)
{
    survey_clear(survey);
    survey->path = survey_write(survey, "survey.csv", csv, -1);
    if (codebook != NULL)
        g_free(survey_write(survey, "survey-codebook.csv", codebook, -1));
    if (plan != NULL)
        g_free(survey_write(survey, "survey-plan.ini", plan, -1));
    return survey_read_with(survey, NULL);
}

/* Fails the test with the message when the survey could not be read. */
static inline void survey_must_read(Survey *survey,
                                    const char *csv,
                                    const char *codebook,
                                    const char *plan)
{
    survey_read(survey, csv, codebook, plan);
    g_assert_no_error(survey->error);
}

/* An error and its message, in which "*" stands for any text; DIR is the folder of the files. */
static inline void check_error(const GError *error, int code, const char *pattern)
{
    g_assert_error(error, SVY_ERROR, code);
    if (g_pattern_match_simple(pattern, error->message))
        return;
    g_test_message("  expected: %s\n  got:      %s", pattern, error->message);
    g_test_fail();
}

static inline const SvyFinding *find_finding(const SvyFindings *findings, const char *code)
{
    for (size_t i = 0; i < svy_findings_get_n(findings); i++)
        if (strcmp(svy_findings_get(findings, i)->code, code) == 0)
            return svy_findings_get(findings, i);
    return NULL;
}

static inline SvyQuestion *survey_find(const Survey *survey, const char *name)
{
    const SvyQuestion *question = svy_dataset_find_question(survey->dataset, name);

    if (question == NULL)
        g_test_message("no question %s", name);
    g_assert_nonnull(question);
    return (SvyQuestion *)question;
}

/* Labels of the levels, joined by "|". (transfer full) */
static inline char *join_level_labels(const SvyQuestion *question)
{
    GString *text = g_string_new(NULL);

    for (guint i = 0; i < question->levels->len; i++)
        g_string_append_printf(text, "%s%s", i == 0 ? "" : "|",
                               svy_question_get_level(question, i)->label);
    return g_string_free(text, FALSE);
}
