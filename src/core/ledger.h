/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The base ledger: for each question who was asked, by which rule, and who had left before. Made
 * from the answers alone, when it is wanted: rules of skip logic are stated only where they hold
 * without exception. */
#pragma once

#include "core/dataset.h"

/* One question. Rows = asked + not asked; asked = answered + skipped + left. */
typedef struct {
    SvyBitset *asked; /* (nullable) whom the rule asks; NULL: everyone */
    char *rule;       /* (nullable) the rule in words: "only those who said “Yes” to q1" */
    const SvyQuestion *trigger; /* (nullable) the question whose answers decide who is asked */
    size_t n_not_asked;
    size_t n_left; /* asked, but they answered neither this nor anything after it, and that was more
                      than one question: they had left the survey */
    bool tells_leaving; /* no answer means that the question was passed over */
} SvyLedgerEntry;

typedef struct SvyLedger {
    size_t n_entries;
    SvyLedgerEntry *entries; /* [n_entries] one for each question of the dataset */
    SvyBitset *left;         /* everybody who left early */
} SvyLedger;

/* True for questions that are put to people, and so have a line in the ledger: not technical, not
 * personal. */
bool svy_ledger_has_question(const SvyQuestion *question);

/* Rules are in words of @language (nullable). NULL when there is no memory. The dataset must be
 * frozen. */
SvyLedger *svy_ledger_new(const SvyDataset *dataset, const char *language);
void svy_ledger_free(SvyLedger *ledger);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SvyLedger, svy_ledger_free)
