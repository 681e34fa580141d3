/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Several questions about each item of a list, asked item by item: "Journal - How important?",
 * "Journal - How good?", "Events - How important?", ... Each of the questions, a part, is a grid
 * whose rows stand some columns apart. */
#include <string.h>

#include "base/text.h"
#include "ingest/infer-private.h"

#define MAX_PARTS 20u

/* --- Names ---------------------------------------------------------------------------------- */

/* Where a name falls into two. */
typedef enum { CUT_DASH, CUT_BRACKETS, CUT_COLON, CUT_BAR, CUT_LAST } Cut;

typedef struct {
    char *front, *back; /* NULL when the name has no such cut */
} Halves;

static void halves_clear(Halves *halves)
{
    g_clear_pointer(&halves->front, g_free);
    g_clear_pointer(&halves->back, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Halves, halves_clear)

/* "7a1. Writing" -> "Writing": numbers count the columns, not the items. */
static const char *skip_number(const char *text)
{
    const char *at = text + strspn(text, "Qq");

    if (!g_ascii_isdigit(*at))
        return text;
    while (g_ascii_isalnum(*at))
        at++;
    if (strchr(".):", *at) == NULL || *at == '\0' || at[1] != ' ')
        return text;
    return at + 2;
}

static void cut_at(const char *name, const char *sign, size_t n_sign, Halves *halves)
{
    if (sign == NULL || sign == name || sign[n_sign] == '\0')
        return;
    halves->front = g_strstrip(g_strndup(name, (size_t)(sign - name)));
    halves->back = g_strstrip(g_strdup(sign + n_sign));
}

static Halves cut_name(const char *whole, Cut cut)
{
    const char *name = skip_number(whole);
    const size_t n = strlen(name);
    Halves halves = {NULL};

    switch (cut) {
    case CUT_DASH:
        cut_at(name, g_strrstr(name, " - "), 3, &halves);
        break;
    case CUT_COLON:
        cut_at(name, strstr(name, ": "), 2, &halves);
        break;
    case CUT_BAR:
        cut_at(name, g_strrstr(name, " | "), 3, &halves);
        break;
    case CUT_BRACKETS:
        if (n < 3 || name[n - 1] != ']')
            break;
        cut_at(name, strrchr(name, '['), 1, &halves);
        if (halves.back != NULL)
            halves.back[strlen(halves.back) - 1] = '\0';
        break;
    case CUT_LAST:
        break;
    }
    return halves;
}

/* With one header row the whole name, else what stands below the question. */
static const char *get_name(const SvyInference *inference, size_t i)
{
    const SvyHeading *heading = &inference->headings[i];

    if (heading->hint != SVY_HINT_NONE || heading->is_meta)
        return "";
    if (inference->dataset->n_header_rows == 1)
        return inference->dataset->headers[i];
    return heading->item != NULL ? heading->item : "";
}

/* --- A run of columns ----------------------------------------------------------------------- */

typedef struct {
    const SvyInference *inference;
    Cut cut;
    bool is_part_in_front;
    size_t first, n_parts, n_items;
    Halves names[MAX_PARTS]; /* of the first item: one for each part */
} Run;

static void run_clear(Run *run)
{
    for (size_t i = 0; i < MAX_PARTS; i++)
        halves_clear(&run->names[i]);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Run, run_clear)

static const char *get_part(const Run *run, const Halves *halves)
{
    return run->is_part_in_front ? halves->front : halves->back;
}

static const char *get_item(const Run *run, const Halves *halves)
{
    return run->is_part_in_front ? halves->back : halves->front;
}

/* Columns of one header group only, where the exporter made groups of several columns. */
static bool is_in_reach(const SvyInference *inference, size_t first, size_t i)
{
    return i < inference->dataset->n_columns &&
           (inference->dataset->n_header_rows == 1 ||
            inference->headings[i].group == inference->headings[first].group);
}

static Halves read_name(const Run *run, size_t i)
{
    if (!is_in_reach(run->inference, run->first, i))
        return (Halves){NULL};
    return cut_name(get_name(run->inference, i), run->cut);
}

/* The parts are what is said of the first item. */
static bool find_parts(Run *run)
{
    run->names[0] = read_name(run, run->first);
    for (run->n_parts = 1; run->names[0].front != NULL && run->n_parts < MAX_PARTS;
         run->n_parts++) {
        g_auto(Halves) next = read_name(run, run->first + run->n_parts);

        if (next.front == NULL ||
            !svy_text_same(get_item(run, &next), get_item(run, &run->names[0])))
            break;
        for (size_t p = 0; p < run->n_parts; p++)
            if (svy_text_same(get_part(run, &next), get_part(run, &run->names[p])))
                return false;
        run->names[run->n_parts] = next;
        next = (Halves){NULL};
    }
    return run->n_parts >= 2;
}

/* True when the columns from @first on say of one other item what was said of the first one. */
static bool is_item(const Run *run, size_t first, char **ret_item)
{
    g_autofree char *item = NULL;

    for (size_t p = 0; p < run->n_parts; p++) {
        g_auto(Halves) halves = read_name(run, first + p);

        if (halves.front == NULL ||
            !svy_text_same(get_part(run, &halves), get_part(run, &run->names[p])) ||
            (item != NULL && !svy_text_same(get_item(run, &halves), item)))
            return false;
        g_free(item);
        item = g_strdup(get_item(run, &halves));
    }
    *ret_item = g_steal_pointer(&item);
    return true;
}

static void find_items(Run *run)
{
    g_autoptr(GHashTable) met = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    char *item;

    g_hash_table_add(met, svy_text_fold(get_item(run, &run->names[0])));
    for (run->n_items = 1; is_item(run, run->first + run->n_items * run->n_parts, &item);
         run->n_items++) {
        const bool is_new = g_hash_table_add(met, svy_text_fold(item));

        g_free(item);
        if (!is_new)
            return;
    }
}

/* --- Answers -------------------------------------------------------------------------------- */

static bool share_scale(const Run *run, size_t a, size_t b)
{
    return run->inference->guesses[a].n_distinct >= 2 &&
           svy_infer_has_same_scale(run->inference, a, b);
}

/* Columns of one part are answered on one scale, but for some. */
static bool are_parts_scales(const Run *run)
{
    size_t n_alike = 0, n_answered = 0;

    for (size_t p = 0; p < run->n_parts; p++) {
        for (size_t i = 1; i < run->n_items; i++) {
            const size_t column = run->first + i * run->n_parts + p;

            if (run->inference->guesses[column].n_answered == 0)
                continue;
            n_answered++;
            n_alike += share_scale(run, column - run->n_parts, column);
        }
    }
    return n_alike > 0 && 5 * n_alike >= 4 * n_answered;
}

/* Columns of one item are not: else it is the items that are grids, one after the other. */
static bool are_items_scales(const Run *run)
{
    size_t n_alike = 0, n = 0;

    for (size_t i = 0; i < run->n_items; i++) {
        const size_t first = run->first + i * run->n_parts;
        bool is_alike = true;

        for (size_t p = 1; p < run->n_parts; p++)
            is_alike &= share_scale(run, first, first + p);
        n_alike += is_alike;
        n++;
    }
    return 2 * n_alike > n;
}

static bool is_asked(const char *text)
{
    return g_str_has_suffix(text, "?");
}

/* One scale everywhere tells nothing; the words do when the parts are questions and items none. */
static bool are_parts_asked(const Run *run)
{
    for (size_t p = 0; p < run->n_parts; p++)
        if (!is_asked(get_part(run, &run->names[p])) || is_asked(get_item(run, &run->names[p])))
            return false;
    return true;
}

static bool is_interleaved(const Run *run)
{
    return run->n_items >= 2 && are_parts_scales(run) &&
           (!are_items_scales(run) || are_parts_asked(run));
}

/* --- Joining -------------------------------------------------------------------------------- */

static void set_text(char **text, const char *value)
{
    char *copy = g_strdup(value);

    g_free(*text);
    *text = copy;
}

static char *make_stem(const SvyInference *inference, const Run *run, size_t part)
{
    const char *text = get_part(run, &run->names[part]);

    if (inference->dataset->n_header_rows == 1)
        return g_strdup(text);
    return g_strdup_printf("%s: %s", inference->headings[run->first].stem, text);
}

static void join(SvyInference *inference, const Run *run)
{
    g_auto(GStrv) stems = g_new0(char *, run->n_parts + 1);
    const size_t n = run->n_parts * run->n_items;

    for (size_t p = 0; p < run->n_parts; p++)
        stems[p] = make_stem(inference, run, p);
    for (size_t i = 0; i < n; i++) {
        SvyHeading *heading = &inference->headings[run->first + i];
        g_auto(Halves) halves = read_name(run, run->first + i);

        inference->parts[run->first + i] = i % run->n_parts + 1;
        set_text(&heading->item, get_item(run, &halves));
        set_text(&heading->stem, stems[i % run->n_parts]);
    }
    for (size_t i = 0; i < n; i++)
        inference->headings[run->first + i].group = G_MAXSIZE - run->first;
}

static bool begins_group(const SvyInference *inference, size_t first)
{
    return first == 0 || inference->headings[first - 1].group != inference->headings[first].group;
}

/* Returns the first column after the run that begins at @first; @first + 1 when there is none. */
size_t svy_infer_join_interleaved(SvyInference *inference, size_t first)
{
    if (get_name(inference, first)[0] == '\0' || !begins_group(inference, first))
        return first + 1;
    for (int way = 0; way < 2 * CUT_LAST; way++) {
        g_auto(Run) run = {.inference = inference,
                           .cut = (Cut)(way / 2),
                           .is_part_in_front = way % 2 == 1,
                           .first = first};

        if (!find_parts(&run))
            continue;
        find_items(&run);
        if (!is_interleaved(&run))
            continue;
        join(inference, &run);
        return first + run.n_parts * run.n_items;
    }
    return first + 1;
}
