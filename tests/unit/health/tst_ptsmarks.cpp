// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/health/ptsmarks.h"

using namespace vigie;
using health::PtsMatcher;
using health::PtsRing;

namespace {

constexpr std::int64_t second = 1'000'000'000;
constexpr std::int64_t ms = 1'000'000;
constexpr std::int64_t turn = std::int64_t{1} << 33;

} // namespace

class TestPtsMarks : public QObject {
    Q_OBJECT
private slots:
    void onePayloadIsOneMark() {
        PtsRing ring;
        QVERIFY(ring.isStale(0));
        QVERIFY(ring.add({1000, 77, second}));
        QVERIFY(!ring.add({1000, 77, second + 5})); // the same mark again
        QVERIFY(ring.add({91'000, 78, 2 * second}));
        QCOMPARE(ring.findOnly(77)->utcNs, second);
        QVERIFY(!ring.findOnly(79));
        QVERIFY(!ring.isStale(16 * second));
        QVERIFY(ring.isStale(18 * second));
        // A still picture is coded alike every second: it names no moment.
        QVERIFY(ring.add({181'000, 77, 3 * second}));
        QVERIFY(!ring.findOnly(77));
        for (std::int64_t i = 0; i < 64; ++i) {
            ring.add({i, 1000 + i, (4 + i) * second});
        }
        QVERIFY(!ring.findOnly(78)); // overwritten
        QVERIFY(ring.findOnly(1000));
    }

    void equalPtsCountsAtOnce() {
        PtsMatcher matcher(-second, 60 * second);
        matcher.add(second, 137 * ms, 0);
        QCOMPARE(matcher.estimate(second)->ms, 137.0);
        matcher.add(2 * second, -5 * second, 0);
        QVERIFY(matcher.isOutOfBounds(2 * second));
    }

    void anotherPtsCountsOnceItsDistanceIsConstant() {
        PtsMatcher matcher(-second, 60 * second);
        matcher.add(1 * second, 137 * ms, 5'000);
        matcher.add(2 * second, 137 * ms, 5'060); // rounded by the stamper
        QVERIFY(!matcher.estimate(2 * second));
        matcher.add(3 * second, 138 * ms, 5'000);
        QCOMPARE(matcher.estimate(3 * second)->ms, 138.0);
        matcher.add(4 * second, 900 * ms, 95'000); // not of this programme, or a jump
        QCOMPARE(matcher.estimate(4 * second)->ms, 138.0);
    }

    void theDistanceMayLieOverTheTurn() {
        PtsMatcher matcher(-second, 60 * second);
        matcher.add(1 * second, ms, 10 - turn);
        matcher.add(2 * second, ms, 10);
        matcher.add(3 * second, ms, 10);
        QVERIFY(matcher.estimate(3 * second));
        PtsMatcher equal(-second, 60 * second);
        equal.add(second, ms, turn);
        QVERIFY(equal.estimate(second));
    }
};

QTEST_APPLESS_MAIN(TestPtsMarks)
#include "tst_ptsmarks.moc"
