/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "group-tables.h"

#include <math.h>

#include "chart/slices.h"

/* A question of two groups, with its table by "q2". */
typedef struct {
    SvyTable table;
    SvyOptionResult options[N_ROWS_MOST];
    SvyQuestionResult question;
    SvyResult result;
} Source;

static void source_init(Source *source, const GroupSource *groups)
{
    *source = (Source){.table = group_table_make(groups)};
    source->table.by_id = g_strdup("q2");
    source->question = (SvyQuestionResult){.id = (char *)"q1",
                                           .text = (char *)"What do you read?",
                                           .type = SVY_QUESTION_SINGLE,
                                           .base_rule = (char *)"answered the question",
                                           .options = source->options};
    for (size_t i = 0; i < source->table.n_rows; i++) {
        const SvyCell *cell = &source->table.cells[i * source->table.n_columns + 1];

        source->options[i] = (SvyOptionResult){
            .label = (char *)groups->labels[i], .n = cell->share.n, .p = cell->share.p};
    }
    source->question.n_options = source->table.n_rows;
    source->question.n_asked = source->question.n_answered = source->table.columns[1].base;
    source->result =
        (SvyResult){.level = 0.95, .min_cell = 5, .n_tables = 1, .tables = &source->table};
}

static SvyChart *draw(const Source *source, const char *kind, GError **error)
{
    g_autoptr(SvyTheme) theme = NULL;
    SvyChart *chart = NULL;

    svy_theme_load("report", &theme, error);
    g_assert_no_error(*error);

    const SvyChartOptions options = {.theme = theme, .kind = kind};

    if (!svy_chart_new_each(&source->result, NULL, &source->question, NULL, "q2", &options, &chart,
                            error))
        return NULL;
    return chart;
}

static size_t count_panels(const SvyChart *chart)
{
    return chart->scene->panels->len;
}

static void check_words(void)
{
    g_autoptr(GError) error = NULL;
    Source source;

    source_init(&source, &group_source_differing);

    g_autoptr(SvyChart) chart = draw(&source, "ranked-bars", &error);
    g_auto(GStrv) lines = NULL;

    g_assert_no_error(error);
    lines = g_strsplit(chart->plot->csv, "\n", -1);
    g_assert_cmpstr(chart->plot->title, ==,
                    "20% of the group “Members” chose “Blogs”, against 50% of all");
    g_assert_cmpstr(chart->plot->subtitle, ==,
                    "What do you read? Share of each group; groups by “Who are you?”");
    g_assert_cmpstr(chart->plot->alt, ==,
                    "Small multiples (ranked-bars), a panel for each of 2 groups by “Who are "
                    "you?”. 20% of the group “Members” chose “Blogs”, against 50% of all. Base "
                    "200.");
    g_assert_cmpstr(lines[0], ==, "group,label,n,base,p,lo,hi,method");
    g_assert_true(g_str_has_prefix(lines[1], "All,Blogs,100,200,0.5,"));
    g_assert_true(g_str_has_prefix(lines[3], "Members,Blogs,20,100,0.2,"));
    g_assert_cmpuint(chart->plot->descriptions->len, ==, 6);
    g_assert_true(g_str_has_prefix(chart->plot->descriptions->pdata[4], "Students: Blogs: 80%"));
    g_assert_nonnull(fixture_find_text(chart, SVY_ROLE_BASE, "n = 100"));
    g_assert_nonnull(fixture_find_text(chart, SVY_ROLE_HEAD, "all, n = 200"));
    svy_table_clear(&source.table);
}

/* Two rows in two panels: a bar, a mark and everybody's stroke in each, and one stroke in the key;
 * labels once, for the panels stand side by side. */
