/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long people took: from a column of durations, or from start to end. */
#include "core/records.h"

#include <math.h>
#include <string.h>

#include "base/num.h"
#include "base/text.h"

#define SECONDS_A_DAY   86400.0
#define MIN_CLOCK_HOURS 10u

/* --- Moments -------------------------------------------------------------------------------- */

/* Takes up to @n_max digits; what follows is left in *text. */
static bool take_number(const char **text, unsigned n_max, unsigned *ret_number)
{
    unsigned number = 0, n = 0;

    for (; n < n_max && g_ascii_isdigit(**text); n++)
        number = 10 * number + (unsigned)(*(*text)++ - '0');
    *ret_number = number;
    return n > 0;
}

/* "2014-03-14" and "3/14/2014" and "14.3.2014" */
bool svy_records_find_day(const char *text, bool is_day_first, double *ret_day)
{
    unsigned a, b, c, year, month, day;
    char separator;
    GDate date;

    if (!take_number(&text, 4, &a) || (separator = *text) == '\0')
        return false;
    text++;
    if (!take_number(&text, 2, &b) || *text != separator)
        return false;
    text++;
    if (!take_number(&text, 4, &c))
        return false;
    year = a > 31 ? a : c < 100 ? c + 2000 : c;
    is_day_first |= separator == '.';
    month = a > 31 || is_day_first ? b : a;
    day = a > 31 ? c : is_day_first ? a : b;
    if (month > 12) {
        const unsigned swap = month;

        month = day;
        day = swap;
    }
    if (month < 1 || month > 12 || year < 1 || year > 9999 || day < 1 || day > 31 ||
        !g_date_valid_dmy((GDateDay)day, (GDateMonth)month, (GDateYear)year))
        return false;
    g_date_clear(&date, 1);
    g_date_set_dmy(&date, (GDateDay)day, (GDateMonth)month, (GDateYear)year);
    *ret_day = g_date_get_julian(&date);
    return true;
}

/* "09:41:22 AM", "21:41" */
static bool find_time(const char *text, double *ret_seconds)
{
    const char *colon = strchr(text, ':');
    const char *start = colon;
    unsigned hours, minutes, seconds = 0;

    if (colon == NULL)
        return false;
    while (start > text && g_ascii_isdigit(start[-1]))
        start--;
    if (!take_number(&start, 2, &hours) || *start++ != ':' || !take_number(&start, 2, &minutes) ||
        hours > 24 || minutes > 59)
        return false;
    if (*start == ':') {
        start++;
        take_number(&start, 2, &seconds);
    }
    if (strstr(colon, "AM") != NULL || strstr(colon, "am") != NULL)
        hours %= 12;
    if (strstr(colon, "PM") != NULL || strstr(colon, "pm") != NULL)
        hours = hours % 12 + 12;
    *ret_seconds = hours * 3600.0 + minutes * 60.0 + seconds;
    return true;
}

static double parse_moment(const char *text)
{
    double day, seconds;

    /* Which of two small numbers is the month does not matter within a day, and longer visits tell
     * nothing. */
    if (!svy_records_find_day(text, false, &day) || !find_time(text, &seconds))
        return NAN;
    return day * SECONDS_A_DAY + seconds;
}

static double parse_seconds(const char *text)
{
    double value;

    return svy_num_parse(text, &value) ? value : (double)NAN;
}

/* --- Columns -------------------------------------------------------------------------------- */

/* The value of each row; NULL when the texts were not kept or there is no memory. */
static double *read_column(const SvyDataset *dataset,
                           const SvyQuestion *question,
                           double (*parse)(const char *text))
{
    const SvyColumn *column = &dataset->columns[svy_question_get_item(question, 0)->column];
    const bool has_codes = svy_column_has_codes(column);
    double *values = g_try_new(double, dataset->n_rows + 1);
    g_autofree double *value_of = g_new(double, column->dict == NULL ? 1 : column->dict->n + 1);

    for (size_t code = 0; has_codes && code < column->dict->n; code++)
        value_of[code] = parse(svy_dict_get_text(column->dict, code));
    for (size_t row = 0; values != NULL && row < dataset->n_rows; row++) {
        const int32_t code = has_codes ? svy_column_get_code(column, row) : -1;

        values[row] = code >= 0                            ? value_of[code]
                      : column->kind == SVY_COLUMN_NUMBERS ? column->numbers[row]
                                                           : (double)NAN;
    }
    return values;
}

