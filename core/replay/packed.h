// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/base/time.h"
#include "core/replay/fields.h"

/// Structures as JSON and back by their field lists (fields.h). Exact: whole numbers as they are,
/// doubles in the shortest form that reads back to the same bits, those that are not finite as
/// "bits:<16 hex digits>", texts that are no UTF-8 as {"bytes": hex}; times in nanoseconds since
/// 1970, durations in the unit of their field, enumerations by number.
namespace vigie::replay {

using Json = nlohmann::json;

/// What foreign bytes say that cannot be.
class Unreadable : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

template <typename T> struct IsOptional : std::false_type {};
template <typename T> struct IsOptional<std::optional<T>> : std::true_type {};
template <typename T> struct IsVector : std::false_type {};
template <typename T> struct IsVector<std::vector<T>> : std::true_type {};
template <typename T> struct IsMap : std::false_type {};
template <typename K, typename V> struct IsMap<std::map<K, V>> : std::true_type {};
template <typename T> struct IsShared : std::false_type {};
template <typename T> struct IsShared<std::shared_ptr<const T>> : std::true_type {};
template <typename T> struct IsDuration : std::false_type {};
template <typename R, typename P>
struct IsDuration<std::chrono::duration<R, P>> : std::true_type {};

[[nodiscard]] Json packText(const std::string& text);
[[nodiscard]] Json packReal(double value);
[[nodiscard]] std::string readText(const Json& json);
[[nodiscard]] double readReal(const Json& json);
/// Of a whole number that a type holds; throws on anything else.
[[nodiscard]] std::int64_t readSigned(const Json& json, std::int64_t least, std::int64_t most);
[[nodiscard]] std::uint64_t readUnsigned(const Json& json, std::uint64_t most);

template <typename T> [[nodiscard]] Json packValue(const T& value);
template <typename T> void readValue(const Json& json, T& into);

class PackFields {
public:
    explicit PackFields(Json& into) : m_into(into) {}
    template <typename T> void operator()(const char* name, const T& value) {
        m_into[name] = packValue(value);
    }

private:
    Json& m_into;
};

class ReadFields {
public:
    explicit ReadFields(const Json& from) : m_from(from) {}
    template <typename T> void operator()(const char* name, T& into) {
        const auto found = m_from.find(name);
        if (found == m_from.end()) {
            throw Unreadable(std::string(name) + " is missing");
        }
        try {
            readValue(*found, into);
        } catch (const Unreadable& error) {
            throw Unreadable(std::string(name) + ": " + error.what());
        }
    }

private:
    const Json& m_from;
};

template <typename T> Json packValue(const T& value) {
    if constexpr (std::is_integral_v<T>) { // bool among them
        return value;
    } else if constexpr (std::is_enum_v<T>) {
        return static_cast<std::uint64_t>(value);
    } else if constexpr (std::is_floating_point_v<T>) {
        return packReal(value);
    } else if constexpr (std::is_same_v<T, std::string>) {
        return packText(value);
    } else if constexpr (std::is_same_v<T, base::Utc>) {
        return base::toNs(value);
    } else if constexpr (IsDuration<T>::value) {
        return static_cast<std::int64_t>(value.count());
    } else if constexpr (IsOptional<T>::value) {
        if constexpr (IsOptional<typename T::value_type>::value) {
            // So that both kinds of nothing differ.
            return value ? Json::array({packValue(*value)}) : Json(nullptr);
        } else {
            return value ? packValue(*value) : Json(nullptr);
        }
    } else if constexpr (IsShared<T>::value) {
        return value ? packValue(*value) : Json(nullptr);
    } else if constexpr (IsVector<T>::value) {
        Json all = Json::array();
        for (const auto& one : value) {
            all.push_back(packValue(one));
        }
        return all;
    } else if constexpr (IsMap<T>::value) {
        Json all = Json::array();
        for (const auto& [key, one] : value) {
            all.push_back(Json::array({packValue(key), packValue(one)}));
        }
        return all;
    } else {
        Json all = Json::object();
        PackFields each(all);
        fields(each, value);
        return all;
    }
}

template <typename T> void readValue(const Json& json, T& into) {
    if constexpr (std::is_same_v<T, bool>) {
        if (!json.is_boolean()) {
            throw Unreadable("not true or false");
        }
        into = json.get<bool>();
    } else if constexpr (std::is_enum_v<T>) {
        into = static_cast<T>(readUnsigned(json, static_cast<std::uint64_t>(Last<T>::value)));
    } else if constexpr (std::is_floating_point_v<T>) {
        into = static_cast<T>(readReal(json));
    } else if constexpr (std::is_integral_v<T> && std::is_signed_v<T>) {
        into = static_cast<T>(
            readSigned(json, std::numeric_limits<T>::min(), std::numeric_limits<T>::max()));
    } else if constexpr (std::is_integral_v<T>) {
        into = static_cast<T>(readUnsigned(json, std::numeric_limits<T>::max()));
    } else if constexpr (std::is_same_v<T, std::string>) {
        into = readText(json);
    } else if constexpr (std::is_same_v<T, base::Utc>) {
        into = base::utcFromNs(readSigned(json, std::numeric_limits<std::int64_t>::min(),
                                          std::numeric_limits<std::int64_t>::max()));
    } else if constexpr (IsDuration<T>::value) {
        into = T{readSigned(json, std::numeric_limits<std::int64_t>::min(),
                            std::numeric_limits<std::int64_t>::max())};
    } else if constexpr (IsOptional<T>::value) {
        into.reset();
        if (json.is_null()) {
            return;
        }
        if constexpr (IsOptional<typename T::value_type>::value) {
            if (!json.is_array() || json.size() != 1) {
                throw Unreadable("not a list of one");
            }
            readValue(json[0], into.emplace());
        } else {
            readValue(json, into.emplace());
        }
    } else if constexpr (IsShared<T>::value) {
        into = nullptr;
        if (!json.is_null()) {
            auto made = std::make_shared<std::remove_const_t<typename T::element_type>>();
            readValue(json, *made);
            into = std::move(made);
        }
    } else if constexpr (IsVector<T>::value) {
        if (!json.is_array()) {
            throw Unreadable("not a list");
        }
        into.clear();
        into.reserve(json.size());
        for (const Json& one : json) {
            readValue(one, into.emplace_back());
        }
    } else if constexpr (IsMap<T>::value) {
        if (!json.is_array()) {
            throw Unreadable("not a list");
        }
        into.clear();
        for (const Json& one : json) {
            if (!one.is_array() || one.size() != 2) {
                throw Unreadable("not a list of pairs");
            }
            typename T::key_type key;
            readValue(one[0], key);
            readValue(one[1], into[std::move(key)]);
        }
    } else {
        if (!json.is_object()) {
            throw Unreadable("not an object");
        }
        ReadFields each(json);
        fields(each, into);
    }
}

} // namespace vigie::replay
