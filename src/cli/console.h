/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The terminal: results on standard output, everything else on standard error. */
#pragma once

#include <glib.h>
#include <stdbool.h>

#include <surveystat/error.h>

/* Makes sure that 0, 1 and 2 are open, so that no file of ours gets one of these numbers. One that
 * was closed is opened so that using it fails: output that is lost must not look well. */
void svy_console_init(void);

void svy_console_print(const char *text);     /* to standard output */
void svy_console_say(const char *format, ...) /* to standard error */
    G_GNUC_PRINTF(1, 2);

/* Flushes and closes standard output. SVY_ERROR_IO when anything was lost; *ret_is_pipe is true
 * when that was a reader that had enough (`| head`), which is nobody's fault. */
bool svy_console_finish(bool *ret_is_pipe, GError **error);

/* Shows the warnings of @findings, one line each: FILE:LINE:FIELD: warning: WHAT. */
void svy_console_show_warnings(const char *file, const SvyFindings *findings);

/* Shows those findings, whatever their severity, that have @code. */
void svy_console_show_note(const char *file, const SvyFindings *findings, const char *code);

/* A line on standard error that says how far the reading is; seen only on a terminal, and only when
 * it takes longer than a second. */
typedef struct {
    gint64 started; /* microseconds of a clock that never jumps; 0: never shown */
    bool is_shown;
} SvyProgress;

void svy_progress_init(SvyProgress *progress, bool is_quiet);
void svy_progress_update(double share, void *progress);
void svy_progress_end(SvyProgress *progress);
