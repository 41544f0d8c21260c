// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/record/payloads.h"
#include "core/record/pyramidbuilder.h"
#include "core/record/standing.h"

namespace vigie::record {

/// Chunks that are written with one write.
class ChunkRun {
public:
    /// Fills what packChunk() fills.
    void add(ChunkHead head, std::string_view payload, bool isCompressible);
    [[nodiscard]] const std::string& bytes() const { return m_bytes; }
    /// Offsets are from the beginning of the run.
    [[nodiscard]] const std::vector<IndexEntry>& entries() const { return m_entries; }

private:
    std::string m_bytes;
    std::vector<IndexEntry> m_entries;
};

/// What was put since the last seal, by stream, and what of the streams outlives a seal: pyramids
/// that are not full yet, and which series the last slab had. Not thread-safe.
class OpenMinute {
public:
    /// An item that fits: a description or tick with its stream, anything else with 0. Follows in
    /// `standing` what must be known before the minute ends.
    void add(const Item& item, std::uint32_t stream, Standing& standing);
    [[nodiscard]] bool isEmpty() const { return m_items == 0; }
    /// When its first item was taken.
    [[nodiscard]] base::Utc start() const { return m_start; }
    /// What the ticks take in memory.
    [[nodiscard]] std::uint64_t bytes() const { return m_bytes; }
    /// The description that ticks of a stream must fit; null: none yet.
    [[nodiscard]] model::NodeDescriptionPtr descriptionOf(std::uint32_t stream) const;

    /// Packs all there is and begins anew. `now`: when the minute after begins; pyramids of an
    /// earlier quarter of an hour end. Absent: none does. `isLast`: all end.
    [[nodiscard]] ChunkRun seal(Standing& standing, std::optional<base::Utc> now, bool isLast);
    /// Whether a seal would have anything to write.
    [[nodiscard]] bool hasPyramids() const;

    /// Of a stream in a file that is gone on with: what was in force, what the last slab had, and
    /// whether the newest Carry is complete and no slab came since.
    void resumeStream(std::uint32_t stream, const std::string& endpoint,
                      const model::NodeDescriptionPtr& description);
    /// A slab that the file has already, oldest first; its pyramid is not written yet if
    /// `isUnpyramided`.
    void resumeSlab(std::uint32_t stream, const model::NodeDescription& description,
                    const std::vector<StoredTick>& ticks, bool isUnpyramided);

private:
    /// Ticks under one description.
    struct Segment {
        model::NodeDescriptionPtr description;
        std::optional<Standing::Described> described;
        std::optional<CarryPayload> carry;
        std::vector<StoredTick> ticks;
        SampledSeries sampled;
        bool isClosed = false;
    };
    struct Stream {
        std::string endpoint;
        model::NodeDescriptionPtr description;
        std::vector<Segment> segments;
        PyramidBuilder pyramid;
        SampledSeries lastSampled;
        bool isCarried = true;
    };

    void closeSegment(Stream& stream, Standing& standing);
    void writeSegment(ChunkRun& run, std::uint32_t number, Stream& stream, Segment& segment);
    static void writePyramid(ChunkRun& run, std::uint32_t number, Stream& stream);

    std::map<std::uint32_t, Stream> m_streams;
    std::vector<Item> m_notes;
    std::size_t m_items = 0;
    std::uint64_t m_bytes = 0;
    std::uint64_t m_firstOrder = 0;
    std::uint64_t m_lastOrder = 0;
    base::Utc m_start{};
    base::Utc m_end{};
};

} // namespace vigie::record
