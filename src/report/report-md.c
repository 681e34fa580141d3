/* SPDX-License-Identifier: GPL-3.0-or-later */
/* report.md. The order of its sections is that of a committee report: what was found, how, who
 * answered, all tables, what it cannot tell, what was guessed, what follows from it. */
#include "report/report-md.h"

#include <string.h>

#include "base/num.h"
#include "report/shown.h"
#include "report/write-table.h"
#include "report/writer.h"
#include "result/words.h"

#define NOT_STATED      "NOT STATED"
#define N_PROFILE_LINES 8u
#define N_PROFILE_PARTS 6u

static void append_escaped(GString *out, const char *prefix, const char *text, const char *suffix)
{
    g_autofree char *escaped = svy_write_md_escape(text);

    g_string_append_printf(out, "%s%s%s", prefix, escaped, suffix);
}

static bool is_stated(const char *text)
{
    return text != NULL && *text != '\0';
}

/* A sentence that ends in one full stop, whether or not @text brings one. */
static void append_sentence(GString *out, const char *prefix, const char *text, const char *suffix)
{
    g_autofree char *trimmed = g_strstrip(g_strdup(text == NULL ? "" : text));
    const size_t length = strlen(trimmed);
    const bool has_stop = length > 0 && strchr(".?!", trimmed[length - 1]) != NULL;

    append_escaped(out, prefix, trimmed, has_stop ? "" : ".");
    g_string_append(out, suffix);
}

/* --- What is said once ---------------------------------------------------------------------- */

static bool has_tables_by_group(const SvyResult *result)
{
    for (size_t i = 0; i < result->n_tables; i++) {
        if (result->tables[i].kind == SVY_TABLE_SEGMENTS)
            return true;
    }
    return false;
}

static bool tells_of_groups(const SvyResult *result)
{
    for (size_t i = 0; i < result->n_tables; i++) {
        if (result->tables[i].kind == SVY_TABLE_SEGMENTS ||
            result->tables[i].kind == SVY_TABLE_GAP_SEGMENTS)
            return true;
    }
    return result->min_cell == 1;
}

/* What is withheld is said among the limitations. */
static bool says_withheld(const SvyResult *result)
{
    return result->min_cell > 0 && tells_of_groups(result);
}

static char *word_withheld(const SvyResult *result)
{
    return svy_words_withheld(result->min_cell, MAX(result->min_cell, (size_t)SVY_WORDS_MIN_BASE));
}

/* Sentences that all tables by group share: the method and the limitations have them. [NULL-
 * terminated] */
static char **list_said(const SvyResult *result)
{
    g_autoptr(GPtrArray) said = g_ptr_array_new();

    for (size_t i = 0; i < 2; i++)
        g_ptr_array_add(said, svy_words_groups_shares(result->level, result->has_weights, i == 0));
    g_ptr_array_add(said, g_strdup(svy_words_groups_letters(result->has_weights)));
    if (says_withheld(result))
        g_ptr_array_add(said, word_withheld(result));
    g_ptr_array_add(said, NULL);
    return (char **)g_ptr_array_free(g_steal_pointer(&said), FALSE);
}

static void append_table(GString *out, const SvyResult *result, const SvyTable *table)
{
    g_auto(GStrv) said = list_said(result);

    svy_write_md_append_table(out, table, (const char *const *)said);
}

/* --- Head ----------------------------------------------------------------------------------- */

static void append_head(GString *out, const SvyResult *result)
{
    const SvySurvey *survey = &result->survey;
    g_autofree char *synthetic = svy_words_synthetic(survey);
    g_autofree char *caveat = svy_words_caveat(survey);

    append_escaped(out, "# ", is_stated(survey->title) ? survey->title : result->input_name,
                   "\n\n");
    if (synthetic != NULL)
        append_escaped(out, "> **", synthetic, "**\n\n");
    for (size_t i = 0; i < result->n_gaps; i++) {
        g_autofree char *headline = svy_words_study_headline(result, &result->gaps[i]);

        append_escaped(out, "", headline, "\n\n");
    }
    if (caveat != NULL)
        append_escaped(out, "", caveat, "\n\n");
}

/* --- Method and disclosure ------------------------------------------------------------------ */

