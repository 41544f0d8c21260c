// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/series/codec.h"

#include <algorithm>
#include <array>
#include <bit>

namespace vigie::series {
namespace {

// Layout: one byte with the width (0..64) and in bit 7 "differences"; the base as a zig-zag varint;
// with differences the first value as a zig-zag varint; then the packed offsets from the base.
constexpr std::uint8_t differencesFlag = 0x80;

// All arithmetic is modulo 2^64, so that no distance overflows.
std::uint64_t toUnsigned(std::int64_t value) {
    return static_cast<std::uint64_t>(value);
}
std::int64_t toSigned(std::uint64_t value) {
    return static_cast<std::int64_t>(value);
}
std::uint64_t zigZag(std::int64_t v) {
    return (toUnsigned(v) << 1u) ^ toUnsigned(v >> 63);
}
std::int64_t unZigZag(std::uint64_t v) {
    return toSigned((v >> 1u) ^ (~(v & 1u) + 1u));
}

void putVarint(std::uint64_t value, std::vector<std::uint8_t>& out) {
    while (value >= 0x80) {
        out.push_back(static_cast<std::uint8_t>(value | 0x80u));
        value >>= 7u;
    }
    out.push_back(static_cast<std::uint8_t>(value));
}

std::uint64_t getVarint(std::span<const std::uint8_t> bytes, std::size_t& at) {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
        const std::uint8_t byte = bytes[at++];
        value |= static_cast<std::uint64_t>(byte & 0x7fu) << shift;
        if ((byte & 0x80u) == 0) {
            break;
        }
    }
    return value;
}

struct Frame {
    std::int64_t base = 0;
    unsigned width = 0;
};

Frame frameOf(std::span<const std::int64_t> values) {
    if (values.empty()) {
        return {};
    }
    const auto [low, high] = std::minmax_element(values.begin(), values.end());
    return {*low, static_cast<unsigned>(std::bit_width(toUnsigned(*high) - toUnsigned(*low)))};
}

void packBits(std::span<const std::int64_t> values, const Frame& frame,
              std::vector<std::uint8_t>& out) {
    std::uint64_t pending = 0;
    unsigned filled = 0;
    const auto flushByte = [&out](std::uint64_t byte) {
        out.push_back(static_cast<std::uint8_t>(byte));
    };
    for (const std::int64_t value : values) {
        std::uint64_t rest = toUnsigned(value) - toUnsigned(frame.base);
        unsigned left = frame.width;
        while (left > 0) {
            const unsigned take = std::min(left, 8 - filled);
            pending |= (rest & ((1u << take) - 1u)) << filled;
            rest = take < 64 ? rest >> take : 0;
            left -= take;
            filled += take;
            if (filled == 8) {
                flushByte(pending);
                pending = 0;
                filled = 0;
            }
        }
    }
    if (filled > 0) {
        flushByte(pending);
    }
}

std::size_t unpackBits(std::span<const std::uint8_t> bytes, const Frame& frame,
                       std::span<std::int64_t> values) {
    std::size_t bit = 0;
    for (std::int64_t& value : values) {
        std::uint64_t offset = 0;
        for (unsigned got = 0; got < frame.width;) {
            const unsigned skip = bit % 8;
            const unsigned take = std::min(frame.width - got, 8 - skip);
            const std::uint64_t part = (bytes[bit / 8] >> skip) & ((1u << take) - 1u);
            offset |= part << got;
            got += take;
            bit += take;
        }
        value = toSigned(toUnsigned(frame.base) + offset);
    }
    return (bit + 7) / 8;
}

} // namespace

void packIntegers(std::span<const std::int64_t> values, std::vector<std::uint8_t>& out) {
    std::array<std::int64_t, 255> store{};
    const std::size_t steps = values.empty() ? 0 : values.size() - 1;
    for (std::size_t i = 0; i < steps; ++i) {
        store[i] = toSigned(toUnsigned(values[i + 1]) - toUnsigned(values[i]));
    }
    const std::span<const std::int64_t> differences(store.data(), steps);
    const Frame plain = frameOf(values);
    const Frame stepped = frameOf(differences);
    if (stepped.width * steps + 16 < plain.width * values.size()) {
        out.push_back(static_cast<std::uint8_t>(stepped.width | differencesFlag));
        putVarint(zigZag(stepped.base), out);
        putVarint(zigZag(values.front()), out);
        packBits(differences, stepped, out);
    } else {
        out.push_back(static_cast<std::uint8_t>(plain.width));
        putVarint(zigZag(plain.base), out);
        packBits(values, plain, out);
    }
}

std::size_t unpackIntegers(std::span<const std::uint8_t> bytes, std::span<std::int64_t> values) {
    std::size_t at = 0;
    const std::uint8_t head = bytes[at++];
    Frame frame;
    frame.width = head & 0x7fu;
    frame.base = unZigZag(getVarint(bytes, at));
    if ((head & differencesFlag) == 0) {
        return at + unpackBits(bytes.subspan(at), frame, values);
    }
    values[0] = unZigZag(getVarint(bytes, at));
    at += unpackBits(bytes.subspan(at), frame, values.subspan(1));
    for (std::size_t i = 1; i < values.size(); ++i) {
        values[i] = toSigned(toUnsigned(values[i - 1]) + toUnsigned(values[i]));
    }
    return at;
}

} // namespace vigie::series
