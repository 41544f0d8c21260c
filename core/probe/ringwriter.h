// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <filesystem>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "core/probe/capturering.h"
#include "core/probe/folderlock.h"

namespace vigie::probe {

/// Writes the rings of a node to disk, ten times a second. Owns one thread ("capture-ring"). While
/// the folder cannot be had the rings drop what comes and say why.
class RingWriter {
public:
    /// `rings`: the folder of the rings' folders; what a former run left there goes first.
    RingWriter(FolderLock& folder, std::filesystem::path rings)
        : m_folder(folder), m_ringsFolder(std::move(rings)) {}
    ~RingWriter();
    RingWriter(const RingWriter&) = delete;
    RingWriter& operator=(const RingWriter&) = delete;

    /// Before start().
    void add(std::shared_ptr<CaptureRing> ring);
    void start();
    /// Idempotent; waits for a write that is under way.
    void stop();

private:
    void run(const std::stop_token& stop);
    void sweep() const;

    FolderLock& m_folder;
    const std::filesystem::path m_ringsFolder;
    std::vector<std::shared_ptr<CaptureRing>> m_rings;
    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    bool m_isWoken = false; // guarded by m_mutex
    std::jthread m_thread;
};

} // namespace vigie::probe
