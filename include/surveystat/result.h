/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Results: plain values between computing and showing.
 *
 * Charts and writers see these structures and nothing else: no data, no respondents. Everything
 * that a number needs in order to be shown honestly is beside it: its base, its interval and the
 * method, the wording of the question, how people were reached. Text is valid UTF-8 as the survey
 * spelled it (not escaped; each writer escapes for its own format). Shares are 0 to 1. An SvyResult
 * is built by the analysis layer and never changed after that; it may be read from several threads.
 */
#pragma once

#include <stdint.h>

#include <surveystat/error.h>
#include <surveystat/estimate.h>
#include <surveystat/survey.h>

#pragma GCC visibility push(default)

/** One option of a question, or one point of a scale. */
typedef struct {
    char *label;
    size_t n;      /* people who chose it */
    SvyEstimate p; /* share of the base of the question (of the row, in a grid); weighted where the
                      result has weights */
    SvyOptionMark mark;
    SvyEstimate plain; /* n over the base; read only where the result has weights */
} SvyOptionResult;

/** One row of a grid or one item of a ranking. */
typedef struct {
    char *label;
    size_t column;            /* column of the file, from 0 */
    size_t n_answered;        /* people who answered this row: the base of its options */
    size_t n_no_answer;       /* people recorded as having given this row no answer */
    double n_eff;             /* n_answered; fewer where the result has weights */
    SvyOptionResult *options; /* [n_options of the question], in its order */
    SvyOptionResult *nets;    /* [n_nets of the question] */
} SvyRowResult;

/** What was understood of one question, and its plain frequencies. */
typedef struct {
    char *id;   /* "q1", "q2", ... in file order; or as the codebook says */
    char *text; /* wording */
    SvyQuestionType type;
    bool is_meta;       /* technical or personal: never an opinion question, never charted */
    bool is_personal;   /* identifies people: its values reach no output */
    bool is_guess;      /* the type is a guess that somebody should look at */
    bool is_ordered;    /* the order of the options has a meaning: keep it */
    SvyScaleForm scale; /* likert and grid: what the options that do not stand apart are */
    bool is_high_first; /* with a scale: the favourable or larger end stands first */
    size_t n_columns;
    size_t *columns;    /* [n_columns] columns of the file, from 0, ascending */
    char *reason;       /* one sentence: why this type and this base */
    char *base_rule;    /* one phrase: who is counted, such as "ticked at least one option" */
    char *excluded;     /* (nullable) who was left out of everything: "838 of 850; 12 excluded: 7
                          straight-line, 5 speeder"; NULL: nobody was to be */
    char *asked_rule;   /* (nullable) who was asked, where the answers show it: "only those who said
                          “Yes” to q1"; NULL: everyone, as far as the file shows */
    size_t n_asked;     /* respondents whom the rule asks = answered + skipped + left */
    size_t n_not_asked; /* the other respondents */
    size_t n_answered;  /* the base of the percentages below */
    double n_eff;       /* so many people without weights would tell as much as the base */
    size_t n_skipped;   /* asked, gave no answer, and did not leave */
    bool has_no_answer; /* the file records "No answer" in words or by a code, beside blanks */
    size_t n_no_answer; /* of those who skipped: recorded so (in every column that they have) */
    size_t n_left;      /* asked, but had left the survey before */
    size_t n_options;
    SvyOptionResult *options; /* [n_options]; for a grid, totals over its rows with p undefined */
    size_t n_nets;
    SvyOptionResult *nets; /* [n_nets] several options counted as one, on the same base; beside the
                              options, in no sum over them; for a grid with p undefined */
    size_t n_rows;
    SvyRowResult *rows;                      /* [n_rows]; grid and rank only */
    bool has_range;                          /* numeric and date: the three below are meaningful */
    char *min_text, *median_text, *max_text; /* (nullable) smallest, middle, largest, as shown */
} SvyQuestionResult;

/** Records that deserve a look for one reason; they are counted in everything. */
typedef struct {
    const char *flag;  /* stable short name such as "straight-line"; static */
    size_t n;          /* records */
    size_t first_line; /* physical line of the first, from 1; 0: none */
} SvyFlagResult;

