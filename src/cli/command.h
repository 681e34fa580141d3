/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Commands: one per file cmd-NAME.c, all behind one struct. Adding a command means one new file,
 * one line in command-table.c, and cases in tests/cli/NAME/. */
#pragma once

#include <stdbool.h>

#include "cli/options.h"

typedef struct {
    const char *name;
    const char *summary;     /* one line for the list of commands */
    const char *arguments;   /* what follows the options: "FILE" */
    const char *description; /* paragraphs for --help, with an example at the end */
    SvyOptionSet options;    /* which options it takes */
    bool is_writer;          /* makes files: after an error it says that nothing was written */
    bool (*run)(const SvyOptions *options, GError **error);

    /* (nullable) Help on what the arguments name; NULL from it: the command's own help. */
    char *(*format_help)(const SvyOptions *options);
} SvyCommand;

extern const SvyCommand svy_command_analyze;
extern const SvyCommand svy_command_inspect;
extern const SvyCommand svy_command_codebook;
extern const SvyCommand svy_command_gap;
extern const SvyCommand svy_command_table;
extern const SvyCommand svy_command_chart;
extern const SvyCommand svy_command_anonymize;
extern const SvyCommand svy_command_calc;

/* (nullable) (transfer none) */
const SvyCommand *svy_command_find(const char *name);

/* All commands in the order of the help. [NULL-terminated] (transfer none) */
const SvyCommand *const *svy_command_get_all(void);