static void check_shapes(void)
{
    g_autoptr(GError) error = NULL;
    Source source;

    source_init(&source, &group_source_differing);

    g_autoptr(SvyChart) chart = draw(&source, "ranked-bars", &error);

    g_assert_no_error(error);
    g_assert_cmpuint(count_panels(chart), ==, 2);
    g_assert_cmpuint(fixture_count_role(chart, SVY_ROLE_MARK), ==, 4);
    g_assert_cmpuint(fixture_count_role(chart, SVY_ROLE_BAR), ==, 4);
    g_assert_cmpuint(fixture_count_role(chart, SVY_ROLE_REFERENCE), ==, 5);
    g_assert_cmpuint(fixture_count_role(chart, SVY_ROLE_LABEL), ==, 2);
    g_assert_cmpstr(svy_scene_get_unseen(chart->scene, 5, 0), ==, "Blogs");
    svy_table_clear(&source.table);
}

static void check_withheld(void)
{
    g_autoptr(GError) error = NULL;
    Source source;

    source_init(&source, &group_source_differing);
    svy_cell_withhold(&source.table.cells[2]);
    source.table.columns[3].is_withheld = true;
    svy_cell_withhold(&source.table.cells[3]);
    svy_cell_withhold(&source.table.cells[7]);

    g_autoptr(SvyChart) chart = draw(&source, "ranked-bars", &error);

    g_assert_no_error(error);
    g_assert_cmpuint(fixture_count_role(chart, SVY_ROLE_MARK), ==, 1);
    g_assert_cmpuint(fixture_count_role(chart, SVY_ROLE_MESSAGE), ==, 2);
    g_assert_null(fixture_find_text(chart, SVY_ROLE_VALUE, "20%"));
    g_assert_null(fixture_find_text(chart, SVY_ROLE_VALUE, "80%"));
    g_assert_null(strstr(chart->plot->csv, "0.2"));
    g_assert_null(strstr(chart->plot->csv, "0.8"));
    svy_table_clear(&source.table);
}

/* 0%, 100%, and two answers that tie: rows stand as for everybody. */
static void check_ends(void)
{
    const GroupSource groups = {.labels = {"Nobody", "Half", "Everybody"},
                                .counts = {{0, 0}, {50, 10}, {100, 20}},
                                .bases = {100, 20},
                                .p_adjusted = (double)NAN};
    g_autoptr(GError) error = NULL;
    Source source;

    source_init(&source, &groups);
    source.question.type = SVY_QUESTION_MULTI;

    g_autoptr(SvyChart) chart = draw(&source, "select-all", &error);

    g_assert_no_error(error);
    g_assert_nonnull(fixture_find_text(chart, SVY_ROLE_VALUE, "100%"));
    g_assert_nonnull(fixture_find_text(chart, SVY_ROLE_VALUE, "0%"));
    g_assert_nonnull(fixture_find_text(chart, SVY_ROLE_BASE, "small base, n = 20"));
    g_assert_nonnull(strstr(chart->plot->csv, "\nStudents,Everybody,20,20,1,"));
    g_assert_nonnull(strstr(chart->plot->remark, "could choose several"));
    svy_table_clear(&source.table);
}

static void check_one_row(void)
{
    const GroupSource groups = {
        .labels = {"Blogs"}, .counts = {{40, 12}}, .bases = {60, 12}, .p_adjusted = (double)NAN};
    static const char *const kinds[] = {"ranked-bars", "icon-array"};

    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
        g_autoptr(GError) error = NULL;
        Source source;

        source_init(&source, &groups);

        g_autoptr(SvyChart) chart = draw(&source, kinds[i], &error);

        g_assert_no_error(error);
        g_assert_cmpuint(count_panels(chart), ==, i == 0 ? 2 : 3);
        svy_table_clear(&source.table);
    }
}

/* --- Points of a scale ---------------------------------------------------------------------- */

enum { N_POINTS = 5 };

static const char *const points[N_POINTS] = {"Strongly agree", "Agree", "Neither", "Disagree",
                                             "Strongly disagree"};

typedef struct {
    SvyOptionResult options[N_POINTS];
    SvyQuestionResult question;
    SvyTable table;
    SvyResult result;
} Scale;

