// SPDX-License-Identifier: GPL-3.0-or-later
#include <QClipboard>
#include <QDialogButtonBox>
#include <QGuiApplication>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTreeView>
#include <QtTest>

#include "tests/ui/support/fakeengine.h"
#include "ui/alarms/actiondialogs.h"
#include "ui/alarms/alarmpanel.h"
#include "ui/alarms/incidentdetails.h"
#include "ui/alarms/operatordialogs.h"
#include "ui/desk/nodechip.h"
#include "ui/theme/look.h"

using namespace vigie;
using namespace std::chrono_literals;
using alarm::ActionKind;
using ui::alarms::AlarmPanel;
using ui::alarms::HandOverDialog;
using ui::alarms::IncidentModel;
using ui::alarms::ShelveDialog;
using ui::alarms::SignOnDialog;
using ui::desk::DeskContext;

namespace {

engine::Snapshot signedOn() {
    engine::Snapshot snapshot = uitest::makeSnapshot();
    snapshot.operatorName = "Marie Vidal";
    return snapshot;
}

/// A desk with one panel, shown.
struct Desk {
    explicit Desk(engine::Snapshot first, AlarmPanel::Kind kind = AlarmPanel::Kind::Page)
        : engine(std::move(first)), context(engine, source, decoders), panel(context, kind) {
        panel.resize(1400, 500);
        panel.show();
        (void)QTest::qWaitForWindowExposed(&panel);
        panel.tree().setFocus();
    }
    QModelIndex row(const QString& part) {
        for (int at = 0; at < panel.model().rowCount(); ++at) {
            const QModelIndex index = panel.model().index(at, IncidentModel::Incident);
            if (index.data().toString().contains(part)) {
                return index.siblingAtColumn(0);
            }
        }
        return {};
    }
    void select(const QModelIndex& index) {
        panel.tree().selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect |
                                                                  QItemSelectionModel::Rows);
    }
    void key(Qt::Key which, Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
        QTest::keyClick(&panel.tree(), which, modifiers);
    }
    template <typename Dialog> Dialog* dialog() { return panel.findChild<Dialog*>(); }

    uitest::FakeSource source;
    uitest::FakeDecodePool decoders;
    uitest::FakeEngine engine;
    DeskContext context;
    AlarmPanel panel;
};

QPushButton* okOf(QDialog& dialog) {
    return dialog.findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Ok);
}

} // namespace

class TestPanel : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void init();
    void acknowledgeByKey();
    void bulkTakesAllThatIsSelected();
    void refusalsAreSaid();
    void withoutANameItIsAskedFirst();
    void shelvingNeedsAReasonAndATime();
    void handOverReadsEveryIncident();
    void undoTakesBackTheLast();
    void maintenanceIsOfTheCause();
    void copyIsReadable();
    void selectionAndExpansionSurvive();
    void detailsGiveEvidenceAndRunnerUp();
    void whyIsAnswered();
    void bannersTellFloodAndJournal();
    void nothingWrongIsNotNoContact();
    void enterOpensTheFeed();
    void aNodesLinesAreSaidToBeAll();
    void pictures();

private:
    QTemporaryDir m_settings;
};

void TestPanel::initTestCase() {
    QVERIFY(m_settings.isValid());
    QCoreApplication::setOrganizationName(QStringLiteral("vigie-test"));
    QCoreApplication::setApplicationName(QStringLiteral("vigie-test"));
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_settings.path());
    ui::theme::apply(*qApp);
}

void TestPanel::init() {
    QSettings().clear();
}

