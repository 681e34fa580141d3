/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Levels of closed questions: their order, their marks, what a spreadsheet did to them. */
#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "base/text.h"
#include "ingest/infer-private.h"
#include "ingest/scales.h"

/* --- Sets of labels ------------------------------------------------------------------------- */

void svy_label_set_init(SvyLabelSet *set)
{
    set->labels = g_ptr_array_new_with_free_func(g_free);
    set->folds = g_ptr_array_new_with_free_func(g_free);
    set->counts = g_array_new(FALSE, FALSE, sizeof(size_t));
    set->index = g_hash_table_new(g_str_hash, g_str_equal);
}

void svy_label_set_clear(SvyLabelSet *set)
{
    g_clear_pointer(&set->index, g_hash_table_unref);
    g_clear_pointer(&set->labels, g_ptr_array_unref);
    g_clear_pointer(&set->folds, g_ptr_array_unref);
    g_clear_pointer(&set->counts, g_array_unref);
}

static void add_label(SvyLabelSet *set, const char *text, size_t n)
{
    g_autofree char *fold = svy_text_fold(text);
    const size_t position = GPOINTER_TO_SIZE(g_hash_table_lookup(set->index, fold));

    if (position > 0) {
        g_array_index(set->counts, size_t, position - 1) += n;
        return;
    }
    g_ptr_array_add(set->labels, svy_text_clean(text));
    g_array_append_val(set->counts, n);
    g_hash_table_insert(set->index, fold, GSIZE_TO_POINTER(set->labels->len));
    g_ptr_array_add(set->folds, g_steal_pointer(&fold));
}

void svy_label_set_add(SvyLabelSet *set, const SvyColumn *column)
{
    const size_t n = column->dict == NULL ? 0 : column->dict->n;

    for (size_t code = 0; code < n; code++)
        if (column->dict->counts[code] > 0)
            add_label(set, svy_dict_get_text(column->dict, code), column->dict->counts[code]);
}

void svy_label_set_add_answers(SvyLabelSet *set, const SvyInference *inference, size_t column)
{
    const SvyDict *dict = inference->dataset->columns[column].dict;

    for (size_t code = 0; code < svy_infer_count_texts(inference, column); code++)
        if (svy_infer_is_answer(inference, column, code))
            add_label(set, svy_dict_get_text(dict, code), dict->counts[code]);
}

int32_t svy_label_set_find(const SvyLabelSet *set, const char *text)
{
    g_autofree char *fold = svy_text_fold(text);

    return (int32_t)GPOINTER_TO_SIZE(g_hash_table_lookup(set->index, fold)) - 1;
}

size_t svy_label_set_count_shared(const SvyLabelSet *set,
                                  const SvyInference *inference,
                                  size_t column)
{
    const SvyDict *dict = inference->dataset->columns[column].dict;
    size_t n = 0;

    for (size_t code = 0; code < svy_infer_count_texts(inference, column); code++)
        n += svy_infer_is_answer(inference, column, code) &&
             svy_label_set_find(set, svy_dict_get_text(dict, code)) >= 0;
    return n;
}

bool svy_infer_has_same_scale(const SvyInference *inference, size_t a, size_t b)
{
    const size_t n_a = inference->guesses[a].n_distinct, n_b = inference->guesses[b].n_distinct;
    g_auto(SvyLabelSet) set = {0};
    size_t n_shared;

    if (n_a == 0 || n_b == 0 || n_a > 30 || n_b > 30)
        return false;
    svy_label_set_init(&set);
    svy_label_set_add_answers(&set, inference, a);
    n_shared = svy_label_set_count_shared(&set, inference, b);
    return 2 * n_shared >= MAX(n_a, n_b) && n_a + n_b - n_shared <= MAX(n_a, n_b) + 2;
}

/* --- What spreadsheets do to labels --------------------------------------------------------- */

