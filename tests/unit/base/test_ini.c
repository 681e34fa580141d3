/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/ini.h"

#include <string.h>
#include <surveystat/error.h>

#include "base/limit.h"
#include "check.h"

static SvyIni *parse(const char *text)
{
    SvyIni *ini = NULL;
    g_autoptr(GError) error = NULL;

    g_assert_true(svy_ini_parse(text, strlen(text), "p.ini", &ini, &error));
    g_assert_no_error(error);
    return ini;
}

static const SvyIniSection *get_section(const SvyIni *ini, guint i)
{
    g_assert_cmpuint(i, <, ini->sections->len);
    return g_ptr_array_index(ini->sections, i);
}

/* Case 70 and the form of the header comment. */
static void test_form(void)
{
    g_autoptr(SvyIni) ini = parse("\xef\xbb\xbf# note\r\n"
                                  "[survey]\r\n"
                                  "title = A; B # C\r\n"
                                  "  ; a comment between\r\n"
                                  "  goes on\r\n"
                                  "\ton = and on\r\n"
                                  "\r\n"
                                  "; note\r\n"
                                  "empty =\r\n"
                                  "late =\r\n"
                                  "    text\r\n"
                                  "[gap  My pair ]\r\n"
                                  "use=q1");
    const SvyIniSection *survey = get_section(ini, 0), *gap = get_section(ini, 1);

    g_assert_cmpuint(ini->sections->len, ==, 2);
    g_assert_cmpstr(survey->kind, ==, "survey");
    g_assert_null(survey->name);
    g_assert_cmpuint(survey->line, ==, 2);
    g_assert_cmpstr(svy_ini_get(survey, "title"), ==, "A; B # C goes on on = and on");
    g_assert_cmpstr(svy_ini_get(survey, "empty"), ==, "");
    g_assert_cmpstr(svy_ini_get(survey, "late"), ==, "text");
    g_assert_cmpuint(svy_ini_find(survey, "late")->line, ==, 10);
    g_assert_null(svy_ini_get(survey, "Title"));
    g_assert_cmpstr(gap->kind, ==, "gap");
    g_assert_cmpstr(gap->name, ==, "My pair");
    g_assert_cmpstr(svy_ini_get(gap, "use"), ==, "q1");
}

/* A file whose keys are all indented has keys, not one long value. */
static void test_indented_keys(void)
{
    g_autoptr(SvyIni) ini = parse("[a]\n  x = 1\n    and\n  y = 2\n");

    g_assert_cmpstr(svy_ini_get(get_section(ini, 0), "x"), ==, "1 and");
    g_assert_cmpstr(svy_ini_get(get_section(ini, 0), "y"), ==, "2");
}

/* Case 75: a value is a value. */
static void test_plain_values(void)
{
    g_autoptr(SvyIni) ini = parse("[a]\ninclude = /etc/passwd\nhome = ${HOME} $(id) %s\n");

    g_assert_cmpstr(svy_ini_get(get_section(ini, 0), "include"), ==, "/etc/passwd");
    g_assert_cmpstr(svy_ini_get(get_section(ini, 0), "home"), ==, "${HOME} $(id) %s");
}

