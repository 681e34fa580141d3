/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is odd about data that was read: told, never mended in silence. */
#pragma once

#include "core/dataset.h"

/* Looks at columns and questions and adds findings. Values of personal questions are not shown. */
void svy_oddities_find(SvyDataset *dataset);
