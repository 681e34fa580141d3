/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/manifest.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "sample-result.h"

#define check_folder(folder, is_ours, part)                                                        \
    G_STMT_START                                                                                   \
    {                                                                                              \
        g_autoptr(GError) error_ = NULL;                                                           \
        const bool ours_ = svy_manifest_check_folder(folder, &error_);                             \
        g_assert_cmpint(ours_, ==, is_ours);                                                       \
        if (!ours_) {                                                                              \
            g_assert_error(error_, SVY_ERROR, SVY_ERROR_DATA);                                     \
            g_assert_nonnull(strstr(error_->message, part));                                       \
        }                                                                                          \
    }                                                                                              \
    G_STMT_END

static void write_file(const char *folder, const char *name, const char *text)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);

    g_assert_true(g_file_set_contents(path, text, -1, NULL));
}

/* A folder with a manifest and the two files in it. */
static char *make_folder(void)
{
    g_autoptr(SvyResult) result = sample_result_new();
    g_autoptr(SvyManifest) manifest = svy_manifest_new();
    char *folder = g_dir_make_tmp("svy-manifest-XXXXXX", NULL);
    g_autofree char *tables = g_build_filename(folder, "tables", NULL);
    const char *const options[] = {"theme", "report", NULL};
    const SvyReportOptions report = {.folder = folder, .option_list = options};

    g_assert_cmpint(g_mkdir(tables, 0700), ==, 0);
    write_file(folder, "report.md", "# Report\n");
    write_file(folder, "tables/01-gap.csv", "a,b\n");
    svy_manifest_add(manifest, "tables/01-gap.csv", "a,b\n", 4);
    svy_manifest_add(manifest, "report.md", "# Report\n", 9);
    g_autofree char *text = svy_manifest_format(manifest, result, &report);
    write_file(folder, SVY_MANIFEST_NAME, text);
    return folder;
}

static void remove_folder(const char *folder)
{
    g_auto(GStrv) names = NULL;

    g_assert_true(svy_file_list(folder, &names, NULL));
    for (size_t i = 0; names[i] != NULL; i++) {
        g_autofree char *path = g_build_filename(folder, names[i], NULL);
        g_unlink(path);
    }
    g_autofree char *tables = g_build_filename(folder, "tables", NULL);
    g_rmdir(tables);
    g_assert_cmpint(g_rmdir(folder), ==, 0);
}

static void test_ours(void)
{
    g_autofree char *folder = make_folder();

    check_folder(folder, true, "");
    remove_folder(folder);
}

static void test_not_ours(void)
{
    static const struct {
        const char *name, *text, *part;
    } cases[] = {
        {"report.md", "# Changed by hand\n", "'report.md' was changed since"},
        {"notes.txt", "mine", "'notes.txt' is not of it"},
        {"tables/extra.csv", "", "'tables/extra.csv' is not of it"},
        {SVY_MANIFEST_NAME, "{}", "its manifest is not of surveystat"},
        {SVY_MANIFEST_NAME, "not JSON", "its manifest is not of surveystat"},
        {SVY_MANIFEST_NAME, "[1, 2]", "its manifest is not of surveystat"},
        {SVY_MANIFEST_NAME, "{\"schema\": \"surveystat-manifest/1\", \"files\": [3]}",
         "its manifest is not of surveystat"},
        {SVY_MANIFEST_NAME, "{\"schema\": \"surveystat-manifest/1\", \"files\": []}",
         "is not of it"},
        {SVY_MANIFEST_NAME, "{\"schema\": 1, \"files\": []}", "its manifest is not of surveystat"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *folder = make_folder();

        write_file(folder, cases[i].name, cases[i].text);
        check_folder(folder, false, cases[i].part);
        remove_folder(folder);
    }
}

static void test_missing_files(void)
{
    static const struct {
        const char *name, *part;
    } cases[] = {
        {"report.md", "some of its files are gone"},
        {SVY_MANIFEST_NAME, "is not a report of surveystat"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *folder = make_folder();
        g_autofree char *path = g_build_filename(folder, cases[i].name, NULL);

        g_unlink(path);
        check_folder(folder, false, cases[i].part);
        remove_folder(folder);
    }
}

/* A link with the right content is still somebody's link. */
static void test_symlink(void)
{
    g_autofree char *folder = make_folder();
    g_autofree char *path = g_build_filename(folder, "report.md", NULL);
    g_autofree char *aside = g_strconcat(folder, ".md", NULL);

    g_assert_cmpint(g_rename(path, aside), ==, 0);
    g_assert_cmpint(symlink(aside, path), ==, 0);
    check_folder(folder, false, "'report.md' is not of it");
    g_unlink(aside);
    remove_folder(folder);
}

/* The order of the files and the clock leave no trace. */
static void test_format(void)
{
    g_autoptr(SvyResult) result = sample_result_new();
    const char *const options[] = {"theme", "poster", "formats", "png", NULL};
    SvyReportOptions report = {.folder = "x", .option_list = options, .input_hash = "00ff"};
    char *texts[2] = {NULL, NULL};

    for (size_t i = 0; i < 2; i++) {
        g_autoptr(SvyManifest) manifest = svy_manifest_new();

        svy_manifest_add(manifest, i == 0 ? "a" : "b", i == 0 ? "1" : "2", 1);
        svy_manifest_add(manifest, i == 0 ? "b" : "a", i == 0 ? "2" : "1", 1);
        texts[i] = svy_manifest_format(manifest, result, &report);
        g_assert_cmpuint(svy_manifest_get_n(manifest), ==, 2);
    }
    g_assert_cmpstr(texts[0], ==, texts[1]);
    g_assert_null(strstr(texts[0], "created"));
    g_assert_nonnull(strstr(texts[0], "\"theme\": \"poster\""));

    g_autoptr(SvyManifest) dated = svy_manifest_new();
    report.created = "2014-03-17T00:00:00Z";
    g_autofree char *text = svy_manifest_format(dated, result, &report);
    g_assert_nonnull(strstr(text, "2014-03-17T00:00:00Z"));
    g_free(texts[0]);
    g_free(texts[1]);
}

int main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/report/manifest/ours", test_ours);
    g_test_add_func("/report/manifest/not-ours", test_not_ours);
    g_test_add_func("/report/manifest/missing-files", test_missing_files);
    g_test_add_func("/report/manifest/symlink", test_symlink);
    g_test_add_func("/report/manifest/format", test_format);
    return g_test_run();
}
