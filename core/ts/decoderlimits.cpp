// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ts/decoderlimits.h"

#include <algorithm>
#include <array>

#include "core/ts/packet.h"

namespace vigie::ts {
namespace {

using Bytes = std::span<const std::uint8_t>;

constexpr double multiplexSeconds = 0.004;
constexpr double overheadSeconds = 1.0 / 750;
constexpr double transportShare = 1.2;
/// AVC and HEVC, 2.14 and 2.17: the rate that MBn is laid out for is never less.
constexpr double leastLayoutRate = 2e6;
constexpr std::int64_t avcDelaySeconds = 10;

/// Index after the next 00 00 01 at or behind `from`; the size where there is none.
std::size_t afterStartCode(Bytes bytes, std::size_t from) {
    for (std::size_t i = from; i + 3 <= bytes.size(); ++i) {
        if (bytes[i] == 0 && bytes[i + 1] == 0 && bytes[i + 2] == 1) {
            return i + 3;
        }
    }
    return bytes.size();
}

struct Level {
    int number;
    /// MaxBR and MaxCPB, in units of the profile's factor.
    double rate;
    double buffer;
};

/// ITU-T H.264, table A-1; 9 stands for 1b.
constexpr std::array<Level, 20> avcLevels{
    {{9, 128, 350},        {10, 64, 175},        {11, 192, 500},       {12, 384, 1000},
     {13, 768, 2000},      {20, 2000, 2000},     {21, 4000, 4000},     {22, 4000, 4000},
     {30, 10000, 10000},   {31, 14000, 14000},   {32, 20000, 20000},   {40, 20000, 25000},
     {41, 50000, 62500},   {42, 50000, 62500},   {50, 135000, 135000}, {51, 240000, 240000},
     {52, 240000, 240000}, {60, 240000, 240000}, {61, 480000, 480000}, {62, 800000, 800000}}};

struct HevcLevel {
    /// general_level_idc.
    int number;
    /// MaxBR of the main tier and of the high one (0: has none); MaxCPB is the same but for
    /// level 1.
    double main;
    double high;
};

/// ITU-T H.265, table A.9.
constexpr std::array<HevcLevel, 13> hevcLevels{{{30, 128, 0},
                                                {60, 1500, 0},
                                                {63, 3000, 0},
                                                {90, 6000, 0},
                                                {93, 10000, 0},
                                                {120, 12000, 30000},
                                                {123, 20000, 50000},
                                                {150, 25000, 100000},
                                                {153, 40000, 160000},
                                                {156, 60000, 240000},
                                                {180, 60000, 240000},
                                                {183, 120000, 480000},
                                                {186, 240000, 800000}}};

/// Bit/s a unit of table A-1, NAL (cpbBrNalFactor); 0 for a profile that is not modelled.
double avcFactor(std::uint8_t profile) {
    switch (profile) {
    case 66: // Baseline, Main, Extended
    case 77:
    case 88:
        return 1200;
    case 100: // High
        return 1500;
    case 110: // High 10
        return 3600;
    case 122: // High 4:2:2
    case 244: // High 4:4:4 Predictive
        return 4800;
    default:
        return 0;
    }
}

DecoderLimits codedLimits(double rate, double buffer) {
    DecoderLimits limits;
    limits.isVideo = true;
    const double layout = std::max(rate, leastLayoutRate);
    limits.transportRate = transportShare * layout;
    limits.multiplexRate = layout;
    limits.multiplexSize = (multiplexSeconds + overheadSeconds) * layout / 8;
    limits.mainSize = buffer / 8;
    limits.longestDelaySeconds = avcDelaySeconds;
    return limits;
}

std::optional<DecoderLimits> readAvc(Bytes bytes) {
    for (std::size_t at = afterStartCode(bytes, 0); at + 4 <= bytes.size();
         at = afterStartCode(bytes, at)) {
        if ((bytes[at] & 0x1f) != 7) {
            continue;
        }
        const double factor = avcFactor(bytes[at + 1]);
        const bool isOneB = bytes[at + 3] == 11 && (bytes[at + 2] & 0x10) != 0 && factor == 1200;
        const int number = isOneB ? 9 : bytes[at + 3];
        const auto* const level =
            std::find_if(avcLevels.begin(), avcLevels.end(),
                         [number](const Level& each) { return each.number == number; });
        if (factor == 0 || level == avcLevels.end()) {
            return std::nullopt;
        }
        return codedLimits(factor * level->rate, factor * level->buffer);
    }
    return std::nullopt;
}

std::optional<DecoderLimits> readHevc(Bytes bytes) {
    /// Two bytes of NAL header, one before profile_tier_level, twelve of that.
    constexpr std::size_t needed = 15;
    for (std::size_t at = afterStartCode(bytes, 0); at + needed <= bytes.size();
         at = afterStartCode(bytes, at)) {
        if (((bytes[at] >> 1) & 0x3f) != 33) {
            continue;
        }
        std::array<std::uint8_t, needed> set{};
        std::size_t filled = 0;
        int zeros = 0;
        for (std::size_t i = at; i < bytes.size() && filled < needed; ++i) {
            // 00 00 03: emulation prevention.
            if (zeros >= 2 && bytes[i] == 3) {
                zeros = 0;
                continue;
            }
            zeros = bytes[i] == 0 ? zeros + 1 : 0;
            set[filled++] = bytes[i];
        }
        const int profile = set[3] & 0x1f;
        const bool isHigh = (set[3] & 0x20) != 0;
        const int number = set[14];
        const auto* const level =
            std::find_if(hevcLevels.begin(), hevcLevels.end(),
                         [number](const HevcLevel& each) { return each.number == number; });
        // Main, Main 10 and Main Still Picture; the factors of others hang on more.
        if (filled < needed || profile < 1 || profile > 3 || level == hevcLevels.end()) {
            return std::nullopt;
        }
        constexpr double factor = 1100;
        const double rate = factor * (isHigh && level->high > 0 ? level->high : level->main);
        return codedLimits(rate, number == 30 ? factor * 350 : rate);
    }
    return std::nullopt;
}

struct Mpeg2Level {
    /// profile_and_level_indication.
    std::uint8_t mask;
    std::uint8_t value;
    double rate;
    /// Of the VBV, bit.
    double buffer;
    /// Low and Main level: MBn also gets what the VBV leaves.
    bool hasRest;
};

/// ISO/IEC 13818-2, tables 8-13 and 8-14.
constexpr std::array<Mpeg2Level, 6> mpeg2Levels{{{0xff, 0x85, 50e6, 9437184, true},
                                                 {0xff, 0x82, 300e6, 47185920, false},
                                                 {0x8f, 0x0a, 4e6, 475136, true},
                                                 {0x8f, 0x08, 15e6, 1835008, true},
                                                 {0x8f, 0x06, 60e6, 7340032, false},
                                                 {0x8f, 0x04, 80e6, 9781248, false}}};

std::optional<DecoderLimits> readMpeg2(Bytes bytes) {
    std::optional<double> vbv;
    double streamRate = 0;
    for (std::size_t at = afterStartCode(bytes, 0); at + 7 <= bytes.size();
         at = afterStartCode(bytes, at)) {
        if (bytes[at] == 0xb3 && at + 9 <= bytes.size()) {
            const std::uint32_t rate = (std::uint32_t{bytes[at + 5]} << 10) |
                                       (std::uint32_t{bytes[at + 6]} << 2) | (bytes[at + 7] >> 6);
            streamRate = rate * 400.0;
            vbv = ((bytes[at + 7] & 0x1fu) << 5) | (bytes[at + 8] >> 3);
            continue;
        }
        // sequence_extension
        if (bytes[at] != 0xb5 || (bytes[at + 1] >> 4) != 1 || !vbv) {
            continue;
        }
        const auto indication =
            static_cast<std::uint8_t>((bytes[at + 1] << 4) | (bytes[at + 2] >> 4));
        const auto* const level = std::find_if(mpeg2Levels.begin(), mpeg2Levels.end(),
                                               [indication](const Mpeg2Level& each) {
                                                   return (indication & each.mask) == each.value;
                                               });
        if (level == mpeg2Levels.end()) {
            return std::nullopt;
        }
        const double buffer = (*vbv + bytes[at + 5] * 1024.0) * 16384;
        DecoderLimits limits;
        limits.isVideo = true;
        limits.transportRate = transportShare * level->rate;
        limits.multiplexRate =
            level->hasRest ? level->rate : std::min(1.05 * streamRate, level->rate);
        const double rest = level->hasRest ? std::max(0.0, level->buffer - buffer) : 0;
        limits.multiplexSize = ((multiplexSeconds + overheadSeconds) * level->rate + rest) / 8;
        limits.mainSize = buffer / 8;
        return limits.mainSize > 0 && limits.multiplexRate > 0 ? std::optional(limits)
                                                               : std::nullopt;
    }
    return std::nullopt;
}

DecoderLimits audioLimits(double rate, double size, double frameSeconds) {
    DecoderLimits limits;
    limits.transportRate = rate;
    limits.mainSize = size;
    limits.frameTicks = static_cast<std::int64_t>(frameSeconds * static_cast<double>(pcrHz));
    return limits;
}

std::optional<DecoderLimits> readMpegAudio(Bytes bytes) {
    if (bytes.size() < 4 || bytes[0] != 0xff || (bytes[1] & 0xe0) != 0xe0) {
        return std::nullopt;
    }
    constexpr std::array<double, 3> rates{44100, 48000, 32000};
    const int version = (bytes[1] >> 3) & 3; // 3: MPEG-1, 2: MPEG-2
    const int layer = 4 - ((bytes[1] >> 1) & 3);
    const unsigned rate = (bytes[2] >> 2) & 3u;
    if (version < 2 || layer == 4 || rate == 3) {
        return std::nullopt;
    }
    const double hz = rates[rate] / (version == 2 ? 2 : 1);
    const double samples = layer == 1 ? 384 : layer == 3 && version == 2 ? 576 : 1152;
    return audioLimits(2e6, 3584, samples / hz);
}

std::optional<DecoderLimits> readAdts(Bytes bytes) {
    if (bytes.size() < 7 || bytes[0] != 0xff || (bytes[1] & 0xf6) != 0xf0) {
        return std::nullopt;
    }
    constexpr std::array<double, 13> rates{96000, 88200, 64000, 48000, 44100, 32000, 24000,
                                           22050, 16000, 12000, 11025, 8000,  7350};
    const unsigned rate = (bytes[2] >> 2) & 0x0fu;
    const int channels = ((bytes[2] & 1) << 2) | (bytes[3] >> 6);
    // More than one block a header: when it is decoded hangs on more than is read here.
    if (rate >= rates.size() || (bytes[6] & 3) != 0) {
        return std::nullopt;
    }
    // 0: the channels are told elsewhere; the larger buffer raises nothing by mistake.
    const bool isLarge = channels == 0 || channels > 2;
    return audioLimits(isLarge ? 5.5296e6 : 2e6, isLarge ? 8976 : 3584, 1024 / rates[rate]);
}

std::optional<DecoderLimits> readAc3(Bytes bytes) {
    if (bytes.size() < 6 || bytes[0] != 0x0b || bytes[1] != 0x77) {
        return std::nullopt;
    }
    const bool isEnhanced = (bytes[5] >> 3) > 10;
    constexpr std::array<double, 3> rates{48000, 44100, 32000};
    constexpr std::array<double, 4> blocks{1, 2, 3, 6};
    const unsigned rate = bytes[4] >> 6;
    if (rate == 3) {
        return std::nullopt;
    }
    const double samples = isEnhanced ? 256 * blocks[(bytes[4] >> 4) & 3u] : 1536;
    return audioLimits(2e6, 5696, samples / rates[rate]);
}

} // namespace

std::optional<DecoderLimits> readDecoderLimits(std::string_view content, Bytes bytes) {
    if (content == "H.264") {
        return readAvc(bytes);
    }
    if (content == "H.265") {
        return readHevc(bytes);
    }
    if (content == "MPEG-2 video") {
        return readMpeg2(bytes);
    }
    if (content == "MPEG audio") {
        return readMpegAudio(bytes);
    }
    if (content == "AAC") {
        return readAdts(bytes);
    }
    if (content == "AC-3" || content == "E-AC-3") {
        return readAc3(bytes);
    }
    return std::nullopt;
}

} // namespace vigie::ts
