// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/analysis/report.h"

namespace vigie::ctl {

struct ReportStyle {
    bool isColored = false;
    /// Columns.
    int width = 80;
    bool hasAllEvents = false;
};

/// A report for people: worst first, about one screen. Severity has a glyph, a word and, in a
/// terminal, a color. What is not known is shown as "-".
[[nodiscard]] std::string renderReport(const analysis::Report& report, const ReportStyle& style);

} // namespace vigie::ctl
