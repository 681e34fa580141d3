/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Raking. People who are in the same group of every margin keep the ratio of their weights, so the
 * iteration runs over the combinations of groups that occur, not over people. */
#include <surveystat/weights.h>

#include <math.h>
#include <string.h>

#include "base/error.h"
#include "base/num.h"
#include "base/text.h"
#include "stats/argument-private.h"
#include "stats/weights-private.h"

static const double met = 1e-8;         /* a margin within this is met */
static const double aim = 1e-13;        /* where the iteration stops when rounding lets it */
static const size_t max_passes = 50000; /* of one round; slower than that is a contradiction */
static const size_t max_work = (size_t)1 << 32; /* additions of one round, for very many cells */
static const size_t max_rounds = 500;           /* of trimming */
static const size_t max_combinations = (size_t)1 << 22;

typedef struct {
    size_t n, n_margins, n_cells, n_levels; /* levels of all margins */
    const SvyRakeMargin *margins;
    uint32_t *cell;  /* [n] combination of each case */
    uint32_t *level; /* [n_cells * n_margins] its group in each margin, from the first of all */
    size_t *first;   /* [n_margins + 1] first group of a margin in the row of all */
    double *sum;     /* [n_cells] sum of weights */
    double *start;   /* [n_cells] the same before the round */
    double *targets; /* [n_levels] */
    double *total;   /* [n_levels] workspace */
} Raking;

static void clear_raking(Raking *raking)
{
    g_free(raking->cell);
    g_free(raking->level);
    g_free(raking->first);
    g_free(raking->sum);
    g_free(raking->start);
    g_free(raking->targets);
    g_free(raking->total);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Raking, clear_raking)

/* --- Combinations --------------------------------------------------------------------------- */

/* How many combinations there could be; 0 when a table of them would be too large. */
static size_t count_possible(const Raking *raking)
{
    size_t n = 1;

    for (size_t k = 0; k < raking->n_margins; k++) {
        n *= raking->margins[k].n_levels;
        if (n > max_combinations || n > 16 * raking->n + 65536)
            return 0;
    }
    return n;
}

static size_t find_combination(const Raking *raking, size_t i)
{
    size_t at = 0;

    for (size_t k = 0; k < raking->n_margins; k++)
        at = at * raking->margins[k].n_levels + (size_t)raking->margins[k].codes[i];
    return at;
}

/* Numbers the combinations in the order in which they occur. With too many possible ones each case
 * is a cell of its own: slower, not wrong. */
static bool number_cells(Raking *raking, GError **error)
{
    const size_t n_possible = count_possible(raking);
    g_autofree uint32_t *numbers = g_try_malloc0_n(n_possible + 1, sizeof *numbers);

    raking->cell = g_try_malloc_n(raking->n, sizeof *raking->cell);
    if (numbers == NULL || raking->cell == NULL)
        return svy_error_set(error, SVY_ERROR_NO_MEMORY, NULL, NULL, "no memory for raking");
    for (size_t i = 0; i < raking->n; i++) {
        if (n_possible == 0)
            raking->cell[i] = (uint32_t)i;
        else {
            uint32_t *number = &numbers[find_combination(raking, i)];

            if (*number == 0)
                *number = (uint32_t)(++raking->n_cells);
            raking->cell[i] = *number - 1;
        }
    }
    if (n_possible == 0)
        raking->n_cells = raking->n;
    return true;
}

static bool allocate_cells(Raking *raking, GError **error)
{
    raking->level = g_try_malloc_n(raking->n_cells, raking->n_margins * sizeof *raking->level);
    raking->sum = svy_weights_allocate(raking->n_cells, error);
    raking->start = raking->sum == NULL ? NULL : svy_weights_allocate(raking->n_cells, error);
    if (raking->start == NULL)
        return false;
    if (raking->level == NULL)
        return svy_error_set(error, SVY_ERROR_NO_MEMORY, NULL, NULL, "no memory for raking");
    return true;
}

