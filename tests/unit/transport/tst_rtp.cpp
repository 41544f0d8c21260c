// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/transport/counters.h"
#include "core/transport/rtppacket.h"
#include "core/transport/rtpreorder.h"
#include "core/transport/tsdetect.h"

using namespace vigie;
using namespace vigie::transport;

namespace {

std::vector<std::byte> bytes(std::initializer_list<int> values) {
    std::vector<std::byte> out;
    for (const int value : values) {
        out.push_back(static_cast<std::byte>(value));
    }
    return out;
}

base::Timestamp atMs(std::int64_t ms) {
    return {base::utcFromNs(ms * 1'000'000), base::monoFromNs(ms * 1'000'000)};
}

/// Feeds sequence numbers and writes down what comes out: the number, "-n" for n lost, "R".
class Harness {
public:
    Harness()
        : m_reorder({.onPayload =
                         [this](auto payload, auto arrival) {
                             log += std::to_string(std::to_integer<int>(payload[0])) + " ";
                             arrivals.push_back(base::toNs(arrival.mono) / 1'000'000);
                         },
                     .onLost = [this](auto lost, auto) { log += "-" + std::to_string(lost) + " "; },
                     .onRestart = [this](auto) { log += "R "; }}) {}

    void add(int sequence, int mark, std::int64_t ms = 0, std::uint32_t ssrc = 1) {
        const auto payload = bytes({mark});
        RtpPacket packet;
        packet.sequence = static_cast<std::uint16_t>(sequence);
        packet.ssrc = ssrc;
        packet.payload = payload;
        m_reorder.add(packet, atMs(ms));
    }
    void expire(std::int64_t ms) { m_reorder.expire(atMs(ms).mono); }
    [[nodiscard]] const RtpReorder& reorder() const { return m_reorder; }

    std::string log;
    std::vector<std::int64_t> arrivals;

private:
    RtpReorder m_reorder;
};

} // namespace

