/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The gap between use and following, per item and for any of them. */
#include <stdlib.h>
#include <string.h>

#include <surveystat/adjust.h>

#include "analysis/bind.h"
#include "analysis/gap-segments.h"
#include "analysis/tally.h"
#include "base/error.h"
#include "base/findings.h"
#include "base/translate.h"
#include "result/words.h"

static bool is_wanted(const SvyRun *run)
{
    return run->options->table_row == NULL;
}

/* --- One item ------------------------------------------------------------------------------- */

/* True when the follow question was put only to users: some of the base do not use it, and not one
 * of them answered. */
static bool was_put_to_users_only(const SvyBoundPair *bound, const SvyBitset *use)
{
    const size_t n_words = (use->n_bits + 63) / 64;
    bool has_others = false;

    for (size_t i = 0; i < n_words; i++) {
        const uint64_t others = bound->base->words[i] & ~use->words[i];

        if ((others & bound->asked->words[i]) != 0)
            return false;
        has_others |= others != 0;
    }
    return has_others;
}

/* What the gap is without weights, and the test of a pair that is not nested. */
static bool fill_plain_gap(const SvyRun *run,
                           const SvyPairTable *table,
                           SvyGapItem *item,
                           GError **error)
{
    const double level = run->result->level;
    SvyMcnemar test;

    if (item->is_nested)
        return svy_paired_nested(table, level, &item->plain_gap, error);
    if (!svy_paired_newcombe10(table, level, &item->plain_gap, error) ||
        !svy_paired_mcnemar(table, &test, error))
        return false;
    item->has_test = item->base > 0;
    item->test_method = SVY_TR("McNemar mid-p");
    item->p_value = item->p_adjusted = test.p_midp;
    return true;
}

/* With weights the gap is a linearised difference; a nested one is the share of those who use and
 * do not follow. */
static bool fill_weighted_gap(const SvyRun *run,
                              const SvyTally *only_use,
                              const SvyTally *only_follow,
                              const SvyTally *base,
                              SvyGapItem *item,
                              GError **error)
{
    SvyDesignTest test;

    item->gap = item->unreached.p;
    if (item->is_nested)
        return true;
    if (!svy_tally_compare_pair(run, only_use, only_follow, base, &test, error))
        return false;
    item->gap = test.diff;
    item->has_test = test.diff.status == SVY_STATUS_OK;
    item->test_method = SVY_TR("t test of the weighted difference, linearised");
    item->p_value = item->p_adjusted = test.p;
    return true;
}

static bool fill_use(const SvyRun *run,
                     const SvyBitset *use,
                     const SvyBitset *base,
                     SvyGapItem *item,
                     GError **error)
{
    item->base = svy_bitset_count(base);
    return svy_tally_share_of(run, use, base, &item->use, error);
}

static bool fill_item(const SvyRun *run,
                      const SvyBoundPair *bound,
                      const SvyBitset *use,
                      const SvyBitset *follow,
                      bool is_nested,
                      SvyGapItem *item,
                      GError **error)
{
    const SvyPairTable table = svy_bind_count_pairs(use, follow, bound->base);
    const SvyTally base = svy_tally_count(run, bound->base, NULL);
    const SvyTally users = svy_tally_count(run, use, bound->base);
    const SvyTally followers = svy_tally_count(run, follow, bound->base);
    const SvyTally only_use = svy_tally_count_without(run, use, follow, bound->base);
    const SvyTally only_follow = svy_tally_count_without(run, follow, use, bound->base);
    const SvyTally both = svy_tally_subtract(run, &users, &only_use);

    item->has_account = true;
    item->n_both = both.n;
    item->n_contradictions = only_follow.n;
    item->is_nested = only_follow.n == 0 && (is_nested || was_put_to_users_only(bound, use));
    if (!svy_tally_share(run, &followers, &base, &item->follow, error) ||
        !svy_tally_share(run, &only_use, &base, &item->unreached, error) ||
        !svy_tally_share(run, &both, &users, &item->conversion, error) ||
        !fill_plain_gap(run, &table, item, error))
        return false;
    item->gap = item->plain_gap;
    return run->weighting == NULL ||
           fill_weighted_gap(run, &only_use, &only_follow, &base, item, error);
}

static bool fill_items(const SvyRun *run, const SvyBoundPair *bound, SvyGap *gap, GError **error)
{
    gap->n_items = bound->items->len;
    gap->items = g_new0(SvyGapItem, gap->n_items);
    for (size_t i = 0; i < gap->n_items; i++) {
        const SvyBoundItem *from = g_ptr_array_index(bound->items, i);
        SvyGapItem *item = &gap->items[i];

        item->label = g_strdup(from->label);
        if (!fill_use(run, from->use, bound->base, item, error))
            return false;
        if (from->follow != NULL &&
            !fill_item(run, bound, from->use, from->follow, gap->is_nested_by_plan, item, error))
            return false;
    }
    gap->any.label = g_strdup(svy_tr(run->language, "Any of these"));
    return fill_use(run, bound->any_use, bound->base, &gap->any, error) &&
           fill_item(run, bound, bound->any_use, bound->any_follow, gap->is_nested_by_plan,
                     &gap->any, error);
}

/* --- The family ----------------------------------------------------------------------------- */

