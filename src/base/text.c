/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: cleaning, comparing, quoting. */
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

#define MAX_PASSES 16

/* --- Cleaning ------------------------------------------------------------------------------- */

static const struct {
    const char *name;
    const char *text;
} entities[] = {
    {"&amp;", "&"},   {"&lt;", "<"},    {"&gt;", ">"},     {"&quot;", "\""},
    {"&apos;", "'"},  {"&nbsp;", " "},  {"&ndash;", "–"},  {"&mdash;", "—"},
    {"&rsquo;", "’"}, {"&lsquo;", "‘"}, {"&hellip;", "…"}, {"&eacute;", "é"},
    {"&ldquo;", "“"}, {"&rdquo;", "”"}, {"&egrave;", "è"}, {"&uuml;", "ü"},
};

/* Tags that survey tools leave in wordings. Anything else in angle brackets is text ("<5 years").
 */
static const char *const tag_names[] = {"strong", "b",   "em",   "i",  "u",   "br",    "p",
                                        "span",   "div", "font", "a",  "sup", "sub",   "li",
                                        "ul",     "ol",  "h1",   "h2", "h3",  "small", "label"};

/* Appends what a numeric entity such as &#39; or &#x27; stands for; returns its length or 0. */
static size_t append_numeric_entity(GString *out, const char *text)
{
    char *end;
    const bool is_hex = text[2] == 'x' || text[2] == 'X';
    const guint64 code = g_ascii_strtoull(text + (is_hex ? 3 : 2), &end, is_hex ? 16 : 10);

    if (*end != ';' || end == text + 2 || code > 0x10FFFF || !g_unichar_validate((gunichar)code) ||
        code == 0)
        return 0;
    g_string_append_unichar(out, (gunichar)code);
    return (size_t)(end + 1 - text);
}

static size_t append_entity(GString *out, const char *text)
{
    if (text[1] == '#')
        return append_numeric_entity(out, text);
    for (size_t i = 0; i < G_N_ELEMENTS(entities); i++) {
        if (g_str_has_prefix(text, entities[i].name)) {
            g_string_append(out, entities[i].text);
            return strlen(entities[i].name);
        }
    }
    return 0;
}

/* Length of a known tag at the start of @text, or 0. */
static size_t measure_tag(const char *text)
{
    const char *name = text + 1 + (text[1] == '/');
    const char *close = strchr(text, '>');
    size_t length = 0;

    if (close == NULL)
        return 0;
    while (g_ascii_isalnum(name[length]))
        length++;
    if (length == 0 || strchr(" />", name[length]) == NULL)
        return 0;
    for (size_t i = 0; i < G_N_ELEMENTS(tag_names); i++)
        if (strlen(tag_names[i]) == length && g_ascii_strncasecmp(name, tag_names[i], length) == 0)
            return (size_t)(close + 1 - text);
    return 0;
}

/* Entities to text. What "&amp;" becomes may begin an entity again ("&amp;lt;"), and is looked at
 * again in its place. */
static char *resolve_entities(const char *text)
{
    GString *out = g_string_new(NULL);
    g_autofree char *copy = g_strdup(text);
    char *at = copy;

    while (*at != '\0') {
        const size_t n_before = out->len;
        const size_t n = *at == '&' ? append_entity(out, at) : 0;

        if (n == 0) {
            g_string_append_c(out, *at++);
            continue;
        }
        at += n;
        if (out->str[n_before] == '&') {
            g_string_truncate(out, n_before);
            *--at = '&';
        }
    }
    return g_string_free(out, FALSE);
}

/* Tags to blanks, so that what stood on their sides does not join. */
static char *remove_tags(const char *text)
{
    GString *out = g_string_new(NULL);

    while (*text != '\0') {
        const size_t n = *text == '<' ? measure_tag(text) : 0;

        g_string_append_c(out, n > 0 ? ' ' : *text);
        text += MAX(n, 1);
    }
    return g_string_free(out, FALSE);
}

static bool is_invisible(gunichar c)
{
    return c == 0x200B || c == 0x200C || c == 0x2060 || c == 0xFEFF || c == 0x00AD;
}

static bool is_blank(gunichar c)
{
    return g_unichar_isspace(c) || c == 0x85 || c == 0x00A0 || c == 0x202F || c == 0x2007;
}

static char *fold_blanks(const char *text)
{
    GString *out = g_string_new(NULL);
    bool is_pending = false;

    for (; *text != '\0'; text = g_utf8_next_char(text)) {
        const gunichar c = g_utf8_get_char(text);

        if (is_invisible(c))
            continue;
        if (is_blank(c)) {
            is_pending = out->len > 0;
            continue;
        }
        if (is_pending)
            g_string_append_c(out, ' ');
        is_pending = false;
        g_string_append_unichar(out, c);
    }
    return g_string_free(out, FALSE);
}

