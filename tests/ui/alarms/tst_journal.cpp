// SPDX-License-Identifier: GPL-3.0-or-later
#include <set>

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QSignalSpy>
#include <QTableView>
#include <QtTest>

#include "tests/ui/support/fakeengine.h"
#include "ui/alarms/journalpage.h"
#include "ui/alarms/recordwords.h"
#include "ui/desk/tableexport.h"

using namespace vigie;
using alarm::Record;
using alarm::RecordKind;
using ui::alarms::JournalModel;
using ui::alarms::JournalPage;
using ui::alarms::RecordGroup;
using ui::desk::DeskContext;

namespace {

const base::Utc now = uitest::FleetShape().now;

Record record(std::uint64_t sequence, RecordKind kind = RecordKind::Raised) {
    Record made;
    made.sequence = sequence;
    made.kind = kind;
    made.at = now - std::chrono::seconds(10'000 - static_cast<int>(sequence));
    made.alarmId = 100 + sequence;
    made.incidentId = 7;
    made.ruleId = "rf.margin";
    made.severity = alarm::Severity::Major;
    made.subject = {model::Scope::Path, "sat-south-america", "sat-south-america-f003"};
    made.feedId = "f003";
    made.value = -0.25;
    made.limit = 1;
    return made;
}

/// Newest first: `newest` down to `oldest`.
std::vector<Record> records(std::uint64_t newest, std::uint64_t oldest) {
    std::vector<Record> made;
    for (std::uint64_t sequence = newest; sequence >= oldest; --sequence) {
        made.push_back(record(sequence));
    }
    return made;
}

std::vector<std::uint64_t> sequencesOf(const JournalModel& model) {
    std::vector<std::uint64_t> all;
    for (const Record& one : model.records()) {
        all.push_back(one.sequence);
    }
    return all;
}

std::vector<std::uint64_t> range(std::uint64_t newest, std::uint64_t oldest) {
    std::vector<std::uint64_t> all;
    for (std::uint64_t sequence = newest; sequence >= oldest; --sequence) {
        all.push_back(sequence);
    }
    return all;
}

QString cell(const JournalModel& model, int row, int column, int role = Qt::DisplayRole) {
    return model.index(row, column).data(role).toString();
}

} // namespace

class TestJournal : public QObject {
    Q_OBJECT
private slots:
    void everyKindHasWordsAndAGroup();
    void rowsSayWhoDidWhatWhenAndWhy();
    void modelIsSoundThroughPages();
    void exportIsPlain();
    void foreignTextIsNoMarkup();
    void pageAsksOnceSeen();
    void pagesComeBySequence();
    void newestComesByItself();
    void holeMakesItBeginAnew();
    void filtersReachTheJournal();
    void searchWaitsForTheLastKey();
    void noGroupMeansNothing();
    void jumpAndBack();
    void errorsAreSaid();
    void lateAnswersAreDropped();
    void copyTakesTheSelection();

private:
    uitest::FakeSource m_source;
    uitest::FakeDecodePool m_decoders;
};

void TestJournal::everyKindHasWordsAndAGroup() {
    std::set<QString> words;
    std::array<int, ui::alarms::recordGroups> perGroup{};
    for (const RecordKind kind : ui::alarms::allRecordKinds()) {
        const QString word = ui::alarms::recordText(kind);
        QVERIFY(!word.isEmpty());
        QVERIFY2(words.insert(word).second, qPrintable(word + " twice"));
        ++perGroup[static_cast<std::size_t>(ui::alarms::groupOf(kind))];
    }
    QCOMPARE(static_cast<int>(words.size()), static_cast<int>(RecordKind::Refused) + 1);
    for (const int count : perGroup) {
        QVERIFY(count > 0);
    }
}

void TestJournal::rowsSayWhoDidWhatWhenAndWhy() {
    auto snapshot = uitest::makeSnapshot();
    auto rules = std::make_shared<alarm::RuleSet>();
    alarm::Rule rule;
    rule.id = "rf.margin";
    rule.name.en = "Link margin low";
    rule.unit = "dB";
    rule.definedAt = "rules.yaml:12:5";
    rule.steps = {{.severity = alarm::Severity::Major, .compare = alarm::Compare::Below}};
    rules->rules.push_back(rule);
    snapshot.rules = rules;
    JournalModel model;
    model.setSnapshot(std::make_shared<engine::Snapshot>(snapshot));
    Record shelved = record(5, RecordKind::Shelved);
    shelved.operatorName = "M. Varga";
    shelved.text = "rain,\nknown";
    shelved.until = now;
    shelved.at = now + std::chrono::milliseconds(123);
    model.reset({shelved}, false);
    QCOMPARE(cell(model, 0, JournalModel::When), QStringLiteral("2026-07-26 18:05:43"));
    QCOMPARE(cell(model, 0, JournalModel::When, Qt::ToolTipRole),
             QStringLiteral("2026-07-26 18:05:43.123 UTC"));
    QCOMPARE(cell(model, 0, JournalModel::What), QStringLiteral("shelved"));
    QCOMPARE(cell(model, 0, JournalModel::Severity), QStringLiteral("MAJOR"));
    QCOMPARE(cell(model, 0, JournalModel::Subject),
             QStringLiteral("003 Sailing · Drone ◆ Buenos Aires"));
    QCOMPARE(cell(model, 0, JournalModel::Rule), QStringLiteral("rf.margin"));
    QVERIFY(cell(model, 0, JournalModel::Rule, Qt::ToolTipRole).contains("rules.yaml:12:5"));
    QCOMPARE(cell(model, 0, JournalModel::Value), QStringLiteral("-0.25 dB"));
    QCOMPARE(cell(model, 0, JournalModel::Limit), QStringLiteral("1 dB"));
    QCOMPARE(cell(model, 0, JournalModel::Who), QStringLiteral("M. Varga"));
    QCOMPARE(cell(model, 0, JournalModel::Why),
             QStringLiteral("rain, known · until 2026-07-26 18:05:43 UTC"));
    // What was not measured is empty, not zero.
    Record without = record(6);
    without.value.reset();
    without.limit.reset();
    model.reset({without}, false);
    QCOMPARE(cell(model, 0, JournalModel::Value), QString());
    QCOMPARE(cell(model, 0, JournalModel::Limit), QString());
}

void TestJournal::modelIsSoundThroughPages() {
    JournalModel model;
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.reset(records(100, 51), true);
    QVERIFY(model.canFetchMore({}));
    model.setLoading(true);
    QVERIFY(!model.canFetchMore({}));
    model.setLoading(false);
    model.append(records(50, 1), false);
    QVERIFY(!model.canFetchMore({}));
    QCOMPARE(sequencesOf(model), range(100, 1));
    model.prepend(records(103, 98)); // overlaps: only what is new is taken
    QCOMPARE(sequencesOf(model), range(103, 1));
    model.prepend(records(103, 98));
    QCOMPARE(model.rowCount(), 103);
    model.append({}, true);
    QVERIFY(model.hasMore());
    model.reset({}, false);
    QCOMPARE(model.rowCount(), 0);
    model.reset(records(JournalModel::mostRows, 1), false);
    model.append(records(10, 1), true);
    QCOMPARE(model.rowCount(), JournalModel::mostRows);
    QVERIFY(model.isFull());
    QVERIFY(!model.canFetchMore({}));
    model.prepend(records(JournalModel::mostRows + 5, JournalModel::mostRows));
    QCOMPARE(model.rowCount(), JournalModel::mostRows);
    QCOMPARE(model.records().front().sequence, std::uint64_t{JournalModel::mostRows + 5});
    QVERIFY(model.hasMore());
}

void TestJournal::exportIsPlain() {
    JournalModel model;
    Record one = record(5);
    one.text = "said \"stop\", twice";
    Record two = record(4);
    two.value.reset();
    model.reset({one, two}, false);
    const QStringList lines = ui::desk::commaSeparated(model).split(QStringLiteral("\r\n"));
    QCOMPARE(lines[0], QStringLiteral("When,What,Severity,Subject,Rule,Value,Limit,Who,Why"));
    QVERIFY(lines[1].startsWith(QString::fromStdString(base::toIso8601(one.at))));
    QVERIFY(lines[1].contains(QStringLiteral(",-0.25,1,")));
    QVERIFY(lines[1].endsWith(QStringLiteral("\"said \"\"stop\"\", twice\"")));
    QVERIFY(lines[2].contains(QStringLiteral("rf.margin,,1,")));
}

void TestJournal::foreignTextIsNoMarkup() {
    JournalModel model;
    Record one = record(5);
    one.text = "<img src=x>";
    one.operatorName = "<b>me</b>";
    model.reset({one}, false);
    for (int column = 0; column < model.columnCount(); ++column) {
        QVERIFY(!cell(model, 0, column, Qt::ToolTipRole).contains(QStringLiteral("<img")));
        QVERIFY(!cell(model, 0, column, Qt::ToolTipRole).contains(QStringLiteral("<b>")));
    }
}

void TestJournal::pageAsksOnceSeen() {
    uitest::FakeEngine engine;
    engine.setHistory({.records = records(20, 1)});
    DeskContext desk(engine, m_source, m_decoders);
    JournalPage page(desk);
    engine.settle();
    QVERIFY(engine.historyQueries().empty());
    page.show();
    QVERIFY(QTest::qWaitForWindowExposed(&page));
    QTRY_COMPARE(page.model().rowCount(), 20);
    const auto first = engine.historyQueries().front();
    QVERIFY(first.kinds.empty());
    QVERIFY(!first.from && !first.to && !first.leastSeverity && first.text.empty());
    QCOMPARE(first.before, std::uint64_t{0});
    QCOMPARE(page.status(), QStringLiteral("20 records"));
}

void TestJournal::pagesComeBySequence() {
    uitest::FakeEngine engine;
    engine.setHistory({.records = records(500, 401), .hasMore = true});
    DeskContext desk(engine, m_source, m_decoders);
    JournalPage page(desk);
    page.resize(1400, 400);
    page.show();
    QVERIFY(QTest::qWaitForWindowExposed(&page));
    QTRY_COMPARE(page.model().rowCount(), 100);
    engine.setHistory({.records = records(400, 301), .hasMore = false});
    page.table().scrollToBottom();
    QTRY_COMPARE(page.model().rowCount(), 200);
    QCOMPARE(sequencesOf(page.model()), range(500, 301));
    bool isAsked = false;
    for (const auto& query : engine.historyQueries()) {
        isAsked = isAsked || query.before == 401;
    }
    QVERIFY(isAsked);
}

void TestJournal::newestComesByItself() {
    uitest::FakeEngine engine;
    engine.setHistory({.records = records(20, 1)});
    DeskContext desk(engine, m_source, m_decoders);
    JournalPage page(desk);
    page.show();
    QVERIFY(QTest::qWaitForWindowExposed(&page));
    QTRY_COMPARE(page.model().rowCount(), 20);
    page.table().selectRow(4);
    const auto selected = page.model().records()[4].sequence;
    engine.setHistory({.records = records(23, 1)});
    QTRY_COMPARE(page.model().rowCount(), 23);
    QCOMPARE(sequencesOf(page.model()), range(23, 1));
    const int row = page.table().currentIndex().row();
    QCOMPARE(page.model().records()[static_cast<std::size_t>(row)].sequence, selected);
}

void TestJournal::holeMakesItBeginAnew() {
    uitest::FakeEngine engine;
    engine.setHistory({.records = records(20, 11), .hasMore = true});
    DeskContext desk(engine, m_source, m_decoders);
    JournalPage page(desk);
    page.show();
    QVERIFY(QTest::qWaitForWindowExposed(&page));
    QTRY_COMPARE(page.model().rowCount(), 10);
    engine.setHistory({.records = records(90, 81), .hasMore = true});
    QTRY_COMPARE(page.model().records().front().sequence, std::uint64_t{90});
    QCOMPARE(sequencesOf(page.model()), range(90, 81));
}

void TestJournal::filtersReachTheJournal() {
    uitest::FakeEngine engine;
    DeskContext desk(engine, m_source, m_decoders);
    JournalPage page(desk);
    page.setGroup(RecordGroup::Alarms, false);
    page.setGroup(RecordGroup::Incidents, false);
    page.setGroup(RecordGroup::Rules, false);
    const auto combos = page.findChildren<QComboBox*>();
    QCOMPARE(combos.size(), 2);
    combos[0]->setCurrentIndex(2); // major and worse
    combos[1]->setCurrentIndex(2); // last 8 hours
    page.setSearch(QStringLiteral("  T7 "));
    page.refresh();
    QTRY_VERIFY(!engine.historyQueries().empty());
    const auto query = engine.historyQueries().back();
    QCOMPARE(query.text, std::string("T7"));
    QVERIFY(query.leastSeverity == alarm::Severity::Major);
    QVERIFY(query.from == now - std::chrono::hours(8));
    QVERIFY(!query.to);
    QVERIFY(!query.kinds.empty());
    for (const RecordKind kind : query.kinds) {
        QCOMPARE(ui::alarms::groupOf(kind), RecordGroup::Operators);
    }
    combos[1]->setCurrentIndex(5); // from ... to
    page.refresh();
    const auto between = engine.historyQueries().back();
    QVERIFY(between.from && between.to && *between.from < *between.to);
}

void TestJournal::searchWaitsForTheLastKey() {
    uitest::FakeEngine engine;
    engine.setHistory({.records = records(3, 1)});
    DeskContext desk(engine, m_source, m_decoders);
    JournalPage page(desk);
    for (const char* typed : {"b", "bl", "bla", "blac", "black"}) {
        page.setSearch(QString::fromLatin1(typed));
    }
    QTRY_COMPARE(page.model().rowCount(), 3);
    QCOMPARE(static_cast<int>(engine.historyQueries().size()), 1);
    QCOMPARE(engine.historyQueries().front().text, std::string("black"));
}

void TestJournal::noGroupMeansNothing() {
    uitest::FakeEngine engine;
    engine.setHistory({.records = records(3, 1)});
    DeskContext desk(engine, m_source, m_decoders);
    JournalPage page(desk);
    page.refresh();
    QTRY_COMPARE(page.model().rowCount(), 3);
    for (std::size_t i = 0; i < ui::alarms::recordGroups; ++i) {
        page.setGroup(static_cast<RecordGroup>(i), false);
    }
    page.refresh();
    QCOMPARE(page.model().rowCount(), 0);
    QCOMPARE(page.status(), QStringLiteral("The journal has nothing for these filters."));
}

void TestJournal::jumpAndBack() {
    uitest::FakeEngine engine;
    engine.setHistory({.records = records(3, 1)});
    DeskContext desk(engine, m_source, m_decoders);
    JournalPage page(desk);
    page.show();
    QVERIFY(QTest::qWaitForWindowExposed(&page));
    QTRY_COMPARE(page.model().rowCount(), 3);
    page.table().setFocus();
    page.table().selectRow(1);
    QTest::keyClick(&page.table(), Qt::Key_Return);
    QCOMPARE(engine.historyQueries().back().incidentId, std::uint64_t{7});
    QCOMPARE(engine.historyQueries().back().alarmId, std::uint64_t{0});
    QTRY_COMPARE(page.model().rowCount(), 3);
    engine.settle();
    page.table().selectRow(1);
    QTest::keyClick(&page.table(), Qt::Key_Return);
    QCOMPARE(engine.historyQueries().back().alarmId, std::uint64_t{102});
    QTest::keyClick(&page.table(), Qt::Key_Escape);
    QCOMPARE(engine.historyQueries().back().alarmId, std::uint64_t{0});
    QCOMPARE(engine.historyQueries().back().incidentId, std::uint64_t{0});
    page.showRule("rf.margin");
    QCOMPARE(engine.historyQueries().back().text, std::string("rf.margin"));
}

void TestJournal::errorsAreSaid() {
    uitest::FakeEngine engine;
    engine.setHistory({.error = "The disk is full."});
    DeskContext desk(engine, m_source, m_decoders);
    JournalPage page(desk);
    page.show();
    QVERIFY(QTest::qWaitForWindowExposed(&page));
    QTRY_COMPARE(page.status(), QStringLiteral("The journal could not be read: The disk is full."));
    engine.setHistory({.records = records(3, 1)});
    page.refresh();
    QTRY_COMPARE(page.status(), QStringLiteral("3 records"));
    // Rows that are there stay when a later question fails.
    engine.setHistory({.error = "The disk is gone."});
    page.refresh();
    QTRY_VERIFY(page.status().contains(QStringLiteral("gone")));
    QCOMPARE(page.model().rowCount(), 3);
}

void TestJournal::lateAnswersAreDropped() {
    uitest::FakeEngine engine;
    engine.setHistory({.records = records(9, 1)});
    DeskContext desk(engine, m_source, m_decoders);
    JournalPage page(desk);
    QSignalSpy resets(&page.model(), &QAbstractItemModel::modelReset);
    page.refresh();
    engine.setHistory({.records = records(2, 1)});
    page.refresh(); // the answer to the first is under way
    engine.settle();
    QTRY_COMPARE(page.model().rowCount(), 2);
    QCOMPARE(resets.count(), 1);
}

void TestJournal::copyTakesTheSelection() {
    uitest::FakeEngine engine;
    engine.setHistory({.records = records(9, 1)});
    DeskContext desk(engine, m_source, m_decoders);
    JournalPage page(desk);
    page.show();
    QVERIFY(QTest::qWaitForWindowExposed(&page));
    QTRY_COMPARE(page.model().rowCount(), 9);
    page.table().setFocus();
    page.table().selectRow(2);
    QTest::keySequence(&page.table(), QKeySequence::Copy);
    const QStringList lines = QGuiApplication::clipboard()->text().split(QLatin1Char('\n'));
    QCOMPARE(lines.size(), 3); // head, row, end
    QVERIFY(lines[1].contains(cell(page.model(), 2, JournalModel::When)));
}

QTEST_MAIN(TestJournal)
#include "tst_journal.moc"
