// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cstdint>

#include "core/es/captions.h"
#include "core/es/mpeg2.h"
#include "core/es/picturereader.h"

namespace vigie::es {
namespace {

/// An intra macroblock takes two bits, the shortest DC (3 luma, 2 chroma) and end of block (2, or 4
/// with the intra table) of each block; a tenth is allowed on top. Still pictures go on mending
/// their coding noise, so skipping is not as strict as in later codecs.
SizeFloors floorsOf(int chromaFormat, bool hasIntraTable) {
    const int chroma = chromaFormat == 3 ? 8 : chromaFormat == 2 ? 4 : 2;
    const int endOfBlock = hasIntraTable ? 4 : 2;
    const int intra = 2 + 4 * 3 + chroma * 2 + (4 + chroma) * endOfBlock;
    return {48, 5.0, 1.1 * intra};
}

class Mpeg2Reader final : public PictureReader {
public:
    void push(Bytes payload, std::vector<CodedPicture>& pictures) override {
        m_header.reset();
        m_isOpen = false;
        m_isEntry = false;
        std::size_t at = 0;
        while (const auto unit = nextUnit(payload, at)) {
            at = unit->next;
            // Zeros at the end may be stuffing or the end of a header: the readers take what they
            // know to be theirs.
            const std::size_t size = unit->bytes.size() + unit->zeros;
            take({unit->bytes.data(), size}, pictures);
        }
        close(pictures);
    }

private:
    void take(Bytes unit, std::vector<CodedPicture>& pictures) {
        const int code = mpeg2::codeOf(unit);
        if (code >= mpeg2::FirstSlice && code <= mpeg2::LastSlice) {
            takeSlice(unit);
            return;
        }
        switch (code) {
        case mpeg2::Sequence:
            close(pictures);
            m_isEntry = true;
            m_sequence = mpeg2::readSequence(unit);
            m_extension.reset();
            break;
        case mpeg2::Group:
            close(pictures);
            m_isEntry = true;
            break;
        case mpeg2::Picture:
            close(pictures);
            m_header = mpeg2::readPicture(unit);
            m_coding = {};
            break;
        case mpeg2::Extension:
            if (const auto extension = mpeg2::readSequenceExtension(unit)) {
                m_extension = extension;
            } else if (const auto coding = mpeg2::readPictureExtension(unit)) {
                m_coding = *coding;
            }
            break;
        case mpeg2::UserData:
            m_hasCaptions = m_hasCaptions || hasCaptions(unit.subspan(1));
            break;
        default:
            break;
        }
    }

    void takeSlice(Bytes unit) {
        if (m_isOpen) {
            m_picture.bytes += sliceBytes(unit);
            ++m_picture.slices;
            return;
        }
        if (!m_header) {
            return;
        }
        tell();
        m_isOpen = true;
        m_picture = {};
        m_picture.type = m_header->type == 1   ? PictureType::I
                         : m_header->type == 2 ? PictureType::P
                                               : PictureType::B;
        m_picture.isRandomAccess = m_isEntry && m_picture.type == PictureType::I;
        m_picture.bytes = sliceBytes(unit);
        const bool isField = m_coding.structure != 3;
        m_picture.isFrameStart = !(isField && m_isFirstField && m_coding.structure != m_structure &&
                                   m_header->temporalReference == m_temporalReference);
        m_isFirstField = isField && m_picture.isFrameStart;
        m_structure = m_coding.structure;
        m_temporalReference = m_header->temporalReference;
        if (m_extension) {
            m_picture.floors = floorsOf(m_extension->chromaFormat, m_coding.hasIntraTable);
            m_picture.scan = m_extension->isProgressive || (!isField && m_coding.isProgressive)
                                 ? Scan::Progressive
                                 : Scan::Interlaced;
        }
        if (m_picture.type == PictureType::I) {
            if (const auto scale = mpeg2::readQuantizerScale(unit, m_coding.isNonLinearScale,
                                                             m_headers.height.value_or(0))) {
                m_picture.qp = *scale;
            }
        }
    }

    void close(std::vector<CodedPicture>& pictures) {
        if (m_isOpen) {
            m_isOpen = false;
            m_isEntry = false;
            give(m_picture, pictures);
        }
        m_header.reset();
    }

    void tell() {
        if (!m_sequence || !m_extension) {
            return;
        }
        const int width = m_sequence->width | m_extension->widthHigh << 12;
        const int height = m_sequence->height | m_extension->heightHigh << 12;
        if (width == 0 || height == 0) {
            return;
        }
        m_headers.profile = m_extension->profile();
        m_headers.level = m_extension->level();
        m_headers.width = width;
        m_headers.height = height;
        m_headers.frameRate = m_sequence->frameRate
                                  ? std::optional(*m_sequence->frameRate * m_extension->rateFactor)
                                  : std::nullopt;
        m_headers.macroblocks = ((width + 15) / 16) * ((height + 15) / 16);
    }

    std::optional<mpeg2::SequenceHeader> m_sequence;
    std::optional<mpeg2::SequenceExtension> m_extension;
    std::optional<mpeg2::PictureHeader> m_header;
    mpeg2::PictureExtension m_coding;
    CodedPicture m_picture;
    bool m_isOpen = false;
    bool m_isEntry = false;
    bool m_isFirstField = false;
    int m_structure = 3;
    int m_temporalReference = 0;
};

} // namespace

std::unique_ptr<PictureReader> makeMpeg2Reader() {
    return std::make_unique<Mpeg2Reader>();
}

} // namespace vigie::es
