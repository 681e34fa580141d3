/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Neighbours that belong together although no exporter says so: by what their cells repeat, by
 * numbers in front ("10a.", "10b."), by a common beginning or end of their names. Only files with
 * one header row and without hints need this. */
#include <string.h>

#include "base/text.h"
#include "base/translate.h"
#include "ingest/infer-private.h"

static const char *get_name(const SvyInference *inference, size_t i)
{
    return inference->dataset->headers[i];
}

static bool is_free(const SvyInference *inference, size_t i)
{
    const SvyHeading *heading = &inference->headings[i];

    return heading->hint == SVY_HINT_NONE && !heading->is_meta &&
           !svy_infer_is_interleaved(inference, i) && get_name(inference, i)[0] != '\0';
}

/* A run may join groups of the exporter, but not cut one. */
static bool keeps_groups(const SvyInference *inference, size_t first, size_t last)
{
    const SvyHeading *headings = inference->headings;

    return (first == 0 || headings[first - 1].group != headings[first].group) &&
           (last == inference->dataset->n_columns ||
            headings[last - 1].group != headings[last].group);
}

static void join(SvyInference *inference,
                 size_t first,
                 size_t last,
                 const char *stem,
                 char *items[])
{
    for (size_t i = first; i < last; i++) {
        SvyHeading *heading = &inference->headings[i];

        heading->group = G_MAXSIZE - first;
        g_free(heading->stem);
        heading->stem = g_strdup(stem);
        g_free(heading->item);
        heading->item = g_strdup(items[i - first]);
    }
}

/* Blanks and the marks that stand between a question and its item. */
static char *trim_marks(const char *text, size_t n)
{
    char *trimmed = g_strndup(text, n);
    size_t end = n;

    while (end > 0 && strchr(" -:|>/[_\xE2\x80\x93", trimmed[end - 1]) != NULL)
        end--;
    trimmed[end] = '\0';
    return g_strchug(trimmed);
}

/* --- Ticks that repeat the end of their header ---------------------------------------------- */

static size_t count_without_stop(const char *text)
{
    size_t n = strlen(text);

    while (n > 0 && strchr(".:;!? ]", text[n - 1]) != NULL)
        n--;
    return n;
}

/* Folded header in front of the tick; NULL when the cells hold anything else. (transfer full) */
static char *find_tick_prefix(const SvyInference *inference, size_t column)
{
    const char *answer = svy_infer_get_only_answer(inference, column);
    g_autofree char *name = NULL;
    g_autofree char *tick = NULL;
    size_t n_name, n_tick;

    if (answer == NULL || !is_free(inference, column))
        return NULL;
    name = svy_text_fold(get_name(inference, column));
    tick = svy_text_fold(answer);
    n_name = count_without_stop(name);
    n_tick = count_without_stop(tick);
    if (n_tick == 0 || n_tick > n_name || strncmp(name + n_name - n_tick, tick, n_tick) != 0)
        return NULL;
    if (n_tick < n_name && g_ascii_isalnum(name[n_name - n_tick - 1]))
        return NULL;
    return g_strndup(name, n_name - n_tick);
}

static bool begins_with(const SvyInference *inference, size_t column, const char *prefix)
{
    g_autofree char *name = svy_text_fold(get_name(inference, column));

    return prefix[0] != '\0' && g_str_has_prefix(name, prefix);
}

/* Options that nobody chose, and the text box beside "Other", carry the prefix too. */
static bool continues_ticks(const SvyInference *inference, size_t column, const char *prefix)
{
    g_autofree char *own = find_tick_prefix(inference, column);

    if (own != NULL)
        return strcmp(own, prefix) == 0;
    if (!is_free(inference, column))
        return false;
    if (prefix[0] == '\0')
        return svy_option_mark_guess(get_name(inference, column)) == SVY_MARK_OTHER;
    return begins_with(inference, column, prefix) &&
           (inference->guesses[column].n_answered == 0 ||
            svy_group_asks_for_words(&inference->headings[column]) ||
            strstr(get_name(inference, column), "pecify") != NULL);
}

/* A header after its prefix, in its own spelling. */
static char *cut_prefix(const char *name, const char *prefix)
{
    const glong n = g_utf8_strlen(prefix, -1);

    return g_strdup(g_utf8_strlen(name, -1) > n ? g_utf8_offset_to_pointer(name, n) : name);
}

static char *make_tick_stem(const SvyInference *inference,
                            size_t first,
                            size_t last,
                            const char *prefix)
{
    const char *name = get_name(inference, first);
    const char *end = g_utf8_offset_to_pointer(name, g_utf8_strlen(prefix, -1));
    g_autofree char *stem = trim_marks(name, (size_t)(end - name));
    g_autoptr(GString) options = g_string_new(NULL);

    if (strpbrk(stem, " ") != NULL)
        return g_steal_pointer(&stem);
    for (size_t i = first; i < last && i < first + 3; i++) {
        g_autofree char *option = cut_prefix(get_name(inference, i), prefix);
        g_string_append_printf(options, "%s%s", i == first ? "" : ", ", option);
    }
    return g_strdup_printf("%s%s%s%s", stem, stem[0] == '\0' ? "" : " ", options->str,
                           last > first + 3 ? ", ..." : "");
}

