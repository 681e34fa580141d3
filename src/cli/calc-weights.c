/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Calc methods on weights, and on change between waves. */
#include "cli/calc-design-input.h"

#include <math.h>
#include <string.h>
#include <surveystat/paired.h>
#include <surveystat/waves.h>
#include <surveystat/weights.h>

#include "base/error.h"
#include "base/num.h"
#include "cli/calc-words.h"
#include "base/text.h"

/* --- Kish, trimming ------------------------------------------------------------------------- */

static void say_kish(SvyCalcAnswer *answer, const SvyKish *kish)
{
    if (kish->status == SVY_STATUS_NO_CASES)
        svy_calc_say(answer, "There are no weights.");
    if (kish->status == SVY_STATUS_UNDEFINED)
        svy_calc_say(answer, "All weights are 0, so they have no design effect.");
    if (kish->status != SVY_STATUS_OK)
        return;

    g_autofree char *deff = svy_num_format(kish->deff, 2);
    g_autofree char *n_eff = svy_num_format(kish->n_eff, 1);
    g_autofree char *wider = svy_num_format(sqrt(kish->deff), 2);

    svy_calc_say(
        answer,
        "%zu people with these weights tell as much as %s with equal ones: design effect "
        "%s, so intervals are %s times as wide (Kish; it knows nothing of clusters, nor of "
        "what weighting to known totals gains).",
        kish->n, n_eff, deff, wider);
}

static bool compute_kish(const SvyCalcArguments *arguments, SvyCalcAnswer *answer, GError **error)
{
    g_auto(SvyCalcVector) w = {0};
    SvyKish kish;

    if (!svy_calc_read_vector(arguments, "weights", &w, error) ||
        !svy_weights_kish(w.n, w.values, &kish, error))
        return false;
    svy_calc_put_number(answer, "deff", kish.deff);
    svy_calc_put_number(answer, "n_eff", kish.n_eff);
    svy_calc_put_number(answer, "cv2", kish.cv2);
    svy_calc_set_status(answer, kish.status);
    say_kish(answer, &kish);
    return true;
}

static bool read_cap(const SvyCalcArguments *arguments,
                     const SvyCalcVector *w,
                     double *ret_upper,
                     GError **error)
{
    if (svy_calc_has(arguments, "upper"))
        return svy_calc_read_number(arguments, "upper", ret_upper, error);
    return svy_weights_find_cap(w->n, w->values, 5, ret_upper, error);
}

static bool put_trimmed(SvyCalcAnswer *answer,
                        const SvyCalcVector *w,
                        double upper,
                        const double trimmed[],
                        GError **error)
{
    SvyKish before, after;
    size_t n_cut = 0;

    if (!svy_weights_kish(w->n, w->values, &before, error) ||
        !svy_weights_kish(w->n, trimmed, &after, error))
        return false;
    for (size_t i = 0; i < w->n; i++)
        n_cut += w->values[i] > upper;
    svy_calc_put_vector(answer, "weights", w->n, trimmed);
    svy_calc_put_number(answer, "total", after.total);
    svy_calc_put_number(answer, "kish_deff", after.deff);
    svy_calc_put_number(answer, "kish_deff_before", before.deff);
    svy_calc_put_number(answer, "upper", upper);
    svy_calc_put_count(answer, "n_cut", n_cut);
    svy_calc_set_status(answer, after.status);
    if (after.status != SVY_STATUS_OK) {
        svy_calc_say(answer, "There is no weight to trim.");
        return true;
    }

    g_autofree char *cap = svy_num_format_exact(upper);
    g_autofree char *deff0 = svy_num_format(before.deff, 2);
    g_autofree char *deff1 = svy_num_format(after.deff, 2);

    svy_calc_say(answer,
                 "%zu of %zu weights were above %s; they are cut there and the others share what "
                 "was cut, so the total stays. The design effect (Kish) goes from %s to %s. Totals "
                 "that the weights met before are met no longer: rake again.",
                 n_cut, w->n, cap, deff0, deff1);
    return true;
}

static const char *const trim_rules[] = {"equal", "proportional", NULL};

static bool compute_trim(const SvyCalcArguments *arguments, SvyCalcAnswer *answer, GError **error)
{
    g_auto(SvyCalcVector) w = {0};
    double upper;
    size_t rule;

    if (!svy_calc_read_vector(arguments, "weights", &w, error) ||
        !svy_calc_read_choice(arguments, "rule", trim_rules, &rule, error) ||
        !read_cap(arguments, &w, &upper, error))
        return false;

    g_autofree double *trimmed = g_new0(double, w.n + 1);

    if (isnan(upper)) /* no weight is positive, and no cap was named */
        memcpy(trimmed, w.values, w.n * sizeof *trimmed);
    else if (!svy_weights_trim(w.n, w.values, upper,
                               rule == 0 ? SVY_TRIM_EQUAL : SVY_TRIM_PROPORTIONAL, trimmed, error))
        return false;
    return put_trimmed(answer, &w, upper, trimmed, error);
}

/* --- Margins -------------------------------------------------------------------------------- */

typedef struct {
    size_t n, n_margins;
    SvyRakeMargin *margins; /* [n_margins]; owns what it points to */
    bool has_n;
} Margins;

static void clear_margins(Margins *margins)
{
    for (size_t k = 0; k < margins->n_margins; k++) {
        g_free((void *)margins->margins[k].name);
        g_free((void *)margins->margins[k].codes);
        g_strfreev((char **)margins->margins[k].labels);
        g_free((void *)margins->margins[k].targets);
    }
    g_free(margins->margins);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Margins, clear_margins)

