/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records that are left out. */
#include "analysis/exclude.h"

#include "base/error.h"
#include "base/findings.h"
#include "base/translate.h"
#include "core/records.h"
#include "core/select.h"

/* What the options say goes before the plan; no names at all are an empty set, too. */
static bool find_wanted(const SvyRun *run, bool *ret_is_wanted, unsigned *ret_set, GError **error)
{
    const char *const *names = run->options->exclude;
    const bool is_option = names != NULL;
    const SvyPlace place = {.file = is_option ? NULL : run->plan->file};

    if (names == NULL)
        names = (const char *const *)run->plan->exclude;
    *ret_is_wanted = names != NULL;
    return names == NULL || svy_flags_parse(names, is_option ? SVY_ERROR_USAGE : SVY_ERROR_DATA,
                                            &place, ret_set, error);
}

/* Takes the rows of a flag out of @kept; returns how many were still there. */
static size_t take_out(const SvyBitset *flagged, SvyBitset *kept)
{
    const size_t n = svy_bitset_count_and(flagged, kept);

    svy_bitset_and_not(kept, flagged);
    return n;
}

static void mark_all(SvyBitset *rows)
{
    for (size_t row = 0; row < rows->n_bits; row++)
        svy_bitset_set(rows, row);
}

static void take_out_all(SvyRun *run, const SvyRecords *records, SvyBitset *kept)
{
    SvyResult *result = run->result;

    result->exclusions = g_new0(SvyExclusion, SVY_FLAG_LAST);
    for (unsigned flag = 0; flag < SVY_FLAG_LAST; flag++) {
        SvyExclusion *exclusion = &result->exclusions[result->n_exclusions];

        if ((run->excluded & 1u << flag) == 0)
            continue;
        exclusion->flag = svy_flag_get_name((SvyFlag)flag);
        exclusion->n = take_out(records->rows[flag], kept);
        result->n_excluded += exclusion->n;
        result->n_exclusions++;
    }
}

/* A wish that the file cannot grant must not look granted. */
static void note_no_durations(SvyRun *run, const SvyRecords *records)
{
    if ((run->excluded & 1u << SVY_FLAG_SPEEDER) != 0 && !records->has_durations)
        svy_findings_add(
            run->result->findings, SVY_SEVERITY_WARNING, "no-durations", 0, SVY_NO_COLUMN,
            SVY_TR("Leave speeder out of the list"),
            SVY_TR("no speeders could be left out: the file does not say how long people "
                   "took, or of too few"));
}

static bool leave_out(SvyRun *run, SvyDataset **ret_kept, GError **error)
{
    g_autoptr(SvyLedger) ledger = svy_ledger_new(run->dataset, run->language);
    g_autoptr(SvyRecords) records = ledger == NULL ? NULL : svy_records_new(run->dataset, ledger);
    g_autoptr(SvyBitset) kept = svy_bitset_new(run->dataset->n_rows);

    if (records == NULL || kept == NULL)
        return svy_error_set_memory(error, "leaving records out");
    mark_all(kept);
    take_out_all(run, records, kept);
    note_no_durations(run, records);
    run->result->n_respondents = svy_bitset_count(kept);
    if (run->result->n_respondents == 0)
        return svy_error_set(error, SVY_ERROR_DATA, &(SvyPlace){.file = run->dataset->input_name},
                             "Leave out fewer kinds", "all %zu records were to be left out",
                             run->dataset->n_rows);
    if (run->result->n_excluded == 0)
        return true;
    *ret_kept = svy_dataset_select(run->dataset, kept);
    return *ret_kept != NULL || svy_error_set_memory(error, "leaving records out");
}

bool svy_exclude_records(SvyRun *run, SvyDataset **ret_kept, GError **error)
{
    bool is_wanted;

    *ret_kept = NULL;
    if (!find_wanted(run, &is_wanted, &run->excluded, error))
        return false;
    if (!is_wanted || run->excluded == 0)
        return true;
    if (!leave_out(run, ret_kept, error))
        return false;
    if (*ret_kept != NULL)
        run->dataset = *ret_kept;
    return true;
}
