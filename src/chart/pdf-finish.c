/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What cairo 1.16 cannot write into a PDF, added with qpdf. No claim of PDF/UA or PDF/A is made:
 * that needs a validator, not an intention. */
#include "chart/paint.h"

#include <qpdf/qpdf-c.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"

typedef struct {
    qpdf_data qpdf;
    const SvyPictureWords *words;
    const SvyScene *scene;
} Job;

static void clear_job(Job *job)
{
    if (job->qpdf != NULL)
        qpdf_cleanup(&job->qpdf);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Job, clear_job)

/* (nullable) the creation date that the caller's build system wants, "D:20140627120000Z". */
static char *format_epoch_date(void)
{
    const char *text = g_getenv("SOURCE_DATE_EPOCH");
    g_autoptr(GDateTime) date = NULL;
    guint64 seconds;

    if (text == NULL ||
        !g_ascii_string_to_unsigned(text, 10, 0, (guint64)253402300799, &seconds, NULL))
        return NULL;
    date = g_date_time_new_from_unix_utc((gint64)seconds);
    return date != NULL ? g_date_time_format(date, "D:%Y%m%d%H%M%SZ") : NULL;
}

/* The box of all that belongs to a part, in the page's own axes (y upwards). */
static SvyRect find_box(const SvyScene *scene, SvyPart part)
{
    SvyRect box = {0};
    bool is_first = true;

    for (size_t i = 0; i < scene->nodes->len; i++) {
        const SvyNode *node = scene->nodes->pdata[i];

        if (node->part != part)
            continue;
        box = is_first ? node->box : svy_rect_join(box, node->box);
        is_first = false;
    }
    box.y = scene->height - svy_rect_get_bottom(box);
    return box;
}

static qpdf_oh new_layout_attributes(const Job *job, SvyPart part)
{
    const SvyRect box = find_box(job->scene, part);
    const double corners[] = {box.x, box.y, svy_rect_get_right(box), svy_rect_get_bottom(box)};
    qpdf_oh attributes = qpdf_oh_new_dictionary(job->qpdf);
    qpdf_oh array = qpdf_oh_new_array(job->qpdf);

    for (size_t i = 0; i < G_N_ELEMENTS(corners); i++)
        qpdf_oh_append_item(job->qpdf, array,
                            qpdf_oh_new_real_from_double(job->qpdf, corners[i], 2));
    qpdf_oh_replace_key(job->qpdf, attributes, "/O", qpdf_oh_new_name(job->qpdf, "/Layout"));
    qpdf_oh_replace_key(job->qpdf, attributes, "/BBox", array);
    qpdf_oh_replace_key(job->qpdf, attributes, "/Placement", qpdf_oh_new_name(job->qpdf, "/Block"));
    return attributes;
}

static qpdf_oh new_scope_attributes(const Job *job, const char *scope)
{
    qpdf_oh attributes = qpdf_oh_new_dictionary(job->qpdf);

    qpdf_oh_replace_key(job->qpdf, attributes, "/O", qpdf_oh_new_name(job->qpdf, "/Table"));
    qpdf_oh_replace_key(job->qpdf, attributes, "/Scope", qpdf_oh_new_name(job->qpdf, scope));
    return attributes;
}

static bool has_tag(const Job *job, qpdf_oh element, const char *tag)
{
    qpdf_oh name = qpdf_oh_get_key_if_dict(job->qpdf, element, "/S");

    return qpdf_oh_is_name_and_equals(job->qpdf, name, tag);
}

static int count_children(const Job *job, qpdf_oh element)
{
    qpdf_oh children = qpdf_oh_get_key_if_dict(job->qpdf, element, "/K");

    if (qpdf_oh_is_array(job->qpdf, children))
        return qpdf_oh_get_array_n_items(job->qpdf, children);
    return qpdf_oh_is_dictionary(job->qpdf, children) ? 1 : 0;
}

static qpdf_oh get_child(const Job *job, qpdf_oh element, int index)
{
    qpdf_oh children = qpdf_oh_get_key_if_dict(job->qpdf, element, "/K");

    if (qpdf_oh_is_array(job->qpdf, children))
        return qpdf_oh_get_array_item(job->qpdf, children, index);
    return children;
}

/* What the picture has no room for is read all the same. */
static void finish_cell(const Job *job, qpdf_oh cell, int row, int column)
{
    const char *unseen = svy_scene_get_unseen(job->scene, (size_t)row, (size_t)column);

    if (has_tag(job, cell, "/TH"))
        qpdf_oh_replace_key(job->qpdf, cell, "/A",
                            new_scope_attributes(job, row == 0 ? "/Column" : "/Row"));
    if (unseen != NULL)
        qpdf_oh_replace_key(job->qpdf, cell, "/ActualText",
                            qpdf_oh_new_unicode_string(job->qpdf, unseen));
}

