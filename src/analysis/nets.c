/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Nets: one answer to a scale is in at most one option, so options add up; ticks of a select-all
 * overlap, so people are counted who ticked any of them. */
#include "analysis/nets.h"

#include "base/error.h"

static bool fill_net(const SvyRun *run,
                     const SvyNet *net,
                     size_t n,
                     size_t base,
                     SvyOptionResult *ret_net,
                     GError **error)
{
    SvyShare share;

    if (!svy_run_share(run, n, base, &share, error))
        return false;
    *ret_net = (SvyOptionResult){.label = g_strdup(net->label), .n = n, .p = share.p};
    return true;
}

static size_t add_options(const SvyNet *net, const SvyOptionResult options[], size_t n_options)
{
    size_t n = 0;

    for (size_t i = 0; i < n_options; i++)
        if (svy_net_has(net, options[i].label))
            n += options[i].n;
    return n;
}

static bool unite_ticks(const SvyRun *run,
                        const SvyQuestion *question,
                        const SvyNet *net,
                        size_t *ret_n,
                        GError **error)
{
    g_autoptr(SvyBitset) people = svy_bitset_new(run->dataset->n_rows);

    if (people == NULL)
        return svy_error_set(error, SVY_ERROR_NO_MEMORY, NULL, NULL, "no memory for the nets");
    for (size_t i = 0; i < svy_question_count_options(question); i++) {
        const SvyChoice option = svy_question_get_option(question, i);

        if (option.ticks != NULL && svy_net_has(net, option.label))
            svy_bitset_or(people, option.ticks);
    }
    *ret_n = svy_bitset_count(people);
    return true;
}

static bool fill_row_nets(const SvyRun *run,
                          const SvyQuestion *question,
                          const SvyQuestionResult *result,
                          SvyRowResult *row,
                          GError **error)
{
    row->nets = g_new0(SvyOptionResult, result->n_nets);
    for (size_t i = 0; i < result->n_nets; i++) {
        const SvyNet *net = svy_question_get_net(question, i);
        const size_t n = add_options(net, row->options, result->n_options);

        if (!fill_net(run, net, n, row->n_answered, &row->nets[i], error))
            return false;
    }
    return true;
}

/* Over all rows there is no base, hence no share. */
static bool fill_whole(const SvyRun *run,
                       const SvyQuestion *question,
                       const SvyNet *net,
                       const SvyQuestionResult *result,
                       SvyOptionResult *ret_net,
                       GError **error)
{
    size_t n = add_options(net, result->options, result->n_options);

    if (svy_question_count_options(question) > 0 && !unite_ticks(run, question, net, &n, error))
        return false;
    if (result->n_rows == 0)
        return fill_net(run, net, n, result->n_answered, ret_net, error);
    *ret_net =
        (SvyOptionResult){.label = g_strdup(net->label),
                          .n = n,
                          .p = svy_estimate_none(SVY_STATUS_UNDEFINED, run->result->level, NULL)};
    return true;
}

bool svy_nets_fill(const SvyRun *run,
                   const SvyQuestion *question,
                   SvyQuestionResult *result,
                   GError **error)
{
    if (question->nets->len == 0 || result->n_options == 0)
        return true;
    result->n_nets = question->nets->len;
    result->nets = g_new0(SvyOptionResult, result->n_nets);
    for (size_t i = 0; i < result->n_nets; i++)
        if (!fill_whole(run, question, svy_question_get_net(question, i), result, &result->nets[i],
                        error))
            return false;
    for (size_t i = 0; i < result->n_rows; i++)
        if (!fill_row_nets(run, question, result, &result->rows[i], error))
            return false;
    return true;
}
