// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/media/annexb.h"

#include "core/es/h264.h"

namespace vigie::media {
namespace {

namespace h264 = es::h264;

bool isIntraSlice(Bytes slice) {
    const auto start = h264::readSliceStart(slice);
    return start && (start->type == 2 || start->type == 4);
}

int h265Type(Bytes unit) {
    return (std::to_integer<int>(unit[0]) >> 1) & 0x3f;
}

/// True once the unit is of the picture itself: nothing after it needs looking at.
bool lookAtH264(Bytes unit, PictureScan& scan) {
    switch (h264::nalType(unit)) {
    case h264::SequenceSet:
        scan.hasSps = true;
        return false;
    case h264::PictureSet:
        scan.hasPps = true;
        return false;
    case h264::SliceIdr:
        scan.hasPicture = scan.isKey = true;
        return true;
    case h264::Slice:
    case h264::PartitionA: // partition A: the same header
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

PictureScan scanPicture(model::VideoCodec codec, Bytes payload) {
    PictureScan scan;
    std::size_t at = es::findStartCode(payload, 0);
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
        at = es::findStartCode(payload, at + 3);
    }
    return scan;
}

std::vector<Bytes> splitAccessUnits(model::VideoCodec codec, Bytes payload) {
    std::vector<Bytes> units;
    std::size_t begin = 0;
    bool hasPicture = false;
    std::size_t at = 0;
    while (const auto unit = es::nextUnit(payload, at)) {
        at = unit->next;
        if (unit->bytes.empty()) {
            continue;
        }
        bool isDelimiter = false;
        if (codec == model::VideoCodec::H264) {
            const int type = h264::nalType(unit->bytes);
            isDelimiter = type == h264::Delimiter;
            hasPicture = hasPicture || (type >= h264::Slice && type <= h264::SliceIdr);
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
