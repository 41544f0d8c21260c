// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>

#include <QTimer>
#include <QWidget>

#include "ui/alarms/journalmodel.h"
#include "ui/alarms/recordwords.h"
#include "ui/desk/deskcontext.h"

class QComboBox;
class QDateTimeEdit;
class QLabel;
class QLineEdit;
class QPushButton;
class QTableView;
class QToolButton;

namespace vigie::ui::alarms {

/// The alarm history: who did what, when and why, newest first. Asks the journal, never waits for
/// it; an answer that comes after the question was changed is dropped. While it is seen and its
/// time has no end, what is new appears by itself. Keys: Ctrl+F searches, Ctrl+C copies, Ctrl+E
/// exports, F5 asks anew, Return narrows to the incident or alarm of the row, Esc widens again.
/// GUI thread.
class JournalPage final : public QWidget {
    Q_OBJECT
public:
    /// Milliseconds after the last key before the journal is asked; how often what is new is asked
    /// for; after which an answer is no longer waited for.
    static constexpr int debounceMs = 300;
    static constexpr int newestMs = 2000;
    static constexpr int patienceMs = 10'000;

    explicit JournalPage(desk::DeskContext& desk, QWidget* parent = nullptr);

    [[nodiscard]] JournalModel& model() { return *m_model; }
    [[nodiscard]] QTableView& table() { return *m_table; }
    /// What stands where there are no rows, or beside them: loading, an error, nothing found.
    [[nodiscard]] QString status() const;

    void setSearch(const QString& text);
    void setGroup(RecordGroup group, bool isShown);
    /// Nothing else than what one alarm or one incident (the other is 0) was about, at any time.
    void showOnly(std::uint64_t alarmId, std::uint64_t incidentId);
    /// What a rule has raised, over the last 24 h.
    void showRule(const std::string& ruleId);
    /// Off again.
    void showAll();

public slots:
    void refresh();
    void exportCsv();

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    QWidget* makeTools();
    void makeTable();
    void addKeys();
    void narrowToCurrent();
    void resetFilters();
    void askSoon();
    void askMore();
    void askNewest();
    void ask(journal::HistoryQuery query, void (JournalPage::*take)(journal::History));
    void takeFirst(journal::History history);
    void takeMore(journal::History history);
    void takeNewest(journal::History history);
    [[nodiscard]] journal::HistoryQuery query() const;
    void showScope();
    void showStatus();

    desk::DeskContext& m_desk;
    JournalModel* m_model;
    QTableView* m_table = nullptr;
    QLineEdit* m_search = nullptr;
    std::array<QToolButton*, recordGroups> m_groups{};
    QComboBox* m_severity = nullptr;
    QComboBox* m_period = nullptr;
    QDateTimeEdit* m_from = nullptr;
    QDateTimeEdit* m_to = nullptr;
    QToolButton* m_scope = nullptr;
    QLabel* m_status = nullptr;
    QLabel* m_empty = nullptr;
    QTimer m_debounce;
    QTimer m_newest;
    QTimer m_patience;
    base::Utc m_now{}; // of the snapshot seen last
    std::uint64_t m_alarmId = 0;
    std::uint64_t m_incidentId = 0;
    /// Grows with each new question: answers to older ones are dropped.
    std::uint64_t m_epoch = 0;
    bool m_isWaiting = false;
    bool m_isAnswered = false;
    QString m_error;
};

} // namespace vigie::ui::alarms
