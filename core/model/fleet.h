// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// The words of the house as value types: what a node says of itself. See docs/words.md.
namespace vigie::model {

enum class NodeKind : std::uint8_t { Unknown, Origin, Cloud, Satellite };
/// How a feed came to the node. Origin: it leaves there, so it has no carriage yet.
enum class PathKind : std::uint8_t { Unknown, Origin, Cloud, Satellite, Fibre };
enum class Transport : std::uint8_t { Unknown, Srt, Rtp, Udp, Hls, File, Dvb };
/// How much of a path's content the node decodes. What was not decoded was not judged. Adaptive is
/// only ever asked for: what is in force is key frames, and all of it for a while after any error.
enum class DecodePolicy : std::uint8_t { Off, KeyFrames, Full, Adaptive };

[[nodiscard]] std::string_view toString(NodeKind);
[[nodiscard]] std::string_view toString(PathKind);
[[nodiscard]] std::string_view toString(Transport);
[[nodiscard]] std::string_view toString(DecodePolicy);
[[nodiscard]] std::optional<NodeKind> nodeKindFrom(std::string_view);
[[nodiscard]] std::optional<PathKind> pathKindFrom(std::string_view);
[[nodiscard]] std::optional<Transport> transportFrom(std::string_view);
[[nodiscard]] std::optional<DecodePolicy> decodePolicyFrom(std::string_view);

/// WGS 84, degrees; north and east positive.
struct GeoPosition {
    double latitude = 0;
    double longitude = 0;
    bool operator==(const GeoPosition&) const = default;
};

/// A part of the world where takers receive feeds.
struct RegionInfo {
    std::string id;
    std::string name;
    bool operator==(const RegionInfo&) const = default;
};

/// How much a feed matters, as the plan says.
enum class Importance : std::uint8_t { Low, Normal, High };

/// One programme as produced. `number` is the operator's number (0: none).
struct FeedInfo {
    std::string id;
    std::uint32_t number = 0;
    std::string name;
    std::string sport;
    std::string venue;
    /// Only plans say it; it does not travel.
    Importance importance = Importance::Normal;
    bool operator==(const FeedInfo&) const = default;
};

/// One transport stream received by one node over one transport.
struct InputInfo {
    std::string id;
    std::string name;
    Transport transport = Transport::Unknown;
    /// Without passphrase or other credentials.
    std::string uri;
    /// The threshold profile of its TR 101 290 checks: "dvb", "ott".
    std::string profile;
    /// What receives it, for people: "T7 12.548 V, 8PSK 2/3". Empty where not configured.
    std::string carrier;
    bool operator==(const InputInfo&) const = default;
};

/// One feed arriving at one node: a service of an input.
struct PathInfo {
    /// Unique on its node.
    std::string id;
    std::string feedId;
    std::string inputId;
    /// Empty at an origin.
    std::string regionId;
    PathKind kind = PathKind::Unknown;
    /// program_number; 0: not known yet (the first service of the input).
    std::uint16_t serviceId = 0;
    DecodePolicy policy = DecodePolicy::Off;
    bool hasPreview = false;
    /// Where a preview is served by other means (RTSP, SRT, HLS); empty: by Preview.Watch.
    std::string previewUri;
    bool operator==(const PathInfo&) const = default;
};

/// One PID of an input as the PSI and the packets tell it.
struct PidInfo {
    std::string inputId;
    std::uint16_t pid = 0;
    /// ISO/IEC 13818-1 stream_type; 0 where the PID is not an elementary stream.
    std::uint8_t streamType = 0;
    /// "H.264", "AAC", "PMT", "null", ...; empty where not known.
    std::string content;
    /// ISO 639 code from the PMT; may be empty.
    std::string language;
    /// program_number of the service that refers to it; 0: none or several.
    std::uint16_t serviceId = 0;
    bool operator==(const PidInfo&) const = default;
};

/// One service of an input as the PAT, its PMT and the SDT tell it (ISO/IEC 13818-1 2.4.4, ETSI
/// EN 300 468 5.2.3).
struct ServiceInfo {
    std::string inputId;
    /// program_number.
    std::uint16_t serviceId = 0;
    /// Of the service descriptor; empty where the SDT does not tell, or was not seen.
    std::string name;
    std::string provider;
    /// 0x1fff: not known, or none.
    std::uint16_t pmtPid = 0x1fff;
    std::uint16_t pcrPid = 0x1fff;
    bool operator==(const ServiceInfo&) const = default;
};

/// Names a path in the whole fleet.
struct PathRef {
    std::string nodeId;
    std::string pathId;
    auto operator<=>(const PathRef&) const = default;
};

} // namespace vigie::model