static void scale_init(Scale *scale, const size_t counts[N_POINTS])
{
    g_autoptr(SvyTableBuilder) builder =
        svy_table_builder_new(SVY_TABLE_SEGMENTS, "segments-q1-by-q2", "q1 by q2");
    SvyTable *table = svy_table_builder_get(builder);
    size_t base = 0;

    *scale = (Scale){0};
    for (size_t i = 0; i < N_POINTS; i++)
        base += counts[i];
    svy_table_builder_add_column(builder, "answer", "Answer");
    svy_table_builder_add_column(builder, "all", "All")->base = 2 * base;
    svy_table_builder_add_column(builder, "group-1", "Members")->base = base;
    svy_table_builder_add_column(builder, "group-2", "Students")->base = base;
    for (size_t i = 0; i < N_POINTS; i++) {
        SvyCell *cells = svy_table_builder_add_row(builder, SVY_MARK_NONE);

        svy_cell_set_text(&cells[0], points[i]);
        group_table_set_share(&cells[1], 2 * counts[i], 2 * base);
        group_table_set_share(&cells[2], counts[i], base);
        group_table_set_share(&cells[3], counts[i], base);
        scale->options[i] = (SvyOptionResult){.label = (char *)points[i],
                                              .n = 2 * counts[i],
                                              .p = svy_cases_wilson(2 * counts[i], 2 * base)};
    }
    table->row_id = g_strdup("q1");
    table->by_id = g_strdup("q2");
    scale->table = svy_table_builder_finish(builder);
    scale->question = (SvyQuestionResult){.id = (char *)"q1",
                                          .type = SVY_QUESTION_LIKERT,
                                          .scale = SVY_SCALE_TWO_WAY,
                                          .n_answered = 2 * base,
                                          .n_options = N_POINTS,
                                          .options = scale->options};
    scale->result = (SvyResult){.n_tables = 1, .tables = &scale->table};
}

static const size_t usual[N_POINTS] = {20, 30, 25, 17, 8};

static void withhold(Scale *scale, size_t row)
{
    svy_cell_withhold(&scale->table.cells[row * scale->table.n_columns + 2]);
}

static void check_whole_scale(void)
{
    Scale scale;

    scale_init(&scale, usual);

    g_autoptr(SvySlices) slices =
        svy_slices_new_question(&scale.result, &scale.question, "q2", true);

    g_assert_nonnull(slices);
    g_assert_false(slices->is_joined);
    g_assert_cmpuint(slices->groups[0].question->n_options, ==, N_POINTS);
    g_assert_cmpuint(slices->groups[1].question->options[3].n, ==, 17);
    g_assert_null(svy_slices_new_question(&scale.result, &scale.question, "q3", true));
    svy_table_clear(&scale.table);
}

/* Two withheld points of one side: the side is what the others leave, without an interval; in all
 * groups, so that they can be compared. */
static void check_joined_side(void)
{
    Scale scale;

    scale_init(&scale, usual);
    withhold(&scale, 3);
    withhold(&scale, 4);

    g_autoptr(SvySlices) slices =
        svy_slices_new_question(&scale.result, &scale.question, "q2", true);
    const SvyQuestionResult *question = slices->groups[0].question;

    g_assert_true(slices->is_joined);
    g_assert_cmpuint(question->n_options, ==, 3);
    g_assert_cmpstr(question->options[2].label, ==, "Disagree or Strongly disagree");
    g_assert_cmpuint(question->options[2].n, ==, 25);
    g_assert_cmpfloat_with_epsilon(question->options[2].p.value, 0.25, 1e-12);
    g_assert_true(isnan(question->options[2].p.lo));
    g_assert_cmpuint(slices->groups[1].question->options[0].n, ==, 50);
    g_assert_cmpuint(slices->all.question->options[0].n, ==, 100);
    svy_table_clear(&scale.table);
}

