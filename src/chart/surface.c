/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Surfaces: PNG in strips through libpng, PDF with structure through cairo. Both end in memory;
 * base/file.c makes files of them. */
#include "chart/paint.h"

#include <cairo-pdf.h>
#include <png.h>
#include <setjmp.h>
#include <string.h>

#include "base/error.h"
#include "base/limit.h"

/* PNG */

/* A piece of the picture: painted by one thread while another compresses the piece above. */
typedef struct {
    const struct PngJob *job;
    cairo_surface_t *surface;
    size_t first_row, n_rows;
    bool is_ok;
} Strip;

typedef struct PngJob {
    const SvyScene *scene;
    const SvyOutlines *outlines;
    double scale; /* pixels per point */
    size_t width_px, height_px, n_strip_rows;
    GPtrArray *pictures; /* of cairo_surface_t, owned; by index of the node, NULL for other nodes */
    Strip strips[2];     /* that take turns */
    GThread *painter;    /* (nullable) of the next strip */
    GByteArray *file;
    png_structp png;
    png_infop info;
    uint8_t *row; /* [3 width_px] */
    char *message;
} PngJob;

static void note_png_error(png_structp png, png_const_charp message)
{
    PngJob *job = png_get_error_ptr(png);

    g_free(job->message);
    job->message = g_strdup(message);
    longjmp(png_jmpbuf(png), 1);
}

static void ignore_png_warning(png_structp png, png_const_charp message)
{
    (void)png;
    (void)message;
}

static void append_png_bytes(png_structp png, png_bytep bytes, size_t n_bytes)
{
    PngJob *job = png_get_io_ptr(png);

    g_byte_array_append(job->file, bytes, (guint)n_bytes);
}

static void flush_png_bytes(png_structp png)
{
    (void)png;
}

/* Rounded up, so that no part of the page is lost. */
static size_t count_pixels(double points, double dpi)
{
    return (size_t)ceil(points / 72 * dpi - 1e-6);
}

bool svy_surface_check_png(const SvyScene *scene, double dpi, GError **error)
{
    const SvyPlace place = {.file = "chart"};
    const double width = scene->width / 72 * dpi, height = scene->height / 72 * dpi;

    if (!(dpi >= 36 && dpi <= 1200))
        return svy_error_set(error, SVY_ERROR_ARGUMENT, &place, "Take 36 to 1200 dots per inch",
                             "the resolution is out of range, got %g", dpi);
    if (width > SVY_LIMIT_PIXELS_SIDE || height > SVY_LIMIT_PIXELS_SIDE ||
        width * height > SVY_LIMIT_PIXELS)
        return svy_error_set(error, SVY_ERROR_LIMIT, &place,
                             "Take fewer dots per inch, or PDF, which has no such limit",
                             "the picture would have %.0f x %.0f pixels, more than %u a side or %u "
                             "in all",
                             width, height, SVY_LIMIT_PIXELS_SIDE, SVY_LIMIT_PIXELS);
    return true;
}

static bool refuse_memory(GError **error)
{
    const SvyPlace place = {.file = "chart"};

    return svy_error_set(error, SVY_ERROR_NO_MEMORY, &place, "Take fewer dots per inch",
                         "no memory for a strip of the picture");
}

static void set_png_text(png_text *text, const char *key, const char *value)
{
    /* libpng wants pointers without const and copies what they point to. */
    text->compression = PNG_ITXT_COMPRESSION_NONE;
    text->key = (png_charp)key;
    text->text = (png_charp)value;
    text->itxt_length = strlen(value);
    text->lang = (png_charp) "en";
    text->lang_key = (png_charp) "";
}

/* A font size in pixels per metre has no finer unit in PNG: 300 dpi become 11811. */
static void write_png_head(PngJob *job, const SvyPictureWords *words)
{
    const png_uint_32 per_metre = (png_uint_32)lround(job->scale * 72 / 0.0254);
    png_text texts[3] = {{0}};

    set_png_text(&texts[0], "Title", words->title);
    set_png_text(&texts[1], "Description", words->description);
    set_png_text(&texts[2], "Software", "surveystat");
    png_set_IHDR(job->png, job->info, (png_uint_32)job->width_px, (png_uint_32)job->height_px, 8,
                 PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT,
                 PNG_FILTER_TYPE_DEFAULT);
    png_set_sRGB(job->png, job->info, PNG_sRGB_INTENT_RELATIVE);
    png_set_pHYs(job->png, job->info, per_metre, per_metre, PNG_RESOLUTION_METER);
    png_set_text(job->png, job->info, texts, G_N_ELEMENTS(texts));
    png_set_filter(job->png, PNG_FILTER_TYPE_BASE, PNG_FILTER_UP);
    png_set_compression_level(job->png, 6);
    png_write_info(job->png, job->info);
}

