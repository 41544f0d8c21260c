// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <cmath>
#include <random>

#include "core/series/store.h"

using namespace vigie;
using model::MetricKind;
using model::Scope;

namespace {

constexpr std::int64_t begin = 1'785'000'000;

base::Utc at(std::int64_t second) {
    return base::utcFromNs((begin + second) * 1'000'000'000);
}

model::NodeDescription node(std::size_t paths) {
    model::NodeDescription description;
    description.id = "n";
    description.metrics = {
        {"gauge", Scope::Path, MetricKind::Gauge, "bit/s", 100.0, "", "", {}, {}, {}},
        {"counter", Scope::Path, MetricKind::Counter, "1", 1.0, "", "", {}, {}, {}},
        {"state", Scope::Path, MetricKind::State, "", 1.0, "", "", {}, {}, {"unknown", "ok"}},
        {"mark", Scope::Path, MetricKind::Mark, "ns", 1.0, "", "", {}, {}, {}}};
    for (std::size_t i = 0; i < paths; ++i) {
        model::PathInfo path;
        path.id = "p" + std::to_string(i);
        description.paths.push_back(path);
    }
    return description;
}

/// A tick of one metric for all paths.
model::Tick tick(base::Utc utc, std::uint32_t metric,
                 const std::vector<std::optional<std::int64_t>>& values) {
    model::Tick made;
    made.utc = utc;
    model::Column column;
    column.metric = metric;
    column.values.resize(values.size());
    for (std::size_t row = 0; row < values.size(); ++row) {
        if (values[row]) {
            column.values[row] = *values[row];
        } else {
            column.setAbsent(row);
        }
    }
    made.blocks = {{Scope::Path, 0, static_cast<std::uint32_t>(values.size()), {column}}};
    return made;
}

series::SeriesKey keyOf(const char* path, const char* metric) {
    return {"n", Scope::Path, path, metric};
}

} // namespace

class TestStore : public QObject {
    Q_OBJECT
private slots:
    void gaugeInItsUnitWithBreaks() {
        series::Store store(std::chrono::hours{1});
        store.describe(node(1));
        for (int i = 0; i < 30; ++i) {
            store.append("n",
                         tick(at(i), 0,
                              {i >= 10 && i < 15 ? std::nullopt : std::optional<std::int64_t>(i)}));
        }
        const auto points = store.query(keyOf("p0", "gauge"), at(0), at(60), 100);
        QCOMPARE(points.points.size(), std::size_t{25});
        QCOMPARE(points.points[3].mean, 300.0);
        QCOMPARE(base::toNs(points.points[3].at), base::toNs(at(3)));
        for (std::size_t i = 0; i < points.breaks.size(); ++i) {
            QCOMPARE(bool(points.breaks[i]), i == 0 || i == 10);
        }
        QCOMPARE(points.metric.unit, std::string("bit/s"));
        QVERIFY(store.query(keyOf("p0", "gauge"), at(100), at(200), 100).points.empty());
        QVERIFY(store.query(keyOf("p0", "counter"), at(0), at(60), 100).points.empty());
        QCOMPARE(store.query(keyOf("p0", "counter"), at(0), at(60), 100).metric.key,
                 std::string("counter"));
        QVERIFY(store.query(keyOf("p9", "nothing"), at(0), at(60), 100).metric.key.empty());
        QVERIFY(store.query(keyOf("p0", "gauge"), at(60), at(0), 100).points.empty());
    }

