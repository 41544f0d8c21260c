// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>

#include "core/base/result.h"
#include "core/base/time.h"
#include "core/model/fleet.h"
#include "core/ts/analyzer.h"

/// One transport stream analyzed from its beginning to its end, offline or live, and the report of
/// it. The same analyzers as the probe's; no node, no wire.
namespace vigie::analysis {

struct Options {
    ts::Profile profile;
    /// Of what is decoded: Off, KeyFrames or Full.
    model::DecodePolicy content = model::DecodePolicy::Off;
    /// Ends after so much time of the stream; absent: at its end.
    std::optional<double> seconds;
    /// At most so many events are kept, the first ones; the rest are counted.
    std::size_t maximumEvents = 10'000;
};

/// Everything found, in an order that depends on the bytes alone.
struct Report;

/// Analyzes a file as fast as the disk gives; time is taken from the PCRs (of the first service; an
/// even rate before the first and where there are none). `progress` is told parts of 1 now and
/// then. Fails where the file cannot be read or holds no transport stream.
[[nodiscard]] base::Result<std::string>
analyzeFileToJson(const std::filesystem::path& file, const Options& options,
                  const std::stop_token& stop = {},
                  const std::function<void(double)>& progress = {});

} // namespace vigie::analysis
