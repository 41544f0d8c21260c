// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace vigie::outward {

/// HMAC-SHA256 (RFC 2104), lowercase hexadecimal.
[[nodiscard]] std::string hmacSha256(std::string_view key, std::string_view text);
/// "t=<unix seconds>,v1=<HMAC-SHA256 of 't.body'>": the time is signed, so that a receiver can
/// refuse what is old.
[[nodiscard]] std::string signatureOf(std::string_view secret, std::int64_t unixSeconds,
                                      std::string_view body);

} // namespace vigie::outward
