// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/media/soundplayer.h"

#include <atomic>
#include <cmath>
#include <condition_variable>
#include <mutex>
#include <numbers>
#include <vector>

#include <QtTest>

#include "core/media/decodepool.h"
#include "core/media/soundbuffer.h"
#include "tests/support/spectrum.h"
#include "tests/unit/media/encodedunits.h"

using namespace vigie;
using media::SoundBuffer;
using media::SoundPlayer;
using model::AudioCodec;

namespace {

/// Where a test's sound goes: kept, as fast as it comes, or not at all.
struct Heard {
    std::mutex mutex;
    std::vector<float> samples; // guarded by mutex, left and right in turn
    std::string refusal;        // guarded by mutex
    std::string trouble;        // guarded by mutex
    std::atomic<int> opened{0};
    std::atomic<int> closed{0};

    std::vector<float> left() {
        const std::lock_guard lock(mutex);
        std::vector<float> one;
        for (std::size_t at = 0; at < samples.size(); at += 2) {
            one.push_back(samples[at]);
        }
        return one;
    }
    std::size_t frames() {
        const std::lock_guard lock(mutex);
        return samples.size() / 2;
    }
    void forget() {
        const std::lock_guard lock(mutex);
        samples.clear();
    }
    void set(std::string Heard::*what, std::string words) {
        const std::lock_guard lock(mutex);
        this->*what = std::move(words);
    }
};

class KeepingOutput final : public media::SoundOutput {
public:
    explicit KeepingOutput(Heard& heard) : m_heard(heard) {}
    std::string open() override {
        const std::lock_guard lock(m_heard.mutex);
        ++m_heard.opened;
        return m_heard.refusal;
    }
    std::size_t room() override { return media::soundOutputRate; }
    void write(std::span<const float> samples) override {
        const std::lock_guard lock(m_heard.mutex);
        m_heard.samples.insert(m_heard.samples.end(), samples.begin(), samples.end());
    }
    std::string trouble() override {
        const std::lock_guard lock(m_heard.mutex);
        return m_heard.trouble;
    }
    void close() override { ++m_heard.closed; }

private:
    Heard& m_heard;
};

std::vector<model::SoundUnitPtr> toneUnits(int hertz, AudioCodec codec, const std::string& encoder,
                                           int channels = 2, int frames = 60) {
    const auto encoded =
        testing::encode("audiotestsrc wave=sine volume=0.5 freq=" + std::to_string(hertz) +
                        " samplesperbuffer=1024 num-buffers=" + std::to_string(frames) +
                        " ! audio/x-raw,rate=48000,channels=" + std::to_string(channels) +
                        " ! audioconvert ! " + encoder);
    std::vector<model::SoundUnitPtr> units;
    for (const auto& one : encoded) {
        auto unit = std::make_shared<model::SoundUnit>();
        unit->sequence = units.size();
        unit->codec = codec;
        unit->data = one.data;
        units.push_back(std::move(unit));
    }
    return units;
}

constexpr const char* mp2 = "avenc_mp2 bitrate=192000 ! mpegaudioparse";
constexpr const char* adts = "avenc_aac ! aacparse ! audio/mpeg,stream-format=adts";

/// Of the last `seconds` that were heard: what came first was still being faded in or decoded into.
std::vector<float> lastOf(const std::vector<float>& samples, double seconds) {
    const auto wanted = static_cast<std::ptrdiff_t>(seconds * media::soundOutputRate);
    return std::ssize(samples) <= wanted
               ? samples
               : std::vector<float>(samples.end() - wanted, samples.end());
}

std::vector<float> stereo(std::size_t frames, float value) {
    return std::vector<float>(frames * 2, value);
}

} // namespace

class TestSoundPlayer : public QObject {
    Q_OBJECT

    Heard m_heard;
    std::unique_ptr<SoundPlayer> m_player;

