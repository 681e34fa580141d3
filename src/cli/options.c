/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of options, and reading them with GOption. */
#include "cli/options.h"

#include <stddef.h>
#include <string.h>

#include "base/error.h"
#include "base/num.h"
#include "base/text.h"
#include "core/records.h"

#define MAX_MIN_CELL 1000000u   /* people */
#define MAX_SKIP     1000000u   /* lines */
#define MAX_INCHES   200.0      /* a side of a page: PDF readers stop there */
#define MAX_TOP      300u       /* rows of a chart */
#define MAX_CELL     (1u << 30) /* bytes */

/* --- The table ------------------------------------------------------------------------------ */

typedef struct {
    SvyOption option;
    const char *name;
    char letter; /* 0: none */
    GOptionArg kind;
    size_t offset; /* of the member of SvyOptions */
    const char *value, *description;
} Entry;

#define MEMBER(name) offsetof(SvyOptions, name)

/* All values are taken as file names, that is as bytes: GOption would refuse UTF-8 in a plain
 * locale. Whether text is UTF-8 is looked at below. */
static const Entry entries[] = {
    {SVY_OPTION_CODEBOOK, "codebook", 'c', G_OPTION_ARG_FILENAME, MEMBER(codebook), "FILE",
     "what each column is (CSV; see `surveystat codebook`)"},
    {SVY_OPTION_PLAN, "plan", 'p', G_OPTION_ARG_FILENAME, MEMBER(plan), "FILE",
     "what the export does not know (INI): title, sampling, pairs"},
    {SVY_OPTION_OUTPUT, "output", 'o', G_OPTION_ARG_FILENAME, MEMBER(output), "PATH",
     "where to write"},
    {SVY_OPTION_THEME, "theme", 0, G_OPTION_ARG_FILENAME, MEMBER(theme), "NAME",
     "look of the charts: poster, report, slide, screen, mono, or a file"},
    {SVY_OPTION_LANGUAGE, "language", 0, G_OPTION_ARG_FILENAME, MEMBER(language), "NAME",
     "of what is told: en, es, fr; ar, fa, he, ur mirror the charts"},
    {SVY_OPTION_PICTURES, "format", 0, G_OPTION_ARG_FILENAME, MEMBER(format), "LIST",
     "pictures to make: png, pdf, svg, or a list of them"},
    {SVY_OPTION_PIXELS, "dpi", 0, G_OPTION_ARG_FILENAME, MEMBER(dpi_text), "N",
     "dots per inch of PNG, 36 to 1200; as the theme says if not given"},
    {SVY_OPTION_PIXELS, "svg-text", 0, G_OPTION_ARG_NONE, MEMBER(has_svg_text), NULL,
     "letters in SVG as text that can be edited, not as shapes"},
    {SVY_OPTION_PAGE, "width", 0, G_OPTION_ARG_FILENAME, MEMBER(width_text), "INCHES",
     "width of the page, 1 to 200; as the theme says if not given"},
    {SVY_OPTION_PAGE, "height", 0, G_OPTION_ARG_FILENAME, MEMBER(height_text), "INCHES",
     "height of the page"},
    {SVY_OPTION_PAGE, "title", 0, G_OPTION_ARG_FILENAME, MEMBER(title), "TEXT",
     "title in the place of the one that is made"},
    {SVY_OPTION_PAGE, "top", 0, G_OPTION_ARG_FILENAME, MEMBER(top_text), "N",
     "show the first N rows"},
    {SVY_OPTION_PAGE, "axis-end", 0, G_OPTION_ARG_FILENAME, MEMBER(axis_end_text), "auto|PERCENT",
     "where the axis of bars ends at least: 100 gives several charts one scale"},
    {SVY_OPTION_PAGE, "zoom", 0, G_OPTION_ARG_NONE, MEMBER(is_zoomed), NULL,
     "an axis of change need not start at 0"},
    {SVY_OPTION_PAGE, "not-nested", 0, G_OPTION_ARG_NONE, MEMBER(is_not_nested), NULL,
     "a ladder may have people on a stage and not on the one before"},
    {SVY_OPTION_PAGE, "each", 0, G_OPTION_ARG_FILENAME, MEMBER(each), "QUESTION",
     "a panel for each group: the question that divides people"},
    {SVY_OPTION_PAGE, "by", 0, G_OPTION_ARG_FILENAME, MEMBER(by), "QUESTION",
     "by groups: the question that divides people, its id or its wording"},
    {SVY_OPTION_PAGE, "tiles", 0, G_OPTION_ARG_FILENAME, MEMBER(tiles), "FILE",
     "areas of a tile-map: code,name,row,column; as the plan says if not given"},
    {SVY_OPTION_PAGE, "list", 0, G_OPTION_ARG_NONE, MEMBER(wants_list), NULL,
     "list the kinds of charts"},
    {SVY_OPTION_TEXT, "format", 0, G_OPTION_ARG_FILENAME, MEMBER(format), "NAME",
     "form of the output"},
    {SVY_OPTION_FORCE, "force", 0, G_OPTION_ARG_NONE, MEMBER(is_forced), NULL,
     "replace what is there, even if surveystat did not make it"},
    {SVY_OPTION_PAIR, "use", 0, G_OPTION_ARG_FILENAME, MEMBER(use), "QUESTION",
     "the question on using: its id or its wording"},
    {SVY_OPTION_PAIR, "follow", 0, G_OPTION_ARG_FILENAME, MEMBER(follow), "QUESTION",
     "the question on following"},
    {SVY_OPTION_INPUT, "input", 0, G_OPTION_ARG_FILENAME, MEMBER(input), "FILE",
     "the inputs as one JSON object; - for standard input"},
    {SVY_OPTION_EXCLUDE, "exclude", 0, G_OPTION_ARG_FILENAME, MEMBER(exclude_text), "FLAG,...",
     "leave out records that inspect flags, such as speeder; none: nobody"},
    {SVY_OPTION_MIN_CELL, "min-cell", 0, G_OPTION_ARG_FILENAME, MEMBER(min_cell_text), "N",
     "withhold figures of fewer people of a group; 5 if not given"},
    {SVY_OPTION_TARGETS, "targets", 0, G_OPTION_ARG_FILENAME, MEMBER(targets), "FILE",
     "shares that were wanted, or are known elsewhere (CSV)"},
    {SVY_OPTION_WEIGHT, "weight", 0, G_OPTION_ARG_FILENAME, MEMBER(weight), "COLUMN",
     "count people by this column of FILE: id, name or wording"},
    {SVY_OPTION_WEIGHT, "rake", 0, G_OPTION_ARG_FILENAME, MEMBER(rake), "TARGETS",
     "weights that meet known margins (CSV: question, answer, share)"},
    {SVY_OPTION_ROSTER, "roster", 0, G_OPTION_ARG_FILENAME, MEMBER(roster), "FILE",
     "who could have answered (CSV: question, answer, population)"},
    {SVY_OPTION_READING, "accept-drift", 0, G_OPTION_ARG_NONE, MEMBER(is_drift_accepted), NULL,
     "where codebook and FILE differ, go by the headers and warn"},
    {SVY_OPTION_READING, "encoding", 0, G_OPTION_ARG_FILENAME, MEMBER(encoding), "NAME",
     "encoding of FILE, such as windows-1252"},
    {SVY_OPTION_READING, "dictionary", 0, G_OPTION_ARG_FILENAME, MEMBER(dictionary), "FILE",
     "data dictionary of REDCap, when FILE comes from there"},
    {SVY_OPTION_READING, "delimiter", 0, G_OPTION_ARG_FILENAME, MEMBER(delimiter_text), "SIGN",
     "what separates fields: one of , ; | or tab"},
    {SVY_OPTION_READING, "skip", 0, G_OPTION_ARG_FILENAME, MEMBER(skip_text), "N",
     "leave out N lines above the header"},
    {SVY_OPTION_READING, "decimal-comma", 0, G_OPTION_ARG_FILENAME, MEMBER(decimal_text), "YES|NO",
     "whether 3,5 is a number; found by itself if not given"},
    {SVY_OPTION_READING, "max-cell", 0, G_OPTION_ARG_FILENAME, MEMBER(max_cell_text), "BYTES",
     "largest cell that is read; 1048576 if not given"},
    {SVY_OPTION_NO_AUTO, "no-auto", 0, G_OPTION_ARG_NONE, MEMBER(is_without_auto), NULL,
     "use no NAME-codebook.csv, -plan.ini, ... beside FILE"},
    {SVY_OPTION_STRICT, "strict", 0, G_OPTION_ARG_NONE, MEMBER(is_strict), NULL,
     "treat warnings as errors"},
    {SVY_OPTION_QUIET, "quiet", 'q', G_OPTION_ARG_NONE, MEMBER(is_quiet), NULL,
     "no warnings and no progress"},
    {SVY_OPTION_HELP, "help", 'h', G_OPTION_ARG_NONE, MEMBER(wants_help), NULL, "show this"},
    {SVY_OPTION_HELP, "version", 0, G_OPTION_ARG_NONE, MEMBER(wants_version), NULL,
     "show the version"},
};

