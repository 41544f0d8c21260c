// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ts/packetizer.h"

#include <algorithm>

namespace vigie::ts {
namespace {

constexpr std::array<std::size_t, 3> strides{188, 192, 204};
constexpr std::size_t searchChunk = 4096;

} // namespace

Packetizer::Packetizer(int acquireAfter, int lossAfter, PacketizerSink& sink)
    : m_acquireAfter(static_cast<std::size_t>(std::clamp(acquireAfter, 1, 64))),
      m_lossAfter(std::clamp(lossAfter, 1, 64)), m_sink(sink) {}

void Packetizer::reset() {
    m_isInSync = false;
    m_skip = 0;
    m_fill = 0;
    m_badRun = 0;
    m_suspect.clear();
    m_search.clear();
    m_searched = 0;
}

void Packetizer::feed(std::span<const std::uint8_t> bytes) {
    while (!bytes.empty()) {
        if (m_isInSync) {
            bytes = bytes.subspan(consume(bytes));
            m_sink.onBatchEnd();
        } else {
            const auto chunk = bytes.first(std::min(bytes.size(), searchChunk));
            m_search.insert(m_search.end(), chunk.begin(), chunk.end());
            m_searched += chunk.size();
            bytes = bytes.subspan(chunk.size());
        }
        drainSearch();
    }
}

void Packetizer::drainSearch() {
    while (!m_isInSync && search()) {
        std::vector<std::uint8_t> found;
        found.swap(m_search);
        m_isInSync = true;
        m_searched = 0;
        m_sink.onSyncAcquired(static_cast<int>(m_stride));
        const std::size_t taken = consume(found);
        m_sink.onBatchEnd();
        if (!m_isInSync) {
            m_search.insert(m_search.end(), found.begin() + static_cast<std::ptrdiff_t>(taken),
                            found.end());
        }
    }
}

bool Packetizer::search() {
    const auto matches = [this](std::size_t at, std::size_t stride, std::size_t& checked) {
        for (checked = 0; checked < m_acquireAfter; ++checked) {
            const std::size_t index = at + checked * stride;
            if (index >= m_search.size()) {
                return true;
            }
            if (m_search[index] != syncByte) {
                return false;
            }
        }
        return true;
    };
    std::size_t at = 0;
    for (; at < m_search.size(); ++at) {
        if (m_search[at] != syncByte) {
            continue;
        }
        bool isPossible = false;
        for (const std::size_t stride : strides) {
            std::size_t checked = 0;
            if (!matches(at, stride, checked)) {
                continue;
            }
            if (checked < m_acquireAfter) {
                isPossible = true;
                continue;
            }
            // A time stamp of four bytes may itself begin with 0x47 for a while.
            std::size_t begin = at;
            if (stride == 192 && matches(at + 4, stride, checked) && checked == m_acquireAfter) {
                begin += 4;
            }
            m_search.erase(m_search.begin(), m_search.begin() + static_cast<std::ptrdiff_t>(begin));
            m_stride = stride;
            m_skip = 0;
            m_fill = 0;
            m_badRun = 0;
            m_suspect.clear();
            return true;
        }
        if (isPossible) {
            break; // More bytes will tell.
        }
    }
    m_search.erase(m_search.begin(), m_search.begin() + static_cast<std::ptrdiff_t>(at));
    return false;
}

std::size_t Packetizer::consume(std::span<const std::uint8_t> bytes) {
    const std::uint8_t* const begin = bytes.data();
    const std::uint8_t* const end = begin + bytes.size();
    const std::uint8_t* p = begin;
    while (p != end && m_isInSync) {
        const auto left = static_cast<std::size_t>(end - p);
        if (m_skip > 0) {
            const std::size_t n = std::min(m_skip, left);
            if (m_badRun > 0) {
                m_suspect.insert(m_suspect.end(), p, p + n);
            }
            m_skip -= n;
            p += n;
        } else if (m_fill == 0 && m_badRun == 0 && left >= m_stride) {
            const std::size_t count = left / m_stride;
            const std::size_t taken = m_sink.onPackets(p, count, m_stride);
            p += taken * m_stride;
            if (taken < count) {
                takePacket(p);
                p += packetSize;
                m_skip = m_stride - packetSize;
            }
        } else if (m_fill == 0 && left >= packetSize) {
            const std::uint8_t* const packet = p;
            p += packetSize;
            m_skip = m_stride - packetSize;
            takePacket(packet);
        } else {
            auto& partial = m_partial[m_partialIndex];
            const std::size_t n = std::min(packetSize - m_fill, left);
            std::copy_n(p, n, partial.begin() + static_cast<std::ptrdiff_t>(m_fill));
            m_fill += n;
            p += n;
            if (m_fill == packetSize) {
                m_fill = 0;
                m_partialIndex ^= 1;
                m_skip = m_stride - packetSize;
                takePacket(partial.data());
            }
        }
    }
    return static_cast<std::size_t>(p - begin);
}

void Packetizer::takePacket(const std::uint8_t* packet) {
    if (packet[0] == syncByte) [[likely]] {
        if (m_badRun > 0) {
            m_badRun = 0;
            m_suspect.clear();
        }
        m_sink.onPacket(packet);
        return;
    }
    m_suspect.insert(m_suspect.end(), packet, packet + packetSize);
    ++m_badRun;
    m_sink.onBadSync();
    if (m_badRun >= m_lossAfter) {
        m_isInSync = false;
        m_searched = 0;
        m_search.swap(m_suspect);
        m_suspect.clear();
        m_sink.onSyncLost();
    }
}

} // namespace vigie::ts
