// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/media/contentprobe.h"

#include <QtTest>

#include "core/media/decodepool.h"
#include "tests/unit/media/contentfeeder.h"

using namespace vigie;
using media::Presence;
using model::DecodePolicy;
using testing::at;
using testing::audioSource;
using testing::bytesOf;
using testing::encode;
using testing::EncodedUnit;
using testing::encodeH264;
using testing::Feeder;
using testing::Ms;

namespace {

/// The same picture again and again, as an encoder whose input froze.
std::vector<EncodedUnit> encodeStill(int frames, const std::string& source) {
    return encode("videotestsrc num-buffers=1 " + source +
                  " ! video/x-raw,format=I420,width=320,height=180,framerate=25/1 ! imagefreeze "
                  "num-buffers=" +
                  std::to_string(frames) +
                  " ! videorate ! video/x-raw,framerate=25/1 ! x264enc tune=zerolatency "
                  "speed-preset=ultrafast bitrate=300 key-int-max=25 threads=1 ! "
                  "video/x-h264,stream-format=byte-stream,alignment=au");
}

constexpr std::size_t kPieces = 30; // three rounds of it fit the bounded queue

/// One raw AAC frame (48 kHz stereo) in a LOAS frame of its own, as ISO/IEC 14496-3 lays it out.
std::string toLoas(const std::string& frame) {
    std::vector<bool> bits;
    const auto put = [&bits](unsigned value, int count) {
        while (count-- > 0) {
            bits.push_back(((value >> count) & 1U) != 0);
        }
    };
    put(0, 1); // a new StreamMuxConfig
    put(0, 1); // version
    put(1, 1); // same time framing
    put(0, 6); // one subframe
    put(0, 4); // one program
    put(0, 3); // one layer
    put(2, 5); // AAC LC
    put(3, 4); // 48 kHz
    put(2, 4); // stereo
    put(0, 3);
    put(0, 3); // frame length type
    put(0xff, 8);
    put(0, 1); // no other data
    put(0, 1); // no CRC
    std::size_t length = frame.size();
    for (; length >= 255; length -= 255) {
        put(255, 8);
    }
    put(static_cast<unsigned>(length), 8);
    for (const char byte : frame) {
        put(static_cast<unsigned char>(byte), 8);
    }
    std::string body((bits.size() + 7) / 8, '\0');
    for (std::size_t i = 0; i < bits.size(); ++i) {
        body[i / 8] = static_cast<char>(body[i / 8] | (bits[i] ? 0x80 >> (i % 8) : 0));
    }
    std::string result = {'\x56', static_cast<char>(0xe0 | (body.size() >> 8)),
                          static_cast<char>(body.size() & 0xff)};
    return result + body;
}

} // namespace

