/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers with a decimal comma: "3,5". */
#pragma once

#include <surveystat/ingest.h>

#include "core/dataset.h"

/* Turns the comma of numbers into a point in the columns that hold nothing but numbers, at least
 * one with a comma and none with a point. Without a word of the user this is done only where the
 * comma does not separate cells, and not for "1,234", which may be a thousand. */
void svy_decimal_comma_apply(SvyDataset *dataset, char delimiter, SvyDecimalComma wanted);
