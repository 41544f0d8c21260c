// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <bit>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

#include "core/base/time.h"
#include "core/replay/columns.h"
#include "core/replay/fields.h"

/// Fields of many rows as columns, and structures one by one (by their lists in fields.h), each
/// said once for writing and reading.
namespace vigie::replay {

template <typename T> struct OptionalOf : std::false_type {};
template <typename T> struct OptionalOf<std::optional<T>> : std::true_type {};
template <typename T> struct VectorOf : std::false_type {};
template <typename T> struct VectorOf<std::vector<T>> : std::true_type {};

/// What is a whole number in the file.
template <typename T>
concept Whole = std::is_integral_v<T> || std::is_enum_v<T> || std::same_as<T, float> ||
    std::same_as<T, base::Utc>;

template <Whole T> [[nodiscard]] std::uint64_t wholeOf(T value) {
    if constexpr (std::is_same_v<T, base::Utc>) {
        return static_cast<std::uint64_t>(base::toNs(value));
    } else if constexpr (std::is_same_v<T, float>) {
        return std::bit_cast<std::uint32_t>(value);
    } else {
        return static_cast<std::uint64_t>(value);
    }
}

/// False: it is no such value.
template <Whole T> [[nodiscard]] bool fromWhole(std::uint64_t number, T& into) {
    if constexpr (std::is_same_v<T, base::Utc>) {
        into = base::utcFromNs(static_cast<std::int64_t>(number));
        return true;
    } else if constexpr (std::is_same_v<T, float>) {
        into = std::bit_cast<float>(static_cast<std::uint32_t>(number));
        return number <= std::numeric_limits<std::uint32_t>::max();
    } else if constexpr (std::is_enum_v<T>) {
        if (number > static_cast<std::uint64_t>(Last<T>::value)) {
            return false;
        }
        into = static_cast<T>(number);
        return true;
    } else {
        into = static_cast<T>(number);
        return static_cast<std::uint64_t>(into) == number;
    }
}

/// Rows are pointers to structures; a column is what `get` finds in each.
class PackColumns {
public:
    explicit PackColumns(ColumnWriter& out) : m_out(out) {}

    template <typename Row, typename Get> void operator()(const std::vector<Row*>& rows, Get get) {
        using T = std::remove_cvref_t<decltype(get(*rows.front()))>;
        std::vector<const T*> values;
        values.reserve(rows.size());
        for (Row* row : rows) {
            values.push_back(&get(*row));
        }
        put(values);
    }

private:
    template <typename T> void put(const std::vector<const T*>& values) {
        if constexpr (OptionalOf<T>::value) {
            std::vector<std::uint64_t> has;
            std::vector<const typename T::value_type*> present;
            for (const T* value : values) {
                has.push_back(value->has_value() ? 1 : 0);
                if (*value) {
                    present.push_back(&**value);
                }
            }
            m_out.numbers(has);
            put(present);
        } else if constexpr (std::is_same_v<T, std::string>) {
            m_out.texts(values);
        } else if constexpr (std::is_same_v<T, double>) {
            std::vector<double> reals;
            for (const T* value : values) {
                reals.push_back(*value);
            }
            m_out.reals(reals);
        } else {
            std::vector<std::uint64_t> numbers;
            numbers.reserve(values.size());
            for (const T* value : values) {
                numbers.push_back(wholeOf(*value));
            }
            m_out.numbers(numbers);
        }
    }

    ColumnWriter& m_out;
};

class ReadColumns {
public:
    explicit ReadColumns(ColumnReader& in) : m_in(in) {}

    template <typename Row, typename Get> void operator()(const std::vector<Row*>& rows, Get get) {
        using T = std::remove_cvref_t<decltype(get(*rows.front()))>;
        std::vector<T*> values;
        values.reserve(rows.size());
        for (Row* row : rows) {
            values.push_back(&get(*row));
        }
        read(values);
    }

private:
    template <typename T> void read(const std::vector<T*>& values) {
        if constexpr (OptionalOf<T>::value) {
            std::vector<std::uint64_t> has(values.size());
            m_in.numbers(has);
            std::vector<typename T::value_type*> present;
            for (std::size_t i = 0; i < values.size(); ++i) {
                values[i]->reset();
                if (has[i] > 1) {
                    m_in.fail();
                }
                if (has[i] == 1) {
                    present.push_back(&values[i]->emplace());
                }
            }
            read(present);
        } else if constexpr (std::is_same_v<T, std::string>) {
            m_in.texts(values);
        } else if constexpr (std::is_same_v<T, double>) {
            std::vector<double> reals(values.size());
            m_in.reals(reals);
            for (std::size_t i = 0; i < values.size(); ++i) {
                *values[i] = reals[i];
            }
        } else {
            std::vector<std::uint64_t> numbers(values.size());
            m_in.numbers(numbers);
            for (std::size_t i = 0; i < values.size(); ++i) {
                if (!fromWhole(numbers[i], *values[i])) {
                    m_in.fail();
                }
            }
        }
    }

    ColumnReader& m_in;
};

/// One structure behind the other.
class PackOne {
public:
    explicit PackOne(ColumnWriter& out) : m_out(out) {}
    template <typename T> void operator()(const char* /*name*/, const T& value) { put(value); }
    template <typename T> void put(const T& value) {
        if constexpr (OptionalOf<T>::value) {
            m_out.number(value.has_value() ? 1 : 0);
            if (value) {
                put(*value);
            }
        } else if constexpr (VectorOf<T>::value) {
            m_out.number(value.size());
            for (const auto& one : value) {
                put(one);
            }
        } else if constexpr (std::is_same_v<T, std::string>) {
            m_out.text(value);
        } else if constexpr (std::is_same_v<T, double>) {
            m_out.number(std::bit_cast<std::uint64_t>(value));
        } else if constexpr (std::is_same_v<T, std::int64_t>) {
            m_out.number(record::zigZag(static_cast<std::uint64_t>(value)));
        } else if constexpr (Whole<T>) {
            m_out.number(wholeOf(value));
        } else {
            fields(*this, value);
        }
    }

private:
    ColumnWriter& m_out;
};

class ReadOne {
public:
    explicit ReadOne(ColumnReader& in) : m_in(in) {}
    template <typename T> void operator()(const char* /*name*/, T& into) { read(into); }
    template <typename T> void read(T& into) {
        if constexpr (OptionalOf<T>::value) {
            into.reset();
            if (m_in.number(1) == 1) {
                read(into.emplace());
            }
        } else if constexpr (VectorOf<T>::value) {
            into.clear();
            const std::size_t count = m_in.countInHead();
            for (std::size_t i = 0; i < count && m_in.isSound(); ++i) {
                read(into.emplace_back());
            }
        } else if constexpr (std::is_same_v<T, std::string>) {
            into = m_in.text();
        } else if constexpr (std::is_same_v<T, double>) {
            into = std::bit_cast<double>(m_in.number());
        } else if constexpr (std::is_same_v<T, std::int64_t>) {
            into = static_cast<std::int64_t>(record::unZigZag(m_in.number()));
        } else if constexpr (Whole<T>) {
            if (!fromWhole(m_in.number(), into)) {
                m_in.fail();
            }
        } else {
            fields(*this, into);
        }
    }

private:
    ColumnReader& m_in;
};

} // namespace vigie::replay
