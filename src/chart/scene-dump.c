/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The scene in words. Lengths are rounded to 0.01 pt, so that the dump is stable and readable. */
#include "chart/scene.h"

#include "base/json.h"

static const char *const type_names[] = {
    [SVY_NODE_RECT] = "rect",
    [SVY_NODE_LINE] = "line",
    [SVY_NODE_CIRCLE] = "circle",
    [SVY_NODE_DIAMOND] = "diamond",
    [SVY_NODE_SQUARE] = "square",
    [SVY_NODE_TRIANGLE_UP] = "triangle-up",
    [SVY_NODE_TRIANGLE_DOWN] = "triangle-down",
    [SVY_NODE_PLUS] = "plus",
    [SVY_NODE_POLYGON] = "polygon",
    [SVY_NODE_TEXT] = "text",
    [SVY_NODE_PICTURE] = "picture",
};

static const char *const part_names[] = {
    [SVY_PART_TITLE] = "title", [SVY_PART_INTRO] = "intro", [SVY_PART_FIGURE] = "figure",
    [SVY_PART_TABLE] = "table", [SVY_PART_NOTES] = "notes", [SVY_PART_LOGO] = "logo",
};

static const char *const role_names[] = {
    [SVY_ROLE_BAND] = "band",
    [SVY_ROLE_GRID] = "grid",
    [SVY_ROLE_ZERO] = "zero",
    [SVY_ROLE_RULE] = "rule",
    [SVY_ROLE_ZONE] = "zone",
    [SVY_ROLE_CONNECTOR] = "connector",
    [SVY_ROLE_BAR] = "bar",
    [SVY_ROLE_SEGMENT] = "segment",
    [SVY_ROLE_HOLLOW] = "hollow",
    [SVY_ROLE_SEPARATOR] = "separator",
    [SVY_ROLE_SWATCH] = "swatch",
    [SVY_ROLE_AREA] = "area",
    [SVY_ROLE_CURVE] = "curve",
    [SVY_ROLE_DOT] = "dot",
    [SVY_ROLE_WHISKER] = "whisker",
    [SVY_ROLE_CAP] = "cap",
    [SVY_ROLE_MARK] = "mark",
    [SVY_ROLE_REFERENCE] = "reference",
    [SVY_ROLE_SIGN] = "sign",
    [SVY_ROLE_KEY] = "key",
    [SVY_ROLE_LEADER] = "leader",
    [SVY_ROLE_TITLE] = "title",
    [SVY_ROLE_SUBTITLE] = "subtitle",
    [SVY_ROLE_REMARK] = "remark",
    [SVY_ROLE_AXIS] = "axis",
    [SVY_ROLE_HEAD] = "head",
    [SVY_ROLE_COLUMN_HEAD] = "column-head",
    [SVY_ROLE_LABEL] = "label",
    [SVY_ROLE_BASE] = "base",
    [SVY_ROLE_VALUE] = "value",
    [SVY_ROLE_CELL] = "cell",
    [SVY_ROLE_INTERVAL] = "interval",
    [SVY_ROLE_TOTAL] = "total",
    [SVY_ROLE_MESSAGE] = "message",
    [SVY_ROLE_NOTE] = "note",
    [SVY_ROLE_LOGO] = "logo",
};

static void add_length(SvyJson *json, const char *key, double points)
{
    const double rounded = round(points * 100) / 100;

    svy_json_add_number(json, key, rounded + 0.0); /* -0 reads badly */
}

static void add_rect(SvyJson *json, const char *key, SvyRect rect)
{
    svy_json_begin_array(json, key);
    add_length(json, NULL, rect.x);
    add_length(json, NULL, rect.y);
    add_length(json, NULL, rect.w);
    add_length(json, NULL, rect.h);
    svy_json_end_array(json);
}

static void add_color(SvyJson *json, const char *key, SvyColor color)
{
    g_autofree char *text = svy_color_format(color);

    svy_json_add_text(json, key, text);
}

static void add_datum(SvyJson *json, const SvyDatum *datum)
{
    if (datum->row != SVY_NO_ROW)
        svy_json_add_count(json, "row", datum->row);
    if (datum->series != SVY_NO_SERIES)
        svy_json_add_count(json, "series", datum->series);
    if (!datum->has_value)
        return;
    svy_json_add_number(json, "value", datum->value);
    svy_json_add_number(json, "value_to", datum->value_to);
}

static void add_text(SvyJson *json, const SvyNode *node)
{
    const SvyTextStyle *style = &node->line->style;

    svy_json_add_text(json, "text", node->line->text);
    add_length(json, "size", style->size_pt);
    svy_json_add_count(json, "weight", (size_t)style->weight);
    svy_json_add_text(json, "cut", style->is_display ? "display" : "text");
    svy_json_add_count(json, "part_row", node->part_row);
    svy_json_add_count(json, "part_column", node->part_column);
    add_length(json, "x", node->x0);
    add_length(json, "y", node->y0);
    add_rect(json, "ink", node->ink);
}

