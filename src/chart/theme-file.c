/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Theme files: INI text to SvyTheme. A theme is complete or refused; nothing is inherited, so that
 * a file read today draws the same picture with a later version. */
#include "chart/theme.h"

#include <math.h>
#include <stddef.h>
#include <string.h>

#include "base/error.h"
#include "base/ini.h"
#include "base/limit.h"
#include "base/num.h"
#include "base/text.h"
#include "chart/palette.h"

/* In m: what is not said, and what is allowed. */
static const double logo_height = 3, logo_least = 1, logo_most = 20;

typedef struct {
    const char *section, *key;
    double min, max;
    size_t offset; /* of a double in SvyTheme */
} NumberKey;

typedef struct {
    const char *key;
    SvyThemeColor color;
} ColorKey;

/* Sizes: labels below m would be unreadable at the theme's distance, so m is the floor of all. */
static const NumberKey number_keys[] = {
    {"page", "width_in", 1, 200, offsetof(SvyTheme, width_in)},
    {"page", "height_in", 0, 200, offsetof(SvyTheme, height_in)},
    {"page", "dpi", 36, 1200, offsetof(SvyTheme, dpi)},
    {"page", "margin", 0.5, 20, offsetof(SvyTheme, margin)},
    {"text", "min_pt", 4, 400, offsetof(SvyTheme, min_pt)},
    {"text", "title", 1, 6, offsetof(SvyTheme, title)},
    {"text", "subtitle", 1, 4, offsetof(SvyTheme, subtitle)},
    {"text", "label", 1, 4, offsetof(SvyTheme, label)},
    {"text", "head", 1, 4, offsetof(SvyTheme, head)},
};

static const ColorKey color_keys[] = {
    {"ink", SVY_INK},
    {"secondary", SVY_SECONDARY},
    {"tertiary", SVY_TERTIARY},
    {"zero", SVY_ZERO},
    {"grid", SVY_GRID},
    {"rule", SVY_RULE},
    {"connector", SVY_CONNECTOR},
    {"band", SVY_BAND},
    {"paper", SVY_PAPER},
    {"series_1", SVY_SERIES_1},
    {"series_1_text", SVY_SERIES_1_TEXT},
    {"series_1_tint", SVY_SERIES_1_TINT},
    {"series_2", SVY_SERIES_2},
    {"series_2_text", SVY_SERIES_2_TEXT},
    {"series_2_tint", SVY_SERIES_2_TINT},
    {"series_3", SVY_SERIES_3},
    {"series_3_text", SVY_SERIES_3_TEXT},
    {"series_4", SVY_SERIES_4},
    {"series_4_text", SVY_SERIES_4_TEXT},
    {"series_4_tint", SVY_SERIES_4_TINT},
    {"series_5", SVY_SERIES_5},
    {"series_5_text", SVY_SERIES_5_TEXT},
    {"series_6", SVY_SERIES_6},
    {"series_6_text", SVY_SERIES_6_TEXT},
    {"diverging_5_1", SVY_DIVERGING_5_1},
    {"diverging_5_2", SVY_DIVERGING_5_2},
    {"diverging_5_3", SVY_DIVERGING_5_3},
    {"diverging_5_4", SVY_DIVERGING_5_4},
    {"diverging_5_5", SVY_DIVERGING_5_5},
    {"diverging_7_1", SVY_DIVERGING_7_1},
    {"diverging_7_2", SVY_DIVERGING_7_2},
    {"diverging_7_3", SVY_DIVERGING_7_3},
    {"diverging_7_4", SVY_DIVERGING_7_4},
    {"diverging_7_5", SVY_DIVERGING_7_5},
    {"diverging_7_6", SVY_DIVERGING_7_6},
    {"diverging_7_7", SVY_DIVERGING_7_7},
    {"sequential_1", SVY_SEQUENTIAL_1},
    {"sequential_2", SVY_SEQUENTIAL_2},
    {"sequential_3", SVY_SEQUENTIAL_3},
    {"sequential_4", SVY_SEQUENTIAL_4},
    {"sequential_5", SVY_SEQUENTIAL_5},
};

