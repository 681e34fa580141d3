/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers as the sentences of calc methods say them. All results are (transfer full). */
#pragma once

/* "p = 0.034", "p < 0.001" */
char *svy_calc_word_p(double p);

/* A number with four digits and no exponent where it can be read without: "1.58", "500004". */
char *svy_calc_word_number(double value);

/* A share as "30.8%". */
char *svy_calc_word_share(double share);

/* A difference of shares as "20.0 points". */
char *svy_calc_word_points(double difference);
