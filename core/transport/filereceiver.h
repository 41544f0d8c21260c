// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/transport/spec.h"
#include "core/transport/threadedreceiver.h"
#include "core/transport/tsplayback.h"

namespace vigie::transport {

/// Plays a local transport stream at the pace of its own PCR, as if it arrived: each packet at the
/// moment due. Looped, it is one stream whose clocks and continuity counters go on. After a stall
/// of the host it goes on from there instead of hurrying. A file that cannot be played is tried
/// again with backoff.
class FileReceiver final : public ThreadedReceiver {
public:
    FileReceiver(std::string name, std::chrono::milliseconds noDataAfter, FileSpec spec);
    ~FileReceiver() override { stop(); }

private:
    void run() override;
    /// True at the end of the file, false when it was cut or on stop.
    bool play(TsPlayback& playback);
    /// False when asked to stop.
    bool playRun(const TsPlayback::Run& run);

    const FileSpec m_spec;
    base::Mono m_start{}; // when the stream's tick 0 was due
    double m_ticks = 0;   // played since
};

} // namespace vigie::transport
