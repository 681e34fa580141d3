/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The line of progress. That results and warnings reach the terminal is for tests/cli. */
#include "cli/console.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#define SECOND_US 1000000

/* Standard error on a terminal of our own, whose other end is read. */
typedef struct {
    int reader, terminal, kept;
} Terminal;

static Terminal open_terminal(void)
{
    Terminal t = {.reader = posix_openpt(O_RDWR | O_NOCTTY)};

    g_assert_cmpint(t.reader, >=, 0);
    g_assert_cmpint(grantpt(t.reader), ==, 0);
    g_assert_cmpint(unlockpt(t.reader), ==, 0);
    t.terminal = open(ptsname(t.reader), O_RDWR | O_NOCTTY);
    g_assert_cmpint(t.terminal, >=, 0);
    g_assert_cmpint(fcntl(t.reader, F_SETFL, O_NONBLOCK), ==, 0);
    t.kept = dup(STDERR_FILENO);
    dup2(t.terminal, STDERR_FILENO);
    return t;
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
    Terminal t = open_terminal();
    SvyProgress progress;

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
    Terminal t = open_terminal();
    SvyProgress progress;

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
