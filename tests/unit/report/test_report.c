/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <surveystat/report.h>

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "hard-result.h"
#include "result/result-table.h"

static const char *const no_formats[] = {NULL};
static const char *const both_formats[] = {"png", "pdf", NULL};

/* --- Folders -------------------------------------------------------------------------------- */

/* A temporary folder and the path of a report in it that is not there yet. */
typedef struct {
    char *parent, *folder;
} Place;

static void place_init(Place *place)
{
    place->parent = g_dir_make_tmp("svy-report-XXXXXX", NULL);
    place->folder = g_build_filename(place->parent, "x-report", NULL);
}

/* Removes everything; fails when a temporary sibling was left behind. */
static void place_clear(Place *place)
{
    g_auto(GStrv) names = NULL;

    g_assert_true(svy_file_list(place->parent, &names, NULL));
    for (size_t i = 0; names[i] != NULL; i++) {
        g_autofree char *path = g_build_filename(place->parent, names[i], NULL);

        g_assert_true(g_str_has_prefix(names[i], "x-"));
        g_unlink(path);
    }
    for (size_t i = 0; names[i] != NULL; i++) {
        g_autofree char *path = g_build_filename(place->parent, names[i], NULL);
        g_autofree char *folder = g_path_get_dirname(path);

        g_rmdir(folder);
    }
    g_rmdir(place->folder);
    g_assert_cmpint(g_rmdir(place->parent), ==, 0);
    g_free(place->parent);
    g_free(place->folder);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Place, place_clear)

static SvyReportOptions make_options(const Place *place, const char *const *formats)
{
    return (SvyReportOptions){.folder = place->folder,
                              .formats = formats,
                              .codebook = "column,question\n0,q1\n",
                              .input_hash = "00ff"};
}

static void write_report(const SvyResult *result, const SvyReportOptions *options)
{
    g_autoptr(SvyReportSummary) summary = NULL;
    g_autoptr(GError) error = NULL;

    g_assert_true(svy_report_write(result, options, &summary, &error));
    g_assert_no_error(error);
    g_assert_nonnull(summary);
}

static void check_refused(const SvyReportOptions *options, SvyErrorCode code, const char *part)
{
    g_autoptr(SvyResult) result = hard_result_new();
    g_autoptr(SvyReportSummary) summary = NULL;
    g_autoptr(GError) error = NULL;

    g_assert_false(svy_report_write(result, options, &summary, &error));
    g_assert_error(error, SVY_ERROR, (int)code);
    g_assert_nonnull(strstr(error->message, part));
    g_assert_null(summary);
}

static char *read_text(const Place *place, const char *name)
{
    g_autofree char *path = g_build_filename(place->folder, name, NULL);
    char *text = NULL;

    g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
    return text;
}

/* --- Tests ---------------------------------------------------------------------------------- */

static void test_files(void)
{
    static const char *const expected[] = {
        "codebook.csv",
        "manifest.json",
        "report.md",
        "results.json",
#ifdef SVY_WITH_XLSX
        "results.xlsx",
#endif
        "tables/00-questions.csv",
        "tables/01-gap.csv",
        "tables/02-q2-what-is-your-role.csv",
        "tables/03-q3-which-content-do-you-value.csv",
        "tables/04-q5-how-often-do-you-use-each.csv",
        "tables/05-q7-small-base.csv",
        NULL,
    };
    g_autoptr(SvyResult) result = hard_result_new();
    g_auto(Place) place;
    g_auto(GStrv) names = NULL;

    place_init(&place);
    const SvyReportOptions options = make_options(&place, no_formats);
    write_report(result, &options);
    g_assert_true(svy_file_list(place.folder, &names, NULL));
    g_assert_cmpuint(g_strv_length(names), ==, g_strv_length((char **)expected));
    for (size_t i = 0; expected[i] != NULL; i++)
        g_assert_cmpstr(names[i], ==, expected[i]);

    g_autofree char *codebook = read_text(&place, "codebook.csv");
    g_assert_cmpstr(codebook, ==, options.codebook);
}

