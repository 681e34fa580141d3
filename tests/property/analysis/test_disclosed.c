/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An attacker reads everything that is published of random surveys: tables by group, the gap by
 * group, the figures of everybody. He knows the rule and the threshold, which groups contain which,
 * and who answered; zeros that are shown he sees. With integer programs over all tables at once he
 * looks for the smallest and the largest number that each withheld cell can be. No number of fewer
 * people than the threshold may come out as the only one.
 *
 * Tests, residuals and letters are numbers, too: he makes another survey that differs only in what
 * is withheld, and it must read the same. */
#include <glpk.h>
#include <math.h>

#include "analyse-survey.h"
#include "check.h"
#include "result/result-table.h"

enum { ROLES = 4, ANSWERS = 4, MEDIA = 3, N_SURVEYS = 60 };

static const char *const role_names[ROLES] = {"Librarian", "Staff", "Student", "Trustee"};
static const char *const kind_names[2] = {"Paid", "Unpaid"};
static const char *const answer_names[ANSWERS] = {"Tea", "Coffee", "Water", "Juice"};
static const char *const media_names[MEDIA] = {"Facebook", "Twitter", "LinkedIn"};

/* --- Random surveys ------------------------------------------------------------------------- */

#define HEADER                                                                                     \
    "What is your role?,Type of member,What do you drink at work?,"                                \
    "Which media do you use? [Facebook],Which media do you use? [Twitter],"                        \
    "Which media do you use? [LinkedIn],Which media do you use? [None of these],"                  \
    "On which do you follow us? [Facebook],On which do you follow us? [Twitter],"                  \
    "On which do you follow us? [LinkedIn],On which do you follow us? [None of these]\n"

#define PLAN                                                                                       \
    "[survey]\nsampling = open-link\n[segments]\nquestions = What is your role?, Type of "         \
    "member\n[gap]\nuse = Which media do you use?\nfollow = On which do you follow us?\n"

/* Follows only what is used; one of many follows at all, so that numbers are small. */
static void append_person(GRand *random, GString *csv, int role, double rare)
{
    bool use[MEDIA], follow[MEDIA], any_use = false, any_follow = false;
    int answer = 0;

    while (answer + 1 < ANSWERS && g_rand_double(random) < rare)
        answer++;
    for (int m = 0; m < MEDIA; m++) {
        use[m] = g_rand_double(random) < 0.3 + 0.2 * m;
        follow[m] = use[m] && g_rand_double(random) < rare * (m + 1) / 3;
        any_use |= use[m];
        any_follow |= follow[m];
    }
    g_string_append_printf(csv, "%s,%s,%s", role_names[role], kind_names[role >= 2],
                           answer_names[answer]);
    for (int m = 0; m < MEDIA; m++)
        g_string_append(csv, use[m] ? ",x" : ",");
    g_string_append(csv, any_use ? "," : ",x");
    for (int m = 0; m < MEDIA; m++)
        g_string_append(csv, follow[m] ? ",x" : ",");
    g_string_append(csv, any_follow ? ",\n" : ",x\n");
}

static char *make_survey(GRand *random)
{
    GString *csv = g_string_new(HEADER);
    const double rare = 0.15 + 0.3 * g_rand_double(random);

    for (int role = 0; role < ROLES; role++) {
        const int n = g_rand_int_range(random, role == 3 ? 4 : 14, role == 0 ? 90 : 40);

        for (int i = 0; i < n; i++)
            append_person(random, csv, role, rare);
    }
    return g_string_free(csv, FALSE);
}

static SvyResult *analyse(Survey *survey, const char *csv, size_t min_cell)
{
    const SvyAnalysisOptions options = {.with_questions = true, .min_cell = min_cell};
    SvyResult *result = NULL;
    GError *error = NULL;

    survey_must_read(survey, csv, NULL, PLAN);
    svy_analysis_run(survey->dataset, survey->plan, &options, &result, &error);
    g_assert_no_error(error);
    return result;
}

/* --- What is published ---------------------------------------------------------------------- */

/* A number of one group: variable of the program. */
typedef struct {
    glp_prob *program;
    GHashTable *places; /* "question/answer/group" -> column of the program */
} Attack;

