/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bit rows of a fixed length: one bit per respondent. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct {
    size_t n_bits;
    uint64_t *words; /* [(n_bits + 63) / 64]; bits past n_bits are always 0 */
} SvyBitset;

/* All bits 0; NULL when there is no memory. */
SvyBitset *svy_bitset_new(size_t n_bits);
void svy_bitset_free(SvyBitset *set);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SvyBitset, svy_bitset_free)

static inline void svy_bitset_set(SvyBitset *set, size_t i)
{
    set->words[i >> 6] |= (uint64_t)1 << (i & 63);
}

static inline bool svy_bitset_get(const SvyBitset *set, size_t i)
{
    return (set->words[i >> 6] >> (i & 63)) & 1;
}

/* The three below need sets of equal length. */
void svy_bitset_or(SvyBitset *into, const SvyBitset *other);
void svy_bitset_and(SvyBitset *into, const SvyBitset *other);
void svy_bitset_and_not(SvyBitset *into, const SvyBitset *other);

SvyBitset *svy_bitset_copy(const SvyBitset *set);

/* The bits of @set that stand where @where has one, moved together: as many bits as @where has
 * ones. NULL when there is no memory. */
SvyBitset *svy_bitset_select(const SvyBitset *set, const SvyBitset *where);
size_t svy_bitset_count(const SvyBitset *set);
size_t svy_bitset_count_and(const SvyBitset *a, const SvyBitset *b);

/* The first bit that is set, or n_bits. */
size_t svy_bitset_find_first(const SvyBitset *set);
