/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who was asked what. */
#include "core/ledger.h"

#include "core/skip-rule.h"

#define N_SILENT 10u /* fewer blanks than that make no rule */

bool svy_ledger_has_question(const SvyQuestion *question)
{
    return !question->is_meta && !question->is_personal && question->answered != NULL &&
           question->type != SVY_QUESTION_ID && question->type != SVY_QUESTION_WEIGHT;
}

void svy_ledger_free(SvyLedger *ledger)
{
    if (ledger == NULL)
        return;
    for (size_t i = 0; i < ledger->n_entries; i++) {
        svy_bitset_free(ledger->entries[i].asked);
        g_free(ledger->entries[i].rule);
    }
    svy_bitset_free(ledger->left);
    g_free(ledger->entries);
    g_free(ledger);
}

/* Bits of the people who answered, or are recorded as having been asked and given no answer. */
static uint64_t get_present_word(const SvyQuestion *question, size_t i)
{
    return question->answered->words[i] |
           (question->no_answer == NULL ? 0 : question->no_answer->words[i]);
}

/* --- How far people went -------------------------------------------------------------------- */

/* Per row 1 + the last question in which there was somebody; 0: none. */
static uint32_t *find_reach(const SvyDataset *dataset)
{
    uint32_t *reach = g_try_malloc0_n(dataset->n_rows + 1, sizeof *reach);

    for (guint q = 0; reach != NULL && q < dataset->questions->len; q++) {
        const SvyQuestion *question = svy_dataset_get_question(dataset, q);

        if (!svy_ledger_has_question(question))
            continue;
        for (size_t i = 0; i < (dataset->n_rows + 63) / 64; i++)
            for (uint64_t word = get_present_word(question, i); word != 0; word &= word - 1)
                reach[i * 64 + (size_t)__builtin_ctzll(word)] = q + 1;
    }
    return reach;
}

/* Who answered something after question @q. */
static void mark_later(const uint32_t reach[], guint q, SvyBitset *later)
{
    for (size_t i = 0; i < (later->n_bits + 63) / 64; i++) {
        const size_t n = MIN(64, later->n_bits - i * 64);
        uint64_t word = 0;

        for (size_t bit = 0; bit < n; bit++)
            word |= (uint64_t)(reach[i * 64 + bit] > q + 1) << bit;
        later->words[i] = word;
    }
}

/* --- Who is expected to answer -------------------------------------------------------------- */

/* Whether people are expected to answer when they go on. Comments are left blank by most, and a
 * select-all without "none of these" by whom nothing of it applies to. */
static bool expects_answer(const SvyQuestion *question)
{
    if (!svy_ledger_has_question(question) || question->type == SVY_QUESTION_TEXT ||
        question->type == SVY_QUESTION_DATE)
        return false;
    if (question->type == SVY_QUESTION_SINGLE && question->levels->len < 2 &&
        svy_question_count_options(question) < 2)
        return false;
    if (question->type != SVY_QUESTION_MULTI || question->base != SVY_BASE_TICKED)
        return true;
    for (size_t i = 0; i < svy_question_count_options(question); i++)
        if (svy_question_get_option(question, i).mark == SVY_MARK_NOTHING)
            return true;
    return false;
}

/* Most of those who are known to have gone on must have answered. */
static bool tells_leaving(const SvySkipTarget *target, const SvyLedgerEntry *entry)
{
    const SvyBitset *answered = target->question->answered;
    size_t n = 0, n_went_on = 0;

    for (size_t i = 0; i < (answered->n_bits + 63) / 64; i++) {
        const uint64_t asked = entry->asked == NULL ? UINT64_MAX : entry->asked->words[i];

        n += (size_t)__builtin_popcountll(answered->words[i]);
        n_went_on +=
            (size_t)__builtin_popcountll(asked & (answered->words[i] | target->later->words[i]));
    }
    return expects_answer(target->question) && 2 * n >= n_went_on;
}

/* --- Rules ---------------------------------------------------------------------------------- */

static bool find_own_rule(const SvySkipTarget *target,
                          const SvyLedger *ledger,
                          guint q,
                          SvySkipRule *best)
{
    for (guint t = 0; t < q; t++) {
        const SvyQuestion *trigger = svy_dataset_get_question(target->dataset, t);
        const SvyBitset *asked = best->asked;

        if (svy_ledger_has_question(trigger) &&
            !svy_skip_rule_try(target, trigger, &ledger->entries[t], best))
            return false;
        if (best->asked != asked)
            best->trigger = trigger;
    }
    return true;
}

static bool is_last_question(const SvyDataset *dataset, guint q)
{
    for (guint i = q + 1; i < dataset->questions->len; i++)
        if (svy_ledger_has_question(svy_dataset_get_question(dataset, i)))
            return false;
    return true;
}

/* The line of the question just before @q that was put to people. */
static const SvyLedgerEntry *find_entry_before(const SvyDataset *dataset,
                                               const SvyLedger *ledger,
                                               guint q)
{
    while (q-- > 0)
        if (svy_ledger_has_question(svy_dataset_get_question(dataset, q)))
            return &ledger->entries[q];
    return NULL;
}

/* True when somebody whom the rule leaves out is recorded as having been asked. */
static bool is_contradicted(const SvyQuestion *question, const SvyBitset *asked)
{
    return asked != NULL && question->no_answer != NULL &&
           svy_bitset_count_and(question->no_answer, asked) < svy_bitset_count(question->no_answer);
}

