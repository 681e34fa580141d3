/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Measuring with Pango. Traps met here: hinted metrics differ between surfaces (off), Pango rounds
 * glyph positions (off), the default language comes from the locale (set), a missing bold silently
 * becomes regular (asked), missing glyphs are boxes without an error (counted), blanks lost at line
 * ends upset readers of the PDF (each line keeps its own). */
#include "chart/measure.h"

#include <fontconfig/fontconfig.h>
#include <pango/pangocairo.h>
#include <pango/pangofc-fontmap.h>
#include <string.h>

#include "base/error.h"

enum { LTR, RTL, N_DIRECTIONS };

typedef PangoContext *ContextPair[N_DIRECTIONS];

struct SvyFonts {
    gatomicrefcount n_refs;
    GMutex mutex;
    char *folder;
    bool has_inter;
    char *warning;       /* (nullable) */
    ContextPair own;     /* the shipped files alone; NULL without them */
    ContextPair machine; /* the machine's fonts too; made when first needed */
    GHashTable *lines;   /* of SvyLine by what make_key() says: shaping costs most of a chart */
    GHashTable *blocks;  /* of SvyBlock by the same with width and manner */
};

/* A step of the fit ladder shapes most texts of the one before again, a chart those of its
 * neighbour; beyond this many the cache starts anew. */
enum { N_MOST_KEPT = 4096 };

static const char *const face_files[] = {"Inter-Regular.otf", "Inter-Medium.otf",
                                         "Inter-SemiBold.otf", "Inter-Bold.otf",
                                         "InterDisplay-Bold.otf"};

/* Bitmap and colour fonts leave no outlines for PNG; variable ones lose their name in PDF; another
 * Inter would compete with ours. */
static const char reject_rules[] =
    "<?xml version='1.0'?><!DOCTYPE fontconfig SYSTEM 'fonts.dtd'><fontconfig><selectfont>"
    "<rejectfont><pattern><patelt name='color'><bool>true</bool></patelt></pattern></rejectfont>"
    "<rejectfont><pattern><patelt name='outline'><bool>false</bool></patelt></pattern></rejectfont>"
    "<rejectfont><pattern><patelt name='variable'><bool>true</bool></patelt></pattern>"
    "</rejectfont>"
    "<rejectfont><pattern><patelt name='family'><string>Inter</string></patelt></pattern>"
    "</rejectfont>"
    "<rejectfont><pattern><patelt name='family'><string>Inter Display</string></patelt></pattern>"
    "</rejectfont></selectfont></fontconfig>";

/* Fonts */

static void add_face_files(FcConfig *config, const char *folder)
{
    for (size_t i = 0; i < G_N_ELEMENTS(face_files); i++) {
        g_autofree char *path = g_build_filename(folder, face_files[i], NULL);
        FcConfigAppFontAddFile(config, (const FcChar8 *)path);
    }
}

static PangoContext *make_context(PangoFontMap *map, PangoDirection direction)
{
    PangoContext *context = pango_font_map_create_context(map);
    cairo_font_options_t *options = cairo_font_options_create();

    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    pango_cairo_context_set_font_options(context, options);
    cairo_font_options_destroy(options);

    pango_cairo_context_set_resolution(context, 72);
    pango_context_set_round_glyph_positions(context, FALSE);
    pango_context_set_language(context, pango_language_from_string("en"));
    pango_context_set_base_dir(context, direction);
    return context;
}

/* Takes @config. */
static void make_contexts(FcConfig *config, ContextPair contexts)
{
    PangoFontMap *map = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);

    pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(map), config);
    FcConfigDestroy(config);
    contexts[LTR] = make_context(map, PANGO_DIRECTION_LTR);
    contexts[RTL] = make_context(map, PANGO_DIRECTION_RTL);
    g_object_unref(map);
}

static FcConfig *make_machine_config(const SvyFonts *fonts)
{
    FcConfig *config = FcInitLoadConfig();

    if (config == NULL)
        config = FcConfigCreate();
    FcConfigParseAndLoadFromMemory(config, (const FcChar8 *)reject_rules, FcTrue);
    FcConfigBuildFonts(config);
    if (fonts->has_inter)
        add_face_files(config, fonts->folder);
    return config;
}

static PangoContext *get_machine_context(SvyFonts *fonts, int direction)
{
    if (fonts->machine[direction] == NULL)
        make_contexts(make_machine_config(fonts), fonts->machine);
    return fonts->machine[direction];
}

