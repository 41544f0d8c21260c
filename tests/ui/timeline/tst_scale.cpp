// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "ui/timeline/timescale.h"
#include "ui/timeline/timewords.h"

using namespace vigie;
using namespace vigie::ui::timeline;
using namespace std::chrono_literals;

namespace {

const base::Utc start = base::utcFromNs(1'785'089'143'000'000'000); // 2026-07-26T18:05:43Z

} // namespace

class TestScale : public QObject {
    Q_OBJECT
private slots:
    void pixelsAndTimesAreOneAndTheSame();
    void zoomKeepsWhatIsUnderThePointer();
    void zoomEndsAtSecondsAndAtDays();
    void showMovesNoMoreThanNeeded();
    void ticksAreRoundAndNameTheirDay();
    void wordsAreThoseOfPeople();
};

void TestScale::pixelsAndTimesAreOneAndTheSame() {
    TimeScale scale(start, 6h);
    scale.setWidth(1200);
    for (const double x : {0.0, 17.0, 600.0, 1200.0}) {
        QVERIFY(std::abs(scale.x(scale.at(x)) - x) < 1e-6);
    }
    QVERIFY(scale.at(600) == start + 3h);
}

void TestScale::zoomKeepsWhatIsUnderThePointer() {
    TimeScale scale(start, 6h);
    scale.setWidth(1000);
    const base::Utc under = scale.at(250);
    scale.zoom(0.1, 250);
    QVERIFY(scale.span() == 36min);
    QVERIFY(std::abs(scale.x(under) - 250) < 1e-3);
}

void TestScale::zoomEndsAtSecondsAndAtDays() {
    TimeScale scale(start, 6h);
    scale.setWidth(1000);
    for (int i = 0; i < 100; ++i) {
        scale.zoom(0.5, 500);
    }
    QVERIFY(scale.span() == TimeScale::shortest);
    for (int i = 0; i < 100; ++i) {
        scale.zoom(2, 500);
    }
    QVERIFY(scale.span() == TimeScale::longest);
}

void TestScale::showMovesNoMoreThanNeeded() {
    TimeScale scale(start, 100min);
    scale.show(start + 50min);
    QVERIFY(scale.from() == start);
    scale.show(start + 100min); // a margin of a twentieth stays
    QVERIFY(scale.from() == start + 5min);
    scale.show(start);
    QVERIFY(scale.from() == start - 5min);
}

void TestScale::ticksAreRoundAndNameTheirDay() {
    TimeScale scale(start, 60s);
    scale.setWidth(1000);
    auto ticks = scale.ticks(100);
    QVERIFY(ticks.size() > 3 && ticks.size() <= 10);
    QCOMPARE(ticks.front().text.count(QLatin1Char(':')), 2);
    scale = TimeScale(start, 48h);
    scale.setWidth(1000);
    ticks = scale.ticks(100);
    QVERIFY(ticks.size() <= 10);
    const auto midnights = std::count_if(ticks.begin(), ticks.end(), [](const auto& tick) {
        return !tick.text.contains(QLatin1Char(':'));
    });
    QCOMPARE(midnights, 2);
}

void TestScale::wordsAreThoseOfPeople() {
    QCOMPARE(distanceText(135s), QStringLiteral("2 min 15 s ago"));
    QCOMPARE(distanceText(300ms), QStringLiteral("now"));
    QCOMPARE(distanceText(3h + 5min), QStringLiteral("3 h 5 min ago"));
    QCOMPARE(offsetText(6h), QStringLiteral("−06:00:00"));
    QCOMPARE(speedText(0.25), QStringLiteral("0.25×"));
    QCOMPARE(speedText(100), QStringLiteral("100×"));
    QCOMPARE(momentText(start, start), QStringLiteral("18:05:43"));
    QVERIFY(momentText(start - 24h, start).contains(QStringLiteral("25")));
}

QTEST_APPLESS_MAIN(TestScale)
#include "tst_scale.moc"
