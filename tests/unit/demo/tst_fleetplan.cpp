// SPDX-License-Identifier: GPL-3.0-or-later
#include <map>
#include <set>

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "core/config/deskfile.h"
#include "core/config/planfile.h"
#include "core/config/yaml.h"
#include "core/demo/fleetplan.h"

using namespace vigie;
using namespace vigie::demo;

class TestFleetPlan : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    std::filesystem::path write(const char* name, const std::string& text) {
        QFile file(m_folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly)) {
            qFatal("cannot write %s", name);
        }
        file.write(QByteArray::fromStdString(text));
        return file.fileName().toStdString();
    }

private slots:
    void aboutTwoThirdsByCloud_data() {
        QTest::addColumn<int>("feeds");
        QTest::addColumn<int>("regions");
        QTest::newRow("default") << 12 << 6;
        QTest::newRow("many") << 36 << 6;
    }
    void aboutTwoThirdsByCloud() {
        QFETCH(int, feeds);
        QFETCH(int, regions);
        const auto plan = planDeliveries(feedCatalog(static_cast<std::size_t>(feeds)),
                                         regionCatalog(static_cast<std::size_t>(regions)), 1);
        QCOMPARE(plan.deliveries.size(), static_cast<std::size_t>(feeds * regions));
        std::map<std::string, int> cloud;
        int all = 0;
        for (const auto& delivery : plan.deliveries) {
            QVERIFY(delivery.main && delivery.backup);
            QVERIFY(delivery.main->nodeId != delivery.backup->nodeId);
            const bool isCloud = delivery.main->nodeId.starts_with("cloud-");
            cloud[delivery.regionId] += isCloud ? 1 : 0;
            all += isCloud ? 1 : 0;
        }
        const double share = 1.0 * all / (feeds * regions);
        QVERIFY2(share > 0.62 && share < 0.72, qPrintable(QString::number(share)));
        QVERIFY(cloud["europe"] > cloud["south-america"]);
        QVERIFY(plan.plannedHours.value_or(0) > 1000);
    }

    void theSeedDecidesAndNothingElse() {
        const auto feeds = feedCatalog(12);
        const auto regions = regionCatalog(6);
        QVERIFY(planDeliveries(feeds, regions, 5) == planDeliveries(feeds, regions, 5));
        QVERIFY(!(planDeliveries(feeds, regions, 5) == planDeliveries(feeds, regions, 6)));
    }

    void thePlanFileReadsBackAsThePlan() {
        const auto plan = planDeliveries(feedCatalog(36), regionCatalog(8), 3);
        const auto read = config::readPlan(write("plan.yaml", planYaml(plan)));
        QVERIFY2(read.has_value(), read ? "" : read.error().message.c_str());
        QVERIFY(*read == plan);
    }

    void theDeskFileReadsBack() {
        const auto plan = planDeliveries(feedCatalog(2), regionCatalog(2), 3);
        write("plan.yaml", planYaml(plan));
        const auto desk = config::readDeskConfig(write(
            "desk.yaml", deskYaml("Summer Games", "europe", {"127.0.0.1:4001", "127.0.0.1:4002"})));
        QVERIFY2(desk.has_value(), desk ? "" : desk.error().message.c_str());
        QCOMPARE(desk->nodes.size(), 2u);
        QCOMPARE(desk->nodes[1].address, std::string("127.0.0.1:4002"));
        QCOMPARE(desk->regionId, std::string("europe"));
    }

    void everyPathOfThePlanIsAServiceOfANode() {
        const auto feeds = feedCatalog(36);
        const auto regions = regionCatalog(8);
        std::set<std::string> paths;
        const auto nodes = planNodes(feeds, regions);
        QCOMPARE(nodes.size(), 17u);
        for (const auto& node : nodes) {
            std::set<std::string> inputs;
            for (const auto& input : node.inputs) {
                QVERIFY(inputs.insert(input.id).second);
                for (const auto& service : input.services) {
                    QVERIFY(service.service > 0);
                    QVERIFY(paths.insert(node.id + "/" + service.path).second);
                }
            }
        }
        for (const auto& delivery : planDeliveries(feeds, regions, 1).deliveries) {
            QVERIFY(paths.contains(delivery.main->nodeId + "/" + delivery.main->pathId));
            QVERIFY(paths.contains(delivery.backup->nodeId + "/" + delivery.backup->pathId));
        }
    }

    void nodeFilesAreYamlWithTheirPorts() {
        const auto feeds = feedCatalog(12);
        const auto regions = regionCatalog(6);
        for (auto node : planNodes(feeds, regions)) {
            for (auto& input : node.inputs) {
                input.uri = input.uri.empty() ? "srt://127.0.0.1:9?mode=caller&latency=120"
                                              : withPort(input.uri, 5004);
            }
            const auto document =
                config::Value::parseText(nodeYaml(node, feeds, regions), node.id + ".yaml");
            QVERIFY2(document.has_value(), document ? "" : document.error().message.c_str());
            document->expectKeys({"node", "listen", "regions", "feeds", "capture", "inputs"});
            QCOMPARE(document->require("node")->require("id")->text(), node.id);
            const auto inputs = document->require("inputs")->items();
            QCOMPARE(inputs.size(), node.inputs.size());
            if (node.kind != model::NodeKind::Cloud) {
                QVERIFY(inputs[0].require("uri")->text().ends_with("://127.0.0.1:5004"));
            }
            QCOMPARE(document->errors(), std::string());
        }
    }
};

QTEST_APPLESS_MAIN(TestFleetPlan)
#include "tst_fleetplan.moc"
