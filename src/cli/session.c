/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading and computing for all commands. */
#include "cli/session.h"

#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "base/translate.h"
#include "cli/console.h"
#include "core/dataset.h"
#include "report/subject.h"

void svy_session_clear(SvySession *session)
{
    svy_result_free(session->result);
    svy_plan_free(session->plan);
    svy_margins_free(session->margins);
    svy_margins_free(session->roster);
    svy_dataset_unref(session->dataset);
    memset(session, 0, sizeof *session);
}

SvyReadOptions svy_session_get_reading(const SvyOptions *options)
{
    return (SvyReadOptions){.codebook_path = options->codebook,
                            .plan_path = options->plan,
                            .dictionary_path = options->dictionary,
                            .targets_path = options->targets,
                            .no_auto = options->is_without_auto,
                            .accepts_drift = options->is_drift_accepted,
                            .encoding = options->encoding,
                            .delimiter = options->delimiter,
                            .n_skip_lines = options->n_skip_lines,
                            .is_skip_given = options->skip_text != NULL,
                            .decimal_comma = options->has_decimal_comma ? SVY_DECIMAL_COMMA_YES
                                             : options->has_no_decimal_comma
                                                 ? SVY_DECIMAL_COMMA_NO
                                                 : SVY_DECIMAL_COMMA_FOUND,
                            .max_cell_bytes = options->max_cell_bytes};
}

/* Small files that options name; read before the large one. */
static bool read_margins(SvySession *session, const SvyOptions *options, GError **error)
{
    if (options->weight != NULL && options->rake != NULL)
        return svy_error_set(error, SVY_ERROR_USAGE, NULL, "Leave one of them out",
                             "--weight and --rake cannot be used together");
    return (options->rake == NULL || svy_margins_read(options->rake, &session->margins, error)) &&
           (options->roster == NULL || svy_margins_read(options->roster, &session->roster, error));
}

/* What the options say in the place of the plan. */
static bool adjust_plan(SvySession *session, const SvyOptions *options, GError **error)
{
    char **language = &session->plan->survey.language;

    if (options->language == NULL)
        return true;
    if (!svy_tr_check_language(options->language, NULL, SVY_ERROR_USAGE, error))
        return false;
    g_free(*language);
    *language = g_strdup(options->language);
    return true;
}

bool svy_session_read(SvySession *session, const SvyOptions *options, GError **error)
{
    const char *const groups[] = {options->by != NULL ? options->by : options->each,
                                  options->by != NULL ? options->each : NULL, NULL};
    SvyReadOptions reading = svy_session_get_reading(options);
    SvyProgress progress;
    bool is_read;

    if (!svy_options_get_file(options, &session->file, error) ||
        !read_margins(session, options, error))
        return false;
    svy_progress_init(&progress, options->is_quiet);
    reading.groups = groups;
    reading.progress = svy_progress_update;
    reading.progress_data = &progress;
    is_read = svy_ingest_read(session->file, &reading, &session->dataset, &session->plan, error);
    svy_progress_end(&progress);
    return is_read && adjust_plan(session, options, error);
}

/* What a chart of @kind needs by group. */
static unsigned get_panels(const char *kind)
{
    static const struct {
        const char *kind;
        unsigned panels;
    } kinds[] = {{"ranking", SVY_PANELS_RANK},
                 {"ladder", SVY_PANELS_LADDER},
                 {"targets", SVY_PANELS_TARGETS},
                 {"upset", SVY_PANELS_SETS}};

    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++)
        if (strcmp(kinds[i].kind, kind) == 0)
            return kinds[i].panels;
    return SVY_PANELS_GAP;
}

/* Of all charts that have a panel for each group. */
static unsigned find_panels(const SvySession *session, const SvyOptions *options)
{
    unsigned panels =
        options->each != NULL && options->kind != NULL ? get_panels(options->kind) : 0;

    for (size_t i = 0; session->plan->charts != NULL && session->plan->charts[i] != NULL; i++) {
        const char *order = session->plan->charts[i];
        g_autofree char *kind = g_strndup(order, strcspn(order, " "));

        if (strstr(order, " each ") != NULL)
            panels |= get_panels(kind);
    }
    return panels;
}

static void add_cross(const SvyChartOrder *order, GArray *crosses)
{
    const SvyCross cross = {.question = order->question, .by = order->by, .each = order->each};

    if (svy_subject_is_crossed(order))
        g_array_append_val(crosses, cross);
}

