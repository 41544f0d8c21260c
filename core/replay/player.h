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
    double speed = 1;
    bool isLooped = false;
    /// Times are moved so that the recording plays "now"; off: as recorded.
    bool isNow = true;
};

/// A recording that plays as nodes: one Provider for each node in it, for rpc::Server. Reads on a
/// thread of its own ("player"); pictures are the recorded key pictures.
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
