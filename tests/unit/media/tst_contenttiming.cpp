// SPDX-License-Identifier: GPL-3.0-or-later
//
// What becomes of findings when the policy changes or pictures stop, how soon they are told, and
// loudness through real coders.
#include "core/media/contentprobe.h"

#include <QtTest>

#include <cmath>

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

class TestContentTiming : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() {
        std::string whyNot;
        QVERIFY2(media::initialize(&whyNot), whyNot.c_str());
        m_moving = encodeH264(100, "pattern=zone-plate kx2=5 ky2=5 kt=7");
        m_black = encodeH264(100, "pattern=black");
        QCOMPARE(m_moving.size(), 100U);
        QCOMPARE(m_black.size(), 100U);
    }

    void policies_data() {
        QTest::addColumn<int>("policy");
        QTest::newRow("full") << static_cast<int>(DecodePolicy::Full);
        QTest::newRow("key frames") << static_cast<int>(DecodePolicy::KeyFrames);
    }

    // Loudness through a real coder: 1 kHz at -23 dBFS on both channels is -23.0 LUFS.
    void codedLoudness_data() {
        QTest::addColumn<QString>("encoder");
        QTest::addColumn<QString>("content");
        QTest::newRow("MPEG audio") << "avenc_mp2 bitrate=256000 ! mpegaudioparse"
                                    << "MPEG audio";
        QTest::newRow("AAC") << "avenc_aac bitrate=192000 ! aacparse ! "
                                "audio/mpeg,stream-format=adts"
                             << "AAC";
        QTest::newRow("AC-3") << "avenc_ac3 bitrate=256000 ! ac3parse"
                              << "AC-3";
    }
    void codedLoudness() {
        QFETCH(QString, encoder);
        QFETCH(QString, content);
        const auto units = encode(audioSource(12, "wave=sine freq=1000 volume=0.0707946") + " ! " +
                                  encoder.toStdString());
        QVERIFY(units.size() > 300);
        Feeder feeder(DecodePolicy::Full);
        const auto play = [&](std::size_t from, std::size_t to) {
            for (std::size_t i = from; i < to; ++i) {
                if (!QTest::qWaitFor([&] { return !feeder.probe->isFull(); })) {
                    return false;
                }
                feeder.probe->pushAudio(content.toStdString(), bytesOf(units[i]), {},
                                        at(feeder.now));
                feeder.now += Ms(22);
            }
            return true;
        };
        QVERIFY(play(0, units.size()));
        const auto near = [](const std::optional<double>& value, double wanted, double tolerance) {
            return value && std::abs(*value - wanted) <= tolerance;
        };
        const auto settled = [&] {
            const auto loudness = feeder.probe->figures().loudness;
            return near(loudness.momentary, -23, 0.2) && near(loudness.shortTerm, -23, 0.2) &&
                   near(loudness.integrated, -23, 0.2) && near(loudness.truePeak, -23, 0.5) &&
                   loudness.range && *loudness.range < 0.5;
        };
        QVERIFY2(
            QTest::qWaitFor(settled),
            qPrintable(QString::number(feeder.probe->figures().loudness.integrated.value_or(0))));
        QVERIFY(*feeder.probe->figures().correlation > 0.99);
        // Only runs of it from now on: loudness is absent, not wrong; the rest goes on.
        feeder.probe->setPolicy(DecodePolicy::KeyFrames);
        QVERIFY(play(0, 100));
        QVERIFY(QTest::qWaitFor([&] { return !feeder.probe->figures().loudness.momentary; }));
        const auto figures = feeder.probe->figures();
        QVERIFY(!figures.loudness.shortTerm && !figures.loudness.integrated &&
                !figures.loudness.range && !figures.loudness.truePeak);
        QCOMPARE(figures.silence, Presence::Clear);
    }

    // What was found outlives a change between key frames and all of it.
    void promotionKeepsWhatWasFound() {
        Feeder feeder(DecodePolicy::KeyFrames);
        QVERIFY(feeder.video(m_black));
        QCOMPARE(feeder.probe->figures().black, Presence::Present);
        const auto since = *feeder.probe->figures().blackSince;
        feeder.probe->setPolicy(DecodePolicy::Full);
        QCOMPARE(feeder.probe->figures().black, Presence::Present);
        // In the middle of a group nothing can be decoded yet.
        feeder.probe->pushVideo("H.264", bytesOf(m_black[3]), 1, false, at(feeder.now));
        QVERIFY(feeder.video(m_black));
        QCOMPARE(feeder.probe->figures().black, Presence::Present);
        QVERIFY(*feeder.probe->figures().blackSince == since);
        feeder.probe->setPolicy(DecodePolicy::KeyFrames);
        QVERIFY(feeder.video(m_black));
        QVERIFY(*feeder.probe->figures().blackSince == since);
        QCOMPARE(feeder.probe->figures().decodeErrors, 0U);
    }

    void suspicionIsTold_data() { policies_data(); }
    void suspicionIsTold() {
        QFETCH(int, policy);
        Feeder feeder(static_cast<DecodePolicy>(policy));
        QVERIFY(feeder.video(m_moving));
        QVERIFY(!feeder.probe->figures().isSuspicious);
        QVERIFY(feeder.video({m_black.front()}));
        QVERIFY(feeder.probe->figures().isSuspicious);
        QVERIFY(feeder.video({m_moving.front()}));
        QVERIFY(!feeder.probe->figures().isSuspicious);
    }

    // Units come and no picture comes out of them.
    void noVideo_data() { policies_data(); }
    void noVideo() {
        QFETCH(int, policy);
        Feeder feeder(static_cast<DecodePolicy>(policy));
        QVERIFY(feeder.video(m_moving));
        feeder.probe->advance(at(feeder.now));
        QCOMPARE(feeder.probe->figures().noVideo, Presence::Clear);
        const auto began = feeder.now;
        auto broken = m_moving.front();
        // Slices that the decoder refuses: their parameter sets are not there.
        broken.data = std::string("\x00\x00\x00\x01\x09\x10\x00\x00\x00\x01\x65\x04\x04", 13);
        const auto fail = [&](Ms length) {
            for (const auto end = feeder.now + length; feeder.now < end; feeder.now += Ms(40)) {
                feeder.probe->pushVideo("H.264", bytesOf(broken), 1, true, at(feeder.now));
                if (!QTest::qWaitFor([&] { return !feeder.probe->isFull(); })) {
                    return;
                }
                feeder.probe->advance(at(feeder.now));
            }
        };
        fail(Ms(900));
        QCOMPARE(feeder.probe->figures().noVideo, Presence::Clear);
        fail(Ms(1600));
        QTRY_VERIFY((feeder.probe->advance(at(feeder.now)),
                     feeder.probe->figures().noVideo == Presence::Present));
        const auto late = *feeder.probe->figures().noVideoSince - at(began).utc;
        QVERIFY(late >= Ms(-1000) && late <= Ms(40));
        // A new decoder may have to wait a little.
        QVERIFY(QTest::qWaitFor(
            [&] {
                feeder.probe->pushVideo("H.264", bytesOf(m_moving.front()), 1, true,
                                        at(feeder.now));
                return feeder.probe->figures().noVideo == Presence::Clear;
            },
            20000));
        // The whole feed is gone: that is no finding about its pictures.
        feeder.now += Ms(3000);
        feeder.probe->advance(at(feeder.now));
        QCOMPARE(feeder.probe->figures().noVideo, Presence::Unknown);
    }

    // The picture's units stop while the sound goes on.
    void noVideoWithSound() {
        Feeder feeder(DecodePolicy::Full);
        QVERIFY(feeder.video(m_moving));
        const auto sound = encode(audioSource(1, "wave=sine") + " ! avenc_mp2");
        QVERIFY(!sound.empty());
        for (int i = 0; i < 25; ++i) {
            feeder.probe->advance(at(feeder.now));
            QVERIFY(i > 18 || feeder.probe->figures().noVideo == Presence::Clear);
            feeder.probe->pushAudio("MPEG audio", bytesOf(sound.front()), {}, at(feeder.now));
            feeder.now += Ms(100);
        }
        QCOMPARE(feeder.probe->figures().noVideo, Presence::Present);
    }

    // Pictures that refer to later ones come out of order; each counts at its own arrival, and a
    // picture's own length is part of a duration: threshold and two pictures at most.
    void toldInTime_data() {
        QTest::addColumn<QString>("encoder");
        QTest::addColumn<int>("reordered"); // pictures that the decoder has to wait for
        QTest::newRow("without reordering") << "tune=zerolatency" << 0;
        QTest::newRow("two B pictures") << "bframes=2 b-adapt=false b-pyramid=false" << 1;
        QTest::newRow("three B pictures in a pyramid")
            << "bframes=3 b-adapt=false b-pyramid=true" << 2;
    }
    void toldInTime() {
        QFETCH(QString, encoder);
        QFETCH(int, reordered);
        const auto units =
            encode("videotestsrc num-buffers=150 pattern=black ! video/x-raw,format=I420,width=320,"
                   "height=180,framerate=25/1 ! x264enc speed-preset=veryfast key-int-max=50 "
                   "rc-lookahead=5 threads=1 " +
                   encoder.toStdString() +
                   " ! video/x-h264,stream-format=byte-stream,alignment=au,profile=main");
        QVERIFY(units.size() >= 148);
        Feeder feeder(DecodePolicy::Full);
        int pushed = 0;
        std::uint64_t out = 0;
        while (feeder.probe->figures().black != Presence::Present) {
            QVERIFY(pushed < 80);
            const auto& unit = units[static_cast<std::size_t>(pushed)];
            feeder.probe->pushVideo("H.264", bytesOf(unit), unit.pts, unit.isKey, at(feeder.now));
            feeder.now += Ms(40);
            ++pushed;
            const auto expected = static_cast<std::uint64_t>(std::max(0, pushed - reordered));
            QVERIFY(QTest::qWaitFor([&] {
                out = feeder.probe->figures().picturesDecoded;
                return out >= expected;
            }));
        }
        QCOMPARE(pushed, 50 + reordered); // 50 pictures of 40 ms are two seconds
    }

private:
    std::vector<EncodedUnit> m_moving, m_black;
};

QTEST_GUILESS_MAIN(TestContentTiming)
#include "tst_contenttiming.moc"