static bool has_face_files(const char *folder)
{
    for (size_t i = 0; i < G_N_ELEMENTS(face_files); i++) {
        g_autofree char *path = g_build_filename(folder, face_files[i], NULL);
        if (!g_file_test(path, G_FILE_TEST_IS_REGULAR))
            return false;
    }
    return true;
}

static PangoFontDescription *describe_style(const SvyFonts *fonts, const SvyTextStyle *style)
{
    PangoFontDescription *description = pango_font_description_new();
    const char *family = style->is_display ? "Inter Display" : "Inter";

    pango_font_description_set_family_static(description, fonts->has_inter ? family : "Sans");
    pango_font_description_set_weight(description, (PangoWeight)style->weight);
    pango_font_description_set_absolute_size(description, style->size_pt * PANGO_SCALE);
    return description;
}

/* Without fontconfig's rules a missing face is silently another one: ask which we got. */
static bool check_face(const SvyFonts *fonts, const SvyTextStyle *style, GError **error)
{
    const SvyPlace place = {.file = fonts->folder};
    PangoFontDescription *wanted = describe_style(fonts, style);
    PangoFont *font = pango_context_load_font(fonts->own[LTR], wanted);
    PangoFontDescription *got = font != NULL ? pango_font_describe(font) : NULL;
    const char *family = got != NULL ? pango_font_description_get_family(got) : NULL;
    const bool is_right = family != NULL &&
                          strcmp(family, pango_font_description_get_family(wanted)) == 0 &&
                          pango_font_description_get_weight(got) == (PangoWeight)style->weight;

    if (!is_right)
        svy_error_set(error, SVY_ERROR_IO, &place, "Install the package fonts-inter again",
                      "the font files give no %s of weight %d",
                      pango_font_description_get_family(wanted), style->weight);
    if (got != NULL)
        pango_font_description_free(got);
    g_clear_object(&font);
    pango_font_description_free(wanted);
    return is_right;
}

static bool check_faces(const SvyFonts *fonts, GError **error)
{
    static const SvyTextStyle styles[] = {{false, false, 400, 10},
                                          {false, false, 500, 10},
                                          {false, false, 600, 10},
                                          {false, false, 700, 10},
                                          {true, false, 700, 10}};

    for (size_t i = 0; i < G_N_ELEMENTS(styles); i++)
        if (!check_face(fonts, &styles[i], error))
            return false;
    return true;
}

bool svy_fonts_new(const char *folder, SvyFonts **ret_fonts, GError **error)
{
    g_autoptr(SvyFonts) fonts = g_new0(SvyFonts, 1);

    g_atomic_ref_count_init(&fonts->n_refs);
    g_mutex_init(&fonts->mutex);
    fonts->folder = g_strdup(folder);
    fonts->lines =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)svy_line_free);
    fonts->blocks =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)svy_block_free);
    fonts->has_inter = has_face_files(folder);
    if (fonts->has_inter) {
        FcConfig *config = FcConfigCreate();

        add_face_files(config, folder);
        make_contexts(config, fonts->own);
        if (!check_faces(fonts, error))
            return false;
    } else {
        fonts->warning = g_strdup_printf(
            "the Inter fonts are not in %s; charts use this machine's sans-serif and will look "
            "different elsewhere. Install the package fonts-inter",
            folder);
    }

    *ret_fonts = g_steal_pointer(&fonts);
    return true;
}

SvyFonts *svy_fonts_ref(SvyFonts *fonts)
{
    g_atomic_ref_count_inc(&fonts->n_refs);
    return fonts;
}

/* Pango 1.50 keeps a reference to the configuration for ever unless it is taken away. */
static void drop_contexts(ContextPair contexts)
{
    if (contexts[LTR] != NULL)
        pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(pango_context_get_font_map(contexts[LTR])),
                                     NULL);
    for (size_t i = 0; i < N_DIRECTIONS; i++)
        g_clear_object(&contexts[i]);
}

void svy_fonts_unref(SvyFonts *fonts)
{
    if (fonts == NULL || !g_atomic_ref_count_dec(&fonts->n_refs))
        return;
    g_clear_pointer(&fonts->lines, g_hash_table_unref);
    g_clear_pointer(&fonts->blocks, g_hash_table_unref);
    drop_contexts(fonts->own);
    drop_contexts(fonts->machine);
    g_mutex_clear(&fonts->mutex);
    g_free(fonts->folder);
    g_free(fonts->warning);
    g_free(fonts);
}