static bool check_length(Margins *margins, const char *name, size_t n, GError **error)
{
    if (!margins->has_n) {
        margins->n = n;
        margins->has_n = true;
    }
    if (n == margins->n)
        return true;

    g_autofree char *wanted =
        g_strdup_printf("have %zu values, one for each record, not %zu", margins->n, n);

    return svy_calc_refuse(name, wanted, error);
}

/* Which target each record has; a group without a target is refused. */
static bool match_groups(const char *name,
                         const SvyCalcLevels *levels,
                         char **labels,
                         int32_t codes[],
                         GError **error)
{
    g_autofree int32_t *map = g_new0(int32_t, levels->n_levels + 1);

    for (size_t level = 0; level < levels->n_levels; level++) {
        map[level] = -1;
        for (size_t k = 0; labels[k] != NULL; k++) {
            if (strcmp(labels[k], levels->labels[level]) == 0)
                map[level] = (int32_t)k;
        }
        if (map[level] < 0) {
            g_autofree char *group = svy_text_quote(levels->labels[level]);
            g_autofree char *margin = svy_text_escape(name);

            return svy_error_set(error, SVY_ERROR_DATA, NULL,
                                 "Give it a target, or leave these records out",
                                 "the group %s of %s has records but no target", group, margin);
        }
    }
    for (size_t i = 0; i < levels->n; i++)
        codes[i] = levels->codes[i] < 0 ? -1 : map[levels->codes[i]];
    return true;
}

/* Takes a margin from @levels and the object @targets. */
static bool add_margin(Margins *margins,
                       const char *name,
                       const SvyCalcLevels *levels,
                       const SvyCalcArguments *targets,
                       GError **error)
{
    SvyRakeMargin *margin = &margins->margins[margins->n_margins];
    char **labels = svy_calc_list_names(targets);
    const size_t n_levels = g_strv_length(labels);
    int32_t *codes = g_new0(int32_t, levels->n + 1);
    double *values = g_new0(double, n_levels + 1);

    *margin = (SvyRakeMargin){g_strdup(name), codes, n_levels, (const char *const *)labels, values};
    margins->n_margins++;
    if (!check_length(margins, name, levels->n, error))
        return false;
    for (size_t k = 0; k < n_levels; k++) {
        if (!svy_calc_read_number(targets, labels[k], &values[k], error))
            return false;
        if (isnan(values[k]))
            return svy_calc_refuse(labels[k], "have a number as its target", error);
    }
    return match_groups(name, levels, labels, codes, error);
}

static bool read_margin(const SvyCalcArguments *all,
                        const char *name,
                        Margins *margins,
                        GError **error)
{
    static const char *const parts[] = {"values", "targets", NULL};
    g_autoptr(SvyCalcArguments) one = svy_calc_open_object(all, name);
    g_autoptr(SvyCalcArguments) targets = NULL;
    g_auto(SvyCalcLevels) levels = {0};

    if (one == NULL)
        return svy_calc_refuse(name, "be an object with values and targets", error);
    targets = svy_calc_open_object(one, "targets");
    if (!svy_calc_check_names(one, parts, error))
        return false;
    if (targets == NULL)
        return svy_calc_refuse(name, "have targets: an object such as {\"f\": 520, \"m\": 480}",
                               error);
    return svy_calc_read_levels(one, "values", &levels, error) &&
           add_margin(margins, name, &levels, targets, error);
}

static bool read_margins(const SvyCalcArguments *arguments, Margins *margins, GError **error)
{
    g_autoptr(SvyCalcArguments) all = svy_calc_open_object(arguments, "margins");

    if (all == NULL)
        return svy_calc_refuse("margins", "be an object with one part for each margin", error);

    g_auto(GStrv) names = svy_calc_list_names(all);

    margins->margins = g_new0(SvyRakeMargin, g_strv_length(names) + 1);
    for (size_t k = 0; names[k] != NULL; k++) {
        if (!read_margin(all, names[k], margins, error))
            return false;
    }
    if (margins->n_margins == 0)
        return svy_calc_refuse("margins", "name at least one margin", error);
    return true;
}

/* --- Raking --------------------------------------------------------------------------------- */

static bool answer_nobody(SvyCalcAnswer *answer, const char *const *keys)
{
    for (size_t i = 0; keys[i] != NULL; i++)
        svy_calc_put_number(answer, keys[i], (double)NAN);
    svy_calc_set_status(answer, SVY_STATUS_NO_CASES);
    svy_calc_say(answer, "There are no records, so there is nothing to weight.");
    return true;
}

static void put_raked(SvyCalcAnswer *answer,
                      const Margins *margins,
                      const double w[],
                      const SvyRakeReport *report)
{
    svy_calc_put_vector(answer, "weights", margins->n, w);
    svy_calc_put_number(answer, "kish_deff", report->after.deff);
    svy_calc_put_count(answer, "iterations", report->n_iterations);
    svy_calc_put_bool(answer, "converged", true);
    svy_calc_put_number(answer, "n_eff", report->after.n_eff);
    svy_calc_put_number(answer, "largest_misfit", report->largest_misfit);
    svy_calc_put_number(answer, "smallest_ratio", report->smallest_ratio);
    svy_calc_put_number(answer, "largest_ratio", report->largest_ratio);
    svy_calc_put_count(answer, "n_trimmed", report->n_trimmed);

    g_autofree char *deff = svy_num_format(report->after.deff, 2);
    g_autofree char *n_eff = svy_num_format(report->after.n_eff, 1);

    svy_calc_say(answer,
                 "The weights of %zu records meet the targets of %zu margin%s (after %zu rounds of "
                 "raking). They cost precision: design effect %s, as much as %s people with equal "
                 "weights.",
                 margins->n, margins->n_margins, margins->n_margins == 1 ? "" : "s",
                 report->n_iterations, deff, n_eff);
}

