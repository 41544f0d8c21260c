// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>
#include <QUdpSocket>

#include "core/tsl/receiver.h"
#include "core/tsl/sender.h"

using namespace vigie::tsl;
using namespace std::chrono_literals;

namespace {

constexpr int limitMs = 20'000;

/// The other side of the wire, by hand: nothing here is read or written by the code under test.
QByteArray bytes(const char* hex) {
    return QByteArray::fromHex(hex);
}

/// One display in a packet of 5.0.
QByteArray packet5(int screen, int index, int control, const QByteArray& text,
                   bool isUtf16 = false) {
    const auto put = [](QByteArray& out, qsizetype value) {
        out += static_cast<char>(value & 0xff);
        out += static_cast<char>((value >> 8) & 0xff);
    };
    QByteArray body(1, '\0');
    body += isUtf16 ? '\1' : '\0';
    put(body, screen);
    put(body, index);
    put(body, control);
    put(body, text.size());
    body += text;
    QByteArray out;
    put(out, body.size());
    return out + body;
}

QByteArray framed(QByteArray packet) {
    return bytes("FE02") + packet.replace(bytes("FE"), bytes("FEFE"));
}

/// What came of one display in raw packets of 5.0: its control word and text, as hexadecimal.
struct Seen {
    int control = -1;
    QByteArray text;
};
std::map<int, Seen> displaysOf(QByteArray packet) {
    std::map<int, Seen> seen;
    const auto word = [&packet](qsizetype at) {
        return static_cast<quint8>(packet[at]) | (static_cast<quint8>(packet[at + 1]) << 8);
    };
    if (packet.size() < 6 || word(0) != packet.size() - 2) {
        return seen;
    }
    for (qsizetype at = 6; at + 6 <= packet.size();) {
        const qsizetype length = word(at + 4);
        seen[word(at)] = {word(at + 2), packet.mid(at + 6, length)};
        at += 6 + length;
    }
    return seen;
}

Display display(std::uint16_t index, std::string label, Lamp all = Lamp::Off) {
    Display made;
    made.index = index;
    made.label = std::move(label);
    made.left = made.text = made.right = all;
    return made;
}

ReceiverOptions listening(Transport transport, Version version = Version::V50) {
    ReceiverOptions options;
    options.name = "test";
    options.transport = transport;
    options.version = version;
    options.host = "127.0.0.1";
    options.retry = 50ms;
    return options;
}

SenderOptions sending(Transport transport, quint16 port, Version version = Version::V50) {
    SenderOptions options;
    options.name = "test";
    options.transport = transport;
    options.version = version;
    options.host = "127.0.0.1";
    options.port = port;
    options.refresh = 0ms;
    options.firstPause = 20ms;
    options.longestPause = 100ms;
    return options;
}

/// Collects what a receiver says, as a desk does.
class Desk {
public:
    explicit Desk(ReceiverOptions options) : m_receiver(std::move(options), [this] { ++m_told; }) {}

    [[nodiscard]] quint16 port() {
        (void)QTest::qWaitFor([this] { return m_receiver.status().port != 0; }, limitMs);
        return m_receiver.status().port;
    }
    [[nodiscard]] Receiver& receiver() { return m_receiver; }
    [[nodiscard]] int told() const { return m_told; }
    [[nodiscard]] std::string labelOf(std::uint16_t index) {
        take();
        return m_displays.contains(index) ? m_displays.at(index).label : std::string("none");
    }
    [[nodiscard]] Display at(std::uint16_t index) {
        take();
        return m_displays[index];
    }
    [[nodiscard]] bool hasAll() {
        take();
        return m_hasAll;
    }
    [[nodiscard]] std::size_t silent() {
        take();
        return m_silent;
    }

private:
    void take() {
        const News news = m_receiver.take();
        m_silent += news.silent.size();
        m_hasAll = m_hasAll || news.all.has_value();
        for (const auto& heard : news.displays) {
            m_displays[heard.display.index] = heard.display;
        }
    }

    std::map<std::uint16_t, Display> m_displays;
    std::size_t m_silent = 0;
    bool m_hasAll = false;
    std::atomic<int> m_told{0};
    Receiver m_receiver;
};

} // namespace

