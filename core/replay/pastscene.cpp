// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/replay/pastscene.h"

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>

#include "core/engine/assumedplan.h"
#include "core/engine/shown.h"
#include "core/replay/frame.h"

namespace vigie::replay {
namespace {

/// One is due every ten seconds: without any for so long nothing was recorded.
constexpr std::chrono::seconds longestPause{30};
/// As long as health::ShareMeter keeps it.
constexpr std::chrono::hours shareHistory{6};
constexpr const char* notRecorded = "Nothing was recorded at this time.";

/// What a snapshot shows of samples.
const std::vector<std::string>& shownMetrics() {
    static const std::vector<std::string> keys = [] {
        namespace key = model::key;
        std::vector<std::string> all{std::string(key::nodeClockError),
                                     std::string(key::pathBitrate), std::string(key::rfEsN0),
                                     std::string(key::rfMargin),
                                     std::string(key::loudnessShortTerm)};
        for (int channel = 1; channel <= 8; ++channel) {
            all.push_back(std::string(key::audioLevelPrefix) + std::to_string(channel));
        }
        return all;
    }();
    return keys;
}

std::optional<std::int64_t> rawOf(const record::NodeMoment& node, const engine::MetricId& metric,
                                  std::size_t row) {
    if (!metric || *metric >= node.latest.size() || row >= node.latest[*metric].size()) {
        return std::nullopt;
    }
    const model::Cell& cell = node.latest[*metric][row];
    return cell.isPresent ? std::optional(cell.raw) : std::nullopt;
}

std::optional<base::Utc> noContactSince(const record::NodeMoment& node,
                                        const engine::NodeStatus& framed) {
    if (node.contact == fleet::Contact::Connected) {
        return std::nullopt;
    }
    if (framed.contact == node.contact && framed.noContactSince) {
        return framed.noContactSince;
    }
    if (node.lastTick) {
        return node.lastReceived.utc;
    }
    return node.contact == fleet::Contact::Lost ? std::optional(node.contactAt.utc) : std::nullopt;
}

} // namespace

engine::SnapshotPtr PastScene::make(base::Utc at) {
    auto made = std::make_shared<engine::Snapshot>();
    m_book.moveTo(at);
    const bool isRecorded = fillFrame(*made, at);
    made->revision = ++m_revision;
    made->now = at;
    made->isLive = false;
    const auto moments = m_recording.momentAt(at, shownMetrics());
    fillNodes(*made, moments, isRecorded);
    fillPlan(*made);
    fillAlarms(*made);
    fillFaults(*made);
    fillHistory(*made, at);
    return made;
}

bool PastScene::fillFrame(engine::Snapshot& into, base::Utc at) {
    const auto found = m_recording.newestNote(record::NoteKind::Frame, at);
    if (found && m_frameOrder != found->order) {
        if (auto read = readFrame(found->note.bytes)) {
            m_frame = std::move(*read);
            m_frameOrder = found->order;
        }
    }
    if (found && m_frameOrder == found->order) {
        into = m_frame;
        return at - found->note.at.utc <= longestPause;
    }
    return at - m_recording.info().from <= longestPause;
}

const PastScene::Tables& PastScene::tablesOf(const model::NodeDescriptionPtr& description) {
    Tables& tables = m_tables[description->id];
    if (tables.description != description) {
        tables.description = description;
        tables.ids = engine::MetricIds(*description);
        tables.inputs.clear();
        for (std::size_t row = 0; row < description->inputs.size(); ++row) {
            tables.inputs.emplace(description->inputs[row].id, row);
        }
    }
    return tables;
}

void PastScene::fillNodes(engine::Snapshot& into, const std::vector<record::NodeMoment>& moments,
                          bool isRecorded) {
    std::map<std::string_view, std::size_t> known;
    for (std::size_t i = 0; i < into.nodes.size(); ++i) {
        known.emplace(into.nodes[i].endpoint, i);
    }
    std::vector<std::size_t> indexes;
    for (const record::NodeMoment& moment : moments) {
        const auto found = known.find(moment.endpoint);
        const std::size_t index = found != known.end() ? found->second : into.nodes.size();
        if (found == known.end()) {
            into.nodes.emplace_back().endpoint = moment.endpoint;
        }
        indexes.push_back(index);
        engine::NodeStatus& node = into.nodes[index];
        node.noContactSince = noContactSince(moment, node);
        node.description = moment.description;
        node.contact = moment.contact;
        node.contactReason = moment.contactReason;
        node.lastTick = moment.lastTick;
        if (moment.description) {
            const engine::MetricIds& ids = tablesOf(moment.description).ids;
            if (const auto raw = rawOf(moment, ids.clockError, 0)) {
                node.clockErrorMs = static_cast<double>(*raw) * ids.clockErrorStep;
            }
        }
        if (!isRecorded && node.contact == fleet::Contact::Connected) {
            node.contact = fleet::Contact::Lost;
            node.contactReason = notRecorded;
            node.noContactSince =
                node.lastTick ? std::optional(moment.lastReceived.utc) : std::nullopt;
        }
    }
    fillPaths(into, moments, indexes);
}

void PastScene::fillPaths(engine::Snapshot& into, const std::vector<record::NodeMoment>& moments,
                          const std::vector<std::size_t>& nodes) {
    std::map<model::PathRef, std::size_t> known;
    for (std::size_t i = 0; i < into.paths.size(); ++i) {
        into.paths[i].isInContact = false;
        known.emplace(into.paths[i].ref, i);
    }
    for (std::size_t m = 0; m < moments.size(); ++m) {
        const record::NodeMoment& moment = moments[m];
        if (!moment.description) {
            continue;
        }
        const Tables& tables = tablesOf(moment.description);
        for (std::size_t row = 0; row < moment.description->paths.size(); ++row) {
            const model::PathInfo& info = moment.description->paths[row];
            const model::PathRef ref{moment.description->id, info.id};
            const auto [found, isNew] = known.try_emplace(ref, into.paths.size());
            engine::PathStatus& path =
                isNew ? into.paths.emplace_back() : into.paths[found->second];
            path.ref = ref;
            path.feedId = info.feedId;
            path.regionId = info.regionId;
            path.kind = info.kind;
            path.node = nodes[m];
            path.isInContact = into.nodes[nodes[m]].contact == fleet::Contact::Connected;
            path.hasPreview = info.hasPreview || !info.previewUri.empty();
            path.policy = info.policy;
            const auto input = tables.inputs.find(info.inputId);
            engine::showSamples(path, tables.ids, row,
                                input != tables.inputs.end() ? std::optional(input->second)
                                                             : std::nullopt,
                                [&moment](const engine::MetricId& id, std::size_t at) {
                                    return rawOf(moment, id, at);
                                });
        }
    }
}

void PastScene::fillPlan(engine::Snapshot& into) {
    std::vector<model::NodeDescriptionPtr> described;
    for (const engine::NodeStatus& node : into.nodes) {
        if (node.description) {
            described.push_back(node.description);
        }
    }
    if (!m_plan || m_planRevision != m_book.planRevision() || described != m_planNodes) {
        const auto& plan = m_book.plan();
        m_plan = std::make_shared<model::Plan>(plan ? engine::completePlan(*plan, described)
                                                    : engine::assumePlan(described));
        m_planRevision = m_book.planRevision();
        m_planNodes = std::move(described);
    }
    into.plan = m_plan;
}

void PastScene::fillAlarms(engine::Snapshot& into) {
    std::map<std::uint64_t, baseline::Usual> usual; // the frame has the newest
    for (engine::AlarmStatus& framed : into.alarms) {
        usual.emplace(framed.id, *framed.usual);
    }
    into.alarms.clear();
    into.rules = m_book.rules();
    for (const auto& numbered : m_book.alarms()) {
        const std::uint64_t id = numbered.first;
        const alarm::Alarm& known = numbered.second;
        std::string inputId = known.subject.scope == model::Scope::Input ? known.subject.id : "";
        const auto tables = m_tables.find(known.subject.nodeId);
        if (known.subject.scope == model::Scope::Path && tables != m_tables.end()) {
            const auto& paths = tables->second.description->paths;
            const auto path = std::find_if(paths.begin(), paths.end(), [&](const auto& info) {
                return info.id == known.subject.id;
            });
            inputId = path != paths.end() ? path->inputId : "";
        }
        engine::AlarmStatus& status =
            into.alarms.emplace_back(engine::statusOf(known, std::move(inputId), *into.rules));
        if (const auto framed = usual.find(id); framed != usual.end()) {
            status.usual = framed->second;
        } else if (const auto kept = m_book.usual().find(id); kept != m_book.usual().end()) {
            status.usual = kept->second;
        }
    }
    engine::orderAlarms(into.alarms);
    for (const auto& [id, is] : m_book.incidents()) {
        into.incidents.push_back(is);
    }
    engine::orderIncidents(into.incidents, into.alarms);
    engine::showWorst(into.nodes, into.alarms);
    into.overrides = m_book.overrides();
    into.operatorName = m_book.operatorName();
    into.mutedUntil = m_book.mutedUntil();
}

void PastScene::fillFaults(engine::Snapshot& into) const {
    std::map<std::string_view, std::size_t> places; // of rules in their file
    for (std::size_t i = 0; i < into.rules->rules.size(); ++i) {
        places.emplace(into.rules->rules[i].id, i);
    }
    std::vector<const engine::AlarmStatus*> present;
    for (const engine::AlarmStatus& known : into.alarms) {
        // Off air by the schedule only what holds off air too is a fault.
        const bool isOffAir =
            known.isOnAirOnly && (known.suppressed & bit(alarm::Suppression::OffAir)) != 0;
        if (known.isPresent() && !isOffAir) {
            present.push_back(&known);
        }
    }
    std::stable_sort(present.begin(), present.end(), [&places](const auto* a, const auto* b) {
        const auto placeOf = [&places](const std::string& id) {
            const auto found = places.find(id);
            return found == places.end() ? places.size() : found->second;
        };
        return std::pair(b->severity, placeOf(a->ruleId)) <
               std::pair(a->severity, placeOf(b->ruleId));
    });
    std::map<alarm::Subject, std::vector<engine::Fault>> faults;
    for (const engine::AlarmStatus* known : present) {
        faults[known->subject].push_back(
            {known->kind, known->severity, known->since, known->value, known->ruleId});
    }
    if (!faults.empty()) {
        const auto append = [&faults](engine::PathStatus& path, const alarm::Subject& subject) {
            if (const auto found = faults.find(subject); found != faults.end()) {
                path.faults.insert(path.faults.end(), found->second.begin(), found->second.end());
            }
        };
        std::set<std::string_view> nodes;
        for (const auto& [subject, of] : faults) {
            nodes.insert(subject.nodeId);
        }
        for (const auto& [id, tables] : m_tables) {
            if (!nodes.contains(id)) {
                continue;
            }
            std::map<std::string_view, std::string_view> inputs; // by path
            for (const model::PathInfo& info : tables.description->paths) {
                inputs.emplace(info.id, info.inputId);
            }
            for (engine::PathStatus& path : into.paths) {
                if (path.ref.nodeId != id) {
                    continue;
                }
                append(path, {model::Scope::Path, id, path.ref.pathId});
                if (const auto input = inputs.find(path.ref.pathId);
                    input != inputs.end() && !input->second.empty()) {
                    append(path, {model::Scope::Input, id, std::string(input->second)});
                }
                append(path, {model::Scope::Node, id, ""});
                engine::orderFaults(path.faults);
            }
        }
    }
    std::map<std::string_view, alarm::Severity> worst; // by region
    for (engine::DeliveryStatus& delivery : into.deliveries) {
        if (delivery.onAir) {
            delivery.faults = into.paths[*delivery.onAir].faults;
        }
        alarm::Severity& of = worst[delivery.regionId];
        of = std::max(of, delivery.worst());
    }
    for (engine::RegionStatus& region : into.regions) {
        region.worst = worst[region.id];
    }
}

void PastScene::fillHistory(engine::Snapshot& into, base::Utc at) {
    auto history = std::make_shared<std::vector<health::SharePoint>>();
    m_outlines.visit(at - shareHistory, at, false, [&history](const OutlinePoint& point) {
        history->push_back({point.at, point.share});
        return true;
    });
    into.share.history = std::move(history);
}

} // namespace vigie::replay
