// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/mcapwriter.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <limits>
#include <utility>

#include <zstd.h>

namespace vigie::exchange {
namespace {

static_assert(std::endian::native == std::endian::little, "numbers are copied as they stand");

constexpr std::string_view magic("\x89MCAP0\r\n", 8);
constexpr std::size_t chunkBytes = std::size_t{1} << 20U;
constexpr int level = 3;

enum Opcode : std::uint8_t {
    Header = 0x01,
    Footer = 0x02,
    Schema = 0x03,
    Channel = 0x04,
    Message = 0x05,
    Chunk = 0x06,
    MessageIndex = 0x07,
    ChunkIndex = 0x08,
    Statistics = 0x0b,
    SummaryOffset = 0x0e,
    DataEnd = 0x0f
};

template <typename T> void putNumber(std::string& out, T value) {
    char raw[sizeof(T)];
    std::memcpy(raw, &value, sizeof(T));
    out.append(raw, sizeof(T));
}

void putText(std::string& out, std::string_view text) {
    putNumber(out, static_cast<std::uint32_t>(text.size()));
    out.append(text);
}

std::string record(Opcode opcode, std::string_view content) {
    std::string out;
    out.reserve(content.size() + 9);
    putNumber(out, static_cast<std::uint8_t>(opcode));
    putNumber(out, static_cast<std::uint64_t>(content.size()));
    out.append(content);
    return out;
}

std::uint64_t timeOf(base::Utc at) {
    return static_cast<std::uint64_t>(std::max<std::int64_t>(base::toNs(at), 0));
}

constexpr std::size_t most = std::numeric_limits<std::uint16_t>::max();

} // namespace

void McapWriter::Span::add(std::uint64_t at) {
    from = isEmpty ? at : std::min(from, at);
    to = isEmpty ? at : std::max(to, at);
    isEmpty = false;
}

McapWriter::McapWriter(std::ostream& out, const std::string& library) : m_out(out) {
    put(magic);
    std::string header;
    putText(header, ""); // no profile: messages are described by their schemas alone
    putText(header, library);
    put(record(Header, header));
}

void McapWriter::put(std::string_view bytes) {
    m_out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    if (!m_out && m_error.empty()) {
        m_error = "the MCAP file could not be written";
    }
    m_crc.add(bytes);
    m_offset += bytes.size();
}

base::Result<std::uint16_t> McapWriter::addSchema(const std::string& name,
                                                  const std::string& encoding,
                                                  const std::string& data) {
    if (m_schemas.size() >= most) {
        return base::failure("an MCAP file holds no more than 65,535 schemas");
    }
    const auto id = static_cast<std::uint16_t>(m_schemas.size() + 1);
    std::string content;
    putNumber(content, id);
    putText(content, name);
    putText(content, encoding);
    putText(content, data);
    m_schemas.push_back(record(Schema, content));
    m_records += m_schemas.back();
    return id;
}

base::Result<std::uint16_t>
McapWriter::addChannel(std::uint16_t schema, const std::string& topic, const std::string& encoding,
                       const std::vector<std::pair<std::string, std::string>>& metadata) {
    if (m_channels.size() >= most) {
        return base::failure("an MCAP file holds no more than 65,535 channels");
    }
    const auto id = static_cast<std::uint16_t>(m_channels.size() + 1);
    std::string content;
    putNumber(content, id);
    putNumber(content, schema);
    putText(content, topic);
    putText(content, encoding);
    std::string map;
    for (const auto& [key, value] : metadata) {
        putText(map, key);
        putText(map, value);
    }
    putText(content, map);
    m_channels.push_back(record(Channel, content));
    m_records += m_channels.back();
    return id;
}

void McapWriter::write(std::uint16_t channel, std::uint32_t sequence, base::Utc logged,
                       base::Utc published, std::string_view data) {
    const std::uint64_t at = timeOf(logged);
    m_index[channel].emplace_back(at, m_records.size());
    std::string content;
    content.reserve(data.size() + 22);
    putNumber(content, channel);
    putNumber(content, sequence);
    putNumber(content, at);
    putNumber(content, timeOf(published));
    content.append(data);
    m_records += record(Message, content);
    m_chunkSpan.add(at);
    m_span.add(at);
    ++m_counts[channel];
    ++m_messages;
    if (m_records.size() >= chunkBytes) {
        putChunk();
    }
}

void McapWriter::putChunk() {
    if (m_records.empty()) {
        return;
    }
    std::string packed;
    packed.resize(ZSTD_compressBound(m_records.size()));
    const std::size_t size =
        ZSTD_compress(packed.data(), packed.size(), m_records.data(), m_records.size(), level);
    if (ZSTD_isError(size) != 0) {
        m_error = "a chunk of the MCAP file could not be compressed";
        return;
    }
    packed.resize(size);
    Crc32 crc;
    crc.add(m_records);

    std::string content;
    putNumber(content, m_chunkSpan.from);
    putNumber(content, m_chunkSpan.to);
    putNumber(content, static_cast<std::uint64_t>(m_records.size()));
    putNumber(content, crc.value());
    putText(content, "zstd");
    putNumber(content, static_cast<std::uint64_t>(packed.size()));
    content.append(packed);
    const std::uint64_t begin = m_offset;
    put(record(Chunk, content));
    const std::uint64_t length = m_offset - begin;

    std::string offsets;
    const std::uint64_t indexBegin = m_offset;
    for (auto& [channel, entries] : m_index) {
        // Readers that seek by time want each channel in its order of time.
        std::stable_sort(entries.begin(), entries.end(),
                         [](const auto& a, const auto& b) { return a.first < b.first; });
        putNumber(offsets, channel);
        putNumber(offsets, m_offset);
        std::string list;
        for (const auto& [at, offset] : entries) {
            putNumber(list, at);
            putNumber(list, offset);
        }
        std::string index;
        putNumber(index, channel);
        putText(index, list);
        put(record(MessageIndex, index));
    }
    std::string summary;
    putNumber(summary, m_chunkSpan.from);
    putNumber(summary, m_chunkSpan.to);
    putNumber(summary, begin);
    putNumber(summary, length);
    putText(summary, offsets);
    putNumber(summary, m_offset - indexBegin);
    putText(summary, "zstd");
    putNumber(summary, static_cast<std::uint64_t>(packed.size()));
    putNumber(summary, static_cast<std::uint64_t>(m_records.size()));
    m_chunkIndexes.push_back(record(ChunkIndex, summary));

    m_records.clear();
    m_index.clear();
    m_chunkSpan = {};
}

void McapWriter::putSummary() {
    std::string statistics;
    putNumber(statistics, m_messages);
    putNumber(statistics, static_cast<std::uint16_t>(m_schemas.size()));
    putNumber(statistics, static_cast<std::uint32_t>(m_channels.size()));
    putNumber(statistics, std::uint32_t{0}); // attachments
    putNumber(statistics, std::uint32_t{0}); // metadata
    putNumber(statistics, static_cast<std::uint32_t>(m_chunkIndexes.size()));
    putNumber(statistics, m_span.from);
    putNumber(statistics, m_span.to);
    std::string counts;
    for (const auto& [channel, count] : m_counts) {
        putNumber(counts, channel);
        putNumber(counts, count);
    }
    putText(statistics, counts);

    const std::vector<std::pair<Opcode, std::vector<std::string>>> groups{
        {Schema, m_schemas},
        {Channel, m_channels},
        {Statistics, {record(Statistics, statistics)}},
        {ChunkIndex, m_chunkIndexes}};
    std::string offsets;
    const std::uint64_t begin = m_offset;
    m_crc = {};
    for (const auto& [opcode, records] : groups) {
        if (records.empty()) {
            continue;
        }
        const std::uint64_t groupBegin = m_offset;
        for (const std::string& one : records) {
            put(one);
        }
        std::string offset;
        putNumber(offset, static_cast<std::uint8_t>(opcode));
        putNumber(offset, groupBegin);
        putNumber(offset, m_offset - groupBegin);
        offsets += record(SummaryOffset, offset);
    }
    const std::uint64_t offsetsBegin = m_offset;
    put(offsets);
    // The checksum goes over the footer too, up to its own field.
    std::string footer;
    putNumber(footer, static_cast<std::uint8_t>(Footer));
    putNumber(footer, std::uint64_t{20});
    putNumber(footer, begin);
    putNumber(footer, offsetsBegin);
    put(footer);
    std::string crc;
    putNumber(crc, m_crc.value());
    put(crc);
    put(magic);
}

base::Result<void> McapWriter::close() {
    putChunk();
    std::string end;
    putNumber(end, m_crc.value());
    put(record(DataEnd, end));
    putSummary();
    m_out.flush();
    if (!m_out && m_error.empty()) {
        m_error = "the MCAP file could not be written";
    }
    if (!m_error.empty()) {
        return base::failure(m_error);
    }
    return {};
}

} // namespace vigie::exchange
