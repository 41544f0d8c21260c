// SPDX-License-Identifier: GPL-3.0-or-later
//
// Structure without decoding, against streams of real encoders: what it must say is what the
// encoder was told.
#include "core/es/structure.h"

#include <QtTest>

#include "core/media/decodepool.h"
#include "tests/unit/media/encodedunits.h"

using namespace vigie;
using es::Codec;
using es::Presence;
using es::Scan;

namespace {

/// Pushes the units as if they came at 25 frames/s; their decoding order is their order.
es::Structure structureOf(Codec codec, const std::vector<testing::EncodedUnit>& units) {
    es::Structure structure;
    std::uint64_t dts = 900'000;
    for (const auto& unit : units) {
        const auto since = std::chrono::microseconds(dts * 100 / 9);
        structure.push(codec, std::as_bytes(std::span(unit.data)), dts, dts, false,
                       {base::utcFromNs(1) + since, base::monoFromNs(1) + since});
        dts += 3600;
    }
    return structure;
}

std::string source(int frames, const std::string& pattern, int width, int height,
                   const std::string& format = "I420") {
    return "videotestsrc num-buffers=" + std::to_string(frames) + " pattern=" + pattern +
           " ! video/x-raw,format=" + format + ",width=" + std::to_string(width) +
           ",height=" + std::to_string(height) + ",framerate=25/1 ! ";
}

const std::string h264Caps = " ! video/x-h264,stream-format=byte-stream,alignment=au";
const std::string h265Caps = " ! video/x-h265,stream-format=byte-stream,alignment=au";

} // namespace

