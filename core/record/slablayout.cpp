// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/record/slablayout.h"

#include <algorithm>
#include <limits>

#include "core/record/bytes.h"
#include "core/record/compress.h"

namespace vigie::record {
namespace {

constexpr std::uint8_t layoutVersion = 1;
/// Version, stored and plain size of the head, checksum.
constexpr std::size_t frameBytes = 1 + 4 + 4 + 8;
constexpr std::uint64_t mostHeadBytes = 256ULL << 20U;
constexpr std::uint64_t most32 = std::numeric_limits<std::uint32_t>::max();
/// What objects take beside the numbers they hold, generously.
constexpr std::uint64_t momentCost = 320;
constexpr std::uint64_t columnCost = 160;

enum Presence : std::uint8_t { None = 0, All = 1, Some = 2 };

/// What may still be taken of the memory that a slab is allowed.
class Budget {
public:
    explicit Budget(std::uint64_t most) : m_left(most) {}
    [[nodiscard]] bool take(std::uint64_t count, std::uint64_t each) {
        if (each != 0 && count > m_left / each) {
            return false;
        }
        m_left -= count * each;
        return true;
    }

private:
    std::uint64_t m_left;
};

void putPresence(std::string& out, const std::vector<bool>& has, std::size_t count) {
    if (count == 0) {
        out.push_back(static_cast<char>(None));
        return;
    }
    if (count == has.size()) {
        out.push_back(static_cast<char>(All));
        return;
    }
    out.push_back(static_cast<char>(Some));
    std::string bits((has.size() + 7) / 8, '\0');
    for (std::size_t i = 0; i < has.size(); ++i) {
        if (has[i]) {
            bits[i / 8] = static_cast<char>(static_cast<std::uint8_t>(bits[i / 8]) | 1U << (i % 8));
        }
    }
    out += bits;
}

bool getPresence(ByteReader& in, std::size_t occurrences, std::vector<bool>& has,
                 std::size_t& count) {
    const auto presence = in.fixed<std::uint8_t>();
    if (presence == None) {
        return in.isSound();
    }
    if (presence == All) {
        has.assign(occurrences, true);
        count = occurrences;
        return true;
    }
    const std::string_view bits = in.bytes((occurrences + 7) / 8);
    if (presence != Some || !in.isSound()) {
        return false;
    }
    has.resize(occurrences);
    for (std::size_t i = 0; i < occurrences; ++i) {
        has[i] = ((static_cast<std::uint8_t>(bits[i / 8]) >> (i % 8)) & 1U) != 0;
        count += has[i] ? 1 : 0;
    }
    return true;
}

/// The parts of a head one after the other; each says whether it was sound.
class HeadReader {
public:
    HeadReader(std::string_view head, SlabLayout& layout)
        : m_in(head), m_layout(layout), m_budget(layout.trust.mostPlainBytes) {}

    [[nodiscard]] bool moments() {
        const std::uint64_t count = m_in.varint(most32);
        if (count == 0 || !m_budget.take(count, momentCost)) {
            return false;
        }
        ByteReader symbols(m_in.bytes(m_in.varint(mostHeadBytes)));
        ByteReader noise(m_in.bytes(m_in.varint(mostHeadBytes)));
        RowsReader rows;
        if (!m_in.isSound() || !rows.open(symbols, noise, slabMomentFields, count)) {
            return false;
        }
        std::vector<std::uint64_t> fields(count * slabMomentFields);
        rows.all(fields.data());
        m_layout.moments.resize(count);
        for (std::size_t t = 0; t < count; ++t) {
            if (!getMoment({fields.data() + t * slabMomentFields, slabMomentFields},
                           m_layout.moments[t])) {
                return false;
            }
        }
        return true;
    }

    [[nodiscard]] bool shapes() {
        const std::uint64_t count = m_in.varint(m_layout.moments.size());
        std::vector<std::uint64_t> uses(count, 0);
        for (const SlabMoment& moment : m_layout.moments) {
            if (moment.shape >= count) {
                return false;
            }
            ++uses[moment.shape];
        }
        LaneNumbers numbers;
        for (std::uint64_t s = 0; s < count; ++s) {
            if (uses[s] == 0 || !shape(uses[s], numbers)) {
                return false;
            }
        }
        for (std::uint32_t t = 0; t < m_layout.moments.size(); ++t) {
            for (const auto& block : m_layout.shapes[m_layout.moments[t].shape].blocks) {
                for (const std::uint32_t lane : block.lanes) {
                    m_layout.lanes[lane].ticks.push_back(t);
                }
            }
        }
        return true;
    }

