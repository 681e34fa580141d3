/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <surveystat/logistic.h>

#include "check.h"

/* A model with a coefficient for each cell: Firth's estimate adds half a yes and half a no to each
 * cell: the log odds are log(1.5 / 0.5) and log(1.5 / 1.5). Plain scoring would swing for ever. */
static void test_saturated_firth(void)
{
    const double x[] = {1, 2, 1, 1, 1, 1}, y[] = {1, 1, 0};
    SvyLogisticCoef coef[2];
    SvyLogisticFit fit;

    g_assert_true(svy_logistic_fit(SVY_LOGISTIC_FIRTH, 3, 2, x, y, NULL, 0.95, coef, &fit, NULL));
    g_assert_true(fit.is_separated);
    g_assert_cmpint(fit.status, ==, SVY_STATUS_OK);
    svy_check_near(coef[0].value, -log(3), 1e-12);
    svy_check_near(coef[1].value, log(3), 1e-12);
}

/* People and their patterns with weights are the same. */
static void test_weights_are_people(void)
{
    const double x[] = {1, 0, 1, 0, 1, 0, 1, 1, 1, 1}, y[] = {1, 0, 0, 1, 0};
    const double patterns[] = {1, 0, 1, 0, 1, 1, 1, 1}, answers[] = {1, 0, 1, 0};
    const double w[] = {1, 2, 1, 1};

    for (int method = SVY_LOGISTIC_ML; method <= SVY_LOGISTIC_FIRTH; method++) {
        SvyLogisticCoef a[2], b[2];
        SvyLogisticFit fit_a, fit_b;

        g_assert_true(
            svy_logistic_fit((SvyLogisticMethod)method, 5, 2, x, y, NULL, 0.9, a, &fit_a, NULL));
        g_assert_true(svy_logistic_fit((SvyLogisticMethod)method, 4, 2, patterns, answers, w, 0.9,
                                       b, &fit_b, NULL));
        svy_check_near(fit_a.loglik, fit_b.loglik, 1e-12);
        for (size_t j = 0; j < 2; j++) {
            svy_check_near(a[j].value, b[j].value, 1e-10);
            svy_check_near(a[j].profile_lo, b[j].profile_lo, 1e-9);
            svy_check_near(a[j].profile_hi, b[j].profile_hi, 1e-9);
        }
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/stats/logistic/saturated-firth", test_saturated_firth);
    g_test_add_func("/stats/logistic/weights-are-people", test_weights_are_people);
    return g_test_run();
}
