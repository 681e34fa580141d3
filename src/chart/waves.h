/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Groups that follow each other: what the names of waves tell of their order and of the time
 * between them. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

typedef enum {
    SVY_WAVES_NONE,    /* no order is known */
    SVY_WAVES_ORDERED, /* two or three groups that stand in their order: "1-4 years", "5-9 years" */
    SVY_WAVES_COUNTED, /* "Wave 1", "Wave 2"; "before", "after" */
    SVY_WAVES_DATED,   /* years or dates */
} SvyWaves;

/* What @names are, and @ret_times: [@n] the place of each: in years where they are dated, else 1,
 * 2, 3 and so on. Names that leave an order open are NONE, and nothing is set. */
SvyWaves svy_waves_read(size_t n, const char *const names[], double ret_times[]);