/* The first row of a table heads its columns; the first cell of every other row heads the row. */
static void finish_table(const Job *job, qpdf_oh table)
{
    for (int row = 0; row < count_children(job, table); row++) {
        qpdf_oh tr = get_child(job, table, row);

        for (int column = 0; column < count_children(job, tr); column++)
            finish_cell(job, get_child(job, tr, column), row, column);
    }
}

static void finish_figure(const Job *job, qpdf_oh figure, SvyPart part, const char *alt)
{
    qpdf_oh_replace_key(job->qpdf, figure, "/Alt", qpdf_oh_new_unicode_string(job->qpdf, alt));
    qpdf_oh_replace_key(job->qpdf, figure, "/A", new_layout_attributes(job, part));
}

/* Puts "/Artifact BMC" in place of the mark that names the element, which is as long or longer. */
static void rename_mark(const Job *job, qpdf_oh page, int mark)
{
    g_autofree char *old = g_strdup_printf("/Figure << /MCID %d >> BDC", mark);
    unsigned char *content = NULL;
    size_t n_bytes = 0;
    qpdf_oh stream = qpdf_oh_new_stream(job->qpdf);
    char *at;

    if (qpdf_oh_get_page_content_data(job->qpdf, page, &content, &n_bytes) != QPDF_SUCCESS)
        return;
    at = memmem(content, n_bytes, old, strlen(old));
    if (at != NULL) {
        memset(at, ' ', strlen(old));
        memcpy(at, "/Artifact BMC", strlen("/Artifact BMC"));
        qpdf_oh_replace_stream_data(job->qpdf, stream, content, n_bytes,
                                    qpdf_oh_new_null(job->qpdf), qpdf_oh_new_null(job->qpdf));
        qpdf_oh_replace_key(job->qpdf, page, "/Contents", stream);
    }
    free(content);
}

/* Out of the list that leads from marks to elements: marks of the page, by their numbers. */
static void forget_mark(const Job *job, int mark)
{
    qpdf_oh root = qpdf_oh_get_key(job->qpdf, qpdf_get_root(job->qpdf), "/StructTreeRoot");
    qpdf_oh numbers =
        qpdf_oh_get_key(job->qpdf, qpdf_oh_get_key(job->qpdf, root, "/ParentTree"), "/Nums");
    qpdf_oh marks = qpdf_oh_get_array_item(job->qpdf, numbers, 1);

    qpdf_oh_set_array_item(job->qpdf, marks, mark, qpdf_oh_new_null(job->qpdf));
}

/* What only decorates is no element of the document: cairo 1.16 knows no artifacts, so it was
 * marked as a figure. */
static void drop_figure(const Job *job, qpdf_oh parent, int index)
{
    qpdf_oh figure = get_child(job, parent, index);
    qpdf_oh page = qpdf_oh_get_key(job->qpdf, figure, "/Pg");
    qpdf_oh key = qpdf_oh_get_key(job->qpdf, figure, "/K");
    const int mark = qpdf_oh_get_int_value_as_int(
        job->qpdf,
        qpdf_oh_is_array(job->qpdf, key) ? qpdf_oh_get_array_item(job->qpdf, key, 0) : key);

    rename_mark(job, page, mark);
    forget_mark(job, mark);
    qpdf_oh_erase_item(job->qpdf, qpdf_oh_get_key(job->qpdf, parent, "/K"), index);
}

/* The last element of the document; the other figure is the chart. */
static void finish_logo(const Job *job, qpdf_oh document)
{
    const SvyNode *logo = svy_scene_find_logo(job->scene);
    const int last = count_children(job, document) - 1;

    if (logo == NULL)
        return;
    if (logo->alt != NULL)
        finish_figure(job, get_child(job, document, last), SVY_PART_LOGO, logo->alt);
    else
        drop_figure(job, document, last);
}

static void finish_element(const Job *job, qpdf_oh element)
{
    if (has_tag(job, element, "/Table")) {
        finish_table(job, element);
        return;
    }
    if (has_tag(job, element, "/Figure")) {
        finish_figure(job, element, SVY_PART_FIGURE, job->words->description);
        return;
    }
    for (int i = 0; i < count_children(job, element); i++)
        finish_element(job, get_child(job, element, i));
    if (has_tag(job, element, "/Document"))
        finish_logo(job, element);
}

