/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart-fixture.h"
#include "check.h"

#include <cairo.h>
#include <glib/gstdio.h>

#include "base/limit.h"
#include "chart/paint.h"
#include "chart/svg-path.h"
#include "chart/theme.h"

#define SVG_HEAD                                                                                   \
    "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" "      \
    "viewBox=\"0 0 100 50\">"

/* A folder with a theme and its logo. */
typedef struct {
    char *folder, *theme, *logo;
} Place;

static Place make_place(const char *logo)
{
    Place place = {.folder = g_dir_make_tmp("svy-logo-XXXXXX", NULL)};

    place.theme = g_build_filename(place.folder, "mine.ini", NULL);
    place.logo = g_build_filename(place.folder, logo, NULL);
    return place;
}

static void clear_place(Place *place)
{
    g_remove(place->theme);
    g_remove(place->logo);
    g_rmdir(place->folder);
    g_free(place->theme);
    g_free(place->logo);
    g_free(place->folder);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Place, clear_place)

/* The theme @base with @section before its colours. */
static char *make_theme(const char *base, const char *section)
{
    const SvyBuiltinTheme *theme = svy_builtin_themes;

    while (strcmp(theme->name, base) != 0)
        theme++;
    g_auto(GStrv) parts = g_strsplit(theme->text, "[color]", 2);
    return g_strconcat(parts[0], section, "\n[color]", parts[1], NULL);
}

static void write_theme(const Place *place, const char *base, const char *section)
{
    g_autofree char *text = make_theme(base, section);

    g_assert_true(g_file_set_contents(place->theme, text, -1, NULL));
}

static void write_logo(const Place *place, const void *data, size_t n_bytes)
{
    g_assert_true(g_file_set_contents(place->logo, data, (gssize)n_bytes, NULL));
}

/* A PNG of half red, half blue, a third of its rows transparent. */
static GBytes *make_png(int width, int height)
{
    Place place = make_place("made.png");
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, width, height);
    cairo_t *cr = cairo_create(surface);
    char *data;
    size_t n_bytes;

    cairo_rectangle(cr, 0, 0, width / 2.0, height * 2 / 3.0);
    cairo_set_source_rgb(cr, 1, 0, 0);
    cairo_fill(cr);
    cairo_rectangle(cr, width / 2.0, 0, width / 2.0, height * 2 / 3.0);
    cairo_set_source_rgb(cr, 0, 0, 1);
    cairo_fill(cr);
    cairo_destroy(cr);
    g_assert_cmpint(cairo_surface_write_to_png(surface, place.logo), ==, CAIRO_STATUS_SUCCESS);
    cairo_surface_destroy(surface);
    g_assert_true(g_file_get_contents(place.logo, &data, &n_bytes, NULL));
    clear_place(&place);
    return g_bytes_new_take(data, n_bytes);
}

/* Themes */

