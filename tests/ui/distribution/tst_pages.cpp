// SPDX-License-Identifier: GPL-3.0-or-later
#include <QClipboard>
#include <QSettings>
#include <QtTest>

#include "tests/ui/support/fakeengine.h"
#include "ui/desk/deskcontext.h"
#include "ui/distribution/distributionpanel.h"
#include "ui/distribution/mapview.h"
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

const MapNode* nodeNamed(const MapView& map, const QString& id) {
    for (const auto& node : map.scene().nodes) {
        if (node.id == id) {
            return &node;
        }
    }
    return nullptr;
}

QPointF at(const MapView& map, const QString& id) {
    return map.positionOf(fromPlane(nodeNamed(map, id)->plane));
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

    void aClickOnANodeSelectsItsRegion() {
        Fixture fixture;
        MapView map(fixture.context);
        show(map, {800, 400});
        QTest::mouseClick(&map, Qt::LeftButton, {}, at(map, "sat-asia").toPoint());
        QCOMPARE(fixture.context.selectedRegion(), QStringLiteral("asia"));
        QTest::mouseClick(&map, Qt::LeftButton, {}, at(map, "cloud-south-america").toPoint());
        QCOMPARE(fixture.context.selectedRegion(), QStringLiteral("south-america"));
        // Neither the sea nor an origin has a region.
        const QPoint sea = map.positionOf({10, -140}).toPoint();
        QVERIFY(map.nodeAt(sea) == nullptr);
        QTest::mouseClick(&map, Qt::LeftButton, {}, sea);
        QTest::mouseClick(&map, Qt::LeftButton, {}, at(map, "origin-paris").toPoint());
        QCOMPARE(fixture.context.selectedRegion(), QStringLiteral("south-america"));
    }

    void theMapZoomsAndMoves() {
        Fixture fixture;
        MapView map(fixture.context);
        show(map, {800, 400});
        const QPointF before = at(map, "cloud-asia");
        QTest::keyClick(&map, Qt::Key_Plus);
        QVERIFY(map.zoom() > 1.3);
        QTest::keyClick(&map, Qt::Key_Right);
        QVERIFY(at(map, "cloud-asia") != before);
        QTest::keyClick(&map, Qt::Key_0);
        QCOMPARE(map.zoom(), 1.0);
        QCOMPARE(at(map, "cloud-asia"), before);
        // The wheel keeps what is under the pointer.
        const QPointF anchor = at(map, "cloud-asia");
        QWheelEvent wheel(anchor, map.mapToGlobal(anchor), {}, {0, 240}, {}, {}, Qt::NoScrollPhase,
                          false);
        QCoreApplication::sendEvent(&map, &wheel);
        QVERIFY(map.zoom() > 1.5);
        QVERIFY((at(map, "cloud-asia") - anchor).manhattanLength() < 1.0);
        // A drag moves and is no click.
        QTest::mousePress(&map, Qt::LeftButton, {}, anchor.toPoint());
        QTest::mouseMove(&map, anchor.toPoint() + QPoint(30, 20));
        QTest::mouseRelease(&map, Qt::LeftButton, {}, anchor.toPoint() + QPoint(60, 40));
        QVERIFY(fixture.context.selectedRegion().isEmpty());
        for (int i = 0; i < 40; ++i) {
            QTest::keyClick(&map, Qt::Key_Minus);
        }
        QCOMPARE(map.zoom(), 1.0);
    }

    void faultsAreWhereTheyBelong() {
        auto snapshot = uitest::makeSnapshot();
        const MapScene scene = makeScene(snapshot);
        QCOMPARE(scene.nodes.size(), std::size_t(13));
        QCOMPARE(scene.links.size(), std::size_t(12));
        int failing = 0;
        for (const auto& link : scene.links) {
            QCOMPARE(link.paths, 12);
            failing += link.worst > engine::Severity::None ? 1 : 0;
        }
        // Continuity, latency (both kinds) and the lost node; black is nobody's way's fault.
        QCOMPARE(failing, 4);
        // Black at the origin too: it lights there, not everywhere.
        for (auto& path : snapshot.paths) {
            if (path.kind == model::PathKind::Origin && path.feedId == "f005") {
                path.faults.push_back(
                    {engine::FaultKind::Black, engine::Severity::Critical, {}, {}});
            }
        }
        const MapScene after = makeScene(snapshot);
        QCOMPARE(after.nodes[0].worst, engine::Severity::Critical);
        QCOMPARE(after.nodes[1].worst, engine::Severity::None);
        snapshot.nodes[3].description.reset();
        QCOMPARE(makeScene(snapshot).withoutPosition.size(), std::size_t(1));
    }

    void labelsDoNotCoverEachOther() {
        std::vector<QRectF> markers;
        std::vector<QSizeF> sizes;
        for (int i = 0; i < 30; ++i) {
            markers.emplace_back(40 + (i % 6) * 35, 30 + (i / 6) * 22, 10, 10);
            sizes.emplace_back(60, 12);
        }
        const QRectF bounds(0, 0, 300, 200);
        const auto places = placeLabels(markers, sizes, bounds);
        QCOMPARE(places.size(), markers.size());
        int placed = 0;
        for (std::size_t i = 0; i < places.size(); ++i) {
            if (!places[i]) {
                continue;
            }
            ++placed;
            QVERIFY(bounds.contains(*places[i]));
            for (std::size_t j = 0; j < i; ++j) {
                QVERIFY(!places[j] || !places[i]->intersects(*places[j]));
                QVERIFY(!places[i]->intersects(markers[j]));
            }
        }
        QVERIFY(placed >= 4);
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
