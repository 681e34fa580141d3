/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between the files that make a picture: what came from where, and how it is refused. */
#pragma once

#include "chart/picture.h"

#include <cairo.h>

/* A file on its way to becoming a picture. */
typedef struct {
    const char *shown;     /* its name in the theme */
    const SvyPlace *place; /* of the key in the theme */
    bool is_gray;          /* one ink */
} SvyPictureFile;

/* Pixels of a PNG: SVY_ERROR_DATA as svy_picture_read(). */
bool svy_picture_decode_png(const SvyPictureFile *file,
                            GBytes *bytes,
                            cairo_surface_t **ret_pixels,
                            GError **error);

/* An SVG as plain shapes; @shapes is a whole document. Only with librsvg, see picture-svg.c. */
typedef struct SvyPictureShapes SvyPictureShapes;

bool svy_picture_read_svg(const SvyPictureFile *file,
                          GBytes *bytes,
                          SvyPictureShapes **ret_shapes,
                          GError **error);
void svy_picture_shapes_free(SvyPictureShapes *shapes);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SvyPictureShapes, svy_picture_shapes_free)

void svy_picture_shapes_get_size(const SvyPictureShapes *shapes,
                                 double *ret_width,
                                 double *ret_height);

/* The elements below the root, for another document; see svg-shapes.h. (transfer none) */
const char *svy_picture_shapes_get_body(const SvyPictureShapes *shapes,
                                        double *ret_width,
                                        double *ret_height);

/* One thread at a time. */
void svy_picture_shapes_paint(const SvyPictureShapes *shapes,
                              cairo_t *cr,
                              double width,
                              double height);

/* Sets the error with "WHAT, got 'SHOWN'". Returns false. */
bool svy_picture_refuse(const SvyPictureFile *file,
                        const char *mend,
                        GError **error,
                        const char *format,
                        ...) G_GNUC_PRINTF(4, 5);
