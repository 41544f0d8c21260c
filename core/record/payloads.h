// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/record/chunk.h"
#include "core/record/item.h"
#include "core/record/slab.h"

/// What chunks other than slabs and pyramids hold, packed and read; docs/recording.md has the
/// layouts. What is read is foreign: lengths are checked before memory is taken, and an error says
/// in half a sentence what is wrong, for whoever knows the file and the place.
namespace vigie::record {

/// Of the container and all payloads together; a reader refuses a higher one.
inline constexpr std::uint32_t formatVersion = 1;

struct HeadPayload {
    std::uint32_t version = formatVersion;
    bool isRedacted = false;
    /// How much one slab spans.
    std::uint32_t slabSeconds = 60;
    base::Utc made{};
    /// Only in a journal: what follows was taken after the main file had reached this size.
    std::uint64_t after = 0;
    std::string madeBy;
    /// Names the desk whose orders these are: equal in all files of one ring. May be empty.
    std::string origin;
};
[[nodiscard]] std::string packHead(const HeadPayload& head);
[[nodiscard]] base::Result<HeadPayload> readHead(std::string_view payload);

/// An endpoint's description. ChunkHead::stream is the number that the endpoint has in this file,
/// from 1; a later description of the same endpoint has the same.
struct DescriptionPayload {
    std::string endpoint;
    base::Timestamp received{};
    model::NodeDescriptionPtr description;
};
[[nodiscard]] std::string packDescription(const DescriptionPayload& description);
[[nodiscard]] base::Result<DescriptionPayload> readDescription(std::string_view payload);

/// Events, contact changes and notes; no ticks, no descriptions, no notes that have chunks of their
/// own. In the order given.
[[nodiscard]] std::string packNotes(std::span<const Item> items);
[[nodiscard]] base::Result<std::vector<Item>> readNotes(std::string_view payload);

/// Begin, Book, Frame and Outline.
[[nodiscard]] std::string packNote(const Note& note);
/// `kind` is the chunk's (noteKindOf).
[[nodiscard]] base::Result<Note> readNote(NoteKind kind, std::string_view payload);
/// The chunk kind of notes that have one of their own, and back; nothing for others.
[[nodiscard]] std::optional<ChunkKind> chunkKindOf(NoteKind kind);
[[nodiscard]] std::optional<NoteKind> noteKindOf(ChunkKind kind);

/// Where a picture stands in its chunk.
struct PicturePlace {
    model::PathRef path;
    base::Utc received{};
    base::Utc arrival{};
    std::uint64_t sequence = 0;
    std::int64_t pts = 0;
    model::VideoCodec codec = model::VideoCodec::Unknown;
    bool isKey = true;
    /// From the beginning of the payload.
    std::uint64_t offset = 0;
    std::uint64_t size = 0;
    /// Lower half of the XXH3-64 of its bytes.
    std::uint32_t checksum = 0;
};
/// Pictures of about a second, of any paths: fixed part, directory, data. The chunk is not
/// compressed, so that a directory and one picture can be read by themselves.
inline constexpr std::size_t pictureFixedBytes = 16;
[[nodiscard]] std::string packPictures(std::span<const Picture> pictures);
/// How many bytes fixed part and directory have, from the first pictureFixedBytes.
[[nodiscard]] base::Result<std::size_t> pictureDirectoryEnd(std::string_view fixed);
/// From the payload, or only its beginning up to pictureDirectoryEnd(). `payloadBytes`: of all.
[[nodiscard]] base::Result<std::vector<PicturePlace>>
readPictureDirectory(std::string_view beginning, std::uint64_t payloadBytes);
/// `data`: the bytes at place.offset.
[[nodiscard]] base::Result<Picture> readPicture(const PicturePlace& place, std::string_view data);

[[nodiscard]] std::string packMark(const Mark& mark);
[[nodiscard]] base::Result<Mark> readMark(std::string_view payload);

/// Newest samples of one endpoint (ChunkHead::stream), as of ChunkHead::lastOrder and under its
/// description then.
struct CarriedColumn {
    struct Cell {
        std::uint32_t row = 0;
        model::Cell cell;
    };
    std::uint32_t metric = 0;
    /// By row, ascending. Only rows that were ever sampled.
    std::vector<Cell> cells;
};
struct CarryPayload {
    /// All that is known of the endpoint. False: only series without a sample in the slab before.
    bool isComplete = false;
    std::optional<base::Utc> lastTick;
    base::Timestamp lastReceived{};
    /// By metric, ascending.
    std::vector<CarriedColumn> columns;
};
[[nodiscard]] std::string packCarry(const CarryPayload& carry);
[[nodiscard]] base::Result<CarryPayload> readCarry(std::string_view payload);

struct IndexEntry {
    ChunkHead head;
    std::uint64_t offset = 0;
};
struct IndexPayload {
    /// Of the index before; 0: none.
    std::uint64_t previous = 0;
    /// All chunks since, in order of the file, neighbors without a hole.
    std::vector<IndexEntry> entries;
};
[[nodiscard]] std::string packIndex(const IndexPayload& index);
[[nodiscard]] base::Result<IndexPayload> readIndex(std::string_view payload);

struct EndPayload {
    std::uint64_t lastIndex = 0;
    /// Of the items that begin in this file; orders 0: none.
    std::uint64_t firstOrder = 0;
    std::uint64_t lastOrder = 0;
    base::Utc from{};
    base::Utc to{};
    std::uint64_t pictures = 0;
};
/// Of the payload; it is never compressed, so that an end is found at a known place.
inline constexpr std::size_t endPayloadBytes = 48;
[[nodiscard]] std::string packEnd(const EndPayload& end);
[[nodiscard]] base::Result<EndPayload> readEnd(std::string_view payload);

/// One item of any kind but those that have chunks of their own (Begin, Book, Frame, Outline), for
/// the journal. Its order and, of ticks, its stream are in the chunk's head. Ticks are written as
/// they are, each column as narrow as its values allow: this is done for each tick as it comes.
void packItem(const Item& item, std::string& out);
/// `order` is that of the chunk's head. A tick comes without its endpoint: the caller knows the
/// stream, and checks the tick against its description.
[[nodiscard]] base::Result<Item> readItem(std::string_view payload, std::uint64_t order);

} // namespace vigie::record
