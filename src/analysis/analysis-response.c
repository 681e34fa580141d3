/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who answered of those who could have, by the questions of a roster: response rate, how the
 * sample differs from the population, and the weights that would mend it. */
#include <math.h>
#include <string.h>

#include <surveystat/response-rate.h>
#include <surveystat/weights.h>

#include "analysis/tally.h"
#include "analysis/variable.h"
#include "base/error.h"
#include "base/findings.h"
#include "base/text.h"
#include "base/translate.h"
#include "result/words.h"

enum {
    STRATUM,
    POPULATION,
    INVITED,
    ANSWERED,
    RATE,
    EXPECTED,
    FOUND,
    DIFFERENCE,
    WEIGHT,
    N_FIELDS
};

/* One answer of a question of the roster. */
typedef struct {
    const SvyMargin *margin;
    const SvyBitset *people; /* who gave it */
    size_t n;
} Stratum;

typedef struct {
    bool has[N_FIELDS]; /* columns that have something to tell */
    size_t at[N_FIELDS];
    const SvyQuestion *question;
    SvyVariable *variable;
    GArray *strata;    /* of Stratum */
    size_t n;          /* who gave one of these answers */
    double population; /* sum of the roster */
    double invited;    /* sum; NaN: not known of all */
} Roster;

static void roster_clear(Roster *roster)
{
    svy_variable_free(roster->variable);
    if (roster->strata != NULL)
        g_array_unref(roster->strata);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Roster, roster_clear)

static const SvyMargins *get_margins(const SvyRun *run)
{
    return run->options->roster != NULL ? run->options->roster : run->plan->roster;
}

static bool is_wanted(const SvyRun *run)
{
    return get_margins(run) != NULL && run->options->with_questions &&
           run->options->table_row == NULL;
}

/* --- Binding -------------------------------------------------------------------------------- */

static const SvyAnswer *find_answer(const SvyVariable *variable, const char *label)
{
    for (size_t i = 0; i < variable->n_answers - variable->n_nets; i++) {
        if (svy_text_same(variable->answers[i].label, label))
            return &variable->answers[i];
    }
    return NULL;
}

static bool refuse(const SvyRun *run, const SvyMargin *margin, const char *what, GError **error)
{
    const SvyPlace place = {.file = get_margins(run)->file, .line = margin->line};

    return svy_error_set(error, SVY_ERROR_DATA, &place,
                         "\"surveystat inspect\" lists the questions and their answers", "%s",
                         what);
}

static bool bind_question(const SvyRun *run,
                          const SvyMargin *margin,
                          Roster *roster,
                          GError **error)
{
    g_autofree char *quoted = svy_text_quote(margin->question);
    g_autofree char *what = g_strdup_printf("no such question, got %s", quoted);

    roster->question = svy_dataset_find_question(run->dataset, margin->question);
    if (roster->question == NULL)
        return refuse(run, margin, what, error);
    if (svy_variable_count(roster->question) != 1 || roster->question->type == SVY_QUESTION_MULTI)
        return refuse(run, margin, "a roster is of questions with one answer for each person",
                      error);
    roster->strata = g_array_new(FALSE, TRUE, sizeof(Stratum));
    return svy_variable_new(run->dataset, roster->question, 0, &roster->variable, error);
}

static bool bind_stratum(const SvyRun *run, const SvyMargin *margin, Roster *roster, GError **error)
{
    const SvyAnswer *answer = find_answer(roster->variable, margin->answer);
    g_autofree char *quoted = svy_text_quote(margin->answer);
    g_autofree char *what =
        g_strdup_printf("%s has no such answer, got %s", roster->question->id, quoted);
    Stratum stratum = {.margin = margin};

    if (answer == NULL)
        return refuse(run, margin, what, error);
    stratum.people = answer->people;
    stratum.n = svy_bitset_count(answer->people);
    roster->n += stratum.n;
    roster->population += margin->value;
    roster->invited += margin->invited;
    g_array_append_val(roster->strata, stratum);
    return true;
}

