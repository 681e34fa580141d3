/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Skip logic seen in the data: "asked only of those who said Yes to q1". */
#pragma once

#include "core/ledger.h"

/* The question whose rule is looked for. */
typedef struct {
    const SvyDataset *dataset;
    const SvyQuestion *question;
    const SvyBitset *later; /* who answered something after it: they had not left */
    const char *language;   /* (nullable) of the words of the rule */
} SvySkipTarget;

/* Whom the best rule asks so far. */
typedef struct {
    SvyBitset *asked; /* (nullable) */
    char *words;      /* (nullable) */
    size_t n_asked;
    const SvyQuestion *trigger; /* (nullable) whose answers decide */
} SvySkipRule;

/* Looks for a rule by which @trigger, an earlier question, decides who is asked; @before is the
 * line of the trigger itself. A rule that asks no more people than the one in @best takes its
 * place. False: no memory. */
bool svy_skip_rule_try(const SvySkipTarget *target,
                       const SvyQuestion *trigger,
                       const SvyLedgerEntry *before,
                       SvySkipRule *best);

/* True when the question can be under the rule of the one before it: nobody else answered it, and
 * that is no chance. */
bool svy_skip_rule_goes_on(const SvySkipTarget *target, const SvyBitset *asked, bool is_last);
