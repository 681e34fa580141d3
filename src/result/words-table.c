/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sentences about tables: test, base. */
#include <math.h>
#include <string.h>

#include "base/translate.h"
#include "result/words-private.h"

/* @format of one number, with the signs of the language. */
static char *format(const char *language, const char *pattern, double value)
{
    char digits[G_ASCII_DTOSTR_BUF_SIZE];

    g_ascii_formatd(digits, sizeof digits, pattern, value);
    return svy_tr_digits(language, digits);
}

static void append_degrees(const char *language, GString *out, const SvyTest *test)
{
    if (!isfinite(test->df))
        return;

    g_autofree char *first = format(language, "%.4g", test->df);
    g_autofree char *second = format(language, "%.4g", test->df2);

    if (isfinite(test->df2))
        g_string_append_printf(out, svy_tr(language, " (%s and %s degrees of freedom)"), first,
                               second);
    else
        g_string_append_printf(out,
                               svy_tr_n(language, " (%s degree of freedom)",
                                        " (%s degrees of freedom)",
                                        strcmp(first, "1") == 0 ? 1 : 2),
                               first);
}

static void append_effect(const char *language, GString *out, const SvyTest *test)
{
    if (test->effect_name == NULL || test->effect.status != SVY_STATUS_OK)
        return;

    const char *name = svy_tr(language, test->effect_name);
    g_autofree char *value = format(language, "%.2f", test->effect.value);
    g_autofree char *lo = format(language, "%.2f", test->effect.lo);
    g_autofree char *hi = format(language, "%.2f", test->effect.hi);

    if (isfinite(test->effect.lo) && isfinite(test->effect.hi))
        g_string_append_printf(out, svy_tr(language, " %s %s [%s, %s]."), name, value, lo, hi);
    else
        g_string_append_printf(out, svy_tr(language, " %s %s."), name, value);
}

/* "Pearson chi-square 38.38 (2 degrees of freedom)" */
static void append_statistic(const char *language, GString *out, const SvyTest *test)
{
    g_autofree char *statistic = format(language, "%.2f", test->statistic);

    if (!isfinite(test->statistic))
        return;
    g_string_append_printf(out, " %s", statistic);
    append_degrees(language, out, test);
}

/* p-values are numbers, and what they are a claim about is said once, in the method of the table.
 */
static void append_p(const char *language, GString *out, const SvyTest *test)
{
    g_autofree char *p = svy_tr_num_p(language, test->p_value);
    g_autofree char *adjusted = svy_tr_num_p(language, test->p_adjusted);

    g_string_append_printf(out, ", p %s%s", *p == '<' ? "" : "= ", p);
    if (test->adjustment != NULL && test->n_family > 1)
        g_string_append_printf(out, svy_tr(language, "; adjusted %s (%s, %zu tests)"), adjusted,
                               svy_tr(language, test->adjustment), test->n_family);
    g_string_append_c(out, '.');
}

char *svy_words_table_test_in(const char *language, const SvyTable *table)
{
    const SvyTest *test = &table->test;
    GString *out;

    if (!table->has_test)
        return NULL;

    const char *method = svy_tr(language, test->method);
    g_autofree char *start = svy_words_capitalise(method);

    if (test->status != SVY_STATUS_OK)
        return g_strdup_printf(svy_tr(language, "%s: %s."), start,
                               svy_words_status_in(language, test->status));
    out = g_string_new(NULL);
    if (table->kind == SVY_TABLE_GAP_SEGMENTS)
        g_string_append_printf(out, "%s%s", svy_tr(language, "Following by group: "), method);
    else
        g_string_append(out, start);
    append_statistic(language, out, test);
    append_p(language, out, test);
    append_effect(language, out, test);
    return g_string_free(out, FALSE);
}

char *svy_words_table_base_in(const char *language, const SvyTable *table)
{
    if (table->base_rule == NULL || *table->base_rule == '\0')
        return NULL;
    return g_strdup_printf(svy_tr(language, "Base: %s."), svy_tr(language, table->base_rule));
}
