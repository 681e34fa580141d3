/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kind "tile-map": one figure for each area of a country or an association, all areas of one size:
 * who gave the most frequent answer in each, the gap in each, or how many people come from each. */
#include <math.h>
#include <string.h>

#include "base/csv-out.h"
#include "base/text.h"
#include "base/translate.h"
#include "chart/alt-text.h"
#include "chart/chart-registry.h"
#include "chart/each.h"
#include "chart/panel-tiles.h"
#include "chart/tile-grids.h"
#include "chart/tile-map.h"
#include "result/result-table.h"
#include "result/words.h"

#define LEAST_MATCHED 0.8 /* of the labels, so that a list of words is no map */

static const char smaller_groups[] = "Smaller groups together"; /* the table names them */

enum { ANSWER_CHARS = 40, LEAST_PREFERRED = 6, LEAST_TOLD = 5, NAMED_ELSEWHERE = 6 };

/* What is known of one tile. */
typedef struct {
    bool is_given; /* somebody is there */
    size_t base;
    SvyEstimate p;
} Area;

typedef enum {
    OF_ANSWER, /* who gave one answer, of the people of each area */
    OF_GAP,    /* a difference, in points */
    OF_PEOPLE, /* of all people those of each area */
} Measure;

typedef struct {
    const SvyTiles *tiles;
    Measure measure;
    Area *areas;            /* [n of tiles] */
    size_t *order;          /* [n of tiles] in reading order */
    GArray *pool;           /* of Area, those that are shown: of this map, or of all panels */
    GPtrArray *elsewhere;   /* of char, borrowed: labels that are no tile */
    const char *answer;     /* OF_ANSWER; OF_GAP: what the first share is */
    const char *other;      /* OF_GAP: what the second share is */
    const char *wording;    /* of the question in the figures */
    size_t base;            /* of all */
    size_t highest, lowest; /* places of tiles; n: none may be told */
} Map;

/* What a tile is; those of the grids that come with the program have translations. */
static const char *name_noun(const char *language, const char *noun)
{
    static const char *const known[] = {SVY_TR("state"), SVY_TR("province"), SVY_TR("region"),
                                        SVY_TR("area")};

    for (size_t i = 0; i < G_N_ELEMENTS(known); i++)
        if (strcmp(noun, known[i]) == 0)
            return svy_tr(language, known[i]);
    return noun;
}

static void map_clear(Map *map)
{
    g_free(map->areas);
    g_free(map->order);
    if (map->pool != NULL)
        g_array_unref(map->pool);
    if (map->elsewhere != NULL)
        g_ptr_array_unref(map->elsewhere);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Map, map_clear)

/* --- Which grid ----------------------------------------------------------------------------- */

/* "Other", "No answer" and the like are no places and speak against no grid. */
static bool is_place(const char *label, SvyOptionMark mark)
{
    return label != NULL && mark == SVY_MARK_NONE;
}

/* The row of everybody, which data and languages call the same. */
static bool is_all(const SvyCell *cell)
{
    return g_strcmp0(svy_cell_get_word(cell), "All") == 0;
}

typedef struct {
    size_t n, n_matched;
} Matches;

static void match(Matches *matches, const SvyTiles *tiles, const char *label, SvyOptionMark mark)
{
    if (!is_place(label, mark))
        return;
    matches->n++;
    matches->n_matched += svy_tiles_find(tiles, label) < tiles->n;
}

static bool is_group(const SvyTableColumn *column)
{
    return g_str_has_prefix(column->key, "group-");
}

static bool has_groups_in_rows(const SvyTable *table)
{
    return table->kind == SVY_TABLE_FREQUENCIES ||
           (table->kind == SVY_TABLE_GAP_SEGMENTS &&
            svy_table_find_column(table, "gap") < table->n_columns);
}

static Matches match_table(const SvyTiles *tiles, const SvyTable *table)
{
    Matches matches = {0};

    for (size_t row = 0; row < table->n_rows && has_groups_in_rows(table); row++) {
        const SvyCell *cell = svy_table_get_cell(table, row, 0);

        if (!is_all(cell))
            match(&matches, tiles, cell->text, table->row_marks[row]);
    }
    for (size_t c = 0; c < table->n_columns && table->kind == SVY_TABLE_SEGMENTS; c++)
        if (is_group(&table->columns[c]))
            match(&matches, tiles, table->columns[c].heading, table->columns[c].mark);
    return matches;
}

static Matches match_question(const SvyTiles *tiles, const SvyQuestionResult *question)
{
    Matches matches = {0};

    for (size_t i = 0; i < question->n_options && question->type == SVY_QUESTION_SINGLE; i++)
        match(&matches, tiles, question->options[i].label, question->options[i].mark);
    return matches;
}

