/* SPDX-License-Identifier: GPL-3.0-or-later */
/* String dictionary: open addressing over one block of text. */
#include "core/dict.h"

#include <string.h>

__extension__ typedef unsigned __int128 Wide;

static uint64_t mix(uint64_t a, uint64_t b)
{
    const Wide product = (Wide)a * b;

    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

static uint64_t load_tail(const char *text, size_t n)
{
    uint64_t word = 0;

    memcpy(&word, text, n);
    return word;
}

/* Multiply-and-fold over words of eight bytes; the seed decides which texts collide. */
static uint32_t hash_text(uint64_t seed, const char *text, size_t n)
{
    uint64_t h = seed ^ (n * 0x9E3779B97F4A7C15u);

    for (; n > 8; text += 8, n -= 8)
        h = mix(h ^ load_tail(text, 8), 0xA0761D6478BD642Fu);
    h = mix(h ^ load_tail(text, n), 0xE7037ED1A0B428DBu);
    return (uint32_t)(h ^ (h >> 32));
}

SvyDict *svy_dict_new(void)
{
    SvyDict *dict = g_try_new0(SvyDict, 1);

    if (dict == NULL)
        return NULL;
    dict->n_slots = 16;
    dict->slots = g_try_new0(uint32_t, dict->n_slots);
    dict->offsets = g_try_new0(uint32_t, 1);
    dict->seed = ((uint64_t)g_random_int() << 32) | g_random_int();
    if (dict->slots == NULL || dict->offsets == NULL)
        g_clear_pointer(&dict, svy_dict_free);
    return dict;
}

void svy_dict_free(SvyDict *dict)
{
    if (dict == NULL)
        return;
    g_free(dict->bytes);
    g_free(dict->offsets);
    g_free(dict->counts);
    g_free(dict->hashes);
    g_free(dict->slots);
    g_free(dict);
}

static bool grow(void *array, size_t n, size_t element)
{
    void **pointer = array;
    void *larger = g_try_realloc_n(*pointer, n, element);

    if (larger == NULL)
        return false;
    *pointer = larger;
    return true;
}

static bool grow_entries(SvyDict *dict)
{
    const size_t n = dict->n_allocated == 0 ? 4 : 2 * dict->n_allocated;

    if (!grow(&dict->offsets, n + 1, sizeof *dict->offsets) ||
        !grow(&dict->counts, n, sizeof *dict->counts) ||
        !grow(&dict->hashes, n, sizeof *dict->hashes))
        return false;
    dict->n_allocated = n;
    return true;
}

static bool grow_bytes(SvyDict *dict, size_t n_more)
{
    const size_t n = MAX(dict->n_bytes + n_more, 2 * dict->n_bytes_allocated);

    if (n > UINT32_MAX || !grow(&dict->bytes, n, 1))
        return false;
    dict->n_bytes_allocated = n;
    return true;
}

static void fill_slot(uint32_t *slots, size_t n_slots, uint32_t hash, size_t code)
{
    size_t i = hash & (n_slots - 1);

    while (slots[i] != 0)
        i = (i + 1) & (n_slots - 1);
    slots[i] = (uint32_t)code + 1;
}

static bool grow_slots(SvyDict *dict)
{
    const size_t n_slots = 4 * dict->n_slots;
    uint32_t *slots = g_try_new0(uint32_t, n_slots);

    if (slots == NULL)
        return false;
    for (size_t code = 0; code < dict->n; code++)
        fill_slot(slots, n_slots, dict->hashes[code], code);
    g_free(dict->slots);
    dict->slots = slots;
    dict->n_slots = n_slots;
    return true;
}

static bool append_text(SvyDict *dict, const char *text, size_t n_bytes, uint32_t hash)
{
    if (dict->n == dict->n_allocated && !grow_entries(dict))
        return false;
    if (dict->n_bytes + n_bytes + 1 > dict->n_bytes_allocated && !grow_bytes(dict, n_bytes + 1))
        return false;
    if (2 * (dict->n + 1) > dict->n_slots && !grow_slots(dict))
        return false;

    memcpy(dict->bytes + dict->n_bytes, text, n_bytes);
    dict->n_bytes += n_bytes;
    dict->bytes[dict->n_bytes++] = '\0';
    dict->hashes[dict->n] = hash;
    dict->counts[dict->n] = 0;
    dict->offsets[dict->n + 1] = (uint32_t)dict->n_bytes;
    fill_slot(dict->slots, dict->n_slots, hash, dict->n);
    dict->n++;
    return true;
}

int32_t svy_dict_intern(SvyDict *dict, const char *text, size_t n_bytes)
{
    const uint32_t hash = hash_text(dict->seed, text, n_bytes);

    for (size_t i = hash & (dict->n_slots - 1); dict->slots[i] != 0;
         i = (i + 1) & (dict->n_slots - 1)) {
        const size_t code = dict->slots[i] - 1;

        if (dict->hashes[code] == hash && svy_dict_get_length(dict, code) == n_bytes &&
            svy_dict_is_same(svy_dict_get_text(dict, code), text, n_bytes))
            return (int32_t)code;
    }
    return append_text(dict, text, n_bytes, hash) ? (int32_t)dict->n - 1 : -1;
}

void svy_dict_drop_last(SvyDict *dict)
{
    size_t i = dict->hashes[dict->n - 1] & (dict->n_slots - 1);

    /* It came last, so no other text was put past it: its slot can simply be freed. */
    while (dict->slots[i] != dict->n)
        i = (i + 1) & (dict->n_slots - 1);
    dict->slots[i] = 0;
    dict->n--;
    dict->n_bytes = dict->offsets[dict->n];
}
