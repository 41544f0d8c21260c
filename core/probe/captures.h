// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/probe/capturerecorder.h"
#include "core/probe/capturerule.h"
#include "core/probe/capturestore.h"
#include "core/probe/folderlock.h"
#include "core/probe/ringwriter.h"

namespace vigie::probe {

/// All that a node keeps of its streams: a ring for each input that has one, the captures made out
/// of them by rule or by request. On disk: `<folder>/<node>/ring/<input>/` and
/// `<folder>/<node>/captures/`.
///
/// Threads: add() before start(); onEvent() and takeEvents() on the tick thread; request(), list()
/// and read() on any. Only read() waits for the disk.
class Captures {
public:
    Captures(const std::string& nodeId, CaptureStoreConfig config, AnalyzeFile analyze);
    ~Captures();
    Captures(const Captures&) = delete;
    Captures& operator=(const Captures&) = delete;

    /// The ring to feed.
    [[nodiscard]] std::shared_ptr<CaptureRing>
    add(const std::string& inputId, const CaptureConfig& config, const std::string& profile);
    void start();
    /// Idempotent.
    void stop();

    void onEvent(const std::string& inputId, const model::Event& event, base::Timestamp now);
    [[nodiscard]] std::vector<model::Event> takeEvents(base::Timestamp now);

    [[nodiscard]] base::Result<fleet::CaptureInfo> request(const fleet::CaptureRequest& request,
                                                           base::Timestamp now);
    [[nodiscard]] std::vector<fleet::CaptureInfo> list() const { return m_recorder.list(); }
    [[nodiscard]] base::Result<std::unique_ptr<fleet::CaptureReader>>
    read(const std::string& id, fleet::CapturePart part) const {
        return m_store.read(id, part);
    }

private:
    [[nodiscard]] CaptureRule* ruleOf(const std::string& inputId) const;

    const std::filesystem::path m_folder;
    FolderLock m_lock;
    CaptureStore m_store;
    RingWriter m_writer;
    CaptureRecorder m_recorder;
    std::vector<std::unique_ptr<CaptureRule>> m_rules; // fixed from start() on
    std::vector<model::Event> m_events;                // the tick thread's
};

} // namespace vigie::probe
