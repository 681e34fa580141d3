/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/color.h"

#include <glib.h>
#include <math.h>
#include <string.h>

static uint8_t read_byte(const char *hex)
{
    return (uint8_t)(g_ascii_xdigit_value(hex[0]) * 16 + g_ascii_xdigit_value(hex[1]));
}

/* Relative luminance as WCAG 2.2 defines it for sRGB. */
static double get_luminance(SvyColor color)
{
    const uint8_t channels[] = {color.r, color.g, color.b};
    const double weights[] = {0.2126, 0.7152, 0.0722};
    double sum = 0;

    for (size_t i = 0; i < 3; i++) {
        const double c = channels[i] / 255.0;
        sum += weights[i] * (c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4));
    }
    return sum;
}

static uint8_t mix_channel(uint8_t color, uint8_t paper, double share)
{
    return (uint8_t)lround(paper + share * (color - paper));
}

bool svy_color_parse(const char *text, SvyColor *ret_color)
{
    if (strlen(text) != 7 || text[0] != '#')
        return false;
    for (size_t i = 1; i < 7; i++)
        if (!g_ascii_isxdigit(text[i]))
            return false;

    *ret_color = (SvyColor){read_byte(text + 1), read_byte(text + 3), read_byte(text + 5)};
    return true;
}

char *svy_color_format(SvyColor color)
{
    return g_strdup_printf("#%02X%02X%02X", color.r, color.g, color.b);
}

SvyColor svy_color_tint(SvyColor color, SvyColor paper, double share)
{
    return (SvyColor){mix_channel(color.r, paper.r, share), mix_channel(color.g, paper.g, share),
                      mix_channel(color.b, paper.b, share)};
}

double svy_color_get_contrast(SvyColor a, SvyColor b)
{
    const double la = get_luminance(a), lb = get_luminance(b);

    return (fmax(la, lb) + 0.05) / (fmin(la, lb) + 0.05);
}