static void check_keys(void)
{
    static const struct {
        const char *section, *message;
    } faults[] = {
        {"[logo]\nalt = Logo", "[logo] file: error: the theme has a logo without a file, got ''"},
        {"[logo]\nfile =", "[logo] file: error: "},
        {"[logo]\nfile = a.svg\nheigth = 3", "height"},
        {"[logo]\nfile = a.svg\nheight = 0.5", "'0.5'"},
        {"[logo]\nfile = a.svg\nheight = 21", "'21'"},
        {"[logo]\nfile = a.svg\nheight = nan", "'nan'"},
        {"[logo]\nfile = a.svg\nalt =", "[logo] alt: error: the words for the logo have 0"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(faults); i++) {
        g_autofree char *text = make_theme("report", faults[i].section);
        g_autoptr(SvyTheme) theme = NULL;
        g_autoptr(GError) error = NULL;

        g_assert_false(svy_theme_parse(text, strlen(text), "mine.ini", &theme, &error));
        g_assert_error(error, SVY_ERROR, SVY_ERROR_DATA);
        g_test_message("%s", error->message);
        g_assert_true(g_str_has_prefix(error->message, "mine.ini:2"));
        g_assert_nonnull(strstr(error->message, faults[i].message));
    }
}

static void check_defaults(void)
{
    g_autofree char *text = make_theme("report", "[logo]\nfile = a b.svg");
    g_autoptr(SvyTheme) theme = NULL;
    g_autoptr(GError) error = NULL;

    g_assert_true(svy_theme_parse(text, strlen(text), "mine.ini", &theme, &error));
    g_assert_cmpstr(theme->logo_file, ==, "a b.svg");
    g_assert_null(theme->logo_alt);
    g_assert_null(theme->logo);
    g_assert_null(svy_theme_get_logo_digest(theme));
    svy_check_digits(theme->logo_height, 3, 12);
}

/* Beside the theme, wherever the program stands; shared by the copies of the theme. */
static void check_loaded(void)
{
    g_auto(Place) place = make_place("logo.png");
    g_autoptr(GBytes) png = make_png(60, 30);
    g_autofree char *digest = g_compute_checksum_for_bytes(G_CHECKSUM_SHA256, png);
    g_autoptr(SvyTheme) theme = NULL, copy = NULL;
    g_autoptr(GError) error = NULL;

    write_logo(&place, g_bytes_get_data(png, NULL), g_bytes_get_size(png));
    write_theme(&place, "report", "[logo]\nfile = logo.png\nalt = Logo\nheight = 4");
    g_assert_true(svy_theme_load(place.theme, &theme, &error));
    g_assert_no_error(error);
    g_assert_cmpstr(svy_theme_get_logo_digest(theme), ==, digest);
    g_assert_cmpstr(svy_picture_get_name(theme->logo), ==, "logo.png");
    g_assert_false(svy_picture_is_vector(theme->logo));
    svy_check_digits(svy_picture_get_aspect(theme->logo), 2, 12);

    g_assert_true(svy_theme_copy(theme, &copy, &error));
    g_assert_true(copy->logo == theme->logo);
    g_assert_cmpstr(copy->logo_alt, ==, "Logo");
    g_clear_pointer(&theme, svy_theme_free);
    g_assert_cmpstr(svy_theme_get_logo_digest(copy), ==, digest);
}

/* What is refused */

static void refuse(const char *name, const void *data, size_t n_bytes, const char *message)
{
    g_auto(Place) place = make_place(name);
    g_autofree char *section = g_strdup_printf("[logo]\nfile = %s", name);
    g_autofree char *head = g_strdup_printf("%s:26:[logo] file: error: ", place.theme);
    g_autofree char *got = g_strdup_printf(", got '%s'. ", name);
    g_autoptr(SvyTheme) theme = NULL;
    g_autoptr(GError) error = NULL;

    write_theme(&place, "report", section);
    if (data != NULL)
        write_logo(&place, data, n_bytes);
    g_test_message("%s", message);
    g_assert_false(svy_theme_load(place.theme, &theme, &error));
    g_assert_error(error, SVY_ERROR, SVY_ERROR_DATA);
    g_test_message("%s", error->message);
    g_assert_null(theme);
    g_assert_true(g_str_has_prefix(error->message, head));
    g_assert_nonnull(strstr(error->message, got));
    g_assert_nonnull(strstr(error->message, message));
}

static void check_refused_files(void)
{
    g_autofree char *large = g_malloc0(SVY_LIMIT_LOGO_BYTES + 1);

    refuse("none.png", NULL, 0, "there is no such file");
    refuse("empty.png", "", 0, "is empty");
    refuse("photo.png", "\xff\xd8\xff\xe0", 4, "is a JPEG");
    refuse("packed.svg", "\x1f\x8b\x08", 3, "svgz");
    refuse("wide.svg", "\xff\xfe<\0s\0", 6, "UTF-16");
    refuse("words.svg", "hello", 5, "neither a PNG nor an SVG");
    memcpy(large, "\x89PNG\r\n\x1a\n", 8);
    refuse("large.png", large, SVY_LIMIT_LOGO_BYTES + 1, "more than 4194304 bytes");
    refuse("page.svg", "<html></html>", 13, "line 1 of the logo begins something else");
}

static void check_refused_folder(void)
{
    g_auto(Place) place = make_place("logo.svg");
    g_autoptr(SvyTheme) theme = NULL;
    g_autoptr(GError) error = NULL;

    write_theme(&place, "report", "[logo]\nfile = logo.svg");
    g_assert_cmpint(g_mkdir(place.logo, 0700), ==, 0);
    g_assert_false(svy_theme_load(place.theme, &theme, &error));
    g_assert_error(error, SVY_ERROR, SVY_ERROR_DATA);
    g_assert_nonnull(strstr(error->message, "is a folder"));
}

static void check_refused_pngs(void)
{
    g_autoptr(GBytes) sound = make_png(60, 30), line = make_png(210, 10);
    const size_t n_bytes = g_bytes_get_size(sound);
    g_autofree uint8_t *data = g_malloc(n_bytes);

    memcpy(data, g_bytes_get_data(sound, NULL), n_bytes);
    refuse("cut.png", data, n_bytes - 13, "is cut off");
    refuse("cut.png", data, 20, "has no head");
    refuse("line.png", g_bytes_get_data(line, NULL), g_bytes_get_size(line), "more than 20 times");
    data[18] = 0xea; /* 60,000 a side */
    data[19] = 0x60;
    data[22] = 0xea;
    data[23] = 0x60;
    refuse("huge.png", data, n_bytes, "60000 x 60000 pixels");
    memcpy(data, g_bytes_get_data(sound, NULL), n_bytes);
    data[n_bytes - 20] ^= 255;
    refuse("spoiled.png", data, n_bytes, "is damaged");
}

static const struct {
    const char *body, *message;
} bad_svgs[] = {
    {"<script>alert(1)</script>", "has a script"},
    {"<rect onclick=\"alert(1)\"/>", "has a script"},
    {"<use xlink:href=\"http://example.org/a.svg#x\"/>", "outside it"},
    {"<use href=\"other.svg#x\"/>", "outside it"},
    {"<image href=\"data:image/png;base64,AAAA\"/>", "<image>"},
    {"<image href=\"file:///etc/passwd\"/>", "<image>"},
    {"<rect fill=\"url(http://example.org/a)\"/>", "outside it"},
    {"<rect style=\"fill: URL( 'file:///etc/passwd' )\"/>", "outside it"},
    {"<style>@import 'a.css';</style>", "begin with @"},
    {"<style>.a { fill: url(a.svg#b) }</style>", "outside it"},
    {"<style>.a { fill: u\\72l(a) }</style>", "escapes"},
    {"<style>.a { fill: red; .b { } }</style>", "rules inside rules"},
    {"<style><![CDATA[ .a{filter:blur(3px)} ]]></style>", "filter"},
    {"<foreignObject/>", "<foreignObject>"},
    {"<text>ALCTS</text>", "has a text"},
    {"<rect><animate/></rect>", "<animate>"},
    {"<filter/>", "<filter>"},
    {"<mask/>", "<mask>"},
    {"<pattern/>", "<pattern>"},
    {"<path marker-end=\"url(#a)\"/>", "marker-end"},
    {"<path stroke-dasharray=\"0.00001\"/>", "stroke-dasharray"},
    {"<path style=\"mix-blend-mode:multiply\"/>", "mix-blend-mode"},
    {"<path stroke-width=\"3%\"/>", "width of lines"},
    {"<g id=\"a\"><use href=\"#a\"/></g>", "draws itself"},
    {"<g id=\"a\"><use href=\"#b\"/></g><g id=\"b\"><use href=\"#a\"/></g>", "draws itself"},
    {"<g>", "well-formed"},
    {"<rect width=\"\xe9\"/>", "well-formed"},
    {"&a;", "well-formed"},
};

static void check_refused_svgs(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(bad_svgs); i++) {
        g_autofree char *text = g_strconcat(SVG_HEAD, "\n", bad_svgs[i].body, "</svg>", NULL);

        refuse("bad.svg", text, strlen(text), bad_svgs[i].message);
    }
}

