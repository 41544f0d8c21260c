// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/fakepast.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace vigie::uitest {

namespace {

struct Span {
    int fromMinute;
    int toMinute;
    engine::Severity severity;
};
constexpr std::array<Span, 3> incidents{{{85, 92, engine::Severity::Minor},
                                         {190, 199, engine::Severity::Major},
                                         {340, 358, engine::Severity::Critical}}};
constexpr int holeFrom = 240;
constexpr int holeTo = 250;

alarm::Incident incidentOf(std::size_t index, base::Utc begin) {
    const Span& span = incidents[index];
    alarm::Incident incident;
    incident.id = index + 1;
    incident.severity = span.severity;
    incident.fault = engine::FaultKind::Continuity;
    incident.since = begin + std::chrono::minutes(span.fromMinute);
    incident.cause.hop = {alarm::HopType::Receiver, "sat/1", "Mumbai IS-20 T7"};
    return incident;
}

engine::Snapshot snapshotAt(FleetShape shape, base::Utc at) {
    shape.now = at;
    engine::Snapshot snapshot = makeSnapshot(shape);
    snapshot.isLive = false;
    return snapshot;
}

} // namespace

std::optional<replay::OutlinePoint> fakeOutlinePoint(base::Utc begin, base::Utc at) {
    const double minutes = std::chrono::duration<double, std::ratio<60>>(at - begin).count();
    if (minutes >= holeFrom && minutes < holeTo) {
        return std::nullopt;
    }
    replay::OutlinePoint point;
    point.at = at;
    double errored = 0.02 + 0.02 * std::sin(minutes / 7);
    for (std::size_t i = 0; i < incidents.size(); ++i) {
        const Span& span = incidents[i];
        if (minutes >= span.fromMinute && minutes < span.toMinute) {
            const double within = (minutes - span.fromMinute) / (span.toMinute - span.fromMinute);
            errored += (1.0 + static_cast<double>(i) * 3) * std::sin(within * 3.14159);
            point.worst = std::max(point.worst, span.severity);
            ++point.unacknowledged;
        }
        const base::Utc opened = begin + std::chrono::minutes(span.fromMinute);
        const base::Utc closed = begin + std::chrono::minutes(span.toMinute);
        constexpr auto step = std::chrono::seconds(10);
        if (opened > at - step && opened <= at) {
            point.incidents.push_back(incidentOf(i, begin));
        }
        if (closed > at - step && closed <= at) {
            point.incidents.push_back(incidentOf(i, begin));
            point.incidents.back().ended = closed;
        }
    }
    point.health = static_cast<float>(100.0 - errored);
    point.share.cloud = 66 + static_cast<std::uint32_t>(4 * std::sin(minutes / 40));
    point.share.satellite = 100 - point.share.cloud;
    point.nodes = 13;
    point.nodesInContact = 12;
    return point;
}

FakePast::FakePast(base::Utc to, FleetShape shape)
    : m_shape(shape), m_engine(snapshotAt(shape, to - length)) {
    m_playhead.from = to - length;
    m_playhead.to = to;
    m_playhead.at = m_playhead.from;
}

FakePast::~FakePast() = default;

void FakePast::tell() {
    std::function<void(replay::Playhead)> listener;
    replay::Playhead playhead;
    {
        const std::lock_guard lock(m_mutex);
        listener = m_listener;
        playhead = m_playhead;
    }
    if (listener) {
        listener(playhead);
    }
}

void FakePast::moveTo(base::Utc at, bool isAtEnd) {
    {
        const std::lock_guard lock(m_mutex);
        m_playhead.at = std::clamp(at, m_playhead.from, m_playhead.to);
        m_playhead.isAtEnd = isAtEnd;
        at = m_playhead.at;
    }
    m_engine.publish(snapshotAt(m_shape, at));
    tell();
}

void FakePast::growTo(base::Utc to) {
    const std::lock_guard lock(m_mutex);
    m_playhead.to = to;
}

