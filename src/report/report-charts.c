/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which charts a report has, and putting each into its folder with its words and numbers. */
#include "report/report-private.h"

#include <string.h>

#include <surveystat/chart.h>

#include "base/error.h"
#include "base/text.h"
#include "chart/theme.h"
#include "report/shown.h"
#include "report/subject.h"

#define MAX_CHARTS   12u /* unless asked for more */
#define LIMIT_CHARTS 200u
#define MAX_THREADS  4u /* each holds the pixels of a strip or two */

void svy_report_chart_clear(void *data)
{
    SvyReportChart *chart = data;

    g_clear_pointer(&chart->picture, g_free);
    g_clear_pointer(&chart->alternative, g_free);
    g_clear_pointer(&chart->withheld, g_free);
}

/* --- Which ---------------------------------------------------------------------------------- */

static bool has_account_item(const SvyGap *gap)
{
    return gap->base > 0 && gap->n_items > 0 && gap->items[0].has_account;
}

static void plan_chart(GArray *charts, SvyChartSubject subject)
{
    const SvyReportChart chart = {.subject = subject};

    g_array_append_val(charts, chart);
}

/* What stands beside the headline: one chart of each kind of table that says something of the gap,
 * the stages, the targets. */
static const SvyTableKind headline_kinds[] = {SVY_TABLE_LADDER, SVY_TABLE_TARGETS,
                                              SVY_TABLE_GAP_SEGMENTS, SVY_TABLE_DRIVERS};

static const SvyTable *find_table(const SvyResult *result, SvyTableKind kind)
{
    for (size_t i = 0; i < result->n_tables; i++)
        if (result->tables[i].kind == kind && svy_chart_has_table_kind(&result->tables[i], NULL))
            return &result->tables[i];
    return NULL;
}

static bool is_told_apart(const SvyResult *result, const SvyTable *table)
{
    return table->kind == SVY_TABLE_SEGMENTS && table->has_test &&
           table->test.status == SVY_STATUS_OK && table->test.p_adjusted < 1 - result->level &&
           table->test.effect.status == SVY_STATUS_OK && svy_chart_has_table_kind(table, NULL);
}

/* Of the questions whose groups differ, the one where they differ most. */
static const SvyTable *find_largest_difference(const SvyResult *result)
{
    const SvyTable *largest = NULL;

    for (size_t i = 0; i < result->n_tables; i++) {
        const SvyTable *table = &result->tables[i];

        if (is_told_apart(result, table) &&
            (largest == NULL || table->test.effect.value > largest->test.effect.value))
            largest = table;
    }
    return largest;
}

static void plan_headlines(GArray *charts, const SvyResult *result)
{
    const SvyTable *table;

    for (size_t i = 0; i < result->n_gaps; i++) {
        if (has_account_item(&result->gaps[i]))
            plan_chart(charts, (SvyChartSubject){.gap = &result->gaps[i]});
    }
    for (size_t i = 0; i < G_N_ELEMENTS(headline_kinds); i++) {
        table = find_table(result, headline_kinds[i]);
        if (table != NULL)
            plan_chart(charts, (SvyChartSubject){.table = table});
    }
    table = find_largest_difference(result);
    if (table != NULL)
        plan_chart(charts, (SvyChartSubject){.table = table});
}

/* What a chart of a question is of; in the order in which a reader wants them. */
typedef enum { CLASS_SEVERAL, CLASS_SCALES, CLASS_OTHERS, CLASS_LAST } ChartClass;

/* Where there are more charts than room, none of a class beyond its number goes before one of
 * another class. */
static const guint class_quota[] = {5, 5, 2};

static ChartClass get_class(const SvyQuestionResult *question)
{
    if (question->type == SVY_QUESTION_MULTI)
        return CLASS_SEVERAL;
    return question->type == SVY_QUESTION_GRID || question->type == SVY_QUESTION_RANK ||
                   question->scale == SVY_SCALE_TWO_WAY
               ? CLASS_SCALES
               : CLASS_OTHERS;
}

