/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the answers of one column look like. */
#include "ingest/guess.h"

#include <math.h>
#include <string.h>

#include "base/num.h"

/* Skips @n_min to @n_max digits. */
static bool skip_digits(const char **text, size_t n_min, size_t n_max)
{
    size_t n = 0;

    while (n < n_max && g_ascii_isdigit(**text)) {
        (*text)++;
        n++;
    }
    return n >= n_min;
}

static bool skip_day(const char **text)
{
    char separator;

    if (!skip_digits(text, 1, 4))
        return false;
    separator = **text;
    if (separator == '\0' || strchr("-/.", separator) == NULL)
        return false;
    (*text)++;
    if (!skip_digits(text, 1, 2) || **text != separator)
        return false;
    (*text)++;
    return skip_digits(text, 2, 4);
}

/* "09:41", "9:41:22 AM", "T09:20:54.819+03", "12:18 EST" */
static bool skip_time(const char **text)
{
    if (!skip_digits(text, 1, 2) || **text != ':')
        return false;
    (*text)++;
    if (!skip_digits(text, 2, 2))
        return false;
    while (**text == ':' || **text == '.' || **text == ' ' || **text == '+' || **text == '-' ||
           g_ascii_isalnum(**text))
        (*text)++;
    return true;
}

bool svy_guess_is_date(const char *text)
{
    if (!skip_day(&text))
        return false;
    if (*text == '\0')
        return true;
    if (*text != ' ' && *text != 'T' && *text != ',')
        return false;
    while (*text == ' ' || *text == 'T' || *text == ',')
        text++;
    return skip_time(&text) && *text == '\0';
}

bool svy_guess_is_email(const char *text)
{
    const char *at = strchr(text, '@');
    const char *dot = at == NULL ? NULL : strrchr(at, '.');

    return at != NULL && at > text && dot != NULL && dot > at + 1 && dot[1] != '\0' &&
           strpbrk(text, " ,;/") == NULL && strchr(at + 1, '@') == NULL;
}

static bool is_address(const char *text)
{
    for (int part = 0; part < 4; part++) {
        if (!skip_digits(&text, 1, 3) || *text != (part < 3 ? '.' : '\0'))
            return false;
        text += part < 3;
    }
    return true;
}

static bool is_token(const char *text, size_t n)
{
    bool has_digit = false;

    if (n < 9 || n > 64)
        return false;
    for (size_t i = 0; i < n; i++) {
        if (!g_ascii_isxdigit(text[i]) && strchr("-_R", text[i]) == NULL)
            return false;
        has_digit |= g_ascii_isdigit(text[i]);
    }
    return has_digit;
}

static void look_at_number(SvyGuess *guess, double value, size_t n)
{
    guess->min = guess->n_numbers == 0 ? value : MIN(guess->min, value);
    guess->max = guess->n_numbers == 0 ? value : MAX(guess->max, value);
    guess->n_numbers += n;
    guess->n_integers += fabs(value - round(value)) <= 0 ? n : 0;
    guess->n_serials += value >= 32874 && value < 54789 ? n : 0;
}

static void look_at(SvyGuess *guess, const char *text, size_t n_bytes, size_t n)
{
    const size_t n_chars = (size_t)g_utf8_strlen(text, -1);
    double value;

    guess->n_answered += n;
    guess->n_chars += n_chars * n;
    guess->n_long += n_chars > 60 ? n : 0;
    guess->n_most = MAX(guess->n_most, n);
    if (svy_num_parse(text, &value))
        look_at_number(guess, value, n);
    guess->n_dates += svy_guess_is_date(text) ? n : 0;
    guess->n_emails += svy_guess_is_email(text) ? n : 0;
    guess->n_addresses += is_address(text) ? n : 0;
    guess->n_tokens += is_token(text, n_bytes) ? n : 0;
}

/* "007": a name that is made of digits. */
static bool has_leading_zero(const char *text)
{
    return text[0] == '0' && g_ascii_isdigit(text[1]);
}

static bool is_one_of(const char *text, const char *const *words)
{
    return words != NULL && g_strv_contains(words, text);
}

void svy_guess_column_without(const SvyColumn *column,
                              const char *const *missing,
                              SvyGuess *ret_guess)
{
    SvyGuess guess = {.n_distinct = svy_column_count_distinct(column)};
    const size_t n = column->dict == NULL ? 0 : column->dict->n;

    bool has_codes = false;

    for (size_t code = 0; code < n; code++) {
        const char *text = svy_dict_get_text(column->dict, code);

        has_codes |= column->dict->counts[code] > 0 && has_leading_zero(text);
        if (column->kind == SVY_COLUMN_CODES &&
            (column->dict->counts[code] == 0 || is_one_of(text, missing)))
            guess.n_distinct--;
        else if (!is_one_of(text, missing))
            look_at(&guess, text, svy_dict_get_length(column->dict, code),
                    column->dict->counts[code]);
    }
    if (has_codes) /* one is enough: then 7 is not a number either, but another name */
        guess.n_numbers = guess.n_integers = guess.n_serials = 0;
    *ret_guess = guess;
}

void svy_guess_column(const SvyColumn *column, SvyGuess *ret_guess)
{
    svy_guess_column_without(column, NULL, ret_guess);
}

bool svy_guess_is_most(size_t n, size_t of, double share)
{
    return of > 0 && (double)n >= share * (double)of;
}
