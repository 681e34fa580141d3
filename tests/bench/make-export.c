/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes a large SYNTHETIC survey export in the shape of SurveyMonkey's, for timing.
 *
 * usage: make-export ROWS OUT.csv
 *
 * 46 columns: id, two dates, role, member, years, state, 12 use and 12 follow columns, 8 content
 * columns, 6 agreement items, a comment in one row of ten. A million rows are about 275 MB. The
 * seed is fixed, so the same number of rows gives the same bytes. */
#include <glib.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

enum {
    SEED = 46,
    BUFFER_BYTES = 1 << 20,
    N_MEDIA = 12,
    N_CONTENT = 8,
    N_STATEMENTS = 6,
    ROWS_PER_COMMENT = 10,
};

/* An answer and how often it comes, out of 1000. */
typedef struct {
    const char *label;
    uint32_t per_mille;
} Answer;

/* A medium: share of all who use it, share of its users who follow there. */
typedef struct {
    const char *label;
    uint32_t use, follow;
} Medium;

static const Answer roles[] = {{"Librarian", 560},
                               {"Library staff", 240},
                               {"Student", 150},
                               {"Other", 40},
                               {"", 10}};
static const Answer member[] = {{"Yes", 430}, {"No", 560}, {"", 10}};
static const Answer years[] = {{"Less than 1 year", 140}, {"1-4 years", 240},
                               {"5-9 years", 210},        {"10-19 years", 240},
                               {"20 years or more", 160}, {"", 10}};
static const Answer agreement[] = {{"Strongly agree", 210},   {"Agree", 360},
                                   {"Neutral", 240},          {"Disagree", 120},
                                   {"Strongly disagree", 50}, {"", 20}};

static const Medium media[N_MEDIA] = {
    {"Facebook", 810, 140}, {"Twitter", 430, 290},  {"LinkedIn", 440, 60}, {"Google+", 230, 40},
    {"YouTube", 270, 120},  {"Pinterest", 340, 90}, {"Tumblr", 190, 80},   {"Instagram", 230, 110},
    {"Flickr", 140, 70},    {"Reddit", 110, 50},    {"Snapchat", 100, 30}, {"Goodreads", 280, 60},
};
static const Answer content[N_CONTENT] = {
    {"Current trends", 640},
    {"Continuing education", 570},
    {"Networking with peers", 460},
    {"Research and scholarship news", 440},
    {"Job ads", 410},
    {"Fun content", 350},
    {"Live events", 320},
    {"Special themes", 240},
};
static const char *const statements[N_STATEMENTS] = {
    "Social media matter for my professional life",
    "The association should be where its members are",
    "One account on each medium would be enough",
    "I would rather get news from an email list",
    "It is easy to find the accounts of the association",
    "Social media make it easier to take part",
};
static const char *const comments[] = {
    "Fewer accounts, please, and more posts on each.",
    "I prefer the list, as \"\"old\"\" as it is.",
    "Trends, jobs, and a bit of fun.",
    "We met in a caf\xc3\xa9, not on a page.",
    "No time, no money, no travel: online it is.",
};
static const char *const states[] = {
    "Alabama",       "Alaska",      "Arizona",        "Arkansas",      "California",
    "Colorado",      "Connecticut", "Delaware",       "Florida",       "Georgia",
    "Hawaii",        "Idaho",       "Illinois",       "Indiana",       "Iowa",
    "Kansas",        "Kentucky",    "Louisiana",      "Maine",         "Maryland",
    "Massachusetts", "Michigan",    "Minnesota",      "Mississippi",   "Missouri",
    "Montana",       "Nebraska",    "Nevada",         "New Hampshire", "New Jersey",
    "New Mexico",    "New York",    "North Carolina", "North Dakota",  "Ohio",
    "Oklahoma",      "Oregon",      "Pennsylvania",   "Rhode Island",  "South Carolina",
    "South Dakota",  "Tennessee",   "Texas",          "Utah",          "Vermont",
    "Virginia",      "Washington",  "West Virginia",  "Wisconsin",     "Wyoming",
};

/* A number from 0 to n - 1. Not g_rand_int_range(), which may draw more than once. */
static uint32_t draw(GRand *rng, uint32_t n)
{
    return (uint32_t)(((uint64_t)g_rand_int(rng) * n) >> 32);
}

static const char *draw_answer(GRand *rng, const Answer answers[])
{
    uint32_t left = draw(rng, 1000);

    size_t i = 0;
    while (left >= answers[i].per_mille)
        left -= answers[i++].per_mille;
    return answers[i].label;
}

static void add_blanks(GString *out, size_t n)
{
    for (size_t i = 0; i < n; i++)
        g_string_append_c(out, ',');
}

static void add_cell(GString *out, const char *text)
{
    g_string_append_c(out, ',');
    g_string_append(out, text);
}