/* Rankings and numbers are told by a table of theirs. */
static const SvyTable *find_table_of(const SvyResult *result, const SvyQuestionResult *question)
{
    for (size_t i = 0; i < result->n_tables; i++) {
        const SvyTable *table = &result->tables[i];

        if ((table->kind == SVY_TABLE_RANK || table->kind == SVY_TABLE_BINS) &&
            g_strcmp0(table->row_id, question->id) == 0 && svy_chart_has_table_kind(table, NULL))
            return table;
    }
    return NULL;
}

/* False for a question without a chart. */
static bool find_subject(const SvyResult *result,
                         const SvyQuestionResult *question,
                         SvyChartSubject *ret_subject)
{
    *ret_subject = (SvyChartSubject){NULL};
    if (svy_shown_is_chartable(question) && svy_chart_has_kind(question, NULL))
        ret_subject->question = question;
    else if (svy_shown_is_opinion(question))
        ret_subject->table = find_table_of(result, question);
    return ret_subject->question != NULL || ret_subject->table != NULL;
}

static guint count_class(const SvyResult *result, ChartClass class)
{
    SvyChartSubject subject;
    guint n = 0;

    for (size_t i = 0; i < result->n_questions; i++)
        n += get_class(&result->questions[i]) == class &&
             find_subject(result, &result->questions[i], &subject);
    return n;
}

static void plan_class(GArray *charts, const SvyResult *result, ChartClass class, guint n_most)
{
    SvyChartSubject subject;

    for (size_t i = 0; i < result->n_questions && n_most > 0; i++) {
        if (get_class(&result->questions[i]) != class ||
            !find_subject(result, &result->questions[i], &subject))
            continue;
        plan_chart(charts, subject);
        n_most--;
    }
}

/* What each class gets of @room: its quota, and what others leave, first come first served. */
static void share_room(const SvyResult *result, guint room, guint ret_shares[CLASS_LAST])
{
    guint counts[CLASS_LAST];

    for (guint i = 0; i < CLASS_LAST; i++) {
        counts[i] = count_class(result, (ChartClass)i);
        ret_shares[i] = MIN(MIN(counts[i], class_quota[i]), room);
        room -= ret_shares[i];
    }
    for (guint i = 0; i < CLASS_LAST; i++) {
        const guint more = MIN(counts[i] - ret_shares[i], room);

        ret_shares[i] += more;
        room -= more;
    }
}

/* The gaps and what explains them, then questions with several answers, then scales and rankings,
 * then the others, in file order. */
static void choose_charts(GArray *charts, const SvyResult *result, guint n_most)
{
    guint shares[CLASS_LAST];

    plan_headlines(charts, result);
    if (charts->len > n_most)
        g_array_set_size(charts, n_most);
    share_room(result, n_most - charts->len, shares);
    for (guint i = 0; i < CLASS_LAST; i++)
        plan_class(charts, result, (ChartClass)i, shares[i]);
}

/* --- Which: those that are asked for -------------------------------------------------------- */

static bool check_kind(const char *name, const SvyPlace *place, GError **error)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    g_autofree char *quoted = svy_text_quote(name), *mend = NULL;
    SvyChartKindInfo kind;
    const char *near;

    for (size_t i = 0; svy_chart_describe_kind(i, &kind); i++) {
        if (strcmp(kind.name, name) == 0)
            return true;
        g_ptr_array_add(names, (gpointer)kind.name);
    }
    g_ptr_array_add(names, NULL);
    near = svy_text_near_miss(name, (const char *const *)names->pdata);
    mend = near != NULL ? g_strdup_printf("Did you mean '%s'?", near)
                        : g_strdup("`surveystat chart --list` shows the kinds");
    return svy_error_set(error, SVY_ERROR_DATA, place, mend, "no kind of chart is called %s",
                         quoted);
}

static bool take_orders(GArray *charts,
                        const SvyResult *result,
                        const SvyReportOptions *options,
                        GError **error)
{
    const SvyPlace place = {.file = options->charts_file, .line = options->charts_line};

    for (size_t i = 0; options->charts[i] != NULL; i++) {
        g_autofree char *words = NULL;
        SvyReportChart chart = {.kind = NULL};
        SvyChartOrder order;

        svy_subject_parse(options->charts[i], &words, &order);
        order.tiles = options->tiles;
        if (!check_kind(order.kind, &place, error) ||
            !svy_subject_find(result, &order, &place, SVY_ERROR_DATA, &chart.subject, error))
            return false;
        chart.kind = g_intern_string(order.kind);
        g_array_append_val(charts, chart);
    }
    return true;
}

