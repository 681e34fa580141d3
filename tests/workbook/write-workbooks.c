/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Workbooks of results that no small survey gives: write-workbooks FOLDER */
#include <string.h>

#include "base/file.h"
#include "report/write-xlsx.h"
#include "result/result-table.h"
#include "sample-result.h"

enum { N_ROWS = 25, MAX_ROWS = 10 };

static void add_value(SvyCell *cell, size_t row)
{
    SvyShare share = sample_share(row, 50);

    if (row == 3) {
        share.p.value = (double)NAN;
    } else if (row == 4) {
        share.p.lo = share.p.hi = (double)INFINITY;
    }
    svy_cell_set_share(cell, &share);
    if (row == 5)
        svy_cell_withhold(cell);
    if (row == 6)
        svy_cell_set_estimate(cell, SVY_CELL_POINTS,
                              &(SvyEstimate){.value = -0.125, .lo = -0.25, .hi = 0.0625});
}

/* More rows than a sheet may have; what is no number; what may not be told. */
static void add_table(SvyResult *result, const char *id)
{
    g_autoptr(SvyTableBuilder) builder =
        svy_table_builder_new(SVY_TABLE_SEGMENTS, id, "=HYPERLINK(\"http://x\") [a]:*?/\\'");
    SvyTableColumn *column;

    svy_table_builder_add_column(builder, "answer", "Answer");
    column = svy_table_builder_add_column(builder, "share", "+Group");
    column->letter = g_strdup("A");
    for (size_t row = 0; row < N_ROWS; row++) {
        SvyCell *cells = svy_table_builder_add_row(builder, SVY_MARK_NONE);
        g_autofree char *label = g_strdup_printf("row %zu", row);

        svy_cell_set_text(&cells[0], label);
        add_value(&cells[1], row);
    }
    result->tables = g_renew(SvyTable, result->tables, result->n_tables + 1);
    result->tables[result->n_tables++] = svy_table_builder_finish(builder);
}

int main(int argc, char *argv[])
{
    g_autoptr(SvyResult) result = sample_result_new();
    g_autoptr(GBytes) workbook = NULL;
    g_autofree char *path = argc == 2 ? g_build_filename(argv[1], "made.xlsx", NULL) : NULL;

    if (path == NULL)
        return 2;
    /* Twins, one with a name that spreadsheets keep for themselves, one far too long. */
    add_table(result, "History");
    add_table(result, "history");
    add_table(result, "a-name-that-is-longer-than-the-name-of-a-sheet-may-be");
    if (!svy_write_xlsx(result, argv[1], MAX_ROWS, &workbook, NULL))
        return 1;
    return svy_file_write(path, g_bytes_get_data(workbook, NULL), g_bytes_get_size(workbook), false,
                          NULL)
               ? 0
               : 1;
}
