// SPDX-License-Identifier: GPL-3.0-or-later
//
// A packet that never comes makes a capture by rule: the seconds around it, exactly as they were
// sent, with an analysis that shows the fault. And what is asked for from a terminal.
#include <atomic>
#include <mutex>

#include <QDir>
#include <QFile>
#include <QJsonArray>
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

/// Datagrams as they are, but for one that is left out when told so. Remembers what it sent.
class UdpWithHole {
public:
    explicit UdpWithHole(quint16 port) : m_port(port) {}

    void send(std::span<const std::byte> payload) {
        if (m_isHoleWanted && isAllCounted(payload)) {
            m_isHoleWanted = false;
            return;
        }
        const QByteArray datagram(reinterpret_cast<const char*>(payload.data()),
                                  static_cast<qsizetype>(payload.size()));
        {
            const std::lock_guard lock(m_mutex);
            m_sent += datagram;
        }
        QUdpSocket socket; // the player's thread owns nothing of the test's
        socket.writeDatagram(datagram, QHostAddress::LocalHost, m_port);
    }
    void makeHole() { m_isHoleWanted = true; }
    [[nodiscard]] QByteArray sent() const {
        const std::lock_guard lock(m_mutex);
        return m_sent;
    }

private:
    /// Whether every packet has a payload and is none of PID 0x1fff: null packets are not counted,
    /// and nobody misses seven of them.
    static bool isAllCounted(std::span<const std::byte> payload) {
        for (std::size_t at = 0; at + 188 <= payload.size(); at += 188) {
            const auto byte = [&payload, at](std::size_t i) {
                return std::to_integer<unsigned>(payload[at + i]);
            };
            const unsigned pid = (byte(1) & 0x1fU) << 8U | byte(2);
            if (pid == 0x1fff || (byte(3) & 0x10U) == 0) {
                return false;
            }
        }
        return true;
    }

    const quint16 m_port;
    std::atomic<bool> m_isHoleWanted{false};
    mutable std::mutex m_mutex;
    QByteArray m_sent; // guarded by m_mutex
};