static int get_place(Attack *attack, const char *question, const char *answer, const char *group)
{
    char *name = g_strdup_printf("%s/%s/%s", question, answer, group);
    int place = GPOINTER_TO_INT(g_hash_table_lookup(attack->places, name));

    if (place > 0) {
        g_free(name);
        return place;
    }
    place = glp_add_cols(attack->program, 1);
    glp_set_col_kind(attack->program, place, GLP_IV);
    glp_set_col_bnds(attack->program, place, GLP_LO, 0, 0);
    g_hash_table_insert(attack->places, name, GINT_TO_POINTER(place));
    return place;
}

static void fix(Attack *attack, int place, double n)
{
    glp_set_col_bnds(attack->program, place, GLP_FX, n, n);
}

/* sum of @parts = @whole, or = @n when @whole is 0 */
static void add_sum(Attack *attack, int n_parts, const int parts[], int whole, double n)
{
    g_autofree int *columns = g_new0(int, (size_t)n_parts + 2);
    g_autofree double *ones = g_new0(double, (size_t)n_parts + 2);
    const int row = glp_add_rows(attack->program, 1);

    for (int k = 0; k < n_parts; k++) {
        columns[k + 1] = parts[k];
        ones[k + 1] = 1;
    }
    columns[n_parts + 1] = whole;
    ones[n_parts + 1] = -1;
    glp_set_mat_row(attack->program, row, n_parts + (whole > 0), columns, ones);
    glp_set_row_bnds(attack->program, row, GLP_FX, whole > 0 ? 0 : n, 0);
}

static const SvyTable *find_table(const SvyResult *result, const char *id)
{
    for (size_t i = 0; i < result->n_tables; i++) {
        if (strcmp(result->tables[i].id, id) == 0)
            return &result->tables[i];
    }
    return NULL;
}

/* A zero is withheld only with its whole row, with its whole column, or with the gap. */
static bool has_no_hidden_zero(const SvyTable *table, size_t row, size_t column, bool adds_up)
{
    bool is_row_told = false;

    for (size_t c = 2; c < table->n_columns; c++)
        is_row_told |= svy_table_get_cell(table, row, c)->status == SVY_STATUS_OK;
    return adds_up && is_row_told && column < table->n_columns &&
           !table->columns[column].is_withheld;
}

/* Whether @name stands for @label, alone or put together with others. */
static bool is_behind(const char *name, const char *label)
{
    g_autofree char *first = g_strconcat(label, " or ", NULL);
    g_autofree char *second = g_strconcat(" or ", label, NULL);

    return strcmp(name, label) == 0 || g_str_has_prefix(name, first) ||
           g_str_has_suffix(name, second) ||
           (g_str_has_prefix(name, "Other (") && strstr(name, label) != NULL);
}

/* A number that is told of answers or groups that were put together. */
static void read_joined(Attack *attack,
                        const SvyTable *truth,
                        const char *question,
                        const char *answer,
                        const char *group,
                        size_t n)
{
    g_autofree int *parts = g_new0(int, truth->n_rows * truth->n_columns);
    int n_parts = 0;

    for (size_t row = 0; row < truth->n_rows; row++) {
        const char *label = svy_table_get_cell(truth, row, 0)->text;

        for (size_t c = 2; is_behind(answer, label) && c < truth->n_columns; c++) {
            if (is_behind(group, truth->columns[c].heading))
                parts[n_parts++] = get_place(attack, question, label, truth->columns[c].heading);
        }
    }
    if (n_parts > 1)
        add_sum(attack, n_parts, parts, 0, (double)n);
}

static void read_all_joined(Attack *attack,
                            const SvyTable *table,
                            const SvyTable *truth,
                            const char *question)
{
    for (size_t row = 0; table != NULL && row < table->n_rows; row++) {
        for (size_t c = 2; c < table->n_columns; c++) {
            const SvyCell *cell = svy_table_get_cell(table, row, c);

            if (cell->status == SVY_STATUS_OK)
                read_joined(attack, truth, question, svy_table_get_cell(table, row, 0)->text,
                            table->columns[c].heading, cell->share.n);
        }
    }
}

static size_t find_row(const SvyTable *table, const char *answer)
{
    for (size_t row = 0; table != NULL && row < table->n_rows; row++) {
        if (strcmp(svy_table_get_cell(table, row, 0)->text, answer) == 0)
            return row;
    }
    return SIZE_MAX;
}

