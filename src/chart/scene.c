/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/scene.h"

#include <string.h>

#include "base/error.h"

static void free_node(SvyNode *node)
{
    svy_line_free(node->line);
    g_free(node->points);
    svy_picture_unref(node->picture);
    g_free(node->alt);
    g_free(node);
}

static SvyNode *add_node(SvyScene *scene, SvyNodeType type, SvyRole role, SvyColor color)
{
    SvyNode *node = g_new0(SvyNode, 1);

    node->type = type;
    node->role = role;
    node->part = SVY_PART_FIGURE;
    node->color = color;
    node->order = scene->nodes->len;
    node->panel = SVY_NO_PANEL;
    node->datum = (SvyDatum){.row = SVY_NO_ROW, .series = SVY_NO_SERIES};
    g_ptr_array_add(scene->nodes, node);
    return node;
}

static void set_box(SvyNode *node, SvyRect box)
{
    node->box = box;
    node->ink = box;
}

static int compare_sizes(size_t a, size_t b)
{
    return (a > b) - (a < b);
}

static int compare_nodes(const void *a, const void *b)
{
    const SvyNode *one = *(const SvyNode *const *)a, *other = *(const SvyNode *const *)b;
    int sign = (int)one->part - (int)other->part;

    if (sign == 0)
        sign = compare_sizes(one->part_row, other->part_row);
    if (sign == 0)
        sign = compare_sizes(one->part_column, other->part_column);
    return sign != 0 ? sign : compare_sizes(one->order, other->order);
}

static void free_unseen(SvyUnseenCell *cell)
{
    g_free(cell->text);
    g_free(cell);
}

SvyScene *svy_scene_new(void)
{
    SvyScene *scene = g_new0(SvyScene, 1);

    scene->nodes = g_ptr_array_new_with_free_func((GDestroyNotify)free_node);
    scene->unseen = g_ptr_array_new_with_free_func((GDestroyNotify)free_unseen);
    scene->panels = g_array_new(FALSE, FALSE, sizeof(SvyScenePanel));
    return scene;
}

void svy_scene_free(SvyScene *scene)
{
    if (scene == NULL)
        return;
    g_ptr_array_unref(scene->nodes);
    g_ptr_array_unref(scene->unseen);
    g_array_unref(scene->panels);
    g_free(scene);
}

SvyNode *svy_scene_add_rect(SvyScene *scene, SvyRole role, SvyRect rect, SvyColor color)
{
    SvyNode *node = add_node(scene, SVY_NODE_RECT, role, color);

    set_box(node, rect);
    return node;
}

SvyNode *svy_scene_add_line(SvyScene *scene,
                            SvyRole role,
                            double x0,
                            double y0,
                            double x1,
                            double y1,
                            double stroke,
                            SvyColor color)
{
    SvyNode *node = add_node(scene, SVY_NODE_LINE, role, color);
    const bool is_level = fabs(y1 - y0) < fabs(x1 - x0);
    const double half_w = is_level ? 0 : stroke / 2, half_h = is_level ? stroke / 2 : 0;

    node->x0 = x0;
    node->y0 = y0;
    node->x1 = x1;
    node->y1 = y1;
    node->stroke = stroke;
    set_box(node, (SvyRect){fmin(x0, x1) - half_w, fmin(y0, y1) - half_h,
                            fabs(x1 - x0) + 2 * half_w, fabs(y1 - y0) + 2 * half_h});
    return node;
}

SvyNode *svy_scene_add_mark(SvyScene *scene,
                            SvyRole role,
                            SvyNodeType type,
                            double x,
                            double y,
                            double radius,
                            SvyColor color)
{
    SvyNode *node = add_node(scene, type, role, color);

    node->x0 = x;
    node->y0 = y;
    node->radius = radius;
    set_box(node, (SvyRect){x - radius, y - radius, 2 * radius, 2 * radius});
    return node;
}

SvyNode *svy_scene_add_polygon(SvyScene *scene,
                               SvyRole role,
                               const double *points,
                               size_t n_points,
                               SvyColor color)
{
    SvyNode *node = add_node(scene, SVY_NODE_POLYGON, role, color);
    SvyRect box = {points[0], points[1], 0, 0};

    for (size_t i = 1; i < n_points; i++)
        box = svy_rect_join(box, (SvyRect){points[2 * i], points[2 * i + 1], 0, 0});
    node->points = g_new(double, 2 * n_points);
    memcpy(node->points, points, 2 * n_points * sizeof *points);
    node->n_points = n_points;
    set_box(node, box);
    return node;
}

