/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where outputs go, and where they must not. */
#pragma once

#include <glib.h>
#include <stdbool.h>

/* "NAME-report" in the working folder for DIR/NAME.csv; NULL for standard input. */
char *svy_paths_name_report(const char *file);

/* SVY_ERROR_USAGE when writing @output would replace @file: it is the same file (also through a
 * link), or a folder that holds it. The working folder and those above it are refused likewise.
 * @file is nullable; @what names it in the message: "responses". */
bool svy_paths_check_output(const char *output, const char *file, const char *what, GError **error);