void TestPanel::acknowledgeByKey() {
    Desk desk(signedOn());
    const QModelIndex row = desk.row(QStringLiteral("Buenos Aires T7"));
    desk.select(row);
    const auto id = desk.panel.model().lineAt(row)->incident->id;
    desk.key(Qt::Key_A);
    QTRY_COMPARE(desk.engine.actions().size(), std::size_t{1});
    const alarm::Action action = desk.engine.actions().front();
    QCOMPARE(action.kind, ActionKind::Acknowledge);
    QCOMPARE(action.incidentIds, std::vector<std::uint64_t>{id});
    QVERIFY(action.alarmIds.empty());
    QCOMPARE(action.operatorName, std::string("Marie Vidal"));
    QTRY_VERIFY(desk.panel.messages().text().contains(QStringLiteral("Acknowledged: 1 incident")));
}

void TestPanel::bulkTakesAllThatIsSelected() {
    Desk desk(signedOn(), AlarmPanel::Kind::Strip);
    desk.key(Qt::Key_A, Qt::ControlModifier);
    desk.key(Qt::Key_A);
    QTRY_COMPARE(desk.engine.actions().size(), std::size_t{1});
    QCOMPARE(desk.engine.actions().front().incidentIds.size(),
             static_cast<std::size_t>(desk.panel.model().rowCount()));
}

void TestPanel::refusalsAreSaid() {
    Desk desk(signedOn());
    desk.engine.setRefusal("It is acknowledged already.");
    desk.select(desk.panel.model().index(0, 0));
    desk.key(Qt::Key_A);
    QTRY_VERIFY(desk.panel.messages().text().contains(
        QStringLiteral("refused. It is acknowledged already.")));
    desk.key(Qt::Key_Z, Qt::ControlModifier); // what was refused can not be taken back
    QTRY_VERIFY(desk.panel.messages().text().contains(QStringLiteral("nothing of yours")));
    QCOMPARE(desk.engine.actions().size(), std::size_t{1});
}

void TestPanel::withoutANameItIsAskedFirst() {
    Desk desk(uitest::makeSnapshot());
    desk.select(desk.panel.model().index(0, 0));
    desk.key(Qt::Key_A);
    auto* dialog = desk.dialog<SignOnDialog>();
    QVERIFY(dialog != nullptr);
    QVERIFY(desk.engine.actions().empty());
    QVERIFY(!okOf(*dialog)->isEnabled());
    dialog->findChild<QLineEdit*>()->setText(QStringLiteral("  Jon   Sund "));
    okOf(*dialog)->click();
    QTRY_COMPARE(desk.engine.actions().size(), std::size_t{2});
    QCOMPARE(desk.engine.actions()[0].kind, ActionKind::SignOn);
    QCOMPARE(desk.engine.actions()[0].operatorName, std::string("Jon Sund"));
    QCOMPARE(desk.engine.actions()[1].kind, ActionKind::Acknowledge);
    QCOMPARE(desk.engine.actions()[1].operatorName, std::string("Jon Sund"));
    QCOMPARE(ui::alarms::rememberedOperators(), QStringList{QStringLiteral("Jon Sund")});
}

void TestPanel::shelvingNeedsAReasonAndATime() {
    Desk desk(signedOn());
    desk.select(desk.panel.model().index(0, 0));
    desk.key(Qt::Key_S);
    auto* dialog = desk.dialog<ShelveDialog>();
    QVERIFY(dialog != nullptr);
    QVERIFY(!okOf(*dialog)->isEnabled());
    const base::Utc now = desk.context.snapshot()->now; // 18:05:43
    dialog->span().choose(ui::alarms::UntilChoice::Span::EndOfShift);
    QCOMPARE(base::toIso8601(dialog->until()).substr(0, 19), std::string("2026-07-26T22:00:00"));
    dialog->span().setUntil(QTime(6, 30)); // tomorrow's
    QCOMPARE(base::toIso8601(dialog->until()).substr(0, 19), std::string("2026-07-27T06:30:00"));
    dialog->span().choose(ui::alarms::UntilChoice::Span::TenMinutes);
    for (auto* field : dialog->findChildren<QLineEdit*>()) {
        if (field->accessibleName() == QLatin1String("Reason")) {
            field->setText(QStringLiteral("   "));
            QVERIFY(!okOf(*dialog)->isEnabled());
            field->setText(QStringLiteral("known rain"));
        }
    }
    okOf(*dialog)->click();
    QTRY_COMPARE(desk.engine.actions().size(), std::size_t{1});
    const alarm::Action action = desk.engine.actions().front();
    QCOMPARE(action.kind, ActionKind::Shelve);
    QCOMPARE(action.until, std::optional(now + 10min));
    QCOMPARE(action.text, std::string("known rain"));
}

