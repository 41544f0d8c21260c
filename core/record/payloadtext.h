// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "core/base/time.h"
#include "core/record/bytes.h"

/// What several payloads are made of.
namespace vigie::record {

/// Names, endpoints, reasons: no text of a recording is longer.
inline constexpr std::size_t mostTextBytes = 1ULL << 20U;

inline void putText(std::string& out, std::string_view text) {
    putVarint(out, text.size());
    out.append(text);
}
[[nodiscard]] inline std::string_view takeText(ByteReader& reader) {
    return reader.bytes(reader.varint(mostTextBytes));
}

inline void putTime(std::string& out, const base::Timestamp& at) {
    putFixed(out, base::toNs(at.utc));
    putFixed(out, base::toNs(at.mono));
}
[[nodiscard]] inline base::Timestamp takeTime(ByteReader& reader) {
    const auto utc = reader.fixed<std::int64_t>();
    const auto mono = reader.fixed<std::int64_t>();
    return {base::utcFromNs(utc), base::monoFromNs(mono)};
}

/// Signed numbers as distances: modulo 2^64, so that none overflows.
inline void putDistance(std::string& out, std::int64_t value, std::int64_t from) {
    putVarint(out, zigZag(static_cast<std::uint64_t>(value) - static_cast<std::uint64_t>(from)));
}
[[nodiscard]] inline std::int64_t takeDistance(ByteReader& reader, std::int64_t from) {
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(from) + unZigZag(reader.varint()));
}

} // namespace vigie::record
