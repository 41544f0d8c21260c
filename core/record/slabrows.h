// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/record/bytes.h"

/// The innermost layer of a slab: a matrix of integers, some rows over some moments. Each row is a
/// series and is coded by itself: constant, offsets of its values, or offsets of its differences,
/// whichever scatters least. Offsets of up to 8 bits go into `symbols` as 1, 2, 4 or 8 bits, for
/// zstd to find their distribution; of wider ones the 8 upper bits go there, and the lower, which
/// look like noise, bit-packed into `noise`. All arithmetic is modulo 2^64: any values
/// come back exactly. docs/recording.md has the layout.
namespace vigie::record {

/// What a matrix becomes; several may be written one behind the other.
struct PackedRows {
    std::string symbols;
    std::string noise;
};

/// `values` holds `moments` times `rows` values, moment by moment. Neither may be 0.
void packRows(std::span<const std::uint64_t> values, std::size_t rows, std::size_t moments,
              PackedRows& out);
/// The same of moments that lie apart.
void packRows(std::span<const std::uint64_t* const> moments, std::size_t rows, PackedRows& out);

/// Reads what packRows() wrote, from foreign bytes.
class RowsReader {
public:
    /// Takes the matrix off the front of both; false: it is not one of that size.
    [[nodiscard]] bool open(ByteReader& symbols, ByteReader& noise, std::size_t rows,
                            std::size_t moments);
    /// One row; `out` has a place for each moment.
    void row(std::size_t row, std::span<std::uint64_t> out) const;
    /// What all of a row is, where it is one number.
    [[nodiscard]] std::optional<std::uint64_t> constantOf(std::size_t row) const;
    /// All of it, moment by moment.
    void all(std::uint64_t* out) const;
    /// The same to places that lie apart, one for each moment.
    void all(std::span<std::uint64_t* const> moments) const;

private:
    struct Row {
        std::uint64_t base = 0;  // the constant, or the least value or difference
        std::uint64_t first = 0; // of differences
        std::uint32_t symbolsAt = 0;
        std::uint32_t noiseAt = 0;
        std::uint8_t coding = 0;
        std::uint8_t width = 0;
    };
    std::vector<Row> m_rows;
    std::size_t m_rowCount = 0;
    std::size_t m_moments = 0;
    std::string_view m_symbols;
    std::string_view m_noise;
    bool m_isUniform = false;
    std::uint64_t m_uniform = 0;
};

/// The most that packRows() makes of a matrix, both parts together.
[[nodiscard]] constexpr std::uint64_t mostPackedBytes(std::uint64_t rows, std::uint64_t moments) {
    return 1 + 2 * (1 + 10 + 2) + rows * (2 + 8 + 8 + 2) + rows * moments * 8;
}

} // namespace vigie::record