void svy_fonts_lock(SvyFonts *fonts)
{
    g_mutex_lock(&fonts->mutex);
}

void svy_fonts_unlock(SvyFonts *fonts)
{
    g_mutex_unlock(&fonts->mutex);
}

const char *svy_fonts_get_warning(const SvyFonts *fonts)
{
    return fonts->warning;
}

/* Lines */

static PangoLayout *shape_text(PangoContext *context,
                               const SvyFonts *fonts,
                               const SvyTextStyle *style,
                               const char *text)
{
    PangoLayout *layout = pango_layout_new(context);
    PangoFontDescription *description = describe_style(fonts, style);
    PangoAttrList *attributes = pango_attr_list_new();

    pango_attr_list_insert(
        attributes, pango_attr_font_features_new(style->is_tabular ? "tnum=1,lnum=1" : "lnum=1"));
    pango_layout_set_attributes(layout, attributes);
    pango_attr_list_unref(attributes);
    pango_layout_set_font_description(layout, description);
    pango_font_description_free(description);
    pango_layout_set_auto_dir(layout, FALSE);
    pango_layout_set_text(layout, text, -1);
    return layout;
}

/* Signs, symbols and CJK never are; nor is anything before Hebrew. */
static bool may_be_rtl(gunichar c)
{
    const bool is_sign = (c >= 0x2010 && c < 0x2028) || (c >= 0x2030 && c < 0x2060);
    const bool is_symbol_or_cjk = c >= 0x2070 && c < 0xd800;

    return c >= 0x0590 && !is_sign && !is_symbol_or_cjk;
}

static bool has_latin_letter(const char *text)
{
    for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p))
        if (g_unichar_get_script(g_utf8_get_char(p)) == G_UNICODE_SCRIPT_LATIN)
            return true;
    return false;
}

/* Direction of the first strong character, or of the sentence. */
static int find_direction(SvyFonts *fonts, const SvyTextStyle *style, const char *text)
{
    PangoContext *context = fonts->has_inter ? fonts->own[LTR] : get_machine_context(fonts, LTR);
    const char *p = text;
    PangoLayout *layout;
    PangoDirection direction;

    while (*p != '\0' && !may_be_rtl(g_utf8_get_char(p)))
        p = g_utf8_next_char(p);
    if (*p == '\0' || (style->is_sentence && has_latin_letter(text)))
        return LTR;
    layout = pango_layout_new(context);
    pango_layout_set_text(layout, text, -1);
    direction = pango_layout_get_direction(layout, 0);
    g_object_unref(layout);
    return direction == PANGO_DIRECTION_RTL ? RTL : LTR;
}

/* The package that would have the character. */
static const char *name_package(gunichar c)
{
    static const GUnicodeScript cjk[] = {G_UNICODE_SCRIPT_HAN, G_UNICODE_SCRIPT_HIRAGANA,
                                         G_UNICODE_SCRIPT_KATAKANA, G_UNICODE_SCRIPT_HANGUL,
                                         G_UNICODE_SCRIPT_BOPOMOFO};

    for (size_t i = 0; i < G_N_ELEMENTS(cjk); i++)
        if (g_unichar_get_script(c) == cjk[i])
            return "fonts-noto-cjk";
    return "fonts-noto-core";
}

/* Characters of @text without a glyph, each once, at most eight. */
static GString *list_missing(SvyFonts *fonts,
                             const SvyTextStyle *style,
                             const char *text,
                             const char **ret_package)
{
    GString *missing = g_string_new(NULL);
    size_t n_missing = 0;

    for (const char *p = text; *p != '\0' && n_missing < 8; p = g_utf8_next_char(p)) {
        const size_t n_bytes = (size_t)(g_utf8_next_char(p) - p);
        g_autofree char *one = g_strndup(p, n_bytes);
        PangoLayout *layout = NULL;

        if (strstr(missing->str, one) != NULL)
            continue;
        layout = shape_text(get_machine_context(fonts, LTR), fonts, style, one);
        if (pango_layout_get_unknown_glyphs_count(layout) > 0) {
            g_string_append_printf(missing, "%s%s (U+%04X)", n_missing > 0 ? ", " : "", one,
                                   g_utf8_get_char(p));
            *ret_package = name_package(g_utf8_get_char(p));
            n_missing++;
        }
        g_object_unref(layout);
    }
    return missing;
}

