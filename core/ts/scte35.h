// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/ts/psi.h"

/// SCTE-35 splice information.
namespace vigie::ts {

/// One segmentation_descriptor (tag 0x02, "CUEI") of a splice_info_section.
struct Segmentation {
    std::uint32_t eventId = 0;
    bool isCanceled = false;
    /// segmentation_type_id; see segmentationName().
    std::uint8_t type = 0;
    /// 90 kHz.
    std::optional<std::uint64_t> duration;
    std::uint8_t upidType = 0;
    /// The bytes of the UPID in hexadecimal.
    std::string upid;
    std::uint8_t number = 0;
    std::uint8_t expected = 0;
    bool operator==(const Segmentation&) const = default;
};

/// One splice_info_section, decoded.
struct SpliceInfo {
    enum class Command : std::uint8_t {
        Null = 0x00,
        Schedule = 0x04,
        Insert = 0x05,
        TimeSignal = 0x06,
        BandwidthReservation = 0x07,
        Private = 0xff
    };
    /// Other values of splice_command_type are kept as they are.
    Command command = Command::Null;
    /// Then even the command is not known: it stays Private.
    bool isEncrypted = false;
    std::uint16_t tier = 0xfff;
    /// splice_insert.
    std::optional<std::uint32_t> eventId;
    bool isCanceled = false;
    /// From the network to the local break; false: return.
    std::optional<bool> isOutOfNetwork;
    bool isImmediate = false;
    bool isAutoReturn = false;
    /// (pts_time + pts_adjustment) mod 2^33, 90 kHz; absent: immediate or none.
    std::optional<std::uint64_t> splicePts;
    /// break_duration, 90 kHz.
    std::optional<std::uint64_t> breakDuration;
    std::optional<std::uint16_t> uniqueProgramId;
    std::uint8_t availNumber = 0;
    std::uint8_t availsExpected = 0;
    std::vector<Segmentation> segmentations;
    bool operator==(const SpliceInfo&) const = default;
};

/// Reads a whole section, table_id 0xfc, whose CRC was found good. Nothing where its lengths do not
/// fit; what is encrypted keeps only its header. Never reads past the section.
[[nodiscard]] std::optional<SpliceInfo> readSpliceInfo(Bytes section);

/// "splice_insert", "time_signal", ...; "reserved" for what the standard does not name.
[[nodiscard]] std::string_view spliceCommandName(SpliceInfo::Command command);
/// "Provider advertisement start", ...; empty for a type that is not named.
[[nodiscard]] std::string_view segmentationName(std::uint8_t type);

} // namespace vigie::ts
