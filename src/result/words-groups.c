/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sentences about groups of people. They speak of the people who answered, unless the sample allows
 * more; a difference is claimed only where its adjusted test carries it. */
#include <math.h>
#include <string.h>

#include "base/text.h"
#include "base/translate.h"
#include "result/result-table.h"
#include "result/words-private.h"

#define LABEL_CHARS 60u

static const char *get_scope(const SvySurvey *survey)
{
    return survey->sampling == SVY_SAMPLING_PROBABILITY
               ? ""
               : svy_tr(survey->language, "In this sample, ");
}

static char *word_part(const char *language, const SvyShare *share, bool is_weighted)
{
    g_autofree char *pct = svy_tr_num_pct(language, share->base == 0 ? 0 : share->p.value, 1);
    g_autofree char *n = svy_tr_num_count(language, share->n);
    g_autofree char *base = svy_tr_num_count(language, share->base);

    return g_strdup_printf(svy_tr(language, "%s%% (%s%s of %s)"), pct,
                           is_weighted ? svy_tr(language, "weighted; ") : "", n, base);
}

static char *word_points(const char *language,
                         const SvyEstimate *difference,
                         const char *more,
                         const char *fewer)
{
    const bool is_more = difference->value > 0;
    const double lo = is_more ? difference->lo : -difference->hi;
    const double hi = is_more ? difference->hi : -difference->lo;
    g_autofree char *value =
        svy_tr_num_pct(language, is_more ? difference->value : -difference->value, 1);
    g_autofree char *lo_text = svy_tr_num_pct(language, lo, 1);
    g_autofree char *hi_text = svy_tr_num_pct(language, hi, 1);

    return g_strdup_printf(svy_tr(language, "%s points %s [%s, %s]"), value, is_more ? more : fewer,
                           lo_text, hi_text);
}

char *svy_words_groups_differ(const SvySurvey *survey, const SvyGroupWords *words)
{
    g_autofree char *answer = svy_text_cut(words->answer, LABEL_CHARS);
    g_autofree char *group = svy_text_cut(words->group, LABEL_CHARS);
    g_autofree char *own = word_part(survey->language, words->own, words->is_weighted);
    g_autofree char *others = word_part(survey->language, words->others, words->is_weighted);
    g_autofree char *points =
        word_points(survey->language, words->difference, svy_tr(survey->language, "more"),
                    svy_tr(survey->language, "fewer"));
    g_autofree char *p = svy_tr_num_p(survey->language, words->p);

    return g_strdup_printf(
        svy_tr(survey->language,
               "%s“%s” was chosen by %s of the group “%s” and by %s of all other "
               "groups: %s. The groups differ by more than chance would bring about "
               "(adjusted p %s%s); this is where they differ most."),
        get_scope(survey), answer, own, group, others, points, *p == '<' ? "" : "= ", p);
}

char *svy_words_groups_alike(const SvySurvey *survey, double p)
{
    g_autofree char *text = svy_tr_num_p(survey->language, p);

    return g_strdup_printf(
        svy_tr(survey->language,
               "%sthe groups cannot be told apart: differences of this size come about "
               "by chance (adjusted p = %s)."),
        *get_scope(survey) == '\0' ? svy_tr(survey->language, "From these answers ")
                                   : svy_tr(survey->language, "In this sample "),
        text);
}

char *svy_words_groups_shares_in(const char *language,
                                 double level,
                                 bool is_weighted,
                                 bool has_residuals)
{
    g_autofree char *pct = svy_tr_num_pct(language, level, 0);

    return g_strdup_printf(
        svy_tr(
            language,
            "%s of each column; their %s%% Wilson intervals%s%s are in the CSV and JSON tables."),
        is_weighted ? svy_tr(language, "Weighted shares, without weights in brackets,")
                    : svy_tr(language, "Shares"),
        pct, is_weighted ? svy_tr(language, " for the effective number of people") : "",
        has_residuals ? svy_tr(language, " and adjusted residuals") : "");
}

const char *svy_words_groups_letters_in(const char *language, bool is_weighted)
{
    return is_weighted
               ? svy_tr(language,
                        "A letter names a column whose share is smaller (z test, Bonferroni over "
                        "the pairs of the row). Letters and residuals rest on the effective "
                        "numbers of people.")
               : svy_tr(language,
                        "A letter names a column whose share is smaller (z test, Bonferroni over "
                        "the pairs of the row).");
}

const char *svy_words_groups_crossed_in(const char *language)
{
    return svy_tr(language, "Within each group of the first question, those of the second are "
                            "compared: a letter names a column there whose share is smaller (z "
                            "test, Bonferroni over the pairs of the row there).");
}