/* Cases 71 and 72. */
static void test_faults(void)
{
    static const struct {
        const char *text, *message;
    } cases[] = {
        {"[a]\nx = 1\n\n[a]\n", "p.ini:4:1: error: *section 'a' stands in line 1*"},
        {"[gap A]\n[gap B]\n[gap A]\n", "p.ini:3:1: error: *'gap A' stands in line 1*"},
        {"[a]\nx = 1\ny = 2\nx = 3\n", "p.ini:4:1: error: *key 'x' stands in line 2*"},
        {"x = 1\n", "p.ini:1:1: error: *before any section*"},
        {"[a]\n[Type\n", "p.ini:2:6: error: *no closing ]*"},
        {"[a] # x\n", "p.ini:1:4: error: *after the section's ]*"},
        {"[]\n", "p.ini:1:1: error: *no name*"},
        {"[a]\n\nword\n", "p.ini:3:1: error: *neither a section nor a key*Write key*"},
        {"[a]\n = 1\n", "p.ini:2:2: error: *no key before =*"},
        {"Respondent ID,Collector ID,Start\n", "p.ini:1:1: error: *CSV*"},
        {"[a]\nx = \xfc\n", "p.ini:2: error: *not UTF-8*"},
        {"\xff\xfe[", "p.ini:1: error: *UTF-16*"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        SvyIni *ini = NULL;
        g_autoptr(GError) error = NULL;

        g_test_message("case %zu: %s", i, cases[i].message);
        g_assert_false(svy_ini_parse(cases[i].text, strlen(cases[i].text), "p.ini", &ini, &error));
        g_assert_error(error, SVY_ERROR, SVY_ERROR_DATA);
        g_test_message("%s", error->message);
        g_assert_true(g_pattern_match_simple(cases[i].message, error->message));
        g_assert_null(ini);
    }
}

static void test_nul(void)
{
    SvyIni *ini = NULL;
    g_autoptr(GError) error = NULL;

    g_assert_false(svy_ini_parse("[a]\nx = \0y\n", 10, "p.ini", &ini, &error));
    g_assert_cmpstr(error->message, ==,
                    "p.ini:2: error: the file holds NUL bytes, so it is no text. "
                    "Save it as plain text in UTF-8.");
}

/* Case 76: at once, and in one line. */
static void test_limits(void)
{
    static const struct {
        const char *before, *after;
    } cases[] = {{"[s", "]\n"}, {"k", " = 1\n"}, {"  more", "\n"}};

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GString) text = g_string_new("[first]\nkey = 1\n");
        SvyIni *ini = NULL;
        g_autoptr(GError) error = NULL;

        for (unsigned n = 0; n < 200000; n++)
            g_string_append_printf(text, "%s%u%s", cases[i].before, n, cases[i].after);
        g_assert_false(svy_ini_parse(text->str, text->len, "p.ini", &ini, &error));
        g_assert_error(error, SVY_ERROR, SVY_ERROR_LIMIT);
        g_assert_null(strchr(error->message, '\n'));
    }
}

/* Case 73. */
static void test_near_misses(void)
{
    static const char *const sections[] = {"survey", "gap", "report", NULL};
    static const char *const keys[] = {"title", "sampling", NULL};
    g_autoptr(SvyIni) ini = parse("[survey]\ntitel = x\n[gpa one]\n");
    g_autoptr(GError) error = NULL;

    g_assert_false(svy_ini_check_sections(ini, sections, &error));
    g_assert_cmpstr(error->message, ==,
                    "p.ini:3: error: unknown section 'gpa'. Did you mean 'gap'?");
    g_clear_error(&error);
    g_assert_false(svy_ini_check_keys(ini, get_section(ini, 0), keys, &error));
    g_assert_cmpstr(error->message, ==,
                    "p.ini:2: error: unknown key 'titel'. Did you mean 'title'?");
    g_clear_error(&error);

    g_autoptr(SvyIni) far = parse("[survey]\nweights = x\n");
    g_assert_true(svy_ini_check_sections(far, sections, &error));
    g_assert_false(svy_ini_check_keys(far, get_section(far, 0), keys, &error));
    g_assert_cmpstr(error->message, ==,
                    "p.ini:2: error: unknown key 'weights'. Known are: title, sampling.");
}

static void test_values(void)
{
    static const char *const words[] = {"unknown", "open-link", "census", NULL};
    g_autoptr(SvyIni) ini = parse("[a]\nflag = Yes\nratio = 0.95\nn = 17\nword = Census\n");
    const SvyIniSection *section = get_section(ini, 0);
    bool flag = false;
    double ratio = 0, absent = 7;
    size_t n = 0, word = 0;

    g_assert_true(svy_ini_get_bool(ini, section, "flag", &flag, NULL));
    g_assert_true(svy_ini_get_number(ini, section, "ratio", 0, 1, &ratio, NULL));
    g_assert_true(svy_ini_get_number(ini, section, "absent", 0, 1, &absent, NULL));
    g_assert_true(svy_ini_get_count(ini, section, "n", 17, &n, NULL));
    g_assert_true(svy_ini_get_word(ini, section, "word", words, &word, NULL));
    g_assert_true(flag);
    svy_check_near(ratio, 0.95, 0);
    svy_check_near(absent, 7, 0);
    g_assert_cmpuint(n, ==, 17);
    g_assert_cmpuint(word, ==, 2);
}

