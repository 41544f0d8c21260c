// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/base/time.h"

namespace vigie::transport {

/// What a satellite receiver says of its signal. Absent: the receiver does not say.
struct RfFigures {
    std::optional<bool> isLocked;
    std::optional<double> levelDbm, cnDb, esN0Db, merDb, marginDb;
    /// DVB-S2 MODCOD number, EN 302 307-1 table 12 (1 to 28), and the Es/N0 it needs (table 13).
    std::optional<int> modcod;
    std::optional<double> thresholdDb;
    /// Bit error ratio before and after the error correction, packet (or frame) error ratio.
    std::optional<double> berBefore, berAfter, per;
};

/// Where a satellite receiver's figures come from. Any thread.
class RfSource {
public:
    /// What is older is not known.
    static constexpr std::chrono::seconds validFor{5};

    virtual ~RfSource() = default;
    /// Newest figures; nothing before the first or when the newest is older than validFor.
    [[nodiscard]] virtual std::optional<RfFigures> newest() const = 0;
    /// The port it listens on, where it does.
    [[nodiscard]] virtual std::optional<std::uint16_t> listenPort() const { return std::nullopt; }
};

/// Listens for a receiver's figures as JSON datagrams, one object each, documented in docs/wire.md:
///   {"lock":true,"level_dbm":-41.2,"cn_db":12.1,"esn0_db":12.4,"mer_db":12.0,"modcod":18}
/// so that any script or vendor adapter can deliver them. Unknown keys are ignored, malformed
/// datagrams counted and skipped. Margin and threshold are derived from MODCOD where not given.
class RfListener : public RfSource {
public:
    /// `uri`: udp://bind:port. Owns one thread.
    [[nodiscard]] static base::Result<std::unique_ptr<RfListener>> create(std::string name,
                                                                          const std::string& uri);
    [[nodiscard]] virtual std::uint64_t malformed() const = 0;
    [[nodiscard]] virtual std::uint16_t boundPort() const = 0;
    [[nodiscard]] std::optional<std::uint16_t> listenPort() const final { return boundPort(); }
};

/// Parses one datagram of the form above; further keys are margin_db, threshold_db, ber_before,
/// ber_after and per. `modcod` is a number or a name ("8PSK 2/3").
[[nodiscard]] base::Result<RfFigures> parseRfFigures(std::string_view json);
/// Es/N0 for quasi error free reception, dB, EN 302 307-1 table 13; nothing for a number
/// outside 1..28.
[[nodiscard]] std::optional<double> dvbS2ThresholdDb(int modcod);
/// The number of a name as dvbS2ModcodName() gives it; case, blanks, '-' and '_' do not matter.
[[nodiscard]] std::optional<int> dvbS2ModcodFromName(std::string_view name);
/// Fills threshold and margin where they are absent and follow from the others: the threshold from
/// the MODCOD, the margin as Es/N0 minus threshold.
void completeRfFigures(RfFigures& figures);
/// "16APSK 2/3"; empty for a number outside 1..28.
[[nodiscard]] std::string_view dvbS2ModcodName(int modcod);

} // namespace vigie::transport
