// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <deque>
#include <random>

#include "core/health/window.h"

using namespace vigie;
using health::Health;
using health::SecondsWindow;
using health::Verdict;

namespace {

Health countOf(const std::deque<Verdict>& seconds, std::size_t last) {
    Health health;
    for (std::size_t i = seconds.size() - std::min(last, seconds.size()); i < seconds.size(); ++i) {
        health.onAirSeconds +=
            seconds[i] == Verdict::Good || seconds[i] == Verdict::Errored ? 1 : 0;
        health.erroredSeconds += seconds[i] == Verdict::Errored ? 1 : 0;
        health.unknownSeconds += seconds[i] == Verdict::Unknown ? 1 : 0;
    }
    return health;
}

} // namespace

class TestWindow : public QObject {
    Q_OBJECT
private slots:
    void percentIsOfJudgedOnAirSeconds() {
        QVERIFY(!Health{}.percent());
        QVERIFY(!(Health{0, 0, 50}.percent()));
        QCOMPARE(*(Health{60, 3, 0}.percent()), 95.0);
        QCOMPARE(*(Health{30, 3, 30}.percent()), 90.0); // unknown seconds do not dilute
        Health sum{10, 1, 2};
        sum += Health{30, 3, 1};
        QCOMPARE(sum, (Health{40, 4, 3}));
    }

    void agreesWithCountingEverything() {
        std::mt19937 random(1);
        SecondsWindow window;
        std::deque<Verdict> all;
        for (int i = 0; i < 200'000; ++i) {
            const auto verdict = static_cast<Verdict>(random() % 4);
            window.push(verdict);
            all.push_back(verdict);
            if (i % 997 == 0 || i < 200) {
                QCOMPARE(window.windows().minute, countOf(all, 60));
                QCOMPARE(window.windows().quarterHour, countOf(all, 900));
                // The day's far edge moves by whole minutes.
                const std::size_t day = 1439 * 60 + static_cast<std::size_t>(i % 60) + 1;
                QCOMPARE(window.windows().day, countOf(all, day));
            }
        }
    }

    void longRunsAreBounded() {
        SecondsWindow window;
        window.push(Verdict::Errored, 100);
        window.push(Verdict::Unknown, 1'000'000'000'000);
        QCOMPARE(window.windows().minute, (Health{0, 0, 60}));
        QCOMPARE(window.windows().quarterHour, (Health{0, 0, 900}));
        QCOMPARE(window.windows().day.erroredSeconds, 0U);
        QVERIFY(window.windows().day.unknownSeconds > 86'300);
        window.push(Verdict::Good, -5);
        QCOMPARE(window.windows().minute.onAirSeconds, 0U);
    }

    void isSmall() { QVERIFY(sizeof(SecondsWindow) < 6 * 1024); }
};

QTEST_APPLESS_MAIN(TestWindow)
#include "tst_window.moc"
