/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is odd about data that was read. */
#include "ingest/oddities.h"

#include <string.h>

#include "base/num.h"
#include "base/text.h"
#include "base/translate.h"
#include "core/records.h"

/* Line on which an answer was first given. */
static size_t find_first_line(const SvyDataset *dataset, const SvyColumn *column, size_t code)
{
    for (size_t row = 0; column->codes != NULL && row < column->n_rows; row++)
        if (svy_column_get_code(column, row) == (int32_t)code)
            return svy_dataset_get_line(dataset, row);
    return 0;
}

/* --- Control characters --------------------------------------------------------------------- */

/* Tabs and line ends (also the old NEL) are ordinary in comments. */
static bool has_controls(const char *text)
{
    for (; *text != '\0'; text = g_utf8_next_char(text)) {
        const gunichar c = g_utf8_get_char(text);

        if ((c < 0x20 && c != '\t' && c != '\n' && c != '\r') ||
            (c >= 0x7F && c < 0xA0 && c != 0x85) || (c >= 0x202A && c <= 0x202E) ||
            (c >= 0x2066 && c <= 0x2069))
            return true;
    }
    return false;
}

static void find_controls(SvyDataset *dataset, size_t i)
{
    const SvyColumn *column = &dataset->columns[i];
    const size_t n = column->kind == SVY_COLUMN_CODES ? svy_column_count_distinct(column) : 0;

    if (has_controls(dataset->headers[i]))
        svy_findings_add(
            dataset->findings, SVY_SEVERITY_WARNING, "control-characters-in-name", 1, i, NULL,
            SVY_TR("the name of a column holds control characters; they are shown as escapes"));

    for (size_t code = 0; code < n; code++)
        if (has_controls(svy_dict_get_text(column->dict, code)))
            svy_findings_tally(
                dataset->findings, SVY_SEVERITY_WARNING, "control-characters",
                find_first_line(dataset, column, code), i, NULL,
                SVY_TR("an answer holds control characters; they are shown as escapes"));
}

/* --- Spellings ------------------------------------------------------------------------------ */

static void note_spellings(SvyDataset *dataset,
                           size_t column,
                           const SvyDict *dict,
                           size_t a,
                           size_t b)
{
    g_autofree char *text_a = svy_text_quote(svy_dict_get_text(dict, a));
    g_autofree char *text_b = svy_text_quote(svy_dict_get_text(dict, b));

    svy_findings_add(dataset->findings, SVY_SEVERITY_WARNING, "spellings", 0, column,
                     SVY_TR("Nothing to do if they mean the same"),
                     SVY_TR("counted as one answer: %s (%u) and %s (%u)"), text_a, dict->counts[a],
                     text_b, dict->counts[b]);
}

/* Two different texts that are one level. Blanks, capitals and accents in two forms do this. */
static void find_spellings(SvyDataset *dataset, const SvyItem *item)
{
    const SvyColumn *column = &dataset->columns[item->column];
    const size_t n = column->kind == SVY_COLUMN_CODES ? svy_column_count_distinct(column) : 0;
    g_autofree size_t *first = NULL;
    size_t n_levels = 0;

    for (size_t code = 0; code < n; code++)
        n_levels = MAX(n_levels, (size_t)(item->level_of[code] + 1));
    first = g_new0(size_t, n_levels + 1);
    for (size_t code = 0; code < n; code++) {
        const int32_t level = item->level_of[code];

        if (level < 0 || column->dict->counts[code] == 0)
            continue;
        if (first[level] == 0)
            first[level] = code + 1;
        else
            note_spellings(dataset, item->column, column->dict, first[level] - 1, code);
    }
}

/* --- Missing codes -------------------------------------------------------------------------- */

/* Texts that often mean "no answer". */
static const char *const missing_words[] = {"NA", "N/A", "#N/A", "-99",  "-999", "99",  "999",
                                            ".",  "-",   "NULL", "null", "n/a",  "nan", "NaN"};

