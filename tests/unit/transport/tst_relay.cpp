// SPDX-License-Identifier: GPL-3.0-or-later
#include <QElapsedTimer>
#include <QTest>

#include <fmt/format.h>
#include <sys/socket.h>

#include "core/transport/receiver.h"
#include "core/transport/sender.h"
#include "core/transport/udpsocket.h"
#include "tests/support/pace.h"
#include "tests/unit/transport/recordingsink.h"

using namespace vigie;
using namespace vigie::transport;
using vigie::transport::test::numberedPackets;
using vigie::transport::test::numbersIn;
using vigie::transport::test::RecordingSink;

namespace {

constexpr int patienceMs = 20'000;

/// A UDP socket on the loopback that can talk and listen.
class Peer {
public:
    Peer() : m_socket(open()) {}
    [[nodiscard]] std::uint16_t port() const { return m_socket.port(); }
    void send(std::uint16_t port, const std::vector<std::byte>& bytes) {
        const auto target = SocketAddress::numeric("127.0.0.1", port).value();
        ::sendto(m_socket.fd(), bytes.data(), bytes.size(), 0, target.raw(), target.length);
    }
    /// The next datagrams' first bytes; empty when none comes in time.
    std::vector<int> firstBytes(int timeoutMs = patienceMs) {
        std::vector<int> out;
        const auto batch = m_socket.read(m_wake, std::chrono::milliseconds(timeoutMs));
        if (batch) {
            for (const auto& datagram : *batch) {
                out.push_back(std::to_integer<int>(datagram.bytes.front()));
                m_lastFrom = datagram.from.port();
                m_lastArrival = datagram.arrival.mono;
            }
        }
        return out;
    }
    [[nodiscard]] std::uint16_t lastFrom() const { return m_lastFrom; }
    [[nodiscard]] base::Mono lastArrival() const { return m_lastArrival; }

private:
    static UdpReceiveSocket open() {
        return UdpReceiveSocket::open({SocketAddress::numeric("127.0.0.1", 0).value(), {}, {}})
            .value();
    }
    UdpReceiveSocket m_socket;
    WakeFd m_wake;
    std::uint16_t m_lastFrom = 0;
    base::Mono m_lastArrival{};
};

std::vector<std::byte> datagram(int first) {
    return std::vector<std::byte>(100, static_cast<std::byte>(first));
}

/// Which of `count` numbered datagrams pass a link with that loss; an unimpaired mark ends it.
std::vector<int> survivors(std::uint64_t seed, double loss, int count) {
    const auto relay = makeUdpRelay(seed);
    Peer client;
    Peer target;
    const auto link = relay->addLink(target.port(), {.loss = loss}).value();
    std::vector<int> out;
    for (int i = 0; i < count; ++i) {
        client.send(link, datagram(i));
    }
    // The change of impairment may overtake datagrams not read yet: wait until the relay is quiet.
    for (auto batch = target.firstBytes(300); !batch.empty(); batch = target.firstBytes(300)) {
        out.insert(out.end(), batch.begin(), batch.end());
    }
    return out;
}

} // namespace

