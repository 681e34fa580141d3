/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A stranger's SVG, read by an allow-list: shapes, their colours and gradients, clips and
 * repetitions, and nothing else. What is written is a new document of what was understood, so no
 * two readers can disagree about it; comments, metadata and what editors keep for themselves is
 * left out. */
#pragma once

#include "chart/picture-private.h"

/* @ret_document: (transfer full) an SVG. SVY_ERROR_DATA with the line when @bytes hold what is not
 * drawn the same everywhere (texts, pictures, filters), moves, runs or comes from elsewhere, or
 * repeats itself beyond all measure. */
bool svy_svg_read(const SvyPictureFile *file, GBytes *bytes, char **ret_document, GError **error);
