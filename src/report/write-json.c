/* SPDX-License-Identifier: GPL-3.0-or-later */
/* JSON: what `inspect` understood, and results.json. Shares are 0 to 1; what cannot be given is
 * null, with the reason in "status". */
#include "report/writer.h"

#include "base/findings.h"
#include "base/json.h"
#include "base/translate.h"
#include "report/shown.h"
#include "report/write-table.h"
#include "result/words.h"

/* --- Numbers -------------------------------------------------------------------------------- */

static void add_numbers(SvyJson *json, const SvyEstimate *p)
{
    if (p->status == SVY_STATUS_OK) {
        svy_json_add_number(json, "p", p->value);
        svy_json_add_number(json, "lo", p->lo);
        svy_json_add_number(json, "hi", p->hi);
        return;
    }
    svy_json_add_null(json, "p");
    svy_json_add_null(json, "lo");
    svy_json_add_null(json, "hi");
    svy_json_add_text(json, "status", svy_status_get_name(p->status));
}

/* Beside a weighted figure what it would be without weights. */
static void add_plain(SvyJson *json, const SvyResult *result, const SvyEstimate *plain)
{
    if (!result->has_weights)
        return;
    if (plain->status == SVY_STATUS_OK)
        svy_json_add_number(json, "unweighted", plain->value);
    else
        svy_json_add_null(json, "unweighted");
}

static void add_share(SvyJson *json,
                      const SvyResult *result,
                      const char *key,
                      const SvyShare *share)
{
    svy_json_begin_object(json, key);
    svy_json_add_count(json, "n", share->n);
    add_numbers(json, &share->p);
    add_plain(json, result, &share->plain);
    svy_json_end_object(json);
}

/* --- Gaps ----------------------------------------------------------------------------------- */

static void add_gap_estimate(SvyJson *json, const SvyResult *result, const SvyGapItem *item)
{
    const SvyEstimate *gap = &item->gap;

    svy_json_begin_object(json, "gap");
    add_numbers(json, gap);
    add_plain(json, result, &item->plain_gap);
    svy_json_add_text(json, "method", gap->method);
    svy_json_end_object(json);
}

static void add_conversion(SvyJson *json, const SvyResult *result, const SvyShare *conversion)
{
    svy_json_begin_object(json, "conversion");
    svy_json_add_count(json, "n", conversion->n);
    svy_json_add_count(json, "of", conversion->base);
    add_numbers(json, &conversion->p);
    add_plain(json, result, &conversion->plain);
    svy_json_end_object(json);
}

static void add_test(SvyJson *json, const SvyGapItem *item)
{
    if (!item->has_test) {
        svy_json_add_null(json, "test");
        return;
    }
    svy_json_begin_object(json, "test");
    svy_json_add_text(json, "method", item->test_method);
    svy_json_add_number(json, "p", item->p_value);
    svy_json_add_number(json, "p_adjusted", item->p_adjusted);
    svy_json_end_object(json);
}

/* Where there is no account nobody can follow: the members are there and null, never 0. */
static void add_following(SvyJson *json, const SvyResult *result, const SvyGapItem *item)
{
    static const char *const names[] = {"follow",     "both", "contradictions", "unreached", "gap",
                                        "conversion", "test"};

    for (size_t i = 0; !item->has_account && i < G_N_ELEMENTS(names); i++)
        svy_json_add_null(json, names[i]);
    if (!item->has_account)
        return;
    add_share(json, result, "follow", &item->follow);
    svy_json_add_count(json, "both", item->n_both);
    svy_json_add_count(json, "contradictions", item->n_contradictions);
    add_share(json, result, "unreached", &item->unreached);
    add_gap_estimate(json, result, item);
    add_conversion(json, result, &item->conversion);
    add_test(json, item);
}

static void add_item(SvyJson *json,
                     const SvyResult *result,
                     const char *key,
                     const SvyGapItem *item)
{
    svy_json_begin_object(json, key);
    svy_json_add_text(json, "label", item->label);
    svy_json_add_bool(json, "has_account", item->has_account);
    svy_json_add_count(json, "base", item->base);
    svy_json_add_bool(json, "nested", item->is_nested);
    if (result->has_weights)
        svy_json_add_number(json, "n_eff", item->use.n_eff);
    add_share(json, result, "use", &item->use);
    add_following(json, result, item);
    svy_json_end_object(json);
}

