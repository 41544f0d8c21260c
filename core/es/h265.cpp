// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/es/h265.h"

#include "core/es/bitreader.h"

namespace vigie::es::h265 {
namespace {

constexpr std::uint32_t maxSets = 64;

/// 7.3.3
void readProfile(BitReader& reader, std::uint32_t subLayers, Sps& sps) {
    reader.skip(3);
    sps.profile = static_cast<int>(reader.bits(5));
    reader.skip(32);
    sps.isProgressiveSource = reader.flag();
    sps.isInterlacedSource = reader.flag();
    reader.skip(2 + 44);
    sps.levelIdc = static_cast<int>(reader.bits(8));
    std::array<bool, 8> hasProfile{};
    std::array<bool, 8> hasLevel{};
    for (std::uint32_t i = 0; i < subLayers; ++i) {
        hasProfile[i] = reader.flag();
        hasLevel[i] = reader.flag();
    }
    if (subLayers > 0) {
        reader.skip(2 * (8 - subLayers));
    }
    for (std::uint32_t i = 0; i < subLayers; ++i) {
        reader.skip((hasProfile[i] ? 88 : 0) + (hasLevel[i] ? 8 : 0));
    }
}

/// 7.3.4
void skipScalingLists(BitReader& reader) {
    for (int size = 0; size < 4; ++size) {
        for (int matrix = 0; matrix < 6 && !reader.isPastEnd(); matrix += size == 3 ? 3 : 1) {
            if (!reader.flag()) {
                reader.ue();
                continue;
            }
            const int coefficients = size == 0 ? 16 : 64;
            if (size > 1) {
                reader.se();
            }
            for (int i = 0; i < coefficients && !reader.isPastEnd(); ++i) {
                reader.se();
            }
        }
    }
}

/// A set coded against another: 7.4.8, (7-61) and (7-62).
bool readPredictedSet(BitReader& reader, const ReferenceSet& reference, ReferenceSet& set) {
    const bool isNegative = reader.flag();
    const auto magnitude = reader.ue();
    if (magnitude > 0x7fff) {
        return false;
    }
    const int delta = (isNegative ? -1 : 1) * (static_cast<int>(magnitude) + 1);
    std::array<bool, 17> isUsed{};
    for (int j = 0; j <= reference.count; ++j) {
        const bool isByCurrent = reader.flag();
        isUsed[static_cast<std::size_t>(j)] = isByCurrent || reader.flag();
    }
    const auto add = [&](int index, int value, bool isWanted) {
        if (isWanted && isUsed[static_cast<std::size_t>(index)] &&
            set.count < static_cast<int>(set.delta.size())) {
            set.delta[static_cast<std::size_t>(set.count++)] = value;
        }
    };
    const auto deltaAt = [&](int index) {
        return reference.delta[static_cast<std::size_t>(index)] + delta;
    };
    for (int j = reference.count - 1; j >= reference.negative; --j) {
        add(j, deltaAt(j), deltaAt(j) < 0);
    }
    add(reference.count, delta, delta < 0);
    for (int j = 0; j < reference.negative; ++j) {
        add(j, deltaAt(j), deltaAt(j) < 0);
    }
    set.negative = set.count;
    for (int j = reference.negative - 1; j >= 0; --j) {
        add(j, deltaAt(j), deltaAt(j) > 0);
    }
    add(reference.count, delta, delta > 0);
    for (int j = reference.negative; j < reference.count; ++j) {
        add(j, deltaAt(j), deltaAt(j) > 0);
    }
    return true;
}

/// 7.3.7; `index` is the size of `sets` in a slice header.
std::optional<ReferenceSet> readReferenceSet(BitReader& reader,
                                             const std::vector<ReferenceSet>& sets,
                                             std::size_t index, bool isInSlice) {
    ReferenceSet set;
    if (index != 0 && reader.flag()) {
        const std::uint32_t back = isInSlice ? reader.ue() + 1 : 1;
        if (back > index || reader.isPastEnd() ||
            !readPredictedSet(reader, sets[index - back], set)) {
            return std::nullopt;
        }
        return reader.isPastEnd() ? std::nullopt : std::optional(set);
    }
    const auto negative = reader.ue();
    const auto positive = reader.ue();
    if (negative > 16 || positive > 16 || negative + positive > 16) {
        return std::nullopt;
    }
    set.negative = static_cast<int>(negative);
    set.count = static_cast<int>(negative + positive);
    int value = 0;
    for (int i = 0; i < set.count; ++i) {
        if (i == set.negative) {
            value = 0;
        }
        const auto step = reader.ue();
        if (step > 0x7fff) {
            return std::nullopt;
        }
        value += (i < set.negative ? -1 : 1) * (static_cast<int>(step) + 1);
        set.delta[static_cast<std::size_t>(i)] = value;
        reader.bit();
    }
    return reader.isPastEnd() ? std::nullopt : std::optional(set);
}

/// E.2.1, up to the timing.
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
    reader.bit();
    const bool isFieldSequence = reader.flag();
    const bool hasFieldInfo = reader.flag();
    if (reader.flag()) { // default display window
        for (int i = 0; i < 4; ++i) {
            reader.ue();
        }
    }
    std::optional<double> rate;
    if (reader.flag()) {
        const auto units = reader.bits(32);
        const auto scale = reader.bits(32);
        if (units != 0 && scale != 0) {
            rate = static_cast<double>(scale) / static_cast<double>(units);
        }
    }
    if (!reader.isPastEnd()) {
        sps.isFieldSequence = isFieldSequence;
        sps.hasFieldInfo = hasFieldInfo;
        sps.pictureRate = rate;
    }
}

int bitsFor(std::uint32_t values) {
    int bits = 0;
    while (bits < 31 && (std::uint32_t{1} << bits) < values) {
        ++bits;
    }
    return bits;
}

bool readSize(BitReader& reader, Sps& sps) {
    const auto chroma = reader.ue();
    if (chroma > 3) {
        return false;
    }
    sps.chromaFormat = static_cast<int>(chroma);
    sps.hasSeparatePlanes = chroma == 3 && reader.flag();
    const auto width = reader.ue();
    const auto height = reader.ue();
    constexpr std::uint32_t maxSide = 16384;
    if (width == 0 || height == 0 || width > maxSide || height > maxSide) {
        return false;
    }
    sps.width = sps.codedWidth = static_cast<int>(width);
    sps.height = sps.codedHeight = static_cast<int>(height);
    if (reader.flag()) {
        const int unitX = chroma == 1 || chroma == 2 ? 2 : 1;
        const int unitY = chroma == 1 ? 2 : 1;
        const auto left = reader.ue();
        const auto right = reader.ue();
        const auto top = reader.ue();
        const auto bottom = reader.ue();
        if (left > maxSide || right > maxSide || top > maxSide || bottom > maxSide) {
            return false;
        }
        sps.width -= unitX * static_cast<int>(left + right);
        sps.height -= unitY * static_cast<int>(top + bottom);
    }
    return sps.width > 0 && sps.height > 0 && !reader.isPastEnd();
}

/// Between the sizes and the reference sets. False where a value is out of its range.
bool readTools(BitReader& reader, std::uint32_t subLayers, Sps& sps) {
    const auto depth = reader.ue();
    reader.ue();
    const auto orderBits = reader.ue() + 4;
    if (depth > 8 || orderBits > 16) {
        return false;
    }
    sps.bitDepth = 8 + static_cast<int>(depth);
    sps.log2MaxOrderCountLsb = static_cast<int>(orderBits);
    for (std::uint32_t i = reader.flag() ? 0 : subLayers; i <= subLayers; ++i) {
        reader.ue();
        reader.ue();
        reader.ue();
    }
    const auto log2Min = reader.ue() + 3;
    const auto log2Ctb = log2Min + reader.ue();
    if (log2Min > 6 || log2Ctb > 6) {
        return false;
    }
    for (int i = 0; i < 4; ++i) {
        reader.ue(); // transform sizes and depths
    }
    const std::uint32_t ctb = std::uint32_t{1} << log2Ctb;
    sps.addressBits = bitsFor(((static_cast<std::uint32_t>(sps.codedWidth) + ctb - 1) / ctb) *
                              ((static_cast<std::uint32_t>(sps.codedHeight) + ctb - 1) / ctb));
    if (reader.flag() && reader.flag()) {
        skipScalingLists(reader);
    }
    reader.bit(); // asymmetric partitions
    sps.hasSao = reader.flag();
    if (reader.flag()) { // PCM
        reader.skip(8);
        reader.ue();
        reader.ue();
        reader.bit();
    }
    return !reader.isPastEnd();
}

} // namespace