static size_t find_end_of_ticks(const SvyInference *inference, size_t first, const char *prefix)
{
    size_t last = first + 1;

    while (last < inference->dataset->n_columns && continues_ticks(inference, last, prefix)) {
        const bool is_other = svy_infer_get_only_answer(inference, last) == NULL;

        last++;
        if (prefix[0] == '\0' && is_other)
            break;
    }
    return last;
}

static void note_no_stem(SvyInference *inference, size_t first, size_t last)
{
    svy_findings_add(
        inference->dataset->findings, SVY_SEVERITY_WARNING, "no-question-text", 1, first,
        SVY_TR("Say in the codebook which columns are one question"),
        SVY_TR("columns %zu to %zu are headed by their options only; they were taken as one "
               "question, but may be two"),
        first + 1, last);
}

/* The header alone made them one question, with an item for each. */
static bool is_joined(const SvyInference *inference, size_t first, size_t last)
{
    const SvyHeading *headings = inference->headings;

    return headings[first].item != NULL && headings[first].group == headings[last - 1].group;
}

/* Returns the first column after the run that begins at @first; @first + 1 when there is none. */
static size_t join_ticks(SvyInference *inference, size_t first)
{
    g_autofree char *prefix = find_tick_prefix(inference, first);
    g_autofree char *stem = NULL;
    g_auto(GStrv) items = NULL;
    size_t last;

    if (prefix == NULL)
        return first + 1;
    last = find_end_of_ticks(inference, first, prefix);
    if (last < first + 2 || !keeps_groups(inference, first, last))
        return first + 1;
    if (is_joined(inference, first, last))
        return last;
    stem = make_tick_stem(inference, first, last, prefix);
    items = g_new0(char *, last - first + 1);
    for (size_t i = first; i < last; i++)
        items[i - first] = cut_prefix(get_name(inference, i), prefix);
    join(inference, first, last, stem, items);
    if (prefix[0] == '\0')
        note_no_stem(inference, first, last);
    return last;
}

/* --- "Question - Row - Point" --------------------------------------------------------------- */

/* What stands in front of the last but one " - "; NULL when there are no two. */
static char *find_matrix_stem(const SvyInference *inference, size_t column)
{
    const char *name = get_name(inference, column);
    const char *last = g_strrstr(name, " - "), *before;

    if (!is_free(inference, column) || last == NULL || inference->guesses[column].n_distinct > 1)
        return NULL;
    before = g_strrstr_len(name, last - name, " - ");
    return before == NULL || before == name ? NULL : g_strndup(name, (size_t)(before - name));
}

static bool has_matrix_stem(const SvyInference *inference, size_t column, const char *stem)
{
    g_autofree char *own = find_matrix_stem(inference, column);

    return own != NULL && svy_text_same(own, stem);
}

/* Whether these are rows and points is seen by who reads the labels; here they come together. */
static size_t join_matrices(SvyInference *inference, size_t first)
{
    g_autofree char *stem = find_matrix_stem(inference, first);
    g_auto(GStrv) items = NULL;
    size_t last = first + 1;

    while (stem != NULL && last < inference->dataset->n_columns &&
           has_matrix_stem(inference, last, stem))
        last++;
    if (last < first + 4 || !keeps_groups(inference, first, last))
        return first + 1;
    items = g_new0(char *, last - first + 1);
    for (size_t i = first; i < last; i++)
        items[i - first] = g_strdup(get_name(inference, i) + strlen(stem) + 3);
    join(inference, first, last, stem, items);
    return last;
}

/* --- Numbers in front: 10a. 10b. 10c. ------------------------------------------------------- */

/* Splits "10a. Data is too big" into the number and the letter. */
static bool read_number_letter(const char *name, size_t *ret_n_number, char *ret_letter)
{
    size_t n = strspn(name, "Qq");

    if (!g_ascii_isdigit(name[n]))
        return false;
    n += strspn(name + n, "0123456789");
    if (!g_ascii_islower(name[n]) || strchr(".) :", name[n + 1]) == NULL)
        return false;
    *ret_n_number = n;
    *ret_letter = name[n];
    return true;
}

static bool follows_letter(const SvyInference *inference, size_t column)
{
    const char *name = get_name(inference, column), *before = get_name(inference, column - 1);
    size_t n, n_before;
    char letter, letter_before;

    return is_free(inference, column) && is_free(inference, column - 1) &&
           read_number_letter(name, &n, &letter) &&
           read_number_letter(before, &n_before, &letter_before) && n == n_before &&
           strncmp(name, before, n) == 0 && letter == letter_before + 1 &&
           inference->guesses[column].n_distinct >= 3 &&
           svy_infer_has_same_scale(inference, column - 1, column);
}

