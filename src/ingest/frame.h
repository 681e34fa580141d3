/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands round the table and is no part of it: title rows above the header, "# " before its
 * first name. */
#pragma once

#include "ingest/csv-reader.h"

/* Number of records at the top of @head that are a title and not the header: of one cell, or at
 * most half as wide as the table, which all further records are. */
size_t svy_frame_count_titles(const SvyHead *head);

/* "# Timestamp" -> "Timestamp" in the first cell; "# of members" stays. True when it did so. */
bool svy_frame_strip_mark(SvyHead *head);
