/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sentences about targets. What holds for the people who answered and what is shown beyond them are
 * two things: 22.2% is below 25%, and an interval that reaches 25.2% does not show that everybody's
 * share is. */
#include <math.h>
#include <string.h>

#include "base/num.h"
#include "base/text.h"
#include "result/words-private.h"

#define LABEL_CHARS 80u

const char *svy_words_verdict(SvyVerdict verdict)
{
    static const char *const names[] = {"cannot tell", "met", "not met", "higher", "lower"};

    g_assert(verdict < G_N_ELEMENTS(names));
    return names[verdict];
}

/* 0.25 -> "25%", 0.125 -> "12.5%" */
static bool is_weighted(const SvyTargetWords *words)
{
    return svy_words_is_weighted(words->share->n_eff, words->share->base);
}

static char *word_share(double share)
{
    g_autofree char *digits = svy_words_level(share);

    return g_strconcat(digits, "%", NULL);
}

char *svy_words_target(double target, SvyTargetDirection direction, size_t n_outside)
{
    static const char *const directions[] = {"", "at least ", "at most "};
    g_autofree char *share = word_share(target);
    g_autofree char *n = svy_num_format_count(n_outside);

    g_assert(direction < G_N_ELEMENTS(directions));
    if (n_outside == 0)
        return g_strconcat(directions[direction], share, NULL);
    return g_strdup_printf("%s%s (of %s)", directions[direction], share, n);
}

static const char *word_side(const SvyTargetWords *words)
{
    return words->share->p.value < words->target ? "below" : "above";
}

/* Whether the sample itself is on the wanted side; without a wanted side nothing is said. */
static const char *word_wanted(const SvyTargetWords *words)
{
    const bool is_below = words->share->p.value < words->target;

    if (words->direction == SVY_TARGET_NONE)
        return "";
    return is_below == (words->direction == SVY_TARGET_AT_MOST) ? ", as wanted"
                                                                : ", which was not wanted";
}

static void append_interval(GString *out, const SvyTargetWords *words)
{
    const bool is_benchmark = words->n_outside > 0;
    const SvyEstimate *interval = is_benchmark ? words->difference : &words->share->p;
    const double line = is_benchmark ? 0 : words->target;
    const bool holds = words->verdict == SVY_VERDICT_CANNOT_TELL;
    g_autofree char *level = svy_words_level(words->level);
    g_autofree char *lo = svy_num_format_pct(interval->lo, 1);
    g_autofree char *hi = svy_num_format_pct(interval->hi, 1);
    g_autofree char *at = is_benchmark ? g_strdup("0") : word_share(line);

    g_string_append_printf(out, "%s the %s%% interval%s [%s, %s] %s %s", holds ? ", but" : ", and",
                           level, is_benchmark ? " of the difference" : "", lo, hi,
                           holds ? "includes" : "does not reach", at);
}

static void append_p(GString *out, const SvyTargetWords *words)
{
    g_autofree char *p = svy_num_format_p(words->p);
    const bool is_target = words->n_outside == 0;
    const bool is_exact = is_target && !is_weighted(words);
    const char *side = is_target && words->direction != SVY_TARGET_NONE ? "one-sided " : "";

    if (!isfinite(words->p))
        return;
    g_string_append_printf(out, " (%s%sp %s%s)", side, is_exact ? "exact " : "",
                           *p == '<' ? "" : "= ", p);
}

static void append_end(GString *out, const SvySurvey *survey, const SvyTargetWords *words)
{
    const bool is_random = survey->sampling == SVY_SAMPLING_PROBABILITY;

    if (words->verdict == SVY_VERDICT_CANNOT_TELL)
        g_string_append(out, ": beyond the people who answered this is not shown.");
    else if (is_random)
        g_string_append(out, ".");
    else
        g_string_append(out, "; chance alone does not explain it, but people chose themselves.");
}

char *svy_words_target_line(const SvySurvey *survey, const SvyTargetWords *words)
{
    g_autofree char *name = svy_text_cut(words->name, LABEL_CHARS);
    g_autofree char *pct = svy_num_format_pct(words->share->p.value, 1);
    g_autofree char *n = svy_num_format_count(words->share->n);
    g_autofree char *base = svy_num_format_count(words->share->base);
    g_autofree char *target = word_share(words->target);
    g_autofree char *scope =
        g_strdup(survey->sampling == SVY_SAMPLING_PROBABILITY ? "" : "in this sample ");
    GString *out = g_string_new(NULL);

    if (words->share->base < SVY_WORDS_MIN_BASE || words->share->p.status != SVY_STATUS_OK) {
        g_string_append_printf(out, "%s: %s of %s people, too few to judge.", name, n, base);
        return g_string_free(out, FALSE);
    }
    g_string_append_printf(out, "%s: %s%s%% (%s%s of %s) is %s %s%s", name, scope, pct,
                           is_weighted(words) ? "weighted; " : "", n, base,
                           fabs(words->share->p.value - words->target) < 1e-12 ? "exactly"
                                                                               : word_side(words),
                           target, word_wanted(words));
    append_interval(out, words);
    append_p(out, words);
    append_end(out, survey, words);
    return g_string_free(out, FALSE);
}
