// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/base/time.h"

namespace vigie::record {

/// What a chunk holds. The values are those of the file.
enum class ChunkKind : std::uint8_t {
    /// First in every file: format version, who recorded, on which clock.
    Head = 1,
    /// A node description in force from here on (protobuf v1.NodeDescription).
    Description = 2,
    /// packSlab() of one node and epoch.
    Slab = 3,
    /// Items that are neither ticks nor descriptions, in order, of one slab's time.
    Notes = 4,
    Begin = 5,
    Book = 6,
    Frame = 7,
    Outline = 8,
    Picture = 9,
    Mark = 10,
    /// Cells of every series of one node over a quarter of an hour.
    Pyramid = 11,
    /// The newest sample of what slabs before this one had and this slab's ticks may not repeat.
    Carry = 12,
    /// Heads of the chunks since the index before, and where that is.
    Index = 13,
    /// The file was closed in order.
    End = 14,
    /// Only in a journal: one item.
    Item = 15
};

/// Fixed little-endian head of a chunk: 8 bytes of magic, 64 of the fields below in their order, 8
/// with the XXH3-64 of those 72; docs/recording.md has the offsets.
struct ChunkHead {
    ChunkKind kind = ChunkKind::Head;
    /// Of the payload's layout.
    std::uint8_t version = 1;
    /// Bit 0: the payload is compressed (zstd).
    std::uint16_t flags = 0;
    /// Number of the node or path that it is about, in the file's own table; 0: the desk.
    std::uint32_t stream = 0;
    std::uint64_t firstOrder = 0;
    std::uint64_t lastOrder = 0;
    base::Utc from{};
    base::Utc to{};
    /// In the file, and once decompressed.
    std::uint64_t storedBytes = 0;
    std::uint64_t plainBytes = 0;
    /// XXH3-64 of the stored payload.
    std::uint64_t checksum = 0;
};

inline constexpr std::size_t chunkHeadBytes = 80;
/// Of the stored payload, and of the plain one.
inline constexpr std::uint64_t maxChunkBytes = 256ULL << 20U;

/// Head and payload as they stand in a file; compresses when that helps (`isCompressible`).
/// Fills storedBytes, plainBytes, checksum and the flag. `payload`: at most maxChunkBytes.
[[nodiscard]] std::string packChunk(ChunkHead& head, std::string_view payload, bool isCompressible);
/// The head at the start of `bytes`; checks magic, its own checksum and bounds. A kind that is not
/// in the list above is from a later version, and is for the reader to step over.
[[nodiscard]] base::Result<ChunkHead> readChunkHead(std::string_view bytes);
/// Checks and decompresses what follows the head.
[[nodiscard]] base::Result<std::string> unpackChunk(const ChunkHead& head, std::string_view stored);

} // namespace vigie::record
