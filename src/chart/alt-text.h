/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The chart in words. The short text follows Cesal's pattern (kind of chart, kind of data, the
 * finding) and states the base; the long one has a sentence a row and the notes. */
#pragma once

#include "chart/plot.h"

enum { SVY_ALT_LEAST_CHARS = 40, SVY_ALT_MOST_CHARS = 240 };

/* Joins parts with a blank, dropping from the last but one backwards until the whole has at most
 * SVY_ALT_MOST_CHARS: the first says what it is, the last states the base. [NULL-terminated] */
char *svy_alt_join(const char *const parts[]);

/* @label as it is named in the middle of a sentence: cut at 48 characters. */
char *svy_alt_name(const char *label);

/* "41% (95% interval 38–44)", or why there is no number. */
char *svy_alt_share(const SvyEstimate *estimate);
char *svy_alt_share_in(const char *language, const SvyEstimate *estimate);

/* The same of a share that may be weighted: "82% (95% interval 79–84; without weights 81.3%)". */
char *svy_alt_share_of(const SvyShare *share);
char *svy_alt_share_of_in(const char *language, const SvyShare *share);

/* The whole of the side file: short text, blank line, rows, notes. */
char *svy_alt_format(const SvyPlot *plot);
