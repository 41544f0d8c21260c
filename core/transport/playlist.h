// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace vigie::transport {

struct ByteRange {
    std::uint64_t offset = 0;
    std::uint64_t length = 0;
    bool operator==(const ByteRange&) const = default;
};

struct PlaylistSegment {
    std::string uri; // as written, may be relative
    double durationS = 0;
    std::uint64_t sequence = 0;
    bool isDiscontinuity = false; // the stream starts anew with it
    bool isMissing = false;       // EXT-X-GAP: announced, not there
    bool isEncrypted = false;
    std::optional<ByteRange> range;
};

struct PlaylistVariant {
    std::string uri;
    std::uint64_t bandwidth = 0;
};

/// An HLS playlist (RFC 8216), as far as a receiver of transport streams needs it: a master has
/// variants, a media playlist segments.
struct Playlist {
    bool isMaster = false;
    std::vector<PlaylistVariant> variants;
    std::vector<PlaylistSegment> segments;
    double targetDurationS = 0;
    bool hasEnd = false;            // EXT-X-ENDLIST
    bool hasInitialization = false; // EXT-X-MAP: fragmented MP4

    /// The variant with the most bits; null without variants.
    [[nodiscard]] const PlaylistVariant* best() const;
};

/// Never throws, whatever the text; unknown tags are ignored, wrong values of known ones refused.
[[nodiscard]] base::Result<Playlist> parsePlaylist(std::string_view text);

} // namespace vigie::transport