static void collect_targets(Raking *raking)
{
    raking->first = g_new0(size_t, raking->n_margins + 1);
    for (size_t k = 0; k < raking->n_margins; k++)
        raking->first[k + 1] = raking->first[k] + raking->margins[k].n_levels;
    raking->n_levels = raking->first[raking->n_margins];
    raking->targets = g_new0(double, raking->n_levels + 1);
    raking->total = g_new0(double, raking->n_levels + 1);
    for (size_t k = 0; k < raking->n_margins; k++)
        memcpy(raking->targets + raking->first[k], raking->margins[k].targets,
               raking->margins[k].n_levels * sizeof(double));
}

static bool make_raking(size_t n,
                        size_t n_margins,
                        const SvyRakeMargin margins[],
                        Raking *raking,
                        GError **error)
{
    *raking = (Raking){.n = n, .n_margins = n_margins, .margins = margins};
    for (size_t k = 0; k < n_margins; k++) {
        if (!svy_weights_check_margin(n, &margins[k], error))
            return false;
    }
    if (!number_cells(raking, error) || !allocate_cells(raking, error))
        return false;
    collect_targets(raking);
    for (size_t i = 0; i < n; i++) {
        uint32_t *level = raking->level + raking->cell[i] * n_margins;

        for (size_t k = 0; k < n_margins; k++)
            level[k] = (uint32_t)(raking->first[k] + (size_t)margins[k].codes[i]);
    }
    return true;
}

/* --- Iteration ------------------------------------------------------------------------------ */

static void sum_margins(const Raking *raking)
{
    memset(raking->total, 0, raking->n_levels * sizeof *raking->total);
    for (size_t c = 0; c < raking->n_cells; c++) {
        for (size_t k = 0; k < raking->n_margins; k++)
            raking->total[raking->level[c * raking->n_margins + k]] += raking->sum[c];
    }
}

static void scale_margin(const Raking *raking, size_t k)
{
    const size_t from = raking->first[k], to = raking->first[k + 1];

    memset(raking->total + from, 0, (to - from) * sizeof *raking->total);
    for (size_t c = 0; c < raking->n_cells; c++)
        raking->total[raking->level[c * raking->n_margins + k]] += raking->sum[c];
    for (size_t level = from; level < to; level++)
        raking->total[level] =
            raking->total[level] > 0 ? raking->targets[level] / raking->total[level] : 0;
    for (size_t c = 0; c < raking->n_cells; c++)
        raking->sum[c] *= raking->total[raking->level[c * raking->n_margins + k]];
}

/* The largest |sum / target - 1|, and where. */
static double find_misfit(const Raking *raking, size_t *ret_level)
{
    double largest = 0;

    sum_margins(raking);
    for (size_t level = 0; level < raking->n_levels; level++) {
        const double target = raking->targets[level];
        const double misfit = target > 0 ? fabs(raking->total[level] / target - 1) : 0;

        if (!(misfit <= largest)) {
            largest = misfit;
            *ret_level = level;
        }
    }
    return largest;
}

/* Until the aim is reached, or until a hundred passes brought nothing. */
static double iterate(const Raking *raking, size_t *ret_n_passes, size_t *ret_level)
{
    double best = INFINITY, misfit = find_misfit(raking, ret_level);
    const size_t affordable = max_work / (raking->n_cells * raking->n_margins + 1);
    const size_t n_allowed = MIN(max_passes, MAX(affordable, 200));
    size_t last_gain = 0, pass = 0;

    while (misfit > aim && pass < n_allowed && pass - last_gain < 100) {
        for (size_t k = 0; k < raking->n_margins; k++)
            scale_margin(raking, k);
        misfit = find_misfit(raking, ret_level);
        pass++;
        if (misfit < best * (1 - 1e-9)) {
            best = misfit;
            last_gain = pass;
        }
    }
    *ret_n_passes += pass;
    return misfit;
}

/* --- Refusing ------------------------------------------------------------------------------- */

