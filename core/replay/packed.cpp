// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/replay/packed.h"

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <string_view>

namespace vigie::replay {
namespace {

constexpr std::string_view bitsPrefix = "bits:";
constexpr const char* bytesName = "bytes";
constexpr std::size_t hexOfReal = 16;

bool isUtf8(const std::string& text) {
    if (std::all_of(text.begin(), text.end(), [](char c) { return (c & 0x80) == 0; })) {
        return true;
    }
    try {
        static_cast<void>(Json(text).dump()); // it refuses what is not
        return true;
    } catch (const Json::exception&) {
        return false;
    }
}

std::string hexOf(std::uint64_t number, std::size_t digits) {
    constexpr std::string_view alphabet = "0123456789abcdef";
    std::string hex(digits, '0');
    for (std::size_t i = digits; i-- > 0; number >>= 4U) {
        hex[i] = alphabet[number & 15U];
    }
    return hex;
}

std::uint64_t numberOf(std::string_view hex) {
    std::uint64_t number = 0;
    const auto* end = hex.data() + hex.size();
    const auto [stopped, error] = std::from_chars(hex.data(), end, number, 16);
    if (error != std::errc{} || stopped != end || hex.empty()) {
        throw Unreadable("not hexadecimal");
    }
    return number;
}

} // namespace

Json packText(const std::string& text) {
    if (isUtf8(text)) {
        return text;
    }
    std::string hex;
    hex.reserve(text.size() * 2);
    for (const char c : text) {
        hex += hexOf(static_cast<unsigned char>(c), 2);
    }
    return {{bytesName, std::move(hex)}};
}

std::string readText(const Json& json) {
    if (json.is_string()) {
        return json.get<std::string>();
    }
    const auto found = json.is_object() ? json.find(bytesName) : json.end();
    if (found == json.end() || !found->is_string()) {
        throw Unreadable("not a text");
    }
    const auto& hex = found->get_ref<const std::string&>();
    if (hex.size() % 2 != 0) {
        throw Unreadable("not hexadecimal");
    }
    std::string text;
    text.reserve(hex.size() / 2);
    for (std::size_t i = 0; i < hex.size(); i += 2) {
        text += static_cast<char>(numberOf(std::string_view(hex).substr(i, 2)));
    }
    return text;
}

Json packReal(double value) {
    if (std::isfinite(value)) {
        return value;
    }
    return std::string(bitsPrefix) + hexOf(std::bit_cast<std::uint64_t>(value), hexOfReal);
}

double readReal(const Json& json) {
    if (json.is_number()) {
        return json.get<double>();
    }
    if (json.is_string()) {
        const std::string_view text = json.get_ref<const std::string&>();
        if (text.starts_with(bitsPrefix)) {
            return std::bit_cast<double>(numberOf(text.substr(bitsPrefix.size())));
        }
    }
    throw Unreadable("not a number");
}

std::int64_t readSigned(const Json& json, std::int64_t least, std::int64_t most) {
    if (json.is_number_unsigned()) {
        const auto value = json.get<std::uint64_t>();
        if (most >= 0 && value <= static_cast<std::uint64_t>(most)) {
            return static_cast<std::int64_t>(value);
        }
    } else if (json.is_number_integer()) {
        const auto value = json.get<std::int64_t>();
        if (value >= least && value <= most) {
            return value;
        }
    }
    throw Unreadable("not a whole number in its range");
}

std::uint64_t readUnsigned(const Json& json, std::uint64_t most) {
    if (json.is_number_unsigned() && json.get<std::uint64_t>() <= most) {
        return json.get<std::uint64_t>();
    }
    throw Unreadable("not a whole number in its range");
}

} // namespace vigie::replay