static void append_item(GString *out, unsigned number, const char *name, const char *text)
{
    g_string_append_printf(out, "%u. **%s:** ", number, name);
    append_sentence(out, "", is_stated(text) ? text : NOT_STATED, "\n");
}

static char *word_sponsor(const SvySurvey *survey)
{
    return g_strdup_printf("Sponsor: %s. Conducted by: %s",
                           is_stated(survey->sponsor) ? survey->sponsor : NOT_STATED,
                           is_stated(survey->conductor) ? survey->conductor : NOT_STATED);
}

static char *word_instrument(const SvySurvey *survey)
{
    return g_strdup_printf("%s. The wording of each question stands at its table",
                           is_stated(survey->instrument) ? survey->instrument : NOT_STATED);
}

/* A response rate needs a list of people who were invited. */
static char *word_turnout(const SvyResult *result)
{
    const SvySurvey *survey = &result->survey;
    g_autofree char *n = svy_num_format_count(result->n_respondents);
    g_autofree char *invited = svy_num_format_count(survey->n_invited);

    switch (survey->sampling) {
    case SVY_SAMPLING_CENSUS:
    case SVY_SAMPLING_PROBABILITY:
        break;
    case SVY_SAMPLING_OPEN_LINK:
        return g_strdup("How many people saw the invitation cannot be known (open link)");
    case SVY_SAMPLING_UNKNOWN:
    case SVY_SAMPLING_LAST:
        return g_strdup("How many people were invited: NOT STATED");
    }
    if (survey->n_invited == 0 || survey->n_invited < result->n_respondents)
        return g_strdup("How many people were invited: NOT STATED");

    g_autofree char *rate =
        svy_num_format_pct((double)result->n_respondents / (double)survey->n_invited, 1);

    return g_strdup_printf("%s of %s invited answered: response rate %s%%", n, invited, rate);
}

static char *word_recruitment(const SvyResult *result)
{
    const SvySurvey *survey = &result->survey;
    g_autofree char *turnout = word_turnout(result);

    return g_strdup_printf("%s. Sample: %s. %s",
                           is_stated(survey->recruitment) ? survey->recruitment : NOT_STATED,
                           svy_words_sampling(survey->sampling), turnout);
}

static char *word_sizes(const SvyResult *result)
{
    g_autofree char *n = svy_num_format_count(result->n_respondents);
    g_autofree char *pct = svy_num_format_pct(result->level, 0);
    g_autofree char *excluded = svy_words_excluded(result);
    const bool is_probability = result->survey.sampling == SVY_SAMPLING_PROBABILITY;

    return g_strdup_printf("%s response%s%s%s%s; each table gives its own base. %s%% intervals%s",
                           n, result->n_respondents == 1 ? "" : "s", excluded == NULL ? "" : " (",
                           excluded == NULL ? "" : excluded, excluded == NULL ? "" : ")", pct,
                           is_probability ? "" : ", model-based: see the caveat above");
}

static char *word_weighting(const SvyResult *result)
{
    const SvySurvey *survey = &result->survey;
    g_autofree char *weights = svy_words_weights(result);

    if (weights != NULL)
        return g_steal_pointer(&weights);
    if (is_stated(survey->weighting))
        return g_strdup(survey->weighting);
    return g_strdup(NOT_STATED ". This program applied no weights");
}

static char *word_processing(const SvyResult *result)
{
    const size_t n = svy_findings_count(result->findings, SVY_SEVERITY_WARNING);
    g_autofree char *excluded = svy_words_excluded(result);
    g_autofree char *records =
        excluded == NULL
            ? g_strdup("No response was deleted by this program")
            : g_strdup_printf("Records left out of everything by choice: %s", excluded);

    return g_strdup_printf(
        "%s. %s; answers that are missing leave the base of their question. Warnings on the file: "
        "%zu",
        is_stated(result->survey.processing) ? result->survey.processing : NOT_STATED, records, n);
}

/* What no table by group has to repeat. */
static char *word_groups(const SvyResult *result)
{
    g_autofree char *shares = svy_words_groups_shares(result->level, result->has_weights, true);

    return g_strdup_printf("%s %s", shares, svy_words_groups_letters(result->has_weights));
}

