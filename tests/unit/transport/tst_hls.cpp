// SPDX-License-Identifier: GPL-3.0-or-later
#include <QElapsedTimer>
#include <QTest>

#include <fmt/format.h>

#include "core/transport/http.h"
#include "core/transport/receiver.h"
#include "tests/unit/transport/httpserver.h"
#include "tests/unit/transport/recordingsink.h"

using namespace vigie;
using namespace vigie::transport;
using vigie::transport::test::HttpServer;
using vigie::transport::test::numberedPackets;
using vigie::transport::test::numbersIn;
using vigie::transport::test::RecordingSink;

namespace {

constexpr int patienceMs = 20'000;
constexpr std::size_t packetsPerSegment = 400; // more than one call

/// A live playlist from `first`, `count` segments of `durationS`.
std::string livePlaylist(int first, int count, double durationS, const std::string& end = {}) {
    std::string out = fmt::format("#EXTM3U\n#EXT-X-TARGETDURATION:{}\n#EXT-X-MEDIA-SEQUENCE:{}\n",
                                  durationS, first);
    for (int i = first; i < first + count; ++i) {
        out += fmt::format("#EXTINF:{},\nseg/{}.ts\n", durationS, i);
    }
    return out + end;
}

std::vector<std::byte> segment(int number) {
    return numberedPackets(static_cast<std::uint32_t>(number) * 1000, packetsPerSegment);
}

/// Which segments arrived, whole and in order; -1 stands for anything else.
std::vector<int> segmentsIn(const RecordingSink& sink) {
    std::vector<int> out;
    const auto numbers = numbersIn(sink.bytes());
    for (std::size_t at = 0; at + packetsPerSegment <= numbers.size(); at += packetsPerSegment) {
        const auto first = numbers[at];
        bool isWhole = first % 1000 == 0;
        for (std::size_t i = 0; i < packetsPerSegment; ++i) {
            isWhole = isWhole && numbers[at + i] == first + i;
        }
        out.push_back(isWhole ? static_cast<int>(first / 1000) : -1);
    }
    return out;
}

struct Playing {
    explicit Playing(const std::string& uri) {
        auto made = Receiver::create("hls", {uri});
        if (made) {
            receiver = std::move(*made);
            receiver->start(sink);
        }
    }
    ~Playing() {
        if (receiver) {
            receiver->stop();
        }
    }
    Playing(const Playing&) = delete;
    Playing& operator=(const Playing&) = delete;

    RecordingSink sink;
    std::unique_ptr<Receiver> receiver;
};

} // namespace

