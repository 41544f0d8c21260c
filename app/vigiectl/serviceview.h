// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/vigiectl/page.h"
#include "core/analysis/report.h"

namespace vigie::ctl {

/// Each service with its streams, clock and content; of many only a line each.
void writeServices(const analysis::Report& report, Page& page);

} // namespace vigie::ctl
