/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Select-alls: which options the same people choose, the most frequent combinations, and the fewest
 * options that reach most people. */
#include <math.h>
#include <string.h>

#include <surveystat/association.h>

#include "analysis/breakdown.h"
#include "analysis/by-group.h"
#include "analysis/patterns.h"
#include "analysis/tally.h"
#include "analysis/weighting.h"
#include "base/error.h"
#include "base/text.h"
#include "base/translate.h"
#include "result/disclosure.h"
#include "result/words.h"

#define MIN_CHOICES      3u  /* with two options the frequencies tell it all */
#define MAX_OVERLAP      20u /* a wider table cannot be read */
#define MAX_COMBINATIONS 25u /* as many columns has a chart of them */
#define MAX_STEPS        10u
#define MIN_PEOPLE       30u /* who chose any */
#define MIN_SEVERAL      10u /* of them who chose more than one */
#define MIN_LISTED       0.2 /* share of the people in the combinations told one by one */
#define MAX_AUDITED      7u  /* options; with more of them nothing follows from ten combinations */
#define LABEL_CHARS      40u
#define SET_LABEL_CHARS  60u

/* The choices of one question: not "none of these", not "don't know". */
typedef struct {
    const SvyQuestion *question;
    size_t n;
    const char *labels[SVY_PATTERNS_MAX_OPTIONS];
    const SvyBitset *people[SVY_PATTERNS_MAX_OPTIONS];
    SvyBitset *any;                              /* of those who answered, who chose one at least */
    SvyBitset *some;                             /* room for a set of people */
    SvyPatterns patterns;                        /* of @any */
    uint64_t withheld[SVY_PATTERNS_MAX_OPTIONS]; /* bit j of i: few chose both */
    bool has_withheld;
    uint64_t hidden; /* options whose row and column are withheld from end to end */
} Together;

static void together_clear(Together *together)
{
    svy_bitset_free(together->any);
    svy_bitset_free(together->some);
    svy_patterns_clear(&together->patterns);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Together, together_clear)

static bool is_wanted(const SvyRun *run)
{
    return run->options->with_questions && run->options->table_row == NULL;
}

/* --- Choices -------------------------------------------------------------------------------- */

/* Options that nobody chose go with nothing. */
static bool is_choice(const SvyChoice *option, const SvyBitset *base)
{
    return option->ticks != NULL && option->mark != SVY_MARK_NOTHING &&
           option->mark != SVY_MARK_DONT_KNOW && svy_bitset_count_and(option->ticks, base) > 0;
}

static void list_choices(const SvyQuestion *question, Together *together)
{
    for (size_t i = 0; i < svy_question_count_options(question); i++) {
        const SvyChoice option = svy_question_get_option(question, i);

        if (!is_choice(&option, question->answered))
            continue;
        if (together->n < SVY_PATTERNS_MAX_OPTIONS) {
            together->labels[together->n] = option.label;
            together->people[together->n] = option.ticks;
        }
        together->n++;
    }
}

static bool find_choices(const SvyQuestion *question, Together *together, GError **error)
{
    together->question = question;
    together->any = svy_bitset_new(question->answered->n_bits);
    together->some = svy_bitset_new(question->answered->n_bits);
    if (together->any == NULL || together->some == NULL)
        return svy_error_set(error, SVY_ERROR_NO_MEMORY, NULL, NULL, "no memory for combinations");
    list_choices(question, together);
    for (size_t i = 0; i < MIN(together->n, SVY_PATTERNS_MAX_OPTIONS); i++)
        svy_bitset_or(together->any, together->people[i]);
    svy_bitset_and(together->any, question->answered);
    return true;
}

/* How many chose several: those of the combinations of more than one option. */
static size_t count_several(const SvyPatterns *patterns)
{
    size_t n = 0;

    for (size_t i = 0; i < patterns->n; i++)
        n += __builtin_popcountll(patterns->masks[i]) > 1 ? patterns->counts[i] : 0;
    return n;
}

/* Makes @some the people with exactly this combination. */
static void find_people(Together *together, uint64_t mask)
{
    memcpy(together->some->words, together->any->words,
           (together->any->n_bits + 63) / 64 * sizeof *together->any->words);
    for (size_t i = 0; i < together->n; i++) {
        if ((mask >> i & 1) != 0)
            svy_bitset_and(together->some, together->people[i]);
        else
            svy_bitset_and_not(together->some, together->people[i]);
    }
}

/* Makes @some the people who chose one of the set at least. */
static void find_reached(Together *together, uint64_t set)
{
    memset(together->some->words, 0,
           (together->some->n_bits + 63) / 64 * sizeof *together->some->words);
    for (size_t i = 0; i < together->n; i++) {
        if ((set >> i & 1) != 0)
            svy_bitset_or(together->some, together->people[i]);
    }
    svy_bitset_and(together->some, together->any);
}

