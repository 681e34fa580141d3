/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How far apart two colours look, also to people who see colours differently. */
#pragma once

#include "chart/color.h"

typedef enum {
    SVY_VISION_NORMAL,
    SVY_VISION_PROTAN,
    SVY_VISION_DEUTAN,
    SVY_VISION_TRITAN,
    SVY_VISION_GRAY, /* a print in one ink */
    SVY_VISION_LAST,
} SvyVision;

/* CIE L*a*b*, D65. */
typedef struct {
    double l, a, b;
} SvyLab;

SvyLab svy_color_to_lab(SvyColor color, SvyVision vision);

/* Difference by CIEDE2000 (Sharma, Wu, Dalal 2005), all weights 1. */
double svy_lab_get_distance(SvyLab one, SvyLab other);

/* The same of two colours as they are seen: severity 1 of Machado, Oliveira, Fernandes 2009. */
double svy_color_get_distance(SvyColor one, SvyColor other, SvyVision vision);

/* Over protan, deutan and tritan vision: the smallest. */
double svy_color_get_least_distance(SvyColor one, SvyColor other);