/* Of a table that is not there, the figures of everybody are known all the same; what is known of
 * them comes from @truth. A row with a number that is shown to a group has no withheld zero. */
static void read_table(Attack *attack,
                       const SvyResult *result,
                       const SvyTable *truth,
                       const char *question,
                       bool adds_up)
{
    const SvyTable *table = find_table(result, truth->id);
    const size_t first_group = 2;

    if (adds_up)
        read_all_joined(attack, table, truth, question);
    for (size_t row = 0; row < truth->n_rows; row++) {
        const char *answer = svy_table_get_cell(truth, row, 0)->text;
        const size_t at = find_row(table, answer);
        g_autofree int *parts = g_new0(int, truth->n_columns);
        int n_parts = 0;
        double total = 0;

        for (size_t c = first_group; c < truth->n_columns; c++) {
            const SvyCell *real = svy_table_get_cell(truth, row, c);
            const char *group = truth->columns[c].heading;
            const SvyCell *cell = NULL;
            const int place = get_place(attack, question, answer, group);

            for (size_t k = first_group; at != SIZE_MAX && k < table->n_columns; k++) {
                if (strcmp(table->columns[k].heading, group) == 0)
                    cell = svy_table_get_cell(table, at, k);
            }
            if (cell != NULL && cell->status == SVY_STATUS_OK)
                fix(attack, place, (double)cell->share.n);
            else if (cell != NULL && has_no_hidden_zero(table, at, c, adds_up))
                glp_set_col_bnds(attack->program, place, GLP_LO, 1, 0);
            parts[n_parts++] = place;
            total += (double)real->share.n;
        }
        add_sum(attack, n_parts, parts, 0, total);
    }
    for (size_t c = first_group; adds_up && c < truth->n_columns; c++) {
        g_autofree int *parts = g_new0(int, truth->n_rows);

        for (size_t row = 0; row < truth->n_rows; row++)
            parts[row] = get_place(attack, question, svy_table_get_cell(truth, row, 0)->text,
                                   truth->columns[c].heading);
        add_sum(attack, (int)truth->n_rows, parts, 0, (double)truth->columns[c].base);
    }
    for (size_t row = 0; !adds_up && row < truth->n_rows; row++) {
        for (size_t c = first_group; c < truth->n_columns; c++) {
            const char *group = truth->columns[c].heading;
            g_autofree char *not_so =
                g_strdup_printf("not %s", svy_table_get_cell(truth, row, 0)->text);
            const int parts[2] = {
                get_place(attack, question, svy_table_get_cell(truth, row, 0)->text, group),
                get_place(attack, question, not_so, group)};

            add_sum(attack, 2, parts, 0, (double)truth->columns[c].base);
        }
    }
}

/* The four answers of a pair, from use, following and not reached of each group. */
static void read_gap(Attack *attack,
                     const SvyTable *table, /* (nullable) */
                     const SvyTable *truth,
                     const char *item)
{
    static const size_t columns[] = {2, 3, 5};
    static const char *const names[] = {"use", "follow", "unreached"};

    for (size_t row = 1; row < truth->n_rows; row++) {
        const char *group = svy_table_get_cell(truth, row, 0)->text;

        for (size_t k = 0; k < 3; k++) {
            g_autofree char *question = g_strdup_printf("%s of %s", names[k], item);
            const int place = get_place(attack, question, "", group);

            for (size_t r = 1; table != NULL && r < table->n_rows; r++) {
                const SvyCell *cell = svy_table_get_cell(table, r, columns[k]);

                if (strcmp(svy_table_get_cell(table, r, 0)->text, group) == 0 &&
                    cell->status == SVY_STATUS_OK)
                    fix(attack, place, (double)cell->share.n);
            }
        }
    }
}

/* Nobody follows without using: use = both + not reached, following = both; and "none of these" is
 * what is left of the base. */
static void bind_any(Attack *attack, const char *group, double base)
{
    const int use = get_place(attack, "use of any", "", group);
    const int follow = get_place(attack, "follow of any", "", group);
    const int unreached = get_place(attack, "unreached of any", "", group);
    const int of_use[2] = {follow, unreached};
    const int no_use[2] = {use, get_place(attack, "q4", "None of these", group)};
    const int no_follow[2] = {follow, get_place(attack, "q5", "None of these", group)};

    add_sum(attack, 2, of_use, use, 0);
    add_sum(attack, 2, no_use, 0, base);
    add_sum(attack, 2, no_follow, 0, base);
}

