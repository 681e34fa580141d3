/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/picture-private.h"

#include <stdarg.h>
#include <string.h>

#include "base/error.h"
#include "base/file.h"
#include "base/limit.h"
#include "base/text.h"
#include "chart/paint.h"

struct SvyPicture {
    int n_refs;
    char *name, *digest;
    double width, height;
    cairo_surface_t *pixels;  /* (nullable) of a PNG */
    SvyPictureShapes *shapes; /* (nullable) of an SVG */
    GMutex lock;              /* of what follows, and of painting */
    GBytes *png;              /* (nullable) the pixels as a file, once somebody has asked */
};

bool svy_picture_refuse(const SvyPictureFile *file,
                        const char *mend,
                        GError **error,
                        const char *format,
                        ...)
{
    g_autofree char *quoted = svy_text_quote(file->shown), *what = NULL;
    va_list args;

    va_start(args, format);
    what = g_strdup_vprintf(format, args);
    va_end(args);
    return svy_error_set(error, SVY_ERROR_DATA, file->place, mend, "%s, got %s", what, quoted);
}

/* Reading */

/* What a file is by its first bytes, if it is not what it should be. */
static const struct {
    const char *bytes;
    size_t n_bytes;
    const char *what;
} others[] = {
    {"\xff\xd8\xff", 3, "a JPEG"},
    {"GIF8", 4, "a GIF"},
    {"RIFF", 4, "a WebP"},
    {"BM", 2, "a BMP"},
    {"II*\0", 4, "a TIFF"},
    {"MM\0*", 4, "a TIFF"},
    {"%PDF", 4, "a PDF"},
    {"%!PS", 4, "an EPS"},
    {"\x1f\x8b", 2, "compressed, perhaps an svgz"},
    {"\xff\xfe", 2, "text in UTF-16"},
    {"\xfe\xff", 2, "text in UTF-16"},
};

static bool refuse_content(const SvyPictureFile *file, GBytes *bytes, GError **error)
{
    static const char mend[] = "Save it as PNG, or as plain SVG in UTF-8";
    size_t n_bytes;
    const char *data = g_bytes_get_data(bytes, &n_bytes);

    if (n_bytes == 0)
        return svy_picture_refuse(file, mend, error, "the file of the logo is empty");
    for (size_t i = 0; i < G_N_ELEMENTS(others); i++)
        if (n_bytes >= others[i].n_bytes && memcmp(data, others[i].bytes, others[i].n_bytes) == 0)
            return svy_picture_refuse(file, mend, error, "the logo is %s, not a PNG or SVG",
                                      others[i].what);
    return svy_picture_refuse(file, mend, error, "the logo is neither a PNG nor an SVG");
}

static bool read_file(const SvyPictureFile *file, const char *path, GBytes **ret, GError **error)
{
    static const char mend[] = "Name a PNG or SVG, its path as seen from the theme's folder";
    g_autoptr(GError) fault = NULL;

    if (!g_file_test(path, G_FILE_TEST_EXISTS))
        return svy_picture_refuse(file, mend, error, "there is no such file for the logo");
    if (!g_file_test(path, G_FILE_TEST_IS_REGULAR)) /* a pipe would be waited for */
        return svy_picture_refuse(file, mend, error, "the logo is a folder or device, not a file");
    if (svy_file_read(path, SVY_LIMIT_LOGO_BYTES, ret, &fault))
        return true;
    if (g_error_matches(fault, SVY_ERROR, SVY_ERROR_LIMIT))
        return svy_picture_refuse(file, "Save it with fewer pixels, or as SVG", error,
                                  "the file of the logo has more than %u bytes",
                                  SVY_LIMIT_LOGO_BYTES);
    if (g_error_matches(fault, SVY_ERROR, SVY_ERROR_IO))
        return svy_picture_refuse(file, "Let it be read by whoever makes the report", error,
                                  "the file of the logo cannot be read");
    g_propagate_error(error, g_steal_pointer(&fault));
    return false;
}

static bool is_png(const char *data, size_t n_bytes)
{
    return n_bytes >= 8 && memcmp(data, "\x89PNG\r\n\x1a\n", 8) == 0;
}

