// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/replay/redactnotes.h"

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/replay/frame.h"
#include "core/replay/notes.h"

namespace vigie::replay {
namespace {

using Kind = record::Names::Kind;

/// Goes through everything that has a name, in place.
class Neutral {
public:
    explicit Neutral(record::Names& names) : m_names(names) {}

    void apply(engine::BeginState& state) {
        if (state.plan) {
            apply(*state.plan);
        }
        apply(state.rules);
        if (state.carried) {
            std::map<std::string, health::CarriedSeconds> regions;
            for (const auto& [id, seconds] : state.carried->regions) {
                regions.emplace(m_names.id(Kind::Region, id), seconds);
            }
            state.carried->regions = std::move(regions);
        }
        if (state.restored) {
            auto& restored = *state.restored;
            applyAll(restored.book.alarms);
            applyAll(restored.book.overrides);
            apply(restored.book.suppressed);
            person(restored.book.operatorName);
            applyAll(restored.incidents);
            applyAll(restored.records);
            restored.remark.clear();
        }
        state.baselines.clear(); // its series carry names
    }
    void apply(alarm::Action& action) {
        person(action.operatorName);
        if (action.subject) {
            apply(*action.subject);
        }
        const bool isPerson =
            action.kind == alarm::ActionKind::Assign || action.kind == alarm::ActionKind::HandOver;
        isPerson ? person(action.text) : words(action.text);
    }
    void apply(RulesNote& note) {
        apply(note.rules);
        words(note.refusal);
    }
    void apply(journal::Entry& entry) {
        applyAll(entry.commit.records);
        applyAll(entry.commit.alarms);
        if (entry.commit.overrides) {
            applyAll(*entry.commit.overrides);
        }
        apply(entry.commit.suppressed);
        if (entry.commit.operatorName) {
            person(*entry.commit.operatorName);
        }
        applyAll(entry.incidents);
    }
    void apply(OutlinePoint& point) { applyAll(point.incidents); }
    void apply(engine::Snapshot& snapshot) {
        if (snapshot.plan) {
            auto plan = std::make_shared<model::Plan>(*snapshot.plan);
            apply(*plan);
            snapshot.plan = std::move(plan);
        }
        for (engine::NodeStatus& node : snapshot.nodes) {
            node.endpoint = m_names.id(Kind::Endpoint, node.endpoint);
            if (node.description) {
                node.description = m_names.description(*node.description);
            }
            words(node.contactReason);
        }
        for (engine::PathStatus& path : snapshot.paths) {
            apply(path.ref);
            feed(path.feedId);
            region(path.regionId);
        }
        for (engine::DeliveryStatus& delivery : snapshot.deliveries) {
            delivery.feedName = m_names.name(Kind::Feed, delivery.feedId);
            if (!delivery.feedId.empty()) {
                delivery.feedNumber = m_names.number(Kind::Feed, delivery.feedId);
            }
            delivery.id = m_names.id(Kind::Delivery, delivery.id);
            feed(delivery.feedId);
            region(delivery.regionId);
        }
        for (engine::RegionStatus& one : snapshot.regions) {
            one.name = m_names.name(Kind::Region, one.id);
            region(one.id);
        }
        for (engine::AlarmStatus& status : snapshot.alarms) {
            apply(status.path);
            status.inputId = m_names.id(Kind::Input, status.inputId);
            status.nodeId = m_names.id(Kind::Node, status.nodeId);
            apply(static_cast<alarm::Alarm&>(status));
        }
        applyAll(snapshot.incidents);
        applyAll(snapshot.overrides);
        apply(snapshot.rules);
        person(snapshot.operatorName);
        words(snapshot.journalTrouble);
    }

private:
    template <typename T> void applyAll(std::vector<T>& all) {
        for (T& one : all) {
            apply(one);
        }
    }
    void feed(std::string& id) { id = m_names.id(Kind::Feed, id); }
    void region(std::string& id) { id = m_names.id(Kind::Region, id); }
    /// That there was somebody, or something said, is a fact; who and what is left out.
    static void person(std::string& name) { name = name.empty() ? "" : "operator"; }
    static void words(std::string& text) { text = text.empty() ? "" : "left out"; }

