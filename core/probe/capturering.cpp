// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/probe/capturering.h"

#include <algorithm>
#include <regex>
#include <system_error>
#include <utility>

#include <fmt/format.h>

namespace vigie::probe {
namespace {

using namespace std::chrono_literals;

/// Bytes that arrive within this are one entry of the index.
constexpr base::Nanoseconds chunkTime = 10ms;
/// How soon a disk that failed is tried again, and how long a drop counts as present.
constexpr base::Nanoseconds retryAfter = 2s;
/// Marks of one segment or batch; further ones add to the last.
constexpr std::size_t maximumMarks = 1000;
/// Memory that an idle buffer may keep.
constexpr std::size_t idleCapacity = 1'000'000;

/// Where `mark` stands in a list that is full: it adds to the last one.
void addMark(std::vector<RingMark>& marks, const RingMark& mark) {
    if (marks.size() < maximumMarks) {
        marks.push_back(mark);
    } else if (marks.back().kind == mark.kind) {
        marks.back().amount += mark.amount;
    }
}

} // namespace

RingFile::~RingFile() {
    std::error_code ignored; // it may be gone already, and its folder with it
    std::filesystem::remove(m_path, ignored);
}

void CaptureRing::Batch::clear() {
    bytes.clear();
    chunks.clear();
    marks.clear();
    if (bytes.capacity() > idleCapacity) {
        bytes.shrink_to_fit();
    }
}

void removeRingSegments(const std::filesystem::path& folder) {
    static const std::regex ours("seg-[0-9]{10}\\.ts");
    std::error_code error; // a folder that is not there has none; a file that stays only takes room
    std::vector<std::filesystem::path> old;
    for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
        if (entry.is_regular_file(error) && !entry.is_symlink(error) &&
            std::regex_match(entry.path().filename().string(), ours)) {
            old.push_back(entry.path());
        }
    }
    for (const auto& path : old) {
        std::filesystem::remove(path, error);
    }
}

CaptureRing::CaptureRing(std::string inputId, std::filesystem::path folder, RingLimits limits)
    : m_inputId(std::move(inputId)), m_folder(std::move(folder)), m_limits([&limits] {
          limits.segmentBytes = std::min(limits.segmentBytes, limits.bytes / 4);
          limits.waitingBytes = static_cast<std::size_t>(
              std::min<std::uint64_t>(limits.waitingBytes, limits.bytes / 2));
          return limits;
      }()) {}

CaptureRing::~CaptureRing() {
    m_segments.clear();
    std::error_code ignored; // goes when it is empty
    std::filesystem::remove(m_folder, ignored);
}

void CaptureRing::push(std::span<const std::byte> bytes, base::Timestamp arrival) {
    if (bytes.empty()) {
        return;
    }
    bool isMuch = false;
    {
        const std::lock_guard lock(m_waitingMutex);
        if (m_waiting.bytes.size() + bytes.size() > m_limits.waitingBytes) {
            m_overflow += bytes.size();
            m_overflowTotal += bytes.size();
            m_overflowAt = arrival.mono;
            return;
        }
        const std::uint64_t offset = m_waiting.bytes.size();
        if (m_overflow > 0) {
            addMark(m_waiting.marks,
                    {RingMark::Kind::Dropped, arrival, std::exchange(m_overflow, 0), offset});
        }
        const bool isMarked = !m_waiting.marks.empty() && m_waiting.marks.back().offset == offset;
        if (!m_waiting.chunks.empty() && !isMarked &&
            arrival.mono - m_waiting.chunks.back().first < chunkTime) {
            Chunk& chunk = m_waiting.chunks.back();
            chunk.last = std::max(chunk.last, arrival.mono);
            chunk.bytes += bytes.size();
        } else {
            // The index is searched by time: an arrival that is stamped late does not go back.
            const base::Mono first = m_waiting.chunks.empty()
                                         ? arrival.mono
                                         : std::max(arrival.mono, m_waiting.chunks.back().last);
            m_waiting.chunks.push_back({arrival.utc, first, first, offset, bytes.size()});
        }
        m_waiting.bytes.insert(m_waiting.bytes.end(), bytes.begin(), bytes.end());
        isMuch = offset < m_limits.waitingBytes / 4 &&
                 m_waiting.bytes.size() >= m_limits.waitingBytes / 4;
    }
    if (isMuch && m_wake) {
        m_wake();
    }
}

void CaptureRing::noteLoss(std::uint64_t packets, base::Timestamp at) {
    note({RingMark::Kind::Lost, at, packets, 0});
}

void CaptureRing::noteRestart(base::Timestamp at) {
    note({RingMark::Kind::Restart, at, 1, 0});
}

void CaptureRing::note(RingMark mark) {
    const std::lock_guard lock(m_waitingMutex);
    mark.offset = m_waiting.bytes.size();
    addMark(m_waiting.marks, mark);
}