SvyNode *svy_scene_add_text(SvyScene *scene,
                            SvyRole role,
                            SvyLine *line,
                            double x,
                            double y,
                            SvyColor color)
{
    SvyNode *node = add_node(scene, SVY_NODE_TEXT, role, color);

    node->x0 = x;
    node->y0 = y;
    node->ink = (SvyRect){x + line->ink.x, y + line->ink.y, line->ink.w, line->ink.h};
    node->box = svy_rect_join(node->ink, (SvyRect){x, y - line->style.size_pt * 0.73, line->width,
                                                   line->style.size_pt * 0.73});
    node->line = line;
    return node;
}

SvyNode *svy_scene_add_picture(SvyScene *scene,
                               SvyRole role,
                               SvyRect box,
                               SvyPicture *picture,
                               const char *alt)
{
    SvyNode *node = add_node(scene, SVY_NODE_PICTURE, role, scene->paper);

    set_box(node, box);
    node->picture = svy_picture_ref(picture);
    node->alt = g_strdup(alt);
    return node;
}

const SvyNode *svy_scene_find_logo(const SvyScene *scene)
{
    for (size_t i = 0; i < scene->nodes->len; i++) {
        const SvyNode *node = scene->nodes->pdata[i];

        if (node->role == SVY_ROLE_LOGO)
            return node;
    }
    return NULL;
}

static bool has_cell(const SvyScene *scene, size_t row, size_t column)
{
    for (size_t i = 0; i < scene->nodes->len; i++) {
        const SvyNode *node = scene->nodes->pdata[i];

        if (node->part == SVY_PART_TABLE && node->part_row == row && node->part_column == column)
            return true;
    }
    return false;
}

void svy_scene_add_unseen(SvyScene *scene, size_t row, size_t column, const char *text)
{
    SvyUnseenCell *cell;

    if (has_cell(scene, row, column))
        return;
    cell = g_new0(SvyUnseenCell, 1);
    cell->row = row;
    cell->column = column;
    cell->text = g_strdup(text);
    g_ptr_array_add(scene->unseen, cell);
}

const char *svy_scene_get_unseen(const SvyScene *scene, size_t row, size_t column)
{
    for (size_t i = 0; i < scene->unseen->len; i++) {
        const SvyUnseenCell *cell = scene->unseen->pdata[i];

        if (cell->row == row && cell->column == column)
            return cell->text;
    }
    return NULL;
}

static void move_rect(SvyRect *rect, double dx, double dy)
{
    rect->x += dx;
    rect->y += dy;
}

static void shift_node(SvyNode *node, double dx, double dy)
{
    node->x0 += dx;
    node->x1 += dx;
    node->y0 += dy;
    node->y1 += dy;
    for (size_t i = 0; i < node->n_points; i++) {
        node->points[2 * i] += dx;
        node->points[2 * i + 1] += dy;
    }
    move_rect(&node->box, dx, dy);
    move_rect(&node->ink, dx, dy);
}

void svy_scene_take_panel(SvyScene *scene, SvyScene *part, double dx, double dy, size_t first_row)
{
    const SvyScenePanel panel = {part->plot_left + dx, part->plot_width};
    const size_t index = scene->panels->len, order = scene->nodes->len;

    while (part->nodes->len > 0) {
        SvyNode *node = g_ptr_array_steal_index(part->nodes, 0);

        shift_node(node, dx, dy);
        node->panel = index;
        node->order += order;
        node->part_row += node->part == SVY_PART_TABLE ? first_row : 0;
        g_ptr_array_add(scene->nodes, node);
    }
    while (part->unseen->len > 0) {
        SvyUnseenCell *cell = g_ptr_array_steal_index(part->unseen, 0);

        cell->row += first_row;
        g_ptr_array_add(scene->unseen, cell);
    }
    g_array_append_val(scene->panels, panel);
}

void svy_scene_sort(SvyScene *scene)
{
    g_ptr_array_sort(scene->nodes, compare_nodes);
}

static bool is_kept(const SvyScene *scene,
                    const SvyNode *node,
                    size_t n_rows,
                    const size_t places[])
{
    if (node->datum.row < n_rows && places[node->datum.row] == SVY_NO_ROW)
        return false;
    return node->box.y < scene->height;
}

static void move_node(SvyNode *node, size_t n_rows, const size_t places[])
{
    if (node->datum.row < n_rows)
        node->datum.row = places[node->datum.row];
    if (node->part == SVY_PART_TABLE && node->part_row > 0 && node->part_row <= n_rows)
        node->part_row = places[node->part_row - 1] + 1;
}

