/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One exporter for a byte of the input. */
#pragma once

#include "ingest/export-format.h"

/* 'a' is the first of the table of export-format.c, and so on, round and round. */
static inline const SvyExporter *choose_exporter(uint8_t byte)
{
    size_t n = 0;

    while (svy_export_format_get(n) != NULL)
        n++;
    return svy_export_format_get((byte + n * 256 - 'a') % n);
}