static void add_points(SvyJson *json, const SvyNode *node)
{
    svy_json_begin_array(json, "points");
    for (size_t i = 0; i < 2 * node->n_points; i++)
        add_length(json, NULL, node->points[i]);
    svy_json_end_array(json);
}

static void add_shape(SvyJson *json, const SvyNode *node)
{
    if (node->type == SVY_NODE_POLYGON)
        add_points(json, node);
    if (node->is_hatched)
        svy_json_add_bool(json, "hatched", true);
    if (svy_node_is_mark(node)) {
        add_length(json, "x", node->x0);
        add_length(json, "y", node->y0);
        svy_json_add_bool(json, "hollow", node->is_hollow);
    }
    if (node->type == SVY_NODE_LINE) {
        add_length(json, "x0", node->x0);
        add_length(json, "y0", node->y0);
        add_length(json, "x1", node->x1);
        add_length(json, "y1", node->y1);
    }
}

static void add_picture(SvyJson *json, const SvyNode *node)
{
    double width, height;

    svy_picture_get_size(node->picture, &width, &height);
    svy_json_add_text(json, "name", svy_picture_get_name(node->picture));
    svy_json_add_text(json, "sha256", svy_picture_get_digest(node->picture));
    svy_json_add_text(json, "form", svy_picture_is_vector(node->picture) ? "shapes" : "pixels");
    svy_json_begin_array(json, "size");
    add_length(json, NULL, width);
    add_length(json, NULL, height);
    svy_json_end_array(json);
    if (node->alt != NULL)
        svy_json_add_text(json, "alt", node->alt);
}

static void add_node(SvyJson *json, const SvyNode *node)
{
    svy_json_begin_object(json, NULL);
    svy_json_add_text(json, "type", type_names[node->type]);
    svy_json_add_text(json, "role", role_names[node->role]);
    svy_json_add_text(json, "part", part_names[node->part]);
    if (node->type != SVY_NODE_PICTURE)
        add_color(json, "color", node->color);
    add_rect(json, "box", node->box);
    if (node->panel != SVY_NO_PANEL)
        svy_json_add_count(json, "panel", node->panel);
    add_datum(json, &node->datum);
    if (node->type == SVY_NODE_PICTURE)
        add_picture(json, node);
    else if (node->type == SVY_NODE_TEXT)
        add_text(json, node);
    else
        add_shape(json, node);
    svy_json_end_object(json);
}

const char *svy_scene_role_get_name(SvyRole role)
{
    g_return_val_if_fail(role < SVY_ROLE_LAST, "");

    return role_names[role];
}

static void add_unseen(SvyJson *json, const SvyScene *scene)
{
    if (scene->unseen->len == 0)
        return;
    svy_json_begin_array(json, "unseen");
    for (size_t i = 0; i < scene->unseen->len; i++) {
        const SvyUnseenCell *cell = scene->unseen->pdata[i];

        svy_json_begin_object(json, NULL);
        svy_json_add_count(json, "part_row", cell->row);
        svy_json_add_count(json, "part_column", cell->column);
        svy_json_add_text(json, "text", cell->text);
        svy_json_end_object(json);
    }
    svy_json_end_array(json);
}

static void add_panels(SvyJson *json, const SvyScene *scene)
{
    if (scene->panels->len == 0)
        return;
    svy_json_begin_array(json, "panels");
    for (guint i = 0; i < scene->panels->len; i++) {
        const SvyScenePanel *panel = &g_array_index(scene->panels, SvyScenePanel, i);

        svy_json_begin_object(json, NULL);
        add_length(json, "plot_left", panel->plot_left);
        add_length(json, "plot_width", panel->plot_width);
        svy_json_end_object(json);
    }
    svy_json_end_array(json);
}

char *svy_scene_format(const SvyScene *scene, const char *kind, const char *language)
{
    g_autoptr(SvyJson) json = svy_json_new();

    svy_json_begin_object(json, NULL);
    svy_json_add_text(json, "schema", "surveystat-scene/1");
    svy_json_add_text(json, "kind", kind);
    svy_json_add_text(json, "language", language);
    add_length(json, "width", scene->width);
    add_length(json, "height", scene->height);
    add_length(json, "margin", scene->margin);
    add_length(json, "min_pt", scene->min_pt);
    add_length(json, "plot_left", scene->plot_left);
    add_length(json, "plot_width", scene->plot_width);
    add_color(json, "paper", scene->paper);
    add_panels(json, scene);

    svy_json_begin_array(json, "nodes");
    for (size_t i = 0; i < scene->nodes->len; i++)
        add_node(json, scene->nodes->pdata[i]);
    svy_json_end_array(json);
    add_unseen(json, scene);
    svy_json_end_object(json);
    return svy_json_format(json);
}
