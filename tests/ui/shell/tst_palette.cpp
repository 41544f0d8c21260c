// SPDX-License-Identifier: GPL-3.0-or-later
// The palette, the actions it offers, and the help page that is made of them.
#include <set>

#include <QAbstractItemModelTester>
#include <QAction>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTreeView>
#include <QtTest>

#include "tests/ui/support/fakeengine.h"
#include "ui/alarms/alarmpanel.h"
#include "ui/alarms/alarmspage.h"
#include "ui/desk/keymap.h"
#include "ui/inspector/inspectorpage.h"
#include "ui/shell/commandpalette.h"
#include "ui/shell/helpdialog.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/preferences.h"
#include "ui/theme/look.h"
#include "ui/wall/wallpage.h"

using namespace vigie;
using ui::desk::DeskContext;
using ui::shell::Command;
using ui::shell::CommandKind;
using ui::shell::CommandModel;
using ui::shell::CommandPalette;
using ui::shell::MainWindow;
using ui::shell::Page;

namespace {

struct Desk {
    explicit Desk(engine::Snapshot snapshot = uitest::makeSnapshot(), bool isRemembered = false)
        : engine(std::move(snapshot)), desk(engine, source, decoders),
          window(std::make_unique<MainWindow>(
              desk, ui::shell::MainWindowOptions{.isRemembered = isRemembered})) {
        window->resize(1600, 900);
        window->show();
    }
    uitest::FakeEngine engine;
    uitest::FakeSource source;
    uitest::FakeDecodePool decoders;
    DeskContext desk;
    std::unique_ptr<MainWindow> window;
};

Command plain(CommandKind kind, const QString& id, const QString& name) {
    Command command;
    command.kind = kind;
    command.id = id;
    command.name = name;
    return command;
}

QStringList shown(const CommandModel& model) {
    QStringList rows;
    for (int row = 0; row < model.rowCount(); ++row) {
        const QModelIndex index = model.index(row);
        rows << (model.commandAt(index) == nullptr ? QLatin1Char('#') + index.data().toString()
                                                   : index.data().toString());
    }
    return rows;
}

const Command* current(CommandPalette& palette) {
    return palette.model().commandAt(palette.list().currentIndex());
}

void type(CommandPalette& palette, const QString& text) {
    palette.edit().clear();
    QTest::keyClicks(&palette.edit(), text);
}

/// 1,200 feeds into seven regions each: the largest event that is planned for.
engine::Snapshot largest() {
    engine::Snapshot snapshot = uitest::makeSnapshot();
    const engine::DeliveryStatus pattern = snapshot.deliveries.front();
    for (int feed = 0; feed < 1200; ++feed) {
        for (int region = 0; region < 7; ++region) {
            engine::DeliveryStatus delivery = pattern;
            delivery.feedId = "x" + std::to_string(feed);
            delivery.feedNumber = static_cast<std::uint32_t>(5000 + feed);
            delivery.feedName = "Sport " + std::to_string(feed) + " · Camera";
            delivery.id = delivery.feedId + "-" + std::to_string(region);
            snapshot.deliveries.push_back(delivery);
        }
    }
    return snapshot;
}

/// Both can be meant by one key press.
bool canBothBeMeant(const QAction& a, const QAction& b) {
    const auto* one = qobject_cast<const QWidget*>(a.parent());
    const auto* other = qobject_cast<const QWidget*>(b.parent());
    const auto isWide = [](const QAction& action) {
        return action.shortcutContext() == Qt::WindowShortcut ||
               action.shortcutContext() == Qt::ApplicationShortcut;
    };
    if (isWide(a) && isWide(b)) {
        return true;
    }
    if (one == nullptr || other == nullptr) {
        return false;
    }
    if (isWide(a) || isWide(b)) {
        return true; // the window's own is heard wherever the focus is
    }
    return one == other;
}

} // namespace

