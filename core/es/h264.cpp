// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/es/h264.h"

#include "core/es/bitreader.h"

namespace vigie::es::h264 {
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
            // Modulo 256; what is far outside is no scaling list.
            const std::int64_t wide = std::int64_t{last} + reader.se();
            next = static_cast<int>(((wide % 256) + 256) % 256);
        }
        last = next == 0 ? last : next;
    }
}

void readHighProfile(BitReader& reader, Sps& sps) {
    sps.chromaFormat = static_cast<int>(reader.ue());
    if (sps.chromaFormat == 3) {
        sps.hasSeparatePlanes = reader.flag();
    }
    sps.bitDepth = 8 + static_cast<int>(reader.ue() & 0xff);
    reader.ue();
    reader.bit();
    if (reader.flag()) {
        for (int i = 0; i < (sps.chromaFormat == 3 ? 12 : 8); ++i) {
            if (reader.flag()) {
                skipScalingList(reader, i < 6 ? 16 : 64);
            }
        }
    }
}

void readOrderCount(BitReader& reader, Sps& sps) {
    sps.orderCountType = static_cast<int>(reader.ue() & 0xff);
    if (sps.orderCountType == 0) {
        sps.log2MaxOrderCountLsb = 4 + static_cast<int>(reader.ue() & 0xff);
    } else if (sps.orderCountType == 1) {
        sps.isDeltaOrderAlwaysZero = reader.flag();
        reader.se();
        reader.se();
        const auto count = reader.ue();
        for (std::uint32_t i = 0; i < count && !reader.isPastEnd(); ++i) {
            reader.se();
        }
    }
}

/// E.1.2; the bits of the delays that pic_timing begins with.
int readHrd(BitReader& reader) {
    const auto count = reader.ue();
    reader.skip(8);
    for (std::uint32_t i = 0; i <= count && i < 32 && !reader.isPastEnd(); ++i) {
        reader.ue();
        reader.ue();
        reader.bit();
    }
    reader.skip(5);
    const auto removal = reader.bits(5) + 1;
    const auto output = reader.bits(5) + 1;
    reader.skip(5);
    return static_cast<int>(removal + output);
}

void readVui(BitReader& reader, Sps& sps) {
    if (reader.flag() && reader.bits(8) == 255) { // aspect ratio, extended
        reader.skip(32);
    }
    if (reader.flag()) { // overscan
        reader.bit();
    }
    if (reader.flag()) { // video signal type
        reader.skip(4);
        if (reader.flag()) {
            reader.skip(24);
        }
    }
    if (reader.flag()) { // chroma location
        reader.ue();
        reader.ue();
    }
    std::optional<double> rate;
    bool isFixed = false;
    if (reader.flag()) {
        const auto units = reader.bits(32);
        const auto scale = reader.bits(32);
        isFixed = reader.flag();
        if (units != 0 && scale != 0) {
            rate = static_cast<double>(scale) / (2.0 * static_cast<double>(units));
        }
    }
    std::optional<int> delayBits;
    const bool hasNal = reader.flag();
    if (hasNal) {
        delayBits = readHrd(reader);
    }
    const bool hasVcl = reader.flag();
    if (hasVcl) {
        delayBits = readHrd(reader); // both shall have the same lengths
    }
    if (hasNal || hasVcl) {
        reader.bit();
    }
    const bool hasPicStruct = reader.flag();
    if (!reader.isPastEnd()) {
        sps.frameRate = rate;
        sps.isRateFixed = isFixed;
        sps.timingDelayBits = delayBits;
        sps.hasPicStruct = hasPicStruct;
    }
}

/// False where the cropping is absurd.
bool crop(BitReader& reader, Sps& sps) {
    const int fields = sps.isProgressive ? 1 : 2;
    const int unitX = sps.chromaFormat == 1 || sps.chromaFormat == 2 ? 2 : 1;
    const int unitY = (sps.chromaFormat == 1 ? 2 : 1) * fields;
    const auto left = reader.ue();
    const auto right = reader.ue();
    const auto top = reader.ue();
    const auto bottom = reader.ue();
    constexpr std::uint32_t maxCrop = 8192;
    if (left > maxCrop || right > maxCrop || top > maxCrop || bottom > maxCrop) {
        return false;
    }
    sps.width -= unitX * static_cast<int>(left + right);
    sps.height -= unitY * static_cast<int>(top + bottom);
    return true;
}

} // namespace

