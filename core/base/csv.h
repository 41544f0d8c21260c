// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <istream>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace vigie::base {

/// A field as CSV has it: in quotes where it holds a separator, a quote or an end of line.
[[nodiscard]] std::string csvField(std::string_view text);

struct CsvRow {
    /// Where it begins, from 1.
    std::uint64_t line = 0;
    std::vector<std::string> fields;
};

/// Reads CSV by RFC 4180 row by row: quotes, doubled quotes, ends of line within quotes, LF as well
/// as CRLF, a byte order mark. Empty lines are stepped over. Foreign bytes: a field of more than
/// 1 MiB and a row of more than 10,000 fields are refused. Not thread-safe.
class CsvReader {
public:
    CsvReader(std::istream& in, char separator) : m_in(in), m_separator(separator) {}
    /// Nothing at the end. The error is "LINE: what was expected".
    [[nodiscard]] Result<std::optional<CsvRow>> next();

private:
    [[nodiscard]] int get();
    [[nodiscard]] Result<bool> quoted(std::string& field);

    std::istream& m_in;
    const char m_separator;
    std::uint64_t m_line = 1;
    bool m_isBegun = false;
};

} // namespace vigie::base
