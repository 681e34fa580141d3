/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading, from path to dataset: the order of work of formats that nobody described. */
#include <surveystat/ingest.h>

#include <string.h>

#include "base/csv-out.h"
#include "base/error.h"
#include "base/limit.h"
#include "base/text.h"
#include "base/translate.h"
#include "core/dataset.h"
#include "ingest/codebook-file.h"
#include "ingest/decimal-comma.h"
#include "ingest/dialect.h"
#include "ingest/export-format.h"
#include "ingest/frame.h"
#include "ingest/infer.h"
#include "ingest/ingest-private.h"
#include "ingest/not-responses.h"
#include "ingest/oddities.h"
#include "ingest/plan-file.h"
#include "ingest/targets-file.h"
#include "ingest/redcap-dictionary.h"
#include "ingest/repair.h"
#include "ingest/table.h"
#include "ingest/years.h"

#define N_HEAD_RECORDS 100

/* What is known of the file before its records are read. */
typedef struct {
    SvyInput *input;
    SvyEncoding encoding;
    SvyDialect dialect;
    SvyHead *head;
    const SvyExporter *exporter;
    SvyHeading *headings; /* [n_headings] */
    size_t n_headings;
} Source;

static void source_clear(Source *source)
{
    for (size_t i = 0; i < source->n_headings; i++)
        svy_heading_clear(&source->headings[i]);
    g_free(source->headings);
    svy_head_free(source->head);
    svy_encoding_clear(&source->encoding);
    svy_input_free(source->input);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Source, source_clear)

/* --- Header --------------------------------------------------------------------------------- */

static size_t find_width(const SvyHead *head, size_t n_header_rows)
{
    size_t width = 0;

    for (size_t i = 0; i < MAX(n_header_rows, 1); i++)
        width = MAX(width, svy_head_count_fields(head, i));
    return width;
}

/* Columns at the right edge that have neither a name nor an answer come from a trailing delimiter.
 */
static size_t trim_width(const SvyHead *head, size_t n_header_rows, size_t width)
{
    while (width > 1) {
        for (guint r = 0; r < head->cells->len; r++)
            if (svy_head_get(head, r, width - 1)[0] != '\0')
                return width;
        if (n_header_rows == 0)
            return width;
        width--;
    }
    return width;
}

/* Header cells of a column, joined: by these a codebook is held to a file. */
static char *join_header(const SvyHead *head, size_t n_header_rows, size_t column)
{
    GString *joined = g_string_new(NULL);

    for (size_t r = 0; r < n_header_rows; r++) {
        g_autofree char *cell = svy_text_clean(svy_head_get(head, r, column));

        if (cell[0] == '\0' && r == 0) {
            for (size_t left = column; left > 0 && cell[0] == '\0' && n_header_rows > 1; left--) {
                g_free(cell);
                cell = svy_text_clean(svy_head_get(head, 0, left - 1));
            }
        }
        if (cell[0] != '\0')
            g_string_append_printf(joined, "%s%s", joined->len > 0 ? " | " : "", cell);
    }
    return g_string_free(joined, FALSE);
}

static bool check_head(const Source *source, size_t n_header_rows, GError **error)
{
    const SvyPlace place = {.file = svy_input_get_name(source->input)};

    if (source->head->cells->len == 0)
        return svy_error_set(error, SVY_ERROR_DATA, &place, "Export the responses again",
                             "the file holds no data");
    if (source->head->cells->len <= n_header_rows)
        return svy_error_set(error, SVY_ERROR_DATA, &place,
                             "Export the responses again, with at least one in it",
                             "no responses below the header");
    return true;
}

