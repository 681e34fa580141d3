/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sentences about targets. What holds for the people who answered and what is shown beyond them are
 * two things: 22.2% is below 25%, and an interval that reaches 25.2% does not show that everybody's
 * share is. */
#include <math.h>
#include <string.h>

#include "base/text.h"
#include "base/translate.h"
#include "result/words-private.h"

#define LABEL_CHARS 80u

const char *svy_words_verdict_in(const char *language, SvyVerdict verdict)
{
    static const char *const names[] = {SVY_TR("cannot tell"), SVY_TR("met"), SVY_TR("not met"),
                                        SVY_TR("higher"), SVY_TR("lower")};

    g_assert(verdict < G_N_ELEMENTS(names));
    return svy_tr(language, names[verdict]);
}

const char *svy_words_verdict(SvyVerdict verdict)
{
    return svy_words_verdict_in(NULL, verdict);
}

/* 0.25 -> "25%", 0.125 -> "12.5%" */
static bool is_weighted(const SvyTargetWords *words)
{
    return svy_words_is_weighted(words->share->n_eff, words->share->base);
}

static char *word_share(const char *language, double share)
{
    g_autofree char *digits = svy_words_level_in(language, share);

    return g_strdup_printf(svy_tr(language, "%s%%"), digits);
}

char *svy_words_target_in(const char *language,
                          double target,
                          SvyTargetDirection direction,
                          size_t n_outside)
{
    static const char *const directions[] = {"", SVY_TR("at least "), SVY_TR("at most ")};
    g_autofree char *share = word_share(language, target);
    g_autofree char *n = svy_tr_num_count(language, n_outside);

    const char *start;

    g_assert(direction < G_N_ELEMENTS(directions));
    start = svy_tr(language, directions[direction]);
    if (n_outside == 0)
        return g_strconcat(start, share, NULL);
    return g_strdup_printf(svy_tr(language, "%s%s (of %s)"), start, share, n);
}

char *svy_words_target(double target, SvyTargetDirection direction, size_t n_outside)
{
    return svy_words_target_in(NULL, target, direction, n_outside);
}

static const char *word_side(const char *language, const SvyTargetWords *words)
{
    return words->share->p.value < words->target ? svy_tr(language, "below")
                                                 : svy_tr(language, "above");
}

/* Whether the sample itself is on the wanted side; without a wanted side nothing is said. */
static const char *word_wanted(const char *language, const SvyTargetWords *words)
{
    const bool is_below = words->share->p.value < words->target;

    if (words->direction == SVY_TARGET_NONE)
        return "";
    return is_below == (words->direction == SVY_TARGET_AT_MOST)
               ? svy_tr(language, ", as wanted")
               : svy_tr(language, ", which was not wanted");
}

static void append_interval(const char *language, GString *out, const SvyTargetWords *words)
{
    const bool is_benchmark = words->n_outside > 0;
    const SvyEstimate *interval = is_benchmark ? words->difference : &words->share->p;
    const double line = is_benchmark ? 0 : words->target;
    const bool holds = words->verdict == SVY_VERDICT_CANNOT_TELL;
    g_autofree char *level = svy_words_level_in(language, words->level);
    g_autofree char *lo = svy_tr_num_pct(language, interval->lo, 1);
    g_autofree char *hi = svy_tr_num_pct(language, interval->hi, 1);
    g_autofree char *at = is_benchmark ? g_strdup("0") : word_share(language, line);

    g_string_append_printf(
        out, svy_tr(language, "%s the %s%% interval%s [%s, %s] %s %s"),
        holds ? svy_tr(language, ", but") : svy_tr(language, ", and"), level,
        is_benchmark ? svy_tr(language, " of the difference") : "", lo, hi,
        holds ? svy_tr(language, "includes") : svy_tr(language, "does not reach"), at);
}

static void append_p(const char *language, GString *out, const SvyTargetWords *words)
{
    g_autofree char *p = svy_tr_num_p(language, words->p);
    const bool is_target = words->n_outside == 0;
    const bool is_exact = is_target && !is_weighted(words);
    const char *side =
        is_target && words->direction != SVY_TARGET_NONE ? svy_tr(language, "one-sided ") : "";

    if (!isfinite(words->p))
        return;
    g_string_append_printf(out, " (%s%sp %s%s)", side, is_exact ? svy_tr(language, "exact ") : "",
                           *p == '<' ? "" : "= ", p);
}

static void append_end(GString *out, const SvySurvey *survey, const SvyTargetWords *words)
{
    const bool is_random = survey->sampling == SVY_SAMPLING_PROBABILITY;

    if (words->verdict == SVY_VERDICT_CANNOT_TELL)
        g_string_append(
            out, svy_tr(survey->language, ": beyond the people who answered this is not shown."));
    else if (is_random)
        g_string_append(out, ".");
    else
        g_string_append(out,
                        svy_tr(survey->language,
                               "; chance alone does not explain it, but people chose themselves."));
}

char *svy_words_target_line(const SvySurvey *survey, const SvyTargetWords *words)
{
    g_autofree char *name = svy_text_cut(words->name, LABEL_CHARS);
    g_autofree char *pct = svy_tr_num_pct(survey->language, words->share->p.value, 1);
    g_autofree char *n = svy_tr_num_count(survey->language, words->share->n);
    g_autofree char *base = svy_tr_num_count(survey->language, words->share->base);
    g_autofree char *target = word_share(survey->language, words->target);
    g_autofree char *scope = g_strdup(survey->sampling == SVY_SAMPLING_PROBABILITY
                                          ? ""
                                          : svy_tr(survey->language, "in this sample "));
    GString *out = g_string_new(NULL);

    if (words->share->base < SVY_WORDS_MIN_BASE || words->share->p.status != SVY_STATUS_OK) {
        g_string_append_printf(
            out, svy_tr(survey->language, "%s: %s of %s people, too few to judge."), name, n, base);
        return g_string_free(out, FALSE);
    }
    g_string_append_printf(
        out, svy_tr(survey->language, "%s: %s%s%% (%s%s of %s) is %s %s%s"), name, scope, pct,
        is_weighted(words) ? svy_tr(survey->language, "weighted; ") : "", n, base,
        fabs(words->share->p.value - words->target) < 1e-12 ? svy_tr(survey->language, "exactly")
                                                            : word_side(survey->language, words),
        target, word_wanted(survey->language, words));
    append_interval(survey->language, out, words);
    append_p(survey->language, out, words);
    append_end(out, survey, words);
    return g_string_free(out, FALSE);
}
