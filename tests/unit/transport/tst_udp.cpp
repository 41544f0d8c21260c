// SPDX-License-Identifier: GPL-3.0-or-later
#include <QElapsedTimer>
#include <QTest>

#include <fmt/format.h>

#include "core/transport/address.h"
#include "core/transport/receiver.h"
#include "core/transport/rtppacket.h"
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

/// A running receiver with its sink; stopped before the sink goes.
struct Running {
    explicit Running(const std::string& uri,
                     std::chrono::milliseconds noDataAfter = std::chrono::milliseconds(1000)) {
        auto made = Receiver::create("test", {uri, {}, noDataAfter});
        if (made) {
            receiver = std::move(*made);
            receiver->start(sink);
        }
    }
    ~Running() {
        if (receiver) {
            receiver->stop();
        }
    }
    Running(const Running&) = delete;
    Running& operator=(const Running&) = delete;

    [[nodiscard]] std::uint16_t port() const {
        QElapsedTimer timer;
        timer.start();
        while (!receiver->boundPort() && timer.elapsed() < patienceMs) {
            vigie::testing::pace(std::chrono::milliseconds(1));
        }
        return receiver->boundPort().value_or(0);
    }

    RecordingSink sink;
    std::unique_ptr<Receiver> receiver;
};

/// Sends any datagram to a port of the loopback.
class RawSender {
public:
    explicit RawSender(std::uint16_t port, const std::string& host = "127.0.0.1")
        : m_target(SocketAddress::numeric(host, port).value()),
          m_fd(::socket(m_target.family(), SOCK_DGRAM | SOCK_CLOEXEC, 0)) {}
    void send(const std::vector<std::byte>& bytes) const {
        ::sendto(m_fd.get(), bytes.data(), bytes.size(), 0, m_target.raw(), m_target.length);
    }
    void sendRtp(std::uint16_t sequence, std::uint32_t number, std::uint32_t ssrc = 7) const {
        const auto header = rtpHeader(sequence, number * 900, ssrc);
        std::vector<std::byte> datagram(header.begin(), header.end());
        const auto packets = numberedPackets(number, 1);
        datagram.insert(datagram.end(), packets.begin(), packets.end());
        send(datagram);
    }

private:
    SocketAddress m_target;
    Descriptor m_fd;
};

} // namespace

