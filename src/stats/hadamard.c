/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Hadamard matrices by the constructions of Sylvester (doubling) and Paley (a prime 4 k + 3). */
#include "stats/hadamard-private.h"

#include <glib.h>

static bool is_prime(size_t n)
{
    for (size_t divisor = 2; divisor * divisor <= n; divisor++) {
        if (n % divisor == 0)
            return false;
    }
    return n > 1;
}

/* 1 for a power of 2; prime + 1 where halving leads to it; 0: not constructed here. */
static size_t find_base(size_t order)
{
    size_t base = order;

    if ((order & (order - 1)) == 0)
        return 1;
    while (base % 8 == 0)
        base /= 2;
    if (is_prime(base - 1))
        return base;
    return is_prime(order - 1) ? order : 0;
}

bool svy_hadamard_init(size_t n, SvyHadamard *hadamard)
{
    SvyHadamard made = {.order = n - n % 4 + 4};

    while ((made.base = find_base(made.order)) == 0)
        made.order += 4;
    if (made.base > 1) {
        const size_t prime = made.base - 1;

        made.is_residue = g_try_new0(bool, prime);
        if (made.is_residue == NULL)
            return false;
        for (size_t i = 0; i < prime; i++)
            made.is_residue[i * i % prime] = true;
    }
    *hadamard = made;
    return true;
}

void svy_hadamard_clear(SvyHadamard *hadamard)
{
    g_free(hadamard->is_residue);
    hadamard->is_residue = NULL;
}

static bool get_base(const SvyHadamard *hadamard, size_t row, size_t column)
{
    if (row == 0 || column == 0)
        return true;
    return !hadamard->is_residue[(row - 1 + column - 1) % (hadamard->base - 1)];
}

bool svy_hadamard_get(const SvyHadamard *hadamard, size_t row, size_t column)
{
    size_t common = (row / hadamard->base) & (column / hadamard->base);
    bool is_plus = get_base(hadamard, row % hadamard->base, column % hadamard->base);

    for (; common != 0; common &= common - 1)
        is_plus = !is_plus;
    return is_plus;
}
