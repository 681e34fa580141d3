/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kind "box": numbers by group: a box from a quarter to three quarters with the median as a line
 * and its figure, whiskers from the 5th to the 95th of a hundred. A dot would be one person: people
 * of small groups are drawn only where nobody is protected. */
#include "base/translate.h"
#include "chart/panel-numbers.h"

static void draw_rows(const SvyNumbersPanel *numbers, const SvyLayout *layout)
{
    for (size_t row = 0; row < numbers->n_groups; row++)
        if (svy_numbers_is_told(&numbers->groups[row], SVY_NUMBERS_MEDIAN))
            svy_numbers_draw_box(numbers, layout, row);
}

static char *word_kind(const char *language, const char *wording, size_t n_groups)
{
    return g_strdup_printf(svy_tr(language, "Box plots of “%s” by group: %zu of them."), wording,
                           n_groups);
}

static void add_notes(SvyPlot *plot, const SvyNumbersPanel *numbers)
{
    const char *language = plot->language;

    if (svy_numbers_has_dots(numbers))
        svy_plot_add_note(
            plot,
            g_strdup(svy_tr(language, "Box: from a quarter to three quarters of the people; "
                                      "line: median; whiskers: from 5% to 95%.")),
            false);
    else
        svy_plot_add_note(
            plot,
            g_strdup(svy_tr(language, "Box: from a quarter to three quarters of the people; "
                                      "line: median; whiskers: from 5% to 95%; nobody is shown "
                                      "as a dot.")),
            false);
}

static const SvyNumbersStyle style = {
    .box_share = 0.56,
    .draw_rows = draw_rows,
    .word_kind = word_kind,
    .add_notes = add_notes,
};

static SvyPlot *plot_table(const SvyChartKind *kind,
                           const SvyResult *result,
                           const SvyTable *table,
                           const SvyChartOptions *options)
{
    return svy_numbers_plot(kind, &style, result, table, options->frame);
}

const SvyChartKind svy_kind_box = {
    .name = "box",
    .summary = "numbers by group: medians, middle halves and outer limits",
    .may_split = true,
    .plot_table = plot_table,
    .accepts_table = svy_numbers_accepts_table,
};
