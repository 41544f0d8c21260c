// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/csv.h"
#include "core/base/result.h"
#include "core/exchange/csvimport.h"

namespace vigie::exchange {

/// One sample of a foreign file.
struct ImportCell {
    std::int64_t ns = 0;
    std::int64_t raw = 0;
    std::uint64_t line = 0;
    std::uint32_t node = 0;
    /// Row of the mapping's scope.
    std::uint32_t row = 0;
    std::uint32_t metric = 0;
    bool isPresent = false;
};

struct ImportNode {
    std::string id;
    /// Ids of inputs or paths in the order of their first row; of Scope::Node one that is empty.
    std::vector<std::string> subjects;
    std::map<std::string, std::uint32_t> rows;
};

/// Reads rows by a mapping: who, when, which figures. Errors are "LINE: what was expected".
class ImportTable {
public:
    explicit ImportTable(const ImportMapping& mapping) : m_mapping(mapping) {}
    [[nodiscard]] base::Result<void> takeHeader(const base::CsvRow& row);
    [[nodiscard]] base::Result<void> takeRow(const base::CsvRow& row);

    [[nodiscard]] std::vector<ImportCell>& cells() { return m_cells; }
    [[nodiscard]] const std::vector<ImportNode>& nodes() const { return m_nodes; }
    [[nodiscard]] std::uint64_t ignored() const { return m_ignored; }

private:
    [[nodiscard]] base::Result<std::int64_t> timeOf(const base::CsvRow& row) const;
    [[nodiscard]] base::Result<void> add(const base::CsvRow& row, std::size_t metric,
                                         const std::string& text, ImportCell cell);
    [[nodiscard]] ImportCell cellOf(const std::string& node, const std::string& subject);

    const ImportMapping& m_mapping;
    std::size_t m_fields = 0;
    std::size_t m_time = 0;
    std::optional<std::size_t> m_node;
    std::optional<std::size_t> m_subject;
    std::optional<std::size_t> m_metric;
    std::size_t m_value = 0;
    std::vector<std::size_t> m_columns;          // wide: by metric
    std::map<std::string, std::size_t> m_byWord; // long: metrics
    std::vector<ImportNode> m_nodes;
    std::map<std::string, std::uint32_t> m_nodeNumbers;
    std::vector<ImportCell> m_cells;
    std::uint64_t m_ignored = 0;
};

} // namespace vigie::exchange
