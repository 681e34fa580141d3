/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Reading: the export of a survey tool becomes a dataset that knows what its questions are.
 *
 * Nothing has to be configured: encoding, delimiter, header rows, exporter, question types and
 * bases are found by evidence, and each guess is a finding that says how to change it. What would
 * make the table doubtful stops the reading with FILE:LINE:FIELD.
 */
#pragma once

#include <surveystat/dataset.h>
#include <surveystat/error.h>
#include <surveystat/plan.h>

#pragma GCC visibility push(default)

/** Whether the comma in numbers such as "3,5" is a decimal comma. */
typedef enum {
    SVY_DECIMAL_COMMA_FOUND, /* by evidence: whole columns of such numbers, comma not a delimiter */
    SVY_DECIMAL_COMMA_YES,
    SVY_DECIMAL_COMMA_NO,
} SvyDecimalComma;

/** How to read; a zeroed struct finds everything by itself. */
typedef struct {
    const char *codebook_path;   /* (nullable) codebook to use */
    const char *plan_path;       /* (nullable) plan to use */
    const char *dictionary_path; /* (nullable) data dictionary of REDCap */
    const char *targets_path;    /* (nullable) targets to use, in place of the plan's */
    bool no_auto; /* use no NAME-codebook.csv, NAME-plan.ini, NAME-targets.csv, NAME-dictionary.csv
                     beside NAME.csv */
    bool accepts_drift;   /* where codebook and responses differ: warnings, not an error */
    const char *encoding; /* (nullable) such as "windows-1252" */
    char delimiter;       /* 0: found */
    size_t n_skip_lines;  /* lines above the header that are left out */
    bool is_skip_given;   /* titles above the header are not looked for */
    SvyDecimalComma decimal_comma;
    size_t max_cell_bytes;     /* a larger cell is an error; 0: 1 MiB */
    const char *const *groups; /* (nullable) [NULL-terminated] questions by which groups are asked
                                  for, beside those of the plan: if they are years, a group each */
    void (*progress)(double share, void *data); /* (nullable) called now and then, share 0 to 1 */
    void *progress_data;
} SvyReadOptions;

/**
 * Reads the responses of a survey.
 *
 * @path:        file, or "-" for standard input
 * @options:     (nullable) how to read
 * @ret_dataset: (out) (transfer full) the dataset, frozen
 * @ret_plan:    (out) (transfer full) the plan that was named or found, or an empty one
 * @error:       (out, optional) set only when false is returned
 *
 * Returns: true and fills both; false and leaves them as they were.
 * Errors:  SVY_ERROR_DATA   the responses, codebook or plan are at fault; the message has the place
 *          SVY_ERROR_LIMIT  a cell, record, line or number of columns is over its limit
 *          SVY_ERROR_IO     a file cannot be read
 * Cost:    one pass over the bytes to find the encoding and one to read; about one byte of memory
 *          per cell of a closed question.
 * Test:    tests/unit/ingest/test_ingest.c
 */
bool svy_ingest_read(const char *path,
                     const SvyReadOptions *options,
                     SvyDataset **ret_dataset,
                     SvyPlan **ret_plan,
                     GError **error);

/**
 * Reads known margins: targets for weights, or a roster.
 *
 * A CSV with the columns question, answer, one of share, total and population, and perhaps invited;
 * one row for each answer of each question. Shares of a question add up to 1, or to 100.
 *
 * @path:        the file
 * @ret_margins: (out) (transfer full) the margins
 * @error:       (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_margins; false and leaves it as it was.
 * Errors:  SVY_ERROR_DATA   a column is missing, a number is none, shares do not add up; with line
 *          SVY_ERROR_LIMIT  the file is too large for a table of margins
 *          SVY_ERROR_IO     it cannot be read
 * Cost:    linear in the file.
 * Test:    tests/unit/ingest/test_margins.c
 */
bool svy_margins_read(const char *path, SvyMargins **ret_margins, GError **error);

/**
 * Reads a grid of tiles for a map.
 *
 * A CSV with the columns code, name, row, column and perhaps also (other names, with | between
 * them); one row for each area. Rows and columns count from 1, at the top left.
 *
 * @path:      the file
 * @ret_tiles: (out) (transfer full) the grid
 * @error:     (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_tiles; false and leaves it as it was.
 * Errors:  SVY_ERROR_DATA   a column or a code is missing, a place is none or is taken, a name is
 *                           there twice, there are more than 300 areas; with line
 *          SVY_ERROR_LIMIT  the file is too large for a grid
 *          SVY_ERROR_IO     it cannot be read
 * Cost:    quadratic in the areas.
 * Test:    tests/unit/ingest/test_tiles_file.c
 */
bool svy_tiles_read(const char *path, SvyTiles **ret_tiles, GError **error);

/**
 * The codebook of a dataset: a CSV with one row per column of the responses, made to be edited and
 * read back.
 *
 * @dataset: the dataset
 *
 * Returns: (transfer full) CSV text.
 * Cost:    linear in the columns.
 * Test:    tests/unit/ingest/test_codebook_file.c
 */
char *svy_codebook_format(const SvyDataset *dataset);

/**
 * The responses without what tells who gave them, as CSV text.
 *
 * The file is read a second time. Header rows and columns stay where they are, so that the codebook
 * of the file fits the result; cells of personal and technical columns and of free text that the
 * codebook does not clear are blank, ids are running numbers, times are cut to the day. Rows are in
 * the order of the SHA-256 of what is left of them, which tells nothing else.
 *
 * @path:         the file that was read; not "-"
 * @options:      (nullable) as it was read
 * @dataset:      what came of it
 * @plan:         (nullable) its segments are held against each other
 * @ret_csv:      (out) (transfer full) UTF-8, comma, LF; formulas are defused
 * @ret_findings: (out) (transfer full) a note for each column, its code "kept", "blanked",
 *                "replaced" or "coarsened"; warnings of combinations and answers that fewer than
 *                five people share
 * @error:        (out, optional) set only when false is returned
 *
 * Returns: true and fills both; false and leaves them as they were.
 * Errors:  SVY_ERROR_USAGE  @path is standard input
 *          SVY_ERROR_DATA   the file has changed since it was read
 *          SVY_ERROR_IO     it cannot be read
 * Cost:    one reading by one thread; all that is left is held in memory.
 * Test:    tests/cli/anonymize/
 */
bool svy_anonymize(const char *path,
                   const SvyReadOptions *options,
                   const SvyDataset *dataset,
                   const SvyPlan *plan,
                   char **ret_csv,
                   SvyFindings **ret_findings,
                   GError **error);

#pragma GCC visibility pop
