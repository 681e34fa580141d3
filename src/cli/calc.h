/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Statistics from the command line, without a response file: `surveystat calc METHOD x=81 n=263`.
 *
 * A method is one entry of a family's table (calc-FAMILY.c): its name, inputs, outputs, formula,
 * source and an example. --help, the table in METHODS.md and the test of the examples are all made
 * from it, so there is one copy. Adding a method means one entry; adding a family, one file and a
 * line in calc-table.c.
 *
 * A method reads its inputs with svy_calc_read_*(), calls src/stats, and puts what comes out into
 * the answer with svy_calc_put_*(). It computes nothing itself. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <surveystat/error.h>
#include <surveystat/estimate.h>

#include "base/json.h"

/* --- Describing a method -------------------------------------------------------------------- */

typedef enum {
    SVY_CALC_NUMBER, /* 81; null is NaN where the method allows it */
    SVY_CALC_VECTOR, /* 1,2,3      [1, 2, null]     null (NA) is NaN */
    SVY_CALC_MATRIX, /* 12,5/3,9   [[12, 5], [3, 9]]  rows of one length */
    SVY_CALC_GROUPS, /* 1,2/3,4,5  [[1, 2], [3, 4, 5]]  rows of any length */
    SVY_CALC_CUBE,   /* 1,2/3,4;5,6/7,8  a list of matrices */
    SVY_CALC_LABELS, /* a,b,a      ["a", "b", 3, null]  any values, compared as text */
    SVY_CALC_WORD,   /* one text */
    SVY_CALC_OBJECT, /* {"a": [1, 2]}; the method says what is in it */
} SvyCalcKind;

/* Flags of an input. */
typedef enum {
    SVY_CALC_REQUIRED = 0,
    SVY_CALC_OPTIONAL = 1 << 0, /* absent unless svy_calc_has(); or `standard` is taken */
    SVY_CALC_NULLABLE = 1 << 1, /* null and NA are allowed, and are NaN or NULL */
} SvyCalcFlag;

typedef struct {
    const char *name;
    SvyCalcKind kind;
    unsigned flags;       /* of SvyCalcFlag */
    const char *standard; /* (nullable) value when absent, as one would write it: "0.95" */
    const char *meaning;  /* "people who did; 0 to n" */
} SvyCalcInput;

typedef struct {
    const char *key;
    const char *meaning;
} SvyCalcOutput;

typedef struct SvyCalcArguments SvyCalcArguments;
typedef struct SvyCalcAnswer SvyCalcAnswer;
typedef struct SvyCalcMethod SvyCalcMethod;

struct SvyCalcMethod {
    const char *name;             /* "prop_ci.wilson" */
    const char *summary;          /* one line for the list, no full stop */
    const SvyCalcInput *inputs;   /* ends with {NULL} */
    const SvyCalcOutput *outputs; /* ends with {NULL} */
    const char *formula;          /* one or more lines of plain text */
    const char *source;           /* "Wilson (1927)" */
    const char *function;         /* "svy_proportion_wilson" */
    const char *reference;        /* "tests/reference/proportion" */
    const char *example;          /* "x=81 n=263" */
    const char *gives;            /* "lower=0.2553 upper=0.3662": each as rounded there; a test */
    bool (*compute)(const SvyCalcArguments *arguments, SvyCalcAnswer *answer, GError **error);
    int variant; /* (optional) tells entries apart that share a function */
};

typedef struct {
    const char *title;            /* "Proportions" */
    const SvyCalcMethod *methods; /* ends with {NULL} */
} SvyCalcFamily;

