// SPDX-License-Identifier: GPL-3.0-or-later
//
// The same seed makes the same hour: weather, locks, lost frames and the scenario's faults at the
// same offsets; another seed makes another one.
#include <QTest>

#include <string>
#include <vector>

#include "core/demo/catalog.h"
#include "core/demo/fleetplan.h"
#include "core/demo/satellitelink.h"
#include "core/demo/satellitesignal.h"
#include "core/demo/scenario.h"
#include "core/demo/transponder.h"

using namespace vigie;
using namespace vigie::demo;
using namespace std::chrono_literals;

namespace {

/// Sums up what was sent.
class CountingSender final : public transport::Sender {
public:
    void send(std::span<const std::byte> packets) override {
        for (const std::byte byte : packets) {
            m_sum = m_sum * 1099511628211U + static_cast<std::uint64_t>(byte);
        }
    }
    std::uint64_t dropped() const override { return 0; }
    std::uint16_t boundPort() const override { return 0; }
    std::uint64_t m_sum = 0;
};

/// What a receiver in the rain says over an hour, with the fades of the built-in scenario. `asks`:
/// how often somebody looks at the figures.
std::vector<double> hour(std::uint64_t seed, int asks = 0) {
    const SlantPath path{-23.5, 0.76, 4.5, 45, 12};
    SatelliteSignal signal({8, 13, fitRain(path, specificAttenuation(12, 45, 0, 80), 6), seed});
    ScenarioPlayer scenario(defaultScenario().value());
    std::vector<double> said;
    for (int step = 0; step < 36'000; ++step) {
        for (const Command& command : scenario.due(step * 100ms)) {
            if (command.what == Command::Do::Rain) {
                signal.addFade(command.amount, command.seconds);
            }
            said.push_back(1000.0 + static_cast<double>(command.what)); // its place among the rest
        }
        signal.advance(0.1);
        for (int i = 0; i < asks; ++i) {
            (void)signal.figures();
        }
        said.push_back(signal.marginDb());
        said.push_back(signal.isLocked() ? 1 : 0);
    }
    return said;
}

} // namespace

class TestSeed : public QObject {
    Q_OBJECT
private slots:
    void anHourOfWeatherAndFaultsIsTheSame() {
        const auto first = hour(7);
        QCOMPARE(hour(7), first);
        QVERIFY(hour(8) != first);
        // The scenario makes the lock fall, so that there is something to be equal.
        QVERIFY(std::count(first.begin(), first.end(), 0.0) > 0);
    }

    void whoLooksDoesNotChangeTheWeather() { QCOMPARE(hour(7, 3), hour(7)); }

    void framesAreLostAlike() {
        const auto lost = [](std::uint64_t seed) {
            auto sender = std::make_unique<CountingSender>();
            const CountingSender& sent = *sender;
            SatelliteLink link(0ms, std::move(sender), seed);
            // Dry, and just below the threshold of 8PSK 2/3: some frames are lost, not all.
            SatelliteSignal signal({6.3, 13, {0, 0, 2}, 1});
            Transponder transponder(101, "Test", {{1, 0x1001, "One", "Test"}});
            TsPacket packet = nullPacket;
            packet[1] = std::byte{0x01};
            packet[2] = std::byte{0x11};

            const base::Mono start = base::monoFromNs(1'000'000'000);
            for (std::uint64_t tick = 0; tick < 60 * packetsPerSecond; ++tick) {
                const auto now =
                    start + std::chrono::nanoseconds(tick * 1'000'000'000 / packetsPerSecond);
                packet[3] = static_cast<std::byte>(0x10U | (tick & 0xFU));
                transponder.tick(tick, {packet}, {{}, now});
                if (tick % 35 == 0) {
                    signal.advance(0.1);
                }
                link.forward(transponder, signal, now);
            }
            return std::pair(link.lostPackets(), sent.m_sum);
        };
        const auto first = lost(3);
        QCOMPARE(lost(3), first);
        QVERIFY(first.first > 0);
        QVERIFY(lost(4) != first);
    }
};

QTEST_APPLESS_MAIN(TestSeed)
#include "tst_seed.moc"
