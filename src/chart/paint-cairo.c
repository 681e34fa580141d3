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

static void paint_hatch(cairo_t *cr, const SvyNode *node)
{
    cairo_new_path(cr);
    svy_paint_trace_hatch(cr, node);
    cairo_set_line_width(cr, node->stroke);
    cairo_set_line_cap(cr, CAIRO_LINE_CAP_BUTT);
    set_color(cr, node->halo);
    cairo_stroke(cr);
}

static void paint_polygon(cairo_t *cr, const SvyNode *node)
{
    svy_paint_trace_polygon(cr, node);
    set_color(cr, node->color);
    cairo_fill(cr);
}

static void paint_rect(cairo_t *cr, const SvyNode *node)
{
    if (node->radius > 0)
        trace_rounded(cr, node->box, node->radius);
    else
        cairo_rectangle(cr, node->box.x, node->box.y, node->box.w, node->box.h);
    set_color(cr, node->color);
    cairo_fill(cr);
    if (node->is_hatched)
        paint_hatch(cr, node);
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
    svy_paint_trace_mark(cr, node, radius);
    set_color(cr, color);
    cairo_fill(cr);
}

static void paint_mark(cairo_t *cr, const SvyNode *node)
{
    if (node->has_halo)
        fill_mark(cr, node, svy_paint_get_halo_radius(node), node->halo);
    fill_mark(cr, node, node->radius, node->color);
    if (node->is_hollow)
        fill_mark(cr, node, svy_paint_get_hollow_radius(node), node->halo);
}

static void move_to_text(cairo_t *cr, const SvyNode *node)
{
    const int base_line = pango_layout_get_baseline(node->line->layout);

    cairo_move_to(cr, node->x0, node->y0 - base_line / (double)PANGO_SCALE);
}

static void paint_text(cairo_t *cr, const SvyNode *node, const cairo_path_t *outline)
{
    cairo_matrix_t points;

    set_color(cr, node->color);
    if (outline == NULL) {
        move_to_text(cr, node);
        pango_cairo_show_layout(cr, node->line->layout);
        return;
    }
    cairo_get_matrix(cr, &points);
    cairo_identity_matrix(cr);
    cairo_translate(cr, points.x0, points.y0);
    cairo_append_path(cr, outline);
    cairo_fill(cr);
    cairo_set_matrix(cr, &points);
}

/* How far a corner moves out when its sides move out by one. */
static double get_rim(const SvyNode *node)
{
    if (node->type == SVY_NODE_TRIANGLE_UP || node->type == SVY_NODE_TRIANGLE_DOWN)
        return 2;
    return node->type == SVY_NODE_DIAMOND ? G_SQRT2 : 1;
}

double svy_paint_get_halo_radius(const SvyNode *node)
{
    return node->radius * (1 + 0.2 * get_rim(node));
}

double svy_paint_get_hollow_radius(const SvyNode *node)
{
    return node->radius - node->stroke * get_rim(node);
}

/* Corners for a radius of 1, in a box from -1 to 1; a disc has none. A plus is as thick as its arms
 * are long beyond its middle. */
static const double diamond[] = {0, -1, 1, 0, 0, 1, -1, 0};
static const double square[] = {-0.84, -0.84, 0.84, -0.84, 0.84, 0.84, -0.84, 0.84};
static const double triangle_up[] = {0, -1, 1, 0.8, -1, 0.8};
static const double triangle_down[] = {0, 1, -1, -0.8, 1, -0.8};
static const double plus[] = {-0.36, -1,   0.36, -1,   0.36, -0.36, 1,     -0.36,
                              1,     0.36, 0.36, 0.36, 0.36, 1,     -0.36, 1,
                              -0.36, 0.36, -1,   0.36, -1,   -0.36, -0.36, -0.36};

static const struct {
    const double *points;
    size_t n;
} corners[SVY_NODE_LAST] = {
    [SVY_NODE_DIAMOND] = {diamond, G_N_ELEMENTS(diamond) / 2},
    [SVY_NODE_SQUARE] = {square, G_N_ELEMENTS(square) / 2},
    [SVY_NODE_TRIANGLE_UP] = {triangle_up, G_N_ELEMENTS(triangle_up) / 2},
    [SVY_NODE_TRIANGLE_DOWN] = {triangle_down, G_N_ELEMENTS(triangle_down) / 2},
    [SVY_NODE_PLUS] = {plus, G_N_ELEMENTS(plus) / 2},
};

