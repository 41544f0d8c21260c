// SPDX-License-Identifier: GPL-3.0-or-later
//
// The judgement of seconds, from first principles.
#include <QTest>

#include "core/media/contentprobe.h"
#include "core/media/decodepool.h"
#include "core/probe/pathworker.h"

using namespace vigie;
using namespace std::chrono_literals;

namespace {

constexpr std::uint64_t perSecond = 300;

ts::Occurrence occurrence(ts::Check check, ts::Occurrence::Phase phase,
                          std::optional<std::uint16_t> pid = {}) {
    ts::Occurrence result;
    result.check = check;
    result.phase = phase;
    result.pid = pid;
    return result;
}

} // namespace

class TestPathWorker : public QObject {
    Q_OBJECT

    std::unique_ptr<media::ContentPool> m_pool;
    std::unique_ptr<probe::PathWorker> m_path;
    base::Timestamp m_now{base::utcFromNs(1'000'000'000'000), base::monoFromNs(5'000'000'000)};
    std::uint64_t m_packets = 0;
    std::uint64_t m_tables = 0;

    /// One second passes with `packets` more.
    void second(std::uint64_t packets, base::Nanoseconds noDataLimit = 0ns) {
        m_now.utc += 1s;
        m_now.mono += 1s;
        m_packets += packets;
        m_path->endSecond(m_now, pids(), 1.0, true, noDataLimit);
    }
    /// The input's PIDs: the service's video, its PMT that always comes, and a stranger.
    std::vector<ts::PidFigures> pids() {
        m_tables += 10;
        std::vector<ts::PidFigures> list(3);
        list[0].pid = 0x100;
        list[0].packets = m_packets;
        list[1].pid = 0x1000;
        list[1].packets = m_tables;
        list[2].pid = 0x200;
        list[2].packets = m_tables;
        return list;
    }
    probe::PathFacts facts() { return m_path->takeFacts(m_now); }

private slots:
    void initTestCase() {
        std::string whyNot;
        QVERIFY2(media::initialize(&whyNot), whyNot.c_str());
        m_pool = media::makeContentPool(1);
    }
    void init() {
        probe::ServiceConfig config;
        config.pathId = "p";
        config.serviceId = 1;
        config.policy = model::DecodePolicy::Off;
        m_packets = 0;
        m_path = std::make_unique<probe::PathWorker>(config, *m_pool, m_now);
        ts::ServiceFigures service;
        service.serviceId = 1;
        service.pmtPid = 0x1000;
        service.pcrPid = 0x100;
        service.pids = {0x100, 0x101};
        m_path->setService(&service);
    }

    void unknownUntilSomethingCameOrTheGraceIsOver() {
        second(0);
        QCOMPARE(facts().seconds.judged, std::uint64_t(0));
        QVERIFY(facts().state == model::state::PathUnknown);
        for (int i = 0; i < 4; ++i) {
            second(0);
        }
        QCOMPARE(facts().seconds.judged, std::uint64_t(1));
        QCOMPARE(facts().seconds.noData, std::uint64_t(1));
        QVERIFY(facts().state == model::state::PathNoData);
    }

    void cleanSecondsAreClean() {
        second(perSecond);
        for (int i = 0; i < 10; ++i) {
            second(perSecond);
        }
        const auto now = facts();
        QCOMPARE(now.seconds.judged, std::uint64_t(11));
        QCOMPARE(now.seconds.errored, std::uint64_t(0));
        QVERIFY(now.state == model::state::PathReceiving);
        QCOMPARE(*now.bitrate, double(perSecond * 188 * 8));
        QVERIFY(now.content.black == media::Presence::Unknown); // nobody looked
    }

    void eventsMakeOneSecondEachAndStatesEverySecond() {
        second(perSecond);
        second(perSecond);
        m_path->onPriority1(
            occurrence(ts::Check::ContinuityCountError, ts::Occurrence::Phase::Once, 0x100));
        m_path->onPriority1(
            occurrence(ts::Check::ContinuityCountError, ts::Occurrence::Phase::Once, 0x101));
        second(perSecond);
        second(perSecond);
        QCOMPARE(facts().seconds.tsPriority1, std::uint64_t(1));
        m_path->onPriority1(occurrence(ts::Check::PatError2, ts::Occurrence::Phase::Begin));
        second(perSecond);
        second(perSecond);
        second(perSecond);
        m_path->onPriority1(occurrence(ts::Check::PatError2, ts::Occurrence::Phase::End));
        second(perSecond);
        QCOMPARE(facts().seconds.tsPriority1, std::uint64_t(4));
        QCOMPARE(facts().seconds.errored, std::uint64_t(4));
    }

    void lossAndContinuityInOneSecondAreOneErroredSecond() {
        second(perSecond);
        m_path->onLoss();
        m_path->onPriority1(
            occurrence(ts::Check::ContinuityCountError, ts::Occurrence::Phase::Once, 0x100));
        second(perSecond);
        second(perSecond);
        const auto seconds = facts().seconds;
        QCOMPARE(seconds.errored, std::uint64_t(1));
        QCOMPARE(seconds.loss, std::uint64_t(1));
        QCOMPARE(seconds.tsPriority1, std::uint64_t(1));
    }

    void aPidThatLeavesIsNoLossOfData() {
        second(perSecond);
        second(perSecond);
        ts::ServiceFigures service;
        service.serviceId = 1;
        service.pmtPid = 0x1000;
        service.pcrPid = 0x100;
        service.pids = {0x100};
        m_path->setService(&service); // 0x101 left the PMT
        second(perSecond);
        QCOMPARE(facts().seconds.errored, std::uint64_t(0));
    }

    void tablesAloneAreNoData() {
        second(perSecond);
        second(0);
        QCOMPARE(facts().seconds.noData, std::uint64_t(1));
        QCOMPARE(*facts().bitrate, 0.0);
    }

    void segmentsMayBeApart() {
        second(perSecond);
        for (int i = 0; i < 5; ++i) {
            second(0, 6s); // target duration 2 s: three of them are no fault yet
        }
        QCOMPARE(facts().seconds.noData, std::uint64_t(0));
        second(0, 6s);
        QVERIFY(facts().seconds.noData >= 1);
    }

    void aServiceThatLeftThePatIsToldApart() {
        second(perSecond);
        second(perSecond);
        m_path->setService(nullptr);
        m_now.utc += 1s;
        m_now.mono += 1s;
        m_path->endSecond(m_now, pids(), 1.0, true, 0ns);
        QVERIFY(facts().state == model::state::PathServiceMissing);
        QVERIFY(m_path->owns(0x100));
        QVERIFY(!m_path->owns(0x200));
    }
};

QTEST_GUILESS_MAIN(TestPathWorker)
#include "tst_pathworker.moc"