/* “A”, “B” and “C” */
static char *join_labels(const SvyRun *run, const Together *together, uint64_t mask)
{
    const char *labels[SVY_PATTERNS_MAX_OPTIONS];
    size_t n = 0;

    for (size_t i = 0; i < together->n; i++) {
        if ((mask >> i & 1) != 0)
            labels[n++] = together->labels[i];
    }
    return svy_words_join_set_in(run->language, n, labels, SET_LABEL_CHARS);
}

static SvyTableBuilder *start_table(const SvyRun *run,
                                    const Together *together,
                                    SvyTableKind kind,
                                    const char *name,
                                    const char *title)
{
    const SvyQuestion *question = together->question;
    g_autofree char *id = g_strdup_printf("%s-%s", name, question->id);
    g_autofree char *full = g_strdup_printf(svy_tr(run->language, "%s: %s"), title, question->text);
    SvyTableBuilder *builder = svy_table_builder_new(kind, id, full);
    SvyTable *table = svy_table_builder_get(builder);

    table->row_id = g_strdup(question->id);
    table->row_text = g_strdup(question->text);
    return builder;
}

/* --- What few people chose ------------------------------------------------------------------ */

static size_t count_both(const Together *together, size_t a, size_t b)
{
    const SvyBitset *base = together->question->answered;
    size_t n = 0;

    for (size_t w = 0; w < (base->n_bits + 63) / 64; w++)
        n += (size_t)__builtin_popcountll(together->people[a]->words[w] &
                                          together->people[b]->words[w] & base->words[w]);
    return n;
}

/* How many chose both of two options is withheld where they are few. */
static void find_withheld(const SvyRun *run, Together *together)
{
    for (size_t a = 0; a < together->n; a++) {
        for (size_t b = 0; b < a; b++) {
            const size_t n = count_both(together, a, b);

            if (n == 0 || n >= svy_run_get_min_cell(run))
                continue;
            together->withheld[a] |= (uint64_t)1 << b;
            together->withheld[b] |= (uint64_t)1 << a;
            together->has_withheld = true;
        }
    }
}

/* How many a set reaches, less those who chose each, tells how many chose two of its options. */
static bool has_withheld_pair(const Together *together, uint64_t set)
{
    for (size_t i = 0; i < together->n; i++) {
        if ((set >> i & 1) != 0 && (together->withheld[i] & set) != 0)
            return true;
    }
    return false;
}

/* Combinations as cells of a problem of disclosure control: everybody has one. The cell of @mask is
 * mask - 1. */
static void add_patterns(const Together *together, size_t n_listed, SvyDisclosure *problem)
{
    for (uint64_t mask = 1; mask < (uint64_t)1 << together->n; mask++) {
        size_t n = 0, cell;
        bool is_listed = false;

        for (size_t i = 0; i < together->patterns.n; i++) {
            if (together->patterns.masks[i] != mask)
                continue;
            n = together->patterns.counts[i];
            is_listed = i < n_listed;
        }
        cell = svy_disclosure_add_cell(problem, n, is_listed ? SVY_CELL_PUBLIC : SVY_CELL_DERIVED);
        if (!is_listed)
            svy_disclosure_withhold_blindly(problem, cell);
    }
}

/* @whole is the sum of the combinations that have all of @in and none of @out. */
static void add_sum(const Together *together,
                    SvyDisclosure *problem,
                    size_t whole,
                    uint64_t in,
                    uint64_t out)
{
    g_autofree size_t *parts = g_new0(size_t, (size_t)1 << together->n);
    size_t n_parts = 0;

    for (uint64_t mask = 1; mask < (uint64_t)1 << together->n; mask++) {
        if ((mask & in) == in && (mask & out) == 0)
            parts[n_parts++] = (size_t)mask - 1;
    }
    svy_disclosure_add_sum(problem, whole, n_parts, parts);
}

static size_t count_patterns(const Together *together, uint64_t in, uint64_t out)
{
    size_t n = 0;

    for (size_t i = 0; i < together->patterns.n; i++) {
        const uint64_t mask = together->patterns.masks[i];

        n += (mask & in) == in && (mask & out) == 0 ? together->patterns.counts[i] : 0;
    }
    return n;
}

static void add_public(const Together *together, SvyDisclosure *problem, uint64_t in, uint64_t out)
{
    const size_t n = count_patterns(together, in, out);

    add_sum(together, problem, svy_disclosure_add_cell(problem, n, SVY_CELL_PUBLIC), in, out);
}

/* A number of few people who chose two options. */
typedef struct {
    size_t cell, first, second;
} Secret;

/* The pair of options as a cell; small ones go into @secrets. */
static void add_pair(const SvyRun *run,
                     const Together *together,
                     size_t a,
                     size_t b,
                     SvyDisclosure *problem,
                     GArray *secrets)
{
    const uint64_t both = (uint64_t)1 << a | (uint64_t)1 << b;
    const size_t n = count_patterns(together, both, 0);
    size_t cell;

    if ((together->withheld[a] >> b & 1) == 0) {
        add_public(together, problem, both, 0);
        return;
    }
    cell = svy_disclosure_add_cell(problem, n, SVY_CELL_OPEN);
    svy_disclosure_withhold_blindly(problem, cell);
    if ((together->hidden & both) == 0)
        svy_disclosure_add_known(problem, cell, 1, svy_run_get_min_cell(run) - 1);
    add_sum(together, problem, cell, both, 0);
    if (n > 0 && n < svy_run_get_min_cell(run)) {
        const Secret secret = {.cell = cell, .first = a, .second = b};

        g_array_append_val(secrets, secret);
    }
}

