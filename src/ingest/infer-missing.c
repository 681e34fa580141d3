/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts that mean "no answer", by evidence. Nothing is taken out in silence: each text leaves a
 * finding with its place, and the codebook's field "missing" takes it back. */
#include <string.h>

#include "base/num.h"
#include "base/translate.h"
#include "ingest/infer-private.h"

/* Which evidence a text needs before it means "no answer". */
typedef enum {
    NEEDS_NOTHING,     /* no questionnaire offers it: programs write it */
    NEEDS_NO_BLANKS,   /* its columns have no blanks: it stands where blanks would be */
    NEEDS_WHOLE_FILE,  /* no blank anywhere, and it is in three columns at least */
    NEEDS_NUMBERS,     /* all other answers are numbers from 0 up */
    NEEDS_NUMBERS_DOT, /* all other answers are numbers */
} Evidence;

static const struct {
    const char *text;
    Evidence evidence;
} candidates[] = {
    {"NULL", NEEDS_NOTHING},
    {"#N/A", NEEDS_NOTHING},
    {"#NULL!", NEEDS_NOTHING},
    {"NaN", NEEDS_NOTHING},
    {"nan", NEEDS_NOTHING},
    {"<NA>", NEEDS_NOTHING},
    {"NA", NEEDS_NO_BLANKS},
    {"N/A", NEEDS_WHOLE_FILE},
    {"No answer", NEEDS_WHOLE_FILE},
    {"no answer", NEEDS_WHOLE_FILE},
    {"-9", NEEDS_NUMBERS},
    {"-99", NEEDS_NUMBERS},
    {"-999", NEEDS_NUMBERS},
    {"-9999", NEEDS_NUMBERS},
    {"-99.0", NEEDS_NUMBERS},
    {"-999.0", NEEDS_NUMBERS},
    {".", NEEDS_NUMBERS_DOT},
    {"Not asked", NEEDS_NO_BLANKS},
    {"Not shown", NEEDS_NO_BLANKS},
    {"Skipped", NEEDS_NO_BLANKS},
    {"No response", NEEDS_WHOLE_FILE},
    {"Not answered", NEEDS_WHOLE_FILE},
};

/* Where one text occurs. */
typedef struct {
    size_t n_columns, n_cells;
    size_t n_blanks; /* in those columns */
    size_t first;    /* column */
} Occurrence;

typedef struct {
    SvyInference *inference;
    GPtrArray **texts; /* [n_columns] (nullable) of char, borrowed */
    bool has_blanks;   /* somewhere in the file */
} Search;

/* --- Looking -------------------------------------------------------------------------------- */

static int32_t find_code(const SvyColumn *column, const char *text)
{
    const size_t n = column->kind == SVY_COLUMN_CODES && column->dict != NULL ? column->dict->n : 0;

    for (size_t code = 0; code < n; code++)
        if (column->dict->counts[code] > 0 &&
            strcmp(svy_dict_get_text(column->dict, code), text) == 0)
            return (int32_t)code;
    return -1;
}

static bool is_negative_code(const char *text)
{
    double value;

    return svy_num_parse(text, &value) && value < 0 && strspn(text, "-9.0") == strlen(text);
}

/* All answers of a column but one are numbers (from 0 up), and there are some. */
static bool has_other_numbers(const SvyColumn *column, const char *text, bool only_positive)
{
    size_t n_numbers = 0;

    for (size_t code = 0; code < column->dict->n; code++) {
        const char *other = svy_dict_get_text(column->dict, code);
        double value;

        if (column->dict->counts[code] == 0 || strcmp(other, text) == 0 || is_negative_code(other))
            continue;
        if (!svy_num_parse(other, &value) || (only_positive && value < 0))
            return false;
        n_numbers++;
    }
    return n_numbers >= 2;
}

static bool fits_column(const SvyColumn *column, const char *text, Evidence evidence)
{
    switch (evidence) {
    case NEEDS_NUMBERS:
        return has_other_numbers(column, text, true);
    case NEEDS_NUMBERS_DOT:
        return has_other_numbers(column, text, false);
    case NEEDS_NOTHING:
        return column->dict->n > 1;
    case NEEDS_NO_BLANKS:
    case NEEDS_WHOLE_FILE:
        break;
    }
    return true;
}

static void look_for(const Search *search, size_t candidate, Occurrence *ret_found)
{
    const SvyDataset *dataset = search->inference->dataset;

    *ret_found = (Occurrence){.first = SVY_NO_COLUMN};
    for (size_t i = 0; i < dataset->n_columns; i++) {
        const SvyColumn *column = &dataset->columns[i];
        const int32_t code = find_code(column, candidates[candidate].text);

        if (code < 0 || search->inference->headings[i].is_meta ||
            !fits_column(column, candidates[candidate].text, candidates[candidate].evidence))
            continue;
        if (ret_found->n_columns++ == 0)
            ret_found->first = i;
        ret_found->n_cells += column->dict->counts[code];
        ret_found->n_blanks += dataset->n_rows - column->n_answered;
    }
}

/* "NA" and its like stand for blanks when real blanks are (nearly) unknown where they stand. */
static bool is_enough(const Search *search, Evidence evidence, const Occurrence *found)
{
    if (found->n_columns == 0)
        return false;
    switch (evidence) {
    case NEEDS_NOTHING:
    case NEEDS_NUMBERS_DOT:
        return true;
    case NEEDS_NO_BLANKS:
        return 100 * found->n_blanks <= found->n_cells &&
               (found->n_columns >= 2 || !search->has_blanks);
    case NEEDS_WHOLE_FILE:
        return !search->has_blanks && found->n_columns >= 3;
    case NEEDS_NUMBERS:
        return found->n_cells >= 2;
    }
    return false;
}

