// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/fleet/provider.h"

namespace vigie::replay {

struct PlayerOptions {
    std::filesystem::path file;
    /// Absent: the beginning, the end.
    std::optional<base::Utc> from;
    std::optional<base::Utc> to;
    /// 0.01 to 1000.
    double speed = 1;
    bool isLooped = false;
    /// Times (of ticks, events, pictures, and the time marks among the samples) are moved so that
    /// the recording plays "now", all by the same whole seconds: what lies between two nodes,
    /// latency and skew, stays as it was. At other speeds than 1 the nodes' clocks then run so much
    /// faster than the desk's. Off: as recorded.
    bool isNow = true;
};

/// A recording that plays as nodes: one Provider for each node in it, for rpc::Server. Reads on a
/// thread of its own ("player"); pictures are the recorded key pictures. A node has begun anew with
/// each start and each round of a loop. It loses contact as it did then: it gives no ticks.
class Player {
public:
    [[nodiscard]] static base::Result<std::unique_ptr<Player>> open(PlayerOptions options);
    virtual ~Player() = default;
    /// In the order of first appearance; they live as long as the player.
    [[nodiscard]] virtual std::vector<fleet::Provider*> nodes() = 0;
    virtual void start() = 0;
    [[nodiscard]] virtual bool isAtEnd() const = 0;
    virtual void stop() = 0;
};

} // namespace vigie::replay