/* Number of a month in English, German or French as spreadsheets cut it; 0 when it is none. */
static unsigned find_month(const char *word, size_t n)
{
    static const char *const months[] = {"jan",     "feb|fev|fév", "mar|mär|mrz", "apr|avr",
                                         "may|mai", "jun|juin",    "jul|juil",    "aug|aou|aoû",
                                         "sep",     "oct|okt",     "nov",         "dec|dez|déc"};

    for (unsigned m = 0; m < G_N_ELEMENTS(months); m++) {
        g_auto(GStrv) names = g_strsplit(months[m], "|", -1);

        for (size_t i = 0; names[i] != NULL; i++)
            if (strlen(names[i]) == n && strncmp(names[i], word, n) == 0)
                return m + 1;
    }
    return 0;
}

/* "Oct-19" and "2-Jan" (also "02. Jan") were 10-19 and 1-2 before a spreadsheet took them for days.
 * (transfer full, nullable) */
static char *undo_day(const char *label)
{
    g_autofree char *fold = svy_text_fold(label);
    const char *start = fold;
    unsigned month = 0;
    guint64 number = 0;

    if (g_ascii_isdigit(*start)) {
        number = g_ascii_strtoull(start, (char **)&start, 10);
        start += strspn(start, ".- ");
    }
    month = find_month(start, strcspn(start, "-. 0123456789"));
    start += strcspn(start, "-. 0123456789");
    if (number == 0) {
        start += strspn(start, ".- ");
        if (g_ascii_isdigit(*start))
            number = g_ascii_strtoull(start, (char **)&start, 10);
    }
    if (month == 0 || number == 0 || number > 99 || *start != '\0')
        return NULL;
    return g_strdup_printf("%u-%u", MIN(month, (unsigned)number), MAX(month, (unsigned)number));
}

static bool is_range(const char *label)
{
    const char *at = label + strspn(label, "$€£ ");

    if (!g_ascii_isdigit(*at))
        return g_ascii_isdigit(at[strspn(at, "<>=+ ")]);
    at += strspn(at, "0123456789.,k ");
    return *at == '-' || *at == '+' || g_str_has_prefix(at, "–") || g_str_has_prefix(at, "to ");
}

/* Days are damage only where the other answers are ranges. */
static bool has_ranges(const SvyLabelSet *set)
{
    size_t n_ranges = 0, n_days = 0;

    for (guint i = 0; i < set->labels->len; i++) {
        g_autofree char *day = undo_day(svy_label_set_get(set, i));

        n_days += day != NULL;
        n_ranges += day == NULL && is_range(svy_label_set_get(set, i));
    }
    return n_days > 0 && n_ranges >= 2 && n_ranges >= n_days;
}

/* ="001" is how a spreadsheet is told to keep noughts. */
static char *undo_formula(const char *label)
{
    const size_t n = strlen(label);

    if (n < 4 || !g_str_has_prefix(label, "=\"") || label[n - 1] != '"')
        return NULL;
    return g_strndup(label + 2, n - 3);
}

/* "4.0" is 4 written by a program that knows no missing whole numbers. */
static bool has_only_noughts(const SvyLabelSet *set)
{
    for (guint i = 0; i < set->labels->len; i++) {
        const char *label = svy_label_set_get(set, i);

        if (!g_str_has_suffix(label, ".0") || strspn(label, "0123456789") != strlen(label) - 2)
            return false;
    }
    return set->labels->len > 0;
}

/* (transfer full, nullable): the label as it was meant; NULL when it is as it should be. */
static char *mend_label(const SvyLabelSet *set, size_t i, bool with_ranges, bool with_noughts)
{
    const char *label = svy_label_set_get(set, i);
    char *mended = with_ranges ? undo_day(label) : NULL;

    if (mended == NULL)
        mended = undo_formula(label);
    if (mended == NULL && with_noughts)
        mended = g_strndup(label, strlen(label) - 2);
    if (mended != NULL && svy_label_set_find(set, mended) >= 0)
        g_clear_pointer(&mended, g_free);
    return mended;
}

/* --- Order ---------------------------------------------------------------------------------- */

typedef struct {
    const char *label;
    const char *code; /* (nullable) what the cells hold */
    size_t n;
    double rank; /* by meaning; used when all have one */
    SvyOptionMark mark;
    size_t position;
} LevelOrder;