static void add_gap_words(SvyJson *json, const SvyResult *result, const SvyGap *gap)
{
    g_autofree char *title = svy_words_gap_headline(&result->survey, gap);
    g_autofree char *headline = svy_words_study_headline(result, gap);
    g_autofree char *base = svy_words_gap_base(&result->survey, gap);
    g_autofree char *method = svy_words_gap_method_in(result->survey.language, gap, result->level);

    svy_json_add_text(json, "title", title);
    svy_json_add_text(json, "headline", headline);
    svy_json_add_text(json, "base_note", base);
    svy_json_add_text(json, "method_note", method);
    svy_json_add_text(json, "how_found", gap->how_found);
}

static void add_gap(SvyJson *json, const SvyResult *result, const SvyGap *gap)
{
    svy_json_begin_object(json, NULL);
    svy_json_add_text(json, "use", gap->use_id);
    svy_json_add_text(json, "follow", gap->follow_id);
    svy_json_add_text(json, "use_text", gap->use_text);
    svy_json_add_text(json, "follow_text", gap->follow_text);
    svy_json_add_count(json, "base", gap->base);
    svy_json_add_count(json, "answered_use", gap->n_answered_use);
    svy_json_add_count(json, "not_asked", gap->n_not_asked);
    svy_json_add_count(json, "skipped", gap->n_skipped);
    svy_json_add_count(json, "blank_as_nothing", gap->n_blank);
    svy_json_add_count(json, "contradictions", gap->n_contradictions);
    svy_json_add_count(json, "tests", gap->n_tests);
    add_gap_words(json, result, gap);
    svy_json_begin_array(json, "items");
    for (size_t i = 0; i < gap->n_items; i++)
        add_item(json, result, NULL, &gap->items[i]);
    svy_json_end_array(json);
    add_item(json, result, "any", &gap->any);
    svy_json_end_object(json);
}

/* --- Questions ------------------------------------------------------------------------------ */

static const char *name_mark(SvyOptionMark mark)
{
    static const char *const names[SVY_MARK_LAST] = {
        [SVY_MARK_NONE] = NULL,
        [SVY_MARK_OTHER] = "other",
        [SVY_MARK_NOTHING] = "nothing",
        [SVY_MARK_DONT_KNOW] = "dont-know",
    };

    g_return_val_if_fail(mark < SVY_MARK_LAST, NULL);
    return names[mark];
}

/* @with_shares false is the shape of `inspect`. */
static void add_option(SvyJson *json,
                       const SvyResult *result,
                       const SvyOptionResult *option,
                       bool is_net,
                       bool with_shares)
{
    svy_json_begin_object(json, NULL);
    svy_json_add_text(json, "label", option->label);
    svy_json_add_count(json, "count", option->n);
    if (name_mark(option->mark) != NULL)
        svy_json_add_text(json, "mark", name_mark(option->mark));
    if (is_net)
        svy_json_add_bool(json, "net", true);
    if (with_shares) {
        add_numbers(json, &option->p);
        add_plain(json, result, &option->plain);
    }
    svy_json_end_object(json);
}

static void add_options(SvyJson *json,
                        const SvyResult *result,
                        size_t n_options,
                        const SvyOptionResult options[],
                        size_t n_nets,
                        const SvyOptionResult nets[],
                        bool with_shares)
{
    svy_json_begin_array(json, "options");
    for (size_t i = 0; i < n_options; i++)
        add_option(json, result, &options[i], false, with_shares);
    for (size_t i = 0; i < n_nets; i++)
        add_option(json, result, &nets[i], true, with_shares);
    svy_json_end_array(json);
}

static void add_rows(SvyJson *json,
                     const SvyResult *result,
                     const SvyQuestionResult *question,
                     bool with_shares)
{
    svy_json_begin_array(json, "rows");
    for (size_t i = 0; i < question->n_rows; i++) {
        const SvyRowResult *row = &question->rows[i];

        svy_json_begin_object(json, NULL);
        svy_json_add_text(json, "label", row->label);
        svy_json_begin_array(json, "columns");
        svy_json_add_count(json, NULL, row->column);
        svy_json_end_array(json);
        svy_json_add_count(json, "answered", row->n_answered);
        if (result->has_weights)
            svy_json_add_number(json, "n_eff", row->n_eff);
        if (question->has_no_answer)
            svy_json_add_count(json, "no_answer", row->n_no_answer);
        add_options(json, result, question->n_options, row->options, question->n_nets, row->nets,
                    with_shares);
        svy_json_end_object(json);
    }
    svy_json_end_array(json);
}

static void add_range(SvyJson *json, const SvyQuestionResult *question)
{
    if (!question->has_range)
        return;
    svy_json_begin_object(json, "range");
    svy_json_add_text(json, "min", question->min_text);
    svy_json_add_text(json, "median", question->median_text);
    svy_json_add_text(json, "max", question->max_text);
    svy_json_end_object(json);
}

