// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTableView>
#include <QtTest>

#include "tests/ui/support/fakeengine.h"
#include "ui/alarms/alarmhealthpage.h"
#include "ui/alarms/ratechart.h"

using namespace vigie;
using alarm::Performance;
using alarm::Severity;
using ui::alarms::AlarmHealthPage;
using ui::alarms::HealthFigure;
using ui::alarms::Judgement;
using ui::alarms::RateChart;
using ui::alarms::SourceModel;
using ui::desk::DeskContext;

namespace {

const base::Utc now = uitest::FleetShape().now;

Performance::Count source(const char* path, const char* rule, std::uint32_t times) {
    return {{model::Scope::Path, "sat-south-america", path}, rule, times, now};
}

/// A day without any fault in its alarms.
Performance calmDay() {
    Performance day;
    day.at = now;
    day.from = now - std::chrono::hours(24);
    day.lines = 80;
    day.alarms = 100;
    for (int i = 0; i < 144; ++i) {
        const base::Utc at{
            std::chrono::seconds(base::toSeconds(now) / 600 * 600 - (143 - i) * 600)};
        day.linesPer10Min.push_back({at, i % 2});
        day.alarmsPer10Min.push_back({at, i % 3});
    }
    day.linesPer10MinMean = 0.6;
    day.linesPer10MinPeak = 4;
    day.topPart = 0.008;
    day.bySeverity = {0, 50, 32, 14, 4};
    return day;
}

HealthFigure figure(const Performance& performance, const QString& name) {
    for (HealthFigure& one : ui::alarms::healthFigures(performance)) {
        if (one.name == name) {
            return one;
        }
    }
    return {};
}

Judgement judged(const Performance& performance, const char* name) {
    return figure(performance, QString::fromLatin1(name)).judgement;
}

} // namespace

class TestAlarmHealth : public QObject {
    Q_OBJECT
private slots:
    void calmDayMeetsEveryTarget();
    void eachTargetCanBeMissed();
    void unknownIsNotZero();
    void everyFigureSaysWhatItMeans();
    void modelsAreSound();
    void pageAsksWhileSeenOnly();
    void selectingShowsTheRule();
    void chartSaysItsPeriods();
    void floodIsSaid();

private:
    uitest::FakeSource m_source;
    uitest::FakeDecodePool m_decoders;
};

void TestAlarmHealth::calmDayMeetsEveryTarget() {
    for (const HealthFigure& one : ui::alarms::healthFigures(calmDay())) {
        QVERIFY2(one.judgement == Judgement::Met || one.judgement == Judgement::NoTarget,
                 qPrintable(one.name));
    }
    QCOMPARE(figure(calmDay(), QStringLiteral("Lines per day")).value, QStringLiteral("80"));
    QCOMPARE(figure(calmDay(), QStringLiteral("Low / medium / high")).value,
             QStringLiteral("82 / 14 / 4 %"));
}

void TestAlarmHealth::eachTargetCanBeMissed() {
    Performance day = calmDay();
    day.linesPer10MinMean = 1.5;
    QCOMPARE(judged(day, "Lines per 10 min, mean"), Judgement::Tolerable);
    day.linesPer10MinMean = 2.1;
    QCOMPARE(judged(day, "Lines per 10 min, mean"), Judgement::Missed);
    day.linesPer10MinPeak = 11;
    QCOMPARE(judged(day, "Lines per 10 min, peak"), Judgement::Missed);
    day.busyPeriods = 0.01;
    QCOMPARE(judged(day, "Periods above 10 lines"), Judgement::Missed);
    day.lines = 200;
    QCOMPARE(judged(day, "Lines per day"), Judgement::Tolerable);
    day.lines = 301;
    QCOMPARE(judged(day, "Lines per day"), Judgement::Missed);
    day.floodTime = 0.02;
    day.floods = 2;
    QCOMPARE(judged(day, "Time in flood"), Judgement::Missed);
    QCOMPARE(figure(day, QStringLiteral("Time in flood")).value,
             QStringLiteral("2.0 % · 2 floods"));
    day.topPart = 0.04;
    QCOMPARE(judged(day, "Part of the top ten"), Judgement::Tolerable);
    day.topPart = 0.4;
    QCOMPARE(judged(day, "Part of the top ten"), Judgement::Missed);
    day.chattering = {source("a", "r", 3)};
    QCOMPARE(judged(day, "Chattering"), Judgement::Missed);
    day.fleeting = 1;
    QCOMPARE(judged(day, "Fleeting"), Judgement::Missed);
    day.stale.assign(4, source("a", "r", 1));
    QCOMPARE(judged(day, "Stale"), Judgement::Met);
    day.stale.assign(5, source("a", "r", 1));
    QCOMPARE(judged(day, "Stale"), Judgement::Missed);
    day.bySeverity = {0, 50, 20, 22, 8};
    QCOMPARE(judged(day, "Low / medium / high"), Judgement::Tolerable);
    day.bySeverity = {0, 10, 10, 30, 50};
    QCOMPARE(judged(day, "Low / medium / high"), Judgement::Missed);
}

