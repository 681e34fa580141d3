/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whole files, folders, and what is left of them when the system fails at any step. The calls that
 * can fail are wrapped by the linker (see meson.build). */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <surveystat/error.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* --- Failing on demand ---------------------------------------------------------------------- */

/* The one variable of this file: wrapped calls have no other way to be told. */
static struct {
    const char *call; /* which call is to fail, or NULL */
    int errnum;
    int n_before; /* atomic; calls that still succeed */
} plan;

static bool is_to_fail(const char *call)
{
    if (g_strcmp0(plan.call, call) != 0 || g_atomic_int_add(&plan.n_before, -1) > 0)
        return false;
    errno = plan.errnum;
    return true;
}

static void plan_failure(const char *call, int errnum, int n_before)
{
    plan.call = call;
    plan.errnum = errnum;
    plan.n_before = n_before;
}

ssize_t __real_write(int fd, const void *data, size_t n);
ssize_t __wrap_write(int fd, const void *data, size_t n);
ssize_t __wrap_write(int fd, const void *data, size_t n)
{
    /* Short writes are normal; three bytes at a time, so that the loop is always at work. */
    return is_to_fail("write") ? -1 : __real_write(fd, data, MIN(n, 3));
}

ssize_t __real_read(int fd, void *data, size_t n);
ssize_t __wrap_read(int fd, void *data, size_t n);
ssize_t __wrap_read(int fd, void *data, size_t n)
{
    return is_to_fail("read") ? -1 : __real_read(fd, data, MIN(n, 3));
}

int __real_fsync(int fd);
int __wrap_fsync(int fd);
int __wrap_fsync(int fd)
{
    return is_to_fail("fsync") ? -1 : __real_fsync(fd);
}

int __real_close(int fd);
int __wrap_close(int fd);
int __wrap_close(int fd)
{
    const bool is_failing = is_to_fail("close");
    const int result = __real_close(fd);

    if (is_failing)
        errno = plan.errnum;
    return is_failing ? -1 : result;
}

int __real_renameat(int from_fd, const char *from, int to_fd, const char *to);
int __wrap_renameat(int from_fd, const char *from, int to_fd, const char *to);
int __wrap_renameat(int from_fd, const char *from, int to_fd, const char *to)
{
    return is_to_fail("renameat") ? -1 : __real_renameat(from_fd, from, to_fd, to);
}

int __real_renameat2(int from_fd, const char *from, int to_fd, const char *to, unsigned flags);
int __wrap_renameat2(int from_fd, const char *from, int to_fd, const char *to, unsigned flags);
int __wrap_renameat2(int from_fd, const char *from, int to_fd, const char *to, unsigned flags)
{
    return is_to_fail("renameat2") ? -1 : __real_renameat2(from_fd, from, to_fd, to, flags);
}

/* --- A folder for each test ----------------------------------------------------------------- */

typedef struct {
    char *folder;
    char *path; /* in it, not made yet */
} Place;

static void remove_all(const char *path)
{
    GDir *folder;
    const char *name;

    if (g_remove(path) == 0)
        return;
    folder = g_dir_open(path, 0, NULL);
    g_assert_nonnull(folder);
    while ((name = g_dir_read_name(folder)) != NULL) {
        g_autofree char *child = g_build_filename(path, name, NULL);
        remove_all(child);
    }
    g_dir_close(folder);
    g_assert_cmpint(g_rmdir(path), ==, 0);
}

static void set_up(Place *place, gconstpointer data)
{
    g_autoptr(GError) error = NULL;

    (void)data;
    plan_failure(NULL, 0, 0);
    place->folder = g_dir_make_tmp("surveystat-test-XXXXXX", &error);
    g_assert_no_error(error);
    place->path = g_build_filename(place->folder, "out", NULL);
}

static void tear_down(Place *place, gconstpointer data)
{
    (void)data;
    plan_failure(NULL, 0, 0);
    remove_all(place->folder);
    g_free(place->folder);
    g_free(place->path);
}

static void assert_content(const char *path, const char *expected)
{
    g_autofree char *content = NULL;

    g_assert_true(g_file_get_contents(path, &content, NULL, NULL));
    g_assert_cmpstr(content, ==, expected);
}

/* All that is in the folder, hidden names too: "out/a out/b". */
static void assert_names(const char *folder, const char *expected)
{
    g_auto(GStrv) names = NULL;
    g_autoptr(GError) error = NULL;

    g_assert_true(svy_file_list(folder, &names, &error));
    g_assert_no_error(error);

    g_autofree char *joined = g_strjoinv(" ", names);
    g_assert_cmpstr(joined, ==, expected);
}