/* What the built-in themes have, for older files: in the order of color_keys from series_3 on. */
static const char *const later_colors[] = {
    "#3F9C8E", "#1E6B60", "#8A2E4F", "#8A2E4F", "#D6B6C1", "#8F7BE3", "#5B45B8",
    "#4A3B12", "#4A3B12", "#A8480B", "#EBA97A", "#DEE2E6", "#8DB3D6", "#0F4C81",
    "#8A3A06", "#CF6A26", "#F2C09B", "#DEE2E6", "#AFCAE3", "#4C86BC", "#0F4C81",
    "#E3EDF6", "#B3CDE4", "#7BA7CF", "#3D79B0", "#0F4C81",
};

/* Found from the series where the file does not say: the bar of the finding, and what is drawn on
 * it. */
static const struct {
    const char *key;
    SvyThemeColor color, series, whisker;
} focus_keys[] = {
    {"series_1_focus", SVY_SERIES_1_FOCUS, SVY_SERIES_1, SVY_INK},
    {"series_4_focus", SVY_SERIES_4_FOCUS, SVY_SERIES_4, SVY_INK},
};

static const char *const section_names[] = {"page",  "text", "columns", "color",
                                            "brand", "logo", NULL};
static const char *const brand_names[] = {"color", NULL};
static const char *const logo_names[] = {"file", "alt", "height", NULL};
static const char *const page_names[] = {"width_in", "height_in", "dpi", "margin", NULL};
static const char *const text_names[] = {"min_pt", "title", "subtitle", "label", "head", NULL};
static const char *const column_names[] = {"interval", NULL};

static const SvyIniSection *find_section(const SvyIni *ini, const char *kind)
{
    for (size_t i = 0; i < ini->sections->len; i++) {
        const SvyIniSection *section = ini->sections->pdata[i];
        if (g_str_equal(section->kind, kind))
            return section;
    }
    return NULL;
}

static bool refuse_missing(const SvyIni *ini, const char *section, const char *key, GError **error)
{
    const SvyPlace place = {.file = ini->file};

    return svy_error_set(error, SVY_ERROR_DATA, &place,
                         "Copy charts/themes/report.ini and change what you need",
                         "the theme has no %s in [%s]", key, section);
}

static bool check_names(const SvyIni *ini, GError **error)
{
    const char *color_names[G_N_ELEMENTS(color_keys) + G_N_ELEMENTS(focus_keys) + 2] = {NULL};
    const SvyIniSection *brand = find_section(ini, "brand"), *logo = find_section(ini, "logo");
    const struct {
        const char *section;
        const char *const *keys;
    } known[] = {{"page", page_names},
                 {"text", text_names},
                 {"columns", column_names},
                 {"color", color_names}};

    for (size_t i = 0; i < G_N_ELEMENTS(color_keys); i++)
        color_names[i] = color_keys[i].key;
    for (size_t i = 0; i < G_N_ELEMENTS(focus_keys); i++)
        color_names[G_N_ELEMENTS(color_keys) + i] = focus_keys[i].key;
    color_names[G_N_ELEMENTS(color_keys) + G_N_ELEMENTS(focus_keys)] = "one_ink";
    if (!svy_ini_check_sections(ini, section_names, error))
        return false;
    for (size_t i = 0; i < G_N_ELEMENTS(known); i++) {
        const SvyIniSection *section = find_section(ini, known[i].section);

        if (section == NULL)
            return refuse_missing(ini, known[i].section, "key at all", error);
        if (!svy_ini_check_keys(ini, section, known[i].keys, error))
            return false;
    }
    return (brand == NULL || svy_ini_check_keys(ini, brand, brand_names, error)) &&
           (logo == NULL || svy_ini_check_keys(ini, logo, logo_names, error));
}

