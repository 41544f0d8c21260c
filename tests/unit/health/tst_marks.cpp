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
        QVERIFY(!estimator.medianMs(0));
        for (std::int64_t i = 0; i < 9; ++i) {
            estimator.add(i * second, (i == 4 ? 900 : 137) * ms); // one outlier
        }
        QCOMPARE(*estimator.medianMs(9 * second), 137.0);
        QCOMPARE(*estimator.medianMs(23 * second), 137.0);
        QVERIFY(!estimator.medianMs(24 * second)); // stale
        estimator.add(30 * second, 200 * ms);
        QCOMPARE(*estimator.medianMs(30 * second), 200.0); // the old ones are out of the span
        estimator.add(31 * second, 300 * ms);
        QCOMPARE(*estimator.medianMs(31 * second), 250.0);
    }

    void boundsAreKept() {
        DelayEstimator estimator(-second, 60 * second);
        estimator.add(second, -second - 1);
        estimator.add(second, 60 * second + 1);
        QVERIFY(!estimator.medianMs(second));
        QVERIFY(estimator.isOutOfBounds(second));
        QVERIFY(!estimator.isOutOfBounds(20 * second));
        estimator.add(second, -second);
        QCOMPARE(*estimator.medianMs(second), -1000.0);
        estimator.add(2 * second, 60 * second);
        QCOMPARE(*estimator.medianMs(2 * second), 29'500.0);
    }

    void whyItIsNotKnown() {
        namespace because = health::because;
        const DelayEstimator estimator(-second, 60 * second);
        MarkRing from;
        MarkRing to;
        QCOMPARE(health::whyUnknown(from, to, estimator, 0), because::noMarks);
        to.add({1, second});
        QCOMPARE(health::whyUnknown(from, to, estimator, second), because::noOriginMarks);
        from.add({2, second});
        QCOMPARE(health::whyUnknown(from, to, estimator, second), because::measuring);
        for (std::int64_t i = 2; i < 80; ++i) {
            from.add({i * 10, i * second});
            to.add({i * 10 + 1, i * second});
        }
        QCOMPARE(health::whyUnknown(from, to, estimator, 80 * second), because::restamped);
        QCOMPARE(health::whyUnknown(from, to, estimator, 100 * second), because::noMarks);
    }
};

QTEST_APPLESS_MAIN(TestMarks)
#include "tst_marks.moc"
