/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/measure.h"

#include <math.h>
#include <string.h>

#include "chart/theme.h"

#include "check.h"

static const SvyTextStyle style = {.weight = 500, .size_pt = 10};

static const char *const texts[] = {
    "Facebook",
    "Which of these social media do you use at least once a month, at work or at home?",
    "Continuing-education courses, webinars and workshops \xe2\x80\x93 whether free or not",
    "Intervals: Wilson, 95%. Base: 850 respondents who answered both questions (response rate "
    "42.5%). Respondents could choose several answers; percentages add to more than 100%.",
    "AVAST To. Wa. Yo. T. V. A. T V A W",
    "Donaudampfschifffahrtsgesellschaftskapitaenswitwenversicherung",
};

static SvyFonts *open_fonts(void)
{
    g_autoptr(SvyTheme) theme = NULL;

    g_assert_true(svy_theme_load("report", &theme, NULL));
    return svy_fonts_ref(theme->fonts);
}

static SvyBlock *measure(SvyFonts *fonts, const char *text, double width, SvyWrap wrap)
{
    SvyBlock *block = NULL;

    g_assert_true(svy_measure_block(fonts, &style, text, width, wrap, 1.3, &block, NULL));
    return block;
}

static double get_widest(const SvyBlock *block)
{
    double widest = 0;

    for (size_t i = 0; i < block->lines->len; i++) {
        const SvyLine *line = block->lines->pdata[i];
        widest = fmax(widest, line->width);
    }
    return widest;
}

/* As few lines as the whole width gives, and half a point less would need more. */
static bool breaks_word(const SvyBlock *block)
{
    for (guint i = 0; i + 1 < block->lines->len; i++) {
        const char *text = ((const SvyLine *)block->lines->pdata[i])->text;

        if (g_ascii_isalnum(text[strlen(text) - 1]))
            return true;
    }
    return false;
}

static void check_balance(void)
{
    g_autoptr(SvyFonts) fonts = open_fonts();

    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        for (double width = 60; width < 500; width += 17.3) {
            g_autoptr(SvyBlock) balanced = measure(fonts, texts[i], width, SVY_WRAP_BALANCE);
            g_autoptr(SvyBlock) filled = measure(fonts, texts[i], width, SVY_WRAP_FILL);
            const double widest = get_widest(balanced);
            g_autoptr(SvyBlock) tight = measure(fonts, texts[i], widest - 0.5, SVY_WRAP_FILL);

            g_assert_cmpuint(balanced->lines->len, ==, filled->lines->len);
            g_assert_cmpfloat(widest, <=, width + 0.01);
            g_assert_true(tight->lines->len > balanced->lines->len ||
                          (breaks_word(tight) && !breaks_word(balanced)));
        }
    }
}

static void check_whole(SvyFonts *fonts, const char *text, double width, SvyWrap wrap)
{
    g_autoptr(SvyBlock) block = measure(fonts, text, width, wrap);
    g_autoptr(GString) all = g_string_new(NULL);

    for (size_t i = 0; i < block->lines->len; i++)
        g_string_append(all, ((const SvyLine *)block->lines->pdata[i])->text);
    g_assert_cmpstr(all->str, ==, text);
    g_assert_cmpuint(block->lines->len, >, width < 8 ? strlen(text) / 4 : 0);
}

/* However narrow, nothing is lost, and a word is parted only where it is wider than a line. */
static void check_parted(void)
{
    static const double widths[] = {-5, 0.5, 8, 31, 90};
    g_autoptr(SvyFonts) fonts = open_fonts();

    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        for (size_t k = 0; k < G_N_ELEMENTS(widths); k++) {
            check_whole(fonts, texts[i], widths[k], SVY_WRAP_BALANCE);
            check_whole(fonts, texts[i], widths[k], SVY_WRAP_FILL);
        }
    }

    g_autoptr(SvyBlock) parted = measure(fonts, "of mmmmmmmmmmmm", 60, SVY_WRAP_FILL);
    const SvyLine *first = parted->lines->pdata[0];

    g_assert_cmpstr(first->text, ==, "of ");
    g_assert_cmpuint(parted->lines->len, >, 2);
}

/* A word is broken only where it has no room, not because lines would be narrower. */
static void check_whole_words(void)
{
    static const char text[] = "Strongly agree";
    g_autoptr(SvyFonts) fonts = open_fonts();
    g_autoptr(SvyBlock) word = measure(fonts, "Strongly ", 500, SVY_WRAP_BALANCE);
    g_autoptr(SvyBlock) whole = measure(fonts, text, word->width + 3, SVY_WRAP_BALANCE);
    g_autoptr(SvyBlock) broken = measure(fonts, text, word->width - 3, SVY_WRAP_BALANCE);

    g_assert_cmpuint(whole->lines->len, ==, 2);
    g_assert_cmpstr(((const SvyLine *)whole->lines->pdata[0])->text, ==, "Strongly ");
    g_assert_cmpstr(((const SvyLine *)whole->lines->pdata[1])->text, ==, "agree");
    g_assert_cmpstr(((const SvyLine *)broken->lines->pdata[0])->text, !=, "Strongly ");
}

