/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Disclosure control: which cells of the published tables must be withheld, so that nobody can be
 * recognised in a small number.
 *
 * Whatever a report publishes about groups is handed over as *cells* (counts) and *sums* between
 * them: a row and its total, two tables with a margin in common, a group and its parts. Then
 *
 *   primary        0 < n < threshold: withheld;
 *   complementary  larger cells that are withheld too, so that no primary cell can be worked out.
 *
 * The attacker that is reckoned with knows all that is published, the rule, the threshold, and for
 * each withheld cell whether it is primary (1 to threshold - 1) or complementary (threshold or
 * more); zeros are published as such. A primary cell is *exposed* when these facts leave one value.
 * As an attacker who knows less learns less, what is safe from this one is safe from all.
 *
 * Among the safe patterns a small total of complementary counts is looked for (Hundepool et al.
 * 2012: the information lost), by shortest paths, or the smallest one there is by branch and cut.
 *
 * Use: svy_disclosure_new(), add cells, tables and sums of one report, svy_disclosure_protect(),
 * ask for the state of each cell. Unrelated tables in one problem cost nothing extra. A percentage,
 * bar, interval or word that tells a count is withheld with its cell; one that only narrows it (a
 * rounded percentage of a known base) is told with svy_disclosure_add_known(). */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <surveystat/error.h>

typedef enum {
    SVY_CELL_OPEN,    /* is published, unless it must be withheld */
    SVY_CELL_PUBLIC,  /* is published in any case, such as a figure of the whole sample */
    SVY_CELL_DERIVED, /* is not printed, but must not be learned from what is: base less ticks */
} SvyProtectedKind;

typedef enum {
    SVY_CELL_SHOWN,
    SVY_CELL_PRIMARY,
    SVY_CELL_COMPLEMENTARY,
} SvyCellState;

/* Which margins of a table are figures that are published in any case. */
typedef enum {
    SVY_TABLE_ALL_OPEN = 0,
    SVY_TABLE_ROW_TOTALS_PUBLIC = 1 << 0,    /* the last column */
    SVY_TABLE_COLUMN_TOTALS_PUBLIC = 1 << 1, /* the last row: whole-sample counts of each answer */
    SVY_TABLE_TOTAL_PUBLIC = 1 << 2,
    SVY_TABLE_MARGINS_PUBLIC = 7,
} SvyTableMargins;

typedef enum {
    SVY_DISCLOSURE_FAST,    /* shortest paths: for reports */
    SVY_DISCLOSURE_MINIMAL, /* the smallest total of complementary counts, where it can be found */
} SvyDisclosureEffort;

typedef struct {
    size_t n_primary;
    size_t n_complementary;
    size_t n_exposed; /* primary cells that no pattern protects: withhold the whole table */
    double complementary_total; /* counts of the complementary cells */
    bool is_minimal;            /* complementary_total is known to be the smallest */
} SvyDisclosureReport;

typedef struct SvyDisclosure SvyDisclosure;

/* @threshold: smallest count that may be shown; 0 and 1 withhold nothing. */
SvyDisclosure *svy_disclosure_new(size_t threshold);
void svy_disclosure_free(SvyDisclosure *disclosure);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SvyDisclosure, svy_disclosure_free)

/* Returns the number of the cell; numbers are given in order from 0. */
size_t svy_disclosure_add_cell(SvyDisclosure *disclosure, size_t n, SvyProtectedKind kind);

/* @whole = sum of @parts [n_parts], which the counts must fulfil; a cell is in it once. */
void svy_disclosure_add_sum(SvyDisclosure *disclosure,
                            size_t whole,
                            size_t n_parts,
                            const size_t parts[]);

/* The same where the two sides differ by a number that is known: people who are in no group. */
void svy_disclosure_add_difference(SvyDisclosure *disclosure,
                                   size_t whole,
                                   size_t n_parts,
                                   const size_t parts[]);

/* What is published narrows the cell to @lo to @hi, were it withheld. Facts add up. */
void svy_disclosure_add_known(SvyDisclosure *disclosure, size_t cell, size_t lo, size_t hi);

/* A two-way table of @counts [n_rows * n_columns] with its margins, as (n_rows + 1) x
 * (n_columns + 1) cells row by row: cell (i, j) is first + i * (n_columns + 1) + j, j = n_columns
 * is the row's total, i = n_rows the column's. Returns first. */
size_t svy_disclosure_add_table(SvyDisclosure *disclosure,
                                size_t n_rows,
                                size_t n_columns,
                                const size_t counts[],
                                SvyTableMargins margins);

/* A select-all question by groups: @counts [n_groups * n_items] who ticked, @bases [n_groups] cells
 * of the groups' bases (added before, with their own sum), of which each tick takes a part; the
 * whole sample's count of each item is published. Those who did not tick count as cells too: they
 * can be worked out. Cell (g, k) is first + g * n_items + k. Returns first. */
size_t svy_disclosure_add_items(SvyDisclosure *disclosure,
                                size_t n_groups,
                                size_t n_items,
                                const size_t counts[],
                                const size_t bases[]);

/* Withholds a cell for a reason of one's own (before protecting, or to audit a pattern): primary
 * when it is small, else complementary. */
void svy_disclosure_withhold(SvyDisclosure *disclosure, size_t cell);

/* The same for the cells of a row that is withheld from end to end, zeros too: it shows nowhere
 * which of them are small, so that each may be any number. */
void svy_disclosure_withhold_blindly(SvyDisclosure *disclosure, size_t cell);

/* Decides on all cells. @ret_report is optional. SVY_ERROR_NUMERIC: a linear program failed. */
bool svy_disclosure_protect(SvyDisclosure *disclosure,
                            SvyDisclosureEffort effort,
                            SvyDisclosureReport *ret_report,
                            GError **error);

SvyCellState svy_disclosure_get_state(const SvyDisclosure *disclosure, size_t cell);

/* True for a primary cell that no pattern protects. */
bool svy_disclosure_is_exposed(const SvyDisclosure *disclosure, size_t cell);

/* What the attacker learns of a withheld cell, by integer programs; @ret_hi is INFINITY when
 * nothing bounds it. For a cell that is shown, its count twice. */
bool svy_disclosure_find_interval(const SvyDisclosure *disclosure,
                                  size_t cell,
                                  double *ret_lo,
                                  double *ret_hi,
                                  GError **error);