static bool compute_rake(const SvyCalcArguments *arguments, SvyCalcAnswer *answer, GError **error)
{
    static const char *const keys[] = {"weights", "kish_deff", "iterations", "converged", NULL};
    g_auto(Margins) margins = {0};
    g_auto(SvyCalcVector) base = {0};
    SvyRakeReport report;
    double upper = 0;

    if (!read_margins(arguments, &margins, error))
        return false;
    if (svy_calc_has(arguments, "base") &&
        (!svy_calc_read_vector(arguments, "base", &base, error) ||
         !check_length(&margins, "base", base.n, error)))
        return false;
    if (svy_calc_has(arguments, "upper") &&
        !svy_calc_read_number(arguments, "upper", &upper, error))
        return false;
    if (margins.n == 0)
        return answer_nobody(answer, keys);

    g_autofree double *w = g_new0(double, margins.n);

    if (!svy_weights_rake(margins.n, base.values, margins.n_margins, margins.margins, upper, w,
                          &report, error))
        return false;
    put_raked(answer, &margins, w, &report);
    return true;
}

/* --- Post-stratification -------------------------------------------------------------------- */

static void say_poststratified(SvyCalcAnswer *answer, size_t n_groups)
{
    svy_calc_say(
        answer,
        "Each weight is the number of people in the population over the number (or weight) "
        "in the sample, group by group; the weighted sample has the known total of each of "
        "the %zu groups.",
        n_groups);
}

/* Weights of the cells of a table: each cell stands for its people. */
static bool weigh_cells(const SvyCalcMatrix *sample,
                        const SvyCalcMatrix *population,
                        double w[],
                        GError **error)
{
    const size_t n = sample->n_rows * sample->n_columns;
    g_autofree int32_t *codes = g_new0(int32_t, n + 1);
    g_auto(GStrv) labels = g_new0(char *, n + 1);

    for (size_t i = 0; i < n; i++) {
        codes[i] = (int32_t)i;
        labels[i] = g_strdup_printf("row %zu, column %zu", i / sample->n_columns + 1,
                                    i % sample->n_columns + 1);
    }

    const SvyRakeMargin margin = {"cell", codes, n, (const char *const *)labels,
                                  population->values};

    if (!svy_weights_poststratify(n, sample->values, &margin, w, error))
        return false;
    for (size_t i = 0; i < n; i++)
        w[i] = sample->values[i] > 0 ? w[i] / sample->values[i] : (double)NAN;
    return true;
}

static bool poststratify_table(const SvyCalcArguments *arguments,
                               SvyCalcAnswer *answer,
                               GError **error)
{
    static const char *const keys[] = {"weights", NULL};
    g_auto(SvyCalcMatrix) sample = {0}, population = {0};

    if (!svy_calc_read_matrix(arguments, "sample", &sample, error) ||
        !svy_calc_read_matrix(arguments, "population", &population, error))
        return false;
    if (sample.n_rows != population.n_rows || sample.n_columns != population.n_columns)
        return svy_calc_refuse("population", "have the rows and columns of sample", error);
    if (sample.n_rows * sample.n_columns == 0)
        return answer_nobody(answer, keys);

    g_autofree double *w = g_new0(double, sample.n_rows *sample.n_columns);

    if (!weigh_cells(&sample, &population, w, error))
        return false;
    for (size_t i = 0; i < sample.n_rows * sample.n_columns; i++) {
        if (isnan(w[i])) /* a cell that is empty in both */
            svy_calc_set_status(answer, SVY_STATUS_UNDEFINED);
    }
    svy_calc_put_matrix(answer, "weights", sample.n_rows, sample.n_columns, w);
    say_poststratified(answer, sample.n_rows * sample.n_columns);
    return true;
}

static bool poststratify_records(const SvyCalcArguments *arguments,
                                 SvyCalcAnswer *answer,
                                 GError **error)
{
    static const char *const keys[] = {"weights", NULL};
    g_auto(Margins) margins = {.margins = g_new0(SvyRakeMargin, 1)};
    g_auto(SvyCalcDesign) sample = {0};
    g_auto(SvyCalcLevels) cell = {0};
    g_autoptr(SvyCalcArguments) totals = svy_calc_open_object(arguments, "totals");

    if (totals == NULL)
        return svy_calc_refuse("totals", "be an object such as {\"f\": 520, \"m\": 480}", error);
    if (!svy_calc_read_levels(arguments, "cell", &cell, error) ||
        !add_margin(&margins, "cell", &cell, totals, error) ||
        !svy_calc_design_read(arguments, cell.n, &sample, error))
        return false;
    if (cell.n == 0)
        return answer_nobody(answer, keys);

    g_autofree double *w = g_new0(double, cell.n);

    svy_weights_read_design(sample.design, w);
    if (!svy_weights_poststratify(cell.n, w, &margins.margins[0], w, error))
        return false;
    svy_calc_put_vector(answer, "weights", cell.n, w);
    say_poststratified(answer, margins.margins[0].n_levels);
    return true;
}