static bool plan_charts(SvyReportWork *work, GError **error)
{
    const SvyReportOptions *options = work->options;
    const size_t n_most = options->n_charts_most > 0 ? options->n_charts_most : MAX_CHARTS;

    if (options->charts != NULL)
        return take_orders(work->charts, work->result, options, error);
    choose_charts(work->charts, work->result, (guint)MIN(n_most, LIMIT_CHARTS));
    return true;
}

/* Bars of a report are compared across its charts: those of questions of one type have the scale
 * that the longest of them needs, and so have gaps where there are several. */
static double find_axis_end(const SvyReportWork *work, const SvyChartSubject *subject)
{
    double most = 0;

    if (subject->question == NULL)
        return work->result->n_gaps > 1 ? 1 : 0;
    for (guint i = 0; i < work->charts->len; i++) {
        const SvyQuestionResult *question =
            g_array_index(work->charts, SvyReportChart, i).subject.question;

        if (question == NULL || question->type != subject->question->type)
            continue;
        for (size_t k = 0; k < question->n_options; k++)
            if (question->options[k].p.status == SVY_STATUS_OK)
                most = MAX(most, question->options[k].p.hi);
    }
    return most;
}

/* --- Drawing: by any thread ----------------------------------------------------------------- */

/* One page of a chart as files in memory. */
typedef struct {
    char *name;        /* without ending */
    GBytes **pictures; /* in the order of the formats; NULL at the end */
    char *alternative, *csv;
} Sheet;

/* One chart: several sheets where its rows do not fit one. */
typedef struct {
    char *name;
    GArray *sheets; /* of Sheet */
    GError *fault;
} Drawing;

static void clear_sheet(void *data)
{
    Sheet *sheet = data;

    for (size_t i = 0; sheet->pictures[i] != NULL; i++)
        g_bytes_unref(sheet->pictures[i]);
    g_free(sheet->pictures);
    g_free(sheet->name);
    g_free(sheet->alternative);
    g_free(sheet->csv);
}

/* Charts in work: whoever is free takes the next. Pango's fonts belong to one thread at a time, so
 * each thread has a copy of the theme with its own. */
struct SvyReportStudio {
    const SvyReportWork *work;
    SvyTheme *theme;
    size_t n_drawings;
    Drawing *drawings;
    int next; /* atomic */
    GThread *helpers[MAX_THREADS];
};

static void join_helpers(SvyReportStudio *studio)
{
    for (size_t i = 0; i < MAX_THREADS; i++)
        if (studio->helpers[i] != NULL)
            g_thread_join(g_steal_pointer(&studio->helpers[i]));
}

void svy_report_studio_free(SvyReportStudio *studio)
{
    if (studio == NULL)
        return;
    g_atomic_int_set(&studio->next, (int)studio->n_drawings); /* nothing more to begin */
    join_helpers(studio);
    for (size_t i = 0; i < studio->n_drawings; i++) {
        Drawing *drawing = &studio->drawings[i];

        g_array_unref(drawing->sheets);
        g_free(drawing->name);
        g_clear_error(&drawing->fault);
    }
    g_free(studio->drawings);
    svy_theme_free(studio->theme);
    g_free(studio);
}

static bool paint(const SvyReportOptions *options,
                  const SvyChart *chart,
                  const char *format,
                  GBytes **ret_bytes,
                  GError **error)
{
    if (strcmp(format, "pdf") == 0)
        return svy_chart_paint_pdf(chart, ret_bytes, error);
    if (strcmp(format, "svg") == 0)
        return svy_chart_paint_svg(chart, options->has_svg_text, ret_bytes, error);
    return svy_chart_paint_png(chart, options->dpi, ret_bytes, error);
}

