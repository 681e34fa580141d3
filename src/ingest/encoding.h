/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which bytes a file is made of, and how they become UTF-8. */
#pragma once

#include <surveystat/error.h>

#include "ingest/input.h"

typedef enum {
    SVY_ENCODING_UTF8,  /* read as it is; invalid bytes stop */
    SVY_ENCODING_STRAY, /* plain ASCII or UTF-8 but for a handful of bytes, shown as U+FFFD */
    SVY_ENCODING_BYTES, /* one byte a character, by table */
} SvyEncodingKind;

typedef struct {
    SvyEncodingKind kind;
    const char *name; /* "UTF-8", "windows-1252", ...; static */
    size_t n_skip;    /* bytes of a byte order mark */
    bool has_bare_cr; /* a CR that is not part of CR LF ends lines too */
    bool is_ascii;    /* not one byte over 0x7F after the mark, and no NUL */
    bool has_nul;
    bool has_marks; /* byte order marks past the beginning, as where two files were joined */
    size_t n_lf, n_crlf, n_cr; /* line ends of each kind */
    char *table[128];          /* BYTES: UTF-8 text of bytes 0x80 to 0xFF; owned */
} SvyEncoding;

/* Reads the whole input once and decides. Files that are no text are refused by name. UTF-16 is
 * converted in memory, so that the input then holds UTF-8. @wanted (nullable) is an encoding that
 * the user named. */
bool svy_encoding_detect(SvyInput *input,
                         const char *wanted,
                         SvyFindings *findings,
                         SvyEncoding *ret_encoding,
                         GError **error);
void svy_encoding_clear(SvyEncoding *encoding);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(SvyEncoding, svy_encoding_clear)

/* Appends a line as UTF-8 for the kinds STRAY and BYTES; returns the number of bytes that had no
 * meaning and became U+FFFD, and the first of them. */
size_t svy_encoding_decode(const SvyEncoding *encoding,
                           const char *line,
                           size_t n_bytes,
                           GString *out,
                           size_t *ret_first_bad);

/* Offset of the first byte that is not part of valid UTF-8, or n_bytes. NUL counts as invalid. */
size_t svy_encoding_find_invalid(const char *text, size_t n_bytes);

/* True when no byte is over 0x7F or 0. */
bool svy_encoding_is_plain(const char *text, size_t n_bytes);