static mode_t get_mode(const char *path)
{
    struct stat status;

    g_assert_cmpint(lstat(path, &status), ==, 0);
    return status.st_mode & 07777;
}

/* --- Reading -------------------------------------------------------------------------------- */

static void test_read(Place *place, gconstpointer data)
{
    g_autoptr(GBytes) bytes = NULL;
    g_autofree char *hash = NULL;
    g_autoptr(GError) error = NULL;

    (void)data;
    g_assert_true(g_file_set_contents(place->path, "abc", 3, NULL));
    g_assert_true(svy_file_read(place->path, 3, &bytes, &error));
    g_assert_cmpuint(g_bytes_get_size(bytes), ==, 3);
    g_assert_cmpint(memcmp(g_bytes_get_data(bytes, NULL), "abc", 3), ==, 0);
    g_assert_true(svy_file_hash(place->path, &hash, &error));
    g_assert_cmpstr(hash, ==, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

static void test_read_faults(Place *place, gconstpointer data)
{
    GBytes *bytes = NULL;
    char *hash = NULL;
    g_autoptr(GError) error = NULL;

    (void)data;
    g_assert_false(svy_file_read(place->path, 10, &bytes, &error));
    g_assert_error(error, SVY_ERROR, SVY_ERROR_IO);
    g_assert_nonnull(strstr(error->message, place->path));
    g_clear_error(&error);

    g_assert_false(svy_file_read(place->folder, 10, &bytes, &error));
    g_assert_error(error, SVY_ERROR, SVY_ERROR_IO);
    g_clear_error(&error);

    g_assert_true(g_file_set_contents(place->path, "abcd", 4, NULL));
    g_assert_false(svy_file_read(place->path, 3, &bytes, &error));
    g_assert_error(error, SVY_ERROR, SVY_ERROR_LIMIT);
    g_clear_error(&error);

    plan_failure("read", EIO, 1);
    g_assert_false(svy_file_read(place->path, 10, &bytes, &error));
    g_assert_error(error, SVY_ERROR, SVY_ERROR_IO);
    g_clear_error(&error);

    plan_failure("read", EIO, 0);
    g_assert_false(svy_file_hash(place->path, &hash, &error));
    g_assert_error(error, SVY_ERROR, SVY_ERROR_IO);
    g_assert_null(bytes);
    g_assert_null(hash);
}

static void test_list(Place *place, gconstpointer data)
{
    static const char *const folders[] = {"b", "b/deep", "empty"};
    static const char *const files[] = {"z", "b/deep/x", "a", "b/y"};

    (void)data;
    for (size_t i = 0; i < G_N_ELEMENTS(folders); i++) {
        g_autofree char *path = g_build_filename(place->folder, folders[i], NULL);
        g_assert_cmpint(g_mkdir(path, 0700), ==, 0);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(files); i++) {
        g_autofree char *path = g_build_filename(place->folder, files[i], NULL);
        g_assert_true(g_file_set_contents(path, "", 0, NULL));
    }
    g_assert_cmpint(symlink("/", place->path), ==, 0);
    assert_names(place->folder, "a b/deep/x b/y out z");
}

/* --- One file ------------------------------------------------------------------------------- */

static void test_write(Place *place, gconstpointer data)
{
    const mode_t mask = umask(0);
    g_autoptr(GError) error = NULL;

    (void)data;
    g_assert_true(svy_file_write(place->path, "first", 5, false, &error));
    g_assert_cmpuint(get_mode(place->path), ==, 0600);
    g_assert_false(svy_file_write(place->path, "second", 6, false, &error));
    g_assert_error(error, SVY_ERROR, SVY_ERROR_DATA);
    g_clear_error(&error);
    assert_content(place->path, "first");
    g_assert_true(svy_file_write(place->path, "second", 6, true, &error));
    assert_content(place->path, "second");
    assert_names(place->folder, "out");
    umask(mask);
}

/* Case 86: what is no plain file is never replaced, whoever asks. */
static void test_write_in_the_way(Place *place, gconstpointer data)
{
    g_autofree char *link = g_build_filename(place->folder, "link", NULL);
    g_autofree char *dangling = g_build_filename(place->folder, "dangling", NULL);
    g_autofree char *pipe = g_build_filename(place->folder, "pipe", NULL);
    const char *const paths[] = {link, dangling, pipe, place->folder};

    (void)data;
    g_assert_true(g_file_set_contents(place->path, "kept", 4, NULL));
    g_assert_cmpint(symlink("out", link), ==, 0);
    g_assert_cmpint(symlink("nowhere", dangling), ==, 0);
    g_assert_cmpint(mkfifo(pipe, 0600), ==, 0);
    for (size_t i = 0; i < G_N_ELEMENTS(paths); i++) {
        g_autoptr(GError) error = NULL;

        g_assert_false(svy_file_write(paths[i], "new", 3, true, &error));
        g_assert_error(error, SVY_ERROR, SVY_ERROR_DATA);
    }
    assert_content(place->path, "kept");
    assert_names(place->folder, "dangling link out pipe");
}

static void test_write_bad_paths(Place *place, gconstpointer data)
{
    static const struct {
        const char *path;
        int code;
    } cases[] = {{"", SVY_ERROR_DATA},          {"/", SVY_ERROR_DATA},
                 {"..", SVY_ERROR_DATA},        {"no/such/folder", SVY_ERROR_IO},
                 {"/dev/null", SVY_ERROR_DATA}, {"/dev/null/x", SVY_ERROR_IO}};

    (void)place, (void)data;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GError) error = NULL;

        g_assert_false(svy_file_write(cases[i].path, "new", 3, true, &error));
        g_assert_error(error, SVY_ERROR, cases[i].code);
    }
}

