/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Questions, their items and scales. */
#include "core/codebook.h"

#include <string.h>

#include "base/text.h"

static void free_item(gpointer data)
{
    SvyItem *item = data;

    g_free(item->label);
    g_free(item->point);
    svy_bitset_free(item->ticks);
    g_free(item->level_of);
    svy_bitset_free(item->no_answer);
    g_free(item);
}

static void free_level(gpointer data)
{
    SvyLevel *level = data;

    g_free(level->label);
    g_free(level->code);
    svy_bitset_free(level->ticks);
    g_free(level);
}

static void free_net(gpointer data)
{
    SvyNet *net = data;

    g_free(net->label);
    g_strfreev(net->parts);
    g_free(net);
}

SvyQuestion *svy_question_new(SvyQuestionType type, const char *text)
{
    SvyQuestion *question = g_new0(SvyQuestion, 1);

    question->type = type;
    question->text = g_strdup(text);
    question->items = g_ptr_array_new_with_free_func(free_item);
    question->levels = g_ptr_array_new_with_free_func(free_level);
    question->nets = g_ptr_array_new_with_free_func(free_net);
    return question;
}

char *svy_question_say_reason(const SvyQuestion *question, const char *language)
{
    if (question->why != NULL)
        return svy_saying_say(question->why, language);
    return g_strdup(question->reason == NULL ? "" : question->reason);
}

void svy_question_free(SvyQuestion *question)
{
    if (question == NULL)
        return;
    g_free(question->id);
    g_free(question->text);
    g_free(question->reason);
    svy_saying_free(question->why);
    g_strfreev(question->missing);
    g_strfreev(question->no_answers);
    g_ptr_array_unref(question->items);
    g_ptr_array_unref(question->levels);
    g_ptr_array_unref(question->nets);
    svy_bitset_free(question->answered);
    svy_bitset_free(question->no_answer);
    g_free(question);
}

SvyItem *svy_question_add_item(SvyQuestion *question,
                               size_t column,
                               SvyRole role,
                               const char *label)
{
    SvyItem *item = g_new0(SvyItem, 1);

    item->column = column;
    item->role = role;
    item->label = g_strdup(label);
    g_ptr_array_add(question->items, item);
    return item;
}

SvyLevel *svy_question_add_level(SvyQuestion *question, const char *label)
{
    SvyLevel *level = g_new0(SvyLevel, 1);

    level->label = g_strdup(label);
    level->mark = svy_option_mark_guess(label);
    g_ptr_array_add(question->levels, level);
    return level;
}

SvyNet *svy_question_add_net(SvyQuestion *question, const char *label, char **parts)
{
    SvyNet *net = g_new0(SvyNet, 1);

    net->label = g_strdup(label);
    net->parts = parts;
    g_ptr_array_add(question->nets, net);
    return net;
}

bool svy_net_has(const SvyNet *net, const char *label)
{
    for (size_t i = 0; net->parts[i] != NULL; i++)
        if (svy_text_same(net->parts[i], label))
            return true;
    return false;
}

size_t svy_question_mirror_level(const SvyQuestion *question, size_t i)
{
    size_t n_after = 0;

    if (svy_question_get_level(question, i)->mark != SVY_MARK_NONE)
        return i;
    for (size_t j = i + 1; j < question->levels->len; j++)
        n_after += svy_question_get_level(question, j)->mark == SVY_MARK_NONE;
    for (size_t j = 0; j < question->levels->len; j++)
        if (svy_question_get_level(question, j)->mark == SVY_MARK_NONE && n_after-- == 0)
            return j;
    return i;
}

bool svy_question_leads_row(const SvyQuestion *question, size_t i)
{
    const SvyItem *item = svy_question_get_item(question, i);

    if (item->role == SVY_ROLE_ROW)
        return true;
    if (item->role != SVY_ROLE_POINT)
        return false;
    for (size_t j = 0; j < i; j++) {
        const SvyItem *before = svy_question_get_item(question, j);

        if (before->role == SVY_ROLE_POINT && strcmp(before->label, item->label) == 0)
            return false;
    }
    return true;
}

size_t svy_question_count_role(const SvyQuestion *question, SvyRole role)
{
    size_t n = 0;

    for (guint i = 0; i < question->items->len; i++)
        n += svy_question_get_item(question, i)->role == role;
    return n;
}

/* --- Options -------------------------------------------------------------------------------- */

size_t svy_question_count_options(const SvyQuestion *question)
{
    if (question->separator != '\0')
        return svy_question_is_ranked_cell(question) ? 0 : question->levels->len;
    return svy_question_count_role(question, SVY_ROLE_OPTION);
}