/* What charts want to be counted by two questions at once. @words: owns what is borrowed. */
static GArray *list_crosses(const SvySession *session, const SvyOptions *options, GPtrArray *words)
{
    GArray *crosses = g_array_new(FALSE, FALSE, sizeof(SvyCross));
    char *const *charts = session->plan->charts;

    if (options->kind != NULL) {
        add_cross(&(SvyChartOrder){.kind = options->kind,
                                   .question = session->question,
                                   .by = options->by,
                                   .each = options->each},
                  crosses);
        return crosses;
    }
    for (size_t i = 0; charts != NULL && charts[i] != NULL; i++) {
        SvyChartOrder order;
        char *own;

        svy_subject_parse(charts[i], &own, &order);
        g_ptr_array_add(words, own);
        add_cross(&order, crosses);
    }
    return crosses;
}

bool svy_session_compute(SvySession *session,
                         const SvyOptions *options,
                         bool with_questions,
                         GError **error)
{
    g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GArray) crosses = list_crosses(session, options, words);
    const SvyAnalysisOptions analysis = {.use = options->use,
                                         .follow = options->follow,
                                         .with_questions = with_questions,
                                         .exclude = (const char *const *)options->exclude,
                                         .min_cell = options->min_cell,
                                         .weight = options->weight,
                                         .margins = session->margins,
                                         .roster = session->roster,
                                         .panels = find_panels(session, options),
                                         .crosses = (const SvyCross *)(const void *)crosses->data,
                                         .n_crosses = crosses->len};

    return svy_analysis_run(session->dataset, session->plan, &analysis, &session->result, error);
}

bool svy_session_compute_table(SvySession *session,
                               const SvyOptions *options,
                               const char *row,
                               const char *const *by,
                               GError **error)
{
    const SvyAnalysisOptions analysis = {.exclude = (const char *const *)options->exclude,
                                         .min_cell = options->min_cell,
                                         .weight = options->weight,
                                         .margins = session->margins,
                                         .table_row = row,
                                         .table_by = by};

    return svy_analysis_run(session->dataset, session->plan, &analysis, &session->result, error);
}

static const char *name_file(const SvySession *session)
{
    return strcmp(session->file, "-") == 0 ? "standard input" : session->file;
}

const SvyFindings *svy_session_get_findings(const SvySession *session)
{
    return session->result != NULL ? session->result->findings : session->dataset->findings;
}

bool svy_session_judge(const SvySession *session, const SvyOptions *options, GError **error)
{
    const SvyFindings *findings = svy_session_get_findings(session);
    const size_t n = svy_findings_count(findings, SVY_SEVERITY_WARNING);
    g_autofree char *file = g_utf8_make_valid(name_file(session), -1);

    if (!options->is_quiet || options->is_strict)
        svy_console_show_warnings(file, findings);
    if (!options->is_strict || n == 0)
        return true;
    return svy_error_set(error, SVY_ERROR_DATA, &(SvyPlace){.file = file},
                         "Mend them, or leave out --strict", "%zu warning%s under --strict", n,
                         n == 1 ? "" : "s");
}

static void show_companion(const char *what, const char *path)
{
    g_autofree char *text = g_utf8_make_valid(path, -1);
    g_autofree char *safe = svy_text_escape(text);

    svy_console_say("Using the %s %s (--no-auto leaves it alone).\n", what, safe);
}

void svy_session_show_targets(const SvySession *session, const SvyOptions *options)
{
    if (!options->is_quiet && session->plan->targets_file != NULL && options->targets == NULL)
        show_companion("targets", session->plan->targets_file);
}

void svy_session_show_companions(const SvySession *session, const SvyOptions *options)
{
    const char *codebook = svy_dataset_get_codebook_path(session->dataset);
    const char *plan = svy_dataset_get_plan_path(session->dataset);
    const char *dictionary = svy_dataset_get_dictionary_path(session->dataset);

    if (options->is_quiet)
        return;
    if (codebook != NULL && options->codebook == NULL)
        show_companion("codebook", codebook);
    if (plan != NULL && options->plan == NULL)
        show_companion("plan", plan);
    if (dictionary != NULL && options->dictionary == NULL)
        show_companion("data dictionary", dictionary);
}
