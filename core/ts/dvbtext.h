// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string>

namespace vigie::ts {

/// Text of service information (EN 300 468 annex A) as UTF-8. Reads ISO 6937 (the default),
/// ISO 8859-1, -5, -9 and -15, UCS-2 and UTF-8; what another table encodes becomes U+FFFD, never a
/// wrong letter. Control codes are left out.
[[nodiscard]] std::string decodeDvbText(std::span<const std::uint8_t> text);

} // namespace vigie::ts
