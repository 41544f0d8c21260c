// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/media/annexb.h"

#include <cstring>

#include "core/media/bitreader.h"

namespace vigie::media {
namespace {

/// Offset of the next 00 00 01 at or after `from`; size() when there is none.
std::size_t findCode(Bytes stream, std::size_t from) {
    const auto* data = reinterpret_cast<const unsigned char*>(stream.data());
    const std::size_t size = stream.size();
    // Looks for the 01, which is rarer than zeros in coded pictures' headers and as rare elsewhere.
    std::size_t at = from + 2;
    while (at < size) {
        const auto* one = static_cast<const unsigned char*>(std::memchr(data + at, 1, size - at));
        if (one == nullptr) {
            return size;
        }
        at = static_cast<std::size_t>(one - data);
        if (data[at - 1] == 0 && data[at - 2] == 0) {
            return at - 2;
        }
        ++at;
    }
    return size;
}

bool isIntraSlice(Bytes slice) {
    BitReader reader(slice.subspan(1));
    (void)reader.ue(); // first_mb_in_slice
    const auto type = reader.ue();
    return !reader.isPastEnd() && (type == 2 || type == 4 || type == 7 || type == 9);
}

int h265Type(Bytes unit) {
    return (std::to_integer<int>(unit[0]) >> 1) & 0x3f;
}

/// True once the unit is of the picture itself: nothing after it needs looking at.
bool lookAtH264(Bytes unit, PictureScan& scan) {
    switch (h264Type(unit)) {
    case kH264Sps:
        scan.hasSps = true;
        return false;
    case kH264Pps:
        scan.hasPps = true;
        return false;
    case kH264Idr:
        scan.hasPicture = scan.isKey = true;
        return true;
    case kH264Slice:
    case 2: // partition A: the same header
        scan.hasPicture = true;
        scan.isKey = scan.hasSps && isIntraSlice(unit);
        return true;
    default:
        return false;
    }
}

bool lookAtH265(Bytes unit, PictureScan& scan) {
    const int type = h265Type(unit);
    scan.hasSps = scan.hasSps || type == 33;
    scan.hasPps = scan.hasPps || type == 34;
    if (type > 31) {
        return false;
    }
    scan.hasPicture = true;
    scan.isKey = type >= 16 && type <= 23;
    return true;
}

bool lookAtMpeg2(Bytes unit, PictureScan& scan) {
    const auto code = std::to_integer<int>(unit[0]);
    scan.hasSps = scan.hasSps || code == 0xb3 || code == 0xb8; // sequence or group
    if (code != 0x00 || unit.size() < 3) {
        return false;
    }
    scan.hasPicture = true;
    scan.isKey = scan.hasSps && ((std::to_integer<int>(unit[2]) >> 3) & 7) == 1;
    return true;
}

} // namespace

std::optional<StartCodeUnit> nextUnit(Bytes stream, std::size_t from) {
    const auto code = findCode(stream, from);
    if (code + 3 >= stream.size()) {
        return std::nullopt;
    }
    const auto begin = code + 3;
    const auto next = findCode(stream, begin);
    auto end = next;
    while (end > begin && next < stream.size() && stream[end - 1] == std::byte{0}) {
        --end; // zeros before the next start code belong to it
    }
    const bool hasFourth = code > 0 && stream[code - 1] == std::byte{0};
    return StartCodeUnit{stream.subspan(begin, end - begin), hasFourth ? code - 1 : code, next};
}

PictureScan scanPicture(model::VideoCodec codec, Bytes payload) {
    PictureScan scan;
    std::size_t at = findCode(payload, 0);
    while (at + 3 < payload.size()) {
        // Only the head of each unit matters, so its end is looked for only where it goes on.
        const auto unit = payload.subspan(at + 3);
        bool isDone = true;
        switch (codec) {
        case model::VideoCodec::H264:
            isDone = lookAtH264(unit, scan);
            break;
        case model::VideoCodec::H265:
            isDone = lookAtH265(unit, scan);
            break;
        case model::VideoCodec::Mpeg2:
            isDone = lookAtMpeg2(unit, scan);
            break;
        case model::VideoCodec::Unknown:
            break;
        }
        if (isDone) {
            break;
        }
        at = findCode(payload, at + 3);
    }
    return scan;
}

std::vector<Bytes> splitAccessUnits(model::VideoCodec codec, Bytes payload) {
    std::vector<Bytes> units;
    std::size_t begin = 0;
    bool hasPicture = false;
    std::size_t at = 0;
    while (const auto unit = nextUnit(payload, at)) {
        at = unit->next;
        if (unit->bytes.empty()) {
            continue;
        }
        bool isDelimiter = false;
        if (codec == model::VideoCodec::H264) {
            const int type = h264Type(unit->bytes);
            isDelimiter = type == kH264Delimiter;
            hasPicture = hasPicture || (type >= kH264Slice && type <= kH264Idr);
        } else if (codec == model::VideoCodec::H265) {
            const int type = h265Type(unit->bytes);
            isDelimiter = type == 35;
            hasPicture = hasPicture || type <= 31;
        }
        if (isDelimiter && hasPicture) {
            units.push_back(payload.subspan(begin, unit->codeAt - begin));
            begin = unit->codeAt;
            hasPicture = false;
        }
    }
    if (begin < payload.size()) {
        units.push_back(payload.subspan(begin));
    }
    return units;
}

} // namespace vigie::media
