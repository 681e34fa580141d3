/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A sentence of ours that is made before it is known who will read it: it keeps what was filled in,
 * and can be said in any language later. */
#pragma once

#include <glib.h>
#include <stdarg.h>

typedef struct SvySaying SvySaying;

/* As g_strdup_vprintf(). Of the conversions d, u, x, s, g and f with their flags, and zu. */
SvySaying *svy_saying_new(const char *format, va_list args) G_GNUC_PRINTF(1, 0);
SvySaying *svy_saying_copy(const SvySaying *saying);
void svy_saying_free(SvySaying *saying);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SvySaying, svy_saying_free)

/* In @language (nullable: English), by the translation of the format. A text that was filled in and
 * is itself a sentence with a translation is translated, too, unless it stands in quotation marks:
 * that is a name. Numbers get the signs of the language. (transfer full) */
char *svy_saying_say(const SvySaying *saying, const char *language);
