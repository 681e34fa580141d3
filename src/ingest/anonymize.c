/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Responses that can be shared: a second reading that lets through only what is known to be safe.
 * Every column stays, so that headers, positions and codebook still fit; what may not be shown is
 * blanked. Whatever no rule lets through is blanked too. */
#include <surveystat/ingest.h>

#include <string.h>

#include "base/csv-out.h"
#include "base/error.h"
#include "base/num.h"
#include "base/text.h"
#include "core/dataset.h"
#include "ingest/anonymize-private.h"
#include "ingest/csv-reader.h"
#include "ingest/dialect.h"

/* --- What happens to a column --------------------------------------------------------------- */

typedef enum {
    WAY_BLANK,   /* nothing goes through; also what has no rule */
    WAY_ALL,     /* cleared in the codebook */
    WAY_ANSWERS, /* only answers that are levels or mean "no answer" */
    WAY_TICKS,   /* ticks; what was typed in their place becomes the option's label */
    WAY_PIECES,  /* several answers in one cell; what was typed becomes "Other" */
    WAY_NUMBERS, /* only numbers */
    WAY_DAY,     /* times cut to the day */
    WAY_RUNNING, /* a running number in place of an id */
} Way;

typedef struct {
    Way way;
    const char *reason; /* static */
    const SvyQuestion *question;
    const SvyItem *item;
} Rule;

/* Ids are replaced where they look like ids; an address or a name that is called one is not. */
static bool looks_like_ids(const SvyColumn *column)
{
    for (size_t i = 0; column->dict != NULL && i < column->dict->n; i++)
        for (const char *c = svy_dict_get_text(column->dict, i); *c != '\0'; c++)
            if (!g_ascii_isalnum(*c) && *c != '-' && *c != '_')
                return false;
    return column->n_answered > 0;
}

/* A collector's or a survey's number is the same for many: numbering people by it would be wrong.
 */
static bool is_one_each(const SvyColumn *column)
{
    return svy_column_count_distinct(column) > column->n_rows / 2;
}

static Rule choose_closed(const SvyQuestion *question, const SvyItem *item)
{
    const char *const closed = "closed answers, as they are";

    if (item->role == SVY_ROLE_OPTION || item->role == SVY_ROLE_POINT)
        return (Rule){WAY_TICKS, "ticks, without what was typed", question, item};
    if (question->separator != '\0')
        return (Rule){WAY_PIECES, "options, without what was typed", question, item};
    if (question->levels->len > 0)
        return (Rule){WAY_ANSWERS, closed, question, item};
    return (Rule){WAY_BLANK, "no list of answers is known", question, item};
}

static Rule choose_by_type(const SvyQuestion *question, const SvyItem *item)
{
    switch (question->type) {
    case SVY_QUESTION_SINGLE:
    case SVY_QUESTION_LIKERT:
    case SVY_QUESTION_MULTI:
    case SVY_QUESTION_GRID:
    case SVY_QUESTION_RANK:
        return choose_closed(question, item);
    case SVY_QUESTION_NUMERIC:
        if (question->is_meta)
            return (Rule){WAY_BLANK, "technical; could tell who answered", question, item};
        return (Rule){WAY_NUMBERS, "numbers, as they are", question, item};
    case SVY_QUESTION_WEIGHT:
        return (Rule){WAY_NUMBERS, "numbers, as they are", question, item};
    case SVY_QUESTION_DATE:
        return (Rule){WAY_DAY, "the day, without the time", question, item};
    case SVY_QUESTION_TEXT:
        return (Rule){WAY_BLANK, "free text that the codebook does not clear", question, item};
    case SVY_QUESTION_ID:
    case SVY_QUESTION_LAST:
        break;
    }
    return (Rule){WAY_BLANK, "technical; could tell who answered", question, item};
}

