/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Combinations of options. */
#include "analysis/patterns.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"

static bool refuse_memory(GError **error)
{
    return svy_error_set(error, SVY_ERROR_NO_MEMORY, NULL, NULL, "no memory for combinations");
}

void svy_patterns_clear(SvyPatterns *patterns)
{
    g_clear_pointer(&patterns->masks, g_free);
    g_clear_pointer(&patterns->counts, g_free);
    patterns->n = 0;
}

/* --- Counting ------------------------------------------------------------------------------- */

/* Combinations and their numbers, found by their masks: open addressing, no place for removal. */
typedef struct {
    size_t n_bits; /* the table has 2 to this many places */
    size_t n_used;
    uint64_t *masks;
    size_t *counts; /* 0: the place is free */
} Places;

static void places_clear(Places *places)
{
    g_free(places->masks);
    g_free(places->counts);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Places, places_clear)

static bool places_init(Places *places, size_t n_bits)
{
    *places = (Places){.n_bits = n_bits,
                       .masks = g_try_new0(uint64_t, (size_t)1 << n_bits),
                       .counts = g_try_new0(size_t, (size_t)1 << n_bits)};
    return places->masks != NULL && places->counts != NULL;
}

static void add_people(Places *places, uint64_t mask, size_t n)
{
    const size_t last = ((size_t)1 << places->n_bits) - 1;
    size_t at = (size_t)((mask * 0x9E3779B97F4A7C15u) >> (64 - places->n_bits));

    while (places->counts[at] > 0 && places->masks[at] != mask)
        at = (at + 1) & last;
    places->n_used += places->counts[at] == 0;
    places->masks[at] = mask;
    places->counts[at] += n;
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
            add_people(&larger, places->masks[i], places->counts[i]);
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
                        Places *places)
{
    uint64_t masks[64];

    for (size_t w = 0; w < (base->n_bits + 63) / 64; w++) {
        if (places->n_used + 64 > (size_t)1 << (places->n_bits - 1) && !grow(places))
            return false;
        gather(n_options, options, w, base->words[w], masks);
        for (uint64_t people = base->words[w]; people != 0; people &= people - 1)
            add_people(places, masks[__builtin_ctzll(people)], 1);
    }
    return true;
}

typedef struct {
    uint64_t mask;
    size_t n;
} Pattern;

static int compare_patterns(const void *a, const void *b)
{
    const Pattern *left = a, *right = b;

    if (left->n != right->n)
        return left->n > right->n ? -1 : 1;
    return left->mask < right->mask ? -1 : left->mask > right->mask;
}

static bool sort_places(const Places *places, SvyPatterns *ret_patterns)
{
    g_autofree Pattern *list = g_try_new(Pattern, places->n_used + 1);
    SvyPatterns patterns = {.masks = g_try_new(uint64_t, places->n_used + 1),
                            .counts = g_try_new(size_t, places->n_used + 1)};

    if (list == NULL || patterns.masks == NULL || patterns.counts == NULL) {
        svy_patterns_clear(&patterns);
        return false;
    }
    for (size_t i = 0; i < (size_t)1 << places->n_bits; i++) {
        if (places->counts[i] > 0)
            list[patterns.n++] = (Pattern){places->masks[i], places->counts[i]};
    }
    qsort(list, patterns.n, sizeof *list, compare_patterns);
    for (size_t i = 0; i < patterns.n; i++) {
        patterns.masks[i] = list[i].mask;
        patterns.counts[i] = list[i].n;
    }
    *ret_patterns = patterns;
    return true;
}

bool svy_patterns_count(size_t n_options,
                        const SvyBitset *const options[],
                        const SvyBitset *base,
                        SvyPatterns *ret_patterns,
                        GError **error)
{
    g_auto(Places) places = {0};

    g_assert(n_options <= SVY_PATTERNS_MAX_OPTIONS);
    if (!places_init(&places, 10) || !fill_places(n_options, options, base, &places) ||
        !sort_places(&places, ret_patterns))
        return refuse_memory(error);
    return true;
}

/* --- Covering: all sets --------------------------------------------------------------------- */

/* How many people chose nothing but options of each set: numbers of the combinations themselves,
 * then for one option after the other those without it are added to those with it. */
static void add_up_subsets(size_t n_options, uint32_t within[])
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
                          size_t ret_reached[],
                          GError **error)
{
    const size_t n_sets = (size_t)1 << n_options;
    g_autofree uint32_t *within = g_try_new0(uint32_t, n_sets);
    size_t n_people = 0;

    if (within == NULL)
        return refuse_memory(error);
    for (size_t i = 0; i < patterns->n; i++) {
        within[patterns->masks[i]] += (uint32_t)patterns->counts[i];
        n_people += patterns->counts[i];
    }
    add_up_subsets(n_options, within);
    for (size_t set = 1; set < n_sets; set++) {
        const size_t place = (size_t)__builtin_popcountll(set) - 1;
        const size_t reached = n_people - within[n_sets - 1 - set];

        if (ret_sets[place] != 0 && reached <= ret_reached[place])
            continue;
        ret_sets[place] = set;
        ret_reached[place] = reached;
    }
    return true;
}

/* --- Covering: step by step ----------------------------------------------------------------- */

static size_t count_added(const SvyPatterns *patterns, uint64_t set, uint64_t option)
{
    size_t n = 0;

    for (size_t i = 0; i < patterns->n; i++) {
        if ((patterns->masks[i] & set) == 0 && (patterns->masks[i] & option) != 0)
            n += patterns->counts[i];
    }
    return n;
}

static void cover_by_steps(const SvyPatterns *patterns,
                           size_t n_options,
                           uint64_t ret_sets[],
                           size_t ret_reached[])
{
    uint64_t set = 0;
    size_t reached = 0;

    for (size_t step = 0; step < n_options; step++) {
        uint64_t best = 0;
        size_t n_best = 0;

        for (size_t i = 0; i < n_options; i++) {
            const uint64_t option = (uint64_t)1 << i;
            const size_t n = (set & option) != 0 ? 0 : count_added(patterns, set, option);

            if ((set & option) == 0 && (best == 0 || n > n_best)) {
                best = option;
                n_best = n;
            }
        }
        ret_sets[step] = set |= best;
        ret_reached[step] = reached += n_best;
    }
}

bool svy_patterns_cover(const SvyPatterns *patterns,
                        size_t n_options,
                        uint64_t ret_sets[],
                        size_t ret_reached[],
                        GError **error)
{
    memset(ret_sets, 0, n_options * sizeof *ret_sets);
    memset(ret_reached, 0, n_options * sizeof *ret_reached);
    if (n_options <= SVY_COVER_MAX_EXACT)
        return cover_exactly(patterns, n_options, ret_sets, ret_reached, error);
    cover_by_steps(patterns, n_options, ret_sets, ret_reached);
    return true;
}
