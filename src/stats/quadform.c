/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tails of linear combinations of independent chi-squares, at 0.
 *
 * With the cumulant function K(z) = -1/2 sum h_j log(1 - 2 z lambda_j), the tail is the integral of
 * exp(K(z)) / z over a vertical line right of 0, over 2 pi i. On the line through the point where
 * K(z) - log z is smallest the integrand hardly oscillates, and with the step z = c + i c' sinh(s)
 * the trapezoidal rule converges exponentially. */
#include "stats/quadform-private.h"

#include <complex.h>
#include <gsl/gsl_cdf.h>
#include <math.h>

#include "stats/gsl-wrap.h"

typedef struct {
    size_t n;
    const double *lambda, *h;
} Form;

/* --- Cumulants ------------------------------------------------------------------------------ */

static double compute_k(const Form *form, double z)
{
    double sum = 0;

    for (size_t j = 0; j < form->n; j++)
        sum -= form->h[j] * log1p(-2 * z * form->lambda[j]) / 2;
    return sum;
}

static double compute_k1(double z, void *closure)
{
    const Form *form = (const Form *)closure;
    double sum = 0;

    for (size_t j = 0; j < form->n; j++)
        sum += form->h[j] * form->lambda[j] / (1 - 2 * z * form->lambda[j]);
    return sum;
}

/* Derivatives of order @order 2 or 3. */
static double compute_higher(const Form *form, double z, int order)
{
    double sum = 0;

    for (size_t j = 0; j < form->n; j++)
        sum += form->h[j] * pow(form->lambda[j] / (1 - 2 * z * form->lambda[j]), order);
    return order == 2 ? 2 * sum : 8 * sum;
}

/* K'(z) - 1/z, which rises on (0, highest). */
static double compute_line(double z, void *closure)
{
    return compute_k1(z, closure) - 1 / z;
}

/* Where K exists: 1 / (2 lambda) of the largest and of the smallest lambda. */
static void find_range(const Form *form, double *ret_lowest, double *ret_highest)
{
    *ret_lowest = -HUGE_VAL;
    *ret_highest = HUGE_VAL;
    for (size_t j = 0; j < form->n; j++) {
        const double pole = 1 / (2 * form->lambda[j]);

        if (form->lambda[j] > 0)
            *ret_highest = fmin(*ret_highest, pole);
        if (form->lambda[j] < 0)
            *ret_lowest = fmax(*ret_lowest, pole);
    }
}

static bool find_zero(double (*function)(double, void *),
                      Form *form,
                      double lo,
                      double hi,
                      double *ret_z)
{
    const gsl_function equation = {.function = function, .params = form};

    return svy_gsl_find_root(&equation, lo, hi, 0, ret_z, NULL);
}

/* --- Integral ------------------------------------------------------------------------------- */

/* Real part of exp(K(z) - K(c)) * dz / z at z = c + i * width * sinh(s), over i. */
static double compute_integrand(const Form *form, double c, double k_at_c, double width, double s)
{
    const double complex z = CMPLX(c, width * sinh(s));
    double complex exponent = -k_at_c;

    for (size_t j = 0; j < form->n; j++)
        exponent -= form->h[j] * clog(1 - 2 * z * form->lambda[j]) / 2;
    return creal(cexp(exponent) / z) * width * cosh(s);
}

static double integrate(const Form *form, double c, double width)
{
    const double k_at_c = compute_k(form, c), reach = 400;
    double before = HUGE_VAL, sum = 0;

    for (double step = 0.25; step > 1e-4; step /= 2) {
        sum = compute_integrand(form, c, k_at_c, width, 0) / 2;
        for (double s = step; s < reach; s += step) {
            const double term = compute_integrand(form, c, k_at_c, width, s);

            sum += term;
            if (fabs(term) < 1e-18 * fabs(sum) && s > 3)
                break;
        }
        sum *= step;
        if (fabs(sum - before) <= 1e-14 * fabs(sum))
            break;
        before = sum;
    }
    return exp(k_at_c) * sum / M_PI;
}

double svy_quadform_compute_tail(size_t n, const double lambda[], const double h[])
{
    Form form = {n, lambda, h};
    double lowest, highest, c;

    find_range(&form, &lowest, &highest);
    if (!isfinite(highest) || !isfinite(lowest))
        return isfinite(highest) ? 1 : isfinite(lowest) ? 0 : (double)NAN;
    if (!find_zero(compute_line, &form, highest * 1e-12, highest * (1 - 1e-12), &c))
        return (double)NAN;

    const double curvature = compute_higher(&form, c, 2) + 1 / (c * c);

    return integrate(&form, c, fmin(1 / sqrt(curvature), c));
}

/* --- Approximation -------------------------------------------------------------------------- */

double svy_quadform_approximate_tail(size_t n, const double lambda[], const double h[])
{
    Form form = {n, lambda, h};
    double lowest, highest, z;

    find_range(&form, &lowest, &highest);
    if (!isfinite(highest) || !isfinite(lowest))
        return isfinite(highest) ? 1 : isfinite(lowest) ? 0 : (double)NAN;
    if (!find_zero(compute_k1, &form, lowest * (1 - 1e-12), highest * (1 - 1e-12), &z))
        return (double)NAN;

    const double k2 = compute_higher(&form, z, 2);
    const double v = z * sqrt(k2);

    /* At the mean the formula is 0/0; its limit is that of a skewed normal. */
    if (fabs(v) < 1e-5)
        return gsl_cdf_ugaussian_Q(v + compute_higher(&form, z, 3) / (6 * pow(k2, 1.5)));

    const double w = copysign(sqrt(-2 * compute_k(&form, z)), z);

    return gsl_cdf_ugaussian_Q(w + log(v / w) / w);
}