static void add_tables(SvyResult *result, size_t n_tables)
{
    result->tables = g_new0(SvyTable, n_tables);
    result->n_tables = n_tables;
    for (size_t i = 0; i < n_tables; i++) {
        g_autoptr(SvyTableBuilder) builder =
            svy_table_builder_new(SVY_TABLE_FREQUENCIES, "extra", "One more");

        svy_table_builder_add_column(builder, "answer", "Answer");
        svy_table_builder_add_column(builder, "n", "n");
        svy_cell_set_text(svy_table_builder_add_row(builder, SVY_MARK_NONE), "Yes");
        result->tables[i] = svy_table_builder_finish(builder);
    }
}

/* Past 99 all numbers have three digits, so that the names sort as the tables follow. */
static void test_many_tables(void)
{
    g_autoptr(SvyResult) result = hard_result_new();
    g_auto(Place) place;
    g_auto(GStrv) names = NULL;

    add_tables(result, 95);
    place_init(&place);
    const SvyReportOptions options = make_options(&place, no_formats);
    write_report(result, &options);
    g_assert_true(svy_file_list(place.folder, &names, NULL));
    g_assert_true(g_strv_contains((const char *const *)names, "tables/000-questions.csv"));
    g_assert_true(g_strv_contains((const char *const *)names, "tables/001-gap.csv"));
    g_assert_true(
        g_strv_contains((const char *const *)names, "tables/002-q2-what-is-your-role.csv"));
    g_assert_true(g_strv_contains((const char *const *)names, "tables/099-extra.csv"));
    g_assert_true(g_strv_contains((const char *const *)names, "tables/100-extra.csv"));
}

/* Pictures, their words and numbers; the private labels are in no file. */
static void test_charts(void)
{
    g_autoptr(SvyResult) result = hard_result_new();
    g_autoptr(SvyReportSummary) summary = NULL;
    g_autoptr(GError) error = NULL;
    g_auto(Place) place;

    place_init(&place);
    const SvyReportOptions options = make_options(&place, both_formats);
    g_assert_true(svy_report_write(result, &options, &summary, &error));
    g_assert_no_error(error);

    g_autofree char *png = read_text(&place, "charts/01-gap.png");
    g_autofree char *pdf = read_text(&place, "charts/02-q3-which-content-do-you-value.pdf");
    g_autofree char *alternative = read_text(&place, "charts/01-gap.alt.txt");
    g_autofree char *table = read_text(&place, "charts/01-gap.csv");
    g_autofree char *report = read_text(&place, "report.md");

    g_assert_true(g_str_has_prefix(png, "\x89PNG"));
    g_assert_true(g_str_has_prefix(pdf, "%PDF-"));
    g_assert_nonnull(strstr(alternative, "Facebook"));
    g_assert_nonnull(strstr(table, "Facebook"));
    g_assert_nonnull(strstr(report, "](charts/01-gap.png)"));
    g_assert_null(strstr(report, SECRET));
    /* the grid has one, too */
    g_assert_cmpuint(summary->n_charts + g_strv_length(summary->withheld), ==, 5);
}

/* The same bytes on a second run, and a report of ours is replaced as a whole. */
static void test_replaces_own(void)
{
    g_autoptr(SvyResult) result = hard_result_new();
    g_auto(Place) place;
    g_auto(GStrv) names = NULL;

    place_init(&place);
    const SvyReportOptions options = make_options(&place, both_formats);
    write_report(result, &options);
    g_autofree char *first = read_text(&place, "manifest.json");
    write_report(result, &options);
    g_autofree char *second = read_text(&place, "manifest.json");
    g_assert_cmpstr(first, ==, second);

    const SvyReportOptions bare = make_options(&place, no_formats);
    write_report(result, &bare);
    g_assert_true(svy_file_list(place.folder, &names, NULL));
    for (size_t i = 0; names[i] != NULL; i++)
        g_assert_false(g_str_has_prefix(names[i], "charts/"));
}

