// SPDX-License-Identifier: GPL-3.0-or-later
// Walls as an operator handles them: keys, drag and drop, the editor, the bar, windows.
#include <QApplication>
#include <QComboBox>
#include <QDropEvent>
#include <QGuiApplication>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QMimeData>
#include <QScreen>
#include <QSettings>
#include <QStandardPaths>
#include <QToolButton>
#include <QtTest>

#include "tests/ui/support/fakeengine.h"
#include "ui/desk/listener.h"
#include "ui/theme/look.h"
#include "ui/wall/layouteditor.h"
#include "ui/wall/wallpage.h"
#include "ui/wall/wallwindows.h"

using namespace vigie;
using namespace vigie::ui::wall;
using ui::desk::DeskContext;

namespace {

struct Fixture {
    explicit Fixture(const uitest::FleetShape& shape = {.hasFaults = false})
        : engine(uitest::makeSnapshot(shape)), desk(engine, source, decoders), page(desk) {
        desk.selectRegion(QStringLiteral("europe"));
        page.resize(1280, 720);
        page.show();
        view().setFocus();
    }
    [[nodiscard]] WallView& view() { return page.view(); }
    [[nodiscard]] QString feed(int cell) {
        for (const ArrangedTile& tile : view().arrangement().tiles) {
            if (tile.cell == cell) {
                return tile.feedId;
            }
        }
        return {};
    }
    [[nodiscard]] QPoint center(int cell) {
        return spanRects(view().rect(), view().arrangement().grid, view().arrangement().spans)
            .at(static_cast<std::size_t>(cell))
            .center();
    }

    uitest::FakeSource source;
    uitest::FakeDecodePool decoders;
    uitest::FakeEngine engine;
    DeskContext desk;
    WallPage page;
};

void dragMouse(QWidget& on, const QPoint& from, const QPoint& to) {
    QTest::mousePress(&on, Qt::LeftButton, {}, from);
    const QPoint steps[] = {(from * 3 + to) / 4, (from + to) / 2, to};
    for (const QPoint& at : steps) {
        QMouseEvent move(QEvent::MouseMove, at, on.mapToGlobal(at), Qt::NoButton, Qt::LeftButton,
                         Qt::NoModifier);
        QApplication::sendEvent(&on, &move);
    }
    QTest::mouseRelease(&on, Qt::LeftButton, {}, to);
}

bool drop(QWidget& on, const QPoint& at, const QMimeData& data) {
    QDragEnterEvent enter(at, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&on, &enter);
    QDragMoveEvent move(at, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&on, &move);
    QDropEvent dropped(at, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&on, &dropped);
    return dropped.isAccepted();
}

} // namespace

class TestWalls : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void tilesAreDraggedOntoOthers();
    void feedsAreDroppedOntoCells();
    void keysPinSwapAndUndo();
    void twinViewsByKey();
    void listeningByKey();
    void penaltyBoxByKeyIsSaidOnTheTile();
    void arrowsWalkMixedSizes();
    void enlargedTileStaysWhateverMoves();
    void nodeSelectionFilters();
    void searchByKeyboard();
    void menusSayWhatIsShown();
    void editorChangesTheWallAtOnce();
    void aWallMayGoWhileItsLayoutIsEdited();
    void editorByKeys();
    void editorDragsEdgesAndFeeds();
    void languageOfTheBar();
    void windowsAreKeptAndRestored();
    void windowWithoutItsMonitor();
    void otherRegionOfAWindow();
};

void TestWalls::initTestCase() {
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setOrganizationName(QStringLiteral("vigie-test-walls"));
    QSettings().clear();
    ui::theme::apply(*qApp);
}