static int32_t find_code(const SvyColumn *column, const char *text)
{
    const size_t n = column->dict == NULL ? 0 : column->dict->n;

    for (size_t code = 0; code < n; code++)
        if (column->dict->counts[code] > 0 &&
            strcmp(svy_dict_get_text(column->dict, code), text) == 0)
            return (int32_t)code;
    return -1;
}

/* One line for all rows of a grid. */
static void find_missing_word(SvyDataset *dataset, const SvyQuestion *question, const char *word)
{
    size_t n = 0, n_columns = 0, line = 0, first = SVY_NO_COLUMN;
    const char *mend =
        SVY_TR("If it stands for no answer, name it in the codebook's field \"missing\"");

    for (guint i = 0; i < question->items->len; i++) {
        const SvyItem *item = svy_question_get_item(question, i);
        const SvyColumn *column = &dataset->columns[item->column];
        const int32_t code = item->level_of == NULL ? -1 : find_code(column, word);

        if (code < 0)
            continue;
        if (n_columns++ == 0) {
            first = item->column;
            line = find_first_line(dataset, column, (size_t)code);
        }
        n += column->dict->counts[code];
    }
    if (n_columns == 0)
        return;
    if (n_columns > 1)
        svy_findings_add(dataset->findings, SVY_SEVERITY_WARNING, "missing-code", line, first, mend,
                         SVY_TR("'%s' was counted as an answer (%zu times in %zu columns)"), word,
                         n, n_columns);
    else
        svy_findings_add(dataset->findings, SVY_SEVERITY_WARNING, "missing-code", line, first, mend,
                         n == 1 ? SVY_TR("'%s' was counted as an answer (%zu time)")
                                : SVY_TR("'%s' was counted as an answer (%zu times)"),
                         word, n);
}

static void find_missing_words(SvyDataset *dataset, const SvyQuestion *question)
{
    for (size_t i = 0; question->levels->len > 0 && i < G_N_ELEMENTS(missing_words); i++)
        if (!svy_question_is_missing(question, missing_words[i]))
            find_missing_word(dataset, question, missing_words[i]);
}

/* --- Ids ------------------------------------------------------------------------------------ */

static void find_double_ids(SvyDataset *dataset, const SvyQuestion *question)
{
    const size_t i = svy_question_get_item(question, 0)->column;
    const SvyColumn *column = &dataset->columns[i];
    const size_t n = column->kind == SVY_COLUMN_CODES ? svy_column_count_distinct(column) : 0;
    size_t n_double = 0, first = 0;

    for (size_t code = 0; code < n; code++) {
        if (column->dict->counts[code] < 2)
            continue;
        if (n_double++ == 0)
            first = code;
    }
    if (n_double > 0)
        svy_findings_add(
            dataset->findings, SVY_SEVERITY_WARNING, "double-id",
            find_first_line(dataset, column, first), i,
            SVY_TR("Remove what was sent twice; nothing was left out here"),
            SVY_TR("%zu ids of responses come more than once; the first is on this line"),
            n_double);
}

/* --- Dates ---------------------------------------------------------------------------------- */

static bool parts_date(char c)
{
    return c == '-' || c == '/' || c == '.';
}

/* "30/02/2024" is no day, whichever of the two is the month; what is no such text is not judged. */
static bool is_no_day(const char *text)
{
    char *end = NULL;
    guint64 part[3];

    for (size_t i = 0; i < G_N_ELEMENTS(part); i++) {
        part[i] = g_ascii_strtoull(text, &end, 10);
        if (end == text || part[i] > 9999 || (i < 2 && !parts_date(*end)))
            return false;
        text = end + (i < 2);
    }

    const bool is_year_first = part[0] > 31;
    const GDateYear year = (GDateYear)(is_year_first ? part[0] : part[2]);
    const guint64 a = is_year_first ? part[2] : part[0], b = part[1];

    if (year == 0 || a > 31 || b > 31)
        return a > 31 || b > 31;
    return !(b <= 12 && g_date_valid_dmy((GDateDay)a, (GDateMonth)b, year)) &&
           !(a <= 12 && g_date_valid_dmy((GDateDay)b, (GDateMonth)a, year));
}