void FakePast::seek(base::Utc at) {
    {
        const std::lock_guard lock(m_mutex);
        m_seeks.push_back(at);
    }
    moveTo(at);
}

void FakePast::play(double speed) {
    {
        const std::lock_guard lock(m_mutex);
        m_plays.push_back(speed);
        m_playhead.speed = speed == 0 ? 0 : std::clamp(speed, slowest, fastest);
    }
    tell();
}

void FakePast::step(int direction) {
    base::Utc at{};
    {
        const std::lock_guard lock(m_mutex);
        m_steps.push_back(direction);
        m_playhead.speed = 0;
        at = m_playhead.at + std::chrono::seconds(direction);
    }
    moveTo(at);
}

void FakePast::jumpToIncident(int direction, std::function<void(bool)> done) {
    std::optional<base::Utc> found;
    {
        const std::lock_guard lock(m_mutex);
        m_jumps.push_back(direction);
        m_playhead.speed = 0;
        for (const Span& span : incidents) {
            const base::Utc at = m_playhead.to - length + std::chrono::minutes(span.fromMinute);
            const bool isThere = direction > 0 ? at > m_playhead.at : at < m_playhead.at;
            if (m_hasIncidents && isThere && (direction < 0 || !found)) {
                found = at;
            }
        }
    }
    if (found) {
        moveTo(*found);
    }
    done(found.has_value());
}

replay::Playhead FakePast::playhead() const {
    const std::lock_guard lock(m_mutex);
    return m_playhead;
}

void FakePast::setPlayheadListener(std::function<void(replay::Playhead)> listener) {
    const std::lock_guard lock(m_mutex);
    m_listener = std::move(listener);
}

void FakePast::queryOutline(base::Utc from, base::Utc to, std::size_t most,
                            std::function<void(replay::Outline)> done) {
    replay::Outline outline;
    {
        const std::lock_guard lock(m_mutex);
        ++m_outlineQueries;
        outline.from = m_playhead.from;
        outline.to = m_playhead.to;
        outline.marks = m_marks;
    }
    const base::Utc first = std::max(from, outline.from);
    const base::Utc last = std::min(to, outline.to);
    const auto step = std::max<base::Nanoseconds>(
        std::chrono::seconds(10),
        (last - first) / static_cast<std::int64_t>(std::max<std::size_t>(1, most)));
    for (base::Utc at = first; at <= last; at += step) {
        if (auto point = fakeOutlinePoint(outline.from, at)) {
            // Thinned points keep what began and ended between them.
            for (base::Utc between = at - step + std::chrono::seconds(10); between < at;
                 between += std::chrono::seconds(10)) {
                if (const auto skipped = fakeOutlinePoint(outline.from, between)) {
                    point->incidents.insert(point->incidents.begin(), skipped->incidents.begin(),
                                            skipped->incidents.end());
                }
            }
            outline.points.push_back(std::move(*point));
        }
    }
    done(std::move(outline));
}

void FakePast::queryPicture(model::PathRef path, base::Utc at,
                            std::function<void(model::AccessUnitPtr)> done) {
    {
        const std::lock_guard lock(m_mutex);
        ++m_pictureQueries;
    }
    const int seed = static_cast<int>(std::hash<std::string>()(path.pathId) % 40);
    done(sceneUnit(1, seed, static_cast<int>(base::toSeconds(at) % 60)));
}

void FakePast::addMark(record::Mark mark, std::function<void(base::Result<void>)> done) {
    std::string refusal;
    {
        const std::lock_guard lock(m_mutex);
        refusal = m_markRefusal;
        if (refusal.empty()) {
            std::erase_if(m_marks, [&](const auto& old) { return old.id == mark.id; });
            if (!mark.isRemoved) {
                m_marks.push_back(std::move(mark));
            }
        }
    }
    done(refusal.empty() ? base::Result<void>() : base::Result<void>(base::failure(refusal)));
}

