// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ts/dvbtext.h"

#include <array>

namespace vigie::ts {
namespace {

using Bytes = std::span<const std::uint8_t>;
constexpr char32_t unknown = 0xfffd;

void appendUtf8(std::string& out, char32_t c) {
    const auto put = [&out](char32_t byte) { out.push_back(static_cast<char>(byte)); };
    if (c < 0x80) {
        put(c);
    } else if (c < 0x800) {
        put(0xc0 | (c >> 6));
        put(0x80 | (c & 0x3f));
    } else {
        put(0xe0 | (c >> 12));
        put(0x80 | ((c >> 6) & 0x3f));
        put(0x80 | (c & 0x3f));
    }
}

/// Upper half of ISO 6937 from 0xA0 and from 0xD0; 0: not assigned.
constexpr std::array<char16_t, 32> iso6937a{
    0x00a0, 0x00a1, 0x00a2, 0x00a3, 0x20ac, 0x00a5, 0,      0x00a7, 0x00a4, 0x2018, 0x201c,
    0x00ab, 0x2190, 0x2191, 0x2192, 0x2193, 0x00b0, 0x00b1, 0x00b2, 0x00b3, 0x00d7, 0x00b5,
    0x00b6, 0x00b7, 0x00f7, 0x2019, 0x201d, 0x00bb, 0x00bc, 0x00bd, 0x00be, 0x00bf};
constexpr std::array<char16_t, 48> iso6937d{
    0x2015, 0x00b9, 0x00ae, 0x00a9, 0x2122, 0x266a, 0x00ac, 0x00a6, 0,      0,      0,      0,
    0x215b, 0x215c, 0x215d, 0x215e, 0x2126, 0x00c6, 0x0110, 0x00aa, 0x0126, 0,      0x0132, 0x013f,
    0x0141, 0x00d8, 0x0152, 0x00ba, 0x00de, 0x0166, 0x014a, 0x0149, 0x0138, 0x00e6, 0x0111, 0x00f0,
    0x0127, 0x0131, 0x0133, 0x0140, 0x0142, 0x00f8, 0x0153, 0x00df, 0x00fe, 0x0167, 0x014b, 0x00ad};
/// 0xC0 to 0xCF come before their letter; Unicode's combining marks come after it.
constexpr std::array<char16_t, 16> iso6937Marks{0,      0x0300, 0x0301, 0x0302, 0x0303, 0x0304,
                                                0x0306, 0x0307, 0x0308, 0,      0x030a, 0x0327,
                                                0,      0x030b, 0x0328, 0x030c};

struct Composed {
    char16_t letter;
    char16_t mark;
    char16_t whole;
};
/// The pairs that Western and Central European names use, so that searching by name works.
constexpr std::array<Composed, 52> composed{{
    {'A', 0x300, 0xc0},  {'A', 0x301, 0xc1},  {'A', 0x302, 0xc2},  {'A', 0x303, 0xc3},
    {'A', 0x308, 0xc4},  {'A', 0x30a, 0xc5},  {'C', 0x327, 0xc7},  {'E', 0x300, 0xc8},
    {'E', 0x301, 0xc9},  {'E', 0x302, 0xca},  {'E', 0x308, 0xcb},  {'I', 0x301, 0xcd},
    {'I', 0x302, 0xce},  {'N', 0x303, 0xd1},  {'O', 0x301, 0xd3},  {'O', 0x302, 0xd4},
    {'O', 0x308, 0xd6},  {'U', 0x301, 0xda},  {'U', 0x308, 0xdc},  {'a', 0x300, 0xe0},
    {'a', 0x301, 0xe1},  {'a', 0x302, 0xe2},  {'a', 0x303, 0xe3},  {'a', 0x308, 0xe4},
    {'a', 0x30a, 0xe5},  {'c', 0x327, 0xe7},  {'e', 0x300, 0xe8},  {'e', 0x301, 0xe9},
    {'e', 0x302, 0xea},  {'e', 0x308, 0xeb},  {'i', 0x300, 0xec},  {'i', 0x301, 0xed},
    {'i', 0x302, 0xee},  {'i', 0x308, 0xef},  {'n', 0x303, 0xf1},  {'o', 0x300, 0xf2},
    {'o', 0x301, 0xf3},  {'o', 0x302, 0xf4},  {'o', 0x303, 0xf5},  {'o', 0x308, 0xf6},
    {'u', 0x300, 0xf9},  {'u', 0x301, 0xfa},  {'u', 0x302, 0xfb},  {'u', 0x308, 0xfc},
    {'C', 0x30c, 0x10c}, {'c', 0x30c, 0x10d}, {'S', 0x30c, 0x160}, {'s', 0x30c, 0x161},
    {'Z', 0x30c, 0x17d}, {'z', 0x30c, 0x17e}, {'r', 0x30c, 0x159}, {'e', 0x30c, 0x11b},
}};

bool isControl(std::uint8_t c) {
    return c < 0x20 || (c >= 0x7f && c < 0xa0);
}

std::string decodeIso6937(Bytes text) {
    std::string out;
    char16_t mark = 0;
    for (const std::uint8_t c : text) {
        if (isControl(c)) {
            continue;
        }
        if (c >= 0xc0 && c < 0xd0) {
            mark = iso6937Marks[c - 0xc0u];
            continue;
        }
        char32_t letter = c;
        if (c >= 0xa0) {
            letter = c < 0xc0 ? iso6937a[c - 0xa0u] : iso6937d[c - 0xd0u];
            letter = letter == 0 ? unknown : letter;
        }
        for (const Composed& pair : composed) {
            if (mark != 0 && pair.letter == letter && pair.mark == mark) {
                letter = pair.whole;
                mark = 0;
                break;
            }
        }
        appendUtf8(out, letter);
        if (mark != 0) {
            appendUtf8(out, mark);
            mark = 0;
        }
    }
    return out;
}

/// The parts of ISO 8859 whose upper half is simple to state; others give U+FFFD for it.
char32_t iso8859(int part, std::uint8_t c) {
    if (c < 0x80) {
        return c;
    }
    switch (part) {
    case 1:
        return c;
    case 5:
        return c == 0xa0 || c == 0xad ? c : c == 0xf0 ? 0x2116 : c == 0xfd ? 0x00a7 : c + 0x360u;
    case 9: {
        constexpr std::array<std::pair<std::uint8_t, char16_t>, 6> turkish{{{0xd0, 0x11e},
                                                                            {0xdd, 0x130},
                                                                            {0xde, 0x15e},
                                                                            {0xf0, 0x11f},
                                                                            {0xfd, 0x131},
                                                                            {0xfe, 0x15f}}};
        for (const auto& [from, to] : turkish) {
            if (from == c) {
                return to;
            }
        }
        return c;
    }
    case 15: {
        constexpr std::array<std::pair<std::uint8_t, char16_t>, 8> latin9{{{0xa4, 0x20ac},
                                                                           {0xa6, 0x160},
                                                                           {0xa8, 0x161},
                                                                           {0xb4, 0x17d},
                                                                           {0xb8, 0x17e},
                                                                           {0xbc, 0x152},
                                                                           {0xbd, 0x153},
                                                                           {0xbe, 0x178}}};
        for (const auto& [from, to] : latin9) {
            if (from == c) {
                return to;
            }
        }
        return c;
    }
    default:
        return unknown;
    }
}

std::string decodeIso8859(int part, Bytes text) {
    std::string out;
    for (const std::uint8_t c : text) {
        if (!isControl(c)) {
            appendUtf8(out, iso8859(part, c));
        }
    }
    return out;
}

std::string decodeUcs2(Bytes text) {
    std::string out;
    for (; text.size() >= 2; text = text.subspan(2)) {
        const auto c = static_cast<char32_t>((text[0] << 8) | text[1]);
        const bool isSurrogate = c >= 0xd800 && c < 0xe000;
        if (c >= 0x20 && !(c >= 0xe080 && c < 0xe0a0)) {
            appendUtf8(out, isSurrogate ? unknown : c);
        }
    }
    return out;
}

/// Keeps whole, shortest-form sequences; anything else becomes U+FFFD.
std::string decodeUtf8(Bytes text) {
    std::string out;
    for (std::size_t i = 0; i < text.size();) {
        const std::uint8_t lead = text[i];
        std::size_t length = lead < 0x80                   ? 1
                             : lead >= 0xc2 && lead < 0xe0 ? 2
                             : lead >= 0xe0 && lead < 0xf0 ? 3
                             : lead >= 0xf0 && lead < 0xf5 ? 4
                                                           : 0;
        bool isGood = length > 0 && i + length <= text.size();
        for (std::size_t k = 1; isGood && k < length; ++k) {
            isGood = (text[i + k] & 0xc0) == 0x80;
        }
        if (isGood && length >= 3) {
            const std::uint8_t second = text[i + 1];
            isGood = !(lead == 0xe0 && second < 0xa0) && !(lead == 0xed && second >= 0xa0) &&
                     !(lead == 0xf0 && second < 0x90) && !(lead == 0xf4 && second >= 0x90);
        }
        if (!isGood) {
            appendUtf8(out, unknown);
            ++i;
            continue;
        }
        if (length > 1 || (lead >= 0x20 && lead != 0x7f)) {
            out.append(reinterpret_cast<const char*>(&text[i]), length);
        }
        i += length;
    }
    return out;
}

} // namespace

std::string decodeDvbText(Bytes text) {
    if (text.empty() || text[0] >= 0x20) {
        return decodeIso6937(text);
    }
    const std::uint8_t selector = text[0];
    if (selector >= 0x01 && selector <= 0x0b) {
        // 0x01 is part 5, 0x02 part 6, ...
        return decodeIso8859(selector + 4, text.subspan(1));
    }
    if (selector == 0x10) {
        return text.size() < 3 ? std::string() : decodeIso8859(text[2], text.subspan(3));
    }
    if (selector == 0x11) {
        return decodeUcs2(text.subspan(1));
    }
    if (selector == 0x15) {
        return decodeUtf8(text.subspan(1));
    }
    return decodeIso8859(0, text.subspan(1));
}

} // namespace vigie::ts