void TestWalls::tilesAreDraggedOntoOthers() {
    Fixture f;
    QSignalSpy edited(&f.view(), &WallView::edited);
    const QString first = f.feed(0);
    const QString sixth = f.feed(5);
    dragMouse(f.view(), f.center(0), f.center(5));
    QCOMPARE(f.feed(0), sixth);
    QCOMPARE(f.feed(5), first);
    QVERIFY(f.view().arrangement().tiles[0].isPinned);
    QVERIFY(f.view().arrangement().tiles[5].isPinned);
    QCOMPARE(edited.count(), 1);
    // A press that hardly moves is a click.
    dragMouse(f.view(), f.center(1), f.center(1) + QPoint(1, 1));
    QCOMPARE(edited.count(), 1);
    // Out of the wall: nothing.
    dragMouse(f.view(), f.center(1), QPoint(-50, -50));
    QCOMPARE(edited.count(), 1);
    QVERIFY(f.view().undo());
    QCOMPARE(f.feed(0), first);
    QVERIFY(f.view().redo());
    QCOMPARE(f.feed(0), sixth);
}

void TestWalls::feedsAreDroppedOntoCells() {
    Fixture f;
    f.view().setPreset(Preset::Grid4x3);
    QVERIFY(drop(f.view(), f.center(2), *feedMime(QStringLiteral("f009"), QStringLiteral("asia"))));
    QCOMPARE(f.feed(2), QStringLiteral("f009"));
    QCOMPARE(f.view().arrangement().tiles[2].regionId, QStringLiteral("asia"));
    QMimeData text;
    text.setText(QStringLiteral("f001"));
    QVERIFY(!drop(f.view(), f.center(3), text));
    QMimeData huge;
    huge.setData(QLatin1String(feedMimeType), QByteArray(100'000, 'x'));
    QVERIFY(!drop(f.view(), f.center(3), huge));
}

void TestWalls::keysPinSwapAndUndo() {
    Fixture f;
    const QString first = f.feed(0);
    const QString second = f.feed(1);
    QTest::keyClick(&f.view(), Qt::Key_P);
    QVERIFY(f.view().arrangement().tiles[0].isPinned);
    QVERIFY(f.view().current()->isPinned);
    QTest::keyClick(&f.view(), Qt::Key_P);
    QVERIFY(!f.view().arrangement().tiles[0].isPinned);
    QTest::keyClick(&f.view(), Qt::Key_Right, Qt::ControlModifier);
    QCOMPARE(f.feed(0), second);
    QCOMPARE(f.feed(1), first);
    QTest::keyClick(&f.view(), Qt::Key_Z, Qt::ControlModifier);
    QTest::keyClick(&f.view(), Qt::Key_Z, Qt::ControlModifier);
    QTest::keyClick(&f.view(), Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(f.feed(0), first);
    QVERIFY(!f.view().canUndo());
    QVERIFY(f.view().spec().cells.empty());
}

void TestWalls::twinViewsByKey() {
    Fixture f;
    QVERIFY(f.view().current()->view == TwinView::OnAir);
    std::set<TwinView> seen;
    for (int i = 0; i < 8; ++i) {
        seen.insert(f.view().current()->view);
        QTest::keyClick(&f.view(), Qt::Key_V);
    }
    QVERIFY(seen.contains(TwinView::Cloud));
    QVERIFY(seen.contains(TwinView::Satellite));
    QVERIFY(seen.contains(TwinView::Split));
    QVERIFY(seen.contains(TwinView::Difference));
    QVERIFY(!seen.contains(TwinView::Fibre)); // this delivery has none
    QVERIFY(f.view().spec().cells.empty());   // a look is no edit
    // Of a pinned tile it is part of the layout.
    QTest::keyClick(&f.view(), Qt::Key_P);
    f.view().showTwin(TwinView::Split);
    QVERIFY(f.view().spec().cells[0].pin.view == TwinView::Split);
}

void TestWalls::listeningByKey() {
    Fixture f;
    auto& listener = ui::desk::Listener::of(f.desk);
    QTest::keyClick(&f.view(), Qt::Key_Right);
    QTest::keyClick(&f.view(), Qt::Key_L);
    QCOMPARE(listener.path(), f.view().current()->path);
    QTest::keyClick(&f.view(), Qt::Key_L);
    QVERIFY(!listener.path());
    const bool wasMuted = listener.isMuted();
    QTest::keyClick(&f.view(), Qt::Key_M);
    QCOMPARE(listener.isMuted(), !wasMuted);
    QTest::keyClick(&f.view(), Qt::Key_M);
    listener.setVolume(50);
    QTest::keyClick(&f.view(), Qt::Key_Plus);
    QCOMPARE(listener.volume(), 55);
    QTest::keyClick(&f.view(), Qt::Key_Minus);
    QTest::keyClick(&f.view(), Qt::Key_Minus);
    QCOMPARE(listener.volume(), 45);
}

void TestWalls::penaltyBoxByKeyIsSaidOnTheTile() {
    Fixture f({.hasFaults = true});
    QTest::keyClick(&f.view(), Qt::Key_B);
    QVERIFY(f.view().spec().penaltyBox.isOn);
    QCOMPARE(f.feed(0), QStringLiteral("f005"));
    QVERIFY(f.view().visibleTiles().front().content.isPenalty);
    QVERIFY(!f.view().visibleTiles().back().content.isPenalty);
    QTest::keyClick(&f.view(), Qt::Key_B);
    QCOMPARE(f.feed(0), QStringLiteral("f001"));
}

void TestWalls::arrowsWalkMixedSizes() {
    Fixture f;
    f.view().setPreset(Preset::OneAndFive);
    QCOMPARE(f.view().pages(), 2);
    QCOMPARE(f.view().currentTile(), 0);
    QTest::keyClick(&f.view(), Qt::Key_Down);
    QCOMPARE(f.view().currentTile(), 3);
    QTest::keyClick(&f.view(), Qt::Key_Up);
    QCOMPARE(f.view().currentTile(), 0);
    QTest::keyClick(&f.view(), Qt::Key_End);
    QCOMPARE(f.view().page(), 1);
    QTest::keyClick(&f.view(), Qt::Key_Home);
    for (int i = 0; i < 6; ++i) {
        QTest::keyClick(&f.view(), Qt::Key_Right);
    }
    QCOMPARE(f.view().page(), 1);
    QCOMPARE(f.view().currentTile(), 6);
    QTest::keyClick(&f.view(), Qt::Key_Left);
    QCOMPARE(f.view().currentTile(), 5);
}

void TestWalls::enlargedTileStaysWhateverMoves() {
    Fixture f;
    WallSpec spec = f.view().spec();
    spec.penaltyBox.isOn = true;
    f.view().edit(spec);
    f.view().setCurrentTile(2);
    QTest::keyClick(&f.view(), Qt::Key_Return);
    QVERIFY(f.view().isEnlarged());
    QCOMPARE(f.view().current()->feedId, QStringLiteral("f003"));
    f.engine.publish(uitest::makeSnapshot({.hasFaults = true})); // f005 goes into the box
    QTRY_COMPARE(f.feed(0), QStringLiteral("f005"));
    QVERIFY(f.view().isEnlarged());
    QCOMPARE(f.view().current()->feedId, QStringLiteral("f003"));
}

void TestWalls::nodeSelectionFilters() {
    Fixture f;
    f.desk.selectRegion({});
    QCOMPARE(f.view().arrangement().matching, 12);
    f.desk.selectNode(QStringLiteral("sat-asia"));
    QVERIFY(f.view().arrangement().matching > 0);
    for (const ArrangedTile& tile : f.view().arrangement().tiles) {
        QCOMPARE(tile.regionId, QStringLiteral("asia"));
    }
    f.desk.selectNode(QStringLiteral("cloud-nowhere"));
    QCOMPARE(f.view().arrangement().matching, 0);
    f.desk.selectNode({});
    QCOMPARE(f.view().arrangement().matching, 12);
}

void TestWalls::searchByKeyboard() {
    Fixture f;
    QApplication::setActiveWindow(&f.page);
    auto* field = f.page.findChild<QLineEdit*>();
    QVERIFY(field != nullptr);
    f.page.search();
    QTRY_COMPARE(f.page.focusWidget(), field);
    QTest::keyClicks(field, QStringLiteral("swimming"));
    QVERIFY(f.view().arrangement().matching < 12);
    QVERIFY(f.view().arrangement().matching > 0);
    QTest::keyClick(field, Qt::Key_Return);
    QCOMPARE(f.page.focusWidget(), &f.view());
    field->setText(QStringLiteral("no such feed"));
    QCOMPARE(f.view().currentTile(), -1);
    QVERIFY(f.view().visibleTiles().empty());
    QTest::keyClick(&f.view(), Qt::Key_Right); // nothing to walk on
    QTest::keyClick(&f.view(), Qt::Key_Return);
    QTest::keyClick(&f.view(), Qt::Key_V);
    QTest::keyClick(&f.view(), Qt::Key_P);
    field->clear();
    QCOMPARE(f.view().arrangement().matching, 12);
}

void TestWalls::menusSayWhatIsShown() {
    Fixture f;
    QVERIFY(LayoutStore::of(f.desk).save([&] {
        WallSpec spec;
        spec.name = QStringLiteral("Night & day");
        spec.assignment.regionId = QStringLiteral("asia");
        setPreset(spec, Preset::TwoAndEight);
        return spec;
    }()));
    for (auto* button : f.page.findChildren<QToolButton*>()) {
        QVERIFY2(button->text().isEmpty() || !button->accessibleName().isEmpty(),
                 qPrintable(button->text()));
        if (button->menu() != nullptr) {
            emit button->menu()->aboutToShow();
            QVERIFY(!button->menu()->actions().isEmpty());
        }
    }
    auto* menu = f.page.findChild<LayoutMenu*>();
    QAction* named = nullptr;
    for (QAction* action : menu->actions()) {
        if (action->text() == QStringLiteral("Night && day")) {
            named = action;
        }
    }
    QVERIFY(named != nullptr);
    named->trigger();
    QCOMPARE(f.page.title(), QStringLiteral("Night & day"));
    QCOMPARE(f.desk.selectedRegion(), QStringLiteral("asia"));
    QCOMPARE(f.view().grid(), (Grid{4, 4}));
    QTest::keyClick(&f.view(), Qt::Key_P);
    QCOMPARE(f.page.title(), QStringLiteral("Night & day *"));
    menu->save();
    QCOMPARE(f.page.title(), QStringLiteral("Night & day"));
}

void TestWalls::editorChangesTheWallAtOnce() {
    Fixture f;
    const WallSpec before = f.view().spec();
    LayoutEditor& editor = f.page.editLayout();
    QCOMPARE(&f.page.editLayout(), &editor); // one, however often asked
    WallSpec spec = editor.spec();
    setPreset(spec, Preset::OneAndSeven);
    editor.change(spec);
    QCOMPARE(f.view().grid(), (Grid{4, 4}));
    editor.undo();
    QCOMPARE(f.view().grid(), (Grid{4, 3}));
    editor.redo();
    QCOMPARE(f.view().grid(), (Grid{4, 4}));
    editor.reject();
    QVERIFY(f.view().spec() == before);
    QVERIFY(!f.view().canUndo());

    QTRY_VERIFY(f.page.findChild<LayoutEditor*>() == nullptr);
    LayoutEditor& again = f.page.editLayout();
    again.change(spec);
    again.accept();
    QCOMPARE(f.view().grid(), (Grid{4, 4}));
    QVERIFY(f.view().undo()); // one step
    QVERIFY(f.view().spec() == before);
}

void TestWalls::aWallMayGoWhileItsLayoutIsEdited() {
    // The editor is taken apart after the page it belongs to: nothing of it may come back there.
    QPointer<LayoutEditor> editor;
    {
        Fixture f;
        editor = &f.page.editLayout();
        QVERIFY(editor->isVisible());
    }
    QVERIFY(editor.isNull());
}

void TestWalls::editorByKeys() {
    Fixture f;
    LayoutEditor& editor = f.page.editLayout();
    LayoutCanvas& canvas = editor.canvas();
    auto* list = editor.findChild<QListView*>();
    list->setCurrentIndex(list->model()->index(8, 0));
    QTest::keyClick(&canvas, Qt::Key_Right);
    QCOMPARE(canvas.currentCell(), 1);
    QTest::keyClick(&canvas, Qt::Key_Return);
    QCOMPARE(editor.spec().cells[1].pin.feedId, QStringLiteral("f009"));
    QCOMPARE(f.feed(1), QStringLiteral("f009"));
    QTest::keyClick(&canvas, Qt::Key_Down, Qt::ShiftModifier);
    QTest::keyClick(&canvas, Qt::Key_Right, Qt::ShiftModifier);
    QCOMPARE(editor.spec().cells[1].span, (CellSpan{1, 0, 2, 2}));
    QTest::keyClick(&canvas, Qt::Key_Left, Qt::ControlModifier);
    QCOMPARE(editor.spec().cells[0].pin.feedId, QStringLiteral("f009"));
    QTest::keyClick(&canvas, Qt::Key_Delete);
    QCOMPARE(editor.spec().cells[0].pin.feedId, QString());
    canvas.setCurrentCell(1);
    QTest::keyClick(&canvas, Qt::Key_S);
    QVERIFY(presetOf(editor.spec()) == Preset::Grid4x3);
    QTest::keyClick(&canvas, Qt::Key_Escape); // cancels all of it
    QTRY_VERIFY(f.page.findChild<LayoutEditor*>() == nullptr);
    QVERIFY(f.view().spec().cells.empty());
}

void TestWalls::editorDragsEdgesAndFeeds() {
    Fixture f;
    LayoutEditor& editor = f.page.editLayout();
    LayoutCanvas& canvas = editor.canvas();
    canvas.resize(800, 450);
    // The lower right corner of the first cell, over to the one diagonally below.
    const auto rects = canvas.cellRects();
    dragMouse(canvas, rects[0].bottomRight() - QPoint(1, 1), rects[5].center());
    QCOMPARE(editor.spec().cells[0].span, (CellSpan{0, 0, 2, 2}));
    QCOMPARE(static_cast<int>(editor.spec().cells.size()), 9);
    QVERIFY(drop(canvas, canvas.cellRects()[0].center(), *feedMime(QStringLiteral("f004"), {})));
    QCOMPARE(editor.spec().cells[0].pin.feedId, QStringLiteral("f004"));
    dragMouse(canvas, canvas.cellRects()[0].center(), canvas.cellRects()[8].center());
    QCOMPARE(editor.spec().cells[8].pin.feedId, QStringLiteral("f004"));
    QVERIFY(editor.spec().cells[0].pin.feedId.isEmpty());
    editor.reject();
}

void TestWalls::languageOfTheBar() {
    const auto words = [](Fixture& f) {
        QStringList all;
        for (auto* button : f.page.findChildren<QToolButton*>()) {
            all << button->text() << button->accessibleName();
        }
        return all;
    };
    QStringList english;
    {
        Fixture f;
        english = words(f);
    }
    ui::theme::Look french = ui::theme::look();
    french.language = ui::theme::Language::French;
    ui::theme::apply(*qApp, french);
    {
        Fixture f;
        QVERIFY(words(f) != english);
        QVERIFY(words(f).contains(QStringLiteral("Page précédente (Page préc.)")));
        // No word of the bar is cut, as narrow as the wall is on a small screen.
        f.page.resize(860, 560);
        QCoreApplication::processEvents();
        for (auto* button : f.page.findChildren<QToolButton*>()) {
            if (button->isVisible()) {
                QVERIFY2(button->width() >= button->sizeHint().width(), qPrintable(button->text()));
            }
        }
    }
    ui::theme::apply(*qApp);
}

void TestWalls::windowsAreKeptAndRestored() {
    Fixture f;
    {
        WallWindows windows(f.desk, true);
        WallSpec spec;
        spec.name = QStringLiteral("North");
        spec.assignment.regionId = QStringLiteral("asia");
        setPreset(spec, Preset::Grid2x2);
        WallWindow& window = windows.openBeside(spec, f.page);
        QVERIFY(window.isVisible());
        QVERIFY(window.windowTitle().contains(QStringLiteral("North")));
        QVERIFY(window.windowTitle().contains(window.screen()->name()));
        QApplication::setActiveWindow(&window);
        QTest::keyClick(&window.page().view(), Qt::Key_F11);
        QTRY_VERIFY(window.isFullScreen());
        QVERIFY(windows.openBeside({}, f.page).isVisible());
        windows.closeAll();
        QVERIFY(windows.windows().empty());
    }
    // Another desk, at the next start.
    Fixture next;
    WallWindows windows(next.desk, true);
    windows.restore();
    QCOMPARE(static_cast<int>(windows.windows().size()), 2);
    WallWindow* north = windows.windows().front();
    QTRY_VERIFY(north->isFullScreen());
    QCOMPARE(north->page().view().spec().name, QStringLiteral("North"));
    QCOMPARE(north->page().view().grid(), (Grid{2, 2}));
    QCOMPARE(north->page().view().region(), QStringLiteral("asia"));
    north->close();
    QCOMPARE(static_cast<int>(windows.windows().size()), 1);
    // One that remembers nothing has none at the next start, but keeps them over a change of look.
    Fixture quiet;
    {
        WallWindows first(quiet.desk, false);
        first.restore();
        QVERIFY(first.windows().empty());
        (void)first.openBeside({}, quiet.page);
    }
    WallWindows second(quiet.desk, false);
    second.restore();
    QCOMPARE(static_cast<int>(second.windows().size()), 1);
}

void TestWalls::windowWithoutItsMonitor() {
    Fixture f;
    WallWindows windows(f.desk, false);
    WindowState state;
    state.monitor = {QStringLiteral("HDMI-9"), {}, {}, {}};
    state.isFullScreen = true;
    state.geometry = QRect(5000, 4000, 900, 500);
    WallWindow& window = windows.open(state);
    QVERIFY(window.isVisible());
    QVERIFY(!window.isFullScreen());
    QVERIFY(window.windowTitle().contains(QStringLiteral("HDMI-9")));
    QVERIFY(QGuiApplication::primaryScreen()->geometry().contains(window.geometry().topLeft()));
    // It still belongs there.
    QCOMPARE(window.state().monitor.socket, QStringLiteral("HDMI-9"));
    QVERIFY(window.state().isFullScreen);
    QCOMPARE(window.state().geometry, state.geometry);
    window.moveTo(*QGuiApplication::primaryScreen());
    QCOMPARE(window.state().monitor.socket, QGuiApplication::primaryScreen()->name());
}

void TestWalls::otherRegionOfAWindow() {
    Fixture f;
    WallPage own(f.desk, nullptr, WallPage::Role::Window);
    WallSpec spec;
    spec.assignment.regionId = QStringLiteral("asia");
    own.showLayout(spec);
    QCOMPARE(f.desk.selectedRegion(), QStringLiteral("europe"));
    QCOMPARE(own.view().region(), QStringLiteral("asia"));
    f.desk.selectRegion(QStringLiteral("africa"));
    QCOMPARE(own.view().region(), QStringLiteral("asia"));
    QCOMPARE(f.view().region(), QStringLiteral("africa"));
}

QTEST_MAIN(TestWalls)
#include "tst_walls.moc"
