/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files of margins: what they may look like, and refusals with their line. */
#include <math.h>

#include <glib/gstdio.h>
#include <surveystat/ingest.h>

#include "check.h"

static bool read_text(const char *text, SvyMargins **ret_margins, GError **error)
{
    g_autofree char *folder = g_dir_make_tmp("surveystat-XXXXXX", NULL);
    g_autofree char *path = g_build_filename(folder, "margins.csv", NULL);
    bool is_read;

    g_assert_true(g_file_set_contents(path, text, -1, NULL));
    is_read = svy_margins_read(path, ret_margins, error);
    g_unlink(path);
    g_rmdir(folder);
    return is_read;
}

/* Thousands, a question that is not repeated, a blank line, per cent. */
static void test_totals(void)
{
    g_autoptr(SvyMargins) margins = NULL;
    g_autoptr(GError) error = NULL;

    g_assert_true(read_text("Question;Answer;Total;Invited\nq1;Yes;3000;1000\n;No;1500.5;\n\n"
                            "q2;A;4500;\n",
                            &margins, &error));
    g_assert_no_error(error);
    g_assert_cmpuint(margins->n, ==, 3);
    g_assert_false(margins->is_shares);
    g_assert_cmpstr(margins->margins[1].question, ==, "q1");
    svy_check_near(margins->margins[1].value, 1500.5, 0);
    svy_check_near(margins->margins[0].invited, 1000, 0);
    g_assert_true(isnan(margins->margins[1].invited));
    g_assert_cmpuint(margins->margins[2].line, ==, 5);
}

static void test_shares(void)
{
    g_autoptr(SvyMargins) margins = NULL;
    g_autoptr(GError) error = NULL;

    g_assert_true(
        read_text("question,answer,share\nq1,Yes,33.3%\nq1,No,66.7 %\nq2,A,0.5\nq2,B,0.5\n",
                  &margins, &error));
    g_assert_no_error(error);
    g_assert_true(margins->is_shares);
    svy_check_digits(margins->margins[0].value, 33.3, 14);
}

static void check_refused(const char *text, const char *words)
{
    g_autoptr(SvyMargins) margins = NULL;
    g_autoptr(GError) error = NULL;

    g_assert_false(read_text(text, &margins, &error));
    g_test_message("%s", error->message);
    g_assert_error(error, SVY_ERROR, SVY_ERROR_DATA);
    g_assert_nonnull(strstr(error->message, words));
    g_assert_null(margins);
}

static void test_refused(void)
{
    check_refused("question,answer\nq1,Yes\n", ":1: error: there is no column “share”");
    check_refused("answer,share\nYes,1\n", ":1: error: there is no column “question”");
    check_refused("question,answer,share,total\nq1,Yes,1,1\n", ":1: error: there are several");
    check_refused("question,answer,share\nq1,Yes,0.5\nq1,No,0.4\n",
                  ":2: error: the shares of q1 add");
    check_refused("question,answer,share\nq1,Yes,0.5\nq1,No,x\n",
                  ":3: error: column “share” holds");
    check_refused("question,answer,total\nq1,Yes,5\nq1,No,-4\n", ":3: error: column “total” holds");
    check_refused("question,answer,total\nq1,Yes,5\nq1,yes,4\n",
                  ":3: error: the answer “yes” to q1");
    check_refused("question,answer,total\nq1,Yes,0\nq1,No,0\n",
                  ":2: error: the numbers of q1 are all");
    check_refused("question,answer,total\n,Yes,5\n", ":2: error: the row has no question");
    check_refused("question,answer,total\nq1,,5\n", ":2: error: the row has no answer");
    check_refused("question,answer,total\n", "there are no rows");
}

int main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/ingest/margins/totals", test_totals);
    g_test_add_func("/ingest/margins/shares", test_shares);
    g_test_add_func("/ingest/margins/refused", test_refused);
    return g_test_run();
}
