// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <span>

namespace vigie::es {

using Bytes = std::span<const std::byte>;

/// Offset of the next 00 00 01 at or after `from`; size() where there is none.
[[nodiscard]] std::size_t findStartCode(Bytes stream, std::size_t from);

/// The unit that begins at or after `from`: its bytes without start code and without the zeros
/// before the next one, and where the search for that goes on. H.264, H.265 and MPEG-2 share it.
struct StartCodeUnit {
    Bytes bytes;
    /// Offset of the start code, a fourth zero byte before it included.
    std::size_t codeAt = 0;
    std::size_t next = 0;
    /// How many zeros were left out behind `bytes`.
    std::size_t zeros = 0;
};
[[nodiscard]] std::optional<StartCodeUnit> nextUnit(Bytes stream, std::size_t from);

} // namespace vigie::es
