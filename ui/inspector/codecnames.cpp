// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/codecnames.h"

#include <array>
#include <cmath>
#include <span>

#include "core/model/metric.h"
#include "ui/theme/figures.h"

namespace vigie::ui::inspector {

namespace {

struct Named {
    std::int64_t number;
    const char* name;
};

// ISO/IEC 14496-10, annex A; 23008-2, annex A; 13818-2, tables 8-2 and 8-3.
constexpr std::array<Named, 9> h264Profiles{{{44, "CAVLC 4:4:4"},
                                             {66, "Baseline"},
                                             {77, "Main"},
                                             {88, "Extended"},
                                             {100, "High"},
                                             {110, "High 10"},
                                             {122, "High 4:2:2"},
                                             {244, "High 4:4:4"},
                                             {118, "Multiview High"}}};
constexpr std::array<Named, 5> h265Profiles{
    {{1, "Main"}, {2, "Main 10"}, {3, "Main Still"}, {4, "Range Ext."}, {9, "Screen Ext."}}};
constexpr std::array<Named, 5> mpeg2Profiles{
    {{1, "High"}, {2, "Spatial"}, {3, "SNR"}, {4, "Main"}, {5, "Simple"}}};
constexpr std::array<Named, 4> mpeg2Levels{
    {{1, "Low"}, {2, "Main"}, {3, "High-1440"}, {4, "High"}}};

constexpr std::array<const char*, 28> modcods{
    "QPSK 1/4",   "QPSK 1/3",   "QPSK 2/5",   "QPSK 1/2",   "QPSK 3/5",    "QPSK 2/3",
    "QPSK 3/4",   "QPSK 4/5",   "QPSK 5/6",   "QPSK 8/9",   "QPSK 9/10",   "8PSK 3/5",
    "8PSK 2/3",   "8PSK 3/4",   "8PSK 5/6",   "8PSK 8/9",   "8PSK 9/10",   "16APSK 2/3",
    "16APSK 3/4", "16APSK 4/5", "16APSK 5/6", "16APSK 8/9", "16APSK 9/10", "32APSK 3/4",
    "32APSK 4/5", "32APSK 5/6", "32APSK 8/9", "32APSK 9/10"};

QString nameIn(std::span<const Named> list, std::int64_t number) {
    for (const Named& one : list) {
        if (one.number == number) {
            return QString::fromLatin1(one.name);
        }
    }
    return QString::number(number);
}

} // namespace

QString profileName(std::int64_t codec, std::int64_t profile) {
    switch (codec) {
    case model::state::CodecMpeg2:
        return nameIn(mpeg2Profiles, profile);
    case model::state::CodecH264:
        return nameIn(h264Profiles, profile);
    case model::state::CodecH265:
        return nameIn(h265Profiles, profile);
    default:
        return QString::number(profile);
    }
}

QString levelName(std::int64_t codec, double level) {
    if (codec == model::state::CodecMpeg2) {
        return nameIn(mpeg2Levels, std::llround(level));
    }
    return theme::figure(level, 1);
}

QString modcodName(std::int64_t modcod) {
    const auto count = static_cast<std::int64_t>(modcods.size());
    return modcod >= 1 && modcod <= count
               ? QString::fromLatin1(modcods[static_cast<std::size_t>(modcod - 1)])
               : QString::number(modcod);
}

} // namespace vigie::ui::inspector