static void add_header(GString *out)
{
    g_string_append(out, "Respondent ID,Start Date,End Date,What is your role?,"
                         "Are you a member of the association?,How many years have you worked?,"
                         "In which state do you work?,Which of these social media do you use?");
    add_blanks(out, N_MEDIA - 1);
    add_cell(out, "On which of these do you follow the association?");
    add_blanks(out, N_MEDIA - 1);
    add_cell(out, "Which kinds of content do you value?");
    add_blanks(out, N_CONTENT - 1);
    add_cell(out, "How far do you agree with these statements?");
    add_blanks(out, N_STATEMENTS - 1);
    add_cell(out, "Is there anything else you would like to say?\r\n");

    g_string_append(out, ",,,Response,Response,Response,Response");
    for (size_t use_or_follow = 0; use_or_follow < 2; use_or_follow++)
        for (size_t i = 0; i < N_MEDIA; i++)
            add_cell(out, media[i].label);
    for (size_t i = 0; i < N_CONTENT; i++)
        add_cell(out, content[i].label);
    for (size_t i = 0; i < N_STATEMENTS; i++)
        add_cell(out, statements[i]);
    add_cell(out, "Open-Ended Response\r\n");
}

static void add_dates(GString *out, GRand *rng)
{
    uint32_t day = 1 + draw(rng, 28), hour = 1 + draw(rng, 12), minute = draw(rng, 30);
    uint32_t later = minute + 1 + draw(rng, 29);
    const char *half = draw(rng, 2) == 0 ? "AM" : "PM";

    g_string_append_printf(out, ",03/%02u/2014 %02u:%02u:%02u %s", day, hour, minute, draw(rng, 60),
                           half);
    g_string_append_printf(out, ",03/%02u/2014 %02u:%02u:%02u %s", day, hour, later, draw(rng, 60),
                           half);
}

static void add_media(GString *out, GRand *rng)
{
    bool uses[N_MEDIA];

    for (size_t i = 0; i < N_MEDIA; i++) {
        uses[i] = draw(rng, 1000) < media[i].use;
        add_cell(out, uses[i] ? media[i].label : "");
    }
    for (size_t i = 0; i < N_MEDIA; i++) {
        bool follows = draw(rng, 1000) < media[i].follow && uses[i];
        add_cell(out, follows ? media[i].label : "");
    }
}

static void add_row(GString *out, GRand *rng, uint64_t row)
{
    g_string_append_printf(out, "%" G_GUINT64_FORMAT, UINT64_C(31400000000) + row * 7);
    add_dates(out, rng);
    add_cell(out, draw_answer(rng, roles));
    add_cell(out, draw_answer(rng, member));
    add_cell(out, draw_answer(rng, years));
    add_cell(out, states[draw(rng, G_N_ELEMENTS(states))]);

    add_media(out, rng);
    for (size_t i = 0; i < N_CONTENT; i++)
        add_cell(out, draw(rng, 1000) < content[i].per_mille ? content[i].label : "");
    for (size_t i = 0; i < N_STATEMENTS; i++)
        add_cell(out, draw_answer(rng, agreement));

    g_string_append_c(out, ',');
    if (row % ROWS_PER_COMMENT == 0)
        g_string_append_printf(out, "\"%s (%" G_GUINT64_FORMAT ")\"",
                               comments[draw(rng, G_N_ELEMENTS(comments))], row);
    g_string_append(out, "\r\n");
}

static bool flush(GString *out, FILE *file)
{
    bool is_written = fwrite(out->str, 1, out->len, file) == out->len;
    g_string_truncate(out, 0);
    return is_written;
}

static bool write_export(FILE *file, uint64_t n_rows)
{
    g_autoptr(GString) out = g_string_sized_new(BUFFER_BYTES + 4096);
    g_autoptr(GRand) rng = g_rand_new_with_seed(SEED);

    add_header(out);
    for (uint64_t row = 1; row <= n_rows; row++) {
        add_row(out, rng, row);
        if (out->len >= BUFFER_BYTES && !flush(out, file))
            return false;
    }
    return flush(out, file);
}

int main(int argc, char *argv[])
{
    uint64_t n_rows = 0;

    if (argc != 3 || !g_ascii_string_to_unsigned(argv[1], 10, 1, UINT32_MAX, &n_rows, NULL)) {
        fputs("usage: make-export ROWS OUT.csv\n", stderr);
        return 2;
    }
    FILE *file = fopen(argv[2], "wb");
    if (file == NULL) {
        perror(argv[2]);
        return 3;
    }

    bool is_written = write_export(file, n_rows);
    bool is_closed = fclose(file) == 0;
    if (!is_written || !is_closed) {
        perror(argv[2]);
        return 3;
    }
    return 0;
}
