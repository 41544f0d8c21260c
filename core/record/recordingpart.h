// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/record/chunkcache.h"
#include "core/record/fileindex.h"
#include "core/record/minutereader.h"
#include "core/record/recording.h"

namespace vigie::record {

/// What was found damaged, each place told once.
class Damages {
public:
    void add(Damage damage);
    [[nodiscard]] const std::vector<Damage>& all() const { return m_all; }

private:
    std::vector<Damage> m_all;
    std::set<std::pair<std::string, std::uint64_t>> m_known;
};

/// One file of a recording with its journal; either may be missing. Chunks become items here. What
/// cannot be read is told to Damages and left out. Not thread-safe.
class RecordingPart {
public:
    /// `cache` and `damages` must outlive it.
    [[nodiscard]] static base::Result<std::shared_ptr<RecordingPart>>
    open(const std::filesystem::path& file, ChunkCache& cache, Damages& damages);

    /// An error: the file shrank or was replaced, and must be opened anew.
    [[nodiscard]] base::Result<void> refresh();

    [[nodiscard]] const std::filesystem::path& path() const { return m_path; }
    /// Null: only a journal is there.
    [[nodiscard]] const FileIndex* index() const { return m_index.get(); }
    [[nodiscard]] const HeadPayload& head() const;
    [[nodiscard]] bool isGone() const;

    /// Of the items that begin in this file (what is said again at its beginning left out).
    struct Span {
        bool isEmpty = true;
        std::uint64_t firstOrder = 0;
        std::uint64_t lastOrder = 0;
        base::Utc from{};
        base::Utc to{};
        void add(std::uint64_t first, std::uint64_t last, base::Utc begin, base::Utc end);
    };
    [[nodiscard]] const Span& span() const { return m_span; }
    [[nodiscard]] std::uint64_t pictures() const { return m_pictures; }

    /// Where what this file repeats of earlier ones ends; 0: not known.
    [[nodiscard]] std::uint64_t leadEnd() const;
    /// The items of the open minute that no chunk has, by order; empty beside a closed file.
    [[nodiscard]] const std::vector<Item>& minute() const { return m_minute; }

    [[nodiscard]] const ChunkPlace& place(std::uint32_t index) const {
        return m_index->places()[index];
    }
    [[nodiscard]] const std::vector<std::uint32_t>& of(ChunkKind kind) const;
    [[nodiscard]] const std::vector<std::uint32_t>& of(ChunkKind kind, std::uint32_t stream) const;
    /// Numbers of the endpoints in this file.
    [[nodiscard]] const std::map<std::uint32_t, std::string>& streams() const { return m_streams; }

    /// Null: it cannot be read. Slabs come opened. Kept for a while.
    [[nodiscard]] LoadedChunkPtr load(const ChunkPlace& place);
    /// A part of a payload that is not compressed, unchecked.
    [[nodiscard]] std::string readPart(const ChunkPlace& place, std::uint64_t offset,
                                       std::size_t count) const;
    /// Null: it cannot be read.
    [[nodiscard]] std::shared_ptr<const DescriptionPayload> description(const ChunkPlace& place);
    /// The items of a chunk of any kind that has some, by order. What is damaged is also put into
    /// `told`, which may be null.
    [[nodiscard]] std::vector<Item> itemsOf(const ChunkPlace& place, std::vector<Damage>* told);
    /// Which pictures are in a chunk of them.
    [[nodiscard]] std::vector<PicturePlace> picturesOf(const ChunkPlace& place);
    /// Stretches of the file and its journal that are known to be unreadable.
    [[nodiscard]] std::vector<Damage> knownDamages() const;

    /// Every change of contact in this file, and what was in force at its beginning; by order.
    [[nodiscard]] const std::vector<Item>& contacts();

    void tell(const ChunkPlace& place, const std::string& what);

private:
    RecordingPart(std::filesystem::path path, ChunkCache& cache, Damages& damages);
    [[nodiscard]] base::Result<void> refreshAll();
    void measure();
    void nameStreams();
    void takeMinute();
    [[nodiscard]] bool isInChunk(const MinuteItem& entry) const;
    [[nodiscard]] base::Result<std::string> payloadOf(const ChunkPlace& place);
    [[nodiscard]] std::vector<Item> decode(const ChunkPlace& place);

    std::filesystem::path m_path;
    std::uint64_t m_number;
    ChunkCache& m_cache;
    Damages& m_damages;
    std::vector<Damage>* m_told = nullptr;
    std::unique_ptr<FileIndex> m_index;
    MinuteReader m_journal;
    std::vector<Item> m_minute;
    Span m_span;
    std::uint64_t m_pictures = 0;
    std::uint64_t m_counted = 0;
    std::size_t m_countedChunks = 0;
    bool m_hasStrangers = false;
    bool m_hasHole = false;
    std::map<std::uint32_t, std::string> m_streams;
    std::size_t m_namedDescriptions = 0;
    std::list<std::pair<std::uint64_t, std::shared_ptr<const DescriptionPayload>>> m_descriptions;
    std::vector<Item> m_contacts;
    std::size_t m_contactChunks = 0;
    std::vector<Item> m_contactsAndMinute;
};

} // namespace vigie::record
