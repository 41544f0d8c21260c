// SPDX-License-Identifier: GPL-3.0-or-later
//
// What is remembered of deliveries: exact against seconds that are known, over the ends of the
// rings, and within its memory.
#include <QTest>

#include <numeric>

#include "core/engine/deliverymemory.h"
#include "tests/unit/engine/lab.h"

using namespace vigie;
using namespace std::chrono_literals;
using engine::DeliveryCell;
using engine::DeliveryHistoryQuery;
using engine::DeliveryMemory;
using health::Carriage;
using health::Verdict;
using test::FakeNode;
using test::Lab;
namespace key = model::key;

namespace {

constexpr std::int64_t begin = 1'785'024'000; // a whole day

base::Utc utc(std::int64_t second) {
    return base::utcFromNs(second * 1'000'000'000);
}

/// A story that can be told again for any second.
DeliveryMemory::Second storyAt(std::int64_t at) {
    DeliveryMemory::Second second;
    second.at = at;
    second.carriage = at / 100 % 3 == 0 ? Carriage::Satellite : Carriage::Cloud;
    if (at % 37 == 0) {
        second.verdict = Verdict::Errored;
    } else if (at % 53 == 0) {
        second.verdict = Verdict::Unknown;
        second.carriage = Carriage::Unknown;
    } else if (at / 600 % 7 == 0) {
        second.verdict = Verdict::NotOnAir;
    } else {
        second.verdict = Verdict::Good;
    }
    if (second.verdict == Verdict::Good) {
        second.latencyMs = 600.0 + static_cast<double>(at % 11);
        second.skewMs = -400.0 + 0.25 * static_cast<double>(at % 4);
    }
    return second;
}

/// The same by adding up, without a ring.
DeliveryCell expectedCell(std::int64_t from, std::int64_t step) {
    DeliveryCell cell;
    std::array<int, 5> carried{};
    std::vector<double> latencies;
    for (std::int64_t at = from; at < from + step; ++at) {
        const DeliveryMemory::Second second = storyAt(at);
        if (second.verdict == Verdict::NotOnAir) {
            continue;
        }
        cell.judged += second.verdict != Verdict::Unknown ? 1 : 0;
        cell.errored += second.verdict == Verdict::Errored ? 1 : 0;
        cell.unknown += second.verdict == Verdict::Unknown ? 1 : 0;
        ++carried[static_cast<std::size_t>(second.carriage)];
        if (second.latencyMs) {
            latencies.push_back(*second.latencyMs);
        }
        cell.skew = second.skewMs ? std::optional(static_cast<float>(*second.skewMs)) : cell.skew;
    }
    if (std::accumulate(carried.begin(), carried.end(), 0) > 0) {
        cell.carriage = static_cast<Carriage>(std::max_element(carried.begin(), carried.end()) -
                                              carried.begin());
    }
    if (!latencies.empty()) {
        const auto [least, most] = std::minmax_element(latencies.begin(), latencies.end());
        cell.latencyMinimum = static_cast<float>(*least);
        cell.latencyMaximum = static_cast<float>(*most);
        cell.latencyMean =
            static_cast<float>(std::round(std::accumulate(latencies.begin(), latencies.end(), 0.0) /
                                          static_cast<double>(latencies.size())));
    }
    return cell;
}

/// One feed into Europe by cloud (main) and satellite.
struct Twins {
    Twins() {
        cloud.addPath("c1", "f1", model::PathKind::Cloud);
        satellite.addPath("s1", "f1", model::PathKind::Satellite);
        lab.connectAll();
        lab.tick(cloud);
        lab.tick(satellite);
        lab.timer();
    }
    Lab lab;
    FakeNode& cloud = lab.add(FakeNode("cloud-a", model::NodeKind::Cloud, "europe"));
    FakeNode& satellite = lab.add(FakeNode("sat-a", model::NodeKind::Satellite, "europe"));
    [[nodiscard]] engine::DeliveryHistory ask(std::chrono::seconds step,
                                              const std::string& regionId = "europe") const {
        return lab.reducer.deliveryHistory(
            {{}, regionId, utc(Lab::beginSecond), utc(Lab::beginSecond + 86'400), step});
    }
};

} // namespace

class TestHistory : public QObject {
    Q_OBJECT
private slots:
    void cellsAreTheSumsOfTheirSeconds_data() {
        QTest::addColumn<int>("step");
        QTest::addColumn<int>("kept");
        QTest::newRow("10 s, an hour") << 10 << 360;
        QTest::newRow("60 s, a day") << 60 << 1440;
    }
    void cellsAreTheSumsOfTheirSeconds() {
        QFETCH(const int, step);
        QFETCH(const int, kept);
        DeliveryMemory memory;
        // Three times what is kept, so that every chunk was used again, and half a cell.
        const std::int64_t end = begin + 3LL * kept * step + step / 2;
        for (std::int64_t at = begin; at < end; ++at) {
            memory.add(storyAt(at));
        }
        const std::int64_t newest = end / step * step;
        for (std::int64_t from = newest - static_cast<std::int64_t>(kept) * step; from < newest;
             from += step) {
            const auto cell = memory.cell(from, std::chrono::seconds{step});
            QVERIFY2(cell, qPrintable(QString::number(from)));
            QVERIFY2(*cell == expectedCell(from, step), qPrintable(QString::number(from - begin)));
        }
        // The one being filled has its half; what comes is not there, nor what is long over.
        const auto open = memory.cell(newest, std::chrono::seconds{step});
        QVERIFY(open);
        QVERIFY(open->judged + open->unknown <= step / 2);
        QVERIFY(!memory.cell(newest + step, std::chrono::seconds{step}));
        QVERIFY(!memory.cell(begin, std::chrono::seconds{step}));
    }

    void packedCellsComeBack() {
        DeliveryCell cell;
        cell.judged = 60;
        cell.errored = 59;
        cell.unknown = 60;
        cell.carriage = Carriage::Unknown;
        cell.latencyMinimum = -2000.0F;
        cell.latencyMean = 0.0F;
        cell.latencyMaximum = 63'000.0F;
        for (const float skew : {-60'000.0F, -0.5F, 0.0F, 12.25F, 60'000.0F}) {
            cell.skew = skew;
            QCOMPARE(*engine::PackedCell(cell).get() == cell, true);
        }
        const DeliveryCell nothing;
        QCOMPARE(*engine::PackedCell(nothing).get() == nothing, true);
        QVERIFY(!engine::PackedCell().get());
        // Beyond what fits: the nearest that does.
        cell.latencyMaximum = 1e9F;
        cell.skew = -1e9F;
        const auto clamped = engine::PackedCell(cell).get();
        QCOMPARE(*clamped->latencyMaximum, 63'534.0F);
        QVERIFY(*clamped->skew < -83'000.0F);
    }

    void aClockThatIsSetBackIsJudgedAnew() {
        DeliveryMemory memory;
        for (std::int64_t at = begin; at < begin + 7200; ++at) {
            memory.add({at, Verdict::Errored, Carriage::Cloud});
        }
        for (std::int64_t at = begin + 600; at < begin + 660; ++at) {
            memory.add({at, Verdict::Good, Carriage::Satellite});
        }
        const auto cell = memory.cell(begin + 600, 60s);
        QCOMPARE(cell->judged, 60);
        QCOMPARE(cell->errored, 0);
        QCOMPARE(cell->carriage, Carriage::Satellite);
        // The same seconds twice are not more than a minute.
        for (std::int64_t at = begin + 630; at < begin + 660; ++at) {
            memory.add({at, Verdict::Good, Carriage::Satellite});
        }
        QCOMPARE(memory.cell(begin + 600, 60s)->judged, 60);
    }

    void aDayOfFourThousandDeliveriesFits() {
        DeliveryMemory memory;
        const std::size_t empty = memory.bytes();
        QVERIFY(empty < 1024);
        memory.add(storyAt(begin));
        QVERIFY(memory.bytes() < empty + 2000); // what is not used yet is not there
        for (std::int64_t at = begin; at < begin + 2 * 86'400; ++at) {
            memory.add(storyAt(at));
        }
        QVERIFY(memory.bytes() * 4000 < 100'000'000);
        QVERIFY(memory.bytes() > 1800 * sizeof(engine::PackedCell));
    }

    void theEngineRemembersWhatItJudged() {
        Twins twins;
        twins.lab.seconds(60);
        twins.lab.seconds(6, {{"c1", key::erroredLoss}}); // fails over after the third
        twins.lab.seconds(114);
        const engine::DeliveryHistory minutes = twins.ask(60s);
        QCOMPARE(minutes.step, 60s);
        QCOMPARE(minutes.from, utc(Lab::beginSecond));
        QCOMPARE(minutes.rows.size(), 1U);
        QCOMPARE(minutes.rows[0].deliveryId, std::string("f1-europe"));
        QCOMPARE(minutes.rows[0].cells.size(), 4U); // the fourth has just begun
        std::uint32_t errored = 0;
        std::uint32_t judged = 0;
        for (const auto& cell : minutes.rows[0].cells) {
            errored += cell ? cell->errored : 0U;
            judged += cell ? cell->judged : 0U;
        }
        const auto health = twins.lab.snapshot().deliveries[0].health.quarterHour;
        QCOMPARE(judged, health.onAirSeconds);
        QCOMPARE(errored, health.erroredSeconds);
        QCOMPARE(errored, 3U); // then the satellite carried it
        QCOMPARE(minutes.rows[0].cells[1]->errored, 3);
        const engine::DeliveryHistory fine = twins.ask(10s);
        QCOMPARE(fine.step, 10s);
        QCOMPARE(fine.rows[0].cells[6]->errored, 3);
        QCOMPARE(fine.rows[0].cells[8]->carriage, Carriage::Satellite);
        QCOMPARE(fine.rows[0].cells[17]->carriage, Carriage::Cloud); // thirty clean seconds later
    }

    void whatIsOffAirOrUnknownCountsNowhere() {
        Twins twins;
        twins.lab.seconds(60);
        twins.lab.lose(twins.cloud);
        twins.lab.lose(twins.satellite);
        twins.lab.seconds(60);
        const auto cell = twins.ask(60s).rows[0].cells.at(1);
        QVERIFY(cell);
        QCOMPARE(cell->errored, 0);
        QVERIFY(cell->unknown > 50);
        QVERIFY(cell->judged + cell->unknown <= 60);
    }

    void questionsAreBounded() {
        Twins twins;
        twins.lab.seconds(30);
        QVERIFY(twins.ask(60s, "asia").rows.empty());
        DeliveryHistoryQuery query;
        query.to = utc(begin + 86'400);
        query.from = utc(begin);
        // Rounded to the next of the two.
        query.step = 1s;
        QCOMPARE(engine::historyGrid(query, query.to, 1).step, 10s);
        QCOMPARE(engine::historyGrid(query, query.to, 1).count, 360U);
        query.step = 11s;
        QCOMPARE(engine::historyGrid(query, query.to, 1).count, 1440U);
        // A thousand deliveries at once: the newest of it.
        const auto large = engine::historyGrid(query, query.to, 4000);
        QCOMPARE(large.count, 250U);
        QCOMPARE(large.at(large.count), query.to);
        // Nothing of the time to come, nothing at all of a time that is over.
        query.to = utc(begin + 2 * 86'400);
        QCOMPARE(engine::historyGrid(query, utc(begin + 90), 1).count, 2U);
        QCOMPARE(engine::historyGrid(query, utc(begin + 9 * 86'400), 1).count, 0U);
        query.to = query.from;
        QCOMPARE(engine::historyGrid(query, utc(begin + 90), 1).count, 0U);
    }

    void aPlanThatIsReadAgainForgetsNothing() {
        Twins twins;
        twins.lab.seconds(90);
        const auto before = twins.ask(60s).rows[0].cells;
        twins.cloud.addPath("c2", "f2", model::PathKind::Cloud);
        twins.lab.connect(twins.cloud);
        const engine::DeliveryHistory after = twins.ask(60s);
        QCOMPARE(after.rows.size(), 2U);
        const auto same = std::find_if(after.rows.begin(), after.rows.end(),
                                       [](const auto& row) { return row.feedId == "f1"; });
        QVERIFY(same != after.rows.end());
        QVERIFY(same->cells == before);
    }

    void cellsMerge() {
        DeliveryCell cell{50, 5, 10, Carriage::Cloud, 590.0F, 600.0F, 640.0F, 1.0F};
        engine::merge(cell, {60, 0, 0, Carriage::Satellite, 900.0F, 1000.0F, 1100.0F, {}});
        QCOMPARE(cell.judged, 110);
        QCOMPARE(cell.errored, 5);
        QCOMPARE(cell.unknown, 10);
        QCOMPARE(*cell.latencyMinimum, 590.0F);
        QCOMPARE(*cell.latencyMean, 800.0F);
        QCOMPARE(*cell.latencyMaximum, 1100.0F);
        QCOMPARE(*cell.skew, 1.0F);
        QCOMPARE(cell.carriage, Carriage::Cloud); // as long as the other
        engine::merge(cell, {});
        QCOMPARE(*cell.latencyMean, 800.0F);
    }
};

QTEST_APPLESS_MAIN(TestHistory)
#include "tst_history.moc"