static void bind_media(Attack *attack, const SvyTable *table, const char *group)
{
    for (int m = 0; m < MEDIA; m++) {
        g_autofree char *question = g_strdup_printf("unreached of %s", media_names[m]);
        const int unreached = get_place(attack, question, "", group);
        const int parts[2] = {get_place(attack, "q5", media_names[m], group), unreached};

        add_sum(attack, 2, parts, get_place(attack, "q4", media_names[m], group), 0);
        for (size_t row = 0; table != NULL && row < table->n_rows; row++) {
            if (strcmp(svy_table_get_cell(table, row, 0)->text, media_names[m]) != 0)
                continue;
            for (size_t c = 2; c < table->n_columns; c++) {
                const SvyCell *cell = svy_table_get_cell(table, row, c);

                if (strcmp(table->columns[c].heading, group) == 0 && cell->status == SVY_STATUS_OK)
                    fix(attack, unreached, (double)cell->share.n);
            }
        }
    }
}

/* A kind of member is two roles. */
static void bind_kinds(Attack *attack, const char *question, const char *answer)
{
    for (int kind = 0; kind < 2; kind++) {
        const int parts[2] = {get_place(attack, question, answer, role_names[2 * kind]),
                              get_place(attack, question, answer, role_names[2 * kind + 1])};

        add_sum(attack, 2, parts, get_place(attack, question, answer, kind_names[kind]), 0);
    }
}

/* --- The attack ----------------------------------------------------------------------------- */

/* With no limit of the threshold: what comes out as the only value must not be a small one. */
static double find_end(const Attack *attack, int place, int direction)
{
    glp_iocp how;

    glp_init_iocp(&how);
    how.msg_lev = GLP_MSG_OFF;
    how.presolve = GLP_ON;
    how.tm_lim = 3000;
    for (int c = 1; c <= glp_get_num_cols(attack->program); c++)
        glp_set_obj_coef(attack->program, c, c == place ? 1 : 0);
    glp_set_obj_dir(attack->program, direction);
    if (glp_intopt(attack->program, &how) != 0 || glp_mip_status(attack->program) != GLP_OPT)
        return direction == GLP_MIN ? -1 : 1e9;
    return glp_mip_obj_val(attack->program);
}

static size_t attack_table(Attack *attack,
                           const SvyTable *truth,
                           const char *question,
                           size_t threshold)
{
    size_t n = 0;

    for (size_t row = 0; row < truth->n_rows; row++) {
        const char *answer = svy_table_get_cell(truth, row, 0)->text;

        for (size_t c = 2; c < truth->n_columns; c++) {
            const size_t real = svy_table_get_cell(truth, row, c)->share.n;
            const int place = get_place(attack, question, answer, truth->columns[c].heading);

            /* what all of a group say follows from zeros, which are shown */
            if (real == 0 || real >= threshold || (size_t)real == truth->columns[c].base)
                continue;

            const double lo = find_end(attack, place, GLP_MIN),
                         hi = find_end(attack, place, GLP_MAX);

            n++;
            if (hi - lo < 0.5)
                g_test_message("%s, %s, %s: %zu comes out", truth->id, answer,
                               truth->columns[c].heading, real);
            g_assert_cmpfloat(hi - lo, >, 0.5);
        }
    }
    return n;
}

/* Who uses, follows, and is not reached, of each group. */
static size_t attack_gap(Attack *attack, const SvyTable *truth, size_t threshold)
{
    static const size_t columns[] = {2, 3, 5};
    static const char *const names[] = {"use of any", "follow of any", "unreached of any"};
    size_t n = 0;

    for (size_t row = 1; row < truth->n_rows; row++) {
        const char *group = svy_table_get_cell(truth, row, 0)->text;

        for (size_t k = 0; k < 3; k++) {
            const size_t real = svy_table_get_cell(truth, row, columns[k])->share.n;
            const int place = get_place(attack, names[k], "", group);

            if (real == 0 || real >= threshold)
                continue;
            n++;
            g_assert_cmpfloat(find_end(attack, place, GLP_MAX) - find_end(attack, place, GLP_MIN),
                              >, 0.5);
        }
    }
    return n;
}