static bool suits(Matches matches)
{
    return matches.n_matched > 0 && (double)matches.n_matched >= LEAST_MATCHED * (double)matches.n;
}

bool svy_tile_map_suits_table(const SvyTiles *tiles, const SvyTable *table)
{
    return suits(match_table(tiles, table));
}

bool svy_tile_map_suits_question(const SvyTiles *tiles, const SvyQuestionResult *question)
{
    return suits(match_question(tiles, question));
}

/* The first of the grids that are compiled in, or NULL. */
static const SvyTiles *find_grid_of_table(const SvyTable *table)
{
    for (const SvyTiles *tiles = svy_builtin_tiles; tiles->noun != NULL; tiles++)
        if (svy_tile_map_suits_table(tiles, table))
            return tiles;
    return NULL;
}

static const SvyTiles *find_grid_of_question(const SvyQuestionResult *question)
{
    for (const SvyTiles *tiles = svy_builtin_tiles; tiles->noun != NULL; tiles++)
        if (svy_tile_map_suits_question(tiles, question))
            return tiles;
    return NULL;
}

/* --- What is drawn -------------------------------------------------------------------------- */

static int compare_places(const void *a, const void *b, void *data)
{
    const SvyTile *one = &((const SvyTiles *)data)->tiles[*(const size_t *)a];
    const SvyTile *other = &((const SvyTiles *)data)->tiles[*(const size_t *)b];

    if (one->row != other->row)
        return one->row < other->row ? -1 : 1;
    return (one->column > other->column) - (one->column < other->column);
}

static Map start_map(const SvyTiles *tiles)
{
    Map map = {.tiles = tiles};

    map.areas = g_new0(Area, tiles->n);
    map.order = g_new0(size_t, tiles->n);
    map.elsewhere = g_ptr_array_new();
    map.pool = g_array_new(FALSE, FALSE, sizeof(Area));
    for (size_t i = 0; i < tiles->n; i++)
        map.order[i] = i;
    g_qsort_with_data(map.order, (int)tiles->n, sizeof map.order[0], compare_places, (void *)tiles);
    return map;
}

static void take(Map *map, const char *label, size_t base, const SvyEstimate *p)
{
    const size_t i = svy_tiles_find(map->tiles, label);

    if (i == map->tiles->n && strcmp(label, smaller_groups) != 0)
        g_ptr_array_add(map->elsewhere, (char *)label);
    if (i == map->tiles->n)
        return;
    map->areas[i] = (Area){true, base, *p};
}

static bool is_shown(const Area *area)
{
    return area->is_given && area->base >= SVY_PLOT_LEAST_BASE && area->p.status == SVY_STATUS_OK;
}

/* Areas with few people go up and down by chance: the title does without them where it can. */
static void find_extremes(Map *map)
{
    size_t least_base = SVY_PLOT_SMALL_BASE;

    map->highest = map->lowest = map->tiles->n;
    for (int round = 0; round < 2 && map->highest == map->tiles->n; round++) {
        for (size_t k = 0; k < map->tiles->n; k++) {
            const size_t i = map->order[k];
            const Area *area = &map->areas[i];

            if (!is_shown(area) || area->base < least_base)
                continue;
            if (map->highest == map->tiles->n || area->p.value > map->areas[map->highest].p.value)
                map->highest = i;
            if (map->lowest == map->tiles->n || area->p.value < map->areas[map->lowest].p.value)
                map->lowest = i;
        }
        least_base = SVY_PLOT_LEAST_BASE;
    }
}

/* A map of who said no would be read as one of who said yes. */
static bool is_no(const char *label)
{
    return svy_text_same(label, "No") || svy_text_same(label, "False");
}

/* The answer that most people gave, other than no. */
static size_t choose_row(const SvyTable *table, size_t all)
{
    size_t best = 0;
    double most = -1;

    for (size_t row = 0; row < table->n_rows; row++) {
        const SvyCell *cell = svy_table_get_cell(table, row, all);

        if (cell->status != SVY_STATUS_OK || table->row_marks[row] != SVY_MARK_NONE ||
            cell->share.p.value <= most || is_no(svy_table_get_cell(table, row, 0)->text))
            continue;
        best = row;
        most = cell->share.p.value;
    }
    return best;
}

/* Of tables by groups the one that is called @answer; without it the one of choose_row(). */
static size_t find_row(const SvyTable *table, size_t all, const char *answer)
{
    for (size_t row = 0; row < table->n_rows && answer != NULL; row++)
        if (g_strcmp0(svy_table_get_cell(table, row, 0)->text, answer) == 0)
            return row;
    return all < table->n_columns ? choose_row(table, all) : 0;
}

