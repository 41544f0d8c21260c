// SPDX-License-Identifier: GPL-3.0-or-later
//
// A desk that is killed with -9 while it posts and while it delivers, again and again.
#include <iostream>
#include <set>

#include <QCoreApplication>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <nlohmann/json.hpp>

#include "core/outward/outbox.h"
#include "core/outward/outward.h"
#include "tests/support/webserver.h"
#include "tests/unit/outward/samples.h"

using namespace vigie;
using namespace vigie::outward;
using vigie::testing::notice;
using vigie::testing::quickPace;
using vigie::testing::webhook;
using vigie::testing::WebServer;

namespace {

/// Puts notices into an outbox until it is killed, and says each number once it is on disk.
int writeForever(const std::string& file, int first) {
    auto opened = Outbox::open(file, {webhook("noc", 1)});
    if (!opened) {
        std::cerr << opened.error().message << "\n";
        return 1;
    }
    for (int i = first;; ++i) {
        std::map<std::string, std::uint64_t> dropped;
        if (!opened->outbox->append({notice("incident-" + std::to_string(i))}, {}, dropped)) {
            return 1;
        }
        std::cout << i << std::endl;
    }
}

/// Delivers what the outbox holds until it is killed.
int deliverForever(const std::string& file, std::uint16_t port) {
    auto outward =
        Outward::start({.targets = {webhook("noc", port)}, .file = file, .pace = quickPace()});
    if (!outward) {
        std::cerr << outward.error().message << "\n";
        return 1;
    }
    std::cin.get();
    return 0;
}

} // namespace

class TestDurability : public QObject {
    Q_OBJECT

    static void kill(QProcess& process) {
        process.kill(); // SIGKILL
        QVERIFY(process.waitForFinished(10000));
        QCOMPARE(process.exitStatus(), QProcess::CrashExit);
    }

private slots:
    void nothingIsLostByKilling() {
        QTemporaryDir folder;
        const QString file = folder.filePath("outbox.db");
        const QString self = QCoreApplication::applicationFilePath();
        int last = 0;
        for (int round = 1; round <= 5; ++round) {
            QProcess writer;
            writer.start(self, {"--write", file, QString::number(last + 1)});
            QByteArray said;
            QTRY_VERIFY_WITH_TIMEOUT(
                (said += writer.readAllStandardOutput()).count('\n') >= round * 7, 20000);
            kill(writer);
            said += writer.readAllStandardOutput();
            const auto lines = said.left(said.lastIndexOf('\n')).split('\n');
            QVERIFY(lines.last().toInt() > last);
            last = lines.last().toInt();
        }

        // Killed in the middle of delivering, too: some come twice, under the id they had.
        std::mutex mutex;
        std::size_t allowed = 0;                                // under mutex
        std::vector<std::pair<std::string, std::string>> taken; // under mutex: id and key
        WebServer server(0, [&](const WebServer::Request& request) {
            const std::lock_guard lock(mutex);
            if (taken.size() >= allowed) {
                return 503;
            }
            const auto body = nlohmann::json::parse(request.body);
            taken.emplace_back(body["id"].get<std::string>(), body["key"].get<std::string>());
            return 200;
        });
        const auto takenSoFar = [&] {
            const std::lock_guard lock(mutex);
            return taken.size();
        };
        const auto allow = [&](std::size_t most) {
            const std::lock_guard lock(mutex);
            allowed = most;
        };
        for (std::size_t round = 1; round <= 3; ++round) {
            allow(round * 5);
            QProcess deliverer;
            deliverer.start(self, {"--deliver", file, QString::number(server.port())});
            QTRY_COMPARE_WITH_TIMEOUT(takenSoFar(), round * 5, 20000);
            kill(deliverer);
        }
        allow(100'000);
        auto outward = Outward::start({.targets = {webhook("noc", server.port())},
                                       .file = file.toStdString(),
                                       .pace = quickPace()});
        QVERIFY2(outward.has_value(), outward ? "" : outward.error().message.c_str());
        QTRY_COMPARE_WITH_TIMEOUT((*outward)->status().front().waiting, 0U, 30000);

        const std::lock_guard lock(mutex);
        std::map<std::string, std::string> keyOf; // by id
        std::vector<int> order;
        for (const auto& [id, key] : taken) {
            const auto [known, isNew] = keyOf.try_emplace(id, key);
            QCOMPARE(known->second, key);
            if (isNew) {
                order.push_back(std::stoi(key.substr(key.find('-') + 1)));
            }
        }
        QVERIFY(std::is_sorted(order.begin(), order.end()));
        const std::set<int> arrived(order.begin(), order.end());
        for (int i = 1; i <= last; ++i) {
            QVERIFY2(arrived.contains(i), qPrintable(QString::number(i)));
        }
    }
};

int main(int argc, char** argv) {
    if (argc == 4 && std::string(argv[1]) == "--write") {
        return writeForever(argv[2], std::stoi(argv[3]));
    }
    if (argc == 4 && std::string(argv[1]) == "--deliver") {
        return deliverForever(argv[2], static_cast<std::uint16_t>(std::stoi(argv[3])));
    }
    QCoreApplication app(argc, argv);
    TestDurability test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_durability.moc"
