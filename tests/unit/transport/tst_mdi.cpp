// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/transport/mdi.h"
#include "core/transport/rtpmeter.h"

using namespace vigie;
using namespace vigie::transport;

namespace {

constexpr std::size_t payload = 7 * 188;

base::Mono atUs(std::int64_t us) {
    return base::monoFromNs(us * 1000);
}

bool isNear(const std::optional<double>& value, double expected, double tolerance = 1e-6) {
    return value && std::abs(*value - expected) <= tolerance;
}

} // namespace

class TestMdi : public QObject {
    Q_OBJECT

private slots:
    void anEvenStreamHasTheFloorOfOneDatagram() {
        // 1316 bytes at 4 Mb/s: one each 2.632 ms, the example of the fact sheet.
        DeliveryMeter meter;
        for (std::int64_t i = 0; i <= 400; ++i) {
            meter.add(atUs(i * 2632), payload, static_cast<std::uint32_t>(i * 2632 * 9 / 100), 0U);
        }
        QVERIFY2(isNear(meter.figures().dfMs, 2.632),
                 std::to_string(meter.figures().dfMs.value_or(-1)).c_str());
        QVERIFY(isNear(meter.figures().tsDfMs, 0, 0.02)); // the clock's own step
        QVERIFY(isNear(meter.figures().mlr, 0));
    }
    void burstsAreTheirLength() {
        // Ten datagrams at once each 10 ms, sent evenly by their time stamps 1 ms apart.
        DeliveryMeter meter;
        for (std::int64_t burst = 0; burst <= 101; ++burst) {
            for (std::int64_t i = 0; i < 10; ++i) {
                meter.add(atUs(burst * 10'000), payload,
                          static_cast<std::uint32_t>((burst * 10 + i) * 90), 0U);
            }
        }
        QVERIFY(isNear(meter.figures().dfMs, 10));
        QVERIFY(isNear(meter.figures().tsDfMs, 9));
    }
    void aPauseIsInBothFigures() {
        // Even but for 200 ms of silence, made up for in one burst.
        DeliveryMeter meter;
        for (std::int64_t i = 0; i <= 1000; ++i) {
            const std::int64_t due = i * 1000;
            const std::int64_t at = due >= 300'000 && due < 500'000 ? 500'000 : due;
            meter.add(atUs(at), payload, static_cast<std::uint32_t>(i * 90), 0U);
        }
        QVERIFY(isNear(meter.figures().tsDfMs, 200));
        QVERIFY(isNear(meter.figures().dfMs, 201)); // and one datagram more
    }
    void lossIsInPacketsOf188() {
        DeliveryMeter meter;
        std::uint64_t lost = 5; // before this second
        for (std::int64_t i = 0; i <= 1000; ++i) {
            if (i == 400 || i == 700) {
                ++lost;
                continue;
            }
            meter.add(atUs(i * 1000), payload, std::nullopt, lost);
        }
        QVERIFY(isNear(meter.figures().mlr, 14)); // two datagrams of seven
        QVERIFY(!meter.figures().tsDfMs);
        QVERIFY(meter.figures().dfMs);
    }
    void withoutRtpThereIsNoLossRate() {
        RtpMeter meter;
        for (std::int64_t i = 0; i <= 1000; ++i) {
            meter.addRaw(payload, atUs(i * 1000));
        }
        LinkFigures figures;
        meter.fill(figures);
        QVERIFY(isNear(figures.mdiDfMs, 1));
        QVERIFY(!figures.mdiMlr && !figures.tsDfMs && !figures.rtpJitterMs);
    }
    void tsDfWaitsForAClockThatIsSeenToRun() {
        RtpMeter right;
        RtpMeter wrong;
        const auto packets = [](RtpMeter& meter, std::int64_t from, std::int64_t to,
                                std::uint32_t step) {
            static const std::vector<std::byte> bytes(payload);
            for (std::int64_t i = from; i <= to; ++i) {
                RtpPacket packet;
                packet.timestamp = static_cast<std::uint32_t>(i) * step;
                packet.payload = bytes;
                meter.add(packet, atUs(i * 1000), 0);
            }
        };
        LinkFigures figures;
        packets(right, 0, 1900, 90);
        right.fill(figures);
        QVERIFY(figures.mdiDfMs && !figures.tsDfMs);
        packets(right, 1901, 4000, 90);
        right.fill(figures);
        QVERIFY(isNear(figures.tsDfMs, 0, 1e-6));
        packets(wrong, 0, 4000, 45);
        wrong.fill(figures);
        QVERIFY(!figures.tsDfMs && !figures.rtpJitterMs);
        QVERIFY(figures.mdiDfMs && figures.mdiMlr);
    }
    void silenceEndsWhatIsKnown() {
        DeliveryMeter meter;
        for (std::int64_t i = 0; i <= 1100; ++i) {
            meter.add(atUs(i * 1000), payload, static_cast<std::uint32_t>(i * 90), 0U);
        }
        QVERIFY(meter.figures().dfMs);
        meter.expire(atUs(2'500'000));
        QVERIFY(meter.figures().dfMs);
        meter.expire(atUs(3'200'000));
        QVERIFY(!meter.figures().dfMs && !meter.figures().tsDfMs && !meter.figures().mlr);
        // A second that a long pause cut short is not judged either.
        meter.add(atUs(10'000'000), payload, 1, 0U);
        meter.add(atUs(10'001'000), payload, 91, 0U);
        meter.add(atUs(14'000'000), payload, 100, 0U);
        QVERIFY(!meter.figures().dfMs);
    }
    void aRestartedSecondIsNotJudged() {
        DeliveryMeter meter;
        for (std::int64_t i = 0; i < 900; ++i) {
            meter.add(atUs(i * 1000), payload, static_cast<std::uint32_t>(i * 90), 0U);
        }
        meter.restart();
        for (std::int64_t i = 900; i < 1850; ++i) {
            meter.add(atUs(i * 1000), payload, static_cast<std::uint32_t>(i * 90 + 70'000), 0U);
        }
        QVERIFY(!meter.figures().dfMs);
        for (std::int64_t i = 1850; i <= 1950; ++i) {
            meter.add(atUs(i * 1000), payload, static_cast<std::uint32_t>(i * 90 + 70'000), 0U);
        }
        QVERIFY(isNear(meter.figures().dfMs, 1));
        QVERIFY(isNear(meter.figures().tsDfMs, 0));
    }
};

QTEST_APPLESS_MAIN(TestMdi)
#include "tst_mdi.moc"
