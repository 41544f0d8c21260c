// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include <QString>
#include <QWidget>

#include "ui/alarms/incidentsummary.h"
#include "ui/desk/deskcontext.h"

class QPushButton;
class QTextBrowser;

namespace vigie::ui::alarms {

/// All of one line in sentences: the evidence for its cause and the runner-up, what to do, what
/// operators said and did, and, asked for, why its rule holds. GUI thread.
class IncidentDetails final : public QWidget {
    Q_OBJECT
public:
    explicit IncidentDetails(desk::DeskContext& desk, QWidget* parent = nullptr);
    /// Null: nothing is chosen. Another line asks the journal what was done about it.
    void show(const Line* line);
    [[nodiscard]] QString plainText() const;
    /// "Why?": has the engine explain the rule of the line's alarm.
    void explain();

private:
    using LineId = std::pair<std::uint64_t, std::uint64_t>; // incident, alarm
    void askHistory();
    void compose();
    [[nodiscard]] QString page(const Line& line) const;
    [[nodiscard]] QString causeOf(const alarm::Incident& incident) const;
    [[nodiscard]] QString todoOf(const Line& line) const;
    [[nodiscard]] QString childrenOf(const Line& line) const;
    [[nodiscard]] QString history() const;

    desk::DeskContext& m_desk;
    QTextBrowser* m_text;
    QPushButton* m_why;
    LineId m_shown{};
    engine::SnapshotPtr m_snapshot;
    std::optional<Line> m_line;
    /// Newest action that the history was asked for.
    std::vector<alarm::Record> m_records;
    QString m_historyError;
    QStringList m_explanation;
    QString m_html;
};

} // namespace vigie::ui::alarms
