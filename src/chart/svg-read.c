/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/svg-read.h"

#include <math.h>
#include <string.h>

#include "base/error.h"
#include "base/limit.h"
#include "chart/svg-path.h"

/* Crossings of lines are work as bytes are. */
static const double bytes_per_crossing = 40;

static const char plain_svg[] = "Save it as plain SVG, or as PNG";
static const char as_shapes[] = "Draw it with filled shapes, or save it as PNG";

static const char *const known_elements[] = {
    "svg",    "g",        "defs",  "symbol",   "use",     "path",           "rect",
    "circle", "ellipse",  "line",  "polyline", "polygon", "linearGradient", "radialGradient",
    "stop",   "clipPath", "style", NULL};

static const char *const text_elements[] = {"text", "tspan", "textPath", "flowRoot", NULL};

/* Words about the picture; what editors add has a prefix. */
static const char *const skipped_elements[] = {"title", "desc", "metadata", NULL};

static const char known_attributes[] =
    " transform d x y width height cx cy r rx ry x1 y1 x2 y2 fx fy fr points viewBox "
    "preserveAspectRatio gradientUnits gradientTransform spreadMethod offset stop-color "
    "stop-opacity fill fill-rule fill-opacity stroke stroke-width stroke-opacity stroke-linecap "
    "stroke-linejoin stroke-miterlimit opacity clip-path clip-rule clipPathUnits display "
    "visibility color overflow version id class style ";

/* Properties that need pixels or other shapes, unless they are switched off. */
static const char *const refused_properties[] = {
    "filter",     "mask",       "marker",         "marker-start",     "marker-mid",
    "marker-end", "mask-image", "mix-blend-mode", "stroke-dasharray", NULL};
static const char *const off_words[] = {"none", "normal", "", NULL};

/* Elements in the order of the file: what is inside one comes right after it. */
typedef struct {
    size_t n_bytes; /* written for it alone */
    size_t end;     /* one past the last element inside */
    size_t line;
    bool is_gradient; /* or a part of one: no shape, so rules for all shapes are not for it */
    char *classes;    /* (nullable) */
    char *path;       /* (nullable) its lines: a path's "d" or a polygon's "points" */
    bool is_polygon;
    GPtrArray *refs; /* of char, owned: ids of what it draws as well */
    size_t weight;   /* bytes with all that it draws; 0: not known yet */
    bool is_open;    /* being weighed */
} Element;

typedef struct {
    const SvyPictureFile *file;
    GMarkupParseContext *context;
    GString *out;
    GPtrArray *elements;   /* of Element, owned */
    GArray *open;          /* of size_t */
    GHashTable *ids;       /* id to index */
    GHashTable *by_class;  /* class to GPtrArray of ids that its rules refer to */
    GPtrArray *everywhere; /* of char: ids that other rules refer to */
    GString *rules;        /* of the style that is being read */
    bool is_in_style;
    double stroke;    /* the widest line anywhere; 0: no lines */
    size_t n_skipped; /* elements that are open and left out */
} Reader;

static void free_element(void *data)
{
    Element *element = data;

    g_ptr_array_unref(element->refs);
    g_free(element->classes);
    g_free(element->path);
    g_free(element);
}

static void clear_reader(Reader *reader)
{
    g_markup_parse_context_free(reader->context);
    g_string_free(reader->out, TRUE);
    g_string_free(reader->rules, TRUE);
    g_ptr_array_unref(reader->elements);
    g_ptr_array_unref(reader->everywhere);
    g_array_unref(reader->open);
    g_hash_table_unref(reader->ids);
    g_hash_table_unref(reader->by_class);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Reader, clear_reader)

static bool refuse(const Reader *reader, const char *mend, GError **error, const char *what)
{
    int line;

    g_markup_parse_context_get_position(reader->context, &line, NULL);
    return svy_picture_refuse(reader->file, mend, error, "line %d of the logo %s", line, what);
}

/* Properties */

static bool refuse_property(const Reader *reader, const char *name, GError **error)
{
    g_autofree char *what = g_strdup_printf("needs more than shapes: %s", name);

    return refuse(reader, as_shapes, error, what);
}