static void check_refused_documents(void)
{
    static const struct {
        const char *text, *message;
    } bad[] = {
        {"<!DOCTYPE svg [<!ENTITY a \"b\">]><svg viewBox=\"0 0 1 1\"/>", "in place of words"},
        {"<?xml-stylesheet href=\"a.css\"?><svg viewBox=\"0 0 1 1\"/>", "outside it"},
        {"<svg viewBox=\"0 0 1 1\" onload=\"x()\"/>", "has a script"},
        {"<!-- nothing -->", "is empty"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(bad); i++)
        refuse("bad.svg", bad[i].text, strlen(bad[i].text), bad[i].message);
}

/* Ten times ten times ten ...: refused before anything is drawn. */
static void check_refused_bombs(void)
{
    GString *nested = g_string_new(SVG_HEAD "<rect id=\"l0\" width=\"1\" height=\"1\"/>");
    GString *deep = g_string_new(SVG_HEAD), *star = g_string_new(SVG_HEAD "<path d=\"M0 0L");

    for (int level = 1; level < 12; level++) {
        g_string_append_printf(nested, "<g id=\"l%d\">", level);
        for (int i = 0; i < 10; i++)
            g_string_append_printf(nested, "<use href=\"#l%d\"/>", level - 1);
        g_string_append(nested, "</g>");
    }
    for (int i = 0; i < 100; i++)
        g_string_append(deep, "<g>");
    for (int i = 0; i < 100; i++)
        g_string_append(deep, "</g>");
    for (int i = 0; i < 5000; i++) /* each line crosses nearly every other */
        g_string_append_printf(star, "%d %d ", i * 37 % 101, i % 2 == 0 ? 0 : 50);
    g_string_append(nested, "</svg>");
    g_string_append(deep, "</svg>");
    g_string_append(star, "\"/></svg>");

    refuse("nested.svg", nested->str, nested->len, "too intricate");
    refuse("deep.svg", deep->str, deep->len, "inside each other");
    refuse("star.svg", star->str, star->len, "too intricate");
    g_string_free(nested, TRUE);
    g_string_free(deep, TRUE);
    g_string_free(star, TRUE);
}

static void check_crossings(void)
{
    g_autoptr(GString) spiral = g_string_new("M0 0");

    /* 2,000 short lines that never meet, and the far point that would make them look close. */
    for (int i = 0; i < 2000; i++)
        g_string_append_printf(spiral, "L%d %d", i, i % 2);
    g_assert_cmpfloat(svy_svg_count_crossings(spiral->str, false, 0), <, 2000);
    g_string_append(spiral, "L1e9 0");
    g_assert_cmpfloat(svy_svg_count_crossings(spiral->str, false, 0), >, 1e6);
    g_assert_cmpfloat(svy_svg_count_crossings("M0 0h10v10h-10z", false, 0), <, 1);
    g_assert_cmpfloat(svy_svg_count_crossings("0,0 10,0 10,10", true, 0), <, 1);
    g_assert_cmpfloat(svy_svg_count_crossings("", false, 0), <, 1);
    g_assert_cmpfloat(svy_svg_count_crossings("M0 0a5 5 0 015.5.5 5 5 0 1 1-3 3", false, 0), <, 99);
}

#ifdef SVY_WITH_SVG_LOGO

/* What may come */

static SvyPicture *read_svg(const char *text, bool is_gray, GError **error)
{
    g_auto(Place) place = make_place("logo.svg");
    SvyPicture *picture = NULL;

    write_logo(&place, text, strlen(text));
    svy_picture_read(place.logo, "logo.svg", is_gray, &(SvyPlace){.file = "mine.ini"}, &picture,
                     error);
    return picture;
}

static void check_shapes(void)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(SvyPicture) picture = read_svg(
        "\xef\xbb\xbf<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE svg PUBLIC "
        "\"-//W3C//DTD "
        "SVG 1.1//EN\" \"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd\">\n<!-- a comment -->"
        "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:ed=\"urn:editor\" width=\"2in\" "
        "height=\"1in\" viewBox=\"0 0 100 50\" ed:path=\"C:\\x\">"
        "<title>secret title</title><metadata><ed:who>somebody</ed:who></metadata>"
        "<ed:view zoom=\"1\"><ed:grid/></ed:view>"
        "<style>/* {} */ .a, .b { fill: url(#g); filter: none } path{stroke-width:2px}</style>"
        "<linearGradient id=\"g\"><stop offset=\"0\" stop-color=\"#102030\"/>"
        "<stop offset=\"1\" stop-color=\"#ff0000\"/></linearGradient>"
        "<clipPath id=\"c\"><circle cx=\"20\" cy=\"20\" r=\"9\"/></clipPath>"
        "<g opacity=\"0.5\"><rect class=\"a\" width=\"40\" height=\"40\" clip-path=\"url(#c)\"/>"
        "<symbol id=\"s\"><path d=\"M0 0h9v9z\" fill=\"#00ff00\"/></symbol>"
        "<use xlink:href=\"#s\" x=\"50\" xmlns:xlink=\"http://www.w3.org/1999/xlink\"/></g></svg>",
        false, &error);
    double width, height;
    const char *shapes;

    g_assert_no_error(error);
    svy_picture_get_size(picture, &width, &height);
    svy_check_digits(width, 192, 12);
    svy_check_digits(height, 96, 12);
    shapes = svy_picture_get_shapes(picture, &width, &height);
    svy_check_digits(width, 1000, 12);
    svy_check_digits(height, 500, 12);
    g_assert_nonnull(strstr(shapes, "#102030"));
    g_assert_nonnull(strstr(shapes, "#00ff00"));
    g_assert_nonnull(strstr(shapes, "opacity=\"0.5\""));
    g_assert_null(strstr(shapes, "secret"));
    g_assert_null(strstr(shapes, "somebody"));
    g_assert_null(strstr(shapes, "class"));
    g_assert_null(strstr(shapes, "mask"));
    g_assert_null(strstr(shapes, "filter"));
    g_assert_null(strstr(shapes, "id=\"s"));
}

