/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One analysis is one file that fills one part of the result, and one line in the table of run.c.
 */
#pragma once

#include <surveystat/analysis.h>

#include "core/dataset.h"
#include "result/result-table.h"

typedef struct SvyBreakdowns SvyBreakdowns; /* breakdown.h */
typedef struct SvyWeighting SvyWeighting;   /* weighting.h */
typedef struct SvyLedger SvyLedger;         /* core/ledger.h */

typedef struct {
    const SvyDataset *dataset; /* without the records that are left out */
    const SvyPlan *plan;
    const SvyAnalysisOptions *options;
    const char *language;          /* (nullable) of what is told, as the plan says; of svy_tr() */
    GPtrArray *numbers;            /* of SvyNumbers, owned: those of every question that has some */
    SvyResult *result;             /* being filled; findings may be added */
    GArray *tables;                /* of SvyTable, owned; go into the result, sorted by kind */
    SvyBreakdowns *breakdowns;     /* (nullable) all that is counted by group, before it is told */
    const SvyResult *plain;        /* (nullable) the same without weights, where that is compared */
    SvyLedger *ledger;             /* (nullable) who was asked what */
    const SvyWeighting *weighting; /* (nullable) shares are weighted by it */
    unsigned excluded;             /* bit 1 << flag of each kind of records that is left out */
} SvyRun;

typedef struct {
    const char *name;
    bool (*is_wanted)(const SvyRun *run);
    bool (*run)(SvyRun *run, GError **error);

    /* (nullable) What was counted by group becomes tables, after disclosure control. */
    bool (*publish)(SvyRun *run, GError **error);
} SvyAnalysis;

extern const SvyAnalysis svy_analysis_combinations;
extern const SvyAnalysis svy_analysis_drivers;
extern const SvyAnalysis svy_analysis_freq;
extern const SvyAnalysis svy_analysis_ladder;
extern const SvyAnalysis svy_analysis_gap;
extern const SvyAnalysis svy_analysis_multi;
extern const SvyAnalysis svy_analysis_profile;
extern const SvyAnalysis svy_analysis_completion;
extern const SvyAnalysis svy_analysis_scale;
extern const SvyAnalysis svy_analysis_rank;
extern const SvyAnalysis svy_analysis_numeric;
extern const SvyAnalysis svy_analysis_numeric_groups;
extern const SvyAnalysis svy_analysis_date;
extern const SvyAnalysis svy_analysis_write_ins;
extern const SvyAnalysis svy_analysis_gap_segments;
extern const SvyAnalysis svy_analysis_segments;
extern const SvyAnalysis svy_analysis_table;
extern const SvyAnalysis svy_analysis_targets;
extern const SvyAnalysis svy_analysis_response;
extern const SvyAnalysis svy_analysis_weights;

/* The table of @builder becomes part of the result. */
void svy_run_take_table(SvyRun *run, SvyTableBuilder *builder);

/* The table that was taken last, for its texts; valid until the next one is taken. */
static inline SvyTable *svy_run_get_last_table(SvyRun *run)
{
    return &g_array_index(run->tables, SvyTable, run->tables->len - 1);
}

/* n of base as a share with its Wilson interval at the level of the run; never weighted. */
bool svy_run_share(const SvyRun *run, size_t n, size_t base, SvyShare *ret_share, GError **error);
