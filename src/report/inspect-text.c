/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was understood of a file, for a volunteer who has never seen it: one entry per question. */
#include "report/writer.h"

#include <stdarg.h>
#include <string.h>

#include "base/findings.h"
#include "base/num.h"
#include "base/text.h"
#include "base/translate.h"
#include "report/shown.h"
#include "report/text-layout.h"
#include "result/words.h"

#define INDENT           6u
#define LABEL_WIDTH      34u
#define BAR_WIDTH        20u
#define N_TEXT_CHARS     200
#define N_TEXT_END       60
#define N_SHOWN_OPTIONS  5u
#define N_SHOWN_ROWS     5u
#define N_SHOWN_FINDINGS 20u

/* --- The file ------------------------------------------------------------------------------- */

static const char *name_exporter(const char *language, const char *exporter)
{
    static const struct {
        const char *id, *name;
    } names[] = {
        {"plain", SVY_TR("a plain table")},
        {"surveymonkey", SVY_TR("an export from SurveyMonkey")},
        {"qualtrics", SVY_TR("an export from Qualtrics")},
        {"limesurvey", SVY_TR("an export from LimeSurvey")},
        {"google-forms", SVY_TR("an export from Google Forms")},
        {"microsoft-forms", SVY_TR("an export from Microsoft Forms")},
        {"redcap", SVY_TR("an export from REDCap")},
        {"kobo", SVY_TR("an export from KoboToolbox, ODK or SurveyCTO")},
        {"alchemer", SVY_TR("an export from Alchemer (SurveyGizmo)")},
        {"typeform", SVY_TR("an export from Typeform")},
        {"jotform", SVY_TR("an export from Jotform")},
        {"sosci", SVY_TR("an export from SoSci Survey")},
        {"stack-overflow", SVY_TR("a release of the Stack Overflow survey")},
        {"kaggle", SVY_TR("a release of a Kaggle survey")},
    };

    for (size_t i = 0; exporter != NULL && i < G_N_ELEMENTS(names); i++) {
        if (strcmp(exporter, names[i].id) == 0)
            return svy_tr(language, names[i].name);
    }
    return svy_tr(language, "a table");
}

static size_t count_columns(const SvyResult *result)
{
    size_t n = 0;

    for (size_t i = 0; i < result->n_questions; i++)
        n += result->questions[i].n_columns;
    return n;
}

/* "survey.csv: a plain table, 850 respondents, 40 columns, 13 questions." */
static char *word_content(const SvyResult *result)
{
    const char *language = result->survey.language;
    const size_t n_columns = count_columns(result);
    g_autofree char *count = svy_tr_num_count(language, result->n_respondents);
    g_autofree char *people = g_strdup_printf(
        svy_tr_n(language, "%s respondent", "%s respondents", result->n_respondents), count);
    g_autofree char *columns =
        g_strdup_printf(svy_tr_n(language, "%zu column", "%zu columns", n_columns), n_columns);
    g_autofree char *questions =
        g_strdup_printf(svy_tr_n(language, "%zu question", "%zu questions", result->n_questions),
                        result->n_questions);

    return g_strdup_printf(svy_tr(language, "%s: %s, %s, %s, %s."), result->input_name,
                           name_exporter(language, result->exporter), people, columns, questions);
}

static char *word_form(const SvyResult *result)
{
    const char *language = result->survey.language;
    g_autofree char *rows = g_strdup_printf(
        svy_tr_n(language, "%zu header row", "%zu header rows", result->n_header_rows),
        result->n_header_rows);

    switch (result->delimiter) {
    case ',':
        return g_strdup_printf(svy_tr(language, "Encoding %s, fields separated by commas, %s."),
                               result->encoding, rows);
    case ';':
        return g_strdup_printf(svy_tr(language, "Encoding %s, fields separated by semicolons, %s."),
                               result->encoding, rows);
    case '\t':
        return g_strdup_printf(svy_tr(language, "Encoding %s, fields separated by tabs, %s."),
                               result->encoding, rows);
    case '|':
        return g_strdup_printf(
            svy_tr(language, "Encoding %s, fields separated by vertical bars, %s."),
            result->encoding, rows);
    default:
        return g_strdup_printf(
            svy_tr(language, "Encoding %s, fields separated by another character, %s."),
            result->encoding, rows);
    }
}

