/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows for a logistic regression. */
#include "analysis/regress.h"

#include <math.h>
#include <string.h>

#include <surveystat/logistic.h>

#include "analysis/tally.h"
#include "analysis/weighting.h"
#include "base/error.h"
#include "base/text.h"
#include "base/translate.h"

#define LABEL_CHARS  80u
#define MAX_PATTERNS 1000000u /* kinds of people that are kept apart */
#define MAX_WORK     5e9 /* multiplications for a model with all its profiles: about a second */

static void free_predictor(gpointer data)
{
    SvyPredictor *predictor = data;

    for (size_t i = 0; i < predictor->n_levels; i++) {
        g_free(predictor->labels[i]);
        svy_bitset_free(predictor->people[i]);
    }
    g_free(predictor->labels);
    g_free(predictor->people);
    g_free(predictor->is_aliased);
    g_free(predictor->is_pooled);
    g_free(predictor->is_secret);
    g_free(predictor);
}

void svy_regression_init(SvyRegression *regression, const char *language, const SvyOutcome *outcome)
{
    *regression = (SvyRegression){.outcome = outcome,
                                  .language = language,
                                  .predictors = g_ptr_array_new_with_free_func(free_predictor),
                                  .notes = g_ptr_array_new_with_free_func(g_free)};
}

void svy_regression_weigh(const SvyRun *run, SvyRegression *regression)
{
    if (run->weighting == NULL)
        return;
    regression->w = run->weighting->w;
    regression->n_design = svy_run_count_weighted(run);
}

void svy_regression_clear(SvyRegression *regression)
{
    g_clear_pointer(&regression->predictors, g_ptr_array_unref);
    g_clear_pointer(&regression->notes, g_ptr_array_unref);
    svy_bitset_free(regression->complete);
    regression->complete = NULL;
}

static SvyPredictor *get_predictor(const SvyRegression *regression, guint i)
{
    return g_ptr_array_index(regression->predictors, i);
}

static bool add_level(SvyPredictor *predictor, const SvyGroup *group)
{
    SvyBitset *people = svy_bitset_copy(group->people);

    if (people == NULL)
        return false;
    predictor->labels[predictor->n_levels] = g_strdup(group->label);
    predictor->people[predictor->n_levels] = people;
    predictor->n_levels++;
    return true;
}

bool svy_regression_add(SvyRegression *regression,
                        const SvyGrouping *grouping,
                        const bool is_told[],
                        GError **error)
{
    SvyPredictor *predictor = g_new0(SvyPredictor, 1);

    *predictor = (SvyPredictor){.grouping = grouping,
                                .labels = g_new0(char *, grouping->n_groups + 1),
                                .people = g_new0(SvyBitset *, grouping->n_groups + 1),
                                .is_aliased = g_new0(bool, grouping->n_groups + 1),
                                .is_pooled = g_new0(bool, grouping->n_groups + 1),
                                .is_secret = g_new0(bool, grouping->n_groups + 1)};
    g_ptr_array_add(regression->predictors, predictor);
    for (size_t i = 0; i < grouping->n_groups; i++) {
        predictor->is_secret[i] = !is_told[i];
        if (!add_level(predictor, &grouping->groups[i]))
            return svy_error_set_memory(error, "the regression");
    }
    return true;
}

/* --- Which groups --------------------------------------------------------------------------- */

/* Who answered everything. */
static void find_complete(SvyRegression *regression)
{
    const size_t n_words = (regression->complete->n_bits + 63) / 64;

    memcpy(regression->complete->words, regression->outcome->base->words,
           n_words * sizeof *regression->complete->words);
    for (guint p = 0; p < regression->predictors->len; p++) {
        const SvyPredictor *predictor = get_predictor(regression, p);

        for (size_t w = 0; w < n_words; w++) {
            uint64_t any = 0;

            for (size_t i = 0; i < predictor->n_levels; i++)
                any |= predictor->people[i]->words[w];
            regression->complete->words[w] &= any;
        }
    }
}

