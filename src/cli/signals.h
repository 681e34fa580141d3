/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ctrl-C and termination: the program ends at once, but never in the middle of a report folder. */
#pragma once

#include <stdbool.h>

/* Ignores SIGPIPE and SIGXFSZ, so that a write that fails is an error like any other; handles
 * SIGINT and SIGTERM; forbids core dumps, which would hold answers of people. */
void svy_signals_init(void);

/* Between the two, a signal is only remembered: files are being made that must be removed. */
void svy_signals_hold(void);
void svy_signals_release(void);

/* 0, or the signal that came while they were held. For SvyReportOptions.should_stop. */
int svy_signals_get(void);
bool svy_signals_should_stop(void *unused);