/* cairo counts its surfaces: the second reading must give the same bytes. */
static void check_same_again(void)
{
    static const char text[] = SVG_HEAD "<g opacity=\".3\"><path d=\"M0 0h9v9z\"/><circle r=\"9\"/>"
                                        "</g></svg>";
    g_autoptr(SvyPicture) one = read_svg(text, false, NULL), other = read_svg(text, false, NULL);
    double width, height;

    g_assert_cmpstr(svy_picture_get_shapes(one, &width, &height), ==,
                    svy_picture_get_shapes(other, &width, &height));
}

static void check_gray_shapes(void)
{
    g_autoptr(SvyPicture) picture =
        read_svg(SVG_HEAD "<rect width=\"9\" height=\"9\" fill=\"#ff0000\"/></svg>", true, NULL);
    double width, height;
    const char *shapes = svy_picture_get_shapes(picture, &width, &height);

    g_assert_nonnull(strstr(shapes, "#363636")); /* 0.2126 of 255 */
    g_assert_null(strstr(shapes, "#ff0000"));
}

static void check_sizes(void)
{
    static const struct {
        const char *head;
        double aspect; /* 0: refused */
    } cases[] = {
        {"viewBox=\"0 0 30 10\"", 3},
        {"width=\"30\" height=\"10\"", 3},
        {"width=\"100%\" height=\"100%\" viewBox=\"0 0 4 1\"", 4},
        {"width=\"3cm\" height=\"10mm\"", 3},
        {"", 0},
        {"width=\"100%\" height=\"100%\"", 0},
        {"viewBox=\"0 0 1e9 1e9\"", 0},
        {"viewBox=\"0 0 1e999 1\"", 0},
        {"viewBox=\"0 0 -3 1\"", 0},
        {"viewBox=\"0 0 30 1\"", 0},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *text =
            g_strdup_printf("<svg xmlns=\"http://www.w3.org/2000/svg\" %s/>", cases[i].head);
        g_autoptr(GError) error = NULL;
        g_autoptr(SvyPicture) picture = read_svg(text, false, &error);

        g_test_message("%s", cases[i].head);
        g_assert_true((picture != NULL) == (cases[i].aspect > 0));
        if (picture == NULL)
            g_assert_error(error, SVY_ERROR, SVY_ERROR_DATA);
        else
            svy_check_digits(svy_picture_get_aspect(picture), cases[i].aspect, 6);
    }
}