/* What is withheld on both sides cannot be told of either. */
static void check_both_sides(void)
{
    Scale scale;

    scale_init(&scale, usual);
    withhold(&scale, 0);
    withhold(&scale, 4);

    g_autoptr(SvySlices) slices =
        svy_slices_new_question(&scale.result, &scale.question, "q2", true);
    const SvyQuestionResult *question = slices->groups[0].question;

    g_assert_cmpint(question->options[0].p.status, ==, SVY_STATUS_WITHHELD);
    g_assert_cmpint(question->options[1].p.status, ==, SVY_STATUS_OK);
    g_assert_cmpint(question->options[2].p.status, ==, SVY_STATUS_WITHHELD);
    g_assert_cmpint(slices->groups[1].question->options[0].p.status, ==, SVY_STATUS_OK);
    svy_table_clear(&scale.table);
}

/* A row of the table that is two answers already counts for its side. */
static void check_joined_row(void)
{
    Scale scale;
    SvyTable *table = &scale.table;

    scale_init(&scale, usual);
    for (size_t c = 1; c < table->n_columns; c++)
        group_table_set_share(&table->cells[3 * table->n_columns + c], c == 1 ? 50 : 25,
                              c == 1 ? 200 : 100);
    svy_cell_set_text(&table->cells[3 * table->n_columns], "The lower end");
    for (size_t c = 0; c < table->n_columns; c++)
        g_free(table->cells[4 * table->n_columns + c].text);
    table->n_rows = 4;

    g_autoptr(SvySlices) slices =
        svy_slices_new_question(&scale.result, &scale.question, "q2", true);
    const SvyQuestionResult *question = slices->groups[1].question;

    g_assert_true(slices->is_joined);
    g_assert_cmpuint(question->n_options, ==, 3);
    g_assert_cmpuint(question->options[2].n, ==, 25);
    g_assert_cmpint(question->options[2].p.status, ==, SVY_STATUS_OK);
    svy_table_clear(table);
}

/* --- Rankings, ladders, targets -------------------------------------------------------------- */

static const SvyTable *find_table(const SvyChartCase *one, const char *id)
{
    for (size_t i = 0; i < one->result.n_tables; i++)
        if (strcmp(one->result.tables[i].id, id) == 0)
            return &one->result.tables[i];
    g_assert_not_reached();
}

static SvyChart *draw_rows(Fixture *fixture,
                           const SvyChartCase *one,
                           const char *kind,
                           const char *id)
{
    const SvyChartOptions options = {.theme = fixture->theme, .kind = kind};
    g_autoptr(GError) error = NULL;
    SvyChart *chart = NULL;

    svy_chart_new_each(&one->result, NULL, NULL, find_table(one, id), "q5", &options, &chart,
                       &error);
    g_assert_no_error(error);
    return chart;
}

static bool has_line(const char *text, const char *start)
{
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

    for (size_t i = 0; lines[i] != NULL; i++)
        if (g_str_has_prefix(lines[i], start))
            return true;
    return false;
}

/* No strips of places: the title does not speak of them either. */
static void check_ranking(Fixture *fixture, gconstpointer theme_name)
{
    const SvyChartCase *one = fixture_get(fixture, "normal");
    g_autoptr(SvyChart) chart = draw_rows(fixture, one, "ranking", "rank-q21");

    (void)theme_name;
    g_assert_cmpstr(chart->plot->title, ==, "“Facebook” is ranked best, at 2.5 on average");
    g_assert_nonnull(strstr(chart->plot->subtitle, "; groups by “Are you a member of ALCTS?”"));
    g_assert_true(has_line(chart->plot->csv, "group,label,base,mean,mean_lo,mean_hi,mean_method"));
    g_assert_true(has_line(chart->plot->csv, "Student,Facebook,179,"));
    g_assert_nonnull(fixture_find_text(chart, SVY_ROLE_HEAD, "Mean place, with 95% interval"));
    g_assert_cmpuint(fixture_count_role(chart, SVY_ROLE_SEGMENT), ==, 0);
    g_assert_cmpuint(fixture_count_role(chart, SVY_ROLE_MARK), ==, 27);
    g_assert_cmpuint(fixture_count_role(chart, SVY_ROLE_REFERENCE), ==, 28);
}

