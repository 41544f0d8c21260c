// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/media/annexb.h"

#include <QtTest>

#include "core/es/h264.h"
#include "core/media/decodepool.h"
#include "tests/unit/media/encodedunits.h"

using namespace vigie;
using es::h264::readSps;
using media::Bytes;
using media::scanPicture;
using media::splitAccessUnits;
using model::VideoCodec;

namespace {

std::string bytes(std::initializer_list<int> values) {
    std::string result;
    for (const int value : values) {
        result.push_back(static_cast<char>(value));
    }
    return result;
}

Bytes view(const std::string& data) {
    return std::as_bytes(std::span(data));
}

std::string first(VideoCodec codec, const std::string& data, int type) {
    std::size_t at = 0;
    while (const auto unit = es::nextUnit(view(data), at)) {
        at = unit->next;
        if (codec == VideoCodec::H264 && es::h264::nalType(unit->bytes) == type) {
            return {reinterpret_cast<const char*>(unit->bytes.data()), unit->bytes.size()};
        }
    }
    return {};
}

std::string encodeOne(const std::string& format, int width, int height, const std::string& more) {
    const auto units =
        testing::encode("videotestsrc num-buffers=2 ! video/x-raw,format=" + format +
                        ",width=" + std::to_string(width) + ",height=" + std::to_string(height) +
                        ",framerate=25/1 ! " + more +
                        "x264enc speed-preset=ultrafast tune=zerolatency threads=1 ! "
                        "video/x-h264,stream-format=byte-stream,alignment=au");
    return units.empty() ? std::string() : units.front().data;
}

} // namespace