static void keep_unseen(SvyScene *scene, size_t n_rows, const size_t places[])
{
    for (size_t i = scene->unseen->len; i-- > 0;) {
        SvyUnseenCell *cell = scene->unseen->pdata[i];

        if (cell->row == 0 || cell->row > n_rows)
            continue;
        if (places[cell->row - 1] == SVY_NO_ROW)
            g_ptr_array_remove_index(scene->unseen, (guint)i);
        else
            cell->row = places[cell->row - 1] + 1;
    }
}

void svy_scene_keep_rows(SvyScene *scene, size_t n_rows, const size_t places[])
{
    for (size_t i = scene->nodes->len; i-- > 0;) {
        SvyNode *node = scene->nodes->pdata[i];

        if (is_kept(scene, node, n_rows, places))
            move_node(node, n_rows, places);
        else
            g_ptr_array_remove_index(scene->nodes, (guint)i);
    }
    keep_unseen(scene, n_rows, places);
}

static SvyRect mirror_rect(const SvyScene *scene, SvyRect rect)
{
    rect.x = scene->width - svy_rect_get_right(rect);
    return rect;
}

/* A line of text keeps its direction: only the left end of its base line moves. */
static void mirror_text(const SvyScene *scene, SvyNode *node)
{
    const double x = scene->width - node->x0 - node->line->width, shift = x - node->x0;

    node->x0 = x;
    node->box.x += shift;
    node->ink.x += shift;
}

static void mirror_shape(const SvyScene *scene, SvyNode *node)
{
    node->x0 = scene->width - node->x0;
    node->x1 = scene->width - node->x1;
    for (size_t i = 0; i < node->n_points; i++)
        node->points[2 * i] = scene->width - node->points[2 * i];
    node->box = mirror_rect(scene, node->box);
    node->ink = mirror_rect(scene, node->ink);
}

void svy_scene_mirror(SvyScene *scene)
{
    for (size_t i = 0; i < scene->nodes->len; i++) {
        SvyNode *node = scene->nodes->pdata[i];

        if (node->type == SVY_NODE_TEXT)
            mirror_text(scene, node);
        else
            mirror_shape(scene, node);
    }
    for (guint i = 0; i < scene->panels->len; i++) {
        SvyScenePanel *panel = &g_array_index(scene->panels, SvyScenePanel, i);

        *panel = (SvyScenePanel){scene->width - panel->plot_left, -panel->plot_width};
    }
    scene->plot_left = scene->width - scene->plot_left;
    scene->plot_width = -scene->plot_width;
}

static bool audit_pair(const SvyScene *scene, const SvyNode *a, const SvyNode *b, GError **error)
{
    const SvyPlace place = {.file = "chart"};
    const double clearance = 0.08 * scene->min_pt;

    if ((b->type != SVY_NODE_TEXT && b->type != SVY_NODE_PICTURE) ||
        !svy_rect_overlaps(svy_rect_grow(a->ink, clearance), b->ink))
        return true;
    if (b->type == SVY_NODE_PICTURE)
        return svy_error_set(error, SVY_ERROR_NUMERIC, &place,
                             "This is a bug: please report it; a wider page may help",
                             "the text '%s' and the logo would touch", a->line->text);
    return svy_error_set(error, SVY_ERROR_NUMERIC, &place,
                         "This is a bug: please report it; a wider page may help",
                         "the texts '%s' and '%s' would touch", a->line->text, b->line->text);
}

bool svy_scene_audit(const SvyScene *scene, GError **error)
{
    const SvyPlace place = {.file = "chart"};
    const SvyRect page = {0, 0, scene->width, scene->height};

    for (size_t i = 0; i < scene->nodes->len; i++) {
        const SvyNode *node = scene->nodes->pdata[i];

        if (!svy_rect_contains(page, node->box))
            return svy_error_set(error, SVY_ERROR_NUMERIC, &place,
                                 "This is a bug: please report it; a larger page may help",
                                 "a %s%s%s would leave the page",
                                 svy_scene_role_get_name(node->role), node->line != NULL ? " " : "",
                                 node->line != NULL ? node->line->text : "");
        for (size_t j = i + 1; j < scene->nodes->len && node->type == SVY_NODE_TEXT; j++)
            if (!audit_pair(scene, node, scene->nodes->pdata[j], error))
                return false;
    }
    return true;
}
