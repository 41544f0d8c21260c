// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/engine/rows.h"
#include "core/engine/snapshot.h"
#include "core/record/recording.h"
#include "core/replay/outlineshelf.h"
#include "core/replay/pastbook.h"

namespace vigie::replay {

/// Makes the snapshot of any moment out of what was recorded: judgements of the newest frame,
/// alarms of the book, samples and contact of that very moment. Belongs to one thread. A moment of
/// which nothing was recorded shows all nodes without contact.
class PastScene {
public:
    /// All three must outlive it.
    PastScene(record::Recording& recording, PastBook& book, OutlineShelf& outlines)
        : m_recording(recording), m_book(book), m_outlines(outlines) {}

    /// Moves the book there, too.
    [[nodiscard]] engine::SnapshotPtr make(base::Utc at);

private:
    /// A description, made ready: rows of inputs by id, metrics by number.
    struct Tables {
        model::NodeDescriptionPtr description;
        engine::MetricIds ids;
        std::map<std::string, std::size_t, std::less<>> inputs;
    };

    /// Judgements; false where nothing was recorded then.
    bool fillFrame(engine::Snapshot& into, base::Utc at);
    void fillNodes(engine::Snapshot& into, const std::vector<record::NodeMoment>& moments,
                   bool isRecorded);
    void fillPaths(engine::Snapshot& into, const std::vector<record::NodeMoment>& moments,
                   const std::vector<std::size_t>& nodes);
    void fillAlarms(engine::Snapshot& into);
    void fillFaults(engine::Snapshot& into) const;
    void fillPlan(engine::Snapshot& into);
    void fillHistory(engine::Snapshot& into, base::Utc at);
    const Tables& tablesOf(const model::NodeDescriptionPtr& description);

    record::Recording& m_recording;
    PastBook& m_book;
    OutlineShelf& m_outlines;
    std::uint64_t m_revision = 0;
    std::optional<std::uint64_t> m_frameOrder;
    engine::Snapshot m_frame;
    std::map<std::string, Tables> m_tables; // by node id
    /// The plan as it was last completed, and what from.
    std::shared_ptr<const model::Plan> m_plan;
    std::vector<model::NodeDescriptionPtr> m_planNodes;
    std::uint64_t m_planRevision = 0;
};

} // namespace vigie::replay
