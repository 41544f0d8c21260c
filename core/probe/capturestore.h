// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/fleet/provider.h"
#include "core/probe/captureconfig.h"
#include "core/probe/captureextract.h"

namespace vigie::probe {

/// One capture that is on disk.
struct StoredCapture {
    fleet::CaptureInfo info;
    /// Name of the profile that it is analyzed with.
    std::string profile;
    std::optional<std::size_t> packetSize;
    /// What was asked for, of the moment's arrival.
    base::Utc around{};
    std::chrono::seconds before{};
    std::chrono::seconds after{};
    std::vector<RingMark> marks;
    /// Why there is no analysis; empty while there may be one.
    std::string whyNoAnalysis;
};

/// The captures that a node keeps, each as `<id>.ts`, `<id>.json` (its analysis) and
/// `<id>.meta.json` (everything else). Bounded in number and bytes: the oldest complete ones go.
/// What is on disk is found again after a restart; files that it did not make are left alone.
/// Thread-safe; waits for the disk, but list(), waiting() and makeId() do not.
class CaptureStore {
public:
    explicit CaptureStore(CaptureStoreConfig config) : m_config(std::move(config)) {}

    /// Makes the folder and reads what is there; those whose analysis is still missing are
    /// Analyzing.
    [[nodiscard]] base::Result<void> open();
    /// A name for a capture of this input that none in the store has. Does not ask the disk.
    [[nodiscard]] std::string makeId(const std::string& inputId, base::Utc around) const;

    /// Makes room, then the capture's stream out of `extract`. It is Analyzing then.
    [[nodiscard]] base::Result<StoredCapture> add(StoredCapture capture, const RingExtract& extract,
                                                  const std::stop_token& stop);
    /// Its analysis, or why there is none; it is Complete then.
    [[nodiscard]] base::Result<StoredCapture> finish(const std::string& id,
                                                     const base::Result<std::string>& analysis);
    /// Keeps that a capture failed, in memory only.
    void noteFailure(fleet::CaptureInfo info);

    /// Newest first.
    [[nodiscard]] std::vector<fleet::CaptureInfo> list() const;
    /// Those that wait for their analysis, oldest first.
    [[nodiscard]] std::vector<StoredCapture> waiting() const;
    [[nodiscard]] std::filesystem::path streamFile(const std::string& id) const;
    [[nodiscard]] base::Result<std::unique_ptr<fleet::CaptureReader>>
    read(const std::string& id, fleet::CapturePart part) const;

private:
    struct Entry {
        StoredCapture capture;
        std::uint64_t analysisBytes = 0;
    };

    [[nodiscard]] std::filesystem::path file(const std::string& id, const char* ending) const;
    [[nodiscard]] base::Result<void> makeRoom(std::uint64_t bytes);
    [[nodiscard]] base::Result<void> writeMeta(const StoredCapture& capture) const;
    void readEntry(const std::filesystem::path& meta);

    const CaptureStoreConfig m_config;
    mutable std::mutex m_mutex;
    std::map<std::string, Entry> m_entries;     // guarded by m_mutex, by id
    std::vector<fleet::CaptureInfo> m_failures; // guarded by m_mutex, oldest first
};

} // namespace vigie::probe
