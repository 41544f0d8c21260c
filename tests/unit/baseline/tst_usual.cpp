// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <chrono>
#include <cmath>
#include <limits>
#include <numbers>
#include <random>

#include "core/baseline/baselines.h"

using namespace std::chrono_literals;
using vigie::base::Utc;
using vigie::baseline::BaselineOptions;
using vigie::baseline::Baselines;
using vigie::baseline::Usual;

namespace {

constexpr int minute = 60;
constexpr int hour = 3600;
constexpr int day = 24 * hour;

/// One series on simulated time, fed once a second.
class Feed {
public:
    explicit Feed(double leastSpread = 0.5) : m_series(baselines.series("a", leastSpread)) {}

    template <typename Value> void run(int seconds, Value&& value) {
        for (int i = 0; i < seconds; ++i) {
            ++m_second;
            baselines.observe(m_series, value(m_second), now());
        }
    }
    /// Around `level`, sigma 10.
    void noise(int seconds, double level) {
        run(seconds, [this, level](int) { return level + 10 * normal(); });
    }
    void pass(int seconds) { m_second += seconds; }
    double normal() { return m_normal(m_random); }
    [[nodiscard]] Utc now() const {
        return Utc{} + 1'790'553'600s + std::chrono::seconds(m_second);
    }
    [[nodiscard]] Usual usual() const { return baselines.usual(m_series, now()); }
    [[nodiscard]] std::size_t series() const { return m_series; }

    Baselines baselines;

private:
    std::size_t m_series;
    int m_second = 0;
    std::mt19937_64 m_random{7};
    std::normal_distribution<double> m_normal;
};

} // namespace

class TestUsual : public QObject {
    Q_OBJECT
private slots:
    void warmsUp() {
        Feed feed;
        Usual usual = feed.usual();
        QVERIFY(usual.isWarmingUp);
        QCOMPARE(usual.warmth, 0.0);
        QVERIFY(!usual.value && !usual.departure);

        feed.noise(15 * minute, 1000);
        usual = feed.usual();
        QVERIFY(usual.isWarmingUp);
        QVERIFY(usual.warmth > 0.4 && usual.warmth < 0.6);
        QVERIFY(usual.value && std::abs(*usual.value - 1000) < 10);
        QVERIFY2(!usual.departure, "nothing departs from what is not known yet");

        feed.noise(16 * minute, 1000);
        usual = feed.usual();
        QVERIFY(!usual.isWarmingUp);
        QCOMPARE(usual.warmth, 1.0);
        QVERIFY(usual.departure);
        QVERIFY(!usual.isByTimeOfDay);
        QVERIFY(std::abs(usual.location - 1000) < 3);
        // The median of 30 values of sigma 10 has a sigma of about 1.25 * 10 / sqrt(30) = 2.3.
        QVERIFY2(usual.spread > 1.5 && usual.spread < 3.5,
                 qPrintable(QString::number(usual.spread)));
        QCOMPARE(usual.samples, std::uint64_t{31 * minute});
    }

    void aWildBeginningDoesNotLast() {
        Feed feed;
        feed.noise(2 * minute, 9000);
        feed.noise(2 * hour, 1000);
        QVERIFY(std::abs(feed.usual().location - 1000) < 3);
    }

