// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/replay/rerun.h"

/// What `vigiectl replay` prints; the keys of the JSON are an interface (docs/vigiectl.md).
namespace vigie::ctl {

using Kind = replay::Difference::Kind;
inline constexpr std::array differenceKinds{Kind::Vanished, Kind::Appeared, Kind::Moved,
                                            Kind::SeverityChanged};

/// Two runs over one recording, ready to be told.
struct ReplayFindings {
    std::string recording;
    replay::Comparison compared;
    /// The baseline is what the desk itself said.
    bool isAgainstRecorded = false;
    /// Kinds that make it fail.
    std::set<Kind> failing;

    /// Whether a difference lies where the candidate's delays had not settled yet: told, but no
    /// fault, where it is compared with what the desk said.
    [[nodiscard]] bool isSettling(const replay::Difference& difference) const;
    [[nodiscard]] bool isFault(const replay::Difference& difference) const;
    [[nodiscard]] std::size_t faults() const;
    [[nodiscard]] std::size_t count(Kind kind, bool isOfIncidents) const;
};

/// One outage that the candidate hides: an incident, and its alarms that vanish.
struct HiddenOutage {
    const replay::Told* incident = nullptr;
    std::vector<const replay::Difference*> alarms;
    /// What the candidate says of the same cause; null: nothing.
    const replay::Told* stillTold = nullptr;
};
[[nodiscard]] std::vector<HiddenOutage> hiddenOutages(const ReplayFindings& findings);

/// "vanished"; of files and of --fail-on.
[[nodiscard]] std::string_view kindWord(Kind kind);
/// "transponder t1"; "the place where they meet" is told by `isNamed`.
[[nodiscard]] std::string causeOf(const alarm::Incident& incident);
/// "input sat-asia/in-t0".
[[nodiscard]] std::string subjectOf(const alarm::Subject& subject);
/// When the one or the other side of a difference began.
[[nodiscard]] base::Utc timeOf(const replay::Difference& difference);
/// "45 s", "3 min 12 s", "1 h 3 min".
[[nodiscard]] std::string lengthText(base::Nanoseconds span);
/// One line on a difference, without its time.
[[nodiscard]] std::string sentenceOf(const ReplayFindings& findings,
                                     const replay::Difference& difference);
/// One line on a hidden outage.
[[nodiscard]] std::string sentenceOf(const HiddenOutage& outage);

[[nodiscard]] std::string replayText(const ReplayFindings& findings);
[[nodiscard]] std::string replayJson(const ReplayFindings& findings);
[[nodiscard]] std::string replayJunit(const ReplayFindings& findings);

} // namespace vigie::ctl
