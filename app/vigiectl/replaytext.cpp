// SPDX-License-Identifier: GPL-3.0-or-later
//
// The report for people: what an operator would miss comes first.
#include <fmt/format.h>

#include "app/vigiectl/replayview.h"
#include "app/vigiectl/table.h"

namespace vigie::ctl {
namespace {

using replay::Difference;

std::string_view titleOf(Kind kind) {
    switch (kind) {
    case Kind::Vanished:
        return "VANISHED";
    case Kind::Appeared:
        return "APPEARED";
    case Kind::Moved:
        return "MOVED";
    case Kind::SeverityChanged:
        return "OTHER SEVERITY";
    }
    return "";
}

std::string runLine(std::string_view name, const replay::RunReport& run, bool isRecorded) {
    const std::string rules = run.rules && !run.rules->source.empty()
                                  ? fmt::format("{}, revision {}", printable(run.rules->source),
                                                printable(run.rules->revision))
                                  : std::string("no rules");
    return fmt::format("{:<10} {}{}: {} alarms, {} incidents\n", name,
                       isRecorded ? "as the desk said, " : "", rules, run.alarms.size(),
                       run.incidents.size());
}

void addKind(std::string& out, const ReplayFindings& findings, Kind kind) {
    const std::size_t alarms = findings.count(kind, false);
    const std::size_t incidents = findings.count(kind, true);
    if (alarms + incidents == 0) {
        return;
    }
    out += fmt::format("\n{} ({} alarms, {} incidents)\n", titleOf(kind), alarms, incidents);
    for (const bool isOfIncidents : {false, true}) {
        for (const Difference& difference : findings.compared.differences) {
            const bool isIncident = difference.incidentBefore || difference.incidentAfter;
            if (difference.kind == kind && isIncident == isOfIncidents) {
                out += fmt::format("  {}  {}{}\n", base::toIso8601(timeOf(difference)),
                                   sentenceOf(findings, difference),
                                   findings.isSettling(difference) ? " [settling]" : "");
            }
        }
    }
}

} // namespace

std::string replayText(const ReplayFindings& findings) {
    const replay::RunReport& candidate = findings.compared.candidate;
    std::string out = fmt::format("{}: {} to {} ({})\n", printable(findings.recording),
                                  base::toIso8601(candidate.from), base::toIso8601(candidate.to),
                                  lengthText(candidate.to - candidate.from));
    out += runLine("baseline", findings.compared.baseline, findings.isAgainstRecorded);
    out += runLine("candidate", candidate, false);
    if (candidate.settled) {
        out += fmt::format("The recording began while the desk ran: delays began anew, and up to "
                           "{} the candidate may differ from what the desk said.\n",
                           base::toIso8601(*candidate.settled));
    }
    for (const record::Damage& damage : candidate.damages) {
        out += fmt::format("Not judged: {}{}\n",
                           damage.from ? base::toIso8601(*damage.from) + ": " : "",
                           printable(damage.what));
    }
    for (const HiddenOutage& outage : hiddenOutages(findings)) {
        out += fmt::format("\nHIDDEN OUTAGE at {}: {}.\n", base::toIso8601(outage.incident->opened),
                           sentenceOf(outage));
    }
    for (const Kind kind : differenceKinds) {
        addKind(out, findings, kind);
    }
    out += "\n";
    if (findings.compared.isSame()) {
        return out + "The same: no alarm and no incident differs.\n";
    }
    std::string totals;
    for (const Kind kind : differenceKinds) {
        const std::size_t count = findings.count(kind, false) + findings.count(kind, true);
        totals +=
            fmt::format("{}{} {}", totals.empty() ? "" : ", ", count,
                        kind == Kind::SeverityChanged ? "of another severity" : kindWord(kind));
    }
    return out +
           fmt::format("{}: {}.\n",
                       findings.faults() == 0 ? "Different, but nothing that counts" : "Different",
                       totals);
}

} // namespace vigie::ctl
