// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/distribution/land.h"

#include <QtTest>

#include "resources/resources.h"

using vigie::ui::distribution::Land;

class LandTest : public QObject {
    Q_OBJECT
private slots:
    void theResourcesAreLinked() { QVERIFY(vigie::resources::areLinked()); }

    void placesAreWhereTheyAre_data() {
        QTest::addColumn<double>("latitude");
        QTest::addColumn<double>("longitude");
        QTest::addColumn<bool>("isLand");
        QTest::newRow("Paris") << 48.86 << 2.35 << true;
        QTest::newRow("middle of the Atlantic") << 30.0 << -40.0 << false;
        QTest::newRow("São Paulo") << -23.55 << -46.63 << true;
        QTest::newRow("Alice Springs") << -23.7 << 133.88 << true;
        QTest::newRow("Tokyo") << 35.9 << 139.4 << true;
        QTest::newRow("English Channel") << 50.2 << -1.0 << false;
        QTest::newRow("Mediterranean") << 35.0 << 18.0 << false;
        QTest::newRow("Gulf of Guinea, 0/0") << 0.0 << 0.0 << false;
        QTest::newRow("Antarctica") << -80.0 << 20.0 << true;
        QTest::newRow("South Pole") << -89.5 << 10.0 << true;
        QTest::newRow("east of 180, Chukotka") << 66.5 << -173.5 << true;
        QTest::newRow("west of 180, Chukotka") << 68.0 << 178.0 << true;
        QTest::newRow("Pacific at 180") << 0.0 << 180.0 << false;
        QTest::newRow("Caspian Sea") << 41.5 << 50.8 << false;
    }
    void placesAreWhereTheyAre() {
        QFETCH(double, latitude);
        QFETCH(double, longitude);
        QFETCH(bool, isLand);
        const auto land = Land::shared();
        QCOMPARE(land->contains({latitude, longitude}), isLand);
    }

    void theOutlineIsWithinTheWorld() {
        const auto land = Land::shared();
        QVERIFY(land->polygons().size() > 1000);
        for (const auto& polygon : land->polygons()) {
            // Only what crosses 180 degrees goes on beyond it.
            QVERIFY(polygon.box.left() >= -540 && polygon.box.right() <= 540);
            QVERIFY(polygon.box.left() < 180 && polygon.box.right() > -180);
            QVERIFY(polygon.box.width() <= 360.001);
            QVERIFY(polygon.box.top() >= -90.001 && polygon.box.bottom() <= 90.001);
            // Rings close.
            for (const auto& ring : polygon.rings) {
                QVERIFY((ring.first() - ring.last()).manhattanLength() < 1e-6);
            }
        }
    }

    void mapsShareOneOutline() {
        const auto one = Land::shared();
        QCOMPARE(Land::shared().get(), one.get());
    }

    void arcsAreSharedAndTurnedAround() {
        // A square of two arcs, the second one used backwards; quantized by 10 from (-20, -10).
        const auto land = Land::decode(R"({"type":"Topology",
            "transform":{"scale":[10,10],"translate":[-20,-10]},
            "arcs":[[[0,0],[2,0],[0,2]],[[0,0],[0,2],[2,0]]],
            "objects":{"land":{"type":"Polygon","arcs":[[0,-2]]}}})");
        QVERIFY(land.has_value());
        QCOMPARE(land->polygons().size(), std::size_t(1));
        QCOMPARE(land->polygons().front().box, QRectF(-20, -10, 20, 20));
        QVERIFY(land->contains({0, -10}));
        QVERIFY(!land->contains({0, 1}));
    }

    void aLakeIsNotLand() {
        const auto land = Land::decode(R"({"type":"Topology",
            "arcs":[[[0,0],[30,0],[30,30],[0,30],[0,0]],[[10,10],[20,10],[20,20],[10,20],[10,10]]],
            "objects":{"land":{"type":"GeometryCollection","geometries":[
              {"type":"MultiPolygon","arcs":[[[0],[1]]]}]}}})");
        QVERIFY(land.has_value());
        QVERIFY(land->contains({5, 5}));
        QVERIFY(!land->contains({15, 15}));
    }

    void damageIsSaid_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("no JSON") << QByteArray("{\"type\":");
        QTest::newRow("no topology") << QByteArray(R"({"type":"FeatureCollection"})");
        QTest::newRow("no polygons") << QByteArray(R"({"type":"Topology","arcs":[],"objects":{}})");
        QTest::newRow("an arc that is not there")
            << QByteArray(R"({"type":"Topology","arcs":[[[0,0],[1,1]]],
                 "objects":{"land":{"type":"Polygon","arcs":[[7]]}}})");
        QTest::newRow("an arc far below")
            << QByteArray(R"({"type":"Topology","arcs":[[[0,0],[1,1]]],
                 "objects":{"land":{"type":"Polygon","arcs":[[-2147483648]]}}})");
        QTest::newRow("positions of text") << QByteArray(R"({"type":"Topology","arcs":["x",["y"]],
                 "objects":{"land":{"type":"Polygon","arcs":[[0,1]]}}})");
    }
    void damageIsSaid() {
        QFETCH(QByteArray, bytes);
        const auto land = Land::decode(bytes);
        QVERIFY(!land.has_value());
        QVERIFY(QString::fromStdString(land.error().message).endsWith('.'));
    }
};

QTEST_GUILESS_MAIN(LandTest)
#include "tst_land.moc"
