// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/replay/pastquestions.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <set>
#include <utility>
#include <variant>

#include "core/alarm/performance.h"
#include "core/fleet/state.h"
#include "core/replay/notes.h"

namespace vigie::replay {
namespace {

/// What is read at once, and what is looked through at most for one answer.
constexpr std::chrono::minutes window{10};
constexpr std::size_t mostItems = 500'000;
constexpr std::chrono::hours performanceSpan{24};
constexpr std::size_t mostEvents = 10'000;
/// No node has it: descriptions alone are wanted.
constexpr const char* noMetric = "-";

std::string lower(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) {
        return c < 0x80 ? static_cast<char>(std::tolower(c)) : static_cast<char>(c);
    });
    return text;
}

bool hasText(const alarm::Record& record, const std::string& wanted) {
    const std::string* const texts[] = {&record.subject.nodeId, &record.subject.id, &record.feedId,
                                        &record.regionId,       &record.ruleId,     &record.text,
                                        &record.operatorName};
    return wanted.empty() || std::any_of(std::begin(texts), std::end(texts), [&](const auto* in) {
               return lower(*in).find(wanted) != std::string::npos;
           });
}

bool isWanted(const alarm::Record& record, const journal::HistoryQuery& query,
              const std::string& text) {
    return (!query.from || record.at >= *query.from) && (!query.to || record.at <= *query.to) &&
           (query.before == 0 || record.sequence < query.before) &&
           (query.alarmId == 0 || record.alarmId == query.alarmId) &&
           (query.incidentId == 0 || record.incidentId == query.incidentId) &&
           (!query.leastSeverity || record.severity >= *query.leastSeverity) &&
           (query.kinds.empty() ||
            std::find(query.kinds.begin(), query.kinds.end(), record.kind) != query.kinds.end()) &&
           hasText(record, text);
}

std::optional<journal::Entry> entryOf(const record::Item& item) {
    const auto* note = std::get_if<record::Note>(&item.what);
    if (note == nullptr || note->kind != record::NoteKind::Entry) {
        return std::nullopt;
    }
    auto entry = readEntry(note->bytes);
    return entry ? std::optional(std::move(*entry)) : std::nullopt;
}

std::string notBefore(base::Utc from) {
    return "The recording begins at " + base::toIso8601(from) + "; what was before is not in it.";
}

} // namespace

bool PastQuestions::visitBackward(base::Utc from, base::Utc to,
                                  const std::function<bool(const record::Item&)>& visit) {
    from = std::max(from, m_recording.info().from);
    std::size_t looked = 0;
    for (base::Utc end = to; end >= from;) {
        const base::Utc begin = std::max(from, end - window);
        const auto items = m_recording.notesBetween(begin, end);
        for (auto item = items.rbegin(); item != items.rend(); ++item) {
            const base::Utc at = item->at().utc;
            if (at >= begin && at <= end && !visit(*item)) {
                return true;
            }
        }
        looked += items.size();
        if (looked > mostItems || m_stop.stop_requested()) {
            return false;
        }
        end = begin - base::Nanoseconds{1};
    }
    return true;
}

std::vector<engine::LatestValue> PastQuestions::latest(const std::string& nodeId,
                                                       model::Scope scope,
                                                       const std::string& subject, base::Utc at) {
    if (m_momentAt != std::pair(at, scope)) {
        std::set<std::string> keys;
        for (const record::NodeMoment& node : m_recording.momentAt(at, {noMetric})) {
            for (std::size_t i = 0; node.description && i < node.description->metrics.size(); ++i) {
                if (node.description->metrics[i].scope == scope) {
                    keys.insert(node.description->metrics[i].key);
                }
            }
        }
        m_moment = m_recording.momentAt(at, {keys.begin(), keys.end()});
        m_momentAt = {at, scope};
    }
    std::vector<engine::LatestValue> values;
    for (const record::NodeMoment& node : m_moment) {
        if (!node.description || node.description->id != nodeId) {
            continue;
        }
        const auto row = fleet::findRow(*node.description, scope, subject);
        for (std::size_t metric = 0; row && metric < node.description->metrics.size(); ++metric) {
            const model::MetricInfo& info = node.description->metrics[metric];
            if (info.scope != scope) {
                continue;
            }
            model::Cell cell;
            if (metric < node.latest.size() && *row < node.latest[metric].size()) {
                cell = node.latest[metric][*row];
            }
            values.push_back(
                {info, cell.isPresent ? std::optional(cell.raw) : std::nullopt, cell.at});
        }
        break;
    }
    return values;
}

std::vector<engine::LoggedEvent> PastQuestions::events(const engine::Snapshot& snapshot,
                                                       const std::string& nodeId,
                                                       const std::string& subject, std::size_t most,
                                                       base::Utc at) {
    std::map<std::string_view, std::string> nodes; // ids by endpoint
    for (const engine::NodeStatus& node : snapshot.nodes) {
        if (node.description) {
            nodes.emplace(node.endpoint, node.description->id);
        }
    }
    most = std::min(most, mostEvents);
    std::vector<engine::LoggedEvent> events;
    if (most == 0) {
        return events;
    }
    visitBackward(m_recording.info().from, at, [&](const record::Item& item) {
        const auto* input = std::get_if<fleet::Input>(&item.what);
        const auto* event = input != nullptr ? std::get_if<model::EventPtr>(&input->what) : nullptr;
        if (event == nullptr || !*event) {
            return true;
        }
        const auto node = nodes.find(input->endpoint);
        if (node != nodes.end() && (nodeId.empty() || node->second == nodeId) &&
            (subject.empty() || (*event)->subject == subject)) {
            events.push_back({node->second, *event});
        }
        return events.size() < most;
    });
    std::stable_sort(events.begin(), events.end(),
                     [](const auto& a, const auto& b) { return a.event->utc > b.event->utc; });
    return events;
}