extern const SvyCalcMethod svy_calc_disclosure_methods[];
extern const SvyCalcMethod svy_calc_proportion_methods[];
extern const SvyCalcMethod svy_calc_design_methods[];
extern const SvyCalcMethod svy_calc_replicate_methods[];
extern const SvyCalcMethod svy_calc_paired_methods[];
extern const SvyCalcMethod svy_calc_groups_methods[];
extern const SvyCalcMethod svy_calc_planning_methods[];
extern const SvyCalcMethod svy_calc_effect_methods[];
extern const SvyCalcMethod svy_calc_numeric_methods[];
extern const SvyCalcMethod svy_calc_ordinal_methods[];
extern const SvyCalcMethod svy_calc_proportion_methods[];
extern const SvyCalcMethod svy_calc_regression_methods[];
extern const SvyCalcMethod svy_calc_weights_methods[];
extern const SvyCalcMethod svy_calc_tables_methods[];

/* All families in the order of the list; ends with {NULL}. */
const SvyCalcFamily *svy_calc_get_families(void);

/* (nullable) (transfer none) */
const SvyCalcMethod *svy_calc_find_method(const char *name);

/* --- Reading inputs ------------------------------------------------------------------------- */

typedef struct {
    size_t n;
    double *values;
} SvyCalcVector;

typedef struct {
    size_t n_rows, n_columns;
    double *values; /* [n_rows * n_columns] row by row */
} SvyCalcMatrix;

typedef struct {
    size_t n;
    SvyCalcVector *groups;
} SvyCalcGroups;

typedef struct {
    size_t n;
    SvyCalcMatrix *tables;
} SvyCalcCube;

/* Values as codes of levels. The levels are in order: by number when all are numbers, else by
 * character. */
typedef struct {
    size_t n;
    int32_t *codes; /* [n]; -1: null */
    size_t n_levels;
    char **labels; /* [n_levels + 1] ends with NULL */
} SvyCalcLevels;

