/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is known of an ordered scale: its points without those that stand apart, its two ends, and
 * whether its points may be taken as numbers. */
#pragma once

#include "analysis/analysis.h"

typedef enum {
    SVY_ANSWER_MEAN_NONE,      /* the distances between the points are not known */
    SVY_ANSWER_MEAN_NUMBERS,   /* the answers are numbers */
    SVY_ANSWER_MEAN_AGREEMENT, /* five or seven points of agreement */
    SVY_ANSWER_MEAN_DECLARED,  /* the plan says so */
} SvyAnswerMean;

typedef struct {
    size_t n_points;
    size_t *points;      /* [n_points] levels of the question, as they are shown */
    const char **labels; /* [n_points] borrowed */
    size_t n_apart;      /* levels such as "Don't know" */
    const char *apart;   /* the first of them; borrowed */
    bool is_high_first;  /* the favourable or larger end stands first */
    bool is_two_way;     /* between opposites (agree, disagree), or numbers with a middle */
    size_t n_end;        /* points in each end: 2, or 1 of three */
    SvyAnswerMean mean;
    double *scores; /* [n_points] where there is a mean */
} SvyAnswerScale;

/* NULL for questions without a scale of at least three points. */
SvyAnswerScale *svy_answer_scale_new(const SvyRun *run, const SvyQuestion *question);
void svy_answer_scale_free(SvyAnswerScale *scale);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SvyAnswerScale, svy_answer_scale_free)

/* Same labels in the same order, and a mean for the same reason. */
bool svy_answer_scale_is_same(const SvyAnswerScale *a, const SvyAnswerScale *b);

/* Place among the points of the first of the upper end, of the lower end, and of what is between
 * them, with how many there are in @ret_n. */
size_t svy_answer_scale_find_top(const SvyAnswerScale *scale);
size_t svy_answer_scale_find_bottom(const SvyAnswerScale *scale);
size_t svy_answer_scale_find_middle(const SvyAnswerScale *scale, size_t *ret_n);

/* One sentence: how points became numbers; NULL where there is no mean. */
char *svy_answer_scale_describe_mean(const SvyAnswerScale *scale, const char *language);
