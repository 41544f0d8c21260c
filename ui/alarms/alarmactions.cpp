// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/alarms/alarmactions.h"

#include <algorithm>
#include <utility>

#include <QWidget>

#include "ui/alarms/actiondialogs.h"
#include "ui/alarms/operatordialogs.h"
#include "ui/theme/figures.h"
#include "ui/theme/incidentwords.h"

namespace vigie::ui::alarms {

namespace {

/// As many as the book can take back.
constexpr std::size_t mostUndoable = 100;

alarm::Action actionOf(alarm::ActionKind kind, const Chosen& chosen) {
    alarm::Action action;
    action.kind = kind;
    action.incidentIds = chosen.incidents;
    action.alarmIds = chosen.alarms;
    return action;
}

/// Dialogs close themselves away; `accepted` runs with the dialog still there.
template <typename Dialog, typename Function>
void openFor(Dialog* dialog, QObject* receiver, Function accepted) {
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(dialog, &QDialog::accepted, receiver,
                     [dialog, accepted = std::move(accepted)] { accepted(*dialog); });
    dialog->open();
}

} // namespace

QString chosenText(const Chosen& chosen) {
    const auto incidents = static_cast<qulonglong>(chosen.incidents.size());
    const auto alarms = static_cast<qulonglong>(chosen.alarms.size());
    const QString some = incidents == 1 ? AlarmActions::tr("1 incident")
                                        : AlarmActions::tr("%1 incidents").arg(incidents);
    const QString more =
        alarms == 1 ? AlarmActions::tr("1 alarm") : AlarmActions::tr("%1 alarms").arg(alarms);
    if (alarms == 0) {
        return some;
    }
    return incidents == 0 ? more : AlarmActions::tr("%1 and %2").arg(some, more);
}

alarm::Subject subjectOf(const Line& line) {
    if (line.incident != nullptr) {
        const alarm::Hop& hop = line.incident->cause.hop;
        const auto slash = hop.id.find('/');
        if (hop.type == alarm::HopType::Node) {
            return {model::Scope::Node, hop.id, {}};
        }
        const bool isInput = hop.type == alarm::HopType::Input ||
                             hop.type == alarm::HopType::Link ||
                             hop.type == alarm::HopType::Receiver;
        if (isInput && slash != std::string::npos) {
            return {model::Scope::Input, hop.id.substr(0, slash), hop.id.substr(slash + 1)};
        }
    }
    return line.speaker != nullptr ? line.speaker->subject : alarm::Subject{};
}

AlarmActions& AlarmActions::of(desk::DeskContext& desk) {
    auto* found = desk.findChild<AlarmActions*>(QString(), Qt::FindDirectChildrenOnly);
    return found != nullptr ? *found : *new AlarmActions(desk);
}

AlarmActions::AlarmActions(desk::DeskContext& desk) : QObject(&desk), m_desk(desk) {
    const auto changed = m_desk.hasLive() ? &desk::DeskContext::liveSnapshotChanged
                                          : &desk::DeskContext::snapshotChanged;
    connect(&m_desk, changed, this, [this](const engine::SnapshotPtr& snapshot) {
        // Snapshots of before the sign-on may still be on their way.
        if (snapshot->operatorName == m_justSignedOn) {
            m_justSignedOn.clear();
        }
    });
}

engine::SnapshotPtr AlarmActions::present() const {
    const auto live = m_desk.liveSnapshot();
    return live ? live : m_desk.snapshot();
}

base::Utc AlarmActions::now() const {
    return present()->now;
}

bool AlarmActions::mayAct() {
    const QString why = m_desk.whyNoActions();
    if (!why.isEmpty()) {
        emit refused(why);
    }
    return why.isEmpty();
}

std::string AlarmActions::operatorName() const {
    return m_justSignedOn.empty() ? present()->operatorName : m_justSignedOn;
}

QString AlarmActions::undoable() const {
    return m_done.empty() ? QString() : m_done.back().what;
}

bool AlarmActions::isSomething(const Chosen& chosen) {
    if (!mayAct()) {
        return false;
    }
    if (chosen.isEmpty()) {
        emit refused(tr("Choose an incident or an alarm first."));
    }
    return !chosen.isEmpty();
}

void AlarmActions::underName(const QString& what, QWidget* over, std::function<void()> then) {
    if (!operatorName().empty()) {
        then();
    } else {
        askName(what, over, std::move(then));
    }
}

void AlarmActions::askName(const QString& what, QWidget* over, std::function<void()> then) {
    openFor(new SignOnDialog(what, over), this,
            [this, then = std::move(then)](const SignOnDialog& dialog) {
                const QString name = dialog.name();
                alarm::Action action;
                action.kind = alarm::ActionKind::SignOn;
                action.operatorName = name.toStdString();
                send(std::move(action), tr("%1 is signed on").arg(name), false, [this, name, then] {
                    m_justSignedOn = name.toStdString();
                    rememberOperator(name);
                    m_done.clear(); // what another operator did is theirs to take back
                    emit undoableChanged();
                    if (then) {
                        then();
                    }
                });
            });
}

void AlarmActions::send(alarm::Action action, const QString& what, bool canUndo,
                        std::function<void()> then) {
    if (action.operatorName.empty()) {
        action.operatorName = operatorName();
    }
    m_desk.act(std::move(action), this,
               [this, what, canUndo, then = std::move(then)](base::Result<std::uint64_t> result) {
                   if (!result) {
                       emit refused(tr("%1: refused. %2")
                                        .arg(what, QString::fromStdString(result.error().message)));
                       return;
                   }
                   if (canUndo) {
                       m_done.push_back({*result, what});
                       if (m_done.size() > mostUndoable) {
                           m_done.erase(m_done.begin());
                       }
                       emit undoableChanged();
                   }
                   emit done(canUndo ? tr("%1. Ctrl+Z takes it back.").arg(what)
                                     : tr("%1.").arg(what));
                   if (then) {
                       then();
                   }
               });
}

void AlarmActions::sendFor(alarm::ActionKind kind, const Chosen& chosen, const QString& what,
                           const QString& title, QWidget* over) {
    if (isSomething(chosen)) {
        underName(title, over, [this, kind, chosen, what] {
            send(actionOf(kind, chosen), what.arg(chosenText(chosen)), true);
        });
    }
}

void AlarmActions::acknowledge(const Chosen& chosen, QWidget* over) {
    sendFor(alarm::ActionKind::Acknowledge, chosen, tr("Acknowledged: %1"), tr("Acknowledging"),
            over);
}

void AlarmActions::reset(const Chosen& chosen, QWidget* over) {
    sendFor(alarm::ActionKind::Reset, chosen, tr("Reset: %1"), tr("Resetting"), over);
}

void AlarmActions::unshelve(const Chosen& chosen, QWidget* over) {
    sendFor(alarm::ActionKind::Unshelve, chosen, tr("Unshelved: %1"), tr("Unshelving"), over);
}

void AlarmActions::shelve(const Chosen& chosen, const QString& what, QWidget* over) {
    if (!isSomething(chosen)) {
        return;
    }
    const QPointer<QWidget> window(over);
    underName(tr("Shelving"), over, [this, chosen, what, window] {
        openFor(new ShelveDialog(what, now(), window), this,
                [this, chosen](const ShelveDialog& dialog) {
                    alarm::Action action =
                        actionOf(dialog.isOneShot() ? alarm::ActionKind::ShelveOneShot
                                                    : alarm::ActionKind::Shelve,
                                 chosen);
                    action.until = dialog.until();
                    action.text = dialog.reason().toStdString();
                    send(std::move(action),
                         tr("Shelved until %1: %2")
                             .arg(theme::minuteText(dialog.until()), chosenText(chosen)),
                         true);
                });
    });
}

void AlarmActions::comment(const Chosen& chosen, const QString& what, QWidget* over) {
    if (!isSomething(chosen)) {
        return;
    }
    const QPointer<QWidget> window(over);
    underName(tr("Commenting"), over, [this, chosen, what, window] {
        openFor(new TextDialog(tr("Comment"), what, tr("Comment"), false, window), this,
                [this, chosen](const TextDialog& dialog) {
                    alarm::Action action = actionOf(alarm::ActionKind::Comment, chosen);
                    action.text = dialog.text().toStdString();
                    send(std::move(action), tr("Commented: %1").arg(chosenText(chosen)), true);
                });
    });
}

void AlarmActions::assign(const Chosen& chosen, const QString& what, QWidget* over) {
    if (!isSomething(chosen)) {
        return;
    }
    const QPointer<QWidget> window(over);
    underName(tr("Assigning"), over, [this, chosen, what, window] {
        auto* dialog = new TextDialog(tr("Assign"), what, tr("To (empty: nobody)"), true, window);
        dialog->complete(rememberedOperators());
        openFor(dialog, this, [this, chosen](const TextDialog& answer) {
            alarm::Action action = actionOf(alarm::ActionKind::Assign, chosen);
            action.text = answer.text().toStdString();
            send(std::move(action),
                 answer.text().isEmpty()
                     ? tr("Assigned to nobody: %1").arg(chosenText(chosen))
                     : tr("Assigned to %1: %2").arg(answer.text(), chosenText(chosen)),
                 true);
        });
    });
}

void AlarmActions::service(const Line& line, const Chosen& chosen, QWidget* over) {
    if (!isSomething(chosen) || line.speaker == nullptr) {
        return;
    }
    const alarm::Subject subject = subjectOf(line);
    const auto snapshot = m_desk.snapshot();
    const bool isOneRule =
        chosen.incidents.size() + chosen.alarms.size() == 1 && line.speaker->subject == subject;
    ServiceDialog::Offer offer;
    offer.subject = theme::subjectText(*snapshot, subject);
    offer.rule = isOneRule ? theme::ruleName(*snapshot, line.speaker->ruleId) : QString();
    offer.isOutOfService = std::any_of(line.alarms.begin(), line.alarms.end(),
                                       [](const auto* alarm) { return alarm->isOutOfService; });
    for (const auto& over_ : snapshot->overrides) {
        if (over_.subject == subject) {
            offer.isInMaintenance = offer.isInMaintenance || over_.isMaintenance;
            offer.isOutOfService = offer.isOutOfService || !over_.isMaintenance;
        }
    }
    const std::string ruleId = line.speaker->ruleId;
    const QPointer<QWidget> window(over);
    underName(tr("Maintenance"), over, [this, offer, subject, ruleId, chosen, window] {
        openFor(new ServiceDialog(offer, now(), window), this,
                [this, offer, subject, ruleId, chosen](const ServiceDialog& dialog) {
                    alarm::Action action;
                    action.kind = dialog.kind();
                    action.subject = subject;
                    action.text = dialog.reason().toStdString();
                    if (dialog.kind() == alarm::ActionKind::OutOfService && dialog.isRuleOnly()) {
                        action.ruleId = ruleId;
                    }
                    QString what = tr("Out of service: %1");
                    if (dialog.kind() == alarm::ActionKind::BeginMaintenance) {
                        action.until = dialog.until();
                        what = tr("Maintenance of %1");
                    } else if (dialog.kind() == alarm::ActionKind::EndMaintenance) {
                        what = tr("Maintenance ended: %1");
                    } else if (dialog.kind() == alarm::ActionKind::ReturnToService) {
                        // Single alarms may be out of service by themselves.
                        action.incidentIds = chosen.incidents;
                        action.alarmIds = chosen.alarms;
                        what = tr("Returned to service: %1");
                    }
                    send(std::move(action), what.arg(offer.subject), true);
                });
    });
}

void AlarmActions::undo(QWidget* over) {
    if (!mayAct()) {
        return;
    }
    if (m_done.empty()) {
        emit refused(tr("There is nothing of yours to take back."));
        return;
    }
    underName(tr("Undoing"), over, [this] {
        if (m_done.empty()) {
            emit refused(tr("There is nothing of yours to take back."));
            return;
        }
        // Taken off before the answer: a second Ctrl+Z means the one before.
        const Done last = m_done.back();
        m_done.pop_back();
        emit undoableChanged();
        alarm::Action action;
        action.kind = alarm::ActionKind::Undo;
        action.undoes = last.id;
        send(std::move(action), tr("Taken back: %1").arg(last.what), false);
    });
}

void AlarmActions::signOn(QWidget* over) {
    askName({}, over, {});
}

void AlarmActions::signOff() {
    alarm::Action action;
    action.kind = alarm::ActionKind::SignOff;
    const QString name = QString::fromStdString(operatorName());
    send(std::move(action), tr("%1 is signed off").arg(name), false, [this] {
        m_justSignedOn.clear();
        m_done.clear();
        emit undoableChanged();
    });
}

void AlarmActions::handOver(QWidget* over) {
    if (!mayAct()) {
        return;
    }
    const QPointer<QWidget> window(over);
    underName(tr("Handing over"), over, [this, window] {
        openFor(new HandOverDialog(m_desk.snapshot(), window), this,
                [this](const HandOverDialog& dialog) {
                    const QString next = dialog.nextOperator();
                    alarm::Action note;
                    note.kind = alarm::ActionKind::Comment;
                    note.incidentIds = dialog.incidents();
                    note.text = tr("Hand-over: %1").arg(dialog.note()).toStdString();
                    alarm::Action action;
                    action.kind = alarm::ActionKind::HandOver;
                    action.incidentIds = dialog.incidents();
                    action.text = next.toStdString();
                    // The hand-over's text is the next operator's name; the note goes with the
                    // incidents, under the name of who leaves.
                    if (!dialog.note().isEmpty() && !note.incidentIds.empty()) {
                        send(std::move(note), tr("Note for %1").arg(next), false);
                    }
                    send(std::move(action), tr("The desk is handed over to %1").arg(next), false,
                         [this, next] {
                             m_justSignedOn = next.toStdString();
                             rememberOperator(next);
                             m_done.clear();
                             emit undoableChanged();
                         });
                });
    });
}

void AlarmActions::mute(std::chrono::minutes span, QWidget* over) {
    underName(tr("Muting"), over, [this, span] {
        alarm::Action action;
        action.kind = alarm::ActionKind::Mute;
        const base::Utc until = now() + span;
        action.until = until;
        send(std::move(action), tr("Sounds are off until %1").arg(theme::clockText(until)), false);
    });
}

} // namespace vigie::ui::alarms
