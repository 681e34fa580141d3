/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From names to questions and from bit rows to counts. */
#include "analysis/bind.h"

#include <string.h>

#include "base/error.h"
#include "base/findings.h"
#include "base/text.h"
#include "base/translate.h"

/* Options that people tick, in columns or in one cell. A select-all in which nobody ticked two,
 * taken for a single choice with a column for each answer, can be paired all the same. */
static bool has_choices(const SvyQuestion *question)
{
    return question->type == SVY_QUESTION_MULTI || svy_question_count_options(question) > 0;
}

/* --- Naming a question ---------------------------------------------------------------------- */

const SvyQuestion *svy_bind_find_question(const SvyRun *run,
                                          const char *name,
                                          size_t line,
                                          GError **error)
{
    const SvyPlace place = {.file = run->plan->file, .line = line};
    const SvyQuestion *question = svy_dataset_find_question(run->dataset, name);

    if (question == NULL)
        svy_dataset_refuse_question(run->dataset, name, SVY_ERROR_DATA, &place, error);
    return question;
}

/* --- Naming a pair -------------------------------------------------------------------------- */

static bool find_named(const SvyRun *run,
                       const char *name,
                       const SvyPlace *place,
                       const SvyQuestion **ret_question,
                       GError **error)
{
    const SvyErrorCode code = place->file == NULL ? SVY_ERROR_USAGE : SVY_ERROR_DATA;
    const SvyQuestion *question = svy_dataset_find_question(run->dataset, name);
    g_autofree char *quoted = svy_text_quote(name);

    if (question != NULL && has_choices(question)) {
        *ret_question = question;
        return true;
    }
    if (question != NULL)
        return svy_error_set(
            error, code, place,
            "A gap needs two select-all questions; change the type in the codebook "
            "if it is one",
            "question %s is of type %s, got %s", question->id,
            svy_question_type_get_name(question->type), quoted);
    return svy_dataset_refuse_question(run->dataset, name, code, place, error);
}

static bool add_named(const SvyRun *run,
                      GArray *pairs,
                      const char *use,
                      const char *follow,
                      const SvyPlanGap *plan,
                      const char *how,
                      GError **error)
{
    const SvyPlace place = {.file = plan == NULL ? NULL : run->plan->file,
                            .line = plan == NULL ? 0 : plan->line};
    SvyPair pair = {.plan = plan};

    if (!find_named(run, use, &place, &pair.use, error) ||
        !find_named(run, follow, &place, &pair.follow, error))
        return false;
    if (pair.use == pair.follow)
        return svy_error_set(error, place.file == NULL ? SVY_ERROR_USAGE : SVY_ERROR_DATA, &place,
                             "Name two questions", "use and follow are the same question, %s",
                             pair.use->id);
    pair.how_found = g_strdup(how);
    g_array_append_val(pairs, pair);
    return true;
}

/* --- Recognising a pair --------------------------------------------------------------------- */

/* Position of the option with a label, or SIZE_MAX. */
static size_t find_option(const SvyQuestion *question, const char *label)
{
    for (size_t i = 0; i < svy_question_count_options(question); i++)
        if (svy_text_same(svy_question_get_option(question, i).label, label))
            return i;
    return SIZE_MAX;
}

static size_t count_shared(const SvyQuestion *use, const SvyQuestion *follow)
{
    size_t n = 0;

    for (size_t i = 0; i < svy_question_count_options(use); i++) {
        const SvyChoice option = svy_question_get_option(use, i);

        n += option.mark == SVY_MARK_NONE && find_option(follow, option.label) != SIZE_MAX;
    }
    return n;
}

static bool speaks_of_following(const SvyQuestion *question)
{
    static const char *const words[] = {"follow",  "subscribe", "subscribed",       "liked",
                                        "like us", "friended",  "connected with us"};
    g_autofree char *fold = svy_text_fold(question->text);

    for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
        if (strstr(fold, words[i]) != NULL)
            return true;
    return false;
}

/* "Follow" in "the following media" is no following. */
static bool is_follow_question(const SvyQuestion *question)
{
    g_autofree char *fold = svy_text_fold(question->text);
    const char *follow = strstr(fold, "follow");

    if (!has_choices(question) || !speaks_of_following(question))
        return false;
    while (follow != NULL && g_str_has_prefix(follow, "following"))
        follow = strstr(follow + 1, "follow");
    return follow != NULL || strstr(fold, "subscri") != NULL || strstr(fold, "liked") != NULL ||
           strstr(fold, "like us") != NULL || strstr(fold, "friended") != NULL ||
           strstr(fold, "following us") != NULL || strstr(fold, "connected with us") != NULL ||
           g_str_has_prefix(fold, "following");
}

static const SvyQuestion *find_use_for(const SvyRun *run, const SvyQuestion *follow)
{
    const SvyQuestion *best = NULL;
    size_t most = 1;

    for (guint i = 0; i < run->dataset->questions->len; i++) {
        const SvyQuestion *use = svy_dataset_get_question(run->dataset, i);
        size_t n;

        if (use == follow || !has_choices(use) || is_follow_question(use))
            continue;
        n = count_shared(use, follow);
        if (n > most) {
            most = n;
            best = use;
        }
    }
    return best;
}

