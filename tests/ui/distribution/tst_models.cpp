// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>
#include <QtTest>

#include "tests/ui/support/fakeengine.h"
#include "ui/desk/tableexport.h"
#include "ui/desk/timeticks.h"
#include "ui/distribution/deliverymodel.h"
#include "ui/distribution/regionmodel.h"
#include "ui/distribution/sharelegend.h"
#include "ui/theme/figures.h"

using namespace vigie;
using namespace vigie::ui;
using namespace vigie::ui::distribution;
using FailureMode = QAbstractItemModelTester::FailureReportingMode;

namespace {

engine::RegionStatus unknownRegion() {
    engine::RegionStatus region;
    region.id = "nowhere";
    region.name = "Nowhere";
    region.deliveries = 3;
    region.share.unknown = 3;
    region.health.quarterHour.unknownSeconds = 900;
    region.healthTrend.assign(180, std::numeric_limits<float>::quiet_NaN());
    return region;
}

QString shown(const QAbstractItemModel& model, int row, int column) {
    return model.index(row, column).data().toString();
}

} // namespace

class ModelsTest : public QObject {
    Q_OBJECT
private slots:
    void regionsKeepTheModelsPromises() {
        RegionModel model;
        const QAbstractItemModelTester tester(&model, FailureMode::QtTest);
        RegionOrder order;
        order.setSourceModel(&model);
        const QAbstractItemModelTester orderTester(&order, FailureMode::QtTest);
        auto snapshot = uitest::makeSnapshot();
        model.setRegions(snapshot.regions);
        QCOMPARE(model.rowCount(), 6);
        QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        snapshot.regions[2].latencyMedianMs = 777;
        model.setRegions(snapshot.regions);
        QCOMPARE(resets.count(), 0); // the same rows: only their data changed
        QCOMPARE(shown(model, 2, RegionModel::Latency), QStringLiteral("0.78"));
        order.setWorstFirst(true);
        snapshot.regions.erase(snapshot.regions.begin());
        model.setRegions(snapshot.regions);
        QCOMPARE(model.rowCount(), 5);
        model.setRegions({});
        QCOMPARE(order.rowCount(), 0);
    }

    void whatIsUnknownIsNeverZero() {
        RegionModel model;
        model.setRegions({unknownRegion()});
        for (const int column :
             {RegionModel::Health, RegionModel::Errored, RegionModel::Latency,
              RegionModel::Latency95, RegionModel::Uncertainty, RegionModel::CloudPercent}) {
            QCOMPARE(shown(model, 0, column), theme::unknownFigure());
            QVERIFY(!model.index(0, column).data(desk::ExportRole).isValid());
        }
        QCOMPARE(shown(model, 0, RegionModel::Unknown), QStringLiteral("900"));
        QVERIFY(!model.index(0, RegionModel::Trend).data(desk::ExportRole).isValid());
    }

    void healthFollowsTheWindow() {
        RegionModel model;
        engine::RegionStatus region;
        region.id = region.name = "r";
        region.health = {{60, 30, 0}, {900, 9, 0}, {86400, 864, 0}};
        model.setRegions({region});
        QCOMPARE(shown(model, 0, RegionModel::Health), QStringLiteral("99.00"));
        model.setWindow(HealthWindow::Minute);
        QCOMPARE(shown(model, 0, RegionModel::Health), QStringLiteral("50.00"));
        QCOMPARE(shown(model, 0, RegionModel::Errored), QStringLiteral("30"));
        model.setWindow(HealthWindow::Day);
        QCOMPARE(shown(model, 0, RegionModel::Errored), theme::grouped(864));
        QVERIFY(model.headerData(RegionModel::Health, Qt::Horizontal, desk::ExportRole)
                    .toString()
                    .contains(QStringLiteral("24 h")));
    }

    void worstComesFirstAndUnknownBeforeGood() {
        RegionModel model;
        std::vector<engine::RegionStatus> regions(3);
        regions[0].id = "good";
        regions[0].health.quarterHour = {900, 0, 0};
        regions[1] = unknownRegion();
        regions[2].id = "bad";
        regions[2].worst = engine::Severity::Major;
        regions[2].health.quarterHour = {900, 1, 0};
        model.setRegions(regions);
        RegionOrder order;
        order.setSourceModel(&model);
        const auto ids = [&order] {
            QStringList list;
            for (int row = 0; row < order.rowCount(); ++row) {
                list << order.index(row, 0).data(RegionModel::RegionIdRole).toString();
            }
            return list;
        };
        QCOMPARE(ids(), QStringList({"good", "nowhere", "bad"})); // as the plan has them
        order.setWorstFirst(true);
        QCOMPARE(ids(), QStringList({"bad", "nowhere", "good"}));
        order.setWorstFirst(false);
        QCOMPARE(ids(), QStringList({"good", "nowhere", "bad"}));
        order.sort(RegionModel::Health, Qt::DescendingOrder);
        QCOMPARE(ids().first(), QStringLiteral("good"));
    }

