// SPDX-License-Identifier: GPL-3.0-or-later
// The whole window in time: the strip below the pages, the past, a replay, two side by side.
#include <QDialog>
#include <QDropEvent>
#include <QLabel>
#include <QMenu>
#include <QMimeData>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QToolButton>
#include <QTreeView>
#include <QtTest>

#include "tests/ui/support/fakepast.h"
#include "tests/ui/support/fakerecorder.h"
#include "ui/alarms/alarmpanel.h"
#include "ui/alarms/alarmspage.h"
#include "ui/shell/helpdialog.h"
#include "ui/shell/mainwindow.h"
#include "ui/theme/look.h"
#include "ui/timeline/placebadge.h"
#include "ui/timeline/playheadlink.h"
#include "ui/wall/wallpage.h"

using namespace vigie;
using ui::desk::DeskContext;
using ui::shell::MainWindow;
using ui::shell::MainWindowOptions;
using ui::shell::Page;
using ui::timeline::TimeMachine;

namespace {

base::Utc hostNow() {
    return base::SystemClock::instance().now().utc;
}

/// A live desk that records; its past is opened by the window.
struct Live {
    explicit Live(bool isRecorded = true) : desk(engine, source, decoders) {
        MainWindowOptions options;
        options.eventName = QStringLiteral("Summer Games");
        options.isRemembered = false;
        if (isRecorded) {
            options.time.recorder = &recorder;
            options.strip.archive = &archive;
        } else {
            options.time.whyNotRecorded = QStringLiteral("recording is off in the desk file");
        }
        options.time.open = [this](const std::filesystem::path&) {
            auto opened = std::make_unique<uitest::FakePast>(
                hostNow(), uitest::FleetShape{.feeds = 20, .regions = 8});
            past = opened.get();
            return base::Result<std::unique_ptr<replay::Past>>(std::move(opened));
        };
        window = std::make_unique<MainWindow>(desk, options);
        window->resize(1920, 1080);
        window->show();
    }
    uitest::FakeEngine engine{uitest::makeSnapshot({.feeds = 20, .regions = 8, .now = hostNow()})};
    uitest::FakeSource source;
    uitest::FakeDecodePool decoders;
    uitest::FakeRecorder recorder;
    uitest::FakeArchive archive;
    DeskContext desk;
    uitest::FakePast* past = nullptr; // belongs to the window
    std::unique_ptr<MainWindow> window;
};

/// A window on a file.
struct Replay {
    Replay() : desk(past, past, decoders) {
        MainWindowOptions options;
        options.isRemembered = false;
        options.time.replay = &past;
        options.time.replayName = QStringLiteral("final.vigie");
        window = std::make_unique<MainWindow>(desk, options);
        window->resize(1920, 1080);
        window->show();
    }
    uitest::FakePast past;
    uitest::FakeDecodePool decoders;
    DeskContext desk;
    std::unique_ptr<MainWindow> window;
};

QString badgeText(MainWindow& window) {
    return window.findChild<ui::timeline::PlaceBadge*>()->text();
}

/// Pictures for a look at what an operator sees; only where they are asked for.
void shoot(QWidget& widget, const QString& name) {
    const QString folder = qEnvironmentVariable("VIGIE_TEST_SHOTS");
    if (!folder.isEmpty()) {
        QVERIFY(widget.grab().save(QStringLiteral("%1/%2.png").arg(folder, name)));
    }
}

void feed(uitest::FakeSource& source, base::Utc arrival) {
    int seed = 1;
    for (const auto& watch : source.watches()) {
        auto unit = std::make_shared<model::AccessUnit>(*uitest::sceneUnit(1, seed, 40 + seed));
        unit->arrival = arrival - std::chrono::milliseconds(400 * (seed % 9));
        source.deliver(watch.path, unit);
        ++seed;
    }
}

} // namespace

class TestTimeWindow : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void theStripIsUnderEveryPage();
    void theWholeDeskGoesBackAndComesHome();
    void whatIsNotRecordedIsSaid();
    void spacePlaysUnlessAButtonHasTheFocus();
    void aNewCriticalOfNowIsToldInThePast();
    void nothingCanBeDoneInThePast();
    void aReplaySaysSo();
    void recordingsAreDroppedOnTheWindow();
    void troubleOfTheRecorderIsInTheBar();
    void twoRecordingsMoveTogether();
    void keysAreInTheHelp();

private:
    QTemporaryDir m_settings;
};