/// Both directions over real sockets, against bytes made and read by hand.
class TestSockets : public QObject {
    Q_OBJECT
private slots:
    void heardByDatagram() {
        Desk desk(listening(Transport::Udp));
        const quint16 port = desk.port();
        QUdpSocket router;
        router.writeDatagram(bytes("0F00000000000100E100050043414D2031"), QHostAddress::LocalHost,
                             port);
        QTRY_COMPARE_WITH_TIMEOUT(desk.labelOf(1), std::string("CAM 1"), limitMs);
        QCOMPARE(desk.at(1).left, Lamp::Green);
        QCOMPARE(desk.at(1).right, Lamp::Red);
        QVERIFY(desk.told() >= 1);
        // Noise is counted and takes nothing along.
        router.writeDatagram("GET / HTTP/1.1\r\n\r\n", QHostAddress::LocalHost, port);
        router.writeDatagram(packet5(0, 2, 0x30, "TWO"), QHostAddress::LocalHost, port);
        QTRY_COMPARE_WITH_TIMEOUT(desk.labelOf(2), std::string("TWO"), limitMs);
        QCOMPARE(desk.receiver().status().counts.of(Refusal::Length), 1U);
        QCOMPARE(desk.receiver().status().senders, 1U);
        router.writeDatagram(packet5(0, 0xffff, 0, ""), QHostAddress::LocalHost, port);
        QTRY_VERIFY_WITH_TIMEOUT(desk.hasAll(), limitMs);
    }

    void onlyItsScreen() {
        ReceiverOptions options = listening(Transport::Udp);
        options.screen = 4;
        Desk desk(options);
        QUdpSocket router;
        const quint16 port = desk.port();
        router.writeDatagram(packet5(3, 1, 0, "other"), QHostAddress::LocalHost, port);
        router.writeDatagram(packet5(4, 2, 0, "mine"), QHostAddress::LocalHost, port);
        router.writeDatagram(packet5(0xffff, 3, 0, "everybody"), QHostAddress::LocalHost, port);
        QTRY_COMPARE_WITH_TIMEOUT(desk.labelOf(3), std::string("everybody"), limitMs);
        QCOMPARE(desk.labelOf(2), std::string("mine"));
        QCOMPARE(desk.labelOf(1), std::string("none"));
    }

    void heardByConnection() {
        Desk desk(listening(Transport::Tcp));
        const quint16 port = desk.port();
        QTcpSocket first;
        QTcpSocket second;
        for (QTcpSocket* router : {&first, &second}) {
            router->connectToHost(QHostAddress::LocalHost, port);
            QVERIFY(router->waitForConnected(limitMs));
        }
        const QByteArray frame = framed(packet5(0, 0xfe, 0x10, "\xfe"));
        first.write(frame.left(5));
        first.flush();
        second.write(framed(packet5(0, 1, 0, "ONE")));
        QTRY_COMPARE_WITH_TIMEOUT(desk.labelOf(1), std::string("ONE"), limitMs);
        first.write(frame.mid(5));
        QTRY_COMPARE_WITH_TIMEOUT(desk.labelOf(0xfe), std::string("\xc3\xbe"), limitMs);
        QTRY_COMPARE_WITH_TIMEOUT(desk.receiver().status().connections, 2U, limitMs);
        // One that is cut in the middle of a packet disturbs nobody.
        second.write(frame.left(7));
        second.waitForBytesWritten(limitMs);
        second.abort();
        QTRY_COMPARE_WITH_TIMEOUT(desk.receiver().status().connections, 1U, limitMs);
        QTcpSocket third;
        third.connectToHost(QHostAddress::LocalHost, port);
        QVERIFY(third.waitForConnected(limitMs));
        third.write(framed(packet5(0, 1, 0, "AGAIN")));
        QTRY_COMPARE_WITH_TIMEOUT(desk.labelOf(1), std::string("AGAIN"), limitMs);
        QCOMPARE(desk.receiver().status().counts.allRefused(), 0U);
    }

    void connectionsAreBounded() {
        Desk desk(listening(Transport::Tcp));
        const quint16 port = desk.port();
        std::vector<std::unique_ptr<QTcpSocket>> routers;
        for (int i = 0; i < 20; ++i) {
            routers.push_back(std::make_unique<QTcpSocket>());
            routers.back()->connectToHost(QHostAddress::LocalHost, port);
            QVERIFY(routers.back()->waitForConnected(limitMs));
        }
        QTRY_COMPARE_WITH_TIMEOUT(desk.receiver().status().connections, 16U, limitMs);
        routers.back()->write(framed(packet5(0, 9, 0, "LAST")));
        QTRY_COMPARE_WITH_TIMEOUT(desk.labelOf(9), std::string("LAST"), limitMs);
    }

    void heardIn31() {
        Desk desk(listening(Transport::Udp, Version::V31));
        QUdpSocket router;
        router.writeDatagram(bytes("813143414D20312020202020202020202020") +
                                 bytes("82324341 4D203220202020202020202020 20"),
                             QHostAddress::LocalHost, desk.port());
        QTRY_COMPARE_WITH_TIMEOUT(desk.labelOf(2), std::string("CAM 2"), limitMs);
        QCOMPARE(desk.at(1).left, Lamp::Red);
        QCOMPARE(desk.at(2).right, Lamp::Green);
    }

