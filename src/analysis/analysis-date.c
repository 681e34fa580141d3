/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dates: the first, the middle and the last; how many fall on each day, month or year, as fits. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/tally.h"
#include "analysis/weighting.h"
#include "base/error.h"
#include "base/translate.h"
#include "core/records.h"
#include "result/words.h"

#define MAX_DAYS   21.0
#define MAX_MONTHS 24.0
#define MAX_YEARS  24

typedef struct {
    double day; /* as GDate counts */
    size_t n;
    double w; /* their weight; n without weights */
} Day;

typedef struct {
    const SvyQuestion *question;
    const SvyColumn *column;
    double *of_code; /* [codes of the column] day; NaN: none */
    GArray *days;    /* of Day, ascending */
    size_t n_people;
    bool is_doubtful; /* no date tells whether day or month comes first */
} Dates;

typedef enum { UNIT_DAY, UNIT_MONTH, UNIT_YEAR, UNIT_DECADE } Unit;

static bool is_wanted(const SvyRun *run)
{
    return run->options->with_questions;
}

/* --- Reading -------------------------------------------------------------------------------- */

/* The first two numbers of "14/3/2014"; false for dates that begin with the year. */
static bool read_two(const char *text, unsigned *ret_a, unsigned *ret_b)
{
    char *end = NULL;
    const guint64 a = g_ascii_strtoull(text, &end, 10);

    if (end == text || (*end != '/' && *end != '-') || a > 31)
        return false;
    *ret_a = (unsigned)a;
    *ret_b = (unsigned)g_ascii_strtoull(end + 1, NULL, 10);
    return true;
}

/* Whether the day comes first in this column: some first number is no month. */
static bool find_order(const SvyColumn *column, bool *ret_is_doubtful)
{
    bool is_day_first = false, is_month_first = false, has_two = false;
    unsigned a, b;

    for (size_t code = 0; code < column->dict->n; code++) {
        if (column->dict->counts[code] == 0 ||
            !read_two(svy_dict_get_text(column->dict, code), &a, &b))
            continue;
        has_two = true;
        is_day_first |= a > 12;
        is_month_first |= b > 12;
    }
    *ret_is_doubtful = has_two && !is_day_first && !is_month_first;
    return is_day_first && !is_month_first;
}

static int compare_days(const void *a, const void *b)
{
    const Day *left = a, *right = b;

    return left->day < right->day ? -1 : left->day > right->day;
}

