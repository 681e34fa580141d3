/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/report-md.h"

#include <string.h>

#include "golden.h"
#include "hard-result.h"
#include "report/writer.h"

static void test_escape(void)
{
    static const struct {
        const char *text, *escaped;
    } cases[] = {
        {"Facebook (pages), 50% & more.", "Facebook (pages), 50% \\& more."},
        {"a|b", "a\\|b"},
        {"*x* _y_ `z` ~w~ $v$ ^u^", "\\*x\\* \\_y\\_ \\`z\\` \\~w\\~ \\$v\\$ \\^u\\^"},
        {"![i](j)", "!\\[i\\](j)"},
        {"<script>alert(1)</script>", "\\<script\\>alert(1)\\</script\\>"},
        {"91.5% [89.5, 93.2], -1 [-2.0, 0.5]", "91.5% [89.5, 93.2], -1 [-2.0, 0.5]"},
        {"[1](x) [2]: y [3][4] [^5] [ ] [6",
         "\\[1\\](x) \\[2\\]: y \\[3\\][4] \\[\\^5\\] \\[ \\] \\[6"},
        {"&lt;", "\\&lt;"},
        {"http://x.example", "http\\://x.example"},
        {"WWW.x.example", "WWW\\.x.example"},
        {"me@x.example", "me\\@&#8288;x.example"},
        {"a\\b", "a\\\\b"},
        {"one\r\n# two", "one  \\# two"},
        {"\x1b[2J", "\\\\x1b\\[2J"},
        {"\xe2\x80\xae"
         "abc",
         "\\\\u202eabc"},
        {"Straße 5 < 6", "Straße 5 \\< 6"},
        {NULL, ""},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *escaped = svy_write_md_escape(cases[i].text);

        g_assert_cmpstr(escaped, ==, cases[i].escaped);
    }
}

/* A sign of markup is in the text only behind a backslash. */
static void test_no_bare_sign(void)
{
    g_autofree char *escaped = svy_write_md_escape(HARD_LABEL "~$^#\\&_");

    for (const char *c = escaped; *c != '\0'; c++) {
        if (g_str_has_prefix(c, "&#8288;"))
            c += strlen("&#8288;");
        if (*c == '\\') {
            c++;
            continue;
        }
        g_assert_null(strchr("`*_[]<>|~$^#@", *c));
    }
}

static char *format_report(const SvyResult *result)
{
    const SvyReportChart charts[] = {
        {.subject = {.gap = &result->gaps[0]},
         .picture = (char *)"charts/01-gap.png",
         .alternative = (char *)"Dumbbell chart [of] 5 media."},
        {.subject = {.question = &result->questions[2]},
         .withheld = (char *)"charts/02-q3: no font has 字"},
    };

    return svy_report_md_format(result, G_N_ELEMENTS(charts), charts, true);
}

static void test_report_golden(void)
{
    g_autoptr(SvyResult) result = hard_result_new();
    g_autofree char *text = format_report(result);

    golden_check("report", "report.md", text);
}

static void test_report_leaves_out(void)
{
    g_autoptr(SvyResult) result = hard_result_new();
    g_autofree char *text = format_report(result);
    const char *named = strstr(text, "Email address");

    g_assert_null(strstr(text, SECRET));
    g_assert_nonnull(named);
    g_assert_null(strstr(named + 1, "Email address"));
    g_assert_null(strstr(text, "| 55.6%")); /* 5 of 9 */
    g_assert_nonnull(strstr(text, "| 5 | too few | too few |"));
}

/* Eleven items; what the plan does not say is said to be missing. */
static void test_report_disclosure(void)
{
    g_autoptr(SvyResult) result = hard_result_new();
    g_autofree char *text = format_report(result);
    static const char *const items[] = {
        "1. **Data collection:** open link", "2. **Sponsor and conductor:** Sponsor: NOT STATED",
        "3. **Questionnaire:** NOT STATED",  "4. **Population:** NOT STATED.",
        "5. **Sample and recruitment:**",    "6. **Mode:** NOT STATED.",
        "7. **Dates:** March 2014.",         "8. **Sample sizes and precision:** 850 responses",
        "9. **Weighting:** NOT STATED",      "10. **Processing and quality checks:** NOT STATED",
        "11. **Limitations:** NOT STATED.",
    };

    for (size_t i = 0; i < G_N_ELEMENTS(items); i++)
        g_assert_nonnull(strstr(text, items[i]));
    g_assert_null(strstr(text, "esponse rate"));
    g_assert_null(strstr(text, "argin of error"));
}

/* Everybody was invited: then, and only then, a response rate. */
static void test_report_census(void)
{
    g_autoptr(SvyResult) result = hard_result_new();

    result->survey.sampling = SVY_SAMPLING_CENSUS;
    result->survey.n_invited = 3871;
    g_autofree char *text = format_report(result);
    g_assert_nonnull(strstr(text, "850 of 3,871 invited answered: response rate 22.0%"));

    result->survey.n_invited = 0;
    g_autofree char *unknown = format_report(result);
    g_assert_null(strstr(unknown, "esponse rate"));
}

int main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/report/markdown/escape", test_escape);
    g_test_add_func("/report/markdown/no-bare-sign", test_no_bare_sign);
    g_test_add_func("/report/markdown/report-golden", test_report_golden);
    g_test_add_func("/report/markdown/report-leaves-out", test_report_leaves_out);
    g_test_add_func("/report/markdown/report-disclosure", test_report_disclosure);
    g_test_add_func("/report/markdown/report-census", test_report_census);
    return g_test_run();
}
