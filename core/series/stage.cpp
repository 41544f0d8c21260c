// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/series/stage.h"

#include <array>
#include <cstring>
#include <limits>

namespace vigie::series {
namespace {

template <typename T> bool fits(std::int64_t value) {
    return value >= std::numeric_limits<T>::min() && value <= std::numeric_limits<T>::max();
}

std::uint8_t widthOf(std::int64_t distance) {
    return fits<std::int8_t>(distance)    ? 1
           : fits<std::int16_t>(distance) ? 2
           : fits<std::int32_t>(distance) ? 4
                                          : 8;
}

std::int64_t difference(std::int64_t a, std::int64_t b) {
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(a) - static_cast<std::uint64_t>(b));
}

template <typename T> std::int64_t load(const std::uint8_t* from) {
    T value{};
    std::memcpy(&value, from, sizeof(T));
    return value;
}

std::int64_t loadWidth(const std::uint8_t* from, std::uint8_t width) {
    switch (width) {
    case 1:
        return load<std::int8_t>(from);
    case 2:
        return load<std::int16_t>(from);
    case 4:
        return load<std::int32_t>(from);
    default:
        return load<std::int64_t>(from);
    }
}

void storeWidth(std::uint8_t* to, std::int64_t value, std::uint8_t width) {
    const auto store = [to](auto narrow) { std::memcpy(to, &narrow, sizeof(narrow)); };
    switch (width) {
    case 1:
        store(static_cast<std::int8_t>(value));
        break;
    case 2:
        store(static_cast<std::int16_t>(value));
        break;
    case 4:
        store(static_cast<std::int32_t>(value));
        break;
    default:
        store(value);
        break;
    }
}

} // namespace

void Stage::push(std::int64_t value) {
    if (m_width == 0) {
        m_base = value;
        m_width = 1;
    }
    const std::int64_t distance = difference(value, m_base);
    if (widthOf(distance) > m_width) {
        widen(widthOf(distance));
    }
    std::array<std::uint8_t, 8> bytes{};
    storeWidth(bytes.data(), distance, m_width);
    m_bytes.insert(m_bytes.end(), bytes.begin(), bytes.begin() + m_width);
}

void Stage::setLast(std::int64_t value) {
    m_bytes.erase(m_bytes.end() - m_width, m_bytes.end());
    push(value);
}

void Stage::clear() {
    m_bytes.clear();
    m_width = 0;
}

std::int64_t Stage::at(std::size_t index) const {
    const std::int64_t distance = loadWidth(m_bytes.data() + index * m_width, m_width);
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(m_base) +
                                     static_cast<std::uint64_t>(distance));
}

void Stage::widen(std::uint8_t width) {
    std::vector<std::uint8_t> wide(size() * width);
    for (std::size_t i = 0; i < size(); ++i) {
        storeWidth(wide.data() + i * width, loadWidth(m_bytes.data() + i * m_width, m_width),
                   width);
    }
    m_bytes = std::move(wide);
    m_width = width;
}

} // namespace vigie::series
