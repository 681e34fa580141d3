/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finding a theme by name or path, and its fonts. */
#include "chart/theme.h"

#include <string.h>

#include "base/error.h"
#include "base/file.h"
#include "base/limit.h"
#include "base/text.h"

static const SvyBuiltinTheme *find_builtin(const char *name)
{
    for (const SvyBuiltinTheme *theme = svy_builtin_themes; theme->name != NULL; theme++)
        if (strcmp(theme->name, name) == 0)
            return theme;
    return NULL;
}

static bool refuse_name(const char *name, GError **error)
{
    const SvyPlace place = {.file = "theme"};
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    g_autofree char *quoted = svy_text_quote(name), *all = NULL, *mend = NULL;
    const char *near;

    for (const SvyBuiltinTheme *theme = svy_builtin_themes; theme->name != NULL; theme++)
        g_ptr_array_add(names, (gpointer)theme->name);
    g_ptr_array_add(names, NULL);

    near = svy_text_near_miss(name, (const char *const *)names->pdata);
    all = g_strjoinv(", ", (char **)names->pdata);
    mend = near != NULL ? g_strdup_printf("Did you mean '%s'?", near)
                        : g_strdup_printf("There are %s, and files that end in .ini", all);
    return svy_error_set(error, SVY_ERROR_USAGE, &place, mend, "no theme is called %s", quoted);
}

static bool read_theme(const char *path, SvyTheme **ret_theme, GError **error)
{
    g_autoptr(GBytes) bytes = NULL;
    size_t n_bytes;
    const char *text;

    if (!svy_file_read(path, SVY_LIMIT_SMALL_FILE_BYTES, &bytes, error))
        return false;
    text = g_bytes_get_data(bytes, &n_bytes);
    return svy_theme_parse(text != NULL ? text : "", n_bytes, path, ret_theme, error) &&
           svy_theme_read_logo(*ret_theme, path, error);
}

bool svy_theme_read_logo(SvyTheme *theme, const char *theme_path, GError **error)
{
    const SvyPlace place = {.file = theme_path, .line = theme->logo_line, .key = "[logo] file"};
    g_autofree char *folder = g_path_get_dirname(theme_path), *path = NULL;

    if (theme->logo_file == NULL)
        return true;
    path = g_path_is_absolute(theme->logo_file) ? g_strdup(theme->logo_file)
                                                : g_build_filename(folder, theme->logo_file, NULL);
    return svy_picture_read(path, theme->logo_file, theme->is_one_ink, &place, &theme->logo, error);
}

bool svy_theme_copy(const SvyTheme *theme, SvyTheme **ret_theme, GError **error)
{
    SvyFonts *fonts;
    SvyTheme *copy;

    if (!svy_fonts_new(SVY_INTER_DIR, &fonts, error))
        return false;
    copy = g_new0(SvyTheme, 1);
    *copy = *theme;
    copy->name = g_strdup(theme->name);
    copy->color_note = g_strdup(theme->color_note);
    copy->logo_file = g_strdup(theme->logo_file);
    copy->logo_alt = g_strdup(theme->logo_alt);
    copy->logo = svy_picture_ref(theme->logo);
    copy->fonts = fonts;
    *ret_theme = copy;
    return true;
}

bool svy_theme_load(const char *name, SvyTheme **ret_theme, GError **error)
{
    g_autoptr(SvyTheme) theme = NULL;
    const SvyBuiltinTheme *builtin;

    g_return_val_if_fail(name != NULL && ret_theme != NULL, false);

    builtin = find_builtin(name);
    if (builtin != NULL) {
        if (!svy_theme_parse(builtin->text, strlen(builtin->text), builtin->name, &theme, error))
            return false;
    } else if (!g_str_has_suffix(name, ".ini")) {
        return refuse_name(name, error);
    } else if (!read_theme(name, &theme, error)) {
        return false;
    }
    theme->name = g_strdup(name);
    if (!svy_fonts_new(SVY_INTER_DIR, &theme->fonts, error))
        return false;

    *ret_theme = g_steal_pointer(&theme);
    return true;
}

void svy_theme_free(SvyTheme *theme)
{
    if (theme == NULL)
        return;
    g_free(theme->name);
    g_free(theme->color_note);
    g_free(theme->logo_file);
    g_free(theme->logo_alt);
    svy_picture_unref(theme->logo);
    svy_fonts_unref(theme->fonts);
    g_free(theme);
}

double svy_theme_get_dpi(const SvyTheme *theme)
{
    g_return_val_if_fail(theme != NULL, 0);

    return theme->dpi;
}

const char *svy_theme_get_font_warning(const SvyTheme *theme)
{
    g_return_val_if_fail(theme != NULL, NULL);

    return svy_fonts_get_warning(theme->fonts);
}

const char *svy_theme_get_logo_digest(const SvyTheme *theme)
{
    g_return_val_if_fail(theme != NULL, NULL);

    return theme->logo != NULL ? svy_picture_get_digest(theme->logo) : NULL;
}

const char *svy_theme_get_color_note(const SvyTheme *theme)
{
    g_return_val_if_fail(theme != NULL, NULL);

    return theme->color_note;
}
