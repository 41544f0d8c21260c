// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/outward/notices.h"

#include <algorithm>
#include <set>
#include <string_view>

#include <fmt/format.h>

#include "core/outward/noticewords.h"

namespace vigie::outward {

namespace {

using alarm::Alarm;
using alarm::AlarmState;
using alarm::Incident;

constexpr auto betweenChanges = std::chrono::seconds(10);

/// The last variant of the id: its unit and name are those of all, or nearly.
const alarm::Rule* ruleOf(const alarm::RuleSet* rules, std::string_view id) {
    if (rules == nullptr) {
        return nullptr;
    }
    const auto found = std::find_if(rules->rules.rbegin(), rules->rules.rend(),
                                    [id](const auto& rule) { return rule.id == id; });
    return found == rules->rules.rend() ? nullptr : &*found;
}

/// "1.4" of "tr101290.1.4.errors"; otherwise what the kind of fault says by itself.
std::string testOf(const alarm::Rule* rule, alarm::FaultKind fault) {
    constexpr std::string_view prefix = "tr101290.";
    if (rule != nullptr && rule->signal.starts_with(prefix)) {
        const std::string_view rest = std::string_view(rule->signal).substr(prefix.size());
        const std::string_view check = rest.substr(0, rest.rfind('.'));
        if (testIndexOf(check) != 0) {
            return std::string(check);
        }
    }
    return std::string(checkOf(fault));
}

bool stands(const Alarm& alarm) {
    return alarm.isPresent() || alarm.state == AlarmState::LatchedUnacknowledged ||
           alarm.state == AlarmState::LatchedAcknowledged;
}

/// What decides whether something is told again.
struct Shown {
    Notice notice;
    bool isNamed = false;
    [[nodiscard]] bool isSameAs(const Shown& other) const {
        return notice.severity == other.notice.severity && isNamed == other.isNamed &&
               notice.subjectType == other.notice.subjectType &&
               notice.subjectId == other.notice.subjectId &&
               notice.operatorName == other.notice.operatorName;
    }
};

struct Told {
    Shown last;
    base::Utc at{};
    /// Read from the outbox: whether its cause was named is not known.
    bool isRestored = false;
};

/// What an incident needs to know of its alarms.
struct Child {
    bool isToBeShown = false;
    bool isStanding = false;
    bool isUnacknowledged = false;
    std::string acknowledgedBy;
    std::optional<base::Utc> acknowledgedAt;
    std::uint64_t incidentId = 0;
    /// Who shelved it; empty: nobody.
    std::string shelvedBy;
};

std::string incidentKey(std::uint64_t id) {
    return fmt::format("incident-{}", id);
}
std::string alarmKey(std::uint64_t id) {
    return fmt::format("alarm-{}", id);
}

} // namespace

class NoticeMaker::Impl {
public:
    explicit Impl(bool hasAlarms) : m_hasAlarms(hasAlarms) {}

    void restore(const std::vector<Notice>& open) {
        for (const Notice& notice : open) {
            m_told.insert_or_assign(notice.key, Told{{notice, false}, notice.at, true});
        }
    }

    std::vector<Notice> take(const NoticeInput& input) {
        m_out.clear();
        std::set<std::uint64_t> touched;
        std::set<std::string> seen;
        for (const Alarm& alarm : input.alarms) {
            if (const auto incident = takeAlarm(alarm, input); incident != 0) {
                touched.insert(incident);
            }
            seen.insert(alarmKey(alarm.id));
        }
        for (const Incident& incident : input.incidents) {
            m_incidents.insert_or_assign(incident.id, incident);
            touched.insert(incident.id);
            seen.insert(incidentKey(incident.id));
        }
        for (const std::uint64_t id : input.closedAlarms) {
            if (const auto child = m_children.find(id); child != m_children.end()) {
                touched.insert(child->second.incidentId);
                m_children.erase(child);
            }
            end(alarmKey(id), input.now, std::nullopt, {});
        }
        for (const std::uint64_t id : touched) {
            judge(id, input);
        }
        for (const std::uint64_t id : input.closedIncidents) {
            const auto incident = m_incidents.find(id);
            end(incidentKey(id), input.now,
                incident == m_incidents.end() ? std::nullopt : incident->second.ended, {});
            if (incident != m_incidents.end()) {
                m_incidents.erase(incident);
            }
        }
        if (input.isComplete) {
            endUnseen(seen, input.now);
        }
        tellPending(input.now);
        return std::move(m_out);
    }

private:
    /// The incident whose state may have changed with it; 0: none.
    std::uint64_t takeAlarm(const Alarm& alarm, const NoticeInput& input) {
        Child child{alarm.isAnnunciated(),
                    stands(alarm),
                    alarm.isUnacknowledged(),
                    alarm.acknowledgedBy,
                    alarm.acknowledgedAt,
                    alarm.incidentId,
                    alarm.shelf ? alarm.shelf->operatorName : std::string()};
        const bool isTold = child.isToBeShown && child.isStanding;
        if (m_hasAlarms) {
            if (isTold) {
                show(shownOf(alarm, input), input.now);
            } else {
                end(alarmKey(alarm.id), input.now, alarm.cleared, child.shelvedBy);
            }
        }
        const std::uint64_t incident = alarm.incidentId;
        m_children.insert_or_assign(alarm.id, std::move(child));
        return incident;
    }

