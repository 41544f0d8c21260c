// SPDX-License-Identifier: GPL-3.0-or-later
#include <nlohmann/json.hpp>

#include "app/vigiectl/json.h"
#include "app/vigiectl/replayview.h"
#include "core/config/rulewords.h"

namespace vigie::ctl {
namespace {

using Json = nlohmann::ordered_json;
using replay::Difference;

constexpr int schema = 1;

double secondsOf(std::chrono::milliseconds time) {
    return static_cast<double>(time.count()) / 1000;
}

Json alarmJson(const replay::Raised& raised) {
    Json json{{"rule", raised.ruleId},
              {"severity", config::severityWord(raised.severity)},
              {"fault", config::faultWord(raised.kind)},
              {"scope", config::scopeWord(raised.subject.scope)},
              {"node", raised.subject.nodeId}};
    if (!raised.subject.id.empty()) {
        json["subject"] = raised.subject.id;
    }
    if (!raised.feedId.empty()) {
        json["feed"] = raised.feedId;
    }
    if (!raised.regionId.empty()) {
        json["region"] = raised.regionId;
    }
    json["raised"] = base::toIso8601(raised.since);
    if (raised.cleared) {
        json["cleared"] = base::toIso8601(*raised.cleared);
    }
    json["shown"] = raised.isAnnunciated;
    if (raised.incidentId != 0) {
        json["incident"] = raised.incidentId;
    }
    return json;
}

Json incidentJson(const replay::Told& told) {
    const alarm::Incident& incident = told.incident;
    Json json{{"id", incident.id},
              {"severity", config::severityWord(incident.severity)},
              {"cause", causeOf(incident)},
              {"cause_known", incident.isNamed},
              {"opened", base::toIso8601(told.opened)}};
    if (told.closed) {
        json["closed"] = base::toIso8601(*told.closed);
    }
    json["paths"] = incident.paths;
    json["feeds"] = incident.feeds;
    json["deliveries_lost"] = incident.deliveriesLost;
    return json;
}

Json runJson(const replay::RunReport& run, bool isRecorded) {
    Json json{{"judged", isRecorded ? "by the desk" : "again"}};
    if (run.rules) {
        json["rules"] = run.rules->source;
        json["revision"] = run.rules->revision;
    }
    json["alarms"] = run.alarms.size();
    json["incidents"] = run.incidents.size();
    json["fingerprint"] = run.fingerprint;
    return json;
}

Json differenceJson(const ReplayFindings& findings, const Difference& difference) {
    const bool isIncident = difference.incidentBefore || difference.incidentAfter;
    Json json{{"kind", kindWord(difference.kind)}, {"of", isIncident ? "incident" : "alarm"}};
    json["at"] = base::toIso8601(timeOf(difference));
    json["fault"] = findings.isFault(difference);
    if (findings.isSettling(difference)) {
        json["settling"] = true;
    }
    if (difference.kind == Kind::Moved) {
        json["begins_later"] = secondsOf(difference.beginMoved);
        json["ends_later"] = secondsOf(difference.endMoved);
    }
    if (difference.alarmBefore) {
        json["baseline"] = alarmJson(*difference.alarmBefore);
    } else if (difference.incidentBefore) {
        json["baseline"] = incidentJson(*difference.incidentBefore);
    }
    if (difference.alarmAfter) {
        json["candidate"] = alarmJson(*difference.alarmAfter);
    } else if (difference.incidentAfter) {
        json["candidate"] = incidentJson(*difference.incidentAfter);
    }
    return json;
}

} // namespace

std::string replayJson(const ReplayFindings& findings) {
    const replay::RunReport& candidate = findings.compared.candidate;
    Json json{{"schema", schema},
              {"recording", findings.recording},
              {"from", base::toIso8601(candidate.from)},
              {"to", base::toIso8601(candidate.to)}};
    if (candidate.settled) {
        json["settled"] = base::toIso8601(*candidate.settled);
    }
    json["baseline"] = runJson(findings.compared.baseline, findings.isAgainstRecorded);
    json["candidate"] = runJson(candidate, false);
    json["same"] = findings.compared.isSame();
    json["faults"] = findings.faults();
    for (const Kind kind : differenceKinds) {
        json["totals"][std::string(kindWord(kind))] = {{"alarms", findings.count(kind, false)},
                                                       {"incidents", findings.count(kind, true)}};
    }
    json["hidden_outages"] = Json::array();
    for (const HiddenOutage& outage : hiddenOutages(findings)) {
        Json one = incidentJson(*outage.incident);
        one["alarms_vanished"] = outage.alarms.size();
        one["still_told"] = outage.stillTold != nullptr;
        json["hidden_outages"].push_back(std::move(one));
    }
    json["differences"] = Json::array();
    for (const Difference& difference : findings.compared.differences) {
        json["differences"].push_back(differenceJson(findings, difference));
    }
    json["not_judged"] = Json::array();
    for (const record::Damage& damage : candidate.damages) {
        Json one{{"what", damage.what}};
        if (damage.from) {
            one["from"] = base::toIso8601(*damage.from);
        }
        if (damage.to) {
            one["to"] = base::toIso8601(*damage.to);
        }
        json["not_judged"].push_back(std::move(one));
    }
    return toLine(json) + "\n";
}

} // namespace vigie::ctl
