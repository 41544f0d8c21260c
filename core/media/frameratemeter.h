// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace vigie::media {

/// Frames per second from presentation times, whatever the order they come in.
class FrameRateMeter {
public:
    void observe(std::uint64_t pts);
    void reset();
    [[nodiscard]] std::optional<double> rate() const;

private:
    static constexpr std::size_t kTimes = 32;
    std::array<std::uint64_t, kTimes> m_times{};
    std::size_t m_count = 0;
};

} // namespace vigie::media
