/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/merge.h"

#include <glib.h>
#include <string.h>

#include "base/text.h"
#include "base/translate.h"

#define NAME_CHARS 48u

/* Each item has a lot; items of one lot are together. */
typedef struct {
    size_t n;
    const SvyMergeItem *items;
    size_t n_least;
    size_t *lots; /* [n] the first item of the lot */
} Merge;

static size_t count_people(const Merge *merge, size_t lot)
{
    size_t n = 0;

    for (size_t i = 0; i < merge->n; i++)
        n += merge->lots[i] == lot ? merge->items[i].n : 0;
    return n;
}

static bool is_few(const Merge *merge, size_t n)
{
    return n > 0 && n < merge->n_least;
}

static void join(Merge *merge, size_t a, size_t b)
{
    const size_t lot = MIN(a, b), gone = MAX(a, b);

    for (size_t i = 0; i < merge->n; i++) {
        if (merge->lots[i] == gone)
            merge->lots[i] = lot;
    }
}

static size_t count_lots(const Merge *merge)
{
    size_t n = 0;

    for (size_t i = 0; i < merge->n; i++)
        n += merge->lots[i] == i && count_people(merge, i) > 0;
    return n;
}

/* --- With an order -------------------------------------------------------------------------- */

static bool is_point(const SvyMergeItem *item)
{
    return item->mark == SVY_MARK_NONE;
}

/* The fewest people of all that are few. */
static size_t find_fewest(const Merge *merge)
{
    size_t fewest = SVY_MERGE_NONE;

    for (size_t i = 0; i < merge->n; i++) {
        if (merge->lots[i] != i || !is_point(&merge->items[i]) ||
            !is_few(merge, count_people(merge, i)))
            continue;
        if (fewest == SVY_MERGE_NONE || count_people(merge, i) < count_people(merge, fewest))
            fewest = i;
    }
    return fewest;
}

/* The lot before or after @lot on the scale. */
static size_t find_neighbour(const Merge *merge, size_t lot, bool is_after)
{
    size_t found = SVY_MERGE_NONE;
    bool is_past = false;

    for (size_t i = 0; i < merge->n; i++) {
        if (!is_point(&merge->items[i]))
            continue;
        if (merge->lots[i] == lot)
            is_past = true;
        else if (!is_past && !is_after)
            found = merge->lots[i];
        else if (is_past && is_after && found == SVY_MERGE_NONE)
            found = merge->lots[i];
    }
    return found;
}

static void merge_neighbours(Merge *merge)
{
    for (size_t lot = find_fewest(merge); lot != SVY_MERGE_NONE && count_lots(merge) > 2;
         lot = find_fewest(merge)) {
        const size_t before = find_neighbour(merge, lot, false);
        const size_t after = find_neighbour(merge, lot, true);

        if (before == SVY_MERGE_NONE && after == SVY_MERGE_NONE)
            return;
        if (after == SVY_MERGE_NONE ||
            (before != SVY_MERGE_NONE && count_people(merge, before) <= count_people(merge, after)))
            join(merge, lot, before);
        else
            join(merge, lot, after);
    }
}

/* --- Without -------------------------------------------------------------------------------- */

static size_t find_other(const Merge *merge)
{
    for (size_t i = 0; i < merge->n; i++) {
        if (merge->items[i].mark == SVY_MARK_OTHER && merge->items[i].n > 0)
            return i;
    }
    return SVY_MERGE_NONE;
}

static void merge_others(Merge *merge)
{
    const size_t other = find_other(merge);
    size_t lot = SVY_MERGE_NONE, n_joined = 0;

    for (size_t i = 0; i < merge->n; i++) {
        const bool is_ordinary = is_point(&merge->items[i]) || i == other;

        if (!is_ordinary || !is_few(merge, merge->items[i].n))
            continue;
        if (lot != SVY_MERGE_NONE)
            join(merge, lot, i);
        else
            lot = i;
        n_joined++;
    }
    if (lot == SVY_MERGE_NONE)
        return;
    if (other != SVY_MERGE_NONE && merge->lots[other] != lot &&
        (n_joined == 1 || is_few(merge, count_people(merge, lot))))
        join(merge, lot, other);
}

