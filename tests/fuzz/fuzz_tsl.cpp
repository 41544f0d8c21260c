// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdint>
#include <cstdlib>
#include <span>
#include <vector>

#include "core/tsl/codec.h"

/// The first byte says version, transport and in what pieces the rest comes. Whatever comes: labels
/// are bounded, each display is counted, and a good packet behind it all is still read.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace vigie::tsl;
    if (size == 0) {
        return 0;
    }
    const auto version = static_cast<Version>(data[0] % 3U);
    const auto transport = (data[0] & 0x40U) != 0 ? Transport::Tcp : Transport::Udp;
    const std::size_t step = (data[0] & 0x80U) != 0 ? 7 : 2048;
    Reader reader(version, transport);
    std::vector<Display> displays;
    std::size_t count = 0;
    const auto take = [&](std::span<const std::uint8_t> bytes) {
        displays.clear();
        reader.take(bytes, displays);
        count += displays.size();
        for (const Display& display : displays) {
            const bool isLong = display.label.size() > mostLabelBytes;
            const bool hasNoScreen =
                version != Version::V50 && (display.screen != 0 || display.index > highestAddress);
            if (isLong || hasNoScreen || display.brightness > 3) {
                std::abort();
            }
        }
    };
    for (std::size_t at = 1; at < size; at += step) {
        take({data + at, std::min(step, size - at)});
    }
    // Twice over TCP: the first may be taken for the rest of what came before.
    Display good;
    good.index = 5;
    good.label = "GOOD";
    std::string bytes = version == Version::V50   ? packV5(0, std::span(&good, 1), false).front()
                        : version == Version::V31 ? packV31(good, usualMeanings)
                                                  : packV40(good, usualMeanings);
    if (version == Version::V50 && transport == Transport::Tcp) {
        bytes = framedV5(bytes);
    }
    for (int i = 0; i < 2; ++i) {
        take({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()});
    }
    if (displays.empty() || displays.back().label != "GOOD" || reader.counts().displays != count) {
        std::abort();
    }
    return 0;
}
