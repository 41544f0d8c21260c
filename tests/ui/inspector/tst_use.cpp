// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>
#include <QApplication>
#include <QClipboard>
#include <QLineEdit>
#include <QSettings>
#include <QTableView>
#include <QtTest>

#include "tests/ui/support/fakeengine.h"
#include "ui/desk/deskcontext.h"
#include "ui/inspector/chartstack.h"
#include "ui/inspector/inspectorpage.h"
#include "ui/inspector/metricpicker.h"
#include "ui/inspector/paneimage.h"
#include "ui/inspector/pictureview.h"
#include "ui/inspector/routestrip.h"
#include "ui/inspector/twinpane.h"
#include "ui/theme/look.h"

using namespace vigie;
using namespace vigie::ui;
using namespace vigie::ui::inspector;

namespace {

struct Fixture {
    uitest::FakeEngine engine;
    uitest::FakeSource source;
    uitest::FakeDecodePool decoders;
    desk::DeskContext context{engine, source, decoders};
};

void show(QWidget& widget, QSize size) {
    widget.resize(size);
    widget.show();
    QVERIFY(QTest::qWaitForWindowExposed(&widget));
}

QStringList keysOf(const ChartStack& stack) {
    QStringList keys;
    for (const MetricChart* chart : stack.charts()) {
        keys << chart->id().text();
    }
    return keys;
}

} // namespace

