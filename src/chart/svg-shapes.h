/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What cairo wrote as SVG, as elements that may stand inside another document: no element or
 * attribute but those of shapes, ids with a place for a prefix, opacity of groups as such instead
 * of by masks, and in one ink the grays of the colours. */
#pragma once

#include <stdbool.h>

/* Stands before each id. */
#define SVY_SHAPES_PREFIX '\001'

/* @svg: what cairo wrote. (transfer full) NULL when that holds anything else than shapes: what can
 * only be drawn as pixels, such as colours that are mixed with what is below. */
char *svy_svg_make_shapes(const char *svg, bool is_gray);
