/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables written in random dialects are read back exactly, with the physical line of each record,
 * whatever pieces the bytes arrive in. */
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/findings.h"
#include "check.h"
#include "ingest/csv-reader.h"
#include "ingest/encoding.h"
#include "ingest/input.h"

#define N_TABLES    400
#define N_LARGE     6
#define LARGE_ROWS  12000 /* several blocks of the reader */
#define MAX_COLUMNS 7
#define MAX_PIECE   23 /* bytes of a write into a pipe */

/* What was written. */
typedef struct {
    char delimiter;
    const char *end;
    size_t n_columns, n_blank_lines;
    bool has_last_end;
    GPtrArray *records; /* of GStrv, owned */
    GArray *lines;      /* of size_t: where each record begins */
    GString *bytes;
} Table;

static void table_clear(Table *table)
{
    g_ptr_array_unref(table->records);
    g_array_unref(table->lines);
    g_string_free(table->bytes, TRUE);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Table, table_clear)

/* --- Writing -------------------------------------------------------------------------------- */

/* A cell of up to five words with odd things between them. At most two line ends: from three on the
 * reader may ask itself whether a stray quote swallowed rows. Blanks at the ends are not kept. */
static char *draw_cell(GRand *random)
{
    static const char *const words[] = {"a", "Caf\303\251", "5", "long word", "\342\202\254", "x"};
    static const char *const joints[] = {",", ";", "\t", "|", "\"", "\"\"", " ", "'", "=", "\\"};
    static const char *const ends[] = {"\n", "\r\n", "\r"};
    const int n_words = g_rand_int_range(random, 0, 6);
    GString *cell = g_string_new(NULL);
    int n_ends = 0;

    for (int i = 0; i < n_words; i++) {
        g_string_append(cell, words[g_rand_int_range(random, 0, G_N_ELEMENTS(words))]);
        if (i + 1 == n_words)
            break;
        if (n_ends < 2 && g_rand_int_range(random, 0, 8) == 0) {
            g_string_append(cell, ends[g_rand_int_range(random, 0, G_N_ELEMENTS(ends))]);
            n_ends++;
        } else {
            g_string_append(cell, joints[g_rand_int_range(random, 0, G_N_ELEMENTS(joints))]);
        }
    }
    if (g_rand_int_range(random, 0, 6) == 0 && n_words > 0)
        g_string_prepend_c(cell, '"');
    return g_string_free(cell, FALSE);
}

static void append_cell(Table *table, GRand *random, const char *cell)
{
    const char needs[] = {table->delimiter, '"', '\n', '\r', '\0'};

    if (strpbrk(cell, needs) == NULL && g_rand_boolean(random)) {
        g_string_append(table->bytes, cell);
        return;
    }
    g_string_append_c(table->bytes, '"');
    for (const char *c = cell; *c != '\0'; c++) {
        if (*c == '"')
            g_string_append_c(table->bytes, '"');
        g_string_append_c(table->bytes, *c);
    }
    g_string_append_c(table->bytes, '"');
}

/* Physical lines begun so far, counted apart from the reader: CR LF is one line end. */
static size_t count_lines(const char *text, size_t n)
{
    size_t n_lines = 1;

    for (size_t i = 0; i < n; i++)
        n_lines += text[i] == '\n' || (text[i] == '\r' && (i + 1 == n || text[i + 1] != '\n'));
    return n_lines;
}

static void append_record(Table *table, GRand *random, size_t *line)
{
    GPtrArray *record = g_ptr_array_new();
    const size_t start = table->bytes->len;

    for (size_t i = 0; i < table->n_columns; i++) {
        char *cell = draw_cell(random);

        if (table->n_columns == 1 && *cell == '\0') { /* a blank line is another thing */
            g_free(cell);
            cell = g_strdup("only");
        }
        if (i > 0)
            g_string_append_c(table->bytes, table->delimiter);
        append_cell(table, random, cell);
        g_ptr_array_add(record, cell);
    }
    g_ptr_array_add(record, NULL);
    g_string_append(table->bytes, table->end);
    g_array_append_val(table->lines, *line);
    g_ptr_array_add(table->records, g_ptr_array_free(record, FALSE));
    *line += count_lines(table->bytes->str + start, table->bytes->len - start) - 1;
}

