/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words that charts of tables share. */
#pragma once

#include "chart/plot.h"

/* "How many years have you worked? Share of 812 respondents.": a wording and what is measured. */
char *svy_table_words_subtitle(const char *wording, const char *measure);

/* "812 respondents who answered", or "... members who answered" as the survey calls them. */
char *svy_table_words_answered(const SvySurvey *survey, size_t n);

/* @label as a name in a title: cut where a title would become too long, in quotes. */
char *svy_table_words_quote(const char *label);
char *svy_table_words_quote_in(const char *language, const char *label);