/* Case 77. */
static void test_bad_values(void)
{
    static const char *const words[] = {"unknown", "open-link", "census", NULL};
    static const struct {
        const char *text, *message;
    } cases[] = {
        {"dpi = 0", "p.ini:2: error: 'dpi' must be a number from 36 to 1200, got '0'."},
        {"dpi = -1", "p.ini:2: error: 'dpi' must be a number from 36 to 1200, got '-1'."},
        {"dpi = 1e9", "p.ini:2: error: 'dpi' must be a number from 36 to 1200, got '1e9'."},
        {"dpi = nan", "p.ini:2: error: 'dpi' must be a number from 36 to 1200, got 'nan'."},
        {"dpi = 0,95", "p.ini:2: error: 'dpi' must be a number from 36 to 1200, got '0,95'."},
        {"dpi =", "p.ini:2: error: 'dpi' must be a number from 36 to 1200, got ''."},
        {"n = -5", "p.ini:2: error: 'n' must be a whole number from 0 to 100, got '-5'."},
        {"n = 101", "p.ini:2: error: 'n' must be a whole number from 0 to 100, got '101'."},
        {"flag = maybe", "p.ini:2: error: 'flag' must be yes or no, got 'maybe'."},
        {"word = opne-link", "p.ini:2: error: 'word' must be one of: unknown, open-link, census, "
                             "got 'opne-link'. Did you mean 'open-link'?"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *text = g_strconcat("[a]\n", cases[i].text, "\n", NULL);
        g_autoptr(SvyIni) ini = parse(text);
        const SvyIniSection *section = get_section(ini, 0);
        g_autoptr(GError) error = NULL;
        double dpi = 300;
        size_t n = 5, word = 1;
        bool flag = true;

        g_assert_false(svy_ini_get_number(ini, section, "dpi", 36, 1200, &dpi, &error) &&
                       svy_ini_get_count(ini, section, "n", 100, &n, &error) &&
                       svy_ini_get_bool(ini, section, "flag", &flag, &error) &&
                       svy_ini_get_word(ini, section, "word", words, &word, &error));
        g_assert_cmpstr(error->message, ==, cases[i].message);
        svy_check_near(dpi, 300, 0);
        g_assert_cmpuint(n, ==, 5);
        g_assert_cmpuint(word, ==, 1);
        g_assert_true(flag);
    }
}

static void test_lists(void)
{
    static const struct {
        const char *value, *items;
    } cases[] = {
        {"a, b ,c", "a|b|c"},
        {"", ""},
        {" , ,a,,", "a"},
        {"\"a, b\", c", "a, b|c"},
        {"\"say \"\"hi\"\"\",x", "say \"hi\"|x"},
        {"\"open, b", "open, b"},
        {"5\" pipe, b", "5\" pipe|b"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *text = g_strconcat("[a]\nx = ", cases[i].value, "\n", NULL);
        g_autoptr(SvyIni) ini = parse(text);
        g_auto(GStrv) list = svy_ini_get_list(get_section(ini, 0), "x");
        g_autofree char *items = g_strjoinv("|", list);

        g_assert_cmpstr(items, ==, cases[i].items);
        g_assert_null(svy_ini_get_list(get_section(ini, 0), "absent"));
    }
}

int main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/base/ini/form", test_form);
    g_test_add_func("/base/ini/indented-keys", test_indented_keys);
    g_test_add_func("/base/ini/plain-values", test_plain_values);
    g_test_add_func("/base/ini/faults", test_faults);
    g_test_add_func("/base/ini/nul", test_nul);
    g_test_add_func("/base/ini/limits", test_limits);
    g_test_add_func("/base/ini/near-misses", test_near_misses);
    g_test_add_func("/base/ini/values", test_values);
    g_test_add_func("/base/ini/bad-values", test_bad_values);
    g_test_add_func("/base/ini/lists", test_lists);
    return g_test_run();
}
