/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of methods in sentences. An estimate names its method in English, for programs as well. */
#include <glib.h>
#include <string.h>

#include "base/translate.h"
#include "result/words.h"

const char *svy_words_method(const char *language, const char *method)
{
    static const struct {
        const char *method, *words;
    } table[] = {
        {"Wilson", SVY_TR("Wilson")},
        {"Wilson (nested)", SVY_TR("Wilson")}, /* that it is nested is said beside it */
        {"Wilson, effective n", SVY_TR("Wilson, effective n")},
        {"Newcombe 10", SVY_TR("Newcombe's method 10")},
        {"Student's t", SVY_TR("Student's t")},
        {"Student's t, linearised", SVY_TR("Student's t, linearised")},
        {"linearised", SVY_TR("linearised")},
        {"profile likelihood", SVY_TR("profile likelihood")},
        {"penalized profile likelihood", SVY_TR("penalized profile likelihood")},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(table); i++)
        if (strcmp(table[i].method, method) == 0)
            return svy_tr(language, table[i].words);
    return method;
}