/* --- Parts ---------------------------------------------------------------------------------- */

/* A part without an order stands where its last item does. */
static size_t number_parts(const Merge *merge, size_t ret_part[])
{
    size_t n_parts = 0;

    for (size_t i = 0; i < merge->n; i++)
        ret_part[i] = SVY_MERGE_NONE;
    for (size_t i = 0; i < merge->n; i++) {
        bool is_last = true;

        for (size_t j = i + 1; j < merge->n; j++)
            is_last &= merge->lots[j] != merge->lots[i];
        for (size_t j = 0; is_last && j <= i; j++) {
            if (merge->lots[j] == merge->lots[i])
                ret_part[j] = n_parts;
        }
        n_parts += is_last;
    }
    return n_parts;
}

size_t svy_merge_small(size_t n,
                       const SvyMergeItem items[],
                       bool is_ordered,
                       size_t n_least,
                       size_t ret_part[])
{
    g_autofree size_t *lots = g_new(size_t, n + 1);
    Merge merge = {.n = n, .items = items, .n_least = n_least, .lots = lots};

    for (size_t i = 0; i < n; i++)
        lots[i] = i;
    if (is_ordered)
        merge_neighbours(&merge);
    else
        merge_others(&merge);
    for (size_t i = 0; count_lots(&merge) < 2 && i < n; i++)
        lots[i] = i;
    return number_parts(&merge, ret_part);
}

/* --- Names ---------------------------------------------------------------------------------- */

/* "5-9, 10-19" or “5-9”, “10-19”. */
static char *join_labels(size_t n,
                         const SvyMergeItem items[],
                         const size_t part_of[],
                         size_t part,
                         bool is_quoted,
                         const char *language)
{
    GString *out = g_string_new(NULL);

    for (size_t i = 0; i < n; i++) {
        const char *between = out->len > 0 ? ", " : "";

        if (part_of[i] != part)
            continue;
        if (is_quoted)
            g_string_append_printf(out, svy_tr(language, "%s“%s”"), between, items[i].label);
        else
            g_string_append_printf(out, "%s%s", between, items[i].label);
    }
    return g_string_free(out, FALSE);
}

static char *name_range(const char *language,
                        size_t n,
                        const SvyMergeItem items[],
                        const size_t part_of[],
                        size_t part,
                        size_t n_members)
{
    const char *first = NULL, *last = NULL;

    for (size_t i = 0; i < n; i++) {
        if (part_of[i] != part)
            continue;
        if (first == NULL)
            first = items[i].label;
        last = items[i].label;
    }
    return g_strdup_printf(
        n_members == 2 ? svy_tr(language, "%s or %s") : svy_tr(language, "%s to %s"), first, last);
}

static size_t count_members(size_t n, const size_t part_of[], size_t part)
{
    size_t n_members = 0;

    for (size_t i = 0; i < n; i++)
        n_members += part_of[i] == part;
    return n_members;
}

char *svy_merge_name(const char *language,
                     size_t n,
                     const SvyMergeItem items[],
                     bool is_ordered,
                     const size_t part_of[],
                     size_t part)
{
    const size_t n_members = count_members(n, part_of, part);
    g_autofree char *labels = join_labels(n, items, part_of, part, false, language);
    g_autofree char *cut = NULL;

    if (n_members == 1)
        return g_steal_pointer(&labels);
    if (is_ordered)
        return name_range(language, n, items, part_of, part, n_members);
    cut = svy_text_cut(labels, NAME_CHARS);
    return strcmp(cut, labels) == 0
               ? g_strdup_printf(svy_tr(language, "Other (%s)"), labels)
               : g_strdup_printf(svy_tr(language, "Other (%zu answers)"), n_members);
}

char *svy_merge_explain(const char *language,
                        size_t n,
                        const SvyMergeItem items[],
                        const char *name,
                        const size_t part_of[],
                        size_t part)
{
    g_autofree char *labels = NULL;

    if (count_members(n, part_of, part) == 1)
        return NULL;
    labels = join_labels(n, items, part_of, part, true, language);
    return g_strdup_printf(svy_tr(language, "“%s” is %s"), name, labels);
}