class TestPalette : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void init() { QSettings().clear(); }
    void modelIsSound();
    void bestKindComesFirstAndHeadingsAreNotChosen();
    void whatWasChosenComesFirst();
    void statesFollowWithoutMovingRows();
    void openedByKeyAndByTheBox();
    void feedsOpenInTheInspectorOrOnTheWall();
    void regionsNodesAndIncidents();
    void actionsAreDone();
    void arrowsSkipHeadingsAndTabChoosesAnother();
    void escapeAndAClickBesideGiveTheFocusBack();
    void recentIsRememberedBetweenRuns();
    void thousandsAreFound();
    void everyActionIsNamedAndHasItsOwnKey();
    void everyKeyOfAPageDoesSomething();
    void helpIsMadeOfTheActions();
    void preferencesTellTheLook();

private:
    QTemporaryDir m_settings;
};

void TestPalette::initTestCase() {
    QVERIFY(m_settings.isValid());
    QCoreApplication::setOrganizationName(QStringLiteral("vigie-test"));
    QCoreApplication::setApplicationName(QStringLiteral("vigie-test-palette"));
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_settings.path());
    ui::theme::apply(*qApp);
}

void TestPalette::modelIsSound() {
    CommandModel model;
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(model.rowCount(), 0);
    model.setCommands({plain(CommandKind::Feed, QStringLiteral("a"), QStringLiteral("Alpha")),
                       plain(CommandKind::Action, QStringLiteral("b"), QStringLiteral("Beta"))});
    model.setQuery(QStringLiteral("a"));
    QCOMPARE(model.rowCount(), 4); // two headings, two rows
    model.setQuery(QStringLiteral("zzz"));
    QCOMPARE(model.rowCount(), 0);
    model.setQuery({});
    QCOMPARE(shown(model), (QStringList{QStringLiteral("#Actions"), QStringLiteral("Beta")}));
    model.setCommands({});
    QCOMPARE(model.rowCount(), 0);
}

void TestPalette::bestKindComesFirstAndHeadingsAreNotChosen() {
    CommandModel model;
    model.setCommands(
        {plain(CommandKind::Feed, QStringLiteral("1"), QStringLiteral("Fencing · Mainland")),
         plain(CommandKind::Region, QStringLiteral("2"), QStringLiteral("Main"))});
    model.setQuery(QStringLiteral("main"));
    QCOMPARE(shown(model),
             (QStringList{QStringLiteral("#Regions"), QStringLiteral("Main"),
                          QStringLiteral("#Feeds"), QStringLiteral("Fencing · Mainland")}));
    QVERIFY(!(model.flags(model.index(0)) & Qt::ItemIsSelectable));
    QCOMPARE(model.nextCommand(0, 1), 1);
    QCOMPARE(model.nextCommand(2, 1), 3);
    QCOMPARE(model.nextCommand(2, -1), 1);
    QCOMPARE(model.nextCommand(0, -1), -1);
    QCOMPARE(model.fitting(), 2);
}

void TestPalette::whatWasChosenComesFirst() {
    CommandModel model;
    const Command one = plain(CommandKind::Feed, QStringLiteral("1"), QStringLiteral("Judo 1"));
    const Command two = plain(CommandKind::Feed, QStringLiteral("2"), QStringLiteral("Judo 2"));
    model.setCommands({one, two});
    model.setQuery(QStringLiteral("judo"));
    QCOMPARE(shown(model).at(1), QStringLiteral("Judo 1"));
    model.setRecent({two.key()});
    QCOMPARE(shown(model).at(1), QStringLiteral("Judo 2"));
    model.setQuery({});
    QCOMPARE(shown(model),
             (QStringList{QStringLiteral("#Chosen before"), QStringLiteral("Judo 2")}));
}

