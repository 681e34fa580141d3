/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Signals. The two variables below are the only ones of the program: a handler gets no argument. */
#include "cli/signals.h"

#include <signal.h>
#include <stddef.h>
#include <sys/resource.h>
#include <unistd.h>

#define SIGNAL_EXIT 128 /* status of a shell for a program that a signal ended */

static volatile sig_atomic_t is_held;
static volatile sig_atomic_t last_signal;

static void handle(int number)
{
    last_signal = number;
    if (!is_held)
        _exit(SIGNAL_EXIT + number);
}

static void set_handler(int number, void (*handler)(int))
{
    struct sigaction action = {.sa_handler = handler, .sa_flags = SA_RESTART};

    sigemptyset(&action.sa_mask);
    sigaction(number, &action, NULL);
}

void svy_signals_init(void)
{
    const struct rlimit none = {0, 0};

    setrlimit(RLIMIT_CORE, &none);
    set_handler(SIGPIPE, SIG_IGN);
    set_handler(SIGXFSZ, SIG_IGN);
    set_handler(SIGINT, handle);
    set_handler(SIGTERM, handle);
}

void svy_signals_hold(void)
{
    is_held = 1;
}

void svy_signals_release(void)
{
    is_held = 0;
}

int svy_signals_get(void)
{
    return last_signal;
}

bool svy_signals_should_stop(void *unused)
{
    (void)unused;
    return last_signal != 0;
}
