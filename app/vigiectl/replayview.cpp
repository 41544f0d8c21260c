// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/vigiectl/replayview.h"

#include <algorithm>
#include <chrono>

#include <fmt/format.h>

#include "app/vigiectl/table.h"
#include "core/config/rulewords.h"

namespace vigie::ctl {
namespace {

using namespace std::chrono_literals;
using replay::Difference;
using replay::Raised;
using replay::Told;

std::string_view hopWord(alarm::HopType type) {
    switch (type) {
    case alarm::HopType::Feed:
        return "feed";
    case alarm::HopType::Origin:
        return "origin";
    case alarm::HopType::Uplink:
        return "uplink";
    case alarm::HopType::Transponder:
        return "transponder";
    case alarm::HopType::CloudRegion:
        return "cloud region";
    case alarm::HopType::Link:
        return "link";
    case alarm::HopType::Receiver:
        return "receiver";
    case alarm::HopType::Input:
        return "input";
    case alarm::HopType::Node:
        return "node";
    case alarm::HopType::Region:
        return "region";
    }
    return "";
}

std::string lasted(base::Utc from, const std::optional<base::Utc>& to) {
    return to ? "for " + lengthText(*to - from) : std::string("still present at the end");
}

std::string movedText(std::string_view what, std::chrono::milliseconds by) {
    return fmt::format("{} {:.1f} s {}", what, std::abs(static_cast<double>(by.count()) / 1000),
                       by.count() > 0 ? "later" : "earlier");
}

std::string nameOf(const Raised& raised) {
    return fmt::format("{} {}, {}", config::severityWord(raised.severity), printable(raised.ruleId),
                       subjectOf(raised.subject));
}

std::string nameOf(const Told& told) {
    return fmt::format("{} incident {}, {}", config::severityWord(told.incident.severity),
                       told.incident.id, causeOf(told.incident));
}

const Told* incidentOf(const Raised& raised, const std::vector<Told>& among) {
    const auto found = std::find_if(among.begin(), among.end(), [&raised](const Told& told) {
        return raised.incidentId != 0 && told.incident.id == raised.incidentId;
    });
    return found == among.end() ? nullptr : &*found;
}

/// What both sides of a difference have in common, told of the one that is there.
template <typename T>
std::string sentence(const Difference& difference, const std::optional<T>& before,
                     const std::optional<T>& after, base::Utc from,
                     const std::optional<base::Utc>& to) {
    const T& is = before ? *before : *after;
    std::string text = nameOf(is);
    switch (difference.kind) {
    case Kind::Vanished:
        text += ", " + lasted(from, to);
        text += after ? "; it would be there, but shown to nobody" : "";
        break;
    case Kind::Appeared:
        text += ", " + lasted(from, to);
        text += before ? "; it was there, but shown to nobody" : "";
        break;
    case Kind::Moved:
        if (difference.beginMoved != 0ms) {
            text += ", " + movedText("begins", difference.beginMoved);
        }
        if (difference.endMoved != 0ms) {
            text += ", " + movedText("ends", difference.endMoved);
        }
        break;
    case Kind::SeverityChanged:
        break;
    }
    return text;
}

} // namespace

bool ReplayFindings::isSettling(const Difference& difference) const {
    return isAgainstRecorded && compared.candidate.settled &&
           timeOf(difference) < *compared.candidate.settled;
}

bool ReplayFindings::isFault(const Difference& difference) const {
    return failing.contains(difference.kind) && !isSettling(difference);
}

std::size_t ReplayFindings::faults() const {
    return static_cast<std::size_t>(
        std::count_if(compared.differences.begin(), compared.differences.end(),
                      [this](const Difference& difference) { return isFault(difference); }));
}

std::size_t ReplayFindings::count(Kind kind, bool isOfIncidents) const {
    return static_cast<std::size_t>(std::count_if(
        compared.differences.begin(), compared.differences.end(), [&](const Difference& one) {
            return one.kind == kind && (one.incidentBefore || one.incidentAfter) == isOfIncidents;
        }));
}

std::vector<HiddenOutage> hiddenOutages(const ReplayFindings& findings) {
    std::vector<HiddenOutage> outages;
    for (const Difference& difference : findings.compared.differences) {
        const Told* incident = replay::hiddenOutage(difference, findings.compared);
        if (incident == nullptr || findings.isSettling(difference)) {
            continue;
        }
        auto found = std::find_if(outages.begin(), outages.end(), [incident](const auto& outage) {
            return outage.incident == incident;
        });
        if (found == outages.end()) {
            outages.push_back({incident, {}, nullptr});
            found = outages.end() - 1;
            for (const Told& told : findings.compared.candidate.incidents) {
                const bool isOver = told.closed && *told.closed < incident->opened;
                const bool isLater = incident->closed && told.opened > *incident->closed;
                if (told.incident.cause.hop == incident->incident.cause.hop && !isOver &&
                    !isLater) {
                    found->stillTold = &told;
                }
            }
        }
        found->alarms.push_back(&difference);
    }
    return outages;
}

std::string_view kindWord(Kind kind) {
    switch (kind) {
    case Kind::Appeared:
        return "appeared";
    case Kind::Vanished:
        return "vanished";
    case Kind::Moved:
        return "moved";
    case Kind::SeverityChanged:
        return "severity";
    }
    return "";
}

std::string causeOf(const alarm::Incident& incident) {
    const alarm::Hop& hop = incident.cause.hop;
    return fmt::format("{} {}", hopWord(hop.type), printable(hop.name.empty() ? hop.id : hop.name));
}

std::string subjectOf(const alarm::Subject& subject) {
    const std::string where =
        subject.id.empty() ? subject.nodeId : subject.nodeId + "/" + subject.id;
    return fmt::format("{} {}", config::scopeWord(subject.scope), printable(where));
}

base::Utc timeOf(const Difference& difference) {
    if (difference.alarmBefore) {
        return difference.alarmBefore->since;
    }
    if (difference.incidentBefore) {
        return difference.incidentBefore->opened;
    }
    return difference.alarmAfter ? difference.alarmAfter->since : difference.incidentAfter->opened;
}

std::string lengthText(base::Nanoseconds span) {
    const auto seconds = std::chrono::duration<double>(span).count();
    if (seconds < 60) {
        return fmt::format("{:.1f} s", seconds);
    }
    const auto whole = std::chrono::round<std::chrono::seconds>(span).count();
    if (whole < 3600) {
        return fmt::format("{} min {} s", whole / 60, whole % 60);
    }
    return fmt::format("{} h {} min", whole / 3600, whole / 60 % 60);
}

std::string sentenceOf(const ReplayFindings& findings, const Difference& difference) {
    if (difference.incidentBefore || difference.incidentAfter) {
        const Told& is =
            difference.incidentBefore ? *difference.incidentBefore : *difference.incidentAfter;
        std::string text = sentence(difference, difference.incidentBefore, difference.incidentAfter,
                                    is.opened, is.closed);
        if (difference.kind == Kind::SeverityChanged) {
            text += fmt::format(", becomes {}",
                                config::severityWord(difference.incidentAfter->incident.severity));
        }
        return text;
    }
    const Raised& is = difference.alarmBefore ? *difference.alarmBefore : *difference.alarmAfter;
    std::string text =
        sentence(difference, difference.alarmBefore, difference.alarmAfter, is.since, is.cleared);
    if (difference.kind == Kind::SeverityChanged) {
        text += fmt::format(", becomes {}", config::severityWord(difference.alarmAfter->severity));
    }
    const Told* incident = difference.alarmBefore
                               ? incidentOf(is, findings.compared.baseline.incidents)
                               : incidentOf(is, findings.compared.candidate.incidents);
    if (incident != nullptr) {
        text +=
            fmt::format(" (incident {}, {})", incident->incident.id, causeOf(incident->incident));
    }
    return text;
}

std::string sentenceOf(const HiddenOutage& outage) {
    const alarm::Incident& incident = outage.incident->incident;
    std::string text =
        fmt::format("incident {}, {}, {}, {}: {} of its alarms {}", incident.id,
                    config::severityWord(incident.severity), causeOf(incident),
                    lasted(outage.incident->opened, outage.incident->closed), outage.alarms.size(),
                    outage.alarms.size() == 1 ? "vanishes" : "vanish");
    text += outage.stillTold == nullptr
                ? "; nobody would be told of it"
                : fmt::format("; of its cause there would still be incident {}, {}",
                              outage.stillTold->incident.id,
                              config::severityWord(outage.stillTold->incident.severity));
    return text;
}

} // namespace vigie::ctl