class TestRelay : public QObject {
    Q_OBJECT

private slots:
    void forwardsBothWays() {
        const auto relay = makeUdpRelay(1);
        Peer client;
        Peer target;
        const auto link = relay->addLink(target.port(), {}).value();
        client.send(link, datagram(1));
        QCOMPARE(target.firstBytes(), std::vector<int>{1});
        target.send(target.lastFrom(), datagram(2));
        QCOMPARE(client.firstBytes(), std::vector<int>{2});
        QCOMPARE(client.lastFrom(), link);
        // Another client takes over the way back.
        Peer other;
        other.send(link, datagram(3));
        QCOMPARE(target.firstBytes(), std::vector<int>{3});
        target.send(target.lastFrom(), datagram(4));
        QCOMPARE(other.firstBytes(), std::vector<int>{4});
    }
    void delays() {
        const auto relay = makeUdpRelay(1);
        Peer client;
        Peer target;
        const auto link = relay->addLink(target.port(), {.delayMs = 150, .jitterMs = 20}).value();
        const base::Mono before = std::chrono::steady_clock::now();
        for (int i = 0; i < 20; ++i) {
            client.send(link, datagram(i));
        }
        std::vector<int> seen;
        while (seen.size() < 20) {
            const auto batch = target.firstBytes();
            QVERIFY(!batch.empty());
            if (seen.empty()) {
                QVERIFY(target.lastArrival() - before >= std::chrono::milliseconds(150));
            }
            seen.insert(seen.end(), batch.begin(), batch.end());
        }
        QVERIFY(std::is_sorted(seen.begin(), seen.end()));
        relay->setImpairment(link, {});
        client.send(link, datagram(99));
        QCOMPARE(target.firstBytes(), std::vector<int>{99});
    }
    void lossIsSeeded() {
        const auto first = survivors(42, 0.3, 200);
        QVERIFY(first.size() > 100 && first.size() < 180);
        QCOMPARE(survivors(42, 0.3, 200), first);
        QVERIFY(survivors(43, 0.3, 200) != first);
        QVERIFY(survivors(42, 1.0, 50).empty());
        QCOMPARE(survivors(42, 0.0, 50).size(), 50U);
    }
    void dropsExactlyTheNextData() {
        const auto relay = makeUdpRelay(1);
        Peer client;
        Peer target;
        const auto link = relay->addLink(target.port(), {}).value();
        client.send(link, datagram(1));
        QCOMPARE(target.firstBytes(), std::vector<int>{1});
        relay->dropNextData(link, 2);
        for (const int first : {0x81, 0x01, 0x82, 0x02, 0x03, 0x83}) {
            target.send(target.lastFrom(), datagram(first));
        }
        std::vector<int> seen;
        while (seen.size() < 4) {
            const auto batch = client.firstBytes();
            QVERIFY(!batch.empty());
            seen.insert(seen.end(), batch.begin(), batch.end());
        }
        QCOMPARE(seen, (std::vector<int>{0x81, 0x82, 0x03, 0x83}));
    }
    void manyLinks() {
        const auto relay = makeUdpRelay(1);
        Peer client;
        Peer target;
        for (int i = 0; i < 200; ++i) {
            const auto link = relay->addLink(target.port(), {.delayMs = 5}).value();
            client.send(link, datagram(i));
        }
        std::size_t seen = 0;
        while (seen < 200) {
            const auto batch = target.firstBytes();
            QVERIFY(!batch.empty());
            seen += batch.size();
        }
        QCOMPARE(seen, 200U);
    }
    /// SRT over a link that delays and loses: it recovers, and says what it cost.
    void srtRecoversFromLoss() {
        const auto relay = makeUdpRelay(7);
        const auto from = makeSender("srt://127.0.0.1:0?mode=listener").value();
        const auto link = relay->addLink(from->boundPort(), {.delayMs = 10}).value();
        const auto receiver =
            Receiver::create("test", {fmt::format("srt://127.0.0.1:{}?latency=1000", link)})
                .value();
        RecordingSink sink;
        receiver->start(sink);
        std::uint32_t number = 0;
        QElapsedTimer timer;
        timer.start();
        while (sink.size() < 300 * 188 && timer.elapsed() < patienceMs) {
            if (sink.size() > 0) {
                relay->setImpairment(link, {.delayMs = 10, .loss = 0.05});
            }
            from->send(numberedPackets(number++, 1));
            vigie::testing::pace(std::chrono::milliseconds(2));
        }
        QTRY_VERIFY_WITH_TIMEOUT(receiver->figures().srtRetransmitted.value_or(0) > 0, patienceMs);
        receiver->stop();
        const auto figures = receiver->figures();
        QVERIFY(*figures.srtLost > 0);
        QCOMPARE(sink.lost(), *figures.srtDropped);
        QVERIFY(*figures.srtRttMs >= 10);
    }
    /// Once the way is longer than the latency, no retransmission comes in time: what is lost is
    /// told once, at its place, and counted the same.
    void srtTellsRealLoss() {
        const auto relay = makeUdpRelay(7);
        const auto from = makeSender("srt://127.0.0.1:0?mode=listener").value();
        const auto link = relay->addLink(from->boundPort(), {}).value();
        RecordingSink sink;
        const auto receiver =
            Receiver::create("test", {fmt::format("srt://127.0.0.1:{}?latency=80", link)}).value();
        receiver->start(sink);
        std::uint32_t number = 0;
        QElapsedTimer timer;
        timer.start();
        const auto sendWhile = [&](auto goOn) {
            while (goOn() && timer.elapsed() < patienceMs) {
                from->send(numberedPackets(number++, 1));
                vigie::testing::pace(std::chrono::milliseconds(2));
            }
        };
        sendWhile([&] { return sink.size() < 50 * 188; });
        relay->setImpairment(link, {.delayMs = 300});
        auto before = sink.size();
        sendWhile([&] { return sink.size() < before + 300 * 188; });
        relay->dropNextData(link, 1);
        before = sink.size();
        sendWhile([&] { return sink.lost() == 0 || sink.size() < before + 200 * 188; });
        QCOMPARE(sink.lost(), 1U);
        QTRY_COMPARE_WITH_TIMEOUT(receiver->figures().srtDropped.value_or(0), sink.lost(),
                                  patienceMs);
        receiver->stop();
        // The numbers missing are as many as told, at the places told.
        const auto numbers = numbersIn(sink.bytes());
        std::uint64_t missing = 0;
        for (std::size_t i = 1; i < numbers.size(); ++i) {
            missing += numbers[i] - numbers[i - 1] - 1;
        }
        QCOMPARE(missing, sink.lost());
        for (const auto& gap : sink.gaps()) {
            const auto index = gap.atByte / 188;
            QCOMPARE(numbers[index] - numbers[index - 1] - 1, gap.lost);
        }
    }
};

QTEST_GUILESS_MAIN(TestRelay)
#include "tst_relay.moc"
