/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Draws every case in every theme and kind into a folder:
 *     draw-chart-cases FOLDER [--files] [--only CASE] [--kind KIND] [--dpi N] [--strips N]
 *                      [--pdf-first] [--page WIDTHxHEIGHT] [--language NAME] [--theme NAME]
 *                      [--parts] [--paint THEME] [--alike] [--logo FILE] [--alt WORDS]
 *     draw-chart-cases --list
 * CASE-KIND-THEME.scene.json, .csv, .alt.txt always; .png, .pdf, .svg and .text.svg with --files,
 * of one theme with --paint; .error holds the message of a chart that was refused; with --parts
 * those whose rows do not fit are drawn in parts: CASE-KIND-p1-THEME. --list: the names of the
 * cases. */
#include <surveystat/chart.h>

#include <string.h>

#include "chart/chart-private.h"
#include "chart/paint.h"
#include "chart/theme.h"

#include "cases.h"

static const char *const theme_names[] = {"poster", "report", "screen", "slide", "mono"};

/* Which result of a case a kind draws. */
typedef enum {
    DRAWS_GAP,
    DRAWS_SINGLE,
    DRAWS_MULTI,
    DRAWS_GRID,
    DRAWS_SCALE,   /* of two sides */
    DRAWS_ORDERED, /* the same answers, with an order and no middle */
    DRAWS_TABLE
} Source;

static const struct {
    const char *name;
    Source source;
    const char *table;   /* DRAWS_TABLE: its id */
    double taller;       /* posters and slides are so much higher than for other kinds; 0: not */
    const char *variant; /* (nullable) for the file names, of a kind that draws several tables */
    bool is_each;        /* a panel for each group of "q5", of tables by groups each with these */
    bool is_alike;       /* painted like another kind: its files are drawn only where asked for */
} kinds[] = {
    {"gap-bars", DRAWS_GAP},
    {"gap-dumbbell", DRAWS_GAP},
    {"ranked-bars", DRAWS_SINGLE},
    {"select-all", DRAWS_MULTI},
    {"likert", DRAWS_GRID},
    {"likert-stacked", DRAWS_GRID},
    {"stacked-bar", DRAWS_SCALE},
    {"stacked-bar", DRAWS_ORDERED, NULL, 0, "stacked-bar-ordered", false, true},
    {"crosstab-dots", DRAWS_TABLE, "segments-3"},
    {"histogram", DRAWS_TABLE, "bins-q20"},
    {"ranking", DRAWS_TABLE, "rank-q21"},
    {"ladder", DRAWS_TABLE, "ladder-1"},
    {"icon-array", DRAWS_GAP},
    {"heatmap", DRAWS_TABLE, "segments-6"},
    {"small-multiples", DRAWS_TABLE, "segments-6", 1.7},
    {"upset", DRAWS_TABLE, "combinations"},
    {"tile-map", DRAWS_TABLE, "states"},
    {"box", DRAWS_TABLE, "numbers-q20-by-q1"},
    {"box", DRAWS_TABLE, "numbers-q20-of-few", 2.2, "box-dots"},
    {"ridgeline", DRAWS_TABLE, "numbers-q20-by-q1", 1.3},
    {"forest", DRAWS_TABLE, "drivers-q8"},
    {"forest", DRAWS_TABLE, "gap-q7-q8-by-q9", 0, "forest-gaps"},
    {"targets", DRAWS_TABLE, "targets"},
    {"slope", DRAWS_TABLE, "segments-q9-by-q1"},
    {"ranked-bars", DRAWS_SINGLE, NULL, 1.3, "each-ranked-bars", true},
    {"select-all", DRAWS_MULTI, NULL, 1.3, "each-select-all", true, true},
    {"gap-dumbbell", DRAWS_GAP, NULL, 2, "each-gap-dumbbell", true},
    {"gap-bars", DRAWS_GAP, NULL, 1.6, "each-gap-bars", true, true},
    {"likert", DRAWS_GRID, NULL, 2, "each-likert", true},
    {"likert-stacked", DRAWS_GRID, NULL, 2, "each-likert-stacked", true, true},
    {"stacked-bar", DRAWS_SCALE, NULL, 1.3, "each-stacked-bar", true, true},
    {"histogram", DRAWS_TABLE, "bins-q20", 1.3, "each-histogram", true},
    {"icon-array", DRAWS_GAP, NULL, 1.6, "each-icon-array", true},
    {"crosstab-dots", DRAWS_TABLE, "segments-3", 2, "each-crosstab-dots", true},
    {"heatmap", DRAWS_TABLE, "segments-3", 2.8, "each-heatmap", true},
    {"box", DRAWS_TABLE, "numbers-q20-by-q1", 2, "each-box", true},
    {"slope", DRAWS_TABLE, "segments-q9-by-q1", 2.6, "each-slope", true},
    {"tile-map", DRAWS_TABLE, "states", 2.6, "each-tile-map", true},
    {"ranking", DRAWS_TABLE, "rank-q21", 1.6, "each-ranking", true, true},
    {"ladder", DRAWS_TABLE, "ladder-1", 1.8, "each-ladder", true},
    {"targets", DRAWS_TABLE, "targets", 1.8, "each-targets", true, true},
    {"upset", DRAWS_TABLE, "combinations", 2.8, "each-upset", true},
};

