// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

/// Characters of a label, between UTF-8 and the wire.
namespace vigie::tsl {

/// Up to the first NUL; control characters become spaces, surrogates without their other half
/// U+FFFD; spaces at the end go. At most mostLabelBytes.
[[nodiscard]] std::string labelFromUtf16Le(std::span<const std::uint8_t> bytes);
/// The same of single bytes; above 0x7f they are read as Latin-1, which is what is seen.
[[nodiscard]] std::string labelFromBytes(std::span<const std::uint8_t> bytes);

/// As much as fits into `mostBytes`, whole characters only. What is no UTF-8 becomes U+FFFD.
[[nodiscard]] std::string utf16LeOf(std::string_view utf8, std::size_t mostBytes);
/// Printable ASCII, '?' for all else; at most `mostBytes`.
[[nodiscard]] std::string asciiOf(std::string_view utf8, std::size_t mostBytes);

} // namespace vigie::tsl
