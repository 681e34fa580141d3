/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What goes together, steps, outcomes, targets: against figures worked out by hand. */
#include "analyse-survey.h"
#include "analysis/patterns.h"
#include "check.h"
#include "result/result-table.h"

#define OPEN_LINK "[survey]\nsampling = open-link\n"

static const SvyTable *find_table(const SvyResult *result, const char *id)
{
    for (size_t i = 0; i < result->n_tables; i++) {
        if (strcmp(result->tables[i].id, id) == 0)
            return &result->tables[i];
    }
    return NULL;
}

static const SvyTable *get_table(const SvyResult *result, const char *id)
{
    const SvyTable *table = find_table(result, id);

    if (table == NULL)
        g_test_message("no table %s", id);
    g_assert_nonnull(table);
    return table;
}

static const SvyCell *get_cell(const SvyTable *table, size_t row, const char *key)
{
    const size_t at = svy_table_find_column(table, key);

    g_assert_cmpuint(at, <, table->n_columns);
    g_assert_cmpuint(row, <, table->n_rows);
    return svy_table_get_cell(table, row, at);
}

static void check_share(const SvyTable *table, size_t row, const char *key, size_t n, size_t base)
{
    const SvyCell *cell = get_cell(table, row, key);

    g_assert_cmpint(cell->kind, ==, SVY_CELL_SHARE);
    g_assert_cmpint(cell->status, ==, SVY_STATUS_OK);
    g_assert_cmpuint(cell->share.n, ==, n);
    g_assert_cmpuint(cell->share.base, ==, base);
    g_assert_cmpstr(cell->share.p.method, ==, "Wilson");
}

static void check_text(const SvyTable *table, size_t row, const char *key, const char *text)
{
    g_assert_cmpstr(get_cell(table, row, key)->text, ==, text);
}

static void check_has(const char *text, const char *part)
{
    if (text == NULL || strstr(text, part) == NULL)
        g_test_message("  expected: %s\n  in:       %s", part, text);
    g_assert_nonnull(text);
    g_assert_nonnull(strstr(text, part));
}

typedef struct {
    const char *line;
    size_t n;
} Lines;

static char *repeat_lines(const char *head, size_t n, const Lines lines[])
{
    GString *csv = g_string_new(head);

    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < lines[i].n; k++)
            g_string_append_printf(csv, "%s\n", lines[i].line);
    }
    return g_string_free(csv, FALSE);
}

/* --- Patterns ------------------------------------------------------------------------------- */

static size_t count_reached(const SvyPatterns *patterns, uint64_t set)
{
    size_t n = 0;

    for (size_t i = 0; i < patterns->n; i++)
        n += (patterns->masks[i] & set) != 0 ? patterns->counts[i] : 0;
    return n;
}

/* No set of a size reaches more than the one that was found, and that one reaches what it says. */
static void check_cover(const SvyPatterns *patterns, size_t n_options)
{
    uint64_t sets[SVY_PATTERNS_MAX_OPTIONS];
    size_t reached[SVY_PATTERNS_MAX_OPTIONS];
    GError *error = NULL;

    svy_patterns_cover(patterns, n_options, sets, reached, &error);
    g_assert_no_error(error);
    for (size_t i = 0; i < n_options; i++) {
        g_assert_cmpint(__builtin_popcountll(sets[i]), ==, (int)i + 1);
        g_assert_cmpuint(count_reached(patterns, sets[i]), ==, reached[i]);
    }
    for (uint64_t set = 1; set < (uint64_t)1 << n_options; set++)
        g_assert_cmpuint(count_reached(patterns, set), <=, reached[__builtin_popcountll(set) - 1]);
}

static void test_cover_random(void)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(20140316);

    for (size_t round = 0; round < 60; round++) {
        const size_t n_options = (size_t)g_rand_int_range(random, 1, 9);
        const size_t n_people = (size_t)g_rand_int_range(random, 1, 300);
        g_autoptr(SvyBitset) base = svy_bitset_new(n_people);
        SvyBitset *options[8] = {NULL};
        g_auto(SvyPatterns) patterns = {0};
        size_t n = 0;

        for (size_t i = 0; i < n_people; i++)
            svy_bitset_set(base, i);
        for (size_t o = 0; o < n_options; o++) {
            options[o] = svy_bitset_new(n_people);
            for (size_t i = 0; i < n_people; i++) {
                if (g_rand_int_range(random, 0, 4) == 0)
                    svy_bitset_set(options[o], i);
            }
        }
        g_assert_true(svy_patterns_count(n_options, (const SvyBitset *const *)options, base, NULL,
                                         &patterns, NULL));
        for (size_t i = 0; i < patterns.n; i++) {
            n += patterns.counts[i];
            g_assert_true(i == 0 || patterns.counts[i] <= patterns.counts[i - 1]);
        }
        g_assert_cmpuint(n, ==, n_people);
        check_cover(&patterns, n_options);
        for (size_t o = 0; o < n_options; o++)
            svy_bitset_free(options[o]);
    }
}