    void deliveriesSayWhyAndWhat() {
        DeliveryModel model;
        const QAbstractItemModelTester tester(&model, FailureMode::QtTest);
        const auto snapshot = std::make_shared<const engine::Snapshot>(uitest::makeSnapshot());
        model.setSnapshot(snapshot, "south-america", HealthWindow::Day);
        QCOMPARE(model.rowCount(), 12);
        int withContinuity = -1;
        for (int row = 0; row < model.rowCount(); ++row) {
            if (model.index(row, 0).data(DeliveryModel::FeedIdRole) == QStringLiteral("f003")) {
                withContinuity = row;
            }
        }
        QVERIFY(withContinuity >= 0);
        QVERIFY(shown(model, withContinuity, DeliveryModel::State).contains("41"));
        QVERIFY(shown(model, withContinuity, DeliveryModel::OnAir).contains("Buenos Aires"));
        QVERIFY(shown(model, withContinuity, DeliveryModel::Skew).startsWith("−") ||
                shown(model, withContinuity, DeliveryModel::Skew).startsWith("+"));
        model.setSnapshot(snapshot, "europe", HealthWindow::Day);
        QCOMPARE(model.rowCount(), 12);
        model.setSnapshot(snapshot, "", HealthWindow::Day);
        QCOMPARE(model.rowCount(), 0);
    }

    void aDeliveryWithoutContactHasNoFigures() {
        auto made = uitest::makeSnapshot();
        made.deliveries.resize(1);
        auto& delivery = made.deliveries.front();
        delivery.onAir.reset();
        delivery.health = {};
        delivery.latency = {{}, {}, engine::LatencyMethod::None, "no equal time marks"};
        delivery.skew = {};
        delivery.faults.clear();
        DeliveryModel model;
        model.setSnapshot(std::make_shared<const engine::Snapshot>(made), "europe",
                          HealthWindow::Minute);
        for (const int column : {DeliveryModel::Health, DeliveryModel::Latency,
                                 DeliveryModel::Uncertainty, DeliveryModel::Skew}) {
            QCOMPARE(shown(model, 0, column), theme::unknownFigure());
        }
        QCOMPARE(shown(model, 0, DeliveryModel::State), QStringLiteral("unknown"));
        QVERIFY(model.index(0, DeliveryModel::Latency)
                    .data(Qt::ToolTipRole)
                    .toString()
                    .contains("no equal time marks"));
    }

    void csvHasPlainNumbersAndEmptyFieldsForTheUnknown() {
        RegionModel model;
        engine::RegionStatus region;
        region.id = "r";
        region.name = "South, \"far\"";
        region.health.quarterHour = {1000, 5, 2};
        region.latencyMedianMs = 1500;
        region.deliveries = 4;
        region.share.cloud = 3;
        region.share.satellite = 1;
        model.setRegions({region, unknownRegion()});
        const QStringList lines =
            desk::commaSeparated(model).split(QStringLiteral("\r\n"), Qt::SkipEmptyParts);
        QCOMPARE(lines.size(), 3);
        QVERIFY(lines[0].startsWith("Region,Health % (15 min),Errored s (15 min)"));
        QVERIFY(lines[1].startsWith("\"South, \"\"far\"\"\",99.5,5,2,1.5,,,"));
        QVERIFY2(lines[1].endsWith(",75,4"), qPrintable(lines[1]));
        QVERIFY2(lines[2].startsWith("Nowhere,,,900,,,,0,,"), qPrintable(lines[2]));
    }

    void copiedRowsAreTabSeparated() {
        RegionModel model;
        model.setRegions(uitest::makeSnapshot().regions);
        QModelIndexList indexes;
        for (const int column : {RegionModel::Health, RegionModel::Region}) {
            indexes << model.index(1, column) << model.index(0, column);
        }
        const QStringList lines = desk::tabSeparated(indexes).split('\n', Qt::SkipEmptyParts);
        QCOMPARE(lines.size(), 3);
        QCOMPARE(lines[0], QStringLiteral("Region\tHealth % (15 min)"));
        QVERIFY(lines[1].startsWith("Europe\t"));
        QVERIFY(desk::tabSeparated({}).isEmpty());
    }

    void hoursAndBitsInWords() {
        engine::ShareStatus share;
        QVERIFY(bitsText(share.bits).contains("not known"));
        share.bits = {3, 1, 0, 0};
        QVERIFY(bitsText(share.bits).contains("75.0\u00a0%"));
        share.hours = {7633.4, 3366, 0, 0};
        share.plannedHours = 11'000;
        QVERIFY(distributedText(share).contains(theme::grouped(10'999)));
        QVERIFY(distributedText(share).contains(theme::grouped(11'000)));
        share.plannedHours.reset();
        QVERIFY(!distributedText(share).contains("planned"));
        QCOMPARE(hoursFigure(0.126), QStringLiteral("0.13"));
    }

    void timeTicksAreRoundAndFew() {
        const base::Utc from = base::utcFromNs(1'785'089'143'000'000'000); // 18:05:43
        const auto ticks = desk::timeTicks(from, from + std::chrono::minutes(5), 6);
        QCOMPARE(ticks.size(), std::size_t(5));
        QCOMPARE(ticks.front().text, QStringLiteral("18:06"));
        QCOMPARE(desk::timeTicks(from, from + std::chrono::seconds(20), 5).front().text,
                 QStringLiteral("18:05:45"));
        QVERIFY(desk::timeTicks(from, from, 5).empty());
        for (const int hours : {1, 6, 24, 24 * 30}) {
            QVERIFY(desk::timeTicks(from, from + std::chrono::hours(hours), 5).size() <= 5);
        }
    }

    void writingSaysWhyNot() {
        const QTemporaryDir folder;
        QVERIFY(desk::writeText(folder.filePath("a.csv"), "x").isEmpty());
        QVERIFY(desk::writeText(folder.filePath("none/a.csv"), "x").contains("could not be"));
    }
};

QTEST_GUILESS_MAIN(ModelsTest)
#include "tst_models.moc"
