/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cases.h"

#include <math.h>

#include "result/result-table.h"
#include "table-cases-crossed.h"
#include "table-cases-each.h"

typedef SvyCaseRow Row;

static const Row normal_rows[] = {
    {"Facebook", 691, 99, 850, true},  {"LinkedIn", 379, 23, 850, true},
    {"Twitter", 369, 107, 850, true},  {"YouTube (signed-in)", 227, 28, 850, true},
    {"Google+", 196, 7, 850, true},    {"Flickr", 121, 9, 850, true},
    {"Pinterest", 294, 0, 850, false}, {"Instagram", 197, 0, 850, false},
    {"Tumblr", 158, 0, 850, false},
};
static const Row one_row[] = {{"Facebook", 691, 99, 850, true}};
static const Row two_rows[] = {{"Facebook", 691, 99, 850, true}, {"Twitter", 369, 107, 850, true}};
static const Row long_rows[] = {
    {"Professional listservs, electronic mailing lists and discussion forums run by the "
     "Association or by one of its many chapters today",
     620, 210, 850, true},
    {"https://www.example.org/a/very/long/address/without/any/blank/in/it/that/has/to/be/broken/"
     "somewhere/because/it/is/so/long.html",
     333, 111, 850, true},
    {"R & D <25> \"quotes\"", 120, 60, 850, true},
    {"Videos, webinars and recorded sessions of the annual conference, also in the archive of "
     "former years (all of them, back to 1998)",
     90, 45, 850, true},
};
static const Row rtl_rows[] = {
    {"شبكات التواصل الاجتماعي العربية", 544, 0, 850, true},
    {"רשתות חברתיות אחרות", 442, 425, 850, true},
    {"قائمة طويلة من الشبكات المهنية والاجتماعية التي تستخدمها المكتبات في العالم العربي", 300, 90,
     850, true},
    {"Одноклассники", 100, 20, 850, true},
};
static const Row cjk_rows[] = {{"微信 / WeChat", 255, 100, 850, true},
                               {"Facebook", 691, 99, 850, true}};
static const Row extreme_rows[] = {{"Everybody", 850, 0, 850, true},
                                   {"Everybody twice", 850, 850, 850, true},
                                   {"Nobody", 0, 0, 850, true},
                                   {"One person", 1, 0, 850, true},
                                   {"All but one", 849, 1, 850, true}};
static const Row equal_rows[] = {{"Half", 425, 425, 850, true},
                                 {"Nearly half", 430, 425, 850, true},
                                 {"A third", 283, 283, 850, true},
                                 {"A tenth", 85, 80, 850, true}};
static const Row negative_rows[] = {{"Newsletter", 120, 300, 850, true},
                                    {"Facebook", 691, 99, 850, true},
                                    {"Mastodon", 50, 62, 850, true}};
static const Row tiny_rows[] = {{"Facebook", 4, 1, 5, true}, {"Twitter", 2, 0, 5, true}};
static const Row small_rows[] = {{"Facebook", 9, 3, 12, true}, {"Twitter", 4, 1, 12, true}};
static const Row below_30_rows[] = {{"Facebook", 20, 6, 29, true}, {"Twitter", 11, 9, 29, true}};
static const Row mixed_rows[] = {{"Facebook", 691, 99, 850, true},
                                 {"Friendica", 4, 1, 12, true},
                                 {"Vine", 2, 0, 4, true}};
static const Row hostile_rows[] = {{"<b>bold</b> & \x1b[31mred\x07", 300, 100, 850, true},
                                   {"a\xe2\x80\xae"
                                    "evil\xe2\x80\xac b",
                                    200, 50, 850, true},
                                   {"", 100, 20, 850, true}};

SvyEstimate svy_cases_wilson(size_t n, size_t base)
{
    const double z = 1.959963984540054, size = (double)base;
    const double p = (double)n / size, z2 = z * z / size;
    const double centre = (p + z2 / 2) / (1 + z2);
    const double half = z / (1 + z2) * sqrt(p * (1 - p) / size + z2 / (4 * size));

    return (SvyEstimate){.value = p,
                         .se = (double)NAN,
                         .df = (double)NAN,
                         .lo = n == 0 ? 0 : centre - half,
                         .hi = n == base ? 1 : centre + half,
                         .level = 0.95,
                         .method = "Wilson",
                         .status = SVY_STATUS_OK};
}

static SvyShare share_of(size_t n, size_t base)
{
    return (SvyShare){n, base, svy_cases_wilson(n, base)};
}

static SvyGapItem make_item(const Row *row)
{
    const size_t unreached = row->use > row->follow ? row->use - row->follow : 0;
    const double difference = ((double)row->use - (double)row->follow) / (double)row->base;
    SvyGapItem item = {.label = (char *)row->label,
                       .has_account = row->has_account,
                       .is_nested = row->use >= row->follow,
                       .base = row->base,
                       .use = share_of(row->use, row->base)};

    if (!row->has_account)
        return item;
    item.follow = share_of(row->follow, row->base);
    item.unreached = share_of(unreached, row->base);
    item.gap = item.unreached.p;
    if (!item.is_nested) {
        item.gap = svy_cases_wilson(row->follow - row->use, row->base);
        item.gap.value = difference;
        item.gap = (SvyEstimate){.value = difference,
                                 .lo = difference - 0.03,
                                 .hi = difference + 0.03,
                                 .level = 0.95,
                                 .method = "Newcombe"};
    }
    return item;
}

