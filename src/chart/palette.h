/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Palettes: whether the series of a theme can be told apart by everybody, and series that go with
 * the colour of an association. */
#pragma once

#include "chart/color-vision.h"
#include "chart/theme.h"

/* CIEDE2000: any two series, in every vision; the first two also in a print in one ink. */
#define SVY_PALETTE_LEAST      13.0
#define SVY_PALETTE_LEAST_GRAY 20.0

/* Two colours that are too much alike. */
typedef struct {
    SvyThemeColor one, other;
    SvyVision vision;
    double distance, least;
} SvyPaletteFault;

/* True when there is one: that of the first pair of @theme's series, in the vision in which they
 * are most alike. In a theme of one ink only the first two are compared: the others differ by shape
 * and by their labels. */
bool svy_palette_find_fault(const SvyTheme *theme, SvyPaletteFault *ret_fault);

/* Contrast on paper or band, whichever is less. */
double svy_palette_get_contrast(const SvyTheme *theme, SvyColor color);

/* A whisker must be seen on the bar that it ends. */
#define SVY_PALETTE_LEAST_ON_BAR 3.0

/* For the bar of the finding among tints: as dark a tint of @color on the paper of @theme as leaves
 * a whisker in @whisker, which is ink, a contrast of SVY_PALETTE_LEAST_ON_BAR. */
SvyColor svy_palette_derive_focus(const SvyTheme *theme, SvyColor color, SvyColor whisker);

/* Replaces the series of @theme: the first is @brand, or the nearest of its hue that can be read on
 * paper and band and has five others beside it that pass svy_palette_find_fault(). False, and
 * nothing replaced, when there are none. */
bool svy_palette_take_brand(SvyTheme *theme, SvyColor brand);
