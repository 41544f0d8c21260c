// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "core/record/compress.h"
#include "core/record/slablayout.h"

namespace vigie::record {
namespace {

enum GroupFlag : std::uint8_t { Filled = 1, ValidConstant = 2, AllFlags = 3 };

bool unpackPart(std::string_view stored, std::size_t plain, std::string& out) {
    if (stored.size() == plain) {
        out = stored;
        return true;
    }
    out.resize(plain);
    return decompressInto(stored, out.data(), plain);
}

} // namespace

base::Result<void> SlabGroupReader::open(const SlabLayout& layout, const SlabLane& lane,
                                         std::size_t group) {
    const SlabGroup& place = layout.groups[lane.firstGroup + group];
    const std::string_view stored =
        layout.bytes.substr(place.offset, place.symbolsStored + place.noiseStored);
    if (layout.trust.isChecked &&
        static_cast<std::uint32_t>(checksumOf(stored)) != place.checksum) {
        return base::failure("a part of a slab is damaged");
    }
    m_firstRow = group * lane.groupRows;
    m_rows = std::min<std::size_t>(lane.groupRows, lane.count - m_firstRow);
    const std::size_t validRow = (m_rows + 7) / 8;
    const std::uint64_t most = 1 + validRow * lane.validCount +
                               mostPackedBytes(m_rows, lane.ticks.size()) +
                               2 * mostPackedBytes(m_rows, lane.extremesCount);
    const auto malformed = [] { return base::failure("a part of a slab does not hold together"); };
    if (std::uint64_t{place.symbolsPlain} + place.noisePlain > most ||
        !unpackPart(stored.substr(0, place.symbolsStored), place.symbolsPlain, m_symbols) ||
        !unpackPart(stored.substr(place.symbolsStored), place.noisePlain, m_noise)) {
        return malformed();
    }
    ByteReader symbols(m_symbols);
    ByteReader noise(m_noise);
    const auto flags = symbols.fixed<std::uint8_t>();
    m_isFilled = (flags & Filled) != 0;
    m_isValidConstant = (flags & ValidConstant) != 0;
    if (lane.validCount > 0) {
        m_valid = symbols.bytes(m_isValidConstant ? validRow : validRow * lane.validCount);
    }
    bool isSound = (flags & ~AllFlags) == 0 && symbols.isSound() &&
                   m_values.open(symbols, noise, m_rows, lane.ticks.size());
    if (isSound && lane.extremesCount > 0) {
        isSound = m_below.open(symbols, noise, m_rows, lane.extremesCount) &&
                  m_above.open(symbols, noise, m_rows, lane.extremesCount);
    }
    if (!isSound || symbols.left() != 0 || noise.left() != 0) {
        return malformed();
    }
    return {};
}

std::string_view SlabGroupReader::validBytes(std::size_t validIndex) const {
    const std::size_t size = (m_rows + 7) / 8;
    return m_valid.substr(m_isValidConstant ? 0 : validIndex * size, size);
}

} // namespace vigie::record
