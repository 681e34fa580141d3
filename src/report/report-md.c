/* SPDX-License-Identifier: GPL-3.0-or-later */
/* report.md. The order of its sections is that of a committee report: what was found, how, who
 * answered, all tables, what it cannot tell, what was guessed, what follows from it. */
#include "report/report-md.h"

#include <stdarg.h>
#include <string.h>

#include "base/findings.h"
#include "base/num.h"
#include "base/translate.h"
#include "report/shown.h"
#include "report/write-table.h"
#include "report/writer.h"
#include "result/words.h"

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

static const char *say_or_not_stated(const char *language, const char *text)
{
    return is_stated(text) ? text : svy_tr(language, "NOT STATED");
}

static void append_heading(GString *out, const char *heading)
{
    append_escaped(out, "## ", heading, "\n\n");
}

/* What @format makes, with one full stop at its end whether or not the text brings one. */
static void append_sentence(GString *out,
                            const char *prefix,
                            const char *suffix,
                            const char *format,
                            ...) G_GNUC_PRINTF(4, 5);

static void append_sentence(GString *out,
                            const char *prefix,
                            const char *suffix,
                            const char *format,
                            ...)
{
    va_list args;

    va_start(args, format);

    g_autofree char *trimmed = g_strstrip(g_strdup_vprintf(format, args));
    const size_t length = strlen(trimmed);
    const bool has_stop = length > 0 && strchr(".?!", trimmed[length - 1]) != NULL;

    va_end(args);
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
    return svy_words_withheld_in(result->survey.language, result->min_cell,
                                 MAX(result->min_cell, (size_t)SVY_WORDS_MIN_BASE));
}

/* Sentences that all tables by group share: the method and the limitations have them. [NULL-
 * terminated] */
static char **list_said(const SvyResult *result)
{
    const char *language = result->survey.language;
    g_autoptr(GPtrArray) said = g_ptr_array_new();

    for (size_t i = 0; i < 2; i++)
        g_ptr_array_add(
            said, svy_words_groups_shares_in(language, result->level, result->has_weights, i == 0));
    g_ptr_array_add(said, g_strdup(svy_words_groups_letters_in(language, result->has_weights)));
    if (says_withheld(result))
        g_ptr_array_add(said, word_withheld(result));
    g_ptr_array_add(said, NULL);
    return (char **)g_ptr_array_free(g_steal_pointer(&said), FALSE);
}