static void take_columns(Map *map, const SvyTable *table, const char *answer)
{
    const size_t all = svy_table_find_column(table, "all");
    const size_t row = find_row(table, all, answer);

    map->measure = OF_ANSWER;
    map->answer = svy_table_get_cell(table, row, 0)->text;
    map->base = all < table->n_columns ? table->columns[all].base : 0;
    for (size_t c = 0; c < table->n_columns; c++) {
        const SvyTableColumn *column = &table->columns[c];
        const SvyCell *cell = svy_table_get_cell(table, row, c);

        if (is_group(column))
            take(map, column->heading, column->is_withheld ? 0 : column->base, &cell->share.p);
    }
}

static void take_gaps(Map *map, const SvyTable *table)
{
    const size_t gap = svy_table_find_column(table, "gap");
    const size_t people = svy_table_find_column(table, "people");

    map->measure = OF_GAP;
    map->answer = table->columns[svy_table_find_column(table, "use")].heading;
    map->other = table->columns[svy_table_find_column(table, "follow")].heading;
    for (size_t row = 0; row < table->n_rows; row++) {
        const SvyCell *name = svy_table_get_cell(table, row, 0);
        const SvyCell *n = svy_table_get_cell(table, row, people);
        const size_t base = n->status == SVY_STATUS_OK ? n->n : 0;

        if (is_all(name))
            map->base = base;
        else
            take(map, name->text, base, &svy_table_get_cell(table, row, gap)->share.p);
    }
}

static void take_people(Map *map, const SvyTable *table)
{
    const size_t p = svy_table_find_column(table, "p");

    map->measure = OF_PEOPLE;
    for (size_t row = 0; row < table->n_rows; row++) {
        const SvyShare *share = &svy_table_get_cell(table, row, p)->share;

        map->base = MAX(map->base, share->base);
        take(map, svy_table_get_cell(table, row, 0)->text, share->base, &share->p);
    }
}

static void fill_pool(Map *map, const Map *from)
{
    for (size_t i = 0; i < from->tiles->n; i++)
        if (is_shown(&from->areas[i]))
            g_array_append_val(map->pool, from->areas[i]);
}

/* @answer: (nullable) of tables by groups */
static Map map_table(const SvyTiles *tiles, const SvyTable *table, const char *answer)
{
    Map map = start_map(tiles);

    map.wording = table->row_text;
    if (table->kind == SVY_TABLE_SEGMENTS)
        take_columns(&map, table, answer);
    else if (table->kind == SVY_TABLE_GAP_SEGMENTS)
        take_gaps(&map, table);
    else
        take_people(&map, table);
    find_extremes(&map);
    fill_pool(&map, &map);
    return map;
}

static Map map_question(const SvyTiles *tiles, const SvyQuestionResult *question)
{
    Map map = start_map(tiles);

    map.measure = OF_PEOPLE;
    map.wording = question->text;
    map.base = question->n_answered;
    for (size_t i = 0; i < question->n_options; i++)
        take(&map, question->options[i].label, map.base, &question->options[i].p);
    find_extremes(&map);
    fill_pool(&map, &map);
    return map;
}

/* --- Words ---------------------------------------------------------------------------------- */

static char *format_figure(const char *language, const Map *map, double value)
{
    return map->measure == OF_GAP ? svy_plot_format_points_in(language, value)
                                  : svy_plot_format_pct_in(language, value);
}

static const char *get_name(const Map *map, size_t tile)
{
    return map->tiles->tiles[tile].name;
}

static char *word_too_few(const char *language, const Map *map)
{
    if (map->base < LEAST_TOLD)
        return g_strdup(svy_tr(language, "Too few answers for percentages"));
    return g_strdup_printf(svy_tr(language, "Too few answers for percentages (n = %zu)"),
                           map->base);
}

/* Nothing is said of the two ends but what they are, unless their intervals are apart. */
static char *word_answers(const char *language, const Map *map)
{
    const SvyEstimate *high = &map->areas[map->highest].p, *low = &map->areas[map->lowest].p;
    g_autofree char *answer = svy_text_cut(map->answer, ANSWER_CHARS);
    g_autofree char *most = svy_plot_format_pct_in(language, high->value);
    g_autofree char *least = svy_plot_format_pct_in(language, low->value);

    if (map->highest == map->lowest)
        return g_strdup_printf(svy_tr(language, "%s chose “%s” in %s"), most, answer,
                               get_name(map, map->highest));
    if (low->hi < high->lo)
        return g_strdup_printf(svy_tr(language, "%s in %s but %s in %s chose “%s”"), least,
                               get_name(map, map->lowest), most, get_name(map, map->highest),
                               answer);
    return g_strdup_printf(svy_tr(language, "%s in %s to %s in %s chose “%s”: too close to call"),
                           least, get_name(map, map->lowest), most, get_name(map, map->highest),
                           answer);
}