static size_t join_letters(SvyInference *inference, size_t first)
{
    g_autofree char *stem = NULL;
    size_t last = first + 1, n = 0;
    char letter;

    while (last < inference->dataset->n_columns && follows_letter(inference, last))
        last++;
    if (last < first + 2 || !keeps_groups(inference, first, last) ||
        !read_number_letter(get_name(inference, first), &n, &letter))
        return first + 1;
    stem = g_strdup_printf("Question %.*s", (int)n, get_name(inference, first));
    join(inference, first, last, stem, inference->dataset->headers + first);
    return last;
}

/* --- A common end: "Item:The question" ------------------------------------------------------ */

/* What stands behind the first colon; NULL when that is no wording. */
static const char *find_tail(const SvyInference *inference, size_t column)
{
    const char *colon = strchr(get_name(inference, column), ':');

    if (!is_free(inference, column) || colon == NULL || colon == get_name(inference, column))
        return NULL;
    colon += 1 + strspn(colon + 1, " ");
    return strchr(colon, ' ') == NULL ? NULL : colon;
}

static bool has_same_tail(const SvyInference *inference, size_t a, size_t b)
{
    const char *tail = find_tail(inference, a), *other = find_tail(inference, b);

    return tail != NULL && other != NULL && svy_text_same(tail, other) &&
           !svy_text_same(get_name(inference, a), get_name(inference, b));
}

static size_t join_tails(SvyInference *inference, size_t first)
{
    const char *tail = find_tail(inference, first);
    g_auto(GStrv) items = NULL;
    size_t last = first + 1;

    while (last < inference->dataset->n_columns && has_same_tail(inference, first, last))
        last++;
    if (last < first + 2 || !keeps_groups(inference, first, last))
        return first + 1;
    items = g_new0(char *, last - first + 1);
    for (size_t i = first; i < last; i++)
        items[i - first] = g_strndup(get_name(inference, i), strcspn(get_name(inference, i), ":"));
    join(inference, first, last, tail, items);
    return last;
}

/* --- A common beginning --------------------------------------------------------------------- */

/* Bytes that two names share, up to the end of a word. */
static size_t count_shared(const char *a, const char *b)
{
    size_t n = 0, end = 0;

    for (; a[n] != '\0' && a[n] == b[n]; n++)
        if (a[n] == ' ')
            end = n + 1;
    return end;
}

static size_t count_words(const char *text, size_t n)
{
    size_t n_words = 0;

    for (size_t i = 0; i < n; i++)
        n_words += text[i] == ' ';
    return n_words;
}

/* Rows of one grid say the same for at least four words and half of their length. Yes and no are
 * the scale of too many questions: these must share more. */
static bool shares_beginning(const SvyInference *inference, size_t first, size_t column, size_t n)
{
    const char *name = get_name(inference, first), *other = get_name(inference, column);
    const bool is_short_scale = inference->guesses[first].n_distinct <= 2;

    return is_free(inference, column) && inference->guesses[column].n_distinct >= 2 &&
           count_words(name, n) >= (is_short_scale ? 6u : 4u) &&
           2 * n >= MIN(strlen(name), strlen(other)) &&
           svy_infer_has_same_scale(inference, first, column);
}

static bool is_single_column(const SvyInference *inference, size_t column)
{
    return keeps_groups(inference, column, column + 1);
}

static size_t join_beginnings(SvyInference *inference, size_t first)
{
    const char *name = get_name(inference, first);
    g_autofree char *stem = NULL;
    g_auto(GStrv) items = NULL;
    size_t last = first + 1, n = strlen(name);

    if (!is_free(inference, first) || !is_single_column(inference, first))
        return first + 1;
    while (last < inference->dataset->n_columns && is_single_column(inference, last)) {
        const size_t n_shared = MIN(n, count_shared(name, get_name(inference, last)));

        if (!shares_beginning(inference, first, last, n_shared))
            break;
        n = n_shared;
        last++;
    }
    if (last < first + (inference->guesses[first].n_distinct <= 2 ? 4u : 3u))
        return first + 1;
    stem = trim_marks(name, n);
    items = g_new0(char *, last - first + 1);
    for (size_t i = first; i < last; i++) {
        const char *item = get_name(inference, i) + n;

        items[i - first] = g_strndup(item, count_without_stop(item));
    }
    join(inference, first, last, stem, items);
    return last;
}

/* --- All ------------------------------------------------------------------------------------ */

typedef size_t (*JoinFrom)(SvyInference *inference, size_t first);

void svy_infer_regroup(SvyInference *inference)
{
    static const JoinFrom joins[] = {join_matrices, join_ticks, join_letters, join_tails,
                                     join_beginnings};
    const size_t n = inference->dataset->n_columns;

    for (size_t i = 0; i < n && inference->dataset->n_header_rows > 0;)
        i = svy_infer_join_interleaved(inference, i);
    if (inference->dataset->n_header_rows != 1)
        return;
    for (size_t j = 0; j < G_N_ELEMENTS(joins); j++)
        for (size_t i = 0; i < n;)
            i = joins[j](inference, i);
}
