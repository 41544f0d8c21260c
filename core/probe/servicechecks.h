// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <set>
#include <utility>

#include "core/base/time.h"
#include "core/model/metric.h"
#include "core/ts/analyzer.h"

namespace vigie::probe {

/// Which checks about PIDs (model::serviceChecks) are in error on the PIDs of one service, as
/// ts::CheckBook has it for the whole stream: while a status holds, or for a time after an event.
/// Of many services in one stream it tells whose the error is. Not thread-safe.
class ServiceChecks {
public:
    /// `persistence`: how long an event keeps its check in error, ts::Profile::persistence.
    explicit ServiceChecks(base::Nanoseconds persistence) : m_persistence(persistence) {}

    /// Whether an occurrence on `pid` may be one service's: tables of the whole stream are not.
    [[nodiscard]] static bool isOfOneService(std::optional<std::uint16_t> pid);
    /// An occurrence that concerns the service; others than those of model::serviceChecks pass by.
    void note(const ts::Occurrence& occurrence);
    /// States in the order of model::serviceChecks. What is in error elsewhere in the stream only
    /// is fine here; what the stream does not know, or does not measure, is not known here either.
    [[nodiscard]] std::array<ts::CheckState, model::serviceChecks.size()>
    states(const ts::Analyzer& stream, base::Mono now) const;

private:
    struct Entry {
        std::set<int> open; // PIDs; -1 for the whole stream
        std::optional<base::Mono> lastEvent;
    };

    base::Nanoseconds m_persistence;
    std::array<Entry, model::serviceChecks.size()> m_entries;
};

} // namespace vigie::probe
