/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of writers, and pages made by name. */
#include "report/writer.h"

#include "report/write-table.h"

#include <string.h>

#include "base/error.h"
#include "base/text.h"

static const SvyWriter writers[] = {
    {"text", svy_write_text_gap, svy_write_text_tables, svy_inspect_text_format,
     svy_write_text_summary},
    {"json", svy_write_json_results, svy_write_json_tables, svy_write_json_inspect,
     svy_write_json_results},
    {"csv", svy_write_csv_gap, svy_write_csv_tables, svy_write_csv_overview, NULL},
    {"md", svy_write_md_gap, svy_write_md_tables, NULL, NULL},
};

typedef char *(*FormatPage)(const SvyResult *result);

static FormatPage get_page(const SvyWriter *writer, SvyReportPage page)
{
    switch (page) {
    case SVY_PAGE_GAP:
        return writer->format_gap;
    case SVY_PAGE_TABLES:
        return writer->format_tables;
    case SVY_PAGE_INSPECT:
        return writer->format_inspect;
    case SVY_PAGE_SUMMARY:
        return writer->format_summary;
    case SVY_PAGE_LAST:
        break;
    }
    return NULL;
}

const SvyWriter *svy_writer_find(const char *name)
{
    for (size_t i = 0; i < G_N_ELEMENTS(writers); i++) {
        if (strcmp(writers[i].name, name) == 0)
            return &writers[i];
    }
    return NULL;
}

const char **svy_writer_list_names(SvyReportPage page)
{
    const char **names = g_new0(const char *, G_N_ELEMENTS(writers) + 1);
    size_t n = 0;

    for (size_t i = 0; i < G_N_ELEMENTS(writers); i++) {
        if (get_page(&writers[i], page) != NULL)
            names[n++] = writers[i].name;
    }
    return names;
}

bool svy_report_check_format(SvyReportPage page, const char *format, GError **error)
{
    const SvyWriter *writer = svy_writer_find(format);

    if (writer != NULL && get_page(writer, page) != NULL)
        return true;

    g_autofree const char **names = svy_writer_list_names(page);
    g_autofree char *list = g_strjoinv(", ", (char **)names);
    g_autofree char *quoted = svy_text_quote(format);
    const char *near = svy_text_near_miss(format, names);
    g_autofree char *mend = near != NULL ? g_strdup_printf("Did you mean '%s'?", near)
                                         : g_strdup_printf("Write one of: %s", list);

    return svy_error_set(error, SVY_ERROR_USAGE, NULL, mend, "no such format, got %s", quoted);
}

bool svy_report_format_page(const SvyResult *result,
                            SvyReportPage page,
                            const char *format,
                            char **ret_text,
                            GError **error)
{
    g_return_val_if_fail(result != NULL && format != NULL && ret_text != NULL, false);

    if (!svy_report_check_format(page, format, error))
        return false;
    *ret_text = get_page(svy_writer_find(format), page)(result);
    return true;
}
