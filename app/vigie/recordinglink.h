// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

#include "core/base/result.h"
#include "core/config/recordingfile.h"
#include "core/engine/witness.h"
#include "core/fleet/source.h"
#include "core/record/recorder.h"
#include "core/replay/archive.h"
#include "core/replay/picturekeeper.h"
#include "core/replay/tape.h"

namespace vigie::app {

/// All that the desk keeps of the past, put together: the ring, what the engine is seen to do, key
/// pictures, named recordings. The engine's witness. Made and ended on the GUI thread.
class RecordingLink final : public engine::Witness {
public:
    /// Folders that the configuration leaves open lie in `stateFolder` and `keptFolder`.
    [[nodiscard]] static base::Result<std::unique_ptr<RecordingLink>>
    open(const config::RecordingConfig& config, const std::filesystem::path& stateFolder,
         const std::filesystem::path& keptFolder);
    ~RecordingLink() override;

    /// Pictures come from here until endPictures(); `source` must outlive that.
    void beginPictures(fleet::Source& source);
    void endPictures();
    /// Writes what is left; bounded (10 s). After the engine's stop().
    void close();

    [[nodiscard]] record::Recorder& recorder() { return *m_recorder; }
    /// Where named recordings go.
    [[nodiscard]] const std::filesystem::path& keptFolder() const { return m_keptFolder; }
    /// Null where the folder for named recordings could not be used; why is in the log.
    [[nodiscard]] replay::Archive* archive() { return m_archive.get(); }

    [[nodiscard]] std::uint64_t firstOrder() override { return m_tape->firstOrder(); }
    void onBegin(std::uint64_t order, const engine::BeginState& state,
                 const base::Timestamp& at) override {
        m_tape->onBegin(order, state, at);
    }
    void onInput(std::uint64_t order, const engine::JournalInput& input) override {
        m_tape->onInput(order, input);
    }
    void onEntry(std::uint64_t order, const journal::Entry& entry,
                 const base::Timestamp& at) override {
        m_tape->onEntry(order, entry, at);
    }
    void onSnapshot(std::uint64_t order, const engine::SnapshotPtr& snapshot) override;

private:
    explicit RecordingLink(std::unique_ptr<record::Recorder> recorder);

    std::unique_ptr<record::Recorder> m_recorder;
    std::unique_ptr<replay::Tape> m_tape;
    std::unique_ptr<replay::Archive> m_archive;
    std::filesystem::path m_keptFolder;
    replay::PictureOptions m_pictureOptions;
    /// Made before the engine runs and ended after it has stopped.
    std::unique_ptr<replay::PictureKeeper> m_pictures;
};

} // namespace vigie::app
