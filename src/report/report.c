/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The report folder: whose it is, what goes in, and the moment when it appears. */
#include "report/report-private.h"

#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "report/shown.h"
#include "report/write-table.h"
#include "report/writer.h"
#ifdef SVY_WITH_XLSX
#include "report/write-xlsx.h"
#endif

/* --- Whose it is ---------------------------------------------------------------------------- */

/* Also true for a symlink to nowhere. */
static bool is_there(const char *path)
{
    return g_file_test(path, G_FILE_TEST_EXISTS) || g_file_test(path, G_FILE_TEST_IS_SYMLINK);
}

bool svy_report_check_folder(const char *folder, GError **error)
{
    g_return_val_if_fail(folder != NULL, false);

    if (!is_there(folder))
        return true;
    if (g_file_test(folder, G_FILE_TEST_IS_SYMLINK))
        return svy_error_set(error, SVY_ERROR_DATA, &(SvyPlace){.file = folder},
                             "Name the folder that it points to", "is a symbolic link");
    if (!g_file_test(folder, G_FILE_TEST_IS_DIR))
        return svy_error_set(error, SVY_ERROR_DATA, &(SvyPlace){.file = folder},
                             "Give another folder with -o, or replace it with --force",
                             "is there already and is not a folder");
    return svy_manifest_check_folder(folder, error);
}

/* --- Files ---------------------------------------------------------------------------------- */

bool svy_report_put(SvyReportWork *work,
                    const char *name,
                    const void *data,
                    size_t n_bytes,
                    GError **error)
{
    const SvyReportOptions *options = work->options;

    if (options->should_stop != NULL && options->should_stop(options->stop_data))
        return svy_error_set(error, SVY_ERROR_IO, &(SvyPlace){.file = options->folder}, NULL,
                             "was given up");
    if (!svy_outdir_write(work->dir, name, data, n_bytes, error))
        return false;
    svy_manifest_add(work->manifest, name, data, n_bytes);
    return true;
}

/* Two digits, more where the last number has more: names sort as they are numbered. */
static int count_digits(size_t last_number)
{
    int n = 1;

    for (size_t left = last_number / 10; left > 0; left /= 10)
        n++;
    return MAX(n, 2);
}

char *svy_report_name_file(const char *folder,
                           size_t last_number,
                           size_t number,
                           const char *id,
                           const char *text)
{
    g_autofree char *id_slug = svy_text_slug(id == NULL ? "" : id);
    g_autofree char *text_slug = svy_text_slug(text == NULL ? "" : text);

    return g_strdup_printf("%s/%0*zu-%s%s%s", folder, count_digits(last_number), number, id_slug,
                           text == NULL ? "" : "-", text == NULL ? "" : text_slug);
}

/* Takes @text. */
static bool put_text(SvyReportWork *work, const char *name, char *text, GError **error)
{
    g_autofree char *owned = text;

    return svy_report_put(work, name, owned, strlen(owned), error);
}

/* 0 are the questions, 1 the gaps, then each closed question, then the other tables. */
static size_t find_last_number(const SvyResult *result)
{
    size_t number = 1 + result->n_tables;

    for (size_t i = 0; i < result->n_questions; i++)
        number += svy_shown_is_closed(&result->questions[i]);
    return number;
}

/* Takes @text. */
static bool put_table(SvyReportWork *work,
                      size_t number,
                      const char *id,
                      const char *wording, /* (nullable) */
                      char *text,
                      GError **error)
{
    g_autofree char *base =
        svy_report_name_file("tables", find_last_number(work->result), number, id, wording);
    g_autofree char *name = g_strconcat(base, ".csv", NULL);

    return put_text(work, name, text, error);
}

/* Everything besides gaps and questions: segments, combinations, targets, ... */
static bool put_result_tables(SvyReportWork *work, size_t number, GError **error)
{
    const SvyResult *result = work->result;

    for (size_t i = 0; i < result->n_tables; i++) {
        const SvyTable *table = &result->tables[i];

        if (!put_table(work, ++number, table->id, NULL, svy_write_csv_table(result, table), error))
            return false;
    }
    return true;
}

static bool put_tables(SvyReportWork *work, GError **error)
{
    const SvyResult *result = work->result;
    size_t number = 1;

    if (!put_table(work, 0, "questions", NULL, svy_write_csv_overview(result), error))
        return false;
    if (result->n_gaps > 0 && !put_table(work, 1, "gap", NULL, svy_write_csv_gap(result), error))
        return false;
    for (size_t i = 0; i < result->n_questions; i++) {
        const SvyQuestionResult *question = &result->questions[i];

        if (svy_shown_is_closed(question) &&
            !put_table(work, ++number, question->id, question->text,
                       svy_write_csv_question(result, question), error))
            return false;
    }
    return put_result_tables(work, number, error);
}

/* --- The workbook --------------------------------------------------------------------------- */

/* Made by a thread of its own: nothing else of a report takes as long as it. */
typedef struct {
    SvyReportWork *work;
    char *scratch;   /* NULL without libxlsxwriter: a report has no workbook then */
    GThread *thread; /* (nullable) */
    GBytes *bytes;   /* (nullable) */
    GError *fault;   /* (nullable) */
} Workbook;

static void end_workbook(Workbook *workbook)
{
    if (workbook->thread != NULL)
        g_thread_join(g_steal_pointer(&workbook->thread));
    if (workbook->scratch != NULL)
        svy_outdir_close_scratch(workbook->work->dir);
    g_clear_pointer(&workbook->scratch, g_free);
}

