/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Calc methods on disclosure control: which cells of a table to withhold, and what is learned of
 * those that are. */
#include "cli/calc.h"

#include <math.h>

#include "base/error.h"
#include "base/num.h"
#include "result/disclosure.h"

typedef struct {
    size_t n_rows, n_columns;
    size_t *counts; /* [n_rows * n_columns] */
} Table;

static void clear_table(Table *table)
{
    g_free(table->counts);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Table, clear_table)

static const double max_count = 1e12;
static const size_t max_cells = 20000;

static bool read_table(const SvyCalcArguments *arguments, Table *table, GError **error)
{
    g_auto(SvyCalcMatrix) matrix = {0};

    if (!svy_calc_read_matrix(arguments, "table", &matrix, error))
        return false;
    table->n_rows = matrix.n_rows;
    table->n_columns = matrix.n_columns;
    if (matrix.n_rows * matrix.n_columns > max_cells)
        return svy_calc_refuse("table", "have at most 20,000 cells", error);
    table->counts = g_new0(size_t, matrix.n_rows * matrix.n_columns + 1);
    for (size_t i = 0; i < matrix.n_rows * matrix.n_columns; i++) {
        const double n = matrix.values[i];

        if (!(n >= 0 && n <= max_count) || n > floor(n))
            return svy_calc_refuse("table", "hold counts: whole numbers, not negative", error);
        table->counts[i] = (size_t)n;
    }
    return true;
}

static bool answer_nothing(SvyCalcAnswer *answer, const char *const *keys)
{
    for (size_t i = 0; keys[i] != NULL; i++)
        svy_calc_put_number(answer, keys[i], (double)NAN);
    svy_calc_set_status(answer, SVY_STATUS_NO_CASES);
    svy_calc_say(answer, "The table has no cells, so there is nothing to withhold.");
    return true;
}

/* Number of a cell in a problem that holds one table, as svy_disclosure_add_table() counts. */
static size_t find_cell(const Table *table, size_t i, size_t j)
{
    return i * (table->n_columns + 1) + j;
}

static JsonNode *make_pair(size_t a, size_t b)
{
    JsonNode *node = json_node_new(JSON_NODE_ARRAY);
    JsonArray *pair = json_array_new();

    json_array_add_double_element(pair, (double)a);
    json_array_add_double_element(pair, (double)b);
    json_node_take_array(node, pair);
    return node;
}

typedef bool (*IsWanted)(const SvyDisclosure *disclosure, size_t cell);

static bool is_primary(const SvyDisclosure *disclosure, size_t cell)
{
    return svy_disclosure_get_state(disclosure, cell) == SVY_CELL_PRIMARY;
}

static bool is_complementary(const SvyDisclosure *disclosure, size_t cell)
{
    return svy_disclosure_get_state(disclosure, cell) == SVY_CELL_COMPLEMENTARY;
}

static void put_cells(SvyCalcAnswer *answer,
                      const char *key,
                      const SvyDisclosure *disclosure,
                      const Table *table,
                      IsWanted is_wanted)
{
    JsonNode *node = json_node_new(JSON_NODE_ARRAY);
    JsonArray *array = json_array_new();

    for (size_t i = 0; i < table->n_rows; i++) {
        for (size_t j = 0; j < table->n_columns; j++) {
            if (is_wanted(disclosure, find_cell(table, i, j)))
                json_array_add_element(array, make_pair(i, j));
        }
    }
    json_node_take_array(node, array);
    svy_calc_put_node(answer, key, node);
}

/* --- What is learned ------------------------------------------------------------------------ */

static JsonNode *make_interval(double lo, double hi)
{
    JsonNode *node = json_node_new(JSON_NODE_ARRAY);
    JsonArray *pair = json_array_new();

    json_array_add_double_element(pair, lo);
    if (isfinite(hi))
        json_array_add_double_element(pair, hi);
    else
        json_array_add_null_element(pair);
    json_node_take_array(node, pair);
    return node;
}

