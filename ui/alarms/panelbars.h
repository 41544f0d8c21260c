// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QFrame>
#include <QString>
#include <QTimer>

#include "core/engine/snapshot.h"
#include "ui/alarms/incidentfilter.h"
#include "ui/desk/deskcontext.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QToolButton;

namespace vigie::ui::alarms {

/// What stands over the list while it holds: a flood, a journal that can not be written. Hidden
/// otherwise. GUI thread.
class AlarmBanner final : public QFrame {
    Q_OBJECT
public:
    explicit AlarmBanner(desk::DeskContext& desk, QWidget* parent = nullptr);
    void setSnapshot(const engine::Snapshot& snapshot);
    /// Another place in time: a flood there has another beginning.
    void forget();
    [[nodiscard]] QString floodText() const;
    [[nodiscard]] QString journalText() const;

private:
    void askSince();

    desk::DeskContext& m_desk;
    QLabel* m_flood;
    QLabel* m_journal;
    bool m_isFlood = false;
    std::optional<base::Utc> m_floodSince;
};

/// How the last action went: what was done goes by itself after 8 s, a refusal stays until it is
/// closed or the next action. GUI thread.
class MessageBar final : public QFrame {
    Q_OBJECT
public:
    explicit MessageBar(QWidget* parent = nullptr);
    void showDone(const QString& text, bool canUndo);
    void showRefusal(const QString& text);
    [[nodiscard]] QString text() const;

signals:
    void undoWanted();

private:
    QLabel* m_text;
    QToolButton* m_undo;
    QTimer m_timer;
};

/// Search, severity, state, region, mine, and how the list is grouped. GUI thread.
class FilterBar final : public QWidget {
    Q_OBJECT
public:
    explicit FilterBar(QWidget* parent = nullptr);
    /// Keeps the choice; regions may come and go.
    void setRegions(const engine::Snapshot& snapshot);
    /// Whose "mine" is.
    void setOperator(const std::string& name);
    [[nodiscard]] IncidentFilter filter() const;
    [[nodiscard]] Grouping grouping() const;
    void setText(const QString& text);
    void setShow(Show show);
    void setLeast(engine::Severity severity);
    void setRegion(const QString& regionId);
    void setMine(bool isMine);
    void setGrouping(Grouping grouping);
    void focusSearch();

signals:
    void changed();

private:
    QLineEdit* m_text;
    QComboBox* m_show;
    QComboBox* m_least;
    QComboBox* m_region;
    QToolButton* m_mine;
    QComboBox* m_grouping;
    std::string m_operator;
};

} // namespace vigie::ui::alarms
