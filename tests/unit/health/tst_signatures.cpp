// SPDX-License-Identifier: GPL-3.0-or-later
#include <random>
#include <vector>

#include <QTest>

#include "core/health/signatures.h"
#include "core/media/signature.h"

using namespace vigie;
using health::SignatureMatcher;
using health::SignatureRing;

namespace {

constexpr std::int64_t second = 1'000'000'000;
constexpr std::int64_t ms = 1'000'000;
constexpr std::int64_t frame = 40 * ms;

struct Cut {
    std::int64_t atNs = 0;
    std::uint64_t bits = 0;
};

/// A programme that cuts every one to four seconds, each time to a picture unlike all others.
std::vector<Cut> makeProgramme(int seconds, std::uint64_t seed = 7) {
    std::mt19937_64 random(seed);
    std::vector<Cut> cuts;
    std::int64_t at = 500 * ms;
    while (at < seconds * second) {
        cuts.push_back({at, random()});
        at += frame * static_cast<std::int64_t>(25 + random() % 75);
    }
    return cuts;
}

/// Another coder: `count` bits differ.
std::uint64_t coded(std::uint64_t bits, int count) {
    for (int i = 0; i < count; ++i) {
        bits ^= std::uint64_t{1} << (i * 6 + 1);
    }
    return bits;
}

/// Two places that see programmes go by, in 100 ms steps as a desk hears of them.
struct Places {
    explicit Places(std::int64_t least = -second, std::int64_t most = 29 * second)
        : matcher(least, most) {}
    void run(const std::vector<Cut>& atFrom, const std::vector<Cut>& atTo, std::int64_t delayNs,
             int seconds, int differentBits = 5) {
        std::size_t nextFrom = 0;
        std::size_t nextTo = 0;
        for (; now <= seconds * second; now += 100 * ms) {
            for (; nextFrom < atFrom.size() && atFrom[nextFrom].atNs <= now; ++nextFrom) {
                from.add({atFrom[nextFrom].bits, atFrom[nextFrom].atNs});
            }
            for (; nextTo < atTo.size() && atTo[nextTo].atNs + delayNs <= now; ++nextTo) {
                to.add({coded(atTo[nextTo].bits, differentBits), atTo[nextTo].atNs + delayNs});
            }
            matcher.advance(from, to, frame, now);
        }
    }
    SignatureRing from;
    SignatureRing to;
    SignatureMatcher matcher;
    std::int64_t now = 0;
};

} // namespace

class TestSignatures : public QObject {
    Q_OBJECT
private slots:
    void likenessIsTheProbesOwn() {
        // The engine does not know the library that makes signatures: they must agree here.
        QCOMPARE(health::alikeBits, media::kSamePictureDistance);
    }

    void ringKeepsAMinuteInOrder() {
        SignatureRing ring;
        QVERIFY(ring.isStale(0));
        for (std::int64_t i = 1; i <= 700; ++i) {
            QVERIFY(ring.add({static_cast<std::uint64_t>(i), i * 110 * ms}));
        }
        QVERIFY(!ring.add({1, 77 * second}));
        QVERIFY(!ring.add({1, 77 * second - ms}));
        QCOMPARE(ring.marks().front().utcNs, 77 * second - 545 * 110 * ms);
        QCOMPARE(ring.marks().back().utcNs, 77 * second);
        QCOMPARE(ring.runSinceNs(), 110 * ms);
        QVERIFY(!ring.isStale(137 * second));
        QVERIFY(ring.isStale(138 * second));
        ring.add({5, 200 * second}); // after a pause
        QCOMPARE(ring.runSinceNs(), 200 * second);
        QCOMPARE(ring.marks().size(), std::size_t{1});
        ring.add({6, 10 * second}); // the clock was stepped back
        QCOMPARE(ring.marks().size(), std::size_t{1});
        QCOMPARE(ring.runSinceNs(), 10 * second);
    }

    void findsTheDelayOfAProgrammeCodedAnew() {
        const auto programme = makeProgramme(120);
        Places places;
        places.run(programme, programme, 1320 * ms, 60);
        const auto estimate = places.matcher.estimate(frame);
        QVERIFY(estimate);
        QCOMPARE(estimate->ms, 1320.0);
        QCOMPARE(estimate->spreadMs, 40.0); // the time between two that are looked at
        QCOMPARE(places.matcher.unmatched(), std::size_t{0});
        // The programme stands still from now on: what was known is forgotten.
        places.run({}, {}, 0, 180);
        QVERIFY(!places.matcher.estimate(frame));
        QVERIFY(places.from.isStale(places.now));
    }

    void waitsUntilEveryMatchCouldHaveCome() {
        const auto programme = makeProgramme(120);
        Places twins(-15 * second, 15 * second);
        // The `to` side is the earlier one: its match comes 3 s later.
        std::vector<Cut> late = programme;
        for (Cut& cut : late) {
            cut.atNs += 3 * second;
        }
        twins.run(late, programme, 0, 90);
        QVERIFY(twins.matcher.estimate(frame));
        QCOMPARE(twins.matcher.estimate(frame)->ms, -3000.0);
        QCOMPARE(twins.matcher.unmatched(), std::size_t{0});
    }

    void missedAndExtraPicturesDoNoHarm() {
        const auto programme = makeProgramme(120);
        std::vector<Cut> some;
        for (std::size_t i = 0; i < programme.size(); ++i) {
            if (i % 3 != 0) {
                some.push_back(programme[i]);
            }
        }
        Places places;
        places.run(some, programme, 700 * ms, 90);
        QCOMPARE(places.matcher.estimate(frame)->ms, 700.0);
        QVERIFY(places.matcher.unmatched() > 3);
    }

    void whatLooksAlikeElsewhereIsNoMatch() {
        // A loop of six seconds: every picture has five places.
        const auto loop = makeProgramme(6);
        std::vector<Cut> programme;
        for (int round = 0; round < 20; ++round) {
            for (const Cut& cut : loop) {
                programme.push_back({cut.atNs + round * 6 * second, cut.bits});
            }
        }
        Places places;
        places.run(programme, programme, 700 * ms, 90);
        QVERIFY(!places.matcher.estimate(frame));
        QVERIFY(places.matcher.ambiguous() > places.matcher.unmatched());
    }

    void anotherProgrammeIsNoMatch() {
        Places places;
        places.run(makeProgramme(120, 1), makeProgramme(120, 2), 0, 90);
        QVERIFY(!places.matcher.estimate(frame));
        QVERIFY(places.matcher.unmatched() > places.matcher.ambiguous());
    }

    void matchesThatDisagreeAreNoDelay() {
        // Single pictures that turn up again anywhere, such as a replay's bumper.
        const auto programme = makeProgramme(120);
        std::vector<Cut> scattered = programme;
        for (std::size_t i = 0; i < scattered.size(); ++i) {
            scattered[i].atNs += static_cast<std::int64_t>(i * 331 % 900) * ms;
        }
        Places places;
        places.run(programme, scattered, 0, 90);
        QVERIFY(places.matcher.matched() > 3);
        QVERIFY(!places.matcher.estimate(frame));
    }

    void theLimitOfLikenessIsKept() {
        const auto programme = makeProgramme(120);
        for (const int different : {health::alikeBits, health::alikeBits + 1}) {
            Places places;
            places.run(programme, programme, 500 * ms, 60, different);
            QCOMPARE(places.matcher.estimate(frame).has_value(), different == health::alikeBits);
        }
    }
};

QTEST_APPLESS_MAIN(TestSignatures)
#include "tst_signatures.moc"
