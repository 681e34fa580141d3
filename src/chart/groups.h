/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table of shares by groups as the charts of such tables see it: which groups and rows there are,
 * in which order, what of it may be drawn, and the words that these charts share. */
#pragma once

#include "chart/layout.h"

/* One group: a column of the table. */
typedef struct {
    char *label;
    size_t column;
    size_t base;    /* 0: may not be told */
    bool is_shown;  /* not too small */
    bool is_hollow; /* a small base */
} SvyGroup;

typedef struct {
    const SvyTable *table;
    size_t n_groups;
    SvyGroup *groups;    /* [n_groups] in the order of the table */
    SvyGroup all;        /* everybody */
    size_t n_rows;       /* that are shown */
    size_t n_hidden;     /* that are not */
    size_t *rows;        /* [n_rows] of the table, in the order of drawing */
    size_t *parts;       /* [n_rows] 0: an answer, 1: stands apart, 2: several answers as one */
    size_t focus_column; /* with focus */
    size_t focus;        /* row of the table of which the title speaks; n_rows of the table: none */
    size_t n_plain;      /* rows of the table that are answers, before those that join several */
    bool is_ordered;
} SvyGroups;

/* Columns whose key starts with "group-". */
size_t svy_groups_count(const SvyTable *table);

/* The name of a group as it may be drawn, never empty. (transfer full) */
char *svy_groups_clean_label(const char *language, const char *heading);

/* What the shares of a table by group are, and which groups. (transfer full) */
char *svy_groups_word_subtitle_in(const char *language, const SvyTable *table);

/* @n_top: rows to show; 0: all. */
SvyGroups *svy_groups_new(const SvyResult *result, const SvyTable *table, size_t n_top);

/* The rows in the order in which those of @order would stand, which has the same. */
SvyGroups *svy_groups_new_like(const SvyResult *result,
                               const SvyTable *table,
                               size_t n_top,
                               const SvyTable *order);
void svy_groups_free(SvyGroups *groups);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SvyGroups, svy_groups_free)

/* (nullable) (transfer none) the share in row @index of drawing, if it may be drawn. */
const SvyEstimate *svy_groups_get(const SvyGroups *groups, size_t index, const SvyGroup *group);

/* Words of the row, as the survey has them. (transfer none) */
const char *svy_groups_get_label(const SvyGroups *groups, size_t index);

/* Title, subtitle, notes, and of each row its label, its sentence and its line of the CSV. */
void svy_groups_fill_plot(const SvyGroups *groups, SvyPlot *plot, const SvyResult *result);

/* The note that was added last goes behind the first, which states the base. */
void svy_groups_move_last_note(SvyPlot *plot);

/* "Base 850." for the end of the alternative text. */
char *svy_groups_word_base(const SvyGroups *groups);
char *svy_groups_word_base_in(const char *language, const SvyGroups *groups);

/* "n = 160", "small base, n = 27" or "too few to show". */
char *svy_groups_word_size(const SvyGroup *group);
char *svy_groups_word_size_in(const char *language, const SvyGroup *group);

/* "too few to show" in the place of marks. */
bool svy_groups_shape_message(const SvyLayout *layout, SvyLine **ret_line, GError **error);
void svy_groups_draw_message(const SvyLayout *layout,
                             SvyLine **line,
                             size_t row,
                             size_t table_row,
                             double x,
                             double middle);

/* The row with the largest distance of two groups, which may be 0; false when no row has two. */
bool svy_groups_find_spread(const SvyGroups *groups,
                            size_t *ret_index,
                            const SvyGroup **ret_low,
                            const SvyGroup **ret_high);

/* "Largest spread: Tumblr, from 13% (Member) to 37% (Student)." */
char *svy_groups_word_spread(const SvyGroups *groups);
char *svy_groups_word_spread_in(const char *language, const SvyGroups *groups);

/* The largest share or upper limit of all that may be drawn. */
double svy_groups_find_most(const SvyGroups *groups);
