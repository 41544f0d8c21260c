// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/media/contentjudge.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <functional>
#include <numeric>
#include <utility>

namespace vigie::media {
namespace {

// Of three pictures, two pairs agree: one repeated key picture alone is not yet a freeze.
constexpr int kFreezePictures = 3;
constexpr int kPictures = 2;

constexpr std::size_t kChangedTenth = 10;

struct CellChange {
    double mean = 0;
    double mostChanged = 0; // mean over the tenth that changed most
};

/// Over the cells that no mask touches. `scratch` only saves an allocation.
CellChange compare(const PictureSample& a, const PictureSample& b,
                   std::vector<std::uint16_t>& scratch) {
    scratch.resize(a.cells.size());
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < a.cells.size(); ++i) {
        scratch[i] = static_cast<std::uint16_t>(std::abs(int{a.cells[i]} - int{b.cells[i]}) *
                                                int{a.isLookedAt[i]});
        sum += scratch[i];
    }
    const std::size_t most = std::max<std::size_t>(1, a.cellsLookedAt / kChangedTenth);
    const auto middle = scratch.begin() + static_cast<std::ptrdiff_t>(most);
    std::nth_element(scratch.begin(), middle - 1, scratch.end(), std::greater<>());
    const auto sumOfMost = std::accumulate(scratch.begin(), middle, std::uint64_t{0});
    constexpr double kFull = 255.0 * PictureSample::kCellScale;
    return {static_cast<double>(sum) / (kFull * static_cast<double>(a.cellsLookedAt)),
            static_cast<double>(sumOfMost) / (kFull * static_cast<double>(most))};
}

} // namespace

void PictureJudge::reset() {
    *this = PictureJudge(m_limits);
}

bool PictureJudge::isSuspicious() const {
    return m_black.holds() || m_freeze.holds() || m_colorBars.count() >= kPictures ||
           m_singleColor.holds() || m_blockiness.holds();
}

void PictureJudge::observe(PictureSample& sample, base::Timestamp arrival,
                           base::Nanoseconds lasts) {
    if (sample.cells.empty()) {
        return;
    }
    if (sample.cellsLookedAt == 0) {
        reset(); // the masks leave nothing
        return;
    }
    m_lumaMean = sample.mean;
    m_black.observe(sample.darkShare >= m_limits.blackPixels, arrival, m_limits.blackAfter,
                    kPictures, lasts);
    judgeFreeze(sample, arrival, lasts);
    judgeColors(sample, arrival, lasts);
    judgeBlockiness(sample, arrival, lasts);
    std::swap(m_before, sample);
    m_beforeArrival = arrival;
}

void PictureJudge::judgeFreeze(const PictureSample& sample, base::Timestamp arrival,
                               base::Nanoseconds lasts) {
    const bool isComparable = m_before.width == sample.width && m_before.height == sample.height &&
                              m_before.cells.size() == sample.cells.size();
    if (!isComparable) {
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
        m_reference.cells.clear();
    }
    m_freeze.observe(isStill, arrival, m_limits.freezeAfter, kFreezePictures, lasts);
}

void PictureJudge::judgeColors(const PictureSample& sample, base::Timestamp arrival,
                               base::Nanoseconds lasts) {
    if (sample.cb.empty()) {
        // Coded without color on purpose: there is nothing to miss.
        m_colorBars.reset();
        m_singleColor.reset();
        m_chromaLoss.reset();
        m_bars.reset();
        return;
    }
    constexpr double kActive = 8; // codes of deviation that only a picture has
    const bool isBlack = sample.darkShare >= m_limits.blackPixels;
    const bool isFlat = sample.lumaDeviation < m_limits.singleColorDeviation &&
                        sample.chromaDeviation < m_limits.singleColorDeviation;
    m_singleColor.observe(isFlat && !isBlack, arrival, m_limits.singleColorAfter, kPictures, lasts);
    const bool isColorless = sample.chromaDistance < m_limits.chromaLossLevel &&
                             sample.chromaDeviation < m_limits.chromaLossLevel;
    m_chromaLoss.observe(isColorless && !isBlack && sample.lumaDeviation >= kActive, arrival,
                         m_limits.chromaLossAfter, kPictures, lasts);
    const auto bars = findColorBars(sample);
    // Bars that wander, however slowly, are a moving test picture, which somebody looks at.
    const bool isStatic = bars && (!m_bars || isSameLayout(*bars, *m_bars));
    m_colorBars.observe(isStatic, arrival, m_limits.colorBarsAfter, kPictures, lasts);
    if (!isStatic || !m_bars) {
        m_bars = bars;
    }
}

void PictureJudge::judgeBlockiness(const PictureSample& sample, base::Timestamp arrival,
                                   base::Nanoseconds lasts) {
    // Pictures of one group differ: the mean of about the last half second counts, and what holds
    // goes on to until the ratio is a tenth below the limit.
    constexpr double kMemory = 0.5;
    constexpr double kEnds = 0.9;
    if (!sample.blockiness) {
        m_blockinessValue.reset();
    } else if (!m_blockinessValue) {
        m_blockinessValue = sample.blockiness;
    } else {
        const double seconds =
            std::chrono::duration<double>(arrival.mono - m_beforeArrival.mono).count();
        const double weight = 1 - std::exp(-std::max(0.0, seconds) / kMemory);
        *m_blockinessValue += (*sample.blockiness - *m_blockinessValue) * weight;
    }
    const double limit = m_limits.blockinessRatio * (m_blockiness.holds() ? kEnds : 1);
    m_blockiness.observe(m_blockinessValue && *m_blockinessValue >= limit, arrival,
                         m_limits.blockinessAfter, kPictures, lasts);
}

} // namespace vigie::media