    void silenceIsTold() {
        ReceiverOptions options = listening(Transport::Udp);
        options.silence = 200ms;
        Desk desk(options);
        QUdpSocket router;
        router.writeDatagram(packet5(0, 1, 0, "ONE"), QHostAddress::LocalHost, desk.port());
        QTRY_COMPARE_WITH_TIMEOUT(desk.labelOf(1), std::string("ONE"), limitMs);
        QTRY_COMPARE_WITH_TIMEOUT(desk.silent(), std::size_t{1}, limitMs);
        QCOMPARE(desk.receiver().status().senders, 0U);
    }

    void aPortThatIsTakenIsTriedAgain() {
        auto other = std::make_unique<QTcpServer>();
        QVERIFY(other->listen(QHostAddress::LocalHost));
        ReceiverOptions options = listening(Transport::Tcp);
        options.port = other->serverPort();
        Receiver receiver(options, {});
        QTRY_VERIFY_WITH_TIMEOUT(!receiver.status().trouble.empty(), limitMs);
        QCOMPARE(receiver.status().port, 0);
        other.reset();
        QTRY_COMPARE_WITH_TIMEOUT(receiver.status().port, options.port, limitMs);
        QVERIFY(receiver.status().trouble.empty());
    }

    void toldByDatagram() {
        QUdpSocket multiviewer;
        QVERIFY(multiviewer.bind(QHostAddress::LocalHost));
        SenderOptions options = sending(Transport::Udp, multiviewer.localPort());
        options.screen = 2;
        options.isUtf16 = true;
        Sender sender(options);
        sender.set({display(1, "Gr\xc3\xbcn", Lamp::Green)});
        const auto receive = [&multiviewer] {
            QByteArray datagram;
            if (QTest::qWaitFor([&] { return multiviewer.hasPendingDatagrams(); }, limitMs)) {
                datagram.resize(multiviewer.pendingDatagramSize());
                multiviewer.readDatagram(datagram.data(), datagram.size());
            }
            return datagram;
        };
        // Index 1, green x 3 and full brightness = EA, 4 units.
        QCOMPARE(receive().toHex(), QByteArray("120000010200"
                                               "0100"
                                               "ea00"
                                               "0800"
                                               "47007200fc006e00"));
        // A change goes at once and alone; what is no more is blanked, once.
        sender.set({display(1, "Gr\xc3\xbcn", Lamp::Green), display(7, "x", Lamp::Red)});
        QCOMPARE(receive().toHex(), QByteArray("0c0000010200"
                                               "0700"
                                               "d500"
                                               "0200"
                                               "7800"));
        sender.set({display(7, "x", Lamp::Red)});
        QCOMPARE(receive().toHex(), QByteArray("0a0000010200"
                                               "0100"
                                               "c000"
                                               "0000"));
        QVERIFY(sender.settle(1s));
        sender.set({display(7, "x", Lamp::Red)});
        sender.set({display(7, "y", Lamp::Red)});
        QCOMPARE(receive().toHex(), QByteArray("0c0000010200"
                                               "0700"
                                               "d500"
                                               "0200"
                                               "7900"));
        QCOMPARE(sender.status().packets, 4U);
    }

    void refreshedAndRateBounded() {
        QUdpSocket multiviewer;
        QVERIFY(multiviewer.bind(QHostAddress::LocalHost));
        SenderOptions options = sending(Transport::Udp, multiviewer.localPort(), Version::V31);
        options.refresh = 100ms;
        options.gap = 1ms;
        Sender sender(options);
        sender.set({display(1, "ONE", Lamp::Red), display(126, "A label that is too long"),
                    display(127, "beyond")});
        QList<QByteArray> seen;
        const auto drain = [&] {
            while (multiviewer.hasPendingDatagrams()) {
                QByteArray datagram(static_cast<qsizetype>(multiviewer.pendingDatagramSize()), 0);
                multiviewer.readDatagram(datagram.data(), datagram.size());
                seen << datagram;
            }
        };
        QTRY_VERIFY_WITH_TIMEOUT((drain(), seen.size() >= 8), limitMs);
        // Red on all lamps: tally 1 (left red) and 3 (text red).
        QVERIFY(seen.count(bytes("8135") + "ONE             ") >= 4);
        QCOMPARE(seen.count(bytes("8135") + "ONE             ") +
                     seen.count(bytes("fe30") + "A label that is "),
                 seen.size());
    }