/* --dpi N is for the poster; smaller pages need more. */
static const double draft_scales[] = {1, 2, 1.5, 1.5, 2};

/* What honestly does not fit on a slide gets a higher page: type and width are those of a slide. */
static const struct {
    const char *name;
    double height_in;
} slide_heights[] = {{"30-rows", 18.5}, {"long-labels", 9.5}, {"long-title", 9.5},
                     {"extremes", 8.5}, {"rtl", 8.5},         {"normal", 9.5}};

typedef struct {
    const char *folder, *only, *kind, *language, *theme, *painted_theme;
    const char *logo, *alt; /* (nullable) of every theme */
    bool has_files;
    bool draws_parts;
    bool draws_alike; /* also files of what is painted like another kind */
    bool is_pdf_first;
    double dpi; /* 0: the theme's for the normal case, few for the others */
    size_t n_strip_rows;
    double width_in, height_in; /* 0: as theme and case say */
} Run;

static void write_bytes(const char *stem, const char *ending, const void *data, size_t n_bytes)
{
    g_autofree char *path = g_strconcat(stem, ending, NULL);

    if (!g_file_set_contents(path, data, (gssize)n_bytes, NULL))
        g_error("cannot write %s", path);
}

static void write_text(const char *stem, const char *ending, char *text)
{
    g_autofree char *owned = text;

    write_bytes(stem, ending, owned, strlen(owned));
}

static void write_png(const Run *run, const char *stem, const SvyChart *chart, double dpi)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GBytes) png = NULL;
    const bool is_ok = dpi > 0
                           ? svy_chart_paint_png_strips(chart, dpi, run->n_strip_rows, &png, &error)
                           : svy_chart_paint_png(chart, 0, &png, &error);

    if (!is_ok)
        g_error("%s: %s", stem, error->message);
    write_bytes(stem, ".png", g_bytes_get_data(png, NULL), g_bytes_get_size(png));
}

static void write_pdf(const char *stem, const SvyChart *chart)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GBytes) pdf = NULL;

    if (!svy_chart_paint_pdf(chart, &pdf, &error))
        g_error("%s: %s", stem, error->message);
    write_bytes(stem, ".pdf", g_bytes_get_data(pdf, NULL), g_bytes_get_size(pdf));
}

static void write_svg(const char *stem, const char *ending, bool with_text, const SvyChart *chart)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GBytes) svg = NULL;

    if (!svy_chart_paint_svg(chart, with_text, &svg, &error))
        g_error("%s: %s", stem, error->message);
    write_bytes(stem, ending, g_bytes_get_data(svg, NULL), g_bytes_get_size(svg));
}

static void write_pictures(const Run *run, const char *stem, const SvyChart *chart, double dpi)
{
    if (!run->has_files)
        return;
    if (run->is_pdf_first)
        write_pdf(stem, chart);
    write_png(run, stem, chart, dpi);
    write_svg(stem, ".svg", false, chart);
    write_svg(stem, ".text.svg", true, chart);
    if (!run->is_pdf_first)
        write_pdf(stem, chart);
}

static double get_usual_height(const SvyChartCase *one, const char *theme_name)
{
    if (strcmp(theme_name, "poster") == 0)
        return one->poster_height_in;
    for (size_t i = 0; i < G_N_ELEMENTS(slide_heights) && strcmp(theme_name, "slide") == 0; i++)
        if (strcmp(slide_heights[i].name, one->name) == 0)
            return slide_heights[i].height_in;
    return 0;
}

/* 0: as needed, or the theme's. */
static double get_height(const SvyChartCase *one,
                         size_t kind,
                         const char *theme_name,
                         const SvyTheme *theme)
{
    const double height = get_usual_height(one, theme_name);

    if (!(kinds[kind].taller > 0))
        return height;
    return kinds[kind].taller * (height > 0 ? height : theme->height_in);
}

static const SvyTable *find_table(const SvyChartCase *one, const char *id)
{
    for (size_t i = 0; i < one->result.n_tables; i++)
        if (strcmp(one->result.tables[i].id, id) == 0)
            return &one->result.tables[i];
    g_error("there is no table %s", id);
}

