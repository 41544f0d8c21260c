// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/config/recordingfile.h"
#include "core/config/tslfile.h"
#include "core/outward/outward.h"

namespace vigie::config {

/// TLS towards nodes. Empty paths: the system's roots, no client certificate.
struct TlsFiles {
    std::filesystem::path rootCertificates;
    std::filesystem::path certificate;
    std::filesystem::path privateKey;
    /// Overrides the name that the server's certificate must carry; empty: the host of the
    /// endpoint.
    std::string serverName;
};

struct NodeEndpoint {
    /// "host:port".
    std::string address;
    /// Absent: plain text, allowed towards loopback or with `insecure: true`.
    std::optional<TlsFiles> tls;
};

struct DeskConfig {
    std::vector<NodeEndpoint> nodes;
    /// Absolute, or relative to the desk file's folder; empty: no plan.
    std::filesystem::path planFile;
    /// When the plan's feeds are on air, likewise; empty: as the plan says.
    std::filesystem::path scheduleFile;
    /// The region the operator works for; empty: none chosen.
    std::string regionId;
    /// Shown in the title; empty: "Vigie".
    std::string eventName;
    /// Absolute, or relative to the desk file's folder; empty: the built-in rules.
    std::filesystem::path rulesFile;
    /// Who else is told of alarms. Holds secrets: never shown nor logged as a whole.
    std::vector<outward::Target> outward;
    RecordingConfig recording;
    TslConfig tsl;
};

[[nodiscard]] base::Result<DeskConfig> readDeskConfig(const std::filesystem::path& file);
/// From "host:port,host:port"; the error names the bad part.
[[nodiscard]] base::Result<DeskConfig> deskConfigFromAddresses(const std::string& list);

} // namespace vigie::config