/* The option that most chose is not in the best pair: A has 6 people, B and C together all 10. */
static void test_cover_not_nested(void)
{
    uint64_t masks[] = {3, 5, 2, 4};
    size_t counts[] = {3, 3, 2, 2};
    double weights[] = {3, 3, 2, 2};
    const SvyPatterns patterns = {.n = 4, .masks = masks, .counts = counts, .weights = weights};
    uint64_t sets[3];
    size_t reached[3];

    g_assert_true(svy_patterns_cover(&patterns, 3, sets, reached, NULL));
    g_assert_cmpuint(sets[0], ==, 1);
    g_assert_cmpuint(reached[0], ==, 6);
    g_assert_cmpuint(sets[1], ==, 6);
    g_assert_cmpuint(reached[1], ==, 10);
}

/* Those who chose B alone are few and weigh much. */
static void test_cover_weighted(void)
{
    uint64_t masks[] = {1, 4, 2};
    size_t counts[] = {20, 10, 5};
    double weights[] = {10, 10.5, 30};
    SvyPatterns patterns = {.n = 3, .masks = masks, .counts = counts, .weights = weights};
    uint64_t sets[3];
    size_t reached[3];

    g_assert_true(svy_patterns_cover(&patterns, 3, sets, reached, NULL));
    g_assert_cmpuint(sets[0], ==, 2);
    g_assert_cmpuint(reached[0], ==, 5);
    g_assert_cmpuint(sets[1], ==, 6);
    g_assert_cmpuint(reached[1], ==, 15);
    /* Combinations of too few people stay behind all others, whatever they weigh. */
    g_assert_true(svy_patterns_sort_by_weight(&patterns, 6, NULL));
    g_assert_cmpuint(masks[0], ==, 4);
    g_assert_cmpuint(masks[1], ==, 1);
    g_assert_cmpuint(masks[2], ==, 2);
    svy_check_near(weights[2], 30, 0);
}

/* Beyond what can be compared each set is the one before and one option more. */
static void test_cover_many(void)
{
    uint64_t masks[30], sets[30];
    size_t counts[30], reached[30];
    double weights[30];
    const SvyPatterns patterns = {.n = 30, .masks = masks, .counts = counts, .weights = weights};

    for (size_t i = 0; i < 30; i++) {
        masks[i] = (uint64_t)1 << i;
        counts[i] = i + 1;
        weights[i] = (double)i + 1;
    }
    g_assert_true(svy_patterns_cover(&patterns, 30, sets, reached, NULL));
    g_assert_cmpuint(sets[0], ==, (uint64_t)1 << 29);
    g_assert_cmpuint(reached[1], ==, 59);
    g_assert_cmpuint(reached[29], ==, 465);
}

/* --- Select-alls ---------------------------------------------------------------------------- */

#define HEAD "Which do you use?,,,,\nTea,Coffee,Water,Milk,None of these\n"

/* 30 tea and coffee, 20 tea, 10 coffee and water, 6 water, 2 milk and tea, 12 none. */
static const Lines drinks[] = {{"Tea,Coffee,,,", 30},   {"Tea,,,,", 20},
                               {",Coffee,Water,,", 10}, {",,Water,,", 6},
                               {"Tea,,,Milk,", 2},      {",,,,None of these", 12}};