record::RecordingInfo FakePast::info() const {
    const std::lock_guard lock(m_mutex);
    record::RecordingInfo info;
    info.from = m_playhead.from;
    info.to = m_playhead.to;
    info.madeBy = "a test";
    return info;
}

void FakePast::setSnapshotListener(std::function<void(engine::SnapshotPtr)> listener) {
    m_engine.setSnapshotListener(std::move(listener));
}
void FakePast::queryChart(engine::ChartQuery query, std::function<void(engine::ChartSeries)> done) {
    m_engine.queryChart(std::move(query), std::move(done));
}
void FakePast::queryLatest(std::string nodeId, model::Scope scope, std::string subject,
                           std::function<void(std::vector<engine::LatestValue>)> done) {
    m_engine.queryLatest(std::move(nodeId), scope, std::move(subject), std::move(done));
}
void FakePast::queryEvents(std::string nodeId, std::string subject, std::size_t most,
                           std::function<void(std::vector<engine::LoggedEvent>)> done) {
    m_engine.queryEvents(std::move(nodeId), std::move(subject), most, std::move(done));
}
void FakePast::queryDeliveryHistory(engine::DeliveryHistoryQuery query,
                                    std::function<void(engine::DeliveryHistory)> done) {
    m_engine.queryDeliveryHistory(std::move(query), std::move(done));
}
void FakePast::act(alarm::Action /*action*/,
                   std::function<void(base::Result<std::uint64_t>)> done) {
    if (done) {
        done(base::failure("This is the past."));
    }
}
void FakePast::queryHistory(journal::HistoryQuery query,
                            std::function<void(journal::History)> done) {
    m_engine.queryHistory(std::move(query), std::move(done));
}
void FakePast::queryIncidents(base::Utc from, base::Utc to,
                              std::function<void(journal::PastIncidents)> done) {
    m_engine.queryIncidents(from, to, std::move(done));
}
void FakePast::queryPerformance(std::function<void(alarm::Performance)> done) {
    m_engine.queryPerformance(std::move(done));
}
void FakePast::queryExplanation(alarm::Subject subject, std::string ruleId,
                                std::function<void(alarm::Explanation)> done) {
    m_engine.queryExplanation(std::move(subject), std::move(ruleId), std::move(done));
}

base::SubscriptionPtr FakePast::watchPreview(const model::PathRef& path,
                                             const model::PreviewRequest& request,
                                             fleet::PreviewSink& sink) {
    return m_source.watchPreview(path, request, sink);
}
base::Timestamp FakePast::now() const {
    const auto at = playhead().at;
    return {at, base::monoFromNs(base::toNs(at))};
}

void FakePast::setMarks(std::vector<record::Mark> marks) {
    const std::lock_guard lock(m_mutex);
    m_marks = std::move(marks);
}
void FakePast::setMarkRefusal(std::string reason) {
    const std::lock_guard lock(m_mutex);
    m_markRefusal = std::move(reason);
}
void FakePast::setHasIncidents(bool hasIncidents) {
    const std::lock_guard lock(m_mutex);
    m_hasIncidents = hasIncidents;
}
std::vector<base::Utc> FakePast::seeks() const {
    const std::lock_guard lock(m_mutex);
    return m_seeks;
}
std::vector<double> FakePast::plays() const {
    const std::lock_guard lock(m_mutex);
    return m_plays;
}
std::vector<int> FakePast::steps() const {
    const std::lock_guard lock(m_mutex);
    return m_steps;
}
std::vector<int> FakePast::jumps() const {
    const std::lock_guard lock(m_mutex);
    return m_jumps;
}
std::vector<record::Mark> FakePast::marks() const {
    const std::lock_guard lock(m_mutex);
    return m_marks;
}
std::size_t FakePast::outlineQueries() const {
    const std::lock_guard lock(m_mutex);
    return m_outlineQueries;
}
std::size_t FakePast::pictureQueries() const {
    const std::lock_guard lock(m_mutex);
    return m_pictureQueries;
}

} // namespace vigie::uitest
