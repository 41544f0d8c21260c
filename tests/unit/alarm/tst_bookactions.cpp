// SPDX-License-Identifier: GPL-3.0-or-later
//
// What operators do: names, limits, refusals, bulk, overrides, undo, hand-over, mute.
#include <QTest>

#include <algorithm>

#include "tests/unit/alarm/booksupport.h"

using namespace vigie;
using namespace vigie::alarm;
using testing::BookLab;
using namespace std::chrono_literals;

class TestBookActions : public QObject {
    Q_OBJECT
private slots:
    void everyActionNeedsAName() {
        for (int kind = 0; kind <= static_cast<int>(ActionKind::Mute); ++kind) {
            if (static_cast<ActionKind>(kind) == ActionKind::SignOff) {
                continue;
            }
            BookLab lab;
            lab.raise(lab.rule);
            Action action = lab.action(static_cast<ActionKind>(kind), lab.find(lab.rule));
            action.subject = lab.path.key;
            action.operatorName = "  ";
            const auto done = lab.book.act(action, lab.now);
            QVERIFY(!done);
            QVERIFY(QString::fromStdString(done.error().message).contains("name"));
            QCOMPARE(lab.book.state().lastActionId, std::uint64_t{0});
        }
    }

    void shelvesHaveAReasonAndAnEnd() {
        BookLab lab;
        lab.raise(lab.rule);
        for (const ActionKind kind : {ActionKind::Shelve, ActionKind::ShelveOneShot}) {
            Action action = lab.action(kind, lab.find(lab.rule));
            action.until.reset();
            QVERIFY(!lab.book.act(action, lab.now));
            action.until = lab.now;
            QVERIFY(!lab.book.act(action, lab.now));
            action.until = lab.now + 24h + 1s;
            QVERIFY(!lab.book.act(action, lab.now));
            action.until = lab.now + 24h;
            action.text = " ";
            QVERIFY(!lab.book.act(action, lab.now));
            action.text = "works on the roof";
            QVERIFY(lab.book.act(action, lab.now));
        }
        QCOMPARE(lab.find(lab.rule)->shelf->reason, std::string("works on the roof"));
    }

    void maintenanceHasAReasonAndAnEnd() {
        BookLab lab;
        Action action = lab.action(ActionKind::BeginMaintenance);
        QVERIFY(!lab.book.act(action, lab.now)); // of what?
        action.subject = lab.node.key;
        action.until.reset();
        QVERIFY(!lab.book.act(action, lab.now));
        action.until = lab.now + 24h * 31;
        QVERIFY(!lab.book.act(action, lab.now));
        action.until = lab.now + 1h;
        action.text.clear();
        QVERIFY(!lab.book.act(action, lab.now));
        QVERIFY(lab.book.overrides().empty());
    }

    void unknownAlarmsAreRefusedAndBulkDoesWhatItCan() {
        BookLab lab;
        lab.raise(lab.rule);
        lab.raise(lab.latching);
        Action action = lab.action(ActionKind::Acknowledge);
        action.alarmIds = {77};
        QVERIFY(!lab.book.act(action, lab.now));
        action.alarmIds = {77, lab.find(lab.rule)->id};
        QVERIFY(lab.book.act(action, lab.now));
        QCOMPARE(lab.find(lab.rule)->state, AlarmState::Acknowledged);
        // Both: one can still be acknowledged.
        action.alarmIds = {lab.find(lab.rule)->id, lab.find(lab.latching)->id};
        QVERIFY(lab.book.act(action, lab.now));
        QVERIFY(!lab.book.act(action, lab.now));
    }

