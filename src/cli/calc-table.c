/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of calc methods, and everything that is said about them. */
#include "cli/calc.h"

#include <string.h>

#include "base/json.h"
#include "base/text.h"

static const SvyCalcFamily families[] = {
    {"Proportions", svy_calc_proportion_methods},
    {"Several answers by the same people", svy_calc_paired_methods},
    {"Two groups", svy_calc_groups_methods},
    {"Tables", svy_calc_tables_methods},
    {"Ordinal", svy_calc_ordinal_methods},
    {"Numeric", svy_calc_numeric_methods},
    {"Effect sizes, quantiles", svy_calc_effect_methods},
    {"Regression", svy_calc_regression_methods},
    {"Design", svy_calc_design_methods},
    {"Replication", svy_calc_replicate_methods},
    {"Weights", svy_calc_weights_methods},
    {"Planning, response", svy_calc_planning_methods},
    {"Disclosure", svy_calc_disclosure_methods},
    {NULL, NULL},
};

const SvyCalcFamily *svy_calc_get_families(void)
{
    return families;
}

const SvyCalcMethod *svy_calc_find_method(const char *name)
{
    for (const SvyCalcFamily *family = families; family->title != NULL; family++) {
        for (const SvyCalcMethod *method = family->methods; method->name != NULL; method++) {
            if (strcmp(method->name, name) == 0)
                return method;
        }
    }
    return NULL;
}

/* --- List ----------------------------------------------------------------------------------- */

char *svy_calc_format_list(void)
{
    GString *out = g_string_new("Methods of surveystat calc. `surveystat calc METHOD --help` tells "
                                "about one.\n");

    for (const SvyCalcFamily *family = families; family->title != NULL; family++) {
        g_string_append_printf(out, "\n%s\n", family->title);
        for (const SvyCalcMethod *method = family->methods; method->name != NULL; method++)
            g_string_append_printf(out, "  %-30s %s\n", method->name, method->summary);
    }
    return g_string_free(out, FALSE);
}

/* --- Markdown ------------------------------------------------------------------------------- */

static void append_cell(GString *out, const char *text)
{
    for (const char *at = text; *at != '\0'; at++) {
        if (*at == '|' || *at == '<' || *at == '*' || *at == '_')
            g_string_append_c(out, '\\');
        g_string_append_c(out, *at == '\n' ? ' ' : *at);
    }
}

static void append_row(GString *out, const SvyCalcMethod *method)
{
    g_string_append_printf(out, "| `%s` | ", method->name);
    append_cell(out, method->summary);
    g_string_append(out, " | ");
    append_cell(out, method->formula);
    g_string_append(out, " | ");
    append_cell(out, method->source);
    g_string_append_printf(out, " | `%s` | %s |\n", method->function, method->reference);
}

char *svy_calc_format_markdown(void)
{
    GString *out = g_string_new(NULL);

    for (const SvyCalcFamily *family = families; family->title != NULL; family++) {
        g_string_append_printf(out, "%s### %s\n\n", family == families ? "" : "\n", family->title);
        g_string_append(out, "| method | what it gives | formula | source | function | checked in "
                             "|\n| --- | --- | --- | --- | --- | --- |\n");
        for (const SvyCalcMethod *method = family->methods; method->name != NULL; method++)
            append_row(out, method);
    }
    return g_string_free(out, FALSE);
}

/* --- Catalog -------------------------------------------------------------------------------- */

