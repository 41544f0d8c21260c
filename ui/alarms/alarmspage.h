// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>

#include <QWidget>

#include "ui/desk/deskcontext.h"

class QStackedWidget;
class QToolButton;

namespace vigie::outward {
class Outward;
}

namespace vigie::ui::alarms {

class AlarmHealthPage;
class AlarmPanel;
class JournalPage;
class OutwardPage;
class ShiftReportPage;

/// The page "Alarms": incidents, journal, alarm health, shift report, outward targets, each under a
/// tab of its own. Keys: Alt+1 to Alt+5. GUI thread.
class AlarmsPage final : public QWidget {
    Q_OBJECT
public:
    enum class Tab { Incidents, Journal, Health, ShiftReport, Outward };
    static constexpr int tabCount = 5;

    explicit AlarmsPage(desk::DeskContext& desk, QWidget* parent = nullptr);

    void showTab(Tab tab);
    [[nodiscard]] Tab tab() const;
    /// Null: no targets. It must outlive the page, or null be set before it ends.
    void setOutward(outward::Outward* outward);

    [[nodiscard]] AlarmPanel& incidents() { return *m_incidents; }
    [[nodiscard]] JournalPage& journal() { return *m_journal; }
    [[nodiscard]] AlarmHealthPage& health() { return *m_health; }
    [[nodiscard]] ShiftReportPage& shiftReport() { return *m_report; }
    [[nodiscard]] OutwardPage& outward() { return *m_outward; }

public slots:
    /// The journal of one alarm or one incident (the other is 0).
    void showJournalOf(quint64 alarmId, quint64 incidentId);

private:
    desk::DeskContext& m_desk;
    QStackedWidget* m_pages;
    std::array<QToolButton*, tabCount> m_tabs{};
    AlarmPanel* m_incidents;
    JournalPage* m_journal;
    AlarmHealthPage* m_health;
    ShiftReportPage* m_report;
    OutwardPage* m_outward;
};

} // namespace vigie::ui::alarms
