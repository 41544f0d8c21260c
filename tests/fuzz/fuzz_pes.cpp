// SPDX-License-Identifier: GPL-3.0-or-later
//
// PES packets from payloads of any sizes: the first byte of each says how long it is and what it
// begins.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <span>
#include <vector>

#include "core/ts/pesassembler.h"
#include "core/ts/ptsmarker.h"

using namespace vigie;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    constexpr std::size_t tightBudget = 48 << 10;
    ts::PesBudget budget;
    budget.left = size > 0 && (data[0] & 1) != 0 ? tightBudget : budget.left;
    const std::size_t whole = budget.left;
    std::size_t in = 0;
    std::size_t out = 0;
    {
        ts::PtsMarker marker;
        ts::PesAssembler assembler(budget, [&](ts::PesUnit& unit) {
            out += unit.payload.size();
            if (unit.payload.empty() || unit.payload.size() > ts::PesAssembler::maxPes ||
                (unit.pts && *unit.pts >> 33 != 0) || (unit.dts && *unit.dts >> 33 != 0)) {
                std::abort();
            }
            (void)marker.take(unit);
        });
        for (std::size_t at = 1; at + 2 <= size;) {
            const std::uint8_t flags = data[at];
            const std::size_t length = std::min<std::size_t>(data[at + 1], size - at - 2);
            const std::vector<std::uint8_t> payload(data + at + 2, data + at + 2 + length);
            at += 2 + length;
            if ((flags & 8) != 0) {
                assembler.damage();
            }
            if (flags == 0xf0) {
                assembler.cut();
            }
            in += payload.size();
            assembler.take(payload, (flags & 1) != 0, (flags & 2) != 0, {});
        }
        assembler.cut();
    }
    // No byte comes out twice, and what was borrowed is given back.
    if (out > in || budget.left != whole) {
        std::abort();
    }
    return 0;
}
