// SPDX-License-Identifier: GPL-3.0-or-later
// Figures and clocks by language and zone, and what files get of them.
#include <cstdlib>

#include <QApplication>
#include <QStandardItemModel>
#include <QtTest>

#include "ui/desk/tableexport.h"
#include "ui/desk/timeticks.h"
#include "ui/theme/figures.h"
#include "ui/theme/look.h"

using namespace vigie;
using namespace vigie::ui;

namespace {

const base::Utc moment = base::utcFromNs(1'785'089'143'000'000'000); // 2026-07-26T18:05:43Z

/// Shows a figure made as it is asked for, as models do.
class FigureModel final : public QStandardItemModel {
public:
    FigureModel() : QStandardItemModel(1, 2) {
        setHorizontalHeaderLabels({QStringLiteral("Loss"), QStringLiteral("When")});
    }
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override {
        if (role != Qt::DisplayRole) {
            return {};
        }
        return index.column() == 0 ? theme::figure(1234.5, 2) : theme::clockText(moment);
    }
};

} // namespace

class TestLocale : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void english();
    void french();
    void clocksOfUtc();
    void clocksOfTheMachine();
    void exportsStayInvariant();
    void ticksAreRoundOnTheClockShown();
};

void TestLocale::initTestCase() {
    // A zone with half an hour in it, before anything asks for the zone.
    ::setenv("TZ", "Asia/Kolkata", 1);
    ::tzset();
}

void TestLocale::english() {
    theme::apply(*qApp, {.language = theme::Language::English});
    QCOMPARE(theme::figure(1.25, 2), QStringLiteral("1.25"));
    QCOMPARE(theme::figure(-0.3, 1), QStringLiteral("−0.3"));
    QCOMPARE(theme::percentFigure(99.9999), QStringLiteral("99.99"));
    QCOMPARE(theme::grouped(10'999), QStringLiteral("10\u202f999"));
    QCOMPARE(theme::numberText(0.25), QStringLiteral("0.25"));
    QCOMPARE(theme::bitrateText(18'940'000.0), QStringLiteral("18.94 Mb/s"));
    QCOMPARE(theme::percentText(99.98), QStringLiteral("99.98 %"));
}

void TestLocale::french() {
    theme::apply(*qApp, {.language = theme::Language::French});
    QCOMPARE(theme::figure(1.25, 2), QStringLiteral("1,25"));
    QCOMPARE(theme::figure(-0.3, 1), QStringLiteral("−0,3"));
    QCOMPARE(theme::figure(-0.01, 1), QStringLiteral("0,0"));
    QCOMPARE(theme::percentFigure(99.9999), QStringLiteral("99,99"));
    QCOMPARE(theme::grouped(10'999), QStringLiteral("10\u202f999"));
    QCOMPARE(theme::ratioFigure(2.13e-6), QStringLiteral("2,1e-6"));
    QCOMPARE(theme::numberText(0.25), QStringLiteral("0,25"));
    QVERIFY(theme::bitrateText(18'940'000.0).startsWith(QStringLiteral("18,94")));
    // Its sign stands behind a narrow space that does not break.
    QCOMPARE(theme::percentText(99.98), QStringLiteral("99,98\u202f%"));
    QCOMPARE(theme::unknownFigure(), QStringLiteral("—"));
    theme::apply(*qApp);
}

void TestLocale::clocksOfUtc() {
    theme::apply(*qApp);
    QCOMPARE(theme::clockText(moment), QStringLiteral("18:05:43"));
    QCOMPARE(theme::clockZoneText(moment), QStringLiteral("18:05:43 UTC"));
    QCOMPARE(theme::dateTimeText(moment), QStringLiteral("2026-07-26 18:05:43 UTC"));
    QCOMPARE(theme::zoneName(), QStringLiteral("UTC"));
    QCOMPARE(theme::timeSpec(), Qt::UTC);
}

void TestLocale::clocksOfTheMachine() {
    theme::apply(*qApp, {.zone = theme::ClockZone::Local});
    QCOMPARE(theme::clockText(moment), QStringLiteral("23:35:43"));
    QVERIFY(theme::zoneName(moment) != QStringLiteral("UTC"));
    QVERIFY(!theme::zoneName(moment).isEmpty());
    QCOMPARE(theme::dateTimeText(moment),
             QStringLiteral("2026-07-26 23:35:43 ") + theme::zoneName(moment));
    // Another day there.
    QVERIFY(theme::dateTimeText(moment + std::chrono::hours(1))
                .startsWith(QStringLiteral("2026-07-27 00:35:43")));
    QCOMPARE(theme::utcDateTimeText(moment), QStringLiteral("2026-07-26 18:05:43 UTC"));
    QCOMPARE(theme::toDateTime(moment).timeSpec(), Qt::UTC);
    theme::apply(*qApp);
}

void TestLocale::exportsStayInvariant() {
    theme::apply(*qApp, {.language = theme::Language::French, .zone = theme::ClockZone::Local});
    const FigureModel model;
    QCOMPARE(model.index(0, 0).data().toString(), QStringLiteral("1234,50"));
    QCOMPARE(model.index(0, 1).data().toString(), QStringLiteral("23:35:43"));
    QCOMPARE(desk::commaSeparated(model), QStringLiteral("Loss,When\r\n1234.50,18:05:43\r\n"));
    {
        const theme::InvariantFigures invariant;
        QCOMPARE(theme::grouped(10'999), QStringLiteral("10999"));
        QCOMPARE(theme::zoneName(moment), QStringLiteral("UTC"));
    }
    QCOMPARE(theme::figure(0.5, 1), QStringLiteral("0,5"));
    theme::apply(*qApp);
}

void TestLocale::ticksAreRoundOnTheClockShown() {
    theme::apply(*qApp, {.zone = theme::ClockZone::Local});
    const auto ticks = desk::timeTicks(moment, moment + std::chrono::hours(6), 8);
    QVERIFY(!ticks.empty());
    for (const auto& tick : ticks) {
        QVERIFY2(tick.text.endsWith(QStringLiteral(":00")), qPrintable(tick.text));
        QVERIFY(tick.at >= moment);
    }
    theme::apply(*qApp);
}

QTEST_MAIN(TestLocale)
#include "tst_locale.moc"