/* The ids in url(#id); anything else that is referred to would have to be loaded. */
static bool take_references(const Reader *reader,
                            const char *value,
                            GPtrArray *refs,
                            GError **error)
{
    g_autofree char *lower = g_ascii_strdown(value, -1);

    for (const char *at = strstr(lower, "url("); at != NULL; at = strstr(at + 1, "url(")) {
        const char *start = at + strlen("url(") + strspn(at + strlen("url("), " \t\n'\"");
        const size_t length = strcspn(start, "'\") \t\n");

        if (*start != '#')
            return refuse(reader, "Put everything into the file itself", error,
                          "refers to something outside it");
        g_ptr_array_add(refs, g_strndup(value + (start - lower) + 1, length - 1));
    }
    return true;
}

/* Any unit is at most a hundred of the picture's own; how wide a line is in others nobody knows. */
static bool take_stroke(Reader *reader, const char *name, const char *word, GError **error)
{
    static const char *const units[] = {"pt", "pc", "mm", "cm", "in", NULL};
    const bool is_width = strcmp(name, "stroke-width") == 0;
    char *end = NULL;
    double width = 1;

    if (!is_width && (strcmp(name, "stroke") != 0 || strcmp(word, "none") == 0))
        return true;
    if (is_width) {
        width = g_ascii_strtod(word, &end);
        if (g_strv_contains(units, end))
            width *= 100;
        else if (*end != '\0' && strcmp(end, "px") != 0)
            return refuse(reader, plain_svg, error, "has a width of lines in no plain unit");
    }
    reader->stroke = fmax(reader->stroke, width);
    return true;
}

static bool check_property(Reader *reader,
                           const char *name,
                           const char *value,
                           GPtrArray *refs,
                           GError **error)
{
    g_autofree char *plain = g_ascii_strdown(name, -1), *word = g_ascii_strdown(value, -1);

    g_strstrip(plain);
    g_strstrip(word);
    if (strchr(value, '\\') != NULL || strchr(name, '\\') != NULL)
        return refuse(reader, plain_svg, error, "has a property in escapes");
    if (g_strv_contains(refused_properties, plain) && !g_strv_contains(off_words, word))
        return refuse_property(reader, plain, error);
    if (!take_stroke(reader, plain, word, error))
        return false;
    return take_references(reader, value, refs, error);
}

/* "fill: red; opacity: .5" */
static bool check_declarations(Reader *reader, const char *text, GPtrArray *refs, GError **error)
{
    g_auto(GStrv) parts = g_strsplit(text, ";", -1);

    for (size_t i = 0; parts[i] != NULL; i++) {
        char *colon = strchr(parts[i], ':');

        if (colon == NULL)
            continue;
        *colon = '\0';
        if (!check_property(reader, parts[i], colon + 1, refs, error))
            return false;
    }
    return true;
}

/* Rules */

static char *drop_comments(const char *text)
{
    GString *out = g_string_new(NULL);

    for (const char *at = text; *at != '\0';) {
        const char *end = g_str_has_prefix(at, "/*") ? strstr(at + 2, "*/") : at;

        if (end == NULL)
            break;
        if (end == at)
            g_string_append_c(out, *at++);
        else
            at = end + 2;
    }
    return g_string_free(out, FALSE);
}

static bool is_class(const char *selector)
{
    return selector[0] == '.' && selector[1 + strcspn(selector + 1, ".#:[ >+~*\t\n")] == '\0';
}

static void add_copies(GPtrArray *to, const GPtrArray *from)
{
    for (size_t i = 0; i < from->len; i++)
        g_ptr_array_add(to, g_strdup(from->pdata[i]));
}

/* What a rule refers to is drawn by all of its class, or, for all we know, by everything. */
static void note_rule(const Reader *reader, char *selectors, const GPtrArray *refs)
{
    g_auto(GStrv) parts = g_strsplit(selectors, ",", -1);

    for (size_t i = 0; parts[i] != NULL && refs->len > 0; i++) {
        const char *selector = g_strstrip(parts[i]);
        GPtrArray *all = reader->everywhere;

        if (is_class(selector)) {
            all = g_hash_table_lookup(reader->by_class, selector + 1);
            if (all == NULL) {
                all = g_ptr_array_new_with_free_func(g_free);
                g_hash_table_insert(reader->by_class, g_strdup(selector + 1), all);
            }
        }
        add_copies(all, refs);
    }
}