static void add_recognised(const SvyRun *run, GArray *pairs)
{
    for (guint i = 0; i < run->dataset->questions->len; i++) {
        const SvyQuestion *follow = svy_dataset_get_question(run->dataset, i);
        const SvyQuestion *use = is_follow_question(follow) ? find_use_for(run, follow) : NULL;
        SvyPair pair = {.use = use, .follow = follow};

        if (use == NULL)
            continue;
        pair.how_found = g_strdup_printf(
            svy_tr(run->language,
                   "guessed: %s and %s share %zu options, and %s speaks of following"),
            use->id, follow->id, count_shared(use, follow), follow->id);
        svy_findings_add(run->result->findings, SVY_SEVERITY_NOTE, "pair-guess", 0, SVY_NO_COLUMN,
                         "Name another pair with --use and --follow, or in the plan", "%s",
                         pair.how_found);
        g_array_append_val(pairs, pair);
    }
}

static void clear_pair(gpointer data)
{
    g_free(((SvyPair *)data)->how_found);
}

bool svy_bind_find_pairs(const SvyRun *run, GArray **ret_pairs, GError **error)
{
    g_autoptr(GArray) pairs = g_array_new(FALSE, TRUE, sizeof(SvyPair));
    const SvyAnalysisOptions *options = run->options;

    g_array_set_clear_func(pairs, clear_pair);
    if ((options->use == NULL) != (options->follow == NULL))
        return svy_error_set(error, SVY_ERROR_USAGE, NULL, "Give both --use and --follow",
                             "a gap is between two questions, only one was named");
    if (options->use != NULL) {
        if (!add_named(run, pairs, options->use, options->follow, NULL,
                       svy_tr(run->language, "named on the command line"), error))
            return false;
    } else if (run->plan->n_gaps > 0) {
        for (size_t i = 0; i < run->plan->n_gaps; i++)
            if (!add_named(run, pairs, run->plan->gaps[i].use, run->plan->gaps[i].follow,
                           &run->plan->gaps[i], svy_tr(run->language, "named in the plan"), error))
                return false;
    } else {
        add_recognised(run, pairs);
    }
    *ret_pairs = g_steal_pointer(&pairs);
    return true;
}

/* --- Bit rows ------------------------------------------------------------------------------- */

void svy_bound_pair_clear(SvyBoundPair *bound)
{
    g_clear_pointer(&bound->items, g_ptr_array_unref);
    g_clear_pointer(&bound->any_use, svy_bitset_free);
    g_clear_pointer(&bound->any_follow, svy_bitset_free);
    g_clear_pointer(&bound->base, svy_bitset_free);
    g_clear_pointer(&bound->asked, svy_bitset_free);
}

static bool is_account(const SvyPlanGap *plan, const char *label)
{
    if (plan == NULL || plan->accounts == NULL)
        return true;
    for (size_t i = 0; plan->accounts[i] != NULL; i++)
        if (svy_text_same(plan->accounts[i], label))
            return true;
    return false;
}

static void bind_items(const SvyPair *pair, SvyBoundPair *bound)
{
    for (size_t i = 0; i < svy_question_count_options(pair->use); i++) {
        const SvyChoice use = svy_question_get_option(pair->use, i);
        const size_t i_follow = find_option(pair->follow, use.label);
        SvyBoundItem *item;

        if (use.mark == SVY_MARK_NOTHING || use.mark == SVY_MARK_DONT_KNOW)
            continue;
        svy_bitset_or(bound->any_use, use.ticks);
        if (use.mark != SVY_MARK_NONE)
            continue;
        item = g_new0(SvyBoundItem, 1);
        item->label = use.label;
        item->use = use.ticks;
        if (i_follow != SIZE_MAX && is_account(pair->plan, use.label))
            item->follow = svy_question_get_option(pair->follow, i_follow).ticks;
        if (item->follow != NULL)
            svy_bitset_or(bound->any_follow, item->follow);
        g_ptr_array_add(bound->items, item);
    }
}

/* Accounts that the plan names must be options of both questions. */
static bool check_accounts(const SvyRun *run, const SvyPair *pair, GError **error)
{
    const SvyPlace place = {.file = run->plan->file, .line = pair->plan ? pair->plan->line : 0};

    for (size_t i = 0;
         pair->plan != NULL && pair->plan->accounts != NULL && pair->plan->accounts[i] != NULL;
         i++) {
        const char *account = pair->plan->accounts[i];
        g_autofree char *quoted = svy_text_quote(account);

        if (find_option(pair->use, account) == SIZE_MAX ||
            find_option(pair->follow, account) == SIZE_MAX)
            return svy_error_set(
                error, SVY_ERROR_DATA, &place, "Spell it as in the survey, or take it off the list",
                "an account that is not an option of both questions, got %s", quoted);
    }
    return true;
}

