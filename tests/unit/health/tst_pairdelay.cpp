// SPDX-License-Identifier: GPL-3.0-or-later
#include <random>

#include <QTest>

#include "core/health/pairdelay.h"

using namespace vigie;
using health::LatencyMethod;
using health::MarkKind;
using health::PairDelay;
using health::PathMarks;
namespace because = health::because;

namespace {

constexpr std::int64_t second = 1'000'000'000;
constexpr std::int64_t ms = 1'000'000;

/// What the way to the second place does to a programme.
struct Way {
    std::int64_t delayNs = 500 * ms;
    bool keepsPcr = true;
    bool keepsPts = true;
    bool keepsPayload = true;
    bool isStill = false;
    bool isDecoded = true;
};

/// A minute and a half of one programme at two places; a cut every two seconds.
struct Pair {
    explicit Pair(const Way& way, int seconds = 90) {
        std::mt19937_64 random(1);
        for (PathMarks* marks : {&from, &to}) {
            marks->isDecoded = way.isDecoded;
            marks->samplingNs = way.isDecoded ? std::optional(40 * ms) : std::nullopt;
        }
        for (std::int64_t at = 0; at < seconds * second; at += second) {
            if (way.isDecoded && !way.isStill && at % (2 * second) == 0) {
                const std::uint64_t picture = random();
                from.pictures.add({picture, at});
                to.pictures.add({picture ^ 0x9, at + way.delayNs});
            }
            mark(way, at);
        }
        now = seconds * second;
    }
    void mark(const Way& way, std::int64_t at) {
        const std::int64_t number = at / second;
        from.pcr.add({number * 27'000'000, at});
        delay.match(from, to, MarkKind::Pcr, false, at);
        from.pts.add({number * 90'000, number * 7919, at});
        delay.match(from, to, MarkKind::Pts, false, at);
        to.pcr.add({number * 27'000'000 + (way.keepsPcr ? 0 : 1234), at + way.delayNs});
        delay.match(from, to, MarkKind::Pcr, true, at);
        to.pts.add({number * 90'000 + (way.keepsPts ? 0 : 4500),
                    number * 7919 + (way.keepsPayload ? 0 : 1), at + way.delayNs});
        delay.match(from, to, MarkKind::Pts, true, at);
    }
    health::Latency judged() { return delay.judge(from, to, now); }

    PathMarks from;
    PathMarks to;
    PairDelay delay{{-second, 60 * second}, {-second, 29 * second}};
    std::int64_t now = 0;
};

} // namespace

class TestPairDelay : public QObject {
    Q_OBJECT
private slots:
    void theBestMethodThatGivesOne_data() {
        QTest::addColumn<bool>("keepsPcr");
        QTest::addColumn<bool>("keepsPts");
        QTest::addColumn<bool>("keepsPayload");
        QTest::addColumn<int>("method");
        const auto row = [](const char* name, bool pcr, bool pts, bool payload, LatencyMethod m) {
            QTest::newRow(name) << pcr << pts << payload << static_cast<int>(m);
        };
        row("untouched", true, true, true, LatencyMethod::PcrMarks);
        row("PCR stamped anew", false, true, true, LatencyMethod::PtsMarks);
        row("PCR and PTS stamped anew", false, false, true, LatencyMethod::PtsMarks);
        row("coded anew", false, false, false, LatencyMethod::Pictures);
        row("coded anew, PTS kept", false, true, false, LatencyMethod::Pictures);
    }
    void theBestMethodThatGivesOne() {
        QFETCH(bool, keepsPcr);
        QFETCH(bool, keepsPts);
        QFETCH(bool, keepsPayload);
        QFETCH(int, method);
        Way way;
        way.keepsPcr = keepsPcr;
        way.keepsPts = keepsPts;
        way.keepsPayload = keepsPayload;
        const auto latency = Pair(way).judged();
        QCOMPARE(static_cast<int>(latency.method), method);
        QVERIFY(latency.ms);
        QVERIFY(std::abs(*latency.ms - 500) <= *latency.uncertaintyMs);
        const bool isByPictures = latency.method == LatencyMethod::Pictures;
        QCOMPARE(*latency.uncertaintyMs, isByPictures ? 40.0 : 0.0);
        QVERIFY(latency.unknownBecause.empty());
    }

