/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Markdown: escaping, and the gap with its table. */
#include "report/writer.h"

#include <stdarg.h>
#include <string.h>

#include "base/num.h"
#include "base/text.h"
#include "base/translate.h"
#include "report/shown.h"
#include "result/words.h"

/* --- Escaping ------------------------------------------------------------------------------- */

/* Every sign that can begin or end markup inside a line, in CommonMark, GitHub's dialect and
 * Pandoc's: emphasis, code, links, tables, HTML, entities, strike-out, mathematics, headings. Signs
 * that mean something only at the start of a line (- + 1.) are not here: no label stands there. */
static const char markup_signs[] = "\\`*_[]<>|&~$^#@";

/* True where a bare address would become a link: "://" and "www.". */
static bool starts_address(const char *text, const char *at)
{
    if (*at == ':')
        return strncmp(at, "://", 3) == 0;
    return *at == '.' && at - text >= 3 && g_ascii_strncasecmp(at - 3, "www", 3) == 0;
}

/* Length of an interval such as "[89.5, 93.2]" or, elsewhere, "[89,5 ; 93,2]" at @at, or 0:
 * brackets round numbers are no link as long as no address follows them, and bare they can be read
 * by people. The bytes beyond ASCII are those of the blanks that do not break (U+00A0, U+202F). */
static size_t measure_interval(const char *at)
{
    const size_t n_inside = *at == '[' ? strspn(at + 1, "0123456789.,;- \xc2\xa0\xe2\x80\xaf") : 0;

    if (n_inside == 0 || !g_ascii_isdigit(at[n_inside]) || at[n_inside + 1] != ']' ||
        (at[n_inside + 2] != '\0' && strchr("([:", at[n_inside + 2]) != NULL))
        return 0;
    return n_inside + 2;
}

static void append_sign(GString *out, char sign)
{
    g_string_append_c(out, '\\');
    g_string_append_c(out, sign);
    /* An escaped @ still makes links to addresses and people in GitHub's dialect, which looks at
     * the text again after the escapes are gone; an invisible word joiner ends that. */
    if (sign == '@')
        g_string_append(out, "&#8288;");
}

char *svy_write_md_escape(const char *text)
{
    g_autofree char *line = g_strdelimit(g_strdup(text == NULL ? "" : text), "\r\n\t", ' ');
    g_autofree char *safe = svy_text_escape(line);
    GString *out = g_string_new(NULL);

    for (const char *c = safe; *c != '\0'; c++) {
        const size_t n_interval = measure_interval(c);

        if (n_interval > 0) {
            g_string_append_len(out, c, (gssize)n_interval);
            c += n_interval - 1;
        } else if (strchr(markup_signs, *c) != NULL || starts_address(safe, c))
            append_sign(out, *c);
        else
            g_string_append_c(out, *c);
    }
    return g_string_free(out, FALSE);
}

void svy_write_md_append(GString *out,
                         const char *prefix,
                         const char *suffix,
                         const char *format,
                         ...)
{
    va_list args;

    va_start(args, format);

    g_autofree char *text = g_strdup_vprintf(format, args);
    g_autofree char *escaped = svy_write_md_escape(text);

    va_end(args);
    g_string_append_printf(out, "%s%s%s", prefix, escaped, suffix);
}

/* --- The gap -------------------------------------------------------------------------------- */

static void append_escaped(GString *out, const char *prefix, const char *text, const char *suffix)
{
    g_autofree char *escaped = svy_write_md_escape(text);

    g_string_append_printf(out, "%s%s%s", prefix, escaped, suffix);
}

/* "691 (81.3% [78.5, 83.8])" or "7 (too few)". */
static char *format_share(const char *language, const SvyShare *share)
{
    g_autofree char *n = svy_tr_num_count(language, share->n);
    g_autofree char *p = svy_shown_has_percent(&share->p, share->base)
                             ? svy_words_share_in(language, &share->p)
                             : g_strdup(svy_shown_say_too_few(language, share->base));
    g_autofree char *escaped = svy_write_md_escape(p);
    g_autofree char *plain = svy_words_plain_in(language, share);

    return g_strdup_printf("%s (%s%s)", n, escaped, plain);
}

static char *format_gap(const char *language, const SvyGapItem *item)
{
    if (!svy_shown_has_percent(&item->gap, item->base))
        return g_strdup(svy_shown_say_too_few(language, item->base));

    g_autofree char *value = svy_tr_num_pct(language, item->gap.value, 1);
    g_autofree char *lo = svy_tr_num_pct(language, item->gap.lo, 1);
    g_autofree char *hi = svy_tr_num_pct(language, item->gap.hi, 1);

    return g_strdup_printf(svy_tr(language, "%s [%s, %s]"), value, lo, hi);
}

static void append_following(GString *out, const char *language, const SvyGapItem *item)
{
    g_autofree char *follow = format_share(language, &item->follow);
    g_autofree char *gap = format_gap(language, item);
    g_autofree char *unreached = format_share(language, &item->unreached);
    g_autofree char *conversion = format_share(language, &item->conversion);

    g_string_append_printf(out, " | %s | %s | %s | %s | ", follow, gap, unreached, conversion);
}