class TestHls : public QObject {
    Q_OBJECT

private slots:
    void followsALivePlaylist() {
        HttpServer server;
        for (int i = 10; i < 20; ++i) {
            server.set(fmt::format("/live/seg/{}.ts", i), segment(i));
        }
        server.set("/live/index.m3u8", livePlaylist(10, 5, 0.5));
        const auto before = base::SystemClock::instance().now();
        const Playing playing(server.url("/live/index.m3u8"));
        QTRY_COMPARE_WITH_TIMEOUT(segmentsIn(playing.sink), (std::vector<int>{12, 13, 14}),
                                  patienceMs);
        QVERIFY(playing.sink.isIn(LinkState::Receiving));
        server.set("/live/index.m3u8", livePlaylist(12, 5, 0.5));
        QTRY_COMPARE_WITH_TIMEOUT(segmentsIn(playing.sink), (std::vector<int>{12, 13, 14, 15, 16}),
                                  patienceMs);
        const auto after = base::SystemClock::instance().now();
        const auto calls = playing.sink.calls();
        QCOMPARE(calls.size(), std::size_t(5 * ((packetsPerSegment + 6) / 7)));
        // Both of one download, handed on at the pace of their pictures.
        QVERIFY(calls[0].second.utc == calls[1].second.utc);
        QVERIFY(calls[0].second.mono < calls[1].second.mono);
        QVERIFY(calls[0].second.utc > before.utc && calls.back().second.utc < after.utc);
        QCOMPARE(playing.sink.gaps().size(), 0U);
        QCOMPARE(playing.sink.restarts(), 0);
        const auto figures = playing.receiver->figures();
        QCOMPARE(*figures.hlsSegments, 5U);
        QCOMPARE(*figures.hlsFailures, 0U);
        QCOMPARE(*figures.hlsTargetDurationS, 0.5);
        QVERIFY(!figures.rtpLost && !figures.srtDropped);
    }
    void missedAndLostSegmentsAreGaps() {
        HttpServer server;
        for (int i = 1; i < 10; ++i) {
            server.set(fmt::format("/seg/{}.ts", i), segment(i));
        }
        server.set("/seg/7.ts", HttpServer::Answer{.status = 404});
        server.set("/x.m3u8", livePlaylist(1, 2, 0.5));
        const Playing playing(server.url("/x.m3u8"));
        QTRY_COMPARE_WITH_TIMEOUT(segmentsIn(playing.sink), (std::vector<int>{1, 2}), patienceMs);
        // 3 and 4 went by; 7 is not to be had, after three attempts.
        server.set("/x.m3u8", livePlaylist(5, 4, 0.5));
        QTRY_COMPARE_WITH_TIMEOUT(segmentsIn(playing.sink), (std::vector<int>{1, 2, 5, 6, 8}),
                                  patienceMs);
        QCOMPARE(server.requests("/seg/7.ts"), 3);
        const auto gaps = playing.sink.gaps();
        QCOMPARE(gaps.size(), 2U);
        QCOMPARE(gaps[0].lost, 2U);
        QCOMPARE(gaps[0].atByte, 2 * packetsPerSegment * 188);
        QCOMPARE(gaps[1].lost, 1U);
        QCOMPARE(gaps[1].atByte, 4 * packetsPerSegment * 188);
        QCOMPARE(*playing.receiver->figures().hlsFailures, 3U);
    }
    void masterRedirectAndRelativeAddresses() {
        HttpServer server;
        server.set(
            "/old.m3u8",
            HttpServer::Answer{.status = 302, .headers = "Location: /new/master.m3u8?token=1\r\n"});
        server.set("/new/master.m3u8?token=1", "#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\nlow.m3u8\n"
                                               "#EXT-X-STREAM-INF:BANDWIDTH=2\nhd/media.m3u8\n");
        server.set("/new/hd/media.m3u8", livePlaylist(1, 1, 0.5));
        server.set("/new/hd/seg/1.ts", segment(1));
        const Playing playing("hls+" + server.url("/old.m3u8"));
        QTRY_COMPARE_WITH_TIMEOUT(segmentsIn(playing.sink), std::vector<int>{1}, patienceMs);
        QCOMPARE(server.requests("/new/low.m3u8"), 0);
    }
    void finishedPlaylistPlaysAtItsPaceAndEnds() {
        HttpServer server;
        for (int i = 1; i < 5; ++i) {
            server.set(fmt::format("/seg/{}.ts", i), segment(i));
        }
        server.set("/vod.m3u8", livePlaylist(1, 4, 0.2, "#EXT-X-ENDLIST\n"));
        QElapsedTimer timer;
        timer.start();
        const Playing playing(server.url("/vod.m3u8"));
        QTRY_VERIFY_WITH_TIMEOUT(playing.sink.isIn(LinkState::NoData), patienceMs);
        QVERIFY(timer.elapsed() >= 790);
        QCOMPARE(playing.sink.reason(), std::string("end of playlist"));
        QCOMPARE(segmentsIn(playing.sink), (std::vector<int>{1, 2, 3, 4}));
        QCOMPARE(playing.sink.restarts(), 0);
    }
    void loopedPlaylistRestarts() {
        HttpServer server;
        server.set("/seg/1.ts", segment(1));
        server.set("/seg/2.ts", segment(2));
        server.set("/vod.m3u8?key=a", livePlaylist(1, 2, 0.1, "#EXT-X-ENDLIST\n"));
        const Playing playing(server.url("/vod.m3u8?loop=true&key=a"));
        QTRY_VERIFY_WITH_TIMEOUT(segmentsIn(playing.sink).size() >= 5, patienceMs);
        QVERIFY(playing.sink.restarts() >= 2);
        const auto segments = segmentsIn(playing.sink);
        for (std::size_t i = 0; i < segments.size(); ++i) {
            QCOMPARE(segments[i], static_cast<int>(1 + i % 2));
        }
    }
    void discontinuityIsARestart() {
        HttpServer server;
        server.set("/seg/1.ts", segment(1));
        server.set("/seg/2.ts", segment(2));
        server.set("/x.m3u8", "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXT-X-DISCONTINUITY\n"
                              "#EXTINF:1,\nseg/1.ts\n#EXT-X-DISCONTINUITY\n"
                              "#EXTINF:1,\nseg/2.ts\n");
        const Playing playing(server.url("/x.m3u8"));
        QTRY_COMPARE_WITH_TIMEOUT(segmentsIn(playing.sink), (std::vector<int>{1, 2}), patienceMs);
        QCOMPARE(playing.sink.restarts(), 1);
    }
    void byteRangesOfOneFile_data() {
        QTest::addColumn<bool>("hasRanges");
        QTest::newRow("server knows ranges") << true;
        QTest::newRow("server sends everything") << false;
    }
    void byteRangesOfOneFile() {
        QFETCH(bool, hasRanges);
        HttpServer server;
        auto all = segment(1);
        const auto second = segment(2);
        all.insert(all.end(), second.begin(), second.end());
        server.set("/all.ts",
                   HttpServer::Answer{
                       .body = std::string(reinterpret_cast<const char*>(all.data()), all.size()),
                       .hasRanges = hasRanges});
        const auto half = all.size() / 2;
        server.set("/x.m3u8", fmt::format("#EXTM3U\n#EXT-X-TARGETDURATION:1\n"
                                          "#EXTINF:1,\n#EXT-X-BYTERANGE:{0}@0\nall.ts\n"
                                          "#EXTINF:1,\n#EXT-X-BYTERANGE:{0}\nall.ts\n",
                                          half));
        const Playing playing(server.url("/x.m3u8"));
        QTRY_COMPARE_WITH_TIMEOUT(segmentsIn(playing.sink), (std::vector<int>{1, 2}), patienceMs);
    }
    void whatCannotBePlayedIsToldInWords_data() {
        QTest::addColumn<QString>("playlist");
        QTest::addColumn<QString>("segment");
        QTest::addColumn<QString>("words");
        const QString head = "#EXTM3U\n#EXT-X-TARGETDURATION:1\n";
        QTest::newRow("encrypted") << head + "#EXT-X-KEY:METHOD=AES-128,URI=\"k\"\n"
                                             "#EXTINF:1,\ns.ts\n"
                                   << ""
                                   << "encrypted segments are not supported";
        QTest::newRow("map") << head + "#EXT-X-MAP:URI=\"i.mp4\"\n#EXTINF:1,\ns.ts\n"
                             << ""
                             << "fragmented MP4 segments are not supported, only transport stream "
                                "segments";
        QTest::newRow("mp4") << head + "#EXTINF:1,\ns.ts\n"
                             << "....moof........"
                             << "fragmented MP4 segments are not supported, only transport stream "
                                "segments";
        QTest::newRow("text") << head + "#EXTINF:1,\ns.ts\n"
                              << "hello"
                              << "/s.ts is not a transport "
                                 "stream";
        QTest::newRow("html") << "<html></html>"
                              << ""
                              << "this is no HLS playlist: #EXTM3U is missing";
        QTest::newRow("404") << ""
                             << ""
                             << "the server answers 404 for http://127.0.0.1";
    }
    void whatCannotBePlayedIsToldInWords() {
        QFETCH(QString, playlist);
        QFETCH(QString, segment);
        QFETCH(QString, words);
        HttpServer server;
        if (!playlist.isEmpty()) {
            server.set("/x.m3u8?token=hidden", playlist.toStdString());
        }
        server.set("/s.ts", segment.toStdString());
        const Playing playing(server.url("/x.m3u8?token=hidden"));
        QTRY_VERIFY_WITH_TIMEOUT(playing.sink.isIn(LinkState::Failed), patienceMs);
        const auto reason = QString::fromStdString(playing.sink.reason());
        QVERIFY2(reason.contains(words), qPrintable(reason));
        QVERIFY(!reason.contains("hidden"));
        QCOMPARE(playing.sink.size(), 0U);
        QVERIFY(*playing.receiver->figures().hlsFailures > 0);
    }
    void returnsAfterAnOutage() {
        HttpServer server;
        for (int i = 1; i < 10; ++i) {
            server.set(fmt::format("/seg/{}.ts", i), segment(i));
        }
        server.set("/x.m3u8", livePlaylist(1, 1, 0.5));
        const Playing playing(server.url("/x.m3u8"));
        QTRY_COMPARE_WITH_TIMEOUT(segmentsIn(playing.sink), std::vector<int>{1}, patienceMs);
        server.set("/x.m3u8", HttpServer::Answer{.status = 503});
        QTRY_VERIFY_WITH_TIMEOUT(playing.sink.isIn(LinkState::Failed), patienceMs);
        QVERIFY(playing.sink.reason().find("503") != std::string::npos);
        server.set("/x.m3u8", livePlaylist(1, 2, 0.5));
        QTRY_COMPARE_WITH_TIMEOUT(segmentsIn(playing.sink), (std::vector<int>{1, 2}), patienceMs);
        QCOMPARE(playing.receiver->figures().reconnects, 1U);
        QCOMPARE(playing.sink.gaps().size(), 0U);
    }
    void aServerThatStartsAnewIsARestart() {
        HttpServer server;
        for (const int i : {1, 2, 500}) {
            server.set(fmt::format("/seg/{}.ts", i), segment(i));
        }
        server.set("/x.m3u8", livePlaylist(500, 1, 0.5));
        const Playing playing(server.url("/x.m3u8"));
        QTRY_COMPARE_WITH_TIMEOUT(segmentsIn(playing.sink), std::vector<int>{500}, patienceMs);
        server.set("/x.m3u8", livePlaylist(1, 2, 0.5));
        QTRY_COMPARE_WITH_TIMEOUT(segmentsIn(playing.sink), (std::vector<int>{500, 1, 2}),
                                  patienceMs);
        QCOMPARE(playing.sink.restarts(), 1);
        QCOMPARE(playing.sink.gaps().size(), 0U);
    }
    void silenceOfThreeTargetDurationsIsNoData() {
        HttpServer server;
        server.set("/seg/1.ts", segment(1));
        server.set("/x.m3u8", livePlaylist(1, 1, 0.5));
        const Playing playing(server.url("/x.m3u8"));
        QTRY_VERIFY_WITH_TIMEOUT(playing.sink.isIn(LinkState::NoData), patienceMs);
        QCOMPARE(playing.sink.reason(), std::string("no segment for 1.5 s"));
    }
    void stopIsBoundedInEveryState() {
        HttpServer server;
        server.set("/silent.m3u8", HttpServer::Answer{.isSilent = true});
        server.set("/live.m3u8", livePlaylist(1, 1, 30));
        server.set("/seg/1.ts", HttpServer::Answer{.isSilent = true});
        for (const std::string& uri : {server.url("/silent.m3u8"), server.url("/live.m3u8"),
                                       std::string("http://192.0.2.1/x.m3u8"),
                                       std::string("http://no-such-host.invalid/x.m3u8")}) {
            RecordingSink sink;
            const auto receiver = Receiver::create("hls", {uri}).value();
            receiver->start(sink);
            QTRY_VERIFY_WITH_TIMEOUT(!sink.states().empty(), patienceMs);
            if (uri.find("live") != std::string::npos) {
                QTRY_VERIFY_WITH_TIMEOUT(server.requests("/seg/1.ts") > 0, patienceMs);
            }
            QElapsedTimer timer;
            timer.start();
            receiver->stop();
            QVERIFY(timer.elapsed() < 2000);
        }
    }
    void addresses() {
        QCOMPARE(resolvedUrl("http://h/a/b.m3u8?x", "c.ts"), std::string("http://h/a/c.ts"));
        QCOMPARE(resolvedUrl("https://h/a/b.m3u8", "/c.ts?y"), std::string("https://h/c.ts?y"));
        QCOMPARE(resolvedUrl("http://h/a", "https://o/c"), std::string("https://o/c"));
        QCOMPARE(resolvedUrl("http://h/a", "file:///etc/passwd"), std::string());
        QCOMPARE(shownUrl("http://u:p@h/a?token=1#x"), std::string("http://h/a"));
    }
};

QTEST_GUILESS_MAIN(TestHls)
#include "tst_hls.moc"
