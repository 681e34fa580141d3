/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Analysis: a dataset and a plan become results.
 *
 * What is computed follows from the types of the questions; a plan or the options name the pair of
 * questions whose gap is asked for. There is one way to compute, whoever asks.
 */
#pragma once

#include <surveystat/dataset.h>
#include <surveystat/plan.h>
#include <surveystat/result.h>

#pragma GCC visibility push(default)

/** A question by one question, once for each group of a third: panels of a page. */
typedef struct {
    const char *question; /* (nullable) id, wording or "q5.2"; NULL: none */
    const char *by;       /* id or wording of the question whose groups are compared */
    const char *each;     /* of the one that makes the panels */
} SvyCross;

/** What charts with a panel for each group draw and tables of answers by group do not hold; sums of
    these say which. */
enum {
    SVY_PANELS_GAP = 1,     /* the gap of every item by group */
    SVY_PANELS_RANK = 2,    /* mean places */
    SVY_PANELS_LADDER = 4,  /* stages */
    SVY_PANELS_TARGETS = 8, /* targets */
    SVY_PANELS_SETS = 16,   /* combinations of answers, where nothing is withheld */
    SVY_PANELS_ALL = 31,
};

/** What to compute; a zeroed struct computes the gaps only. */
typedef struct {
    const char *use,
        *follow;         /* (nullable) id or wording of the pair; in place of the plan's pairs */
    bool with_questions; /* also the frequencies of every question */
    const char *const *exclude; /* (nullable) [NULL-terminated] kinds of records that are left out
                                   of everything, as in the plan, and in place of the plan's;
                                   "none": nobody */
    size_t min_cell;           /* smallest number of people that is told of a group, in place of the
                              plan's; 0: the plan's; 1: nothing is withheld */
    const char *weight;        /* (nullable) column of weights: id, name or wording; in place of the
                              plan's weights */
    const SvyMargins *margins; /* (nullable) margins that weights are made to meet; in place of the
                                  plan's weights */
    const SvyMargins *roster;  /* (nullable) who could have answered; in place of the plan's */
    unsigned panels;           /* sum of SVY_PANELS_...: tables by group for such charts */
    const SvyCross *crosses;   /* (nullable) [n_crosses] also by two questions at once, where both
                                  divide people by themselves and by one answer each */
    size_t n_crosses;
    const char *table_row; /* (nullable) only the tables of this question (id, wording, "q5.2" or
                              wording of a row), in place of all others */
    const char *const *table_by; /* (nullable) [NULL-terminated] by these questions; "q4*q5": by
                                    both at once; none: its frequencies */
} SvyAnalysisOptions;

/**
 * Computes everything that a report shows.
 *
 * For each gap, per item and for any of them: base = respondents who answered the use question and
 * the follow question; who uses nothing and was not asked counts as not following; who uses
 * something and left the follow question is missing from the pair, and counted. Select-alls are
 * paired by the labels of their options. A dataset without a recognisable pair gives a result
 * without gaps.
 *
 * Records of the kinds that the plan or the options exclude are left out of all counts, as if they
 * were not in the file; what the questions are stays as the whole file shows it. How many were left
 * out and why stands in the result and at every base. Kinds that were left out are not looked for
 * again among the rest.
 *
 * @dataset:    the responses
 * @plan:       what is stated about them; svy_plan_new() when nothing is
 * @options:    (nullable) what to compute
 * @ret_result: (out) (transfer full) the results, to be freed with svy_result_free()
 * @error:      (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_result; false and leaves it as it was.
 * Status:  shares of an empty base have the status NO_CASES
 * Errors:  SVY_ERROR_DATA   the plan names a question or account that the data do not have, or one
 *                           that cannot be paired; with the line of the plan and the nearest name;
 *                           or no record is left
 *          SVY_ERROR_USAGE  the same for @options; an unknown kind of records
 *          SVY_ERROR_NO_MEMORY  bit rows cannot be allocated
 * Cost:    linear in respondents times options of the pair, 64 at a time; frequencies were counted
 *          while reading.
 * Source:  METHODS.md
 * Test:    tests/unit/analysis/test_gap.c
 */
bool svy_analysis_run(const SvyDataset *dataset,
                      const SvyPlan *plan,
                      const SvyAnalysisOptions *options,
                      SvyResult **ret_result,
                      GError **error);

#pragma GCC visibility pop