static void test_select_all(void)
{
    g_auto(Survey) survey = {0};
    g_autofree char *csv = repeat_lines(HEAD, G_N_ELEMENTS(drinks), drinks);
    g_autoptr(SvyResult) result = survey_analyse(&survey, csv, NULL, OPEN_LINK);
    const SvyTable *overlap = get_table(result, "overlap-q1");
    const SvyTable *coverage = get_table(result, "coverage-q1");

    check_share(overlap, 0, "option-2", 30, 52); /* of those who chose tea, coffee */
    check_share(overlap, 1, "option-1", 30, 40);
    check_share(overlap, 2, "option-1", 0, 16);
    g_assert_cmpint(get_cell(overlap, 0, "option-1")->kind, ==, SVY_CELL_EMPTY);
    g_assert_cmpint(get_cell(overlap, 0, "option-4")->status, ==, SVY_STATUS_WITHHELD);
    g_assert_cmpint(get_cell(overlap, 3, "option-1")->status, ==, SVY_STATUS_WITHHELD);

    /* Tea is chosen by 52: 30 with coffee and 20 alone would leave 2 with milk. */
    g_assert_null(find_table(result, "combinations-q1"));

    check_share(coverage, 0, "reached", 52, 68);
    check_share(coverage, 1, "reached", 68, 68); /* tea and water */
    check_text(coverage, 1, "set", "“Tea” and “Water”");
    g_assert_cmpuint(coverage->n_rows, ==, 2);
    check_has(coverage->finding, "No smaller set reaches 90%: the best with one option less");
    g_assert_null(strstr(coverage->finding, "significant"));
}

static void test_combinations(void)
{
    static const Lines apart[] = {{"Tea,Coffee,,,", 30},   {"Tea,,,,", 20},
                                  {",Coffee,Water,,", 10}, {",,Water,,", 6},
                                  {",,,Milk,", 2},         {",,,,None of these", 12}};
    g_auto(Survey) survey = {0};
    g_autofree char *csv = repeat_lines(HEAD, G_N_ELEMENTS(apart), apart);
    g_autoptr(SvyResult) result = survey_analyse(&survey, csv, NULL, OPEN_LINK);
    const SvyTable *combinations = get_table(result, "combinations-q1");

    /* Two people are left over: water joins them, so that nobody can be told from the rest. */
    g_assert_cmpuint(combinations->n_rows, ==, 4);
    check_text(combinations, 0, "combination", "“Tea” and “Coffee”");
    check_share(combinations, 0, "p", 30, 68);
    check_text(combinations, 1, "combination", "“Tea” alone");
    check_share(combinations, 2, "p", 10, 68);
    check_text(combinations, 3, "combination", "2 other combinations");
    check_share(combinations, 3, "p", 8, 68);
    check_has(combinations->finding, "In this sample, the most frequent combination is");
    check_has(combinations->finding, "44.1% (30 of 68)");

    /* What the rows are made of: "None of these" is no choice; two people are not told. */
    g_assert_cmpuint(combinations->sets->n, ==, 4);
    g_assert_cmpstr(combinations->sets->labels[2], ==, "Water");
    g_assert_cmpuint(combinations->sets->masks[0], ==, 3);
    g_assert_cmpuint(combinations->sets->masks[1], ==, 1);
    g_assert_cmpuint(combinations->sets->masks[3], ==, 0);
    g_assert_cmpuint(combinations->sets->n_others, ==, 2);
    g_assert_cmpuint(combinations->sets->shares[0].n, ==, 50);
    g_assert_cmpuint(combinations->sets->shares[0].base, ==, 68);
    g_assert_cmpint(combinations->sets->shares[3].p.status, ==, SVY_STATUS_WITHHELD);
    g_assert_cmpuint(combinations->sets->shares[3].n, ==, 0);
}

/* Few chose milk with tea. That nobody else chose it with anything would tell how many, so the
 * whole row is withheld. */
static void test_hidden_option(void)
{
    g_auto(Survey) survey = {0};
    g_autofree char *csv = repeat_lines(HEAD, G_N_ELEMENTS(drinks), drinks);
    g_autoptr(SvyResult) result = survey_analyse(&survey, csv, NULL, OPEN_LINK);
    const SvyTable *overlap = get_table(result, "overlap-q1");

    g_assert_cmpint(get_cell(overlap, 3, "option-2")->status, ==, SVY_STATUS_WITHHELD);
    g_assert_cmpint(get_cell(overlap, 2, "option-4")->status, ==, SVY_STATUS_WITHHELD);
    check_share(overlap, 2, "option-1", 0, 16);
}

static void test_coverage_target(void)
{
    g_auto(Survey) survey = {0};
    g_autofree char *csv = repeat_lines(HEAD, G_N_ELEMENTS(drinks), drinks);
    g_autoptr(SvyResult) result =
        survey_analyse(&survey, csv, NULL, "[combinations]\ntarget = 0.7\n");

    g_assert_cmpuint(get_table(result, "coverage-q1")->n_rows, ==, 1);
}

