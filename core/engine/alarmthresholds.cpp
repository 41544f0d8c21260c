// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/alarmthresholds.h"

namespace vigie::engine::legacy {

using std::chrono::milliseconds;

const std::vector<Rule>& defaultRules() {
    using enum FaultKind;
    using enum Severity;
    // A stream's faults come in bursts: they stay for a while, so that one burst is one alarm.
    static const std::vector<Rule> rules{
        {NoContact, Critical, milliseconds{0}, milliseconds{0}},
        {NoData, Critical, milliseconds{0}, milliseconds{2000}},
        {ServiceMissing, Critical, milliseconds{1000}, milliseconds{2000}},
        {SyncLoss, Critical, milliseconds{0}, milliseconds{3000}},
        {Continuity, Major, milliseconds{0}, milliseconds{10000}},
        {Pat, Major, milliseconds{0}, milliseconds{5000}},
        {Pmt, Major, milliseconds{0}, milliseconds{5000}},
        {PidMissing, Major, milliseconds{0}, milliseconds{5000}},
        {Loss, Major, milliseconds{0}, milliseconds{10000}},
        {Black, Major, milliseconds{0}, milliseconds{1000}},
        {Freeze, Major, milliseconds{0}, milliseconds{1000}},
        {Silence, Minor, milliseconds{0}, milliseconds{1000}},
        {RfMargin, Major, milliseconds{1000}, milliseconds{5000}, Trigger::Below, 1.0, 1.5},
        {RfMargin, Critical, milliseconds{0}, milliseconds{5000}, Trigger::Below, 0.0, 0.3},
        {RfUnlocked, Critical, milliseconds{0}, milliseconds{3000}},
        {EsStopped, Critical, milliseconds{0}, milliseconds{3000}},
        {PtsStopped, Critical, milliseconds{0}, milliseconds{3000}},
        {NoVideo, Critical, milliseconds{0}, milliseconds{1000}},
        {SingleColor, Major, milliseconds{0}, milliseconds{1000}},
        {ColorBars, Minor, milliseconds{0}, milliseconds{1000}},
        {ChromaLoss, Minor, milliseconds{0}, milliseconds{1000}},
        {Blockiness, Minor, milliseconds{0}, milliseconds{3000}},
        {ChannelLost, Minor, milliseconds{0}, milliseconds{1000}},
        {Phase, Warning, milliseconds{0}, milliseconds{3000}},
        // One PCR that comes late now and then harms nobody.
        {Pcr, Minor, milliseconds{5000}, milliseconds{10000}},
        {Transport, Minor, milliseconds{0}, milliseconds{10000}},
        {Crc, Minor, milliseconds{0}, milliseconds{10000}},
        {LegDown, Warning, milliseconds{1000}, milliseconds{5000}},
        // DVB-S2 counts as quasi error free at a packet error ratio of 1e-7 (EN 302 307-1).
        {RfErrors, Minor, milliseconds{2000}, milliseconds{10000}, Trigger::Above, 1e-7, 1e-8},
        {RfErrors, Major, milliseconds{2000}, milliseconds{10000}, Trigger::Above, 1e-4, 1e-5},
        {Latency, Warning, milliseconds{5000}, milliseconds{10000}, Trigger::Above, 10000, 9000},
    };
    return rules;
}

std::optional<bool> holds(const Rule& rule, const Observation& observation, bool isRaised) {
    const double limit = isRaised ? rule.clearLimit : rule.limit;
    switch (rule.trigger) {
    case Trigger::Present:
        return observation.isPresent;
    case Trigger::Above:
        return observation.value ? std::optional(*observation.value > limit) : std::nullopt;
    case Trigger::Below:
        return observation.value ? std::optional(*observation.value < limit) : std::nullopt;
    }
    return std::nullopt;
}

} // namespace vigie::engine::legacy
