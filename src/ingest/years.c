/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/translate.h"
#include "ingest/years.h"

#include <string.h>

#include "ingest/infer-private.h"

enum { N_MOST_YEARS = 12 };

static const char first_year[] = "1900", last_year[] = "2100";

/* "2021", as it stands: no decimals, nothing before or behind. */
static bool is_year(const char *text)
{
    return strlen(text) == 4 && strspn(text, "0123456789") == 4 && strcmp(text, first_year) >= 0 &&
           strcmp(text, last_year) <= 0;
}

static int compare_texts(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* (nullable) (transfer full) the different answers of a column, borrowed, in their order, if they
 * are years, and two or a few more. */
static GPtrArray *list_years(const SvyQuestion *question, const SvyColumn *column)
{
    g_autoptr(GPtrArray) years = g_ptr_array_new();

    for (size_t code = 0; column->dict != NULL && code < column->dict->n; code++) {
        const char *text = svy_dict_get_text(column->dict, code);

        if (column->dict->counts[code] == 0 || svy_question_is_missing(question, text))
            continue;
        if (!is_year(text))
            return NULL;
        g_ptr_array_add(years, (gpointer)text);
    }
    if (years->len < 2 || years->len > N_MOST_YEARS)
        return NULL;
    g_ptr_array_sort(years, compare_texts);
    return g_steal_pointer(&years);
}

/* (nullable) (transfer none) a question for one number that is called so. */
static SvyQuestion *find_number(const SvyDataset *dataset, const char *name)
{
    const SvyQuestion *found = svy_dataset_find_question(dataset, name);

    for (guint i = 0; found != NULL && i < dataset->questions->len; i++) {
        SvyQuestion *question = dataset->questions->pdata[i];

        if (question == found && question->type == SVY_QUESTION_NUMERIC &&
            question->items->len == 1)
            return question;
    }
    return NULL;
}

static void make_groups(SvyDataset *dataset,
                        SvyQuestion *question,
                        size_t column,
                        const GPtrArray *years)
{
    for (guint i = 0; i < years->len; i++)
        svy_question_add_level(question, years->pdata[i]);
    question->type = SVY_QUESTION_SINGLE;
    question->is_ordered = question->is_guess = true;
    svy_infer_set_reason(question,
                         SVY_TR("%u whole years by which groups are asked for; base: everyone "
                                "who gave one"),
                         years->len);
    svy_findings_add(
        dataset->findings, SVY_SEVERITY_NOTE, "years-as-groups", 0, column,
        SVY_TR("If they are a number, do not ask for groups by them (--by, or questions under "
               "[segments] in the plan)"),
        SVY_TR("%s has %u different whole years; they were taken as groups, such as waves, "
               "not as a number"),
        question->id, years->len);
}

void svy_years_take_as_groups(SvyDataset *dataset, const char *const *names)
{
    for (size_t i = 0; names != NULL && names[i] != NULL; i++) {
        SvyQuestion *question = find_number(dataset, names[i]);
        g_autoptr(GPtrArray) years = NULL;
        size_t column;

        if (question == NULL)
            continue;
        column = ((const SvyItem *)question->items->pdata[0])->column;
        years = list_years(question, &dataset->columns[column]);
        if (years != NULL)
            make_groups(dataset, question, column, years);
    }
}