/* The first number of few people who chose two options that follows from the overlap, the first
 * @n_listed combinations and @n_sets sets that are told with their reach. */
static bool find_told(const SvyRun *run,
                      const Together *together,
                      size_t n_listed,
                      size_t n_sets,
                      const uint64_t sets[],
                      bool *ret_has,
                      Secret *ret_told,
                      GError **error)
{
    g_autoptr(SvyDisclosure) problem = svy_disclosure_new(svy_run_get_min_cell(run));
    g_autoptr(GArray) secrets = g_array_new(FALSE, FALSE, sizeof(Secret));

    *ret_has = false;
    if (!together->has_withheld || together->n > MAX_AUDITED)
        return true;
    add_patterns(together, n_listed, problem);
    add_public(together, problem, 0, 0);
    for (size_t a = 0; a < together->n; a++) {
        add_public(together, problem, (uint64_t)1 << a, 0);
        for (size_t b = 0; b < a; b++)
            add_pair(run, together, a, b, problem, secrets);
    }
    for (size_t i = 0; i < n_sets; i++)
        add_public(together, problem, 0, sets[i]);
    for (guint i = 0; !*ret_has && i < secrets->len; i++) {
        double lo, hi;

        *ret_told = g_array_index(secrets, Secret, i);
        if (!svy_disclosure_find_interval(problem, ret_told->cell, &lo, &hi, error))
            return false;
        *ret_has = lo >= hi;
    }
    return true;
}

/* The rarer option of the two, or the other one when that is hidden already. */
static size_t choose_hidden(const Together *together, const Secret *told)
{
    const size_t n_first = count_patterns(together, (uint64_t)1 << told->first, 0);
    const size_t n_second = count_patterns(together, (uint64_t)1 << told->second, 0);
    const size_t rarer = n_first <= n_second ? told->first : told->second;

    if ((together->hidden >> rarer & 1) == 0)
        return rarer;
    return rarer == told->first ? told->second : told->first;
}

static void hide_option(Together *together, size_t option)
{
    together->hidden |= (uint64_t)1 << option;
    for (size_t i = 0; i < together->n; i++) {
        if (i == option)
            continue;
        together->withheld[i] |= (uint64_t)1 << option;
        together->withheld[option] |= (uint64_t)1 << i;
    }
}

/* Withholds rows of the overlap until it tells nothing by itself; @ret_is_told when nothing helps.
 */
static bool protect_overlap(const SvyRun *run,
                            Together *together,
                            bool *ret_is_told,
                            GError **error)
{
    Secret told;

    *ret_is_told = together->has_withheld;
    for (size_t i = 0; *ret_is_told && i <= together->n; i++) {
        if (!find_told(run, together, 0, 0, NULL, ret_is_told, &told, error))
            return false;
        if (*ret_is_told)
            hide_option(together, choose_hidden(together, &told));
    }
    return true;
}

/* --- Overlap -------------------------------------------------------------------------------- */

static bool set_overlap(const SvyRun *run,
                        const Together *together,
                        size_t row,
                        size_t column,
                        SvyCell *cell,
                        GError **error)
{
    const SvyTally base = svy_tally_count(run, together->people[row], together->question->answered);
    SvyTally both = {0};
    SvyShare share;

    /* Both bit rows may hold people outside of the base of the question. */
    for (size_t w = 0; w < (together->some->n_bits + 63) / 64; w++)
        together->some->words[w] =
            together->people[row]->words[w] & together->people[column]->words[w];
    both = svy_tally_count(run, together->some, together->question->answered);
    if (!svy_tally_share(run, &both, &base, &share, error))
        return false;
    svy_cell_set_share(cell, &share);
    if ((together->withheld[row] >> column & 1) != 0)
        svy_cell_withhold(cell);
    return true;
}

/* Who chose @column among those who chose @row, and among the others; and phi of the two. */
typedef struct {
    size_t row, column;
    SvyShare own, others;
    SvyEstimate phi;
} Pair;

static bool measure_pair(const SvyRun *run,
                         const Together *together,
                         double level,
                         Pair *pair,
                         GError **error)
{
    const SvyBitset *base = together->question->answered;
    const SvyTally all = svy_tally_count(run, base, NULL);
    const SvyTally row = svy_tally_count(run, together->people[pair->row], base);
    const SvyTally column = svy_tally_count(run, together->people[pair->column], base);
    SvyAssociation association;

    for (size_t w = 0; w < (base->n_bits + 63) / 64; w++)
        together->some->words[w] =
            together->people[pair->row]->words[w] & together->people[pair->column]->words[w];

    const SvyTally both = svy_tally_count(run, together->some, base);
    const SvyTally only_column = svy_tally_subtract(run, &column, &both);
    const SvyTally others = svy_tally_subtract(run, &all, &row);
    /* With weights: so many people as tell as much. */
    const double unit = all.w2 > 0 ? all.w / all.w2 : 0;
    const double counts[] = {unit * fmax(0, others.w - only_column.w), unit * only_column.w,
                             unit * fmax(0, row.w - both.w), unit * both.w};

    if (!svy_association_compute(2, 2, counts, level, &association, error) ||
        !svy_tally_share(run, &both, &row, &pair->own, error) ||
        !svy_tally_share(run, &only_column, &others, &pair->others, error))
        return false;
    pair->phi = association.tau_b; /* of a table of two by two it is phi */
    return true;
}