    /// Whether an incident is to be told, and as what.
    void judge(std::uint64_t id, const NoticeInput& input) {
        const auto found = m_incidents.find(id);
        if (found == m_incidents.end()) {
            return;
        }
        const Incident& incident = found->second;
        bool isStanding = false;
        bool isUnacknowledged = false;
        std::string acknowledgedBy;
        std::optional<base::Utc> acknowledgedAt;
        std::string shelvedBy;
        for (const std::uint64_t alarmId : incident.alarms) {
            const auto child = m_children.find(alarmId);
            if (child == m_children.end()) {
                continue;
            }
            const Child& one = child->second;
            isStanding = isStanding || (one.isToBeShown && one.isStanding);
            isUnacknowledged = isUnacknowledged || (one.isToBeShown && one.isUnacknowledged);
            if (one.acknowledgedAt && (!acknowledgedAt || *acknowledgedAt < *one.acknowledgedAt)) {
                acknowledgedAt = one.acknowledgedAt;
                acknowledgedBy = one.acknowledgedBy;
            }
            shelvedBy = one.shelvedBy.empty() ? shelvedBy : one.shelvedBy;
        }
        if (!isStanding) {
            end(incidentKey(id), input.now, incident.ended, shelvedBy);
            return;
        }
        Shown shown = shownOf(incident, input);
        if (!isUnacknowledged) {
            shown.notice.operatorName = acknowledgedBy;
        }
        show(std::move(shown), input.now);
    }

    static Shown shownOf(const Incident& incident, const NoticeInput& input) {
        const alarm::Rule* const rule = ruleOf(input.rules, incident.ruleId);
        Shown shown;
        shown.isNamed = incident.isNamed;
        Notice& notice = shown.notice;
        notice.key = incidentKey(incident.id);
        notice.isIncident = true;
        notice.severity = incident.severity;
        notice.fault = incident.fault;
        notice.ruleId = incident.ruleId;
        notice.test = testOf(rule, incident.fault);
        notice.summary = summaryOf(incident, rule);
        notice.todo = rule == nullptr ? std::string() : rule->todo.en;
        notice.unit = rule == nullptr ? std::string() : rule->unit;
        const alarm::Hop& hop = incident.cause.hop;
        notice.subjectType = nameOf(hop.type);
        notice.subjectId = hop.id;
        switch (hop.type) {
        case alarm::HopType::Feed:
            notice.feedId = hop.id;
            break;
        case alarm::HopType::Region:
            notice.regionId = hop.id;
            break;
        case alarm::HopType::Origin:
        case alarm::HopType::Node:
            notice.nodeId = hop.id;
            break;
        case alarm::HopType::Input:
        case alarm::HopType::Receiver:
            if (const auto slash = hop.id.find('/'); slash != std::string::npos) {
                notice.nodeId = hop.id.substr(0, slash);
                notice.inputId = hop.id.substr(slash + 1);
            }
            break;
        case alarm::HopType::Uplink:
        case alarm::HopType::Transponder:
        case alarm::HopType::CloudRegion:
        case alarm::HopType::Link:
            break;
        }
        notice.feeds = incident.feeds;
        notice.paths = incident.paths;
        notice.regions = incident.regions;
        notice.value = incident.value;
        notice.limit = incident.limit;
        notice.since = incident.since;
        return shown;
    }