static int compare_unreached(const void *a, const void *b)
{
    const SvyGapItem *one = a, *other = b;

    if (one->has_account != other->has_account)
        return one->has_account ? -1 : 1;
    return (one->unreached.n < other->unreached.n) - (one->unreached.n > other->unreached.n);
}

static void fill_gap(SvyGap *gap, const Row *rows, size_t n_rows, Row any)
{
    *gap = (SvyGap){.use_id = (char *)"q7",
                    .follow_id = (char *)"q8",
                    .use_text = (char *)"Which of these do you use at least monthly?",
                    .follow_text = (char *)"On which do you follow any account of ALCTS?",
                    .use_verb = (char *)"use",
                    .follow_verb = (char *)"follow ALCTS",
                    .items_noun = (char *)"social media",
                    .base = any.base,
                    .n_items = n_rows,
                    .items = g_new0(SvyGapItem, n_rows),
                    .any = make_item(&any)};
    for (size_t i = 0; i < n_rows; i++)
        gap->items[i] = make_item(&rows[i]);
    qsort(gap->items, n_rows, sizeof gap->items[0], compare_unreached);
}

static void fill_question(SvyQuestionResult *question, const Row *rows, size_t n_rows, size_t base)
{
    static const struct {
        const char *label;
        SvyOptionMark mark;
    } apart[] = {{"Other (please specify)", SVY_MARK_OTHER}, {"None of these", SVY_MARK_NOTHING}};
    const bool has_apart = n_rows > 2;

    *question = (SvyQuestionResult){
        .id = (char *)"q9",
        .text = (char *)"Which of these do you value most?",
        .type = SVY_QUESTION_SINGLE,
        .base_rule = (char *)"answered the question",
        .n_asked = base,
        .n_answered = base,
        .n_options = n_rows + (has_apart ? G_N_ELEMENTS(apart) : 0),
        .options = g_new0(SvyOptionResult, n_rows + G_N_ELEMENTS(apart)),
    };
    for (size_t i = 0; i < n_rows; i++)
        question->options[i] =
            (SvyOptionResult){.label = (char *)rows[i].label,
                              .n = MIN(rows[i].use, base),
                              .p = svy_cases_wilson(MIN(rows[i].use, base), base)};
    for (size_t i = 0; i < G_N_ELEMENTS(apart) && has_apart; i++)
        question->options[n_rows + i] =
            (SvyOptionResult){.label = (char *)apart[i].label,
                              .n = base / (20 + i),
                              .p = svy_cases_wilson(base / (20 + i), base),
                              .mark = apart[i].mark};
}

/* Who follows agrees strongly, who uses agrees; the others are spread. */
static void fill_grid_row(SvyRowResult *row, const Row *source)
{
    static const char *const labels[] = {
        "Strongly disagree", "Disagree",  "Neither agree nor disagree", "Agree",
        "Strongly agree",    "Don't know"};
    const size_t use = MIN(source->use, source->base), follow = MIN(source->follow, use);
    const size_t rest = source->base - use;
    const size_t counts[] = {rest - rest * 4 / 10 - rest * 35 / 100 - rest / 10,
                             rest * 35 / 100,
                             rest * 4 / 10,
                             use - follow,
                             follow,
                             rest / 10};

    row->label = (char *)source->label;
    row->n_answered = source->base;
    row->options = g_new0(SvyOptionResult, G_N_ELEMENTS(labels));
    for (size_t i = 0; i < G_N_ELEMENTS(labels); i++)
        row->options[i] = (SvyOptionResult){.label = (char *)labels[i],
                                            .n = counts[i],
                                            .p = svy_cases_wilson(counts[i], source->base),
                                            .mark = i == 5 ? SVY_MARK_DONT_KNOW : SVY_MARK_NONE};
}

static void fill_grid(SvyQuestionResult *grid, const Row *rows, size_t n_rows, size_t base)
{
    *grid = (SvyQuestionResult){
        .id = (char *)"q10",
        .text = (char *)"How much do you agree that each of these is useful?",
        .type = SVY_QUESTION_GRID,
        .base_rule = (char *)"answered at least one row; each row has its own base",
        .scale = SVY_SCALE_TWO_WAY,
        .n_asked = base,
        .n_answered = base,
        .n_options = 6,
        .n_rows = n_rows,
        .rows = g_new0(SvyRowResult, n_rows),
    };
    for (size_t i = 0; i < n_rows; i++)
        fill_grid_row(&grid->rows[i], &rows[i]);
    grid->options = grid->rows[0].options;
}

