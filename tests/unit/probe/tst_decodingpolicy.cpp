// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/probe/decodingpolicy.h"

#include <QtTest>

#include "core/media/poolload.h"

using namespace vigie;
using namespace std::chrono_literals;
using model::DecodePolicy;
using probe::DecodingPolicy;
namespace state = model::state;

namespace {

struct Case {
    explicit Case(DecodePolicy configured, base::Nanoseconds quiet = 30s)
        : policy(configured, quiet) {}
    DecodingPolicy policy;
    base::Timestamp now{base::utcFromNs(1'000'000'000'000), base::monoFromNs(5'000'000'000)};
    bool hasRoom = true;
    bool isOverloaded = false;
    int asked = 0;

    DecodingPolicy::InForce after(base::Nanoseconds passed) {
        now.utc += passed;
        now.mono += passed;
        return policy.update(
            now,
            [this] {
                ++asked;
                return hasRoom;
            },
            [this] { return isOverloaded; });
    }
    void is(base::Nanoseconds passed, DecodePolicy wanted, state::PolicyReason reason) {
        const auto inForce = after(passed);
        QVERIFY2(inForce.policy == wanted,
                 qPrintable(QString::number(static_cast<int>(inForce.policy))));
        QVERIFY2(inForce.reason == reason, qPrintable(QString::number(inForce.reason)));
    }
};

} // namespace

class TestDecodingPolicy : public QObject {
    Q_OBJECT

private slots:
    void whatIsConfiguredHolds() {
        for (const auto policy : {DecodePolicy::Off, DecodePolicy::KeyFrames, DecodePolicy::Full}) {
            Case c(policy);
            c.is(0s, policy, state::PolicyConfigured);
            c.policy.onError(c.now);
            c.is(1s, policy, state::PolicyConfigured);
            QCOMPARE(c.asked, 0);
        }
    }

    void adaptiveFollowsErrors() {
        Case c(DecodePolicy::Adaptive);
        c.is(0s, DecodePolicy::KeyFrames, state::PolicyConfigured);
        c.is(100s, DecodePolicy::KeyFrames, state::PolicyConfigured);
        c.policy.onError(c.now);
        c.is(100ms, DecodePolicy::Full, state::PolicyPromoted);
        c.is(20s, DecodePolicy::Full, state::PolicyPromoted);
        c.policy.onError(c.now); // quiet begins anew
        c.is(29s, DecodePolicy::Full, state::PolicyPromoted);
        c.is(1s, DecodePolicy::KeyFrames, state::PolicyConfigured);
        QCOMPARE(c.asked, 1);
        c.policy.onError(c.now);
        c.is(0s, DecodePolicy::Full, state::PolicyPromoted);
    }

    void quietIsConfigured() {
        Case c(DecodePolicy::Adaptive, 5s);
        c.policy.onError(c.now);
        c.is(4s, DecodePolicy::Full, state::PolicyPromoted);
        c.is(1s, DecodePolicy::KeyFrames, state::PolicyConfigured);
    }

    void withoutRoomItIsRefusedAndSaid() {
        Case c(DecodePolicy::Adaptive);
        c.hasRoom = false;
        c.policy.onError(c.now);
        c.is(100ms, DecodePolicy::KeyFrames, state::PolicyConfigured); // grants come one at a time
        c.is(1900ms, DecodePolicy::KeyFrames, state::PolicyConfigured);
        c.is(100ms, DecodePolicy::KeyFrames, state::PolicyRefused);
        c.hasRoom = true;
        c.is(100ms, DecodePolicy::Full, state::PolicyPromoted);
    }

    void anOverloadedPoolTakesItBack() {
        Case c(DecodePolicy::Adaptive);
        c.policy.onError(c.now);
        c.is(0s, DecodePolicy::Full, state::PolicyPromoted);
        c.isOverloaded = true;
        c.is(1s, DecodePolicy::KeyFrames, state::PolicyRefused);
        c.isOverloaded = false;
        c.is(9s, DecodePolicy::KeyFrames, state::PolicyRefused); // rests, and asks for nothing
        QCOMPARE(c.asked, 1);
        c.is(1s, DecodePolicy::Full, state::PolicyPromoted);
    }

