/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <surveystat/weights.h>

#include <string.h>

#include "check.h"

static void test_cap(void)
{
    const double w[] = {0, 1, 3, 2, 0, 10};
    double cap = -1;

    g_assert_true(svy_weights_find_cap(6, w, 5, &cap, NULL));
    svy_check_near(cap, 5 * 2.5, 1e-15);
    g_assert_true(svy_weights_find_cap(0, NULL, 5, &cap, NULL));
    g_assert_true(isnan(cap));
    g_assert_false(svy_weights_find_cap(6, w, 0, &cap, NULL));
}

static void test_trim_in_place(void)
{
    double w[] = {1, 2, 3, 10};

    g_assert_true(svy_weights_trim(4, w, 6, SVY_TRIM_EQUAL, w, NULL));
    svy_check_near(w[0] + w[1] + w[2] + w[3], 16, 1e-14);
    svy_check_near(w[3], 6, 1e-15);
    svy_check_near(w[0], 1 + 4.0 / 3, 1e-15);
}

/* What is refused leaves the results as they were, and the message names the target. */
static void check_refused(size_t n,
                          const int32_t sex[],
                          const int32_t site[],
                          const double sex_targets[],
                          const double site_targets[],
                          const char *words)
{
    static const char *const sexes[] = {"f", "m"}, *const sites[] = {"x", "y"};
    const SvyRakeMargin margins[] = {{"sex", sex, 2, sexes, sex_targets},
                                     {"site", site, 2, sites, site_targets}};
    double w[8] = {-7};
    g_autoptr(GError) error = NULL;

    g_assert_false(svy_weights_rake(n, NULL, 2, margins, 0, w, NULL, &error));
    g_assert_error(error, SVY_ERROR, SVY_ERROR_DATA);
    g_assert_nonnull(strstr(error->message, words));
    svy_check_near(w[0], -7, 0);
}

static void test_rake_refuses(void)
{
    const int32_t f_only[] = {0, 0, 0, 0}, sex[] = {0, 0, 1, 1}, x_first[] = {0, 0, 0, 1};
    const double half[] = {50, 50}, more[] = {60, 40}, other[] = {51, 50};

    check_refused(4, f_only, sex, half, half, "the target 50 of sex=m cannot be met: nobody");
    check_refused(4, sex, x_first, half, other, "add up to 100, those of site to 101");
    check_refused(
        4, sex, x_first, more, half,
        "the target 60 of sex=f cannot be met: everybody in it is in site=x, whose target "
        "is 50");
    check_refused(4, sex, x_first, half, half, "would leave weight 0");
}

static void test_rake_with_cap(void)
{
    const int32_t sex[] = {0, 0, 0, 1, 1, 1, 0, 1}, site[] = {0, 1, 0, 1, 0, 1, 1, 0};
    static const char *const sexes[] = {"f", "m"}, *const sites[] = {"x", "y"};
    const double base[] = {1, 1, 8, 1, 2, 1, 2, 1}, sex_targets[] = {50, 50};
    const double site_targets[] = {60, 40};
    const SvyRakeMargin margins[] = {{"sex", sex, 2, sexes, sex_targets},
                                     {"site", site, 2, sites, site_targets}};
    SvyRakeReport report;
    double w[8], f = 0, x = 0;

    g_assert_true(svy_weights_rake(8, base, 2, margins, 20, w, &report, NULL));
    for (size_t i = 0; i < 8; i++) {
        f += sex[i] == 0 ? w[i] : 0;
        x += site[i] == 0 ? w[i] : 0;
        g_assert_true(w[i] <= 20 * (1 + 1e-8));
    }
    svy_check_near(f, 50, 1e-6);
    svy_check_near(x, 60, 1e-6);
    g_assert_cmpuint(report.n_rounds, >, 1);
    g_assert_cmpuint(report.n_trimmed, >=, 1);
    g_assert_true(report.after.deff < 2 && report.before.deff > 1.5);
    g_assert_false(svy_weights_rake(8, base, 2, margins, 12.6, w, &report, NULL));
}

/* A fit of y on x leaves nothing of what is a combination of x, however x is scaled. */
static void test_residuals(void)
{
    const double x[] = {1, 1e6, 1, 2e6, 1, 4e6, 1, 7e6}, base[] = {1, 2, 3, 0};
    const double y[] = {3 + 2e6, 3 + 4e6, 3 + 8e6, 3 + 14e6};
    double e[4];

    g_assert_true(svy_weights_residuals(4, base, 2, x, y, e, NULL));
    for (size_t i = 0; i < 4; i++)
        svy_check_near(e[i], 0, 1e-8);
}

int main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/stats/weights/cap", test_cap);
    g_test_add_func("/stats/weights/trim-in-place", test_trim_in_place);
    g_test_add_func("/stats/weights/rake-refuses", test_rake_refuses);
    g_test_add_func("/stats/weights/rake-with-cap", test_rake_with_cap);
    g_test_add_func("/stats/weights/residuals", test_residuals);
    return g_test_run();
}
