// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/time.h"
#include "core/model/metric.h"

namespace vigie::model {

enum class EventKind : std::uint8_t {
    Unknown,
    /// `code` is the check number ("1.4").
    Tr101290,
    /// "psi.pat", "psi.pmt", "psi.sdt", "psi.nit": a new version; "psi.service_added", ...
    PsiChange,
    Scte35,
    /// "content.black", "content.freeze", "content.silence".
    ContentFault,
    /// "input.connected", "input.lost", "input.failed".
    Input,
    /// The node's UTC stepped.
    ClockStep,
    /// "node.started".
    Node,
    /// Events `from`..`to` are no longer in the node's ring.
    Gap,
    /// "capture.complete", "capture.failed" (parameters "id", "reason", "bytes"), and
    /// "capture.ring_failed", which begins and ends ("reason").
    Capture
};

/// Once: happened. Begin/End: a state that lasted.
enum class EventPhase : std::uint8_t { Once, Begin, End };

/// Something that happened at a node. Carries meaning, never sentences: the desk words it.
struct Event {
    /// From 1, by one, within the node's incarnation.
    std::uint64_t sequence = 0;
    base::Utc utc{};
    EventKind kind = EventKind::Unknown;
    EventPhase phase = EventPhase::Once;
    std::string code;
    Scope scope = Scope::Node;
    /// The id of the input or path; empty for the node.
    std::string subject;
    std::optional<std::uint16_t> pid;
    /// How many like it this event stands for (a burst within one tick is one event).
    std::uint64_t count = 1;
    /// Figures and names that the sentence needs: {"from","3"}, {"reason","..."}.
    std::vector<std::pair<std::string, std::string>> parameters;
    bool operator==(const Event&) const = default;
};
using EventPtr = std::shared_ptr<const Event>;

} // namespace vigie::model