/* --- Reading -------------------------------------------------------------------------------- */

/* The entries of @set as GOption wants them. */
static GOptionEntry *make_entries(SvyOptionSet set, SvyOptions *options)
{
    GOptionEntry *list = g_new0(GOptionEntry, G_N_ELEMENTS(entries) + 2);
    size_t n = 0;

    for (size_t i = 0; i < G_N_ELEMENTS(entries); i++) {
        const Entry *entry = &entries[i];

        if ((set & entry->option) == 0)
            continue;
        list[n++] = (GOptionEntry){.long_name = entry->name,
                                   .short_name = entry->letter,
                                   .arg = entry->kind,
                                   .arg_data = (char *)options + entry->offset};
    }
    list[n] = (GOptionEntry){.long_name = G_OPTION_REMAINING,
                             .arg = G_OPTION_ARG_FILENAME_ARRAY,
                             .arg_data = &options->files};
    return list;
}

static char **list_names(SvyOptionSet set)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new();

    for (size_t i = 0; i < G_N_ELEMENTS(entries); i++) {
        if ((set & entries[i].option) != 0)
            g_ptr_array_add(names, g_strdup_printf("--%s", entries[i].name));
    }
    g_ptr_array_add(names, NULL);
    return (char **)g_ptr_array_free(g_steal_pointer(&names), FALSE);
}

