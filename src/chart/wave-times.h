/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Groups that follow each other: what the names of waves tell of their order and of the time
 * between them. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

typedef enum {
    SVY_WAVE_TIMES_NONE,    /* no order is known */
    SVY_WAVE_TIMES_ORDERED, /* two or three in their order: "1-4 years", "5-9 years" */
    SVY_WAVE_TIMES_COUNTED, /* "Wave 1", "Wave 2"; "before", "after" */
    SVY_WAVE_TIMES_DATED,   /* years or dates */
} SvyWaveTimes;

/* What @names are, and @ret_times: [@n] the place of each: in years where they are dated; else a
 * number that tells their order. Names that leave it open are NONE, and nothing is set. */
SvyWaveTimes svy_wave_times_read(size_t n, const char *const names[], double ret_times[]);