/* Of the two, the share of those who chose the rarer one is told; shares need people under them. */
static bool is_tellable(const SvyRun *run, const Pair *pair)
{
    return pair->phi.status == SVY_STATUS_OK && pair->phi.lo > 0 &&
           pair->own.base >= SVY_WORDS_MIN_BASE && pair->others.base >= SVY_WORDS_MIN_BASE &&
           pair->own.n >= svy_run_get_min_cell(run) &&
           pair->own.base <= pair->own.n + pair->others.n;
}

static bool find_closest(const SvyRun *run,
                         const Together *together,
                         Pair *ret_best,
                         bool *ret_has,
                         GError **error)
{
    const size_t n_pairs = together->n * (together->n - 1) / 2;
    const double level = 1 - (1 - run->result->level) / (double)n_pairs;

    *ret_has = false;
    for (size_t row = 0; row < together->n; row++) {
        for (size_t column = 0; column < together->n; column++) {
            Pair pair = {.row = row, .column = column};

            if (row == column)
                continue;
            if (!measure_pair(run, together, level, &pair, error))
                return false;
            if (!is_tellable(run, &pair) || (*ret_has && pair.phi.value <= ret_best->phi.value))
                continue;
            *ret_best = pair;
            *ret_has = true;
        }
    }
    return true;
}

static bool say_closest(const SvyRun *run,
                        const Together *together,
                        SvyTable *table,
                        GError **error)
{
    Pair best;
    bool has_best;

    if (!find_closest(run, together, &best, &has_best, error))
        return false;
    if (!has_best)
        return true;

    const SvyOverlapWords words = {.row = together->labels[best.row],
                                   .column = together->labels[best.column],
                                   .own = &best.own,
                                   .others = &best.others,
                                   .phi = &best.phi,
                                   .n_pairs = together->n * (together->n - 1) / 2};

    table->finding = svy_words_overlap(&run->result->survey, &words);
    return true;
}

static void start_overlap(const SvyRun *run, const Together *together, SvyTableBuilder *builder)
{
    svy_table_builder_add_column(builder, "option",
                                 svy_tr(run->language, "Of those who chose ..."));
    svy_table_builder_add_column(builder, "n", svy_tr(run->language, "People"));
    for (size_t i = 0; i < together->n; i++) {
        g_autofree char *key = g_strdup_printf("option-%zu", i + 1);
        g_autofree char *label = svy_text_cut(together->labels[i], LABEL_CHARS);

        svy_table_builder_add_column(builder, key, label);
    }
}

static bool add_overlap(SvyRun *run, const Together *together, GError **error)
{
    g_autoptr(SvyTableBuilder) builder = start_table(run, together, SVY_TABLE_OVERLAP, "overlap",
                                                     svy_tr(run->language, "Chosen together"));
    SvyTable *table = svy_table_builder_get(builder);

    start_overlap(run, together, builder);
    for (size_t row = 0; row < together->n; row++) {
        SvyCell *cells = svy_table_builder_add_row(builder, SVY_MARK_NONE);

        svy_cell_set_text(&cells[0], together->labels[row]);
        svy_cell_set_count(
            &cells[1], svy_bitset_count_and(together->people[row], together->question->answered));
        for (size_t column = 0; column < together->n; column++) {
            if (row != column &&
                !set_overlap(run, together, row, column, &cells[column + 2], error))
                return false;
        }
    }
    table->base_rule = g_strdup(svy_tr(run->language, "in each row those who chose its option"));
    table->method = g_strdup(
        svy_tr(run->language, "Each cell: how many of them also chose the option of the column."));
    if (!say_closest(run, together, table, error))
        return false;
    svy_run_take_table(run, builder);
    return true;
}

/* --- Combinations --------------------------------------------------------------------------- */

/* Where nearly everybody is alone with a combination there is nothing to tell. */
static bool is_worth_telling(const Together *together, size_t n_listed)
{
    size_t n = 0;

    for (size_t i = 0; i < n_listed; i++)
        n += together->patterns.counts[i];
    return n_listed >= 2 && (double)n >= MIN_LISTED * (double)svy_bitset_count(together->any);
}

/* How many combinations are told one by one. When few people are left over, one more combination is
 * told with them, so that nobody is alone in what is left. */