static bool refuse_missing(SvyFonts *fonts,
                           const SvyTextStyle *style,
                           const char *text,
                           GError **error)
{
    const SvyPlace place = {.file = "chart"};
    const char *package = "fonts-noto-core";
    g_autoptr(GString) missing = list_missing(fonts, style, text, &package);
    g_autofree char *mend =
        g_strdup_printf("Install a font that has them, such as the package %s", package);

    g_string_truncate(missing, MIN(missing->len, 400));
    return svy_error_set(error, SVY_ERROR_DATA, &place, mend, "no font here can draw %s in '%s'",
                         missing->len > 0 ? missing->str : "a sequence of characters", text);
}

/* The shipped fonts first; the machine's only for what they lack; then an error. */
static bool shape_with_fallback(SvyFonts *fonts,
                                const SvyTextStyle *style,
                                const char *text,
                                int direction,
                                PangoLayout **ret_layout,
                                GError **error)
{
    PangoLayout *layout = NULL;

    if (fonts->has_inter)
        layout = shape_text(fonts->own[direction], fonts, style, text);
    if (layout == NULL || pango_layout_get_unknown_glyphs_count(layout) > 0) {
        g_clear_object(&layout);
        layout = shape_text(get_machine_context(fonts, direction), fonts, style, text);
    }
    if (pango_layout_get_unknown_glyphs_count(layout) > 0) {
        g_object_unref(layout);
        return refuse_missing(fonts, style, text, error);
    }
    *ret_layout = layout;
    return true;
}

static SvyRect to_points(PangoRectangle rect)
{
    const double scale = PANGO_SCALE;

    return (SvyRect){rect.x / scale, rect.y / scale, rect.width / scale, rect.height / scale};
}

/* Width of the blanks at the end, which take part in no alignment. In a line from right to left
 * they are at its left, and widths are negative. */
static double measure_end_blanks(PangoLayout *layout, const char *text)
{
    int width = 0;

    for (const char *p = text + strlen(text); p > text && p[-1] == ' '; p--) {
        PangoRectangle blank;

        pango_layout_index_to_pos(layout, (int)(p - 1 - text), &blank);
        width += ABS(blank.width);
    }
    return width / (double)PANGO_SCALE;
}

static SvyLine *line_new(PangoLayout *layout, const SvyTextStyle *style, int direction)
{
    const char *text = pango_layout_get_text(layout);
    SvyLine *line = g_new0(SvyLine, 1);
    PangoRectangle ink, logical;

    pango_layout_get_extents(layout, &ink, &logical);
    line->text = g_strdup(text);
    line->layout = layout;
    line->style = *style;
    line->is_rtl = direction == RTL;
    line->width = logical.width / (double)PANGO_SCALE - measure_end_blanks(layout, text);
    line->ink = to_points(ink);
    line->ink.y -= pango_layout_get_baseline(layout) / (double)PANGO_SCALE;
    return line;
}

/* Layouts are never changed once made, so that lines may share them. */
static SvyLine *line_copy(const SvyLine *line)
{
    SvyLine *copy = g_new(SvyLine, 1);

    *copy = *line;
    copy->text = g_strdup(line->text);
    g_object_ref(copy->layout);
    return copy;
}

static char *make_key(const SvyTextStyle *style, int direction, const char *text)
{
    return g_strdup_printf("%d%d%d %d %a %s", style->is_display, style->is_tabular, direction,
                           style->weight, style->size_pt, text);
}

/* Takes @key and @value. */
static void keep(GHashTable *cache, char *key, void *value)
{
    if (g_hash_table_size(cache) >= N_MOST_KEPT)
        g_hash_table_remove_all(cache);
    g_hash_table_insert(cache, key, value);
}

/* @ret_line belongs to the cache until something else is measured. */
static bool find_line(SvyFonts *fonts,
                      const SvyTextStyle *style,
                      const char *text,
                      int direction,
                      const SvyLine **ret_line,
                      GError **error)
{
    g_autofree char *key = make_key(style, direction, text);
    SvyLine *line = g_hash_table_lookup(fonts->lines, key);
    PangoLayout *layout = NULL;

    if (line == NULL) {
        if (!shape_with_fallback(fonts, style, text, direction, &layout, error))
            return false;
        line = line_new(layout, style, direction);
        keep(fonts->lines, g_steal_pointer(&key), line);
    }
    *ret_line = line;
    return true;
}

