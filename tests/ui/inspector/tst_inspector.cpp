// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QLineEdit>
#include <QSettings>
#include <QTableView>
#include <QtTest>

#include "tests/ui/support/fakeengine.h"
#include "ui/desk/deskcontext.h"
#include "ui/inspector/chartstack.h"
#include "ui/inspector/facttable.h"
#include "ui/inspector/healthbox.h"
#include "ui/inspector/inspectorheader.h"
#include "ui/inspector/inspectorpage.h"
#include "ui/inspector/metricview.h"
#include "ui/inspector/pictureview.h"
#include "ui/theme/look.h"

using namespace vigie;
using namespace vigie::ui;
using namespace vigie::ui::inspector;

namespace {

struct Fixture {
    explicit Fixture(engine::Snapshot first = uitest::makeSnapshot()) : engine(std::move(first)) {}
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

/// For people: VIGIE_SHOTS=FOLDER keeps what the test saw.
void keepShot(QWidget& widget, const char* name) {
    const QString folder = qEnvironmentVariable("VIGIE_SHOTS");
    if (!folder.isEmpty()) {
        QVERIFY(widget.grab().save(folder + '/' + name + ".png"));
    }
}

bool hasAllCurves(const ChartStack& stack) {
    return !stack.charts().empty() &&
           std::all_of(stack.charts().begin(), stack.charts().end(), [](const MetricChart* chart) {
               // Of what the desk works out itself there is only what it has seen.
               return isDeskMetric(chart->id().key) ||
                      (chart->curves(0) > 0 && chart->curves(1) > 0);
           });
}

} // namespace

class InspectorTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() {
        QCoreApplication::setOrganizationName(QStringLiteral("vigie-test"));
        QCoreApplication::setApplicationName(QStringLiteral("inspector"));
        QVERIFY(m_folder.isValid());
        QSettings::setDefaultFormat(QSettings::IniFormat);
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_folder.path());
        theme::apply(*qApp);
    }
    void init() { QSettings().clear(); }

    void showsBothPathsOfADelivery() {
        Fixture fixture;
        InspectorPage page(fixture.context);
        show(page, {1900, 980});
        fixture.context.openFeed(QStringLiteral("f003"), QStringLiteral("south-america"));
        QCOMPARE(page.twins().paths[0]->ref.nodeId, std::string("cloud-south-america"));
        QCOMPARE(page.twins().paths[1]->ref.nodeId, std::string("sat-south-america"));
        QCOMPARE(page.header().title(), QStringLiteral("003 Sailing · Drone → South America"));
        QVERIFY(twinStateText(page.twins(), 1, *fixture.context.snapshot()).contains("41"));
        QVERIFY(twinStateText(page.twins(), 0, *fixture.context.snapshot()).contains("clean"));
        QTRY_VERIFY(hasAllCurves(page.charts()));
        for (const auto& path : page.twins().paths) {
            for (std::uint64_t i = 1; i < 4; ++i) {
                fixture.source.deliver(path->ref, uitest::sceneUnit(i, 3, static_cast<int>(i)));
            }
        }
        QTRY_VERIFY(!page.picture(0).picture().isNull() && !page.picture(1).picture().isNull());
        QCOMPARE(page.picture(0).remark(), QString());
        fixture.engine.settle();
        QTRY_VERIFY(page.csv().contains("Continuity count error"));
        const auto tables = page.findChildren<QTableView*>();
        QCOMPARE(tables.size(), 6);
        for (const auto* table : tables) {
            if (table->accessibleName() == QStringLiteral("Services")) {
                continue; // these nodes tell none
            }
            QTRY_VERIFY2(table->model()->rowCount() > 0, qPrintable(table->accessibleName()));
        }
        QTest::mouseMove(page.charts().charts()[1]->viewport(), {300, 50});
        keepShot(page, "inspector");
    }

    void tablesKeepTheModelsPromises() {
        Fixture fixture;
        CheckTable checks;
        FactTable figures;
        PidTable pids;
        CauseTable causes;
        EventModel events;
        std::vector<std::unique_ptr<QAbstractItemModelTester>> testers;
        for (QAbstractItemModel* model : std::initializer_list<QAbstractItemModel*>{
                 &checks, &figures, &pids, &causes, &events}) {
            testers.push_back(std::make_unique<QAbstractItemModelTester>(
                model, QAbstractItemModelTester::FailureReportingMode::QtTest));
        }
        const auto snapshot = fixture.context.snapshot();
        const Twins twins = findTwins(*snapshot, "f003", "south-america");
        for (SideTable* table :
             std::initializer_list<SideTable*>{&checks, &figures, &pids, &causes}) {
            table->setTwins(twins);
        }
        events.setTwins(twins);
        pids.setPids(0, pidsOf(*snapshot, *twins.paths[0]));
        pids.setPids(1, pidsOf(*snapshot, *twins.paths[1]));
        QCOMPARE(pids.rowCount(), 2);
        engine::LatestValue rate;
        rate.metric.key = std::string(model::key::pidBitrate);
        rate.metric.step = 100;
        rate.raw = 189'400;
        pids.setLatest(0, 0x120, byKey({rate}));
        QCOMPARE(pids.index(0, 0).data().toString(), QStringLiteral("0x0120"));
        QCOMPARE(pids.index(0, 2).data().toString(), QStringLiteral("18.94 M"));
        QCOMPARE(pids.index(0, 3).data().toString(), QStringLiteral("—")); // by PCR
        QCOMPARE(pids.index(0, 4).data().toString(), QStringLiteral("—"));
        engine::LatestValue small = rate;
        small.raw = 4; // 400 b/s
        engine::LatestValue byPcr = rate;
        byPcr.metric.key = std::string(model::key::pidBitratePcr);
        byPcr.raw = 123;
        pids.setLatest(1, 0x121, byKey({small, byPcr}));
        QCOMPARE(pids.index(1, 4).data().toString(), QStringLiteral("400"));
        QCOMPARE(pids.index(1, 5).data().toString(), QStringLiteral("12.3 k"));
        QCOMPARE(pids.headerData(3, Qt::Horizontal, Qt::DisplayRole).toString(),
                 QStringLiteral("by PCR"));

        std::vector<engine::LoggedEvent> logged;
        for (std::uint64_t i = 1; i <= 4; ++i) {
            auto event = std::make_shared<model::Event>();
            event->sequence = i;
            event->utc = base::utcFromNs(static_cast<std::int64_t>(i) * 1'000'000'000);
            event->kind = model::EventKind::Tr101290;
            event->code = "1.4";
            event->subject = i == 3 ? "in-of-another" : "transponder-1";
            event->count = i;
            event->pid = static_cast<std::uint16_t>(0x1ff);
            logged.push_back({"sat-south-america", std::move(event)});
        }
        events.setEvents(1, {logged[0], logged[1], logged[2]});
        QCOMPARE(events.rowCount(), 2); // the third is of another input
        QSignalSpy inserted(&events, &QAbstractItemModel::rowsInserted);
        events.setEvents(1, logged);
        QCOMPARE(inserted.count(), 1);
        QCOMPARE(events.rowCount(), 3);
        QCOMPARE(events.index(0, EventModel::Text).data().toString(),
                 QStringLiteral("1.4 Continuity_count_error × 4, PID 0x01ff"));
        events.setEvents(0, {});
        events.setTwins({});
        QCOMPARE(events.rowCount(), 0);
    }

    void checksSayUnknownAndNotMeasurable() {
        Fixture fixture;
        CheckTable table;
        table.setTwins(findTwins(*fixture.context.snapshot(), "f003", "south-america"));
        const auto state = [](const char* check, std::optional<std::int64_t> raw) {
            engine::LatestValue value;
            value.metric.key = model::tr101290StateKey(check);
            value.metric.kind = model::MetricKind::State;
            value.raw = raw;
            return value;
        };
        engine::LatestValue errors;
        errors.metric.key = model::tr101290ErrorsKey("1.4");
        errors.raw = 41;
        table.setLatest(
            0, byKey({state("1.1", model::state::CheckOk), state("1.2", model::state::CheckUnknown),
                      state("1.3.a", std::nullopt), state("1.4", model::state::CheckError), errors,
                      state("2.4", model::state::CheckNotMeasurable),
                      state("3.7", model::state::CheckDisabled)}));
        const auto shown = [&table](const QString& check, int side) {
            for (int row = 0; row < table.rowCount(); ++row) {
                if (table.index(row, 0).data() == check) {
                    return table.index(row, 2 + 3 * side).data().toString();
                }
            }
            return QString();
        };
        QCOMPARE(table.rowCount(), static_cast<int>(model::tr101290Checks().size()));
        QCOMPARE(shown("1.1", 0), QStringLiteral("ok"));
        QCOMPARE(shown("1.2", 0), QStringLiteral("unknown"));
        QCOMPARE(shown("1.3.a", 0), QStringLiteral("unknown"));
        QCOMPARE(shown("1.4", 0), QStringLiteral("▲ 41"));
        QCOMPARE(shown("1.5.a", 0), QStringLiteral("unknown")); // never sampled
        QCOMPARE(shown("2.4", 0), QStringLiteral("n/m"));
        // Of many services in one stream: whose it is.
        engine::LatestValue own;
        own.metric.key = model::serviceCheckKey("1.4");
        own.raw = model::state::CheckOk;
        table.setPathLatest(0, byKey({own}));
        QCOMPARE(shown("1.4", 0), QStringLiteral("other"));
        own.raw = model::state::CheckError;
        table.setPathLatest(0, byKey({own}));
        QCOMPARE(shown("1.4", 0), QStringLiteral("▲ 41"));
        engine::LatestValue basis;
        basis.metric.key = std::string(model::key::pcrAccuracyBasis);
        basis.raw = model::state::PcrNotConstantRate;
        table.setPathLatest(0, byKey({basis}));
        for (int row = 0; row < table.rowCount(); ++row) {
            if (table.index(row, 0).data() == "2.4") {
                QVERIFY(
                    table.index(row, 2).data(Qt::ToolTipRole).toString().contains("constant rate"));
            }
        }
        QCOMPARE(shown("3.7", 0), QStringLiteral("off"));
        // When it came last, and the worst second, of the time shown.
        QCOMPARE(table.countedChecks(0), (std::vector<std::string>{"1.4"}));
        engine::ChartSeries course;
        const base::Utc noon = base::utcFromNs(1'785'067'200'000'000'000);
        course.points = {{noon, 0, 3, 1},
                         {noon + std::chrono::seconds(5), 0, 41, 7},
                         {noon + std::chrono::seconds(9), 0, 0, 0}};
        table.setCourse(0, "1.4", course);
        for (int row = 0; row < table.rowCount(); ++row) {
            if (table.index(row, 0).data() == "1.4") {
                QCOMPARE(table.index(row, 3).data().toString(), QStringLiteral("12:00:05"));
                QCOMPARE(table.index(row, 4).data().toString(), QStringLiteral("41"));
                QCOMPARE(table.index(row, 6).data().toString(), QStringLiteral("—"));
            }
        }
        QCOMPARE(shown("1.1", 1), QStringLiteral("unknown"));
    }

    void curvesBreakWhereNothingIsKnown() {
        Fixture fixture;
        MetricChart chart(model::metricCatalogue()[7]);
        const Twins twins = findTwins(*fixture.context.snapshot(), "f003", "south-america");
        chart.setTwins(twins);
        const base::Utc from = base::utcFromNs(1'785'089'143'000'000'000);
        chart.setRange({from, from + std::chrono::seconds(300)});
        engine::ChartSeries series;
        series.metric = chart.shownMetric();
        for (int i = 0; i < 300; ++i) {
            if (i >= 100 && i < 200) {
                continue;
            }
            const double spread = i >= 200 ? 5.0e5 : 0.0;
            series.points.push_back(
                {from + std::chrono::seconds(i), 20e6 - spread, 20e6 + spread, 20e6});
            series.breaks.push_back(i == 0 || i == 200);
        }
        chart.setSeries(0, series);
        QCOMPARE(chart.curves(0), 2);
        QCOMPARE(chart.bands(0), 1); // only where samples were merged
        QCOMPARE(chart.curves(1), 0);
        chart.setCursor(from + std::chrono::seconds(50));
        QCOMPARE(chart.valueTextOf(0), QStringLiteral("20.00"));
        QCOMPARE(chart.valueTextOf(1), QStringLiteral("—"));
        chart.setCursor(from + std::chrono::seconds(150)); // in the break: not known
        QCOMPARE(chart.valueTextOf(0), QStringLiteral("—"));
        chart.setCursor(std::nullopt);
        QCOMPARE(chart.valueTextOf(0), QStringLiteral("20.00"));
        chart.setSeries(0, {});
        QCOMPARE(chart.curves(0), 0);
        QCOMPARE(chart.valueTextOf(0), QStringLiteral("—"));
    }

    void oneCursorForAllCharts() {
        Fixture fixture;
        ChartStack stack(fixture.context);
        stack.setTwins(findTwins(*fixture.context.snapshot(), "f003", "south-america"));
        show(stack, {900, 800});
        stack.refresh();
        QTRY_VERIFY(hasAllCurves(stack));
        QCOMPARE(stack.charts().size(), static_cast<std::size_t>(defaultCharts().size()));
        QTest::mouseMove(stack.charts()[0]->viewport(), {300, 40});
        QTRY_VERIFY(stack.charts()[0]->cursorTime().has_value());
        const base::Utc at = *stack.charts()[0]->cursorTime();
        QVERIFY(at > stack.range().from && at < stack.range().to);
        for (const MetricChart* chart : stack.charts()) {
            QCOMPARE(chart->cursorTime(), stack.charts()[0]->cursorTime());
        }
        // The times are below all of them, of the same stretch and at the same places.
        QVERIFY(stack.timeAxis().isVisible());
        QCOMPARE(stack.timeAxis().range(), stack.charts()[0]->range());
        for (const MetricChart* chart : stack.charts()) {
            QVERIFY(!chart->hasTimeLabels());
        }
        stack.charts()[1]->setFocus();
        QTest::keyClick(stack.charts()[1], Qt::Key_Escape);
        QVERIFY(!stack.charts()[0]->cursorTime().has_value());
    }

    void chartsScrollBeforeTheyAreTooLow() {
        Fixture fixture;
        ChartStack stack(fixture.context);
        stack.setTwins(findTwins(*fixture.context.snapshot(), "f003", "south-america"));
        show(stack, {390, 300});
        QTRY_VERIFY(stack.charts().front()->height() > 0);
        for (const MetricChart* chart : stack.charts()) {
            QVERIFY(chart->height() >= 96);
        }
        const MetricChart& last = *stack.charts().back();
        const auto isSeen = [&last] { return !last.viewport()->visibleRegion().isEmpty(); };
        QVERIFY(!isSeen());
        QVERIFY(stack.timeAxis().isVisible());
        // By keys: each chart in turn comes into sight.
        stack.charts().front()->setFocus();
        for (std::size_t i = 1; i < stack.charts().size(); ++i) {
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        }
        QVERIFY(last.hasFocus());
        QTRY_VERIFY(isSeen());
        QVERIFY(stack.image().height() > stack.height()); // all of them, scrolled or not
    }

    void zoomIsLinkedAndEndsWithNow() {
        Fixture fixture;
        ChartStack stack(fixture.context);
        stack.setTwins(findTwins(*fixture.context.snapshot(), "f003", "south-america"));
        show(stack, {900, 800});
        const TimeRange whole = stack.range();
        QCOMPARE(whole.to - whole.from, base::Nanoseconds(std::chrono::minutes(5)));
        MetricChart* chart = stack.charts()[2];
        const QPointF at(400, 40);
        QWheelEvent wheel(at, chart->mapToGlobal(at), {}, {0, 120}, {}, {}, Qt::NoScrollPhase,
                          false);
        QCoreApplication::sendEvent(chart->viewport(), &wheel);
        QVERIFY(!stack.isLive());
        QVERIFY(stack.range().to - stack.range().from < whole.to - whole.from);
        fixture.engine.settle();
        const auto queries = fixture.engine.chartQueries();
        QVERIFY(!queries.empty());
        QCOMPARE(queries.back().from, stack.range().from);
        QCOMPARE(queries.back().to, stack.range().to);
        QTest::keyClick(chart, Qt::Key_0);
        QVERIFY(stack.isLive());
        QCOMPARE(stack.range(), whole);
    }

    void chartsAreChosenAndRemembered() {
        Fixture fixture;
        const Twins twins = findTwins(*fixture.context.snapshot(), "f003", "south-america");
        {
            ChartStack stack(fixture.context);
            stack.setTwins(twins);
            const std::size_t usual = stack.charts().size();
            stack.addChart(QStringLiteral("rf.margin"));
            stack.addChart(QStringLiteral("rf.margin")); // once is enough
            QCOMPARE(stack.charts().size(), usual + 1);
            stack.removeChart(QStringLiteral("srt.rtt"));
            QCOMPARE(stack.charts().size(), usual);
        }
        ChartStack again(fixture.context);
        again.setTwins(twins);
        QStringList keys;
        for (const MetricChart* chart : again.charts()) {
            keys << QString::fromStdString(chart->shownMetric().key);
        }
        QVERIFY(keys.contains("rf.margin"));
        QVERIFY(!keys.contains("srt.rtt"));
        // Whatever a node describes can be charted, marks excepted.
        const auto metrics = chartable(*fixture.context.snapshot(), twins);
        QVERIFY(metrics.size() > 60);
        QVERIFY(std::none_of(metrics.begin(), metrics.end(), [](const auto& metric) {
            return metric.kind == model::MetricKind::Mark;
        }));
    }

    void csvHasALinePerPoint() {
        Fixture fixture;
        ChartStack stack(fixture.context);
        stack.setTwins(findTwins(*fixture.context.snapshot(), "f003", "south-america"));
        show(stack, {900, 800});
        stack.refresh();
        QTRY_VERIFY(hasAllCurves(stack));
        std::size_t points = 0;
        for (const MetricChart* chart : stack.charts()) {
            points += chart->series(0).points.size() + chart->series(1).points.size();
        }
        const QStringList lines = stack.csv().split(QStringLiteral("\r\n"), Qt::SkipEmptyParts);
        QCOMPARE(static_cast<std::size_t>(lines.size()), points + 1);
        QCOMPARE(lines[0], QStringLiteral("time,metric,unit,path,minimum,mean,maximum"));
        const QStringList fields = lines[1].split(',');
        QCOMPARE(fields.size(), 7);
        QVERIFY(fields[0].startsWith("2026-07-26T18:0"));
        QCOMPARE(fields[1], QStringLiteral("path.bitrate"));
        QCOMPARE(fields[2], QStringLiteral("Mb/s"));
    }

    void aHiddenPageAsksAndDecodesNothing() {
        Fixture fixture;
        InspectorPage page(fixture.context);
        page.showFeed(QStringLiteral("f003"), QStringLiteral("asia"));
        fixture.engine.settle();
        QVERIFY(fixture.engine.chartQueries().empty());
        QCOMPARE(fixture.decoders.openStreams(), 0);
        show(page, {1600, 900});
        QTRY_VERIFY(!fixture.engine.chartQueries().empty());
        QCOMPARE(fixture.decoders.openStreams(), 2);
        QCOMPARE(fixture.source.watches().size(), std::size_t(2));
        page.hide();
        QCOMPARE(fixture.decoders.openStreams(), 0);
        QCOMPARE(fixture.source.watches().size(), std::size_t(0));
        fixture.engine.settle();
        const std::size_t asked = fixture.engine.chartQueries().size();
        QSignalSpy changed(&fixture.context, &desk::DeskContext::snapshotChanged);
        fixture.engine.publish(uitest::makeSnapshot());
        QTRY_COMPARE(changed.count(), 1);
        fixture.engine.settle();
        QCOMPARE(fixture.engine.chartQueries().size(), asked);
    }

    void aPictureThatStandsStillSaysSo() {
        Fixture fixture;
        PictureView view(fixture.context);
        QCOMPARE(view.isWatching(), false);
        show(view, {400, 260});
        const model::PathRef path{"cloud-europe", "cloud-europe-f001"};
        view.setPath(path, true);
        QVERIFY(view.isWatching());
        QVERIFY(!view.remark().isEmpty());
        fixture.source.deliver(path, uitest::colorUnit(1, 120, 128, 128));
        QTRY_VERIFY(!view.picture().isNull());
        QCOMPARE(view.remark(), QString());
        fixture.source.deliver(path, uitest::colorUnit(5, 120, 128, 128)); // a gap
        view.checkFreshness();
        QVERIFY(view.remark().startsWith("STALE"));
        fixture.source.deliver(path, uitest::colorUnit(26, 120, 128, 128)); // a key picture
        QTRY_COMPARE(view.remark(), QString());
        fixture.source.interrupt(path, "The node is gone.");
        QTRY_VERIFY(view.remark().contains("The node is gone."));
        view.setPath(std::nullopt, false);
        QVERIFY(view.picture().isNull());
        QVERIFY(!view.isWatching());
    }

    void theUnknownIsADash() {
        auto snapshot = uitest::makeSnapshot();
        for (auto& path : snapshot.paths) {
            path.health = {};
        }
        for (auto& delivery : snapshot.deliveries) {
            delivery.skew = {{}, {}, engine::LatencyMethod::None, "no equal time marks"};
        }
        Fixture fixture(snapshot);
        InspectorPage page(fixture.context);
        page.showFeed(QStringLiteral("f001"), QStringLiteral("europe"));
        for (std::size_t side = 0; side < 2; ++side) {
            for (std::size_t window = 0; window < 3; ++window) {
                QCOMPARE(page.health().figure(side, window), QStringLiteral("—"));
            }
        }
        const auto* delivery = findDelivery(*fixture.context.snapshot(), "f001", "europe");
        QVERIFY(onAirText(*fixture.context.snapshot(), *delivery).contains("no equal time marks"));
        engine::LatestValue value;
        value.metric = model::metricCatalogue()[7];
        QCOMPARE(valueText(value), QStringLiteral("—"));
    }

    void pickersChooseByTyping() {
        Fixture fixture;
        InspectorPage page(fixture.context);
        show(page, {1600, 900});
        QVERIFY(!page.twins().feedId.empty()); // the worst, while nothing was chosen
        QComboBox* feeds = page.header().feedPicker();
        QCOMPARE(feeds->count(), 12);
        feeds->setFocus();
        feeds->lineEdit()->selectAll();
        QTest::keyClicks(feeds->lineEdit(), QStringLiteral("009 Judo · Tatami 1"));
        QTest::keyClick(feeds->lineEdit(), Qt::Key_Return);
        QCOMPARE(page.twins().feedId, std::string("f009"));
        QCOMPARE(fixture.context.selectedFeed(), QStringLiteral("f009"));
        QCOMPARE(page.header().regionPicker()->count(), 6);
    }

    void aLonePathStaysOnItsSide() {
        auto snapshot = uitest::makeSnapshot();
        for (auto& delivery : snapshot.deliveries) {
            for (auto* path : {&delivery.main, &delivery.backup}) {
                if (*path && snapshot.paths[**path].kind == model::PathKind::Cloud) {
                    path->reset();
                }
            }
        }
        const Twins twins = findTwins(snapshot, "f001", "europe");
        QVERIFY(!twins.paths[0]);
        QVERIFY(twins.paths[1]);
        QCOMPARE(findTwins(snapshot, "nothing", "nowhere").paths[1], std::nullopt);
    }

private:
    QTemporaryDir m_folder;
};

QTEST_MAIN(InspectorTest)
#include "tst_inspector.moc"
