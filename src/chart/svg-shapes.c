/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/svg-shapes.h"

#include <glib.h>
#include <math.h>
#include <string.h>

static const char *const known_elements[] = {
    "g",    "defs", "use", "path", "rect", "clipPath", "linearGradient", "radialGradient",
    "stop", NULL};
static const char *const known_attributes[] = {"d",
                                               "x",
                                               "y",
                                               "width",
                                               "height",
                                               "x1",
                                               "y1",
                                               "x2",
                                               "y2",
                                               "cx",
                                               "cy",
                                               "fx",
                                               "fy",
                                               "r",
                                               "fr",
                                               "transform",
                                               "gradientUnits",
                                               "gradientTransform",
                                               "spreadMethod",
                                               "offset",
                                               "clip-path",
                                               "clip-rule",
                                               "style",
                                               "id",
                                               "xlink:href",
                                               "fill-rule",
                                               "fill",
                                               "fill-opacity",
                                               "stroke",
                                               "stroke-width",
                                               "stroke-linecap",
                                               "stroke-linejoin",
                                               "stroke-opacity",
                                               "stroke-miterlimit",
                                               "stop-color",
                                               "stop-opacity",
                                               NULL};

typedef struct {
    GString *out;
    GHashTable *ids;     /* cairo's id to our number */
    GHashTable *opacity; /* id of a mask to its opacity as text */
    char *mask;          /* (nullable) id of the mask that is being read */
    size_t depth;        /* of open elements */
    size_t n_hidden;     /* of these, inside a mask or filter */
    bool is_gray, is_wrong;
} Maker;

static void clear_maker(Maker *maker)
{
    g_string_free(maker->out, TRUE);
    g_hash_table_unref(maker->ids);
    g_hash_table_unref(maker->opacity);
    g_free(maker->mask);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Maker, clear_maker)

/* Ids */

/* cairo counts surfaces through the whole process: ours are numbered as they come. */
static void append_id(Maker *maker, const char *id, size_t length)
{
    g_autofree char *name = g_strndup(id, length);
    gpointer number = g_hash_table_lookup(maker->ids, name);

    if (number == NULL) {
        number = GSIZE_TO_POINTER(g_hash_table_size(maker->ids) + 1);
        g_hash_table_insert(maker->ids, g_steal_pointer(&name), number);
    }
    g_string_append_printf(maker->out, "%clogo-part-%zu", SVY_SHAPES_PREFIX,
                           GPOINTER_TO_SIZE(number));
}

/* Colours */

static double read_percent(const char *text, char **end)
{
    const double value = g_ascii_strtod(text, end);

    if (**end == '%')
        (*end)++;
    if (**end == ',')
        (*end)++;
    return CLAMP(value, 0, 100);
}

/* "rgb(6.67%,13.3%,20%)" from its first number on, as "#111f33"; returns what follows it. */
static const char *append_color(Maker *maker, const char *text)
{
    char *end = NULL;
    const double r = read_percent(text, &end), g = read_percent(end, &end);
    const double b = read_percent(end, &end);
    const double gray = 0.2126 * r + 0.7152 * g + 0.0722 * b;
    const double parts[] = {maker->is_gray ? gray : r, maker->is_gray ? gray : g,
                            maker->is_gray ? gray : b};

    g_string_append_c(maker->out, '#');
    for (size_t i = 0; i < G_N_ELEMENTS(parts); i++)
        g_string_append_printf(maker->out, "%02x", (unsigned)lround(parts[i] * 2.55));
    maker->is_wrong = maker->is_wrong || *end != ')';
    return *end == ')' ? end + 1 : end;
}

/* A value with its ids and colours made ours. */
static void append_value(Maker *maker, const char *value)
{
    for (const char *at = value; *at != '\0';) {
        if (g_str_has_prefix(at, "rgb(")) {
            at = append_color(maker, at + strlen("rgb("));
        } else if (*at == '#') {
            const size_t length = strcspn(at + 1, ")\"' ;");

            g_string_append_c(maker->out, '#');
            append_id(maker, at + 1, length);
            at += 1 + length;
        } else {
            maker->is_wrong = maker->is_wrong || strchr("<>&\"", *at) != NULL;
            g_string_append_c(maker->out, *at++);
        }
    }
}

