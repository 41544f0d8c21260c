// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/record/chunk.h"

#include "core/record/bytes.h"
#include "core/record/compress.h"

namespace vigie::record {
namespace {

/// Begins no text and no other format; a line end in it shows a file that was sent as text.
constexpr std::string_view magic("\x89VIG\r\n\x1a\n", 8);
constexpr std::uint16_t compressedFlag = 1;
constexpr std::size_t checkedBytes = chunkHeadBytes - 8;
/// Notes, frames and descriptions: small beside the slabs, and worth more than level 1.
constexpr int level = 3;

void putHead(std::string& out, const ChunkHead& head) {
    const std::size_t begin = out.size();
    out.append(magic);
    putFixed(out, static_cast<std::uint8_t>(head.kind));
    putFixed(out, head.version);
    putFixed(out, head.flags);
    putFixed(out, head.stream);
    putFixed(out, head.firstOrder);
    putFixed(out, head.lastOrder);
    putFixed(out, base::toNs(head.from));
    putFixed(out, base::toNs(head.to));
    putFixed(out, head.storedBytes);
    putFixed(out, head.plainBytes);
    putFixed(out, head.checksum);
    putFixed(out, checksumOf(std::string_view(out).substr(begin, checkedBytes)));
}

} // namespace

std::string packChunk(ChunkHead& head, std::string_view payload, bool isCompressible) {
    std::string out;
    // The head stands before what it tells about: its place is kept and filled in afterwards.
    out.resize(chunkHeadBytes);
    const bool isCompressed = isCompressible && appendCompressed(out, payload, level);
    if (!isCompressed) {
        out.append(payload);
    }
    const auto stored = std::string_view(out).substr(chunkHeadBytes);
    head.flags = isCompressed ? compressedFlag : 0;
    head.storedBytes = stored.size();
    head.plainBytes = payload.size();
    head.checksum = checksumOf(stored);
    std::string raw;
    putHead(raw, head);
    out.replace(0, chunkHeadBytes, raw);
    return out;
}

base::Result<ChunkHead> readChunkHead(std::string_view bytes) {
    if (bytes.size() < chunkHeadBytes) {
        return base::failure("the file ends within the head of a chunk");
    }
    if (bytes.substr(0, magic.size()) != magic) {
        return base::failure("no chunk begins here");
    }
    ByteReader reader(bytes.substr(magic.size(), chunkHeadBytes - magic.size()));
    ChunkHead head;
    head.kind = static_cast<ChunkKind>(reader.fixed<std::uint8_t>());
    head.version = reader.fixed<std::uint8_t>();
    head.flags = reader.fixed<std::uint16_t>();
    head.stream = reader.fixed<std::uint32_t>();
    head.firstOrder = reader.fixed<std::uint64_t>();
    head.lastOrder = reader.fixed<std::uint64_t>();
    head.from = base::utcFromNs(reader.fixed<std::int64_t>());
    head.to = base::utcFromNs(reader.fixed<std::int64_t>());
    head.storedBytes = reader.fixed<std::uint64_t>();
    head.plainBytes = reader.fixed<std::uint64_t>();
    head.checksum = reader.fixed<std::uint64_t>();
    if (reader.fixed<std::uint64_t>() != checksumOf(bytes.substr(0, checkedBytes))) {
        return base::failure("the head of a chunk is damaged");
    }
    // From here on only a forger or a newer version can be at fault.
    if ((head.flags & ~compressedFlag) != 0 || head.kind == ChunkKind{0} || head.version == 0) {
        return base::failure("a chunk is of a kind that this version does not know");
    }
    const bool isCompressed = (head.flags & compressedFlag) != 0;
    if (head.storedBytes > maxChunkBytes || head.plainBytes > maxChunkBytes ||
        (!isCompressed && head.storedBytes != head.plainBytes) ||
        (isCompressed && !isPlausibleRatio(head.storedBytes, head.plainBytes))) {
        return base::failure("the head of a chunk tells sizes that cannot be");
    }
    return head;
}

base::Result<std::string> unpackChunk(const ChunkHead& head, std::string_view stored) {
    if (stored.size() < head.storedBytes) {
        return base::failure("the file ends within a chunk");
    }
    stored = stored.substr(0, head.storedBytes);
    if (checksumOf(stored) != head.checksum) {
        return base::failure("a chunk is damaged");
    }
    if ((head.flags & compressedFlag) == 0) {
        return std::string(stored);
    }
    if (head.plainBytes > maxChunkBytes || !isPlausibleRatio(stored.size(), head.plainBytes)) {
        return base::failure("the head of a chunk tells sizes that cannot be");
    }
    std::string plain;
    plain.resize(head.plainBytes);
    if (!decompressInto(stored, plain.data(), plain.size())) {
        return base::failure("a chunk cannot be decompressed");
    }
    return plain;
}

} // namespace vigie::record