/* Places of the marks after the ordinary options. */
static int get_mark_place(SvyOptionMark mark)
{
    switch (mark) {
    case SVY_MARK_NONE:
        return 0;
    case SVY_MARK_OTHER:
        return 1;
    case SVY_MARK_NOTHING:
        return 2;
    case SVY_MARK_DONT_KNOW:
    case SVY_MARK_LAST:
        return 3;
    }
    return 3;
}

static int compare_levels(const void *a, const void *b)
{
    const LevelOrder *left = a, *right = b;
    const int by_mark = get_mark_place(left->mark) - get_mark_place(right->mark);

    if (by_mark != 0)
        return by_mark;
    if (left->rank < right->rank || left->rank > right->rank)
        return left->rank < right->rank ? -1 : 1;
    if (left->n != right->n)
        return left->n > right->n ? -1 : 1;
    return left->position < right->position ? -1 : 1;
}

/* Ordinary labels without the one at @without (n: all of them) in one order. */
static bool try_order(const char *const labels[],
                      size_t n,
                      size_t without,
                      double ranks[],
                      const char **ret_scale)
{
    g_autofree const char **kept = g_new0(const char *, n + 1);
    g_autofree double *kept_ranks = g_new0(double, n + 1);
    size_t n_kept = 0;

    for (size_t i = 0; i < n; i++)
        if (i != without)
            kept[n_kept++] = labels[i];
    if (!svy_scale_match(kept, n_kept, kept_ranks, ret_scale) &&
        !svy_scale_match_numbers(kept, n_kept, kept_ranks))
        return false;
    for (size_t i = 0, k = 0; i < n; i++)
        ranks[i] = i == without ? 1e300 : kept_ranks[k++];
    return true;
}

/* One answer may stand outside an order of numbers ("I do not use it"): it comes last. */
static bool rank_labels(const char *const labels[],
                        size_t n,
                        double ranks[],
                        const char **ret_scale)
{
    if (try_order(labels, n, n, ranks, ret_scale))
        return true;
    for (size_t without = 0; n >= 4 && n <= 30 && without < n; without++)
        if (try_order(labels, n, without, ranks, ret_scale) && *ret_scale == NULL)
            return true;
    *ret_scale = NULL;
    return false;
}

/* Ranks by meaning over the ordinary labels. True when there is one order that holds all of them.
 */
static bool rank_by_meaning(LevelOrder levels[], size_t n, const char **ret_scale)
{
    g_autofree const char **labels = g_new0(const char *, n + 1);
    g_autofree double *ranks = g_new0(double, n + 1);
    g_autofree size_t *where = g_new0(size_t, n + 1);
    size_t n_ordinary = 0;

    for (size_t i = 0; i < n; i++) {
        if (levels[i].mark != SVY_MARK_NONE)
            continue;
        labels[n_ordinary] = levels[i].label;
        where[n_ordinary++] = i;
    }
    if (!rank_labels(labels, n_ordinary, ranks, ret_scale))
        return false;
    for (size_t i = 0; i < n_ordinary; i++)
        levels[where[i]].rank = ranks[i];
    return true;
}

void svy_infer_levels(SvyQuestion *question,
                      const SvyLabelSet *set,
                      const SvyExporter *exporter,
                      const char **ret_scale)
{
    const size_t n = set->labels->len;
    const bool with_ranges = has_ranges(set), with_noughts = has_only_noughts(set);
    g_autofree LevelOrder *levels = g_new0(LevelOrder, n + 1);
    g_auto(GStrv) mended = g_new0(char *, n + 1);
    size_t n_mended = 0;

    *ret_scale = NULL;
    for (size_t i = 0; i < n; i++) {
        const char *label = svy_label_set_get(set, i);
        const char *words = svy_infer_find_exit(exporter, label);
        char *better =
            words != NULL ? g_strdup(words) : mend_label(set, i, with_ranges, with_noughts);

        if (better != NULL)
            mended[n_mended++] = better;
        levels[i] = (LevelOrder){.label = better != NULL ? better : label,
                                 .code = better != NULL ? label : NULL,
                                 .n = g_array_index(set->counts, size_t, i),
                                 .mark = svy_option_mark_guess(words != NULL ? words : label),
                                 .position = i};
    }
    question->is_ordered = n < 200 && rank_by_meaning(levels, n, ret_scale);
    qsort(levels, n, sizeof *levels, compare_levels);
    for (size_t i = 0; i < n; i++)
        svy_question_add_level(question, levels[i].label)->code = g_strdup(levels[i].code);
}

