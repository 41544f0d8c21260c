// SPDX-License-Identifier: GPL-3.0-or-later
//
// `vigiectl analyze` as a user or a script starts it, on a stream that somebody else made.
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <QUdpSocket>

#include <memory>

#include "tests/e2e/support/clip.h"
#include "tests/e2e/support/player.h"

using namespace vigie;

namespace {

struct Run {
    int code = -1;
    QByteArray out;
    QByteArray errors;
};

Run run(const QString& program, const QStringList& arguments) {
    QProcess process;
    process.start(program, arguments);
    Run result;
    if (process.waitForFinished(60000) && process.exitStatus() == QProcess::NormalExit) {
        result.code = process.exitCode();
    }
    result.out = process.readAllStandardOutput();
    result.errors = process.readAllStandardError();
    return result;
}

Run analyze(const QStringList& arguments) {
    return run(QStringLiteral(VIGIE_BIN_DIR "/vigiectl"), QStringList("analyze") + arguments);
}

} // namespace

class TestAnalyzeCli : public QObject {
    Q_OBJECT
    QTemporaryDir m_folder;
    QString m_clip;

private slots:
    void initTestCase() {
        m_clip = e2e::thirdPartyClip(m_folder);
        QVERIFY2(!m_clip.isEmpty(), "ffmpeg could not make the clip");
    }

    void agreesWithFfprobe() {
        const Run ours = analyze({"--json", m_clip});
        QCOMPARE(ours.code, 0);
        QCOMPARE(ours.out.count('\n'), qsizetype(1));
        const QJsonObject report = QJsonDocument::fromJson(ours.out).object();
        QVERIFY(!report.isEmpty());
        const Run theirs = run("ffprobe", {"-v", "error", "-show_streams", "-of", "json", m_clip});
        QCOMPARE(theirs.code, 0);
        const QJsonArray expected =
            QJsonDocument::fromJson(theirs.out).object().value("streams").toArray();
        const QJsonArray streams =
            report.value("services").toArray().at(0).toObject().value("streams").toArray();
        QCOMPARE(streams.size(), expected.size());
        for (const auto& value : expected) {
            const QJsonObject theirStream = value.toObject();
            const int pid = theirStream.value("id").toString().toInt(nullptr, 16);
            QJsonObject stream;
            for (const auto& one : streams) {
                stream = one.toObject().value("pid").toInt() == pid ? one.toObject() : stream;
            }
            QVERIFY2(!stream.isEmpty(), qPrintable(QString::number(pid)));
            QCOMPARE(stream.value("class").toString(), theirStream.value("codec_type").toString());
            if (theirStream.value("codec_type").toString() == "video") {
                const QJsonObject video = stream.value("video").toObject();
                QCOMPARE(video.value("width").toInt(), theirStream.value("width").toInt());
                QCOMPARE(video.value("height").toInt(), theirStream.value("height").toInt());
                QCOMPARE(video.value("gop_length").toInt(), 25);
                QCOMPARE(video.value("frame_rate").toDouble(), 25.0);
            }
        }
        // As the multiplexer was told.
        QVERIFY(std::abs(report.value("bitrate").toDouble() - 800'000) < 800);
        QVERIFY(std::abs(report.value("duration").toDouble() - 12) < 0.5);
        QCOMPARE(report.value("packets").toDouble() * 188,
                 static_cast<double>(QFile(m_clip).size()));
        QCOMPARE(report.value("checks").toObject().value("1.4").toObject().value("count").toInt(-1),
                 0);
    }

    void sameInputSameBytes() {
        for (const QString content : {"off", "full"}) {
            const QStringList arguments{"--json", "--events", "--content", content, m_clip};
            const Run first = analyze(arguments);
            const Run second = analyze(arguments);
            QCOMPARE(first.code, 0);
            QVERIFY(first.out.size() > 1000);
            QCOMPARE(first.out, second.out);
        }
    }

    void isOneScreenWithoutColorInAPipe() {
        const Run report = analyze({m_clip});
        QCOMPARE(report.code, 0);
        QVERIFY(!report.out.contains('\x1b'));
        const auto lines = QString::fromUtf8(report.out).split('\n');
        QVERIFY(lines.size() <= 45);
        for (const QString& line : lines) {
            QVERIFY2(line.size() <= 80, qPrintable(line));
        }
    }

    void exitCodesAreForScripts() {
        QCOMPARE(analyze({m_folder.filePath("nothing.ts")}).code, 1);
        QCOMPARE(analyze({}).code, 2);
        QCOMPARE(analyze({m_clip, "--profile", "nothing"}).code, 2);
        QCOMPARE(analyze({m_clip, "--fail-on", "1"}).code, 0);
        QFile clip(m_clip);
        QVERIFY(clip.open(QIODevice::ReadOnly));
        QByteArray bytes = clip.readAll();
        bytes.remove(1000 * 188, 188 * 20); // packets of the picture among them
        QFile holed(m_folder.filePath("holed.ts"));
        QVERIFY(holed.open(QIODevice::WriteOnly) && holed.write(bytes) == bytes.size());
        holed.close();
        const Run without = analyze({holed.fileName()});
        QCOMPARE(without.code, 0);
        QVERIFY(without.out.contains("Continuity_count_error"));
        QCOMPARE(analyze({holed.fileName(), "--fail-on", "1"}).code, 3);
    }

    void receivesLive() {
        QUdpSocket probe;
        QVERIFY(probe.bind(QHostAddress::LocalHost, 0)); // a port that is free
        const quint16 port = probe.localPort();
        probe.close();
        QProcess process;
        process.start(
            QStringLiteral(VIGIE_BIN_DIR "/vigiectl"),
            {"analyze", "--json", "--seconds", "3", QString("udp://127.0.0.1:%1").arg(port)});
        QVERIFY(process.waitForStarted(10000));
        const e2e::Player player(m_clip.toStdString(), [port](std::span<const std::byte> datagram) {
            QUdpSocket socket;
            socket.writeDatagram(reinterpret_cast<const char*>(datagram.data()),
                                 static_cast<qint64>(datagram.size()), QHostAddress::LocalHost,
                                 port);
        });
        QVERIFY(player.isValid());
        QVERIFY(process.waitForFinished(30000));
        QCOMPARE(process.exitCode(), 0);
        const QJsonObject report =
            QJsonDocument::fromJson(process.readAllStandardOutput()).object();
        QCOMPARE(report.value("live").toBool(), true);
        QCOMPARE(report.value("time_basis").toObject().value("kind").toString(),
                 QString("arrival"));
        QVERIFY(report.value("duration").toDouble() >= 3);
        QVERIFY(report.value("packets").toInt() > 500);
        QVERIFY(report.value("link").isObject());
        QCOMPARE(report.value("services").toArray().size(), qsizetype(1));
    }
};

QTEST_GUILESS_MAIN(TestAnalyzeCli)
#include "tst_analyzecli.moc"
