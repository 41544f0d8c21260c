// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "core/base/time.h"
#include "core/es/structure.h"
#include "tests/unit/es/eswriter.h"

/// What the tests of es::Structure share: a stream that is pushed, and H.264 to push.
namespace vigie::es::test {

inline base::Timestamp at(base::Nanoseconds t) {
    return {base::utcFromNs(1'790'000'000'000'000'000) + t, base::monoFromNs(7'000'000'000) + t};
}

/// Pushes payloads 40 ms apart.
struct Feeder {
    Structure structure;
    Codec codec = Codec::H264;
    base::Nanoseconds now{0};
    std::uint64_t step = 3600;
    std::uint64_t dts = (std::uint64_t{1} << 33) - 40'000; // wraps on the way
    bool hasStamps = true;

    void push(const eswriter::Buffer& payload, bool isDamaged = false) {
        const auto stamp = hasStamps ? std::optional(dts) : std::nullopt;
        structure.push(codec, std::as_bytes(std::span(payload)), stamp, stamp, isDamaged, at(now));
        now += std::chrono::milliseconds(40);
        dts = (dts + step) % (std::uint64_t{1} << 33);
    }
    [[nodiscard]] const es::StructureFigures& figures() const { return structure.figures(); }
};

/// What an encoder writes before an I picture.
inline eswriter::Buffer h264Entry(const eswriter::H264Options& options = {}) {
    return eswriter::join(
        {eswriter::h264Delimiter(), eswriter::h264Sps(options), eswriter::h264Pps()});
}
inline eswriter::Buffer picture(int type, std::size_t bytes, bool isReference = true) {
    eswriter::H264Slice slice;
    slice.type = type;
    slice.bytes = bytes;
    slice.isReference = isReference;
    return eswriter::join({eswriter::h264Delimiter(), eswriter::h264Slice(slice)});
}
inline eswriter::Buffer idr(std::size_t bytes, int qpDelta = 0,
                            const eswriter::H264Options& options = {}) {
    eswriter::H264Slice slice;
    slice.isIdr = true;
    slice.bytes = bytes;
    slice.qpDelta = qpDelta;
    slice.isFrameOnly = options.isFrameOnly;
    return eswriter::join({h264Entry(options), eswriter::h264Slice(slice)});
}

inline bool isNear(const std::optional<double>& value, double expected, double tolerance) {
    return value && std::abs(*value - expected) <= tolerance;
}

} // namespace vigie::es::test
