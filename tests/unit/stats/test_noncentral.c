/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Noncentral t where it is steep, and soon: against quadrature with 40 digits (mpmath 1.3, the
 * average over the mean of the distribution of the spread). */
#include "stats/noncentral-private.h"

#include "check.h"

static const struct {
    double t, df, shift, above, digits;
} tails[] = {
    {150, 4, 145, 0.55732586862072843, 12},   {201, 100, 190, 0.23212455051705345, 12},
    {250, 30, 240, 0.41095045165932906, 12},  {300, 4, 290, 0.55734004581256037, 12},
    {1000, 2, 200, 0.039211444772747143, 12}, {5000, 200, 5000, 0.51329863883770292, 12},
    {1e6, 3, 5e5, 0.13861491959634877, 12},   {1e6, 1, 5, 3.9894228466519389e-6, 12},
};

static void test_steep(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(tails); i++) {
        const double above =
            svy_noncentral_compute_t(tails[i].t, tails[i].df, tails[i].shift, SVY_TAIL_UPPER);
        const double below =
            svy_noncentral_compute_t(tails[i].t, tails[i].df, tails[i].shift, SVY_TAIL_LOWER);

        svy_check_digits(above, tails[i].above, tails[i].digits);
        svy_check_near(above + below, 1, 1e-12);
        svy_check_near(
            svy_noncentral_compute_t(-tails[i].t, tails[i].df, -tails[i].shift, SVY_TAIL_LOWER),
            above, 1e-14);
    }
}

/* Groups that hardly vary: millions of standard deviations apart. */
static void test_shift_of_huge_t(void)
{
    for (double t = 1e3; t < 1e8; t *= 10) {
        g_autoptr(GError) error = NULL;
        double shift;

        g_assert_true(svy_noncentral_find_t_shift(t, 2, 0.025, SVY_TAIL_UPPER, &shift, &error));
        g_assert_no_error(error);
        /* T = t means S = shift / t but for an error of 1 / shift. */
        svy_check_near(shift / t, 0.15911570627782, 2 / shift);
    }
}

int main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/stats/noncentral/steep", test_steep);
    g_test_add_func("/stats/noncentral/shift-of-huge-t", test_shift_of_huge_t);
    return g_test_run();
}