/* All strata of the question that @first names. */
static bool bind_roster(const SvyRun *run, size_t first, Roster *roster, GError **error)
{
    const SvyMargins *margins = get_margins(run);

    if (!bind_question(run, &margins->margins[first], roster, error))
        return false;
    for (size_t i = first; i < margins->n; i++) {
        if (svy_text_same(margins->margins[i].question, margins->margins[first].question) &&
            !bind_stratum(run, &margins->margins[i], roster, error))
            return false;
    }
    return true;
}

/* --- Cells ---------------------------------------------------------------------------------- */

/* AAPOR's RR1: who was invited and did not answer counts as eligible. */
static bool set_rate(const SvyRun *run, SvyCell *cell, size_t n, double invited, GError **error)
{
    const SvyDispositions dispositions = {.interviews = (double)n,
                                          .non_contacts = fmax(0, invited - (double)n)};
    SvyResponseRates rates;
    SvyShare share;

    if (!(invited > 0))
        return true;
    if (!svy_response_rate_compute(&dispositions, 1, &rates, error) ||
        !svy_run_share(run, n, (size_t)fmax(invited, (double)n), &share, error))
        return false;
    share.p.value = rates.rr[0];
    share.p.lo = share.p.hi = (double)NAN; /* a count of a list has no sampling error */
    svy_cell_set_estimate(cell, SVY_CELL_POINTS, &share.p);
    return true;
}

/* How much smaller or larger the stratum is among those who answered. */
static bool set_difference(const SvyRun *run,
                           const Roster *roster,
                           const Stratum *stratum,
                           SvyCell cells[],
                           GError **error)
{
    const double expected = stratum->margin->value / roster->population;
    SvyShare found;

    if (!svy_run_share(run, stratum->n, roster->n, &found, error))
        return false;
    svy_cell_set_number(&cells[roster->at[EXPECTED]], SVY_CELL_POINTS, expected);
    svy_cell_set_share(&cells[roster->at[FOUND]], &found);
    if (found.p.status != SVY_STATUS_OK)
        return true;
    found.p.value -= expected;
    found.p.lo -= expected;
    found.p.hi -= expected;
    svy_cell_set_estimate(&cells[roster->at[DIFFERENCE]], SVY_CELL_POINTS, &found.p);
    if (stratum->n > 0)
        svy_cell_set_number(&cells[roster->at[WEIGHT]], SVY_CELL_ESTIMATE,
                            expected * (double)roster->n / (double)stratum->n);
    return true;
}

static bool add_stratum(const SvyRun *run,
                        SvyTableBuilder *builder,
                        const Roster *roster,
                        const Stratum *stratum,
                        GError **error)
{
    SvyCell *cells = svy_table_builder_add_row(builder, SVY_MARK_NONE);
    const double invited = stratum->margin->invited;

    svy_cell_set_text(&cells[roster->at[STRATUM]], stratum->margin->answer);
    if (roster->has[POPULATION])
        svy_cell_set_count(&cells[roster->at[POPULATION]], (size_t)(stratum->margin->value + 0.5));
    if (roster->has[INVITED])
        svy_cell_set_count(&cells[roster->at[INVITED]], (size_t)(invited + 0.5));
    svy_cell_set_count(&cells[roster->at[ANSWERED]], stratum->n);
    return (!roster->has[RATE] ||
            set_rate(run, &cells[roster->at[RATE]], stratum->n, invited, error)) &&
           set_difference(run, roster, stratum, cells, error);
}

static bool add_all(const SvyRun *run,
                    SvyTableBuilder *builder,
                    const Roster *roster,
                    GError **error)
{
    SvyCell *cells = svy_table_builder_add_row(builder, SVY_MARK_NONE);

    svy_cell_set_word(&cells[roster->at[STRATUM]], run->language, SVY_TR("All"));
    if (roster->has[POPULATION])
        svy_cell_set_count(&cells[roster->at[POPULATION]], (size_t)(roster->population + 0.5));
    if (roster->has[INVITED])
        svy_cell_set_count(&cells[roster->at[INVITED]], (size_t)(roster->invited + 0.5));
    svy_cell_set_count(&cells[roster->at[ANSWERED]], roster->n);
    return !roster->has[RATE] ||
           set_rate(run, &cells[roster->at[RATE]], roster->n, roster->invited, error);
}