static bool has_letter(SvyOptionSet set, char letter)
{
    for (size_t i = 0; i < G_N_ELEMENTS(entries); i++) {
        if ((set & entries[i].option) != 0 && entries[i].letter == letter)
            return true;
    }
    return false;
}

/* The first argument that looks like an option and is none; NULL when all are known. */
static char *find_unknown(const char *const *arguments, SvyOptionSet set, char **names)
{
    for (size_t i = 0; arguments[i] != NULL && strcmp(arguments[i], "--") != 0; i++) {
        const char *argument = arguments[i];
        g_autofree char *word = g_strndup(argument, strcspn(argument, "="));

        if (g_str_has_prefix(argument, "--")) {
            if (!g_strv_contains((const char *const *)names, word))
                return g_steal_pointer(&word);
        } else if (argument[0] == '-' && argument[1] != '\0' && !has_letter(set, argument[1])) {
            return g_steal_pointer(&word);
        }
    }
    return NULL;
}

/* An argument as it may be shown: bytes that are not UTF-8 are replaced. */
static char *quote_bytes(const char *bytes)
{
    g_autofree char *text = g_utf8_make_valid(bytes, -1);

    return svy_text_quote(text);
}

/* GOption passes over a value given to an option that takes none: `--strict=no`. */
static bool check_switches(const char *const *arguments, GError **error)
{
    for (size_t i = 0; arguments[i] != NULL && strcmp(arguments[i], "--") != 0; i++) {
        for (size_t j = 0; j < G_N_ELEMENTS(entries); j++) {
            g_autofree char *start = g_strdup_printf("--%s=", entries[j].name);

            if (entries[j].kind == G_OPTION_ARG_NONE && g_str_has_prefix(arguments[i], start))
                return svy_error_set(error, SVY_ERROR_USAGE, NULL, NULL, "--%s takes no value",
                                     entries[j].name);
        }
    }
    return true;
}

/* The nearest name; the hyphens that all have do not count as likeness. */
static const char *find_near(const char *word, char **names)
{
    g_autofree const char **bare = g_new0(const char *, g_strv_length(names) + 1);
    const char *near;

    for (size_t i = 0; names[i] != NULL; i++)
        bare[i] = names[i] + strlen("--");
    near = svy_text_near_miss(word + strspn(word, "-"), bare);
    return near == NULL ? NULL : near - strlen("--");
}

