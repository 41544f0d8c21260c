// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/record/bytes.h"

/// The bytes of frames and books: numbers in columns, texts once each. Not compressed here, but
/// laid out for what compresses them: columns are byte planes of distances, so that what is alike
/// lies side by side. docs/recording.md has the layout.
namespace vigie::replay {

/// Writes; what was given must be read back by ColumnReader in the same order.
class ColumnWriter {
public:
    void number(std::uint64_t value) { record::putVarint(m_head, value); }
    /// Of a text that was given before only its number is written.
    void text(const std::string& value);
    void numbers(std::span<const std::uint64_t> values);
    /// Any doubles, exactly: millionths, and how far from that each is in units of the last place.
    void reals(std::span<const double> values);
    void texts(std::span<const std::string* const> values);
    /// Everything, behind a byte that says the layout's version.
    [[nodiscard]] std::string finish(std::uint8_t version) const;

private:
    [[nodiscard]] std::uint64_t indexOf(const std::string& text);

    std::string m_head;
    std::string m_columns;
    std::map<std::string, std::uint64_t, std::less<>> m_texts;
    std::string m_before;
};

/// Reads foreign bytes: what cannot be reads as 0 or nothing and is remembered (isSound). Never
/// gives out more than its bounds, whatever the bytes say.
class ColumnReader {
public:
    /// `bytes` must outlive it.
    explicit ColumnReader(std::string_view bytes);
    [[nodiscard]] std::uint8_t version() const { return m_version; }

    [[nodiscard]] std::uint64_t number() { return m_head.varint(); }
    /// Not above `most`.
    [[nodiscard]] std::uint64_t number(std::uint64_t most) { return m_head.varint(most); }
    /// A count of things of which each takes a byte at least.
    [[nodiscard]] std::size_t countInHead() { return m_head.varint(m_head.left()); }
    [[nodiscard]] std::string text();
    void numbers(std::span<std::uint64_t> values);
    void reals(std::span<double> values);
    void texts(std::span<std::string* const> values);

    [[nodiscard]] bool isSound() const { return m_head.isSound() && m_columns.isSound(); }
    void fail() {
        m_head.fail();
        m_columns.fail();
    }
    /// All was read, and nothing was wrong.
    [[nodiscard]] bool isWhole() const {
        return isSound() && m_head.left() == 0 && m_columns.left() == 0;
    }

private:
    [[nodiscard]] const std::string& textOf(std::uint64_t index);
    void group(std::span<std::uint64_t> values);

    std::uint8_t m_version = 0;
    record::ByteReader m_head{{}};
    record::ByteReader m_columns{{}};
    std::vector<std::string> m_texts;
    std::size_t m_textBytes = 0;
    std::size_t m_given = 0;
};

} // namespace vigie::replay