static void check_same_block(const SvyBlock *a, const SvyBlock *b)
{
    g_assert_cmpuint(a->lines->len, ==, b->lines->len);
    svy_check_near(a->width, b->width, 0);
    svy_check_near(a->pitch, b->pitch, 0);
    svy_check_near(a->top, b->top, 0);
    svy_check_near(a->bottom, b->bottom, 0);
    for (size_t i = 0; i < a->lines->len; i++) {
        const SvyLine *one = a->lines->pdata[i], *other = b->lines->pdata[i];

        g_assert_cmpstr(one->text, ==, other->text);
        svy_check_near(one->width, other->width, 0);
        g_assert_cmpint(memcmp(&one->ink, &other->ink, sizeof one->ink), ==, 0);
    }
}

/* What is kept must not depend on what was measured before, however much that was. */
static void check_kept(void)
{
    g_autoptr(SvyFonts) fonts = open_fonts(), fresh = open_fonts();
    g_autoptr(SvyBlock) before = measure(fonts, texts[3], 200, SVY_WRAP_BALANCE);

    for (int i = 0; i < 5000; i++) {
        g_autofree char *text = g_strdup_printf("Item %d", i);
        g_autoptr(SvyBlock) block = measure(fonts, text, 30, SVY_WRAP_BALANCE);

        g_assert_cmpuint(block->lines->len, >=, 1);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        g_autoptr(SvyBlock) used = measure(fonts, texts[i], 200, SVY_WRAP_BALANCE);
        g_autoptr(SvyBlock) again = measure(fonts, texts[i], 200, SVY_WRAP_BALANCE);
        g_autoptr(SvyBlock) new = measure(fresh, texts[i], 200, SVY_WRAP_BALANCE);

        check_same_block(used, new);
        check_same_block(again, new);
        if (i == 3)
            check_same_block(before, new);
    }
}

/* The same words in other styles, widths or manners are other blocks. */
static void check_told_apart(void)
{
    const SvyTextStyle larger = {.weight = 500, .size_pt = 10.5};
    const SvyTextStyle bold = {.weight = 700, .size_pt = 10};
    const SvyTextStyle tabular = {.weight = 500, .size_pt = 10, .is_tabular = true};
    const SvyTextStyle *const others[] = {&larger, &bold, &tabular};
    g_autoptr(SvyFonts) fonts = open_fonts();
    g_autoptr(SvyLine) plain = NULL;

    g_assert_true(svy_measure_line(fonts, &style, "111 of 1,111", &plain, NULL));
    for (size_t i = 0; i < G_N_ELEMENTS(others); i++) {
        g_autoptr(SvyLine) line = NULL;

        g_assert_true(svy_measure_line(fonts, others[i], "111 of 1,111", &line, NULL));
        g_assert_cmpfloat(fabs(line->width - plain->width), >, 0.1);
    }
}

static void check_direction(void)
{
    static const struct {
        const char *text;
        bool is_rtl, is_sentence;
    } cases[] = {
        {"5\xe2\x80\x93"
         "7 \xe2\x86\x92 9",
         false},
        {"\xe2\x80\x94 \xd7\xa2\xd7\x91\xd7\xa8\xd7\x99\xd7\xaa", true},
        {"Inter \xd7\xa2\xd7\x91\xd7\xa8\xd7\x99\xd7\xaa", false},
        {"\xd7\xa2\xd7\x91\xd7\xa8\xd7\x99\xd7\xaa rose", true},
        {"\xd7\xa2\xd7\x91\xd7\xa8\xd7\x99\xd7\xaa rose", false, true},
        {"\xd7\xa2\xd7\x91\xd7\xa8\xd7\x99\xd7\xaa 5%", true, true},
    };
    g_autoptr(SvyFonts) fonts = open_fonts();

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        const SvyTextStyle one = {
            .weight = 500, .size_pt = 10, .is_sentence = cases[i].is_sentence};
        g_autoptr(SvyLine) line = NULL;
        g_autoptr(GError) error = NULL;

        if (!svy_measure_line(fonts, &one, cases[i].text, &line, &error)) {
            g_test_skip("this machine has no font for Hebrew");
            return;
        }
        g_assert_true(line->is_rtl == cases[i].is_rtl);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/chart/measure/balance", check_balance);
    g_test_add_func("/chart/measure/parted", check_parted);
    g_test_add_func("/chart/measure/whole-words", check_whole_words);
    g_test_add_func("/chart/measure/kept", check_kept);
    g_test_add_func("/chart/measure/told-apart", check_told_apart);
    g_test_add_func("/chart/measure/direction", check_direction);
    return g_test_run();
}
