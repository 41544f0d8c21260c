// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <chrono>
#include <cmath>
#include <numbers>
#include <random>
#include <string>

#include "core/baseline/baselines.h"

using namespace std::chrono_literals;
using vigie::base::Utc;
using vigie::baseline::BaselineOptions;
using vigie::baseline::Baselines;

namespace {

Utc timeOf(int second) {
    return Utc{} + 1'790'553'600s + std::chrono::seconds(second);
}

double valueAt(int second, int series) {
    // Any function of the two that is neither smooth nor repeats.
    const double wild = std::sin(second * 12.9898 + series) * 43758.5453;
    return 1000 * series + 200 * std::sin(2 * std::numbers::pi * second / 86400) +
           20 * (wild - std::floor(wild)) + (second > 200'000 ? 400 : 0);
}

void feed(Baselines& baselines, int from, int to) {
    for (int second = from; second < to; ++second) {
        for (int series = 0; series < 2; ++series) {
            baselines.observe(static_cast<std::size_t>(series), valueAt(second, series),
                              timeOf(second));
        }
    }
}

std::string replaced(std::string text, const std::string& what, const std::string& by) {
    const std::size_t at = text.find(what);
    return at == std::string::npos ? std::string() : text.replace(at, what.size(), by);
}

} // namespace

class TestLearnedText : public QObject {
    Q_OBJECT
private slots:
    void aRestoredOneBehavesAsTheSaved_data() {
        QTest::addColumn<int>("at");
        QTest::newRow("warming up") << 1200;
        QTest::newRow("first day") << 30'000;
        QTest::newRow("third day") << 190'000;
        QTest::newRow("while away") << 203'000;
        QTest::newRow("after a lasting change") << 280'000;
    }
    void aRestoredOneBehavesAsTheSaved() {
        QFETCH(int, at);
        Baselines saved;
        const std::size_t a = saved.series("a", 0.5);
        const std::size_t b = saved.series("b \"quoted\" é", 0.125);
        feed(saved, 0, at);
        const std::string text = saved.save();
        saved.interrupt(a);
        saved.interrupt(b);

        Baselines restored;
        const auto done = restored.restore(text);
        QVERIFY2(done, done ? "" : done.error().message.c_str());
        QCOMPARE(restored.series("a", 0.5), a);
        QCOMPARE(restored.series("b \"quoted\" é", 0.125), b);
        QCOMPARE(restored.save(), text);
        int judged = 0;
        for (int second = at; second < at + 100'000; second += 500) {
            feed(saved, second, second + 500);
            feed(restored, second, second + 500);
            for (const std::size_t series : {a, b}) {
                const auto left = saved.usual(series, timeOf(second + 499));
                const auto right = restored.usual(series, timeOf(second + 499));
                QCOMPARE(right.location, left.location);
                QCOMPARE(right.spread, left.spread);
                QCOMPARE(right.warmth, left.warmth);
                QVERIFY(right.value == left.value && right.departure == left.departure);
                QVERIFY(right.awaySince == left.awaySince);
                QCOMPARE(right.isByTimeOfDay, left.isByTimeOfDay);
                QCOMPARE(right.samples, left.samples);
                judged += left.departure ? 1 : 0;
            }
        }
        QVERIFY(judged > 300);
        QCOMPARE(restored.save(), saved.save());
    }