/* Both what is learned and which cells are learned exactly. */
static bool put_intervals(SvyCalcAnswer *answer,
                          const SvyDisclosure *disclosure,
                          const Table *table,
                          size_t *ret_n_exposed,
                          GError **error)
{
    g_autoptr(JsonObject) intervals = json_object_new();
    g_autoptr(JsonArray) exposed = json_array_new();
    JsonNode *node;

    for (size_t i = 0; i < table->n_rows; i++) {
        for (size_t j = 0; j < table->n_columns; j++) {
            const size_t cell = find_cell(table, i, j);
            g_autofree char *name = g_strdup_printf("%zu,%zu", i, j);
            double lo, hi;

            if (svy_disclosure_get_state(disclosure, cell) == SVY_CELL_SHOWN)
                continue;
            if (!svy_disclosure_find_interval(disclosure, cell, &lo, &hi, error))
                return false;
            json_object_set_member(intervals, name, make_interval(lo, hi));
            if (!(hi > lo))
                json_array_add_element(exposed, make_pair(i, j));
        }
    }
    *ret_n_exposed = json_array_get_length(exposed);
    node = json_node_new(JSON_NODE_OBJECT);
    json_node_take_object(node, g_steal_pointer(&intervals));
    svy_calc_put_node(answer, "intervals", node);
    node = json_node_new(JSON_NODE_ARRAY);
    json_node_take_array(node, g_steal_pointer(&exposed));
    svy_calc_put_node(answer, "exposed", node);
    return true;
}

/* --- Minimum -------------------------------------------------------------------------------- */

static void say_minimum(SvyCalcAnswer *answer, const SvyDisclosureReport *report, size_t threshold)
{
    if (report->n_primary == 0) {
        svy_calc_say(answer, "No count is above 0 and below %zu: the whole table can be shown.",
                     threshold);
        return;
    }
    svy_calc_say(answer, "%zu count%s above 0 and below %zu must be withheld.", report->n_primary,
                 report->n_primary == 1 ? " is" : "s are", threshold);
    if (report->n_exposed > 0) {
        svy_calc_say(answer,
                     "With all totals shown, %zu of them can be worked out whatever else is "
                     "withheld: withhold totals too, merge rows or columns, or drop the table.",
                     report->n_exposed);
        return;
    }

    g_autofree char *total = svy_num_format(report->complementary_total, 0);

    svy_calc_say(answer,
                 "So that the totals do not give them away, %zu more cell%s (%s people in all%s) "
                 "must be withheld.",
                 report->n_complementary, report->n_complementary == 1 ? "" : "s", total,
                 report->is_minimal ? ", the fewest possible" : "; fewer may be possible");
}

static bool compute_minimum(const SvyCalcArguments *arguments,
                            SvyCalcAnswer *answer,
                            GError **error)
{
    static const char *const keys[] = {"primary", "complementary", "min_total", NULL};
    g_auto(Table) table = {0};
    g_autoptr(SvyDisclosure) disclosure = NULL;
    SvyDisclosureReport report;
    size_t threshold, n_exposed;

    if (!read_table(arguments, &table, error) ||
        !svy_calc_read_whole(arguments, "threshold", 0, 1000000000, &threshold, error))
        return false;
    if (table.n_rows * table.n_columns == 0)
        return answer_nothing(answer, keys);

    disclosure = svy_disclosure_new(threshold);
    svy_disclosure_add_table(disclosure, table.n_rows, table.n_columns, table.counts,
                             SVY_TABLE_MARGINS_PUBLIC);
    if (!svy_disclosure_protect(disclosure, SVY_DISCLOSURE_MINIMAL, &report, error))
        return false;
    put_cells(answer, "primary", disclosure, &table, is_primary);
    if (report.n_exposed > 0) {
        svy_calc_put_number(answer, "complementary", (double)NAN);
        svy_calc_put_number(answer, "min_total", (double)NAN);
        svy_calc_set_status(answer, SVY_STATUS_UNDEFINED);
    } else {
        put_cells(answer, "complementary", disclosure, &table, is_complementary);
        svy_calc_put_number(answer, "min_total", report.complementary_total);
    }
    svy_calc_put_bool(answer, "is_minimal", report.is_minimal && report.n_exposed == 0);
    if (!put_intervals(answer, disclosure, &table, &n_exposed, error))
        return false;
    say_minimum(answer, &report, threshold);
    return true;
}

/* --- Audit ---------------------------------------------------------------------------------- */

static bool withhold_cells(const SvyCalcMatrix *cells,
                           const Table *table,
                           SvyDisclosure *disclosure,
                           GError **error)
{
    if (cells->n_rows > 0 && cells->n_columns != 2)
        return svy_calc_refuse("suppressed", "be pairs [row, column], counted from 0", error);
    for (size_t k = 0; k < cells->n_rows; k++) {
        const double i = cells->values[2 * k], j = cells->values[2 * k + 1];

        if (!(i >= 0 && i < (double)table->n_rows && j >= 0 && j < (double)table->n_columns) ||
            i > floor(i) || j > floor(j))
            return svy_calc_refuse("suppressed", "name cells of the table, counted from 0", error);
        svy_disclosure_withhold(disclosure, find_cell(table, (size_t)i, (size_t)j));
    }
    return true;
}

