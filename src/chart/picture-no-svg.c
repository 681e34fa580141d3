/* SPDX-License-Identifier: GPL-3.0-or-later */
/* In a build without librsvg: the file is read and checked all the same, and refused with the
 * package that is missing. */
#include "chart/picture-private.h"

#include "chart/svg-read.h"

bool svy_picture_read_svg(const SvyPictureFile *file,
                          GBytes *bytes,
                          SvyPictureShapes **ret_shapes,
                          GError **error)
{
    g_autofree char *document = NULL;

    (void)ret_shapes;
    if (!svy_svg_read(file, bytes, &document, error))
        return false;
    return svy_picture_refuse(file, "Take a PNG, or build with librsvg (Debian: librsvg2-dev)",
                              error, "this surveystat was built without SVG for logos");
}

void svy_picture_shapes_free(SvyPictureShapes *shapes)
{
    (void)shapes;
}

void svy_picture_shapes_get_size(const SvyPictureShapes *shapes,
                                 double *ret_width,
                                 double *ret_height)
{
    (void)shapes;
    *ret_width = *ret_height = 1;
}

const char *svy_picture_shapes_get_body(const SvyPictureShapes *shapes,
                                        double *ret_width,
                                        double *ret_height)
{
    (void)shapes;
    *ret_width = *ret_height = 1;
    return NULL;
}

void svy_picture_shapes_paint(const SvyPictureShapes *shapes,
                              cairo_t *cr,
                              double width,
                              double height)
{
    (void)shapes;
    (void)cr;
    (void)width;
    (void)height;
}
