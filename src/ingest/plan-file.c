/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The plan as a file. */
#include "ingest/plan-file.h"

#include <string.h>

#include "base/error.h"
#include "base/file.h"
#include "base/ini.h"
#include "base/limit.h"
#include "base/survey.h"
#include "base/text.h"
#include "base/translate.h"
#include "core/records.h"

static const char *const section_kinds[] = {
    "survey", "gap",    "records", "segments", "scales",       "report", "weights",
    "roster", "ladder", "drivers", "targets",  "combinations", "charts", NULL};
static const char *const gap_keys[] = {"use",      "follow",      "nested",     "blank", "accounts",
                                       "use_verb", "follow_verb", "items_noun", NULL};
static const char *const blank_words[] = {"skipped", "nothing", NULL};
static const char *const records_keys[] = {"exclude", NULL};
static const char *const scales_keys[] = {"means", NULL};
static const char *const segment_keys[] = {"questions", NULL};
static const char *const ladder_keys[] = {"stages", "nested", NULL};
static const char *const driver_keys[] = {"outcome", "predictors", NULL};
static const char *const target_keys[] = {"file", NULL};
static const char *const combination_keys[] = {"target", NULL};
static const char *const weights_keys[] = {"column", "targets", "trim", NULL};
static const char *const roster_keys[] = {"file", NULL};
static const char *const chart_keys[] = {"draw", "most", "tiles", NULL};
static const char *const report_keys[] = {"confidence", "min_cell", "theme", "formats", NULL};
static const char *const format_words[] = {"png", "pdf", "svg", NULL};

static void take_text(const SvyIniSection *section, const char *key, char **text)
{
    const char *value = svy_ini_get(section, key);

    if (value == NULL || value[0] == '\0')
        return;
    g_free(*text);
    *text = g_strdup(value);
}

static bool check_language(const SvyIni *ini,
                           const SvyIniSection *section,
                           const SvyPlan *plan,
                           GError **error)
{
    const SvyIniEntry *entry = svy_ini_find(section, "language");

    return plan->survey.language == NULL ||
           svy_tr_check_language(plan->survey.language,
                                 &(SvyPlace){.file = ini->file, .line = entry->line},
                                 SVY_ERROR_DATA, error);
}

static bool read_survey(const SvyIni *ini,
                        const SvyIniSection *section,
                        SvyPlan *plan,
                        GError **error)
{
    const char *const *texts = svy_survey_get_keys();
    g_autoptr(GPtrArray) known = g_ptr_array_new(); /* of char, borrowed */
    size_t sampling = plan->survey.sampling;

    for (size_t i = 0; texts[i] != NULL; i++) {
        g_ptr_array_add(known, (gpointer)texts[i]);
        take_text(section, texts[i], svy_survey_get_text(&plan->survey, i));
    }
    g_ptr_array_add(known, (gpointer) "sampling");
    g_ptr_array_add(known, (gpointer) "invited");
    g_ptr_array_add(known, (gpointer) "synthetic");
    g_ptr_array_add(known, NULL);
    if (!svy_ini_check_keys(ini, section, (const char *const *)known->pdata, error) ||
        !check_language(ini, section, plan, error) ||
        !svy_ini_get_word(ini, section, "sampling", svy_survey_get_sampling_words(), &sampling,
                          error) ||
        !svy_ini_get_count(ini, section, "invited", 1000000000, &plan->survey.n_invited, error) ||
        !svy_ini_get_bool(ini, section, "synthetic", &plan->survey.is_synthetic, error))
        return false;
    plan->survey.sampling = (SvySampling)sampling;
    return true;
}

static bool check_pair(const SvyIni *ini,
                       const SvyIniSection *section,
                       const SvyPlanGap *gap,
                       GError **error)
{
    const SvyPlace place = {.file = ini->file, .line = section->line};

    if (gap->use != NULL && gap->follow != NULL)
        return true;
    return svy_error_set(error, SVY_ERROR_DATA, &place,
                         "A gap is between two questions; give both, as id or wording",
                         "[%s] lacks %s", section->kind, gap->use == NULL ? "use" : "follow");
}

static bool read_gap(const SvyIni *ini, const SvyIniSection *section, SvyPlan *plan, GError **error)
{
    SvyPlanGap *gap;
    size_t blank = 0;

    if (!svy_ini_check_keys(ini, section, gap_keys, error))
        return false;
    plan->gaps = g_renew(SvyPlanGap, plan->gaps, plan->n_gaps + 1);
    gap = &plan->gaps[plan->n_gaps++];
    *gap = (SvyPlanGap){.name = g_strdup(section->name), .line = section->line};
    take_text(section, "use", &gap->use);
    take_text(section, "follow", &gap->follow);
    take_text(section, "use_verb", &gap->use_verb);
    take_text(section, "follow_verb", &gap->follow_verb);
    take_text(section, "items_noun", &gap->items_noun);
    if (svy_ini_get(section, "accounts") != NULL)
        gap->accounts = svy_ini_get_list(section, "accounts");
    if (!svy_ini_get_word(ini, section, "blank", blank_words, &blank, error))
        return false;
    gap->blank_is_nothing = blank == 1;
    return svy_ini_get_bool(ini, section, "nested", &gap->is_nested, error) &&
           check_pair(ini, section, gap, error);
}