static void add_unnamed_level(SvyQuestion *question, const char *cell, const SvyExporter *exporter)
{
    const char *words = svy_infer_find_exit(exporter, cell);
    SvyLevel *level = svy_question_add_level(question, words != NULL ? words : cell);

    level->code = words != NULL ? g_strdup(cell) : NULL;
}

void svy_infer_coded_levels(SvyQuestion *question,
                            const SvyHeading *heading,
                            const SvyLabelSet *set,
                            const SvyExporter *exporter,
                            const char **ret_scale)
{
    g_autofree const char **labels = g_new0(const char *, heading->n_labels + 1);

    for (size_t i = 0; i < heading->n_labels; i++) {
        const SvyCodeLabel *pair = &heading->labels[i];

        labels[i] = pair->label;
        svy_question_add_level(question, pair->label)->code = g_strdup(pair->code);
    }
    for (guint i = 0; i < set->labels->len; i++) {
        bool is_named = false;

        for (size_t j = 0; j < heading->n_labels; j++)
            is_named |= svy_text_same(heading->labels[j].code, svy_label_set_get(set, i));
        if (!is_named)
            add_unnamed_level(question, svy_label_set_get(set, i), exporter);
    }
    question->is_ordered = svy_infer_is_in_order(labels, heading->n_labels, ret_scale);
}

static bool runs_one_way(const double ranks[], size_t n)
{
    size_t n_up = 0, n_down = 0;

    for (size_t i = 1; i < n; i++) {
        n_up += ranks[i] > ranks[i - 1];
        n_down += ranks[i] < ranks[i - 1];
    }
    return n >= 2 && (n_up == 0 || n_down == 0);
}

/* One answer may stand before or behind an order of numbers ("I am retired"). */
static bool is_order_with_one_apart(const char *const labels[], size_t n)
{
    g_autofree double *ranks = g_new0(double, n + 1);

    return n >= 4 &&
           ((svy_scale_match_numbers(labels, n - 1, ranks) && runs_one_way(ranks, n - 1)) ||
            (svy_scale_match_numbers(labels + 1, n - 1, ranks) && runs_one_way(ranks, n - 1)));
}

bool svy_infer_is_in_order(const char *const labels[], size_t n, const char **ret_scale)
{
    g_autofree const char **ordinary = g_new0(const char *, n + 1);
    g_autofree double *ranks = g_new0(double, n + 1);
    size_t n_ordinary = 0;

    *ret_scale = NULL;
    for (size_t i = 0; i < n; i++)
        if (svy_option_mark_guess(labels[i]) == SVY_MARK_NONE)
            ordinary[n_ordinary++] = labels[i];
    if (!try_order(ordinary, n_ordinary, n_ordinary, ranks, ret_scale))
        return is_order_with_one_apart(ordinary, n_ordinary);
    if (runs_one_way(ranks, n_ordinary))
        return true;
    *ret_scale = NULL;
    return false;
}

bool svy_infer_is_numbered(const SvyQuestion *question)
{
    size_t n = 0, n_worded = 0;
    double next = 0;

    for (guint i = 0; i < question->levels->len; i++) {
        const SvyLevel *level = svy_question_get_level(question, i);
        const char *at = level->label + strspn(level->label, "(");
        const size_t n_digits = strspn(at, "0123456789");
        g_autofree char *digits = g_strndup(at, n_digits);
        double value;

        if (level->mark != SVY_MARK_NONE)
            continue;
        at += n_digits;
        if (!svy_num_parse(digits, &value) || (n == 0 ? value > 1 : value < next || value > next))
            return false;
        n_worded += *at != '\0';
        at += strspn(at, ").:=- ");
        if (*at != '\0' && !g_unichar_isalpha(g_utf8_get_char(at)))
            return false;
        next = value + 1;
        n++;
    }
    return n >= 3 && n <= 11 && n_worded > 0;
}
