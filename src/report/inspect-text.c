/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was understood of a file, for a volunteer who has never seen it: one entry per question. */
#include "report/writer.h"

#include <string.h>

#include "base/num.h"
#include "base/text.h"
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

static const char *name_exporter(const char *exporter)
{
    static const struct {
        const char *id, *name;
    } names[] = {
        {"plain", "a plain table"},
        {"surveymonkey", "an export from SurveyMonkey"},
        {"qualtrics", "an export from Qualtrics"},
        {"limesurvey", "an export from LimeSurvey"},
        {"google-forms", "an export from Google Forms"},
        {"microsoft-forms", "an export from Microsoft Forms"},
        {"redcap", "an export from REDCap"},
        {"kobo", "an export from KoboToolbox, ODK or SurveyCTO"},
        {"alchemer", "an export from Alchemer (SurveyGizmo)"},
        {"typeform", "an export from Typeform"},
        {"jotform", "an export from Jotform"},
        {"sosci", "an export from SoSci Survey"},
        {"stack-overflow", "a release of the Stack Overflow survey"},
        {"kaggle", "a release of a Kaggle survey"},
    };

    for (size_t i = 0; exporter != NULL && i < G_N_ELEMENTS(names); i++) {
        if (strcmp(exporter, names[i].id) == 0)
            return names[i].name;
    }
    return "a table";
}

static const char *name_delimiter(char delimiter)
{
    switch (delimiter) {
    case ',':
        return "commas";
    case ';':
        return "semicolons";
    case '\t':
        return "tabs";
    case '|':
        return "vertical bars";
    default:
        return "another character";
    }
}

static size_t count_columns(const SvyResult *result)
{
    size_t n = 0;

    for (size_t i = 0; i < result->n_questions; i++)
        n += result->questions[i].n_columns;
    return n;
}

static void append_file(GString *out, const SvyResult *result)
{
    g_autofree char *people = svy_num_format_count(result->n_respondents);
    g_autofree char *first = g_strdup_printf("%s: %s, %s respondent%s, %zu columns, %zu questions.",
                                             result->input_name, name_exporter(result->exporter),
                                             people, result->n_respondents == 1 ? "" : "s",
                                             count_columns(result), result->n_questions);
    g_autofree char *second =
        g_strdup_printf("Encoding %s, fields separated by %s, %zu header row%s.", result->encoding,
                        name_delimiter(result->delimiter), result->n_header_rows,
                        result->n_header_rows == 1 ? "" : "s");
    g_autofree char *synthetic = svy_words_synthetic(&result->survey);
    g_autofree char *excluded = svy_words_excluded(result);

    svy_text_layout_append(out, 0, 0, first);
    if (excluded != NULL) {
        g_autofree char *records = g_strdup_printf("Records: %s.", excluded);

        svy_text_layout_append(out, 0, 0, records);
    }
    svy_text_layout_append(out, 0, 0, second);
    if (synthetic != NULL)
        svy_text_layout_append(out, 0, 0, synthetic);
}

/* --- One question --------------------------------------------------------------------------- */