/* What a person put there stays, until --force. */
static void test_leaves_others(void)
{
    g_autoptr(SvyResult) result = hard_result_new();
    g_auto(Place) place;

    place_init(&place);
    SvyReportOptions options = make_options(&place, no_formats);
    write_report(result, &options);
    g_autofree char *path = g_build_filename(place.folder, "report.md", NULL);
    g_assert_true(g_file_set_contents(path, "edited", -1, NULL));
    check_refused(&options, SVY_ERROR_DATA, "'report.md' was changed since");
    g_autofree char *kept = read_text(&place, "report.md");
    g_assert_cmpstr(kept, ==, "edited");

    options.may_force = true;
    write_report(result, &options);
    g_autofree char *replaced = read_text(&place, "report.md");
    g_assert_true(g_str_has_prefix(replaced, "# "));
}

static void test_leaves_folder_and_file(void)
{
    g_auto(Place) place;

    place_init(&place);
    const SvyReportOptions options = make_options(&place, no_formats);

    g_assert_cmpint(g_mkdir(place.folder, 0700), ==, 0);
    check_refused(&options, SVY_ERROR_DATA, "is not a report of surveystat");
    g_assert_cmpint(g_rmdir(place.folder), ==, 0);

    g_assert_true(g_file_set_contents(place.folder, "mine", -1, NULL));
    check_refused(&options, SVY_ERROR_DATA, "is not a folder");
    g_unlink(place.folder);

    g_assert_cmpint(symlink("nowhere", place.folder), ==, 0);
    check_refused(&options, SVY_ERROR_DATA, "is a symbolic link");
    g_assert_true(g_file_test(place.folder, G_FILE_TEST_IS_SYMLINK));
    g_unlink(place.folder);
}

/* A label that no font has holds back its chart, not the report; under --strict it fails. */
static void test_withheld(void)
{
    g_autoptr(SvyResult) result = hard_result_new();
    g_autoptr(SvyReportSummary) summary = NULL;
    g_autoptr(GError) error = NULL;
    g_auto(Place) place;
    SvyOptionResult *option = &result->questions[1].options[0];

    place_init(&place);
    g_free(option->label);
    option->label = g_strdup("cuneiform \xf0\x92\x80\x80"); /* U+12000 is in no font here */
    SvyReportOptions options = make_options(&place, both_formats);
    options.is_strict = true;
    g_assert_false(svy_report_write(result, &options, &summary, &error));
    g_assert_error(error, SVY_ERROR, SVY_ERROR_DATA);
    g_assert_false(g_file_test(place.folder, G_FILE_TEST_EXISTS));

    options.is_strict = false;
    write_report(result, &options);
    g_autofree char *report = read_text(&place, "report.md");
    g_assert_nonnull(strstr(report, "The chart was withheld: charts/04-q2-what-is-your-role"));
}

static bool stop_after_three(void *data)
{
    size_t *n_files = data;

    return ++*n_files > 3;
}

/* Given up in the middle: nothing is there, nothing is left. */
static void test_given_up(void)
{
    size_t n_files = 0;
    g_auto(Place) place;

    place_init(&place);
    SvyReportOptions options = make_options(&place, no_formats);
    options.should_stop = stop_after_three;
    options.stop_data = &n_files;
    check_refused(&options, SVY_ERROR_IO, "was given up");
    g_assert_false(g_file_test(place.folder, G_FILE_TEST_EXISTS));
}

static void test_usage(void)
{
    static const char *const wrong[] = {"gif", NULL};
    g_auto(Place) place;

    place_init(&place);
    SvyReportOptions options = make_options(&place, wrong);
    check_refused(&options, SVY_ERROR_USAGE, "'gif'");
    options.formats = both_formats;
    options.theme = "postre";
    check_refused(&options, SVY_ERROR_USAGE, "poster");
    g_assert_false(g_file_test(place.folder, G_FILE_TEST_EXISTS));
}

int main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/report/report/files", test_files);
    g_test_add_func("/report/report/many-tables", test_many_tables);
    g_test_add_func("/report/report/charts", test_charts);
    g_test_add_func("/report/report/replaces-own", test_replaces_own);
    g_test_add_func("/report/report/leaves-others", test_leaves_others);
    g_test_add_func("/report/report/leaves-folder-and-file", test_leaves_folder_and_file);
    g_test_add_func("/report/report/withheld", test_withheld);
    g_test_add_func("/report/report/given-up", test_given_up);
    g_test_add_func("/report/report/usage", test_usage);
    return g_test_run();
}
