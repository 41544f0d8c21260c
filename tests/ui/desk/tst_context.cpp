// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSignalSpy>
#include <QThread>
#include <QtTest>

#include "tests/ui/support/fakeengine.h"
#include "ui/desk/deskcontext.h"

using namespace vigie;
using ui::desk::DeskContext;

class TestContext : public QObject {
    Q_OBJECT
private slots:
    void snapshotsComeCoalescedOnTheGuiThread();
    void nothingRunsWhileNothingChanges();
    void answersComeOnTheGuiThread();
    void answersDoNotReachADeadReceiver();
    void answersAfterTheContextAreDropped();
    void openFeedPicksTheWorstRegion();
    void selectionTellsOnce();
    void actionsReachTheEngineUnderAName();

private:
    uitest::FakeSource m_source;
    uitest::FakeDecodePool m_decoders;
};

void TestContext::snapshotsComeCoalescedOnTheGuiThread() {
    uitest::FakeEngine engine;
    DeskContext desk(engine, m_source, m_decoders);
    QVERIFY(desk.snapshot());
    QCOMPARE(desk.snapshot()->revision, 1u);
    int count = 0;
    bool isGuiThread = true;
    std::uint64_t newest = 0;
    connect(&desk, &DeskContext::snapshotChanged, &desk, [&](const engine::SnapshotPtr& snapshot) {
        ++count;
        newest = snapshot->revision;
        isGuiThread = isGuiThread && QThread::currentThread() == qApp->thread();
    });
    for (int i = 0; i < 500; ++i) {
        engine.publish(uitest::makeSnapshot({.feeds = 1, .regions = 1}));
    }
    engine.settle();
    QTRY_COMPARE(newest, 501u);
    QVERIFY(isGuiThread);
    QVERIFY2(count <= 3, qPrintable(QString::number(count)));
    QCOMPARE(desk.snapshot()->revision, 501u);
}

void TestContext::nothingRunsWhileNothingChanges() {
    uitest::FakeEngine engine;
    DeskContext desk(engine, m_source, m_decoders);
    QSignalSpy spy(&desk, &DeskContext::snapshotChanged);
    engine.publish(uitest::makeSnapshot());
    QTRY_COMPARE(spy.count(), 1);
    QVERIFY(!spy.wait(150));
}

void TestContext::answersComeOnTheGuiThread() {
    uitest::FakeEngine engine;
    DeskContext desk(engine, m_source, m_decoders);
    QObject receiver;
    int answers = 0;
    std::size_t points = 0;
    std::size_t latest = 0;
    std::size_t events = 0;
    bool isGuiThread = true;
    const auto here = [&] {
        ++answers;
        isGuiThread = isGuiThread && QThread::currentThread() == qApp->thread();
    };
    engine::ChartQuery query;
    query.nodeId = "origin-paris";
    query.subject = "f001";
    query.metricKey = std::string(model::key::pathBitrate);
    query.to = desk.snapshot()->now;
    query.from = query.to - std::chrono::minutes(5);
    desk.queryChart(query, &receiver, [&](const engine::ChartSeries& series) {
        here();
        points = series.points.size();
    });
    desk.queryLatest("origin-paris", model::Scope::Path, "f001", &receiver,
                     [&](const std::vector<engine::LatestValue>& values) {
                         here();
                         latest = values.size();
                     });
    desk.queryEvents("sat-south-america", "", 5, &receiver,
                     [&](const std::vector<engine::LoggedEvent>& found) {
                         here();
                         events = found.size();
                     });
    QTRY_COMPARE(answers, 3);
    QVERIFY(isGuiThread);
    QVERIFY(points > 100);
    QVERIFY(latest > 10);
    QCOMPARE(events, 5u);
}

void TestContext::answersDoNotReachADeadReceiver() {
    uitest::FakeEngine engine;
    DeskContext desk(engine, m_source, m_decoders);
    auto receiver = std::make_unique<QObject>();
    bool isCalled = false;
    bool isSecondCalled = false;
    desk.queryEvents("", "", 5, receiver.get(), [&](const auto&) { isCalled = true; });
    receiver.reset();
    QObject other;
    desk.queryEvents("", "", 5, &other, [&](const auto&) { isSecondCalled = true; });
    QTRY_VERIFY(isSecondCalled);
    QVERIFY(!isCalled);
}

void TestContext::answersAfterTheContextAreDropped() {
    uitest::FakeEngine engine;
    QObject receiver;
    bool isCalled = false;
    {
        DeskContext desk(engine, m_source, m_decoders);
        desk.queryEvents("", "", 5, &receiver, [&](const auto&) { isCalled = true; });
        engine.publish(uitest::makeSnapshot());
    }
    engine.settle();
    QCoreApplication::processEvents();
    QVERIFY(!isCalled);
}

void TestContext::openFeedPicksTheWorstRegion() {
    uitest::FakeEngine engine;
    DeskContext desk(engine, m_source, m_decoders);
    QSignalSpy spy(&desk, &DeskContext::feedOpened);
    desk.openFeed("f003", "");
    QCOMPARE(spy.count(), 1);
    QCOMPARE(spy[0][0].toString(), QString("f003"));
    const auto& all = desk.snapshot()->deliveries;
    const auto severity = [&](const QString& region) {
        for (const auto& delivery : all) {
            if (delivery.feedId == "f003" && delivery.regionId == region.toStdString()) {
                return delivery.worst();
            }
        }
        return engine::Severity::None;
    };
    for (const auto& delivery : all) {
        if (delivery.feedId == "f003") {
            QVERIFY(delivery.worst() <= severity(spy[0][1].toString()));
        }
    }
    desk.selectRegion("asia");
    desk.openFeed("f001", "");
    QCOMPARE(spy[1][1].toString(), QString("asia"));
    desk.openFeed("f001", "europe");
    QCOMPARE(spy[2][1].toString(), QString("europe"));
    QCOMPARE(desk.selectedFeed(), QString("f001"));
}

void TestContext::selectionTellsOnce() {
    uitest::FakeEngine engine;
    DeskContext desk(engine, m_source, m_decoders);
    QSignalSpy spy(&desk, &DeskContext::selectionChanged);
    desk.selectFeed("f001");
    desk.selectFeed("f001");
    desk.selectRegion("asia");
    QCOMPARE(spy.count(), 2);
}

void TestContext::actionsReachTheEngineUnderAName() {
    uitest::FakeEngine engine;
    DeskContext desk(engine, m_source, m_decoders);
    engine::Snapshot signedOn = uitest::makeSnapshot();
    signedOn.operatorName = "Ada";
    engine.publish(std::move(signedOn));
    QTRY_COMPARE(desk.snapshot()->operatorName, std::string("Ada"));
    alarm::Action action;
    action.alarmIds = {7};
    std::optional<base::Result<std::uint64_t>> answer;
    desk.act(action, this, [&answer](const auto& done) { answer = done; });
    QTRY_VERIFY(answer.has_value());
    QVERIFY(answer->has_value());
    QCOMPARE(engine.acknowledged(), std::vector<std::uint64_t>{7});
    QCOMPARE(engine.actions().at(0).operatorName, std::string("Ada"));
    engine.setRefusal("No such alarm.");
    answer.reset();
    desk.act(action, this, [&answer](const auto& done) { answer = done; });
    QTRY_VERIFY(answer.has_value());
    QCOMPARE(answer->error().message, std::string("No such alarm."));
}

QTEST_MAIN(TestContext)
#include "tst_context.moc"