    [[nodiscard]] bool lanes() {
        const std::uint64_t samples = m_in.varint(most32);
        for (SlabLane& lane : m_layout.lanes) {
            if (!getPresence(m_in, lane.ticks.size(), lane.hasValid, lane.validCount) ||
                !getPresence(m_in, lane.ticks.size(), lane.hasExtremes, lane.extremesCount) ||
                !m_budget.take(lane.validCount, lane.count / 8 + 1) ||
                !m_budget.take(lane.extremesCount, std::uint64_t{lane.count} * 16)) {
                return false;
            }
            lane.groupRows = slabGroupRows(lane.ticks.size(), samples);
            lane.firstGroup = m_layout.groups.size();
            for (std::size_t g = lane.groupCount(); g > 0; --g) {
                if (!group()) {
                    return false;
                }
            }
        }
        return m_in.isSound() && m_in.left() == 0;
    }

    [[nodiscard]] std::size_t groupBytes() const { return m_offset; }

private:
    bool shape(std::uint64_t uses, LaneNumbers& numbers) {
        SlabShape& shape = m_layout.shapes.emplace_back();
        numbers.beginShape();
        for (std::uint64_t blocks = m_in.varint(most32); blocks > 0; --blocks) {
            auto& block = shape.blocks.emplace_back();
            const auto scope = m_in.fixed<std::uint8_t>();
            block.scope = static_cast<model::Scope>(scope);
            block.first = static_cast<std::uint32_t>(m_in.varint(most32));
            block.count = static_cast<std::uint32_t>(m_in.varint(most32));
            const std::uint64_t columns = m_in.varint(m_in.left());
            if (!m_in.isSound() || scope > static_cast<std::uint8_t>(model::Scope::Pid) ||
                block.first > most32 - block.count || !m_budget.take(uses, columnCost) ||
                !m_budget.take(uses, columns * columnCost) ||
                (columns > 0 && !m_budget.take(uses * columns, std::uint64_t{block.count} * 8))) {
                return false;
            }
            std::uint64_t metric = 0;
            for (std::uint64_t column = 0; column < columns; ++column) {
                metric += unZigZag(m_in.varint());
                if (!m_in.isSound() || metric > most32) {
                    return false;
                }
                block.lanes.push_back(numbers.laneOf(block.scope, block.first, block.count,
                                                     static_cast<std::uint32_t>(metric),
                                                     m_layout.lanes));
            }
        }
        return m_in.isSound();
    }

    bool group() {
        SlabGroup& group = m_layout.groups.emplace_back();
        const auto part = [this](std::uint32_t& stored, std::uint32_t& plain) {
            stored = static_cast<std::uint32_t>(m_in.varint(most32 / 2));
            plain = stored + static_cast<std::uint32_t>(m_in.varint(most32 / 2));
            m_offset += stored;
        };
        group.offset = m_offset;
        part(group.symbolsStored, group.symbolsPlain);
        part(group.noiseStored, group.noisePlain);
        group.checksum = m_in.fixed<std::uint32_t>();
        return m_in.isSound();
    }