/* Everybody's order, whatever the group's. */
static void check_order(Fixture *fixture, gconstpointer theme_name)
{
    const SvyChartCase *one = fixture_get(fixture, "normal");
    g_autoptr(SvyChart) chart = draw_rows(fixture, one, "ranking", "rank-q21");
    const char *all = strstr(chart->plot->csv, "All,Twitter"), *linked = NULL;

    (void)theme_name;
    linked = strstr(chart->plot->csv, "Member,LinkedIn");
    g_assert_true(all != NULL && strstr(chart->plot->csv, "All,LinkedIn") < all);
    g_assert_true(linked != NULL && linked < strstr(chart->plot->csv, "Member,Twitter"));
}

static void check_ladder(Fixture *fixture, gconstpointer theme_name)
{
    const SvyChartCase *one = fixture_get(fixture, "normal");
    g_autoptr(SvyChart) chart = draw_rows(fixture, one, "ladder", "ladder-1");

    (void)theme_name;
    g_assert_nonnull(fixture_find_text(chart, SVY_ROLE_HEAD, "of those on the stage before"));
    g_assert_null(fixture_find_text(chart, SVY_ROLE_CELL, "of those on the stage before"));
    g_assert_nonnull(fixture_find_text(chart, SVY_ROLE_CELL, "47%"));
    g_assert_true(g_str_has_prefix(
        chart->plot->alt, "Small multiples (ladder), a panel for each of 3 groups by “Are you a "
                          "member of ALCTS?”. 81% of 850"));
}

/* The verdicts of the groups, not everybody's; each look is explained. */
static void check_targets(Fixture *fixture, gconstpointer theme_name)
{
    const SvyChartCase *one = fixture_get(fixture, "normal");
    g_autoptr(SvyChart) chart = draw_rows(fixture, one, "targets", "targets");

    (void)theme_name;
    g_assert_cmpstr(chart->plot->title, ==,
                    "6 targets in 3 groups, 18 verdicts: 5 met, 9 missed, 4 cannot be told");
    g_assert_nonnull(fixture_find_text(chart, SVY_ROLE_HEAD, "higher"));
    g_assert_nonnull(fixture_find_text(chart, SVY_ROLE_HEAD, "wanted, or known of others"));
    g_assert_nonnull(fixture_find_text(chart, SVY_ROLE_BASE, "at least 50%"));
    g_assert_null(fixture_find_text(chart, SVY_ROLE_BASE, "at least 50%;"));
}

/* One that is left, none with a side: figures from elsewhere. */
static void check_figures(Fixture *fixture, gconstpointer theme_name)
{
    SvyChartCase *one = fixture_get(fixture, "normal");
    SvyTable *table = (SvyTable *)find_table(one, "targets-by-q5");
    size_t n = 0;

    (void)theme_name;
    for (size_t row = 0; row < table->n_rows; row++) {
        SvyCell *cells = &table->cells[row * table->n_columns];

        if (strcmp(cells[1].text, "Twitter") != 0) {
            for (size_t c = 0; c < table->n_columns; c++) {
                g_free(cells[c].text);
                g_free(cells[c].word);
            }
            continue;
        }
        memmove(&table->cells[n++ * table->n_columns], cells, table->n_columns * sizeof *cells);
    }
    table->n_rows = n;

    g_autoptr(SvyChart) chart = draw_rows(fixture, one, "targets", "targets");

    g_assert_cmpstr(
        chart->plot->title, ==,
        "1 figure from elsewhere in 3 groups, 3 verdicts: 1 higher, 0 lower, 2 cannot be "
        "told");
}

