// SPDX-License-Identifier: GPL-3.0-or-later
//
// Whose picture is due: in no real time.
#include <QTest>

#include <map>
#include <string>
#include <vector>

#include "core/replay/pictureplan.h"

using namespace vigie;
using namespace std::chrono_literals;
using replay::PicturePlan;

namespace {

constexpr base::Mono begin = base::monoFromNs(1'000'000'000'000);

std::vector<PicturePlan::Wanted> paths(int onAir, int others) {
    std::vector<PicturePlan::Wanted> wanted;
    for (int i = 0; i < onAir + others; ++i) {
        wanted.push_back({{"n", "p" + std::to_string(i)}, i < onAir});
    }
    return wanted;
}

/// Pictures by path over a time; every one is there at once and of that size.
std::map<std::string, int> run(PicturePlan& plan, base::Nanoseconds from, base::Nanoseconds to,
                               std::size_t bytes) {
    std::map<std::string, int> taken;
    for (auto at = from; at < to; at += 20ms) {
        while (const auto due = plan.next(begin + at, true)) {
            plan.taken(due->path, bytes, begin + at);
            ++taken[due->path.pathId];
        }
    }
    return taken;
}

} // namespace

class TestPicturePlan : public QObject {
    Q_OBJECT
private slots:
    void eachPathHasOneInAPeriod() {
        PicturePlan plan({5s, 1U << 20U});
        plan.follow(paths(3, 4), begin);
        const auto taken = run(plan, 0s, 60s, 8192);
        QCOMPARE(taken.size(), 7U);
        for (const auto& [path, count] : taken) {
            QCOMPARE(count, 12);
        }
        QVERIFY(plan.period(true) == 5s && plan.period(false) == 5s);
    }

    void newPathsAreSpreadOverThePeriod() {
        PicturePlan plan({10s, 64U << 20U});
        plan.follow(paths(100, 0), begin);
        for (auto slot = 0s; slot < 10s; slot += 2s) {
            const auto taken = run(plan, slot, slot + 2s, 1024);
            QVERIFY2(taken.size() > 5 && taken.size() < 40, std::to_string(taken.size()).c_str());
        }
    }

    void whenBytesAreShortThoseOnAirComeFirst() {
        // 10 kB each: 100 pictures in 5 s would need 200 kB/s, and half of that is there.
        PicturePlan plan({5s, 100'000});
        plan.follow(paths(20, 80), begin);
        run(plan, 0s, 60s, 10'000); // the mean is found
        const auto taken = run(plan, 60s, 360s, 10'000);
        int onAir = 0;
        int others = 0;
        for (const auto& [path, count] : taken) {
            const bool isOnAir = std::stoi(path.substr(1)) < 20;
            (isOnAir ? onAir : others) += count;
            QVERIFY2(count >= (isOnAir ? 55 : 20), (path + std::to_string(count)).c_str());
        }
        QVERIFY(onAir <= 20 * 61);
        // Bounded in bytes, and what there is is used.
        const auto bytes = static_cast<std::uint64_t>(onAir + others) * 10'000;
        QVERIFY2(bytes <= 100'000U * 301 && bytes > 100'000U * 250, std::to_string(bytes).c_str());
        QVERIFY(plan.period(true) == 5s && plan.period(false) > 10s);
    }

    void thoseThatGiveNothingAreAskedRarely() {
        PicturePlan plan({5s, 1U << 20U});
        plan.follow(paths(1, 0), begin);
        int asked = 0;
        for (auto at = 0ms; at < 600s; at += 100ms) {
            if (const auto due = plan.next(begin + at, true)) {
                QCOMPARE(due->hasFailed, asked > 0);
                plan.failed(due->path, begin + at);
                ++asked;
            }
        }
        QVERIFY2(asked >= 10 && asked <= 14, std::to_string(asked).c_str());
        QVERIFY(!plan.next(begin + 1000s, false));
        const auto due = plan.next(begin + 1000s, true);
        QVERIFY(due);
        plan.taken(due->path, 100, begin + 1000s);
        QVERIFY(plan.next(begin + 1005s, false)); // as before
    }

    void whoLeavesIsForgottenAndOnAirMayChange() {
        PicturePlan plan({5s, 1U << 20U});
        plan.follow(paths(2, 2), begin);
        plan.follow(paths(4, 0), begin);
        QCOMPARE(plan.paths(), 4U);
        const auto asked = plan.next(begin + 5s, true);
        QVERIFY(asked);
        plan.follow(paths(0, 1), begin + 5s);
        QCOMPARE(plan.paths(), 1U);
        plan.taken(asked->path, 100, begin + 5s); // it may be gone
        const auto taken = run(plan, 10s, 20s, 100);
        QCOMPARE(taken.size(), 1U);
        plan.follow({}, begin + 20s);
        QVERIFY(plan.nextDue(begin + 20s) == base::Mono::max());
    }
};

QTEST_APPLESS_MAIN(TestPicturePlan)
#include "tst_pictureplan.moc"
