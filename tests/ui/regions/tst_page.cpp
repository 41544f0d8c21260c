// SPDX-License-Identifier: GPL-3.0-or-later
//
// The regions' page as people use it: by keys, over time, and with nothing remembered.
#include <QClipboard>
#include <QComboBox>
#include <QHeaderView>
#include <QImage>
#include <QLineEdit>
#include <QPainter>
#include <QScrollBar>
#include <QSettings>
#include <QTableView>
#include <QtTest>

#include "tests/ui/support/fakeengine.h"
#include "tests/ui/support/fakepast.h"
#include "ui/desk/nodechip.h"
#include "ui/distribution/regiontable.h"
#include "ui/regions/healthgrid.h"
#include "ui/regions/latencychart.h"
#include "ui/regions/regionspage.h"
#include "ui/regions/regionview.h"
#include "ui/theme/look.h"
#include "ui/theme/palette.h"

using namespace vigie;
using namespace vigie::ui;
using namespace vigie::ui::regions;
using namespace std::chrono_literals;
using distribution::DeliveryModel;
using distribution::RegionModel;
using distribution::RegionTable;

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
    QVERIFY(QTest::qWaitForWindowActive(&widget));
}

/// For people: VIGIE_SHOTS=FOLDER keeps what the test saw.
void keepShot(QWidget& widget, const char* name) {
    const QString folder = qEnvironmentVariable("VIGIE_SHOTS");
    if (!folder.isEmpty()) {
        QVERIFY(widget.grab().save(folder + '/' + name + ".png"));
    }
}

/// The page with a region open and its history there.
void open(RegionsPage& page, const QString& region) {
    page.openRegion(region);
    QTRY_VERIFY(page.region().health().rowCount() > 0);
}

} // namespace

class PageTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() {
        QCoreApplication::setOrganizationName(QStringLiteral("vigie-test"));
        QCoreApplication::setApplicationName(QStringLiteral("regions"));
        QVERIFY(m_folder.isValid());
        QSettings::setDefaultFormat(QSettings::IniFormat);
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_folder.path());
        theme::apply(*qApp);
    }
    void init() { QSettings().clear(); }

    void thePageListsDeliveriesAndOpensThem() {
        Fixture fixture;
        RegionsPage page(fixture.context);
        show(page, {1900, 940});
        QVERIFY(!page.csv().contains("Skew s")); // no region is selected
        auto* table = page.findChild<RegionTable*>();
        QVERIFY(!table->isColumnHidden(RegionModel::Latency95));
        fixture.context.selectRegion(QStringLiteral("south-america"));
        QCoreApplication::processEvents(); // what it lays out now
        keepShot(page, "regions");
        QVERIFY(page.csv().contains("Skew s"));
        QVERIFY(page.csv().contains("against the other regions"));
        QTableView* deliveries = nullptr;
        for (auto* view : page.findChildren<QTableView*>()) {
            deliveries = view->accessibleName() == QLatin1String("Deliveries of the region")
                             ? view
                             : deliveries;
        }
        QVERIFY(deliveries != nullptr);
        QCOMPARE(deliveries->model()->rowCount(), 12);
        QVERIFY(!deliveries->isColumnHidden(DeliveryModel::Reason));
        page.resize(1280, 620);
        // Where it is narrow figures go, not the words of what is wrong.
        QTRY_VERIFY(deliveries->isColumnHidden(DeliveryModel::Reason));
        QTRY_VERIFY(deliveries->columnWidth(DeliveryModel::State) >= 255);
        QVERIFY(deliveries->horizontalScrollBar()->maximum() == 0);
        page.resize(1900, 940);
        QTRY_VERIFY(!deliveries->isColumnHidden(DeliveryModel::Reason));
        QSignalSpy opened(&fixture.context, &desk::DeskContext::feedOpened);
        const QModelIndex first = deliveries->model()->index(0, 0);
        const QPoint middle = deliveries->visualRect(first).center();
        QTest::mouseClick(deliveries->viewport(), Qt::LeftButton, {}, middle);
        QTest::mouseDClick(deliveries->viewport(), Qt::LeftButton, {}, middle);
        QCOMPARE(opened.count(), 1);
        QCOMPARE(opened[0][0], first.data(DeliveryModel::FeedIdRole));
        QCOMPARE(opened[0][1].toString(), QStringLiteral("south-america"));
        deliveries->setFocus();
        QTest::keyClick(deliveries, Qt::Key_Return);
        QCOMPARE(opened.count(), 2);
    }

    void aRegionIsOpenedAndLeftByKeys() {
        Fixture fixture;
        RegionsPage page(fixture.context);
        show(page, {1900, 940});
        auto* table = page.findChild<RegionTable*>();
        table->setFocus();
        QTest::keyClick(table, Qt::Key_Home, Qt::ControlModifier);
        QTest::keyClick(table, Qt::Key_Down);
        const QString second = table->currentRegion();
        QVERIFY(!second.isEmpty());
        QTest::keyClick(table, Qt::Key_Return);
        QCOMPARE(page.openedRegion(), second);
        QCOMPARE(fixture.context.selectedRegion(), second);
        QTRY_COMPARE(page.region().health().rowCount(), 12);
        QTRY_VERIFY(page.region().grid().hasFocus());
        QTest::keyClick(&page.region().grid(), Qt::Key_Escape);
        QCOMPARE(page.openedRegion(), QString());
        QTRY_VERIFY(table->hasFocus());
        const QModelIndex row = table->currentIndex();
        QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, table->visualRect(row).center());
        QTest::mouseDClick(table->viewport(), Qt::LeftButton, {}, table->visualRect(row).center());
        QCOMPARE(page.openedRegion(), second);
        // From anywhere, and an open page follows the selection.
        fixture.context.openRegion(QStringLiteral("asia"));
        QCOMPARE(page.openedRegion(), QStringLiteral("asia"));
        fixture.context.selectRegion(QStringLiteral("europe"));
        QCOMPARE(page.openedRegion(), QStringLiteral("europe"));
        fixture.context.selectRegion({});
        QCOMPARE(page.openedRegion(), QStringLiteral("europe"));
    }

    void theGridIsWalkedByKeys() {
        Fixture fixture;
        RegionsPage page(fixture.context);
        show(page, {1900, 940});
        open(page, QStringLiteral("europe"));
        keepShot(page, "region-dark");
        HealthGrid& grid = page.region().grid();
        HealthGridModel& model = page.region().health();
        QCOMPARE(grid.currentIndex().row(), 0);
        QCOMPARE(grid.currentIndex().column(), model.columnCount() - 1); // now
        grid.setFocus();
        QTest::keyClick(&grid, Qt::Key_Left);
        QTest::keyClick(&grid, Qt::Key_Down);
        QCOMPARE(grid.currentIndex().column(), model.columnCount() - 2);
        QCOMPARE(grid.currentIndex().row(), 1);
        QVERIFY(grid.currentSentence().startsWith(model.feedTitle(1)));
        QSignalSpy moments(&page, &RegionsPage::momentWanted);
        QTest::keyClick(&grid, Qt::Key_T);
        QCOMPARE(moments.count(), 1);
        QCOMPARE(moments[0][0].value<base::Utc>(), model.momentOf(1, grid.currentIndex().column()));
        const QModelIndex other = model.index(2, model.columnCount() - 9);
        QTest::mouseDClick(grid.viewport(), Qt::LeftButton, {}, grid.visualRect(other).center());
        QCOMPARE(moments.count(), 2);
        QSignalSpy feeds(&fixture.context, &desk::DeskContext::feedOpened);
        grid.setCurrentIndex(model.index(4, 3));
        QTest::keyClick(&grid, Qt::Key_Return);
        QCOMPARE(feeds.count(), 1);
        QCOMPARE(feeds[0][0].toString(), QStringLiteral("f005"));
        QCOMPARE(feeds[0][1].toString(), QStringLiteral("europe"));
        QTest::keyClick(&grid, Qt::Key_C, Qt::ControlModifier);
        QVERIFY(QGuiApplication::clipboard()->text().contains(model.feedTitle(11)));
    }

    void theTimeShownIsChangedAndKept() {
        Fixture fixture;
        {
            RegionsPage page(fixture.context);
            show(page, {1500, 800});
            open(page, QStringLiteral("europe"));
            HealthGrid& grid = page.region().grid();
            QCOMPARE(page.region().span(), 6h);
            QTRY_COMPARE(page.region().health().history().rows[0].cells.size(), 360U);
            grid.setFocus();
            QTest::keyClick(&grid, Qt::Key_Minus);
            QTest::keyClick(&grid, Qt::Key_Minus);
            QCOMPARE(page.region().span(), 24h);
            QTRY_COMPARE(page.region().health().history().rows[0].cells.size(), 1440U);
            // As many minutes a column as the width wants, and all of the time is seen.
            QVERIFY(page.region().health().stepsPerColumn() > 1);
            QVERIFY(grid.horizontalHeader()->length() <= grid.viewport()->width());
            QTest::keyClick(&grid, Qt::Key_Minus);
            QCOMPARE(page.region().span(), 24h);
            QTest::keyClick(&grid, Qt::Key_0);
            QCOMPARE(page.region().span(), 6h);
            QTest::keyClick(&grid, Qt::Key_Plus);
            QTest::keyClick(&grid, Qt::Key_Plus);
            QCOMPARE(page.region().span(), 1h);
            QTRY_COMPARE(page.region().health().history().rows[0].cells.size(), 60U);
            QCOMPARE(page.region().health().stepsPerColumn(), 1U);
        }
        RegionsPage again(fixture.context);
        QCOMPARE(again.region().span(), 1h);
    }

    void theTimeShownGrowsWithWhatIsRememberedUntilSomebodyChooses() {
        QSettings().clear();
        Fixture fixture;
        const base::Utc now = fixture.context.snapshot()->now;
        fixture.engine.setHistoryBegin(now - 20min);
        RegionsPage page(fixture.context);
        show(page, {1500, 800});
        open(page, QStringLiteral("europe"));
        QTRY_COMPARE(page.region().span(), 1h);
        QTRY_COMPARE(page.region().health().history().rows[0].cells.size(), 60U);
        const auto later = [&](base::Nanoseconds by) {
            engine::Snapshot next = *fixture.context.snapshot();
            next.now += by;
            fixture.engine.publish(std::move(next));
        };
        later(30min);
        QTRY_VERIFY(page.region().health().history().from > now - 31min);
        QCOMPARE(page.region().span(), 1h); // 50 min are known
        later(15min);
        QTRY_COMPARE(page.region().span(), 3h);
        QTRY_COMPARE(page.region().health().history().rows[0].cells.size(), 180U);
        QVERIFY(!QSettings().contains(QStringLiteral("regions/hours"))); // nobody's choice
        // A choice stays.
        page.region().setSpan(1h);
        later(5min);
        QTRY_COMPARE(page.region().health().history().rows[0].cells.size(), 60U);
        QCOMPARE(page.region().span(), 1h);
        QTest::keyClick(&page.region().grid(), Qt::Key_0);
        QTRY_COMPARE(page.region().span(), 3h);
    }

    void theFilterAndTheNodeNarrowTheGrid() {
        Fixture fixture;
        RegionsPage page(fixture.context);
        show(page, {1500, 800});
        open(page, QStringLiteral("europe"));
        HealthGrid& grid = page.region().grid();
        grid.setFocus();
        QTest::keyClick(&grid, Qt::Key_F, Qt::ControlModifier);
        auto* filter = page.region().findChild<QLineEdit*>();
        QTRY_VERIFY(filter->hasFocus());
        QTest::keyClicks(filter, QStringLiteral("007"));
        QCOMPARE(page.region().health().rowCount(), 1);
        QTest::keyClick(filter, Qt::Key_Escape); // first the filter, then the page
        QCOMPARE(page.region().health().rowCount(), 12);
        QVERIFY(!page.openedRegion().isEmpty());
        QTableView* nodes = nullptr;
        for (auto* view : page.region().findChildren<QTableView*>()) {
            nodes = view->accessibleName() == QLatin1String("Nodes of the region") ? view : nodes;
        }
        nodes->setFocus();
        nodes->setCurrentIndex(nodes->model()->index(0, 0));
        QTest::keyClick(nodes, Qt::Key_Return);
        QCOMPARE(fixture.context.selectedNode(),
                 nodes->model()->index(0, 0).data(RegionNodeModel::NodeIdRole).toString());
        auto* chip = page.region().findChild<desk::NodeChip*>();
        QVERIFY(chip->isVisible());
        keepShot(page, "node");
        QTest::keyClick(nodes, Qt::Key_Return);
        QCOMPARE(fixture.context.selectedNode(), QString());
        QVERIFY(chip->isHidden());
    }

    void everythingIsComparedWithSomething() {
        Fixture fixture;
        RegionsPage page(fixture.context);
        show(page, {1900, 940});
        open(page, QStringLiteral("europe"));
        CompareModel& model = page.region().comparison();
        QComboBox* with = nullptr;
        for (auto* box : page.region().findChildren<QComboBox*>()) {
            with = box->accessibleName() == QLatin1String("Compared with") ? box : with;
        }
        QCOMPARE(with->count(), 4 + 5); // the other regions by name
        const auto right = [&model](int figure) {
            return model.index(figure, CompareModel::Right).data().toString();
        };
        // Cloud against satellite: 0.6 s and 1.0 s.
        QTRY_COMPARE(model.verdict(CompareModel::LatencyMedian), CompareModel::Verdict::Better);
        for (int choice = 1; choice < with->count(); ++choice) {
            with->setCurrentIndex(choice);
            const bool isYesterday = choice == 2;
            if (isYesterday) { // the desk remembers a day, of which yesterday is the other end
                QTRY_COMPARE(right(CompareModel::Health), QStringLiteral("—"));
            } else {
                QTRY_VERIFY2(model.verdict(CompareModel::Health) != CompareModel::Verdict::Unknown,
                             qPrintable(with->currentText()));
                QVERIFY(right(CompareModel::LatencyMedian) != QLatin1String("—"));
            }
        }
        QTRY_VERIFY(model.index(0, CompareModel::Difference).data().toString() !=
                    QLatin1String("not known"));
    }

    void latenciesAreToldApart() {
        Fixture fixture;
        RegionsPage page(fixture.context);
        show(page, {1900, 940});
        open(page, QStringLiteral("europe"));
        LatencyChart& chart = page.region().latency();
        QTRY_VERIFY(chart.summary().contains(QLatin1String("cloud: median 0.")));
        QVERIFY(chart.summary().contains(QLatin1String("satellite: median ")));
        QTRY_VERIFY(chart.uncertaintyText().contains(QStringLiteral("within ± ")));
        auto next = uitest::makeSnapshot();
        next.now += 60s;
        bool isFirst = true;
        for (auto& delivery : next.deliveries) {
            if (delivery.regionId == "europe" && delivery.latency.ms) {
                delivery.latency.uncertaintyMs = isFirst ? std::nullopt : std::optional(7.5);
                isFirst = false;
            }
        }
        fixture.engine.publish(next);
        QTRY_VERIFY(chart.uncertaintyText().endsWith(QStringLiteral("± 8 ms or more")));
        QCOMPARE(chart.accessibleDescription(), chart.summary());
        QVERIFY(chart.tabSeparated().startsWith(QLatin1String("Latency from ms\t")));
        chart.setStats({}, {}, {}, true);
        QVERIFY(chart.summary().contains(QLatin1String("not known")));
        chart.grab();
    }

    void whatIsNotRememberedIsSaid() {
        Fixture fixture;
        const auto now = fixture.engine.snapshot()->now;
        fixture.engine.setHistoryBegin(now - 2h);
        RegionsPage page(fixture.context);
        show(page, {1500, 800});
        open(page, QStringLiteral("europe"));
        HealthGridModel& model = page.region().health();
        QCOMPARE(model.cell(0, 0).worst, CellState::NotRemembered);
        QVERIFY(model.sentence(0, 0).contains(QLatin1String("not remembered")));
        QVERIFY(model.cell(0, model.columnCount() - 1).sum);
        keepShot(page, "region-short-memory");
        fixture.engine.setHistoryBegin(now + 1h);
        page.region().setSpan(6h);
        QTRY_COMPARE(model.cell(0, model.columnCount() - 1).worst, CellState::NotRemembered);
        QVERIFY(page.region().latency().summary().contains(QLatin1String("cloud: not known")));
        // The minute that runs is no gap.
        QVERIFY(
            model.sentence(0, model.columnCount() - 1).contains(QLatin1String("not known yet")));
        QVERIFY(model.sentence(0, 0).contains(QLatin1String("not remembered")));
    }

    void rowsAreAsHighAsThereIsRoomFor() {
        Fixture fixture;
        RegionsPage page(fixture.context);
        show(page, {1500, 640});
        open(page, QStringLiteral("europe"));
        QHeaderView* feeds = page.region().grid().verticalHeader();
        QTRY_VERIFY(feeds->sectionSize(0) >= 22 && feeds->sectionSize(0) < 28);
        page.resize(1500, 1400);
        QTRY_VERIFY(feeds->sectionSize(0) > 30);
        QVERIFY(feeds->length() <= page.region().grid().viewport()->height());
    }

    void hiddenItAsksForNothing() {
        Fixture fixture;
        RegionsPage page(fixture.context);
        page.openRegion(QStringLiteral("europe"));
        auto next = uitest::makeSnapshot();
        next.now += 5min;
        fixture.engine.publish(std::move(next));
        fixture.engine.settle();
        QCoreApplication::processEvents();
        QVERIFY(fixture.engine.deliveryQueries().empty());
    }

    void timeGoesOn() {
        Fixture fixture;
        RegionsPage page(fixture.context);
        show(page, {1500, 800});
        open(page, QStringLiteral("europe"));
        HealthGridModel& model = page.region().health();
        const base::Utc before = model.history().from;
        const std::size_t asked = fixture.engine.deliveryQueries().size();
        auto next = uitest::makeSnapshot();
        next.now += 6s; // of the same minute: only the newest minutes
        fixture.engine.publish(next);
        QTRY_VERIFY(fixture.engine.deliveryQueries().size() > asked);
        const auto patch = fixture.engine.deliveryQueries().back();
        QVERIFY(patch.to - patch.from < 5min);
        next.now += 60s;
        fixture.engine.publish(next);
        QTRY_COMPARE(model.history().from, before + 60s);
    }

    void thePastHasItsOwnHistory() {
        Fixture fixture;
        const auto now = fixture.engine.snapshot()->now;
        uitest::FakePast past(now - 24h);
        RegionsPage page(fixture.context);
        show(page, {1500, 800});
        open(page, QStringLiteral("europe"));
        past.moveTo(now - 26h);
        fixture.context.goTo(past, past.source());
        QTRY_VERIFY(page.region().health().columnCount() > 0 &&
                    page.region().health().columnTo(page.region().health().columnCount() - 1) <
                        now - 25h);
        fixture.context.goLive();
        QTRY_VERIFY(page.region().health().columnCount() > 0 &&
                    page.region().health().columnTo(page.region().health().columnCount() - 1) >=
                        now);
    }

    void cellsAreToldWithoutColor() {
        // The same width of each state, in grey: no two look alike.
        const auto painted = [](CellState state, bool isFailedOver, Carriage carriage) {
            QImage image(24, 22, QImage::Format_RGB32);
            image.fill(theme::color::ground());
            QPainter painter(&image);
            GridCell cell;
            cell.worst = state;
            cell.isFailedOver = isFailedOver;
            if (state != CellState::NotRemembered) {
                cell.sum.emplace();
                cell.sum->carriage = carriage;
            }
            HealthDelegate::paintCell(painter, image.rect(), cell);
            painter.end();
            // Only which pixels are drawn, not how.
            QImage shape(image.size(), QImage::Format_Mono);
            for (int y = 0; y < image.height(); ++y) {
                for (int x = 0; x < image.width(); ++x) {
                    const QRgb is = image.pixel(x, y);
                    shape.setPixel(x, y,
                                   is != QColor::fromRgb(theme::color::ground()).rgb() &&
                                           is != QColor::fromRgb(theme::color::raised()).rgb()
                                       ? 1
                                       : 0);
                }
            }
            return shape;
        };
        std::vector<QImage> seen;
        for (const CellState state :
             {CellState::NotRemembered, CellState::OffAir, CellState::Unknown, CellState::Minor,
              CellState::Major, CellState::Critical}) {
            seen.push_back(painted(state, false, Carriage::Unknown));
        }
        seen.push_back(painted(CellState::Good, false, Carriage::Cloud));
        seen.push_back(painted(CellState::Good, true, Carriage::Satellite));
        for (std::size_t i = 0; i < seen.size(); ++i) {
            for (std::size_t k = 0; k < i; ++k) {
                QVERIFY2(seen[i] != seen[k], qPrintable(QStringLiteral("%1 and %2").arg(i).arg(k)));
            }
        }
    }

    void otherLooksAndSmallWindows() {
        Fixture fixture;
        for (const auto variant : {theme::Variant::Light, theme::Variant::HighContrast}) {
            theme::Look look;
            look.variant = variant;
            theme::apply(*qApp, look);
            RegionsPage page(fixture.context);
            show(page, {1280, 620});
            open(page, QStringLiteral("south-america"));
            QTRY_VERIFY(page.region().latency().summary().contains(QLatin1String("median")));
            keepShot(page, variant == theme::Variant::Light ? "region-light" : "region-contrast");
            QCOMPARE(page.region().grid().grab().toImage().pixelColor(2, 2).isValid(), true);
            QVERIFY(page.region().csv().contains(QLatin1String("Errored s")));
        }
        theme::Look french;
        french.language = theme::Language::French;
        theme::apply(*qApp, french);
        RegionsPage page(fixture.context);
        show(page, {1280, 620});
        open(page, QStringLiteral("south-america"));
        QTRY_VERIFY(page.region().latency().summary().contains(QStringLiteral("médiane 0,")));
        QVERIFY(page.region().grid().currentSentence().contains(QStringLiteral("Santé ")));
        keepShot(page, "region-french");
        theme::apply(*qApp);
    }

private:
    using Carriage = health::Carriage;
    QTemporaryDir m_folder;
};

QTEST_MAIN(PageTest)
#include "tst_page.moc"