/* Enough people with a yes and with a no. */
static bool is_large(const SvyRegression *regression,
                     const SvyBitset *people,
                     size_t min_cell,
                     size_t min_base)
{
    size_t n = 0, n_yes = 0;

    for (size_t w = 0; w < (people->n_bits + 63) / 64; w++) {
        const uint64_t in = people->words[w] & regression->complete->words[w];

        n += (size_t)__builtin_popcountll(in);
        n_yes += (size_t)__builtin_popcountll(in & regression->outcome->people->words[w]);
    }
    return n > 0 && n >= min_base &&
           (min_cell <= 1 || (n_yes >= min_cell && n - n_yes >= min_cell));
}

static void remove_level(SvyPredictor *predictor, size_t at)
{
    g_free(predictor->labels[at]);
    svy_bitset_free(predictor->people[at]);
    predictor->n_levels--;
    for (size_t i = at; i < predictor->n_levels; i++) {
        predictor->labels[i] = predictor->labels[i + 1];
        predictor->people[i] = predictor->people[i + 1];
        predictor->is_pooled[i] = predictor->is_pooled[i + 1];
        predictor->is_secret[i] = predictor->is_secret[i + 1];
    }
    predictor->is_pooled[predictor->n_levels] = false;
    predictor->is_secret[predictor->n_levels] = false;
}

static void join_levels(const char *language, SvyPredictor *predictor, size_t at, size_t into)
{
    g_autofree char *before = predictor->labels[into];
    g_autofree char *both =
        g_strdup_printf(svy_tr(language, "%s or %s"), predictor->labels[MIN(at, into)],
                        predictor->labels[MAX(at, into)]);

    svy_bitset_or(predictor->people[into], predictor->people[at]);
    predictor->is_pooled[into] = true;
    predictor->labels[into] = svy_text_cut(both, LABEL_CHARS);
    remove_level(predictor, at);
}

static size_t find_smallest_other(const SvyRegression *regression,
                                  const SvyPredictor *predictor,
                                  size_t at)
{
    size_t smallest = at, n_smallest = SIZE_MAX;

    for (size_t i = 0; i < predictor->n_levels; i++) {
        const size_t n = svy_bitset_count_and(predictor->people[i], regression->complete);

        if (i == at || n >= n_smallest)
            continue;
        smallest = i;
        n_smallest = n;
    }
    return smallest;
}

/* Puts one small group to another: what is small, or what was pooled before, or else the smallest
 * there is. */
static void pool_level(SvyRegression *regression,
                       SvyPredictor *predictor,
                       size_t at,
                       const bool is_small[])
{
    size_t into = predictor->n_levels;

    for (size_t i = 0; i < predictor->n_levels; i++) {
        if (i != at && (predictor->is_pooled[i] || is_small[i]))
            into = i;
    }
    if (into == predictor->n_levels)
        into = find_smallest_other(regression, predictor, at);
    join_levels(regression->language, predictor, at, into);
}

/* What is withheld of several groups is told of all of them together, which follows from what is
 * told of the others and of everybody; of one, or of groups beside which more people are left over,
 * it does not: then the question is left out. */
static bool pool_secrets(const char *language, SvyPredictor *predictor)
{
    size_t first = predictor->n_levels, n_secret = 0;

    for (size_t i = 0; i < predictor->n_levels; i++) {
        n_secret += predictor->is_secret[i];
        if (predictor->is_secret[i] && first == predictor->n_levels)
            first = i;
    }
    if (n_secret == 1 || (n_secret > 0 && predictor->grouping->rest.n > 0))
        return false;
    for (size_t i = predictor->n_levels; n_secret > 1 && i-- > first + 1;) {
        if (predictor->is_secret[i])
            join_levels(language, predictor, i, first);
    }
    return predictor->n_levels > 1;
}

static void settle_secrets(SvyRegression *regression)
{
    for (guint p = 0; p < regression->predictors->len;) {
        SvyPredictor *predictor = get_predictor(regression, p);

        if (pool_secrets(regression->language, predictor)) {
            p++;
            continue;
        }
        g_ptr_array_add(
            regression->notes,
            g_strdup_printf(
                svy_tr(regression->language,
                       "%s is left out: it is withheld how many of its groups said yes."),
                predictor->grouping->id));
        g_ptr_array_remove_index(regression->predictors, p);
    }
}