static size_t count_listed(const SvyRun *run, const Together *together)
{
    const SvyPatterns *patterns = &together->patterns;
    const size_t min_cell = svy_run_get_min_cell(run);
    size_t n = 0, n_left = svy_bitset_count(together->any);

    while (n < MIN(patterns->n, MAX_COMBINATIONS) && patterns->counts[n] >= min_cell)
        n_left -= patterns->counts[n++];
    while (n > 0 && n_left > 0 && n_left < min_cell)
        n_left += patterns->counts[--n];
    return n;
}

static bool add_combination(const SvyRun *run,
                            Together *together,
                            uint64_t mask,
                            SvyTableBuilder *builder,
                            GError **error)
{
    SvyCell *cells = svy_table_builder_add_row(builder, SVY_MARK_NONE);
    g_autofree char *labels = join_labels(run, together, mask);
    const size_t n = (size_t)__builtin_popcountll(mask);
    g_autofree char *label =
        n > 1 ? g_strdup(labels) : g_strdup_printf(svy_tr(run->language, "%s alone"), labels);
    SvyTable *table = svy_table_builder_get(builder);
    SvyShare share;

    find_people(together, mask);
    if (!svy_tally_share_of(run, together->some, together->any, &share, error))
        return false;
    svy_cell_set_text(&cells[0], label);
    svy_cell_set_count(&cells[1], n);
    svy_cell_set_share(&cells[2], &share);
    if (mask == together->patterns.masks[0] &&
        together->patterns.weights[0] > together->patterns.weights[1])
        table->finding = svy_words_combinations(&run->result->survey, label, &share);
    return true;
}

/* All others in one line. */
static bool add_others(const SvyRun *run,
                       Together *together,
                       size_t n_listed,
                       SvyTableBuilder *builder,
                       GError **error)
{
    const size_t n_others = together->patterns.n - n_listed;
    g_autofree char *label = g_strdup_printf(
        svy_tr_n(run->language, "%zu other combination", "%zu other combinations", n_others),
        n_others);
    g_autoptr(SvyBitset) others = svy_bitset_copy(together->any);
    SvyCell *cells;
    SvyShare share;

    if (n_others == 0)
        return true;
    if (others == NULL)
        return svy_error_set(error, SVY_ERROR_NO_MEMORY, NULL, NULL, "no memory for combinations");
    for (size_t i = 0; i < n_listed; i++) {
        find_people(together, together->patterns.masks[i]);
        svy_bitset_and_not(others, together->some);
    }
    if (!svy_tally_share_of(run, others, together->any, &share, error))
        return false;
    cells = svy_table_builder_add_row(builder, SVY_MARK_OTHER);
    svy_cell_set_text(&cells[0], label);
    svy_cell_set_share(&cells[2], &share);
    return true;
}

/* Who chose each option at all, on the base of the combinations. */
static bool share_options(const SvyRun *run,
                          const Together *together,
                          SvyTableSets *sets,
                          GError **error)
{
    const SvyTally base = svy_tally_count(run, together->any, NULL);

    for (size_t i = 0; i < together->n; i++) {
        const SvyTally people = svy_tally_count(run, together->people[i], together->any);
        SvyShare *share = &sets->shares[i];

        if (!svy_tally_share(run, &people, &base, share, error))
            return false;
        if (people.n < svy_run_get_min_cell(run))
            *share =
                (SvyShare){.base = base.n,
                           .p = svy_estimate_none(SVY_STATUS_WITHHELD, run->result->level, NULL)};
    }
    return true;
}

/* Of @n_listed rows, and one for the others if there are any. */
static bool make_sets(const SvyRun *run,
                      const Together *together,
                      size_t n_listed,
                      SvyTableSets **ret_sets,
                      GError **error)
{
    g_autoptr(SvyTableSets) sets = g_new0(SvyTableSets, 1);

    sets->n = together->n;
    sets->labels = g_new0(char *, together->n);
    sets->shares = g_new0(SvyShare, together->n);
    for (size_t i = 0; i < together->n; i++)
        sets->labels[i] = g_strdup(together->labels[i]);
    sets->masks = g_new0(uint64_t, n_listed + 1);
    memcpy(sets->masks, together->patterns.masks, n_listed * sizeof *sets->masks);
    sets->n_others = together->patterns.n - n_listed;
    if (!share_options(run, together, sets, error))
        return false;
    *ret_sets = g_steal_pointer(&sets);
    return true;
}

static bool add_combinations(SvyRun *run, Together *together, size_t n_listed, GError **error)
{
    g_autoptr(SvyTableBuilder) builder =
        start_table(run, together, SVY_TABLE_COMBINATIONS, "combinations",
                    svy_tr(run->language, "Most frequent combinations"));
    SvyTable *table = svy_table_builder_get(builder);

    if (!is_worth_telling(together, n_listed))
        return true;
    svy_table_builder_add_column(builder, "combination", svy_tr(run->language, "Combination"));
    svy_table_builder_add_column(builder, "options", svy_tr(run->language, "Options"));
    svy_table_builder_add_column(builder, "p", svy_tr(run->language, "Share"));
    for (size_t i = 0; i < n_listed; i++) {
        if (!add_combination(run, together, together->patterns.masks[i], builder, error))
            return false;
    }
    if (!add_others(run, together, n_listed, builder, error))
        return false;
    if (!make_sets(run, together, n_listed, &table->sets, error))
        return false;
    table->base_rule = g_strdup(svy_tr(run->language, "people who chose at least one option"));
    table->method = svy_words_intervals_in(run->language, run->result->level, false);
    svy_run_take_table(run, builder);
    return true;
}