char *svy_words_withheld_in(const char *language, size_t min_cell, size_t min_base)
{
    if (min_cell <= 1)
        return g_strdup(svy_tr(
            language, "Small numbers are shown (min_cell = 1): somebody may be recognised."));
    return g_strdup_printf(
        svy_tr(language, "Withheld: fewer than %zu people, groups of fewer than %zu, and figures "
                         "from which those could be worked out."),
        min_cell, min_base);
}

char *svy_words_group_gap(const SvySurvey *survey, const SvyGroupWords *words)
{
    g_autofree char *group = svy_text_cut(words->group, LABEL_CHARS);
    g_autofree char *points =
        word_points(survey->language, words->difference, svy_tr(survey->language, "wider"),
                    svy_tr(survey->language, "narrower"));
    g_autofree char *p = svy_tr_num_p(survey->language, words->p);

    return g_strdup_printf(svy_tr(survey->language,
                                  "%sthe gap of the group “%s” is %s than that of all other groups "
                                  "(adjusted p %s%s)."),
                           get_scope(survey), group, points, *p == '<' ? "" : "= ", p);
}

/* --- Titles of charts by group -------------------------------------------------------------- */

static bool is_group(const SvyTableColumn *column)
{
    return g_str_has_prefix(column->key, "group-");
}

static bool differ(const SvyTable *table, double level)
{
    return table->has_test && table->test.status == SVY_STATUS_OK &&
           table->test.p_adjusted < 1 - level;
}

static bool is_told(const SvyCell *cell)
{
    return cell->kind == SVY_CELL_SHARE && cell->status == SVY_STATUS_OK &&
           cell->share.p.status == SVY_STATUS_OK && cell->share.base >= SVY_WORDS_MIN_BASE;
}

/* Too close to everybody's share for whole per cent: nothing to show in a title. */
static bool is_printed_alike(const SvyTable *table, size_t row, size_t column)
{
    const size_t all = svy_table_find_column(table, "all");

    if (all == table->n_columns)
        return false;

    g_autofree char *own =
        svy_words_percent_in(NULL, &svy_table_get_cell(table, row, column)->share);
    g_autofree char *everybody =
        svy_words_percent_in(NULL, &svy_table_get_cell(table, row, all)->share);

    return strcmp(own, everybody) == 0;
}

bool svy_words_find_outlier(const SvyTable *table,
                            size_t n_rows,
                            double level,
                            size_t *ret_row,
                            size_t *ret_column)
{
    double most = 0;

    if (!differ(table, level))
        return false;
    for (size_t i = 0; i < n_rows * table->n_columns; i++) {
        const SvyCell *cell = &table->cells[i];

        if (!is_group(&table->columns[i % table->n_columns]) || !is_told(cell) ||
            !(fabs(cell->residual) > most))
            continue;
        most = fabs(cell->residual);
        *ret_row = i / table->n_columns;
        *ret_column = i % table->n_columns;
    }
    return most > 0 && !is_printed_alike(table, *ret_row, *ret_column);
}

typedef struct {
    const char *group;
    const char *own, *all, *least, *most;
    bool is_alike; /* they cannot be told apart */
} GroupTitle;

static char *make_outlier_title(const char *language, const char *answer, const void *data)
{
    const GroupTitle *title = data;

    return g_strdup_printf(svy_tr(language, "%s of the group “%s” chose “%s”, against %s of all"),
                           title->own, title->group, answer, title->all);
}

static char *make_common_title(const char *language, const char *answer, const void *data)
{
    const GroupTitle *title = data;

    if (title->is_alike)
        return g_strdup_printf(svy_tr(language, "%s chose “%s”; the groups cannot be told apart"),
                               title->all, answer);
    if (title->least == NULL)
        return g_strdup_printf(
            svy_tr(language, "%s of all chose “%s”; the groups are too small to compare"),
            title->all, answer);
    if (strcmp(title->least, title->most) == 0)
        return g_strdup_printf(svy_tr(language, "%s of all chose “%s”; in each group it is %s"),
                               title->all, answer, title->least);
    return g_strdup_printf(svy_tr(language, "%s of all chose “%s”; in the groups it is %s to %s"),
                           title->all, answer, title->least, title->most);
}

static char *word_outlier(const char *language,
                          const SvyTable *table,
                          size_t all,
                          size_t row,
                          size_t column)
{
    const SvyCell *cells = &table->cells[row * table->n_columns];
    g_autofree char *group = svy_text_cut(table->columns[column].heading, LABEL_CHARS);
    g_autofree char *own = svy_words_percent_in(language, &cells[column].share);
    g_autofree char *everybody = svy_words_percent_in(language, &cells[all].share);
    const GroupTitle title = {.group = group, .own = own, .all = everybody};

    return svy_words_make_title(language, make_outlier_title, cells[0].text, &title);
}

