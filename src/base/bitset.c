/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bit rows of a fixed length. */
#include "base/bitset.h"

#include <string.h>

static size_t count_words(const SvyBitset *set)
{
    return (set->n_bits + 63) / 64;
}

SvyBitset *svy_bitset_new(size_t n_bits)
{
    SvyBitset *set = g_try_new0(SvyBitset, 1);

    if (set == NULL)
        return NULL;
    set->n_bits = n_bits;
    set->words = g_try_malloc0_n(MAX(count_words(set), 1), sizeof(uint64_t));
    if (set->words == NULL)
        g_clear_pointer(&set, g_free);
    return set;
}

void svy_bitset_free(SvyBitset *set)
{
    if (set == NULL)
        return;
    g_free(set->words);
    g_free(set);
}

SvyBitset *svy_bitset_copy(const SvyBitset *set)
{
    SvyBitset *copy = svy_bitset_new(set->n_bits);

    if (copy != NULL)
        memcpy(copy->words, set->words, count_words(set) * sizeof(uint64_t));
    return copy;
}

/* The bits of @word under the ones of @mask, moved to the low end. */
static uint64_t compress(uint64_t word, uint64_t mask)
{
    uint64_t low = 0, bit = 1;

    if (mask == UINT64_MAX)
        return word;
    for (; mask != 0; mask &= mask - 1, bit <<= 1)
        if ((word & mask & -mask) != 0)
            low |= bit;
    return low;
}

SvyBitset *svy_bitset_select(const SvyBitset *set, const SvyBitset *where)
{
    SvyBitset *selected = svy_bitset_new(svy_bitset_count(where));
    size_t at = 0;

    g_assert(set->n_bits == where->n_bits);
    for (size_t i = 0; selected != NULL && i < count_words(set); i++) {
        const uint64_t bits = compress(set->words[i], where->words[i]);
        const size_t n = (size_t)__builtin_popcountll(where->words[i]), place = at % 64;

        if (bits != 0) {
            selected->words[at / 64] |= bits << place;
            if (place + n > 64)
                selected->words[at / 64 + 1] |= bits >> (64 - place);
        }
        at += n;
    }
    return selected;
}

void svy_bitset_or(SvyBitset *into, const SvyBitset *other)
{
    g_assert(into->n_bits == other->n_bits);
    for (size_t i = 0; i < count_words(into); i++)
        into->words[i] |= other->words[i];
}

void svy_bitset_and(SvyBitset *into, const SvyBitset *other)
{
    g_assert(into->n_bits == other->n_bits);
    for (size_t i = 0; i < count_words(into); i++)
        into->words[i] &= other->words[i];
}

void svy_bitset_and_not(SvyBitset *into, const SvyBitset *other)
{
    g_assert(into->n_bits == other->n_bits);
    for (size_t i = 0; i < count_words(into); i++)
        into->words[i] &= ~other->words[i];
}

size_t svy_bitset_count(const SvyBitset *set)
{
    size_t n = 0;

    for (size_t i = 0; i < count_words(set); i++)
        n += (size_t)__builtin_popcountll(set->words[i]);
    return n;
}

size_t svy_bitset_count_and(const SvyBitset *a, const SvyBitset *b)
{
    size_t n = 0;

    g_assert(a->n_bits == b->n_bits);
    for (size_t i = 0; i < count_words(a); i++)
        n += (size_t)__builtin_popcountll(a->words[i] & b->words[i]);
    return n;
}

size_t svy_bitset_find_first(const SvyBitset *set)
{
    for (size_t i = 0; i < count_words(set); i++)
        if (set->words[i] != 0)
            return i * 64 + (size_t)__builtin_ctzll(set->words[i]);
    return set->n_bits;
}