static bool read_numbers(const SvyIni *ini, SvyTheme *theme, GError **error)
{
    for (size_t i = 0; i < G_N_ELEMENTS(number_keys); i++) {
        const NumberKey *key = &number_keys[i];
        const SvyIniSection *section = find_section(ini, key->section);
        double *value = (double *)(void *)((char *)theme + key->offset);
        const bool is_optional = key->offset == offsetof(SvyTheme, height_in);

        if (!is_optional && svy_ini_find(section, key->key) == NULL)
            return refuse_missing(ini, key->section, key->key, error);
        if (!svy_ini_get_number(ini, section, key->key, key->min, key->max, value, error))
            return false;
    }
    return true;
}

static bool read_color(const SvyIni *ini, const SvyIniEntry *entry, SvyColor *ret, GError **error)
{
    g_autofree char *quoted = NULL;

    if (svy_color_parse(entry->value, ret))
        return true;
    quoted = svy_text_quote(entry->value);
    return svy_error_set(error, SVY_ERROR_DATA, &(SvyPlace){ini->file, entry->line, 0},
                         "Write six hex digits, such as #0F4C81", "%s is not a colour, got %s",
                         entry->key, quoted);
}

static bool read_colors(const SvyIni *ini, SvyTheme *theme, GError **error)
{
    const SvyIniSection *section = find_section(ini, "color");
    const bool has_brand = find_section(ini, "brand") != NULL;
    const size_t n_first = G_N_ELEMENTS(color_keys) - G_N_ELEMENTS(later_colors);

    for (size_t i = 0; i < G_N_ELEMENTS(color_keys); i++) {
        const SvyIniEntry *entry = svy_ini_find(section, color_keys[i].key);
        SvyColor *color = &theme->colors[color_keys[i].color];

        if (entry == NULL && i >= n_first)
            svy_color_parse(later_colors[i - n_first], color);
        else if (entry == NULL && !(has_brand && g_str_has_prefix(color_keys[i].key, "series_")))
            return refuse_missing(ini, "color", color_keys[i].key, error);
        else if (entry != NULL && !read_color(ini, entry, color, error))
            return false;
    }
    return svy_ini_find(section, "one_ink") == NULL ||
           svy_ini_get_bool(ini, section, "one_ink", &theme->is_one_ink, error);
}

static char *format_ratio(double ratio)
{
    return svy_num_format(floor(ratio * 100) / 100, 2); /* 4.499 is not 4.5 */
}

/* Why the brand's colour was changed: it could not be read, or not be told from others. */
static char *word_brand(const SvyTheme *theme, SvyColor brand)
{
    const SvyColor taken = theme->colors[SVY_SERIES_1];
    const double contrast = svy_palette_get_contrast(theme, brand);
    g_autofree char *asked = svy_color_format(brand), *used = svy_color_format(taken);
    g_autofree char *ratio = format_ratio(contrast);
    g_autofree char *difference =
        svy_num_format(svy_color_get_distance(brand, taken, SVY_VISION_NORMAL), 1);
    g_autofree char *why = contrast < 3
                               ? g_strdup_printf("has a contrast of only %s", ratio)
                               : g_strdup("leaves no five others that all can tell from it");

    if (strcmp(asked, used) == 0)
        return NULL;
    return g_strdup_printf("the brand colour %s %s; charts use %s, the nearest that everybody can "
                           "read (a difference of %s by CIEDE2000)",
                           asked, why, used, difference);
}

static bool take_brand(const SvyIni *ini, SvyTheme *theme, GError **error)
{
    const SvyIniSection *section = find_section(ini, "brand");
    const SvyIniEntry *entry = section != NULL ? svy_ini_find(section, "color") : NULL;
    SvyColor brand;

    if (section == NULL)
        return true;
    if (entry == NULL)
        return refuse_missing(ini, "brand", "color", error);
    if (!read_color(ini, entry, &brand, error))
        return false;
    if (!svy_palette_take_brand(theme, brand))
        return svy_error_set(error, SVY_ERROR_DATA, &(SvyPlace){ini->file, entry->line, 0},
                             "Take a lighter paper and band",
                             "no six colours go with the brand on this paper, got %s",
                             entry->value);
    theme->color_note = word_brand(theme, brand);
    return true;
}

