// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <optional>
#include <sstream>
#include <string_view>

#include "core/base/csv.h"
#include "core/config/scalars.h"
#include "core/config/schedulereader.h"

namespace vigie::config {
namespace {

using namespace std::chrono_literals;

enum class Column : std::uint8_t { Feed, Region, Start, End, Duration };
constexpr std::array<std::string_view, 5> columnNames{"feed", "region", "start", "end", "duration"};

std::string trimmed(std::string_view text) {
    const auto begin = text.find_first_not_of(" \t");
    if (begin == std::string_view::npos) {
        return {};
    }
    return std::string(text.substr(begin, text.find_last_not_of(" \t") + 1 - begin));
}

/// The one of , ; and tab that the heading has most of.
char separatorOf(const std::string& text) {
    const std::string_view heading =
        std::string_view(text).substr(0, std::min(text.find('\n'), text.size()));
    char best = ',';
    for (const char candidate : {',', ';', '\t'}) {
        if (std::count(heading.begin(), heading.end(), candidate) >
            std::count(heading.begin(), heading.end(), best)) {
            best = candidate;
        }
    }
    return best;
}

/// "1h", "90min" and the like, or "1:30:00", "1:30".
std::optional<std::chrono::nanoseconds> parseLength(std::string_view text) {
    if (const auto plain = parseDuration(text)) {
        return plain;
    }
    std::array<std::int64_t, 3> parts{};
    std::size_t count = 0;
    for (std::size_t from = 0; from <= text.size(); ++count) {
        const std::size_t colon = std::min(text.find(':', from), text.size());
        const auto part =
            count < parts.size() ? parseInteger(text.substr(from, colon - from)) : std::nullopt;
        const std::int64_t most = count == 0 ? 8760 : 59;
        if (!part || *part < 0 || *part > most) {
            return std::nullopt;
        }
        parts[count] = *part;
        from = colon + 1;
    }
    if (count < 2) {
        return std::nullopt;
    }
    return std::chrono::hours(parts[0]) + std::chrono::minutes(parts[1]) +
           std::chrono::seconds(parts[2]);
}

class CsvSchedule {
public:
    CsvSchedule(Schedule& schedule, ScheduleErrors& errors)
        : m_schedule(schedule), m_errors(errors) {}

    /// False: without these columns there is nothing to read.
    bool takeHeading(const base::CsvRow& row) {
        m_width = row.fields.size();
        for (std::size_t i = 0; i < m_width; ++i) {
            std::string name = trimmed(row.fields[i]);
            std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) {
                return static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
            });
            const auto found = std::find(columnNames.begin(), columnNames.end(), name);
            if (found == columnNames.end()) {
                continue; // for others
            }
            auto& place = m_places[static_cast<std::size_t>(found - columnNames.begin())];
            if (place) {
                m_errors.add(row.line, "the column '" + name + "' is given twice");
                return false;
            }
            place = i;
        }
        const bool hasLength = has(Column::End) || has(Column::Duration);
        if (!has(Column::Feed) || !has(Column::Start) || !hasLength) {
            m_errors.add(row.line, "expected a heading with 'feed', 'start', and 'end' or "
                                   "'duration' ('region' may be there too)");
            return false;
        }
        return true;
    }

    void takeRow(const base::CsvRow& row) {
        if (row.fields.size() > m_width) {
            m_errors.add(row.line, fmt::format("expected {} fields as in the heading, found {}",
                                               m_width, row.fields.size()));
            return;
        }
        ScheduleEntry entry;
        entry.line = static_cast<std::uint32_t>(row.line);
        entry.feedId = field(row, Column::Feed);
        if (entry.feedId.empty()) {
            m_errors.add(row.line, "expected a feed, by its id or number");
            return;
        }
        entry.regionId = field(row, Column::Region);
        if (entry.regionId == "*") {
            entry.regionId.clear();
        }
        if (readTimes(row, entry.interval)) {
            m_schedule.entries.push_back(std::move(entry));
        }
    }

private:
    [[nodiscard]] bool has(Column column) const {
        return m_places[static_cast<std::size_t>(column)].has_value();
    }
    [[nodiscard]] std::string field(const base::CsvRow& row, Column column) const {
        const auto place = m_places[static_cast<std::size_t>(column)];
        return place && *place < row.fields.size() ? trimmed(row.fields[*place]) : std::string();
    }

    std::optional<base::Utc> readTime(const base::CsvRow& row, Column column) {
        const std::string text = field(row, column);
        const auto time = parseIsoTime(text);
        if (!time) {
            m_errors.add(row.line,
                         fmt::format("expected '{}' as a time like 2026-07-26T18:00:00Z, found "
                                     "'{}'",
                                     columnNames[static_cast<std::size_t>(column)], text));
        }
        return time;
    }

    bool readTimes(const base::CsvRow& row, model::Interval& interval) {
        const auto start = readTime(row, Column::Start);
        const std::string end = field(row, Column::End);
        const std::string length = field(row, Column::Duration);
        if (end.empty() == length.empty()) {
            m_errors.add(row.line, end.empty() ? "expected an 'end' or a 'duration'"
                                               : "expected 'end' or 'duration', not both");
            return false;
        }
        if (!start) {
            return false;
        }
        interval.from = *start;
        if (!end.empty()) {
            const auto to = readTime(row, Column::End);
            if (!to) {
                return false;
            }
            interval.to = *to;
        } else {
            const auto duration = parseLength(length);
            if (!duration) {
                m_errors.add(row.line, "expected a duration like 90min, 1.5h or 1:30:00, found '" +
                                           length + "'");
                return false;
            }
            interval.to = *start + *duration;
        }
        if (interval.to <= interval.from) {
            m_errors.add(row.line, "the end must be later than the start");
            return false;
        }
        return true;
    }

    Schedule& m_schedule;
    ScheduleErrors& m_errors;
    std::array<std::optional<std::size_t>, columnNames.size()> m_places;
    std::size_t m_width = 0;
};

} // namespace

void readCsvSchedule(const std::string& text, Schedule& schedule, ScheduleErrors& errors) {
    std::istringstream in(text);
    base::CsvReader reader(in, separatorOf(text));
    CsvSchedule rows(schedule, errors);
    bool hasHeading = false;
    for (;;) {
        const auto row = reader.next();
        if (!row) { // "LINE: what was expected"
            const std::string& message = row.error().message;
            std::uint64_t line = 0;
            std::from_chars(message.data(), message.data() + message.size(), line);
            const auto colon = message.find(": ");
            errors.add(line, colon == std::string::npos ? message : message.substr(colon + 2));
            return;
        }
        if (!*row) {
            break;
        }
        if (!hasHeading) {
            hasHeading = true;
            if (!rows.takeHeading(**row)) {
                return;
            }
            continue;
        }
        if (schedule.entries.size() >= mostScheduleEntries) {
            errors.add((*row)->line, "more than 100,000 entries");
            return;
        }
        rows.takeRow(**row);
    }
    if (!hasHeading) {
        errors.add(1, "expected a heading with 'feed', 'start', and 'end' or 'duration', or an "
                      "iCalendar");
    }
}

} // namespace vigie::config
