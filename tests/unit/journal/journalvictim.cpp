// SPDX-License-Identifier: GPL-3.0-or-later
//
// journalvictim <file> <seed>: a seeded desk that writes its journal as fast as it can, and prints
// the number of each entry once it is on disk, until it is killed. On a file that has entries it
// goes on after the last of them.
#include <charconv>
#include <condition_variable>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <mutex>
#include <string>
#include <unistd.h>

#include "tests/unit/journal/seededdesk.h"

int main(int count, char** arguments) {
    using namespace vigie;
    std::uint64_t seed = 0;
    if (count != 3 ||
        std::from_chars(arguments[2], arguments[2] + std::strlen(arguments[2]), seed).ec !=
            std::errc()) {
        std::fputs("usage: journalvictim <file> <seed>\n", stderr);
        return 2;
    }
    journal::Journal::Options options;
    options.file = arguments[1];
    auto journal = journal::Journal::open(std::move(options));
    if (!journal) {
        std::fputs(journal.error().message.c_str(), stderr);
        return 1;
    }
    testing::SeededDesk desk(seed);
    for (std::uint64_t i = 0; i < (*journal)->restored().lastEntry; ++i) {
        (void)desk.next();
    }
    std::mutex mutex;
    std::condition_variable moved;
    std::uint64_t durable = (*journal)->restored().lastEntry;
    constexpr std::uint64_t mostAhead = 200;
    while (true) {
        journal::Entry entry = desk.next();
        const std::uint64_t number = entry.number;
        {
            std::unique_lock lock(mutex);
            if (!moved.wait_for(lock, std::chrono::seconds(20),
                                [&] { return number <= durable + mostAhead; })) {
                std::fputs("nothing was written for 20 s\n", stderr);
                return 1;
            }
        }
        const bool isKept = (*journal)->append(std::move(entry), [&, number] {
            const std::string line = std::to_string(number) + "\n";
            // One write each: a line is whole or not there.
            if (::write(STDOUT_FILENO, line.data(), line.size()) < 0) {
                _exit(3); // whoever listened has gone
            }
            const std::lock_guard lock(mutex);
            durable = number;
            moved.notify_one();
        });
        if (!isKept) {
            return 1;
        }
    }
}