    /// Plays all units, and waits until nothing more of them can come.
    void play(const std::vector<model::SoundUnitPtr>& units) {
        constexpr std::size_t atOnce = 8; // fewer than the buffer's bound
        for (std::size_t at = 0; at < units.size(); at += atOnce) {
            const auto goal =
                m_player->figures().unitsDecoded + std::min(atOnce, units.size() - at);
            for (std::size_t one = at; one < std::min(at + atOnce, units.size()); ++one) {
                m_player->push(units[one]);
            }
            QTRY_VERIFY(m_player->figures().unitsDecoded >= goal);
        }
    }

private slots:
    void initTestCase() { QVERIFY(media::initialize()); }
    void init() {
        m_heard.forget();
        m_heard.set(&Heard::refusal, {});
        m_heard.set(&Heard::trouble, {});
        m_heard.opened = 0;
        m_heard.closed = 0;
        m_player = media::makeSoundPlayer(std::make_unique<KeepingOutput>(m_heard));
        m_player->setVolume(100);
    }
    void cleanup() { m_player.reset(); }

    void playsATone_data() {
        QTest::addColumn<int>("codec");
        QTest::addColumn<QString>("encoder");
        QTest::addColumn<int>("channels");
        const auto add = [](const char* name, AudioCodec codec, const char* encoder, int channels) {
            QTest::newRow(name) << static_cast<int>(codec) << encoder << channels;
        };
        add("layer 2", AudioCodec::Mpeg, mp2, 2);
        add("layer 2, mono", AudioCodec::Mpeg, mp2, 1);
        add("layer 3", AudioCodec::Mpeg, "lamemp3enc ! mpegaudioparse", 2);
        add("AAC ADTS", AudioCodec::AacAdts, adts, 2);
        add("AC-3", AudioCodec::Ac3, "avenc_ac3 ! ac3parse", 2);
        add("E-AC-3", AudioCodec::Eac3, "avenc_eac3 ! ac3parse", 2);
        add("AC-3, 5.1", AudioCodec::Ac3, "avenc_ac3 bitrate=448000 ! ac3parse", 6);
    }
    void playsATone() {
        QFETCH(int, codec);
        QFETCH(QString, encoder);
        QFETCH(int, channels);
        const auto units =
            toneUnits(1000, static_cast<AudioCodec>(codec), encoder.toStdString(), channels);
        QVERIFY(units.size() > 20);
        m_player->begin();
        play(units);
        const auto heard = lastOf(m_heard.left(), 0.5);
        QVERIFY(heard.size() > media::soundOutputRate / 4);
        QCOMPARE(qRound(testing::dominantHertz(heard, media::soundOutputRate) / 20) * 20, 1000);
        QVERIFY(testing::amplitudeAt(heard, 1000, media::soundOutputRate) > 0.1);
        QCOMPARE(m_player->status().state, SoundPlayer::State::Playing);
        QCOMPARE(m_heard.opened.load(), 1);
    }

    void volumeIsAnAmplitude() {
        const auto units = toneUnits(1000, AudioCodec::Mpeg, mp2);
        m_player->begin();
        play(units);
        const double full =
            testing::amplitudeAt(lastOf(m_heard.left(), 0.3), 1000, media::soundOutputRate);
        QVERIFY(full > 0.4 && full < 0.6);
        constexpr int half = 79; // its cube
        QVERIFY(std::abs(media::soundGain(half) - 0.5) < 0.01);
        m_player->setVolume(half);
        play(units);
        const double halved =
            testing::amplitudeAt(lastOf(m_heard.left(), 0.3), 1000, media::soundOutputRate);
        QVERIFY2(std::abs(halved / full - 0.5) < 0.02, qPrintable(QString::number(halved / full)));
        QCOMPARE(media::soundGain(0), 0.0);
        QCOMPARE(media::soundGain(100), 1.0);
        QCOMPARE(media::soundGain(250), 1.0);
    }

