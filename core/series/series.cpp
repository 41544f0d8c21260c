// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/series/series.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "core/series/codec.h"

namespace vigie::series {

/// Of a sealed block; written as it is.
struct Series::Header {
    std::uint32_t first = 0; // seconds since 1970
    std::uint16_t bytes = 0; // of the whole block
    std::uint8_t slots = 0;  // from the first present to the last present one
    std::uint8_t flags = 0;
};

/// Minimum, maximum and mean of each of up to 8 cells that have a sample.
struct Series::Pyramid {
    std::array<std::int64_t, 8> minima{};
    std::array<std::int64_t, 8> maxima{}; // packed as distances from the minima
    std::array<std::int64_t, 8> means{};  // likewise
    std::array<std::uint8_t, 8> cell{};
    std::size_t count = 0;
};

struct Series::Decoded {
    Pyramid pyramid;
    std::array<std::int64_t, 128> seconds{};
    std::array<std::int64_t, 128> values{};
    std::array<std::int64_t, 128> below{};
    std::array<std::int64_t, 128> above{};
    std::size_t count = 0;
    [[nodiscard]] Sample at(std::size_t i) const {
        return {values[i], values[i] - below[i], values[i] + above[i]};
    }
};

namespace {

constexpr std::uint8_t hasGaps = 1;
constexpr std::uint8_t hasBelow = 2;
constexpr std::uint8_t hasAbove = 4;
constexpr std::size_t headerBytes = 8;

} // namespace

Sample Series::stagedAt(std::size_t index) const {
    const std::int64_t value = m_values.at(index);
    const std::int64_t below = m_below.size() == 0 ? 0 : m_below.at(index);
    const std::int64_t above = m_above.size() == 0 ? 0 : m_above.at(index);
    return {value, value - below, value + above};
}

void Series::add(std::int64_t second, const Sample& sample) {
    Sample merged = sample;
    if (m_count > 0 && second < m_last) {
        forgetFrom(second);
    } else if (m_count == 0 && !m_sealed.empty() && second <= m_last) {
        if (second == m_last) {
            return; // its block was sealed already; one second loses what came late
        }
        forgetFrom(second);
    }
    const bool isSame = m_count > 0 && second == m_last;
    if (isSame) {
        const Sample before = stagedAt(m_count - 1U);
        merged.minimum = std::min(before.minimum, sample.minimum);
        merged.maximum = std::max(before.maximum, sample.maximum);
        m_values.setLast(merged.value);
    } else {
        if (m_count > 0 && (second - m_first >= blockSlots ||
                            (second + m_phase) / blockSlots != (m_last + m_phase) / blockSlots)) {
            seal();
        }
        if (m_count == 0) {
            m_first = second;
        }
        m_values.push(merged.value);
        const auto slot = static_cast<std::size_t>(second - m_first);
        m_present[slot / 64] |= std::uint64_t{1} << (slot % 64);
        ++m_count;
        m_last = second;
    }
    const auto extreme = [this, isSame](Stage& stage, std::int64_t distance) {
        if (stage.size() == 0) {
            if (distance == 0) {
                return;
            }
            for (std::size_t i = 0; i + 1 < m_count; ++i) {
                stage.push(0);
            }
            stage.push(distance);
        } else if (isSame) {
            stage.setLast(distance);
        } else {
            stage.push(distance);
        }
    };
    extreme(m_below, merged.value - merged.minimum);
    extreme(m_above, merged.maximum - merged.value);
}

void Series::seal() {
    std::array<std::int64_t, 128> values{};
    std::array<std::int64_t, 128> below{};
    std::array<std::int64_t, 128> above{};
    Pyramid pyramid;
    std::array<std::size_t, 8> inCell{};
    std::array<double, 8> sums{};
    std::size_t index = 0;
    for (std::int64_t slot = 0; slot <= m_last - m_first; ++slot) {
        const auto bit = static_cast<std::size_t>(slot);
        if (((m_present[bit / 64] >> (bit % 64)) & 1u) == 0) {
            continue;
        }
        const Sample sample = stagedAt(index);
        values[index] = sample.value;
        below[index] = sample.value - sample.minimum;
        above[index] = sample.maximum - sample.value;
        ++index;
        const auto cell = static_cast<std::uint8_t>(slot / cellSlots);
        if (pyramid.count == 0 || pyramid.cell[pyramid.count - 1] != cell) {
            const std::size_t made = pyramid.count++;
            pyramid.cell[made] = cell;
            pyramid.minima[made] = sample.minimum;
            pyramid.maxima[made] = sample.maximum;
        }
        const std::size_t now = pyramid.count - 1;
        pyramid.minima[now] = std::min(pyramid.minima[now], sample.minimum);
        pyramid.maxima[now] = std::max(pyramid.maxima[now], sample.maximum);
        sums[now] += static_cast<double>(sample.value);
        ++inCell[now];
    }
    for (std::size_t i = 0; i < pyramid.count; ++i) {
        // The mean as a distance from the minimum, so that it packs narrow.
        pyramid.maxima[i] -= pyramid.minima[i];
        pyramid.means[i] =
            static_cast<std::int64_t>(sums[i] / static_cast<double>(inCell[i])) - pyramid.minima[i];
    }

    Header header;
    header.first = static_cast<std::uint32_t>(m_first);
    header.slots = static_cast<std::uint8_t>(m_last - m_first + 1);
    header.flags = static_cast<std::uint8_t>((m_count < header.slots ? hasGaps : 0) |
                                             (m_below.size() > 0 ? hasBelow : 0) |
                                             (m_above.size() > 0 ? hasAbove : 0));
    const std::size_t start = m_sealed.size();
    if (m_sealed.capacity() - start < 512) {
        m_sealed.reserve(start +
                         std::max<std::size_t>(512, start / 8)); // doubling would waste half
    }
    m_sealed.resize(start + headerBytes);
    if ((header.flags & hasGaps) != 0) {
        const std::size_t bytes = (header.slots + 7U) / 8U;
        for (std::size_t i = 0; i < bytes; ++i) {
            m_sealed.push_back(static_cast<std::uint8_t>(m_present[i / 8] >> (8 * (i % 8))));
        }
    }
    // The pyramid comes first, so that a long chart never unpacks the seconds.
    packIntegers({pyramid.minima.data(), pyramid.count}, m_sealed);
    packIntegers({pyramid.maxima.data(), pyramid.count}, m_sealed);
    packIntegers({pyramid.means.data(), pyramid.count}, m_sealed);
    const std::size_t count = m_count;
    packIntegers({values.data(), count}, m_sealed);
    if ((header.flags & hasBelow) != 0) {
        packIntegers({below.data(), count}, m_sealed);
    }
    if ((header.flags & hasAbove) != 0) {
        packIntegers({above.data(), count}, m_sealed);
    }
    header.bytes = static_cast<std::uint16_t>(m_sealed.size() - start);
    static_assert(sizeof(Header) == headerBytes);
    std::memcpy(m_sealed.data() + start, &header, headerBytes);
    m_sealedSamples += count;

    m_values.clear();
    m_below.clear();
    m_above.clear();
    m_present = {};
    m_count = 0;
}

Series::Header Series::headerAt(std::size_t offset) const {
    Header header;
    std::memcpy(&header, m_sealed.data() + offset, headerBytes);
    return header;
}

std::size_t Series::decodePyramid(std::size_t offset, const Header& header, Decoded& out) const {
    const std::span<const std::uint8_t> block(m_sealed.data() + offset, header.bytes);
    out.count = 0;
    out.pyramid.count = 0;
    for (std::size_t slot = 0; slot < header.slots; ++slot) {
        if ((header.flags & hasGaps) != 0 &&
            ((block[headerBytes + slot / 8] >> (slot % 8)) & 1u) == 0) {
            continue;
        }
        out.seconds[out.count++] = header.first + static_cast<std::int64_t>(slot);
        const auto cell = static_cast<std::uint8_t>(slot / cellSlots);
        if (out.pyramid.count == 0 || out.pyramid.cell[out.pyramid.count - 1] != cell) {
            out.pyramid.cell[out.pyramid.count++] = cell;
        }
    }
    std::size_t at = headerBytes + ((header.flags & hasGaps) != 0 ? (header.slots + 7U) / 8U : 0);
    for (auto* column : {&out.pyramid.minima, &out.pyramid.maxima, &out.pyramid.means}) {
        at += unpackIntegers(block.subspan(at), {column->data(), out.pyramid.count});
    }
    return at;
}

void Series::decode(std::size_t offset, const Header& header, Decoded& out) const {
    const std::span<const std::uint8_t> block(m_sealed.data() + offset, header.bytes);
    std::size_t at = decodePyramid(offset, header, out);
    at += unpackIntegers(block.subspan(at), {out.values.data(), out.count});
    std::fill_n(out.below.begin(), out.count, 0);
    std::fill_n(out.above.begin(), out.count, 0);
    if ((header.flags & hasBelow) != 0) {
        at += unpackIntegers(block.subspan(at), {out.below.data(), out.count});
    }
    if ((header.flags & hasAbove) != 0) {
        unpackIntegers(block.subspan(at), {out.above.data(), out.count});
    }
}

void Series::forgetFrom(std::int64_t second) {
    // Rare: everything that stays is staged or sealed anew.
    std::vector<std::pair<std::int64_t, Sample>> kept;
    std::size_t offset = 0;
    while (offset < m_sealed.size()) {
        const Header header = headerAt(offset);
        if (header.first + std::int64_t{header.slots} > second) {
            break;
        }
        offset += header.bytes;
    }
    forEach(offset < m_sealed.size() ? headerAt(offset).first : m_first, second,
            [&kept](std::int64_t at, const Sample& sample) { kept.emplace_back(at, sample); });
    for (std::size_t at = offset; at < m_sealed.size(); at += headerAt(at).bytes) {
        const Header header = headerAt(at);
        Decoded decoded;
        decode(at, header, decoded);
        m_sealedSamples -= decoded.count;
    }
    m_sealed.resize(offset);
    m_values.clear();
    m_below.clear();
    m_above.clear();
    m_present = {};
    m_count = 0;
    m_last = second - 1;
    for (const auto& [at, sample] : kept) {
        m_last = at - 1; // keeps add() from looking back
        add(at, sample);
    }
}

void Series::expire(std::int64_t second) {
    std::size_t offset = 0;
    while (offset < m_sealed.size()) {
        const Header header = headerAt(offset);
        if (header.first + std::int64_t{header.slots} > second) {
            break;
        }
        Decoded decoded;
        decode(offset, header, decoded);
        m_sealedSamples -= decoded.count;
        offset += header.bytes;
    }
    if (offset > 0) {
        m_sealed.erase(m_sealed.begin(), m_sealed.begin() + static_cast<std::ptrdiff_t>(offset));
    }
    if (m_count > 0 && m_last < second) {
        m_values.clear();
        m_below.clear();
        m_above.clear();
        m_present = {};
        m_count = 0;
    }
}

void Series::forEach(std::int64_t from, std::int64_t to,
                     const std::function<void(std::int64_t, const Sample&)>& visit) const {
    Decoded decoded;
    for (std::size_t offset = 0; offset < m_sealed.size();) {
        const Header header = headerAt(offset);
        if (header.first < to && header.first + std::int64_t{header.slots} > from) {
            decode(offset, header, decoded);
            for (std::size_t i = 0; i < decoded.count; ++i) {
                if (decoded.seconds[i] >= from && decoded.seconds[i] < to) {
                    visit(decoded.seconds[i], decoded.at(i));
                }
            }
        }
        offset += header.bytes;
    }
    std::size_t index = 0;
    for (std::int64_t second = m_first; m_count > 0 && second <= m_last; ++second) {
        const auto slot = static_cast<std::size_t>(second - m_first);
        if (((m_present[slot / 64] >> (slot % 64)) & 1u) == 0) {
            continue;
        }
        if (second >= from && second < to) {
            visit(second, stagedAt(index));
        }
        ++index;
    }
}

void Series::forEachCell(std::int64_t from, std::int64_t to,
                         const std::function<void(const Cell&)>& visit) const {
    Decoded decoded;
    for (std::size_t offset = 0; offset < m_sealed.size();) {
        const Header header = headerAt(offset);
        if (header.first < to && header.first + std::int64_t{header.slots} > from) {
            decodePyramid(offset, header, decoded);
            const Pyramid& pyramid = decoded.pyramid;
            for (std::size_t i = 0; i < pyramid.count; ++i) {
                const std::int64_t first = header.first + pyramid.cell[i] * cellSlots;
                if (first + cellSlots > from && first < to) {
                    visit({first, pyramid.minima[i], pyramid.minima[i] + pyramid.maxima[i],
                           pyramid.minima[i] + pyramid.means[i]});
                }
            }
        }
        offset += header.bytes;
    }
    if (m_count > 0) {
        const std::int64_t staged = std::max(from, m_first);
        forEach(staged, to, [this, &visit](std::int64_t second, const Sample& sample) {
            if (second >= m_first) {
                visit({second, sample.minimum, sample.maximum, sample.value});
            }
        });
    }
}

std::size_t Series::memoryBytes() const {
    return sizeof(*this) + m_sealed.capacity() + m_values.capacityBytes() +
           m_below.capacityBytes() + m_above.capacityBytes();
}

} // namespace vigie::series
