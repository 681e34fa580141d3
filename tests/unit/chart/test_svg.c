/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart-fixture.h"
#include "check.h"
#include "chart/paint.h"

static char *paint(const SvyChart *chart, bool with_text)
{
    g_autoptr(GBytes) bytes = NULL;
    g_autoptr(GError) error = NULL;

    g_assert_true(svy_chart_paint_svg(chart, with_text, &bytes, &error));
    g_assert_no_error(error);
    return g_strndup(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
}

static size_t count_of(const char *text, const char *part)
{
    size_t n = 0;

    for (const char *p = strstr(text, part); p != NULL; p = strstr(p + 1, part))
        n++;
    return n;
}

/* An XML reader that is not ours; collects what must hold for every element. */
typedef struct {
    GHashTable *ids;
    size_t n_groups;
    GString *depth;
    char *labelled_by;
} Reading;

static void begin_element(GMarkupParseContext *context,
                          const char *name,
                          const char **keys,
                          const char **values,
                          gpointer data,
                          GError **error)
{
    Reading *reading = data;

    (void)context, (void)error;
    for (size_t i = 0; keys[i] != NULL; i++) {
        if (strcmp(keys[i], "id") == 0)
            g_assert_true(g_hash_table_add(reading->ids, g_strdup(values[i])));
        if (strcmp(keys[i], "aria-labelledby") == 0)
            reading->labelled_by = g_strdup(values[i]);
        if (strcmp(keys[i], "d") == 0)
            g_assert_cmpuint(strspn(values[i], "mlczMLC0123456789.- "), ==, strlen(values[i]));
    }
    reading->n_groups += strcmp(name, "g") == 0;
}

static void read_svg(const char *svg, Reading *reading)
{
    const GMarkupParser parser = {.start_element = begin_element};
    GMarkupParseContext *context;
    g_autoptr(GError) error = NULL;

    *reading = (Reading){.ids = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL)};
    context = g_markup_parse_context_new(&parser, (GMarkupParseFlags)0, reading, NULL);
    g_markup_parse_context_parse(context, svg, -1, &error);
    g_assert_no_error(error);
    g_markup_parse_context_end_parse(context, &error);
    g_assert_no_error(error);
    g_markup_parse_context_free(context);
}

static void clear_reading(Reading *reading)
{
    g_hash_table_unref(reading->ids);
    g_free(reading->labelled_by);
}

static void check_document(Fixture *fixture, gconstpointer data)
{
    g_autoptr(SvyChart) chart = fixture_draw_gap(fixture, fixture_get(fixture, "mixed-bases"), 0);

    (void)data;
    for (int with_text = 0; with_text < 2; with_text++) {
        g_autofree char *svg = paint(chart, with_text == 1);
        g_auto(GStrv) labels = NULL;
        Reading reading;

        read_svg(svg, &reading);
        g_assert_cmpuint(reading.n_groups, ==, chart->scene->nodes->len);
        labels = g_strsplit(reading.labelled_by, " ", -1);
        g_assert_cmpuint(g_strv_length(labels), ==, 2);
        for (size_t i = 0; i < 2; i++)
            g_assert_true(g_hash_table_contains(reading.ids, labels[i]));
        g_assert_cmpuint(count_of(svg, "role=\"img\""), ==, 1);
        g_assert_cmpuint(count_of(svg, "<title "), ==, 1);
        g_assert_cmpuint(count_of(svg, "<desc "), ==, 1);
        g_assert_cmpuint(count_of(svg, "data-role=\"mark\""), ==,
                         fixture_count_role(chart, SVY_ROLE_MARK));
        clear_reading(&reading);
    }
}

static void check_text(Fixture *fixture, gconstpointer data)
{
    g_autoptr(SvyChart) chart = fixture_draw_gap(fixture, fixture_get(fixture, "1-row"), 0);
    g_autofree char *shapes = paint(chart, false), *text = paint(chart, true);

    (void)data;
    g_assert_cmpuint(count_of(shapes, "<text"), ==, 0);
    g_assert_cmpuint(count_of(shapes, "data-text=\"Facebook\""), ==, 1);
    g_assert_cmpuint(count_of(text, ">Facebook</text>"), ==, 1);
    g_assert_cmpuint(count_of(text, "data-text"), ==, 0);
    /* The letters are shapes: many more of them than marks. */
    g_assert_cmpuint(strlen(shapes), >, 4 * strlen(text));
}

/* What XML minds in labels and in the title. */
static void check_hostile(Fixture *fixture, gconstpointer data)
{
    const SvyChartOptions options = {.theme = fixture->theme,
                                     .title = "a & b <c> ]]> \"e\" \x07 \xef\xbf\xbe"};
    const SvyChartCase *one = fixture_get(fixture, "hostile");
    g_autoptr(SvyChart) chart = NULL;
    g_autoptr(GError) error = NULL;

    (void)data;
    if (!svy_chart_new_gap(&one->survey, &one->gap, 0.95, &options, &chart, &error)) {
        /* No font has a glyph for U+FFFE: then it does not come this far. */
        g_assert_error(error, SVY_ERROR, SVY_ERROR_DATA);
        return;
    }
    for (int with_text = 0; with_text < 2; with_text++) {
        g_autofree char *svg = paint(chart, with_text == 1);
        Reading reading;

        read_svg(svg, &reading);
        g_assert_nonnull(strstr(svg, "a &amp; b &lt;c&gt; ]]&gt; &quot;e&quot;"));
        for (const char *p = svg; *p != '\0'; p++)
            g_assert_true((unsigned char)*p >= 0x20 || *p == '\n');
        clear_reading(&reading);
    }
}