std::optional<Sps> readSps(Bytes unit) {
    if (unit.size() < 4 || nalType(unit) != SequenceSet) {
        return std::nullopt;
    }
    BitReader reader(unit.subspan(2));
    Sps sps;
    reader.skip(4);
    const auto subLayers = reader.bits(3);
    if (subLayers > 6) {
        return std::nullopt;
    }
    reader.bit();
    readProfile(reader, subLayers, sps);
    const auto id = reader.ue();
    if (id > 15 || !readSize(reader, sps)) {
        return std::nullopt;
    }
    sps.id = static_cast<int>(id);
    if (!readTools(reader, subLayers, sps)) {
        return std::nullopt;
    }
    const auto sets = reader.ue();
    if (sets > maxSets) {
        return std::nullopt;
    }
    for (std::uint32_t i = 0; i < sets; ++i) {
        const auto set = readReferenceSet(reader, sps.referenceSets, i, false);
        if (!set) {
            return std::nullopt;
        }
        sps.referenceSets.push_back(*set);
    }
    sps.hasLongTerm = reader.flag();
    if (sps.hasLongTerm) {
        const auto count = reader.ue();
        if (count > 32) {
            return std::nullopt;
        }
        sps.longTermSets = static_cast<int>(count);
        for (std::uint32_t i = 0; i < count; ++i) {
            reader.bits(sps.log2MaxOrderCountLsb);
            reader.bit();
        }
    }
    sps.hasTemporalMotion = reader.flag();
    reader.bit(); // strong intra smoothing
    if (reader.isPastEnd()) {
        return std::nullopt;
    }
    if (reader.flag()) {
        readVui(reader, sps);
    }
    return sps;
}

