// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/record/slabrows.h"

#include <algorithm>
#include <array>
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
    [[nodiscard]] std::uint64_t high() const { return static_cast<std::uint64_t>(m_high); }
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
    static constexpr unsigned mostBits = 56;
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

std::uint64_t magnitude(std::uint64_t distance) {
    const std::uint64_t sign = ~(distance >> 63U) + 1U;
    return (distance ^ sign) - sign;
}

/// A sum of distances by their number, rounded; off, but harmless, where distances overflow.
std::uint64_t meanOf(std::uint64_t sum, std::size_t size) {
    const auto count = static_cast<std::int64_t>(size);
    const auto total = static_cast<std::int64_t>(sum);
    const std::int64_t rest = total % count;
    const std::int64_t up = rest * 2 >= count ? 1 : 0;
    const std::int64_t down = rest * 2 <= -count ? 1 : 0;
    return static_cast<std::uint64_t>(total / count + up - down);
}

/// How a row is to be coded. Where offsets begin is settled once all rows of a matrix are known.
struct RowPlan {
    Coding coding = Constant;
    /// Of the least number, for what moves by 2 bits or less.
    Frame frame;
    std::uint64_t center = 0;
    /// Bits of offsets around the center; 0: frame says it.
    unsigned around = 0;
};

/// Whether differences scatter less than values, by a look at some of them.
bool areDifferencesCloser(std::span<const std::uint64_t> row, std::uint64_t center,
                          std::uint64_t step) {
    constexpr std::size_t looks = 20;
    const std::size_t stride = std::max<std::size_t>(row.size() / looks, 1);
    std::uint64_t spread = 0;
    std::uint64_t stepSpread = 0;
    for (std::size_t i = 1; i < row.size(); i += stride) {
        spread += magnitude(row[i] - center);
        stepSpread += magnitude(row[i] - row[i - 1] - step);
    }
    return stepSpread < spread;
}

/// The numbers to code of one row of at least two, and how: `row` becomes differences where these
/// scatter less.
RowPlan planRow(std::span<std::uint64_t> row) {
    std::uint64_t sum = 0;
    for (const std::uint64_t value : row) {
        sum += value - row[0];
    }
    RowPlan plan{Values, {}, row[0] + meanOf(sum, row.size()), 0};
    const std::uint64_t step = meanOf(row.back() - row[0], row.size() - 1);
    if (areDifferencesCloser(row, plan.center, step)) {
        plan.coding = Differences;
        plan.center = step;
        for (std::size_t i = row.size() - 1; i > 0; --i) {
            row[i] -= row[i - 1];
        }
        // The first takes a symbol without meaning: what the next one has.
        row[0] = row[1];
    }
    FrameFinder finder;
    for (const std::uint64_t value : row) {
        finder.add(value);
    }
    plan.frame = finder.frame();
    const std::uint64_t farthest =
        std::max(magnitude(plan.center - plan.frame.base), magnitude(finder.high() - plan.center));
    const auto around = static_cast<unsigned>(std::bit_width(farthest)) + 1;
    plan.around = plan.frame.width <= 2 || plan.frame.width >= 62 || around >= 64 ? 0 : around;
    return plan;
}

/// One zstd table serves all rows of a matrix: symbols of one size about one center share it, a
/// mixture of sizes does not. So narrow rows follow where a fair part of the others is wider.
class CommonWidth {
public:
    void add(const RowPlan& plan) {
        ++m_counts[plan.around == 0 ? plan.frame.width : symbolWidth(plan.around)];
        ++m_total;
    }
    /// The narrowest that a row which moves is to have.
    [[nodiscard]] unsigned least() const {
        std::size_t wider = 0;
        for (const unsigned width : {8U, 4U, 2U}) {
            for (unsigned w = width; w < m_counts.size() && w < width * 2; ++w) {
                wider += m_counts[w];
            }
            if (wider * 8 >= m_total) {
                return width;
            }
        }
        return 0;
    }

private:
    std::array<std::size_t, 65> m_counts{};
    std::size_t m_total = 0;
};

/// Offsets of more than 2 bits are laid around their mean, so that rows that scatter alike make
/// like symbols, whatever their least value happened to be.
Frame frameOf(const RowPlan& plan, unsigned least) {
    const unsigned width = plan.around == 0 ? plan.frame.width : plan.around;
    if (width == 0 || width > 63 || (plan.around == 0 && least <= 2)) {
        return plan.frame;
    }
    const unsigned wide = std::max({width, symbolWidth(width), least});
    // Around the mean it may take a bit more than from the least.
    if (plan.around == 0 && wide < plan.frame.width + 2) {
        return plan.frame;
    }
    return {plan.center - (std::uint64_t{1} << (wide - 1)), wide};
}