void CaptureRing::takeWaiting() {
    const std::lock_guard lock(m_waitingMutex);
    std::swap(m_waiting, m_writing);
    // A mark belongs to the byte after it, which may come with the next batch.
    auto& marks = m_writing.marks;
    while (!marks.empty() && marks.back().offset >= m_writing.bytes.size()) {
        m_waiting.marks.insert(m_waiting.marks.begin(), marks.back());
        m_waiting.marks.front().offset = 0;
        marks.pop_back();
    }
    m_written = 0;
}

void CaptureRing::flush(base::Timestamp now) {
    takeWaiting();
    makeRoom(now.mono < m_retryAt ? 0 : m_writing.bytes.size(), now.mono);
    if (!m_writing.chunks.empty()) {
        if (now.mono < m_retryAt) {
            fail({}, m_writing.bytes.size());
        } else if (const auto written = write(m_writing); !written) {
            m_retryAt = now.mono + retryAfter;
            fail(written.error().message, m_writing.bytes.size() - m_written);
        } else {
            const std::lock_guard lock(m_mutex);
            m_failure.clear();
        }
    }
    m_writing.clear();
    const std::lock_guard lock(m_mutex);
    m_flushedUpTo = now.mono;
}

void CaptureRing::refuse(const std::string& reason, base::Timestamp now) {
    takeWaiting();
    fail(reason, m_writing.bytes.size());
    m_writing.clear();
    const std::lock_guard lock(m_mutex);
    m_flushedUpTo = now.mono;
}

void CaptureRing::fail(const std::string& reason, std::uint64_t bytes) {
    m_file.reset(); // what follows begins a segment of its own
    m_unwritten += bytes;
    const std::lock_guard lock(m_mutex);
    if (!reason.empty()) {
        m_failure = reason;
    }
    m_unwrittenTotal += bytes;
}

base::Result<void> CaptureRing::prepareFolder() {
    std::error_code error;
    std::filesystem::create_directories(m_folder, error);
    if (error) {
        return base::failure(fmt::format("cannot make {}: {}", m_folder.string(), error.message()));
    }
    if (!m_isSwept) {
        removeRingSegments(m_folder);
        m_isSwept = true; // from now on what is there is of this run
    }
    m_isPrepared = true;
    return {};
}

base::Result<void> CaptureRing::beginSegment() {
    if (!m_isPrepared) {
        if (auto prepared = prepareFolder(); !prepared) {
            return prepared;
        }
    }
    const auto path = m_folder / fmt::format("seg-{:010}.ts", m_nextSegment++);
    auto file = DiskFile::create(path);
    if (!file) {
        m_isPrepared = false; // the folder may have been removed under us
        return base::failure(
            fmt::format("cannot write {}: {}", path.string(), file.error().message));
    }
    m_file = std::move(*file);
    auto ringFile = std::make_shared<const RingFile>(path);
    const std::lock_guard lock(m_mutex);
    m_segments.push_back({std::move(ringFile), {}, {}, 0});
    return {};
}

bool CaptureRing::isSegmentOver(const Chunk& next, std::uint64_t pending) const {
    // Only the writing thread changes the segments: it may read them without the lock.
    const Segment& segment = m_segments.back();
    const std::uint64_t bytes = segment.bytes + pending;
    if (bytes == 0) {
        return false;
    }
    const bool isOld =
        !segment.chunks.empty() && next.last - segment.chunks.front().first > m_limits.segmentTime;
    return isOld || bytes + next.bytes > m_limits.segmentBytes;
}

base::Result<void> CaptureRing::write(const Batch& batch) {
    std::size_t from = 0;
    std::uint64_t pending = 0;
    for (std::size_t index = 0; index < batch.chunks.size(); ++index) {
        const Chunk& chunk = batch.chunks[index];
        if (m_file && isSegmentOver(chunk, pending)) {
            if (auto appended = append(batch, from, index); !appended) {
                return appended;
            }
            from = index;
            pending = 0;
            m_file.reset();
        }
        if (!m_file) {
            if (auto begun = beginSegment(); !begun) {
                return begun;
            }
        }
        pending += chunk.bytes;
    }
    return append(batch, from, batch.chunks.size());
}