static bool read_records(const SvyIni *ini,
                         const SvyIniSection *section,
                         SvyPlan *plan,
                         GError **error)
{
    const SvyIniEntry *entry = svy_ini_find(section, "exclude");
    unsigned set;

    if (!svy_ini_check_keys(ini, section, records_keys, error))
        return false;
    if (entry == NULL)
        return true;

    const SvyPlace place = {.file = ini->file, .line = entry->line};

    plan->exclude = svy_ini_get_list(section, "exclude");
    return svy_flags_parse((const char *const *)plan->exclude, SVY_ERROR_DATA, &place, &set, error);
}

static bool check_formats(const SvyIni *ini,
                          const SvyIniSection *section,
                          char *const *formats,
                          GError **error)
{
    const SvyIniEntry *entry = svy_ini_find(section, "formats");

    for (size_t i = 0; formats != NULL && formats[i] != NULL; i++) {
        const SvyPlace place = {.file = ini->file, .line = entry->line};
        g_autofree char *quoted = svy_text_quote(formats[i]);

        if (!g_strv_contains(format_words, formats[i]))
            return svy_error_set(error, SVY_ERROR_DATA, &place, "Use a list of png, pdf, svg",
                                 "unknown format, got %s", quoted);
    }
    return true;
}

static bool read_report(const SvyIni *ini,
                        const SvyIniSection *section,
                        SvyPlan *plan,
                        GError **error)
{
    const SvyIniEntry *theme = svy_ini_find(section, "theme");

    take_text(section, "theme", &plan->theme);
    plan->theme_line = theme == NULL ? 0 : theme->line;
    if (svy_ini_get(section, "formats") != NULL)
        plan->formats = svy_ini_get_list(section, "formats");
    return svy_ini_check_keys(ini, section, report_keys, error) &&
           svy_ini_get_count(ini, section, "min_cell", 1000000, &plan->min_cell, error) &&
           svy_ini_get_number(ini, section, "confidence", 0.5, 0.9999, &plan->level, error) &&
           check_formats(ini, section, plan->formats, error);
}

static bool read_charts(const SvyIni *ini,
                        const SvyIniSection *section,
                        SvyPlan *plan,
                        GError **error)
{
    const SvyIniEntry *entry = svy_ini_find(section, "draw");

    if (entry != NULL) {
        plan->charts = svy_ini_get_list(section, "draw");
        plan->charts_line = entry->line;
    }
    take_text(section, "tiles", &plan->tiles_path);
    return svy_ini_check_keys(ini, section, chart_keys, error) &&
           svy_ini_get_count(ini, section, "most", 200, &plan->n_charts_most, error);
}

static bool read_segments(const SvyIni *ini,
                          const SvyIniSection *section,
                          SvyPlan *plan,
                          GError **error)
{
    const SvyIniEntry *entry = svy_ini_find(section, "questions");

    plan->segments = svy_ini_get_list(section, "questions");
    plan->segments_line = entry == NULL ? section->line : entry->line;
    return svy_ini_check_keys(ini, section, segment_keys, error);
}

static bool read_scales(const SvyIni *ini,
                        const SvyIniSection *section,
                        SvyPlan *plan,
                        GError **error)
{
    const SvyIniEntry *entry = svy_ini_find(section, "means");

    if (!svy_ini_check_keys(ini, section, scales_keys, error))
        return false;
    if (entry == NULL)
        return true;
    plan->means = svy_ini_get_list(section, "means");
    plan->means_line = entry->line;
    return true;
}

static bool read_ladder(const SvyIni *ini,
                        const SvyIniSection *section,
                        SvyPlan *plan,
                        GError **error)
{
    const SvyIniEntry *entry = svy_ini_find(section, "stages");
    const SvyPlace place = {.file = ini->file, .line = section->line};
    bool is_nested = true;
    SvyPlanLadder *ladder;

    if (!svy_ini_check_keys(ini, section, ladder_keys, error) ||
        !svy_ini_get_bool(ini, section, "nested", &is_nested, error))
        return false;
    if (entry == NULL)
        return svy_error_set(error, SVY_ERROR_DATA, &place,
                             "Write stages = q1: Yes, q2: any; or delete the section",
                             "[ladder] lacks stages");
    plan->ladders = g_renew(SvyPlanLadder, plan->ladders, plan->n_ladders + 1);
    ladder = &plan->ladders[plan->n_ladders++];
    *ladder = (SvyPlanLadder){.name = g_strdup(section->name),
                              .stages = svy_ini_get_list(section, "stages"),
                              .is_not_nested = !is_nested,
                              .line = entry->line};
    if (g_strv_length(ladder->stages) >= 2)
        return true;
    return svy_error_set(error, SVY_ERROR_DATA, &(SvyPlace){.file = ini->file, .line = entry->line},
                         "Write two stages or more, such as q1: Yes, q2: any",
                         "a ladder needs two stages at least, got %u",
                         g_strv_length(ladder->stages));
}