static bool check_groups(const Raking *raking, GError **error)
{
    sum_margins(raking);
    for (size_t k = 0; k < raking->n_margins; k++) {
        for (size_t level = 0; level < raking->margins[k].n_levels; level++) {
            if (!svy_weights_check_group(&raking->margins[k], level,
                                         raking->total[raking->first[k] + level], error))
                return false;
        }
    }
    return true;
}

static double sum_targets(const Raking *raking, size_t k)
{
    double sum = 0;

    for (size_t level = raking->first[k]; level < raking->first[k + 1]; level++)
        sum += raking->targets[level];
    return sum;
}

static bool check_totals(const Raking *raking, GError **error)
{
    const double first = sum_targets(raking, 0);

    for (size_t k = 0; k < raking->n_margins; k++) {
        const double sum = sum_targets(raking, k);
        g_autofree char *name0 = svy_text_escape(raking->margins[0].name);
        g_autofree char *name = svy_text_escape(raking->margins[k].name);
        g_autofree char *shown0 = svy_num_format_exact(first);
        g_autofree char *shown = svy_num_format_exact(sum);

        if (!(sum > 0))
            return svy_error_set(error, SVY_ERROR_DATA, NULL, NULL,
                                 "the targets of %s add up to nothing", name);
        if (!(fabs(sum - first) <= met * first))
            return svy_error_set(
                error, SVY_ERROR_DATA, NULL,
                "Give all margins the same total, such as 1 or the population",
                "the targets of %s add up to %s, those of %s to %s: no weights meet "
                "both",
                name0, shown0, name, shown);
    }
    return true;
}

/* Which groups of margin @b the people of one group of margin @a are in. */
static void mark_met(const Raking *raking, size_t a, size_t level, size_t b, bool ret_is_met[])
{
    memset(ret_is_met, 0, raking->margins[b].n_levels * sizeof *ret_is_met);
    for (size_t c = 0; c < raking->n_cells; c++) {
        const uint32_t *groups = raking->level + c * raking->n_margins;

        if (raking->start[c] > 0 && groups[a] == raking->first[a] + level)
            ret_is_met[groups[b] - raking->first[b]] = true;
    }
}

static char *list_met(const SvyRakeMargin *margin, const bool is_met[], double *ret_sum)
{
    GString *list = g_string_new(NULL);

    *ret_sum = 0;
    for (size_t level = 0; level < margin->n_levels; level++) {
        if (is_met[level]) {
            g_autofree char *group = svy_weights_name_group(margin, level);

            g_string_append_printf(list, "%s%s", list->len > 0 ? " or " : "", group);
            *ret_sum += margin->targets[level];
        }
    }
    return g_string_free(list, FALSE);
}

/* A group that is inside some groups of another margin, whose targets together are not larger: the
 * usual contradiction. True when one was found and said. */
static bool explain_inside(const Raking *raking, size_t a, size_t level, size_t b, GError **error)
{
    const SvyRakeMargin *margin = &raking->margins[a];
    g_autofree bool *is_met = g_new0(bool, raking->margins[b].n_levels + 1);
    double sum;

    mark_met(raking, a, level, b, is_met);

    g_autofree char *others = list_met(&raking->margins[b], is_met, &sum);
    const double target = margin->targets[level];

    if (!(target > 0) || target < sum * (1 - 2 * met) || sum >= sum_targets(raking, b) * (1 - met))
        return false;

    g_autofree char *group = svy_weights_name_group(margin, level);
    g_autofree char *shown = svy_num_format_exact(target);
    g_autofree char *shown_sum = svy_num_format_exact(sum);

    svy_error_set(
        error, SVY_ERROR_DATA, NULL, "Merge groups, or mend the targets",
        "the target %s of %s cannot be met: everybody in it is in %s, whose target is %s%s", shown,
        group, others, shown_sum,
        target > sum * (1 + 2 * met) ? "" : ", which would leave weight 0 for the others there");
    return true;
}