static char *name_chart(const SvyReportWork *work, const SvyReportChart *chart, size_t number)
{
    const SvyChartSubject *subject = &chart->subject;
    const size_t last = work->charts->len;

    if (chart->kind != NULL && subject->each != NULL) {
        g_autofree char *name =
            g_strdup_printf("%s each %s", svy_subject_get_id(subject), subject->each);

        return svy_report_name_file("charts", last, number, chart->kind, name);
    }
    if (chart->kind != NULL)
        return svy_report_name_file("charts", last, number, chart->kind,
                                    svy_subject_get_id(subject));
    if (subject->question != NULL)
        return svy_report_name_file("charts", last, number, subject->question->id,
                                    subject->question->text);
    if (subject->table != NULL)
        return svy_report_name_file("charts", last, number, subject->table->id, NULL);
    return svy_report_name_file("charts", last, number, "gap",
                                work->result->n_gaps == 1 ? NULL : subject->gap->items_noun);
}

/* Rows of which the last may be left out, because the chart says how many there are and how large;
 * 0 where the order has a meaning of its own. */
static size_t count_rows(const SvyChartSubject *subject)
{
    const SvyQuestionResult *question = subject->question;

    if (subject->gap != NULL)
        return subject->gap->n_items;
    if (question == NULL)
        return subject->table->kind == SVY_TABLE_DRIVERS ? subject->table->n_rows : 0;
    if (question->type == SVY_QUESTION_GRID)
        return question->n_rows;
    return question->is_ordered ? 0 : question->n_options;
}

/* One page is better than two, but not at the price of much: three in four rows stay. */
static size_t count_least_rows(size_t n_rows)
{
    return MAX(5, n_rows - n_rows / 4);
}

/* Whole if possible. On a page of fixed height, a slide, a few of the smallest rows go; where that
 * is not enough, the chart is drawn in parts, and this is the first. What does not fit even so is
 * refused as a whole. */
static bool lay_out(const SvyResult *result,
                    const SvyChartSubject *subject,
                    const SvyChartOptions *look,
                    SvyChart **ret_chart,
                    GError **error)
{
    const size_t n_rows = count_rows(subject);
    const size_t n_least = count_least_rows(n_rows);
    SvyChartOptions options = *look;
    g_autoptr(GError) fault = NULL;

    if (svy_subject_draw(result, subject, &options, ret_chart, &fault))
        return true;
    for (size_t n = n_rows; n > n_least && g_error_matches(fault, SVY_ERROR, SVY_ERROR_USAGE);
         n--) {
        options.n_top = n - 1;
        if (svy_subject_draw(result, subject, &options, ret_chart, NULL))
            return true;
    }
    if (g_error_matches(fault, SVY_ERROR, SVY_ERROR_USAGE)) {
        options.n_top = 0;
        options.part = 1;
        return svy_subject_draw(result, subject, &options, ret_chart, error);
    }
    g_propagate_error(error, g_steal_pointer(&fault));
    return false;
}

/* Takes everything from @drawn; @part is 0 for a chart that is whole. */
static bool add_sheet(Drawing *drawing,
                      const SvyReportOptions *options,
                      const SvyChart *drawn,
                      size_t part,
                      GError **error)
{
    Sheet sheet = {.name = part > 0 ? g_strdup_printf("%s-%zu", drawing->name, part)
                                    : g_strdup(drawing->name),
                   .alternative = svy_chart_format_alt(drawn),
                   .csv = svy_chart_format_csv(drawn)};
    bool is_ok = true;

    sheet.pictures = g_new0(GBytes *, g_strv_length((char **)options->formats) + 1);
    for (size_t i = 0; options->formats[i] != NULL && is_ok; i++)
        is_ok = paint(options, drawn, options->formats[i], &sheet.pictures[i], error);
    g_array_append_val(drawing->sheets, sheet);
    return is_ok;
}