SvyChoice svy_question_get_option(const SvyQuestion *question, size_t i)
{
    if (question->separator != '\0') {
        const SvyLevel *level = svy_question_get_level(question, i);

        return (SvyChoice){level->label, level->mark, svy_question_get_item(question, 0)->column,
                           level->ticks};
    }
    for (guint j = 0; j < question->items->len; j++) {
        const SvyItem *item = svy_question_get_item(question, j);

        if (item->role == SVY_ROLE_OPTION && i-- == 0)
            return (SvyChoice){item->label, item->mark, item->column, item->ticks};
    }
    g_assert_not_reached();
}

static bool is_listed(char *const texts[], const char *text)
{
    return texts != NULL && g_strv_contains((const char *const *)texts, text);
}

bool svy_question_is_missing(const SvyQuestion *question, const char *text)
{
    return is_listed(question->missing, text);
}

bool svy_question_is_no_answer(const SvyQuestion *question, const char *text)
{
    return is_listed(question->no_answers, text);
}

static bool ends_piece(const SvyQuestion *question, const char *text)
{
    if (question->separator == ' ' && *text == ' ')
        return true;
    while (*text == ' ')
        text++;
    return *text == '\0' || *text == question->separator;
}

/* The longest level with which @text begins and after which a piece ends. */
static int32_t find_longest_level(const SvyQuestion *question, const char *text)
{
    size_t longest = 0;
    int32_t best = -1;

    for (guint i = 0; i < question->levels->len; i++) {
        const char *cell = svy_level_get_cell(svy_question_get_level(question, i));
        const size_t n = strlen(cell);

        if (n > longest && strncmp(text, cell, n) == 0 && ends_piece(question, text + n)) {
            longest = n;
            best = (int32_t)i;
        }
    }
    return best;
}

/* A piece that differs from a level in capitals only. */
static int32_t find_same_level(const SvyQuestion *question, const char *text, size_t n)
{
    g_autofree char *piece = g_strchomp(g_strndup(text, n));

    for (guint i = 0; i < question->levels->len; i++)
        if (svy_text_same(svy_level_get_cell(svy_question_get_level(question, i)), piece))
            return (int32_t)i;
    return -1;
}

size_t svy_question_split_places(const SvyQuestion *question, const char *text, size_t places[])
{
    g_autofree char *clean = question->separator == '\n' ? g_strdup(text) : svy_text_clean(text);
    const char *at = clean;
    size_t n_other = 0;

    memset(places, 0, question->levels->len * sizeof *places);
    for (size_t place = 1;; place++) {
        int32_t level;
        size_t n;

        while (*at == ' ' || *at == question->separator)
            at++;
        if (*at == '\0')
            return n_other;
        level = find_longest_level(question, at);
        if (level >= 0) {
            n = strlen(svy_level_get_cell(svy_question_get_level(question, (size_t)level)));
        } else {
            n = strcspn(at, (const char[]){question->separator, '\0'});
            level = find_same_level(question, at, n);
        }
        if (level < 0)
            n_other++;
        else if (places[level] == 0)
            places[level] = place;
        at += n;
    }
}

size_t svy_question_split_cell(const SvyQuestion *question, const char *text, bool is_chosen[])
{
    g_autofree size_t *places = g_new(size_t, question->levels->len + 1);
    const size_t n_other = svy_question_split_places(question, text, places);

    for (guint i = 0; i < question->levels->len; i++)
        is_chosen[i] |= places[i] > 0;
    return n_other;
}

/* --- Marks ---------------------------------------------------------------------------------- */

