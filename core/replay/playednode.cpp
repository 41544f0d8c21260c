// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/replay/playednode.h"

#include <algorithm>
#include <memory>
#include <set>
#include <utility>

namespace vigie::replay {
namespace {

/// Other for each run and each start of the recorded node, the same for neither; never 0.
std::uint64_t mixed(std::uint64_t run, std::uint64_t incarnation) {
    std::uint64_t x = run ^ (incarnation * 0x9E3779B97F4A7C15ULL); // splitmix64's finish
    x = (x ^ (x >> 30U)) * 0xBF58476D1CE4E5B9ULL;
    x = (x ^ (x >> 27U)) * 0x94D049BB133111EBULL;
    return (x ^ (x >> 31U)) | 1U;
}

model::NodeDescriptionPtr played(const model::NodeDescription& recorded, std::uint64_t run) {
    auto description = std::make_shared<model::NodeDescription>(recorded);
    description->incarnation = mixed(run, recorded.incarnation);
    for (model::PathInfo& path : description->paths) {
        if (!path.previewUri.empty()) { // that is live, if it is there at all
            path.previewUri.clear();
            path.hasPreview = false;
        }
    }
    return description;
}

/// Samples that are moments of UTC.
bool isMoment(const model::MetricInfo& metric) {
    return metric.key == model::key::markUtc || metric.key == model::key::markPtsUtc ||
           metric.key == model::key::markSignatureUtc;
}

} // namespace

PlayedNode::PlayedNode(const model::NodeDescription& description, const PlayedTime& time)
    : m_description(played(description, time.run)), m_time(time),
      m_recordedIncarnation(description.incarnation) {}

model::NodeDescriptionPtr PlayedNode::describe() const {
    const std::lock_guard lock(m_state);
    return m_description;
}

base::SubscriptionPtr PlayedNode::subscribe(fleet::ProviderListener& listener) {
    const std::lock_guard telling(m_telling);
    m_listeners.push_back(&listener);
    listener.onDescription(describe());
    return std::make_unique<base::CallOnEnd>([this, &listener] {
        const std::lock_guard ending(m_telling);
        std::erase(m_listeners, &listener);
    });
}

fleet::EventPage PlayedNode::eventsAfter(std::uint64_t after, std::size_t most) const {
    const std::lock_guard lock(m_state);
    fleet::EventPage page;
    page.firstAvailable = m_ring.empty() ? m_lastEvent + 1 : m_ring.front()->sequence;
    auto event = std::lower_bound(
        m_ring.begin(), m_ring.end(), after + 1,
        [](const auto& one, std::uint64_t sequence) { return one->sequence < sequence; });
    for (; event != m_ring.end() && page.events.size() < most; ++event) {
        page.events.push_back(*event);
    }
    return page;
}

base::Result<base::SubscriptionPtr>
PlayedNode::watchPreview(const std::string& pathId, const model::PreviewRequest& /*request*/,
                         fleet::PreviewListener& listener) {
    const auto description = describe();
    const auto path =
        std::find_if(description->paths.begin(), description->paths.end(),
                     [&pathId](const model::PathInfo& info) { return info.id == pathId; });
    if (path == description->paths.end() || !path->hasPreview) {
        return base::failure("Path " + pathId + " has no preview in this recording.");
    }
    const std::lock_guard lock(m_previewing);
    Preview& preview = m_previews[pathId];
    preview.watches.push_back(&listener);
    if (preview.newest) {
        listener.onAccessUnit(preview.newest);
    }
    return std::make_unique<base::CallOnEnd>([this, pathId, &listener] {
        const std::lock_guard ending(m_previewing);
        std::erase(m_previews[pathId].watches, &listener);
    });
}

void PlayedNode::begin(const PlayedTime& time, const record::NodeMoment* moment) {
    m_time = time;
    m_sequenceBase = m_lastSequence;
    m_known.clear();
    if (moment != nullptr && moment->description) {
        m_knownEpoch = moment->description->epoch;
        m_known = moment->latest;
        m_recordedIncarnation = moment->description->incarnation;
        describe(*moment->description);
    }
}

void PlayedNode::describe(const model::NodeDescription& description) {
    if (description.incarnation != m_recordedIncarnation) {
        m_recordedIncarnation = description.incarnation;
        m_sequenceBase = m_lastSequence;
        m_known.clear();
    }
    const auto made = played(description, m_time.run);
    const std::lock_guard telling(m_telling);
    {
        const std::lock_guard lock(m_state);
        if (m_description->incarnation == made->incarnation &&
            m_description->epoch == made->epoch) {
            return; // each file of a ring begins with what is in force
        }
        if (m_description->incarnation != made->incarnation) {
            m_ring.clear();
        }
        m_description = made;
    }
    for (fleet::ProviderListener* listener : m_listeners) {
        listener->onDescription(made);
    }
}

void PlayedNode::addWhatWasKnown(model::Tick& tick) const {
    const auto description = describe();
    std::set<std::uint32_t> present;
    for (const model::Block& block : tick.blocks) {
        for (const model::Column& column : block.columns) {
            present.insert(column.metric);
        }
    }
    for (std::uint32_t metric = 0; metric < m_known.size(); ++metric) {
        const model::MetricInfo& info = description->metrics[metric];
        const auto& cells = m_known[metric];
        // A mark is of its own second: told later it would be a wrong one.
        if (present.contains(metric) || info.kind == model::MetricKind::Mark ||
            cells.size() != description->rows(info.scope) ||
            std::none_of(cells.begin(), cells.end(), [](const auto& c) { return c.isPresent; })) {
            continue;
        }
        model::Column column;
        column.metric = metric;
        column.values.assign(cells.size(), 0);
        for (std::size_t row = 0; row < cells.size(); ++row) {
            if (cells[row].isPresent) {
                column.values[row] = cells[row].raw;
            } else {
                column.setAbsent(row);
            }
        }
        tick.blocks.push_back(
            {info.scope, 0, static_cast<std::uint32_t>(cells.size()), {std::move(column)}});
    }
}

void PlayedNode::move(model::Tick& tick) const {
    tick.utc += m_time.utc;
    tick.mono += m_time.mono;
    if (m_time.utc.count() == 0) {
        return;
    }
    const std::int64_t by = base::Nanoseconds(m_time.utc).count();
    const auto description = describe();
    for (model::Block& block : tick.blocks) {
        for (model::Column& column : block.columns) {
            if (!isMoment(description->metrics[column.metric])) {
                continue;
            }
            for (std::size_t row = 0; row < column.values.size(); ++row) {
                column.values[row] += column.isPresent(row) ? by : 0;
            }
        }
    }
}

void PlayedNode::tick(const model::Tick& recorded) {
    const auto description = describe();
    if (recorded.epoch != description->epoch || model::whyMalformed(*description, recorded)) {
        return; // as the desk did then
    }
    auto tick = std::make_shared<model::Tick>(recorded);
    if (!m_known.empty()) {
        if (m_knownEpoch == recorded.epoch && m_known.size() == description->metrics.size()) {
            addWhatWasKnown(*tick);
        }
        m_known.clear();
    }
    move(*tick);
    tick->sequence = m_sequenceBase + recorded.sequence;
    m_lastSequence = std::max(m_lastSequence, tick->sequence);
    const std::lock_guard telling(m_telling);
    for (fleet::ProviderListener* listener : m_listeners) {
        listener->onTick(tick);
    }
}

void PlayedNode::event(const model::Event& recorded) {
    if (recorded.kind == model::EventKind::Gap) {
        return; // of the connection then
    }
    auto event = std::make_shared<model::Event>(recorded);
    event->utc += m_time.utc;
    const std::lock_guard telling(m_telling);
    {
        const std::lock_guard lock(m_state);
        // Numbered anew, and on over runs: one connection sees them all.
        event->sequence = ++m_lastEvent;
        m_ring.push_back(event);
        if (m_ring.size() > ringSize) {
            m_ring.pop_front();
        }
    }
    for (fleet::ProviderListener* listener : m_listeners) {
        listener->onEvent(event);
    }
}

void PlayedNode::picture(const std::string& pathId, const model::AccessUnit& recorded) {
    auto unit = std::make_shared<model::AccessUnit>(recorded);
    unit->arrival += m_time.utc;
    const std::lock_guard lock(m_previewing);
    Preview& preview = m_previews[pathId];
    unit->sequence = ++preview.count;
    preview.newest = unit;
    for (fleet::PreviewListener* watch : preview.watches) {
        watch->onAccessUnit(unit);
    }
}

void PlayedNode::end(const std::string& reason) {
    const std::lock_guard lock(m_previewing);
    for (auto& [path, preview] : m_previews) {
        for (fleet::PreviewListener* watch : preview.watches) {
            watch->onEnded(reason);
        }
        preview.newest.reset();
    }
}

} // namespace vigie::replay