void TestPalette::statesFollowWithoutMovingRows() {
    CommandModel model;
    Command feed = plain(CommandKind::Feed, QStringLiteral("1"), QStringLiteral("Judo 1"));
    model.setCommands({feed});
    model.setQuery(QStringLiteral("judo"));
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    model.refresh({feed});
    QCOMPARE(changed.count(), 0);
    feed.state = QStringLiteral("black picture");
    model.refresh({feed});
    QCOMPARE(changed.count(), 1);
    QCOMPARE(model.index(1).data(CommandModel::StateRole).toString(),
             QStringLiteral("black picture"));
    QVERIFY(model.index(1).data(Qt::AccessibleTextRole).toString().contains(feed.state));
    model.refresh({});
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(reset.count(), 0);
}

void TestPalette::openedByKeyAndByTheBox() {
    Desk desk;
    QVERIFY(QTest::qWaitForWindowActive(desk.window.get()));
    CommandPalette& palette = desk.window->commandPalette();
    QVERIFY(!palette.isVisible());
    QTest::keyClick(desk.window.get(), Qt::Key_K, Qt::ControlModifier);
    QVERIFY(palette.isVisible());
    QVERIFY(palette.edit().hasFocus());
    palette.dismiss();
    desk.window->bar().findChild<QWidget*>(QStringLiteral("SearchBox"))->setFocus();
    QTest::keyClick(desk.window->bar().findChild<QWidget*>(QStringLiteral("SearchBox")),
                    Qt::Key_Space);
    QVERIFY(palette.isVisible());
    const QString shots = qEnvironmentVariable("VIGIE_TEST_SHOTS");
    if (!shots.isEmpty()) {
        QVERIFY(desk.window->grab().save(shots + QStringLiteral("/palette.png")));
        type(palette, QStringLiteral("swim"));
        QVERIFY(desk.window->grab().save(shots + QStringLiteral("/palette-swim.png")));
    }
}