    ByteReader m_in;
    SlabLayout& m_layout;
    Budget m_budget;
    std::size_t m_offset = 0;
};

} // namespace

std::uint32_t LaneNumbers::laneOf(model::Scope scope, std::uint32_t first, std::uint32_t count,
                                  std::uint32_t metric, std::vector<SlabLane>& lanes) {
    const Place place(scope, first, count, metric);
    const std::uint32_t occurrence = m_seen[place]++;
    const auto [found, isNew] =
        m_lanes.try_emplace({place, occurrence}, static_cast<std::uint32_t>(lanes.size()));
    if (isNew) {
        SlabLane& lane = lanes.emplace_back();
        lane.scope = scope;
        lane.first = first;
        lane.count = count;
        lane.metric = metric;
    }
    return found->second;
}

std::size_t slabGroupRows(std::size_t occurrences, std::size_t samples) {
    return std::max<std::size_t>(samples / std::max<std::size_t>(occurrences, 1) & ~std::size_t{7},
                                 8);
}

void putMoment(const SlabMoment& moment, std::span<std::uint64_t> fields) {
    const auto number = [](auto time) { return static_cast<std::uint64_t>(base::toNs(time)); };
    // Times as distances to the one they follow: what is left is latency and drift.
    fields[0] = moment.order;
    fields[1] = moment.sequence;
    fields[2] = moment.epoch;
    fields[3] = number(moment.utc);
    fields[4] = number(moment.mono) - number(moment.utc);
    fields[5] = number(moment.received.utc) - number(moment.utc);
    fields[6] = number(moment.received.mono) - number(moment.received.utc);
    fields[7] = moment.conflated;
    fields[8] = moment.shape;
}

bool getMoment(std::span<const std::uint64_t> fields, SlabMoment& moment) {
    const auto utc = [](std::uint64_t n) { return base::utcFromNs(static_cast<std::int64_t>(n)); };
    const auto mono = [](std::uint64_t n) {
        return base::monoFromNs(static_cast<std::int64_t>(n));
    };
    moment.order = fields[0];
    moment.sequence = fields[1];
    moment.epoch = fields[2];
    moment.utc = utc(fields[3]);
    moment.mono = mono(fields[4] + fields[3]);
    const std::uint64_t received = fields[5] + fields[3];
    moment.received = {utc(received), mono(fields[6] + received)};
    moment.conflated = static_cast<std::uint32_t>(fields[7]);
    moment.shape = static_cast<std::uint32_t>(fields[8]);
    return fields[7] <= most32 && fields[8] <= most32;
}

std::string packSlabHead(const SlabLayout& layout, std::string_view shapes, std::size_t shapeCount,
                         std::size_t groupSamples) {
    std::string head;
    putVarint(head, layout.moments.size());
    std::vector<std::uint64_t> fields(layout.moments.size() * slabMomentFields);
    for (std::size_t t = 0; t < layout.moments.size(); ++t) {
        putMoment(layout.moments[t], {fields.data() + t * slabMomentFields, slabMomentFields});
    }
    PackedRows rows;
    packRows(fields, slabMomentFields, layout.moments.size(), rows);
    putVarint(head, rows.symbols.size());
    head += rows.symbols;
    putVarint(head, rows.noise.size());
    head += rows.noise;
    putVarint(head, shapeCount);
    head += shapes;
    putVarint(head, groupSamples);
    for (const SlabLane& lane : layout.lanes) {
        putPresence(head, lane.hasValid, lane.validCount);
        putPresence(head, lane.hasExtremes, lane.extremesCount);
        for (std::size_t g = 0; g < lane.groupCount(); ++g) {
            const SlabGroup& group = layout.groups[lane.firstGroup + g];
            putVarint(head, group.symbolsStored);
            putVarint(head, group.symbolsPlain - group.symbolsStored);
            putVarint(head, group.noiseStored);
            putVarint(head, group.noisePlain - group.noiseStored);
            putFixed(head, group.checksum);
        }
    }
    std::string stored;
    if (!appendCompressed(stored, head, 1)) {
        stored = head;
    }
    std::string out;
    putFixed(out, layoutVersion);
    putFixed(out, static_cast<std::uint32_t>(stored.size()));
    putFixed(out, static_cast<std::uint32_t>(head.size()));
    putFixed(out, checksumOf(out + stored));
    return out + stored;
}

base::Result<std::shared_ptr<const SlabLayout>> readSlabHead(std::string_view bytes,
                                                             const SlabTrust& trust) {
    ByteReader frame(bytes);
    const auto version = frame.fixed<std::uint8_t>();
    const auto storedSize = frame.fixed<std::uint32_t>();
    const auto plainSize = frame.fixed<std::uint32_t>();
    const auto checksum = frame.fixed<std::uint64_t>();
    const std::string_view stored = frame.bytes(storedSize);
    if (!frame.isSound()) {
        return base::failure("a slab ends within its head");
    }
    if (version != layoutVersion) {
        return base::failure("a slab is of a version that this one does not know");
    }
    if (trust.isChecked &&
        checksum != checksumOf(std::string(bytes.substr(0, 9)) + std::string(stored))) {
        return base::failure("the head of a slab is damaged");
    }
    if (plainSize > mostHeadBytes || plainSize > trust.mostPlainBytes ||
        !isPlausibleRatio(storedSize, plainSize)) {
        return base::failure("the head of a slab tells sizes that cannot be");
    }
    std::string head;
    if (storedSize == plainSize) {
        head = stored;
    } else {
        head.resize(plainSize);
        if (!decompressInto(stored, head.data(), head.size())) {
            return base::failure("the head of a slab cannot be decompressed");
        }
    }
    auto layout = std::make_shared<SlabLayout>();
    layout->trust = trust;
    HeadReader reader(head, *layout);
    if (!reader.moments() || !reader.shapes() || !reader.lanes()) {
        return base::failure("the head of a slab does not hold together");
    }
    layout->bytes = bytes.substr(frameBytes + storedSize);
    if (layout->bytes.size() != reader.groupBytes()) {
        return base::failure("a slab is not as long as its head says");
    }
    return layout;
}

} // namespace vigie::record