/* The eleven items of AAPOR's list for transparency (April 2021). */
static void append_disclosure(GString *out, const SvyResult *result)
{
    const SvySurvey *survey = &result->survey;
    g_autofree char *sponsor = word_sponsor(survey);
    g_autofree char *instrument = word_instrument(survey);
    g_autofree char *recruitment = word_recruitment(result);
    g_autofree char *sizes = word_sizes(result);
    g_autofree char *weighting = word_weighting(result);
    g_autofree char *processing = word_processing(result);
    g_autofree char *groups = word_groups(result);
    const bool is_unknown = survey->sampling == SVY_SAMPLING_UNKNOWN;

    g_string_append(out, "## Method\n\n");
    append_item(out, 1, "Data collection",
                is_unknown ? NOT_STATED : svy_words_sampling(survey->sampling));
    append_item(out, 2, "Sponsor and conductor", sponsor);
    append_item(out, 3, "Questionnaire", instrument);
    append_item(out, 4, "Population", survey->population);
    append_item(out, 5, "Sample and recruitment", recruitment);
    append_item(out, 6, "Mode", survey->mode);
    append_item(out, 7, "Dates", survey->dates);
    append_item(out, 8, "Sample sizes and precision", sizes);
    append_item(out, 9, "Weighting", weighting);
    append_item(out, 10, "Processing and quality checks", processing);
    append_item(out, 11, "Limitations", survey->limitations);
    if (has_tables_by_group(result))
        append_sentence(out, "\nTables by group: ", groups, "\n");
    if (is_stated(survey->contact))
        append_sentence(out, "\nContact: ", survey->contact, "\n");
    if (is_stated(survey->intended_use))
        append_sentence(out, "\nIntended use: ", survey->intended_use, "\n");
    if (is_stated(survey->source))
        append_sentence(out, "\nSource: ", survey->source, "\n");
    g_string_append_c(out, '\n');
}

/* --- Respondents ---------------------------------------------------------------------------- */

/* "510 (60.0%)" or "3" on a small base. */
static char *format_part(const SvyQuestionResult *question, const SvyOptionResult *option)
{
    g_autofree char *n = svy_num_format_count(option->n);

    if (!svy_shown_has_percent(&option->p, question->n_answered))
        return g_steal_pointer(&n);

    g_autofree char *pct = svy_num_format_pct(option->p.value, 1);

    return g_strdup_printf("%s (%s%%)", n, pct);
}

static void append_profile(GString *out, const SvyQuestionResult *question)
{
    g_autofree size_t *order = svy_shown_order_options(question);
    size_t n_shown = 0;

    append_escaped(out, "- ", question->text, " ");
    for (size_t i = 0; i < question->n_options && n_shown < N_PROFILE_PARTS; i++) {
        const SvyOptionResult *option = &question->options[order[i]];
        g_autofree char *part = format_part(question, option);

        if (option->n == 0)
            continue;
        append_escaped(out, n_shown == 0 ? "" : "; ", option->label, " ");
        g_string_append(out, part);
        n_shown++;
    }
    g_string_append_printf(out, ". Base %zu.\n", question->n_answered);
}

/* The last question that was put to everybody shows how many went to the end. */
static const SvyQuestionResult *find_last_question(const SvyResult *result)
{
    for (size_t i = result->n_questions; i-- > 0;) {
        const SvyQuestionResult *question = &result->questions[i];

        if (svy_shown_is_closed(question) && question->n_asked == result->n_respondents)
            return question;
    }
    return NULL;
}

/* The groups have a table of their own further down. */
static bool has_groups_table(const SvyResult *result)
{
    for (size_t i = 0; i < result->n_tables; i++) {
        if (result->tables[i].kind == SVY_TABLE_PROFILE)
            return true;
    }
    return false;
}