void TestPanel::handOverReadsEveryIncident() {
    Desk desk(signedOn());
    ui::alarms::AlarmActions::of(desk.context).handOver(&desk.panel);
    auto* dialog = desk.dialog<HandOverDialog>();
    QVERIFY(dialog != nullptr);
    auto* list = dialog->findChild<QListWidget*>();
    QCOMPARE(list->count(), 5);
    QLineEdit* name = nullptr;
    for (auto* field : dialog->findChildren<QLineEdit*>()) {
        name = field->accessibleName().startsWith(QLatin1String("Next")) ? field : name;
    }
    name->setText(QStringLiteral("Jon Sund"));
    QVERIFY(!okOf(*dialog)->isEnabled()); // nothing was read out
    for (int row = 0; row < list->count(); ++row) {
        QVERIFY(!okOf(*dialog)->isEnabled());
        list->item(row)->setCheckState(Qt::Checked);
    }
    QVERIFY(okOf(*dialog)->isEnabled());
    name->setText(QStringLiteral("Marie Vidal"));
    QVERIFY(!okOf(*dialog)->isEnabled()); // to herself
    name->setText(QStringLiteral("Jon Sund"));
    okOf(*dialog)->click();
    QTRY_COMPARE(desk.engine.actions().size(), std::size_t{1});
    const alarm::Action action = desk.engine.actions().front();
    QCOMPARE(action.kind, ActionKind::HandOver);
    QCOMPARE(action.operatorName, std::string("Marie Vidal"));
    QCOMPARE(action.text, std::string("Jon Sund"));
    QCOMPARE(action.incidentIds.size(), std::size_t{5});
    QTRY_COMPARE(ui::alarms::AlarmActions::of(desk.context).operatorName(),
                 std::string("Jon Sund"));
}

