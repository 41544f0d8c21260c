// SPDX-License-Identifier: GPL-3.0-or-later
//
// How fast a recording is read whole, and judged again by the shipped rules: 10 nodes of 800 paths,
// 30 metrics, a tick a second, one path in a hundred with something wrong; as multiples of real
// time. Beside it the same ticks from memory through the same Reducer, so that what reading costs
// and what judging costs stand apart. Wall time on one thread; medians.
// Usage: bench_rerun [--paths 800] [--nodes 10] [--seconds 300] [--rounds 3]
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <memory>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <unistd.h>

#include "core/config/rulesfile.h"
#include "core/engine/reducer.h"
#include "core/record/writer.h"
#include "core/replay/notes.h"
#include "core/replay/rerun.h"
#include "tests/bench/judgedfleet.h"

using namespace vigie;
using namespace std::chrono_literals;

namespace {

constexpr double scanGoal = 5000;
constexpr double judgeGoal = 1250;

struct Load {
    int nodes = 10;
    int paths = 800;
    int seconds = 300;
    int rounds = 3;
};

std::string endpointOf(int node) {
    return fmt::format("node-{}:7443", node);
}

std::vector<record::Item> makeItems(const Load& load) {
    std::vector<record::Item> items;
    std::mt19937_64 random(1);
    const auto at = [](int second, int ms) {
        const std::int64_t ns = second * 1'000'000'000LL + ms * 1'000'000LL;
        return base::Timestamp{base::utcFromNs(bench::judgedFirstSecond * 1'000'000'000 + ns),
                               base::monoFromNs(1'000'000'000'000 + ns)};
    };
    engine::BeginState begin;
    begin.rules = config::defaultRules();
    items.push_back(
        {0, record::Note{record::NoteKind::Begin, at(0, 0), replay::packBegin(begin, true)}});
    std::uint64_t order = 0;
    std::vector<model::NodeDescriptionPtr> nodes;
    for (int n = 0; n < load.nodes; ++n) {
        nodes.push_back(bench::describeJudged(n, load.paths));
        const auto contact = fleet::ContactChange{fleet::Contact::Connected, {}, at(0, 0)};
        items.push_back({++order, fleet::Input{endpointOf(n), contact, at(0, 0)}});
        items.push_back({++order, fleet::Input{endpointOf(n), nodes.back(), at(0, 0)}});
    }
    for (int second = 0; second < load.seconds; ++second) {
        for (int n = 0; n < load.nodes; ++n) {
            items.push_back(
                {++order, fleet::Input{endpointOf(n),
                                       bench::judgedTick(*nodes[static_cast<std::size_t>(n)],
                                                         second, random),
                                       at(second, 60 + n)}});
        }
        items.push_back({++order, record::Note{record::NoteKind::Timer, at(second, 500), {}}});
    }
    return items;
}

double secondsOf(const std::function<void()>& work) {
    const auto begin = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

void fail(const std::string& why) {
    fmt::print(stderr, "bench_rerun: {}\n", why);
    std::exit(1);
}

void write(const std::vector<record::Item>& items, const std::filesystem::path& file) {
    record::WriterOptions options;
    options.hasJournal = false;
    auto writer = record::Writer::create(file, options);
    if (!writer) {
        fail(writer.error().message);
    }
    for (const record::Item& item : items) {
        if (const auto put = (*writer)->put(item); !put) {
            fail(put.error().message);
        }
    }
    if (const auto closed = (*writer)->close(); !closed) {
        fail(closed.error().message);
    }
}

std::size_t scan(const std::filesystem::path& file) {
    auto recording = record::Recording::open(file);
    if (!recording) {
        fail(recording.error().message);
    }
    std::size_t count = 0;
    const auto items = (*recording)->itemsFrom(0);
    while (items->next()) {
        ++count;
    }
    return count;
}

void judgeMemory(const std::vector<record::Item>& items) {
    engine::ReducerOptions options;
    options.history = 0s;
    options.alarms.rules = config::defaultRules();
    engine::Reducer reducer(std::move(options));
    for (const record::Item& item : items) {
        if (const auto input = replay::inputOf(item); input && *input) {
            reducer.apply(**input);
            static_cast<void>(reducer.takeEntry());
        }
    }
}

void tell(const char* what, double taken, double goal, const Load& load) {
    const double times = load.seconds / taken;
    const double samples = static_cast<double>(load.seconds) * load.nodes * load.paths *
                           static_cast<double>(bench::judgedMetrics().size());
    fmt::print("{:<34} {:8.0f} x real time {:8.1f} M samples/s", what, times,
               samples / taken / 1e6);
    if (goal > 0) {
        fmt::print("   goal {:.0f} x: {}", goal, times >= goal ? "met" : "missed");
    }
    fmt::print("\n");
}

} // namespace

int main(int argc, char** argv) {
    Load load;
    for (int i = 1; i + 1 < argc; i += 2) {
        const std::string_view name = argv[i];
        int* into = name == "--paths"     ? &load.paths
                    : name == "--nodes"   ? &load.nodes
                    : name == "--seconds" ? &load.seconds
                    : name == "--rounds"  ? &load.rounds
                                          : nullptr;
        if (into == nullptr || std::atoi(argv[i + 1]) <= 0) {
            fmt::print(stderr, "usage: bench_rerun [--paths N] [--nodes N] [--seconds N] "
                               "[--rounds N]\n");
            return 2;
        }
        *into = std::atoi(argv[i + 1]);
    }
    const auto folder =
        std::filesystem::temp_directory_path() / fmt::format("vigie-bench-rerun-{}", getpid());
    std::filesystem::create_directories(folder);
    const auto file = folder / "bench.vigie";
    {
        const auto items = makeItems(load);
        write(items, file);
        fmt::print("{} nodes x {} paths x {} metrics, {} s, {} rules, {:.1f} MB on disk\n",
                   load.nodes, load.paths, bench::judgedMetrics().size(), load.seconds,
                   config::defaultRules()->rules.size(),
                   static_cast<double>(std::filesystem::file_size(file)) / 1e6);
        std::vector<double> judged;
        for (int round = 0; round < load.rounds; ++round) {
            judged.push_back(secondsOf([&items] { judgeMemory(items); }));
        }
        tell("rules alone, ticks from memory", median(judged), 0, load);
    }
    std::vector<double> scans;
    std::vector<double> reruns;
    std::size_t alarms = 0;
    for (int round = 0; round < load.rounds; ++round) {
        scans.push_back(secondsOf([&file] { static_cast<void>(scan(file)); }));
        reruns.push_back(secondsOf([&] {
            auto recording = record::Recording::open(file);
            const auto run = replay::rerun(**recording, {});
            if (!run) {
                fail(run.error().message);
            }
            alarms = run->alarms.size();
        }));
    }
    tell("scan: every item of the file", median(scans), scanGoal, load);
    tell("rerun: file, rules and incidents", median(reruns), judgeGoal, load);
    fmt::print("{} alarms\n", alarms);
    std::filesystem::remove_all(folder);
    return 0;
}