/* Borrows the survey: only the tables are the result's own. */
static void fill_result(SvyChartCase *one, const Row *rows, size_t n_rows)
{
    SvyResult *result = &one->result;

    result->survey = one->survey;
    result->level = 0.95;
    result->min_cell = 5;
    result->n_respondents = one->gap.base;
    while (svy_case_tables[result->n_tables].id != NULL)
        result->n_tables++;
    result->tables = g_new0(SvyTable, result->n_tables);
    for (size_t i = 0; i < result->n_tables; i++)
        result->tables[i] = svy_case_tables[i].make(rows, n_rows);
    svy_cases_add_each(one, rows, n_rows);
    svy_cases_add_crossed(one);
}

static SvyChartCase *add_case(GPtrArray *cases,
                              const char *name,
                              const Row *rows,
                              size_t n_rows,
                              Row any)
{
    SvyChartCase *one = g_new0(SvyChartCase, 1);

    one->name = name;
    one->survey = (SvySurvey){.title = (char *)"ALCTS social media survey",
                              .dates = (char *)"June 2014",
                              .people = (char *)"respondents",
                              .organisation = (char *)"ALCTS",
                              .sampling = SVY_SAMPLING_OPEN_LINK,
                              .is_synthetic = true};
    fill_gap(&one->gap, rows, n_rows, any);
    fill_question(&one->question, rows, n_rows, any.base);
    fill_grid(&one->grid, rows, n_rows, any.base);
    fill_result(one, rows, n_rows);
    g_ptr_array_add(cases, one);
    return one;
}

static void free_case(SvyChartCase *one)
{
    for (size_t i = 0; i < one->grid.n_rows; i++)
        g_free(one->grid.rows[i].options);
    for (size_t i = 0; i < one->result.n_tables; i++)
        svy_table_clear(&one->result.tables[i]);
    g_free(one->result.tables);
    g_free(one->grid.rows);
    g_free(one->gap.items);
    g_free(one->question.options);
    g_free(one);
}

static void add_many_rows(GPtrArray *cases)
{
    static const char *const labels[] = {
        "Medium number 1",  "Medium number 2",  "Medium number 3",  "Medium number 4",
        "Medium number 5",  "Medium number 6",  "Medium number 7",  "Medium number 8",
        "Medium number 9",  "Medium number 10", "Medium number 11", "Medium number 12",
        "Medium number 13", "Medium number 14", "Medium number 15", "Medium number 16",
        "Medium number 17", "Medium number 18", "Medium number 19", "Medium number 20",
        "Medium number 21", "Medium number 22", "Medium number 23", "Medium number 24",
        "Medium number 25", "Medium number 26", "Medium number 27", "Medium number 28",
        "Medium number 29", "Medium number 30"};
    Row rows[30];

    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
        rows[i] =
            (Row){labels[i], 810 - i * 26, (810 - i * 26) * (17 + (i * 37) % 50) / 100, 850, true};
    add_case(cases, "30-rows", rows, G_N_ELEMENTS(rows), (Row){"Any of these", 830, 600, 850, true})
        ->poster_height_in = 33;
}

GPtrArray *svy_cases_new(void)
{
    const Row any = {"Any of these", 778, 189, 850, true};
    GPtrArray *cases = g_ptr_array_new_with_free_func((GDestroyNotify)free_case);

    add_case(cases, "normal", normal_rows, G_N_ELEMENTS(normal_rows), any);
    add_case(cases, "1-row", one_row, 1, (Row){"Any of these", 691, 99, 850, true});
    add_case(cases, "2-rows", two_rows, 2, any);
    add_many_rows(cases);
    add_case(cases, "long-labels", long_rows, G_N_ELEMENTS(long_rows), any)->poster_height_in = 18;
    add_case(cases, "rtl", rtl_rows, G_N_ELEMENTS(rtl_rows), any);
    add_case(cases, "cjk", cjk_rows, G_N_ELEMENTS(cjk_rows), any);
    add_case(cases, "extremes", extreme_rows, G_N_ELEMENTS(extreme_rows),
             (Row){"Any of these", 850, 850, 850, true});
    add_case(cases, "equal", equal_rows, G_N_ELEMENTS(equal_rows),
             (Row){"Any of these", 600, 590, 850, true});
    add_case(cases, "negative", negative_rows, G_N_ELEMENTS(negative_rows), any);
    add_case(cases, "n-5", tiny_rows, 2, (Row){"Any of these", 4, 1, 5, true});
    add_case(cases, "n-12", small_rows, 2, (Row){"Any of these", 10, 3, 12, true});
    add_case(cases, "n-29", below_30_rows, 2, (Row){"Any of these", 25, 9, 29, true});
    add_case(cases, "mixed-bases", mixed_rows, G_N_ELEMENTS(mixed_rows), any);
    add_case(cases, "hostile", hostile_rows, G_N_ELEMENTS(hostile_rows), any);
    add_case(cases, "long-title", normal_rows, G_N_ELEMENTS(normal_rows), any)->title =
        "Sixty characters are what a poster title may well have here";
    return cases;
}
