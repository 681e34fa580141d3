/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sentences made from results: the one place where a number becomes a claim, so that the terminal,
 * the report, the charts and the alternative text say the same and none says more than its interval
 * allows. All functions return newly allocated UTF-8, never NULL unless said so. They speak the
 * language of the survey; those that end with _in take it (nullable: English). */
#pragma once

#include <surveystat/result.h>

/* A percentage needs at least so many people under it; below, sentences give no percentage. */
#define SVY_WORDS_MIN_BASE 10u

/* Titles aim at so many characters; longer labels are cut at a word. */
#define SVY_WORDS_TITLE_CHARS 90u

/* The finding of a gap as one sentence with its numbers, for a title: no full stop at the end. When
 * the interval of the widest gap includes 0 it says "about as many ... as ...". */
char *svy_words_gap_headline(const SvySurvey *survey, const SvyGap *gap);

/* What is measured, of whom: the line under the title. */
char *svy_words_gap_subtitle(const SvySurvey *survey, const SvyGap *gap);

/* The finding of one closed question ("52% value live event coverage most ..."), no full stop. */
char *svy_words_question_headline(const SvySurvey *survey, const SvyQuestionResult *question);

/* What that finding says of an option. */
typedef enum {
    SVY_STANDING_NONE,
    SVY_STANDING_CLOSE, /* one of several that are too close to the largest to call */
    SVY_STANDING_NAMED, /* the largest, or one of two that are too close to call */
} SvyStanding;

SvyStanding svy_words_question_find_standing(const SvyQuestionResult *question,
                                             const SvyOptionResult *option);
char *svy_words_question_subtitle(const SvySurvey *survey, const SvyQuestionResult *question);

/* The short headline of the whole study in one or two sentences for terminal and report: any-use,
 * any-follow of all and of users, with intervals. It speaks of the people who answered
 * ("respondents", "members who answered"), never of a population, unless sampling is probability.
 */
char *svy_words_study_headline(const SvyResult *result, const SvyGap *gap);

/* Who is counted, how the intervals are made, what may not be concluded; one sentence or two each.
 * The caveat is NULL for a probability sample. The synthetic note is NULL for real data. */
char *svy_words_gap_base(const SvySurvey *survey, const SvyGap *gap);
char *svy_words_question_base(const SvySurvey *survey, const SvyQuestionResult *question);

/* How many answered of how many who were asked, and by which rule: "612 answered of 661 asked (only
 * those who said “Yes” to q1); 9 left before". */
char *svy_words_question_asked_in(const char *language, const SvyQuestionResult *question);

/* Whom the user left out of everything: "838 of 850; 12 excluded: 7 straight-line, 5 speeder"; NULL
 * when nobody was to be. */
char *svy_words_excluded(const SvyResult *result);

/* Which records deserve a look and for what, one paragraph; NULL when nothing was looked for. */
char *svy_words_quality(const SvyResult *result);
char *svy_words_gap_method_in(const char *language, const SvyGap *gap, double level);
char *svy_words_question_method_in(const char *language,
                                   const SvyQuestionResult *question,
                                   double level);

/* The test of a table in one line, or NULL; and its base as a sentence, or NULL. */
char *svy_words_table_test_in(const char *language, const SvyTable *table);
char *svy_words_table_base_in(const char *language, const SvyTable *table);

/* Which row has the largest share in a column, as one sentence with its base, and whether that can
 * be told from the others: "In this sample, “Job ads” has the largest share of “Agree”: 72% of 849;
 * too close to call against one other." @what is a share of what. NULL with fewer than two rows
 * that bear a percentage. */
char *svy_words_table_leader(const SvySurvey *survey,
                             const SvyTable *table,
                             size_t column,
                             const char *what);

/* The row of a table of preferences that more than half put before each of the others, when every
 * interval lies above a half; else NULL. */
char *svy_words_table_winner(const SvySurvey *survey, const SvyTable *table);

/* Labels as one name: “Agree” or “Strongly agree”, each cut at @n_max characters. */
char *svy_words_join_labels_in(const char *language,
                               size_t n,
                               const char *const labels[],
                               size_t n_max);

