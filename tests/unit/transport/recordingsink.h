// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstddef>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "core/transport/receiver.h"

namespace vigie::transport::test {

/// Keeps everything a receiver tells, for tests to look at from their own thread.
class RecordingSink final : public ReceiverSink {
public:
    struct Gap {
        std::uint64_t lost = 0;
        std::size_t atByte = 0; // bytes received before it
    };

    void onBytes(std::span<const std::byte> bytes, base::Timestamp arrival) override {
        const std::lock_guard lock(m_mutex);
        m_bytes.insert(m_bytes.end(), bytes.begin(), bytes.end());
        m_calls.emplace_back(bytes.size(), arrival);
    }
    void onGap(std::uint64_t lost, base::Timestamp) override {
        const std::lock_guard lock(m_mutex);
        m_gaps.push_back({lost, m_bytes.size()});
    }
    void onRestart(base::Timestamp) override {
        const std::lock_guard lock(m_mutex);
        ++m_restarts;
    }
    void onState(LinkState state, const std::string& reason, base::Timestamp) override {
        const std::lock_guard lock(m_mutex);
        m_states.emplace_back(state, reason);
    }

    [[nodiscard]] std::vector<std::byte> bytes() const {
        const std::lock_guard lock(m_mutex);
        return m_bytes;
    }
    [[nodiscard]] std::size_t size() const {
        const std::lock_guard lock(m_mutex);
        return m_bytes.size();
    }
    [[nodiscard]] std::vector<std::pair<std::size_t, base::Timestamp>> calls() const {
        const std::lock_guard lock(m_mutex);
        return m_calls;
    }
    [[nodiscard]] std::vector<Gap> gaps() const {
        const std::lock_guard lock(m_mutex);
        return m_gaps;
    }
    [[nodiscard]] std::uint64_t lost() const {
        std::uint64_t sum = 0;
        for (const auto& gap : gaps()) {
            sum += gap.lost;
        }
        return sum;
    }
    [[nodiscard]] int restarts() const {
        const std::lock_guard lock(m_mutex);
        return m_restarts;
    }
    [[nodiscard]] std::vector<std::pair<LinkState, std::string>> states() const {
        const std::lock_guard lock(m_mutex);
        return m_states;
    }
    [[nodiscard]] bool isIn(LinkState state) const {
        const auto all = states();
        return !all.empty() && all.back().first == state;
    }
    [[nodiscard]] std::string reason() const {
        const auto all = states();
        return all.empty() ? std::string{} : all.back().second;
    }
    [[nodiscard]] bool wasTold(LinkState state, const std::string& part) const {
        const auto all = states();
        return std::any_of(all.begin(), all.end(), [&](const auto& told) {
            return told.first == state && told.second.find(part) != std::string::npos;
        });
    }

private:
    mutable std::mutex m_mutex;
    std::vector<std::byte> m_bytes;                               // guarded by m_mutex
    std::vector<std::pair<std::size_t, base::Timestamp>> m_calls; // guarded by m_mutex
    std::vector<Gap> m_gaps;                                      // guarded by m_mutex
    std::vector<std::pair<LinkState, std::string>> m_states;      // guarded by m_mutex
    int m_restarts = 0;                                           // guarded by m_mutex
};

/// `count` TS packets of PID 256 whose second to fifth payload bytes carry a running number.
inline std::vector<std::byte> numberedPackets(std::uint32_t first, std::size_t count) {
    std::vector<std::byte> out(count * 188, std::byte{0xff});
    for (std::size_t i = 0; i < count; ++i) {
        const auto number = first + static_cast<std::uint32_t>(i);
        auto* packet = out.data() + i * 188;
        packet[0] = std::byte{0x47};
        packet[1] = std::byte{0x01};
        packet[2] = std::byte{0x00};
        packet[3] = static_cast<std::byte>(0x10 | (number & 0x0f));
        for (std::size_t b = 0; b < 4; ++b) {
            packet[4 + b] = static_cast<std::byte>(number >> (8 * (3 - b)));
        }
    }
    return out;
}

/// The running numbers in what was received; nothing else may be there.
inline std::vector<std::uint32_t> numbersIn(const std::vector<std::byte>& bytes) {
    std::vector<std::uint32_t> out;
    for (std::size_t at = 0; at + 188 <= bytes.size(); at += 188) {
        std::uint32_t number = 0;
        for (std::size_t b = 0; b < 4; ++b) {
            number = number << 8 | std::to_integer<std::uint32_t>(bytes[at + 4 + b]);
        }
        out.push_back(number);
    }
    return out;
}

} // namespace vigie::transport::test
