// SPDX-License-Identifier: GPL-3.0-or-later
#include <random>

#include <QTest>

#include "core/health/signatures.h"

using namespace vigie;
using health::SignatureMatcher;
using health::SignatureRing;

namespace {

constexpr std::int64_t second = 1'000'000'000;
constexpr std::int64_t ms = 1'000'000;

/// A programme: another picture every `holdMs`, each unlike all others.
class Programme {
public:
    explicit Programme(std::int64_t holdMs, std::uint64_t seed = 7)
        : m_hold(holdMs), m_random(seed) {}
    std::uint64_t at(std::int64_t ns) {
        const auto number = static_cast<std::size_t>(ns / (m_hold * ms));
        while (m_pictures.size() <= number) {
            m_pictures.push_back(m_random());
        }
        return m_pictures[number];
    }

private:
    std::int64_t m_hold;
    std::mt19937_64 m_random;
    std::vector<std::uint64_t> m_pictures;
};

/// Another coder: `count` bits differ.
std::uint64_t coded(std::uint64_t bits, int count) {
    for (int i = 0; i < count; ++i) {
        bits ^= std::uint64_t{1} << (i * 6 + 1);
    }
    return bits;
}

} // namespace

class TestSignatures : public QObject {
    Q_OBJECT
private slots:
    void ringKeepsFortySecondsInOrder() {
        SignatureRing ring;
        QCOMPARE(ring.periodNs(), std::int64_t{0});
        QVERIFY(ring.isStale(0));
        for (std::int64_t i = 1; i <= 600; ++i) {
            QVERIFY(ring.add({static_cast<std::uint64_t>(i), i * 100 * ms}));
        }
        QVERIFY(!ring.add({1, 60 * second}));
        QVERIFY(!ring.add({1, 60 * second - ms}));
        QCOMPARE(ring.marks().front().utcNs, 20 * second);
        QCOMPARE(ring.marks().back().utcNs, 60 * second);
        QCOMPARE(ring.periodNs(), 100 * ms);
        QCOMPARE(ring.runSinceNs(), 100 * ms);
        QVERIFY(!ring.isStale(75 * second));
        QVERIFY(ring.isStale(76 * second));
        ring.add({5, 80 * second}); // after a pause
        QCOMPARE(ring.runSinceNs(), 80 * second);
        ring.add({5, 10 * second}); // the clock was stepped back
        QCOMPARE(ring.marks().size(), std::size_t{1});
    }

    void findsTheDelayOfAProgrammeCodedAnew() {
        Programme programme(100);
        SignatureRing from;
        SignatureRing to;
        SignatureMatcher matcher(-second, 29 * second);
        // Neither side looks at the moments that the other looks at.
        for (std::int64_t at = 0; at < 60 * second; at += 100 * ms) {
            from.add({programme.at(at), at});
            if (at >= 1320 * ms) {
                to.add({coded(programme.at(at - 1320 * ms), 6), at});
            }
            matcher.advance(from, to);
        }
        const auto estimate = matcher.estimate(from, to, 60 * second);
        QVERIFY(estimate);
        QVERIFY2(std::abs(estimate->ms - 1320) <= 100, qPrintable(QString::number(estimate->ms)));
        QVERIFY(estimate->spreadMs >= 100); // the time between two that are looked at
        QVERIFY(std::abs(estimate->ms - 1320) <= estimate->spreadMs);
        QVERIFY(!matcher.estimate(from, to, 80 * second)); // stale
    }

    void waitsUntilEveryMatchCouldHaveCome() {
        Programme programme(100);
        SignatureRing from;
        SignatureRing to;
        SignatureMatcher twins(-15 * second, 15 * second);
        for (std::int64_t at = 0; at < 60 * second; at += 100 * ms) {
            // The `to` side is the earlier one: its match comes 3 s later.
            to.add({programme.at(at + 3 * second), at});
            from.add({coded(programme.at(at), 3), at});
            twins.advance(from, to);
        }
        QVERIFY(twins.estimate(from, to, 60 * second));
        QCOMPARE(twins.estimate(from, to, 60 * second)->ms, -3000.0);
        QCOMPARE(twins.unmatched(), std::size_t{0});
    }

    void aStillProgrammeSaysNothing() {
        SignatureRing from;
        SignatureRing to;
        SignatureMatcher matcher(-second, 29 * second);
        for (std::int64_t at = 0; at < 60 * second; at += 100 * ms) {
            from.add({0x0123456789abcdef, at});
            to.add({coded(0x0123456789abcdef, 2), at});
            matcher.advance(from, to);
        }
        QVERIFY(from.isStill());
        QVERIFY(to.isStill());
        QVERIFY(!matcher.estimate(from, to, 60 * second));
        QCOMPARE(matcher.matched(), std::size_t{0});
        QVERIFY(matcher.ambiguous() > 100);
    }

    void whatLooksAlikeElsewhereIsNoMatch() {
        // A loop of two seconds: every picture has fifteen places.
        Programme programme(100);
        SignatureRing from;
        SignatureRing to;
        SignatureMatcher matcher(-second, 29 * second);
        for (std::int64_t at = 0; at < 60 * second; at += 100 * ms) {
            from.add({programme.at(at % (2 * second)), at});
            to.add({programme.at((at + 700 * ms) % (2 * second)), at});
            matcher.advance(from, to);
        }
        QVERIFY(!from.isStill());
        QVERIFY(!matcher.estimate(from, to, 60 * second));
        QVERIFY(matcher.ambiguous() > matcher.unmatched());
    }

    void anotherProgrammeIsNoMatch() {
        Programme one(100, 1);
        Programme other(100, 2);
        SignatureRing from;
        SignatureRing to;
        SignatureMatcher matcher(-second, 29 * second);
        for (std::int64_t at = 0; at < 60 * second; at += 100 * ms) {
            from.add({one.at(at), at});
            to.add({other.at(at), at});
            matcher.advance(from, to);
        }
        QVERIFY(!matcher.estimate(from, to, 60 * second));
        QVERIFY(matcher.unmatched() > matcher.ambiguous());
    }

    void theLimitOfLikenessIsKept() {
        for (const int different : {health::alikeBits, health::alikeBits + 1}) {
            Programme programme(100);
            SignatureRing from;
            SignatureRing to;
            SignatureMatcher matcher(-second, 29 * second);
            for (std::int64_t at = 0; at < 50 * second; at += 100 * ms) {
                from.add({programme.at(at), at});
                to.add({coded(programme.at(at), different), at});
                matcher.advance(from, to);
            }
            QCOMPARE(matcher.estimate(from, to, 50 * second).has_value(),
                     different == health::alikeBits);
        }
    }

    void keyPicturesAloneAreSaidToBeCoarse() {
        Programme programme(2000);
        SignatureRing from;
        SignatureRing to;
        SignatureMatcher matcher(-second, 29 * second);
        for (std::int64_t at = 0; at < 90 * second; at += second) {
            from.add({programme.at(at), at});
            to.add({programme.at(std::max<std::int64_t>(0, at - 400 * ms)), at});
            matcher.advance(from, to);
        }
        const auto estimate = matcher.estimate(from, to, 90 * second);
        QVERIFY(estimate);
        QVERIFY(estimate->spreadMs >= 1000);
        QVERIFY(std::abs(estimate->ms - 400) <= estimate->spreadMs);
    }
};

QTEST_APPLESS_MAIN(TestSignatures)
#include "tst_signatures.moc"