static void find_no_days(SvyDataset *dataset, size_t i)
{
    const SvyColumn *column = &dataset->columns[i];
    const size_t n = column->kind == SVY_COLUMN_CODES ? svy_column_count_distinct(column) : 0;

    for (size_t code = 0; code < n; code++)
        if (column->dict->counts[code] > 0 && is_no_day(svy_dict_get_text(column->dict, code)))
            svy_findings_tally(dataset->findings, SVY_SEVERITY_WARNING, "no-date",
                               find_first_line(dataset, column, code), i, NULL,
                               SVY_TR("a day that there is not in the calendar"));
}

static void find_backwards(SvyDataset *dataset)
{
    size_t first = 0;
    const size_t n = svy_records_count_backwards(dataset, &first);

    if (n > 0)
        svy_findings_add(
            dataset->findings, SVY_SEVERITY_WARNING, "ends-before-start",
            svy_dataset_get_line(dataset, first), SVY_NO_COLUMN,
            SVY_TR("How long they took is taken as unknown"),
            n == 1 ? SVY_TR("%zu response ends before it begins; the first is on this line")
                   : SVY_TR("%zu responses end before they begin; the first is on this line"),
            n);
}

/* --- Scales --------------------------------------------------------------------------------- */

#define MIN_ON_SCALE 0.9 /* else the numbers in the wording are no scale */

/* Points of a scale that a wording states: "from 1 (not at all) to 5 (very)", "(1-7)". */
typedef struct {
    unsigned low, high;
} Scale;

/* Takes a whole number of one or two digits; false when there is none. */
static bool take_point(const char **text, unsigned *ret_point)
{
    const size_t n = strspn(*text, "0123456789");

    if (n < 1 || n > 2)
        return false;
    *ret_point = (unsigned)g_ascii_strtoull(*text, NULL, 10);
    *text += n;
    return true;
}

static const char *skip_blanks(const char *text)
{
    return text + strspn(text, " ");
}

/* Past "(not at all)", "= not at all," and the word that leads to the other end. NULL: none. */
static const char *skip_to_high(const char *text)
{
    static const char *const words[] = {"to ", "bis ", "through ", "-", "–", "—"};

    text = skip_blanks(text);
    if (*text == '(' || *text == '=')
        text += strcspn(text, *text == '(' ? ")" : ",)0123456789");
    text += strspn(text, "), ");
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
        if (g_str_has_prefix(text, words[i]))
            return skip_blanks(text + strlen(words[i]));
    return NULL;
}

static bool find_scale_at(const char *text, Scale *scale)
{
    if (!take_point(&text, &scale->low) || scale->low > 1)
        return false;
    text = skip_to_high(text);
    return text != NULL && take_point(&text, &scale->high) && scale->high >= 3 &&
           scale->high <= 10 && *text != '%';
}

static bool find_scale(const char *text, Scale *ret_scale)
{
    for (const char *at = text; *at != '\0'; at++)
        if ((at == text || (!g_ascii_isalnum(at[-1]) && strchr(".,$-", at[-1]) == NULL)) &&
            find_scale_at(at, ret_scale))
            return true;
    return false;
}

static bool is_on_scale(const Scale *scale, double value)
{
    for (unsigned point = scale->low; point <= scale->high; point++)
        if (!(value < point) && !(value > point))
            return true;
    return false;
}

static void note_off_scale(SvyDataset *dataset, size_t i, const Scale *scale, size_t code)
{
    const SvyColumn *column = &dataset->columns[i];
    g_autofree char *quoted = svy_text_quote(svy_dict_get_text(column->dict, code));

    svy_findings_add(
        dataset->findings, SVY_SEVERITY_WARNING, "off-scale",
        find_first_line(dataset, column, code), i,
        SVY_TR("Empty the cells, or say in the codebook what they mean"),
        SVY_TR("%s is no point of the scale from %u to %u that the question names (%u times)"),
        quoted, scale->low, scale->high, column->dict->counts[code]);
}

