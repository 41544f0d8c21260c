// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <algorithm>

#include "tests/unit/engine/lab.h"

using namespace vigie;
using engine::AlarmState;
using engine::FaultKind;
using engine::Severity;
using model::NodeKind;
using model::PathKind;
using model::Scope;
using test::FakeNode;
using test::Lab;
namespace key = model::key;
namespace state = model::state;

class TestAlarms : public QObject {
    Q_OBJECT
private slots:
    void contentFaultIsOfThePath() {
        Lab lab;
        FakeNode& node = lab.add(FakeNode("n", NodeKind::Cloud, "asia"));
        node.addPath("p", "f", PathKind::Cloud);
        lab.connectAll();
        node.set(key::contentBlack, 0, state::ContentClear);
        lab.seconds(2);
        QVERIFY(lab.snapshot().alarms.empty());
        node.set(key::contentBlack, 0, state::ContentPresent);
        lab.second();
        auto snapshot = lab.snapshot();
        QCOMPARE(snapshot.alarms.size(), 1U);
        const auto alarm = snapshot.alarms[0];
        QCOMPARE(alarm.kind, FaultKind::Black);
        QCOMPARE(alarm.scope, Scope::Path);
        QCOMPARE(alarm.path, (model::PathRef{"n", "p"}));
        QCOMPARE(alarm.feedId, std::string("f"));
        QCOMPARE(alarm.regionId, std::string("asia"));
        QCOMPARE(base::toSeconds(alarm.since), Lab::beginSecond + 3);
        QCOMPARE(snapshot.deliveries.at(0).worst(), Severity::Major);
        QCOMPARE(snapshot.nodes.at(0).worst, Severity::Major);
        QCOMPARE(snapshot.regions.at(0).worst, Severity::Major);
        node.set(key::contentBlack, 0, state::ContentClear);
        lab.seconds(3);
        snapshot = lab.snapshot();
        QCOMPARE(snapshot.alarms.at(0).state, AlarmState::Returned);
        QVERIFY(snapshot.alarms[0].cleared.has_value());
        QVERIFY(snapshot.paths.at(0).faults.empty());
        QCOMPARE(snapshot.nodes.at(0).worst, Severity::None);
        QVERIFY(lab.acknowledge(alarm.id));
        QVERIFY(lab.snapshot().alarms.empty());
    }

    void ofManyServicesOnlyTheOneInErrorShowsIt() {
        Lab lab;
        FakeNode& node = lab.add(FakeNode("n", NodeKind::Satellite, "asia"));
        for (const std::string number : {"1", "2", "3"}) {
            const auto row = node.addPath("p" + number, "f" + number, PathKind::Satellite, "mux");
            node.set(key::pathState, row, state::PathReceiving);
        }
        node.set(key::inputState, 0, state::InputReceiving);
        lab.connectAll();
        const auto stopped = [&](std::optional<std::size_t> whose) {
            node.set(model::tr101290StateKey("es.stopped"), 0,
                     whose ? state::CheckError : state::CheckOk);
            for (std::size_t row = 0; row < 2; ++row) { // the third does not tell
                node.set(model::serviceCheckKey("es.stopped"), row,
                         row == whose ? state::CheckError : state::CheckOk);
            }
        };
        stopped({});
        lab.seconds(3);
        stopped(1);
        lab.seconds(6);
        const auto shows = [&](std::size_t row) {
            const engine::Snapshot snapshot = lab.snapshot();
            const auto& faults = snapshot.paths.at(row).faults;
            return std::any_of(faults.begin(), faults.end(), [](const auto& fault) {
                return fault.kind == FaultKind::EsStopped;
            });
        };
        QVERIFY(!shows(0));
        QVERIFY(shows(1));
        QVERIFY(shows(2)); // it may be its own
        QCOMPARE(lab.snapshot().deliveries.at(0).worst(), Severity::None);
        QCOMPARE(lab.snapshot().deliveries.at(1).worst(), Severity::Critical);
        // An error of the whole stream is everybody's, as before.
        node.set(model::tr101290StateKey("1.1"), 0, state::CheckError);
        lab.seconds(6);
        const engine::Snapshot snapshot = lab.snapshot();
        for (const auto& path : snapshot.paths) {
            QVERIFY(std::any_of(path.faults.begin(), path.faults.end(), [](const auto& fault) {
                return fault.kind == FaultKind::SyncLoss;
            }));
        }
    }