static void append_blank_lines(Table *table, GRand *random, size_t *line)
{
    while (table->n_columns > 1 && g_rand_int_range(random, 0, 6) == 0) {
        g_string_append(table->bytes, table->end);
        table->n_blank_lines++;
        (*line)++;
    }
}

static void draw_table(GRand *random, size_t n_records, Table *ret_table)
{
    static const char delimiters[] = {',', ';', '\t', '|'};
    static const char *const ends[] = {"\n", "\r\n", "\r"};
    size_t line = 1;

    *ret_table = (Table){.delimiter = delimiters[g_rand_int_range(random, 0, 4)],
                         .end = ends[g_rand_int_range(random, 0, 3)],
                         .n_columns = (size_t)g_rand_int_range(random, 1, MAX_COLUMNS + 1),
                         .has_last_end = g_rand_boolean(random),
                         .records = g_ptr_array_new_with_free_func((GDestroyNotify)g_strfreev),
                         .lines = g_array_new(FALSE, FALSE, sizeof(size_t)),
                         .bytes = g_string_new(g_rand_boolean(random) ? "\357\273\277" : "")};
    for (size_t i = 0; i < n_records; i++) {
        append_blank_lines(ret_table, random, &line);
        append_record(ret_table, random, &line);
    }
    if (!ret_table->has_last_end)
        g_string_truncate(ret_table->bytes, ret_table->bytes->len - strlen(ret_table->end));
}

/* --- Reading -------------------------------------------------------------------------------- */

typedef struct {
    const Table *table;
    GPtrArray *record; /* of char, owned */
    size_t n_records;
} Check;

static void take_field(void *data, size_t field, const char *text, size_t n_bytes)
{
    Check *check = data;

    g_assert_cmpuint(field, ==, check->record->len);
    g_ptr_array_add(check->record, g_strndup(text, n_bytes));
}

static bool check_record(void *data, size_t n_fields, size_t line, bool is_blank, GError **error)
{
    Check *check = data;
    char **expected;
    bool is_empty = true;

    (void)error;
    g_assert_cmpuint(check->n_records, <, check->table->records->len);
    expected = g_ptr_array_index(check->table->records, check->n_records);
    g_assert_cmpuint(n_fields, ==, check->table->n_columns);
    g_assert_cmpuint(line, ==, g_array_index(check->table->lines, size_t, check->n_records));
    for (size_t i = 0; i < n_fields; i++) {
        g_assert_cmpstr(g_ptr_array_index(check->record, i), ==, expected[i]);
        is_empty &= *expected[i] == '\0';
    }
    g_assert_true(is_blank == is_empty);
    g_ptr_array_set_size(check->record, 0);
    check->n_records++;
    return true;
}

