/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: cleaning, comparing, quoting. All input is valid UTF-8; all results are newly allocated.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

/* A label as it is shown: entities and simple tags resolved, every kind of blank folded into single
 * spaces, trimmed, NFC. */
char *svy_text_clean(const char *text);

/* A key by which two labels are the same answer: svy_text_clean() and case folded. */
char *svy_text_fold(const char *text);

/* True when @a and @b are the same after svy_text_fold(). */
bool svy_text_same(const char *a, const char *b);

/* True for what could act on a terminal or turn the reading direction. */
bool svy_text_is_control(gunichar c);

/* True when @word stands in @folded as a word of its own: "age" is not in "languages". */
bool svy_text_has_word(const char *folded, const char *word);

/* @text between apostrophes for a message: control and direction characters escaped (\x1b, \u202e),
 * cut at 40 characters with an ellipsis. NULL gives "nothing". */
char *svy_text_quote(const char *text);

/* @text with control and direction characters escaped, whole; for anything shown on a terminal.
 * Line ends and tabs are escaped too. */
char *svy_text_escape(const char *text);

/* Cut to at most @n_max characters, at a word where one ends near, with an ellipsis. */
char *svy_text_cut(const char *text, size_t n_max);

/* The entry of @candidates [NULL-terminated] that a person probably meant by @word, or NULL:
 * same after folding, or at most one edit for each three characters. (transfer none) */
const char *svy_text_near_miss(const char *word, const char *const candidates[]);

/* Lower-case ASCII letters, digits and hyphens, at most 40 bytes; never empty ("item" at least):
 * for file names. Different labels may give the same slug; the caller numbers its files. */
char *svy_text_slug(const char *label);

/* Columns that @text takes on a terminal (wide CJK characters take two, combining marks none). */
size_t svy_text_get_width(const char *text);