/* Numbers off the scale that the wording names, where nearly all answers are on it. */
static void find_off_scale(SvyDataset *dataset, const Scale *scale, const SvyItem *item)
{
    const SvyColumn *column = &dataset->columns[item->column];
    const size_t n = svy_column_has_codes(column) ? column->dict->n : 0;
    g_autofree bool *is_off = g_new0(bool, n + 1);
    size_t n_numbers = 0, n_off = 0;
    double value;

    for (size_t code = 0; code < n; code++) {
        if (!svy_num_parse(svy_dict_get_text(column->dict, code), &value))
            continue;
        is_off[code] = column->dict->counts[code] > 0 && !is_on_scale(scale, value);
        n_numbers += column->dict->counts[code];
        n_off += is_off[code] ? column->dict->counts[code] : 0;
    }
    if ((double)(n_numbers - n_off) < MIN_ON_SCALE * (double)n_numbers)
        return;
    for (size_t code = 0; code < n; code++)
        if (is_off[code])
            note_off_scale(dataset, item->column, scale, code);
}

static void look_at_scale(SvyDataset *dataset, const SvyQuestion *question)
{
    Scale scale;

    if (question->is_meta || question->is_personal || !find_scale(question->text, &scale))
        return;
    for (guint i = 0; i < question->items->len; i++) {
        const SvyItem *item = svy_question_get_item(question, i);

        if (item->role == SVY_ROLE_ANSWER || item->role == SVY_ROLE_ROW)
            find_off_scale(dataset, &scale, item);
    }
}

/* --- Headers -------------------------------------------------------------------------------- */

static void find_double_headers(SvyDataset *dataset)
{
    g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

    for (size_t i = 0; i < dataset->n_columns; i++) {
        char *fold = svy_text_fold(dataset->headers[i]);
        const size_t first = GPOINTER_TO_SIZE(g_hash_table_lookup(seen, fold));

        if (fold[0] == '\0' && dataset->columns[i].n_answered == 0) {
            svy_findings_tally(dataset->findings, SVY_SEVERITY_NOTE, "blank-column", 1, i, NULL,
                               SVY_TR("a column without a name and without answers was left out"));
            g_free(fold);
        } else if (fold[0] == '\0') {
            svy_findings_add(dataset->findings, SVY_SEVERITY_WARNING, "no-header", 1, i,
                             SVY_TR("Name it in the first row"), SVY_TR("column %zu has no name"),
                             i + 1);
            g_free(fold);
        } else if (first > 0) {
            svy_findings_add(dataset->findings, SVY_SEVERITY_WARNING, "same-header", 1, i,
                             SVY_TR("Give each column a name of its own"),
                             SVY_TR("columns %zu and %zu have the same name"), first, i + 1);
            g_free(fold);
        } else {
            g_hash_table_insert(seen, fold, GSIZE_TO_POINTER(i + 1));
        }
    }
}

/* --- All ------------------------------------------------------------------------------------ */

static void look_at_question(SvyDataset *dataset, const SvyQuestion *question)
{
    if (svy_question_is_response_id(question))
        find_double_ids(dataset, question);
    for (guint i = 0; !question->is_personal && i < question->items->len; i++) {
        const SvyItem *item = svy_question_get_item(question, i);

        find_controls(dataset, item->column);
        if (question->type == SVY_QUESTION_DATE)
            find_no_days(dataset, item->column);
        if (item->level_of == NULL || question->levels->len == 0)
            continue;
        find_spellings(dataset, item);
    }
    if (!question->is_personal)
        find_missing_words(dataset, question);
}

void svy_oddities_find(SvyDataset *dataset)
{
    find_double_headers(dataset);
    for (guint i = 0; i < dataset->questions->len; i++) {
        look_at_question(dataset, svy_dataset_get_question(dataset, i));
        look_at_scale(dataset, svy_dataset_get_question(dataset, i));
    }
    find_backwards(dataset);
}