    void anIncidentStandsForItsAlarms() {
        BookLab lab;
        lab.raise(lab.rule);
        lab.raise(lab.latching);
        lab.book.setIncident(lab.find(lab.rule)->id, 3);
        lab.book.setIncident(lab.find(lab.latching)->id, 4);
        Action action = lab.action(ActionKind::Acknowledge);
        action.incidentIds = {3};
        QVERIFY(lab.book.act(action, lab.now));
        QCOMPARE(lab.find(lab.rule)->state, AlarmState::Acknowledged);
        QCOMPARE(lab.find(lab.latching)->state, AlarmState::Active);
        QCOMPARE(lab.book.takeCommit().records.back().incidentId, std::uint64_t{3});
    }

    void overridesCoverWhatHangsBelow_data() {
        QTest::addColumn<int>("scope");
        QTest::newRow("node") << static_cast<int>(model::Scope::Node);
        QTest::newRow("input") << static_cast<int>(model::Scope::Input);
        QTest::newRow("path") << static_cast<int>(model::Scope::Path);
    }
    void overridesCoverWhatHangsBelow() {
        QFETCH(int, scope);
        BookLab lab;
        const auto& over = scope == static_cast<int>(model::Scope::Node)    ? lab.node
                           : scope == static_cast<int>(model::Scope::Input) ? lab.input
                                                                            : lab.path;
        SubjectFacts elsewhere = lab.path;
        elsewhere.key.nodeId = "nice";
        SubjectFacts besides = lab.path;
        besides.key.id = "t8/1";
        besides.inputId = "t8";
        lab.raise(lab.rule);
        lab.tell(Change::What::Raised, lab.rule, elsewhere, Severity::Major);
        lab.tell(Change::What::Raised, lab.rule, besides, Severity::Major);
        for (const bool isMaintenance : {false, true}) {
            (void)lab.book.takeCommit();
            QVERIFY(lab.actOn(
                isMaintenance ? ActionKind::BeginMaintenance : ActionKind::OutOfService, over.key));
            const Alarm* covered = lab.find(lab.rule);
            QVERIFY(!covered->isAnnunciated());
            QCOMPARE(covered->isOutOfService, !isMaintenance);
            QCOMPARE(covered->suppressed, isMaintenance ? bit(Suppression::Maintenance) : 0);
            QVERIFY(lab.book.find(elsewhere.key, lab.rule.id)->isAnnunciated());
            QCOMPARE(lab.book.find(besides.key, lab.rule.id)->isAnnunciated(),
                     scope != static_cast<int>(model::Scope::Node));
            // What comes later is covered too.
            lab.raise(lab.latching);
            QVERIFY(!lab.find(lab.latching)->isAnnunciated());
            QCOMPARE(lab.book.takeCommit().overrides->size(), std::size_t{1});
            QVERIFY(
                lab.actOn(isMaintenance ? ActionKind::EndMaintenance : ActionKind::ReturnToService,
                          over.key));
            QVERIFY(lab.find(lab.rule)->isAnnunciated());
            QVERIFY(lab.book.overrides().empty());
            QVERIFY(
                !lab.actOn(isMaintenance ? ActionKind::EndMaintenance : ActionKind::ReturnToService,
                           over.key));
        }
    }

    void maintenanceEndsByItself() {
        BookLab lab;
        lab.raise(lab.rule);
        QVERIFY(lab.act(ActionKind::Acknowledge, lab.find(lab.rule)));
        QVERIFY(lab.actOn(ActionKind::BeginMaintenance, lab.node.key));
        lab.book.advance(lab.now + 59min);
        QVERIFY(!lab.find(lab.rule)->isAnnunciated());
        lab.book.advance(lab.now + 1h);
        QVERIFY(lab.book.overrides().empty());
        QCOMPARE(lab.find(lab.rule)->state, AlarmState::Active);
        QVERIFY(lab.find(lab.rule)->isAnnunciated());
    }

    void anAlarmOutOfServiceWithItsNodeIsNotReturnedAlone() {
        BookLab lab;
        lab.raise(lab.rule);
        QVERIFY(lab.actOn(ActionKind::OutOfService, lab.node.key));
        QVERIFY(!lab.act(ActionKind::ReturnToService, lab.find(lab.rule)));
        QVERIFY(lab.find(lab.rule)->isOutOfService);
    }