/* What sentences call @method, a name that SvyEstimate has: "Newcombe's method 10" for "Newcombe
 * 10". Static, or @method itself. */
const char *svy_words_method(const char *language, const char *method);

/* 0.95 -> "95", 0.999 -> "99.9" */
char *svy_words_level_in(const char *language, double level);

/* "95% intervals: shares by Wilson, means by Student's t."; for a table with means, or without. */
char *svy_words_intervals_in(const char *language, double level, bool has_means);

/* "In this sample, " unless the sample was drawn at random; static. */
const char *svy_words_scope(const SvySurvey *survey);

/* One answer of one group against all who are in another group. */
typedef struct {
    const char *answer; /* (nullable) for a gap */
    const char *group;
    const SvyShare *own, *others; /* (nullable) for a gap */
    bool is_weighted;
    const SvyEstimate *difference; /* the group's share, or gap, less that of the others */
    double p;                      /* adjusted */
} SvyGroupWords;

/* Findings of tables by group, whole sentences. The first two are for groups that differ. */
char *svy_words_groups_differ(const SvySurvey *survey, const SvyGroupWords *words);
char *svy_words_group_gap(const SvySurvey *survey, const SvyGroupWords *words);
char *svy_words_groups_alike(const SvySurvey *survey, double p);

/* The cell of a table by group that departs most from what all groups together would give, among
 * its first @n_rows; false when the test does not tell the groups apart. */
bool svy_words_find_outlier(const SvyTable *table,
                            size_t n_rows,
                            double level,
                            size_t *ret_row,
                            size_t *ret_column);

/* A table by group in one line, for a title: that cell against everybody, or, when no difference
 * can be claimed, what is most frequent. No full stop. */
char *svy_words_groups_headline_in(const char *language,
                                   const SvyTable *table,
                                   size_t n_rows,
                                   double level);

/* What the cells of all tables by group are, and the letters of groups that do not overlap. Whole
 * sentences, the same in every table: a report says them once. */
char *svy_words_groups_shares_in(const char *language,
                                 double level,
                                 bool is_weighted,
                                 bool has_residuals);
const char *svy_words_groups_letters_in(const char *language, bool is_weighted); /* static */

/* In the place of letters, where groups are crossed. (static) */
const char *svy_words_groups_crossed_in(const char *language);

/* The same of a table of who uses something and does not follow there: its first row. */
char *svy_words_unreached_headline_in(const char *language, const SvyTable *table);

/* Two options of a select-all. */
typedef struct {
    const char *row, *column;
    const SvyShare *own, *others; /* who chose @column, of those who chose @row and of the others */
    const SvyEstimate *phi;
    size_t n_pairs; /* of which these two were picked, and for which the interval is adjusted */
} SvyOverlapWords;

/* A set of options that reaches people. */
typedef struct {
    const char *labels; /* “A”, “B” and “C” */
    size_t n_set;
    const SvyShare *reached;
    const SvyShare *before; /* (nullable) by the best set with one option less */
    double target;
    bool is_exact; /* all sets were compared */
} SvyCoverageWords;

/* Findings of tables of what goes together, whole sentences. */
char *svy_words_overlap(const SvySurvey *survey, const SvyOverlapWords *words);
char *svy_words_combinations(const SvySurvey *survey, const char *labels, const SvyShare *share);
char *svy_words_coverage(const SvySurvey *survey, const SvyCoverageWords *words);

/* Labels of one set: “A”, “B” and “C”, each cut at @n_max characters. */
char *svy_words_join_set_in(const char *language,
                            size_t n,
                            const char *const labels[],
                            size_t n_max);

/* The step that the smallest share takes, or the only one: from stage @from, from 1, to the
 * next. */
char *svy_words_ladder(const SvySurvey *survey,
                       size_t from,
                       const SvyShare *step,
                       bool is_of_several);

/* A group against the one that it is compared with, everything else in the model equal. */
typedef struct {
    const char *outcome; /* "follow ALCTS" */
    const char *question, *group, *reference;
    const SvyEstimate *effect, *odds_ratio;
    double p; /* adjusted */
    bool is_certain;
} SvyDriverWords;

