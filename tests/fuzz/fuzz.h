/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What libFuzzer and replay.c call in every target. */
#pragma once

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
