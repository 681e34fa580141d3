/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the weights are and cost, whether they meet their margins, and which conclusions they
 * change. */
#include <math.h>
#include <string.h>

#include "analysis/weighting.h"
#include "base/num.h"
#include "base/text.h"
#include "base/translate.h"
#include "result/words.h"

#define LABEL_CHARS 60u

/* What was concluded with and without weights. */
typedef struct {
    GPtrArray *changes; /* of char, owned: what, without, with; three for each change */
    size_t n;           /* conclusions that were compared */
} Conclusions;

static bool is_wanted(const SvyRun *run)
{
    return run->weighting != NULL && run->options->with_questions &&
           run->options->table_row == NULL;
}

static bool run_nothing(SvyRun *run, GError **error)
{
    (void)run;
    (void)error;
    return true;
}

/* --- Conclusions ---------------------------------------------------------------------------- */

/* Takes the two texts. */
static void compare(Conclusions *conclusions, char *what, char *without, char *with)
{
    conclusions->n++;
    if (strcmp(without, with) == 0) {
        g_free(what);
        g_free(without);
        g_free(with);
        return;
    }
    g_ptr_array_add(conclusions->changes, what);
    g_ptr_array_add(conclusions->changes, without);
    g_ptr_array_add(conclusions->changes, with);
}

static const SvyOptionResult *find_leader(const SvyQuestionResult *question)
{
    const SvyOptionResult *leader = NULL;

    for (size_t i = 0; i < question->n_options; i++) {
        const SvyOptionResult *option = &question->options[i];

        if (option->p.status == SVY_STATUS_OK &&
            (leader == NULL || option->p.value > leader->p.value))
            leader = option;
    }
    return leader;
}

/* The rule of headlines: nobody's interval touches that of the leader. */
static char *word_leader(const char *language,
                         const SvyQuestionResult *question,
                         const SvyOptionResult *leader)
{
    for (size_t i = 0; i < question->n_options; i++) {
        const SvyOptionResult *option = &question->options[i];

        if (option != leader && option->p.status == SVY_STATUS_OK && option->p.hi >= leader->p.lo)
            return g_strdup(svy_tr(language, "the largest is too close to call"));
    }

    g_autofree char *label = svy_text_cut(leader->label, LABEL_CHARS);

    return g_strdup_printf(svy_tr(language, "“%s” is the largest"), label);
}

static bool has_headline(const SvyQuestionResult *question)
{
    return !question->is_meta && !question->is_personal && question->n_rows == 0 &&
           question->n_options > 1 && question->n_answered >= SVY_WORDS_MIN_BASE;
}

/* What was set by the targets is no conclusion. */
static bool is_margin(const SvyRun *run, const SvyQuestionResult *question)
{
    for (size_t i = 0; i < run->weighting->n_margins; i++) {
        if (strcmp(run->weighting->margins[i].variable->question->id, question->id) == 0)
            return true;
    }
    return false;
}

static void compare_questions(const SvyRun *run, Conclusions *conclusions)
{
    for (size_t i = 0; i < MIN(run->result->n_questions, run->plain->n_questions); i++) {
        const SvyQuestionResult *with = &run->result->questions[i];
        const SvyQuestionResult *without = &run->plain->questions[i];
        const SvyOptionResult *leader = find_leader(with), *before = find_leader(without);
        g_autofree char *text = svy_text_cut(with->text, LABEL_CHARS);

        if (has_headline(with) && !is_margin(run, with) && leader != NULL && before != NULL)
            compare(conclusions, g_strdup_printf("%s. %s", with->id, text),
                    word_leader(run->language, without, before),
                    word_leader(run->language, with, leader));
    }
}

static const SvyTable *find_table(const SvyResult *result, const char *id)
{
    for (size_t i = 0; i < result->n_tables; i++) {
        if (strcmp(result->tables[i].id, id) == 0)
            return &result->tables[i];
    }
    return NULL;
}

static const char *word_verdict(const SvyRun *run, const SvyTest *test)
{
    if (test->status != SVY_STATUS_OK)
        return svy_tr(run->language, "not tested");
    return test->p_adjusted < 1 - run->result->level
               ? svy_tr(run->language, "the groups differ")
               : svy_tr(run->language, "the groups cannot be told apart");
}

