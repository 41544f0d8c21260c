// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/importtable.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>
#include <utility>

#include <fmt/format.h>

namespace vigie::exchange {
namespace {

using model::MetricKind;

/// Beyond this a double holds no exact nanoseconds, and the moment lies after the year 2262.
constexpr double mostNs = 9.2e18;
constexpr double mostRaw = 9.0e18;

std::optional<double> numberFrom(std::string_view text) {
    double value = 0;
    const char* const end = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data(), end, value);
    if (text.empty() || error != std::errc{} || rest != end || !std::isfinite(value)) {
        return std::nullopt;
    }
    return value;
}

std::optional<std::int64_t> integerFrom(std::string_view text) {
    std::int64_t value = 0;
    const char* const end = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data(), end, value);
    if (text.empty() || error != std::errc{} || rest != end) {
        return std::nullopt;
    }
    return value;
}

std::string_view trimmed(std::string_view text) {
    const auto isBlank = [](char c) { return c == ' ' || c == '\t'; };
    while (!text.empty() && isBlank(text.front())) {
        text.remove_prefix(1);
    }
    while (!text.empty() && isBlank(text.back())) {
        text.remove_suffix(1);
    }
    return text;
}

std::string joined(const std::vector<std::string>& words) {
    std::string out;
    for (const std::string& word : words) {
        out += (out.empty() ? "" : ", ") + word;
    }
    return out;
}

/// Exactly `count` digits from the front of `text`.
std::optional<int> digits(std::string_view& text, std::size_t count) {
    if (text.size() < count) {
        return std::nullopt;
    }
    int value = 0;
    for (const char c : text.substr(0, count)) {
        if (c < '0' || c > '9') {
            return std::nullopt;
        }
        value = value * 10 + (c - '0');
    }
    text.remove_prefix(count);
    return value;
}

bool skip(std::string_view& text, std::string_view any) {
    if (text.empty() || any.find(text.front()) == std::string_view::npos) {
        return false;
    }
    text.remove_prefix(1);
    return true;
}

/// "Z", "+02:00", "+0200"; what it is ahead of UTC.
std::optional<std::chrono::minutes> zoneFrom(std::string_view text) {
    if (text == "Z" || text == "z") {
        return std::chrono::minutes{0};
    }
    const bool isBehind = !text.empty() && text.front() == '-';
    if (!skip(text, "+-")) {
        return std::nullopt;
    }
    const auto hours = digits(text, 2);
    (void)skip(text, ":");
    const auto minutes = digits(text, 2);
    if (!hours || !minutes || !text.empty() || *hours > 14 || *minutes > 59) {
        return std::nullopt;
    }
    const auto ahead = std::chrono::hours{*hours} + std::chrono::minutes{*minutes};
    return isBehind ? -ahead : ahead;
}

} // namespace

std::optional<base::Utc> timeFromIso8601(std::string_view text) {
    using namespace std::chrono;
    const auto year = digits(text, 4);
    const bool hasMonth = skip(text, "-");
    const auto month = digits(text, 2);
    const bool hasDay = skip(text, "-");
    const auto day = digits(text, 2);
    const bool hasTime = skip(text, "Tt ");
    const auto hour = digits(text, 2);
    const bool hasMinute = skip(text, ":");
    const auto minute = digits(text, 2);
    const bool hasSecond = skip(text, ":");
    const auto second = digits(text, 2);
    if (!year || !hasMonth || !month || !hasDay || !day || !hasTime || !hour || !hasMinute ||
        !minute || !hasSecond || !second || *hour > 23 || *minute > 59 || *second > 59) {
        return std::nullopt;
    }
    std::int64_t fraction = 0;
    if (skip(text, ".,")) {
        std::int64_t weight = 100'000'000;
        if (text.empty() || text.front() < '0' || text.front() > '9') {
            return std::nullopt;
        }
        for (; !text.empty() && text.front() >= '0' && text.front() <= '9'; weight /= 10) {
            fraction += (text.front() - '0') * weight;
            text.remove_prefix(1);
        }
    }
    const auto ahead = zoneFrom(text);
    const year_month_day date{std::chrono::year{*year},
                              std::chrono::month{static_cast<unsigned>(*month)},
                              std::chrono::day{static_cast<unsigned>(*day)}};
    if (!ahead || !date.ok() || *year < 1970 || *year > 2261) {
        return std::nullopt;
    }
    return base::Utc{sys_days{date}.time_since_epoch() + hours{*hour} + minutes{*minute} +
                     seconds{*second} + nanoseconds{fraction} - *ahead};
}

base::Result<void> ImportTable::takeHeader(const base::CsvRow& row) {
    m_fields = row.fields.size();
    std::string missing;
    const auto find = [&row, &missing](const std::string& name) {
        const auto found =
            std::find_if(row.fields.begin(), row.fields.end(),
                         [&name](const std::string& field) { return trimmed(field) == name; });
        if (found == row.fields.end() && missing.empty()) {
            missing = name;
        }
        return static_cast<std::size_t>(found - row.fields.begin());
    };
    m_time = find(m_mapping.timeColumn);
    if (!m_mapping.nodeColumn.empty()) {
        m_node = find(m_mapping.nodeColumn);
    }
    if (!m_mapping.subjectColumn.empty()) {
        m_subject = find(m_mapping.subjectColumn);
    }
    if (!m_mapping.metricColumn.empty()) {
        m_metric = find(m_mapping.metricColumn);
        m_value = find(m_mapping.valueColumn);
    }
    for (std::size_t metric = 0; metric < m_mapping.metrics.size(); ++metric) {
        if (m_metric) {
            m_byWord.emplace(m_mapping.metrics[metric].from, metric);
        } else {
            m_columns.push_back(find(m_mapping.metrics[metric].from));
        }
    }
    if (!missing.empty()) {
        return base::failure(fmt::format("{}: expected a column '{}'; the header has {}", row.line,
                                         missing, joined(row.fields)));
    }
    return {};
}

