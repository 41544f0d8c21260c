// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>

#include <QSettings>
#include <QToolButton>
#include <QtTest>

#include "tests/ui/support/fakeengine.h"
#include "ui/desk/deskcontext.h"
#include "ui/distribution/mapview.h"
#include "ui/theme/look.h"
#include "ui/theme/palette.h"

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

MapNode nodeOf(const MapScene& scene, const QString& id) {
    for (const MapNode& node : scene.nodes) {
        if (node.id == id) {
            return node;
        }
    }
    return {};
}

QPointF at(const MapView& map, const QString& id) {
    return map.markerOf(id).value_or(QPointF(-100, -100));
}

void click(MapView& map, QPointF place) {
    QTest::mouseClick(&map, Qt::LeftButton, {}, place.toPoint());
}

/// The first place at which `isThere` holds and nothing else is clicked.
template <typename IsThere> QPoint placeWhere(const MapView& map, const IsThere& isThere) {
    for (int y = 0; y < map.height(); y += 2) {
        for (int x = 0; x < map.width(); x += 2) {
            if (map.nodeAt(QPointF(x, y)) == nullptr && map.childAt(x, y) == nullptr &&
                isThere(QPointF(x, y))) {
                return {x, y};
            }
        }
    }
    return {-1, -1};
}

} // namespace

class MapTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() {
        QCoreApplication::setOrganizationName(QStringLiteral("vigie-test"));
        QCoreApplication::setApplicationName(QStringLiteral("map"));
        QVERIFY(m_folder.isValid());
        QSettings::setDefaultFormat(QSettings::IniFormat);
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_folder.path());
        theme::apply(*qApp);
    }
    void cleanup() {
        QSettings().clear();
        theme::apply(*qApp);
    }

    void aClickOnANodeSelectsItAndLetsGo() {
        Fixture fixture;
        MapView map(fixture.context);
        show(map, {800, 400});
        click(map, at(map, "sat-asia"));
        QCOMPARE(fixture.context.selectedNode(), QStringLiteral("sat-asia"));
        click(map, at(map, "cloud-europe"));
        QCOMPARE(fixture.context.selectedNode(), QStringLiteral("cloud-europe"));
        click(map, at(map, "cloud-europe"));
        QVERIFY(fixture.context.selectedNode().isEmpty());
        click(map, at(map, "origin-paris")); // what leaves it
        QCOMPARE(fixture.context.selectedNode(), QStringLiteral("origin-paris"));
        QTest::keyClick(&map, Qt::Key_Escape);
        QVERIFY(fixture.context.selectedNode().isEmpty());
        QVERIFY(fixture.context.selectedRegion().isEmpty());
        // The sea is nobody's.
        const QPoint sea = map.positionOf({-30, -110}).toPoint();
        QVERIFY(map.nodeAt(sea) == nullptr && map.linkAt(sea) == nullptr);
        QTest::mouseClick(&map, Qt::LeftButton, {}, sea);
        QVERIFY(fixture.context.selectedNode().isEmpty());
    }

    void linesAndNamesSelectTheRegion() {
        Fixture fixture;
        MapView map(fixture.context);
        show(map, {1200, 600});
        const QPoint line = placeWhere(map, [&map](QPointF place) {
            return map.linkAt(place) != nullptr && map.regionAt(place) == nullptr;
        });
        QVERIFY(line.x() >= 0);
        const MapLink link = *map.linkAt(line);
        const MapNode to = map.scene().nodes[link.to];
        QVERIFY(link.toolTip.contains(to.name));
        QVERIFY(link.toolTip.contains("latency"));
        QTest::mouseClick(&map, Qt::LeftButton, {}, line);
        QCOMPARE(fixture.context.selectedRegion(), to.regionId);
        // A region's name, where it found room.
        const QPoint name = placeWhere(map, [&](QPointF place) {
            return map.regionAt(place) != nullptr && map.regionAt(place)->id != to.regionId;
        });
        QVERIFY(name.x() >= 0);
        const QString id = map.regionAt(name)->id;
        QTest::mouseClick(&map, Qt::LeftButton, {}, name);
        QCOMPARE(fixture.context.selectedRegion(), id);
        QVERIFY(fixture.context.selectedNode().isEmpty());
    }

    void theKeyboardWalksFromNodeToNode() {
        Fixture fixture;
        MapView map(fixture.context);
        show(map, {800, 400});
        QStringList walked;
        for (std::size_t i = 0; i < map.scene().nodes.size(); ++i) {
            QTest::keyClick(&map, Qt::Key_PageDown);
            walked << map.currentNode();
        }
        QCOMPARE(walked.count(), 13);
        walked.removeDuplicates();
        QCOMPARE(walked.count(), 13);
        QTest::keyClick(&map, Qt::Key_PageDown); // round and round
        QCOMPARE(map.currentNode(), walked.front());
        QTest::keyClick(&map, Qt::Key_PageUp);
        QCOMPARE(map.currentNode(), walked.back());
        QVERIFY(map.accessibleDescription().contains("path"));
        QTest::keyClick(&map, Qt::Key_Return);
        QCOMPARE(fixture.context.selectedNode(), walked.back());
        QTest::keyClick(&map, Qt::Key_R);
        QCOMPARE(fixture.context.selectedRegion(), nodeOf(map.scene(), walked.back()).regionId);
        QTest::keyClick(&map, Qt::Key_Return);
        QVERIFY(fixture.context.selectedNode().isEmpty());
        // One that lies outside is brought in.
        for (int i = 0; i < 6; ++i) {
            QTest::keyClick(&map, Qt::Key_Plus);
        }
        for (int i = 0; i < 13; ++i) {
            QTest::keyClick(&map, Qt::Key_PageDown);
            QVERIFY(QRectF(map.rect()).contains(at(map, map.currentNode())));
        }
    }

    void switchesHideAKindAndAreRemembered() {
        Fixture fixture;
        {
            MapView map(fixture.context);
            show(map, {800, 400});
            QVERIFY(map.markerOf("sat-asia").has_value());
            const auto buttons = map.findChildren<QToolButton*>();
            QCOMPARE(buttons.size(), 3);
            QTest::mouseClick(buttons[1], Qt::LeftButton); // satellite
            QVERIFY(!map.kinds().hasSatellite);
            QVERIFY(!map.markerOf("sat-asia").has_value());
            for (const MapLink& link : map.scene().links) {
                QVERIFY(link.kind != model::PathKind::Satellite);
            }
            QVERIFY(map.markerOf("origin-paris").has_value());
        }
        MapView again(fixture.context);
        QVERIFY(!again.kinds().hasSatellite);
        QVERIFY(again.kinds().hasCloud);
    }

    void theNodeSaysEverythingAtThePointer() {
        const MapScene scene = makeScene(uitest::makeSnapshot());
        int withoutContact = 0;
        for (const MapNode& node : scene.nodes) {
            QVERIFY(node.toolTip.contains("path"));
            QVERIFY(node.toolTip.contains("feed"));
            QVERIFY(node.toolTip.contains("latency"));
            if (!node.isInContact) {
                ++withoutContact;
                QCOMPARE(node.state, QStringLiteral("no contact"));
            }
        }
        QCOMPARE(withoutContact, 1);
    }

    void neighborsPart() {
        std::vector<QPointF> points(20, QPointF(100, 100));
        points.emplace_back(400, 400);
        const auto apart = spread(points, 12);
        QCOMPARE(apart.size(), points.size());
        QCOMPARE(apart.back(), QPointF(400, 400)); // who is alone stays
        double least = 1e9;
        for (std::size_t i = 0; i < apart.size(); ++i) {
            for (std::size_t j = 0; j < i; ++j) {
                const QPointF way = apart[i] - apart[j];
                least = std::min(least, std::hypot(way.x(), way.y()));
            }
        }
        QVERIFY2(least > 8, qPrintable(QString::number(least)));
        const auto pair = spread({{10, 10}, {13, 10}}, 12);
        QVERIFY(std::abs(pair[1].x() - pair[0].x() - 12) < 0.5);
    }

    void itFollowsTheLook_data() {
        QTest::addColumn<int>("variant");
        QTest::newRow("dark") << static_cast<int>(theme::Variant::Dark);
        QTest::newRow("light") << static_cast<int>(theme::Variant::Light);
        QTest::newRow("high contrast") << static_cast<int>(theme::Variant::HighContrast);
    }
    void itFollowsTheLook() {
        QFETCH(int, variant);
        theme::Look look;
        look.variant = static_cast<theme::Variant>(variant);
        theme::apply(*qApp, look);
        Fixture fixture;
        MapView map(fixture.context);
        show(map, {800, 400});
        const QImage image = map.grab().toImage();
        const QString folder = qEnvironmentVariable("VIGIE_SHOTS");
        if (!folder.isEmpty()) {
            QVERIFY(image.save(QStringLiteral("%1/map-%2.png").arg(folder).arg(variant)));
        }
        const auto colorAt = [&](const model::GeoPosition& place) {
            const QPointF pixel = map.positionOf(place) * image.devicePixelRatio();
            return image.pixelColor(pixel.toPoint());
        };
        QCOMPARE(colorAt({-30, -110}), QColor::fromRgb(theme::color::ground())); // the Pacific
        QCOMPARE(colorAt({65, 100}), QColor::fromRgb(theme::color::land()));     // Siberia
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
        QTest::keyClick(&map, Qt::Key_Home);
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
        QVERIFY(fixture.context.selectedNode().isEmpty());
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
        QCOMPARE(nodeOf(after, "origin-paris").worst, engine::Severity::Critical);
        QCOMPARE(nodeOf(after, "cloud-europe").worst, engine::Severity::None);
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

private:
    QTemporaryDir m_folder;
};

QTEST_MAIN(MapTest)
#include "tst_map.moc"
