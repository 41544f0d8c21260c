// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/media/annexb.h"
#include "core/media/bitreader.h"

namespace vigie::media {
namespace {

bool hasChromaFormat(std::uint32_t profile) {
    switch (profile) {
    case 100:
    case 110:
    case 122:
    case 244:
    case 44:
    case 83:
    case 86:
    case 118:
    case 128:
    case 138:
    case 139:
    case 134:
    case 135:
        return true;
    default:
        return false;
    }
}

void skipScalingList(BitReader& reader, int size) {
    int last = 8;
    int next = 8;
    for (int i = 0; i < size && !reader.isPastEnd(); ++i) {
        if (next != 0) {
            next = (last + reader.se() + 256) % 256;
        }
        last = next == 0 ? last : next;
    }
}

void readHighProfile(BitReader& reader, SpsInfo& info) {
    info.chromaFormat = static_cast<int>(reader.ue());
    if (info.chromaFormat == 3) {
        reader.bit();
    }
    info.bitDepth = 8 + static_cast<int>(reader.ue());
    reader.ue();
    reader.bit();
    if (reader.bit() != 0) {
        for (int i = 0; i < (info.chromaFormat == 3 ? 12 : 8); ++i) {
            if (reader.bit() != 0) {
                skipScalingList(reader, i < 6 ? 16 : 64);
            }
        }
    }
}

void skipOrderCount(BitReader& reader) {
    const auto type = reader.ue();
    if (type == 0) {
        reader.ue();
    } else if (type == 1) {
        reader.bit();
        reader.se();
        reader.se();
        const auto count = reader.ue();
        for (std::uint32_t i = 0; i < count && !reader.isPastEnd(); ++i) {
            reader.se();
        }
    }
}

} // namespace

std::optional<SpsInfo> parseH264Sps(Bytes unit) {
    if (unit.size() < 4 || h264Type(unit) != kH264Sps) {
        return std::nullopt;
    }
    BitReader reader(unit.subspan(1));
    SpsInfo info;
    const auto profile = reader.bits(8);
    reader.bits(16); // constraints, level
    reader.ue();     // id
    if (hasChromaFormat(profile)) {
        readHighProfile(reader, info);
    }
    reader.ue(); // log2_max_frame_num
    skipOrderCount(reader);
    reader.ue(); // reference frames
    reader.bit();
    const auto widthMbs = reader.ue() + 1;
    const auto heightUnits = reader.ue() + 1;
    info.isProgressive = reader.bit() != 0;
    if (!info.isProgressive) {
        reader.bit();
    }
    reader.bit();                           // direct_8x8_inference
    constexpr std::uint32_t kMaxMbs = 1024; // 16384 pixels
    if (reader.isPastEnd() || widthMbs > kMaxMbs || heightUnits > kMaxMbs ||
        info.chromaFormat > 3 || info.chromaFormat < 0 || info.bitDepth < 8 || info.bitDepth > 14) {
        return std::nullopt;
    }
    const int fields = info.isProgressive ? 1 : 2;
    info.width = static_cast<int>(widthMbs) * 16;
    info.height = static_cast<int>(heightUnits) * 16 * fields;
    if (reader.bit() != 0) {
        const int unitX = info.chromaFormat == 1 || info.chromaFormat == 2 ? 2 : 1;
        const int unitY = (info.chromaFormat == 1 ? 2 : 1) * fields;
        const auto left = reader.ue();
        const auto right = reader.ue();
        const auto top = reader.ue();
        const auto bottom = reader.ue();
        constexpr std::uint32_t kMaxCrop = 8192;
        if (left > kMaxCrop || right > kMaxCrop || top > kMaxCrop || bottom > kMaxCrop) {
            return std::nullopt;
        }
        info.width -= unitX * static_cast<int>(left + right);
        info.height -= unitY * static_cast<int>(top + bottom);
    }
    if (reader.isPastEnd() || info.width <= 0 || info.height <= 0) {
        return std::nullopt;
    }
    return info;
}

} // namespace vigie::media
