/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/axis.h"

#include <math.h>
#include <string.h>

#include "base/num.h"
#include "base/translate.h"

static const double grid_stroke = 0.06, zero_stroke = 0.09; /* in m */
static const double comma_from = 10000;                     /* below, a year may be meant */

unsigned svy_axis_count_decimals(double step)
{
    const double power = floor(log10(step) + 1e-9);

    return power < 0 ? (unsigned)fmin(12, -power) : 0;
}

double svy_axis_choose_step(double span, size_t n_most)
{
    static const double digits[] = {1, 2, 5, 10};
    const double least = span / (double)MAX(n_most, (size_t)1);
    const double power = pow(10, floor(log10(least)));

    for (size_t i = 0; i < G_N_ELEMENTS(digits); i++)
        if (digits[i] * power >= least * (1 - 1e-9))
            return digits[i] * power;
    return 10 * power;
}

static void drop_zeros(char *text)
{
    size_t n = strlen(text);

    if (strchr(text, '.') == NULL)
        return;
    while (text[n - 1] == '0')
        n--;
    text[text[n - 1] == '.' ? n - 1 : n] = '\0';
}

char *svy_axis_format_number(double value, unsigned n_decimals)
{
    g_autofree char *text = svy_num_format(fabs(value), n_decimals);
    const char *sign = "";

    drop_zeros(text);
    if (value < 0 && strcmp(text, "0") != 0)
        sign = "−";
    if (fabs(value) >= comma_from && fabs(value) < 1e15) {
        g_autofree char *whole = svy_num_format_count((size_t)floor(fabs(value)));
        const char *point = strchr(text, '.');

        if (point != NULL)
            return g_strconcat(sign, whole, point, NULL);
        g_free(whole);
        whole = svy_num_format_count((size_t)(fabs(value) + 0.5));
        return g_strconcat(sign, whole, NULL);
    }
    return g_strconcat(sign, text, NULL);
}

char *svy_axis_format_number_in(const char *language, double value, unsigned n_decimals)
{
    g_autofree char *text = svy_axis_format_number(value, n_decimals);

    return svy_tr_digits(language, text);
}

double svy_axis_get_x(const SvyAxis *axis, double value)
{
    return axis->left + (value - axis->from) / (axis->to - axis->from) * axis->width;
}

bool svy_axis_shape(SvyAxis *axis,
                    const SvyLayout *layout,
                    size_t n_most,
                    char *(*format)(const char *language, double value, unsigned n_decimals),
                    GError **error)
{
    const SvyTextStyle style = {.weight = 400, .size_pt = layout->m, .is_tabular = true};
    const double span = axis->to - axis->from;
    const double step = axis->step > 0
                            ? axis->step
                            : svy_axis_choose_step(span, MIN(n_most, (size_t)SVY_AXIS_MOST - 1));
    const unsigned n_decimals = svy_axis_count_decimals(step);
    double tick = ceil(axis->from / step - 1e-9) * step;

    svy_axis_clear(axis);
    if (axis->has_first && tick - axis->from > 1e-9 * span)
        tick = axis->from;
    while (tick <= axis->to + 1e-9 * span && axis->n_ticks < SVY_AXIS_MOST) {
        g_autofree char *text = format(layout->plot->language, tick, n_decimals);

        if (!svy_measure_line(layout->theme->fonts, &style, text, &axis->labels[axis->n_ticks],
                              error))
            return false;
        axis->ticks[axis->n_ticks++] = tick;
        tick = (floor(tick / step + 1e-9) + 1) * step;
    }
    return true;
}

double svy_axis_get_label_width(const SvyAxis *axis)
{
    double width = 0;

    for (size_t i = 0; i < axis->n_ticks; i++)
        if (axis->labels[i] != NULL)
            width = fmax(width, axis->labels[i]->width);
    return width;
}

void svy_axis_draw(SvyAxis *axis,
                   const SvyLayout *layout,
                   double top,
                   double bottom,
                   double zero,
                   double base)
{
    for (size_t i = 0; i < axis->n_ticks; i++) {
        const double x = svy_axis_get_x(axis, axis->ticks[i]);
        const bool is_zero = fabs(axis->ticks[i] - zero) <= 1e-9 * (axis->to - axis->from);
        SvyNode *node;

        svy_layout_draw_cut_line(layout, is_zero ? SVY_ROLE_ZERO : SVY_ROLE_GRID, x, top, bottom,
                                 is_zero ? zero_stroke : grid_stroke, is_zero ? SVY_ZERO : SVY_GRID,
                                 axis->ticks[i]);
        if (axis->labels[i] == NULL)
            continue;
        node = svy_layout_draw_line(layout, &axis->labels[i], SVY_ROLE_AXIS,
                                    x - axis->labels[i]->width / 2, base, SVY_TERTIARY);
        node->datum.has_value = true;
        node->datum.value = node->datum.value_to = axis->ticks[i];
    }
}

void svy_axis_drop_labels(SvyAxis *axis)
{
    for (size_t i = 0; i < axis->n_ticks; i++)
        g_clear_pointer(&axis->labels[i], svy_line_free);
}

void svy_axis_clear(SvyAxis *axis)
{
    for (size_t i = 0; i < axis->n_ticks; i++)
        g_clear_pointer(&axis->labels[i], svy_line_free);
    axis->n_ticks = 0;
}
