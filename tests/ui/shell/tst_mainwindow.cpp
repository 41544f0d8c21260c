// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>
#include <QDialog>
#include <QLabel>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QToolButton>
#include <QtTest>

#include "tests/ui/support/fakeengine.h"
#include "ui/alarms/alarmpanel.h"
#include "ui/shell/helpdialog.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/nodemodel.h"
#include "ui/shell/startwindow.h"
#include "ui/theme/look.h"
#include "ui/wall/wallpage.h"

using namespace vigie;
using ui::desk::DeskContext;
using ui::shell::MainWindow;
using ui::shell::MainWindowOptions;
using ui::shell::Page;

namespace {

QToolButton* badge(MainWindow& window, const QString& part) {
    for (auto* button : window.findChildren<QToolButton*>()) {
        if (button->text().contains(part)) {
            return button;
        }
    }
    return nullptr;
}

} // namespace

class TestMainWindow : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void init();
    void keysTurnPages();
    void openingAFeedShowsTheInspector();
    void severitiesAreCounted();
    void nodesSayWhoIsMissing();
    void nodeModelIsSound();
    void stateIsRemembered();
    void stateIsNotRememberedWhereNotAsked();
    void regionIsTakenOnceKnown();
    void fullScreenAndHelp();
    void picturesReachTheWindow();
    void startWindowSaysTheThreeWays();

private:
    QTemporaryDir m_settings;
    uitest::FakeSource m_source;
    uitest::FakeDecodePool m_decoders;
};

void TestMainWindow::initTestCase() {
    QVERIFY(m_settings.isValid());
    QCoreApplication::setOrganizationName(QStringLiteral("vigie-test"));
    QCoreApplication::setApplicationName(QStringLiteral("vigie-test"));
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_settings.path());
    ui::theme::apply(*qApp);
}

void TestMainWindow::init() {
    QSettings().clear();
}

void TestMainWindow::keysTurnPages() {
    uitest::FakeEngine engine;
    DeskContext desk(engine, m_source, m_decoders);
    MainWindow window(desk, {});
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    QCOMPARE(window.page(), Page::Wall);
    QTest::keyClick(&window, Qt::Key_2, Qt::ControlModifier);
    QCOMPARE(window.page(), Page::Regions);
    QTest::keyClick(&window, Qt::Key_3, Qt::ControlModifier);
    QCOMPARE(window.page(), Page::Feed);
    QTest::keyClick(&window, Qt::Key_4, Qt::ControlModifier);
    QCOMPARE(window.page(), Page::Alarms);
    QVERIFY(m_source.watches().empty()); // nobody looks at the wall
    QTest::keyClick(&window, Qt::Key_1, Qt::ControlModifier);
    QCOMPARE(window.page(), Page::Wall);
    QCOMPARE(static_cast<int>(m_source.watches().size()), 12);
}

void TestMainWindow::openingAFeedShowsTheInspector() {
    uitest::FakeEngine engine;
    DeskContext desk(engine, m_source, m_decoders);
    MainWindow window(desk, {});
    desk.openFeed(QStringLiteral("f003"), QString());
    QCOMPARE(window.page(), Page::Feed);
}

void TestMainWindow::severitiesAreCounted() {
    uitest::FakeEngine engine;
    DeskContext desk(engine, m_source, m_decoders);
    MainWindow window(desk, {});
    window.show();
    auto* button = badge(window, QStringLiteral("critical"));
    QVERIFY(button != nullptr);
    // Lines, not alarms: a node without contact, and one feed that is black everywhere.
    QCOMPARE(button->text(), QStringLiteral("2 critical"));
    button->click();
    QCOMPARE(window.page(), Page::Alarms);
    engine.publish(uitest::makeSnapshot({.hasFaults = false}));
    QTRY_VERIFY(!button->isVisible());
}

void TestMainWindow::nodesSayWhoIsMissing() {
    uitest::FakeEngine engine;
    DeskContext desk(engine, m_source, m_decoders);
    MainWindow window(desk, {});
    window.resize(1920, 1000);
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    auto* button = badge(window, QStringLiteral("12/13"));
    QVERIFY(button != nullptr);
    QCOMPARE(button->text(), QStringLiteral("12/13 nodes"));
}

void TestMainWindow::nodeModelIsSound() {
    ui::shell::NodeModel model;
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setSnapshot(std::make_shared<engine::Snapshot>(uitest::makeSnapshot()));
    QCOMPARE(model.rowCount(), 13);
    QCOMPARE(model.connected(), 12);
    const QString contact =
        model.index(12, ui::shell::NodeModel::Contact).data(Qt::DisplayRole).toString();
    QCOMPARE(contact, QStringLiteral("no contact: The connection was refused."));
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    model.setSnapshot(
        std::make_shared<engine::Snapshot>(uitest::makeSnapshot({.hasFaults = false})));
    QCOMPARE(changed.count(), 1);
    model.setSnapshot(std::make_shared<engine::Snapshot>(uitest::makeSnapshot({.regions = 2})));
    QCOMPARE(model.rowCount(), 5);
}

