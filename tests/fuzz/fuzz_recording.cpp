// SPDX-License-Identifier: GPL-3.0-or-later
//
// A whole recording of foreign bytes: opened, walked by every question that can be asked of it,
// followed as if it were being written. The first byte says what the rest is: a file as it stands,
// one whose checksums are put right (so that what is behind them is reached), a journal without its
// file, or a file and its journal.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <string>
#include <string_view>

#include <unistd.h>

#include "core/record/chunk.h"
#include "core/record/compress.h"
#include "core/record/recording.h"

using namespace vigie;

namespace {

const std::filesystem::path& folder() {
    static const std::filesystem::path path = [] {
        const auto made = std::filesystem::temp_directory_path() /
                          ("fuzz_recording." + std::to_string(::getpid()));
        std::filesystem::create_directories(made);
        std::atexit([] {
            std::error_code ignored;
            std::filesystem::remove_all(std::filesystem::temp_directory_path() /
                                            ("fuzz_recording." + std::to_string(::getpid())),
                                        ignored);
        });
        return made;
    }();
    return path;
}

void write(const std::filesystem::path& path, std::string_view bytes) {
    std::ofstream file(path, std::ios::binary | std::ios::trunc);
    file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

std::string withChecksums(std::string bytes) {
    record::ChunkHead head;
    const std::string magic = record::packChunk(head, {}, false).substr(0, 8);
    for (std::size_t at = bytes.find(magic); at != std::string::npos;
         at = bytes.find(magic, at + 1)) {
        if (bytes.size() - at < record::chunkHeadBytes) {
            break;
        }
        std::uint64_t stored = 0;
        std::memcpy(&stored, bytes.data() + at + 48, 8);
        const std::size_t begin = at + record::chunkHeadBytes;
        if (stored <= bytes.size() - begin) {
            const auto sum = record::checksumOf(std::string_view(bytes).substr(begin, stored));
            std::memcpy(bytes.data() + at + 64, &sum, 8);
        }
        const auto sum = record::checksumOf(std::string_view(bytes).substr(at, 72));
        std::memcpy(bytes.data() + at + 72, &sum, 8);
    }
    return bytes;
}

void walk(record::Recording& recording) {
    const auto info = recording.info();
    std::uint64_t fact = 0;
    std::size_t items = 0;
    const auto all = recording.itemsFrom(0);
    while (const auto item = all->next()) {
        fact = item->order;
        if (++items > 20'000) {
            break;
        }
    }
    (void)recording.itemsFrom(fact)->next();
    const auto middle =
        info.from + (info.to - info.from) / 2; // these are plausible, whatever is in it
    for (const base::Utc at : {info.from, middle, info.to}) {
        (void)recording.orderAt(at);
        for (const auto& node : recording.momentAt(at, {})) {
            if (!node.description) {
                continue;
            }
            for (const auto& metric : node.description->metrics) {
                series::SeriesKey key{node.description->id, metric.scope, "", metric.key};
                if (metric.scope == model::Scope::Path && !node.description->paths.empty()) {
                    key.subject = node.description->paths.front().id;
                }
                (void)recording.chart(key, info.from, info.to, 1);
                (void)recording.chart(key, info.from, info.to, 500);
            }
        }
        (void)recording.newestNote(record::NoteKind::Frame, at);
        (void)recording.newestNote(record::NoteKind::Begin, at);
    }
    (void)recording.notesBetween(base::Utc::min(), base::Utc::max());
    (void)recording.outlines(base::Utc::min(), base::Utc::max(), 7);
    recording.pictures(base::Utc::min(), base::Utc::max(), [&](const record::Picture& picture) {
        (void)recording.pictureAt(picture.path, picture.received, std::chrono::seconds(10));
        return true;
    });
    (void)recording.marks();
    (void)recording.refresh();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 3) {
        return 0;
    }
    const auto file = folder() / "a.vigie";
    const auto journal = folder() / "a.vigie.journal";
    std::string bytes(reinterpret_cast<const char*>(data) + 3, size - 3);
    std::error_code ignored;
    std::filesystem::remove(file, ignored);
    std::filesystem::remove(journal, ignored);
    switch (data[0] % 4) {
    case 0:
        write(file, bytes);
        break;
    case 1:
        write(file, withChecksums(std::move(bytes)));
        break;
    case 2:
        write(journal, withChecksums(std::move(bytes)));
        break;
    default: {
        const std::size_t split = (data[1] | (std::size_t{data[2]} << 8U)) % (bytes.size() + 1);
        write(journal, withChecksums(bytes.substr(split)));
        write(file, withChecksums(bytes.substr(0, split)));
        break;
    }
    }
    if (const auto recording = record::Recording::open(file)) {
        walk(**recording);
    }
    return 0;
}
