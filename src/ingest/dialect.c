/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The delimiter: the candidate that makes records of one width wins, not the one that is met most
 * often (answers joined by ";" hold many). */
#include "ingest/dialect.h"

#include <string.h>

#include "base/error.h"
#include "base/findings.h"
#include "base/limit.h"
#include "base/translate.h"

#define N_RECORDS     200
#define HEADER_SHARE  0.25 /* of records that must be as wide as the header */
#define HEADER_WEIGHT 0.2

static const struct {
    char delimiter;
    const char *name;
} candidates[] = {{',', SVY_TR("comma")},
                  {';', SVY_TR("semicolon")},
                  {'\t', SVY_TR("tab")},
                  {'|', SVY_TR("pipe")}};

const char *svy_dialect_get_name(char delimiter)
{
    for (size_t i = 0; i < G_N_ELEMENTS(candidates); i++)
        if (candidates[i].delimiter == delimiter)
            return candidates[i].name;
    return SVY_TR("character");
}

/* "sep=;" on the first line, as Excel writes it. */
static bool read_sep_line(SvyInput *input,
                          const SvyEncoding *encoding,
                          char *ret_delimiter,
                          GError **error)
{
    char line[64] = {0};
    const char *text;
    size_t n;

    if (!svy_input_rewind(input, error) || !svy_input_read(input, line, sizeof line - 1, &n, error))
        return false;
    text = line + MIN(encoding->n_skip, n);
    if (*text == '"')
        text++;
    if (g_ascii_strncasecmp(text, "sep=", 4) == 0 && text[4] != '\0' &&
        strchr(",;\t|", text[4]) != NULL && strchr("\r\n\"", text[5]) != NULL)
        *ret_delimiter = text[4];
    return true;
}

/* How well a delimiter fits: the share of records that have the commonest width over 1. The header
 * has a say of its own: it is on the right side where the delimiter changes half way. */
static double score_delimiter(SvyInput *input,
                              const SvyEncoding *encoding,
                              char delimiter,
                              size_t n_skip_lines,
                              size_t *ret_width)
{
    const SvyCsvOptions options = {.delimiter = delimiter,
                                   .n_skip_lines = n_skip_lines,
                                   .n_max_records = N_RECORDS,
                                   .encoding = encoding};
    g_autoptr(SvyHead) head = NULL;
    size_t best_width = 0, n_best = 0, n_narrow = 0;

    if (!svy_head_read(input, &options, &head, NULL))
        return 0;
    for (guint i = 0; i < head->cells->len; i++) {
        const size_t width = svy_head_count_fields(head, i);
        size_t n_same = 0;

        n_narrow += width == 1;

        for (guint j = 0; width > 1 && j < head->cells->len; j++)
            n_same += svy_head_count_fields(head, j) == width;
        if (n_same > n_best || (n_same == n_best && width > best_width)) {
            n_best = n_same;
            best_width = width;
        }
    }
    *ret_width = best_width;
    if (best_width < 2)
        return 0;

    const double share = (double)n_best / (double)head->cells->len;

    if (svy_head_count_fields(head, 0) == best_width)
        return share < HEADER_SHARE ? 0 : share + HEADER_WEIGHT;
    return n_best < n_narrow ? 0 : share;
}

static char find_best(SvyInput *input, const SvyEncoding *encoding, size_t n_skip_lines)
{
    double best_score = 0;
    size_t best_width = 1;
    char best = ',';

    for (size_t i = 0; i < G_N_ELEMENTS(candidates); i++) {
        size_t width = 1;
        const double score =
            score_delimiter(input, encoding, candidates[i].delimiter, n_skip_lines, &width);

        if (score > best_score + 0.01 || (score > best_score - 0.01 && width > 2 * best_width)) {
            best_score = score;
            best_width = width;
            best = candidates[i].delimiter;
        }
    }
    return best;
}

bool svy_dialect_detect_below(SvyInput *input,
                              const SvyEncoding *encoding,
                              char wanted,
                              size_t n_skip_lines,
                              SvyFindings *findings,
                              SvyDialect *ret_dialect,
                              GError **error)
{
    SvyDialect dialect = {.delimiter = wanted};
    char by_line = '\0';

    if (n_skip_lines == 0 && !read_sep_line(input, encoding, &by_line, error))
        return false;
    dialect.n_skip_lines = by_line != '\0' ? 1 : n_skip_lines;
    if (dialect.delimiter == '\0')
        dialect.delimiter = by_line;
    if (dialect.delimiter == '\0')
        dialect.delimiter = find_best(input, encoding, dialect.n_skip_lines);
    if (dialect.delimiter != ',')
        svy_findings_add(findings, SVY_SEVERITY_NOTE, "delimiter", 0, SVY_NO_COLUMN,
                         SVY_TR("Change it with --delimiter"),
                         SVY_TR("cells are separated by a %s (%s)"),
                         svy_dialect_get_name(dialect.delimiter),
                         wanted != '\0'    ? SVY_TR("as you said")
                         : by_line != '\0' ? SVY_TR("the first line says so")
                                           : SVY_TR("with it the records have one width"));
    *ret_dialect = dialect;
    return true;
}

bool svy_dialect_detect(SvyInput *input,
                        const SvyEncoding *encoding,
                        char wanted,
                        SvyFindings *findings,
                        SvyDialect *ret_dialect,
                        GError **error)
{
    return svy_dialect_detect_below(input, encoding, wanted, 0, findings, ret_dialect, error);
}

char svy_dialect_guess_other(SvyInput *input, const SvyCsvOptions *options, size_t width)
{
    SvyCsvOptions own = *options;

    own.n_max_records = 1;
    for (size_t i = 0; width > 1 && i < G_N_ELEMENTS(candidates); i++) {
        g_autoptr(SvyHead) head = NULL;

        own.delimiter = candidates[i].delimiter;
        if (own.delimiter != options->delimiter && svy_head_read(input, &own, &head, NULL) &&
            head->cells->len > 0 && svy_head_count_fields(head, 0) == width)
            return own.delimiter;
    }
    return '\0';
}

bool svy_dialect_read_table(const char *path, const char *mend, SvyHead **ret_rows, GError **error)
{
    g_autoptr(SvyInput) input = NULL;
    g_autoptr(SvyFindings) findings = svy_findings_new();
    g_auto(SvyEncoding) encoding = {0};
    SvyDialect dialect;

    if (!svy_input_open(path, &input, error))
        return false;
    if (svy_input_get_size(input) > SVY_LIMIT_SMALL_FILE_BYTES)
        return svy_error_set(error, SVY_ERROR_LIMIT, &(SvyPlace){.file = path}, mend,
                             "larger than %u MiB", SVY_LIMIT_SMALL_FILE_BYTES >> 20);
    if (!svy_encoding_detect(input, NULL, findings, &encoding, error) ||
        !svy_dialect_detect(input, &encoding, '\0', findings, &dialect, error))
        return false;
    return svy_head_read(input,
                         &(SvyCsvOptions){.delimiter = dialect.delimiter,
                                          .n_skip_lines = dialect.n_skip_lines,
                                          .encoding = &encoding},
                         ret_rows, error);
}
