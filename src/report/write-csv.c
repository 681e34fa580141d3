/* SPDX-License-Identifier: GPL-3.0-or-later */
/* CSV tables: shares 0 to 1 in full precision, an empty field for what cannot be given. Every row
 * carries how people were reached, because tables are taken out of their report. */
#include "report/writer.h"

#include <math.h>

#include "base/csv-out.h"
#include "base/text.h"
#include "report/shown.h"

/* Text of the survey: CSV goes to terminals too, so what could act on one is escaped. */
static void append_label(GString *out, const char *label)
{
    g_autofree char *safe = label == NULL ? NULL : svy_text_escape(label);

    svy_csv_append_text(out, safe);
}

static void append_estimate(GString *out, const SvyEstimate *p)
{
    const bool is_given = p->status == SVY_STATUS_OK;

    svy_csv_append_number(out, is_given ? p->value : (double)NAN);
    svy_csv_append_number(out, is_given ? p->lo : (double)NAN);
    svy_csv_append_number(out, is_given ? p->hi : (double)NAN);
}

static void append_share(GString *out, const SvyShare *share)
{
    svy_csv_append_count(out, share->n);
    append_estimate(out, &share->p);
}

static void append_blanks(GString *out, size_t n)
{
    for (size_t i = 0; i < n; i++)
        svy_csv_append_text(out, NULL);
}

/* --- Gaps ----------------------------------------------------------------------------------- */

static const char *const gap_fields[] = {
    "use_question",  "follow_question",
    "item",          "has_account",
    "nested",        "base",
    "use_n",         "use_p",
    "use_lo",        "use_hi",
    "follow_n",      "follow_p",
    "follow_lo",     "follow_hi",
    "both_n",        "contradictions",
    "unreached_n",   "unreached_p",
    "unreached_lo",  "unreached_hi",
    "gap",           "gap_lo",
    "gap_hi",        "gap_method",
    "conversion_n",  "conversion_of",
    "conversion_p",  "conversion_lo",
    "conversion_hi", "test",
    "p_value",       "p_adjusted",
    "note",          NULL,
};

/* Beside weighted figures. */
static const char *const plain_gap_fields[] = {"use_unweighted",
                                               "follow_unweighted",
                                               "unreached_unweighted",
                                               "gap_unweighted",
                                               "conversion_unweighted",
                                               "n_eff",
                                               NULL};

static void append_fields(GString *out, const char *const fields[], const char *const more[])
{
    for (size_t i = 0; fields[i] != NULL; i++)
        svy_csv_append_text(out, fields[i]);
    for (size_t i = 0; more[i] != NULL; i++)
        svy_csv_append_text(out, more[i]);
    svy_csv_end_row(out);
}

#define N_FOLLOW_FIELDS 22u /* follow_n to p_adjusted */

static void append_following(GString *out, const SvyGapItem *item)
{
    append_share(out, &item->follow);
    svy_csv_append_count(out, item->n_both);
    svy_csv_append_count(out, item->n_contradictions);
    append_share(out, &item->unreached);
    append_estimate(out, &item->gap);
    svy_csv_append_text(out, item->gap.method);
    svy_csv_append_count(out, item->conversion.n);
    svy_csv_append_count(out, item->conversion.base);
    append_estimate(out, &item->conversion.p);
    svy_csv_append_text(out, item->has_test ? item->test_method : NULL);
    svy_csv_append_number(out, item->has_test ? item->p_value : (double)NAN);
    svy_csv_append_number(out, item->has_test ? item->p_adjusted : (double)NAN);
}

static void append_plain_value(GString *out, const SvyEstimate *plain, bool is_given)
{
    svy_csv_append_number(out,
                          is_given && plain->status == SVY_STATUS_OK ? plain->value : (double)NAN);
}

/* What the weighted figures would be without weights. */
static void append_plain(GString *out, const SvyGapItem *item)
{
    append_plain_value(out, &item->use.plain, true);
    append_plain_value(out, &item->follow.plain, item->has_account);
    append_plain_value(out, &item->unreached.plain, item->has_account);
    append_plain_value(out, &item->plain_gap, item->has_account);
    append_plain_value(out, &item->conversion.plain, item->has_account);
    svy_csv_append_number(out, item->use.n_eff);
}

static void append_item(GString *out,
                        const SvyGap *gap,
                        const SvyGapItem *item,
                        const char *note,
                        bool has_weights)
{
    append_label(out, gap->use_id);
    append_label(out, gap->follow_id);
    append_label(out, item->label);
    svy_csv_append_text(out, item->has_account ? "yes" : "no account");
    svy_csv_append_text(out, item->is_nested ? "yes" : "no");
    svy_csv_append_count(out, item->base);
    append_share(out, &item->use);
    if (item->has_account)
        append_following(out, item);
    else
        append_blanks(out, N_FOLLOW_FIELDS);
    svy_csv_append_text(out, note);
    if (has_weights)
        append_plain(out, item);
    svy_csv_end_row(out);
}

