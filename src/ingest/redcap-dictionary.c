/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The data dictionary of a REDCap project. */
#include "ingest/redcap-dictionary.h"

#include <string.h>

#include "base/error.h"
#include "base/limit.h"
#include "base/text.h"
#include "ingest/dialect.h"

enum {
    NAME,
    FORM,
    SECTION,
    TYPE,
    LABEL,
    CHOICES,
    VALIDATION,
    IDENTIFIER,
    MATRIX,
    RANKING,
    N_FIELDS
};

/* Both spellings of the header: of the file that people download, and of the API. */
static const char *const field_names[N_FIELDS][2] = {
    [NAME] = {"Variable / Field Name", "field_name"},
    [FORM] = {"Form Name", "form_name"},
    [SECTION] = {"Section Header", "section_header"},
    [TYPE] = {"Field Type", "field_type"},
    [LABEL] = {"Field Label", "field_label"},
    [CHOICES] = {"Choices, Calculations, OR Slider Labels", "select_choices_or_calculations"},
    [VALIDATION] = {"Text Validation Type OR Show Slider Number",
                    "text_validation_type_or_show_slider_number"},
    [IDENTIFIER] = {"Identifier?", "identifier"},
    [MATRIX] = {"Matrix Group Name", "matrix_group_name"},
    [RANKING] = {"Matrix Ranking?", "matrix_ranking"},
};

typedef struct {
    SvyHead *rows;
    size_t columns[N_FIELDS]; /* SVY_NO_COLUMN when the dictionary has no such field */
    GHashTable *index;        /* variable -> row; owned keys */
} Dictionary;

static void dictionary_clear(Dictionary *dictionary)
{
    svy_head_free(dictionary->rows);
    g_clear_pointer(&dictionary->index, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Dictionary, dictionary_clear)

/* --- Reading -------------------------------------------------------------------------------- */

static const char *get_field(const Dictionary *dictionary, size_t row, int field)
{
    const size_t column = dictionary->columns[field];

    return column == SVY_NO_COLUMN ? "" : svy_head_get(dictionary->rows, row, column);
}

static bool read_rows(const char *path, SvyHead **ret_rows, GError **error)
{
    return svy_dialect_read_table(path, "A data dictionary has one row for each field; is this one",
                                  ret_rows, error);
}

static void find_columns(Dictionary *dictionary)
{
    const SvyHead *rows = dictionary->rows;

    for (int field = 0; field < N_FIELDS; field++) {
        dictionary->columns[field] = SVY_NO_COLUMN;
        for (size_t i = 0; rows->cells->len > 0 && i < svy_head_count_fields(rows, 0); i++)
            if (svy_head_is(rows, 0, i, field_names[field][0]) ||
                svy_head_is(rows, 0, i, field_names[field][1]))
                dictionary->columns[field] = i;
    }
}

static bool open_dictionary(const char *path, Dictionary *dictionary, GError **error)
{
    if (!read_rows(path, &dictionary->rows, error))
        return false;
    find_columns(dictionary);
    if (dictionary->columns[NAME] == SVY_NO_COLUMN || dictionary->columns[TYPE] == SVY_NO_COLUMN)
        return svy_error_set(
            error, SVY_ERROR_DATA, &(SvyPlace){.file = path, .line = 1},
            "In REDCap: Project Setup, Data Dictionary, Download the current one",
            "no data dictionary of REDCap: its first row has no \"%s\"",
            field_names[dictionary->columns[NAME] == SVY_NO_COLUMN ? NAME : TYPE][0]);
    dictionary->index = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint row = 1; row < dictionary->rows->cells->len; row++)
        g_hash_table_insert(dictionary->index, svy_text_fold(get_field(dictionary, row, NAME)),
                            GSIZE_TO_POINTER(row));
    return true;
}

/* Row of a variable, 0 when the dictionary has none. */
static size_t find_row(const Dictionary *dictionary, const char *name)
{
    g_autofree char *fold = svy_text_fold(name);

    return GPOINTER_TO_SIZE(g_hash_table_lookup(dictionary->index, fold));
}

/* --- Fields --------------------------------------------------------------------------------- */

/* "1, one | 2, two" */
static void add_labels(SvyHeading *heading, const char *choices)
{
    g_auto(GStrv) parts = g_strsplit(choices, "|", -1);

    for (size_t i = 0; parts[i] != NULL; i++) {
        char *comma = strchr(parts[i], ',');
        g_autofree char *label = NULL;

        if (comma == NULL)
            continue;
        *comma = '\0';
        label = svy_text_clean(comma + 1);
        svy_heading_add_label(heading, g_strstrip(parts[i]), label);
    }
}