static Rule choose_rule(const SvyDataset *dataset, const SvyQuestion *question, const SvyItem *item)
{
    const SvyColumn *column = &dataset->columns[item->column];

    if (question->type == SVY_QUESTION_ID && looks_like_ids(column) && is_one_each(column))
        return (Rule){WAY_RUNNING, "an id; a running number stands for it", question, item};
    if (question->is_personal)
        return (Rule){WAY_BLANK, "identifies people", question, item};
    if (item->is_clear)
        return (Rule){WAY_ALL, "cleared in the codebook", question, item};
    if (item->role == SVY_ROLE_WRITE_IN || item->role == SVY_ROLE_COMMENT)
        return (Rule){WAY_BLANK, "free text that the codebook does not clear", question, item};
    return choose_by_type(question, item);
}

static Rule *choose_rules(const SvyDataset *dataset)
{
    Rule *rules = g_new0(Rule, dataset->n_columns + 1);

    for (size_t i = 0; i < dataset->n_columns; i++)
        rules[i] = (Rule){.way = WAY_BLANK, .reason = "belongs to no question"};
    for (guint q = 0; q < dataset->questions->len; q++) {
        const SvyQuestion *question = svy_dataset_get_question(dataset, q);

        for (guint i = 0; i < question->items->len; i++) {
            const SvyItem *item = svy_question_get_item(question, i);

            rules[item->column] = choose_rule(dataset, question, item);
        }
    }
    return rules;
}

/* --- One cell ------------------------------------------------------------------------------- */

static bool is_answer(const SvyQuestion *question, const char *text)
{
    for (guint i = 0; i < question->levels->len; i++)
        if (svy_text_same(svy_level_get_cell(svy_question_get_level(question, i)), text))
            return true;
    return svy_question_is_missing(question, text);
}

/* Words and numbers that surveys write for a tick. */
static bool is_tick_word(const char *text)
{
    static const char *const words[] = {"x", "yes", "true", "checked", "selected", "y", NULL};
    g_autofree char *folded = svy_text_fold(text);
    double value;

    if (g_strv_contains(words, folded))
        return true;
    return svy_num_parse(text, &value) && strlen(text) <= 3;
}

/* A survey tool has its own words for "not ticked": who ticked is known from the first reading. */
static const char *blank_tick(const Rule *rule, const char *text, size_t row)
{
    const SvyItem *item = rule->item;
    const char *label = item->role == SVY_ROLE_POINT ? item->point : item->label;

    if (svy_answer_is_unticked(text) || svy_question_is_missing(rule->question, text) ||
        svy_text_same(text, label) || is_tick_word(text))
        return text;
    if (item->ticks != NULL && !svy_bitset_get(item->ticks, row))
        return NULL;
    return label[0] == '\0' ? "x" : label;
}

static char *rebuild_pieces(const SvyQuestion *question, const bool is_chosen[])
{
    GString *cell = g_string_new(NULL);
    const char *other = NULL;

    for (guint i = 0; i < question->levels->len; i++) {
        const SvyLevel *level = svy_question_get_level(question, i);

        if (level->mark == SVY_MARK_OTHER)
            other = svy_level_get_cell(level);
        else if (is_chosen[i])
            g_string_append_printf(cell, "%s%c ", svy_level_get_cell(level), question->separator);
    }
    g_string_append(cell, other != NULL ? other : "Other");
    return g_string_free(cell, FALSE);
}

/* The items in their order. */
static char *rebuild_ranking(const SvyQuestion *question, const char *text)
{
    const size_t n = question->levels->len;
    g_autofree size_t *places = g_new(size_t, n + 1);
    g_autoptr(GPtrArray) items = g_ptr_array_new(); /* of char, borrowed */
    const char separator[] = {question->separator, '\0'};
    size_t last = 0;

    svy_question_split_places(question, text, places);
    for (size_t i = 0; i < n; i++)
        last = MAX(last, places[i]);
    for (size_t place = 1; place <= last; place++)
        for (size_t i = 0; i < n; i++)
            if (places[i] == place)
                g_ptr_array_add(items,
                                (gpointer)svy_level_get_cell(svy_question_get_level(question, i)));
    g_ptr_array_add(items, NULL);
    return g_strjoinv(separator, (char **)items->pdata);
}

