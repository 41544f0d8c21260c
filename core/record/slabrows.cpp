// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/record/slabrows.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <limits>

namespace vigie::record {
namespace {

enum Kind : std::uint8_t { Uniform = 0, Rows = 1 };
enum Coding : std::uint8_t { Constant = 0, Values = 1, Differences = 2, LastCoding = Differences };

constexpr unsigned symbolBits = 8;

/// Bits of an offset that go into the symbols, and what is left for the noise.
constexpr unsigned symbolWidth(unsigned width) {
    if (width <= 2) {
        return width;
    }
    return width <= 4 ? 4 : symbolBits;
}
constexpr unsigned noiseWidth(unsigned width) {
    return width > symbolBits ? width - symbolBits : 0;
}
constexpr std::size_t bytesOf(std::size_t count, unsigned bits) {
    return (count * bits + 7) / 8;
}

/// The narrowest frame of a run: its least value and how many bits the distances to it take.
struct Frame {
    std::uint64_t base = 0;
    unsigned width = 0;
};

/// Least and greatest as signed numbers, where that is narrower than modulo distances could say.
class FrameFinder {
public:
    void add(std::uint64_t value) {
        const auto signedValue = static_cast<std::int64_t>(value);
        m_low = std::min(m_low, signedValue);
        m_high = std::max(m_high, signedValue);
    }
    [[nodiscard]] Frame frame() const {
        const auto low = static_cast<std::uint64_t>(m_low);
        return {low,
                static_cast<unsigned>(std::bit_width(static_cast<std::uint64_t>(m_high) - low))};
    }

private:
    std::int64_t m_low = std::numeric_limits<std::int64_t>::max();
    std::int64_t m_high = std::numeric_limits<std::int64_t>::min();
};

/// Appends numbers of up to 56 bits. The place must be 8 bytes longer than what is written.
class BitWriter {
public:
    explicit BitWriter(char* to) : m_to(to) {}
    void put(std::uint64_t value, unsigned bits) {
        m_pending |= value << m_filled;
        m_filled += bits;
        std::memcpy(m_to, &m_pending, 8);
        m_to += m_filled / 8;
        m_pending = m_filled < 64 ? m_pending >> (m_filled & ~7U) : 0;
        m_filled &= 7U;
    }

private:
    char* m_to;
    std::uint64_t m_pending = 0;
    unsigned m_filled = 0;
};

/// `bytes` may end anywhere: what lies behind reads as 0.
class BitReader {
public:
    explicit BitReader(std::string_view bytes) : m_bytes(bytes) {}
    [[nodiscard]] std::uint64_t get(unsigned bits) {
        std::uint64_t word = 0;
        const std::size_t at = m_bit / 8;
        if (at + 8 <= m_bytes.size()) {
            std::memcpy(&word, m_bytes.data() + at, 8);
        } else if (at < m_bytes.size()) {
            std::memcpy(&word, m_bytes.data() + at, m_bytes.size() - at);
        }
        word >>= m_bit % 8;
        m_bit += bits;
        return word & ((std::uint64_t{1} << bits) - 1);
    }

private:
    std::string_view m_bytes;
    std::size_t m_bit = 0;
};

void appendBits(std::string& out, std::span<const std::uint64_t> values, unsigned shift,
                unsigned bits) {
    const std::size_t begin = out.size();
    const std::size_t size = bytesOf(values.size(), bits);
    out.resize(begin + size + 8);
    char* to = out.data() + begin;
    if (bits == 8) {
        for (const std::uint64_t value : values) {
            *to++ = static_cast<char>(value >> shift);
        }
    } else {
        const std::uint64_t mask = (std::uint64_t{1} << bits) - 1;
        BitWriter writer(to);
        for (const std::uint64_t value : values) {
            writer.put((value >> shift) & mask, bits);
        }
    }
    out.resize(begin + size);
}

struct RowPlan {
    Coding coding = Constant;
    Frame frame;
};

/// `row` is replaced by its offsets.
RowPlan planRow(std::span<std::uint64_t> row) {
    FrameFinder values;
    FrameFinder differences;
    values.add(row[0]);
    for (std::size_t i = 1; i < row.size(); ++i) {
        values.add(row[i]);
        differences.add(row[i] - row[i - 1]);
    }
    RowPlan plan{Values, values.frame()};
    if (row.size() > 1) {
        const Frame stepped = differences.frame();
        if (stepped.width < plan.frame.width) {
            plan = {Differences, stepped};
        }
    }
    if (plan.coding == Differences) {
        for (std::size_t i = row.size() - 1; i > 0; --i) {
            row[i] = row[i] - row[i - 1] - plan.frame.base;
        }
        row[0] = 0;
    } else {
        for (std::uint64_t& value : row) {
            value -= plan.frame.base;
        }
    }
    return plan;
}

} // namespace

void packRows(std::span<const std::uint64_t> values, std::size_t rows, std::size_t moments,
              PackedRows& out) {
    // Most series do not move at all within a minute.
    std::vector<std::uint64_t> moved(rows, 0);
    for (std::size_t t = 1; t < moments; ++t) {
        const std::uint64_t* now = values.data() + t * rows;
        for (std::size_t r = 0; r < rows; ++r) {
            moved[r] |= now[r] ^ values[r];
        }
    }
    std::uint64_t different = 0;
    for (std::size_t r = 0; r < rows; ++r) {
        different |= moved[r] | (values[r] ^ values[0]);
    }
    if (different == 0) {
        out.symbols.push_back(static_cast<char>(Uniform));
        putVarint(out.symbols, zigZag(values[0]));
        return;
    }
    out.symbols.push_back(static_cast<char>(Rows));
    std::string codings(rows, static_cast<char>(Constant));
    std::string widths(rows, '\0');
    std::string bases;
    std::string symbols;
    std::vector<std::uint64_t> row(moments);
    for (std::size_t r = 0; r < rows; ++r) {
        if (moved[r] == 0) {
            putVarint(bases, zigZag(values[r]));
            continue;
        }
        for (std::size_t t = 0; t < moments; ++t) {
            row[t] = values[t * rows + r];
        }
        const std::uint64_t first = row[0];
        const RowPlan plan = planRow(row);
        codings[r] = static_cast<char>(plan.coding);
        widths[r] = static_cast<char>(plan.frame.width);
        putVarint(bases, zigZag(plan.frame.base));
        if (plan.coding == Differences) {
            putVarint(bases, zigZag(first));
        }
        const unsigned noise = noiseWidth(plan.frame.width);
        if (plan.frame.width > 0) {
            appendBits(symbols, row, noise, symbolWidth(plan.frame.width));
        }
        if (noise > 0) {
            appendBits(out.noise, row, 0, noise);
        }
    }
    out.symbols += codings;
    out.symbols += widths;
    out.symbols += bases;
    out.symbols += symbols;
}

bool RowsReader::open(ByteReader& symbols, ByteReader& noise, std::size_t rows,
                      std::size_t moments) {
    m_rowCount = rows;
    m_moments = moments;
    m_rows.clear();
    const auto kind = symbols.fixed<std::uint8_t>();
    m_isUniform = kind == Uniform;
    if (m_isUniform) {
        m_uniform = unZigZag(symbols.varint());
        return symbols.isSound();
    }
    const std::string_view codings = symbols.bytes(rows);
    const std::string_view widths = symbols.bytes(rows);
    if (kind != Rows || !symbols.isSound()) {
        return false;
    }
    m_rows.resize(rows);
    std::size_t symbolsSize = 0;
    std::size_t noiseSize = 0;
    for (std::size_t r = 0; r < rows; ++r) {
        Row& row = m_rows[r];
        row.coding = static_cast<std::uint8_t>(codings[r]);
        row.width = static_cast<std::uint8_t>(widths[r]);
        if (row.coding > LastCoding || row.width > 64 ||
            (row.coding == Constant && row.width != 0)) {
            return false;
        }
        row.base = unZigZag(symbols.varint());
        if (row.coding == Differences) {
            row.first = unZigZag(symbols.varint());
        }
        row.symbolsAt = static_cast<std::uint32_t>(symbolsSize);
        row.noiseAt = static_cast<std::uint32_t>(noiseSize);
        symbolsSize += bytesOf(moments, symbolWidth(row.width));
        noiseSize += bytesOf(moments, noiseWidth(row.width));
        if (symbolsSize > symbols.left() || noiseSize > noise.left()) {
            return false;
        }
    }
    m_symbols = symbols.bytes(symbolsSize);
    m_noise = noise.bytes(noiseSize);
    return symbols.isSound() && noise.isSound();
}

void RowsReader::row(std::size_t index, std::uint64_t* out, std::size_t stride) const {
    if (m_isUniform) {
        for (std::size_t t = 0; t < m_moments; ++t) {
            out[t * stride] = m_uniform;
        }
        return;
    }
    const Row& row = m_rows[index];
    const unsigned upper = symbolWidth(row.width);
    const unsigned lower = noiseWidth(row.width);
    BitReader symbols(m_symbols.substr(row.symbolsAt));
    BitReader noise(m_noise.substr(row.noiseAt));
    std::uint64_t running = row.first;
    for (std::size_t t = 0; t < m_moments; ++t) {
        std::uint64_t offset = upper == 0 ? 0 : symbols.get(upper);
        if (lower != 0) {
            offset = offset << lower | noise.get(lower);
        }
        if (row.coding != Differences) {
            out[t * stride] = row.base + offset;
        } else {
            running += t == 0 ? 0 : row.base + offset;
            out[t * stride] = running;
        }
    }
}

void RowsReader::all(std::uint64_t* out) const {
    if (m_isUniform) {
        std::fill_n(out, m_rowCount * m_moments, m_uniform);
        return;
    }
    for (std::size_t r = 0; r < m_rowCount; ++r) {
        row(r, out + r, m_rowCount);
    }
}

} // namespace vigie::record
