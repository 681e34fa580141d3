/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What weights cost; trimming; post-stratification. */
#include <surveystat/weights.h>

#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <string.h>

#include "base/error.h"
#include "base/num.h"
#include "base/text.h"
#include "stats/argument-private.h"
#include "stats/weights-private.h"

bool svy_weights_check(size_t n, const double w[], GError **error)
{
    for (size_t i = 0; w != NULL && i < n; i++) {
        if (!(w[i] >= 0 && isfinite(w[i])))
            return svy_argument_check_count("a weight", w[i], error);
    }
    return true;
}

double *svy_weights_allocate(size_t n, GError **error)
{
    double *values = g_try_malloc_n(MAX(n, 1), sizeof *values);

    if (values == NULL)
        svy_error_set(error, SVY_ERROR_NO_MEMORY, NULL, NULL, "no memory for %zu numbers", n);
    return values;
}

/* --- Kish ----------------------------------------------------------------------------------- */

/* The squares are of weights over the largest, so that no unit overflows. */
static void fill_spread(SvyKish *kish, const double w[])
{
    const double n = (double)kish->n, unit = kish->max;
    double sum = 0, squares = 0, rest = 0;

    for (size_t i = 0; i < kish->n; i++)
        sum += w[i] / unit;

    const double mean = sum / n;

    for (size_t i = 0; i < kish->n; i++) {
        const double d = w[i] / unit - mean;

        squares += d * d;
        rest += d; /* what rounding left in the mean */
    }
    kish->cv2 =
        kish->max > kish->min ? fmax(0, (squares - rest * rest / n) / n) / (mean * mean) : 0;
    kish->deff = 1 + kish->cv2;
    kish->n_eff = n / kish->deff;
}

bool svy_weights_kish(size_t n, const double w[], SvyKish *ret_kish, GError **error)
{
    SvyKish kish = {.n = n, .deff = NAN, .n_eff = NAN, .cv2 = NAN, .status = SVY_STATUS_NO_CASES};

    g_return_val_if_fail(ret_kish != NULL && (n == 0 || w != NULL), false);
    if (!svy_weights_check(n, w, error))
        return false;
    if (n > 0) {
        kish.min = kish.max = w[0];
        for (size_t i = 0; i < n; i++) {
            kish.total += w[i];
            kish.min = fmin(kish.min, w[i]);
            kish.max = fmax(kish.max, w[i]);
        }
        kish.status = kish.max > 0 ? SVY_STATUS_OK : SVY_STATUS_UNDEFINED;
    }
    if (kish.status == SVY_STATUS_OK)
        fill_spread(&kish, w);
    *ret_kish = kish;
    return true;
}

/* --- Trimming ------------------------------------------------------------------------------- */

bool svy_weights_find_cap(size_t n, const double w[], double ratio, double *ret_cap, GError **error)
{
    size_t n_positive = 0;

    g_return_val_if_fail(ret_cap != NULL && (n == 0 || w != NULL), false);
    if (!svy_weights_check(n, w, error))
        return false;
    if (!(ratio > 0 && isfinite(ratio)))
        return svy_argument_refuse("the number of medians", ratio, "above 0", error);

    g_autofree double *copy = svy_weights_allocate(n, error);

    if (copy == NULL)
        return false;
    for (size_t i = 0; i < n; i++) {
        if (w[i] > 0)
            copy[n_positive++] = w[i];
    }
    *ret_cap = n_positive > 0 ? ratio * gsl_stats_median(copy, 1, n_positive) : (double)NAN;
    return true;
}

typedef struct {
    double excess; /* what was cut off */
    double given;  /* what those take that reach the cap themselves */
    double sum;    /* weights of the others that take */
    size_t n;      /* how many of these */
} TrimPass;

static double take_share(double w, double upper, SvyTrimRule rule, double step)
{
    if (w > upper)
        return upper;
    if (!(w > 0))
        return w;
    return fmin(upper, rule == SVY_TRIM_EQUAL ? w + step : w * step);
}

/* Who is above the cap, reaches it with @step, or stays below. */
static TrimPass sum_pass(size_t n, const double w[], double upper, SvyTrimRule rule, double step)
{
    TrimPass pass = {0};

    for (size_t i = 0; i < n; i++) {
        if (w[i] > upper)
            pass.excess += w[i] - upper;
        else if (w[i] > 0 && take_share(w[i], upper, rule, step) >= upper)
            pass.given += upper - w[i];
        else if (w[i] > 0) {
            pass.sum += w[i];
            pass.n++;
        }
    }
    return pass;
}

/* The step grows until nobody new reaches the cap: each pass but the last adds one to those at the
 * cap. */