    void aRequestLiftsForATime() {
        for (const auto configured :
             {DecodePolicy::Off, DecodePolicy::KeyFrames, DecodePolicy::Adaptive}) {
            Case c(configured);
            const auto rest =
                configured == DecodePolicy::Off ? DecodePolicy::Off : DecodePolicy::KeyFrames;
            const auto until = c.policy.request(DecodePolicy::Full, c.now, 60s);
            QVERIFY(until == c.now.utc + 60s);
            c.is(59s, DecodePolicy::Full, state::PolicyRequested);
            c.is(1s, rest, state::PolicyConfigured);
            QCOMPARE(c.asked, 0); // by request: the pool is not asked
        }
    }

    void aRequestNeverLowers() {
        Case c(DecodePolicy::Full);
        (void)c.policy.request(DecodePolicy::KeyFrames, c.now, 60s);
        c.is(1s, DecodePolicy::Full, state::PolicyConfigured);
        (void)c.policy.request(DecodePolicy::Full, c.now, 60s);
        c.is(1s, DecodePolicy::Full, state::PolicyConfigured);
    }

    void offEndsARequest() {
        Case c(DecodePolicy::KeyFrames);
        (void)c.policy.request(DecodePolicy::Full, c.now, 600s);
        c.is(1s, DecodePolicy::Full, state::PolicyRequested);
        QVERIFY(c.policy.request(DecodePolicy::Off, c.now, 600s) == c.now.utc);
        c.is(0s, DecodePolicy::KeyFrames, state::PolicyConfigured);
    }

    void requestsAreBounded() {
        Case c(DecodePolicy::Off);
        QVERIFY(c.policy.request(DecodePolicy::Full, c.now, std::chrono::hours(10000)) ==
                c.now.utc + std::chrono::hours(24));
        QVERIFY(c.policy.request(DecodePolicy::Full, c.now, -5s) == c.now.utc);
        c.is(0s, DecodePolicy::Off, state::PolicyConfigured);
    }

    void adaptiveCanBeAskedFor() {
        Case c(DecodePolicy::Off);
        (void)c.policy.request(DecodePolicy::Adaptive, c.now, 60s);
        c.is(1s, DecodePolicy::KeyFrames, state::PolicyRequested);
        c.policy.onError(c.now);
        c.is(1s, DecodePolicy::Full, state::PolicyPromoted);
        c.is(60s, DecodePolicy::Off, state::PolicyConfigured);
    }

    // The pool's side: few at a time, none when busy.
    void thePoolsRoom() {
        media::PoolLoad load(2);
        auto now = base::monoFromNs(1'000'000'000'000);
        base::Nanoseconds busy{0};
        const auto pass = [&](base::Nanoseconds time, double used) {
            now += time;
            busy += base::Nanoseconds(
                static_cast<std::int64_t>(static_cast<double>(time.count()) * 2 * used));
            load.observe(busy, now);
        };
        pass(0s, 0);
        QVERIFY(!load.load());
        QVERIFY(load.tryPromote(now));
        QVERIFY(!load.tryPromote(now)); // one at a time
        pass(1s, 0.5);
        QVERIFY(std::abs(*load.load() - 0.5) < 1e-6);
        QVERIFY(load.tryPromote(now));
        QVERIFY(!load.mustYield(now));
        pass(1s, 0.8);
        QVERIFY(!load.tryPromote(now));
        QVERIFY(!load.mustYield(now));
        pass(1s, 0.95);
        QVERIFY(load.mustYield(now));
        QVERIFY(!load.mustYield(now)); // one at a time
        pass(1s, 0.1);
        QVERIFY(!load.mustYield(now));
        QVERIFY(load.tryPromote(now));
        load.noteOverflow(now);
        pass(4s, 0.1);
        QVERIFY(!load.tryPromote(now));
        QVERIFY(load.mustYield(now));
        pass(1s, 0.1);
        QVERIFY(load.tryPromote(now));
        QVERIFY(!load.mustYield(now));
    }
};

QTEST_APPLESS_MAIN(TestDecodingPolicy)
#include "tst_decodingpolicy.moc"
