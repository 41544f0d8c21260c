// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/transport/playlist.h"

using namespace vigie::transport;

class TestPlaylist : public QObject {
    Q_OBJECT

private slots:
    void media() {
        const auto playlist = parsePlaylist("#EXTM3U\r\n"
                                            "#EXT-X-VERSION:3\r\n"
                                            "#EXT-X-TARGETDURATION:6\r\n"
                                            "#EXT-X-MEDIA-SEQUENCE:2680\r\n"
                                            "# a remark\r\n"
                                            "#EXT-X-SOMETHING-NEW:1\r\n"
                                            "\r\n"
                                            "#EXTINF:5.96,title, with comma\r\n"
                                            "a.ts\r\n"
                                            "#EXT-X-DISCONTINUITY\r\n"
                                            "#EXTINF:6\r\n"
                                            "https://other.example/b.ts?x=1\r\n"
                                            "#EXT-X-GAP\r\n"
                                            "#EXTINF:4,\r\n"
                                            "c.ts\r\n");
        QVERIFY2(playlist.has_value(), playlist ? "" : playlist.error().message.c_str());
        QVERIFY(!playlist->isMaster && !playlist->hasEnd && !playlist->hasInitialization);
        QCOMPARE(playlist->targetDurationS, 6.0);
        QCOMPARE(playlist->segments.size(), 3U);
        const auto& first = playlist->segments[0];
        QCOMPARE(first.uri, std::string("a.ts"));
        QCOMPARE(first.durationS, 5.96);
        QCOMPARE(first.sequence, 2680U);
        QVERIFY(!first.isDiscontinuity && !first.isMissing && !first.range);
        const auto& second = playlist->segments[1];
        QCOMPARE(second.uri, std::string("https://other.example/b.ts?x=1"));
        QVERIFY(second.isDiscontinuity);
        QCOMPARE(playlist->segments[2].sequence, 2682U);
        QVERIFY(playlist->segments[2].isMissing);
        QVERIFY(!playlist->segments[2].isDiscontinuity);
    }
    void endAndEncryptionAndMap() {
        const auto playlist = parsePlaylist("#EXTM3U\n#EXT-X-TARGETDURATION:4\n"
                                            "#EXTINF:4,\n1.ts\n"
                                            "#EXT-X-KEY:METHOD=AES-128,URI=\"k?a=1,b\",IV=0x1\n"
                                            "#EXTINF:4,\n2.ts\n"
                                            "#EXT-X-KEY:METHOD=NONE\n"
                                            "#EXTINF:4,\n3.ts\n"
                                            "#EXT-X-MAP:URI=\"init.mp4\"\n"
                                            "#EXT-X-ENDLIST");
        QVERIFY(playlist);
        QVERIFY(playlist->hasEnd && playlist->hasInitialization);
        QVERIFY(!playlist->segments[0].isEncrypted);
        QVERIFY(playlist->segments[1].isEncrypted);
        QVERIFY(!playlist->segments[2].isEncrypted);
    }
    void byteRanges() {
        const auto playlist = parsePlaylist("#EXTM3U\n#EXT-X-TARGETDURATION:4\n"
                                            "#EXTINF:4,\n#EXT-X-BYTERANGE:1000@500\nall.ts\n"
                                            "#EXTINF:4,\n#EXT-X-BYTERANGE:2000\nall.ts\n"
                                            "#EXTINF:4,\n#EXT-X-BYTERANGE:10\nother.ts\n"
                                            "#EXTINF:4,\nwhole.ts\n");
        QVERIFY(playlist);
        QVERIFY((playlist->segments[0].range == ByteRange{500, 1000}));
        QVERIFY((playlist->segments[1].range == ByteRange{1500, 2000}));
        QVERIFY((playlist->segments[2].range == ByteRange{0, 10}));
        QVERIFY(!playlist->segments[3].range);
    }
    void masterGivesTheMostBits() {
        const auto playlist =
            parsePlaylist("#EXTM3U\n"
                          "#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID=\"a\",URI=\"audio.m3u8\"\n"
                          "#EXT-X-STREAM-INF:BANDWIDTH=800000,CODECS=\"avc1,mp4a\"\nlow.m3u8\n"
                          "#EXT-X-STREAM-INF:CODECS=\"a,BANDWIDTH=9\", BANDWIDTH=4000000 \n"
                          "high.m3u8\n"
                          "#EXT-X-STREAM-INF:NAME=none\nodd.m3u8\n"
                          "#EXT-X-I-FRAME-STREAM-INF:BANDWIDTH=99999999,URI=\"i.m3u8\"\n");
        QVERIFY(playlist);
        QVERIFY(playlist->isMaster);
        QCOMPARE(playlist->variants.size(), 3U);
        QCOMPARE(playlist->best()->uri, std::string("high.m3u8"));
        QCOMPARE(playlist->best()->bandwidth, 4'000'000U);
    }
    void missingTargetDurationIsTheLongestSegment() {
        const auto playlist = parsePlaylist("#EXTM3U\n#EXTINF:4,\n1.ts\n#EXTINF:9.5,\n2.ts\n");
        QVERIFY(playlist);
        QCOMPARE(playlist->targetDurationS, 9.5);
        QVERIFY(!playlist->best());
    }
    void malformed_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("words");
        const auto row = [](const char* name, const char* text, const char* words) {
            QTest::newRow(name) << QByteArray(text) << QString(words);
        };
        row("empty", "", "it is empty");
        row("html", "<html>", "#EXTM3U is missing");
        row("duration", "#EXTM3U\n#EXTINF:abc,\na.ts\n", "line 2: duration \"abc,\"");
        row("negative", "#EXTM3U\n#EXTINF:-1,\na.ts\n", "line 2: duration");
        row("infinite", "#EXTM3U\n#EXTINF:inf,\na.ts\n", "line 2: duration");
        row("nothing", "#EXTM3U\n#EXTINF\na.ts\n", "line 2: duration");
        row("target", "#EXTM3U\n#EXT-X-TARGETDURATION:\n", "line 2: target duration");
        row("sequence", "#EXTM3U\n#EXT-X-MEDIA-SEQUENCE:-5\n", "line 2: media sequence");
        row("huge sequence", "#EXTM3U\n#EXT-X-MEDIA-SEQUENCE:18446744073709551615\n",
            "line 2: media sequence");
        row("late sequence", "#EXTM3U\n#EXTINF:1,\na.ts\n#EXT-X-MEDIA-SEQUENCE:5\n",
            "line 4: media sequence");
        row("range", "#EXTM3U\n#EXT-X-BYTERANGE:5@\n", "line 2: byte range");
        row("empty range", "#EXTM3U\n#EXT-X-BYTERANGE:0@7\n", "line 2: byte range");
        row("no EXTINF", "#EXTM3U\na.ts\n", "line 2: an address without #EXTINF");
        row("mixed", "#EXTM3U\n#EXTINF:1,\na.ts\n#EXT-X-STREAM-INF:BANDWIDTH=1\nb\n", "mixes");
        row("no variant", "#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\n", "no variant");
    }
    void malformed() {
        QFETCH(QByteArray, text);
        QFETCH(QString, words);
        const auto playlist = parsePlaylist(text.toStdString());
        QVERIFY(!playlist);
        QVERIFY2(QString::fromStdString(playlist.error().message).contains(words),
                 playlist.error().message.c_str());
    }
};

QTEST_APPLESS_MAIN(TestPlaylist)
#include "tst_playlist.moc"
