// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <vector>

#include <QObject>
#include <QPointer>
#include <QString>

#include "ui/alarms/incidentmodel.h"
#include "ui/desk/deskcontext.h"

class QWidget;

namespace vigie::ui::alarms {

/// What the operator at this desk does, from whichever screen: asks for what is missing (a name, a
/// reason, a time), sends it, tells how it went, and remembers it for undo. One for each desk:
/// of(). Dialogs never stop the desk; when their window goes, nothing is done. GUI thread.
class AlarmActions final : public QObject {
    Q_OBJECT
public:
    /// The desk's own; made at the first call, lives as long as the desk.
    [[nodiscard]] static AlarmActions& of(desk::DeskContext& desk);

    /// `over` is the widget that dialogs belong to.
    void acknowledge(const Chosen& chosen, QWidget* over);
    void reset(const Chosen& chosen, QWidget* over);
    void unshelve(const Chosen& chosen, QWidget* over);
    /// `what` says in words what is chosen.
    void shelve(const Chosen& chosen, const QString& what, QWidget* over);
    void comment(const Chosen& chosen, const QString& what, QWidget* over);
    void assign(const Chosen& chosen, const QString& what, QWidget* over);
    /// Maintenance of the line's subject, or out of service, or the end of either.
    void service(const Line& line, const Chosen& chosen, QWidget* over);
    /// Takes back the newest action of this operator here that was not taken back yet.
    void undo(QWidget* over);

    void signOn(QWidget* over);
    void signOff();
    void handOver(QWidget* over);
    void mute(std::chrono::minutes span, QWidget* over);

    /// Who is signed on; also before a snapshot says so.
    [[nodiscard]] std::string operatorName() const;
    /// What undo() would take back; empty: nothing.
    [[nodiscard]] QString undoable() const;

signals:
    void done(const QString& what);
    void refused(const QString& why);
    void undoableChanged();

private:
    struct Done {
        std::uint64_t id = 0;
        QString what;
    };
    explicit AlarmActions(desk::DeskContext& desk);
    /// Asks for a name first where nobody is signed on.
    void underName(const QString& what, QWidget* over, std::function<void()> then);
    void askName(const QString& what, QWidget* over, std::function<void()> then);
    void send(alarm::Action action, const QString& what, bool canUndo,
              std::function<void()> then = {});
    void sendFor(alarm::ActionKind kind, const Chosen& chosen, const QString& what,
                 const QString& title, QWidget* over);
    [[nodiscard]] bool isSomething(const Chosen& chosen);
    /// False, and told, where the desk is in the past.
    [[nodiscard]] bool mayAct();
    /// Who is at the desk is of now, whatever is shown.
    [[nodiscard]] engine::SnapshotPtr present() const;
    [[nodiscard]] base::Utc now() const;

    desk::DeskContext& m_desk;
    std::string m_justSignedOn;
    std::vector<Done> m_done; // newest last, at most mostUndoable
};

/// "2 incidents", "3 alarms", "2 incidents and 3 alarms".
[[nodiscard]] QString chosenText(const Chosen& chosen);
/// What maintenance of a line is of: the cause where it is a node or an input, otherwise the
/// subject of the alarm that speaks.
[[nodiscard]] alarm::Subject subjectOf(const Line& line);

} // namespace vigie::ui::alarms
