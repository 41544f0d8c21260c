// SPDX-License-Identifier: GPL-3.0-or-later
//
// What it costs to go back in time in a long recording of a large fleet: opening it, the fleet at
// random moments, a chart over all of it and over ten minutes; each against the raw read of the
// bytes that it had to look at, same file, same run. And that memory does not grow with the length.
//
//     bench_seek [NODES PATHS SECONDS [FOLDER]]
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <random>
#include <string>
#include <vector>

#include <fcntl.h>
#include <unistd.h>

#include "core/record/recording.h"
#include "core/record/writer.h"
#include "tests/support/recordlab/lab.h"
#include "tests/support/recordlab/largeday.h"

using namespace vigie;
using Clock = std::chrono::steady_clock;

namespace {

double milliseconds(const std::function<void()>& work) {
    const auto begin = Clock::now();
    work();
    return std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
}

double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return values.empty() ? 0 : values[values.size() / 2];
}

double most(const std::vector<double>& values) {
    return values.empty() ? 0 : *std::max_element(values.begin(), values.end());
}

/// Resident memory now, MB.
double residentMb() {
    std::ifstream status("/proc/self/statm");
    long size = 0;
    long resident = 0;
    status >> size >> resident;
    return static_cast<double>(resident) * static_cast<double>(::sysconf(_SC_PAGESIZE)) / 1e6;
}

/// Reads bytes as they lie, in the pieces that a minute of a node has.
class RawReader {
public:
    explicit RawReader(const std::filesystem::path& file)
        : m_descriptor(::open(file.c_str(), O_RDONLY | O_CLOEXEC)) {}
    ~RawReader() { ::close(m_descriptor); }
    RawReader(const RawReader&) = delete;
    RawReader& operator=(const RawReader&) = delete;

    void read(std::uint64_t offset, std::uint64_t count) {
        m_buffer.resize(std::min<std::uint64_t>(count, 1U << 20U));
        while (count > 0) {
            const auto piece = std::min<std::uint64_t>(count, m_buffer.size());
            const ssize_t got =
                ::pread(m_descriptor, m_buffer.data(), piece, static_cast<off_t>(offset));
            if (got <= 0) {
                return;
            }
            offset += static_cast<std::uint64_t>(got);
            count -= static_cast<std::uint64_t>(got);
        }
    }

private:
    int m_descriptor;
    std::string m_buffer;
};

void tell(const char* what, const std::vector<double>& ours, const std::vector<double>& raw) {
    std::printf("%-44s %9.2f ms median %9.2f ms worst", what, median(ours), most(ours));
    if (!raw.empty()) {
        std::printf(", %6.1f times the raw read (%.2f ms)",
                    median(ours) / std::max(median(raw), 0.001), median(raw));
    }
    std::printf("\n");
}

