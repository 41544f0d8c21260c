// SPDX-License-Identifier: GPL-3.0-or-later
//
// "Compared with what?", asked of the region table; and the parts of the panel that fold.
#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QHeaderView>
#include <QMenu>
#include <QSettings>
#include <QTemporaryDir>
#include <QToolButton>
#include <QtTest>

#include "tests/ui/support/fakeengine.h"
#include "ui/desk/nodechip.h"
#include "ui/desk/tableexport.h"
#include "ui/distribution/deliverymodel.h"
#include "ui/distribution/distributionpanel.h"
#include "ui/distribution/regioncompare.h"
#include "ui/distribution/regiontable.h"
#include "ui/distribution/regiontools.h"
#include "ui/distribution/sharepanel.h"
#include "ui/theme/figures.h"
#include "ui/theme/look.h"

using namespace vigie;
using namespace vigie::ui;
using namespace vigie::ui::distribution;

namespace {

struct Fixture {
    explicit Fixture(engine::Snapshot first = uitest::makeSnapshot()) : engine(std::move(first)) {}
    uitest::FakeEngine engine;
    uitest::FakeSource source;
    uitest::FakeDecodePool decoders;
    desk::DeskContext context{engine, source, decoders};
};

void show(QWidget& widget, QSize size) {
    widget.resize(size);
    widget.show();
    QVERIFY(QTest::qWaitForWindowExposed(&widget));
}

/// For people: VIGIE_SHOTS=FOLDER keeps what the test saw.
void keepShot(QWidget& widget, const QString& name) {
    const QString folder = qEnvironmentVariable("VIGIE_SHOTS");
    if (!folder.isEmpty()) {
        QVERIFY(widget.grab().save(folder + '/' + name + ".png"));
    }
}

void set(engine::Health& health, std::uint32_t errored) {
    health = {1000, errored, 0};
}

/// Three regions with 0, 10 and 100 errored seconds of 1,000 and 500, 600 and 900 ms.
engine::Snapshot threeRegions() {
    engine::Snapshot snapshot = uitest::makeSnapshot({.regions = 3, .hasFaults = false});
    const std::array<std::uint32_t, 3> errored{0, 10, 100};
    const std::array<double, 3> latency{500, 600, 900};
    for (std::size_t i = 0; i < 3; ++i) {
        set(snapshot.regions[i].health.quarterHour, errored[i]);
        snapshot.regions[i].latencyMedianMs = latency[i];
    }
    return snapshot;
}

} // namespace

class CompareTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() {
        QCoreApplication::setOrganizationName(QStringLiteral("vigie-test"));
        QCoreApplication::setApplicationName(QStringLiteral("distribution-compare"));
        QVERIFY(m_folder.isValid());
        QSettings::setDefaultFormat(QSettings::IniFormat);
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_folder.path());
        theme::apply(*qApp);
    }
    void init() {
        QSettings().clear();
        theme::apply(*qApp, {});
    }

    void withTheOtherRegions() {
        const auto differences = compareRegions(threeRegions(), ComparedWith::OtherRegions,
                                                HealthWindow::QuarterHour, nullptr);
        QCOMPARE(differences.size(), std::size_t(3));
        // 100 % against the middle of 99 and 90; 500 ms against that of 600 and 900.
        QCOMPARE(differences[0].health().value(), 100.0 - 94.5);
        QCOMPARE(differences[0].latencyMs().value(), 500.0 - 750.0);
        QCOMPARE(differences[2].health().value(), 90.0 - 99.5);
    }

    void whatIsNotKnownIsNoDifference() {
        engine::Snapshot snapshot = threeRegions();
        snapshot.regions[1].health.quarterHour = {};
        snapshot.regions[1].latencyMedianMs.reset();
        const auto differences = compareRegions(snapshot, ComparedWith::OtherRegions,
                                                HealthWindow::QuarterHour, nullptr);
        QVERIFY(!differences[1].health() && !differences[1].latencyMs());
        // Nor does it count among the others.
        QCOMPARE(differences[0].health().value(), 10.0);
        const engine::Snapshot alone = uitest::makeSnapshot({.regions = 1});
        QVERIFY(!compareRegions(alone, ComparedWith::OtherRegions, HealthWindow::Day, nullptr)[0]
                     .health());
        QVERIFY(
            !compareRegions(alone, ComparedWith::Earlier, HealthWindow::Day, nullptr)[0].health());
    }

    void cloudAgainstSatellite() {
        engine::Snapshot snapshot = uitest::makeSnapshot({.regions = 2, .hasFaults = false});
        const std::string region = snapshot.regions[0].id;
        for (auto& path : snapshot.paths) {
            const bool isCloud = path.kind == model::PathKind::Cloud;
            set(path.health.minute, isCloud ? 20 : 5);
            path.latency.ms = isCloud ? 400 : 1100;
            if (path.regionId != region && !isCloud) {
                path.latency.ms.reset();
            }
        }
        const auto differences =
            compareRegions(snapshot, ComparedWith::OtherPath, HealthWindow::Minute, nullptr);
        QVERIFY(std::abs(differences[0].health().value() - -1.5) < 1e-9);
        QCOMPARE(differences[0].latencyMs().value(), -700.0);
        QVERIFY(!differences[1].latencyMs());
    }

    void withAnHourBefore() {
        engine::Snapshot snapshot = uitest::makeSnapshot({.regions = 1, .hasFaults = false});
        engine::DeliveryHistory past;
        past.from = snapshot.now - std::chrono::minutes(76);
        engine::DeliveryHistory::Row row{"d", "f001", snapshot.regions[0].id, {}};
        for (int minute = 0; minute < 77; ++minute) {
            engine::DeliveryCell cell;
            cell.judged = 60;
            // All bad in between, which neither side looks at; the last one is not complete.
            cell.errored = minute < 16 ? 6 : minute < 61 ? 60 : minute < 76 ? 3 : 60;
            cell.latencyMean = minute < 16 ? 700.0F : 650.0F;
            row.cells.emplace_back(cell);
        }
        past.rows.push_back(row);
        const auto differences =
            compareRegions(snapshot, ComparedWith::Earlier, HealthWindow::Day, &past);
        QCOMPARE(differences[0].ownHealth.value(), 95.0);
        QCOMPARE(differences[0].otherHealth.value(), 90.0);
        QCOMPARE(differences[0].latencyMs().value(), -50.0);
    }

    void theTableTellsIt() {
        Fixture fixture(threeRegions());
        RegionTable table(fixture.context, true);
        const QAbstractItemModelTester tester(&table.regions());
        show(table, {1400, 300});
        QVERIFY(table.isColumnHidden(RegionModel::HealthDifference));
        auto* chooser =
            makeCompareChooser(&table, QStringLiteral("distribution/testCompared"), &table);
        // Against the other regions until somebody chooses otherwise.
        QVERIFY(!table.isColumnHidden(RegionModel::HealthDifference));
        const auto at = [&table](int row, int column, int role = Qt::DisplayRole) {
            return table.regions().index(row, column).data(role).toString();
        };
        QCOMPARE(at(0, RegionModel::HealthDifference), QStringLiteral("+5.50 ▴"));
        QCOMPARE(at(0, RegionModel::LatencyDifference), QStringLiteral("−0.25 ▴")); // sooner
        QCOMPARE(at(2, RegionModel::LatencyDifference), QStringLiteral("+0.35 ▾"));
        const QString tip = at(2, RegionModel::LatencyDifference, Qt::ToolTipRole);
        QVERIFY2(tip.contains("0.90 s here, 0.55 s in the middle of the other regions"),
                 qPrintable(tip));
        QVERIFY(desk::commaSeparated(table.regions()).contains("against the other regions"));

        // By the keyboard; remembered.
        chooser->setFocus();
        QTest::keyClick(chooser, Qt::Key_Down);
        QTRY_COMPARE(fixture.engine.deliveryQueries().size(), std::size_t(1));
        QTRY_VERIFY(at(0, RegionModel::LatencyDifference) != theme::unknownFigure());
        QVERIFY(at(0, RegionModel::LatencyDifference, Qt::ToolTipRole).contains("an hour before"));
        auto* again =
            makeCompareChooser(&table, QStringLiteral("distribution/testCompared"), &table);
        QCOMPARE(again->currentIndex(), chooser->currentIndex());
    }

    void narrowTablesDropColumns() {
        Fixture fixture;
        RegionTable table(fixture.context, true);
        table.compareWith(ComparedWith::OtherRegions);
        show(table, {1500, 300});
        QVERIFY(!table.isColumnHidden(RegionModel::Uncertainty));
        table.resize(560, 300);
        QTRY_VERIFY(table.isColumnHidden(RegionModel::Uncertainty));
        QVERIFY(!table.isColumnHidden(RegionModel::Health));
        QVERIFY(!table.isColumnHidden(RegionModel::Latency));
        table.resize(1500, 300);
        QTRY_VERIFY(!table.isColumnHidden(RegionModel::Uncertainty));
    }

    void noFigureIsCut() {
        for (const auto language : {theme::Language::English, theme::Language::French}) {
            theme::apply(*qApp, {.language = language});
            engine::Snapshot snapshot = threeRegions();
            set(snapshot.regions[2].health.quarterHour, 660);
            snapshot.regions[2].latencyMedianMs = 12'600;
            Fixture fixture(snapshot);
            for (const bool isFull : {true, false}) {
                RegionTable table(fixture.context, isFull);
                table.compareWith(ComparedWith::OtherRegions);
                for (const int width : {360, 560, 760, 922, 1500}) {
                    show(table, {width, 300});
                    QCoreApplication::processEvents();
                    QVERIFY(table.horizontalHeader()->length() <= table.viewport()->width());
                    for (int column = 0; column < RegionModel::ColumnCount; ++column) {
                        if (table.isColumnHidden(column) || column == RegionModel::Trend ||
                            column == RegionModel::Share) {
                            continue;
                        }
                        for (int row = 0; row < 3; ++row) {
                            const QModelIndex index = table.model()->index(row, column);
                            QVERIFY2(table.sizeHintForIndex(index).width() <=
                                         table.columnWidth(column),
                                     qPrintable(QStringLiteral("%1 at %2: %3 > %4")
                                                    .arg(index.data().toString())
                                                    .arg(width)
                                                    .arg(table.sizeHintForIndex(index).width())
                                                    .arg(table.columnWidth(column))));
                        }
                    }
                }
            }
        }
    }

    void partsFold() {
        Fixture fixture;
        DistributionPanel panel(fixture.context);
        show(panel, {592, 970});
        using Part = DistributionPanel::Part;
        for (const Part part : {Part::Map, Part::Share, Part::Regions}) {
            QVERIFY(panel.isShown(part));
        }
        QToolButton* share = nullptr;
        for (auto* button : panel.findChildren<QToolButton*>()) {
            share = button->text() == QStringLiteral("Share") ? button : share;
        }
        QVERIFY(share != nullptr);
        share->setFocus();
        QTest::keyClick(share, Qt::Key_Space);
        QVERIFY(!panel.isShown(Part::Share));
        QCOMPARE(share->arrowType(), Qt::RightArrow);
        {
            DistributionPanel remembered(fixture.context);
            show(remembered, {592, 970});
            QVERIFY(!remembered.isShown(Part::Share));
            QVERIFY(remembered.isShown(Part::Map));
        }
        QTest::keyClick(share, Qt::Key_Space);
        QVERIFY(panel.isShown(Part::Share));
    }

    void littleRoomShowsWhatWasOpenedLast() {
        Fixture fixture;
        DistributionPanel panel(fixture.context);
        QVERIFY(panel.minimumSizeHint().height() <= 480);
        show(panel, {400, 480});
        using Part = DistributionPanel::Part;
        QTRY_VERIFY(panel.isShown(Part::Regions) && !panel.isShown(Part::Share));
        panel.setOpen(Part::Share, true); // not there: opens it, whatever was remembered
        QVERIFY(panel.isShown(Part::Share));
        QVERIFY(!panel.isShown(Part::Regions));
        panel.resize(400, 1000);
        QTRY_VERIFY(panel.isShown(Part::Map) && panel.isShown(Part::Regions));
    }

    void theSmallButtonComparesToo() {
        Fixture fixture;
        RegionTable table(fixture.context, false);
        const QString key = QStringLiteral("distribution/testButton");
        auto* button = makeCompareButton(&table, key, &table);
        show(table, {560, 300});
        QVERIFY(!button->isChecked());
        QVERIFY(table.isColumnHidden(RegionModel::LatencyDifference));
        QTest::keyClick(button, Qt::Key_Space);
        auto* menu = button->findChild<QMenu*>();
        QTRY_VERIFY(menu->isVisible());
        QTest::keyClick(menu, Qt::Key_Down);
        QTest::keyClick(menu, Qt::Key_Down);
        QTest::keyClick(menu, Qt::Key_Return);
        QTRY_COMPARE(table.regions().comparedWith(), ComparedWith::OtherPath);
        QVERIFY(button->isChecked());
        QVERIFY(button->accessibleName().contains("cloud against satellite"));
        QVERIFY(!table.isColumnHidden(RegionModel::LatencyDifference));
        RegionTable again(fixture.context, false);
        const auto* kept = makeCompareButton(&again, key, &again);
        QVERIFY(kept->isChecked());
        QCOMPARE(again.regions().comparedWith(), ComparedWith::OtherPath);
    }

    void theChipSaysWhatIsShownAndLetsGo() {
        Fixture fixture;
        DistributionPanel panel(fixture.context);
        show(panel, {592, 970});
        auto* chip = panel.findChild<desk::NodeChip*>();
        QVERIFY(chip->isHidden());
        fixture.context.selectNode(QStringLiteral("sat-africa"));
        QVERIFY(chip->isVisible());
        QVERIFY2(chip->text().contains(QStringLiteral("Nairobi")), qPrintable(chip->text()));
        keepShot(panel, QStringLiteral("chip"));
        chip->setFocus();
        QTest::keyClick(chip, Qt::Key_Space);
        QVERIFY(fixture.context.selectedNode().isEmpty());
        QVERIFY(chip->isHidden());
    }

    void aRegionsNameFitsItsSwitch() {
        Fixture fixture;
        SharePanel share(fixture.context, QStringLiteral("distribution/testShare"));
        show(share, {340, 300});
        fixture.context.selectRegion(QStringLiteral("south-america"));
        QAbstractButton* name = nullptr;
        for (auto* button : share.findChildren<QAbstractButton*>()) {
            name = button->text() == QStringLiteral("South America") ? button : name;
        }
        QVERIFY(name != nullptr);
        QTRY_VERIFY(name->width() >= name->sizeHint().width());
    }

    void deliveriesAreOfTheNode() {
        const auto snapshot = std::make_shared<const engine::Snapshot>(uitest::makeSnapshot());
        DeliveryModel model;
        const QAbstractItemModelTester tester(&model);
        const auto rows = [&](const QString& node) {
            model.setSnapshot(snapshot, QStringLiteral("africa"), HealthWindow::Day, node);
            return model.rowCount();
        };
        const int all = rows({});
        QVERIFY(all > 0);
        QCOMPARE(rows(QStringLiteral("cloud-africa")), all);
        QCOMPARE(rows(QStringLiteral("cloud-europe")), 0);
        // Everything leaves some origin.
        QString origin;
        for (const auto& path : snapshot->paths) {
            if (path.kind == model::PathKind::Origin) {
                origin = QString::fromStdString(path.ref.nodeId);
            }
        }
        QVERIFY(!origin.isEmpty());
        QVERIFY(rows(origin) > 0);
    }

    void aRowOpensItsPage() {
        Fixture fixture;
        RegionTable table(fixture.context, false);
        show(table, {560, 300});
        const QSignalSpy opened(&fixture.context, &desk::DeskContext::regionOpened);
        const QPoint third = table.visualRect(table.model()->index(2, 0)).center();
        QTest::mouseClick(table.viewport(), Qt::LeftButton, {}, third);
        QCOMPARE(opened.size(), 0);
        QTest::mouseDClick(table.viewport(), Qt::LeftButton, {}, third);
        QCOMPARE(opened.size(), 1);
        QCOMPARE(opened[0][0].toString(), table.currentRegion());
        table.setFocus();
        QTest::keyClick(&table, Qt::Key_Up);
        QTest::keyClick(&table, Qt::Key_Return);
        QCOMPARE(opened.size(), 2);
        QVERIFY(opened[0][0] != opened[1][0]);
    }

    void howItLooks() { // for people only, but all of it has to be drawn
        for (const auto variant : {theme::Variant::Dark, theme::Variant::Light}) {
            for (const auto language : {theme::Language::English, theme::Language::French}) {
                theme::apply(*qApp, {.variant = variant, .language = language});
                Fixture fixture;
                DistributionPanel panel(fixture.context);
                for (const QSize size : {QSize(592, 900), QSize(400, 560), QSize(420, 900)}) {
                    show(panel, size);
                    QVERIFY(panel.isShown(DistributionPanel::Part::Regions));
                    QCoreApplication::processEvents(); // what it lays out now
                    keepShot(panel, QStringLiteral("panel-%1-%2-%3x%4")
                                        .arg(static_cast<int>(variant))
                                        .arg(static_cast<int>(language))
                                        .arg(size.width())
                                        .arg(size.height()));
                }
            }
        }
    }

private:
    QTemporaryDir m_folder;
};

QTEST_MAIN(CompareTest)
#include "tst_compare.moc"
