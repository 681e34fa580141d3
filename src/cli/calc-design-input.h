/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The input `design` of calc methods: {"weights": [...], "strata": [...], ...}. */
#pragma once

#include <surveystat/design.h>

#include "cli/calc.h"

/* A design and the arrays that it came from; parts that were not given are empty. */
typedef struct {
    SvyCalcVector weights, fpc, fpc2;
    SvyCalcLevels strata, psu, ssu;
    size_t lonely;
    SvyDesign *design;
} SvyCalcDesign;

void svy_calc_design_clear(SvyCalcDesign *setting);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(SvyCalcDesign, svy_calc_design_clear)

/* The design of @n records; without one in @arguments, a simple random sample. Strata are numbered
 * in the order of their names as text. */
bool svy_calc_design_read(const SvyCalcArguments *arguments,
                          size_t n,
                          SvyCalcDesign *setting,
                          GError **error);

/* SVY_ERROR_DATA unless @got is @n, the number of records. */
bool svy_calc_design_check_length(const char *name, size_t got, size_t n, GError **error);

/* Values that are not missing. */
size_t svy_calc_design_count_known(const SvyCalcVector *y);

/* "100 records in 15 clusters, 3 strata, weighted": the base of a sentence. (transfer full) */
char *svy_calc_design_describe(const SvyCalcDesign *setting, size_t n);

#define SVY_CALC_INPUT_DESIGN                                                                      \
    {                                                                                              \
        "design", SVY_CALC_OBJECT, SVY_CALC_OPTIONAL, NULL,                                        \
            "weights, strata, psu, fpc, ssu, fpc2: one entry per record; lonely: fail, remove, "   \
            "certainty, adjust, average"                                                           \
    }
#define SVY_CALC_INPUT_Y                                                                           \
    {                                                                                              \
        "y", SVY_CALC_VECTOR, SVY_CALC_NULLABLE, NULL,                                             \
            "one value per record; a missing one stays in the design"                              \
    }
#define SVY_CALC_INPUT_CONF                                                                        \
    {                                                                                              \
        "conf", SVY_CALC_NUMBER, SVY_CALC_OPTIONAL, "0.95", "confidence level, between 0 and 1"    \
    }
#define SVY_CALC_DESIGN_EXAMPLE                                                                    \
    "y=3,5,2,4,8,6,9,7 design.strata=1,1,1,1,2,2,2,2 design.psu=1,1,2,2,3,3,4,4 "                  \
    "design.weights=10,12,9,11,30,28,31,29"
