/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The plan: what a person says about a survey that its export does not know. An INI file:
 *
 *     [survey]
 *     title       = ...            ; also sponsor, conductor, population, dates, mode, instrument,
 *     people      = respondents    ; recruitment, weighting, processing, limitations, source,
 *     organisation = ALCTS         ; contact, intended_use: free text
 *     language    = en             ; of what is told: en, es, fr; ar, fa, he, ur mirror
 *     sampling    = open-link      ; open-link, census, probability, unknown
 *     invited     = 3871
 *     synthetic   = yes
 *
 *     [gap]                        ; or [gap NAME], as many as wanted
 *     use         = q9             ; a question id, or the question's wording
 *     follow      = q11
 *     nested      = yes            ; following implies use by the questionnaire
 *     blank       = skipped         ; or nothing: users who ticked nothing in follow follow nothing
 *     accounts    = Facebook, Twitter   ; where there is an account (default: the follow options)
 *     use_verb    = use
 *     follow_verb = follow ALCTS
 *     items_noun  = social media
 *
 *     [segments]
 *     questions   = q4, q5         ; what divides people into groups (default: role, membership,
 *                                  ; years, type and the like, five at most, by their wording)
 *
 *     [scales]
 *     means       = q16            ; scales of words whose points are evenly spaced, so that they
 *                                  ; have a mean (scales of numbers and of agreement have one)
 *
 *     [combinations]
 *     target      = 0.9            ; the smallest set of options that reaches so many of the people
 *                                  ; who chose any
 *
 *     [ladder]                     ; or [ladder NAME], as many as wanted
 *     stages      = q9: any, q11: any   ; what people reach one after the other, as
 *                                  ; "question: answer"; any: every choice; A | B: one of the two
 *     nested      = no             ; people may be on a stage and not on the one before; without
 *                                  ; this key no chart is drawn of such stages
 *
 *     [drivers]
 *     outcome     = q11: any       ; what may go with something (default: following of the gap)
 *     predictors  = q1, q2         ; what it may go with (default: the questions of [segments])
 *
 *     [targets]
 *     file        = targets.csv    ; what was wanted, or is known elsewhere; columns: question,
 *                                  ; answer, target and, where wanted, direction, n, base, name,
 *                                  ; source
 *
 *     [weights]
 *     column      = weight         ; a column of the file: id, name or wording; or
 *     targets     = margins.csv    ; known margins: question, answer, share (or total); weights are
 *                                  ; made that meet them (raking); beside the plan
 *     trim        = 5              ; no weight above so many medians; none: as they are (default: 5
 *                                  ; for targets, none for a column)
 *
 *     [roster]
 *     file        = roster.csv     ; who could have answered: question, answer, population, and
 *                                  ; perhaps invited; beside the plan
 *
 *     [records]
 *     exclude     = straight-line, speeder   ; kinds of records that are left out of everything:
 *                                  ; no-answer, left-early, double-id, same-answers, straight-line,
 *                                  ; speeder
 *
 *     [charts]
 *     draw        = gap-dumbbell, heatmap q9 by q4   ; these, in this order: KIND, KIND QUESTION or
 *                                  ; KIND QUESTION by QUESTION (default: chosen by what there is);
 *                                  ; with "each QUESTION" as panels of its groups, which may be
 *                                  ; by others: heatmap q9 by q4 each q12
 *     tiles       = chapters.csv   ; grid of areas for tile-map: code, name, row, column; beside
 *                                  ; the plan (default: the built-in grid that suits)
 *     most        = 12             ; of those that are chosen
 *
 *     [report]
 *     confidence  = 0.95
 *     min_cell    = 5              ; fewer people of a group are not told of; 1: all are
 *     theme       = report         ; poster, report, slide, screen, mono or a file
 *     formats     = png, pdf       ; png, pdf, svg
 *
 * Comments are whole lines that start with # or ;. A value goes on over indented lines.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <surveystat/survey.h>
#include <surveystat/tiles.h>

#pragma GCC visibility push(default)

/** One pair of questions. NULL members are decided by the program, and said. */
typedef struct {
    char *name;         /* (nullable) NAME of [gap NAME] */
    char *use, *follow; /* question id or wording */
    bool is_nested;
    bool blank_is_nothing; /* users who ticked nothing follow nothing; else they skipped it */
    char **accounts;       /* (nullable) [NULL-terminated] option labels with an account */
    char *use_verb, *follow_verb, *items_noun;
    size_t line; /* of the section in the plan, for messages; 0: command line */
} SvyPlanGap;