static bool refuse_unknown(const char *word, char **names, GError **error)
{
    g_autofree char *text = g_utf8_make_valid(word, -1);
    g_autofree char *quoted = svy_text_quote(text);
    const char *near = find_near(text, names);
    g_autofree char *mend =
        near != NULL ? g_strdup_printf("Did you mean %s?", near)
                     : g_strdup("--help lists the options; a file whose name begins with - is "
                                "written ./-name");

    return svy_error_set(error, SVY_ERROR_USAGE, NULL, mend, "unknown option %s", quoted);
}

/* GOption's own words for what is left: a value that is missing, or one too many. */
static bool refuse_value(const GError *fault, GError **error)
{
    g_autofree char *message = g_utf8_make_valid(fault->message, -1);
    g_autofree char *safe = svy_text_escape(message);

    if (*safe != '\0')
        *safe = g_ascii_tolower(*safe);
    return svy_error_set(error, SVY_ERROR_USAGE, NULL, "--help lists the options", "%s", safe);
}

/* --- Checking values ------------------------------------------------------------------------ */

static bool check_texts(const SvyOptions *options, GError **error)
{
    const struct {
        const char *name, *value;
        bool is_path;
    } texts[] = {
        {"--codebook", options->codebook, true},
        {"--plan", options->plan, true},
        {"--dictionary", options->dictionary, true},
        {"--output", options->output, true},
        {"--targets", options->targets, true},
        {"--theme", options->theme, false},
        {"--format", options->format, false},
        {"--use", options->use, false},
        {"--follow", options->follow, false},
        {"--input", options->input, true},
        {"--exclude", options->exclude_text, false},
        {"--weight", options->weight, false},
        {"--rake", options->rake, true},
        {"--roster", options->roster, true},
        {"--encoding", options->encoding, false},
        {"--delimiter", options->delimiter_text, false},
        {"--skip", options->skip_text, false},
        {"--decimal-comma", options->decimal_text, false},
        {"--max-cell", options->max_cell_text, false},
        {"--min-cell", options->min_cell_text, false},
        {"--dpi", options->dpi_text, false},
        {"--width", options->width_text, false},
        {"--height", options->height_text, false},
        {"--title", options->title, false},
        {"--top", options->top_text, false},
        {"--axis-end", options->axis_end_text, false},
        {"--by", options->by, false},
        {"--each", options->each, false},
        {"--tiles", options->tiles, true},
        {"--language", options->language, false},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        if (texts[i].value == NULL)
            continue;
        if (*texts[i].value == '\0')
            return svy_error_set(error, SVY_ERROR_USAGE, NULL, NULL, "%s needs a value, got ''",
                                 texts[i].name);
        if (!texts[i].is_path && !g_utf8_validate(texts[i].value, -1, NULL)) {
            g_autofree char *quoted = quote_bytes(texts[i].value);

            return svy_error_set(error, SVY_ERROR_USAGE, NULL, NULL,
                                 "the value of %s is not UTF-8, got %s", texts[i].name, quoted);
        }
    }
    return true;
}

static bool read_decimal_comma(SvyOptions *options, GError **error)
{
    g_autofree char *quoted = NULL;

    if (options->decimal_text == NULL)
        return true;
    options->has_decimal_comma = strcmp(options->decimal_text, "yes") == 0;
    options->has_no_decimal_comma = strcmp(options->decimal_text, "no") == 0;
    if (options->has_decimal_comma || options->has_no_decimal_comma)
        return true;
    quoted = svy_text_quote(options->decimal_text);
    return svy_error_set(error, SVY_ERROR_USAGE, NULL, NULL,
                         "--decimal-comma takes yes or no, got %s", quoted);
}

static bool read_delimiter(SvyOptions *options, GError **error)
{
    static const struct {
        const char *word;
        char sign;
    } words[] = {{",", ','},    {"comma", ','}, {";", ';'},    {"semicolon", ';'},
                 {"tab", '\t'}, {"\t", '\t'},   {"\\t", '\t'}, {"|", '|'}};

    if (options->delimiter_text == NULL)
        return true;
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
        if (strcmp(options->delimiter_text, words[i].word) == 0) {
            options->delimiter = words[i].sign;
            return true;
        }
    }

    g_autofree char *quoted = svy_text_quote(options->delimiter_text);

    return svy_error_set(error, SVY_ERROR_USAGE, NULL, "Write one of , ; | or tab",
                         "--delimiter has no such value, got %s", quoted);
}

