// SPDX-License-Identifier: GPL-3.0-or-later
#include <QElapsedTimer>
#include <QTest>

#include <fmt/format.h>
#include <sys/socket.h>

#include "core/transport/address.h"
#include "core/transport/legmerger.h"
#include "core/transport/receiver.h"
#include "core/transport/sender.h"
#include "tests/support/pace.h"
#include "tests/unit/transport/recordingsink.h"

using namespace vigie;
using namespace vigie::transport;
using vigie::transport::test::numberedPackets;
using vigie::transport::test::numbersIn;
using vigie::transport::test::RecordingSink;

namespace {

constexpr int patienceMs = 20'000;

base::Timestamp atMs(double ms) {
    const auto ns = static_cast<std::int64_t>(ms * 1e6);
    return {base::utcFromNs(ns), base::monoFromNs(ns)};
}

/// Feeds numbers and writes down what comes out: the mark, "-n" for n lost, "R". Time stamps follow
/// the number, 90 units each, unless given.
class Harness {
public:
    explicit Harness(int windowMs = 50)
        : merger(std::chrono::milliseconds(windowMs),
                 {.onPayload =
                      [this](auto payload, auto arrival) {
                          log += std::to_string(std::to_integer<int>(payload[0])) + " ";
                          arrivals.push_back(base::toNs(arrival.mono) / 1'000'000);
                      },
                  .onLost = [this](auto lost, auto) { log += "-" + std::to_string(lost) + " "; },
                  .onRestart = [this](auto) { log += "R "; },
                  .onFirstCopy = [this](const auto&, auto) { ++firstCopies; }}) {}

    void add(Leg leg, int sequence, double ms, std::uint32_t ssrc = 1,
             std::uint32_t timestampOffset = 0) {
        const std::vector<std::byte> payload{static_cast<std::byte>(sequence)};
        RtpPacket packet;
        packet.sequence = static_cast<std::uint16_t>(sequence);
        packet.timestamp = static_cast<std::uint32_t>(sequence) * 90U + timestampOffset;
        packet.ssrc = ssrc;
        packet.payload = payload;
        merger.add(leg, packet, atMs(ms));
    }
    void a(int sequence, double ms) { add(Leg::A, sequence, ms); }
    void b(int sequence, double ms) { add(Leg::B, sequence, ms); }

    std::string log;
    std::vector<std::int64_t> arrivals;
    int firstCopies = 0;
    LegMerger merger;
};

/// One sender of numbered RTP packets, each copied to two ports of the loopback.
class TwoLegSender {
public:
    TwoLegSender(std::uint16_t portA, std::uint16_t portB)
        : m_targets{SocketAddress::numeric("127.0.0.1", portA).value(),
                    SocketAddress::numeric("127.0.0.1", portB).value()},
          m_fd(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0)) {}

    void send(bool onA = true, bool onB = true) {
        const auto header =
            rtpHeader(static_cast<std::uint16_t>(m_sequence), m_sequence * 90, m_ssrc);
        std::vector<std::byte> datagram(header.begin(), header.end());
        const auto packets = numberedPackets(m_sequence, 1);
        datagram.insert(datagram.end(), packets.begin(), packets.end());
        for (std::size_t leg = 0; leg < 2; ++leg) {
            if (leg == 0 ? onA : onB) {
                ::sendto(m_fd.get(), datagram.data(), datagram.size(), 0, m_targets[leg].raw(),
                         m_targets[leg].length);
            }
        }
        ++m_sequence;
    }
    /// Paced, so that no socket overflows, until `done` or patience is at its end.
    template <typename Done> void sendUntil(Done done, bool onA = true, bool onB = true) {
        QElapsedTimer timer;
        timer.start();
        while (!done() && timer.elapsed() < patienceMs) {
            for (int i = 0; i < 5; ++i) {
                send(onA, onB);
            }
            vigie::testing::pace(std::chrono::milliseconds(2));
        }
    }
    void sendMany(std::uint32_t count) {
        const auto end = m_sequence + count;
        sendUntil([&] { return m_sequence >= end; });
    }
    [[nodiscard]] std::uint32_t next() const { return m_sequence; }

private:
    std::array<SocketAddress, 2> m_targets;
    Descriptor m_fd;
    std::uint32_t m_sequence = 65'000; // it wraps soon
    std::uint32_t m_ssrc = 7;
};