/* The label of an option; its code in the name has "-" turned into "_". */
static char *find_option(const char *choices, const char *code)
{
    SvyHeading options = {0};
    char *label = NULL;

    add_labels(&options, choices);
    for (size_t i = 0; i < options.n_labels && label == NULL; i++) {
        g_autofree char *name = g_ascii_strdown(options.labels[i].code, -1);

        g_strdelimit(name, "-. ", '_');
        if (strcmp(name, code) == 0 || svy_text_same(options.labels[i].code, code))
            label = g_strdup(options.labels[i].label);
    }
    svy_heading_clear(&options);
    return label;
}

static void apply_type(SvyHeading *heading, const Dictionary *dictionary, size_t row)
{
    const char *type = get_field(dictionary, row, TYPE);
    const char *validation = get_field(dictionary, row, VALIDATION);

    if (strcmp(type, "radio") == 0 || strcmp(type, "dropdown") == 0) {
        heading->hint = SVY_HINT_SINGLE;
        add_labels(heading, get_field(dictionary, row, CHOICES));
    } else if (strcmp(type, "yesno") == 0 || strcmp(type, "truefalse") == 0) {
        heading->hint = SVY_HINT_SINGLE;
        add_labels(heading, type[0] == 'y' ? "1, Yes | 0, No" : "1, True | 0, False");
    } else if (strcmp(type, "slider") == 0 || strcmp(type, "calc") == 0 ||
               g_str_has_prefix(validation, "number") || strcmp(validation, "integer") == 0) {
        heading->hint = SVY_HINT_NUMERIC;
    } else if (strcmp(type, "notes") == 0 || (strcmp(type, "text") == 0 && validation[0] == '\0')) {
        heading->hint = SVY_HINT_OPEN;
    }
}

static void apply_marks(SvyHeading *heading, const Dictionary *dictionary, size_t row)
{
    const char *validation = get_field(dictionary, row, VALIDATION);
    const bool is_file = strcmp(get_field(dictionary, row, TYPE), "file") == 0;

    if (get_field(dictionary, row, IDENTIFIER)[0] != 'y' && strcmp(validation, "email") != 0 &&
        strcmp(validation, "phone") != 0 && !is_file)
        return;
    heading->is_meta = true;
    heading->is_personal = true;
    heading->meta_type = SVY_QUESTION_ID;
}

/* Wording of a matrix: the header over its first row, else its name. */
static char *find_matrix_stem(const Dictionary *dictionary, size_t row)
{
    const char *matrix = get_field(dictionary, row, MATRIX);
    size_t first = row;

    while (first > 1 && strcmp(get_field(dictionary, first - 1, MATRIX), matrix) == 0)
        first--;
    return svy_text_clean(get_field(dictionary, first, SECTION)[0] != '\0'
                              ? get_field(dictionary, first, SECTION)
                              : matrix);
}

static void replace(char **text, char *by)
{
    g_free(*text);
    *text = by;
}

static void apply_row(SvyHeading *heading, const Dictionary *dictionary, size_t row)
{
    const char *label = get_field(dictionary, row, LABEL);
    const bool is_matrix = get_field(dictionary, row, MATRIX)[0] != '\0' &&
                           strcmp(get_field(dictionary, row, TYPE), "checkbox") != 0;

    if (heading->item != NULL) { /* "var___code" */
        char *option = find_option(get_field(dictionary, row, CHOICES), heading->item);

        if (option != NULL)
            replace(&heading->item, option);
    } else {
        apply_type(heading, dictionary, row);
    }
    if (is_matrix) {
        replace(&heading->item, svy_text_clean(label));
        replace(&heading->stem, find_matrix_stem(dictionary, row));
        heading->hint =
            get_field(dictionary, row, RANKING)[0] == 'y' ? SVY_HINT_RANK : SVY_HINT_ROW;
    } else if (label[0] != '\0') {
        replace(&heading->stem, svy_text_clean(label));
    }
    apply_marks(heading, dictionary, row);
}

/* Rows of one matrix are one question. */
static bool continues_matrix(const Dictionary *dictionary, size_t row, size_t left)
{
    const char *matrix = get_field(dictionary, row, MATRIX);

    return row > 0 && left > 0 && matrix[0] != '\0' &&
           strcmp(get_field(dictionary, row, TYPE), "checkbox") != 0 &&
           strcmp(matrix, get_field(dictionary, left, MATRIX)) == 0;
}

bool svy_redcap_dictionary_apply(const char *path, size_t n, SvyHeading headings[], GError **error)
{
    g_auto(Dictionary) dictionary = {0};
    size_t group = 0, left = 0, left_group = 0;

    if (!open_dictionary(path, &dictionary, error))
        return false;
    for (size_t i = 0; i < n; i++) {
        const size_t row = headings[i].is_meta ? 0 : find_row(&dictionary, headings[i].stem);
        const bool is_continued =
            (i > 0 && headings[i].group == left_group) || continues_matrix(&dictionary, row, left);

        group += !is_continued;
        left_group = headings[i].group;
        left = row;
        headings[i].group = group;
        if (row > 0)
            apply_row(&headings[i], &dictionary, row);
    }
    return true;
}
