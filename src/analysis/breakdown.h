/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Everything that a run tells of groups of people is collected here as counts, goes through
 * disclosure control in one problem, and only then becomes shares, tests, letters and sentences: a
 * figure that is made from what may be shown cannot tell what may not. */
#pragma once

#include <surveystat/paired.h>

#include "analysis/analysis.h"
#include "analysis/tally.h"
#include "analysis/variable.h"

#define SVY_MIN_CELL      5u /* people behind a figure of a group, unless the user says otherwise */
#define SVY_MIN_BASE      10u /* people behind a percentage of a group */
#define SVY_GROUPS_OTHERS "Smaller groups together"
#define SVY_MIN_ALONE     4u /* times the minimum: groups and answers that stay by themselves */

typedef struct {
    char *label;
    char **members;          /* (nullable) [NULL-terminated] answers that were put together */
    const SvyBitset *people; /* borrowed from the variable of the grouping, or owned */
    SvyBitset *owned;
    size_t n;
    bool is_rest; /* crossed: of people whom a grouping alone does not tell of */
} SvyGroup;

/* How people are divided. */
typedef struct SvyGrouping SvyGrouping;

struct SvyGrouping {
    char *id, *text;
    const SvyQuestion *questions[2]; /* the second is there for crossed groups only */
    const SvyGrouping *parents[2];   /* (nullable) the groups of these are crossed: crossing.h */
    SvyVariable *variables[2];
    bool is_exclusive; /* nobody is in two groups */
    bool is_ordered;
    bool is_extra; /* not of the plan or recognised, but needed by some table: told.h */
    size_t n_groups;
    SvyGroup *groups;  /* [n_groups] columns of the tables */
    SvyGroup rest;     /* groups that are too small to be told of; n is 0 when there are none */
    char *rest_labels; /* (nullable) their names */
    char *merged;      /* (nullable) what was put together, in words */
};

/* What becomes of one cell. */
typedef enum {
    SVY_FATE_OPEN,
    SVY_FATE_WITHHELD,
    SVY_FATE_KNOWN, /* told elsewhere in the report: cannot be hidden here */
} SvyFate;

typedef struct {
    char *label;
    char **members; /* (nullable) [NULL-terminated] answers that were put together */
    SvyOptionMark mark;
    bool is_net;
    double from, to; /* as in SvyAnswer */
} SvyBreakdownRow;

/* One question by one grouping: counts, and what of them may be told. */
typedef struct {
    const SvyGrouping *grouping;
    const SvyQuestion *question;
    size_t row_of_question; /* the row of a grid */
    char *id, *text;        /* of the rows: "q5.2" and its wording */
    bool is_exclusive, is_ordered, has_rows, has_edges;
    size_t n_rows, n_nets; /* nets are the last rows */
    SvyBreakdownRow *rows; /* [n_rows] */
    size_t n_columns;      /* everybody, then the groups, then the rest */
    SvyTally *bases;       /* [n_columns] */
    SvyTally *cells;       /* [n_rows * n_columns] */
    SvyFate *fates;        /* [n_rows * n_columns] of the groups */
    char *merged;          /* (nullable) which rare answers were put together, in words */
    bool *is_small;        /* [n_columns] too few people for a percentage: nothing of it is told */
    bool is_withheld;      /* nothing of any group may be told */
    bool is_silent;        /* is not shown itself, but decides about others: told.h */
} SvyBreakdown;

/* People by their two answers. */
typedef struct {
    SvyTally use, follow, only_use, only_follow, base;
} SvyPairTally;

/* The pair of answers of one item by group: people of @n_columns as in a breakdown, in the four
 * cells of the pair. */
typedef struct {
    char *label;
    const char *use_label; /* (nullable) the option in both questions; NULL: any of them */
    bool is_nested;
    SvyPairTable *pairs;   /* [n_columns] */
    SvyPairTally *tallies; /* [n_columns] the same with weights */
    bool *is_withheld;     /* [n_columns] of the groups */
} SvyGapBreakdownItem;

typedef struct {
    const SvyGrouping *grouping;
    size_t gap; /* of the result */
    const SvyQuestion *use, *follow;
    size_t n_columns;
    size_t n_items;
    SvyGapBreakdownItem *items; /* [n_items] the first: any of them */
} SvyGapBreakdown;

struct SvyBreakdowns {
    GPtrArray *groupings; /* of SvyGrouping, owned */
    GPtrArray *tables;    /* of SvyBreakdown, owned; those of one question follow each other */
    GPtrArray *gaps;      /* of SvyGapBreakdown, owned */
};

/* The groupings of the run and nothing counted; made when first asked for. */
bool svy_run_get_breakdowns(SvyRun *run, SvyBreakdowns **ret_breakdowns, GError **error);
void svy_breakdowns_free(SvyBreakdowns *breakdowns);

/* A grouping by one question, or by two at once; @second is nullable. Every answer is a group until
 * svy_grouping_merge() has been called, when all groupings of the run are there. */
bool svy_grouping_new(const SvyRun *run,
                      const SvyQuestion *first,
                      const SvyQuestion *second,
                      SvyGrouping **ret_grouping,
                      GError **error);
void svy_grouping_free(SvyGrouping *grouping);

/* Puts groups of few people together, but not those that one of @others [of SvyGrouping] tells
 * apart; groups that are still too small become the rest, those of nobody are left out. */
bool svy_grouping_merge(const SvyRun *run,
                        SvyGrouping *grouping,
                        const GPtrArray *others,
                        GError **error);

/* The same for all, in place. */
bool svy_groupings_merge(const SvyRun *run, const GPtrArray *groupings, GError **error);

/* Counts @variable by @grouping and keeps it. */
SvyBreakdown *svy_breakdowns_count(SvyRun *run,
                                   SvyBreakdowns *breakdowns,
                                   const SvyVariable *variable,
                                   const SvyGrouping *grouping);

/* Decides what may be told of everything that was collected. */
bool svy_breakdowns_protect(SvyRun *run, GError **error);

static inline const SvyTally *svy_breakdown_get(const SvyBreakdown *table,
                                                size_t row,
                                                size_t column)
{
    return &table->cells[row * table->n_columns + column];
}

/* Columns from 1 to before this are groups. */
static inline size_t svy_breakdown_get_end(const SvyBreakdown *table)
{
    return table->n_columns - 1;
}

static inline bool svy_breakdown_is_shown(const SvyBreakdown *table, size_t row, size_t column)
{
    return column == 0 || (!table->is_withheld && !table->is_small[column] &&
                           table->fates[row * table->n_columns + column] != SVY_FATE_WITHHELD);
}

/* Whether @label is one of @members. */
bool svy_breakdown_is_member(char *const *members, const char *label);

/* True when a group has a cell that may not be told. */
bool svy_breakdown_has_withheld(const SvyBreakdown *table);

/* The smallest number of people that may be told of a group: 1 when nothing is withheld. */
size_t svy_run_get_min_cell(const SvyRun *run);

/* The smallest group of which a percentage may be told; 1 when nothing is withheld. */
size_t svy_run_get_min_base(const SvyRun *run);

/* A group of fewer people, and an answer that fewer gave, are put together with others; 1 when
 * nothing is withheld. */
size_t svy_run_get_min_alone(const SvyRun *run);
