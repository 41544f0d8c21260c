// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/config/yaml.h"

namespace vigie::probe {

/// How much of its stream an input keeps on disk, and when a piece of it becomes a capture.
struct CaptureConfig {
    /// A bound that always holds.
    std::uint64_t ringBytes = 4'000'000'000;
    /// Older bytes go too; absent: as long as the bytes allow.
    std::optional<std::chrono::seconds> ringTime{60};
    std::chrono::seconds before{10};
    std::chrono::seconds after{5};
    /// Codes of events that begin a capture by themselves: "1.4", "content.black", "input.loss".
    std::vector<std::string> on;
    /// From the end of one capture by rule to the begin of the next.
    std::chrono::seconds atMostEvery{60};
};

/// Where a node keeps rings and captures, and how many of the latter.
struct CaptureStoreConfig {
    std::filesystem::path folder;
    std::size_t keep = 20;
    std::uint64_t keepBytes = 2'000'000'000;
};

/// The node's `capture:`: the store, and what holds for inputs that say nothing else.
struct NodeCaptureConfig {
    CaptureStoreConfig store;
    CaptureConfig input;
};

/// Reads the node's `capture:`; relative folders are taken from `folder`.
[[nodiscard]] NodeCaptureConfig readNodeCapture(const config::Value& value,
                                                const std::filesystem::path& folder);
/// Reads an input's `capture:` over what holds for the node; nothing for `capture: false`.
[[nodiscard]] std::optional<CaptureConfig>
readInputCapture(const config::Value& value, const std::optional<NodeCaptureConfig>& node);

} // namespace vigie::probe