class TestAnnexB : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(media::initialize()); }

    void findsUnits() {
        const auto data =
            bytes({9, 0, 0, 0, 1, 0x67, 1, 2, 0, 0, 1, 0x68, 3, 0, 0, 0, 1, 0x65, 0, 4});
        auto unit = es::nextUnit(view(data), 0);
        QVERIFY(unit && unit->bytes.size() == 3);
        QCOMPARE(unit->codeAt, 1U);
        QCOMPARE(es::h264::nalType(unit->bytes), es::h264::SequenceSet);
        unit = es::nextUnit(view(data), unit->next);
        QVERIFY(unit && unit->bytes.size() == 2); // the zero before the next code is not its own
        QCOMPARE(unit->codeAt, 8U);
        unit = es::nextUnit(view(data), unit->next);
        QVERIFY(unit && unit->bytes.size() == 3);
        QCOMPARE(unit->codeAt, 13U);
        QVERIFY(!es::nextUnit(view(data), unit->next));
        for (const auto& bad : {bytes({}), bytes({0}), bytes({0, 0}), bytes({0, 0, 1}),
                                bytes({0, 0, 0, 0}), bytes({1, 1, 1, 1})}) {
            QVERIFY(!es::nextUnit(view(bad), 0));
            QVERIFY(!scanPicture(VideoCodec::H264, view(bad)).hasPicture);
        }
    }

    void readsSizes_data() {
        QTest::addColumn<QString>("format");
        QTest::addColumn<int>("width");
        QTest::addColumn<int>("height");
        QTest::addColumn<QString>("more");
        QTest::addColumn<int>("chroma");
        QTest::addColumn<int>("depth");
        QTest::newRow("whole macroblocks") << "I420" << 320 << 240 << "" << 1 << 8;
        QTest::newRow("cropped") << "I420" << 322 << 178 << "" << 1 << 8;
        QTest::newRow("HD") << "I420" << 1920 << 1080 << "" << 1 << 8;
        QTest::newRow("interlaced")
            << "I420" << 720 << 572
            << "capssetter caps=\"video/x-raw,interlace-mode=interleaved\" ! " << 1 << 8;
        QTest::newRow("4:2:2") << "Y42B" << 642 << 358 << "" << 2 << 8;
        QTest::newRow("4:4:4") << "Y444" << 101 << 77 << "" << 3 << 8;
        QTest::newRow("10 bit") << "I420_10LE" << 318 << 182 << "" << 1 << 10;
    }
    void readsSizes() {
        QFETCH(QString, format);
        QFETCH(int, width);
        QFETCH(int, height);
        QFETCH(QString, more);
        QFETCH(int, chroma);
        QFETCH(int, depth);
        const auto data = encodeOne(format.toStdString(), width, height, more.toStdString());
        const auto sps = first(VideoCodec::H264, data, es::h264::SequenceSet);
        const auto info = readSps(view(sps));
        QVERIFY(info);
        QCOMPARE(info->width, width);
        QCOMPARE(info->height, height);
        QCOMPARE(info->chromaFormat, chroma);
        QCOMPARE(info->bitDepth, depth);
        QCOMPARE(info->isProgressive, more.isEmpty());
        // Cut anywhere, it is refused or reads as some picture; never past its end.
        for (std::size_t length = 0; length < sps.size(); ++length) {
            const auto part = readSps(view(sps).first(length));
            QVERIFY(!part || (part->width > 0 && part->height > 0));
        }
    }

    void refusesAbsurdSets() {
        QVERIFY(!readSps(view(bytes({0x68, 66, 0, 30}))));
        QVERIFY(!readSps(view(bytes({0x67, 66, 0, 30}))));
        QVERIFY(!readSps(view(bytes({0x67, 66, 0, 30, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}))));
        std::uint32_t state = 7;
        for (int round = 0; round < 20000; ++round) {
            std::string noise(40, '\0');
            for (auto& byte : noise) {
                state = state * 1664525U + 1013904223U;
                byte = static_cast<char>(state >> 24);
            }
            noise[0] = 0x67;
            if (const auto info = readSps(view(noise))) {
                QVERIFY(info->width > 0 && info->width <= 16384);
                QVERIFY(info->height > 0 && info->height <= 32768);
            }
        }
    }

    void findsKeyPictures_data() {
        QTest::addColumn<QString>("encoder");
        QTest::addColumn<int>("codec");
        QTest::newRow("H.264 closed")
            << "x264enc tune=zerolatency speed-preset=ultrafast key-int-max=10 threads=1 ! "
               "video/x-h264,stream-format=byte-stream,alignment=au"
            << static_cast<int>(VideoCodec::H264);
        QTest::newRow("H.264 open")
            << "x264enc key-int-max=10 bframes=2 b-adapt=false threads=1 rc-lookahead=10 "
               "option-string=\"open-gop=1\" ! video/x-h264,stream-format=byte-stream,alignment=au"
            << static_cast<int>(VideoCodec::H264);
        QTest::newRow("H.265")
            << "x265enc speed-preset=ultrafast tune=zerolatency key-int-max=10 ! "
               "video/x-h265,stream-format=byte-stream,alignment=au"
            << static_cast<int>(VideoCodec::H265);
        QTest::newRow("MPEG-2") << "mpeg2enc ! mpegvideoparse"
                                << static_cast<int>(VideoCodec::Mpeg2);
    }
    void findsKeyPictures() {
        QFETCH(QString, encoder);
        QFETCH(int, codec);
        const auto units = testing::encode("videotestsrc num-buffers=40 pattern=ball ! video/x-raw,"
                                           "format=I420,width=320,height=180,framerate=25/1 ! " +
                                           encoder.toStdString());
        QVERIFY(units.size() >= 38);
        int keys = 0;
        for (const auto& unit : units) {
            const auto scan = scanPicture(static_cast<VideoCodec>(codec), view(unit.data));
            QVERIFY(scan.hasPicture);
            QCOMPARE(scan.isKey, unit.isKey);
            keys += scan.isKey ? 1 : 0;
        }
        QVERIFY(keys >= 3);
    }

    void splitsAtDelimiters() {
        const auto units = testing::encodeH264(6);
        std::string all;
        for (const auto& unit : units) {
            all += unit.data;
        }
        const auto parts = splitAccessUnits(VideoCodec::H264, view(all));
        QCOMPARE(parts.size(), units.size());
        for (std::size_t i = 0; i < parts.size(); ++i) {
            QVERIFY(std::ranges::equal(parts[i], view(units[i].data)));
        }
        QCOMPARE(splitAccessUnits(VideoCodec::H264, view(units[0].data)).size(), 1U);
        QCOMPARE(splitAccessUnits(VideoCodec::Mpeg2, view(all)).size(), 1U);
        QVERIFY(splitAccessUnits(VideoCodec::H264, {}).empty());
    }
};

QTEST_GUILESS_MAIN(TestAnnexB)
#include "tst_annexb.moc"