/** Records that were left out of everything for one reason, because the user said so. */
typedef struct {
    const char *flag; /* as in SvyFlagResult */
    size_t n;         /* records; one with several reasons counts at the first of them */
} SvyExclusion;

/** A count with its share of a base and the interval of that share. */
typedef struct {
    size_t n;          /* people, whatever they weigh */
    size_t base;       /* people, whatever they weigh */
    SvyEstimate p;     /* weighted where the result has weights */
    SvyEstimate plain; /* the same without weights; read only where the result has weights */
    double n_eff;      /* so many people without weights would tell as much as the base */
} SvyShare;

/* --- Tables --------------------------------------------------------------------------------- */

/** What a table tells; decides where it stands in a report and which chart draws it. */
typedef enum {
    SVY_TABLE_FREQUENCIES,  /* the answers of everybody: one row per answer */
    SVY_TABLE_PROFILE,      /* who answered: one row per group */
    SVY_TABLE_RESPONSE,     /* how many of those invited answered, by stratum */
    SVY_TABLE_WEIGHTS,      /* what the weights are and do */
    SVY_TABLE_COMPLETION,   /* answered, skipped, left: one row per question */
    SVY_TABLE_CHOSEN,       /* select-alls: how many options people chose; one row per question */
    SVY_TABLE_SCALE,        /* ordered scales: ends, middle, median, mean; one row per item */
    SVY_TABLE_RANK,         /* rankings: mean rank, first places, Borda; one row per item */
    SVY_TABLE_PREFERENCE,   /* rankings: how many put the row before the column */
    SVY_TABLE_RANK_BY,      /* mean places by group: one row per group and item */
    SVY_TABLE_NUMERIC,      /* numbers and dates: quantiles, mean; one row per question */
    SVY_TABLE_NUMBERS_BY,   /* numbers by group: quantiles; one row per group, all first */
    SVY_TABLE_BINS,         /* how often each interval of a number or date occurs */
    SVY_TABLE_WRITE_INS,    /* what was typed beside an option, where it is cleared */
    SVY_TABLE_SEGMENTS,     /* answers by group: one row per answer, one column per group */
    SVY_TABLE_GAP_SEGMENTS, /* the gap by group: one row per group */
    SVY_TABLE_OVERLAP,      /* how many chose both: a square table */
    SVY_TABLE_COMBINATIONS, /* most frequent combinations of a select-all */
    SVY_TABLE_COMBINATIONS_BY, /* the same by group: one row per group and option or combination */
    SVY_TABLE_COVERAGE,        /* the fewest options that reach most people */
    SVY_TABLE_LADDER,          /* stages in order, with the conversion of each step */
    SVY_TABLE_LADDER_BY,       /* the same by group: one row per group and stage */
    SVY_TABLE_DRIVERS,         /* what goes with an outcome: odds ratios and average effects */
    SVY_TABLE_TARGETS,         /* what was wanted, or is known elsewhere, and what came out */
    SVY_TABLE_TARGETS_BY,      /* the same by group: one row per group and target */
    SVY_TABLE_LAST,
} SvyTableKind;

typedef enum {
    SVY_CELL_EMPTY,    /* nothing belongs here */
    SVY_CELL_TEXT,     /* text */
    SVY_CELL_COUNT,    /* n */
    SVY_CELL_SHARE,    /* share: people, base, share of 0 to 1 with its interval */
    SVY_CELL_POINTS,   /* share.p alone: a difference of shares, -1 to 1 */
    SVY_CELL_ESTIMATE, /* share.p alone: in a unit of its own, such as a mean or an odds ratio */
    SVY_CELL_P_VALUE,  /* share.p.value alone: a p-value */
    SVY_CELL_LAST,
} SvyCellKind;

/** One cell of a table. Nothing of it may be shown where `status` is SVY_STATUS_WITHHELD. */
typedef struct {
    SvyCellKind kind;
    SvyStatus status;
    char *text; /* TEXT */
    char *word; /* (nullable) TEXT of ours, such as "All": what programs read, always English */
    size_t n;   /* COUNT */
    SvyShare share;
    double residual; /* SHARE: adjusted residual; NaN when there is none */
    char *letters;   /* (nullable) SHARE: keys of the columns that this one is above */
} SvyCell;

