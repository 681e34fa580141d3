/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers with a decimal comma. */
#include "ingest/decimal-comma.h"

#include <string.h>

#include "base/findings.h"
#include "base/translate.h"

typedef enum {
    FORM_OTHER,
    FORM_WHOLE,    /* "3" */
    FORM_COMMA,    /* "3,5" */
    FORM_THOUSAND, /* "1,234": either */
} Form;

static size_t skip_digits(const char **text)
{
    const char *start = *text;

    while (g_ascii_isdigit(**text))
        (*text)++;
    return (size_t)(*text - start);
}

static Form find_form(const char *text)
{
    size_t n_before, n_after;

    if (*text == '-' || *text == '+')
        text++;
    n_before = skip_digits(&text);
    if (n_before == 0)
        return FORM_OTHER;
    if (*text == '\0')
        return FORM_WHOLE;
    if (*text++ != ',')
        return FORM_OTHER;
    n_after = skip_digits(&text);
    if (n_after == 0 || *text != '\0')
        return FORM_OTHER;
    return n_after == 3 && n_before <= 3 ? FORM_THOUSAND : FORM_COMMA;
}

static bool has_decimal_commas(const SvyColumn *column, bool is_wanted)
{
    const size_t n = column->kind == SVY_COLUMN_CODES && column->dict != NULL ? column->dict->n : 0;
    size_t n_of[FORM_THOUSAND + 1] = {0};

    for (size_t code = 0; code < n; code++)
        if (column->dict->counts[code] > 0)
            n_of[find_form(svy_dict_get_text(column->dict, code))]++;
    return n_of[FORM_OTHER] == 0 && n_of[FORM_COMMA] + (is_wanted ? n_of[FORM_THOUSAND] : 0) > 0;
}

static bool append_with_point(SvyColumn *column, const char *text)
{
    g_autofree char *point = g_strdelimit(g_strdup(text), ",", '.');

    return svy_column_append(column, point, strlen(point));
}

/* False leaves @column as it was: there is no memory. */
static bool convert(SvyColumn *column)
{
    SvyColumn own;

    svy_column_init(&own);
    for (size_t row = 0; row < column->n_rows; row++) {
        const int32_t code = svy_column_get_code(column, row);
        const char *text = code < 0 ? "" : svy_dict_get_text(column->dict, (size_t)code);

        if (append_with_point(&own, text))
            continue;
        svy_column_clear(&own);
        return false;
    }
    svy_column_clear(column);
    *column = own;
    return true;
}

void svy_decimal_comma_apply(SvyDataset *dataset, char delimiter, SvyDecimalComma wanted)
{
    const bool is_wanted = wanted == SVY_DECIMAL_COMMA_YES;

    if (wanted == SVY_DECIMAL_COMMA_NO || (!is_wanted && delimiter == ','))
        return;
    for (size_t i = 0; i < dataset->n_columns; i++) {
        if (!has_decimal_commas(&dataset->columns[i], is_wanted) ||
            !convert(&dataset->columns[i]) || is_wanted)
            continue;
        svy_findings_add(dataset->findings, SVY_SEVERITY_NOTE, "decimal-comma", 0, i,
                         SVY_TR("Change it with --decimal-comma no"),
                         SVY_TR("the numbers have a decimal comma: 3,5 is read as 3.5"));
    }
}
