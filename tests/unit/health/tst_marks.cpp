// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/health/marks.h"

using namespace vigie;
using health::DelayEstimator;
using health::MarkRing;

namespace {

constexpr std::int64_t second = 1'000'000'000;
constexpr std::int64_t ms = 1'000'000;

} // namespace

class TestMarks : public QObject {
    Q_OBJECT
private slots:
    void ringKeepsTheNewestSixtyFour() {
        MarkRing ring;
        QVERIFY(ring.isEmpty());
        QVERIFY(!ring.find(1));
        for (std::int64_t i = 0; i < 200; ++i) {
            QVERIFY(ring.add({i * 27, i * second}));
            QVERIFY(!ring.add({i * 27, i * second + 5})); // the same mark again
        }
        QCOMPARE(*ring.find(199 * 27), 199 * second);
        QCOMPARE(*ring.find(136 * 27), 136 * second);
        QVERIFY(!ring.find(135 * 27));
        QCOMPARE(ring.newestUtcNs(), 199 * second);
        QCOMPARE(ring.runSinceNs(), std::int64_t{0});
        QVERIFY(ring.add({1, 300 * second})); // after a pause
        QCOMPARE(ring.runSinceNs(), 300 * second);
    }

    void medianOfTheLastTenSeconds() {
        DelayEstimator estimator(-second, 60 * second);
        QVERIFY(!estimator.estimate(0));
        for (std::int64_t i = 0; i < 9; ++i) {
            estimator.add(i * second, (i == 4 ? 900 : 137) * ms); // one outlier
        }
        QCOMPARE(estimator.estimate(9 * second)->ms, 137.0);
        QCOMPARE(estimator.estimate(9 * second)->spreadMs, 0.0); // most of them agree
        QCOMPARE(estimator.estimate(23 * second)->ms, 137.0);
        QVERIFY(!estimator.estimate(24 * second)); // stale
        estimator.add(30 * second, 200 * ms);
        QCOMPARE(estimator.estimate(30 * second)->ms, 200.0); // the old ones are out of the span
        estimator.add(31 * second, 300 * ms);
        QCOMPARE(estimator.estimate(31 * second)->ms, 250.0);
        QCOMPARE(estimator.estimate(31 * second)->spreadMs, 50.0);
    }

    void boundsAreKept() {
        DelayEstimator estimator(-second, 60 * second);
        estimator.add(second, -second - 1);
        estimator.add(second, 60 * second + 1);
        QVERIFY(!estimator.estimate(second));
        QVERIFY(estimator.isOutOfBounds(second));
        QVERIFY(!estimator.isOutOfBounds(20 * second));
        estimator.add(second, -second);
        QCOMPARE(estimator.estimate(second)->ms, -1000.0);
        estimator.add(2 * second, 60 * second);
        QCOMPARE(estimator.estimate(2 * second)->ms, 29'500.0);
    }

    void fourOfFiveLieWithinTheSpread() {
        std::vector<std::int64_t> values{100 * ms, 101 * ms, 99 * ms,  103 * ms, 97 * ms,
                                         100 * ms, 96 * ms,  104 * ms, 100 * ms, 900 * ms};
        const auto estimate = health::estimateOf(values);
        QCOMPARE(estimate.ms, 100.0);
        QCOMPARE(estimate.spreadMs, 4.0);
        std::vector<std::int64_t> one{5 * ms};
        QCOMPARE(health::estimateOf(one).ms, 5.0);
        QCOMPARE(health::estimateOf(one).spreadMs, 0.0);
    }
};

QTEST_APPLESS_MAIN(TestMarks)
#include "tst_marks.moc"
