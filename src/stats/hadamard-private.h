/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Hadamard matrices, for balanced replicates. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

/* A matrix as its construction: Paley's of order prime + 1 (none: prime 0), doubled. */
typedef struct {
    size_t order;     /* a power of 2 times base */
    size_t base;      /* 1, or prime + 1 */
    bool *is_residue; /* (nullable) [base - 1] owned */
} SvyHadamard;

/* The smallest order above @n that can be constructed. False: no memory. */
bool svy_hadamard_init(size_t n, SvyHadamard *hadamard);
void svy_hadamard_clear(SvyHadamard *hadamard);

/* True for +1; the first row and column are all true. */
bool svy_hadamard_get(const SvyHadamard *hadamard, size_t row, size_t column);