static char *word_gaps(const char *language, const Map *map)
{
    const SvyEstimate *high = &map->areas[map->highest].p, *low = &map->areas[map->lowest].p;
    g_autofree char *most = svy_plot_format_points_in(language, high->value);
    g_autofree char *least = svy_plot_format_points_in(language, low->value);

    if (map->highest == map->lowest)
        return g_strdup_printf(svy_tr(language, "From “%s” to “%s”: a gap of %s points in %s"),
                               map->answer, map->other, most, get_name(map, map->highest));
    if (low->hi < high->lo)
        return g_strdup_printf(
            svy_tr(language, "From “%s” to “%s”: a gap of %s points in %s, but of %s in %s"),
            map->answer, map->other, least, get_name(map, map->lowest), most,
            get_name(map, map->highest));
    return g_strdup_printf(
        svy_tr(language, "From “%s” to “%s”: a gap of %s to %s points, too close to call"),
        map->answer, map->other, least, most);
}

static char *word_people(const char *language, const Map *map)
{
    g_autofree char *most = svy_plot_format_pct_in(language, map->areas[map->highest].p.value);

    if (map->highest == map->lowest)
        return g_strdup_printf(svy_tr(language, "%s of the answers come from %s"), most,
                               get_name(map, map->highest));
    return g_strdup_printf(
        svy_tr(language, "%s of the answers come from %s, more than from any other %s"), most,
        get_name(map, map->highest), name_noun(language, map->tiles->noun));
}

/* Whether the largest area is larger than all others by intervals that do not touch. */
static bool leads(const Map *map)
{
    for (size_t i = 0; i < map->tiles->n; i++)
        if (i != map->highest && is_shown(&map->areas[i]) &&
            map->areas[i].p.hi >= map->areas[map->highest].p.lo)
            return false;
    return true;
}

static char *word_title(const char *language, const Map *map)
{
    if (map->highest == map->tiles->n)
        return word_too_few(language, map);
    if (map->measure == OF_ANSWER)
        return word_answers(language, map);
    if (map->measure == OF_GAP)
        return word_gaps(language, map);
    if (!leads(map)) {
        g_autofree char *most = svy_plot_format_pct_in(language, map->areas[map->highest].p.value);

        return g_strdup_printf(svy_tr(language, "No %s has more than %s of the answers"),
                               name_noun(language, map->tiles->noun), most);
    }
    return word_people(language, map);
}

static char *word_subtitle(const char *language, const Map *map)
{
    g_autofree char *wording = svy_plot_clean(map->wording);
    g_autofree char *cut = svy_text_cut(wording, 80);
    g_autofree char *answer = svy_text_cut(map->answer != NULL ? map->answer : "", ANSWER_CHARS);

    if (map->measure == OF_ANSWER)
        return g_strdup_printf(svy_tr(language, "“%s” Share who chose “%s” in each %s."), cut,
                               answer, name_noun(language, map->tiles->noun));
    if (map->measure == OF_GAP)
        return g_strdup_printf(
            svy_tr(language, "Share who “%s” less share who “%s” in each %s, in points."),
            map->answer, map->other, name_noun(language, map->tiles->noun));
    return g_strdup_printf(svy_tr(language, "“%s” Share of all answers that come from each %s."),
                           cut, name_noun(language, map->tiles->noun));
}

static size_t count_few(const Map *map)
{
    size_t n = 0;

    for (size_t i = 0; i < map->tiles->n; i++)
        n += !is_shown(&map->areas[i]);
    return n;
}

static char *word_few(const char *language, const Map *map)
{
    const size_t n = count_few(map);

    if (n == 0)
        return g_strdup("");
    if (n == 1)
        return g_strdup_printf(svy_tr(language, "1 %s has too few answers to show."),
                               name_noun(language, map->tiles->noun));
    return g_strdup_printf(svy_tr(language, "%zu %ss have too few answers to show."), n,
                           name_noun(language, map->tiles->noun));
}

static char *word_extremes(const char *language, const Map *map)
{
    const SvyTile *tiles = map->tiles->tiles;
    g_autofree char *most = NULL, *least = NULL;

    if (map->highest == map->tiles->n)
        return g_strdup(svy_tr(language, "Too few answers to show."));
    most = format_figure(language, map, map->areas[map->highest].p.value);
    least = format_figure(language, map, map->areas[map->lowest].p.value);
    return g_strdup_printf(svy_tr(language, "Highest %s %s, lowest %s %s."),
                           tiles[map->highest].name, most, tiles[map->lowest].name, least);
}

static char *word_measure(const char *language, const Map *map)
{
    g_autofree char *answer = svy_alt_name(map->answer);
    g_autofree char *other = svy_alt_name(map->other);

    if (map->measure == OF_ANSWER)
        return g_strdup_printf(svy_tr(language, "Tile map of who chose “%s” by %s."), answer,
                               name_noun(language, map->tiles->noun));
    if (map->measure == OF_GAP)
        return g_strdup_printf(
            svy_tr(language, "Tile map of the gap in points from “%s” to “%s” by %s."), answer,
            other, name_noun(language, map->tiles->noun));
    return g_strdup_printf(svy_tr(language, "Tile map of where people come from by %s."),
                           name_noun(language, map->tiles->noun));
}

