// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/yaml.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fstream>
#include <iterator>
#include <set>
#include <sstream>

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include "core/config/scalars.h"

namespace vigie::config {

struct Value::Document {
    struct Fault {
        int line;
        int column;
        std::string message;
    };
    std::string name;
    std::vector<Fault> faults;
};

struct Value::Node {
    YAML::Node yaml;
};

namespace {

std::string position(const std::string& name, const YAML::Mark& mark) {
    if (mark.is_null()) {
        return name;
    }
    return fmt::format("{}:{}:{}", name, mark.line + 1, mark.column + 1);
}

std::string joined(std::span<const std::string_view> words) {
    std::string text;
    for (const auto word : words) {
        text += (text.empty() ? "" : ", ") + std::string(word);
    }
    return text;
}

std::string_view kindOf(const YAML::Node& node) {
    switch (node.Type()) {
    case YAML::NodeType::Map:
        return "a map";
    case YAML::NodeType::Sequence:
        return "a list";
    case YAML::NodeType::Scalar:
        return "a single value";
    case YAML::NodeType::Null:
    case YAML::NodeType::Undefined:
        return "nothing";
    }
    return "nothing";
}

} // namespace

base::Result<Value> Value::parseFile(const std::filesystem::path& file) {
    std::error_code error;
    if (std::filesystem::is_directory(file, error)) {
        return base::failure(file.string() + ": is a folder, expected a YAML file");
    }
    std::ifstream stream(file, std::ios::binary);
    if (!stream) {
        return base::failure(file.string() + ": cannot be read");
    }
    std::string text((std::istreambuf_iterator<char>(stream)), std::istreambuf_iterator<char>());
    return parseText(std::move(text), file.string());
}

base::Result<Value> Value::parseText(std::string text, std::string nameForErrors) {
    try {
        Value value;
        value.m_document = std::make_shared<Document>();
        value.m_document->name = nameForErrors;
        value.m_node = std::make_shared<Node>(Node{YAML::Load(text)});
        return value;
    } catch (const YAML::Exception& exception) {
        return base::failure(position(nameForErrors, exception.mark) + ": " + exception.msg);
    }
}

std::string Value::where() const {
    return position(m_document->name, m_node->yaml.Mark());
}
bool Value::isMap() const {
    return m_node->yaml.IsMap();
}
bool Value::isList() const {
    return m_node->yaml.IsSequence();
}

void Value::expectKeys(std::initializer_list<std::string_view> keys) const {
    expectKeys(std::span(keys.begin(), keys.size()));
}

void Value::expectKeys(std::span<const std::string_view> keys) const {
    if (!isMap()) {
        fail(fmt::format("expected a map with the keys {}, found {}", joined(keys),
                         kindOf(m_node->yaml)));
        return;
    }
    std::set<std::string> seen;
    for (const auto& entry : m_node->yaml) {
        Value key = *this;
        key.m_node = std::make_shared<Node>(Node{entry.first});
        const std::string name = entry.first.IsScalar() ? entry.first.Scalar() : std::string();
        if (!seen.insert(name).second) {
            key.fail(fmt::format("the key '{}' is given twice", name));
        }
        if (std::find(keys.begin(), keys.end(), name) == keys.end()) {
            const std::string_view near = nearestWord(name, keys);
            key.fail(near.empty()
                         ? fmt::format("unknown key '{}', expected one of {}", name, joined(keys))
                         : fmt::format("unknown key '{}', did you mean '{}'?", name, near));
        }
    }
}

std::optional<Value> Value::find(std::string_view key) const {
    if (!isMap()) {
        return std::nullopt;
    }
    for (const auto& entry : m_node->yaml) {
        if (entry.first.IsScalar() && entry.first.Scalar() == key) {
            if (entry.second.IsNull()) {
                return std::nullopt;
            }
            Value child = *this;
            child.m_node = std::make_shared<Node>(Node{entry.second});
            return child;
        }
    }
    return std::nullopt;
}

std::optional<Value> Value::require(std::string_view key) const {
    auto child = find(key);
    if (!child) {
        fail(fmt::format("missing key '{}'", key));
    }
    return child;
}

std::vector<Value> Value::items() const {
    std::vector<Value> list;
    if (!isList()) {
        fail(fmt::format("expected a list, found {}", kindOf(m_node->yaml)));
        return list;
    }
    for (const auto& item : m_node->yaml) {
        Value child = *this;
        child.m_node = std::make_shared<Node>(Node{item});
        list.push_back(std::move(child));
    }
    return list;
}

std::vector<std::pair<std::string, Value>> Value::entries() const {
    std::vector<std::pair<std::string, Value>> list;
    if (!isMap()) {
        fail(fmt::format("expected a map, found {}", kindOf(m_node->yaml)));
        return list;
    }
    for (const auto& entry : m_node->yaml) {
        Value child = *this;
        child.m_node = std::make_shared<Node>(Node{entry.second});
        list.emplace_back(entry.first.IsScalar() ? entry.first.Scalar() : std::string(),
                          std::move(child));
    }
    return list;
}

std::string Value::text() const {
    if (!m_node->yaml.IsScalar()) {
        fail(fmt::format("expected text, found {}", kindOf(m_node->yaml)));
        return {};
    }
    return m_node->yaml.Scalar();
}

std::int64_t Value::integer(std::int64_t minimum, std::int64_t maximum) const {
    const std::string raw = m_node->yaml.IsScalar() ? m_node->yaml.Scalar() : std::string();
    const auto parsed = parseInteger(raw);
    if (!parsed || *parsed < minimum || *parsed > maximum) {
        fail(fmt::format("expected a whole number from {} to {}, found '{}'", minimum, maximum,
                         raw.empty() ? kindOf(m_node->yaml) : raw));
        return minimum;
    }
    return *parsed;
}

double Value::number(double minimum, double maximum) const {
    const std::string raw = m_node->yaml.IsScalar() ? m_node->yaml.Scalar() : std::string();
    const auto parsed = parseNumber(raw);
    if (!parsed || *parsed < minimum || *parsed > maximum) {
        fail(fmt::format("expected a number from {} to {}, found '{}'", minimum, maximum,
                         raw.empty() ? kindOf(m_node->yaml) : raw));
        return minimum;
    }
    return *parsed;
}

bool Value::boolean() const {
    const std::string raw = m_node->yaml.IsScalar() ? m_node->yaml.Scalar() : std::string();
    if (raw == "true" || raw == "false") {
        return raw == "true";
    }
    fail(fmt::format("expected true or false, found '{}'", raw));
    return false;
}

std::chrono::nanoseconds Value::duration() const {
    const std::string raw = m_node->yaml.IsScalar() ? m_node->yaml.Scalar() : std::string();
    const auto parsed = parseDuration(raw);
    if (!parsed) {
        fail(fmt::format("expected a duration such as 500ms, 2s, 3min or 1h, found '{}'", raw));
        return {};
    }
    return *parsed;
}

std::chrono::sys_time<std::chrono::nanoseconds> Value::utc() const {
    const std::string raw = m_node->yaml.IsScalar() ? m_node->yaml.Scalar() : std::string();
    const auto parsed = parseUtc(raw);
    if (!parsed) {
        fail(fmt::format("expected a UTC time such as 2026-07-26T18:00:00Z, found '{}'", raw));
        return {};
    }
    return *parsed;
}

std::string Value::choice(std::initializer_list<std::string_view> list) const {
    const std::span choices(list.begin(), list.size());
    const std::string raw = m_node->yaml.IsScalar() ? m_node->yaml.Scalar() : std::string();
    if (std::find(choices.begin(), choices.end(), raw) == choices.end()) {
        const std::string_view near = nearestWord(raw, choices);
        fail(fmt::format("expected one of {}, found '{}'{}", joined(choices), raw,
                         near.empty() ? "" : fmt::format("; did you mean '{}'?", near)));
        return choices.empty() ? std::string() : std::string(choices.front());
    }
    return raw;
}

void Value::fail(const std::string& message) const {
    const YAML::Mark mark = m_node->yaml.Mark();
    m_document->faults.push_back({mark.line, mark.column, where() + ": " + message});
}

std::string Value::errors() const {
    auto faults = m_document->faults;
    std::stable_sort(faults.begin(), faults.end(), [](const auto& a, const auto& b) {
        return std::pair(a.line, a.column) < std::pair(b.line, b.column);
    });
    std::string text;
    for (const auto& fault : faults) {
        text += (text.empty() ? "" : "\n") + fault.message;
    }
    return text;
}

} // namespace vigie::config
