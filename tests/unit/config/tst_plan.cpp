// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "core/config/planfile.h"

using namespace vigie;
using model::PlanHop;

/// Plans: what a file may say, and where it is told what it may not.
class TestPlan : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    std::string write(const QByteArray& text) {
        QFile file(m_folder.filePath("plan.yaml"));
        if (!file.open(QIODevice::WriteOnly)) {
            qFatal("cannot write the plan");
        }
        file.write(text);
        return file.fileName().toStdString();
    }

private slots:
    void hopsAndImportance() {
        const auto plan = config::readPlan(write(R"(
regions: [{id: europe, name: Europe}]
feeds:
  - {id: f001, importance: high}
  - {id: f002, importance: low}
  - {id: f003}
deliveries: []
hops:
  - {type: uplink, id: up-paris, name: Paris teleport}
  - {type: transponder, id: "T7 12.548 V, 8PSK 2/3", behind: up-paris, inputs: [sat-eu/in-t1, sat-af/in-t1]}
  - {type: cloud-region, id: eu-west, nodes: [cloud-eu, cloud-af]}
  - {type: link, id: fibre-1, behind: eu-west, inputs: [cloud-eu/in-f001]}
)"));
        QVERIFY2(plan.has_value(), plan ? "" : plan.error().message.c_str());
        QVERIFY(plan->feeds[0].importance == model::Importance::High);
        QVERIFY(plan->feeds[1].importance == model::Importance::Low);
        QVERIFY(plan->feeds[2].importance == model::Importance::Normal);
        QCOMPARE(plan->hops.size(), 4U);
        QVERIFY((plan->hops[0] ==
                 PlanHop{PlanHop::Type::Uplink, "up-paris", "Paris teleport", "", {}, {}}));
        QVERIFY((plan->hops[1] == PlanHop{PlanHop::Type::Transponder,
                                          "T7 12.548 V, 8PSK 2/3",
                                          "",
                                          "up-paris",
                                          {"sat-eu/in-t1", "sat-af/in-t1"},
                                          {}}));
        QVERIFY(plan->hops[2].type == PlanHop::Type::CloudRegion);
        QVERIFY((plan->hops[2].nodes == std::vector<std::string>{"cloud-eu", "cloud-af"}));
        QVERIFY(plan->hops[3].type == PlanHop::Type::Link);
    }

    void theExampleIsAPlan() {
        const auto plan = config::readPlan(VIGIE_SOURCE_DIR "/resources/examples/plan.yaml");
        QVERIFY2(plan.has_value(), plan ? "" : plan.error().message.c_str());
        QVERIFY(!plan->hops.empty());
    }

    void faultsHaveTheirPlace_data() {
        QTest::addColumn<QByteArray>("hops");
        QTest::addColumn<QString>("fault");
        QTest::newRow("type") << QByteArray("  - {type: cable, id: a}\n") << "plan.yaml:5:12:";
        QTest::newRow("no id") << QByteArray("  - {type: uplink}\n") << "missing key 'id'";
        QTest::newRow("unknown key")
            << QByteArray("  - {type: uplink, id: a, input: [n/i]}\n") << "plan.yaml:5:27:";
        QTest::newRow("twice") << QByteArray("  - {type: uplink, id: a}\n"
                                             "  - {type: transponder, id: a}\n")
                               << "plan.yaml:6:5: the hop 'a' is given twice";
        QTest::newRow("behind nothing") << QByteArray("  - {type: transponder, id: a, behind: b}\n")
                                        << "plan.yaml:5:40: 'b' is no hop of this plan";
        QTest::newRow("behind what follows")
            << QByteArray("  - {type: transponder, id: t}\n"
                          "  - {type: uplink, id: u, behind: t}\n")
            << "plan.yaml:6:35: 't' lies further down the way than this hop";
        QTest::newRow("behind itself") << QByteArray("  - {type: uplink, id: a, behind: b}\n"
                                                     "  - {type: uplink, id: b, behind: a}\n")
                                       << "plan.yaml:5:35: 'a' lies behind itself";
        QTest::newRow("no input") << QByteArray("  - {type: link, id: a, inputs: [cloud]}\n")
                                  << "plan.yaml:5:34: expected node-id/input-id, found 'cloud'";
        QTest::newRow("claimed twice")
            << QByteArray("  - {type: transponder, id: a, inputs: [n/i]}\n"
                          "  - {type: transponder, id: b, inputs: [n/i]}\n")
            << "plan.yaml:6:41: 'n/i' already lies behind 'a'";
    }

    void faultsHaveTheirPlace() {
        QFETCH(QByteArray, hops);
        QFETCH(QString, fault);
        const auto plan =
            config::readPlan(write("regions: []\nfeeds: []\ndeliveries: []\nhops:\n" + hops));
        QVERIFY(!plan.has_value());
        const QString message = QString::fromStdString(plan.error().message);
        QVERIFY2(message.contains(fault), qPrintable(message));
    }

    void importanceIsOneOfThree() {
        const auto plan = config::readPlan(
            write("regions: []\nfeeds:\n  - {id: a, importance: huge}\ndeliveries: []\n"));
        QVERIFY(!plan.has_value());
        const QString message = QString::fromStdString(plan.error().message);
        QVERIFY2(message.contains("plan.yaml:3:25:"), qPrintable(message));
    }
};

QTEST_APPLESS_MAIN(TestPlan)
#include "tst_plan.moc"