static void note_unpaired(const SvyRun *run, const SvyPair *pair)
{
    for (size_t i = 0; i < svy_question_count_options(pair->follow); i++) {
        const SvyChoice option = svy_question_get_option(pair->follow, i);
        g_autofree char *quoted = svy_text_quote(option.label);

        if (option.mark == SVY_MARK_NONE && find_option(pair->use, option.label) == SIZE_MAX)
            svy_findings_add(
                run->result->findings, SVY_SEVERITY_WARNING, "unpaired-option", 0, option.column,
                SVY_TR("Give both options one label in the codebook if they mean the same"),
                SVY_TR("%s can be followed (%s) but is no option of %s; it is in no gap"), quoted,
                pair->follow->id, pair->use->id);
    }
}

/* Without "none" among the options, a blank may also mean: follows nothing. Then nobody in the base
 * follows nothing at all, so this must not pass without a word. */
static void note_doubtful_blanks(const SvyRun *run, const SvyPair *pair, size_t n_skipped)
{
    for (size_t i = 0; i < svy_question_count_options(pair->follow); i++)
        if (svy_question_get_option(pair->follow, i).mark == SVY_MARK_NOTHING)
            return;
    if (n_skipped > 0 && pair->follow->base == SVY_BASE_TICKED)
        svy_findings_add(
            run->result->findings, SVY_SEVERITY_WARNING, "blank-or-none", 0,
            svy_question_get_option(pair->follow, 0).column,
            SVY_TR("If they follow nothing, put blank = nothing into [gap] of the plan"),
            SVY_TR("%s has no option for following none: %zu people who use something ticked "
                   "nothing there and were left out as if they had skipped it"),
            pair->follow->id, n_skipped);
}

/* Who is in the pair: answered the use question, and the follow question unless they use nothing.
 */
static bool find_base(const SvyPair *pair, SvyBoundPair *bound)
{
    g_autoptr(SvyBitset) silent = svy_bitset_copy(pair->use->answered);
    g_autoptr(SvyBitset) skipped = NULL;

    bound->base = svy_bitset_copy(pair->use->answered);
    bound->asked = svy_bitset_copy(pair->follow->answered);
    if (silent == NULL || bound->base == NULL || bound->asked == NULL)
        return false;
    svy_bitset_and_not(silent, pair->follow->answered);
    skipped = svy_bitset_copy(silent);
    if (skipped == NULL)
        return false;
    svy_bitset_and(skipped, bound->any_use);
    bound->n_answered_use = svy_bitset_count(pair->use->answered);
    bound->n_skipped = svy_bitset_count(skipped);
    bound->n_not_asked = svy_bitset_count(silent) - bound->n_skipped;
    if (pair->plan != NULL && pair->plan->blank_is_nothing) {
        bound->n_blank = bound->n_skipped;
        bound->n_skipped = 0;
    } else {
        svy_bitset_and_not(bound->base, skipped);
    }
    svy_bitset_and(bound->asked, bound->base);
    return true;
}

bool svy_bind_pair(const SvyRun *run, const SvyPair *pair, SvyBoundPair *ret_bound, GError **error)
{
    g_auto(SvyBoundPair) bound = {0};
    const size_t n_rows = run->dataset->n_rows;

    if (!check_accounts(run, pair, error))
        return false;
    bound.items = g_ptr_array_new_with_free_func(g_free);
    bound.any_use = svy_bitset_new(n_rows);
    bound.any_follow = svy_bitset_new(n_rows);
    if (bound.any_use == NULL || bound.any_follow == NULL)
        return svy_error_set(error, SVY_ERROR_NO_MEMORY, NULL, NULL, "no memory for the gap");
    bind_items(pair, &bound);
    if (!find_base(pair, &bound))
        return svy_error_set(error, SVY_ERROR_NO_MEMORY, NULL, NULL, "no memory for the gap");
    note_unpaired(run, pair);
    note_doubtful_blanks(run, pair, bound.n_skipped);
    *ret_bound = bound;
    bound = (SvyBoundPair){0};
    return true;
}

SvyPairTable svy_bind_count_pairs(const SvyBitset *use,
                                  const SvyBitset *follow,
                                  const SvyBitset *base)
{
    const size_t n_words = (base->n_bits + 63) / 64;
    size_t n_base = 0, n_use = 0, n_follow = 0, n_both = 0;

    for (size_t i = 0; i < n_words; i++) {
        const uint64_t u = use->words[i] & base->words[i];
        const uint64_t f = follow->words[i] & base->words[i];

        n_base += (size_t)__builtin_popcountll(base->words[i]);
        n_use += (size_t)__builtin_popcountll(u);
        n_follow += (size_t)__builtin_popcountll(f);
        n_both += (size_t)__builtin_popcountll(u & f);
    }
    return (SvyPairTable){.both = (double)n_both,
                          .first_only = (double)(n_use - n_both),
                          .second_only = (double)(n_follow - n_both),
                          .neither = (double)(n_base - n_use - n_follow + n_both)};
}
