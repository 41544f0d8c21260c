// SPDX-License-Identifier: GPL-3.0-or-later
//
// Coded video and text of a hostile stream: the first byte names the codec, then each payload has
// its length and some flags in front.
#include <cstdint>
#include <cstdlib>
#include <span>
#include <vector>

#include "core/es/h264.h"
#include "core/es/h265.h"
#include "core/es/structure.h"
#include "core/es/text.h"

using namespace vigie;

namespace {

void require(bool holds) {
    if (!holds) {
        std::abort();
    }
}

void check(const es::StructureFigures& f, std::uint64_t& pictures) {
    require(f.width.has_value() == f.height.has_value());
    require(!f.width || (*f.width > 0 && *f.width <= 16384 && *f.height > 0));
    require(!f.frameRate || *f.frameRate > 0);
    require(!f.gopLength || *f.gopLength > 0);
    require(!f.gopSeconds || *f.gopSeconds > 0);
    require(!f.anchorDistance || *f.anchorDistance > 0);
    require(!f.qp || (*f.qp >= -48 && *f.qp <= 112));
    const std::uint64_t now = f.picturesI + f.picturesP + f.picturesB;
    require(now >= pictures); // counters never go back
    pictures = now;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 1) {
        return 0;
    }
    constexpr es::Codec codecs[] = {es::Codec::H264, es::Codec::H265, es::Codec::Mpeg2,
                                    es::Codec::Unknown};
    es::Codec codec = codecs[data[0] & 3];
    es::Structure structure;
    es::Text text;
    std::int64_t ns = 1;
    std::uint64_t stamp = data[0] * 1'000'000'000ull;
    std::uint64_t pictures = 0;
    for (std::size_t at = 1; at + 3 <= size;) {
        const std::size_t length = static_cast<std::size_t>(data[at]) | data[at + 1] << 8;
        const std::uint8_t flags = data[at + 2];
        at += 3;
        // A copy of its own, so that a read past its end is seen.
        const std::vector<std::uint8_t> payload(data + at, data + at + std::min(length, size - at));
        at += payload.size();
        const auto bytes = std::as_bytes(std::span(payload));
        ns += 20'000'000 + (flags & 7) * 300'000'000ll;
        stamp += 1800 * (flags >> 4);
        const base::Timestamp now{base::utcFromNs(ns), base::monoFromNs(ns)};
        const auto pts = (flags & 8) != 0 ? std::nullopt : std::optional(stamp & 0x1ffffffff);
        structure.push(codec, bytes, pts, std::nullopt, (flags & 7) == 7, now);
        check(structure.figures(), pictures);
        structure.advance(now);
        text.push((flags & 1) != 0 ? es::Text::Kind::Teletext : es::Text::Kind::Subtitles, bytes,
                  now);
        text.advance(now);
        (void)es::h264::readSps(bytes);
        (void)es::h264::readPps(bytes);
        (void)es::h265::readSps(bytes);
        (void)es::h265::readPps(bytes);
        if (flags == 0xff) {
            structure.restart();
            text.restart();
            codec = codecs[length & 3];
        }
        check(structure.figures(), pictures);
    }
    return 0;
}
