/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/svg-path.h"

#include <glib.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "chart/geom.h"

typedef struct {
    double x0, y0, x1, y1;
} Segment;

typedef struct {
    const char *at;
    GArray *segments; /* of Segment */
    double x, y, start_x, start_y;
} Pen;

enum { CELLS_MOST = 1024 };                 /* a side of the grid */
static const double cells_per_segment = 64; /* in all */
static const double visits_most = 20000000; /* more is too much in any case */

/* Reading */

static bool read_number(Pen *pen, double *ret)
{
    char *end;

    pen->at += strspn(pen->at, " \t\r\n,");
    if (*pen->at == '\0' || strchr("+-.0123456789", *pen->at) == NULL)
        return false;
    *ret = g_ascii_strtod(pen->at, &end);
    if (end == pen->at || !isfinite(*ret))
        return false;
    pen->at = end;
    return true;
}

/* One digit; the next number may follow without a blank. */
static bool read_flag(Pen *pen, double *ret)
{
    pen->at += strspn(pen->at, " \t\r\n,");
    if (*pen->at != '0' && *pen->at != '1')
        return false;
    *ret = *pen->at++ - '0';
    return true;
}

static void line_to(Pen *pen, double x, double y)
{
    const Segment segment = {pen->x, pen->y, x, y};

    g_array_append_val(pen->segments, segment);
    pen->x = x;
    pen->y = y;
}

static void close_path(Pen *pen)
{
    if (pen->x > pen->start_x || pen->x < pen->start_x || pen->y > pen->start_y ||
        pen->y < pen->start_y)
        line_to(pen, pen->start_x, pen->start_y);
}

static void move_to(Pen *pen, double x, double y)
{
    close_path(pen); /* what is filled is closed */
    pen->x = pen->start_x = x;
    pen->y = pen->start_y = y;
}

static void add_octagon(Pen *pen, double x, double y, double radius)
{
    const double old_x = pen->x, old_y = pen->y;

    pen->x = x + radius;
    pen->y = y;
    for (int i = 1; i <= 8; i++)
        line_to(pen, x + radius * cos(i * G_PI / 4), y + radius * sin(i * G_PI / 4));
    pen->x = old_x;
    pen->y = old_y;
}

/* A flat arc is about its chord; for others the circles at both sides, one of which it is on. */
static void arc_to(Pen *pen, double radius, bool is_large, double x, double y)
{
    const double chord = hypot(x - pen->x, y - pen->y), r = fmax(fabs(radius), chord / 2);
    const double rise = sqrt(fmax(0, r * r - chord * chord / 4));
    const double nx = chord > 0 ? (y - pen->y) / chord : 1,
                 ny = chord > 0 ? (pen->x - x) / chord : 0;

    if (is_large || r < chord)
        for (int side = -1; side <= 1; side += 2)
            add_octagon(pen, (pen->x + x) / 2 + side * rise * nx,
                        (pen->y + y) / 2 + side * rise * ny, r);
    line_to(pen, x, y);
}

/* Numbers that a command takes; 0 for what is no command. */
static size_t count_numbers(char command)
{
    switch (g_ascii_toupper(command)) {
    case 'H':
    case 'V':
        return 1;
    case 'M':
    case 'L':
    case 'T':
        return 2;
    case 'S':
    case 'Q':
        return 4;
    case 'C':
        return 6;
    case 'A':
        return 7;
    default:
        return 0;
    }
}

static bool read_numbers(Pen *pen, char command, double *numbers)
{
    const bool is_arc = g_ascii_toupper(command) == 'A';

    for (size_t i = 0; i < count_numbers(command); i++)
        if (is_arc && (i == 3 || i == 4) ? !read_flag(pen, &numbers[i])
                                         : !read_number(pen, &numbers[i]))
            return false;
    return true;
}

/* Curves by their control points, which go further than they do. */
static void follow(Pen *pen, char command, const double *numbers)
{
    const double x = g_ascii_islower(command) ? pen->x : 0;
    const double y = g_ascii_islower(command) ? pen->y : 0;
    const char kind = g_ascii_toupper(command);

    if (kind == 'M')
        move_to(pen, x + numbers[0], y + numbers[1]);
    else if (kind == 'H')
        line_to(pen, x + numbers[0], pen->y);
    else if (kind == 'V')
        line_to(pen, pen->x, y + numbers[0]);
    else if (kind == 'A')
        arc_to(pen, fmax(fabs(numbers[0]), fabs(numbers[1])), numbers[3] > 0, x + numbers[5],
               y + numbers[6]);
    else
        for (size_t i = 0; i < count_numbers(command); i += 2)
            line_to(pen, x + numbers[i], y + numbers[i + 1]);
}