void TestPalette::feedsOpenInTheInspectorOrOnTheWall() {
    Desk desk;
    QVERIFY(QTest::qWaitForWindowActive(desk.window.get()));
    CommandPalette& palette = desk.window->commandPalette();
    palette.open();
    type(palette, QStringLiteral("3"));
    const Command* found = current(palette);
    QVERIFY(found != nullptr);
    QCOMPARE(found->kind, CommandKind::Feed);
    QCOMPARE(found->id, QStringLiteral("f003"));
    QVERIFY(found->state.contains(QStringLiteral("continuity")));
    QTest::keyClick(&palette.edit(), Qt::Key_Return);
    QVERIFY(!palette.isVisible());
    QCOMPARE(desk.window->page(), Page::Feed);
    QCOMPARE(desk.window->inspector().twins().feedId, std::string("f003"));

    palette.open();
    type(palette, QStringLiteral("005"));
    QTest::keyClick(&palette.edit(), Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(desk.window->page(), Page::Wall);
    QCOMPARE(desk.desk.selectedFeed(), QStringLiteral("f005"));
    QVERIFY(desk.window->wall().view().current() != nullptr);
    QCOMPARE(desk.window->wall().view().current()->feedId, QStringLiteral("f005"));
}

void TestPalette::regionsNodesAndIncidents() {
    Desk desk;
    QVERIFY(QTest::qWaitForWindowActive(desk.window.get()));
    CommandPalette& palette = desk.window->commandPalette();
    const auto choose = [&](CommandKind kind) {
        for (int row = palette.model().nextCommand(0, 1); row >= 0;
             row = palette.model().nextCommand(row + 1, 1)) {
            const QModelIndex index = palette.model().index(row);
            if (palette.model().commandAt(index)->kind == kind) {
                palette.list().setCurrentIndex(index);
                return true;
            }
        }
        return false;
    };
    const std::string region = desk.desk.snapshot()->regions.at(1).id;
    palette.open();
    type(palette, QString::fromStdString(desk.desk.snapshot()->regions.at(1).name));
    QVERIFY(choose(CommandKind::Region));
    QTest::keyClick(&palette.edit(), Qt::Key_Return);
    QCOMPARE(desk.desk.selectedRegion().toStdString(), region);
    QCOMPARE(desk.window->page(), Page::Regions);

    palette.open();
    type(palette, QStringLiteral("nairobi"));
    QVERIFY(choose(CommandKind::Node));
    QTest::keyClick(&palette.edit(), Qt::Key_Return);
    QVERIFY(!desk.desk.selectedNode().isEmpty());
    QCOMPARE(desk.window->page(), Page::Wall);
    desk.window->actions().find(QStringLiteral("wall.allRegions"))->trigger();
    QVERIFY(desk.desk.selectedNode().isEmpty());
    QVERIFY(desk.desk.selectedRegion().isEmpty());

    palette.open();
    type(palette, QStringLiteral("black"));
    QVERIFY(choose(CommandKind::Incident));
    const QString incident = current(palette)->id;
    QTest::keyClick(&palette.edit(), Qt::Key_Return);
    QCOMPARE(desk.window->page(), Page::Alarms);
    auto& panel = desk.window->alarmsPage().incidents();
    const auto* line = panel.model().lineAt(panel.tree().currentIndex());
    QVERIFY(line != nullptr && line->incident != nullptr);
    QCOMPARE(line->incident->id, incident.toULongLong());
}

void TestPalette::actionsAreDone() {
    Desk desk;
    QVERIFY(QTest::qWaitForWindowActive(desk.window.get()));
    CommandPalette& palette = desk.window->commandPalette();
    palette.open();
    type(palette, QStringLiteral("page alarms"));
    QCOMPARE(current(palette)->keys, QStringLiteral("Ctrl+4"));
    QTest::keyClick(&palette.edit(), Qt::Key_Return);
    QCOMPARE(desk.window->page(), Page::Alarms);
    palette.open();
    type(palette, QStringLiteral("journal"));
    QTest::keyClick(&palette.edit(), Qt::Key_Return);
    QCOMPARE(desk.window->alarmsPage().tab(), ui::alarms::AlarmsPage::Tab::Journal);
    QSignalSpy looks(desk.window.get(), &MainWindow::lookWanted);
    palette.open();
    type(palette, QStringLiteral("francais"));
    QTest::keyClick(&palette.edit(), Qt::Key_Return);
    QCOMPARE(looks.count(), 1);
    QCOMPARE(looks[0][0].value<ui::theme::Look>().language, ui::theme::Language::French);
}

void TestPalette::arrowsSkipHeadingsAndTabChoosesAnother() {
    Desk desk;
    QVERIFY(QTest::qWaitForWindowActive(desk.window.get()));
    CommandPalette& palette = desk.window->commandPalette();
    palette.open();
    type(palette, QStringLiteral("a"));
    for (int i = 0; i < 60; ++i) {
        QVERIFY(current(palette) != nullptr);
        QTest::keyClick(&palette.edit(), Qt::Key_Down);
    }
    for (int i = 0; i < 80; ++i) {
        QVERIFY(current(palette) != nullptr);
        QTest::keyClick(&palette.edit(), i % 2 == 0 ? Qt::Key_Up : Qt::Key_PageUp);
    }
    QCOMPARE(palette.list().currentIndex().row(), 1); // below the first heading
    type(palette, QStringLiteral("005"));
    const QString first = palette.chosenStep();
    QVERIFY(!first.isEmpty());
    QTest::keyClick(&palette.edit(), Qt::Key_Tab);
    QVERIFY(palette.isVisible());
    QVERIFY(palette.chosenStep() != first);
    QTest::keyClick(&palette.edit(), Qt::Key_Backtab);
    QCOMPARE(palette.chosenStep(), first);
    type(palette, QStringLiteral("qqqqqq"));
    QVERIFY(palette.chosenStep().isEmpty());
    QTest::keyClick(&palette.edit(), Qt::Key_Return); // nothing to do, nothing done
    QVERIFY(palette.isVisible());
}

void TestPalette::escapeAndAClickBesideGiveTheFocusBack() {
    Desk desk;
    QVERIFY(QTest::qWaitForWindowActive(desk.window.get()));
    auto& view = desk.window->wall().view();
    view.setFocus();
    CommandPalette& palette = desk.window->commandPalette();
    palette.open();
    QTest::keyClick(&palette.edit(), Qt::Key_Escape);
    QVERIFY(!palette.isVisible());
    QVERIFY(view.hasFocus());
    palette.open();
    QTest::mouseClick(&view, Qt::LeftButton, {}, QPoint(view.width() - 3, view.height() - 3));
    QVERIFY(!palette.isVisible());
    // What is typed does not do what it does elsewhere.
    palette.open();
    QTest::keyClicks(&palette.edit(), QStringLiteral("l b , 4"));
    QCOMPARE(palette.edit().text(), QStringLiteral("l b , 4"));
    QVERIFY(desk.desk.isLive());
}

void TestPalette::recentIsRememberedBetweenRuns() {
    {
        Desk desk(uitest::makeSnapshot(), true);
        QVERIFY(QTest::qWaitForWindowActive(desk.window.get()));
        CommandPalette& palette = desk.window->commandPalette();
        palette.open();
        type(palette, QStringLiteral("007"));
        QTest::keyClick(&palette.edit(), Qt::Key_Return);
    }
    Desk desk(uitest::makeSnapshot(), true);
    CommandPalette& palette = desk.window->commandPalette();
    palette.open();
    QCOMPARE(shown(palette.model()).at(0), QStringLiteral("#Chosen before"));
    QCOMPARE(current(palette)->id, QStringLiteral("f007"));
}

void TestPalette::thousandsAreFound() {
    Desk desk(largest());
    CommandPalette& palette = desk.window->commandPalette();
    palette.open();
    type(palette, QStringLiteral("sport 1199"));
    QVERIFY(current(palette) != nullptr);
    QCOMPARE(current(palette)->id, QStringLiteral("x1199"));
    type(palette, QStringLiteral("camera"));
    QVERIFY(palette.model().fitting() >= 1200);
    QVERIFY(palette.model().rowCount() <= CommandModel::mostOnlyOfKind + 1);
    QVERIFY(shown(palette.model()).at(0).contains(QStringLiteral(" of 1")));
}

void TestPalette::everyActionIsNamedAndHasItsOwnKey() {
    Desk desk;
    std::set<QString> names;
    for (const auto& entry : desk.window->actions().all()) {
        QVERIFY(!entry.action.isNull());
        QVERIFY2(names.insert(entry.action->objectName()).second,
                 qPrintable(entry.action->objectName()));
        QVERIFY2(!ui::shell::actionText(*entry.action).isEmpty(),
                 qPrintable(entry.action->objectName()));
    }
    const auto actions = desk.window->findChildren<QAction*>();
    QStringList wrong;
    for (qsizetype i = 0; i < actions.size(); ++i) {
        for (const QKeySequence& key : actions[i]->shortcuts()) {
            if (actions[i]->text().isEmpty()) {
                wrong << QStringLiteral("%1 has no words").arg(key.toString());
            }
            for (qsizetype j = i + 1; j < actions.size(); ++j) {
                if (actions[j]->shortcuts().contains(key) &&
                    canBothBeMeant(*actions[i], *actions[j])) {
                    wrong << QStringLiteral("%1: “%2” and “%3”")
                                 .arg(key.toString(), actions[i]->text(), actions[j]->text());
                }
            }
        }
    }
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(QStringLiteral("\n"))));
}