static void draw_one(const SvyReportStudio *studio, const SvyTheme *theme, size_t index)
{
    const SvyReportWork *work = studio->work;
    const SvyReportChart *chart = &g_array_index(work->charts, SvyReportChart, index);
    Drawing *drawing = &studio->drawings[index];
    SvyChartOptions look = {.theme = theme,
                            .kind = chart->kind,
                            .tiles = work->options->tiles,
                            .axis_end = find_axis_end(work, &chart->subject)};
    g_autoptr(SvyChart) drawn = NULL;
    size_t n_parts;

    drawing->name = name_chart(work, chart, index + 1);
    if (!lay_out(work->result, &chart->subject, &look, &drawn, &drawing->fault))
        return;
    n_parts = svy_chart_count_parts(drawn);
    for (size_t part = 1; part <= n_parts; part++) {
        if (part > 1) {
            svy_chart_free(g_steal_pointer(&drawn));
            look.part = part;
            if (!svy_subject_draw(work->result, &chart->subject, &look, &drawn, &drawing->fault))
                return;
        }
        if (!add_sheet(drawing, work->options, drawn, n_parts > 1 ? part : 0, &drawing->fault))
            return;
    }
}

static void draw_next(SvyReportStudio *studio, const SvyTheme *theme)
{
    int index = g_atomic_int_add(&studio->next, 1);

    while ((size_t)index < studio->n_drawings) {
        draw_one(studio, theme, (size_t)index);
        index = g_atomic_int_add(&studio->next, 1);
    }
}

/* A helper without a theme leaves the work to the others, who know what is the matter. */
static void *help_drawing(void *data)
{
    SvyReportStudio *studio = data;
    g_autoptr(SvyTheme) theme = NULL;

    if (svy_theme_copy(studio->theme, &theme, NULL))
        draw_next(studio, theme);
    return NULL;
}

/* One thread is the caller's. */
static void start_helpers(SvyReportStudio *studio)
{
    const size_t n_helpers = MIN(MIN(g_get_num_processors(), MAX_THREADS), studio->n_drawings) - 1;

    for (size_t i = 0; i < n_helpers; i++)
        studio->helpers[i] = g_thread_try_new("charts", help_drawing, studio, NULL);
}

/* --- Writing: in order ---------------------------------------------------------------------- */

static bool put_text(SvyReportWork *work,
                     const char *name,
                     const char *extension,
                     const char *text,
                     GError **error)
{
    g_autofree char *path = g_strconcat(name, extension, NULL);

    return svy_report_put(work, path, text, strlen(text), error);
}

static bool put_picture(SvyReportWork *work,
                        const char *name,
                        const char *format,
                        GBytes *bytes,
                        GError **error)
{
    g_autofree char *path = g_strconcat(name, ".", format, NULL);
    gsize n_bytes;
    const void *data = g_bytes_get_data(bytes, &n_bytes);

    return svy_report_put(work, path, data, n_bytes, error);
}

/* The short alternative text is the first line of the long one. */
static char *cut_first_line(const char *text)
{
    return g_strndup(text, strcspn(text, "\n"));
}

/* The one that report.md shows: a page of text cannot show a PDF. */
static const char *choose_shown(const char *const *formats)
{
    if (g_strv_contains(formats, "png"))
        return "png";
    return g_strv_contains(formats, "svg") ? "svg" : NULL;
}

static bool put_sheet(SvyReportWork *work,
                      const Sheet *sheet,
                      SvyReportChart *chart,
                      GError **error)
{
    const char *const *formats = work->options->formats;
    const char *shown = choose_shown(formats);

    for (size_t i = 0; formats[i] != NULL; i++) {
        if (!put_picture(work, sheet->name, formats[i], sheet->pictures[i], error))
            return false;
    }
    if (shown != NULL)
        chart->picture = g_strconcat(sheet->name, ".", shown, NULL);
    chart->alternative = cut_first_line(sheet->alternative);
    return put_text(work, sheet->name, ".alt.txt", sheet->alternative, error) &&
           put_text(work, sheet->name, ".csv", sheet->csv, error);
}

/* The parts of a chart stand one after the other in the list. */
static bool put_drawing(SvyReportWork *work, const Drawing *drawing, guint *index, GError **error)
{
    for (guint part = 0; part < drawing->sheets->len; part++) {
        if (part > 0) {
            const SvyReportChart *first = &g_array_index(work->charts, SvyReportChart, *index);
            const SvyReportChart next = {
                .subject = first->subject, .kind = first->kind, .is_continued = true};

            g_array_insert_val(work->charts, ++*index, next);
        }
        if (!put_sheet(work, &g_array_index(drawing->sheets, Sheet, part),
                       &g_array_index(work->charts, SvyReportChart, *index), error))
            return false;
    }
    return true;
}