/* A whole number; *ret_value stays as it is when the option is not given. */
static bool read_count(const char *name,
                       const char *text,
                       size_t min,
                       size_t max,
                       size_t *ret_value,
                       GError **error)
{
    guint64 value;

    if (text == NULL)
        return true;
    if (g_ascii_string_to_unsigned(text, 10, min, max, &value, NULL)) {
        *ret_value = (size_t)value;
        return true;
    }

    g_autofree char *quoted = svy_text_quote(text);
    g_autofree char *mend = g_strdup_printf("Write a whole number from %zu to %zu", min, max);

    return svy_error_set(error, SVY_ERROR_USAGE, NULL, mend, "%s has no such value, got %s", name,
                         quoted);
}

/* Inches; *ret_inches stays as it is when the option is not given. */
static bool read_side(const char *name, const char *text, double *ret_inches, GError **error)
{
    g_autofree char *quoted = NULL;
    double inches;

    if (text == NULL)
        return true;
    if (svy_num_parse(text, &inches) && inches >= 1 && inches <= MAX_INCHES) {
        *ret_inches = inches;
        return true;
    }
    quoted = svy_text_quote(text);
    return svy_error_set(error, SVY_ERROR_USAGE, NULL, "Write inches, 1 to 200, such as 6.5",
                         "%s has no such value, got %s", name, quoted);
}

/* "auto" is 0: each chart as it needs. */
static bool read_axis_end(SvyOptions *options, GError **error)
{
    size_t percent = 0;
    g_autofree char *quoted = NULL;

    if (options->axis_end_text == NULL || strcmp(options->axis_end_text, "auto") == 0)
        return true;
    if (read_count("--axis-end", options->axis_end_text, 1, 100, &percent, NULL)) {
        options->axis_end = (double)percent / 100;
        return true;
    }
    quoted = svy_text_quote(options->axis_end_text);
    return svy_error_set(error, SVY_ERROR_USAGE, NULL, "Write auto, or per cent from 1 to 100",
                         "--axis-end has no such value, got %s", quoted);
}

static bool read_pictures(SvyOptions *options, GError **error)
{
    return read_count("--dpi", options->dpi_text, 36, 1200, &options->dpi, error) &&
           read_count("--top", options->top_text, 1, MAX_TOP, &options->n_top, error) &&
           read_axis_end(options, error) &&
           read_side("--width", options->width_text, &options->width_in, error) &&
           read_side("--height", options->height_text, &options->height_in, error);
}

static bool read_exclude(SvyOptions *options, GError **error)
{
    unsigned set;

    if (options->exclude_text == NULL)
        return true;
    options->exclude = svy_options_split_list(options->exclude_text);
    if (options->exclude[0] == NULL)
        return svy_error_set(error, SVY_ERROR_USAGE, NULL, "Write none to leave out nobody",
                             "--exclude names no kind of records");
    return svy_flags_parse((const char *const *)options->exclude, SVY_ERROR_USAGE, NULL, &set,
                           error);
}

/* --- Public --------------------------------------------------------------------------------- */

