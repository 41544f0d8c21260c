// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a damaged or forged recording may hold: bytes as a chunk, and as a slab without the help of
// its checksums. What is read must be packed and read again alike; one series, the cells and a part
// of the ticks must agree with the whole.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "core/record/chunk.h"
#include "core/record/slab.h"

using namespace vigie;

namespace {

/// Enough for any shape, and small enough that a forged head cannot keep the fuzzer busy.
constexpr std::uint64_t mostPlainBytes = 4U << 20U;

void require(bool holds) {
    if (!holds) {
        std::abort();
    }
}

bool areEqual(const record::StoredTick& a, const record::StoredTick& b) {
    return a.order == b.order && a.received.utc == b.received.utc &&
           a.received.mono == b.received.mono && *a.tick == *b.tick;
}

void useTicks(const record::SlabReader& reader, const std::vector<record::StoredTick>& ticks) {
    require(ticks.size() == reader.tickCount());
    const std::string packed = record::packSlab(ticks);
    const auto again = record::SlabReader::open(packed);
    require(again.has_value());
    const auto same = again->ticks();
    require(same && std::equal(same->begin(), same->end(), ticks.begin(), ticks.end(), areEqual));
    const auto part = reader.ticks(ticks.front().received.utc, {});
    require(part && !part->empty() && part->size() <= ticks.size());
}

void useSeries(const record::SlabReader& reader) {
    for (const auto scope :
         {model::Scope::Node, model::Scope::Input, model::Scope::Path, model::Scope::Pid}) {
        auto metrics = reader.metrics(scope);
        metrics.resize(std::min<std::size_t>(metrics.size(), 4));
        for (const std::uint32_t metric : metrics) {
            const auto cells = reader.cells(scope, metric);
            if (!cells || cells->empty()) {
                continue;
            }
            const std::size_t row = cells->size() - 1;
            const auto series = reader.series(scope, static_cast<std::uint32_t>(row), metric);
            require(series && series->size() == cells->back().count);
            if (!series->empty()) {
                require(series->back().value == cells->back().last);
            }
        }
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) {
        return 0;
    }
    const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
    if (data[0] % 4 == 0) {
        if (const auto head = record::readChunkHead(bytes)) {
            static_cast<void>(record::unpackChunk(*head, bytes.substr(record::chunkHeadBytes)));
        }
        return 0;
    }
    record::SlabTrust trust;
    trust.isChecked = data[0] % 4 == 1;
    trust.mostPlainBytes = mostPlainBytes;
    const auto reader = record::SlabReader::open(bytes, trust);
    if (!reader) {
        require(!reader.error().message.empty());
        return 0;
    }
    require(reader->tickCount() > 0);
    if (const auto ticks = reader->ticks()) {
        useTicks(*reader, *ticks);
    }
    useSeries(*reader);
    return 0;
}
