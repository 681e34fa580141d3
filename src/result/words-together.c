/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sentences about what goes together: options that are chosen by the same people, options that
 * reach most people, steps, and what goes with an outcome. None of them says why. */
#include "base/text.h"
#include "base/translate.h"
#include "result/words-private.h"

#define LABEL_CHARS 60u

static char *word_part(const char *language, const SvyShare *share)
{
    g_autofree char *pct = svy_tr_num_pct(language, share->p.value, 1);
    g_autofree char *n = svy_tr_num_count(language, share->n);
    g_autofree char *base = svy_tr_num_count(language, share->base);

    return g_strdup_printf(
        svy_tr(language, "%s%% (%s%s of %s)"), pct,
        svy_words_is_weighted(share->n_eff, share->base) ? svy_tr(language, "weighted; ") : "", n,
        base);
}

char *svy_words_join_set_in(const char *language,
                            size_t n,
                            const char *const labels[],
                            size_t n_max)
{
    GString *out = g_string_new(NULL);

    for (size_t i = 0; i < n; i++) {
        g_autofree char *cut = svy_text_cut(labels[i], n_max);

        g_string_append_printf(out, svy_tr(language, "%s“%s”"),
                               i == 0      ? ""
                               : i + 1 < n ? ", "
                                           : svy_tr(language, " and "),
                               cut);
    }
    return g_string_free(out, FALSE);
}

/* --- Select-alls ---------------------------------------------------------------------------- */

char *svy_words_overlap(const SvySurvey *survey, const SvyOverlapWords *words)
{
    g_autofree char *row = svy_text_cut(words->row, LABEL_CHARS);
    g_autofree char *column = svy_text_cut(words->column, LABEL_CHARS);
    g_autofree char *own = word_part(survey->language, words->own);
    g_autofree char *others = word_part(survey->language, words->others);
    g_autofree char *phi = svy_tr_num(survey->language, words->phi->value, 2);
    g_autofree char *lo = svy_tr_num(survey->language, words->phi->lo, 2);
    g_autofree char *hi = svy_tr_num(survey->language, words->phi->hi, 2);
    g_autofree char *text = g_strdup_printf(
        svy_tr(survey->language,
               "%sthe two that go together most are “%s” and “%s”: of those who chose the "
               "first %s chose the second, of the others %s (phi %s [%s, %s], interval "
               "adjusted for %zu pairs)."),
        svy_words_scope(survey), row, column, own, others, phi, lo, hi, words->n_pairs);

    return svy_words_capitalise(text);
}

char *svy_words_combinations(const SvySurvey *survey, const char *labels, const SvyShare *share)
{
    g_autofree char *part = word_part(survey->language, share);
    g_autofree char *text =
        g_strdup_printf(svy_tr(survey->language, "%sthe most frequent combination is %s: %s."),
                        svy_words_scope(survey), labels, part);

    return svy_words_capitalise(text);
}

char *svy_words_coverage(const SvySurvey *survey, const SvyCoverageWords *words)
{
    const bool is_one = words->n_set == 1;
    g_autofree char *part = word_part(survey->language, words->reached);
    g_autofree char *target = svy_words_level_in(survey->language, words->target);
    g_autofree char *fewer = words->before == NULL
                                 ? g_strdup("")
                                 : svy_tr_num_pct(survey->language, words->before->p.value, 1);
    g_autofree char *first = g_strdup_printf(
        "%s%s %s %s.", svy_words_scope(survey), words->labels,
        is_one ? svy_tr(survey->language, "reaches") : svy_tr(survey->language, "reach"), part);
    GString *out = g_string_new(NULL);
    g_autofree char *capital = svy_words_capitalise(first);

    g_string_append(out, capital);
    if (words->reached->p.value < words->target)
        g_string_append_printf(out, svy_tr(survey->language, " No set in this table reaches %s%%."),
                               target);
    else if (words->before != NULL && words->is_exact)
        g_string_append_printf(out,
                               svy_tr(survey->language,
                                      " No smaller set reaches %s%%: the best with one option less "
                                      "reaches %s%%."),
                               target, fewer);
    else if (words->before != NULL)
        g_string_append_printf(out,
                               svy_tr(survey->language,
                                      " With one option less it is %s%%; sets were found step by "
                                      "step, and another of this size may reach more."),
                               fewer);
    return g_string_free(out, FALSE);
}

/* --- Steps ---------------------------------------------------------------------------------- */

char *svy_words_ladder(const SvySurvey *survey,
                       size_t from,
                       const SvyShare *step,
                       bool is_of_several)
{
    g_autofree char *part = word_part(survey->language, step);
    g_autofree char *text = g_strdup_printf(
        svy_tr(survey->language, "%s%s of those on stage %zu are on stage %zu, too%s."),
        svy_words_scope(survey), part, from, from + 1,
        is_of_several ? svy_tr(survey->language, "; it is the step that the smallest share takes")
                      : "");

    return svy_words_capitalise(text);
}

/* --- Outcomes ------------------------------------------------------------------------------- */

/* Points always count in the direction of the sentence. */
static char *word_effect(const char *language, const SvyEstimate *effect)
{
    const bool is_more = effect->value > 0;
    g_autofree char *value = svy_tr_num_pct(language, is_more ? effect->value : -effect->value, 1);
    g_autofree char *lo = svy_tr_num_pct(language, is_more ? effect->lo : -effect->hi, 1);
    g_autofree char *hi = svy_tr_num_pct(language, is_more ? effect->hi : -effect->lo, 1);

    return g_strdup_printf(svy_tr(language, "%s points %s often [%s, %s]"), value,
                           is_more ? svy_tr(language, "more") : svy_tr(language, "less"), lo, hi);
}

char *svy_words_driver(const SvySurvey *survey, const SvyDriverWords *words)
{
    g_autofree char *group = svy_text_cut(words->group, LABEL_CHARS);
    g_autofree char *reference = svy_text_cut(words->reference, LABEL_CHARS);
    g_autofree char *question = svy_text_cut(words->question, LABEL_CHARS);
    g_autofree char *effect = word_effect(survey->language, words->effect);
    g_autofree char *ratio = svy_tr_num(survey->language, words->odds_ratio->value, 2);
    g_autofree char *p = svy_tr_num_p(survey->language, words->p);
    g_autofree char *text =
        words->is_certain
            ? g_strdup_printf(
                  svy_tr(survey->language,
                         "%sother things in the table equal, “%s” %s %s than “%s” (%s; odds "
                         "ratio %s, adjusted p %s%s)."),
                  svy_words_scope(survey), group, words->outcome, effect, reference, question,
                  ratio, *p == '<' ? "" : "= ", p)
            : g_strdup_printf(
                  svy_tr(survey->language,
                         "%sno group stands out: differences of this size come about by "
                         "chance (smallest adjusted p = %s)."),
                  svy_words_scope(survey), p);

    return svy_words_capitalise(text);
}
