/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pieces of sentences, for words.c, words-gap.c and words-question.c. */
#pragma once

#include <glib.h>

#include "result/words.h"

/* A label in a title is never cut shorter than this. */
#define SVY_WORDS_MIN_LABEL_CHARS 20u

/* @text, or @otherwise when there is none. (transfer none) */
const char *svy_words_or_else(const char *text, const char *otherwise);

/* @text with its first letter in upper case. */
char *svy_words_capitalise(const char *text);

/* True when @people already says that only those who answered are meant. */
bool svy_words_is_for_respondents(const char *people);

/* A title made by @make from a label; the label is cut when the title gets too long. */
typedef char *(*SvyMakeTitle)(const char *language, const char *label, const void *data);
char *svy_words_make_title(const char *language,
                           SvyMakeTitle make,
                           const char *label,
                           const void *data);

/* The first of @n_makers sentences that is short enough with the whole label; the last, with the
 * label cut, when none is. */
char *svy_words_fit_title(const char *language,
                          const SvyMakeTitle makers[],
                          size_t n_makers,
                          const char *label,
                          const void *data);

/* The sentence of svy_words_effective(), or nothing. */
void svy_words_append_effective(const char *language, GString *out, double n_eff, size_t base);

/* Appends the records that were left out, as a sentence; nothing for NULL. */
void svy_words_append_excluded(const char *language, GString *out, const char *excluded);

/* Appends a wording as the first sentence of a line: with a stop and a blank after it. */
void svy_words_append_sentence(GString *out, const char *text);
