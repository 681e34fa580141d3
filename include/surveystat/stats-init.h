/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The one process-wide thing that the statistics layer does.
 *
 * GSL's default error handler aborts the program. surveystat turns it off, so that a failure is a
 * GError. The handler belongs to the whole process: a host program that uses GSL itself, and relies
 * on a handler of its own, can set it again after this call; surveystat then still works, but a
 * failing computation runs the host's handler.
 */
#pragma once

#pragma GCC visibility push(default)

/**
 * Turns GSL's process-wide error handler off, once.
 *
 * The first call does it, further calls do nothing. Functions of surveystat that use GSL call it
 * themselves; a program calls it to choose the moment, best before it starts threads.
 *
 * Cost: O(1); safe to call from several threads.
 * Test: tests/unit/stats/test_gsl_wrap.c
 */
void svy_stats_init(void);

#pragma GCC visibility pop
