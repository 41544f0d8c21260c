// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/replay/pastdesk.h"

#include <algorithm>
#include <utility>

#include "core/base/log.h"
#include "core/base/thread.h"

namespace vigie::replay {
namespace {

using namespace std::chrono_literals;

constexpr auto scenePeriod = 100ms;
constexpr auto playheadPeriod = 34ms;
/// How long pictures and answers may keep the playhead waiting.
constexpr auto pictureBudget = 60ms;
constexpr auto answerBudget = 60ms;
/// A recording that grows is looked at again so often at its end, and elsewhere.
constexpr auto refreshAtEnd = 1s;
constexpr auto refreshElsewhere = 5s;
constexpr auto nearEnd = 15s;
/// How much of the outline is looked through at once for an incident.
constexpr std::chrono::hours jumpStretch{1};
/// No node has it: the times of ticks are wanted, not what is in them.
const std::vector<std::string> noMetric{"-"};
/// How far the next tick may be.
constexpr std::chrono::seconds tickStretches[] = {1s, 10s, 100s, 1000s};

} // namespace

PastDesk::PastDesk(std::unique_ptr<record::Recording> recording, Options options)
    : m_options(options), m_info(recording->info()), m_recording(std::move(recording)),
      m_book(*m_recording), m_outlines(*m_recording), m_scene(*m_recording, m_book, m_outlines),
      m_deliveries(*m_recording) {
    const auto now = SteadyClock::now();
    m_clock.setRange(m_info.from, m_info.to, now);
    m_clock.seek(m_info.from, now);
    auto empty = std::make_shared<engine::Snapshot>();
    empty->isLive = false;
    empty->now = m_info.from;
    empty->plan = std::make_shared<model::Plan>();
    empty->share.history = std::make_shared<std::vector<health::SharePoint>>();
    m_snapshot = std::move(empty);
    m_nextRefresh = now + refreshAtEnd;
    m_thread = base::startThread("past", [this](const std::stop_token& stop) { run(stop); });
}

PastDesk::~PastDesk() {
    m_thread.request_stop();
    m_watches.endAll();
    m_thread.join();
}

void PastDesk::run(const std::stop_token& stop) {
    m_questions = std::make_unique<PastQuestions>(*m_recording, stop);
    while (!stop.stop_requested()) {
        refresh();
        showPlayhead();
        showScene();
        servePictures(stop);
        answer(stop);
        wait(stop);
    }
}

void PastDesk::wait(const std::stop_token& stop) {
    std::unique_lock lock(m_mutex);
    const auto now = SteadyClock::now();
    auto due = now + 1h;
    const base::Utc at = m_clock.at(now);
    if (m_isSceneOld || m_shownAt != at) {
        due = std::min(due, m_nextScene);
    }
    if (!m_toldPlayhead || m_toldPlayhead->at != at || m_toldPlayhead->speed != m_clock.speed() ||
        m_toldPlayhead->to != m_clock.to() || m_toldPlayhead->remark != m_remark) {
        due = std::min(due, m_nextPlayhead);
    }
    if (m_clock.speed() != 0) {
        due = std::min(due, now + playheadPeriod); // it moves meanwhile
    }
    if (m_arePicturesDue) {
        due = std::min(due, m_nextPictures);
    }
    if (m_options.isGrowing) {
        due = std::min(due, m_nextRefresh);
    }
    m_wake.wait_until(lock, stop, due,
                      [this] { return m_isMoved || m_isRefreshWanted || !m_tasks.empty(); });
    m_arePicturesDue = m_arePicturesDue || m_isMoved;
    m_isMoved = false;
}

void PastDesk::refresh() {
    const auto now = SteadyClock::now();
    bool isWanted = false;
    bool isAtEnd = false;
    {
        const std::lock_guard lock(m_mutex);
        isWanted = std::exchange(m_isRefreshWanted, false);
        isAtEnd = m_clock.to() - m_clock.at(now) < nearEnd;
    }
    if (!m_options.isGrowing) {
        const std::lock_guard lock(m_mutex);
        if (m_clock.speed() != 0 && m_clock.isAtEnd(now)) {
            m_clock.play(0, now);
        }
        return;
    }
    if (!isWanted && now < m_nextRefresh) {
        return;
    }
    m_nextRefresh = now + (isAtEnd ? refreshAtEnd : refreshElsewhere);
    if (const auto done = m_recording->refresh(); !done) {
        base::logger("past")->warn("{}", done.error().message);
        return;
    }
    const record::RecordingInfo& info = m_recording->info();
    const std::lock_guard lock(m_mutex);
    const base::Utc from = m_clock.from();
    m_info = info;
    if (m_clock.setRange(info.from, info.to, now) && info.from > from) {
        m_remark = "What was shown is no longer kept: the recording begins at " +
                   base::toIso8601(info.from) + " now.";
        m_isSceneOld = true;
    }
}

void PastDesk::showPlayhead() {
    const auto now = SteadyClock::now();
    if (now < m_nextPlayhead) {
        return;
    }
    Playhead is = playhead();
    if (m_toldPlayhead && m_toldPlayhead->at == is.at && m_toldPlayhead->speed == is.speed &&
        m_toldPlayhead->from == is.from && m_toldPlayhead->to == is.to &&
        m_toldPlayhead->remark == is.remark) {
        return;
    }
    m_toldPlayhead = is;
    m_nextPlayhead = now + playheadPeriod;
    const std::lock_guard lock(m_listenerMutex);
    const auto listener = m_playheadListener; // kept alive, should it end itself
    if (listener) {
        (*listener)(std::move(is));
    }
}

void PastDesk::showScene() {
    const auto begin = SteadyClock::now();
    const base::Utc at = this->at();
    if (begin < m_nextScene || (m_shownAt == at && !m_isSceneOld)) {
        return;
    }
    const engine::SnapshotPtr made = m_scene.make(at);
    m_shownAt = at;
    m_isSceneOld = false;
    m_arePicturesDue = true;
    // A large fleet takes its time: half of it is left to pictures and answers.
    const auto end = SteadyClock::now();
    m_nextScene = std::max(begin + scenePeriod, end + (end - begin));
    {
        const std::lock_guard lock(m_mutex);
        m_snapshot = made;
    }
    const std::lock_guard lock(m_listenerMutex);
    const auto listener = m_snapshotListener; // kept alive, should it end itself
    if (listener) {
        (*listener)(made);
    }
}

void PastDesk::servePictures(const std::stop_token& stop) {
    const auto now = SteadyClock::now();
    if (!m_arePicturesDue || now < m_nextPictures) {
        return;
    }
    m_nextPictures = now + scenePeriod;
    m_arePicturesDue = !m_watches.serve(*m_recording, at(), pictureBudget, stop);
}

void PastDesk::answer(const std::stop_token& stop) {
    const auto end = SteadyClock::now() + answerBudget;
    while (!stop.stop_requested() && SteadyClock::now() < end) {
        Task task;
        {
            const std::lock_guard lock(m_mutex);
            if (m_tasks.empty()) {
                return;
            }
            task = std::move(m_tasks.front());
            m_tasks.pop_front();
        }
        task();
    }
}

void PastDesk::moveTo(base::Utc at) {
    const std::lock_guard lock(m_mutex);
    m_clock.seek(at, SteadyClock::now());
    m_remark.clear();
    m_isMoved = true;
}

std::optional<base::Utc> PastDesk::newestTick(base::Utc at) {
    std::optional<base::Utc> newest;
    for (const record::NodeMoment& node : m_recording->momentAt(at, noMetric)) {
        if (node.lastTick) {
            newest = std::max(newest.value_or(node.lastReceived.utc), node.lastReceived.utc);
        }
    }
    return newest;
}

std::optional<base::Utc> PastDesk::nextTick(base::Utc after) {
    for (const std::chrono::seconds stretch : tickStretches) {
        auto found = newestTick(after + stretch);
        if (!found || *found <= after) {
            continue;
        }
        // The newest tick of a moment never goes back: halved until nothing lies between.
        base::Utc none = after;
        while (*found - none > base::Nanoseconds{1}) {
            const base::Utc middle = none + (*found - none) / 2;
            const auto newest = newestTick(middle);
            if (newest && *newest > after) {
                found = std::min(*newest, middle);
            } else {
                none = middle;
            }
        }
        return found;
    }
    return std::nullopt;
}

bool PastDesk::jump(int direction) {
    const base::Utc now = at();
    const record::RecordingInfo& info = m_recording->info();
    std::optional<base::Utc> found;
    const bool isBack = direction < 0;
    const auto look = [&](const OutlinePoint& point) {
        for (const alarm::Incident& is : point.incidents) {
            const bool isThere =
                is.since >= info.from && (isBack ? is.since < now : is.since > now);
            if (isThere && (!found || (isBack ? is.since > *found : is.since < *found))) {
                found = is.since;
            }
        }
        return true;
    };
    // What began was told a little later: a stretch is looked through whole.
    for (base::Utc from = now; !found && (isBack ? from >= info.from : from <= info.to);
         from = isBack ? from - jumpStretch : from + jumpStretch) {
        if (isBack) {
            m_outlines.visit(from - jumpStretch, from + jumpStretch / 6, true, look);
        } else {
            m_outlines.visit(from, from + jumpStretch + jumpStretch / 6, false, look);
        }
    }
    if (found) {
        moveTo(*found);
    }
    return found.has_value();
}

Outline PastDesk::outline(base::Utc from, base::Utc to, std::size_t most) {
    Outline outline;
    outline.points = m_outlines.points(from, to, most);
    for (record::Mark& mark : m_recording->marks()) {
        if (mark.at <= to && std::max(mark.at, mark.until) >= from) {
            outline.marks.push_back(std::move(mark));
        }
    }
    const record::RecordingInfo& info = m_recording->info();
    outline.damages = info.damages;
    outline.from = info.from;
    outline.to = info.to;
    return outline;
}

} // namespace vigie::replay