static char *clean_once(const char *text)
{
    g_autofree char *plain = resolve_entities(text);
    g_autofree char *bare = remove_tags(plain);
    g_autofree char *folded = fold_blanks(bare);

    return g_utf8_normalize(folded, -1, G_NORMALIZE_DEFAULT_COMPOSE);
}

/* Most texts are plain: ASCII without what begins an entity or a tag. They need no Unicode. */
static bool is_plain(const char *text)
{
    for (; *text != '\0'; text++)
        if ((unsigned char)*text >= 0x80 || *text == '&' || *text == '<')
            return false;
    return true;
}

static bool is_plain_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

/* The next character, with blanks as one and none at the end; '\0' there. */
static char take_plain(const char **text)
{
    const char first = **text;

    if (!is_plain_blank(first)) {
        *text += first != '\0';
        return first;
    }
    while (is_plain_blank(**text))
        (*text)++;
    return **text == '\0' ? '\0' : ' ';
}

static const char *skip_plain_blanks(const char *text)
{
    while (is_plain_blank(*text))
        text++;
    return text;
}

static char *clean_plain(const char *text)
{
    char *clean = g_malloc(strlen(text) + 1);
    size_t n = 0;

    text = skip_plain_blanks(text);
    do
        clean[n] = take_plain(&text);
    while (clean[n++] != '\0');
    return clean;
}

static bool is_same_plain(const char *a, const char *b)
{
    char c;

    a = skip_plain_blanks(a);
    b = skip_plain_blanks(b);
    do {
        c = g_ascii_tolower(take_plain(&a));
        if (c != g_ascii_tolower(take_plain(&b)))
            return false;
    } while (c != '\0');
    return true;
}

/* What is cleaned must not change when it is cleaned again: a label that went through a codebook
 * still has to be the answer in the data. Entities and tags may come to light when others, or
 * invisible characters between them, are gone. */
char *svy_text_clean(const char *text)
{
    g_autofree char *folded = NULL;
    char *clean;

    if (is_plain(text))
        return clean_plain(text);
    if (strpbrk(text, "&<") == NULL) {
        folded = fold_blanks(text);
        return g_utf8_normalize(folded, -1, G_NORMALIZE_DEFAULT_COMPOSE);
    }
    clean = clean_once(text);
    for (size_t i = 0; i < MAX_PASSES; i++) {
        g_autofree char *before = clean;

        clean = clean_once(before);
        if (strcmp(clean, before) == 0)
            break;
    }
    return clean;
}

char *svy_text_fold(const char *text)
{
    g_autofree char *clean = svy_text_clean(text);

    return is_plain(clean) ? g_ascii_strdown(clean, -1) : g_utf8_casefold(clean, -1);
}

bool svy_text_same(const char *a, const char *b)
{
    g_autofree char *fold_a = NULL;
    g_autofree char *fold_b = NULL;

    if (is_plain(a) && is_plain(b))
        return is_same_plain(a, b);
    fold_a = svy_text_fold(a);
    fold_b = svy_text_fold(b);
    return strcmp(fold_a, fold_b) == 0;
}

bool svy_text_has_word(const char *folded, const char *word)
{
    const size_t length = strlen(word);

    for (const char *at = strstr(folded, word); at != NULL; at = strstr(at + 1, word))
        if ((at == folded || !g_ascii_isalpha(at[-1])) && !g_ascii_isalpha(at[length]))
            return true;
    return false;
}

/* --- Showing -------------------------------------------------------------------------------- */

/* Characters that could act on a terminal or turn the reading direction (CWE-150, CVE-2021-42574).
 */
bool svy_text_is_control(gunichar c)
{
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0x202A && c <= 0x202E) ||
           (c >= 0x2066 && c <= 0x2069) || c == 0x200E || c == 0x200F || c == 0x061C ||
           c == 0x2028 || c == 0x2029 || c == 0xFEFF;
}

static void append_escaped(GString *out, gunichar c)
{
    if (c >= 0x20 && c < 0x7F)
        g_string_append_c(out, (char)c);
    else if (!svy_text_is_control(c))
        g_string_append_unichar(out, c);
    else if (c == '\n')
        g_string_append(out, "\\n");
    else if (c == '\t')
        g_string_append(out, "\\t");
    else if (c == '\r')
        g_string_append(out, "\\r");
    else if (c < 0x100)
        g_string_append_printf(out, "\\x%02x", c);
    else
        g_string_append_printf(out, "\\u%04x", c);
}

