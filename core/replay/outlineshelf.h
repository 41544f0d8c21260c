// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <vector>

#include "core/record/recording.h"
#include "core/replay/notes.h"

namespace vigie::replay {

/// The outlines of a recording, read once and kept: the strip, the history of the share and jumps
/// to incidents ask for the same again and again. At most 60,000 (a week); of longer stretches an
/// even part is read and not kept. Belongs to one thread.
class OutlineShelf {
public:
    explicit OutlineShelf(record::Recording& recording) : m_recording(recording) {}

    /// All of [from, to], oldest first; `visit` until it says false.
    void visit(base::Utc from, base::Utc to, bool isBackward,
               const std::function<bool(const OutlinePoint&)>& visit);
    /// At most `most`: neighbors are merged, so that the worst of them is seen and no incident is
    /// lost.
    [[nodiscard]] std::vector<OutlinePoint> points(base::Utc from, base::Utc to, std::size_t most);

private:
    using Key = std::pair<base::Utc, std::uint64_t>; // by time, then order
    void load(base::Utc from, base::Utc to);
    void read(base::Utc from, base::Utc to);

    record::Recording& m_recording;
    std::map<Key, OutlinePoint> m_points;
    /// What has been read, both ends included.
    std::optional<std::pair<base::Utc, base::Utc>> m_loaded;
};

} // namespace vigie::replay