    void undoTakesBack_data() {
        QTest::addColumn<int>("kind");
        for (const auto& [name, kind] :
             {std::pair{"acknowledge", ActionKind::Acknowledge},
              std::pair{"shelve", ActionKind::Shelve},
              std::pair{"shelve once", ActionKind::ShelveOneShot},
              std::pair{"assign", ActionKind::Assign}, std::pair{"comment", ActionKind::Comment},
              std::pair{"out of service", ActionKind::OutOfService}}) {
            QTest::newRow(name) << static_cast<int>(kind);
        }
    }
    void undoTakesBack() {
        QFETCH(int, kind);
        for (const bool isChangedSince : {false, true}) {
            BookLab lab;
            lab.raise(lab.rule);
            const Alarm before = *lab.find(lab.rule);
            const auto done = lab.act(static_cast<ActionKind>(kind), lab.find(lab.rule));
            QVERIFY(done);
            QVERIFY(!(*lab.find(lab.rule) == before));
            const bool isOverride = static_cast<ActionKind>(kind) == ActionKind::OutOfService;
            if (isChangedSince) {
                lab.change(lab.rule, Severity::Critical);
            }
            Action undo = lab.action(ActionKind::Undo);
            undo.undoes = *done;
            undo.operatorName = "Bo";
            (void)lab.book.takeCommit();
            const auto undone = lab.book.act(undo, lab.now);
            if (isChangedSince && !isOverride) {
                QVERIFY(!undone);
                continue;
            }
            QVERIFY(undone);
            if (!isChangedSince) {
                QVERIFY(*lab.find(lab.rule) == before);
            }
            QVERIFY(lab.find(lab.rule)->isAnnunciated());
            const Commit commit = lab.book.takeCommit();
            QCOMPARE(commit.records.front().kind, RecordKind::Undone);
            QCOMPARE(commit.records.front().operatorName, std::string("Bo"));
            QVERIFY(!lab.book.act(undo, lab.now)); // once
        }
    }

    void undoBringsBackWhatAnAcknowledgementClosed() {
        BookLab lab;
        lab.raise(lab.rule);
        lab.clear(lab.rule);
        const Alarm before = *lab.find(lab.rule);
        const auto done = lab.act(ActionKind::Acknowledge, lab.find(lab.rule));
        QVERIFY(done);
        QVERIFY(lab.find(lab.rule) == nullptr);
        Action undo = lab.action(ActionKind::Undo);
        undo.undoes = *done;
        QVERIFY(lab.book.act(undo, lab.now));
        QVERIFY(lab.find(lab.rule) != nullptr && *lab.find(lab.rule) == before);
        const Commit commit = lab.book.takeCommit();
        QVERIFY(commit.closed.empty());
        QCOMPARE(commit.alarms.size(), std::size_t{1});
        // Not where the fault has come back as an alarm of its own.
        const auto again = lab.act(ActionKind::Acknowledge, lab.find(lab.rule));
        QVERIFY(again);
        lab.raise(lab.rule);
        undo.undoes = *again;
        QVERIFY(!lab.book.act(undo, lab.now));
        QCOMPARE(lab.book.alarms().size(), std::size_t{1});
    }

    void undoOfUnshelvingShelvesAgain() {
        BookLab lab;
        lab.raise(lab.rule);
        QVERIFY(lab.act(ActionKind::Acknowledge, lab.find(lab.rule)));
        QVERIFY(lab.act(ActionKind::Shelve, lab.find(lab.rule)));
        const Alarm shelved = *lab.find(lab.rule);
        const auto done = lab.act(ActionKind::Unshelve, lab.find(lab.rule));
        QVERIFY(done);
        Action undo = lab.action(ActionKind::Undo);
        undo.undoes = *done;
        QVERIFY(lab.book.act(undo, lab.now));
        QVERIFY(*lab.find(lab.rule) == shelved);
    }