    void severalTicksOfASecondKeepTheExtremes() {
        series::Store store(std::chrono::hours{1});
        store.describe(node(1));
        for (int i = 0; i < 40; ++i) {
            const auto moment = at(i / 10) + std::chrono::milliseconds{100 * (i % 10)};
            auto made = tick(moment, 0, {i % 10 == 4 ? 1000 : 10});
            if (i == 7) { // conflated: its own extremes count
                made.blocks[0].columns[0].minima = {-5};
                made.blocks[0].columns[0].maxima = {3000};
            }
            store.append("n", made);
        }
        const auto points = store.query(keyOf("p0", "gauge"), at(0), at(10), 100);
        QCOMPARE(points.points.size(), std::size_t{4});
        QCOMPARE(points.points[0].minimum, -500.0);
        QCOMPARE(points.points[0].maximum, 300'000.0);
        QCOMPARE(points.points[1].minimum, 1000.0);
        QCOMPARE(points.points[1].maximum, 100'000.0);
    }

    void countersAreRatesAndBreakWhereNotKnown() {
        series::Store store(std::chrono::hours{1});
        store.describe(node(1));
        std::int64_t total = 5'000'000;
        for (int i = 0; i < 10; ++i) {
            store.append("n", tick(at(i), 1, {total += 7}));
        }
        // 20 s of silence in which it went on, then a restart with a higher count.
        total += 1000;
        for (int i = 30; i < 35; ++i) {
            store.append("n", tick(at(i), 1, {total += 9}));
        }
        store.interrupt("n");
        total += 1'000'000;
        for (int i = 35; i < 40; ++i) {
            store.append("n", tick(at(i), 1, {total += 11}));
        }
        const auto points = store.query(keyOf("p0", "counter"), at(0), at(60), 100);
        std::vector<double> rates;
        std::vector<std::size_t> breaks;
        for (std::size_t i = 0; i < points.points.size(); ++i) {
            rates.push_back(points.points[i].mean);
            if (points.breaks[i]) {
                breaks.push_back(i);
            }
        }
        // 9 differences, 4, then 3: the second of the restart has none, nor has the one after it.
        QCOMPARE(rates, (std::vector<double>{7, 7, 7, 7, 7, 7, 7, 7, 7, 9, 9, 9, 9, 11, 11, 11}));
        QCOMPARE(breaks, (std::vector<std::size_t>{0, 9, 13}));
    }

    void aSmallerCounterBreaks() {
        series::Store store(std::chrono::hours{1});
        store.describe(node(1));
        for (const std::int64_t value : {10, 20, 30, 5, 15}) {
            static std::int64_t second = 0;
            store.append("n", tick(at(second++), 1, {value}));
        }
        const auto points = store.query(keyOf("p0", "counter"), at(0), at(60), 100);
        QCOMPARE(points.points.size(), std::size_t{3});
        QVERIFY(points.breaks[2]);
        for (const auto& point : points.points) {
            QCOMPARE(point.mean, 10.0);
        }
    }

    void neverMorePointsThanAsked() {
        series::Store store(std::chrono::hours{24});
        store.describe(node(1));
        double sum = 0;
        for (int i = 0; i < 20'000; ++i) {
            const std::int64_t value = i == 7777 ? 99'999 : i % 50;
            sum += static_cast<double>(value);
            store.append("n", tick(at(i), 0, {value}));
        }
        for (const std::size_t most : {1U, 7U, 100U, 600U, 5000U}) {
            const auto points = store.query(keyOf("p0", "gauge"), at(0), at(19'999), most);
            QVERIFY(!points.points.empty());
            QVERIFY(points.points.size() <= most);
            double highest = 0;
            for (const auto& point : points.points) {
                QVERIFY(point.minimum <= point.mean && point.mean <= point.maximum);
                highest = std::max(highest, point.maximum);
            }
            QCOMPARE(highest, 9'999'900.0); // no extreme is lost
        }
        const auto one = store.query(keyOf("p0", "gauge"), at(0), at(19'999), 1);
        QVERIFY(std::abs(one.points[0].mean - 100 * sum / 20'000) < 100);
    }

    void identityOutlivesTheTableOrder() {
        series::Store store(std::chrono::hours{1});
        auto description = node(2);
        store.describe(description);
        for (int i = 0; i < 5; ++i) {
            store.append("n", tick(at(i), 0, {1, 2}));
        }
        std::swap(description.paths[0], description.paths[1]);
        store.describe(description);
        for (int i = 5; i < 10; ++i) {
            store.append("n", tick(at(i), 0, {2, 1}));
        }
        const auto points = store.query(keyOf("p1", "gauge"), at(0), at(20), 100);
        QCOMPARE(points.points.size(), std::size_t{10});
        for (const auto& point : points.points) {
            QCOMPARE(point.mean, 200.0);
        }
    }

    void oldSamplesExpireAndMarksAreNotKept() {
        series::Store store(std::chrono::seconds{600});
        store.describe(node(1));
        for (int i = 0; i < 3000; ++i) {
            store.append("n", tick(at(i), 0, {i}));
            store.append("n", tick(at(i), 3, {i * 1'000'000'000LL}));
        }
        QCOMPARE(store.statistics().series, std::size_t{1});
        const auto points = store.query(keyOf("p0", "gauge"), at(0), at(3000), 10'000);
        QVERIFY(points.points.size() >= 600);
        QVERIFY(points.points.size() <= 600 + 128 + 60);
    }

    void realisticDataIsSmall() {
        series::Store store(std::chrono::hours{2});
        constexpr std::size_t paths = 20;
        store.describe(node(paths));
        std::mt19937 random(3);
        std::normal_distribution<double> noise(0, 40);
        std::vector<std::optional<std::int64_t>> rates(paths);
        std::vector<std::optional<std::int64_t>> counts(paths, 0);
        std::vector<std::optional<std::int64_t>> states(paths, 1);
        for (int i = 0; i < 3600; ++i) {
            for (std::size_t row = 0; row < paths; ++row) {
                rates[row] = 80'000 + static_cast<std::int64_t>(noise(random));
                counts[row] = *counts[row] + (random() % 200 == 0 ? random() % 30 : 0);
                if (random() % 500 == 0) {
                    states[row] = 1 + static_cast<std::int64_t>(random() % 3);
                }
            }
            store.append("n", tick(at(i), 0, rates));
            store.append("n", tick(at(i), 1, counts));
            store.append("n", tick(at(i), 2, states));
        }
        const auto statistics = store.statistics();
        QCOMPARE(statistics.series, std::size_t{60});
        QVERIFY(statistics.sealedSamples > 200'000);
        const auto samples = static_cast<double>(statistics.sealedSamples);
        const double perSample = static_cast<double>(statistics.sealedBytes) / samples;
        const double inMemory = static_cast<double>(statistics.memoryBytes) / samples;
        qInfo("%.2f bytes per sample sealed, %.2f with staging and slack", perSample, inMemory);
        QVERIFY2(perSample < 1.0, qPrintable(QString::number(perSample)));
        QVERIFY2(inMemory < 2.0, qPrintable(QString::number(inMemory)));
    }
};

QTEST_APPLESS_MAIN(TestStore)
#include "tst_store.moc"
