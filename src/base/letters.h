/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keys of columns, as in tables with letters. */
#pragma once

#include <stddef.h>

/* "A" to "Z", then "AA" and so on, as in spreadsheets. (transfer full) */
char *svy_letters_format_key(size_t index);
