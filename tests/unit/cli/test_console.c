/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The line of progress. That results and warnings reach the terminal is for tests/cli. */
#include "cli/console.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#define SECOND_US 1000000

/* Standard error on a terminal of our own, whose other end is read. */
typedef struct {
    int reader, terminal, kept;
} Terminal;

/* Where there is none, as in a bare chroot without /dev/pts, the test is skipped. */
static int open_other_end(int reader)
{
    const bool is_ready = reader >= 0 && grantpt(reader) == 0 && unlockpt(reader) == 0;
    const char *name = is_ready ? ptsname(reader) : NULL;

    return name != NULL ? open(name, O_RDWR | O_NOCTTY) : -1;
}

static bool skip_without(const Terminal *t)
{
    g_autofree char *why = g_strdup_printf("no pseudo-terminal here: %s", g_strerror(errno));

    if (t->reader >= 0)
        close(t->reader);
    g_test_skip(why);
    return false;
}

static bool open_terminal(Terminal *ret_terminal)
{
    Terminal t = {.reader = posix_openpt(O_RDWR | O_NOCTTY)};

    t.terminal = open_other_end(t.reader);
    if (t.terminal < 0)
        return skip_without(&t);
    g_assert_cmpint(fcntl(t.reader, F_SETFL, O_NONBLOCK), ==, 0);
    t.kept = dup(STDERR_FILENO);
    dup2(t.terminal, STDERR_FILENO);
    *ret_terminal = t;
    return true;
}

static void close_terminal(Terminal *t)
{
    dup2(t->kept, STDERR_FILENO);
    close(t->kept);
    close(t->terminal);
    close(t->reader);
}

/* What was written since the last time. */
static void check_shown(const Terminal *t, const char *expected)
{
    char text[200] = "";
    const ssize_t n = read(t->reader, text, sizeof text - 1);

    g_assert_cmpint(n, <, (ssize_t)sizeof text);
    g_assert_cmpstr(n < 0 ? "" : text, ==, expected);
}

static void test_on_a_terminal(void)
{
    Terminal t;
    SvyProgress progress;

    if (!open_terminal(&t))
        return;
    svy_progress_init(&progress, false);
    svy_progress_update(0.1, &progress);
    check_shown(&t, ""); /* nobody waits for a second */
    progress.started -= 2 * SECOND_US;
    svy_progress_update(0.5, &progress);
    check_shown(&t, "\rReading: 50%");
    svy_progress_update(1.7, &progress);
    check_shown(&t, "\rReading: 100%");
    svy_progress_end(&progress);
    check_shown(&t, "\r             \r");
    svy_progress_end(&progress);
    check_shown(&t, "");
    close_terminal(&t);
}

static void test_quiet(void)
{
    Terminal t;
    SvyProgress progress;

    if (!open_terminal(&t))
        return;
    svy_progress_init(&progress, true);
    g_assert_cmpint(progress.started, ==, 0);
    svy_progress_update(0.5, &progress);
    svy_progress_end(&progress);
    check_shown(&t, "");
    close_terminal(&t);
}

/* A log file holds no progress. */
static void test_elsewhere(void)
{
    SvyProgress progress;
    const int kept = dup(STDERR_FILENO), null = open("/dev/null", O_WRONLY);

    dup2(null, STDERR_FILENO);
    svy_progress_init(&progress, false);
    dup2(kept, STDERR_FILENO);
    close(kept);
    close(null);
    g_assert_cmpint(progress.started, ==, 0);
}

int main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/cli/console/progress/on-a-terminal", test_on_a_terminal);
    g_test_add_func("/cli/console/progress/quiet", test_quiet);
    g_test_add_func("/cli/console/progress/elsewhere", test_elsewhere);
    return g_test_run();
}
