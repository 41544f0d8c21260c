// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSignalSpy>
#include <QtTest>

#include "tests/ui/support/fakeengine.h"
#include "tests/ui/support/fakepast.h"
#include "ui/desk/deskcontext.h"
#include "ui/theme/glyphs.h"
#include "ui/theme/look.h"
#include "ui/theme/palette.h"
#include "ui/wall/wallpage.h"
#include "ui/wall/wallview.h"

using namespace vigie;
using namespace vigie::ui::wall;
using ui::desk::DeskContext;

namespace {

bool isNear(QRgb a, QRgb b, int tolerance) {
    return std::abs(qRed(a) - qRed(b)) <= tolerance &&
           std::abs(qGreen(a) - qGreen(b)) <= tolerance &&
           std::abs(qBlue(a) - qBlue(b)) <= tolerance;
}

/// The color at a logical point of a grab, whatever the screen's scale.
QRgb colorAt(const QImage& image, const QPoint& point) {
    return image.pixel((QPointF(point) * image.devicePixelRatio()).toPoint());
}

/// BT.601 limited range: what the colors below must look like on screen.
struct Shade {
    std::uint8_t y, u, v;
    QRgb expected;
};
constexpr Shade red{81, 90, 240, 0xffff0000};
constexpr Shade green{145, 54, 34, 0xff00ff00};
constexpr Shade blue{41, 240, 110, 0xff0000ff};

model::AccessUnitPtr unitOf(std::uint64_t sequence, const Shade& shade, int width = 320,
                            int height = 180) {
    return uitest::colorUnit(sequence, shade.y, shade.u, shade.v, width, height);
}

/// A wall in a window of its own, as large as the desk's.
struct Fixture {
    explicit Fixture(const uitest::FleetShape& shape = {}, QSize size = {1320, 790})
        : engine(uitest::makeSnapshot(shape)), desk(engine, source, decoders), view(desk) {
        view.setRegion(QStringLiteral("europe"));
        view.resize(size);
        view.show();
    }
    [[nodiscard]] const Tile& tile(int index) const {
        return view.visibleTiles().at(static_cast<std::size_t>(index));
    }
    int push(int index, const model::AccessUnitPtr& unit) {
        return source.deliver(*tile(index).content.path, unit);
    }
    [[nodiscard]] std::uint64_t shown(int index) const {
        return view.figures().at(static_cast<std::size_t>(index)).framesShown;
    }

    uitest::FakeSource source;
    uitest::FakeDecodePool decoders;
    uitest::FakeEngine engine;
    DeskContext desk;
    WallView view;
};

} // namespace

class TestView : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { ui::theme::apply(*qApp); }
    void picturesArePaintedInTheirTiles();
    void picturesGoStraightIntoTheBackingStore();
    void scaledPicturesKeepTheirAspect();
    void onlyDirtyTilesArePainted();
    void newestPictureWins();
    void severityIsOnTheBorder();
    void hiddenTilesHoldNoWatch();
    void tilesAskForTheirOwnSize();
    void keysMoveAndPage();
    void enterEnlargesAndEscapeReturns();
    void doubleClickEnlarges();
    void inspectorOpensByKey();
    void stillPictureIsMarked();
    void gapAwaitsAKey();
    void interruptionIsSaid();
    void failOverSwitchesTheWatch();
    void missedFaultLeavesAMark();
    void anotherPlaceInTimeIsWatchedAnew();
    void pageFollowsTheSelectedRegion();
};

void TestView::picturesArePaintedInTheirTiles() {
    Fixture f;
    const Shade shades[] = {red, green, blue};
    for (int i = 0; i < 12; ++i) {
        QCOMPARE(f.push(i, unitOf(1, shades[i % 3])), 1);
    }
    for (int i = 0; i < 12; ++i) {
        QTRY_COMPARE(f.shown(i), 1u);
    }
    const QImage image = f.view.grab().toImage();
    for (int i = 0; i < 12; ++i) {
        const QPoint center = f.tile(i).geometry.picture.center();
        QVERIFY2(
            isNear(colorAt(image, center), shades[i % 3].expected, 8),
            qPrintable(QStringLiteral("tile %1: %2").arg(i).arg(colorAt(image, center), 0, 16)));
    }
}

void TestView::picturesGoStraightIntoTheBackingStore() {
    Fixture f;
    for (std::uint64_t i = 1; i <= 5; ++i) {
        f.push(0, unitOf(i, red));
        QTRY_COMPARE(f.shown(0), i);
    }
    const qreal ratio = f.view.devicePixelRatioF();
    if (ratio == std::floor(ratio)) { // otherwise tiles do not lie on whole pixels
        QVERIFY(f.view.pictures().direct() >= 5);
        QCOMPARE(f.view.pictures().indirect(), 0u);
    }
    // What went there directly must look as what goes the long way does.
    const QImage image = f.view.grab().toImage();
    QVERIFY(f.view.pictures().indirect() + f.view.pictures().direct() >= 6);
    QVERIFY(isNear(colorAt(image, f.tile(0).geometry.picture.center()), red.expected, 8));
}

