/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parting the rows of a plot that is too high for its page. All parts are laid out with the type,
 * the columns, the axis and the pitch of the others, so that nothing moves when one page is turned
 * over to the next. */
#include "chart/layout-private.h"

#include "base/error.h"

static const double note_pitch = 1.7; /* of lines of notes, in m */

/* Where a part may begin, and how full the pages are that hold the rows between two such places. */
typedef struct {
    SvyLayout *layout;
    double height;
    size_t n_places;
    size_t *places;    /* [n_places + 1] rows; the last is the number of rows */
    double frame;      /* height of all but rows and notes */
    double common;     /* height of the notes that are in every part */
    double *own_width; /* [n_rows] of the notes that go with a row, as one line */
} Sheets;

static void sheets_clear(Sheets *sheets)
{
    g_free(sheets->places);
    g_free(sheets->own_width);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Sheets, sheets_clear)

static const SvyPlotRow *get_row(const SvyPlot *plot, size_t index)
{
    return plot->rows->pdata[index];
}

/* Under a heading its first row stays; with @keeps_groups all of them. */
static bool may_begin(const SvyPlot *plot, size_t index, bool keeps_groups)
{
    if (index == 0 || !get_row(plot, index)->is_indented)
        return true;
    return !keeps_groups && !get_row(plot, index - 1)->is_heading;
}

static void find_places(Sheets *sheets, const SvyPlot *plot, bool keeps_groups)
{
    sheets->places = g_new(size_t, plot->rows->len + 1);
    for (size_t i = 0; i < plot->rows->len; i++)
        if (may_begin(plot, i, keeps_groups) && !get_row(plot, i)->is_in_all)
            sheets->places[sheets->n_places++] = i;
    if (sheets->n_places > 0)
        sheets->places[0] = 0; /* what is in every part goes with the first */
    sheets->places[sheets->n_places] = plot->rows->len;
}

/* Notes run on in one paragraph: those that come with a row make it longer. */
static void add_width(Sheets *sheets, size_t row, const char *text)
{
    const SvyLayout *layout = sheets->layout;
    g_autoptr(SvyLine) line = NULL;

    if (svy_layout_shape_line(layout, layout->m, 400, false, text, &line, NULL))
        sheets->own_width[row] += line->width + layout->m;
}

static void measure_own_notes(Sheets *sheets)
{
    const SvyLayout *layout = sheets->layout;
    size_t n_cut = 0;

    for (size_t i = 0; i < layout->n_rows; i++)
        if (layout->rows[i].has_cut_note)
            add_width(sheets, i, layout->cut_notes->pdata[n_cut++]);
    for (guint i = 0; i < layout->plot->notes->len; i++) {
        const SvyPlotNote *note = layout->plot->notes->pdata[i];

        if (note->has_row)
            add_width(sheets, note->row, note->text);
    }
}

/* False where a font is missing. */
static bool prepare(Sheets *sheets, const SvyPlot *plot, bool keeps_groups, GError **error)
{
    SvyLayout *layout = sheets->layout;

    find_places(sheets, plot, keeps_groups);
    svy_layout_set_least_heights(layout);
    sheets->own_width = g_new0(double, layout->n_rows);
    measure_own_notes(sheets);
    layout->range = (SvyRowRange){0, 0};
    if (!svy_layout_shape_notes(layout, error))
        return false;
    sheets->common = svy_layout_measure_notes(layout);
    layout->range = (SvyRowRange){0, layout->n_rows};
    sheets->frame = svy_layout_measure_frame(layout) - sheets->common;
    return true;
}

static double sum_own_widths(const Sheets *sheets, SvyRowRange range)
{
    double width = 0;

    for (size_t i = range.first; i < range.end; i++)
        width += sheets->own_width[i];
    return width;
}

static SvyRowRange get_range(const Sheets *sheets, size_t from, size_t to)
{
    return (SvyRowRange){sheets->places[from], sheets->places[to]};
}

/* How much of its page a part takes: 1 is full. */
static double measure_load(Sheets *sheets, size_t from, size_t to)
{
    SvyLayout *layout = sheets->layout;
    const SvyRowRange range = get_range(sheets, from, to);
    const double n_lines = ceil(sum_own_widths(sheets, range) / (layout->right - layout->left));
    const double notes = sheets->common + n_lines * note_pitch * layout->m;

    layout->range = range;
    return (svy_layout_sum_rows(layout, 0) + notes) / (sheets->height - sheets->frame);
}

/* Of the ways to part the first @to places into @n parts, the one whose fullest page is emptiest:
 * table[n][to], with the beginning of the last part in begins[n][to]. */
static void fill_tables(Sheets *sheets, size_t n_parts, double *table, size_t *begins)
{
    const size_t width = sheets->n_places + 1;

    for (size_t to = 0; to < width; to++)
        table[to] = to == 0 ? 0 : INFINITY;
    for (size_t n = 1; n <= n_parts; n++)
        for (size_t to = 0; to < width; to++)
            table[n * width + to] = INFINITY;

    for (size_t from = 0; from < sheets->n_places; from++) {
        for (size_t to = from + 1; to < width; to++) {
            const double load = measure_load(sheets, from, to);

            if (load > 1)
                break;
            for (size_t n = 1; n <= n_parts; n++) {
                const double most = fmax(table[(n - 1) * width + from], load);

                if (most < table[n * width + to]) {
                    table[n * width + to] = most;
                    begins[n * width + to] = from;
                }
            }
        }
    }
}