static void append_file(GString *out, const SvyResult *result)
{
    g_autofree char *content = word_content(result);
    g_autofree char *form = word_form(result);
    g_autofree char *synthetic = svy_words_synthetic(&result->survey);
    g_autofree char *excluded = svy_words_excluded(result);

    svy_text_layout_append(out, 0, 0, content);
    if (excluded != NULL) {
        g_autofree char *records =
            g_strdup_printf(svy_tr(result->survey.language, "Records: %s."), excluded);

        svy_text_layout_append(out, 0, 0, records);
    }
    svy_text_layout_append(out, 0, 0, form);
    if (synthetic != NULL)
        svy_text_layout_append(out, 0, 0, synthetic);
}

/* --- One question --------------------------------------------------------------------------- */

static char *format_percent(const char *language, double p)
{
    g_autofree char *pct = svy_tr_num_pct(language, p, 1);

    return g_strdup_printf(svy_tr(language, "%s%%"), pct);
}

static void append_option(GString *out,
                          const char *language,
                          const SvyOptionResult *option,
                          bool is_net,
                          size_t base)
{
    g_autofree char *whole = svy_shown_label_option(language, option, is_net);
    g_autofree char *label = svy_text_layout_fit(whole, LABEL_WIDTH, false);
    g_autofree char *count = svy_tr_num_count(language, option->n);
    g_autofree char *n = svy_text_layout_fit(count, 7, true);
    const bool has_share = option->p.status == SVY_STATUS_OK;
    g_autofree char *widest = format_percent(language, 1);
    g_autofree char *pct = svy_shown_has_percent(&option->p, base)
                               ? format_percent(language, option->p.value)
                               : g_strdup("");
    g_autofree char *p = svy_text_layout_fit(pct, svy_text_get_width(widest), true);
    g_autofree char *bar = svy_text_layout_bar(has_share ? option->p.value : 0, BAR_WIDTH);

    g_string_append_printf(out, "%*s%s %s %s %s", (int)INDENT, "", label, n, p, bar);
    g_strchomp(out->str);
    out->len = strlen(out->str);
    g_string_append_c(out, '\n');
}

/* True when fewer than five others are larger. Ties go to the one that is shown first. */
static bool is_among_largest(const SvyQuestionResult *question, const size_t order[], size_t at)
{
    const size_t n = question->options[order[at]].n;
    size_t n_larger = 0;

    for (size_t i = 0; i < question->n_options; i++) {
        const size_t other = question->options[order[i]].n;

        n_larger += other > n || (other == n && i < at);
    }
    return n_larger < N_SHOWN_OPTIONS;
}

/* One line under a question. */
static void append_line(GString *out, const char *format, ...) G_GNUC_PRINTF(2, 3);

static void append_line(GString *out, const char *format, ...)
{
    va_list args;

    g_string_append_printf(out, "%*s", (int)INDENT, "");
    va_start(args, format);
    g_string_append_vprintf(out, format, args);
    va_end(args);
    g_string_append_c(out, '\n');
}

/* The largest ones, in the order of the question. */
static void append_options(GString *out, const char *language, const SvyQuestionResult *question)
{
    g_autofree size_t *order = svy_shown_order_options(question);
    const size_t n_shown = MIN(question->n_options, N_SHOWN_OPTIONS);

    for (size_t i = 0; i < question->n_options; i++)
        if (is_among_largest(question, order, i))
            append_option(out, language, &question->options[order[i]], false, question->n_answered);
    if (n_shown < question->n_options)
        append_line(out, svy_tr(language, "and %zu more"), question->n_options - n_shown);
    for (size_t i = 0; i < question->n_nets; i++)
        append_option(out, language, &question->nets[i], true, question->n_answered);
}

static char *word_commonest(const char *language, SvyQuestionType type, const char *answer)
{
    if (type == SVY_QUESTION_RANK)
        return g_strdup_printf(svy_tr(language, "most: place %s"), answer);
    return g_strdup_printf(svy_tr(language, "most: %s"), answer);
}

/* What is left of the line takes as much of the answer as fits. */
static void append_commonest(GString *out,
                             const char *language,
                             SvyQuestionType type,
                             const char *answer)
{
    const size_t before = INDENT + LABEL_WIDTH + 8;
    g_autofree char *bare = word_commonest(language, type, "");
    g_autofree char *cut = svy_text_layout_fit(
        answer, SVY_TEXT_LAYOUT_WIDTH - before - strlen("  ") - svy_text_get_width(bare), false);
    g_autofree char *words = word_commonest(language, type, g_strchomp(cut));

    g_string_append_printf(out, "  %s", words);
}

