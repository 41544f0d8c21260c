// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/media/soundcutter.h"

#include <utility>
#include <vector>

#include <QtTest>

#include "core/media/decodepool.h"
#include "tests/unit/media/encodedunits.h"

using namespace vigie;
using media::AudioCodec;

class TestSoundCutter : public QObject {
    Q_OBJECT

    /// Frames of 576 bytes: 24 ms at 192 kbit/s.
    std::vector<testing::EncodedUnit> m_units;

private slots:
    void initTestCase() {
        QVERIFY(media::initialize());
        m_units = testing::encode("audiotestsrc num-buffers=40 samplesperbuffer=1152 ! "
                                  "audio/x-raw,rate=48000,channels=2 ! audioconvert ! "
                                  "avenc_mp2 bitrate=192000 ! mpegaudioparse");
        QVERIFY(m_units.size() > 30);
    }

    void aStampBelongsToTheFirstFrameThatBeginsInItsPacket() {
        std::string stream;
        for (const auto& unit : m_units) {
            stream += unit.data;
        }
        // Packets of 1,000 bytes: no frame ends where one does.
        constexpr std::size_t packet = 1000;
        const std::size_t frameBytes = m_units.front().data.size();
        media::SoundCutter cutter;
        std::size_t frame = 0;
        for (std::size_t at = 0; at < stream.size(); at += packet) {
            const auto part = std::string_view(stream).substr(at, packet);
            const std::uint64_t stamp = 1000 + at / packet;
            cutter.push(
                AudioCodec::Mpeg, std::as_bytes(std::span(part)), stamp,
                [&](std::span<const std::byte> bytes, const std::optional<std::uint64_t>& pts) {
                    const std::size_t begin = frame * frameBytes;
                    const std::size_t of = begin / packet;
                    const bool isFirst = frame == 0 || (begin - frameBytes) / packet != of;
                    QCOMPARE(bytes.size(), frameBytes);
                    QCOMPARE(pts, isFirst ? std::optional<std::uint64_t>(1000 + of) : std::nullopt);
                    ++frame;
                });
        }
        QVERIFY(frame >= m_units.size() - 1);
    }

    void withoutAStampThereIsNone() {
        media::SoundCutter cutter;
        int frames = 0;
        const auto push = [&](const std::string& data, std::optional<std::uint64_t> pts,
                              std::optional<std::uint64_t> expected) {
            cutter.push(AudioCodec::Mpeg, std::as_bytes(std::span(data)), pts,
                        [&](std::span<const std::byte>, const std::optional<std::uint64_t>& got) {
                            QCOMPARE(got, expected);
                            ++frames;
                        });
        };
        push(m_units[0].data, 5, 5);
        push(m_units[1].data, std::nullopt, std::nullopt);
        push(m_units[2].data, 7, 7);
        QCOMPARE(frames, 3);
    }

    void afterAResetNothingOfBeforeIsLeft() {
        media::SoundCutter cutter;
        std::vector<std::optional<std::uint64_t>> stamps;
        const auto push = [&](const std::string& data, std::optional<std::uint64_t> pts) {
            cutter.push(AudioCodec::Mpeg, std::as_bytes(std::span(data)), pts,
                        [&](std::span<const std::byte>, const std::optional<std::uint64_t>& got) {
                            stamps.push_back(got);
                        });
        };
        push(m_units[0].data.substr(0, 300), 5);
        cutter.reset();
        push(m_units[1].data, std::nullopt);
        QCOMPARE(stamps, std::vector<std::optional<std::uint64_t>>{std::nullopt});
    }
};

QTEST_GUILESS_MAIN(TestSoundCutter)
#include "tst_soundcutter.moc"
