/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Measuring: every text of a chart is shaped here, once, with the fonts that paint it. */
#include "chart/layout-private.h"

#include "base/text.h"
#include "base/translate.h"

/* Shares. */
static const double label_share = 0.34;  /* of the content, for labels */
static const double part_share = 0.27;   /* the same, where several panels share them */
static const double subtitle_width = 44; /* in its own size */

static const double logo_clearance = 0.6; /* of lines above it, in m */

enum { N_LABEL_LINES = 4 };

/* Title sizes that are tried until two lines hold it, in m. */
static const double title_steps[] = {2.6, 2.2, 1.85, 1.6};

static const SvyPlotRow *get_row(const SvyLayout *layout, size_t index)
{
    return layout->plot->rows->pdata[index];
}

static SvyTextStyle style_of(double size_pt, int weight, bool is_tabular)
{
    return (SvyTextStyle){.weight = weight, .size_pt = size_pt, .is_tabular = is_tabular};
}

/* Shapes a text that may be missing. */
static bool measure_optional(const SvyLayout *layout,
                             SvyTextStyle style,
                             const char *text,
                             SvyLine **ret_line,
                             GError **error)
{
    if (text == NULL)
        return true;
    return svy_measure_line(layout->theme->fonts, &style, text, ret_line, error);
}

bool svy_layout_shape_line(const SvyLayout *layout,
                           double size_pt,
                           int weight,
                           bool is_tabular,
                           const char *text,
                           SvyLine **ret_line,
                           GError **error)
{
    g_clear_pointer(ret_line, svy_line_free);
    return measure_optional(layout, style_of(size_pt, weight, is_tabular), text, ret_line, error);
}

/* Rows of texts */

/* The start of @label that fits into N_LABEL_LINES lines with the key behind it. */
static char *cut_label(const SvyLayout *layout,
                       const SvyTextStyle *style,
                       const char *label,
                       double max_width,
                       const char *key)
{
    size_t n_chars = (size_t)g_utf8_strlen(label, -1);

    while (n_chars > 8) {
        g_autofree char *cut = svy_text_cut(label, n_chars);
        g_autofree char *keyed = g_strdup_printf("%s (%s)", cut, key);
        g_autoptr(SvyBlock) block = NULL;

        if (!svy_measure_block(layout->theme->fonts, style, keyed, max_width, SVY_WRAP_BALANCE,
                               1.24, &block, NULL) ||
            block->lines->len <= N_LABEL_LINES)
            return g_steal_pointer(&keyed);
        n_chars -= MAX(n_chars / 20, 1);
    }
    return g_strdup_printf("(%s)", key);
}

/* "a" to "z", then "aa" ... */
static char *format_key(size_t index)
{
    if (index < 26)
        return g_strdup_printf("%c", (char)('a' + index));
    return g_strdup_printf("%c%c", (char)('a' + index / 26 - 1), (char)('a' + index % 26));
}

bool svy_layout_shape_cut(const SvyLayout *layout,
                          const SvyTextStyle *style,
                          const char *text,
                          double max_width,
                          GPtrArray *notes,
                          SvyLine **ret_line,
                          GError **error)
{
    size_t n_chars = (size_t)g_utf8_strlen(text, -1);
    g_autofree char *key = format_key(notes->len);
    g_autoptr(SvyLine) line = NULL;

    if (!svy_measure_line(layout->theme->fonts, style, text, &line, error))
        return false;
    if (line->width > max_width)
        g_ptr_array_add(notes, g_strdup_printf("(%s) %s", key, text));
    while (line->width > max_width && n_chars > 4) {
        g_autofree char *cut = NULL, *keyed = NULL;

        n_chars -= MAX(n_chars / 12, 1);
        cut = svy_text_cut(text, n_chars);
        keyed = g_strdup_printf("%s (%s)", cut, key);
        g_clear_pointer(&line, svy_line_free);
        if (!svy_measure_line(layout->theme->fonts, style, keyed, &line, error))
            return false;
    }
    *ret_line = g_steal_pointer(&line);
    return true;
}