static void workbook_clear(Workbook *workbook)
{
    end_workbook(workbook);
    g_clear_pointer(&workbook->bytes, g_bytes_unref);
    g_clear_error(&workbook->fault);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Workbook, workbook_clear)

#ifdef SVY_WITH_XLSX
static void *write_workbook(void *data)
{
    Workbook *workbook = data;

    svy_write_xlsx(workbook->work->result, workbook->scratch, SVY_XLSX_MAX_ROWS, &workbook->bytes,
                   &workbook->fault);
    return NULL;
}

static bool begin_workbook(Workbook *workbook, GError **error)
{
    if (!svy_outdir_open_scratch(workbook->work->dir, &workbook->scratch, error))
        return false;
    workbook->thread = g_thread_try_new("workbook", write_workbook, workbook, NULL);
    if (workbook->thread == NULL)
        write_workbook(workbook);
    return true;
}
#else
static bool begin_workbook(Workbook *workbook, GError **error)
{
    (void)workbook;
    (void)error;
    return true;
}
#endif

static bool put_workbook(Workbook *workbook, GError **error)
{
    SvyReportWork *work = workbook->work;
    size_t n_bytes;

    end_workbook(workbook);
    if (workbook->fault != NULL) {
        g_propagate_error(error, g_steal_pointer(&workbook->fault));
        return false;
    }
    if (workbook->bytes == NULL)
        return true;

    const void *data = g_bytes_get_data(workbook->bytes, &n_bytes);

    work->has_workbook = true;
    return svy_report_put(work, "results.xlsx", data, n_bytes, error);
}

/* --- All of it ------------------------------------------------------------------------------ */

static bool put_report(SvyReportWork *work, GError **error)
{
    const SvyReportChart *charts = (const SvyReportChart *)(void *)work->charts->data;
    const char *codebook = work->options->codebook;

    if (codebook != NULL &&
        !svy_report_put(work, "codebook.csv", codebook, strlen(codebook), error))
        return false;
    return put_text(work, "report.md",
                    svy_report_md_format(work->result, work->charts->len, charts, codebook != NULL),
                    error);
}

static bool put_manifest(SvyReportWork *work, GError **error)
{
    g_autofree char *text = svy_manifest_format(work->manifest, work->result, work->options);

    return svy_outdir_write(work->dir, SVY_MANIFEST_NAME, text, strlen(text), error);
}

/* Other threads draw while the tables are written, and then make the workbook while all draw. */
static bool put_all(SvyReportWork *work, GError **error)
{
    g_autoptr(SvyReportStudio) studio = NULL;
    g_auto(Workbook) workbook = {.work = work};

    return svy_report_charts_begin(work, &studio, error) &&
           put_text(work, "results.json", svy_write_json_results(work->result), error) &&
           put_tables(work, error) && begin_workbook(&workbook, error) &&
           svy_report_charts_finish(work, studio, error) && put_workbook(&workbook, error) &&
           put_report(work, error) && put_manifest(work, error);
}

/* --- The whole ------------------------------------------------------------------------------ */

static SvyReportSummary *summarise(const SvyReportWork *work)
{
    SvyReportSummary *summary = g_new0(SvyReportSummary, 1);
    g_autoptr(GPtrArray) withheld = g_ptr_array_new();

    summary->n_files = svy_manifest_get_n(work->manifest) + 1;
    for (guint i = 0; i < work->charts->len; i++) {
        const SvyReportChart *chart = &g_array_index(work->charts, SvyReportChart, i);

        if (chart->withheld == NULL)
            summary->n_charts += !chart->is_continued;
        else
            g_ptr_array_add(withheld, g_strdup(chart->withheld));
    }
    g_ptr_array_add(withheld, NULL);
    summary->has_workbook = work->has_workbook;
    summary->font_warning = g_strdup(work->font_warning);
    summary->color_note = g_strdup(work->color_note);
    summary->withheld = (char **)g_ptr_array_free(g_steal_pointer(&withheld), FALSE);
    return summary;
}

void svy_report_summary_free(SvyReportSummary *summary)
{
    if (summary == NULL)
        return;
    g_strfreev(summary->withheld);
    g_free(summary->font_warning);
    g_free(summary->color_note);
    g_free(summary);
}

/* The folder is looked at again just before it is replaced: drawing takes a while. */
static bool commit(SvyReportWork *work, GError **error)
{
    const SvyReportOptions *options = work->options;
    const bool exists = is_there(options->folder);

    if (exists && !options->may_force && !svy_report_check_folder(options->folder, error))
        return false;
    return svy_outdir_commit(work->dir, exists, error);
}

bool svy_report_write(const SvyResult *result,
                      const SvyReportOptions *options,
                      SvyReportSummary **ret_summary,
                      GError **error)
{
    g_return_val_if_fail(result != NULL && options != NULL && ret_summary != NULL, false);
    g_return_val_if_fail(options->folder != NULL, false);

    g_autoptr(SvyOutDir) dir = NULL;
    g_autoptr(SvyManifest) manifest = svy_manifest_new();
    g_autoptr(GArray) charts = g_array_new(FALSE, TRUE, sizeof(SvyReportChart));

    if (!options->may_force && !svy_report_check_folder(options->folder, error))
        return false;
    if (!svy_outdir_open(options->folder, &dir, error))
        return false;
    g_array_set_clear_func(charts, svy_report_chart_clear);

    SvyReportWork work = {
        .result = result, .options = options, .dir = dir, .manifest = manifest, .charts = charts};

    const bool is_done = put_all(&work, error) && commit(&work, error);

    if (is_done)
        *ret_summary = summarise(&work);
    g_free(work.font_warning);
    g_free(work.color_note);
    return is_done;
}