/* Values of personal columns and free texts go nowhere, whatever the analysis handed over. */
static bool may_show_values(const SvyQuestionResult *question)
{
    return !question->is_personal && question->type != SVY_QUESTION_ID &&
           question->type != SVY_QUESTION_TEXT;
}

static void add_question(SvyJson *json,
                         const SvyResult *result,
                         const SvyQuestionResult *question,
                         bool with_shares)
{
    const size_t n_options = may_show_values(question) ? question->n_options : 0;

    svy_json_begin_object(json, NULL);
    svy_json_add_text(json, "id", question->id);
    svy_json_add_text(json, "text", question->text);
    svy_json_add_text(json, "type", svy_question_type_get_name(question->type));
    svy_json_add_bool(json, "meta", question->is_meta);
    svy_json_add_bool(json, "personal", question->is_personal);
    svy_json_add_bool(json, "guess", question->is_guess);
    svy_json_begin_array(json, "columns");
    for (size_t i = 0; i < question->n_columns; i++)
        svy_json_add_count(json, NULL, question->columns[i]);
    svy_json_end_array(json);
    svy_json_add_count(json, "asked", question->n_asked);
    svy_json_add_text(json, "asked_rule", question->asked_rule);
    svy_json_add_count(json, "not_asked", question->n_not_asked);
    svy_json_add_count(json, "answered", question->n_answered);
    if (result->has_weights)
        svy_json_add_number(json, "n_eff", question->n_eff);
    svy_json_add_count(json, "skipped", question->n_skipped);
    if (question->has_no_answer)
        svy_json_add_count(json, "no_answer", question->n_no_answer);
    svy_json_add_count(json, "left", question->n_left);
    svy_json_add_text(json, "base_rule", question->base_rule);
    svy_json_add_text(json, "excluded", question->excluded);
    svy_json_add_text(json, "reason", question->reason);
    if (may_show_values(question))
        add_range(json, question);
    add_options(json, result, n_options, question->options, n_options == 0 ? 0 : question->n_nets,
                question->nets, with_shares);
    if (may_show_values(question) && question->n_rows > 0)
        add_rows(json, result, question, with_shares);
    svy_json_end_object(json);
}

static void add_questions(SvyJson *json, const SvyResult *result, bool with_shares)
{
    svy_json_begin_array(json, "questions");
    for (size_t i = 0; i < result->n_questions; i++)
        add_question(json, result, &result->questions[i], with_shares);
    svy_json_end_array(json);
}

/* --- The file and what was odd about it ------------------------------------------------------ */

static const char *name_severity(SvySeverity severity)
{
    switch (severity) {
    case SVY_SEVERITY_NOTE:
        return "note";
    case SVY_SEVERITY_WARNING:
        return "warning";
    case SVY_SEVERITY_ERROR:
        break;
    }
    return "error";
}

static void add_finding(SvyJson *json, const char *language, const SvyFinding *finding)
{
    g_autofree char *message = svy_findings_say(finding, language);
    g_autofree char *mend = svy_findings_say_mend(finding, language);

    svy_json_begin_object(json, NULL);
    svy_json_add_text(json, "severity", name_severity(finding->severity));
    if (finding->line > 0)
        svy_json_add_count(json, "line", finding->line);
    else
        svy_json_add_null(json, "line");
    if (finding->column != SVY_NO_COLUMN)
        svy_json_add_count(json, "column", finding->column);
    else
        svy_json_add_null(json, "column");
    svy_json_add_text(json, "code", finding->code);
    svy_json_add_count(json, "n", finding->n);
    svy_json_add_text(json, "message", message);
    svy_json_add_text(json, "mend", mend);
    svy_json_end_object(json);
}

static void add_findings(SvyJson *json, const SvyResult *result)
{
    svy_json_begin_array(json, "findings");
    for (size_t i = 0; i < svy_findings_get_n(result->findings); i++)
        add_finding(json, result->survey.language, svy_findings_get(result->findings, i));
    svy_json_end_array(json);
}

