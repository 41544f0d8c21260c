// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a recording knows of its deliveries over time, beside what the desk itself remembered when
// it was made.
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <cstdlib>

#include "core/replay/past.h"
#include "core/replay/pastdeliveries.h"
#include "tests/unit/replay/memoryrecording.h"
#include "tests/unit/replay/recordedhour.h"

using namespace vigie;
using namespace std::chrono_literals;

namespace {

/// A note of one frame with one delivery.
record::Item frameAt(std::uint64_t order, base::Utc at, std::uint32_t errored,
                     const std::string& feed = "f1") {
    engine::Snapshot snapshot;
    snapshot.now = at;
    snapshot.nodes.emplace_back().endpoint = "n";
    engine::PathStatus path;
    path.kind = model::PathKind::Satellite;
    path.latency.ms = 1000.0 + errored;
    snapshot.paths.push_back(path);
    engine::DeliveryStatus delivery;
    delivery.id = feed + "-asia";
    delivery.feedId = feed;
    delivery.regionId = "asia";
    delivery.main = 0;
    delivery.onAir = 0;
    delivery.health.minute = {58, errored, 2};
    delivery.latency = path.latency;
    delivery.skew.ms = -12.5;
    snapshot.deliveries.push_back(delivery);
    return {order, record::Note{record::NoteKind::Frame,
                                {at, base::monoFromNs(base::toNs(at))},
                                replay::packFrame(snapshot)}};
}

base::Utc utc(std::int64_t second) {
    return base::utcFromNs(second * 1'000'000'000);
}

constexpr std::int64_t begin = 1'785'024'000;

engine::DeliveryHistory ask(replay::PastDeliveries& past, engine::DeliveryHistoryQuery query,
                            base::Utc at) {
    auto job = past.begin(std::move(query), at);
    while (!past.read(job, 0ms)) { // as slow as it goes
    }
    return past.answer(job);
}

} // namespace

class TestPastDeliveries : public QObject {
    Q_OBJECT
private slots:
    void aMinuteIsTheWindowOfTheFrameAtItsEnd() {
        std::vector<record::Item> items;
        for (int i = 0; i <= 30; ++i) { // each 10 s of five minutes
            items.push_back(frameAt(static_cast<std::uint64_t>(i) + 1, utc(begin + 10LL * i),
                                    static_cast<std::uint32_t>(i)));
        }
        // A hole of two minutes, then one more minute of another feed as well.
        items.push_back(frameAt(40, utc(begin + 420), 7, "f2"));
        items.push_back(frameAt(41, utc(begin + 480), 8, "f2"));
        items.push_back(frameAt(42, utc(begin + 490), 9, "f2"));
        test::MemoryRecording recording(std::move(items));
        replay::PastDeliveries past(recording);
        const auto all = ask(past, {{}, {}, utc(begin), utc(begin + 3600), 10s}, utc(begin + 490));
        QCOMPARE(all.step, 60s); // whatever was asked
        QCOMPARE(all.from, utc(begin));
        QCOMPARE(all.rows.size(), 2U);
        QCOMPARE(all.rows[0].cells.size(), 8U);
        for (int minute = 0; minute < 5; ++minute) {
            const auto& cell = all.rows[0].cells[static_cast<std::size_t>(minute)];
            QVERIFY(cell);
            QCOMPARE(int(cell->errored), 6 * (minute + 1));
            QCOMPARE(int(cell->judged), 58);
            QCOMPARE(int(cell->unknown), 2);
            QCOMPARE(cell->carriage, health::Carriage::Satellite);
            QCOMPARE(*cell->latencyMean, 1000.0F + 6 * (minute + 1));
            QCOMPARE(*cell->skew, -12.5F);
        }
        QVERIFY(!all.rows[0].cells[5]); // its frame was too old
        QVERIFY(!all.rows[0].cells[7]); // it is not in that one
        QCOMPARE(int(all.rows[1].cells[7]->errored), 8);
        // At a moment of it, what came later is not known yet.
        const auto early =
            ask(past, {{}, {}, utc(begin), utc(begin + 3600), 60s}, utc(begin + 121));
        QCOMPARE(early.rows.size(), 1U);
        QCOMPARE(early.rows[0].cells.size(), 1U);
        QCOMPARE(ask(past, {{}, {}, utc(begin), utc(begin + 3600), 60s}, utc(begin + 122))
                     .rows[0]
                     .cells.size(),
                 2U);
        QVERIFY(ask(past, {{}, "europe", utc(begin), utc(begin + 300), 60s}, utc(begin + 490))
                    .rows.empty());
        QCOMPARE(
            ask(past, {"f2", {}, utc(begin), utc(begin + 3600), 60s}, utc(begin + 490)).rows.size(),
            1U);
        QVERIFY(ask(past, {{}, {}, utc(begin - 7200), utc(begin - 3600), 60s}, utc(begin + 490))
                    .rows.empty());
    }

    void aRecordedHourTellsWhatTheDeskRemembered() {
        QTemporaryDir folder;
        test::RecordedHour hour(folder.filePath("hour.vigie").toStdString());
        hour.record(pastlab::playHour);
        QCOMPARE(QString::fromStdString(hour.error()), QString());
        auto opened = replay::Past::open(folder.filePath("hour.vigie").toStdString());
        QVERIFY2(opened, opened ? "" : opened.error().message.c_str());
        replay::Past& past = **opened;
        const base::Utc end = past.playhead().to;
        past.seek(end);
        std::atomic<bool> isDone = false;
        engine::DeliveryHistory answer;
        past.queryDeliveryHistory({{}, {}, end - 2h, end, 60s}, [&](engine::DeliveryHistory is) {
            answer = std::move(is);
            isDone = true;
        });
        QTRY_VERIFY_WITH_TIMEOUT(isDone, 60'000);
        QVERIFY(answer.rows.size() >= hour.remembered().rows.size());
        int compared = 0;
        int alike = 0;
        int carriedAlike = 0;
        for (const auto& row : answer.rows) {
            for (const auto& own : hour.remembered().rows) {
                for (std::size_t i = 0; own.deliveryId == row.deliveryId && i < row.cells.size();
                     ++i) {
                    const auto place =
                        (answer.from - hour.remembered().from) / 60s + static_cast<std::int64_t>(i);
                    if (place < 0 || static_cast<std::size_t>(place) >= own.cells.size() ||
                        !row.cells[i] || !own.cells[static_cast<std::size_t>(place)]) {
                        continue;
                    }
                    const auto& theirs = *own.cells[static_cast<std::size_t>(place)];
                    ++compared;
                    // A frame is up to 10 s old, and seconds are judged a little later.
                    const int off = std::abs(theirs.errored - row.cells[i]->errored) +
                                    std::abs(theirs.unknown - row.cells[i]->unknown);
                    alike += off <= 24 ? 1 : 0;
                    carriedAlike += theirs.carriage == row.cells[i]->carriage ||
                                            theirs.carriage == health::Carriage::None
                                        ? 1
                                        : 0;
                }
            }
        }
        QVERIFY2(compared > 300, qPrintable(QString::number(compared)));
        QVERIFY2(alike * 100 >= compared * 95,
                 qPrintable(QStringLiteral("%1 of %2").arg(alike).arg(compared)));
        QVERIFY2(carriedAlike * 100 >= compared * 90,
                 qPrintable(QStringLiteral("%1 of %2").arg(carriedAlike).arg(compared)));
    }
};

QTEST_GUILESS_MAIN(TestPastDeliveries)
#include "tst_pastdeliveries.moc"
