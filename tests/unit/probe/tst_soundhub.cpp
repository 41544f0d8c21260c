// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/probe/soundhub.h"

#include <string>
#include <vector>

#include <QTest>

#include "core/media/decodepool.h"
#include "tests/unit/media/encodedunits.h"

using namespace vigie;

namespace {

class Listener final : public fleet::SoundListener {
public:
    void onTracks(const model::SoundTracks& told) override { tracks.push_back(told); }
    void onSound(model::SoundUnitPtr unit) override { units.push_back(std::move(unit)); }
    void onEnded(const std::string& reason) override { ended = reason; }

    std::vector<model::SoundTracks> tracks;
    std::vector<model::SoundUnitPtr> units;
    std::string ended;
};

const model::SoundTracks twoTracks{{0x101, model::AudioCodec::Mpeg, "fra"},
                                   {0x102, model::AudioCodec::Mpeg, "eng"}};

} // namespace

class TestSoundHub : public QObject {
    Q_OBJECT

    std::vector<testing::EncodedUnit> m_units;
    std::shared_ptr<probe::SoundHub> m_hub;

    void push(std::uint16_t pid, std::size_t index, bool isDamaged = false) {
        m_hub->push(pid, std::as_bytes(std::span(m_units[index].data)), 90000 + index, isDamaged,
                    base::SystemClock::instance().now());
    }

private slots:
    void initTestCase() {
        QVERIFY(media::initialize());
        m_units = testing::encode("audiotestsrc num-buffers=20 samplesperbuffer=1152 ! "
                                  "audio/x-raw,rate=48000,channels=2 ! audioconvert ! "
                                  "avenc_mp2 bitrate=192000 ! mpegaudioparse");
        QVERIFY(m_units.size() > 10);
    }
    void init() { m_hub = std::make_shared<probe::SoundHub>(); }

    void isListenedToWhileSomebodyDoes() {
        QVERIFY(!m_hub->isListenedTo());
        Listener one;
        Listener two;
        auto first = m_hub->listen(0, one);
        auto second = m_hub->listen(0, two);
        first.reset();
        QVERIFY(m_hub->isListenedTo());
        second.reset();
        QVERIFY(!m_hub->isListenedTo());
    }

    void eachHearsItsOwnTrackFromWhereItBegan() {
        m_hub->setTracks(twoTracks);
        push(0x101, 0);
        Listener french;
        Listener english;
        const auto first = m_hub->listen(0, french);
        QCOMPARE(french.tracks, std::vector<model::SoundTracks>{twoTracks}); // before any sound
        push(0x101, 1);
        const auto second = m_hub->listen(1, english);
        push(0x101, 2);
        push(0x102, 3);
        QCOMPARE(french.units.size(), std::size_t{2});
        QCOMPARE(french.units[0]->sequence, std::uint64_t{0});
        QCOMPARE(french.units[0]->data, m_units[1].data);
        QCOMPARE(french.units[0]->pts, std::optional<std::int64_t>(90001));
        QVERIFY(french.units[0]->codec == model::AudioCodec::Mpeg);
        QVERIFY(french.units[0]->arrival > base::Utc{});
        QCOMPARE(french.units[1]->sequence, std::uint64_t{1});
        QCOMPARE(english.units.size(), std::size_t{1});
        QCOMPARE(english.units[0]->sequence, std::uint64_t{0});
        QCOMPARE(english.units[0]->data, m_units[3].data);
    }

    void aDamagedPacketIsAGap() {
        m_hub->setTracks(twoTracks);
        Listener listener;
        const auto watch = m_hub->listen(0, listener);
        push(0x101, 0);
        push(0x101, 1, true);
        push(0x101, 2);
        QCOMPARE(listener.units.size(), std::size_t{2});
        QCOMPARE(listener.units[1]->sequence, std::uint64_t{2});
    }

    void tracksAreToldWhenTheyChange() {
        Listener listener;
        const auto watch = m_hub->listen(1, listener);
        QVERIFY(listener.tracks.empty()); // no PMT yet
        m_hub->setTracks({twoTracks[0]});
        push(0x102, 0); // a track that is not there yet
        QVERIFY(listener.units.empty());
        m_hub->setTracks({twoTracks[0]});
        QCOMPARE(listener.tracks.size(), std::size_t{1}); // nothing new, nothing told
        m_hub->setTracks(twoTracks);
        QCOMPARE(listener.tracks.size(), std::size_t{2});
        push(0x102, 0);
        QCOMPARE(listener.units.size(), std::size_t{1});
        m_hub->setTracks({});
        QCOMPARE(listener.tracks.back(), model::SoundTracks{});
    }

    void afterTheHandleNothingComes() {
        m_hub->setTracks(twoTracks);
        Listener listener;
        auto watch = m_hub->listen(0, listener);
        watch.reset();
        push(0x101, 0);
        m_hub->setTracks({});
        m_hub->close("over");
        QVERIFY(listener.units.empty());
        QCOMPARE(listener.tracks.size(), std::size_t{1});
        QVERIFY(listener.ended.empty());
    }

    void closingEndsAll() {
        Listener listener;
        const auto watch = m_hub->listen(0, listener);
        m_hub->close("the node is stopping");
        QCOMPARE(listener.ended, std::string("the node is stopping"));
        QVERIFY(!m_hub->isListenedTo());
        Listener late;
        const auto none = m_hub->listen(0, late);
        QVERIFY(!late.ended.empty());
    }
};

QTEST_GUILESS_MAIN(TestSoundHub)
#include "tst_soundhub.moc"
