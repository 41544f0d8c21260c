// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/media/picturemeter.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <utility>

namespace vigie::media {
namespace {

constexpr int kSampledRows = 90;
constexpr int kRowsPerCell = 4;
constexpr std::uint32_t kCloseRow = 1; // of the rows of a cell
constexpr std::size_t kChromaStep = PictureSample::kCellRowsPerChromaRow;
constexpr int kColumns = 40;
constexpr int kSmallestCell = 8;

/// The row as 8 bits a pixel: itself, or converted into `scratch`.
const std::uint8_t* eightBitRow(const PlaneView& plane, int row,
                                std::vector<std::uint8_t>& scratch) {
    const auto* line = plane.data + static_cast<std::ptrdiff_t>(row) * plane.stride;
    if (plane.depth == 8 && plane.pixelStride == 1) {
        return line;
    }
    const auto width = static_cast<std::size_t>(plane.width);
    scratch.resize(width);
    if (plane.depth <= 8) {
        for (std::size_t x = 0; x < width; ++x) {
            scratch[x] = line[x * static_cast<std::size_t>(plane.pixelStride)];
        }
    } else if (plane.pixelStride == 2) {
        const int shift = plane.depth - 8;
        std::uint8_t* to = scratch.data();
        for (std::size_t x = 0; x < width; ++x) {
            std::uint16_t value = 0;
            std::memcpy(&value, line + 2 * x, sizeof value);
            to[x] = static_cast<std::uint8_t>(value >> shift);
        }
    } else {
        const int shift = plane.depth - 8;
        for (std::size_t x = 0; x < width; ++x) {
            std::uint16_t value = 0;
            std::memcpy(&value, line + x * static_cast<std::size_t>(plane.pixelStride),
                        sizeof value);
            scratch[x] = static_cast<std::uint8_t>(value >> shift);
        }
    }
    return scratch.data();
}

void countDark(const std::uint8_t* line, std::size_t width, std::uint8_t limit,
               std::uint8_t* darks) {
    for (std::size_t x = 0; x < width; ++x) {
        darks[x] = static_cast<std::uint8_t>(darks[x] + (line[x] <= limit ? 1 : 0));
    }
}

/// Written as distances from a row of equal values, for which processors have an instruction.
std::uint32_t distancesOf(const std::uint8_t* values, std::size_t count,
                          const std::uint8_t* equals) {
    int sum = 0;
    for (std::size_t i = 0; i < count; ++i) {
        sum += std::abs(int{values[i]} - int{equals[i]});
    }
    return static_cast<std::uint32_t>(sum);
}

constexpr std::size_t kRun = 256;
constexpr std::array<std::uint8_t, kRun> kZeros{};
constexpr auto kNeutrals = [] {
    std::array<std::uint8_t, kRun> all{};
    all.fill(128);
    return all;
}();

std::uint32_t sumOf(const std::uint8_t* values, std::size_t count) {
    std::uint32_t sum = 0;
    for (std::size_t i = 0; i < count; i += kRun) {
        sum += distancesOf(values + i, std::min(kRun, count - i), kZeros.data());
    }
    return sum;
}

std::uint32_t awayFromNeutral(const std::uint8_t* values, std::size_t count) {
    std::uint32_t sum = 0;
    for (std::size_t i = 0; i < count; i += kRun) {
        sum += distancesOf(values + i, std::min(kRun, count - i), kNeutrals.data());
    }
    return sum;
}

std::uint32_t squaresOf(const std::uint8_t* values, std::size_t count) {
    int sum = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const std::int16_t value = values[i];
        sum += value * value;
    }
    return static_cast<std::uint32_t>(sum);
}

/// Whether the row of cells being measured is the second, fourth, ...: close looks take turns.
bool isOddRow(const PictureSample& sample) {
    return (sample.cells.size() / sample.columns) % 2 != 0;
}

double deviationOf(std::uint64_t count, std::uint64_t sum, std::uint64_t squares) {
    if (count == 0) {
        return 0;
    }
    const double mean = static_cast<double>(sum) / static_cast<double>(count);
    return std::sqrt(
        std::max(0.0, static_cast<double>(squares) / static_cast<double>(count) - mean * mean));
}

} // namespace

void BlockMeter::begin(int width) {
    m_steps.assign(static_cast<std::size_t>(std::max(width, 0)), 0);
    m_rows = 0;
}

void BlockMeter::addRow(const std::uint8_t* line) {
    constexpr std::uint8_t kLargest = 40; // steps beyond are the scene's
    ++m_rows;
    const std::size_t width = m_steps.size();
    std::uint16_t* steps = m_steps.data();
    for (std::size_t x = 1; x < width; ++x) {
        const std::uint8_t high = std::max(line[x], line[x - 1]);
        const std::uint8_t low = std::min(line[x], line[x - 1]);
        const auto step = static_cast<std::uint8_t>(high - low);
        steps[x] = static_cast<std::uint16_t>(steps[x] + std::min(step, kLargest));
    }
}

