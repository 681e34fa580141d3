/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of commands. */
#include "cli/command.h"

#include <string.h>

static const SvyCommand *const commands[] = {
    &svy_command_analyze,   &svy_command_inspect, &svy_command_codebook,
    &svy_command_gap,       &svy_command_table,   &svy_command_chart,
    &svy_command_anonymize, &svy_command_calc,    NULL,
};

const SvyCommand *svy_command_find(const char *name)
{
    for (size_t i = 0; commands[i] != NULL; i++) {
        if (strcmp(commands[i]->name, name) == 0)
            return commands[i];
    }
    return NULL;
}

const SvyCommand *const *svy_command_get_all(void)
{
    return commands;
}
