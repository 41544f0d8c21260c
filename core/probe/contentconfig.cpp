// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/probe/contentconfig.h"

#include <algorithm>
#include <chrono>
#include <string_view>

namespace vigie::probe {
namespace {

using config::Value;
using media::ContentLimits;

struct NumberKey {
    std::string_view name;
    double ContentLimits::*member;
    double least;
    double most;
};
constexpr NumberKey numbers[] = {
    {"black_luma", &ContentLimits::blackLuma, 0, 1},
    {"black_pixels", &ContentLimits::blackPixels, 0, 1},
    {"freeze_difference", &ContentLimits::freezeDifference, 0, 0.1},
    {"silence_dbfs", &ContentLimits::silenceDbfs, -100, 0},
    {"single_color_deviation", &ContentLimits::singleColorDeviation, 0, 50},
    {"chroma_loss_level", &ContentLimits::chromaLossLevel, 0, 50},
    {"blockiness_ratio", &ContentLimits::blockinessRatio, 1.1, 8},
    {"phase_correlation", &ContentLimits::phaseCorrelation, -1, 1},
};

struct DurationKey {
    std::string_view name;
    base::Nanoseconds ContentLimits::*member;
};
constexpr DurationKey durations[] = {
    {"black_after", &ContentLimits::blackAfter},
    {"freeze_after", &ContentLimits::freezeAfter},
    {"silence_after", &ContentLimits::silenceAfter},
    {"color_bars_after", &ContentLimits::colorBarsAfter},
    {"single_color_after", &ContentLimits::singleColorAfter},
    {"chroma_loss_after", &ContentLimits::chromaLossAfter},
    {"blockiness_after", &ContentLimits::blockinessAfter},
    {"no_video_after", &ContentLimits::noVideoAfter},
    {"digital_zero_after", &ContentLimits::digitalZeroAfter},
    {"channel_lost_after", &ContentLimits::channelLostAfter},
    {"phase_after", &ContentLimits::phaseAfter},
};
constexpr std::chrono::milliseconds shortestDuration{200};
constexpr std::chrono::hours longestDuration{1};

media::MaskRectangle readMask(const Value& value) {
    value.expectKeys({"left", "top", "width", "height"});
    const auto part = [&value](std::string_view key) {
        const auto found = value.require(key);
        return found ? found->number(0, 1) : 0.0;
    };
    media::MaskRectangle mask{part("left"), part("top"), part("width"), part("height")};
    constexpr double rounding = 1e-9;
    if (mask.left + mask.width > 1 + rounding || mask.top + mask.height > 1 + rounding) {
        value.fail("the mask reaches beyond the picture: left + width and top + height are at "
                   "most 1");
    }
    return mask;
}

} // namespace

ContentLimits readContentLimits(const Value& value) {
    value.expectKeys({"black_luma",
                      "black_pixels",
                      "black_after",
                      "freeze_difference",
                      "freeze_after",
                      "silence_dbfs",
                      "silence_after",
                      "color_bars_after",
                      "single_color_deviation",
                      "single_color_after",
                      "chroma_loss_level",
                      "chroma_loss_after",
                      "blockiness_ratio",
                      "blockiness_after",
                      "no_video_after",
                      "digital_zero_after",
                      "channel_lost_after",
                      "phase_correlation",
                      "phase_after",
                      "masks"});
    ContentLimits limits;
    for (const NumberKey& key : numbers) {
        if (const auto found = value.find(key.name)) {
            limits.*key.member = found->number(key.least, key.most);
        }
    }
    for (const DurationKey& key : durations) {
        const auto found = value.find(key.name);
        if (!found) {
            continue;
        }
        limits.*key.member = found->duration();
        if (limits.*key.member < shortestDuration || limits.*key.member > longestDuration) {
            found->fail("expected 200ms to 1h");
        }
    }
    if (const auto masks = value.find("masks")) {
        double area = 0;
        for (const Value& item : masks->items()) {
            limits.masks.push_back(readMask(item));
            area += limits.masks.back().width * limits.masks.back().height;
        }
        constexpr double mostMasked = 0.75;
        if (area > mostMasked) {
            masks->fail("the masks leave too little to judge: at most 75 % of the picture");
        }
    }
    return limits;
}

} // namespace vigie::probe
