// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/result.h"
#include "core/base/time.h"
#include "core/exchange/crc32.h"

namespace vigie::exchange {

/// Writes the MCAP container (mcap.dev, format version 0): chunks of zstd with message indexes, a
/// summary with schemas, channels, chunk indexes and statistics, and all checksums. Messages are
/// bytes of any encoding. What cannot be written is told by close(). Not thread-safe.
class McapWriter {
public:
    /// `out` must outlive it and stand at its beginning. `library` names who writes.
    McapWriter(std::ostream& out, const std::string& library);
    McapWriter(const McapWriter&) = delete;
    McapWriter& operator=(const McapWriter&) = delete;

    /// Fails beyond 65,535 of them.
    [[nodiscard]] base::Result<std::uint16_t>
    addSchema(const std::string& name, const std::string& encoding, const std::string& data);
    [[nodiscard]] base::Result<std::uint16_t>
    addChannel(std::uint16_t schema, const std::string& topic, const std::string& encoding,
               const std::vector<std::pair<std::string, std::string>>& metadata);
    void write(std::uint16_t channel, std::uint32_t sequence, base::Utc logged, base::Utc published,
               std::string_view data);
    /// Writes what is left, the summary and the footer.
    [[nodiscard]] base::Result<void> close();

    [[nodiscard]] std::uint64_t messages() const { return m_messages; }

private:
    struct Span {
        std::uint64_t from = 0;
        std::uint64_t to = 0;
        bool isEmpty = true;
        void add(std::uint64_t at);
    };
    void put(std::string_view bytes);
    void putChunk();
    void putSummary();

    std::ostream& m_out;
    std::uint64_t m_offset = 0;
    Crc32 m_crc; // of the section that is being written

    std::vector<std::string> m_schemas; // records
    std::vector<std::string> m_channels;
    std::vector<std::string> m_chunkIndexes;
    std::map<std::uint16_t, std::uint64_t> m_counts;
    std::uint64_t m_messages = 0;
    Span m_span;

    // The open chunk
    std::string m_records;
    Span m_chunkSpan;
    std::map<std::uint16_t, std::vector<std::pair<std::uint64_t, std::uint64_t>>> m_index;
    std::string m_error;
};

} // namespace vigie::exchange
