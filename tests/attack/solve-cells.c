/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which numbers follow from linear facts: the solver behind attack.py.
 *
 * Standard input, one system after another, numbers between blanks:
 *     n_numbers n_facts n_targets
 *     n_numbers times  is_real least most      (most -1: nothing bounds it)
 *     n_facts times    sum n_terms  n_terms times  number factor
 *     n_targets times  number value
 * Output, a line for each system: the targets (their place from 0) of which numbers that fulfil all
 * facts, whole unless real, leave no value but the one that is there. "?" before a target that the
 * solver gave up on, "!" when the facts contradict each other. */
#include <glib.h>
#include <glpk.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>

typedef struct {
    glp_prob *program;
    int n_numbers, n_facts, n_targets;
    int *numbers;   /* [n_targets] columns of the program */
    double *values; /* [n_targets] */
    bool *is_safe;  /* [n_targets] */
} Cells;

static double take_number(const char **text)
{
    char *end;
    const double number = g_ascii_strtod(*text, &end);

    g_assert_true(end != *text);
    *text = end;
    return number;
}

static void take_number_bounds(glp_prob *program, int column, const char **text)
{
    const bool is_real = take_number(text) > 0;
    const double least = take_number(text), most = take_number(text);
    const int kind = most < 0 ? GLP_LO : most > least ? GLP_DB : GLP_FX;

    glp_set_col_kind(program, column, is_real ? GLP_CV : GLP_IV);
    glp_set_col_bnds(program, column, kind, least, most);
}

static void take_fact(glp_prob *program, int row, const char **text)
{
    const double sum = take_number(text);
    const int n = (int)take_number(text);
    g_autofree int *columns = g_new0(int, (size_t)n + 1);
    g_autofree double *factors = g_new0(double, (size_t)n + 1);

    for (int k = 1; k <= n; k++) {
        columns[k] = (int)take_number(text) + 1;
        factors[k] = take_number(text);
    }
    glp_set_row_bnds(program, row, GLP_FX, sum, sum);
    glp_set_mat_row(program, row, n, columns, factors);
}

static void take_cells(Cells *cells, const char **text)
{
    cells->n_numbers = (int)take_number(text);
    cells->n_facts = (int)take_number(text);
    cells->n_targets = (int)take_number(text);
    cells->program = glp_create_prob();
    glp_add_cols(cells->program, cells->n_numbers);
    for (int c = 1; c <= cells->n_numbers; c++)
        take_number_bounds(cells->program, c, text);
    if (cells->n_facts > 0)
        glp_add_rows(cells->program, cells->n_facts);
    for (int r = 1; r <= cells->n_facts; r++)
        take_fact(cells->program, r, text);
    cells->numbers = g_new0(int, (size_t)cells->n_targets + 1);
    cells->values = g_new0(double, (size_t)cells->n_targets + 1);
    cells->is_safe = g_new0(bool, (size_t)cells->n_targets + 1);
    for (int t = 0; t < cells->n_targets; t++) {
        cells->numbers[t] = (int)take_number(text) + 1;
        cells->values[t] = take_number(text);
    }
}

static void free_cells(Cells *cells)
{
    glp_delete_prob(cells->program);
    g_free(cells->numbers);
    g_free(cells->values);
    g_free(cells->is_safe);
}

/* The relaxed program often has a whole solution already. */
static bool is_whole(const Cells *cells)
{
    for (int c = 1; c <= cells->n_numbers; c++) {
        const double number = glp_get_col_prim(cells->program, c);

        if (glp_get_col_kind(cells->program, c) == GLP_IV && fabs(number - round(number)) > 1e-7)
            return false;
    }
    return true;
}

/* GLP_OPT, GLP_FEAS, GLP_UNBND, GLP_NOFEAS, or GLP_UNDEF when the solver gives up. */
static int solve(const Cells *cells, bool *is_relaxed)
{
    glp_smcp relaxed;
    glp_iocp whole;

    glp_init_smcp(&relaxed);
    relaxed.msg_lev = GLP_MSG_OFF;
    *is_relaxed = true;
    if (glp_simplex(cells->program, &relaxed) != 0)
        return GLP_UNDEF;
    if (glp_get_status(cells->program) != GLP_OPT)
        return glp_get_status(cells->program);
    if (is_whole(cells))
        return GLP_OPT;
    *is_relaxed = false;
    glp_init_iocp(&whole);
    whole.msg_lev = GLP_MSG_OFF;
    whole.tm_lim = 20000;
    return glp_intopt(cells->program, &whole) == 0 ? glp_mip_status(cells->program) : GLP_UNDEF;
}

/* Every solution is a survey that fits: whoever has another value in it is safe. */
static void mark_safe(Cells *cells, bool is_relaxed)
{
    for (int t = 0; t < cells->n_targets; t++) {
        const double number = is_relaxed ? glp_get_col_prim(cells->program, cells->numbers[t])
                                         : glp_mip_col_val(cells->program, cells->numbers[t]);

        cells->is_safe[t] = cells->is_safe[t] || fabs(number - cells->values[t]) > 0.5;
    }
}

/* '\0' when the target is safe. */
static char attack(Cells *cells, int target)
{
    bool is_given_up = false;

    for (int way = 0; way < 2 && !cells->is_safe[target]; way++) {
        bool is_relaxed;
        int status;

        glp_set_obj_dir(cells->program, way == 0 ? GLP_MAX : GLP_MIN);
        glp_set_obj_coef(cells->program, cells->numbers[target], 1);
        glp_std_basis(cells->program);
        status = solve(cells, &is_relaxed);
        glp_set_obj_coef(cells->program, cells->numbers[target], 0);
        if (status == GLP_NOFEAS)
            return '!';
        if (status == GLP_UNBND)
            cells->is_safe[target] = true;
        else if (status == GLP_OPT || status == GLP_FEAS)
            mark_safe(cells, is_relaxed);
        is_given_up = is_given_up || status == GLP_UNDEF;
    }
    return cells->is_safe[target] ? '\0' : is_given_up ? '?' : ' ';
}

static void attack_all(Cells *cells)
{
    for (int t = 0; t < cells->n_targets; t++) {
        const char found = attack(cells, t);

        if (found == '!') {
            g_print("!");
            return;
        }
        if (found != '\0')
            g_print("%s%d ", found == '?' ? "?" : "", t);
    }
}

static char *read_input(void)
{
    GString *text = g_string_new(NULL);
    char bytes[65536];
    size_t n;

    while ((n = fread(bytes, 1, sizeof bytes, stdin)) > 0)
        g_string_append_len(text, bytes, (gssize)n);
    return g_string_free(text, FALSE);
}

int main(void)
{
    g_autofree char *input = read_input();

    glp_term_out(GLP_OFF);
    for (const char *text = g_strchomp(input); *text != '\0';) {
        Cells cells = {0};

        take_cells(&cells, &text);
        attack_all(&cells);
        g_print("\n");
        free_cells(&cells);
    }
    return 0;
}
