// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/analysis/pcrpacer.h"
#include "core/es/structure.h"
#include "core/media/contentprobe.h"
#include "core/model/fleet.h"
#include "core/transport/receiver.h"
#include "core/ts/analyzer.h"

namespace vigie::analysis {

/// Seconds of the stream, from its first byte.
using Seconds = double;

/// One check over everything analyzed.
struct CheckReport {
    ts::Check check = ts::Check::Count;
    /// Error when it occurred at all; otherwise as it was at the end, but Ok where an event check
    /// judged something in a stretch too short for the live rule.
    ts::CheckState state = ts::CheckState::Unknown;
    /// Still so at the end: a status that holds, an event of the last 2 s.
    bool isErrorAtEnd = false;
    std::uint64_t count = 0;
    std::optional<Seconds> first, last;
    /// Why it is neither Ok nor Error, in words.
    std::string reason;
};

/// One content fault of a service over everything analyzed.
struct ContentFault {
    std::string code; ///< "black", "freeze", ...
    media::Presence state = media::Presence::Unknown;
    std::uint64_t count = 0;
    std::optional<Seconds> first, last;
};

struct ContentReport {
    model::DecodePolicy policy = model::DecodePolicy::Off;
    std::vector<ContentFault> faults;
    media::ContentFigures figures; ///< at the end
};

/// A PID as a service refers to it, or as it was seen.
struct StreamReport {
    ts::PidFigures figures;
    /// Its part of the mean rate; bit/s.
    std::optional<double> bitrate;
    /// Of video that was not scrambled.
    std::optional<es::StructureFigures> structure;
};

struct ServiceReport {
    ts::ServiceFigures figures;
    std::optional<double> bitrate;
    std::vector<StreamReport> streams;
    std::optional<ContentReport> content;
};

/// Something that happened, in the order of the stream.
struct EventReport {
    Seconds at = 0;
    std::string kind; ///< "tr101290", "psi", "scte35", "content", "input"
    std::string code;
    std::string phase; ///< "once", "begin", "end"
    std::optional<std::uint16_t> pid;
    std::optional<std::uint16_t> service;
    std::uint64_t count = 1;
    /// What else is to be told; keys are fixed by kind and code.
    std::vector<std::pair<std::string, std::string>> parameters;
};

struct SpliceReport {
    Seconds at = 0;
    std::uint16_t service = 0;
    std::uint16_t pid = 0;
    ts::SpliceInfo info;
    std::optional<Seconds> until;
};

/// Everything found, in an order that depends on the bytes alone.
struct Report {
    /// Base name of a file, URI without credentials of what was received.
    std::string source;
    bool isLive = false;
    /// The analysis was ended before the stream: by a time limit or by hand.
    bool isCut = false;
    std::string profile;
    TimeBasis time;
    ts::Totals totals;
    /// Bytes that belong to no packet: searched for a step, or cut off at the end.
    std::uint64_t strayBytes = 0;
    /// Absent where time was assumed.
    std::optional<Seconds> duration;
    std::optional<double> bitrate;
    std::optional<double> nullShare;
    std::vector<CheckReport> checks;
    /// Those that brought a packet, by number.
    std::vector<StreamReport> pids;
    std::vector<ServiceReport> services;
    std::vector<SpliceReport> splices;
    std::uint64_t splicesDropped = 0;
    std::vector<EventReport> events;
    std::uint64_t eventsDropped = 0;
    /// Live only.
    std::optional<transport::LinkFigures> link;
};

/// 1 to 3 by the number's first digit; 1 for the checks of elementary streams, which are not the
/// standard's but mean that a part of the programme is gone.
[[nodiscard]] int priorityOf(ts::Check check);
/// The gravest priority with an error; nothing where there is none.
[[nodiscard]] std::optional<int> worstPriority(const Report& report);

} // namespace vigie::analysis
