/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The error domain and the one form that messages have. */
#include "base/error.h"

#include <errno.h>
#include <stdarg.h>

#include "base/text.h"

GQuark svy_error_quark(void)
{
    return g_quark_from_static_string("svy-error-quark");
}

static void append_place(GString *message, const SvyPlace *place)
{
    if (place == NULL)
        return;
    if (place->file != NULL) {
        g_autofree char *text = g_utf8_make_valid(place->file, -1); /* paths are bytes */
        g_autofree char *file = svy_text_escape(text);
        g_string_append_printf(message, "%s:", file);
    }
    if (place->line > 0)
        g_string_append_printf(message, "%zu:", place->line);
    if (place->line > 0 && place->field > 0)
        g_string_append_printf(message, "%zu:", place->field);
    if (place->key != NULL)
        g_string_append_printf(message, "%s:", place->key);
    if (message->len > 0)
        g_string_append_c(message, ' ');
}

bool svy_error_set(GError **error,
                   SvyErrorCode code,
                   const SvyPlace *place,
                   const char *mend,
                   const char *format,
                   ...)
{
    g_autoptr(GString) message = g_string_new(NULL);
    va_list args;

    append_place(message, place);
    g_string_append(message, "error: ");
    va_start(args, format);
    g_string_append_vprintf(message, format, args);
    va_end(args);
    g_string_append_c(message, '.');
    if (mend != NULL)
        g_string_append_printf(message, " %s%s", mend, g_str_has_suffix(mend, "?") ? "" : ".");

    g_set_error_literal(error, SVY_ERROR, code, message->str);
    return false;
}

bool svy_error_set_memory(GError **error, const char *what)
{
    return svy_error_set(error, SVY_ERROR_NO_MEMORY, NULL, NULL, "no memory for %s", what);
}

bool svy_error_set_errno(GError **error, int errnum, const char *file, const char *doing)
{
    const SvyPlace place = {.file = file};

    return svy_error_set(error, errnum == ENOMEM ? SVY_ERROR_NO_MEMORY : SVY_ERROR_IO, &place, NULL,
                         "cannot %s: %s", doing, g_strerror(errnum));
}