/** Stages that people reach one after the other. */
typedef struct {
    char *name;         /* (nullable) NAME of [ladder NAME] */
    char **stages;      /* [NULL-terminated] "question: answer" */
    bool is_not_nested; /* people may be on a stage and not on the one before, and that is meant */
    size_t line;        /* of the stages in the plan, for messages */
} SvyPlanLadder;

/** A share that was wanted, or that is known of other people: one line of a targets file. */
typedef struct {
    char *name;     /* (nullable) as it is to be shown; NULL: question and answer */
    char *question; /* id or wording, or "q20.2" for a row */
    char *answer;   /* "any", an answer, a net, or several with | between them */
    char *base;     /* (nullable) of whom: "question" or "question: answer" */
    double share;   /* 0 to 1 */
    SvyTargetDirection direction;
    size_t n;     /* people behind an outside figure; 0: a target, or an exact figure */
    char *source; /* (nullable) who said so */
    size_t line;  /* in the file, for messages */
} SvyTarget;

/** What is known of everybody who gives one answer. */
typedef struct {
    char *question, *answer; /* id or wording; label */
    double value;            /* share or number of people, not negative */
    double invited;          /* of them; NaN: not known */
    size_t line;             /* in the file, for messages */
} SvyMargin;

/** Known margins: targets for weights, or a roster. */
typedef struct {
    char *file;     /* name for messages */
    bool is_shares; /* the values of a question add up to 1, or to 100 */
    size_t n;
    SvyMargin *margins; /* [n] in the order of the file */
} SvyMargins;

/** A weight below which none is cut: trim = none. */
#define SVY_TRIM_NONE 0.0

typedef struct {
    char *file; /* (nullable) name of the plan file, for messages */
    SvySurvey survey;
    double level;    /* confidence level, 0.95 unless stated */
    size_t min_cell; /* smallest number of people that is told of a group; 0: not stated (5) */
    double coverage; /* share of the people who chose any that a set of options is to reach: 0.9 */
    size_t n_ladders;
    SvyPlanLadder *ladders; /* [n_ladders] */
    char *outcome;          /* (nullable) of the drivers: "question: answer" */
    size_t outcome_line;    /* in the plan, for messages */
    char **predictors;      /* (nullable) [NULL-terminated] question ids or wordings */
    size_t predictors_line; /* in the plan, for messages */
    char *targets_file;     /* (nullable) as the plan names it; once read, as it was opened */
    size_t n_targets;
    SvyTarget *targets; /* [n_targets] read from that file */
    size_t n_gaps;
    SvyPlanGap *gaps;     /* [n_gaps] */
    char **exclude;       /* (nullable) [NULL-terminated] kinds of records to leave out */
    char **segments;      /* (nullable) [NULL-terminated] question ids or wordings */
    size_t segments_line; /* of the segments in the plan, for messages */
    char **means;         /* (nullable) [NULL-terminated] questions whose scale has a mean */
    size_t means_line;    /* of the means in the plan, for messages */
    char *weights;        /* (nullable) column of weights: id, name or wording */
    size_t weights_line;  /* of the column in the plan, for messages */
    char *margins_path;   /* (nullable) as it stands in the plan */
    SvyMargins *margins;  /* (nullable) margins that weights are to meet */
    double trim;          /* largest weight in medians; SVY_TRIM_NONE; NaN: not stated */
    char *roster_path;    /* (nullable) as it stands in the plan */
    SvyMargins *roster;   /* (nullable) who could have answered */
    char *tiles_path;     /* (nullable) as it stands in the plan */
    SvyTiles *tiles;      /* (nullable) areas of a map */
    char **charts;        /* (nullable) [NULL-terminated] to draw, as the plan names them */
    size_t charts_line;   /* of them in the plan, for messages */
    size_t n_charts_most; /* to choose; 0: not stated */
    char *theme;          /* (nullable) */
    size_t theme_line;    /* of the theme in the plan, for messages */
    char **formats;       /* (nullable) [NULL-terminated] */
} SvyPlan;

/**
 * An empty plan: nothing stated, confidence 0.95, sampling unknown.
 *
 * Returns: (transfer full) the plan.
 * Cost:    O(1).
 * Test:    tests/unit/core/test_plan.c
 */
SvyPlan *svy_plan_new(void);

/**
 * Releases margins.
 *
 * @margins: (nullable) (transfer full) the margins
 *
 * Cost: O(size).
 * Test: tests/unit/core/test_plan.c
 */
void svy_margins_free(SvyMargins *margins);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(SvyMargins, svy_margins_free)

/**
 * Releases a plan.
 *
 * @plan: (nullable) (transfer full) the plan
 *
 * Cost: O(size).
 * Test: tests/unit/core/test_plan.c
 */
void svy_plan_free(SvyPlan *plan);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(SvyPlan, svy_plan_free)

#pragma GCC visibility pop