/* What is at fault in the words of the error, without its head. */
static char *word_withheld(const char *name, const char *message)
{
    const char *body = strstr(message, "error: ");

    return g_strdup_printf("%s: %s", name, body == NULL ? message : body + strlen("error: "));
}

/* A label that no font here can draw, or too many rows for the page, is no reason to keep the
 * figures back. A picture that cannot be painted is. */
static bool may_withhold(const Drawing *drawing)
{
    return drawing->sheets->len == 0 &&
           (g_error_matches(drawing->fault, SVY_ERROR, SVY_ERROR_DATA) ||
            g_error_matches(drawing->fault, SVY_ERROR, SVY_ERROR_USAGE) ||
            g_error_matches(drawing->fault, SVY_ERROR, SVY_ERROR_LIMIT));
}

static bool put_chart(SvyReportWork *work, Drawing *drawing, guint *index, GError **error)
{
    SvyReportChart *chart = &g_array_index(work->charts, SvyReportChart, *index);

    if (drawing->fault == NULL)
        return put_drawing(work, drawing, index, error);
    if (work->options->is_strict || !may_withhold(drawing)) {
        g_propagate_error(error, g_steal_pointer(&drawing->fault));
        return false;
    }
    chart->withheld = word_withheld(drawing->name, drawing->fault->message);
    return true;
}

/* --- All ------------------------------------------------------------------------------------ */

static bool check_formats(const char *const *formats, GError **error)
{
    static const char *const known[] = {"png", "pdf", "svg", NULL};

    for (size_t i = 0; formats[i] != NULL; i++) {
        if (g_strv_contains(known, formats[i]))
            continue;

        g_autofree char *quoted = svy_text_quote(formats[i]);

        return svy_error_set(error, SVY_ERROR_USAGE, NULL, "Write a list of png, pdf, svg",
                             "no such picture format, got %s", quoted);
    }
    return true;
}

static SvyReportStudio *studio_new(const SvyReportWork *work, SvyTheme *theme)
{
    SvyReportStudio *studio = g_new0(SvyReportStudio, 1);

    studio->work = work;
    studio->theme = theme;
    studio->n_drawings = work->charts->len;
    studio->drawings = g_new0(Drawing, studio->n_drawings);
    for (size_t i = 0; i < studio->n_drawings; i++) {
        studio->drawings[i].sheets = g_array_new(FALSE, FALSE, sizeof(Sheet));
        g_array_set_clear_func(studio->drawings[i].sheets, clear_sheet);
    }
    return studio;
}

bool svy_report_charts_begin(SvyReportWork *work, SvyReportStudio **ret_studio, GError **error)
{
    const SvyReportOptions *options = work->options;
    const char *name = options->theme == NULL ? "report" : options->theme;
    g_autoptr(SvyTheme) theme = NULL;

    *ret_studio = NULL;
    if (options->formats == NULL || options->formats[0] == NULL)
        return true;
    if (!check_formats(options->formats, error) || !svy_theme_load(name, &theme, error))
        return false;
    work->font_warning = g_strdup(svy_theme_get_font_warning(theme));
    work->color_note = g_strdup(svy_theme_get_color_note(theme));
    if (!plan_charts(work, error))
        return false;
    if (work->charts->len == 0)
        return true;

    *ret_studio = studio_new(work, g_steal_pointer(&theme));
    start_helpers(*ret_studio);
    return true;
}

bool svy_report_charts_finish(SvyReportWork *work, SvyReportStudio *studio, GError **error)
{
    if (studio == NULL)
        return true;
    draw_next(studio, studio->theme);
    join_helpers(studio);
    for (guint i = 0, index = 0; i < studio->n_drawings; i++, index++) {
        if (!put_chart(work, &studio->drawings[i], &index, error))
            return false;
    }
    return true;
}
