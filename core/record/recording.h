// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/record/item.h"
#include "core/series/store.h"

namespace vigie::record {

/// A stretch that is not there or cannot be read.
struct Damage {
    std::filesystem::path file;
    std::uint64_t offset = 0;
    /// Where the neighbors tell it.
    std::optional<base::Utc> from;
    std::optional<base::Utc> to;
    /// One sentence.
    std::string what;
};

struct RecordingInfo {
    std::vector<std::filesystem::path> files;
    std::uint32_t version = 0;
    std::string madeBy;
    bool isRedacted = false;
    /// Closed in order; false: cut off by a crash, a copy or still being written.
    bool isComplete = false;
    /// Of the items; equal when there are none.
    base::Utc from{};
    base::Utc to{};
    std::uint64_t firstOrder = 0;
    std::uint64_t lastOrder = 0;
    std::uint64_t bytes = 0;
    std::uint64_t pictures = 0;
    /// What is known without reading everything; verify() finds the rest.
    std::vector<Damage> damages;
};

/// Reads items in order. A stretch that cannot be read is stepped over and told by damages().
class Items {
public:
    virtual ~Items() = default;
    /// Nothing at the end.
    [[nodiscard]] virtual std::optional<Item> next() = 0;
    [[nodiscard]] virtual const std::vector<Damage>& damages() const = 0;
};

/// One node at one moment: as fleet::FleetState would have it after all inputs up to then.
struct NodeMoment {
    std::string endpoint;
    model::NodeDescriptionPtr description;
    fleet::Contact contact = fleet::Contact::Connecting;
    std::string contactReason;
    base::Timestamp contactAt{};
    std::optional<base::Utc> lastTick;
    base::Timestamp lastReceived{};
    /// By metric of the description, by row.
    std::vector<std::vector<model::Cell>> latest;
};

/// Where a note of the kind stood newest at a moment.
struct FoundNote {
    std::uint64_t order = 0;
    Note note;
};

/// A recording opened for reading: a file, or a folder of them (a ring). Reads along while it is
/// being written: refresh() sees what was added. Opening reads indexes only. What is damaged is
/// left out and told. Memory does not grow with the recording's length beyond its index (about
/// 100 bytes a chunk). One thread at a time. Older versions are read as they are.
class Recording {
public:
    [[nodiscard]] static base::Result<std::unique_ptr<Recording>>
    open(const std::filesystem::path& fileOrFolder);
    virtual ~Recording() = default;

    [[nodiscard]] virtual const RecordingInfo& info() const = 0;
    /// Sees what was added or dropped since; includes the journal of the open minute.
    [[nodiscard]] virtual base::Result<void> refresh() = 0;

    /// Items with an order from `order` on.
    [[nodiscard]] virtual std::unique_ptr<Items> itemsFrom(std::uint64_t order) = 0;
    /// The order of the first item at or after a moment; above info().lastOrder when there is none.
    [[nodiscard]] virtual std::uint64_t orderAt(base::Utc at) = 0;
    /// Notes (not timers) and events, without ticks: cheap. From `from` to `to`, in order.
    [[nodiscard]] virtual std::vector<Item> notesBetween(base::Utc from, base::Utc to) = 0;
    /// The newest at or before `at` of a kind that has chunks of its own: Begin, Book, Frame,
    /// Outline.
    [[nodiscard]] virtual std::optional<FoundNote> newestNote(NoteKind kind, base::Utc at) = 0;
    /// All outlines of a stretch, oldest first; at most `most`, thinned evenly.
    [[nodiscard]] virtual std::vector<FoundNote> outlines(base::Utc from, base::Utc to,
                                                          std::size_t most) = 0;

    /// Every node as it was known at `at`; `metricKeys` empty: all metrics.
    [[nodiscard]] virtual std::vector<NodeMoment>
    momentAt(base::Utc at, const std::vector<std::string>& metricKeys) = 0;
    /// Like series::Store::query: from the pyramid where that is fine enough, else from slabs.
    [[nodiscard]] virtual series::Points chart(const series::SeriesKey& key, base::Utc from,
                                               base::Utc to, std::size_t maxPoints) = 0;
    /// The newest key picture at or before `at`, not older than `oldest`.
    [[nodiscard]] virtual std::optional<Picture> pictureAt(const model::PathRef& path, base::Utc at,
                                                           std::chrono::seconds oldest) = 0;
    /// All pictures of a stretch, in order of time; until `visit` says false.
    virtual void pictures(base::Utc from, base::Utc to,
                          const std::function<bool(const Picture&)>& visit) = 0;
    /// Newest form of each that was not removed, by time.
    [[nodiscard]] virtual std::vector<Mark> marks() = 0;
    /// Writes a mark into a single file that is not being written (into a ring: Recorder::take).
    [[nodiscard]] virtual base::Result<void> addMark(const Mark& mark) = 0;
};

} // namespace vigie::record