void TestView::scaledPicturesKeepTheirAspect() {
    Fixture f;
    f.push(0, unitOf(1, green, 240, 180)); // 4:3 in a 16:9 tile
    QTRY_COMPARE(f.shown(0), 1u);
    const QImage image = f.view.grab().toImage();
    const QRect area = f.tile(0).geometry.picture;
    const QRect picture = fitAspect(area, QSize(240, 180));
    QVERIFY(picture.width() < area.width());
    QVERIFY(isNear(colorAt(image, picture.center()), green.expected, 8));
    QVERIFY(isNear(colorAt(image, {picture.left() + 3, picture.center().y()}), green.expected, 8));
    QVERIFY(!isNear(colorAt(image, {area.left() + 1, area.center().y()}), green.expected, 60));
}

void TestView::onlyDirtyTilesArePainted() {
    Fixture f;
    for (int i = 0; i < 12; ++i) {
        f.push(i, unitOf(1, red));
    }
    for (int i = 0; i < 12; ++i) {
        QTRY_COMPARE(f.shown(i), 1u);
    }
    const auto before = f.view.pictures().direct() + f.view.pictures().indirect();
    f.push(3, unitOf(2, blue));
    QTRY_COMPARE(f.shown(3), 2u);
    QCOMPARE(f.view.pictures().direct() + f.view.pictures().indirect(), before + 1);
}

void TestView::newestPictureWins() {
    Fixture f;
    // All within one coalesced repaint: the event loop does not run in between.
    f.push(0, unitOf(1, red));
    f.push(0, unitOf(2, green));
    f.push(0, unitOf(3, blue));
    QTRY_COMPARE(f.shown(0), 1u);
    QCOMPARE(f.view.figures()[0].framesReplaced, 2u);
    const QImage image = f.view.grab().toImage();
    QVERIFY(isNear(colorAt(image, f.tile(0).geometry.picture.center()), blue.expected, 8));
}

void TestView::severityIsOnTheBorder() {
    Fixture f;
    const QImage image = f.view.grab().toImage();
    const QRect bad = f.tile(4).geometry.outer;
    QCOMPARE(QColor(colorAt(image, {bad.left(), bad.center().y()})),
             ui::theme::severityColor(engine::Severity::Critical));
    const QRect strip = f.tile(4).geometry.strip;
    QCOMPARE(QColor(colorAt(image, {strip.right() - 2, strip.top() + 1})),
             ui::theme::severityColor(engine::Severity::Critical));
    const QRect well = f.tile(0).geometry.outer;
    QCOMPARE(QColor(colorAt(image, {well.left(), well.center().y()})),
             QColor::fromRgb(ui::theme::color::line()));
}

void TestView::hiddenTilesHoldNoWatch() {
    Fixture f({.feeds = 30});
    QCOMPARE(f.view.grid(), (Grid{6, 5}));
    QCOMPARE(static_cast<int>(f.source.watches().size()), 30);
    f.view.setPreset(Preset::Grid5x4);
    QCOMPARE(f.view.pages(), 2);
    QCOMPARE(static_cast<int>(f.source.watches().size()), 20);
    f.view.setPage(1);
    QCOMPARE(static_cast<int>(f.source.watches().size()), 10);
    QCOMPARE(f.decoders.openStreams(), 10);
    f.view.hide();
    QVERIFY(f.source.watches().empty());
    QCOMPARE(f.decoders.openStreams(), 0);
    f.view.show();
    QCOMPARE(static_cast<int>(f.source.watches().size()), 10);
}

void TestView::tilesAskForTheirOwnSize() {
    Fixture f;
    const auto small = f.source.watches().front().request;
    QVERIFY(small.width >= static_cast<std::uint32_t>(f.tile(0).geometry.picture.width()));
    QVERIFY(small.width < 400 * f.view.devicePixelRatioF());
    f.view.setEnlarged(true);
    const auto watches = f.source.watches();
    QCOMPARE(static_cast<int>(watches.size()), 1);
    QVERIFY(watches.front().request.width > 900);
    QVERIFY(std::abs(watches.front().request.width * 9.0 / 16.0 - watches.front().request.height) <
            17);
}

