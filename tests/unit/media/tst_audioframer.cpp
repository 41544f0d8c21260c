// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/media/audioframer.h"

#include <QtTest>

#include "core/media/decodepool.h"
#include "tests/unit/media/encodedunits.h"

using namespace vigie;
using media::AudioCodec;
using media::AudioFramer;
using testing::EncodedUnit;

namespace {

std::vector<EncodedUnit> encodeSound(const std::string& encoder, int rate) {
    return testing::encode("audiotestsrc num-buffers=60 samplesperbuffer=1024 wave=pink-noise ! "
                           "audio/x-raw,channels=2,rate=" +
                           std::to_string(rate) + " ! audioconvert ! " + encoder);
}

std::string join(const std::vector<EncodedUnit>& units) {
    std::string all;
    for (const auto& unit : units) {
        all += unit.data;
    }
    return all;
}

/// What comes out of a framer that is fed `piece` bytes at a time.
std::vector<std::string> frame(AudioFramer& framer, AudioCodec codec, const std::string& stream,
                               std::size_t piece) {
    std::vector<std::string> frames;
    for (std::size_t at = 0; at < stream.size(); at += piece) {
        const auto part = std::string_view(stream).substr(at, piece);
        framer.push(codec, std::as_bytes(std::span(part)), [&](std::span<const std::byte> bytes) {
            frames.emplace_back(reinterpret_cast<const char*>(bytes.data()), bytes.size());
        });
    }
    return frames;
}

} // namespace

class TestAudioFramer : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(media::initialize()); }

    void cutsFrames_data() {
        QTest::addColumn<int>("codec");
        QTest::addColumn<QString>("encoder");
        QTest::addColumn<int>("rate");
        for (const int rate : {32000, 44100, 48000}) {
            const auto add = [rate](const char* name, AudioCodec codec, const char* encoder) {
                QTest::addRow("%s %d", name, rate) << static_cast<int>(codec) << encoder << rate;
            };
            add("layer 2", AudioCodec::Mpeg, "avenc_mp2 bitrate=192000 ! mpegaudioparse");
            add("layer 3", AudioCodec::Mpeg, "lamemp3enc ! mpegaudioparse");
            add("AAC", AudioCodec::AacAdts, "avenc_aac ! aacparse ! audio/mpeg,stream-format=adts");
            add("AC-3", AudioCodec::Ac3, "avenc_ac3 ! ac3parse");
            add("E-AC-3", AudioCodec::Eac3, "avenc_eac3 ! ac3parse");
        }
        QTest::newRow("layer 2 low rate") << static_cast<int>(AudioCodec::Mpeg)
                                          << "twolamemp2enc bitrate=64 ! mpegaudioparse" << 24000;
    }
    void cutsFrames() {
        QFETCH(int, codec);
        QFETCH(QString, encoder);
        QFETCH(int, rate);
        const auto units = encodeSound(encoder.toStdString(), rate);
        QVERIFY(units.size() >= 10);
        const auto stream = join(units);
        for (const std::size_t piece : {std::size_t{1}, std::size_t{184}, std::size_t{2000}}) {
            AudioFramer framer;
            const auto frames = frame(framer, static_cast<AudioCodec>(codec), stream, piece);
            QCOMPARE(frames.size(), units.size());
            for (std::size_t i = 0; i < frames.size(); ++i) {
                QVERIFY(frames[i] == units[i].data);
            }
        }
    }

    // A stream that begins in the middle of a frame, and one that loses bytes: only whole frames.
    void findsItsWayBack() {
        const auto units = encodeSound("avenc_mp2 bitrate=192000 ! mpegaudioparse", 48000);
        const auto stream = join(units);
        const auto length = units.front().data.size();
        AudioFramer framer;
        auto lossy = stream.substr(length / 2);
        lossy.erase(length * 10, 333);
        const auto frames = frame(framer, AudioCodec::Mpeg, lossy, 500);
        QVERIFY(frames.size() >= units.size() - 4);
        std::size_t whole = 0;
        for (const auto& one : frames) {
            QCOMPARE(one.size(), length);
            whole += std::any_of(units.begin(), units.end(),
                                 [&one](const auto& unit) { return unit.data == one; })
                         ? 1U
                         : 0U;
        }
        QVERIFY(whole >= units.size() - 4);
    }

    void findsNothingInNoise() {
        std::uint32_t state = 4711;
        for (const auto codec : {AudioCodec::Mpeg, AudioCodec::AacAdts, AudioCodec::AacLatm,
                                 AudioCodec::Ac3, AudioCodec::Eac3, AudioCodec::Unknown}) {
            AudioFramer framer;
            std::string noise(300000, '\0');
            for (auto& byte : noise) {
                state = state * 1664525U + 1013904223U;
                byte = static_cast<char>(state >> 24);
            }
            const auto frames = frame(framer, codec, noise, 4000);
            // Two headers a frame apart by chance are rare.
            QVERIFY2(frames.size() < 40, qPrintable(QString::number(frames.size())));
        }
    }

    void changesCodec() {
        const auto mp2 = encodeSound("avenc_mp2 ! mpegaudioparse", 48000);
        const auto ac3 = encodeSound("avenc_ac3 ! ac3parse", 48000);
        AudioFramer framer;
        QCOMPARE(frame(framer, AudioCodec::Mpeg, join(mp2), 999).size(), mp2.size());
        QCOMPARE(frame(framer, AudioCodec::Ac3, join(ac3), 999).size(), ac3.size());
    }
};

QTEST_GUILESS_MAIN(TestAudioFramer)
#include "tst_audioframer.moc"