static bool compute_poststratify(const SvyCalcArguments *arguments,
                                 SvyCalcAnswer *answer,
                                 GError **error)
{
    const bool is_table =
        svy_calc_has(arguments, "sample") || svy_calc_has(arguments, "population");
    const bool is_list = svy_calc_has(arguments, "cell") || svy_calc_has(arguments, "totals") ||
                         svy_calc_has(arguments, "design");

    if (is_table == is_list)
        return svy_error_set(error, SVY_ERROR_USAGE, NULL,
                             "Give sample and population, or design, cell and totals",
                             "post-stratification needs two tables, or records with totals");
    return is_table ? poststratify_table(arguments, answer, error)
                    : poststratify_records(arguments, answer, error);
}

/* --- Calibration ---------------------------------------------------------------------------- */

static bool read_bounds(const SvyCalcArguments *arguments, double ret_bounds[2], GError **error)
{
    g_auto(SvyCalcVector) bounds = {0};

    ret_bounds[0] = -INFINITY;
    ret_bounds[1] = INFINITY;
    if (!svy_calc_has(arguments, "bounds"))
        return true;
    if (!svy_calc_read_vector(arguments, "bounds", &bounds, error))
        return false;
    if (bounds.n != 2)
        return svy_calc_refuse("bounds", "be two numbers: the smallest and the largest factor",
                               error);
    for (size_t i = 0; i < 2; i++) {
        if (!isnan(bounds.values[i]))
            ret_bounds[i] = bounds.values[i];
    }
    return true;
}

static bool check_calibration(const SvyCalcMatrix *x, const SvyCalcVector *totals, GError **error)
{
    if (totals->n != x->n_columns && x->n_rows > 0)
        return svy_calc_refuse("totals", "have one number for each column of X", error);
    if (x->n_rows > 0 && x->n_columns == 0)
        return svy_calc_refuse("X", "have at least one column", error);
    return true;
}

static bool read_answers(const SvyCalcArguments *arguments,
                         size_t n,
                         SvyCalcVector *ret_y,
                         GError **error)
{
    if (!svy_calc_has(arguments, "y"))
        return true;
    if (!svy_calc_read_vector(arguments, "y", ret_y, error))
        return false;
    return ret_y->n == n || svy_calc_refuse("y", "have one value for each row of X", error);
}

/* Mean and total of @y by the calibrated weights. */
static bool put_calibrated(SvyCalcAnswer *answer,
                           const SvyDesign *design,
                           const SvyCalcMatrix *x,
                           const double g[],
                           const SvyCalcVector *y,
                           GError **error)
{
    SvyEstimate mean, total;

    if (!svy_weights_estimate_calibrated(design, g, x->n_columns, x->values, y->values, 0.95, &mean,
                                         &total, error))
        return false;
    svy_calc_put_estimate(answer, &mean, "mean", NULL, NULL);
    svy_calc_put_number(answer, "mean_se", mean.se);
    svy_calc_put_estimate(answer, &total, "total", NULL, NULL);
    svy_calc_put_number(answer, "total_se", total.se);
    return true;
}

static void say_calibrated(SvyCalcAnswer *answer, const SvyCalcMatrix *x, bool has_y)
{
    svy_calc_say(answer,
                 "The weights of %zu records are changed as little as possible so that they meet "
                 "the %zu known totals.",
                 x->n_rows, x->n_columns);
    if (has_y)
        svy_calc_say(answer, "The standard errors of the mean and the total of y are those of what "
                             "the known totals do not explain.");
}

static bool compute_calibrate(const SvyCalcArguments *arguments,
                              SvyCalcAnswer *answer,
                              GError **error)
{
    static const char *const keys[] = {"g", "weights", NULL};
    g_auto(SvyCalcMatrix) x = {0};
    g_auto(SvyCalcVector) totals = {0}, y = {0};
    g_auto(SvyCalcDesign) sample = {0};
    double bounds[2];
    size_t n_steps;

    if (!svy_calc_read_matrix(arguments, "X", &x, error) ||
        !svy_calc_read_vector(arguments, "totals", &totals, error) ||
        !read_bounds(arguments, bounds, error) || !check_calibration(&x, &totals, error) ||
        !read_answers(arguments, x.n_rows, &y, error) ||
        !svy_calc_design_read(arguments, x.n_rows, &sample, error))
        return false;
    if (x.n_rows == 0)
        return answer_nobody(answer, keys);

    g_autofree double *g = g_new0(double, x.n_rows), *w = g_new0(double, x.n_rows);

    if (!svy_weights_calibrate_design((SvyCalibrateDistance)svy_calc_get_variant(arguments),
                                      sample.design, x.n_columns, x.values, totals.values,
                                      bounds[0], bounds[1], g, w, &n_steps, error))
        return false;
    svy_calc_put_vector(answer, "g", x.n_rows, g);
    svy_calc_put_vector(answer, "weights", x.n_rows, w);
    if (y.values != NULL && !put_calibrated(answer, sample.design, &x, g, &y, error))
        return false;
    svy_calc_put_count(answer, "iterations", n_steps);
    say_calibrated(answer, &x, y.values != NULL);
    return true;
}

/* --- Waves ---------------------------------------------------------------------------------- */

typedef struct {
    SvyCalcVector y, w;
    SvyCalcLevels id;
    int32_t *person;
    SvyWave wave;
} WaveInput;