void TestAlarmHealth::unknownIsNotZero() {
    Performance fresh;
    fresh.at = now;
    fresh.from = now - std::chrono::minutes(5);
    for (const char* name :
         {"Lines per 10 min, mean", "Lines per 10 min, peak", "Periods above 10 lines",
          "Lines per day", "Part of the top ten", "Low / medium / high"}) {
        const HealthFigure one = figure(fresh, QString::fromLatin1(name));
        QCOMPARE(one.value, QStringLiteral("—"));
        QCOMPARE(one.judgement, Judgement::NotKnown);
    }
    // A few alarms are no distribution: one is always a hundred percent.
    fresh.alarms = 1;
    fresh.topPart = 1;
    fresh.bySeverity = {0, 0, 0, 0, 1};
    QCOMPARE(judged(fresh, "Part of the top ten"), Judgement::NotKnown);
    QCOMPARE(judged(fresh, "Low / medium / high"), Judgement::NotKnown);
    QVERIFY(!ui::alarms::prioritiesOf(Performance{}));
}

void TestAlarmHealth::everyFigureSaysWhatItMeans() {
    for (const HealthFigure& one : ui::alarms::healthFigures(calmDay())) {
        QVERIFY(!one.name.isEmpty());
        QVERIFY(one.meaning.size() > 40);
        QCOMPARE(one.target.isEmpty(), one.judgement == Judgement::NoTarget);
        QVERIFY(!ui::alarms::judgementText(one.judgement).isEmpty());
    }
}

