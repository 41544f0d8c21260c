// SPDX-License-Identifier: GPL-3.0-or-later
#include <map>
#include <mutex>
#include <set>

#include <QTest>

#include "core/demo/catalog.h"
#include "core/demo/encoder.h"
#include "core/demo/marker.h"
#include "core/demo/programme.h"
#include "core/demo/transponder.h"
#include "core/demo/tspacer.h"
#include "core/media/decodepool.h"
#include "core/ts/analyzer.h"

using namespace vigie;
using namespace vigie::demo;
using namespace std::chrono_literals;

namespace {

constexpr int seconds = 4;
constexpr std::size_t feedCount = 3;

/// What the coder of a feed made, collected from its thread.
class Collected {
public:
    void add(std::span<const std::byte> packets) {
        const std::lock_guard lock(m_mutex);
        m_bytes.insert(m_bytes.end(), packets.begin(), packets.end());
    }
    std::vector<std::byte> take() {
        const std::lock_guard lock(m_mutex);
        return std::exchange(m_bytes, {});
    }
    std::size_t packets() const {
        const std::lock_guard lock(m_mutex);
        return m_bytes.size() / packetSize;
    }

private:
    mutable std::mutex m_mutex;
    std::vector<std::byte> m_bytes;
};

/// Codes a feed as fast as it goes; exactly `seconds` of it.
std::vector<std::byte> codeFeed(std::size_t index) {
    const FeedStyle style = feedCatalog(index + 1).back();
    Collected collected;
    auto programme =
        Programme::create(style.info, makeDrawnMaterial(style), (5000 + index) * 1'000'000'000,
                          [&collected](std::span<const std::byte> b) { collected.add(b); });
    if (!programme) {
        qWarning("%s", programme.error().message.c_str());
        return {};
    }
    const std::size_t wanted = seconds * packetsPerSecond;
    for (std::uint64_t frame = 0; collected.packets() < wanted; ++frame) {
        (*programme)->produce(frame, base::utcFromNs(1'785'088'800'000'000'000));
        const std::size_t reached = (frame < 8 ? 0 : frame - 8) * packetsPerSecond / 25;
        // Not faster than the coder takes it.
        if (!QTest::qWaitFor([&] { return collected.packets() >= std::min(reached, wanted); },
                             20000)) {
            qWarning("%s", (*programme)->takeError().value_or("the coder stands still").c_str());
            return {};
        }
    }
    programme->reset();
    auto bytes = collected.take();
    bytes.resize(wanted * packetSize);
    return bytes;
}

SiService serviceOf(std::size_t index) {
    const auto feed = feedCatalog(index + 1).back().info;
    return {pidsOf(feed.number).program, pidsOf(feed.number).pmt, feed.name, "Test"};
}

/// An analyzer that remembers what it was told.
struct Watch final : ts::AnalyzerSink {
    std::vector<std::string> occurrences;
    std::map<std::uint16_t, std::vector<ts::TimeMark>> marks;
    struct Unit {
        std::string data;
        std::int64_t pts = 0;
        bool isKey = false;
    };
    std::map<std::uint16_t, std::vector<Unit>> pictures;
    int soundUnits = 0;

    void onOccurrence(const ts::Occurrence& occurrence) override {
        occurrences.emplace_back(ts::checkNumber(occurrence.check));
    }
    void onTimeMark(const ts::TimeMark& mark) override { marks[mark.serviceId].push_back(mark); }
    void onPesUnit(const ts::PesUnit& unit) override {
        if (unit.content != "H.264") {
            ++soundUnits;
            return;
        }
        pictures[unit.serviceId].push_back(
            {{reinterpret_cast<const char*>(unit.payload.data()), unit.payload.size()},
             static_cast<std::int64_t>(unit.pts.value_or(0)),
             unit.isRandomAccess});
    }
};

base::Timestamp at(std::uint64_t packet, std::uint64_t packetsEachSecond) {
    const auto ns = std::chrono::nanoseconds(packet * 1'000'000'000 / packetsEachSecond);
    return {base::utcFromNs(1'000'000'000'000) + ns, base::Mono(1000s) + ns};
}

/// All that a decoder gives for the units.
std::optional<Marker> lastMarker(media::DecodePool& pool, const std::vector<Watch::Unit>& units) {
    auto stream = pool.open("test", [] {});
    std::uint64_t sequence = 0;
    media::VideoFramePtr newest;
    for (const auto& unit : units) {
        auto access = std::make_shared<model::AccessUnit>();
        access->sequence = sequence++;
        access->codec = model::VideoCodec::H264;
        access->isKey = unit.isKey;
        access->pts = unit.pts;
        access->data = unit.data;
        stream->push(access);
        // One at a time: the slot keeps only the newest, the queue is bounded.
        const auto enough = sequence;
        if (!QTest::qWaitFor([&] { return stream->figures().framesDecoded + 1 >= enough; },
                             20000)) {
            return std::nullopt;
        }
        if (auto frame = stream->takeNewest()) {
            newest = std::move(frame);
        }
    }
    return newest ? readMarker(newest->y.data, newest->y.stride, newest->width, newest->height)
                  : std::nullopt;
}

} // namespace

class TestStreams : public QObject {
    Q_OBJECT

