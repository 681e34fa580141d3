/* SPDX-License-Identifier: GPL-3.0-or-later */
/* manifest.json: what a report was made from and what it consists of; and by it, whose a folder is.
 */
#pragma once

#include <surveystat/report.h>

#define SVY_MANIFEST_NAME "manifest.json"

typedef struct SvyManifest SvyManifest;

SvyManifest *svy_manifest_new(void);
void svy_manifest_free(SvyManifest *manifest);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SvyManifest, svy_manifest_free)

void svy_manifest_add(SvyManifest *manifest, const char *name, const void *data, size_t n_bytes);
size_t svy_manifest_get_n(const SvyManifest *manifest);

/* Files are sorted by name, so that the order in which they were made is not seen. */
char *svy_manifest_format(const SvyManifest *manifest,
                          const SvyResult *result,
                          const SvyReportOptions *options);

/* True when @folder holds a manifest of ours, the files that it lists with these hashes, and
 * nothing else. Else SVY_ERROR_DATA, or SVY_ERROR_IO when it cannot be read. */
bool svy_manifest_check_folder(const char *folder, GError **error);