/* What is withheld of a group has no mark; a group of which nothing is told keeps its place. */
static void check_withheld_rows(Fixture *fixture, gconstpointer theme_name)
{
    SvyChartCase *one = fixture_get(fixture, "normal");
    SvyTable *table = (SvyTable *)find_table(one, "rank-q21-by-q5");

    (void)theme_name;
    for (size_t row = 0; row < table->n_rows; row++) {
        SvyCell *cells = &table->cells[row * table->n_columns];
        const bool is_item = strcmp(cells[1].text, "Twitter") == 0;

        if (strcmp(cells[0].text, "All") != 0 &&
            (is_item || strcmp(cells[0].text, "Student") == 0)) {
            svy_cell_withhold(&cells[2]);
            svy_cell_withhold(&cells[3]);
        }
    }

    g_autoptr(SvyChart) chart = draw_rows(fixture, one, "ranking", "rank-q21");

    g_assert_cmpuint(fixture_count_role(chart, SVY_ROLE_MARK), ==, 16);
    g_assert_cmpuint(fixture_count_role(chart, SVY_ROLE_MESSAGE), ==, 3);
    g_assert_true(has_line(chart->plot->csv, "Student,too few to show"));
    g_assert_true(has_line(chart->plot->csv, "Member,Twitter,,,,,"));
    g_assert_cmpuint(count_panels(chart), ==, 3);
}

/* A ladder that is none is none of groups either. */
static void check_not_nested(Fixture *fixture, gconstpointer theme_name)
{
    SvyChartCase *one = fixture_get(fixture, "normal");
    SvyTable *table = (SvyTable *)find_table(one, "ladder-1");
    const SvyChartOptions options = {.theme = fixture->theme, .kind = "ladder"};
    g_autoptr(GError) error = NULL;
    SvyChart *chart = NULL;

    (void)theme_name;
    svy_cell_set_count(&table->cells[table->n_columns + 3], 12);
    g_assert_false(
        svy_chart_new_each(&one->result, NULL, NULL, table, "q5", &options, &chart, &error));
    g_assert_error(error, SVY_ERROR, SVY_ERROR_USAGE);
    g_assert_nonnull(strstr(error->message, "this is no ladder"));
}

/* Combinations as everybody's, and how many others the group has; told only where nothing is
 * protected. */
static void check_combinations(Fixture *fixture, gconstpointer theme_name)
{
    SvyChartCase *one = fixture_get(fixture, "normal");
    const SvyChartOptions options = {.theme = fixture->theme, .kind = "upset"};
    g_autoptr(GError) error = NULL;
    SvyChart *refused = NULL;

    (void)theme_name;
    one->result.min_cell = 1;

    g_autoptr(SvyChart) chart = draw_rows(fixture, one, "upset", "combinations");

    g_assert_cmpuint(count_panels(chart), ==, 3);
    g_assert_true(g_str_has_prefix(chart->plot->alt,
                                   "Small multiples (upset), a panel for each of 3 groups by “Are "
                                   "you a member of ALCTS?”. "));
    g_assert_cmpstr(chart->plot->subtitle, ==,
                    "“Which of these do you use?” Each column is one combination of answers, of "
                    "850 respondents; groups by “Are you a member of ALCTS?”");
    g_assert_nonnull(fixture_find_text(chart, SVY_ROLE_HEAD, "Lying bars: chose it"));
    g_assert_nonnull(fixture_find_text(chart, SVY_ROLE_HEAD, "Standing bars: chose exactly these"));
    g_assert_nonnull(fixture_find_text(chart, SVY_ROLE_BASE, "n = 179"));
    g_assert_nonnull(strstr(chart->plot->csv, "\nStudent,5 other combinations: "));
    one->result.min_cell = 2;
    g_assert_false(svy_chart_new_each(&one->result, NULL, NULL, find_table(one, "combinations"),
                                      "q5", &options, &refused, &error));
    g_assert_error(error, SVY_ERROR, SVY_ERROR_USAGE);
    g_assert_nonnull(strstr(error->message, "only where nothing is protected: --min-cell 1"));
}

/* --- Refusals ------------------------------------------------------------------------------- */

static void check_kinds(void)
{
    static const char *const drawn[] = {
        "ranked-bars",    "select-all",   "likert",   "stacked-bar", "icon-array",
        "likert-stacked", "gap-dumbbell", "gap-bars", "histogram",   "ranking",
        "ladder",         "targets",      NULL};
    SvyChartKindInfo kind;

    for (size_t i = 0; svy_chart_describe_kind(i, &kind); i++) {
        const bool is_drawn = g_strv_contains(drawn, kind.name);

        g_assert_cmpint(svy_chart_refuse_each(kind.name, false, 5) == NULL, ==, is_drawn);
        g_assert_cmpint(svy_chart_refuse_each(kind.name, false, 1) == NULL, ==,
                        is_drawn || strcmp(kind.name, "upset") == 0);
    }
}

