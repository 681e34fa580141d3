/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A closed question, or one row of a grid, as bit rows: one per answer. What every table by group,
 * combination, ladder and outcome is counted from, whatever the file looks like. */
#pragma once

#include "core/dataset.h"

/* One answer. */
typedef struct {
    const char *label; /* borrowed from the question */
    SvyOptionMark mark;
    const SvyNet *net; /* (nullable) several answers counted as one; in no test and no sum */
    const SvyBitset *people;
    SvyBitset *owned;  /* private: @people where nobody else has them */
    char *owned_label; /* private: @label where nobody else has it */
    double from, to;   /* of a number: where the interval begins and ends; NaN: it is open */
} SvyAnswer;

typedef struct {
    const SvyQuestion *question;
    const char *row_label; /* (nullable) the row of a grid, the item of a ranking */
    size_t row;            /* of the question, from 0 */
    bool is_exclusive;     /* each person gave one answer: shares add up to 1 */
    bool is_ordered;       /* the order of the answers has a meaning */
    bool has_edges;        /* the answers are intervals of a number */
    SvyBitset *base;       /* who is in the base */
    size_t n_answers;
    SvyAnswer *answers; /* [n_answers] nets last */
    size_t n_nets;      /* how many of them */
} SvyVariable;

/* How many variables a question gives: 1, the rows of a grid, or 0 when it has no closed answers or
 * is technical or personal. */
size_t svy_variable_count(const SvyQuestion *question);

/* The same, of technical and personal questions too. */
size_t svy_variable_count_any(const SvyQuestion *question);

/* The @row-th of them. False: no memory. */
bool svy_variable_new(const SvyDataset *dataset,
                      const SvyQuestion *question,
                      size_t row,
                      SvyVariable **ret_variable,
                      GError **error);
void svy_variable_free(SvyVariable *variable);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SvyVariable, svy_variable_free)

/* The wording, with the row where there is one: "How important is each?: Journals". */
char *svy_variable_get_text(const SvyVariable *variable);
