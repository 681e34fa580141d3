/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keys of columns. */
#include "base/letters.h"

#include <glib.h>

char *svy_letters_format_key(size_t index)
{
    GString *key = g_string_new(NULL);

    for (size_t left = index + 1; left > 0; left = (left - 1) / 26)
        g_string_prepend_c(key, (char)('A' + (left - 1) % 26));
    return g_string_free(key, FALSE);
}
