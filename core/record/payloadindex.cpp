// SPDX-License-Identifier: GPL-3.0-or-later
//
// Indexes and pictures: what has a directory.
#include <algorithm>
#include <map>
#include <utility>

#include "core/record/compress.h"
#include "core/record/payloads.h"
#include "core/record/payloadtext.h"
#include "core/wire/wire.h"

namespace vigie::record {
namespace {

/// Of an index entry as it stands in a file: 6 varints or fixed bytes, and the checksum.
constexpr std::size_t leastEntryBytes = 4 + 6 + 8;
constexpr std::size_t leastPictureBytes = 8 + 4;

} // namespace

std::string packIndex(const IndexPayload& index) {
    std::string out;
    putFixed(out, index.previous);
    putVarint(out, index.entries.size());
    putFixed(out, index.entries.empty() ? std::uint64_t{0} : index.entries.front().offset);
    std::uint64_t order = 0;
    std::int64_t utc = 0;
    for (const IndexEntry& entry : index.entries) {
        const ChunkHead& head = entry.head;
        putFixed(out, static_cast<std::uint8_t>(head.kind));
        putFixed(out, head.version);
        putFixed(out, head.flags);
        putVarint(out, head.stream);
        putVarint(out, zigZag(head.firstOrder - order));
        putVarint(out, zigZag(head.lastOrder - head.firstOrder));
        putDistance(out, base::toNs(head.from), utc);
        putDistance(out, base::toNs(head.to), base::toNs(head.from));
        putVarint(out, head.storedBytes);
        putVarint(out, head.plainBytes);
        putFixed(out, head.checksum);
        order = head.firstOrder;
        utc = base::toNs(head.from);
    }
    return out;
}

base::Result<IndexPayload> readIndex(std::string_view payload) {
    ByteReader reader(payload);
    IndexPayload index;
    index.previous = reader.fixed<std::uint64_t>();
    const std::uint64_t count = reader.varint(reader.left() / leastEntryBytes);
    std::uint64_t offset = reader.fixed<std::uint64_t>();
    index.entries.reserve(count);
    std::uint64_t order = 0;
    std::int64_t utc = 0;
    for (std::uint64_t i = 0; i < count && reader.isSound(); ++i) {
        IndexEntry entry;
        entry.offset = offset;
        ChunkHead& head = entry.head;
        head.kind = static_cast<ChunkKind>(reader.fixed<std::uint8_t>());
        head.version = reader.fixed<std::uint8_t>();
        head.flags = reader.fixed<std::uint16_t>();
        head.stream = static_cast<std::uint32_t>(reader.varint(0xffff'ffff));
        order += unZigZag(reader.varint());
        head.firstOrder = order;
        head.lastOrder = order + unZigZag(reader.varint());
        utc = takeDistance(reader, utc);
        head.from = base::utcFromNs(utc);
        head.to = base::utcFromNs(takeDistance(reader, utc));
        head.storedBytes = reader.varint(maxChunkBytes);
        head.plainBytes = reader.varint(maxChunkBytes);
        head.checksum = reader.fixed<std::uint64_t>();
        if (head.kind == ChunkKind{0} || offset > UINT64_MAX - chunkHeadBytes - head.storedBytes) {
            return base::failure("an index tells of a chunk that cannot be");
        }
        offset += chunkHeadBytes + head.storedBytes;
        index.entries.push_back(entry);
    }
    if (!reader.isSound() || reader.left() != 0) {
        return base::failure("an index is not of the size that its entries need");
    }
    return index;
}

std::string packPictures(std::span<const Picture> pictures) {
    std::string directory;
    std::map<model::PathRef, std::uint64_t> names;
    std::string table;
    for (const Picture& picture : pictures) {
        if (names.try_emplace(picture.path, names.size()).second) {
            putText(table, picture.path.nodeId);
            putText(table, picture.path.pathId);
        }
    }
    putVarint(directory, names.size());
    directory += table;
    std::int64_t utc = 0;
    for (const Picture& picture : pictures) {
        const model::AccessUnit& unit = *picture.unit;
        putVarint(directory, names[picture.path]);
        putDistance(directory, base::toNs(picture.received), utc);
        putDistance(directory, base::toNs(unit.arrival), base::toNs(picture.received));
        putVarint(directory, unit.sequence);
        putVarint(directory, zigZag(static_cast<std::uint64_t>(unit.pts)));
        putFixed(directory, static_cast<std::uint8_t>(unit.codec));
        putFixed(directory, static_cast<std::uint8_t>(unit.isKey ? 1 : 0));
        putVarint(directory, unit.data.size());
        putFixed(directory, static_cast<std::uint32_t>(checksumOf(unit.data)));
        utc = base::toNs(picture.received);
    }
    std::string out;
    putFixed(out, static_cast<std::uint32_t>(directory.size()));
    putFixed(out, static_cast<std::uint32_t>(pictures.size()));
    putFixed(out, checksumOf(directory));
    out += directory;
    for (const Picture& picture : pictures) {
        out += picture.unit->data;
    }
    return out;
}

base::Result<std::size_t> pictureDirectoryEnd(std::string_view fixed) {
    ByteReader reader(fixed);
    const auto bytes = reader.fixed<std::uint32_t>();
    if (fixed.size() < pictureFixedBytes || bytes > maxChunkBytes) {
        return base::failure("pictures have no directory");
    }
    return pictureFixedBytes + bytes;
}

base::Result<std::vector<PicturePlace>> readPictureDirectory(std::string_view beginning,
                                                             std::uint64_t payloadBytes) {
    ByteReader fixed(beginning);
    const auto bytes = fixed.fixed<std::uint32_t>();
    const auto count = fixed.fixed<std::uint32_t>();
    const auto checksum = fixed.fixed<std::uint64_t>();
    const std::string_view directory = fixed.bytes(bytes);
    if (!fixed.isSound() || checksumOf(directory) != checksum) {
        return base::failure("the directory of pictures is damaged");
    }
    ByteReader reader(directory);
    std::vector<model::PathRef> names(reader.varint(reader.left() / 2));
    for (model::PathRef& name : names) {
        name.nodeId = takeText(reader);
        name.pathId = takeText(reader);
    }
    if (!reader.isSound() || count > reader.left() / leastPictureBytes) {
        return base::failure("the directory of pictures is too short");
    }
    std::vector<PicturePlace> places;
    places.reserve(count);
    std::uint64_t offset = pictureFixedBytes + bytes;
    std::int64_t utc = 0;
    for (std::uint32_t i = 0; i < count; ++i) {
        PicturePlace place;
        const std::uint64_t name = reader.varint();
        utc = takeDistance(reader, utc);
        place.received = base::utcFromNs(utc);
        place.arrival = base::utcFromNs(takeDistance(reader, utc));
        place.sequence = reader.varint();
        place.pts = static_cast<std::int64_t>(unZigZag(reader.varint()));
        const auto codec = reader.fixed<std::uint8_t>();
        place.isKey = (reader.fixed<std::uint8_t>() & 1U) != 0;
        place.size = reader.varint(wire::maxAccessUnitBytes);
        place.checksum = reader.fixed<std::uint32_t>();
        place.offset = offset;
        if (!reader.isSound() || name >= names.size() ||
            codec > static_cast<std::uint8_t>(model::VideoCodec::Mpeg2) || offset > payloadBytes ||
            place.size > payloadBytes - offset) {
            return base::failure("the directory of pictures tells of one that cannot be");
        }
        place.codec = static_cast<model::VideoCodec>(codec);
        place.path = names[name];
        offset += place.size;
        places.push_back(std::move(place));
    }
    if (reader.left() != 0) {
        return base::failure("the directory of pictures is too long");
    }
    return places;
}

base::Result<Picture> readPicture(const PicturePlace& place, std::string_view data) {
    if (data.size() != place.size ||
        static_cast<std::uint32_t>(checksumOf(data)) != place.checksum) {
        return base::failure("a picture is damaged");
    }
    auto unit = std::make_shared<model::AccessUnit>();
    unit->sequence = place.sequence;
    unit->codec = place.codec;
    unit->isKey = place.isKey;
    unit->pts = place.pts;
    unit->arrival = place.arrival;
    unit->data = data;
    return Picture{place.path, std::move(unit), place.received};
}

} // namespace vigie::record
