// SPDX-License-Identifier: GPL-3.0-or-later
#include <thread>

#include <QAbstractItemModelTester>
#include <QPushButton>
#include <QTableView>
#include <QtTest>

#include "core/base/thread.h"
#include "tests/ui/support/fakeengine.h"
#include "ui/alarms/alarmhealthpage.h"
#include "ui/alarms/alarmspage.h"
#include "ui/alarms/journalpage.h"
#include "ui/alarms/outwardpage.h"

using namespace vigie;
using outward::TargetStatus;
using ui::alarms::AlarmsPage;
using ui::alarms::OutwardModel;
using ui::alarms::OutwardPage;
using ui::desk::DeskContext;

namespace {

const base::Utc now = uitest::FleetShape().now;

/// Targets that say what they were told; tests are answered on a thread of their own, or held.
class FakeOutward final : public outward::Outward {
public:
    bool post(outward::Notice) override { return true; }
    void test(const std::string& target, std::function<void(base::Result<void>)> done) override {
        tested.push_back(target);
        if (isHeld) {
            held = std::move(done);
            return;
        }
        threads.push_back(base::startThread(
            "fake-target",
            [done = std::move(done), answer = answer](const std::stop_token&) { done(answer); }));
    }
    std::vector<TargetStatus> status() const override { return targets; }
    void stop() override {}

    std::vector<TargetStatus> targets;
    std::vector<std::string> tested;
    base::Result<void> answer;
    bool isHeld = false;
    std::function<void(base::Result<void>)> held;
    std::vector<std::jthread> threads;
};

std::vector<TargetStatus> someTargets() {
    TargetStatus works;
    works.name = "noc";
    works.address = "https://noc.example/hook";
    works.delivered = 1234;
    works.lastDelivered = now;
    TargetStatus fails;
    fails.name = "snmp";
    fails.kind = outward::TargetKind::Snmp;
    fails.address = "10.0.0.9:162";
    fails.waiting = 17;
    fails.refused = 1;
    fails.dropped = 2;
    fails.trouble = "No answer within 10 s.";
    fails.nextTry = now + std::chrono::seconds(60);
    TargetStatus fresh;
    fresh.name = "syslog";
    fresh.kind = outward::TargetKind::Syslog;
    return {works, fails, fresh};
}

QString cell(const OutwardModel& model, int row, int column) {
    return model.index(row, column).data().toString();
}

} // namespace

class TestAlarmsPage : public QObject {
    Q_OBJECT
private slots:
    void keysTurnTabs();
    void jumpsLeadToTheJournal();
    void outwardModelIsSound();
    void withoutTargetsItSaysHow();
    void targetsAreTold();
    void testIsAnsweredInWords();
    void lateAnswerFindsNobody();

private:
    uitest::FakeSource m_source;
    uitest::FakeDecodePool m_decoders;
};

void TestAlarmsPage::keysTurnTabs() {
    uitest::FakeEngine engine;
    DeskContext desk(engine, m_source, m_decoders);
    AlarmsPage page(desk);
    page.resize(1600, 900);
    page.show();
    QVERIFY(QTest::qWaitForWindowExposed(&page));
    QCOMPARE(page.tab(), AlarmsPage::Tab::Incidents);
    page.setFocus();
    const AlarmsPage::Tab tabs[] = {AlarmsPage::Tab::Journal, AlarmsPage::Tab::Health,
                                    AlarmsPage::Tab::ShiftReport, AlarmsPage::Tab::Outward,
                                    AlarmsPage::Tab::Incidents};
    const Qt::Key keys[] = {Qt::Key_2, Qt::Key_3, Qt::Key_4, Qt::Key_5, Qt::Key_1};
    for (int i = 0; i < AlarmsPage::tabCount; ++i) {
        QTest::keyClick(&page, keys[i], Qt::AltModifier);
        QCOMPARE(page.tab(), tabs[i]);
    }
}

void TestAlarmsPage::jumpsLeadToTheJournal() {
    uitest::FakeEngine engine;
    DeskContext desk(engine, m_source, m_decoders);
    AlarmsPage page(desk);
    page.showJournalOf(0, 42);
    QCOMPARE(page.tab(), AlarmsPage::Tab::Journal);
    QCOMPARE(engine.historyQueries().back().incidentId, std::uint64_t{42});
    page.showTab(AlarmsPage::Tab::Health);
    emit page.health().ruleJournalWanted("rf.margin");
    QCOMPARE(page.tab(), AlarmsPage::Tab::Journal);
    QCOMPARE(engine.historyQueries().back().text, std::string("rf.margin"));
    QCOMPARE(engine.historyQueries().back().incidentId, std::uint64_t{0});
}

