/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An answer that a person names in a plan or table, as people: "q11" with "any", "q20.2" with
 * "Agree | Strongly agree". */
#pragma once

#include "analysis/analysis.h"

#define SVY_OUTCOME_ANY "any" /* the answer that stands for every choice */

typedef struct {
    const SvyQuestion *question;
    char *id;    /* "q11" or "q20.2" */
    char *label; /* the answer in words: “Agree” or “Strongly agree” */
    char *key;   /* the same whatever the language: two outcomes with one key are one */
    bool is_any;
    SvyBitset *base;   /* who answered */
    SvyBitset *people; /* of them, who gave the answer */
} SvyOutcome;

/* @name: id or wording of a question, or "q20.2" for a row of it; a question of several rows
 * by itself counts whoever gave the answer in one of them. @answer: "any", an answer, a net, or
 * several with | between them. SVY_ERROR_DATA at @place with the nearest that there is. */
bool svy_outcome_find(const SvyRun *run,
                      const char *name,
                      const char *answer,
                      const SvyPlace *place,
                      SvyOutcome *ret_outcome,
                      GError **error);

/* The same from one text, "q11: any": cut at the last colon that leaves a question before it; text
 * that is a question by itself is "any" of it. */
bool svy_outcome_parse(const SvyRun *run,
                       const char *text,
                       const SvyPlace *place,
                       SvyOutcome *ret_outcome,
                       GError **error);

/* Makes the base that of @from: people who answered it and whose answer here is known. Who chose
 * nothing in a select-all was not asked what follows from a choice: with @is_none_a_no that is a
 * no. */
void svy_outcome_keep_known(SvyOutcome *outcome, const SvyOutcome *from, bool is_none_a_no);

void svy_outcome_clear(SvyOutcome *outcome);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(SvyOutcome, svy_outcome_clear)
