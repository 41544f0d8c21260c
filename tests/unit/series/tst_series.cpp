// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <algorithm>
#include <map>
#include <random>

#include "core/series/series.h"

using namespace vigie;
using series::Sample;
using Model = std::map<std::int64_t, Sample>;

namespace {

constexpr std::int64_t begin = 1'785'000'000;

void compare(const series::Series& series, const Model& model, std::int64_t from, std::int64_t to) {
    Model read;
    std::int64_t before = 0;
    series.forEach(from, to, [&](std::int64_t second, const Sample& sample) {
        QVERIFY(second > before);
        before = second;
        read.emplace(second, sample);
    });
    const Model expected(model.lower_bound(from), model.lower_bound(to));
    QCOMPARE(read.size(), expected.size());
    QVERIFY(read == expected);
}

} // namespace

class TestSeries : public QObject {
    Q_OBJECT
private slots:
    void randomDataWithAbsentRuns() {
        std::mt19937_64 random(5);
        for (int round = 0; round < 60; ++round) {
            series::Series series(static_cast<std::uint8_t>(random() % 256));
            Model model;
            std::int64_t second = begin + static_cast<std::int64_t>(random() % 1000);
            const unsigned shift = 10 + random() % 54;
            for (int i = 0; i < 700; ++i) {
                const auto gap = random() % 20;
                second += gap == 0 ? static_cast<std::int64_t>(random() % 300) : (gap == 1 ? 0 : 1);
                const auto value = static_cast<std::int64_t>(random() >> shift) - 1000;
                Sample sample{value, value, value};
                if (random() % 3 == 0) {
                    sample.minimum -= static_cast<std::int64_t>(random() % 50);
                    sample.maximum += static_cast<std::int64_t>(random() % 50);
                }
                series.add(second, sample);
                const auto known = model.find(second);
                if (known != model.end()) {
                    sample.minimum = std::min(sample.minimum, known->second.minimum);
                    sample.maximum = std::max(sample.maximum, known->second.maximum);
                }
                model[second] = sample;
            }
            compare(series, model, begin, second + 1);
            compare(series, model, begin + 200, begin + 450);
            compare(series, model, second - 5, second);
            compare(series, model, second + 1, second + 100);
        }
    }

    void expiryDropsWholeBlocks() {
        series::Series series(0);
        Model model;
        for (std::int64_t i = 0; i < 2000; ++i) {
            const Sample sample{i, i, i};
            series.add(begin + i, sample);
            model[begin + i] = sample;
        }
        const std::size_t before = series.sealedBytes();
        series.expire(begin + 1000);
        QVERIFY(series.sealedBytes() < before);
        compare(series, model, begin + 1000, begin + 2000);
        std::int64_t oldest = 0;
        series.forEach(0, begin + 2000, [&oldest](std::int64_t second, const Sample&) {
            oldest = oldest == 0 ? second : oldest;
        });
        QVERIFY(oldest > begin + 1000 - 128);
        series.expire(begin + 5000);
        QVERIFY(series.isEmpty());
        QCOMPARE(series.sealedSamples(), std::size_t{0});
    }

    void aClockThatGoesBackForgetsWhatWasAfter() {
        for (const std::int64_t back : {3, 40, 150, 400}) {
            series::Series series(17);
            Model model;
            for (std::int64_t i = 0; i < 500; ++i) {
                const Sample sample{i, i - 1, i + 1};
                series.add(begin + i, sample);
                model[begin + i] = sample;
            }
            const std::int64_t at = begin + 499 - back;
            model.erase(model.lower_bound(at), model.end());
            for (std::int64_t i = 0; i < 200; ++i) {
                const Sample sample{-i, -i, -i};
                series.add(at + i, sample);
                model[at + i] = sample;
            }
            compare(series, model, begin, begin + 2000);
        }
    }

    void cellsCarryTheExtremesOfTheirSeconds() {
        std::mt19937_64 random(6);
        series::Series series(3);
        Model model;
        std::int64_t second = begin;
        for (int i = 0; i < 3000; ++i) {
            second += random() % 30 == 0 ? 40 : 1;
            const auto value = static_cast<std::int64_t>(random() % 10'000) - 5000;
            const Sample sample{value, value - static_cast<std::int64_t>(random() % 7), value};
            series.add(second, sample);
            model[second] = sample;
        }
        std::size_t cells = 0;
        std::int64_t lowest = 1'000'000;
        std::int64_t highest = -1'000'000;
        series.forEachCell(begin, second + 1, [&](const series::Cell& cell) {
            ++cells;
            lowest = std::min(lowest, cell.minimum);
            highest = std::max(highest, cell.maximum);
            QVERIFY(cell.minimum <= cell.mean && cell.mean <= cell.maximum);
        });
        const auto low = std::min_element(model.begin(), model.end(), [](auto& a, auto& b) {
            return a.second.minimum < b.second.minimum;
        });
        const auto high = std::max_element(model.begin(), model.end(), [](auto& a, auto& b) {
            return a.second.maximum < b.second.maximum;
        });
        QCOMPARE(lowest, low->second.minimum);
        QCOMPARE(highest, high->second.maximum);
        QVERIFY(cells < model.size() / 8);
    }
};

QTEST_APPLESS_MAIN(TestSeries)
#include "tst_series.moc"