bool svy_options_parse(SvyOptionSet set,
                       const char *const *arguments,
                       SvyOptions *ret_options,
                       GError **error)
{
    g_auto(SvyOptions) options = {NULL};
    g_autofree GOptionEntry *list = make_entries(set, &options);
    g_autoptr(GOptionContext) context = g_option_context_new(NULL);
    g_auto(GStrv) names = list_names(set);
    g_autofree char *unknown = NULL;
    g_autoptr(GError) fault = NULL;
    /* GOption passes over the first argument as the program's name, and frees what it takes. */
    g_autoptr(GPtrArray) words = g_ptr_array_new();

    g_ptr_array_add(words, g_strdup("surveystat"));
    for (size_t i = 0; arguments[i] != NULL; i++)
        g_ptr_array_add(words, g_strdup(arguments[i]));
    g_ptr_array_add(words, NULL);

    g_auto(GStrv) argv = (char **)g_ptr_array_free(g_steal_pointer(&words), FALSE);

    if (!check_switches(arguments, error))
        return false;
    g_option_context_set_help_enabled(context, FALSE);
    g_option_context_add_main_entries(context, list, NULL);
    if (!g_option_context_parse_strv(context, &argv, &fault)) {
        if (g_error_matches(fault, G_OPTION_ERROR, G_OPTION_ERROR_UNKNOWN_OPTION))
            unknown = find_unknown(arguments, set, names);
        return unknown != NULL ? refuse_unknown(unknown, names, error) : refuse_value(fault, error);
    }
    if (!check_texts(&options, error) || !read_delimiter(&options, error) ||
        !read_count("--skip", options.skip_text, 0, MAX_SKIP, &options.n_skip_lines, error) ||
        !read_decimal_comma(&options, error) || !read_exclude(&options, error) ||
        !read_count("--max-cell", options.max_cell_text, 1, MAX_CELL, &options.max_cell_bytes,
                    error) ||
        !read_count("--min-cell", options.min_cell_text, 1, MAX_MIN_CELL, &options.min_cell,
                    error) ||
        !read_pictures(&options, error))
        return false;
    *ret_options = options;
    memset(&options, 0, sizeof options);
    return true;
}

void svy_options_clear(SvyOptions *options)
{
    char *const texts[] = {options->codebook,      options->plan,          options->output,
                           options->theme,         options->format,        options->use,
                           options->follow,        options->encoding,      options->delimiter_text,
                           options->skip_text,     options->max_cell_text, options->dictionary,
                           options->decimal_text,  options->input,         options->exclude_text,
                           options->min_cell_text, options->weight,        options->rake,
                           options->roster,        options->targets,       options->dpi_text,
                           options->width_text,    options->height_text,   options->title,
                           options->top_text,      options->axis_end_text, options->by,
                           options->language,      options->tiles,         options->each};

    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
        g_free(texts[i]);
    g_strfreev(options->exclude);
    g_strfreev(options->files);
    memset(options, 0, sizeof *options);
}

char *svy_options_format_help(SvyOptionSet set)
{
    GString *out = g_string_new("Options:\n");

    for (size_t i = 0; i < G_N_ELEMENTS(entries); i++) {
        const Entry *entry = &entries[i];
        g_autofree char *letter =
            entry->letter != 0 ? g_strdup_printf("-%c, ", entry->letter) : g_strdup("    ");
        g_autofree char *name =
            g_strdup_printf("--%s%s%s", entry->name, entry->value == NULL ? "" : "=",
                            entry->value == NULL ? "" : entry->value);

        if ((set & entry->option) != 0)
            g_string_append_printf(out, "  %s%-19s %s\n", letter, name, entry->description);
    }
    return g_string_free(out, FALSE);
}

bool svy_options_get_file(const SvyOptions *options, const char **ret_file, GError **error)
{
    if (options->files == NULL || options->files[0] == NULL)
        return svy_error_set(error, SVY_ERROR_USAGE, NULL,
                             "Name the export of your survey, or - for standard input",
                             "no file is given");
    if (options->files[1] != NULL) {
        g_autofree char *quoted = quote_bytes(options->files[1]);

        return svy_error_set(error, SVY_ERROR_USAGE, NULL, "Give one file at a time",
                             "more than one file is given: %s", quoted);
    }
    if (*options->files[0] == '\0')
        return svy_error_set(error, SVY_ERROR_USAGE, NULL, NULL, "the name of the file is empty");
    *ret_file = options->files[0];
    return true;
}

char **svy_options_split_list(const char *text)
{
    g_auto(GStrv) parts = g_strsplit(text, ",", -1);
    g_autoptr(GPtrArray) list = g_ptr_array_new();

    for (size_t i = 0; parts[i] != NULL; i++) {
        g_strstrip(parts[i]);
        if (*parts[i] != '\0' &&
            !g_ptr_array_find_with_equal_func(list, parts[i], g_str_equal, NULL))
            g_ptr_array_add(list, g_strdup(parts[i]));
    }
    g_ptr_array_add(list, NULL);
    return (char **)g_ptr_array_free(g_steal_pointer(&list), FALSE);
}