/* --- Coverage ------------------------------------------------------------------------------- */

static bool add_step(const SvyRun *run,
                     Together *together,
                     uint64_t set,
                     const SvyShare *before,
                     SvyTableBuilder *builder,
                     SvyShare *ret_share,
                     GError **error)
{
    SvyCell *cells = svy_table_builder_add_row(builder, SVY_MARK_NONE);
    const size_t n = (size_t)__builtin_popcountll(set);
    g_autofree char *name =
        g_strdup_printf(svy_tr_n(run->language, "%zu option", "%zu options", n), n);
    g_autofree char *labels = join_labels(run, together, set);

    find_reached(together, set);
    if (!svy_tally_share_of(run, together->some, together->any, ret_share, error))
        return false;
    svy_cell_set_text(&cells[0], name);
    svy_cell_set_text(&cells[1], labels);
    svy_cell_set_share(&cells[2], ret_share);
    svy_cell_set_number(&cells[3], SVY_CELL_POINTS,
                        ret_share->p.value - (before == NULL ? 0 : before->p.value));
    return true;
}

static void say_coverage(const SvyRun *run,
                         const Together *together,
                         uint64_t set,
                         const SvyShare *reached,
                         const SvyShare *before,
                         SvyTable *table)
{
    g_autofree char *labels = join_labels(run, together, set);
    const SvyCoverageWords words = {.labels = labels,
                                    .n_set = (size_t)__builtin_popcountll(set),
                                    .reached = reached,
                                    .before = before,
                                    .target = run->plan->coverage,
                                    .is_exact = together->n <= SVY_COVER_MAX_EXACT};

    table->finding = svy_words_coverage(&run->result->survey, &words);
}

/* With weights a better set may reach fewer people. */
static size_t count_apart(size_t a, size_t b)
{
    return a > b ? a - b : b - a;
}

/* Up to the first set that reaches the target, unless a further option adds next to nobody, or few
 * chose two of the set together: the difference would tell of very few. */
static bool add_steps(const SvyRun *run,
                      Together *together,
                      const uint64_t sets[],
                      const size_t reached[],
                      SvyTableBuilder *builder,
                      GError **error)
{
    const size_t min_cell = svy_run_get_min_cell(run);
    SvyShare shares[MAX_STEPS];
    size_t n = 0;

    while (n < MIN(together->n, MAX_STEPS)) {
        if (n > 0 && (shares[n - 1].p.value >= run->plan->coverage ||
                      count_apart(reached[n], reached[n - 1]) < min_cell ||
                      has_withheld_pair(together, sets[n])))
            break;
        if (!add_step(run, together, sets[n], n == 0 ? NULL : &shares[n - 1], builder, &shares[n],
                      error))
            return false;
        n++;
    }
    say_coverage(run, together, sets[n - 1], &shares[n - 1], n > 1 ? &shares[n - 2] : NULL,
                 svy_table_builder_get(builder));
    return true;
}

static bool add_coverage(SvyRun *run,
                         Together *together,
                         const uint64_t sets[],
                         const size_t reached[],
                         GError **error)
{
    g_autofree char *intervals = svy_words_intervals_in(run->language, run->result->level, false);
    g_autoptr(SvyTableBuilder) builder =
        start_table(run, together, SVY_TABLE_COVERAGE, "coverage",
                    svy_tr(run->language, "Fewest options that reach most people"));
    SvyTable *table = svy_table_builder_get(builder);

    svy_table_builder_add_column(builder, "size", svy_tr(run->language, "Size"));
    svy_table_builder_add_column(builder, "set", svy_tr(run->language, "Best set"));
    svy_table_builder_add_column(builder, "reached", svy_tr(run->language, "Reaches"));
    svy_table_builder_add_column(builder, "added", svy_tr(run->language, "Points more"));
    if (!add_steps(run, together, sets, reached, builder, error))
        return false;
    table->base_rule = g_strdup(svy_tr(run->language, "people who chose at least one option"));
    table->method = g_strjoin(
        " ",
        run->weighting == NULL
            ? svy_tr(run->language, "A set reaches those who chose one of its options at least.")
            : svy_tr(run->language, "A set reaches those who chose one of its options at least; "
                                    "sets are chosen by the weight of those whom they reach."),
        together->n <= SVY_COVER_MAX_EXACT
            ? svy_tr(run->language, "All sets were compared; the best is that of this sample.")
            : svy_tr(
                  run->language,
                  "With so many options sets were found step by step, each time by the option that "
                  "adds most people; another set may reach more."),
        intervals, NULL);
    svy_run_take_table(run, builder);
    return true;
}

