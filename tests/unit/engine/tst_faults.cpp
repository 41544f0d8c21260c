// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <algorithm>
#include <set>

#include "tests/unit/engine/lab.h"

using namespace vigie;
using engine::AlarmState;
using engine::FaultKind;
using engine::Severity;
using model::NodeKind;
using model::PathKind;
using test::FakeNode;
using test::Lab;
namespace key = model::key;
namespace state = model::state;

namespace {

/// One node with one path on one input, all of it well.
struct Feed {
    Feed() {
        node.addPath("p", "f", PathKind::Cloud);
        node.set(key::inputState, 0, state::InputReceiving);
        node.set(key::pathState, 0, state::PathReceiving);
        lab.connectAll();
        lab.seconds(3);
    }
    [[nodiscard]] std::set<FaultKind> active() const {
        std::set<FaultKind> kinds;
        for (const auto& alarm : lab.snapshot().alarms) {
            if (alarm.state == AlarmState::Active) {
                kinds.insert(alarm.kind);
            }
        }
        return kinds;
    }
    [[nodiscard]] const engine::AlarmStatus& alarm(FaultKind kind) {
        m_snapshot = lab.snapshot();
        return *std::find_if(m_snapshot.alarms.begin(), m_snapshot.alarms.end(),
                             [kind](const auto& one) { return one.kind == kind; });
    }
    void content(std::string_view check, bool isPresent) {
        node.set(check, 0, isPresent ? state::ContentPresent : state::ContentClear);
    }
    Lab lab;
    FakeNode& node = lab.add(FakeNode("n", NodeKind::Cloud, "asia"));

private:
    engine::Snapshot m_snapshot;
};

using Kinds = std::set<FaultKind>;

} // namespace

class TestFaults : public QObject {
    Q_OBJECT
private slots:
    void everyContentCheckIsAFaultOfItsOwn_data() {
        QTest::addColumn<QString>("check");
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("severity");
        const auto row = [](std::string_view check, FaultKind kind, Severity severity) {
            QTest::newRow(std::string(check).c_str())
                << QString::fromStdString(std::string(check)) << static_cast<int>(kind)
                << static_cast<int>(severity);
        };
        row(key::contentNoVideo, FaultKind::NoVideo, Severity::Critical);
        row(key::contentSingleColor, FaultKind::SingleColor, Severity::Major);
        row(key::contentColorBars, FaultKind::ColorBars, Severity::Minor);
        row(key::contentChromaLoss, FaultKind::ChromaLoss, Severity::Minor);
        row(key::contentBlockiness, FaultKind::Blockiness, Severity::Minor);
        row(key::contentChannelLost, FaultKind::ChannelLost, Severity::Minor);
        row(key::contentPhase, FaultKind::Phase, Severity::Warning);
    }
    void everyContentCheckIsAFaultOfItsOwn() {
        QFETCH(QString, check);
        QFETCH(int, kind);
        QFETCH(int, severity);
        Feed feed;
        const std::string name = check.toStdString();
        feed.content(name, false);
        feed.lab.seconds(2);
        QVERIFY(feed.active().empty());
        feed.content(name, true);
        feed.lab.seconds(2);
        QCOMPARE(feed.active(), Kinds{static_cast<FaultKind>(kind)});
        QCOMPARE(static_cast<int>(feed.lab.snapshot().alarms.at(0).severity), severity);
        feed.content(name, false);
        feed.lab.seconds(5);
        QVERIFY(feed.active().empty());
    }

    void oneCauseIsOneAlarm() {
        Feed feed;
        for (const auto check : {key::contentBlack, key::contentFreeze, key::contentSingleColor,
                                 key::contentChromaLoss, key::contentBlockiness}) {
            feed.content(check, true);
        }
        feed.lab.seconds(2);
        QCOMPARE(feed.active(), Kinds{FaultKind::Black});
        feed.content(key::contentNoVideo, true);
        feed.lab.seconds(3);
        QCOMPARE(feed.active(), Kinds{FaultKind::NoVideo});
        feed.content(key::contentNoVideo, false);
        feed.content(key::contentBlack, false);
        feed.lab.seconds(3);
        QCOMPARE(feed.active(), Kinds{FaultKind::SingleColor});
        feed.content(key::contentSingleColor, false);
        feed.content(key::contentColorBars, true);
        feed.content(key::contentChromaLoss, false);
        feed.content(key::contentBlockiness, false);
        feed.lab.seconds(5);
        QCOMPARE(feed.active(), Kinds{FaultKind::ColorBars});
    }

    void digitalZeroIsNoSecondAlarm() {
        Feed feed;
        feed.content(key::contentSilence, true);
        feed.content(key::contentDigitalZero, true);
        feed.content(key::contentChannelLost, true);
        feed.content(key::contentPhase, true);
        feed.lab.seconds(3);
        QCOMPARE(feed.active(), Kinds{FaultKind::Silence});
    }

