/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An SVG as plain shapes: what svg-read.c let through is drawn by librsvg onto a surface of cairo
 * that writes SVG, and what comes out, taken apart by svg-shapes.c, is the logo from then on: in
 * PNG, PDF and SVG alike. So rules, symbols and repetitions are resolved by the library that knows
 * them, and colours can be changed.
 *
 * The library is opened when the first SVG is read: with all that it brings along it would cost
 * every start of the program some milliseconds. */
#include "chart/picture-private.h"

#include <cairo-svg.h>
#include <dlfcn.h>
#include <librsvg/rsvg.h>
#include <math.h>
#include <string.h>

#include "base/error.h"
#include "base/limit.h"
#include "chart/svg-read.h"
#include "chart/svg-shapes.h"

static const double page_side = 1000; /* of the shapes: enough digits for any size */
static const double most_units = 1e5; /* a side of the logo, in its own units */

/* What is used of librsvg. */
typedef struct {
    __typeof__(rsvg_handle_new_from_data) *open;
    __typeof__(rsvg_handle_set_dpi) *set_dpi;
    __typeof__(rsvg_handle_get_intrinsic_size_in_pixels) *get_size;
    __typeof__(rsvg_handle_get_intrinsic_dimensions) *get_dimensions;
    __typeof__(rsvg_handle_render_document) *render;
} Library;

struct SvyPictureShapes {
    const Library *library;
    double width, height;           /* as the file says */
    double page_width, page_height; /* of the shapes */
    char *body;
    RsvgHandle *handle; /* of the shapes */
};

/* A function goes through memory: C knows no way from an object to a function. */
static bool find_function(void *module, const char *name, void *function)
{
    void *found = dlsym(module, name);

    memcpy(function, &found, sizeof found);
    return found != NULL;
}

/* (nullable) once for the whole program, which never closes it. */
static void *open_library(void *data)
{
    g_autofree Library *library = g_new0(Library, 1);
    void *module = dlopen("librsvg-2.so.2", RTLD_NOW | RTLD_LOCAL);

    (void)data;
    if (module == NULL || !find_function(module, "rsvg_handle_new_from_data", &library->open) ||
        !find_function(module, "rsvg_handle_set_dpi", &library->set_dpi) ||
        !find_function(module, "rsvg_handle_get_intrinsic_size_in_pixels", &library->get_size) ||
        !find_function(module, "rsvg_handle_get_intrinsic_dimensions", &library->get_dimensions) ||
        !find_function(module, "rsvg_handle_render_document", &library->render))
        return NULL;
    return g_steal_pointer(&library);
}

static const Library *get_library(void)
{
    static GOnce once = G_ONCE_INIT;

    return g_once(&once, open_library, NULL);
}

void svy_picture_shapes_free(SvyPictureShapes *shapes)
{
    if (shapes == NULL)
        return;
    g_free(shapes->body);
    g_clear_object(&shapes->handle);
    g_free(shapes);
}

void svy_picture_shapes_get_size(const SvyPictureShapes *shapes,
                                 double *ret_width,
                                 double *ret_height)
{
    *ret_width = shapes->width;
    *ret_height = shapes->height;
}

const char *svy_picture_shapes_get_body(const SvyPictureShapes *shapes,
                                        double *ret_width,
                                        double *ret_height)
{
    *ret_width = shapes->page_width;
    *ret_height = shapes->page_height;
    return shapes->body;
}

void svy_picture_shapes_paint(const SvyPictureShapes *shapes,
                              cairo_t *cr,
                              double width,
                              double height)
{
    const RsvgRectangle box = {0, 0, width, height};

    shapes->library->render(shapes->handle, cr, &box, NULL);
}

static bool refuse_drawing(const SvyPictureFile *file, GError **error)
{
    return svy_picture_refuse(file, "Save it as plain SVG, or as PNG", error,
                              "the SVG of the logo cannot be drawn");
}

