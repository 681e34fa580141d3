/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SVG from the scene: role, title and description for screen readers; one group per node with its
 * role, row, series and value; ids that are the same on every run and differ between charts, so
 * that several may stand in one page. All lengths are points, whole hundredths: no locale, no
 * rounding that adds up. */
#include "chart/paint.h"

#include <string.h>

#include "chart/svg-shapes.h"

/* Texts */

static bool is_xml_char(gunichar c)
{
    return c == '\t' || c == '\n' || (c >= 0x20 && c != 0xFFFE && c != 0xFFFF);
}

/* What XML 1.0 cannot hold, not even escaped, becomes U+FFFD. */
static void append_escaped(GString *out, const char *text)
{
    for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
        const gunichar c = g_utf8_get_char(p);

        if (c == '&')
            g_string_append(out, "&amp;");
        else if (c == '<')
            g_string_append(out, "&lt;");
        else if (c == '>')
            g_string_append(out, "&gt;");
        else if (c == '"')
            g_string_append(out, "&quot;");
        else
            g_string_append_unichar(out, is_xml_char(c) ? c : 0xFFFD);
    }
}

/* Numbers */

static long to_hundredths(double points)
{
    return lround(points * 100);
}

/* 1234 is "12.34", -50 is "-.5", 300 is "3". */
static void append_hundredths(GString *out, long n)
{
    const long size = ABS(n), whole = size / 100, part = size % 100;

    if (n < 0)
        g_string_append_c(out, '-');
    if (whole > 0 || part == 0)
        g_string_append_printf(out, "%ld", whole);
    if (part == 0)
        return;
    g_string_append_c(out, '.');
    g_string_append_c(out, (char)('0' + part / 10));
    if (part % 10 != 0)
        g_string_append_c(out, (char)('0' + part % 10));
}

static void append_length(GString *out, const char *name, double points)
{
    g_string_append_printf(out, " %s=\"", name);
    append_hundredths(out, to_hundredths(points));
    g_string_append_c(out, '"');
}

static void append_color(GString *out, const char *name, SvyColor color)
{
    g_autofree char *text = svy_color_format(color);

    g_string_append_printf(out, " %s=\"%s\"", name, text);
}

/* Paths */

typedef struct {
    GString *out;
    long x, y; /* where the pen is, in hundredths */
    char last; /* the command that need not be repeated */
} Pen;

/* A minus parts numbers as well as a blank does. */
static void append_step(Pen *pen, long to_x, long to_y, bool is_first)
{
    const long steps[] = {to_x - pen->x, to_y - pen->y};

    for (size_t i = 0; i < G_N_ELEMENTS(steps); i++) {
        if (steps[i] >= 0 && !(is_first && i == 0))
            g_string_append_c(pen->out, ' ');
        append_hundredths(pen->out, steps[i]);
    }
}

/* Distances from where the pen is; of rounded places, so that errors do not add up. */
static void append_segment(Pen *pen, char command, const double *points, size_t n_points)
{
    const bool is_repeated = command == pen->last && command != 'm';

    if (!is_repeated)
        g_string_append_c(pen->out, command);
    for (size_t i = 0; i < n_points; i++)
        append_step(pen, to_hundredths(points[2 * i]), to_hundredths(points[2 * i + 1]),
                    i == 0 && !is_repeated);
    pen->x = to_hundredths(points[2 * n_points - 2]);
    pen->y = to_hundredths(points[2 * n_points - 1]);
    pen->last = command;
}

/* After closing, cairo moves to where the pen is anyway. */
static bool is_needless(const cairo_path_t *path, int i)
{
    const int next = i + path->data[i].header.length;

    return path->data[i].header.type == CAIRO_PATH_MOVE_TO &&
           (next >= path->num_data || path->data[next].header.type == CAIRO_PATH_MOVE_TO);
}

