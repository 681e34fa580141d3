/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every cap on what a stranger's file may ask of us, in one place. */
#pragma once

#define SVY_LIMIT_FIELD_BYTES      (1u << 20)  /* one cell */
#define SVY_LIMIT_ROW_BYTES        (16u << 20) /* one record */
#define SVY_LIMIT_COLUMNS          16384u      /* as a spreadsheet has */
#define SVY_LIMIT_ROWS             2000000000u /* row numbers fit 32 bits */
#define SVY_LIMIT_DISTINCT         10000u /* answers per column; more looks like text or an id */
#define SVY_LIMIT_FINDINGS         10000u
#define SVY_LIMIT_PIPE_BYTES       (1u << 30)  /* standard input is kept in memory */
#define SVY_LIMIT_SMALL_FILE_BYTES (16u << 20) /* codebook, plan, theme */
#define SVY_LIMIT_INI_SECTIONS     1000u
#define SVY_LIMIT_INI_KEYS         10000u
#define SVY_LIMIT_LABEL_CHARS      500u /* longer labels are cut before they are drawn */
#define SVY_LIMIT_PIXELS_SIDE      32767u
#define SVY_LIMIT_PIXELS           200000000u
#define SVY_LIMIT_THREADS          16u
#define SVY_LIMIT_LOGO_BYTES       (4u << 20) /* a PNG; an SVG also with all that it repeats */
#define SVY_LIMIT_LOGO_SVG_BYTES   (1u << 20)
#define SVY_LIMIT_LOGO_SIDE        8192u
#define SVY_LIMIT_LOGO_PIXELS      16000000u
#define SVY_LIMIT_LOGO_DEPTH       64u /* elements of an SVG inside each other */
#define SVY_LIMIT_LOGO_ALT_CHARS   200u
