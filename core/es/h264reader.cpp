// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <cstdint>

#include "core/es/bitreader.h"
#include "core/es/captions.h"
#include "core/es/h264.h"
#include "core/es/picturereader.h"
#include "core/es/sei.h"

namespace vigie::es {
namespace {

namespace sei {
constexpr std::uint32_t pictureTiming = 1;
constexpr std::uint32_t registeredT35 = 4;
constexpr std::uint32_t recoveryPoint = 6;
} // namespace sei

/// CAVLC spends 6 bits on a macroblock that is as predicted.
constexpr SizeFloors cabacFloors{160, 0.6, 1.5};
constexpr SizeFloors cavlcFloors{160, 0.6, 7.0};

class H264Reader final : public PictureReader {
public:
    void push(Bytes payload, std::vector<CodedPicture>& pictures) override {
        m_isOpen = false;
        forgetUnit();
        std::size_t at = 0;
        while (const auto unit = nextUnit(payload, at)) {
            at = unit->next;
            take(unit->bytes, pictures);
        }
        close(pictures);
    }

private:
    void take(Bytes unit, std::vector<CodedPicture>& pictures) {
        const int type = h264::nalType(unit);
        switch (type) {
        case h264::Slice:
        case h264::PartitionA:
        case h264::SliceIdr:
            takeSlice(unit, pictures);
            break;
        case h264::PartitionA + 1:
        case h264::PartitionC:
            if (m_isOpen) {
                m_picture.bytes += sliceBytes(unit);
            }
            break;
        case h264::Sei:
            close(pictures);
            takeSei(unit.subspan(1));
            break;
        case h264::SequenceSet:
            close(pictures);
            if (const auto sps = h264::readSps(unit)) {
                m_sps[static_cast<std::size_t>(sps->id)] = sps;
                m_hasSps = true;
            }
            break;
        case h264::PictureSet:
            close(pictures);
            if (const auto pps = h264::readPps(unit)) {
                m_pps[static_cast<std::size_t>(pps->id)] = pps;
            }
            break;
        case h264::Delimiter:
            close(pictures);
            forgetUnit();
            break;
        default:
            break;
        }
    }

    /// What stood before a picture belongs to it alone.
    void forgetUnit() {
        m_isRecoveryPoint = false;
        m_hasSps = false;
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
                // Its syntax hangs on the parameter set that only the slices name.
                m_timingSize = std::min(message.size(), m_timing.size());
                std::copy_n(message.begin(), m_timingSize, m_timing.begin());
            }
        });
    }

    void takeSlice(Bytes unit, std::vector<CodedPicture>& pictures) {
        const auto start = h264::readSliceStart(unit);
        if (!start) {
            return;
        }
        const auto type = start->type == 1                       ? PictureType::B
                          : start->type == 2 || start->type == 4 ? PictureType::I
                                                                 : PictureType::P;
        if (m_isOpen && start->firstMacroblock != 0) {
            m_picture.bytes += sliceBytes(unit);
            ++m_picture.slices;
            m_picture.type = std::max(m_picture.type, type);
            return;
        }
        close(pictures);
        const auto& pps = m_pps[static_cast<std::size_t>(start->ppsId)];
        const auto& sps =
            pps ? m_sps[static_cast<std::size_t>(pps->spsId)] : std::optional<h264::Sps>();
        m_isOpen = true;
        m_picture = {};
        m_picture.type = type;
        m_picture.bytes = sliceBytes(unit);
        const bool isIdr = h264::nalType(unit) == h264::SliceIdr;
        m_picture.isRandomAccess =
            isIdr || m_isRecoveryPoint || (m_hasSps && type == PictureType::I);
        if (!sps) {
            m_isFirstField = false;
            return;
        }
        tell(*sps);
        m_picture.floors = pps->isCabac ? cabacFloors : cavlcFloors;
        const auto header = h264::readSlice(unit, *sps, *pps);
        if (!header) {
            m_isFirstField = false;
            return;
        }
        m_picture.qp = header->qp;
        m_picture.isFrameStart =
            !(header->isField && m_isFirstField && !isIdr && header->frameNumber == m_frameNumber &&
              header->isBottom != m_isBottom);
        m_isFirstField = header->isField && m_picture.isFrameStart;
        m_frameNumber = header->frameNumber;
        m_isBottom = header->isBottom;
        m_picture.scan = scanOf(*sps, *header);
    }

    [[nodiscard]] Scan scanOf(const h264::Sps& sps, const h264::SliceHeader& header) const {
        if (sps.isProgressive) {
            return Scan::Progressive;
        }
        if (header.isField) {
            return Scan::Interlaced;
        }
        if (sps.hasPicStruct && m_timingSize > 0) {
            BitReader reader({m_timing.data(), m_timingSize}, BitReader::Emulation::None);
            reader.skip(static_cast<std::uint32_t>(sps.timingDelayBits.value_or(0)));
            const auto structure = reader.bits(4); // table D-1
            if (!reader.isPastEnd()) {
                return structure == 0 || structure == 7 || structure == 8 ? Scan::Progressive
                                                                          : Scan::Interlaced;
            }
        }
        // Coded so that fields may differ, and nothing says that they do not.
        return sps.isMbaff || header.hasOrderDelta ? Scan::Interlaced : Scan::Unknown;
    }

    void tell(const h264::Sps& sps) {
        m_headers.profile = sps.profile;
        const bool isOld = sps.profile == 66 || sps.profile == 77 || sps.profile == 88;
        const bool isLevel1b =
            sps.levelIdc == 9 || (isOld && sps.levelIdc == 11 && sps.isConstraint3);
        m_headers.level = isLevel1b ? std::nullopt : std::optional(sps.levelIdc / 10.0);
        m_headers.width = sps.width;
        m_headers.height = sps.height;
        m_headers.frameRate = sps.isRateFixed ? sps.frameRate : std::nullopt;
        m_headers.macroblocks = sps.macroblocks;
    }

    std::array<std::optional<h264::Sps>, 32> m_sps;
    std::array<std::optional<h264::Pps>, 256> m_pps;
    SeiReader m_sei;
    CodedPicture m_picture;
    bool m_isOpen = false;
    bool m_hasSps = false;
    bool m_isRecoveryPoint = false;
    std::array<std::byte, 32> m_timing{};
    std::size_t m_timingSize = 0;
    bool m_isFirstField = false;
    bool m_isBottom = false;
    std::uint32_t m_frameNumber = 0;
};

} // namespace

std::unique_ptr<PictureReader> makeH264Reader() {
    return std::make_unique<H264Reader>();
}

} // namespace vigie::es