std::optional<Pps> readPps(Bytes unit) {
    if (unit.size() < 3 || nalType(unit) != PictureSet) {
        return std::nullopt;
    }
    BitReader reader(unit.subspan(2));
    Pps pps;
    const auto id = reader.ue();
    const auto spsId = reader.ue();
    pps.hasDependentSlices = reader.flag();
    pps.hasOutputFlag = reader.flag();
    pps.extraBits = static_cast<int>(reader.bits(3));
    reader.skip(2);
    reader.ue();
    reader.ue();
    const auto qp = reader.se();
    if (reader.isPastEnd() || id > 63 || spsId > 15 || qp < -74 || qp > 25) {
        return std::nullopt;
    }
    pps.id = static_cast<int>(id);
    pps.spsId = static_cast<int>(spsId);
    pps.initQp = 26 + qp;
    return pps;
}

std::optional<SliceStart> readSliceStart(Bytes unit) {
    if (unit.size() < 3) {
        return std::nullopt;
    }
    BitReader reader(unit.subspan(2));
    SliceStart start;
    start.isFirstOfPicture = reader.flag();
    if (isIrap(nalType(unit))) {
        reader.bit(); // no_output_of_prior_pics
    }
    const auto pps = reader.ue();
    if (reader.isPastEnd() || pps > 63) {
        return std::nullopt;
    }
    start.ppsId = static_cast<int>(pps);
    return start;
}

std::optional<SliceHeader> readSlice(Bytes unit, const Sps& sps, const Pps& pps) {
    if (unit.size() < 3) {
        return std::nullopt;
    }
    const int nal = nalType(unit);
    BitReader reader(unit.subspan(2));
    const bool isFirst = reader.flag();
    if (isIrap(nal)) {
        reader.bit();
    }
    reader.ue();
    SliceHeader header;
    if (!isFirst) {
        const bool isDependent = pps.hasDependentSlices && reader.flag();
        reader.bits(sps.addressBits);
        if (isDependent) {
            return reader.isPastEnd() ? std::nullopt : std::optional(header);
        }
    }
    reader.skip(static_cast<std::uint32_t>(pps.extraBits));
    const auto type = reader.ue();
    if (reader.isPastEnd() || type > 2) {
        return std::nullopt;
    }
    header.type = static_cast<int>(type);
    if (type != 2) {
        return header;
    }
    if (pps.hasOutputFlag) {
        reader.bit();
    }
    if (sps.hasSeparatePlanes) {
        reader.skip(2);
    }
    if (nal != IdrWithLeading && nal != Idr) {
        reader.bits(sps.log2MaxOrderCountLsb);
        if (!reader.flag()) {
            if (!readReferenceSet(reader, sps.referenceSets, sps.referenceSets.size(), true)) {
                return header;
            }
        } else {
            reader.bits(bitsFor(static_cast<std::uint32_t>(sps.referenceSets.size())));
        }
        if (sps.hasLongTerm) {
            return header; // rare, and long: the QP behind it stays unknown
        }
        if (sps.hasTemporalMotion) {
            reader.bit();
        }
    }
    if (sps.hasSao) {
        reader.bit();
        if (sps.chromaFormat != 0 && !sps.hasSeparatePlanes) {
            reader.bit();
        }
    }
    const std::int64_t qp = std::int64_t{pps.initQp} + reader.se();
    constexpr int least = -48; // 16 bits: -6 * (16 - 8)
    if (!reader.isPastEnd() && qp >= least && qp <= 51) {
        header.qp = static_cast<int>(qp);
    }
    return header;
}

} // namespace vigie::es::h265