/// A receiver of two legs behind two impaired links.
struct Setup {
    explicit Setup(LinkImpairment a = {}, LinkImpairment b = {}, int windowMs = 500)
        : relay(makeUdpRelay(42)) {
        receiver = Receiver::create("test", {.uri = "rtp://127.0.0.1:0",
                                             .legB = "rtp://127.0.0.1:0",
                                             .legWindow = std::chrono::milliseconds(windowMs)})
                       .value();
        receiver->start(sink);
        QElapsedTimer timer;
        timer.start();
        while ((!receiver->boundPort() || !receiver->boundPortB()) &&
               timer.elapsed() < patienceMs) {
            vigie::testing::pace(std::chrono::milliseconds(1));
        }
        linkA = relay->addLink(receiver->boundPort().value(), a).value();
        linkB = relay->addLink(receiver->boundPortB().value(), b).value();
        sender = std::make_unique<TwoLegSender>(linkA, linkB);
    }
    ~Setup() { receiver->stop(); }
    Setup(const Setup&) = delete;
    Setup& operator=(const Setup&) = delete;
    /// The packets sent so far have come or are counted as lost.
    [[nodiscard]] bool isSettled(std::uint32_t first) const {
        return numbersIn(sink.bytes()).size() + sink.lost() >= sender->next() - first;
    }

    RecordingSink sink;
    std::unique_ptr<UdpRelay> relay;
    std::unique_ptr<Receiver> receiver;
    std::uint16_t linkA = 0, linkB = 0;
    std::unique_ptr<TwoLegSender> sender;
};

std::uint64_t missingIn(const std::vector<std::uint32_t>& numbers) {
    std::uint64_t missing = 0;
    for (std::size_t i = 1; i < numbers.size(); ++i) {
        missing += numbers[i] - numbers[i - 1] - 1;
    }
    return missing;
}

} // namespace