/* A record or two that break off leave a few blanks in any file. */
static bool has_blanks(const SvyDataset *dataset)
{
    size_t n_blanks = 0, n_cells = 0;

    for (size_t i = 0; i < dataset->n_columns; i++) {
        n_blanks += dataset->n_rows - dataset->columns[i].n_answered;
        n_cells += dataset->n_rows;
    }
    return 1000 * n_blanks > n_cells;
}

/* --- Taking --------------------------------------------------------------------------------- */

static void take_text(const Search *search, size_t column, const char *text)
{
    if (search->texts[column] == NULL)
        search->texts[column] = g_ptr_array_new();
    for (guint i = 0; i < search->texts[column]->len; i++)
        if (strcmp(g_ptr_array_index(search->texts[column], i), text) == 0)
            return;
    g_ptr_array_add(search->texts[column], (gpointer)text);
}

static size_t find_line(const SvyDataset *dataset, size_t i, const char *text)
{
    const SvyColumn *column = &dataset->columns[i];
    const int32_t code = find_code(column, text);

    for (size_t row = 0; column->codes != NULL && row < column->n_rows; row++)
        if (svy_column_get_code(column, row) == code)
            return svy_dataset_get_line(dataset, row);
    return 0;
}

static const char *explain(Evidence evidence)
{
    switch (evidence) {
    case NEEDS_NOTHING:
        return SVY_TR("programs write it where a value is missing");
    case NEEDS_NO_BLANKS:
        return SVY_TR("it stands where other files have blanks: its columns have none");
    case NEEDS_WHOLE_FILE:
        return SVY_TR("the file has no blanks, and this is in many columns");
    case NEEDS_NUMBERS:
        return SVY_TR("all other answers there are numbers from 0 up");
    case NEEDS_NUMBERS_DOT:
        return SVY_TR("all other answers there are numbers");
    }
    return "";
}

static void take(const Search *search, size_t candidate, const Occurrence *found)
{
    SvyDataset *dataset = search->inference->dataset;
    const char *text = candidates[candidate].text;

    for (size_t i = 0; i < dataset->n_columns; i++) {
        const SvyColumn *column = &dataset->columns[i];

        if (!search->inference->headings[i].is_meta && find_code(column, text) >= 0 &&
            fits_column(column, text, candidates[candidate].evidence))
            take_text(search, i, text);
    }
    svy_findings_add(dataset->findings, SVY_SEVERITY_WARNING, "missing-code",
                     find_line(dataset, found->first, text), found->first,
                     SVY_TR("If it is an answer, clear the field \"missing\" of the codebook"),
                     found->n_columns == 1
                         ? SVY_TR("'%s' was taken as no answer (%zu cells in %zu column): %s")
                         : SVY_TR("'%s' was taken as no answer (%zu cells in %zu columns): %s"),
                     text, found->n_cells, found->n_columns,
                     explain(candidates[candidate].evidence));
}

/* What the export format is known to write needs no evidence. */
static void take_stated(const Search *search, const char *const *stated)
{
    const SvyDataset *dataset = search->inference->dataset;

    for (size_t s = 0; stated != NULL && stated[s] != NULL; s++)
        for (size_t i = 0; i < dataset->n_columns; i++)
            if (!search->inference->headings[i].is_meta &&
                find_code(&dataset->columns[i], stated[s]) >= 0)
                take_text(search, i, stated[s]);
}

/* A way out of the scale is no tick. */
static void take_exits(const Search *search)
{
    const SvyInference *inference = search->inference;
    const SvyExit *exits = inference->exporter->exits;

    for (size_t e = 0; exits != NULL && exits[e].code != NULL; e++)
        for (size_t i = 0; i < inference->dataset->n_columns; i++)
            if (inference->headings[i].hint == SVY_HINT_TICK &&
                find_code(&inference->dataset->columns[i], exits[e].code) >= 0)
                take_text(search, i, exits[e].code);
}

static void keep_texts(const Search *search)
{
    for (size_t i = 0; i < search->inference->dataset->n_columns; i++) {
        if (search->texts[i] == NULL)
            continue;
        g_ptr_array_add(search->texts[i], NULL);
        search->inference->missing[i] = g_strdupv((GStrv)search->texts[i]->pdata);
        g_ptr_array_unref(search->texts[i]);
    }
}

bool svy_infer_is_no_answer(const SvyInference *inference, const char *text)
{
    static const char *const words[] = {"No answer", "no answer", "No response", "Not answered",
                                        NULL};
    const char *const *stated = inference->exporter->no_answers;

    return g_strv_contains(words, text) || (stated != NULL && g_strv_contains(stated, text));
}

const char *svy_infer_find_exit(const SvyExporter *exporter, const char *text)
{
    const SvyExit *exits = exporter == NULL ? NULL : exporter->exits;

    for (size_t i = 0; exits != NULL && exits[i].code != NULL; i++)
        if (strcmp(exits[i].code, text) == 0)
            return exits[i].label;
    return NULL;
}

void svy_infer_find_missing(SvyInference *inference)
{
    g_autofree GPtrArray **texts = g_new0(GPtrArray *, inference->dataset->n_columns + 1);
    const Search search = {inference, texts, has_blanks(inference->dataset)};

    take_stated(&search, inference->exporter->missing);
    take_exits(&search);
    for (size_t c = 0; c < G_N_ELEMENTS(candidates); c++) {
        Occurrence found;

        if (inference->exporter->missing != NULL &&
            g_strv_contains(inference->exporter->missing, candidates[c].text))
            continue;
        look_for(&search, c, &found);
        if (is_enough(&search, candidates[c].evidence, &found))
            take(&search, c, &found);
    }
    keep_texts(&search);
}
