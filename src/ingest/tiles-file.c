/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Grids of tiles for maps. */
#include <surveystat/ingest.h>

#include "base/csv-out.h"
#include "base/error.h"
#include "base/text.h"
#include "ingest/csv-reader.h"
#include "ingest/dialect.h"

#define MEND       "The first line names the columns: code, name, row, column, and perhaps also"
#define MAX_TILES  300u /* nobody reads more */
#define MAX_SIDE   60u  /* rows and columns */
#define CODE_CHARS 6u   /* it stands in a tile */

enum { CODE, NAME, ROW, COLUMN, ALSO, N_FIELDS };

static const char *const fields[N_FIELDS] = {"code", "name", "row", "column", "also"};

typedef struct {
    const char *file;
    const SvyHead *rows;
    size_t where[N_FIELDS]; /* SVY_NO_COLUMN: the file has none */
    size_t row;
} Reader;

static SvyPlace get_place(const Reader *reader, int field)
{
    return (SvyPlace){.file = reader->file,
                      .line = g_array_index(reader->rows->lines, size_t, reader->row),
                      .field = reader->where[field] + 1};
}

static const char *get_cell(const Reader *reader, int field)
{
    if (reader->where[field] == SVY_NO_COLUMN)
        return "";
    return svy_csv_get_text(svy_head_get(reader->rows, reader->row, reader->where[field]));
}

static bool find_fields(Reader *reader, GError **error)
{
    for (size_t f = 0; f < N_FIELDS; f++) {
        reader->where[f] = SVY_NO_COLUMN;
        for (size_t i = 0; i < svy_head_count_fields(reader->rows, 0); i++) {
            if (svy_text_same(svy_head_get(reader->rows, 0, i), fields[f]))
                reader->where[f] = i;
        }
        if (reader->where[f] == SVY_NO_COLUMN && f != ALSO)
            return svy_error_set(error, SVY_ERROR_DATA,
                                 &(SvyPlace){.file = reader->file, .line = 1}, MEND,
                                 "the grid of tiles has no column \"%s\"", fields[f]);
    }
    return true;
}

static bool read_text(const Reader *reader, int field, char **ret_text, GError **error)
{
    const SvyPlace place = get_place(reader, field);
    g_autofree char *clean = svy_text_clean(get_cell(reader, field));

    if (*clean == '\0')
        return svy_error_set(error, SVY_ERROR_DATA, &place, "Every area has a code and a name",
                             "an area without a %s", fields[field]);
    if (field == CODE && g_utf8_strlen(clean, -1) > (glong)CODE_CHARS) {
        g_autofree char *quoted = svy_text_quote(clean);

        return svy_error_set(error, SVY_ERROR_DATA, &place,
                             "It stands in the tile: take six characters at most",
                             "the code is too long, got %s", quoted);
    }
    *ret_text = g_steal_pointer(&clean);
    return true;
}

static bool read_place(const Reader *reader, int field, size_t *ret_n, GError **error)
{
    const SvyPlace place = get_place(reader, field);
    const char *cell = get_cell(reader, field);
    g_autofree char *quoted = svy_text_quote(cell);
    guint64 n = 0;

    if (g_ascii_string_to_unsigned(cell, 10, 1, MAX_SIDE, &n, NULL)) {
        *ret_n = (size_t)n;
        return true;
    }
    return svy_error_set(error, SVY_ERROR_DATA, &place, "Write a whole number, 1 to 60",
                         "the %s of a tile is no place, got %s", fields[field], quoted);
}

/* Two areas in one place, or of one name, would hide each other. */
static bool check_new(const Reader *reader,
                      const SvyTiles *tiles,
                      const SvyTile *tile,
                      GError **error)
{
    g_autofree char *quoted = svy_text_quote(tile->name);

    for (size_t i = 0; i < tiles->n; i++) {
        const SvyTile *other = &tiles->tiles[i];
        const SvyPlace place = get_place(reader, ROW), named = get_place(reader, NAME);

        if (other->row == tile->row && other->column == tile->column)
            return svy_error_set(error, SVY_ERROR_DATA, &place, "Give each area a place of its own",
                                 "the place of %s is taken", quoted);
        if (svy_text_same(other->name, tile->name) || svy_text_same(other->code, tile->code))
            return svy_error_set(error, SVY_ERROR_DATA, &named, "Name each area once",
                                 "the area %s is there twice", quoted);
    }
    return true;
}

static bool is_blank(const Reader *reader)
{
    for (int f = 0; f < N_FIELDS; f++) {
        if (*get_cell(reader, f) != '\0')
            return false;
    }
    return true;
}

static bool read_line(const Reader *reader, SvyTiles *tiles, GError **error)
{
    const SvyPlace place = {.file = reader->file,
                            .line = g_array_index(reader->rows->lines, size_t, reader->row)};
    SvyTile *tile = &tiles->tiles[tiles->n];
    bool is_read;

    if (is_blank(reader))
        return true;
    if (tiles->n == MAX_TILES)
        return svy_error_set(error, SVY_ERROR_DATA, &place, "Join areas",
                             "a grid holds %u areas at most", MAX_TILES);
    tile->also = svy_text_clean(get_cell(reader, ALSO));
    is_read =
        read_text(reader, CODE, &tile->code, error) &&
        read_text(reader, NAME, &tile->name, error) && read_place(reader, ROW, &tile->row, error) &&
        read_place(reader, COLUMN, &tile->column, error) && check_new(reader, tiles, tile, error);
    tiles->n++; /* what there is of it is freed with the others */
    return is_read;
}

bool svy_tiles_read(const char *path, SvyTiles **ret_tiles, GError **error)
{
    g_autoptr(SvyHead) rows = NULL;
    g_autoptr(SvyTiles) tiles = NULL;
    Reader reader = {.file = path};

    g_return_val_if_fail(path != NULL && ret_tiles != NULL, false);

    if (!svy_dialect_read_table(path, "A grid has one line for each area; is this the right file?",
                                &rows, error))
        return false;
    if (rows->cells->len < 2)
        return svy_error_set(error, SVY_ERROR_DATA, &(SvyPlace){.file = path}, MEND,
                             "the grid of tiles holds no area");
    reader.rows = rows;
    if (!find_fields(&reader, error))
        return false;
    tiles = g_new0(SvyTiles, 1);
    tiles->noun = g_strdup("area");
    tiles->tiles = g_new0(SvyTile, MAX_TILES + 1);
    for (reader.row = 1; reader.row < rows->cells->len; reader.row++) {
        if (!read_line(&reader, tiles, error))
            return false;
    }
    *ret_tiles = g_steal_pointer(&tiles);
    return true;
}
