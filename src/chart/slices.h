/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is told of each group, in the form in which it is told of everybody: a kind that draws a
 * question, a gap, the bins of a number or a table then draws those of a group. Made of the tables
 * by group alone, whose cells went through disclosure control together; what they withhold stays
 * withheld. */
#pragma once

#include <surveystat/result.h>

/* Everybody, or one group. Which of the four is there is what was asked for. */
typedef struct {
    char *label;
    size_t base;       /* 0: may not be told */
    size_t least_base; /* where rows have bases of their own, of those on the scale; 0: they have */
    size_t most_base;  /* not */
    SvyQuestionResult *question;
    SvyGap *gap;
    SvyTable *bins;        /* of a group: coarser than everybody's; or its table by groups */
    double q1, median, q3; /* of bins: NaN where they are not told */
    SvyTable *rows;        /* of a ranking, a ladder, the targets, combinations */
} SvySlice;

typedef struct {
    const SvyTable *table;             /* the table by group, or the first of several */
    const char *by_text;               /* (nullable) the question that divides people */
    const SvyTable *bins;              /* (nullable) of everybody; or everybody's table by groups */
    const SvyTable *rows;              /* (nullable) of everybody: a ranking, ladder, ... */
    const SvyQuestionResult *question; /* (nullable) or of everybody as it is */
    const SvyGap *gap;
    size_t n_answers;     /* rows of the table that are answers, before those that join several */
    bool is_crossed;      /* the tables are by groups of another question */
    size_t n_hidden;      /* crossed: shares of groups that are shown, and are not told */
    double bandwidth_all; /* crossed: of the curves of whole panels; 0: there are none */
    char *too_few;  /* (nullable) crossed: "Student (1-4 years)": who is not shown in which panel */
    bool is_joined; /* points of a scale are told together where one alone is not */
    SvySlice all;
    size_t n_groups;
    SvySlice *groups; /* [n_groups] */
} SvySlices;

/* Each borrows texts from @result; NULL where no table tells of @by, the id of a question. */

/* @is_whole: shares must add up, so points of a scale are joined until they are told. */
SvySlices *svy_slices_new_question(const SvyResult *result,
                                   const SvyQuestionResult *question,
                                   const char *by,
                                   bool is_whole);
SvySlices *svy_slices_new_gap(const SvyResult *result, const SvyGap *gap, const char *by);

/* @bins: of everybody. */
SvySlices *svy_slices_new_bins(const SvyResult *result, const SvyTable *bins, const char *by);

/* @rows: of everybody. */
SvySlices *svy_slices_new_rows(const SvyResult *result, const SvyTable *rows, const char *by);

/* @table: of everybody by the groups that each panel has. */
SvySlices *svy_slices_new_crossed(const SvyResult *result, const SvyTable *table, const char *by);

void svy_slices_free(SvySlices *slices);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SvySlices, svy_slices_free)