    void keepsTheNumbersThatAreInUse() {
        Baselines saved;
        (void)saved.series("a", 0.5);
        (void)saved.series("b", 0.5);
        feed(saved, 0, 10'000);
        Baselines restored;
        const std::size_t b = restored.series("b", 0.5);
        const std::size_t c = restored.series("c", 0.5);
        QVERIFY(restored.restore(saved.save()));
        QCOMPARE(restored.series("b", 0.5), b);
        QCOMPARE(restored.series("c", 0.5), c);
        QCOMPARE(restored.usual(b, timeOf(10'000)).location,
                 saved.usual(1, timeOf(10'000)).location);
        QVERIFY(restored.usual(c, timeOf(10'000)).isWarmingUp);
    }

    void leavesOutWhatIsLongGone() {
        Baselines baselines;
        const std::size_t gone = baselines.series("gone", 0.5);
        const std::size_t here = baselines.series("here", 0.5);
        for (int i = 0; i < 3600; ++i) {
            baselines.observe(gone, i % 7, timeOf(i));
            baselines.observe(here, i % 7, timeOf(i + 15 * 86400));
        }
        const std::string text = baselines.save();
        QVERIFY(text.find("\"here\"") != std::string::npos);
        QVERIFY(text.find("\"gone\"") == std::string::npos);
    }

    void aBadTextIsRefused_data() {
        QTest::addColumn<std::string>("what");
        QTest::addColumn<std::string>("by");
        QTest::addColumn<QString>("why");
        using Row = std::array<const char*, 4>;
        for (const Row& row : {
                 Row{"not JSON", "{", "[", "not a file"},
                 Row{"another format", "vigie-baselines", "vigie-other", "not a file"},
                 Row{"another version", "\"version\":1", "\"version\":2", "version"},
                 Row{"other bins", "\"bins\":24", "\"bins\":48", "bins"},
                 Row{"no series", "\"series\":[", "\"other\":[", "series"},
                 Row{"key missing", "\"key\"", "\"kee\"", "key"},
                 Row{"key twice", "\"b\"", "\"a\"", "key of another"},
                 Row{"key empty", "\"a\"", "\"\"", "key"},
                 Row{"spread", "\"leastSpread\":\"0.5\"", "\"leastSpread\":\"-1\"", "leastSpread"},
                 Row{"spread's type", "\"leastSpread\":\"0.5\"", "\"leastSpread\":[]",
                     "leastSpread"},
                 Row{"level", "\"recent\":[", "\"recent\":[1,", "recent"},
                 Row{"level too large", "\"recent\":[", "\"recent\":[1e31,1,1],\"x\":[", "recent"},
                 Row{"negative weight", "\"recent\":[", "\"recent\":[1,1,-1],\"x\":[", "recent"},
                 Row{"heavy", "\"recent\":[", "\"recent\":[1,1,1e6],\"x\":[", "recent"},
                 Row{"bins of nothing", "\"recent\":[", "\"recent\":[1,1,0],\"x\":[", "recent"},
                 Row{"bin's number", "\"bins\":[[0,", "\"bins\":[[24,", "bins"},
                 Row{"bin twice", "\"bins\":[[0,", "\"bins\":[[1,", "bins"},
                 Row{"bin's days", "\"bins\":[[0,1", "\"bins\":[[0,99", "bins"},
                 Row{"bin now", "\"bin\":", "\"bin\":77,\"x\":", "\"bin\""},
                 Row{"blocks", "\"binBlocks\":", "\"binBlocks\":-1,\"x\":", "binBlocks"},
                 Row{"samples",
                     "\"samples\":", "\"samples\":18446744073709551615,\"x\":", "samples"},
                 Row{"time", "\"lastNs\":", "\"lastNs\":1.5,\"x\":", "lastNs"},
                 Row{"run", "\"lastNs\":", "\"run\":[2,1,1,\"1\",\"1\"],\"lastNs\":", "run"},
                 Row{"run's figure",
                     "\"lastNs\":", "\"run\":[1,1,1,\"x\",\"1\"],\"lastNs\":", "run"},
                 Row{"moved", "\"lastNs\":", "\"moved\":\"1e300\",\"lastNs\":", "moved"},
                 Row{"away", "\"lastNs\":", "\"away\":[0,1],\"lastNs\":", "away"},
             }) {
            QTest::newRow(row[0]) << std::string(row[1]) << std::string(row[2]) << QString(row[3]);
        }
    }
    void aBadTextIsRefused() {
        QFETCH(std::string, what);
        QFETCH(std::string, by);
        QFETCH(QString, why);
        Baselines saved;
        (void)saved.series("a", 0.5);
        (void)saved.series("b", 0.5);
        feed(saved, 0, 10'000);
        const std::string text = saved.save();
        const std::string bad = replaced(text, what, by);
        QVERIFY(!bad.empty());

        Baselines baselines;
        const std::size_t a = baselines.series("a", 0.5);
        const auto done = baselines.restore(bad);
        QVERIFY(!done);
        QVERIFY2(QString::fromStdString(done.error().message).contains(why),
                 done.error().message.c_str());
        QVERIFY(baselines.usual(a, timeOf(10'000)).isWarmingUp);
        QVERIFY(baselines.restore(text));
    }

    void otherOptionsAreRefused() {
        Baselines saved;
        (void)saved.series("a", 0.5);
        (void)saved.series("b", 0.5);
        feed(saved, 0, 10'000);
        BaselineOptions options;
        options.learnEvery = 60s;
        Baselines other(options);
        QVERIFY(!other.restore(saved.save()));
    }
};

QTEST_APPLESS_MAIN(TestLearnedText)
#include "tst_learnedtext.moc"
