// SPDX-License-Identifier: GPL-3.0-or-later
// The window is made again over the same desk when the look changes: nothing that an operator chose
// is lost, in whatever look and language. And the top bar says what it can, never cut.
#include <QLabel>
#include <QMenu>
#include <QSettings>
#include <QTemporaryDir>
#include <QToolButton>
#include <QtTest>

#include "tests/ui/support/fakeengine.h"
#include "tests/ui/support/fakepast.h"
#include "tests/ui/support/fakerecorder.h"
#include "ui/alarms/alarmspage.h"
#include "ui/inspector/inspectorpage.h"
#include "ui/shell/commandpalette.h"
#include "ui/shell/mainwindow.h"
#include "ui/theme/look.h"
#include "ui/theme/palette.h"
#include "ui/timeline/placebadge.h"
#include "ui/wall/wallpage.h"

using namespace vigie;
using ui::desk::DeskContext;
using ui::shell::MainWindow;
using ui::shell::MainWindowOptions;
using ui::shell::Page;
using ui::shell::WindowState;
using ui::theme::Language;
using ui::theme::Look;
using ui::theme::Variant;

Q_DECLARE_METATYPE(Look)

namespace {

QStringList tabWords(MainWindow& window) {
    QStringList words;
    for (const auto* button : window.bar().findChildren<QToolButton*>()) {
        if (button->property("role").toString() == QStringLiteral("tab")) {
            words << button->text();
        }
    }
    return words;
}

void eachLook() {
    QTest::addColumn<Look>("look");
    for (const auto& [variant, variantName] :
         {std::pair(Variant::Dark, "dark"), std::pair(Variant::Light, "light"),
          std::pair(Variant::HighContrast, "contrast")}) {
        for (const auto& [language, languageName] :
             {std::pair(Language::English, "en"), std::pair(Language::French, "fr")}) {
            QTest::addRow("%s %s", variantName, languageName)
                << Look{.variant = variant, .language = language};
        }
    }
}

} // namespace

class TestRemake : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void init() { QSettings().clear(); }
    void cleanup() { ui::theme::apply(*qApp); }
    void windowIsMadeAgainWithoutLoss_data() { eachLook(); }
    void windowIsMadeAgainWithoutLoss();
    void thePastIsFoundAgain();
    void wordsFollowTheLanguage();
    void theBarIsNeverCut_data() { eachLook(); }
    void theBarIsNeverCut();
    void theBarShrinksInSteps();
    void everythingHasANameForReaders();

private:
    QTemporaryDir m_settings;
    uitest::FakeSource m_source;
    uitest::FakeDecodePool m_decoders;
};

void TestRemake::initTestCase() {
    QVERIFY(m_settings.isValid());
    QCoreApplication::setOrganizationName(QStringLiteral("vigie-test"));
    QCoreApplication::setApplicationName(QStringLiteral("vigie-test-remake"));
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_settings.path());
    ui::theme::apply(*qApp);
}

void TestRemake::windowIsMadeAgainWithoutLoss() {
    QFETCH(Look, look);
    uitest::FakeEngine engine(uitest::makeSnapshot({.feeds = 20, .regions = 8}));
    DeskContext desk(engine, m_source, m_decoders);
    const MainWindowOptions options{.isRemembered = false};
    auto window = std::make_unique<MainWindow>(desk, options);
    window->resize(1500, 850);
    window->show();
    QVERIFY(QTest::qWaitForWindowExposed(window.get()));
    desk.selectRegion(QStringLiteral("asia"));
    desk.openFeed(QStringLiteral("f007"), QStringLiteral("asia"));
    window->wall().view().setPreset(ui::wall::Preset::Grid4x3);
    window->wall().view().setCurrentTile(5);
    window->alarmsPage().showTab(ui::alarms::AlarmsPage::Tab::Journal);
    window->showPage(Page::Alarms);
    const WindowState before = window->state();
    const QString selected = desk.selectedFeed();
    const int bars = static_cast<int>(desk.children().size());

    window.reset();
    ui::theme::apply(*qApp, look);
    window = std::make_unique<MainWindow>(desk, options);
    window->setState(before);
    window->show();
    QVERIFY(QTest::qWaitForWindowExposed(window.get()));

    const WindowState after = window->state();
    QCOMPARE(after.page, Page::Alarms);
    QCOMPARE(after.wall, before.wall);
    QCOMPARE(after.wallTile, 5);
    QCOMPARE(after.alarmsTab, before.alarmsTab);
    QCOMPARE(after.feedId, QStringLiteral("f007"));
    QCOMPARE(after.regionId, QStringLiteral("asia"));
    QCOMPARE(window->size(), QSize(1500, 850));
    QCOMPARE(desk.selectedRegion(), QStringLiteral("asia"));
    QCOMPARE(desk.selectedFeed(), selected);
    QCOMPARE(window->wall().view().region(), QStringLiteral("asia"));
    // Nothing of the first window stays with the desk.
    QCOMPARE(static_cast<int>(desk.children().size()), bars);
    QVERIFY(!window->commandPalette().isVisible());
    QCOMPARE(qApp->palette().color(QPalette::Window), QColor::fromRgb(ui::theme::color::ground()));
    const QString shots = qEnvironmentVariable("VIGIE_TEST_SHOTS");
    if (!shots.isEmpty()) {
        window->showPage(Page::Wall);
        QVERIFY(window->grab().save(
            QStringLiteral("%1/look-%2.png").arg(shots, QLatin1String(QTest::currentDataTag()))));
    }
}