static bool make_table_chart(const SvyChartCase *one,
                             const char *id,
                             const SvyChartOptions *options,
                             SvyChart **ret_chart,
                             GError **error)
{
    return svy_chart_new_table(&one->result, find_table(one, id), options, ret_chart, error);
}

static bool make_each(const SvyChartCase *one,
                      size_t kind,
                      const SvyQuestionResult *question,
                      const SvyChartOptions *options,
                      SvyChart **ret_chart,
                      GError **error)
{
    const bool is_gap = kinds[kind].source == DRAWS_GAP;
    const bool is_table = kinds[kind].source == DRAWS_TABLE;
    SvyResult result = one->result;

    if (strcmp(kinds[kind].name, "upset") == 0) /* told only where nothing is protected */
        result.min_cell = 1;
    return svy_chart_new_each(
        &result, is_gap ? &one->gap : NULL, is_gap || is_table ? NULL : question,
        is_table ? find_table(one, kinds[kind].table) : NULL, "q5", options, ret_chart, error);
}

static bool make_chart(const Run *run,
                       const SvyChartCase *one,
                       size_t kind,
                       const char *theme_name,
                       const SvyTheme *theme,
                       size_t part,
                       SvyChart **ret_chart,
                       GError **error)
{
    const double height = get_height(one, kind, theme_name, theme);
    const SvyChartOptions options = {.theme = theme,
                                     .title = one->title,
                                     .kind = kinds[kind].name,
                                     .part = part,
                                     .width_in = run->width_in,
                                     .height_in = run->height_in > 0 ? run->height_in : height};
    SvyQuestionResult question = kinds[kind].source == DRAWS_GRID ? one->grid : one->question;

    if (kinds[kind].source == DRAWS_TABLE && !kinds[kind].is_each)
        return make_table_chart(one, kinds[kind].table, &options, ret_chart, error);
    if (kinds[kind].source == DRAWS_GAP && !kinds[kind].is_each)
        return svy_chart_new_gap(&one->survey, &one->gap, 0.95, &options, ret_chart, error);
    if (kinds[kind].source == DRAWS_SCALE || kinds[kind].source == DRAWS_ORDERED) {
        question = one->grid;
        question.type = SVY_QUESTION_LIKERT;
        question.n_rows = 0;
        question.n_answered = question.n_asked = one->grid.rows[0].n_answered;
    }
    if (kinds[kind].source == DRAWS_ORDERED) {
        question.scale = SVY_SCALE_NONE;
        question.is_ordered = true;
    }
    if (kinds[kind].source == DRAWS_MULTI)
        question.type = SVY_QUESTION_MULTI;
    if (kinds[kind].is_each)
        return make_each(one, kind, &question, &options, ret_chart, error);
    return svy_chart_new_question(&one->survey, &question, 0.95, &options, ret_chart, error);
}

/* @part: 0 for a chart that is whole or refused. Returns the number of parts. */
static size_t draw_part(Run *run,
                        const SvyChartCase *one,
                        size_t kind,
                        const SvyTheme *theme,
                        size_t t,
                        size_t part)
{
    const char *name = kinds[kind].variant != NULL ? kinds[kind].variant : kinds[kind].name;
    g_autofree char *place = part > 0 ? g_strdup_printf("-p%zu", part) : g_strdup("");
    g_autofree char *whole =
        g_strdup_printf("%s/%s-%s-%s", run->folder, one->name, name, theme_names[t]);
    g_autofree char *stem =
        g_strdup_printf("%s/%s-%s%s-%s", run->folder, one->name, name, place, theme_names[t]);
    const double draft_dpi = t == 0 ? 40 : 96;
    const double dpi = run->dpi > 0                       ? run->dpi * draft_scales[t]
                       : strcmp(one->name, "normal") == 0 ? 0
                                                          : draft_dpi;
    g_autoptr(SvyChart) chart = NULL;
    g_autoptr(GError) error = NULL;
    size_t n_parts;

    if (!make_chart(run, one, kind, theme_names[t], theme, part, &chart, &error)) {
        write_text(whole, ".error", g_strdup(error->message));
        return 0;
    }
    g_assert_cmpstr(svy_chart_get_kind(chart), ==, kinds[kind].name);
    n_parts = svy_chart_count_parts(chart);
    write_text(n_parts > 1 ? stem : whole, ".scene.json", svy_chart_format_scene(chart));
    write_text(n_parts > 1 ? stem : whole, ".csv", svy_chart_format_csv(chart));
    write_text(n_parts > 1 ? stem : whole, ".alt.txt", svy_chart_format_alt(chart));
    if (run->painted_theme == NULL || strcmp(run->painted_theme, theme_names[t]) == 0)
        write_pictures(run, n_parts > 1 ? stem : whole, chart, dpi);
    return n_parts;
}

