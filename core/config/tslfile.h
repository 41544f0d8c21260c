// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/alarm/fault.h"
#include "core/base/result.h"
#include "core/config/yaml.h"
#include "core/model/plan.h"
#include "core/tsl/receiver.h"
#include "core/tsl/sender.h"

namespace vigie::config {

/// A receiver of displays that is told of faults.
struct TslTarget {
    enum class Text : std::uint8_t {
        /// The worst fault; the feed's name while it is well.
        Fault,
        Name,
        /// The name, and the worst fault behind it.
        Both
    };
    tsl::SenderOptions sender;
    Text text = Text::Fault;
    /// What is less is taken for well.
    alarm::Severity least = alarm::Severity::Minor;
    bool isGreenWhenWell = false;
    /// Only deliveries into it count; empty: all.
    std::string regionId;
    /// "desk.yaml:12:5", for messages.
    std::string where;
};

/// The map `tsl` of a desk file.
struct TslConfig {
    struct Mapping {
        std::uint16_t index = 0;
        std::string feedId;
        /// "desk.yaml:12:5", for messages.
        std::string where;
    };
    std::vector<tsl::ReceiverOptions> listen;
    std::vector<TslTarget> send;
    /// Empty: the index of a display is the number of its feed.
    std::vector<Mapping> map;
    [[nodiscard]] bool isEmpty() const { return listen.empty() && send.empty(); }
};

/// What is wrong is added to the document's errors. docs/configuration.md has the keys.
[[nodiscard]] TslConfig readTsl(const Value& value);

/// Fails on feeds and regions that the plan does not know.
[[nodiscard]] base::Result<void> checkTsl(const TslConfig& config, const model::Plan& plan);

} // namespace vigie::config