/** One column of a table. */
typedef struct {
    char *key;        /* stable name in JSON and CSV, such as "p" or "group-2" */
    char *heading;    /* as shown */
    char *letter;     /* (nullable) the key by which other columns name this one */
    size_t base;      /* SEGMENTS: people in the group who are in the base; DRIVERS: odds ratios:
                         people in the model; else 0 */
    double n_eff;     /* SEGMENTS: so many without weights would tell as much */
    bool is_withheld; /* the base itself may not be told */
    SvyOptionMark mark;
} SvyTableColumn;

/** A test of a whole table. */
typedef struct {
    const char *method; /* static, such as "Pearson chi-square" */
    SvyStatus status;   /* numbers below are meaningful only when OK */
    double statistic, df, df2, p_value;
    double p_adjusted;       /* over the family */
    size_t n_family;         /* tests that were adjusted together */
    const char *adjustment;  /* static, such as "Holm" */
    const char *effect_name; /* (nullable) static, such as "Cramer's V, bias-corrected" */
    SvyEstimate effect;
    double min_expected; /* NaN where it means nothing */
} SvyTest;

/** The options of which the rows of a table of combinations are made. */
typedef struct {
    size_t n;         /* at most 64 */
    char **labels;    /* [n] in the order of the question */
    SvyShare *shares; /* [n] who chose it at all, of the base of the table; p may be withheld */
    uint64_t *masks;  /* [n_rows of the table] bit i: labels[i] is in it; 0: row of all others */
    size_t n_others;  /* combinations in the row of all others */
} SvyTableSets;

/** How the numbers of one row of a table are spread. */
typedef struct {
    double from, to; /* the first and the last point of the curve; the others evenly between */
    double *density; /* (nullable) [n_points of the table] per unit; NULL: there is no curve */
    size_t n_values; /* 0 unless every number of a group may be told */
    double *values;  /* (nullable) [n_values] ascending: a number for each person */
} SvyTableCurve;

/** The same of a table. Where people are protected, the curves follow from what its cells and the
    tables beside it tell, and there are no values. */
typedef struct {
    size_t n_points;     /* of each curve */
    double bandwidth;    /* standard deviation of the kernel, the same for all; 0: no curves */
    SvyTableCurve *rows; /* [n_rows of the table] */
} SvyTableCurves;

/** A table of numbers with everything that is needed to show it honestly. */
typedef struct {
    SvyTableKind kind;
    char *id;                /* stable and unique in the result, such as "segments-q3-by-q1" */
    char *title;             /* as shown */
    char *row_id, *row_text; /* (nullable) the question in the rows */
    char *by_id, *by_text;   /* (nullable) the question in the columns */
    size_t n_panels; /* of groups by two questions at once, by_id "q5*q4": groups of the first
                                question, each with all groups of the second; else 0 */
    char *subject;   /* (nullable) DRIVERS: the yes, such as "follow ALCTS" */
    char *base_rule; /* one phrase: who is counted */
    char *method;    /* one sentence or more: methods used */
    char *finding;   /* (nullable) one sentence: what it says */
    char **notes;    /* (nullable) [NULL-terminated] one sentence each */
    size_t n_columns;
    SvyTableColumn *columns; /* [n_columns] the first holds the names of the rows */
    size_t n_rows;
    SvyOptionMark *row_marks; /* [n_rows] */
    double *row_edges; /* (nullable) [n_rows + 1] BINS and SEGMENTS of numbers: where each row
                                 begins, and where the last one ends; NaN where the first or last is
                                 open */
    SvyCell *cells;    /* [n_rows * n_columns] row by row */
    bool has_test;
    SvyTest test;
    SvyTableSets *sets;     /* (nullable) COMBINATIONS */
    SvyTableCurves *curves; /* (nullable) NUMBERS_BY */
    bool is_not_nested;     /* LADDER: the plan says that stages need not include the next */
} SvyTable;