    void outliersDoNotMoveIt() {
        Feed feed;
        feed.noise(hour, 1000);
        const Usual before = feed.usual();
        // A tenth of all is wild.
        feed.run(hour, [&](int i) { return i % 10 == 0 ? 50'000.0 : 1000 + 10 * feed.normal(); });
        const Usual after = feed.usual();
        QVERIFY(std::abs(after.location - before.location) < 3);
        QVERIFY(after.spread < 2 * before.spread);
        QVERIFY(std::abs(*after.departure) < 3);
        QVERIFY(!after.awaySince);
    }

    void tellsHowFarAndSinceWhen() {
        Feed feed;
        feed.noise(2 * hour, 1000);
        const Utc began = feed.now() + 1s;
        feed.noise(40, 2200);
        const Usual usual = feed.usual();
        QVERIFY(std::abs(*usual.value - 2200) < 10);
        QVERIFY(*usual.departure > 100);
        QVERIFY(std::abs((*usual.value - usual.location) / usual.spread - *usual.departure) < 1e-9);
        QVERIFY(usual.awaySince);
        QCOMPARE(*usual.awaySince, began);

        feed.noise(40, 1000);
        QVERIFY(!feed.usual().awaySince);
        feed.noise(40, 0);
        QVERIFY(*feed.usual().departure < -100);
        QVERIFY(feed.usual().awaySince);
    }

    void aFigureThatNeverMovesDoesNotDepartByRounding() {
        Feed feed(0.5);
        feed.run(hour, [](int) { return 7.0; });
        QCOMPARE(feed.usual().spread, 0.5);
        feed.run(minute, [](int) { return 7.1; });
        QVERIFY(std::abs(*feed.usual().departure - 0.2) < 0.02);
        feed.run(minute, [](int) { return 17.0; });
        QVERIFY(*feed.usual().departure > 15);
    }

    void knowsTheTimeOfDay() {
        Feed feed;
        const auto cycle = [&](int second) {
            return 1000 + 200 * std::sin(2 * std::numbers::pi * second / day) + 10 * feed.normal();
        };
        double worst = 0;
        feed.run(4 * day, cycle);
        for (int i = 0; i < 24; ++i) {
            feed.run(hour, cycle);
            const Usual usual = feed.usual();
            QVERIFY(usual.isByTimeOfDay);
            worst = std::max(worst, std::abs(*usual.departure));
        }
        QVERIFY2(worst < 6, qPrintable(QString::number(worst)));
        // 6:00 is at the top, 18:00 at the bottom: what is usual at one is not at the other.
        feed.run(6 * hour, cycle);
        const double top = feed.usual().location;
        feed.run(12 * hour, cycle);
        const double bottom = feed.usual().location;
        QVERIFY2(top - bottom > 350, qPrintable(QString::number(top - bottom)));
        feed.run(minute, [&](int) { return 1190 + 10 * feed.normal(); });
        QVERIFY2(*feed.usual().departure > 6, "a value of the morning departs in the evening");
    }

    void aFaultIsNotLearnedInAnHour_data() {
        QTest::addColumn<int>("before");
        QTest::newRow("first day") << 3 * hour;
        QTest::newRow("third day") << 2 * day + 3 * hour;
    }
    void aFaultIsNotLearnedInAnHour() {
        QFETCH(int, before);
        Feed feed;
        feed.noise(before, 1000);
        const double spread = feed.usual().spread;
        feed.noise(hour, 1300);
        const Usual usual = feed.usual();
        QVERIFY(std::abs(usual.location - 1000) < 3 * spread);
        QVERIFY(*usual.departure > 50);
        QVERIFY(usual.awaySince);
        QVERIFY(feed.now() - *usual.awaySince >= 59min);
    }

    void aStepIsLearnedWithinADay_data() { aFaultIsNotLearnedInAnHour_data(); }
    void aStepIsLearnedWithinADay() {
        QFETCH(int, before);
        Feed feed;
        feed.noise(before, 1000);
        feed.noise(17 * hour, 1300);
        QVERIFY(feed.usual().awaySince);
        feed.noise(7 * hour, 1300);
        // At every time of day, also those that it has not been seen at.
        for (int i = 0; i < 24; ++i) {
            feed.noise(hour, 1300);
            const Usual usual = feed.usual();
            QVERIFY2(std::abs(*usual.departure) < 5, qPrintable(QString::number(*usual.departure)));
            QVERIFY2(std::abs(usual.location - 1300) < 10,
                     qPrintable(QString::number(usual.location)));
        }
    }

    void theOldUsualComesBackSoon() {
        Feed feed;
        feed.noise(2 * day, 1000);
        feed.noise(20 * hour, 1300);
        QVERIFY(std::abs(feed.usual().location - 1300) < 10);
        feed.noise(20 * minute, 1000);
        QVERIFY(*feed.usual().departure < -50);
        feed.noise(15 * minute, 1000);
        QVERIFY(std::abs(*feed.usual().departure) < 5);
        QVERIFY(!feed.usual().awaySince);
    }

    void anInterruptionKeepsWhatIsKnown() {
        Feed feed;
        feed.noise(2 * hour, 1000);
        const Usual before = feed.usual();
        feed.baselines.interrupt(feed.series());
        QVERIFY(!feed.usual().value && !feed.usual().departure);
        QCOMPARE(feed.usual().location, before.location);
        feed.pass(hour);
        feed.noise(minute, 1000);
        QVERIFY(!feed.usual().isWarmingUp);
        QVERIFY(std::abs(*feed.usual().departure) < 5);
        // Without an interruption nothing is known of the present either.
        feed.pass(hour);
        QVERIFY(!feed.usual().value);
    }

    void leavesOutWhatIsNoFigure() {
        Feed feed;
        feed.noise(hour, 1000);
        const Usual before = feed.usual();
        const Utc now = feed.now();
        feed.baselines.observe(feed.series(), std::numeric_limits<double>::quiet_NaN(), now + 1s);
        feed.baselines.observe(feed.series(), std::numeric_limits<double>::infinity(), now + 2s);
        // Older than what is known, and more than one in a second.
        feed.baselines.observe(feed.series(), 9000, now - 5s);
        feed.baselines.observe(feed.series(), 9000, now + 10ms);
        QCOMPARE(feed.usual().samples, before.samples);
        QCOMPARE(*feed.usual().value, *before.value);
        // A clock set back begins anew.
        feed.baselines.observe(feed.series(), 9000, now - 2h);
        QCOMPARE(feed.usual().samples, before.samples + 1);
        QVERIFY(!feed.usual().value);
    }

    void seriesHaveOneNumberByKey() {
        Baselines baselines;
        const std::size_t a = baselines.series("a", 1);
        const std::size_t b = baselines.series("b", 1);
        QVERIFY(a != b);
        QCOMPARE(baselines.series("a", 1), a);
    }
};

QTEST_APPLESS_MAIN(TestUsual)
#include "tst_usual.moc"
