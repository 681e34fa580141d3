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