static void draw_case(Run *run,
                      const SvyChartCase *one,
                      size_t kind,
                      const SvyTheme *theme,
                      size_t t)
{
    const size_t n_parts = draw_part(run, one, kind, theme, t, run->draws_parts ? 1 : 0);

    for (size_t part = 2; part <= n_parts; part++)
        draw_part(run, one, kind, theme, t, part);
}

static bool read_page(Run *run, const char *text)
{
    g_auto(GStrv) sides = g_strsplit(text, "x", 2);

    if (g_strv_length(sides) != 2)
        return false;
    run->width_in = g_ascii_strtod(sides[0], NULL);
    run->height_in = g_ascii_strtod(sides[1], NULL);
    return true;
}

static bool read_options(Run *run, int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        const char *value = i + 1 < argc ? argv[i + 1] : "";

        if (strcmp(argv[i], "--files") == 0)
            run->has_files = true;
        else if (strcmp(argv[i], "--pdf-first") == 0)
            run->is_pdf_first = true;
        else if (strcmp(argv[i], "--parts") == 0)
            run->draws_parts = true;
        else if (strcmp(argv[i], "--alike") == 0)
            run->draws_alike = true;
        else if (argv[i][0] != '-')
            run->folder = argv[i];
        else if (strcmp(argv[i++], "--only") == 0)
            run->only = value;
        else if (strcmp(argv[i - 1], "--kind") == 0)
            run->kind = value;
        else if (strcmp(argv[i - 1], "--language") == 0)
            run->language = value;
        else if (strcmp(argv[i - 1], "--paint") == 0)
            run->painted_theme = value;
        else if (strcmp(argv[i - 1], "--logo") == 0)
            run->logo = value;
        else if (strcmp(argv[i - 1], "--alt") == 0)
            run->alt = value;
        else if (strcmp(argv[i - 1], "--theme") == 0)
            run->theme = value;
        else if (strcmp(argv[i - 1], "--dpi") == 0)
            run->dpi = g_ascii_strtod(value, NULL);
        else if (strcmp(argv[i - 1], "--strips") == 0)
            run->n_strip_rows = (size_t)g_ascii_strtoull(value, NULL, 10);
        else if (strcmp(argv[i - 1], "--page") != 0 || !read_page(run, value))
            return false;
    }
    return run->folder != NULL;
}

/* As if the theme had a section [logo]. */
static void give_logo(const Run *run, SvyTheme *theme)
{
    g_autoptr(GError) error = NULL;

    if (run->logo == NULL)
        return;
    theme->logo_file = g_strdup(run->logo);
    theme->logo_alt = g_strdup(run->alt);
    theme->logo_height = 3.2;
    if (!svy_theme_read_logo(theme, "cases.ini", &error))
        g_error("%s", error->message);
}

static bool is_wanted(const Run *run, size_t kind)
{
    if (run->kind == NULL)
        return !run->has_files || run->draws_alike || !kinds[kind].is_alike;
    return strcmp(run->kind, kinds[kind].name) == 0 ||
           g_strcmp0(run->kind, kinds[kind].variant) == 0;
}

static void draw_theme(Run *run, const GPtrArray *cases, size_t t)
{
    g_autoptr(SvyTheme) theme = NULL;
    g_autoptr(GError) error = NULL;

    if (!svy_theme_load(theme_names[t], &theme, &error))
        g_error("%s", error->message);
    give_logo(run, theme);
    for (size_t i = 0; i < cases->len; i++) {
        SvyChartCase *one = cases->pdata[i];

        one->survey.language = one->result.survey.language = (char *)run->language;
        if (run->only != NULL && strcmp(run->only, one->name) != 0)
            continue;
        for (size_t kind = 0; kind < G_N_ELEMENTS(kinds); kind++)
            if (is_wanted(run, kind))
                draw_case(run, one, kind, theme, t);
    }
}

static int list_cases(const GPtrArray *cases)
{
    for (size_t i = 0; i < cases->len; i++)
        g_print("%s\n", ((const SvyChartCase *)cases->pdata[i])->name);
    return 0;
}

int main(int argc, char **argv)
{
    Run run = {.n_strip_rows = SVY_STRIP_ROWS};
    g_autoptr(GPtrArray) cases = svy_cases_new();

    if (argc == 2 && strcmp(argv[1], "--list") == 0)
        return list_cases(cases);
    if (!read_options(&run, argc, argv))
        return 2;
    for (size_t t = 0; t < G_N_ELEMENTS(theme_names); t++)
        if (run.theme == NULL || strcmp(run.theme, theme_names[t]) == 0)
            draw_theme(&run, cases, t);
    return 0;
}
