// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "core/media/contentprobe.h"

namespace vigie::media {

/// One component of a decoded picture, borrowed.
struct PlaneView {
    const std::uint8_t* data = nullptr; ///< null: the picture has no such component
    std::ptrdiff_t stride = 0;          ///< bytes from row to row
    int width = 0;
    int height = 0;
    int pixelStride = 1; ///< bytes from pixel to pixel
    int depth = 8;       ///< bits; above 8 two bytes in the host's order
};

/// A decoded picture, borrowed: luma and, unless monochrome, both chroma components of any
/// subsampling.
struct PictureView {
    PlaneView luma, cb, cr;
    bool isFullRange = false;
};

/// What of a picture it takes to judge it: a grid of about 40 by 22 cells, and sums over the pixels
/// looked at (four rows of each cell, one of them closely). Codes are 8-bit whatever the depth.
struct PictureSample {
    int width = 0; ///< of the picture
    int height = 0;
    bool isFullRange = false;
    std::size_t columns = 0; ///< of the grid; `cells` holds it row by row
    int cellWidth = 0;       ///< pixels
    int cellHeight = 0;      ///< pixels; the last row of cells may be lower

    /// Mean luma of each cell, code * kCellScale.
    std::vector<std::uint16_t> cells;
    static constexpr int kCellScale = 64;
    /// Mean chroma codes of the cells in the first, third, ... row; empty for monochrome pictures.
    std::vector<std::uint8_t> cb, cr;
    static constexpr std::size_t kCellRowsPerChromaRow = 2;
    /// 0 for cells that a mask touches. What follows leaves them out.
    std::vector<std::uint8_t> isLookedAt;
    std::size_t cellsLookedAt = 0;

    double mean = 0;            ///< 0: black, 1: white
    double darkShare = 0;       ///< of the pixels, how many are as good as black
    double lumaDeviation = 0;   ///< standard deviation, codes
    double chromaDistance = 0;  ///< mean distance from neutral of the component farther from it
    double chromaDeviation = 0; ///< standard deviation of the component that varies more, codes
    /// See BlockMeter; the whole picture, masks or not.
    std::optional<double> blockiness;
};

/// Horizontal steps on the columns of an eight-pixel block grid against those between, the phase of
/// the grid searched: about 1 where no grid shows. Steps are held to what coding makes, so that
/// edges of the scene count little, and the grid must show at the same phase in most parts of the
/// picture. A picture coded in other blocks, scaled after coding or deblocked shows none. Not
/// thread-safe.
class BlockMeter {
public:
    void begin(int width);
    /// At most 1600 rows of a picture.
    void addRow(const std::uint8_t* line);
    /// Nothing for pictures without detail, where there is nothing to compare with.
    [[nodiscard]] std::optional<double> ratio() const;

private:
    std::vector<std::uint16_t> m_steps; // of each column to the one before, all rows
    std::uint32_t m_rows = 0;
};

/// Measures pictures, in time proportional to the pixels looked at (about a tenth). Not
/// thread-safe.
class PictureMeter {
public:
    /// Pixels up to `blackLuma` (0: black, 1: white) count as dark.
    PictureMeter(double blackLuma, std::vector<MaskRectangle> masks);

    /// False when there is no luma, or the picture is smaller than a cell. Reuses `out`'s memory.
    [[nodiscard]] bool measure(const PictureView& picture, PictureSample& out);

private:
    struct Sums {
        std::uint64_t pixels = 0, sum = 0, dark = 0;
        std::uint64_t closePixels = 0, closeSum = 0, closeSquares = 0;
    };
    void layOut(const PictureView& picture, PictureSample& out);
    void applyMasks(PictureSample& out);
    void measureLuma(const PictureView& picture, PictureSample& out);
    void endLumaRow(PictureSample& out, std::uint32_t rowsInCell, Sums& sums);
    void measureChroma(const PictureView& picture, PictureSample& out);
    void measurePlane(const PlaneView& plane, const PictureSample& sample,
                      std::vector<std::uint8_t>& means, double& distance, double& deviation);

    const double m_blackLuma;
    const std::vector<MaskRectangle> m_masks;
    int m_step = 2; // from one looked-at row to the next
    BlockMeter m_blocks;
    std::vector<std::uint8_t> m_row; // for formats that are not 8 bits a pixel
    // Over the rows of one row of cells.
    std::vector<std::uint32_t> m_cellSums; // by cell
    std::vector<std::uint8_t> m_darks;     // by column of pixels
    const std::uint8_t* m_closeRow = nullptr;
    std::vector<std::uint8_t> m_closeCopy;
    // Whose mask is in m_maskOfCells.
    int m_maskedWidth = 0;
    int m_maskedHeight = 0;
    std::vector<std::uint8_t> m_maskOfCells;
};

} // namespace vigie::media