/* (transfer full) */
static char *clean_pieces(const SvyQuestion *question, const char *text)
{
    g_autofree bool *is_chosen = g_new0(bool, question->levels->len + 1);

    if (svy_question_is_missing(question, text) ||
        svy_question_split_cell(question, text, is_chosen) == 0)
        return g_strdup(text);
    if (svy_question_is_ranked_cell(question))
        return rebuild_ranking(question, text);
    return rebuild_pieces(question, is_chosen);
}

/* "Mar", "March" */
static bool is_one_of(const char *const words[], const char *text, size_t n)
{
    for (size_t i = 0; words[i] != NULL; i++)
        if (n >= 3 && g_ascii_strncasecmp(words[i], text, n) == 0)
            return true;
    return false;
}

/* One part of a day; what says nothing by itself (a weekday) counts 0. NULL: it is none. */
static const char *skip_part(const char *text, unsigned *n_parts)
{
    static const char *const months[] = {"january", "february", "march",    "april",     "may",
                                         "june",    "july",     "august",   "september", "sept",
                                         "october", "november", "december", NULL};
    static const char *const weekdays[] = {"monday", "tuesday",  "wednesday", "thursday",
                                           "friday", "saturday", "sunday",    NULL};
    const size_t n_digits = strspn(text, "0123456789");
    size_t n = n_digits;

    while (n_digits == 0 && g_ascii_isalpha(text[n]))
        n++;
    *n_parts = n_digits > 0 || is_one_of(months, text, n);
    if (n_digits > 0)
        return (n_digits <= 2 || n_digits == 4) && text[n] != ':' ? text + n : NULL;
    return *n_parts > 0 || is_one_of(weekdays, text, n) ? text + n : NULL;
}

/* Where the day ends that a text begins with: three parts, and then nothing or a time. NULL: it
 * begins with something else, which nobody has read. */
static const char *find_end_of_day(const char *text)
{
    unsigned n = 0, n_parts = 0;

    for (; n < 3; n += n_parts) {
        text = skip_part(text + strspn(text, " ./-,"), &n_parts);
        if (text == NULL)
            return NULL;
    }
    return strchr(" ,Tt", *text) != NULL ? text : NULL; /* the end, too */
}

char *svy_anonymize_cut_day(const char *text)
{
    double serial;
    const char *end;

    /* A spreadsheet's day number has the time behind the point; other numbers are no dates. */
    if (svy_num_parse(text, &serial))
        return serial > 10000 && serial < 100000 ? g_strndup(text, strcspn(text, ".")) : NULL;
    end = find_end_of_day(text);
    return end == NULL ? NULL : g_strndup(text, (gsize)(end - text));
}

static void append_number(GString *out, const char *text)
{
    double value;

    if (svy_num_parse(text, &value))
        svy_csv_append_number(out, value);
    else
        svy_csv_append_text(out, NULL);
}

static void append_cell(GString *out, const Rule *rule, const char *text, size_t row)
{
    g_autofree char *made = NULL;

    switch (rule->way) {
    case WAY_ALL:
        made = g_strdup(text);
        break;
    case WAY_ANSWERS:
        made = is_answer(rule->question, text) ? g_strdup(text) : NULL;
        break;
    case WAY_TICKS:
        made = text[0] == '\0' ? NULL : g_strdup(blank_tick(rule, text, row));
        break;
    case WAY_PIECES:
        made = text[0] == '\0' ? NULL : clean_pieces(rule->question, text);
        break;
    case WAY_NUMBERS:
        append_number(out, text);
        return;
    case WAY_DAY:
        made = text[0] == '\0' ? NULL : svy_anonymize_cut_day(text);
        break;
    case WAY_RUNNING:
        svy_csv_append_count(out, 0); /* one digit, replaced once rows are in their order */
        return;
    case WAY_BLANK:
        break;
    }
    svy_csv_append_text(out, made);
}

