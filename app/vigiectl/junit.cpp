// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/vigiectl/junit.h"

#include <cstdint>

#include <nlohmann/json.hpp>

namespace vigie::ctl {
namespace {

/// Bytes that are no UTF-8 replaced by U+FFFD.
std::string validUtf8(std::string_view text) {
    using Json = nlohmann::json;
    const std::string quoted =
        Json(std::string(text)).dump(-1, ' ', false, Json::error_handler_t::replace);
    return Json::parse(quoted).get<std::string>();
}

} // namespace

std::string xmlText(std::string_view text) {
    std::string out;
    for (const char c : validUtf8(text)) {
        switch (c) {
        case '&':
            out += "&amp;";
            break;
        case '<':
            out += "&lt;";
            break;
        case '>':
            out += "&gt;";
            break;
        case '"':
            out += "&quot;";
            break;
        default:
            out += static_cast<std::uint8_t>(c) < 0x20 || c == 0x7f ? ' ' : c;
        }
    }
    // XML knows no noncharacters: U+FFFE and U+FFFF.
    for (const std::string_view none : {"\xef\xbf\xbe", "\xef\xbf\xbf"}) {
        for (auto at = out.find(none); at != std::string::npos; at = out.find(none, at)) {
            out.replace(at, none.size(), "\xef\xbf\xbd");
        }
    }
    return out;
}

} // namespace vigie::ctl
