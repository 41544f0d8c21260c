// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/probe/capturerecorder.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "core/base/log.h"
#include "core/base/thread.h"

namespace vigie::probe {
namespace {

using namespace std::chrono_literals;

/// What arrives late at the ring (a kernel's queue, SRT's buffer) still belongs to its moment.
constexpr base::Nanoseconds lateness = 200ms;
/// A ring that is stuck at its disk is not waited for any longer than this.
constexpr base::Nanoseconds ringPatience = 5s;
/// A capture that begins later or ends earlier than asked for by more than this says so.
constexpr base::Nanoseconds tolerance = 500ms;
constexpr base::Nanoseconds whileRecording = 50ms;
constexpr base::Nanoseconds whileIdle = 1s;
/// How soon a folder that could not be read is tried again.
constexpr base::Nanoseconds reopenAfter = 2s;
constexpr std::size_t maximumEvents = 256;

double inSeconds(base::Nanoseconds duration) {
    return static_cast<double>(duration.count()) / 1e9;
}

void add(std::string& remark, const std::string& sentence) {
    remark += (remark.empty() ? "" : "; ") + sentence;
}

/// What is not as it was asked for, or not whole.
std::string remarkOf(const RingExtract& extract, base::Utc from, base::Utc to,
                     const CaptureFaults& faults) {
    std::string remark;
    if (extract.from - from > tolerance) {
        add(remark, fmt::format("begins {:.1f} s later than asked for: no earlier bytes are kept",
                                inSeconds(extract.from - from)));
    }
    if (to - extract.to > tolerance) {
        add(remark, fmt::format("ends {:.1f} s earlier than asked for: nothing came any more",
                                inSeconds(to - extract.to)));
    }
    std::uint64_t lost = 0;
    std::uint64_t dropped = 0;
    std::size_t restarts = 0;
    for (const RingMark& mark : extract.marks) {
        lost += mark.kind == RingMark::Kind::Lost ? mark.amount : 0;
        dropped += mark.kind == RingMark::Kind::Dropped ? mark.amount : 0;
        restarts += mark.kind == RingMark::Kind::Restart ? 1 : 0;
    }
    if (dropped > 0) {
        add(remark, fmt::format("{} bytes in it could not be kept", dropped));
    }
    if (lost > 0) {
        add(remark, fmt::format("the transport lost {} packets in it", lost));
    }
    if (restarts > 0) {
        add(remark, fmt::format("the stream began anew {} times in it", restarts));
    }
    if (faults.within > 1) {
        add(remark, fmt::format("{} faults in one capture", faults.within));
    }
    if (faults.unseen > 0) {
        add(remark,
            fmt::format("{} faults before it came too soon after the last capture", faults.unseen));
    }
    return remark;
}

} // namespace

CaptureRecorder::~CaptureRecorder() {
    stop();
}

void CaptureRecorder::start() {
    m_thread =
        base::startThread("capture-store", [this](const std::stop_token& stop) { run(stop); });
}

void CaptureRecorder::stop() {
    if (m_thread.joinable()) {
        m_thread.request_stop();
        m_thread.join();
    }
}

base::Result<fleet::CaptureInfo> CaptureRecorder::request(std::shared_ptr<CaptureRing> ring,
                                                          const std::string& profile,
                                                          const fleet::CaptureRequest& request,
                                                          CaptureFaults faults,
                                                          base::Timestamp now) {
    const base::Utc around = request.around.value_or(now.utc);
    Job job;
    // The ring's index runs on the monotonic clock.
    const base::Mono moment = now.mono - (now.utc - around);
    job.from = moment - request.before;
    job.to = moment + request.after;
    job.toUtc = around + request.after;
    job.faults = faults;
    job.capture.around = around;
    job.capture.before = request.before;
    job.capture.after = request.after;
    job.capture.profile = profile;
    job.capture.info.inputId = ring->inputId();
    job.capture.info.reason = request.reason;
    job.capture.info.from = around - request.before;
    job.capture.info.to = job.toUtc;
    const auto& limits = ring->limits();
    if (limits.time && job.to < now.mono - *limits.time) {
        return base::failure(fmt::format("that moment is gone: the ring holds {} s",
                                         limits.time->count() / 1'000'000'000));
    }
    if (job.from > now.mono + fleet::Provider::maximumCaptureTime) {
        return base::failure("that moment is too far ahead");
    }
    if (const auto why = ring->status(now.mono).failure; !why.empty()) {
        return base::failure("nothing of this input is kept now: " + why);
    }
    job.ring = std::move(ring);

    const std::size_t analyzing = m_store.waiting().size();
    const std::lock_guard lock(m_mutex);
    if (!m_isOpen) {
        return base::failure("the folder for captures cannot be used yet");
    }
    if (m_jobs.size() + (m_beingWritten ? 1 : 0) + analyzing >=
        fleet::Provider::maximumRunningCaptures) {
        return base::failure(fmt::format("{} captures are being made already",
                                         fleet::Provider::maximumRunningCaptures));
    }
    const std::string plain = m_store.makeId(job.capture.info.inputId, around);
    std::string id = plain;
    const auto isTaken = [this](const std::string& wanted) {
        return (m_beingWritten && m_beingWritten->id == wanted) ||
               std::any_of(m_jobs.begin(), m_jobs.end(),
                           [&wanted](const Job& other) { return other.capture.info.id == wanted; });
    };
    for (int number = 2; isTaken(id); ++number) {
        id = fmt::format("{}-{}", plain, number);
    }
    job.capture.info.id = id;
    const fleet::CaptureInfo info = job.capture.info;
    m_jobs.push_back(std::move(job));
    m_changed.notify_all();
    return info;
}

bool CaptureRecorder::extend(const std::string& id, base::Mono until) {
    const std::lock_guard lock(m_mutex);
    const auto job = std::find_if(m_jobs.begin(), m_jobs.end(),
                                  [&id](const Job& other) { return other.capture.info.id == id; });
    if (job == m_jobs.end()) {
        return false;
    }
    ++job->faults.within;
    if (until > job->to) {
        job->toUtc += until - job->to;
        job->to = until;
        job->capture.info.to = job->toUtc;
    }
    return true;
}

std::vector<fleet::CaptureInfo> CaptureRecorder::list() const {
    const auto kept = m_store.list();
    std::vector<fleet::CaptureInfo> all;
    const std::lock_guard lock(m_mutex);
    for (auto job = m_jobs.rbegin(); job != m_jobs.rend(); ++job) {
        all.push_back(job->capture.info);
    }
    const auto isKept = [&kept](const std::string& id) {
        return std::any_of(kept.begin(), kept.end(),
                           [&id](const auto& other) { return other.id == id; });
    };
    if (m_beingWritten && !isKept(m_beingWritten->id)) {
        all.push_back(*m_beingWritten);
    }
    all.insert(all.end(), kept.begin(), kept.end());
    return all;
}

std::vector<model::Event> CaptureRecorder::takeEvents() {
    const std::lock_guard lock(m_mutex);
    return std::exchange(m_events, {});
}

std::optional<CaptureRecorder::Job> CaptureRecorder::takeDue(base::Mono now) {
    const std::lock_guard lock(m_mutex);
    const auto due = std::find_if(m_jobs.begin(), m_jobs.end(), [now](const Job& job) {
        return job.ring->flushedUpTo() >= job.to + lateness || now >= job.to + ringPatience;
    });
    if (due == m_jobs.end()) {
        return std::nullopt;
    }
    Job job = std::move(*due);
    m_jobs.erase(due);
    m_beingWritten = job.capture.info;
    return job;
}

void CaptureRecorder::run(const std::stop_token& stop) {
    base::Mono retryAt{};
    while (!stop.stop_requested()) {
        const base::Mono now = base::SystemClock::instance().now().mono;
        if (!m_isOpen && now >= retryAt && m_folder.take(now).empty()) {
            const auto opened = m_store.open();
            retryAt = now + reopenAfter;
            if (!opened) {
                base::logger("capture")->warn("{}", opened.error().message);
            }
            const std::lock_guard lock(m_mutex);
            m_isOpen = opened.has_value();
        }
        if (auto job = takeDue(now)) {
            record(std::move(*job), stop);
            continue; // others that are due go before an analysis: their rings move on
        }
        if (m_isOpen && !m_store.waiting().empty()) {
            analyzeNext(stop);
            continue;
        }
        std::unique_lock lock(m_mutex);
        m_changed.wait_for(lock, stop, m_jobs.empty() && m_isOpen ? whileIdle : whileRecording,
                           [this, before = m_jobs.size()] { return m_jobs.size() != before; });
    }
}

void CaptureRecorder::record(Job job, const std::stop_token& stop) {
    const RingExtract extract = job.ring->extract(job.from, job.to);
    StoredCapture& capture = job.capture;
    if (extract.bytes == 0) {
        const auto status = job.ring->status(base::SystemClock::instance().now().mono);
        fail(capture.info, status.failure.empty() ? "nothing of the stream is kept from that time"
                                                  : "nothing could be kept: " + status.failure);
        return;
    }
    capture.info.remark = remarkOf(extract, job.toUtc - (job.to - job.from), job.toUtc, job.faults);
    auto stored = m_store.add(capture, extract, stop);
    if (!stored) {
        fail(capture.info, stored.error().message);
        return;
    }
    const std::lock_guard lock(m_mutex);
    m_beingWritten.reset();
}

void CaptureRecorder::analyzeNext(const std::stop_token& stop) {
    const auto waiting = m_store.waiting();
    if (waiting.empty()) {
        return;
    }
    const fleet::CaptureInfo& info = waiting.front().info;
    const auto analysis = m_analyze(m_store.streamFile(info.id), info.inputId, stop);
    if (stop.stop_requested()) {
        return; // again after the next start
    }
    const auto finished = m_store.finish(info.id, analysis);
    if (finished) {
        tell("capture.complete", finished->info, finished->info.reason);
    }
}

void CaptureRecorder::fail(fleet::CaptureInfo info, const std::string& reason) {
    info.state = fleet::CaptureState::Failed;
    info.remark = reason;
    info.bytes = 0;
    base::logger("capture")->warn("{}: {}", info.id, reason);
    m_store.noteFailure(info);
    tell("capture.failed", info, reason);
    const std::lock_guard lock(m_mutex);
    m_beingWritten.reset();
}

void CaptureRecorder::tell(const char* code, const fleet::CaptureInfo& info,
                           const std::string& reason) {
    model::Event event;
    event.utc = base::SystemClock::instance().now().utc;
    event.kind = model::EventKind::Capture;
    event.code = code;
    event.scope = model::Scope::Input;
    event.subject = info.inputId;
    event.parameters = {{"id", info.id}, {"reason", reason}, {"bytes", std::to_string(info.bytes)}};
    const std::lock_guard lock(m_mutex);
    if (m_events.size() < maximumEvents) { // taken ten times a second
        m_events.push_back(std::move(event));
    }
}

} // namespace vigie::probe