/* --- Records -------------------------------------------------------------------------------- */

/* A row without its running numbers; sorted by what is published of it and by nothing else. */
typedef struct {
    char *key;
    char *text;
    GArray *holes; /* of size_t: where the digit of a running number stands */
} Row;

static void row_clear(gpointer data)
{
    Row *row = data;

    g_free(row->key);
    g_free(row->text);
    g_array_unref(row->holes);
}

typedef struct {
    const SvyDataset *dataset;
    const Rule *rules;
    GPtrArray *cells; /* of char, owned: the record being read */
    GString *head;
    size_t n_head;
    GArray *rows; /* of Row, owned */
} Second;

static void second_clear(Second *second)
{
    g_clear_pointer(&second->cells, g_ptr_array_unref);
    g_clear_pointer(&second->rows, g_array_unref);
    if (second->head != NULL)
        g_string_free(second->head, TRUE);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Second, second_clear)

static void on_field(void *data, size_t field, const char *text, size_t n_bytes)
{
    Second *second = data;

    if (field < second->dataset->n_columns)
        g_ptr_array_add(second->cells, g_strndup(text, n_bytes));
}

static const char *get_cell(const Second *second, size_t i)
{
    return i < second->cells->len ? g_ptr_array_index(second->cells, i) : "";
}

static void take_header(Second *second)
{
    for (size_t i = 0; i < second->dataset->n_columns; i++)
        svy_csv_append_text(second->head, get_cell(second, i));
    svy_csv_end_row(second->head);
    second->n_head++;
}

static void take_row(Second *second)
{
    GString *text = g_string_new(NULL);
    Row row = {.holes = g_array_new(FALSE, FALSE, sizeof(size_t))};

    for (size_t i = 0; i < second->dataset->n_columns; i++) {
        append_cell(text, &second->rules[i], get_cell(second, i), second->rows->len);
        if (second->rules[i].way == WAY_RUNNING) {
            const size_t hole = text->len - 1;

            g_array_append_val(row.holes, hole);
        }
    }
    row.key = g_compute_checksum_for_string(G_CHECKSUM_SHA256, text->str, (gssize)text->len);
    row.text = g_string_free(text, FALSE);
    g_array_append_val(second->rows, row);
}

static bool on_record(void *data, size_t n_fields, size_t line, bool is_blank, GError **error)
{
    Second *second = data;
    const SvyDataset *dataset = second->dataset;
    const size_t row = second->rows->len;

    (void)n_fields;
    (void)error;
    if (second->n_head < dataset->n_header_rows) {
        if (!is_blank)
            take_header(second);
    } else if (row < dataset->n_rows && svy_dataset_get_line(dataset, row) == line) {
        take_row(second);
    }
    g_ptr_array_set_size(second->cells, 0);
    return true;
}

static gint compare_rows(gconstpointer a, gconstpointer b)
{
    return strcmp(((const Row *)a)->key, ((const Row *)b)->key);
}

static void append_row(GString *out, const Row *row, size_t number)
{
    size_t from = 0;

    for (guint i = 0; i < row->holes->len; i++) {
        const size_t hole = g_array_index(row->holes, size_t, i);

        g_string_append_len(out, row->text + from, (gssize)(hole - from));
        g_string_append_printf(out, "%zu", number);
        from = hole + 1;
    }
    g_string_append(out, row->text + from);
    g_string_append_c(out, '\n');
}

static char *format_rows(Second *second)
{
    GString *out = g_string_new(second->head->str);

    g_array_sort(second->rows, compare_rows);
    for (guint i = 0; i < second->rows->len; i++)
        append_row(out, &g_array_index(second->rows, Row, i), i + 1);
    return g_string_free(out, FALSE);
}

