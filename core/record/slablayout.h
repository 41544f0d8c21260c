// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "core/base/result.h"
#include "core/record/slab.h"
#include "core/record/slabrows.h"

/// The head of a slab: which shapes its ticks have, and where the groups of each lane are.
namespace vigie::record {

/// A column that ticks of one shape or of several carry at the same rows: what is packed together.
struct SlabLane {
    model::Scope scope = model::Scope::Path;
    std::uint32_t first = 0;
    std::uint32_t count = 0;
    std::uint32_t metric = 0;
    /// Indexes of the ticks that carry it, ascending.
    std::vector<std::uint32_t> ticks;
    /// By occurrence: the column has `valid`, has extremes. Empty: none has.
    std::vector<bool> hasValid;
    std::vector<bool> hasExtremes;
    std::size_t validCount = 0;
    std::size_t extremesCount = 0;
    /// Where its groups begin in SlabLayout::groups.
    std::size_t firstGroup = 0;
    std::size_t groupRows = 0;

    [[nodiscard]] std::size_t groupCount() const {
        return groupRows == 0 ? 0 : (count + groupRows - 1) / groupRows;
    }
};

struct SlabShape {
    struct Block {
        model::Scope scope = model::Scope::Path;
        std::uint32_t first = 0;
        std::uint32_t count = 0;
        /// Of each column.
        std::vector<std::uint32_t> lanes;
    };
    std::vector<Block> blocks;
};

/// Two parts in the slab: symbols, then noise. Stored equal to plain: not compressed.
struct SlabGroup {
    std::size_t offset = 0;
    std::uint32_t symbolsStored = 0;
    std::uint32_t symbolsPlain = 0;
    std::uint32_t noiseStored = 0;
    std::uint32_t noisePlain = 0;
    /// The lower half of the XXH3-64 of both parts as stored.
    std::uint32_t checksum = 0;
};

struct SlabMoment {
    std::uint64_t order = 0;
    base::Timestamp received{};
    std::uint64_t sequence = 0;
    std::uint64_t epoch = 0;
    base::Utc utc{};
    base::Mono mono{};
    std::uint32_t conflated = 0;
    std::uint32_t shape = 0;
};

struct SlabLayout {
    std::string_view bytes;
    SlabTrust trust;
    std::vector<SlabMoment> moments;
    std::vector<SlabShape> shapes;
    std::vector<SlabLane> lanes;
    std::vector<SlabGroup> groups;
};

/// Gives each column of a shape its lane; the writer and the reader of a slab number them alike.
class LaneNumbers {
public:
    /// Begins the next shape.
    void beginShape() { m_seen.clear(); }
    [[nodiscard]] std::uint32_t laneOf(model::Scope scope, std::uint32_t first, std::uint32_t count,
                                       std::uint32_t metric, std::vector<SlabLane>& lanes);

private:
    using Place = std::tuple<model::Scope, std::uint32_t, std::uint32_t, std::uint32_t>;
    // How often a place occurred in this shape: a second column of one metric has its own lane.
    std::map<Place, std::uint32_t> m_seen;
    std::map<std::pair<Place, std::uint32_t>, std::uint32_t> m_lanes;
};

/// Rows of a group, so that it holds about `samples`; a multiple of 8, for bits stand in bytes.
[[nodiscard]] std::size_t slabGroupRows(std::size_t occurrences, std::size_t samples);

/// One tick's fields as a matrix has them; shape included.
inline constexpr std::size_t slabMomentFields = 9;
void putMoment(const SlabMoment& moment, std::span<std::uint64_t> fields);
/// False: a field is out of its range.
[[nodiscard]] bool getMoment(std::span<const std::uint64_t> fields, SlabMoment& moment);

/// The head as it stands in a slab, framed and checked.
[[nodiscard]] std::string packSlabHead(const SlabLayout& layout, std::string_view shapes,
                                       std::size_t shapeCount, std::size_t groupSamples);
[[nodiscard]] base::Result<std::shared_ptr<const SlabLayout>> readSlabHead(std::string_view bytes,
                                                                           const SlabTrust& trust);

/// One group, unpacked as far as its rows.
class SlabGroupReader {
public:
    [[nodiscard]] base::Result<void> open(const SlabLayout& layout, const SlabLane& lane,
                                          std::size_t group);
    [[nodiscard]] std::size_t firstRow() const { return m_firstRow; }
    [[nodiscard]] std::size_t rows() const { return m_rows; }
    /// The raw bytes of `valid` of the group's rows, by the count of occurrences that have it.
    [[nodiscard]] std::string_view validBytes(std::size_t validIndex) const;
    /// They are the same at each of those occurrences.
    [[nodiscard]] bool isValidConstant() const { return m_isValidConstant; }
    /// Absent samples are to read as 0 whatever the matrix says.
    [[nodiscard]] bool isFilled() const { return m_isFilled; }
    [[nodiscard]] const RowsReader& values() const { return m_values; }
    /// Value less minimum, and maximum less value, of the occurrences that have extremes.
    [[nodiscard]] const RowsReader& below() const { return m_below; }
    [[nodiscard]] const RowsReader& above() const { return m_above; }

private:
    std::string m_symbols;
    std::string m_noise;
    std::size_t m_firstRow = 0;
    std::size_t m_rows = 0;
    bool m_isFilled = false;
    bool m_isValidConstant = false;
    std::string_view m_valid;
    RowsReader m_values;
    RowsReader m_below;
    RowsReader m_above;
};

} // namespace vigie::record
