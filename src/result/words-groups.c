/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sentences about groups of people. They speak of the people who answered, unless the sample allows
 * more; a difference is claimed only where its adjusted test carries it. */
#include "base/num.h"
#include "base/text.h"
#include "result/words.h"

#define LABEL_CHARS 60u

static const char *get_scope(const SvySurvey *survey)
{
    return survey->sampling == SVY_SAMPLING_PROBABILITY ? "" : "In this sample, ";
}

static char *word_part(const SvyShare *share, bool is_weighted)
{
    g_autofree char *pct = svy_num_format_pct(share->base == 0 ? 0 : share->p.value, 1);
    g_autofree char *n = svy_num_format_count(share->n);
    g_autofree char *base = svy_num_format_count(share->base);

    return g_strdup_printf("%s%% (%s%s of %s)", pct, is_weighted ? "weighted; " : "", n, base);
}

static char *word_points(const SvyEstimate *difference, const char *more, const char *fewer)
{
    const bool is_more = difference->value > 0;
    const double lo = is_more ? difference->lo : -difference->hi;
    const double hi = is_more ? difference->hi : -difference->lo;
    g_autofree char *value =
        svy_num_format_pct(is_more ? difference->value : -difference->value, 1);
    g_autofree char *lo_text = svy_num_format_pct(lo, 1);
    g_autofree char *hi_text = svy_num_format_pct(hi, 1);

    return g_strdup_printf("%s points %s [%s, %s]", value, is_more ? more : fewer, lo_text,
                           hi_text);
}

char *svy_words_groups_differ(const SvySurvey *survey, const SvyGroupWords *words)
{
    g_autofree char *answer = svy_text_cut(words->answer, LABEL_CHARS);
    g_autofree char *group = svy_text_cut(words->group, LABEL_CHARS);
    g_autofree char *own = word_part(words->own, words->is_weighted);
    g_autofree char *others = word_part(words->others, words->is_weighted);
    g_autofree char *points = word_points(words->difference, "more", "fewer");
    g_autofree char *p = svy_num_format_p(words->p);

    return g_strdup_printf("%s“%s” was chosen by %s of the group “%s” and by %s of all other "
                           "groups: %s. The groups differ by more than chance would bring about "
                           "(adjusted p %s%s); this is where they differ most.",
                           get_scope(survey), answer, own, group, others, points,
                           *p == '<' ? "" : "= ", p);
}

char *svy_words_groups_alike(const SvySurvey *survey, double p)
{
    g_autofree char *text = svy_num_format_p(p);

    return g_strdup_printf("%sthe groups cannot be told apart: differences of this size come about "
                           "by chance (adjusted p = %s).",
                           *get_scope(survey) == '\0' ? "From these answers " : "In this sample ",
                           text);
}

char *svy_words_withheld(size_t min_cell, size_t min_base)
{
    if (min_cell <= 1)
        return g_strdup("Small numbers are shown (min_cell = 1): somebody may be recognised.");
    return g_strdup_printf("Withheld: fewer than %zu people, groups of fewer than %zu, and figures "
                           "from which those could be worked out.",
                           min_cell, min_base);
}

char *svy_words_group_gap(const SvySurvey *survey, const SvyGroupWords *words)
{
    g_autofree char *group = svy_text_cut(words->group, LABEL_CHARS);
    g_autofree char *points = word_points(words->difference, "wider", "narrower");
    g_autofree char *p = svy_num_format_p(words->p);

    return g_strdup_printf("%sthe gap of the group “%s” is %s than that of all other groups "
                           "(adjusted p %s%s).",
                           get_scope(survey), group, points, *p == '<' ? "" : "= ", p);
}
