// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tsl/text.h"

#include "core/tsl/display.h"

namespace vigie::tsl {
namespace {

constexpr char32_t replacement = 0xfffd;

bool isSurrogate(char32_t c) {
    return c >= 0xd800 && c <= 0xdfff;
}

/// Appends; false: there is no room for it.
bool append(std::string& out, char32_t c) {
    const std::size_t size = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    if (out.size() + size > mostLabelBytes) {
        return false;
    }
    constexpr std::array<unsigned, 5> lead{0, 0, 0xc0, 0xe0, 0xf0};
    const auto shifted = [c](std::size_t rest) { return static_cast<unsigned>(c >> (6 * rest)); };
    out += static_cast<char>(lead[size] | shifted(size - 1));
    for (std::size_t rest = size - 1; rest-- > 0;) {
        out += static_cast<char>(0x80U | (shifted(rest) & 0x3fU));
    }
    return true;
}

char32_t shown(char32_t c) {
    return c < 0x20 || (c >= 0x7f && c < 0xa0) ? U' ' : c;
}

std::string trimmed(std::string text) {
    text.erase(text.find_last_not_of(' ') + 1); // npos + 1 is 0
    return text;
}

/// The character at `at`, which moves behind it.
char32_t next(std::string_view text, std::size_t& at) {
    const auto byteAt = [text](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned lead = byteAt(at++);
    if (lead < 0x80) {
        return lead;
    }
    const std::size_t rest = lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : lead >= 0xc2 ? 1 : 0;
    if (rest == 0 || lead > 0xf4 || at + rest > text.size()) {
        return replacement;
    }
    char32_t c = lead & (0x3fU >> rest);
    for (std::size_t i = 0; i < rest; ++i) {
        const unsigned byte = byteAt(at + i);
        if ((byte & 0xc0U) != 0x80) {
            return replacement;
        }
        c = (c << 6U) | (byte & 0x3fU);
    }
    const bool isOverlong = (rest == 2 && c < 0x800) || (rest == 3 && c < 0x10000);
    if (isOverlong || isSurrogate(c) || c > 0x10ffff) {
        return replacement;
    }
    at += rest;
    return c;
}

} // namespace

std::string labelFromUtf16Le(std::span<const std::uint8_t> bytes) {
    std::string out;
    const auto unit = [bytes](std::size_t at) {
        return static_cast<char32_t>(bytes[at] | (bytes[at + 1] << 8U));
    };
    for (std::size_t at = 0; at + 1 < bytes.size(); at += 2) {
        char32_t c = unit(at);
        if (c == 0) {
            break;
        }
        if (isSurrogate(c)) {
            const bool hasPair = c < 0xdc00 && at + 3 < bytes.size() && unit(at + 2) >= 0xdc00 &&
                                 unit(at + 2) <= 0xdfff;
            if (hasPair) {
                at += 2;
                c = 0x10000 + ((c - 0xd800) << 10U) + (unit(at) - 0xdc00);
            } else {
                c = replacement;
            }
        }
        if (!append(out, shown(c))) {
            break;
        }
    }
    return trimmed(std::move(out));
}

std::string labelFromBytes(std::span<const std::uint8_t> bytes) {
    std::string out;
    for (const std::uint8_t byte : bytes) {
        if (byte == 0 || !append(out, shown(byte))) {
            break;
        }
    }
    return trimmed(std::move(out));
}

std::string utf16LeOf(std::string_view utf8, std::size_t mostBytes) {
    std::string out;
    const auto put = [&out](char32_t unit) {
        out += static_cast<char>(unit & 0xffU);
        out += static_cast<char>(unit >> 8U);
    };
    for (std::size_t at = 0; at < utf8.size();) {
        const char32_t c = next(utf8, at);
        const bool isPair = c >= 0x10000;
        if (out.size() + (isPair ? 4U : 2U) > mostBytes) {
            break;
        }
        if (isPair) {
            put(0xd800 + ((c - 0x10000) >> 10U));
            put(0xdc00 + ((c - 0x10000) & 0x3ffU));
        } else {
            put(shown(c));
        }
    }
    return out;
}

std::string asciiOf(std::string_view utf8, std::size_t mostBytes) {
    std::string out;
    for (std::size_t at = 0; at < utf8.size() && out.size() < mostBytes;) {
        const char32_t c = next(utf8, at);
        out += c < 0x7f ? static_cast<char>(shown(c)) : '?';
    }
    return out;
}

} // namespace vigie::tsl
