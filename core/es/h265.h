// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "core/es/startcode.h"

/// H.265 (ITU-T H.265 | ISO/IEC 23008-2): what parameter sets and slice headers say. A NAL unit is
/// handed over from its two header bytes on. Absurd or damaged ones give nothing.
namespace vigie::es::h265 {

/// nal_unit_type.
enum NalType : int {
    FirstIrap = 16,
    IdrWithLeading = 19,
    Idr = 20,
    LastIrap = 23,
    LastSlice = 31,
    SequenceSet = 33,
    PictureSet = 34,
    Delimiter = 35,
    PrefixSei = 39,
    SuffixSei = 40
};
/// -1 for an empty unit.
[[nodiscard]] inline int nalType(Bytes unit) {
    return unit.empty() ? -1 : (std::to_integer<int>(unit[0]) >> 1) & 0x3f;
}
[[nodiscard]] inline bool isIrap(int type) {
    return type >= FirstIrap && type <= LastIrap;
}
/// nuh_layer_id: above 0 it belongs to an enhancement.
[[nodiscard]] inline int layerOf(Bytes unit) {
    return unit.size() < 2
               ? 0
               : (std::to_integer<int>(unit[0]) & 1) << 5 | std::to_integer<int>(unit[1]) >> 3;
}

/// Short-term reference picture set: as much as the next set's coding hangs on, 7.4.8.
struct ReferenceSet {
    int count = 0;
    std::array<int, 16> delta{};
    int negative = 0;
};

/// Sequence parameter set, 7.3.2.2, with what of its VUI (annex E) tells of time and scan.
struct Sps {
    int id = 0;
    int profile = 0;
    /// general_level_idc: 30 times the level.
    int levelIdc = 0;
    bool isProgressiveSource = false;
    bool isInterlacedSource = false;
    /// Cropped by the conformance window.
    int width = 0;
    int height = 0;
    int codedWidth = 0;
    int codedHeight = 0;
    int chromaFormat = 1;
    int bitDepth = 8;
    bool hasSeparatePlanes = false;
    int log2MaxOrderCountLsb = 4;
    /// Ceil(Log2(PicSizeInCtbsY)).
    int addressBits = 0;
    bool hasSao = false;
    std::vector<ReferenceSet> referenceSets;
    bool hasLongTerm = false;
    int longTermSets = 0;
    bool hasTemporalMotion = false;
    /// time_scale / num_units_in_tick: pictures (fields, where field_seq_flag) per second.
    std::optional<double> pictureRate;
    bool isFieldSequence = false;
    bool hasFieldInfo = false;
};
[[nodiscard]] std::optional<Sps> readSps(Bytes unit);

struct Pps {
    int id = 0;
    int spsId = 0;
    bool hasDependentSlices = false;
    bool hasOutputFlag = false;
    int extraBits = 0;
    int initQp = 26;
};
[[nodiscard]] std::optional<Pps> readPps(Bytes unit);

/// What every slice segment header begins with; readable without parameter sets.
struct SliceStart {
    bool isFirstOfPicture = false;
    int ppsId = 0;
};
[[nodiscard]] std::optional<SliceStart> readSliceStart(Bytes unit);

struct SliceHeader {
    /// slice_type: 0 B, 1 P, 2 I; absent in a dependent segment, which is as the one before.
    std::optional<int> type;
    /// SliceQpY; only of I slices.
    std::optional<int> qp;
};
[[nodiscard]] std::optional<SliceHeader> readSlice(Bytes unit, const Sps& sps, const Pps& pps);

} // namespace vigie::es::h265
