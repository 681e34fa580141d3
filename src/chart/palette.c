/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/palette.h"

#include <glib.h>
#include <math.h>

enum { N_SERIES = 6 };

static const SvyThemeColor marks[N_SERIES] = {SVY_SERIES_1, SVY_SERIES_2, SVY_SERIES_3,
                                              SVY_SERIES_4, SVY_SERIES_5, SVY_SERIES_6};
static const SvyThemeColor texts[N_SERIES] = {SVY_SERIES_1_TEXT, SVY_SERIES_2_TEXT,
                                              SVY_SERIES_3_TEXT, SVY_SERIES_4_TEXT,
                                              SVY_SERIES_5_TEXT, SVY_SERIES_6_TEXT};

static const double mark_contrast = 3, text_contrast = 4.5; /* WCAG 2.2, 1.4.11 and 1.4.3 */
/* Per cent of a series' colour in bars behind their end: others, and that of the finding, which is
 * darker, though paler than the mark at its end. */
enum { tint_least = 10, tint_most = 35, focus_most = 90 };

static const double tint_contrast = 3.6; /* of a whisker on other bars: there is a darker one */

/* Checking */

/* How much two series must differ in @vision; 0: they need not. */
static double get_least(size_t one, size_t other, SvyVision vision)
{
    if (vision != SVY_VISION_GRAY)
        return SVY_PALETTE_LEAST;
    return one + other == 1 ? SVY_PALETTE_LEAST_GRAY : 0;
}

/* The vision in which the pair falls shortest of what it must have. */
static bool find_pair_fault(const SvyTheme *theme, size_t one, size_t other, SvyPaletteFault *ret)
{
    double shortest = 0;

    for (int i = 0; i < SVY_VISION_LAST; i++) {
        const SvyVision vision = (SvyVision)i;
        const double least = get_least(one, other, vision);
        const double distance =
            svy_color_get_distance(theme->colors[marks[one]], theme->colors[marks[other]], vision);

        if (distance - least >= shortest)
            continue;
        shortest = distance - least;
        *ret = (SvyPaletteFault){marks[one], marks[other], vision, distance, least};
    }
    return shortest < 0;
}

bool svy_palette_find_fault(const SvyTheme *theme, SvyPaletteFault *ret_fault)
{
    const size_t n_series = theme->is_one_ink ? 2 : N_SERIES;

    for (size_t other = 1; other < n_series; other++)
        for (size_t one = 0; one < other; one++)
            if (find_pair_fault(theme, one, other, ret_fault))
                return true;
    return false;
}

double svy_palette_get_contrast(const SvyTheme *theme, SvyColor color)
{
    return fmin(svy_color_get_contrast(color, theme->colors[SVY_PAPER]),
                svy_color_get_contrast(color, theme->colors[SVY_BAND]));
}

/* Finding */

typedef struct {
    SvyColor mark, text;
} Pair;

/* Colours of the built-in themes, then a few more for brands that are near one of them. */
static const Pair candidates[] = {
    {{0xDD, 0x6B, 0x20}, {0xA8, 0x48, 0x0B}}, {{0x0F, 0x4C, 0x81}, {0x0F, 0x4C, 0x81}},
    {{0x3F, 0x9C, 0x8E}, {0x1E, 0x6B, 0x60}}, {{0x8A, 0x2E, 0x4F}, {0x8A, 0x2E, 0x4F}},
    {{0x8F, 0x7B, 0xE3}, {0x5B, 0x45, 0xB8}}, {{0x4A, 0x3B, 0x12}, {0x4A, 0x3B, 0x12}},
    {{0xB0, 0x30, 0x8F}, {0x8F, 0x1F, 0x74}}, {{0x7A, 0x8B, 0x1F}, {0x56, 0x63, 0x0F}},
    {{0x3A, 0x8F, 0xC7}, {0x1F, 0x63, 0x91}}, {{0x15, 0x19, 0x1E}, {0x15, 0x19, 0x1E}},
    {{0xA6, 0x7C, 0x00}, {0x7A, 0x5B, 0x00}}, {{0xC9, 0x4F, 0x6D}, {0xA8, 0x32, 0x52}},
    {{0x2B, 0x6E, 0x4A}, {0x2B, 0x6E, 0x4A}}, {{0x6B, 0x72, 0x80}, {0x56, 0x60, 0x6B}},
};

enum { N_CANDIDATES = G_N_ELEMENTS(candidates), N_STEPS = 64 };

/* Whether any two of the brand (the last index) and the candidates go together. */
typedef struct {
    bool can_be_read[N_CANDIDATES];
    bool are_apart[N_CANDIDATES + 1][N_CANDIDATES + 1];
    bool are_apart_in_gray[N_CANDIDATES];
    size_t chosen[N_SERIES]; /* the first is the brand */
} Search;

static bool are_apart(SvyColor one, SvyColor other)
{
    return svy_color_get_least_distance(one, other) >= SVY_PALETTE_LEAST &&
           svy_color_get_distance(one, other, SVY_VISION_NORMAL) >= SVY_PALETTE_LEAST;
}

