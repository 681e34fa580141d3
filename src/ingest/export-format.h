/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Survey tools and the shapes of their exports. Each tool is one file (export-*.c) behind
 * SvyExporter and one line in the table of export-format.c. An exporter says how many header rows
 * there are and what each column is called; inference (infer.h) does the rest and knows no tools.
 */
#pragma once

#include "core/dataset.h"
#include "ingest/csv-reader.h"

/* What an exporter knows of a column, so that inference need not guess. */
typedef enum {
    SVY_HINT_NONE,     /* look at the answers */
    SVY_HINT_OPEN,     /* free text */
    SVY_HINT_SINGLE,   /* one answer of several, also when the answers are numbers */
    SVY_HINT_NUMERIC,  /* a number */
    SVY_HINT_TICK,     /* one option of a select-all */
    SVY_HINT_WRITE_IN, /* text beside "Other" */
    SVY_HINT_COMMENT,  /* a comment box beside the question */
    SVY_HINT_ROW,      /* one row of a grid */
    SVY_HINT_POINT,    /* one point of one row of a grid: item is the row, point the point */
    SVY_HINT_RANK,     /* one item of a ranking; the cell is its place */
    SVY_HINT_PLACE,    /* one place of a ranking; the cell is an item */
    SVY_HINT_CELL,     /* a select-all in one cell; see separator */
} SvyHint;

/* A code in the cells and what it stands for, where the export itself says so. */
typedef struct {
    char *code;
    char *label;
} SvyCodeLabel;

/* What the header says of one column. */
typedef struct {
    char *code;   /* (nullable) name of the variable: "Q7_1" */
    char *stem;   /* wording of the question */
    char *item;   /* (nullable) option or row within the question */
    char *point;  /* (nullable) with SVY_HINT_POINT */
    size_t group; /* columns with the same number belong to one question; they are neighbours */
    SvyHint hint;
    char separator;       /* several answers in one cell are joined by this; 0: not known */
    SvyCodeLabel *labels; /* (nullable) [n_labels] */
    size_t n_labels;
    const char
        *unticked; /* (nullable) static: cell that means "shown and not ticked" in this column */
    bool is_meta;
    bool is_personal;
    SvyQuestionType meta_type; /* for meta columns: id, date, text, numeric */
} SvyHeading;

/* Records that the export itself marks as no responses: previews and tests. They are left out and
 * counted in a finding. */
typedef struct {
    const char *column;       /* name of the column, compared after folding */
    const char *const *words; /* [NULL-terminated] cells that mark such a record, in any case */
    const char *what;         /* for the finding: "previews, tests and spam" */
} SvySkipRule;

/* A code by which a tool marks a way out of a scale, in words. */
typedef struct {
    const char *code, *label;
} SvyExit;

typedef struct {
    const char *name;  /* "surveymonkey" */
    const char *title; /* "SurveyMonkey" */
    /* How many header rows there are, or 0 when the file is not of this kind. *ret_evidence
     * (static) names what was seen. */
    size_t (*detect)(const SvyHead *head, const char **ret_evidence);
    /* Fills @headings [n_columns], zeroed by the caller. */
    void (*read_headings)(const SvyHead *head,
                          size_t n_header_rows,
                          size_t n_columns,
                          SvyHeading headings[]);
    const SvySkipRule *skip_rule;  /* (nullable) */
    const char *const *missing;    /* (nullable) [NULL-terminated] cells that mean "no answer" */
    const char *const *no_answers; /* (nullable) [NULL-terminated] those of missing that the tool
                                      writes for people who were asked and gave none */
    const SvyExit
        *exits; /* (nullable) ended by a code of NULL: codes beside the points of any scale
                             that say why there is none; answers where answers are counted, missing
                             where they are numbers or ticks */
    /* (nullable) Mends what this tool writes, where a cell alone does not tell. False: no memory.
     */
    bool (*after_read)(SvyDataset *dataset, const SvyHeading headings[]);
} SvyExporter;

extern const SvyExporter svy_export_alchemer;
extern const SvyExporter svy_export_google_forms;
extern const SvyExporter svy_export_jotform;
extern const SvyExporter svy_export_kaggle;
extern const SvyExporter svy_export_kobo;
extern const SvyExporter svy_export_limesurvey;
extern const SvyExporter svy_export_microsoft_forms;
extern const SvyExporter svy_export_plain;
extern const SvyExporter svy_export_qualtrics;
extern const SvyExporter svy_export_redcap;
extern const SvyExporter svy_export_sosci;
extern const SvyExporter svy_export_stack_overflow;
extern const SvyExporter svy_export_surveymonkey;
extern const SvyExporter svy_export_surveymonkey_r;
extern const SvyExporter svy_export_typeform;

/* The first exporter that knows the file; there is always one (plain). */
const SvyExporter *svy_export_format_detect(const SvyHead *head,
                                            size_t *ret_n_header_rows,
                                            const char **ret_evidence);

/* The tools in the order in which they are asked; NULL past the last. */
const SvyExporter *svy_export_format_get(size_t i);

/* --- For the exporters ---------------------------------------------------------------------- */

/* A technical column of a tool. The name is written without blanks and signs, in lower case. */
typedef struct {
    const char *name;
    SvyQuestionType type;
    bool is_personal;
} SvyMetaName;

/* Marks @heading as technical when @table [n] has @name. */
bool svy_heading_set_meta(SvyHeading *heading,
                          const char *name,
                          const SvyMetaName table[],
                          size_t n);

/* What a header name says on its own: "IP Address" is technical and personal whatever the tool. */
void svy_heading_recognise(SvyHeading *heading);
void svy_heading_clear(SvyHeading *heading);

/* Takes over a code and its label. */
void svy_heading_add_label(SvyHeading *heading, const char *code, const char *label);

/* Splits "Question [Row]". False when @name has no such end. */
bool svy_heading_split_brackets(SvyHeading *heading, const char *name);

/* Gives neighbours with the same stem one group. A column that stands alone is no item: its wording
 * is @names[i], and what that name says on its own is recognised. Meta columns stay alone. */
void svy_headings_join(size_t n_columns, SvyHeading headings[], char *const names[]);

/* The cells of one header row, cleaned; [n + 1], ended by NULL. (transfer full) */
char **svy_head_get_names(const SvyHead *head, size_t record, size_t n);

bool svy_head_is(const SvyHead *head, size_t record, size_t field, const char *word);

/* How many of @names [NULL-terminated, in any spelling] stand in a record. */
size_t svy_head_count_names(const SvyHead *head, size_t record, const char *const names[]);

/* What joins several answers in one cell: ';' when that stands between answers without a blank
 * behind it in at least two cells below the header, else ','. */
char svy_head_find_separator(const SvyHead *head, size_t n_header_rows);

/* True when all cells of a column below the header are blank or one of @words [NULL-terminated],
 * and at least one is filled. Only the first records are known. */
bool svy_head_holds_only(const SvyHead *head,
                         size_t n_header_rows,
                         size_t field,
                         const char *const words[]);
