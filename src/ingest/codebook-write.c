/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing a codebook as a CSV. */
#include "ingest/codebook-private.h"

#include <string.h>

#include "base/csv-out.h"

const char *const svy_codebook_fields[SVY_BOOK_FIELD_LAST + 1] = {
    "column", "header", "question", "text",      "type",    "role",   "item",
    "point",  "mark",   "reverse",  "base",      "use",     "clear",  "levels",
    "codes",  "apart",  "nets",     "separator", "missing", "reason", NULL};

const char *const svy_codebook_uses[] = {"opinion", "technical", "personal", NULL};

const SvyBookSeparator svy_codebook_separators[SVY_CODEBOOK_N_SEPARATORS] = {
    {'\0', ""},     {',', ","},     {';', ";"},    {'|', "bar"},
    {' ', "blank"}, {'\n', "line"}, {'\t', "tab"}, {'/', "/"}};

static void append_escaped(GString *text, const char *part)
{
    for (; *part != '\0'; part++) {
        if (*part == '|')
            g_string_append_c(text, '\\');
        g_string_append_c(text, *part);
    }
}

/* What the cells hold for each level; nothing when that is the labels themselves. */
static char *join_codes(const SvyQuestion *question)
{
    g_autoptr(GString) text = g_string_new(NULL);
    bool has_codes = false;

    for (guint i = 0; i < question->levels->len; i++) {
        const SvyLevel *level = svy_question_get_level(question, i);

        has_codes |= level->code != NULL;
        if (i > 0)
            g_string_append(text, " | ");
        append_escaped(text, svy_level_get_cell(level));
    }
    return has_codes ? g_strdup(text->str) : NULL;
}

static char *join_missing(const SvyQuestion *question)
{
    GString *text = g_string_new(NULL);

    for (size_t i = 0; question->missing != NULL && question->missing[i] != NULL; i++) {
        if (i > 0)
            g_string_append(text, " | ");
        append_escaped(text, question->missing[i]);
    }
    return g_string_free(text, FALSE);
}

static char *join_levels(const SvyQuestion *question, bool only_marked)
{
    GString *text = g_string_new(NULL);

    for (guint i = 0; i < question->levels->len; i++) {
        const SvyLevel *level = svy_question_get_level(question, i);
        const bool is_plain = level->mark == SVY_MARK_NONE;

        if (only_marked && is_plain)
            continue;
        if (text->len > 0)
            g_string_append(text, " | ");
        append_escaped(text, level->label);
        if (only_marked)
            g_string_append_printf(text, "=%s", svy_mark_get_name(level->mark));
    }
    return g_string_free(text, FALSE);
}

/* Levels that stand apart from the others, and the missing texts that say "no answer". */
static char *join_apart(const SvyQuestion *question)
{
    g_autofree char *levels = join_levels(question, true);
    GString *text = g_string_new(levels);

    for (size_t i = 0; question->no_answers != NULL && question->no_answers[i] != NULL; i++) {
        if (text->len > 0)
            g_string_append(text, " | ");
        append_escaped(text, question->no_answers[i]);
        g_string_append(text, "=" SVY_CODEBOOK_NO_ANSWER);
    }
    return g_string_free(text, FALSE);
}

static const char *get_separator_word(char separator)
{
    for (size_t i = 0; i < SVY_CODEBOOK_N_SEPARATORS; i++)
        if (svy_codebook_separators[i].separator == separator)
            return svy_codebook_separators[i].word;
    return "";
}

static void append_net_part(GString *text, const char *part, const char *special)
{
    for (; *part != '\0'; part++) {
        if (strchr(special, *part) != NULL)
            g_string_append_c(text, '\\');
        g_string_append_c(text, *part);
    }
}

/* "Any agreement = Strongly agree | Agree; ..." */
static char *join_nets(const SvyQuestion *question)
{
    GString *text = g_string_new(NULL);

    for (guint i = 0; i < question->nets->len; i++) {
        const SvyNet *net = svy_question_get_net(question, i);

        g_string_append(text, i > 0 ? "; " : "");
        append_net_part(text, net->label, "=;|");
        for (size_t j = 0; net->parts[j] != NULL; j++) {
            g_string_append(text, j == 0 ? " = " : " | ");
            append_net_part(text, net->parts[j], "=;|");
        }
    }
    return g_string_free(text, FALSE);
}

/* "no" shows where a "yes" would have a meaning. */
static const char *get_reverse_word(const SvyQuestion *question, const SvyItem *item)
{
    if (item->is_reverse)
        return "yes";
    return svy_codebook_has_scale(question, item->role) ? "no" : NULL;
}

static const char *get_clear_word(const SvyQuestion *question, const SvyItem *item)
{
    const bool is_text = item->role == SVY_ROLE_WRITE_IN || item->role == SVY_ROLE_COMMENT ||
                         (item->role == SVY_ROLE_OPTION && item->mark == SVY_MARK_OTHER) ||
                         question->type == SVY_QUESTION_TEXT;

    if (item->is_clear)
        return "yes";
    return is_text && !question->is_personal && !question->is_meta ? "no" : NULL;
}

static int get_use(const SvyQuestion *question)
{
    if (question->is_personal)
        return SVY_BOOK_USE_PERSONAL;
    return question->is_meta ? SVY_BOOK_USE_TECHNICAL : SVY_BOOK_USE_OPINION;
}

static void append_item(GString *out,
                        const SvyDataset *dataset,
                        const SvyQuestion *question,
                        size_t i)
{
    const SvyItem *item = svy_question_get_item(question, i);
    g_autofree char *levels = i == 0 ? join_levels(question, false) : NULL;
    g_autofree char *codes = i == 0 ? join_codes(question) : NULL;
    g_autofree char *apart = i == 0 ? join_apart(question) : NULL;
    g_autofree char *nets = i == 0 ? join_nets(question) : NULL;
    g_autofree char *missing = i == 0 ? join_missing(question) : NULL;

    svy_csv_append_count(out, item->column + 1);
    svy_csv_append_text(out, dataset->headers[item->column]);
    svy_csv_append_text(out, question->id);
    svy_csv_append_text(out, question->text);
    svy_csv_append_text(out, svy_question_type_get_name(question->type));
    svy_csv_append_text(out, svy_role_get_name(item->role));
    svy_csv_append_text(out, item->role == SVY_ROLE_ANSWER ? NULL : item->label);
    svy_csv_append_text(out, item->point);
    svy_csv_append_text(out, svy_mark_get_name(item->mark));
    svy_csv_append_text(out, get_reverse_word(question, item));
    svy_csv_append_text(out, svy_base_get_name(question->base));
    svy_csv_append_text(out, svy_codebook_uses[get_use(question)]);
    svy_csv_append_text(out, get_clear_word(question, item));
    svy_csv_append_text(out, levels);
    svy_csv_append_text(out, codes);
    svy_csv_append_text(out, apart);
    svy_csv_append_text(out, nets);
    svy_csv_append_text(out, i == 0 ? get_separator_word(question->separator) : NULL);
    svy_csv_append_text(out, missing);
    svy_csv_append_text(out, i == 0 ? question->reason : NULL);
    svy_csv_end_row(out);
}

char *svy_codebook_file_format(const SvyDataset *dataset)
{
    GString *out = g_string_new(NULL);

    svy_csv_append_row(out, svy_codebook_fields);
    for (guint q = 0; q < dataset->questions->len; q++) {
        const SvyQuestion *question = svy_dataset_get_question(dataset, q);

        for (guint i = 0; i < question->items->len; i++)
            append_item(out, dataset, question, i);
    }
    return g_string_free(out, FALSE);
}
