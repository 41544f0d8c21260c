// SPDX-License-Identifier: GPL-3.0-or-later
//
// What is said of sound, block by block on a made-up clock.
#include "core/media/soundjudge.h"

#include <QtTest>

#include <cmath>
#include <numbers>

using namespace vigie;
using media::ChannelRole;
using media::Presence;

namespace {

using Ms = std::chrono::milliseconds;
constexpr Ms kBlock{20};
constexpr int kFrames = 960; // at 48 kHz

base::Timestamp at(Ms since) {
    return {base::utcFromNs(1'800'000'000'000'000'000) + since,
            base::monoFromNs(5'000'000'000) + since};
}

/// Plays tones into a judge: an amplitude for each channel; negative turns the phase round.
class Listener {
public:
    explicit Listener(std::vector<ChannelRole> channels = media::usualRoles(2))
        : roles(std::move(channels)) {}
    void play(const std::vector<double>& amplitudes, Ms length, bool isIndependent = false) {
        std::vector<float> samples;
        for (const Ms end = now + length; now < end;) {
            samples.clear();
            for (int i = 0; i < kFrames; ++i) {
                for (std::size_t c = 0; c < amplitudes.size(); ++c) {
                    const double frequency = isIndependent && c > 0 ? 1300.0 : 1000.0;
                    samples.push_back(static_cast<float>(
                        amplitudes[c] *
                        std::sin(2 * std::numbers::pi * frequency * (m_frame + i) / 48000)));
                }
            }
            m_frame += kFrames;
            now += kBlock;
            judge.observe(
                media::factsOf({static_cast<int>(amplitudes.size()), 48000, roles, samples}), roles,
                at(now), kBlock);
        }
    }
    std::vector<ChannelRole> roles;
    media::SoundJudge judge{media::ContentLimits{}};
    Ms now{0};

private:
    std::int64_t m_frame = 0;
};

} // namespace

class TestSoundJudge : public QObject {
    Q_OBJECT

private slots:
    void allIsWell() {
        Listener listener;
        QCOMPARE(listener.judge.silence().presence(), Presence::Unknown);
        QVERIFY(!listener.judge.correlation());
        listener.play({0.5, 0.4}, Ms(20000));
        QCOMPARE(listener.judge.channels(), 2);
        for (const auto* fault : {&listener.judge.silence(), &listener.judge.digitalZero(),
                                  &listener.judge.channelLost(), &listener.judge.phase(),
                                  &listener.judge.silenceOf(0), &listener.judge.silenceOf(1)}) {
            QCOMPARE(fault->presence(), Presence::Clear);
        }
        QCOMPARE(listener.judge.silenceOf(2).presence(), Presence::Unknown);
        QVERIFY(*listener.judge.correlation() > 0.999);
        QVERIFY(!listener.judge.isSuspicious(at(listener.now).mono));
    }

    void silenceAndZeroAreToldApart() {
        Listener listener;
        listener.play({0.5, 0.5}, Ms(1000));
        listener.play({0.0009, 0.0009}, Ms(4980)); // just below -60 dBFS
        QCOMPARE(listener.judge.silence().presence(), Presence::Clear);
        QVERIFY(listener.judge.isSuspicious(at(listener.now).mono));
        listener.play({0.0009, 0.0009}, Ms(20));
        QCOMPARE(listener.judge.silence().presence(), Presence::Present);
        QCOMPARE(base::toNs(*listener.judge.silence().since()), base::toNs(at(Ms(1000)).utc));
        QCOMPARE(listener.judge.digitalZero().presence(), Presence::Clear);
        QCOMPARE(listener.judge.channelLost().presence(), Presence::Clear);
        listener.play({0.002, 0.0009}, Ms(20));
        QCOMPARE(listener.judge.silence().presence(), Presence::Clear);
        QCOMPARE(listener.judge.silenceOf(0).presence(), Presence::Clear);
        QCOMPARE(listener.judge.silenceOf(1).presence(), Presence::Present);
        listener.play({0, 0}, Ms(1980));
        QCOMPARE(listener.judge.digitalZero().presence(), Presence::Clear);
        listener.play({0, 0}, Ms(20));
        QCOMPARE(listener.judge.digitalZero().presence(), Presence::Present);
        QCOMPARE(listener.judge.silence().presence(), Presence::Clear); // 2 s are not yet 5
    }

    void aLostChannel() {
        Listener listener;
        listener.play({0.5, 0.5}, Ms(1000));
        listener.play({0.5, 0}, Ms(9980));
        QCOMPARE(listener.judge.channelLost().presence(), Presence::Clear);
        listener.play({0.5, 0}, Ms(20));
        QCOMPARE(listener.judge.channelLost().presence(), Presence::Present);
        QCOMPARE(base::toNs(*listener.judge.channelLost().since()), base::toNs(at(Ms(1000)).utc));
        QCOMPARE(listener.judge.silence().presence(), Presence::Clear);
        listener.play({0, 0}, Ms(1000)); // the other pauses: still lost
        QCOMPARE(listener.judge.channelLost().presence(), Presence::Present);
        listener.play({0, 0}, Ms(2000)); // but silence of both is silence
        QCOMPARE(listener.judge.channelLost().presence(), Presence::Clear);
        listener.play({0.5, 0.5}, Ms(100));
        QCOMPARE(listener.judge.channelLost().presence(), Presence::Clear);
    }

    void pausesAreNotLost() {
        Listener listener;
        for (int i = 0; i < 20; ++i) { // a dialog, hard left and right
            listener.play({0.5, 0}, Ms(1500));
            listener.play({0, 0}, Ms(300));
            listener.play({0, 0.5}, Ms(1500));
        }
        QCOMPARE(listener.judge.channelLost().presence(), Presence::Clear);
    }

    void surroundMayBeSilent() {
        Listener listener(media::usualRoles(6));
        listener.play({0.5, 0.5, 0.5, 0, 0, 0}, Ms(20000)); // stereo in 5.1
        QCOMPARE(listener.judge.channelLost().presence(), Presence::Clear);
        QCOMPARE(listener.judge.silenceOf(3).presence(), Presence::Present);
        QCOMPARE(listener.judge.silence().presence(), Presence::Clear);
        listener.play({0.5, 0.5, 0.5, 0, 0.5, 0}, Ms(12000)); // one surround without the other
        QCOMPARE(listener.judge.channelLost().presence(), Presence::Present);
    }

    void monoHasNoPair() {
        Listener listener(media::usualRoles(1));
        listener.play({0.5}, Ms(12000));
        QCOMPARE(listener.judge.channelLost().presence(), Presence::Unknown);
        QCOMPARE(listener.judge.phase().presence(), Presence::Unknown);
        QVERIFY(!listener.judge.correlation());
    }

    void phase() {
        Listener listener;
        listener.play({0.5, 0.5}, Ms(2000));
        listener.play({0.5, -0.5}, Ms(9000));
        QCOMPARE(listener.judge.phase().presence(), Presence::Clear);
        listener.play({0, 0}, Ms(1000)); // a pause neither makes nor ends it
        QVERIFY(listener.judge.phase().presence() != Presence::Present);
        listener.play({0.5, -0.5}, Ms(3000));
        QCOMPARE(listener.judge.phase().presence(), Presence::Present);
        QVERIFY(*listener.judge.correlation() < -0.99);
        listener.play({0.5, 0.5}, Ms(2000));
        QCOMPARE(listener.judge.phase().presence(), Presence::Clear);
        listener.play({0.5, 0.5}, Ms(15000), true); // independent channels correlate near 0
        QVERIFY(std::abs(*listener.judge.correlation()) < 0.2);
        QCOMPARE(listener.judge.phase().presence(), Presence::Clear);
        listener.play({0, 0}, Ms(4000));
        QVERIFY(!listener.judge.correlation());
        QCOMPARE(listener.judge.phase().presence(), Presence::Unknown);
    }

    void anotherNumberOfChannelsBeginsAnew() {
        Listener listener;
        listener.play({0.0, 0.0}, Ms(8000));
        QCOMPARE(listener.judge.silence().presence(), Presence::Present);
        listener.roles = media::usualRoles(6);
        listener.play({0, 0, 0, 0, 0, 0}, Ms(1000));
        QCOMPARE(listener.judge.silence().presence(), Presence::Unknown);
        QCOMPARE(listener.judge.channels(), 6);
        listener.roles = media::usualRoles(16);
        listener.play(std::vector<double>(16, 0.1), Ms(1000));
        QCOMPARE(listener.judge.silence().presence(), Presence::Clear);
    }
};

QTEST_APPLESS_MAIN(TestSoundJudge)
#include "tst_soundjudge.moc"
