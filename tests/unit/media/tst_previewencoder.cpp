// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/media/previewencoder.h"

#include <QtTest>

#include <filesystem>
#include <fstream>
#include <mutex>

#include "core/es/h264.h"
#include "core/media/decodepool.h"
#include "core/media/transcoder.h"
#include "tests/unit/media/encodedunits.h"

using namespace vigie;
using testing::encode;
using testing::EncodedUnit;
using testing::encodeH264;
using Ms = std::chrono::milliseconds;

namespace {

base::Timestamp at(Ms since) {
    return {base::utcFromNs(1'800'000'000'000'000'000) + since, base::monoFromNs(7) + since};
}

int encoderThreads() {
    int count = 0;
    for (const auto& task : std::filesystem::directory_iterator("/proc/self/task")) {
        std::string name;
        std::getline(std::ifstream(task.path() / "comm"), name);
        count += name.starts_with("prev-") ? 1 : 0;
    }
    return count;
}

/// An encoder, what came out of it, and a made-up clock.
class Bed {
public:
    Bed()
        : encoder(media::makePreviewEncoder("bed", [this](model::AccessUnitPtr unit) {
              const std::lock_guard lock(m_mutex);
              m_units.push_back(std::move(unit));
          })) {}

    void push(const EncodedUnit& unit, bool isDamaged = false, std::string_view content = "H.264",
              Ms interval = Ms(40)) {
        encoder->push(content, std::as_bytes(std::span(unit.data)), m_pts, unit.isKey, isDamaged,
                      at(m_now));
        m_now += interval;
        m_pts = (m_pts + static_cast<std::uint64_t>(interval.count()) * 90) & ((1ULL << 33) - 1);
    }
    /// Pushes and waits until as many units came out as went in, at one for each `divisor`.
    [[nodiscard]] bool pushAndWait(const std::vector<EncodedUnit>& units,
                                   std::string_view content = "H.264", Ms interval = Ms(40),
                                   std::size_t divisor = 1) {
        const auto before = sent().size();
        std::size_t pushed = 0;
        for (const auto& unit : units) {
            push(unit, false, content, interval);
            ++pushed;
            // Reordering and skipping may keep a few back.
            if (!QTest::qWaitFor([&] { return (sent().size() - before + 4) * divisor >= pushed; },
                                 20000)) {
                return false;
            }
        }
        return true;
    }
    [[nodiscard]] std::vector<model::AccessUnitPtr> sent() const {
        const std::lock_guard lock(m_mutex);
        return m_units;
    }
    [[nodiscard]] std::uint64_t pts() const { return m_pts; }

private:
    mutable std::mutex m_mutex;
    std::vector<model::AccessUnitPtr> m_units;
    std::uint64_t m_pts = (1ULL << 33) - 90000; // wraps in the course of each test
    Ms m_now{0};

public:
    std::unique_ptr<media::PreviewEncoder> encoder; // last: its threads use the others
};

/// Removes parameter sets, as multiplexers of some encoders send them only once.
std::string withoutParameterSets(const std::string& data) {
    const auto bytes = std::as_bytes(std::span(data));
    std::string result;
    std::size_t from = 0;
    while (const auto unit = es::nextUnit(bytes, from)) {
        from = unit->next;
        const int type = es::h264::nalType(unit->bytes);
        if (type != es::h264::SequenceSet && type != es::h264::PictureSet) {
            result.append("\0\0\0\1", 4);
            result.append(reinterpret_cast<const char*>(unit->bytes.data()), unit->bytes.size());
        }
    }
    return result;
}

/// Decodes units that came out of an encoder; the size of the pictures, when all were decoded.
QSize decodedSize(const std::vector<model::AccessUnitPtr>& units) {
    const auto pool = media::makeDecodePool(1);
    const auto stream = pool->open("check", {});
    media::VideoFramePtr last;
    std::uint64_t expected = 0;
    for (const auto& unit : units) {
        stream->push(unit);
        ++expected;
        if (!QTest::qWaitFor([&] { return stream->figures().framesDecoded >= expected; })) {
            return {};
        }
        last = stream->takeNewest();
        if (!last || last->pts != unit->pts) {
            return {};
        }
    }
    return last && stream->figures().gaps == 0 ? QSize(last->width, last->height) : QSize();
}

} // namespace