static double find_step(size_t n, const double w[], double upper, SvyTrimRule rule)
{
    double step = rule == SVY_TRIM_EQUAL ? 0 : 1;
    size_t n_below = n + 1;

    for (;;) {
        const TrimPass pass = sum_pass(n, w, upper, rule, step);
        const double left = pass.excess - pass.given;

        if (pass.n == n_below || pass.n == 0 || !(pass.excess > 0))
            return step;
        n_below = pass.n;
        step = rule == SVY_TRIM_EQUAL ? left / (double)pass.n : 1 + left / pass.sum;
    }
}

static bool check_cap(size_t n, const double w[], double upper, GError **error)
{
    double total = 0;
    size_t n_positive = 0;

    for (size_t i = 0; i < n; i++) {
        total += w[i];
        n_positive += w[i] > 0;
    }
    if (n_positive == 0 || upper >= total / (double)n_positive * (1 - 1e-12))
        return true;

    g_autofree char *wanted = g_strdup_printf("at least the mean of the %zu weights, or the total "
                                              "cannot be kept",
                                              n_positive);

    return svy_argument_refuse("the cap", upper, wanted, error);
}

bool svy_weights_trim(size_t n,
                      const double w[],
                      double upper,
                      SvyTrimRule rule,
                      double ret_w[],
                      GError **error)
{
    g_return_val_if_fail(n == 0 || (w != NULL && ret_w != NULL), false);
    if (!svy_weights_check(n, w, error))
        return false;
    if (!(upper > 0))
        return svy_argument_refuse("the cap", upper, "above 0", error);
    if (!check_cap(n, w, upper, error))
        return false;

    const double step = find_step(n, w, upper, rule);

    for (size_t i = 0; i < n; i++)
        ret_w[i] = take_share(w[i], upper, rule, step);
    return true;
}

/* --- Post-stratification -------------------------------------------------------------------- */

char *svy_weights_name_group(const SvyRakeMargin *margin, size_t level)
{
    g_autofree char *name = svy_text_escape(margin->name);
    g_autofree char *label = svy_text_escape(margin->labels[level]);

    return g_strdup_printf("%s=%s", name, label);
}

bool svy_weights_check_group(const SvyRakeMargin *margin, size_t level, double sum, GError **error)
{
    const double target = margin->targets[level];
    g_autofree char *group = svy_weights_name_group(margin, level);
    g_autofree char *shown = svy_num_format_exact(target);

    if (target > 0 && !(sum > 0))
        return svy_error_set(error, SVY_ERROR_DATA, NULL,
                             "Merge the group with another, or take its target out",
                             "the target %s of %s cannot be met: nobody with a positive weight is "
                             "in that group",
                             shown, group);
    if (!(target > 0) && sum > 0)
        return svy_error_set(error, SVY_ERROR_DATA, NULL,
                             "Give the group a target, or leave these people out",
                             "the target of %s is 0, but there are people in it", group);
    return true;
}

bool svy_weights_check_margin(size_t n, const SvyRakeMargin *margin, GError **error)
{
    for (size_t level = 0; level < margin->n_levels; level++) {
        if (!svy_argument_check_count("a target", margin->targets[level], error))
            return false;
    }
    for (size_t i = 0; i < n; i++) {
        if (margin->codes[i] < 0 || (size_t)margin->codes[i] >= margin->n_levels) {
            g_autofree char *name = svy_text_escape(margin->name);

            return svy_error_set(
                error, SVY_ERROR_ARGUMENT, NULL,
                "Give people without an answer a group of their own, or leave them "
                "out",
                "record %zu has no group in %s", i + 1, name);
        }
    }
    return true;
}

bool svy_weights_poststratify(size_t n,
                              const double base[],
                              const SvyRakeMargin *margin,
                              double ret_w[],
                              GError **error)
{
    g_return_val_if_fail(n > 0 && margin != NULL && ret_w != NULL, false);
    if (!svy_weights_check(n, base, error) || !svy_weights_check_margin(n, margin, error))
        return false;

    g_autofree double *sums = svy_weights_allocate(margin->n_levels, error);

    if (sums == NULL)
        return false;
    memset(sums, 0, margin->n_levels * sizeof *sums);
    for (size_t i = 0; i < n; i++)
        sums[margin->codes[i]] += svy_weights_get(base, i);
    for (size_t level = 0; level < margin->n_levels; level++) {
        if (!svy_weights_check_group(margin, level, sums[level], error))
            return false;
    }
    for (size_t i = 0; i < n; i++) {
        const double sum = sums[margin->codes[i]];

        ret_w[i] = sum > 0 ? svy_weights_get(base, i) / sum * margin->targets[margin->codes[i]] : 0;
    }
    return true;
}
