// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include "core/base/result.h"
#include "core/base/time.h"
#include "core/fleet/provider.h"
#include "core/model/event.h"
#include "core/probe/capturering.h"
#include "core/probe/capturestore.h"
#include "core/probe/folderlock.h"

namespace vigie::probe {

/// Analyzes a file by the profile of this name of this input; the text of its `.json`.
using AnalyzeFile = std::function<base::Result<std::string>(
    const std::filesystem::path& file, const std::string& inputId, const std::stop_token& stop)>;

/// What a capture by rule stands for.
struct CaptureFaults {
    /// Faults in it.
    std::uint64_t within = 0;
    /// Faults since the capture before it that came too soon after that one.
    std::uint64_t unseen = 0;
};

/// Turns requests into captures: waits until the seconds after the moment are in the ring, copies,
/// has them analyzed, one after another. Owns one thread ("capture-store") that waits for the disk;
/// requests return at once. Thread-safe.
class CaptureRecorder {
public:
    CaptureRecorder(FolderLock& folder, CaptureStore& store, AnalyzeFile analyze)
        : m_folder(folder), m_store(store), m_analyze(std::move(analyze)) {}
    ~CaptureRecorder();
    CaptureRecorder(const CaptureRecorder&) = delete;
    CaptureRecorder& operator=(const CaptureRecorder&) = delete;

    void start();
    /// Captures that are still recorded are given up; one that is being analyzed is analyzed after
    /// the next start. Idempotent; waits for what the disk does and for the analysis to stop.
    void stop();

    /// `ring` is that of the input that is asked for. Fails where too many run already.
    [[nodiscard]] base::Result<fleet::CaptureInfo>
    request(std::shared_ptr<CaptureRing> ring, const std::string& profile,
            const fleet::CaptureRequest& request, CaptureFaults faults, base::Timestamp now);
    /// One more fault in a capture that is still being recorded, which now lasts until `until`.
    /// False when it is recorded no more.
    bool extend(const std::string& id, base::Mono until);

    /// Newest first; everything that runs before everything that is kept.
    [[nodiscard]] std::vector<fleet::CaptureInfo> list() const;
    /// "capture.complete", "capture.failed".
    [[nodiscard]] std::vector<model::Event> takeEvents();

private:
    struct Job {
        StoredCapture capture;
        std::shared_ptr<CaptureRing> ring;
        base::Mono from{};
        base::Mono to{};
        base::Utc toUtc{};
        CaptureFaults faults;
    };

    void run(const std::stop_token& stop);
    [[nodiscard]] std::optional<Job> takeDue(base::Mono now);
    void record(Job job, const std::stop_token& stop);
    void analyzeNext(const std::stop_token& stop);
    void fail(fleet::CaptureInfo info, const std::string& reason);
    void tell(const char* code, const fleet::CaptureInfo& info, const std::string& reason);

    FolderLock& m_folder;
    CaptureStore& m_store;
    const AnalyzeFile m_analyze;

    mutable std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::vector<Job> m_jobs;                          // guarded by m_mutex
    std::optional<fleet::CaptureInfo> m_beingWritten; // guarded by m_mutex
    std::vector<model::Event> m_events;               // guarded by m_mutex
    bool m_isOpen = false;                            // guarded by m_mutex
    std::jthread m_thread;
};

} // namespace vigie::probe