void svy_calc_vector_clear(SvyCalcVector *vector);
void svy_calc_matrix_clear(SvyCalcMatrix *matrix);
void svy_calc_groups_clear(SvyCalcGroups *groups);
void svy_calc_cube_clear(SvyCalcCube *cube);
void svy_calc_levels_clear(SvyCalcLevels *levels);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(SvyCalcVector, svy_calc_vector_clear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(SvyCalcMatrix, svy_calc_matrix_clear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(SvyCalcGroups, svy_calc_groups_clear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(SvyCalcCube, svy_calc_cube_clear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(SvyCalcLevels, svy_calc_levels_clear)

/* Inputs from words name=value (design.weights=1,2,3 goes into an object), or from one JSON object.
 * SVY_ERROR_USAGE: an unknown, repeated or missing name; SVY_ERROR_DATA: a value that is none. */
bool svy_calc_parse_words(const SvyCalcMethod *method,
                          const char *const *words,
                          SvyCalcArguments **ret_arguments,
                          GError **error);
bool svy_calc_parse_json(const SvyCalcMethod *method,
                         const char *text,
                         size_t n_bytes,
                         const char *file,
                         SvyCalcArguments **ret_arguments,
                         GError **error);
void svy_calc_arguments_free(SvyCalcArguments *arguments);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SvyCalcArguments, svy_calc_arguments_free)

int svy_calc_get_variant(const SvyCalcArguments *arguments);
bool svy_calc_has(const SvyCalcArguments *arguments, const char *name);

/* A part of an input of kind OBJECT ("design"), to be read with the same functions; NULL when it is
 * not there. Names inside are not checked: see svy_calc_check_names(). (transfer full) */
SvyCalcArguments *svy_calc_open_object(const SvyCalcArguments *arguments, const char *name);

/* The names inside an object, in their order. [NULL-terminated] (transfer full) */
char **svy_calc_list_names(const SvyCalcArguments *arguments);

/* SVY_ERROR_USAGE when a name in @arguments is none of @names [NULL-terminated]. */
bool svy_calc_check_names(const SvyCalcArguments *arguments,
                          const char *const *names,
                          GError **error);

/* SVY_ERROR_DATA when absent without a standard value, or of another shape. Read results are
 * cleared by the caller. */
bool svy_calc_read_number(const SvyCalcArguments *arguments,
                          const char *name,
                          double *ret_value,
                          GError **error);
bool svy_calc_read_vector(const SvyCalcArguments *arguments,
                          const char *name,
                          SvyCalcVector *ret_vector,
                          GError **error);
bool svy_calc_read_matrix(const SvyCalcArguments *arguments,
                          const char *name,
                          SvyCalcMatrix *ret_matrix,
                          GError **error);
bool svy_calc_read_groups(const SvyCalcArguments *arguments,
                          const char *name,
                          SvyCalcGroups *ret_groups,
                          GError **error);
bool svy_calc_read_cube(const SvyCalcArguments *arguments,
                        const char *name,
                        SvyCalcCube *ret_cube,
                        GError **error);
bool svy_calc_read_levels(const SvyCalcArguments *arguments,
                          const char *name,
                          SvyCalcLevels *ret_levels,
                          GError **error);
bool svy_calc_read_word(const SvyCalcArguments *arguments,
                        const char *name,
                        char **ret_word,
                        GError **error);

/* A whole number from @min to @max, such as a seed or a number of replicates. */
bool svy_calc_read_whole(const SvyCalcArguments *arguments,
                         const char *name,
                         size_t min,
                         size_t max,
                         size_t *ret_value,
                         GError **error);

/* The place of a word in @words [NULL-terminated]; SVY_ERROR_DATA names the words there are. */
bool svy_calc_read_choice(const SvyCalcArguments *arguments,
                          const char *name,
                          const char *const *words,
                          size_t *ret_index,
                          GError **error);

/* "NAME must WANTED": for what a method itself finds wrong with its input. Returns false. */
bool svy_calc_refuse(const char *name, const char *wanted, GError **error);

/* --- Answering ------------------------------------------------------------------------------ */

SvyCalcAnswer *svy_calc_answer_new(const SvyCalcMethod *method);
void svy_calc_answer_free(SvyCalcAnswer *answer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SvyCalcAnswer, svy_calc_answer_free)

/* Numbers that are not finite are written as null. Keys come out in the order of the calls. */
void svy_calc_put_number(SvyCalcAnswer *answer, const char *key, double value);
void svy_calc_put_count(SvyCalcAnswer *answer, const char *key, size_t n);
void svy_calc_put_bool(SvyCalcAnswer *answer, const char *key, bool value);
void svy_calc_put_text(SvyCalcAnswer *answer, const char *key, const char *text);
void svy_calc_put_vector(SvyCalcAnswer *answer, const char *key, size_t n, const double values[]);
void svy_calc_put_matrix(SvyCalcAnswer *answer,
                         const char *key,
                         size_t n_rows,
                         size_t n_columns,
                         const double values[]);

/* For other shapes, such as {"1-2": 0.5} or [[0, 1]]. (transfer full) */
void svy_calc_put_node(SvyCalcAnswer *answer, const char *key, JsonNode *node);

/* value, lo and hi of @estimate under three keys (NULL: left out), its level and method; its status
 * becomes the answer's when it is not OK. What is undefined is null. */
void svy_calc_put_estimate(SvyCalcAnswer *answer,
                           const SvyEstimate *estimate,
                           const char *value_key,
                           const char *lower_key,
                           const char *upper_key);

/* What stands under "status"; "ok" unless said otherwise, and the first that is not OK stays. */
void svy_calc_set_status(SvyCalcAnswer *answer, SvyStatus status);

/* The plain sentence for people: what the number means, with base and method. One or more full
 * sentences; a later call adds to it. */
void svy_calc_say(SvyCalcAnswer *answer, const char *format, ...) G_GNUC_PRINTF(2, 3);

char *svy_calc_format_json(const SvyCalcAnswer *answer);
char *svy_calc_format_text(const SvyCalcAnswer *answer);

/* --- Telling about methods ------------------------------------------------------------------ */

char *svy_calc_format_list(void);     /* one line each, for the terminal */
char *svy_calc_format_markdown(void); /* the table of METHODS.md */
char *svy_calc_format_catalog(void);  /* everything, as JSON; the tests read it */
char *svy_calc_format_help(const SvyCalcMethod *method);
