// SPDX-License-Identifier: GPL-3.0-or-later
//
// A programme with two sounds, heard through a real node one after the other.
#include <array>
#include <memory>
#include <mutex>
#include <vector>

#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include "core/media/decodepool.h"
#include "core/media/soundplayer.h"
#include "tests/e2e/support/childprocess.h"
#include "tests/e2e/support/headlessdesk.h"
#include "tests/support/spectrum.h"

using namespace vigie;

namespace {

constexpr int frenchHertz = 440;
constexpr int englishHertz = 1000;

/// 8 s: French in MPEG layer II, English in AAC.
QString twoSoundsClip(const QTemporaryDir& folder) {
    const QString path = folder.filePath("twosounds.ts");
    const auto tone = [](int hertz) {
        return QStringLiteral("sine=frequency=%1:sample_rate=48000").arg(hertz);
    };
    const QStringList arguments{"-y",
                                "-loglevel",
                                "error",
                                "-f",
                                "lavfi",
                                "-i",
                                "testsrc2=size=320x180:rate=25",
                                "-f",
                                "lavfi",
                                "-i",
                                tone(frenchHertz),
                                "-f",
                                "lavfi",
                                "-i",
                                tone(englishHertz),
                                "-map",
                                "0:v",
                                "-map",
                                "1:a",
                                "-map",
                                "2:a",
                                "-t",
                                "8",
                                "-c:v",
                                "libx264",
                                "-preset",
                                "ultrafast",
                                "-tune",
                                "zerolatency",
                                "-g",
                                "25",
                                "-b:v",
                                "400k",
                                "-c:a:0",
                                "mp2",
                                "-b:a:0",
                                "96k",
                                "-c:a:1",
                                "aac",
                                "-b:a:1",
                                "96k",
                                "-metadata:s:a:0",
                                "language=fra",
                                "-metadata:s:a:1",
                                "language=eng",
                                "-f",
                                "mpegts",
                                "-muxrate",
                                "1200k",
                                path};
    QProcess ffmpeg;
    ffmpeg.start("ffmpeg", arguments);
    return ffmpeg.waitForFinished(60000) && ffmpeg.exitCode() == 0 ? path : QString();
}

/// Keeps what would have come out of the loudspeaker.
class Heard final : public media::SoundOutput {
public:
    struct Store {
        std::mutex mutex;
        std::vector<float> left; // guarded by mutex
    };
    explicit Heard(std::shared_ptr<Store> store) : m_store(std::move(store)) {}
    std::string open() override { return {}; }
    std::size_t room() override { return media::soundOutputRate; }
    void write(std::span<const float> samples) override {
        const std::lock_guard lock(m_store->mutex);
        for (std::size_t at = 0; at < samples.size(); at += 2) {
            m_store->left.push_back(samples[at]);
        }
    }
    std::string trouble() override { return {}; }
    void close() override {}

private:
    const std::shared_ptr<Store> m_store;
};

/// A watch whose sound is played.
class Ear final : public fleet::SoundSink {
public:
    Ear() : m_player(media::makeSoundPlayer(std::make_unique<Heard>(m_store))) {
        m_player->setVolume(100);
        m_player->begin();
    }
    void onTracks(const model::SoundTracks& told) override {
        const std::lock_guard lock(m_mutex);
        m_tracks = told;
    }
    void onSound(model::SoundUnitPtr unit) override {
        {
            const std::lock_guard lock(m_mutex);
            m_gaps += unit->sequence != m_next ? 1 : 0;
            m_stamped += unit->pts ? 1 : 0;
            m_next = unit->sequence + 1;
        }
        m_player->push(std::move(unit));
    }
    void onInterrupted(fleet::SoundTrouble, const std::string&) override {}

    model::SoundTracks tracks() {
        const std::lock_guard lock(m_mutex);
        return m_tracks;
    }
    int gaps() {
        const std::lock_guard lock(m_mutex);
        return m_gaps;
    }
    int stamped() {
        const std::lock_guard lock(m_mutex);
        return m_stamped;
    }
    /// The newest second, once there are two; empty before.
    std::vector<float> newestSecond() {
        const std::lock_guard lock(m_store->mutex);
        const auto& all = m_store->left;
        return all.size() < 2 * media::soundOutputRate
                   ? std::vector<float>()
                   : std::vector<float>(all.end() - media::soundOutputRate, all.end());
    }

private:
    const std::shared_ptr<Heard::Store> m_store = std::make_shared<Heard::Store>();
    std::unique_ptr<media::SoundPlayer> m_player;
    std::mutex m_mutex;
    model::SoundTracks m_tracks; // guarded by m_mutex, as the rest
    std::uint64_t m_next = 0;
    int m_gaps = 0;
    int m_stamped = 0;
};

} // namespace

class TestListen : public QObject {
    Q_OBJECT
    QTemporaryDir m_folder;

private slots:
    void initTestCase() { QVERIFY(media::initialize()); }

    void eachOfTwoSoundsIsHeard() {
        const QString clip = twoSoundsClip(m_folder);
        QVERIFY2(!clip.isEmpty(), "ffmpeg could not make the clip");
        e2e::ChildProcess node("vigie-node", {"file://" + clip, "--id", "node"});
        const auto listening = node.waitForEvent("listening", 20000);
        QVERIFY2(listening, qPrintable(node.errors()));
        e2e::HeadlessDesk desk({listening->value("address").toString().toStdString()});

        const std::array<int, 2> hertz{frenchHertz, englishHertz};
        for (int track = 0; track < 2; ++track) {
            Ear ear;
            const auto watch = desk.source().watchSound({"node", "path"}, track, ear);
            QTRY_VERIFY_WITH_TIMEOUT(!ear.newestSecond().empty(), 30000);
            const auto tracks = ear.tracks();
            QCOMPARE(tracks.size(), std::size_t{2});
            QVERIFY(tracks[0].codec == model::AudioCodec::Mpeg);
            QVERIFY(tracks[1].codec == model::AudioCodec::AacAdts);
            QCOMPARE(tracks[0].language, std::string("fra"));
            QCOMPARE(tracks[1].language, std::string("eng"));
            QVERIFY(ear.stamped() > 0);
            const auto heard = ear.newestSecond();
            const auto index = static_cast<std::size_t>(track);
            const double wanted = testing::amplitudeAt(heard, hertz[index], media::soundOutputRate);
            const double other =
                testing::amplitudeAt(heard, hertz[1 - index], media::soundOutputRate);
            QVERIFY2(wanted > 0.08 && other < wanted / 50,
                     qPrintable(QString("%1 and %2").arg(wanted).arg(other)));
            QCOMPARE(ear.gaps(), 0);
        }
    }
};

QTEST_GUILESS_MAIN(TestListen)
#include "tst_listen.moc"
