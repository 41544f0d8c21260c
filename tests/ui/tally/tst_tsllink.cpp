// SPDX-License-Identifier: GPL-3.0-or-later
#include <memory>
#include <thread>

#include <QDeadlineTimer>
#include <QSignalSpy>
#include <QTcpSocket>
#include <QTest>
#include <QUdpSocket>

#include "tests/ui/support/fakeengine.h"
#include "ui/desk/deskcontext.h"
#include "ui/desk/tallyboard.h"
#include "ui/tally/tsllink.h"
#include "ui/theme/words.h"

using namespace vigie;
using namespace std::chrono_literals;
using ui::desk::Tally;
using ui::desk::TallyBoard;
using ui::desk::TallyColor;
using ui::tally::displaysFor;
using ui::tally::FeedAt;
using ui::tally::TslLink;

namespace {

constexpr int limitMs = 20'000;

tsl::ReceiverOptions listening(tsl::Transport transport = tsl::Transport::Udp) {
    tsl::ReceiverOptions options;
    options.name = "router";
    options.transport = transport;
    options.host = "127.0.0.1";
    return options;
}

config::TslTarget target(quint16 port = 0) {
    config::TslTarget made;
    made.sender.name = "multiviewer";
    made.sender.host = "127.0.0.1";
    made.sender.port = port;
    made.sender.refresh = 0ms;
    return made;
}

/// A fleet of a live desk.
struct Desk {
    uitest::FakeEngine engine;
    uitest::FakeSource source;
    uitest::FakeDecodePool decoders;
    ui::desk::DeskContext context{engine, source, decoders};
    TallyBoard& board = TallyBoard::of(context);

    std::unique_ptr<TslLink> link(config::TslConfig config) {
        return std::make_unique<TslLink>(std::move(config), engine, board);
    }
};

quint16 portOf(const TslLink& link) {
    (void)QTest::qWaitFor([&] { return link.listening().front().port != 0; }, limitMs);
    return link.listening().front().port;
}

/// By hand: one display in a packet of 5.0, index and text below 256.
QByteArray packet(int index, int control, const QByteArray& text) {
    QByteArray body = QByteArray::fromHex("00000000");
    body += static_cast<char>(index & 0xff);
    body += static_cast<char>(index >> 8);
    body += static_cast<char>(control);
    body += '\0';
    body += static_cast<char>(text.size());
    body += '\0';
    body += text;
    return QByteArray(1, static_cast<char>(body.size())) + QByteArray(1, '\0') + body;
}

/// Control byte and text of each display in packets of 5.0, by index.
void collect(QUdpSocket& socket, std::map<int, std::pair<int, QByteArray>>& seen) {
    while (socket.hasPendingDatagrams()) {
        QByteArray raw(static_cast<qsizetype>(socket.pendingDatagramSize()), 0);
        socket.readDatagram(raw.data(), raw.size());
        const auto word = [&raw](qsizetype at) {
            return static_cast<quint8>(raw[at]) | (static_cast<quint8>(raw[at + 1]) << 8);
        };
        for (qsizetype at = 6; at + 6 <= raw.size(); at += 6 + word(at + 4)) {
            seen[word(at)] = {word(at + 2), raw.mid(at + 6, word(at + 4))};
        }
    }
}

} // namespace

/// TSL UMD at the desk, against sockets and bytes of the test's own.
class TestTslLink : public QObject {
    Q_OBJECT
private slots:
    void whatIsHeardComesToTheBoard() {
        Desk desk;
        const auto link = desk.link({.listen = {listening()}, .send = {}, .map = {}});
        QUdpSocket router;
        const quint16 port = portOf(*link);
        // The number of the feed is its index.
        router.writeDatagram(packet(5, 0xc1 | 0x20, "STADIUM"), QHostAddress::LocalHost, port);
        QTRY_VERIFY_WITH_TIMEOUT(desk.board.tally("f005").has_value(), limitMs);
        const Tally expected{"STADIUM", TallyColor::Green, TallyColor::Off, TallyColor::Red};
        QVERIFY(*desk.board.tally("f005") == expected);
        // One of no feed disturbs nobody; all at once.
        router.writeDatagram(packet(900, 0, "NOBODY"), QHostAddress::LocalHost, port);
        router.writeDatagram(packet(0xffff, 0x0c, "ALL"), QHostAddress::LocalHost, port);
        QTRY_VERIFY_WITH_TIMEOUT(desk.board.tally("f012").has_value(), limitMs);
        QCOMPARE(desk.board.tally("f005")->label, QString("ALL"));
        QCOMPARE(desk.board.tally("f012")->text, TallyColor::Amber);
    }