/* A logo without words decorates; words of nothing but blanks are a slip. */
static bool take_logo_alt(const SvyIni *ini,
                          const SvyIniSection *section,
                          SvyTheme *theme,
                          GError **error)
{
    const SvyIniEntry *entry = svy_ini_find(section, "alt");
    g_autofree char *quoted = NULL;
    size_t n_chars;

    if (entry == NULL)
        return true;
    n_chars = (size_t)g_utf8_strlen(entry->value, -1);
    if (n_chars > 0 && n_chars <= SVY_LIMIT_LOGO_ALT_CHARS) {
        theme->logo_alt = svy_text_escape(entry->value);
        return true;
    }
    quoted = svy_text_quote(entry->value);
    return svy_error_set(
        error, SVY_ERROR_DATA,
        &(SvyPlace){.file = ini->file, .line = entry->line, .key = "[logo] alt"},
        "Write what it shows, such as: Logo of ALCTS; or leave alt out if it only decorates",
        "the words for the logo have %zu characters, 1 to %u are allowed, got %s", n_chars,
        SVY_LIMIT_LOGO_ALT_CHARS, quoted);
}

static bool take_logo(const SvyIni *ini, SvyTheme *theme, GError **error)
{
    const SvyIniSection *section = find_section(ini, "logo");
    const SvyIniEntry *entry = section != NULL ? svy_ini_find(section, "file") : NULL;

    if (section == NULL)
        return true;
    if (entry == NULL || *entry->value == '\0')
        return svy_error_set(error, SVY_ERROR_DATA,
                             &(SvyPlace){.file = ini->file,
                                         .line = entry != NULL ? entry->line : section->line,
                                         .key = "[logo] file"},
                             "Name a PNG or SVG, its path as seen from the theme's folder",
                             "the theme has a logo without a file, got ''");
    theme->logo_file = g_strdup(entry->value);
    theme->logo_line = entry->line;
    theme->logo_height = logo_height;
    return svy_ini_get_number(ini, section, "height", logo_least, logo_most, &theme->logo_height,
                              error) &&
           take_logo_alt(ini, section, theme, error);
}

/* After the brand, which replaces the series. */
static bool read_focus(const SvyIni *ini, SvyTheme *theme, GError **error)
{
    const bool has_brand = find_section(ini, "brand") != NULL;

    for (size_t i = 0; i < G_N_ELEMENTS(focus_keys); i++) {
        const SvyIniEntry *entry = svy_ini_find(find_section(ini, "color"), focus_keys[i].key);
        const SvyColor whisker = theme->colors[focus_keys[i].whisker];
        SvyColor *color = &theme->colors[focus_keys[i].color];
        double ratio;

        *color = svy_palette_derive_focus(theme, theme->colors[focus_keys[i].series], whisker);
        if (entry == NULL || has_brand)
            continue;
        if (!read_color(ini, entry, color, error))
            return false;
        ratio = svy_color_get_contrast(whisker, *color);
        if (ratio < SVY_PALETTE_LEAST_ON_BAR)
            return svy_error_set(error, SVY_ERROR_DATA, &(SvyPlace){ini->file, entry->line, 0},
                                 "Take a lighter colour, or leave it out: one is found",
                                 "an interval on a bar of %s has a contrast of only %d.%02d, at "
                                 "least %g is needed",
                                 entry->key, (int)ratio, (int)(ratio * 100) % 100,
                                 SVY_PALETTE_LEAST_ON_BAR);
    }
    return true;
}

