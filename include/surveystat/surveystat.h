/* SPDX-License-Identifier: GPL-3.0-or-later */
/** All of surveystat: reading, computing, charts, reports. */
#pragma once

#include <surveystat/adjust.h>
#include <surveystat/analysis.h>
#include <surveystat/chart.h>
#include <surveystat/cochran.h>
#include <surveystat/conversion.h>
#include <surveystat/crosstab.h>
#include <surveystat/dataset.h>
#include <surveystat/design.h>
#include <surveystat/difference.h>
#include <surveystat/error.h>
#include <surveystat/estimate.h>
#include <surveystat/fisher.h>
#include <surveystat/ingest.h>
#include <surveystat/multi-response.h>
#include <surveystat/net.h>
#include <surveystat/paired.h>
#include <surveystat/plan.h>
#include <surveystat/power.h>
#include <surveystat/proportion.h>
#include <surveystat/ratio.h>
#include <surveystat/replicate.h>
#include <surveystat/report.h>
#include <surveystat/response-rate.h>
#include <surveystat/result.h>
#include <surveystat/stats-init.h>
#include <surveystat/stratified.h>
#include <surveystat/survey.h>
#include <surveystat/version.h>
#include <surveystat/waves.h>
#include <surveystat/weights.h>
