/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opaque sRGB colours. There is no alpha anywhere: tints are computed beforehand. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

typedef struct {
    uint8_t r, g, b;
} SvyColor;

/* "#0F4C81", six hex digits; anything else is false. */
bool svy_color_parse(const char *text, SvyColor *ret_color);

/* (transfer full) "#0F4C81" */
char *svy_color_format(SvyColor color);

/* @share (0 to 1) of @color laid over @paper. */
SvyColor svy_color_tint(SvyColor color, SvyColor paper, double share);

/* Contrast ratio of WCAG 2.2, 1 to 21. */
double svy_color_get_contrast(SvyColor a, SvyColor b);