static void note_exporter(const Source *source, SvyDataset *dataset, const char *evidence)
{
    const bool is_headless = dataset->n_header_rows == 0;

    svy_findings_add(dataset->findings, is_headless ? SVY_SEVERITY_WARNING : SVY_SEVERITY_NOTE,
                     "exporter", 0, SVY_NO_COLUMN,
                     is_headless ? SVY_TR("Add a row of names on top if that is wrong") : NULL,
                     dataset->n_header_rows == 1 ? SVY_TR("read as %s, %zu header row: %s")
                                                 : SVY_TR("read as %s, %zu header rows: %s"),
                     source->exporter->title, dataset->n_header_rows, evidence);
}

static bool detect_exporter(Source *source,
                            const SvyReadOptions *options,
                            SvyDataset *dataset,
                            GError **error)
{
    const char *evidence = NULL;

    source->exporter = svy_export_format_detect(source->head, &dataset->n_header_rows, &evidence);
    if (options->dictionary_path != NULL && source->exporter != &svy_export_redcap) {
        source->exporter = &svy_export_redcap;
        dataset->n_header_rows = 1;
        evidence = SVY_TR("a data dictionary of REDCap was given");
    }
    dataset->exporter = g_strdup(source->exporter->name);
    if (source->exporter == &svy_export_plain &&
        !svy_not_responses_check_table(source->head, svy_input_get_name(source->input), error))
        return false;
    note_exporter(source, dataset, evidence);
    return check_head(source, dataset->n_header_rows, error);
}

static bool set_up_columns(Source *source, SvyDataset *dataset, GError **error)
{
    size_t width = find_width(source->head, dataset->n_header_rows);

    width = trim_width(source->head, dataset->n_header_rows, width);
    if (!svy_dataset_set_n_columns(dataset, width))
        return svy_error_set(error, SVY_ERROR_NO_MEMORY, NULL, NULL, "no memory for %zu columns",
                             width);
    for (size_t i = 0; i < width; i++)
        dataset->headers[i] = join_header(source->head, dataset->n_header_rows, i);
    source->headings = g_new0(SvyHeading, width);
    source->n_headings = width;
    source->exporter->read_headings(source->head, dataset->n_header_rows, width, source->headings);
    return dataset->dictionary_path == NULL ||
           svy_redcap_dictionary_apply(dataset->dictionary_path, width, source->headings, error);
}

/* --- Source --------------------------------------------------------------------------------- */

static SvyCsvOptions make_options(const Source *source)
{
    return (SvyCsvOptions){.delimiter = source->dialect.delimiter,
                           .n_skip_lines = source->dialect.n_skip_lines,
                           .encoding = &source->encoding};
}

/* As the cells below: an apostrophe that makes a formula harmless is no part of a name. */
static void undo_defusing(SvyHead *head)
{
    for (guint r = 0; r < head->cells->len; r++) {
        char **cells = g_ptr_array_index(head->cells, r);

        for (size_t i = 0; cells[i] != NULL; i++) {
            const char *text = svy_csv_get_text(cells[i]);

            memmove(cells[i], text, strlen(text) + 1);
        }
    }
}

static bool read_head(Source *source, const SvyReadOptions *options, GError **error)
{
    SvyCsvOptions head_options = make_options(source);

    g_clear_pointer(&source->head, svy_head_free);
    head_options.max_cell_bytes = options->max_cell_bytes;
    head_options.n_max_records = N_HEAD_RECORDS;
    if (!svy_head_read(source->input, &head_options, &source->head, error))
        return false;
    undo_defusing(source->head);
    return true;
}

static bool find_dialect(Source *source,
                         const SvyReadOptions *options,
                         SvyFindings *findings,
                         GError **error)
{
    return svy_dialect_detect_below(source->input, &source->encoding, options->delimiter,
                                    options->n_skip_lines, findings, &source->dialect, error);
}