/* --- What it says --------------------------------------------------------------------------- */

static bool find_kish(const Roster *roster, SvyKish *ret_kish, GError **error)
{
    g_autofree double *w = g_try_new0(double, roster->n + 1);
    size_t at = 0;

    if (w == NULL)
        return svy_error_set(error, SVY_ERROR_NO_MEMORY, NULL, NULL, "no memory for the weights");
    for (guint i = 0; i < roster->strata->len; i++) {
        const Stratum *stratum = &g_array_index(roster->strata, Stratum, i);

        for (size_t k = 0; k < stratum->n; k++)
            w[at++] = stratum->margin->value / (double)stratum->n;
    }
    return svy_weights_kish(at, w, ret_kish, error);
}

static const Stratum *find_widest(const Roster *roster, double *ret_difference)
{
    const Stratum *widest = NULL;

    *ret_difference = 0;
    for (guint i = 0; i < roster->strata->len; i++) {
        const Stratum *stratum = &g_array_index(roster->strata, Stratum, i);
        const double difference =
            (double)stratum->n / (double)roster->n - stratum->margin->value / roster->population;

        if (widest == NULL || fabs(difference) > fabs(*ret_difference)) {
            widest = stratum;
            *ret_difference = difference;
        }
    }
    return widest;
}

static char *word_finding(const char *language, const Roster *roster, const SvyKish *kish)
{
    double difference;
    const Stratum *widest = find_widest(roster, &difference);

    g_assert(widest != NULL);

    g_autofree char *points = svy_tr_num_pct(language, fabs(difference), 1);
    g_autofree char *expected =
        svy_tr_num_pct(language, widest->margin->value / roster->population, 1);
    g_autofree char *found = svy_tr_num_pct(language, (double)widest->n / (double)roster->n, 1);
    g_autofree char *label = svy_text_cut(widest->margin->answer, 60);
    g_autofree char *deff = svy_tr_num(language, kish->deff, 2);
    g_autofree char *n_eff = svy_tr_num(language, kish->n_eff, 0);

    return g_strdup_printf(
        difference < 0
            ? svy_tr(language,
                     "“%s” differs most: %s%% of those who answered and %s%% of the roster "
                     "(%s points fewer). Weights by this question alone would have a design "
                     "effect of %s (effective n %s).")
            : svy_tr(language,
                     "“%s” differs most: %s%% of those who answered and %s%% of the roster "
                     "(%s points more). Weights by this question alone would have a design "
                     "effect of %s (effective n %s)."),
        label, found, expected, points, deff, n_eff);
}

static void add_columns(const SvyRun *run, SvyTableBuilder *builder, Roster *roster)
{
    static const char *const fields[N_FIELDS][2] = {
        {"stratum", SVY_TR("Group")},           {"population", SVY_TR("In the roster")},
        {"invited", SVY_TR("Invited")},         {"answered", SVY_TR("Answered")},
        {"rate", SVY_TR("Response rate, %")},   {"expected", SVY_TR("Roster, %")},
        {"found", SVY_TR("Answered, share")},   {"difference", SVY_TR("Difference in points")},
        {"weight", SVY_TR("Suggested weight")},
    };

    size_t n = 0;

    for (size_t i = 0; i < N_FIELDS; i++)
        roster->has[i] = true;
    roster->has[POPULATION] = !get_margins(run)->is_shares;
    roster->has[INVITED] = roster->has[RATE] = isfinite(roster->invited);
    for (size_t i = 0; i < N_FIELDS; i++) {
        if (!roster->has[i])
            continue;
        svy_table_builder_add_column(builder, fields[i][0], svy_tr(run->language, fields[i][1]));
        roster->at[i] = n++;
    }
}

