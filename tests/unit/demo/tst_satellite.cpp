// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <mutex>

#include <QTest>

#include "core/demo/rain.h"
#include "core/demo/satellitelink.h"
#include "core/demo/satellitesignal.h"
#include "core/demo/transponder.h"
#include "core/transport/rffigures.h"

using namespace vigie;
using namespace vigie::demo;
using namespace std::chrono_literals;

namespace {

bool isNear(double value, double expected, double tolerance) {
    if (std::abs(value - expected) <= tolerance) {
        return true;
    }
    qWarning("%f is not within %f of %f", value, tolerance, expected);
    return false;
}

/// The ITU's test case: London.
SlantPath london() {
    return {51.5, 0.031383, 2.452733, 31.076991, 14.25};
}

class RecordingSender final : public transport::Sender {
public:
    explicit RecordingSender(std::vector<std::byte>& bytes) : m_bytes(bytes) {}
    void send(std::span<const std::byte> packets) override {
        m_bytes.insert(m_bytes.end(), packets.begin(), packets.end());
    }
    std::uint64_t dropped() const override { return 0; }
    std::uint16_t boundPort() const override { return 0; }

private:
    std::vector<std::byte>& m_bytes;
};

TsPacket payloadPacket(std::uint16_t pid, unsigned counter) {
    TsPacket packet = nullPacket;
    packet[1] = static_cast<std::byte>(pid >> 8);
    packet[2] = static_cast<std::byte>(pid & 0xff);
    packet[3] = static_cast<std::byte>(0x10 | (counter & 0xf));
    return packet;
}

/// A transponder of one service, run for a second.
void runTransponder(Transponder& transponder, base::Mono start) {
    for (std::uint64_t tick = 0; tick < packetsPerSecond; ++tick) {
        transponder.tick(
            tick, {payloadPacket(0x111, static_cast<unsigned>(tick))},
            {{}, start + std::chrono::nanoseconds(tick * 1000000000 / packetsPerSecond)});
    }
}

SatelliteSignal::Setup setup(double clearSky, RainStatistics rain = {-20, 0.1, 1}) {
    return {clearSky, 13, rain, 3};
}

} // namespace

class TestSatellite : public QObject {
    Q_OBJECT

private slots:
    void specificAttenuationAgreesWithTheTable() {
        QVERIFY(isNear(specificAttenuation(12, 0, 0, 25), 1.07, 0.01));
        QVERIFY(isNear(specificAttenuation(12, 0, 90, 25), 0.91, 0.01));
        QVERIFY(isNear(specificAttenuation(14, 0, 0, 25), 1.46, 0.01));
        QVERIFY(isNear(specificAttenuation(20, 0, 90, 25), 2.29, 0.01));
        // Between the tabled frequencies it is interpolated.
        QVERIFY(isNear(specificAttenuation(14.25, 31.076991, 0, 26.48052), 1.581308, 0.03));
    }

    void exceededAttenuationAgreesWithTheTestCase() {
        const double gamma = 1.581308;
        QVERIFY(isNear(exceededAttenuation(london(), gamma, 1), 0.495317, 1e-4));
        QVERIFY(isNear(exceededAttenuation(london(), gamma, 0.1), 2.185847, 1e-4));
        QVERIFY(isNear(exceededAttenuation(london(), gamma, 0.01), 6.798072, 1e-4));
        QVERIFY(isNear(exceededAttenuation(london(), gamma, 0.001), 14.899822, 1e-3));
    }

    void rainSeriesHasTheStatisticsOfThePlace() {
        const RainStatistics rain = fitRain(london(), 1.581308, 4);
        QVERIFY(rain.sigma > 0);
        RainSeries series(rain, 11);
        QCOMPARE(series.attenuationDb(), 0.0); // begins dry
        int wet = 0;
        int heavy = 0;
        const int steps = 400'000;
        for (int i = 0; i < steps; ++i) {
            const double attenuation = series.advance(600); // years, in steps of ten minutes
            wet += attenuation > 0 ? 1 : 0;
            heavy += attenuation > exceededAttenuation(london(), 1.581308, 0.1) ? 1 : 0;
        }
        QVERIFY(isNear(100.0 * wet / steps, 4, 0.8));
        QVERIFY(isNear(100.0 * heavy / steps, 0.1, 0.05));
        RainSeries again(rain, 11);
        RainSeries same(rain, 11);
        for (int i = 0; i < 100; ++i) {
            QCOMPARE(again.advance(60), same.advance(60));
        }
    }

    void delayThroughSpaceAgreesWithTheTable() {
        QVERIFY(isNear(geostationaryDelayMs(90, 90), 238.7, 0.2));
        QVERIFY(isNear(geostationaryDelayMs(45, 45), 249.6, 0.2));
        QVERIFY(isNear(geostationaryDelayMs(30, 30), 257.6, 0.2));
        QVERIFY(isNear(geostationaryDelayMs(10, 10), 270.8, 0.2));
    }

    void lossFallsOffACliff() {
        QVERIFY(isNear(std::log10(packetErrorRatio(0)), -7, 1e-9));
        QVERIFY(isNear(std::log10(packetErrorRatio(-0.2)), -3.5, 1e-9));
        QCOMPARE(packetErrorRatio(-0.4), 1.0);
        QCOMPARE(packetErrorRatio(-3), 1.0);
        QVERIFY(packetErrorRatio(3) < 1e-9);
    }