static void append_respondents(GString *out, const SvyResult *result)
{
    const SvyQuestionResult *last = find_last_question(result);
    g_autofree char *excluded = svy_words_excluded(result);
    g_autofree char *n = svy_num_format_count(result->n_respondents);
    size_t n_lines = 0;

    g_string_append_printf(out, "## Respondents\n\n- %s response%s.\n", n,
                           result->n_respondents == 1 ? "" : "s");
    if (excluded != NULL)
        append_escaped(out, "- Records: ", excluded, ".\n");
    if (last != NULL) {
        g_autofree char *answered = svy_num_format_count(last->n_answered);

        g_string_append_printf(out, "- %s of them answered the last closed question put to all",
                               answered);
        append_escaped(out, " (", last->id, "), which tells how many went to the end.\n");
    }
    for (size_t i = 0;
         !has_groups_table(result) && i < result->n_questions && n_lines < N_PROFILE_LINES; i++) {
        if (!svy_shown_is_profile(&result->questions[i]))
            continue;
        append_profile(out, &result->questions[i]);
        n_lines++;
    }
    g_string_append_c(out, '\n');
}

/* --- Data quality --------------------------------------------------------------------------- */

static void append_quality(GString *out, const SvyResult *result)
{
    g_autofree char *words = svy_words_quality(result);

    if (words != NULL)
        append_escaped(out, "## Data quality\n\n", words, "\n\n");
}

/* --- Charts --------------------------------------------------------------------------------- */

static void append_chart(GString *out, const SvyReportChart *chart)
{
    if (chart->withheld != NULL) {
        append_escaped(out, "The chart was withheld: ", chart->withheld, "\n\n");
        return;
    }
    if (chart->picture == NULL)
        return;
    append_escaped(out, "![", chart->alternative, "]");
    g_string_append_printf(out, "(%s)\n\n", chart->picture);
}

/* The charts of one gap, question or table. */
static void append_charts_of(GString *out,
                             const void *subject,
                             size_t n_charts,
                             const SvyReportChart charts[])
{
    for (size_t i = 0; i < n_charts; i++) {
        const SvyChartSubject *one = &charts[i].subject;

        if (subject == one->gap || subject == one->question || subject == one->table)
            append_chart(out, &charts[i]);
    }
}

/* --- Tables --------------------------------------------------------------------------------- */

static void append_gaps(GString *out,
                        const SvyResult *result,
                        size_t n_charts,
                        const SvyReportChart charts[])
{
    for (size_t i = 0; i < result->n_gaps; i++) {
        const SvyGap *gap = &result->gaps[i];
        g_autofree char *title = svy_words_gap_headline(&result->survey, gap);

        append_escaped(out, "## ", title, "\n\n");
        append_charts_of(out, gap, n_charts, charts);
        svy_write_md_append_gap(out, result, gap);
        g_string_append_c(out, '\n');
    }
}

static void append_option(GString *out,
                          const SvyRowResult *row, /* (nullable) */
                          const SvyOptionResult *option,
                          const char *after, /* the label */
                          size_t base,
                          bool is_weighted)
{
    g_autofree char *n = svy_num_format_count(option->n);

    g_string_append(out, "| ");
    if (row != NULL)
        append_escaped(out, "", row->label, " | ");
    append_escaped(out, "", option->label, after);
    g_string_append(out, " | ");
    if (svy_shown_has_percent(&option->p, base)) {
        g_autofree char *pct = svy_num_format_pct(option->p.value, 1);
        g_autofree char *lo = svy_num_format_pct(option->p.lo, 1);
        g_autofree char *hi = svy_num_format_pct(option->p.hi, 1);

        g_string_append_printf(out, "%s | %s%% | %s to %s |", n, pct, lo, hi);
    } else {
        const char *word = base == 0 ? "no answers" : "too few";

        g_string_append_printf(out, "%s | %s | %s |", n, word, word);
    }
    if (is_weighted) {
        g_autofree char *plain = svy_num_format_pct(option->plain.value, 1);

        g_string_append_printf(out, " %s%s |",
                               svy_shown_has_percent(&option->plain, base) ? plain : "too few",
                               svy_shown_has_percent(&option->plain, base) ? "%" : "");
    }
    if (row != NULL)
        g_string_append_printf(out, " %zu |", base);
    g_string_append_c(out, '\n');
}

