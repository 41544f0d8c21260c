// SPDX-License-Identifier: GPL-3.0-or-later
//
// The questions of docs/answers.md, asked as a new operator would: by keys and mouse, from the
// wall, each answered after at most two actions. One key press, one click or one look at what lies
// under the pointer is one action.
#include <QContextMenuEvent>
#include <QMenu>
#include <QSettings>
#include <QTemporaryDir>
#include <QTextDocumentFragment>
#include <QToolTip>
#include <QTreeView>
#include <QWindow>
#include <QtTest>

#include "tests/ui/support/fakeengine.h"
#include "ui/alarms/alarmpanel.h"
#include "ui/alarms/incidentmodel.h"
#include "ui/inspector/inspectorheader.h"
#include "ui/inspector/inspectorpage.h"
#include "ui/shell/mainwindow.h"
#include "ui/theme/look.h"
#include "ui/wall/wallpage.h"

using namespace vigie;
using ui::shell::MainWindow;
using ui::shell::Page;
using ui::theme::Language;
using ui::wall::Tile;
using ui::wall::WallView;

namespace {

constexpr int mostActions = 2;

/// Somebody at a desk that shows the wall, who can do what a hand does and no more.
class Operator {
public:
    explicit Operator(engine::Snapshot snapshot, Language language = Language::English)
        : m_engine(std::move(snapshot)) {
        ui::theme::apply(*qApp, {.language = language});
        m_desk = std::make_unique<ui::desk::DeskContext>(m_engine, m_source, m_decoders);
        m_window = std::make_unique<MainWindow>(
            *m_desk, ui::shell::MainWindowOptions{.isRemembered = false});
        m_window->resize(1920, 1080);
        m_window->show();
        m_window->showPage(Page::Wall);
    }
    ~Operator() { QToolTip::hideText(); }

    [[nodiscard]] bool isReady() {
        return QTest::qWaitForWindowActive(m_window.get()) && wall().hasFocus() &&
               !wall().visibleTiles().empty();
    }
    [[nodiscard]] WallView& wall() { return m_window->wall().view(); }
    [[nodiscard]] MainWindow& window() { return *m_window; }
    [[nodiscard]] ui::desk::DeskContext& desk() { return *m_desk; }
    [[nodiscard]] int actions() const { return m_actions; }

    /// Through the window, as the keyboard's own.
    void press(Qt::Key key) {
        ++m_actions;
        QTest::keyClick(m_window->windowHandle(), key);
    }
    void hover(const QString& feed) {
        ++m_actions;
        // From elsewhere: a pointer that is there already moves nothing.
        QTest::mouseMove(m_window->windowHandle(), {1, 1});
        QTest::mouseMove(m_window->windowHandle(), whereOf(feed));
    }
    void click(const QString& feed) {
        ++m_actions;
        QTest::mouseClick(m_window->windowHandle(), Qt::LeftButton, {}, whereOf(feed));
    }
    void doubleClick(const QString& feed) {
        ++m_actions;
        QTest::mouseDClick(m_window->windowHandle(), Qt::LeftButton, {}, whereOf(feed));
    }
    /// The menu that the right button opens; the platform makes one event of the other.
    void openMenu(const QString& feed) {
        ++m_actions;
        const QPoint at = whereOf(feed);
        QTest::mouseClick(m_window->windowHandle(), Qt::RightButton, {}, at);
        if (QApplication::activePopupWidget() == nullptr) {
            const QPoint here = wall().mapFrom(m_window.get(), at);
            QContextMenuEvent event(QContextMenuEvent::Mouse, here, wall().mapToGlobal(here));
            QCoreApplication::sendEvent(&wall(), &event);
        }
    }
    void choose(QMenu& menu, const QString& beginning) {
        ++m_actions;
        for (QAction* action : menu.actions()) {
            if (action->text().startsWith(beginning)) {
                QTest::mouseClick(&menu, Qt::LeftButton, {}, menu.actionGeometry(action).center());
                return;
            }
        }
        QFAIL(qPrintable(beginning + QStringLiteral(" is not in the menu")));
    }

    /// What the tile itself says, without any action.
    [[nodiscard]] const Tile* tile(const QString& feed) {
        for (const Tile& tile : wall().visibleTiles()) {
            if (tile.content.feedId == feed) {
                return &tile;
            }
        }
        return nullptr;
    }
    /// What is said beside the pointer, or at the current tile.
    [[nodiscard]] static QString said() {
        return QToolTip::isVisible()
                   ? QTextDocumentFragment::fromHtml(QToolTip::text()).toPlainText().simplified()
                   : QString();
    }

private:
    [[nodiscard]] QPoint whereOf(const QString& feed) {
        const Tile* found = tile(feed);
        return found == nullptr ? QPoint(-1, -1)
                                : wall().mapTo(m_window.get(), found->geometry.picture.center());
    }