void TestTimeWindow::initTestCase() {
    QVERIFY(m_settings.isValid());
    QCoreApplication::setOrganizationName(QStringLiteral("vigie-test"));
    QCoreApplication::setApplicationName(QStringLiteral("vigie-test-time"));
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_settings.path());
    ui::theme::apply(*qApp);
}

void TestTimeWindow::theStripIsUnderEveryPage() {
    Live live;
    QVERIFY(QTest::qWaitForWindowExposed(live.window.get()));
    for (int page = 0; page < ui::shell::pageCount; ++page) {
        live.window->showPage(static_cast<Page>(page));
        QVERIFY(live.window->strip().isVisible());
        QCOMPARE(live.window->strip().geometry().bottom(), live.window->height() - 1);
    }
    QCOMPARE(badgeText(*live.window), QStringLiteral("● LIVE"));
}

void TestTimeWindow::theWholeDeskGoesBackAndComesHome() {
    Live live;
    QVERIFY(QTest::qWaitForWindowExposed(live.window.get()));
    TimeMachine& time = live.window->time();
    QTRY_VERIFY(time.hasPast());
    QTRY_VERIFY(!time.outline().points.empty());
    time.putMark({.id = {}, .at = hostNow() - std::chrono::minutes(150), .text = "opening"});
    live.past->setMarks(live.recorder.marks);
    feed(live.source, hostNow());
    shoot(*live.window, QStringLiteral("live"));
    const auto watched = live.source.watches().size();
    QVERIFY(watched > 0);

    const base::Utc then = hostNow() - std::chrono::minutes(12);
    time.seek(then);
    QVERIFY(!live.desk.isLive());
    QVERIFY(live.source.watches().empty());
    QCOMPARE(live.past->source().watches().size(), watched);
    QTRY_VERIFY(live.desk.snapshot()->now == then);
    QVERIFY(badgeText(*live.window).contains(QStringLiteral("PAST")));
    QVERIFY(badgeText(*live.window).contains(QStringLiteral("12 min")));
    feed(live.past->source(), then);
    QTRY_VERIFY(!live.window->wall().view().visibleTiles().front().ageText().isEmpty());
    shoot(*live.window, QStringLiteral("past"));
    if (!qEnvironmentVariable("VIGIE_TEST_SHOTS").isEmpty()) {
        live.window->showPage(Page::Feed);
        feed(live.past->source(), then);
        (void)QTest::qWaitFor([&] { return time.playing() > 0; }, 600);
        shoot(*live.window, QStringLiteral("past-feed"));
        live.window->showPage(Page::Wall);
        for (const auto& [name, span] :
             {std::pair<QString, base::Nanoseconds>("strip-30s", std::chrono::seconds(30)),
              {"strip-10min", std::chrono::minutes(10)},
              {"strip-1h", std::chrono::hours(1)},
              {"strip-24h", std::chrono::hours(24)},
              {"strip-6h", std::chrono::hours(6)}}) {
            live.window->strip().track().setSpan(span);
            (void)QTest::qWaitFor([&] { return time.playing() > 0; }, 300);
            shoot(live.window->strip(), name);
        }
    }
    QTest::keyClick(live.window.get(), Qt::Key_L);
    QVERIFY(live.desk.isLive());
    QCOMPARE(live.source.watches().size(), watched);
    QVERIFY(live.past->source().watches().empty());
    QCOMPARE(badgeText(*live.window), QStringLiteral("● LIVE"));
}

void TestTimeWindow::whatIsNotRecordedIsSaid() {
    Live live(false);
    QVERIFY(live.window->strip().message().contains(QStringLiteral("off in the desk file")));
    live.window->time().seek(hostNow() - std::chrono::hours(1));
    QVERIFY(live.desk.isLive());
    QVERIFY(live.window->strip().message().contains(QStringLiteral("off in the desk file")));
    shoot(live.window->strip(), QStringLiteral("strip-off"));
}

void TestTimeWindow::spacePlaysUnlessAButtonHasTheFocus() {
    Live live;
    QVERIFY(QTest::qWaitForWindowActive(live.window.get()));
    QTRY_VERIFY(live.window->time().hasPast());
    live.window->wall().view().setFocus();
    QTest::keyClick(&live.window->wall().view(), Qt::Key_Space);
    QVERIFY(!live.desk.isLive());
    QTest::keyClick(&live.window->wall().view(), Qt::Key_Space);
    QCOMPARE(live.past->plays().back(), 1.0);
    QTest::keyClick(&live.window->wall().view(), Qt::Key_Space);
    QCOMPARE(live.past->plays().back(), 0.0);
    const auto plays = live.past->plays().size();
    auto* badge = live.window->findChild<ui::timeline::PlaceBadge*>();
    badge->setFocus();
    QTest::keyClick(badge, Qt::Key_Space); // it is pressed
    QVERIFY(live.desk.isLive());
    QCOMPARE(live.past->plays().size(), plays + 1); // stopped, not played
}