    static Shown shownOf(const Alarm& alarm, const NoticeInput& input) {
        const alarm::Rule* const rule = ruleOf(input.rules, alarm.ruleId);
        Shown shown;
        Notice& notice = shown.notice;
        notice.key = alarmKey(alarm.id);
        notice.isIncident = false;
        notice.severity = alarm.severity;
        notice.fault = alarm.kind;
        notice.ruleId = alarm.ruleId;
        notice.test = testOf(rule, alarm.kind);
        notice.summary = summaryOf(alarm, rule, input.plan);
        notice.todo = rule == nullptr ? std::string() : rule->todo.en;
        notice.unit = rule == nullptr ? std::string() : rule->unit;
        notice.subjectType = nameOf(alarm.subject.scope);
        notice.subjectId = alarm.subject.id.empty() ? alarm.subject.nodeId
                                                    : alarm.subject.nodeId + "/" + alarm.subject.id;
        notice.nodeId = alarm.subject.nodeId;
        notice.inputId = alarm.subject.scope == model::Scope::Input ? alarm.subject.id : "";
        notice.pathId = alarm.subject.scope == model::Scope::Path ? alarm.subject.id : "";
        notice.feedId = alarm.feedId;
        notice.regionId = alarm.regionId;
        notice.value = alarm.value;
        notice.limit = alarm.limit;
        notice.since = alarm.since;
        notice.operatorName = alarm.isUnacknowledged() ? std::string() : alarm.acknowledgedBy;
        return shown;
    }

    void show(Shown shown, base::Utc now) {
        const std::string key = shown.notice.key;
        const auto told = m_told.find(key);
        if (told == m_told.end()) {
            tell(Notice::What::Opened, std::move(shown), now);
            return;
        }
        if (told->second.isRestored) {
            told->second.isRestored = false;
            told->second.last.isNamed = shown.isNamed;
        }
        if (shown.isSameAs(told->second.last)) {
            m_pending.erase(key);
            return;
        }
        m_pending.insert_or_assign(key, std::move(shown)); // tellPending() sees whether it is time
    }

    void tell(Notice::What what, Shown shown, base::Utc now) {
        shown.notice.what = what;
        shown.notice.at = now;
        m_out.push_back(shown.notice);
        std::string key = shown.notice.key;
        m_told.insert_or_assign(std::move(key), Told{std::move(shown), now, false});
    }

    void tellPending(base::Utc now) {
        for (auto pending = m_pending.begin(); pending != m_pending.end();) {
            const auto told = m_told.find(pending->first);
            // A clock that was set back must not hold it up.
            const bool isDue = told == m_told.end() || now - told->second.at >= betweenChanges ||
                               now < told->second.at;
            if (!isDue) {
                ++pending;
                continue;
            }
            if (told != m_told.end()) {
                tell(Notice::What::Changed, std::move(pending->second), now);
            }
            pending = m_pending.erase(pending);
        }
    }

    /// Once; with what was told last, so that the receiver finds its own.
    void end(const std::string& key, base::Utc now, std::optional<base::Utc> ended,
             const std::string& by) {
        m_pending.erase(key);
        const auto told = m_told.find(key);
        if (told == m_told.end()) {
            return;
        }
        Notice notice = std::move(told->second.last.notice);
        m_told.erase(told);
        notice.what = Notice::What::Ended;
        notice.at = now;
        notice.ended = ended.value_or(now);
        if (!by.empty()) {
            notice.operatorName = by;
        }
        m_out.push_back(std::move(notice));
    }

    void endUnseen(const std::set<std::string>& seen, base::Utc now) {
        std::vector<std::string> gone;
        for (const auto& [key, told] : m_told) {
            if (!seen.contains(key)) {
                gone.push_back(key);
            }
        }
        for (const std::string& key : gone) {
            end(key, now, std::nullopt, {});
        }
    }

    const bool m_hasAlarms;
    std::map<std::string, Told> m_told;
    /// Changed, and to be told when 10 s are over.
    std::map<std::string, Shown> m_pending;
    std::map<std::uint64_t, Incident> m_incidents;
    std::map<std::uint64_t, Child> m_children;
    std::vector<Notice> m_out;
};

NoticeMaker::NoticeMaker(bool hasAlarms) : m_impl(std::make_unique<Impl>(hasAlarms)) {}
NoticeMaker::~NoticeMaker() = default;
NoticeMaker::NoticeMaker(NoticeMaker&&) noexcept = default;
NoticeMaker& NoticeMaker::operator=(NoticeMaker&&) noexcept = default;

void NoticeMaker::restore(const std::vector<Notice>& open) {
    m_impl->restore(open);
}

std::vector<Notice> NoticeMaker::take(const NoticeInput& input) {
    return m_impl->take(input);
}

} // namespace vigie::outward