void TestPanel::undoTakesBackTheLast() {
    Desk desk(signedOn());
    desk.select(desk.panel.model().index(0, 0));
    desk.key(Qt::Key_A);
    QTRY_VERIFY(!ui::alarms::AlarmActions::of(desk.context).undoable().isEmpty());
    desk.key(Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE(desk.engine.actions().size(), std::size_t{2});
    QCOMPARE(desk.engine.actions()[1].kind, ActionKind::Undo);
    QCOMPARE(desk.engine.actions()[1].undoes, std::uint64_t{1});
    QTRY_VERIFY(desk.panel.messages().text().contains(QStringLiteral("Taken back: Acknowledged")));
}

void TestPanel::maintenanceIsOfTheCause() {
    Desk desk(signedOn());
    desk.select(desk.row(QStringLiteral("Nairobi")));
    desk.key(Qt::Key_M);
    auto* dialog = desk.dialog<ui::alarms::ServiceDialog>();
    QVERIFY(dialog != nullptr);
    dialog->choose(ActionKind::BeginMaintenance);
    QVERIFY(!okOf(*dialog)->isEnabled());
    for (auto* field : dialog->findChildren<QLineEdit*>()) {
        if (field->accessibleName() == QLatin1String("Reason")) {
            field->setText(QStringLiteral("power works"));
        }
    }
    okOf(*dialog)->click();
    QTRY_COMPARE(desk.engine.actions().size(), std::size_t{1});
    const alarm::Action action = desk.engine.actions().front();
    QCOMPARE(action.kind, ActionKind::BeginMaintenance);
    QVERIFY(action.subject && action.subject->scope == model::Scope::Node);
    QCOMPARE(action.subject->nodeId, std::string("sat-africa"));
    QVERIFY(action.until && *action.until > desk.context.snapshot()->now);
}

void TestPanel::copyIsReadable() {
    Desk desk(signedOn());
    desk.select(desk.row(QStringLiteral("Buenos Aires T7")));
    desk.key(Qt::Key_C, Qt::ControlModifier);
    const QString text = QGuiApplication::clipboard()->text();
    QVERIFY2(text.contains(QStringLiteral("▲ MAJOR: Buenos Aires T7 ◆")), qPrintable(text));
    QVERIFY(text.contains(QStringLiteral("2026-07-26 18:03:13 UTC")));
    QVERIFY(text.contains(QStringLiteral("continuity errors 41/s")));
    QVERIFY(text.contains(QStringLiteral("twins are clean")));
    QVERIFY(text.count(QLatin1Char('\n')) >= 5);
    QVERIFY(desk.engine.actions().empty());
}

void TestPanel::selectionAndExpansionSurvive() {
    Desk desk(signedOn());
    const QModelIndex top = desk.row(QStringLiteral("Swimming"));
    const auto id = desk.panel.model().lineAt(top)->incident->id;
    desk.panel.tree().expand(top);
    const QModelIndex child = desk.panel.model().index(3, 0, top);
    const auto alarmId = desk.panel.model().lineAt(child)->speaker->id;
    desk.select(child);
    engine::Snapshot next = signedOn();
    std::rotate(next.incidents.begin(), next.incidents.begin() + 2, next.incidents.end());
    std::reverse(next.alarms.begin(), next.alarms.end());
    desk.engine.publish(next);
    QTRY_COMPARE(desk.context.snapshot()->revision, std::uint64_t{2});
    QVERIFY(desk.panel.tree().isExpanded(desk.panel.model().indexOfIncident(id)));
    const auto selected = desk.panel.tree().selectionModel()->selectedRows();
    QCOMPARE(selected.size(), 1);
    QCOMPARE(desk.panel.model().lineAt(selected.front())->speaker->id, alarmId);
}

void TestPanel::detailsGiveEvidenceAndRunnerUp() {
    Desk desk(signedOn());
    desk.select(desk.row(QStringLiteral("Swimming")));
    const QString text = desk.panel.details()->plainText();
    QVERIFY2(text.contains(QStringLiteral("it lies before the split")), qPrintable(text));
    QVERIFY(text.contains(QStringLiteral("origin Paris IBC (40 %)")));
    QVERIFY(text.contains(QStringLiteral("Ask the venue for another source")));
    QVERIFY(text.contains(QStringLiteral("https://wiki.example/black")));
    desk.select(desk.row(QStringLiteral("Asia")));
    QVERIFY(desk.panel.details()->plainText().contains(QStringLiteral("CAUSE NOT CERTAIN")));
    QVERIFY(desk.panel.details()->plainText().contains(QStringLiteral("Asia 1")));
}

void TestPanel::whyIsAnswered() {
    Desk desk(signedOn());
    alarm::Explanation explanation;
    explanation.verdict = alarm::Explanation::Verdict::Clearing;
    explanation.ruleId = "content.black";
    explanation.left = 4s;
    desk.engine.setExplanation(explanation);
    desk.select(desk.row(QStringLiteral("Swimming")));
    desk.key(Qt::Key_W);
    QTRY_VERIFY(desk.panel.details()->plainText().contains(
        QStringLiteral("The condition of “Black picture” has ended; it clears in 4 s.")));
}

void TestPanel::bannersTellFloodAndJournal() {
    Desk desk(signedOn(), AlarmPanel::Kind::Strip);
    QVERIFY(desk.panel.banner().floodText().isEmpty());
    alarm::Performance performance;
    performance.floodSince = desk.context.snapshot()->now - 300s;
    desk.engine.setPerformance(performance);
    engine::Snapshot next = signedOn();
    next.isFlood = true;
    next.linesLast10Min = 14;
    next.journalTrouble = "The disk is full.";
    desk.engine.publish(next);
    QTRY_VERIFY(desk.panel.banner().floodText().contains(
        QStringLiteral("Alarm flood: 14 new lines in the last 10 min since 18:00:43")));
    QVERIFY(desk.panel.banner().journalText().contains(QStringLiteral("The disk is full.")));
    desk.engine.publish(signedOn());
    QTRY_VERIFY(desk.panel.banner().floodText().isEmpty());
    QVERIFY(desk.panel.banner().journalText().isEmpty());
}

void TestPanel::nothingWrongIsNotNoContact() {
    Desk desk(uitest::makeSnapshot({.hasFaults = false}));
    QVERIFY(desk.panel.emptyText().contains(QStringLiteral("Nothing is wrong.")));
    QVERIFY(desk.panel.emptyText().contains(QStringLiteral("13 of 13 nodes")));
    engine::Snapshot lost = uitest::makeSnapshot({.hasFaults = false});
    for (auto& node : lost.nodes) {
        node.contact = fleet::Contact::Lost;
    }
    desk.engine.publish(lost);
    QTRY_VERIFY(desk.panel.emptyText().contains(QStringLiteral("No contact to any of 13 nodes")));
    desk.engine.publish({});
    QTRY_VERIFY(desk.panel.emptyText().contains(QStringLiteral("Not connected yet")));
    desk.engine.publish(signedOn());
    QTRY_VERIFY(desk.panel.emptyText().isEmpty());
    desk.panel.setFilter(QStringLiteral("no such words"));
    QVERIFY(desk.panel.emptyText().contains(QStringLiteral("5 open lines are not shown")));
}

void TestPanel::enterOpensTheFeed() {
    Desk desk(signedOn());
    desk.select(desk.row(QStringLiteral("Buenos Aires T7")));
    QSignalSpy spy(&desk.context, &DeskContext::feedOpened);
    desk.key(Qt::Key_Return);
    QCOMPARE(spy.count(), 1);
    QCOMPARE(spy[0][0].toString(), QStringLiteral("f003"));
    QCOMPARE(spy[0][1].toString(), QStringLiteral("south-america"));
}

void TestPanel::aNodesLinesAreSaidToBeAll() {
    Desk desk(signedOn());
    auto* chip = desk.panel.findChild<ui::desk::NodeChip*>();
    QVERIFY(chip != nullptr && chip->isHidden());
    const int all = desk.panel.model().rowCount();
    desk.context.selectNode(QStringLiteral("sat-south-america"));
    QVERIFY(desk.panel.model().rowCount() < all);
    QVERIFY2(chip->isVisible() && chip->text().contains(QStringLiteral("Buenos Aires")),
             qPrintable(chip->text()));
    chip->setFocus();
    QTest::keyClick(chip, Qt::Key_Space);
    QCOMPARE(desk.panel.model().rowCount(), all);
    QVERIFY(chip->isHidden());
}

void TestPanel::pictures() {
    Desk desk(signedOn());
    desk.panel.resize(1920, 1000);
    const QModelIndex row = desk.row(QStringLiteral("Swimming"));
    desk.panel.tree().expand(desk.row(QStringLiteral("Buenos Aires T7")));
    desk.select(row);
    const QPixmap page = desk.panel.grab();
    QCOMPARE(page.size(), QSize(1920, 1000) * page.devicePixelRatio());
    const QString shots = qEnvironmentVariable("VIGIE_TEST_SHOTS");
    if (!shots.isEmpty()) {
        QVERIFY(page.save(shots + QStringLiteral("/incidents.png")));
    }
}

QTEST_MAIN(TestPanel)
#include "tst_panel.moc"
