/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The different numbers that a question was answered with, in order, with how often each occurs. */
#pragma once

#include <surveystat/weighted.h>

#include "analysis/analysis.h"
#include "analysis/bins.h"
#include "analysis/variable.h"

typedef struct {
    const SvyQuestion *question;
    size_t n_people;
    size_t n;           /* different numbers */
    double *values;     /* [n] ascending */
    double *counts;     /* [n] */
    const char **texts; /* [n] (nullable each) as it stands in the file; borrowed from the data */
    const SvyColumn *column; /* borrowed */
    double *of_code;         /* (nullable) number of each code of the column; NaN: none */
    SvyWeightSums *people;   /* [n] who gave each, where the run has weights; else NULL */
} SvyNumbers;

/* The numbers of the one column of @question; none where its texts were not kept. (transfer full)
 * NULL: no memory. */
SvyNumbers *svy_numbers_new(const SvyRun *run, const SvyQuestion *question);
void svy_numbers_free(SvyNumbers *numbers);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SvyNumbers, svy_numbers_free)

/* The number of a row; NaN: none. */
double svy_numbers_get(const SvyNumbers *numbers, size_t row);

/* The numbers as answers in order, each a round interval (see bins.h) with @min_share of the people
 * at least; *@ret_variable stays NULL where there is nothing to divide or too few people. (transfer
 * full) */
bool svy_numbers_cut(const SvyRun *run,
                     const SvyNumbers *numbers,
                     double min_share,
                     SvyVariable **ret_variable,
                     GError **error);

/* For each of @bins the answer that it goes into [bins->n]: neighbours together until they have
 * enough people; what is left at the end goes to the last. Returns the number of answers. */
size_t svy_numbers_join_bins(const SvyNumbers *numbers,
                             const SvyBins *bins,
                             double min_share,
                             size_t answer_of[]);

/* Of groups: with fewer people in an interval most cells would be withheld. */
#define SVY_NUMBERS_GROUP_SHARE 0.15

/* The tables of some numbers, of everybody. @numbers: [n] */
bool svy_numbers_publish(SvyRun *run, size_t n, const SvyNumbers *const numbers[], GError **error);

/* The weighted mean and its standard error. */
bool svy_numbers_mean(const SvyRun *run,
                      const SvyNumbers *numbers,
                      SvyEstimate *ret_mean,
                      GError **error);

/* How the @i-th number stands in the file, or would if it were written out in full. */
char *svy_numbers_format(const SvyNumbers *numbers, size_t i);