    uitest::FakeEngine m_engine;
    uitest::FakeSource m_source;
    uitest::FakeDecodePool m_decoders;
    std::unique_ptr<ui::desk::DeskContext> m_desk;
    std::unique_ptr<MainWindow> m_window;
    int m_actions = 0;
};

const QString black = QStringLiteral("f005");
const QString errored = QStringLiteral("f003"); // South America, by satellite
const QString well = QStringLiteral("f001");
/// Three regions: every node answers.
engine::Snapshot faults() {
    return uitest::makeSnapshot({.regions = 3});
}

void verifySaid(const QStringList& answers) {
    QTRY_VERIFY(!Operator::said().isEmpty());
    for (const QString& answer : answers) {
        QVERIFY2(Operator::said().contains(answer),
                 qPrintable(answer + QStringLiteral(" is not in: ") + Operator::said()));
    }
}

} // namespace

class TestAnswers : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void whichIsBadIsSeen();
    void whichIsBadByOneKey();
    void everythingByPointing_data();
    void everythingByPointing();
    void everythingByKeys();
    void everythingInTheInspector();
    void theInspectorByMouse();
    void theTwinCanBeSeen();
    void aFeedThatIsWell();
    void nothingIsBad();
    void whatIsNotKnown();
    void aTwinThatIsNotKnown();
    void noTwin();

private:
    QTemporaryDir m_settings;
};

void TestAnswers::initTestCase() {
    QVERIFY(m_settings.isValid());
    QCoreApplication::setOrganizationName(QStringLiteral("vigie-test"));
    QCoreApplication::setApplicationName(QStringLiteral("vigie-test"));
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_settings.path());
}

void TestAnswers::whichIsBadIsSeen() {
    Operator hand(faults());
    QVERIFY(hand.isReady());
    QMap<QString, QString> bad;
    for (const Tile& tile : hand.wall().visibleTiles()) {
        if (tile.stripSeverity() > engine::Severity::None) {
            bad[tile.content.feedId] = tile.stripText();
        }
    }
    const QMap<QString, QString> expected{
        {errored, QStringLiteral("CC 41/s · RF MARGIN −0.3 dB 00:02:23")},
        {black, QStringLiteral("BLACK 00:00:12")},
        {QStringLiteral("f009"), QStringLiteral("LATENCY 2.9 s 00:07:02")}};
    QCOMPARE(bad, expected);
    QCOMPARE(hand.tile(errored)->content.regionName, QStringLiteral("South America"));

    // The strip below says the same of incidents, with their clock.
    ui::alarms::AlarmPanel* strip = nullptr;
    for (auto* panel : hand.window().findChildren<ui::alarms::AlarmPanel*>()) {
        strip = panel->isVisible() ? panel : strip;
    }
    QVERIFY(strip != nullptr);
    const auto text = [strip](int row, int column) {
        return strip->model().index(row, column).data().toString();
    };
    using ui::alarms::IncidentModel;
    QStringList incidents;
    for (int row = 0; row < strip->model().rowCount(); ++row) {
        incidents << text(row, IncidentModel::Since) + QLatin1Char(' ') +
                         text(row, IncidentModel::Incident);
    }
    QVERIFY2(incidents.value(0).startsWith(QStringLiteral("18:05:31 ")) &&
                 incidents.value(0).contains(QStringLiteral("005 Swimming · Underwater")),
             qPrintable(incidents.join(QLatin1Char('\n'))));
    QCOMPARE(hand.actions(), 0);
}

void TestAnswers::whichIsBadByOneKey() {
    Operator hand(faults());
    QVERIFY(hand.isReady());
    hand.press(Qt::Key_N);
    QCOMPARE(hand.wall().current()->feedId, black);
    QCOMPARE(hand.actions(), 1);
    verifySaid({QStringLiteral("005 Swimming · Underwater"),
                QStringLiteral("■ black picture since 18:05:31")});
    // Each that follows is one key more, in order of what it is; then it begins again.
    QStringList next;
    for (int i = 0; i < 3; ++i) {
        hand.press(Qt::Key_N);
        next << hand.wall().current()->feedId;
    }
    QCOMPARE(next, QStringList({errored, QStringLiteral("f009"), black}));
}