    void apply(model::PathRef& ref) {
        ref.pathId = m_names.id(Kind::Path, ref.pathId);
        ref.nodeId = m_names.id(Kind::Node, ref.nodeId);
    }
    void apply(alarm::Subject& subject) {
        subject.id = m_names.subject(subject.scope, subject.id);
        subject.nodeId = m_names.id(Kind::Node, subject.nodeId);
    }
    void apply(std::map<alarm::Subject, std::uint8_t>& suppressed) {
        std::map<alarm::Subject, std::uint8_t> out;
        for (const auto& [original, bits] : suppressed) {
            alarm::Subject subject = original;
            apply(subject);
            out.emplace(std::move(subject), bits);
        }
        suppressed = std::move(out);
    }
    void apply(alarm::Alarm& alarm) {
        alarm.parentInputId = m_names.id(Kind::Input, alarm.parentInputId);
        apply(alarm.subject);
        feed(alarm.feedId);
        region(alarm.regionId);
        if (alarm.shelf) {
            person(alarm.shelf->operatorName);
            words(alarm.shelf->reason);
        }
        person(alarm.acknowledgedBy);
        person(alarm.assignedTo);
        words(alarm.comment);
    }
    void apply(alarm::Record& record) {
        person(record.operatorName);
        apply(record.subject);
        feed(record.feedId);
        region(record.regionId);
        words(record.text);
    }
    void apply(alarm::Override& over) {
        apply(over.subject);
        person(over.operatorName);
        words(over.reason);
    }
    void apply(alarm::Incident& incident) {
        apply(incident.cause);
        if (incident.runnerUp) {
            apply(*incident.runnerUp);
        }
    }
    void apply(alarm::Suspect& suspect) {
        apply(suspect.hop);
        for (alarm::Evidence& evidence : suspect.evidence) {
            apply(evidence.subject);
        }
    }
    void apply(alarm::Hop& hop) {
        hop.id = hopId(hop.type, hop.id);
        hop.name = hop.id;
    }
    /// What no plan names is called by its carrier, its region or its input.
    std::string hopId(alarm::HopType type, const std::string& id) {
        switch (type) {
        case alarm::HopType::Feed:
            return m_names.id(Kind::Feed, id);
        case alarm::HopType::Origin:
        case alarm::HopType::Node:
            return m_names.id(Kind::Node, id);
        case alarm::HopType::Region:
            return m_names.id(Kind::Region, id);
        case alarm::HopType::Input:
        case alarm::HopType::Receiver:
            return m_names.pair(Kind::Input, id);
        case alarm::HopType::CloudRegion:
            return m_names.id(!m_names.knows(Kind::Hop, id) && m_names.knows(Kind::Region, id)
                                  ? Kind::Region
                                  : Kind::Hop,
                              id);
        case alarm::HopType::Uplink:
        case alarm::HopType::Transponder:
        case alarm::HopType::Link:
            break;
        }
        const auto slash = id.find('/');
        const bool isInput = !m_names.knows(Kind::Hop, id) && slash != std::string::npos &&
                             m_names.knows(Kind::Node, id.substr(0, slash));
        return isInput ? m_names.pair(Kind::Input, id) : m_names.id(Kind::Hop, id);
    }

    void apply(model::Plan& plan) {
        plan.name = plan.name.empty() ? "" : "Plan";
        for (model::RegionInfo& one : plan.regions) {
            one.name = m_names.name(Kind::Region, one.id);
            region(one.id);
        }
        for (model::FeedInfo& one : plan.feeds) {
            one.name = m_names.name(Kind::Feed, one.id);
            one.number = m_names.number(Kind::Feed, one.id);
            one.sport = m_names.id(Kind::Sport, one.sport);
            one.venue.clear();
            feed(one.id);
        }
        for (model::Delivery& delivery : plan.deliveries) {
            delivery.id = m_names.id(Kind::Delivery, delivery.id);
            feed(delivery.feedId);
            region(delivery.regionId);
            for (auto* path : {&delivery.main, &delivery.backup}) {
                if (*path) {
                    apply(**path);
                }
            }
        }
        for (model::PlanHop& hop : plan.hops) {
            hop.id = m_names.id(Kind::Hop, hop.id);
            hop.name = hop.id;
            hop.behind = m_names.id(Kind::Hop, hop.behind);
            for (std::string& input : hop.inputs) {
                input = m_names.pair(Kind::Input, input);
            }
            for (std::string& node : hop.nodes) {
                node = m_names.id(Kind::Node, node);
            }
        }
    }

    void apply(alarm::RuleSetPtr& rules) {
        if (!rules) {
            return;
        }
        auto out = std::make_shared<alarm::RuleSet>(*rules);
        out->source = "redacted";
        for (alarm::Rule& rule : out->rules) {
            for (std::string& one : rule.where.regions) {
                region(one);
            }
            for (std::string& one : rule.where.feeds) {
                feed(one);
            }
            for (std::string& one : rule.where.sports) {
                one = m_names.id(Kind::Sport, one);
            }
            for (std::string& one : rule.where.nodes) {
                one = m_names.id(Kind::Node, one);
            }
            for (std::string& one : rule.where.inputs) {
                one = m_names.id(Kind::Input, one);
            }
            rule.name = {rule.id, {}};
            rule.todo = {};
            rule.link.clear();
            rule.definedAt.clear();
        }
        rules = std::move(out);
    }

    record::Names& m_names;
};

/// Reads, makes neutral, packs.
template <typename T, typename Pack>
std::optional<std::string> neutral(base::Result<T> read, record::Names& names, Pack pack) {
    if (!read) {
        return std::nullopt;
    }
    Neutral(names).apply(*read);
    return pack(*read);
}

std::optional<std::string> neutralBook(const std::string& bytes, record::Names& names) {
    engine::Snapshot snapshot;
    if (!readBook(bytes, snapshot)) {
        return std::nullopt;
    }
    Neutral(names).apply(snapshot);
    return packBook(snapshot);
}

std::optional<std::string> neutralBytes(const record::Note& note, record::Names& names) {
    switch (note.kind) {
    case record::NoteKind::Begin: {
        const bool isStart = isStartOf(note.bytes);
        return neutral(readBegin(note.bytes), names,
                       [isStart](const auto& state) { return packBegin(state, isStart); });
    }
    case record::NoteKind::Act:
        return neutral(readAction(note.bytes), names, packAction);
    case record::NoteKind::Rules:
        return neutral(readRules(note.bytes), names, packRules);
    case record::NoteKind::Entry:
        return neutral(readEntry(note.bytes), names, packEntry);
    case record::NoteKind::Outline:
        return neutral(readOutline(note.bytes), names, packOutline);
    case record::NoteKind::Frame:
        return neutral(readFrame(note.bytes), names, packFrame);
    case record::NoteKind::Book:
        return neutralBook(note.bytes, names);
    case record::NoteKind::Timer:
    case record::NoteKind::Gap:
        break;
    }
    return std::nullopt; // of a later version
}

} // namespace

std::optional<record::Note> redactNote(const record::Note& note, record::Names& names) {
    auto bytes = neutralBytes(note, names);
    if (!bytes) {
        return std::nullopt;
    }
    return record::Note{note.kind, note.at, std::move(*bytes)};
}

} // namespace vigie::replay