static bool is_in_strip(const Strip *strip, const SvyNode *node)
{
    const double scale = strip->job->scale;
    const double top = (double)strip->first_row / scale;
    const double bottom = (double)(strip->first_row + strip->n_rows) / scale;
    const double slack = node->has_halo ? node->radius : 2 / scale;
    const SvyRect box = svy_rect_grow(node->box, slack);

    return box.y < bottom && svy_rect_get_bottom(box) > top;
}

/* Scaled once for the whole page, to whole pixels: in parts, the rounding of each would show. */
static cairo_surface_t *scale_picture(const SvyNode *node, double scale)
{
    const SvyRect box = node->box;
    const double left = floor(box.x * scale), top = floor(box.y * scale);
    const double width = ceil(svy_rect_get_right(box) * scale) - left;
    const double height = ceil(svy_rect_get_bottom(box) * scale) - top;
    cairo_surface_t *surface =
        cairo_image_surface_create(CAIRO_FORMAT_ARGB32, (int)width, (int)height);
    cairo_t *cr = cairo_create(surface);

    cairo_translate(cr, -left, -top);
    cairo_scale(cr, scale, scale);
    svy_picture_paint(node->picture, cr, box);
    cairo_destroy(cr);
    cairo_surface_flush(surface);
    cairo_surface_set_device_offset(surface, -left, -top);
    return surface;
}

static void free_surface(void *surface)
{
    if (surface != NULL)
        cairo_surface_destroy(surface);
}

static GPtrArray *scale_pictures(const SvyScene *scene, double scale)
{
    GPtrArray *pictures = g_ptr_array_new_with_free_func(free_surface);

    for (size_t i = 0; i < scene->nodes->len; i++) {
        const SvyNode *node = scene->nodes->pdata[i];

        g_ptr_array_add(pictures,
                        node->type == SVY_NODE_PICTURE ? scale_picture(node, scale) : NULL);
    }
    return pictures;
}

/* Pixel on pixel. */
static void put_picture(cairo_t *cr, const Strip *strip, cairo_surface_t *picture)
{
    cairo_save(cr);
    cairo_identity_matrix(cr);
    cairo_set_source_surface(cr, picture, 0, -(double)strip->first_row);
    cairo_pattern_set_filter(cairo_get_source(cr), CAIRO_FILTER_NEAREST);
    cairo_paint(cr);
    cairo_restore(cr);
}

/* In whichever thread: reads the scene, writes the strip. */
static void *paint_strip(void *data)
{
    Strip *strip = data;
    const PngJob *job = strip->job;
    const SvyColor paper = job->scene->paper;
    cairo_t *cr = cairo_create(strip->surface);

    /* A rectangle would leave residue in the last row of a page of fractional pixels. */
    cairo_set_source_rgb(cr, paper.r / 255.0, paper.g / 255.0, paper.b / 255.0);
    cairo_paint(cr);
    cairo_translate(cr, 0, -(double)strip->first_row);
    cairo_scale(cr, job->scale, job->scale);
    for (size_t i = 0; i < job->scene->nodes->len; i++) {
        const SvyNode *node = job->scene->nodes->pdata[i];
        if (is_in_strip(strip, node) && node->type == SVY_NODE_PICTURE)
            put_picture(cr, strip, job->pictures->pdata[i]);
        else if (is_in_strip(strip, node))
            svy_paint_node(cr, node, job->outlines->paths->pdata[i]);
    }

    strip->is_ok = cairo_status(cr) == CAIRO_STATUS_SUCCESS;
    cairo_destroy(cr);
    cairo_surface_flush(strip->surface);
    return NULL;
}

/* Paints the strip that begins at @row beside what goes on here; at once when there is no thread
 * to be had. Nothing below the last row. */
static void start_painting(PngJob *job, size_t row, Strip *strip)
{
    if (row >= job->height_px)
        return;
    strip->first_row = row;
    strip->n_rows = MIN(job->n_strip_rows, job->height_px - row);
    job->painter = g_thread_try_new("strip", paint_strip, strip, NULL);
    if (job->painter == NULL)
        paint_strip(strip);
}

static void await_painting(PngJob *job)
{
    if (job->painter != NULL)
        g_thread_join(g_steal_pointer(&job->painter));
}