static bool adjust_tests(SvyGap *gap, GError **error)
{
    g_autofree double *p = g_new0(double, gap->n_items + 1);
    g_autofree double *adjusted = g_new0(double, gap->n_items + 1);
    size_t n = 0;

    for (size_t i = 0; i < gap->n_items; i++)
        if (gap->items[i].has_test)
            p[n++] = gap->items[i].p_value;
    gap->n_tests = n;
    if (n == 0)
        return true;
    if (!svy_adjust_holm(n, p, adjusted, error))
        return false;
    n = 0;
    for (size_t i = 0; i < gap->n_items; i++)
        if (gap->items[i].has_test)
            gap->items[i].p_adjusted = adjusted[n++];
    return true;
}

/* By unreached people; without an account nobody can be reached, so those come last, by use. */
static int compare_items(const void *a, const void *b)
{
    const SvyGapItem *left = a, *right = b;
    const SvyShare *of_left = left->has_account ? &left->unreached : &left->use;
    const SvyShare *of_right = right->has_account ? &right->unreached : &right->use;

    if (left->has_account != right->has_account)
        return left->has_account ? -1 : 1;
    if (of_left->p.value > of_right->p.value || of_left->p.value < of_right->p.value)
        return of_left->p.value > of_right->p.value ? -1 : 1;
    if (of_left->n != of_right->n)
        return of_left->n > of_right->n ? -1 : 1;
    return strcmp(left->label, right->label);
}

/* --- Contradictions ------------------------------------------------------------------------- */

static bool find_contradictions(SvyRun *run,
                                const SvyPair *pair,
                                const SvyBoundPair *bound,
                                SvyGap *gap,
                                GError **error)
{
    g_autoptr(SvyBitset) people = svy_bitset_new(run->dataset->n_rows);
    size_t first;

    if (people == NULL)
        return svy_error_set(error, SVY_ERROR_NO_MEMORY, NULL, NULL, "no memory for the gap");
    for (guint i = 0; i < bound->items->len; i++) {
        const SvyBoundItem *item = g_ptr_array_index(bound->items, i);

        for (size_t w = 0; item->follow != NULL && w < (people->n_bits + 63) / 64; w++)
            people->words[w] |=
                item->follow->words[w] & ~item->use->words[w] & bound->base->words[w];
    }
    gap->n_contradictions = svy_bitset_count(people);
    if (gap->n_contradictions == 0)
        return true;
    first = svy_dataset_get_line(run->dataset, svy_bitset_find_first(people));
    svy_findings_add(
        run->result->findings, SVY_SEVERITY_WARNING, "follow-without-use", first, SVY_NO_COLUMN,
        SVY_TR("Look whether the two questions mean the same media; the answers are counted "
               "as given"),
        SVY_TR("%zu respondents follow (%s) where they do not say that they use it (%s)"),
        gap->n_contradictions, pair->follow->id, pair->use->id);
    return true;
}

/* --- One pair ------------------------------------------------------------------------------- */

static char *choose(const char *stated, const char *otherwise)
{
    return g_strdup(stated != NULL ? stated : otherwise);
}

static void describe(const SvyRun *run, const SvyPair *pair, const SvyBoundPair *bound, SvyGap *gap)
{
    const SvyPlanGap *plan = pair->plan;
    const char *organisation = run->result->survey.organisation;
    g_autofree char *follow_verb =
        organisation != NULL ? g_strdup_printf(svy_tr(run->language, "follow %s"), organisation)
                             : g_strdup(svy_tr(run->language, "follow the organisation"));

    gap->use_id = g_strdup(pair->use->id);
    gap->follow_id = g_strdup(pair->follow->id);
    gap->use_text = g_strdup(pair->use->text);
    gap->follow_text = g_strdup(pair->follow->text);
    gap->use_verb = choose(plan == NULL ? NULL : plan->use_verb, svy_tr(run->language, "use"));
    gap->follow_verb = choose(plan == NULL ? NULL : plan->follow_verb, follow_verb);
    gap->items_noun =
        choose(plan == NULL ? NULL : plan->items_noun, svy_tr(run->language, "media"));
    gap->how_found = g_strdup(pair->how_found);
    gap->excluded = svy_words_excluded(run->result);
    gap->is_nested_by_plan = plan != NULL && plan->is_nested;
    gap->base = svy_bitset_count(bound->base);
    gap->n_answered_use = bound->n_answered_use;
    gap->n_not_asked = bound->n_not_asked;
    gap->n_skipped = bound->n_skipped;
    gap->n_blank = bound->n_blank;
}

static bool fill_gap(SvyRun *run, const SvyPair *pair, SvyGap *gap, GError **error)
{
    g_auto(SvyBoundPair) bound = {0};

    if (!svy_bind_pair(run, pair, &bound, error))
        return false;
    describe(run, pair, &bound, gap);
    if (!find_contradictions(run, pair, &bound, gap, error) ||
        !fill_items(run, &bound, gap, error) || !adjust_tests(gap, error))
        return false;
    qsort(gap->items, gap->n_items, sizeof *gap->items, compare_items);
    return svy_gap_segments_count(run, pair, &bound, (size_t)(gap - run->result->gaps), error);
}

static bool run_gap(SvyRun *run, GError **error)
{
    g_autoptr(GArray) pairs = NULL;

    if (!svy_bind_find_pairs(run, &pairs, error))
        return false;
    run->result->gaps = g_new0(SvyGap, pairs->len);
    run->result->n_gaps = pairs->len;
    for (guint i = 0; i < pairs->len; i++)
        if (!fill_gap(run, &g_array_index(pairs, SvyPair, i), &run->result->gaps[i], error))
            return false;
    return true;
}

const SvyAnalysis svy_analysis_gap = {.name = "gap", .is_wanted = is_wanted, .run = run_gap};
