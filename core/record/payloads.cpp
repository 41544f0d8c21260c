// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/record/payloads.h"

#include <utility>

#include "core/record/payloadtext.h"
#include "core/wire/wire.h"

namespace vigie::record {
namespace {

constexpr std::uint32_t redactedFlag = 1;
constexpr std::uint8_t completeFlag = 1;
constexpr std::uint8_t tickedFlag = 2;

base::Result<void> ended(const ByteReader& reader, const char* what) {
    if (!reader.isSound() || reader.left() != 0) {
        return base::failure(std::string(what) + " is not of the size that its fields need");
    }
    return {};
}

} // namespace

std::string packHead(const HeadPayload& head) {
    std::string out;
    putFixed(out, head.version);
    putFixed(out, head.isRedacted ? redactedFlag : std::uint32_t{0});
    putFixed(out, head.slabSeconds);
    putFixed(out, base::toNs(head.made));
    putFixed(out, head.after);
    putText(out, head.madeBy);
    putText(out, head.origin);
    return out;
}

base::Result<HeadPayload> readHead(std::string_view payload) {
    ByteReader reader(payload);
    HeadPayload head;
    head.version = reader.fixed<std::uint32_t>();
    if (reader.isSound() && (head.version == 0 || head.version > formatVersion)) {
        return base::failure("it is of format " + std::to_string(head.version) +
                             ", and this version reads up to " + std::to_string(formatVersion));
    }
    head.isRedacted = (reader.fixed<std::uint32_t>() & redactedFlag) != 0;
    head.slabSeconds = reader.fixed<std::uint32_t>();
    head.made = base::utcFromNs(reader.fixed<std::int64_t>());
    head.after = reader.fixed<std::uint64_t>();
    head.madeBy = takeText(reader);
    head.origin = takeText(reader);
    if (const auto whole = ended(reader, "the head of the file"); !whole) {
        return tl::unexpected(whole.error());
    }
    return head;
}

std::string packDescription(const DescriptionPayload& description) {
    std::string out;
    putTime(out, description.received);
    putText(out, description.endpoint);
    v1::NodeDescription message;
    wire::toWire(*description.description, message);
    (void)message.AppendToString(&out);
    return out;
}

base::Result<DescriptionPayload> readDescription(std::string_view payload) {
    ByteReader reader(payload);
    DescriptionPayload read;
    read.received = takeTime(reader);
    read.endpoint = takeText(reader);
    if (!reader.isSound()) {
        return base::failure("a description ends within its fields");
    }
    const std::string_view bytes = reader.bytes(reader.left());
    v1::NodeDescription message;
    if (bytes.size() > maxChunkBytes ||
        !message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
        return base::failure("a description is no message of that kind");
    }
    auto description = wire::fromWire(message);
    if (!description) {
        return tl::unexpected(std::move(description.error()));
    }
    read.description = *std::move(description);
    return read;
}

std::string packNote(const Note& note) {
    std::string out;
    putTime(out, note.at);
    out += note.bytes;
    return out;
}

base::Result<Note> readNote(NoteKind kind, std::string_view payload) {
    ByteReader reader(payload);
    Note note;
    note.kind = kind;
    note.at = takeTime(reader);
    if (!reader.isSound()) {
        return base::failure("a note ends within its time");
    }
    note.bytes = reader.bytes(reader.left());
    return note;
}

std::optional<ChunkKind> chunkKindOf(NoteKind kind) {
    switch (kind) {
    case NoteKind::Begin:
        return ChunkKind::Begin;
    case NoteKind::Book:
        return ChunkKind::Book;
    case NoteKind::Frame:
        return ChunkKind::Frame;
    case NoteKind::Outline:
        return ChunkKind::Outline;
    case NoteKind::Timer:
    case NoteKind::Act:
    case NoteKind::Rules:
    case NoteKind::Entry:
    case NoteKind::Gap:
        return std::nullopt;
    }
    return std::nullopt;
}

std::optional<NoteKind> noteKindOf(ChunkKind kind) {
    switch (kind) {
    case ChunkKind::Begin:
        return NoteKind::Begin;
    case ChunkKind::Book:
        return NoteKind::Book;
    case ChunkKind::Frame:
        return NoteKind::Frame;
    case ChunkKind::Outline:
        return NoteKind::Outline;
    default:
        return std::nullopt;
    }
}

std::string packMark(const Mark& mark) {
    std::string out;
    putFixed(out, base::toNs(mark.at));
    putFixed(out, base::toNs(mark.until));
    putFixed(out, static_cast<std::uint8_t>(mark.isRemoved ? 1 : 0));
    putText(out, mark.id);
    putText(out, mark.text);
    putText(out, mark.author);
    return out;
}

base::Result<Mark> readMark(std::string_view payload) {
    ByteReader reader(payload);
    Mark mark;
    mark.at = base::utcFromNs(reader.fixed<std::int64_t>());
    mark.until = base::utcFromNs(reader.fixed<std::int64_t>());
    mark.isRemoved = (reader.fixed<std::uint8_t>() & 1U) != 0;
    mark.id = takeText(reader);
    mark.text = takeText(reader);
    mark.author = takeText(reader);
    if (const auto whole = ended(reader, "a mark"); !whole) {
        return tl::unexpected(whole.error());
    }
    return mark;
}

std::string packCarry(const CarryPayload& carry) {
    std::string out;
    putFixed(out, static_cast<std::uint8_t>((carry.isComplete ? completeFlag : 0U) |
                                            (carry.lastTick ? tickedFlag : 0U)));
    putFixed(out, base::toNs(carry.lastTick.value_or(base::Utc{})));
    putTime(out, carry.lastReceived);
    putVarint(out, carry.columns.size());
    std::int64_t utc = base::toNs(carry.lastTick.value_or(base::Utc{}));
    for (const CarriedColumn& column : carry.columns) {
        putVarint(out, column.metric);
        putVarint(out, column.cells.size());
        std::uint32_t next = 0;
        std::int64_t raw = 0;
        for (const CarriedColumn::Cell& cell : column.cells) {
            // How many rows were stepped over, and whether the sample is known.
            putVarint(out,
                      (std::uint64_t{cell.row - next} << 1U) | (cell.cell.isPresent ? 1U : 0U));
            putDistance(out, base::toNs(cell.cell.at), utc);
            putDistance(out, cell.cell.raw, raw);
            next = cell.row + 1;
            utc = base::toNs(cell.cell.at);
            raw = cell.cell.raw;
        }
    }
    return out;
}

base::Result<CarryPayload> readCarry(std::string_view payload) {
    ByteReader reader(payload);
    CarryPayload carry;
    const auto flags = reader.fixed<std::uint8_t>();
    carry.isComplete = (flags & completeFlag) != 0;
    const auto lastTick = base::utcFromNs(reader.fixed<std::int64_t>());
    if ((flags & tickedFlag) != 0) {
        carry.lastTick = lastTick;
    }
    carry.lastReceived = takeTime(reader);
    // A column takes 2 bytes at least, a cell 3.
    const std::uint64_t columns = reader.varint(reader.left() / 2);
    std::int64_t utc = base::toNs(carry.lastTick.value_or(base::Utc{}));
    for (std::uint64_t c = 0; c < columns && reader.isSound(); ++c) {
        CarriedColumn column;
        column.metric = static_cast<std::uint32_t>(reader.varint(wire::DescriptionLimits::metrics));
        const std::uint64_t cells = reader.varint(reader.left() / 3);
        column.cells.reserve(cells);
        std::uint64_t next = 0;
        std::int64_t raw = 0;
        for (std::uint64_t i = 0; i < cells && reader.isSound(); ++i) {
            const std::uint64_t step = reader.varint();
            next += step >> 1U;
            if (next >= wire::DescriptionLimits::rows) {
                return base::failure("a carried sample is of a row that cannot be");
            }
            CarriedColumn::Cell cell;
            cell.row = static_cast<std::uint32_t>(next++);
            utc = takeDistance(reader, utc);
            raw = takeDistance(reader, raw);
            cell.cell = {raw, base::utcFromNs(utc), (step & 1U) != 0};
            column.cells.push_back(cell);
        }
        carry.columns.push_back(std::move(column));
    }
    if (const auto whole = ended(reader, "what is carried over"); !whole) {
        return tl::unexpected(whole.error());
    }
    return carry;
}

std::string packEnd(const EndPayload& end) {
    std::string out;
    putFixed(out, end.lastIndex);
    putFixed(out, end.firstOrder);
    putFixed(out, end.lastOrder);
    putFixed(out, base::toNs(end.from));
    putFixed(out, base::toNs(end.to));
    putFixed(out, end.pictures);
    return out;
}

base::Result<EndPayload> readEnd(std::string_view payload) {
    ByteReader reader(payload);
    EndPayload end;
    end.lastIndex = reader.fixed<std::uint64_t>();
    end.firstOrder = reader.fixed<std::uint64_t>();
    end.lastOrder = reader.fixed<std::uint64_t>();
    end.from = base::utcFromNs(reader.fixed<std::int64_t>());
    end.to = base::utcFromNs(reader.fixed<std::int64_t>());
    end.pictures = reader.fixed<std::uint64_t>();
    if (const auto whole = ended(reader, "the end of the file"); !whole) {
        return tl::unexpected(whole.error());
    }
    return end;
}

} // namespace vigie::record