static bool measure_line(SvyFonts *fonts,
                         const SvyTextStyle *style,
                         const char *text,
                         int direction,
                         SvyLine **ret_line,
                         GError **error)
{
    const SvyLine *line;

    if (!find_line(fonts, style, text, direction, &line, error))
        return false;
    *ret_line = line_copy(line);
    return true;
}

void svy_line_free(SvyLine *line)
{
    if (line == NULL)
        return;
    g_clear_object(&line->layout);
    g_free(line->text);
    g_free(line);
}

bool svy_measure_line(SvyFonts *fonts,
                      const SvyTextStyle *style,
                      const char *text,
                      SvyLine **ret_line,
                      GError **error)
{
    return measure_line(fonts, style, text, find_direction(fonts, style, text), ret_line, error);
}

double svy_measure_get_cap_height(SvyFonts *fonts, const SvyTextStyle *style)
{
    const SvyLine *line;

    /* Every font has an H; a machine without any font at all draws nothing anyway. */
    if (!find_line(fonts, style, "H", LTR, &line, NULL))
        return 0.73 * style->size_pt;
    return -line->ink.y;
}

/* Blocks */

/* Widths are in Pango's units here. */

static int to_units(double width)
{
    return (int)ceil(width * PANGO_SCALE);
}

/* One character of a paragraph; of those that Pango draws as one the first has all the width. */
typedef struct {
    size_t end; /* byte behind it */
    int width;
    bool is_blank;
    bool ends_word;  /* a line may end behind it */
    bool may_part;   /* so may a line that is too narrow for its first word */
    bool has_hyphen; /* there it needs room for one */
} Letter;

/* A paragraph, and where its lines end in the width that was tried last. Pango would shape it again
 * for each trial; here this is done once. */
typedef struct {
    char *text;
    size_t n_letters, n_lines;
    Letter *letters; /* [n_letters] */
    size_t *ends;    /* [n_lines] letter behind the line */
    bool is_parted;  /* a line ends inside a word */
    bool is_whole;   /* which must not be */
    int hyphen, widest, last, sum;
} Paragraph;

static void paragraph_clear(Paragraph *paragraph)
{
    g_free(paragraph->text);
    g_free(paragraph->letters);
    g_free(paragraph->ends);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Paragraph, paragraph_clear)

/* By the byte at which each begins. (transfer full) */
static int *measure_clusters(PangoLayout *layout, size_t n_bytes)
{
    PangoLayoutIter *iter = pango_layout_get_iter(layout);
    int *widths = g_new0(int, n_bytes + 1);

    do {
        PangoRectangle logical;

        pango_layout_iter_get_cluster_extents(iter, NULL, &logical);
        widths[pango_layout_iter_get_index(iter)] += ABS(logical.width);
    } while (pango_layout_iter_next_cluster(iter));
    pango_layout_iter_free(iter);
    return widths;
}

static void paragraph_init(Paragraph *paragraph, const SvyLine *whole)
{
    g_autofree int *widths = measure_clusters(whole->layout, strlen(whole->text));
    int n_attributes;
    const PangoLogAttr *attributes =
        pango_layout_get_log_attrs_readonly(whole->layout, &n_attributes);
    const char *at = whole->text;

    paragraph->text = g_strdup(whole->text);
    paragraph->n_letters = (size_t)n_attributes - 1;
    paragraph->letters = g_new(Letter, paragraph->n_letters);
    paragraph->ends = g_new(size_t, paragraph->n_letters + 1);
    for (size_t i = 0; i < paragraph->n_letters; i++) {
        const char *next = g_utf8_next_char(at);

        paragraph->letters[i] = (Letter){.end = (size_t)(next - whole->text),
                                         .width = widths[at - whole->text],
                                         .is_blank = attributes[i].is_white,
                                         .ends_word = attributes[i + 1].is_line_break,
                                         .may_part = attributes[i + 1].is_char_break,
                                         .has_hyphen = attributes[i + 1].break_inserts_hyphen};
        at = next;
    }
}