/* --- The whole ------------------------------------------------------------------------------ */

static bool is_candidate(const SvyQuestion *question)
{
    return question->type == SVY_QUESTION_MULTI && !question->is_meta && !question->is_personal &&
           question->answered != NULL;
}

/* What is told of a select-all. */
typedef struct {
    uint64_t *sets;
    size_t *reached;
    size_t n_sets; /* those that could be told */
    size_t n_listed;
    bool has_overlap, has_sets;
} Telling;

static void telling_clear(Telling *telling)
{
    g_free(telling->sets);
    g_free(telling->reached);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Telling, telling_clear)

static bool start_telling(const SvyRun *run,
                          const Together *together,
                          Telling *telling,
                          GError **error)
{
    *telling = (Telling){.sets = g_new0(uint64_t, together->n),
                         .reached = g_new0(size_t, together->n),
                         .n_listed = count_listed(run, together),
                         .has_overlap = together->n <= MAX_OVERLAP,
                         .has_sets = true};
    if (!svy_patterns_cover(&together->patterns, together->n, telling->sets, telling->reached,
                            error))
        return false;
    while (telling->n_sets < MIN(together->n, MAX_STEPS) &&
           !has_withheld_pair(together, telling->sets[telling->n_sets]))
        telling->n_sets++;
    return true;
}

/* First rows of the overlap go, then combinations, then sets. */
static bool tell_less(const SvyRun *run, Together *together, Telling *telling, GError **error)
{
    bool is_told;
    Secret told;

    if (!protect_overlap(run, together, &is_told, error))
        return false;
    if (is_told) {
        telling->has_overlap = telling->has_sets = false;
        telling->n_listed = 0;
        return true;
    }
    for (is_told = telling->n_listed > 0; is_told; telling->n_listed -= is_told) {
        if (!find_told(run, together, telling->n_listed, 0, NULL, &is_told, &told, error))
            return false;
    }
    if (!find_told(run, together, telling->n_listed, telling->n_sets, telling->sets, &is_told,
                   &told, error))
        return false;
    telling->has_sets = !is_told;
    return true;
}

/* What a table would give away of a pair that few chose is not told. */
static bool publish_tables(SvyRun *run, Together *together, GError **error)
{
    g_auto(Telling) telling = {0};
    bool is_told;
    Secret told;

    if (!start_telling(run, together, &telling, error) ||
        !find_told(run, together, telling.n_listed, telling.n_sets, telling.sets, &is_told, &told,
                   error))
        return false;
    if (is_told && !tell_less(run, together, &telling, error))
        return false;
    return (!telling.has_overlap || add_overlap(run, together, error)) &&
           add_combinations(run, together, telling.n_listed, error) &&
           (!telling.has_sets || add_coverage(run, together, telling.sets, telling.reached, error));
}

static bool add_tables(SvyRun *run, const SvyQuestion *question, GError **error)
{
    g_auto(Together) together = {0};

    if (!find_choices(question, &together, error))
        return false;
    if (together.n < MIN_CHOICES || together.n > SVY_PATTERNS_MAX_OPTIONS ||
        svy_bitset_count(together.any) < MIN_PEOPLE)
        return true;
    if (!svy_patterns_count(together.n, together.people, together.any,
                            run->weighting == NULL ? NULL : run->weighting->w, &together.patterns,
                            error) ||
        (run->weighting != NULL &&
         !svy_patterns_sort_by_weight(&together.patterns, svy_run_get_min_cell(run), error)))
        return false;
    if (count_several(&together.patterns) < MIN_SEVERAL)
        return true;
    if (together.n <= MAX_OVERLAP)
        find_withheld(run, &together);
    return publish_tables(run, &together, error);
}

static bool run_combinations(SvyRun *run, GError **error)
{
    for (guint i = 0; i < run->dataset->questions->len; i++) {
        const SvyQuestion *question = svy_dataset_get_question(run->dataset, i);

        if (is_candidate(question) && !add_tables(run, question, error))
            return false;
    }
    return true;
}

/* --- By group ------------------------------------------------------------------------------- */

enum { BY_GROUP, BY_SET, BY_OTHERS, BY_SHARE };

/* One group: @together is of its people alone, @sets and their order are everybody's. */
typedef struct {
    const SvyTableSets *sets;
    size_t n_listed;
    Together together;
} Part;

static void part_clear(Part *part)
{
    together_clear(&part->together);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Part, part_clear)

static bool part_init(const SvyRun *run,
                      const SvyQuestion *question,
                      const SvyTable *all,
                      const SvyBitset *people,
                      Part *part,
                      GError **error)
{
    part->sets = all->sets;
    while (part->n_listed < all->n_rows && all->sets->masks[part->n_listed] != 0)
        part->n_listed++;
    if (!find_choices(question, &part->together, error))
        return false;
    if (people != NULL)
        svy_bitset_and(part->together.any, people);
    return svy_patterns_count(part->together.n, part->together.people, part->together.any,
                              run->weighting == NULL ? NULL : run->weighting->w,
                              &part->together.patterns, error);
}

