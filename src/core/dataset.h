/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The inside of a dataset, for the layers that make one (ingest) and read one (analysis). */
#pragma once

#include <surveystat/dataset.h>
#include <surveystat/error.h>

#include "base/findings.h"
#include "core/codebook.h"
#include "core/column.h"

/* Where the records begin. Most begin on the line after the one before; only jumps are stored. */
typedef struct {
    GArray *jumps; /* of SvyLineJump, ascending */
    size_t next_line;
} SvyLineMap;

struct SvyDataset {
    int n_references;
    char *input_name; /* as messages show it */
    char *exporter, *encoding;
    char *codebook_path, *plan_path, *dictionary_path; /* (nullable) */
    char delimiter;
    size_t n_header_rows;
    size_t n_rows;
    size_t n_columns;
    SvyColumn *columns;   /* [n_columns] */
    char **headers;       /* [n_columns] header cells of each column, joined by " | " */
    GPtrArray *questions; /* of SvyQuestion, owned, in file order */
    SvyLineMap lines;
    SvyFindings *findings;
};

SvyDataset *svy_dataset_new(const char *input_name);

/* Room for @n columns; once. */
bool svy_dataset_set_n_columns(SvyDataset *dataset, size_t n);

/* Notes the line on which row n_rows begins and counts the row. */
void svy_dataset_add_row(SvyDataset *dataset, size_t line);

/* Turns a dataset without rows into a part: rows that come after others and are read at the same
 * time. */
void svy_dataset_make_part(SvyDataset *dataset);

/* Whether svy_dataset_join() can tell what one reading after the other would have given. */
bool svy_dataset_can_join(const SvyDataset *dataset, const SvyDataset *part);

/* Appends rows and findings of @part, which follows @n_lines_before lines; its columns are released
 * one by one. False: no memory, and @dataset is of no more use. */
bool svy_dataset_join(SvyDataset *dataset, SvyDataset *part, size_t n_lines_before);

/* Physical line on which a row begins, from 1. */
size_t svy_dataset_get_line(const SvyDataset *dataset, size_t row);

/* Binds questions to data: tick rows of select-alls, levels of codes, who answered. Select-all
 * columns give up their codes. After this the dataset does not change. */
bool svy_dataset_freeze(SvyDataset *dataset, GError **error);

static inline SvyQuestion *svy_dataset_get_question(const SvyDataset *dataset, size_t i)
{
    return (SvyQuestion *)g_ptr_array_index(dataset->questions, i);
}

/* A question by its id, or by its wording after folding; NULL when there is none. */
const SvyQuestion *svy_dataset_find_question(const SvyDataset *dataset, const char *name);

/* The id or wording nearest to @name, for a message; NULL when nothing is near. */
const char *svy_dataset_suggest_question(const SvyDataset *dataset, const char *name);

/* "no such question, got 'NAME'", with the nearest or where they are listed. Returns false. */
bool svy_dataset_refuse_question(const SvyDataset *dataset,
                                 const char *name,
                                 SvyErrorCode code,
                                 const SvyPlace *place, /* (nullable) */
                                 GError **error);

/* True when a cell of an explicit-unticked select-all means "shown and not ticked". */
bool svy_answer_is_unticked(const char *text);
