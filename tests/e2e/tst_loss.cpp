// SPDX-License-Identifier: GPL-3.0-or-later
//
// One datagram that never comes is one loss and one errored second.
#include <array>
#include <atomic>

#include <QTemporaryDir>
#include <QTest>
#include <QUdpSocket>

#include "core/model/metric.h"
#include "tests/e2e/support/childprocess.h"
#include "tests/e2e/support/clip.h"
#include "tests/e2e/support/headlessdesk.h"
#include "tests/e2e/support/player.h"

using namespace vigie;
namespace key = model::key;

namespace {

/// Puts RTP headers on (RFC 3550, payload type 33) and leaves out one datagram when told to.
class RtpWithHole {
public:
    explicit RtpWithHole(quint16 port) : m_port(port) {}

    void send(std::span<const std::byte> payload) {
        ++m_sequence;
        m_timestamp += 1000;
        if (m_isHoleWanted.exchange(false)) {
            return;
        }
        QByteArray datagram;
        datagram.append(char(0x80)).append(char(33));
        datagram.append(char(m_sequence >> 8)).append(char(m_sequence));
        for (const int shift : {24, 16, 8, 0}) {
            datagram.append(char(m_timestamp >> shift));
        }
        datagram.append("VIGI", 4);
        datagram.append(reinterpret_cast<const char*>(payload.data()),
                        static_cast<qsizetype>(payload.size()));
        QUdpSocket socket; // the player's thread owns nothing of the test's
        socket.writeDatagram(datagram, QHostAddress::LocalHost, m_port);
    }
    void makeHole() { m_isHoleWanted = true; }
    [[nodiscard]] bool isHoleMade() const { return !m_isHoleWanted; }

private:
    const quint16 m_port;
    quint16 m_sequence = 65000; // wraps during the test
    quint32 m_timestamp = 0;
    std::atomic<bool> m_isHoleWanted{false};
};

} // namespace

class TestLoss : public QObject {
    Q_OBJECT
    QTemporaryDir m_folder;

private slots:
    void oneHoleIsOneErroredSecond() {
        const QString clip = e2e::thirdPartyClip(m_folder);
        QVERIFY2(!clip.isEmpty(), "ffmpeg could not make the clip");
        e2e::ChildProcess node("vigie-node", {"rtp://127.0.0.1:0", "--id", "node"});
        const auto input = node.waitForEvent("input", 20000);
        const auto listening = node.waitForEvent("listening", 20000);
        QVERIFY2(input && listening, qPrintable(node.errors()));

        RtpWithHole rtp(static_cast<quint16>(input->value("port").toInt()));
        e2e::Player player(clip.toStdString(),
                           [&rtp](std::span<const std::byte> datagram) { rtp.send(datagram); });
        QVERIFY(player.isValid());
        e2e::HeadlessDesk desk({listening->value("address").toString().toStdString()});
        const auto pathValue = [&desk](std::string_view metric) {
            return desk.latest("node", model::Scope::Path, "path", metric).value_or(-1);
        };
        const auto lost = [&desk] {
            return desk.latest("node", model::Scope::Input, "input", key::rtpLost).value_or(-1);
        };
        QTRY_VERIFY_WITH_TIMEOUT(pathValue(key::secondsJudged) >= 5, 30000);
        const auto erroredBefore = pathValue(key::secondsErrored);
        const auto lossBefore = pathValue(key::erroredLoss);
        QCOMPARE(lost(), std::int64_t(0));
        QCOMPARE(lossBefore, std::int64_t(0));

        rtp.makeHole();
        QTRY_VERIFY_WITH_TIMEOUT(lost() > 0, 10000);
        const auto judged = pathValue(key::secondsJudged);
        QTRY_VERIFY_WITH_TIMEOUT(pathValue(key::secondsJudged) >= judged + 4, 15000);
        QCOMPARE(lost(), std::int64_t(1));
        QCOMPARE(pathValue(key::erroredLoss), std::int64_t(1));
        QCOMPARE(pathValue(key::secondsErrored), erroredBefore + 1);
        QCOMPARE(desk.latest("node", model::Scope::Input, "input", key::rtpReordered).value_or(-1),
                 std::int64_t(0));
    }
};

QTEST_GUILESS_MAIN(TestLoss)
#include "tst_loss.moc"