static void append_path(GString *out, const cairo_path_t *path, double scale)
{
    static const char commands[] = {
        [CAIRO_PATH_MOVE_TO] = 'm', [CAIRO_PATH_LINE_TO] = 'l', [CAIRO_PATH_CURVE_TO] = 'c'};
    Pen pen = {.out = out};
    long start_x = 0, start_y = 0;
    bool has_moved = false;

    g_string_append(out, " d=\"");
    for (int i = 0; i < path->num_data; i += path->data[i].header.length) {
        const cairo_path_data_t *part = &path->data[i];
        const size_t n_points = (size_t)part->header.length - 1;
        double points[6] = {0};

        if (is_needless(path, i))
            continue;
        if (part->header.type == CAIRO_PATH_CLOSE_PATH) {
            g_string_append_c(out, 'z');
            pen = (Pen){.out = out, .x = start_x, .y = start_y};
            continue;
        }
        for (size_t j = 0; j < n_points; j++) {
            points[2 * j] = part[j + 1].point.x / scale;
            points[2 * j + 1] = part[j + 1].point.y / scale;
        }
        append_segment(&pen, commands[part->header.type], points, n_points);
        if (part->header.type == CAIRO_PATH_MOVE_TO) {
            start_x = pen.x;
            start_y = pen.y;
        }
        has_moved = true;
    }
    if (!has_moved)
        g_string_append(out, "m0 0");
    g_string_append_c(out, '"');
}

/* Nodes */

typedef struct {
    GString *out;
    const SvyScene *scene;
    const SvyOutlines *outlines;  /* (nullable) */
    char *prefix;                 /* of all ids */
    size_t n_seen[SVY_ROLE_LAST]; /* nodes of each role so far */
    cairo_t *tracer;              /* for the paths of marks */
} Job;

static void clear_job(Job *job)
{
    if (job->out != NULL)
        g_string_free(job->out, TRUE);
    if (job->tracer != NULL)
        cairo_destroy(job->tracer);
    g_free(job->prefix);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Job, clear_job)

/* What @trace draws, as one path. */
static void append_traced(const Job *job,
                          const SvyNode *node,
                          void (*trace)(cairo_t *cr, const SvyNode *node))
{
    cairo_path_t *path;

    cairo_new_path(job->tracer);
    trace(job->tracer, node);
    path = cairo_copy_path(job->tracer);
    g_string_append(job->out, "<path");
    append_path(job->out, path, 1);
    cairo_path_destroy(path);
}

static void append_hatch(const Job *job, const SvyNode *node)
{
    append_traced(job, node, svy_paint_trace_hatch);
    append_color(job->out, "stroke", node->halo);
    append_length(job->out, "stroke-width", node->stroke);
    g_string_append(job->out, "/>");
}

static void append_polygon(const Job *job, const SvyNode *node)
{
    append_traced(job, node, svy_paint_trace_polygon);
    append_color(job->out, "fill", node->color);
    g_string_append(job->out, "/>");
}

static void append_rect(const Job *job, const SvyNode *node)
{
    GString *out = job->out;

    g_string_append(out, "<rect");
    append_length(out, "x", node->box.x);
    append_length(out, "y", node->box.y);
    append_length(out, "width", node->box.w);
    append_length(out, "height", node->box.h);
    if (node->radius > 0)
        append_length(out, "rx", fmin(node->radius, fmin(node->box.w, node->box.h) / 2));
    append_color(out, "fill", node->color);
    g_string_append(out, "/>");
    if (node->is_hatched)
        append_hatch(job, node);
}

static void append_line(GString *out, const SvyNode *node)
{
    g_string_append(out, "<line");
    append_length(out, "x1", node->x0);
    append_length(out, "y1", node->y0);
    append_length(out, "x2", node->x1);
    append_length(out, "y2", node->y1);
    append_color(out, "stroke", node->color);
    append_length(out, "stroke-width", node->stroke);
    g_string_append(out, "/>");
}

static void append_disc(GString *out, const SvyNode *node, double radius, SvyColor color)
{
    g_string_append(out, "<circle");
    append_length(out, "cx", node->x0);
    append_length(out, "cy", node->y0);
    append_length(out, "r", radius);
    append_color(out, "fill", color);
    g_string_append(out, "/>");
}

/* Discs as such, all other marks by the path that the other painters use. */
static void append_shape(const Job *job, const SvyNode *node, double radius, SvyColor color)
{
    cairo_path_t *path;

    if (node->type == SVY_NODE_CIRCLE) {
        append_disc(job->out, node, radius, color);
        return;
    }
    cairo_new_path(job->tracer);
    svy_paint_trace_mark(job->tracer, node, radius);
    path = cairo_copy_path(job->tracer);
    g_string_append(job->out, "<path");
    append_path(job->out, path, 1);
    append_color(job->out, "fill", color);
    g_string_append(job->out, "/>");
    cairo_path_destroy(path);
}

