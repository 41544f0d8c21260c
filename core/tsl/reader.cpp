// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <utility>

#include "core/tsl/codec.h"
#include "core/tsl/text.h"

namespace vigie::tsl {
namespace {

constexpr std::uint8_t dle = 0xfe;
constexpr std::uint8_t stx = 0x02;
constexpr std::size_t headBytes = 6;
constexpr std::size_t displayBytes = 6;
constexpr std::size_t shortBytes = 18;
constexpr std::size_t checkedBytes = 20; // checksum and version of 4.0

unsigned word(std::span<const std::uint8_t> bytes, std::size_t at) {
    return static_cast<unsigned>(bytes[at] | (bytes[at + 1] << 8U));
}

Lamp lamp(unsigned bits) {
    return static_cast<Lamp>(bits & 3U);
}

} // namespace

void Reader::take(std::span<const std::uint8_t> bytes, std::vector<Display>& displays) {
    if (m_transport == Transport::Udp && m_version == Version::V50) {
        takeV5Packet(bytes, displays);
        return;
    }
    for (const std::uint8_t byte : bytes) {
        if (m_version == Version::V50) {
            takeFramed(byte, displays);
        } else {
            takeShort(byte, displays);
        }
    }
    if (m_transport == Transport::Udp) {
        if (!m_part.empty() || bytes.empty()) {
            lose(Refusal::Short);
        }
        m_isStraying = false;
    }
}

void Reader::takeV5Packet(std::span<const std::uint8_t> bytes, std::vector<Display>& displays) {
    if (bytes.size() < headBytes) {
        m_counts.refuse(Refusal::Short);
        return;
    }
    const std::size_t size = word(bytes, 0) + 2U;
    if (size > bytes.size() || size > mostPacketBytes || size < headBytes) {
        m_counts.refuse(Refusal::Length);
        return;
    }
    if (size < bytes.size()) { // the packet holds, what is behind it does not
        m_counts.refuse(Refusal::Length);
        bytes = bytes.first(size);
    }
    if (bytes[2] != 0) {
        m_counts.refuse(Refusal::Version);
        return;
    }
    ++m_counts.packets;
    const unsigned flags = bytes[3];
    if ((flags & 2U) != 0) {
        ++m_counts.skipped;
        return;
    }
    const bool isUtf16 = (flags & 1U) != 0;
    const auto screen = static_cast<std::uint16_t>(word(bytes, 4));
    for (auto rest = bytes.subspan(headBytes); !rest.empty();) {
        const std::size_t length = rest.size() < displayBytes ? 0 : word(rest, 4);
        if (rest.size() < displayBytes + length) {
            m_counts.refuse(Refusal::Display);
            return;
        }
        const auto text = rest.subspan(displayBytes, length);
        const unsigned control = word(rest, 2);
        const auto index = static_cast<std::uint16_t>(word(rest, 0));
        rest = rest.subspan(displayBytes + length);
        if ((control & 0x8000U) != 0) {
            ++m_counts.skipped;
            continue;
        }
        if (isUtf16 && length % 2 != 0) {
            m_counts.refuse(Refusal::Text);
            continue;
        }
        Display display;
        display.screen = screen;
        display.index = index;
        display.right = lamp(control);
        display.text = lamp(control >> 2U);
        display.left = lamp(control >> 4U);
        display.brightness = static_cast<std::uint8_t>((control >> 6U) & 3U);
        display.label = isUtf16 ? labelFromUtf16Le(text) : labelFromBytes(text);
        displays.push_back(std::move(display));
        ++m_counts.displays;
    }
}

void Reader::takeFramed(std::uint8_t byte, std::vector<Display>& displays) {
    switch (m_state) {
    case State::Outside:
        if (byte == dle) {
            m_state = State::OutsideEscape;
        } else {
            stray();
        }
        return;
    case State::OutsideEscape:
        if (byte == stx) {
            m_state = State::Inside;
            m_isStraying = false;
        } else {
            m_state = State::Outside;
            stray();
        }
        return;
    case State::Inside:
        if (byte == dle) {
            m_state = State::InsideEscape;
        } else {
            collect(byte, displays);
        }
        return;
    case State::InsideEscape:
        if (byte == dle) {
            m_state = State::Inside;
            collect(byte, displays);
        } else if (byte == stx) { // the next one begins, before this one ended
            lose(Refusal::Short);
            m_state = State::Inside;
        } else {
            lose(Refusal::Framing);
            m_isStraying = true; // what follows belongs to it
        }
        return;
    }
}

void Reader::collect(std::uint8_t byte, std::vector<Display>& displays) {
    m_part.push_back(byte);
    if (m_part.size() < 2) {
        return;
    }
    const std::size_t size = word(m_part, 0) + 2U;
    if (size > mostPacketBytes || size < headBytes) {
        lose(Refusal::Length);
        m_isStraying = true;
    } else if (m_part.size() == size) {
        takeV5Packet(m_part, displays);
        m_part.clear();
        m_state = State::Outside;
    }
}

/// Only the first byte of a message of 3.1 and 4.0 has its highest bit set.
void Reader::takeShort(std::uint8_t byte, std::vector<Display>& displays) {
    if ((byte & 0x80U) != 0) {
        if (!m_part.empty()) {
            lose(Refusal::Short);
        }
        m_isStraying = false;
        m_part.push_back(byte);
        return;
    }
    if (m_part.empty()) {
        stray();
        return;
    }
    m_part.push_back(byte);
    std::size_t size = shortBytes;
    if (m_version == Version::V40) {
        size = m_part.size() < checkedBytes ? checkedBytes
                                            : checkedBytes + (m_part[checkedBytes - 1] & 0x0fU);
    }
    if (m_part.size() == size) {
        finishShort(displays);
        m_part.clear();
    }
}

void Reader::finishShort(std::vector<Display>& displays) {
    const std::span<const std::uint8_t> bytes(m_part);
    Display display;
    display.index = bytes[0] & 0x7fU;
    const unsigned control = bytes[1];
    if (display.index > highestAddress) {
        m_counts.refuse(Refusal::Address);
        return;
    }
    if (m_version == Version::V40) {
        unsigned sum = 0;
        for (const std::uint8_t byte : bytes.first(shortBytes + 1)) {
            sum += byte;
        }
        if (sum % 0x80U != 0) {
            m_counts.refuse(Refusal::Checksum);
            return;
        }
    }
    ++m_counts.packets;
    if ((control & 0x40U) != 0) {
        ++m_counts.skipped;
        return;
    }
    display.brightness = static_cast<std::uint8_t>((control >> 4U) & 3U);
    if (bytes.size() > checkedBytes) {
        const unsigned colors = bytes[checkedBytes];
        display.left = lamp(colors >> 4U);
        display.text = lamp(colors >> 2U);
        display.right = lamp(colors);
    } else {
        for (std::size_t i = m_meanings.size(); i-- > 0;) { // the lower number prevails
            if (m_meanings[i] && (control & (1U << i)) != 0) {
                lampOf(display, m_meanings[i]->side) = m_meanings[i]->color;
            }
        }
    }
    display.label = labelFromBytes(bytes.subspan(2, shortBytes - 2));
    displays.push_back(std::move(display));
    ++m_counts.displays;
}

void Reader::lose(Refusal why) {
    m_counts.refuse(why);
    m_part.clear();
    m_state = State::Outside;
}

void Reader::stray() {
    if (!std::exchange(m_isStraying, true)) {
        m_counts.refuse(Refusal::Framing);
    }
}

} // namespace vigie::tsl
