/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Errors and findings: the two ways in which surveystat says that something is not as it should be.
 *
 * An *error* (GError) means that a call could not be answered; the function returned false and
 * changed nothing. A *finding* means that the data is odd but usable; it is collected, never
 * printed, and the program goes on. A third thing, an undefined result (nobody answered), is
 * neither: it is the status of an SvyEstimate.
 *
 * There is one error domain. Its codes say what the caller can do, which is also what decides the
 * exit status of the program.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

#pragma GCC visibility push(default)

#define SVY_ERROR (svy_error_quark())

typedef enum {
    SVY_ERROR_DATA,  /* the data, codebook, plan or weights are at fault: mend the file; exit 1 */
    SVY_ERROR_USAGE, /* the caller asked for what does not exist: mend the call; exit 2 */
    SVY_ERROR_IO,    /* reading or writing failed: mend the machine; exit 3 */
    SVY_ERROR_NO_MEMORY, /* the data plane could not be allocated; exit 3 */
    SVY_ERROR_LIMIT,     /* a documented limit was met; exit 4 */
    SVY_ERROR_ARGUMENT,  /* a number outside the range that the function documents; exit 2 */
    SVY_ERROR_NUMERIC,   /* an iteration did not converge or a matrix is singular; exit 1 */
} SvyErrorCode;

/** A place in a file that a user can open. Zero (or NULL) means "not known" and is not printed. */
typedef struct {
    const char *file; /* (nullable) name as the user gave it */
    size_t line;      /* physical line, from 1 */
    size_t field;     /* field in the record, from 1 */
    const char *key;  /* (nullable) what stands there, where it has a name: "[logo] file" */
} SvyPlace;

typedef enum {
    SVY_SEVERITY_NOTE,    /* a decision that the user may want to know */
    SVY_SEVERITY_WARNING, /* a decision that may be wrong, or data that was left out */
    SVY_SEVERITY_ERROR,   /* reserved for what stops the run; also set as GError */
} SvySeverity;

#define SVY_NO_COLUMN ((size_t)-1)

/** One odd thing about the data. All text is valid UTF-8 and safe to show on a terminal. */
typedef struct {
    SvySeverity severity;
    const char *code; /* stable short name such as "stray-quote"; static */
    size_t line;      /* physical line of the first case, from 1; 0: none */
    size_t column;    /* column of the file, from 0; SVY_NO_COLUMN: none */
    size_t n;         /* how many cases there are, at least 1 */
    char *message;    /* one sentence, lower case, no full stop; owned */
    char *mend;       /* (nullable) how to change or mend it; owned */
} SvyFinding;

/** A list of findings in the order in which they were made. */
typedef struct SvyFindings SvyFindings;

/**
 * The error domain of surveystat.
 *
 * Returns: the quark behind SVY_ERROR.
 * Cost:    O(1); safe to call from several threads.
 * Test:    tests/unit/base/test_findings.c
 */
GQuark svy_error_quark(void);

/**
 * How many findings a list holds.
 *
 * @findings: (nullable) the list; NULL counts as empty
 *
 * Returns: the number of entries (an entry may stand for several cases, see SvyFinding.n).
 * Cost:    O(1).
 * Test:    tests/unit/base/test_findings.c
 */
size_t svy_findings_get_n(const SvyFindings *findings);

/**
 * One finding of a list.
 *
 * @findings: the list
 * @index:    position, less than svy_findings_get_n()
 *
 * Returns: (transfer none) the finding; valid until the list is freed.
 * Cost:    O(1).
 * Test:    tests/unit/base/test_findings.c
 */
const SvyFinding *svy_findings_get(const SvyFindings *findings, size_t index);

/**
 * How many entries of a list are of one severity.
 *
 * @findings: (nullable) the list
 * @severity: which entries to count
 *
 * Returns: the number of entries.
 * Cost:    O(n).
 * Test:    tests/unit/base/test_findings.c
 */
size_t svy_findings_count(const SvyFindings *findings, SvySeverity severity);

#pragma GCC visibility pop