static void read_path(Pen *pen)
{
    char command = '\0';
    double numbers[7];

    while (*(pen->at += strspn(pen->at, " \t\r\n,")) != '\0') {
        if (g_ascii_isalpha(*pen->at))
            command = *pen->at++;
        if (command == 'Z' || command == 'z') {
            close_path(pen);
            command = '\0';
            continue;
        }
        if (count_numbers(command) == 0 || !read_numbers(pen, command, numbers))
            break; /* the rest is not drawn */
        follow(pen, command, numbers);
        if (command == 'M')
            command = 'L';
        else if (command == 'm')
            command = 'l';
    }
    close_path(pen);
}

static void read_points(Pen *pen)
{
    double x, y;

    if (!read_number(pen, &x) || !read_number(pen, &y))
        return;
    move_to(pen, x, y);
    while (read_number(pen, &x) && read_number(pen, &y))
        line_to(pen, x, y);
    close_path(pen);
}

/* Counting: lines that meet in a cell of a fine grid may cross there */

typedef struct {
    SvyRect box;
    double cell;
    size_t n_columns, n_rows;
    uint32_t *counts;
    double visits;
} Grid;

static SvyRect find_box(const GArray *segments)
{
    SvyRect box = {0};

    for (size_t i = 0; i < segments->len; i++) {
        const Segment *s = &g_array_index(segments, Segment, i);
        const SvyRect one = {fmin(s->x0, s->x1), fmin(s->y0, s->y1), fabs(s->x1 - s->x0),
                             fabs(s->y1 - s->y0)};

        box = i == 0 ? one : svy_rect_join(box, one);
    }
    return box;
}

static size_t to_cell(double place, double cell, size_t n_cells)
{
    return (size_t)CLAMP(place / cell, 0, (double)(n_cells - 1));
}

/* In steps of a cell along the longer side; a cell counts once. */
static void visit(Grid *grid, const Segment *s)
{
    const double longer = fmax(fabs(s->x1 - s->x0), fabs(s->y1 - s->y0));
    const size_t n_steps = (size_t)fmin(longer / grid->cell, 2.0 * CELLS_MOST) + 1;
    size_t last = grid->n_columns * grid->n_rows;

    grid->visits += (double)n_steps;
    for (size_t i = 0; i <= n_steps && grid->visits < visits_most; i++) {
        const double t = (double)i / (double)n_steps;
        const size_t column =
            to_cell(s->x0 + t * (s->x1 - s->x0) - grid->box.x, grid->cell, grid->n_columns);
        const size_t row =
            to_cell(s->y0 + t * (s->y1 - s->y0) - grid->box.y, grid->cell, grid->n_rows);

        if (row * grid->n_columns + column != last)
            grid->counts[row * grid->n_columns + column]++;
        last = row * grid->n_columns + column;
    }
}

static double count_pairs(const Grid *grid, size_t n_segments)
{
    double pairs = 0;

    if (grid->visits >= visits_most)
        return visits_most;
    for (size_t i = 0; i < grid->n_columns * grid->n_rows; i++)
        pairs += (double)grid->counts[i] * ((double)grid->counts[i] - 1) / 2;
    return fmax(0, pairs - 4 * (double)n_segments);
}

static double count_crossings(const GArray *segments, double stroke)
{
    Grid grid = {.box = find_box(segments)};
    const double longer = fmax(grid.box.w, grid.box.h);
    const double n_side = fmin(ceil(sqrt(cells_per_segment * segments->len)), CELLS_MOST);
    double pairs;

    if (!(longer > 0) || !isfinite(longer))
        return longer > 0 ? visits_most : 0;
    grid.cell = fmax(longer / n_side, stroke);
    grid.n_columns = (size_t)(grid.box.w / grid.cell) + 1;
    grid.n_rows = (size_t)(grid.box.h / grid.cell) + 1;
    grid.counts = g_try_new0(uint32_t, grid.n_columns * grid.n_rows);
    if (grid.counts == NULL)
        return visits_most;
    for (size_t i = 0; i < segments->len; i++)
        visit(&grid, &g_array_index(segments, Segment, i));
    pairs = count_pairs(&grid, segments->len);
    g_free(grid.counts);
    return pairs;
}

double svy_svg_count_crossings(const char *data, bool is_polygon, double stroke)
{
    g_autoptr(GArray) segments = g_array_new(FALSE, FALSE, sizeof(Segment));
    Pen pen = {.at = data, .segments = segments};

    if (is_polygon)
        read_points(&pen);
    else
        read_path(&pen);
    return segments->len > 0 ? count_crossings(segments, stroke) : 0;
}
