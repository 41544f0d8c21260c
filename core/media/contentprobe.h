// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/base/time.h"
#include "core/model/fleet.h"
#include "core/model/preview.h"

namespace vigie::media {

/// Limits of the content checks. Defaults are the practice of docs (black 98 % of pixels below 10 %
/// luma for 2 s; freeze 0.1 % mean difference for 2 s; silence -60 dBFS on all channels for 5 s).
struct ContentLimits {
    double blackLuma = 0.10;
    double blackPixels = 0.98;
    base::Nanoseconds blackAfter{std::chrono::seconds(2)};
    /// Mean over the picture; judged on cells of a grid (see PictureJudge) so that the coding noise
    /// of a still picture does not pass for movement.
    double freezeDifference = 0.001;
    base::Nanoseconds freezeAfter{std::chrono::seconds(2)};
    double silenceDbfs = -60;
    base::Nanoseconds silenceAfter{std::chrono::seconds(5)};
};

enum class Presence : std::uint8_t { Unknown, Clear, Present };

/// What the decoded content shows. Absent and Unknown: was not looked at, or not long enough.
struct ContentFigures {
    Presence black = Presence::Unknown;
    Presence freeze = Presence::Unknown;
    Presence silence = Presence::Unknown;
    /// Since when (of the content, not of the end of the duration).
    std::optional<base::Utc> blackSince, freezeSince, silenceSince;
    std::optional<int> width, height;
    std::optional<double> frameRate;
    /// Of the newest picture, 0 to 1. The difference is the mean over a grid of about 40 by 22
    /// cells, against the picture looked at before.
    std::optional<double> lumaMean, difference;
    /// 0 while no sound is decoded.
    int audioChannels = 0;
    std::uint64_t picturesDecoded = 0;
    std::uint64_t decodeErrors = 0;
};

/// Decodes one path as far as its policy says and judges black, freeze and silence. Decoding runs
/// on the shared ContentPool; pushes come from the input's thread and never block (a bounded queue:
/// when full, content goes Unknown rather than late). Key-frame policy decodes key pictures and
/// about a quarter of the sound, in runs.
class ContentProbe {
public:
    virtual ~ContentProbe() = default;
    /// One PES unit of the path's video. `content` as in ts::PesUnit ("H.264", "H.265", "MPEG-2
    /// video").
    virtual void pushVideo(std::string_view content, std::span<const std::byte> payload,
                           std::optional<std::uint64_t> pts, bool isRandomAccess,
                           base::Timestamp arrival) = 0;
    /// One PES unit of the path's first audio ("MPEG audio", "AAC", "AAC LATM", "AC-3", "E-AC-3").
    virtual void pushAudio(std::string_view content, std::span<const std::byte> payload,
                           std::optional<std::uint64_t> pts, base::Timestamp arrival) = 0;
    /// Time passes: content that stopped coming goes back to Unknown after 2 s (key frames: 5 s).
    virtual void advance(base::Timestamp now) = 0;
    virtual void setPolicy(model::DecodePolicy policy) = 0;
    [[nodiscard]] virtual model::DecodePolicy policy() const = 0;
    [[nodiscard]] virtual ContentFigures figures() const = 0;
    /// Peaks since the last call, dBFS (floor -100), channel 1 first; absent channels are nullopt.
    /// Nothing decoded since: all absent.
    [[nodiscard]] virtual std::array<std::optional<float>, 8> takeAudioPeaks() = 0;
};

/// A fixed number of threads ("content-0", ...) that decode for any number of probes.
class ContentPool {
public:
    virtual ~ContentPool() = default;
    [[nodiscard]] virtual std::unique_ptr<ContentProbe> open(std::string name, ContentLimits limits,
                                                             model::DecodePolicy policy) = 0;
};
[[nodiscard]] std::unique_ptr<ContentPool> makeContentPool(int workers = 1);

} // namespace vigie::media
