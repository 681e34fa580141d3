/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shared by infer.c (columns that stand alone) and infer-group.c (columns that belong together). */
#pragma once

#include "ingest/guess.h"
#include "ingest/infer.h"

typedef struct {
    SvyDataset *dataset;
    const SvyHeading *headings; /* [n_columns] */
    SvyGuess *guesses;          /* [n_columns] */
} SvyInference;

/* Different answers of several columns, folded; with how many gave each. */
typedef struct {
    GPtrArray *labels; /* of char, owned: first spelling met */
    GPtrArray *folds;  /* of char, owned */
    GArray *counts;    /* of size_t */
    GHashTable *index; /* fold -> position + 1; borrowed keys */
} SvyLabelSet;

void svy_label_set_init(SvyLabelSet *set);
void svy_label_set_clear(SvyLabelSet *set);
void svy_label_set_add(SvyLabelSet *set, const SvyColumn *column);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(SvyLabelSet, svy_label_set_clear)

static inline const char *svy_label_set_get(const SvyLabelSet *set, size_t i)
{
    return (const char *)g_ptr_array_index(set->labels, i);
}

/* Gives @question its levels from @set: by meaning where the labels have an order, else by count;
 * ways out of the scale and "other" last. *ret_scale (static, nullable) names a recognised opinion
 * scale. */
void svy_infer_levels(SvyQuestion *question, const SvyLabelSet *set, const char **ret_scale);

/* One column as a question of its own. */
SvyQuestion *svy_infer_column(SvyInference *inference, size_t column, const char *text);

/* Columns first..last-1 of one heading group as one question, or several when they do not fit
 * together. */
void svy_infer_group(SvyInference *inference, size_t first, size_t last);

/* Ends the question list: the next free id. */
void svy_infer_add(SvyInference *inference, SvyQuestion *question);

/* "Q: the wording" with @item in front when the heading has one. (transfer full) */
char *svy_infer_wording(const SvyHeading *heading);
