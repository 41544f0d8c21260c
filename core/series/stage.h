// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace vigie::series {

/// A short list of integers kept in the narrowest of 1, 2, 4 or 8 bytes that holds each one's
/// distance to the first: most metrics move little within two minutes. Not thread-safe.
class Stage {
public:
    void push(std::int64_t value);
    void setLast(std::int64_t value);
    void clear();
    [[nodiscard]] std::int64_t at(std::size_t index) const;
    [[nodiscard]] std::size_t size() const { return m_width == 0 ? 0 : m_bytes.size() / m_width; }
    [[nodiscard]] std::size_t capacityBytes() const { return m_bytes.capacity(); }

private:
    void widen(std::uint8_t width);

    std::int64_t m_base = 0;
    std::vector<std::uint8_t> m_bytes;
    std::uint8_t m_width = 0; // 0: empty
};

} // namespace vigie::series
