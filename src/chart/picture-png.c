/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A stranger's PNG. Its chunks are looked at first: the size before anything is allocated, and of
 * the rest only what the pixels need goes on to the decoder, since a text chunk may unpack to
 * gigabytes. */
#include "chart/picture-private.h"

#include <stdint.h>
#include <string.h>

#include "base/error.h"
#include "base/limit.h"

static const char save_again[] = "Save it as PNG again, or take an SVG";

static uint32_t read_number(const uint8_t *bytes)
{
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

static bool is_needed(const uint8_t *name)
{
    static const char *const needed[] = {"IHDR", "PLTE", "tRNS", "IDAT", "IEND"};

    for (size_t i = 0; i < G_N_ELEMENTS(needed); i++)
        if (memcmp(name, needed[i], 4) == 0)
            return true;
    return false;
}

/* The head and the chunks that make the pixels; false when the file ends before its end. */
static bool take_chunks(const uint8_t *data, size_t n_bytes, GByteArray *ret_file)
{
    size_t at = 8;

    g_byte_array_append(ret_file, data, 8);
    while (n_bytes - at >= 12) {
        const size_t size = read_number(data + at);
        const bool is_last = memcmp(data + at + 4, "IEND", 4) == 0;

        if (size > n_bytes - at - 12)
            return false;
        if (is_needed(data + at + 4))
            g_byte_array_append(ret_file, data + at, (guint)(size + 12));
        if (is_last)
            return true;
        at += size + 12;
    }
    return false;
}

static bool check_size(const SvyPictureFile *file,
                       const uint8_t *data,
                       size_t n_bytes,
                       GError **error)
{
    uint32_t width, height;

    if (n_bytes < 33 || memcmp(data + 12, "IHDR", 4) != 0)
        return svy_picture_refuse(file, save_again, error, "the PNG of the logo has no head");
    width = read_number(data + 16);
    height = read_number(data + 20);
    if (width > 0 && height > 0 && width <= SVY_LIMIT_LOGO_SIDE && height <= SVY_LIMIT_LOGO_SIDE &&
        (size_t)width * height <= SVY_LIMIT_LOGO_PIXELS)
        return true;
    return svy_picture_refuse(
        file, "Save it with fewer pixels, or as SVG", error,
        "the logo has %u x %u pixels, from 1 to %u a side and at most %u in all are allowed", width,
        height, SVY_LIMIT_LOGO_SIDE, SVY_LIMIT_LOGO_PIXELS);
}

typedef struct {
    const GByteArray *file;
    size_t at;
} Reader;

static cairo_status_t read_bytes(void *closure, unsigned char *bytes, unsigned int n_bytes)
{
    Reader *reader = closure;

    if (n_bytes > reader->file->len - reader->at)
        return CAIRO_STATUS_READ_ERROR;
    memcpy(bytes, reader->file->data + reader->at, n_bytes);
    reader->at += n_bytes;
    return CAIRO_STATUS_SUCCESS;
}

/* Weights of BT.709; of premultiplied parts, so that what is transparent stays so. */
static void take_colors_away(cairo_surface_t *pixels)
{
    uint8_t *data = cairo_image_surface_get_data(pixels);
    const size_t stride = (size_t)cairo_image_surface_get_stride(pixels);
    const size_t width = (size_t)cairo_image_surface_get_width(pixels);
    const size_t height = (size_t)cairo_image_surface_get_height(pixels);

    for (size_t y = 0; y < height; y++) {
        uint32_t *row = (uint32_t *)(void *)(data + y * stride);

        for (size_t x = 0; x < width; x++) {
            const uint32_t r = row[x] >> 16 & 255, g = row[x] >> 8 & 255, b = row[x] & 255;
            const uint32_t gray = (2126 * r + 7152 * g + 722 * b + 5000) / 10000;

            row[x] = (row[x] & 0xff000000) | gray << 16 | gray << 8 | gray;
        }
    }
    cairo_surface_mark_dirty(pixels);
}

/* Other forms of pixels, such as cairo's own of 16 bits, become the one that is painted. */
static cairo_surface_t *copy_pixels(cairo_surface_t *source)
{
    cairo_surface_t *pixels =
        cairo_image_surface_create(CAIRO_FORMAT_ARGB32, cairo_image_surface_get_width(source),
                                   cairo_image_surface_get_height(source));
    cairo_t *cr = cairo_create(pixels);

    cairo_set_source_surface(cr, source, 0, 0);
    cairo_paint(cr);
    cairo_destroy(cr);
    cairo_surface_flush(pixels);
    return pixels;
}

bool svy_picture_decode_png(const SvyPictureFile *file,
                            GBytes *bytes,
                            cairo_surface_t **ret_pixels,
                            GError **error)
{
    size_t n_bytes;
    const uint8_t *data = g_bytes_get_data(bytes, &n_bytes);
    g_autoptr(GByteArray) chunks = g_byte_array_new();
    Reader reader = {.file = chunks};
    cairo_surface_t *source, *pixels = NULL;
    cairo_status_t status;

    g_assert(data != NULL);
    if (!check_size(file, data, n_bytes, error))
        return false;
    if (!take_chunks(data, n_bytes, chunks))
        return svy_picture_refuse(file, save_again, error, "the PNG of the logo is cut off");
    source = cairo_image_surface_create_from_png_stream(read_bytes, &reader);
    status = cairo_surface_status(source);
    if (status == CAIRO_STATUS_SUCCESS) {
        pixels = copy_pixels(source);
        status = cairo_surface_status(pixels);
    }
    cairo_surface_destroy(source);
    if (status == CAIRO_STATUS_SUCCESS) {
        if (file->is_gray)
            take_colors_away(pixels);
        *ret_pixels = pixels;
        return true;
    }
    if (pixels != NULL)
        cairo_surface_destroy(pixels);
    return svy_picture_refuse(file, save_again, error, "the PNG of the logo is damaged");
}
