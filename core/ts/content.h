// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/ts/analyzer.h"
#include "core/ts/psi.h"

namespace vigie::ts {

/// What an elementary stream carries, as its PMT entry tells it.
struct Content {
    StreamClass streamClass = StreamClass::Data;
    /// "H.264", "AC-3", ...; empty where nothing tells.
    std::string name;
    /// ISO 639; may be empty.
    std::string language;
    /// ISO 639 audio_type above 0: clean effects, hearing or visually impaired.
    bool isAuxiliaryAudio = false;
    /// The video descriptors allow still pictures: its time stamps may pause.
    bool mayBeStill = false;
    bool operator==(const Content&) const = default;
};

/// `programDescriptors` are those of the whole service: a registration there changes the meaning of
/// private stream types.
[[nodiscard]] Content contentOf(std::uint8_t streamType, Bytes descriptors,
                                Bytes programDescriptors);

/// The names of PIDs that standards reserve: "PAT", "SDT", "null"; empty for others.
[[nodiscard]] std::string_view reservedPidName(std::uint16_t pid);

} // namespace vigie::ts
