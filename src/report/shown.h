/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What may be shown, and in which order: the rules that all writers share. */
#pragma once

#include <surveystat/result.h>

/* False for technical and personal columns: named at most, never tabulated. */
bool svy_shown_is_opinion(const SvyQuestionResult *question);

/* An opinion question with options to count (of itself or of its rows). */
bool svy_shown_is_closed(const SvyQuestionResult *question);

/* A closed question that one chart can show: at least two options and somebody who answered. */
bool svy_shown_is_chartable(const SvyQuestionResult *question);

/* True for single answers that say who the respondents are: role, membership, years. */
bool svy_shown_is_profile(const SvyQuestionResult *question);

/* False when a share on this base is not printed for people: too few, or no estimate. */
bool svy_shown_has_percent(const SvyEstimate *p, size_t base);

/* Findings that are guesses at types and pairs are told among the guesses, not twice. */
bool svy_shown_is_guess(const SvyFinding *finding);

/* The question that owns a column of the file, or NULL. (transfer none) */
const SvyQuestionResult *svy_shown_find_question(const SvyResult *result, size_t column);

/* Positions of the options in the order of a table: an order that means something is kept, others
 * by number, those that stand apart ("Other", "None") last. (transfer full) [n_options] */
size_t *svy_shown_order_options(const SvyQuestionResult *question);

/* The type in plain words: "several answers possible". Static. @language here and below may be
 * NULL. */
const char *svy_shown_describe_type(const char *language, SvyQuestionType type);

/* Why there is no percentage on @base people: "no answers" or "too few". Static. */
const char *svy_shown_say_too_few(const char *language, size_t base);

/* The label of an answer, of which those counted together are called nets: "Agree (net)". */
char *svy_shown_label_option(const char *language, const SvyOptionResult *option, bool is_net);

/* "stray quote (3 times)" */
char *svy_shown_say_finding(const char *language, const SvyFinding *finding);

/* "SYNTHETIC data; " where it applies, one clause on the sampling, and who was left out, for a
 * column of a table. */
char *svy_shown_note(const SvyResult *result);