bool svy_layout_shape_label(const SvyLayout *layout,
                            const SvyTextStyle *style,
                            const char *text,
                            double max_width,
                            GPtrArray *notes,
                            SvyBlock **ret_block,
                            char **ret_shown,
                            GError **error)
{
    g_autoptr(SvyBlock) block = NULL;
    g_autofree char *key = NULL, *cut = NULL;

    if (!svy_measure_block(layout->theme->fonts, style, text, max_width, SVY_WRAP_BALANCE, 1.24,
                           &block, error))
        return false;
    if (block->lines->len <= N_LABEL_LINES) {
        *ret_block = g_steal_pointer(&block);
        *ret_shown = g_strdup(text);
        return true;
    }
    key = format_key(notes->len);
    cut = cut_label(layout, style, text, max_width, key);
    g_clear_pointer(&block, svy_block_free);
    if (!svy_measure_block(layout->theme->fonts, style, cut, max_width, SVY_WRAP_BALANCE, 1.24,
                           &block, error))
        return false;
    g_ptr_array_add(notes, g_strdup_printf("(%s) %s", key, text));
    *ret_block = g_steal_pointer(&block);
    *ret_shown = g_steal_pointer(&cut);
    return true;
}

static bool measure_label(SvyLayout *layout, size_t index, double max_width, GError **error)
{
    const size_t n_cut = layout->cut_notes->len;
    const SvyPlotRow *row = get_row(layout, index);
    const SvyTextStyle style =
        style_of(layout->label_pt, row->is_focus || row->is_heading ? 700 : 500, false);
    g_autofree char *shown = NULL;

    if (!svy_layout_shape_label(layout, &style, row->label, max_width, layout->cut_notes,
                                &layout->rows[index].label, &shown, error))
        return false;
    layout->rows[index].has_cut_note = layout->cut_notes->len > n_cut;
    return true;
}

static bool measure_row(SvyLayout *layout, size_t index, GError **error)
{
    const SvyPlotRow *row = get_row(layout, index);
    const double m = layout->m, label_pt = layout->label_pt;
    SvyRowLayout *placed = &layout->rows[index];

    for (size_t i = 0; i < SVY_PLOT_N_SERIES; i++)
        if (!measure_optional(layout, style_of(label_pt, 600, false), row->marks[i].text,
                              &placed->values[i], error))
            return false;
    if (!measure_optional(layout, style_of(m, 400, true), row->base_note, &placed->base_note,
                          error) ||
        !measure_optional(layout, style_of(m, 400, false), row->message, &placed->message, error) ||
        !measure_optional(layout, style_of(m, 400, false), row->cell_message, &placed->cell_message,
                          error) ||
        !measure_optional(layout, style_of(label_pt, 600, true), row->cells[0], &placed->cells[0],
                          error))
        return false;
    return !layout->shows_interval || measure_optional(layout, style_of(m, 400, true),
                                                       row->cells[1], &placed->cells[1], error);
}

bool svy_layout_measure_rows(SvyLayout *layout, GError **error)
{
    const double max_width =
        (layout->is_inset ? part_share : label_share) * (layout->right - layout->left);

    for (size_t i = 0; i < layout->n_rows; i++) {
        const double indent = svy_layout_get_indent(layout, i);
        double width;

        if (!measure_row(layout, i, error))
            return false;
        if (layout->hides_labels)
            continue;
        if (!measure_label(layout, i, max_width - indent, error))
            return false;
        width = fmax(layout->rows[i].label->width, svy_line_get_width(layout->rows[i].base_note));
        layout->label_width = fmax(layout->label_width, indent + width);
    }
    return true;
}

bool svy_layout_measure_heads(SvyLayout *layout, GError **error)
{
    const double head_pt = layout->theme->head * layout->m;

    for (size_t i = 0; i < SVY_PLOT_N_SERIES; i++)
        if (!measure_optional(layout, style_of(head_pt, 600, false), layout->plot->heads[i],
                              &layout->heads[i], error))
            return false;
    if (!measure_optional(layout, style_of(head_pt, 600, false), layout->plot->cell_heads[0],
                          &layout->cell_heads[0], error))
        return false;
    return !layout->shows_interval ||
           measure_optional(layout, style_of(layout->m, 400, false), layout->plot->cell_heads[1],
                            &layout->cell_heads[1], error);
}

/* Title, subtitle, notes */

static bool is_left_to_right(const SvyLayout *layout)
{
    return !svy_tr_is_mirrored(layout->plot->language);
}

static SvyTextStyle style_sentence(const SvyLayout *layout, double size_pt, int weight)
{
    SvyTextStyle style = style_of(size_pt, weight, false);

    style.is_sentence = is_left_to_right(layout);
    return style;
}

