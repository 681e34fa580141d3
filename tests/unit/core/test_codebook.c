/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/codebook.h"

static void test_marks(void)
{
    static const struct {
        const char *label;
        SvyOptionMark mark;
    } cases[] = {
        {"None of these", SVY_MARK_NOTHING},
        {"NONE", SVY_MARK_NOTHING},
        {"I use none of these", SVY_MARK_NOTHING},
        {"I follow none of them", SVY_MARK_NOTHING},
        {"I don\342\200\231t use any of these", SVY_MARK_NOTHING},
        {"Nothing", SVY_MARK_NOTHING},
        {"Keine der genannten", SVY_MARK_NOTHING},
        {"Other", SVY_MARK_OTHER},
        {"  Other  (please specify)", SVY_MARK_OTHER},
        {"Other, please describe", SVY_MARK_OTHER},
        {"Don't know", SVY_MARK_DONT_KNOW},
        {"Don\342\200\231t know / no opinion", SVY_MARK_DONT_KNOW},
        {"N/A", SVY_MARK_DONT_KNOW},
        {"Not sure", SVY_MARK_DONT_KNOW},
        {"Prefer not to say", SVY_MARK_DONT_KNOW},
        {"Unfamiliar (N/A)", SVY_MARK_DONT_KNOW},
        /* these stand for themselves */
        {"Nonetheless", SVY_MARK_NONE},
        {"Nothing new", SVY_MARK_NONE},
        {"Other librarians", SVY_MARK_NONE},
        {"Otherwise", SVY_MARK_NONE},
        {"Not sure it helps", SVY_MARK_NONE},
        {"No", SVY_MARK_NONE},
        {"Facebook", SVY_MARK_NONE},
        {"Never", SVY_MARK_NONE},
        {"", SVY_MARK_NONE},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        if (svy_option_mark_guess(cases[i].label) != cases[i].mark) {
            g_test_message("%s", cases[i].label);
            g_test_fail();
        }
    }
}

static void test_question(void)
{
    g_autoptr(SvyQuestion) question = svy_question_new(SVY_QUESTION_MULTI, "Which?");

    svy_question_add_item(question, 3, SVY_ROLE_OPTION, "A");
    svy_question_add_item(question, 4, SVY_ROLE_OPTION, "B");
    svy_question_add_item(question, 5, SVY_ROLE_COMMENT, "Why?");
    svy_question_add_level(question, "Other");
    g_assert_cmpuint(svy_question_count_role(question, SVY_ROLE_OPTION), ==, 2);
    g_assert_cmpuint(svy_question_count_role(question, SVY_ROLE_COMMENT), ==, 1);
    g_assert_cmpuint(svy_question_count_role(question, SVY_ROLE_ROW), ==, 0);
    g_assert_cmpuint(svy_question_get_item(question, 1)->column, ==, 4);
    g_assert_cmpint(svy_question_get_level(question, 0)->mark, ==, SVY_MARK_OTHER);
}

/* Cells with several answers: the longest level wins, also over the separator inside a label. */
static void test_split(void)
{
    static const struct {
        char separator;
        const char *text, *chosen; /* of: News, News; old, Blogs, Other */
        size_t n_other;
    } cases[] = {
        {';', "News", "x---", 0},
        {';', "News; Blogs", "x-x-", 0},
        {';', "News;Blogs;", "x-x-", 0},
        {';', "News; old", "-x--", 0},
        {';', "News; old; News", "xx--", 0},
        {';', "News; older", "x---", 1},
        {';', "Newsletter; Blogs", "--x-", 1},
        {';', "mine; yours", "----", 2},
        {';', " ; ;", "----", 0},
        {';', "", "----", 0},
        {',', "News, Blogs", "x-x-", 0},
        {'\n', "News\nBlogs\nmine", "x-x-", 1},
        {'|', "Blogs|Other", "--xx", 0},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(SvyQuestion) question = svy_question_new(SVY_QUESTION_MULTI, "Which?");
        bool is_chosen[4] = {false};
        size_t n_other;

        question->separator = cases[i].separator;
        svy_question_add_level(question, "News");
        svy_question_add_level(question, "News; old");
        svy_question_add_level(question, "Blogs");
        svy_question_add_level(question, "Other");
        n_other = svy_question_split_cell(question, cases[i].text, is_chosen);
        for (size_t l = 0; l < 4; l++) {
            if (is_chosen[l] == (cases[i].chosen[l] == 'x') && n_other == cases[i].n_other)
                continue;
            g_test_message("%s: level %zu, %zu others", cases[i].text, l, n_other);
            g_test_fail();
        }
    }
}

static void test_missing(void)
{
    g_autoptr(SvyQuestion) question = svy_question_new(SVY_QUESTION_SINGLE, "Which?");

    g_assert_false(svy_question_is_missing(question, "99"));
    question->missing = g_strsplit("99 n/a", " ", -1);
    g_assert_true(svy_question_is_missing(question, "99"));
    g_assert_true(svy_question_is_missing(question, "n/a"));
    g_assert_false(svy_question_is_missing(question, "9"));
}

/* The words of the file are all different, or a codebook could not be read back. */
static void test_words(void)
{
    static const char *const roles[] = {"answer", "option",   "row",    "point",
                                        "place",  "write-in", "comment"};
    static const char *const bases[] = {"answered", "ticked", "shown"};
    static const char *const marks[] = {"", "other", "none", "dont-know"};

    G_STATIC_ASSERT(G_N_ELEMENTS(roles) == SVY_ROLE_LAST);
    G_STATIC_ASSERT(G_N_ELEMENTS(bases) == SVY_BASE_LAST);
    G_STATIC_ASSERT(G_N_ELEMENTS(marks) == SVY_MARK_LAST);
    for (int i = 0; i < SVY_ROLE_LAST; i++)
        g_assert_cmpstr(svy_role_get_name((SvyRole)i), ==, roles[i]);
    for (int i = 0; i < SVY_BASE_LAST; i++)
        g_assert_cmpstr(svy_base_get_name((SvyBaseRule)i), ==, bases[i]);
    for (int i = 0; i < SVY_MARK_LAST; i++)
        g_assert_cmpstr(svy_mark_get_name((SvyOptionMark)i), ==, marks[i]);
}

int main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/core/codebook/marks", test_marks);
    g_test_add_func("/core/codebook/question", test_question);
    g_test_add_func("/core/codebook/split", test_split);
    g_test_add_func("/core/codebook/missing", test_missing);
    g_test_add_func("/core/codebook/words", test_words);
    return g_test_run();
}
