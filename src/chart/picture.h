/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A picture that a theme brings along: the logo. It comes from a stranger, so nothing of its file
 * is ever passed on: a PNG becomes pixels, an SVG is read by an allow-list and becomes plain
 * shapes, and those are what is painted and written. Nothing outside the file is loaded. */
#pragma once

#include <surveystat/error.h>

/* Immutable but for what it remembers under its lock; shared by threads, reference-counted. */
typedef struct SvyPicture SvyPicture;

/* The longer side by the shorter one. */
#define SVY_PICTURE_MOST_ASPECT 20.0

/* Reads the PNG or SVG at @path, named @shown in messages. In one ink (@is_gray) its colours become
 * the grays of their brightness. SVY_ERROR_DATA for all that is wrong with the file, also when it
 * is not there or too large, in the form
 *     FILE:LINE:KEY: error: WHAT, got 'SHOWN'. HOW TO MEND IT.
 * with @place. SVY_ERROR_NO_MEMORY when it cannot be held. */
bool svy_picture_read(const char *path,
                      const char *shown,
                      bool is_gray,
                      const SvyPlace *place,
                      SvyPicture **ret_picture,
                      GError **error);

SvyPicture *svy_picture_ref(SvyPicture *picture);
void svy_picture_unref(SvyPicture *picture);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SvyPicture, svy_picture_unref)

/* Width by height. */
double svy_picture_get_aspect(const SvyPicture *picture);

/* Of an SVG its own units, of a PNG pixels. */
void svy_picture_get_size(const SvyPicture *picture, double *ret_width, double *ret_height);
bool svy_picture_is_vector(const SvyPicture *picture);

/* The file's name without folders, and its SHA-256 in hex; valid as long as the picture. */
const char *svy_picture_get_name(const SvyPicture *picture);
const char *svy_picture_get_digest(const SvyPicture *picture);