class TestStructure : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { QVERIFY(media::initialize()); }

    void readsStreams_data() {
        QTest::addColumn<int>("codec");
        QTest::addColumn<QString>("launch");
        QTest::addColumn<int>("width");
        QTest::addColumn<int>("height");
        QTest::addColumn<int>("gop");
        QTest::addColumn<int>("anchor");
        QTest::addColumn<int>("scan");
        QTest::addColumn<double>("qp");
        const auto add = [](const char* name, Codec codec, const std::string& launch, int width,
                            int height, int gop, int anchor, Scan scan, double qp) {
            QTest::newRow(name) << static_cast<int>(codec) << QString::fromStdString(launch)
                                << width << height << gop << anchor << static_cast<int>(scan) << qp;
        };
        add("H.264, two B", Codec::H264,
            source(60, "smpte75", 322, 178) +
                "x264enc pass=quant quantizer=24 key-int-max=12 bframes=2 b-adapt=false "
                "b-pyramid=false threads=1 option-string=\"scenecut=0:ipratio=1.0:open-gop=0\"" +
                h264Caps,
            322, 178, 12, 3, Scan::Progressive, 24);
        add("H.264, open groups", Codec::H264,
            source(80, "ball", 640, 360) +
                "x264enc key-int-max=12 bframes=2 b-adapt=false rc-lookahead=10 threads=1 "
                "option-string=\"open-gop=1:scenecut=0\"" +
                h264Caps,
            640, 360, 12, 3, Scan::Progressive, 0);
        add("H.264, interlaced", Codec::H264,
            source(60, "ball", 720, 576) +
                "capssetter caps=\"video/x-raw,interlace-mode=interleaved\" ! x264enc "
                "interlaced=true key-int-max=10 bframes=0 threads=1 option-string=\"scenecut=0\"" +
                h264Caps,
            720, 576, 10, 1, Scan::Interlaced, 0);
        add("H.264, 10 bit 4:2:2", Codec::H264,
            source(40, "ball", 720, 404, "I422_10LE") +
                "x264enc key-int-max=10 bframes=0 threads=1 option-string=\"scenecut=0\"" +
                h264Caps,
            720, 404, 10, 1, Scan::Progressive, 0);
        add("H.265, closed", Codec::H265,
            source(60, "ball", 426, 242) +
                "x265enc speed-preset=ultrafast key-int-max=12 "
                "option-string=\"open-gop=0:bframes=0:scenecut=0:min-keyint=12:log-level=0\"" +
                h265Caps,
            426, 242, 12, 1, Scan::Progressive, 0);
        add("H.265, open, three B", Codec::H265,
            source(80, "ball", 640, 360) +
                "x265enc speed-preset=ultrafast key-int-max=12 "
                "option-string=\"open-gop=1:bframes=3:b-adapt=0:scenecut=0:min-keyint=12:"
                "log-level=0\"" +
                h265Caps,
            640, 360, 12, 4, Scan::Progressive, 0);
        add("MPEG-2", Codec::Mpeg2,
            source(60, "ball", 720, 576) +
                "mpeg2enc format=3 min-gop-size=12 max-gop-size=12 b-per-refframe=2 bitrate=4000 ! "
                "mpegvideoparse",
            720, 576, 12, 3, Scan::Progressive, 0);
    }
    void readsStreams() {
        QFETCH(int, codec);
        QFETCH(QString, launch);
        QFETCH(int, width);
        QFETCH(int, height);
        QFETCH(int, gop);
        QFETCH(int, anchor);
        QFETCH(int, scan);
        QFETCH(double, qp);
        const auto units = testing::encode(launch.toStdString());
        QVERIFY(units.size() >= 36);
        const auto structure = structureOf(static_cast<Codec>(codec), units);
        const auto& figures = structure.figures();
        QVERIFY(figures.width && figures.height && figures.frameRate && figures.gopLength);
        QCOMPARE(*figures.width, width);
        QCOMPARE(*figures.height, height);
        QCOMPARE(*figures.frameRate, 25.0);
        QCOMPARE(*figures.gopLength, gop);
        QCOMPARE(*figures.gopSeconds, gop / 25.0);
        QCOMPARE(*figures.anchorDistance, anchor);
        QCOMPARE(static_cast<int>(figures.scan), scan);
        QCOMPARE(figures.picturesI + figures.picturesP + figures.picturesB,
                 static_cast<std::uint64_t>(units.size() - 1));
        std::uint64_t keys = 0;
        for (const auto& unit : units) {
            keys += unit.isKey ? 1 : 0;
        }
        QCOMPARE(figures.picturesI, keys);
        QVERIFY(figures.sizeI && *figures.sizeI > 100 && figures.qp);
        if (qp > 0) {
            QCOMPARE(*figures.qp, qp);
        }
        QVERIFY(figures.profile && figures.level && *figures.level >= 1);
    }

    void hints_data() {
        QTest::addColumn<int>("codec");
        QTest::addColumn<QString>("encoder");
        QTest::newRow("H.264 CBR")
            << static_cast<int>(Codec::H264)
            << QString::fromStdString("x264enc bitrate=1500 key-int-max=25 speed-preset=veryfast "
                                      "threads=1 option-string=\"nal-hrd=cbr:scenecut=0\"" +
                                      h264Caps);
        QTest::newRow("H.264 baseline")
            << static_cast<int>(Codec::H264)
            << QString::fromStdString("x264enc pass=quant quantizer=26 key-int-max=25 bframes=0 "
                                      "cabac=false threads=1 option-string=\"scenecut=0\"" +
                                      h264Caps);
        QTest::newRow("H.265") << static_cast<int>(Codec::H265)
                               << QString::fromStdString(
                                      "x265enc speed-preset=ultrafast key-int-max=25 "
                                      "option-string=\"crf=26:scenecut=0:log-level=0\"" +
                                      h265Caps);
        QTest::newRow("MPEG-2")
            << static_cast<int>(Codec::Mpeg2)
            << "mpeg2enc format=3 max-gop-size=12 b-per-refframe=2 bitrate=4000 ! mpegvideoparse";
    }
    void hints() {
        QFETCH(int, codec);
        QFETCH(QString, encoder);
        const auto run = [&](const std::string& pattern) {
            const auto units =
                testing::encode(source(110, pattern, 320, 192) + encoder.toStdString());
            return structureOf(static_cast<Codec>(codec), units).figures();
        };
        const auto moving = run("snow");
        QCOMPARE(moving.freezeHint, Presence::Clear);
        QCOMPARE(moving.blackHint, Presence::Clear);
        const auto black = run("black");
        QCOMPARE(black.blackHint, Presence::Present);
        QCOMPARE(black.freezeHint, Presence::Present);
        // Bars: nothing moves, and much is in them.
        const auto still = run("checkers-8");
        QCOMPARE(still.blackHint, Presence::Clear);
    }
};

QTEST_GUILESS_MAIN(TestStructure)
#include "tst_structure.moc"
