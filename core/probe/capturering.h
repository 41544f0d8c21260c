// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/base/time.h"
#include "core/model/event.h"
#include "core/probe/diskfile.h"

namespace vigie::probe {

struct RingLimits {
    /// On disk; always holds.
    std::uint64_t bytes = 0;
    /// Older bytes go too.
    std::optional<base::Nanoseconds> time;
    /// One file of the ring; at most a quarter of `bytes`.
    std::uint64_t segmentBytes = 4'000'000;
    base::Nanoseconds segmentTime = std::chrono::seconds(2);
    /// What may wait in memory for the disk; beyond, bytes are dropped and counted.
    std::size_t waitingBytes = 8'000'000;
};

/// Something about a place in the kept stream that its bytes do not tell.
struct RingMark {
    enum class Kind : std::uint8_t {
        /// The transport lost packets before this place; `amount` of them.
        Lost,
        /// The stream began anew.
        Restart,
        /// `amount` bytes came and could not be kept.
        Dropped
    };
    Kind kind = Kind::Lost;
    base::Timestamp at{};
    std::uint64_t amount = 0;
    /// Of the byte that follows.
    std::uint64_t offset = 0;
};

/// A file of a ring; it is removed when nobody holds it any more.
class RingFile {
public:
    explicit RingFile(std::filesystem::path path) : m_path(std::move(path)) {}
    ~RingFile();
    RingFile(const RingFile&) = delete;
    RingFile& operator=(const RingFile&) = delete;
    [[nodiscard]] const std::filesystem::path& path() const { return m_path; }

private:
    const std::filesystem::path m_path;
};

/// A stretch of the ring, in order. Its files stay until it goes.
struct RingExtract {
    struct Piece {
        std::shared_ptr<const RingFile> file;
        std::uint64_t offset = 0;
        std::uint64_t bytes = 0;
    };
    std::vector<Piece> pieces;
    std::uint64_t bytes = 0;
    /// Arrival of the first and the last of the bytes.
    base::Utc from{};
    base::Utc to{};
    /// Offsets count from the extract's beginning.
    std::vector<RingMark> marks;
};

struct RingStatus {
    /// How long a stretch of the stream it holds; absent while nothing can be kept.
    std::optional<double> seconds;
    /// Why nothing is kept now; empty when all is well.
    std::string failure;
    /// Since the start.
    std::uint64_t droppedBytes = 0;
};

/// The newest stretch of one input's stream on disk, the bytes exactly as they were received, with
/// their arrival (to 10 ms) in memory.
///
/// push() and the notes come from the receiver's thread and only copy; flush() comes from one
/// writing thread and may wait for the disk; the rest from any thread. Where the disk cannot take
/// the bytes (full, not writable, slow) they are dropped and counted, status() says why, and it
/// begins again by itself. Its folder is its own: segments of a former run are removed, other files
/// are left alone. Its segments go with it.
class CaptureRing {
public:
    CaptureRing(std::string inputId, std::filesystem::path folder, RingLimits limits);
    ~CaptureRing();
    CaptureRing(const CaptureRing&) = delete;
    CaptureRing& operator=(const CaptureRing&) = delete;

    [[nodiscard]] const std::string& inputId() const { return m_inputId; }
    [[nodiscard]] const RingLimits& limits() const { return m_limits; }
    /// Called when much waits; before the first push().
    void setWake(std::function<void()> wake) { m_wake = std::move(wake); }

    void push(std::span<const std::byte> bytes, base::Timestamp arrival);
    void noteLoss(std::uint64_t packets, base::Timestamp at);
    void noteRestart(base::Timestamp at);

    /// Writes what waits and lets the oldest go.
    void flush(base::Timestamp now);
    /// Drops what waits: nothing can be kept, for `reason`.
    void refuse(const std::string& reason, base::Timestamp now);

    /// Everything that had arrived by then is in the ring, or was dropped.
    [[nodiscard]] base::Mono flushedUpTo() const;
    /// What arrived in [from, to].
    [[nodiscard]] RingExtract extract(base::Mono from, base::Mono to) const;
    [[nodiscard]] RingStatus status(base::Mono now) const;
    /// "capture.ring_failed", begin or end, when that changed since the last call. One thread.
    [[nodiscard]] std::optional<model::Event> takeTransition(base::Timestamp now);

private:
    struct Chunk {
        base::Utc utc{};
        base::Mono first{};
        base::Mono last{};
        std::uint64_t offset = 0; // in its batch or segment
        std::uint64_t bytes = 0;
    };
    struct Batch {
        std::vector<std::byte> bytes;
        std::vector<Chunk> chunks;
        std::vector<RingMark> marks;
        void clear();
    };
    struct Segment {
        std::shared_ptr<const RingFile> file;
        std::vector<Chunk> chunks;
        std::vector<RingMark> marks;
        std::uint64_t bytes = 0;
    };

    void note(RingMark mark);
    // The writing thread's:
    void takeWaiting();
    [[nodiscard]] base::Result<void> write(const Batch& batch);
    [[nodiscard]] base::Result<void> prepareFolder();
    [[nodiscard]] base::Result<void> beginSegment();
    [[nodiscard]] bool isSegmentOver(const Chunk& next, std::uint64_t pending) const;
    [[nodiscard]] base::Result<void> append(const Batch& batch, std::size_t from, std::size_t to);
    void makeRoom(std::uint64_t bytes, base::Mono now);
    void fail(const std::string& reason, std::uint64_t bytes);

    const std::string m_inputId;
    const std::filesystem::path m_folder;
    const RingLimits m_limits;
    std::function<void()> m_wake;

    mutable std::mutex m_waitingMutex;
    Batch m_waiting;                        // guarded by m_waitingMutex
    std::uint64_t m_overflow = 0;           // guarded by m_waitingMutex: since the last chunk
    std::uint64_t m_overflowTotal = 0;      // guarded by m_waitingMutex
    std::optional<base::Mono> m_overflowAt; // guarded by m_waitingMutex

    // The writing thread's own.
    Batch m_writing;
    std::optional<DiskFile> m_file; // of the newest segment
    bool m_isPrepared = false;
    bool m_isSwept = false;
    std::uint64_t m_nextSegment = 1;
    std::uint64_t m_written = 0;   // of the present batch
    std::uint64_t m_unwritten = 0; // bytes dropped since the last that was written
    base::Mono m_retryAt{};

    mutable std::mutex m_mutex;
    std::deque<Segment> m_segments;     // guarded by m_mutex, changed by the writing thread only
    std::uint64_t m_bytes = 0;          // guarded by m_mutex
    std::string m_failure;              // guarded by m_mutex
    std::uint64_t m_unwrittenTotal = 0; // guarded by m_mutex
    base::Mono m_flushedUpTo{};         // guarded by m_mutex

    bool m_isToldFailing = false; // takeTransition()'s own
};

/// Removes the segments that a former run left in a ring's folder, and nothing else.
void removeRingSegments(const std::filesystem::path& folder);

} // namespace vigie::probe