    void whatARuleStillHoldsStaysWithItsService() {
        Lab lab;
        FakeNode& node = lab.add(FakeNode("n", NodeKind::Satellite, "asia"));
        for (const std::string number : {"1", "2"}) {
            const auto row = node.addPath("p" + number, "f" + number, PathKind::Satellite, "mux");
            node.set(key::pathState, row, state::PathReceiving);
            node.set(model::serviceCheckKey("1.4"), row, state::CheckOk);
        }
        node.set(key::inputState, 0, state::InputReceiving);
        node.set(model::tr101290StateKey("1.4"), 0, state::CheckOk);
        node.set(model::tr101290ErrorsKey("1.4"), 0, 0);
        lab.connectAll();
        lab.seconds(3);
        const auto shows = [&](std::size_t row) {
            return !lab.snapshot().paths.at(row).faults.empty();
        };
        node.set(model::tr101290StateKey("1.4"), 0, state::CheckError);
        node.set(model::serviceCheckKey("1.4"), 0, state::CheckError);
        node.add(model::tr101290ErrorsKey("1.4"), 0, 9);
        lab.seconds(1);
        QVERIFY(shows(0));
        QVERIFY(!shows(1));
        // The check is well again, the alarm holds on for a while.
        node.set(model::tr101290StateKey("1.4"), 0, state::CheckOk);
        node.set(model::serviceCheckKey("1.4"), 0, state::CheckOk);
        lab.seconds(5);
        QVERIFY(shows(0));
        QVERIFY(!shows(1));
    }

    void inputFaultIsOneAlarmAndSeenOnEachPath() {
        Lab lab;
        FakeNode& node = lab.add(FakeNode("n", NodeKind::Satellite, "asia"));
        node.addPath("p1", "f1", PathKind::Satellite, "mux");
        node.addPath("p2", "f2", PathKind::Satellite, "mux");
        lab.connectAll();
        node.set(key::rfMargin, 0, 250); // 2.5 dB
        node.set(model::tr101290StateKey("1.4"), 0, state::CheckOk);
        node.set(model::tr101290ErrorsKey("1.4"), 0, 100);
        lab.seconds(3);
        QVERIFY(lab.snapshot().alarms.empty());
        node.set(key::rfMargin, 0, -40);
        node.add(model::tr101290ErrorsKey("1.4"), 0, 17);
        lab.second();
        const auto snapshot = lab.snapshot();
        QCOMPARE(snapshot.alarms.size(), 2U);
        QCOMPARE(snapshot.alarms[0].kind, FaultKind::RfMargin);
        QCOMPARE(snapshot.alarms[0].severity, Severity::Critical);
        QCOMPARE(snapshot.alarms[0].scope, Scope::Input);
        QCOMPARE(snapshot.alarms[0].inputId, std::string("mux"));
        QCOMPARE(*snapshot.alarms[0].value, -0.4);
        QCOMPARE(snapshot.alarms[1].kind, FaultKind::Continuity);
        QCOMPARE(*snapshot.alarms[1].value, 17.0);
        for (const auto& path : snapshot.paths) {
            QCOMPARE(path.faults.size(), 2U);
            QCOMPARE(path.faults[0].kind, FaultKind::RfMargin);
            QCOMPARE(*path.linkMargin, -0.4);
        }
    }

    void noDataOfAWholeInputIsOneAlarm() {
        Lab lab;
        FakeNode& node = lab.add(FakeNode("n", NodeKind::Satellite, "asia"));
        for (std::size_t i = 0; i < 5; ++i) {
            node.addPath("p" + std::to_string(i), "f" + std::to_string(i), PathKind::Satellite,
                         "mux");
            node.set(key::pathState, i, state::PathReceiving);
        }
        node.addPath("alone", "f9", PathKind::Cloud);
        node.set(key::pathState, 5, state::PathReceiving);
        lab.connectAll();
        node.set(key::inputState, 0, state::InputReceiving);
        node.set(key::inputState, 1, state::InputReceiving);
        lab.seconds(2);
        // One service of the multiplex is silent: that is the path's.
        node.set(key::pathState, 2, state::PathNoData);
        lab.second();
        auto snapshot = lab.snapshot();
        QCOMPARE(snapshot.alarms.size(), 1U);
        QCOMPARE(snapshot.alarms[0].scope, Scope::Path);
        QCOMPARE(snapshot.alarms[0].path.pathId, std::string("p2"));
        QVERIFY(lab.acknowledge(snapshot.alarms[0].id));
        // All of it is silent, though bytes come: that is the input's, once.
        for (std::size_t i = 0; i < 5; ++i) {
            node.set(key::pathState, i, state::PathNoData);
        }
        lab.seconds(4);
        snapshot = lab.snapshot();
        QCOMPARE(snapshot.alarms.size(), 1U);
        QCOMPARE(snapshot.alarms[0].scope, Scope::Input);
        // And it stays one when the bytes stop as well.
        node.set(key::inputState, 0, state::InputNoData);
        lab.seconds(4);
        snapshot = lab.snapshot();
        QCOMPARE(snapshot.alarms.size(), 1U);
        QCOMPARE(snapshot.alarms[0].scope, Scope::Input);
        QCOMPARE(snapshot.alarms[0].kind, FaultKind::NoData);
        for (std::size_t i = 0; i < 5; ++i) {
            QCOMPARE(snapshot.paths[i].faults.size(), 1U);
            QCOMPARE(snapshot.paths[i].faults[0].kind, FaultKind::NoData);
        }
        QVERIFY(snapshot.paths[5].faults.empty());
        // An input with one path: the path's.
        node.set(key::inputState, 1, state::InputFailed);
        lab.second();
        QCOMPARE(lab.snapshot().alarms.size(), 1U); // it may be silent for as long as it says
        node.set(key::pathState, 5, state::PathNoData);
        lab.second();
        snapshot = lab.snapshot();
        QCOMPARE(snapshot.alarms.size(), 2U);
        QVERIFY(std::any_of(snapshot.alarms.begin(), snapshot.alarms.end(), [](const auto& a) {
            return a.scope == Scope::Path && a.path.pathId == "alone";
        }));
    }

