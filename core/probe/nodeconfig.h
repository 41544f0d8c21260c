// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/base/time.h"
#include "core/media/contentprobe.h"
#include "core/model/fleet.h"
#include "core/probe/captureconfig.h"
#include "core/transport/snmpsource.h"
#include "core/ts/analyzer.h"

namespace vigie::probe {

/// One service of an input that is a feed.
struct ServiceConfig {
    std::string pathId;
    /// program_number; 0: the first service of the PAT.
    std::uint16_t serviceId = 0;
    std::string feedId;
    std::string regionId;
    model::PathKind kind = model::PathKind::Unknown;
    model::DecodePolicy policy = model::DecodePolicy::Full;
    /// Adaptive: for how long nothing may happen before the path goes back to key frames.
    base::Nanoseconds decodeQuiet{std::chrono::seconds(30)};
    media::ContentLimits content{};
};

struct InputConfig {
    std::string id;
    std::string name;
    std::string uri;
    /// SRT; never shown.
    std::string passphrase;
    model::Transport transport = model::Transport::Unknown;
    /// Thresholds of the TR 101 290 checks: built in, or read from a file.
    ts::Profile profile = ts::Profile::dvb();
    std::string carrier;
    /// Where a satellite receiver's figures arrive (transport::RfListener); empty: none.
    std::string rfUri;
    /// Or the receiver that is asked for them.
    std::optional<transport::SnmpSpec> rfSnmp;
    /// The second leg of SMPTE ST 2022-7, and how long one may come after the other; empty: none.
    std::string legB;
    std::chrono::milliseconds legWindow{50};
    std::vector<ServiceConfig> services;
    /// The ring of its stream on disk; absent: none.
    std::optional<CaptureConfig> capture;
};

/// What a vigie-node is told (docs/configuration.md).
struct NodeConfig {
    std::string id = "node";
    std::string name = "Node";
    model::NodeKind kind = model::NodeKind::Unknown;
    std::string regionId;
    std::optional<model::GeoPosition> position;
    std::string listen = "127.0.0.1:0";
    std::filesystem::path certificate;
    std::filesystem::path privateKey;
    std::filesystem::path clientRoots;
    bool isInsecureAllowed = false;
    std::vector<model::RegionInfo> regions;
    std::vector<model::FeedInfo> feeds;
    /// Where captures are kept; absent: none are made.
    std::optional<NodeCaptureConfig> capture;
    std::vector<InputConfig> inputs;
};

/// Reads a node's YAML. The error lists every fault as "file:line:column: what was expected".
[[nodiscard]] base::Result<NodeConfig> readNodeConfig(const std::filesystem::path& file);

/// A node for one stream: its first service, wholly decoded, as a path of `kind`. The id is made
/// from the URI ("udp-127.0.0.1-5004"), so that two such nodes can be told apart.
[[nodiscard]] base::Result<NodeConfig> nodeConfigFromUri(const std::string& uri,
                                                         model::PathKind kind);

} // namespace vigie::probe
