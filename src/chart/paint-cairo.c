/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/paint.h"

#include <pango/pangocairo.h>

static void set_color(cairo_t *cr, SvyColor color)
{
    cairo_set_source_rgb(cr, color.r / 255.0, color.g / 255.0, color.b / 255.0);
}

static void trace_rounded(cairo_t *cr, SvyRect rect, double radius)
{
    const double r = fmin(radius, fmin(rect.w, rect.h) / 2);
    const double right = svy_rect_get_right(rect), bottom = svy_rect_get_bottom(rect);

    cairo_new_sub_path(cr);
    cairo_arc(cr, right - r, rect.y + r, r, -G_PI / 2, 0);
    cairo_arc(cr, right - r, bottom - r, r, 0, G_PI / 2);
    cairo_arc(cr, rect.x + r, bottom - r, r, G_PI / 2, G_PI);
    cairo_arc(cr, rect.x + r, rect.y + r, r, G_PI, 3 * G_PI / 2);
    cairo_close_path(cr);
}

static void paint_rect(cairo_t *cr, const SvyNode *node)
{
    if (node->radius > 0)
        trace_rounded(cr, node->box, node->radius);
    else
        cairo_rectangle(cr, node->box.x, node->box.y, node->box.w, node->box.h);
    set_color(cr, node->color);
    cairo_fill(cr);
}

static void paint_line(cairo_t *cr, const SvyNode *node)
{
    cairo_move_to(cr, node->x0, node->y0);
    cairo_line_to(cr, node->x1, node->y1);
    cairo_set_line_width(cr, node->stroke);
    cairo_set_line_cap(cr, CAIRO_LINE_CAP_BUTT);
    set_color(cr, node->color);
    cairo_stroke(cr);
}

static void fill_mark(cairo_t *cr, const SvyNode *node, double radius, SvyColor color)
{
    if (node->type == SVY_NODE_CIRCLE) {
        cairo_new_sub_path(cr);
        cairo_arc(cr, node->x0, node->y0, radius, 0, 2 * G_PI);
    } else {
        cairo_move_to(cr, node->x0, node->y0 - radius);
        cairo_line_to(cr, node->x0 + radius, node->y0);
        cairo_line_to(cr, node->x0, node->y0 + radius);
        cairo_line_to(cr, node->x0 - radius, node->y0);
    }
    cairo_close_path(cr);
    set_color(cr, color);
    cairo_fill(cr);
}

static void paint_mark(cairo_t *cr, const SvyNode *node)
{
    const double rim = node->type == SVY_NODE_DIAMOND ? G_SQRT2 : 1; /* measured across its sides */

    if (node->has_halo)
        fill_mark(cr, node, node->radius * (1 + 0.2 * rim), node->halo);
    fill_mark(cr, node, node->radius, node->color);
    if (node->is_hollow)
        fill_mark(cr, node, node->radius - node->stroke * rim, node->halo);
}

static void paint_text(cairo_t *cr, const SvyNode *node, bool as_outlines)
{
    const int base_line = pango_layout_get_baseline(node->line->layout);

    cairo_move_to(cr, node->x0, node->y0 - base_line / (double)PANGO_SCALE);
    set_color(cr, node->color);
    if (!as_outlines) {
        pango_cairo_show_layout(cr, node->line->layout);
        return;
    }
    pango_cairo_layout_path(cr, node->line->layout);
    cairo_fill(cr);
}

void svy_paint_node(cairo_t *cr, const SvyNode *node, bool as_outlines)
{
    cairo_new_path(cr);
    switch (node->type) {
    case SVY_NODE_RECT:
        paint_rect(cr, node);
        break;
    case SVY_NODE_LINE:
        paint_line(cr, node);
        break;
    case SVY_NODE_CIRCLE:
    case SVY_NODE_DIAMOND:
        paint_mark(cr, node);
        break;
    case SVY_NODE_TEXT:
        paint_text(cr, node, as_outlines);
        break;
    }
}