/* Case 88: at whatever step it fails, the old file stays and nothing else does. */
static void test_write_failures(Place *place, gconstpointer data)
{
    static const struct {
        const char *call;
        int errnum, n_before;
        bool may_replace;
    } cases[] = {{"write", ENOSPC, 0, true},    {"write", ENOSPC, 1, true},
                 {"fsync", EIO, 0, true},       {"close", EDQUOT, 0, true},
                 {"renameat", EACCES, 0, true}, {"write", ENOSPC, 1, false},
                 {"renameat2", EIO, 0, false},  {"renameat2", EEXIST, 0, false}};

    (void)data;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        const int code = cases[i].errnum == EEXIST ? SVY_ERROR_DATA : SVY_ERROR_IO;
        g_autoptr(GError) error = NULL;

        if (cases[i].may_replace)
            g_assert_true(g_file_set_contents(place->path, "old", 3, NULL));
        else
            g_remove(place->path);
        plan_failure(cases[i].call, cases[i].errnum, cases[i].n_before);
        g_assert_false(svy_file_write(place->path, "longer", 6, cases[i].may_replace, &error));
        plan_failure(NULL, 0, 0);
        g_assert_error(error, SVY_ERROR, code);
        assert_names(place->folder, cases[i].may_replace ? "out" : "");
        if (cases[i].may_replace)
            assert_content(place->path, "old");
    }
}

static void test_write_old_system(Place *place, gconstpointer data)
{
    g_autoptr(GError) error = NULL;

    (void)data;
    plan_failure("renameat2", ENOSYS, 0);
    g_assert_true(svy_file_write(place->path, "new", 3, false, &error));
    assert_content(place->path, "new");
    assert_names(place->folder, "out");
}

/* --- A folder ------------------------------------------------------------------------------- */

/* Writes a report of two files; false at the first failure. */
static bool make_report(const char *path, const char *text, bool may_replace, GError **error)
{
    g_autoptr(SvyOutDir) dir = NULL;

    return svy_outdir_open(path, &dir, error) &&
           svy_outdir_write(dir, "report.md", text, strlen(text), error) &&
           svy_outdir_write(dir, "charts/01-gap.csv", "a,b\n", 4, error) &&
           svy_outdir_commit(dir, may_replace, error);
}

static void assert_report(const Place *place, const char *text)
{
    g_autofree char *report = g_build_filename(place->path, "report.md", NULL);

    assert_names(place->folder, "out/charts/01-gap.csv out/report.md");
    assert_content(report, text);
}