static bool read_rules(Reader *reader, GError **error)
{
    g_autofree char *text = drop_comments(reader->rules->str);

    if (strchr(text, '@') != NULL)
        return refuse(reader, plain_svg, error, "has rules that begin with @");
    for (char *at = text; *at != '\0';) {
        g_autoptr(GPtrArray) refs = g_ptr_array_new_with_free_func(g_free);
        char *open = strchr(at, '{'), *close = open != NULL ? strchr(open, '}') : NULL;

        if (close == NULL)
            return true;
        *open = *close = '\0';
        if (strchr(open + 1, '{') != NULL)
            return refuse(reader, plain_svg, error, "has rules inside rules");
        if (!check_declarations(reader, open + 1, refs, error))
            return false;
        note_rule(reader, at, refs);
        at = close + 1;
    }
    return true;
}

/* Elements */

static bool refuse_element(const Reader *reader, const char *name, GError **error)
{
    g_autofree char *what = g_strdup_printf("has the element <%s>, which is no shape", name);

    if (g_strv_contains(text_elements, name))
        return refuse(reader,
                      "Make shapes of its letters (in Inkscape: Path, Object to Path), since "
                      "fonts differ between machines",
                      error, "has a text");
    if (strcmp(name, "script") == 0)
        return refuse(reader, plain_svg, error, "has a script");
    return refuse(reader, as_shapes, error, what);
}

static void write_attribute(const Reader *reader, const char *name, const char *value)
{
    g_autofree char *safe = g_markup_escape_text(value, -1);

    g_string_append_printf(reader->out, " %s=\"%s\"", name, safe);
}

static bool is_reference(const char *name)
{
    return strcmp(name, "href") == 0 || strcmp(name, "xlink:href") == 0;
}

static bool take_reference(Reader *reader, Element *element, const char *value, GError **error)
{
    if (*value != '#')
        return refuse(reader, "Put everything into the file itself", error,
                      "refers to something outside it");
    g_ptr_array_add(element->refs, g_strdup(value + 1));
    write_attribute(reader, "xlink:href", value);
    return true;
}

static bool is_known_attribute(const char *name)
{
    g_autofree char *word = g_strdup_printf(" %s ", name);

    return strstr(known_attributes, word) != NULL;
}

static bool take_attribute(Reader *reader,
                           Element *element,
                           const char *name,
                           const char *value,
                           GError **error)
{
    if (g_str_has_prefix(name, "on"))
        return refuse(reader, plain_svg, error, "has a script");
    if (is_reference(name))
        return take_reference(reader, element, value, error);
    if (g_strv_contains(refused_properties, name))
        return check_property(reader, name, value, element->refs, error);
    if (!is_known_attribute(name))
        return true;
    if (strcmp(name, "style") == 0 ? !check_declarations(reader, value, element->refs, error)
                                   : !check_property(reader, name, value, element->refs, error))
        return false;
    if (strcmp(name, "id") == 0)
        g_hash_table_insert(reader->ids, g_strdup(value),
                            GSIZE_TO_POINTER(reader->elements->len - 1));
    if (strcmp(name, "d") == 0 || strcmp(name, "points") == 0) {
        element->is_polygon = *name == 'p';
        g_free(element->path);
        element->path = g_strdup(value);
    }
    if (strcmp(name, "class") == 0)
        element->classes = g_strdup(value);
    write_attribute(reader, name, value);
    return true;
}

static Element *add_element(Reader *reader, const char *name)
{
    Element *element = g_new0(Element, 1);
    const size_t index = reader->elements->len;
    int line;

    g_markup_parse_context_get_position(reader->context, &line, NULL);
    element->line = (size_t)line;
    element->is_gradient = g_str_has_suffix(name, "Gradient") || strcmp(name, "stop") == 0;
    element->refs = g_ptr_array_new_with_free_func(g_free);
    g_ptr_array_add(reader->elements, element);
    g_array_append_val(reader->open, index);
    return element;
}