/* Texts that cannot be read on the paper or on the band are refused: no theme may undo WCAG. */
static bool check_contrast(const SvyIni *ini, const SvyTheme *theme, GError **error)
{
    static const struct {
        SvyThemeColor color;
        double least;
    } demands[] = {{SVY_INK, 4.5},           {SVY_SECONDARY, 4.5},     {SVY_TERTIARY, 4.5},
                   {SVY_SERIES_1_TEXT, 4.5}, {SVY_SERIES_2_TEXT, 4.5}, {SVY_SERIES_3_TEXT, 4.5},
                   {SVY_SERIES_4_TEXT, 4.5}, {SVY_SERIES_5_TEXT, 4.5}, {SVY_SERIES_6_TEXT, 4.5},
                   {SVY_SERIES_1, 3},        {SVY_SERIES_2, 3},        {SVY_SERIES_3, 3},
                   {SVY_SERIES_4, 3},        {SVY_SERIES_5, 3},        {SVY_SERIES_6, 3}};

    for (size_t i = 0; i < G_N_ELEMENTS(demands); i++) {
        const SvyColor color = theme->colors[demands[i].color];
        const double ratio = fmin(svy_color_get_contrast(color, theme->colors[SVY_PAPER]),
                                  svy_color_get_contrast(color, theme->colors[SVY_BAND]));
        const SvyIniSection *section = find_section(ini, "color");
        const SvyIniEntry *entry = svy_ini_find(section, color_keys[demands[i].color].key);

        if (ratio >= demands[i].least)
            continue;
        return svy_error_set(error, SVY_ERROR_DATA,
                             &(SvyPlace){ini->file, entry != NULL ? entry->line : 0, 0},
                             "Take a darker colour, or a lighter paper or band",
                             "%s has a contrast of only %d.%02d on paper or band, at least %g is "
                             "needed",
                             color_keys[demands[i].color].key, (int)ratio, (int)(ratio * 100) % 100,
                             demands[i].least);
    }
    return true;
}

static const char *name_color(SvyThemeColor color)
{
    for (size_t i = 0; i < G_N_ELEMENTS(color_keys); i++)
        if (color_keys[i].color == color)
            return color_keys[i].key;
    return "";
}

/* Series that somebody would take for each other are refused, with the numbers. */
static bool check_distances(const SvyIni *ini, const SvyTheme *theme, GError **error)
{
    static const char *const eyes[SVY_VISION_LAST] = {
        [SVY_VISION_NORMAL] = "to all eyes",
        [SVY_VISION_PROTAN] = "to people without red cones (protan)",
        [SVY_VISION_DEUTAN] = "to people without green cones (deutan)",
        [SVY_VISION_TRITAN] = "to people without blue cones (tritan)",
        [SVY_VISION_GRAY] = "in a print in one ink",
    };
    SvyPaletteFault fault;
    const SvyIniEntry *entry;
    g_autofree char *distance = NULL;

    if (!svy_palette_find_fault(theme, &fault))
        return true;
    entry = svy_ini_find(find_section(ini, "color"), name_color(fault.other));
    distance = svy_num_format(floor(fault.distance * 10) / 10, 1);
    return svy_error_set(
        error, SVY_ERROR_DATA, &(SvyPlace){ini->file, entry != NULL ? entry->line : 0, 0},
        "Take colours that differ more, above all in lightness",
        "%s and %s differ by only %s (CIEDE2000) %s, at least %g is needed", name_color(fault.one),
        name_color(fault.other), distance, eyes[fault.vision], fault.least);
}

bool svy_theme_parse(const char *text,
                     size_t n_bytes,
                     const char *file,
                     SvyTheme **ret_theme,
                     GError **error)
{
    g_autoptr(SvyIni) ini = NULL;
    g_autoptr(SvyTheme) theme = g_new0(SvyTheme, 1);

    if (!svy_ini_parse(text, n_bytes, file, &ini, error) || !check_names(ini, error))
        return false;
    if (!read_numbers(ini, theme, error) || !read_colors(ini, theme, error))
        return false;
    if (!svy_ini_get_bool(ini, find_section(ini, "columns"), "interval", &theme->shows_interval,
                          error))
        return false;
    if (!take_logo(ini, theme, error) || !take_brand(ini, theme, error) ||
        !read_focus(ini, theme, error) || !check_contrast(ini, theme, error) ||
        !check_distances(ini, theme, error))
        return false;

    *ret_theme = g_steal_pointer(&theme);
    return true;
}