/* Text that begins with a tag. */
static bool may_be_svg(const char *data, size_t n_bytes)
{
    size_t i = n_bytes >= 3 && memcmp(data, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;

    while (i < n_bytes && g_ascii_isspace(data[i]))
        i++;
    return i < n_bytes && data[i] == '<';
}

static bool take_content(SvyPicture *picture,
                         const SvyPictureFile *file,
                         GBytes *bytes,
                         GError **error)
{
    size_t n_bytes;
    const char *data = g_bytes_get_data(bytes, &n_bytes);

    if (data != NULL && is_png(data, n_bytes)) {
        if (!svy_picture_decode_png(file, bytes, &picture->pixels, error))
            return false;
        picture->width = cairo_image_surface_get_width(picture->pixels);
        picture->height = cairo_image_surface_get_height(picture->pixels);
        return true;
    }
    if (data == NULL || !may_be_svg(data, n_bytes))
        return refuse_content(file, bytes, error);
    if (!svy_picture_read_svg(file, bytes, &picture->shapes, error))
        return false;
    svy_picture_shapes_get_size(picture->shapes, &picture->width, &picture->height);
    return true;
}

/* A line is no logo, and would leave a chart no room. */
static bool check_form(const SvyPicture *picture, const SvyPictureFile *file, GError **error)
{
    const double aspect = picture->width / picture->height;

    if (aspect >= 1 / SVY_PICTURE_MOST_ASPECT && aspect <= SVY_PICTURE_MOST_ASPECT)
        return true;
    return svy_picture_refuse(file, "Take one of a more compact form", error,
                              "the logo of %g x %g is more than %g times as long as wide",
                              picture->width, picture->height, SVY_PICTURE_MOST_ASPECT);
}

bool svy_picture_read(const char *path,
                      const char *shown,
                      bool is_gray,
                      const SvyPlace *place,
                      SvyPicture **ret_picture,
                      GError **error)
{
    const SvyPictureFile file = {.shown = shown, .place = place, .is_gray = is_gray};
    g_autoptr(SvyPicture) picture = g_new0(SvyPicture, 1);
    g_autoptr(GBytes) bytes = NULL;

    picture->n_refs = 1;
    g_mutex_init(&picture->lock);
    if (!read_file(&file, path, &bytes, error) || !take_content(picture, &file, bytes, error) ||
        !check_form(picture, &file, error))
        return false;
    picture->name = g_path_get_basename(shown);
    picture->digest = g_compute_checksum_for_bytes(G_CHECKSUM_SHA256, bytes);
    *ret_picture = g_steal_pointer(&picture);
    return true;
}

SvyPicture *svy_picture_ref(SvyPicture *picture)
{
    if (picture != NULL)
        g_atomic_int_inc(&picture->n_refs);
    return picture;
}

void svy_picture_unref(SvyPicture *picture)
{
    if (picture == NULL || !g_atomic_int_dec_and_test(&picture->n_refs))
        return;
    g_free(picture->name);
    g_free(picture->digest);
    if (picture->pixels != NULL)
        cairo_surface_destroy(picture->pixels);
    svy_picture_shapes_free(picture->shapes);
    if (picture->png != NULL)
        g_bytes_unref(picture->png);
    g_mutex_clear(&picture->lock);
    g_free(picture);
}

/* Asking */

double svy_picture_get_aspect(const SvyPicture *picture)
{
    return picture->width / picture->height;
}

void svy_picture_get_size(const SvyPicture *picture, double *ret_width, double *ret_height)
{
    *ret_width = picture->width;
    *ret_height = picture->height;
}

bool svy_picture_is_vector(const SvyPicture *picture)
{
    return picture->shapes != NULL;
}

const char *svy_picture_get_name(const SvyPicture *picture)
{
    return picture->name;
}

const char *svy_picture_get_digest(const SvyPicture *picture)
{
    return picture->digest;
}

/* Painting */

/* Padded and cut, so that its edges are not mixed with what lies beyond them. */
static void paint_pixels(const SvyPicture *picture, cairo_t *cr, SvyRect box)
{
    cairo_rectangle(cr, 0, 0, box.w, box.h);
    cairo_clip(cr);
    cairo_scale(cr, box.w / picture->width, box.h / picture->height);
    cairo_set_source_surface(cr, picture->pixels, 0, 0);
    cairo_pattern_set_extend(cairo_get_source(cr), CAIRO_EXTEND_PAD);
    cairo_pattern_set_filter(cairo_get_source(cr), CAIRO_FILTER_BEST);
    cairo_paint(cr);
}

void svy_picture_paint(SvyPicture *picture, cairo_t *cr, SvyRect box)
{
    g_mutex_lock(&picture->lock);
    cairo_save(cr);
    cairo_translate(cr, box.x, box.y);
    if (picture->pixels != NULL)
        paint_pixels(picture, cr, box);
    else
        svy_picture_shapes_paint(picture->shapes, cr, box.w, box.h);
    cairo_restore(cr);
    g_mutex_unlock(&picture->lock);
}

const char *svy_picture_get_shapes(const SvyPicture *picture, double *ret_width, double *ret_height)
{
    if (picture->shapes == NULL)
        return NULL;
    return svy_picture_shapes_get_body(picture->shapes, ret_width, ret_height);
}

static cairo_status_t append_bytes(void *closure, const unsigned char *bytes, unsigned int n_bytes)
{
    g_byte_array_append(closure, bytes, n_bytes);
    return CAIRO_STATUS_SUCCESS;
}

GBytes *svy_picture_make_png(SvyPicture *picture)
{
    GBytes *png;

    g_mutex_lock(&picture->lock);
    if (picture->png == NULL) {
        GByteArray *file = g_byte_array_new();

        if (cairo_surface_write_to_png_stream(picture->pixels, append_bytes, file) ==
            CAIRO_STATUS_SUCCESS)
            picture->png = g_byte_array_free_to_bytes(file);
        else
            g_byte_array_unref(file);
    }
    png = picture->png != NULL ? g_bytes_ref(picture->png) : NULL;
    g_mutex_unlock(&picture->lock);
    return png;
}