    void muteIsSilence() {
        const auto units = toneUnits(1000, AudioCodec::Mpeg, mp2);
        m_player->begin();
        m_player->setMuted(true);
        play(units);
        QVERIFY(m_heard.frames() > 0);
        for (const float sample : lastOf(m_heard.left(), 0.5)) {
            QCOMPARE(sample, 0.0f);
        }
        m_player->setMuted(false);
        play(units);
        QVERIFY(testing::amplitudeAt(lastOf(m_heard.left(), 0.3), 1000, media::soundOutputRate) >
                0.4);
    }

    void anotherTrackIsAnotherTone() {
        m_player->begin();
        play(toneUnits(1000, AudioCodec::Mpeg, mp2));
        m_player->begin();
        m_heard.forget();
        play(toneUnits(440, AudioCodec::AacAdts, adts));
        const auto heard = lastOf(m_heard.left(), 0.5);
        QCOMPARE(qRound(testing::dominantHertz(heard, media::soundOutputRate) / 20) * 20, 440);
        QVERIFY(testing::amplitudeAt(heard, 1000, media::soundOutputRate) < 0.01);
        QCOMPARE(m_heard.opened.load(), 1); // the device stays
    }

    void stoppedTakesNothingAndLetsTheDeviceGo() {
        const auto units = toneUnits(1000, AudioCodec::Mpeg, mp2);
        m_player->push(units.front());
        m_player->begin();
        play(units);
        QTRY_COMPARE(m_player->status().state, SoundPlayer::State::Playing);
        const int closed = m_heard.closed;
        m_player->stop();
        QTRY_COMPARE(m_player->status().state, SoundPlayer::State::Quiet);
        QTRY_VERIFY(m_heard.closed > closed);
        m_heard.forget();
        const auto decoded = m_player->figures().unitsDecoded;
        m_player->push(units.front());
        m_player->begin(); // a turn later nothing of it has come
        QTRY_COMPARE(m_player->status().state, SoundPlayer::State::Quiet);
        QCOMPARE(m_player->figures().unitsDecoded, decoded);
        QCOMPARE(m_heard.frames(), std::size_t{0});
    }

    void aDamagedFrameIsNotTheEnd() {
        auto units = toneUnits(1000, AudioCodec::AacAdts, adts, 2, 120);
        auto broken = std::make_shared<model::SoundUnit>(*units[10]);
        std::fill(broken->data.begin() + 7, broken->data.end(), '\x5a');
        units[10] = broken;
        m_player->begin();
        play(units);
        // However long it takes to trust a decoder again.
        const auto more = toneUnits(1000, AudioCodec::AacAdts, adts);
        QTRY_VERIFY((play(more), testing::amplitudeAt(lastOf(m_heard.left(), 0.3), 1000,
                                                      media::soundOutputRate) > 0.4));
        QCOMPARE(m_player->status().state, SoundPlayer::State::Playing);
    }

    void whatCannotBeDecodedIsSaid() {
        auto unit = std::make_shared<model::SoundUnit>();
        unit->codec = AudioCodec::Unknown;
        unit->data = "not sound";
        m_player->begin();
        m_player->push(unit);
        QTRY_COMPARE(m_player->status().state, SoundPlayer::State::NoDecoder);
        QVERIFY(!m_player->status().detail.empty());
    }

    void withoutADeviceItSaysSo() {
        m_heard.set(&Heard::refusal, "there is no card");
        std::atomic<int> told{0};
        m_player->setListener([&told] { ++told; });
        m_player->begin();
        play(toneUnits(1000, AudioCodec::Mpeg, mp2));
        QCOMPARE(m_player->status(),
                 (SoundPlayer::Status{SoundPlayer::State::NoDevice, "there is no card"}));
        QVERIFY(told > 0);
        QCOMPARE(m_heard.opened.load(), 1); // not again at once
        QCOMPARE(m_heard.frames(), std::size_t{0});
        m_player->setListener({});
    }

