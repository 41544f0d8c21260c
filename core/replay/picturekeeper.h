// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>

#include "core/engine/snapshot.h"
#include "core/fleet/source.h"
#include "core/record/recorder.h"

namespace vigie::replay {

struct PictureOptions {
    /// One key picture of each path in so much time; zero: none.
    std::chrono::seconds period{5};
    /// Beyond this, paths on air come first, and all come more rarely.
    std::uint64_t mostBytesPerSecond = 1U << 20U;
    /// Watches at once; the rest takes turns.
    std::size_t mostWatches = 64;
};

struct PictureStatus {
    std::size_t paths = 0;
    std::size_t watches = 0;
    std::uint64_t kept = 0;
    std::uint64_t bytes = 0;
    /// Seconds between two pictures of a path that is not on air; those on air get theirs at least
    /// as often.
    double period = 0;
};

/// Records key pictures of what is delivered, whether or not anybody looks. Takes turns on a thread
/// of its own ("pictures"): opens a watch, takes the key picture that the node has at hand, closes
/// it. Paths without contact are not asked, those that give nothing ever more rarely (to 60 s), and
/// none while the recorder stands. Thread-safe.
class PictureKeeper {
public:
    /// Both must outlive it.
    [[nodiscard]] static std::unique_ptr<PictureKeeper>
    make(fleet::Source& source, record::Recorder& recorder, PictureOptions options);
    virtual ~PictureKeeper() = default;
    /// Which paths there are and which are on air; returns at once.
    virtual void follow(const engine::SnapshotPtr& snapshot) = 0;
    [[nodiscard]] virtual PictureStatus status() const = 0;
};

} // namespace vigie::replay