/* Elements */

static const char *find_value(const char **names, const char **values, const char *name)
{
    for (size_t i = 0; names[i] != NULL; i++)
        if (strcmp(names[i], name) == 0)
            return values[i];
    return NULL;
}

/* cairo's mask for the opacity of a group is one rectangle: "...;fill-opacity:.5". */
static void read_mask(Maker *maker, const char *name, const char **names, const char **values)
{
    const char *style = find_value(names, values, "style");
    const char *found = style != NULL ? strstr(style, "fill-opacity:") : NULL;

    if (maker->mask == NULL || strcmp(name, "g") == 0)
        return;
    if (strcmp(name, "rect") != 0 || found == NULL ||
        g_hash_table_contains(maker->opacity, maker->mask)) {
        maker->is_wrong = true;
        return;
    }
    found += strlen("fill-opacity:");
    g_hash_table_insert(maker->opacity, g_strdup(maker->mask),
                        g_strndup(found, strspn(found, "0123456789.")));
}

/* "url(#mask0)" */
static void append_opacity(Maker *maker, const char *value)
{
    g_autofree char *id =
        strlen(value) > 6 ? g_strndup(value + 5, strlen(value) - 6) : g_strdup("");
    const char *opacity = g_hash_table_lookup(maker->opacity, id);

    if (opacity == NULL)
        maker->is_wrong = true;
    else
        g_string_append_printf(maker->out, " opacity=\"%s\"", opacity);
}

static void append_attribute(Maker *maker, const char *name, const char *value)
{
    if (strcmp(name, "mask") == 0) {
        append_opacity(maker, value);
        return;
    }
    maker->is_wrong = maker->is_wrong || !g_strv_contains(known_attributes, name);
    g_string_append_printf(maker->out, " %s=\"", name);
    if (strcmp(name, "id") == 0)
        append_id(maker, value, strlen(value));
    else
        append_value(maker, value);
    g_string_append_c(maker->out, '"');
}

static void start_element(GMarkupParseContext *context,
                          const char *name,
                          const char **names,
                          const char **values,
                          void *data,
                          GError **error)
{
    Maker *maker = data;
    const bool is_mask = strcmp(name, "mask") == 0;

    (void)context;
    (void)error;
    maker->depth++;
    if (maker->n_hidden > 0 || is_mask || strcmp(name, "filter") == 0) {
        if (is_mask)
            maker->mask = g_strdup(find_value(names, values, "id"));
        else
            read_mask(maker, name, names, values);
        maker->n_hidden++;
        return;
    }
    if (maker->depth == 1) /* the root */
        return;
    maker->is_wrong = maker->is_wrong || !g_strv_contains(known_elements, name);
    g_string_append_printf(maker->out, "<%s", name);
    for (size_t i = 0; names[i] != NULL; i++)
        append_attribute(maker, names[i], values[i]);
    g_string_append_c(maker->out, '>');
}

static void end_element(GMarkupParseContext *context, const char *name, void *data, GError **error)
{
    Maker *maker = data;

    (void)context;
    (void)error;
    maker->depth--;
    if (maker->n_hidden > 0) {
        maker->n_hidden--;
        if (maker->n_hidden == 0)
            g_clear_pointer(&maker->mask, g_free);
        return;
    }
    if (maker->depth > 0)
        g_string_append_printf(maker->out, "</%s>", name);
}

char *svy_svg_make_shapes(const char *svg, bool is_gray)
{
    static const GMarkupParser parser = {.start_element = start_element,
                                         .end_element = end_element};
    g_auto(Maker)
        maker = {.out = g_string_new(NULL),
                 .ids = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
                 .opacity = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free),
                 .is_gray = is_gray};
    GMarkupParseContext *context = g_markup_parse_context_new(&parser, 0, &maker, NULL);
    const bool is_ok = g_markup_parse_context_parse(context, svg, -1, NULL) &&
                       g_markup_parse_context_end_parse(context, NULL);
    char *shapes;

    g_markup_parse_context_free(context);
    if (!is_ok || maker.is_wrong)
        return NULL;
    shapes = g_string_free(maker.out, FALSE);
    maker.out = g_string_new(NULL);
    return shapes;
}