/* With groups of their own in each panel. */
static void check_crossed_kinds(void)
{
    static const char *const drawn[] = {"crosstab-dots", "heatmap",  "box", "ridgeline",
                                        "slope",         "tile-map", NULL};
    SvyChartKindInfo kind;

    for (size_t i = 0; svy_chart_describe_kind(i, &kind); i++) {
        const bool is_drawn = g_strv_contains(drawn, kind.name);

        g_assert_cmpint(svy_chart_refuse_each(kind.name, true, 1) == NULL, ==, is_drawn);
    }
}

static void check_refusals(void)
{
    static const char *const wrong[] = {"upset", "likert", "histogram"};
    Source source;

    source_init(&source, &group_source_differing);
    for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++) {
        g_autoptr(GError) error = NULL;

        g_assert_null(draw(&source, wrong[i], &error));
        g_assert_error(error, SVY_ERROR, SVY_ERROR_USAGE);
    }
    g_free(source.table.by_id);
    source.table.by_id = g_strdup("q7");

    g_autoptr(GError) error = NULL;

    g_assert_null(draw(&source, "ranked-bars", &error));
    g_assert_error(error, SVY_ERROR, SVY_ERROR_USAGE);
    g_assert_nonnull(strstr(error->message, "nothing of two groups or more can be told"));
    svy_table_clear(&source.table);
}

/* Every kind of every case keeps its place on a page that is read from right to left. */
static void check_mirrored(Fixture *fixture, gconstpointer theme_name)
{
    SvyChartCase *one = fixture_get(fixture, "normal");
    const SvyChartOptions options = {.theme = fixture->theme, .kind = "gap-dumbbell"};
    g_autoptr(SvyChart) chart = NULL;
    g_autoptr(GError) error = NULL;

    (void)theme_name;
    one->result.survey.language = (char *)"he";
    svy_chart_new_each(&one->result, &one->gap, NULL, NULL, "q5", &options, &chart, &error);
    g_assert_no_error(error);
    for (guint i = 0; i < chart->scene->panels->len; i++)
        g_assert_cmpfloat(g_array_index(chart->scene->panels, SvyScenePanel, i).plot_width, <, 0);
}

static void add_drawn(const char *path, void (*check)(Fixture *, gconstpointer))
{
    g_test_add(path, Fixture, "report", fixture_set_up, check, fixture_tear_down);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/chart/each/words", check_words);
    g_test_add_func("/chart/each/shapes", check_shapes);
    g_test_add_func("/chart/each/withheld", check_withheld);
    g_test_add_func("/chart/each/ends", check_ends);
    g_test_add_func("/chart/each/one-row", check_one_row);
    g_test_add_func("/chart/each/whole-scale", check_whole_scale);
    g_test_add_func("/chart/each/joined-side", check_joined_side);
    g_test_add_func("/chart/each/both-sides", check_both_sides);
    g_test_add_func("/chart/each/joined-row", check_joined_row);
    g_test_add_func("/chart/each/kinds", check_kinds);
    g_test_add_func("/chart/each/crossed-kinds", check_crossed_kinds);
    g_test_add_func("/chart/each/refusals", check_refusals);
    add_drawn("/chart/each/ranking", check_ranking);
    add_drawn("/chart/each/order", check_order);
    add_drawn("/chart/each/ladder", check_ladder);
    add_drawn("/chart/each/targets", check_targets);
    add_drawn("/chart/each/combinations", check_combinations);
    add_drawn("/chart/each/figures", check_figures);
    add_drawn("/chart/each/withheld-rows", check_withheld_rows);
    add_drawn("/chart/each/not-nested", check_not_nested);
    g_test_add("/chart/each/mirrored", Fixture, "report", fixture_set_up, check_mirrored,
               fixture_tear_down);
    return g_test_run();
}
