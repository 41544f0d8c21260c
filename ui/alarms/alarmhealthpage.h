// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <optional>

#include <QTimer>
#include <QWidget>

#include "ui/alarms/healthmodels.h"
#include "ui/desk/deskcontext.h"

class QLabel;
class QPlainTextEdit;
class QTableView;

namespace vigie::ui::alarms {

class PriorityBars;
class RateChart;

/// How well the alarm system serves the operator, so that a supervisor can mend the rules: figures
/// beside their targets, the rate over the day, the sources that cost most, and the rule of the one
/// that is selected. Asks each 5 s, and only while it is seen. GUI thread.
class AlarmHealthPage final : public QWidget {
    Q_OBJECT
public:
    static constexpr int refreshMs = 5000;

    explicit AlarmHealthPage(desk::DeskContext& desk, QWidget* parent = nullptr);
    ~AlarmHealthPage() override;

    enum List { Top, Chattering, Stale, listCount };
    [[nodiscard]] HealthFigureModel& figures() { return *m_figures; }
    [[nodiscard]] SourceModel& sources(List list) { return *m_lists[list].model; }
    [[nodiscard]] QTableView& table(List list) { return *m_lists[list].table; }
    [[nodiscard]] QString ruleShown() const;
    [[nodiscard]] QString headline() const;

signals:
    /// The journal of what this rule has raised.
    void ruleJournalWanted(const std::string& ruleId);

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    struct SourceList {
        SourceModel* model = nullptr;
        QTableView* table = nullptr;
        QLabel* empty = nullptr;
    };
    QWidget* makeFigures();
    QWidget* makeRates();
    QWidget* makeList(List list, const QString& title, const QString& toolTip);
    QWidget* makeRule();
    void ask();
    void take(const alarm::Performance& performance);
    void showSources(List list, const std::vector<SourceModel::Count>& sources, std::uint32_t all);
    void showRule(const QModelIndex& index);
    void openJournal(const QModelIndex& index);

    desk::DeskContext& m_desk;
    HealthFigureModel* m_figures;
    std::array<SourceList, listCount> m_lists{};
    RateChart* m_rates = nullptr;
    PriorityBars* m_priorities = nullptr;
    QLabel* m_headline = nullptr;
    QTableView* m_figureTable = nullptr;
    QPlainTextEdit* m_rule = nullptr;
    QTimer m_timer;
    bool m_isWaiting = false;
    int m_missed = 0;
    std::string m_ruleId;
};

} // namespace vigie::ui::alarms