class TestPreviewEncoder : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() {
        std::string whyNot;
        QVERIFY2(media::initialize(&whyNot), whyNot.c_str());
        m_small = encodeH264(75);
        m_large = encodeH264(75, "pattern=ball", 1280, 720);
        QVERIFY(m_small.size() == 75 && m_large.size() == 75);
    }

    void smallPassesThrough() {
        Bed bed;
        QVERIFY(!bed.encoder->cachedKey());
        for (std::size_t i = 0; i < 30; ++i) {
            bed.push(m_small.at(i));
        }
        QCOMPARE(bed.sent().size(), 30U); // nobody watches, but the hub keeps the group
        const auto key = bed.encoder->cachedKey();
        QVERIFY(key && key->isKey);
        QCOMPARE(key->sequence, 26U);
        QVERIFY(key->data == m_small.at(25).data);
        bed.encoder->setDemand(320, 180);
        const auto pts = bed.pts();
        for (std::size_t i = 30; i < 75; ++i) {
            bed.push(m_small.at(i));
        }
        const auto sent = bed.sent();
        QCOMPARE(sent.size(), 75U);
        for (std::size_t i = 0; i < sent.size(); ++i) {
            QCOMPARE(sent.at(i)->sequence, 1 + i);
            QVERIFY(sent.at(i)->data == m_small.at(i).data);
            QCOMPARE(sent.at(i)->isKey, m_small.at(i).isKey);
            QVERIFY(sent.at(i)->codec == model::VideoCodec::H264);
            QVERIFY(sent.at(i)->arrival == at(Ms(40) * static_cast<std::int64_t>(i)).utc);
        }
        for (std::size_t i = 30; i < sent.size(); ++i) {
            QCOMPARE(static_cast<std::uint64_t>(sent.at(i)->pts),
                     (pts + (i - 30) * 3600) % (1ULL << 33));
        }
        QCOMPARE(bed.encoder->cachedKey()->sequence, 51U);
        QCOMPARE(encoderThreads(), 0);
        bed.encoder->setDemand(0, 0);
        bed.push(m_small.at(0));
        QCOMPARE(bed.sent().size(), 76U);
    }

    void damageMakesGapUpToKey() {
        Bed bed;
        bed.encoder->setDemand(320, 180);
        for (std::size_t i = 0; i < 75; ++i) {
            bed.push(m_small.at(i), i == 10);
        }
        const auto sent = bed.sent();
        QCOMPARE(sent.size(), 60U); // 0 to 9, 25 to 74
        QCOMPARE(sent.at(9)->sequence, 10U);
        QCOMPARE(sent.at(10)->sequence, 26U); // a watcher sees 15 missing
        QVERIFY(sent.at(10)->isKey);
        QCOMPARE(sent.back()->sequence, 75U);
    }

    void keysCarryParameterSets() {
        Bed bed;
        bed.encoder->setDemand(320, 180);
        for (std::size_t i = 0; i < 75; ++i) {
            auto unit = m_small.at(i);
            if (i >= 25) {
                unit.data = withoutParameterSets(unit.data);
            }
            bed.push(unit);
        }
        const auto sent = bed.sent();
        QCOMPARE(sent.size(), 75U);
        // A joiner at the last key picture can decode.
        QCOMPARE(decodedSize({sent.begin() + 50, sent.end()}), QSize(320, 180));
    }

    void severalPicturesInOnePayload() {
        Bed bed;
        bed.encoder->setDemand(320, 180);
        for (std::size_t i = 0; i < 50; i += 2) {
            auto pair = m_small.at(i);
            pair.data += m_small.at(i + 1).data;
            bed.push(pair);
        }
        const auto sent = bed.sent();
        QCOMPARE(sent.size(), 50U);
        QVERIFY(sent.at(0)->isKey && !sent.at(1)->isKey && sent.at(25)->isKey);
        for (std::size_t i = 0; i < 50; ++i) {
            QVERIFY(sent.at(i)->data == m_small.at(i).data);
        }
    }

    void largeIsTranscodedOnDemand() {
        Bed bed;
        for (std::size_t i = 0; i < 30; ++i) {
            bed.push(m_large.at(i));
        }
        QCOMPARE(encoderThreads(), 0);
        QVERIFY(!bed.encoder->cachedKey());
        // The first picture comes from the key picture kept, before any other arrives.
        bed.encoder->setDemand(320, 180);
        QTRY_COMPARE_WITH_TIMEOUT(bed.sent().size(), 1U, 20000);
        QCOMPARE(encoderThreads(), 1);
        QVERIFY(bed.sent().front()->isKey);
        for (std::size_t i = 30; i < 50; ++i) {
            bed.push(m_large.at(i)); // of a group whose beginning was not decoded
        }
        const auto pts = bed.pts();
        QVERIFY(bed.pushAndWait({m_large.begin() + 50, m_large.end()}));
        QVERIFY(bed.pushAndWait(m_large));
        QTRY_COMPARE(bed.sent().size(), 101U);
        const auto sent = bed.sent();
        QVERIFY(sent.at(1)->sequence > sent.at(0)->sequence + 1); // what was skipped shows
        const std::vector<model::AccessUnitPtr> live(sent.begin() + 1, sent.end());
        int keys = 0;
        for (std::size_t i = 0; i < live.size(); ++i) {
            QCOMPARE(live.at(i)->sequence, live.front()->sequence + i);
            QCOMPARE(static_cast<std::uint64_t>(live.at(i)->pts), (pts + i * 3600) % (1ULL << 33));
            keys += live.at(i)->isKey ? 1 : 0;
        }
        QVERIFY(live.front()->isKey);
        QCOMPARE(keys, 4); // one each second of four
        QCOMPARE(decodedSize(live), QSize(320, 180));
        QCOMPARE(bed.encoder->cachedKey()->sequence, live.at(75)->sequence);
        bed.encoder->setDemand(0, 0);
        QTRY_COMPARE(encoderThreads(), 0);
        QVERIFY(!bed.encoder->cachedKey());
        bed.push(m_large.at(0));
        QCOMPARE(bed.sent().size(), 101U);
    }

    void colorsOutliveTheSize() {
        // HD has the colors of BT.709, and a preview of it must not be taken for SD by its size.
        Bed bed;
        bed.encoder->setDemand(320, 180);
        QVERIFY(bed.pushAndWait(m_large));
        const auto pool = media::makeDecodePool(1);
        const auto stream = pool->open("colors", {});
        for (const auto& unit : bed.sent()) {
            stream->push(unit);
        }
        media::VideoFramePtr frame;
        QVERIFY(QTest::qWaitFor([&] { return (frame = stream->takeNewest()) != nullptr; }, 20000));
        QCOMPARE(frame->width, 320);
        QVERIFY(frame->matrix == media::ColorMatrix::Bt709);
    }

    void demandChangesSize() {
        Bed bed;
        bed.encoder->setDemand(320, 180);
        QVERIFY(bed.pushAndWait(m_large));
        bed.encoder->setDemand(640, 640);
        QVERIFY(bed.pushAndWait(m_large));
        QTRY_COMPARE(bed.sent().size(), 150U);
        const auto sent = bed.sent();
        QCOMPARE(decodedSize({sent.begin(), sent.begin() + 75}), QSize(320, 180));
        QVERIFY(sent.at(75)->isKey);
        QCOMPARE(decodedSize({sent.begin() + 75, sent.end()}), QSize(640, 360));
        QCOMPARE(encoderThreads(), 1);
    }

    void damageInTranscoding() {
        Bed bed;
        bed.encoder->setDemand(320, 180);
        QVERIFY(bed.pushAndWait({m_large.begin(), m_large.begin() + 10}));
        QTRY_COMPARE(bed.sent().size(), 10U);
        bed.push(m_large.at(10), true);
        for (std::size_t i = 11; i < 26; ++i) {
            bed.push(m_large.at(i));
        }
        QTRY_COMPARE(bed.sent().size(), 11U);
        const auto sent = bed.sent();
        QVERIFY(sent.back()->isKey);
        QVERIFY(sent.back()->sequence > sent.at(9)->sequence + 1);
    }

    // Small pictures, but too many bits.
    void fatIsTranscoded() {
        Bed bed;
        bed.encoder->setDemand(320, 180);
        const auto fat = encode("videotestsrc num-buffers=150 pattern=snow ! video/x-raw,"
                                "format=I420,width=320,height=180,framerate=25/1 ! x264enc "
                                "tune=zerolatency speed-preset=ultrafast bitrate=6000 "
                                "key-int-max=25 threads=1 ! video/x-h264,"
                                "stream-format=byte-stream,alignment=au");
        QVERIFY(bed.pushAndWait(fat));
        const auto sent = bed.sent();
        QVERIFY(sent.at(20)->data == fat.at(20).data);
        QVERIFY(sent.back()->data.size() < fat.back().data.size() / 3);
        QCOMPARE(encoderThreads(), 1);
    }

    void otherCodecs_data() {
        QTest::addColumn<QString>("encoder");
        QTest::addColumn<QString>("content");
        QTest::newRow("H.265")
            << "x265enc speed-preset=ultrafast tune=zerolatency key-int-max=25 ! "
               "video/x-h265,stream-format=byte-stream,alignment=au"
            << "H.265";
        QTest::newRow("MPEG-2") << "mpeg2enc ! mpegvideoparse"
                                << "MPEG-2 video";
        QTest::newRow("H.264 4:2:2") << "videoconvert ! video/x-raw,format=Y42B ! x264enc "
                                        "tune=zerolatency speed-preset=ultrafast threads=1 ! "
                                        "video/x-h264,stream-format=byte-stream,alignment=au"
                                     << "H.264";
    }
    void otherCodecs() {
        QFETCH(QString, encoder);
        QFETCH(QString, content);
        const auto units = encode("videotestsrc num-buffers=50 ! video/x-raw,format=I420,width=320,"
                                  "height=180,framerate=25/1 ! " +
                                  encoder.toStdString());
        QVERIFY(units.size() >= 48);
        Bed bed;
        bed.encoder->setDemand(160, 90);
        QVERIFY(bed.pushAndWait(units, content.toStdString()));
        QTRY_VERIFY(bed.sent().size() + 2 >= units.size());
        QCOMPARE(decodedSize(bed.sent()), QSize(160, 90));
    }

    // Fifty pictures a second go out as twenty-five.
    void halvesHighRates() {
        Bed bed;
        bed.encoder->setDemand(320, 180);
        QVERIFY(bed.pushAndWait({m_large.begin(), m_large.begin() + 50}, "H.264", Ms(20), 2));
        QTRY_COMPARE(bed.sent().size(), 25U);
        QCOMPARE(decodedSize(bed.sent()), QSize(320, 180));
    }

    void fitsSizes() {
        using media::fitPreview;
        using media::PreviewSize;
        const PreviewSize tile{320, 180};
        QVERIFY((fitPreview({1920, 1080}, 1, tile) == PreviewSize{320, 180}));
        QVERIFY((fitPreview({720, 576}, 64.0 / 45, tile) == PreviewSize{320, 180}));
        QVERIFY((fitPreview({720, 576}, 16.0 / 15, tile) == PreviewSize{240, 180}));
        QVERIFY((fitPreview({1080, 1920}, 1, tile) == PreviewSize{100, 180}));
        QVERIFY((fitPreview({160, 90}, 1, tile) == PreviewSize{160, 90})); // never larger
    }

    void survivesGarbage() {
        Bed bed;
        bed.encoder->setDemand(320, 180);
        std::string noise(3000, '\0');
        std::uint32_t state = 99;
        for (int round = 0; round < 50; ++round) {
            for (auto& byte : noise) {
                state = state * 1664525U + 1013904223U;
                byte = static_cast<char>(state >> 24);
            }
            for (const auto* content : {"H.264", "H.265", "MPEG-2 video", "?"}) {
                bed.push({true, 0, noise}, false, content);
                bed.push({true, 0, std::string("\0\0\1\x67\x42\xc0\x1e", 7) + noise}, false,
                         content);
            }
            bed.push({true, 0, {}});
        }
        QTRY_VERIFY(encoderThreads() <= 1);
        const auto before = bed.sent().size();
        for (const auto& unit : m_small) {
            bed.push(unit);
        }
        QVERIFY(bed.sent().size() >= before + 50);
    }

private:
    std::vector<EncodedUnit> m_small, m_large;
};

QTEST_GUILESS_MAIN(TestPreviewEncoder)
#include "tst_previewencoder.moc"