void TestTimeWindow::aNewCriticalOfNowIsToldInThePast() {
    Live live;
    QVERIFY(QTest::qWaitForWindowExposed(live.window.get()));
    live.engine.publish(uitest::makeSnapshot({.hasFaults = false, .now = hostNow()}));
    QTRY_VERIFY(live.desk.snapshot()->incidents.empty());
    QTRY_VERIFY(live.window->time().hasPast());
    auto* alert = live.window->findChild<ui::timeline::LiveAlert*>();
    live.window->time().seek(hostNow() - std::chrono::minutes(10));
    QVERIFY(alert->text().isEmpty());
    live.engine.publish(uitest::makeSnapshot({.now = hostNow()}));
    QTRY_VERIFY(alert->text().contains(QStringLiteral("critical")));
    QVERIFY(!live.desk.isLive());
    shoot(*live.window, QStringLiteral("past-alert"));
    // Dismissed it stays away until something else comes.
    QToolButton* close = nullptr;
    QToolButton* go = nullptr;
    for (auto* button : alert->findChildren<QToolButton*>()) {
        (button->text().contains(QStringLiteral("live")) ? go : close) = button;
    }
    QVERIFY(close != nullptr);
    QVERIFY(go != nullptr);
    close->click();
    QVERIFY(alert->text().isEmpty());
    live.engine.publish(uitest::makeSnapshot({.now = hostNow()}));
    live.engine.settle();
    QCoreApplication::processEvents();
    QVERIFY(alert->text().isEmpty());
    live.engine.publish(uitest::makeSnapshot({.hasFaults = false, .now = hostNow()}));
    QTRY_VERIFY(live.desk.liveSnapshot()->incidents.empty());
    live.engine.publish(uitest::makeSnapshot({.now = hostNow()}));
    QTRY_VERIFY(!alert->text().isEmpty());
    go->click();
    QVERIFY(live.desk.isLive());
    QVERIFY(alert->text().isEmpty());
}

void TestTimeWindow::nothingCanBeDoneInThePast() {
    Live live;
    QTRY_VERIFY(live.window->time().hasPast());
    live.window->showPage(Page::Alarms);
    auto* panel = live.window->alarmsPage().findChild<ui::alarms::AlarmPanel*>();
    QVERIFY(panel != nullptr);
    QToolButton* acknowledge = nullptr;
    for (auto* button : panel->findChildren<QToolButton*>()) {
        if (button->text().startsWith(QStringLiteral("Acknowledge"))) {
            acknowledge = button;
        }
    }
    QVERIFY(acknowledge != nullptr);
    panel->findChild<QTreeView*>()->selectAll();
    QVERIFY(acknowledge->isEnabled());
    live.window->time().seek(hostNow() - std::chrono::minutes(10));
    panel->findChild<QTreeView*>()->selectAll();
    QVERIFY(!acknowledge->isEnabled());
    QVERIFY(acknowledge->toolTip().contains(QStringLiteral("past")));
    live.window->time().goLive();
    panel->findChild<QTreeView*>()->selectAll();
    QVERIFY(acknowledge->isEnabled());
}

void TestTimeWindow::aReplaySaysSo() {
    Replay replay;
    QVERIFY(QTest::qWaitForWindowExposed(replay.window.get()));
    QVERIFY(badgeText(*replay.window).contains(QStringLiteral("REPLAY final.vigie")));
    QVERIFY(replay.window->windowTitle().contains(QStringLiteral("final.vigie")));
    const base::Utc then = replay.past.playhead().from + std::chrono::minutes(195);
    replay.window->time().seek(then);
    QTRY_VERIFY(replay.desk.snapshot()->now == then);
    feed(replay.past.source(), then);
    // A file is shown whole.
    QTRY_VERIFY(replay.window->strip().track().scale().contains(replay.past.playhead().from));
    QTRY_VERIFY(replay.window->strip().track().scale().contains(replay.past.playhead().to));
    QTRY_VERIFY(!replay.window->time().outline().points.empty());
    shoot(*replay.window, QStringLiteral("replay"));
    QTest::keyClick(replay.window.get(), Qt::Key_L); // no present to go to
    QVERIFY(replay.desk.snapshot()->now == then);
}

