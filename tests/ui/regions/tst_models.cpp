// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the region's page counts and words, without a window.
#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QtTest>

#include "tests/ui/support/fakeengine.h"
#include "ui/regions/comparemodel.h"
#include "ui/regions/healthgridmodel.h"
#include "ui/regions/regionnodes.h"
#include "ui/theme/look.h"

using namespace vigie;
using namespace vigie::ui::regions;
using namespace std::chrono_literals;
using engine::DeliveryCell;
using health::Carriage;

namespace {

DeliveryCell cell(int judged, int errored, int unknown = 0, Carriage carriage = Carriage::Cloud,
                  std::optional<float> latency = {}) {
    DeliveryCell is;
    is.judged = static_cast<std::uint16_t>(judged);
    is.errored = static_cast<std::uint16_t>(errored);
    is.unknown = static_cast<std::uint16_t>(unknown);
    is.carriage = carriage;
    is.latencyMinimum = is.latencyMean = is.latencyMaximum = latency;
    return is;
}

engine::SnapshotPtr snapshotOf(const uitest::FleetShape& shape = {}) {
    return std::make_shared<engine::Snapshot>(uitest::makeSnapshot(shape));
}

engine::DeliveryHistory historyOf(const engine::Snapshot& snapshot, const std::string& region,
                                  std::chrono::hours span) {
    return uitest::makeDeliveryHistory(snapshot,
                                       {{}, region, snapshot.now - span, snapshot.now, 60s});
}

} // namespace

class ModelsTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { ui::theme::apply(*qApp); }

    void cellsHaveTheStateOfTheirSeconds() {
        QCOMPARE(stateOf({}), CellState::NotRemembered);
        QCOMPARE(stateOf(cell(0, 0)), CellState::OffAir);
        QCOMPARE(stateOf(cell(60, 0)), CellState::Good);
        QCOMPARE(stateOf(cell(60, 1)), CellState::Minor);
        QCOMPARE(stateOf(cell(60, 5)), CellState::Minor);
        QCOMPARE(stateOf(cell(60, 6)), CellState::Major);
        QCOMPARE(stateOf(cell(60, 29)), CellState::Major);
        QCOMPARE(stateOf(cell(60, 30)), CellState::Critical);
        QCOMPARE(stateOf(cell(0, 0, 60)), CellState::Unknown);
        QCOMPARE(stateOf(cell(31, 0, 29)), CellState::Good);
        QCOMPARE(stateOf(cell(30, 0, 30)), CellState::Unknown);
        QCOMPARE(stateOf(cell(10, 1, 50)), CellState::Major); // a fault is never hidden
    }

    void columnsMergeByTheWorstMinute() {
        const std::vector<std::optional<DeliveryCell>> steps{
            cell(60, 0, 0, Carriage::Cloud, 600.0F), cell(60, 40, 0, Carriage::Cloud, 580.0F),
            cell(60, 2, 0, Carriage::Satellite, 990.0F), std::nullopt};
        const GridCell merged = gridCell(steps, 0, 4, Carriage::Cloud);
        QCOMPARE(merged.worst, CellState::Critical); // although 42 of 180 would be less
        QCOMPARE(merged.worstStep, 1U);
        QVERIFY(merged.isFailedOver);
        QCOMPARE(merged.sum->judged, 180);
        QCOMPARE(merged.sum->errored, 42);
        QCOMPARE(*merged.sum->latencyMinimum, 580.0F);
        QCOMPARE(*merged.sum->latencyMaximum, 990.0F);
        QVERIFY(!gridCell(steps, 0, 2, Carriage::Cloud).isFailedOver);
        QVERIFY(!gridCell(steps, 2, 1, Carriage::Unknown).isFailedOver); // main is not told
        QCOMPARE(gridCell(steps, 3, 1, Carriage::Cloud).worst, CellState::NotRemembered);
        QVERIFY(!gridCell(steps, 3, 1, Carriage::Cloud).sum);
    }

    void theGridHasARowPerFeedAndAColumnPerMinute() {
        HealthGridModel model;
        QAbstractItemModelTester tester(&model,
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        const auto snapshot = snapshotOf();
        model.setSnapshot(snapshot);
        model.setHistory(historyOf(*snapshot, "europe", 1h));
        QCOMPARE(model.rowCount(), 12);
        QCOMPARE(model.columnCount(), 61); // both ends are cut minutes
        QVERIFY(model.feedTitle(0).startsWith(QLatin1String("001")));
        QCOMPARE(model.columnTo(0) - model.columnFrom(0), base::Nanoseconds(60s));
        QCOMPARE(model.columnAt(model.columnFrom(7)), 7);
        // f005 is black everywhere, and its last cell says so.
        const int black = model.rowOf(QStringLiteral("f005"));
        QCOMPARE(model.cell(black, 60).worst, CellState::Critical);
        const QString sentence = model.sentence(black, 60);
        QVERIFY2(sentence.contains(QLatin1String("Health 50.00")), qPrintable(sentence));
        QVERIFY2(sentence.contains(QLatin1String("Alarm: ")), qPrintable(sentence));
        QCOMPARE(model.presentSeverity(black), engine::Severity::Critical);
        QCOMPARE(model.data(model.index(black, 60), Qt::AccessibleTextRole).toString().count('\n'),
                 0);
        model.setStepsPerColumn(5);
        QCOMPARE(model.columnCount(), 13);
        QCOMPARE(model.columnTo(12) - model.columnFrom(12), base::Nanoseconds(60s)); // what is left
    }

    void theWorstComeFirstAndTheFilterHides() {
        HealthGridModel model;
        QAbstractItemModelTester tester(&model,
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        const auto snapshot = snapshotOf();
        model.setSnapshot(snapshot);
        model.setHistory(historyOf(*snapshot, "europe", 6h));
        model.setOrder(HealthGridModel::Order::Worst);
        const auto errored = [&model](int row) {
            int sum = 0;
            for (int column = 0; column < model.columnCount(); ++column) {
                const auto& seconds = model.cell(row, column).sum;
                sum += seconds ? seconds->errored : 0;
            }
            return sum;
        };
        for (int row = 1; row < model.rowCount(); ++row) {
            QVERIFY(errored(row - 1) >= errored(row));
        }
        QVERIFY(errored(0) > errored(model.rowCount() - 1));
        model.setFilter(QStringLiteral("005"));
        QCOMPARE(model.rowCount(), 1);
        model.setFilter(QStringLiteral("no such feed"));
        QCOMPARE(model.rowCount(), 0);
        QCOMPARE(model.columnCount(), 0);
        model.setFilter({});
        model.setNode(QStringLiteral("cloud-europe"));
        QCOMPARE(model.rowCount(), 12);
        model.setNode(QStringLiteral("cloud-asia"));
        QCOMPARE(model.rowCount(), 0);
    }

    void theNewestMinutesArePatched() {
        HealthGridModel model;
        QAbstractItemModelTester tester(&model,
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        const auto snapshot = snapshotOf();
        model.setSnapshot(snapshot);
        engine::DeliveryHistory history = historyOf(*snapshot, "europe", 1h);
        model.setHistory(history);
        engine::DeliveryHistory newest = history;
        newest.from += 59min;
        for (auto& row : newest.rows) {
            row.cells = {cell(60, 0), cell(43, 43)};
        }
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        QVERIFY(model.patch(newest));
        QCOMPARE(changed.count(), 1);
        QCOMPARE(model.cell(3, 60).worst, CellState::Critical);
        QCOMPARE(model.cell(3, 60).sum->judged, 43);
        newest.from += 1min; // beyond the end
        QVERIFY(!model.patch(newest));
        newest.from -= 1min;
        newest.rows.pop_back();
        QVERIFY(!model.patch(newest));
    }

    void alarmsThatStoodThenAreTold() {
        HealthGridModel model;
        const auto snapshot = snapshotOf();
        model.setSnapshot(snapshot);
        model.setHistory(historyOf(*snapshot, "europe", 1h));
        alarm::Record raised;
        raised.at = snapshot->now - 40min;
        raised.kind = alarm::RecordKind::Raised;
        raised.alarmId = 900;
        raised.ruleId = "content.freeze";
        raised.feedId = "f002";
        raised.regionId = "europe";
        raised.severity = engine::Severity::Major;
        alarm::Record cleared = raised;
        cleared.at = snapshot->now - 30min;
        cleared.kind = alarm::RecordKind::Cleared;
        alarm::Record before = cleared; // raised before the records begin
        before.alarmId = 901;
        before.at = snapshot->now - 50min;
        before.ruleId = "content.silence";
        alarm::Record elsewhere = raised;
        elsewhere.alarmId = 902;
        elsewhere.regionId = "asia";
        elsewhere.ruleId = "elsewhere";
        model.setRecords({cleared, elsewhere, raised, before});
        const int row = model.rowOf(QStringLiteral("f002"));
        const auto at = [&](std::chrono::minutes ago) {
            return model.sentence(row, model.columnAt(snapshot->now - ago));
        };
        QCOMPARE(at(35min).count(QLatin1String("Alarm: ")), 1);
        QVERIFY(!at(35min).contains(QLatin1String("elsewhere")));
        QCOMPARE(at(20min).count(QLatin1String("Alarm: ")), 0);
        QCOMPARE(at(45min).count(QLatin1String("Alarm: ")), 0);
        QCOMPARE(at(55min).count(QLatin1String("Alarm: ")), 1);
    }

    void tablesSayWhatTheGridShows() {
        HealthGridModel model;
        const auto snapshot = snapshotOf();
        model.setSnapshot(snapshot);
        engine::DeliveryHistory history = historyOf(*snapshot, "europe", 1h);
        history.rows[0].cells[3].reset();
        model.setHistory(history);
        const QStringList copied = model.tabSeparated({0, 1}).split('\n');
        QCOMPARE(copied.size(), 3);
        QCOMPARE(copied[0].count('\t'), 62);
        QCOMPARE(copied[1].split('\t')[5], QStringLiteral("not remembered"));
        const QStringList lines = model.csv().split(QStringLiteral("\r\n"), Qt::SkipEmptyParts);
        QCOMPARE(lines.size(), 1 + 12 * 61 - 1); // what is not remembered is no line
        QVERIFY(lines[1].contains(QLatin1String(",60,60,")));
    }

    void statisticsAreExact() {
        engine::DeliveryHistory history;
        history.rows.push_back(
            {"d",
             "f",
             "r",
             {cell(60, 6, 0, Carriage::Cloud, 100.0F), cell(60, 0, 0, Carriage::Cloud, 200.0F),
              cell(30, 0, 30, Carriage::Satellite, 900.0F), cell(0, 0), std::nullopt}});
        const RegionStats all = statsOf(history);
        QCOMPARE(all.judged, 150U);
        QCOMPARE(all.errored, 6U);
        QCOMPARE(*all.health(), 96.0);
        QCOMPARE(*all.erroredPerHour(), 144.0);
        QCOMPARE(all.unknown, 30U);
        QCOMPARE(all.remembered, 4U);
        QCOMPARE(all.asked, 5U);
        QCOMPARE(*all.rememberedPercent(), 80.0);
        QCOMPARE(*all.latency(0.3), 100.0);
        QCOMPARE(*all.latency(0.5), 200.0);
        QCOMPARE(*all.latency(0.95), 900.0);
        QVERIFY(std::abs(*all.cloudPercent() - 100.0 * 2 / 3) < 1e-9);
        const RegionStats cloud = statsOf(history, Carriage::Cloud);
        QCOMPARE(cloud.judged, 120U);
        QCOMPARE(*cloud.health(), 95.0);
        RegionStats sum = cloud;
        sum += statsOf(history, Carriage::Satellite);
        QCOMPARE(sum.judged, all.judged);
        QCOMPARE(sum.latencies.size(), all.latencies.size());
        const LatencyBins bins = binsOf(all, 0, 300, 3);
        QCOMPARE(bins.seconds, (std::vector<double>{120, 0, 60}));
        QCOMPARE(bins.total, 180.0); // a histogram loses nothing: what lies outside is at its ends
        QCOMPARE(binsOf(all, 0, 50, 2).seconds, (std::vector<double>{0, 180}));
        QVERIFY(!RegionStats().health());
        QVERIFY(!RegionStats().latency(0.5));
        QVERIFY(!RegionStats().rememberedPercent());
    }

    void differencesAreWorded() {
        CompareModel model;
        QAbstractItemModelTester tester(&model,
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        RegionStats left;
        left.judged = 10'000;
        left.errored = 10;
        left.latencies = {{600.0F, 1.0F}};
        left.carried[0] = 10;
        RegionStats right = left;
        right.errored = 100;
        right.latencies = {{500.0F, 1.0F}};
        model.setSides(QStringLiteral("Europe"), left, QStringLiteral("Asia"), right, false);
        const auto text = [&model](int figure) {
            return model.index(figure, CompareModel::Difference).data().toString();
        };
        QCOMPARE(text(CompareModel::Health), QStringLiteral("better by 0.90"));
        QCOMPARE(text(CompareModel::Errored), QStringLiteral("90 less"));
        QCOMPARE(text(CompareModel::LatencyMedian), QStringLiteral("worse by 0.100"));
        QCOMPARE(text(CompareModel::CloudShare), QStringLiteral("equal"));
        QCOMPARE(text(CompareModel::Remembered), QStringLiteral("not known"));
        QCOMPARE(model.verdict(CompareModel::Unknown), CompareModel::Verdict::Equal);
        QCOMPARE(model.headerData(CompareModel::Right, Qt::Horizontal, Qt::DisplayRole).toString(),
                 QStringLiteral("Asia"));
        model.setSides(QStringLiteral("Europe"), left, QStringLiteral("Asia"), {}, false);
        for (int figure = 0; figure < CompareModel::FigureCount; ++figure) {
            QCOMPARE(text(figure), QStringLiteral("not known"));
            QCOMPARE(model.index(figure, CompareModel::Right).data().toString(),
                     QStringLiteral("—"));
        }
    }

    void nodesOfTheRegion() {
        RegionNodeModel model;
        QAbstractItemModelTester tester(&model,
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        const auto snapshot = snapshotOf();
        model.setSnapshot(snapshot, QStringLiteral("europe"));
        QCOMPARE(model.rowCount(), 2);
        const int cloud = model.rowOf(QStringLiteral("cloud-europe"));
        QVERIFY(cloud >= 0);
        QCOMPARE(model.index(cloud, RegionNodeModel::Paths).data().toString(),
                 QStringLiteral("12"));
        // Black is on both paths.
        QCOMPARE(model.index(cloud, RegionNodeModel::Worst).data().toString(),
                 QStringLiteral("critical"));
        model.setSnapshot(snapshot, QStringLiteral("nowhere"));
        QCOMPARE(model.rowCount(), 0);
    }
};

QTEST_MAIN(ModelsTest)
#include "tst_models.moc"