char *svy_words_driver(const SvySurvey *survey, const SvyDriverWords *words);

typedef enum {
    SVY_VERDICT_CANNOT_TELL, /* the interval includes the target */
    SVY_VERDICT_MET,
    SVY_VERDICT_NOT_MET,
    SVY_VERDICT_HIGHER, /* than an outside figure without a direction */
    SVY_VERDICT_LOWER,
} SvyVerdict;

/* What came out against one target. */
typedef struct {
    const char *name;
    double target;
    SvyTargetDirection direction;
    size_t n_outside; /* people behind an outside figure; 0: a target */
    const SvyShare *share;
    const SvyEstimate *difference;
    double p; /* NaN: none */
    double level;
    SvyVerdict verdict;
} SvyTargetWords;

/* Static. Without a language: what programs read. */
const char *svy_words_verdict(SvyVerdict verdict);
const char *svy_words_verdict_in(const char *language, SvyVerdict verdict);
char *svy_words_target(double target,
                       SvyTargetDirection direction,
                       size_t n_outside); /* "at most 25%" */
char *svy_words_target_in(const char *language,
                          double target,
                          SvyTargetDirection direction,
                          size_t n_outside);
char *svy_words_target_line(const SvySurvey *survey, const SvyTargetWords *words);

/* The item of a grid for which most people chose one of some answers. */
typedef struct {
    const char *item;
    size_t n_answers;
    const char *const *answers; /* [n_answers] counted together */
    SvyShare share;             /* of those who answered the item */
    size_t n_items;
    size_t n_close; /* other items that cannot be told from it */
} SvyGridWords;

/* "72% of 849 chose “Agree” or “Strongly agree” for “Job ads”, more than for any other". */
char *svy_words_grid_headline_in(const char *language, const SvyGridWords *words);

/* What disclosure control withholds, or that it is off. */
char *svy_words_withheld_in(const char *language, size_t min_cell, size_t min_base);

/* True where a share is not that of the people who were counted: @n_eff of its base. */
static inline bool svy_words_is_weighted(double n_eff, size_t base)
{
    return n_eff > 0 && n_eff < (double)base * (1 - 1e-9);
}

/* "Weighted: as precise as 526 answers without weights (design effect 3.07)."; NULL where it is
 * not. */
char *svy_words_effective_in(const char *language, double n_eff, size_t base);

/* Where the weights come from and what they cost, one sentence or two; NULL without weights. */
char *svy_words_weights(const SvyResult *result);

/* "; without weights 81.3%", or nothing where shares are not weighted. */
char *svy_words_plain_in(const char *language, const SvyShare *share);

char *svy_words_caveat(const SvySurvey *survey);

/* The caveat as short as a chart wants it, which is read without the report beside it. */
char *svy_words_brief_caveat(const SvySurvey *survey);
char *svy_words_synthetic(const SvySurvey *survey);

/* "Source: TITLE, DATES." or NULL when neither is stated. */
char *svy_words_source(const SvySurvey *survey);

/* Whom a share is a share of: "respondents", or the plan's noun; "members who answered" when the
 * plan names the population but the sample allows no conclusion about it. */
char *svy_words_people(const SvySurvey *survey);

/* So many of them: "850 respondents", "1 respondent", "1,200 members who answered". */
char *svy_words_count_people(const SvySurvey *survey, size_t n);

/* A share in whole per cent for a sentence: "81%", "fewer than 1%" and "more than 99%" where the
 * rounded figure would claim nobody or everybody. */
char *svy_words_percent_in(const char *language, const SvyShare *share);

/* A share with one decimal and its interval, "91.5% [89.5, 93.2]", or the reason why there is none
 * ("no answers", "withheld", "not defined"). */
char *svy_words_share_in(const char *language, const SvyEstimate *p);

/* The reason alone, for a cell; static. */
const char *svy_words_status_in(const char *language, SvyStatus status);

/* A name of the sampling for the disclosure list: "open link (self-selected)". Static. */
const char *svy_words_sampling_in(const char *language, SvySampling sampling);