/* --- The whole ------------------------------------------------------------------------------ */

/** One medium (or any paired item), or "any of them". */
typedef struct {
    char *label;
    bool has_account; /* false: the organisation is not there, nobody can follow; structural N/A,
                         never 0%; follow, both, unreached, gap, conversion and test are void */
    bool is_nested;   /* following implies use, so the gap is one proportion */
    size_t base;      /* people whose answers to both questions are known */
    SvyShare use;     /* of base */
    SvyShare follow;  /* of base */
    size_t n_both;    /* use and follow */
    size_t n_contradictions; /* follow without use */
    SvyShare unreached;      /* use and do not follow, of base */
    SvyEstimate gap;         /* use less follow, paired; method names the interval */
    SvyEstimate plain_gap;   /* the same without weights; read only where the result has weights */
    SvyShare conversion;     /* both over users: n = both, base = users */
    bool has_test;
    const char *test_method;    /* static, such as "McNemar mid-p" */
    double p_value, p_adjusted; /* Holm over the items of this gap that have a test */
} SvyGapItem;

/** Use against following (or any pair of questions asked of the same people). */
typedef struct {
    char *use_id, *follow_id;     /* question ids */
    char *use_text, *follow_text; /* wordings */
    char *use_verb;               /* for sentences: "use" as in "91% use LinkedIn" */
    char *follow_verb;            /* "follow ALCTS" as in "only 22% follow ALCTS there" */
    char *items_noun;             /* "social media": what the items are */
    char *how_found; /* one sentence: who named the pair, or by what it was recognised */
    char *excluded;  /* (nullable) as in SvyQuestionResult */
    size_t base;     /* of every item: answered use; and follow, unless not put to them */
    size_t n_answered_use;
    size_t n_not_asked;      /* use nothing and were not asked: counted as not following */
    size_t n_skipped;        /* use something and left the follow question: missing from the pair */
    size_t n_blank;          /* use something, ticked nothing: follow nothing, as the plan says */
    size_t n_contradictions; /* people who follow somewhere without using that medium */
    size_t n_tests;          /* size of the family of tests (Holm) */
    bool is_nested_by_plan;
    size_t n_items;
    SvyGapItem *items; /* [n_items], by unreached, largest first; items without account last */
    SvyGapItem any;    /* any of the items */
} SvyGap;

/** Everything that came out of one run. */
typedef struct {
    char *input_name; /* name of the file without its folder */
    char *exporter;   /* "surveymonkey", "plain", ... */
    char *encoding;   /* "UTF-8", "windows-1252", ... */
    char delimiter;
    size_t n_header_rows;
    size_t n_respondents; /* who count: all in the file, but for those that were left out */
    size_t n_excluded;    /* records that were left out of everything, because the user said so */
    size_t n_exclusions;
    SvyExclusion *exclusions; /* [n_exclusions] every kind that was to be left out, also with n 0 */
    double level;             /* confidence level of all intervals */
    size_t min_cell;          /* smallest number of people that is told of a group; 1: any is */
    SvySurvey survey;
    size_t n_questions;
    SvyQuestionResult *questions; /* [n_questions], in file order */
    size_t n_gaps;
    SvyGap *gaps;     /* [n_gaps] */
    bool has_weights; /* shares are weighted; what they would be without is beside them */
    char *weights;    /* (nullable) where the weights come from: "weights raked to targets.csv" */
    double deff;      /* what unequal weights cost (Kish); 1 without weights */
    double n_eff;     /* respondents / deff */
    size_t n_tables;
    SvyTable *tables; /* [n_tables] by kind, then in file order */
    size_t n_flags;
    SvyFlagResult *flags; /* [n_flags] every flag that was looked for; none without questions */
    SvyFindings *findings;
} SvyResult;

/**
 * Releases a result and all that it owns.
 *
 * @result: (nullable) (transfer full) the result; NULL and half-built ones are allowed
 *
 * Cost:    O(size).
 * Test:    tests/unit/result/test_result.c
 */
void svy_result_free(SvyResult *result);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(SvyResult, svy_result_free)

#pragma GCC visibility pop
