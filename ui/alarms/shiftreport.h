// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include <QString>
#include <QStringList>

#include "core/alarm/performance.h"
#include "core/engine/snapshot.h"

/// The report of a shift: from facts to words to HTML, plain text. Pure; nothing here asks anybody.
namespace vigie::ui::alarms {

/// What the report is made of. Every part may be missing, and then it says so.
struct ShiftFacts {
    base::Utc from{};
    base::Utc to{};
    engine::SnapshotPtr snapshot;
    /// Those that were open within the time.
    std::vector<alarm::Incident> incidents;
    /// What operators did and what became of the rules within the time, any order.
    std::vector<alarm::Record> records;
    std::optional<alarm::Performance> performance;
    /// What could not be had, in sentences.
    QStringList remarks;
};

struct ReportTable {
    QStringList head;
    std::vector<QStringList> rows;
    /// Stands where there are no rows.
    QString none;
};

/// A heading with sentences and at most one table below.
struct ReportSection {
    QString title;
    QStringList paragraphs;
    std::optional<ReportTable> table;
};

/// All in words, as plain text that is not escaped yet. Unknown is "—", never 0.
struct ShiftReport {
    QString title;
    QString subtitle;
    std::vector<ReportSection> sections;
};

[[nodiscard]] ShiftReport shiftReport(const ShiftFacts& facts);
/// Self-contained HTML: semantic headings, tables with heads, nothing fetched from anywhere, every
/// foreign word escaped. Colors are left to who shows it: screen and paper differ.
[[nodiscard]] QString toHtml(const ShiftReport& report);
/// For a mail: headings underlined, tables as lines.
[[nodiscard]] QString toText(const ShiftReport& report);

} // namespace vigie::ui::alarms