static void check_table(const Table *table, SvyInput *input)
{
    g_autoptr(SvyFindings) findings = svy_findings_new();
    g_autoptr(GError) error = NULL;
    g_auto(SvyEncoding) encoding = {0};
    g_autoptr(GPtrArray) record = g_ptr_array_new_with_free_func(g_free);
    Check check = {.table = table, .record = record};
    SvyCsvCounts counts;

    g_assert_true(svy_encoding_detect(input, NULL, findings, &encoding, &error));
    g_assert_no_error(error);

    const SvyCsvOptions options = {.delimiter = table->delimiter,
                                   .n_columns = table->n_columns,
                                   .encoding = &encoding,
                                   .on_field = take_field,
                                   .on_record = check_record,
                                   .data = &check};

    svy_csv_read(input, &options, findings, &counts, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(check.n_records, ==, table->records->len);
    g_assert_cmpuint(counts.n_records, ==, table->records->len);
    g_assert_cmpuint(counts.n_blank_lines, ==, table->n_blank_lines);
    g_assert_true(counts.has_last_line_end == table->has_last_end);
    g_assert_cmpuint(svy_findings_count(findings, SVY_SEVERITY_WARNING), ==, 0);
}

/* --- Sources -------------------------------------------------------------------------------- */

static void check_from_memory(const Table *table)
{
    g_autoptr(SvyInput) input =
        svy_input_new_from_memory("table.csv", table->bytes->str, table->bytes->len);

    check_table(table, input);
}

static void check_from_file(const Table *table)
{
    g_autofree char *path = NULL;
    g_autoptr(SvyInput) input = NULL;
    g_autoptr(GError) error = NULL;
    const int fd = g_file_open_tmp("svy-csv-XXXXXX", &path, &error);

    g_assert_no_error(error);
    close(fd);
    g_file_set_contents(path, table->bytes->str, (gssize)table->bytes->len, &error);
    g_assert_no_error(error);
    g_assert_true(svy_input_open(path, &input, &error));
    check_table(table, input);
    unlink(path);
}

typedef struct {
    const char *path;
    const GString *bytes;
    guint32 seed;
} Feeder;

static void *feed_pipe(void *data)
{
    const Feeder *feeder = data;
    g_autoptr(GRand) random = g_rand_new_with_seed(feeder->seed);
    const int fd = open(feeder->path, O_WRONLY);
    size_t done = 0;

    g_assert_cmpint(fd, >=, 0);
    while (done < feeder->bytes->len) {
        const size_t piece = (size_t)g_rand_int_range(random, 1, MAX_PIECE + 1);
        const size_t n = MIN(piece, feeder->bytes->len - done);

        g_assert_true(write(fd, feeder->bytes->str + done, n) == (ssize_t)n);
        done += n;
    }
    close(fd);
    return NULL;
}

/* A named one: not every machine has /dev/fd. */
static char *make_pipe(void)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *folder = g_dir_make_tmp("svy-pipe-XXXXXX", &error);
    char *path = g_build_filename(folder, "pipe", NULL);

    g_assert_no_error(error);
    g_assert_cmpint(mkfifo(path, 0600), ==, 0);
    return path;
}

static void remove_pipe(char *path)
{
    g_autofree char *folder = g_path_get_dirname(path);

    unlink(path);
    rmdir(folder);
    g_free(path);
}

static void check_from_pipe(const Table *table, guint32 seed)
{
    char *path = make_pipe();
    g_autoptr(SvyInput) input = NULL;
    g_autoptr(GError) error = NULL;
    Feeder feeder = {.path = path, .bytes = table->bytes, .seed = seed};
    GThread *thread = g_thread_new("feeder", feed_pipe, &feeder);

    svy_input_open(path, &input, &error);
    g_thread_join(thread);
    g_assert_no_error(error);
    remove_pipe(path);
    check_table(table, input);
}

/* --- Tests ---------------------------------------------------------------------------------- */

static void test_round_trip(void)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(180);

    for (guint32 i = 0; i < N_TABLES; i++) {
        g_auto(Table) table = {0};

        draw_table(random, (size_t)g_rand_int_range(random, 1, 30), &table);
        check_from_memory(&table);
        check_from_file(&table);
        check_from_pipe(&table, i);
    }
}

/* The borders of the reader's blocks fall anywhere: inside quotes, line ends and characters. */
static void test_blocks(void)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(4180);

    for (size_t i = 0; i < N_LARGE; i++) {
        g_auto(Table) table = {0};

        draw_table(random, LARGE_ROWS, &table);
        check_from_memory(&table);
        check_from_file(&table);
    }
}

int main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/property/ingest/csv-reader/round-trip", test_round_trip);
    g_test_add_func("/property/ingest/csv-reader/blocks", test_blocks);
    return g_test_run();
}
