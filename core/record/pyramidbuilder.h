// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "core/record/pyramid.h"

namespace vigie::record {

/// Makes the pyramid of one stream while its slabs are written: the same cells as
/// SlabReader::cells() has, without unpacking. What waits is kept as varints, about 8 bytes a cell.
/// Not thread-safe.
class PyramidBuilder {
public:
    /// The ticks of one slab, oldest first; all under `description`, as those before since take().
    void add(const model::NodeDescription& description, std::span<const StoredTick> ticks);
    [[nodiscard]] const std::vector<PyramidSlab>& slabs() const { return m_slabs; }
    /// When the first and the last tick were received.
    [[nodiscard]] base::Utc from() const { return m_from; }
    [[nodiscard]] base::Utc to() const { return m_to; }
    /// All of it; empty afterwards.
    [[nodiscard]] Pyramid take();

private:
    struct Waiting {
        std::uint32_t rows = 0;
        /// By slab: index of the slab, and its cells.
        std::vector<std::pair<std::size_t, std::string>> slabs;
    };

    std::uint64_t m_epoch = 0;
    base::Utc m_from{};
    base::Utc m_to{};
    std::vector<PyramidSlab> m_slabs;
    std::map<std::pair<model::Scope, std::uint32_t>, Waiting> m_waiting;
};

} // namespace vigie::record