class TestLegs : public QObject {
    Q_OBJECT

private slots:
    void copiesMakeOneStreamOverTheWrap() {
        Harness h;
        for (int i = 0; i < 6; ++i) {
            h.a(65'533 + i, i);
            h.b(65'533 + i, i + 0.5);
        }
        QCOMPARE(h.log, std::string("253 254 255 0 1 2 "));
        h.merger.expire(atMs(200).mono);
        QCOMPARE(h.merger.onlyA() + h.merger.onlyB() + h.merger.lostBoth(), 0U);
        QCOMPARE(h.merger.duplicates() + h.merger.reordered(), 0U);
        QCOMPARE(h.firstCopies, 6);
    }
    void oneLegRepairsTheOther() {
        Harness h;
        h.a(1, 0), h.b(1, 20);
        h.a(3, 2); // 2 is lost on A
        QCOMPARE(h.log, std::string("1 "));
        h.b(2, 21);
        QCOMPARE(h.log, std::string("1 2 3 "));
        QCOMPARE(h.arrivals, (std::vector<std::int64_t>{0, 21, 21}));
        h.b(3, 22);
        h.a(4, 23); // 4 is lost on B
        h.a(5, 24), h.b(5, 44);
        h.merger.expire(atMs(200).mono);
        QCOMPARE(h.log, std::string("1 2 3 4 5 "));
        QCOMPARE(h.merger.onlyA(), 1U);
        QCOMPARE(h.merger.onlyB(), 1U);
        QCOMPARE(h.merger.lostBoth(), 0U);
    }
    void lostOnBothIsToldAfterTheWindow() {
        Harness h;
        h.a(1, 0), h.b(1, 1);
        h.a(4, 10), h.b(4, 11);
        h.merger.expire(atMs(59).mono);
        QCOMPARE(h.log, std::string("1 "));
        h.merger.expire(atMs(60).mono);
        QCOMPARE(h.log, std::string("1 -2 4 "));
        QCOMPARE(h.merger.lostBoth(), 2U);
        h.b(2, 61); // too late to be of use
        QCOMPARE(h.log, std::string("1 -2 4 "));
        QCOMPARE(h.merger.lostBoth(), 2U);
        h.merger.expire(atMs(300).mono);
        QCOMPARE(h.merger.onlyA() + h.merger.onlyB(), 0U); // what is lost is counted once
    }
    void aCopyBeyondTheWindowDoesNotCountButIsMeasured() {
        Harness h;
        for (int i = 0; i < 100; ++i) {
            h.a(i, i * 20.0);
            if (i >= 4) {
                h.b(i - 4, i * 20.0 + 5); // 85 ms behind, with a window of 50
            }
        }
        h.merger.expire(atMs(2100).mono);
        QVERIFY(h.merger.onlyA() >= 95);
        QVERIFY(h.merger.skew());
        QCOMPARE(h.merger.skew()->medianMs, 85.0);
    }
    void skewIsSigned() {
        Harness h;
        for (int i = 0; i < 100; ++i) {
            // B leads by 3 ms, once by 5 and once by 1.
            const double lead = i == 10 ? 5 : i == 20 ? 1 : 3;
            h.b(i, i * 10.0 + 7 - lead);
            h.a(i, i * 10.0 + 7);
        }
        QVERIFY(!h.merger.skew());
        h.b(101, 1020), h.a(101, 1022);
        const auto skew = h.merger.skew();
        QVERIFY(skew);
        QCOMPARE(skew->minMs, -5.0);
        QCOMPARE(skew->medianMs, -3.0);
        QCOMPARE(skew->maxMs, -1.0);
        h.a(102, 1030); // B has gone
        h.merger.expire(atMs(2500).mono);
        QVERIFY(h.merger.skew());
        h.merger.expire(atMs(5000).mono);
        QVERIFY(!h.merger.skew());
    }
    void duplicatesAndOrderInsideALeg() {
        Harness h;
        h.a(1, 0), h.a(1, 1), h.b(1, 2), h.b(1, 3);
        h.a(3, 4), h.a(2, 5);
        QCOMPARE(h.log, std::string("1 2 3 "));
        QCOMPARE(h.merger.duplicates(), 2U);
        QCOMPARE(h.merger.reordered(), 1U);
        h.merger.expire(atMs(100).mono);
        QCOMPARE(h.merger.onlyA(), 2U);
    }
    void aLegThatDiesAndComesBackDisturbsNothing() {
        Harness h;
        std::string expected;
        for (int i = 0; i < 200; ++i) {
            if (i < 50 || i >= 150) {
                h.b(i, i - 0.5);
            }
            h.a(i, i);
            expected += std::to_string(i) + " ";
        }
        QCOMPARE(h.log, expected);
        h.merger.expire(atMs(1000).mono);
        QCOMPARE(h.merger.onlyA(), 100U);
        QCOMPARE(h.merger.restarts(), 0U);
    }
    void aLegWithAnotherStreamIsKeptOut_data() {
        QTest::addColumn<int>("sequenceOffset");
        QTest::addColumn<uint>("timestampOffset");
        QTest::newRow("new numbers and time stamps") << 20'000 << 123'456'789U;
        QTest::newRow("same numbers, other time stamps") << 0 << 123'456'789U;
        QTest::newRow("same numbers, time stamps near by") << 0 << 45U;
        QTest::newRow("far numbers, time stamps near by") << 20'000 << 0U - 20'000U * 90;
    }
    void aLegWithAnotherStreamIsKeptOut() {
        QFETCH(int, sequenceOffset);
        QFETCH(uint, timestampOffset);
        Harness h;
        std::string expected;
        for (int i = 0; i < 100; ++i) {
            h.a(i, i);
            if (i < 20) {
                h.b(i, i + 0.2);
            } else {
                h.add(Leg::B, i + sequenceOffset, i + 0.2, 9, timestampOffset);
            }
            expected += std::to_string(i) + " ";
        }
        QCOMPARE(h.log, expected);
        QVERIFY(h.merger.isForeign(Leg::B));
        QVERIFY(!h.merger.isForeign(Leg::A));
        h.b(100, 100), h.a(100, 100);
        QVERIFY(!h.merger.isForeign(Leg::B));
        QCOMPARE(h.merger.restarts(), 0U);
    }
    void aRestartOfTheSourceLosesNothingOfTheNewStream() {
        Harness h;
        for (int i = 0; i < 5; ++i) {
            h.a(i, i);
        }
        for (int i = 0; i < 5; ++i) {
            h.b(i, 20 + i); // B is 20 ms behind: it brings the old stream a little longer
        }
        std::string expected = "0 1 2 3 4 R ";
        for (int i = 0; i < 30; ++i) {
            h.add(Leg::A, 100 + i, 5 + i, 2, 900'000'000);
            expected += std::to_string(100 + i) + " ";
        }
        h.add(Leg::B, 100, 36, 2, 900'000'000);
        h.add(Leg::B, 101, 37, 2, 900'000'000);
        QCOMPARE(h.log, expected);
        QCOMPARE(h.merger.restarts(), 1U);
        QCOMPARE(h.merger.lostBoth(), 0U);
    }
    void theOnlyLegMayRestart() {
        Harness h;
        h.a(1, 0), h.b(1, 1), h.a(2, 2);
        for (int i = 3; i < 100; ++i) {
            h.a(i, i);
        }
        h.log.clear();
        h.add(Leg::A, 5'000, 100, 2);
        QCOMPARE(h.log, std::string());
        h.add(Leg::A, 5'001, 101, 2);
        h.add(Leg::A, 5'002, 102, 2);
        QCOMPARE(h.log, std::string("R 136 137 138 "));
    }
    void aRestartForgetsWhatWasWaitedFor() {
        // The old stream's numbers lie above the new one's; found by the fuzzer.
        Harness h;
        h.a(1'000, 0);
        h.a(1'002, 1);
        h.add(Leg::A, 100, 2, 2), h.add(Leg::A, 101, 3, 2);
        QCOMPARE(h.log, std::string("232 -1 234 R 100 101 "));
        h.merger.expire(atMs(60).mono);
        h.add(Leg::A, 102, 61, 2);
        QCOMPARE(h.log, std::string("232 -1 234 R 100 101 102 "));
        QCOMPARE(h.merger.lostBoth(), 1U);
    }
    void whatWasSetAsideLongAgoIsNotTakenUp() {
        Harness h;
        h.a(1, 0);
        h.add(Leg::B, 20'000, 1, 2), h.add(Leg::B, 20'001, 2, 2);
        for (int i = 2; i < 300; ++i) {
            h.a(i, i);
        }
        h.log.clear();
        h.merger.expire(atMs(5000).mono); // A falls silent too
        QCOMPARE(h.log, std::string());
        QCOMPARE(h.merger.restarts(), 0U);
    }
    void memoryIsBounded() {
        Harness h(1000);
        h.a(0, 0);
        int lost = 0;
        for (int i = 2; i < 12'000; ++i) {
            h.a(i, i * 0.05); // 600 ms, all of them behind a gap
            lost = static_cast<int>(h.merger.lostBoth());
        }
        QCOMPARE(lost, 1);
    }

    // Through sockets and a relay that stands for two networks.

    void lossOnOneLegIsRepaired() {
        Setup s({.loss = 0.2});
        s.sender->sendMany(2'000); // over the wrap of the number
        QTRY_VERIFY_WITH_TIMEOUT(s.isSettled(65'000), patienceMs);
        const auto numbers = numbersIn(s.sink.bytes());
        QCOMPARE(missingIn(numbers), 0U);
        QCOMPARE(s.sink.lost(), 0U);
        QCOMPARE(numbers.size(), 2'000U);
        QTRY_VERIFY_WITH_TIMEOUT(s.receiver->figures().legOnlyB.value_or(0) > 300, patienceMs);
        const auto figures = s.receiver->figures();
        QCOMPARE(*figures.legOnlyA, 0U);
        QCOMPARE(*figures.legLostBoth, 0U);
        QCOMPARE(*figures.rtpLost, 0U);
        QVERIFY(s.sink.isIn(LinkState::Receiving));
    }
    void lossOnBothIsTold() {
        Setup s({.loss = 0.2}, {.loss = 0.2}, 300);
        s.sender->sendMany(2'000);
        s.relay->setImpairment(s.linkA, {});
        s.relay->setImpairment(s.linkB, {});
        s.sender->sendMany(50);
        QTRY_VERIFY_WITH_TIMEOUT(!s.sink.bytes().empty() &&
                                     numbersIn(s.sink.bytes()).back() == s.sender->next() - 1,
                                 patienceMs);
        const auto numbers = numbersIn(s.sink.bytes());
        QVERIFY(std::is_sorted(numbers.begin(), numbers.end()));
        QVERIFY(s.sink.lost() > 20);
        QCOMPARE(missingIn(numbers), s.sink.lost());
        QTRY_COMPARE_WITH_TIMEOUT(s.receiver->figures().legLostBoth.value_or(0), s.sink.lost(),
                                  patienceMs);
        QTRY_VERIFY_WITH_TIMEOUT(s.receiver->figures().legOnlyA.value_or(0) > 200, patienceMs);
        QTRY_VERIFY_WITH_TIMEOUT(s.receiver->figures().legOnlyB.value_or(0) > 200, patienceMs);
    }
    void theDelayOfALegIsItsSkew() {
        Setup s({}, {.delayMs = 25});
        s.sender->sendUntil([&] { return s.receiver->figures().legSkewMedianMs.has_value(); });
        const auto figures = s.receiver->figures();
        QVERIFY(figures.legSkewMedianMs);
        QVERIFY(*figures.legSkewMedianMs >= 20); // the relay is never early
        QVERIFY(*figures.legSkewMinMs <= *figures.legSkewMedianMs);
        QVERIFY(*figures.legSkewMedianMs <= *figures.legSkewMaxMs);
        QVERIFY(figures.rtpJitterMs.has_value());
    }
    void aDeadLegIsNamedAndItsReturnIsSeen() {
        Setup s;
        const auto receives = [&](bool a, bool b) {
            const auto figures = s.receiver->figures();
            return figures.isLegAReceiving == a && figures.isLegBReceiving == b;
        };
        s.sender->sendUntil([&] { return receives(true, true); });
        QVERIFY(receives(true, true));
        s.sender->sendUntil([&] { return receives(true, false); }, true, false);
        QVERIFY(receives(true, false));
        s.sender->sendUntil([&] { return s.sink.reason() == "leg B: no datagram"; }, true, false);
        QCOMPARE(s.sink.reason(), std::string("leg B: no datagram"));
        QVERIFY(s.sink.isIn(LinkState::Receiving));
        s.sender->sendUntil([&] { return receives(true, true); });
        s.sender->sendUntil([&] { return receives(false, true); }, false, true);
        QVERIFY(receives(false, true));
        QCOMPARE(s.sink.lost(), 0U);
        QCOMPARE(missingIn(numbersIn(s.sink.bytes())), 0U);
        QTRY_VERIFY_WITH_TIMEOUT(s.sink.isIn(LinkState::NoData), patienceMs);
    }
    void aLegThatCannotBeOpenedLeavesTheOtherAlone() {
        const auto holder = Receiver::create("holder", {.uri = "udp://127.0.0.1:0"}).value();
        RecordingSink holderSink;
        holder->start(holderSink);
        QTRY_VERIFY_WITH_TIMEOUT(holder->boundPort().has_value(), patienceMs);
        RecordingSink sink;
        const auto receiver = Receiver::create(
            "test", {.uri = "rtp://127.0.0.1:0",
                     .legB = fmt::format("rtp://127.0.0.1:{}", *holder->boundPort())});
        QVERIFY(receiver);
        (*receiver)->start(sink);
        QTRY_VERIFY_WITH_TIMEOUT((*receiver)->boundPort().has_value(), patienceMs);
        TwoLegSender sender(*(*receiver)->boundPort(), 1);
        const auto expected = fmt::format("leg B: port {} is already in use", *holder->boundPort());
        sender.sendUntil([&] { return sink.reason() == expected; }, true, false);
        QCOMPARE(sink.reason(), expected);
        QVERIFY(sink.isIn(LinkState::Receiving));
        holder->stop();
        sender.sendUntil([&] { return (*receiver)->boundPortB().has_value(); }, true, false);
        QVERIFY((*receiver)->boundPortB().has_value());
        (*receiver)->stop();
    }
    void faultsInWords_data() {
        QTest::addColumn<QString>("a");
        QTest::addColumn<QString>("b");
        QTest::addColumn<QString>("expected");
        QTest::newRow("udp") << "udp://127.0.0.1:1"
                             << "rtp://127.0.0.1:2"
                             << "udp://127.0.0.1:1: a leg of ST 2022-7 is written "
                                "rtp://address:port";
        QTest::newRow("srt") << "rtp://127.0.0.1:1"
                             << "srt://127.0.0.1:2"
                             << "srt://127.0.0.1:2: a leg of ST 2022-7 is written "
                                "rtp://address:port";
        QTest::newRow("no port") << "rtp://127.0.0.1:1"
                                 << "rtp://127.0.0.1"
                                 << "rtp://127.0.0.1: the port is missing: rtp://host:port";
        QTest::newRow("same") << "rtp://239.1.1.1:5000"
                              << "rtp://239.1.1.1:5000"
                              << "rtp://239.1.1.1:5000: both legs are the same";
    }
    void faultsInWords() {
        QFETCH(QString, a);
        QFETCH(QString, b);
        QFETCH(QString, expected);
        const auto made =
            Receiver::create("test", {.uri = a.toStdString(), .legB = b.toStdString()});
        QVERIFY(!made);
        QCOMPARE(QString::fromStdString(made.error().message), expected);
    }
};

QTEST_GUILESS_MAIN(TestLegs)
#include "tst_legs.moc"