void TestAlarmHealth::modelsAreSound() {
    ui::alarms::HealthFigureModel figures;
    SourceModel sources;
    const QAbstractItemModelTester first(&figures,
                                         QAbstractItemModelTester::FailureReportingMode::QtTest);
    const QAbstractItemModelTester second(&sources,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    figures.setFigures(ui::alarms::healthFigures(calmDay()));
    figures.setFigures(ui::alarms::healthFigures({}));
    const auto snapshot = std::make_shared<engine::Snapshot>(uitest::makeSnapshot());
    QSignalSpy resets(&sources, &QAbstractItemModel::modelReset);
    sources.setSources(snapshot, {source("sat-south-america-f003", "a", 3), source("p", "b", 2)},
                       50);
    QCOMPARE(sources.index(0, SourceModel::Subject).data().toString(),
             QStringLiteral("003 Sailing · Drone ◆ Buenos Aires"));
    QCOMPARE(sources.index(0, SourceModel::Part).data().toString(), QStringLiteral("6.0 %"));
    sources.setSources(snapshot, {source("sat-south-america-f003", "a", 4), source("p", "b", 2)},
                       50);
    QCOMPARE(resets.count(), 1); // the same sources: only figures changed
    QCOMPARE(sources.index(0, SourceModel::Times).data().toString(), QStringLiteral("4"));
    sources.setSources(snapshot, {source("p", "b", 9)}, 0);
    QCOMPARE(sources.rowCount(), 1);
    QCOMPARE(sources.index(0, SourceModel::Part).data().toString(), QStringLiteral("—"));
    QCOMPARE(sources.find(source("p", "b", 1)), 0);
    QCOMPARE(sources.find(source("p", "a", 1)), -1);
    sources.setSources(snapshot, {}, 0);
}

void TestAlarmHealth::pageAsksWhileSeenOnly() {
    uitest::FakeEngine engine;
    engine.setPerformance(calmDay());
    DeskContext desk(engine, m_source, m_decoders);
    AlarmHealthPage page(desk);
    engine.settle();
    QCoreApplication::processEvents();
    QCOMPARE(page.figures().rowCount(), 0);
    page.show();
    QVERIFY(QTest::qWaitForWindowExposed(&page));
    QTRY_VERIFY(page.figures().rowCount() > 10);
    QVERIFY(page.headline().contains(QStringLiteral("No target is missed")));
    const auto timers = page.findChildren<QTimer*>();
    const auto isAsking = [&timers] {
        return std::any_of(timers.begin(), timers.end(), [](const QTimer* timer) {
            return timer->isActive() && timer->interval() == AlarmHealthPage::refreshMs;
        });
    };
    QVERIFY(isAsking());
    page.hide();
    QVERIFY(!isAsking());
}

void TestAlarmHealth::selectingShowsTheRule() {
    auto snapshot = uitest::makeSnapshot();
    auto rules = std::make_shared<alarm::RuleSet>();
    alarm::Rule rule;
    rule.id = "rf.margin";
    rule.signal = "rf.margin";
    rule.unit = "dB";
    rule.name.en = "Link margin low";
    rule.definedAt = "rules.yaml:12:5";
    rule.steps = {{.severity = Severity::Major,
                   .compare = alarm::Compare::Below,
                   .limit = 1,
                   .clear = 1.5,
                   .onDelay = std::chrono::seconds(5),
                   .offDelay = std::chrono::seconds(30)}};
    rules->rules.push_back(rule);
    snapshot.rules = rules;
    uitest::FakeEngine engine(snapshot);
    Performance day = calmDay();
    day.top = {source("sat-south-america-f003", "rf.margin", 40), source("x", "gone.rule", 2)};
    day.chattering = day.top;
    engine.setPerformance(day);
    DeskContext desk(engine, m_source, m_decoders);
    AlarmHealthPage page(desk);
    page.resize(1600, 900);
    page.show();
    QVERIFY(QTest::qWaitForWindowExposed(&page));
    QTRY_COMPARE(page.sources(AlarmHealthPage::Top).rowCount(), 2);
    page.table(AlarmHealthPage::Top).selectRow(0);
    QVERIFY(page.ruleShown().contains(QStringLiteral("rf.margin — Link margin low")));
    QVERIFY(page.ruleShown().contains(QStringLiteral("rules.yaml:12:5")));
    QVERIFY(page.ruleShown().contains(
        QStringLiteral("major: below 1 dB, returns at 1.5; on-delay 5 s, off-delay 30 s")));
    page.table(AlarmHealthPage::Top).selectRow(1);
    QCOMPARE(page.ruleShown(), QStringLiteral("gone.rule is not among the rules in force."));
    QSignalSpy wanted(&page, &AlarmHealthPage::ruleJournalWanted);
    QTableView& table = page.table(AlarmHealthPage::Chattering);
    const QPoint at = table.visualRect(table.model()->index(0, 0)).center();
    QTest::mouseClick(table.viewport(), Qt::LeftButton, {}, at);
    QTest::mouseDClick(table.viewport(), Qt::LeftButton, {}, at);
    QCOMPARE(wanted.count(), 1);
    QCOMPARE(wanted[0][0].value<std::string>(), std::string("rf.margin"));
}

void TestAlarmHealth::chartSaysItsPeriods() {
    RateChart chart;
    chart.resize(900, 300);
    QCOMPARE(chart.textAt(QPointF(450, 100)), QString());
    Performance day = calmDay();
    day.from = now - std::chrono::hours(12);
    day.linesPer10Min.erase(day.linesPer10Min.begin(), day.linesPer10Min.begin() + 72);
    day.alarmsPer10Min.erase(day.alarmsPer10Min.begin(), day.alarmsPer10Min.begin() + 72);
    day.linesPer10Min.back().second = 14;
    chart.setPerformance(day);
    QCOMPARE(chart.textAt(QPointF(100, 100)), QStringLiteral("not counted yet"));
    const QString last = chart.textAt(QPointF(888, 100));
    QVERIFY2(last.contains(QStringLiteral("18:00:00 to 18:10:00 UTC: 14 lines")), qPrintable(last));
    // The bars differ from an empty chart, and the limit is drawn.
    const QImage full = chart.grab().toImage();
    chart.setPerformance({});
    QVERIFY(full != chart.grab().toImage());
}

void TestAlarmHealth::floodIsSaid() {
    uitest::FakeEngine engine;
    Performance day = calmDay();
    day.isFlood = true;
    day.floodSince = now - std::chrono::minutes(3);
    day.floodTime = 0.05;
    engine.setPerformance(day);
    DeskContext desk(engine, m_source, m_decoders);
    AlarmHealthPage page(desk);
    page.show();
    QTRY_VERIFY(page.headline().contains(QStringLiteral("FLOOD since 18:02:43")));
    QVERIFY(page.headline().contains(QStringLiteral("1 target is missed")));
}

QTEST_MAIN(TestAlarmHealth)
#include "tst_alarmhealth.moc"
