// SPDX-License-Identifier: GPL-3.0-or-later
//
// How often the correlator says the right cause, over scripts whose cause is known: precision (of
// the causes that it names, those that are right) and recall (of the causes of the scripts, those
// that it names), with every miss listed. tests/support/alarmlab/scenarios.h says which hop counts.
// No processes and no clock: the figures are the same on every machine.
#include <cstdint>
#include <cstdio>

#include <fmt/format.h>

#include "tests/support/alarmlab/score.h"

int main() {
    constexpr std::uint64_t seeds = 10;
    constexpr double wantedPrecision = 0.95;
    constexpr double wantedRecall = 0.90;
    vigie::alarmlab::Score all;
    fmt::print("{:>5} {:>8} {:>7} {:>6} {:>10} {:>7} {:>10}\n", "seed", "scripts", "causes",
               "named", "precision", "recall", "most lines");
    for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
        const auto score = vigie::alarmlab::playAll(seed);
        fmt::print("{:>5} {:>8} {:>7} {:>6} {:>9.1f}% {:>6.1f}% {:>10}\n", seed, score.scripts,
                   score.causes, score.named, 100 * score.precision(), 100 * score.recall(),
                   score.mostLines);
        all.scripts += score.scripts;
        all.causes += score.causes;
        all.found += score.found;
        all.named += score.named;
        all.right += score.right;
        all.failures.insert(all.failures.end(), score.failures.begin(), score.failures.end());
    }
    fmt::print("{:>5} {:>8} {:>7} {:>6} {:>9.1f}% {:>6.1f}%\n", "all", all.scripts, all.causes,
               all.named, 100 * all.precision(), 100 * all.recall());
    fmt::print("goal: precision {:.0f} %, recall {:.0f} %\n", 100 * wantedPrecision,
               100 * wantedRecall);
    for (const auto& failure : all.failures) {
        fmt::print("  {}\n", failure);
    }
    return all.precision() >= wantedPrecision && all.recall() >= wantedRecall ? 0 : 1;
}