    void aMapSaysWhichDisplay() {
        Desk desk;
        config::TslConfig config;
        config.listen = {listening(tsl::Transport::Tcp)};
        config.map = {{300, "f002", "desk.yaml:1:1"}};
        const auto link = desk.link(config);
        QTcpSocket router;
        router.connectToHost(QHostAddress::LocalHost, portOf(*link));
        QVERIFY(router.waitForConnected(limitMs));
        router.write(QByteArray::fromHex("FE02") + packet(2, 0, "not two"));
        router.write(QByteArray::fromHex("FE02") + packet(300, 0, "TWO"));
        QTRY_VERIFY_WITH_TIMEOUT(desk.board.tally("f002").has_value(), limitMs);
        QCOMPARE(desk.board.tally("f002")->label, QString("TWO"));
    }

    void aBurstIsOneChange() {
        Desk desk;
        const auto link = desk.link({.listen = {listening()}, .send = {}, .map = {}});
        QSignalSpy changes(&desk.board, &TallyBoard::changed);
        QUdpSocket router;
        const quint16 port = portOf(*link);
        // While the GUI thread does something else.
        for (int i = 0; i < 200; ++i) {
            router.writeDatagram(packet(1, 0, QByteArray::number(i)), QHostAddress::LocalHost,
                                 port);
        }
        const QDeadlineTimer limit(limitMs);
        while (link->listening().front().counts.displays < 200 && !limit.hasExpired()) {
            std::this_thread::yield();
        }
        QTRY_VERIFY_WITH_TIMEOUT(desk.board.tally("f001").has_value(), limitMs);
        QCOMPARE(desk.board.tally("f001")->label, QString("199"));
        QCOMPARE(changes.size(), 1);
    }

    void silenceClearsWhatThatSenderSaid() {
        Desk desk;
        config::TslConfig config;
        config.listen = {listening(), listening()};
        config.listen[0].silence = 300ms;
        const auto link = desk.link(config);
        const quint16 port = portOf(*link);
        QTRY_VERIFY_WITH_TIMEOUT(link->listening()[1].port != 0, limitMs);
        QUdpSocket router;
        router.writeDatagram(packet(2, 0, "stays"), QHostAddress::LocalHost,
                             link->listening()[1].port);
        router.writeDatagram(packet(1, 0, "goes"), QHostAddress::LocalHost, port);
        QTRY_VERIFY_WITH_TIMEOUT(desk.board.tally("f001") && desk.board.tally("f002"), limitMs);
        QTRY_VERIFY_WITH_TIMEOUT(!desk.board.tally("f001"), limitMs);
        QVERIFY(desk.board.tally("f002").has_value());
    }

    void faultsGoOutAndEnd() {
        Desk desk;
        QUdpSocket multiviewer;
        QVERIFY(multiviewer.bind(QHostAddress::LocalHost));
        config::TslConfig config;
        config.send = {target(multiviewer.localPort())};
        config.send[0].isGreenWhenWell = true;
        config.send[0].regionId = desk.engine.snapshot()->deliveries.front().regionId;
        auto link = desk.link(config);
        std::map<int, std::pair<int, QByteArray>> seen;
        const auto at = [&](int index) {
            collect(multiviewer, seen);
            return seen[index];
        };
        // f005 is black everywhere: red on all three lamps; f002 is well.
        QTRY_COMPARE_WITH_TIMEOUT(at(5).second, QByteArray("BLACK"), limitMs);
        QCOMPARE(at(5).first, 0xc0 | 0x15);
        QTRY_COMPARE_WITH_TIMEOUT(at(2).first, 0xc0 | 0x2a, limitMs);
        // It ends.
        engine::Snapshot next = *desk.engine.snapshot();
        std::string name;
        for (auto& delivery : next.deliveries) {
            if (delivery.feedId == "f005") {
                delivery.faults.clear();
                name = delivery.feedName;
            }
        }
        desk.engine.publish(next);
        QTRY_VERIFY_WITH_TIMEOUT(at(5).second != "BLACK", limitMs);
        QVERIFY(at(5).second.startsWith(QByteArray::fromStdString(name).left(4)));
        // With the desk the lamps go out.
        link.reset();
        QTRY_COMPARE_WITH_TIMEOUT(at(2).first, 0xc0, limitMs);
    }

