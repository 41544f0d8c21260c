// SPDX-License-Identifier: GPL-3.0-or-later
//
// Every stream of the corpus through one real node at once: nothing crashes or hangs, what it finds
// agrees with the corpus' own table, and what cannot be played says why.
#include <algorithm>
#include <map>
#include <set>

#include <QDirIterator>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include "core/model/metric.h"
#include "tests/e2e/support/childprocess.h"
#include "tests/e2e/support/headlessdesk.h"

using namespace vigie;
namespace key = model::key;

namespace {

struct Stream {
    QString file;
    QString id;
    double seconds = 0;
    double pcrBitrate = 0;
    int pids = 0;
};

QList<Stream> streamsOf(const QString& corpus) {
    QFile readme(corpus + "/README.md");
    QList<Stream> streams;
    if (!readme.open(QIODevice::ReadOnly)) {
        return streams;
    }
    static const QRegularExpression row(
        R"(^\| (\S+\.ts) \| (\d+) \| ([\d.]+) \| (\d+) \| (\d+)/(\d+) \|)",
        QRegularExpression::MultilineOption);
    auto it = row.globalMatch(QString::fromUtf8(readme.readAll()));
    while (it.hasNext()) {
        const auto match = it.next();
        streams.append({match.captured(1), QStringLiteral("s%1").arg(streams.size()),
                        match.captured(3).toDouble(), match.captured(4).toDouble(),
                        match.captured(5).toInt()});
    }
    return streams;
}

} // namespace

class TestNode : public QObject {
    Q_OBJECT
private slots:
    void everyStreamThroughOneNode() {
        const QString corpus = qEnvironmentVariable("VIGIE_CORPUS");
        if (corpus.isEmpty()) {
            QSKIP("VIGIE_CORPUS is not set: the real transport streams were not played");
        }
        const QList<Stream> streams = streamsOf(corpus);
        QVERIFY2(streams.size() > 10, "the corpus' README has no table");

        QTemporaryDir folder;
        QString yaml =
            "node: {id: corpus, kind: cloud, region: here}\nregions: [{id: here}]\nfeeds:\n";
        for (const Stream& stream : streams) {
            yaml += QStringLiteral("  - {id: %1}\n").arg(stream.id);
        }
        yaml += "inputs:\n";
        for (const Stream& stream : streams) {
            yaml += QStringLiteral("  - {id: %1, uri: 'file://%2/%3', services: [{feed: %1}]}\n")
                        .arg(stream.id, corpus, stream.file);
        }
        QFile file(folder.filePath("corpus.yaml"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(yaml.toUtf8());
        file.close();

        e2e::ChildProcess node("vigie-node", {"--config", file.fileName()});
        const auto listening = node.waitForEvent("listening", 30000);
        QVERIFY2(listening, qPrintable(node.errors()));
        e2e::HeadlessDesk desk({listening->value("address").toString().toStdString()});
        const auto input = [&desk](const Stream& stream, std::string_view metric) {
            return desk.latest("corpus", model::Scope::Input, stream.id.toStdString(), metric);
        };
        const auto pidsOf = [&desk](const Stream& stream) {
            std::set<int> pids;
            const auto* status = desk.snapshot()->findNode("corpus");
            if (status != nullptr) {
                for (const auto& pid : status->description->pids) {
                    if (pid.inputId == stream.id.toStdString()) {
                        pids.insert(pid.pid);
                    }
                }
            }
            return static_cast<int>(pids.size());
        };
        int played = 0;
        for (const Stream& stream : streams) {
            const auto isDecided = [&] {
                const auto state = input(stream, key::inputState);
                return state == model::state::InputFailed ||
                       (state == model::state::InputReceiving &&
                        input(stream, key::tsPackets).value_or(0) > 0);
            };
            QTRY_VERIFY2_WITH_TIMEOUT(isDecided(), qPrintable(stream.file), 30000);
            if (input(stream, key::inputState) != model::state::InputReceiving) {
                // Only a stream without a clock cannot be played at its own pace.
                QVERIFY2(stream.pcrBitrate == 0, qPrintable(stream.file));
                continue;
            }
            ++played;
            if (stream.seconds < 4) { // has looped soon: all PIDs are seen
                QTRY_VERIFY2_WITH_TIMEOUT(pidsOf(stream) >= stream.pids, qPrintable(stream.file),
                                          20000);
            }
        }
        QVERIFY(played > 10);
        // Constant rates are what the table says, by arrival too.
        for (const Stream& stream : streams) {
            if (stream.file != "moq/kyrion_mpeg2av_ac3.ts" && stream.file != "ltn/demo.ts") {
                continue;
            }
            QTRY_VERIFY2_WITH_TIMEOUT(
                std::abs(static_cast<double>(input(stream, key::tsBitrate).value_or(0)) * 100 /
                             stream.pcrBitrate -
                         1) < 0.05,
                qPrintable(stream.file), 20000);
        }
        // Names and providers as broadcast, over the wire.
        const auto serviceOf = [&desk](const std::string& inputId, int serviceId) {
            const auto* status = desk.snapshot()->findNode("corpus");
            for (const auto& service : status->description->services) {
                if (service.inputId == inputId && service.serviceId == serviceId) {
                    return service;
                }
            }
            return model::ServiceInfo{};
        };
        const auto mux = std::find_if(streams.begin(), streams.end(), [](const Stream& stream) {
            return stream.file == "eyevinn/bbb_1s.ts";
        });
        QVERIFY(mux != streams.end());
        const std::string muxId = mux->id.toStdString();
        QTRY_COMPARE_WITH_TIMEOUT(serviceOf(muxId, 1).name, std::string("ts-info"), 20000);
        QCOMPARE(serviceOf(muxId, 1).provider, std::string("Eyevinn Technology"));
        QVERIFY(serviceOf(muxId, 1).pmtPid != 0x1fff);
        QVERIFY(serviceOf(muxId, 2).name.empty());
        node.terminate();
        QVERIFY2(node.waitForExit(10000) == 0, qPrintable(node.errors()));
    }
};

QTEST_GUILESS_MAIN(TestNode)
#include "tst_node.moc"