std::optional<Sps> readSps(Bytes unit) {
    if (unit.size() < 4 || nalType(unit) != SequenceSet) {
        return std::nullopt;
    }
    BitReader reader(unit.subspan(1));
    Sps sps;
    const auto profile = reader.bits(8);
    sps.profile = static_cast<int>(profile);
    sps.isConstraint3 = (reader.bits(8) & 0x10) != 0;
    sps.levelIdc = static_cast<int>(reader.bits(8));
    const auto id = reader.ue();
    if (hasChromaFormat(profile)) {
        readHighProfile(reader, sps);
    }
    sps.log2MaxFrameNum = 4 + static_cast<int>(reader.ue() & 0xff);
    readOrderCount(reader, sps);
    reader.ue(); // reference frames
    reader.bit();
    const auto widthMbs = reader.ue() + 1;
    const auto heightUnits = reader.ue() + 1;
    sps.isProgressive = reader.flag();
    if (!sps.isProgressive) {
        sps.isMbaff = reader.flag();
    }
    reader.bit();                          // direct_8x8_inference
    constexpr std::uint32_t maxMbs = 1024; // 16384 pixels
    if (reader.isPastEnd() || id > 31 || widthMbs > maxMbs || heightUnits > maxMbs ||
        sps.chromaFormat > 3 || sps.chromaFormat < 0 || sps.bitDepth < 8 || sps.bitDepth > 14 ||
        sps.log2MaxFrameNum > 16 || sps.log2MaxOrderCountLsb > 16) {
        return std::nullopt;
    }
    sps.id = static_cast<int>(id);
    const int fields = sps.isProgressive ? 1 : 2;
    sps.width = static_cast<int>(widthMbs) * 16;
    sps.height = static_cast<int>(heightUnits) * 16 * fields;
    sps.macroblocks = static_cast<int>(widthMbs * heightUnits) * fields;
    if (reader.flag() && !crop(reader, sps)) {
        return std::nullopt;
    }
    if (reader.isPastEnd() || sps.width <= 0 || sps.height <= 0) {
        return std::nullopt;
    }
    if (reader.flag()) {
        readVui(reader, sps);
    }
    return sps;
}

std::optional<Pps> readPps(Bytes unit) {
    if (unit.size() < 2 || nalType(unit) != PictureSet) {
        return std::nullopt;
    }
    BitReader reader(unit.subspan(1));
    Pps pps;
    const auto id = reader.ue();
    const auto spsId = reader.ue();
    pps.isCabac = reader.flag();
    pps.hasBottomOrderDelta = reader.flag();
    const auto groups = reader.ue();
    if (reader.isPastEnd() || id > 255 || spsId > 31) {
        return std::nullopt;
    }
    pps.id = static_cast<int>(id);
    pps.spsId = static_cast<int>(spsId);
    if (groups > 0) {
        // Baseline's slice groups, which no broadcast uses: what is behind them stays unknown.
        return pps;
    }
    reader.ue();
    reader.ue();
    reader.skip(3); // weighted prediction
    const auto qp = reader.se();
    reader.se();
    reader.se();
    reader.skip(2);
    pps.hasRedundantCount = reader.flag();
    if (reader.isPastEnd() || qp < -62 || qp > 25) {
        return std::nullopt;
    }
    pps.initQp = 26 + qp;
    return pps;
}

std::optional<SliceStart> readSliceStart(Bytes unit) {
    if (unit.size() < 2) {
        return std::nullopt;
    }
    BitReader reader(unit.subspan(1));
    SliceStart start;
    start.firstMacroblock = reader.ue();
    const auto type = reader.ue();
    const auto pps = reader.ue();
    if (reader.isPastEnd() || type > 9 || pps > 255) {
        return std::nullopt;
    }
    start.type = static_cast<int>(type % 5);
    start.ppsId = static_cast<int>(pps);
    return start;
}

std::optional<SliceHeader> readSlice(Bytes unit, const Sps& sps, const Pps& pps) {
    if (unit.size() < 2) {
        return std::nullopt;
    }
    const int refIdc = (std::to_integer<int>(unit[0]) >> 5) & 3;
    const bool isIdr = nalType(unit) == SliceIdr;
    BitReader reader(unit.subspan(1));
    reader.ue();
    const auto type = reader.ue() % 5;
    reader.ue();
    if (sps.hasSeparatePlanes) {
        reader.skip(2);
    }
    SliceHeader header;
    header.frameNumber = reader.bits(sps.log2MaxFrameNum);
    if (!sps.isProgressive) {
        header.isField = reader.flag();
        header.isBottom = header.isField && reader.flag();
    }
    if (isIdr) {
        reader.ue(); // idr_pic_id
    }
    if (sps.orderCountType == 0) {
        reader.bits(sps.log2MaxOrderCountLsb);
        if (pps.hasBottomOrderDelta && !header.isField) {
            header.hasOrderDelta = reader.se() != 0;
        }
    } else if (sps.orderCountType == 1 && !sps.isDeltaOrderAlwaysZero) {
        reader.se();
        if (pps.hasBottomOrderDelta && !header.isField) {
            header.hasOrderDelta = reader.se() != 0;
        }
    }
    if (reader.isPastEnd()) {
        return std::nullopt;
    }
    if (type != 2 || !pps.initQp) {
        return header;
    }
    if (pps.hasRedundantCount) {
        reader.ue();
    }
    if (refIdc != 0) { // dec_ref_pic_marking
        if (isIdr) {
            reader.skip(2);
        } else if (reader.flag()) {
            std::uint32_t operation = 1;
            for (int i = 0; i < 66 && operation != 0 && !reader.isPastEnd(); ++i) {
                operation = reader.ue();
                if (operation != 0 && operation != 5) {
                    reader.ue();
                }
                if (operation == 3) {
                    reader.ue();
                }
            }
        }
    }
    const std::int64_t qp = std::int64_t{*pps.initQp} + reader.se();
    constexpr int least = -36; // 14 bits: -6 * (14 - 8)
    if (!reader.isPastEnd() && qp >= least && qp <= 51) {
        header.qp = static_cast<int>(qp);
    }
    return header;
}

} // namespace vigie::es::h264