    void anInputThatBeginsIsNotMissing() {
        Lab lab;
        FakeNode& node = lab.add(FakeNode("n", NodeKind::Cloud, "asia"));
        node.addPath("p", "f", PathKind::Cloud);
        lab.connectAll();
        node.set(key::inputState, 0, state::InputConnecting);
        node.set(key::pathState, 0, state::PathUnknown);
        lab.seconds(5);
        QVERIFY(lab.snapshot().alarms.empty());
        node.set(key::pathState, 0, state::PathNoData); // it had its time
        lab.second();
        QCOMPARE(lab.snapshot().alarms.size(), 1U);
        QCOMPARE(lab.snapshot().share.now.none, 1U);
    }

    void aLostNodeIsOneAlarmAndItsOthersStay() {
        Lab lab;
        FakeNode& node = lab.add(FakeNode("n", NodeKind::Cloud, "asia"));
        node.addPath("p1", "f1", PathKind::Cloud);
        node.addPath("p2", "f2", PathKind::Cloud);
        lab.connectAll();
        node.set(key::contentFreeze, 0, state::ContentPresent);
        lab.seconds(2);
        QCOMPARE(lab.snapshot().alarms.size(), 1U);
        lab.lose(node);
        lab.seconds(120);
        auto snapshot = lab.snapshot();
        QCOMPARE(snapshot.alarms.size(), 2U);
        QCOMPARE(snapshot.alarms[0].kind, FaultKind::NoContact);
        QCOMPARE(snapshot.alarms[0].severity, Severity::Critical);
        QCOMPARE(snapshot.alarms[0].scope, Scope::Node);
        QCOMPARE(snapshot.alarms[0].nodeId, std::string("n"));
        QCOMPARE(snapshot.alarms[1].kind, FaultKind::Freeze);
        QCOMPARE(snapshot.alarms[1].state, AlarmState::Active);
        QCOMPARE(snapshot.findPath({"n", "p1"})->faults.size(), 2U);
        QCOMPARE(snapshot.findPath({"n", "p1"})->faults[0].kind, FaultKind::NoContact);
        lab.connect(node);
        node.set(key::contentFreeze, 0, state::ContentClear);
        lab.seconds(4);
        snapshot = lab.snapshot();
        QCOMPARE(snapshot.alarms[0].state, AlarmState::Returned);
        QCOMPARE(snapshot.alarms[1].state, AlarmState::Returned);
    }

    void aNodeThatNeverAnswersIsMissingAfterAWhile() {
        Lab lab;
        FakeNode& node = lab.add(FakeNode("n", NodeKind::Cloud, "asia"));
        node.addPath("p1", "f1", PathKind::Cloud);
        lab.reducer.apply(node.contactInput(fleet::Contact::Connecting, lab.now()));
        lab.timer();
        QVERIFY(lab.snapshot().alarms.empty());
        lab.pass(std::chrono::seconds{6});
        lab.timer();
        auto snapshot = lab.snapshot();
        QCOMPARE(snapshot.alarms.size(), 1U);
        QCOMPARE(snapshot.alarms[0].nodeId, node.endpoint());
        QVERIFY(!snapshot.nodes.at(0).noContactSince);
        lab.connect(node); // now it is known by its name
        snapshot = lab.snapshot();
        QCOMPARE(snapshot.alarms.size(), 1U);
        QCOMPARE(snapshot.alarms[0].state, AlarmState::Returned);
    }

    void aPathThatIsTakenAwayLeavesNoActiveAlarm() {
        Lab lab;
        FakeNode& node = lab.add(FakeNode("n", NodeKind::Cloud, "asia"));
        node.addPath("p1", "f1", PathKind::Cloud);
        lab.connectAll();
        node.set(key::contentSilence, 0, state::ContentPresent);
        lab.seconds(2);
        QCOMPARE(lab.snapshot().alarms.at(0).state, AlarmState::Active);
        node.edit().paths.clear();
        node.edit().epoch = 2;
        lab.connect(node);
        const auto snapshot = lab.snapshot();
        QCOMPARE(snapshot.alarms.at(0).state, AlarmState::Returned);
        QVERIFY(snapshot.paths.empty());
        QVERIFY(snapshot.deliveries.empty());
    }
};

QTEST_APPLESS_MAIN(TestAlarms)
#include "tst_alarms.moc"