static void compare_tests(const SvyRun *run, Conclusions *conclusions)
{
    for (guint i = 0; i < run->tables->len; i++) {
        const SvyTable *with = &g_array_index(run->tables, SvyTable, i);
        const SvyTable *without = find_table(run->plain, with->id);

        if (with->has_test && without != NULL && without->has_test &&
            with->test.status == SVY_STATUS_OK && without->test.status == SVY_STATUS_OK)
            compare(conclusions, g_strdup(with->title), g_strdup(word_verdict(run, &without->test)),
                    g_strdup(word_verdict(run, &with->test)));
    }
}

static const char *word_sign(const char *language, const SvyEstimate *gap)
{
    if (gap->lo > 0)
        return svy_tr(language, "more use it than follow");
    return gap->hi < 0 ? svy_tr(language, "more follow than use it")
                       : svy_tr(language, "about as many use it as follow");
}

static const SvyGapItem *find_item(const SvyGap *gap, const char *label)
{
    for (size_t i = 0; i < gap->n_items; i++) {
        if (strcmp(gap->items[i].label, label) == 0)
            return &gap->items[i];
    }
    return NULL;
}

static bool has_gap(const SvyGapItem *item)
{
    return item != NULL && item->has_account && item->base >= SVY_WORDS_MIN_BASE &&
           item->gap.status == SVY_STATUS_OK;
}

static void compare_gaps(const SvyRun *run, Conclusions *conclusions)
{
    for (size_t g = 0; g < MIN(run->result->n_gaps, run->plain->n_gaps); g++) {
        const SvyGap *with = &run->result->gaps[g], *without = &run->plain->gaps[g];

        for (size_t i = 0; i < with->n_items; i++) {
            const SvyGapItem *item = &with->items[i];
            const SvyGapItem *before = find_item(without, item->label);

            if (has_gap(item) && has_gap(before))
                compare(conclusions, g_strdup_printf(svy_tr(run->language, "Gap, %s"), item->label),
                        g_strdup(word_sign(run->language, &before->gap)),
                        g_strdup(word_sign(run->language, &item->gap)));
        }
        if (with->n_items > 0 && has_gap(&with->items[0]) && has_gap(&without->items[0]))
            compare(conclusions,
                    g_strdup(svy_tr(run->language, "Where most people are not reached")),
                    g_strdup(without->items[0].label), g_strdup(with->items[0].label));
    }
}

/* --- Of tables ------------------------------------------------------------------------------ */

static size_t find_column(const SvyTable *table, const char *key)
{
    for (size_t i = 0; i < table->n_columns; i++) {
        if (strcmp(table->columns[i].key, key) == 0)
            return i;
    }
    return table->n_columns;
}

static const SvyCell *find_cell(const SvyTable *table, size_t row, const char *key)
{
    const size_t column = find_column(table, key);

    return column == table->n_columns || row >= table->n_rows
               ? NULL
               : svy_table_get_cell(table, row, column);
}

static bool is_told(const SvyCell *cell)
{
    return cell != NULL && cell->status == SVY_STATUS_OK;
}

/* Both tables are of the same rows. */
static const SvyTable *find_same(const SvyRun *run, const SvyTable *with)
{
    const SvyTable *without = find_table(run->plain, with->id);

    return without != NULL && without->n_rows == with->n_rows ? without : NULL;
}

static void compare_verdicts(const SvyRun *run,
                             const SvyTable *with,
                             const SvyTable *without,
                             Conclusions *conclusions)
{
    for (size_t row = 0; row < with->n_rows; row++) {
        const SvyCell *now = find_cell(with, row, "verdict");
        const SvyCell *before = find_cell(without, row, "verdict");

        if (is_told(now) && is_told(before) && now->text != NULL && before->text != NULL)
            compare(conclusions,
                    g_strdup_printf(svy_tr(run->language, "Against a target: %s"),
                                    svy_table_get_cell(with, row, 0)->text),
                    g_strdup(before->text), g_strdup(now->text));
    }
}

/* By the adjusted test; the sign by the points. */
static const char *word_driver(const SvyRun *run, const SvyTable *table, size_t row)
{
    const SvyCell *p = find_cell(table, row, "p-adjusted"),
                  *points = find_cell(table, row, "effect");

    if (!is_told(p) || !is_told(points))
        return NULL;
    if (!(p->share.p.value < 1 - run->result->level))
        return svy_tr(run->language, "no difference can be told");
    return points->share.p.value > 0 ? svy_tr(run->language, "more often")
                                     : svy_tr(run->language, "less often");
}