/* Few people, two options, or people who all chose one: there is nothing to tell. */
static void test_nothing_together(void)
{
    static const Lines few[] = {
        {"Tea,Coffee,,,", 12}, {",,Water,Milk,", 6}, {",,,,None of these", 9}};
    static const Lines single[] = {
        {"Tea,,,,", 20}, {",Coffee,,,", 20}, {",,Water,,", 20}, {"Tea,Coffee,,,", 4}};
    g_auto(Survey) survey = {0};
    g_auto(Survey) other = {0};
    g_autofree char *csv = repeat_lines(HEAD, G_N_ELEMENTS(few), few);
    g_autofree char *next = repeat_lines(HEAD, G_N_ELEMENTS(single), single);
    g_autoptr(SvyResult) result = survey_analyse(&survey, csv, NULL, NULL);
    g_autoptr(SvyResult) second = survey_analyse(&other, next, NULL, NULL);

    g_assert_null(find_table(result, "overlap-q1"));
    g_assert_null(find_table(result, "coverage-q1"));
    g_assert_null(find_table(second, "combinations-q1"));
}

/* --- Ladders -------------------------------------------------------------------------------- */

/* 100 people: 80 know, 60 of them use, 5 use without knowing; 20 of the users follow; who does not
 * use was not asked, and three users skipped that. */
static const Lines climbers[] = {{"Yes,Yes,Yes", 20}, {"Yes,Yes,No", 37}, {"Yes,Yes,", 3},
                                 {"Yes,No,", 20},     {"No,Yes,No", 5},   {"No,No,", 15}};

static void test_ladder(void)
{
    g_auto(Survey) survey = {0};
    g_autofree char *csv = repeat_lines("Do you know it?,Do you use it?,Do you like it?\n",
                                        G_N_ELEMENTS(climbers), climbers);
    g_autoptr(SvyResult) result = survey_analyse(
        &survey, csv, NULL,
        OPEN_LINK "[ladder]\nstages = Do you know it?: Yes, q2: Yes, Do you like it?: Yes\n");
    const SvyTable *table = get_table(result, "ladder-1");

    check_share(table, 0, "p", 77, 97);
    check_share(table, 1, "p", 62, 97);
    check_share(table, 1, "step", 57, 77);
    g_assert_cmpuint(get_cell(table, 1, "without")->n, ==, 5);
    check_share(table, 2, "p", 20, 97);
    check_share(table, 2, "step", 20, 62);
    g_assert_cmpuint(get_cell(table, 2, "without")->n, ==, 0);
    check_has(table->finding,
              "In this sample, 32.3% (20 of 62) of those on stage 2 are on stage 3");
}

static void test_ladder_of_scale(void)
{
    static const char codebook[] =
        "column,header,question,text,type,role,item,mark,base,use,clear,levels,apart,reason\n"
        "1,Know,q1,How well do you know us?,likert,answer,,,answered,opinion,,"
        "Never heard of you | Heard of you | Have used you,,\n";
    static const Lines lines[] = {
        {"Never heard of you", 10}, {"Heard of you", 20}, {"Have used you", 30}};
    g_auto(Survey) survey = {0};
    g_autofree char *csv = repeat_lines("Know\n", G_N_ELEMENTS(lines), lines);
    g_autoptr(SvyResult) result = survey_analyse(&survey, csv, codebook, NULL);
    const SvyTable *table = get_table(result, "ladder-q1");

    g_assert_cmpuint(table->n_rows, ==, 2);
    check_share(table, 0, "p", 50, 60);
    check_share(table, 1, "p", 30, 60);
    check_share(table, 1, "step", 30, 50);
}

/* --- Targets -------------------------------------------------------------------------------- */

static SvyResult *analyse_targets(Survey *survey,
                                  const char *csv,
                                  const char *plan,
                                  const char *targets,
                                  GError **error)
{
    const SvyAnalysisOptions options = {.with_questions = true};
    SvyResult *result = NULL;

    survey->path = survey_write(survey, "survey.csv", csv, -1);
    g_free(survey_write(survey, "survey-plan.ini", plan, -1));
    g_free(survey_write(survey, "survey-targets.csv", targets, -1));
    if (!svy_ingest_read(survey->path, NULL, &survey->dataset, &survey->plan, error))
        return NULL;
    svy_analysis_run(survey->dataset, survey->plan, &options, &result, error);
    return result;
}