static char *word_alt(const char *language, const Map *map)
{
    g_autofree char *what = word_measure(language, map);
    g_autofree char *extremes = word_extremes(language, map);
    g_autofree char *few = word_few(language, map);
    g_autofree char *base = svy_tr_num_count(language, map->base);
    g_autofree char *last = g_strdup_printf(svy_tr(language, "Base %s."), base);
    const bool has_few = *few != '\0';
    const char *const parts[] = {what, extremes, has_few ? few : last, has_few ? last : NULL, NULL};
    g_autofree char *joined = svy_alt_join(parts);

    return svy_plot_clean(joined);
}

static void add_elsewhere_note(SvyPlot *plot, const Map *map)
{
    const char *labels[NAMED_ELSEWHERE];
    const size_t n = MIN(map->elsewhere->len, NAMED_ELSEWHERE);
    g_autofree char *names = NULL;

    for (size_t i = 0; i < n; i++)
        labels[i] = map->elsewhere->pdata[i];
    if (n == 0)
        return;
    names = svy_words_join_set_in(plot->language, n, labels, ANSWER_CHARS);
    if (map->elsewhere->len > n)
        svy_plot_add_note(
            plot,
            g_strdup_printf(svy_tr(plot->language, "Not on the map: %s and %zu more."), names,
                            map->elsewhere->len - n),
            false);
    else
        svy_plot_add_note(
            plot, g_strdup_printf(svy_tr(plot->language, "Not on the map: %s."), names), false);
}

/* --- Classes -------------------------------------------------------------------------------- */

/* As it is printed, so that a figure and its shade never disagree. */
static double get_printed(const Area *area)
{
    return rint(area->p.value * 100);
}

/* The share of areas below a figure, those with the figure half. */
static double get_rank(const Map *map, double printed)
{
    double below = 0;

    for (guint i = 0; i < map->pool->len; i++) {
        const double other = get_printed(&g_array_index(map->pool, Area, i));

        below += other < printed - 0.5 ? 1 : other < printed + 0.5 ? 0.5 : 0;
    }
    return below / fmax(1, map->pool->len);
}

static size_t get_fifth(const Map *map, const Area *area)
{
    return MIN((size_t)(get_rank(map, get_printed(area)) * SVY_TILE_CLASSES),
               (size_t)SVY_TILE_CLASSES - 1);
}

/* A fifth of the areas in each class, those with one figure together; fifths of none are left
 * out. */
typedef struct {
    size_t n;
    size_t places[SVY_TILE_CLASSES]; /* of the fifths */
} Classes;

static Classes find_classes(const Map *map)
{
    Classes classes = {0};
    bool is_used[SVY_TILE_CLASSES] = {false};

    for (guint i = 0; i < map->pool->len; i++)
        is_used[get_fifth(map, &g_array_index(map->pool, Area, i))] = true;
    for (size_t k = 0; k < SVY_TILE_CLASSES; k++)
        classes.places[k] = is_used[k] ? classes.n++ : 0;
    return classes;
}

static size_t get_class(const Map *map, const Classes *classes, const Area *area)
{
    return is_shown(area) ? classes->places[get_fifth(map, area)] : 0;
}

/* The smallest and the largest figure of a class. */
static char *word_class(const char *language, const Map *map, const Classes *classes, size_t which)
{
    double lo = INFINITY, hi = -INFINITY, most = -INFINITY;
    g_autofree char *from = NULL, *to = NULL;
    const char *sign = map->measure == OF_GAP ? "" : "%";

    for (guint i = 0; i < map->pool->len; i++) {
        const Area *area = &g_array_index(map->pool, Area, i);

        if (get_class(map, classes, area) != which)
            continue;
        lo = fmin(lo, get_printed(area));
        hi = fmax(hi, get_printed(area));
        most = fmax(most, area->p.value);
    }
    from = svy_plot_format_points_in(language, lo / 100);
    to = svy_plot_format_points_in(language, hi / 100);
    if (strcmp(from, to) == 0)
        return format_figure(language, map, most); /* "<1%", where it is not 0% */
    return g_strdup_printf(lo < 0 ? svy_tr(language, "%s to %s%s") : "%s–%s%s", from, to, sign);
}

/* --- The plot ------------------------------------------------------------------------------- */

static SvyTileLook get_look(const Area *area)
{
    if (!is_shown(area))
        return SVY_TILE_EMPTY;
    return area->base < SVY_PLOT_SMALL_BASE ? SVY_TILE_BORDER : SVY_TILE_FULL;
}

