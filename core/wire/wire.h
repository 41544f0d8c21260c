// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "core/base/result.h"
#include "core/model/event.h"
#include "core/model/preview.h"
#include "core/model/sound.h"
#include "core/model/tick.h"
#include "vigie/v1/fleet.pb.h"
#include "vigie/v1/preview.pb.h"
#include "vigie/v1/telemetry.pb.h"

/// Wire <-> model. What comes from the wire is foreign: fromWire() checks everything that the rest
/// of the house relies on (sizes, unique ids, references, finite numbers) and says in one sentence
/// what is wrong. Pure functions, safe from any thread.
namespace vigie::wire {

/// Beyond these a description is not believed.
struct DescriptionLimits {
    static constexpr int rows = 100'000;
    static constexpr int metrics = 10'000;
    static constexpr int states = 1'000;
    static constexpr std::size_t text = 4'096;
};
/// Columns of one tick, over all its blocks.
inline constexpr int maxColumnsPerTick = 100'000;
/// One coded picture.
inline constexpr std::size_t maxAccessUnitBytes = 8 * 1024 * 1024;
/// One coded frame of sound; the longest that is coded has 8,194.
inline constexpr std::size_t maxSoundUnitBytes = 64 * 1024;
/// Sounds of one path.
inline constexpr int maxSoundTracks = 256;

void toWire(const model::NodeDescription& description, v1::NodeDescription& out);
[[nodiscard]] base::Result<model::NodeDescriptionPtr> fromWire(const v1::NodeDescription& in);

void toWire(const model::Tick& tick, v1::Tick& out);
/// The tick, if it fits `description` (model::whyMalformed included).
[[nodiscard]] base::Result<model::TickPtr> fromWire(const v1::Tick& in,
                                                    const model::NodeDescription& description);

void toWire(const model::Event& event, std::uint64_t incarnation, v1::Event& out);
[[nodiscard]] base::Result<model::EventPtr> fromWire(const v1::Event& in);

void toWire(const model::AccessUnit& unit, v1::AccessUnit& out);
/// Takes the picture's bytes out of `in`.
[[nodiscard]] base::Result<model::AccessUnitPtr> fromWire(v1::AccessUnit& in);

void toWire(const model::PreviewRequest& request, v1::WatchRequest& out);
[[nodiscard]] base::Result<model::PreviewRequest> fromWire(const v1::WatchRequest& in);

/// What one message of a listening says: either, or both.
struct SoundNews {
    std::optional<model::SoundTracks> tracks;
    model::SoundUnitPtr unit;
};
void toWire(const model::SoundTracks& tracks, v1::SoundTracks& out);
void toWire(const model::SoundUnit& unit, v1::SoundUnit& out);
/// Takes the frame's bytes out of `in`.
[[nodiscard]] base::Result<SoundNews> fromWire(v1::SoundUnit& in);

[[nodiscard]] v1::Scope toWire(model::Scope scope);
/// False for a scope that this version does not know.
[[nodiscard]] bool fromWire(v1::Scope in, model::Scope& out);

} // namespace vigie::wire
