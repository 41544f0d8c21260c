// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/incident/faultclass.h"

#include <initializer_list>
#include <string>

namespace vigie::incident {

using alarm::FaultKind;
using alarm::HopType;

Nature natureOf(FaultKind kind) {
    switch (kind) {
    case FaultKind::NoContact:
        return Nature::Contact;
    case FaultKind::RfMargin:
    case FaultKind::RfUnlocked:
    case FaultKind::RfErrors:
    case FaultKind::RfForecast:
        return Nature::Rf;
    case FaultKind::NoData:
    case FaultKind::ServiceMissing:
    case FaultKind::SyncLoss:
    case FaultKind::Continuity:
    case FaultKind::Pat:
    case FaultKind::Pmt:
    case FaultKind::PidMissing:
    case FaultKind::Loss:
    case FaultKind::EsStopped:
    case FaultKind::PtsStopped:
    case FaultKind::Pcr:
    case FaultKind::Transport:
    case FaultKind::Crc:
    case FaultKind::LegDown:
        return Nature::Carriage;
    case FaultKind::Black:
    case FaultKind::Freeze:
    case FaultKind::Silence:
    case FaultKind::NoVideo:
    case FaultKind::SingleColor:
    case FaultKind::ColorBars:
    case FaultKind::ChromaLoss:
    case FaultKind::Blockiness:
    case FaultKind::ChannelLost:
    case FaultKind::Phase:
        return Nature::Content;
    case FaultKind::Latency:
    case FaultKind::Skew:
        return Nature::Timing;
    case FaultKind::ErroredSeconds:
    case FaultKind::Departure:
    case FaultKind::MissingData:
    case FaultKind::Other:
        break;
    }
    return Nature::Soft;
}

std::uint8_t effectsOf(Nature cause) {
    constexpr std::uint8_t soft = bit(Nature::Soft);
    constexpr std::uint8_t stream =
        soft | bit(Nature::Timing) | bit(Nature::Content) | bit(Nature::Carriage);
    switch (cause) {
    case Nature::Soft:
        return soft;
    case Nature::Timing:
        return soft | bit(Nature::Timing);
    case Nature::Content:
        return soft | bit(Nature::Content);
    case Nature::Carriage:
        return stream;
    case Nature::Rf:
        return stream | bit(Nature::Rf);
    case Nature::Contact:
        return stream | bit(Nature::Rf) | bit(Nature::Contact);
    }
    return soft;
}

bool canCause(HopType type, Nature nature) {
    switch (nature) {
    case Nature::Contact:
        return type == HopType::Node || type == HopType::Region;
    case Nature::Rf:
        return type == HopType::Uplink || type == HopType::Transponder ||
               type == HopType::Receiver || type == HopType::Input || type == HopType::Node;
    case Nature::Carriage:
    case Nature::Content:
    case Nature::Timing:
    case Nature::Soft:
        break;
    }
    return true;
}

bool isMaybeOfOneProgram(FaultKind kind) {
    switch (kind) {
    case FaultKind::Continuity:
    case FaultKind::Pmt:
    case FaultKind::PidMissing:
    case FaultKind::EsStopped:
    case FaultKind::PtsStopped:
    case FaultKind::Pcr:
    case FaultKind::Transport:
    case FaultKind::Crc:
        return true;
    default:
        return natureOf(kind) == Nature::Content || natureOf(kind) == Nature::Soft;
    }
}

bool isAboutTwins(const alarm::Alarm& alarm) {
    return alarm.kind == FaultKind::Skew ||
           (alarm.kind == FaultKind::Departure && alarm.ruleId.find("skew") != std::string::npos);
}

double priorOf(HopType type, Nature nature) {
    // Two ways into a region, or all inputs of a node, seldom fail at once: mostly they are all
    // that is known to be there.
    const bool isGathering = type == HopType::Region || type == HopType::Node;
    return isGathering && nature != Nature::Contact ? 0.85 : 1.0;
}

int rankOf(HopType type, Nature nature) {
    const auto before = [type](std::initializer_list<HopType> order) {
        int rank = 0;
        for (const HopType each : order) {
            if (each == type) {
                return rank;
            }
            ++rank;
        }
        return rank;
    };
    using enum HopType;
    switch (nature) {
    case Nature::Contact:
        return before({Node, Region});
    case Nature::Rf:
        // With one receiver only, its figures are all that is known of the transponder.
        return before({Transponder, Receiver, Uplink, Input, Node});
    case Nature::Content:
        return before({Feed, Link, Input, Receiver, Transponder, CloudRegion, Node});
    case Nature::Carriage:
    case Nature::Timing:
    case Nature::Soft:
        break;
    }
    return before({Link, Input, Receiver, Transponder, Uplink, CloudRegion, Node, Feed, Origin});
}

} // namespace vigie::incident
