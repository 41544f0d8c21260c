// SPDX-License-Identifier: GPL-3.0-or-later
//
// A chart of a recording is the chart that a live desk would have drawn: series::Store of the same
// inputs is the measure.
#include <cmath>
#include <random>

#include <QTemporaryDir>
#include <QTest>

#include "core/fleet/state.h"
#include "core/record/recording.h"
#include "tests/support/recordlab/lab.h"

using namespace vigie;

namespace {

constexpr std::chrono::seconds history(400'000);

/// As the engine's reducer feeds it.
series::Store storeOf(const recordlab::Made& made) {
    series::Store store(history);
    fleet::FleetState state;
    for (const auto& item : made.items) {
        const auto* input = std::get_if<fleet::Input>(&item.what);
        if (input == nullptr) {
            continue;
        }
        const auto applied = state.apply(*input);
        const auto& node = state.nodes()[applied.node];
        switch (applied.effect) {
        case fleet::Effect::ContactChanged:
            if (!node.isInContact() && node.description) {
                store.interrupt(node.description->id);
            }
            break;
        case fleet::Effect::Described:
        case fleet::Effect::Restarted:
            store.describe(*node.description);
            if (applied.effect == fleet::Effect::Restarted) {
                store.interrupt(node.description->id);
            }
            break;
        case fleet::Effect::Ticked:
            store.append(node.description->id, *std::get<model::TickPtr>(input->what));
            break;
        case fleet::Effect::Refused:
        case fleet::Effect::Event:
            break;
        }
    }
    return store;
}

std::string differ(const series::Points& expected, const series::Points& found) {
    if (!(expected.metric == found.metric)) {
        return "metric";
    }
    if (expected.points.size() != found.points.size()) {
        return std::to_string(expected.points.size()) + " points expected, found " +
               std::to_string(found.points.size());
    }
    for (std::size_t i = 0; i < expected.points.size(); ++i) {
        const auto& a = expected.points[i];
        const auto& b = found.points[i];
        const std::string where = " at " + base::toIso8601(a.at) + " and " + base::toIso8601(b.at);
        if (a.at != b.at || a.minimum != b.minimum || a.maximum != b.maximum || a.mean != b.mean) {
            return "point " + std::to_string(i) + where;
        }
        if (expected.breaks[i] != found.breaks[i]) {
            return "break " + std::to_string(i) + where;
        }
    }
    return {};
}

const std::vector<series::SeriesKey>& keys() {
    static const std::vector<series::SeriesKey> all{
        {"node0", model::Scope::Node, "", "node.cpu"},
        {"node0", model::Scope::Input, "in1", "ts.bitrate"},
        {"node1", model::Scope::Input, "in0", "ts.packets"},
        {"node1", model::Scope::Path, "path2", "gop.length"},
        {"node2", model::Scope::Path, "path0", "path.state"},
        {"node2", model::Scope::Path, "path1", "frames.i"},
        {"node0", model::Scope::Path, "no.such", "gop.length"},
        {"node9", model::Scope::Path, "path1", "gop.length"}};
    return all;
}

} // namespace

class TestRecordingChart : public QObject {
    Q_OBJECT
private slots:
    void secondsEqualTheStore_data() {
        QTest::addColumn<int>("seed");
        QTest::addColumn<bool>("isClosed");
        for (int seed = 11; seed <= 14; ++seed) {
            QTest::addRow("seed %d", seed) << seed << true;
            QTest::addRow("seed %d, still open", seed) << seed << false;
        }
    }
    void secondsEqualTheStore() {
        QFETCH(int, seed);
        QFETCH(bool, isClosed);
        recordlab::FleetOptions options;
        options.seed = static_cast<std::uint32_t>(seed);
        options.seconds = 320;
        const auto made = recordlab::makeFleet(options);
        const auto store = storeOf(made);
        QTemporaryDir dir;
        const auto file = std::filesystem::path(dir.path().toStdString()) / "a.vigie";
        auto writer = record::Writer::create(file, {});
        QVERIFY(writer);
        QVERIFY(recordlab::put(made, **writer));
        if (isClosed) {
            QVERIFY((*writer)->close());
        }
        auto recording = record::Recording::open(file);
        QVERIFY(recording);
        std::mt19937 random(static_cast<std::uint32_t>(seed));
        std::size_t points = 0;
        for (const auto& key : keys()) {
            for (int round = 0; round < 12; ++round) {
                const auto from =
                    recordlab::dayStart + std::chrono::milliseconds(random() % 300'000);
                const auto to = from + std::chrono::milliseconds(random() % 200'000 + 1000);
                const std::size_t most = 16 + random() % 400;
                const auto expected = store.query(key, from, to, most);
                const auto found = (*recording)->chart(key, from, to, most);
                const std::string mismatch = differ(expected, found);
                QVERIFY2(mismatch.empty(),
                         (key.nodeId + " " + key.metricKey + ": " + mismatch + " from " +
                          base::toIso8601(from) + " to " + base::toIso8601(to))
                             .c_str());
                points += found.points.size();
            }
        }
        QVERIFY(points > 1000);
    }

    /// Where points are wider than slabs: the same extremes, means and rates, minute by minute.
    void pyramidsKeepExtremes() {
        recordlab::FleetOptions options;
        options.seed = 5;
        options.nodes = 1;
        options.paths = 2;
        options.tickHz = 2;
        options.seconds = 3 * 3600;
        options.isUnruly = false;
        options.hasPictures = false;
        const auto made = recordlab::makeFleet(options);
        const auto store = storeOf(made);
        QTemporaryDir dir;
        const auto file = std::filesystem::path(dir.path().toStdString()) / "a.vigie";
        QVERIFY(recordlab::writeFile(made, file));
        auto recording = record::Recording::open(file);
        QVERIFY(recording);
        const auto from = recordlab::dayStart;
        const auto to = from + std::chrono::hours(3) - std::chrono::seconds(1);
        const series::SeriesKey gauge{"node0", model::Scope::Path, "path1", "gop.length"};
        const auto all = store.query(gauge, from, to, 20'000);
        QVERIFY(all.points.size() > 10'000);
        const auto found = (*recording)->chart(gauge, from, to, 60);
        QVERIFY(found.points.size() >= 58 && found.points.size() <= 60);
        QVERIFY(found.metric == all.metric);
        QVERIFY(found.breaks[0]);
        for (std::size_t i = 1; i < found.points.size(); ++i) {
            QVERIFY(!found.breaks[i]);
        }
        double lowest = all.points[0].minimum;
        double highest = all.points[0].maximum;
        double sum = 0;
        for (const auto& point : all.points) {
            lowest = std::min(lowest, point.minimum);
            highest = std::max(highest, point.maximum);
            sum += point.mean;
        }
        double foundLowest = found.points[0].minimum;
        double foundHighest = found.points[0].maximum;
        double foundSum = 0;
        for (const auto& point : found.points) {
            foundLowest = std::min(foundLowest, point.minimum);
            foundHighest = std::max(foundHighest, point.maximum);
            foundSum += point.mean;
            QVERIFY(point.minimum <= point.mean && point.mean <= point.maximum);
        }
        QCOMPARE(foundLowest, lowest);
        QCOMPARE(foundHighest, highest);
        const double mean = sum / static_cast<double>(all.points.size());
        QVERIFY(std::abs(foundSum / static_cast<double>(found.points.size()) - mean) <
                0.01 * (highest - lowest));

        // A rate over hours is what the counter grew by.
        const series::SeriesKey counter{"node0", model::Scope::Path, "path0", "frames.i"};
        const auto rates = (*recording)->chart(counter, from, to, 60);
        const auto seconds = store.query(counter, from, to, 20'000);
        double expectedRate = 0;
        for (const auto& point : seconds.points) {
            expectedRate += point.mean;
        }
        expectedRate /= static_cast<double>(seconds.points.size());
        double rate = 0;
        for (const auto& point : rates.points) {
            rate += point.mean;
        }
        rate /= static_cast<double>(rates.points.size());
        QVERIFY(rates.points.size() >= 58);
        QVERIFY2(std::abs(rate - expectedRate) < 0.01 * expectedRate,
                 qPrintable(QString("%1 and %2").arg(rate).arg(expectedRate)));
    }

    void aGapBreaksThePyramidToo() {
        // An hour without the node in the middle.
        recordlab::FleetOptions options;
        options.nodes = 1;
        options.paths = 1;
        options.tickHz = 1;
        options.seconds = 2 * 3600;
        options.isUnruly = false;
        auto made = recordlab::makeFleet(options);
        const auto gapFrom = recordlab::dayStart + std::chrono::minutes(40);
        const auto gapTo = recordlab::dayStart + std::chrono::minutes(80);
        made.items.erase(std::remove_if(made.items.begin(), made.items.end(),
                                        [&](const auto& item) {
                                            return item.isTick() && item.at().utc >= gapFrom &&
                                                   item.at().utc < gapTo;
                                        }),
                         made.items.end());
        QTemporaryDir dir;
        const auto file = std::filesystem::path(dir.path().toStdString()) / "a.vigie";
        QVERIFY(recordlab::writeFile(made, file));
        auto recording = record::Recording::open(file);
        QVERIFY(recording);
        for (const char* metric : {"gop.length", "frames.i"}) {
            const auto points =
                (*recording)
                    ->chart({"node0", model::Scope::Path, "path0", metric}, recordlab::dayStart,
                            recordlab::dayStart + std::chrono::hours(2), 24);
            int breaks = 0;
            for (std::size_t i = 1; i < points.points.size(); ++i) {
                breaks += points.breaks[i] ? 1 : 0;
                if (points.breaks[i]) {
                    QVERIFY(points.points[i].at >= gapTo - std::chrono::minutes(1));
                    QVERIFY(points.points[i - 1].at <= gapFrom);
                }
            }
            QCOMPARE(breaks, 1);
        }
    }
};

QTEST_APPLESS_MAIN(TestRecordingChart)
#include "tst_recordingchart.moc"