/* In its own units; sizes in per cent of a page that nobody knows are none. */
static bool measure(const SvyPictureFile *file, SvyPictureShapes *shapes, GError **error)
{
    RsvgHandle *handle = shapes->handle;
    gboolean has_width, has_height, has_box;
    RsvgLength width, height;
    RsvgRectangle box = {0};

    shapes->library->set_dpi(handle, 96);
    if (!shapes->library->get_size(handle, &shapes->width, &shapes->height)) {
        shapes->library->get_dimensions(handle, &has_width, &width, &has_height, &height, &has_box,
                                        &box);
        shapes->width = has_box ? box.width : 0;
        shapes->height = has_box ? box.height : 0;
    }
    if (shapes->width > 0 && shapes->height > 0 && shapes->width <= most_units &&
        shapes->height <= most_units)
        return true;
    return svy_picture_refuse(file, "Give it a viewBox, or a width and height", error,
                              "the logo is %g x %g units large, more than 0 and at most %g a side "
                              "are allowed",
                              shapes->width, shapes->height, most_units);
}

static cairo_status_t append_bytes(void *closure, const unsigned char *bytes, unsigned int n_bytes)
{
    GString *out = closure;

    if (out->len + n_bytes > SVY_LIMIT_LOGO_BYTES)
        return CAIRO_STATUS_WRITE_ERROR;
    g_string_append_len(out, (const char *)bytes, (gssize)n_bytes);
    return CAIRO_STATUS_SUCCESS;
}

/* (nullable) (transfer full) what cairo writes. */
static char *draw(const SvyPictureShapes *shapes)
{
    const RsvgRectangle box = {0, 0, shapes->page_width, shapes->page_height};
    g_autoptr(GString) out = g_string_new(NULL);
    cairo_surface_t *surface = cairo_svg_surface_create_for_stream(
        append_bytes, out, shapes->page_width, shapes->page_height);
    cairo_t *cr = cairo_create(surface);
    bool is_ok = shapes->library->render(shapes->handle, cr, &box, NULL);

    is_ok = is_ok && cairo_status(cr) == CAIRO_STATUS_SUCCESS;
    cairo_destroy(cr);
    cairo_surface_finish(surface);
    is_ok = is_ok && cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS;
    cairo_surface_destroy(surface);
    return is_ok ? g_string_free(g_steal_pointer(&out), FALSE) : NULL;
}

static RsvgHandle *open_document(const SvyPictureShapes *shapes, const char *document)
{
    return shapes->library->open((const guint8 *)document, strlen(document), NULL);
}

static void open_shapes(SvyPictureShapes *shapes)
{
    g_autofree char *body =
        g_strdelimit(g_strdup(shapes->body), (char[]){SVY_SHAPES_PREFIX, 0}, 'l');
    char width[G_ASCII_DTOSTR_BUF_SIZE], height[G_ASCII_DTOSTR_BUF_SIZE];
    g_autofree char *document = g_strdup_printf(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" "
        "viewBox=\"0 0 %s %s\" preserveAspectRatio=\"none\">%s</svg>",
        g_ascii_dtostr(width, sizeof width, shapes->page_width),
        g_ascii_dtostr(height, sizeof height, shapes->page_height), body);

    shapes->handle = open_document(shapes, document);
}

bool svy_picture_read_svg(const SvyPictureFile *file,
                          GBytes *bytes,
                          SvyPictureShapes **ret_shapes,
                          GError **error)
{
    g_autoptr(SvyPictureShapes) shapes = g_new0(SvyPictureShapes, 1);
    g_autofree char *document = NULL, *svg = NULL;
    double longer;

    if (!svy_svg_read(file, bytes, &document, error))
        return false;
    shapes->library = get_library();
    if (shapes->library == NULL)
        return svy_picture_refuse(file, "Take a PNG, or install librsvg (Debian: librsvg2-2)",
                                  error, "the library for SVG is not installed");
    shapes->handle = open_document(shapes, document);
    if (shapes->handle == NULL)
        return refuse_drawing(file, error);
    if (!measure(file, shapes, error))
        return false;

    longer = fmax(shapes->width, shapes->height);
    shapes->page_width = shapes->width / longer * page_side;
    shapes->page_height = shapes->height / longer * page_side;
    svg = draw(shapes);
    shapes->body = svg != NULL ? svy_svg_make_shapes(svg, file->is_gray) : NULL;
    g_clear_object(&shapes->handle);
    if (shapes->body != NULL)
        open_shapes(shapes);
    if (shapes->handle == NULL)
        return refuse_drawing(file, error);
    *ret_shapes = g_steal_pointer(&shapes);
    return true;
}