void TestAlarmsPage::outwardModelIsSound() {
    OutwardModel model;
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setTargets(someTargets());
    auto changed = someTargets();
    changed.front().delivered = 2000;
    model.setTargets(changed);
    QCOMPARE(cell(model, 0, OutwardModel::Delivered).remove(QChar(0x202F)), QStringLiteral("2000"));
    model.setTestResult("snmp", QStringLiteral("under way"));
    QCOMPARE(cell(model, 1, OutwardModel::TestResult), QStringLiteral("under way"));
    changed.pop_back();
    model.setTargets(changed);
    QCOMPARE(model.rowCount(), 2);
    model.setTargets({});
}

void TestAlarmsPage::withoutTargetsItSaysHow() {
    OutwardPage page;
    QVERIFY(page.emptyText().contains(QStringLiteral("desk file")));
    FakeOutward outward;
    page.setOutward(&outward);
    QVERIFY(!page.emptyText().isEmpty());
    outward.targets = someTargets();
    page.setOutward(&outward);
    QCOMPARE(page.emptyText(), QString());
    page.setOutward(nullptr);
    QVERIFY(!page.emptyText().isEmpty());
}

void TestAlarmsPage::targetsAreTold() {
    FakeOutward outward;
    outward.targets = someTargets();
    OutwardPage page;
    page.setOutward(&outward);
    page.show();
    QVERIFY(QTest::qWaitForWindowExposed(&page));
    const OutwardModel& model = page.model();
    QCOMPARE(cell(model, 0, OutwardModel::State), QStringLiteral("works"));
    QCOMPARE(cell(model, 1, OutwardModel::State), QStringLiteral("fails: No answer within 10 s."));
    QCOMPARE(cell(model, 1, OutwardModel::Kind), QStringLiteral("SNMP"));
    QCOMPARE(cell(model, 1, OutwardModel::Waiting), QStringLiteral("17"));
    QCOMPARE(cell(model, 1, OutwardModel::Lost), QStringLiteral("3"));
    QCOMPARE(cell(model, 1, OutwardModel::Last), QStringLiteral("—"));
    QCOMPARE(cell(model, 2, OutwardModel::State), QStringLiteral("nothing sent yet"));
    // While it is seen, it asks again.
    outward.targets[1].trouble.clear();
    outward.targets[1].lastDelivered = now;
    QTRY_COMPARE(cell(model, 1, OutwardModel::State), QStringLiteral("works"));
}

void TestAlarmsPage::testIsAnsweredInWords() {
    FakeOutward outward;
    outward.targets = someTargets();
    outward.answer = base::failure("HTTP 403: forbidden");
    OutwardPage page;
    page.setOutward(&outward);
    page.resize(1500, 400);
    page.show();
    QVERIFY(QTest::qWaitForWindowExposed(&page));
    const OutwardModel& model = page.model();
    auto* button =
        qobject_cast<QPushButton*>(page.table().indexWidget(model.index(1, OutwardModel::Test)));
    QVERIFY(button != nullptr);
    button->click();
    QCOMPARE(outward.tested, std::vector<std::string>{"snmp"});
    QTRY_VERIFY(cell(model, 1, OutwardModel::TestResult)
                    .endsWith(QStringLiteral("test failed: HTTP 403: forbidden")));
    outward.answer = {};
    button->click();
    QTRY_VERIFY(cell(model, 1, OutwardModel::TestResult).endsWith(QStringLiteral("test arrived")));
    // One at a time.
    outward.isHeld = true;
    button->click();
    button->click();
    QCOMPARE(static_cast<int>(outward.tested.size()), 3);
    QCOMPARE(cell(model, 1, OutwardModel::TestResult), QStringLiteral("under way …"));
}

void TestAlarmsPage::lateAnswerFindsNobody() {
    FakeOutward outward;
    outward.targets = someTargets();
    outward.isHeld = true;
    auto page = std::make_unique<OutwardPage>();
    page->setOutward(&outward);
    page->test("noc");
    page.reset();
    std::jthread late = base::startThread(
        "late-target", [done = outward.held](const std::stop_token&) { done({}); });
    late.join();
    QCoreApplication::processEvents();
    QCOMPARE(outward.tested, std::vector<std::string>{"noc"});
}

QTEST_MAIN(TestAlarmsPage)
#include "tst_alarmspage.moc"
