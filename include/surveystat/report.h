/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Reports: a result becomes text, or a folder of files.
 *
 * Every text says what it rests on: base, interval method, how people were reached, SYNTHETIC where
 * it applies. Labels come from files and are escaped for the format that they are written in. A
 * report folder appears whole or not at all, holds the hash of each of its files in manifest.json,
 * and is the same to the byte for the same input, options and version.
 */
#pragma once

#include <surveystat/result.h>
#include <surveystat/tiles.h>

#pragma GCC visibility push(default)

/** What a page tells. */
typedef enum {
    SVY_PAGE_GAP,     /* the gaps with their numbers: text, json, csv, md */
    SVY_PAGE_INSPECT, /* what was understood of a file: text, json, csv */
    SVY_PAGE_TABLES,  /* the tables of the result: text, json, csv, md */
    SVY_PAGE_SUMMARY, /* what `analyze` says at its end: text, json */
    SVY_PAGE_LAST,
} SvyReportPage;

/** How a report folder is to be made. A zeroed struct with a folder is valid: no charts. */
typedef struct {
    const char *folder;         /* where; its parent must exist */
    bool may_force;             /* replace what is there even if it is not a report of ours */
    bool is_strict;             /* a chart that cannot be drawn fails the report */
    const char *theme;          /* (nullable) of the charts; "report" when NULL */
    const char *const *formats; /* (nullable) [NULL-terminated] "png", "pdf", "svg" */
    const char *const *charts;  /* (nullable) [NULL-terminated] the charts in their order, each
                                       as "KIND", "KIND QUESTION" or "KIND QUESTION by QUESTION";
                                       NULL: chosen by what there is */
    const char *charts_file;    /* (nullable) where they stand, for messages */
    size_t charts_line;
    const SvyTiles *tiles;          /* (nullable) grid of a tile-map */
    size_t n_charts_most;           /* of those that are chosen; 0: 12 */
    double dpi;                     /* of the PNGs; 0: the theme's */
    bool has_svg_text;              /* letters in SVG are text, not shapes */
    const char *codebook;           /* (nullable) text of codebook.csv, written as it is */
    const char *input_hash;         /* (nullable) SHA-256 of the input in hex, for the manifest */
    const char *created;            /* (nullable) date and time for the manifest, as text */
    const char *const *option_list; /* (nullable) [NULL-terminated] name, value, name, value, ... */
    bool (*should_stop)(
        void *data); /* (nullable) asked before each file; true gives the report up */
    void *stop_data;
} SvyReportOptions;

/** What was made. */
typedef struct {
    size_t n_files;     /* files in the folder, manifest.json counted */
    size_t n_charts;    /* charts, each in all formats asked for */
    bool has_workbook;  /* results.xlsx is there: a build may be without */
    char **withheld;    /* [NULL-terminated] one sentence for each chart that could not be drawn */
    char *font_warning; /* (nullable) one sentence when the fonts of the theme are not there */
    char *color_note;   /* (nullable) one sentence when the brand's colour was changed */
} SvyReportSummary;

/**
 * Tells whether a page can be had in a format.
 *
 * @page:   the page
 * @format: "text", "json", "csv" or "md"
 * @error:  (out, optional) set only when false is returned
 *
 * Returns: true when it can.
 * Errors:  SVY_ERROR_USAGE  it cannot; the message names the nearest or all that there are
 * Cost:    O(1).
 * Test:    tests/unit/report/test_writers.c
 */
bool svy_report_check_format(SvyReportPage page, const char *format, GError **error);

/**
 * Writes one page as text.
 *
 * @result:   what to tell
 * @page:     the page
 * @format:   "text" (80 columns), "json", "csv" or "md"
 * @ret_text: (out) (transfer full) UTF-8 with a line end at its end
 * @error:    (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_text; false and leaves it as it was.
 * Errors:  SVY_ERROR_USAGE  there is no such format of this page
 * Cost:    linear in the result.
 * Test:    tests/unit/report/test_writers.c
 */
bool svy_report_format_page(const SvyResult *result,
                            SvyReportPage page,
                            const char *format,
                            char **ret_text,
                            GError **error);

/**
 * Tells whether a report may be written to a folder: nothing is there, or a report of ours whose
 * files are all as its manifest says. To be asked before the work, so that a user need not wait.
 *
 * @folder: where the report is to go
 * @error:  (out, optional) set only when false is returned
 *
 * Returns: true when it may.
 * Errors:  SVY_ERROR_DATA  something else is there, or a file of the report was changed
 *          SVY_ERROR_IO    it cannot be read
 * Cost:    reads the files of an existing report.
 * Test:    tests/unit/report/test_report.c
 */
bool svy_report_check_folder(const char *folder, GError **error);

/**
 * Makes a report folder, whole or not at all:
 *
 *     report.md  results.json  results.xlsx  manifest.json  codebook.csv
 *     charts/NN-name.png .pdf .alt.txt .csv
 *     tables/NN-name.csv
 *
 * The workbook (in builds with libxlsxwriter) has an index and a sheet for each table. Answers
 * longer than a cell may be are cut and marked there, not in tables/. It is read back before it
 * becomes part of the report.
 *
 * Charts: the gaps and what explains them, then questions with several answers, then scales and
 * rankings, then the others; or those that are asked for.
 *
 * @result:      what to report
 * @options:     where and how
 * @ret_summary: (out) (transfer full) what was made; svy_report_summary_free()
 * @error:       (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_summary; false, leaves it as it was and what existed in place.
 * Errors:  SVY_ERROR_DATA   the folder is not ours; a chart that is asked for shows nothing that is
 *                           here; or one cannot be drawn and is_strict is set
 *          SVY_ERROR_USAGE  there is no such theme or picture format
 *          SVY_ERROR_IO     a file cannot be written, or should_stop() gave it up
 * Cost:    dominated by the charts, some 0.1 to 1 second each.
 * Test:    tests/unit/report/test_report.c
 */
bool svy_report_write(const SvyResult *result,
                      const SvyReportOptions *options,
                      SvyReportSummary **ret_summary,
                      GError **error);

/**
 * Releases a summary.
 *
 * @summary: (nullable) (transfer full) the summary
 *
 * Cost: O(size).
 * Test: tests/unit/report/test_report.c
 */
void svy_report_summary_free(SvyReportSummary *summary);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(SvyReportSummary, svy_report_summary_free)

#pragma GCC visibility pop
