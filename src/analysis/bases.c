/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who was asked, from the ledger into the results. */
#include "analysis/bases.h"

#include "base/findings.h"
#include "base/num.h"
#include "base/text.h"
#include "base/translate.h"

#define MIN_BASE    10u  /* below, no percentages */
#define LARGE_SHIFT 0.02 /* two readings that differ by more deserve a look */
#define LABEL_CHARS 60u

static size_t subtract(size_t from, size_t what)
{
    return from > what ? from - what : 0;
}

static void fill_question(const SvyRun *run, const SvyLedgerEntry *entry, SvyQuestionResult *result)
{
    result->asked_rule = g_strdup(entry->rule);
    result->n_not_asked = entry->n_not_asked;
    result->n_asked = run->dataset->n_rows - entry->n_not_asked;
    result->n_left = entry->n_left;
    result->n_skipped = subtract(result->n_asked, result->n_answered + result->n_left);
}

/* --- Two readings --------------------------------------------------------------------------- */

/* Ticking nothing can be an answer or none, unless there is an option that says so. */
static bool is_ambiguous(const SvyQuestion *question, const SvyQuestionResult *result)
{
    if (!svy_ledger_has_question(question) || question->type != SVY_QUESTION_MULTI ||
        question->base != SVY_BASE_TICKED || result->n_answered < MIN_BASE)
        return false;
    for (size_t i = 0; i < result->n_options; i++)
        if (result->options[i].mark == SVY_MARK_NOTHING)
            return false;
    return result->n_skipped > 0;
}

static const SvyOptionResult *find_largest(const SvyQuestionResult *result)
{
    const SvyOptionResult *largest = NULL;

    for (size_t i = 0; i < result->n_options; i++)
        if (largest == NULL || result->options[i].n > largest->n)
            largest = &result->options[i];
    return largest;
}

static void note_readings(SvyRun *run, const SvyQuestionResult *result)
{
    const SvyOptionResult *largest = find_largest(result);

    g_assert(largest != NULL);

    const size_t n_went_on = result->n_answered + result->n_skipped;
    const double of_tickers = (double)largest->n / (double)result->n_answered;
    const double of_asked = (double)largest->n / (double)n_went_on;
    g_autofree char *cut = svy_text_cut(largest->label, LABEL_CHARS);
    g_autofree char *label = svy_text_quote(cut);
    g_autofree char *n_ticked = svy_num_format_count(result->n_answered);
    g_autofree char *n_all = svy_num_format_count(n_went_on);
    g_autofree char *pct = svy_num_format_pct(of_tickers, 1);
    g_autofree char *other = svy_num_format_pct(of_asked, 1);

    svy_findings_add(
        run->result->findings,
        of_tickers - of_asked > LARGE_SHIFT ? SVY_SEVERITY_WARNING : SVY_SEVERITY_NOTE, "two-bases",
        0, result->columns[0], SVY_TR("Next time, add an option \"None of these\""),
        SVY_TR("who ticked nothing either skipped the question or nothing applied: %s is "
               "%s%% of the %s who ticked something (as given here), %s%% of the %s who "
               "were asked and had not left"),
        label, pct, n_ticked, other, n_all);
}

void svy_bases_fill(SvyRun *run, const SvyLedger *ledger)
{
    for (size_t i = 0; i < run->result->n_questions; i++) {
        SvyQuestionResult *result = &run->result->questions[i];

        fill_question(run, &ledger->entries[i], result);
        if (is_ambiguous(svy_dataset_get_question(run->dataset, (guint)i), result))
            note_readings(run, result);
    }
}