bool svy_layout_measure_title(SvyLayout *layout, GError **error)
{
    const double width = layout->right - layout->left;

    for (size_t i = 0; i < G_N_ELEMENTS(title_steps); i++) {
        const double size = fmin(layout->theme->title, title_steps[i]) * layout->m;
        const SvyTextStyle style = {.is_display = true,
                                    .is_sentence = is_left_to_right(layout),
                                    .weight = 700,
                                    .size_pt = size};

        svy_block_free(g_steal_pointer(&layout->title));
        if (!svy_measure_block(layout->theme->fonts, &style, layout->plot->title, width,
                               SVY_WRAP_BALANCE, 1.14, &layout->title, error))
            return false;
        if (layout->title->lines->len <= 2)
            return true;
    }
    return true;
}

/* One line: the whole width first, then fewer words. */
static bool measure_short_subtitle(SvyLayout *layout, const SvyTextStyle *style, GError **error)
{
    size_t n_chars = (size_t)g_utf8_strlen(layout->plot->subtitle, -1);

    do {
        g_autofree char *cut = svy_text_cut(layout->plot->subtitle, n_chars);

        svy_block_free(g_steal_pointer(&layout->subtitle));
        if (!svy_measure_block(layout->theme->fonts, style, cut, layout->right - layout->left,
                               SVY_WRAP_FILL, 1.3, &layout->subtitle, error))
            return false;
        n_chars -= MAX(n_chars / 20, 1);
    } while (layout->subtitle->lines->len > 1 && n_chars > 20);
    return true;
}

double svy_layout_get_subtitle_gap(const SvyLayout *layout)
{
    return (layout->fit >= SVY_FIT_DENSE ? SVY_M_SUBTITLE_DENSE : SVY_M_SUBTITLE_GAP) * layout->m;
}

bool svy_layout_measure_subtitle(SvyLayout *layout, GError **error)
{
    const double size = layout->theme->subtitle * layout->m;
    const SvyTextStyle style = style_sentence(layout, size, 400);
    const double full = layout->right - layout->left;
    const double width = layout->is_wide ? full : fmin(subtitle_width * size, full);

    if (layout->fit >= SVY_FIT_ONE_LINE_SUBTITLE)
        return measure_short_subtitle(layout, &style, error);
    return svy_measure_block(layout->theme->fonts, &style, layout->plot->subtitle, width,
                             SVY_WRAP_BALANCE, 1.3, &layout->subtitle, error);
}

bool svy_layout_measure_remark(SvyLayout *layout, GError **error)
{
    const SvyTextStyle style = style_sentence(layout, layout->m, 400);
    double width = layout->right - layout->left;

    if (!measure_optional(layout, style, layout->plot->remark_right, &layout->remark_right, error))
        return false;
    if (layout->remark_right != NULL)
        width -= layout->remark_right->width + 1.5 * layout->m;
    if (layout->plot->remark == NULL)
        return true;
    return svy_measure_block(layout->theme->fonts, &style, layout->plot->remark, width,
                             SVY_WRAP_BALANCE, 1.3, &layout->remark, error);
}

static bool add_note(SvyLayout *layout, const char *text, bool is_strong, GError **error)
{
    const SvyTextStyle style = style_sentence(layout, layout->m, is_strong ? 600 : 400);
    SvyBlock *block = NULL;

    if (!svy_measure_block(layout->theme->fonts, &style, text, layout->right - layout->left,
                           SVY_WRAP_FILL, 1.32, &block, error))
        return false;
    g_ptr_array_add(layout->notes, block);
    return true;
}

bool svy_layout_lacks_whiskers(const SvyLayout *layout)
{
    for (size_t i = 0; i < layout->n_rows; i++)
        for (size_t series = 0; series < SVY_PLOT_N_SERIES; series++)
            if (svy_layout_is_shown(layout, i) && get_row(layout, i)->marks[series].is_drawn &&
                !layout->rows[i].geometry.has_whisker[series])
                return true;
    return false;
}

/* The first note says how intervals are made; what the picture adds to it stands behind it. */
static const char *get_note_end(const SvyLayout *layout, size_t index)
{
    return index == 0 && svy_layout_lacks_whiskers(layout)
               ? svy_tr(layout->plot->language, " No whisker: interval narrower than the marker.")
               : "";
}

/* In parts, what concerns a row stands with its row. */
static bool is_note_shown(const SvyLayout *layout, const SvyPlotNote *note)
{
    return !note->has_row || svy_layout_is_shown(layout, note->row);
}

/* The whole texts of what is cut, but for labels of rows in other parts. */
static void append_cut_notes(const SvyLayout *layout, GString *all)
{
    size_t row = 0;

    for (size_t i = 0; i < layout->cut_notes->len; i++, row++) {
        while (row < layout->n_rows && !layout->rows[row].has_cut_note)
            row++;
        if (row >= layout->n_rows || svy_layout_is_shown(layout, row))
            g_string_append_printf(all, "%s%s", all->len > 0 ? " " : "",
                                   (const char *)layout->cut_notes->pdata[i]);
    }
}

