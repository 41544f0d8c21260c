// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/result.h"

namespace vigie::transport {

/// The parts of scheme://host:port/path?query. A '#' belongs to the query, because SRT stream ids
/// ("#!::r=...") carry it.
struct Uri {
    std::string scheme; // lower case
    std::string host;   // without the brackets of an IPv6 address; may be empty
    std::optional<std::uint16_t> port;
    std::string path; // with its leading slash, percent-decoded
    std::vector<std::pair<std::string, std::string>> query; // in order, percent-decoded

    [[nodiscard]] const std::string* option(std::string_view key) const;
};

/// Errors never repeat the URI's credentials.
[[nodiscard]] base::Result<Uri> parseUri(const std::string& text);

/// "%2F" becomes "/"; a stray '%' stays what it is.
[[nodiscard]] std::string percentDecoded(std::string_view text);

/// The candidate that differs least from `word`; empty when none is near.
[[nodiscard]] std::string_view nearestOf(std::string_view word,
                                         const std::vector<std::string_view>& candidates);

} // namespace vigie::transport