static const Lines followers[] = {{"Yes,A", 189}, {"No,A", 661}};

/* The trap: 189 of 850 is below 25%, one-sided p = 0.033, and the two-sided interval reaches over
 * it. */
static void test_target_trap(void)
{
    g_auto(Survey) survey = {0};
    g_autofree char *csv =
        repeat_lines("Do you follow us?,Where?\n", G_N_ELEMENTS(followers), followers);
    g_autoptr(GError) error = NULL;
    g_autoptr(SvyResult) result =
        analyse_targets(&survey, csv, OPEN_LINK,
                        "question,answer,target,direction\nq1,Yes,25%,at most\n"
                        "q1,Yes,0.30,at most\nq1,Yes,20%,at most\nq1,Yes,15%,at most\n",
                        &error);
    const SvyTable *table;

    g_assert_no_error(error);
    table = get_table(result, "targets");
    check_share(table, 0, "p", 189, 850);
    check_text(table, 0, "verdict", "cannot tell");
    check_text(table, 0, "target", "at most 25%");
    svy_check_near(get_cell(table, 0, "p-value")->share.p.value, 0.03324, 5e-4);
    check_has(table->notes[0], "in this sample 22.2% (189 of 850) is below 25%");
    check_has(table->notes[0], "interval [19.6, 25.2] includes 25%");
    check_has(table->notes[0], "beyond the people who answered this is not shown");
    g_assert_null(strstr(table->notes[0], "significant"));
    check_text(table, 1, "verdict", "met");
    check_text(table, 2, "verdict", "cannot tell");
    check_text(table, 3, "verdict", "not met");
}

/* An outside figure of its own n: 189 of 850 against 30 of 100, by the pooled test. */
static void test_benchmark(void)
{
    g_auto(Survey) survey = {0};
    g_autofree char *csv =
        repeat_lines("Do you follow us?,Where?\n", G_N_ELEMENTS(followers), followers);
    g_autoptr(GError) error = NULL;
    g_autoptr(SvyResult) result = analyse_targets(
        &survey, csv, OPEN_LINK,
        "question;answer;target;n;source\nDo you follow us?;Yes;30 %;100;Others, 2013\n"
        "q1;Yes;50%;1000;\n",
        &error);
    const double pooled = 219.0 / 950, se = sqrt(pooled * (1 - pooled) * (1 / 850.0 + 1 / 100.0));
    const SvyTable *table;

    g_assert_no_error(error);
    table = get_table(result, "targets");
    svy_check_near(get_cell(table, 0, "difference")->share.p.value, 189.0 / 850 - 0.3, 1e-12);
    svy_check_near(get_cell(table, 0, "p-value")->share.p.value,
                   erfc(fabs(189.0 / 850 - 0.3) / se / sqrt(2.0)), 1e-12);
    check_text(table, 0, "verdict", "cannot tell");
    check_text(table, 0, "target", "30% (of 100)");
    check_text(table, 1, "verdict", "lower");
}

