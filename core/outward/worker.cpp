// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/outward/worker.h"

#include <algorithm>
#include <utility>

#include "core/base/log.h"
#include "core/base/thread.h"

namespace vigie::outward {

namespace {

using namespace std::chrono_literals;
using std::chrono::steady_clock;

/// A test is answered within 10 s, whatever the target's own patience.
constexpr auto testPatience = 8000ms;

Notice testNotice() {
    const auto now = base::SystemClock::instance().now().utc;
    Notice notice;
    notice.what = Notice::What::Test;
    notice.at = now;
    notice.since = now;
    notice.key = "test";
    notice.severity = alarm::Severity::Warning;
    notice.summary = "Test of this target from a Vigie desk: nothing is wrong";
    return notice;
}

} // namespace

Worker::Worker(Target target, Outbox& outbox, Outward::Pace pace,
               std::chrono::steady_clock::time_point started)
    : m_target(std::move(target)), m_pace(pace), m_started(started), m_outbox(outbox) {
    m_status.name = m_target.name;
    m_status.kind = m_target.kind;
    m_status.address = shownAddress(m_target);
}

Worker::~Worker() {
    requestStop();
    join();
}

SenderContext Worker::context() const {
    return {.wake = &m_wake,
            .patience = std::min<std::chrono::milliseconds>(m_pace.attempt, 10000ms),
            .retell = m_pace.retell,
            .boots = m_outbox.boots(),
            .started = m_started};
}

base::Result<void> Worker::start() {
    const auto sender = makeSender(m_target, context());
    if (!sender) {
        return base::failure("target '" + m_target.name + "': " + sender.error().message);
    }
    m_thread = base::startThread("out-" + m_target.name,
                                 [this](const std::stop_token& stop) { run(stop); });
    return {};
}

void Worker::notify() {
    {
        const std::lock_guard lock(m_mutex);
        m_hasNews = true;
    }
    m_changed.notify_all();
}

void Worker::run(const std::stop_token& stop) {
    auto sender = makeSender(m_target, context());
    if (!sender) {
        fail(sender.error().message);
        return;
    }
    while (!stop.stop_requested()) {
        {
            const std::lock_guard lock(m_mutex);
            m_hasNews = false;
        }
        if (sendNext(**sender)) {
            continue;
        }
        if (stop.stop_requested()) {
            break;
        }
        if (m_pause > 0ms) {
            wait(stop, m_pause); // news does not shorten it: see wait()
            continue;
        }
        retellIfDue(**sender);
        if (m_pause > 0ms) {
            continue;
        }
        wait(stop, (*sender)->wantsRetelling() ? std::optional(m_pace.retell) : std::nullopt);
    }
}

bool Worker::sendNext(Sender& sender) {
    auto next = m_outbox.next(m_target.name, m_lastRow);
    if (!next) {
        fail("the outbox cannot be read: " + next.error().message);
        return false;
    }
    if (!*next) {
        return false;
    }
    const Waiting& waiting = **next;
    const Outcome outcome = sender.send(waiting);
    switch (outcome.kind) {
    case Outcome::Kind::Failed:
        fail(outcome.why);
        return false;
    case Outcome::Kind::Refused: {
        base::logger("outward")->warn("{} does not take {} ({}): it is given up", m_target.name,
                                      waiting.notice.key, outcome.why);
        const std::lock_guard lock(m_mutex);
        ++m_status.refused;
        break;
    }
    case Outcome::Kind::Taken:
        succeed(true);
        break;
    }
    // In memory first: a removal that fails must not send it again and again.
    m_lastRow = waiting.row;
    if (const auto removed = m_outbox.remove(m_target.name, waiting.row); !removed) {
        base::logger("outward")->warn("the outbox keeps what {} has taken: {}", m_target.name,
                                      removed.error().message);
    }
    if (outcome.kind == Outcome::Kind::Refused) {
        m_pause = 0ms;
        const std::lock_guard lock(m_mutex);
        m_trouble = "refused: " + outcome.why;
        m_status.nextTry.reset();
    }
    return true;
}

void Worker::retellIfDue(Sender& sender) {
    if (!sender.wantsRetelling() || steady_clock::now() - m_toldAt < m_pace.retell) {
        return;
    }
    const auto open = m_outbox.told(m_target.name);
    if (open.empty()) {
        m_toldAt = steady_clock::now();
        return;
    }
    const Outcome outcome = sender.retell(open);
    if (outcome.kind == Outcome::Kind::Taken) {
        m_toldAt = steady_clock::now();
        succeed(false);
    } else {
        fail(outcome.why);
    }
}

void Worker::fail(const std::string& why) {
    {
        const std::lock_guard lock(m_mutex);
        if (m_isStopping) {
            return; // it was cut short by us
        }
    }
    m_pause = m_pause == 0ms ? m_pace.firstPause : std::min(m_pause * 2, m_pace.longestPause);
    // Once, and once more when it works again: not at each attempt.
    if (!m_isFailing) {
        base::logger("outward")->warn("{}: {}", m_target.name, why);
        m_isFailing = true;
    }
    const std::lock_guard lock(m_mutex);
    m_trouble = why;
    m_status.nextTry = base::SystemClock::instance().now().utc + m_pause;
}

void Worker::succeed(bool isNotice) {
    m_pause = 0ms;
    if (m_isFailing) {
        base::logger("outward")->info("{} takes notices again", m_target.name);
        m_isFailing = false;
    }
    const std::lock_guard lock(m_mutex);
    m_trouble.clear();
    m_status.nextTry.reset();
    if (isNotice) {
        ++m_status.delivered;
        m_status.lastDelivered = base::SystemClock::instance().now().utc;
    }
}

void Worker::wait(const std::stop_token& stop, std::optional<std::chrono::milliseconds> most) {
    std::unique_lock lock(m_mutex);
    // While it pauses after a failure, only the end of the pause or of all counts.
    const bool isPausing = m_pause > 0ms;
    const auto isDue = [this, isPausing] { return !isPausing && m_hasNews; };
    m_changed.wait_for(lock, stop, most.value_or(std::chrono::milliseconds(10000)), isDue);
}

void Worker::test(std::function<void(base::Result<void>)> done) {
    std::unique_lock lock(m_mutex);
    if (m_isTesting || m_isStopping) {
        const bool isStopping = m_isStopping;
        lock.unlock();
        done(base::failure(isStopping ? "stopped" : "a test is under way"));
        return;
    }
    m_isTesting = true;
    // The one before is over, or m_isTesting would be set: replacing it joins at once.
    m_testThread =
        base::startThread("out-test", [this, done = std::move(done)](const std::stop_token&) {
            SenderContext limited = context();
            limited.patience = std::min<std::chrono::milliseconds>(limited.patience, testPatience);
            const auto sender = makeSender(m_target, limited);
            base::Result<void> result;
            if (!sender) {
                result = tl::unexpected(sender.error());
            } else {
                const Notice notice = testNotice();
                const Outcome outcome =
                    (*sender)->send({.row = 0,
                                     .id = "test-" + std::to_string(base::toNs(notice.at)),
                                     .notice = notice,
                                     .before = std::nullopt});
                if (outcome.kind != Outcome::Kind::Taken) {
                    result = base::failure(outcome.why);
                }
            }
            done(result);
            const std::lock_guard guard(m_mutex);
            m_isTesting = false;
        });
}

TargetStatus Worker::status() const {
    const auto waiting = m_outbox.waiting(m_target.name);
    const std::lock_guard lock(m_mutex);
    TargetStatus status = m_status;
    status.waiting = waiting;
    status.trouble = m_outboxTrouble.empty() ? m_trouble : m_outboxTrouble;
    return status;
}

void Worker::countDropped(std::uint64_t count) {
    const std::lock_guard lock(m_mutex);
    m_status.dropped += count;
}

void Worker::setOutboxTrouble(const std::string& trouble) {
    const std::lock_guard lock(m_mutex);
    m_outboxTrouble = trouble;
}

void Worker::requestStop() {
    m_wake.wake();
    {
        const std::lock_guard lock(m_mutex);
        m_isStopping = true;
    }
    m_thread.request_stop();
}

void Worker::join() {
    if (m_thread.joinable()) {
        m_thread.join();
    }
    std::jthread test;
    {
        const std::lock_guard lock(m_mutex);
        test = std::move(m_testThread);
    }
    if (test.joinable()) {
        test.join();
    }
}

} // namespace vigie::outward