static void compare_drivers(const SvyRun *run,
                            const SvyTable *with,
                            const SvyTable *without,
                            Conclusions *conclusions)
{
    for (size_t row = 0; row < with->n_rows; row++) {
        const SvyCell *name = svy_table_get_cell(with, row, 0);
        const char *now = word_driver(run, with, row), *before = word_driver(run, without, row);

        if (now != NULL && before != NULL && name->text != NULL &&
            g_strcmp0(name->text, svy_table_get_cell(without, row, 0)->text) == 0)
            compare(conclusions,
                    g_strdup_printf(svy_tr(run->language, "%s: %s"), with->title, name->text),
                    g_strdup(before), g_strdup(now));
    }
}

/* The set that reaches enough people. */
static void compare_coverage(const SvyTable *with,
                             const SvyTable *without,
                             Conclusions *conclusions)
{
    const SvyCell *now = with->n_rows == 0 ? NULL : find_cell(with, with->n_rows - 1, "set");
    const SvyCell *before =
        without->n_rows == 0 ? NULL : find_cell(without, without->n_rows - 1, "set");

    if (is_told(now) && is_told(before) && now->text != NULL && before->text != NULL)
        compare(conclusions, g_strdup(with->title), g_strdup(before->text), g_strdup(now->text));
}

static void compare_tables(const SvyRun *run, Conclusions *conclusions)
{
    for (guint i = 0; i < run->tables->len; i++) {
        const SvyTable *with = &g_array_index(run->tables, SvyTable, i);
        const SvyTable *same = find_same(run, with), *without = find_table(run->plain, with->id);

        if (with->kind == SVY_TABLE_TARGETS && same != NULL)
            compare_verdicts(run, with, same, conclusions);
        if (with->kind == SVY_TABLE_DRIVERS && same != NULL)
            compare_drivers(run, with, same, conclusions);
        if (with->kind == SVY_TABLE_COVERAGE && without != NULL)
            compare_coverage(with, without, conclusions);
    }
}

static void free_text(gpointer text)
{
    g_free(text);
}

static Conclusions find_conclusions(const SvyRun *run)
{
    Conclusions conclusions = {.changes = g_ptr_array_new_with_free_func(free_text)};

    compare_questions(run, &conclusions);
    compare_gaps(run, &conclusions);
    compare_tests(run, &conclusions);
    compare_tables(run, &conclusions);
    return conclusions;
}

static void publish_changes(SvyRun *run, const Conclusions *conclusions)
{
    g_autoptr(SvyTableBuilder) builder =
        svy_table_builder_new(SVY_TABLE_WEIGHTS, "weights-changes",
                              svy_tr(run->language, "Which conclusions change with the weights"));
    const GPtrArray *changes = conclusions->changes;

    if (changes->len == 0)
        return;
    svy_table_builder_add_column(builder, "conclusion", svy_tr(run->language, "Conclusion"));
    svy_table_builder_add_column(builder, "without", svy_tr(run->language, "Without weights"));
    svy_table_builder_add_column(builder, "with", svy_tr(run->language, "With weights"));
    for (guint i = 0; i + 2 < changes->len; i += 3) {
        SvyCell *cells = svy_table_builder_add_row(builder, SVY_MARK_NONE);

        for (guint j = 0; j < 3; j++)
            svy_cell_set_text(&cells[j], g_ptr_array_index(changes, i + j));
    }
    svy_table_builder_get(builder)->method = g_strdup_printf(
        svy_tr(run->language,
               "Compared: %zu headlines of questions, gaps, tests, targets, drivers and "
               "best sets, each by its own interval or adjusted test, with and without "
               "weights."),
        conclusions->n);
    svy_run_take_table(run, builder);
}

/* --- The shift ------------------------------------------------------------------------------ */

typedef struct {
    const SvyQuestionResult *question;
    const SvyOptionResult *option;
    double size;
} Shift;

static void look_at_options(const SvyQuestionResult *question,
                            const SvyOptionResult options[],
                            Shift *shift)
{
    for (size_t i = 0; i < question->n_options; i++) {
        const SvyOptionResult *option = &options[i];

        if (option->p.status != SVY_STATUS_OK || option->plain.status != SVY_STATUS_OK ||
            !(fabs(option->p.value - option->plain.value) > shift->size))
            continue;
        *shift = (Shift){question, option, fabs(option->p.value - option->plain.value)};
    }
}

static Shift find_shift(const SvyRun *run)
{
    const SvyResult *result = run->result;
    Shift shift = {0};

    for (size_t i = 0; i < result->n_questions; i++) {
        const SvyQuestionResult *question = &result->questions[i];

        if (question->is_meta || question->is_personal ||
            question->n_answered < SVY_WORDS_MIN_BASE || is_margin(run, question))
            continue;
        if (question->n_rows == 0)
            look_at_options(question, question->options, &shift);
        for (size_t row = 0; row < question->n_rows; row++) {
            if (question->rows[row].n_answered >= SVY_WORDS_MIN_BASE)
                look_at_options(question, question->rows[row].options, &shift);
        }
    }
    return shift;
}

