/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Weighted conversion. */
#include <surveystat/conversion.h>

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <surveystat/proportion.h>

#include "stats/argument-private.h"
#include "stats/gsl-wrap.h"

typedef struct {
    size_t n;
    const double *used, *followed, *w; /* w may be NULL */
} Answers;

typedef struct {
    double n_people; /* with a weight above 0 */
    double n_users, n_followers;
    double w_users, w_followers;
} Sums;

static double weight_of(const Answers *answers, size_t i)
{
    return answers->w == NULL ? 1 : answers->w[i];
}

static bool is_yes(double answer)
{
    return answer < 0 || answer > 0;
}

static bool is_user(const Answers *answers, size_t i)
{
    return is_yes(answers->used[i]) && !isnan(answers->followed[i]);
}

static bool add_up(const Answers *answers, Sums *ret_sums, GError **error)
{
    Sums sums = {0};

    for (size_t i = 0; i < answers->n; i++) {
        const double w = weight_of(answers, i);

        if (!svy_argument_check_count("a weight", w, error))
            return false;
        if (!(w > 0))
            continue;
        sums.n_people++;
        if (is_user(answers, i)) {
            sums.n_users++;
            sums.w_users += w;
        }
        if (is_user(answers, i) && is_yes(answers->followed[i])) {
            sums.n_followers++;
            sums.w_followers += w;
        }
    }
    *ret_sums = sums;
    return true;
}

static double sum_squared_residuals(const Answers *answers, const Sums *sums, double share)
{
    double total = 0;

    for (size_t i = 0; i < answers->n; i++) {
        if (is_user(answers, i)) {
            const double follows = is_yes(answers->followed[i]) ? 1 : 0;
            const double residual = weight_of(answers, i) / sums->w_users * (follows - share);

            total += residual * residual;
        }
    }
    return total;
}

/* Limits on the logit scale, by the smaller of the two tails so that small shares keep digits. */
static void set_logit_limits(SvyEstimate *share)
{
    const double p = share->value, tail = (1 - share->level) / 2;
    const double reach = gsl_cdf_tdist_Qinv(tail, share->df) * share->se / (p * (1 - p));
    const double odds = p / (1 - p);
    const double lo = odds * exp(-reach), hi_inverse = exp(-reach) / odds;

    share->lo = lo / (1 + lo);
    share->hi = 1 / (1 + hi_inverse);
}

static bool estimate_share(const Answers *answers,
                           const Sums *sums,
                           double level,
                           SvyEstimate *ret_share,
                           GError **error)
{
    SvyEstimate share = svy_estimate_none(SVY_STATUS_NO_VARIANCE, level, "logit, linearized");
    const double n = sums->n_people;

    share.value = sums->w_followers / sums->w_users;
    if (n > 1 && sums->n_followers > 0 && sums->n_followers < sums->n_users) {
        share.se = sqrt(n / (n - 1) * sum_squared_residuals(answers, sums, share.value));
        share.df = n - 1;
        share.status = SVY_STATUS_OK;
        set_logit_limits(&share);
    } else if (n > 1) {
        if (!svy_proportion_clopper_pearson(sums->n_followers, sums->n_users, level, &share, error))
            return false;
        share.se = 0;
        share.df = n - 1;
    }
    *ret_share = share;
    return true;
}

bool svy_conversion_weighted(size_t n,
                             const double used[],
                             const double followed[],
                             const double w[],
                             double level,
                             SvyEstimate *ret_share,
                             GError **error)
{
    const Answers answers = {.n = n, .used = used, .followed = followed, .w = w};
    Sums sums;

    g_return_val_if_fail(ret_share != NULL, false);
    g_return_val_if_fail(n == 0 || (used != NULL && followed != NULL), false);
    svy_stats_init();
    if (!svy_argument_check_level(level, error) || !add_up(&answers, &sums, error))
        return false;
    if (sums.n_users > 0)
        return estimate_share(&answers, &sums, level, ret_share, error);

    *ret_share = svy_estimate_none(SVY_STATUS_NO_CASES, level, "logit, linearized");
    return true;
}