static void test_outdir(Place *place, gconstpointer data)
{
    const mode_t mask = umask(0);
    g_autofree char *report = g_build_filename(place->path, "report.md", NULL);
    g_autofree char *charts = g_build_filename(place->path, "charts", NULL);
    g_autofree char *slash = g_strconcat(place->path, "/", NULL);
    g_autoptr(GError) error = NULL;

    (void)data;
    g_assert_true(make_report(slash, "first", false, &error));
    assert_report(place, "first");
    g_assert_cmpuint(get_mode(place->path), ==, 0700);
    g_assert_cmpuint(get_mode(charts), ==, 0700);
    g_assert_cmpuint(get_mode(report), ==, 0600);
    umask(mask);

    g_assert_false(make_report(place->path, "second", false, &error));
    g_assert_error(error, SVY_ERROR, SVY_ERROR_DATA);
    g_clear_error(&error);
    assert_report(place, "first");

    g_assert_true(make_report(place->path, "third", true, &error));
    assert_report(place, "third");
}

static void test_outdir_not_committed(Place *place, gconstpointer data)
{
    SvyOutDir *dir = NULL;

    (void)data;
    g_assert_true(svy_outdir_open(place->path, &dir, NULL));
    g_assert_true(svy_outdir_write(dir, "charts/deep/x", "abc", 3, NULL));
    svy_outdir_free(dir);
    assert_names(place->folder, "");
    svy_outdir_free(NULL);
}

static void test_outdir_replaces_file(Place *place, gconstpointer data)
{
    (void)data;
    g_assert_true(g_file_set_contents(place->path, "old", 3, NULL));
    g_assert_false(make_report(place->path, "new", false, NULL));
    assert_content(place->path, "old");
    g_assert_true(make_report(place->path, "new", true, NULL));
    assert_report(place, "new");
}

/* A link inside the old folder is removed, what it points to is not. */
static void test_outdir_links(Place *place, gconstpointer data)
{
    g_autofree char *kept = g_build_filename(place->folder, "kept", NULL);
    g_autofree char *mine = g_build_filename(kept, "mine", NULL);
    g_autofree char *inside = g_build_filename(place->path, "link", NULL);
    g_autofree char *link = g_build_filename(place->folder, "link", NULL);
    g_autoptr(GError) error = NULL;

    (void)data;
    g_assert_cmpint(g_mkdir(kept, 0700), ==, 0);
    g_assert_true(g_file_set_contents(mine, "mine", 4, NULL));
    g_assert_true(make_report(place->path, "first", false, NULL));
    g_assert_cmpint(symlink("../kept", inside), ==, 0);
    g_assert_true(make_report(place->path, "second", true, NULL));
    assert_content(mine, "mine");

    g_assert_cmpint(symlink("kept", link), ==, 0);
    g_assert_false(make_report(link, "third", true, &error));
    g_assert_error(error, SVY_ERROR, SVY_ERROR_DATA);
    assert_content(mine, "mine");
    assert_names(place->folder, "kept/mine link out/charts/01-gap.csv out/report.md");
}

/* Case 88 for a folder: every step in turn, until the run succeeds. */
static void test_outdir_failures(Place *place, gconstpointer data)
{
    static const struct {
        const char *call;
        int errnum;
    } cases[] = {{"write", ENOSPC}, {"read", EIO}, {"renameat2", EACCES}};

    (void)data;
    g_assert_true(make_report(place->path, "old", false, NULL));
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        int n_before = 0;

        for (;; n_before++) {
            g_autoptr(GError) error = NULL;
            bool is_made;

            plan_failure(cases[i].call, cases[i].errnum, n_before);
            is_made = make_report(place->path, "old", true, &error);
            plan_failure(NULL, 0, 0);
            assert_report(place, "old");
            if (is_made)
                break;
            g_assert_error(error, SVY_ERROR, SVY_ERROR_IO);
        }
        g_assert_cmpint(n_before, >, 0);
    }
}

/* Of the flushes only the last, of the parent, comes after the folder is in place. */
static void test_outdir_sync_failures(Place *place, gconstpointer data)
{
    (void)data;
    for (int n_before = 0; n_before < 4; n_before++) {
        g_autoptr(GError) error = NULL;

        plan_failure("fsync", EIO, n_before);
        g_assert_false(make_report(place->path, "new", false, &error));
        plan_failure(NULL, 0, 0);
        g_assert_error(error, SVY_ERROR, SVY_ERROR_IO);
        assert_names(place->folder, "");
    }
}

static void test_outdir_old_system(Place *place, gconstpointer data)
{
    g_autoptr(GError) error = NULL;

    (void)data;
    plan_failure("renameat2", EINVAL, 0);
    g_assert_true(make_report(place->path, "first", false, &error));
    plan_failure("renameat2", EINVAL, 0);
    g_assert_false(make_report(place->path, "second", false, &error));
    g_assert_error(error, SVY_ERROR, SVY_ERROR_DATA);
    plan_failure("renameat2", EINVAL, 0);
    g_assert_true(make_report(place->path, "third", true, NULL));
    assert_report(place, "third");
}

