/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Combinations of the rows of a case: each row alone, then pairs, then threes, as many people of
 * the base as are left. */
#include "cases.h"

#include "base/text.h"
#include "result/result-table.h"

enum { N_COMBINATIONS = 25, N_OPTIONS = 30 };

typedef struct {
    uint64_t mask;
    size_t n;
} Set;

/* The @index-th set: rows alone, neighbours, neighbours but one and more in turn. */
static uint64_t make_mask(size_t index, size_t n_rows)
{
    static const uint64_t shapes[] = {1, 3, 1, 7, 5, 9};
    const size_t turn = index * index % n_rows, shape = index % G_N_ELEMENTS(shapes);
    uint64_t mask = 0;

    for (size_t i = 0; i < 4; i++)
        if ((shapes[shape] >> i & 1) != 0)
            mask |= (uint64_t)1 << (turn + i) % n_rows;
    return mask;
}

static bool has_mask(const Set *sets, size_t n, uint64_t mask)
{
    for (size_t i = 0; i < n; i++)
        if (sets[i].mask == mask)
            return true;
    return false;
}

/* Every set has a share of those who are left, so that the counts fall. */
static size_t make_sets(size_t n_rows, size_t base, Set *sets, size_t *ret_n_left)
{
    size_t n = 0, n_left = base;

    for (size_t i = 0; i < 6 * n_rows && n < N_COMBINATIONS; i++) {
        const uint64_t mask = make_mask(i, n_rows);
        const size_t people = n_rows == 1 ? base : MAX(n_left / 8, 5);

        if (has_mask(sets, n, mask) || people + 5 > n_left + (n_rows == 1 ? 5 : 0))
            continue;
        sets[n++] = (Set){mask, people};
        n_left -= people;
    }
    if (n == 0)
        sets[n++] = (Set){1, n_left}, n_left = 0;
    *ret_n_left = n_left;
    return n;
}

static SvyShare share_of(size_t n, size_t base)
{
    return (SvyShare){.n = n, .base = base, .p = svy_cases_wilson(n, base)};
}

static SvyTableSets *make_options(const SvyCaseRow *rows,
                                  size_t n_rows,
                                  size_t base,
                                  const Set *sets,
                                  size_t n_sets)
{
    SvyTableSets *made = g_new0(SvyTableSets, 1);

    made->n = n_rows;
    made->labels = g_new0(char *, n_rows);
    made->shares = g_new0(SvyShare, n_rows);
    made->masks = g_new0(uint64_t, n_sets + 1);
    for (size_t i = 0; i < n_rows; i++) {
        size_t n = 0;

        for (size_t set = 0; set < n_sets; set++)
            n += (sets[set].mask >> i & 1) != 0 ? sets[set].n : 0;
        made->labels[i] = g_strdup(rows[i].label);
        made->shares[i] = share_of(n, base);
    }
    for (size_t set = 0; set < n_sets; set++)
        made->masks[set] = sets[set].mask;
    return made;
}

static char *make_label(const SvyCaseRow *rows, size_t n_rows, uint64_t mask)
{
    GString *out = g_string_new(NULL);

    for (size_t i = 0; i < n_rows; i++) {
        g_autofree char *cut = svy_text_cut(rows[i].label, 60);

        if ((mask >> i & 1) != 0)
            g_string_append_printf(out, "%s“%s”", out->len > 0 ? " and " : "", cut);
    }
    return g_string_free(out, FALSE);
}

SvyTable svy_case_table_combinations(const SvyCaseRow *rows, size_t n_rows)
{
    g_autoptr(SvyTableBuilder) builder =
        svy_table_builder_new(SVY_TABLE_COMBINATIONS, "combinations", "Most frequent combinations");
    SvyTable *table = svy_table_builder_get(builder);
    const size_t n_options = MIN(n_rows, N_OPTIONS), base = rows[0].base;
    Set sets[N_COMBINATIONS];
    size_t n_left;
    const size_t n_sets = make_sets(n_options, base, sets, &n_left);

    table->row_id = g_strdup("q9");
    table->row_text = g_strdup("Which of these do you use?");
    table->base_rule = g_strdup("people who chose at least one option");
    table->method = g_strdup("95% intervals by Wilson.");
    svy_table_builder_add_column(builder, "combination", "Combination");
    svy_table_builder_add_column(builder, "options", "Options");
    svy_table_builder_add_column(builder, "p", "Share");
    for (size_t i = 0; i <= n_sets; i++) {
        const bool is_rest = i == n_sets;
        const SvyShare share = share_of(is_rest ? n_left : sets[i].n, base);
        g_autofree char *label =
            is_rest ? g_strdup("others") : make_label(rows, n_options, sets[i].mask);
        SvyCell *cells;

        if (is_rest && n_left == 0)
            break;
        cells = svy_table_builder_add_row(builder, is_rest ? SVY_MARK_OTHER : SVY_MARK_NONE);
        svy_cell_set_text(&cells[0], label);
        svy_cell_set_share(&cells[2], &share);
    }
    table->sets = make_options(rows, n_options, base, sets, n_sets);
    table->sets->n_others = n_left > 0 ? 7 : 0;
    return svy_table_builder_finish(builder);
}
