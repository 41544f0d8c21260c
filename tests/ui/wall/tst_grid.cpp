// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "ui/wall/audiometer.h"
#include "ui/wall/grid.h"

using namespace vigie::ui::wall;
namespace base = vigie::base;

namespace {

bool isInside(const QRect& part, const QRect& whole) {
    return part.isEmpty() || whole.contains(part);
}

std::array<float, 8> peaks(float left, float right) {
    std::array<float, 8> all{};
    all[0] = left;
    all[1] = right;
    return all;
}

} // namespace

class TestGrid : public QObject {
    Q_OBJECT
private slots:
    void cellsFillTheAreaWithoutOverlap_data();
    void cellsFillTheAreaWithoutOverlap();
    void partsOfATileDoNotOverlap_data();
    void partsOfATileDoNotOverlap();
    void pictureKeepsItsAspect();
    void meterFallsSlowlyAndHolds();
    void meterTellsUnknownFromSilence();
};

void TestGrid::cellsFillTheAreaWithoutOverlap_data() {
    QTest::addColumn<QSize>("area");
    QTest::addColumn<int>("columns");
    QTest::addColumn<int>("rows");
    QTest::newRow("desk") << QSize(1328, 795) << 5 << 4;
    QTest::newRow("odd") << QSize(1001, 613) << 6 << 6;
    QTest::newRow("one") << QSize(333, 222) << 1 << 1;
}

void TestGrid::cellsFillTheAreaWithoutOverlap() {
    QFETCH(QSize, area);
    QFETCH(int, columns);
    QFETCH(int, rows);
    const QRect whole(QPoint(0, 0), area);
    const auto all = cells(whole, {columns, rows});
    QCOMPARE(static_cast<int>(all.size()), columns * rows);
    for (std::size_t i = 0; i < all.size(); ++i) {
        QVERIFY(whole.contains(all[i]));
        for (std::size_t j = i + 1; j < all.size(); ++j) {
            QVERIFY(!all[i].intersects(all[j]));
        }
    }
    QCOMPARE(all.front().topLeft(), QPoint(gapPixels, gapPixels));
    QCOMPARE(all.back().right() + 1, area.width() - gapPixels);
    QCOMPARE(all.back().bottom() + 1, area.height() - gapPixels);
}

void TestGrid::partsOfATileDoNotOverlap_data() {
    QTest::addColumn<QRect>("outer");
    QTest::addColumn<bool>("hasFault");
    for (const bool hasFault : {false, true}) {
        const char* word = hasFault ? "fault" : "well";
        QTest::addRow("roomy %s", word) << QRect(10, 10, 258, 190) << hasFault;
        QTest::addRow("tight %s", word) << QRect(0, 0, 214, 120) << hasFault;
        QTest::addRow("wide %s", word) << QRect(5, 5, 1300, 700) << hasFault;
        QTest::addRow("tall %s", word) << QRect(5, 5, 300, 700) << hasFault;
    }
}

void TestGrid::partsOfATileDoNotOverlap() {
    QFETCH(QRect, outer);
    QFETCH(bool, hasFault);
    const TileGeometry g = tileGeometry(outer, hasFault);
    const QRect parts[] = {g.picture, g.meters, g.strip, g.label};
    for (const QRect& a : parts) {
        QVERIFY(isInside(a, outer));
        for (const QRect& b : parts) {
            QVERIFY(a == b || !a.intersects(b));
        }
    }
    QVERIFY(!g.picture.isEmpty());
    QVERIFY(!g.label.isEmpty());
    if (hasFault) {
        QVERIFY(g.strip.height() >= g.textPixels);
    }
}

void TestGrid::pictureKeepsItsAspect() {
    QCOMPARE(fitAspect(QRect(0, 0, 320, 240), QSize(320, 180)), QRect(0, 30, 320, 180));
    QCOMPARE(fitAspect(QRect(0, 0, 320, 180), QSize(640, 480)), QRect(40, 0, 240, 180));
    QCOMPARE(fitAspect(QRect(2, 3, 160, 91), QSize(320, 180)), QRect(2, 3, 160, 91));
    QCOMPARE(fitAspect(QRect(0, 0, 10, 10), QSize()), QRect(0, 0, 10, 10));
}

void TestGrid::meterFallsSlowlyAndHolds() {
    AudioMeter meter;
    base::Utc now = base::utcFromNs(1'000'000'000'000);
    meter.update(peaks(-6, -60), 2, now);
    QCOMPARE(meter.level(0), 54.0 / 60.0);
    QCOMPARE(meter.level(1), 0.0);
    now += std::chrono::seconds(1);
    meter.update(peaks(-50, -60), 2, now);
    QVERIFY(std::abs(meter.level(0) - (54.0 - 11.8) / 60.0) < 1e-6);
    QCOMPARE(meter.held(0), 54.0 / 60.0);
    now += std::chrono::seconds(1);
    meter.update(peaks(-50, -60), 2, now);
    QCOMPARE(meter.held(0), meter.level(0)); // held long enough
    meter.update(peaks(3, -200), 2, now);
    QCOMPARE(meter.level(0), 1.0);
    QCOMPARE(meter.level(1), 0.0);
}

void TestGrid::meterTellsUnknownFromSilence() {
    AudioMeter meter;
    base::Utc now = base::utcFromNs(1'000'000'000'000);
    QCOMPARE(meter.channels(), 0);
    meter.update(peaks(-10, -10), 2, now);
    QVERIFY(meter.isKnown());
    const double level = meter.level(0);
    now += std::chrono::seconds(3);
    meter.update({}, 0, now);
    QVERIFY(!meter.isKnown());
    QCOMPARE(meter.channels(), 2);
    QCOMPARE(meter.level(0), level); // stands still: nobody knows that it fell
    now += std::chrono::seconds(10);
    meter.update({}, 0, now);
    QCOMPARE(meter.channels(), 0);
}

QTEST_APPLESS_MAIN(TestGrid)
#include "tst_grid.moc"
