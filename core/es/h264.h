// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>

#include "core/es/startcode.h"

/// H.264 (ITU-T H.264 | ISO/IEC 14496-10): what parameter sets and slice headers say. A NAL unit is
/// handed over from its header byte on. Absurd or damaged ones give nothing.
namespace vigie::es::h264 {

/// nal_unit_type.
enum NalType : int {
    Slice = 1,
    PartitionA = 2,
    PartitionC = 4,
    SliceIdr = 5,
    Sei = 6,
    SequenceSet = 7,
    PictureSet = 8,
    Delimiter = 9
};
/// 0 for an empty unit.
[[nodiscard]] inline int nalType(Bytes unit) {
    return unit.empty() ? 0 : std::to_integer<int>(unit[0] & std::byte{0x1f});
}

/// Sequence parameter set, 7.3.2.1.1, with what of its VUI (annex E) tells of time and scan.
struct Sps {
    int id = 0;
    int profile = 0;
    /// level_idc; 41 is 4.1.
    int levelIdc = 0;
    /// constraint_set3_flag: with level_idc 11 of the old profiles it means level 1b.
    bool isConstraint3 = false;
    /// Cropped.
    int width = 0;
    int height = 0;
    /// In whole macroblocks, of the frame.
    int macroblocks = 0;
    int chromaFormat = 1;
    int bitDepth = 8;
    /// frame_mbs_only_flag.
    bool isProgressive = true;
    bool isMbaff = false;
    bool hasSeparatePlanes = false;
    int log2MaxFrameNum = 4;
    int orderCountType = 0;
    int log2MaxOrderCountLsb = 4;
    bool isDeltaOrderAlwaysZero = false;
    /// time_scale / (2 * num_units_in_tick), frames per second.
    std::optional<double> frameRate;
    /// fixed_frame_rate_flag: only then does the rate bind.
    bool isRateFixed = false;
    /// Of pic_timing: bits of both delays before pic_struct; absent without HRD.
    std::optional<int> timingDelayBits;
    bool hasPicStruct = false;
};
[[nodiscard]] std::optional<Sps> readSps(Bytes unit);

/// Picture parameter set, as far as slice headers of I pictures hang on it.
struct Pps {
    int id = 0;
    int spsId = 0;
    /// entropy_coding_mode_flag.
    bool isCabac = false;
    bool hasBottomOrderDelta = false;
    bool hasRedundantCount = false;
    /// 26 + pic_init_qp_minus26; absent where slice groups come before it.
    std::optional<int> initQp;
};
[[nodiscard]] std::optional<Pps> readPps(Bytes unit);

/// What every slice header begins with; readable without parameter sets.
struct SliceStart {
    std::uint32_t firstMacroblock = 0;
    /// slice_type modulo 5: 0 P, 1 B, 2 I, 3 SP, 4 SI.
    int type = 0;
    int ppsId = 0;
};
[[nodiscard]] std::optional<SliceStart> readSliceStart(Bytes unit);

struct SliceHeader {
    std::uint32_t frameNumber = 0;
    bool isField = false;
    bool isBottom = false;
    /// Top and bottom field of a frame picture differ in time.
    bool hasOrderDelta = false;
    /// SliceQPY; only of I slices.
    std::optional<int> qp;
};
[[nodiscard]] std::optional<SliceHeader> readSlice(Bytes unit, const Sps& sps, const Pps& pps);

} // namespace vigie::es::h264
