/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Printing, and finding out whether it worked. */
#include "cli/console.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

#include "base/error.h"
#include "base/text.h"

#define N_SHOWN_WARNINGS 20u
#define SECOND_US        1000000

void svy_console_init(void)
{
    static const int wrong_ways[] = {O_WRONLY, O_RDONLY, O_RDONLY};

    for (int fd = 0; fd < 3; fd++) {
        if (fcntl(fd, F_GETFD) < 0 && errno == EBADF && open("/dev/null", wrong_ways[fd]) < 0)
            return;
    }
}

/* A file or pipe gets a codebook or table as it is; a terminal would act on what is in it. */
void svy_console_print(const char *text)
{
    g_auto(GStrv) lines = NULL;

    if (!isatty(STDOUT_FILENO)) {
        fputs(text, stdout);
        return;
    }
    lines = g_strsplit(text, "\n", -1);
    for (size_t i = 0; lines[i] != NULL; i++) {
        g_autofree char *safe = svy_text_escape(lines[i]);

        fputs(safe, stdout);
        if (lines[i + 1] != NULL)
            fputc('\n', stdout);
    }
}

void svy_console_say(const char *format, ...)
{
    va_list args;

    va_start(args, format);
    vfprintf(stderr, format, args);
    va_end(args);
}

/* Why output was lost. A write that failed when the buffer was full left no reason behind; the next
 * one fails for the same. */
static int find_fault(void)
{
    if (errno != 0)
        return errno;
    return write(STDOUT_FILENO, "\n", 1) < 0 ? errno : EIO;
}

bool svy_console_finish(bool *ret_is_pipe, GError **error)
{
    int fault = 0;

    *ret_is_pipe = false;
    errno = 0;
    if (fflush(stdout) != 0 || ferror(stdout))
        fault = find_fault();
    if (fclose(stdout) != 0 && fault == 0)
        fault = errno;
    if (fault == 0)
        return true;
    *ret_is_pipe = fault == EPIPE;
    return svy_error_set_errno(error, fault, "standard output", "write it");
}

/* --- Warnings ------------------------------------------------------------------------------- */

static void show_finding(const char *file, const SvyFinding *finding)
{
    g_autoptr(GString) line = g_string_new(file);
    const char *severity = finding->severity == SVY_SEVERITY_NOTE ? "note" : "warning";

    g_string_append_c(line, ':');
    if (finding->line > 0)
        g_string_append_printf(line, "%zu:", finding->line);
    if (finding->line > 0 && finding->column != SVY_NO_COLUMN)
        g_string_append_printf(line, "%zu:", finding->column + 1);
    g_string_append_printf(line, " %s: %s", severity, finding->message);
    if (finding->n > 1)
        g_string_append_printf(line, " (%zu times)", finding->n);
    g_string_append_c(line, '.');
    if (finding->mend != NULL)
        g_string_append_printf(line, " %s.", finding->mend);
    svy_console_say("%s\n", line->str);
}

void svy_console_show_note(const char *file, const SvyFindings *findings, const char *code)
{
    g_autofree char *safe = svy_text_escape(file);

    for (size_t i = 0; i < svy_findings_get_n(findings); i++)
        if (strcmp(svy_findings_get(findings, i)->code, code) == 0)
            show_finding(safe, svy_findings_get(findings, i));
}

void svy_console_show_warnings(const char *file, const SvyFindings *findings)
{
    const size_t n_warnings = svy_findings_count(findings, SVY_SEVERITY_WARNING);
    g_autofree char *safe = svy_text_escape(file);
    size_t n_shown = 0;

    for (size_t i = 0; i < svy_findings_get_n(findings) && n_shown < N_SHOWN_WARNINGS; i++) {
        const SvyFinding *finding = svy_findings_get(findings, i);

        if (finding->severity == SVY_SEVERITY_NOTE)
            continue;
        show_finding(safe, finding);
        n_shown++;
    }
    if (n_shown < n_warnings)
        svy_console_say("%s: %zu more warnings; `surveystat inspect --format json` has all.\n",
                        safe, n_warnings - n_shown);
}

/* --- Progress ------------------------------------------------------------------------------- */

void svy_progress_init(SvyProgress *progress, bool is_quiet)
{
    *progress = (SvyProgress){0};
    if (!is_quiet && isatty(STDERR_FILENO))
        progress->started = g_get_monotonic_time();
}

void svy_progress_update(double share, void *data)
{
    SvyProgress *progress = data;

    if (progress->started == 0 || g_get_monotonic_time() - progress->started < SECOND_US)
        return;
    progress->is_shown = true;
    svy_console_say("\rReading: %d%%", (int)(100 * CLAMP(share, 0, 1)));
    fflush(stderr);
}

void svy_progress_end(SvyProgress *progress)
{
    if (progress->is_shown)
        svy_console_say("\r             \r");
    progress->is_shown = false;
}