/* The row with the largest share of all; n_rows when none is told. */
static size_t find_common(const SvyTable *table, size_t n_rows, size_t all)
{
    size_t found = n_rows;

    for (size_t row = 0; row < n_rows; row++) {
        const SvyCell *cell = svy_table_get_cell(table, row, all);

        if (is_told(cell) &&
            (found == n_rows ||
             cell->share.p.value > svy_table_get_cell(table, found, all)->share.p.value))
            found = row;
    }
    return found;
}

/* The smallest and the largest share of the groups in a row; false when they are not two. */
static bool find_range(const SvyTable *table,
                       size_t row,
                       const SvyShare **ret_least,
                       const SvyShare **ret_most)
{
    const SvyCell *cells = &table->cells[row * table->n_columns];
    const SvyShare *least = NULL, *most = NULL;
    size_t n_told = 0;

    for (size_t c = 0; c < table->n_columns; c++) {
        const SvyShare *share = &cells[c].share;

        if (!is_group(&table->columns[c]) || !is_told(&cells[c]))
            continue;
        n_told++;
        least = least == NULL || share->p.value < least->p.value ? share : least;
        most = most == NULL || share->p.value > most->p.value ? share : most;
    }
    *ret_least = least;
    *ret_most = most;
    return n_told > 1;
}

static char *word_common(const char *language,
                         const SvyTable *table,
                         size_t all,
                         size_t row,
                         double level)
{
    const SvyCell *cells = &table->cells[row * table->n_columns];
    const SvyShare *least, *most;
    const bool has_groups = find_range(table, row, &least, &most);
    g_autofree char *everybody = svy_words_percent_in(language, &cells[all].share);
    g_autofree char *from = has_groups ? svy_words_percent_in(language, least) : NULL;
    g_autofree char *to = has_groups ? svy_words_percent_in(language, most) : NULL;
    const bool is_tested = table->has_test && table->test.status == SVY_STATUS_OK;
    const GroupTitle title = {.all = everybody,
                              .least = from,
                              .most = to,
                              .is_alike = has_groups && is_tested && !differ(table, level)};

    return svy_words_make_title(language, make_common_title, cells[0].text, &title);
}

char *svy_words_groups_headline_in(const char *language,
                                   const SvyTable *table,
                                   size_t n_rows,
                                   double level)
{
    const size_t all = svy_table_find_column(table, "all");
    size_t row, column;
    g_autofree char *title = NULL;

    if (all == table->n_columns || find_common(table, n_rows, all) == n_rows)
        return g_strdup_printf(svy_tr(language, "Too few answers for percentages: fewer than %u"),
                               SVY_WORDS_MIN_BASE);
    if (svy_words_find_outlier(table, n_rows, level, &row, &column))
        title = word_outlier(language, table, all, row, column);
    else
        title = word_common(language, table, all, find_common(table, n_rows, all), level);
    return svy_words_capitalise(title);
}

static char *make_unreached_title(const char *language, const char *item, const void *data)
{
    const GroupTitle *title = data;

    if (title->least == NULL)
        return g_strdup_printf(svy_tr(language, "%s of all use “%s” and do not follow"), title->all,
                               item);
    return g_strdup_printf(
        svy_tr(language, "%s of all use “%s” and do not follow; in the groups it is %s to %s"),
        title->all, item, title->least, title->most);
}

char *svy_words_unreached_headline_in(const char *language, const SvyTable *table)
{
    const size_t all = svy_table_find_column(table, "all");
    const SvyShare *least, *most;

    if (all == table->n_columns || table->n_rows == 0 || !is_told(&table->cells[all]))
        return g_strdup_printf(svy_tr(language, "Too few answers for percentages: fewer than %u"),
                               SVY_WORDS_MIN_BASE);

    const bool has_groups = find_range(table, 0, &least, &most);
    g_autofree char *everybody = svy_words_percent_in(language, &table->cells[all].share);
    g_autofree char *from = has_groups ? svy_words_percent_in(language, least) : NULL;
    g_autofree char *to = has_groups ? svy_words_percent_in(language, most) : NULL;
    const GroupTitle title = {.all = everybody, .least = from, .most = to};
    g_autofree char *words =
        svy_words_make_title(language, make_unreached_title, table->cells[0].text, &title);

    return svy_words_capitalise(words);
}