static void clear_wave(WaveInput *input)
{
    svy_calc_vector_clear(&input->y);
    svy_calc_vector_clear(&input->w);
    svy_calc_levels_clear(&input->id);
    g_free(input->person);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(WaveInput, clear_wave)

static bool check_wave(const char *name, const WaveInput *input, GError **error)
{
    if (input->w.values != NULL && input->w.n != input->y.n)
        return svy_calc_refuse(name, "have one w for each y", error);
    if (input->id.codes != NULL && input->id.n != input->y.n)
        return svy_calc_refuse(name, "have one id for each y", error);
    for (size_t i = 0; i < input->w.n; i++) {
        if (isnan(input->w.values[i]))
            return svy_calc_refuse(name, "have a weight in each place of w", error);
    }
    return true;
}

static bool read_wave(const SvyCalcArguments *arguments,
                      const char *name,
                      WaveInput *input,
                      GError **error)
{
    static const char *const parts[] = {"id", "y", "w", NULL};
    g_autoptr(SvyCalcArguments) wave = svy_calc_open_object(arguments, name);

    if (wave == NULL)
        return svy_calc_refuse(name, "be an object with id, y and w", error);
    if (!svy_calc_check_names(wave, parts, error) ||
        !svy_calc_read_vector(wave, "y", &input->y, error))
        return false;
    if (svy_calc_has(wave, "w") && !svy_calc_read_vector(wave, "w", &input->w, error))
        return false;
    if (svy_calc_has(wave, "id") && !svy_calc_read_levels(wave, "id", &input->id, error))
        return false;
    input->wave = (SvyWave){.n = input->y.n, .y = input->y.values, .w = input->w.values};
    return check_wave(name, input, error);
}

/* The same id is the same person in both waves. */
static void number_persons(WaveInput *input, GHashTable *numbers)
{
    if (input->id.codes == NULL)
        return;
    input->person = g_new(int32_t, input->id.n + 1);
    for (size_t i = 0; i < input->id.n; i++) {
        const int32_t code = input->id.codes[i];
        const char *label = code < 0 ? NULL : input->id.labels[code];

        if (label != NULL && !g_hash_table_contains(numbers, label))
            g_hash_table_insert(numbers, (void *)label,
                                GINT_TO_POINTER(g_hash_table_size(numbers)));
        input->person[i] =
            label == NULL ? -1 : GPOINTER_TO_INT(g_hash_table_lookup(numbers, label));
    }
    input->wave.person = input->person;
}

static void say_waves(SvyCalcAnswer *answer, const SvyWaveChange *change, bool is_overlap)
{
    if (change->change.status == SVY_STATUS_NO_CASES) {
        svy_calc_say(answer, "One of the waves has no answers, so there is no change to tell.");
        return;
    }

    g_autofree char *first = svy_num_format(change->first.value, 4);
    g_autofree char *second = svy_num_format(change->second.value, 4);
    g_autofree char *value = svy_num_format(change->change.value, 4);

    svy_calc_say(answer, "From %s to %s: a change of %s.", first, second, value);
    if (change->change.status == SVY_STATUS_OK) {
        g_autofree char *lo = svy_num_format(change->change.lo, 4);
        g_autofree char *hi = svy_num_format(change->change.hi, 4);
        g_autofree char *level = svy_num_format_exact(change->change.level * 100);
        g_autofree char *p = svy_calc_word_p(change->p_value);

        svy_calc_say(answer, "%s%% interval %s to %s, %s for no change at all.", level, lo, hi, p);
    }
    if (is_overlap)
        svy_calc_say(
            answer,
            "%zu people answered, %zu of them in both waves; their two answers are counted "
            "as one person's.",
            change->n_persons, change->n_in_both);
    else
        svy_calc_say(answer, "The waves are taken as different people (%zu records).",
                     change->n_persons);
}

static void put_waves(SvyCalcAnswer *answer, const SvyWaveChange *change, bool is_overlap)
{
    svy_calc_put_estimate(answer, &change->first, "est1", NULL, NULL);
    svy_calc_put_estimate(answer, &change->second, "est2", NULL, NULL);
    svy_calc_put_estimate(answer, &change->change, "diff", NULL, NULL);
    svy_calc_put_number(answer, "se", change->change.se);
    svy_calc_put_number(answer, "df", change->change.df);
    svy_calc_put_number(answer, "lower", change->change.lo);
    svy_calc_put_number(answer, "upper", change->change.hi);
    svy_calc_put_number(answer, "p", change->p_value);
    svy_calc_put_number(answer, "se1", change->first.se);
    svy_calc_put_number(answer, "se2", change->second.se);
    if (is_overlap) {
        svy_calc_put_count(answer, "n_persons", change->n_persons);
        svy_calc_put_count(answer, "n_in_both", change->n_in_both);
    }
}

static bool compute_waves(const SvyCalcArguments *arguments, SvyCalcAnswer *answer, GError **error)
{
    const bool is_overlap = svy_calc_get_variant(arguments) == 1;
    g_auto(WaveInput) first = {0}, second = {0};
    g_autoptr(GHashTable) numbers = g_hash_table_new(g_str_hash, g_str_equal);
    SvyWaveChange change;
    double level;

    if (!read_wave(arguments, "wave1", &first, error) ||
        !read_wave(arguments, "wave2", &second, error) ||
        !svy_calc_read_number(arguments, "conf", &level, error))
        return false;
    if (is_overlap) {
        number_persons(&first, numbers);
        number_persons(&second, numbers);
    }
    if (!(is_overlap ? svy_waves_overlap(&first.wave, &second.wave, g_hash_table_size(numbers),
                                         level, &change, error)
                     : svy_waves_independent(&first.wave, &second.wave, level, &change, error)))
        return false;
    put_waves(answer, &change, is_overlap);
    say_waves(answer, &change, is_overlap);
    return true;
}

/* --- Panel ---------------------------------------------------------------------------------- */

static void say_panel(SvyCalcAnswer *answer,
                      const SvyPairTable *table,
                      const SvyEstimate *change,
                      const SvyMcnemar *test)
{
    if (change->status != SVY_STATUS_OK) {
        svy_calc_say(answer, "Nobody answered in both waves, so there is no change to tell.");
        return;
    }

    const double n = table->both + table->first_only + table->second_only + table->neither;
    g_autofree char *share1 = svy_num_format_pct((table->both + table->first_only) / n, 1);
    g_autofree char *share2 = svy_num_format_pct((table->both + table->second_only) / n, 1);
    g_autofree char *lo = svy_num_format_pct(change->lo, 1);
    g_autofree char *hi = svy_num_format_pct(change->hi, 1);
    g_autofree char *level = svy_num_format_exact(change->level * 100);
    g_autofree char *p = svy_calc_word_p(test->p_midp);
    g_autofree char *shown_n = svy_num_format_exact(n);

    svy_calc_say(answer,
                 "Of the same %s people, %s%% said yes first and %s%% said yes second; the first "
                 "less the second is %s to %s points (%s%% interval, Newcombe's method 10), %s "
                 "for no change (McNemar, mid-p).",
                 shown_n, share1, share2, lo, hi, level, p);
}

static bool compute_panel(const SvyCalcArguments *arguments, SvyCalcAnswer *answer, GError **error)
{
    SvyPairTable table;
    SvyEstimate newcombe, tango;
    SvyMcnemar test;
    double level;

    if (!svy_calc_read_number(arguments, "a", &table.both, error) ||
        !svy_calc_read_number(arguments, "b", &table.first_only, error) ||
        !svy_calc_read_number(arguments, "c", &table.second_only, error) ||
        !svy_calc_read_number(arguments, "d", &table.neither, error) ||
        !svy_calc_read_number(arguments, "conf", &level, error) ||
        !svy_paired_newcombe10(&table, level, &newcombe, error) ||
        !svy_paired_tango(&table, level, &tango, error) ||
        !svy_paired_mcnemar(&table, &test, error))
        return false;
    svy_calc_put_estimate(answer, &newcombe, "change", NULL, NULL);
    svy_calc_put_number(answer, "mcnemar_p_exact", test.p_exact);
    svy_calc_put_number(answer, "mcnemar_p_midp", test.p_midp);
    svy_calc_put_estimate(answer, &newcombe, NULL, "newcombe_lower", "newcombe_upper");
    svy_calc_put_estimate(answer, &tango, NULL, "tango_lower", "tango_upper");
    say_panel(answer, &table, &newcombe, &test);
    return true;
}

/* --- Table ---------------------------------------------------------------------------------- */

static const SvyCalcInput kish_inputs[] = {
    {"weights", SVY_CALC_VECTOR, SVY_CALC_REQUIRED, NULL, "weights, not negative, in any unit"},
    {NULL},
};

static const SvyCalcOutput kish_outputs[] = {
    {"deff", "design effect of unequal weights"},
    {"n_eff", "effective sample size"},
    {"cv2", "squared coefficient of variation"},
    {NULL},
};

static const SvyCalcInput trim_inputs[] = {
    {"weights", SVY_CALC_VECTOR, SVY_CALC_REQUIRED, NULL, "weights, not negative, in any unit"},
    {"upper", SVY_CALC_NUMBER, SVY_CALC_OPTIONAL, NULL,
     "largest weight allowed; 5 times the median when not given"},
    {"rule", SVY_CALC_WORD, SVY_CALC_OPTIONAL, "equal",
     "how the others share what is cut: equal or proportional"},
    {NULL},
};

static const SvyCalcOutput trim_outputs[] = {
    {"weights", "weights after trimming"},
    {"total", "their sum, as before"},
    {"kish_deff", "design effect after trimming"},
    {"kish_deff_before", "design effect before"},
    {"upper", "the cap"},
    {"n_cut", "weights above the cap"},
    {NULL},
};

static const SvyCalcInput rake_inputs[] = {
    {"margins", SVY_CALC_OBJECT, SVY_CALC_REQUIRED, NULL,
     "{name: {\"values\": [...], \"targets\": {level: total}}}, a value for each record"},
    {"base", SVY_CALC_VECTOR, SVY_CALC_OPTIONAL, NULL, "weights to start from; all 1"},
    {"upper", SVY_CALC_NUMBER, SVY_CALC_OPTIONAL, NULL, "largest weight allowed; no limit"},
    {NULL},
};

static const SvyCalcOutput rake_outputs[] = {
    {"weights", "weights that meet all targets"},
    {"kish_deff", "their design effect"},
    {"iterations", "passes over all margins"},
    {"converged", "all targets are met"},
    {"n_eff", "effective sample size"},
    {"largest_misfit", "largest |sum / target - 1|"},
    {"smallest_ratio", "smallest new weight / base weight"},
    {"largest_ratio", "largest new weight / base weight"},
    {"n_trimmed", "weights at the cap"},
    {NULL},
};

static const SvyCalcInput poststratify_inputs[] = {
    {"sample", SVY_CALC_MATRIX, SVY_CALC_OPTIONAL, NULL, "counts of the sample"},
    {"population", SVY_CALC_MATRIX, SVY_CALC_OPTIONAL, NULL, "counts of the population"},
    {"design", SVY_CALC_OBJECT, SVY_CALC_OPTIONAL, NULL, "instead: weights of the records"},
    {"cell", SVY_CALC_LABELS, SVY_CALC_OPTIONAL, NULL, "group of each record"},
    {"totals", SVY_CALC_OBJECT, SVY_CALC_OPTIONAL, NULL, "{group: total}"},
    {NULL},
};

static const SvyCalcOutput poststratify_outputs[] = {
    {"weights", "weight of a person of each cell, or of each record"},
    {NULL},
};

static const SvyCalcInput calibrate_inputs[] = {
    {"design", SVY_CALC_OBJECT, SVY_CALC_OPTIONAL, NULL,
     "weights, strata, psu, fpc: one entry for each record; all equal"},
    {"X", SVY_CALC_MATRIX, SVY_CALC_REQUIRED, NULL,
     "a row for each record; a column of 1 fixes the sum of the weights"},
    {"totals", SVY_CALC_VECTOR, SVY_CALC_REQUIRED, NULL, "known total of each column"},
    {"bounds", SVY_CALC_VECTOR, SVY_CALC_OPTIONAL | SVY_CALC_NULLABLE, NULL,
     "smallest and largest factor; NA: none"},
    {"y", SVY_CALC_VECTOR, SVY_CALC_OPTIONAL | SVY_CALC_NULLABLE, NULL,
     "a variable to estimate with the new weights"},
    {NULL},
};

static const SvyCalcOutput calibrate_outputs[] = {
    {"g", "factor of each record"}, {"weights", "calibrated weights"},
    {"mean", "mean of y"},          {"mean_se", "its standard error, by residuals"},
    {"total", "total of y"},        {"total_se", "its standard error, by residuals"},
    {"iterations", "Newton steps"}, {NULL},
};

static const SvyCalcInput waves_inputs[] = {
    {"wave1", SVY_CALC_OBJECT, SVY_CALC_REQUIRED, NULL,
     "the earlier wave: y, w (weights; all 1), id (person)"},
    {"wave2", SVY_CALC_OBJECT, SVY_CALC_REQUIRED, NULL, "the later wave"},
    {"conf", SVY_CALC_NUMBER, SVY_CALC_OPTIONAL, "0.95", "confidence level, between 0 and 1"},
    {NULL},
};

static const SvyCalcOutput waves_outputs[] = {
    {"est1", "mean of the earlier wave"},
    {"est2", "mean of the later wave"},
    {"diff", "later less earlier"},
    {"se", "standard error of diff"},
    {"df", "degrees of freedom"},
    {"lower", "lower limit"},
    {"upper", "upper limit"},
    {"p", "p-value of no change"},
    {"se1", "standard error of est1"},
    {"se2", "standard error of est2"},
    {"n_persons", "persons in either wave"},
    {"n_in_both", "persons in both"},
    {NULL},
};

static const SvyCalcInput panel_inputs[] = {
    {"a", SVY_CALC_NUMBER, SVY_CALC_REQUIRED, NULL, "people who said yes both times"},
    {"b", SVY_CALC_NUMBER, SVY_CALC_REQUIRED, NULL, "yes the first time only"},
    {"c", SVY_CALC_NUMBER, SVY_CALC_REQUIRED, NULL, "yes the second time only"},
    {"d", SVY_CALC_NUMBER, SVY_CALC_REQUIRED, NULL, "no both times"},
    {"conf", SVY_CALC_NUMBER, SVY_CALC_OPTIONAL, "0.95", "confidence level, between 0 and 1"},
    {NULL},
};

static const SvyCalcOutput panel_outputs[] = {
    {"change", "(b - c) / n: first share less second share"},
    {"mcnemar_p_exact", "exact McNemar test"},
    {"mcnemar_p_midp", "McNemar mid-p"},
    {"newcombe_lower", "lower limit, Newcombe's method 10"},
    {"newcombe_upper", "upper limit"},
    {"tango_lower", "lower limit, Tango's score"},
    {"tango_upper", "upper limit"},
    {NULL},
};

#define CALIBRATE(name_, summary_, formula_, example_, gives_, variant_)                           \
    {                                                                                              \
        .name = name_, .summary = summary_, .inputs = calibrate_inputs,                            \
        .outputs = calibrate_outputs, .formula = formula_,                                         \
        .source = "Deville & Sarndal (1992); R survey calibrate()",                                \
        .function = "svy_weights_calibrate", .reference = "tests/reference/weights",               \
        .example = example_, .gives = gives_, .compute = compute_calibrate, .variant = variant_    \
    }

const SvyCalcMethod svy_calc_weights_methods[] = {
    {
        .name = "weight.kish_deff",
        .summary = "what unequal weights cost: Kish's design effect and effective sample size",
        .inputs = kish_inputs,
        .outputs = kish_outputs,
        .formula = "deff = 1 + cv^2 = n sum(w^2) / (sum w)^2; n_eff = n / deff",
        .source = "Kish (1965), 11.7",
        .function = "svy_weights_kish",
        .reference = "tests/reference/weights",
        .example = "weights=1,1,2,4",
        .gives = "deff=1.375 n_eff=2.9091 cv2=0.375",
        .compute = compute_kish,
    },
    {
        .name = "weight.trim",
        .summary = "weights cut at a cap, the excess shared by the others",
        .inputs = trim_inputs,
        .outputs = trim_outputs,
        .formula = "min(upper, w + d), with the d that keeps the total, for weights that were not "
                   "above the cap (proportional: min(upper, w k))",
        .source = "R survey trimWeights(strict = TRUE); Potter (1990)",
        .function = "svy_weights_trim",
        .reference = "tests/reference/weights",
        .example = "weights=1,1,4.5,10 upper=5",
        .gives = "weights/0=3.25 weights/2=5 total=16.5",
        .compute = compute_trim,
    },
    {
        .name = "weight.rake",
        .summary = "weights that meet the totals of several margins: raking",
        .inputs = rake_inputs,
        .outputs = rake_outputs,
        .formula =
            "w = base * product of a factor for each group; margins are scaled in turn until "
            "all are met",
        .source = "Deming & Stephan (1940)",
        .function = "svy_weights_rake",
        .reference = "tests/reference/weights",
        .example = "'margins={\"sex\":{\"values\":[\"f\",\"f\",\"f\",\"m\",\"m\"],\"targets\":{"
                   "\"f\":50,\"m\":50}},\"age\":{\"values\":[1,1,2,1,2],\"targets\":{\"1\":40,"
                   "\"2\":60}}}'",
        .gives = "weights/2=25.8872 kish_deff=1.1885 converged=true",
        .compute = compute_rake,
    },
    {
        .name = "weight.poststratify",
        .summary = "weights that meet the totals of one full table: post-stratification",
        .inputs = poststratify_inputs,
        .outputs = poststratify_outputs,
        .formula =
            "population / sample, cell by cell; with records: weight * total / sum of weights",
        .source = "Holt & Smith (1979)",
        .function = "svy_weights_poststratify",
        .reference = "tests/reference/weights",
        .example = "sample=20,30/25,25 population=200,240/300,260",
        .gives = "weights/0/0=10 weights/0/1=8 weights/1/0=12 weights/1/1=10.4",
        .compute = compute_poststratify,
    },
    CALIBRATE("weight.calibrate.linear",
              "calibrated weights, linear distance (regression estimator)",
              "g = 1 + x'lambda, cut at the bounds, with sum(w g x) = totals",
              "X=1,2/1,4/1,5/1,9 totals=8,42 y=3,5,4,10",
              "g/0=1.7692 mean=5.75",
              0),
    CALIBRATE("weight.calibrate.raking",
              "calibrated weights, raking distance",
              "g = exp(x'lambda), cut at the bounds, with sum(w g x) = totals",
              "X=1,2/1,4/1,5/1,9 totals=8,42 y=3,5,4,10",
              "mean=5.7523",
              1),
    CALIBRATE(
        "weight.calibrate.logit",
        "calibrated weights between two bounds (logit distance)",
        "g = (L (U - 1) + U (1 - L) e) / (U - 1 + (1 - L) e), e = exp(A x'lambda), A = (U - L) "
        "/ ((U - 1) (1 - L)), with sum(w g x) = totals",
        "X=1,2/1,4/1,5/1,9 totals=4.2,21 bounds=0.5,2 y=3,5,4,10",
        "mean=5.5",
        2),
    {
        .name = "waves.independent",
        .summary = "change of a mean or share between two waves of different people",
        .inputs = waves_inputs,
        .outputs = waves_outputs,
        .formula = "se^2 = se1^2 + se2^2, linearized; Student's t with n1 + n2 - 2 df",
        .source = "Binder (1983)",
        .function = "svy_waves_independent",
        .reference = "tests/reference/waves",
        .example = "wave1.y=1,0,1,0,0 wave2.y=1,1,1,0,1,1",
        .gives = "est1=0.4 est2=0.8333 diff=0.4333 df=9",
        .compute = compute_waves,
        .variant = 0,
    },
    {
        .name = "waves.overlap",
        .summary = "change of a mean or share between two waves that share some people",
        .inputs = waves_inputs,
        .outputs = waves_outputs,
        .formula =
            "waves stacked, the person as sampling unit: se^2 = m/(m-1) sum((d2 - d1)^2) over "
            "m persons; Student's t with m - 1 df",
        .source = "Binder (1983)",
        .function = "svy_waves_overlap",
        .reference = "tests/reference/waves",
        .example = "wave1.id=a,b,c,d,e wave1.y=1,0,1,0,0 wave2.id=a,b,c,f,g,h wave2.y=1,1,1,0,1,1",
        .gives = "diff=0.4333 df=7 n_persons=8 n_in_both=3",
        .compute = compute_waves,
        .variant = 1,
    },
    {
        .name = "waves.panel_paired",
        .summary = "change of a yes/no answer of the same people",
        .inputs = panel_inputs,
        .outputs = panel_outputs,
        .formula = "(b - c) / n with Newcombe's method 10 and Tango's score; McNemar's test",
        .source = "Newcombe (1998c); Tango (1998); Fagerland, Lydersen & Laake (2013)",
        .function = "svy_paired_newcombe10",
        .reference = "tests/reference/waves",
        .example = "a=20 b=12 c=2 d=16",
        .gives = "change=0.2 newcombe_lower=0.0562 newcombe_upper=0.3292",
        .compute = compute_panel,
    },
    {NULL},
};