    void aDeviceThatFailsIsLetGo() {
        const auto units = toneUnits(1000, AudioCodec::Mpeg, mp2);
        m_player->begin();
        play(units);
        m_heard.set(&Heard::trouble, "unplugged");
        QTRY_COMPARE(m_player->status().state, SoundPlayer::State::NoDevice);
        QCOMPARE(m_player->status().detail, std::string("unplugged"));
        QVERIFY(m_heard.closed > 0);
    }

    void theRealOutputFailsInWords_data() {
        QTest::addColumn<QString>("sink");
        QTest::newRow("no such element") << "vigienosuchsink";
        QTest::newRow("no such server") << "pulsesink server=/nonexistent/vigie";
    }
    void theRealOutputFailsInWords() {
        QFETCH(QString, sink);
        const auto output = media::makeSoundOutput(sink.toStdString());
        QVERIFY(!output->open().empty());
        QCOMPARE(output->room(), std::size_t{0});
        output->close();
    }

    void theRealOutputTakesWhatIsPlayed() {
        const auto output = media::makeSoundOutput("fakesink");
        QCOMPARE(output->open(), std::string());
        const std::vector<float> piece = stereo(480, 0.1f);
        for (int round = 0; round < 50; ++round) {
            QTRY_VERIFY(output->room() >= 480);
            output->write(piece);
        }
        QCOMPARE(output->trouble(), std::string());
        output->close();
    }

    void theBufferWaitsForABeginning() {
        SoundBuffer buffer;
        std::vector<float> piece = stereo(480, 0);
        buffer.append(stereo(SoundBuffer::kPrimed - 1, 1));
        QVERIFY(!buffer.take(piece));
        buffer.append(stereo(1, 1));
        QVERIFY(buffer.take(piece));
        QCOMPARE(piece.front(), 1.0f);
        while (buffer.take(piece)) {
        }
        QCOMPARE(buffer.shortages(), std::uint64_t{0}); // the device may still have some
        buffer.ranOut();
        QCOMPARE(buffer.shortages(), std::uint64_t{1});
        buffer.append(stereo(480, 1));
        QVERIFY(!buffer.take(piece));
    }

    void theBufferNeverGrowsPastItsBound() {
        SoundBuffer buffer;
        for (int round = 0; round < 100; ++round) {
            buffer.append(stereo(4800, static_cast<float>(round)));
            QVERIFY(buffer.frames() <= SoundBuffer::kMost);
        }
        std::vector<float> piece = stereo(480, 0);
        QVERIFY(buffer.take(piece));
        QCOMPARE(piece.front(), 96.0f); // the newest 400 ms are there
        QCOMPARE(buffer.framesDropped(), std::uint64_t{100 * 4800 - SoundBuffer::kMost});
    }

    void whatStandsUnusedGoes() {
        SoundBuffer buffer;
        std::vector<float> piece = stereo(480, 0);
        buffer.append(stereo(SoundBuffer::kMost, 1));
        // As much comes as goes: without a rule it would stay so far behind for ever.
        for (int round = 0; round < 110; ++round) {
            QVERIFY(buffer.take(piece));
            buffer.append(stereo(480, 1));
        }
        QVERIFY(buffer.frames() <= SoundBuffer::kSpare);
        QVERIFY(buffer.framesDropped() > 0);
    }

    void burstsThatAreUsedUpStay() {
        SoundBuffer buffer;
        std::vector<float> piece = stereo(480, 0);
        for (int burst = 0; burst < 30; ++burst) { // 200 ms each, as PES packets of 25 frames have
            buffer.append(stereo(9600, 1));
            for (int round = 0; round < 20; ++round) {
                QVERIFY(buffer.take(piece));
            }
        }
        QCOMPARE(buffer.framesDropped(), std::uint64_t{0});
    }
};

QTEST_GUILESS_MAIN(TestSoundPlayer)
#include "tst_soundplayer.moc"
