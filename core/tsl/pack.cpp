// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <string_view>

#include "core/tsl/codec.h"
#include "core/tsl/text.h"

namespace vigie::tsl {
namespace {

constexpr char dle = '\xfe';
constexpr char stx = '\x02';
constexpr std::size_t headBytes = 6;
constexpr std::size_t displayBytes = 6;
constexpr std::size_t mostTextBytes = 2 * mostLabelBytes;
constexpr std::size_t shortLabel = 16;

void put16(std::string& out, unsigned value) {
    out += static_cast<char>(value & 0xffU);
    out += static_cast<char>((value >> 8U) & 0xffU);
}

unsigned bitsOf(Lamp lamp) {
    return static_cast<unsigned>(lamp);
}

std::string textOf(const Display& display, bool isUtf16) {
    return isUtf16 ? utf16LeOf(display.label, mostTextBytes)
                   : asciiOf(display.label, mostTextBytes);
}

std::string headOf(std::uint16_t screen, bool isUtf16) {
    std::string head(2, '\0'); // the byte count comes last
    head += '\0';
    head += isUtf16 ? '\1' : '\0';
    put16(head, screen);
    return head;
}

void finish(std::string& packet) {
    const auto count = packet.size() - 2;
    packet[0] = static_cast<char>(count & 0xffU);
    packet[1] = static_cast<char>(count >> 8U);
}

} // namespace

std::size_t sizeInV5(const Display& display, bool isUtf16) {
    return displayBytes + textOf(display, isUtf16).size();
}

std::vector<std::string> packV5(std::uint16_t screen, std::span<const Display> displays,
                                bool isUtf16) {
    std::vector<std::string> packets;
    for (const Display& display : displays) {
        const std::string text = textOf(display, isUtf16);
        if (packets.empty() ||
            packets.back().size() + displayBytes + text.size() > mostPacketBytes) {
            packets.push_back(headOf(screen, isUtf16));
        }
        std::string& packet = packets.back();
        put16(packet, display.index);
        put16(packet, bitsOf(display.right) | (bitsOf(display.text) << 2U) |
                          (bitsOf(display.left) << 4U) |
                          ((static_cast<unsigned>(display.brightness) & 3U) << 6U));
        put16(packet, static_cast<unsigned>(text.size()));
        packet += text;
    }
    static_assert(headBytes + displayBytes + mostTextBytes <= mostPacketBytes);
    std::for_each(packets.begin(), packets.end(), finish);
    return packets;
}

std::string framedV5(std::string_view packet) {
    std::string out{dle, stx};
    for (const char c : packet) {
        out += c;
        if (c == dle) {
            out += c;
        }
    }
    return out;
}

std::string packV31(const Display& display, const TallyMeanings& meanings) {
    std::string out;
    out += static_cast<char>(0x80U | std::min(display.index, highestAddress));
    unsigned control = (static_cast<unsigned>(display.brightness) & 3U) << 4U;
    for (std::size_t i = 0; i < meanings.size(); ++i) {
        if (meanings[i] && lampOf(display, meanings[i]->side) == meanings[i]->color) {
            control |= 1U << i;
        }
    }
    out += static_cast<char>(control);
    std::string text = asciiOf(display.label, shortLabel);
    text.resize(shortLabel, ' ');
    return out + text;
}

std::string packV40(const Display& display, const TallyMeanings& meanings) {
    std::string out = packV31(display, meanings);
    unsigned sum = 0;
    for (const char c : out) {
        sum += static_cast<unsigned char>(c);
    }
    out += static_cast<char>((0x80U - sum % 0x80U) % 0x80U);
    constexpr char twoColorBytes = '\x02';
    out += twoColorBytes;
    const auto colors = static_cast<char>((bitsOf(display.left) << 4U) |
                                          (bitsOf(display.text) << 2U) | bitsOf(display.right));
    return out + colors + colors; // both displays of a pair
}

} // namespace vigie::tsl
