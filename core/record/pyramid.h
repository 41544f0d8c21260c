// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/result.h"
#include "core/record/slab.h"

/// A Pyramid chunk: of one endpoint and description, over up to a quarter of an hour of slabs, one
/// cell for each series and slab.
namespace vigie::record {

struct PyramidSlab {
    std::uint64_t firstOrder = 0;
    std::uint64_t lastOrder = 0;
    /// Of its first and last tick, on the node's clock.
    base::Utc from{};
    base::Utc to{};
};

/// One metric: cells by slab, each with a cell per row (of the description's table).
struct PyramidColumn {
    model::Scope scope = model::Scope::Path;
    std::uint32_t metric = 0;
    std::uint32_t rows = 0;
    /// Slab by slab, `rows` cells each.
    std::vector<SlabCell> cells;
};

struct Pyramid {
    std::uint64_t epoch = 0;
    std::vector<PyramidSlab> slabs;
    /// By scope and metric, ascending.
    std::vector<PyramidColumn> columns;
};

/// Slabs of a quarter at most, with reserve.
inline constexpr std::size_t mostPyramidSlabs = 255;
inline constexpr std::size_t pyramidFixedBytes = 16;

[[nodiscard]] std::string packPyramid(const Pyramid& pyramid);

/// Reads a pyramid from foreign bytes. What one metric needs can be read by itself: the fixed part
/// tells where the directory ends, the directory where each metric's section is. The bytes given to
/// open() must outlive it.
class PyramidReader {
public:
    struct Section {
        /// From the beginning of the payload.
        std::uint64_t offset = 0;
        std::uint32_t rows = 0;
        std::uint32_t symbolsStored = 0;
        std::uint32_t symbolsPlain = 0;
        std::uint32_t noiseStored = 0;
        std::uint32_t noisePlain = 0;
        std::uint32_t checksum = 0;

        [[nodiscard]] std::uint64_t bytes() const {
            return std::uint64_t{symbolsStored} + noiseStored;
        }
    };

    /// How many bytes fixed part and directory have, from the first pyramidFixedBytes.
    [[nodiscard]] static base::Result<std::size_t> directoryEnd(std::string_view fixed);
    /// From the payload, or only its beginning up to directoryEnd(). `payloadBytes`: of all.
    [[nodiscard]] static base::Result<PyramidReader> open(std::string_view beginning,
                                                          std::uint64_t payloadBytes);

    [[nodiscard]] std::uint64_t epoch() const { return m_epoch; }
    [[nodiscard]] const std::vector<PyramidSlab>& slabs() const { return m_slabs; }
    [[nodiscard]] const std::map<std::pair<model::Scope, std::uint32_t>, Section>&
    sections() const {
        return m_sections;
    }
    /// One row of a section: a cell per slab. `data`: the section's bytes.
    [[nodiscard]] base::Result<std::vector<SlabCell>>
    row(const Section& section, std::string_view data, std::uint32_t row) const;

private:
    std::uint64_t m_epoch = 0;
    std::vector<PyramidSlab> m_slabs;
    std::map<std::pair<model::Scope, std::uint32_t>, Section> m_sections;
};

} // namespace vigie::record
