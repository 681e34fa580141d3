/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sentences in other languages. The English sentence is the key; languages/NAME.po (the format of
 * GNU gettext, which translators' tools know) has its translation, and is compiled in. Not by
 * gettext itself: that goes by the locale of the process, and what a report says must not. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

/* @english in @language ("es"; region and script after it do not matter), or @english itself where
 * @language is NULL, English, or has no translation of it. (transfer none), static. */
const char *svy_tr(const char *language, const char *english) G_GNUC_FORMAT(2);

/* Marks a sentence in a table that svy_tr() is asked for later. */
#define SVY_TR(english) english

/* The same for a sentence with a number that decides its form. */
const char *svy_tr_n(const char *language, const char *one, const char *many, size_t n)
    G_GNUC_FORMAT(2) G_GNUC_FORMAT(3);

/* Names of the languages there are, "en" first, then those with a translation, then those that are
 * read from right to left and are still told in English. [NULL-terminated], static. */
const char *const *svy_tr_get_languages(void);

/* The name of that list which @language begins with: "es" of "es-MX"; "en" of NULL. Static. */
const char *svy_tr_get_name(const char *language);

/* Whether @language is read from right to left: its charts are mirrored. */
bool svy_tr_is_mirrored(const char *language);

/* Numbers as svy_num_format() and its like make them, with the signs of @language: a translation of
 * "12,345.6" and "1,234" shows them. (transfer full) */
char *svy_tr_num(const char *language, double value, unsigned n_decimals);
char *svy_tr_num_pct(const char *language, double p, unsigned n_decimals);
char *svy_tr_num_count(const char *language, size_t n);
char *svy_tr_num_p(const char *language, double p);

/* @number, made by g_ascii_formatd() or the like, with those signs. (transfer full) */
char *svy_tr_digits(const char *language, const char *number);

/* False with an error of @code at @place where svy_tr_get_languages() lacks @language, which may
 * have a region: "es-MX". */
bool svy_tr_check_language(const char *language,
                           const SvyPlace *place,
                           SvyErrorCode code,
                           GError **error);

/* The tables that languages/embed-languages.py makes. */
typedef struct {
    const char *english;
    const char *forms[2]; /* [1] (nullable) where the number decides: [0] for few, [1] for more */
} SvyTranslation;

typedef struct {
    const char *name;
    size_t most_of_one; /* the largest number of form [0]; from 0 on, or from 1 if has_zero_many */
    bool has_zero_many; /* none is said as many are: "0 people" */
    size_t n;
    const SvyTranslation *translations; /* [n] by strcmp() of english */
} SvyLanguage;

extern const SvyLanguage svy_languages[]; /* ends with a NULL name */
extern const char *const svy_language_names[];