journal::History PastQuestions::history(const journal::HistoryQuery& query, base::Utc at) {
    journal::History history;
    const base::Utc begin = m_recording.info().from;
    const base::Utc to = std::min(at, query.to.value_or(at));
    const std::string text = lower(query.text);
    const bool isThrough =
        visitBackward(query.from.value_or(begin), to, [&](const record::Item& item) {
            if (const auto entry = entryOf(item)) {
                const auto& records = entry->commit.records;
                for (auto record = records.rbegin(); record != records.rend(); ++record) {
                    if (!isWanted(*record, query, text)) {
                        continue;
                    }
                    if (history.records.size() >= query.most) {
                        history.hasMore = true;
                        return false;
                    }
                    history.records.push_back(*record);
                }
            }
            return true;
        });
    if (history.records.empty() && (!query.from || *query.from < begin)) {
        history.error = isThrough ? notBefore(begin)
                                  : "There is more in the recording than could be looked through.";
    }
    return history;
}

journal::PastIncidents PastQuestions::incidents(base::Utc from, base::Utc to, base::Utc at) {
    journal::PastIncidents answer;
    const base::Utc begin = m_recording.info().from;
    to = std::min(to, at);
    if (to < begin || to < from) {
        if (to < begin) {
            answer.error = notBefore(begin);
        }
        return answer;
    }
    // What was open then, and the newest form of each that came or changed since.
    std::map<std::uint64_t, alarm::Incident> found;
    PastBook book(m_recording);
    book.moveTo(std::max(from, begin));
    found.insert(book.incidents().begin(), book.incidents().end());
    std::set<std::uint64_t> seen; // backwards: the first form is the newest
    visitBackward(std::max(from, begin), to, [&](const record::Item& item) {
        if (const auto entry = entryOf(item)) {
            for (const alarm::Incident& is : entry->incidents) {
                if (seen.insert(is.id).second) {
                    found[is.id] = is;
                }
            }
        }
        return true;
    });
    for (auto& [id, is] : found) {
        if (is.since <= to && (!is.ended || *is.ended >= from)) {
            answer.incidents.push_back(std::move(is));
        }
    }
    return answer;
}

alarm::Performance PastQuestions::performance(const engine::Snapshot& snapshot, base::Utc at) {
    if (m_performance && m_performance->at == at) {
        return *m_performance;
    }
    const base::Utc begin = m_recording.info().from;
    const base::Utc from = at - performanceSpan;
    std::vector<alarm::Record> records; // newest first
    visitBackward(from, at, [&](const record::Item& item) {
        if (const auto entry = entryOf(item)) {
            records.insert(records.end(), entry->commit.records.rbegin(),
                           entry->commit.records.rend());
        }
        return true;
    });
    alarm::PerformanceMeter meter;
    if (from < begin) { // what the desk knew when it began
        const auto first = m_recording.newestNote(record::NoteKind::Begin, begin);
        const auto state = first ? readBegin(first->note.bytes)
                                 : base::Result<engine::BeginState>(engine::BeginState{});
        if (state && state->restored) {
            for (const alarm::Record& record : state->restored->records) {
                meter.take(record);
            }
        }
    }
    for (auto record = records.rbegin(); record != records.rend(); ++record) {
        meter.take(*record);
    }
    std::map<std::uint64_t, alarm::Alarm> alarms;
    for (const engine::AlarmStatus& known : snapshot.alarms) {
        alarms.emplace(known.id, known);
    }
    m_performance = meter.performance(alarms, at);
    m_performance->at = at;
    return *m_performance;
}

alarm::Explanation explainPast(const engine::Snapshot& snapshot, const alarm::Subject& subject,
                               const std::string& ruleId) {
    alarm::Explanation explanation;
    explanation.verdict = alarm::Explanation::Verdict::Unknown;
    explanation.ruleId = ruleId;
    for (const engine::AlarmStatus& known : snapshot.alarms) {
        if (known.subject == subject && known.ruleId == ruleId && known.isPresent()) {
            explanation.verdict = alarm::Explanation::Verdict::Raised;
            explanation.value = known.value;
            explanation.limit = known.limit;
            explanation.severity = known.severity;
            explanation.since = known.since;
        }
    }
    const alarm::Rule* rule = snapshot.rules->find(ruleId);
    if (rule == nullptr) {
        explanation.verdict = alarm::Explanation::Verdict::NoSuchRule;
        return explanation;
    }
    explanation.definedAt = rule->definedAt + " (rules are not evaluated in the past)";
    return explanation;
}

} // namespace vigie::replay