static Attack start_attack(void)
{
    Attack attack = {.program = glp_create_prob(),
                     .places = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL)};

    glp_term_out(GLP_OFF);
    return attack;
}

static void end_attack(Attack *attack)
{
    glp_delete_prob(attack->program);
    g_hash_table_unref(attack->places);
}

static void read_all(Attack *attack, const SvyResult *result, const SvyResult *truth)
{
    static const char *const questions[] = {"q3", "q4", "q5"};
    static const char *const bys[] = {"q1", "q2"};

    for (size_t b = 0; b < 2; b++) {
        g_autofree char *gap_id = g_strdup_printf("gap-q4-q5-by-%s", bys[b]);
        g_autofree char *media_id = g_strdup_printf("unreached-q4-q5-by-%s", bys[b]);
        const SvyTable *gap = find_table(truth, gap_id);

        g_assert_nonnull(gap);
        for (size_t q = 0; q < 3; q++) {
            g_autofree char *id = g_strdup_printf("segments-%s-by-%s", questions[q], bys[b]);

            read_table(attack, result, find_table(truth, id), questions[q], q == 0);
        }
        read_gap(attack, find_table(result, gap_id), gap, "any");
        for (size_t row = 1; row < gap->n_rows; row++) {
            const char *group = svy_table_get_cell(gap, row, 0)->text;

            bind_any(attack, group, (double)svy_table_get_cell(gap, row, 1)->n);
            bind_media(attack, find_table(result, media_id), group);
        }
    }
    for (size_t row = 0; row < ANSWERS; row++)
        bind_kinds(attack, "q3", answer_names[row]);
    for (size_t m = 0; m < MEDIA; m++) {
        bind_kinds(attack, "q4", media_names[m]);
        bind_kinds(attack, "q5", media_names[m]);
    }
}

static bool adds_up_to_bases(const SvyTable *table)
{
    for (size_t c = 2; c < table->n_columns; c++) {
        size_t n = 0;

        for (size_t row = 0; row < table->n_rows; row++)
            n += svy_table_get_cell(table, row, c)->share.n;
        if (n != table->columns[c].base)
            return false;
    }
    return true;
}

static size_t attack_survey(GRand *random)
{
    static const char *const ids[][2] = {{"segments-q3-by-q1", "q3"}, {"segments-q3-by-q2", "q3"},
                                         {"segments-q4-by-q1", "q4"}, {"segments-q4-by-q2", "q4"},
                                         {"segments-q5-by-q1", "q5"}, {"segments-q5-by-q2", "q5"}};
    g_auto(Survey) survey = {NULL}, second = {NULL};
    g_autofree char *csv = make_survey(random);
    g_autoptr(SvyResult) truth = analyse(&survey, csv, 1);
    g_autoptr(SvyResult) result = analyse(&second, csv, 0);
    Attack attack = start_attack();
    size_t n = 0;

    read_all(&attack, result, truth);
    for (size_t i = 0; i < G_N_ELEMENTS(ids); i++)
        n += attack_table(&attack, find_table(truth, ids[i][0]), ids[i][1], 5);
    n += attack_gap(&attack, find_table(truth, "gap-q4-q5-by-q1"), 5);
    n += attack_gap(&attack, find_table(truth, "gap-q4-q5-by-q2"), 5);
    end_attack(&attack);
    return n;
}

static void test_attacker(void)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(20141);
    size_t n = 0;

    for (int i = 0; i < N_SURVEYS; i++)
        n += attack_survey(random);
    g_test_message("%zu small cells withstood", n);
    g_assert_cmpuint(n, >, 100);
}