/* @words: NULL-terminated; the first question of a type whose wording begins with one of them. */
static const SvyQuestion *find_named(const SvyDataset *dataset,
                                     SvyQuestionType type,
                                     const char *const words[])
{
    for (guint q = 0; q < dataset->questions->len; q++) {
        const SvyQuestion *question = svy_dataset_get_question(dataset, q);
        g_autofree char *fold = svy_text_fold(question->text);

        for (size_t i = 0; question->type == type && words[i] != NULL; i++)
            if (g_str_has_prefix(fold, words[i]))
                return question;
    }
    return NULL;
}

static bool subtract_starts(double seconds[], const double starts[], size_t n)
{
    bool has_any = false;

    for (size_t row = 0; row < n; row++) {
        seconds[row] -= starts[row];
        if (seconds[row] <= 0 || seconds[row] > SECONDS_A_DAY)
            seconds[row] = NAN;
        has_any |= !isnan(seconds[row]);
    }
    return has_any;
}

/* The hour of a time that does not say which half of the day it is; 0 when it says, 24 for none. */
static unsigned find_bare_hour(const char *text)
{
    double seconds;

    if (!find_time(text, &seconds))
        return 24;
    if (strpbrk(text, "aApP") != NULL)
        return 0;
    return MIN((unsigned)(seconds / 3600), 24u);
}

/* True when the hours of a column run from 1 to 12 and nothing says which half of the day it is:
 * spreadsheets lose that. Nearly all hours must occur, or it is a survey of one morning. */
static bool has_short_clock(const SvyDataset *dataset, const SvyQuestion *question)
{
    const SvyColumn *column = &dataset->columns[svy_question_get_item(question, 0)->column];
    bool is_seen[25] = {false};
    unsigned n_hours = 0;

    for (size_t code = 0; svy_column_has_codes(column) && code < column->dict->n; code++)
        is_seen[find_bare_hour(svy_dict_get_text(column->dict, code))] = true;
    for (unsigned hour = 1; hour <= 12; hour++)
        n_hours += is_seen[hour];
    for (unsigned hour = 13; hour < 24; hour++)
        if (is_seen[hour])
            return false;
    return n_hours >= MIN_CLOCK_HOURS && !is_seen[0];
}

/* From one half of the day into the other. */
static void turn_clock(const double from[], double to[], size_t n)
{
    for (size_t row = 0; row < n; row++)
        if (to[row] < from[row] && to[row] + SECONDS_A_DAY / 2 > from[row])
            to[row] += SECONDS_A_DAY / 2;
}

/* Start and end of each row, or two NULL when the file does not say. */
static bool read_moments(const SvyDataset *dataset, double **ret_from, double **ret_to)
{
    static const char *const starts[] = {"start", "date started", "time started", NULL};
    static const char *const ends[] = {"end",
                                       "completion time",
                                       "submit",
                                       "completed",
                                       "date submitted",
                                       "date completed",
                                       "recorded",
                                       NULL};
    const SvyQuestion *start = find_named(dataset, SVY_QUESTION_DATE, starts);
    const SvyQuestion *end = find_named(dataset, SVY_QUESTION_DATE, ends);
    g_autofree double *from = NULL;
    g_autofree double *to = NULL;

    *ret_from = *ret_to = NULL;
    if (start == NULL || end == NULL)
        return true;
    from = read_column(dataset, start, parse_moment);
    to = read_column(dataset, end, parse_moment);
    if (from == NULL || to == NULL)
        return false;
    if (has_short_clock(dataset, start) && has_short_clock(dataset, end))
        turn_clock(from, to, dataset->n_rows);
    *ret_from = g_steal_pointer(&from);
    *ret_to = g_steal_pointer(&to);
    return true;
}

bool svy_records_find_durations(const SvyDataset *dataset, double **ret_seconds)
{
    static const char *const lengths[] = {"duration",   "interview time",     "total time",
                                          "time taken", "completion time in", NULL};
    const SvyQuestion *length = find_named(dataset, SVY_QUESTION_NUMERIC, lengths);
    g_autofree double *from = NULL;
    g_autofree double *to = NULL;

    *ret_seconds = NULL;
    if (length != NULL) {
        *ret_seconds = read_column(dataset, length, parse_seconds);
        return *ret_seconds != NULL;
    }
    if (!read_moments(dataset, &from, &to))
        return false;
    if (to != NULL && subtract_starts(to, from, dataset->n_rows))
        *ret_seconds = g_steal_pointer(&to);
    return true;
}

size_t svy_records_count_backwards(const SvyDataset *dataset, size_t *ret_first)
{
    g_autofree double *from = NULL;
    g_autofree double *to = NULL;
    size_t n = 0;

    if (!read_moments(dataset, &from, &to) || to == NULL)
        return 0;
    for (size_t row = 0; row < dataset->n_rows; row++)
        if (to[row] < from[row] && n++ == 0)
            *ret_first = row;
    return n;
}
