/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records that deserve a look, into the results. */
#include "analysis/quality.h"

#include "base/error.h"
#include "base/findings.h"
#include "base/num.h"
#include "base/translate.h"
#include "core/records.h"

/* How each kind is told. Ids that come twice were told while reading. */
static const struct {
    const char *code, *one, *many, *mend; /* "1 response ONE", "26 responses MANY" */
    SvySeverity severity;
} kinds[SVY_FLAG_LAST] = {
    [SVY_FLAG_NO_ANSWER] = {"no-answer", SVY_TR("holds no answer to any question"),
                            SVY_TR("hold no answer to any question"),
                            SVY_TR("They are in the number of responses and in no base; --exclude "
                                   "no-answer leaves them out"),
                            SVY_SEVERITY_NOTE},
    [SVY_FLAG_LEFT_EARLY] =
        {"left-early", SVY_TR("answered the first questions and nothing after"),
         SVY_TR("answered the first questions and nothing after"),
         SVY_TR("They count where they answered; --exclude left-early leaves them out"),
         SVY_SEVERITY_NOTE},
    [SVY_FLAG_SAME_ANSWERS] =
        {"same-answers", SVY_TR("repeats all answers of an earlier one"),
         SVY_TR("repeat all answers of an earlier one"),
         SVY_TR("They may have been sent twice; --exclude same-answers leaves them out"),
         SVY_SEVERITY_WARNING},
    [SVY_FLAG_STRAIGHT_LINE] =
        {"straight-line", SVY_TR("gives one answer to all rows of every long grid"),
         SVY_TR("give one answer to all rows of every long grid"),
         SVY_TR("It may be what they think; --exclude straight-line leaves them out"),
         SVY_SEVERITY_NOTE},
    [SVY_FLAG_SPEEDER] =
        {"speeder", SVY_TR("took under a third of the median time"),
         SVY_TR("took under a third of the median time"),
         SVY_TR("Look at them if the result hangs on them; --exclude speeder leaves them out"),
         SVY_SEVERITY_NOTE},
};

static void add_finding(SvyRun *run, SvyFlag flag, const SvyFlagResult *result)
{
    g_autofree char *n = svy_num_format_count(result->n);

    if (kinds[flag].code == NULL || result->n == 0)
        return;
    svy_findings_add(run->result->findings, kinds[flag].severity, kinds[flag].code,
                     result->first_line, SVY_NO_COLUMN, kinds[flag].mend,
                     result->n == 1 ? SVY_TR("%s response %s; the first is on this line")
                                    : SVY_TR("%s responses %s; the first is on this line"),
                     n, result->n == 1 ? kinds[flag].one : kinds[flag].many);
}

bool svy_quality_fill(SvyRun *run, const SvyLedger *ledger, GError **error)
{
    g_autoptr(SvyRecords) records = svy_records_new(run->dataset, ledger);

    if (records == NULL)
        return svy_error_set(error, SVY_ERROR_NO_MEMORY, NULL, NULL,
                             "no memory to look at %zu records", run->dataset->n_rows);
    run->result->flags = g_new0(SvyFlagResult, SVY_FLAG_LAST);
    for (unsigned i = 0; i < SVY_FLAG_LAST; i++) {
        const SvyBitset *rows = records->rows[i];
        const size_t first = svy_bitset_find_first(rows);
        SvyFlagResult *flag = &run->result->flags[run->result->n_flags];

        if ((run->excluded & 1u << i) != 0)
            continue;
        *flag = (SvyFlagResult){
            .flag = svy_flag_get_name((SvyFlag)i),
            .n = svy_bitset_count(rows),
            .first_line = first < rows->n_bits ? svy_dataset_get_line(run->dataset, first) : 0};
        add_finding(run, (SvyFlag)i, flag);
        run->result->n_flags++;
    }
    return true;
}