/* Somebody changed what we wrote: it is not put in place. */
static void test_outdir_read_back(Place *place, gconstpointer data)
{
    g_autoptr(SvyOutDir) dir = NULL;
    g_auto(GStrv) names = NULL;
    g_autoptr(GError) error = NULL;

    (void)data;
    g_assert_true(svy_outdir_open(place->path, &dir, NULL));
    g_assert_true(svy_outdir_write(dir, "x", "abc", 3, NULL));
    g_assert_true(svy_file_list(place->folder, &names, NULL));

    g_autofree char *inside = g_build_filename(place->folder, names[0], NULL);
    g_assert_true(g_file_set_contents(inside, "abd", 3, NULL));
    g_assert_false(svy_outdir_commit(dir, false, &error));
    g_assert_error(error, SVY_ERROR, SVY_ERROR_IO);
    g_assert_nonnull(strstr(error->message, "read back"));
}

/* Case 91, and its neighbour: another destination in the same folder is nobody's business. */
static void test_outdir_two_at_once(Place *place, gconstpointer data)
{
    g_autofree char *other_path = g_build_filename(place->folder, "other", NULL);
    SvyOutDir *dir = NULL, *second = NULL;
    g_autoptr(GError) error = NULL;

    (void)data;
    g_assert_true(svy_outdir_open(place->path, &dir, NULL));
    g_assert_false(svy_outdir_open(place->path, &second, &error));
    g_assert_error(error, SVY_ERROR, SVY_ERROR_IO);
    g_assert_nonnull(strstr(error->message, "another surveystat"));
    g_assert_true(svy_outdir_open(other_path, &second, NULL));
    svy_outdir_free(second);
    g_assert_true(svy_outdir_write(dir, "x", "abc", 3, NULL));
    g_assert_true(svy_outdir_commit(dir, false, NULL));
    svy_outdir_free(dir);
    assert_names(place->folder, "out/x");
}

/* Case 90: a killed run leaves its sibling; the next one removes it. */
static void test_outdir_killed(Place *place, gconstpointer data)
{
    SvyOutDir *dir = NULL;
    g_auto(GStrv) names = NULL;

    (void)data;
    g_assert_true(svy_outdir_open(place->path, &dir, NULL));
    g_assert_true(svy_outdir_write(dir, "x", "abc", 3, NULL));
    g_assert_true(svy_file_list(place->folder, &names, NULL));
    svy_outdir_free(dir);

    g_autofree char *left = g_path_get_dirname(names[0]);
    g_autofree char *left_path = g_build_filename(place->folder, left, NULL);
    g_autofree char *left_file = g_build_filename(left_path, "x", NULL);

    g_assert_cmpint(g_mkdir(left_path, 0700), ==, 0);
    g_assert_true(g_file_set_contents(left_file, "abc", 3, NULL));
    g_assert_true(make_report(place->path, "new", false, NULL));
    assert_report(place, "new");
}

int main(int argc, char *argv[])
{
    static const struct {
        const char *name;
        void (*test)(Place *place, gconstpointer data);
    } tests[] = {
        {"/base/file/read", test_read},
        {"/base/file/read-faults", test_read_faults},
        {"/base/file/list", test_list},
        {"/base/file/write", test_write},
        {"/base/file/write-in-the-way", test_write_in_the_way},
        {"/base/file/write-bad-paths", test_write_bad_paths},
        {"/base/file/write-failures", test_write_failures},
        {"/base/file/write-old-system", test_write_old_system},
        {"/base/outdir/whole", test_outdir},
        {"/base/outdir/not-committed", test_outdir_not_committed},
        {"/base/outdir/replaces-file", test_outdir_replaces_file},
        {"/base/outdir/links", test_outdir_links},
        {"/base/outdir/failures", test_outdir_failures},
        {"/base/outdir/sync-failures", test_outdir_sync_failures},
        {"/base/outdir/old-system", test_outdir_old_system},
        {"/base/outdir/read-back", test_outdir_read_back},
        {"/base/outdir/two-at-once", test_outdir_two_at_once},
        {"/base/outdir/killed", test_outdir_killed},
    };

    g_test_init(&argc, &argv, NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(tests); i++)
        g_test_add(tests[i].name, Place, NULL, set_up, tests[i].test, tear_down);
    return g_test_run();
}