static void append_frequencies(GString *out, const SvyResult *result, const SvyQuestionResult *q)
{
    g_autofree size_t *order = svy_shown_order_options(q);
    g_autofree char *pct = svy_num_format_pct(result->level, 0);
    const bool is_weighted = result->has_weights;

    if (q->n_rows > 0)
        g_string_append_printf(out,
                               "| Item | Answer | n | %% | %s%% interval |%s Base |\n"
                               "| :-- | :-- | --: | --: | --: |%s --: |\n",
                               pct, is_weighted ? " % without weights |" : "",
                               is_weighted ? " --: |" : "");
    else
        g_string_append_printf(out,
                               "| Answer | n | %% | %s%% interval |%s\n"
                               "| :-- | --: | --: | --: |%s\n",
                               pct, is_weighted ? " % without weights |" : "",
                               is_weighted ? " --: |" : "");
    for (size_t i = 0; i < q->n_rows; i++) {
        for (size_t j = 0; j < q->n_options; j++)
            append_option(out, &q->rows[i], &q->rows[i].options[order[j]], "",
                          q->rows[i].n_answered, is_weighted);
        for (size_t j = 0; j < q->n_nets; j++)
            append_option(out, &q->rows[i], &q->rows[i].nets[j], " (net)", q->rows[i].n_answered,
                          is_weighted);
    }
    for (size_t j = 0; q->n_rows == 0 && j < q->n_options; j++)
        append_option(out, NULL, &q->options[order[j]], "", q->n_answered, is_weighted);
    for (size_t j = 0; q->n_rows == 0 && j < q->n_nets; j++)
        append_option(out, NULL, &q->nets[j], " (net)", q->n_answered, is_weighted);
    g_string_append_c(out, '\n');
}

static void append_open_question(GString *out, const SvyQuestionResult *question)
{
    if (question->has_range) {
        append_escaped(out, "From ", question->min_text, "");
        append_escaped(out, " to ", question->max_text, "");
        if (question->median_text != NULL)
            append_escaped(out, "; median ", question->median_text, "");
        g_string_append(out, ".\n\n");
    } else if (question->type == SVY_QUESTION_TEXT) {
        g_string_append(out, "Free text; answers are not shown.\n\n");
    }
}

static void append_question(GString *out,
                            const SvyResult *result,
                            size_t index,
                            size_t n_charts,
                            const SvyReportChart charts[])
{
    const SvyQuestionResult *question = &result->questions[index];
    g_autofree char *base = svy_words_question_base(&result->survey, question);

    append_escaped(out, "### ", question->id, ". ");
    append_escaped(out, "", question->text, "\n\n");
    append_charts_of(out, question, n_charts, charts);
    if (svy_shown_is_closed(question))
        append_frequencies(out, result, question);
    else
        append_open_question(out, question);
    append_escaped(out, "", base, "");
    if (svy_shown_is_closed(question)) {
        g_autofree char *method = svy_words_question_method(question, result->level);

        append_escaped(out, " ", method, "");
    }
    g_string_append(out, "\n\n");
}

/* Personal and technical columns are named once; their values are nowhere. */
static void append_left_out(GString *out, const SvyResult *result, bool is_personal)
{
    size_t n = 0;

    for (size_t i = 0; i < result->n_questions; i++) {
        const SvyQuestionResult *question = &result->questions[i];

        if (svy_shown_is_opinion(question) || question->is_personal != is_personal)
            continue;
        if (n++ == 0)
            g_string_append(out, is_personal ? "Left out because they identify people: "
                                             : "Technical columns, not tabulated: ");
        else
            g_string_append(out, "; ");
        append_escaped(out, "", question->id, " ");
        append_escaped(out, "(", question->text, ")");
    }
    if (n > 0)
        g_string_append(out, ".\n\n");
}

static void append_questions(GString *out,
                             const SvyResult *result,
                             size_t n_charts,
                             const SvyReportChart charts[])
{
    g_string_append(out, "## Every question\n\n");
    for (size_t i = 0; i < result->n_questions; i++) {
        if (svy_shown_is_opinion(&result->questions[i]))
            append_question(out, result, i, n_charts, charts);
    }
    append_left_out(out, result, true);
    append_left_out(out, result, false);
}

/* --- Tables --------------------------------------------------------------------------------- */

/* One section: all tables of these kinds, in the order of the result. */
typedef struct {
    const char *title;
    SvyTableKind first, last; /* the kinds from the one to the other */
} Section;

