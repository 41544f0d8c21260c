// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/es/picturereader.h"

namespace vigie::es {

std::unique_ptr<PictureReader> makePictureReader(Codec codec) {
    switch (codec) {
    case Codec::Unknown:
        break;
    case Codec::Mpeg2:
        return makeMpeg2Reader();
    case Codec::H264:
        return makeH264Reader();
    case Codec::H265:
        return makeH265Reader();
    }
    return nullptr;
}

std::size_t sliceBytes(Bytes unit) {
    std::size_t size = unit.size();
    const auto at = [&unit](std::size_t index) { return std::to_integer<int>(unit[index]); };
    while (size > 0) {
        if (at(size - 1) == 0) {
            --size;
        } else if (size >= 3 && at(size - 1) == 3 && at(size - 2) == 0 && at(size - 3) == 0) {
            size -= 3;
        } else {
            break;
        }
    }
    return size;
}

} // namespace vigie::es