static bool read_again(const char *path,
                       const SvyReadOptions *options,
                       Second *second,
                       GError **error)
{
    g_autoptr(SvyInput) input = NULL;
    g_autoptr(SvyFindings) findings = svy_findings_new(); /* were all said the first time */
    g_auto(SvyEncoding) encoding = {0};
    SvyDialect dialect;
    SvyCsvCounts counts;

    if (!svy_input_open(path, &input, error) ||
        !svy_encoding_detect(input, options->encoding, findings, &encoding, error) ||
        !svy_dialect_detect_below(input, &encoding, options->delimiter, options->n_skip_lines,
                                  findings, &dialect, error))
        return false;

    const SvyCsvOptions csv = {.delimiter = dialect.delimiter,
                               .n_skip_lines = dialect.n_skip_lines,
                               .n_columns = second->dataset->n_columns,
                               .max_cell_bytes = options->max_cell_bytes,
                               .encoding = &encoding,
                               .on_field = on_field,
                               .on_record = on_record,
                               .data = second,
                               .progress = options->progress,
                               .progress_data = options->progress_data};

    if (!svy_csv_read(input, &csv, findings, &counts, error))
        return false;
    if (second->rows->len == second->dataset->n_rows)
        return true;
    return svy_error_set(error, SVY_ERROR_DATA, &(SvyPlace){.file = second->dataset->input_name},
                         "Run it again when nothing else writes the file",
                         "the file has changed while it was read");
}

/* --- What is said of it --------------------------------------------------------------------- */

static const char *name_way(Way way)
{
    switch (way) {
    case WAY_BLANK:
        return "blanked";
    case WAY_RUNNING:
        return "replaced";
    case WAY_DAY:
        return "coarsened";
    case WAY_ALL:
        return "kept";
    case WAY_ANSWERS:
    case WAY_TICKS:
    case WAY_PIECES:
    case WAY_NUMBERS:
        break;
    }
    return "kept";
}

static void list_columns(const SvyDataset *dataset, const Rule rules[], SvyFindings *findings)
{
    for (size_t i = 0; i < dataset->n_columns; i++) {
        const Rule *rule = &rules[i];
        g_autofree char *header = svy_text_quote(dataset->headers[i]);

        svy_findings_add(findings, SVY_SEVERITY_NOTE, name_way(rule->way), 0, i, NULL,
                         "column %zu, %s: %s, %s", i + 1, header, name_way(rule->way),
                         rule->reason);
    }
}

bool svy_anonymize(const char *path,
                   const SvyReadOptions *options,
                   const SvyDataset *dataset,
                   const SvyPlan *plan,
                   char **ret_csv,
                   SvyFindings **ret_findings,
                   GError **error)
{
    static const SvyReadOptions defaults = {0};
    g_autofree Rule *rules = NULL;
    g_autoptr(SvyFindings) findings = svy_findings_new();
    g_auto(Second) second = {.dataset = dataset};

    if (strcmp(path, "-") == 0)
        return svy_error_set(error, SVY_ERROR_USAGE, NULL, "Give the name of a file",
                             "standard input cannot be read twice");
    rules = choose_rules(dataset);
    second.rules = rules;
    second.cells = g_ptr_array_new_with_free_func(g_free);
    second.head = g_string_new(NULL);
    second.rows = g_array_new(FALSE, FALSE, sizeof(Row));
    g_array_set_clear_func(second.rows, row_clear);
    if (!read_again(path, options == NULL ? &defaults : options, &second, error))
        return false;
    list_columns(dataset, rules, findings);
    svy_anonymize_find_rare(dataset, plan, findings);
    *ret_csv = format_rows(&second);
    *ret_findings = g_steal_pointer(&findings);
    return true;
}
