// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the desk showed comes back from a frame and a book to the bit, they are small, and bytes of
// others do no harm.
#include <QTest>

#include <random>
#include <string>

#include "core/record/compress.h"
#include "core/replay/frame.h"
#include "tests/unit/replay/randomsnapshot.h"
#include "tests/unit/replay/samesnapshot.h"

using namespace vigie;

namespace {

/// 4,000 feeds by satellite and cloud into 20 regions from 64 nodes, as a desk has them.
engine::Snapshot largeFleet() {
    std::mt19937_64 random(5);
    engine::Snapshot made;
    made.now = base::utcFromNs(1'785'088'800'123'456'789);
    made.revision = 12'345;
    const auto measured = [&random](double least, double span) {
        health::Latency latency;
        latency.ms = least + static_cast<double>(random() % 1'000'000'000) / 1e9 * span;
        latency.ms = static_cast<double>(std::llround(*latency.ms * 1e6)) / 1e6;
        latency.uncertaintyMs = static_cast<double>(random() % 900'000) / 1e6 + 0.35;
        latency.method = health::LatencyMethod::PcrMarks;
        return latency;
    };
    for (std::size_t i = 0; i < 64; ++i) {
        engine::NodeStatus node;
        node.endpoint = "node-" + std::to_string(i) + ".example.net:7443";
        node.contact = fleet::Contact::Connected;
        made.nodes.push_back(node);
    }
    for (std::size_t i = 0; i < 8'000; ++i) {
        engine::PathStatus path;
        path.node = i % 64;
        path.ref = {"node-" + std::to_string(path.node), "path-" + std::to_string(i)};
        path.feedId = "feed-" + std::to_string(i / 40);
        path.regionId = "region-" + std::to_string(i / 2 % 20);
        path.kind = i % 2 == 0 ? model::PathKind::Satellite : model::PathKind::Cloud;
        path.isInContact = true;
        path.hasPreview = true;
        path.policy = model::DecodePolicy::KeyFrames;
        const auto errored = static_cast<std::uint32_t>(random() % 50 == 0 ? random() % 9 : 0);
        path.health.minute = {60, errored, 0};
        path.health.quarterHour = {900, errored, 0};
        path.health.day = {static_cast<std::uint32_t>(40'000 + random() % 30),
                           static_cast<std::uint32_t>(random() % 20), 5};
        path.latency = measured(i % 2 == 0 ? 500 : 2'000, 5);
        made.paths.push_back(path);
    }
    for (std::size_t i = 0; i < 4'000; ++i) {
        engine::DeliveryStatus delivery;
        delivery.id = "feed-" + std::to_string(i / 20) + "-region-" + std::to_string(i % 20);
        delivery.feedId = "feed-" + std::to_string(i / 20);
        delivery.feedNumber = static_cast<std::uint32_t>(i / 20);
        delivery.feedName = "Feed " + std::to_string(i / 20);
        delivery.regionId = "region-" + std::to_string(i % 20);
        delivery.main = 2 * i;
        delivery.backup = 2 * i + 1;
        delivery.onAir = random() % 100 == 0 ? delivery.backup : delivery.main;
        delivery.reason = engine::OnAirReason::Main;
        delivery.onAirSince = base::utcFromNs(1'785'048'800'000'000'000);
        delivery.health = made.paths[*delivery.onAir].health;
        delivery.latency = made.paths[*delivery.onAir].latency;
        delivery.skew = measured(1'500, 4);
        made.deliveries.push_back(delivery);
    }
    for (std::size_t i = 0; i < 20; ++i) {
        engine::RegionStatus region;
        region.id = "region-" + std::to_string(i);
        region.name = "Region " + std::to_string(i);
        for (int k = 0; k < 180; ++k) {
            region.healthTrend.push_back(
                static_cast<float>(100.0 - static_cast<double>(random() % 12) / 20.0));
        }
        made.regions.push_back(region);
    }
    return made;
}

QString said(const std::string& words) {
    return QString::fromStdString(words);
}

} // namespace

class TestFrame : public QObject {
    Q_OBJECT
private slots:
    void aFrameComesBackToTheBit() {
        for (std::uint64_t seed = 1; seed <= 300; ++seed) {
            const auto made = test::RandomSnapshot(seed).make(seed % 10 == 0 ? 1'500 : 20);
            const std::string bytes = replay::packFrame(made);
            const auto read = replay::readFrame(bytes);
            QVERIFY2(read, read ? "" : read.error().message.c_str());
            QCOMPARE(said(test::frameDifference(*read, made)), QString());
            QVERIFY(!read->isLive);
            QVERIFY(read->share.history != nullptr);
            QCOMPARE(replay::packFrame(made), bytes);
            std::size_t usual = 0;
            for (const engine::AlarmStatus& alarm : made.alarms) {
                if (alarm.usual) {
                    QVERIFY(usual < read->alarms.size());
                    QCOMPARE(read->alarms[usual].id, alarm.id);
                    test::Differences same;
                    test::usualDifference(same, "", read->alarms[usual].usual, alarm.usual);
                    QCOMPARE(said(same.first()), QString());
                    ++usual;
                }
            }
            QCOMPARE(read->alarms.size(), usual);
        }
    }

    void aBookComesBackToTheBitAndLeavesTheRest() {
        for (std::uint64_t seed = 1; seed <= 200; ++seed) {
            const auto made = test::RandomSnapshot(seed).make(20);
            auto into = test::RandomSnapshot(seed + 1'000).make(20);
            const auto before = into;
            const auto read = replay::readBook(replay::packBook(made), into);
            QVERIFY2(read, read ? "" : read.error().message.c_str());
            QCOMPARE(said(test::bookDifference(into, made)), QString());
            QCOMPARE(into.journalTrouble, made.journalTrouble);
            into.isFlood = before.isFlood;
            into.linesLast10Min = before.linesLast10Min;
            into.journalTrouble = before.journalTrouble;
            QCOMPARE(said(test::frameDifference(into, before)), QString());
        }
    }

    void anEmptyDeskHasAFrameToo() {
        const engine::Snapshot none;
        const auto frame = replay::readFrame(replay::packFrame(none));
        QVERIFY(frame.has_value());
        QCOMPARE(said(test::frameDifference(*frame, none)), QString());
        engine::Snapshot into;
        QVERIFY(replay::readBook(replay::packBook(none), into).has_value());
        QVERIFY(into.alarms.empty());
    }

    void aLargeFleetIsSmall() {
        const auto made = largeFleet();
        const std::string bytes = replay::packFrame(made);
        std::string stored;
        QVERIFY(record::appendCompressed(stored, bytes, 1));
        qInfo("8,000 paths: %zu bytes, %zu stored", bytes.size(), stored.size());
        QVERIFY2(stored.size() < 150'000, qPrintable(QString::number(stored.size())));
        const auto read = replay::readFrame(bytes);
        QVERIFY(read.has_value());
        QCOMPARE(said(test::frameDifference(*read, made)), QString());
    }

    void damagedBytesAreRefusedOrReadWithinBounds() {
        std::mt19937_64 random(3);
        const auto made = test::RandomSnapshot(11).make(30);
        const std::string whole[] = {replay::packFrame(made), replay::packBook(made)};
        std::size_t refused = 0;
        for (int i = 0; i < 4'000; ++i) {
            std::string bytes = whole[i % 2];
            if (i % 3 == 0) {
                bytes.resize(random() % bytes.size());
            } else {
                for (std::uint64_t flips = 1 + random() % 4; flips > 0; --flips) {
                    bytes[random() % bytes.size()] ^= static_cast<char>(1U << (random() % 8));
                }
            }
            engine::Snapshot into;
            const auto frame = replay::readFrame(bytes);
            const auto book = replay::readBook(bytes, into);
            refused += frame || book ? 0 : 1;
            if (!book) {
                QVERIFY(into.alarms.empty());
                QVERIFY(!book.error().message.empty());
            }
            if (i % 3 == 0) {
                QVERIFY(!frame && !book); // the end is missing
            }
        }
        QVERIFY(refused > 2'000);
    }

    /// Written by a desk of version 1: two regions, 11,000 hours planned.
    void aFrameOfTheFirstVersionIsStillRead() {
        const QByteArray bytes = QByteArray::fromHex(
            "0172008080cae0ae81e6e21800000000000000000000000000008080808080b0f4de40808080808080"
            "93d5400080808080808080f03f000000000001808080808080dfe2408080b0bac4d182e11800000000"
            "000000000200046173696100066575726f706500044173696100064575726f70650010020210020600"
            "0000000000000000000000000000000000000000000000000000000004000200000000000000000004"
            "038080b8ac08000000000000000001000100");
        const auto read = replay::readFrame(bytes.toStdString());
        QVERIFY2(read, read ? "" : read.error().message.c_str());
        QCOMPARE(read->share.hours, (health::ShareSum{7633.5, 3366, 0, 0.5}));
        QCOMPARE(*read->share.plannedHours, 11'000.0);
        QVERIFY(!read->share.plannedSoFarHours);
        QCOMPARE(read->regions.size(), std::size_t{2});
        QCOMPARE(read->regions[1].name, std::string("Europe"));
        QCOMPARE(read->regions[1].share, (health::ShareCount{2, 1, 0, 0, 0}));
        QCOMPARE(read->regions[1].healthTrend, (std::vector<float>{100.0F, 99.5F}));
        for (const auto& region : read->regions) {
            QVERIFY(!region.carried);
            QVERIFY(!region.shareHistory);
        }
    }

    void whatANewerVigieWroteIsSaidSo() {
        std::string bytes = replay::packFrame({});
        bytes[0] = 9;
        const auto frame = replay::readFrame(bytes);
        QVERIFY(!frame);
        QVERIFY(frame.error().message.find("newer") != std::string::npos);
        engine::Snapshot into;
        const auto book = replay::readBook(bytes, into);
        QVERIFY(!book);
        QVERIFY(book.error().message.find("newer") != std::string::npos);
    }

    /// Recordings of this version are on people's disks: what changes these sums is another version
    /// of the layout, and the old one must still be read.
    void theLayoutStaysWhatItIs() {
        const auto made = test::RandomSnapshot(42).make(12);
        QCOMPARE(record::checksumOf(replay::packFrame(made)), frameSum);
        QCOMPARE(record::checksumOf(replay::packBook(made)), bookSum);
    }

private:
    static constexpr std::uint64_t frameSum = 7824250684944738220ULL;
    static constexpr std::uint64_t bookSum = 18238173765882925177ULL;
};

QTEST_APPLESS_MAIN(TestFrame)
#include "tst_frame.moc"
