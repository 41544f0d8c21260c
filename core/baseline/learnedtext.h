// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/baseline/series.h"

/// What has been learned as text: JSON, one object with "format", "version", the options that the
/// levels depend on, and the series. Numbers are exact, so that a restored series behaves as the
/// saved one.
namespace vigie::baseline {

inline constexpr std::size_t mostSeries = 200'000;
inline constexpr std::size_t mostKeyBytes = 1024;
inline constexpr std::size_t mostTextBytes = std::size_t{512} << 20;

struct NamedSeries {
    std::string key;
    double leastSpread = 0;
    Learned learned;
};

[[nodiscard]] std::string toText(const Measures& measures, const std::vector<Series>& series);
/// Foreign bytes: every field is checked, the error names the first that is wrong.
[[nodiscard]] base::Result<std::vector<NamedSeries>> fromText(const Measures& measures,
                                                              const std::string& text);

} // namespace vigie::baseline
