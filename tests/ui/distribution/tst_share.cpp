// SPDX-License-Identifier: GPL-3.0-or-later
//
// The share by count, hours and bits, of the world and of a region, and hours against the plan.
#include <QAbstractButton>
#include <QAbstractItemModelTester>
#include <QCategoryAxis>
#include <QClipboard>
#include <QLabel>
#include <QSettings>
#include <QVBoxLayout>
#include <QtTest>

#include "tests/ui/support/fakeengine.h"
#include "ui/desk/deskcontext.h"
#include "ui/distribution/hoursbar.h"
#include "ui/distribution/sharechart.h"
#include "ui/distribution/sharelegend.h"
#include "ui/distribution/sharepanel.h"
#include "ui/distribution/sharering.h"
#include "ui/distribution/shareseries.h"
#include "ui/theme/figures.h"
#include "ui/theme/look.h"
#include "ui/theme/palette.h"

using namespace vigie;
using namespace vigie::ui;
using namespace vigie::ui::distribution;

namespace {

const base::Utc now = base::utcFromNs(1'785'089'143'000'000'000);

struct Fixture {
    explicit Fixture(engine::Snapshot first = uitest::makeSnapshot()) : engine(std::move(first)) {}
    uitest::FakeEngine engine;
    uitest::FakeSource source;
    uitest::FakeDecodePool decoders;
    desk::DeskContext context{engine, source, decoders};
};

const QString key = QStringLiteral("distribution/testShare");

void show(QWidget& widget, QSize size) {
    widget.resize(size);
    widget.show();
    QVERIFY(QTest::qWaitForWindowActive(&widget));
}

/// For people: VIGIE_SHOTS=FOLDER keeps what the test saw.
void keepShot(QWidget& widget, const char* name) {
    const QString folder = qEnvironmentVariable("VIGIE_SHOTS");
    if (!folder.isEmpty()) {
        QVERIFY(widget.grab().save(folder + '/' + name + ".png"));
    }
}

QAbstractButton* buttonOf(const QWidget& of, const QString& text) {
    for (auto* button : of.findChildren<QAbstractButton*>()) {
        if (button->text() == text) {
            return button;
        }
    }
    return nullptr;
}

/// Thirty points: two by cloud and one by satellite, that being faster; the middle ten unknown.
std::shared_ptr<const std::vector<engine::SharePoint>> someHistory(bool hasSums = true) {
    auto history = std::make_shared<std::vector<engine::SharePoint>>();
    for (int i = 0; i < 30; ++i) {
        engine::SharePoint point;
        point.at = now - std::chrono::seconds(10 * (30 - i));
        if (i < 10 || i >= 20) {
            point.count = {2, 1, 0, 0, 0};
            point.seconds = {18, 9, 0, 3, 0};
            point.bits = {8e6, 24e6, 0, 0};
        } else {
            point.count.unknown = 3;
            point.seconds.unknown = 30;
        }
        point.hasSums = hasSums;
        history->push_back(point);
    }
    return history;
}

ShareSubject someSubject() {
    ShareSubject subject;
    subject.regionId = QStringLiteral("asia");
    subject.name = QStringLiteral("Asia");
    subject.now = {2, 1, 0, 0, 0};
    subject.hours = engine::ShareSum{30, 15, 0, 5};
    subject.bits = engine::ShareSum{8e12, 24e12, 0, 0};
    subject.plannedHours = 100;
    subject.plannedSoFarHours = 60;
    subject.since = now;
    subject.history = someHistory();
    return subject;
}

/// The upper edge of cloud at its first point, percent.
double cloudEdge(const ShareChart& chart) {
    const auto* area = qobject_cast<QAreaSeries*>(chart.chart()->series().constFirst());
    return area != nullptr ? area->upperSeries()->at(0).y() : -1;
}

/// Whether the text of every control in sight has its room.
QString cutWords(const QWidget& of) {
    for (const auto* button : of.findChildren<QAbstractButton*>()) {
        if (button->isVisible() &&
            (button->width() < button->minimumSizeHint().width() ||
             !of.rect().contains(QRect(button->mapTo(&of, QPoint()), button->size())))) {
            return button->text();
        }
    }
    const auto* hours = of.findChild<HoursBar*>();
    return hours->height() < hours->heightForWidth(hours->width()) ? hours->total() : QString();
}

} // namespace

class ShareTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() {
        QCoreApplication::setOrganizationName(QStringLiteral("vigie-test"));
        QCoreApplication::setApplicationName(QStringLiteral("share"));
        QVERIFY(m_folder.isValid());
        QSettings::setDefaultFormat(QSettings::IniFormat);
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_folder.path());
    }
    void init() {
        QSettings().clear();
        theme::apply(*qApp);
    }

    void theMeasureIsChosenAndRemembered() {
        Fixture fixture;
        {
            SharePanel panel(fixture.context, key);
            show(panel, {592, 240});
            keepShot(panel, "share-count");
            QVERIFY(panel.measure() == ShareMeasure::Count);
            QCOMPARE(panel.ring().lines()[1], QStringLiteral("of deliveries"));
            auto* hours = buttonOf(panel, QStringLiteral("Hours"));
            QVERIFY(hours != nullptr && !hours->isChecked());
            QVERIFY(!hours->accessibleName().isEmpty());
            QTest::mouseClick(hours, Qt::LeftButton);
            QVERIFY(panel.measure() == ShareMeasure::Hours);
            QCOMPARE(panel.ring().lines()[0], QStringLiteral("69.4%")); // 7 633.4 of 11 000
            QCOMPARE(panel.ring().lines()[1], QStringLiteral("of hours"));
            QVERIFY(panel.chart().series().measure() == ShareMeasure::Hours);
            auto* bits = buttonOf(panel, QStringLiteral("Bits"));
            bits->setFocus();
            QTest::keyClick(bits, Qt::Key_Space);
            QVERIFY(panel.measure() == ShareMeasure::Bits);
            QVERIFY(!hours->isChecked());
            QCOMPARE(panel.ring().lines()[0], QStringLiteral("68.5%")); // 6.1 of 8.9
            keepShot(panel, "share-bits");
        }
        QVERIFY(SharePanel(fixture.context, key).measure() == ShareMeasure::Bits);
        QSettings().setValue(key, 77); // of who knows which version
        QVERIFY(SharePanel(fixture.context, key).measure() == ShareMeasure::Count);
    }

    void aSelectedRegionIsToldUntilTheWorldIsAskedFor() {
        Fixture fixture;
        SharePanel panel(fixture.context, key);
        show(panel, {592, 240});
        auto* world = buttonOf(panel, QStringLiteral("World"));
        QVERIFY(world->isChecked());
        fixture.context.selectRegion(QStringLiteral("asia"));
        auto* region = buttonOf(panel, QStringLiteral("Asia"));
        QVERIFY(region != nullptr && region->isVisible() && region->isChecked());
        QVERIFY(!world->isChecked());
        QCOMPARE(panel.shownRegion(), QStringLiteral("asia"));
        QVERIFY(panel.ring().toolTip().startsWith(QStringLiteral("Asia\n")));
        QVERIFY(panel.chart().accessibleName().contains(QStringLiteral("Asia")));
        const auto snapshot = fixture.context.snapshot();
        QCOMPARE(panel.chart().series().rowCount(), 2160);
        QVERIFY(&panel.chart().series().points() == snapshot->regions[2].shareHistory.get());
        keepShot(panel, "share-region");
        // Esc goes back, the region stays selected, and its button brings it again.
        panel.chart().setFocus();
        QTest::keyClick(&panel.chart(), Qt::Key_Escape);
        QCOMPARE(panel.shownRegion(), QString());
        QVERIFY(world->isChecked());
        QVERIFY(&panel.chart().series().points() == snapshot->share.history.get());
        QCOMPARE(fixture.context.selectedRegion(), QStringLiteral("asia"));
        QTest::mouseClick(region, Qt::LeftButton);
        QCOMPARE(panel.shownRegion(), QStringLiteral("asia"));
        // Where the region is none of the moment's, the world is told and said.
        auto without = uitest::makeSnapshot();
        without.regions.erase(without.regions.begin() + 2);
        fixture.engine.publish(without);
        QTRY_VERIFY(world->isChecked());
        QVERIFY(panel.ring().toolTip().startsWith(QStringLiteral("World\n")));
        fixture.engine.publish(uitest::makeSnapshot());
        QTRY_VERIFY(region->isChecked());
    }

    void aHiddenPanelTakesNothing() {
        Fixture fixture;
        SharePanel panel(fixture.context, key);
        const auto before = panel.ring().lines();
        auto next = uitest::makeSnapshot();
        next.share.now = {1, 9, 0, 0, 0};
        QSignalSpy changed(&fixture.context, &desk::DeskContext::snapshotChanged);
        fixture.engine.publish(next);
        QTRY_COMPARE(changed.count(), 1);
        QCOMPARE(panel.ring().lines(), before);
        show(panel, {592, 240});
        QCOMPARE(panel.ring().lines()[0], QStringLiteral("10.0%"));
    }

    void whatIsNotKnownIsSaid() {
        ShareSubject subject = someSubject();
        subject.hours.reset(); // an old recording
        subject.bits.reset();
        subject.plannedHours.reset();
        subject.plannedSoFarHours.reset();
        subject.history = someHistory(false);
        ShareRing ring;
        for (const auto measure : {ShareMeasure::Hours, ShareMeasure::Bits}) {
            ring.setSubject(subject, measure);
            QCOMPARE(ring.lines()[0], theme::unknownFigure());
            QVERIFY(ring.toolTip().contains("not known"));
        }
        ring.setSubject(subject, ShareMeasure::Count);
        QCOMPARE(ring.lines()[0], QStringLiteral("66.7%"));
        ShareChart chart;
        chart.setSubject(subject, ShareMeasure::Hours, now);
        QCOMPARE(chart.stretches(), std::size_t{0});
        chart.setSubject(subject, ShareMeasure::Count, now);
        QCOMPARE(chart.stretches(), std::size_t{2});
        HoursBar bar;
        bar.setSubject(subject);
        QVERIFY(bar.total().contains("not known"));
        QVERIFY(bar.soFar().isEmpty());
        ShareLegend legend;
        legend.setSubject(subject);
        QVERIFY(legend.text().contains(theme::unknownFigure()));
        QVERIFY(legend.text().contains("not known"));
        // A recording's history of a region is not there at all.
        subject.history.reset();
        chart.setSubject(subject, ShareMeasure::Count, now);
        QCOMPARE(chart.stretches(), std::size_t{0});
        QCOMPARE(chart.series().rowCount(), 0);
    }

    void hoursStandAgainstThePlan() {
        HoursBar bar;
        ShareSubject subject = someSubject();
        bar.setSubject(subject);
        QCOMPARE(bar.total(), QStringLiteral("45.0 h of 100 h planned"));
        QCOMPARE(bar.soFar(),
                 QStringLiteral("so far 60.0 h planned: 45.0 h (%1) carried, 5.00 h by nothing, "
                                "10.0 h unknown")
                     .arg(theme::percentText(75.0, 1)));
        QVERIFY(bar.toolTip().contains("Asia"));
        QCOMPARE(bar.accessibleDescription(), bar.total() + " · " + bar.soFar());
        const int withBar = bar.heightForWidth(300);
        // A delivery without a schedule: nobody knows what was due.
        subject.plannedSoFarHours.reset();
        bar.setSubject(subject);
        QVERIFY(bar.soFar().contains("not known"));
        subject.plannedHours.reset();
        bar.setSubject(subject);
        QVERIFY(bar.total().contains("no schedule"));
        QVERIFY(bar.soFar().isEmpty());
        QVERIFY(bar.heightForWidth(300) < withBar);
        subject.isAssumed = true;
        bar.setSubject(subject);
        QVERIFY(bar.total().contains("no plan"));
    }

    void theBarIsDrawnInItsParts() {
        HoursBar bar;
        bar.setSubject(someSubject());
        bar.resize(200, bar.heightForWidth(200));
        const QImage image = bar.grab().toImage();
        const double scale = image.width() / 200.0;
        const auto at = [&](double hours) {
            return image.pixelColor(static_cast<int>(hours * 2 * scale),
                                    static_cast<int>(5 * scale));
        };
        QCOMPARE(at(15).rgb(), QColor::fromRgb(theme::color::cloud()).rgb());
        QCOMPARE(at(37).rgb(), QColor::fromRgb(theme::color::satellite()).rgb());
        QCOMPARE(at(60.5).rgb(), QColor::fromRgb(theme::color::bright()).rgb()); // due so far
        QCOMPARE(at(80).rgb(), QColor::fromRgb(theme::color::well()).rgb());     // to come
    }

    void theChartFollowsTheMeasure() {
        ShareChart chart;
        const ShareSubject subject = someSubject();
        chart.setSubject(subject, ShareMeasure::Count, now);
        QVERIFY(std::abs(cloudEdge(chart) - 200.0 / 3) < 1e-9);
        chart.setSubject(subject, ShareMeasure::Hours, now);
        QVERIFY(std::abs(cloudEdge(chart) - 60.0) < 1e-9); // what nothing carried is of the whole
        chart.setSubject(subject, ShareMeasure::Bits, now);
        QVERIFY(std::abs(cloudEdge(chart) - 25.0) < 1e-9);
        QCOMPARE(chart.stretches(), std::size_t{2});
    }

    void timesHaveRoom() {
        for (const int width : {206, 400, 900}) {
            ShareChart chart;
            chart.setSubject(someSubject(), ShareMeasure::Hours, now);
            show(chart, {width, 140});
            const auto axes = chart.chart()->axes(Qt::Horizontal);
            auto* axis = qobject_cast<QCategoryAxis*>(axes.constFirst());
            QVERIFY(!axis->categoriesLabels().isEmpty());
            const int taken = QFontMetrics(axis->labelsFont())
                                  .horizontalAdvance(axis->categoriesLabels().join("  "));
            QVERIFY2(taken < width, qPrintable(QStringLiteral("%1 in %2").arg(taken).arg(width)));
        }
    }

    void theCursorTellsTheFigures() {
        ShareChart chart;
        chart.setSubject(someSubject(), ShareMeasure::Hours, now);
        show(chart, {400, 140});
        chart.setFocus();
        QVERIFY(chart.cursorText().isEmpty());
        QTest::keyClick(&chart, Qt::Key_Left);
        QVERIFY(chart.cursorAt() == now - std::chrono::seconds(10));
        QVERIFY(chart.cursorText().contains(theme::clockZoneText(*chart.cursorAt())));
        QVERIFY(chart.cursorText().contains("cloud 18 s"));
        QVERIFY(chart.cursorText().contains("none 3 s"));
        QCOMPARE(chart.accessibleDescription(), chart.cursorText());
        QTest::keyClick(&chart, Qt::Key_Home);
        QVERIFY(chart.cursorAt() == now - std::chrono::seconds(300));
        QTest::keyClick(&chart, Qt::Key_Left); // there is nothing before it
        QVERIFY(chart.cursorAt() == now - std::chrono::seconds(300));
        for (int i = 0; i < 12; ++i) {
            QTest::keyClick(&chart, Qt::Key_Right);
        }
        QVERIFY(chart.cursorText().contains("30 s unknown"));
        chart.setCursor(now - std::chrono::hours(1));
        QVERIFY(chart.cursorText().contains("not known"));
        // By pointer: the middle of the plot is a moment within it.
        const QPoint middle = chart.chart()->plotArea().center().toPoint();
        QTest::mouseMove(chart.viewport(), middle - QPoint(8, 0));
        QTest::mouseMove(chart.viewport(), middle);
        QTRY_VERIFY(chart.cursorAt() && *chart.cursorAt() > now - std::chrono::seconds(200) &&
                    *chart.cursorAt() < now - std::chrono::seconds(100));
    }

    void aClickBesideTheChartItselfIsSafe() {
        ShareChart chart;
        show(chart, {400, 160});
        for (const QPoint at : {QPoint(0, 0), QPoint(399, 159), QPoint(200, 80)}) {
            QTest::mouseClick(chart.viewport(), Qt::LeftButton, {}, at);
        }
        chart.chart()->resize(40, 40); // as it is between two sizes of its view
        QVERIFY(chart.itemAt(QPoint(200, 80)) == nullptr);
        for (const auto button : {Qt::LeftButton, Qt::RightButton, Qt::MiddleButton}) {
            QTest::mouseClick(chart.viewport(), button, {}, QPoint(200, 80));
        }
        QTest::mouseDClick(chart.viewport(), Qt::LeftButton, {}, QPoint(200, 80));
        QVERIFY(chart.hasFocus());
    }

    void theFiguresAreCopiedAndExported() {
        ShareChart chart;
        chart.setSubject(someSubject(), ShareMeasure::Bits, now);
        show(chart, {400, 140});
        chart.setFocus();
        QTest::keySequence(&chart, QKeySequence::Copy);
        const QStringList lines =
            QGuiApplication::clipboard()->text().split('\n', Qt::SkipEmptyParts);
        QCOMPARE(lines.size(), 31);
        QVERIFY(lines[0].startsWith("Time\t"));
        QVERIFY(lines[1].contains("1.00 MB")); // 8 Mbit by cloud
        const QStringList rows = chart.csv().split("\r\n", Qt::SkipEmptyParts);
        QCOMPARE(rows.size(), 31);
        QVERIFY(rows[1].startsWith(theme::utcDateTimeText(now - std::chrono::seconds(300))));
        QVERIFY(rows[1].endsWith(",25"));
        QVERIFY(rows[15].endsWith(',')); // nothing known: an empty field, never 0
        bool hasExport = false;
        for (const auto* action : chart.actions()) {
            hasExport =
                hasExport || action->shortcut() == QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_E);
        }
        QVERIFY(hasExport);
    }

    void theSeriesIsASoundModel() {
        ShareSeriesModel model;
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(model.rowAt(now), -1);
        const auto history = someHistory();
        QVERIFY(model.setSeries(history, ShareMeasure::Hours));
        QVERIFY(!model.setSeries(history, ShareMeasure::Hours));
        QCOMPARE(model.rowCount(), 30);
        QCOMPARE(model.index(0, ShareSeriesModel::CloudPercent).data().toString(),
                 QStringLiteral("60.0"));
        QCOMPARE(model.index(12, ShareSeriesModel::CloudPercent).data().toString(),
                 theme::unknownFigure());
        QCOMPARE(model.rowAt(now - std::chrono::seconds(296)), 0);
        QCOMPARE(model.rowAt(now - std::chrono::seconds(301)), -1);
        QCOMPARE(model.rowAt(now + std::chrono::seconds(30)), -1);
        QVERIFY(model.setSeries(someHistory(false), ShareMeasure::Hours));
        QCOMPARE(model.index(0, ShareSeriesModel::Cloud).data().toString(), theme::unknownFigure());
        QVERIFY(model.setSeries(nullptr, ShareMeasure::Count));
        QCOMPARE(model.rowCount(), 0);
    }

    void assumedIsMarked() {
        auto snapshot = uitest::makeSnapshot();
        snapshot.share.isAssumed = true;
        Fixture fixture(snapshot);
        SharePanel panel(fixture.context, key);
        show(panel, {592, 240});
        bool isMarked = false;
        for (const auto* label : panel.findChildren<QLabel*>()) {
            isMarked = isMarked || (label->isVisible() && label->text() == "assumed");
        }
        QVERIFY(isMarked);
        panel.chart().setCursor(panel.chart().series().points().back().at);
        QVERIFY(panel.chart().cursorText().endsWith("assumed"));
    }

    void theChartTakesTheHeightThatIsLeft() {
        Fixture fixture;
        QWidget page;
        SharePanel& panel = *new SharePanel(fixture.context, key, &page); // owned by the page
        panel.useHeight();
        auto* layout = new QVBoxLayout(&page);
        layout->setContentsMargins({});
        layout->addWidget(&panel);
        show(page, {360, 300});
        const QSize least = panel.minimumSizeHint();
        QVERIFY(least.height() <= 300);
        QTRY_VERIFY(panel.chart().x() > panel.ring().geometry().right());
        page.resize(360, 480);
        QTRY_VERIFY(panel.chart().y() > panel.ring().geometry().bottom());
        QTRY_COMPARE(panel.chart().width(), 360);
        QVERIFY(panel.chart().height() > 200);
        QCOMPARE(cutWords(panel), QString());
        // What the page may shrink it to stays the same, or a splitter could not go back.
        QCOMPARE(panel.minimumSizeHint(), least);
        page.resize(360, 300);
        QTRY_VERIFY(panel.chart().x() > panel.ring().geometry().right());
        QVERIFY(panel.hours().geometry().bottom() <= 300);
    }

    void nothingIsCutInEitherLanguage_data() {
        QTest::addColumn<bool>("isFrench");
        QTest::addColumn<int>("width");
        QTest::newRow("english, beside the wall") << false << 564;
        QTest::newRow("english, narrow") << false << 360;
        QTest::newRow("french, beside the wall") << true << 564;
        QTest::newRow("french, narrow") << true << 360;
    }
    void nothingIsCutInEitherLanguage() {
        QFETCH(bool, isFrench);
        QFETCH(int, width);
        theme::Look look;
        look.variant = theme::Variant::Light;
        look.language = isFrench ? theme::Language::French : theme::Language::English;
        theme::apply(*qApp, look);
        Fixture fixture;
        QWidget page;
        auto* panel = new SharePanel(fixture.context, key, &page);
        auto* layout = new QVBoxLayout(&page);
        layout->addWidget(panel);
        layout->addStretch(1);
        fixture.context.selectRegion(QStringLiteral("south-america"));
        show(page, {width, 500});
        QCOMPARE(cutWords(*panel), QString());
        keepShot(page, QTest::currentDataTag());
        if (isFrench) {
            QVERIFY(buttonOf(*panel, QStringLiteral("Monde")) != nullptr);
            QVERIFY(buttonOf(*panel, QStringLiteral("Heures")) != nullptr);
            QVERIFY(panel->hours().total().contains(QStringLiteral("prévues")));
        }
        // The ground of the light look, not of the dark one.
        const QImage image = panel->chart().grab().toImage();
        QVERIFY(image.pixelColor(image.width() - 2, image.height() - 2).lightness() > 150);
    }

private:
    QTemporaryDir m_folder;
};

QTEST_MAIN(ShareTest)
#include "tst_share.moc"
