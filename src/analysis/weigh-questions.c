/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Weighted shares of every closed question, counted in its bit rows. */
#include "analysis/weigh-questions.h"

#include "analysis/tally.h"
#include "analysis/variable.h"

static bool weigh_option(const SvyRun *run,
                         const SvyAnswer *answer,
                         const SvyBitset *base,
                         const SvyTally *all,
                         SvyOptionResult *option,
                         GError **error)
{
    const SvyTally yes = svy_tally_count(run, answer->people, base);
    SvyShare share;

    if (!svy_tally_share(run, &yes, all, &share, error))
        return false;
    option->p = share.p;
    option->plain = share.plain;
    return true;
}

static bool weigh_options(const SvyRun *run,
                          const SvyVariable *variable,
                          size_t n_options,
                          SvyOptionResult options[],
                          size_t n_nets,
                          SvyOptionResult nets[],
                          double *ret_n_eff,
                          GError **error)
{
    const size_t n_plain = variable->n_answers - variable->n_nets;
    const SvyTally all = svy_tally_count(run, variable->base, NULL);

    *ret_n_eff = svy_tally_count_effective(run, &all);
    for (size_t i = 0; i < MIN(n_plain, n_options); i++) {
        if (!weigh_option(run, &variable->answers[i], variable->base, &all, &options[i], error))
            return false;
    }
    for (size_t i = 0; i < MIN(variable->n_nets, n_nets); i++) {
        if (!weigh_option(run, &variable->answers[n_plain + i], variable->base, &all, &nets[i],
                          error))
            return false;
    }
    return true;
}

static bool weigh_question(const SvyRun *run,
                           const SvyQuestion *question,
                           SvyQuestionResult *result,
                           GError **error)
{
    const size_t n = svy_variable_count_any(question);

    if (question->answered != NULL) {
        const SvyTally all = svy_tally_count(run, question->answered, NULL);

        result->n_eff = svy_tally_count_effective(run, &all);
    }
    for (size_t row = 0; row < n; row++) {
        g_autoptr(SvyVariable) variable = NULL;
        SvyRowResult *of_row = row < result->n_rows ? &result->rows[row] : NULL;

        if (!svy_variable_new(run->dataset, question, row, &variable, error))
            return false;
        if (of_row != NULL && !weigh_options(run, variable, result->n_options, of_row->options,
                                             result->n_nets, of_row->nets, &of_row->n_eff, error))
            return false;
        if (result->n_rows == 0 &&
            !weigh_options(run, variable, result->n_options, result->options, result->n_nets,
                           result->nets, &result->n_eff, error))
            return false;
    }
    return true;
}

static void set_plain(SvyQuestionResult *result)
{
    result->n_eff = (double)result->n_answered;
    for (size_t i = 0; i < result->n_rows; i++)
        result->rows[i].n_eff = (double)result->rows[i].n_answered;
}

bool svy_questions_weigh(const SvyRun *run, GError **error)
{
    for (guint i = 0; i < run->dataset->questions->len; i++) {
        const SvyQuestion *question = svy_dataset_get_question(run->dataset, i);

        set_plain(&run->result->questions[i]);
        if (run->weighting != NULL && !question->is_personal &&
            !weigh_question(run, question, &run->result->questions[i], error))
            return false;
    }
    return true;
}