/* The letter behind the line that begins with @first. A blank at the end needs no room. */
static size_t find_line_end(const Paragraph *paragraph, size_t first, int width, int *ret_width)
{
    size_t end = first, part_end = first;
    int sum = 0, part_width = 0;

    for (size_t i = first; i < paragraph->n_letters; i++) {
        const Letter *letter = &paragraph->letters[i];
        const int bare = sum + (letter->is_blank ? 0 : letter->width);
        const int needed = bare + (letter->has_hyphen ? paragraph->hyphen : 0);
        const bool has_place = MAX(end, part_end) > first;

        if (bare > width && has_place)
            break;
        sum += letter->width;
        if (needed > width && has_place)
            continue;
        if (letter->ends_word || i + 1 == paragraph->n_letters) {
            end = i + 1;
            *ret_width = needed;
        } else if (letter->may_part && !paragraph->is_whole) {
            part_end = i + 1;
            part_width = needed;
        }
    }
    if (end > first)
        return end;
    *ret_width = part_width;
    return part_end;
}

static size_t break_lines(Paragraph *paragraph, int width)
{
    size_t n_lines = 0;

    paragraph->is_parted = false;
    paragraph->widest = paragraph->sum = 0;
    for (size_t at = 0; at < paragraph->n_letters; n_lines++) {
        at = find_line_end(paragraph, at, width, &paragraph->last);
        paragraph->ends[n_lines] = at;
        paragraph->widest = MAX(paragraph->widest, paragraph->last);
        paragraph->sum += paragraph->last;
        paragraph->is_parted |= at < paragraph->n_letters && !paragraph->letters[at - 1].ends_word;
    }
    paragraph->n_lines = n_lines;
    return n_lines;
}

/* Fewest lines at @max_width, then the narrowest width that still gives as many; less than nine
 * tenths of their mean cannot. */
static void wrap_balanced(Paragraph *paragraph, double max_width)
{
    const size_t n_lines = break_lines(paragraph, to_units(max_width));
    int high = paragraph->widest;
    int low = n_lines > 1 ? (int)(0.9 * paragraph->sum / (double)n_lines) : high;

    while (high - low > 1) {
        const int middle = low + (high - low) / 2;

        if (break_lines(paragraph, middle) <= n_lines)
            high = MIN(middle, paragraph->widest);
        else
            low = middle;
    }
    break_lines(paragraph, high);
}

/* The whole width; narrower in steps while the last line is short and the count stays. */
static void wrap_filled(Paragraph *paragraph, double max_width)
{
    const size_t n_lines = break_lines(paragraph, to_units(max_width));
    double width = max_width;

    while (n_lines > 1 && paragraph->last < 0.25 * width * PANGO_SCALE && width > 0.5 * max_width) {
        if (break_lines(paragraph, to_units(width - 0.02 * max_width)) > n_lines) {
            break_lines(paragraph, to_units(width));
            break;
        }
        width -= 0.02 * max_width;
    }
}

static bool add_lines(SvyFonts *fonts,
                      const SvyTextStyle *style,
                      const Paragraph *paragraph,
                      int direction,
                      SvyBlock *block,
                      GError **error)
{
    size_t begin = 0;

    for (size_t i = 0; i < paragraph->n_lines; i++) {
        const size_t end = paragraph->letters[paragraph->ends[i] - 1].end;
        g_autofree char *words = g_strndup(paragraph->text + begin, end - begin);
        SvyLine *line = NULL;

        if (!measure_line(fonts, style, words, direction, &line, error))
            return false;
        g_ptr_array_add(block->lines, line);
        block->width = fmax(block->width, fmax(line->width, line->ink.w));
        begin = end;
    }
    return true;
}

/* Room below the last base line, in sizes: the rhythm does not depend on which letters it has. */
static const double descent = 0.2;

/* Fonts for other scripts may be taller than Inter: the pitch follows the ink. */
static void set_pitch(SvyBlock *block, const SvyTextStyle *style, double pitch, double cap_height)
{
    const SvyLine *first = block->lines->pdata[0];
    const SvyLine *last = block->lines->pdata[block->lines->len - 1];

    block->pitch = pitch * style->size_pt;
    for (size_t i = 1; i < block->lines->len; i++) {
        const SvyLine *above = block->lines->pdata[i - 1], *below = block->lines->pdata[i];
        const double needed = svy_rect_get_bottom(above->ink) - below->ink.y;
        block->pitch = fmax(block->pitch, needed + 0.12 * style->size_pt);
    }
    block->top = fmax(cap_height, -first->ink.y);
    block->bottom = fmax(descent * style->size_pt, svy_rect_get_bottom(last->ink));
}