/* The ends of a path, in points, are where the scene has them. */
static void check_diamond(void)
{
    static const SvyColor ink = {0x0f, 0x4c, 0x81};
    const SvyPictureWords words = {"A title", "Words", "en"};
    g_autoptr(SvyScene) scene = svy_scene_new();
    g_autoptr(GBytes) bytes = NULL;
    g_autofree char *svg = NULL;
    SvyNode *mark;

    scene->width = 100;
    scene->height = 50.5;
    mark = svy_scene_add_mark(scene, SVY_ROLE_MARK, SVY_NODE_DIAMOND, 10, 20, 4, ink);
    mark->datum = (SvyDatum){.row = 2, .series = 1, .has_value = true, .value = 0.125};
    svy_scene_add_line(scene, SVY_ROLE_RULE, 1, 2.25, 3, 2.25, 0.5, ink);
    svy_scene_add_rect(scene, SVY_ROLE_BAR, (SvyRect){-0.004, 1, 30.106, 2}, ink);
    bytes = svy_svg_make(scene, &words, NULL);
    svg = g_strndup(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));

    g_assert_nonnull(strstr(svg, "width=\"100pt\" height=\"50.5pt\" viewBox=\"0 0 100 50.5\""));
    g_assert_nonnull(strstr(svg, "data-row=\"2\" data-series=\"1\" data-value=\"0.125\"><path "
                                 "d=\"m10 16l4 4-4 4-4-4z\" fill=\"#0F4C81\"/>"));
    g_assert_nonnull(strstr(svg, "<line x1=\"1\" y1=\"2.25\" x2=\"3\" y2=\"2.25\" "
                                 "stroke=\"#0F4C81\" stroke-width=\".5\"/>"));
    g_assert_nonnull(strstr(svg, "<rect x=\"0\" y=\"1\" width=\"30.11\" height=\"2\" "
                                 "fill=\"#0F4C81\"/>"));
}

/* The lines of a hatched rect end at its sides; a polygon is filled. */
static void check_hatch(void)
{
    static const SvyColor ink = {0x0f, 0x4c, 0x81}, line = {0, 0, 0};
    static const double corners[] = {0, 0, 10, 0, 5, 8};
    const SvyPictureWords words = {"A title", "Words", "en"};
    g_autoptr(SvyScene) scene = svy_scene_new();
    g_autoptr(GBytes) bytes = NULL;
    g_autofree char *svg = NULL;
    SvyNode *rect = svy_scene_add_rect(scene, SVY_ROLE_BAR, (SvyRect){0, 0, 8, 4}, ink);

    rect->is_hatched = true;
    rect->halo = line;
    rect->stroke = G_SQRT2;
    svy_scene_add_polygon(scene, SVY_ROLE_BAR, corners, 3, ink);
    bytes = svy_svg_make(scene, &words, NULL);
    svg = g_strndup(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));

    g_assert_nonnull(strstr(svg, "<path d=\"m0 4l4-4"));
    g_assert_nonnull(strstr(svg, "stroke=\"#000000\" stroke-width=\"1.41\"/>"));
    g_assert_nonnull(strstr(svg, "<path d=\"m0 0l10 0-5 8z\" fill=\"#0F4C81\"/>"));
}

static void check_ids(Fixture *fixture, gconstpointer data)
{
    g_autoptr(SvyChart) one = fixture_draw_gap(fixture, fixture_get(fixture, "1-row"), 0);
    g_autoptr(SvyChart) again = fixture_draw_gap(fixture, fixture_get(fixture, "1-row"), 0);
    g_autoptr(SvyChart) other = fixture_draw_gap(fixture, fixture_get(fixture, "2-rows"), 0);
    g_autofree char *a = paint(one, false), *b = paint(again, false), *c = paint(other, false);
    Reading reading;

    (void)data;
    g_assert_cmpstr(a, ==, b);
    read_svg(a, &reading);
    g_assert_null(strstr(c, reading.labelled_by));
    clear_reading(&reading);
}

#define ADD(name, function)                                                                        \
    g_test_add("/chart/svg/" name, Fixture, "report", fixture_set_up, function, fixture_tear_down)

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD("document", check_document);
    ADD("text", check_text);
    ADD("hostile", check_hostile);
    ADD("ids", check_ids);
    g_test_add_func("/chart/svg/diamond", check_diamond);
    g_test_add_func("/chart/svg/hatch", check_hatch);
    return g_test_run();
}