static void set_face(const char *language,
                     const Map *map,
                     size_t tile,
                     size_t shade,
                     SvyTileFace *face)
{
    const SvyTile *from = &map->tiles->tiles[tile];
    const Area *area = &map->areas[tile];

    *face = (SvyTileFace){.code = from->code,
                          .name = tile == map->highest || tile == map->lowest ? from->name : NULL,
                          .row = from->row - 1,
                          .column = from->column - 1,
                          .shade = shade,
                          .look = get_look(area)};
    face->has_value = face->look != SVY_TILE_EMPTY;
    face->value = face->has_value ? area->p.value : 0;
    face->figure = face->has_value ? format_figure(language, map, area->p.value) : g_strdup("–");
}

/* "n = 12 to 145 in each state"; NULL where all have one base. */
static char *word_bases(const char *language, const Map *map)
{
    size_t least = SIZE_MAX, most = 0;
    g_autofree char *from = NULL, *to = NULL;

    for (size_t i = 0; i < map->tiles->n && map->measure != OF_PEOPLE; i++) {
        if (!is_shown(&map->areas[i]))
            continue;
        least = MIN(least, map->areas[i].base);
        most = MAX(most, map->areas[i].base);
    }
    if (most == 0)
        return NULL;
    from = svy_tr_num_count(language, least);
    to = svy_tr_num_count(language, most);
    if (least == most)
        return g_strdup_printf(svy_tr(language, "n = %s in each %s"), to,
                               name_noun(language, map->tiles->noun));
    return g_strdup_printf(svy_tr(language, "n = %s to %s in each %s"), from, to,
                           name_noun(language, map->tiles->noun));
}

static bool has_look(const SvyTilePanel *panel, SvyTileLook look)
{
    for (size_t i = 0; i < panel->n; i++)
        if (panel->faces[i].look == look)
            return true;
    return false;
}

static void set_keys(const char *language,
                     const Map *map,
                     SvyTilePanel *panel,
                     const Classes *classes)
{
    for (size_t k = 0; k < panel->n_classes; k++)
        panel->classes[k] = word_class(language, map, classes, k);
    if (has_look(panel, SVY_TILE_BORDER))
        panel->border_key = g_strdup(svy_tr(language, "10 to 29 answers"));
    if (has_look(panel, SVY_TILE_EMPTY))
        panel->empty_key = g_strdup(svy_tr(language, "too few to show"));
    panel->base_key = word_bases(language, map);
}

/* West stays west where the page is mirrored: what is turned here is turned back with it. */
static void turn(SvyTilePanel *panel)
{
    for (size_t i = 0; i < panel->n; i++)
        panel->faces[i].column = panel->n_columns - 1 - panel->faces[i].column;
}

static SvyTilePanel *make_panel(const char *language, const Map *map, const Classes *classes)
{
    SvyTilePanel *panel = svy_tile_panel_new(map->tiles->n);

    panel->n_classes = classes->n;
    for (size_t i = 0; i < panel->n; i++) {
        const size_t tile = map->order[i];

        set_face(language, map, tile, get_class(map, classes, &map->areas[tile]), &panel->faces[i]);
        panel->n_rows = MAX(panel->n_rows, map->tiles->tiles[tile].row);
        panel->n_columns = MAX(panel->n_columns, map->tiles->tiles[tile].column);
    }
    if (svy_tr_is_mirrored(language))
        turn(panel);
    return panel;
}

/* @classes: (nullable) it is not drawn */
static void append_csv_row(GString *csv, const Map *map, size_t tile, const Classes *classes)
{
    const SvyTile *place = &map->tiles->tiles[tile];
    const Area *area = &map->areas[tile];

    svy_csv_append_text(csv, place->name);
    svy_csv_append_text(csv, place->code);
    svy_csv_append_count(csv, place->row);
    svy_csv_append_count(csv, place->column);
    if (is_shown(area))
        svy_csv_append_count(csv, area->base);
    else
        svy_csv_append_text(csv, NULL);
    svy_csv_append_number(csv, is_shown(area) ? area->p.value : (double)NAN);
    svy_csv_append_number(csv, is_shown(area) ? area->p.lo : (double)NAN);
    svy_csv_append_number(csv, is_shown(area) ? area->p.hi : (double)NAN);
    if (is_shown(area) && classes != NULL)
        svy_csv_append_count(csv, get_class(map, classes, area) + 1);
    else
        svy_csv_append_text(csv, NULL);
    svy_csv_end_row(csv);
}