    void coarsePcrsNeedTheContentsWord() {
        // A software multiplexer stamps anew, 2 s off, on the same grid of whole seconds: values
        // meet, moments do not.
        const auto run = [](Pair& pair, std::int64_t extension, bool hasPayload, bool isSame) {
            pair.delay = PairDelay{{-second, 60 * second}, {-second, 29 * second}};
            pair.from.pcr = {};
            pair.to.pcr = {};
            pair.from.pts = {};
            pair.to.pts = {};
            for (std::int64_t i = 0; i < 90; ++i) {
                const std::int64_t at = i * second;
                pair.from.pcr.add({i * 27'000'000 + extension, at});
                pair.delay.match(pair.from, pair.to, MarkKind::Pcr, false, at);
                pair.to.pcr.add({(i - 2) * 27'000'000 + extension, at + 500 * ms});
                pair.delay.match(pair.from, pair.to, MarkKind::Pcr, true, at);
                if (hasPayload) {
                    pair.from.pts.add({i * 90'000, i * 7919, at});
                    pair.to.pts.add(
                        {i * 90'000 - 180'000, i * 7919 + (isSame ? 0 : 1), at + 500 * ms});
                    pair.delay.match(pair.from, pair.to, MarkKind::Pts, true, at);
                }
            }
        };
        Way way;
        way.isDecoded = false;
        Pair pair(way);
        run(pair, 0, true, true);
        QCOMPARE(pair.judged().method, LatencyMethod::PtsMarks); // the payload knows better
        QCOMPARE(*pair.judged().ms, 500.0);
        run(pair, 0, true, false);
        QVERIFY(!pair.judged().ms); // coded anew, and nobody decodes it
        run(pair, 0, false, false);
        QCOMPARE(pair.judged().method, LatencyMethod::PcrMarks); // nothing can tell
        run(pair, 7, true, false);
        QCOMPARE(pair.judged().method, LatencyMethod::PcrMarks); // fine ones do not meet by chance
        Way decoded;
        Pair seen(decoded);
        run(seen, 0, true, false);
        QCOMPARE(seen.judged().method, LatencyMethod::Pictures);
        QCOMPARE(*seen.judged().ms, 500.0);
    }

    void whyItIsNotKnown() {
        PairDelay delay{{-second, 60 * second}, {-second, 29 * second}};
        PathMarks from;
        PathMarks to;
        const auto why = [&](std::int64_t now) {
            return delay.judge(from, to, now).unknownBecause;
        };
        QCOMPARE(why(0), because::noMarks);
        to.pcr.add({1, second});
        QCOMPARE(why(second), because::noOriginMarks);
        from.pcr.add({2, second});
        QCOMPARE(why(second), because::measuring);
        for (std::int64_t i = 2; i < 80; ++i) {
            from.pcr.add({i * 10, i * second});
            to.pcr.add({i * 10 + 1, i * second});
        }
        QCOMPARE(why(80 * second), because::restamped);
        QCOMPARE(why(100 * second), because::noMarks);
    }

    void whyPicturesDoNotTell() {
        Way still;
        still.keepsPcr = still.keepsPts = still.keepsPayload = false;
        still.isStill = true;
        QCOMPARE(Pair(still).judged().unknownBecause, because::stillPictures);
        QVERIFY(!Pair(still).judged().ms);
        Way undecoded = still;
        undecoded.isDecoded = false;
        QCOMPARE(Pair(undecoded).judged().unknownBecause, because::undecodedPictures);
        Way moving = still;
        moving.isStill = false;
        moving.delayNs = 45 * second; // further than pictures are looked for
        QCOMPARE(Pair(moving, 180).judged().unknownBecause, because::unlikePictures);
        QCOMPARE(Pair(moving, 20).judged().unknownBecause, because::measuring);
    }

    void impossibleDelaysAreClocksThatDisagree() {
        Way early;
        early.delayNs = -3 * second;
        Pair pair(early);
        QVERIFY(!pair.judged().ms);
        QCOMPARE(pair.judged().unknownBecause, because::outOfBounds);
    }
};

QTEST_APPLESS_MAIN(TestPairDelay)
#include "tst_pairdelay.moc"
