// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/media/colorbars.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace vigie::media {
namespace {

constexpr int kTolerance = 6;
constexpr std::size_t kBars = 7;

struct Color {
    int y = 0;
    int cb = 0;
    int cr = 0;
};

struct Table {
    std::array<Color, kBars> bars;
    int brightestWhite = 0;
};

Color colorOf(double red, double green, double blue, double kr, double kb) {
    const double y = kr * red + (1 - kr - kb) * green + kb * blue;
    return {static_cast<int>(std::lround(16 + 219 * y)),
            static_cast<int>(std::lround(128 + 112 * (blue - y) / (1 - kb))),
            static_cast<int>(std::lround(128 + 112 * (red - y) / (1 - kr)))};
}

Table tableOf(double level, double kr, double kb) {
    // The colors of the bars, as which of red, green and blue are lit.
    constexpr std::array<std::array<int, 3>, kBars> kLit{
        {{1, 1, 1}, {1, 1, 0}, {0, 1, 1}, {0, 1, 0}, {1, 0, 1}, {1, 0, 0}, {0, 0, 1}}};
    Table table;
    for (std::size_t bar = 0; bar < kBars; ++bar) {
        table.bars[bar] =
            colorOf(level * kLit[bar][0], level * kLit[bar][1], level * kLit[bar][2], kr, kb);
    }
    table.brightestWhite = 235;
    return table;
}

const std::array<Table, 6>& tables() {
    static const std::array<Table, 6> all{
        tableOf(0.75, 0.2126, 0.0722), tableOf(0.75, 0.299, 0.114),
        tableOf(1.00, 0.2126, 0.0722), tableOf(1.00, 0.299, 0.114),
        tableOf(0.75, 0.2627, 0.0593), tableOf(1.00, 0.2627, 0.0593)};
    return all;
}

bool isNear(int code, int wanted) {
    return std::abs(code - wanted) <= kTolerance;
}

/// One row of cells against one table.
class RowMatcher {
public:
    RowMatcher(const PictureSample& sample, std::size_t cellRow)
        : m_sample(sample), m_firstCell(cellRow * sample.columns),
          m_firstChroma(cellRow / PictureSample::kCellRowsPerChromaRow * sample.columns) {}

    [[nodiscard]] std::optional<BarsLayout> match(const Table& table) const {
        const std::size_t columns = m_sample.columns;
        const std::size_t widestMargin = columns / 6; // gray beside the bars of RP 219
        const std::size_t fewest = std::max<std::size_t>(1, columns / 20);
        BarsLayout layout{};
        std::array<std::size_t, kBars> widths{};
        std::size_t bar = 0;
        std::size_t strangers = 0;
        bool hasBegun = false;
        for (std::size_t column = 0; column < columns; ++column) {
            if (m_sample.isLookedAt[m_firstCell + column] == 0) {
                continue;
            }
            const Color color = colorAt(column);
            if (isBar(color, table, bar)) {
                layout[bar] = widths[bar] == 0 ? static_cast<std::uint8_t>(column) : layout[bar];
                ++widths[bar];
                hasBegun = true;
                strangers = 0;
            } else if (hasBegun && bar + 1 < kBars && widths[bar] >= fewest &&
                       isBar(color, table, bar + 1)) {
                ++bar;
                layout[bar] = static_cast<std::uint8_t>(column);
                widths[bar] = 1;
                strangers = 0;
            } else if (hasBegun && bar + 1 == kBars) {
                break; // black or gray follows
            } else if (++strangers > (hasBegun ? 2 : widestMargin)) {
                return std::nullopt;
            }
        }
        const auto [least, most] = std::minmax_element(widths.begin(), widths.end());
        const bool isWide =
            (layout.back() - layout.front()) * 100 >= static_cast<int>(columns) * 45;
        const bool isWhole = bar + 1 == kBars && *least >= fewest && *most <= *least + 3 && isWide;
        return isWhole ? std::optional(layout) : std::nullopt;
    }

private:
    [[nodiscard]] Color colorAt(std::size_t column) const {
        Color color{m_sample.cells[m_firstCell + column] / PictureSample::kCellScale,
                    m_sample.cb[m_firstChroma + column], m_sample.cr[m_firstChroma + column]};
        if (m_sample.isFullRange) {
            color.y = 16 + color.y * 219 / 255;
            color.cb = 128 + (color.cb - 128) * 224 / 255;
            color.cr = 128 + (color.cr - 128) * 224 / 255;
        }
        return color;
    }
    [[nodiscard]] static bool isBar(const Color& color, const Table& table, std::size_t bar) {
        const Color& wanted = table.bars[bar];
        const bool isLumaNear =
            isNear(color.y, wanted.y) || (bar == 0 && isNear(color.y, table.brightestWhite));
        return isLumaNear && isNear(color.cb, wanted.cb) && isNear(color.cr, wanted.cr);
    }

    const PictureSample& m_sample;
    const std::size_t m_firstCell;
    const std::size_t m_firstChroma;
};

} // namespace

bool isSameLayout(const BarsLayout& a, const BarsLayout& b) {
    return std::equal(a.begin(), a.end(), b.begin(), [](std::uint8_t one, std::uint8_t other) {
        return std::abs(int{one} - int{other}) <= 1;
    });
}

std::optional<BarsLayout> findColorBars(const PictureSample& sample) {
    if (sample.cb.empty() || sample.columns == 0 || sample.columns > 255) {
        return std::nullopt;
    }
    constexpr std::size_t kStep = PictureSample::kCellRowsPerChromaRow;
    const std::size_t rows = (sample.cells.size() / sample.columns + kStep - 1) / kStep;
    const std::size_t needed = std::max<std::size_t>(1, rows * 45 / 100);
    for (const Table& table : tables()) {
        std::optional<BarsLayout> found;
        std::size_t matching = 0;
        for (std::size_t row = 0; row < rows; ++row) {
            const auto layout = RowMatcher(sample, row * kStep).match(table);
            if (layout && (!found || isSameLayout(*layout, *found))) {
                found = found ? found : layout;
                ++matching;
            }
        }
        if (matching >= needed) {
            return found;
        }
    }
    return std::nullopt;
}

} // namespace vigie::media
