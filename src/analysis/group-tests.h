/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The test of a breakdown, chosen by the type of the question and by the expected counts. Only
 * counts that are told go into it, so that no statistic tells one that is not: answers with a
 * withheld cell are taken together; where that leaves nothing to test, the test is withheld. */
#pragma once

#include "analysis/breakdown.h"

/* SvyTest without the adjustment. */
bool svy_group_tests_compute(const SvyRun *run,
                             const SvyBreakdown *table,
                             SvyTest *ret_test,
                             GError **error);

/* Adjusted residuals of one row, [n_columns] NaN where there is none. */
bool svy_group_tests_find_residuals(const SvyBreakdown *table,
                                    size_t row,
                                    double ret_residuals[],
                                    GError **error);

/* For each column the keys of those whose share in this row is smaller, [n_columns] (nullable)
 * (transfer full): two-sided z tests, Bonferroni over the pairs of the row. */
bool svy_group_tests_find_letters(const SvyRun *run,
                                  const SvyBreakdown *table,
                                  size_t row,
                                  char *ret_letters[],
                                  GError **error);

/* The same of the @n columns from @first on, which are compared with each other alone and named
 * from A on. @letters: [n_columns] */
bool svy_group_tests_find_letters_among(const SvyRun *run,
                                        const SvyBreakdown *table,
                                        size_t row,
                                        size_t first,
                                        size_t n,
                                        char *letters[],
                                        GError **error);

/* The same with weights: Rao and Scott's test of people [n_rows x n_columns]. */
bool svy_group_tests_compare_weighted(const SvyRun *run,
                                      size_t n_rows,
                                      size_t n_columns,
                                      const SvyWeightSums sums[],
                                      SvyTest *ret_test,
                                      GError **error);

/* Pearson, or the exact test where expected counts are small, of @counts [n_rows x n_columns]. */
bool svy_group_tests_compare(const SvyRun *run,
                             size_t n_rows,
                             size_t n_columns,
                             const double counts[],
                             SvyTest *ret_test,
                             GError **error);
