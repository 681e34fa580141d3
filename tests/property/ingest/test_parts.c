/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file that is read in parts gives what it gives whole: rows, codes, counts, kinds, line numbers,
 * findings and errors, for files of every kind of fault, cut at every byte. */
#include <math.h>
#include <string.h>

#include "core/dataset.h"
#include "ingest/table.h"

/* --- Reading -------------------------------------------------------------------------------- */

typedef struct {
    SvyDataset *dataset;
    SvyEncoding encoding;
    char *message; /* of the error; NULL when all was read */
    int code;
} Outcome;

static void outcome_clear(Outcome *outcome)
{
    g_clear_pointer(&outcome->dataset, svy_dataset_unref);
    svy_encoding_clear(&outcome->encoding);
    g_clear_pointer(&outcome->message, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Outcome, outcome_clear)

/* A tool that marks records which are no responses, and cells that were shown and not ticked. */
static const char *const skip_words[] = {"yes", NULL};
static const SvySkipRule skip_rule = {.column = "Status", .words = skip_words, .what = "a test"};
static const SvyExporter marking_tool = {.name = "marking", .skip_rule = &skip_rule};

static bool read_table(SvyInput *input, size_t n_header_rows, Outcome *outcome, GError **error)
{
    SvyCsvOptions options = {.delimiter = ',', .encoding = &outcome->encoding, .n_max_records = 5};
    SvyDataset *dataset = outcome->dataset;
    char status[] = "Status", other[] = "Other", no[] = "No";
    g_autofree SvyHeading *headings = NULL;
    g_autoptr(SvyHead) head = NULL;

    if (!svy_encoding_detect(input, NULL, dataset->findings, &outcome->encoding, error) ||
        !svy_head_read(input, &options, &head, error))
        return false;
    if (head->cells->len == 0)
        return true;
    options.n_max_records = 0;
    dataset->n_header_rows = n_header_rows;
    g_assert_true(svy_dataset_set_n_columns(dataset, svy_head_count_fields(head, 0)));
    headings = g_new0(SvyHeading, dataset->n_columns);
    for (size_t i = 0; i < dataset->n_columns; i++)
        headings[i].stem = i == 1 ? status : other;
    headings[0].unticked = n_header_rows == 2 ? no : NULL;
    return svy_table_read(input, &options, head,
                          n_header_rows == 2 ? &marking_tool : &svy_export_plain, headings, dataset,
                          error);
}

static Outcome read_in_parts(const GString *bytes,
                             size_t n_header_rows,
                             size_t n_parts,
                             size_t n_part_bytes)
{
    g_autoptr(SvyInput) input = svy_input_new_from_memory("in.csv", bytes->str, bytes->len);
    g_autoptr(GError) error = NULL;
    Outcome outcome = {.dataset = svy_dataset_new("in.csv")};

    svy_input_set_parts(input, n_parts, n_part_bytes);
    if (!read_table(input, n_header_rows, &outcome, &error)) {
        outcome.message = g_strdup(error->message);
        outcome.code = error->code;
    }
    return outcome;
}

/* --- Comparing ------------------------------------------------------------------------------ */

static void assert_same_findings(const SvyFindings *one, const SvyFindings *parts)
{
    g_assert_cmpuint(svy_findings_get_n(one), ==, svy_findings_get_n(parts));
    for (size_t i = 0; i < svy_findings_get_n(one); i++) {
        const SvyFinding *a = svy_findings_get(one, i), *b = svy_findings_get(parts, i);

        g_assert_cmpint(a->severity, ==, b->severity);
        g_assert_cmpstr(a->code, ==, b->code);
        g_assert_cmpuint(a->line, ==, b->line);
        g_assert_cmpuint(a->column, ==, b->column);
        g_assert_cmpuint(a->n, ==, b->n);
        g_assert_cmpstr(a->message, ==, b->message);
        g_assert_cmpstr(a->mend, ==, b->mend);
    }
}

static void assert_same_bytes(const void *one, size_t n_one, const void *parts, size_t n_parts)
{
    g_assert_cmpuint(n_one, ==, n_parts);
    g_assert_true(n_one == 0 || memcmp(one, parts, n_one) == 0);
}

static void assert_same_dict(const SvyDict *one, const SvyDict *parts)
{
    g_assert_cmpint(one == NULL, ==, parts == NULL);
    if (one == NULL)
        return;
    g_assert_cmpuint(one->n, ==, parts->n);
    assert_same_bytes(one->bytes, one->n_bytes, parts->bytes, parts->n_bytes);
    assert_same_bytes(one->counts, one->n * sizeof one->counts[0], parts->counts,
                      parts->n * sizeof parts->counts[0]);
}

static void assert_same_rows(const SvyColumn *one, const SvyColumn *parts)
{
    for (size_t i = 0; i < one->n_rows; i++) {
        switch (one->kind) {
        case SVY_COLUMN_CODES:
            g_assert_cmpint(svy_column_get_code(one, i), ==, svy_column_get_code(parts, i));
            continue;
        case SVY_COLUMN_NUMBERS:
            if (!isnan(one->numbers[i]) || !isnan(parts->numbers[i]))
                assert_same_bytes(&one->numbers[i], sizeof(double), &parts->numbers[i],
                                  sizeof(double));
            break;
        case SVY_COLUMN_OPEN:
            break;
        }
        g_assert_cmpint(svy_bitset_get(one->answered, i), ==, svy_bitset_get(parts->answered, i));
    }
}

static void assert_same_column(const SvyColumn *one, const SvyColumn *parts)
{
    g_assert_cmpint(one->kind, ==, parts->kind);
    g_assert_cmpuint(one->n_rows, ==, parts->n_rows);
    g_assert_cmpuint(one->n_answered, ==, parts->n_answered);
    g_assert_cmpuint(one->n_not_numbers, ==, parts->n_not_numbers);
    g_assert_cmpuint(one->width, ==, parts->width);
    assert_same_dict(one->dict, parts->dict);
    assert_same_rows(one, parts);
    if (one->kind != SVY_COLUMN_CODES) {
        g_assert_cmpuint(one->answered->n_bits, ==, one->n_rows);
        g_assert_cmpuint(parts->answered->n_bits, ==, parts->n_rows);
        g_assert_cmpuint(svy_bitset_count(one->answered), ==, one->n_answered);
    }
}

static void assert_same(const Outcome *one, const Outcome *parts)
{
    g_assert_cmpstr(one->message, ==, parts->message);
    g_assert_cmpint(one->code, ==, parts->code);
    g_assert_cmpstr(one->encoding.name, ==, parts->encoding.name);
    g_assert_cmpint(one->encoding.kind, ==, parts->encoding.kind);
    g_assert_cmpuint(one->encoding.n_lf, ==, parts->encoding.n_lf);
    g_assert_cmpuint(one->encoding.n_crlf, ==, parts->encoding.n_crlf);
    g_assert_cmpuint(one->encoding.n_cr, ==, parts->encoding.n_cr);
    g_assert_cmpint(one->encoding.has_nul, ==, parts->encoding.has_nul);
    g_assert_cmpint(one->encoding.is_ascii, ==, parts->encoding.is_ascii);
    if (one->message != NULL)
        return; /* what was read before an error is thrown away, findings and all */
    assert_same_findings(one->dataset->findings, parts->dataset->findings);
    g_assert_cmpuint(one->dataset->n_rows, ==, parts->dataset->n_rows);
    g_assert_cmpuint(one->dataset->n_columns, ==, parts->dataset->n_columns);
    for (size_t i = 0; i < one->dataset->n_columns; i++)
        assert_same_column(&one->dataset->columns[i], &parts->dataset->columns[i]);
    for (size_t i = 0; i < one->dataset->n_rows; i++)
        g_assert_cmpuint(svy_dataset_get_line(one->dataset, i), ==,
                         svy_dataset_get_line(parts->dataset, i));
    assert_same_bytes(
        one->dataset->lines.jumps->data, one->dataset->lines.jumps->len * 2 * sizeof(size_t),
        parts->dataset->lines.jumps->data, parts->dataset->lines.jumps->len * 2 * sizeof(size_t));
}

/* --- Small hostile files -------------------------------------------------------------------- */

static uint32_t draw(GRand *rng, uint32_t n)
{
    return (uint32_t)(((uint64_t)g_rand_int(rng) * n) >> 32);
}

/* What can be wrong with a file; each file has a few of these. */
typedef enum {
    MULTILINE_CELLS,
    RECORDS_IN_CELLS,
    STRAY_QUOTES,
    UNCLOSED_QUOTES,
    TEXT_AFTER_QUOTE,
    BLANK_LINES,
    BLANK_RECORDS,
    HEADER_AGAIN,
    SHORT_RECORDS,
    WIDE_RECORDS,
    WIDE_FILLED_RECORDS,
    LATIN_BYTES,
    MAC_BYTES,
    ODD_BYTES,
    UTF8_CELLS,
    NUL_BYTES,
    MARKS,
    CONTROL_Z,
    SPACES,
    MIXED_ENDS,
    N_FAULTS,
} Fault;

typedef struct {
    GRand *rng;
    GString *out;
    bool has[N_FAULTS];
    size_t n_columns, n_header_rows;
    const char *end;
} Maker;

static bool strikes(Maker *maker, Fault fault, uint32_t one_in)
{
    return maker->has[fault] && draw(maker->rng, one_in) == 0;
}

static const struct {
    Fault fault;
    const char *text;
    size_t n;
} faulty_cells[] = {
    {MULTILINE_CELLS, "\"first\nsecond\"", 14},
    {MULTILINE_CELLS, "\"one\r\n\r\ntwo\"", 12},
    {MULTILINE_CELLS, "\"\n\n\n\"", 5},
    {RECORDS_IN_CELLS, "\"a,b\nc,d\ne,f\"", 13},
    {RECORDS_IN_CELLS, "\"x\nYes,No\nno,yes\n,\n\"\"q\"\"\n\"", 27},
    {STRAY_QUOTES, "5\" pipe", 7},
    {STRAY_QUOTES, "b\"", 2},
    {UNCLOSED_QUOTES, "\"open", 5},
    {TEXT_AFTER_QUOTE, "\"a\"b", 4},
    {LATIN_BYTES, "caf\351", 4},
    {LATIN_BYTES, "don\222t", 5},
    {MAC_BYTES, "caf\216s", 5},
    {ODD_BYTES, "\201", 1},
    {ODD_BYTES, "a \200 \200\200\200\200\200 b", 10},
    {UTF8_CELLS, "caf\303\251", 5},
    {UTF8_CELLS, "\346\227\245\346\234\254\360\237\230\200", 10},
    {NUL_BYTES, "a\0b", 3},
    {MARKS, "\357\273\277x", 4},
    {SPACES, "  Yes\t", 6},
    {SPACES, " ", 1},
};

static void add_cell(Maker *maker)
{
    static const char *const plain[] = {
        "", "", "Yes", "No", "yes", "12", "-3", "a b c", "\"Yes, both\"", "\"a \"\"b\"\"\""};

    for (size_t i = 0; i < G_N_ELEMENTS(faulty_cells); i++) {
        if (!strikes(maker, faulty_cells[i].fault, 12))
            continue;
        g_string_append_len(maker->out, faulty_cells[i].text, (gssize)faulty_cells[i].n);
        return;
    }
    g_string_append(maker->out, plain[draw(maker->rng, G_N_ELEMENTS(plain))]);
}

static void end_line(Maker *maker)
{
    static const char *const ends[] = {"\n", "\r\n", "\r", "\r\r\n"};

    if (maker->has[MIXED_ENDS])
        g_string_append(maker->out, ends[draw(maker->rng, G_N_ELEMENTS(ends))]);
    else
        g_string_append(maker->out, maker->end);
}

static void add_header(Maker *maker)
{
    for (size_t row = 0; row < maker->n_header_rows; row++) {
        for (size_t i = 0; i < maker->n_columns; i++)
            g_string_append_printf(maker->out, "%sh%zu%zu", i > 0 ? "," : "", row, i);
        end_line(maker);
    }
}

static size_t draw_width(Maker *maker)
{
    if (strikes(maker, SHORT_RECORDS, 15))
        return 1 + draw(maker->rng, (uint32_t)maker->n_columns);
    if (strikes(maker, WIDE_FILLED_RECORDS, 15))
        return maker->n_columns + 1;
    return maker->n_columns;
}

static void add_record(Maker *maker)
{
    const size_t width = draw_width(maker);
    const bool is_blank = strikes(maker, BLANK_RECORDS, 5);

    if (strikes(maker, MARKS, 6))
        g_string_append(maker->out, "\357\273\277");
    for (size_t i = 0; i < width; i++) {
        if (i > 0)
            g_string_append_c(maker->out, ',');
        if (!is_blank)
            add_cell(maker);
    }
    if (strikes(maker, WIDE_RECORDS, 5))
        g_string_append(maker->out, ",,");
    end_line(maker);
}

static void add_line(Maker *maker)
{
    if (strikes(maker, BLANK_LINES, 4)) {
        if (strikes(maker, SPACES, 2))
            g_string_append(maker->out, "  ");
        end_line(maker);
    } else if (strikes(maker, HEADER_AGAIN, 6)) {
        add_header(maker);
    } else if (strikes(maker, CONTROL_Z, 8)) {
        g_string_append_c(maker->out, '\032');
        end_line(maker);
    } else {
        add_record(maker);
    }
}

static GString *make_file(GRand *rng, size_t *ret_n_header_rows)
{
    static const char *const ends[] = {"\n", "\n", "\r\n", "\r\n", "\r", "\r\r\n"};
    Maker maker = {.rng = rng, .out = g_string_new(NULL)};
    const uint32_t n_faults = draw(rng, 4), n_lines = 1 + draw(rng, 25);

    for (uint32_t i = 0; i < n_faults; i++)
        maker.has[draw(rng, N_FAULTS)] = true;
    maker.n_columns = 1 + draw(rng, 5);
    maker.n_header_rows = draw(rng, 3);
    maker.end = ends[draw(rng, G_N_ELEMENTS(ends))];
    if (draw(rng, 8) == 0)
        g_string_append(maker.out, "\357\273\277");
    add_header(&maker);
    for (uint32_t i = 0; i < n_lines; i++)
        add_line(&maker);
    if (draw(rng, 3) == 0)
        g_string_truncate(maker.out, maker.out->len - MIN(maker.out->len, 1 + draw(rng, 6)));
    *ret_n_header_rows = maker.n_header_rows;
    return maker.out;
}

static void assert_parts_same(const GString *bytes,
                              size_t n_header_rows,
                              const Outcome *one,
                              size_t n_parts,
                              size_t n_part_bytes)
{
    g_auto(Outcome) parts = read_in_parts(bytes, n_header_rows, n_parts, n_part_bytes);

    assert_same(one, &parts);
}

static void check_file(const GString *bytes, size_t n_header_rows, size_t step)
{
    static const size_t part_sizes[] = {1, 2, 5, 13, 40, 100};
    g_auto(Outcome) one = read_in_parts(bytes, n_header_rows, 1, 0);

    for (size_t at = 1; at <= bytes->len + 1; at += step)
        assert_parts_same(bytes, n_header_rows, &one, 2, at);
    for (size_t i = 0; i < G_N_ELEMENTS(part_sizes); i++)
        assert_parts_same(bytes, n_header_rows, &one, 7, part_sizes[i]);
    assert_parts_same(bytes, n_header_rows, &one, 5, 0);
}

static void test_hostile(void)
{
    const uint32_t n_files = g_test_slow() ? 4000 : 150;

    for (uint32_t seed = 1; seed <= n_files; seed++) {
        g_autoptr(GRand) rng = g_rand_new_with_seed(seed);
        size_t n_header_rows;
        GString *bytes = make_file(rng, &n_header_rows);

        g_test_message("seed %u: %zu bytes", seed, bytes->len);
        check_file(bytes, n_header_rows, g_test_slow() ? 1 : 3);
        g_string_free(bytes, TRUE);
    }
}

/* Bytes without any order. */
static void test_noise(void)
{
    static const char alphabet[] = "aab1,,,\"\"\n\n\r \351\303\251\342\202\254\032";
    const uint32_t n_files = g_test_slow() ? 4000 : 60;

    for (uint32_t seed = 1; seed <= n_files; seed++) {
        g_autoptr(GRand) rng = g_rand_new_with_seed(1000000 + seed);
        GString *bytes = g_string_new("a,b\n1,2\n");
        const uint32_t n = draw(rng, 150), n_symbols = draw(rng, 2) == 0 ? 12 : sizeof alphabet - 1;

        for (uint32_t i = 0; i < n; i++)
            g_string_append_c(bytes, alphabet[draw(rng, n_symbols)]);
        g_test_message("seed %u", seed);
        check_file(bytes, draw(rng, 3), 1);
        g_string_free(bytes, TRUE);
    }
}

/* --- Columns that open or widen ------------------------------------------------------------- */

/* Answers of one row, by what the column does as the file goes on. */
static void add_long_row(GString *out, GRand *rng, uint32_t row, uint32_t n_rows, uint32_t odd_row)
{
    const bool is_late = row > n_rows / 2;

    g_string_append_printf(out, "id%u,", row);              /* opens */
    g_string_append_printf(out, "%u.5,", draw(rng, 30000)); /* numbers */
    g_string_append_printf(out, "%s%u,", row == odd_row ? "n/a" : "", row % 15000);
    g_string_append_printf(out, "w%u,", is_late ? draw(rng, 300) : draw(rng, 5)); /* widens */
    g_string_append_printf(out, "%u,", is_late ? row : draw(rng, 9));             /* opens late */
    g_string_append_printf(out, "t%u,", is_late ? draw(rng, 9) : row);            /* opens early */
    if (draw(rng, 3) == 0)
        g_string_append_printf(out, "%u", row * 3000017);
    g_string_append_printf(out, ",%u\n", is_late ? 9000 + draw(rng, 9000) : draw(rng, 9000));
}

static void add_odd_line(GString *out, GRand *rng, uint32_t row)
{
    switch (draw(rng, 400)) {
    case 0:
        g_string_append(out, "a,b,c,d,e,f,g,h\n");
        break;
    case 1:
        g_string_append(out, ",,,,,,,\n");
        break;
    case 2:
        g_string_append_printf(out, "new%u,%u,\"x\ny\",8,8,8,8,8\n", row, 100000 + row);
        break;
    case 3:
        g_string_append(out, "\n");
        break;
    default:
        break;
    }
}

static GString *make_long_file(GRand *rng)
{
    const uint32_t n_rows = 15000 + draw(rng, 20000), odd_row = draw(rng, 2 * n_rows);
    GString *out = g_string_new("a,b,c,d,e,f,g,h\n");

    for (uint32_t row = 0; row < n_rows; row++) {
        add_long_row(out, rng, row, n_rows, odd_row);
        add_odd_line(out, rng, row);
    }
    return out;
}

static void test_columns(void)
{
    const uint32_t n_files = g_test_slow() ? 60 : 3;

    for (uint32_t seed = 1; seed <= n_files; seed++) {
        g_autoptr(GRand) rng = g_rand_new_with_seed(2000000 + seed);
        GString *bytes = make_long_file(rng);
        g_auto(Outcome) one = read_in_parts(bytes, 1, 1, 0);

        g_assert_cmpstr(one.message, ==, NULL);
        g_assert_cmpint(one.dataset->columns[0].kind, ==, SVY_COLUMN_OPEN);
        g_assert_cmpint(one.dataset->columns[1].kind, ==, SVY_COLUMN_NUMBERS);
        g_assert_cmpint(one.dataset->columns[3].width, ==, 2);
        for (size_t i = 0; i < 10; i++)
            assert_parts_same(bytes, 1, &one, 2, 1 + draw(rng, (uint32_t)bytes->len));
        for (size_t n_parts = 3; n_parts < 12; n_parts += 4)
            assert_parts_same(bytes, 1, &one, n_parts, 0);
        g_string_free(bytes, TRUE);
    }
}

/* The text that is one too many comes first in a row that is left out, or in the last row of all.
 */
static void test_opening_row(void)
{
    for (size_t n_more = 0; n_more < 4; n_more++) {
        GString *bytes = g_string_new("a,b\n");

        for (size_t row = 0; row < 9998 + n_more; row++)
            g_string_append_printf(bytes, "%zu,x%zu\n", row, row);
        g_string_append(bytes, "1,x1\na,b\n2,x2\na,b\n3,new\n4,x4\na,b\n1,\n,\n");
        for (size_t n_before = 0; n_before < 60; n_before += 2) {
            g_auto(Outcome) one = read_in_parts(bytes, 1, 1, 0);

            assert_parts_same(bytes, 1, &one, 2, bytes->len - n_before);
        }
        g_string_free(bytes, TRUE);
    }
}

/* A column is one of numbers by its first answers; a part of it that begins later sees others. */
static void test_late_text(void)
{
    static const size_t first_rows[] = {0, 1, 3000, 9999, 10001, 10040, 10060, 11000};
    GString *bytes = g_string_new("a,b\n");
    size_t begins[24000];
    g_auto(Outcome) one = {0};

    for (size_t row = 0; row < G_N_ELEMENTS(begins); row++) {
        begins[row] = bytes->len;
        g_string_append_printf(bytes, "%zu,%s\n", row, row % 2 == 0 ? "Yes" : "No");
        if (row == 10050)
            g_string_append(bytes, "n/a,Yes\n");
    }
    one = read_in_parts(bytes, 1, 1, 0);
    g_assert_cmpint(one.dataset->columns[0].kind, ==, SVY_COLUMN_NUMBERS);
    g_assert_cmpuint(one.dataset->columns[0].n_not_numbers, ==, 1);
    for (size_t i = 0; i < G_N_ELEMENTS(first_rows); i++)
        assert_parts_same(bytes, 1, &one, 2, begins[first_rows[i]]);
    g_string_free(bytes, TRUE);
}

/* One byte decides about the encoding by what stands beside it. */
static void test_evidence(void)
{
    static const char *const texts[] = {"a,b\ndon\325t,x\n",
                                        "a,b\ndon\222t,x\n",
                                        "a,b\ncaf\351,x\n",
                                        "a,b\n\344hm,x\n",
                                        "a,b\n\346\227\245\346\234\254\360\237\230\200,x\n",
                                        "a,b\n\200\200\200\200\200\200,\360\237\230\n"};

    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        GString *bytes = g_string_new(texts[i]);

        check_file(bytes, 1, 1);
        g_string_free(bytes, TRUE);
    }
}

int main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/ingest/parts/hostile", test_hostile);
    g_test_add_func("/ingest/parts/noise", test_noise);
    g_test_add_func("/ingest/parts/columns", test_columns);
    g_test_add_func("/ingest/parts/opening-row", test_opening_row);
    g_test_add_func("/ingest/parts/late-text", test_late_text);
    g_test_add_func("/ingest/parts/evidence", test_evidence);
    return g_test_run();
}