static const Section section_answered = {"Who answered", SVY_TABLE_PROFILE, SVY_TABLE_COMPLETION};
static const Section section_targets = {"Against targets", SVY_TABLE_TARGETS, SVY_TABLE_TARGETS};
static const Section section_gap = {"The gap by group", SVY_TABLE_GAP_SEGMENTS,
                                    SVY_TABLE_GAP_SEGMENTS};
static const Section section_ladder = {"Step by step", SVY_TABLE_LADDER, SVY_TABLE_LADDER};
static const Section section_drivers = {"What goes with it", SVY_TABLE_DRIVERS, SVY_TABLE_DRIVERS};
static const Section section_together = {"What goes together", SVY_TABLE_OVERLAP,
                                         SVY_TABLE_COVERAGE};
static const Section section_scales = {"Scales, rankings and numbers", SVY_TABLE_CHOSEN,
                                       SVY_TABLE_WRITE_INS};

static void append_section(GString *out,
                           const SvyResult *result,
                           const Section *section,
                           size_t n_charts,
                           const SvyReportChart charts[])
{
    bool has_title = false;

    for (size_t i = 0; i < result->n_tables; i++) {
        const SvyTable *table = &result->tables[i];

        if (table->kind < section->first || table->kind > section->last)
            continue;
        if (!has_title)
            g_string_append_printf(out, "## %s\n\n", section->title);
        has_title = true;
        append_escaped(out, "### ", table->title, "\n\n");
        append_charts_of(out, table, n_charts, charts);
        append_table(out, result, table);
    }
}

/* Questions by group: those whose groups differ in full, the others by name. */
static bool is_notable(const SvyResult *result, const SvyTable *table)
{
    return table->has_test && table->test.status == SVY_STATUS_OK &&
           table->test.p_adjusted < 1 - result->level;
}

static bool is_quiet_group_table(const SvyResult *result, const SvyTable *table)
{
    return table->kind == SVY_TABLE_SEGMENTS && !is_notable(result, table);
}

static void append_quiet_groups(GString *out, const SvyResult *result)
{
    const char *by = NULL;

    for (size_t i = 0; i < result->n_tables; i++) {
        const SvyTable *table = &result->tables[i];

        if (!is_quiet_group_table(result, table))
            continue;
        if (by == NULL)
            g_string_append(out, "### Groups that cannot be told apart\n\n"
                                 "For these questions no difference is shown, by the tests after "
                                 "adjustment or because the numbers are too small; the tables are "
                                 "in tables/ and results.json:\n");
        /* Tables of one question follow each other. */
        if (by == NULL || strcmp(by, table->row_id) != 0) {
            append_escaped(out, "\n- ", table->row_id, "");
            append_escaped(out, " (", table->row_text, ") by ");
        } else {
            g_string_append(out, ", ");
        }
        append_escaped(out, "", table->by_id, "");
        by = table->row_id;
    }
    g_string_append(out, by == NULL ? "" : "\n\n");
}

static bool has_chart(const SvyTable *table, size_t n_charts, const SvyReportChart charts[])
{
    for (size_t i = 0; i < n_charts; i++)
        if (charts[i].subject.table == table)
            return true;
    return false;
}

static void append_groups(GString *out,
                          const SvyResult *result,
                          size_t n_charts,
                          const SvyReportChart charts[])
{
    bool has_tables = false;

    for (size_t i = 0; i < result->n_tables; i++) {
        const SvyTable *table = &result->tables[i];

        if (table->kind != SVY_TABLE_SEGMENTS)
            continue;
        if (!has_tables)
            g_string_append(out, "## By group\n\n");
        has_tables = true;
        if (is_quiet_group_table(result, table) && !has_chart(table, n_charts, charts))
            continue;
        append_escaped(out, "### ", table->title, "\n\n");
        append_charts_of(out, table, n_charts, charts);
        append_table(out, result, table);
    }
    append_quiet_groups(out, result);
}

/* --- What it cannot tell, what was guessed, what follows ------------------------------------- */

