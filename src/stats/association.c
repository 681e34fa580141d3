/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ordinal association. P, Q, A, D and w are the letters of the literature. */
#include <surveystat/association.h>

#include <gsl/gsl_cdf.h>
#include <math.h>

#include "base/error.h"
#include "stats/argument-private.h"
#include "stats/gsl-wrap.h"

typedef struct {
    size_t n_rows, n_columns;
    const double *counts;
    double *corner; /* [(n_rows+1) x (n_columns+1)] sums of all cells above and left of a corner */
    double n;
    double p, q;   /* P, Q: each pair counted twice */
    double wr, wc; /* pairs not tied in the rows, in the columns; counted twice */
} Table;

/* What a cell adds to a variance, before it is centred and squared. */
typedef double (*CellTerm)(const Table *table, size_t i, size_t j);

static double count_at(const Table *table, size_t i, size_t j)
{
    return table->counts[i * table->n_columns + j];
}

/* Sum of the cells in the first @i rows and @j columns. */
static double corner_at(const Table *table, size_t i, size_t j)
{
    return table->corner[i * (table->n_columns + 1) + j];
}

static void fill_corners(Table *table)
{
    const size_t width = table->n_columns + 1;

    for (size_t j = 0; j < width; j++)
        table->corner[j] = 0;
    for (size_t i = 0; i < table->n_rows; i++) {
        double row = 0;

        table->corner[(i + 1) * width] = 0;
        for (size_t j = 0; j < table->n_columns; j++) {
            row += count_at(table, i, j);
            table->corner[(i + 1) * width + j + 1] = table->corner[i * width + j + 1] + row;
        }
    }
    table->n = corner_at(table, table->n_rows, table->n_columns);
}

static double row_total(const Table *table, size_t i)
{
    return corner_at(table, i + 1, table->n_columns) - corner_at(table, i, table->n_columns);
}

static double column_total(const Table *table, size_t j)
{
    return corner_at(table, table->n_rows, j + 1) - corner_at(table, table->n_rows, j);
}

/* People with whom a person of the cell forms a concordant pair. */
static double concordant_with(const Table *table, size_t i, size_t j)
{
    const size_t r = table->n_rows, c = table->n_columns;

    return corner_at(table, i, j) + (table->n - corner_at(table, i + 1, c) -
                                     (corner_at(table, r, j + 1) - corner_at(table, i + 1, j + 1)));
}

static double discordant_with(const Table *table, size_t i, size_t j)
{
    const size_t r = table->n_rows, c = table->n_columns;

    return (corner_at(table, i, c) - corner_at(table, i, j + 1)) +
           (corner_at(table, r, j) - corner_at(table, i + 1, j));
}

static double excess_with(const Table *table, size_t i, size_t j)
{
    return concordant_with(table, i, j) - discordant_with(table, i, j);
}

static void fill_pairs(Table *table)
{
    for (size_t i = 0; i < table->n_rows; i++) {
        for (size_t j = 0; j < table->n_columns; j++) {
            table->p += count_at(table, i, j) * concordant_with(table, i, j);
            table->q += count_at(table, i, j) * discordant_with(table, i, j);
        }
    }
    for (size_t i = 0; i < table->n_rows; i++)
        table->wr += row_total(table, i) * (table->n - row_total(table, i));
    for (size_t j = 0; j < table->n_columns; j++)
        table->wc += column_total(table, j) * (table->n - column_total(table, j));
}

/* Terms that differ by less, relative to the largest, are alike: everybody in use has the same. */
static const double rounding = 1e-15;

/* sum(count (term - mean term)^2): the centred form of sum(count term^2) - (sum)^2 / n, which would
 * cancel. */
static double centred_squares(const Table *table, CellTerm term)
{
    double mean = 0, sum = 0, largest = 0;

    for (size_t i = 0; i < table->n_rows; i++) {
        for (size_t j = 0; j < table->n_columns; j++)
            mean += count_at(table, i, j) / table->n * term(table, i, j);
    }
    for (size_t i = 0; i < table->n_rows; i++) {
        for (size_t j = 0; j < table->n_columns; j++) {
            const double deviation = term(table, i, j) - mean;

            sum += count_at(table, i, j) * deviation * deviation;
            largest = fmax(largest, fabs(term(table, i, j)));
        }
    }
    return sum > table->n * largest * largest * rounding * rounding ? sum : 0;
}

static double gamma_term(const Table *table, size_t i, size_t j)
{
    const double all = table->p + table->q;

    return 4 *
           (table->q / all * concordant_with(table, i, j) -
            table->p / all * discordant_with(table, i, j)) /
           all;
}

static double tau_b_term(const Table *table, size_t i, size_t j)
{
    const double w = sqrt(table->wr) * sqrt(table->wc), tau = (table->p - table->q) / w;
    const double ties =
        row_total(table, i) * (table->wc / w) + column_total(table, j) * (table->wr / w);

    return (2 * excess_with(table, i, j) + tau * ties) / w;
}

