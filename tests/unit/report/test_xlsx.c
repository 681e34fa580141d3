/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Workbooks: the same bytes for the same result, and what was cut off is seen. What is in them,
 * tests/workbook reads. */
#include "report/write-xlsx.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/error.h"
#include "base/file.h"
#include "hard-result.h"
#include "report/xlsx-check.h"
#include "result/result-table.h"

static bool write_in(const char *folder, const SvyResult *result, GBytes **ret, GError **error)
{
    g_autofree char *path = g_build_filename(folder, "results.xlsx", NULL);
    const bool is_written = svy_write_xlsx(result, folder, SVY_XLSX_MAX_ROWS, ret, error);

    g_unlink(path);
    return is_written;
}

static GBytes *write_workbook(const SvyResult *result)
{
    g_autofree char *folder = g_dir_make_tmp("svy-xlsx-XXXXXX", NULL);
    g_autoptr(GError) error = NULL;
    GBytes *workbook = NULL;

    g_assert_true(write_in(folder, result, &workbook, &error));
    g_assert_no_error(error);
    g_assert_cmpint(g_rmdir(folder), ==, 0);
    return workbook;
}

static void test_same_bytes(void)
{
    g_autoptr(SvyResult) result = hard_result_new();
    g_autoptr(GBytes) first = write_workbook(result), second = NULL;

    g_usleep(2100000); /* dates in zip files are of two seconds */
    second = write_workbook(result);
    g_assert_true(g_bytes_equal(first, second));
}

static void refuse(GBytes *workbook)
{
    static const SvyXlsxSize none[64];
    g_autoptr(GError) error = NULL;

    g_assert_false(svy_xlsx_check(workbook, G_N_ELEMENTS(none), none, &error));
    g_assert_error(error, SVY_ERROR, SVY_ERROR_IO);
}

/* Cut off anywhere, or with any other byte in a part; nothing of it may be read past its end. */
static void test_damaged(void)
{
    g_autoptr(SvyResult) result = hard_result_new();
    g_autoptr(GBytes) workbook = write_workbook(result);
    gsize n_bytes;
    const guint8 *bytes = g_bytes_get_data(workbook, &n_bytes);

    refuse(workbook); /* whole, but with other sheets than these */
    for (size_t n = 0; n < n_bytes; n += 1 + n / 50) {
        g_autoptr(GBytes) cut = g_bytes_new(bytes, n);

        refuse(cut);
    }
    for (size_t i = 0; i < n_bytes; i += 97) {
        g_autofree guint8 *copy = g_malloc(n_bytes);
        g_autoptr(GBytes) other = NULL;

        memcpy(copy, bytes, n_bytes);
        copy[i] = (guint8)(copy[i] ^ 0x15);
        other = g_bytes_new_take(g_steal_pointer(&copy), n_bytes);
        refuse(other);
    }
}

static void add_long_table(SvyResult *result)
{
    g_autoptr(SvyTableBuilder) builder =
        svy_table_builder_new(SVY_TABLE_FREQUENCIES, "long", "Long");

    svy_table_builder_add_column(builder, "row", "Row");
    svy_table_builder_add_column(builder, "n", "n");
    for (size_t row = 0; row < 5000; row++) {
        SvyCell *cells = svy_table_builder_add_row(builder, SVY_MARK_NONE);

        svy_cell_set_text(&cells[0], "the same");
        svy_cell_set_count(&cells[1], 7);
    }
    result->n_tables = 1;
    result->tables = g_new0(SvyTable, 1);
    result->tables[0] = svy_table_builder_finish(builder);
}

/* The temporary files are larger than the workbook: where they meet a limit, libxlsxwriter 1.1.4
 * tells of no error. */
static void test_temporary_files_cut_off(void)
{
    g_autoptr(SvyResult) result = sample_result_new();
    g_autofree char *folder = g_dir_make_tmp("svy-xlsx-XXXXXX", NULL);
    g_autoptr(GBytes) workbook = NULL;
    g_autoptr(GError) error = NULL;
    struct rlimit before, limit;

    add_long_table(result);
    g_assert_cmpint(getrlimit(RLIMIT_FSIZE, &before), ==, 0);
    limit = before;
    limit.rlim_cur = 100000;
    signal(SIGXFSZ, SIG_IGN);
    g_assert_cmpint(setrlimit(RLIMIT_FSIZE, &limit), ==, 0);

    const bool is_written = write_in(folder, result, &workbook, &error);

    g_assert_cmpint(setrlimit(RLIMIT_FSIZE, &before), ==, 0);
    g_assert_false(is_written);
    g_assert_error(error, SVY_ERROR, SVY_ERROR_IO);
    g_assert_null(workbook);
    g_assert_cmpint(g_rmdir(folder), ==, 0);

    g_autoptr(GBytes) whole = write_workbook(result);

    g_assert_cmpuint(g_bytes_get_size(whole), <, 100000);
}

int main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/report/xlsx/same-bytes", test_same_bytes);
    g_test_add_func("/report/xlsx/damaged", test_damaged);
    g_test_add_func("/report/xlsx/temporary-files-cut-off", test_temporary_files_cut_off);
    return g_test_run();
}
