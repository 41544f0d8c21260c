// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/probe/servicechecks.h"

#include <algorithm>

namespace vigie::probe {
namespace {

/// PIDs below are those of PSI and SI (ISO/IEC 13818-1, table 2-3; EN 300 468, table 1).
constexpr std::uint16_t firstFreePid = 0x0020;

constexpr std::size_t none = model::serviceChecks.size();

/// The place of each check of the stream among those of a service.
const std::array<std::size_t, ts::checkCount>& places() {
    static const auto all = [] {
        std::array<std::size_t, ts::checkCount> made{};
        for (std::size_t index = 0; index < ts::checkCount; ++index) {
            const auto at = std::find(model::serviceChecks.begin(), model::serviceChecks.end(),
                                      ts::checkNumber(static_cast<ts::Check>(index)));
            made[index] = static_cast<std::size_t>(at - model::serviceChecks.begin());
        }
        return made;
    }();
    return all;
}

} // namespace

bool ServiceChecks::isOfOneService(std::optional<std::uint16_t> pid) {
    return pid && *pid >= firstFreePid;
}

void ServiceChecks::note(const ts::Occurrence& occurrence) {
    const std::size_t place = places()[static_cast<std::size_t>(occurrence.check)];
    if (place == none) {
        return;
    }
    Entry& entry = m_entries[place];
    const int pid = occurrence.pid ? int(*occurrence.pid) : -1;
    switch (occurrence.phase) {
    case ts::Occurrence::Phase::Once:
        entry.lastEvent = occurrence.at.mono;
        break;
    case ts::Occurrence::Phase::Begin:
        entry.open.insert(pid);
        break;
    case ts::Occurrence::Phase::End:
        entry.open.erase(pid);
        break;
    }
}

std::array<ts::CheckState, model::serviceChecks.size()>
ServiceChecks::states(const ts::Analyzer& stream, base::Mono now) const {
    std::array<ts::CheckState, model::serviceChecks.size()> states{};
    for (std::size_t index = 0; index < ts::checkCount; ++index) {
        const std::size_t place = places()[index];
        if (place == none) {
            continue;
        }
        const Entry& entry = m_entries[place];
        const ts::CheckState ofStream = stream.check(static_cast<ts::Check>(index)).state;
        const bool isError =
            !entry.open.empty() || (entry.lastEvent && now - *entry.lastEvent < m_persistence);
        if (ofStream == ts::CheckState::Error) {
            states[place] = isError ? ts::CheckState::Error : ts::CheckState::Ok;
        } else {
            states[place] = ofStream;
        }
    }
    return states;
}

} // namespace vigie::probe
