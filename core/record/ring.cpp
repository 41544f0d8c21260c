// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/record/ring.h"

#include <algorithm>
#include <cerrno>
#include <numeric>
#include <sys/statvfs.h>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "core/base/log.h"

namespace vigie::record {
namespace {

constexpr std::chrono::minutes mostClockStep{10};

bool isFact(const Item& item) {
    const auto* note = std::get_if<Note>(&item.what);
    return note == nullptr || note->kind == NoteKind::Timer || note->kind == NoteKind::Act ||
           note->kind == NoteKind::Rules;
}

} // namespace

Ring::Ring(RecorderOptions options, std::string origin)
    : m_options(std::move(options)), m_origin(std::move(origin)) {}

WriterOptions Ring::writerOptions() const {
    WriterOptions options;
    options.madeBy = m_options.madeBy;
    options.origin = m_origin;
    return options;
}

void Ring::takeOver() {
    const auto log = base::logger("record");
    dropUnborn(m_options.folder);
    m_files = ringFiles(m_options.folder);
    for (std::size_t i = 0; i < m_files.size(); ++i) {
        RingFile& file = m_files[i];
        if (!file.isClosed) {
            auto writer = FileWriter::resume(file.path, writerOptions());
            if (!writer) {
                log->warn("A recording that was not closed stays as it is: {}",
                          writer.error().message);
            } else {
                const auto span = (*writer)->span();
                const bool isNewest = i + 1 == m_files.size();
                const auto now = base::SystemClock::instance().now().utc;
                if (isNewest && span && hourOf(span->second) == hourOf(now)) {
                    m_lastOrder = std::max(m_lastOrder, (*writer)->lastOrder());
                    m_writer = *std::move(writer);
                    m_hour = hourOf(now);
                    m_files.pop_back();
                    break;
                }
                if (auto closed = (*writer)->close(); !closed) {
                    log->warn("A recording cannot be closed yet: {}", closed.error().message);
                }
                writer->reset();
                file = ringFile(file.path).value_or(file);
            }
        }
        m_lastOrder = std::max(m_lastOrder, file.lastOrder);
    }
    m_durableOrder = m_lastOrder;
    if (m_writer) {
        // Nodes describe themselves anew to a desk that starts.
        m_writer->forgetFleet();
        const auto span = m_writer->span();
        m_lastAt = {span ? span->second : base::Utc{}, {}};
        m_hasTaken = true;
        putGap("The desk ended without closing its recording.");
    }
}

bool Ring::isNewFileDue(const Item& item) const {
    if (!isFact(item)) {
        return false;
    }
    const base::Utc at = item.at().utc;
    // Back by an hour and more: the clock was set. By less: what waited a little in a queue.
    return hourOf(at) > m_hour || at < m_lastAt.utc - std::chrono::hours(1);
}

bool Ring::openFile(base::Utc at) {
    const std::uint64_t before = m_lastOrder;
    if (!m_standing) {
        m_standing = std::make_unique<Standing>();
    }
    m_standing->lastOrder = before;
    auto writer =
        FileWriter::create(newRingFile(m_options.folder, at), writerOptions(), m_standing);
    if (!writer) {
        stop(writer.error().message);
        return false;
    }
    m_writer = *std::move(writer);
    m_hour = hourOf(at);
    return true;
}

bool Ring::closeFile() {
    if (!m_writer) {
        return true;
    }
    if (auto done = m_writer->close(); !done) {
        stop(done.error().message);
        return false;
    }
    RingFile file;
    file.path = m_writer->file();
    file.bytes = m_writer->bytes();
    file.lastOrder = m_writer->lastOrder();
    file.isClosed = true;
    if (const auto span = m_writer->span()) {
        file.from = span->first;
        file.to = span->second;
    }
    m_files.push_back(std::move(file));
    m_standing = m_writer->takeStanding();
    m_writer.reset();
    return true;
}

void Ring::noteClock(const base::Timestamp& at) {
    const auto offset = at.utc.time_since_epoch() - at.mono.time_since_epoch();
    if (!m_clockOffset) {
        m_clockOffset = offset;
    }
    if (m_isClockTrusted && std::chrono::abs(offset - *m_clockOffset) > mostClockStep) {
        m_isClockTrusted = false;
        base::logger("record")->warn("The host's clock was set by more than ten minutes: no "
                                     "recording goes by age until the desk is started again.");
    }
}

bool Ring::take(const Item& item) {
    m_now = item.at().utc;
    if (isStopped()) {
        ++m_lost;
        ++m_lostSinceStop;
        return false;
    }
    if (m_writer && isNewFileDue(item) && !(commit() && closeFile())) {
        ++m_lost;
        ++m_lostSinceStop;
        return false;
    }
    if (!m_writer && !openFile(item.at().utc)) {
        ++m_lost;
        ++m_lostSinceStop;
        return false;
    }
    if (auto done = m_writer->stage(item); !done) {
        if (m_writer->isDiskAtFault()) {
            ++m_lost;
            ++m_lostSinceStop;
            stop(done.error().message);
        } else {
            base::logger("record")->debug("Not recorded: {}", done.error().message);
        }
        return false;
    }
    noteClock(item.at());
    m_lastAt = item.at();
    m_hasTaken = true;
    m_isDirty = true;
    return true;
}

bool Ring::take(const Picture& picture) {
    return !isStopped() && m_writer && m_writer->put(picture).has_value();
}

bool Ring::take(const Mark& mark) {
    if (isStopped() || (!m_writer && !openFile(base::SystemClock::instance().now().utc))) {
        return false;
    }
    auto done = m_writer->put(mark);
    if (!done && m_writer->isDiskAtFault()) {
        stop(done.error().message);
    }
    return done.has_value();
}

bool Ring::commit() {
    if (!m_writer || isStopped()) {
        return !isStopped();
    }
    if (auto done = m_writer->commit(); !done) {
        stop(done.error().message);
        return false;
    }
    m_lastOrder = std::max(m_lastOrder, m_writer->lastOrder());
    m_durableOrder = m_lastOrder;
    return true;
}

void Ring::flush() {
    if (!commit() || !m_writer) {
        return;
    }
    if (auto done = m_writer->flushPictures(); !done) {
        stop(done.error().message);
    }
}

void Ring::putGap(const std::string& text) {
    // Behind what it follows: its time is that of the newest item before it.
    const std::uint64_t order = m_writer->lastOrder();
    if (auto done = m_writer->put(Item{order, Note{NoteKind::Gap, m_lastAt, text}}); !done) {
        stop(done.error().message);
    }
}

void Ring::noteGap(std::uint64_t lost, const std::string& why) {
    if (isStopped()) {
        m_lostSinceStop += lost;
    } else if (m_writer && commit()) {
        putGap(fmt::format("{} entries are missing: {}", lost, why));
    }
}

void Ring::stop(const std::string& why) {
    if (m_trouble.empty()) {
        base::logger("record")->error("Recording stopped: {}", why);
    }
    m_trouble = why;
}

bool Ring::hasRoom() {
    struct statvfs disk {};
    if (::statvfs(m_options.folder.c_str(), &disk) != 0) {
        stop(m_options.folder.string() + " cannot be asked for its room: " +
             std::error_code(errno, std::generic_category()).message() + ".");
        return false;
    }
    const std::uint64_t room = std::uint64_t{disk.f_bavail} * disk.f_frsize;
    if (room < m_options.leastFreeBytes) {
        stop(fmt::format("The disk of {} has {} MiB left; recording leaves {} MiB to others.",
                         m_options.folder.string(), room >> 20U, m_options.leastFreeBytes >> 20U));
        return false;
    }
    return true;
}

bool Ring::goOn() {
    const std::string why = m_trouble;
    if (!hasRoom()) {
        return false;
    }
    if (m_writer) {
        // What was staged when it stopped was taken, and is written first.
        if (auto done = m_writer->retry(); !done) {
            m_trouble = done.error().message;
            return false;
        }
    } else if (!openFile(m_hasTaken ? m_lastAt.utc : base::SystemClock::instance().now().utc)) {
        return false;
    }
    m_trouble.clear();
    m_lastOrder = std::max(m_lastOrder, m_writer->lastOrder());
    if (m_lostSinceStop > 0) {
        putGap(fmt::format("{} entries are missing: {}", m_lostSinceStop, why));
        if (isStopped()) {
            return false;
        }
        m_lostSinceStop = 0;
    }
    m_durableOrder = m_lastOrder;
    base::logger("record")->info("Recording goes on.");
    return true;
}

void Ring::tend(const std::vector<Hold>& holds) {
    dropOutdated(holds);
    if (isStopped()) {
        (void)goOn();
        return;
    }
    if (!hasRoom() || !m_writer || !m_isDirty) {
        return;
    }
    if (auto done = m_writer->syncJournal(); !done) {
        stop(done.error().message);
        return;
    }
    m_isDirty = false;
}

void Ring::dropOutdated(const std::vector<Hold>& holds) {
    if (m_now == base::Utc{}) {
        return; // before the first item nothing tells what time it is on the recording's clock
    }
    const RetentionLimits limits{m_options.keep, m_options.mostBytes, m_isClockTrusted};
    auto gone = outdated(m_files, holds, limits, m_now, m_writer ? m_writer->bytes() : 0);
    std::reverse(gone.begin(), gone.end());
    for (const std::size_t index : gone) {
        if (dropRingFile(m_files[index])) {
            m_files.erase(m_files.begin() + static_cast<std::ptrdiff_t>(index));
        }
    }
}

void Ring::close() {
    if (isStopped()) {
        (void)goOn();
    }
    if (!isStopped()) {
        (void)closeFile(); // what cannot be closed is taken over at the next start
    }
}

std::uint64_t Ring::bytes() const {
    return std::accumulate(
        m_files.begin(), m_files.end(), m_writer ? m_writer->bytes() : 0,
        [](std::uint64_t sum, const RingFile& file) { return sum + file.bytes; });
}

std::optional<base::Utc> Ring::from() const {
    for (const RingFile& file : m_files) {
        if (file.from) {
            return file.from;
        }
    }
    const auto span = m_writer ? m_writer->span() : std::nullopt;
    return span ? std::optional(span->first) : std::nullopt;
}

} // namespace vigie::record
