/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/curves.h"

#include <math.h>
#include <string.h>

#include <surveystat/density.h>

#include "result/result-table.h"

enum { N_POINTS = 64, SIGNIFICANT = 3 };
enum { LOW, QUARTER, MEDIAN, THREE_QUARTERS, HIGH };

static const double shares[SVY_N_QUANTILES] = {0.05, 0.25, 0.5, 0.75, 0.95};

static const double widest_outer = 3.29; /* from q05 to q95 of a normal distribution, in sd */
static const double finest = 32;         /* bandwidths in a curve: what its points can follow */
static const double least_whole = 0.5;   /* a narrower kernel would show whole numbers as a comb */

/* Pieces of equal thickness each. */
typedef struct {
    size_t n;
    double *from, *to, *weights;
} Pieces;

static void pieces_clear(Pieces *pieces)
{
    g_free(pieces->from);
    g_free(pieces->to);
    g_free(pieces->weights);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Pieces, pieces_clear)

void svy_spread_clear(SvySpread *spread)
{
    g_clear_pointer(&spread->limits, g_array_unref);
    g_clear_pointer(&spread->values, g_free);
    g_clear_pointer(&spread->weights, g_free);
    g_clear_pointer(&spread->people, g_free);
    spread->n_values = spread->n_people = 0;
}

/* 3 significant digits; whole powers of ten only, so that the decimals stay short. */
static double round_number(double value)
{
    double power;

    if (!(fabs(value) > 1e-290))
        return 0;
    power = SIGNIFICANT - 1 - floor(log10(fabs(value)));
    return power < 0 ? round(value / pow(10, -power)) * pow(10, -power)
                     : round(value * pow(10, power)) / pow(10, power);
}

/* --- Which rows have a curve, and the bandwidth --------------------------------------------- */

static bool has_curve(const SvySpread *spread)
{
    for (size_t q = 0; q < SVY_N_QUANTILES; q++) {
        if (isnan(spread->quantiles[q]))
            return false;
    }
    return spread->n >= SVY_CURVE_PEOPLE && spread->n_eff >= (double)SVY_CURVE_PEOPLE &&
           spread->quantiles[LOW] < spread->quantiles[HIGH];
}

/* By Silverman's rule within the groups; the distance of the outer quantiles is told, the standard
 * deviation is not. 0: no group has a curve. */
static bool find_bandwidth(size_t n_rows,
                           const SvySpread spreads[],
                           double *ret_bandwidth,
                           GError **error)
{
    g_autofree double *n = g_new0(double, n_rows + 1);
    g_autofree double *sds = g_new0(double, n_rows + 1);
    g_autofree double *iqrs = g_new0(double, n_rows + 1);
    double widest = 0, bandwidth;
    size_t n_drawn = 0;

    for (size_t i = 1; i < n_rows; i++) {
        const double *quantiles = spreads[i].quantiles;

        if (!has_curve(&spreads[i]))
            continue;
        n[n_drawn] = spreads[i].n_eff;
        sds[n_drawn] = (quantiles[HIGH] - quantiles[LOW]) / widest_outer;
        iqrs[n_drawn++] = quantiles[THREE_QUARTERS] - quantiles[QUARTER];
        widest = fmax(widest, quantiles[HIGH] - quantiles[LOW]);
    }
    if (!svy_density_find_bandwidth(n_drawn, n, sds, iqrs, &bandwidth, error))
        return false;
    bandwidth = fmax(bandwidth, widest / finest);
    if (n_drawn > 0 && spreads[0].is_whole)
        bandwidth = fmax(bandwidth, least_whole);
    *ret_bandwidth = round_number(bandwidth);
    return true;
}

/* --- Pieces --------------------------------------------------------------------------------- */

static void start_pieces(Pieces *pieces, size_t n_most)
{
    pieces->from = g_new0(double, n_most);
    pieces->to = g_new0(double, n_most);
    pieces->weights = g_new0(double, n_most);
}

static void add_piece(Pieces *pieces, double from, double to, double weight)
{
    if (!(weight > 0))
        return;
    pieces->from[pieces->n] = from;
    pieces->to[pieces->n] = to;
    pieces->weights[pieces->n++] = weight;
}

/* No limit tells that the quantile lies elsewhere: with weights, and between two numbers, the share
 * below a quantile is only about what its name says. */
static bool fits(const SvySpread *spread, double value, double share)
{
    for (guint i = 0; spread->limits != NULL && i < spread->limits->len; i++) {
        const SvyCurveLimit *limit = &g_array_index(spread->limits, SvyCurveLimit, i);

        if ((limit->value <= value && limit->below > share) ||
            (limit->value >= value && limit->below < share) || !(fabs(limit->value - value) > 0))
            return false;
    }
    return true;
}

static int compare_limits(const void *a, const void *b)
{
    const SvyCurveLimit *one = a, *other = b;
    const int by_value = (one->value > other->value) - (one->value < other->value);

    return by_value != 0 ? by_value : (one->below > other->below) - (one->below < other->below);
}