/* Reads the first records, of what the file was before a spreadsheet damaged it. */
static bool read_first(Source *source,
                       const SvyReadOptions *options,
                       SvyFindings *findings,
                       GError **error)
{
    g_autoptr(GError) fault = NULL;
    bool is_repaired = false;

    read_head(source, options, &fault);
    if (options->delimiter == '\0' &&
        (fault == NULL || g_error_matches(fault, SVY_ERROR, SVY_ERROR_DATA)) &&
        svy_repair_is_suspected(source->head) &&
        !svy_repair_undo(source->input, &source->encoding, findings, &is_repaired, error))
        return false;
    if (is_repaired) {
        svy_findings_remove(findings, "delimiter");
        return find_dialect(source, options, findings, error) && read_head(source, options, error);
    }
    if (fault == NULL)
        return true;
    g_propagate_error(error, g_steal_pointer(&fault));
    return false;
}

/* Leaves out what stands above the header. */
static bool cut_titles(Source *source,
                       const SvyReadOptions *options,
                       SvyFindings *findings,
                       GError **error)
{
    const size_t n = options->is_skip_given ? 0 : svy_frame_count_titles(source->head);
    size_t first, header;

    if (n == 0)
        return true;
    first = g_array_index(source->head->lines, size_t, 0);
    header = g_array_index(source->head->lines, size_t, n);
    source->dialect.n_skip_lines = header - 1;
    if (header - first == 1)
        svy_findings_add(findings, SVY_SEVERITY_WARNING, "title", first, SVY_NO_COLUMN,
                         SVY_TR("Use --skip 0 if it is the header"),
                         SVY_TR("line %zu above the header was taken as a title and left out"),
                         first);
    else
        svy_findings_add(
            findings, SVY_SEVERITY_WARNING, "title", first, SVY_NO_COLUMN,
            SVY_TR("Use --skip 0 if they hold the header"),
            SVY_TR("lines %zu to %zu above the header were taken as a title and left out"), first,
            header - 1);
    return read_head(source, options, error);
}

static bool look_at_source(Source *source,
                           const SvyReadOptions *options,
                           SvyFindings *findings,
                           GError **error)
{
    if (!svy_encoding_detect(source->input, options->encoding, findings, &source->encoding,
                             error) ||
        !find_dialect(source, options, findings, error) ||
        !read_first(source, options, findings, error) || !check_head(source, 0, error) ||
        !svy_not_responses_check(source->head, svy_input_get_name(source->input), error) ||
        !cut_titles(source, options, findings, error))
        return false;
    svy_frame_strip_mark(source->head);
    return true;
}

bool svy_ingest_look_at(SvyInput *input,
                        const SvyReadOptions *options,
                        SvyFindings *findings,
                        SvyEncoding *ret_encoding,
                        SvyDialect *ret_dialect,
                        GError **error)
{
    Source source = {.input = input};
    const bool is_found = look_at_source(&source, options, findings, error);

    if (is_found) {
        *ret_encoding = source.encoding;
        *ret_dialect = source.dialect;
        source.encoding = (SvyEncoding){0};
    }
    source.input = NULL; /* the caller's */
    source_clear(&source);
    return is_found;
}

/* What the tool writes where a cell alone does not tell; texts that it alone wrote are no answers.
 */
static bool mend_answers(const Source *source, SvyDataset *dataset, GError **error)
{
    bool is_done = true;

    if (source->exporter->after_read == NULL)
        return true;
    is_done = source->exporter->after_read(dataset, source->headings);
    for (size_t i = 0; i < dataset->n_columns && is_done; i++)
        is_done = svy_column_tidy(&dataset->columns[i]);
    return is_done ||
           svy_error_set(error, SVY_ERROR_NO_MEMORY, &(SvyPlace){.file = dataset->input_name}, NULL,
                         "no memory for the answers of %zu respondents", dataset->n_rows);
}

static bool read_records(Source *source,
                         const SvyReadOptions *options,
                         SvyDataset *dataset,
                         GError **error)
{
    SvyCsvOptions csv_options = make_options(source);

    csv_options.max_cell_bytes = options->max_cell_bytes;
    csv_options.progress = options->progress;
    csv_options.progress_data = options->progress_data;
    if (!svy_table_read(source->input, &csv_options, source->head, source->exporter,
                        source->headings, dataset, error))
        return false;
    if (!mend_answers(source, dataset, error))
        return false;
    if (dataset->n_rows > 0)
        return true;
    return svy_error_set(error, SVY_ERROR_DATA, &(SvyPlace){.file = dataset->input_name},
                         "Export the responses again, with at least one in it",
                         "no responses below the header");
}

