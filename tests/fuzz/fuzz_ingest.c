/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From bytes to questions: refused with a reason, or a dataset whose parts fit together. */
#include "core/dataset.h"
#include "fuzz/fuzz.h"
#include "ingest/ingest-private.h"

static void check_question(const SvyDataset *dataset, const SvyQuestion *question)
{
    for (guint i = 0; i < question->items->len; i++)
        g_assert_cmpuint(svy_question_get_item(question, i)->column, <, dataset->n_columns);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    SvyInput *input = svy_input_new_from_memory("f", data, size);
    g_autoptr(SvyDataset) dataset = NULL;
    g_autoptr(GError) error = NULL;

    if (!svy_ingest_read_input(input, NULL, &dataset, &error)) {
        g_assert_nonnull(error);
        return 0;
    }
    g_assert_cmpuint(dataset->n_rows, >, 0);
    for (size_t i = 0; i < dataset->n_columns; i++)
        g_assert_cmpuint(dataset->columns[i].n_rows, ==, dataset->n_rows);
    for (guint i = 0; i < dataset->questions->len; i++)
        check_question(dataset, svy_dataset_get_question(dataset, i));
    return 0;
}
