/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of the table of targets, as charts need them. */
#pragma once

#include <surveystat/result.h>

/* Which side of the value is wanted. */
typedef enum { SVY_TARGET_SIDE_NONE, SVY_TARGET_SIDE_ABOVE, SVY_TARGET_SIDE_BELOW } SvyTargetSide;

/* All borrowed from the table. */
typedef struct {
    const char *name;    /* "" without one */
    const char *id;      /* (nullable) of the question */
    const char *wanted;  /* "at least 25%"; "" without one */
    const char *verdict; /* "met", "not met", "higher", "lower", "cannot tell"; "" when withheld */
    const char *wanted_word, *verdict_word; /* the same in English, which data have */
    const char *source;                     /* (nullable) */
    SvyTargetSide side;
    bool is_shown; /* what follows may be told */
    const SvyShare *share;
    const SvyEstimate *difference; /* what came out less what was wanted */
    double value;                  /* what was wanted */
} SvyTargetRow;

SvyTargetRow svy_targets_read(const SvyTable *table, size_t row);
