// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/replay/columns.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

namespace vigie::replay {
namespace {

/// Values that are laid out together: one that is far away makes only its neighbors wide.
constexpr std::size_t groupValues = 512;
constexpr std::uint8_t differencesFlag = 0x10;
constexpr std::uint8_t widthMask = 0x0f;
/// What is believed of texts: all that differ, and all that are given out.
constexpr std::size_t mostTextBytes = 64U << 20U;
constexpr std::size_t mostGivenBytes = 256U << 20U;

constexpr double millionths = 1e6;
/// Up to here a double tells millionths apart.
constexpr double mostInMillionths = 4e9;

/// The least value and how many bytes the distances from it take.
struct Frame {
    std::uint64_t base = 0;
    unsigned bytes = 0;
};

Frame frameOf(std::span<const std::uint64_t> values) {
    if (values.empty()) {
        return {};
    }
    const auto isLess = [](std::uint64_t a, std::uint64_t b) {
        return static_cast<std::int64_t>(a) < static_cast<std::int64_t>(b);
    };
    const auto [low, high] = std::minmax_element(values.begin(), values.end(), isLess);
    return {*low, static_cast<unsigned>((std::bit_width(*high - *low) + 7) / 8)};
}

void putPlanes(std::string& out, std::span<const std::uint64_t> values, const Frame& frame) {
    for (unsigned plane = 0; plane < frame.bytes; ++plane) {
        for (const std::uint64_t value : values) {
            out.push_back(static_cast<char>((value - frame.base) >> (8 * plane)));
        }
    }
}

void putGroup(std::string& out, std::span<const std::uint64_t> values) {
    std::vector<std::uint64_t> steps;
    for (std::size_t i = 1; i < values.size(); ++i) {
        steps.push_back(values[i] - values[i - 1]);
    }
    const Frame plain = frameOf(values);
    const Frame stepped = frameOf(steps);
    const bool isStepped = stepped.bytes < plain.bytes;
    const Frame& frame = isStepped ? stepped : plain;
    out.push_back(static_cast<char>(frame.bytes | (isStepped ? differencesFlag : 0U)));
    record::putVarint(out, record::zigZag(frame.base));
    if (isStepped) {
        record::putVarint(out, record::zigZag(values[0]));
    }
    putPlanes(out, isStepped ? std::span<const std::uint64_t>(steps) : values, frame);
}

std::uint64_t millionthsOf(double value) {
    if (!std::isfinite(value) || std::abs(value) > mostInMillionths) {
        return 0;
    }
    return static_cast<std::uint64_t>(std::llround(value * millionths));
}

std::uint64_t bitsOfMillionths(std::uint64_t number) {
    return std::bit_cast<std::uint64_t>(static_cast<double>(static_cast<std::int64_t>(number)) /
                                        millionths);
}

} // namespace

std::uint64_t ColumnWriter::indexOf(const std::string& text) {
    const auto [found, isNew] = m_texts.try_emplace(text, m_texts.size());
    if (isNew) {
        // Names are numbered through: most begin as the one before.
        const auto common = static_cast<std::size_t>(
            std::mismatch(text.begin(), text.end(), m_before.begin(), m_before.end()).first -
            text.begin());
        number(common);
        number(text.size() - common);
        m_head.append(text, common);
        m_before = text;
    }
    return found->second;
}

void ColumnWriter::text(const std::string& value) {
    // The number first: the reader learns from it that a new text follows.
    const auto known = m_texts.find(value);
    number(known != m_texts.end() ? known->second : m_texts.size());
    static_cast<void>(indexOf(value));
}

void ColumnWriter::numbers(std::span<const std::uint64_t> values) {
    for (std::size_t first = 0; first < values.size(); first += groupValues) {
        putGroup(m_columns, values.subspan(first, std::min(groupValues, values.size() - first)));
    }
}

void ColumnWriter::reals(std::span<const double> values) {
    std::vector<std::uint64_t> numbers;
    std::vector<std::uint64_t> rest;
    for (const double value : values) {
        numbers.push_back(millionthsOf(value));
        rest.push_back(std::bit_cast<std::uint64_t>(value) - bitsOfMillionths(numbers.back()));
    }
    this->numbers(numbers);
    this->numbers(rest);
}

void ColumnWriter::texts(std::span<const std::string* const> values) {
    std::vector<std::uint64_t> indexes;
    indexes.reserve(values.size());
    for (const std::string* value : values) {
        indexes.push_back(indexOf(*value));
    }
    numbers(indexes);
}

std::string ColumnWriter::finish(std::uint8_t version) const {
    std::string bytes(1, static_cast<char>(version));
    record::putVarint(bytes, m_head.size());
    bytes += m_head;
    bytes += m_columns;
    return bytes;
}

ColumnReader::ColumnReader(std::string_view bytes) {
    record::ByteReader whole(bytes);
    m_version = whole.fixed<std::uint8_t>();
    const std::size_t head = whole.varint(whole.left());
    m_head = record::ByteReader(whole.bytes(head));
    m_columns = record::ByteReader(whole.bytes(whole.left()));
    if (!whole.isSound()) {
        fail();
    }
}

const std::string& ColumnReader::textOf(std::uint64_t index) {
    static const std::string none;
    if (index == m_texts.size()) {
        const std::size_t before = m_texts.empty() ? 0 : m_texts.back().size();
        const std::size_t common = m_head.varint(before);
        const std::string_view rest = m_head.bytes(m_head.varint(m_head.left()));
        m_textBytes += common + rest.size();
        if (!m_head.isSound() || m_textBytes > mostTextBytes) {
            fail();
            return none;
        }
        std::string text = common == 0 ? std::string() : m_texts.back().substr(0, common);
        text += rest;
        m_texts.push_back(std::move(text));
    }
    if (index >= m_texts.size()) {
        fail();
        return none;
    }
    m_given += m_texts[index].size();
    if (m_given > mostGivenBytes) {
        fail();
        return none;
    }
    return m_texts[index];
}

std::string ColumnReader::text() {
    const std::uint64_t index = number();
    return isSound() ? textOf(index) : std::string();
}

void ColumnReader::group(std::span<std::uint64_t> values) {
    const auto coding = m_columns.fixed<std::uint8_t>();
    const unsigned planes = coding & widthMask;
    const bool isStepped = (coding & differencesFlag) != 0;
    if (planes > sizeof(std::uint64_t) || coding > (differencesFlag | widthMask)) {
        fail();
    }
    const std::uint64_t base = record::unZigZag(m_columns.varint());
    const std::uint64_t first = isStepped ? record::unZigZag(m_columns.varint()) : 0;
    const std::size_t count = values.size() - (isStepped ? 1 : 0);
    const std::string_view bytes = m_columns.bytes(count * planes);
    std::fill(values.begin(), values.end(), 0);
    if (!isSound()) {
        return;
    }
    const auto rest = values.last(count);
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        rest[i % count] |= std::uint64_t{static_cast<std::uint8_t>(bytes[i])} << (8 * (i / count));
    }
    for (std::uint64_t& value : rest) {
        value += base;
    }
    if (isStepped) {
        values[0] = first;
        for (std::size_t i = 1; i < values.size(); ++i) {
            values[i] += values[i - 1];
        }
    }
}

void ColumnReader::numbers(std::span<std::uint64_t> values) {
    for (std::size_t first = 0; first < values.size(); first += groupValues) {
        group(values.subspan(first, std::min(groupValues, values.size() - first)));
    }
}

void ColumnReader::reals(std::span<double> values) {
    std::vector<std::uint64_t> whole(values.size());
    std::vector<std::uint64_t> rest(values.size());
    numbers(whole);
    numbers(rest);
    for (std::size_t i = 0; i < values.size(); ++i) {
        values[i] = std::bit_cast<double>(bitsOfMillionths(whole[i]) + rest[i]);
    }
}

void ColumnReader::texts(std::span<std::string* const> values) {
    std::vector<std::uint64_t> indexes(values.size());
    numbers(indexes);
    for (std::size_t i = 0; i < values.size() && isSound(); ++i) {
        *values[i] = textOf(indexes[i]);
    }
}

} // namespace vigie::replay