static char *describe(const char *language, const Map *map, size_t tile)
{
    const Area *area = &map->areas[tile];
    g_autofree char *figure = NULL, *interval = NULL, *base = NULL;

    if (!is_shown(area))
        return g_strdup_printf(svy_tr(language, "%s: too few to show."), get_name(map, tile));
    figure = format_figure(language, map, area->p.value);
    interval = svy_plot_format_interval_in(language, area->p.lo, area->p.hi);
    base = svy_tr_num_count(language, area->base);
    return g_strdup_printf(svy_tr(language, "%s: %s (%s); base %s."), get_name(map, tile), figure,
                           interval, base);
}

static char *list_areas(const Map *map, const Classes *classes)
{
    GString *csv = g_string_new(NULL);

    svy_csv_append_row(csv, (const char *const[]){"label", "code", "row", "column", "base", "value",
                                                  "lo", "hi", "class", NULL});
    for (size_t i = 0; i < map->tiles->n; i++)
        append_csv_row(csv, map, map->order[i], classes);
    return g_string_free(csv, FALSE);
}

/* All but the notes, the panel and the CSV. */
static SvyPlot *word_map(const char *language, const SvyChartKind *kind, const Map *map)
{
    SvyPlot *plot = svy_plot_new_in(language, kind);

    for (size_t i = 0; i < map->tiles->n; i++)
        g_ptr_array_add(plot->descriptions, describe(language, map, map->order[i]));
    plot->title = word_title(language, map);
    plot->subtitle = word_subtitle(language, map);
    plot->alt = word_alt(language, map);
    return plot;
}

/* All but the notes. */
static SvyPlot *plot_map(const char *language, const SvyChartKind *kind, const Map *map)
{
    SvyPlot *plot = word_map(language, kind, map);
    const Classes classes = find_classes(map);
    SvyTilePanel *panel = make_panel(language, map, &classes);

    set_keys(language, map, panel, &classes);
    plot->csv = list_areas(map, &classes);
    plot->panel = &panel->panel;
    return plot;
}

static void add_own_notes(SvyPlot *plot, const Map *map)
{
    svy_plot_add_note(
        plot,
        g_strdup_printf(svy_tr(plot->language,
                               "Shades: about as many %ss in each class. Intervals are in "
                               "the data beside the chart."),
                        name_noun(plot->language, map->tiles->noun)),
        false);
    add_elsewhere_note(plot, map);
}

static const SvyTiles *choose_grid(const SvyTable *table, const SvyTiles *given)
{
    return given != NULL && svy_tile_map_suits_table(given, table) ? given
                                                                   : find_grid_of_table(table);
}

/* --- Panels --------------------------------------------------------------------------------- */

static bool is_panel(const SvySlice *slice)
{
    return slice->base >= SVY_PLOT_LEAST_BASE;
}

/* The answer that the title speaks of: the same in all panels. */
static const char *choose_answer(const SvyTable *table)
{
    const size_t row = find_row(table, svy_table_find_column(table, "all"), NULL);

    return svy_table_get_cell(table, row, 0)->text;
}

bool svy_tile_map_hide_untold(SvySlices *slices, const SvyTiles *given)
{
    const SvyTiles *tiles = choose_grid(slices->bins, given);
    const char *answer = choose_answer(slices->bins);
    size_t n = 0;

    g_assert(tiles != NULL); /* accepts_table() found it */
    for (size_t g = 0; g < slices->n_groups; g++) {
        g_auto(Map) map = map_table(tiles, slices->groups[g].bins, answer);

        if (map.pool->len == 0)
            slices->groups[g].base = 0;
        n += is_panel(&slices->groups[g]);
    }
    slices->n_hidden = 0; /* their tiles are hatched */
    return n > 0;
}

static void pool_panels(Map *map, const SvyChartFrame *frame)
{
    g_array_set_size(map->pool, 0);
    for (size_t g = 0; g < frame->slices->n_groups; g++) {
        const SvySlice *slice = &frame->slices->groups[g];

        if (is_panel(slice)) {
            g_auto(Map) other =
                map_table(map->tiles, slice->bins, choose_answer(frame->slices->bins));

            fill_pool(map, &other);
        }
    }
}

/* The looks of all panels: what none has needs no key. */
static bool is_in_pool(const Map *map, SvyTileLook look)
{
    for (guint i = 0; i < map->pool->len; i++)
        if (get_look(&g_array_index(map->pool, Area, i)) == look)
            return true;
    return false;
}

static size_t count_panels(const SvySlices *slices)
{
    size_t n = 0;

    for (size_t g = 0; g < slices->n_groups; g++)
        n += is_panel(&slices->groups[g]);
    return n;
}

