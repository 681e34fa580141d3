/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shared by the files of inference. infer.c walks over the columns; infer-missing.c finds what
 * means "no answer"; infer-regroup.c finds neighbours that belong together, infer-interleaved.c
 * grids whose columns stand between each other; infer-group.c and
 * infer-ticks.c make questions of several columns, infer-column.c and infer-cell.c of one;
 * infer-levels.c makes their levels. */
#pragma once

#include "ingest/guess.h"
#include "ingest/infer.h"

typedef struct {
    SvyDataset *dataset;
    SvyHeading *headings; /* [n_columns] as the exporter gave them, then regrouped */
    SvyGuess *guesses;    /* [n_columns] of the answers that are answers */
    GStrv *missing;       /* [n_columns] (nullable) texts that mean "no answer" */
    const SvyExporter *exporter;
    size_t *parts; /* [n_columns] within a run of interleaved grids: which of them, from 1 */
} SvyInference;

/* --- Answers of a column -------------------------------------------------------------------- */

/* Number of texts in a column's dictionary. */
static inline size_t svy_infer_count_texts(const SvyInference *inference, size_t column)
{
    const SvyDict *dict = inference->dataset->columns[column].dict;

    return dict == NULL ? 0 : dict->n;
}

/* True when a text of the dictionary is an answer: somebody gave it and it does not mean "none". */
bool svy_infer_is_answer(const SvyInference *inference, size_t column, size_t code);

/* The only answer of a column; NULL when there are several or none. */
const char *svy_infer_get_only_answer(const SvyInference *inference, size_t column);

/* --- Sets of labels ------------------------------------------------------------------------- */

/* Different answers of several columns, folded; with how many gave each. */
typedef struct {
    GPtrArray *labels; /* of char, owned: first spelling met */
    GPtrArray *folds;  /* of char, owned */
    GArray *counts;    /* of size_t */
    GHashTable *index; /* fold -> position + 1; borrowed keys */
} SvyLabelSet;

void svy_label_set_init(SvyLabelSet *set);
void svy_label_set_clear(SvyLabelSet *set);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(SvyLabelSet, svy_label_set_clear)

/* Adds all texts of a column. */
void svy_label_set_add(SvyLabelSet *set, const SvyColumn *column);

/* Adds the answers of a column; texts that mean "no answer" are none. */
void svy_label_set_add_answers(SvyLabelSet *set, const SvyInference *inference, size_t column);

/* Position of a label after folding, or -1. */
int32_t svy_label_set_find(const SvyLabelSet *set, const char *text);

/* How many of the answers of a column are in the set. */
size_t svy_label_set_count_shared(const SvyLabelSet *set,
                                  const SvyInference *inference,
                                  size_t column);

static inline const char *svy_label_set_get(const SvyLabelSet *set, size_t i)
{
    return (const char *)g_ptr_array_index(set->labels, i);
}

/* True when two columns are answered on one scale: hardly more different answers together than in
 * the richer one, and about half of them in both. */
bool svy_infer_has_same_scale(const SvyInference *inference, size_t a, size_t b);

/* --- Levels --------------------------------------------------------------------------------- */

/* Gives @question its levels from @set: by meaning where the labels have an order, else by count;
 * ways out of the scale and "other" last. What a spreadsheet did to the labels is undone, and the
 * exporter's codes for ways out (@exporter is nullable) get their words; the cells are kept as
 * codes. *ret_scale (static, nullable) names a recognised opinion scale. */
void svy_infer_levels(SvyQuestion *question,
                      const SvyLabelSet *set,
                      const SvyExporter *exporter,
                      const char **ret_scale);

/* Levels in the words of the heading, which knows what the codes in the cells stand for; codes that
 * it does not name come last, as they are. */
void svy_infer_coded_levels(SvyQuestion *question,
                            const SvyHeading *heading,
                            const SvyLabelSet *set,
                            const SvyExporter *exporter,
                            const char **ret_scale);

/* True when labels in their present order go up or down one scale of opinion; ways out of the scale
 * apart. */
bool svy_infer_is_in_order(const char *const labels[], size_t n, const char **ret_scale);

/* True when the ordinary levels are points numbered 0 or 1 to k: "1 - Not at all", "2", ... */
bool svy_infer_is_numbered(const SvyQuestion *question);

