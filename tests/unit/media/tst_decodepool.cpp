// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/media/decodepool.h"

#include <QtTest>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <fstream>
#include <numeric>
#include <set>
#include <thread>

#include "tests/support/pace.h"
#include "tests/unit/media/encodedunits.h"

using namespace vigie;
using testing::encode;
using testing::encodeH264;
using testing::toAccessUnits;

namespace {

std::set<std::string> threadNames() {
    std::set<std::string> names;
    for (const auto& task : std::filesystem::directory_iterator("/proc/self/task")) {
        std::string name;
        std::getline(std::ifstream(task.path() / "comm"), name);
        names.insert(name + "/" + task.path().filename().string());
    }
    return names;
}

int threadCount() {
    return static_cast<int>(threadNames().size());
}

double meanLuma(const media::VideoFrame& frame) {
    std::uint64_t sum = 0;
    for (int row = 0; row < frame.height; ++row) {
        const auto* line = frame.y.data + static_cast<std::ptrdiff_t>(row) * frame.y.stride;
        sum = std::accumulate(line, line + frame.width, sum);
    }
    return static_cast<double>(sum) / (frame.width * frame.height);
}

} // namespace

class TestDecodePool : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() {
        std::string whyNot;
        QVERIFY2(media::initialize(&whyNot), whyNot.c_str());
        m_h264 = toAccessUnits(encodeH264(75), model::VideoCodec::H264);
        QCOMPARE(m_h264.size(), std::size_t(75));
        QVERIFY(m_h264.at(0)->isKey && m_h264.at(25)->isKey && m_h264.at(50)->isKey);
        QVERIFY(!m_h264.at(1)->isKey);
    }

    // Unit by unit: each comes out as a picture of its own, with its own pts and arrival.
    void decodesEachUnit() {
        const auto pool = media::makeDecodePool(2);
        std::atomic<int> calls = 0;
        const auto stream = pool->open("tile", [&calls] { ++calls; });
        QVERIFY(!stream->takeNewest());
        for (int i = 0; i < 30; ++i) {
            const auto& unit = m_h264.at(static_cast<std::size_t>(i));
            const auto before = std::chrono::steady_clock::now();
            stream->push(unit);
            QTRY_COMPARE(calls.load(), i + 1);
            const auto frame = stream->takeNewest();
            QVERIFY(frame);
            QCOMPARE(frame->width, 320);
            QCOMPARE(frame->height, 180);
            QCOMPARE(frame->pts, unit->pts);
            QVERIFY(frame->arrival == unit->arrival);
            QVERIFY(frame->queued >= before);
            QVERIFY(frame->queued <= std::chrono::steady_clock::now());
            QVERIFY(frame->y.stride >= 320 && frame->u.stride >= 160 && frame->v.stride >= 160);
            // A white ball on black: dark, but not empty.
            const double mean = meanLuma(*frame);
            QVERIFY2(mean > 16.2 && mean < 60, qPrintable(QString::number(mean)));
        }
        const auto figures = stream->figures();
        QCOMPARE(figures.unitsIn, 30U);
        QCOMPARE(figures.unitsDropped, 0U);
        QCOMPARE(figures.framesDecoded, 30U);
        QCOMPARE(figures.framesReplaced, 0U);
        QCOMPARE(figures.errors, 0U);
        QVERIFY(!stream->isAwaitingKey());
    }

    void newestFrameWins() {
        const auto pool = media::makeDecodePool(1);
        const auto stream = pool->open("tile", {});
        for (std::size_t i = 0; i < 25; ++i) {
            stream->push(m_h264.at(i));
        }
        QTRY_COMPARE(stream->figures().framesDecoded, 25U);
        const auto frame = stream->takeNewest();
        QVERIFY(frame);
        QCOMPARE(frame->pts, m_h264.at(24)->pts);
        QCOMPARE(stream->figures().framesReplaced, 24U);
        QVERIFY(!stream->takeNewest());
    }

    void gapWaitsForKey() {
        const auto pool = media::makeDecodePool(1);
        const auto stream = pool->open("tile", {});
        for (std::size_t i = 0; i < 10; ++i) {
            stream->push(m_h264.at(i));
        }
        QTRY_COMPARE(stream->figures().framesDecoded, 10U);
        QVERIFY(!stream->isAwaitingKey());
        for (std::size_t i = 11; i < 25; ++i) { // 10 is lost
            stream->push(m_h264.at(i));
            QVERIFY(stream->isAwaitingKey());
        }
        QCOMPARE(stream->figures().gaps, 1U);
        QCOMPARE(stream->figures().unitsDropped, 14U);
        stream->push(m_h264.at(25));
        QTRY_VERIFY(!stream->isAwaitingKey());
        QTRY_COMPARE(stream->figures().framesDecoded, 11U);
        const auto frame = stream->takeNewest();
        QVERIFY(frame);
        QCOMPARE(frame->pts, m_h264.at(25)->pts);
        stream->push(m_h264.at(26));
        QTRY_COMPARE(stream->figures().framesDecoded, 12U);
        QCOMPARE(stream->figures().gaps, 1U);
    }

    // A join in the middle of a group of pictures shows nothing rather than garbage.
    void startsWithKey() {
        const auto pool = media::makeDecodePool(1);
        const auto stream = pool->open("tile", {});
        for (std::size_t i = 20; i < 26; ++i) {
            stream->push(m_h264.at(i));
        }
        QTRY_COMPARE(stream->figures().framesDecoded, 1U);
        QCOMPARE(stream->figures().unitsDropped, 5U);
        QCOMPARE(stream->takeNewest()->pts, m_h264.at(25)->pts);
        QVERIFY(!stream->isAwaitingKey());
    }

    // Far more at once than the queue takes: bounded, and whole again from a key picture.
    void overloadDropsUpToKey() {
        const auto pool = media::makeDecodePool(1);
        const auto stream = pool->open("tile", {});
        const auto units =
            toAccessUnits(encodeH264(500, "pattern=ball", 640, 360), model::VideoCodec::H264);
        for (const auto& unit : units) {
            stream->push(unit);
        }
        const auto isSettled = [&stream] {
            const auto figures = stream->figures();
            return figures.framesDecoded + figures.unitsDropped == 500;
        };
        QTRY_VERIFY(isSettled());
        QCOMPARE(stream->figures().gaps, 0U);
        QCOMPARE(stream->figures().errors, 0U);
        auto next = toAccessUnits(encodeH264(1), model::VideoCodec::H264, 501);
        stream->push(next.front());
        QTRY_VERIFY(!stream->isAwaitingKey());
        QTRY_VERIFY(stream->figures().framesDecoded + stream->figures().unitsDropped == 501);
        const auto frame = stream->takeNewest();
        QVERIFY(frame);
        QCOMPARE(frame->width, 320); // and a change of size is only a change of size
    }

    void decodesOtherCodecs_data() {
        QTest::addColumn<QString>("encoder");
        QTest::addColumn<int>("codec");
        QTest::newRow("H.265")
            << "x265enc speed-preset=ultrafast tune=zerolatency key-int-max=25 ! "
               "video/x-h265,stream-format=byte-stream,alignment=au"
            << static_cast<int>(model::VideoCodec::H265);
        QTest::newRow("MPEG-2") << "mpeg2enc ! mpegvideoparse"
                                << static_cast<int>(model::VideoCodec::Mpeg2);
        QTest::newRow("H.264 4:2:2 10 bit")
            << "videoconvert ! video/x-raw,format=I422_10LE ! x264enc tune=zerolatency "
               "speed-preset=ultrafast threads=1 ! video/x-h264,stream-format=byte-stream,"
               "alignment=au"
            << static_cast<int>(model::VideoCodec::H264);
    }
    void decodesOtherCodecs() {
        QFETCH(QString, encoder);
        QFETCH(int, codec);
        const auto units = toAccessUnits(
            encode("videotestsrc num-buffers=30 pattern=white ! video/x-raw,format=I420,width=320,"
                   "height=180,framerate=25/1 ! " +
                   encoder.toStdString()),
            static_cast<model::VideoCodec>(codec));
        QVERIFY(units.size() >= 28);
        const auto pool = media::makeDecodePool(1);
        const auto stream = pool->open("tile", {});
        for (const auto& unit : units) {
            stream->push(unit);
        }
        // MPEG-2 keeps one picture back for reordering.
        QTRY_VERIFY(stream->figures().framesDecoded + 1 >= units.size());
        const auto frame = stream->takeNewest();
        QVERIFY(frame);
        QCOMPARE(frame->width, 320);
        QVERIFY(meanLuma(*frame) > 225);
        QVERIFY(frame->u.data[0] > 120 && frame->u.data[0] < 136);
        QVERIFY(std::any_of(units.begin(), units.end(),
                            [&frame](const auto& unit) { return unit->pts == frame->pts; }));
    }

    void manyStreamsFewThreads() {
        const int before = threadCount();
        const auto pool = media::makeDecodePool(2);
        std::vector<std::unique_ptr<media::DecodeStream>> streams;
        std::atomic<int> calls = 0;
        for (int i = 0; i < 24; ++i) {
            streams.push_back(pool->open("tile", [&calls] { ++calls; }));
        }
        for (std::size_t unit = 0; unit < 25; ++unit) {
            for (const auto& stream : streams) {
                stream->push(m_h264.at(unit));
            }
        }
        QTRY_COMPARE_WITH_TIMEOUT(calls.load(), 24 * 25, 30000);
        // Threads of the test's own encoders may end meanwhile; none is added but the two.
        QVERIFY(threadCount() <= before + 2);
        const auto names = threadNames();
        QVERIFY(std::any_of(names.begin(), names.end(),
                            [](const auto& name) { return name.starts_with("decode-1/"); }));
        for (const auto& stream : streams) {
            QCOMPARE(stream->figures().framesDecoded, 25U);
            QCOMPARE(stream->takeNewest()->pts, m_h264.at(24)->pts);
        }
    }

    // Frames outlive stream and pool; a stream that outlives its pool stands still.
    void survivesDestructionInAnyOrder() {
        auto pool = media::makeDecodePool(2);
        auto stream = pool->open("kept", {});
        stream->push(m_h264.at(0));
        QTRY_COMPARE(stream->figures().framesDecoded, 1U);
        const auto frame = stream->takeNewest();
        for (int round = 0; round < 20; ++round) {
            std::atomic<bool> isGone = false;
            std::atomic<bool> wasCalledAfter = false;
            auto brief = pool->open("brief", [&] { wasCalledAfter = wasCalledAfter || isGone; });
            for (std::size_t i = 0; i < 25; ++i) {
                brief->push(m_h264.at(i));
            }
            brief.reset();
            isGone = true;
            vigie::testing::pace(std::chrono::milliseconds(1));
            QVERIFY(!wasCalledAfter);
        }
        pool.reset();
        stream->push(m_h264.at(1));
        stream.reset();
        QVERIFY(meanLuma(*frame) > 16);
    }

    // Bytes that are no picture: nothing is shown for them, and the next good key is.
    void recoversFromGarbage() {
        const auto pool = media::makeDecodePool(1);
        const auto stream = pool->open("tile", {});
        auto garbage = std::make_shared<model::AccessUnit>(*m_h264.at(0));
        garbage->data.assign(4000, '\x5a');
        stream->push(garbage);
        for (std::size_t i = 1; i < 5; ++i) {
            stream->push(m_h264.at(i));
        }
        auto empty = std::make_shared<model::AccessUnit>(*m_h264.at(5));
        empty->data.clear();
        stream->push(empty);
        QVERIFY(stream->isAwaitingKey());
        stream->push(m_h264.at(6));
        auto unknown = std::make_shared<model::AccessUnit>(*m_h264.at(7));
        unknown->codec = model::VideoCodec::Unknown;
        unknown->isKey = true;
        stream->push(unknown);
        std::uint64_t sequence = unknown->sequence;
        // A decoder that failed is made anew only after a while: keep offering key pictures.
        const auto offersKey = [&] {
            auto key = std::make_shared<model::AccessUnit>(*m_h264.at(0));
            key->sequence = ++sequence;
            key->pts = 777;
            stream->push(key);
            const auto frame = stream->takeNewest();
            return frame && frame->pts == 777;
        };
        QVERIFY(QTest::qWaitFor(offersKey, 10000));
        QTRY_VERIFY(!stream->isAwaitingKey());
    }

    void colorsAreWhatTheStreamSays() {
        const auto matrixOf = [](const std::string& source, const std::string& size) {
            const auto units = toAccessUnits(
                encode("videotestsrc num-buffers=5 ! video/x-raw,format=I420,framerate=25/1," +
                       size + source +
                       " ! x264enc tune=zerolatency speed-preset=ultrafast threads=1 ! "
                       "video/x-h264,stream-format=byte-stream,alignment=au"),
                model::VideoCodec::H264);
            const auto pool = media::makeDecodePool(1);
            const auto stream = pool->open("colors", {});
            for (const auto& unit : units) {
                stream->push(unit);
            }
            media::VideoFramePtr frame;
            if (!QTest::qWaitFor([&] { return (frame = stream->takeNewest()) != nullptr; },
                                 20000)) {
                return std::string("no picture");
            }
            const char* name = frame->matrix == media::ColorMatrix::Bt601   ? "601"
                               : frame->matrix == media::ColorMatrix::Bt709 ? "709"
                                                                            : "2020";
            return std::string(name) + (frame->isFullRange ? " full" : "");
        };
        // A small preview of an HD source says so itself; without a word the size decides.
        QCOMPARE(matrixOf(",colorimetry=bt709", "width=320,height=180"), std::string("709"));
        QCOMPARE(matrixOf(",colorimetry=bt601", "width=320,height=180"), std::string("601"));
        QCOMPARE(matrixOf("", "width=320,height=180"), std::string("601"));
        QCOMPARE(matrixOf("", "width=1280,height=720"), std::string("709"));
    }

private:
    std::vector<model::AccessUnitPtr> m_h264;
};

QTEST_GUILESS_MAIN(TestDecodePool)
#include "tst_decodepool.moc"
