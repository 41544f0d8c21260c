// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/record/appendfile.h"
#include "core/record/openminute.h"
#include "core/record/writer.h"

namespace vigie::record {

/// The Writer, with what the recorder needs of it beyond that: items of one wake-up go into the
/// journal with one write, and what is in force goes on into the next file. Not thread-safe.
class FileWriter final : public Writer {
public:
    /// `standing`: what was in force before, told in the file's lead; null: nothing was. Taken only
    /// if the file could be made.
    [[nodiscard]] static base::Result<std::unique_ptr<FileWriter>>
    create(const std::filesystem::path& file, WriterOptions options,
           std::unique_ptr<Standing>& standing);
    [[nodiscard]] static base::Result<std::unique_ptr<FileWriter>>
    resume(const std::filesystem::path& file, WriterOptions options);

    [[nodiscard]] base::Result<void> put(const Item& item) override;
    [[nodiscard]] base::Result<void> put(const Picture& picture) override;
    [[nodiscard]] base::Result<void> put(const Mark& mark) override;
    [[nodiscard]] base::Result<void> seal() override;
    [[nodiscard]] base::Result<void> close() override;
    [[nodiscard]] std::uint64_t bytes() const override;
    [[nodiscard]] std::uint64_t lastOrder() const override { return m_lastOrder; }

    /// Like put(), but an item that goes into the journal is not there until commit().
    [[nodiscard]] base::Result<void> stage(const Item& item);
    /// Writes what was staged; after an error it is still staged.
    [[nodiscard]] base::Result<void> commit();
    /// Gives up what is staged; how many items that were.
    std::size_t dropStaged();
    /// Writes what a full disk has kept back: staged items, a packed seal, pictures.
    [[nodiscard]] base::Result<void> retry();
    /// Pictures that wait for their batch are written.
    [[nodiscard]] base::Result<void> flushPictures();
    /// The journal is put on disk.
    [[nodiscard]] base::Result<void> syncJournal();
    /// The call that failed last did so because of the disk, not of what it was given.
    [[nodiscard]] bool isDiskAtFault() const { return m_isDiskAtFault; }
    /// Times of the file's own items; nothing where it has none.
    [[nodiscard]] std::optional<std::pair<base::Utc, base::Utc>> span() const;
    /// What is in force; the writer is of no use afterwards but for its destructor.
    [[nodiscard]] std::unique_ptr<Standing> takeStanding() { return std::move(m_standing); }
    /// The desk begins anew: nothing of the fleet is known but what is put from here on.
    void forgetFleet();
    [[nodiscard]] const std::filesystem::path& file() const { return m_main.path(); }

private:
    /// One thing that goes on with a file that a crash left.
    class Resumption;

    FileWriter(AppendFile main, WriterOptions options, std::unique_ptr<Standing> standing);

    [[nodiscard]] base::Result<void> begin();
    [[nodiscard]] base::Result<void> check(const Item& item) const;
    [[nodiscard]] base::Result<void> prepare(const Item& item);
    [[nodiscard]] base::Result<void> putNote(const Item& item, ChunkKind kind);
    [[nodiscard]] base::Result<void> sealAt(std::optional<base::Utc> now);
    [[nodiscard]] base::Result<void> appendRun(ChunkRun& run);
    [[nodiscard]] base::Result<void> finishSeal();
    [[nodiscard]] base::Result<void> rotateJournal();
    [[nodiscard]] std::uint32_t streamOf(const std::string& endpoint) const;
    [[nodiscard]] bool isOfLaterMinute(base::Utc at) const;
    void stageForJournal(const Item& item, std::uint32_t stream);
    void addToMinute(const Item& item, std::uint32_t stream);
    void noteTime(base::Utc at);
    void addIndex(ChunkRun& run) const;
    [[nodiscard]] base::Result<void> onDisk(base::Result<void> result);

    WriterOptions m_options;
    AppendFile m_main;
    std::optional<AppendFile> m_journal;
    bool m_isRotationDue = true;
    bool m_isClosed = false;
    bool m_isDiskAtFault = false;

    std::unique_ptr<Standing> m_standing;
    std::map<std::string, std::uint32_t> m_streams;
    OpenMinute m_minute;
    std::uint64_t m_lastOrder = 0;
    std::optional<std::uint64_t> m_firstOrder;
    std::optional<std::pair<base::Utc, base::Utc>> m_span;

    // Not in the journal yet.
    std::vector<std::pair<Item, std::uint32_t>> m_staged;
    std::string m_journalBytes;
    // A seal that is packed and could not be written.
    std::optional<ChunkRun> m_packedSeal;
    std::vector<Picture> m_pictures;
    std::size_t m_pictureBytes = 0;
    std::uint64_t m_pictureCount = 0;

    // Of chunks since the last index.
    std::vector<IndexEntry> m_unindexed;
    std::uint64_t m_previousIndex = 0;
    int m_sealsSinceIndex = 0;
};

} // namespace vigie::record