/* How many conclusions change, as a sentence that stops or goes on. */
static char *word_changes(const SvyRun *run, const Conclusions *conclusions, bool goes_on)
{
    const size_t n = conclusions->changes->len / 3;

    if (n == 0)
        return g_strdup_printf(
            goes_on ? svy_tr(run->language, "None of %zu conclusions changes with the weights;")
                    : svy_tr(run->language, "None of %zu conclusions changes with the weights."),
            conclusions->n);
    return g_strdup_printf(
        goes_on ? svy_tr_n(run->language, "%zu of %zu conclusions changes with the weights;",
                           "%zu of %zu conclusions change with the weights;", n)
                : svy_tr_n(run->language, "%zu of %zu conclusions changes with the weights.",
                           "%zu of %zu conclusions change with the weights.", n),
        n, conclusions->n);
}

static char *word_finding(const SvyRun *run, const Conclusions *conclusions)
{
    const Shift shift = find_shift(run);
    g_autofree char *changes = word_changes(run, conclusions, shift.option != NULL);

    if (shift.option == NULL)
        return g_steal_pointer(&changes);

    g_autofree char *label = svy_text_cut(shift.option->label, LABEL_CHARS);
    g_autofree char *before = svy_tr_num_pct(run->language, shift.option->plain.value, 1);
    g_autofree char *after = svy_tr_num_pct(run->language, shift.option->p.value, 1);
    g_autofree char *most = g_strdup_printf(
        svy_tr(run->language, "the share that moves most is “%s” in %s, from %s%% to %s%%."), label,
        shift.question->id, before, after);

    return g_strconcat(changes, " ", most, NULL);
}

/* --- What they are -------------------------------------------------------------------------- */

static void add_fact(SvyTableBuilder *builder, const char *fact, double before, double now)
{
    SvyCell *cells = svy_table_builder_add_row(builder, SVY_MARK_NONE);

    svy_cell_set_text(&cells[0], fact);
    svy_cell_set_number(&cells[1], SVY_CELL_ESTIMATE, now);
    if (isfinite(before))
        svy_cell_set_number(&cells[2], SVY_CELL_ESTIMATE, before);
}

/* Weights before they were cut, on the scale of the weights after. */
static void add_facts(const SvyRun *run, SvyTableBuilder *builder)
{
    const SvyWeighting *weighting = run->weighting;
    const SvyKish *kish = &weighting->kish, *before = &weighting->untrimmed;
    const bool is_cut = weighting->n_trimmed > 0;
    const double scale = is_cut ? (double)weighting->n_weighted / before->total : (double)NAN;
    const double none = (double)NAN;

    add_fact(builder, svy_tr(run->language, "People with a weight above 0"), none,
             (double)weighting->n_weighted);
    add_fact(builder, svy_tr(run->language, "Smallest weight (mean 1)"), before->min * scale,
             kish->min);
    add_fact(builder, svy_tr(run->language, "Largest weight"), before->max * scale, kish->max);
    add_fact(builder, svy_tr(run->language, "Design effect of unequal weights (Kish)"),
             is_cut ? before->deff : none, kish->deff);
    add_fact(builder, svy_tr(run->language, "Effective number of people"),
             is_cut ? before->n_eff : none, kish->n_eff);
    if (is_cut)
        add_fact(builder, svy_tr(run->language, "People whose weight was cut"), none,
                 (double)weighting->n_trimmed);
}

static char *describe(const char *language, const SvyWeighting *weighting)
{
    GString *out = g_string_new(
        weighting->is_raked
            ? svy_tr(language, "Raked (iterative proportional fitting) until every margin "
                               "is met to 1e-8. Intervals of shares, means and gaps count "
                               "what raking gains (residuals from the margins); tests of "
                               "tables, quantiles and regressions take the weights as "
                               "given, which usually makes them a little too careful.")
            : svy_tr(language, "Weights as they stand in the file."));
    g_autofree char *exact = svy_num_format_exact(weighting->trim);
    g_autofree char *trim = svy_tr_digits(language, exact);

    if (weighting->n_trimmed > 0)
        g_string_append_printf(out,
                               svy_tr(language,
                                      " No weight may be above %s medians; the excess went to the "
                                      "others."),
                               trim);
    else if (weighting->trim > 0)
        g_string_append_printf(
            out, svy_tr(language, " No weight is above %s medians: none was cut."), trim);
    g_string_append(
        out,
        svy_tr(language, " Design effect: n sum(w^2) / (sum w)^2; it knows nothing of clusters or "
                         "of what the weights gain."));
    return g_string_free(out, FALSE);
}