std::optional<double> BlockMeter::ratio() const {
    constexpr std::size_t kGrid = 8;
    constexpr std::size_t kBlocksInPart = 4;
    constexpr std::size_t kFewestParts = 4;
    constexpr double kLeastDetail = 0.25; // mean step off the grid, codes
    std::array<std::uint64_t, kGrid> total{};
    std::array<std::size_t, kGrid> votes{}; // parts in which a phase stands out most
    std::size_t parts = 0;
    std::size_t blocks = 0;
    for (std::size_t x = kGrid; x + kGrid * kBlocksInPart <= m_steps.size();
         x += kGrid * kBlocksInPart) {
        std::array<std::uint64_t, kGrid> sums{};
        std::uint64_t sum = 0;
        for (std::size_t i = 0; i < kGrid * kBlocksInPart; ++i) {
            sums[i % kGrid] += m_steps[x + i];
            sum += m_steps[x + i];
        }
        blocks += kBlocksInPart;
        for (std::size_t phase = 0; phase < kGrid; ++phase) {
            total[phase] += sums[phase];
        }
        if (static_cast<double>(sum) >= kLeastDetail * kGrid * kBlocksInPart * m_rows) {
            ++parts;
            ++votes[static_cast<std::size_t>(std::max_element(sums.begin(), sums.end()) -
                                             sums.begin())];
        }
    }
    const auto best =
        static_cast<std::size_t>(std::max_element(total.begin(), total.end()) - total.begin());
    std::uint64_t others = 0;
    for (std::size_t phase = 0; phase < kGrid; ++phase) {
        others += phase == best ? 0 : total[phase];
    }
    const double offGrid = static_cast<double>(others) / (kGrid - 1);
    if (parts < kFewestParts ||
        offGrid < kLeastDetail * static_cast<double>(blocks) * static_cast<double>(m_rows)) {
        return std::nullopt;
    }
    // An upright edge of the scene stands out in its part; a grid does in most.
    return votes[best] * 2 < parts ? 1.0 : static_cast<double>(total[best]) / offGrid;
}

PictureMeter::PictureMeter(double blackLuma, std::vector<MaskRectangle> masks)
    : m_blackLuma(blackLuma), m_masks(std::move(masks)) {}

bool PictureMeter::measure(const PictureView& picture, PictureSample& out) {
    out.cells.clear();
    if (picture.luma.data == nullptr || picture.luma.width < kSmallestCell ||
        picture.luma.height < 2 * kRowsPerCell) {
        return false;
    }
    layOut(picture, out);
    applyMasks(out);
    measureLuma(picture, out);
    measureChroma(picture, out);
    return true;
}

void PictureMeter::layOut(const PictureView& picture, PictureSample& out) {
    out.width = picture.luma.width;
    out.height = picture.luma.height;
    out.isFullRange = picture.isFullRange;
    out.cellWidth = std::max(kSmallestCell, out.width / kColumns);
    out.columns = static_cast<std::size_t>(out.width / out.cellWidth);
    // An even step keeps to one field of an interlaced picture.
    m_step = std::max(2, out.height / kSampledRows / 2 * 2);
    out.cellHeight = m_step * kRowsPerCell;
}

void PictureMeter::applyMasks(PictureSample& out) {
    if (out.width != m_maskedWidth || out.height != m_maskedHeight) {
        m_maskedWidth = out.width;
        m_maskedHeight = out.height;
        const auto rows =
            static_cast<std::size_t>((out.height + out.cellHeight - 1) / out.cellHeight);
        m_maskOfCells.assign(rows * out.columns, 1);
        for (const auto& mask : m_masks) {
            for (std::size_t cell = 0; cell < m_maskOfCells.size(); ++cell) {
                const std::size_t rowOfCell = cell / out.columns;
                const auto row = static_cast<double>(rowOfCell);
                const auto column = static_cast<double>(cell % out.columns);
                const double left = column * out.cellWidth / out.width;
                const double right = (column + 1) * out.cellWidth / out.width;
                const double top = row * out.cellHeight / out.height;
                const double bottom = (row + 1) * out.cellHeight / out.height;
                if (left < mask.left + mask.width && right > mask.left &&
                    top < mask.top + mask.height && bottom > mask.top) {
                    m_maskOfCells[cell] = 0;
                }
            }
        }
    }
    out.isLookedAt = m_maskOfCells;
}