#else

/* Without the library an SVG is refused with the name of the package, unless it is bad anyway. */
static void check_without_library(void)
{
    static const char text[] = SVG_HEAD "<rect width=\"9\" height=\"9\"/></svg>";

    refuse("logo.svg", text, strlen(text), "librsvg2-dev");
}

#endif

/* Of the picture painted at twice its size: the colour of a pixel, with its opacity first. */
static uint32_t get_pixel(SvyPicture *picture, int x, int y)
{
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, 140, 80);
    cairo_t *cr = cairo_create(surface);
    const uint8_t *data;
    uint32_t pixel;

    svy_picture_paint(picture, cr, (SvyRect){10, 10, 120, 60});
    cairo_destroy(cr);
    cairo_surface_flush(surface);
    data = cairo_image_surface_get_data(surface);
    memcpy(&pixel, data + y * cairo_image_surface_get_stride(surface) + 4 * x, sizeof pixel);
    cairo_surface_destroy(surface);
    return pixel;
}

/* A logo without words, as a PNG: gray in one ink, and nothing of its file in any output. */
static void check_png_in_chart(void)
{
    static const struct {
        const char *theme;
        bool is_gray;
    } themes[] = {{"report", false}, {"mono", true}};

    for (size_t i = 0; i < G_N_ELEMENTS(themes); i++) {
        g_auto(Place) place = make_place("logo.png");
        g_autoptr(GBytes) png = make_png(60, 30), svg = NULL, again = NULL;
        g_autoptr(GError) error = NULL;
        g_autoptr(SvyChart) chart = NULL;
        Fixture fixture;
        const SvyNode *logo;

        write_logo(&place, g_bytes_get_data(png, NULL), g_bytes_get_size(png));
        write_theme(&place, themes[i].theme, "[logo]\nfile = logo.png");
        fixture_set_up(&fixture, place.theme);
        chart = fixture_draw_gap(&fixture, fixture_get(&fixture, "normal"), 0);
        fixture_tear_down(&fixture, NULL); /* the chart keeps what it needs */

        logo = svy_scene_find_logo(chart->scene);
        svy_check_digits(logo->box.h, 3 * chart->scene->min_pt, 9);
        svy_check_digits(logo->box.w, 6 * chart->scene->min_pt, 9);
        svy_check_digits(svy_rect_get_right(logo->box), chart->scene->width - chart->scene->margin,
                         9);
        g_assert_cmphex(get_pixel(logo->picture, 20, 20), ==,
                        themes[i].is_gray ? 0xff363636 : 0xffff0000);
        g_assert_cmphex(get_pixel(logo->picture, 120, 20), ==,
                        themes[i].is_gray ? 0xff121212 : 0xff0000ff);
        g_assert_cmphex(get_pixel(logo->picture, 20, 66), ==, 0); /* transparent */
        g_assert_cmphex(get_pixel(logo->picture, 5, 20), ==, 0);  /* outside */
        g_assert_true(svy_chart_paint_svg(chart, false, &svg, &error));
        g_assert_true(svy_chart_paint_svg(chart, false, &again, &error));
        g_assert_true(g_bytes_equal(svg, again));
        g_assert_nonnull(g_strstr_len(g_bytes_get_data(svg, NULL), (gssize)g_bytes_get_size(svg),
                                      "aria-hidden=\"true\""));
        g_assert_nonnull(g_strstr_len(g_bytes_get_data(svg, NULL), (gssize)g_bytes_get_size(svg),
                                      "data:image/png;base64,"));
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/chart/logo/keys", check_keys);
    g_test_add_func("/chart/logo/defaults", check_defaults);
    g_test_add_func("/chart/logo/loaded", check_loaded);
    g_test_add_func("/chart/logo/refused-files", check_refused_files);
    g_test_add_func("/chart/logo/refused-folder", check_refused_folder);
    g_test_add_func("/chart/logo/refused-pngs", check_refused_pngs);
    g_test_add_func("/chart/logo/refused-svgs", check_refused_svgs);
    g_test_add_func("/chart/logo/refused-documents", check_refused_documents);
    g_test_add_func("/chart/logo/refused-bombs", check_refused_bombs);
    g_test_add_func("/chart/logo/crossings", check_crossings);
#ifdef SVY_WITH_SVG_LOGO
    g_test_add_func("/chart/logo/shapes", check_shapes);
    g_test_add_func("/chart/logo/same-again", check_same_again);
    g_test_add_func("/chart/logo/gray-shapes", check_gray_shapes);
    g_test_add_func("/chart/logo/sizes", check_sizes);
#else
    g_test_add_func("/chart/logo/without-library", check_without_library);
#endif
    g_test_add_func("/chart/logo/png-in-chart", check_png_in_chart);
    return g_test_run();
}
