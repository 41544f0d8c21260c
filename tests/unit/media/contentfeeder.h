// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtTest>

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/media/contentprobe.h"
#include "tests/unit/media/encodedunits.h"

namespace vigie::testing {

using Ms = std::chrono::milliseconds;

inline base::Timestamp at(Ms since) {
    constexpr std::int64_t kStart = 1'800'000'000'000'000'000;
    return {base::utcFromNs(kStart) + since, base::monoFromNs(5'000'000'000) + since};
}

inline std::span<const std::byte> bytesOf(const EncodedUnit& unit) {
    return std::as_bytes(std::span(unit.data));
}

/// Feeds a probe on a made-up clock, waiting for the worker so that its queue never fills.
class Feeder {
public:
    explicit Feeder(model::DecodePolicy policy, media::ContentLimits limits = {})
        : m_pool(media::makeContentPool(1)), probe(m_pool->open("path", limits, policy)) {}

    [[nodiscard]] bool video(const std::vector<EncodedUnit>& units, Ms interval = Ms(40),
                             std::string_view content = "H.264", bool isFlagged = true) {
        for (const auto& unit : units) {
            const auto before = probe->figures().picturesDecoded;
            probe->pushVideo(content, bytesOf(unit), m_pts, isFlagged && unit.isKey, at(now));
            const bool isLookedAt = probe->policy() == model::DecodePolicy::Full || unit.isKey;
            if (isLookedAt &&
                !QTest::qWaitFor([&] { return probe->figures().picturesDecoded > before; })) {
                return false;
            }
            m_pts += static_cast<std::uint64_t>(interval.count()) * 90;
            now += interval;
        }
        return true;
    }

private:
    std::unique_ptr<media::ContentPool> m_pool;
    std::uint64_t m_pts = 8'000'000;

public:
    std::unique_ptr<media::ContentProbe> probe;
    Ms now{0};
};

inline std::string audioSource(double seconds, const std::string& properties, int channels = 2) {
    return "audiotestsrc samplesperbuffer=1024 num-buffers=" +
           std::to_string(static_cast<int>(seconds * 48000 / 1024)) + " " + properties +
           " ! audio/x-raw,rate=48000,channels=" + std::to_string(channels) +
           (channels > 2 ? ",channel-mask=(bitmask)0x3f" : "") + " ! audioconvert";
}

} // namespace vigie::testing
