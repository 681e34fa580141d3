/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The vocabulary of surveys that every layer shares: kinds of questions, marks of options, how
 * people were reached, and what is stated about a survey.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#pragma GCC visibility push(default)

/** What a question is. SVY_QUESTION_GRID and _RANK have rows; the others have none. */
typedef enum {
    SVY_QUESTION_SINGLE,  /* one of several options, no order known */
    SVY_QUESTION_MULTI,   /* select all that apply */
    SVY_QUESTION_LIKERT,  /* one of several options in an order that has a meaning */
    SVY_QUESTION_GRID,    /* several items answered on one scale */
    SVY_QUESTION_RANK,    /* several items put in order: the scale is 1..k */
    SVY_QUESTION_NUMERIC, /* a number */
    SVY_QUESTION_TEXT,    /* free text; never shown unless cleared */
    SVY_QUESTION_ID,      /* identifies a response or person; never shown */
    SVY_QUESTION_DATE,    /* a date or time */
    SVY_QUESTION_WEIGHT,  /* a survey weight */
    SVY_QUESTION_LAST,
} SvyQuestionType;

/** Why an option stands apart from the others; it is still counted and shown. */
typedef enum {
    SVY_MARK_NONE,      /* an ordinary option */
    SVY_MARK_OTHER,     /* "Other (please specify)" */
    SVY_MARK_NOTHING,   /* "None of these": an answer that excludes all other options */
    SVY_MARK_DONT_KNOW, /* a way out of the scale: don't know, not applicable, unfamiliar */
    SVY_MARK_LAST,
} SvyOptionMark;

/** What the points of an ordered scale go between. */
typedef enum {
    SVY_SCALE_NONE,    /* no scale of at least three points */
    SVY_SCALE_ONE_WAY, /* from little to much: never ... always */
    SVY_SCALE_TWO_WAY, /* between opposites: disagree ... agree */
    SVY_SCALE_LAST,
} SvyScaleForm;

/** How people were reached: decides which words are allowed. */
typedef enum {
    SVY_SAMPLING_UNKNOWN,     /* worded like an open link */
    SVY_SAMPLING_OPEN_LINK,   /* self-selected: no margin of error, no response rate */
    SVY_SAMPLING_CENSUS,      /* everyone was invited */
    SVY_SAMPLING_PROBABILITY, /* a random sample from a list */
    SVY_SAMPLING_LAST,
} SvySampling;

/** Which way a target is meant. */
typedef enum {
    SVY_TARGET_NONE, /* a figure to compare with */
    SVY_TARGET_AT_LEAST,
    SVY_TARGET_AT_MOST,
    SVY_TARGET_LAST,
} SvyTargetDirection;

/** What the plan says of the survey. NULL means not stated, and is printed as NOT STATED. */
typedef struct {
    char *title, *sponsor, *conductor, *population, *dates, *mode, *instrument, *recruitment,
        *weighting, *processing, *limitations, *source, *contact, *intended_use;
    char *people;       /* noun for sentences: "respondents" unless the plan says otherwise */
    char *organisation; /* (nullable) short name for sentences */
    char *language;     /* (nullable) of the sentences that we make: "en", "es", "fr", or "ar",
                         * "fa", "he", "ur", which mirror the charts; NULL: en */
    SvySampling sampling;
    size_t n_invited;  /* 0: not stated */
    bool is_synthetic; /* every output says SYNTHETIC */
} SvySurvey;

/**
 * A question type as it is written in codebooks and JSON.
 *
 * @type: any type below SVY_QUESTION_LAST
 *
 * Returns: a static word such as "multi".
 * Cost:    O(1).
 * Test:    tests/unit/base/test_survey.c
 */
const char *svy_question_type_get_name(SvyQuestionType type);

#pragma GCC visibility pop
