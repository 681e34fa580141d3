/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Survey tools and the shapes of their exports. Each tool is one file (export-*.c) behind
 * SvyExporter and one line in the table of export-format.c. An exporter says how many header rows
 * there are and what each column is called; inference (infer.h) does the rest and knows no tools.
 */
#pragma once

#include "core/codebook.h"
#include "ingest/csv-reader.h"

/* What the header says of one column. */
typedef struct {
    char *stem;   /* wording of the question */
    char *item;   /* (nullable) option or row within the question */
    size_t group; /* columns with the same number belong to one question */
    bool is_open; /* the header says that the answers are free text */
    bool is_meta;
    bool is_personal;
    SvyQuestionType meta_type; /* for meta columns: id, date, text, numeric */
} SvyHeading;

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
} SvyExporter;

extern const SvyExporter svy_export_surveymonkey;
extern const SvyExporter svy_export_plain;

/* The first exporter that knows the file; there is always one (plain). */
const SvyExporter *svy_export_format_detect(const SvyHead *head,
                                            size_t *ret_n_header_rows,
                                            const char **ret_evidence);

/* What a header name says on its own: "IP Address" is technical and personal whatever the tool. */
void svy_heading_recognise(SvyHeading *heading);
void svy_heading_clear(SvyHeading *heading);