/* The commonest answer of a row is enough to recognise it. */
static void append_row(GString *out,
                       const char *language,
                       const SvyQuestionResult *question,
                       const SvyRowResult *row)
{
    g_autofree char *label = svy_text_layout_fit(row->label, LABEL_WIDTH, false);
    g_autofree char *count = svy_tr_num_count(language, row->n_answered);
    g_autofree char *n = svy_text_layout_fit(count, 7, true);

    const SvyOptionResult *top = NULL;

    for (size_t i = 0; i < question->n_options; i++) {
        if (top == NULL || row->options[i].n > top->n)
            top = &row->options[i];
    }
    g_string_append_printf(out, "%*s%s %s", (int)INDENT, "", label, n);
    if (top != NULL && top->n > 0)
        append_commonest(out, language, question->type, top->label);
    g_string_append_c(out, '\n');
}

static void append_rows(GString *out, const char *language, const SvyQuestionResult *question)
{
    const size_t n_shown = MIN(question->n_rows, N_SHOWN_ROWS);
    const size_t n_more = question->n_rows - n_shown;

    for (size_t i = 0; i < n_shown; i++)
        append_row(out, language, question, &question->rows[i]);
    if (n_more > 0)
        append_line(out, svy_tr_n(language, "and %zu more item", "and %zu more items", n_more),
                    n_more);
}

static char *describe_question(const char *language, const SvyQuestionResult *question)
{
    const char *type = svy_shown_describe_type(language, question->type);
    const char *parts[5] = {NULL};
    g_autofree char *asked = svy_words_question_asked_in(language, question);
    g_autofree char *wide =
        g_strdup_printf(svy_tr(language, "%s (%zu columns)"), type, question->n_columns);
    size_t n = 0;

    parts[n++] = question->n_columns > 1 ? wide : type;
    parts[n++] = asked;
    if (question->is_personal)
        parts[n++] = svy_tr(language, "identifies people: left out of every report");
    else if (question->is_meta)
        parts[n++] = svy_tr(language, "technical column");
    if (question->is_guess)
        parts[n++] = svy_tr(language, "GUESSED");
    return g_strjoinv(svy_tr(language, "; "), (char **)parts);
}

static void append_range(GString *out, const char *language, const SvyQuestionResult *question)
{
    g_autofree char *line = NULL;

    if (!question->has_range || question->is_personal || question->type == SVY_QUESTION_ID)
        return;
    if (question->median_text != NULL)
        line = g_strdup_printf(svy_tr(language, "from %s to %s, middle %s"), question->min_text,
                               question->max_text, question->median_text);
    else
        line = g_strdup_printf(svy_tr(language, "from %s to %s"), question->min_text,
                               question->max_text);
    svy_text_layout_append(out, INDENT, 0, line);
}

/* What tells a question from the one before often stands at its end. */
static char *shorten(const char *text)
{
    const glong n = g_utf8_strlen(text, -1);
    g_autofree char *front = NULL;
    const char *back, *blank;

    if (n <= N_TEXT_CHARS)
        return g_strdup(text);
    front = svy_text_cut(text, N_TEXT_CHARS - N_TEXT_END);
    back = g_utf8_offset_to_pointer(text, n - N_TEXT_END);
    blank = strchr(back, ' ');
    return g_strconcat(front, blank == NULL ? back : blank, NULL);
}

/* "No answer: 12"; rows have their own beside those who gave none to any. */
static void append_no_answer(GString *out, const char *language, const SvyQuestionResult *question)
{
    g_autofree char *n = svy_tr_num_count(language, question->n_no_answer);
    g_autofree char *line = NULL;
    size_t n_in_rows = 0;

    for (size_t i = 0; i < question->n_rows; i++)
        n_in_rows += question->rows[i].n_no_answer;
    if (question->is_personal || (question->n_no_answer == 0 && n_in_rows == 0))
        return;
    if (n_in_rows > 0) {
        g_autofree char *in_rows = svy_tr_num_count(language, n_in_rows);

        line = g_strdup_printf(svy_tr(language, "No answer: %s to all items; %s over the items"), n,
                               in_rows);
    } else {
        line = g_strdup_printf(svy_tr(language, "No answer: %s"), n);
    }
    svy_text_layout_append(out, INDENT, 0, line);
}