/* --- Questions ------------------------------------------------------------------------------ */

void svy_infer_set_reason(SvyQuestion *question, const char *format, ...) G_GNUC_PRINTF(2, 3);

/* Finds the texts that mean "no answer" and fills missing: those that the exporter is known to
 * write, and others by evidence. */
void svy_infer_find_missing(SvyInference *inference);

/* Whether a missing text says expressly that somebody who was asked gave no answer. */
bool svy_infer_is_no_answer(const SvyInference *inference, const char *text);

/* What a code means by which the exporter (nullable) marks a way out of any scale; NULL when it is
 * none. */
const char *svy_infer_find_exit(const SvyExporter *exporter, const char *text);

/* Neighbours that share a stem by code, by words or by what their cells repeat become one group. */
void svy_infer_regroup(SvyInference *inference);

/* Makes a run of interleaved grids that begins at @first one group. Returns the first column after
 * it; @first + 1 when there is no run. */
size_t svy_infer_join_interleaved(SvyInference *inference, size_t first);

/* True for a column of such a run. */
static inline bool svy_infer_is_interleaved(const SvyInference *inference, size_t column)
{
    return inference->parts[column] > 0;
}

/* One column as a question of its own. */
SvyQuestion *svy_infer_column(SvyInference *inference, size_t column, const char *text);

/* A select-all in one cell: fills @question, or returns false when the cells are no such lists. */
bool svy_infer_cell(SvyInference *inference, SvyQuestion *question, size_t column);

/* Gives @question, a list in one cell that somebody says it is, levels for what its separator parts
 * in @column. @with_rare: in a small survey what one person gave is an option, too. */
void svy_infer_learn_options(SvyDataset *dataset,
                             SvyQuestion *question,
                             size_t column,
                             bool with_rare);

/* Columns first..last-1 of one heading group as one question for each of its parts, or several when
 * they do not fit together. */
void svy_infer_group(SvyInference *inference, size_t first, size_t last);

/* Ends the question list: the next free id. */
void svy_infer_add(SvyInference *inference, SvyQuestion *question);

/* The wording of a column that stands alone. (transfer full) */
char *svy_infer_wording(const SvyInference *inference, size_t column);

/* --- Columns that belong together ----------------------------------------------------------- */

typedef enum {
    SVY_SHAPE_EMPTY,    /* nobody answered: an option that nobody chose, or a row left by all */
    SVY_SHAPE_TICK,     /* one constant: ticked or blank */
    SVY_SHAPE_EXPLICIT, /* two answers, one of which says "not ticked" (or only that one) */
    SVY_SHAPE_TEXT,     /* many different answers */
    SVY_SHAPE_POINTS,   /* a few answers: a point of a scale, or a rank */
} SvyColumnShape;

/* Columns of one heading group, or of one part of it. */
typedef struct {
    SvyInference *inference;
    const size_t *columns; /* [n] of the file, ascending */
    size_t n;
    const SvyColumnShape *shapes; /* [n] */
} SvyGroup;

static inline const SvyHeading *svy_group_get_heading(const SvyGroup *group, size_t i)
{
    return &group->inference->headings[group->columns[i]];
}

size_t svy_group_count(const SvyGroup *group, SvyColumnShape shape);

/* Option or row of a column: what its heading says, or the tick where the heading holds only a
 * number. (transfer none) */
const char *svy_group_get_label(const SvyGroup *group, size_t i);

/* Whose columns ask for words: "please specify", "comments". */
bool svy_group_asks_for_words(const SvyHeading *heading);

/* Role of a text column beside options or rows. */
SvyRole svy_group_get_text_role(const SvyGroup *group, size_t i);

/* Questions of tick columns: grids with a column per point, single choices with a column per
 * option, select-alls. False when the columns are none of these; nothing was added then. */
bool svy_infer_ticks(const SvyGroup *group);

/* At most this many rows, evenly spread, are looked at where a dictionary is not enough. */
#define SVY_INFER_SAMPLE_ROWS 20000u

static inline size_t svy_infer_get_stride(const SvyInference *inference)
{
    return inference->dataset->n_rows / SVY_INFER_SAMPLE_ROWS + 1;
}