static bool explain_pair(const Raking *raking, size_t a, size_t b, GError **error)
{
    for (size_t level = 0; level < raking->margins[a].n_levels; level++) {
        if (explain_inside(raking, a, level, b, error))
            return true;
    }
    return false;
}

static void explain_worst(const Raking *raking, size_t worst, double misfit, GError **error)
{
    size_t k = 0;

    while (raking->first[k + 1] <= worst)
        k++;

    g_autofree char *group = svy_weights_name_group(&raking->margins[k], worst - raking->first[k]);
    g_autofree char *shown = svy_num_format_exact(raking->targets[worst]);
    g_autofree char *off = svy_num_format(misfit * 100, 4);

    svy_error_set(
        error, SVY_ERROR_DATA, NULL, "Merge groups, or drop a margin",
        "the target %s of %s cannot be met together with the others: it stays %s%% off. The "
        "combinations of groups that occur do not allow it",
        shown, group, off);
}

static bool refuse(const Raking *raking, size_t worst, double misfit, GError **error)
{
    for (size_t a = 0; a < raking->n_margins; a++) {
        for (size_t b = 0; b < raking->n_margins; b++) {
            if (a != b && explain_pair(raking, a, b, error))
                return false;
        }
    }
    explain_worst(raking, worst, misfit, error);
    return false;
}

/* --- The whole ------------------------------------------------------------------------------ */

static void sum_cells(Raking *raking, const double w[])
{
    memset(raking->sum, 0, raking->n_cells * sizeof *raking->sum);
    for (size_t i = 0; i < raking->n; i++)
        raking->sum[raking->cell[i]] += w[i];
    memcpy(raking->start, raking->sum, raking->n_cells * sizeof *raking->sum);
}

/* One raking of the weights @w in place. */
static bool rake_once(Raking *raking, double w[], SvyRakeReport *report, GError **error)
{
    size_t worst = 0;

    sum_cells(raking, w);
    if (report->n_rounds == 0 && (!check_groups(raking, error) || !check_totals(raking, error)))
        return false;
    report->largest_misfit = iterate(raking, &report->n_iterations, &worst);
    report->n_rounds++;
    if (!(report->largest_misfit <= met))
        return refuse(raking, worst, report->largest_misfit, error);
    for (size_t c = 0; c < raking->n_cells; c++)
        raking->start[c] = raking->start[c] > 0 ? raking->sum[c] / raking->start[c] : 0;
    for (size_t i = 0; i < raking->n; i++)
        w[i] *= raking->start[raking->cell[i]];
    return true;
}

static bool is_below(size_t n, const double w[], double upper)
{
    for (size_t i = 0; i < n; i++) {
        if (w[i] > upper * (1 + met))
            return false;
    }
    return true;
}

static bool rake_and_trim(Raking *raking,
                          double upper,
                          double w[],
                          SvyRakeReport *report,
                          GError **error)
{
    if (!rake_once(raking, w, report, error))
        return false;
    while (upper > 0 && isfinite(upper) && !is_below(raking->n, w, upper)) {
        if (report->n_rounds >= max_rounds) {
            g_autofree char *shown = svy_num_format_exact(upper);

            return svy_error_set(error, SVY_ERROR_DATA, NULL, "Allow a larger cap, or merge groups",
                                 "the targets cannot be met with no weight above %s", shown);
        }
        if (!svy_weights_trim(raking->n, w, upper, SVY_TRIM_PROPORTIONAL, w, error) ||
            !rake_once(raking, w, report, error))
            return false;
    }
    return true;
}

static void fill_ratios(size_t n, const double base[], const double w[], SvyRakeReport *report)
{
    report->smallest_ratio = INFINITY;
    for (size_t i = 0; i < n; i++) {
        if (svy_weights_get(base, i) > 0) {
            const double ratio = w[i] / svy_weights_get(base, i);

            report->smallest_ratio = fmin(report->smallest_ratio, ratio);
            report->largest_ratio = fmax(report->largest_ratio, ratio);
        }
    }
}