static void clear_dates(Dates *dates)
{
    g_free(dates->of_code);
    g_clear_pointer(&dates->days, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Dates, clear_dates)

/* The day of a row; NaN: none. */
static double get_day_of(const Dates *dates, size_t row)
{
    const int32_t code = svy_column_get_code(dates->column, row);

    return code < 0 ? (double)NAN : dates->of_code[code];
}

static Day *find_day(const Dates *dates, double day)
{
    const Day key = {.day = day};

    return bsearch(&key, dates->days->data, dates->days->len, sizeof(Day), compare_days);
}

/* One entry for each day, with its weight. */
static void gather_days(const SvyRun *run, Dates *dates)
{
    guint n = 0;

    g_array_sort(dates->days, compare_days);
    for (guint i = 0; i < dates->days->len; i++) {
        Day *day = &g_array_index(dates->days, Day, i);
        Day *last = n == 0 ? NULL : &g_array_index(dates->days, Day, n - 1);

        day->w = run->weighting == NULL ? (double)day->n : 0;
        if (last != NULL && compare_days(last, day) == 0) {
            last->n += day->n;
            last->w += day->w;
        } else {
            g_array_index(dates->days, Day, n++) = *day;
        }
    }
    g_array_set_size(dates->days, n);
    for (size_t row = 0; run->weighting != NULL && row < dates->column->n_rows; row++) {
        const double date = get_day_of(dates, row);
        Day *day = isnan(date) ? NULL : find_day(dates, date);

        if (day != NULL)
            day->w += run->weighting->w[row];
    }
}

static void read_dates(const SvyRun *run, const SvyQuestion *question, Dates *dates)
{
    const SvyColumn *column = &run->dataset->columns[svy_question_get_item(question, 0)->column];
    bool is_day_first;

    dates->question = question;
    dates->column = column;
    dates->days = g_array_new(FALSE, FALSE, sizeof(Day));
    if (column->kind != SVY_COLUMN_CODES || column->dict == NULL)
        return;
    dates->of_code = g_new0(double, column->dict->n + 1);
    is_day_first = find_order(column, &dates->is_doubtful);
    for (size_t code = 0; code < column->dict->n; code++) {
        const char *text = svy_dict_get_text(column->dict, code);
        Day day = {.n = column->dict->counts[code]};

        dates->of_code[code] = (double)NAN;
        if (day.n == 0 || svy_question_is_missing(question, text) ||
            !svy_records_find_day(text, is_day_first, &day.day))
            continue;
        dates->of_code[code] = day.day;
        g_array_append_val(dates->days, day);
        dates->n_people += day.n;
    }
    gather_days(run, dates);
}

static const Day *get_day(const Dates *dates, guint i)
{
    return &g_array_index(dates->days, Day, i);
}

/* --- Words ---------------------------------------------------------------------------------- */

static GDate make_date(double day)
{
    GDate date;

    g_date_clear(&date, 1);
    g_date_set_julian(&date, (guint32)day);
    return date;
}

static char *word_date(const char *language, double day, Unit unit)
{
    const GDate date = make_date(day);
    const unsigned year = g_date_get_year(&date);

    switch (unit) {
    case UNIT_DAY:
        return g_strdup_printf("%04u-%02u-%02u", year, (unsigned)g_date_get_month(&date),
                               (unsigned)g_date_get_day(&date));
    case UNIT_MONTH:
        return g_strdup_printf("%04u-%02u", year, (unsigned)g_date_get_month(&date));
    case UNIT_YEAR:
        return g_strdup_printf("%04u", year);
    case UNIT_DECADE:
        break;
    }
    return g_strdup_printf(svy_tr(language, "%u to %u"), year / 10 * 10, year / 10 * 10 + 9);
}

static Unit find_unit(double first, double last)
{
    const GDate from = make_date(first), to = make_date(last);
    const int n_years = (int)g_date_get_year(&to) - (int)g_date_get_year(&from) + 1;

    if (last - first < MAX_DAYS)
        return UNIT_DAY;
    if (last - first < MAX_MONTHS * 30.5)
        return UNIT_MONTH;
    return n_years <= MAX_YEARS ? UNIT_YEAR : UNIT_DECADE;
}

/* NaN when nobody has a weight. */
static double find_middle(const Dates *dates, bool is_weighted)
{
    double before = 0, all = 0;

    for (guint i = 0; i < dates->days->len; i++)
        all += is_weighted ? get_day(dates, i)->w : (double)get_day(dates, i)->n;
    for (guint i = 0; i < dates->days->len && all > 0; i++) {
        before += is_weighted ? get_day(dates, i)->w : (double)get_day(dates, i)->n;
        if (2 * before >= all * (1 - 1e-12))
            return get_day(dates, i)->day;
    }
    return NAN;
}

static void set_middle(const SvyRun *run, const Dates *dates, bool is_weighted, SvyCell *cell)
{
    const double day = find_middle(dates, is_weighted);
    g_autofree char *middle = isnan(day) ? NULL : word_date(run->language, day, UNIT_DAY);

    if (middle != NULL)
        svy_cell_set_text(cell, middle);
}

/* --- Tables --------------------------------------------------------------------------------- */

static SvyTableBuilder *start_table(const SvyRun *run)
{
    SvyTableBuilder *builder =
        svy_table_builder_new(SVY_TABLE_NUMERIC, "dates", svy_tr(run->language, "Dates"));
    SvyTable *table = svy_table_builder_get(builder);

    svy_table_builder_add_column(builder, "question", svy_tr(run->language, "Question"));
    svy_table_builder_add_column(builder, "id", svy_tr(run->language, "Id"));
    svy_table_builder_add_column(builder, "n", svy_tr(run->language, "People"));
    svy_table_builder_add_column(builder, "min", svy_tr(run->language, "First"));
    svy_table_builder_add_column(builder, "median", svy_tr(run->language, "Middle"));
    svy_table_builder_add_column(builder, "max", svy_tr(run->language, "Last"));
    if (run->weighting != NULL)
        svy_table_builder_add_column(builder, "plain-median",
                                     svy_tr(run->language, "Middle without weights"));
    table->base_rule = g_strdup(svy_tr(run->language, "those who gave a date"));
    table->method = g_strdup(
        run->weighting == NULL
            ? svy_tr(run->language, "Half of the people gave the middle date or one before it.")
            : svy_tr(run->language,
                     "Those who gave the middle date or one before it have half of the weight."));
    return builder;
}

static void add_row(const SvyRun *run, SvyTableBuilder *builder, const Dates *dates)
{
    SvyCell *cells = svy_table_builder_add_row(builder, SVY_MARK_NONE);
    g_autofree char *first = word_date(run->language, get_day(dates, 0)->day, UNIT_DAY);
    g_autofree char *last =
        word_date(run->language, get_day(dates, dates->days->len - 1)->day, UNIT_DAY);

    svy_cell_set_text(&cells[0], dates->question->text);
    svy_cell_set_text(&cells[1], dates->question->id);
    svy_cell_set_count(&cells[2], dates->n_people);
    svy_cell_set_text(&cells[3], first);
    set_middle(run, dates, true, &cells[4]);
    svy_cell_set_text(&cells[5], last);
    if (run->weighting != NULL)
        set_middle(run, dates, false, &cells[6]);
}

/* Those with a date from @first to @last. */
static SvyBitset *find_people(const Dates *dates, double first, double last)
{
    SvyBitset *people = svy_bitset_new(dates->column->n_rows);

    for (size_t row = 0; people != NULL && row < dates->column->n_rows; row++) {
        const double day = get_day_of(dates, row);

        if (day >= first && day <= last)
            svy_bitset_set(people, row);
    }
    return people;
}

/* Days @first to @last of the list. */
static bool add_bin(const SvyRun *run,
                    SvyTableBuilder *builder,
                    const char *label,
                    const Dates *dates,
                    guint first,
                    guint last,
                    GError **error)
{
    SvyCell *cells = svy_table_builder_add_row(builder, SVY_MARK_NONE);
    g_autoptr(SvyBitset) people =
        find_people(dates, get_day(dates, first)->day, get_day(dates, last)->day);
    g_autoptr(SvyBitset) everybody =
        find_people(dates, get_day(dates, 0)->day, get_day(dates, dates->days->len - 1)->day);
    SvyShare share;

    if (people == NULL || everybody == NULL)
        return svy_error_set(error, SVY_ERROR_NO_MEMORY, NULL, NULL, "no memory for the dates");
    svy_cell_set_text(&cells[0], label);
    if (!svy_tally_share_of(run, people, everybody, &share, error))
        return false;
    svy_cell_set_share(&cells[1], &share);
    return true;
}

/* Days, months or years in which nobody falls are left out. */
static bool fill_bins(const SvyRun *run,
                      SvyTableBuilder *builder,
                      const Dates *dates,
                      GError **error)
{
    const guint n_days = dates->days->len;
    const Unit unit = find_unit(get_day(dates, 0)->day, get_day(dates, n_days - 1)->day);
    g_autofree char *label = word_date(run->language, get_day(dates, 0)->day, unit);
    guint first = 0;

    for (guint i = 0; i < n_days; i++) {
        g_autofree char *here = word_date(run->language, get_day(dates, i)->day, unit);

        if (strcmp(here, label) != 0) {
            if (!add_bin(run, builder, label, dates, first, i - 1, error))
                return false;
            g_free(label);
            label = g_steal_pointer(&here);
            first = i;
        }
    }
    return add_bin(run, builder, label, dates, first, n_days - 1, error);
}

static bool add_bins(SvyRun *run, const Dates *dates, GError **error)
{
    const SvyQuestion *question = dates->question;
    g_autofree char *id = g_strdup_printf("bins-%s", question->id);
    g_autoptr(SvyTableBuilder) builder = NULL;
    SvyTable *table;

    if (dates->n_people < SVY_WORDS_MIN_BASE || dates->days->len < 3)
        return true;
    builder = svy_table_builder_new(SVY_TABLE_BINS, id, question->text);
    table = svy_table_builder_get(builder);
    table->row_id = g_strdup(question->id);
    table->row_text = g_strdup(question->text);
    table->base_rule = g_strdup(svy_tr(run->language, "those who gave a date"));
    table->method = svy_words_intervals_in(run->language, run->result->level, false);
    svy_table_builder_add_column(builder, "bin", svy_tr(run->language, "When"));
    svy_table_builder_add_column(builder, "p", svy_tr(run->language, "Share"));
    if (dates->is_doubtful)
        svy_table_builder_add_note(
            builder, svy_tr(run->language, "Read as month/day; nothing in the column tells."));
    if (!fill_bins(run, builder, dates, error))
        return false;
    svy_run_take_table(run, builder);
    return true;
}

static bool run_date(SvyRun *run, GError **error)
{
    g_autoptr(SvyTableBuilder) builder = start_table(run);
    bool is_done = true;
    size_t n_rows = 0;

    for (guint i = 0; is_done && i < run->dataset->questions->len; i++) {
        const SvyQuestion *question = svy_dataset_get_question(run->dataset, i);
        g_auto(Dates) dates = {0};

        if (question->type != SVY_QUESTION_DATE || question->is_meta || question->is_personal)
            continue;
        read_dates(run, question, &dates);
        if (dates.n_people > 0) {
            add_row(run, builder, &dates);
            is_done = add_bins(run, &dates, error);
            n_rows++;
        }
    }
    if (is_done && n_rows > 0)
        svy_run_take_table(run, builder);
    return is_done;
}

const SvyAnalysis svy_analysis_date = {.name = "date", .is_wanted = is_wanted, .run = run_date};
