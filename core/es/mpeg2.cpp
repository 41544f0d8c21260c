// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/es/mpeg2.h"

#include <array>

#include "core/es/bitreader.h"

namespace vigie::es::mpeg2 {
namespace {

BitReader readerOf(Bytes unit) {
    return BitReader(unit.subspan(1), BitReader::Emulation::None);
}

std::optional<double> rateOf(unsigned code) {
    switch (code) {
    case 1:
        return 24000.0 / 1001;
    case 2:
        return 24.0;
    case 3:
        return 25.0;
    case 4:
        return 30000.0 / 1001;
    case 5:
        return 30.0;
    case 6:
        return 50.0;
    case 7:
        return 60000.0 / 1001;
    case 8:
        return 60.0;
    default:
        return std::nullopt;
    }
}

} // namespace

int SequenceExtension::profile() const {
    return (profileAndLevel & 0x80) != 0 ? profileAndLevel : (profileAndLevel >> 4) & 7;
}

std::optional<int> SequenceExtension::level() const {
    if ((profileAndLevel & 0x80) != 0) {
        // 4:2:2 profile, table 8-3
        return profileAndLevel == 0x85   ? std::optional(2)
               : profileAndLevel == 0x82 ? std::optional(4)
                                         : std::nullopt;
    }
    switch (profileAndLevel & 15) {
    case 4:
        return 4;
    case 6:
        return 3;
    case 8:
        return 2;
    case 10:
        return 1;
    default:
        return std::nullopt;
    }
}

std::optional<SequenceHeader> readSequence(Bytes unit) {
    if (codeOf(unit) != Sequence) {
        return std::nullopt;
    }
    auto reader = readerOf(unit);
    SequenceHeader header;
    header.width = static_cast<int>(reader.bits(12));
    header.height = static_cast<int>(reader.bits(12));
    reader.skip(4);
    header.frameRate = rateOf(reader.bits(4));
    return reader.isPastEnd() ? std::nullopt : std::optional(header);
}

int extensionId(Bytes unit) {
    return codeOf(unit) == Extension && unit.size() > 1 ? std::to_integer<int>(unit[1]) >> 4 : 0;
}

std::optional<SequenceExtension> readSequenceExtension(Bytes unit) {
    if (extensionId(unit) != 1) {
        return std::nullopt;
    }
    auto reader = readerOf(unit);
    reader.skip(4);
    SequenceExtension extension;
    extension.profileAndLevel = static_cast<int>(reader.bits(8));
    extension.isProgressive = reader.flag();
    extension.chromaFormat = static_cast<int>(reader.bits(2));
    extension.widthHigh = static_cast<int>(reader.bits(2));
    extension.heightHigh = static_cast<int>(reader.bits(2));
    reader.skip(12 + 1 + 8 + 1);
    const auto n = reader.bits(2);
    const auto d = reader.bits(5);
    extension.rateFactor = static_cast<double>(n + 1) / static_cast<double>(d + 1);
    return reader.isPastEnd() ? std::nullopt : std::optional(extension);
}

std::optional<PictureHeader> readPicture(Bytes unit) {
    if (codeOf(unit) != Picture) {
        return std::nullopt;
    }
    auto reader = readerOf(unit);
    PictureHeader header;
    header.temporalReference = static_cast<int>(reader.bits(10));
    header.type = static_cast<int>(reader.bits(3));
    return reader.isPastEnd() || header.type < 1 || header.type > 3 ? std::nullopt
                                                                    : std::optional(header);
}

std::optional<PictureExtension> readPictureExtension(Bytes unit) {
    if (extensionId(unit) != 8) {
        return std::nullopt;
    }
    auto reader = readerOf(unit);
    reader.skip(4 + 16 + 2);
    PictureExtension extension;
    extension.structure = static_cast<int>(reader.bits(2));
    reader.skip(3);
    extension.isNonLinearScale = reader.flag();
    extension.hasIntraTable = reader.flag();
    reader.skip(3);
    extension.isProgressive = reader.flag();
    return reader.isPastEnd() || extension.structure == 0 ? std::nullopt : std::optional(extension);
}

std::optional<int> readQuantizerScale(Bytes slice, bool isNonLinear, int height) {
    // Table 7-6, the second column
    static constexpr std::array<int, 32> nonLinear{0,  1,  2,  3,  4,  5,  6,  7,  8,   10, 12,
                                                   14, 16, 18, 20, 22, 24, 28, 32, 36,  40, 44,
                                                   48, 52, 56, 64, 72, 80, 88, 96, 104, 112};
    if (slice.size() < 2) {
        return std::nullopt;
    }
    auto reader = readerOf(slice);
    if (height > 2800) {
        reader.skip(3);
    }
    const auto code = reader.bits(5);
    if (reader.isPastEnd() || code == 0) {
        return std::nullopt;
    }
    return isNonLinear ? nonLinear[code] : static_cast<int>(2 * code);
}

} // namespace vigie::es::mpeg2
