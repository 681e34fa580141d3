/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random numbers from one named generator, so that a printed seed gives the same numbers again:
 * the Mersenne Twister mt19937 of Matsumoto & Nishimura (1998), as GSL has it. Never seeded by the
 * clock. */
#pragma once

#include <glib.h>
#include <stddef.h>
#include <stdint.h>

#define SVY_RANDOM_NAME         "mt19937"
#define SVY_RANDOM_DEFAULT_SEED 1

typedef struct SvyRandom SvyRandom;

/* NULL when there is no memory. GSL takes a seed of 0 for 4357. */
SvyRandom *svy_random_new(uint32_t seed);
void svy_random_free(SvyRandom *random);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SvyRandom, svy_random_free)

/* 0 <= number < 1. */
double svy_random_get_uniform(SvyRandom *random);

/* 0 to @n - 1, each as likely; 1 <= @n <= 2^32 - 1. */
size_t svy_random_get_index(SvyRandom *random, size_t n);

/* How many of @n_drawn, drawn without replacement from @n_marked marked and @n_others others, are
 * marked; whole numbers up to 2^53, @n_drawn <= @n_marked + @n_others. */
double svy_random_get_hypergeometric(SvyRandom *random,
                                     double n_marked,
                                     double n_others,
                                     double n_drawn);