static void append_question(GString *out, const char *language, const SvyQuestionResult *question)
{
    g_autofree char *id = svy_text_layout_fit(question->id, INDENT - 1, false);
    g_autofree char *text = shorten(question->text == NULL ? "" : question->text);
    g_autofree char *head = g_strdup_printf("%s %s", g_strchomp(id), text);
    g_autofree char *what = describe_question(language, question);

    g_string_append_c(out, '\n');
    svy_text_layout_append(out, 0, INDENT, head);
    svy_text_layout_append(out, INDENT, 0, what);
    append_range(out, language, question);
    if (svy_shown_is_closed(question) && question->n_rows > 0)
        append_rows(out, language, question);
    else if (svy_shown_is_closed(question))
        append_options(out, language, question);
    append_no_answer(out, language, question);
}

/* --- What to look at ------------------------------------------------------------------------ */

static void append_guesses(GString *out, const SvyResult *result)
{
    const char *language = result->survey.language;
    bool is_first = true;

    for (size_t i = 0; i < result->n_questions; i++) {
        const SvyQuestionResult *question = &result->questions[i];

        if (!question->is_guess)
            continue;

        g_autofree char *line =
            g_strdup_printf(svy_tr(language, "- %s: %s, because: %s."), question->id,
                            svy_shown_describe_type(language, question->type), question->reason);

        if (is_first)
            g_string_append_printf(out, "\n%s\n", svy_tr(language, "What was guessed"));
        is_first = false;
        svy_text_layout_append(out, 0, 2, line);
    }
}

/* "q3, line 12: stray quote" */
static char *word_finding(const SvyResult *result, const SvyFinding *finding)
{
    const char *language = result->survey.language;
    const SvyQuestionResult *question = svy_shown_find_question(result, finding->column);
    g_autofree char *said = svy_shown_say_finding(language, finding);

    if (question != NULL && finding->line > 0)
        return g_strdup_printf(svy_tr(language, "%s, line %zu: %s"), question->id, finding->line,
                               said);
    if (question != NULL)
        return g_strdup_printf(svy_tr(language, "%s: %s"), question->id, said);
    if (finding->line > 0)
        return g_strdup_printf(svy_tr(language, "line %zu: %s"), finding->line, said);
    return g_steal_pointer(&said);
}

static void append_finding(GString *out, const SvyResult *result, const SvyFinding *finding)
{
    g_autofree char *said = word_finding(result, finding);
    g_autofree char *mend = svy_findings_say_mend(finding, result->survey.language);
    g_autofree char *line =
        mend == NULL ? g_strdup_printf("- %s.", said) : g_strdup_printf("- %s. %s.", said, mend);

    svy_text_layout_append(out, 0, 2, line);
}

/* Warnings first: notes are decisions that are right nearly always. */
static void append_findings(GString *out, const SvyResult *result)
{
    const char *language = result->survey.language;
    static const SvySeverity order[] = {SVY_SEVERITY_ERROR, SVY_SEVERITY_WARNING,
                                        SVY_SEVERITY_NOTE};
    const size_t n = svy_findings_get_n(result->findings);
    size_t n_shown = 0, n_told = 0; /* told: among the guesses */

    for (size_t i = 0; i < n; i++) {
        if (svy_shown_is_guess(svy_findings_get(result->findings, i)))
            n_told++;
    }
    if (n > n_told)
        g_string_append_printf(out, "\n%s\n", svy_tr(language, "What to check"));
    for (size_t i = 0; i < G_N_ELEMENTS(order); i++) {
        for (size_t j = 0; j < n && n_shown < N_SHOWN_FINDINGS; j++) {
            const SvyFinding *finding = svy_findings_get(result->findings, j);

            if (finding->severity != order[i] || svy_shown_is_guess(finding))
                continue;
            append_finding(out, result, finding);
            n_shown++;
        }
    }
    if (n_shown + n_told < n) {
        g_string_append_printf(out, svy_tr(language, "- and %zu more: --format json has all."),
                               n - n_told - n_shown);
        g_string_append_c(out, '\n');
    }
}

char *svy_inspect_text_format(const SvyResult *result)
{
    GString *out = g_string_new(NULL);

    append_file(out, result);
    for (size_t i = 0; i < result->n_questions; i++)
        append_question(out, result->survey.language, &result->questions[i]);
    append_guesses(out, result);
    append_findings(out, result);
    g_string_append_c(out, '\n');
    svy_text_layout_append(out, 0, 0,
                           svy_tr(result->survey.language,
                                  "To change what was understood: surveystat codebook FILE > "
                                  "codebook.csv, edit it, and give it with -c codebook.csv."));
    return g_string_free(out, FALSE);
}