void svy_block_free(SvyBlock *block)
{
    if (block == NULL)
        return;
    g_ptr_array_unref(block->lines);
    g_free(block);
}

double svy_block_get_height(const SvyBlock *block)
{
    return block->top + (block->lines->len - 1) * block->pitch + block->bottom;
}

static SvyBlock *block_new(void)
{
    SvyBlock *block = g_new0(SvyBlock, 1);

    block->lines = g_ptr_array_new_with_free_func((GDestroyNotify)svy_line_free);
    return block;
}

static SvyBlock *block_copy(const SvyBlock *block)
{
    SvyBlock *copy = block_new();
    GPtrArray *lines = copy->lines;

    *copy = *block;
    copy->lines = lines;
    for (size_t i = 0; i < block->lines->len; i++)
        g_ptr_array_add(lines, line_copy(block->lines->pdata[i]));
    return copy;
}

/* Blanks at the end take part in wrapping, but not in the width of a line. */
static bool fits_one_line(const SvyLine *line, double max_width)
{
    return pango_layout_get_line_count(line->layout) == 1 && !g_str_has_suffix(line->text, " ") &&
           line->width * PANGO_SCALE <= to_units(max_width);
}

static void wrap_lines(Paragraph *paragraph, double max_width, SvyWrap wrap)
{
    if (wrap == SVY_WRAP_BALANCE)
        wrap_balanced(paragraph, max_width);
    else
        wrap_filled(paragraph, max_width);
}

/* Narrow lines must not break a word that has room at @max_width. */
static void mend_words(Paragraph *paragraph, double max_width, SvyWrap wrap)
{
    break_lines(paragraph, to_units(max_width));
    paragraph->is_whole = !paragraph->is_parted;
    wrap_lines(paragraph, max_width, wrap);
}

static bool wrap_text(SvyFonts *fonts,
                      const SvyLine *whole,
                      double max_width,
                      SvyWrap wrap,
                      SvyBlock *block,
                      GError **error)
{
    const SvyTextStyle style = whole->style;
    const int direction = whole->is_rtl ? RTL : LTR;
    g_auto(Paragraph) paragraph = {NULL};
    const SvyLine *hyphen;

    paragraph_init(&paragraph, whole);
    if (!find_line(fonts, &style, "-", LTR, &hyphen, error))
        return false;
    paragraph.hyphen = to_units(hyphen->width);
    wrap_lines(&paragraph, max_width, wrap);
    if (paragraph.is_parted)
        mend_words(&paragraph, max_width, wrap);
    return add_lines(fonts, &style, &paragraph, direction, block, error);
}

/* (transfer full) NULL with @error. */
static SvyBlock *make_block(SvyFonts *fonts,
                            const SvyTextStyle *style,
                            const char *text,
                            double max_width,
                            SvyWrap wrap,
                            double pitch,
                            GError **error)
{
    g_autoptr(SvyBlock) block = block_new();
    const SvyLine *whole;

    if (!find_line(fonts, style, text, find_direction(fonts, style, text), &whole, error))
        return NULL;
    if (fits_one_line(whole, max_width)) {
        g_ptr_array_add(block->lines, line_copy(whole));
        block->width = fmax(whole->width, whole->ink.w);
    } else if (!wrap_text(fonts, whole, max_width, wrap, block, error)) {
        return NULL;
    }
    set_pitch(block, style, pitch, svy_measure_get_cap_height(fonts, style));
    return g_steal_pointer(&block);
}

bool svy_measure_block(SvyFonts *fonts,
                       const SvyTextStyle *style,
                       const char *text,
                       double max_width,
                       SvyWrap wrap,
                       double pitch,
                       SvyBlock **ret_block,
                       GError **error)
{
    g_autofree char *line_key = make_key(style, find_direction(fonts, style, text), text);
    g_autofree char *key = g_strdup_printf("%a %a %d %s", max_width, pitch, (int)wrap, line_key);
    SvyBlock *block = g_hash_table_lookup(fonts->blocks, key);

    if (block == NULL) {
        block = make_block(fonts, style, text, max_width, wrap, pitch, error);
        if (block == NULL)
            return false;
        keep(fonts->blocks, g_steal_pointer(&key), block);
    }
    *ret_block = block_copy(block);
    return true;
}