static char *format_xmp(const SvyPictureWords *words)
{
    return g_markup_printf_escaped(
        "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
        "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
        "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
        "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n"
        "<dc:format>application/pdf</dc:format>\n"
        "<dc:language><rdf:Bag><rdf:li>%s</rdf:li></rdf:Bag></dc:language>\n"
        "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">%s</rdf:li></rdf:Alt></dc:title>\n"
        "<dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">%s</rdf:li></rdf:Alt>"
        "</dc:description>\n"
        "</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"w\"?>\n",
        words->language, words->title, words->description);
}

static void finish_catalog(const Job *job)
{
    const qpdf_data qpdf = job->qpdf;
    g_autofree char *xmp = format_xmp(job->words);
    qpdf_oh root = qpdf_get_root(qpdf), stream = qpdf_oh_new_stream(qpdf);
    qpdf_oh viewer = qpdf_oh_new_dictionary(qpdf), mark = qpdf_oh_new_dictionary(qpdf);
    qpdf_oh dictionary = qpdf_oh_get_dict(qpdf, stream);

    qpdf_oh_replace_stream_data(qpdf, stream, (const unsigned char *)xmp, strlen(xmp),
                                qpdf_oh_new_null(qpdf), qpdf_oh_new_null(qpdf));
    qpdf_oh_replace_key(qpdf, dictionary, "/Type", qpdf_oh_new_name(qpdf, "/Metadata"));
    qpdf_oh_replace_key(qpdf, dictionary, "/Subtype", qpdf_oh_new_name(qpdf, "/XML"));
    qpdf_oh_replace_key(qpdf, viewer, "/DisplayDocTitle", qpdf_oh_new_bool(qpdf, QPDF_TRUE));
    qpdf_oh_replace_key(qpdf, mark, "/Marked", qpdf_oh_new_bool(qpdf, QPDF_TRUE));

    qpdf_oh_replace_key(qpdf, root, "/Lang", qpdf_oh_new_string(qpdf, job->words->language));
    qpdf_oh_replace_key(qpdf, root, "/ViewerPreferences", viewer);
    qpdf_oh_replace_key(qpdf, root, "/MarkInfo", mark);
    qpdf_oh_replace_key(qpdf, root, "/Metadata", stream);
}

static void finish_dates(const Job *job)
{
    g_autofree char *date = format_epoch_date();

    qpdf_set_info_key(job->qpdf, "/CreationDate", date);
    qpdf_set_info_key(job->qpdf, "/ModDate", date);
}

static bool write_file(const Job *job)
{
    if ((qpdf_init_write_memory(job->qpdf) & QPDF_ERRORS) != 0)
        return false;
    qpdf_set_deterministic_ID(job->qpdf, QPDF_TRUE);
    qpdf_set_minimum_pdf_version(job->qpdf, "1.5");
    return (qpdf_write(job->qpdf) & QPDF_ERRORS) == 0;
}

static bool refuse(const Job *job, GError **error)
{
    const SvyPlace place = {.file = "chart"};
    const char *why = NULL;

    if (qpdf_has_error(job->qpdf))
        why = qpdf_get_error_message_detail(job->qpdf, qpdf_get_error(job->qpdf));
    return svy_error_set(error, SVY_ERROR_NUMERIC, &place, NULL,
                         "the PDF could not be finished: %s", why != NULL ? why : "unknown reason");
}

bool svy_pdf_finish(const SvyScene *scene,
                    const SvyPictureWords *words,
                    GBytes *raw,
                    GBytes **ret_bytes,
                    GError **error)
{
    g_auto(Job) job = {.qpdf = qpdf_init(), .words = words, .scene = scene};
    const char *bytes = g_bytes_get_data(raw, NULL);

    qpdf_silence_errors(job.qpdf);
    qpdf_set_suppress_warnings(job.qpdf, QPDF_TRUE);
    if ((qpdf_read_memory(job.qpdf, "chart.pdf", bytes, g_bytes_get_size(raw), NULL) &
         QPDF_ERRORS) != 0)
        return refuse(&job, error);

    finish_catalog(&job);
    finish_element(&job, qpdf_oh_get_key(job.qpdf, qpdf_get_root(job.qpdf), "/StructTreeRoot"));
    finish_dates(&job);
    if (qpdf_has_error(job.qpdf) || !write_file(&job))
        return refuse(&job, error);

    *ret_bytes = g_bytes_new(qpdf_get_buffer(job.qpdf), qpdf_get_buffer_length(job.qpdf));
    return true;
}
