/* SPDX-License-Identifier: GPL-3.0-or-later */
/* String dictionary: text <-> code. Codes are 0, 1, 2, ... in the order of first sight, so the same
 * file always gives the same codes. Hashing is seeded at random, because a hostile file can hold
 * thousands of texts with one hash. Texts hold no NUL. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef struct {
    size_t n;    /* texts */
    char *bytes; /* all texts, each ended by NUL */
    size_t n_bytes;
    uint32_t *offsets; /* [n + 1] where each text begins */
    uint32_t *counts;  /* [n] how often each was met; kept by the owner */
    /* private */
    uint32_t *hashes; /* [n] */
    uint32_t *slots;  /* [n_slots] code + 1; 0: free */
    size_t n_slots, n_allocated, n_bytes_allocated;
    uint64_t seed;
} SvyDict;

/* NULL when there is no memory. */
SvyDict *svy_dict_new(void);
void svy_dict_free(SvyDict *dict);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SvyDict, svy_dict_free)

/* Code of a text, which is added when new; -1 when there is no memory. */
int32_t svy_dict_intern(SvyDict *dict, const char *text, size_t n_bytes);

/* Takes back the text that was added last. */
void svy_dict_drop_last(SvyDict *dict);

static inline const char *svy_dict_get_text(const SvyDict *dict, size_t code)
{
    return dict->bytes + dict->offsets[code];
}

static inline size_t svy_dict_get_length(const SvyDict *dict, size_t code)
{
    return dict->offsets[code + 1] - dict->offsets[code] - 1;
}

/* memcmp() == 0, without a call for the length that answers mostly have. */
static inline bool svy_dict_is_same(const char *a, const char *b, size_t n_bytes)
{
    uint64_t a_first, a_last, b_first, b_last;

    if (n_bytes < 8 || n_bytes > 16)
        return memcmp(a, b, n_bytes) == 0;
    memcpy(&a_first, a, 8);
    memcpy(&b_first, b, 8);
    memcpy(&a_last, a + n_bytes - 8, 8);
    memcpy(&b_last, b + n_bytes - 8, 8);
    return a_first == b_first && a_last == b_last;
}