static void add_method(SvyJson *json, const char *family, const SvyCalcMethod *method)
{
    svy_json_begin_object(json, NULL);
    svy_json_add_text(json, "name", method->name);
    svy_json_add_text(json, "family", family);
    svy_json_add_text(json, "summary", method->summary);
    svy_json_begin_array(json, "inputs");
    for (const SvyCalcInput *input = method->inputs; input->name != NULL; input++) {
        svy_json_begin_object(json, NULL);
        svy_json_add_text(json, "name", input->name);
        svy_json_add_text(json, "meaning", input->meaning);
        svy_json_add_text(json, "standard", input->standard);
        svy_json_end_object(json);
    }
    svy_json_end_array(json);
    svy_json_begin_object(json, "outputs");
    for (const SvyCalcOutput *output = method->outputs; output->key != NULL; output++)
        svy_json_add_text(json, output->key, output->meaning);
    svy_json_end_object(json);
    svy_json_add_text(json, "formula", method->formula);
    svy_json_add_text(json, "source", method->source);
    svy_json_add_text(json, "function", method->function);
    svy_json_add_text(json, "reference", method->reference);
    svy_json_add_text(json, "example", method->example);
    svy_json_add_text(json, "gives", method->gives);
    svy_json_end_object(json);
}

char *svy_calc_format_catalog(void)
{
    g_autoptr(SvyJson) json = svy_json_new();

    svy_json_begin_object(json, NULL);
    svy_json_add_text(json, "schema", "surveystat-calc/1");
    svy_json_begin_array(json, "methods");
    for (const SvyCalcFamily *family = families; family->title != NULL; family++) {
        for (const SvyCalcMethod *method = family->methods; method->name != NULL; method++)
            add_method(json, family->title, method);
    }
    svy_json_end_array(json);
    svy_json_end_object(json);
    return svy_json_format(json);
}

/* --- Help ----------------------------------------------------------------------------------- */

static const char *describe_kind(SvyCalcKind kind)
{
    switch (kind) {
    case SVY_CALC_NUMBER:
        return "a number";
    case SVY_CALC_VECTOR:
        return "numbers: 1,2,3";
    case SVY_CALC_MATRIX:
        return "rows of numbers: 12,5/3,9";
    case SVY_CALC_GROUPS:
        return "groups of numbers: 1,2/3,4,5";
    case SVY_CALC_CUBE:
        return "tables: 1,2/3,4;5,6/7,8";
    case SVY_CALC_LABELS:
        return "a list: a,b,a";
    case SVY_CALC_WORD:
        return "a word";
    case SVY_CALC_OBJECT:
        return "parts: name.part=1,2 or JSON";
    }
    return "";
}

static void append_input(GString *out, const SvyCalcInput *input)
{
    g_string_append_printf(out, "  %-14s %s\n", input->name, input->meaning);
    g_string_append_printf(out, "  %-14s (%s", "", describe_kind(input->kind));
    if (input->standard != NULL)
        g_string_append_printf(out, "; %s when not given", input->standard);
    else if ((input->flags & SVY_CALC_OPTIONAL) != 0)
        g_string_append(out, "; may be left out");
    if ((input->flags & SVY_CALC_NULLABLE) != 0)
        g_string_append(out, "; NA for a missing one");
    g_string_append(out, ")\n");
}

char *svy_calc_format_help(const SvyCalcMethod *method)
{
    GString *out = g_string_new(NULL);

    g_string_append_printf(out, "Usage: surveystat calc %s name=value ...\n", method->name);
    g_string_append_printf(out, "       surveystat calc %s --input FILE|-  (one JSON object)\n\n",
                           method->name);
    g_string_append_printf(out, "%s.\n\nInputs:\n", method->summary);
    for (const SvyCalcInput *input = method->inputs; input->name != NULL; input++)
        append_input(out, input);
    g_string_append(out, "\nOutputs (--format text or json):\n");
    for (const SvyCalcOutput *output = method->outputs; output->key != NULL; output++)
        g_string_append_printf(out, "  %-14s %s\n", output->key, output->meaning);
    g_string_append_printf(out, "\nFormula: %s\nSource:  %s\nC:       %s(), checked in %s\n",
                           method->formula, method->source, method->function, method->reference);
    g_string_append_printf(out, "\nExample: surveystat calc %s %s\n         gives %s\n",
                           method->name, method->example, method->gives);
    return g_string_free(out, FALSE);
}