static SvySplit *make_split(const Sheets *sheets,
                            size_t n_parts,
                            const size_t *begins,
                            size_t width)
{
    SvySplit *split = g_new0(SvySplit, 1);
    size_t to = sheets->n_places;

    split->fit = sheets->layout->fit;
    split->n_parts = n_parts;
    split->parts = g_new0(SvyRowRange, n_parts);
    for (size_t n = n_parts; n > 0; n--) {
        const size_t from = begins[n * width + to];

        split->parts[n - 1] = get_range(sheets, from, to);
        to = from;
    }
    return split;
}

void svy_split_free(SvySplit *split)
{
    if (split == NULL)
        return;
    g_free(split->parts);
    g_free(split);
}

/* Lays one part out. *@ret_layout stays NULL when it does not fit. */
static bool place_part(const SvyPlot *plot,
                       const SvyTheme *theme,
                       const double page[2],
                       const SvySplit *split,
                       size_t part,
                       SvyLayout **ret_layout,
                       GError **error)
{
    g_autoptr(SvyLayout) layout = svy_layout_new(plot, theme, page[0], page[1], split->fit);
    double missing;

    layout->range = split->parts[part];
    layout->most_pitch = split->pitch;
    if (!svy_layout_measure(layout, error))
        return false;
    if (!(svy_layout_measure_missing_width(layout) > 0) &&
        svy_layout_place(layout, page[1], &missing))
        *ret_layout = g_steal_pointer(&layout);
    return true;
}

/* Sets the pitch that all parts can have; false when one of them does not fit after all. */
static bool set_pitch(const SvyPlot *plot,
                      const SvyTheme *theme,
                      const double page[2],
                      SvySplit *split)
{
    split->pitch = INFINITY;
    for (size_t part = 0; part < split->n_parts; part++) {
        g_autoptr(SvyLayout) layout = NULL;
        double room;

        if (!place_part(plot, theme, page, split, part, &layout, NULL) || layout == NULL)
            return false;
        room = page[1] - svy_layout_measure_frame(layout);
        split->pitch = fmin(split->pitch, svy_layout_fill_room(layout, room));
    }
    return true;
}

/* The fewest parts, under @n_most, that fit; *@ret_split stays as it was when none do. */
static void choose_parts(Sheets *sheets,
                         const SvyTheme *theme,
                         const double page[2],
                         size_t n_most,
                         SvySplit **ret_split)
{
    const size_t width = sheets->n_places + 1;
    g_autofree double *table = g_new(double, (n_most + 1) * width);
    g_autofree size_t *begins = g_new0(size_t, (n_most + 1) * width);

    fill_tables(sheets, n_most, table, begins);
    for (size_t n = 2; n <= MIN(n_most, sheets->n_places); n++) {
        g_autoptr(SvySplit) split = NULL;

        if (!(table[n * width + sheets->n_places] <= 1))
            continue;
        split = make_split(sheets, n, begins, width);
        if (!set_pitch(sheets->layout->plot, theme, page, split))
            continue;
        svy_split_free(*ret_split);
        *ret_split = g_steal_pointer(&split);
        return;
    }
}

/* Leaves *@ret_split as it was unless fewer parts do at @fit. */
static bool try_split(const SvyPlot *plot,
                      const SvyTheme *theme,
                      const double page[2],
                      SvyFit fit,
                      bool keeps_groups,
                      size_t n_most,
                      SvySplit **ret_split,
                      GError **error)
{
    g_autoptr(SvyLayout) layout = svy_layout_new(plot, theme, page[0], page[1], fit);
    g_auto(Sheets) sheets = {.layout = layout, .height = page[1]};
    const size_t n_least = *ret_split != NULL ? (*ret_split)->n_parts : n_most + 1;

    if (!svy_layout_measure(layout, error))
        return false;
    if (svy_layout_measure_missing_width(layout) > 0 || n_least <= 2)
        return true;
    if (!prepare(&sheets, plot, keeps_groups, error))
        return false;
    choose_parts(&sheets, theme, page, n_least - 1, ret_split);
    return true;
}

static bool has_headings(const SvyPlot *plot)
{
    for (guint i = 0; i < plot->rows->len; i++)
        if (get_row(plot, i)->is_heading)
            return true;
    return false;
}

bool svy_layout_split(const SvyPlot *plot,
                      const SvyTheme *theme,
                      double width_in,
                      double height_in,
                      size_t n_most,
                      SvySplit **ret_split,
                      GError **error)
{
    const double page[] = {width_in * 72, height_in * 72};
    const bool is_dense = plot->rows->len > SVY_DENSE_ROWS * n_most;
    const SvyFit first = is_dense ? SVY_FIT_DENSE : SVY_FIT_WHOLE;
    g_autoptr(SvySplit) split = NULL;

    for (int keeps = 1; keeps >= 0 && split == NULL && (keeps == 1 || has_headings(plot)); keeps--)
        for (SvyFit fit = first; fit < SVY_FIT_LAST; fit++)
            if (!try_split(plot, theme, page, fit, keeps == 1, n_most, &split, error))
                return false;
    *ret_split = g_steal_pointer(&split);
    return true;
}

bool svy_layout_build_part(const SvyPlot *plot,
                           const SvyTheme *theme,
                           double width_in,
                           double height_in,
                           const SvySplit *split,
                           size_t part,
                           SvyScene **ret_scene,
                           GError **error)
{
    const double page[] = {width_in * 72, height_in * 72};
    g_autoptr(SvyLayout) layout = NULL;

    g_assert(part < split->n_parts);
    *ret_scene = NULL;
    if (!place_part(plot, theme, page, split, part, &layout, error))
        return false;
    return layout == NULL || svy_layout_finish(layout, ret_scene, error);
}
