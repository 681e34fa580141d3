/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Combinations of options. */
#include "analysis/patterns.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"

void svy_patterns_clear(SvyPatterns *patterns)
{
    g_clear_pointer(&patterns->masks, g_free);
    g_clear_pointer(&patterns->counts, g_free);
    g_clear_pointer(&patterns->weights, g_free);
    patterns->n = 0;
}

/* --- Counting ------------------------------------------------------------------------------- */

/* Combinations and their numbers, found by their masks: open addressing, no place for removal. */
typedef struct {
    size_t n_bits; /* the table has 2 to this many places */
    size_t n_used;
    uint64_t *masks;
    size_t *counts; /* 0: the place is free */
    double *weights;
} Places;

static void places_clear(Places *places)
{
    g_free(places->masks);
    g_free(places->counts);
    g_free(places->weights);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Places, places_clear)

static bool places_init(Places *places, size_t n_bits)
{
    *places = (Places){.n_bits = n_bits,
                       .masks = g_try_new0(uint64_t, (size_t)1 << n_bits),
                       .counts = g_try_new0(size_t, (size_t)1 << n_bits),
                       .weights = g_try_new0(double, (size_t)1 << n_bits)};
    return places->masks != NULL && places->counts != NULL && places->weights != NULL;
}

static void add_people(Places *places, uint64_t mask, size_t n, double w)
{
    const size_t last = ((size_t)1 << places->n_bits) - 1;
    size_t at = (size_t)((mask * 0x9E3779B97F4A7C15u) >> (64 - places->n_bits));

    while (places->counts[at] > 0 && places->masks[at] != mask)
        at = (at + 1) & last;
    places->n_used += places->counts[at] == 0;
    places->masks[at] = mask;
    places->counts[at] += n;
    places->weights[at] += w;
}

/* Twice the room, before more than half of it is in use. */
static bool grow(Places *places)
{
    Places larger;

    if (!places_init(&larger, places->n_bits + 1)) {
        places_clear(&larger);
        return false;
    }
    for (size_t i = 0; i < (size_t)1 << places->n_bits; i++) {
        if (places->counts[i] > 0)
            add_people(&larger, places->masks[i], places->counts[i], places->weights[i]);
    }
    places_clear(places);
    *places = larger;
    return true;
}

/* The combinations of 64 people, from as many words as there are options. */
static void gather(size_t n_options,
                   const SvyBitset *const options[],
                   size_t word,
                   uint64_t base,
                   uint64_t ret_masks[64])
{
    memset(ret_masks, 0, 64 * sizeof *ret_masks);
    for (size_t i = 0; i < n_options; i++) {
        for (uint64_t ticks = options[i]->words[word] & base; ticks != 0; ticks &= ticks - 1)
            ret_masks[__builtin_ctzll(ticks)] |= (uint64_t)1 << i;
    }
}

static bool fill_places(size_t n_options,
                        const SvyBitset *const options[],
                        const SvyBitset *base,
                        const double w[],
                        Places *places)
{
    uint64_t masks[64];

    for (size_t word = 0; word < (base->n_bits + 63) / 64; word++) {
        if (places->n_used + 64 > (size_t)1 << (places->n_bits - 1) && !grow(places))
            return false;
        gather(n_options, options, word, base->words[word], masks);
        for (uint64_t people = base->words[word]; people != 0; people &= people - 1) {
            const size_t at = (size_t)__builtin_ctzll(people);

            add_people(places, masks[at], 1, w == NULL ? 1 : w[word * 64 + at]);
        }
    }
    return true;
}

typedef struct {
    uint64_t mask;
    size_t n;
    double w;
    bool is_told; /* by enough people */
} Pattern;

static int compare_patterns(const void *a, const void *b)
{
    const Pattern *left = a, *right = b;

    if (left->n != right->n)
        return left->n > right->n ? -1 : 1;
    return left->mask < right->mask ? -1 : left->mask > right->mask;
}

/* So that a rest of rounding does not decide. */
static bool is_heavier(double a, double b)
{
    return a > b * (1 + 1e-12);
}

static int compare_weights(const void *a, const void *b)
{
    const Pattern *left = a, *right = b;

    if (left->is_told != right->is_told)
        return left->is_told ? -1 : 1;
    if (is_heavier(left->w, right->w) || is_heavier(right->w, left->w))
        return left->w > right->w ? -1 : 1;
    return compare_patterns(a, b);
}

static void read_list(const Pattern list[], SvyPatterns *patterns)
{
    for (size_t i = 0; i < patterns->n; i++) {
        patterns->masks[i] = list[i].mask;
        patterns->counts[i] = list[i].n;
        patterns->weights[i] = list[i].w;
    }
}

bool svy_patterns_sort_by_weight(SvyPatterns *patterns, size_t min_people, GError **error)
{
    g_autofree Pattern *list = g_try_new(Pattern, patterns->n + 1);

    if (list == NULL)
        return svy_error_set_memory(error, "combinations");
    for (size_t i = 0; i < patterns->n; i++)
        list[i] = (Pattern){patterns->masks[i], patterns->counts[i], patterns->weights[i],
                            patterns->counts[i] >= min_people};
    qsort(list, patterns->n, sizeof *list, compare_weights);
    read_list(list, patterns);
    return true;
}

