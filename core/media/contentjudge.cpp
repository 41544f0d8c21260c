// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/media/contentjudge.h"

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <numeric>
#include <utility>

namespace vigie::media {
namespace {

// Of three pictures, two pairs agree: one repeated key picture alone is not yet a freeze.
constexpr int kFreezePictures = 3;
constexpr int kBlackPictures = 2;

constexpr std::size_t kChangedTenth = 10;

struct CellChange {
    double mean = 0;
    double mostChanged = 0; // mean over the tenth that changed most
};

/// `scratch` only saves an allocation.
CellChange compare(const LumaSample& a, const LumaSample& b, std::vector<std::uint16_t>& scratch) {
    const std::size_t count = a.cells.size();
    scratch.resize(count);
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < count; ++i) {
        scratch[i] = static_cast<std::uint16_t>(std::abs(int{a.cells[i]} - int{b.cells[i]}));
        sum += scratch[i];
    }
    const std::size_t most = std::max<std::size_t>(1, count / kChangedTenth);
    const auto middle = scratch.begin() + static_cast<std::ptrdiff_t>(most);
    std::nth_element(scratch.begin(), middle - 1, scratch.end(), std::greater<>());
    const auto sumOfMost = std::accumulate(scratch.begin(), middle, std::uint64_t{0});
    constexpr double kFull = 255.0 * LumaSample::kCellScale;
    return {static_cast<double>(sum) / (kFull * static_cast<double>(count)),
            static_cast<double>(sumOfMost) / (kFull * static_cast<double>(most))};
}

} // namespace

void HeldFault::observe(bool holds, base::Timestamp at, base::Nanoseconds after, int minimumCount) {
    if (!holds) {
        m_presence = Presence::Clear;
        m_from.reset();
        m_count = 0;
        return;
    }
    if (!m_from) {
        m_from = at;
    }
    ++m_count;
    if (m_count >= minimumCount && at.mono - m_from->mono >= after) {
        m_presence = Presence::Present;
    }
}

std::optional<base::Utc> HeldFault::since() const {
    return m_presence == Presence::Present && m_from ? std::optional(m_from->utc) : std::nullopt;
}

void PictureJudge::reset() {
    m_black.reset();
    m_freeze.reset();
    m_lumaMean.reset();
    m_difference.reset();
    m_before = {};
    m_reference = {};
}

bool PictureJudge::isComparable(const LumaSample& sample) const {
    return m_before.width == sample.width && m_before.height == sample.height &&
           m_before.cells.size() == sample.cells.size();
}

void PictureJudge::observe(LumaSample& sample, base::Timestamp arrival) {
    if (sample.cells.empty()) {
        return;
    }
    m_lumaMean = sample.mean;
    m_black.observe(sample.darkShare >= m_limits.blackPixels, arrival, m_limits.blackAfter,
                    kBlackPictures);
    judgeFreeze(sample, arrival);
    std::swap(m_before, sample);
    m_beforeArrival = arrival;
}

void PictureJudge::judgeFreeze(const LumaSample& sample, base::Timestamp arrival) {
    if (!isComparable(sample)) {
        m_freeze.reset();
        m_difference.reset();
        m_reference = {};
        return;
    }
    // The limit speaks of the mean over the whole picture; confined to a tenth it is ten times
    // that.
    const double limit = m_limits.freezeDifference * static_cast<double>(kChangedTenth);
    const auto change = compare(sample, m_before, m_scratch);
    m_difference = change.mean;
    bool isStill = change.mostChanged < limit;
    if (isStill && m_reference.cells.empty()) {
        m_reference = m_before;
        m_freeze.observe(true, m_beforeArrival, m_limits.freezeAfter, kFreezePictures);
    } else if (isStill) {
        isStill = compare(sample, m_reference, m_scratch).mostChanged < limit;
    }
    if (!isStill) {
        m_reference = {};
    }
    m_freeze.observe(isStill, arrival, m_limits.freezeAfter, kFreezePictures);
}

} // namespace vigie::media
