// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <span>
#include <vector>

#include "core/ts/analyzer.h"
#include "core/ts/packet.h"

using namespace vigie;

namespace {

/// Reads every byte it is handed, so that a bad span cannot hide.
class ReadingSink final : public ts::AnalyzerSink {
public:
    void onPesUnit(const ts::PesUnit& unit) override {
        for (const std::byte b : unit.payload) {
            sum += std::to_integer<unsigned>(b);
        }
        for (const char c : unit.content) {
            sum += static_cast<unsigned>(c);
        }
    }
    unsigned sum = 0;
};

/// In half the inputs each packet is given its sync byte and a PID from a few, since blind bytes
/// seldom get past the packetizer.
std::vector<std::uint8_t> helpAlong(std::vector<std::uint8_t> bytes) {
    for (std::size_t at = 0; at + 4 <= bytes.size(); at += ts::packetSize) {
        bytes[at] = ts::syncByte;
        bytes[at + 1] &= 0xe1;
    }
    return bytes;
}

} // namespace

/// Any bytes in any splits, with time passing, restarts and services asked for in between.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 4) {
        return 0;
    }
    std::uint32_t random = ts::be32(data) | 1;
    const auto next = [&random](std::uint32_t bound) {
        random = random * 1664525u + 1013904223u;
        return (random >> 8) % bound;
    };
    std::vector<std::uint8_t> bytes(data + 4, data + size);
    if ((data[0] & 1) != 0) {
        bytes = helpAlong(std::move(bytes));
    }
    ReadingSink sink;
    ts::Analyzer analyzer((data[0] & 2) != 0 ? ts::Profile::dvb() : ts::Profile::ott(), sink);
    analyzer.assemble({0, 1, 2});
    std::int64_t ns = 1;
    for (std::size_t at = 0; at < bytes.size();) {
        const std::size_t length = std::min<std::size_t>(1 + next(700), bytes.size() - at);
        // A copy of its own, so that a read past its end is seen.
        const std::vector<std::uint8_t> part(bytes.begin() + static_cast<std::ptrdiff_t>(at),
                                             bytes.begin() +
                                                 static_cast<std::ptrdiff_t>(at + length));
        at += length;
        ns += next(300'000'000);
        const base::Timestamp now{base::utcFromNs(ns), base::monoFromNs(ns)};
        analyzer.feed(std::as_bytes(std::span(part)), now);
        switch (next(24)) {
        case 0:
            analyzer.restart(now);
            break;
        case 1:
            analyzer.assemble({static_cast<std::uint16_t>(next(4))});
            break;
        case 2:
            analyzer.resetInterval();
            break;
        case 3:
            sink.sum += static_cast<unsigned>(analyzer.pids().size() + analyzer.services().size());
            break;
        default:
            break;
        }
        ns += next(2) == 0 ? 0 : 1'000'000'000;
        analyzer.advance({base::utcFromNs(ns), base::monoFromNs(ns)});
    }
    return 0;
}