void TestAnswers::everythingByPointing_data() {
    QTest::addColumn<Language>("language");
    QTest::addColumn<QStringList>("answers");
    QTest::newRow("en") << Language::English
                        << QStringList{
                               QStringLiteral("003 Sailing · Drone"),
                               QStringLiteral("On air ◆ satellite, main path · Buenos Aires · "
                                              "▲ continuity errors 41/s since 18:03:20 · "),
                               QStringLiteral(" link margin −0.3 dB since 18:03:13"),
                               QStringLiteral("Twin ● cloud, backup path · São Paulo · clean"),
                               QStringLiteral("Regions bad in 1 of 3 regions: South America ")};
    QTest::newRow("fr")
        << Language::French
        << QStringList{QStringLiteral("003 Sailing · Drone"),
                       QStringLiteral("À l’antenne ◆ satellite, chemin principal · Buenos Aires · "
                                      "▲ erreurs de continuité 41/s depuis 18:03:20 · "),
                       QStringLiteral(" −0,3 dB depuis 18:03:13"),
                       QStringLiteral("Jumeau ● cloud, chemin de secours · São Paulo · propre"),
                       QStringLiteral("Régions en défaut dans 1 région sur 3 : South America ")};
}

void TestAnswers::everythingByPointing() {
    QFETCH(Language, language);
    QFETCH(QStringList, answers);
    Operator hand(faults(), language);
    QVERIFY(hand.isReady());
    hand.hover(errored);
    verifySaid(answers);
    QCOMPARE(hand.actions(), 1);
}

void TestAnswers::everythingByKeys() {
    Operator hand(faults());
    QVERIFY(hand.isReady());
    hand.press(Qt::Key_N);
    hand.press(Qt::Key_N);
    verifySaid({QStringLiteral("003 Sailing · Drone"),
                QStringLiteral("▲ continuity errors 41/s since 18:03:20"),
                QStringLiteral("Twin ● cloud, backup path · São Paulo · clean"),
                QStringLiteral("bad in 1 of 3 regions: South America ")});
    // A screen reader hears what is shown.
    QCOMPARE(hand.wall().accessibleDescription(), Operator::said());
    QVERIFY(hand.actions() <= mostActions);
    // Of the tile that is current it is one key, and the same key ends it.
    hand.press(Qt::Key_T);
    QTRY_VERIFY(Operator::said().isEmpty());
    hand.press(Qt::Key_T);
    verifySaid({QStringLiteral("003 Sailing · Drone")});
}

void TestAnswers::everythingInTheInspector() {
    Operator hand(faults());
    QVERIFY(hand.isReady());
    hand.press(Qt::Key_N);
    hand.press(Qt::Key_I);
    QVERIFY(hand.actions() <= mostActions);
    QCOMPARE(hand.window().page(), Page::Feed);
    const auto& header = hand.window().inspector().header();
    QCOMPARE(header.title(), QStringLiteral("005 Swimming · Underwater → Europe"));
    QCOMPARE(header.stateText(0), QStringLiteral("■ cloud: black picture since 18:05:31"));
    QCOMPARE(header.stateText(1), QStringLiteral("■ satellite: black picture since 18:05:31"));
    QCOMPARE(header.regionsText(), QStringLiteral("bad in all 3 regions"));
}

void TestAnswers::theInspectorByMouse() {
    Operator hand(faults());
    QVERIFY(hand.isReady());
    hand.openMenu(errored);
    QTRY_VERIFY(qobject_cast<QMenu*>(QApplication::activePopupWidget()) != nullptr);
    hand.choose(*qobject_cast<QMenu*>(QApplication::activePopupWidget()),
                QStringLiteral("Open in the feed inspector"));
    QTRY_COMPARE(hand.window().page(), Page::Feed);
    QVERIFY(hand.actions() <= mostActions);
    const auto& header = hand.window().inspector().header();
    QCOMPARE(header.title(), QStringLiteral("003 Sailing · Drone → South America"));
    QCOMPARE(header.stateText(0), QStringLiteral("● cloud: clean"));
    QCOMPARE(header.stateText(1),
             QStringLiteral("▲ satellite: continuity errors 41/s since 18:03:20 (+1)"));
    QCOMPARE(header.regionsText(), QStringLiteral("bad in 1 of 3 regions: South America"));
}

