// SPDX-License-Identifier: GPL-3.0-or-later
//
// How far a path is decoded, and what it says of it: promoted by errors and suspicion, lifted by
// request; every content fault becomes an event.
#include <QtTest>

#include "core/media/decodepool.h"
#include "core/probe/pathworker.h"
#include "tests/unit/media/encodedunits.h"

using namespace vigie;
using namespace std::chrono_literals;
using model::DecodePolicy;
namespace state = model::state;

class TestPathPolicy : public QObject {
    Q_OBJECT

    std::unique_ptr<media::ContentPool> m_pool;
    std::unique_ptr<probe::PathWorker> m_path;
    base::Timestamp m_now{base::utcFromNs(1'000'000'000'000), base::monoFromNs(5'000'000'000)};

    void pass(base::Nanoseconds time) {
        m_now.utc += time;
        m_now.mono += time;
        m_path->advance(m_now);
    }
    void is(DecodePolicy policy, state::PolicyReason reason) {
        const auto facts = m_path->takeFacts(m_now);
        QVERIFY2(facts.policy == policy, toString(facts.policy).data());
        QVERIFY2(facts.policyReason == reason, qPrintable(QString::number(facts.policyReason)));
    }
    void make(DecodePolicy policy, const media::ContentLimits& limits = {}) {
        probe::ServiceConfig config;
        config.pathId = "p";
        config.serviceId = 1;
        config.policy = policy;
        config.content = limits;
        m_path = std::make_unique<probe::PathWorker>(config, *m_pool, m_now);
    }
    void push(const testing::EncodedUnit& unit) {
        ts::PesUnit pes;
        pes.pid = 0x100;
        pes.serviceId = 1;
        pes.content = "H.264";
        pes.pts = unit.pts;
        pes.isRandomAccess = unit.isKey;
        pes.arrival = m_now;
        pes.payload = std::as_bytes(std::span(unit.data));
        m_path->onPesUnit(pes);
    }

private slots:
    void initTestCase() {
        std::string whyNot;
        QVERIFY2(media::initialize(&whyNot), whyNot.c_str());
    }
    void init() { m_pool = media::makeContentPool(1); }
    void cleanup() { m_path.reset(); }

    void errorsPromote() {
        make(DecodePolicy::Adaptive);
        is(DecodePolicy::KeyFrames, state::PolicyConfigured);
        pass(1s);
        is(DecodePolicy::KeyFrames, state::PolicyConfigured);
        ts::Occurrence occurrence;
        occurrence.check = ts::Check::ContinuityCountError;
        m_path->onPriority1(occurrence);
        pass(100ms);
        is(DecodePolicy::Full, state::PolicyPromoted);
        pass(29s);
        is(DecodePolicy::Full, state::PolicyPromoted);
        pass(1s);
        is(DecodePolicy::KeyFrames, state::PolicyConfigured);
        m_path->onLoss();
        // The pool grants one at a time, on the host's clock.
        QVERIFY(QTest::qWaitFor([this] {
            pass(10ms);
            return m_path->takeFacts(m_now).policyReason == state::PolicyPromoted;
        }));
    }

    void whatLastsKeepsPromoting() {
        make(DecodePolicy::Adaptive);
        ts::Occurrence occurrence;
        occurrence.check = ts::Check::PatError2;
        occurrence.phase = ts::Occurrence::Phase::Begin;
        m_path->onPriority1(occurrence);
        for (int i = 0; i < 10; ++i) {
            pass(20s);
            is(DecodePolicy::Full, state::PolicyPromoted);
        }
        occurrence.phase = ts::Occurrence::Phase::End;
        m_path->onPriority1(occurrence);
        pass(30s);
        is(DecodePolicy::KeyFrames, state::PolicyConfigured);
    }

    void requests() {
        make(DecodePolicy::Off);
        is(DecodePolicy::Off, state::PolicyConfigured);
        QVERIFY(m_path->requestPolicy(DecodePolicy::Full, m_now, 60s) == m_now.utc + 60s);
        pass(1s);
        is(DecodePolicy::Full, state::PolicyRequested);
        pass(59s);
        is(DecodePolicy::Off, state::PolicyConfigured);
    }

    // A black key picture promotes before it is black for long enough; the fault's begin and end
    // are told once each, whatever the policy does meanwhile.
    void suspicionPromotesAndFaultsAreEvents() {
        make(DecodePolicy::Adaptive);
        const auto black = testing::encodeH264(100, "pattern=black");
        const auto moving = testing::encodeH264(25, "pattern=zone-plate kx2=5 ky2=5 kt=7");
        QCOMPARE(black.size(), 100U);
        QCOMPARE(moving.size(), 25U);
        std::vector<probe::ContentTransition> all;
        bool wasPromoted = false;
        const auto play = [&](const std::vector<testing::EncodedUnit>& units) {
            for (const auto& unit : units) {
                push(unit);
                const auto wanted = m_path->takeFacts(m_now).policy;
                const auto before = m_path->takeFacts(m_now).content.picturesDecoded;
                if (unit.isKey || wanted == DecodePolicy::Full) {
                    // After a promotion nothing comes out before the next key picture.
                    (void)QTest::qWaitFor(
                        [&] { return m_path->takeFacts(m_now).content.picturesDecoded > before; },
                        unit.isKey ? 5000 : 100);
                }
                pass(40ms);
                wasPromoted =
                    wasPromoted || m_path->takeFacts(m_now).policyReason == state::PolicyPromoted;
                for (const auto& transition : m_path->takeTransitions()) {
                    all.push_back(transition);
                }
            }
        };
        play(moving);
        QVERIFY(!wasPromoted && all.empty());
        const auto began = m_now.utc;
        play(black);
        QVERIFY(wasPromoted);
        play(moving);
        std::vector<std::string> told;
        for (const auto& transition : all) {
            told.push_back(transition.code + (transition.isPresent ? " begins" : " ends"));
        }
        const std::vector<std::string> wanted{"content.black begins", "content.freeze begins",
                                              "content.black ends", "content.freeze ends"};
        std::sort(told.begin(), told.end());
        auto sorted = wanted;
        std::sort(sorted.begin(), sorted.end());
        QVERIFY2(told == sorted, told.empty() ? "nothing" : told.front().c_str());
        for (const auto& transition : all) {
            if (transition.code == "content.black" && transition.isPresent) {
                QVERIFY(transition.since == began);
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestPathPolicy)
#include "tst_pathpolicy.moc"
