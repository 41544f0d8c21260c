// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a recording costs: 10 nodes of 800 paths with 30 metrics, one tick a second. The same ticks
// go, in turns and in one process, through record::Writer (journal, slabs, pyramid, index), into
// MCAP-like chunks of float messages (1 MiB, zstd level 1), and as plain floats into a file;
// processor time with the kernel's, medians over minutes. The entropy estimate is that of each
// series by itself, of its values, differences or second differences, whichever is least, as if
// symbols came independently and their table cost nothing.
// Usage: bench_record [--paths 800] [--nodes 10] [--minutes 15] [--folder /tmp]
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <unistd.h>

#include <fmt/format.h>

#include "core/record/recording.h"
#include "core/record/slab.h"
#include "core/record/writer.h"
#include "tests/bench/recordfleet.h"
#include "tests/bench/recordforms.h"

using namespace vigie;
using bench::Minute;
using bench::OutFile;
using namespace std::chrono_literals;

namespace {

/// On a whole minute, as slabs are.
constexpr base::Utc start = base::utcFromNs(1'790'000'040'000'000'000);

struct Options {
    std::uint32_t paths = 800;
    int nodes = 10;
    int minutes = 15;
    std::filesystem::path folder = std::filesystem::temp_directory_path();
};

double cpu() {
    timespec t{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_nsec) / 1e9;
}

double median(std::vector<double> values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

/// Processor seconds by minute of the recording.
class Stopwatch {
public:
    template <typename Work> void time(const Work& work) {
        const double before = cpu();
        work();
        m_minutes.back() += cpu() - before;
    }
    void beginMinute() { m_minutes.push_back(0); }
    /// A second of the recording.
    [[nodiscard]] double each() const { return median(m_minutes) / 60; }

private:
    std::vector<double> m_minutes;
};

void need(bool isDone, const std::string& what) {
    if (!isDone) {
        std::fprintf(stderr, "bench_record: %s\n", what.c_str());
        std::exit(1);
    }
}

model::NodeDescriptionPtr describe(int node, std::uint32_t paths) {
    auto made = std::make_shared<model::NodeDescription>();
    made->id = fmt::format("node-{}", node);
    made->epoch = 1;
    made->incarnation = 7;
    made->tickRateHz = 1;
    made->inputs.push_back({"in", "", model::Transport::Udp, "", "", ""});
    for (std::uint32_t path = 0; path < paths; ++path) {
        made->paths.emplace_back();
        made->paths.back().id = fmt::format("p{}", path);
        made->paths.back().inputId = "in";
    }
    for (const bench::FleetMetric& metric : bench::fleetMetrics()) {
        model::MetricInfo info;
        info.key = fmt::format("metric.{}", made->metrics.size());
        info.step = metric.step;
        const bool isCounter =
            metric.motion == bench::Motion::Counter || metric.motion == bench::Motion::ErrorCounter;
        info.kind = isCounter ? model::MetricKind::Counter : model::MetricKind::Gauge;
        made->metrics.push_back(std::move(info));
    }
    return made;
}

/// The fleet's minutes, node by node; one path in seventeen is kept for the estimate.
class Fleet {
public:
    explicit Fleet(const Options& options) : m_options(options) {
        for (int n = 0; n < options.nodes; ++n) {
            m_nodes.emplace_back(static_cast<unsigned>(n) + 1, options.paths);
            m_series.emplace_back(bench::fleetMetrics().size() * keptPaths());
        }
    }

    [[nodiscard]] std::vector<Minute> minute(int number) {
        std::vector<Minute> made(m_nodes.size());
        for (int second = 0; second < 60; ++second) {
            const base::Utc utc = start + std::chrono::seconds(60 * number + second);
            for (std::size_t n = 0; n < m_nodes.size(); ++n) {
                auto tick = m_nodes[n].next(utc + std::chrono::milliseconds(n));
                const auto late = base::Nanoseconds(300'000 + (m_order * 7919) % 200'000);
                keep(n, *tick);
                made[n].push_back(
                    {++m_order, {tick->utc + late, tick->mono + late}, std::move(tick)});
            }
        }
        return made;
    }
    [[nodiscard]] double entropy() const {
        bench::Entropy entropy;
        for (const auto& node : m_series) {
            for (const auto& series : node) {
                entropy.add(series);
            }
        }
        return entropy.bytesPerSample();
    }

private:
    static constexpr std::size_t keepEach = 17;
    [[nodiscard]] std::size_t keptPaths() const {
        return (m_options.paths + keepEach - 1) / keepEach;
    }
    void keep(std::size_t node, const model::Tick& tick) {
        auto series = m_series[node].begin();
        for (const model::Column& column : tick.blocks[0].columns) {
            for (std::size_t path = 0; path < column.values.size(); path += keepEach) {
                series++->push_back(column.values[path]);
            }
        }
    }

    Options m_options;
    std::vector<bench::FleetNode> m_nodes;
    // By node; by metric and kept path.
    std::vector<std::vector<std::vector<std::int64_t>>> m_series;
    std::uint64_t m_order = 1000;
};

/// The recording itself.
class Recorded {
public:
    Recorded(std::filesystem::path file, const Options& options) : m_file(std::move(file)) {
        auto made = record::Writer::create(m_file, {"bench_record", 60s, true, false});
        need(made.has_value(), made ? "" : made.error().message);
        m_writer = std::move(*made);
        for (int n = 0; n < options.nodes; ++n) {
            put({static_cast<std::uint64_t>(n) + 1,
                 fleet::Input{endpoint(static_cast<std::size_t>(n)),
                              describe(n, options.paths),
                              {start, {}}}});
        }
    }
    ~Recorded() {
        std::filesystem::remove(m_file);
        std::filesystem::remove(journal());
    }
    Recorded(const Recorded&) = delete;
    Recorded& operator=(const Recorded&) = delete;

    /// In the order in which the desk would have taken them.
    void add(const std::vector<Minute>& minute) {
        for (std::size_t second = 0; second < minute[0].size(); ++second) {
            for (std::size_t n = 0; n < minute.size(); ++n) {
                const auto& stored = minute[n][second];
                put({stored.order, fleet::Input{endpoint(n), stored.tick, stored.received}});
            }
        }
        m_journal = std::max<std::uint64_t>(m_journal, std::filesystem::file_size(journal()));
    }
    void close() {
        const auto done = m_writer->close();
        need(done.has_value(), done ? "" : done.error().message);
    }
    [[nodiscard]] std::uint64_t bytes() const { return std::filesystem::file_size(m_file); }
    /// The largest that the journal was.
    [[nodiscard]] std::uint64_t journalBytes() const { return m_journal; }

    /// Every item again; how many ticks there were.
    [[nodiscard]] std::size_t read() const {
        const auto opened = record::Recording::open(m_file);
        need(opened.has_value(), opened ? "" : opened.error().message);
        const auto items = (*opened)->itemsFrom(0);
        std::size_t ticks = 0;
        while (const auto item = items->next()) {
            ticks += item->isTick() ? 1 : 0;
        }
        need(items->damages().empty(), "what was just written is damaged");
        return ticks;
    }

private:
    static std::string endpoint(std::size_t node) { return fmt::format("node-{}:1", node); }
    [[nodiscard]] std::filesystem::path journal() const {
        return m_file.string() + record::journalSuffix;
    }
    void put(const record::Item& item) {
        const auto done = m_writer->put(item);
        need(done.has_value(), done ? "" : done.error().message);
    }

    std::filesystem::path m_file;
    std::unique_ptr<record::Writer> m_writer;
    std::uint64_t m_journal = 0;
};

Options parse(int argc, char** argv) {
    Options options;
    for (int i = 1; i + 1 < argc; i += 2) {
        const std::string_view name = argv[i];
        if (name == "--paths") {
            options.paths = static_cast<std::uint32_t>(std::atoi(argv[i + 1]));
        } else if (name == "--nodes") {
            options.nodes = std::atoi(argv[i + 1]);
        } else if (name == "--minutes") {
            options.minutes = std::atoi(argv[i + 1]);
        } else if (name == "--folder") {
            options.folder = argv[i + 1];
        }
    }
    return options;
}

} // namespace

int main(int argc, char** argv) {
    const Options options = parse(argc, argv);
    const auto file = [&](const char* name) {
        return options.folder / fmt::format("bench_record.{}.{}", ::getpid(), name);
    };
    Fleet fleet(options);
    Recorded recorded(file("vigie"), options);
    OutFile plain(file("floats"));
    OutFile mcap(file("mcap"));
    bench::McapLike mcapWriter(mcap);
    Stopwatch recordTime;
    Stopwatch plainTime;
    Stopwatch mcapTime;
    Stopwatch packTime;
    Stopwatch unpackTime;
    Stopwatch scanTime;
    std::uint64_t slabBytes = 0;
    for (int number = 0; number < options.minutes; ++number) {
        const std::vector<Minute> minute = fleet.minute(number);
        for (Stopwatch* watch :
             {&recordTime, &plainTime, &mcapTime, &packTime, &unpackTime, &scanTime}) {
            watch->beginMinute();
        }
        recordTime.time([&] {
            // Its seal comes with the first item of the next one.
            recorded.add(minute);
        });
        for (const Minute& node : minute) {
            plainTime.time([&] { bench::writePlain(node, plain); });
            mcapTime.time([&] { mcapWriter.add(node); });
            std::string slab;
            packTime.time([&] { slab = record::packSlab(node); });
            slabBytes += slab.size();
            unpackTime.time([&] {
                const auto reader = record::SlabReader::open(slab);
                need(reader && reader->ticks(), "a slab cannot be read");
            });
            scanTime.time([&] {
                const auto reader = record::SlabReader::open(slab);
                for (std::uint32_t m = 0; m < bench::fleetMetrics().size(); ++m) {
                    need(reader && reader->cells(model::Scope::Path, m), "a slab cannot be read");
                }
            });
        }
    }
    mcapWriter.flush();
    recorded.close();
    const double readFrom = cpu();
    const std::size_t ticks = recorded.read();
    const double readCpu = cpu() - readFrom;
    const double seconds = 60.0 * options.minutes;
    need(ticks == static_cast<std::size_t>(seconds) * static_cast<std::size_t>(options.nodes),
         "ticks are missing");

    const double perSecond =
        static_cast<double>(bench::fleetMetrics().size()) * options.paths * options.nodes;
    const double samples = seconds * perSecond;
    const double bytes = static_cast<double>(recorded.bytes()) / samples;
    const double reference = static_cast<double>(mcap.bytes()) / samples;
    const double estimate = fleet.entropy();
    // Beside the ring of a day there is the journal of one minute.
    const double journal = static_cast<double>(recorded.journalBytes()) / (60 * perSecond);
    const double held = bytes + journal / (24 * 60);
    fmt::print("{} paths x {} metrics, {} nodes, {} minutes\n", options.paths * options.nodes,
               bench::fleetMetrics().size(), options.nodes, options.minutes);
    fmt::print("bytes a sample: file {:.3f} (slabs {:.3f}, pyramid and the rest {:.3f}), journal "
               "of the open minute {:.2f}, ring of a day with it {:.3f}; mcap-like {:.3f}; entropy "
               "estimate {:.3f}\n",
               bytes, static_cast<double>(slabBytes) / samples,
               bytes - static_cast<double>(slabBytes) / samples, journal, held, reference,
               estimate);
    fmt::print("  against mcap-like {:.2f} (goal 0.25), against the estimate {:.2f} (goal 1.3)\n",
               held / reference, held / estimate);
    const auto nanoseconds = [&](const Stopwatch& watch) { return watch.each() / perSecond * 1e9; };
    fmt::print("processor ns a sample: recording {:.2f} (packing {:.2f}), plain floats {:.2f}, "
               "mcap-like {:.2f}\n",
               nanoseconds(recordTime), nanoseconds(packTime), nanoseconds(plainTime),
               nanoseconds(mcapTime));
    fmt::print("  recording against plain floats {:.2f} (goal 3)\n",
               recordTime.each() / plainTime.each());
    fmt::print("times real time: all series scanned {:.0f}, slabs to ticks {:.0f}, "
               "items of the file {:.0f}\n",
               1 / scanTime.each(), 1 / unpackTime.each(), seconds / readCpu);
    return 0;
}