/* One small group of one question is dealt with; false when there is none. */
static bool mend_one(SvyRegression *regression, size_t min_cell, size_t min_base)
{
    for (guint p = 0; p < regression->predictors->len; p++) {
        SvyPredictor *predictor = get_predictor(regression, p);
        g_autofree bool *is_small = g_new0(bool, predictor->n_levels + 1);
        size_t first = predictor->n_levels;

        for (size_t i = 0; i < predictor->n_levels; i++) {
            is_small[i] = !is_large(regression, predictor->people[i], min_cell, min_base);
            if (is_small[i] && first == predictor->n_levels)
                first = i;
        }
        if (first < predictor->n_levels && predictor->n_levels > 1) {
            pool_level(regression, predictor, first, is_small);
            return true;
        }
    }
    return false;
}

static bool drop_empty(SvyRegression *regression)
{
    for (guint p = 0; p < regression->predictors->len; p++) {
        const SvyPredictor *predictor = get_predictor(regression, p);

        if (predictor->n_levels >= 2)
            continue;
        g_ptr_array_add(
            regression->notes,
            g_strdup_printf(
                svy_tr(regression->language,
                       "%s is left out: in all groups but one too few people said yes or no."),
                predictor->grouping->id));
        g_ptr_array_remove_index(regression->predictors, p);
        return true;
    }
    return false;
}

/* --- Compared with what --------------------------------------------------------------------- */

static bool is_same(const SvyRegression *regression, const SvyBitset *a, const SvyBitset *b)
{
    for (size_t w = 0; w < (a->n_bits + 63) / 64; w++) {
        if (((a->words[w] ^ b->words[w]) & regression->complete->words[w]) != 0)
            return false;
    }
    return true;
}

/* Students by role are students by membership: one of the two tells all. */
static void find_aliases(SvyRegression *regression, guint p)
{
    SvyPredictor *predictor = get_predictor(regression, p);

    for (size_t i = 0; i < predictor->n_levels; i++) {
        for (guint q = 0; q < p && !predictor->is_aliased[i]; q++) {
            const SvyPredictor *before = get_predictor(regression, q);

            for (size_t j = 0; j < before->n_levels && !predictor->is_aliased[i]; j++) {
                predictor->is_aliased[i] =
                    is_same(regression, predictor->people[i], before->people[j]);
                if (predictor->is_aliased[i])
                    g_ptr_array_add(regression->notes,
                                    g_strdup_printf(svy_tr(regression->language,
                                                           "“%s” of %s has no row of its own: it "
                                                           "is the same people as “%s” of %s."),
                                                    predictor->labels[i], predictor->grouping->id,
                                                    before->labels[j], before->grouping->id));
            }
        }
    }
}

/* The largest group that is not another one's double. */
static void choose_reference(SvyRegression *regression, SvyPredictor *predictor)
{
    size_t n_best = 0;

    predictor->reference = predictor->n_levels;
    for (size_t i = 0; i < predictor->n_levels; i++) {
        const size_t n = svy_bitset_count_and(predictor->people[i], regression->complete);

        if (predictor->is_aliased[i] || predictor->is_pooled[i] || n <= n_best)
            continue;
        predictor->reference = i;
        n_best = n;
    }
    if (predictor->reference == predictor->n_levels)
        predictor->reference = 0;
}

static bool has_column(const SvyPredictor *predictor, size_t level)
{
    return level != predictor->reference && !predictor->is_aliased[level];
}

static void count_columns(SvyRegression *regression)
{
    regression->n_columns = 1;
    for (guint p = 0; p < regression->predictors->len; p++) {
        const SvyPredictor *predictor = get_predictor(regression, p);

        for (size_t i = 0; i < predictor->n_levels; i++)
            regression->n_columns += has_column(predictor, i);
    }
    regression->n_people = svy_bitset_count(regression->complete);
    regression->n_yes = svy_bitset_count_and(regression->complete, regression->outcome->people);
}

/* One note for all of them: on a chart each sentence is room taken from the rows. */
static void note_pooled(SvyRegression *regression)
{
    g_autoptr(GString) groups = g_string_new(NULL);

    for (guint p = 0; p < regression->predictors->len; p++) {
        const SvyPredictor *predictor = get_predictor(regression, p);

        for (size_t i = 0; i < predictor->n_levels; i++) {
            if (predictor->is_pooled[i])
                g_string_append_printf(groups, svy_tr(regression->language, "%s“%s” (%s)"),
                                       groups->len > 0 ? ", " : "", predictor->labels[i],
                                       predictor->grouping->id);
        }
    }
    if (groups->len > 0)
        g_ptr_array_add(regression->notes,
                        g_strdup_printf(svy_tr(regression->language,
                                               "Taken as one group each, because too few of these "
                                               "said yes or no, or it is withheld how many: %s."),
                                        groups->str));
}

