/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ingest/guess.h"

#include <string.h>

#include "check.h"

static void test_dates(void)
{
    static const char *const dates[] = {
        "2014-03-01",          "3/14/2014 09:41:22 AM",      "14.3.14",
        "2014-03-01T09:20:54", "2018-03-07T09:20:54.819+03", "03/14/2014 12:18 EST",
        "2014-03-01, 9:05",
    };
    static const char *const others[] = {
        "2014",        "18-29", "1-2-3", "2014-03/01",      "1.5",         "3/14",
        "2014-03-01x", "",      "12:30", "2014-03-01 noon", "a2014-03-01", "555-12-3456789"};

    for (size_t i = 0; i < G_N_ELEMENTS(dates); i++)
        if (!svy_guess_is_date(dates[i])) {
            g_test_message("no date: %s", dates[i]);
            g_test_fail();
        }
    for (size_t i = 0; i < G_N_ELEMENTS(others); i++)
        if (svy_guess_is_date(others[i])) {
            g_test_message("taken as a date: %s", others[i]);
            g_test_fail();
        }
}

static void test_emails(void)
{
    static const char *const mails[] = {"a@b.org", "first.last+tag@mail.example.edu"};
    static const char *const others[] = {
        "@alcts",    "a@b",         "a@.org",           "a@b.", "a b@c.org",
        "a@b@c.org", "see a@b.org", "a@b.org, c@d.org", ""};

    for (size_t i = 0; i < G_N_ELEMENTS(mails); i++)
        g_assert_true(svy_guess_is_email(mails[i]));
    for (size_t i = 0; i < G_N_ELEMENTS(others); i++)
        g_assert_false(svy_guess_is_email(others[i]));
}

/* All counts of one column of mixed answers. */
static void test_column(void)
{
    static const char *const answers[] = {
        "1",          "1",          "2.5",        "-3",         "",         "a@b.org", "10.0.0.7",
        "2014-03-01", "3071012345", "deadbeef01", "deadbeefab", "\303\244", "1,5"};
    SvyColumn column;
    SvyGuess guess;

    svy_column_init(&column);
    for (size_t i = 0; i < G_N_ELEMENTS(answers); i++)
        g_assert_true(svy_column_append(&column, answers[i], strlen(answers[i])));
    svy_guess_column(&column, &guess);
    svy_column_clear(&column);
    g_assert_cmpuint(guess.n_answered, ==, 12);
    g_assert_cmpuint(guess.n_distinct, ==, 11);
    g_assert_cmpuint(guess.n_numbers, ==, 5);
    g_assert_cmpuint(guess.n_integers, ==, 4);
    svy_check_near(guess.min, -3, 0);
    svy_check_near(guess.max, 3071012345.0, 0);
    g_assert_cmpuint(guess.n_dates, ==, 1);
    g_assert_cmpuint(guess.n_emails, ==, 1);
    g_assert_cmpuint(guess.n_addresses, ==, 1);
    g_assert_cmpuint(guess.n_tokens, ==, 3); /* the date looks like one too; letters alone do not */
    g_assert_cmpuint(guess.n_most, ==, 2);
    g_assert_cmpuint(guess.n_long, ==, 0);
}

static void test_most(void)
{
    g_assert_true(svy_guess_is_most(19, 20, 0.95));
    g_assert_false(svy_guess_is_most(18, 20, 0.95));
    g_assert_false(svy_guess_is_most(0, 0, 0.0));
}

int main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/ingest/guess/dates", test_dates);
    g_test_add_func("/ingest/guess/emails", test_emails);
    g_test_add_func("/ingest/guess/column", test_column);
    g_test_add_func("/ingest/guess/most", test_most);
    return g_test_run();
}
