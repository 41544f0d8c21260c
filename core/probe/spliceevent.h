// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "core/model/event.h"
#include "core/ts/analyzer.h"

namespace vigie::probe {

/// A splice section as an event of a path: code "scte35.insert", "scte35.time_signal",
/// "scte35.schedule", "scte35.private" or "scte35.encrypted". Nothing for splice_null and
/// bandwidth_reservation, which announce nothing. Parameters, each where the section tells it:
///
/// event_id, canceled ("true"), out_of_network ("true", "false"), immediate ("true"),
/// auto_return ("true"), pts (90 kHz), until_s (by the programme clock), break_s,
/// unique_program_id, avail ("1/2"), tier (where it is not 4095); and for each of the first four
/// segmentation descriptors segmentation_event_id, then segmentation_canceled or segmentation (its
/// name), segmentation_type ("0x30"), segmentation_s, segmentation_number ("1/2"), upid_type, upid
/// (hexadecimal). The names repeat, one descriptor after the other.
[[nodiscard]] std::optional<model::Event> spliceEvent(const ts::SpliceEvent& splice,
                                                      const std::string& pathId);

} // namespace vigie::probe
