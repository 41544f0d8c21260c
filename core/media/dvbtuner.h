// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "core/base/result.h"

namespace vigie::media {

/// A Linux DVB frontend and how to tune it.
struct DvbTuning {
    int adapter = 0;
    int frontend = 0;
    /// Properties of GStreamer's dvbsrc and their values as text, checked by whoever fills this.
    std::vector<std::pair<std::string, std::string>> properties;
};

/// What dvbsrc says of its frontend: the figures of the old kernel interface. Signal, snr and ber
/// have whatever scale the driver gives them (some count to 65 535, some in tenths of a dB), so
/// that none of them is a level or a ratio by itself. Absent: not in the message.
struct DvbSignal {
    std::optional<bool> isLocked;
    std::optional<std::int64_t> signal, snr, ber;
    /// Blocks that could not be corrected, cumulative.
    std::optional<std::int64_t> uncorrected;
};

/// Reads a "dvb-frontend-stats" message in GStreamer's text form; nothing when it is another one.
[[nodiscard]] std::optional<DvbSignal> dvbSignalFromText(const std::string& structure);

/// Tunes a frontend and reads its whole transport stream: dvbsrc and an appsink. One thread calls
/// it; GStreamer's streaming thread reads the device, 256 buffers ahead at most. Never tried on
/// hardware.
class DvbTuner {
public:
    enum class Outcome : std::uint8_t { Data, Nothing, Ended };
    using Take = std::function<void(std::span<const std::byte>)>;

    /// Waits at most 1.5 s for the frontend to lock. The error is one sentence.
    [[nodiscard]] static base::Result<std::unique_ptr<DvbTuner>> open(const DvbTuning& tuning);
    virtual ~DvbTuner() = default;
    /// Hands over what came within `timeout`.
    [[nodiscard]] virtual Outcome read(std::chrono::milliseconds timeout, const Take& take) = 0;
    /// Why it ended.
    [[nodiscard]] virtual const std::string& reason() const = 0;
    /// The newest message, once.
    [[nodiscard]] virtual std::optional<DvbSignal> takeSignal() = 0;
};

} // namespace vigie::media