static bool begin_element(Reader *reader,
                          const char *name,
                          const char **names,
                          const char **values,
                          GError **error)
{
    const size_t start = reader->out->len;
    Element *element = add_element(reader, name);

    if (reader->open->len > SVY_LIMIT_LOGO_DEPTH)
        return refuse(reader, plain_svg, error, "has too many elements inside each other");
    g_string_append_printf(reader->out, "<%s", name);
    if (reader->elements->len == 1)
        g_string_append(reader->out, " xmlns=\"http://www.w3.org/2000/svg\""
                                     " xmlns:xlink=\"http://www.w3.org/1999/xlink\"");
    for (size_t i = 0; names[i] != NULL; i++)
        if (!take_attribute(reader, element, names[i], values[i], error))
            return false;
    g_string_append_c(reader->out, '>');
    element->n_bytes = reader->out->len - start;
    reader->is_in_style = strcmp(name, "style") == 0;
    return true;
}

static bool take_start(Reader *reader,
                       const char *name,
                       const char **names,
                       const char **values,
                       GError **error)
{
    if (reader->n_skipped > 0 || strchr(name, ':') != NULL ||
        g_strv_contains(skipped_elements, name)) {
        reader->n_skipped++;
        return true;
    }
    if (reader->elements->len == 0 && strcmp(name, "svg") != 0)
        return refuse(reader, plain_svg, error, "begins something else than an SVG");
    if (reader->is_in_style || !g_strv_contains(known_elements, name))
        return refuse_element(reader, name, error);
    return begin_element(reader, name, names, values, error);
}

static void start_element(GMarkupParseContext *context,
                          const char *name,
                          const char **names,
                          const char **values,
                          void *data,
                          GError **error)
{
    (void)context;
    take_start(data, name, names, values, error);
}

static void end_element(GMarkupParseContext *context, const char *name, void *data, GError **error)
{
    Reader *reader = data;
    Element *element;

    (void)context;
    if (reader->n_skipped > 0) {
        reader->n_skipped--;
        return;
    }
    if (reader->is_in_style) {
        g_autofree char *safe = g_markup_escape_text(reader->rules->str, -1);

        if (!read_rules(reader, error))
            return;
        g_string_append(reader->out, safe);
        g_string_truncate(reader->rules, 0);
        reader->is_in_style = false;
    }
    g_string_append_printf(reader->out, "</%s>", name);
    element = reader->elements->pdata[g_array_index(reader->open, size_t, reader->open->len - 1)];
    element->end = reader->elements->len;
    g_array_set_size(reader->open, reader->open->len - 1);
}

/* Letters count in rules only: texts are refused. */
static void take_text(GMarkupParseContext *context,
                      const char *text,
                      size_t n_bytes,
                      void *data,
                      GError **error)
{
    Reader *reader = data;

    (void)context;
    (void)error;
    if (reader->is_in_style && reader->n_skipped == 0)
        g_string_append_len(reader->rules, text, (gssize)n_bytes);
}

/* Comments, instructions, the document type. */
static void take_rest(GMarkupParseContext *context,
                      const char *text,
                      size_t n_bytes,
                      void *data,
                      GError **error)
{
    (void)context;
    if (n_bytes > 9 && g_ascii_strncasecmp(text, "<!DOCTYPE", 9) == 0 &&
        memchr(text, '[', n_bytes) != NULL)
        refuse(data, plain_svg, error, "declares what is to be put in place of words");
    else if (n_bytes > 16 && g_ascii_strncasecmp(text, "<?xml-stylesheet", 16) == 0)
        refuse(data, "Put everything into the file itself", error,
               "refers to something outside it");
}

/* Weighing: how much there is to draw once all repetitions are followed */

static bool weigh(Reader *reader, size_t index, size_t depth, size_t *ret_weight, GError **error);

static bool refuse_weight(const Reader *reader,
                          const Element *element,
                          const char *what,
                          GError **error)
{
    return svy_picture_refuse(reader->file, "Simplify it, or save it as PNG", error,
                              "line %zu of the logo %s", element->line, what);
}

static bool weigh_references(Reader *reader,
                             const GPtrArray *refs,
                             size_t depth,
                             size_t *weight,
                             GError **error)
{
    for (size_t i = 0; refs != NULL && i < refs->len; i++) {
        gpointer found;
        size_t index, more = 0;

        if (!g_hash_table_lookup_extended(reader->ids, refs->pdata[i], NULL, &found))
            continue;
        index = GPOINTER_TO_SIZE(found);
        if (!weigh(reader, index, depth + 1, &more, error))
            return false;
        *weight += more;
    }
    return true;
}