void TestRemake::thePastIsFoundAgain() {
    const base::Utc now = base::SystemClock::instance().now().utc;
    uitest::FakeEngine engine(uitest::makeSnapshot({.now = now}));
    DeskContext desk(engine, m_source, m_decoders);
    uitest::FakeRecorder recorder;
    MainWindowOptions options{.isRemembered = false};
    options.time.recorder = &recorder;
    options.time.open = [now](const std::filesystem::path&) {
        return base::Result<std::unique_ptr<replay::Past>>(std::make_unique<uitest::FakePast>(now));
    };
    auto window = std::make_unique<MainWindow>(desk, options);
    window->show();
    QTRY_VERIFY(window->time().hasPast());
    const base::Utc then = now - std::chrono::minutes(12);
    window->time().seek(then);
    QVERIFY(!desk.isLive());
    const WindowState state = window->state();
    window.reset();
    QVERIFY(desk.isLive()); // the past goes with the window that opened it
    ui::theme::apply(*qApp, {.language = Language::French});
    window = std::make_unique<MainWindow>(desk, options);
    window->setState(state);
    window->show();
    window->time().seek(then);
    QTRY_VERIFY(!desk.isLive());
    QCOMPARE(window->time().at(), then);
    QVERIFY(
        window->findChild<ui::timeline::PlaceBadge*>()->text().contains(QStringLiteral("PASSÉ")));
}

void TestRemake::wordsFollowTheLanguage() {
    uitest::FakeEngine engine;
    DeskContext desk(engine, m_source, m_decoders);
    {
        MainWindow window(desk, {.isRemembered = false});
        QCOMPARE(tabWords(window), (QStringList{QStringLiteral("Wall"), QStringLiteral("Regions"),
                                                QStringLiteral("Feed"), QStringLiteral("Alarms")}));
    }
    ui::theme::apply(*qApp, {.language = Language::French});
    MainWindow window(desk, {.isRemembered = false});
    QCOMPARE(tabWords(window), (QStringList{QStringLiteral("Mur"), QStringLiteral("Régions"),
                                            QStringLiteral("Flux"), QStringLiteral("Alarmes")}));
}

void TestRemake::theBarIsNeverCut() {
    QFETCH(Look, look);
    ui::theme::apply(*qApp, look);
    uitest::FakeEngine engine;
    DeskContext desk(engine, m_source, m_decoders);
    MainWindow window(desk, {.isRemembered = false});
    for (const int wide : {1280, 1500, 1920, 3840}) {
        window.resize(wide, 720);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        QCoreApplication::processEvents();
        QVERIFY2(window.bar().minimumSizeHint().width() <= wide,
                 qPrintable(QString::number(window.bar().minimumSizeHint().width())));
        window.bar().setFixedWidth(wide); // whatever the pages below need
        QCoreApplication::processEvents();
        int last = 0;
        for (const auto* child :
             window.bar().findChildren<QWidget*>(QString(), Qt::FindDirectChildrenOnly)) {
            if (!child->isVisible() || child->isWindow()) {
                continue;
            }
            const bool isWord = qobject_cast<const QToolButton*>(child) != nullptr ||
                                qobject_cast<const QLabel*>(child) != nullptr;
            if (isWord) {
                QVERIFY2(child->width() >= child->sizeHint().width(),
                         qPrintable(QStringLiteral("%1 at %2: %3 of %4")
                                        .arg(child->accessibleName())
                                        .arg(wide)
                                        .arg(child->width())
                                        .arg(child->sizeHint().width())));
            }
            last = std::max(last, child->geometry().right());
        }
        QVERIFY(last < wide);
        QVERIFY(!tabWords(window).contains(QString()));
    }
    const QString shots = qEnvironmentVariable("VIGIE_TEST_SHOTS");
    if (!shots.isEmpty()) {
        for (const int wide : {1280, 1920}) {
            window.resize(wide, 720);
            QCoreApplication::processEvents();
            QVERIFY(window.bar().grab().save(QStringLiteral("%1/bar-%2-%3.png")
                                                 .arg(shots, QLatin1String(QTest::currentDataTag()))
                                                 .arg(wide)));
        }
    }
}

void TestRemake::theBarShrinksInSteps() {
    uitest::FakeEngine engine;
    DeskContext desk(engine, m_source, m_decoders);
    MainWindow window(desk, {.isRemembered = false});
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    auto* search = window.bar().findChild<QToolButton*>(QStringLiteral("SearchBox"));
    window.bar().setFixedWidth(2200);
    QTRY_VERIFY(search->text().contains(QStringLiteral("Ctrl+K")));
    window.bar().setFixedWidth(window.bar().minimumSizeHint().width());
    QTRY_VERIFY(search->text().isEmpty());
    QVERIFY(!search->icon().isNull());
    QVERIFY(!search->accessibleName().isEmpty());
    window.bar().setFixedWidth(2200);
    QTRY_VERIFY(search->text().contains(QStringLiteral("Ctrl+K")));
}

void TestRemake::everythingHasANameForReaders() {
    uitest::FakeEngine engine;
    DeskContext desk(engine, m_source, m_decoders);
    MainWindow window(desk, {.isRemembered = false});
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    for (const auto* button : window.bar().findChildren<QToolButton*>()) {
        QVERIFY2(!button->accessibleName().isEmpty() || !button->text().isEmpty(),
                 qPrintable(button->objectName()));
    }
    // The menu has everything that the palette has no page for.
    QStringList words;
    for (const auto* action : window.bar().menu().actions()) {
        words << action->text();
    }
    QVERIFY(words.contains(QStringLiteral("Preferences…")));
    QVERIFY(words.contains(QStringLiteral("Keys")));
}

QTEST_MAIN(TestRemake)
#include "tst_remake.moc"