void appendRow(std::span<const std::uint64_t> offsets, unsigned width, PackedRows& out) {
    const unsigned noise = noiseWidth(width);
    if (width > 0) {
        appendBits(out.symbols, offsets, noise, symbolWidth(width));
    }
    if (noise > 0) {
        appendBits(out.noise, offsets, 0, noise);
    }
}

/// Of what is said once for each row, the upper bits stand with the symbols only where there are
/// few of them, or more than BitWriter takes: else they would blur the rows' distribution.
constexpr unsigned columnUpper(unsigned width) {
    if (width > BitWriter::mostBits) {
        return symbolBits;
    }
    return width <= 4 ? width : 0;
}

/// Least number, width, then the distances.
void putColumn(std::span<const std::uint64_t> column, PackedRows& out) {
    FrameFinder finder;
    for (const std::uint64_t value : column) {
        finder.add(value);
    }
    const Frame frame = column.empty() ? Frame{} : finder.frame();
    out.symbols.push_back(static_cast<char>(frame.width));
    putVarint(out.symbols, zigZag(frame.base));
    std::vector<std::uint64_t> offsets(column.begin(), column.end());
    for (std::uint64_t& offset : offsets) {
        offset -= frame.base;
    }
    const unsigned upper = columnUpper(frame.width);
    if (upper > 0) {
        appendBits(out.symbols, offsets, frame.width - upper, upper);
    }
    if (frame.width > upper) {
        appendBits(out.noise, offsets, 0, frame.width - upper);
    }
}

bool getColumn(ByteReader& symbols, ByteReader& noise, std::span<std::uint64_t> column) {
    const unsigned width = symbols.fixed<std::uint8_t>();
    const std::uint64_t base = unZigZag(symbols.varint());
    if (!symbols.isSound() || width > 64) {
        return false;
    }
    const unsigned upper = columnUpper(width);
    const unsigned lower = width - upper;
    BitReader upperBits(symbols.bytes(bytesOf(column.size(), upper)));
    BitReader lowerBits(noise.bytes(bytesOf(column.size(), lower)));
    for (std::uint64_t& value : column) {
        const std::uint64_t high = upperBits.get(upper);
        value = base + (high << lower | lowerBits.get(lower));
    }
    return symbols.isSound() && noise.isSound();
}

/// Numbers of 1, 2, 4 or 8 bits out of bytes.
template <unsigned Bits>
void spread(std::string_view bytes, std::uint64_t base, std::span<std::uint64_t> out) {
    constexpr unsigned each = 8 / Bits;
    constexpr unsigned mask = (1U << Bits) - 1;
    const auto* from = reinterpret_cast<const std::uint8_t*>(bytes.data());
    const std::size_t whole = out.size() / each * each;
    std::size_t t = 0;
    for (; t < whole; t += each, ++from) {
        for (unsigned i = 0; i < each; ++i) {
            out[t + i] = base + ((*from >> (i * Bits)) & mask);
        }
    }
    for (unsigned i = 0; t + i < out.size(); ++i) {
        out[t + i] = base + ((*from >> (i * Bits)) & mask);
    }
}

} // namespace

void packRows(std::span<const std::uint64_t> values, std::size_t rows, std::size_t moments,
              PackedRows& out) {
    std::vector<const std::uint64_t*> from(moments);
    for (std::size_t t = 0; t < moments; ++t) {
        from[t] = values.data() + t * rows;
    }
    packRows(from, rows, out);
}