class TestUdp : public QObject {
    Q_OBJECT

private slots:
    void receives_data() {
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("to");
        QTest::addColumn<bool>("isRtp");
        QTest::addColumn<QString>("note");
        QTest::newRow("udp") << "udp://127.0.0.1:0"
                             << "udp://127.0.0.1:{}" << false << "";
        QTest::newRow("rtp") << "rtp://127.0.0.1:0"
                             << "rtp://127.0.0.1:{}" << true << "";
        QTest::newRow("any address") << "udp://:0"
                                     << "udp://127.0.0.1:{}" << false << "";
        QTest::newRow("at sign") << "udp://@127.0.0.1:0"
                                 << "udp://127.0.0.1:{}" << false << "";
        QTest::newRow("name") << "udp://localhost:0"
                              << "udp://127.0.0.1:{}" << false << "";
        QTest::newRow("udp that is rtp") << "udp://127.0.0.1:0"
                                         << "rtp://127.0.0.1:{}" << true << "";
        QTest::newRow("rtp that is not")
            << "rtp://127.0.0.1:0"
            << "udp://127.0.0.1:{}" << false
            << "a bare transport stream arrives, not RTP: loss and order cannot be known";
        QTest::newRow("source") << "udp://127.0.0.1:0?source=127.0.0.1"
                                << "udp://127.0.0.1:{}" << false << "";
    }
    void receives() {
        QFETCH(QString, from);
        QFETCH(QString, to);
        QFETCH(bool, isRtp);
        QFETCH(QString, note);
        const Running running(from.toStdString());
        QVERIFY(running.receiver);
        const auto port = running.port();
        QVERIFY(port != 0);
        const auto sender = makeSender(fmt::format(fmt::runtime(to.toStdString()), port)).value();
        QVERIFY(sender->boundPort() != 0);
        const auto before = base::SystemClock::instance().now();
        std::vector<std::byte> sent;
        for (std::uint32_t i = 0; i < 100; ++i) {
            const auto packets = numberedPackets(i * 7, 7);
            sender->send(packets);
            sent.insert(sent.end(), packets.begin(), packets.end());
        }
        QTRY_COMPARE_WITH_TIMEOUT(running.sink.size(), sent.size(), patienceMs);
        const auto after = base::SystemClock::instance().now();
        QVERIFY(running.sink.bytes() == sent);
        QCOMPARE(running.sink.calls().size(), 100U);
        QVERIFY(running.sink.isIn(LinkState::Receiving));
        QCOMPARE(running.sink.reason(), note.toStdString());
        QCOMPARE(sender->dropped(), 0U);
        QCOMPARE(running.sink.lost(), 0U);
        for (const auto& [size, arrival] : running.sink.calls()) {
            QVERIFY(arrival.utc >= before.utc && arrival.utc <= after.utc);
            QVERIFY(arrival.mono >= before.mono && arrival.mono <= after.mono);
        }
        if (isRtp) {
            QTRY_VERIFY_WITH_TIMEOUT(running.receiver->figures().rtpJitterMs.has_value(),
                                     patienceMs);
            QCOMPARE(*running.receiver->figures().rtpLost, 0U);
        } else {
            QVERIFY(!running.receiver->figures().rtpLost.has_value());
        }
    }
    void ipv6() {
        if (RawSender probe(9, "::1"); !SocketAddress::numeric("::1", 9)) {
            QSKIP("no IPv6 here");
        }
        const Running running("udp://[::1]:0");
        QTRY_VERIFY_WITH_TIMEOUT(!running.sink.states().empty(), patienceMs);
        if (running.sink.isIn(LinkState::Failed)) {
            QSKIP("no IPv6 loopback here");
        }
        const auto sender = makeSender(fmt::format("udp://[::1]:{}", running.port())).value();
        sender->send(numberedPackets(1, 7));
        QTRY_COMPARE_WITH_TIMEOUT(running.sink.size(), std::size_t{7 * 188}, patienceMs);
    }
    void foreignSourceIsIgnored() {
        const Running running("udp://127.0.0.1:0?source=127.0.0.2");
        const RawSender sender(running.port());
        sender.send(numberedPackets(1, 7));
        QTRY_VERIFY_WITH_TIMEOUT(running.sink.isIn(LinkState::NoData), patienceMs);
        QCOMPARE(running.sink.size(), 0U);
    }
    void multicast() {
        const Running running("rtp://239.255.77.7:0?iface=127.0.0.1");
        QTRY_VERIFY_WITH_TIMEOUT(!running.sink.states().empty(), patienceMs);
        const auto port = running.port();
        const Running second(fmt::format("rtp://239.255.77.7:{}?iface=lo&source=127.0.0.1", port));
        QVERIFY(second.port() != 0);
        const auto sender =
            makeSender(fmt::format("rtp://239.255.77.7:{}?iface=127.0.0.1", port)).value();
        std::uint32_t number = 0;
        QElapsedTimer timer;
        timer.start();
        while ((running.sink.size() == 0 || second.sink.size() == 0) &&
               timer.elapsed() < patienceMs) {
            sender->send(numberedPackets(number++, 1));
            vigie::testing::pace(std::chrono::milliseconds(5));
        }
        QVERIFY(running.sink.size() > 0);
        QVERIFY(second.sink.size() > 0);
    }
    void unknownInterfaceIsToldInWords() {
        const Running running("udp://239.255.77.8:0?iface=nosuch0");
        QTRY_VERIFY_WITH_TIMEOUT(running.sink.isIn(LinkState::Failed), patienceMs);
        QCOMPARE(running.sink.reason(), std::string("there is no interface nosuch0"));
    }
    void portInUseIsToldInWords() {
        const Running first("udp://127.0.0.1:0");
        const auto port = first.port();
        const Running second(fmt::format("udp://127.0.0.1:{}", port));
        QTRY_VERIFY_WITH_TIMEOUT(second.sink.isIn(LinkState::Failed), patienceMs);
        QCOMPARE(second.sink.reason(), fmt::format("port {} is already in use", port));
        first.receiver->stop();
    }
    void portComesFreeLater() {
        auto first = std::make_unique<Running>("udp://127.0.0.1:0");
        const auto port = first->port();
        const Running second(fmt::format("udp://127.0.0.1:{}", port));
        QTRY_VERIFY_WITH_TIMEOUT(second.sink.isIn(LinkState::Failed), patienceMs);
        first.reset();
        QTRY_COMPARE_WITH_TIMEOUT(second.receiver->boundPort().value_or(0), port, patienceMs);
    }
    void lossReorderAndDuplicatesAreToldApart() {
        const Running running("rtp://127.0.0.1:0");
        const RawSender sender(running.port());
        // 2 is lost, 5 and 4 are swapped, 7 comes twice, the counter wraps on the way.
        const std::uint16_t base = 65532;
        for (const int i : {0, 1, 3, 5, 4, 6, 7, 7, 8}) {
            sender.sendRtp(static_cast<std::uint16_t>(base + i), static_cast<std::uint32_t>(i));
        }
        QTRY_COMPARE_WITH_TIMEOUT(running.sink.size(), std::size_t{8 * 188}, patienceMs);
        QCOMPARE(numbersIn(running.sink.bytes()),
                 (std::vector<std::uint32_t>{0, 1, 3, 4, 5, 6, 7, 8}));
        const auto gaps = running.sink.gaps();
        QCOMPARE(gaps.size(), 1U);
        QCOMPARE(gaps.front().lost, 1U);
        QCOMPARE(gaps.front().atByte, std::size_t{2 * 188});
        QTRY_VERIFY_WITH_TIMEOUT(running.receiver->figures().rtpDuplicates == 1U, patienceMs);
        const auto figures = running.receiver->figures();
        QCOMPARE(*figures.rtpReordered, 1U);
        QCOMPARE(*figures.rtpLost, 1U);
    }
    void aRestartedSenderIsNoLoss() {
        const Running running("rtp://127.0.0.1:0");
        const RawSender sender(running.port());
        for (std::uint16_t i = 0; i < 3; ++i) {
            sender.sendRtp(i, i, 7);
        }
        for (std::uint16_t i = 0; i < 3; ++i) {
            sender.sendRtp(static_cast<std::uint16_t>(30'000 + i), 3U + i, 8);
        }
        QTRY_COMPARE_WITH_TIMEOUT(running.sink.size(), std::size_t{6 * 188}, patienceMs);
        QCOMPARE(numbersIn(running.sink.bytes()), (std::vector<std::uint32_t>{0, 1, 2, 3, 4, 5}));
        QCOMPARE(running.sink.restarts(), 1);
        QCOMPARE(running.sink.lost(), 0U);
    }
    void whatIsNoTransportStreamIsToldInWords() {
        const Running running("udp://127.0.0.1:0", std::chrono::milliseconds(200));
        const RawSender sender(running.port());
        QElapsedTimer timer;
        timer.start();
        const std::string expected = "datagrams arrive, but no transport stream";
        while (!running.sink.wasTold(LinkState::NoData, expected) && timer.elapsed() < patienceMs) {
            sender.send(std::vector<std::byte>(1000, std::byte{0x21}));
            vigie::testing::pace(std::chrono::milliseconds(5));
        }
        QVERIFY(running.sink.wasTold(LinkState::NoData, expected));
        QCOMPARE(running.sink.size(), 0U);
        sender.send(numberedPackets(0, 7));
        QTRY_VERIFY_WITH_TIMEOUT(running.sink.isIn(LinkState::Receiving), patienceMs);
    }
    void silenceIsNoData() {
        const Running running("udp://127.0.0.1:0", std::chrono::milliseconds(100));
        const RawSender sender(running.port());
        sender.send(numberedPackets(0, 7));
        QTRY_VERIFY_WITH_TIMEOUT(running.sink.isIn(LinkState::NoData), patienceMs);
        QCOMPARE(running.sink.reason(), std::string("no datagram for 0.1 s"));
        QVERIFY(running.sink.wasTold(LinkState::Receiving, ""));
        sender.send(numberedPackets(7, 7));
        QTRY_VERIFY_WITH_TIMEOUT(running.sink.isIn(LinkState::Receiving), patienceMs);
        QCOMPARE(running.sink.restarts(), 0);
    }
};

QTEST_GUILESS_MAIN(TestUdp)
#include "tst_udp.moc"
