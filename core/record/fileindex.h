// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/record/payloads.h"
#include "core/record/recordfile.h"
#include "core/record/recording.h"

namespace vigie::record {

/// Where the chunks of one file are. Opening reads the chain of Index chunks from the file's tail,
/// and looks from head to head where that is broken or not written yet; a head that is damaged is
/// left by searching for the next. Not thread-safe.
class FileIndex {
public:
    /// Fails where nothing of a recording is found, and for a newer major version.
    [[nodiscard]] static base::Result<std::unique_ptr<FileIndex>>
    open(const std::filesystem::path& path);

    /// Sees what was appended since; an error when the file became shorter, or is another by now.
    [[nodiscard]] base::Result<void> refresh();

    [[nodiscard]] const RecordFile& file() const { return m_file; }
    [[nodiscard]] const HeadPayload& head() const { return m_head; }
    /// The End chunk is the last one.
    [[nodiscard]] bool isComplete() const { return m_isComplete && !m_tornAt; }
    /// What the newest End chunk says.
    [[nodiscard]] const std::optional<EndPayload>& end() const { return m_endPayload; }
    /// The file ends within a chunk: it is being written, or was cut off here.
    [[nodiscard]] std::optional<std::uint64_t> tornAt() const { return m_tornAt; }
    /// Places by position in the file.
    [[nodiscard]] const std::vector<ChunkPlace>& places() const { return m_places; }
    /// Indexes into places(), of one kind, by position in the file.
    [[nodiscard]] const std::vector<std::uint32_t>& of(ChunkKind kind) const;
    /// The same of one node.
    [[nodiscard]] const std::vector<std::uint32_t>& of(ChunkKind kind, std::uint32_t stream) const;
    /// Stretches of the file in which no chunk is found.
    [[nodiscard]] const std::vector<Damage>& damages() const { return m_damages; }

private:
    using Key = std::pair<ChunkKind, std::uint32_t>;

    explicit FileIndex(RecordFile file) : m_file(std::move(file)) {}

    [[nodiscard]] base::Result<void> load();
    [[nodiscard]] base::Result<void> readHead();
    [[nodiscard]] std::optional<ChunkPlace> lastIndex() const;
    /// Takes the chain that ends with `last`; returns where what it tells of begins.
    [[nodiscard]] std::uint64_t readChain(const ChunkPlace& last);
    [[nodiscard]] base::Result<IndexPayload> indexAt(const ChunkPlace& place) const;
    /// From head to head over [from, to); returns where it ended.
    std::uint64_t scan(std::uint64_t from, std::uint64_t to);
    void add(ChunkPlace place);
    /// Lists places from `known` on by kind and stream.
    void list(std::size_t known);
    void tellTimes();
    void note(std::uint64_t from, std::uint64_t to, std::string what);

    RecordFile m_file;
    HeadPayload m_head;
    std::vector<ChunkPlace> m_places;
    std::map<ChunkKind, std::vector<std::uint32_t>> m_byKind;
    std::map<Key, std::vector<std::uint32_t>> m_byStream;
    std::vector<Damage> m_damages;
    std::uint64_t m_end = 0;
    std::uint64_t m_lastOffset = 0;
    std::optional<std::uint64_t> m_tornAt;
    std::optional<EndPayload> m_endPayload;
    bool m_isComplete = false;
};

} // namespace vigie::record
