// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <chrono>
#include <cmath>
#include <random>

#include "core/baseline/baselines.h"
#include "core/baseline/robust.h"

using namespace std::chrono_literals;
using vigie::base::Utc;
using vigie::baseline::Baselines;
using vigie::baseline::Forecast;

namespace {

class Feed {
public:
    template <typename Value> void run(int seconds, Value&& value) {
        for (int i = 0; i < seconds; ++i) {
            ++m_second;
            baselines.observe(series, value(i), now());
        }
    }
    double normal() { return m_normal(m_random); }
    [[nodiscard]] Utc now() const {
        return Utc{} + 1'790'553'600s + std::chrono::seconds(m_second);
    }
    [[nodiscard]] Forecast forecast(double target = 0) const {
        return baselines.forecast(series, target, now());
    }

    Baselines baselines;
    std::size_t series = baselines.series("rf", 0.05);

private:
    int m_second = 0;
    std::mt19937_64 m_random{11};
    std::normal_distribution<double> m_normal;
};

} // namespace

class TestForecast : public QObject {
    Q_OBJECT
private slots:
    void medians() {
        std::vector<double> odd{3, 9, 1};
        QCOMPARE(vigie::baseline::median(odd), 3.0);
        std::vector<double> even{4, 1, 100, 2};
        QCOMPARE(vigie::baseline::median(even), 3.0);
        std::vector<double> one{5};
        QCOMPARE(vigie::baseline::median(one), 5.0);
    }

    void aRampHasItsTime() {
        Feed feed;
        // From 8 dB, 0.6 dB/min.
        feed.run(600, [&](int i) { return 8 - 0.01 * i + 0.05 * feed.normal(); });
        const Forecast forecast = feed.forecast();
        QVERIFY(forecast.until);
        // 2 dB are left.
        QVERIFY2(std::abs(static_cast<double>(forecast.until->count()) - 200) < 25,
                 qPrintable(QString::number(forecast.until->count())));
        QVERIFY2(std::abs(forecast.slopePerHour + 36) < 4,
                 qPrintable(QString::number(forecast.slopePerHour)));
        QVERIFY(forecast.over > 0s && forecast.over <= 10min);
        QVERIFY(forecast.spread < 0.1);
        // Away from a target, nothing is forecast; the slope is told.
        QVERIFY(!feed.forecast(9).until);
        QVERIFY(feed.forecast(9).slopePerHour < -30);
    }

    void wildSamplesDoNotBendIt() {
        Feed feed;
        feed.run(600, [&](int i) { return i % 20 == 7 ? 60.0 : 8 - 0.01 * i; });
        QVERIFY(feed.forecast().until);
        QVERIFY(std::abs(feed.forecast().slopePerHour + 36) < 2);
    }

    void aFadeThatHasJustBegunShows() {
        Feed feed;
        feed.run(1200, [&](int) { return 7 + 0.1 * feed.normal(); });
        feed.run(100, [&](int i) { return 7 - 0.04 * i + 0.1 * feed.normal(); });
        const Forecast forecast = feed.forecast();
        QVERIFY(forecast.until);
        QVERIFY(*forecast.until < 5min);
        QVERIFY(forecast.over < 10min);
    }

    void noiseAndFlatHaveNoSlope() {
        Feed flat;
        flat.run(1200, [](int) { return 6.0; });
        QVERIFY(!flat.forecast().until);
        QCOMPARE(flat.forecast().slopePerHour, 0.0);
        QCOMPARE(flat.forecast().over, 0s);
        Feed noisy;
        int forecasts = 0;
        for (int i = 0; i < 500; ++i) {
            noisy.run(60, [&](int) { return 6 + 0.2 * noisy.normal(); });
            const Forecast forecast = noisy.forecast();
            forecasts += forecast.until && *forecast.until < 10min ? 1 : 0;
        }
        QCOMPARE(forecasts, 0);
    }

    void tooFewPointsHaveNone() {
        Feed feed;
        feed.run(60, [](int i) { return 8 - 0.05 * i; });
        QVERIFY(!feed.forecast().until);
        feed.run(60, [](int i) { return 5 - 0.05 * i; });
        QVERIFY(feed.forecast().until);
    }

    void anInterruptionBeginsAnew() {
        Feed feed;
        feed.run(300, [](int i) { return 4.5 - 0.01 * i; });
        QVERIFY(feed.forecast().until);
        feed.baselines.interrupt(feed.series);
        QVERIFY(!feed.forecast().until);
        feed.run(60, [](int i) { return 1.5 - 0.01 * i; });
        QVERIFY(!feed.forecast().until);
    }

    void aSlopeIsNotCarriedFarBeyondWhatWasSeen() {
        Feed feed;
        feed.run(300, [](int i) { return 40 - 0.01 * i; });
        QVERIFY(!feed.forecast().until);
        QVERIFY(feed.forecast().slopePerHour < -30);
        QVERIFY(feed.forecast(36).until);
    }

    void anOldSlopeIsNotCarriedOn() {
        Feed feed;
        feed.run(300, [](int i) { return 4.5 - 0.01 * i; });
        QVERIFY(feed.baselines.forecast(feed.series, 0, feed.now() + 10s).until);
        QVERIFY(!feed.baselines.forecast(feed.series, 0, feed.now() + 2min).until);
    }
};

QTEST_APPLESS_MAIN(TestForecast)
#include "tst_forecast.moc"