    std::vector<std::vector<std::byte>> m_coded;

private slots:
    void initTestCase() {
        std::string whyNot;
        QVERIFY2(media::initialize(&whyNot), whyNot.c_str());
        const auto ready = checkGStreamer();
        QVERIFY2(ready.has_value(), ready ? "" : ready.error().message.c_str());
        for (std::size_t i = 0; i < feedCount; ++i) {
            m_coded.push_back(codeFeed(i));
            QCOMPARE(m_coded.back().size(), seconds * packetsPerSecond * packetSize);
        }
    }

    void pacedStreamIsCleanAndNamed() {
        Watch watch;
        ts::Analyzer analyzer(ts::Profile::dvb(), watch);
        analyzer.assemble({0});
        TsPacer pacer(Carousel(1, "Test", {serviceOf(0)}, false));
        std::span<const std::byte> rest(m_coded[0]);
        std::uint64_t sent = 0;
        for (std::uint64_t tick = 0; tick < seconds * packetsPerSecond - 2; ++tick) {
            const auto burst = std::min<std::size_t>(rest.size(), 40 * packetSize);
            if (tick % 40 == 0) {
                pacer.push(rest.first(burst));
                rest = rest.subspan(burst);
            }
            if (const auto packet = pacer.next(tick, at(tick, packetsPerSecond).utc)) {
                ++sent;
                analyzer.feed(*packet, at(tick, packetsPerSecond));
                if (sent == packetsPerSecond) {
                    analyzer.resetInterval(); // what came while it looked for sync is late by that
                }
            }
        }
        QVERIFY(sent > 3 * packetsPerSecond);
        QCOMPARE(pacer.underruns(), 0u);
        QCOMPARE(pacer.overflows(), 0u);
        QCOMPARE(QString::fromStdString(watch.occurrences.empty() ? "" : watch.occurrences.front()),
                 QString());
        for (const ts::Check check :
             {ts::Check::TsSyncLoss, ts::Check::PatError2, ts::Check::ContinuityCountError,
              ts::Check::PmtError2, ts::Check::CrcError, ts::Check::PcrRepetitionError,
              ts::Check::PcrDiscontinuityError, ts::Check::PtsError, ts::Check::SdtActualError,
              ts::Check::UnreferencedPid}) {
            QVERIFY2(analyzer.check(check).errors == 0, ts::checkNumber(check).data());
            QVERIFY2(analyzer.check(check).state == ts::CheckState::Ok,
                     ts::checkNumber(check).data());
        }
        const auto services = analyzer.services();
        QCOMPARE(services.size(), 1u);
        QCOMPARE(services[0].serviceId, std::uint16_t{1});
        QCOMPARE(QString::fromStdString(services[0].name),
                 QString::fromUtf8("Ceremony · World Feed"));
        QCOMPARE(services[0].pids.size(), 2u);
        QVERIFY(services[0].pcrIntervalMax && *services[0].pcrIntervalMax <= 40ms);
        // One packet each tick, each PCR by its place: nothing to jitter.
        QVERIFY(services[0].pcrJitter && *services[0].pcrJitter < 10us);
        QVERIFY(watch.soundUnits > 0);
    }