void svy_paint_trace_mark(cairo_t *cr, const SvyNode *node, double radius)
{
    const double *points = corners[node->type].points;

    if (node->type == SVY_NODE_CIRCLE) {
        cairo_new_sub_path(cr);
        cairo_arc(cr, node->x0, node->y0, radius, 0, 2 * G_PI);
    }
    for (size_t i = 0; i < corners[node->type].n; i++)
        cairo_line_to(cr, node->x0 + radius * points[2 * i], node->y0 + radius * points[2 * i + 1]);
    cairo_close_path(cr);
}

void svy_paint_trace_polygon(cairo_t *cr, const SvyNode *node)
{
    for (size_t i = 0; i < node->n_points; i++)
        cairo_line_to(cr, node->points[2 * i], node->points[2 * i + 1]);
    cairo_close_path(cr);
}

/* Each line goes up to the right: x + y is the same all along it. */
void svy_paint_trace_hatch(cairo_t *cr, const SvyNode *node)
{
    const SvyRect *box = &node->box;
    const double right = svy_rect_get_right(*box), bottom = svy_rect_get_bottom(*box);
    const double pitch = 4 * node->stroke * G_SQRT2;

    for (double sum = box->x + box->y + pitch / 2; sum < right + bottom; sum += pitch) {
        const double x0 = fmax(box->x, sum - bottom), x1 = fmin(right, sum - box->y);

        cairo_move_to(cr, x0, sum - x0);
        cairo_line_to(cr, x1, sum - x1);
    }
}

void svy_paint_node(cairo_t *cr, const SvyNode *node, const cairo_path_t *outline)
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
    case SVY_NODE_SQUARE:
    case SVY_NODE_TRIANGLE_UP:
    case SVY_NODE_TRIANGLE_DOWN:
    case SVY_NODE_PLUS:
        paint_mark(cr, node);
        break;
    case SVY_NODE_POLYGON:
        paint_polygon(cr, node);
        break;
    case SVY_NODE_TEXT:
        paint_text(cr, node, outline);
        break;
    case SVY_NODE_PICTURE:
        svy_picture_paint(node->picture, cr, node->box);
        break;
    case SVY_NODE_LAST:
        break;
    }
}

/* (nullable) in units of the surface. */
static cairo_path_t *trace_text(cairo_t *cr, const SvyNode *node)
{
    cairo_matrix_t points;
    cairo_path_t *path;

    cairo_new_path(cr);
    move_to_text(cr, node);
    pango_cairo_layout_path(cr, node->line->layout);
    cairo_get_matrix(cr, &points);
    cairo_identity_matrix(cr);
    path = cairo_copy_path(cr);
    cairo_set_matrix(cr, &points);
    if (path->status == CAIRO_STATUS_SUCCESS)
        return path;
    cairo_path_destroy(path);
    return NULL;
}

static void free_path(void *path)
{
    if (path != NULL)
        cairo_path_destroy(path);
}

SvyOutlines *svy_outlines_new(const SvyScene *scene, double scale)
{
    /* Without bounds: cairo leaves out letters beyond the edge of a surface, in paths as well. */
    cairo_surface_t *surface = cairo_recording_surface_create(CAIRO_CONTENT_COLOR_ALPHA, NULL);
    cairo_t *cr = cairo_create(surface);
    g_autoptr(SvyOutlines) outlines = g_new0(SvyOutlines, 1);
    bool is_ok = true;

    outlines->scale = scale;
    outlines->paths = g_ptr_array_new_with_free_func(free_path);
    cairo_scale(cr, scale, scale);
    for (size_t i = 0; i < scene->nodes->len; i++) {
        const SvyNode *node = scene->nodes->pdata[i];
        cairo_path_t *path = node->type == SVY_NODE_TEXT ? trace_text(cr, node) : NULL;

        g_ptr_array_add(outlines->paths, path);
        is_ok = is_ok && (node->type != SVY_NODE_TEXT || path != NULL);
    }
    cairo_destroy(cr);
    cairo_surface_destroy(surface);
    return is_ok ? g_steal_pointer(&outlines) : NULL;
}

void svy_outlines_free(SvyOutlines *outlines)
{
    if (outlines == NULL)
        return;
    g_ptr_array_unref(outlines->paths);
    g_free(outlines);
}