static bool weigh_classes(Reader *reader,
                          const Element *element,
                          size_t depth,
                          size_t *weight,
                          GError **error)
{
    g_auto(GStrv) classes =
        g_strsplit_set(element->classes != NULL ? element->classes : "", " \t\n\r\f", -1);

    for (size_t i = 0; classes[i] != NULL; i++)
        if (!weigh_references(reader, g_hash_table_lookup(reader->by_class, classes[i]), depth,
                              weight, error))
            return false;
    return true;
}

static bool weigh_all(Reader *reader, size_t index, size_t depth, size_t *weight, GError **error)
{
    const Element *element = reader->elements->pdata[index];

    *weight = element->n_bytes;
    if (element->path != NULL)
        *weight +=
            (size_t)(bytes_per_crossing *
                     svy_svg_count_crossings(element->path, element->is_polygon, reader->stroke));
    for (size_t i = index + 1; i < element->end;) {
        const Element *child = reader->elements->pdata[i];
        size_t more = 0;

        if (!weigh(reader, i, depth + 1, &more, error))
            return false;
        *weight += more;
        i = child->end;
    }
    return weigh_references(reader, element->refs, depth, weight, error) &&
           (element->is_gradient ||
            weigh_references(reader, reader->everywhere, depth, weight, error)) &&
           weigh_classes(reader, element, depth, weight, error);
}

bool weigh(Reader *reader, size_t index, size_t depth, size_t *ret_weight, GError **error)
{
    Element *element = reader->elements->pdata[index];

    if (element->is_open)
        return refuse_weight(reader, element, "draws itself", error);
    if (depth > 2 * SVY_LIMIT_LOGO_DEPTH)
        return refuse_weight(reader, element, "is repeated inside too many others", error);
    if (element->weight == 0) {
        element->is_open = true;
        if (!weigh_all(reader, index, depth, &element->weight, error))
            return false;
        element->is_open = false;
    }
    if (element->weight > SVY_LIMIT_LOGO_BYTES)
        return refuse_weight(reader, element, "is too intricate: it repeats much, or paths cross",
                             error);
    *ret_weight = element->weight;
    return true;
}

/* All */

static bool parse(Reader *reader, GBytes *bytes, GError **error)
{
    size_t n_bytes, weight;
    const char *text = g_bytes_get_data(bytes, &n_bytes);
    g_autoptr(GError) fault = NULL;

    if (n_bytes >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0) {
        text += 3;
        n_bytes -= 3;
    }
    if (g_markup_parse_context_parse(reader->context, text, (gssize)n_bytes, &fault) &&
        g_markup_parse_context_end_parse(reader->context, &fault)) {
        if (reader->elements->len == 0)
            return svy_picture_refuse(reader->file, plain_svg, error,
                                      "the SVG of the logo is empty");
        return weigh(reader, 0, 0, &weight, error);
    }
    if (fault->domain == SVY_ERROR) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    return refuse(reader, plain_svg, error, "is no well-formed SVG in UTF-8");
}

bool svy_svg_read(const SvyPictureFile *file, GBytes *bytes, char **ret_document, GError **error)
{
    static const GMarkupParser parser = {.start_element = start_element,
                                         .end_element = end_element,
                                         .text = take_text,
                                         .passthrough = take_rest};
    g_auto(Reader) reader = {.file = file,
                             .out = g_string_new(NULL),
                             .rules = g_string_new(NULL),
                             .elements = g_ptr_array_new_with_free_func(free_element),
                             .everywhere = g_ptr_array_new_with_free_func(g_free),
                             .open = g_array_new(FALSE, FALSE, sizeof(size_t)),
                             .ids = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
                             .by_class = g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
                                                               (GDestroyNotify)g_ptr_array_unref)};

    reader.context =
        g_markup_parse_context_new(&parser, G_MARKUP_TREAT_CDATA_AS_TEXT, &reader, NULL);
    if (g_bytes_get_size(bytes) > SVY_LIMIT_LOGO_SVG_BYTES)
        return svy_picture_refuse(file, "Simplify its paths, or save it as PNG", error,
                                  "the SVG of the logo has more than %u bytes",
                                  SVY_LIMIT_LOGO_SVG_BYTES);
    if (!parse(&reader, bytes, error))
        return false;
    *ret_document = g_string_free(reader.out, FALSE);
    reader.out = g_string_new(NULL);
    return true;
}