/* @group: of everybody past the last. */
static SvyCell *add_part_row(const SvyRun *run,
                             SvyTableBuilder *builder,
                             const SvyGrouping *grouping,
                             size_t group,
                             const char *label)
{
    SvyCell *cells;

    if (group < grouping->n_groups) {
        cells = svy_by_group_add_row(builder, grouping, group);
    } else {
        cells = svy_table_builder_add_row(builder, SVY_MARK_NONE);
        svy_cell_set_word(&cells[BY_GROUP], run->language, SVY_TR("All"));
    }
    svy_cell_set_text(&cells[BY_SET], label);
    return cells;
}

static bool set_part_share(const SvyRun *run,
                           const Part *part,
                           const SvyBitset *people,
                           SvyCell *cell,
                           GError **error)
{
    SvyShare share;

    if (!svy_tally_share_of(run, people, part->together.any, &share, error))
        return false;
    svy_cell_set_share(cell, &share);
    return true;
}

/* The combinations that everybody's table does not list: how many the group has, and its people. */
static bool add_part_others(const SvyRun *run, Part *part, SvyCell *cells, GError **error)
{
    const SvyPatterns *patterns = &part->together.patterns;
    g_autoptr(SvyBitset) others = svy_bitset_new(part->together.any->n_bits);
    size_t n = 0;

    if (others == NULL)
        return svy_error_set_memory(error, "combinations");
    for (size_t i = 0; i < patterns->n; i++) {
        bool is_listed = false;

        for (size_t k = 0; k < part->n_listed; k++)
            is_listed |= part->sets->masks[k] == patterns->masks[i];
        if (is_listed)
            continue;
        find_people(&part->together, patterns->masks[i]);
        svy_bitset_or(others, part->together.some);
        n++;
    }
    svy_cell_set_count(&cells[BY_OTHERS], n);
    return set_part_share(run, part, others, &cells[BY_SHARE], error);
}

/* Its options, the combinations that everybody's table lists, and all others. */
static bool add_part(const SvyRun *run,
                     const SvyTable *all,
                     const SvyGrouping *grouping,
                     size_t group,
                     Part *part,
                     SvyTableBuilder *builder,
                     GError **error)
{
    for (size_t i = 0; i < part->sets->n; i++) {
        SvyCell *cells = add_part_row(run, builder, grouping, group, part->sets->labels[i]);

        if (!set_part_share(run, part, part->together.people[i], &cells[BY_SHARE], error))
            return false;
    }
    for (size_t row = 0; row < all->n_rows; row++) {
        SvyCell *cells =
            add_part_row(run, builder, grouping, group, svy_table_get_cell(all, row, 0)->text);

        if (row == part->n_listed)
            return add_part_others(run, part, cells, error);
        find_people(&part->together, part->sets->masks[row]);
        if (!set_part_share(run, part, part->together.some, &cells[BY_SHARE], error))
            return false;
    }
    return true;
}

static bool publish_by(SvyRun *run,
                       const SvyQuestion *question,
                       const SvyGrouping *grouping,
                       GError **error)
{
    g_autofree char *id = g_strdup_printf("combinations-%s", question->id);
    const SvyTable *all = svy_by_group_find(run, id);
    g_autoptr(SvyTableBuilder) builder = NULL;

    if (all == NULL)
        return true;
    builder = svy_by_group_start(run, SVY_TABLE_COMBINATIONS_BY, all, "combination", grouping);
    svy_table_builder_add_column(builder, "others", svy_tr(run->language, "Other combinations"));
    svy_table_builder_add_column(builder, "p", svy_tr(run->language, "Share"));
    for (size_t g = 0; g <= grouping->n_groups; g++) {
        /* Everybody first. */
        const size_t group = g == 0 ? grouping->n_groups : g - 1;
        g_auto(Part) part = {0};

        if (!part_init(run, question, all, g == 0 ? NULL : grouping->groups[group].people, &part,
                       error) ||
            !add_part(run, all, grouping, group, &part, builder, error))
            return false;
    }
    svy_by_group_finish(run, builder, grouping, false);
    return true;
}

/* Of a group nearly all combinations are of few people, so that they are told only where anything
 * may be. */
static bool publish(SvyRun *run, GError **error)
{
    if (!svy_by_group_is_wanted(run, SVY_PANELS_SETS) || svy_run_get_min_cell(run) > 1)
        return true;
    for (guint i = 0; i < run->dataset->questions->len; i++) {
        const SvyQuestion *question = svy_dataset_get_question(run->dataset, i);

        for (guint g = 0; is_candidate(question) && g < run->breakdowns->groupings->len; g++) {
            const SvyGrouping *grouping = g_ptr_array_index(run->breakdowns->groupings, g);

            if (svy_by_group_suits(grouping, question) &&
                !publish_by(run, question, grouping, error))
                return false;
        }
    }
    return true;
}

const SvyAnalysis svy_analysis_combinations = {.name = "combinations",
                                               .is_wanted = is_wanted,
                                               .run = run_combinations,
                                               .publish = publish};
