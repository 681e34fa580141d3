/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What happens to a column when responses are made ready to be shared. Whatever no rule lets
 * through is blanked. */
#include "ingest/anonymize-private.h"

#include <stdint.h>
#include <string.h>

#include "base/text.h"

typedef struct {
    SvyWay way;
    const char *reason; /* static */
} Choice;

/* --- Technical columns ---------------------------------------------------------------------- */

/* Ids are replaced where they look like ids; an address or a name that is called one is not. */
static bool looks_like_ids(const SvyColumn *column)
{
    for (size_t i = 0; column->dict != NULL && i < column->dict->n; i++)
        for (const char *c = svy_dict_get_text(column->dict, i); *c != '\0'; c++)
            if (!g_ascii_isalnum(*c) && *c != '-' && *c != '_')
                return false;
    return column->n_answered > 0;
}

/* A collector's or a survey's number is the same for many: numbering people by it would be wrong.
 */
static bool is_one_each(const SvyColumn *column)
{
    return svy_column_count_distinct(column) > column->n_rows / 2;
}

/* Words and figures that tools write for how far a response came and how it was reached. They tell
 * nobody, and the tool's own files are recognised by them. */
static bool is_state(const char *text)
{
    static const char *const words[] = {"0",
                                        "1",
                                        "2",
                                        "true",
                                        "false",
                                        "yes",
                                        "no",
                                        "complete",
                                        "completed",
                                        "incomplete",
                                        "partial",
                                        "unverified",
                                        "finished",
                                        "submitted",
                                        "submitted_via_web",
                                        "ip address",
                                        "anonymous",
                                        "interview",
                                        "default response set"};

    for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
        if (svy_text_same(words[i], text))
            return true;
    return false;
}

static bool holds_states(const SvyColumn *column)
{
    const size_t n = svy_column_has_codes(column) ? column->dict->n : 0;

    for (size_t code = 0; code < n; code++)
        if (!is_state(svy_dict_get_text(column->dict, code)))
            return false;
    return n > 0;
}

bool svy_anonymize_has_option(const SvyDataset *dataset,
                              size_t column,
                              const char *code,
                              size_t n_code)
{
    const char *name = dataset->headers[column];
    const size_t n = strlen(name);

    for (guint q = 0; q < dataset->questions->len; q++) {
        const SvyQuestion *question = svy_dataset_get_question(dataset, q);

        for (guint i = 0; i < question->items->len; i++) {
            const SvyItem *item = svy_question_get_item(question, i);
            const char *option = dataset->headers[item->column];

            if (item->role == SVY_ROLE_OPTION && strncmp(option, name, n) == 0 &&
                (option[n] == '_' || option[n] == '/') &&
                (n_code == SIZE_MAX ||
                 (strlen(option + n + 1) == n_code && strncmp(option + n + 1, code, n_code) == 0)))
                return true;
        }
    }
    return false;
}

static Choice choose_technical(const SvyDataset *dataset, const SvyItem *item)
{
    if (svy_anonymize_has_option(dataset, item->column, NULL, SIZE_MAX))
        return (Choice){SVY_WAY_CODES, "codes of the options beside it"};
    if (holds_states(&dataset->columns[item->column]))
        return (Choice){SVY_WAY_ALL, "the state of the response"};
    return (Choice){SVY_WAY_BLANK, "technical; could tell who answered"};
}

/* --- Answers -------------------------------------------------------------------------------- */

static Choice choose_closed(const SvyQuestion *question, const SvyItem *item)
{
    if (item->role == SVY_ROLE_OPTION || item->role == SVY_ROLE_POINT)
        return (Choice){SVY_WAY_TICKS, "ticks, without what was typed"};
    if (question->separator != '\0')
        return (Choice){SVY_WAY_PIECES, "options, without what was typed"};
    if (question->levels->len > 0)
        return (Choice){SVY_WAY_ANSWERS, "closed answers, as they are"};
    return (Choice){SVY_WAY_BLANK, "no list of answers is known"};
}

static Choice choose_by_type(const SvyQuestion *question, const SvyItem *item)
{
    switch (question->type) {
    case SVY_QUESTION_SINGLE:
    case SVY_QUESTION_LIKERT:
    case SVY_QUESTION_MULTI:
    case SVY_QUESTION_GRID:
    case SVY_QUESTION_RANK:
        return choose_closed(question, item);
    case SVY_QUESTION_NUMERIC:
        if (question->is_meta)
            return (Choice){SVY_WAY_BLANK, "technical; could tell who answered"};
        return (Choice){SVY_WAY_NUMBERS, "numbers, as they are"};
    case SVY_QUESTION_WEIGHT:
        return (Choice){SVY_WAY_NUMBERS, "numbers, as they are"};
    case SVY_QUESTION_DATE:
        return (Choice){SVY_WAY_DAY, "the day, without the time"};
    case SVY_QUESTION_TEXT:
        return (Choice){SVY_WAY_BLANK, "free text that the codebook does not clear"};
    case SVY_QUESTION_ID:
    case SVY_QUESTION_LAST:
        break;
    }
    return (Choice){SVY_WAY_BLANK, "technical; could tell who answered"};
}

static Choice choose(const SvyDataset *dataset, const SvyQuestion *question, const SvyItem *item)
{
    const SvyColumn *column = &dataset->columns[item->column];

    if (question->type == SVY_QUESTION_ID && looks_like_ids(column) && is_one_each(column))
        return (Choice){SVY_WAY_RUNNING, "an id; a running number stands for it"};
    if (question->is_personal)
        return (Choice){SVY_WAY_BLANK, "identifies people"};
    if (item->is_clear)
        return (Choice){SVY_WAY_ALL, "cleared in the codebook"};
    if (item->role == SVY_ROLE_WRITE_IN || item->role == SVY_ROLE_COMMENT)
        return (Choice){SVY_WAY_BLANK, "free text that the codebook does not clear"};
    if (question->is_meta && question->type == SVY_QUESTION_TEXT)
        return choose_technical(dataset, item);
    return choose_by_type(question, item);
}

SvyWayRule *svy_anonymize_choose_rules(const SvyDataset *dataset)
{
    SvyWayRule *rules = g_new0(SvyWayRule, dataset->n_columns + 1);

    for (size_t i = 0; i < dataset->n_columns; i++)
        rules[i] = (SvyWayRule){
            .way = SVY_WAY_BLANK, .reason = "belongs to no question", .dataset = dataset};
    for (guint q = 0; q < dataset->questions->len; q++) {
        const SvyQuestion *question = svy_dataset_get_question(dataset, q);

        for (guint i = 0; i < question->items->len; i++) {
            const SvyItem *item = svy_question_get_item(question, i);

            const Choice choice = choose(dataset, question, item);

            rules[item->column] = (SvyWayRule){choice.way, choice.reason, dataset, question, item};
        }
    }
    return rules;
}