static void add_keys(SvyPlot *plot,
                     const Map *map,
                     const Classes *classes,
                     const SvyChartFrame *frame)
{
    for (size_t k = 0; k < classes->n; k++) {
        g_autofree char *words = word_class(plot->language, map, classes, k);

        svy_plot_add_key(plot, SVY_KEY_SWATCH, k, svy_tile_get_shade(classes->n, k), words);
    }
    if (is_in_pool(map, SVY_TILE_BORDER))
        svy_plot_add_key(plot, SVY_KEY_BORDER, classes->n,
                         svy_tile_get_shade(classes->n, classes->n - 1),
                         svy_tr(plot->language, "10 to 29 answers"));
    if (map->pool->len < map->tiles->n * count_panels(frame->slices)) {
        SvyPlotKey *key = svy_plot_add_key(plot, SVY_KEY_SWATCH, classes->n + 1, SVY_PAPER,
                                           svy_tr(plot->language, "too few to show"));

        key->is_hatched = true;
    }
}

/* No tile is framed: the title speaks of everybody. */
static void plain_faces(SvyTilePanel *panel)
{
    for (size_t i = 0; i < panel->n; i++)
        panel->faces[i].name = NULL;
}

static void end_subtitle(SvyPlot *plot)
{
    const size_t length = strlen(plot->subtitle);

    if (length > 0 && plot->subtitle[length - 1] == '.')
        plot->subtitle[length - 1] = '\0';
}

static void add_panel_notes(SvyPlot *plot, const Map *map)
{
    svy_plot_add_note(
        plot,
        g_strdup_printf(svy_tr(plot->language, "Shades: about as many %ss in each class, of all "
                                               "panels together. Figures and intervals are in the "
                                               "data beside the chart."),
                        name_noun(plot->language, map->tiles->noun)),
        false);
    add_elsewhere_note(plot, map);
}

/* One of several maps; the keys of all stand with everybody's, which is not drawn. */
static SvyPlot *plot_panel(const char *language,
                           const SvyChartKind *kind,
                           Map *map,
                           const SvyChartFrame *frame)
{
    SvyPlot *plot = word_map(language, kind, map);
    const bool is_all = frame->slice == &frame->slices->all;
    SvyTilePanel *panel;
    Classes classes;

    pool_panels(map, frame);
    classes = find_classes(map);
    panel = make_panel(language, map, &classes);
    plain_faces(panel);
    end_subtitle(plot);
    plot->csv = list_areas(map, is_all ? NULL : &classes);
    plot->panel = &panel->panel;
    plot->n_table_rows = panel->n;
    if (is_all)
        add_keys(plot, map, &classes, frame);
    return plot;
}

static SvyPlot *plot_table(const SvyChartKind *kind,
                           const SvyResult *result,
                           const SvyTable *table,
                           const SvyChartOptions *options)
{
    const SvyTiles *tiles = choose_grid(table, options->tiles);
    const SvyChartFrame *frame = options->frame;
    g_auto(Map) map = {NULL};
    SvyPlot *plot;

    g_assert(tiles != NULL); /* accepts_table() found it */
    map = map_table(tiles, table, frame != NULL ? choose_answer(frame->slices->bins) : NULL);
    plot = frame != NULL ? plot_panel(result->survey.language, kind, &map, frame)
                         : plot_map(result->survey.language, kind, &map);
    svy_plot_add_table_notes(plot, result, table);
    if (frame != NULL)
        add_panel_notes(plot, &map);
    else
        add_own_notes(plot, &map);
    return plot;
}

static SvyPlot *plot_question(const SvyChartKind *kind,
                              const SvySurvey *survey,
                              const SvyQuestionResult *question,
                              double level,
                              const SvyChartOptions *options)
{
    const SvyTiles *tiles =
        options->tiles != NULL && svy_tile_map_suits_question(options->tiles, question)
            ? options->tiles
            : find_grid_of_question(question);
    g_auto(Map) map = {NULL};
    SvyPlot *plot;

    g_assert(tiles != NULL);
    map = map_question(tiles, question);
    plot = plot_map(survey->language, kind, &map);
    svy_plot_add_question_notes(plot, survey, question, level);
    add_own_notes(plot, &map);
    return plot;
}

static bool accepts_table(const SvyTable *table)
{
    return find_grid_of_table(table) != NULL;
}

static bool accepts_question(const SvyQuestionResult *question)
{
    return find_grid_of_question(question) != NULL;
}

static bool prefers_table(const SvyTable *table)
{
    const SvyTiles *tiles = find_grid_of_table(table);

    return tiles != NULL && match_table(tiles, table).n_matched >= LEAST_PREFERRED;
}

static bool prefers_question(const SvyQuestionResult *question)
{
    const SvyTiles *tiles = find_grid_of_question(question);

    return tiles != NULL && match_question(tiles, question).n_matched >= LEAST_PREFERRED;
}

const SvyChartKind svy_kind_tile_map = {
    .name = "tile-map",
    .summary = "a figure for each state, province or region, all of one size",
    .plot_question = plot_question,
    .plot_table = plot_table,
    .accepts_question = accepts_question,
    .prefers_question = prefers_question,
    .accepts_table = accepts_table,
    .prefers_table = prefers_table,
};
