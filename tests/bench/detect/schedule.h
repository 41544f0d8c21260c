// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string_view>

/// What is done to a stream, and when. One pass of a clip holds each fault once, with the time to
/// recover between them.
namespace vigie::detect {

enum class Fault : std::uint8_t { Loss, PatLost, VideoLost, FeedGone, Black, Freeze, Silence };
inline constexpr std::size_t faultCount = 7;

struct FaultInfo {
    Fault fault;
    std::string_view name;
    /// What the node calls it: the code of the event, and that of its other name.
    std::string_view code, otherCode;
    /// Shipped default.
    double thresholdS;
    bool isContent;
    /// Earliest begin in a pass, and how long it lasts. Up to a second is added at random.
    double atS;
    double lastsS;
};

inline constexpr std::array<FaultInfo, faultCount> faults{{
    {Fault::Loss, "loss of a datagram", "1.4", "input.loss", 0, false, 4, 0},
    {Fault::PatLost, "PAT lost", "1.3.a", "", 0.5, false, 7, 2},
    {Fault::VideoLost, "video PID lost", "es.stopped", "", 1, false, 11, 3},
    {Fault::FeedGone, "feed gone", "input.lost", "", 1, false, 16, 3},
    {Fault::Black, "black", "content.black", "", 2, true, 22, 4},
    {Fault::Freeze, "freeze", "content.freeze", "", 2, true, 28, 4},
    {Fault::Silence, "silence", "content.silence", "", 5, true, 34, 7},
}};
inline constexpr double passS = 44;

inline constexpr int pictureRate = 25;
/// Of the multiplexer that makes the clips.
inline constexpr std::uint16_t patPid = 0;
inline constexpr std::uint16_t videoPid = 0x100;
inline constexpr std::uint16_t audioPid = 0x101;
inline constexpr std::uint16_t nullPid = 0x1fff;

/// Begin of each fault in a pass, seconds.
using Times = std::array<double, faultCount>;

using Clock = std::chrono::steady_clock;

} // namespace vigie::detect