class TestContentProbe : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() {
        std::string whyNot;
        QVERIFY2(media::initialize(&whyNot), whyNot.c_str());
        m_moving = encodeH264(100, "pattern=smpte horizontal-speed=2");
        m_black = encodeH264(100, "pattern=black");
        m_still = encodeStill(150, "pattern=zone-plate kx2=5 ky2=5");
        QCOMPARE(m_moving.size(), 100U);
        QCOMPARE(m_still.size(), 150U);
    }

    void policies_data() {
        QTest::addColumn<int>("policy");
        QTest::newRow("full") << static_cast<int>(DecodePolicy::Full);
        QTest::newRow("key frames") << static_cast<int>(DecodePolicy::KeyFrames);
    }

    void movingIsClear_data() { policies_data(); }
    void movingIsClear() {
        QFETCH(int, policy);
        Feeder feeder(static_cast<DecodePolicy>(policy));
        auto figures = feeder.probe->figures();
        QVERIFY(figures.black == Presence::Unknown && figures.freeze == Presence::Unknown &&
                figures.silence == Presence::Unknown);
        QVERIFY(!figures.width && !figures.frameRate && !figures.lumaMean && !figures.difference);
        QVERIFY(feeder.video(m_moving));
        figures = feeder.probe->figures();
        QCOMPARE(figures.black, Presence::Clear);
        QCOMPARE(figures.freeze, Presence::Clear);
        QCOMPARE(figures.silence, Presence::Unknown); // no sound was pushed
        QVERIFY(!figures.blackSince && !figures.freezeSince);
        QCOMPARE(*figures.width, 320);
        QCOMPARE(*figures.height, 180);
        QCOMPARE(*figures.frameRate, 25.0);
        QVERIFY(*figures.lumaMean > 0.2 && *figures.lumaMean < 0.8);
        QVERIFY(*figures.difference > 0.005);
        QCOMPARE(figures.decodeErrors, 0U);
        QCOMPARE(figures.picturesDecoded,
                 static_cast<DecodePolicy>(policy) == DecodePolicy::Full ? 100U : 4U);
    }

    // The usual test picture: bars that stand still and a small box of noise.
    void smallMovementIsNoFreeze_data() { policies_data(); }
    void smallMovementIsNoFreeze() {
        QFETCH(int, policy);
        Feeder feeder(static_cast<DecodePolicy>(policy));
        QVERIFY(feeder.video(encodeH264(125, "pattern=smpte")));
        QCOMPARE(feeder.probe->figures().freeze, Presence::Clear);
    }

    void blackAfterItsDuration_data() { policies_data(); }
    void blackAfterItsDuration() {
        QFETCH(int, policy);
        Feeder feeder(static_cast<DecodePolicy>(policy));
        QVERIFY(feeder.video(m_moving));
        const auto began = feeder.now;
        const auto half = m_black.begin() + 49; // 1.96 s: not yet
        QVERIFY(feeder.video({m_black.begin(), half}));
        QCOMPARE(feeder.probe->figures().black, Presence::Clear);
        QVERIFY(feeder.video({half, m_black.end()}));
        auto figures = feeder.probe->figures();
        QCOMPARE(figures.black, Presence::Present);
        QCOMPARE(base::toNs(*figures.blackSince), base::toNs(at(began).utc));
        QVERIFY(*figures.lumaMean < 0.01);
        QCOMPARE(figures.freeze, Presence::Present);
        QVERIFY(feeder.video({m_moving.front()}));
        figures = feeder.probe->figures();
        QCOMPARE(figures.black, Presence::Clear);
        QCOMPARE(figures.freeze, Presence::Clear);
        QVERIFY(!figures.blackSince);
    }

    void freezeDespiteCodingNoise_data() { policies_data(); }
    void freezeDespiteCodingNoise() {
        QFETCH(int, policy);
        Feeder feeder(static_cast<DecodePolicy>(policy));
        QVERIFY(feeder.video(m_moving));
        const auto began = feeder.now;
        QVERIFY(feeder.video(m_still));
        auto figures = feeder.probe->figures();
        QCOMPARE(figures.freeze, Presence::Present);
        QCOMPARE(figures.black, Presence::Clear);
        const auto late = *figures.freezeSince - at(began).utc;
        QVERIFY2(late >= Ms(0) && late <= Ms(2000), qPrintable(QString::number(late.count())));
        // Coming back takes one picture.
        QVERIFY(feeder.video({m_moving.front()}));
        QCOMPARE(feeder.probe->figures().freeze, Presence::Clear);
    }

    void stopsBeingKnown_data() { policies_data(); }
    void stopsBeingKnown() {
        QFETCH(int, policy);
        Feeder feeder(static_cast<DecodePolicy>(policy));
        QVERIFY(feeder.video(m_black));
        QCOMPARE(feeder.probe->figures().black, Presence::Present);
        const bool isFull = static_cast<DecodePolicy>(policy) == DecodePolicy::Full;
        const auto last = isFull ? feeder.now - Ms(40) : feeder.now - Ms(1000);
        const auto limit = isFull ? Ms(2000) : Ms(5000);
        feeder.probe->advance(at(last + limit));
        QCOMPARE(feeder.probe->figures().black, Presence::Present);
        feeder.probe->advance(at(last + limit + Ms(1)));
        const auto figures = feeder.probe->figures();
        QCOMPARE(figures.black, Presence::Unknown);
        QCOMPARE(figures.freeze, Presence::Unknown);
        QVERIFY(!figures.width && !figures.frameRate && !figures.lumaMean && !figures.blackSince);
    }

    void policyChanges() {
        Feeder feeder(DecodePolicy::Off);
        feeder.probe->pushVideo("H.264", bytesOf(m_black.front()), 1, true, at(feeder.now));
        feeder.probe->setPolicy(DecodePolicy::KeyFrames);
        QVERIFY(feeder.probe->policy() == DecodePolicy::KeyFrames);
        QVERIFY(feeder.video(m_black));
        QCOMPARE(feeder.probe->figures().black, Presence::Present);
        feeder.probe->setPolicy(DecodePolicy::Off);
        QCOMPARE(feeder.probe->figures().black, Presence::Unknown);
        const auto before = feeder.probe->figures().picturesDecoded;
        feeder.probe->pushVideo("H.264", bytesOf(m_black.front()), 1, true, at(feeder.now));
        feeder.probe->setPolicy(DecodePolicy::Full);
        QVERIFY(feeder.video({m_black.begin(), m_black.begin() + 3}));
        QCOMPARE(feeder.probe->figures().picturesDecoded, before + 3);
    }

    // More at once than the bounded queue takes: what was found stands until it is stale, so that
    // a moment's crowd does not end a fault; then Unknown rather than late.
    void overloadIsUnknownOnceStale() {
        Feeder feeder(DecodePolicy::Full);
        QVERIFY(!feeder.probe->isFull());
        QVERIFY(feeder.video(m_black));
        QCOMPARE(feeder.probe->figures().black, Presence::Present);
        // One big picture holds the worker up while the queue fills.
        const auto big = encodeH264(1, "pattern=snow", 1920, 1080);
        bool wasFull = false;
        const auto before = feeder.probe->figures().picturesDecoded;
        for (int pushed = 0; pushed < 400; ++pushed) {
            feeder.probe->pushVideo("H.264", bytesOf(big.front()), 1, true, at(feeder.now));
            wasFull = wasFull || feeder.probe->isFull();
        }
        QVERIFY(wasFull);
        QVERIFY(QTest::qWaitFor([&] { return !feeder.probe->isFull(); }));
        QVERIFY(feeder.probe->figures().picturesDecoded < before + 400);
        QVERIFY(feeder.probe->figures().black != Presence::Unknown);
        QVERIFY(QTest::qWaitFor([&] {
            feeder.probe->advance(at(feeder.now + Ms(2001)));
            return feeder.probe->figures().black == Presence::Unknown;
        }));
        QVERIFY(!feeder.probe->tryPromote()); // there is no room for more
    }

    // Key pictures are found by themselves where the multiplexer does not flag them.
    void otherVideoCodecs_data() {
        QTest::addColumn<QString>("encoder");
        QTest::addColumn<QString>("content");
        QTest::newRow("H.264 with reordering")
            << "x264enc bframes=3 b-adapt=false key-int-max=25 speed-preset=veryfast threads=1 "
               "rc-lookahead=5 ! video/x-h264,stream-format=byte-stream,alignment=au,profile=main"
            << "H.264";
        QTest::newRow("H.265")
            << "x265enc speed-preset=ultrafast tune=zerolatency key-int-max=25 ! "
               "video/x-h265,stream-format=byte-stream,alignment=au"
            << "H.265";
        QTest::newRow("MPEG-2") << "mpeg2enc ! mpegvideoparse"
                                << "MPEG-2 video";
    }
    void otherVideoCodecs() {
        QFETCH(QString, encoder);
        QFETCH(QString, content);
        const auto units = encode("videotestsrc num-buffers=130 pattern=black ! video/x-raw,"
                                  "format=I420,width=320,height=180,framerate=25/1 ! " +
                                  encoder.toStdString());
        QVERIFY(units.size() >= 128);
        Feeder feeder(DecodePolicy::KeyFrames);
        QVERIFY(feeder.video(units, Ms(40), content.toStdString(), false));
        QCOMPARE(feeder.probe->figures().black, Presence::Present);
        QCOMPARE(*feeder.probe->figures().width, 320);
        QVERIFY(feeder.probe->figures().picturesDecoded < 20);
    }

    void sound_data() {
        QTest::addColumn<QString>("encoder");
        QTest::addColumn<QString>("content");
        QTest::addColumn<int>("channels");
        QTest::addColumn<int>("policy");
        const struct {
            const char* name;
            const char* encoder;
            const char* content;
            int channels;
        } codecs[] = {
            {"MPEG audio", "avenc_mp2 bitrate=192000 ! mpegaudioparse", "MPEG audio", 2},
            {"AAC", "avenc_aac ! aacparse ! audio/mpeg,stream-format=adts", "AAC", 2},
            {"AAC LATM", "avenc_aac ! aacparse ! audio/mpeg,stream-format=raw", "AAC LATM", 2},
            {"AC-3", "avenc_ac3 ! ac3parse", "AC-3", 6},
            {"E-AC-3", "avenc_eac3 ! ac3parse", "E-AC-3", 2},
        };
        for (const auto& codec : codecs) {
            for (const auto policy : {DecodePolicy::Full, DecodePolicy::KeyFrames}) {
                QTest::addRow("%s %s", codec.name, std::string(toString(policy)).c_str())
                    << codec.encoder << codec.content << codec.channels << static_cast<int>(policy);
            }
        }
    }
    void sound() {
        QFETCH(QString, encoder);
        QFETCH(QString, content);
        QFETCH(int, channels);
        QFETCH(int, policy);
        const std::string name = content.toStdString();
        const auto make = [&](double seconds, const std::string& properties) {
            auto units =
                encode(audioSource(seconds, properties, channels) + " ! " + encoder.toStdString());
            if (name == "AAC LATM") {
                for (auto& unit : units) {
                    unit.data = toLoas(unit.data);
                }
            }
            return units;
        };
        // Half of full scale is -6.02 dBFS.
        const auto tone = make(2, "wave=sine freq=1000 volume=0.5");
        const auto silence = make(8, "wave=silence");

        QVERIFY(tone.size() > 50 && silence.size() > 200);

        Feeder feeder(static_cast<DecodePolicy>(policy));
        auto& probe = *feeder.probe;
        // PES boundaries anywhere, and few enough for the bounded queue.
        const auto push = [&](const std::vector<EncodedUnit>& units) {
            std::string stream;
            for (const auto& unit : units) {
                stream += unit.data;
            }
            const auto piece = stream.size() / kPieces + 1;
            const auto length = Ms(static_cast<std::int64_t>(units.size()) * 24);
            const auto start = feeder.now;
            for (std::size_t i = 0; i * piece < stream.size(); ++i) {
                feeder.now = start + length * i / kPieces;
                const auto part = std::string_view(stream).substr(i * piece, piece);
                probe.pushAudio(name, std::as_bytes(std::span(part)), std::nullopt, at(feeder.now));
            }
            feeder.now = start + length;
        };
        push(tone);
        QTRY_COMPARE_WITH_TIMEOUT(probe.figures().silence, Presence::Clear, 20000);
        QTRY_COMPARE(probe.figures().audioChannels, channels);
        // The highest of each channel, once all is decoded; encoders low-pass the fourth of six.
        std::array<std::optional<float>, 8> peaks;
        QVERIFY(QTest::qWaitFor([&] {
            const auto newer = probe.takeAudioPeaks();
            for (std::size_t i = 0; i < peaks.size(); ++i) {
                peaks[i] = std::max(peaks[i], newer[i]);
            }
            return peaks[0] > -7.5F && peaks[1] > -7.5F;
        }));
        for (std::size_t channel = 0; channel < 8; ++channel) {
            QCOMPARE(peaks[channel].has_value(), static_cast<int>(channel) < channels);
            if (peaks[channel] && channel != 3) {
                QVERIFY2(*peaks[channel] > -7.5F && *peaks[channel] < -2.5F,
                         qPrintable(QString::number(*peaks[channel])));
            }
        }
        // Nothing new: all absent.
        QVERIFY(QTest::qWaitFor([&probe] {
            const auto rest = probe.takeAudioPeaks();
            return std::none_of(rest.begin(), rest.end(),
                                [](const auto& p) { return p.has_value(); });
        }));
        const auto began = feeder.now;
        push(silence);
        QTRY_COMPARE_WITH_TIMEOUT(probe.figures().silence, Presence::Present, 20000);
        const auto late = *probe.figures().silenceSince - at(began).utc;
        QVERIFY2(late >= Ms(-500) && late <= Ms(1000), qPrintable(QString::number(late.count())));
        push(tone);
        QTRY_COMPARE_WITH_TIMEOUT(probe.figures().silence, Presence::Clear, 20000);
        QCOMPARE(probe.figures().decodeErrors, 0U);
        probe.advance(at(feeder.now + Ms(5001)));
        QCOMPARE(probe.figures().silence, Presence::Unknown);
        QCOMPARE(probe.figures().audioChannels, 0);
    }

    // Five seconds are the limit: four of silence are none.
    void shortSilenceIsNone() {
        Feeder feeder(DecodePolicy::Full);
        const auto units = encode(audioSource(4, "wave=silence") + " ! avenc_mp2");
        for (const auto& unit : units) {
            feeder.probe->pushAudio("MPEG audio", bytesOf(unit), {}, at(feeder.now));
            feeder.now += Ms(24);
        }
        QTRY_COMPARE(feeder.probe->figures().audioChannels, 2);
        const auto peaks = feeder.probe->takeAudioPeaks();
        QVERIFY(peaks[0] == -100.0F && peaks[1] == -100.0F && !peaks[2]);
        QCOMPARE(feeder.probe->figures().silence, Presence::Unknown);
    }

    void survivesGarbage() {
        Feeder feeder(DecodePolicy::Full);
        std::string noise(5000, '\0');
        std::uint32_t state = 12345;
        for (int round = 0; round < 60; ++round) {
            for (auto& byte : noise) {
                state = state * 1664525U + 1013904223U;
                byte = static_cast<char>(state >> 24);
            }
            noise.replace(0, 5, std::string("\x00\x00\x01\x65\x88", 5));
            const auto bytes = std::as_bytes(std::span(noise));
            feeder.probe->pushVideo("H.264", bytes, {}, true, at(feeder.now));
            feeder.probe->pushVideo("H.265", bytes, {}, true, at(feeder.now));
            feeder.probe->pushVideo("MPEG-2 video", bytes, {}, true, at(feeder.now));
            feeder.probe->pushVideo("telepathy", bytes, {}, true, at(feeder.now));
            for (const auto* content : {"MPEG audio", "AAC", "AAC LATM", "AC-3", "E-AC-3", "?"}) {
                feeder.probe->pushAudio(content, bytes, {}, at(feeder.now));
            }
            feeder.probe->pushVideo("H.264", {}, {}, true, at(feeder.now));
        }
        // And after it, what is good is seen again: each failure made the next try wait longer.
        const auto isSeen = [&] {
            feeder.probe->pushVideo("H.264", bytesOf(m_moving.front()), 1, true, at(feeder.now));
            const auto figures = feeder.probe->figures();
            return figures.width == 320 && figures.black == Presence::Clear;
        };
        QVERIFY(QTest::qWaitFor(isSeen, 40000));
    }

private:
    std::vector<EncodedUnit> m_moving, m_black, m_still;
};

QTEST_GUILESS_MAIN(TestContentProbe)
#include "tst_contentprobe.moc"
