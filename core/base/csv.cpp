// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/csv.h"

#include <cstddef>
#include <utility>

#include <fmt/format.h>

namespace vigie::base {
namespace {

constexpr std::size_t mostFieldBytes = std::size_t{1} << 20U;
constexpr std::size_t mostFields = 10'000;
constexpr int endOfFile = std::istream::traits_type::eof();

} // namespace

std::string csvField(std::string_view text) {
    if (text.find_first_of(",\"\r\n") == std::string_view::npos) {
        return std::string(text);
    }
    std::string out = "\"";
    for (const char c : text) {
        out += c;
        if (c == '"') {
            out += c;
        }
    }
    return out + '"';
}

int CsvReader::get() {
    const int c = m_in.get();
    if (c == '\n') {
        ++m_line;
    }
    return c;
}

/// What follows an opening quote; false: the file ended before the closing one.
Result<bool> CsvReader::quoted(std::string& field) {
    for (int c = get(); c != endOfFile; c = get()) {
        if (c == '"') {
            if (m_in.peek() != '"') {
                return true;
            }
            (void)get();
        }
        field += static_cast<char>(c);
        if (field.size() > mostFieldBytes) {
            return failure(fmt::format("{}: a field of more than 1 MiB", m_line));
        }
    }
    return false;
}

Result<std::optional<CsvRow>> CsvReader::next() {
    if (!m_isBegun) {
        m_isBegun = true;
        for (const int mark : {0xef, 0xbb, 0xbf}) {
            if (m_in.peek() != mark) {
                break;
            }
            (void)m_in.get();
        }
    }
    CsvRow row;
    row.line = m_line;
    std::string field;
    bool wasQuoted = false;
    for (int c = get();; c = get()) {
        const bool isLineEnd = c == '\n' || c == endOfFile || (c == '\r' && m_in.peek() == '\n');
        if (c == m_separator || isLineEnd) {
            if (c == '\r') {
                (void)get();
            }
            if (isLineEnd && row.fields.empty() && field.empty() && !wasQuoted) {
                if (c == endOfFile) {
                    return std::optional<CsvRow>{};
                }
                row.line = m_line;
                continue;
            }
            row.fields.push_back(std::exchange(field, {}));
            wasQuoted = false;
            if (row.fields.size() > mostFields) {
                return failure(fmt::format("{}: more than 10,000 fields", row.line));
            }
            if (isLineEnd) {
                return std::optional(std::move(row));
            }
            continue;
        }
        if (c == '"' && field.empty() && !wasQuoted) {
            wasQuoted = true;
            const std::uint64_t begin = m_line;
            const auto isClosed = quoted(field);
            if (!isClosed) {
                return tl::unexpected(isClosed.error());
            }
            if (!*isClosed) {
                return failure(
                    fmt::format("{}: expected the closing quote of a field, found the end of the "
                                "file",
                                begin));
            }
            continue;
        }
        if (wasQuoted) {
            return failure(
                fmt::format("{}: expected a separator or the end of the line behind a closing "
                            "quote",
                            m_line));
        }
        field += static_cast<char>(c);
        if (field.size() > mostFieldBytes) {
            return failure(fmt::format("{}: a field of more than 1 MiB", row.line));
        }
    }
}

} // namespace vigie::base