    void aStreamThatStandsStillIsCritical() {
        Feed feed;
        feed.node.set(model::tr101290StateKey("es.stopped"), 0, state::CheckOk);
        feed.node.set(model::tr101290ErrorsKey("es.stopped"), 0, 0);
        feed.lab.seconds(2);
        feed.node.set(model::tr101290StateKey("es.stopped"), 0, state::CheckError);
        feed.node.set(model::tr101290ErrorsKey("es.stopped"), 0, 1);
        feed.content(key::contentNoVideo, true); // of course
        feed.lab.seconds(2);
        QCOMPARE(feed.active(), Kinds{FaultKind::EsStopped});
        QCOMPARE(feed.alarm(FaultKind::EsStopped).severity, Severity::Critical);
        feed.node.set(model::tr101290StateKey("es.stopped"), 0, state::CheckOk);
        feed.node.set(model::tr101290StateKey("es.pts_stopped"), 0, state::CheckError);
        feed.content(key::contentNoVideo, false);
        feed.lab.seconds(6);
        QCOMPARE(feed.active(), Kinds{FaultKind::PtsStopped});
    }

    void aLonePcrErrorIsNoAlarm() {
        Feed feed;
        const std::string repetition = model::tr101290ErrorsKey("2.3.a");
        feed.node.set(repetition, 0, 0);
        feed.lab.seconds(2);
        feed.node.add(repetition, 0, 1);
        feed.lab.seconds(10);
        QVERIFY(feed.active().empty());
        feed.node.set(model::tr101290StateKey("2.3.a"), 0, state::CheckError);
        feed.lab.seconds(8);
        QCOMPARE(feed.active(), Kinds{FaultKind::Pcr});
        QCOMPARE(feed.alarm(FaultKind::Pcr).severity, Severity::Minor);
    }

    void damagedPacketsAndTablesAreCounted() {
        Feed feed;
        feed.node.set(model::tr101290ErrorsKey("2.1"), 0, 5);
        feed.node.set(model::tr101290ErrorsKey("2.2"), 0, 5);
        feed.lab.seconds(2);
        QVERIFY(feed.active().empty());
        feed.node.add(model::tr101290ErrorsKey("2.1"), 0, 40);
        feed.node.add(model::tr101290ErrorsKey("2.2"), 0, 2);
        feed.lab.second();
        QCOMPARE(feed.active(), (Kinds{FaultKind::Transport, FaultKind::Crc}));
        QCOMPARE(*feed.alarm(FaultKind::Transport).value, 40.0);
    }

    void oneLegOfTwoIsAWarning() {
        Feed feed;
        feed.node.set(key::legAState, 0, state::LegReceiving);
        feed.node.set(key::legBState, 0, state::LegReceiving);
        feed.lab.seconds(3);
        QVERIFY(feed.active().empty());
        feed.node.set(key::legBState, 0, state::LegNoData);
        feed.lab.seconds(3);
        QCOMPARE(feed.active(), Kinds{FaultKind::LegDown});
        QCOMPARE(feed.alarm(FaultKind::LegDown).severity, Severity::Warning);
        QCOMPARE(*feed.alarm(FaultKind::LegDown).value, 2.0);
        // Both: that is no data, and the input says so.
        feed.node.set(key::legAState, 0, state::LegNoData);
        feed.node.set(key::inputState, 0, state::InputNoData);
        feed.node.set(key::pathState, 0, state::PathNoData);
        feed.lab.seconds(8);
        QCOMPARE(feed.active(), Kinds{FaultKind::NoData});
    }

    void errorsAfterTheReceiversCorrection() {
        Feed feed;
        feed.node.set(key::rfBerAfter, 0, 10'000); // 1e-8
        feed.lab.seconds(5);
        QVERIFY(feed.active().empty());
        feed.node.set(key::rfPer, 0, 2'000'000); // 2e-6, the worse of both
        feed.lab.seconds(4);
        QCOMPARE(feed.active(), Kinds{FaultKind::RfErrors});
        QCOMPARE(feed.alarm(FaultKind::RfErrors).severity, Severity::Minor);
        QCOMPARE(*feed.alarm(FaultKind::RfErrors).value, 2e-6);
        feed.node.set(key::rfPer, 0, 1'000'000'000); // 1e-3
        feed.lab.seconds(4);
        QCOMPARE(feed.alarm(FaultKind::RfErrors).severity, Severity::Major);
        feed.node.set(key::rfPer, 0, std::nullopt); // not told any more: nothing is known
        feed.node.set(key::rfBerAfter, 0, std::nullopt);
        feed.lab.seconds(60);
        QVERIFY(feed.active().empty());
    }
};

QTEST_APPLESS_MAIN(TestFaults)
#include "tst_faults.moc"
