// SPDX-License-Identifier: GPL-3.0-or-later
#include <QClipboard>
#include <QSettings>
#include <QtTest>

#include "tests/ui/support/fakeengine.h"
#include "ui/desk/deskcontext.h"
#include "ui/distribution/distributionpanel.h"
#include "ui/distribution/regiontable.h"
#include "ui/distribution/sharechart.h"
#include "ui/distribution/sharering.h"
#include "ui/theme/look.h"

using namespace vigie;
using namespace vigie::ui;
using namespace vigie::ui::distribution;

namespace {

/// A desk on a fake fleet.
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
void keepShot(QWidget& widget, const char* name) {
    const QString folder = qEnvironmentVariable("VIGIE_SHOTS");
    if (!folder.isEmpty()) {
        QVERIFY(widget.grab().save(folder + '/' + name + ".png"));
    }
}

} // namespace

class PagesTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() {
        QCoreApplication::setOrganizationName(QStringLiteral("vigie-test"));
        QCoreApplication::setApplicationName(QStringLiteral("distribution"));
        QVERIFY(m_folder.isValid());
        QSettings::setDefaultFormat(QSettings::IniFormat);
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_folder.path());
        theme::apply(*qApp);
    }

    void thePanelShowsTheFleet() {
        Fixture fixture;
        DistributionPanel panel(fixture.context);
        show(panel, {592, 970});
        keepShot(panel, "panel");
        auto* table = panel.findChild<RegionTable*>();
        QCOMPARE(table->model()->rowCount(), 6);
        QVERIFY(table->isColumnHidden(RegionModel::Latency95));
        const auto* ring = panel.findChild<ShareRing*>();
        QVERIFY(ring->lines()[0].endsWith('%'));
        QVERIFY(ring->lines()[2].contains("unknown")); // a node has no contact
    }

    void selectionGoesBothWays() {
        Fixture fixture;
        DistributionPanel panel(fixture.context);
        show(panel, {592, 900});
        auto* table = panel.findChild<RegionTable*>();
        table->selectRow(2);
        QCOMPARE(fixture.context.selectedRegion(), QStringLiteral("asia"));
        fixture.context.selectRegion(QStringLiteral("europe"));
        QCOMPARE(table->currentRegion(), QStringLiteral("europe"));
        // A new snapshot with another set of regions is not a choice of the user's.
        auto next = uitest::makeSnapshot();
        std::rotate(next.regions.begin(), next.regions.begin() + 3, next.regions.end());
        fixture.engine.publish(next);
        QTRY_COMPARE(table->model()->index(0, 0).data().toString(),
                     QStringLiteral("North America"));
        QCOMPARE(fixture.context.selectedRegion(), QStringLiteral("europe"));
        QCOMPARE(table->currentRegion(), QStringLiteral("europe"));
    }

    void copyTakesWhatIsSelected() {
        Fixture fixture;
        DistributionPanel panel(fixture.context);
        show(panel, {592, 900});
        auto* table = panel.findChild<RegionTable*>();
        table->selectRow(1);
        table->setFocus();
        table->actions().constFirst()->trigger();
        const QStringList lines =
            QGuiApplication::clipboard()->text().split('\n', Qt::SkipEmptyParts);
        QCOMPARE(lines.size(), 2);
        QVERIFY(lines[1].startsWith("South America\t"));
        QVERIFY(!lines[0].contains("p95")); // hidden here
    }

    void aHiddenPanelTakesNothing() {
        Fixture fixture;
        DistributionPanel panel(fixture.context);
        auto* table = panel.findChild<RegionTable*>();
        QCOMPARE(table->model()->rowCount(), 6);
        uitest::FleetShape fewer;
        fewer.regions = 3;
        QSignalSpy changed(&fixture.context, &desk::DeskContext::snapshotChanged);
        fixture.engine.publish(uitest::makeSnapshot(fewer));
        QTRY_COMPARE(changed.count(), 1);
        QCOMPARE(table->model()->rowCount(), 6);
        show(panel, {592, 900});
        QCOMPARE(table->model()->rowCount(), 3);
    }

    void theRingSaysUnknownAndAssumed() {
        ShareRing ring;
        engine::ShareStatus share;
        ring.setShare(share);
        QCOMPARE(ring.lines()[0], QStringLiteral("—"));
        share.now = {2, 1, 0, 1, 5};
        share.isAssumed = true;
        ring.setShare(share);
        QCOMPARE(ring.lines()[0], QStringLiteral("50.0%")); // unknown does not divide
        QVERIFY(ring.lines()[1].contains("assumed"));
        QVERIFY(ring.lines()[2].contains('5'));
    }

    void theChartBreaksWhereNothingWasKnown() {
        ShareChart chart;
        engine::ShareStatus share;
        const base::Utc now = base::utcFromNs(1'785'089'143'000'000'000);
        chart.setShare(share, now);
        QCOMPARE(chart.stretches(), std::size_t(0));
        auto history = std::make_shared<std::vector<engine::SharePoint>>();
        for (int i = 0; i < 90; ++i) {
            engine::SharePoint point;
            point.at = now - std::chrono::seconds(10 * (90 - i));
            if (i < 30 || i >= 60) {
                point.count = {2, 1, 0, 0, 0};
            } else {
                point.count.unknown = 3;
            }
            history->push_back(point);
        }
        share.history = history;
        chart.setShare(share, now);
        QCOMPARE(chart.stretches(), std::size_t(2));
        // Two areas (cloud, satellite) for each, and the two-thirds line on top.
        QCOMPARE(chart.chart()->series().size(), 5);
        QVERIFY(qobject_cast<QLineSeries*>(chart.chart()->series().constLast()) != nullptr);
        const auto* areas = qobject_cast<QAreaSeries*>(chart.chart()->series().constFirst());
        QVERIFY(std::abs(areas->upperSeries()->at(0).y() - 200.0 / 3) < 1e-9);
        chart.setShare(share, now); // the same history: nothing is made again
        QCOMPARE(chart.chart()->series().constFirst(), areas);
    }

    void theChartStepsWhereAPathMoved() {
        ShareChart chart;
        engine::ShareStatus share;
        const base::Utc now = base::utcFromNs(1'785'089'143'000'000'000);
        auto history = std::make_shared<std::vector<engine::SharePoint>>();
        for (int i = 0; i < 4; ++i) {
            engine::SharePoint point;
            point.at = now - std::chrono::seconds(10 * (4 - i));
            point.count =
                i < 2 ? engine::ShareCount{3, 0, 0, 0, 0} : engine::ShareCount{0, 3, 0, 0, 0};
            history->push_back(point);
        }
        share.history = history;
        chart.setShare(share, now);
        const auto* cloud = qobject_cast<QAreaSeries*>(chart.chart()->series().constFirst());
        const QList<QPointF> edge = cloud->upperSeries()->points();
        QCOMPARE(edge.size(), 5);
        QCOMPARE(edge[1].y(), 100.0);
        QCOMPARE(edge[2].y(), 100.0);
        QCOMPARE(edge[2].x(), edge[3].x()); // down at once
        QCOMPARE(edge[3].y(), 0.0);
    }

private:
    QTemporaryDir m_folder;
};

QTEST_MAIN(PagesTest)
#include "tst_pages.moc"