/* Limits and quantiles in order. */
static GArray *collect_points(const SvySpread *spread)
{
    GArray *points = g_array_new(FALSE, FALSE, sizeof(SvyCurveLimit));

    if (spread->limits != NULL && spread->limits->len > 0)
        g_array_append_vals(points, spread->limits->data, spread->limits->len);
    for (size_t q = 0; q < SVY_N_QUANTILES; q++) {
        const SvyCurveLimit point = {spread->quantiles[q], shares[q]};

        if (fits(spread, point.value, point.below))
            g_array_append_val(points, point);
    }
    g_array_sort(points, compare_limits);
    return points;
}

/* How far people lie beyond the outermost point: half as thickly as just inside it. @width,
 * @between: of the piece inside; @share: beyond. */
static double find_reach(double width, double between, double share)
{
    return between > 0 ? 2 * share * width / between : width;
}

static void add_tails(const GArray *points, size_t first, size_t last, Pieces *pieces)
{
    const SvyCurveLimit *all = (const SvyCurveLimit *)(const void *)points->data;
    const SvyCurveLimit *low = &all[first], *high = &all[last];
    const double least = first > 0 ? all[first - 1].value : -HUGE_VAL;
    const double most = last + 1 < points->len ? all[last + 1].value : HUGE_VAL;
    const double down =
        find_reach(low[1].value - low->value, low[1].below - low->below, low->below);
    const double up =
        find_reach(high->value - high[-1].value, high->below - high[-1].below, 1 - high->below);

    add_piece(pieces, fmax(least, low->value - down), low->value, low->below);
    add_piece(pieces, high->value, fmin(most, high->value + up), 1 - high->below);
}

/* What is told, as pieces; a limit with nobody below it, or nobody above, is the end. */
static void cut_told(const SvySpread *spread, Pieces *pieces)
{
    g_autoptr(GArray) points = collect_points(spread);
    const SvyCurveLimit *all = (const SvyCurveLimit *)(const void *)points->data;
    size_t first = 0, last = points->len - 1;

    start_pieces(pieces, points->len + 2);
    while (first < last && !(all[first].below > 0))
        first++;
    while (last > first && !(all[last].below < 1))
        last--;
    if (first == last)
        return;
    for (size_t i = first; i < last; i++)
        add_piece(pieces, all[i].value, all[i + 1].value, all[i + 1].below - all[i].below);
    add_tails(points, first, last, pieces);
}

static void take_values(const SvySpread *spread, Pieces *pieces)
{
    start_pieces(pieces, spread->n_values + 1);
    for (size_t i = 0; i < spread->n_values; i++)
        add_piece(pieces, spread->values[i], spread->values[i], spread->weights[i]);
}

/* --- Curves --------------------------------------------------------------------------------- */

static bool set_curve(const SvySpread *spread,
                      double bandwidth,
                      SvyTableCurve *curve,
                      GError **error)
{
    g_auto(Pieces) pieces = {0};
    double at[N_POINTS], density[N_POINTS];

    (spread->values != NULL ? take_values(spread, &pieces) : cut_told(spread, &pieces));
    if (pieces.n == 0)
        return true;
    curve->from = spread->quantiles[LOW];
    curve->to = spread->quantiles[HIGH];
    for (size_t i = 0; i < N_POINTS; i++)
        at[i] = curve->from + (curve->to - curve->from) * (double)i / (N_POINTS - 1);
    if (!svy_density_compute(pieces.n, pieces.from, pieces.to, pieces.weights, bandwidth, N_POINTS,
                             at, density, error))
        return false;
    curve->density = g_new0(double, N_POINTS);
    for (size_t i = 0; i < N_POINTS; i++)
        curve->density[i] = round_number(density[i]);
    return true;
}

static void hand_over(SvySpread *spread, SvyTableCurve *curve)
{
    curve->n_values = spread->n_people;
    curve->values = g_steal_pointer(&spread->people);
    spread->n_people = 0;
}

static bool has_people(size_t n_rows, const SvySpread spreads[])
{
    for (size_t i = 0; i < n_rows; i++) {
        if (spreads[i].n_people > 0)
            return true;
    }
    return false;
}

static bool fill_curves(size_t n_rows, SvySpread spreads[], SvyTableCurves *curves, GError **error)
{
    for (size_t i = 0; i < n_rows; i++) {
        hand_over(&spreads[i], &curves->rows[i]);
        if (has_curve(&spreads[i]) && curves->bandwidth > 0 &&
            !set_curve(&spreads[i], curves->bandwidth, &curves->rows[i], error))
            return false;
    }
    return true;
}

bool svy_curves_make(size_t n_rows,
                     SvySpread spreads[],
                     SvyTableCurves **ret_curves,
                     GError **error)
{
    SvyTableCurves *curves;
    double bandwidth;

    if (!find_bandwidth(n_rows, spreads, &bandwidth, error))
        return false;
    *ret_curves = NULL;
    if (!(bandwidth > 0) && !has_people(n_rows, spreads))
        return true;
    curves = g_new0(SvyTableCurves, 1);
    curves->n_points = N_POINTS;
    curves->bandwidth = bandwidth;
    curves->rows = g_new0(SvyTableCurve, n_rows);
    if (!fill_curves(n_rows, spreads, curves, error)) {
        svy_table_curves_free(curves, n_rows);
        return false;
    }
    *ret_curves = curves;
    return true;
}
