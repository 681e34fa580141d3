/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/wave-times.h"

#include "check.h"

typedef struct {
    const char *names[4];
    SvyWaveTimes waves;
    double times[4];
} Case;

static void check_names(void)
{
    static const Case cases[] = {
        {{"2019", "2021", "2025"}, SVY_WAVE_TIMES_DATED, {2019, 2021, 2025}},
        {{"2025", "2019"}, SVY_WAVE_TIMES_DATED, {2025, 2019}},
        {{"2024-01", "2024-07-01"}, SVY_WAVE_TIMES_DATED, {2024, 2024.5}},
        {{"January 2024", "April 2024"}, SVY_WAVE_TIMES_DATED, {2024, 2024.25}},
        {{"Q3 2020", "Q4 2020", "2021 Q1"}, SVY_WAVE_TIMES_DATED, {2020.5, 2020.75, 2021}},
        {{"Spring 2014", "Fall 2014"}, SVY_WAVE_TIMES_DATED, {2014.25, 2014.75}},
        {{"Wave 1 (2019)", "Wave 2 (2021)"}, SVY_WAVE_TIMES_DATED, {2019, 2021}},
        {{"Wave 1", "wave 3"}, SVY_WAVE_TIMES_COUNTED, {1, 3}},
        {{"W2", "W1"}, SVY_WAVE_TIMES_COUNTED, {2, 1}},
        {{"Before the course", "After the course"}, SVY_WAVE_TIMES_COUNTED, {1, 2}},
        {{"1-4 years", "5-9 years", "10 years or more"}, SVY_WAVE_TIMES_ORDERED, {1, 5, 10}},
        {{"1-4 years", "5-9 years", "10-19 years", "20 or more"}, SVY_WAVE_TIMES_NONE, {0}},
        {{"5-9 years", "1-4 years"}, SVY_WAVE_TIMES_NONE, {0}},
        {{"Member", "Not a member"}, SVY_WAVE_TIMES_NONE, {0}},
        {{"2019", "2019"}, SVY_WAVE_TIMES_NONE, {0}},
        {{"2019", "Later"}, SVY_WAVE_TIMES_NONE, {0}},
        {{"Room 20190", "Room 20250"}, SVY_WAVE_TIMES_NONE, {0}},
        {{"Twice", "Wednesday"}, SVY_WAVE_TIMES_NONE, {0}},
        {{"2019"}, SVY_WAVE_TIMES_NONE, {0}},
        {{"", ""}, SVY_WAVE_TIMES_NONE, {0}},
        {{"mayor 2019", "2020"}, SVY_WAVE_TIMES_DATED, {2019, 2020}},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        double times[4] = {-1, -1, -1, -1};
        size_t n = 0;

        while (n < 4 && cases[i].names[n] != NULL)
            n++;
        g_assert_cmpint((int)svy_wave_times_read(n, cases[i].names, times), ==,
                        (int)cases[i].waves);
        for (size_t k = 0; k < n; k++)
            g_assert_cmpfloat_with_epsilon(
                times[k], cases[i].waves == SVY_WAVE_TIMES_NONE ? -1 : cases[i].times[k], 1e-9);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/chart/wave-times/names", check_names);
    return g_test_run();
}
