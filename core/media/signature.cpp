// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/media/signature.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>

namespace vigie::media {
namespace {

constexpr std::size_t kColumns = 9;
constexpr std::size_t kRows = 8;
constexpr double kStep = 3; // codes between two means that noise does not turn round
constexpr int kFewestSteps = 40;

using Means = std::array<double, kColumns * kRows>;

/// How one row or column of cells is shared out to the areas: all of it to one, or the rest to the
/// next.
struct Share {
    std::size_t area = 0;
    double here = 0;
    double next = 0;
};
constexpr std::size_t kMostCells = 128;
using Shares = std::array<Share, kMostCells>;

Shares sharesOf(std::size_t cells, int cellLength, double length, std::size_t areas) {
    Shares shares;
    for (std::size_t cell = 0; cell < cells; ++cell) {
        const double from = static_cast<double>(cell) * cellLength;
        const double to = std::min(from + cellLength, length);
        const double areaLength = length / static_cast<double>(areas);
        const auto area = std::min(areas - 1, static_cast<std::size_t>(from / areaLength));
        const double border = static_cast<double>(area + 1) * areaLength;
        shares[cell] = {area, std::min(to, border) - from,
                        area + 1 < areas ? std::max(0.0, to - border) : 0.0};
    }
    return shares;
}

/// Area means over the picture, whatever its own grid.
Means meansOf(const PictureSample& sample, std::size_t rows) {
    const double width = static_cast<double>(sample.columns) * sample.cellWidth;
    const Shares across = sharesOf(sample.columns, sample.cellWidth, width, kColumns);
    const Shares down = sharesOf(rows, sample.cellHeight, sample.height, kRows);
    Means sums{};
    for (std::size_t row = 0; row < rows; ++row) {
        std::array<double, kColumns + 1> line{};
        const std::uint16_t* cell = sample.cells.data() + row * sample.columns;
        for (std::size_t column = 0; column < sample.columns; ++column) {
            const Share& share = across[column];
            line[share.area] += cell[column] * share.here;
            line[share.area + 1] += cell[column] * share.next;
        }
        const Share& share = down[row];
        for (std::size_t x = 0; x < kColumns; ++x) {
            sums[share.area * kColumns + x] += line[x] * share.here;
            if (share.next > 0) {
                sums[(share.area + 1) * kColumns + x] += line[x] * share.next;
            }
        }
    }
    const double area = width / double{kColumns} * sample.height / double{kRows};
    for (double& sum : sums) {
        sum /= area * PictureSample::kCellScale;
    }
    return sums;
}

} // namespace

std::optional<std::uint64_t> signatureOf(const PictureSample& sample) {
    const std::size_t rows = sample.columns > 0 ? sample.cells.size() / sample.columns : 0;
    if (sample.columns < kColumns || rows < kRows || sample.columns > kMostCells ||
        rows > kMostCells) {
        return std::nullopt;
    }
    const Means means = meansOf(sample, rows);
    std::uint64_t bits = 0;
    int steps = 0;
    for (std::size_t row = 0; row < kRows; ++row) {
        for (std::size_t column = 0; column + 1 < kColumns; ++column) {
            const double step = means[row * kColumns + column + 1] - means[row * kColumns + column];
            bits = (bits << 1U) | (step > 0 ? 1U : 0U);
            steps += std::abs(step) >= kStep ? 1 : 0;
        }
    }
    return steps >= kFewestSteps ? std::optional(bits) : std::nullopt;
}

int signatureDistance(std::uint64_t a, std::uint64_t b) {
    return std::popcount(a ^ b);
}

void SignatureTeller::observe(const PictureSample& sample, base::Timestamp arrival) {
    const auto bits = signatureOf(sample);
    if (bits && m_before && signatureDistance(*bits, *m_before) >= kTellingDistance) {
        m_newest = PictureSignature{*bits, arrival.utc};
    }
    m_before = bits;
}

} // namespace vigie::media