    void aReplayTellsNobody() {
        engine::Snapshot past = uitest::makeSnapshot();
        past.isLive = false;
        Desk desk;
        desk.engine.publish(past);
        desk.engine.settle();
        QUdpSocket multiviewer;
        QVERIFY(multiviewer.bind(QHostAddress::LocalHost));
        config::TslConfig config;
        config.send = {target(multiviewer.localPort())};
        const auto link = desk.link(config);
        QTRY_VERIFY_WITH_TIMEOUT(link->sending().front().isOpen, limitMs);
        // What a live desk then says is the first that is heard.
        past.isLive = true;
        desk.engine.publish(past);
        QTRY_VERIFY_WITH_TIMEOUT(multiviewer.hasPendingDatagrams(), limitMs);
        QCOMPARE(link->sending().front().packets, 1U);
    }

    void severitiesAndTexts() {
        engine::Snapshot snapshot = uitest::makeSnapshot();
        const FeedAt feedAt{{3, "f003"}, {5, "f005"}, {9, "f009"}, {77, "nobody"}};
        config::TslTarget one = target();
        auto displays = displaysFor(one, feedAt, snapshot);
        QCOMPARE(displays.size(), std::size_t{4});
        QCOMPARE(displays[1].label, std::string("BLACK"));
        QCOMPARE(displays[1].left, tsl::Lamp::Red);
        QCOMPARE(displays[2].left, tsl::Lamp::Amber); // minor
        QCOMPARE(displays[3].label, std::string("nobody"));
        QCOMPARE(displays[3].left, tsl::Lamp::Off);
        one.isGreenWhenWell = true;
        QCOMPARE(displaysFor(one, feedAt, snapshot)[3].left,
                 tsl::Lamp::Off); // not known: not green
        one.least = alarm::Severity::Critical;
        displays = displaysFor(one, {{9, "f009"}, {5, "f005"}}, snapshot);
        QCOMPARE(displays[0].label, std::string("BLACK"));
        one.text = config::TslTarget::Text::Both;
        QVERIFY(displaysFor(one, {{5, "f005"}}, snapshot)[0].label.ends_with(" BLACK"));
        one.text = config::TslTarget::Text::Name;
        displays = displaysFor(one, {{5, "f005"}}, snapshot);
        QVERIFY(displays[0].label.find("BLACK") == std::string::npos);
        QCOMPARE(displays[0].left, tsl::Lamp::Red);
        one.text = config::TslTarget::Text::Fault;
        for (auto& delivery : snapshot.deliveries) {
            if (delivery.feedId == "f005") {
                delivery.reason = engine::OnAirReason::OffSchedule;
                delivery.feedName = "Épée · finale";
            }
        }
        snapshot.plan.reset();
        displays = displaysFor(one, {{5, "f005"}}, snapshot);
        QCOMPARE(displays[0].label, std::string("Epee - finale"));
        QCOMPARE(displays[0].left, tsl::Lamp::Off); // off air is neither wrong nor well
        one.sender.isUtf16 = true;
        QCOMPARE(displaysFor(one, {{5, "f005"}}, snapshot)[0].label, std::string("Épée · finale"));
    }

    void lostContactComesFirst() {
        engine::Snapshot snapshot = uitest::makeSnapshot();
        auto& delivery = snapshot.deliveries.front();
        QVERIFY(delivery.onAir.has_value());
        auto& path = snapshot.paths[*delivery.onAir];
        path.isInContact = false;
        snapshot.nodes[path.node].noContactSince = snapshot.now;
        config::TslTarget one = target();
        one.regionId = delivery.regionId;
        const auto displays = displaysFor(one, {{1, delivery.feedId}}, snapshot);
        QCOMPARE(QString::fromStdString(displays[0].label),
                 ui::theme::faultStripText(engine::FaultKind::NoContact, std::nullopt));
        QCOMPARE(displays[0].text, tsl::Lamp::Red);
    }
};

QTEST_MAIN(TestTslLink)
#include "tst_tsllink.moc"
