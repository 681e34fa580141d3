/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/share-axis.h"

#include <math.h>

/* Lengths in m. */
static const double grid_stroke = 0.06, zero_stroke = 0.09;

static const double least_bar_end = 0.4;

static const struct {
    double end;
    size_t n_ticks;
} lengths[] = {{0.1, 3}, {0.2, 5}, {0.4, 5}, {0.6, 4}, {0.8, 5}, {1, 5}};

double svy_share_axis_choose_end(double most, double wanted)
{
    SvyShareAxis axis;

    svy_share_axis_init(&axis, fmax(least_bar_end, fmax(most, wanted)));
    return axis.end;
}

void svy_share_axis_init(SvyShareAxis *axis, double most)
{
    size_t i = 0;

    while (i + 1 < G_N_ELEMENTS(lengths) && most > lengths[i].end)
        i++;
    *axis = (SvyShareAxis){.end = lengths[i].end, .n_ticks = lengths[i].n_ticks};
    for (size_t tick = 0; tick < axis->n_ticks; tick++)
        axis->ticks[tick] = axis->end * (double)tick / (double)(axis->n_ticks - 1);
}

void svy_share_axis_drop_texts(SvyShareAxis *axis)
{
    for (size_t tick = 0; tick < axis->n_ticks; tick++)
        g_clear_pointer(&axis->labels[tick], svy_line_free);
}

bool svy_share_axis_shape(SvyShareAxis *axis, const SvyLayout *layout, GError **error)
{
    const SvyTextStyle style = {.weight = 400, .size_pt = layout->m, .is_tabular = true};

    svy_share_axis_drop_texts(axis);
    for (size_t tick = 0; tick < axis->n_ticks; tick++) {
        g_autofree char *text = svy_plot_format_pct_in(layout->plot->language, axis->ticks[tick]);

        if (!svy_measure_line(layout->theme->fonts, &style, text, &axis->labels[tick], error))
            return false;
    }
    return true;
}

double svy_share_axis_get_half(const SvyShareAxis *axis, size_t tick)
{
    return axis->labels[tick]->width / 2;
}

void svy_share_axis_draw(SvyShareAxis *axis, const SvyLayout *layout, double zero, double scale)
{
    const double bottom = layout->rows_bottom + SVY_M_TICK * layout->m;

    for (size_t tick = 0; tick < axis->n_ticks; tick++) {
        const double share = axis->ticks[tick], x = zero + share * scale;
        SvyNode *node;

        svy_layout_draw_cut_line(layout, tick == 0 ? SVY_ROLE_ZERO : SVY_ROLE_GRID, x,
                                 layout->rows_top, bottom, tick == 0 ? zero_stroke : grid_stroke,
                                 tick == 0 ? SVY_ZERO : SVY_GRID, share);
        if (axis->labels[tick] == NULL)
            continue; /* another panel has them */
        node = svy_layout_draw_line(layout, &axis->labels[tick], SVY_ROLE_AXIS,
                                    x - svy_share_axis_get_half(axis, tick),
                                    bottom + 1.15 * layout->m, SVY_TERTIARY);
        node->datum.has_value = true;
        node->datum.value = node->datum.value_to = share;
    }
}