static double somers_cr_term(const Table *table, size_t i, size_t j)
{
    const double d = (table->p - table->q) / table->wr;

    return 2 * (excess_with(table, i, j) - d * (table->n - row_total(table, i))) / table->wr;
}

static double somers_rc_term(const Table *table, size_t i, size_t j)
{
    const double d = (table->p - table->q) / table->wc;

    return 2 * (excess_with(table, i, j) - d * (table->n - column_total(table, j))) / table->wc;
}

static SvyEstimate make_estimate(double value, double variance, double level, const char *method)
{
    const double se = sqrt(variance), z = svy_gsl_find_normal_quantile(level);
    SvyEstimate estimate = svy_estimate_none(SVY_STATUS_OK, level, method);

    estimate.value = value;
    estimate.se = se;
    estimate.lo = value - z * se;
    estimate.hi = value + z * se;
    return estimate;
}

static double count_in_use(size_t n, const Table *table, double (*total)(const Table *, size_t))
{
    double used = 0;

    for (size_t i = 0; i < n; i++)
        used += total(table, i) > 0 ? 1 : 0;
    return used;
}

static double tau_c_scale(const Table *table)
{
    const double m = fmin(count_in_use(table->n_rows, table, row_total),
                          count_in_use(table->n_columns, table, column_total));

    return m / (m - 1) / table->n / table->n;
}

static void fill_association(const Table *table, double level, SvyAssociation *out)
{
    const double excess = table->p - table->q;
    const double squares = centred_squares(table, excess_with);
    const double scale = tau_c_scale(table), w = sqrt(table->wr) * sqrt(table->wc);

    out->gamma = make_estimate(excess / (table->p + table->q), centred_squares(table, gamma_term),
                               level, "gamma, ASE1");
    out->tau_b =
        make_estimate(excess / w, centred_squares(table, tau_b_term), level, "tau-b, ASE1");
    out->tau_c = make_estimate(scale * excess, 4 * scale * scale * squares, level, "tau-c, ASE1");
    out->somers_cr = make_estimate(excess / table->wr, centred_squares(table, somers_cr_term),
                                   level, "Somers' D, ASE1");
    out->somers_rc = make_estimate(excess / table->wc, centred_squares(table, somers_rc_term),
                                   level, "Somers' D, ASE1");
    out->gamma_ase0 = 2 * sqrt(squares) / (table->p + table->q);
    out->tau_b_ase0 = 2 * sqrt(squares) / w;
    out->status = SVY_STATUS_NO_VARIANCE;
    if (squares > 0) {
        out->z = excess / (2 * sqrt(squares));
        out->p = fmin(1, 2 * gsl_cdf_ugaussian_Q(fabs(out->z)));
        out->status = SVY_STATUS_OK;
    }
}

static SvyAssociation start_association(SvyStatus status, double level)
{
    const double none = (double)NAN;
    SvyAssociation out = {.gamma_ase0 = none, .tau_b_ase0 = none, .z = none, .p = none};

    out.concordant = out.discordant = none;
    out.gamma = svy_estimate_none(status, level, "gamma, ASE1");
    out.tau_b = svy_estimate_none(status, level, "tau-b, ASE1");
    out.tau_c = svy_estimate_none(status, level, "tau-c, ASE1");
    out.somers_cr = out.somers_rc = svy_estimate_none(status, level, "Somers' D, ASE1");
    out.status = status;
    return out;
}

static bool check_counts(size_t n, const double counts[], GError **error)
{
    for (size_t i = 0; i < n; i++) {
        if (!svy_argument_check_count("a count", counts[i], error))
            return false;
    }
    return true;
}

bool svy_association_compute(size_t n_rows,
                             size_t n_columns,
                             const double counts[],
                             double level,
                             SvyAssociation *ret_association,
                             GError **error)
{
    Table table = {.n_rows = n_rows, .n_columns = n_columns, .counts = counts};
    g_autofree double *corner = g_try_malloc_n(n_rows + 1, (n_columns + 1) * sizeof *corner);
    SvyAssociation out;

    g_return_val_if_fail(n_rows * n_columns == 0 || counts != NULL, false);
    g_return_val_if_fail(ret_association != NULL, false);
    if (corner == NULL)
        return svy_error_set(error, SVY_ERROR_NO_MEMORY, NULL, NULL, "no memory for a table");
    if (!svy_argument_check_level(level, error) || !check_counts(n_rows * n_columns, counts, error))
        return false;

    svy_stats_init();
    table.corner = corner;
    fill_corners(&table);
    fill_pairs(&table);
    out = start_association(table.n > 0 ? SVY_STATUS_UNDEFINED : SVY_STATUS_NO_CASES, level);
    if (table.n > 0) {
        out.concordant = table.p / 2;
        out.discordant = table.q / 2;
    }
    if (table.wr > 0 && table.wc > 0)
        fill_association(&table, level, &out);
    *ret_association = out;
    return true;
}
