// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>

#include "core/analysis/report.h"
#include "core/base/result.h"
#include "core/base/time.h"
#include "core/model/fleet.h"
#include "core/transport/receiver.h"
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

/// Analyzes a file as fast as the disk gives; time is taken from the PCRs (see PcrPacer) and
/// begins with the first byte, so that the same bytes give the same report. `progress` is told
/// parts of 1 now and then. Asked to stop, it reports what it has. Fails where the file cannot be
/// read, is empty, or holds no transport stream.
[[nodiscard]] base::Result<Report> analyzeFile(const std::filesystem::path& file,
                                               const Options& options,
                                               const std::stop_token& stop = {},
                                               const std::function<void(double)>& progress = {});

/// Receives and analyzes until `options.seconds` passed since the first byte, the stream ends or it
/// is asked to stop; time is the host's. Fails where the URI is wrong or nothing came: within
/// `options.seconds`, or until it was asked to stop.
[[nodiscard]] base::Result<Report> analyzeLive(const transport::ReceiverOptions& source,
                                               const Options& options, const std::stop_token& stop);

/// One line of JSON by docs/analyze.schema.json. The same report gives the same bytes.
[[nodiscard]] std::string toJson(const Report& report);

/// analyzeFile() and toJson().
[[nodiscard]] base::Result<std::string>
analyzeFileToJson(const std::filesystem::path& file, const Options& options,
                  const std::stop_token& stop = {},
                  const std::function<void(double)>& progress = {});

} // namespace vigie::analysis
