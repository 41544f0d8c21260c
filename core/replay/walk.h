// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

#include "core/record/recording.h"
#include "core/record/tools.h"

/// What going through a whole recording needs.
namespace vigie::replay {

inline constexpr const char* stopped = "It was stopped.";

/// Of an item by which the recorder says that something is missing; others are none.
inline void addGap(std::vector<record::Damage>& into, const record::Item& item) {
    const auto* note = std::get_if<record::Note>(&item.what);
    if (note != nullptr && note->kind == record::NoteKind::Gap) {
        record::Damage gap;
        gap.from = note->at.utc;
        gap.what = note->bytes.empty() ? "Something is missing from here on." : note->bytes;
        into.push_back(std::move(gap));
    }
}

/// Tells how far it is and whether to go on, now and then.
class Pace {
public:
    Pace(const record::Progress& progress, const record::RecordingInfo& info)
        : m_progress(progress), m_first(info.firstOrder),
          m_span(std::max<std::uint64_t>(1, info.lastOrder - info.firstOrder)) {}
    [[nodiscard]] bool goesOn(std::uint64_t order) {
        if (m_count++ % between != 0) {
            return true;
        }
        if (m_progress.tell) {
            const auto done = order > m_first ? order - m_first : 0;
            m_progress.tell(std::min(1.0, static_cast<double>(done) / static_cast<double>(m_span)));
        }
        return !m_progress.stop.stop_requested();
    }

private:
    static constexpr std::uint64_t between = 1024;
    const record::Progress& m_progress;
    std::uint64_t m_first;
    std::uint64_t m_span;
    std::uint64_t m_count = 0;
};

} // namespace vigie::replay