/* --- How much work -------------------------------------------------------------------------- */

/* Some 50 passes over the kinds of people for each coefficient. */
static double estimate_work(const SvyRegression *regression)
{
    const double k = (double)regression->n_columns;
    double n_kinds = 2;

    for (guint p = 0; p < regression->predictors->len; p++)
        n_kinds *= (double)get_predictor(regression, p)->n_levels;
    return 50 * k * k * k * fmin(n_kinds, (double)regression->n_people);
}

static void leave_out_last(SvyRegression *regression)
{
    const guint last = regression->predictors->len - 1;

    g_ptr_array_add(
        regression->notes,
        g_strdup_printf(
            svy_tr(regression->language,
                   "%s is left out: with so many groups there would be too much to compute."),
            get_predictor(regression, last)->grouping->id));
    g_ptr_array_remove_index(regression->predictors, last);
}

static void settle_groups(SvyRegression *regression, size_t min_cell, size_t min_base)
{
    settle_secrets(regression);
    find_complete(regression);
    while (mend_one(regression, min_cell, min_base) || drop_empty(regression))
        find_complete(regression);
    count_columns(regression);
}

bool svy_regression_settle(SvyRegression *regression,
                           size_t min_cell,
                           size_t min_base,
                           GError **error)
{
    regression->complete = svy_bitset_new(regression->outcome->base->n_bits);
    if (regression->complete == NULL)
        return svy_error_set_memory(error, "the regression");
    settle_groups(regression, min_cell, min_base);
    while (regression->predictors->len > 1 && estimate_work(regression) > MAX_WORK) {
        leave_out_last(regression);
        settle_groups(regression, min_cell, min_base);
    }
    note_pooled(regression);
    for (guint p = 0; p < regression->predictors->len; p++) {
        find_aliases(regression, p);
        choose_reference(regression, get_predictor(regression, p));
    }
    count_columns(regression);
    return true;
}

/* --- Kinds of people ------------------------------------------------------------------------ */

/* How many people there are of each kind, with a yes and with a no. A kind is a number: the level
 * of each predictor is one of its digits. */
typedef struct {
    size_t n_kinds;
    uint32_t *n[2];         /* [n_kinds] no, yes */
    SvyWeightSums *sums[2]; /* [n_kinds] (nullable) the same with weights */
} Kinds;

static void kinds_clear(Kinds *kinds)
{
    g_free(kinds->n[0]);
    g_free(kinds->n[1]);
    g_free(kinds->sums[0]);
    g_free(kinds->sums[1]);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Kinds, kinds_clear)

static void add_weight(double w, SvyWeightSums *sums)
{
    sums->n += w > 0;
    sums->w += w;
    sums->w2 += w * w;
}

/* Of 64 people at a time. */
static void count_word(const SvyRegression *regression, size_t w, Kinds *kinds)
{
    const uint64_t in = regression->complete->words[w];
    const uint64_t yes = regression->outcome->people->words[w];
    size_t kind[64] = {0};
    size_t unit = 1;

    for (guint p = 0; p < regression->predictors->len; p++) {
        const SvyPredictor *predictor = get_predictor(regression, p);

        for (size_t i = 1; i < predictor->n_levels; i++) {
            for (uint64_t people = predictor->people[i]->words[w] & in; people != 0;
                 people &= people - 1)
                kind[__builtin_ctzll(people)] += i * unit;
        }
        unit *= predictor->n_levels;
    }
    for (uint64_t people = in; people != 0; people &= people - 1) {
        const int at = __builtin_ctzll(people);

        kinds->n[yes >> at & 1][kind[at]]++;
        if (regression->w != NULL)
            add_weight(regression->w[w * 64 + (size_t)at], &kinds->sums[yes >> at & 1][kind[at]]);
    }
}

