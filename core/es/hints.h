// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <deque>
#include <optional>

#include "core/es/gop.h"
#include "core/es/structure.h"

namespace vigie::es {

/// Freeze and black, as far as the size of coded pictures hints at them; thresholds were found by
/// experiment (docs/analysis.md) and are stated in bits per macroblock, so that they hold for any
/// size of picture.
///
/// Freeze: of the newest inter pictures (2 s) most are so small that all but every macroblock was
/// skipped, and together they take less than a quarter of what this path's inter pictures take
/// otherwise; where that is not known yet, nearly all of them must be so small. Unknown without
/// inter pictures.
///
/// Black: the newest I picture has room for hardly more than "as predicted" in each macroblock, and
/// so have the pictures after it. Any single color is coded as small.
class Hints {
public:
    /// `macroblocks` of a frame; 0: not known.
    void add(const CodedFrame& frame, int macroblocks);
    void restart() { *this = {}; }
    [[nodiscard]] Presence freeze() const { return m_freeze; }
    [[nodiscard]] Presence black() const { return m_black; }

private:
    struct Inter {
        double bits = 0;
        bool isStill = false;
    };
    void addIntra(bool isEmpty);
    void addInter(const Inter& inter);

    std::deque<Inter> m_window;
    double m_windowBits = 0;
    std::size_t m_windowStill = 0;
    /// Mean bits per macroblock of inter pictures outside freezes, and over how many.
    double m_usualBits = 0;
    std::size_t m_usualCount = 0;
    bool m_isEmpty = false;
    int m_emptyRun = 0;
    Presence m_freeze = Presence::Unknown;
    Presence m_black = Presence::Unknown;
};

} // namespace vigie::es