static void append_table(GString *out, const SvyResult *result, const SvyTable *table)
{
    g_auto(GStrv) said = list_said(result);

    svy_write_md_append_table(out, result->survey.language, table, (const char *const *)said);
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

static char *word_sponsor(const SvySurvey *survey)
{
    return g_strdup_printf(svy_tr(survey->language, "Sponsor: %s. Conducted by: %s"),
                           say_or_not_stated(survey->language, survey->sponsor),
                           say_or_not_stated(survey->language, survey->conductor));
}

static char *word_instrument(const SvySurvey *survey)
{
    return g_strdup_printf(
        svy_tr(survey->language, "%s. The wording of each question stands at its table"),
        say_or_not_stated(survey->language, survey->instrument));
}

/* A response rate needs a list of people who were invited. */
static char *word_turnout(const SvyResult *result)
{
    const SvySurvey *survey = &result->survey;
    const char *language = survey->language;
    g_autofree char *n = svy_tr_num_count(language, result->n_respondents);
    g_autofree char *invited = svy_tr_num_count(language, survey->n_invited);

    switch (survey->sampling) {
    case SVY_SAMPLING_CENSUS:
    case SVY_SAMPLING_PROBABILITY:
        break;
    case SVY_SAMPLING_OPEN_LINK:
        return g_strdup(
            svy_tr(language, "How many people saw the invitation cannot be known (open link)"));
    case SVY_SAMPLING_UNKNOWN:
    case SVY_SAMPLING_LAST:
        return g_strdup(svy_tr(language, "How many people were invited: NOT STATED"));
    }
    if (survey->n_invited == 0 || survey->n_invited < result->n_respondents)
        return g_strdup(svy_tr(language, "How many people were invited: NOT STATED"));

    g_autofree char *rate =
        svy_tr_num_pct(language, (double)result->n_respondents / (double)survey->n_invited, 1);

    return g_strdup_printf(svy_tr(language, "%s of %s invited answered: response rate %s%%"), n,
                           invited, rate);
}

static char *word_recruitment(const SvyResult *result)
{
    const SvySurvey *survey = &result->survey;
    g_autofree char *turnout = word_turnout(result);

    return g_strdup_printf(svy_tr(survey->language, "%s. Sample: %s. %s"),
                           say_or_not_stated(survey->language, survey->recruitment),
                           svy_words_sampling_in(survey->language, survey->sampling), turnout);
}

static char *word_responses(const SvyResult *result)
{
    const char *language = result->survey.language;
    const size_t n_people = result->n_respondents;
    g_autofree char *n = svy_tr_num_count(language, n_people);
    g_autofree char *excluded = svy_words_excluded(result);

    if (excluded != NULL)
        return g_strdup_printf(
            svy_tr_n(language, "%s response (%s); each table gives its own base.",
                     "%s responses (%s); each table gives its own base.", n_people),
            n, excluded);
    return g_strdup_printf(svy_tr_n(language, "%s response; each table gives its own base.",
                                    "%s responses; each table gives its own base.", n_people),
                           n);
}

static char *word_sizes(const SvyResult *result)
{
    const char *language = result->survey.language;
    g_autofree char *responses = word_responses(result);
    g_autofree char *pct = svy_words_level_in(language, result->level);
    const bool is_probability = result->survey.sampling == SVY_SAMPLING_PROBABILITY;
    g_autofree char *intervals = g_strdup_printf(
        is_probability ? svy_tr(language, "%s%% intervals")
                       : svy_tr(language, "%s%% intervals, model-based: see the caveat above"),
        pct);

    return g_strconcat(responses, " ", intervals, NULL);
}

static char *word_weighting(const SvyResult *result)
{
    const SvySurvey *survey = &result->survey;
    g_autofree char *weights = svy_words_weights(result);

    if (weights != NULL)
        return g_steal_pointer(&weights);
    if (is_stated(survey->weighting))
        return g_strdup(survey->weighting);
    return g_strdup(svy_tr(survey->language, "NOT STATED. This program applied no weights"));
}

static char *word_processing(const SvyResult *result)
{
    const char *language = result->survey.language;
    const size_t n = svy_findings_count(result->findings, SVY_SEVERITY_WARNING);
    const char *processing = say_or_not_stated(language, result->survey.processing);
    g_autofree char *excluded = svy_words_excluded(result);

    if (excluded != NULL)
        return g_strdup_printf(
            svy_tr(language,
                   "%s. Records left out of everything by choice: %s; answers that are missing "
                   "leave the base of their question. Warnings on the file: %zu"),
            processing, excluded, n);
    return g_strdup_printf(
        svy_tr(language,
               "%s. No response was deleted by this program; answers that are missing leave the "
               "base of their question. Warnings on the file: %zu"),
        processing, n);
}

/* What no table by group has to repeat. */
static char *word_groups(const SvyResult *result)
{
    const char *language = result->survey.language;
    g_autofree char *shares =
        svy_words_groups_shares_in(language, result->level, result->has_weights, true);

    return g_strdup_printf("%s %s", shares,
                           svy_words_groups_letters_in(language, result->has_weights));
}

static void append_items(GString *out, const SvyResult *result)
{
    const SvySurvey *survey = &result->survey;
    const char *language = survey->language;
    g_autofree char *sponsor = word_sponsor(survey);
    g_autofree char *instrument = word_instrument(survey);
    g_autofree char *recruitment = word_recruitment(result);
    g_autofree char *sizes = word_sizes(result);
    g_autofree char *weighting = word_weighting(result);
    g_autofree char *processing = word_processing(result);
    const bool is_unknown = survey->sampling == SVY_SAMPLING_UNKNOWN;
    const struct {
        const char *name, *text; /* (nullable) */
    } items[] = {
        {svy_tr(language, "Data collection"),
         is_unknown ? NULL : svy_words_sampling_in(language, survey->sampling)},
        {svy_tr(language, "Sponsor and conductor"), sponsor},
        {svy_tr(language, "Questionnaire"), instrument},
        {svy_tr(language, "Population"), survey->population},
        {svy_tr(language, "Sample and recruitment"), recruitment},
        {svy_tr(language, "Mode"), survey->mode},
        {svy_tr(language, "Dates"), survey->dates},
        {svy_tr(language, "Sample sizes and precision"), sizes},
        {svy_tr(language, "Weighting"), weighting},
        {svy_tr(language, "Processing and quality checks"), processing},
        {svy_tr(language, "Limitations"), survey->limitations},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(items); i++) {
        g_string_append_printf(out, "%zu. **", i + 1);
        g_string_append_printf(out, svy_tr(language, "%s:"), items[i].name);
        append_sentence(out, "** ", "\n", "%s", say_or_not_stated(language, items[i].text));
    }
}

/* The eleven items of AAPOR's list for transparency (April 2021). */
static void append_disclosure(GString *out, const SvyResult *result)
{
    const SvySurvey *survey = &result->survey;
    const char *language = survey->language;
    g_autofree char *groups = word_groups(result);

    append_heading(out, svy_tr(language, "Method"));
    append_items(out, result);
    if (has_tables_by_group(result))
        append_sentence(out, "\n", "\n", svy_tr(language, "Tables by group: %s"), groups);
    if (is_stated(survey->contact))
        append_sentence(out, "\n", "\n", svy_tr(language, "Contact: %s"), survey->contact);
    if (is_stated(survey->intended_use))
        append_sentence(out, "\n", "\n", svy_tr(language, "Intended use: %s"),
                        survey->intended_use);
    if (is_stated(survey->source))
        append_sentence(out, "\n", "\n", svy_tr(language, "Source: %s"), survey->source);
    g_string_append_c(out, '\n');
}

/* --- Respondents ---------------------------------------------------------------------------- */

/* "510 (60.0%)" or "3" on a small base. */
static char *format_part(const char *language,
                         const SvyQuestionResult *question,
                         const SvyOptionResult *option)
{
    g_autofree char *n = svy_tr_num_count(language, option->n);

    if (!svy_shown_has_percent(&option->p, question->n_answered))
        return g_steal_pointer(&n);

    g_autofree char *pct = svy_tr_num_pct(language, option->p.value, 1);

    return g_strdup_printf(svy_tr(language, "%s (%s%%)"), n, pct);
}

/* "Student 510 (60.0%); Retired 3" */
static char *list_parts(const char *language, const SvyQuestionResult *question)
{
    g_autofree size_t *order = svy_shown_order_options(question);
    GString *out = g_string_new(NULL);
    size_t n_shown = 0;

    for (size_t i = 0; i < question->n_options && n_shown < N_PROFILE_PARTS; i++) {
        const SvyOptionResult *option = &question->options[order[i]];
        g_autofree char *part = format_part(language, question, option);

        if (option->n == 0)
            continue;
        g_string_append_printf(out, "%s%s %s", n_shown == 0 ? "" : svy_tr(language, "; "),
                               option->label, part);
        n_shown++;
    }
    return g_string_free(out, FALSE);
}

static void append_profile(GString *out, const char *language, const SvyQuestionResult *question)
{
    g_autofree char *parts = list_parts(language, question);

    svy_write_md_append(out, "- ", "\n", svy_tr(language, "%s %s. Base %zu."), question->text,
                        parts, question->n_answered);
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

static void append_profiles(GString *out, const SvyResult *result)
{
    size_t n_lines = 0;

    for (size_t i = 0; i < result->n_questions && n_lines < N_PROFILE_LINES; i++) {
        if (!svy_shown_is_profile(&result->questions[i]))
            continue;
        append_profile(out, result->survey.language, &result->questions[i]);
        n_lines++;
    }
}

static void append_respondents(GString *out, const SvyResult *result)
{
    const char *language = result->survey.language;
    const SvyQuestionResult *last = find_last_question(result);
    g_autofree char *excluded = svy_words_excluded(result);
    g_autofree char *n = svy_tr_num_count(language, result->n_respondents);

    append_heading(out, svy_tr(language, "Respondents"));
    svy_write_md_append(out, "- ", "\n",
                        svy_tr_n(language, "%s response.", "%s responses.", result->n_respondents),
                        n);
    if (excluded != NULL)
        svy_write_md_append(out, "- ", "\n", svy_tr(language, "Records: %s."), excluded);
    if (last != NULL) {
        g_autofree char *answered = svy_tr_num_count(language, last->n_answered);

        svy_write_md_append(out, "- ", "\n",
                            svy_tr(language, "%s of them answered the last closed question put to "
                                             "all (%s), which tells how many went to the end."),
                            answered, last->id);
    }
    if (!has_groups_table(result))
        append_profiles(out, result);
    g_string_append_c(out, '\n');
}

/* --- Data quality --------------------------------------------------------------------------- */

static void append_quality(GString *out, const SvyResult *result)
{
    g_autofree char *words = svy_words_quality(result);

    if (words == NULL)
        return;
    append_heading(out, svy_tr(result->survey.language, "Data quality"));
    append_escaped(out, "", words, "\n\n");
}

/* --- Charts --------------------------------------------------------------------------------- */

static void append_chart(GString *out, const char *language, const SvyReportChart *chart)
{
    if (chart->withheld != NULL) {
        svy_write_md_append(out, "", "\n\n", svy_tr(language, "The chart was withheld: %s"),
                            chart->withheld);
        return;
    }
    if (chart->picture == NULL)
        return;
    append_escaped(out, "![", chart->alternative, "]");
    g_string_append_printf(out, "(%s)\n\n", chart->picture);
}

/* The charts of one gap, question or table. */
static void append_charts_of(GString *out,
                             const SvyResult *result,
                             const void *subject,
                             size_t n_charts,
                             const SvyReportChart charts[])
{
    for (size_t i = 0; i < n_charts; i++) {
        const SvyChartSubject *one = &charts[i].subject;

        if (subject == one->gap || subject == one->question || subject == one->table)
            append_chart(out, result->survey.language, &charts[i]);
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
        append_charts_of(out, result, gap, n_charts, charts);
        svy_write_md_append_gap(out, result, gap);
        g_string_append_c(out, '\n');
    }
}

static void append_cell(GString *out, const char *text)
{
    append_escaped(out, " ", text, " |");
}

/* "60.0%", "56.7 to 63.3"; or why there is none. */
static void append_percent(GString *out, const char *language, const SvyEstimate *p, size_t base)
{
    g_autofree char *pct = NULL, *cell = NULL;

    if (!svy_shown_has_percent(p, base)) {
        append_cell(out, svy_shown_say_too_few(language, base));
        return;
    }
    pct = svy_tr_num_pct(language, p->value, 1);
    cell = g_strdup_printf(svy_tr(language, "%s%%"), pct);
    append_cell(out, cell);
}

static void append_interval(GString *out, const char *language, const SvyEstimate *p, size_t base)
{
    g_autofree char *lo = NULL, *hi = NULL, *cell = NULL;

    if (!svy_shown_has_percent(p, base)) {
        append_cell(out, svy_shown_say_too_few(language, base));
        return;
    }
    lo = svy_tr_num_pct(language, p->lo, 1);
    hi = svy_tr_num_pct(language, p->hi, 1);
    cell = g_strdup_printf(svy_tr(language, "%s to %s"), lo, hi);
    append_cell(out, cell);
}

static void append_option(GString *out,
                          const SvyResult *result,
                          const SvyRowResult *row, /* (nullable) */
                          const SvyOptionResult *option,
                          bool is_net,
                          size_t base)
{
    const char *language = result->survey.language;
    g_autofree char *label = svy_shown_label_option(language, option, is_net);
    g_autofree char *n = svy_tr_num_count(language, option->n);

    g_string_append_c(out, '|');
    if (row != NULL)
        append_cell(out, row->label);
    append_cell(out, label);
    append_cell(out, n);
    append_percent(out, language, &option->p, base);
    append_interval(out, language, &option->p, base);
    if (result->has_weights)
        append_percent(out, language, &option->plain, base);
    if (row != NULL)
        g_string_append_printf(out, " %zu |", base);
    g_string_append_c(out, '\n');
}

/* The head of a table with @n columns, of which the first @n_labels are words. */
static void append_columns(GString *out, size_t n, const char *const headings[], size_t n_labels)
{
    g_string_append_c(out, '|');
    for (size_t i = 0; i < n; i++)
        append_cell(out, headings[i]);
    g_string_append(out, "\n|");
    for (size_t i = 0; i < n; i++)
        g_string_append(out, i < n_labels ? " :-- |" : " --: |");
    g_string_append_c(out, '\n');
}

static void append_frequencies_head(GString *out, const SvyResult *result, bool has_rows)
{
    const char *language = result->survey.language;
    g_autofree char *pct = svy_words_level_in(language, result->level);
    g_autofree char *interval = g_strdup_printf(svy_tr(language, "%s%% interval"), pct);
    const char *headings[7];
    size_t n = 0;

    if (has_rows)
        headings[n++] = svy_tr(language, "Item");
    headings[n++] = svy_tr(language, "Answer");
    headings[n++] = "n";
    headings[n++] = "%";
    headings[n++] = interval;
    if (result->has_weights)
        headings[n++] = svy_tr(language, "% without weights");
    if (has_rows)
        headings[n++] = svy_tr(language, "Base");
    append_columns(out, n, headings, has_rows ? 2 : 1);
}

/* Of everybody, or of one row of the question. */
static void append_options(GString *out,
                           const SvyResult *result,
                           const SvyQuestionResult *question,
                           const SvyRowResult *row) /* (nullable) */
{
    g_autofree size_t *order = svy_shown_order_options(question);
    const SvyOptionResult *options = row == NULL ? question->options : row->options;
    const SvyOptionResult *nets = row == NULL ? question->nets : row->nets;
    const size_t base = row == NULL ? question->n_answered : row->n_answered;

    for (size_t i = 0; i < question->n_options; i++)
        append_option(out, result, row, &options[order[i]], false, base);
    for (size_t i = 0; i < question->n_nets; i++)
        append_option(out, result, row, &nets[i], true, base);
}

static void append_frequencies(GString *out,
                               const SvyResult *result,
                               const SvyQuestionResult *question)
{
    append_frequencies_head(out, result, question->n_rows > 0);
    for (size_t i = 0; i < question->n_rows; i++)
        append_options(out, result, question, &question->rows[i]);
    if (question->n_rows == 0)
        append_options(out, result, question, NULL);
    g_string_append_c(out, '\n');
}

static void append_open_question(GString *out,
                                 const char *language,
                                 const SvyQuestionResult *question)
{
    if (question->has_range && question->median_text != NULL)
        svy_write_md_append(out, "", "\n\n", svy_tr(language, "From %s to %s; median %s."),
                            question->min_text, question->max_text, question->median_text);
    else if (question->has_range)
        svy_write_md_append(out, "", "\n\n", svy_tr(language, "From %s to %s."), question->min_text,
                            question->max_text);
    else if (question->type == SVY_QUESTION_TEXT)
        append_escaped(out, "", svy_tr(language, "Free text; answers are not shown."), "\n\n");
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
    append_charts_of(out, result, question, n_charts, charts);
    if (svy_shown_is_closed(question))
        append_frequencies(out, result, question);
    else
        append_open_question(out, result->survey.language, question);
    append_escaped(out, "", base, "");
    if (svy_shown_is_closed(question)) {
        g_autofree char *method =
            svy_words_question_method_in(result->survey.language, question, result->level);

        append_escaped(out, " ", method, "");
    }
    g_string_append(out, "\n\n");
}

/* Personal and technical columns are named once; their values are nowhere. */
static void append_left_out(GString *out, const SvyResult *result, bool is_personal)
{
    const char *language = result->survey.language;
    g_autoptr(GString) list = g_string_new(NULL);

    for (size_t i = 0; i < result->n_questions; i++) {
        const SvyQuestionResult *question = &result->questions[i];

        if (svy_shown_is_opinion(question) || question->is_personal != is_personal)
            continue;
        g_string_append_printf(list, "%s%s (%s)", list->len == 0 ? "" : svy_tr(language, "; "),
                               question->id, question->text);
    }
    if (list->len > 0)
        svy_write_md_append(out, "", "\n\n",
                            is_personal
                                ? svy_tr(language, "Left out because they identify people: %s.")
                                : svy_tr(language, "Technical columns, not tabulated: %s."),
                            list->str);
}

static void append_questions(GString *out,
                             const SvyResult *result,
                             size_t n_charts,
                             const SvyReportChart charts[])
{
    append_heading(out, svy_tr(result->survey.language, "Every question"));
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

static const Section section_answered = {SVY_TR("Who answered"), SVY_TABLE_PROFILE,
                                         SVY_TABLE_COMPLETION};
static const Section section_targets = {SVY_TR("Against targets"), SVY_TABLE_TARGETS,
                                        SVY_TABLE_TARGETS_BY};
static const Section section_gap = {SVY_TR("The gap by group"), SVY_TABLE_GAP_SEGMENTS,
                                    SVY_TABLE_GAP_SEGMENTS};
static const Section section_ladder = {SVY_TR("Step by step"), SVY_TABLE_LADDER,
                                       SVY_TABLE_LADDER_BY};
static const Section section_drivers = {SVY_TR("What goes with it"), SVY_TABLE_DRIVERS,
                                        SVY_TABLE_DRIVERS};
static const Section section_together = {SVY_TR("What goes together"), SVY_TABLE_OVERLAP,
                                         SVY_TABLE_COVERAGE};
static const Section section_scales = {SVY_TR("Scales, rankings and numbers"), SVY_TABLE_CHOSEN,
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
            append_heading(out, svy_tr(result->survey.language, section->title));
        has_title = true;
        append_escaped(out, "### ", table->title, "\n\n");
        append_charts_of(out, result, table, n_charts, charts);
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
    return table->kind == SVY_TABLE_SEGMENTS && table->n_panels == 0 && !is_notable(result, table);
}

/* What divides people in the quiet tables of the question of @first, which follow each other. */
static char *list_quiet_groups(const SvyResult *result, const SvyTable *first)
{
    GString *out = g_string_new(first->by_id);

    for (const SvyTable *table = first + 1; table < result->tables + result->n_tables; table++) {
        if (is_quiet_group_table(result, table) && strcmp(table->row_id, first->row_id) == 0)
            g_string_append_printf(out, ", %s", table->by_id);
    }
    return g_string_free(out, FALSE);
}

static void append_quiet_groups(GString *out, const SvyResult *result)
{
    const char *language = result->survey.language;
    const char *last = NULL; /* question */

    for (size_t i = 0; i < result->n_tables; i++) {
        const SvyTable *table = &result->tables[i];

        if (!is_quiet_group_table(result, table) ||
            (last != NULL && strcmp(last, table->row_id) == 0))
            continue;

        g_autofree char *groups = list_quiet_groups(result, table);

        if (last == NULL) {
            append_escaped(out, "### ", svy_tr(language, "Groups that cannot be told apart"),
                           "\n\n");
            append_escaped(out, "",
                           svy_tr(language,
                                  "For these questions no difference is shown, by the tests after "
                                  "adjustment or because the numbers are too small; the tables are "
                                  "in tables/ and results.json:"),
                           "\n");
        }
        svy_write_md_append(out, "\n- ", "", svy_tr(language, "%s (%s) by %s"), table->row_id,
                            table->row_text, groups);
        last = table->row_id;
    }
    g_string_append(out, last == NULL ? "" : "\n\n");
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

        if (table->kind != SVY_TABLE_SEGMENTS || table->n_panels > 0)
            continue;
        if (!has_tables)
            append_heading(out, svy_tr(result->survey.language, "By group"));
        has_tables = true;
        if (is_quiet_group_table(result, table) && !has_chart(table, n_charts, charts))
            continue;
        append_escaped(out, "### ", table->title, "\n\n");
        append_charts_of(out, result, table, n_charts, charts);
        append_table(out, result, table);
    }
    append_quiet_groups(out, result);
}

/* --- What it cannot tell, what was guessed, what follows ------------------------------------- */

static void append_limitations(GString *out, const SvyResult *result)
{
    const SvySurvey *survey = &result->survey;
    const char *language = survey->language;
    g_autofree char *caveat = svy_words_caveat(survey);
    g_autofree char *synthetic = svy_words_synthetic(survey);

    append_heading(out, svy_tr(language, "Limitations"));
    append_sentence(out, "- ", "\n", "%s",
                    is_stated(survey->limitations)
                        ? survey->limitations
                        : svy_tr(language, "Limitations of the survey: NOT STATED"));
    if (caveat != NULL)
        append_escaped(out, "- ", caveat, "\n");
    if (synthetic != NULL)
        append_escaped(out, "- ", synthetic, "\n");
    if (says_withheld(result)) {
        g_autofree char *withheld = word_withheld(result);

        append_escaped(out, "- ", withheld, "\n");
    }
    svy_write_md_append(
        out, "- ", "\n",
        svy_tr(language, "Percentages on fewer than %u answers are not printed (“too few”)."),
        SVY_WORDS_MIN_BASE);
    append_escaped(
        out, "- ",
        svy_tr(language, "Free text and columns that identify people are not in this report."),
        "\n\n");
}

static void append_pair(GString *out, const char *language, const SvyGap *gap)
{
    append_sentence(out, "- ", " ", svy_tr(language, "The gap compares %s with %s: %s"),
                    gap->use_id, gap->follow_id, gap->how_found);
    append_escaped(
        out, "",
        svy_tr(language, "To change it, name the pair in the plan or with --use and --follow."),
        "\n");
}

static void append_guess(GString *out, const char *language, const SvyQuestionResult *question)
{
    append_sentence(out, "- ", " ", svy_tr(language, "%s is taken as “%s”: %s"), question->id,
                    svy_shown_describe_type(language, question->type), question->reason);
    append_escaped(out, "", svy_tr(language, "To change it, edit its type in the codebook."), "\n");
}

/* "q3: line 12: stray quote" */
static char *word_finding(const SvyResult *result, const SvyFinding *finding)
{
    const char *language = result->survey.language;
    const SvyQuestionResult *question = svy_shown_find_question(result, finding->column);
    g_autofree char *said = svy_shown_say_finding(language, finding);

    if (question != NULL && finding->line > 0)
        return g_strdup_printf(svy_tr(language, "%s: line %zu: %s"), question->id, finding->line,
                               said);
    if (question != NULL)
        return g_strdup_printf(svy_tr(language, "%s: %s"), question->id, said);
    if (finding->line > 0)
        return g_strdup_printf(svy_tr(language, "line %zu: %s"), finding->line, said);
    return g_steal_pointer(&said);
}

static void append_finding(GString *out, const SvyResult *result, const SvyFinding *finding)
{
    const char *language = result->survey.language;
    g_autofree char *said = word_finding(result, finding);
    g_autofree char *mend = svy_findings_say_mend(finding, language);

    svy_write_md_append(out, "- ", "",
                        finding->severity == SVY_SEVERITY_NOTE ? svy_tr(language, "Note: %s.")
                                                               : svy_tr(language, "Warning: %s."),
                        said);
    if (mend != NULL)
        append_sentence(out, " ", "", "%s", mend);
    g_string_append_c(out, '\n');
}

static void append_guesses(GString *out, const SvyResult *result, bool has_codebook)
{
    const char *language = result->survey.language;
    const size_t n_findings = svy_findings_get_n(result->findings);
    const size_t before = out->len;

    append_heading(out, svy_tr(language, "What was guessed"));

    const size_t start = out->len;

    for (size_t i = 0; i < result->n_gaps; i++)
        append_pair(out, language, &result->gaps[i]);
    for (size_t i = 0; i < result->n_questions; i++) {
        if (result->questions[i].is_guess)
            append_guess(out, language, &result->questions[i]);
    }
    for (size_t i = 0; i < n_findings; i++) {
        const SvyFinding *finding = svy_findings_get(result->findings, i);

        if (!svy_shown_is_guess(finding))
            append_finding(out, result, finding);
    }
    if (out->len == start)
        g_string_truncate(out, before);
    else if (has_codebook)
        g_string_append_printf(
            out, "\n%s\n\n",
            svy_tr(language, "How each column was read stands in codebook.csv: copy it, change the "
                             "copy, and run again with `-c`."));
    else
        g_string_append_c(out, '\n');
}

static void append_recommendations(GString *out, const char *language)
{
    append_heading(out, svy_tr(language, "Recommendations"));
    g_string_append_printf(out, "%s\n", svy_tr(language, "(to be written by the committee)"));
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
    append_recommendations(out, result->survey.language);
    return g_string_free(out, FALSE);
}