static bool count_kinds(const SvyRegression *regression, Kinds *kinds, GError **error)
{
    kinds->n_kinds = 1;
    for (guint p = 0; p < regression->predictors->len; p++) {
        kinds->n_kinds *= get_predictor(regression, p)->n_levels;
        if (kinds->n_kinds > MAX_PATTERNS)
            return svy_error_set(error, SVY_ERROR_LIMIT, NULL, "Name fewer predictors",
                                 "there are more than %u kinds of people", MAX_PATTERNS);
    }
    kinds->n[0] = g_try_new0(uint32_t, kinds->n_kinds);
    kinds->n[1] = g_try_new0(uint32_t, kinds->n_kinds);
    if (kinds->n[0] == NULL || kinds->n[1] == NULL)
        return svy_error_set_memory(error, "the regression");
    for (size_t yes = 0; regression->w != NULL && yes < 2; yes++) {
        kinds->sums[yes] = g_try_new0(SvyWeightSums, kinds->n_kinds);
        if (kinds->sums[yes] == NULL)
            return svy_error_set_memory(error, "the regression");
    }
    for (size_t w = 0; w < (regression->complete->n_bits + 63) / 64; w++)
        count_word(regression, w, kinds);
    return true;
}

/* --- Rows ----------------------------------------------------------------------------------- */

typedef struct {
    size_t n, k;
    double *x, *y, *w;
    SvyWeightSums *people; /* with weights; 0 without */
} Rows;

static void rows_clear(Rows *rows)
{
    g_free(rows->x);
    g_free(rows->y);
    g_free(rows->w);
    g_free(rows->people);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Rows, rows_clear)

static void fill_row(const SvyRegression *regression, size_t kind, double x[])
{
    size_t column = 1;

    x[0] = 1;
    for (guint p = 0; p < regression->predictors->len; p++) {
        const SvyPredictor *predictor = get_predictor(regression, p);
        const size_t level = kind % predictor->n_levels;

        kind /= predictor->n_levels;
        for (size_t i = 0; i < predictor->n_levels; i++) {
            if (has_column(predictor, i))
                x[column++] = i == level ? 1 : 0;
        }
    }
}

static bool fill_rows(const SvyRegression *regression,
                      const Kinds *kinds,
                      Rows *rows,
                      GError **error)
{
    size_t n = 0;

    for (size_t kind = 0; kind < kinds->n_kinds; kind++)
        n += (size_t)(kinds->n[0][kind] > 0) + (size_t)(kinds->n[1][kind] > 0);
    rows->k = regression->n_columns;
    rows->x = g_try_new(double, n * rows->k + 1);
    rows->y = g_try_new(double, n + 1);
    rows->w = g_try_new(double, n + 1);
    rows->people = g_try_new0(SvyWeightSums, n + 1);
    if (rows->x == NULL || rows->y == NULL || rows->w == NULL || rows->people == NULL)
        return svy_error_set_memory(error, "the regression");
    for (size_t kind = 0; kind < kinds->n_kinds; kind++) {
        for (size_t yes = 0; yes < 2; yes++) {
            if (kinds->n[yes][kind] == 0)
                continue;
            fill_row(regression, kind, rows->x + rows->n * rows->k);
            rows->y[rows->n] = (double)yes;
            if (kinds->sums[yes] != NULL)
                rows->people[rows->n] = kinds->sums[yes][kind];
            rows->w[rows->n++] = (double)kinds->n[yes][kind];
        }
    }
    return true;
}

/* --- The model ------------------------------------------------------------------------------ */

static SvyEstimate make_odds_ratio(const SvyLogisticCoef *coef, double level, bool is_firth)
{
    SvyEstimate ratio =
        svy_estimate_none(SVY_STATUS_UNDEFINED, level,
                          is_firth ? "penalized profile likelihood" : "profile likelihood");

    if (!isfinite(coef->value))
        return ratio;
    ratio.value = exp(coef->value);
    ratio.lo = isfinite(coef->profile_lo) ? exp(coef->profile_lo) : 0;
    ratio.hi = isfinite(coef->profile_hi) ? exp(coef->profile_hi) : (double)INFINITY;
    ratio.status = SVY_STATUS_OK;
    return ratio;
}

/* What one column of the model says. */
typedef struct {
    SvyEstimate odds_ratio, effect, plain_effect;
    double p;
} Column;

