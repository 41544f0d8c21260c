// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/result.h"

/// Configuration files: YAML read with exact positions, so that each error names file, line, column
/// and what was expected.
namespace vigie::config {

/// One value of a YAML document with its place in the file. Cheap to copy. Reading methods never
/// throw: what is wrong is added to the document's errors, and a neutral value is returned, so that
/// one pass reports everything.
class Value {
public:
    /// Parses a file or a text; fails on unreadable files and YAML syntax errors, with the
    /// position.
    [[nodiscard]] static base::Result<Value> parseFile(const std::filesystem::path& file);
    [[nodiscard]] static base::Result<Value> parseText(std::string text, std::string nameForErrors);

    /// "node.yaml:12:5".
    [[nodiscard]] std::string where() const;
    [[nodiscard]] bool isMap() const;
    [[nodiscard]] bool isList() const;

    /// Fails the document when this is no map or has a key that is not listed; suggests the
    /// nearest.
    void expectKeys(std::initializer_list<std::string_view> keys) const;
    void expectKeys(std::span<const std::string_view> keys) const;
    /// The child; nothing when the key is absent or null.
    [[nodiscard]] std::optional<Value> find(std::string_view key) const;
    /// The child; an error "missing key" and nothing otherwise.
    [[nodiscard]] std::optional<Value> require(std::string_view key) const;
    [[nodiscard]] std::vector<Value> items() const;
    /// Key and value in the file's order.
    [[nodiscard]] std::vector<std::pair<std::string, Value>> entries() const;

    [[nodiscard]] std::string text() const;
    [[nodiscard]] std::int64_t integer(std::int64_t minimum, std::int64_t maximum) const;
    [[nodiscard]] double number(double minimum, double maximum) const;
    [[nodiscard]] bool boolean() const;
    /// "500ns", "500ms", "2s", "3min", "1h".
    [[nodiscard]] std::chrono::nanoseconds duration() const;
    /// "2026-07-26T18:00:00Z".
    [[nodiscard]] std::chrono::sys_time<std::chrono::nanoseconds> utc() const;
    /// One of `choices`; the error lists them.
    [[nodiscard]] std::string choice(std::initializer_list<std::string_view> choices) const;

    /// Adds "file:line:column: message" to the document's errors.
    void fail(const std::string& message) const;
    /// All errors so far, in file order, one per line; empty when there are none.
    [[nodiscard]] std::string errors() const;

private:
    struct Document;
    struct Node;
    std::shared_ptr<Document> m_document;
    std::shared_ptr<const Node> m_node;
};

} // namespace vigie::config
