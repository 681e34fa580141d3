/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The data dictionary of a REDCap project: what its raw names and codes mean. */
#pragma once

#include "ingest/export-format.h"

/* Gives @headings [n] the wordings, options and types that the dictionary @path has for their
 * names. Errors: SVY_ERROR_DATA when the file is no data dictionary, SVY_ERROR_LIMIT, _IO. */
bool svy_redcap_dictionary_apply(const char *path, size_t n, SvyHeading headings[], GError **error);
