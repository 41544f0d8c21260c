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
#include <vector>

#include "core/base/time.h"
#include "core/model/fleet.h"
#include "core/model/preview.h"

namespace vigie::media {

/// A part of the picture that is not looked at: a logo, a clock. In parts of the picture's size, 0
/// to 1.
struct MaskRectangle {
    double left = 0;
    double top = 0;
    double width = 0;
    double height = 0;
    bool operator==(const MaskRectangle&) const = default;
};

/// Limits of the content checks. Defaults are the practice of docs (black 98 % of pixels below 10 %
/// luma for 2 s; freeze 0.1 % mean difference for 2 s; silence -60 dBFS on all channels for 5 s).
/// Durations are how long a condition holds before it counts as present.
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
    /// Left out of black, freeze, bars, single color and chroma loss.
    std::vector<MaskRectangle> masks;
    base::Nanoseconds colorBarsAfter{std::chrono::seconds(5)};
    /// Standard deviation, 8-bit codes, below which a picture is of one color.
    double singleColorDeviation = 2;
    base::Nanoseconds singleColorAfter{std::chrono::seconds(3)};
    /// Mean distance of chroma from neutral, 8-bit codes, below which there is none.
    double chromaLossLevel = 2;
    base::Nanoseconds chromaLossAfter{std::chrono::seconds(10)};
    /// Gradient on the block grid against the gradient beside it.
    double blockinessRatio = 1.75;
    base::Nanoseconds blockinessAfter{std::chrono::seconds(3)};
    base::Nanoseconds noVideoAfter{std::chrono::seconds(2)};
    base::Nanoseconds digitalZeroAfter{std::chrono::seconds(2)};
    base::Nanoseconds channelLostAfter{std::chrono::seconds(10)};
    /// Correlation of channels 1 and 2.
    double phaseCorrelation = -0.5;
    base::Nanoseconds phaseAfter{std::chrono::seconds(10)};
};

enum class Presence : std::uint8_t { Unknown, Clear, Present };

/// A 64-bit likeness of one picture, alike for alike pictures whatever coded them (a few bits
/// differ), and when that picture had arrived.
struct PictureSignature {
    std::uint64_t bits = 0;
    base::Utc arrival{};
};

/// EBU R 128 (BS.1770) of the path's first audio, by libebur128. Absent: not measured yet, or below
/// the gates.
struct LoudnessFigures {
    std::optional<double> momentary, shortTerm, integrated; ///< LUFS
    std::optional<double> range;                            ///< LU, EBU Tech 3342
    std::optional<double> truePeak;                         ///< dBTP, of the last second
};

/// What the decoded content shows. Absent and Unknown: was not looked at, or not long enough.
struct ContentFigures {
    Presence black = Presence::Unknown;
    Presence freeze = Presence::Unknown;
    Presence silence = Presence::Unknown;
    Presence colorBars = Presence::Unknown;
    Presence singleColor = Presence::Unknown;
    Presence chromaLoss = Presence::Unknown;
    Presence blockiness = Presence::Unknown;
    /// The stream is there and no picture comes out of it.
    Presence noVideo = Presence::Unknown;
    /// Every sample exactly zero, on all channels.
    Presence digitalZero = Presence::Unknown;
    /// One channel silent while another is not.
    Presence channelLost = Presence::Unknown;
    Presence phase = Presence::Unknown;
    /// Since when (of the content, not of the end of the duration).
    std::optional<base::Utc> blackSince, freezeSince, silenceSince;
    std::optional<base::Utc> colorBarsSince, singleColorSince, chromaLossSince, blockinessSince;
    std::optional<base::Utc> noVideoSince, digitalZeroSince, channelLostSince, phaseSince;
    std::optional<int> width, height;
    std::optional<double> frameRate;
    /// Of the newest picture, 0 to 1. The difference is the mean over a grid of about 40 by 22
    /// cells, against the picture looked at before.
    std::optional<double> lumaMean, difference;
    std::optional<double> blockinessValue;
    /// Of the newest picture that was different enough from others to be told apart.
    std::optional<PictureSignature> signature;
    /// 0 while no sound is decoded.
    int audioChannels = 0;
    /// By channel; Unknown beyond audioChannels.
    std::array<Presence, 8> channelSilence{};
    std::optional<double> correlation;
    LoudnessFigures loudness;
    std::uint64_t picturesDecoded = 0;
    std::uint64_t decodeErrors = 0;
    /// Something holds that would be a fault after a while: a reason to look closer.
    bool isSuspicious = false;
};

/// Decodes one path as far as its policy says and judges picture and sound. Decoding runs on the
/// shared ContentPool; pushes come from the input's thread and never block (a bounded queue: when
/// full it is emptied, decoding goes on at the next key picture, and what was found stands until it
/// is stale: Unknown rather than late). Key-frame policy decodes key pictures and about a quarter
/// of the sound, in runs; loudness, which needs all of it, is absent then.
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
    /// A push would soon find the queue full: who can wait (an offline analysis) should.
    [[nodiscard]] virtual bool isFull() const = 0;
    /// Everything pushed so far was decoded and judged.
    [[nodiscard]] virtual bool isIdle() const = 0;
    /// Time passes: content that stopped coming goes back to Unknown after 2 s (key frames: 5 s).
    virtual void advance(base::Timestamp now) = 0;
    /// Between key frames and full what was found stands; off forgets it. Adaptive is key frames
    /// until somebody promotes it.
    virtual void setPolicy(model::DecodePolicy policy) = 0;
    /// Whether the pool has room for this path to be decoded wholly; told to few at a time.
    [[nodiscard]] virtual bool tryPromote() = 0;
    /// Whether the pool is overloaded and this promoted path should go back; told to one at a time.
    [[nodiscard]] virtual bool mustYield() = 0;
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
