// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "core/base/result.h"
#include "core/record/chunk.h"

namespace vigie::record {

/// A foreign time within 1970 to 2116, so that differences can be taken of it.
[[nodiscard]] constexpr base::Utc plausible(base::Utc at) {
    constexpr std::int64_t most = std::int64_t{1} << 62U;
    const std::int64_t ns = base::toNs(at);
    return base::utcFromNs(ns < 0 ? 0 : ns < most ? ns : most);
}

/// Where a chunk stands in its file: what an index keeps of it.
struct ChunkPlace {
    ChunkHead head;
    std::uint64_t offset = 0;

    [[nodiscard]] std::uint64_t end() const { return offset + chunkHeadBytes + head.storedBytes; }
};

/// One file of a recording, open for reading, with pread only: what shrinks or vanishes meanwhile
/// (retention) reads short and is told, which a mapped file would not survive. One thread.
class RecordFile {
public:
    [[nodiscard]] static base::Result<RecordFile> open(const std::filesystem::path& path);
    ~RecordFile();
    RecordFile(RecordFile&& other) noexcept;
    RecordFile& operator=(RecordFile&& other) noexcept;
    RecordFile(const RecordFile&) = delete;
    RecordFile& operator=(const RecordFile&) = delete;

    [[nodiscard]] const std::filesystem::path& path() const { return m_path; }
    /// As of the last measure().
    [[nodiscard]] std::uint64_t size() const { return m_size; }
    /// Nobody can open it by a name any more; what is open still reads.
    [[nodiscard]] bool isUnlinked() const { return m_isUnlinked; }
    /// Names the file whatever it is called: device and inode.
    [[nodiscard]] std::uint64_t inode() const { return m_inode; }
    /// Looks at the size again.
    void measure();

    /// Up to `count` bytes from `offset`; shorter at the end of the file, or where it cannot be
    /// read.
    [[nodiscard]] std::string read(std::uint64_t offset, std::size_t count) const;
    /// The head of a chunk, and whether all of it is in the file.
    [[nodiscard]] base::Result<ChunkPlace> headAt(std::uint64_t offset) const;
    /// The payload, checked and decompressed. The head in the file is not asked: the place has it.
    [[nodiscard]] base::Result<std::string> payloadOf(const ChunkPlace& place) const;

    /// The first whole chunk head at or behind `offset` and before `end`; holes are skipped.
    [[nodiscard]] std::optional<ChunkPlace> searchForward(std::uint64_t offset,
                                                          std::uint64_t end) const;
    /// The last one of a kind that begins before `end` and not before `begin`.
    [[nodiscard]] std::optional<ChunkPlace> searchBackward(ChunkKind kind, std::uint64_t begin,
                                                           std::uint64_t end) const;

private:
    RecordFile(int descriptor, std::filesystem::path path);

    int m_descriptor = -1;
    std::filesystem::path m_path;
    std::uint64_t m_size = 0;
    std::uint64_t m_inode = 0;
    bool m_isUnlinked = false;
};

} // namespace vigie::record