class TestRtp : public QObject {
    Q_OBJECT

private slots:
    void header() {
        // Two CSRCs, an extension of one word, three bytes of padding, marker, type 33.
        const auto datagram =
            bytes({0xb2, 0xa1, 0x12, 0x34, 1,    2, 3, 4, 5, 6, 7, 8,    0,    0, 0, 1, 0,
                   0,    0,    2,    0xbe, 0xde, 0, 1, 9, 9, 9, 9, 0x47, 0x55, 0, 0, 3});
        const auto packet = parseRtp(datagram);
        QVERIFY(packet);
        QVERIFY(packet->hasMarker);
        QCOMPARE(packet->payloadType, 33);
        QCOMPARE(packet->sequence, 0x1234);
        QCOMPARE(packet->timestamp, 0x01020304U);
        QCOMPARE(packet->ssrc, 0x05060708U);
        QCOMPARE(packet->payload.size(), 2U);
        QVERIFY(packet->payload[0] == std::byte{0x47});
    }
    void cutHeadersAreRefused() {
        const auto whole =
            bytes({0xb2, 0xa1, 0x12, 0x34, 1,    2, 3, 4, 5, 6, 7, 8,    0,    0, 0, 1, 0,
                   0,    0,    2,    0xbe, 0xde, 0, 1, 9, 9, 9, 9, 0x47, 0x55, 0, 0, 3});
        for (std::size_t size = 0; size < 28; ++size) {
            QVERIFY(!parseRtp(std::span(whole).first(size)));
        }
        auto padding = whole;
        padding.back() = std::byte{6}; // more than there is
        QVERIFY(!parseRtp(padding));
        padding.back() = std::byte{0};
        QVERIFY(!parseRtp(padding));
        QVERIFY(!parseRtp(bytes({0x47, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0})));
    }
    void writtenHeaderIsRead() {
        const auto header = rtpHeader(65535, 0xfedcba98, 0x89abcdef);
        const auto packet = parseRtp(header);
        QVERIFY(packet);
        QCOMPARE(packet->payloadType, rtpPayloadTypeMp2t);
        QCOMPARE(packet->sequence, 65535);
        QCOMPARE(packet->timestamp, 0xfedcba98U);
        QCOMPARE(packet->ssrc, 0x89abcdefU);
        QVERIFY(packet->payload.empty());
    }
    void inOrderOverTheWrap() {
        Harness h;
        for (int i = 0; i < 6; ++i) {
            h.add(65533 + i, i);
        }
        QCOMPARE(h.log, std::string("0 1 2 3 4 5 "));
        QCOMPARE(h.reorder().lost() + h.reorder().reordered() + h.reorder().duplicates(), 0U);
    }
    void swappedIsPutBackAndKeepsTimeMonotonic() {
        Harness h;
        h.add(1, 1, 10);
        h.add(3, 3, 20);
        h.add(2, 2, 30);
        h.add(4, 4, 40);
        QCOMPARE(h.log, std::string("1 2 3 4 "));
        // 3 was of no use before 2 came.
        QCOMPARE(h.arrivals, (std::vector<std::int64_t>{10, 30, 30, 40}));
        QCOMPARE(h.reorder().reordered(), 1U);
        QCOMPARE(h.reorder().lost(), 0U);
    }
    void lostAfterTheWindow() {
        Harness h;
        h.add(0, 0);
        for (int i = 2; i < 2 + RtpReorder::windowPackets - 2; ++i) {
            h.add(i, i);
        }
        QCOMPARE(h.log, std::string("0 "));
        h.add(33, 33); // 32 behind 1: no more waiting for it, still for 32
        std::string expected = "0 -1 ";
        for (int i = 2; i < 32; ++i) {
            expected += std::to_string(i) + " ";
        }
        QCOMPARE(h.log, expected);
        QCOMPARE(h.reorder().lost(), 1U);
        h.add(32, 32);
        QCOMPARE(h.log, expected + "32 33 ");
    }
    void lostAfterTheTime() {
        Harness h;
        h.add(0, 0, 0);
        h.add(3, 3, 10);
        h.add(4, 4, 12);
        QVERIFY(h.reorder().isHolding());
        h.expire(59);
        QCOMPARE(h.log, std::string("0 "));
        h.expire(60);
        QCOMPARE(h.log, std::string("0 -2 3 4 "));
        QVERIFY(!h.reorder().isHolding());
        QCOMPARE(h.reorder().lost(), 2U);
        // It comes after all: too late, and no duplicate the first time.
        h.add(2, 2, 70);
        h.add(2, 2, 71);
        QCOMPARE(h.log, std::string("0 -2 3 4 "));
        QCOMPARE(h.reorder().lost(), 2U);
        QCOMPARE(h.reorder().reordered(), 1U);
        QCOMPARE(h.reorder().duplicates(), 1U);
    }
    void duplicates() {
        Harness h;
        for (const int i : {5, 5, 6, 5, 8, 8, 7}) {
            h.add(i, i);
        }
        QCOMPARE(h.log, std::string("5 6 7 8 "));
        QCOMPARE(h.reorder().duplicates(), 3U);
        QCOMPARE(h.reorder().reordered(), 1U);
    }
    void longDropoutIsLoss() {
        Harness h;
        h.add(0, 0);
        h.add(3000, 1);
        QCOMPARE(h.log, std::string("0 -2999 1 "));
    }
    void jumpIsARestart() {
        Harness h;
        h.add(0, 0);
        h.add(1, 1);
        h.add(10'000, 2);
        QCOMPARE(h.log, std::string("0 1 "));
        h.add(10'001, 3);
        h.add(10'002, 4);
        QCOMPARE(h.log, std::string("0 1 R 2 3 4 "));
        QCOMPARE(h.reorder().lost(), 0U);
        QCOMPARE(h.reorder().restarts(), 1U);
    }
    void newSourceIsARestart() {
        Harness h;
        h.add(100, 0, 0, 1);
        h.add(102, 1, 0, 1); // held for 101
        h.add(101, 2, 0, 2);
        h.add(102, 3, 0, 2);
        QCOMPARE(h.log, std::string("0 -1 1 R 2 3 "));
    }
    void strayPacketsOfAnotherSourceAreIgnored() {
        Harness h;
        for (int i = 0; i < 5; ++i) {
            h.add(i, i, 0, 1);
            h.add(50'000 + i, 99, 0, 2);
        }
        QCOMPARE(h.log, std::string("0 1 2 3 4 "));
        QCOMPARE(h.reorder().restarts(), 0U);
    }
    void jitterOfAnEvenStreamIsZero() {
        RtpJitter jitter;
        QVERIFY(!jitter.ms());
        for (std::uint32_t i = 0; i < 50; ++i) {
            jitter.add(std::int64_t{i} * 1'000'000, 0xffffff00U + i * 90);
        }
        QVERIFY(*jitter.ms() < 1e-6);
    }
    void jitterFollowsTheFormula() {
        RtpJitter jitter;
        jitter.add(0, 0);
        jitter.add(30'000'000, 900); // 10 ms sent apart, 30 ms arrived apart: D = 20 ms
        QCOMPARE(*jitter.ms(), 20.0 / 16);
        jitter.add(40'000'000, 1800);
        QCOMPARE(*jitter.ms(), 20.0 / 16 * 15 / 16);
    }
    void jitterIsNotMadeFromAClockThatIsNone() {
        // Half rate, standing, and 27 MHz: none of them is 90 kHz.
        for (const std::uint32_t step : {45U, 0U, 27'000U}) {
            RtpJitter jitter;
            for (std::uint32_t i = 0; i < 2'100; ++i) {
                jitter.add(std::int64_t{i} * 1'000'000, i * step);
            }
            QVERIFY2(!jitter.ms(), std::to_string(step).c_str());
            QVERIFY(jitter.clock() == RtpClockCheck::Verdict::Wrong);
        }
        // A fast one that is within what crystals do stays known.
        RtpJitter good;
        for (std::uint32_t i = 0; i < 2'100; ++i) {
            good.add(std::int64_t{i} * 1'000'000, i * 91);
        }
        QVERIFY(good.ms());
        QVERIFY(good.clock() == RtpClockCheck::Verdict::Right);
    }
    void jitterTakesADiscontinuityForNone() {
        RtpJitter jitter;
        jitter.add(0, 0);
        QVERIFY(jitter.add(1'000'000, 90));
        QVERIFY(!jitter.add(2'000'000, 5'000'000)); // a jump of 55 s
        QVERIFY(jitter.add(3'000'000, 5'000'090));
        QVERIFY(!jitter.add(4'000'000, 5'000'900, true)); // the marker says so itself
        QVERIFY(jitter.add(5'000'000, 5'000'990));
        QCOMPARE(*jitter.ms(), 0.0);
        jitter.reset();
        QVERIFY(!jitter.ms());
    }
    void whatIsTooLateIsLateOnce() {
        Harness h;
        h.add(0, 0, 0);
        h.add(2, 2, 10);
        h.expire(60);
        h.add(1, 1, 70);
        h.add(1, 1, 71);
        QCOMPARE(h.reorder().lost(), 1U);
        QCOMPARE(h.reorder().reordered(), 1U);
        QCOMPARE(h.reorder().late(), 1U);
        QCOMPARE(h.reorder().duplicates(), 1U);
        // What was sent before the first one that came is not late: nobody missed it.
        h.add(65535, 9, 72);
        QCOMPARE(h.reorder().late(), 1U);
        QCOMPARE(h.reorder().lost(), 1U);
    }
    void transportStreamIsRecognized() {
        std::vector<std::byte> datagram(7 * 188, std::byte{0});
        QVERIFY(!looksLikeTransportStream(datagram));
        QVERIFY(!looksLikeTransportStream({}));
        for (std::size_t i = 0; i < 7; ++i) {
            datagram[i * 188] = tsSyncByte;
        }
        QVERIFY(looksLikeTransportStream(datagram));
        QVERIFY(looksLikeTransportStream(std::span(datagram).subspan(100)));
        QVERIFY(looksLikeTransportStream(std::span(datagram).first(188)));
        datagram[188] = std::byte{0};
        QVERIFY(!looksLikeTransportStream(datagram));
    }
    void countersGoOnOverReconnects() {
        CumulativeCounter counter;
        QCOMPARE(counter.update(5), 5U);
        QCOMPARE(counter.update(7), 7U);
        QCOMPARE(counter.update(2), 9U); // a decrease is a reset
        counter.restart();
        QCOMPARE(counter.update(3), 12U);
        Backoff backoff;
        int last = 0;
        for (const int expected : {200, 400, 800, 1600, 3200, 5000, 5000}) {
            last = static_cast<int>(backoff.next().count());
            QCOMPARE(last, expected);
        }
        backoff.reset();
        QCOMPARE(backoff.next().count(), 200);
    }
};

QTEST_APPLESS_MAIN(TestRtp)
#include "tst_rtp.moc"
