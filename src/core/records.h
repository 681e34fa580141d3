/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records to look at: flags on rows, never rows that are dropped unless the user says so. */
#pragma once

#include "base/error.h"
#include "core/ledger.h"

typedef enum {
    SVY_FLAG_NO_ANSWER,     /* no opinion question answered at all */
    SVY_FLAG_LEFT_EARLY,    /* answered some, then nothing more */
    SVY_FLAG_DOUBLE_ID,     /* the id of the response came before */
    SVY_FLAG_SAME_ANSWERS,  /* all answers are those of an earlier response */
    SVY_FLAG_STRAIGHT_LINE, /* one point of the scale in all rows, in every long grid */
    SVY_FLAG_SPEEDER,       /* under a third of the median duration */
    SVY_FLAG_LAST,
} SvyFlag;

typedef struct {
    SvyBitset *rows[SVY_FLAG_LAST]; /* who is flagged */
    bool has_durations;             /* false: nobody can be a speeder */
    double median_seconds;          /* of those who went to the end */
} SvyRecords;

/* NULL when there is no memory. The dataset must be frozen. */
SvyRecords *svy_records_new(const SvyDataset *dataset, const SvyLedger *ledger);
void svy_records_free(SvyRecords *records);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SvyRecords, svy_records_free)

/* "straight-line"; static. */
const char *svy_flag_get_name(SvyFlag flag);

/* Flags by their names, as users write them; "none" alone is the empty set. @ret_set: bit 1 << flag
 * for each. An unknown name is an error of @code at @place, with the nearest that there is. */
bool svy_flags_parse(const char *const names[],
                     SvyErrorCode code,
                     const SvyPlace *place,
                     unsigned *ret_set,
                     GError **error);

/* True when the question is the id that the survey tool gave to each response. */
bool svy_question_is_response_id(const SvyQuestion *question);

/* Marks in @repeats the rows whose answers to all opinion questions are those of an earlier row;
 * only rows with many answers, and only when chance would not do it. False: no memory. */
bool svy_records_find_same(const SvyDataset *dataset, SvyBitset *repeats);

/* Rows that end before they begin; the first one in @ret_first when there are any. 0 also when the
 * file does not say or there is no memory. */
size_t svy_records_count_backwards(const SvyDataset *dataset, size_t *ret_first);

/* Seconds that each person took [n_rows], NaN where unknown; NULL in @ret_seconds when the file
 * does not say. False: no memory. */
bool svy_records_find_durations(const SvyDataset *dataset, double **ret_seconds);

/* The day of a date, with or without a time, as GDate counts days: "2014-03-14", "3/14/2014",
 * "14.3.2014". Of two numbers before the year the first is the day when @is_day_first, or when the
 * second cannot be a month. */
bool svy_records_find_day(const char *text, bool is_day_first, double *ret_day);