static GArray *list_levels(const SvyRegression *regression, const Column columns[])
{
    GArray *levels = g_array_new(FALSE, TRUE, sizeof(SvyDriverLevel));
    size_t column = 1;

    for (guint p = 0; p < regression->predictors->len; p++) {
        const SvyPredictor *predictor = get_predictor(regression, p);

        for (size_t i = 0; i < predictor->n_levels; i++) {
            if (!has_column(predictor, i))
                continue;

            const SvyDriverLevel row = {
                .grouping = predictor->grouping,
                .label = predictor->labels[i],
                .reference = predictor->labels[predictor->reference],
                .n = svy_bitset_count_and(predictor->people[i], regression->complete),
                .odds_ratio = columns[column].odds_ratio,
                .effect = columns[column].effect,
                .plain_effect = columns[column].plain_effect,
                .p = columns[column].p};

            g_array_append_val(levels, row);
            column++;
        }
    }
    return levels;
}

static bool fit_people(SvyRegression *regression,
                       const Rows *rows,
                       double level,
                       Column columns[],
                       GError **error)
{
    const size_t k = rows->k;
    g_autofree SvyLogisticCoef *coefs = g_new0(SvyLogisticCoef, k);
    g_autofree SvyEstimate *effects = g_new0(SvyEstimate, k);
    SvyLogisticFit fit;

    if (!svy_logistic_fit(SVY_LOGISTIC_ML, rows->n, k, rows->x, rows->y, rows->w, level, coefs,
                          &fit, error))
        return false;
    regression->is_firth = fit.status == SVY_STATUS_UNDEFINED;
    if (regression->is_firth && !svy_logistic_fit(SVY_LOGISTIC_FIRTH, rows->n, k, rows->x, rows->y,
                                                  rows->w, level, coefs, &fit, error))
        return false;
    if (!svy_logistic_marginal_effects(regression->is_firth ? SVY_LOGISTIC_FIRTH : SVY_LOGISTIC_ML,
                                       rows->n, k, rows->x, rows->y, rows->w, level, effects,
                                       error))
        return false;
    for (size_t j = 0; j < k; j++)
        columns[j] = (Column){.odds_ratio = make_odds_ratio(&coefs[j], level, regression->is_firth),
                              .effect = effects[j],
                              .plain_effect = effects[j],
                              .p = coefs[j].p_lr};
    return true;
}

static SvyEstimate make_weighted_ratio(const SvyDesignTest *coefficient)
{
    SvyEstimate ratio = coefficient->diff;

    ratio.method = "linearised";
    ratio.value = exp(ratio.value);
    ratio.lo = exp(ratio.lo);
    ratio.hi = exp(ratio.hi);
    ratio.se = (double)NAN;
    return ratio;
}

/* In place of what people without weights say. */
static bool fit_weighted(const SvyRegression *regression,
                         const Rows *rows,
                         double level,
                         Column columns[],
                         GError **error)
{
    g_autofree SvyDesignTest *coefs = g_new0(SvyDesignTest, rows->k);
    g_autofree SvyEstimate *effects = g_new0(SvyEstimate, rows->k);

    if (!svy_weighted_fit_logistic(regression->n_design, rows->n, rows->k, rows->x, rows->y,
                                   rows->people, level, coefs, effects, error))
        return false;
    for (size_t j = 0; j < rows->k; j++) {
        if (coefs[j].diff.status != SVY_STATUS_OK)
            return svy_error_set(error, SVY_ERROR_NUMERIC, NULL, NULL,
                                 "some groups are all alike, and with weights there is no model "
                                 "for that");
        columns[j].odds_ratio = make_weighted_ratio(&coefs[j]);
        columns[j].effect = effects[j];
        columns[j].p = coefs[j].p;
    }
    return true;
}

bool svy_regression_fit(SvyRegression *regression,
                        double level,
                        GArray **ret_levels,
                        GError **error)
{
    g_auto(Kinds) kinds = {0};
    g_auto(Rows) rows = {0};
    g_autofree Column *columns = g_new0(Column, regression->n_columns);

    if (!count_kinds(regression, &kinds, error) || !fill_rows(regression, &kinds, &rows, error) ||
        !fit_people(regression, &rows, level, columns, error))
        return false;
    if (regression->w != NULL && !fit_weighted(regression, &rows, level, columns, error))
        return false;
    *ret_levels = list_levels(regression, columns);
    return true;
}
