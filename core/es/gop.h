// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "core/es/picturereader.h"

namespace vigie::es {

/// One frame in coding order: its fields taken together.
struct CodedFrame {
    CodedPicture picture;
    /// Decoding time, 90 kHz, 33 bits; absent where its PES does not tell, or holds several frames
    /// and this is not the first.
    std::optional<std::uint64_t> time;
    /// Bytes of it, or of a frame before it, are missing.
    bool isAfterDamage = false;
};

/// What one whole group of pictures showed, random access point to random access point. Nothing of
/// a group of which anything is missing.
struct GopFigures {
    std::optional<int> length;
    std::optional<double> seconds;
    std::optional<int> anchorDistance;
    std::optional<double> sizeI, sizeP, sizeB;
};

class GopWatch {
public:
    void add(const CodedFrame& frame);
    void restart() { *this = {}; }
    /// Of the last complete group.
    [[nodiscard]] const GopFigures& figures() const { return m_figures; }
    /// Of the last complete group; of what came so far where there was none.
    [[nodiscard]] Scan scan() const;

private:
    void finish(const CodedFrame& next);
    [[nodiscard]] Scan scanSoFar() const;

    GopFigures m_figures;
    Scan m_scan = Scan::Unknown;
    bool m_isOpen = false;
    bool m_isDamaged = false;
    std::optional<std::uint64_t> m_begin;
    int m_frames = 0;
    std::array<int, 3> m_count{};
    std::array<std::uint64_t, 3> m_bytes{};
    /// How often each distance between anchors came; the last stands for all longer ones.
    std::array<int, 17> m_distances{};
    int m_sinceAnchor = 0;
    int m_progressive = 0;
    int m_interlaced = 0;
};

/// Frames per second by decoding times, over at least a second without a jump or damage.
class RateWatch {
public:
    void add(const CodedFrame& frame);
    void restart() { *this = {}; }
    [[nodiscard]] std::optional<double> rate() const { return m_rate; }

private:
    std::optional<std::uint64_t> m_anchor;
    std::optional<std::uint64_t> m_last;
    int m_frames = 0;
    std::optional<double> m_rate;
};

} // namespace vigie::es