char *svy_write_csv_gap(const SvyResult *result)
{
    GString *out = g_string_new(NULL);
    g_autofree char *note = svy_shown_note(result);

    append_fields(out, gap_fields,
                  result->has_weights ? plain_gap_fields : (const char *const[]){NULL});
    for (size_t i = 0; i < result->n_gaps; i++) {
        const SvyGap *gap = &result->gaps[i];

        for (size_t j = 0; j < gap->n_items; j++)
            append_item(out, gap, &gap->items[j], note, result->has_weights);
        append_item(out, gap, &gap->any, note, result->has_weights);
    }
    return g_string_free(out, FALSE);
}

/* --- Questions ------------------------------------------------------------------------------ */

char *svy_write_csv_overview(const SvyResult *result)
{
    static const char *const fields[] = {"question", "text",      "type",     "columns",  "asked",
                                         "answered", "base_rule", "smallest", "median",   "largest",
                                         "left_out", "guess",     "reason",   "excluded", NULL};
    GString *out = g_string_new(NULL);

    svy_csv_append_row(out, fields);
    for (size_t i = 0; i < result->n_questions; i++) {
        const SvyQuestionResult *question = &result->questions[i];
        const bool has_range = question->has_range && !question->is_personal;

        append_label(out, question->id);
        append_label(out, question->text);
        svy_csv_append_text(out, svy_question_type_get_name(question->type));
        svy_csv_append_count(out, question->n_columns);
        svy_csv_append_count(out, question->n_asked);
        svy_csv_append_count(out, question->n_answered);
        append_label(out, question->base_rule);
        append_label(out, has_range ? question->min_text : NULL);
        append_label(out, has_range ? question->median_text : NULL);
        append_label(out, has_range ? question->max_text : NULL);
        svy_csv_append_text(out, question->is_personal ? "personal"
                                 : question->is_meta   ? "technical"
                                                       : NULL);
        svy_csv_append_text(out, question->is_guess ? "yes" : "no");
        append_label(out, question->reason);
        append_label(out, question->excluded);
        svy_csv_end_row(out);
    }
    return g_string_free(out, FALSE);
}

static void append_option(GString *out,
                          const SvyQuestionResult *question,
                          const SvyRowResult *row, /* (nullable) */
                          const SvyOptionResult *option,
                          bool is_net,
                          const char *note,
                          const SvyResult *result)
{
    g_autofree char *label = svy_shown_label_option(NULL, option, is_net); /* for programs */

    append_label(out, question->id);
    append_label(out, row == NULL ? NULL : row->label);
    append_label(out, label);
    svy_csv_append_count(out, option->n);
    append_estimate(out, &option->p);
    svy_csv_append_count(out, row == NULL ? question->n_answered : row->n_answered);
    svy_csv_append_count(out, question->n_asked);
    svy_csv_append_text(out, option->p.method);
    svy_csv_append_text(out, note);
    if (result->has_weights) {
        append_plain_value(out, &option->plain, true);
        svy_csv_append_number(out, row == NULL ? question->n_eff : row->n_eff);
    }
    svy_csv_end_row(out);
}

char *svy_write_csv_question(const SvyResult *result, const SvyQuestionResult *question)
{
    static const char *const fields[] = {"question", "row",  "answer", "n",      "p",    "lo",
                                         "hi",       "base", "asked",  "method", "note", NULL};
    GString *out = g_string_new(NULL);
    g_autofree size_t *order = svy_shown_order_options(question);
    g_autofree char *note = svy_shown_note(result);

    append_fields(out, fields,
                  result->has_weights ? (const char *const[]){"unweighted", "n_eff", NULL}
                                      : (const char *const[]){NULL});
    for (size_t i = 0; i < question->n_rows; i++) {
        for (size_t j = 0; j < question->n_options; j++)
            append_option(out, question, &question->rows[i], &question->rows[i].options[order[j]],
                          false, note, result);
        for (size_t j = 0; j < question->n_nets; j++)
            append_option(out, question, &question->rows[i], &question->rows[i].nets[j], true, note,
                          result);
    }
    for (size_t j = 0; question->n_rows == 0 && j < question->n_options; j++)
        append_option(out, question, NULL, &question->options[order[j]], false, note, result);
    for (size_t j = 0; question->n_rows == 0 && j < question->n_nets; j++)
        append_option(out, question, NULL, &question->nets[j], true, note, result);
    return g_string_free(out, FALSE);
}