static bool sort_places(const Places *places, SvyPatterns *ret_patterns)
{
    g_autofree Pattern *list = g_try_new(Pattern, places->n_used + 1);
    SvyPatterns patterns = {.masks = g_try_new(uint64_t, places->n_used + 1),
                            .counts = g_try_new(size_t, places->n_used + 1),
                            .weights = g_try_new(double, places->n_used + 1)};

    if (list == NULL || patterns.masks == NULL || patterns.counts == NULL ||
        patterns.weights == NULL) {
        svy_patterns_clear(&patterns);
        return false;
    }
    for (size_t i = 0; i < (size_t)1 << places->n_bits; i++) {
        if (places->counts[i] > 0)
            list[patterns.n++] =
                (Pattern){places->masks[i], places->counts[i], places->weights[i], true};
    }
    qsort(list, patterns.n, sizeof *list, compare_patterns);
    read_list(list, &patterns);
    *ret_patterns = patterns;
    return true;
}

bool svy_patterns_count(size_t n_options,
                        const SvyBitset *const options[],
                        const SvyBitset *base,
                        const double w[],
                        SvyPatterns *ret_patterns,
                        GError **error)
{
    g_auto(Places) places = {0};

    g_assert(n_options <= SVY_PATTERNS_MAX_OPTIONS);
    if (!places_init(&places, 10) || !fill_places(n_options, options, base, w, &places) ||
        !sort_places(&places, ret_patterns))
        return svy_error_set_memory(error, "combinations");
    return true;
}

/* --- Covering: all sets --------------------------------------------------------------------- */

/* Weight of the people who chose nothing but options of each set: that of the combinations
 * themselves, then for one option after the other those without it are added to those with it. */
static void add_up_subsets(size_t n_options, double within[])
{
    for (size_t bit = 0; bit < n_options; bit++) {
        const size_t step = (size_t)1 << bit;

        for (size_t block = 0; block < (size_t)1 << n_options; block += 2 * step) {
            for (size_t i = block; i < block + step; i++)
                within[i + step] += within[i];
        }
    }
}

/* Who is not reached by a set chose nothing but options outside of it. */
static bool cover_exactly(const SvyPatterns *patterns,
                          size_t n_options,
                          uint64_t ret_sets[],
                          GError **error)
{
    const size_t n_sets = (size_t)1 << n_options;
    g_autofree double *within = g_try_new0(double, n_sets);
    g_autofree double *best = g_new0(double, n_options + 1);
    double all = 0;

    if (within == NULL)
        return svy_error_set_memory(error, "combinations");
    for (size_t i = 0; i < patterns->n; i++) {
        within[patterns->masks[i]] += patterns->weights[i];
        all += patterns->weights[i];
    }
    add_up_subsets(n_options, within);
    for (size_t set = 1; set < n_sets; set++) {
        const size_t place = (size_t)__builtin_popcountll(set) - 1;
        const double reached = all - within[n_sets - 1 - set];

        if (ret_sets[place] != 0 && !is_heavier(reached, best[place]))
            continue;
        ret_sets[place] = set;
        best[place] = reached;
    }
    return true;
}

/* --- Covering: step by step ----------------------------------------------------------------- */

static double weigh_added(const SvyPatterns *patterns, uint64_t set, uint64_t option)
{
    double w = 0;

    for (size_t i = 0; i < patterns->n; i++) {
        if ((patterns->masks[i] & set) == 0 && (patterns->masks[i] & option) != 0)
            w += patterns->weights[i];
    }
    return w;
}

static void cover_by_steps(const SvyPatterns *patterns, size_t n_options, uint64_t ret_sets[])
{
    uint64_t set = 0;

    for (size_t step = 0; step < n_options; step++) {
        uint64_t best = 0;
        double most = 0;

        for (size_t i = 0; i < n_options; i++) {
            const uint64_t option = (uint64_t)1 << i;
            const double w = (set & option) != 0 ? 0 : weigh_added(patterns, set, option);

            if ((set & option) == 0 && (best == 0 || is_heavier(w, most))) {
                best = option;
                most = w;
            }
        }
        ret_sets[step] = set |= best;
    }
}

static size_t count_reached(const SvyPatterns *patterns, uint64_t set)
{
    size_t n = 0;

    for (size_t i = 0; i < patterns->n; i++)
        n += (patterns->masks[i] & set) != 0 ? patterns->counts[i] : 0;
    return n;
}

bool svy_patterns_cover(const SvyPatterns *patterns,
                        size_t n_options,
                        uint64_t ret_sets[],
                        size_t ret_reached[],
                        GError **error)
{
    memset(ret_sets, 0, n_options * sizeof *ret_sets);
    if (n_options > SVY_COVER_MAX_EXACT)
        cover_by_steps(patterns, n_options, ret_sets);
    else if (!cover_exactly(patterns, n_options, ret_sets, error))
        return false;
    for (size_t i = 0; i < n_options; i++)
        ret_reached[i] = count_reached(patterns, ret_sets[i]);
    return true;
}
