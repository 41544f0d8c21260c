// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/exchange/mapping.h"
#include "core/record/item.h"
#include "core/record/tools.h"

namespace vigie::exchange {

struct Imported {
    std::size_t nodes = 0;
    std::uint64_t rows = 0;
    std::uint64_t samples = 0;
    std::uint64_t ticks = 0;
    /// Rows of the long form whose metric the mapping does not have.
    std::uint64_t ignored = 0;
    base::Utc from{};
    base::Utc to{};
};

struct ImportOptions {
    std::string madeBy;
    /// Put before everything else, with order 0 and the first time: what an engine needs to judge
    /// the rest by (replay::packBegin). Empty: nothing.
    std::string begin;
    /// No more samples than this are held in memory (about 40 bytes each); a longer file is to be
    /// given in parts.
    std::size_t mostSamples = 50'000'000;
};

/// Telemetry from elsewhere as a new recording: each node with a description made of what the file
/// names, a tick for each moment of it, as if the desk had had them at those times. Rows may come
/// in any order. An empty value is one that is not known. The error is "file:line: what was
/// expected". Nothing is left behind when it fails.
[[nodiscard]] base::Result<Imported> importCsv(const std::filesystem::path& from,
                                               const ImportMapping& mapping,
                                               const std::filesystem::path& to,
                                               const ImportOptions& options,
                                               const record::Progress& progress);

/// "2026-07-26T18:00:00.5Z", "2026-07-26 18:00:00+02:00"; nothing for anything else.
[[nodiscard]] std::optional<base::Utc> timeFromIso8601(std::string_view text);

} // namespace vigie::exchange