    void undoOfMaintenanceUncoversWhatCameMeanwhile() {
        BookLab lab;
        lab.raise(lab.rule);
        QVERIFY(lab.act(ActionKind::Acknowledge, lab.find(lab.rule)));
        const Alarm before = *lab.find(lab.rule);
        const auto done = lab.actOn(ActionKind::BeginMaintenance, lab.node.key);
        QVERIFY(done);
        lab.raise(lab.latching);
        Action undo = lab.action(ActionKind::Undo);
        undo.undoes = *done;
        QVERIFY(lab.book.act(undo, lab.now));
        QVERIFY(lab.book.overrides().empty());
        QVERIFY(*lab.find(lab.rule) == before);
        QVERIFY(lab.find(lab.latching)->isAnnunciated());
        QCOMPARE(lab.find(lab.latching)->state, AlarmState::Active);
    }

    void theDeskIsSignedOnAndHandedOver() {
        BookLab lab;
        QVERIFY(!lab.act(ActionKind::SignOff));
        QVERIFY(lab.act(ActionKind::SignOn));
        QCOMPARE(lab.book.operatorName(), std::string("Ana"));
        Action handOver = lab.action(ActionKind::HandOver);
        handOver.operatorName = "Bo"; // not at the desk
        handOver.text = "Cléo";
        QVERIFY(!lab.book.act(handOver, lab.now));
        handOver.operatorName = "Ana";
        handOver.incidentIds = {4, 9};
        (void)lab.book.takeCommit();
        QVERIFY(lab.book.act(handOver, lab.now));
        QCOMPARE(lab.book.operatorName(), std::string("Cléo"));
        const Commit commit = lab.book.takeCommit();
        QCOMPARE(commit.records.size(), std::size_t{3});
        for (const Record& record : commit.records) {
            QCOMPARE(record.kind, RecordKind::HandedOver);
            QCOMPARE(record.operatorName, std::string("Ana"));
            QCOMPARE(record.text, std::string("Cléo"));
        }
        QCOMPARE(commit.records[2].incidentId, std::uint64_t{9});
        QCOMPARE(commit.operatorName, std::optional<std::string>("Cléo"));
        Action off;
        off.kind = ActionKind::SignOff;
        QVERIFY(lab.book.act(off, lab.now));
        QCOMPARE(lab.book.operatorName(), std::string());
    }

    void soundsAlwaysComeBack() {
        BookLab lab;
        Action mute = lab.action(ActionKind::Mute);
        QVERIFY(!lab.book.act(mute, lab.now)); // an hour is too long
        mute.until.reset();
        QVERIFY(!lab.book.act(mute, lab.now));
        mute.until = lab.now + 30min;
        QVERIFY(lab.book.act(mute, lab.now));
        lab.book.advance(lab.now + 29min);
        QVERIFY(lab.book.mutedUntil());
        (void)lab.book.takeCommit();
        lab.book.advance(lab.now + 30min);
        QVERIFY(!lab.book.mutedUntil());
        const Commit commit = lab.book.takeCommit();
        QVERIFY(commit.mutedUntil && !*commit.mutedUntil);
    }

    void aLatchedAlarmIsSeenBeforeItIsReset() {
        BookLab lab;
        lab.raise(lab.latching);
        lab.clear(lab.latching);
        const auto refused = lab.act(ActionKind::Reset, lab.find(lab.latching));
        QVERIFY(!refused);
        QVERIFY(QString::fromStdString(refused.error().message).startsWith("Acknowledge it first"));
        QVERIFY(lab.act(ActionKind::Acknowledge, lab.find(lab.latching)));
        QVERIFY(lab.act(ActionKind::Reset, lab.find(lab.latching)));
        QVERIFY(lab.find(lab.latching) == nullptr);
    }
};

QTEST_APPLESS_MAIN(TestBookActions)
#include "tst_bookactions.moc"
