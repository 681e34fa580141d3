/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of findings: odd but usable data, with its place. */
#include "base/findings.h"

#include <stdarg.h>
#include <string.h>

#include "base/limit.h"
#include "base/saying.h"
#include "base/translate.h"

struct SvyFindings {
    GPtrArray *entries; /* of SvyFinding, owned */
};

typedef struct {
    SvyFinding finding; /* first: a pointer to the entry is one to the finding */
    SvySaying *saying;  /* the message, for other languages */
    SvySaying *mending; /* (nullable) the remedy, where words are filled in */
    bool is_tally;
} Entry;

static void free_entry(gpointer data)
{
    Entry *entry = data;

    g_free(entry->finding.message);
    g_free(entry->finding.mend);
    svy_saying_free(entry->saying);
    svy_saying_free(entry->mending);
    g_free(entry);
}

SvyFindings *svy_findings_new(void)
{
    SvyFindings *findings = g_new0(SvyFindings, 1);

    findings->entries = g_ptr_array_new_with_free_func(free_entry);
    return findings;
}

void svy_findings_free(SvyFindings *findings)
{
    if (findings == NULL)
        return;
    g_ptr_array_unref(findings->entries);
    g_free(findings);
}

static SvyFinding *find_same(const SvyFindings *findings, const char *code, size_t column)
{
    for (guint i = 0; i < findings->entries->len; i++) {
        SvyFinding *finding = g_ptr_array_index(findings->entries, i);

        if (finding->column == column && strcmp(finding->code, code) == 0)
            return finding;
    }
    return NULL;
}

static Entry *append_finding(SvyFindings *findings,
                             SvySeverity severity,
                             const char *code,
                             size_t line,
                             size_t column,
                             const char *mend,
                             SvySaying *saying)
{
    Entry *entry = g_new0(Entry, 1);

    entry->finding = (SvyFinding){.severity = severity,
                                  .code = code,
                                  .line = line,
                                  .column = column,
                                  .n = 1,
                                  .message = svy_saying_say(saying, NULL),
                                  .mend = g_strdup(mend)};
    entry->saying = saying;
    g_ptr_array_add(findings->entries, entry);
    return entry;
}

void svy_findings_add(SvyFindings *findings,
                      SvySeverity severity,
                      const char *code,
                      size_t line,
                      size_t column,
                      const char *mend,
                      const char *format,
                      ...)
{
    va_list args;

    va_start(args, format);
    svy_findings_add_args(findings, severity, code, line, column, mend, format, args);
    va_end(args);
}

void svy_findings_add_args(SvyFindings *findings,
                           SvySeverity severity,
                           const char *code,
                           size_t line,
                           size_t column,
                           const char *mend,
                           const char *format,
                           va_list args)
{
    if (findings->entries->len < SVY_LIMIT_FINDINGS)
        append_finding(findings, severity, code, line, column, mend, svy_saying_new(format, args));
}

void svy_findings_tally(SvyFindings *findings,
                        SvySeverity severity,
                        const char *code,
                        size_t line,
                        size_t column,
                        const char *mend,
                        const char *format,
                        ...)
{
    SvyFinding *same = find_same(findings, code, column);
    va_list args;

    if (same != NULL) {
        same->n++;
        return;
    }
    if (findings->entries->len >= SVY_LIMIT_FINDINGS)
        return;
    va_start(args, format);
    append_finding(findings, severity, code, line, column, mend, svy_saying_new(format, args))
        ->is_tally = true;
    va_end(args);
}

size_t svy_findings_get_n(const SvyFindings *findings)
{
    return findings == NULL ? 0 : findings->entries->len;
}

const SvyFinding *svy_findings_get(const SvyFindings *findings, size_t index)
{
    g_return_val_if_fail(index < svy_findings_get_n(findings), NULL);
    return g_ptr_array_index(findings->entries, index);
}

char *svy_findings_say(const SvyFinding *finding, const char *language)
{
    return svy_saying_say(((const Entry *)(const void *)finding)->saying, language);
}

void svy_findings_mend(SvyFindings *findings,
                       const char *code,
                       size_t column,
                       const char *format,
                       ...)
{
    Entry *entry = (Entry *)find_same(findings, code, column);
    va_list args;

    if (entry == NULL)
        return;
    va_start(args, format);
    svy_saying_free(entry->mending);
    entry->mending = svy_saying_new(format, args);
    va_end(args);
    g_free(entry->finding.mend);
    entry->finding.mend = svy_saying_say(entry->mending, NULL);
}

char *svy_findings_say_mend(const SvyFinding *finding, const char *language)
{
    const Entry *entry = (const Entry *)(const void *)finding;

    if (entry->mending != NULL)
        return svy_saying_say(entry->mending, language);
    return finding->mend == NULL ? NULL : g_strdup(svy_tr(language, finding->mend));
}

size_t svy_findings_count(const SvyFindings *findings, SvySeverity severity)
{
    size_t n = 0;

    for (size_t i = 0; i < svy_findings_get_n(findings); i++)
        n += svy_findings_get(findings, i)->severity == severity;
    return n;
}

void svy_findings_remove(SvyFindings *findings, const char *code)
{
    for (guint i = findings->entries->len; i > 0; i--) {
        const SvyFinding *finding = g_ptr_array_index(findings->entries, i - 1);

        if (strcmp(finding->code, code) == 0)
            g_ptr_array_remove_index(findings->entries, i - 1);
    }
}

void svy_findings_place(SvyFindings *findings, const char *code, size_t line, size_t column)
{
    for (guint i = 0; i < findings->entries->len; i++) {
        SvyFinding *finding = g_ptr_array_index(findings->entries, i);

        if (finding->line == 0 && strcmp(finding->code, code) == 0) {
            finding->line = line;
            finding->column = column;
        }
    }
}

static void join_entry(SvyFindings *findings, const Entry *entry, size_t n_lines_before)
{
    const SvyFinding *finding = &entry->finding;
    SvyFinding *same = entry->is_tally ? find_same(findings, finding->code, finding->column) : NULL;
    Entry *joined;

    if (same != NULL) {
        same->n += finding->n;
        return;
    }
    if (findings->entries->len >= SVY_LIMIT_FINDINGS)
        return;
    joined = append_finding(findings, finding->severity, finding->code,
                            finding->line == 0 ? 0 : finding->line + n_lines_before,
                            finding->column, finding->mend, svy_saying_copy(entry->saying));
    joined->finding.n = finding->n;
    joined->mending = svy_saying_copy(entry->mending);
    joined->is_tally = entry->is_tally;
}

void svy_findings_join(SvyFindings *findings, const SvyFindings *part, size_t n_lines_before)
{
    for (guint i = 0; i < part->entries->len; i++)
        join_entry(findings, g_ptr_array_index(part->entries, i), n_lines_before);
}

bool svy_findings_is_full(const SvyFindings *findings)
{
    return findings->entries->len >= SVY_LIMIT_FINDINGS;
}

SvyFindings *svy_findings_copy(const SvyFindings *findings)
{
    SvyFindings *copy = svy_findings_new();

    for (size_t i = 0; i < svy_findings_get_n(findings); i++) {
        const Entry *entry = g_ptr_array_index(findings->entries, i);
        const SvyFinding *finding = &entry->finding;
        Entry *copied =
            append_finding(copy, finding->severity, finding->code, finding->line, finding->column,
                           finding->mend, svy_saying_copy(entry->saying));

        copied->finding.n = finding->n;
        copied->mending = svy_saying_copy(entry->mending);
        copied->is_tally = entry->is_tally;
    }
    return copy;
}