static void append_limitations(GString *out, const SvyResult *result)
{
    const SvySurvey *survey = &result->survey;
    g_autofree char *caveat = svy_words_caveat(survey);
    g_autofree char *synthetic = svy_words_synthetic(survey);

    g_string_append(out, "## Limitations\n\n");
    append_sentence(out, "- ",
                    is_stated(survey->limitations) ? survey->limitations
                                                   : "Limitations of the survey: " NOT_STATED,
                    "\n");
    if (caveat != NULL)
        append_escaped(out, "- ", caveat, "\n");
    if (synthetic != NULL)
        append_escaped(out, "- ", synthetic, "\n");
    if (says_withheld(result)) {
        g_autofree char *withheld = word_withheld(result);

        append_escaped(out, "- ", withheld, "\n");
    }
    g_string_append_printf(out,
                           "- Percentages on fewer than %u answers are not printed (“too few”).\n"
                           "- Free text and columns that identify people are not in this "
                           "report.\n\n",
                           SVY_WORDS_MIN_BASE);
}

static void append_guess(GString *out, const SvyQuestionResult *question)
{
    append_escaped(out, "- ", question->id, " ");
    g_string_append_printf(out, "is taken as “%s”: ", svy_shown_describe_type(question->type));
    append_sentence(out, "", question->reason, " To change it, edit its type in the codebook.\n");
}

static void append_finding(GString *out, const SvyResult *result, const SvyFinding *finding)
{
    const SvyQuestionResult *question = svy_shown_find_question(result, finding->column);

    g_string_append(out, finding->severity == SVY_SEVERITY_NOTE ? "- Note: " : "- Warning: ");
    if (question != NULL)
        append_escaped(out, "", question->id, ": ");
    if (finding->line > 0)
        g_string_append_printf(out, "line %zu: ", finding->line);
    append_escaped(out, "", finding->message, "");
    if (finding->n > 1)
        g_string_append_printf(out, " (%zu times)", finding->n);
    g_string_append_c(out, '.');
    if (finding->mend != NULL)
        append_sentence(out, " ", finding->mend, "");
    g_string_append_c(out, '\n');
}

static void append_guesses(GString *out, const SvyResult *result, bool has_codebook)
{
    const size_t n_findings = svy_findings_get_n(result->findings);
    const size_t before = out->len;

    g_string_append(out, "## What was guessed\n\n");

    const size_t start = out->len;

    for (size_t i = 0; i < result->n_gaps; i++) {
        const SvyGap *gap = &result->gaps[i];

        append_escaped(out, "- The gap compares ", gap->use_id, "");
        append_escaped(out, " with ", gap->follow_id, "");
        append_sentence(out, ": ", gap->how_found,
                        " To change it, name the pair in the plan or with --use and --follow.\n");
    }
    for (size_t i = 0; i < result->n_questions; i++) {
        if (result->questions[i].is_guess)
            append_guess(out, &result->questions[i]);
    }
    for (size_t i = 0; i < n_findings; i++) {
        const SvyFinding *finding = svy_findings_get(result->findings, i);

        if (!svy_shown_is_guess(finding))
            append_finding(out, result, finding);
    }
    if (out->len == start)
        g_string_truncate(out, before);
    else if (has_codebook)
        g_string_append(out,
                        "\nHow each column was read stands in codebook.csv: copy it, change the "
                        "copy, and run again with `-c`.\n\n");
    else
        g_string_append_c(out, '\n');
}

static void append_recommendations(GString *out)
{
    g_string_append(out, "## Recommendations\n\n(to be written by the committee)\n");
}

char *svy_report_md_format(const SvyResult *result,
                           size_t n_charts,
                           const SvyReportChart charts[],
                           bool has_codebook)
{
    GString *out = g_string_new(NULL);

    append_head(out, result);
    append_gaps(out, result, n_charts, charts);
    append_section(out, result, &section_gap, n_charts, charts);
    append_section(out, result, &section_targets, n_charts, charts);
    append_section(out, result, &section_ladder, n_charts, charts);
    append_section(out, result, &section_drivers, n_charts, charts);
    append_disclosure(out, result);
    append_respondents(out, result);
    append_quality(out, result);
    append_section(out, result, &section_answered, n_charts, charts);
    append_questions(out, result, n_charts, charts);
    append_section(out, result, &section_scales, n_charts, charts);
    append_section(out, result, &section_together, n_charts, charts);
    append_groups(out, result, n_charts, charts);
    append_limitations(out, result);
    append_guesses(out, result, has_codebook);
    append_recommendations(out);
    return g_string_free(out, FALSE);
}
