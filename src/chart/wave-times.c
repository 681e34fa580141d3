/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/wave-times.h"

#include <glib.h>
#include <string.h>

enum { FIRST_YEAR = 1900, LAST_YEAR = 2100, MOST_ORDERED = 3 };

typedef struct {
    const char *word;
    double value;
} Word;

/* In years; a word that begins another stands behind it. */
static const Word parts_of_year[] = {
    {"january", 0.0},
    {"february", 1 / 12.0},
    {"march", 2 / 12.0},
    {"april", 3 / 12.0},
    {"may", 4 / 12.0},
    {"june", 5 / 12.0},
    {"july", 6 / 12.0},
    {"august", 7 / 12.0},
    {"september", 8 / 12.0},
    {"october", 9 / 12.0},
    {"november", 10 / 12.0},
    {"december", 11 / 12.0},
    {"jan", 0.0},
    {"feb", 1 / 12.0},
    {"mar", 2 / 12.0},
    {"apr", 3 / 12.0},
    {"jun", 5 / 12.0},
    {"jul", 6 / 12.0},
    {"aug", 7 / 12.0},
    {"sep", 8 / 12.0},
    {"oct", 9 / 12.0},
    {"nov", 10 / 12.0},
    {"dec", 11 / 12.0},
    {"q1", 0.0},
    {"q2", 0.25},
    {"q3", 0.5},
    {"q4", 0.75},
    {"h1", 0.0},
    {"h2", 0.5},
    {"spring", 0.25},
    {"summer", 0.5},
    {"autumn", 0.75},
    {"fall", 0.75},
    {"winter", 0.0},
};

static const Word counted_before[] = {
    {"wave", 0}, {"round", 0}, {"survey", 0}, {"phase", 0}, {"time", 0}, {"w", 0}, {"t", 0},
};

static const Word pairs[] = {
    {"before", 1}, {"after", 2},     {"pre", 1},       {"post", 2},     {"then", 1},
    {"now", 2},    {"last year", 1}, {"this year", 2}, {"baseline", 1}, {"follow-up", 2},
    {"first", 1},  {"second", 2},    {"third", 3},     {"pretest", 1},  {"posttest", 2},
};

/* @word as a word of its own in @text, which is folded: behind it, or NULL. */
static const char *find_word(const char *text, const char *word)
{
    for (const char *at = strstr(text, word); at != NULL; at = strstr(at + 1, word)) {
        const char *end = at + strlen(word);

        if ((at == text || !g_ascii_isalnum(at[-1])) && !g_ascii_isalnum(*end))
            return end;
    }
    return NULL;
}

/* --- Dates ---------------------------------------------------------------------------------- */

/* Exactly @n digits at @text. */
static bool read_digits(const char *text, size_t n, unsigned *ret_value)
{
    unsigned value = 0;

    for (size_t i = 0; i < n; i++) {
        if (!g_ascii_isdigit(text[i]))
            return false;
        value = value * 10 + (unsigned)(text[i] - '0');
    }
    if (g_ascii_isdigit(text[n]))
        return false;
    *ret_value = value;
    return true;
}

/* Behind the first year in @text, or NULL. */
static const char *find_year(const char *text, unsigned *ret_year)
{
    for (const char *at = text; *at != '\0'; at++) {
        const bool is_start = at == text || !g_ascii_isalnum(at[-1]);

        if (is_start && read_digits(at, 4, ret_year) && *ret_year >= FIRST_YEAR &&
            *ret_year <= LAST_YEAR)
            return at + 4;
    }
    return NULL;
}

/* "-06" or "-06-15" behind a year; 0 when there is none. */
static double read_iso(const char *behind)
{
    unsigned month, day = 1;

    if (*behind != '-' || !read_digits(behind + 1, 2, &month) || month < 1 || month > 12)
        return 0;
    if (behind[3] == '-' && !read_digits(behind + 4, 2, &day))
        day = 1;
    return (month - 1) / 12.0 + (MAX(day, 1) - 1) / 372.0;
}

static double find_part(const char *folded)
{
    for (size_t i = 0; i < G_N_ELEMENTS(parts_of_year); i++)
        if (find_word(folded, parts_of_year[i].word) != NULL)
            return parts_of_year[i].value;
    return 0;
}

static bool read_date(const char *folded, double *ret_time)
{
    unsigned year;
    const char *behind = find_year(folded, &year);
    double part;

    if (behind == NULL)
        return false;
    part = read_iso(behind);
    *ret_time = year + (part > 0 ? part : find_part(folded));
    return true;
}

/* --- Numbers and words ---------------------------------------------------------------------- */

static bool read_count(const char *text, double *ret_time)
{
    unsigned value = 0;
    size_t n = 0;

    while (*text == ' ' || *text == '#')
        text++;
    while (n < 3 && g_ascii_isdigit(text[n]))
        n++;
    if (n == 0 || !read_digits(text, n, &value))
        return false;
    *ret_time = value;
    return true;
}

/* "Wave 2", "W2": the number behind the word that says what is counted. */
static bool read_counted(const char *folded, double *ret_time)
{
    for (size_t i = 0; i < G_N_ELEMENTS(counted_before); i++)
        if (g_str_has_prefix(folded, counted_before[i].word) &&
            read_count(folded + strlen(counted_before[i].word), ret_time))
            return true;
    return false;
}

static bool read_pair(const char *folded, double *ret_time)
{
    for (size_t i = 0; i < G_N_ELEMENTS(pairs); i++) {
        if (g_str_has_prefix(folded, pairs[i].word) &&
            !g_ascii_isalnum(folded[strlen(pairs[i].word)])) {
            *ret_time = pairs[i].value;
            return true;
        }
    }
    return false;
}

/* "1-4 years": the first number in the name. */
static bool read_first(const char *folded, double *ret_time)
{
    while (*folded != '\0' && !g_ascii_isdigit(*folded))
        folded++;
    return read_count(folded, ret_time);
}

/* --- All names ------------------------------------------------------------------------------ */

typedef bool (*Read)(const char *folded, double *ret_time);

static bool are_distinct(size_t n, const double times[])
{
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < i; j++)
            if (!(times[i] < times[j] || times[i] > times[j]))
                return false;
    return true;
}

static bool are_ascending(size_t n, const double times[])
{
    for (size_t i = 1; i < n; i++)
        if (!(times[i] > times[i - 1]))
            return false;
    return true;
}

static bool read_all(size_t n, char *const folded[], Read read, double times[])
{
    for (size_t i = 0; i < n; i++)
        if (!read(folded[i], &times[i]))
            return false;
    return are_distinct(n, times);
}

SvyWaveTimes svy_wave_times_read(size_t n, const char *const names[], double ret_times[])
{
    g_auto(GStrv) folded = g_new0(char *, n + 1);
    g_autofree double *times = g_new0(double, n + 1);
    SvyWaveTimes waves = SVY_WAVE_TIMES_NONE;

    for (size_t i = 0; i < n; i++)
        folded[i] = g_ascii_strdown(names[i], -1);
    if (n < 2)
        return waves;
    if (read_all(n, folded, read_date, times))
        waves = SVY_WAVE_TIMES_DATED;
    else if (read_all(n, folded, read_counted, times) || read_all(n, folded, read_pair, times))
        waves = SVY_WAVE_TIMES_COUNTED;
    else if (n <= MOST_ORDERED && read_all(n, folded, read_first, times) && are_ascending(n, times))
        waves = SVY_WAVE_TIMES_ORDERED;
    if (waves != SVY_WAVE_TIMES_NONE)
        memcpy(ret_times, times, n * sizeof *times);
    return waves;
}