void TestView::keysMoveAndPage() {
    Fixture f({.feeds = 30});
    f.view.setPreset(Preset::Grid4x3);
    QCOMPARE(f.view.pages(), 3);
    QCOMPARE(f.view.currentTile(), 0);
    QTest::keyClick(&f.view, Qt::Key_Right);
    QCOMPARE(f.view.currentTile(), 1);
    QTest::keyClick(&f.view, Qt::Key_Down);
    QCOMPARE(f.view.currentTile(), 5);
    QTest::keyClick(&f.view, Qt::Key_Up);
    QTest::keyClick(&f.view, Qt::Key_Left);
    QCOMPARE(f.view.currentTile(), 0);
    QTest::keyClick(&f.view, Qt::Key_Left);
    QCOMPARE(f.view.currentTile(), 0);
    QTest::keyClick(&f.view, Qt::Key_PageDown);
    QCOMPARE(f.view.page(), 1);
    QCOMPARE(f.view.currentTile(), 12);
    QCOMPARE(f.desk.selectedFeed(), QStringLiteral("f001")); // paging alone selects nothing
    QTest::keyClick(&f.view, Qt::Key_End);
    QCOMPARE(f.view.currentTile(), 29);
    QCOMPARE(f.view.page(), 2);
    QCOMPARE(f.desk.selectedFeed(), QStringLiteral("f030"));
    QTest::keyClick(&f.view, Qt::Key_Home);
    QCOMPARE(f.view.page(), 0);
    QTest::keyClick(&f.view, Qt::Key_5);
    QCOMPARE(f.view.grid(), (Grid{5, 4}));
    QTest::keyClick(&f.view, Qt::Key_6);
    QCOMPARE(f.view.grid(), (Grid{6, 6}));
    QTest::keyClick(&f.view, Qt::Key_4);
    QCOMPARE(f.view.grid(), (Grid{4, 3}));
    QTest::keyClick(&f.view, Qt::Key_0);
    QCOMPARE(f.view.preset(), std::optional(Preset::Auto));
    QVERIFY(f.view.accessibleDescription().contains(QStringLiteral("001")));
}

void TestView::enterEnlargesAndEscapeReturns() {
    Fixture f;
    QTest::keyClick(&f.view, Qt::Key_Right);
    QTest::keyClick(&f.view, Qt::Key_Return);
    QVERIFY(f.view.isEnlarged());
    QCOMPARE(static_cast<int>(f.view.visibleTiles().size()), 1);
    QCOMPARE(f.tile(0).content.feedId, QStringLiteral("f002"));
    QTest::keyClick(&f.view, Qt::Key_Right); // the neighbor, still enlarged
    QCOMPARE(f.tile(0).content.feedId, QStringLiteral("f003"));
    QTest::keyClick(&f.view, Qt::Key_Escape);
    QVERIFY(!f.view.isEnlarged());
    QCOMPARE(static_cast<int>(f.view.visibleTiles().size()), 12);
    QTest::keyClick(&f.view, Qt::Key_Return);
    QTest::keyClick(&f.view, Qt::Key_Return);
    QVERIFY(!f.view.isEnlarged());
}

void TestView::doubleClickEnlarges() {
    Fixture f;
    const QPoint at = f.tile(7).geometry.outer.center();
    QTest::mouseDClick(&f.view, Qt::LeftButton, {}, at);
    QVERIFY(f.view.isEnlarged());
    QCOMPARE(f.view.currentTile(), 7);
    QTest::mouseDClick(&f.view, Qt::LeftButton, {}, f.view.rect().center());
    QVERIFY(!f.view.isEnlarged());
}

void TestView::inspectorOpensByKey() {
    Fixture f;
    QSignalSpy spy(&f.desk, &DeskContext::feedOpened);
    QTest::keyClick(&f.view, Qt::Key_Right);
    QTest::keyClick(&f.view, Qt::Key_I);
    QTest::keyClick(&f.view, Qt::Key_F);
    QCOMPARE(spy.count(), 2);
    QCOMPARE(spy[0][0].toString(), QStringLiteral("f002"));
    QCOMPARE(spy[0][1].toString(), QStringLiteral("europe"));
}

