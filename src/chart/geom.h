/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Boxes in points, y downwards, as on a page. */
#pragma once

#include <math.h>
#include <stdbool.h>

typedef struct {
    double x, y, w, h;
} SvyRect;

static inline double svy_rect_get_right(SvyRect rect)
{
    return rect.x + rect.w;
}

static inline double svy_rect_get_bottom(SvyRect rect)
{
    return rect.y + rect.h;
}

/* @rect grown by @by on every side. */
static inline SvyRect svy_rect_grow(SvyRect rect, double by)
{
    return (SvyRect){rect.x - by, rect.y - by, rect.w + 2 * by, rect.h + 2 * by};
}

/* True when the insides of the two share a point. */
static inline bool svy_rect_overlaps(SvyRect a, SvyRect b)
{
    return a.x < svy_rect_get_right(b) && b.x < svy_rect_get_right(a) &&
           a.y < svy_rect_get_bottom(b) && b.y < svy_rect_get_bottom(a);
}

/* The smallest box around both. */
static inline SvyRect svy_rect_join(SvyRect a, SvyRect b)
{
    const double x = fmin(a.x, b.x), y = fmin(a.y, b.y);

    return (SvyRect){x, y, fmax(svy_rect_get_right(a), svy_rect_get_right(b)) - x,
                     fmax(svy_rect_get_bottom(a), svy_rect_get_bottom(b)) - y};
}

/* True when @inner lies in @outer, give or take 0.01 pt of rounding. */
static inline bool svy_rect_contains(SvyRect outer, SvyRect inner)
{
    const double slack = 0.01;

    return inner.x >= outer.x - slack && inner.y >= outer.y - slack &&
           svy_rect_get_right(inner) <= svy_rect_get_right(outer) + slack &&
           svy_rect_get_bottom(inner) <= svy_rect_get_bottom(outer) + slack;
}
