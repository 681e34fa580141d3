/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sentences about what goes together: options that are chosen by the same people, options that
 * reach most people, steps, and what goes with an outcome. None of them says why. */
#include "base/num.h"
#include "base/text.h"
#include "result/words-private.h"

#define LABEL_CHARS 60u

static char *word_part(const SvyShare *share)
{
    g_autofree char *pct = svy_num_format_pct(share->p.value, 1);
    g_autofree char *n = svy_num_format_count(share->n);
    g_autofree char *base = svy_num_format_count(share->base);

    return g_strdup_printf("%s%% (%s%s of %s)", pct,
                           svy_words_is_weighted(share->n_eff, share->base) ? "weighted; " : "", n,
                           base);
}

char *svy_words_join_set(size_t n, const char *const labels[], size_t n_max)
{
    GString *out = g_string_new(NULL);

    for (size_t i = 0; i < n; i++) {
        g_autofree char *cut = svy_text_cut(labels[i], n_max);

        g_string_append_printf(out, "%s“%s”", i == 0 ? "" : i + 1 < n ? ", " : " and ", cut);
    }
    return g_string_free(out, FALSE);
}

/* --- Select-alls ---------------------------------------------------------------------------- */

char *svy_words_overlap(const SvySurvey *survey, const SvyOverlapWords *words)
{
    g_autofree char *row = svy_text_cut(words->row, LABEL_CHARS);
    g_autofree char *column = svy_text_cut(words->column, LABEL_CHARS);
    g_autofree char *own = word_part(words->own);
    g_autofree char *others = word_part(words->others);
    g_autofree char *phi = svy_num_format(words->phi->value, 2);
    g_autofree char *lo = svy_num_format(words->phi->lo, 2);
    g_autofree char *hi = svy_num_format(words->phi->hi, 2);
    g_autofree char *text = g_strdup_printf(
        "%sthe two that go together most are “%s” and “%s”: of those who chose the "
        "first %s chose the second, of the others %s (phi %s [%s, %s], interval "
        "adjusted for %zu pairs).",
        svy_words_scope(survey), row, column, own, others, phi, lo, hi, words->n_pairs);

    return svy_words_capitalise(text);
}

char *svy_words_combinations(const SvySurvey *survey, const char *labels, const SvyShare *share)
{
    g_autofree char *part = word_part(share);
    g_autofree char *text = g_strdup_printf("%sthe most frequent combination is %s: %s.",
                                            svy_words_scope(survey), labels, part);

    return svy_words_capitalise(text);
}

char *svy_words_coverage(const SvySurvey *survey, const SvyCoverageWords *words)
{
    const bool is_one = words->n_set == 1;
    g_autofree char *part = word_part(words->reached);
    g_autofree char *target = svy_words_level(words->target);
    g_autofree char *fewer =
        words->before == NULL ? g_strdup("") : svy_num_format_pct(words->before->p.value, 1);
    g_autofree char *first = g_strdup_printf("%s%s %s %s.", svy_words_scope(survey), words->labels,
                                             is_one ? "reaches" : "reach", part);
    GString *out = g_string_new(NULL);
    g_autofree char *capital = svy_words_capitalise(first);

    g_string_append(out, capital);
    if (words->reached->p.value < words->target)
        g_string_append_printf(out, " No set in this table reaches %s%%.", target);
    else if (words->before != NULL && words->is_exact)
        g_string_append_printf(out,
                               " No smaller set reaches %s%%: the best with one option less "
                               "reaches %s%%.",
                               target, fewer);
    else if (words->before != NULL)
        g_string_append_printf(out,
                               " With one option less it is %s%%; sets were found step by "
                               "step, and another of this size may reach more.",
                               fewer);
    return g_string_free(out, FALSE);
}

/* --- Steps ---------------------------------------------------------------------------------- */

char *svy_words_ladder(const SvySurvey *survey,
                       size_t from,
                       const SvyShare *step,
                       bool is_of_several)
{
    g_autofree char *part = word_part(step);
    g_autofree char *text = g_strdup_printf(
        "%s%s of those on stage %zu are on stage %zu, too%s.", svy_words_scope(survey), part, from,
        from + 1, is_of_several ? "; it is the step that the smallest share takes" : "");

    return svy_words_capitalise(text);
}

/* --- Outcomes ------------------------------------------------------------------------------- */

/* Points always count in the direction of the sentence. */
static char *word_effect(const SvyEstimate *effect)
{
    const bool is_more = effect->value > 0;
    g_autofree char *value = svy_num_format_pct(is_more ? effect->value : -effect->value, 1);
    g_autofree char *lo = svy_num_format_pct(is_more ? effect->lo : -effect->hi, 1);
    g_autofree char *hi = svy_num_format_pct(is_more ? effect->hi : -effect->lo, 1);

    return g_strdup_printf("%s points %s often [%s, %s]", value, is_more ? "more" : "less", lo, hi);
}

char *svy_words_driver(const SvySurvey *survey, const SvyDriverWords *words)
{
    g_autofree char *group = svy_text_cut(words->group, LABEL_CHARS);
    g_autofree char *reference = svy_text_cut(words->reference, LABEL_CHARS);
    g_autofree char *question = svy_text_cut(words->question, LABEL_CHARS);
    g_autofree char *effect = word_effect(words->effect);
    g_autofree char *ratio = svy_num_format(words->odds_ratio->value, 2);
    g_autofree char *p = svy_num_format_p(words->p);
    g_autofree char *text =
        words->is_certain
            ? g_strdup_printf("%sother things in the table equal, “%s” %s %s than “%s” (%s; odds "
                              "ratio %s, adjusted p %s%s).",
                              svy_words_scope(survey), group, words->outcome, effect, reference,
                              question, ratio, *p == '<' ? "" : "= ", p)
            : g_strdup_printf("%sno group stands out: differences of this size come about by "
                              "chance (smallest adjusted p = %s).",
                              svy_words_scope(survey), p);

    return svy_words_capitalise(text);
}
