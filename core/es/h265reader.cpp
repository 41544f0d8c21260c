// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <cstdint>

#include "core/es/bitreader.h"
#include "core/es/captions.h"
#include "core/es/h265.h"
#include "core/es/picturereader.h"
#include "core/es/sei.h"

namespace vigie::es {
namespace {

namespace sei {
constexpr std::uint32_t pictureTiming = 1;
constexpr std::uint32_t registeredT35 = 4;
constexpr std::uint32_t recoveryPoint = 6;
} // namespace sei

constexpr SizeFloors floors{160, 0.6, 2.2};

class H265Reader final : public PictureReader {
public:
    void push(Bytes payload, std::vector<CodedPicture>& pictures) override {
        m_isOpen = false;
        forgetUnit();
        std::size_t at = 0;
        while (const auto unit = nextUnit(payload, at)) {
            at = unit->next;
            if (h265::layerOf(unit->bytes) == 0) {
                take(unit->bytes, pictures);
            }
        }
        close(pictures);
    }

private:
    void take(Bytes unit, std::vector<CodedPicture>& pictures) {
        const int type = h265::nalType(unit);
        if (type >= 0 && type <= h265::LastSlice) {
            takeSlice(unit, type, pictures);
            return;
        }
        switch (type) {
        case h265::PrefixSei:
            close(pictures);
            takeSei(unit.subspan(std::min<std::size_t>(2, unit.size())));
            break;
        case h265::SequenceSet:
            close(pictures);
            if (auto sps = h265::readSps(unit)) {
                const auto id = static_cast<std::size_t>(sps->id);
                m_sps[id] = std::move(sps);
            }
            break;
        case h265::PictureSet:
            close(pictures);
            if (const auto pps = h265::readPps(unit)) {
                m_pps[static_cast<std::size_t>(pps->id)] = pps;
            }
            break;
        case h265::Delimiter:
            close(pictures);
            forgetUnit();
            break;
        default:
            break;
        }
    }

    void forgetUnit() {
        m_isRecoveryPoint = false;
        m_timingSize = 0;
    }

    void close(std::vector<CodedPicture>& pictures) {
        if (m_isOpen) {
            m_isOpen = false;
            give(m_picture, pictures);
            forgetUnit();
        }
    }

    void takeSei(Bytes messages) {
        m_sei.read(messages, [this](std::uint32_t type, Bytes message) {
            if (type == sei::recoveryPoint) {
                m_isRecoveryPoint = true;
            } else if (type == sei::registeredT35) {
                m_hasCaptions = m_hasCaptions || hasCaptionsT35(message);
            } else if (type == sei::pictureTiming) {
                m_timingSize = std::min(message.size(), m_timing.size());
                std::copy_n(message.begin(), m_timingSize, m_timing.begin());
            }
        });
    }

    void takeSlice(Bytes unit, int nalType, std::vector<CodedPicture>& pictures) {
        const auto start = h265::readSliceStart(unit);
        if (!start) {
            return;
        }
        const auto& pps = m_pps[static_cast<std::size_t>(start->ppsId)];
        const h265::Sps* const sps = pps && m_sps[static_cast<std::size_t>(pps->spsId)]
                                         ? &*m_sps[static_cast<std::size_t>(pps->spsId)]
                                         : nullptr;
        const auto header = sps != nullptr ? h265::readSlice(unit, *sps, *pps) : std::nullopt;
        // A dependent segment is as the one before; without parameter sets nothing tells.
        const bool isTypeKnown = header && header->type;
        const auto type = isTypeKnown ? typeOf(*header->type) : PictureType::I;
        if (m_isOpen && !start->isFirstOfPicture) {
            m_picture.bytes += sliceBytes(unit);
            ++m_picture.slices;
            m_picture.type = std::max(m_picture.type, type);
            return;
        }
        close(pictures);
        const bool isIrap = h265::isIrap(nalType);
        if (!isTypeKnown && !isIrap) {
            return; // before the first parameter sets
        }
        m_isOpen = true;
        m_picture = {};
        m_picture.type = type;
        m_picture.bytes = sliceBytes(unit);
        m_picture.isRandomAccess = isIrap || m_isRecoveryPoint;
        if (sps == nullptr) {
            return;
        }
        tell(*sps);
        m_picture.floors = floors;
        m_picture.qp = header ? header->qp : std::nullopt;
        // Fields are pictures of their own; a random access point begins a frame.
        m_isSecondNext = sps->isFieldSequence && (isIrap || !m_isSecondNext);
        m_picture.isFrameStart = !sps->isFieldSequence || m_isSecondNext;
        m_picture.scan = scanOf(*sps);
    }

    static PictureType typeOf(int sliceType) {
        return sliceType == 2 ? PictureType::I : sliceType == 1 ? PictureType::P : PictureType::B;
    }

    [[nodiscard]] Scan scanOf(const h265::Sps& sps) const {
        if (sps.isFieldSequence) {
            return Scan::Interlaced;
        }
        if (sps.isProgressiveSource != sps.isInterlacedSource) {
            return sps.isProgressiveSource ? Scan::Progressive : Scan::Interlaced;
        }
        if (sps.isProgressiveSource && sps.hasFieldInfo && m_timingSize > 0) {
            // Both flags: each picture says it itself, source_scan_type behind pic_struct (D.2.3).
            BitReader reader({m_timing.data(), m_timingSize}, BitReader::Emulation::None);
            reader.skip(4);
            switch (reader.bits(2)) {
            case 0:
                return Scan::Interlaced;
            case 1:
                return Scan::Progressive;
            default:
                break;
            }
        }
        return Scan::Unknown;
    }

    void tell(const h265::Sps& sps) {
        const int fields = sps.isFieldSequence ? 2 : 1;
        m_headers.profile = sps.profile;
        m_headers.level = sps.levelIdc / 30.0;
        m_headers.width = sps.width;
        m_headers.height = sps.height * fields;
        m_headers.frameRate =
            sps.pictureRate ? std::optional(*sps.pictureRate / fields) : std::nullopt;
        m_headers.macroblocks =
            ((sps.codedWidth + 15) / 16) * ((sps.codedHeight * fields + 15) / 16);
    }

    std::array<std::optional<h265::Sps>, 16> m_sps;
    std::array<std::optional<h265::Pps>, 64> m_pps;
    SeiReader m_sei;
    CodedPicture m_picture;
    bool m_isOpen = false;
    bool m_isRecoveryPoint = false;
    std::array<std::byte, 32> m_timing{};
    std::size_t m_timingSize = 0;
    bool m_isSecondNext = false;
};

} // namespace

std::unique_ptr<PictureReader> makeH265Reader() {
    return std::make_unique<H265Reader>();
}

} // namespace vigie::es