/* All ordinary notes as one paragraph: one of their own for each would take a third of a page.
 * (transfer full) */
static char *join_notes(const SvyLayout *layout)
{
    GString *all = g_string_new(NULL);

    for (size_t i = 0; i < layout->plot->notes->len; i++) {
        const SvyPlotNote *note = layout->plot->notes->pdata[i];

        if (!note->is_strong && is_note_shown(layout, note))
            g_string_append_printf(all, "%s%s%s", all->len > 0 ? " " : "", note->text,
                                   get_note_end(layout, i));
    }
    append_cut_notes(layout, all);
    return g_string_free(all, FALSE);
}

static bool add_strong_notes(SvyLayout *layout, GError **error)
{
    for (size_t i = 0; i < layout->plot->notes->len; i++) {
        const SvyPlotNote *note = layout->plot->notes->pdata[i];

        if (note->is_strong && !add_note(layout, note->text, true, error))
            return false;
    }
    return true;
}

/* The lines of @block from @first on as one text. (transfer full) */
static char *join_lines(const SvyBlock *block, size_t first)
{
    GString *text = g_string_new(NULL);

    for (size_t i = first; i < block->lines->len; i++)
        g_string_append(text, ((const SvyLine *)block->lines->pdata[i])->text);
    return g_string_free(text, FALSE);
}

/* Puts the lines of @rest in the place of those of @block from @first on. */
static void replace_lines(SvyBlock *block, size_t first, SvyBlock *rest)
{
    if (first == 0)
        block->top = rest->top;
    g_ptr_array_set_size(block->lines, (gint)first);
    while (rest->lines->len > 0)
        g_ptr_array_add(block->lines, g_ptr_array_steal_index(rest->lines, 0));
    block->pitch = fmax(block->pitch, rest->pitch);
    block->bottom = rest->bottom;
}

/* From the bottom of @block to where a line above it would hang down to. */
static double measure_to_line_above(const SvyBlock *block)
{
    const SvyLine *first = block->lines->pdata[0];

    return svy_block_get_height(block) + block->pitch - block->top - 0.25 * first->style.size_pt;
}

/* As few of the last lines as reach @zone above the bottom of the paragraph become narrower. */
static bool narrow_last_lines(const SvyLayout *layout, SvyBlock *block, double zone, GError **error)
{
    const SvyTextStyle style = ((const SvyLine *)block->lines->pdata[0])->style;
    const double width =
        layout->right - layout->left - layout->logo_width - SVY_M_LOGO_GAP * layout->m;

    for (size_t first = block->lines->len; first-- > 0;) {
        g_autofree char *text = join_lines(block, first);
        g_autoptr(SvyBlock) rest = NULL;

        if (!svy_measure_block(layout->theme->fonts, &style, text, width, SVY_WRAP_FILL, 1.32,
                               &rest, error))
            return false;
        if (first > 0 && measure_to_line_above(rest) < zone)
            continue;
        replace_lines(block, first, rest);
        return true;
    }
    return true;
}

/* The lines beside the logo end before it; those above have the whole width. */
static bool wrap_around_logo(SvyLayout *layout, GError **error)
{
    double zone = layout->logo_height + logo_clearance * layout->m;

    if (!(layout->logo_width > 0))
        return true;
    for (size_t i = layout->notes->len; i-- > 0 && zone > 0;) {
        if (!narrow_last_lines(layout, layout->notes->pdata[i], zone, error))
            return false;
        zone -= svy_block_get_height(layout->notes->pdata[i]) + SVY_M_NOTE_GAP * layout->m;
    }
    return true;
}

bool svy_layout_shape_notes(SvyLayout *layout, GError **error)
{
    g_autofree char *all = join_notes(layout);

    g_ptr_array_set_size(layout->notes, 0);
    if (*all != '\0' && !add_note(layout, all, false, error))
        return false;
    return add_strong_notes(layout, error) && wrap_around_logo(layout, error);
}

double svy_layout_measure_notes(const SvyLayout *layout)
{
    double height = 0;

    for (size_t i = 0; i < layout->notes->len; i++)
        height += svy_block_get_height(layout->notes->pdata[i]) +
                  (i > 0 ? SVY_M_NOTE_GAP * layout->m : 0);
    return fmax(height, layout->logo_height);
}