void TestMainWindow::stateIsRemembered() {
    uitest::FakeEngine engine;
    {
        DeskContext desk(engine, m_source, m_decoders);
        MainWindow window(desk, {});
        window.resize(1400, 800);
        window.show();
        window.wall().view().setPreset(ui::wall::Preset::Grid5x4);
        window.showPage(Page::Alarms);
        desk.selectRegion(QStringLiteral("asia"));
        window.close();
    }
    DeskContext desk(engine, m_source, m_decoders);
    const MainWindow window(desk, {});
    QCOMPARE(window.page(), Page::Alarms);
    QCOMPARE(window.size(), QSize(1400, 800));
    QCOMPARE(const_cast<MainWindow&>(window).wall().view().grid(), (ui::wall::Grid{5, 4}));
    QCOMPARE(desk.selectedRegion(), QStringLiteral("asia"));
}

void TestMainWindow::stateIsNotRememberedWhereNotAsked() {
    uitest::FakeEngine engine;
    {
        DeskContext desk(engine, m_source, m_decoders);
        MainWindow window(desk, {.isRemembered = false});
        window.showPage(Page::Alarms);
    }
    DeskContext desk(engine, m_source, m_decoders);
    const MainWindow window(desk, {});
    QCOMPARE(window.page(), Page::Wall);
}

void TestMainWindow::regionIsTakenOnceKnown() {
    uitest::FakeEngine engine{engine::Snapshot{}};
    DeskContext desk(engine, m_source, m_decoders);
    MainWindow window(desk, {.regionId = QStringLiteral("africa"), .isRemembered = false});
    QCOMPARE(desk.selectedRegion(), QString());
    engine.publish(uitest::makeSnapshot());
    QTRY_COMPARE(desk.selectedRegion(), QStringLiteral("africa"));
    QCOMPARE(window.wall().view().region(), QStringLiteral("africa"));
}

void TestMainWindow::fullScreenAndHelp() {
    uitest::FakeEngine engine;
    DeskContext desk(engine, m_source, m_decoders);
    MainWindow window(desk, {});
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    QTest::keyClick(&window, Qt::Key_F11);
    QVERIFY(window.isFullScreen());
    QTest::keyClick(&window, Qt::Key_F11);
    QVERIFY(!window.isFullScreen());
    QTest::keyClick(&window, Qt::Key_F1);
    const auto dialogs = window.findChildren<ui::shell::HelpDialog*>();
    QCOMPARE(dialogs.size(), 1);
    QVERIFY(dialogs.front()->text().contains(QStringLiteral("F11")));
}

void TestMainWindow::picturesReachTheWindow() {
    uitest::FakeEngine engine(uitest::makeSnapshot({.feeds = 20, .regions = 8}));
    DeskContext desk(engine, m_source, m_decoders);
    MainWindow window(desk, {.eventName = QStringLiteral("Summer Games"),
                             .regionId = qEnvironmentVariable("VIGIE_TEST_REGION"),
                             .isRemembered = false});
    window.resize(1920, 1080);
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    const auto watches = m_source.watches();
    QCOMPARE(static_cast<int>(watches.size()), 20);
    int seed = 1;
    for (const auto& watch : watches) {
        QCOMPARE(m_source.deliver(watch.path, uitest::sceneUnit(1, seed, 40 + seed)), 1);
        ++seed;
    }
    const auto isAllShown = [&] {
        const auto figures = window.wall().view().figures();
        return std::all_of(figures.begin(), figures.end(),
                           [](const auto& tile) { return tile.framesShown == 1; });
    };
    QTRY_VERIFY(isAllShown());
    const QString shots = qEnvironmentVariable("VIGIE_TEST_SHOTS");
    if (!shots.isEmpty()) {
        for (int page = 0; page < ui::shell::pageCount; ++page) {
            window.showPage(static_cast<Page>(page));
            if (page == 0) {
                int again = 1;
                for (const auto& watch : m_source.watches()) {
                    m_source.deliver(watch.path, uitest::sceneUnit(1, again, 40 + again));
                    ++again;
                }
            }
            (void)QTest::qWaitFor([&window] { return window.isActiveWindow(); }, 300);
            QVERIFY(window.grab().save(QStringLiteral("%1/page%2.png").arg(shots).arg(page)));
        }
    }
}

void TestMainWindow::startWindowSaysTheThreeWays() {
    ui::shell::StartWindow window;
    window.show();
    QString all;
    for (const auto* label : window.findChildren<QLabel*>()) {
        all += label->text();
    }
    for (const auto* way : {"--demo", "--connect", "--config"}) {
        QVERIFY(all.contains(QLatin1String(way)));
    }
    QSignalSpy wanted(&window, &ui::shell::StartWindow::demoWanted);
    for (auto* button : window.findChildren<QPushButton*>()) {
        if (button->text().contains(QStringLiteral("demo"))) {
            button->click();
        }
    }
    QCOMPARE(wanted.count(), 1);
}

QTEST_MAIN(TestMainWindow)
#include "tst_mainwindow.moc"
