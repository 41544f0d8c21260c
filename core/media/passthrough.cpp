// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/media/passthrough.h"

#include <chrono>

namespace vigie::media {
namespace {

constexpr int kMaxWidth = 640;
constexpr double kMaxBitsPerSecond = 1.5e6;
// Back to pass-through only well below, so that a stream at the limit does not go to and fro.
constexpr double kBackBelowBitsPerSecond = 1.2e6;
constexpr std::chrono::seconds kWindow(2);

void append(std::string& to, Bytes unit) {
    to.append("\0\0\0\1", 4);
    to.append(reinterpret_cast<const char*>(unit.data()), unit.size());
}

} // namespace

void PassThrough::observe(model::VideoCodec codec, Bytes payload, const PictureScan& scan,
                          base::Mono arrival) {
    m_isOtherCodec = codec != model::VideoCodec::H264;
    if (m_isOtherCodec) {
        return;
    }
    if (scan.hasSps || scan.hasPps) {
        collectParameterSets(payload);
    }
    if (!m_windowFrom || arrival < *m_windowFrom) {
        m_windowFrom = arrival;
        m_windowBytes = 0;
    }
    const auto elapsed = arrival - *m_windowFrom;
    if (elapsed >= kWindow) {
        const double seconds = std::chrono::duration<double>(elapsed).count();
        const double rate = static_cast<double>(m_windowBytes) * 8 / seconds;
        m_isFat = rate > (m_isFat ? kBackBelowBitsPerSecond : kMaxBitsPerSecond);
        m_windowFrom = arrival;
        m_windowBytes = 0;
    }
    m_windowBytes += payload.size();
}

void PassThrough::collectParameterSets(Bytes payload) {
    std::string sps;
    std::string pps;
    std::size_t at = 0;
    while (const auto unit = es::nextUnit(payload, at)) {
        at = unit->next;
        const int type = es::h264::nalType(unit->bytes);
        if (type >= es::h264::Slice && type <= es::h264::SliceIdr) {
            break;
        }
        if (type == es::h264::SequenceSet) {
            if (const auto info = es::h264::readSps(unit->bytes)) {
                m_info = info;
                append(sps, unit->bytes);
            }
        } else if (type == es::h264::PictureSet) {
            append(pps, unit->bytes);
        }
    }
    if (!sps.empty()) {
        m_sps = std::move(sps);
    }
    if (!pps.empty()) {
        m_pps = std::move(pps);
    }
}

std::optional<bool> PassThrough::isServing() const {
    if (m_isOtherCodec) {
        return false;
    }
    if (!m_info) {
        return std::nullopt;
    }
    return m_info->width <= kMaxWidth && m_info->chromaFormat == 1 && m_info->bitDepth == 8 &&
           !m_isFat;
}

std::string PassThrough::toSend(Bytes unit, const PictureScan& scan) const {
    std::string data;
    if (scan.isKey && !(scan.hasSps && scan.hasPps)) {
        data = m_sps + m_pps;
    }
    data.append(reinterpret_cast<const char*>(unit.data()), unit.size());
    return data;
}

} // namespace vigie::media