static void write_strip(PngJob *job, const Strip *strip)
{
    const uint8_t *data = cairo_image_surface_get_data(strip->surface);
    const size_t stride = (size_t)cairo_image_surface_get_stride(strip->surface);

    for (size_t y = 0; y < strip->n_rows; y++) {
        const uint32_t *pixels = (const uint32_t *)(const void *)(data + y * stride);

        for (size_t x = 0; x < job->width_px; x++) {
            job->row[3 * x] = (uint8_t)(pixels[x] >> 16);
            job->row[3 * x + 1] = (uint8_t)(pixels[x] >> 8);
            job->row[3 * x + 2] = (uint8_t)pixels[x];
        }
        png_write_row(job->png, job->row);
    }
}

/* libpng reports errors by longjmp: this function owns nothing, so nothing can leak. */
static bool write_png(PngJob *job, const SvyPictureWords *words)
{
    if (setjmp(png_jmpbuf(job->png)) != 0)
        return false;
    png_set_write_fn(job->png, job, append_png_bytes, flush_png_bytes);
    write_png_head(job, words);

    job->strips[0].n_rows = MIN(job->n_strip_rows, job->height_px);
    paint_strip(&job->strips[0]);
    for (size_t row = 0, turn = 0; row < job->height_px; row += job->n_strip_rows, turn ^= 1) {
        if (!job->strips[turn].is_ok)
            return false;
        start_painting(job, row + job->n_strip_rows, &job->strips[turn ^ 1]);
        write_strip(job, &job->strips[turn]);
        await_painting(job);
    }
    png_write_end(job->png, NULL);
    return true;
}

static void clear_png_job(PngJob *job)
{
    await_painting(job);
    png_destroy_write_struct(&job->png, &job->info);
    for (size_t i = 0; i < G_N_ELEMENTS(job->strips); i++)
        if (job->strips[i].surface != NULL)
            cairo_surface_destroy(job->strips[i].surface);
    if (job->file != NULL)
        g_byte_array_unref(job->file);
    if (job->pictures != NULL)
        g_ptr_array_unref(job->pictures);
    g_free(job->row);
    g_free(job->message);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(PngJob, clear_png_job)

/* One surface is enough for a picture of one strip. */
static bool make_strips(PngJob *job)
{
    const size_t n_rows = MIN(job->n_strip_rows, job->height_px);
    const size_t n_strips = job->height_px > n_rows ? G_N_ELEMENTS(job->strips) : 1;

    for (size_t i = 0; i < n_strips; i++) {
        Strip *strip = &job->strips[i];

        strip->job = job;
        strip->surface =
            cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)job->width_px, (int)n_rows);
        if (cairo_surface_status(strip->surface) != CAIRO_STATUS_SUCCESS)
            return false;
    }
    return true;
}

bool svy_surface_make_png(const SvyScene *scene,
                          const SvyOutlines *outlines,
                          const SvyPictureWords *words,
                          double dpi,
                          size_t n_strip_rows,
                          GBytes **ret_bytes,
                          GError **error)
{
    const SvyPlace place = {.file = "chart"};
    g_auto(PngJob) job = {
        .scene = scene, .outlines = outlines, .scale = dpi / 72, .n_strip_rows = n_strip_rows};

    if (!svy_surface_check_png(scene, dpi, error))
        return false;
    if (outlines == NULL)
        return refuse_memory(error);
    job.width_px = count_pixels(scene->width, dpi);
    job.height_px = count_pixels(scene->height, dpi);
    job.row = g_try_malloc_n(job.width_px, 3);
    job.pictures = scale_pictures(scene, job.scale);
    job.png =
        png_create_write_struct(PNG_LIBPNG_VER_STRING, &job, note_png_error, ignore_png_warning);
    job.info = job.png != NULL ? png_create_info_struct(job.png) : NULL;
    if (job.row == NULL || job.info == NULL || !make_strips(&job))
        return refuse_memory(error);

    job.file = g_byte_array_new();
    if (!write_png(&job, words))
        return svy_error_set(error, SVY_ERROR_NUMERIC, &place, NULL,
                             "the PNG could not be made: %s",
                             job.message != NULL ? job.message : "drawing failed");
    *ret_bytes = g_byte_array_free_to_bytes(g_steal_pointer(&job.file));
    return true;
}

/* PDF */