static void append_option(GString *out,
                          const SvyOptionResult *option,
                          const char *after, /* the label */
                          size_t base)
{
    g_autofree char *whole = g_strconcat(option->label, after, NULL);
    g_autofree char *label = svy_text_layout_fit(whole, LABEL_WIDTH, false);
    g_autofree char *count = svy_num_format_count(option->n);
    g_autofree char *n = svy_text_layout_fit(count, 7, true);
    const bool has_share = option->p.status == SVY_STATUS_OK;
    g_autofree char *pct = has_share ? svy_num_format_pct(option->p.value, 1) : g_strdup("");
    g_autofree char *sign =
        svy_shown_has_percent(&option->p, base) ? g_strconcat(pct, "%", NULL) : g_strdup("");
    g_autofree char *p = svy_text_layout_fit(sign, 6, true);
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

/* The largest ones, in the order of the question. */
static void append_options(GString *out, const SvyQuestionResult *question)
{
    g_autofree size_t *order = svy_shown_order_options(question);
    const size_t n_shown = MIN(question->n_options, N_SHOWN_OPTIONS);

    for (size_t i = 0; i < question->n_options; i++)
        if (is_among_largest(question, order, i))
            append_option(out, &question->options[order[i]], "", question->n_answered);
    if (n_shown < question->n_options)
        g_string_append_printf(out, "%*sand %zu more\n", (int)INDENT, "",
                               question->n_options - n_shown);
    for (size_t i = 0; i < question->n_nets; i++)
        append_option(out, &question->nets[i], " (net)", question->n_answered);
}

/* The commonest answer of a row is enough to recognise it. */
static void append_row(GString *out, const SvyQuestionResult *question, const SvyRowResult *row)
{
    g_autofree char *label = svy_text_layout_fit(row->label, LABEL_WIDTH, false);
    g_autofree char *count = svy_num_format_count(row->n_answered);
    g_autofree char *n = svy_text_layout_fit(count, 7, true);
    const SvyOptionResult *top = NULL;

    for (size_t i = 0; i < question->n_options; i++) {
        if (top == NULL || row->options[i].n > top->n)
            top = &row->options[i];
    }
    g_string_append_printf(out, "%*s%s %s", (int)INDENT, "", label, n);
    if (top != NULL && top->n > 0) {
        g_autofree char *answer =
            svy_text_layout_fit(top->label, 80 - INDENT - LABEL_WIDTH - 8 - 8, false);

        g_string_append_printf(out, "  most: %s%s",
                               question->type == SVY_QUESTION_RANK ? "place " : "",
                               g_strchomp(answer));
    }
    g_string_append_c(out, '\n');
}

static void append_rows(GString *out, const SvyQuestionResult *question)
{
    const size_t n_shown = MIN(question->n_rows, N_SHOWN_ROWS);

    for (size_t i = 0; i < n_shown; i++)
        append_row(out, question, &question->rows[i]);
    if (n_shown < question->n_rows)
        g_string_append_printf(out, "%*sand %zu more item%s\n", (int)INDENT, "",
                               question->n_rows - n_shown,
                               question->n_rows - n_shown == 1 ? "" : "s");
}

static char *describe_question(const SvyQuestionResult *question)
{
    g_autofree char *asked = svy_words_question_asked(question);
    GString *out = g_string_new(svy_shown_describe_type(question->type));

    if (question->n_columns > 1)
        g_string_append_printf(out, " (%zu columns)", question->n_columns);
    g_string_append_printf(out, "; %s", asked);
    if (question->is_personal)
        g_string_append(out, "; identifies people: left out of every report");
    else if (question->is_meta)
        g_string_append(out, "; technical column");
    if (question->is_guess)
        g_string_append(out, "; GUESSED");
    return g_string_free(out, FALSE);
}

static void append_range(GString *out, const SvyQuestionResult *question)
{
    g_autofree char *line = NULL;

    if (!question->has_range || question->is_personal || question->type == SVY_QUESTION_ID)
        return;
    if (question->median_text != NULL)
        line = g_strdup_printf("from %s to %s, middle %s", question->min_text, question->max_text,
                               question->median_text);
    else
        line = g_strdup_printf("from %s to %s", question->min_text, question->max_text);
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
static void append_no_answer(GString *out, const SvyQuestionResult *question)
{
    g_autofree char *n = svy_num_format_count(question->n_no_answer);
    g_autofree char *line = NULL;
    size_t n_in_rows = 0;

    for (size_t i = 0; i < question->n_rows; i++)
        n_in_rows += question->rows[i].n_no_answer;
    if (question->is_personal || (question->n_no_answer == 0 && n_in_rows == 0))
        return;
    if (n_in_rows > 0) {
        g_autofree char *in_rows = svy_num_format_count(n_in_rows);

        line = g_strdup_printf("No answer: %s to all items; %s over the items", n, in_rows);
    } else {
        line = g_strdup_printf("No answer: %s", n);
    }
    svy_text_layout_append(out, INDENT, 0, line);
}

static void append_question(GString *out, const SvyQuestionResult *question)
{
    g_autofree char *id = svy_text_layout_fit(question->id, INDENT - 1, false);
    g_autofree char *text = shorten(question->text == NULL ? "" : question->text);
    g_autofree char *head = g_strdup_printf("%s %s", g_strchomp(id), text);
    g_autofree char *what = describe_question(question);

    g_string_append_c(out, '\n');
    svy_text_layout_append(out, 0, INDENT, head);
    svy_text_layout_append(out, INDENT, 0, what);
    append_range(out, question);
    if (svy_shown_is_closed(question) && question->n_rows > 0)
        append_rows(out, question);
    else if (svy_shown_is_closed(question))
        append_options(out, question);
    append_no_answer(out, question);
}

/* --- What to look at ------------------------------------------------------------------------ */

static void append_guesses(GString *out, const SvyResult *result)
{
    bool is_first = true;

    for (size_t i = 0; i < result->n_questions; i++) {
        const SvyQuestionResult *question = &result->questions[i];

        if (!question->is_guess)
            continue;

        g_autofree char *line =
            g_strdup_printf("- %s: %s, because: %s.", question->id,
                            svy_shown_describe_type(question->type), question->reason);

        if (is_first)
            g_string_append(out, "\nWhat was guessed\n");
        is_first = false;
        svy_text_layout_append(out, 0, 2, line);
    }
}

static void append_finding(GString *out, const SvyResult *result, const SvyFinding *finding)
{
    const SvyQuestionResult *question = svy_shown_find_question(result, finding->column);
    GString *line = g_string_new("- ");

    if (question != NULL)
        g_string_append_printf(line, "%s, ", question->id);
    if (finding->line > 0)
        g_string_append_printf(line, "line %zu, ", finding->line);
    if (line->len > strlen("- "))
        line->str[line->len - 2] = ':';
    g_string_append_printf(line, "%s", finding->message);
    if (finding->n > 1)
        g_string_append_printf(line, " (%zu times)", finding->n);
    g_string_append_c(line, '.');
    if (finding->mend != NULL)
        g_string_append_printf(line, " %s.", finding->mend);
    svy_text_layout_append(out, 0, 2, line->str);
    g_string_free(line, TRUE);
}

/* Warnings first: notes are decisions that are right nearly always. */
static void append_findings(GString *out, const SvyResult *result)
{
    static const SvySeverity order[] = {SVY_SEVERITY_ERROR, SVY_SEVERITY_WARNING,
                                        SVY_SEVERITY_NOTE};
    const size_t n = svy_findings_get_n(result->findings);
    size_t n_shown = 0, n_told = 0; /* told: among the guesses */

    for (size_t i = 0; i < n; i++) {
        if (svy_shown_is_guess(svy_findings_get(result->findings, i)))
            n_told++;
    }
    if (n > n_told)
        g_string_append(out, "\nWhat to check\n");
    for (size_t i = 0; i < G_N_ELEMENTS(order); i++) {
        for (size_t j = 0; j < n && n_shown < N_SHOWN_FINDINGS; j++) {
            const SvyFinding *finding = svy_findings_get(result->findings, j);

            if (finding->severity != order[i] || svy_shown_is_guess(finding))
                continue;
            append_finding(out, result, finding);
            n_shown++;
        }
    }
    if (n_shown + n_told < n)
        g_string_append_printf(out, "- and %zu more: --format json has all.\n",
                               n - n_told - n_shown);
}

char *svy_inspect_text_format(const SvyResult *result)
{
    GString *out = g_string_new(NULL);

    append_file(out, result);
    for (size_t i = 0; i < result->n_questions; i++)
        append_question(out, &result->questions[i]);
    append_guesses(out, result);
    append_findings(out, result);
    g_string_append(out,
                    "\nTo change what was understood: surveystat codebook FILE > codebook.csv, "
                    "edit it,\nand give it with -c codebook.csv.\n");
    return g_string_free(out, FALSE);
}
