// SPDX-License-Identifier: GPL-3.0-or-later
#include <set>

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "core/demo/command.h"
#include "core/demo/scenario.h"

using namespace vigie;
using namespace vigie::demo;
using namespace std::chrono_literals;
using Do = Command::Do;

class TestScenario : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    base::Result<Scenario> read(const char* text) {
        QFile file(m_folder.filePath("s.yaml"));
        if (!file.open(QIODevice::WriteOnly)) {
            qFatal("cannot write");
        }
        file.write(text);
        file.close();
        return readScenario(file.fileName().toStdString());
    }

private slots:
    void theBuiltInOneIsGood() {
        const auto scenario = defaultScenario();
        QVERIFY2(scenario.has_value(), scenario ? "" : scenario.error().message.c_str());
        QVERIFY(scenario->loop);
        std::set<Do> kinds;
        for (const auto& step : scenario->steps) {
            kinds.insert(step.command.what);
            QVERIFY(step.at >= 8s);
        }
        for (const Do what : {Do::Black, Do::Freeze, Do::Silence, Do::StopFeed, Do::KillNode,
                              Do::StartNode, Do::SrtLoss, Do::Rain}) {
            QVERIFY(kinds.contains(what));
        }
    }

    void whatLastsIsTakenBack() {
        const auto scenario =
            read("loop: 60s\n"
                 "steps:\n"
                 "  - {at: 20s, do: kill-node, node: cloud-tokyo, for: 5s}\n"
                 "  - {at: 2s, do: black, feed: f003, for: 3s}\n"
                 "  - {at: 4s, do: srt-loss, region: asia, feed: f001, loss: 0.2, for: 10s}\n"
                 "  - {at: 5s, do: rain, region: europe, db: 4, for: 30s}\n");
        QVERIFY2(scenario.has_value(), scenario ? "" : scenario.error().message.c_str());
        ScenarioPlayer player(*scenario);
        QVERIFY(player.due(1999ms).empty());
        auto commands = player.due(5s);
        QCOMPARE(commands.size(), 4u);
        QVERIFY(commands[0].what == Do::Black && commands[0].isOn && commands[0].feed == "f003");
        QVERIFY(commands[1].what == Do::SrtLoss && commands[1].amount == 0.2);
        QVERIFY(commands[2].what == Do::Black || commands[3].what == Do::Black);
        QVERIFY(commands[3].what == Do::Rain || commands[2].what == Do::Rain);
        commands = player.due(25s);
        QCOMPARE(commands.size(), 3u);
        QVERIFY(commands[0].what == Do::SrtLoss && commands[0].amount == 0);
        QVERIFY(commands[1].what == Do::KillNode);
        QVERIFY(commands[2].what == Do::StartNode && commands[2].node == "cloud-tokyo");
        // And again from the start.
        QVERIFY(player.due(61s).empty());
        commands = player.due(62s);
        QCOMPARE(commands.size(), 1u);
        QVERIFY(commands[0].what == Do::Black && commands[0].isOn);
    }

    void faultsInTheFileAreNamedWithTheirPlace_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        QTest::newRow("unknown key") << "steps: []\nloops: 3s\n"
                                     << "s.yaml:2:1";
        QTest::newRow("no such fault") << "steps:\n  - {at: 1s, do: blackout, feed: f001}\n"
                                       << "s.yaml:2:18";
        QTest::newRow("no such feed") << "steps:\n  - {at: 1s, do: black, feed: f099}\n"
                                      << "s.yaml:2:31";
        QTest::newRow("no such node")
            << "steps:\n  - {at: 1s, do: kill-node, node: cloud-atlantis}\n"
            << "no node of the demo";
        QTest::newRow("missing region") << "steps:\n  - {at: 1s, do: rain, db: 3, for: 3s}\n"
                                        << "region";
        QTest::newRow("missing length") << "steps:\n  - {at: 1s, do: rain, region: asia, db: 3}\n"
                                        << "for";
        QTest::newRow("too much loss")
            << "steps:\n  - {at: 1s, do: srt-loss, region: asia, feed: f001, loss: 3}\n"
            << "s.yaml:2:";
        QTest::newRow("past the loop")
            << "loop: 5s\nsteps:\n  - {at: 3s, do: black, feed: f001, for: 3s}\n"
            << "end of the loop";
        QTest::newRow("not YAML") << "steps: [\n"
                                  << "s.yaml:";
    }
    void faultsInTheFileAreNamedWithTheirPlace() {
        QFETCH(QString, text);
        QFETCH(QString, expected);
        const auto scenario = read(qUtf8Printable(text));
        QVERIFY(!scenario);
        QVERIFY2(QString::fromStdString(scenario.error().message).contains(expected),
                 scenario.error().message.c_str());
    }

    void commandsAreRead() {
        auto command = parseCommand(R"({"do":"black","feed":"f005","on":false})");
        QVERIFY(command && command->what == Do::Black && command->feed == "f005" && !command->isOn);
        command = parseCommand(R"({"do":"srt-delay","region":"asia","feed":"f003","ms":400})");
        QVERIFY(command && command->what == Do::SrtDelay && command->amount == 400 &&
                command->region == "asia" && command->feed == "f003");
        command = parseCommand(R"({"do":"rain","region":"asia","db":8,"seconds":30})");
        QVERIFY(command && command->amount == 8 && command->seconds == 30);
        command = parseCommand(R"({"do":"kill-node","node":"cloud-tokyo"})");
        QVERIFY(command && command->node == "cloud-tokyo");
        command = parseCommand(R"({"do":"freeze","feed":"f001"})");
        QVERIFY(command && command->isOn);
    }

    void badCommandsAreToldInWords_data() {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("expected");
        QTest::newRow("not JSON") << "black f005"
                                  << "one JSON object";
        QTest::newRow("an array") << "[1]"
                                  << "one JSON object";
        QTest::newRow("nothing to do") << "{}"
                                       << "\"do\"";
        QTest::newRow("unknown") << R"({"do":"explode"})"
                                 << "kill-node";
        QTest::newRow("no feed") << R"({"do":"black"})"
                                 << "\"feed\"";
        QTest::newRow("feed a number") << R"({"do":"black","feed":5})"
                                       << "\"feed\"";
        QTest::newRow("on a word") << R"({"do":"black","feed":"f001","on":"yes"})"
                                   << "\"on\"";
        QTest::newRow("loss too high")
            << R"({"do":"srt-loss","region":"asia","feed":"f001","loss":2})"
            << "\"loss\"";
    }
    void badCommandsAreToldInWords() {
        QFETCH(QString, line);
        QFETCH(QString, expected);
        const auto command = parseCommand(line.toStdString());
        QVERIFY(!command);
        QVERIFY2(QString::fromStdString(command.error().message).contains(expected),
                 command.error().message.c_str());
    }
};

QTEST_APPLESS_MAIN(TestScenario)
#include "tst_scenario.moc"
