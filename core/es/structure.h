// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>

#include "core/base/time.h"

/// Elementary streams without decoding: parameter sets, picture headers, captions. Bytes in, facts
/// out; no threads, no decoder.
namespace vigie::es {

enum class Codec : std::uint8_t { Unknown, Mpeg2, H264, H265 };
/// By the names of the PSI: "MPEG-2 video", "H.264", "H.265".
[[nodiscard]] Codec codecFrom(std::string_view content);

enum class Scan : std::uint8_t { Unknown, Progressive, Interlaced, Mixed };
/// Clear and Present only once there was enough to judge.
enum class Presence : std::uint8_t { Unknown, Clear, Present };

/// What the coded pictures tell. Absent: not known (yet), or not told by this codec.
struct StructureFigures {
    Codec codec = Codec::Unknown;
    /// profile_idc (H.264), general_profile_idc (H.265), profile of profile_and_level (MPEG-2).
    std::optional<int> profile;
    /// "4.1" is 4.1 (H.264, H.265); MPEG-2: Low 1, Main 2, High-1440 3, High 4.
    std::optional<double> level;
    std::optional<int> width, height;
    Scan scan = Scan::Unknown;
    /// By the sequence header or VUI; by the distance of time stamps where those are silent.
    std::optional<double> frameRate;
    /// Pictures from the last random access point to the one before it, and the time between.
    std::optional<int> gopLength;
    std::optional<double> gopSeconds;
    /// Pictures from one that is not B to the next, in coding order; 1 without B pictures.
    std::optional<int> anchorDistance;
    /// Cumulative.
    std::uint64_t picturesI = 0, picturesP = 0, picturesB = 0;
    /// Mean coded bytes of the pictures of each type in the last complete GOP.
    std::optional<double> sizeI, sizeP, sizeB;
    /// Of the newest I picture: the QP that its first slice begins with (H.264, H.265), the
    /// quantiser_scale (MPEG-2).
    std::optional<double> qp;
    /// Of pictures that nobody decoded: pictures so small that nothing moves / so small that
    /// nothing can be in them. A hint, never a verdict.
    Presence freezeHint = Presence::Unknown;
    Presence blackHint = Presence::Unknown;
    /// CEA-608/708 in user data or SEI within the last 5 s.
    Presence captions = Presence::Unknown;
};

/// Follows the video of one path. One thread. Never throws on any input; memory is bounded.
class Structure {
public:
    Structure();
    ~Structure();
    Structure(Structure&&) noexcept;
    Structure& operator=(Structure&&) noexcept;

    /// One PES payload: one coded picture, or several whole ones.
    void push(Codec codec, std::span<const std::byte> payload, std::optional<std::uint64_t> pts,
              std::optional<std::uint64_t> dts, bool isDamaged, base::Timestamp arrival);
    /// Time passes: what is no longer seen goes back to unknown after 5 s.
    void advance(base::Timestamp now);
    void restart();
    [[nodiscard]] const StructureFigures& figures() const;

private:
    class Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace vigie::es