static void append_mark(const Job *job, const SvyNode *node)
{
    if (node->has_halo)
        append_shape(job, node, svy_paint_get_halo_radius(node), node->halo);
    append_shape(job, node, node->radius, node->color);
    if (node->is_hollow)
        append_shape(job, node, svy_paint_get_hollow_radius(node), node->halo);
}

/* As long as it was measured, so that another typeface cannot push texts into each other. */
static void append_real_text(GString *out, const SvyNode *node)
{
    const SvyLine *line = node->line;
    g_autofree char *text = g_strchomp(g_strdup(line->text));

    g_string_append(out, "<text");
    append_length(out, "x", line->is_rtl ? svy_rect_get_right(node->ink) : node->x0);
    append_length(out, "y", node->y0);
    append_length(out, "textLength", line->width);
    g_string_append_printf(out,
                           " lengthAdjust=\"spacingAndGlyphs\"%s font-family=\"%sInter, "
                           "'Helvetica Neue', Arial, sans-serif\" font-weight=\"%d\"",
                           line->is_rtl ? " direction=\"rtl\"" : "",
                           line->style.is_display ? "'Inter Display', " : "", line->style.weight);
    append_length(out, "font-size", line->style.size_pt);
    if (line->style.is_tabular)
        g_string_append(out, " style=\"font-variant-numeric:tabular-nums lining-nums\"");
    append_color(out, "fill", node->color);
    g_string_append_c(out, '>');
    append_escaped(out, text);
    g_string_append(out, "</text>");
}

static void append_text(const Job *job, const SvyNode *node, size_t index)
{
    if (job->outlines == NULL) {
        append_real_text(job->out, node);
        return;
    }
    g_string_append(job->out, "<path");
    append_path(job->out, job->outlines->paths->pdata[index], job->outlines->scale);
    append_color(job->out, "fill", node->color);
    g_string_append(job->out, "/>");
}

static void append_view(GString *out, double width, double height)
{
    char w[G_ASCII_DTOSTR_BUF_SIZE], h[G_ASCII_DTOSTR_BUF_SIZE];

    g_string_append_printf(out, " viewBox=\"0 0 %s %s\">",
                           g_ascii_formatd(w, sizeof w, "%.6g", width),
                           g_ascii_formatd(h, sizeof h, "%.6g", height));
}

/* The shapes with the document's prefix before their ids. */
static void append_shapes(const Job *job, const char *shapes)
{
    for (const char *at = shapes; *at != '\0'; at++) {
        if (*at == SVY_SHAPES_PREFIX)
            g_string_append_printf(job->out, "%s-", job->prefix);
        else
            g_string_append_c(job->out, *at);
    }
}

static void append_pixels(GString *out, const SvyNode *node)
{
    g_autoptr(GBytes) png = svy_picture_make_png(node->picture);
    size_t n_bytes = 0;
    const guchar *data = png != NULL ? g_bytes_get_data(png, &n_bytes) : NULL;
    g_autofree char *text = g_base64_encode(data, n_bytes);

    g_string_append_printf(out, " xlink:href=\"data:image/png;base64,%s\"/>", text);
}

/* A document inside the document, or its pixels; nothing of the file that it came from. */
static void append_picture(const Job *job, const SvyNode *node)
{
    double width, height;
    const char *shapes = svy_picture_get_shapes(node->picture, &width, &height);

    g_string_append_printf(job->out, "<%s xmlns:xlink=\"http://www.w3.org/1999/xlink\"",
                           shapes != NULL ? "svg" : "image");
    append_length(job->out, "x", node->box.x);
    append_length(job->out, "y", node->box.y);
    append_length(job->out, "width", node->box.w);
    append_length(job->out, "height", node->box.h);
    g_string_append(job->out, " preserveAspectRatio=\"none\"");
    if (shapes == NULL) {
        append_pixels(job->out, node);
        return;
    }
    append_view(job->out, width, height);
    append_shapes(job, shapes);
    g_string_append(job->out, "</svg>");
}

/* What a logo shows is part of what the whole picture is called, see append_head(). */
static void append_alt(GString *out, const SvyNode *node)
{
    if (node->alt == NULL) {
        g_string_append(out, " aria-hidden=\"true\"");
        return;
    }
    g_string_append(out, " role=\"img\" aria-label=\"");
    append_escaped(out, node->alt);
    g_string_append_c(out, '"');
}