void TestTimeWindow::recordingsAreDroppedOnTheWindow() {
    Live live;
    QSignalSpy wanted(live.window.get(), &MainWindow::replayWanted);
    const auto drop = [&](const QString& file) {
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(file)});
        QDragEnterEvent enter(QPoint(10, 10), Qt::CopyAction, &data, Qt::LeftButton,
                              Qt::NoModifier);
        enter.ignore();
        QCoreApplication::sendEvent(live.window.get(), &enter);
        QDropEvent dropped(QPointF(10, 10), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(live.window.get(), &dropped);
        return enter.isAccepted();
    };
    QVERIFY(!drop(QStringLiteral("/somewhere/picture.png")));
    QCOMPARE(wanted.count(), 0);
    QVERIFY(drop(QStringLiteral("/somewhere/final.vigie")));
    QCOMPARE(wanted.count(), 1);
    QCOMPARE(wanted[0][0].toString(), QStringLiteral("/somewhere/final.vigie"));
}

void TestTimeWindow::troubleOfTheRecorderIsInTheBar() {
    Live live;
    QToolButton* badge = nullptr;
    for (auto* button : live.window->findChildren<QToolButton*>()) {
        if (button->text() == QStringLiteral("not recording")) {
            badge = button;
        }
    }
    QVERIFY(badge != nullptr);
    QVERIFY(!badge->isVisible());
    live.recorder.current.state = record::RecorderState::Stopped;
    live.recorder.current.reason = "The disk is full.";
    QTRY_VERIFY(badge->isVisible());
    QCOMPARE(badge->toolTip(), QStringLiteral("The disk is full."));
    QVERIFY(live.window->strip().message().contains(QStringLiteral("The disk is full.")));
    shoot(*live.window, QStringLiteral("not-recording"));
    live.recorder.current.state = record::RecorderState::Recording;
    QTRY_VERIFY(!badge->isVisible());
    QVERIFY(live.window->strip().message().isEmpty());
}

void TestTimeWindow::twoRecordingsMoveTogether() {
    Replay one;
    Replay two;
    QMenu& menu = one.window->strip().recordMenu();
    QMenu* beside = menu.actions().back()->menu();
    QVERIFY(beside != nullptr);
    const auto choose = [beside](const QString& text) {
        emit beside->aboutToShow();
        for (QAction* action : beside->actions()) {
            if (action->text().contains(text)) {
                action->trigger();
                return true;
            }
        }
        return false;
    };
    QVERIFY(choose(QStringLiteral("final.vigie")));
    const base::Utc from = one.past.playhead().from;
    one.window->time().seek(from + std::chrono::minutes(20));
    QTRY_VERIFY(two.past.playhead().at == from + std::chrono::minutes(20));
    // By an event: apart, put on the same event, together again.
    QVERIFY(choose(QStringLiteral("apart")));
    QTRY_VERIFY(one.window->time().findChild<ui::timeline::PlayheadLink*>() == nullptr);
    two.window->time().seek(from + std::chrono::minutes(25));
    QVERIFY(one.past.playhead().at == from + std::chrono::minutes(20));
    QVERIFY(choose(QStringLiteral("final.vigie"))); // the second follows the first
    two.window->time().seek(from + std::chrono::minutes(25));
    QTRY_VERIFY(one.past.playhead().at == from + std::chrono::minutes(25));
}

void TestTimeWindow::keysAreInTheHelp() {
    Live live;
    QVERIFY(QTest::qWaitForWindowActive(live.window.get()));
    QTest::keyClick(live.window.get(), Qt::Key_F1);
    const auto dialogs = live.window->findChildren<ui::shell::HelpDialog*>();
    QCOMPARE(dialogs.size(), 1);
    const QString text = dialogs.front()->text();
    for (const auto* key : {"Space", "Alt+Left", "[", "Live", "Ctrl+B", "Shift+drag"}) {
        QVERIFY2(text.contains(QLatin1String(key)), key);
    }
    shoot(*dialogs.front(), QStringLiteral("help"));
    // It fits on the smallest screen of a control room.
    QVERIFY2(dialogs.front()->sizeHint().height() < 1000,
             qPrintable(QString::number(dialogs.front()->sizeHint().height())));
}

QTEST_MAIN(TestTimeWindow)
#include "tst_timewindow.moc"