    void transponderKeepsEveryClockAndService() {
        std::vector<SiService> services;
        for (std::size_t i = 0; i < feedCount; ++i) {
            services.push_back(serviceOf(i));
        }
        Transponder transponder(101, "Test", services);
        Watch watch;
        ts::Analyzer analyzer(ts::Profile::dvb(), watch);
        analyzer.assemble({1, 2, 3});
        std::uint64_t read = 0;
        const std::uint64_t rate = packetsPerSecond * (feedCount + 1);
        for (std::uint64_t tick = 0; tick < seconds * packetsPerSecond; ++tick) {
            std::vector<std::optional<TsPacket>> packets(feedCount);
            for (std::size_t i = 0; i < feedCount; ++i) {
                std::copy_n(m_coded[i].begin() + static_cast<std::ptrdiff_t>(tick * packetSize),
                            packetSize, packets[i].emplace().begin());
            }
            transponder.tick(tick, packets, at(tick, packetsPerSecond));
            for (; read < transponder.written(); ++read) {
                const auto& bytes = transponder.datagram(read).bytes;
                for (std::size_t i = 0; i < packetsPerDatagram; ++i) {
                    analyzer.feed(std::span(bytes).subspan(i * packetSize, packetSize),
                                  at(read * packetsPerDatagram + i, rate));
                }
            }
        }
        QCOMPARE(QString::fromStdString(watch.occurrences.empty() ? "" : watch.occurrences.front()),
                 QString());
        QVERIFY(analyzer.totals().transportStreamId == 101);
        QVERIFY(std::abs(*analyzer.totals().pcrBitrate -
                         static_cast<double>(transponder.bitsPerSecond())) < 2000);
        const auto found = analyzer.services();
        QCOMPARE(found.size(), feedCount);
        for (const auto& service : found) {
            QVERIFY(service.hasPmt);
            QVERIFY(service.pcrJitter && *service.pcrJitter < 10us);
            QCOMPARE(service.name, services[service.serviceId - 1u].name);
        }
        // The time marks are those of the feed's own stream: values untouched.
        Watch own;
        ts::Analyzer ownAnalyzer(ts::Profile::dvb(), own);
        for (std::uint64_t i = 0; i < m_coded[1].size() / packetSize; ++i) {
            ownAnalyzer.feed(
                std::span<const std::byte>(m_coded[1]).subspan(i * packetSize, packetSize),
                at(i, packetsPerSecond));
        }
        QVERIFY(own.marks[2].size() >= 3);
        QCOMPARE(watch.marks[2].size(), own.marks[2].size());
        for (std::size_t i = 0; i < own.marks[2].size(); ++i) {
            QCOMPARE(watch.marks[2][i].pcr, own.marks[2][i].pcr);
        }

        // What arrives is the feed that was sent, picture by picture.
        auto pool = media::makeDecodePool(1);
        for (std::size_t i = 0; i < feedCount; ++i) {
            auto& units = watch.pictures[static_cast<std::uint16_t>(i + 1)];
            QVERIFY(units.size() > 3 * framesPerSecond);
            units.resize(2 * framesPerSecond);
            const auto marker = lastMarker(*pool, units);
            QVERIFY(marker);
            QCOMPARE(marker->feed, static_cast<std::uint8_t>(i + 1));
            // The decoder may hold one picture back.
            QVERIFY(marker->frame >= 2 * framesPerSecond - 3);
            QVERIFY(marker->frame <= 2 * framesPerSecond);
        }
    }

    void aFeedThatStopsLeavesItsPlaceEmpty() {
        Transponder transponder(101, "Test", {serviceOf(0), serviceOf(1)});
        for (std::uint64_t tick = 0; tick < packetsPerSecond; ++tick) {
            TsPacket packet = nullPacket;
            packet[1] = std::byte{0x01};
            packet[2] = std::byte{0x20};
            transponder.tick(tick, {std::nullopt, packet}, at(tick, packetsPerSecond));
        }
        std::map<std::uint16_t, int> pids;
        for (std::uint64_t i = transponder.oldest(); i < transponder.written(); ++i) {
            for (std::size_t k = 0; k < packetsPerDatagram; ++k) {
                ++pids[pidOf(
                    std::span(transponder.datagram(i).bytes).subspan(k * packetSize, packetSize))];
            }
        }
        QVERIFY(pids[0x120] >= packetsPerSecond - 10);
        QVERIFY(pids[nullPid] >= packetsPerSecond);
        QVERIFY(pids[0] >= 10);
        QVERIFY(pids[0x11] >= 1);
    }

    void pacerBridgesAGapAndCatchesUp() {
        TsPacer pacer(Carousel(1, "Test", {serviceOf(0)}, false));
        std::vector<std::byte> second;
        const auto add = [&second](std::uint16_t pid) {
            TsPacket packet = nullPacket;
            packet[1] = static_cast<std::byte>(pid >> 8);
            packet[2] = static_cast<std::byte>(pid & 0xff);
            second.insert(second.end(), packet.begin(), packet.end());
        };
        for (int i = 0; i < packetsPerSecond; ++i) {
            add(i % 5 == 0 ? nullPid : 0x111);
        }
        QVERIFY(!pacer.next(0, {})); // nothing before it holds enough
        pacer.push(second);
        std::uint64_t tick = 1;
        const auto countPayload = [&](int ticks) {
            int payload = 0;
            for (int i = 0; i < ticks; ++i) {
                const auto packet = pacer.next(tick++, {});
                payload += packet && pidOf(*packet) == 0x111 ? 1 : 0;
            }
            return payload;
        };
        const int payloadInSecond = packetsPerSecond / 5 * 4;
        QCOMPARE(countPayload(packetsPerSecond), payloadInSecond);
        QCOMPARE(countPayload(20), 0);
        QCOMPARE(pacer.underruns(), 20u);
        pacer.push(second);
        // 20 nulls are left out again: as much payload in that many ticks less.
        QVERIFY(countPayload(packetsPerSecond - 20) >= payloadInSecond - 4);
        pacer.push(second);
        pacer.push(second);
        pacer.push(second);
        QVERIFY(pacer.overflows() > 0); // bounded
    }
};

QTEST_GUILESS_MAIN(TestStreams)
#include "tst_streams.moc"