void TestPalette::everyKeyOfAPageDoesSomething() {
    Desk desk;
    QVERIFY(QTest::qWaitForWindowActive(desk.window.get()));
    int tried = 0;
    for (const auto* map : desk.window->findChildren<ui::desk::KeyMap*>()) {
        for (const auto& line : map->lines()) {
            QVERIFY2(!line.what.isEmpty(), qPrintable(map->section()));
            QVERIFY2(line.keys.isEmpty() != line.gesture.isEmpty(), qPrintable(line.what));
            for (const QKeySequence& sequence : line.keys) {
                const QKeyCombination key = sequence[0];
                // What Esc lets go of must be there first.
                if (key.key() == Qt::Key_Escape) {
                    desk.desk.selectNode(QStringLiteral("cloud-europe"));
                }
                // The window's own keys do not come before it.
                map->widget()->setFocus();
                QKeyEvent claim(QEvent::ShortcutOverride, key.key(), key.keyboardModifiers());
                claim.ignore();
                QCoreApplication::sendEvent(map->widget(), &claim);
                QVERIFY2(!map->widget()->hasFocus() || claim.isAccepted(),
                         qPrintable(sequence.toString()));
                QKeyEvent press(QEvent::KeyPress, key.key(), key.keyboardModifiers());
                QCoreApplication::sendEvent(map->widget(), &press);
                QVERIFY2(press.isAccepted(),
                         qPrintable(map->section() + QLatin1Char(' ') + sequence.toString()));
                // Out of what the key opened: an enlarged tile has no neighbors.
                QKeyEvent back(QEvent::KeyPress, Qt::Key_Escape, Qt::NoModifier);
                QCoreApplication::sendEvent(map->widget(), &back);
                ++tried;
            }
        }
    }
    QVERIFY(tried > 20);
}