void TestView::stillPictureIsMarked() {
    Fixture f;
    f.push(0, unitOf(1, red));
    QTRY_COMPARE(f.shown(0), 1u);
    QVERIFY(!f.tile(0).isStill);
    QTRY_VERIFY_WITH_TIMEOUT(f.tile(0).isStill, 10'000);
    QVERIFY(f.tile(0).stripText().contains(QStringLiteral("PICTURE STILL SINCE")));
    QCOMPARE(f.tile(0).stripSeverity(), engine::Severity::Warning);
    const QImage image = f.view.grab().toImage();
    const QPoint center = f.tile(0).geometry.picture.center();
    QVERIFY(!isNear(colorAt(image, center), red.expected, 60)); // dimmed
    f.push(0, unitOf(2, red));
    QTRY_VERIFY(!f.tile(0).isStill);
    QVERIFY(!f.tile(0).stripText().contains(QStringLiteral("STILL")));
}

void TestView::gapAwaitsAKey() {
    Fixture f;
    f.push(0, unitOf(1, red));
    QTRY_COMPARE(f.shown(0), 1u);
    f.push(0, unitOf(5, green)); // no key after a gap
    QTRY_VERIFY(f.tile(0).isStill);
    QCOMPARE(f.shown(0), 1u);
    QCOMPARE(f.view.figures()[0].gaps, 1u);
    f.push(0, unitOf(26, blue)); // the next key, again after a gap
    QTRY_VERIFY(!f.tile(0).isStill);
    QTRY_COMPARE(f.shown(0), 2u);
}

void TestView::interruptionIsSaid() {
    Fixture f;
    QCOMPARE(f.tile(0).noPictureText(), QStringLiteral("waiting for the picture"));
    f.source.interrupt(*f.tile(0).content.path, "the node ended the preview");
    QCOMPARE(f.tile(0).noPictureText(), QStringLiteral("the node ended the preview"));
    f.push(0, unitOf(1, red));
    QTRY_COMPARE(f.shown(0), 1u);
    QVERIFY(f.tile(0).noPictureText().isEmpty());
}

void TestView::failOverSwitchesTheWatch() {
    Fixture f({.hasFaults = false});
    const auto before = *f.tile(1).content.path;
    f.push(1, unitOf(1, red));
    QTRY_COMPARE(f.shown(1), 1u);
    engine::Snapshot next = uitest::makeSnapshot({.hasFaults = false});
    for (auto& delivery : next.deliveries) {
        if (delivery.feedId == "f002" && delivery.regionId == "europe") {
            delivery.onAir = delivery.backup;
            delivery.reason = engine::OnAirReason::FailedOver;
        }
    }
    f.engine.publish(next);
    QTRY_VERIFY(*f.tile(1).content.path != before);
    QCOMPARE(f.source.deliver(before, unitOf(2, red)), 0);
    QVERIFY(f.tile(1).frame != nullptr); // the old picture stays, marked
    QVERIFY(f.tile(1).isStill);
    QCOMPARE(f.push(1, unitOf(1, green)), 1);
    QTRY_VERIFY(!f.tile(1).isStill);
    QCOMPARE(f.tile(1).content.role, QStringLiteral("BACKUP"));
}

void TestView::missedFaultLeavesAMark() {
    Fixture f;
    QCOMPARE(f.tile(4).missed, engine::Severity::None);
    f.engine.publish(uitest::makeSnapshot({.hasFaults = false}));
    QTRY_COMPARE(f.tile(4).missed, engine::Severity::Critical);
    QCOMPARE(f.tile(3).missed, engine::Severity::None);
    f.view.setCurrentTile(4);
    QCOMPARE(f.tile(4).missed, engine::Severity::None);
}

void TestView::pageFollowsTheSelectedRegion() {
    uitest::FakeSource source;
    uitest::FakeDecodePool decoders;
    uitest::FakeEngine engine;
    DeskContext desk(engine, source, decoders);
    WallPage page(desk);
    QCOMPARE(page.view().region(), QString());
    desk.selectRegion(QStringLiteral("asia"));
    QCOMPARE(page.view().region(), QStringLiteral("asia"));
}

void TestView::anotherPlaceInTimeIsWatchedAnew() {
    Fixture f;
    uitest::FakePast past;
    const auto watched = f.source.watches().size();
    QVERIFY(watched > 0);
    QCOMPARE(f.push(0, unitOf(1, red)), 1);
    QTRY_COMPARE(f.shown(0), 1u);
    f.desk.goTo(past, past);
    QVERIFY(f.source.watches().empty());
    QCOMPARE(past.source().watches().size(), watched);
    QVERIFY(!f.tile(0).frame); // a picture of now is none of then
    const base::Utc then = past.playhead().from + std::chrono::minutes(10);
    past.seek(then);
    auto unit = std::make_shared<model::AccessUnit>(*unitOf(1, green));
    unit->arrival = then - std::chrono::milliseconds(3200);
    QCOMPARE(past.source().deliver(*f.tile(0).content.path, unit), 1);
    QTRY_VERIFY(f.tile(0).frame);
    QTRY_COMPARE(f.tile(0).ageText(), QStringLiteral("key picture, 3.2 s before"));
    QVERIFY(!f.tile(0).isStill);
    // Where nothing was recorded no other picture stands for it.
    past.source().interrupt(*f.tile(0).content.path, "No picture was recorded.");
    QTRY_VERIFY(!f.tile(0).frame);
    QCOMPARE(f.tile(0).noPictureText(), QStringLiteral("No picture was recorded."));
    f.desk.goLive();
    QCOMPARE(f.source.watches().size(), watched);
    QVERIFY(past.source().watches().empty());
    QVERIFY(f.tile(0).ageText().isEmpty());
}

QTEST_MAIN(TestView)
#include "tst_view.moc"