int run(const recordlab::LargeDay& day, const std::filesystem::path& folder) {
    const auto file = folder / "day.vigie";
    record::WriterOptions options;
    options.madeBy = "bench_seek";
    options.hasJournal = false;
    const double written = milliseconds([&] {
        auto writer = record::Writer::create(file, options);
        if (!writer || !recordlab::writeLargeDay(day, **writer, {}) || !(*writer)->close()) {
            std::fprintf(stderr, "bench_seek: the day cannot be written to %s\n", file.c_str());
            std::exit(1);
        }
    });
    const auto bytes = std::filesystem::file_size(file);
    const double samples =
        static_cast<double>(recordlab::samplesPerSecond(day)) * static_cast<double>(day.seconds);
    std::printf("%zu nodes of %zu paths, %lld s: %.2f GB, %.2f bytes a sample with everything, "
                "written in %.0f s (%.0f times real time)\n",
                day.nodes, day.pathsPerNode, static_cast<long long>(day.seconds),
                static_cast<double>(bytes) / 1e9, static_cast<double>(bytes) / samples,
                written / 1e3, static_cast<double>(day.seconds) * 1e3 / written);

    const double before = residentMb();
    std::unique_ptr<record::Recording> recording;
    std::vector<double> opening;
    std::vector<double> rawOpening;
    RawReader raw(file);
    for (int round = 0; round < 5; ++round) {
        recording.reset();
        opening.push_back(milliseconds([&] {
            auto opened = record::Recording::open(file);
            if (opened) {
                recording = std::move(*opened);
            }
        }));
        // About what the indexes have: 30 bytes for each chunk.
        rawOpening.push_back(milliseconds([&] { raw.read(0, bytes / 2000); }));
    }
    if (!recording) {
        std::fprintf(stderr, "bench_seek: %s cannot be opened\n", file.c_str());
        return 1;
    }
    tell("open", opening, rawOpening);
    const double opened = residentMb();

    std::mt19937_64 random(4);
    const auto& info = recording->info();
    const auto length = static_cast<std::uint64_t>((info.to - info.from).count());
    const std::uint64_t minuteBytes =
        bytes * 60 / static_cast<std::uint64_t>(std::max<std::int64_t>(day.seconds, 60));
    const auto anywhere = [&] {
        return info.from + base::Nanoseconds(static_cast<std::int64_t>(random() % length));
    };
    const auto seek = [&](const char* what, const std::vector<std::string>& metrics) {
        std::vector<double> ours;
        std::vector<double> theirs;
        std::size_t nodes = 0;
        for (int round = 0; round < 25; ++round) {
            const base::Utc at = anywhere();
            ours.push_back(milliseconds([&] { nodes = recording->momentAt(at, metrics).size(); }));
            const std::uint64_t place = random() % (bytes - std::min(bytes - 1, minuteBytes));
            theirs.push_back(milliseconds([&] { raw.read(place, minuteBytes); }));
        }
        tell(what, ours, theirs);
        return nodes == day.nodes;
    };
    if (!seek("the fleet anywhere, three metrics", {"metric.0", "metric.1", "metric.3"}) ||
        !seek("the fleet anywhere, all metrics", {})) {
        std::fprintf(stderr, "bench_seek: nodes are missing\n");
        return 1;
    }

    std::vector<double> scrub;
    base::Utc at = anywhere();
    for (int round = 0; round < 60; ++round) {
        at += std::chrono::seconds(1);
        scrub.push_back(milliseconds([&] {
            (void)recording->momentAt(at, {"metric.0", "metric.1", "metric.3"});
        }));
    }
    tell("dragged on by a second, three metrics", scrub, {});

    const auto chart = [&](const char* what, std::chrono::seconds span, std::uint64_t rawBytes) {
        std::vector<double> ours;
        std::vector<double> theirs;
        for (int round = 0; round < 11; ++round) {
            const series::SeriesKey key{"node" + std::to_string(random() % day.nodes),
                                        model::Scope::Path,
                                        "path" + std::to_string(random() % day.pathsPerNode),
                                        "metric." + std::to_string(random() % 13)};
            const base::Utc from = span.count() >= day.seconds ? info.from : anywhere();
            ours.push_back(
                milliseconds([&] { (void)recording->chart(key, from, from + span, 96); }));
            theirs.push_back(milliseconds([&] { raw.read(0, std::min(bytes, rawBytes)); }));
        }
        tell(what, ours, theirs);
    };
    const auto quarters = static_cast<std::uint64_t>(day.seconds / 900 + 1);
    // A section of a pyramid: rows times slabs, about 5 bytes a cell.
    chart("chart over all of it, 96 points", std::chrono::seconds(day.seconds),
          quarters * day.pathsPerNode * 15 * 5);
    chart("chart over ten minutes", std::chrono::seconds(600), minuteBytes * 10 / day.nodes);

    std::vector<double> notes;
    for (int round = 0; round < 25; ++round) {
        const base::Utc when = anywhere();
        notes.push_back(
            milliseconds([&] { (void)recording->newestNote(record::NoteKind::Frame, when); }));
    }
    tell("the frame of a moment", notes, {});

    const auto items = recording->itemsFrom(recording->orderAt(anywhere()));
    const double scanned = milliseconds([&] {
        std::size_t ticks = 0;
        while (ticks < day.nodes * 600) {
            const auto item = items->next();
            if (!item) {
                break;
            }
            ticks += item->isTick() ? 1 : 0;
        }
    });
    std::printf("%-44s %9.0f times real time\n", "a minute of items, in order", 60'000 / scanned);
    std::printf("memory: %.0f MB before, %.0f MB opened, %.0f MB at the end\n", before, opened,
                residentMb());
    return 0;
}

} // namespace

int main(int argc, char** argv) {
    recordlab::LargeDay day;
    day.seconds = 1800;
    if (argc >= 4) {
        day.nodes = static_cast<std::size_t>(std::max(1, std::atoi(argv[1])));
        day.pathsPerNode = static_cast<std::size_t>(std::max(1, std::atoi(argv[2])));
        day.seconds = std::max(60, std::atoi(argv[3]));
    }
    const auto folder =
        (argc >= 5 ? std::filesystem::path(argv[4]) : std::filesystem::temp_directory_path()) /
        ("bench_seek." + std::to_string(::getpid()));
    std::filesystem::create_directories(folder);
    const int result = run(day, folder);
    std::error_code ignored;
    std::filesystem::remove_all(folder, ignored);
    return result;
}