static bool find_rule(const SvySkipTarget *target, SvyLedger *ledger, guint q)
{
    const SvyLedgerEntry *before = find_entry_before(target->dataset, ledger, q);
    SvyLedgerEntry *entry = &ledger->entries[q];
    SvySkipRule best = {NULL};
    const bool has_memory = find_own_rule(target, ledger, q, &best);

    entry->asked = best.asked;
    entry->rule = best.words;
    entry->trigger = best.trigger;
    if (!has_memory)
        return false;
    if (is_contradicted(target->question, entry->asked)) {
        g_clear_pointer(&entry->asked, svy_bitset_free);
        g_clear_pointer(&entry->rule, g_free);
    }
    if (entry->asked == NULL && before != NULL && before->asked != NULL &&
        !is_contradicted(target->question, before->asked) &&
        svy_skip_rule_goes_on(target, before->asked, is_last_question(target->dataset, q))) {
        entry->asked = svy_bitset_copy(before->asked);
        entry->rule = g_strdup(before->rule);
        entry->trigger = before->trigger;
        return entry->asked != NULL;
    }
    return true;
}

static bool find_rules(const SvyDataset *dataset,
                       const char *language,
                       SvyLedger *ledger,
                       const uint32_t reach[])
{
    g_autoptr(SvyBitset) later = svy_bitset_new(dataset->n_rows);

    if (later == NULL)
        return false;
    for (guint q = 0; q < dataset->questions->len; q++) {
        const SvyQuestion *question = svy_dataset_get_question(dataset, q);
        const SvySkipTarget target = {dataset, question, later, language};

        if (!svy_ledger_has_question(question))
            continue;
        mark_later(reach, q, later);
        if (svy_bitset_count(question->answered) + N_SILENT <= dataset->n_rows &&
            !find_rule(&target, ledger, q))
            return false;
        ledger->entries[q].tells_leaving = tells_leaving(&target, &ledger->entries[q]);
    }
    return true;
}

/* --- Leaving -------------------------------------------------------------------------------- */

/* Bits of the people of word @i who were asked @q and answered neither it nor anything later;
 * @answered gathers the answers from the last question on. */
static uint64_t find_silent(const SvyLedgerEntry *entry, size_t i, uint64_t answered)
{
    return ~answered & (entry->asked == NULL ? UINT64_MAX : entry->asked->words[i]);
}

/* Two questions passed over at the end are leaving; one is skipping. */
static uint64_t find_left_word(const SvyDataset *dataset, const SvyLedger *ledger, size_t i)
{
    uint64_t answered = 0, once = 0, twice = 0;

    for (guint q = dataset->questions->len; q-- > 0;) {
        const SvyQuestion *question = svy_dataset_get_question(dataset, q);
        uint64_t silent;

        if (!svy_ledger_has_question(question))
            continue;
        answered |= get_present_word(question, i);
        silent = find_silent(&ledger->entries[q], i, answered);
        if (!ledger->entries[q].tells_leaving)
            continue;
        twice |= once & silent;
        once |= silent;
    }
    return twice;
}

/* Rows past the last one are nobody. */
static uint64_t get_people_word(const SvyDataset *dataset, size_t i)
{
    const size_t n = MIN(64, dataset->n_rows - i * 64);

    return n == 64 ? UINT64_MAX : ((uint64_t)1 << n) - 1;
}

/* Counts per question, 64 people at a time. */
static void count_word(const SvyDataset *dataset, SvyLedger *ledger, size_t i)
{
    const uint64_t people = get_people_word(dataset, i);
    const uint64_t left = find_left_word(dataset, ledger, i) & people;
    uint64_t answered = 0;

    ledger->left->words[i] = left;
    for (guint q = dataset->questions->len; q-- > 0;) {
        const SvyQuestion *question = svy_dataset_get_question(dataset, q);
        SvyLedgerEntry *entry = &ledger->entries[q];
        uint64_t not_asked = 0, gone;

        if (!svy_ledger_has_question(question))
            continue;
        answered |= get_present_word(question, i);
        gone = find_silent(entry, i, answered) & left;
        if (entry->asked != NULL)
            not_asked = people & ~entry->asked->words[i];
        else if (question->base == SVY_BASE_SHOWN)
            not_asked = people & ~get_present_word(question, i) & ~gone;
        entry->n_left += (size_t)__builtin_popcountll(gone);
        entry->n_not_asked += (size_t)__builtin_popcountll(not_asked);
    }
}

/* --- All ------------------------------------------------------------------------------------ */

/* An export that marks what was shown says itself who was asked. */
static void name_shown(const SvyDataset *dataset, SvyLedger *ledger)
{
    for (guint q = 0; q < dataset->questions->len; q++) {
        const SvyQuestion *question = svy_dataset_get_question(dataset, q);
        SvyLedgerEntry *entry = &ledger->entries[q];

        if (entry->rule == NULL && entry->n_not_asked > 0 && question->base == SVY_BASE_SHOWN)
            entry->rule = g_strdup("only those with a mark at an option, ticked or not");
    }
}

SvyLedger *svy_ledger_new(const SvyDataset *dataset, const char *language)
{
    g_autoptr(SvyLedger) ledger = g_new0(SvyLedger, 1);
    g_autofree uint32_t *reach = find_reach(dataset);

    ledger->n_entries = dataset->questions->len;
    ledger->entries = g_new0(SvyLedgerEntry, ledger->n_entries + 1);
    ledger->left = svy_bitset_new(dataset->n_rows);
    if (reach == NULL || ledger->left == NULL || !find_rules(dataset, language, ledger, reach))
        return NULL;
    for (size_t i = 0; i < (dataset->n_rows + 63) / 64; i++)
        count_word(dataset, ledger, i);
    name_shown(dataset, ledger);
    return g_steal_pointer(&ledger);
}
