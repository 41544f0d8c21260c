// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <fstream>
#include <mutex>

#include <QTemporaryDir>
#include <QTest>

#include "core/demo/catalog.h"
#include "core/demo/clips.h"
#include "core/demo/encoder.h"
#include "core/demo/marker.h"
#include "core/demo/tspacket.h"

using namespace vigie;
using namespace vigie::demo;

class TestClips : public QObject {
    Q_OBJECT

    QTemporaryDir m_media, m_work;

    /// About two seconds of feed 3, as a user's clip.
    bool writeClip(const std::filesystem::path& file) {
        const FeedStyle style = feedCatalog(3).back();
        std::mutex mutex;
        std::vector<std::byte> bytes;
        const auto size = [&] {
            const std::lock_guard lock(mutex);
            return bytes.size();
        };
        auto programme = Programme::create(
            style.info, makeDrawnMaterial(style), 0, [&](std::span<const std::byte> packets) {
                const std::lock_guard lock(mutex);
                bytes.insert(bytes.end(), packets.begin(), packets.end());
            });
        if (!programme) {
            return false;
        }
        for (std::uint64_t frame = 0; size() < 2 * packetsPerSecond * packetSize; ++frame) {
            (*programme)->produce(frame, {});
            const auto reached = (frame < 8 ? 0 : frame - 8) * packetsPerSecond / 25 * packetSize;
            if (!QTest::qWaitFor([&] { return size() >= reached; }, 20000)) {
                return false;
            }
        }
        programme->reset();
        std::ofstream(file, std::ios::binary)
            .write(reinterpret_cast<const char*>(bytes.data()),
                   static_cast<std::streamsize>(bytes.size()));
        return true;
    }

private slots:
    void initTestCase() {
        const auto ready = checkGStreamer();
        QVERIFY2(ready.has_value(), ready ? "" : ready.error().message.c_str());
    }

    void aClipIsDecodedOnceAndLoops() {
        const std::filesystem::path media = m_media.path().toStdString();
        QVERIFY(writeClip(media / "b.ts"));
        std::ofstream(media / "a.mp4") << "this is no video at all";
        std::ofstream(media / "notes.txt") << "not looked at";
        const auto clips = prepareClips(media, m_work.path().toStdString());
        QVERIFY2(clips.has_value(), clips ? "" : clips.error().message.c_str());
        QCOMPARE(clips->size(), 1u); // the broken one is left out
        const auto& clip = clips->front();
        QVERIFY(clip->frames() > 30 && clip->frames() < 60);

        auto material = makeClipMaterial(clip, 0);
        Picture first, again;
        material->draw(first, 5);
        material->draw(again, 5 + clip->frames());
        QVERIFY(std::ranges::equal(first.bytes(), again.bytes()));
        const auto marker = readMarker(first.y(), pictureWidth, pictureWidth, pictureHeight);
        QVERIFY(marker && marker->feed == 3);

        std::vector<std::int16_t> sound(2 * samplesPerFrame);
        material->fillSound(sound, 10);
        QVERIFY(std::ranges::max(sound) > 1000);
        // Past the end of the sound, silence, not what was there before.
        material->fillSound(sound, clip->frames() - 1);
        material->fillSound(sound, 10);
        QVERIFY(std::ranges::max(sound) > 1000);
    }

    void aFolderWithoutClipsIsTold() {
        QTemporaryDir empty;
        const auto none = prepareClips(empty.path().toStdString(), m_work.path().toStdString());
        QVERIFY(!none && none.error().message.find("no video files") != std::string::npos);
        const auto missing = prepareClips("/nowhere/at/all", m_work.path().toStdString());
        QVERIFY(!missing && missing.error().message.find("cannot be read") != std::string::npos);
        std::ofstream(empty.filePath("a.mkv").toStdString()) << "nothing";
        const auto broken = prepareClips(empty.path().toStdString(), m_work.path().toStdString());
        QVERIFY(!broken && broken.error().message.find("could be decoded") != std::string::npos);
    }
};

QTEST_GUILESS_MAIN(TestClips)
#include "tst_clips.moc"
