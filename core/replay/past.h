// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/engine/view.h"
#include "core/fleet/source.h"
#include "core/record/recording.h"
#include "core/replay/notes.h"

namespace vigie::replay {

/// Where the playhead is and what it does.
struct Playhead {
    base::Utc at{};
    /// Seconds of the recording per second; 0: stands.
    double speed = 0;
    base::Utc from{};
    base::Utc to{};
    /// It reached the end of what there is.
    bool isAtEnd = false;
    /// Why it stands somewhere else than asked for, one sentence; empty: it does not.
    std::string remark;
};

/// A stretch of outlines for the timeline.
struct Outline {
    std::vector<OutlinePoint> points;
    std::vector<record::Mark> marks;
    std::vector<record::Damage> damages;
    /// What the recording has.
    base::Utc from{};
    base::Utc to{};
};

/// The desk as it was: the same View and Source as the live ones, so that every page shows a
/// recording without knowing. Shows what was recorded (verdicts as the desk made them, samples,
/// pictures); judges nothing anew. A thread of its own ("past") reads; requests coalesce, so that
/// dragging shows the newest wish. Thread-safe; nothing blocks the caller. What operators could do
/// is refused ("This is the past"). `recording` may be a ring that is being written: it reads
/// along.
class Past : public engine::View, public fleet::Source {
public:
    static constexpr double slowest = 0.1;
    static constexpr double fastest = 100;

    /// Fails when nothing can be read there. Stands at its beginning.
    [[nodiscard]] static base::Result<std::unique_ptr<Past>>
    open(const std::filesystem::path& fileOrFolder);

    /// Clamped to what there is.
    virtual void seek(base::Utc at) = 0;
    /// Speeds beyond slowest and fastest are clamped; 0 pauses.
    virtual void play(double speed) = 0;
    /// To the next (1) or previous (-1) tick of any node; pauses.
    virtual void step(int direction) = 0;
    /// To the beginning of the next or previous incident; pauses. False in `done`: there is none.
    virtual void jumpToIncident(int direction, std::function<void(bool)> done) = 0;
    [[nodiscard]] virtual Playhead playhead() const = 0;
    /// Called on the thread "past" whenever it moves, at most 30 times a second; null ends it as
    /// setSnapshotListener does.
    virtual void setPlayheadListener(std::function<void(Playhead)> listener) = 0;

    virtual void queryOutline(base::Utc from, base::Utc to, std::size_t most,
                              std::function<void(Outline)> done) = 0;
    /// The newest key picture of a path at a moment, for the preview above the timeline; null:
    /// none.
    virtual void queryPicture(model::PathRef path, base::Utc at,
                              std::function<void(model::AccessUnitPtr)> done) = 0;
    /// Into a file that is replayed; a ring refuses (the live recorder takes it).
    virtual void addMark(record::Mark mark, std::function<void(base::Result<void>)> done) = 0;
    [[nodiscard]] virtual record::RecordingInfo info() const = 0;
};

} // namespace vigie::replay
