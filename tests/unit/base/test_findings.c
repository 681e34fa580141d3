/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/findings.h"

#include <errno.h>
#include <surveystat/estimate.h>

#include "base/error.h"
#include "base/translate.h"
#include "check.h"

static void test_list(void)
{
    g_autoptr(SvyFindings) findings = svy_findings_new();

    g_assert_cmpuint(svy_findings_get_n(NULL), ==, 0);
    svy_findings_add(findings, SVY_SEVERITY_NOTE, "a", 1, 0, NULL, "first %d", 1);
    for (size_t line = 5; line < 25; line++)
        svy_findings_tally(findings, SVY_SEVERITY_WARNING, "b", line, 2, "mend it", "odd");
    svy_findings_tally(findings, SVY_SEVERITY_WARNING, "b", 30, 3, NULL, "odd");

    g_assert_cmpuint(svy_findings_get_n(findings), ==, 3);
    g_assert_cmpuint(svy_findings_count(findings, SVY_SEVERITY_WARNING), ==, 2);

    const SvyFinding *tally = svy_findings_get(findings, 1);
    g_assert_cmpuint(tally->n, ==, 20);
    g_assert_cmpuint(tally->line, ==, 5);
    g_assert_cmpstr(tally->mend, ==, "mend it");
    g_assert_cmpstr(svy_findings_get(findings, 0)->message, ==, "first 1");

    g_autoptr(SvyFindings) copy = svy_findings_copy(findings);
    svy_findings_remove(findings, "b");
    g_assert_cmpuint(svy_findings_get_n(findings), ==, 1);
    g_assert_cmpuint(svy_findings_get_n(copy), ==, 3);
    g_assert_cmpuint(svy_findings_get(copy, 1)->n, ==, 20);
}

static void expect_mend(const SvyFindings *findings, const char *language, const char *words)
{
    g_autofree char *said = svy_findings_say_mend(svy_findings_get(findings, 0), language);

    g_assert_cmpstr(said, ==, words);
}

/* A remedy with a name in it, which stays what it is also where it is a word of ours. */
static void test_mend(void)
{
    g_autoptr(SvyFindings) findings = svy_findings_new();

    svy_findings_add(findings, SVY_SEVERITY_NOTE, "a", 1, 4, NULL, "odd");
    expect_mend(findings, "es", NULL);
    svy_findings_mend(findings, "b", 4, SVY_TR("line %zu: %s"), (size_t)3, "none");
    svy_findings_mend(findings, "a", 3, SVY_TR("line %zu: %s"), (size_t)3, "none");
    expect_mend(findings, NULL, NULL);
    svy_findings_mend(findings, "a", 4, SVY_TR("“%s” is %s"), "too few", "too few");

    g_autoptr(SvyFindings) copy = svy_findings_copy(findings);
    g_autoptr(SvyFindings) whole = svy_findings_new();

    svy_findings_join(whole, findings, 7);
    g_clear_pointer(&findings, svy_findings_free);
    g_assert_cmpstr(svy_findings_get(copy, 0)->mend, ==, "“too few” is too few");
    expect_mend(copy, NULL, "“too few” is too few");
    expect_mend(copy, "es", "«too few» es muy pocos");
    expect_mend(whole, "fr", "«\u00a0too few\u00a0» réunit trop peu");
}

static void test_error_form(void)
{
    static const struct {
        SvyPlace place;
        const char *mend;
        const char *text;
    } cases[] = {
        {{"a.csv", 12, 3}, "Close it", "a.csv:12:3: error: quote left open. Close it."},
        {{"a.csv", 0, 0}, "Is it b.csv?", "a.csv: error: quote left open. Is it b.csv?"},
        {{"a.csv", 12, 0}, NULL, "a.csv:12: error: quote left open."},
        {{"a.csv", 0, 0}, NULL, "a.csv: error: quote left open."},
        {{NULL, 0, 0}, "Close it", "error: quote left open. Close it."},
        {{"a\033.csv", 0, 0}, NULL, "a\\x1b.csv: error: quote left open."},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GError) error = NULL;

        g_assert_false(svy_error_set(&error, SVY_ERROR_DATA, &cases[i].place, cases[i].mend,
                                     "quote left %s", "open"));
        g_assert_error(error, SVY_ERROR, SVY_ERROR_DATA);
        g_assert_cmpstr(error->message, ==, cases[i].text);
    }

    g_autoptr(GError) error = NULL;
    svy_error_set_errno(&error, ENOENT, "x.csv", "open it");
    g_assert_error(error, SVY_ERROR, SVY_ERROR_IO);

    g_autoptr(GError) memory = NULL;
    g_assert_false(svy_error_set_memory(&memory, "the weights"));
    g_assert_error(memory, SVY_ERROR, SVY_ERROR_NO_MEMORY);
    g_assert_cmpstr(memory->message, ==, "error: no memory for the weights.");
}

static void test_estimate_none(void)
{
    for (SvyStatus status = SVY_STATUS_NO_CASES; status < SVY_STATUS_LAST; status++) {
        const SvyEstimate none = svy_estimate_none(status, 0.95, "Wilson");

        g_assert_true(isnan(none.value) && isnan(none.lo) && isnan(none.hi));
        g_assert_cmpint(none.status, ==, status);
        g_assert_nonnull(svy_status_get_name(status));
    }
}

int main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/base/findings/list", test_list);
    g_test_add_func("/base/findings/mend", test_mend);
    g_test_add_func("/base/error/form", test_error_form);
    g_test_add_func("/base/estimate/none", test_estimate_none);
    return g_test_run();
}
