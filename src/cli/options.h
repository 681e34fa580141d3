/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Options of all commands: each is described once, in options.c; a command names those it takes. */
#pragma once

#include <glib.h>
#include <stdbool.h>

typedef enum {
    SVY_OPTION_CODEBOOK = 1 << 0,
    SVY_OPTION_PLAN = 1 << 1,
    SVY_OPTION_OUTPUT = 1 << 2,
    SVY_OPTION_THEME = 1 << 3,
    SVY_OPTION_PICTURES = 1 << 4, /* --format of pictures */
    SVY_OPTION_TEXT = 1 << 5,     /* --format of text */
    SVY_OPTION_FORCE = 1 << 6,
    SVY_OPTION_PAIR = 1 << 7,    /* --use and --follow */
    SVY_OPTION_READING = 1 << 8, /* --accept-drift and how FILE is read */
    SVY_OPTION_NO_AUTO = 1 << 9,
    SVY_OPTION_STRICT = 1 << 10,
    SVY_OPTION_QUIET = 1 << 11,
    SVY_OPTION_INPUT = 1 << 13,
    SVY_OPTION_EXCLUDE = 1 << 14,
    SVY_OPTION_MIN_CELL = 1 << 15,
    SVY_OPTION_WEIGHT = 1 << 16, /* --weight and --rake */
    SVY_OPTION_ROSTER = 1 << 17,
    SVY_OPTION_PIXELS = 1 << 18, /* --dpi and --svg-text */
    SVY_OPTION_PAGE = 1 << 19,   /* size and words of one chart; --list */
    SVY_OPTION_TARGETS = 1 << 20,
    SVY_OPTION_LANGUAGE = 1 << 21,
    SVY_OPTION_HELP = 1 << 12, /* --help and --version: every command */
} SvyOption;

typedef unsigned SvyOptionSet; /* of SvyOption, joined by | */

/* What reads a file: taken by every command that does. */
#define SVY_OPTIONS_READING                                                                        \
    (SVY_OPTION_CODEBOOK | SVY_OPTION_PLAN | SVY_OPTION_READING | SVY_OPTION_NO_AUTO |             \
     SVY_OPTION_STRICT | SVY_OPTION_QUIET | SVY_OPTION_HELP)

/* Values as given; NULL or 0 when not. Paths are bytes, all other text is valid UTF-8. The int
 * members are truth values: GOption wants them so. */
typedef struct {
    char *codebook, *plan, *dictionary, *output;
    char *theme, *format;
    char *use, *follow;
    char *input;
    char *targets;
    char *weight, *rake, *roster;
    char *exclude_text;
    char **exclude; /* (nullable) [NULL-terminated] kinds of records to leave out */
    char *encoding, *delimiter_text, *skip_text, *decimal_text, *max_cell_text, *min_cell_text;
    char delimiter;                               /* 0: to be found */
    size_t n_skip_lines;                          /* above the header */
    bool has_decimal_comma, has_no_decimal_comma; /* as the user says; or neither */
    size_t max_cell_bytes;                        /* 0: the usual limit */
    size_t min_cell; /* people behind a figure of a group; 0: as the plan says */
    int is_forced, is_strict, is_quiet, is_without_auto, is_drift_accepted;
    int wants_help, wants_version;
    char *dpi_text, *width_text, *height_text, *title, *top_text, *axis_end_text;
    char *by, *each, *language, *tiles;
    const char *kind;           /* (nullable) of the one chart that is drawn; set by the command */
    size_t dpi;                 /* 0: the theme's */
    double width_in, height_in; /* 0: the theme's */
    double axis_end;            /* 0: as each chart needs */
    size_t n_top;               /* rows of a chart; 0: all */
    int has_svg_text, wants_list, is_zoomed, is_not_nested;
    char **files; /* (nullable) [NULL-terminated] what is no option */
} SvyOptions;

/* Fills @ret_options from the arguments after the command's name. SVY_ERROR_USAGE names the option
 * and the nearest that there is. */
bool svy_options_parse(SvyOptionSet set,
                       const char *const *arguments,
                       SvyOptions *ret_options,
                       GError **error);
void svy_options_clear(SvyOptions *options);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(SvyOptions, svy_options_clear)

/* The options in the layout of --help. */
char *svy_options_format_help(SvyOptionSet set);

/* The one file that a command works on. SVY_ERROR_USAGE when there is none or more. (transfer none)
 */
bool svy_options_get_file(const SvyOptions *options, const char **ret_file, GError **error);

/* "png, pdf" -> {"png", "pdf"}. (transfer full) [NULL-terminated] */
char **svy_options_split_list(const char *text);
