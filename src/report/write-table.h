/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables of a result, in all four formats. */
#pragma once

#include <surveystat/result.h>

#include "base/json.h"

/* What a cell says to people: "45.2% B", "12", "withheld". @language may be NULL, also
 * below. */
char *svy_write_table_word_cell(const char *language, const SvyTable *table, const SvyCell *cell);

/* "Role: Student [B]": the letter by which others name the column. */
char *svy_write_table_word_heading(const SvyTableColumn *column);

/* One table with its title, test, base and notes. */
char *svy_write_text_table(const char *language, const SvyTable *table);
char *svy_write_md_table(const char *language, const SvyTable *table);

/* Without its title, and without those sentences of method and notes that are in @said (nullable)
 * [NULL-terminated]. */
void svy_write_md_append_table(GString *out,
                               const char *language,
                               const SvyTable *table,
                               const char *const said[]);
char *svy_write_csv_table(const SvyResult *result, const SvyTable *table);
void svy_write_json_add_table(SvyJson *json, const SvyResult *result, const SvyTable *table);

/* All tables of a result. */
char *svy_write_text_tables(const SvyResult *result);
char *svy_write_md_tables(const SvyResult *result);
char *svy_write_csv_tables(const SvyResult *result);
char *svy_write_json_tables(const SvyResult *result);
