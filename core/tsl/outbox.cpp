// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tsl/outbox.h"

#include "core/tsl/codec.h"

namespace vigie::tsl {
namespace {

constexpr std::size_t mostDisplays = 4096;
constexpr std::size_t headBytes = 6;

} // namespace

void Outbox::set(const std::vector<Display>& displays) {
    const std::uint16_t highest = m_options.version == Version::V50 ? highestIndex : highestAddress;
    std::map<std::uint16_t, Display> wanted;
    for (const Display& display : displays) {
        if (display.index <= highest && wanted.size() < mostDisplays) {
            wanted[display.index] = display;
        }
    }
    for (const auto& [index, display] : m_wanted) {
        if (!wanted.contains(index)) {
            Display blank;
            blank.index = index;
            wanted[index] = blank;
            m_gone.insert(index);
        } else {
            m_gone.erase(index);
        }
    }
    for (const auto& [index, display] : wanted) {
        const auto before = m_wanted.find(index);
        if (before == m_wanted.end() || before->second != display) {
            m_due.insert(index);
        }
    }
    m_wanted = std::move(wanted);
}

void Outbox::repeatAll() {
    for (const auto& [index, display] : m_wanted) {
        m_again.insert(index);
    }
}

std::vector<Display> Outbox::next() const {
    std::vector<Display> out;
    std::size_t size = headBytes;
    for (const auto* from : {&m_due, &m_again}) {
        for (const std::uint16_t index : *from) {
            if (from == &m_again && m_due.contains(index)) {
                continue;
            }
            const Display& display = m_wanted.at(index);
            size += sizeInV5(display, m_options.isUtf16);
            const bool isFull =
                m_options.version == Version::V50 ? size > mostPacketBytes : !out.empty();
            if (isFull) {
                return out;
            }
            out.push_back(display);
        }
    }
    return out;
}

void Outbox::markSent(const std::vector<Display>& displays) {
    for (const Display& display : displays) {
        const auto wanted = m_wanted.find(display.index);
        if (wanted == m_wanted.end() || wanted->second != display) {
            continue; // changed again meanwhile
        }
        m_due.erase(display.index);
        m_again.erase(display.index);
        if (m_gone.erase(display.index) > 0) {
            m_wanted.erase(wanted);
        }
    }
}

} // namespace vigie::tsl