    void rawErrorsFollowTheSymbols() {
        // QPSK at 9.6 dB Es/N0: erfc(sqrt(10^0.96 / 2)) / 2 by hand.
        QVERIFY(std::abs(*symbolErrorBer(4, 9.6) - 1.27e-3) < 1e-4);
        QVERIFY(*symbolErrorBer(13, 6.62) > *symbolErrorBer(13, 12));
        QVERIFY(*symbolErrorBer(13, 12) < 2e-2 && *symbolErrorBer(13, 12) > 1e-4);
        QVERIFY(!symbolErrorBer(18, 12));
        QVERIFY(!symbolErrorBer(0, 12));
    }
    void rainCostsMoreThanItsAttenuation() {
        QCOMPARE(rainCostDb(0), 0.0);
        QVERIFY(isNear(rainCostDb(1), 2.4, 0.1));
        QVERIFY(isNear(rainCostDb(3), 5.8, 0.1));
        QVERIFY(isNear(rainCostDb(5), 8.5, 0.1));
        QVERIFY(isNear(rainCostDb(8), 12.1, 0.1));
    }

    void aFadeTakesTheLockAndGivesItBack() {
        SatelliteSignal signal(setup(12.4));
        for (int i = 0; i < 50; ++i) {
            signal.advance(0.1);
            QVERIFY(signal.isLocked());
        }
        QVERIFY(isNear(signal.esN0Db(), 12.4, 0.8));
        signal.addFade(6, 40);
        bool wasLost = false;
        double lostAt = 0;
        double backAt = 0;
        for (int i = 0; i < 450; ++i) {
            signal.advance(0.1);
            if (!signal.isLocked() && !wasLost) {
                wasLost = true;
                lostAt = i * 0.1;
                const auto figures = signal.figures();
                QVERIFY(figures.isLocked == false);
                QVERIFY(!figures.merDb && !figures.esN0Db && figures.levelDbm);
            } else if (signal.isLocked() && wasLost && backAt == 0) {
                backAt = i * 0.1;
            }
        }
        QVERIFY(wasLost);
        QVERIFY(lostAt > 2 && lostAt < 11); // while it builds up
        QVERIFY(backAt > 30 && backAt < 43);
        QVERIFY(signal.isLocked());
        const auto figures = signal.figures();
        QVERIFY(figures.thresholdDb == transport::dvbS2ThresholdDb(13));
        QVERIFY(isNear(*figures.marginDb, *figures.esN0Db - *figures.thresholdDb, 1e-9));
    }

    void theLinkDelaysAndPassesUntouched() {
        Transponder transponder(101, "Test", {{1, 0x1001, "One", "Test"}});
        const base::Mono start{100s};
        runTransponder(transponder, start);
        std::vector<std::byte> received;
        SatelliteLink link(300ms, std::make_unique<RecordingSender>(received), 1);
        const SatelliteSignal signal(setup(13));
        link.forward(transponder, signal, start + 299ms);
        QVERIFY(received.empty());
        link.forward(transponder, signal, start + 800ms);
        // Half a second of it: two places a tick.
        const double packets = static_cast<double>(received.size()) / packetSize;
        QVERIFY(isNear(packets, packetsPerSecond, 2 * packetsPerDatagram));
        QCOMPARE(link.lostPackets(), 0u);
        unsigned counter = 0;
        for (std::size_t at = 0; at < received.size(); at += packetSize) {
            const auto packet = std::span(received).subspan(at, packetSize);
            if (pidOf(packet) == 0x111) {
                QCOMPARE(std::to_integer<unsigned>(packet[3]) & 0xf, counter++ & 0xf);
            }
        }
        QVERIFY(counter > packetsPerSecond / 3);
    }

    void nearTheCliffWholeFramesAreLost() {
        Transponder transponder(101, "Test", {{1, 0x1001, "One", "Test"}});
        const base::Mono start{100s};
        runTransponder(transponder, start);
        std::vector<std::byte> received;
        SatelliteLink link(0ms, std::make_unique<RecordingSender>(received), 1);
        // 0.15 dB below its threshold: a few in ten thousand; 0.35: one in eight.
        const SatelliteSignal signal(setup(*transport::dvbS2ThresholdDb(13) - 0.35));
        link.forward(transponder, signal, start + 10s);
        const auto packets = received.size() / packetSize;
        QVERIFY(link.lostPackets() > 0);
        QVERIFY(link.lostPackets() < packets);
        QVERIFY(packets > packetsPerSecond); // nulls stand in: the rate stays
    }

    void withoutLockThereIsSilence() {
        Transponder transponder(101, "Test", {{1, 0x1001, "One", "Test"}});
        const base::Mono start{100s};
        runTransponder(transponder, start);
        std::vector<std::byte> received;
        SatelliteLink link(0ms, std::make_unique<RecordingSender>(received), 1);
        SatelliteSignal signal(setup(3));
        signal.advance(0.1);
        QVERIFY(!signal.isLocked());
        link.forward(transponder, signal, start + 10s);
        QVERIFY(received.empty());
        QVERIFY(link.lostPackets() > packetsPerSecond);
    }
};

QTEST_APPLESS_MAIN(TestSatellite)
#include "tst_satellite.moc"
