// SPDX-License-Identifier: GPL-3.0-or-later
#include <set>

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QClipboard>
#include <QLineEdit>
#include <QSettings>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QtTest>

#include "tests/ui/support/fakepast.h"
#include "ui/desk/deskcontext.h"
#include "ui/desk/tableexport.h"
#include "ui/inspector/chartstack.h"
#include "ui/inspector/comparechart.h"
#include "ui/inspector/comparepicker.h"
#include "ui/inspector/comparewindow.h"
#include "ui/inspector/deskseries.h"
#include "ui/inspector/inspectorpage.h"
#include "ui/theme/figures.h"
#include "ui/theme/look.h"
#include "ui/theme/palette.h"

using namespace vigie;
using namespace vigie::ui;
using namespace vigie::ui::inspector;
using namespace std::chrono_literals;

namespace {

struct Fixture {
    uitest::FakeEngine engine;
    uitest::FakeSource source;
    uitest::FakeDecodePool decoders;
    desk::DeskContext context{engine, source, decoders};

    CompareLine line(const std::string& path, const std::string& metric) const {
        const engine::SnapshotPtr snapshot = context.snapshot();
        for (const auto& one : snapshot->paths) {
            if (one.ref.pathId == path) {
                return lineOf(one, {metric, std::nullopt});
            }
        }
        return {};
    }
};

const std::string bitrate{model::key::pathBitrate};
const std::string margin{model::key::rfEsN0};
const std::string rtt{model::key::srtRtt};
const std::string cloud = "cloud-europe-f001";
const std::string satellite = "sat-europe-f001";

void show(QWidget& widget, QSize size) {
    widget.resize(size);
    widget.show();
    QVERIFY(QTest::qWaitForWindowExposed(&widget));
}

bool isAnswered(CompareWindow& window) {
    for (int row = 0; row < window.model().rowCount(); ++row) {
        if (window.model().row(row).state == CompareModel::State::Asking) {
            return false;
        }
    }
    return true;
}

QString cell(CompareWindow& window, int row, CompareModel::Column column) {
    return window.model().index(row, column).data().toString();
}

} // namespace

