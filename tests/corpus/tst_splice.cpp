// SPDX-License-Identifier: GPL-3.0-or-later
//
// SCTE-35 of real streams against what another analyzer printed of them.
#include <QDir>
#include <QRegularExpression>
#include <QTest>

#include <cstdint>
#include <fstream>
#include <string>
#include <vector>

#include "core/ts/analyzer.h"

using namespace vigie;

namespace {

/// One section of the printed text. Absent is not printed.
struct Printed {
    int command = -1;
    std::optional<std::uint32_t> eventId;
    std::optional<std::uint64_t> pts;
    std::optional<std::uint64_t> duration;
    std::optional<bool> isOutOfNetwork;
    std::optional<bool> isAutoReturn;
};

std::vector<Printed> readPrinted(const QString& path) {
    QFile file(path);
    std::vector<Printed> all;
    if (!file.open(QIODevice::ReadOnly)) {
        return all;
    }
    const auto number = [](const QString& line, const QString& label) {
        const QRegularExpression pattern(label + " 0x([0-9A-F]+)");
        const auto match = pattern.match(line);
        return match.hasMatch() ? std::optional(match.captured(1).toULongLong(nullptr, 16))
                                : std::nullopt;
    };
    for (const QString& line : QString::fromUtf8(file.readAll()).split('\n')) {
        if (const auto command = number(line, "Command type:")) {
            all.push_back({static_cast<int>(*command), {}, {}, {}, {}, {}});
            continue;
        }
        if (all.empty()) {
            continue;
        }
        Printed& last = all.back();
        if (const auto id = number(line, "Splice event id:")) {
            last.eventId = static_cast<std::uint32_t>(*id);
        }
        if (const auto pts = number(line, "(?:^|\\s)Time(?: PTS)?:")) {
            last.pts = *pts;
        }
        if (const auto duration = number(line, "Duration PTS:")) {
            last.duration = *duration;
            last.isAutoReturn = line.contains("auto return: yes");
        }
        if (line.contains("Out of network:")) {
            last.isOutOfNetwork = line.contains("Out of network: yes");
        }
    }
    return all;
}

class Recorder final : public ts::AnalyzerSink {
public:
    void onSplice(const ts::SpliceEvent& event) override { splices.push_back(event.info); }
    std::vector<ts::SpliceInfo> splices;
};

} // namespace

class TestSplice : public QObject {
    Q_OBJECT
private slots:
    void agreesWithThePrinted_data() {
        QTest::addColumn<QString>("stream");
        QTest::addColumn<QString>("text");
        const QString folder = qEnvironmentVariable("VIGIE_CORPUS");
        if (folder.isEmpty()) {
            QTest::newRow("none") << QString() << QString();
            return;
        }
        const QDir dir(folder + "/moq");
        for (const QString& text : dir.entryList({"*_tsduck.txt"})) {
            const QString stream = QString(text).replace("_tsduck.txt", ".ts");
            QTest::newRow(qPrintable(stream)) << dir.filePath(stream) << dir.filePath(text);
        }
    }
    void agreesWithThePrinted() {
        QFETCH(QString, stream);
        QFETCH(QString, text);
        if (stream.isEmpty()) {
            QSKIP("VIGIE_CORPUS is not set: no real streams to read");
        }
        std::ifstream file(stream.toStdString(), std::ios::binary);
        const std::vector<char> bytes((std::istreambuf_iterator<char>(file)), {});
        QVERIFY(!bytes.empty());
        Recorder recorder;
        ts::Analyzer analyzer(ts::Profile::ott(), recorder);
        constexpr std::size_t datagram = 1316;
        std::int64_t ns = 1;
        for (std::size_t at = 0; at < bytes.size(); at += datagram) {
            ns += 5'000'000;
            analyzer.feed(
                std::as_bytes(std::span(bytes).subspan(at, std::min(datagram, bytes.size() - at))),
                {base::utcFromNs(ns), base::monoFromNs(ns)});
        }
        const auto printed = readPrinted(text);
        QVERIFY(!printed.empty());
        QCOMPARE(recorder.splices.size(), printed.size());
        for (std::size_t i = 0; i < printed.size(); ++i) {
            const ts::SpliceInfo& ours = recorder.splices[i];
            const Printed& theirs = printed[i];
            QCOMPARE(static_cast<int>(ours.command), theirs.command);
            QCOMPARE(ours.eventId, theirs.eventId);
            QCOMPARE(ours.splicePts, theirs.pts);
            QCOMPARE(ours.breakDuration, theirs.duration);
            QCOMPARE(ours.isOutOfNetwork, theirs.isOutOfNetwork);
            QCOMPARE(ours.isAutoReturn, theirs.isAutoReturn.value_or(false));
        }
    }
};

QTEST_APPLESS_MAIN(TestSplice)
#include "tst_splice.moc"