bool svy_weights_rake(size_t n,
                      const double base[],
                      size_t n_margins,
                      const SvyRakeMargin margins[],
                      double upper,
                      double ret_w[],
                      SvyRakeReport *ret_report,
                      GError **error)
{
    g_auto(Raking) raking = {0};
    SvyRakeReport report = {0};

    g_return_val_if_fail(n > 0 && n_margins > 0 && margins != NULL && ret_w != NULL, false);
    g_return_val_if_fail(n < UINT32_MAX, false);
    if (!svy_weights_check(n, base, error) || !make_raking(n, n_margins, margins, &raking, error))
        return false;
    if (!(upper >= 0))
        return svy_argument_refuse("the cap", upper, "above 0", error);

    g_autofree double *w = svy_weights_allocate(n, error);

    if (w == NULL)
        return false;
    for (size_t i = 0; i < n; i++)
        w[i] = svy_weights_get(base, i);
    if (!svy_weights_kish(n, w, &report.before, error) ||
        !rake_and_trim(&raking, upper, w, &report, error) ||
        !svy_weights_kish(n, w, &report.after, error))
        return false;
    fill_ratios(n, base, w, &report);
    for (size_t i = 0; i < n; i++)
        report.n_trimmed += upper > 0 && isfinite(upper) && w[i] >= upper * (1 - met);
    memcpy(ret_w, w, n * sizeof *w);
    if (ret_report != NULL)
        *ret_report = report;
    return true;
}

/* --- Residuals ------------------------------------------------------------------------------ */

/* One row for each combination: 1 in the column of each of its groups. */
static double *make_indicators(const Raking *raking, GError **error)
{
    double *x = g_try_malloc0_n(raking->n_cells, raking->n_levels * sizeof *x);

    if (x == NULL) {
        svy_error_set(error, SVY_ERROR_NO_MEMORY, NULL, NULL, "no memory for residuals");
        return NULL;
    }
    for (size_t c = 0; c < raking->n_cells; c++) {
        for (size_t k = 0; k < raking->n_margins; k++)
            x[c * raking->n_levels + raking->level[c * raking->n_margins + k]] = 1;
    }
    return x;
}

/* The fit is the same for all cases of a combination: it is found from their means. */
bool svy_weights_rake_residuals(size_t n,
                                const double base[],
                                size_t n_margins,
                                const SvyRakeMargin margins[],
                                const double z[],
                                double ret_e[],
                                GError **error)
{
    g_auto(Raking) raking = {0};

    g_return_val_if_fail(n > 0 && n_margins > 0 && margins != NULL, false);
    g_return_val_if_fail(n < UINT32_MAX && z != NULL && ret_e != NULL, false);
    if (!svy_weights_check(n, base, error) || !make_raking(n, n_margins, margins, &raking, error))
        return false;

    g_autofree double *x = make_indicators(&raking, error);
    double *means = raking.start;

    if (x == NULL)
        return false;
    memset(raking.sum, 0, raking.n_cells * sizeof *raking.sum);
    memset(means, 0, raking.n_cells * sizeof *means);
    for (size_t i = 0; i < n; i++) {
        raking.sum[raking.cell[i]] += svy_weights_get(base, i);
        means[raking.cell[i]] += svy_weights_get(base, i) * z[i];
    }
    for (size_t c = 0; c < raking.n_cells; c++)
        means[c] = raking.sum[c] > 0 ? means[c] / raking.sum[c] : 0;

    g_autofree double *e = svy_weights_allocate(raking.n_cells, error);

    if (e == NULL ||
        !svy_weights_residuals(raking.n_cells, raking.sum, raking.n_levels, x, means, e, error))
        return false;
    for (size_t i = 0; i < n; i++)
        ret_e[i] = z[i] - (means[raking.cell[i]] - e[raking.cell[i]]);
    return true;
}