void packRows(std::span<const std::uint64_t* const> from, std::size_t rows, PackedRows& out) {
    const std::size_t moments = from.size();
    const std::uint64_t* const values = from[0];
    // Most series do not move at all within a minute.
    std::vector<std::uint64_t> moved(rows, 0);
    for (std::size_t t = 1; t < moments; ++t) {
        const std::uint64_t* now = from[t];
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
    std::vector<std::uint64_t> bases(rows);
    std::vector<std::uint64_t> firsts;
    PackedRows body;
    std::vector<std::uint64_t> numbers(rows * moments);
    std::vector<RowPlan> plans(rows);
    CommonWidth common;
    for (std::size_t r = 0; r < rows; ++r) {
        if (moved[r] == 0) {
            continue;
        }
        const std::span<std::uint64_t> row(numbers.data() + r * moments, moments);
        for (std::size_t t = 0; t < moments; ++t) {
            row[t] = from[t][r];
        }
        plans[r] = planRow(row);
        common.add(plans[r]);
    }
    const unsigned least = common.least();
    for (std::size_t r = 0; r < rows; ++r) {
        if (moved[r] == 0) {
            bases[r] = values[r];
            continue;
        }
        const std::span<std::uint64_t> row(numbers.data() + r * moments, moments);
        const Frame frame = frameOf(plans[r], least);
        for (std::uint64_t& number : row) {
            number -= frame.base;
        }
        codings[r] = static_cast<char>(plans[r].coding);
        widths[r] = static_cast<char>(frame.width);
        bases[r] = frame.base;
        if (plans[r].coding == Differences) {
            firsts.push_back(values[r]);
        }
        appendRow(row, frame.width, body);
    }
    out.symbols += codings;
    out.symbols += widths;
    putColumn(bases, out);
    putColumn(firsts, out);
    out.symbols += body.symbols;
    out.noise += body.noise;
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
    const auto stepped = std::count(codings.begin(), codings.end(), static_cast<char>(Differences));
    std::vector<std::uint64_t> bases(rows);
    std::vector<std::uint64_t> firsts(static_cast<std::size_t>(stepped));
    if (!getColumn(symbols, noise, bases) || !getColumn(symbols, noise, firsts)) {
        return false;
    }
    std::size_t first = 0;
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
        row.base = bases[r];
        row.first = row.coding == Differences ? firsts[first++] : 0;
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

void RowsReader::row(std::size_t index, std::span<std::uint64_t> out) const {
    if (const auto constant = constantOf(index)) {
        std::fill(out.begin(), out.end(), *constant);
        return;
    }
    const Row& row = m_rows[index];
    const unsigned lower = noiseWidth(row.width);
    const std::string_view symbols = m_symbols.substr(row.symbolsAt);
    // The base is added at once where nothing stands below the symbols.
    const std::uint64_t base = lower == 0 ? row.base : 0;
    switch (symbolWidth(row.width)) {
    case 0:
        std::fill(out.begin(), out.end(), base);
        break;
    case 1:
        spread<1>(symbols, base, out);
        break;
    case 2:
        spread<2>(symbols, base, out);
        break;
    case 4:
        spread<4>(symbols, base, out);
        break;
    default:
        spread<8>(symbols, base, out);
        break;
    }
    if (lower != 0) {
        BitReader noise(m_noise.substr(row.noiseAt));
        for (std::uint64_t& value : out) {
            value = row.base + (value << lower | noise.get(lower));
        }
    }
    if (row.coding == Differences) {
        std::uint64_t running = row.first;
        out[0] = running;
        for (std::uint64_t& value : out.subspan(1)) {
            running += value;
            value = running;
        }
    }
}

std::optional<std::uint64_t> RowsReader::constantOf(std::size_t index) const {
    if (m_isUniform) {
        return m_uniform;
    }
    const Row& row = m_rows[index];
    return row.coding == Constant ? std::optional(row.base) : std::nullopt;
}

void RowsReader::all(std::span<std::uint64_t* const> to) const {
    if (m_isUniform) {
        for (std::uint64_t* out : to) {
            std::fill_n(out, m_rowCount, m_uniform);
        }
        return;
    }
    // A few rows at a time, so that what is written lies side by side.
    constexpr std::size_t tile = 8;
    std::vector<std::uint64_t> rows(tile * m_moments);
    for (std::size_t first = 0; first < m_rowCount; first += tile) {
        const std::size_t count = std::min(tile, m_rowCount - first);
        for (std::size_t r = 0; r < count; ++r) {
            row(first + r, {rows.data() + r * m_moments, m_moments});
        }
        for (std::size_t t = 0; t < m_moments; ++t) {
            std::uint64_t* out = to[t] + first;
            const std::uint64_t* from = rows.data() + t;
            if (count == tile) { // a number that the compiler knows
                for (std::size_t r = 0; r < tile; ++r) {
                    out[r] = from[r * m_moments];
                }
                continue;
            }
            for (std::size_t r = 0; r < count; ++r) {
                out[r] = from[r * m_moments];
            }
        }
    }
}

void RowsReader::all(std::uint64_t* out) const {
    std::vector<std::uint64_t*> to(m_moments);
    for (std::size_t t = 0; t < m_moments; ++t) {
        to[t] = out + t * m_rowCount;
    }
    all(to);
}

} // namespace vigie::record
