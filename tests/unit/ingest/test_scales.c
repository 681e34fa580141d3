/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ingest/scales.h"

#include <glib.h>

/* Splits "a|b|c". */
static bool match(const char *joined, double ranks[], const char **name)
{
    g_auto(GStrv) labels = g_strsplit(joined, "|", -1);

    return svy_scale_match((const char *const *)labels, g_strv_length(labels), ranks, name);
}

/* Labels stand in the order of the scale, so ranks must rise. */
static void test_families(void)
{
    static const struct {
        const char *name, *labels;
    } cases[] = {
        {"agreement", "Strongly agree|Agree|Somewhat agree|Neither agree nor disagree|"
                      "Somewhat disagree|Disagree|Strongly disagree"},
        {"agreement", "Strongly agree|Agree|Neutral|Disagree|Strongly disagree"},
        {"frequency", "Always|Often|Sometimes|Rarely|Never"},
        {"frequency", "Several times a day|Daily|A few times a week|Weekly|Monthly|"
                      "Less than once a month|Never"},
        {"quality", "Excellent|Very good|Good|Fair|Poor|Very poor"},
        {"satisfaction", "Very satisfied|Satisfied|Neutral|Dissatisfied|Very dissatisfied"},
        {"likelihood", "Very likely|Likely|Unlikely|Very unlikely"},
        {"favour", "Very favorably|Somewhat favorably|"
                   "Neither favorably nor unfavorably (neutral)|Somewhat unfavorably|"
                   "Very unfavorably"},
        {"change", "Much more|More|About the same|Less|Much less"},
        {"importance or extent", "Extremely important|Very important|Somewhat important|"
                                 "Not very important|Not at all important"},
        {"agreement", "5 - Strongly agree|4 - Agree|2 - Disagree|1 - Strongly disagree"},
        {"agreement", "STRONGLY  AGREE (5)|agree (4)|disagree (2)"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        double ranks[16] = {0};
        const char *name = NULL;
        g_auto(GStrv) labels = g_strsplit(cases[i].labels, "|", -1);

        if (!match(cases[i].labels, ranks, &name)) {
            g_test_message("no scale: %s", cases[i].labels);
            g_test_fail();
            continue;
        }
        g_assert_cmpstr(name, ==, cases[i].name);
        for (size_t l = 1; labels[l] != NULL; l++)
            g_assert_cmpfloat(ranks[l - 1], <, ranks[l]);
    }
}

/* What is no scale, though single words are. */
static void test_no_scales(void)
{
    static const char *const cases[] = {"Agree",
                                        "Yes|No",
                                        "Agree|Facebook",
                                        "Academic|Public|School",
                                        "Agree|Always",
                                        "Good|Good enough",
                                        "Agree|Mostly agree|Disagree", /* two of one rank */
                                        "Not a librarian|Student",
                                        "Female|Male",
                                        "Daily|",
                                        "Strongly agreeable|Agree"};

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        double ranks[16];
        const char *name = NULL;

        if (match(cases[i], ranks, &name)) {
            g_test_message("taken as %s: %s", name, cases[i]);
            g_test_fail();
        }
    }
}

static void test_numbers(void)
{
    static const char *const cases[] = {
        "Under 18|18-29|30-44|45-60|> 60",
        "$0 - $24,999|$25,000 - $49,999|$50,000 - $99,999|$100,000 - $149,999|$150,000+",
        "Less than 1 year|1-3 years|4-6 years|More than 6 years",
        "None|1|2-5|6 or more",
        "1 - Not at all|2|3|4|5 - Very",
        "< 5|5|> 5",
        "Age 18|Age 19",
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_auto(GStrv) labels = g_strsplit(cases[i], "|", -1);
        double ranks[16] = {0};

        if (!svy_scale_match_numbers((const char *const *)labels, g_strv_length(labels), ranks)) {
            g_test_message("no order: %s", cases[i]);
            g_test_fail();
        }
        for (size_t l = 1; labels[l] != NULL; l++)
            g_assert_cmpfloat(ranks[l - 1], <, ranks[l]);
    }
}

static void test_no_numbers(void)
{
    static const char *const cases[] = {"Facebook|Twitter",  "18-29|older",      "Yes|No|1",
                                        "Windows 95|Win 98", "Room 4|the other", "5",
                                        "None|No way"};

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_auto(GStrv) labels = g_strsplit(cases[i], "|", -1);
        double ranks[16];

        if (svy_scale_match_numbers((const char *const *)labels, g_strv_length(labels), ranks)) {
            g_test_message("taken as numbers: %s", cases[i]);
            g_test_fail();
        }
    }
}

int main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/ingest/scales/families", test_families);
    g_test_add_func("/ingest/scales/no-scales", test_no_scales);
    g_test_add_func("/ingest/scales/numbers", test_numbers);
    g_test_add_func("/ingest/scales/no-numbers", test_no_numbers);
    return g_test_run();
}
