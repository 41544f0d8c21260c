// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/record/recording.h"
#include "core/record/recordingpart.h"

namespace vigie::record {

/// The Recording there is: parts, one for each file, by order. What each question needs is found in
/// the parts' indexes and read then. One thread at a time.
class RecordingReader final : public Recording {
public:
    explicit RecordingReader(std::filesystem::path path);

    [[nodiscard]] base::Result<void> load();

    [[nodiscard]] const RecordingInfo& info() const override {
        m_info.damages = m_damages.all(); // reading may have found more
        return m_info;
    }
    [[nodiscard]] base::Result<void> refresh() override;
    [[nodiscard]] std::unique_ptr<Items> itemsFrom(std::uint64_t order) override;
    [[nodiscard]] std::uint64_t orderAt(base::Utc at) override;
    [[nodiscard]] std::vector<Item> notesBetween(base::Utc from, base::Utc to) override;
    [[nodiscard]] std::optional<FoundNote> newestNote(NoteKind kind, base::Utc at) override;
    [[nodiscard]] std::vector<FoundNote> outlines(base::Utc from, base::Utc to,
                                                  std::size_t most) override;
    [[nodiscard]] std::vector<NodeMoment>
    momentAt(base::Utc at, const std::vector<std::string>& metricKeys) override;
    [[nodiscard]] series::Points chart(const series::SeriesKey& key, base::Utc from, base::Utc to,
                                       std::size_t maxPoints) override;
    [[nodiscard]] std::optional<Picture> pictureAt(const model::PathRef& path, base::Utc at,
                                                   std::chrono::seconds oldest) override;
    void pictures(base::Utc from, base::Utc to,
                  const std::function<bool(const Picture&)>& visit) override;
    [[nodiscard]] std::vector<Mark> marks() override;
    [[nodiscard]] base::Result<void> addMark(const Mark& mark) override;

private:
    using PartPtr = std::shared_ptr<RecordingPart>;

    [[nodiscard]] std::vector<std::filesystem::path> filesThere() const;
    /// Opens what is new, drops what is gone; says whether anything could be opened.
    [[nodiscard]] base::Result<void> update();
    void leaveOutOthers();
    void fillInfo();
    /// The part that has a moment: the newest that begins at or before it, else the first.
    [[nodiscard]] std::size_t partAt(base::Utc at) const;
    [[nodiscard]] std::optional<Picture> readOne(RecordingPart& part, const ChunkPlace& chunk,
                                                 const PicturePlace& picture);

    std::filesystem::path m_path;
    bool m_isFolder = false;
    // Declared before the parts, which refer to them.
    ChunkCache m_cache;
    Damages m_damages;
    std::vector<PartPtr> m_parts;
    mutable RecordingInfo m_info;
};

/// Items with an order from `order` on, of all parts.
[[nodiscard]] std::unique_ptr<Items> mergeItems(std::vector<std::shared_ptr<RecordingPart>> parts,
                                                std::uint64_t order);
/// Every node at a moment, from one part.
[[nodiscard]] std::vector<NodeMoment> momentOf(RecordingPart& part, base::Utc at,
                                               const std::vector<std::string>& metricKeys);
/// A chart from those parts, oldest first.
[[nodiscard]] series::Points chartOf(const std::vector<std::shared_ptr<RecordingPart>>& parts,
                                     const series::SeriesKey& key, base::Utc from, base::Utc to,
                                     std::size_t maxPoints);

} // namespace vigie::record