void TestAnswers::theTwinCanBeSeen() {
    Operator hand(faults());
    QVERIFY(hand.isReady());
    hand.click(errored);
    hand.press(Qt::Key_V);
    QVERIFY(hand.actions() <= mostActions);
    const Tile* tile = hand.tile(errored);
    QVERIFY(tile != nullptr);
    QVERIFY(tile->content.kind == model::PathKind::Cloud);
    QCOMPARE(tile->content.role, QStringLiteral("NOT ON AIR"));
    // Its own fault does not hide behind the twin that is well.
    QVERIFY(tile->stripText().startsWith(QStringLiteral("ON AIR: CC 41/s")));
    // So too where the cloud is on air.
    Operator other(faults());
    QVERIFY(other.isReady());
    other.press(Qt::Key_N);
    QVERIFY(other.wall().current()->kind == model::PathKind::Cloud);
    other.press(Qt::Key_V);
    QVERIFY(other.actions() <= mostActions);
    QCOMPARE(other.wall().current()->feedId, black);
    QVERIFY(other.wall().current()->kind == model::PathKind::Satellite);
    QCOMPARE(other.wall().current()->role, QStringLiteral("NOT ON AIR"));
}

void TestAnswers::aFeedThatIsWell() {
    Operator hand(faults());
    QVERIFY(hand.isReady());
    QVERIFY(hand.tile(well)->content.fault.isEmpty());
    hand.hover(well);
    verifySaid({QStringLiteral("001 Ceremony · World Feed"), QStringLiteral(" · clean Twin "),
                QStringLiteral(" · clean Regions clean in all 3 regions ")});
    QVERIFY(!Operator::said().contains(QStringLiteral("since")));
    QCOMPARE(hand.actions(), 1);
}

void TestAnswers::nothingIsBad() {
    Operator hand(uitest::makeSnapshot({.hasFaults = false}));
    QVERIFY(hand.isReady());
    const int before = hand.wall().currentTile();
    hand.press(Qt::Key_N);
    QTRY_COMPARE(Operator::said(), QStringLiteral("No feed on this wall is in fault."));
    QCOMPARE(hand.wall().accessibleDescription(), Operator::said());
    QCOMPARE(hand.wall().currentTile(), before);
}

void TestAnswers::whatIsNotKnown() {
    // Six regions: the last one's satellite node has been out of contact for 91 seconds.
    Operator hand(uitest::makeSnapshot());
    QVERIFY(hand.isReady());
    const QString lost = QStringLiteral("f002");
    QCOMPARE(hand.tile(lost)->content.regionName, QStringLiteral("Africa"));
    QCOMPARE(hand.tile(lost)->stripText(), QStringLiteral("NO CONTACT SINCE 18:04:12"));
    hand.hover(lost);
    verifySaid({QStringLiteral("On air ◆ satellite, main path · Nairobi · "
                               "not known: no contact since 18:04:12 "),
                QStringLiteral("Twin ● cloud, backup path · Johannesburg · clean "),
                QStringLiteral("Regions clean in 5 of 6 regions · not known in: Africa ")});
    QCOMPARE(hand.actions(), 1);
    // What is known to be bad comes before it.
    hand.press(Qt::Key_N);
    QCOMPARE(hand.wall().current()->feedId, black);
    hand.press(Qt::Key_N);
    QCOMPARE(hand.wall().current()->feedId, lost);
    hand.press(Qt::Key_I);
    const auto& header = hand.window().inspector().header();
    QCOMPARE(header.stateText(1), QStringLiteral("■ satellite: no contact since 18:04:12"));
    QCOMPARE(header.regionsText(),
             QStringLiteral("clean in 5 of 6 regions · not known in: Africa"));
}

void TestAnswers::aTwinThatIsNotKnown() {
    Operator hand(uitest::makeSnapshot());
    hand.desk().selectRegion(QStringLiteral("africa"));
    QVERIFY(hand.isReady());
    hand.hover(well);
    verifySaid({QStringLiteral("On air ● cloud, main path · Johannesburg · clean "),
                QStringLiteral("Twin ◆ satellite, backup path · Nairobi · "
                               "not known: no contact since 18:04:12 ")});
    QCOMPARE(hand.actions(), 1);
}

void TestAnswers::noTwin() {
    engine::Snapshot snapshot = uitest::makeSnapshot({.regions = 1, .hasFaults = false});
    for (auto& delivery : snapshot.deliveries) {
        if (delivery.onAir == delivery.main) {
            delivery.backup.reset();
        }
    }
    Operator hand(std::move(snapshot));
    QVERIFY(hand.isReady());
    hand.hover(well);
    verifySaid({QStringLiteral("Twin not seen ")});
    hand.press(Qt::Key_T); // no longer
    hand.wall().setCurrentTile(0);
    hand.press(Qt::Key_I);
    const auto& header = hand.window().inspector().header();
    const QStringList states{header.stateText(0), header.stateText(1)};
    QVERIFY2(states.contains(QStringLiteral("twin: not seen")), qPrintable(states.join('|')));
}

QTEST_MAIN(TestAnswers)
#include "tst_answers.moc"