static void append_datum(GString *out, const SvyDatum *datum)
{
    char number[G_ASCII_DTOSTR_BUF_SIZE];

    if (datum->row != SVY_NO_ROW)
        g_string_append_printf(out, " data-row=\"%zu\"", datum->row);
    if (datum->series != SVY_NO_SERIES)
        g_string_append_printf(out, " data-series=\"%zu\"", datum->series);
    if (datum->has_value)
        g_string_append_printf(out, " data-value=\"%s\"",
                               g_ascii_formatd(number, sizeof number, "%.6g", datum->value));
}

static void append_node(Job *job, const SvyNode *node, size_t index)
{
    const char *role = svy_scene_role_get_name(node->role);

    g_string_append_printf(job->out, "<g id=\"%s-%s-%zu\" data-role=\"%s\"", job->prefix, role,
                           ++job->n_seen[node->role], role);
    append_datum(job->out, &node->datum);
    if (node->type == SVY_NODE_PICTURE)
        append_alt(job->out, node);
    if (node->type == SVY_NODE_TEXT && job->outlines != NULL) {
        g_string_append(job->out, " data-text=\"");
        append_escaped(job->out, node->line->text);
        g_string_append_c(job->out, '"');
    }
    g_string_append_c(job->out, '>');
    if (node->type == SVY_NODE_TEXT)
        append_text(job, node, index);
    else if (node->type == SVY_NODE_RECT)
        append_rect(job, node);
    else if (node->type == SVY_NODE_LINE)
        append_line(job->out, node);
    else if (node->type == SVY_NODE_POLYGON)
        append_polygon(job, node);
    else if (node->type == SVY_NODE_PICTURE)
        append_picture(job, node);
    else
        append_mark(job, node);
    g_string_append(job->out, "</g>\n");
}

/* Different charts differ in their words, the same chart in two themes by its width. */
static char *make_prefix(const SvyScene *scene, const SvyPictureWords *words)
{
    g_autofree char *all = g_strdup_printf("%s\n%s\n%ld", words->title, words->description,
                                           to_hundredths(scene->width));
    g_autofree char *hash = g_compute_checksum_for_string(G_CHECKSUM_SHA256, all, -1);

    return g_strdup_printf("svy-%.8s", hash);
}

static void append_head(Job *job, const SvyPictureWords *words)
{
    const SvyNode *logo = svy_scene_find_logo(job->scene);
    GString *out = job->out;

    g_string_append(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                         "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"");
    append_hundredths(out, to_hundredths(job->scene->width));
    g_string_append(out, "pt\" height=\"");
    append_hundredths(out, to_hundredths(job->scene->height));
    g_string_append(out, "pt\" viewBox=\"0 0 ");
    append_hundredths(out, to_hundredths(job->scene->width));
    g_string_append_c(out, ' ');
    append_hundredths(out, to_hundredths(job->scene->height));
    g_string_append_printf(out, "\" role=\"img\" aria-labelledby=\"%s-title %s-desc", job->prefix,
                           job->prefix);
    if (logo != NULL && logo->alt != NULL)
        g_string_append_printf(out, " %s-logo-1", job->prefix);
    g_string_append_printf(out, "\" lang=\"%s\">\n<title id=\"%s-title\">", words->language,
                           job->prefix);
    append_escaped(out, words->title);
    g_string_append_printf(out, "</title>\n<desc id=\"%s-desc\">", job->prefix);
    append_escaped(out, words->description);
    g_string_append(out, "</desc>\n");
}

GBytes *svy_svg_make(const SvyScene *scene,
                     const SvyPictureWords *words,
                     const SvyOutlines *outlines)
{
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_A8, 1, 1);
    g_auto(Job) job = {.out = g_string_new(NULL),
                       .scene = scene,
                       .outlines = outlines,
                       .prefix = make_prefix(scene, words),
                       .tracer = cairo_create(surface)};

    cairo_surface_destroy(surface);
    append_head(&job, words);
    for (size_t i = 0; i < scene->nodes->len; i++)
        append_node(&job, scene->nodes->pdata[i], i);
    g_string_append(job.out, "</svg>\n");
    return g_string_free_to_bytes(g_steal_pointer(&job.out));
}
