/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who could be told by a combination of answers that nobody thought of as personal. */
#include "ingest/anonymize-private.h"

#include <string.h>

#include "base/text.h"

#define MIN_PEOPLE 5u /* that share a combination */
#define N_SEGMENTS 8u

typedef struct {
    const SvyQuestion *question;
    const SvyItem *item;
    const SvyColumn *column;
} Segment;

/* The one column of codes of a single answer; false when it has none. */
static bool get_segment(const SvyDataset *dataset, const SvyQuestion *question, Segment *ret)
{
    if (question->is_personal || question->is_meta || question->levels->len == 0 ||
        (question->type != SVY_QUESTION_SINGLE && question->type != SVY_QUESTION_LIKERT))
        return false;
    for (guint i = 0; i < question->items->len; i++) {
        const SvyItem *item = svy_question_get_item(question, i);
        const SvyColumn *column = &dataset->columns[item->column];

        if (item->role != SVY_ROLE_ANSWER || !svy_column_has_codes(column))
            continue;
        *ret = (Segment){question, item, column};
        return true;
    }
    return false;
}

static bool says_who(const SvyQuestion *question)
{
    static const char *const words[] = {
        "role",   "member",    "membership", "years",   "age",    "gender",   "sex",
        "job",    "position",  "state",      "country", "region", "location", "division",
        "sector", "education", "employment", "student", "income", "library",  "ethnicity"};
    g_autofree char *folded = svy_text_fold(question->text);

    for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
        if (svy_text_has_word(folded, words[i]))
            return true;
    return false;
}

static bool is_of_plan(const SvyDataset *dataset, const SvyPlan *plan, const SvyQuestion *question)
{
    for (size_t i = 0; plan->segments[i] != NULL; i++)
        if (svy_dataset_find_question(dataset, plan->segments[i]) == question)
            return true;
    return false;
}

static size_t find_segments(const SvyDataset *dataset, const SvyPlan *plan, Segment segments[])
{
    const bool has_plan = plan != NULL && plan->segments != NULL && plan->segments[0] != NULL;
    size_t n = 0;

    for (guint i = 0; i < dataset->questions->len && n < N_SEGMENTS; i++) {
        const SvyQuestion *question = svy_dataset_get_question(dataset, i);

        if (has_plan ? !is_of_plan(dataset, plan, question) : !says_who(question))
            continue;
        n += get_segment(dataset, question, &segments[n]);
    }
    return n;
}

/* The answers of one person to the segments that are asked for, as one text. */
static char *join_codes(const Segment segments[], size_t n, size_t row)
{
    GString *key = g_string_new(NULL);

    for (size_t i = 0; i < n; i++)
        g_string_append_printf(key, "%d,", svy_column_get_code(segments[i].column, row));
    return g_string_free(key, FALSE);
}

static size_t count_rare(const SvyDataset *dataset, const Segment segments[], size_t n)
{
    g_autoptr(GHashTable) counts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    GHashTableIter iter;
    gpointer value;
    size_t n_people = 0;

    for (size_t row = 0; row < dataset->n_rows; row++) {
        char *key = join_codes(segments, n, row);
        const size_t met = GPOINTER_TO_SIZE(g_hash_table_lookup(counts, key));

        g_hash_table_insert(counts, key, GSIZE_TO_POINTER(met + 1));
    }
    g_hash_table_iter_init(&iter, counts);
    while (g_hash_table_iter_next(&iter, NULL, &value))
        if (GPOINTER_TO_SIZE(value) < MIN_PEOPLE)
            n_people += GPOINTER_TO_SIZE(value);
    return n_people;
}

static void note_combination(const SvyDataset *dataset,
                             const Segment segments[],
                             size_t n,
                             SvyFindings *findings)
{
    const size_t n_people = count_rare(dataset, segments, n);
    g_autoptr(GString) ids = g_string_new(NULL);

    for (size_t i = 0; i < n; i++)
        g_string_append_printf(ids, "%s%s",
                               i == 0      ? ""
                               : i + 1 < n ? ", "
                                           : " and ",
                               segments[i].question->id);
    if (n_people > 0)
        svy_findings_add(
            findings, SVY_SEVERITY_WARNING, "quasi-identifier", 0, segments[0].item->column,
            "Join answers, or make one of the questions personal in the codebook",
            "%zu %s a combination of answers to %s that fewer than %u people share", n_people,
            n_people == 1 ? "person has" : "people have", ids->str, MIN_PEOPLE);
}

static void note_rare_answers(const SvyDataset *dataset,
                              const SvyQuestion *question,
                              SvyFindings *findings)
{
    Segment segment;
    size_t n_rare = 0;

    if (question->is_ordered || !get_segment(dataset, question, &segment))
        return;
    for (size_t code = 0; code < segment.column->dict->n; code++) {
        const size_t n = segment.column->dict->counts[code];

        n_rare += segment.item->level_of[code] >= 0 && n > 0 && n < MIN_PEOPLE;
    }
    if (n_rare > 0)
        svy_findings_add(findings, SVY_SEVERITY_WARNING, "rare-answer", 0, segment.item->column,
                         "Look whether they were typed by hand; if so make the question text",
                         "%zu answer%s to %s %s given by fewer than %u people", n_rare,
                         n_rare == 1 ? "" : "s", question->id, n_rare == 1 ? "was" : "were",
                         MIN_PEOPLE);
}

void svy_anonymize_find_rare(const SvyDataset *dataset, const SvyPlan *plan, SvyFindings *findings)
{
    Segment segments[N_SEGMENTS];
    const size_t n = find_segments(dataset, plan, segments);

    for (size_t i = 0; i < n; i++) {
        for (size_t j = i + 1; j < n && n > 2; j++) {
            const Segment pair[] = {segments[i], segments[j]};

            note_combination(dataset, pair, 2, findings);
        }
    }
    if (n > 1)
        note_combination(dataset, segments, n, findings);
    for (guint i = 0; i < dataset->questions->len; i++)
        note_rare_answers(dataset, svy_dataset_get_question(dataset, i), findings);
}
