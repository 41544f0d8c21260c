// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/names.h"

#include <cmath>

#include "core/model/metric.h"

namespace vigie::analysis {
namespace {

/// ISO/IEC 13818-2 table 8-2, ITU-T H.264 annex A, ITU-T H.265 annex A.
std::string_view knownProfile(es::Codec codec, int profile) {
    switch (codec) {
    case es::Codec::Mpeg2:
        switch (profile) {
        case 1:
            return "High";
        case 2:
            return "Spatially Scalable";
        case 3:
            return "SNR Scalable";
        case 4:
            return "Main";
        case 5:
            return "Simple";
        default:
            return {};
        }
    case es::Codec::H264:
        switch (profile) {
        case 44:
            return "CAVLC 4:4:4 Intra";
        case 66:
            return "Baseline";
        case 77:
            return "Main";
        case 88:
            return "Extended";
        case 100:
            return "High";
        case 110:
            return "High 10";
        case 122:
            return "High 4:2:2";
        case 244:
            return "High 4:4:4 Predictive";
        default:
            return {};
        }
    case es::Codec::H265:
        switch (profile) {
        case 1:
            return "Main";
        case 2:
            return "Main 10";
        case 3:
            return "Main Still Picture";
        case 4:
            return "Range Extensions";
        default:
            return {};
        }
    case es::Codec::Unknown:
        break;
    }
    return {};
}

} // namespace

std::string_view nameOf(ts::CheckState state) {
    switch (state) {
    case ts::CheckState::Unknown:
        return "unknown";
    case ts::CheckState::Ok:
        return "ok";
    case ts::CheckState::Error:
        return "error";
    case ts::CheckState::NotMeasurable:
        return "not_measurable";
    case ts::CheckState::Disabled:
        return "disabled";
    }
    return "unknown";
}

std::string_view nameOf(ts::StreamClass streamClass) {
    switch (streamClass) {
    case ts::StreamClass::Unknown:
        return "unknown";
    case ts::StreamClass::Video:
        return "video";
    case ts::StreamClass::Audio:
        return "audio";
    case ts::StreamClass::Data:
        return "data";
    case ts::StreamClass::Psi:
        return "psi";
    case ts::StreamClass::Null:
        return "null";
    }
    return "unknown";
}

std::string_view nameOf(ts::PcrFigures::Basis basis) {
    switch (basis) {
    case ts::PcrFigures::Basis::Unknown:
        return "unknown";
    case ts::PcrFigures::Basis::Measured:
        return "measured";
    case ts::PcrFigures::Basis::NotConstantRate:
        return "not_constant_rate";
    case ts::PcrFigures::Basis::TooFewPcrs:
        return "too_few_pcrs";
    case ts::PcrFigures::Basis::PacketsLost:
        return "packets_lost";
    }
    return "unknown";
}

std::string_view nameOf(ts::PcrFilter filter) {
    switch (filter) {
    case ts::PcrFilter::Mgf1:
        return "MGF1";
    case ts::PcrFilter::Mgf2:
        return "MGF2";
    case ts::PcrFilter::Mgf3:
        return "MGF3";
    case ts::PcrFilter::Mgf4:
        return "MGF4";
    }
    return {};
}

std::string_view nameOf(es::Codec codec) {
    switch (codec) {
    case es::Codec::Unknown:
        return {};
    case es::Codec::Mpeg2:
        return "MPEG-2 video";
    case es::Codec::H264:
        return "H.264";
    case es::Codec::H265:
        return "H.265";
    }
    return {};
}

std::string_view nameOf(es::Scan scan) {
    switch (scan) {
    case es::Scan::Unknown:
        return {};
    case es::Scan::Progressive:
        return "progressive";
    case es::Scan::Interlaced:
        return "interlaced";
    case es::Scan::Mixed:
        return "mixed";
    }
    return {};
}

std::string_view nameOf(es::Presence presence) {
    switch (presence) {
    case es::Presence::Unknown:
        return "unknown";
    case es::Presence::Clear:
        return "clear";
    case es::Presence::Present:
        return "present";
    }
    return "unknown";
}

std::string_view nameOf(media::Presence presence) {
    switch (presence) {
    case media::Presence::Unknown:
        return "unknown";
    case media::Presence::Clear:
        return "clear";
    case media::Presence::Present:
        return "present";
    }
    return "unknown";
}

std::string profileName(es::Codec codec, int profile) {
    const auto known = knownProfile(codec, profile);
    return known.empty() ? "profile " + std::to_string(profile) : std::string(known);
}

std::string levelName(es::Codec codec, double level) {
    const auto tenths = std::lround(level * 10);
    if (codec == es::Codec::Mpeg2) {
        switch (tenths / 10) {
        case 1:
            return "Low";
        case 2:
            return "Main";
        case 3:
            return "High-1440";
        case 4:
            return "High";
        default:
            break;
        }
    }
    const std::string whole = std::to_string(tenths / 10);
    return tenths % 10 == 0 ? whole : whole + "." + std::to_string(tenths % 10);
}

std::string_view checkName(ts::Check check) {
    return model::tr101290Name(ts::checkNumber(check));
}

} // namespace vigie::analysis