static bool compute_audit(const SvyCalcArguments *arguments, SvyCalcAnswer *answer, GError **error)
{
    static const char *const keys[] = {"intervals", "exposed", NULL};
    g_auto(Table) table = {0};
    g_auto(SvyCalcMatrix) cells = {0};
    g_autoptr(SvyDisclosure) disclosure = NULL;
    size_t threshold = 1, n_exposed;

    if (!read_table(arguments, &table, error) ||
        !svy_calc_read_matrix(arguments, "suppressed", &cells, error))
        return false;
    if (svy_calc_has(arguments, "threshold") &&
        !svy_calc_read_whole(arguments, "threshold", 0, 1000000000, &threshold, error))
        return false;
    if (table.n_rows * table.n_columns == 0)
        return answer_nothing(answer, keys);

    disclosure = svy_disclosure_new(threshold);
    svy_disclosure_add_table(disclosure, table.n_rows, table.n_columns, table.counts,
                             SVY_TABLE_MARGINS_PUBLIC);
    if (!withhold_cells(&cells, &table, disclosure, error) ||
        !put_intervals(answer, disclosure, &table, &n_exposed, error))
        return false;
    if (n_exposed > 0)
        svy_calc_say(answer,
                     "Of the %zu withheld cells, %zu can be worked out exactly from what is shown "
                     "and the totals.",
                     cells.n_rows, n_exposed);
    else
        svy_calc_say(answer,
                     "None of the %zu withheld cells can be worked out exactly from what is shown "
                     "and the totals.",
                     cells.n_rows);
    return true;
}

/* --- Table ---------------------------------------------------------------------------------- */

static const SvyCalcInput minimum_inputs[] = {
    {"table", SVY_CALC_MATRIX, SVY_CALC_REQUIRED, NULL,
     "counts; all row totals, column totals and the total are published"},
    {"threshold", SVY_CALC_NUMBER, SVY_CALC_OPTIONAL, "5", "smallest count that may be shown"},
    {NULL},
};

static const SvyCalcOutput minimum_outputs[] = {
    {"primary", "cells [row, column], from 0, above 0 and below the threshold"},
    {"complementary", "further cells to withhold"},
    {"min_total", "sum of the counts of the complementary cells, the smallest possible"},
    {"is_minimal", "it is proved that no smaller sum does"},
    {"intervals", "what an attacker learns of each withheld cell"},
    {"exposed", "cells that are learned exactly"},
    {NULL},
};

static const SvyCalcInput audit_inputs[] = {
    {"table", SVY_CALC_MATRIX, SVY_CALC_REQUIRED, NULL,
     "counts; all row totals, column totals and the total are published"},
    {"suppressed", SVY_CALC_MATRIX, SVY_CALC_REQUIRED, NULL,
     "withheld cells [row, column], from 0: 0,0/1,2"},
    {"threshold", SVY_CALC_NUMBER, SVY_CALC_OPTIONAL, NULL,
     "if told, the attacker also knows which cells are below it"},
    {NULL},
};

static const SvyCalcOutput audit_outputs[] = {
    {"intervals", "smallest and largest whole number that each withheld cell can be"},
    {"exposed", "cells that can be one number only"},
    {NULL},
};

const SvyCalcMethod svy_calc_disclosure_methods[] = {
    {
        .name = "suppression.minimum",
        .summary = "which cells of a table to withhold so that small counts cannot be worked out",
        .inputs = minimum_inputs,
        .outputs = minimum_outputs,
        .formula =
            "primary: 0 < n < threshold; complementary: the cells n >= threshold of smallest "
            "total such that every primary cell can be two whole numbers or more, given all "
            "shown cells and totals, primary cells of 1 to threshold - 1 and complementary "
            "ones of threshold or more",
        .source = "Hundepool et al. (2012), ch. 4; Fischetti & Salazar (2000)",
        .function = "svy_disclosure_protect",
        .reference = "tests/reference/disclosure",
        .example = "table=20,3,17/30,25,12/8,40,22 threshold=5",
        .gives = "min_total=54 primary/0/0=0 primary/0/1=1",
        .compute = compute_minimum,
    },
    {
        .name = "suppression.audit",
        .summary = "what the totals tell of the withheld cells of a table",
        .inputs = audit_inputs,
        .outputs = audit_outputs,
        .formula = "smallest and largest value of each withheld cell over all tables of whole "
                   "numbers, 1 or more (zeros are shown), with the shown cells and totals",
        .source = "Hundepool et al. (2012), 4.3",
        .function = "svy_disclosure_find_interval",
        .reference = "tests/reference/disclosure",
        .example = "table=20,3,17/30,25,12/8,40,22 suppressed=0,0/0,1/2,0/2,1",
        .gives = "intervals/0,1/0=1 intervals/0,1/1=22",
        .compute = compute_audit,
    },
    {NULL},
};
