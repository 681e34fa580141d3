/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the program's exit status says: who has to mend something. */
#pragma once

#include <glib.h>

typedef enum {
    SVY_EXIT_DONE = 0,
    SVY_EXIT_DATA = 1,    /* the data, codebook, plan or weights are at fault */
    SVY_EXIT_USAGE = 2,   /* the command line is */
    SVY_EXIT_MACHINE = 3, /* reading, writing or memory failed */
    SVY_EXIT_LIMIT = 4,   /* a documented limit was met */
    SVY_EXIT_INTERRUPTED = 130,
    SVY_EXIT_TERMINATED = 143,
} SvyExitCode;

/* The status for an error of ours. */
SvyExitCode svy_exit_code_find(const GError *error);