static cairo_status_t append_pdf_bytes(void *closure,
                                       const unsigned char *bytes,
                                       unsigned int n_bytes)
{
    g_byte_array_append(closure, bytes, n_bytes);
    return CAIRO_STATUS_SUCCESS;
}

/* The nodes of one paragraph or cell. Drawing outside a leaf tag would be neither content nor
 * artifact, so everything is painted in here. */
static void paint_leaf(cairo_t *cr,
                       const SvyScene *scene,
                       const char *tag,
                       SvyPart part,
                       size_t row,
                       size_t column)
{
    const bool takes_all = part == SVY_PART_FIGURE;

    cairo_tag_begin(cr, tag, NULL);
    for (size_t i = 0; i < scene->nodes->len; i++) {
        const SvyNode *node = scene->nodes->pdata[i];
        const bool is_here = node->part_row == row && node->part_column == column;

        if (node->part == part && (takes_all || is_here))
            svy_paint_node(cr, node, NULL);
    }
    cairo_tag_end(cr, tag);
}

/* One past the largest row and column of a part; 0 when it has no nodes. */
static void measure_part(const SvyScene *scene, SvyPart part, size_t *ret_rows, size_t *ret_columns)
{
    *ret_rows = 0;
    *ret_columns = 0;
    for (size_t i = 0; i < scene->nodes->len; i++) {
        const SvyNode *node = scene->nodes->pdata[i];

        if (node->part != part)
            continue;
        *ret_rows = MAX(*ret_rows, node->part_row + 1);
        *ret_columns = MAX(*ret_columns, node->part_column + 1);
    }
}

static void paint_paragraphs(cairo_t *cr, const SvyScene *scene, const char *tag, SvyPart part)
{
    size_t n_rows, n_columns;

    measure_part(scene, part, &n_rows, &n_columns);
    for (size_t row = 0; row < n_rows; row++)
        paint_leaf(cr, scene, tag, part, row, 0);
}

static void paint_table(cairo_t *cr, const SvyScene *scene)
{
    size_t n_rows, n_columns;

    measure_part(scene, SVY_PART_TABLE, &n_rows, &n_columns);
    cairo_tag_begin(cr, "Table", NULL);
    for (size_t row = 0; row < n_rows; row++) {
        cairo_tag_begin(cr, "TR", NULL);
        for (size_t column = 0; column < n_columns; column++)
            paint_leaf(cr, scene, row == 0 || column == 0 ? "TH" : "TD", SVY_PART_TABLE, row,
                       column);
        cairo_tag_end(cr, "TR");
    }
    cairo_tag_end(cr, "Table");
}

static void paint_document(cairo_t *cr, const SvyScene *scene)
{
    cairo_tag_begin(cr, "Document", NULL);
    paint_paragraphs(cr, scene, "H1", SVY_PART_TITLE);
    paint_paragraphs(cr, scene, "P", SVY_PART_INTRO);
    paint_leaf(cr, scene, "Figure", SVY_PART_FIGURE, 0, 0);
    paint_table(cr, scene);
    paint_paragraphs(cr, scene, "P", SVY_PART_NOTES);
    paint_paragraphs(cr, scene, "Figure", SVY_PART_LOGO);
    cairo_tag_end(cr, "Document");
}

bool svy_surface_make_pdf(const SvyScene *scene,
                          const SvyPictureWords *words,
                          GBytes **ret_bytes,
                          GError **error)
{
    const SvyPlace place = {.file = "chart"};
    GByteArray *file = g_byte_array_new();
    cairo_surface_t *surface =
        cairo_pdf_surface_create_for_stream(append_pdf_bytes, file, scene->width, scene->height);
    cairo_t *cr = cairo_create(surface);
    cairo_status_t status;

    cairo_pdf_surface_restrict_to_version(surface, CAIRO_PDF_VERSION_1_5);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, words->title);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_SUBJECT, words->description);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "surveystat");
    paint_document(cr, scene);

    /* A wrong nesting of tags leaves a truncated file: the status after finishing tells. */
    status = cairo_status(cr);
    cairo_destroy(cr);
    cairo_surface_finish(surface);
    if (status == CAIRO_STATUS_SUCCESS)
        status = cairo_surface_status(surface);
    cairo_surface_destroy(surface);
    if (status != CAIRO_STATUS_SUCCESS) {
        g_byte_array_unref(file);
        return svy_error_set(error, SVY_ERROR_NUMERIC, &place, NULL,
                             "the PDF could not be made: %s", cairo_status_to_string(status));
    }
    *ret_bytes = g_byte_array_free_to_bytes(file);
    return true;
}
