/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Skip logic seen in the data. */
#include "core/skip-rule.h"

#include <math.h>

#include "base/text.h"
#include "base/translate.h"

/* A rule needs so many people on each side, and so many of those who were asked must have answered.
 */
#define N_SIDE         10u
#define MIN_ANSWERED   0.7
#define MIN_IN_GROUP   0.5
#define MAX_CHANCE_LOG (-5.0) /* decimal; that the others were silent by chance */
#define MAX_LEVELS     100u
#define MAX_NAMED      3u
#define LABEL_CHARS    60u

/* One way in which a trigger may part the people. Who is neither in nor out gave no answer to it.
 */
typedef struct {
    SvyBitset *in, *out;
    char *words_in;  /* "said “Yes” to q1" */
    char *words_out; /* (nullable) the same of those who were left out */
} Parting;

static void parting_clear(Parting *parting)
{
    g_clear_pointer(&parting->in, svy_bitset_free);
    g_clear_pointer(&parting->out, svy_bitset_free);
    g_clear_pointer(&parting->words_in, g_free);
    g_clear_pointer(&parting->words_out, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Parting, parting_clear)

/* --- Bit rows ------------------------------------------------------------------------------- */

static bool has_common(const SvyBitset *a, const SvyBitset *b)
{
    for (size_t i = 0; i < (a->n_bits + 63) / 64; i++)
        if ((a->words[i] & b->words[i]) != 0)
            return true;
    return false;
}

static SvyBitset *subtract(const SvyBitset *from, const SvyBitset *what)
{
    SvyBitset *rest = svy_bitset_copy(from);

    if (rest != NULL)
        svy_bitset_and_not(rest, what);
    return rest;
}

static SvyBitset *invert(const SvyBitset *set)
{
    SvyBitset *others = svy_bitset_new(set->n_bits);

    if (others == NULL)
        return NULL;
    for (size_t i = 0; i < (set->n_bits + 63) / 64; i++)
        others->words[i] = ~set->words[i];
    if (set->n_bits % 64 != 0)
        others->words[set->n_bits / 64] &= ((uint64_t)1 << (set->n_bits % 64)) - 1;
    return others;
}

/* --- Judging -------------------------------------------------------------------------------- */

typedef struct {
    size_t n, n_answered;
} Side;

/* @among: (nullable) count only these. */
static Side count_side(const SvyBitset *people, const SvyBitset *answered, const SvyBitset *among)
{
    Side side = {0, 0};

    for (size_t i = 0; i < (people->n_bits + 63) / 64; i++) {
        const uint64_t word = people->words[i] & (among == NULL ? UINT64_MAX : among->words[i]);

        side.n += (size_t)__builtin_popcountll(word);
        side.n_answered += (size_t)__builtin_popcountll(word & answered->words[i]);
    }
    return side;
}

static bool is_beyond_chance(Side asked, size_t n_out)
{
    const double share = (double)asked.n_answered / (double)MAX(asked.n, 1);

    return asked.n_answered >= asked.n || (double)n_out * log10(1 - share) <= MAX_CHANCE_LOG;
}

static bool is_clear_among(const SvySkipTarget *target,
                           const SvyBitset *asked,
                           const SvyBitset *out,
                           const SvyBitset *among)
{
    const Side in_side = count_side(asked, target->question->answered, among);
    const Side out_side = count_side(out, target->question->answered, among);

    return in_side.n >= N_SIDE && out_side.n >= N_SIDE &&
           (double)in_side.n_answered >= MIN_ANSWERED * (double)in_side.n &&
           is_beyond_chance(in_side, out_side.n);
}

/* Of all, or of those who are known to have gone on: whoever left says nothing about a rule. */
static bool is_clear(const SvySkipTarget *target, const SvyBitset *asked, const SvyBitset *out)
{
    return is_clear_among(target, asked, out, NULL) ||
           is_clear_among(target, asked, out, target->later);
}

/* A group that is said to be asked and mostly did not answer speaks against the rule. */
static bool is_group_asked(const SvySkipTarget *target, const SvyBitset *group)
{
    const Side all = count_side(group, target->question->answered, NULL);
    const Side later = count_side(group, target->question->answered, target->later);

    return all.n < N_SIDE || (double)all.n_answered >= MIN_IN_GROUP * (double)all.n ||
           (double)later.n_answered >= MIN_IN_GROUP * (double)MAX(later.n, 1);
}

bool svy_skip_rule_goes_on(const SvySkipTarget *target, const SvyBitset *asked, bool is_last)
{
    const Side in_side = count_side(asked, target->question->answered, NULL);
    g_autoptr(SvyBitset) out = invert(asked);

    if (out == NULL || in_side.n_answered < N_SIDE || has_common(out, target->question->answered))
        return false;
    return is_beyond_chance(
        in_side, count_side(out, target->question->answered, is_last ? NULL : target->later).n);
}

/* --- From a parting to a rule ---------------------------------------------------------------- */

/* Who gave the trigger no answer and yet answered the target: nobody, people to whom the trigger
 * was not put, or anybody. Then the rule is told from the other side. */
static bool phrase(const SvySkipTarget *target,
                   const Parting *parting,
                   const SvyLedgerEntry *before,
                   const char *trigger_id,
                   SvyBitset **ret_asked,
                   char **ret_words)
{
    g_autoptr(SvyBitset) blank = invert(parting->in);
    g_autoptr(SvyBitset) extra = NULL;
    g_autoptr(SvyBitset) not_asked = NULL;

    if (blank == NULL)
        return false;
    svy_bitset_and_not(blank, parting->out);
    if (!has_common(blank, target->question->answered)) {
        *ret_asked = svy_bitset_copy(parting->in);
        *ret_words =
            g_strdup_printf(svy_tr(target->language, "only those who %s"), parting->words_in);
        return *ret_asked != NULL;
    }
    extra = svy_bitset_copy(blank);
    if (extra == NULL)
        return false;
    svy_bitset_and(extra, target->question->answered);
    if (before->asked != NULL && !has_common(extra, before->asked)) {
        not_asked = invert(before->asked);
        *ret_asked = svy_bitset_copy(parting->in);
        if (not_asked == NULL || *ret_asked == NULL)
            return false;
        svy_bitset_or(*ret_asked, not_asked);
        *ret_words =
            g_strdup_printf(svy_tr(target->language, "only those who %s or were not asked %s"),
                            parting->words_in, trigger_id);
        return true;
    }
    if (parting->words_out == NULL || !is_group_asked(target, blank))
        return true;
    *ret_asked = invert(parting->out);
    *ret_words =
        g_strdup_printf(svy_tr(target->language, "everyone but those who %s"), parting->words_out);
    return *ret_asked != NULL;
}

/* Nobody who is out has answered; the caller saw to that. */
static bool consider(const SvySkipTarget *target,
                     const Parting *parting,
                     const SvyLedgerEntry *before,
                     const char *trigger_id,
                     SvySkipRule *best)
{
    g_autoptr(SvyBitset) asked = NULL;
    g_autofree char *words = NULL;
    size_t n_asked;

    if (!is_clear(target, parting->in, parting->out))
        return true;
    if (!phrase(target, parting, before, trigger_id, &asked, &words))
        return false;
    if (asked == NULL || !is_clear(target, asked, parting->out))
        return true;
    n_asked = svy_bitset_count(asked);
    if (best->asked != NULL && n_asked > best->n_asked)
        return true;
    g_clear_pointer(&best->asked, svy_bitset_free);
    g_free(best->words);
    best->asked = g_steal_pointer(&asked);
    best->words = g_steal_pointer(&words);
    best->n_asked = n_asked;
    return true;
}

/* The answers that a trigger offers. */
typedef struct {
    size_t n;
    const char *const *labels; /* [n] borrowed */
    const size_t *counts;      /* [n] people who gave them */
} Answers;

/* --- Triggers of one answer ------------------------------------------------------------------ */

static const SvyItem *find_answer_item(const SvyQuestion *question)
{
    for (guint i = 0; i < question->items->len; i++)
        if (svy_question_get_item(question, i)->role == SVY_ROLE_ANSWER)
            return svy_question_get_item(question, i);
    return NULL;
}

/* Marks the levels that somebody gave who answered the target. Stops (false) as soon as too few
 * people are left on the other side: nearly always within the first rows. */
static bool find_seen_levels(const SvySkipTarget *target,
                             const SvyItem *item,
                             const SvyColumn *column,
                             const size_t counts[],
                             size_t n_levels,
                             bool is_seen[])
{
    const SvyBitset *answered = target->question->answered;
    size_t n_unseen = 0;

    for (size_t l = 0; l < n_levels; l++)
        n_unseen += counts[l];
    for (size_t i = 0; i < (answered->n_bits + 63) / 64 && n_unseen >= N_SIDE; i++) {
        for (uint64_t word = answered->words[i]; word != 0; word &= word - 1) {
            const int32_t code =
                svy_column_get_code(column, i * 64 + (size_t)__builtin_ctzll(word));
            const int32_t level = code < 0 ? -1 : item->level_of[code];

            if (level < 0 || is_seen[level])
                continue;
            is_seen[level] = true;
            n_unseen -= counts[level];
        }
    }
    return n_unseen >= N_SIDE;
}

static SvyBitset *find_level_rows(const SvyItem *item,
                                  const SvyColumn *column,
                                  size_t n_levels,
                                  const bool is_wanted[])
{
    g_autofree bool *is_in = g_new0(bool, column->dict->n + 1);

    for (size_t code = 0; code < column->dict->n; code++) {
        const int32_t level = item->level_of[code];

        is_in[code] = level >= 0 && (size_t)level < n_levels && is_wanted[level];
    }
    return svy_column_match(column, is_in);
}

/* "said “Yes” or “Perhaps” to q1"; NULL when there are too many to name. */
static char *name_answers(const char *language,
                          const char *id,
                          const Answers *answers,
                          const bool is_wanted[])
{
    g_autoptr(GString) list = g_string_new(NULL);
    size_t n = 0, n_named = 0;

    for (size_t i = 0; i < answers->n; i++)
        n += is_wanted[i] && answers->counts[i] > 0;
    for (size_t i = 0; i < answers->n && n <= MAX_NAMED; i++) {
        g_autofree char *label = svy_text_cut(answers->labels[i], LABEL_CHARS);

        if (!is_wanted[i] || answers->counts[i] == 0)
            continue;
        n_named++;
        g_string_append_printf(list, svy_tr(language, "%s“%s”"),
                               n_named == 1   ? ""
                               : n_named == n ? svy_tr(language, " or ")
                                              : ", ",
                               label);
    }
    return n == 0 || n > MAX_NAMED
               ? NULL
               : g_strdup_printf(svy_tr(language, "said %s to %s"), list->str, id);
}

/* Each level that is in must be asked as a whole, and one that is out must be of a size that tells.
 */
static bool are_levels_clear(const SvySkipTarget *target,
                             const SvyItem *item,
                             const SvyColumn *column,
                             const size_t counts[],
                             size_t n_levels,
                             const bool is_seen[])
{
    g_autofree bool *is_one = g_new0(bool, n_levels + 1);
    bool has_large_out = false;

    for (size_t l = 0; l < n_levels; l++) {
        g_autoptr(SvyBitset) rows = NULL;

        has_large_out |= !is_seen[l] && counts[l] >= N_SIDE;
        if (!is_seen[l] || counts[l] < N_SIDE)
            continue;
        is_one[l] = true;
        rows = find_level_rows(item, column, n_levels, is_one);
        is_one[l] = false;
        if (rows == NULL || !is_group_asked(target, rows))
            return false;
    }
    return has_large_out;
}

static void phrase_answers(const char *language,
                           const char *id,
                           const Answers *answers,
                           const bool is_seen[],
                           const bool is_unseen[],
                           Parting *parting)
{
    parting->words_in = name_answers(language, id, answers, is_seen);
    parting->words_out = name_answers(language, id, answers, is_unseen);
    if (parting->words_in == NULL && parting->words_out != NULL)
        parting->words_in = g_strdup_printf(svy_tr(language, "answered %s but not those who %s"),
                                            id, parting->words_out);
    if (parting->words_in == NULL)
        parting->words_in = g_strdup_printf(svy_tr(language, "gave some of the answers to %s"), id);
}

static bool try_levels(const SvySkipTarget *target,
                       const SvyQuestion *trigger,
                       const SvyItem *item,
                       const SvyLedgerEntry *before,
                       SvySkipRule *best)
{
    const SvyColumn *column = &target->dataset->columns[item->column];
    const size_t n_levels = trigger->levels->len;
    g_autofree bool *is_seen = g_new0(bool, n_levels + 1);
    g_autofree bool *is_unseen = g_new0(bool, n_levels + 1);
    g_autofree size_t *counts = g_new0(size_t, n_levels + 1);
    g_autofree const char **labels = g_new0(const char *, n_levels + 1);
    g_auto(Parting) parting = {NULL};

    for (size_t code = 0; code < column->dict->n; code++)
        if (item->level_of[code] >= 0)
            counts[item->level_of[code]] += column->dict->counts[code];
    if (!find_seen_levels(target, item, column, counts, n_levels, is_seen) ||
        !are_levels_clear(target, item, column, counts, n_levels, is_seen))
        return true;
    for (size_t l = 0; l < n_levels; l++) {
        is_unseen[l] = !is_seen[l];
        labels[l] = svy_question_get_level(trigger, l)->label;
    }
    parting.in = find_level_rows(item, column, n_levels, is_seen);
    parting.out = find_level_rows(item, column, n_levels, is_unseen);
    if (parting.in == NULL || parting.out == NULL)
        return false;
    phrase_answers(target->language, trigger->id, &(Answers){n_levels, labels, counts}, is_seen,
                   is_unseen, &parting);
    return consider(target, &parting, before, trigger->id, best);
}

/* --- Triggers of ticks ----------------------------------------------------------------------- */

static bool try_ticked(const SvySkipTarget *target,
                       const SvyQuestion *trigger,
                       const SvyChoice *option,
                       const SvyLedgerEntry *before,
                       SvySkipRule *best)
{
    g_auto(Parting) parting = {.out = subtract(trigger->answered, option->ticks)};
    g_autofree char *label = svy_text_cut(option->label, LABEL_CHARS);

    if (parting.out == NULL)
        return false;
    if (has_common(parting.out, target->question->answered))
        return true;
    parting.in = svy_bitset_copy(option->ticks);
    if (parting.in == NULL)
        return false;
    parting.words_in =
        g_strdup_printf(svy_tr(target->language, "ticked “%s” in %s"), label, trigger->id);
    parting.words_out = g_strdup_printf(
        svy_tr(target->language, "answered %s without ticking “%s”"), trigger->id, label);
    return consider(target, &parting, before, trigger->id, best);
}

/* "None of these" and the like shut the way to what follows. */
static bool try_unless(const SvySkipTarget *target,
                       const SvyQuestion *trigger,
                       const SvyChoice *option,
                       const SvyLedgerEntry *before,
                       SvySkipRule *best)
{
    g_auto(Parting) parting = {NULL};
    g_autofree char *label = svy_text_cut(option->label, LABEL_CHARS);

    if (has_common(option->ticks, target->question->answered))
        return true;
    parting.in = subtract(trigger->answered, option->ticks);
    parting.out = svy_bitset_copy(option->ticks);
    if (parting.in == NULL || parting.out == NULL)
        return false;
    parting.words_in = g_strdup_printf(svy_tr(target->language, "ticked anything but “%s” in %s"),
                                       label, trigger->id);
    parting.words_out =
        g_strdup_printf(svy_tr(target->language, "ticked “%s” in %s"), label, trigger->id);
    return consider(target, &parting, before, trigger->id, best);
}

/* Marks the options that somebody chose who answered the target. False unless these are two or
 * more, each asked as a whole, and one that is out is of a size that tells. */
static bool find_seen_options(const SvySkipTarget *target,
                              const SvyQuestion *trigger,
                              bool is_seen[],
                              size_t counts[])
{
    const size_t n = svy_question_count_options(trigger);
    size_t n_seen = 0;
    bool has_large_out = false;

    for (size_t i = 0; i < n; i++) {
        const SvyBitset *ticks = svy_question_get_option(trigger, i).ticks;

        if (ticks == NULL)
            return false;
        is_seen[i] = has_common(ticks, target->question->answered);
        n_seen += is_seen[i];
    }
    for (size_t i = 0; i < n && n_seen >= 2 && n_seen < n; i++) {
        const SvyBitset *ticks = svy_question_get_option(trigger, i).ticks;

        counts[i] = svy_bitset_count(ticks);
        has_large_out |= !is_seen[i] && counts[i] >= N_SIDE;
        if (is_seen[i] && counts[i] >= N_SIDE && !is_group_asked(target, ticks))
            return false;
    }
    return has_large_out;
}

/* A choice of one, with a column for each option, parts people as one column of levels does: those
 * who chose any of the options whose people answered, and the others. */
static bool try_choices(const SvySkipTarget *target,
                        const SvyQuestion *trigger,
                        const SvyLedgerEntry *before,
                        SvySkipRule *best)
{
    const size_t n = svy_question_count_options(trigger);
    g_autofree const char **labels = g_new0(const char *, n + 1);
    g_autofree bool *is_seen = g_new0(bool, n + 1);
    g_autofree bool *is_unseen = g_new0(bool, n + 1);
    g_autofree size_t *counts = g_new0(size_t, n + 1);
    g_auto(Parting) parting = {NULL};

    if (!find_seen_options(target, trigger, is_seen, counts))
        return true;
    parting.in = svy_bitset_new(target->dataset->n_rows);
    for (size_t i = 0; parting.in != NULL && i < n; i++) {
        const SvyChoice option = svy_question_get_option(trigger, i);

        labels[i] = option.label;
        is_unseen[i] = !is_seen[i];
        if (is_seen[i])
            svy_bitset_or(parting.in, option.ticks);
    }
    parting.out = parting.in == NULL ? NULL : subtract(trigger->answered, parting.in);
    if (parting.out == NULL)
        return false;
    phrase_answers(target->language, trigger->id, &(Answers){n, labels, counts}, is_seen, is_unseen,
                   &parting);
    return consider(target, &parting, before, trigger->id, best);
}

static bool try_options(const SvySkipTarget *target,
                        const SvyQuestion *trigger,
                        const SvyLedgerEntry *before,
                        SvySkipRule *best)
{
    for (size_t i = 0; i < svy_question_count_options(trigger); i++) {
        const SvyChoice option = svy_question_get_option(trigger, i);

        if (option.ticks == NULL)
            continue;
        if (!try_ticked(target, trigger, &option, before, best))
            return false;
        if ((option.mark == SVY_MARK_NOTHING || option.mark == SVY_MARK_DONT_KNOW) &&
            !try_unless(target, trigger, &option, before, best))
            return false;
    }
    return true;
}

bool svy_skip_rule_try(const SvySkipTarget *target,
                       const SvyQuestion *trigger,
                       const SvyLedgerEntry *before,
                       SvySkipRule *best)
{
    const SvyItem *item = find_answer_item(trigger);

    if (trigger->answered == NULL || trigger->type == SVY_QUESTION_LAST)
        return true;
    if (trigger->type != SVY_QUESTION_SINGLE && trigger->type != SVY_QUESTION_LIKERT &&
        trigger->type != SVY_QUESTION_MULTI)
        return true;
    if (svy_question_count_options(trigger) > 0)
        return try_options(target, trigger, before, best) &&
               (trigger->type == SVY_QUESTION_MULTI || try_choices(target, trigger, before, best));
    if (item == NULL || item->level_of == NULL || trigger->levels->len < 2 ||
        trigger->levels->len > MAX_LEVELS)
        return true;
    if (!svy_column_has_codes(&target->dataset->columns[item->column]))
        return true;
    return try_levels(target, trigger, item, before, best);
}