static void note_candidates(const SvyTheme *theme, Search *search)
{
    for (size_t i = 0; i < N_CANDIDATES; i++) {
        search->can_be_read[i] =
            svy_palette_get_contrast(theme, candidates[i].mark) >= mark_contrast &&
            svy_palette_get_contrast(theme, candidates[i].text) >= text_contrast;
        for (size_t j = 0; j < N_CANDIDATES; j++)
            search->are_apart[i][j] = are_apart(candidates[i].mark, candidates[j].mark);
    }
}

static void note_brand(SvyColor brand, Search *search)
{
    for (size_t i = 0; i < N_CANDIDATES; i++) {
        const SvyColor color = candidates[i].mark;

        search->are_apart[N_CANDIDATES][i] = are_apart(brand, color);
        search->are_apart[i][N_CANDIDATES] = search->are_apart[N_CANDIDATES][i];
        search->are_apart_in_gray[i] =
            svy_color_get_distance(brand, color, SVY_VISION_GRAY) >= SVY_PALETTE_LEAST_GRAY;
    }
    search->chosen[0] = N_CANDIDATES;
}

static bool may_follow(const Search *search, size_t n_chosen, size_t candidate)
{
    if (!search->can_be_read[candidate] || (n_chosen == 1 && !search->are_apart_in_gray[candidate]))
        return false;
    for (size_t i = 0; i < n_chosen; i++)
        if (!search->are_apart[search->chosen[i]][candidate])
            return false;
    return true;
}

/* The first in the order of the table, going back where it leads nowhere. */
static bool choose_others(Search *search, size_t n_chosen)
{
    if (n_chosen == N_SERIES)
        return true;
    for (size_t i = 0; i < N_CANDIDATES; i++) {
        if (!may_follow(search, n_chosen, i))
            continue;
        search->chosen[n_chosen] = i;
        if (choose_others(search, n_chosen + 1))
            return true;
    }
    return false;
}

/* Darker (or lighter) of the same hue: @step of N_STEPS on the way to black or white. */
static SvyColor shade(SvyColor color, size_t step, bool is_darker)
{
    const SvyColor black = {0, 0, 0}, white = {255, 255, 255};

    return svy_color_tint(color, is_darker ? black : white, 1 - (double)step / N_STEPS);
}

static bool fits(const SvyTheme *theme, SvyColor color, Search *search)
{
    if (svy_palette_get_contrast(theme, color) < mark_contrast)
        return false;
    note_brand(color, search);
    return choose_others(search, 1);
}

/* As little changed as will do. */
static bool find_variant(const SvyTheme *theme, SvyColor brand, Search *search, SvyColor *ret)
{
    for (size_t step = 0; step <= N_STEPS; step++)
        for (int is_darker = 1; is_darker >= 0; is_darker--) {
            const SvyColor color = shade(brand, step, is_darker == 1);

            if (fits(theme, color, search)) {
                *ret = color;
                return true;
            }
        }
    return false;
}

/* What can be read as text: towards ink or towards paper, whichever way contrast grows. */
static SvyColor find_text(const SvyTheme *theme, SvyColor color)
{
    for (size_t step = 0; step <= N_STEPS; step++)
        for (int is_darker = 1; is_darker >= 0; is_darker--) {
            const SvyColor text = shade(color, step, is_darker == 1);

            if (svy_palette_get_contrast(theme, text) >= text_contrast)
                return text;
        }
    return theme->colors[SVY_INK];
}

/* The darkest tint of @color on which @whisker has a contrast of @least. */
static SvyColor find_tint(const SvyTheme *theme,
                          SvyColor color,
                          SvyColor whisker,
                          int percent_most,
                          double least)
{
    const SvyColor paper = theme->colors[SVY_PAPER];
    int percent = percent_most;

    while (percent > tint_least &&
           svy_color_get_contrast(whisker, svy_color_tint(color, paper, percent / 100.0)) < least)
        percent--;
    return svy_color_tint(color, paper, percent / 100.0);
}

SvyColor svy_palette_derive_focus(const SvyTheme *theme, SvyColor color, SvyColor whisker)
{
    return find_tint(theme, color, whisker, focus_most, SVY_PALETTE_LEAST_ON_BAR);
}

static void set_tint(SvyTheme *theme, SvyThemeColor tint, SvyThemeColor series, SvyThemeColor text)
{
    theme->colors[tint] =
        find_tint(theme, theme->colors[series], theme->colors[text], tint_most, tint_contrast);
}

static void set_series(SvyTheme *theme, size_t index, Pair pair)
{
    theme->colors[marks[index]] = pair.mark;
    theme->colors[texts[index]] = pair.text;
}

bool svy_palette_take_brand(SvyTheme *theme, SvyColor brand)
{
    Search search;
    SvyColor color;

    note_candidates(theme, &search);
    if (!find_variant(theme, brand, &search, &color))
        return false;
    set_series(theme, 0, (Pair){color, find_text(theme, color)});
    for (size_t i = 1; i < N_SERIES; i++)
        set_series(theme, i, candidates[search.chosen[i]]);
    set_tint(theme, SVY_SERIES_1_TINT, SVY_SERIES_1, SVY_SERIES_1_TEXT);
    set_tint(theme, SVY_SERIES_2_TINT, SVY_SERIES_2, SVY_SERIES_2_TEXT);
    set_tint(theme, SVY_SERIES_4_TINT, SVY_SERIES_4, SVY_SERIES_4_TEXT);
    return true;
}
