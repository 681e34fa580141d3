/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Laying out text for an 80-column terminal. All input is escaped here, so that no label can move
 * the cursor or turn the reading direction. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

#define SVY_TEXT_LAYOUT_WIDTH 80u

/* Appends @text as one paragraph: words wrapped to the width, every line after @indent blanks,
 * lines after the first after @hang more. */
void svy_text_layout_append(GString *out, size_t indent, size_t hang, const char *text);

/* @text escaped, cut to @width columns with an ellipsis, and filled up with blanks: on the right,
 * or on the left when @is_right. */
char *svy_text_layout_fit(const char *text, size_t width, bool is_right);

/* A bar for a share of 0 to 1, at most @width columns; never longer than its share, but a share
 * above 0 is always seen. */
char *svy_text_layout_bar(double share, size_t width);
