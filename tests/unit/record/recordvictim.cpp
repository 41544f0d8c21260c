// SPDX-License-Identifier: GPL-3.0-or-later
//
// recordvictim <folder> <seed>: records a made fleet as fast as it can, over minutes and hours of
// the fleet's time, and prints the order up to which all is safe from a crash, until it is killed.
// On a folder that has something it goes on behind it.
#include <charconv>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <cstring>
#include <mutex>
#include <string>
#include <unistd.h>

#include "tests/unit/record/victimfleet.h"

int main(int count, char** arguments) {
    using namespace vigie;
    std::uint32_t seed = 0;
    if (count != 3 ||
        std::from_chars(arguments[2], arguments[2] + std::strlen(arguments[2]), seed).ec !=
            std::errc()) {
        std::fputs("usage: recordvictim <folder> <seed>\n", stderr);
        return 2;
    }
    const auto items = testing::victimItems(seed);
    record::RecorderOptions options;
    options.folder = arguments[1];
    options.leastFreeBytes = 0;
    options.keep = std::chrono::hours(24 * 365);
    auto recorder = record::Recorder::open(options);
    if (!recorder) {
        std::fputs(recorder.error().message.c_str(), stderr);
        return 1;
    }
    const std::uint64_t next = (*recorder)->nextOrder();
    constexpr std::size_t batch = 40;
    std::mutex mutex;
    std::condition_variable moved;
    std::size_t open = 0;
    std::size_t inBatch = 0;
    for (const record::Item& item : items) {
        // What has no order of its own is not told from what is there already.
        if (item.order < next && next > 1) {
            continue;
        }
        if (!(*recorder)->take(item)) {
            return 1;
        }
        if (++inBatch < batch) {
            continue;
        }
        inBatch = 0;
        {
            std::unique_lock lock(mutex);
            if (!moved.wait_for(lock, std::chrono::seconds(20), [&] { return open < 4; })) {
                std::fputs("nothing was written for 20 s\n", stderr);
                return 1;
            }
            ++open;
        }
        (*recorder)->flush([&] {
            const std::string line = std::to_string((*recorder)->status().durableOrder) + "\n";
            // One write each: a line is whole or not there.
            if (::write(STDOUT_FILENO, line.data(), line.size()) < 0) {
                _exit(3); // whoever listened has gone
            }
            const std::lock_guard lock(mutex);
            --open;
            moved.notify_one();
        });
    }
    (*recorder)->close();
    (void)::write(STDOUT_FILENO, "end\n", 4);
    return 0;
}