static void publish_facts(SvyRun *run, const Conclusions *conclusions)
{
    const SvyWeighting *weighting = run->weighting;
    g_autofree char *label =
        g_strdup_printf(svy_tr(run->language, "What weighting does: %s"), weighting->label);
    g_autoptr(SvyTableBuilder) builder = svy_table_builder_new(SVY_TABLE_WEIGHTS, "weights", label);
    SvyTable *made = svy_table_builder_get(builder);

    svy_table_builder_add_column(builder, "fact", svy_tr(run->language, "Weights"));
    svy_table_builder_add_column(builder, "value", svy_tr(run->language, "Value"));
    if (weighting->n_trimmed > 0)
        svy_table_builder_add_column(builder, "uncut",
                                     svy_tr(run->language, "Before weights were cut"));
    add_facts(run, builder);
    made->base_rule = g_strdup(svy_tr(run->language, "everybody in the file who is counted"));
    made->method = describe(run->language, weighting);
    made->finding = word_finding(run, conclusions);
    svy_run_take_table(run, builder);
}

/* --- Margins -------------------------------------------------------------------------------- */

static void add_level(const SvyRun *run,
                      SvyTableBuilder *builder,
                      const SvyWeightMargin *margin,
                      size_t level)
{
    const double n = (double)run->dataset->n_rows;
    g_autofree char *name = g_strdup_printf(svy_tr(run->language, "%s: %s"),
                                            margin->variable->question->id, margin->labels[level]);
    SvyCell *cells = svy_table_builder_add_row(builder, SVY_MARK_NONE);
    size_t n_people = 0;
    double w = 0;

    for (size_t row = 0; row < run->dataset->n_rows; row++) {
        if (margin->codes[row] != (int32_t)level)
            continue;
        n_people++;
        w += run->weighting->w[row];
    }
    svy_cell_set_text(&cells[0], name);
    svy_cell_set_count(&cells[1], n_people);
    svy_cell_set_number(&cells[2], SVY_CELL_POINTS, (double)n_people / n);
    svy_cell_set_number(&cells[3], SVY_CELL_POINTS, margin->targets[level] / n);
    svy_cell_set_number(&cells[4], SVY_CELL_POINTS, w / n);
    if (n_people > 0)
        svy_cell_set_number(&cells[5], SVY_CELL_ESTIMATE, w / (double)n_people);
}

static void publish_margins(SvyRun *run)
{
    static const char *const fields[][2] = {
        {"answer", SVY_TR("Answer")},    {"people", SVY_TR("People")},
        {"before", SVY_TR("Before, %")}, {"target", SVY_TR("Target, %")},
        {"after", SVY_TR("After, %")},   {"weight", SVY_TR("Mean weight")}};
    g_autoptr(SvyTableBuilder) builder =
        svy_table_builder_new(SVY_TABLE_WEIGHTS, "weights-margins",
                              svy_tr(run->language, "Margins before and after weighting"));
    const SvyWeighting *weighting = run->weighting;

    if (weighting->n_margins == 0)
        return;
    for (size_t i = 0; i < G_N_ELEMENTS(fields); i++)
        svy_table_builder_add_column(builder, fields[i][0], svy_tr(run->language, fields[i][1]));
    for (size_t i = 0; i < weighting->n_margins; i++) {
        for (size_t level = 0; level < weighting->margins[i].n_levels; level++)
            add_level(run, builder, &weighting->margins[i], level);
    }
    svy_table_builder_get(builder)->base_rule =
        g_strdup(svy_tr(run->language, "everybody in the file who is counted"));
    svy_table_builder_get(builder)->method = g_strdup(
        svy_tr(run->language,
               "People who gave no answer keep their share; the targets are of the others."));
    svy_run_take_table(run, builder);
}

static bool publish(SvyRun *run, GError **error)
{
    Conclusions conclusions = find_conclusions(run);

    (void)error;
    publish_facts(run, &conclusions);
    publish_changes(run, &conclusions);
    publish_margins(run);
    g_ptr_array_unref(conclusions.changes);
    return true;
}

const SvyAnalysis svy_analysis_weights = {.name = "weights",
                                          .is_wanted = is_wanted,
                                          .run = run_nothing,
                                          .publish = publish};