static void describe(const SvyRun *run, const Roster *roster, SvyTable *made)
{
    g_autofree char *level = svy_tr_num_pct(run->language, run->result->level, 0);
    g_autofree char *n = svy_tr_num_count(run->language, roster->n);
    g_autofree char *file = g_path_get_basename(get_margins(run)->file);

    made->row_id = g_strdup(roster->question->id);
    made->row_text = g_strdup(roster->question->text);
    made->base_rule = g_strdup_printf(
        svy_tr(run->language, "%s who gave one of these answers to %s"), n, roster->question->id);
    made->method = g_strdup_printf(
        roster->has[RATE]
            ? svy_tr(
                  run->language,
                  "Roster: %s. Response rate: AAPOR RR1, answered of invited, all invited taken as "
                  "eligible and every answer as complete. %s%% Wilson intervals of the share among "
                  "those who answered, not weighted. Suggested weight: share of the roster over "
                  "share of those who answered; --rake weights by several questions at once.")
            : svy_tr(run->language,
                     "Roster: %s. %s%% Wilson intervals of the share among those who answered, not "
                     "weighted. Suggested weight: share of the roster over share of those who "
                     "answered; --rake weights by several questions at once."),
        file, level);
}

/* More answers than people cannot be: the roster is of others, or somebody answered twice. */
static void note_too_many(SvyRun *run, const Roster *roster)
{
    for (guint i = 0; i < roster->strata->len; i++) {
        const Stratum *stratum = &g_array_index(roster->strata, Stratum, i);
        const double most = isfinite(stratum->margin->invited) ? stratum->margin->invited
                            : get_margins(run)->is_shares      ? (double)INFINITY
                                                               : stratum->margin->value;

        if ((double)stratum->n > most)
            svy_findings_add(
                run->result->findings, SVY_SEVERITY_WARNING, "roster-exceeded", 0,
                svy_question_get_item(roster->question, 0)->column,
                SVY_TR("Look whether the roster is of the same people, and for double answers"),
                SVY_TR("%zu people say “%s”, more than the roster has"), stratum->n,
                stratum->margin->answer);
    }
}

/* --- Tables --------------------------------------------------------------------------------- */

static bool publish_roster(SvyRun *run, Roster *roster, GError **error)
{
    g_autofree char *id = g_strdup_printf("response-%s", roster->question->id);
    g_autofree char *text = svy_text_cut(roster->question->text, 70);
    g_autofree char *title =
        g_strdup_printf(svy_tr(run->language, "Who answered of those who could, by %s. %s"),
                        roster->question->id, text);
    g_autoptr(SvyTableBuilder) builder = svy_table_builder_new(SVY_TABLE_RESPONSE, id, title);
    SvyKish kish;

    if (roster->n == 0)
        return true;
    add_columns(run, builder, roster);
    if (!find_kish(roster, &kish, error) || !add_all(run, builder, roster, error))
        return false;
    for (guint i = 0; i < roster->strata->len; i++) {
        if (!add_stratum(run, builder, roster, &g_array_index(roster->strata, Stratum, i), error))
            return false;
    }
    describe(run, roster, svy_table_builder_get(builder));
    svy_table_builder_get(builder)->finding = word_finding(run->language, roster, &kish);
    note_too_many(run, roster);
    svy_run_take_table(run, builder);
    return true;
}

static bool is_first(const SvyMargins *margins, size_t i)
{
    for (size_t j = 0; j < i; j++) {
        if (svy_text_same(margins->margins[j].question, margins->margins[i].question))
            return false;
    }
    return true;
}

static bool run_response(SvyRun *run, GError **error)
{
    const SvyMargins *margins = get_margins(run);

    for (size_t i = 0; i < margins->n; i++) {
        g_auto(Roster) roster = {0};

        if (is_first(margins, i) &&
            (!bind_roster(run, i, &roster, error) || !publish_roster(run, &roster, error)))
            return false;
    }
    return true;
}

const SvyAnalysis svy_analysis_response = {.name = "response",
                                           .is_wanted = is_wanted,
                                           .run = run_response};