/* Escapes at most @n_max characters; file names may not be UTF-8, their odd bytes become \xNN. */
static char *escape_some(const char *text, size_t n_max)
{
    GString *out = g_string_new(NULL);
    size_t n = 0;

    while (*text != '\0' && n < n_max) {
        const gunichar c = g_utf8_get_char_validated(text, -1);

        if (c == (gunichar)-1 || c == (gunichar)-2) {
            g_string_append_printf(out, "\\x%02x", (unsigned)(unsigned char)*text);
            text++;
        } else {
            append_escaped(out, c);
            text = g_utf8_next_char(text);
        }
        n++;
    }
    if (*text != '\0')
        g_string_append(out, "…");
    return g_string_free(out, FALSE);
}

char *svy_text_escape(const char *text)
{
    return escape_some(text, (size_t)-1);
}

char *svy_text_quote(const char *text)
{
    g_autofree char *escaped = NULL;

    if (text == NULL)
        return g_strdup("nothing");
    escaped = escape_some(text, 40);
    return g_strdup_printf("'%s'", escaped);
}

char *svy_text_cut(const char *text, size_t n_max)
{
    const size_t n_chars = (size_t)g_utf8_strlen(text, -1);
    const char *end, *space;

    if (n_chars <= n_max || n_max < 2)
        return g_strdup(text);
    end = g_utf8_offset_to_pointer(text, (glong)n_max - 1);
    space = g_utf8_strrchr(text, end - text, ' ');
    if (space != NULL && (end - text) - (space - text) < 20 && space > text)
        end = space;
    while (end > text && strchr(",;:/(-", end[-1]) != NULL)
        end--; /* "lists,…" reads badly */
    return g_strdup_printf("%.*s…", (int)(end - text), text);
}

size_t svy_text_get_width(const char *text)
{
    size_t width = 0;

    for (; *text != '\0'; text = g_utf8_next_char(text)) {
        const gunichar c = g_utf8_get_char(text);

        if (!g_unichar_iszerowidth(c))
            width += g_unichar_iswide(c) ? 2 : 1;
    }
    return width;
}

char *svy_text_slug(const char *label)
{
    g_autofree char *ascii = g_str_to_ascii(label, "C");
    GString *slug = g_string_new(NULL);

    for (const char *c = ascii; *c != '\0' && slug->len < 40; c++) {
        if (g_ascii_isalnum(*c))
            g_string_append_c(slug, g_ascii_tolower(*c));
        else if (slug->len > 0 && slug->str[slug->len - 1] != '-')
            g_string_append_c(slug, '-');
    }
    while (slug->len > 0 && slug->str[slug->len - 1] == '-')
        g_string_truncate(slug, slug->len - 1);
    if (slug->len == 0)
        g_string_assign(slug, "item");
    return g_string_free(slug, FALSE);
}

/* --- Near misses ---------------------------------------------------------------------------- */

/* Edit distance with swapped neighbours (optimal string alignment), over characters. */
static size_t measure_edits(const char *a, const char *b)
{
    glong n_a, n_b;
    g_autofree gunichar *chars_a = g_utf8_to_ucs4_fast(a, -1, &n_a);
    g_autofree gunichar *chars_b = g_utf8_to_ucs4_fast(b, -1, &n_b);
    const size_t n = (size_t)n_a, m = (size_t)n_b, width = m + 1;
    g_autofree size_t *d = g_new0(size_t, (n + 1) * width);

    for (size_t i = 0; i <= n; i++) {
        for (size_t j = 0; j <= m; j++) {
            if (i == 0 || j == 0) {
                d[i * width + j] = i + j;
                continue;
            }

            const bool is_same = chars_a[i - 1] == chars_b[j - 1];
            size_t best = d[(i - 1) * width + j - 1] + (is_same ? 0 : 1);

            best = MIN(best, d[(i - 1) * width + j] + 1);
            best = MIN(best, d[i * width + j - 1] + 1);
            if (i > 1 && j > 1 && chars_a[i - 1] == chars_b[j - 2] &&
                chars_a[i - 2] == chars_b[j - 1])
                best = MIN(best, d[(i - 2) * width + j - 2] + 1);
            d[i * width + j] = best;
        }
    }
    return d[n * width + m];
}

const char *svy_text_near_miss(const char *word, const char *const candidates[])
{
    g_autofree char *folded = svy_text_fold(word);
    const glong n_chars = g_utf8_strlen(folded, -1);
    const char *best = NULL;
    size_t fewest = (size_t)(n_chars + 2) / 3;

    if (n_chars > 200)
        return NULL;
    for (size_t i = 0; candidates[i] != NULL; i++) {
        g_autofree char *candidate = svy_text_fold(candidates[i]);

        const glong n = g_utf8_strlen(candidate, -1), n_more = ABS(n - n_chars);

        /* There are at least as many edits as characters more or less. */
        if (n > 200 || (size_t)n_more >= fewest + (best == NULL))
            continue;

        const size_t n_edits = measure_edits(folded, candidate);

        if (n_edits < fewest + (best == NULL)) {
            fewest = n_edits;
            best = candidates[i];
        }
    }
    return best;
}