static void test_target_faults(void)
{
    static const struct {
        const char *text, *pattern;
    } cases[] = {
        {"question,target\nq1,25\n", "*targets.csv:2:2: error: the target is no share, got '25'*"},
        {"question,target\nq9,25%\n", "*targets.csv:2: error: no such question, got 'q9'*"},
        {"question,answer,target\nq1,Yess,25%\n", "*no such answer, got 'Yess'*\"Yes\"*"},
        {"question,target,direction\nq1,25%,over\n", "*:2:3: error: unknown direction*at least*"},
        {"question,share\nq1,25%\n", "*no column \"target\"*"},
        {"question,target,colour\nq1,25%,red\n", "*unknown column of targets, got 'colour'*"},
        {"question,target,n\nq1,25%,many\n", "*n is no number of people, got 'many'*"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_auto(Survey) survey = {0};
        g_autoptr(GError) error = NULL;
        g_autofree char *csv =
            repeat_lines("Do you follow us?,Where?\n", G_N_ELEMENTS(followers), followers);

        g_assert_null(analyse_targets(&survey, csv, OPEN_LINK, cases[i].text, &error));
        check_error(error, SVY_ERROR_DATA, cases[i].pattern);
    }
}

/* Of few people of a group nothing is told. */
static void test_target_withheld(void)
{
    static const Lines lines[] = {{"Yes,A", 40}, {"No,A", 40},  {"Yes,B", 3},
                                  {"No,B", 20},  {"Yes,C", 20}, {"No,C", 20}};
    g_auto(Survey) survey = {0};
    g_autofree char *csv = repeat_lines("Do you follow us?,Where?\n", G_N_ELEMENTS(lines), lines);
    g_autoptr(GError) error = NULL;
    g_autoptr(SvyResult) result =
        analyse_targets(&survey, csv, OPEN_LINK,
                        "question,answer,target,base\nq1,Yes,25%,q2: B\nq1,Yes,25%,q2: A\n"
                        "q1,Yes,25%,q2: C\n",
                        &error);
    const SvyTable *table;

    g_assert_no_error(error);
    table = get_table(result, "targets");
    g_assert_cmpint(get_cell(table, 0, "p")->status, ==, SVY_STATUS_WITHHELD);
    g_assert_cmpint(get_cell(table, 0, "verdict")->status, ==, SVY_STATUS_WITHHELD);
    check_share(table, 1, "p", 40, 80);
    /* All who said yes, less those of A and of C, would be those of B. */
    g_assert_cmpint(get_cell(table, 2, "p")->status, ==, SVY_STATUS_WITHHELD);
}

/* --- Drivers -------------------------------------------------------------------------------- */

#define DRIVERS                                                                                    \
    OPEN_LINK "[segments]\nquestions = What is your role?\n[drivers]\noutcome = q2: Yes\n"

/* With one question the odds ratio is that of the table of two by two, and the average effect the
 * difference of the shares. */
static void test_drivers(void)
{
    static const Lines drivers[] = {
        {"Librarian,Yes", 60}, {"Librarian,No", 20}, {"Staff,Yes", 30}, {"Staff,No", 50}};
    g_auto(Survey) survey = {0};
    g_autofree char *csv =
        repeat_lines("What is your role?,Do you follow us?\n", G_N_ELEMENTS(drivers), drivers);
    g_autoptr(SvyResult) result = survey_analyse(&survey, csv, NULL, DRIVERS);
    const SvyTable *table = get_table(result, "drivers-q2");
    const SvyCell *ratio = get_cell(table, 0, "odds-ratio");

    g_assert_cmpuint(table->n_rows, ==, 1);
    check_text(table, 0, "group", "What is your role?: Staff");
    check_text(table, 0, "reference", "Librarian");
    svy_check_digits(ratio->share.p.value, 30.0 * 20 / (50.0 * 60), 10);
    g_assert_cmpstr(ratio->share.p.method, ==, "profile likelihood");
    g_assert_true(ratio->share.p.lo < ratio->share.p.value &&
                  ratio->share.p.value < ratio->share.p.hi);
    svy_check_digits(get_cell(table, 0, "effect")->share.p.value, 30.0 / 80 - 60.0 / 80, 10);
    g_assert_cmpuint(get_cell(table, 0, "people")->n, ==, 80);
    check_has(table->base_rule, "160 people");
    check_has(table->finding, "In this sample, other things in the table equal, “Staff”");
    check_has(table->finding, "37.5 points less often");
    check_has(table->method, "not what brings it about");
    g_assert_null(strstr(table->finding, "because"));
}

/* Two students said yes: that is withheld, and with it how many of the staff did. As both together
 * follow from the librarians, they are one group of the model; nobody leaves it. */
static void test_drivers_withheld(void)
{
    static const Lines drivers[] = {{"Librarian,Yes", 60}, {"Librarian,No", 40},
                                    {"Staff,Yes", 30},     {"Staff,No", 40},
                                    {"Student,Yes", 2},    {"Student,No", 18}};
    g_auto(Survey) survey = {0};
    g_autofree char *csv =
        repeat_lines("What is your role?,Do you follow us?\n", G_N_ELEMENTS(drivers), drivers);
    g_autoptr(SvyResult) result = survey_analyse(&survey, csv, NULL, DRIVERS);
    const SvyTable *table = get_table(result, "drivers-q2");

    g_assert_cmpuint(table->n_rows, ==, 1);
    check_text(table, 0, "group", "What is your role?: Staff or Student");
    check_text(table, 0, "reference", "Librarian");
    g_assert_cmpuint(get_cell(table, 0, "people")->n, ==, 90);
    svy_check_digits(get_cell(table, 0, "odds-ratio")->share.p.value, 32.0 * 40 / (58.0 * 60), 10);
    check_has(table->base_rule, "190 people");
    check_has(table->notes[0], "Taken as one group each");
    check_has(table->notes[0], ": “Staff or Student” (q1).");
}

/* Outside of the door one withheld group is left over: the question tells nothing more. */
static void test_drivers_alone(void)
{
    static const Lines drivers[] = {
        {"Librarian,Yes", 60}, {"Librarian,No", 40}, {"Student,Yes", 2}, {"Student,No", 58}};
    g_auto(Survey) survey = {0};
    g_autofree char *csv =
        repeat_lines("What is your role?,Do you follow us?\n", G_N_ELEMENTS(drivers), drivers);
    g_autoptr(SvyResult) result = survey_analyse(&survey, csv, NULL, DRIVERS);

    g_assert_null(find_table(result, "drivers-q2"));
}

/* The answer of the outcome is told only together with another, which a model would take apart. */
static void test_drivers_split(void)
{
    static const Lines drivers[] = {{"Librarian,Tea", 60}, {"Librarian,Yes", 6},
                                    {"Librarian,Hot", 6},  {"Staff,Tea", 30},
                                    {"Staff,Yes", 8},      {"Staff,Hot", 8}};
    g_auto(Survey) survey = {0};
    g_autofree char *csv =
        repeat_lines("What is your role?,What is it?\n", G_N_ELEMENTS(drivers), drivers);
    g_autoptr(SvyResult) result = survey_analyse(&survey, csv, NULL, DRIVERS);
    const SvyTable *table = get_table(result, "segments-q2-by-q1");

    g_assert_null(find_table(result, "drivers-q2"));
    check_text(table, 1, "answer", "Other (Yes, Hot)");
    for (size_t i = 0; i < result->n_tables; i++)
        g_assert_true(&result->tables[i] == table || strcmp(result->tables[i].id, table->id) != 0);
}

static void test_drivers_refused(void)
{
    static const Lines few[] = {{"A,Yes", 5}, {"A,No", 40}, {"B,Yes", 5},
                                {"B,No", 40}, {"C,Yes", 4}, {"C,No", 40}};
    g_auto(Survey) survey = {0};
    g_autofree char *csv =
        repeat_lines("What is your role?,Do you follow us?\n", G_N_ELEMENTS(few), few);
    g_autofree char *shorter =
        repeat_lines("What is your role?,Do you follow us?\n", 2, few); /* one group */
    g_autoptr(SvyResult) result =
        survey_analyse(&survey, csv, NULL, DRIVERS "[report]\nmin_cell = 1\n");
    g_auto(Survey) other = {0};
    g_autoptr(SvyResult) second = survey_analyse(&other, shorter, NULL, DRIVERS);

    /* 14 people with a yes carry two coefficients, and it is said that they hardly do. */
    check_has(get_table(result, "drivers-q2")->notes[0], "14 people with the rarer answer for 2");
    g_assert_null(find_table(second, "drivers-q2"));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/analysis/patterns/random", test_cover_random);
    g_test_add_func("/analysis/patterns/not-nested", test_cover_not_nested);
    g_test_add_func("/analysis/together/cover-weighted", test_cover_weighted);
    g_test_add_func("/analysis/patterns/many", test_cover_many);
    g_test_add_func("/analysis/together/select-all", test_select_all);
    g_test_add_func("/analysis/together/combinations", test_combinations);
    g_test_add_func("/analysis/together/hidden-option", test_hidden_option);
    g_test_add_func("/analysis/together/target", test_coverage_target);
    g_test_add_func("/analysis/together/nothing", test_nothing_together);
    g_test_add_func("/analysis/ladder/plan", test_ladder);
    g_test_add_func("/analysis/ladder/scale", test_ladder_of_scale);
    g_test_add_func("/analysis/targets/trap", test_target_trap);
    g_test_add_func("/analysis/targets/benchmark", test_benchmark);
    g_test_add_func("/analysis/targets/faults", test_target_faults);
    g_test_add_func("/analysis/targets/withheld", test_target_withheld);
    g_test_add_func("/analysis/drivers/two-by-two", test_drivers);
    g_test_add_func("/analysis/drivers/withheld", test_drivers_withheld);
    g_test_add_func("/analysis/drivers/alone", test_drivers_alone);
    g_test_add_func("/analysis/drivers/split", test_drivers_split);
    g_test_add_func("/analysis/drivers/events", test_drivers_refused);
    return g_test_run();
}