    void toldByConnectionThatIsCut() {
        auto multiviewer = std::make_unique<QTcpServer>();
        QVERIFY(multiviewer->listen(QHostAddress::LocalHost));
        const quint16 port = multiviewer->serverPort();
        Sender sender(sending(Transport::Tcp, port));
        sender.set({display(0xfe, "A", Lamp::Red), display(2, "B")});
        const auto accepted = [](QTcpServer& server) {
            (void)QTest::qWaitFor([&] { return server.hasPendingConnections(); }, limitMs);
            return std::unique_ptr<QTcpSocket>(server.nextPendingConnection());
        };
        auto connection = accepted(*multiviewer);
        QVERIFY(connection);
        const QByteArray whole = bytes("FE02"
                                       "1200"
                                       "00000000"
                                       "0200C0000100"
                                       "42"
                                       "FEFE00D500010041");
        QByteArray got;
        QTRY_COMPARE_WITH_TIMEOUT((got += connection->readAll(), got.toHex()), whole.toHex(),
                                  limitMs);
        // Cut; what changes meanwhile is only kept as it is in the end.
        multiviewer->close();
        connection->abort();
        QTRY_VERIFY_WITH_TIMEOUT(!sender.status().trouble.empty(), limitMs);
        for (int i = 0; i < 500; ++i) {
            sender.set({display(0xfe, std::to_string(i)), display(2, "B")});
        }
        QVERIFY(!sender.status().isSettled);
        QVERIFY(multiviewer->listen(QHostAddress::LocalHost, port));
        connection = accepted(*multiviewer);
        QVERIFY(connection);
        got.clear();
        QTRY_COMPARE_WITH_TIMEOUT((got += connection->readAll(), got.toHex()),
                                  bytes("FE02"
                                        "1400"
                                        "00000000"
                                        "FEFE00C0000300343939"
                                        "0200C0000100"
                                        "42")
                                      .toHex(),
                                  limitMs);
        QTRY_VERIFY_WITH_TIMEOUT(sender.status().isSettled, limitMs);
        QVERIFY(sender.status().trouble.empty());
        QCOMPARE(sender.status().openings, 2U);
    }

    void manyDisplaysAreSplit() {
        QUdpSocket multiviewer;
        multiviewer.setSocketOption(QAbstractSocket::ReceiveBufferSizeSocketOption, 1 << 20);
        QVERIFY(multiviewer.bind(QHostAddress::LocalHost));
        std::vector<Display> all;
        for (std::uint16_t i = 0; i < 1000; ++i) {
            all.push_back(display(i, "FEED " + std::to_string(i)));
        }
        Sender sender(sending(Transport::Udp, multiviewer.localPort()));
        sender.set(all);
        std::map<int, Seen> seen;
        const auto drain = [&] {
            while (multiviewer.hasPendingDatagrams()) {
                QByteArray datagram(static_cast<qsizetype>(multiviewer.pendingDatagramSize()), 0);
                multiviewer.readDatagram(datagram.data(), datagram.size());
                seen.merge(displaysOf(datagram));
            }
            return seen.size();
        };
        QTRY_COMPARE_WITH_TIMEOUT(drain(), std::size_t{1000}, limitMs);
        QCOMPARE(seen.at(999).text, QByteArray("FEED 999"));
        QVERIFY(sender.status().packets <= 10);
    }

    void fromOneToTheOther() {
        for (const Transport transport : {Transport::Udp, Transport::Tcp}) {
            for (const Version version : {Version::V31, Version::V40, Version::V50}) {
                Desk desk(listening(transport, version));
                SenderOptions options = sending(transport, desk.port(), version);
                options.refresh = 50ms;
                Sender sender(options);
                sender.set({display(3, "THREE", Lamp::Red), display(4, "FOUR", Lamp::Amber)});
                QTRY_COMPARE_WITH_TIMEOUT(desk.labelOf(4), std::string("FOUR"), limitMs);
                QTRY_COMPARE_WITH_TIMEOUT(desk.labelOf(3), std::string("THREE"), limitMs);
                QCOMPARE(desk.at(3).text, Lamp::Red);
                QCOMPARE(desk.at(4).text, Lamp::Amber);
                QCOMPARE(desk.receiver().status().counts.allRefused(), 0U);
            }
        }
    }

    void endsAtOnceWhateverHappens() {
        QTcpServer deaf; // accepts in the kernel, reads nothing
        QVERIFY(deaf.listen(QHostAddress::LocalHost));
        Sender sender(sending(Transport::Tcp, deaf.serverPort()));
        SenderOptions unknown = sending(Transport::Tcp, 9);
        unknown.host = "no-such-host.invalid";
        Sender lost(unknown);
        sender.set({display(1, "ONE")});
        lost.set({display(1, "ONE")});
        QVERIFY(!lost.settle(1ms));
        ReceiverOptions nowhere = listening(Transport::Udp);
        nowhere.host = "192.0.2.1";
        const Receiver receiver(nowhere, {});
        QTRY_VERIFY_WITH_TIMEOUT(!receiver.status().trouble.empty(), limitMs);
    }
};

QTEST_GUILESS_MAIN(TestSockets)
#include "tst_sockets.moc"