/* Beginnings of folded labels; an entry that ends in "$" must be the whole label. */
static const struct {
    const char *words;
    SvyOptionMark mark;
} mark_words[] = {
    {"none of the", SVY_MARK_NOTHING},
    {"none$", SVY_MARK_NOTHING},
    {"none (", SVY_MARK_NOTHING},
    {"i use none", SVY_MARK_NOTHING},
    {"i follow none", SVY_MARK_NOTHING},
    {"i do none", SVY_MARK_NOTHING},
    {"i do not use any", SVY_MARK_NOTHING},
    {"i don't use any", SVY_MARK_NOTHING},
    {"i don’t use any", SVY_MARK_NOTHING},
    {"i do not follow", SVY_MARK_NOTHING},
    {"i don't follow", SVY_MARK_NOTHING},
    {"i don’t follow", SVY_MARK_NOTHING},
    {"not any of the", SVY_MARK_NOTHING},
    {"nothing$", SVY_MARK_NOTHING},
    {"nothing of the", SVY_MARK_NOTHING},
    {"no, none", SVY_MARK_NOTHING},
    {"i have none", SVY_MARK_NOTHING},
    {"ninguno", SVY_MARK_NOTHING},
    {"aucun", SVY_MARK_NOTHING},
    {"keine der", SVY_MARK_NOTHING},
    {"keine davon", SVY_MARK_NOTHING},
    {"other$", SVY_MARK_OTHER},
    {"other (", SVY_MARK_OTHER},
    {"other, please", SVY_MARK_OTHER},
    {"other please", SVY_MARK_OTHER},
    {"other:", SVY_MARK_OTHER},
    {"other -", SVY_MARK_OTHER},
    {"others$", SVY_MARK_OTHER},
    {"something else", SVY_MARK_OTHER},
    {"sonstige", SVY_MARK_OTHER},
    {"autre$", SVY_MARK_OTHER},
    {"don't know", SVY_MARK_DONT_KNOW},
    {"don’t know", SVY_MARK_DONT_KNOW},
    {"do not know", SVY_MARK_DONT_KNOW},
    {"i don't know", SVY_MARK_DONT_KNOW},
    {"i don’t know", SVY_MARK_DONT_KNOW},
    {"i do not know", SVY_MARK_DONT_KNOW},
    {"not sure$", SVY_MARK_DONT_KNOW},
    {"unsure$", SVY_MARK_DONT_KNOW},
    {"no opinion", SVY_MARK_DONT_KNOW},
    {"i'm not sure$", SVY_MARK_DONT_KNOW},
    {"i’m not sure$", SVY_MARK_DONT_KNOW},
    {"i am not sure$", SVY_MARK_DONT_KNOW},
    {"not applicable", SVY_MARK_DONT_KNOW},
    {"doesn't apply", SVY_MARK_DONT_KNOW},
    {"doesn’t apply", SVY_MARK_DONT_KNOW},
    {"does not apply", SVY_MARK_DONT_KNOW},
    {"n/a", SVY_MARK_DONT_KNOW},
    {"unfamiliar", SVY_MARK_DONT_KNOW},
    {"prefer not to", SVY_MARK_DONT_KNOW},
    {"i prefer not to", SVY_MARK_DONT_KNOW},
    {"i'd prefer not to", SVY_MARK_DONT_KNOW},
    {"i’d prefer not to", SVY_MARK_DONT_KNOW},
    {"i would prefer not to", SVY_MARK_DONT_KNOW},
    {"rather not say", SVY_MARK_DONT_KNOW},
    {"no answer$", SVY_MARK_DONT_KNOW},
    {"can't say", SVY_MARK_DONT_KNOW},
    {"cannot say", SVY_MARK_DONT_KNOW},
    {"keine angabe", SVY_MARK_DONT_KNOW},
    {"weiß nicht", SVY_MARK_DONT_KNOW},
};

static bool begins_with(const char *folded, const char *words)
{
    const size_t n = strlen(words);

    if (words[n - 1] == '$')
        return strlen(folded) == n - 1 && strncmp(folded, words, n - 1) == 0;
    return strncmp(folded, words, n) == 0;
}

SvyOptionMark svy_option_mark_guess(const char *label)
{
    g_autofree char *folded = svy_text_fold(label);

    for (size_t i = 0; i < G_N_ELEMENTS(mark_words); i++)
        if (begins_with(folded, mark_words[i].words))
            return mark_words[i].mark;
    if (g_str_has_prefix(folded, "other ") && strstr(folded, "specify") != NULL)
        return SVY_MARK_OTHER;
    return SVY_MARK_NONE;
}

/* --- Words of the file ---------------------------------------------------------------------- */

static const char *const role_names[SVY_ROLE_LAST] = {
    [SVY_ROLE_ANSWER] = "answer",   [SVY_ROLE_OPTION] = "option", [SVY_ROLE_ROW] = "row",
    [SVY_ROLE_POINT] = "point",     [SVY_ROLE_PLACE] = "place",   [SVY_ROLE_WRITE_IN] = "write-in",
    [SVY_ROLE_COMMENT] = "comment",
};

static const char *const base_names[SVY_BASE_LAST] = {
    [SVY_BASE_ANSWERED] = "answered",
    [SVY_BASE_TICKED] = "ticked",
    [SVY_BASE_SHOWN] = "shown",
};

static const char *const mark_names[SVY_MARK_LAST] = {
    [SVY_MARK_NONE] = "",
    [SVY_MARK_OTHER] = "other",
    [SVY_MARK_NOTHING] = "none",
    [SVY_MARK_DONT_KNOW] = "dont-know",
};

const char *svy_role_get_name(SvyRole role)
{
    return role_names[role];
}

const char *svy_base_get_name(SvyBaseRule base)
{
    return base_names[base];
}

const char *svy_mark_get_name(SvyOptionMark mark)
{
    return mark_names[mark];
}
