// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace vigie::probe {

/// Which of the conditions of an errored second held in one second of a path (docs/words.md).
struct SecondCauses {
    bool isNoData = false;
    bool isTsPriority1 = false;
    bool isLoss = false;
    bool isBlack = false;
    bool isFreeze = false;
    bool isSilence = false;
    [[nodiscard]] bool isErrored() const {
        return isNoData || isTsPriority1 || isLoss || isBlack || isFreeze || isSilence;
    }
    bool operator==(const SecondCauses&) const = default;
};

/// Cumulative counts since the node began: how many seconds were judged, how many were errored, and
/// by which causes (a second may have several). Only grows, so that a slow desk loses nothing.
struct ErroredSeconds {
    std::uint64_t judged = 0;
    std::uint64_t errored = 0;
    std::uint64_t noData = 0;
    std::uint64_t tsPriority1 = 0;
    std::uint64_t loss = 0;
    std::uint64_t black = 0;
    std::uint64_t freeze = 0;
    std::uint64_t silence = 0;

    void add(const SecondCauses& causes) {
        ++judged;
        errored += causes.isErrored() ? 1 : 0;
        noData += causes.isNoData ? 1 : 0;
        tsPriority1 += causes.isTsPriority1 ? 1 : 0;
        loss += causes.isLoss ? 1 : 0;
        black += causes.isBlack ? 1 : 0;
        freeze += causes.isFreeze ? 1 : 0;
        silence += causes.isSilence ? 1 : 0;
    }
    bool operator==(const ErroredSeconds&) const = default;
};

} // namespace vigie::probe