/// What hands do on the inspector's page: keys, pointer, panes.
class UseTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() {
        QCoreApplication::setOrganizationName(QStringLiteral("vigie-test"));
        QCoreApplication::setApplicationName(QStringLiteral("inspector-use"));
        QVERIFY(m_folder.isValid());
        QSettings::setDefaultFormat(QSettings::IniFormat);
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_folder.path());
        theme::apply(*qApp);
    }
    void init() { QSettings().clear(); }

    void picturesStandAndAreSteppedByKeys() {
        Fixture fixture;
        InspectorPage page(fixture.context);
        show(page, {1600, 900});
        fixture.context.openFeed(QStringLiteral("f003"), QStringLiteral("south-america"));
        const Twins twins = page.twins();
        const base::Utc begin = base::SystemClock::instance().now().utc;
        for (std::uint64_t i = 1; i < 6; ++i) {
            for (std::size_t side = 0; side < 2; ++side) {
                const auto before = page.picture(side).shownFrame();
                // At the same time on both paths, however long this test takes to deliver them.
                model::AccessUnit unit = *uitest::sceneUnit(i, 3, static_cast<int>(i));
                unit.arrival = begin + i * std::chrono::milliseconds(40);
                fixture.source.deliver(twins.paths[side]->ref,
                                       std::make_shared<model::AccessUnit>(std::move(unit)));
                QTRY_VERIFY(page.picture(side).shownFrame() != before);
            }
        }
        page.setFocus();
        QTest::keyClick(&page, Qt::Key_P);
        QVERIFY(page.pictures().isPaused());
        QVERIFY(page.pictures().alignmentText().startsWith(QStringLiteral("Paused at 5 of 5")));
        QTest::keyClick(&page, Qt::Key_Comma);
        QVERIFY(page.pictures().alignmentText().startsWith(QStringLiteral("Paused at 4 of 5")));
        // What comes now is not shown.
        const auto standing = page.picture(0).shownFrame();
        fixture.source.deliver(twins.paths[0]->ref, uitest::sceneUnit(6, 3, 6));
        QCoreApplication::processEvents();
        QCOMPARE(page.picture(0).shownFrame(), standing);
        QTest::keyClick(&page, Qt::Key_Period);
        QVERIFY(page.pictures().alignmentText().startsWith(QStringLiteral("Paused at 5 of 5")));
        QTest::keyClick(&page, Qt::Key_Period); // there is nothing beyond
        QVERIFY(page.pictures().alignmentText().startsWith(QStringLiteral("Paused at 5 of 5")));
        QTest::keyClick(&page, Qt::Key_P);
        QVERIFY(!page.pictures().isPaused());
        QVERIFY(!page.pictures().alignmentText().isEmpty());
    }

    void chartsAreRemovedTakenBackAndPutElsewhere() {
        Fixture fixture;
        ChartStack stack(fixture.context);
        stack.setTwins(findTwins(*fixture.context.snapshot(), "f003", "south-america"));
        show(stack, {900, 800});
        const QStringList usual = keysOf(stack);
        QVERIFY(usual.size() > 3);
        stack.charts()[1]->setFocus();
        QTest::keyClick(stack.charts()[1], Qt::Key_Delete);
        QVERIFY(!keysOf(stack).contains(usual[1]));
        QVERIFY(stack.undoRemoval());
        QCOMPARE(keysOf(stack), usual);
        QVERIFY(!stack.undoRemoval());
        QTest::keyClick(stack.charts()[1], Qt::Key_Up, Qt::ControlModifier);
        QCOMPARE(keysOf(stack)[0], usual[1]);
        QCOMPARE(keysOf(stack)[1], usual[0]);
        QTest::keyClick(stack.charts()[0], Qt::Key_Up, Qt::ControlModifier); // is the first
        QCOMPARE(keysOf(stack)[0], usual[1]);
    }

    void aStretchThatIsDrawnIsZoomedInto() {
        Fixture fixture;
        ChartStack stack(fixture.context);
        stack.setTwins(findTwins(*fixture.context.snapshot(), "f003", "south-america"));
        show(stack, {900, 800});
        const TimeRange whole = stack.range();
        QWidget* view = stack.charts()[1]->viewport();
        QTest::mousePress(view, Qt::LeftButton, {}, {300, 50});
        QTest::mouseMove(view, {500, 50});
        QTest::mouseRelease(view, Qt::LeftButton, {}, {500, 50});
        QVERIFY(!stack.isLive());
        QVERIFY(stack.range().from > whole.from && stack.range().to < whole.to);
        for (const MetricChart* chart : stack.charts()) {
            QVERIFY(chart->isVisible());
        }
        QTest::mouseDClick(view, Qt::LeftButton, {}, {400, 50});
        QVERIFY(stack.isLive());
        QCOMPARE(stack.range(), whole);
        // A click is not a stretch.
        QTest::mouseClick(view, Qt::LeftButton, {}, {400, 50});
        QVERIFY(stack.isLive());
    }

    void anyMetricIsFoundByTyping() {
        Fixture fixture;
        ChartStack stack(fixture.context);
        stack.setTwins(findTwins(*fixture.context.snapshot(), "f003", "south-america"));
        show(stack, {900, 800});
        MetricPicker* picker = stack.choose();
        QVERIFY(QTest::qWaitForWindowExposed(picker));
        picker->searchBox()->setFocus();
        QTest::keyClicks(picker->searchBox(), QStringLiteral("rf.margin"));
        QCOMPARE(picker->table()->model()->rowCount(), 1);
        QTest::keyClick(picker->searchBox(), Qt::Key_Return);
        QVERIFY(keysOf(stack).contains(QStringLiteral("rf.margin")));
        QTest::keyClick(picker->searchBox(), Qt::Key_Return);
        QVERIFY(!keysOf(stack).contains(QStringLiteral("rf.margin")));
        // Of PIDs each by itself.
        picker->searchBox()->setText(QStringLiteral("pid.bitrate@"));
        QVERIFY(picker->table()->model()->rowCount() > 0);
        const QString key = picker->table()->model()->index(0, MetricList::Key).data().toString();
        stack.addChart(key);
        QVERIFY(keysOf(stack).contains(key));
        fixture.engine.settle();
        const auto queries = fixture.engine.chartQueries();
        QVERIFY(std::any_of(queries.begin(), queries.end(), [](const auto& query) {
            return query.scope == model::Scope::Pid && query.subject.find('/') != std::string::npos;
        }));
    }

    void theListOfMetricsKeepsItsPromises() {
        const auto snapshot = uitest::makeSnapshot();
        MetricList list;
        QAbstractItemModelTester tester(&list,
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        const Twins twins = findTwins(snapshot, "f003", "south-america");
        list.setMetrics(snapshot, twins, {});
        QVERIFY(list.rowCount() > 60);
        QSignalSpy changed(&list, &QAbstractItemModel::dataChanged);
        list.setMetrics(snapshot, twins, {list.index(0, MetricList::Key).data().toString()});
        QCOMPARE(changed.count(), 1);
        QCOMPARE(list.index(0, 0).data(Qt::CheckStateRole).toInt(), static_cast<int>(Qt::Checked));
        list.setMetrics(snapshot, {}, {});
        QCOMPARE(list.rowCount(), 0);
    }

    void chartIdsAreText() {
        QCOMPARE(ChartId::fromText(QStringLiteral("pid.bitrate@256")),
                 (ChartId{"pid.bitrate", std::uint16_t{256}}));
        QCOMPARE((ChartId{"pid.bitrate", std::uint16_t{256}}).text(),
                 QStringLiteral("pid.bitrate@256"));
        QCOMPARE(ChartId::fromText(QStringLiteral("a@b")), (ChartId{"a@b", std::nullopt}));
    }

    void whatTheDeskWorksOutIsASeries() {
        auto snapshot = uitest::makeSnapshot();
        const Twins twins = findTwins(snapshot, "f001", "europe");
        DeskSeries series;
        series.setTwins(twins);
        const base::Utc from = snapshot.now;
        const std::string latency = latencyMetric().key;
        for (int i = 0; i < 30; ++i) {
            if (i < 10 || i >= 20) {
                snapshot.now = from + std::chrono::seconds(i);
                series.take(snapshot);
                series.take(snapshot); // once a second is enough
            }
        }
        const base::Utc to = from + std::chrono::seconds(30);
        const auto all = series.series(latency, 0, from, to, 600);
        QCOMPARE(all.points.size(), std::size_t(20));
        QCOMPARE(std::count(all.breaks.begin(), all.breaks.end(), true), std::ptrdiff_t(2));
        QCOMPARE(all.points.front().mean, *snapshot.findPath(twins.paths[0]->ref)->latency.ms);
        // Before the first sample there is what the engine remembers, of the path on air by kind.
        engine::DeliveryHistory history;
        history.from = from - std::chrono::seconds(60);
        history.step = std::chrono::seconds(10);
        engine::DeliveryCell cell;
        cell.carriage = health::Carriage::Cloud;
        cell.latencyMinimum = 100.0F;
        cell.latencyMean = 150.0F;
        cell.latencyMaximum = 400.0F;
        cell.skew = 330.0F;
        history.rows.push_back({"d", "f001", "europe", {cell, std::nullopt, cell}});
        series.setHistory(history);
        const auto early = series.series(latency, 0, history.from, to, 600);
        QCOMPARE(early.points.size(), std::size_t(22));
        QCOMPARE(early.points.front().at, history.from + std::chrono::seconds(5));
        QCOMPARE(early.points.front().maximum, 400.0);
        QVERIFY(early.breaks[1]); // a step without anything remembered
        QCOMPARE(series.series(latency, 1, history.from, from - std::chrono::seconds(1), 600)
                     .points.size(),
                 std::size_t(0));
        QCOMPARE(series.series(skewMetric().key, 0, history.from, from, 600).points.front().mean,
                 330.0);
        // Merged: extremes are kept, breaks too.
        std::vector<engine::ChartPoint> points;
        for (int i = 0; i < 100; ++i) {
            const double value = i == 42 ? 9 : 1;
            points.push_back({from + std::chrono::seconds(i), value, value, value});
        }
        const auto few = merged(points, std::chrono::seconds(2), 10);
        QCOMPARE(few.points.size(), std::size_t(10));
        QCOMPARE(few.points[4].maximum, 9.0);
        QCOMPARE(few.points[4].minimum, 1.0);
    }

    void partsAreGoneToCopiedAndFramed() {
        Fixture fixture;
        InspectorPage page(fixture.context);
        show(page, {1900, 980});
        fixture.context.openFeed(QStringLiteral("f003"), QStringLiteral("south-america"));
        page.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&page));
        page.setFocus();
        QSet<QString> seen;
        for (std::size_t i = 0; i < page.panes().panes().size(); ++i) {
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_F6);
            QVERIFY(page.panes().current() != nullptr);
            QVERIFY(page.panes().current()->isCurrent());
            seen << page.panes().current()->name();
        }
        QVERIFY(seen.contains(QStringLiteral("Route")));
        QVERIFY(seen.contains(QStringLiteral("Charts")));
        QVERIFY(seen.contains(QStringLiteral("TR 101 290")));
        page.route().setFocus();
        QCOMPARE(page.panes().current()->name(), QStringLiteral("Route"));
        QTest::keyClick(&page.route(), Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QApplication::clipboard()->text(), page.route().csv());
        QTest::keyClick(&page.route(), Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(!QApplication::clipboard()->image().isNull());
    }

    void savedPicturesSayWhatTheyShow() {
        QImage image(320, 180, QImage::Format_RGB32);
        image.fill(Qt::darkBlue);
        const QImage whole = captioned(image, {QStringLiteral("a"), QStringLiteral("b")});
        QVERIFY(whole.height() > 180 + 20);
        QCOMPARE(whole.width(), 320);
        QCOMPARE(beside({image, {}, image}).width(), 644);
        QVERIFY(beside({QImage()}).isNull());
        const auto snapshot = uitest::makeSnapshot();
        const Twins twins = findTwins(snapshot, "f003", "south-america");
        QCOMPARE(fileName(twins, snapshot.now, QStringLiteral("png")),
                 QStringLiteral("vigie-f003-south-america-20260726-180543.png"));
        QVERIFY(whatIsSeen(snapshot, twins, 0)
                    .startsWith(QStringLiteral("003 Sailing · Drone → South America · ● CLOUD")));
        QCOMPARE(utcStamp(snapshot.now), QStringLiteral("2026-07-26T18:05:43.000Z"));
    }

    void eventsAreFilteredAndLeadToTheirMoment() {
        EventModel events;
        EventFilter filter(events);
        QAbstractItemModelTester tester(&filter,
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        const auto snapshot = uitest::makeSnapshot();
        const Twins twins = findTwins(snapshot, "f003", "south-america");
        events.setTwins(twins);
        std::vector<engine::LoggedEvent> logged;
        for (const auto kind : {model::EventKind::Scte35, model::EventKind::Tr101290,
                                model::EventKind::Node, model::EventKind::Input}) {
            auto event = std::make_shared<model::Event>();
            event->sequence = logged.size() + 1;
            event->utc = base::utcFromNs(static_cast<std::int64_t>(logged.size()) * 1'000'000'000);
            event->kind = kind;
            event->code = kind == model::EventKind::Tr101290 ? "1.4" : "node.started";
            logged.push_back({twins.paths[1]->ref.nodeId, std::move(event)});
        }
        events.setEvents(1, logged);
        QCOMPARE(filter.rowCount(), 4);
        filter.setKind(static_cast<int>(model::EventKind::Scte35));
        QCOMPARE(filter.rowCount(), 1);
        QCOMPARE(filter.index(0, 0).data(EventModel::MomentRole).toLongLong(), 0LL);
        filter.setKind(static_cast<int>(model::EventKind::Input));
        QCOMPARE(filter.rowCount(), 2);
        filter.setKind(-1);
        filter.setText(QStringLiteral("continuity"));
        QCOMPARE(filter.rowCount(), 1);
    }

private:
    QTemporaryDir m_folder;
};

QTEST_MAIN(UseTest)
#include "tst_use.moc"