static bool read_drivers(const SvyIni *ini,
                         const SvyIniSection *section,
                         SvyPlan *plan,
                         GError **error)
{
    const SvyIniEntry *outcome = svy_ini_find(section, "outcome");
    const SvyIniEntry *predictors = svy_ini_find(section, "predictors");

    take_text(section, "outcome", &plan->outcome);
    plan->outcome_line = outcome == NULL ? 0 : outcome->line;
    if (predictors != NULL) {
        g_strfreev(plan->predictors);
        plan->predictors = svy_ini_get_list(section, "predictors");
        plan->predictors_line = predictors->line;
    }
    return svy_ini_check_keys(ini, section, driver_keys, error);
}

static bool read_trim(const SvyIni *ini,
                      const SvyIniSection *section,
                      SvyPlan *plan,
                      GError **error)
{
    const char *trim = svy_ini_get(section, "trim");

    if (trim != NULL && strcmp(trim, "none") == 0) {
        plan->trim = SVY_TRIM_NONE;
        return true;
    }
    return svy_ini_get_number(ini, section, "trim", 1, 1e9, &plan->trim, error);
}

static bool read_weights(const SvyIni *ini,
                         const SvyIniSection *section,
                         SvyPlan *plan,
                         GError **error)
{
    const SvyIniEntry *entry = svy_ini_find(section, "column");

    take_text(section, "column", &plan->weights);
    take_text(section, "targets", &plan->margins_path);
    plan->weights_line = entry == NULL ? section->line : entry->line;
    if (!svy_ini_check_keys(ini, section, weights_keys, error) ||
        !read_trim(ini, section, plan, error))
        return false;
    if (plan->weights == NULL || plan->margins_path == NULL)
        return true;
    return svy_error_set(error, SVY_ERROR_DATA,
                         &(SvyPlace){.file = ini->file, .line = section->line},
                         "Leave one of them out", "[weights] has a column and targets");
}

static bool read_roster(const SvyIni *ini,
                        const SvyIniSection *section,
                        SvyPlan *plan,
                        GError **error)
{
    take_text(section, "file", &plan->roster_path);
    return svy_ini_check_keys(ini, section, roster_keys, error);
}

static bool read_section(const SvyIni *ini,
                         const SvyIniSection *section,
                         SvyPlan *plan,
                         GError **error)
{
    if (strcmp(section->kind, "survey") == 0)
        return read_survey(ini, section, plan, error);
    if (strcmp(section->kind, "gap") == 0)
        return read_gap(ini, section, plan, error);
    if (strcmp(section->kind, "records") == 0)
        return read_records(ini, section, plan, error);
    if (strcmp(section->kind, "scales") == 0)
        return read_scales(ini, section, plan, error);
    if (strcmp(section->kind, "ladder") == 0)
        return read_ladder(ini, section, plan, error);
    if (strcmp(section->kind, "drivers") == 0)
        return read_drivers(ini, section, plan, error);
    if (strcmp(section->kind, "targets") == 0) {
        take_text(section, "file", &plan->targets_file);
        return svy_ini_check_keys(ini, section, target_keys, error);
    }
    if (strcmp(section->kind, "combinations") == 0)
        return svy_ini_check_keys(ini, section, combination_keys, error) &&
               svy_ini_get_number(ini, section, "target", 0.01, 1, &plan->coverage, error);
    if (strcmp(section->kind, "weights") == 0)
        return read_weights(ini, section, plan, error);
    if (strcmp(section->kind, "roster") == 0)
        return read_roster(ini, section, plan, error);
    if (strcmp(section->kind, "charts") == 0)
        return read_charts(ini, section, plan, error);
    if (strcmp(section->kind, "report") == 0)
        return read_report(ini, section, plan, error);
    return read_segments(ini, section, plan, error);
}

bool svy_plan_file_parse(const char *text,
                         size_t n_bytes,
                         const char *file,
                         SvyPlan **ret_plan,
                         GError **error)
{
    g_autoptr(SvyIni) ini = NULL;
    g_autoptr(SvyPlan) plan = svy_plan_new();

    if (!svy_ini_parse(text, n_bytes, file, &ini, error) ||
        !svy_ini_check_sections(ini, section_kinds, error))
        return false;
    plan->file = g_strdup(file);
    for (guint i = 0; i < ini->sections->len; i++)
        if (!read_section(ini, g_ptr_array_index(ini->sections, i), plan, error))
            return false;
    *ret_plan = g_steal_pointer(&plan);
    return true;
}

bool svy_plan_file_read(const char *path, SvyPlan **ret_plan, GError **error)
{
    g_autoptr(GBytes) bytes = NULL;
    const char *text;
    gsize n_bytes;

    if (!svy_file_read(path, SVY_LIMIT_SMALL_FILE_BYTES, &bytes, error))
        return false;
    text = g_bytes_get_data(bytes, &n_bytes);
    return svy_plan_file_parse(text, n_bytes, path, ret_plan, error);
}
