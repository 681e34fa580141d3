/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shared by the files of anonymize: anonymize-rules.c says what happens to a column,
 * anonymize-cell.c does it to a cell, anonymize-rare.c looks for people whom answers may tell. */
#pragma once

#include <surveystat/plan.h>

#include "core/dataset.h"

typedef enum {
    SVY_WAY_BLANK,   /* nothing goes through; also what has no rule */
    SVY_WAY_ALL,     /* cleared in the codebook, or words for the state of a response */
    SVY_WAY_ANSWERS, /* only answers that are levels or mean "no answer" */
    SVY_WAY_TICKS,   /* ticks; what was typed in their place becomes the option's label */
    SVY_WAY_PIECES,  /* several answers in one cell; what was typed becomes "Other" */
    SVY_WAY_CODES,   /* the codes of options that have columns of their own beside the cell */
    SVY_WAY_NUMBERS, /* only numbers */
    SVY_WAY_DAY,     /* times cut to the day */
    SVY_WAY_RUNNING, /* a running number in place of an id */
} SvyWay;

/* What happens to one column. All borrowed. */
typedef struct {
    SvyWay way;
    const char *reason; /* static */
    const SvyDataset *dataset;
    const SvyQuestion *question; /* (nullable) with item: it belongs to none */
    const SvyItem *item;
} SvyWayRule;

/* [n_columns] (transfer full) */
SvyWayRule *svy_anonymize_choose_rules(const SvyDataset *dataset);

/* Appends what goes through of the cell of a row. */
void svy_anonymize_append_cell(GString *out, const SvyWayRule *rule, const char *text, size_t row);

/* The day of a date with a time; NULL (blank it) when no day can be told. (transfer full) */
char *svy_anonymize_cut_day(const char *text);

/* True when a cell of codes stands beside the column of an option: "channels" and
 * "channels_website". @n_code: bytes of @code; SIZE_MAX: whatever the code. */
bool svy_anonymize_has_option(const SvyDataset *dataset,
                              size_t column,
                              const char *code,
                              size_t n_code);

/* Warns of people whom their answers may tell: few with one combination of the segments (of the
 * plan, else questions that say who people are), and answers that few gave. */
void svy_anonymize_find_rare(const SvyDataset *dataset, const SvyPlan *plan, SvyFindings *findings);
