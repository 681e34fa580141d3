/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/targets.h"

#include <math.h>
#include <string.h>

#include "base/translate.h"
#include "chart/plot.h"
#include "result/result-table.h"
#include "result/words.h"

/* (nullable) */
static const SvyCell *get_cell(const SvyTable *table, size_t row, const char *key)
{
    const size_t column = svy_table_find_column(table, key);

    return column < table->n_columns ? svy_table_get_cell(table, row, column) : NULL;
}

static const char *get_text(const SvyTable *table, size_t row, const char *key)
{
    const SvyCell *cell = get_cell(table, row, key);

    return cell != NULL && cell->status == SVY_STATUS_OK ? cell->text : NULL;
}

/* True when @wanted has the words of @direction before its number. */
static bool has_words_of(const char *wanted, SvyTargetDirection direction)
{
    g_autofree char *some = svy_words_target(0.5, direction, 0);
    g_autofree char *bare = svy_words_target(0.5, SVY_TARGET_NONE, 0);

    if (!g_str_has_suffix(some, bare) || strlen(some) == strlen(bare))
        return false;
    return strncmp(some, wanted, strlen(some) - strlen(bare)) == 0;
}

static SvyTargetSide read_side(const char *wanted)
{
    if (has_words_of(wanted, SVY_TARGET_AT_LEAST))
        return SVY_TARGET_SIDE_ABOVE;
    return has_words_of(wanted, SVY_TARGET_AT_MOST) ? SVY_TARGET_SIDE_BELOW : SVY_TARGET_SIDE_NONE;
}

/* What was wanted is what came out less the difference; outside figures are compared with what came
 * out without weights, and their difference has a method of its own. */
static double find_value(const SvyShare *share, const SvyEstimate *difference)
{
    const bool is_shift = g_strcmp0(share->p.method, difference->method) == 0 ||
                          share->plain.status != SVY_STATUS_OK || share->plain.method == NULL;

    return (is_shift ? share->p.value : share->plain.value) - difference->value;
}

SvyTargetRow svy_targets_read(const SvyTable *table, size_t row)
{
    const SvyCell *share = get_cell(table, row, "p");
    const SvyCell *difference = get_cell(table, row, "difference");
    const char *name = get_text(table, row, "what"), *wanted = get_text(table, row, "target");
    const char *verdict = get_text(table, row, "verdict");
    SvyTargetRow target = {.name = name != NULL ? name : "",
                           .id = get_text(table, row, "id"),
                           .wanted = wanted != NULL ? wanted : "",
                           .verdict = verdict != NULL ? verdict : "",
                           .source = get_text(table, row, "source")};

    target.side = read_side(target.wanted);
    if (share == NULL || difference == NULL || share->kind != SVY_CELL_SHARE ||
        share->status != SVY_STATUS_OK || difference->status != SVY_STATUS_OK ||
        share->share.base < SVY_PLOT_LEAST_BASE)
        return target;
    target.is_shown = true;
    target.share = &share->share;
    target.difference = &difference->share.p;
    target.value = fmin(1, fmax(0, find_value(target.share, target.difference)));
    return target;
}

char *svy_targets_word_wanted(const char *language, const char *wanted)
{
    static const char *const starts[] = {"at least ", "at most "};
    const char *start = "", *number = wanted;

    for (size_t i = 0; i < G_N_ELEMENTS(starts); i++)
        if (g_str_has_prefix(wanted, starts[i])) {
            start = svy_tr(language, starts[i]);
            number = wanted + strlen(starts[i]);
        }

    const char *sign = strchr(number, '%'), *of = " (of ";
    if (sign == NULL)
        return g_strdup(wanted);

    g_autofree char *english = g_strndup(number, (size_t)(sign - number));
    g_autofree char *digits = svy_tr_digits(language, english);
    g_autofree char *share = g_strdup_printf(svy_tr(language, "%s%%"), digits);
    if (!g_str_has_prefix(sign + 1, of) || !g_str_has_suffix(sign, ")"))
        return g_strconcat(start, share, sign + 1, NULL);

    g_autofree char *count = g_strndup(sign + 1 + strlen(of), strlen(sign) - strlen(of) - 2);
    g_autofree char *n = svy_tr_digits(language, count);
    return g_strdup_printf(svy_tr(language, "%s%s (of %s)"), start, share, n);
}