void PictureMeter::measureLuma(const PictureView& picture, PictureSample& out) {
    const double floor = out.isFullRange ? 0 : 16;
    const double span = out.isFullRange ? 255 : 219;
    const auto limit = static_cast<std::uint8_t>(floor + m_blackLuma * span);
    const auto width = static_cast<std::size_t>(out.width);
    Sums sums;
    m_cellSums.assign(out.columns, 0);
    m_darks.assign(width, 0);
    m_blocks.begin(out.width);
    std::uint32_t inCell = 0;
    for (int row = 0; row < out.height; row += m_step) {
        const std::uint8_t* line = eightBitRow(picture.luma, row, m_row);
        countDark(line, width, limit, m_darks.data());
        const std::uint8_t* pixel = line;
        for (auto& cell : m_cellSums) {
            cell += sumOf(pixel, static_cast<std::size_t>(out.cellWidth));
            pixel += out.cellWidth;
        }
        if (inCell == kCloseRow) {
            m_closeRow = line;
            if (isOddRow(out)) {
                m_blocks.addRow(line);
            }
            if (line == m_row.data()) {
                m_closeCopy.swap(m_row); // the next row is converted into another
                m_closeRow = m_closeCopy.data();
            }
        }
        if (++inCell == std::uint32_t{kRowsPerCell}) {
            endLumaRow(out, inCell, sums);
            inCell = 0;
        }
    }
    if (inCell > kCloseRow) {
        endLumaRow(out, inCell, sums);
    }
    out.isLookedAt.resize(out.cells.size());
    out.cellsLookedAt =
        static_cast<std::size_t>(std::count(out.isLookedAt.begin(), out.isLookedAt.end(), 1));
    out.mean = 0;
    out.darkShare = 0;
    if (sums.pixels > 0) {
        const double mean = static_cast<double>(sums.sum) / static_cast<double>(sums.pixels);
        out.mean = std::clamp((mean - floor) / span, 0.0, 1.0);
        out.darkShare = static_cast<double>(sums.dark) / static_cast<double>(sums.pixels);
    }
    out.lumaDeviation = deviationOf(sums.closePixels, sums.closeSum, sums.closeSquares);
    out.blockiness = m_blocks.ratio();
}

void PictureMeter::endLumaRow(PictureSample& out, std::uint32_t rowsInCell, Sums& sums) {
    const auto width = static_cast<std::size_t>(out.cellWidth);
    const std::uint32_t pixels = rowsInCell * static_cast<std::uint32_t>(width);
    const bool isClose = !isOddRow(out);
    for (std::size_t column = 0; column < out.columns; ++column) {
        const std::size_t from = column * width;
        const std::uint32_t sum = std::exchange(m_cellSums[column], 0);
        if (out.isLookedAt[out.cells.size()] != 0) {
            sums.pixels += pixels;
            sums.sum += sum;
            sums.dark += sumOf(m_darks.data() + from, width);
            if (isClose) {
                sums.closePixels += width;
                sums.closeSum += sumOf(m_closeRow + from, width);
                sums.closeSquares += squaresOf(m_closeRow + from, width);
            }
        }
        out.cells.push_back(static_cast<std::uint16_t>(sum * PictureSample::kCellScale / pixels));
    }
    std::fill(m_darks.begin(), m_darks.end(), std::uint8_t{0});
}

void PictureMeter::measureChroma(const PictureView& picture, PictureSample& out) {
    out.cb.clear();
    out.cr.clear();
    out.chromaDistance = 0;
    out.chromaDeviation = 0;
    if (picture.cb.data == nullptr || picture.cr.data == nullptr) {
        return;
    }
    double distance = 0;
    double deviation = 0;
    measurePlane(picture.cb, out, out.cb, out.chromaDistance, out.chromaDeviation);
    measurePlane(picture.cr, out, out.cr, distance, deviation);
    out.chromaDistance = std::max(out.chromaDistance, distance);
    out.chromaDeviation = std::max(out.chromaDeviation, deviation);
}

void PictureMeter::measurePlane(const PlaneView& plane, const PictureSample& sample,
                                std::vector<std::uint8_t>& means, double& distance,
                                double& deviation) {
    // One row through each second row of cells: chroma has little detail.
    const auto cellWidth = static_cast<std::size_t>(
        std::max<std::int64_t>(1, std::int64_t{sample.cellWidth} * plane.width / sample.width));
    std::uint64_t count = 0;
    std::uint64_t sum = 0;
    std::uint64_t squares = 0;
    std::uint64_t away = 0;
    const auto rows = sample.cells.size() / sample.columns;
    for (std::size_t row = 0; row < rows; row += kChromaStep) {
        const auto top = static_cast<std::int64_t>(row) * sample.cellHeight;
        const auto bottom = std::min<std::int64_t>(top + sample.cellHeight, sample.height);
        const auto middle = std::min<std::int64_t>(
            (top + bottom) / 2 * plane.height / sample.height, plane.height - 1);
        const std::uint8_t* pixel = eightBitRow(plane, static_cast<int>(middle), m_row);
        for (std::size_t column = 0; column < sample.columns; ++column) {
            const std::uint32_t cellSum = sumOf(pixel, cellWidth);
            means.push_back(static_cast<std::uint8_t>((cellSum + cellWidth / 2) / cellWidth));
            if (sample.isLookedAt[row * sample.columns + column] != 0) {
                count += cellWidth;
                sum += cellSum;
                squares += squaresOf(pixel, cellWidth);
                away += awayFromNeutral(pixel, cellWidth);
            }
            pixel += cellWidth;
        }
    }
    if (count == 0) {
        return;
    }
    distance = static_cast<double>(away) / static_cast<double>(count);
    deviation = deviationOf(count, sum, squares);
}

} // namespace vigie::media
