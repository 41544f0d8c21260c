// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSignalSpy>
#include <QThread>
#include <QtTest>

#include "tests/ui/support/fakeengine.h"
#include "tests/ui/support/fakepast.h"
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
    void showsThePastAndKeepsThePresent();
    void answersOfThePlaceThatWasLeftAreDropped();
    void actionsOfThePastAreRefusedButThoseOfTheDeskAreNot();
    void aReplayHasNoPresent();

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

void TestContext::showsThePastAndKeepsThePresent() {
    uitest::FakeEngine engine;
    uitest::FakePast past;
    DeskContext desk(engine, m_source, m_decoders);
    QVERIFY(desk.isLive());
    QSignalSpy place(&desk, &DeskContext::placeChanged);
    QSignalSpy live(&desk, &DeskContext::liveSnapshotChanged);
    const base::Utc then = past.playhead().from + std::chrono::hours(1);
    past.seek(then);
    past.engine().settle();
    desk.goTo(past, past);
    QCOMPARE(place.count(), 1);
    QVERIFY(!desk.isLive());
    QVERIFY(desk.hasLive());
    QVERIFY(desk.snapshot()->now == then);
    QCOMPARE(&desk.source(), static_cast<fleet::Source*>(&past));
    QVERIFY(desk.liveSnapshot() != nullptr);
    // The present goes on.
    const auto before = desk.liveSnapshot();
    engine.publish(uitest::makeSnapshot());
    QTRY_COMPARE(live.count(), 1);
    QVERIFY(desk.liveSnapshot() != before);
    QVERIFY(desk.snapshot()->now == then);
    // So does the past.
    past.seek(then + std::chrono::minutes(5));
    QTRY_VERIFY(desk.snapshot()->now == then + std::chrono::minutes(5));
    desk.goLive();
    QCOMPARE(place.count(), 2);
    QVERIFY(desk.isLive());
    QCOMPARE(desk.snapshot(), desk.liveSnapshot());
    past.seek(then);
    past.engine().settle();
    QCoreApplication::processEvents();
    QCOMPARE(desk.snapshot(), desk.liveSnapshot());
}

void TestContext::answersOfThePlaceThatWasLeftAreDropped() {
    uitest::FakeEngine engine;
    uitest::FakePast past;
    past.engine().setEvents({});
    DeskContext desk(engine, m_source, m_decoders);
    int ofThePresent = 0;
    desk.queryEvents("", "", 5, this, [&](const auto&) { ++ofThePresent; });
    engine.settle(); // answered, but not yet taken by this thread
    desk.goTo(past, past);
    std::optional<std::size_t> ofThePast;
    desk.queryEvents("", "", 5, this, [&](const auto& events) { ofThePast = events.size(); });
    QTRY_VERIFY(ofThePast.has_value());
    QCOMPARE(*ofThePast, std::size_t(0)); // it was the past that answered
    QCOMPARE(ofThePresent, 0);
    desk.goLive();
}

void TestContext::actionsOfThePastAreRefusedButThoseOfTheDeskAreNot() {
    uitest::FakeEngine engine;
    uitest::FakePast past;
    DeskContext desk(engine, m_source, m_decoders);
    QVERIFY(desk.whyNoActions().isEmpty());
    desk.goTo(past, past);
    QVERIFY(!desk.whyNoActions().isEmpty());
    alarm::Action action;
    action.alarmIds = {7};
    std::optional<base::Result<std::uint64_t>> answer;
    desk.act(action, this, [&answer](const auto& done) { answer = done; });
    QTRY_VERIFY(answer.has_value());
    QVERIFY(!answer->has_value());
    QVERIFY(engine.actions().empty());
    // A new alarm of now can be silenced from there.
    answer.reset();
    action = {};
    action.kind = alarm::ActionKind::Mute;
    desk.act(action, this, [&answer](const auto& done) { answer = done; });
    QTRY_VERIFY(answer.has_value());
    QVERIFY(answer->has_value());
    QCOMPARE(engine.actions().size(), std::size_t(1));
    desk.goLive();
}

void TestContext::aReplayHasNoPresent() {
    uitest::FakePast past;
    DeskContext desk(past, past, m_decoders);
    QVERIFY(!desk.isLive());
    QVERIFY(!desk.hasLive());
    QVERIFY(desk.liveSnapshot() == nullptr);
    QVERIFY(!desk.whyNoActions().isEmpty());
    QSignalSpy live(&desk, &DeskContext::liveSnapshotChanged);
    QSignalSpy changed(&desk, &DeskContext::snapshotChanged);
    past.seek(past.playhead().from + std::chrono::minutes(3));
    QTRY_COMPARE(changed.count(), 1);
    QCOMPARE(live.count(), 0);
    desk.goLive();
    QVERIFY(!desk.isLive());
}

QTEST_MAIN(TestContext)
#include "tst_context.moc"
