// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wall/deliveryfilter.h"

#include <algorithm>

#include "ui/theme/words.h"

namespace vigie::ui::wall {

namespace {

const engine::PathStatus* pathAt(const engine::Snapshot& snapshot,
                                 const std::optional<std::size_t>& index) {
    return index && *index < snapshot.paths.size() ? &snapshot.paths[*index] : nullptr;
}

} // namespace

void DeliveryFilter::set(const WallAssignment& assignment, const std::string& nodeId) {
    m_assignment = assignment;
    m_words = assignment.search.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    m_region = assignment.regionId.toStdString();
    m_sport = assignment.sport.toStdString();
    m_node = nodeId;
    m_found.clear();
}

void DeliveryFilter::begin(const engine::Snapshot& snapshot) {
    m_snapshot = &snapshot;
    if (m_plan != snapshot.plan || m_nodes != snapshot.nodes.size() ||
        m_paths != snapshot.paths.size()) {
        m_plan = snapshot.plan;
        m_nodes = snapshot.nodes.size();
        m_paths = snapshot.paths.size();
        m_found.clear();
        m_feeds.clear();
        if (m_plan) {
            for (const model::FeedInfo& feed : m_plan->feeds) {
                m_feeds[feed.id] = &feed;
            }
        }
    }
    m_leaving.clear();
    if (!m_node.empty()) {
        for (const auto& path : snapshot.paths) {
            if (path.ref.nodeId == m_node && path.kind == model::PathKind::Origin) {
                m_leaving.insert(path.feedId);
            }
        }
    }
}

bool DeliveryFilter::isWanted(std::size_t index) {
    const engine::DeliveryStatus& delivery = m_snapshot->deliveries[index];
    if (!m_region.empty() && delivery.regionId != m_region) {
        return false;
    }
    if (m_assignment.kind != model::PathKind::Unknown) {
        const engine::PathStatus* path = pathAt(*m_snapshot, delivery.onAir);
        if (path == nullptr || path->kind != m_assignment.kind) {
            return false;
        }
    }
    if (!m_sport.empty()) {
        const auto feed = m_feeds.find(delivery.feedId);
        if (feed == m_feeds.end() || feed->second->sport != m_sport) {
            return false;
        }
    }
    return isAtNode(delivery) && hasWords(delivery);
}

bool DeliveryFilter::isAtNode(const engine::DeliveryStatus& delivery) const {
    if (m_node.empty() || m_leaving.contains(delivery.feedId)) {
        return true;
    }
    const auto isHere = [this](const std::optional<std::size_t>& index) {
        const engine::PathStatus* path = pathAt(*m_snapshot, index);
        return path != nullptr && path->ref.nodeId == m_node;
    };
    return isHere(delivery.main) || isHere(delivery.backup) || isHere(delivery.onAir);
}

bool DeliveryFilter::hasWords(const engine::DeliveryStatus& delivery) {
    if (m_words.isEmpty()) {
        return true;
    }
    const auto known = m_found.find(delivery.id);
    if (known != m_found.end()) {
        return known->second;
    }
    const QString text = haystack(delivery);
    const bool hasAll = std::all_of(m_words.begin(), m_words.end(), [&](const QString& word) {
        return text.contains(word, Qt::CaseInsensitive);
    });
    m_found[delivery.id] = hasAll;
    return hasAll;
}

QString DeliveryFilter::haystack(const engine::DeliveryStatus& delivery) const {
    QStringList parts{QStringLiteral("%1").arg(delivery.feedNumber, 3, 10, QLatin1Char('0')),
                      QString::fromStdString(delivery.feedName),
                      QString::fromStdString(delivery.feedId),
                      QString::fromStdString(delivery.regionId),
                      theme::regionName(*m_snapshot, delivery.regionId)};
    const auto feed = m_feeds.find(delivery.feedId);
    if (feed != m_feeds.end()) {
        parts << QString::fromStdString(feed->second->sport)
              << QString::fromStdString(feed->second->venue);
    }
    for (const auto& index : {delivery.main, delivery.backup}) {
        if (const engine::PathStatus* path = pathAt(*m_snapshot, index)) {
            parts << QString::fromStdString(path->ref.nodeId)
                  << theme::nodeName(*m_snapshot, path->ref.nodeId);
        }
    }
    // A line end, so that no word is found across two parts.
    return parts.join(QLatin1Char('\n'));
}

const engine::PathStatus* shownPath(const engine::Snapshot& snapshot,
                                    const engine::DeliveryStatus& delivery) {
    for (const auto& index : {delivery.onAir, delivery.main, delivery.backup}) {
        if (const engine::PathStatus* path = pathAt(snapshot, index)) {
            return path;
        }
    }
    return nullptr;
}

engine::Severity wallSeverity(const engine::Snapshot& snapshot,
                              const engine::DeliveryStatus& delivery) {
    if (delivery.reason == engine::OnAirReason::OffSchedule) {
        return engine::Severity::None;
    }
    const engine::Severity worst = delivery.worst();
    const engine::PathStatus* path = shownPath(snapshot, delivery);
    if (path == nullptr) {
        return std::max(worst, engine::Severity::Warning);
    }
    const bool isLost = !path->isInContact && path->node < snapshot.nodes.size() &&
                        snapshot.nodes[path->node].noContactSince.has_value();
    return isLost ? engine::Severity::Critical : worst;
}

std::vector<TwinView> viewsOf(const engine::Snapshot& snapshot,
                              const engine::DeliveryStatus& delivery) {
    std::vector<TwinView> views{TwinView::OnAir};
    std::set<model::PathKind> kinds;
    for (const auto& index : {delivery.main, delivery.backup, delivery.onAir}) {
        if (const engine::PathStatus* path = pathAt(snapshot, index)) {
            kinds.insert(path->kind);
        }
    }
    const std::pair<model::PathKind, TwinView> choices[] = {
        {model::PathKind::Cloud, TwinView::Cloud},
        {model::PathKind::Satellite, TwinView::Satellite},
        {model::PathKind::Fibre, TwinView::Fibre}};
    for (const auto& [kind, view] : choices) {
        if (kinds.contains(kind)) {
            views.push_back(view);
        }
    }
    // One step from what is on air is its twin, not the same picture again.
    if (const engine::PathStatus* onAir = pathAt(snapshot, delivery.onAir)) {
        std::stable_partition(views.begin() + 1, views.end(), [&](TwinView view) {
            return std::none_of(std::begin(choices), std::end(choices), [&](const auto& choice) {
                return choice.first == onAir->kind && choice.second == view;
            });
        });
    }
    if (delivery.main && delivery.backup) {
        views.push_back(TwinView::Split);
        views.push_back(TwinView::Difference);
    }
    return views;
}

QStringList sportsOf(const engine::Snapshot& snapshot) {
    QStringList sports;
    if (snapshot.plan) {
        for (const auto& feed : snapshot.plan->feeds) {
            const QString sport = QString::fromStdString(feed.sport);
            if (!sport.isEmpty() && !sports.contains(sport)) {
                sports << sport;
            }
        }
    }
    sports.sort(Qt::CaseInsensitive);
    return sports;
}

} // namespace vigie::ui::wall