base::Result<std::int64_t> ImportTable::timeOf(const base::CsvRow& row) const {
    const std::string_view text = trimmed(row.fields[m_time]);
    if (m_mapping.timeForm == TimeForm::Iso8601) {
        if (const auto time = timeFromIso8601(text)) {
            return base::toNs(*time);
        }
        return base::failure(fmt::format("{}: expected a time such as 2026-07-26T18:00:00Z in '{}',"
                                         " found '{}'",
                                         row.line, m_mapping.timeColumn, text));
    }
    const double factor = m_mapping.timeForm == TimeForm::Seconds        ? 1e9
                          : m_mapping.timeForm == TimeForm::Milliseconds ? 1e6
                          : m_mapping.timeForm == TimeForm::Microseconds ? 1e3
                                                                         : 1;
    if (const auto whole = integerFrom(text);
        whole && *whole >= 0 && static_cast<double>(*whole) * factor < mostNs) {
        return *whole * static_cast<std::int64_t>(factor); // no digit is lost
    }
    const auto number = numberFrom(text);
    if (!number || *number < 0 || *number * factor >= mostNs) {
        return base::failure(fmt::format("{}: expected a number since 1970 in '{}', found '{}'",
                                         row.line, m_mapping.timeColumn, text));
    }
    return static_cast<std::int64_t>(std::llround(*number * factor));
}

ImportCell ImportTable::cellOf(const std::string& node, const std::string& subject) {
    const auto [number, isNew] =
        m_nodeNumbers.try_emplace(node, static_cast<std::uint32_t>(m_nodes.size()));
    if (isNew) {
        m_nodes.push_back({node, {}, {}});
    }
    ImportNode& known = m_nodes[number->second];
    const auto [row, isNewRow] =
        known.rows.try_emplace(subject, static_cast<std::uint32_t>(known.subjects.size()));
    if (isNewRow) {
        known.subjects.push_back(subject);
    }
    ImportCell cell;
    cell.node = number->second;
    cell.row = row->second;
    return cell;
}

base::Result<void> ImportTable::add(const base::CsvRow& row, std::size_t metric,
                                    const std::string& text, ImportCell cell) {
    const ImportMapping::Metric& wanted = m_mapping.metrics[metric];
    const auto expected = [&](const std::string& what) {
        return base::failure(
            fmt::format("{}: expected {} for '{}', found '{}'", row.line, what, wanted.from, text));
    };
    cell.metric = static_cast<std::uint32_t>(metric);
    cell.line = row.line;
    const std::string_view word = trimmed(text);
    cell.isPresent = !word.empty();
    const auto& states = wanted.info.states;
    if (const auto state = std::find(states.begin(), states.end(), word);
        cell.isPresent && state != states.end()) {
        cell.raw = state - states.begin();
    } else if (cell.isPresent && wanted.info.kind == MetricKind::State) {
        const auto index = integerFrom(word);
        if (!index || *index < 0 || static_cast<std::size_t>(*index) >= states.size()) {
            return expected("one of " + joined(states));
        }
        cell.raw = *index;
    } else if (const auto whole = integerFrom(word);
               whole && wanted.scale == 1 && wanted.info.step == 1) {
        cell.raw = *whole;
    } else if (cell.isPresent) {
        const auto number = numberFrom(word);
        if (!number) {
            return expected("a number");
        }
        const double raw = *number * wanted.scale / wanted.info.step;
        if (std::abs(raw) > mostRaw) {
            return expected("a number that fits the step");
        }
        cell.raw = std::llround(raw);
    }
    m_cells.push_back(cell);
    return {};
}

base::Result<void> ImportTable::takeRow(const base::CsvRow& row) {
    if (row.fields.size() != m_fields) {
        return base::failure(fmt::format("{}: expected {} fields as in the header, found {}",
                                         row.line, m_fields, row.fields.size()));
    }
    const auto ns = timeOf(row);
    if (!ns) {
        return tl::unexpected(ns.error());
    }
    const std::string node(m_node ? trimmed(row.fields[*m_node]) : m_mapping.node);
    const std::string subject(m_subject ? trimmed(row.fields[*m_subject]) : m_mapping.subject);
    if (node.empty()) {
        return base::failure(
            fmt::format("{}: expected a node in '{}'", row.line, m_mapping.nodeColumn));
    }
    if (subject.empty() && m_mapping.scope != model::Scope::Node) {
        return base::failure(
            fmt::format("{}: expected an id in '{}'", row.line, m_mapping.subjectColumn));
    }
    if (m_metric) {
        const auto found = m_byWord.find(std::string(trimmed(row.fields[*m_metric])));
        if (found == m_byWord.end()) {
            ++m_ignored;
            return {};
        }
        ImportCell cell = cellOf(node, subject);
        cell.ns = *ns;
        return add(row, found->second, row.fields[m_value], cell);
    }
    ImportCell cell = cellOf(node, subject);
    cell.ns = *ns;
    for (std::size_t metric = 0; metric < m_columns.size(); ++metric) {
        if (auto done = add(row, metric, row.fields[m_columns[metric]], cell); !done) {
            return done;
        }
    }
    return {};
}

} // namespace vigie::exchange