base::Result<void> CaptureRing::append(const Batch& batch, std::size_t from, std::size_t to) {
    if (from == to) {
        return {};
    }
    const std::uint64_t begin = batch.chunks[from].offset;
    const std::uint64_t end = batch.chunks[to - 1].offset + batch.chunks[to - 1].bytes;
    const auto bytes = std::span(batch.bytes).subspan(begin, end - begin);
    std::uint64_t base = m_segments.back().bytes;
    if (auto written = m_file->append(bytes); !written) {
        const std::string path = m_segments.back().file->path().string();
        // What was written of it is worth nothing; on a full disk its room is.
        static_cast<void>(m_file->truncate(base));
        std::deque<Segment> empty; // its file goes outside the lock
        const std::lock_guard lock(m_mutex);
        if (base == 0) {
            empty.push_back(std::move(m_segments.back()));
            m_segments.pop_back();
        }
        return base::failure(fmt::format("cannot write {}: {}", path, written.error().message));
    }
    const std::lock_guard lock(m_mutex);
    Segment& segment = m_segments.back();
    if (m_unwritten > 0) {
        const Chunk& first = batch.chunks[from];
        addMark(segment.marks, {RingMark::Kind::Dropped,
                                {first.utc, first.first},
                                std::exchange(m_unwritten, 0),
                                base});
    }
    for (const RingMark& mark : batch.marks) {
        if (mark.offset >= begin && mark.offset < end) {
            RingMark moved = mark;
            moved.offset = base + (mark.offset - begin);
            addMark(segment.marks, moved);
        }
    }
    for (std::size_t index = from; index < to; ++index) {
        Chunk chunk = batch.chunks[index];
        chunk.offset = base;
        base += chunk.bytes;
        if (!segment.chunks.empty()) { // a batch may begin a little before the last one's end
            chunk.first = std::max(chunk.first, segment.chunks.back().last);
            chunk.last = std::max(chunk.last, chunk.first);
        }
        segment.chunks.push_back(chunk);
    }
    m_bytes += end - begin;
    m_written += end - begin;
    segment.bytes = base;
    return {};
}

void CaptureRing::makeRoom(std::uint64_t bytes, base::Mono now) {
    std::deque<Segment> gone; // their files go outside the lock
    const std::lock_guard lock(m_mutex);
    while (!m_segments.empty()) {
        const Segment& oldest = m_segments.front();
        const bool isOld = m_limits.time && !oldest.chunks.empty() &&
                           now - oldest.chunks.back().last > *m_limits.time;
        if (!isOld && m_bytes + bytes <= m_limits.bytes) {
            return;
        }
        if (m_segments.size() == 1) {
            m_file.reset();
        }
        m_bytes -= oldest.bytes;
        gone.push_back(std::move(m_segments.front()));
        m_segments.pop_front();
    }
}

base::Mono CaptureRing::flushedUpTo() const {
    const std::lock_guard lock(m_mutex);
    return m_flushedUpTo;
}

RingExtract CaptureRing::extract(base::Mono from, base::Mono to) const {
    RingExtract extract;
    const std::lock_guard lock(m_mutex);
    for (const Segment& segment : m_segments) {
        const auto first =
            std::partition_point(segment.chunks.begin(), segment.chunks.end(),
                                 [from](const Chunk& chunk) { return chunk.last < from; });
        const auto end = std::partition_point(
            first, segment.chunks.end(), [to](const Chunk& chunk) { return chunk.first <= to; });
        if (first == end) {
            continue;
        }
        const Chunk& last = *(end - 1);
        const std::uint64_t begin = first->offset;
        const std::uint64_t bytes = last.offset + last.bytes - begin;
        for (const RingMark& mark : segment.marks) {
            if (mark.offset >= begin && mark.offset < begin + bytes) {
                extract.marks.push_back(mark);
                extract.marks.back().offset = extract.bytes + (mark.offset - begin);
            }
        }
        if (extract.pieces.empty()) {
            extract.from = first->utc;
        }
        extract.to = last.utc + (last.last - last.first);
        extract.pieces.push_back({segment.file, begin, bytes});
        extract.bytes += bytes;
    }
    return extract;
}

RingStatus CaptureRing::status(base::Mono now) const {
    RingStatus status;
    std::uint64_t overflow = 0;
    {
        const std::lock_guard lock(m_waitingMutex);
        overflow = m_overflowTotal;
        if (m_overflowAt && now - *m_overflowAt < retryAfter) {
            status.failure = "the disk is too slow for the stream";
        }
    }
    const std::lock_guard lock(m_mutex);
    status.droppedBytes = overflow + m_unwrittenTotal;
    if (!m_failure.empty()) {
        status.failure = m_failure;
    }
    if (status.failure.empty()) {
        const auto held = [](const Segment& segment) { return !segment.chunks.empty(); };
        const auto oldest = std::find_if(m_segments.begin(), m_segments.end(), held);
        const auto newest = std::find_if(m_segments.rbegin(), m_segments.rend(), held);
        status.seconds =
            oldest == m_segments.end()
                ? 0.0
                : static_cast<double>(
                      (newest->chunks.back().last - oldest->chunks.front().first).count()) /
                      1e9;
    }
    return status;
}

std::optional<model::Event> CaptureRing::takeTransition(base::Timestamp now) {
    const RingStatus current = status(now.mono);
    const bool isFailing = !current.failure.empty();
    if (isFailing == m_isToldFailing) {
        return std::nullopt;
    }
    m_isToldFailing = isFailing;
    model::Event event;
    event.utc = now.utc;
    event.kind = model::EventKind::Capture;
    event.phase = isFailing ? model::EventPhase::Begin : model::EventPhase::End;
    event.code = "capture.ring_failed";
    event.scope = model::Scope::Input;
    event.subject = m_inputId;
    if (isFailing) {
        event.parameters.emplace_back("reason", current.failure);
    }
    event.parameters.emplace_back("bytes", std::to_string(current.droppedBytes));
    return event;
}

} // namespace vigie::probe