void TestPalette::helpIsMadeOfTheActions() {
    Desk desk;
    QVERIFY(QTest::qWaitForWindowActive(desk.window.get()));
    QTest::keyClick(desk.window.get(), Qt::Key_F1);
    auto* help = desk.window->findChild<ui::shell::HelpDialog*>();
    QVERIFY(help != nullptr);
    const QString all = help->text();
    for (const QAction* action : desk.window->findChildren<QAction*>()) {
        for (const QKeySequence& key : action->shortcuts()) {
            QVERIFY2(all.contains(key.toString(QKeySequence::NativeText)),
                     qPrintable(key.toString()));
        }
    }
    for (const auto* word : {"Everywhere", "Wall", "Feed", "Alarms", "Shift+drag", "Ctrl+K"}) {
        QVERIFY2(all.contains(QLatin1String(word)), word);
    }
    help->setQuery(QStringLiteral("acknowledge"));
    QVERIFY(help->text().contains(QStringLiteral("Acknowledge")));
    QVERIFY(!help->text().contains(QStringLiteral("Ctrl+K")));
    help->setQuery(QStringLiteral("zzzz"));
    QVERIFY(help->text().isEmpty());
}

void TestPalette::preferencesTellTheLook() {
    ui::shell::PreferencesDialog dialog(true);
    QSignalSpy wanted(&dialog, &ui::shell::PreferencesDialog::lookWanted);
    QVERIFY(dialog.look() == ui::theme::look());
    for (auto* box : dialog.findChildren<QComboBox*>()) {
        QVERIFY(!box->accessibleName().isEmpty());
        if (box->accessibleName() == QStringLiteral("Colors")) {
            box->setCurrentIndex(1);
        }
    }
    dialog.accept(); // by code: only the button means it
    QCOMPARE(wanted.count(), 0);
    auto* buttons = dialog.findChild<QDialogButtonBox*>();
    dialog.findChild<QSpinBox*>()->setValue(150);
    QTest::mouseClick(buttons->button(QDialogButtonBox::Ok), Qt::LeftButton);
    QCOMPARE(wanted.count(), 1);
    QCOMPARE(wanted[0][0].value<ui::theme::Look>().variant, ui::theme::Variant::Light);
    const QSettings settings;
    QCOMPARE(settings.value(QStringLiteral("look/variant")).toString(), QStringLiteral("light"));
    QCOMPARE(settings.value(QStringLiteral("look/scale")).toInt(), 150);
}

QTEST_MAIN(TestPalette)
#include "tst_palette.moc"