static void append_item(GString *out,
                        const char *language,
                        const char *label,
                        const SvyGapItem *item,
                        bool has_tests)
{
    g_autofree char *use = format_share(language, &item->use);
    g_autofree char *p = item->has_test ? svy_tr_num_p(language, item->p_adjusted) : g_strdup("");
    g_autofree char *p_escaped = svy_write_md_escape(p);
    g_autofree char *base = svy_tr_num_count(language, item->base);
    const char *none = svy_tr(language, "no account");

    append_escaped(out, "| ", label, " | ");
    g_string_append(out, use);
    if (item->has_account)
        append_following(out, language, item);
    else
        g_string_append_printf(out, " | %s | %s | %s | %s | ", none, none, none, none);
    g_string_append_printf(out, "%s |", base);
    if (has_tests)
        g_string_append_printf(out, " %s |", p_escaped);
    g_string_append_c(out, '\n');
}

static bool has_any_test(const SvyGap *gap)
{
    for (size_t i = 0; i < gap->n_items; i++) {
        if (gap->items[i].has_test)
            return true;
    }
    return gap->any.has_test;
}

static void append_head(GString *out, const char *language, bool has_tests)
{
    static const char *const headings[] = {SVY_TR("Item"),
                                           SVY_TR("Use, of all"),
                                           SVY_TR("Follow, of all"),
                                           SVY_TR("Gap, points"),
                                           SVY_TR("Use and do not follow"),
                                           SVY_TR("Follow, of users"),
                                           SVY_TR("Base"),
                                           SVY_TR("Adjusted p")};
    const size_t n = G_N_ELEMENTS(headings) - !has_tests;

    g_string_append_c(out, '|');
    for (size_t i = 0; i < n; i++)
        g_string_append_printf(out, " %s |", svy_tr(language, headings[i]));
    g_string_append(out, "\n|");
    for (size_t i = 0; i < n; i++)
        g_string_append(out, i == 0 ? " :-- |" : " --: |");
    g_string_append_c(out, '\n');
}

static void append_table(GString *out, const char *language, const SvyGap *gap)
{
    const bool has_tests = has_any_test(gap);

    append_head(out, language, has_tests);
    for (size_t i = 0; i < gap->n_items; i++)
        append_item(out, language, gap->items[i].label, &gap->items[i], has_tests);
    append_item(out, language, svy_tr(language, "Any of them"), &gap->any, has_tests);
}

static void append_notes(GString *out, const SvyResult *result, const SvyGap *gap)
{
    const char *language = result->survey.language;
    g_autofree char *base = svy_words_gap_base(&result->survey, gap);
    g_autofree char *method = svy_words_gap_method_in(language, gap, result->level);

    append_escaped(out, "\n- ", base, "\n");
    append_escaped(out, "- ", method, "\n");
    svy_write_md_append(out, "- ", "\n", svy_tr(language, "Question on using: “%s”"),
                        gap->use_text);
    svy_write_md_append(out, "- ", "\n", svy_tr(language, "Question on following: “%s”"),
                        gap->follow_text);
    svy_write_md_append(out, "- ", "\n", svy_tr(language, "How the pair was found: %s"),
                        gap->how_found);
    svy_write_md_append(out, "- ", "\n",
                        svy_tr(language, "Not asked the second question: %zu. Skipped it: %zu. "
                                         "Contradictions (follow without using): %zu."),
                        gap->n_not_asked, gap->n_skipped, gap->n_contradictions);
    for (size_t i = 0; i < gap->n_items; i++) {
        if (gap->items[i].has_account)
            continue;
        append_escaped(out, "- ",
                       svy_tr(language,
                              "“No account”: there is nothing to follow there, so no share is "
                              "given; the people who use it are not a gap."),
                       "\n");
        break;
    }
}

void svy_write_md_append_gap(GString *out, const SvyResult *result, const SvyGap *gap)
{
    append_table(out, result->survey.language, gap);
    append_notes(out, result, gap);
}

char *svy_write_md_gap(const SvyResult *result)
{
    GString *out = g_string_new(NULL);
    g_autofree char *caveat = svy_words_caveat(&result->survey);
    g_autofree char *synthetic = svy_words_synthetic(&result->survey);

    if (synthetic != NULL)
        append_escaped(out, "> **", synthetic, "**\n\n");
    for (size_t i = 0; i < result->n_gaps; i++) {
        g_autofree char *headline = svy_words_study_headline(result, &result->gaps[i]);

        append_escaped(out, "", headline, "\n\n");
        svy_write_md_append_gap(out, result, &result->gaps[i]);
        g_string_append_c(out, '\n');
    }
    if (result->n_gaps == 0)
        append_escaped(out, "",
                       svy_tr(result->survey.language,
                              "No pair of questions on using and following was found."),
                       "\n\n");
    if (caveat != NULL)
        append_escaped(out, "", caveat, "\n");
    if (result->min_cell == 1) {
        g_autofree char *shown = svy_words_withheld_in(result->survey.language, 1, 1);

        append_escaped(out, caveat == NULL ? "" : "\n", shown, "\n");
    }
    return g_string_free(out, FALSE);
}