/* --- Codebook and plan ---------------------------------------------------------------------- */

/* DIR/NAME.csv -> DIR/NAME-SUFFIX, when that is a file. */
static char *find_beside(const char *path, const char *suffix)
{
    const char *slash = strrchr(path, '/');
    const char *dot = strrchr(path, '.');
    const size_t n =
        dot != NULL && (slash == NULL || dot > slash) ? (size_t)(dot - path) : strlen(path);
    g_autofree char *beside = g_strdup_printf("%.*s-%s", (int)n, path, suffix);

    if (strcmp(path, "-") == 0 || !g_file_test(beside, G_FILE_TEST_IS_REGULAR))
        return NULL;
    return g_steal_pointer(&beside);
}

static char *choose_path(const char *named, const char *input, const char *suffix, bool no_auto)
{
    if (named != NULL)
        return g_strdup(named);
    return no_auto ? NULL : find_beside(input, suffix);
}

/* A data dictionary beside the file is used when the file comes from REDCap. */
static void choose_dictionary(const Source *source,
                              const char *path,
                              const SvyReadOptions *options,
                              SvyDataset *dataset)
{
    if (options->dictionary_path != NULL || source->exporter == &svy_export_redcap)
        dataset->dictionary_path = choose_path(options->dictionary_path, path, "dictionary.csv",
                                               options->no_auto || path == NULL);
}

static bool apply_codebook(SvyDataset *dataset, bool accepts_drift, GError **error)
{
    if (dataset->codebook_path == NULL)
        return true;
    if (!svy_codebook_file_apply(dataset->codebook_path, accepts_drift, dataset, error))
        return false;
    svy_findings_remove(dataset->findings, "type-guess");
    return true;
}

/* Files that a plan names stand beside it. */
static char *find_beside_plan(const char *plan, const char *name)
{
    g_autofree char *folder = g_path_get_dirname(plan);

    return name == NULL || g_path_is_absolute(name) ? g_strdup(name)
                                                    : g_build_filename(folder, name, NULL);
}

static bool read_margins_beside(const char *plan,
                                const char *name,
                                SvyMargins **ret_margins,
                                GError **error)
{
    g_autofree char *path = find_beside_plan(plan, name);

    return path == NULL || svy_margins_read(path, ret_margins, error);
}

static bool read_tiles_beside(const char *plan,
                              const char *name,
                              SvyTiles **ret_tiles,
                              GError **error)
{
    g_autofree char *path = find_beside_plan(plan, name);

    return path == NULL || svy_tiles_read(path, ret_tiles, error);
}

static bool read_plan(const char *path, SvyPlan **ret_plan, GError **error)
{
    if (path != NULL) {
        g_autoptr(SvyPlan) plan = NULL;

        if (!svy_plan_file_read(path, &plan, error) ||
            !read_margins_beside(path, plan->margins_path, &plan->margins, error) ||
            !read_margins_beside(path, plan->roster_path, &plan->roster, error) ||
            !read_tiles_beside(path, plan->tiles_path, &plan->tiles, error))
            return false;
        *ret_plan = g_steal_pointer(&plan);
        return true;
    }
    *ret_plan = svy_plan_new();
    return true;
}

/* Targets that are named, those that the plan names (its own folder is meant), or those beside the
 * file. */