static void add_records(SvyJson *json, const SvyResult *result)
{
    g_autofree char *excluded = svy_words_excluded(result);

    svy_json_begin_object(json, "records");
    svy_json_add_count(json, "in_file", result->n_respondents + result->n_excluded);
    svy_json_add_count(json, "counted", result->n_respondents);
    svy_json_add_text(json, "words", excluded);
    svy_json_begin_array(json, "excluded");
    for (size_t i = 0; i < result->n_exclusions; i++) {
        svy_json_begin_object(json, NULL);
        svy_json_add_text(json, "flag", result->exclusions[i].flag);
        svy_json_add_count(json, "n", result->exclusions[i].n);
        svy_json_end_object(json);
    }
    svy_json_end_array(json);
    svy_json_begin_array(json, "flagged");
    for (size_t i = 0; i < result->n_flags; i++) {
        const SvyFlagResult *flag = &result->flags[i];

        svy_json_begin_object(json, NULL);
        svy_json_add_text(json, "flag", flag->flag);
        svy_json_add_count(json, "n", flag->n);
        if (flag->first_line > 0)
            svy_json_add_count(json, "first_line", flag->first_line);
        else
            svy_json_add_null(json, "first_line");
        svy_json_end_object(json);
    }
    svy_json_end_array(json);
    svy_json_end_object(json);
}

static void add_file(SvyJson *json, const SvyResult *result)
{
    const char delimiter[] = {result->delimiter, '\0'};

    svy_json_add_text(json, "file", result->input_name);
    svy_json_add_text(json, "exporter", result->exporter);
    svy_json_add_text(json, "encoding", result->encoding);
    svy_json_add_text(json, "delimiter", delimiter);
    svy_json_add_count(json, "header_rows", result->n_header_rows);
    svy_json_add_count(json, "respondents", result->n_respondents);
}

static void add_survey_words(SvyJson *json, const SvySurvey *survey)
{
    g_autofree char *caveat = svy_words_caveat(survey);
    g_autofree char *synthetic = svy_words_synthetic(survey);

    svy_json_add_text(json, "caveat", caveat);
    svy_json_add_text(json, "synthetic_note", synthetic);
}

static void add_survey(SvyJson *json, const SvySurvey *survey)
{
    const struct {
        const char *key, *text;
    } members[] = {
        {"title", survey->title},
        {"organisation", survey->organisation},
        {"sponsor", survey->sponsor},
        {"conductor", survey->conductor},
        {"population", survey->population},
        {"dates", survey->dates},
        {"mode", survey->mode},
        {"instrument", survey->instrument},
        {"recruitment", survey->recruitment},
        {"weighting", survey->weighting},
        {"processing", survey->processing},
        {"limitations", survey->limitations},
        {"source", survey->source},
        {"contact", survey->contact},
        {"intended_use", survey->intended_use},
        {"sampling", svy_words_sampling_in(NULL, survey->sampling)}, /* one of a list, a key */
    };

    svy_json_begin_object(json, "survey");
    for (size_t i = 0; i < G_N_ELEMENTS(members); i++)
        svy_json_add_text(json, members[i].key, members[i].text);
    if (survey->n_invited > 0)
        svy_json_add_count(json, "invited", survey->n_invited);
    else
        svy_json_add_null(json, "invited");
    svy_json_add_bool(json, "synthetic", survey->is_synthetic);
    add_survey_words(json, survey);
    svy_json_end_object(json);
}

/* --- Pages ---------------------------------------------------------------------------------- */

char *svy_write_json_inspect(const SvyResult *result)
{
    g_autoptr(SvyJson) json = svy_json_new();

    svy_json_begin_object(json, NULL);
    svy_json_add_text(json, "schema", "surveystat-inspect/1");
    add_file(json, result);
    add_questions(json, result, false);
    add_records(json, result);
    add_findings(json, result);
    svy_json_end_object(json);
    return svy_json_format(json);
}

static void add_weights(SvyJson *json, const SvyResult *result)
{
    if (!result->has_weights)
        return;
    svy_json_begin_object(json, "weights");
    svy_json_add_text(json, "source", result->weights);
    svy_json_add_number(json, "deff", result->deff);
    svy_json_add_number(json, "n_eff", result->n_eff);
    svy_json_end_object(json);
}

char *svy_write_json_results(const SvyResult *result)
{
    g_autoptr(SvyJson) json = svy_json_new();

    svy_json_begin_object(json, NULL);
    svy_json_add_text(json, "schema", "surveystat-results/1");
    add_file(json, result);
    svy_json_add_number(json, "confidence", result->level);
    svy_json_add_count(json, "min_cell", result->min_cell);
    add_weights(json, result);
    add_survey(json, &result->survey);
    svy_json_begin_array(json, "gaps");
    for (size_t i = 0; i < result->n_gaps; i++)
        add_gap(json, result, &result->gaps[i]);
    svy_json_end_array(json);
    add_questions(json, result, true);
    svy_json_begin_array(json, "tables");
    for (size_t i = 0; i < result->n_tables; i++)
        svy_write_json_add_table(json, result, &result->tables[i]);
    svy_json_end_array(json);
    add_records(json, result);
    add_findings(json, result);
    svy_json_end_object(json);
    return svy_json_format(json);
}