/// Any set of feeds and metrics in one chart.
class CompareTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() {
        QCoreApplication::setOrganizationName(QStringLiteral("vigie-test"));
        QCoreApplication::setApplicationName(QStringLiteral("inspector-compare"));
        QVERIFY(m_folder.isValid());
        QSettings::setDefaultFormat(QSettings::IniFormat);
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_folder.path());
        theme::apply(*qApp);
    }
    void init() { QSettings().clear(); }

    void aSetIsTheSameAfterItsText() {
        const Fixture fixture;
        CompareSet set;
        set.span = 15min;
        set.isOwnRange = true;
        CompareLine line = fixture.line(cloud, bitrate);
        QVERIFY(set.add(line));
        QVERIFY(!set.add(line)); // is there
        line.earlier = 1h;
        line.isHidden = true;
        QVERIFY(set.add(line));
        line.metric.pid = 0x100;
        QVERIFY(set.add(line));
        const auto again = CompareSet::fromText(set.toText());
        QVERIFY(again.has_value());
        QCOMPARE(*again, set);
        QVERIFY(!CompareSet::fromText(QStringLiteral("hello")));
        QVERIFY(!CompareSet::fromText(QStringLiteral("{\"vigieComparison\":99,\"lines\":[]}")));
        QVERIFY(!CompareSet::fromText(QString(1'000'000, QLatin1Char('x'))));
    }

    void aSetThatSomebodyWroteIsBounded() {
        QString lines;
        for (int i = 0; i < 60; ++i) {
            lines += QStringLiteral("%1{\"node\":\"n\",\"path\":\"p%2\",\"metric\":\"m\","
                                    "\"style\":3,\"earlierSeconds\":-5}")
                         .arg(i > 0 ? QStringLiteral(",") : QString())
                         .arg(i);
        }
        const auto set = CompareSet::fromText(
            QStringLiteral("{\"vigieComparison\":1,\"spanSeconds\":17,\"lines\":[{},7,%1]}")
                .arg(lines));
        QVERIFY(set.has_value());
        QCOMPARE(set->lines.size(), CompareSet::mostLines);
        QCOMPARE(set->span, std::chrono::seconds(300)); // 17 s is not offered
        std::set<int> styles;
        for (const CompareLine& line : set->lines) {
            styles.insert(line.style);
            QCOMPARE(line.earlier, 0s);
        }
        QCOMPARE(styles.size(), set->lines.size());
    }

    void noTwoLinesLookAlikeAndAllAreSeen() {
        for (const theme::Variant variant :
             {theme::Variant::Dark, theme::Variant::Light, theme::Variant::HighContrast}) {
            theme::apply(*qApp, {.variant = variant});
            std::set<std::pair<QRgb, QList<qreal>>> looks;
            for (int style = 0; style < static_cast<int>(CompareSet::mostLines); ++style) {
                const QPen pen = stylePen(style);
                looks.insert({pen.color().rgb(), pen.dashPattern()});
                const QColor ground = QColor::fromRgb(theme::color::ground());
                QVERIFY(theme::contrast(pen.color(), ground) >= 3);
            }
            QCOMPARE(looks.size(), CompareSet::mostLines);
        }
        theme::apply(*qApp);
    }

    void linesOfTwoUnitsHaveAxesAndAThirdItsOwnRange() {
        Fixture fixture;
        CompareWindow window(fixture.context);
        const QAbstractItemModelTester tester(&window.model());
        show(window, {1200, 700});
        window.add({fixture.line(cloud, bitrate), fixture.line(satellite, bitrate),
                    fixture.line(satellite, margin)});
        QTRY_VERIFY(isAnswered(window));
        QCOMPARE(window.model().axisOf(0), CompareAxis::Left);
        QCOMPARE(window.model().axisOf(1), CompareAxis::Left);
        QCOMPARE(window.model().axisOf(2), CompareAxis::Right);
        QCOMPARE(window.model().axisTitle(CompareAxis::Left), QStringLiteral("Mb/s"));
        QCOMPARE(window.model().axisTitle(CompareAxis::Right), QStringLiteral("dB"));
        QVERIFY(window.model().axisNote().isEmpty());
        window.add({fixture.line(cloud, rtt)});
        QTRY_VERIFY(isAnswered(window));
        QCOMPARE(window.model().axisOf(3), CompareAxis::Own);
        QVERIFY(window.note().contains(QStringLiteral(": D")));
        // Gaps are gaps, and what was merged has its extremes.
        QTRY_COMPARE(window.chart().curves(0), 2);
        QCOMPARE(window.chart().bands(0), 2);
        const auto axis = window.chart().axisRange(CompareAxis::Right);
        const auto extremes = window.model().extremes(2);
        QVERIFY(axis && extremes);
        QVERIFY(axis->first <= extremes->first && axis->second >= extremes->second);
        // Without the first unit the third has an axis.
        window.model().setShown(0, false);
        window.model().setShown(1, false);
        QCOMPARE(window.model().axisOf(2), CompareAxis::Left);
        QCOMPARE(window.model().axisOf(3), CompareAxis::Right);
        QCOMPARE(window.model().axisOf(0), CompareAxis::None);
        QCOMPARE(window.chart().curves(0), 0);
        QVERIFY(window.note().isEmpty());
        window.model().setOwnRange(true);
        QCOMPARE(window.model().axisOf(2), CompareAxis::Own);
        QVERIFY(!window.note().isEmpty());
    }

    void theCursorTellsEveryLineAndTheGap() {
        Fixture fixture;
        CompareWindow window(fixture.context);
        show(window, {1200, 700});
        window.add({fixture.line(cloud, bitrate), fixture.line(satellite, bitrate)});
        QTRY_VERIFY(isAnswered(window));
        const TimeRange range = window.range();
        const auto span = range.to - range.from;
        emit window.chart().hovered(range.from + span / 4);
        QCOMPARE(window.chart().cursorTime(), std::optional(range.from + span / 4));
        const auto first = window.model().valueAt(0);
        const auto second = window.model().valueAt(1);
        QVERIFY(first && second);
        QVERIFY(cell(window, 0, CompareModel::Value) != theme::unknownFigure());
        QVERIFY(cell(window, 0, CompareModel::Difference).isEmpty());
        QCOMPARE(
            window.model().index(1, CompareModel::Difference).data(desk::ExportRole).toDouble(),
            (*second - *first) * 1e-6);
        const auto extremes = window.model().extremes(0);
        QVERIFY(extremes->first < *first && *first < extremes->second);
        // In the middle nothing is known.
        emit window.chart().hovered(range.from + span / 2);
        QCOMPARE(cell(window, 0, CompareModel::Value), theme::unknownFigure());
        QVERIFY(cell(window, 1, CompareModel::Difference).isEmpty());
        emit window.chart().left();
        QVERIFY(!window.chart().cursorTime());
    }

    void anEarlierTimeLiesOverTheNewOne() {
        Fixture fixture;
        CompareWindow window(fixture.context);
        show(window, {1200, 700});
        window.add({fixture.line(cloud, bitrate)});
        QTRY_VERIFY(isAnswered(window));
        window.addEarlier(1h);
        QCOMPARE(window.model().rowCount(), 2);
        QCOMPARE(window.model().line(1).earlier, std::chrono::seconds(1h));
        QVERIFY(cell(window, 1, CompareModel::Earlier).contains(QStringLiteral("1 h")));
        QTRY_VERIFY(isAnswered(window));
        const TimeRange range = window.range();
        const auto& then = window.model().row(1).series->points;
        QVERIFY(then.front().at >= range.from - 1h && then.back().at <= range.to - 1h);
        QTRY_VERIFY(window.chart().curves(1) > 0);
        emit window.chart().hovered(range.from + (range.to - range.from) / 4);
        QVERIFY(window.model().valueAt(1)); // of an hour ago
    }

    void twinsAndRegionsAreAddedAtOnce() {
        Fixture fixture;
        CompareWindow window(fixture.context);
        show(window, {1200, 700});
        window.add({fixture.line(cloud, bitrate)});
        QTest::keyClick(&window, Qt::Key_T);
        QCOMPARE(window.model().rowCount(), 2);
        QCOMPARE(window.model().line(1).ref.pathId, satellite);
        QTest::keyClick(&window, Qt::Key_T); // of the twin it is the first: there already
        QCOMPARE(window.model().rowCount(), 2);
        QVERIFY(!window.note().isEmpty());
        window.select(0);
        QTest::keyClick(&window, Qt::Key_R);
        std::set<std::string> regions;
        for (int row = 0; row < window.model().rowCount(); ++row) {
            if (window.model().line(row).kind == model::PathKind::Cloud) {
                regions.insert(window.model().line(row).regionId);
            }
        }
        QCOMPARE(regions.size(), std::size_t(6));
        QCOMPARE(window.model().rowCount(), 7);
        // The origin has no twin.
        CompareWindow other(fixture.context);
        other.add({fixture.line("f001", bitrate)});
        other.addTwins();
        QCOMPARE(other.model().rowCount(), 1);
        QVERIFY(!other.note().isEmpty());
    }

    void allIsDoneByKeys() {
        Fixture fixture;
        CompareWindow window(fixture.context);
        const QAbstractItemModelTester tester(&window.model());
        show(window, {1200, 700});
        window.add({fixture.line(cloud, bitrate), fixture.line(satellite, bitrate),
                    fixture.line(satellite, margin)});
        QTRY_VERIFY(isAnswered(window));
        window.table()->setFocus();
        window.select(1);
        const QString letter = cell(window, 1, CompareModel::Line);
        QTest::keyClick(window.table(), Qt::Key_Up, Qt::ControlModifier);
        QCOMPARE(cell(window, 0, CompareModel::Line), letter);            // it keeps its letter
        QTest::keyClick(window.table(), Qt::Key_Up, Qt::ControlModifier); // is the first
        QCOMPARE(cell(window, 0, CompareModel::Line), letter);
        QTest::keyClick(window.table(), Qt::Key_Down, Qt::ControlModifier);
        QCOMPARE(cell(window, 1, CompareModel::Line), letter);
        QTest::keyClick(window.table(), Qt::Key_Space);
        QVERIFY(window.model().line(1).isHidden);
        QTest::keyClick(window.table(), Qt::Key_H);
        QVERIFY(!window.model().line(1).isHidden);
        QTest::keyClick(window.table(), Qt::Key_Delete);
        QCOMPARE(window.model().rowCount(), 2);
        QTest::keyClick(window.table(), Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(window.model().rowCount(), 3);
        QCOMPARE(cell(window, 1, CompareModel::Line), letter);
        QTest::keyClick(window.table(), Qt::Key_N);
        QVERIFY(window.set().isOwnRange);

        const TimeRange whole = window.range();
        QTest::keyClick(window.table(), Qt::Key_Plus);
        QVERIFY(window.range().to - window.range().from < whole.to - whole.from);
        QTest::keyClick(window.table(), Qt::Key_0);
        QCOMPARE(window.range(), whole);
        QTest::keyClick(&window, Qt::Key_F6);
        QVERIFY(window.chart().hasFocus());
        QTest::keyClick(&window.chart(), Qt::Key_Left);
        QVERIFY(window.chart().cursorTime());
        QTest::keyClick(&window.chart(), Qt::Key_Left, Qt::ShiftModifier);
        QVERIFY(window.range().to < whole.to);
        QTest::keyClick(&window.chart(), Qt::Key_0);
        QCOMPARE(window.range(), whole);

        QApplication::clipboard()->clear();
        QTest::keyClick(&window.chart(), Qt::Key_C, Qt::ControlModifier);
        const QStringList lines =
            QApplication::clipboard()->text().split(QLatin1Char('\n'), Qt::SkipEmptyParts);
        QCOMPARE(lines.size(), 4);
        QVERIFY(lines[0].contains(QStringLiteral("Difference")));
        QSignalSpy closed(&window, &QObject::destroyed);
        window.close();
        QVERIFY(!window.isVisible());
    }

    void theWheelZoomsAndMoves() {
        Fixture fixture;
        CompareWindow window(fixture.context);
        show(window, {1200, 700});
        const TimeRange whole = window.range();
        const auto turn = [&window](Qt::KeyboardModifiers modifiers) {
            const QPointF at(500, 150);
            QWheelEvent event(at, window.chart().viewport()->mapToGlobal(at), {}, {0, 120},
                              Qt::NoButton, modifiers, Qt::NoScrollPhase, false);
            QApplication::sendEvent(window.chart().viewport(), &event);
        };
        turn({});
        const TimeRange zoomed = window.range();
        QVERIFY(zoomed.to - zoomed.from < whole.to - whole.from);
        turn(Qt::ShiftModifier);
        QCOMPARE(window.range().to - window.range().from, zoomed.to - zoomed.from);
        QVERIFY(window.range().from < zoomed.from);
    }

    void anythingIsFoundByTyping() {
        Fixture fixture;
        CompareWindow window(fixture.context);
        show(window, {1200, 700});
        ComparePicker* picker = window.choose();
        const QAbstractItemModelTester tester(&picker->candidates());
        QVERIFY(QTest::qWaitForWindowExposed(picker));
        const int all = picker->candidates().found();
        QVERIFY(all > picker->candidates().rowCount());
        QCOMPARE(picker->candidates().rowCount(), CompareCandidates::mostFound);
        QTest::keyClicks(picker->searchBox(), QStringLiteral("f002 es/n0 EUROPE sat"));
        QTRY_VERIFY(picker->candidates().found() < all);
        QTRY_VERIFY(picker->candidates().found() > 0);
        for (int row = 0; row < picker->candidates().rowCount(); ++row) {
            const CompareLine& line = picker->candidates().line(row);
            QCOMPARE(line.feedId, std::string("f002"));
            QVERIFY(line.kind == model::PathKind::Satellite);
        }
        QTest::keyClick(picker->searchBox(), Qt::Key_Return);
        QCOMPARE(window.model().rowCount(), 1);
        QVERIFY(!picker->answer().isEmpty());
        QTest::keyClick(picker->searchBox(), Qt::Key_Return); // is there
        QCOMPARE(window.model().rowCount(), 1);
        // Several at once, and all that was found, up to what there is room for.
        picker->searchBox()->setText(QString::fromStdString(bitrate));
        QTRY_VERIFY(picker->candidates().found() > static_cast<int>(CompareSet::mostLines));
        QTest::keyClick(picker->table(), Qt::Key_Home, Qt::ControlModifier);
        QTest::keyClick(picker->table(), Qt::Key_Down, Qt::ShiftModifier);
        QTest::keyClick(picker->table(), Qt::Key_Return);
        QCOMPARE(window.model().rowCount(), 3);
        QTest::keyClick(picker->searchBox(), Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(window.model().rowCount(), static_cast<int>(CompareSet::mostLines));
        QVERIFY(picker->answer().contains(QString::number(CompareSet::mostLines)));
        QVERIFY(picker->candidates().index(0, 0).data().toString().startsWith(QChar(u'✓')));
        // Latency and skew are what the desk works out, the skew once for both paths.
        picker->searchBox()->setText(QStringLiteral("f001 europe skew of the twins"));
        QTRY_COMPARE(picker->candidates().found(), 1);
    }

    void whatTheDeskWorksOutComesFromItsMemory() {
        Fixture fixture;
        CompareWindow window(fixture.context);
        show(window, {1200, 700});
        window.add(
            {fixture.line(cloud, latencyMetric().key), fixture.line(cloud, skewMetric().key)});
        QTRY_VERIFY(window.model().row(0).state == CompareModel::State::Known);
        QTRY_VERIFY(window.model().row(1).state == CompareModel::State::Known);
        QTRY_VERIFY(window.model().row(1).series->points.size() > 5);
        // A day is remembered of it, of which samples are not.
        window.select(1);
        window.addEarlier(2h);
        QCOMPARE(window.model().rowCount(), 3);
        QTRY_VERIFY(window.model().row(2).state == CompareModel::State::Known);
        // Where one moment alone is known, its value is not that of minutes ago.
        QTRY_COMPARE(window.model().row(0).state, CompareModel::State::Known);
        const TimeRange range = window.range();
        engine::ChartSeries one;
        one.points.push_back({range.to - 1s, 5, 5, 5});
        one.breaks.push_back(true);
        QVERIFY(pointAt(one, range.to, range) != nullptr);
        QVERIFY(pointAt(one, std::nullopt, range) != nullptr);
        QVERIFY(pointAt(one, range.from, range) == nullptr);
    }

    void aRepaintBetweenForgettingAndRedrawingIsSafe() {
        Fixture fixture;
        CompareWindow window(fixture.context);
        show(window, {1200, 700});
        window.add({fixture.line(cloud, bitrate), fixture.line(satellite, bitrate)});
        QTRY_VERIFY(window.chart().curves(0) > 0 && window.chart().curves(1) > 0);
        window.model().forget();
        QVERIFY(window.chart().curves(0) > 0);
        const QImage without = window.chart().grab().toImage();
        window.refresh();
        QTRY_VERIFY(isAnswered(window));
        QVERIFY(window.chart().grab().toImage() != without); // the letters are back
    }

    void whatHasGoneIsSaidToBeUnknown() {
        Fixture fixture;
        CompareWindow window(fixture.context);
        show(window, {1200, 700});
        CompareLine gone = fixture.line(cloud, bitrate);
        gone.ref.pathId = "cloud-europe-f999";
        CompareLine unmeasured = fixture.line(satellite, "no.such.metric");
        window.add({gone, unmeasured, fixture.line(cloud, bitrate)});
        QTRY_VERIFY(window.model().row(2).state == CompareModel::State::Known);
        QCOMPARE(window.model().row(0).state, CompareModel::State::NoPath);
        QCOMPARE(window.model().row(1).state, CompareModel::State::NoMetric);
        QCOMPARE(cell(window, 0, CompareModel::Value), theme::unknownFigure());
        QCOMPARE(cell(window, 0, CompareModel::Scale), window.model().reason(0));
        QVERIFY(cell(window, 0, CompareModel::Scale) != cell(window, 1, CompareModel::Scale));
        QCOMPARE(cell(window, 1, CompareModel::Metric), QStringLiteral("no.such.metric"));
        QCOMPARE(window.model().axisOf(2), CompareAxis::Left);
        // It comes: the line is there without further ado.
        engine::Snapshot next = *fixture.context.snapshot();
        next.paths.push_back(*next.findPath(fixture.line(cloud, bitrate).ref));
        next.paths.back().ref.pathId = gone.ref.pathId;
        fixture.engine.publish(std::move(next));
        QTRY_VERIFY(fixture.context.snapshot()->findPath(gone.ref) != nullptr);
        window.refresh();
        QTRY_COMPARE(window.model().row(0).state, CompareModel::State::Known);
    }

    void setsAreSavedAndRecalled() {
        Fixture fixture;
        CompareWindow window(fixture.context);
        show(window, {1200, 700});
        window.add({fixture.line(cloud, bitrate), fixture.line(satellite, margin)});
        window.model().setShown(1, false);
        const CompareSet saved = window.set();
        QVERIFY(!window.saveAs(QStringLiteral("  ")));
        QVERIFY(window.saveAs(QStringLiteral("Morning & evening")));
        QCOMPARE(CompareStore::names(), QStringList{QStringLiteral("Morning & evening")});
        CompareWindow other(fixture.context);
        QVERIFY(!other.recall(QStringLiteral("nobody's")));
        QVERIFY(!other.note().isEmpty());
        QVERIFY(other.recall(QStringLiteral("Morning & evening")));
        QCOMPARE(other.set(), saved);
        QVERIFY(other.windowTitle().contains(QStringLiteral("Morning & evening")));
        // By the clipboard, too.
        QTest::keyClick(&window, Qt::Key_C, Qt::ControlModifier | Qt::AltModifier);
        CompareWindow third(fixture.context);
        show(third, {1200, 700});
        QTest::keyClick(&third, Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(third.set(), saved);
        QApplication::clipboard()->setText(QStringLiteral("a mail"));
        third.pasteSet();
        QCOMPARE(third.set(), saved);
        QVERIFY(!third.note().isEmpty());
        CompareStore::remove(QStringLiteral("Morning & evening"));
        QVERIFY(CompareStore::names().isEmpty());
    }

    void pointsAndTableAreExported() {
        Fixture fixture;
        CompareWindow window(fixture.context);
        show(window, {1200, 700});
        window.add({fixture.line(cloud, bitrate)});
        window.addEarlier(5min);
        QTRY_VERIFY(isAnswered(window));
        const QStringList points = window.csv().split(QLatin1String("\r\n"), Qt::SkipEmptyParts);
        const auto count = window.model().row(0).series->points.size() +
                           window.model().row(1).series->points.size();
        QCOMPARE(points.size(), static_cast<qsizetype>(count) + 1);
        // In the time that they were measured.
        QVERIFY(points[1].startsWith(
            QString::fromStdString(base::toIso8601(window.model().row(0).series->points[0].at))));
        QVERIFY(points.last().contains(QStringLiteral(",300,")));
        const QStringList table =
            window.tableCsv().split(QLatin1String("\r\n"), Qt::SkipEmptyParts);
        QCOMPARE(table.size(), 3);
        QVERIFY(table[1].contains(QStringLiteral("Mb/s")));
        QVERIFY(!window.image().isNull());
        QVERIFY(window.image().height() > window.chart().height());
    }

    void thePastIsFollowed() {
        Fixture fixture;
        CompareWindow window(fixture.context);
        show(window, {1200, 700});
        window.add({fixture.line(cloud, bitrate)});
        QTRY_VERIFY(isAnswered(window));
        QTRY_VERIFY(window.chart().curves(0) > 0);
        uitest::FakePast past(uitest::FleetShape{}.now - 2h);
        fixture.context.goTo(past, past);
        // Painted before the past has answered: nothing is drawn of what is not known there.
        QCOMPARE(window.chart().curves(0), 0);
        QVERIFY(!window.chart().grab().isNull());
        const base::Utc then = fixture.context.snapshot()->now;
        QVERIFY(window.range().from < then && then < window.range().to);
        QCOMPARE(window.chart().cursorTime(), std::optional(then));
        QTRY_VERIFY(isAnswered(window));
        const auto& points = window.model().row(0).series->points;
        QVERIFY(points.back().at <= window.range().to);
        fixture.context.goLive();
        QVERIFY(!window.chart().cursorTime());
        QTRY_VERIFY(isAnswered(window));
    }

    void theInspectorOpensWhatItShows() {
        Fixture fixture;
        InspectorPage page(fixture.context);
        show(page, {1600, 900});
        fixture.context.openFeed(QStringLiteral("f003"), QStringLiteral("south-america"));
        page.setFocus();
        QTest::keyClick(&page, Qt::Key_C);
        auto* window = page.findChild<CompareWindow*>();
        QVERIFY(window != nullptr && window->isVisible());
        QVERIFY(window->model().rowCount() >= 4);
        std::set<QString> axes;
        for (int row = 0; row < window->model().rowCount(); ++row) {
            QCOMPARE(window->model().line(row).feedId, std::string("f003"));
            QCOMPARE(window->model().line(row).regionId, std::string("south-america"));
            if (!window->model().line(row).isHidden) {
                axes.insert(cell(*window, row, CompareModel::Unit));
            }
        }
        QVERIFY(axes.size() <= 2); // the rest waits, hidden
        window->close();
        QTRY_VERIFY(page.findChild<CompareWindow*>() == nullptr);
        // The chart with the keyboard alone.
        page.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&page));
        page.charts().charts()[1]->setFocus();
        const std::string key = page.charts().charts()[1]->id().key;
        QTest::keyClick(page.charts().charts()[1], Qt::Key_C);
        window = page.findChild<CompareWindow*>();
        QVERIFY(window != nullptr);
        for (const CompareLine& line : window->set().lines) {
            QCOMPARE(line.metric.key, key);
        }
        // Another page takes over what is open: the look changes while the desk runs.
        const auto states = page.comparisons();
        QCOMPARE(states.size(), std::size_t(1));
        InspectorPage next(fixture.context);
        next.openComparisons(states);
        QCOMPARE(next.comparisons().size(), std::size_t(1));
        QCOMPARE(next.comparisons()[0].set, window->set());
    }

    void theChartsToolsWrapWhereThereIsNoRoom() {
        theme::apply(*qApp, {.language = theme::Language::French});
        Fixture fixture;
        InspectorPage page(fixture.context);
        show(page, {1280, 640});
        fixture.context.openFeed(QStringLiteral("f003"), QStringLiteral("south-america"));
        page.charts().removeChart(page.charts().keys()[0]);
        emit page.charts().charts()[0]->zoomed(0.5, page.charts().range().to);
        QCoreApplication::processEvents();
        QCOMPARE(page.width(), 1280);
        theme::apply(*qApp);
    }

    /// With VIGIE_PICTURES set to a folder: for the eye.
    void itIsLookedAt() {
        const QString folder = qEnvironmentVariable("VIGIE_PICTURES");
        if (folder.isEmpty()) {
            QSKIP("VIGIE_PICTURES is not set");
        }
        for (const theme::Variant variant : {theme::Variant::Dark, theme::Variant::Light}) {
            for (const theme::Language language :
                 {theme::Language::English, theme::Language::French}) {
                theme::apply(*qApp, {.variant = variant, .language = language});
                Fixture fixture;
                CompareWindow window(fixture.context);
                show(window, {1280, 720});
                CompareLine gone = fixture.line(cloud, bitrate);
                gone.ref.pathId = "cloud-europe-f999";
                window.add({fixture.line(cloud, bitrate), fixture.line(satellite, bitrate),
                            fixture.line("cloud-africa-f002", bitrate),
                            fixture.line(satellite, margin), fixture.line(cloud, rtt),
                            fixture.line(cloud, latencyMetric().key), gone});
                window.select(0);
                window.addEarlier(1h);
                window.select(1);
                QTRY_VERIFY(isAnswered(window));
                const TimeRange range = window.range();
                emit window.chart().hovered(range.from + (range.to - range.from) / 4);
                QTRY_VERIFY(window.chart().curves(0) > 0);
                QCoreApplication::processEvents();
                const QString name = QStringLiteral("%1/compare-%2-%3")
                                         .arg(folder)
                                         .arg(int(variant))
                                         .arg(int(language));
                QVERIFY(window.grab().save(name + QStringLiteral(".png")));
                QVERIFY(window.image().save(name + QStringLiteral("-picture.png")));
                ComparePicker* picker = window.choose();
                picker->searchBox()->setText(QStringLiteral("europe lat"));
                QTRY_VERIFY(picker->candidates().found() < 1000);
                QVERIFY(picker->grab().save(name + QStringLiteral("-picker.png")));
            }
        }
        theme::apply(*qApp);
    }

private:
    QTemporaryDir m_folder;
};

QTEST_MAIN(CompareTest)
#include "tst_compare.moc"
