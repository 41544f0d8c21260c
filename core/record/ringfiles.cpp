// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/record/ringfiles.h"

#include <algorithm>
#include <numeric>
#include <system_error>

#include <fmt/chrono.h>
#include <fmt/format.h>

#include "core/record/appendfile.h"
#include "core/record/payloads.h"
#include "core/record/recordfile.h"
#include "core/record/writer.h"

namespace vigie::record {
namespace {

/// From the End of a closed file; nothing where it was not closed.
std::optional<EndPayload> endOf(const RecordFile& file) {
    constexpr std::size_t endBytes = chunkHeadBytes + endPayloadBytes;
    if (file.size() < endBytes) {
        return std::nullopt;
    }
    const auto place = file.headAt(file.size() - endBytes);
    if (!place || place->head.kind != ChunkKind::End || place->end() != file.size()) {
        return std::nullopt;
    }
    const auto payload = file.payloadOf(*place);
    const auto end = payload ? readEnd(*payload) : base::failure(payload.error().message);
    return end ? std::optional(*end) : std::nullopt;
}

/// From head to head.
void lookThrough(const RecordFile& file, RingFile& found) {
    bool isLead = true;
    for (auto place = file.searchForward(0, file.size()); place;
         place = file.searchForward(place->end(), file.size())) {
        const ChunkHead& head = place->head;
        const bool isTimeless = head.kind == ChunkKind::Head || head.kind == ChunkKind::Index ||
                                head.kind == ChunkKind::Mark || head.kind == ChunkKind::End;
        found.lastOrder = std::max(found.lastOrder, head.lastOrder);
        if (!isLead && !isTimeless) {
            found.from = std::min(found.from.value_or(head.from), head.from);
            found.to = std::max(found.to.value_or(head.to), head.to);
        }
        isLead = isLead && !(head.kind == ChunkKind::Carry && head.stream == 0);
    }
}

bool isHeld(const RingFile& file, const std::vector<Hold>& holds) {
    if (!file.from || !file.to) {
        return false;
    }
    return std::any_of(holds.begin(), holds.end(), [&](const Hold& hold) {
        return hold.from <= *file.to && (!hold.until || *hold.until >= *file.from);
    });
}

} // namespace

std::int64_t hourOf(base::Utc at) {
    return std::chrono::floor<std::chrono::hours>(at).time_since_epoch().count();
}

std::filesystem::path newRingFile(const std::filesystem::path& folder, base::Utc at) {
    const std::string hour = base::toIso8601(at).substr(0, 13);
    std::filesystem::path path = folder / (hour + fileSuffix);
    std::error_code code;
    for (int number = 2; std::filesystem::exists(path, code); ++number) {
        path = folder / fmt::format("{}_{:02}{}", hour, number, fileSuffix);
    }
    return path;
}

std::optional<RingFile> ringFile(const std::filesystem::path& path) {
    const auto file = RecordFile::open(path);
    const auto first = file ? file->headAt(0) : base::failure("");
    if (!first || first->head.kind != ChunkKind::Head) {
        return std::nullopt;
    }
    RingFile found;
    found.path = path;
    found.bytes = file->size();
    if (const auto end = endOf(*file)) {
        found.isClosed = true;
        found.lastOrder = end->lastOrder;
        if (end->from != base::Utc{}) {
            found.from = end->from;
            found.to = end->to;
        }
        return found;
    }
    lookThrough(*file, found);
    return found;
}

std::vector<RingFile> ringFiles(const std::filesystem::path& folder) {
    std::vector<RingFile> files;
    std::error_code code;
    for (const auto& entry : std::filesystem::directory_iterator(folder, code)) {
        if (entry.path().extension() == fileSuffix && entry.is_regular_file(code)) {
            if (auto file = ringFile(entry.path())) {
                files.push_back(*std::move(file));
            }
        }
    }
    std::sort(files.begin(), files.end(), [](const RingFile& a, const RingFile& b) {
        return a.lastOrder != b.lastOrder ? a.lastOrder < b.lastOrder : a.path < b.path;
    });
    return files;
}

void dropUnborn(const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> unborn;
    std::error_code code;
    for (const auto& entry : std::filesystem::directory_iterator(folder, code)) {
        // "a.vigie.new", "a.vigie.journal.new"
        const std::string name = entry.path().filename().string();
        if (name.ends_with(std::string(fileSuffix) + newSuffix) ||
            name.ends_with(std::string(journalSuffix) + newSuffix)) {
            unborn.push_back(entry.path());
        }
    }
    for (const auto& path : unborn) {
        std::filesystem::remove(path, code);
    }
}

bool dropRingFile(const RingFile& file) {
    std::error_code code;
    std::filesystem::remove(file.path, code);
    std::filesystem::path journal = file.path;
    journal += journalSuffix;
    std::error_code ignored;
    std::filesystem::remove(journal, ignored);
    return !code;
}

std::vector<std::size_t> outdated(const std::vector<RingFile>& files,
                                  const std::vector<Hold>& holds, const RetentionLimits& limits,
                                  base::Utc now, std::uint64_t openBytes) {
    std::uint64_t bytes =
        std::accumulate(files.begin(), files.end(), openBytes,
                        [](std::uint64_t sum, const RingFile& file) { return sum + file.bytes; });
    std::vector<std::size_t> gone;
    for (std::size_t i = 0; i < files.size(); ++i) {
        const RingFile& file = files[i];
        const bool isOld = limits.isClockTrusted && file.to && now - *file.to > limits.keep;
        if ((isOld || bytes > limits.mostBytes) && !isHeld(file, holds)) {
            gone.push_back(i);
            bytes -= file.bytes;
        }
    }
    return gone;
}

} // namespace vigie::record
