// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "core/replay/fields.h"

namespace vigie::test {

/// Fills every field of a structure that fields.h lists with what differs from its default, and
/// counts the fields it was told of.
class Filler {
public:
    explicit Filler(std::uint64_t seed) : m_random(seed) {}

    template <typename T> [[nodiscard]] T made() {
        T value{};
        fill(value);
        return value;
    }
    template <typename T> void operator()(const char* /*name*/, T& value) { fill(value); }

private:
    template <typename T> void fill(T& value) {
        if constexpr (std::is_same_v<T, bool>) {
            value = !value;
        } else if constexpr (std::is_enum_v<T>) {
            const auto last = static_cast<std::uint64_t>(replay::Last<T>::value);
            const T before = value;
            do {
                value = static_cast<T>(m_random() % (last + 1));
            } while (value == before);
        } else if constexpr (std::is_floating_point_v<T>) {
            value = static_cast<T>(std::uniform_real_distribution<double>(-1e9, 1e9)(m_random) /
                                   static_cast<double>(1 + m_random() % 1'000'000));
        } else if constexpr (std::is_integral_v<T>) {
            do {
                value = static_cast<T>(m_random());
            } while (value == T{});
        } else {
            fillOther(value);
        }
    }
    void fillOther(std::string& text) {
        static const std::string pieces[] = {"feed", "\"",   "é",        "\n", "日",
                                             "\\",   "\x01", "\xff\xfe", "0"};
        text = "t";
        for (std::uint64_t i = m_random() % 6; i > 0; --i) {
            text += pieces[m_random() % std::size(pieces)];
        }
    }
    void fillOther(base::Utc& at) { at = base::utcFromNs(static_cast<std::int64_t>(m_random())); }
    template <typename R, typename P> void fillOther(std::chrono::duration<R, P>& time) {
        time = std::chrono::duration<R, P>(static_cast<R>(1 + m_random() % 1'000'000'000));
    }
    template <typename T> void fillOther(std::optional<T>& value) { fill(value.emplace()); }
    template <typename T> void fillOther(std::vector<T>& values) {
        for (std::uint64_t i = 1 + m_random() % 3; i > 0; --i) {
            fill(values.emplace_back());
        }
    }
    template <typename K, typename V> void fillOther(std::map<K, V>& values) {
        for (std::uint64_t i = 1 + m_random() % 3; i > 0; --i) {
            fill(values[made<K>()]);
        }
    }
    template <typename T> void fillOther(std::shared_ptr<const T>& value) {
        value = std::make_shared<T>(made<T>());
    }
    template <typename T>
    requires std::is_aggregate_v<T>
    void fillOther(T& value) { replay::fields(*this, value); }

    std::mt19937_64 m_random;
};

struct Anything {
    template <typename T> operator T() const; // NOLINT: stands for any member's value
};

/// How many members an aggregate without bases has.
template <typename T, typename... More> constexpr std::size_t membersOf() {
    if constexpr (requires { T{More{}..., Anything{}}; }) {
        return membersOf<T, More..., Anything>();
    } else {
        return sizeof...(More);
    }
}

/// How many fields.h says that it has.
template <typename T> std::size_t listedOf() {
    std::size_t count = 0;
    const auto counter = [&count](const char* /*name*/, const auto& /*value*/) { ++count; };
    const T value{};
    replay::fields(counter, value);
    return count;
}

} // namespace vigie::test