static bool read_targets(const char *path,
                         const SvyReadOptions *options,
                         SvyPlan *plan,
                         GError **error)
{
    g_autofree char *folder = plan->file == NULL ? NULL : g_path_get_dirname(plan->file);
    g_autofree char *named = NULL;

    if (options->targets_path != NULL)
        named = g_strdup(options->targets_path);
    else if (plan->targets_file != NULL && folder != NULL &&
             !g_path_is_absolute(plan->targets_file) && strcmp(folder, ".") != 0)
        named = g_build_filename(folder, plan->targets_file, NULL);
    else
        named = g_strdup(plan->targets_file);
    g_free(plan->targets_file);
    plan->targets_file = choose_path(named, path, "targets.csv", options->no_auto);
    return plan->targets_file == NULL || svy_targets_file_read(plan->targets_file, plan, error);
}

/* --- All ------------------------------------------------------------------------------------ */

/* @plan: (nullable) */
static bool understand(Source *source,
                       const SvyReadOptions *options,
                       const SvyPlan *plan,
                       SvyDataset *dataset,
                       GError **error)
{
    svy_infer_questions(dataset, source->headings, source->exporter);
    if (!apply_codebook(dataset, options->accepts_drift, error))
        return false;
    svy_years_take_as_groups(dataset, options->groups);
    if (plan != NULL)
        svy_years_take_as_groups(dataset, (const char *const *)plan->segments);
    return svy_dataset_freeze(dataset, error);
}

/* Fills @dataset, which names its codebook already, and takes @input. @path: (nullable) where files
 * beside it may be. */
static bool read_dataset(SvyInput *input,
                         const char *path,
                         const SvyReadOptions *options,
                         const SvyPlan *plan,
                         SvyDataset *dataset,
                         GError **error)
{
    g_auto(Source) source = {.input = input};

    if (!look_at_source(&source, options, dataset->findings, error) ||
        !detect_exporter(&source, options, dataset, error))
        return false;
    choose_dictionary(&source, path, options, dataset);
    if (!set_up_columns(&source, dataset, error) || !read_records(&source, options, dataset, error))
        return false;
    svy_decimal_comma_apply(dataset, source.dialect.delimiter, options->decimal_comma);
    if (!understand(&source, options, plan, dataset, error))
        return false;
    dataset->encoding = g_strdup(source.encoding.name);
    dataset->delimiter = source.dialect.delimiter;
    svy_oddities_find(dataset);
    return true;
}

bool svy_ingest_read_input(SvyInput *input,
                           const SvyReadOptions *options,
                           SvyDataset **ret_dataset,
                           GError **error)
{
    static const SvyReadOptions defaults = {0};
    g_autoptr(SvyDataset) dataset = svy_dataset_new(svy_input_get_name(input));

    if (options == NULL)
        options = &defaults;
    dataset->codebook_path = g_strdup(options->codebook_path);
    if (!read_dataset(input, NULL, options, NULL, dataset, error))
        return false;
    *ret_dataset = g_steal_pointer(&dataset);
    return true;
}

bool svy_ingest_read(const char *path,
                     const SvyReadOptions *options,
                     SvyDataset **ret_dataset,
                     SvyPlan **ret_plan,
                     GError **error)
{
    static const SvyReadOptions defaults = {0};
    g_autoptr(SvyDataset) dataset = NULL;
    g_autoptr(SvyPlan) plan = NULL;
    SvyInput *input;

    if (options == NULL)
        options = &defaults;
    dataset = svy_dataset_new(strcmp(path, "-") == 0 ? "standard input" : path);
    dataset->codebook_path =
        choose_path(options->codebook_path, path, "codebook.csv", options->no_auto);
    dataset->plan_path = choose_path(options->plan_path, path, "plan.ini", options->no_auto);
    if (!read_plan(dataset->plan_path, &plan, error) || !read_targets(path, options, plan, error) ||
        !svy_input_open(path, &input, error) ||
        !read_dataset(input, path, options, plan, dataset, error))
        return false;
    *ret_dataset = g_steal_pointer(&dataset);
    *ret_plan = g_steal_pointer(&plan);
    return true;
}

char *svy_codebook_format(const SvyDataset *dataset)
{
    return svy_codebook_file_format(dataset);
}