/* Every table of the sample by itself. */
static void test_sample(void)
{
    const SvyAnalysisOptions options[] = {{.with_questions = true, .min_cell = 1},
                                          {.with_questions = true}};
    g_autoptr(SvyResult) truth = NULL, result = NULL;
    g_auto(Survey) survey = {NULL};
    GError *error = NULL;
    size_t n = 0;

    survey.path = g_build_filename(g_getenv("SVY_DATA_DIR"), "alcts-2014.csv", NULL);
    survey_read_with(&survey, NULL);
    g_assert_no_error(survey.error);
    svy_analysis_run(survey.dataset, survey.plan, &options[0], &truth, &error);
    g_assert_no_error(error);
    svy_analysis_run(survey.dataset, survey.plan, &options[1], &result, &error);
    g_assert_no_error(error);
    for (size_t i = 0; i < truth->n_tables; i++) {
        const SvyTable *table = &truth->tables[i];
        Attack attack = start_attack();

        if (table->kind == SVY_TABLE_SEGMENTS) {
            read_table(&attack, result, table, table->row_id, adds_up_to_bases(table));
            n += attack_table(&attack, table, table->row_id, 5);
        }
        end_attack(&attack);
    }
    g_test_message("%zu small cells withstood", n);
    g_assert_cmpuint(n, >, 100);
}

/* --- Statistics ----------------------------------------------------------------------------- */

/* Answers of two groups that differ only where both tables withhold. */
static char *make_twin(size_t shift)
{
    static const size_t counts[3][4] = {{40, 30, 22, 18}, {35, 3, 25, 20}, {30, 26, 21, 17}};
    GString *csv = g_string_new("What is your role?,What do you drink at work?\n");

    for (size_t role = 0; role < 3; role++) {
        for (size_t answer = 0; answer < 4; answer++) {
            size_t n = counts[role][answer];

            /* a circle through the four cells that are withheld */
            if ((role == 1 || role == 2) && (answer == 1 || answer == 3))
                n += (role == 1) == (answer == 1) ? 0 - shift : shift;
            for (size_t i = 0; i < n; i++)
                g_string_append_printf(csv, "%s,%s\n", role_names[role], answer_names[answer]);
        }
    }
    return g_string_free(csv, FALSE);
}

static void check_same_number(double a, double b)
{
    if (isnan(a) || isnan(b))
        g_assert_true(isnan(a) && isnan(b));
    else
        svy_check_near(a, b, 0);
}

static void check_same_cell(const SvyCell *a, const SvyCell *b)
{
    g_assert_cmpint(a->status, ==, b->status);
    g_assert_cmpuint(a->share.n, ==, b->share.n);
    g_assert_cmpstr(a->letters, ==, b->letters);
    check_same_number(a->residual, b->residual);
    check_same_number(a->share.p.value, b->share.p.value);
    check_same_number(a->share.p.lo, b->share.p.lo);
}

static void test_twins_read_the_same(void)
{
    g_auto(Survey) one = {NULL}, other = {NULL};
    g_autofree char *csv = make_twin(0);
    g_autofree char *twin = make_twin(1);
    const SvyAnalysisOptions options = {.with_questions = true};
    g_autoptr(SvyResult) a = NULL, b = NULL;
    GError *error = NULL;

    survey_must_read(&one, csv, NULL, "[segments]\nquestions = What is your role?\n");
    survey_must_read(&other, twin, NULL, "[segments]\nquestions = What is your role?\n");
    svy_analysis_run(one.dataset, one.plan, &options, &a, &error);
    g_assert_no_error(error);
    svy_analysis_run(other.dataset, other.plan, &options, &b, &error);
    g_assert_no_error(error);

    const SvyTable *first = find_table(a, "segments-q2-by-q1");
    const SvyTable *second = find_table(b, "segments-q2-by-q1");
    size_t n_withheld = 0;

    g_assert_nonnull(first);
    for (size_t i = 0; i < first->n_rows * first->n_columns; i++) {
        check_same_cell(&first->cells[i], &second->cells[i]);
        n_withheld += first->cells[i].status == SVY_STATUS_WITHHELD;
    }
    g_assert_cmpuint(n_withheld, ==, 4);
    check_same_number(first->test.statistic, second->test.statistic);
    check_same_number(first->test.p_value, second->test.p_value);
    check_same_number(first->test.min_expected, second->test.min_expected);
    check_same_number(first->test.effect.value, second->test.effect.value);
    g_assert_cmpstr(first->finding, ==, second->finding);
}

int main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/property/disclosed/attacker", test_attacker);
    g_test_add_func("/property/disclosed/sample", test_sample);
    g_test_add_func("/property/disclosed/twins-read-the-same", test_twins_read_the_same);
    return g_test_run();
}