QByteArray contentOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class TestCapture : public QObject {
    Q_OBJECT
    QTemporaryDir m_folder;

    struct Ran {
        int exitCode = -1;
        QByteArray out;
        QByteArray err;
    };
    [[nodiscard]] Ran vigiectl(const QStringList& arguments) const {
        QProcess process;
        process.setWorkingDirectory(m_folder.path());
        process.start(QStringLiteral(VIGIE_BIN_DIR "/vigiectl"), arguments);
        if (!process.waitForFinished(60000)) {
            process.kill();
            process.waitForFinished(2000);
            return {};
        }
        return {process.exitCode(), process.readAllStandardOutput(),
                process.readAllStandardError()};
    }
    /// What the node keeps, newest first.
    [[nodiscard]] QList<QJsonObject> captures(const QString& address) const {
        QList<QJsonObject> found;
        for (const QByteArray& line :
             vigiectl({"capture", address, "--list", "--json"}).out.split('\n')) {
            if (const auto json = QJsonDocument::fromJson(line); json.isObject()) {
                found.append(json.object());
            }
        }
        return found;
    }
    [[nodiscard]] QString writeConfig() const {
        QFile file(m_folder.filePath("node.yaml"));
        if (!file.open(QIODevice::WriteOnly)) {
            return {};
        }
        file.write(R"(node: {id: node, kind: cloud}
feeds: [{id: f1}]
capture:
  folder: kept
  ring: 30s
  before: 3s
  after: 2s
  on: ["1.4"]
inputs:
  - id: in
    uri: udp://127.0.0.1:0
    services: [{path: p1, feed: f1, decode: "off"}]
)");
        return file.fileName();
    }

private slots:
    void aFaultIsCapturedAndFetched() {
        const QString clip = e2e::thirdPartyClip(m_folder);
        QVERIFY2(!clip.isEmpty(), "ffmpeg could not make the clip");
        const QString config = writeConfig();
        std::optional<e2e::ChildProcess> node;
        node.emplace("vigie-node", QStringList{"--config", config});
        const auto input = node->waitForEvent("input", 20000);
        const auto listening = node->waitForEvent("listening", 20000);
        QVERIFY2(input && listening, qPrintable(node->errors()));
        const QString address = listening->value("address").toString();

        UdpWithHole udp(static_cast<quint16>(input->value("port").toInt()));
        QString id;
        QJsonObject listed;
        {
            e2e::Player player(clip.toStdString(),
                               [&udp](std::span<const std::byte> datagram) { udp.send(datagram); });
            QVERIFY(player.isValid());
            e2e::HeadlessDesk desk({address.toStdString()});
            const auto held = [&desk] { // tenths of a second
                return desk.latest("node", model::Scope::Input, "in", key::captureRing).value_or(0);
            };
            QTRY_VERIFY_WITH_TIMEOUT(held() > 40, 40000);
            QVERIFY(captures(address).isEmpty());

            const auto faultAt = base::SystemClock::instance().now().utc;
            udp.makeHole();
            const auto isComplete = [&] {
                const auto found = captures(address);
                listed = found.isEmpty() ? QJsonObject() : found.first();
                return listed["state"] == "complete";
            };
            QTRY_VERIFY_WITH_TIMEOUT(isComplete(), 20000);
            id = listed["id"].toString();
            QVERIFY2(listed["reason"].toString().startsWith("1.4"),
                     qPrintable(listed["reason"].toString()));
            const auto msFromFault = [&](const char* member) {
                return QDateTime::fromString(listed[member].toString(), Qt::ISODateWithMs)
                           .toMSecsSinceEpoch() -
                       base::toNs(faultAt) / 1'000'000;
            };
            QVERIFY2(msFromFault("from") < -2000 && msFromFault("from") > -4000,
                     qPrintable(listed["from"].toString()));
            QVERIFY2(msFromFault("to") > 1500 && msFromFault("to") < 5000,
                     qPrintable(listed["to"].toString()));

            // And once more by hand, of the same input.
            const auto asked = vigiectl({"capture", address, "--before", "2", "--after", "1",
                                         "--reason", "by hand", "--output", "hand.ts"});
            QVERIFY2(asked.exitCode == 0, asked.err);
            const QByteArray hand = contentOf(m_folder.filePath("hand.ts"));
            QVERIFY(hand.size() > 188 * 100);
            QVERIFY(udp.sent().contains(hand));

            // More decoding for a time; the policy in force is part of the data.
            const auto policy = [&desk] {
                return desk.latest("node", model::Scope::Path, "p1", key::contentPolicy)
                    .value_or(-1);
            };
            QTRY_COMPARE_WITH_TIMEOUT(policy(), std::int64_t(model::state::PolicyOff), 20000);
            const auto decode =
                vigiectl({"decode", address, "p1", "--policy", "full", "--seconds", "60"});
            QVERIFY2(decode.exitCode == 0, decode.err);
            QTRY_COMPARE_WITH_TIMEOUT(policy(), std::int64_t(model::state::PolicyFull), 20000);
        }

        // Exactly what was sent, and the analysis shows what is missing.
        const QDir kept(m_folder.filePath("kept/node/captures"));
        const QByteArray stream = contentOf(kept.filePath(id + ".ts"));
        QCOMPARE(stream.size(), qsizetype(listed["bytes"].toInteger()));
        QCOMPARE(stream.size() % 188, qsizetype(0));
        QVERIFY(udp.sent().contains(stream));
        const auto analysis =
            QJsonDocument::fromJson(contentOf(kept.filePath(id + ".json"))).object();
        QVERIFY(!analysis.isEmpty());
        QCOMPARE(analysis["packets"].toInteger(), qint64(stream.size() / 188));
        QVERIFY(analysis["checks"]["1.4"]["count"].toInt() >= 1);
        QCOMPARE(analysis["checks"]["1.1"]["count"].toInt(), 0);

        // Fetched: the same bytes, and nothing is overwritten.
        const QStringList get{"capture", address, "--get", id, "--output", "got.ts"};
        const auto fetched = vigiectl(get);
        QVERIFY2(fetched.exitCode == 0, fetched.err);
        QVERIFY(contentOf(m_folder.filePath("got.ts")) == stream);
        QVERIFY(contentOf(m_folder.filePath("got.json")) == contentOf(kept.filePath(id + ".json")));
        QCOMPARE(vigiectl(get).exitCode, 2);

        // A node that died keeps them, and begins its ring anew.
        const auto before = captures(address);
        QCOMPARE(before.size(), qsizetype(2));
        node->kill();
        QVERIFY(!QDir(m_folder.filePath("kept/node/ring/in")).entryList(QDir::Files).isEmpty());
        node.emplace("vigie-node", QStringList{"--config", config});
        const auto again = node->waitForEvent("listening", 20000);
        QVERIFY2(again, qPrintable(node->errors()));
        QTRY_VERIFY_WITH_TIMEOUT(captures(again->value("address").toString()) == before, 20000);
    }
};

QTEST_GUILESS_MAIN(TestCapture)
#include "tst_capture.moc"
