/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Few people are put together with others. */
#include <glib.h>

#include "analysis/merge.h"

/* "A B|C": parts as named, in order. */
static void check(size_t n, const SvyMergeItem items[], bool is_ordered, const char *expected)
{
    size_t part_of[8];
    const size_t n_parts = svy_merge_small(n, items, is_ordered, 20, part_of);
    GString *names = g_string_new(NULL);

    for (size_t part = 0; part < n_parts; part++) {
        g_autofree char *name = svy_merge_name(NULL, n, items, is_ordered, part_of, part);

        g_string_append_printf(names, "%s%s", part > 0 ? "|" : "", name);
    }
    g_assert_cmpstr(names->str, ==, expected);
    g_string_free(names, TRUE);
}

static void test_order(void)
{
    const SvyMergeItem years[] = {{"0-4", SVY_MARK_NONE, 50},
                                  {"5-9", SVY_MARK_NONE, 30},
                                  {"10-19", SVY_MARK_NONE, 12},
                                  {"20 or more", SVY_MARK_NONE, 25},
                                  {"Don't know", SVY_MARK_DONT_KNOW, 3}};
    const SvyMergeItem few[] = {{"0-4", SVY_MARK_NONE, 50},
                                {"5-9", SVY_MARK_NONE, 40},
                                {"10-19", SVY_MARK_NONE, 8},
                                {"20 or more", SVY_MARK_NONE, 6}};
    const SvyMergeItem two[] = {{"No", SVY_MARK_NONE, 50}, {"Yes", SVY_MARK_NONE, 3}};
    const SvyMergeItem gap[] = {{"1", SVY_MARK_NONE, 8},
                                {"2", SVY_MARK_NONE, 0},
                                {"3", SVY_MARK_NONE, 40},
                                {"4", SVY_MARK_NONE, 50}};

    check(5, years, true, "0-4|5-9|10-19 or 20 or more|Don't know");
    check(4, few, true, "0-4|5-9 to 20 or more");
    check(2, two, true, "No|Yes");
    check(4, gap, true, "1 to 3|4");
}

static void test_no_order(void)
{
    const SvyMergeItem roles[] = {{"Librarian", SVY_MARK_NONE, 50},
                                  {"Trustee", SVY_MARK_NONE, 4},
                                  {"Staff", SVY_MARK_NONE, 30},
                                  {"Friend", SVY_MARK_NONE, 7}};
    const SvyMergeItem with_other[] = {{"Librarian", SVY_MARK_NONE, 50},
                                       {"Trustee", SVY_MARK_NONE, 4},
                                       {"Other", SVY_MARK_OTHER, 30},
                                       {"None", SVY_MARK_NOTHING, 2}};
    const SvyMergeItem one[] = {{"Librarian", SVY_MARK_NONE, 50},
                                {"Trustee", SVY_MARK_NONE, 4},
                                {"Staff", SVY_MARK_NONE, 30}};
    const SvyMergeItem all[] = {{"Librarian", SVY_MARK_NONE, 5}, {"Trustee", SVY_MARK_NONE, 4}};

    check(4, roles, false, "Librarian|Staff|Other (Trustee, Friend)");
    check(4, with_other, false, "Librarian|Other (Trustee, Other)|None");
    check(3, one, false, "Librarian|Trustee|Staff");
    check(2, all, false, "Librarian|Trustee");
}

static void test_explain(void)
{
    const SvyMergeItem roles[] = {{"Librarian", SVY_MARK_NONE, 50},
                                  {"Trustee", SVY_MARK_NONE, 4},
                                  {"Friend", SVY_MARK_NONE, 7}};
    size_t part_of[3];
    g_autofree char *alone = NULL;
    g_autofree char *joined = NULL;

    g_assert_cmpuint(svy_merge_small(3, roles, false, 20, part_of), ==, 2);
    alone = svy_merge_explain(NULL, 3, roles, "Librarian", part_of, 0);
    joined = svy_merge_explain(NULL, 3, roles, "Other (Trustee, Friend)", part_of, 1);
    g_assert_null(alone);
    g_assert_cmpstr(joined, ==, "“Other (Trustee, Friend)” is “Trustee”, “Friend”");
}

/* Names of parts are ours, those of the answers are not. */
static void test_languages(void)
{
    const SvyMergeItem items[] = {
        {"5-9", SVY_MARK_NONE, 5}, {"10-19", SVY_MARK_NONE, 6}, {"20-29", SVY_MARK_NONE, 7}};
    const size_t two[] = {0, 0, 1}, all[] = {0, 0, 0};
    g_autofree char *either = svy_merge_name("fr", 3, items, true, two, 0);
    g_autofree char *range = svy_merge_name("es", 3, items, true, all, 0);
    g_autofree char *others = svy_merge_name("es", 3, items, false, two, 0);
    g_autofree char *own = svy_merge_name("es", 3, items, false, two, 1);
    g_autofree char *words = svy_merge_explain("es", 3, items, "5-9 o 10-19", two, 0);

    g_assert_cmpstr(either, ==, "5-9 ou 10-19");
    g_assert_cmpstr(range, ==, "de 5-9 a 20-29");
    g_assert_cmpstr(others, ==, "Otras (5-9, 10-19)");
    g_assert_cmpstr(own, ==, "20-29");
    g_assert_cmpstr(words, ==, "«5-9 o 10-19» es «5-9», «10-19»");
}

int main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/analysis/merge/order", test_order);
    g_test_add_func("/analysis/merge/no-order", test_no_order);
    g_test_add_func("/analysis/merge/explain", test_explain);
    g_test_add_func("/analysis/merge/languages", test_languages);
    return g_test_run();
}
