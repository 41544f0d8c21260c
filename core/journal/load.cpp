// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a Store reads: at the start, and for the history.
#include <algorithm>
#include <charconv>
#include <iterator>
#include <utility>

#include <fmt/format.h>

#include "core/journal/codec.h"
#include "core/journal/rows.h"
#include "core/journal/store.h"

namespace vigie::journal {

namespace {

constexpr std::int64_t mostRestored = 20'000;
constexpr std::size_t mostHistory = 20'000;
constexpr std::int64_t mostIncidents = 20'000;
/// Writing waits for a question: it must not wait for long.
constexpr std::chrono::seconds longestSearch{2};

std::optional<std::int64_t> integerFrom(const std::string& text) {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size() ? std::optional(value)
                                                                    : std::nullopt;
}

} // namespace

base::Result<void> Store::loadState(Restored& restored, Counters& counters) {
    base::Result<void> outcome;
    const auto note = [&](std::string message) {
        if (outcome) {
            outcome = base::failure(std::move(message));
        }
    };
    /// Runs over the rows of a table; what comes after an unreadable page is not reached.
    const auto each = [&](const char* sql, auto&& take) {
        auto rows = m_database.prepare(sql);
        if (!rows) {
            note(rows.error().message);
            return;
        }
        auto row = rows->step();
        for (; row && *row; row = rows->step()) {
            take(*rows);
        }
        if (!row) {
            note(row.error().message);
        }
    };
    each("SELECT key, value FROM meta", [&](sqlite::Statement& row) {
        const std::string key = row.text();
        const std::string value = row.text();
        if (key == "operator") {
            restored.book.operatorName = value;
            return;
        }
        if (key == "overrides") {
            auto overrides = overridesFrom(value);
            overrides ? std::swap(restored.book.overrides, *overrides)
                      : note("the overrides cannot be read");
            return;
        }
        if (key == "muted" && value.empty()) {
            return;
        }
        const auto number = integerFrom(value);
        if (!number) {
            note("'" + key + "' cannot be read");
            return;
        }
        Counters read;
        const auto count = static_cast<std::uint64_t>(*number);
        if (key == "muted") {
            restored.book.mutedUntil = base::utcFromNs(*number);
        } else if (key == "entry") {
            read.entry = count;
        } else if (key == "record") {
            read.record = count;
        } else if (key == "alarm") {
            read.alarm = count;
        } else if (key == "action") {
            read.action = count;
        } else if (key == "incident") {
            read.incident = count;
        }
        counters.take(read);
    });
    each("SELECT json FROM alarms ORDER BY id", [&](sqlite::Statement& row) {
        if (auto alarm = alarmFrom(row.text())) {
            counters.alarm = std::max(counters.alarm, alarm->id);
            restored.book.alarms.push_back(*std::move(alarm));
        } else {
            note("an alarm cannot be read");
        }
    });
    each("SELECT scope, node, subject, bits FROM suppressed", [&](sqlite::Statement& row) {
        alarm::Subject subject;
        subject.scope = static_cast<model::Scope>(std::clamp<std::int64_t>(
            row.integer(), 0, static_cast<std::int64_t>(model::Scope::Pid)));
        subject.nodeId = row.text();
        subject.id = row.text();
        restored.book.suppressed[std::move(subject)] = static_cast<std::uint8_t>(row.integer());
    });
    return outcome;
}

base::Result<void> Store::loadIncidents(Restored& restored) {
    auto rows = m_database.prepare("SELECT json FROM incidents WHERE open = 1 ORDER BY id");
    if (!rows) {
        return tl::unexpected(std::move(rows.error()));
    }
    base::Result<void> outcome;
    auto row = rows->step();
    for (; row && *row; row = rows->step()) {
        if (auto incident = incidentFrom(rows->text())) {
            restored.incidents.push_back(*std::move(incident));
        } else {
            outcome = base::failure("an incident cannot be read");
        }
    }
    return row ? outcome : tl::unexpected(row.error());
}

base::Result<void> Store::loadRecords(Restored& restored) {
    const auto newest = m_database.number("SELECT max(at) FROM records");
    if (!newest) {
        return tl::unexpected(newest.error());
    }
    const std::string sql = fmt::format(
        "SELECT {} FROM records WHERE at >= ?1 ORDER BY sequence DESC LIMIT ?2", recordColumns);
    auto rows = m_database.prepare(sql.c_str());
    if (!rows) {
        return tl::unexpected(std::move(rows.error()));
    }
    rows->bindAll(base::toNs(base::utcFromNs(*newest) - std::chrono::hours(24)), mostRestored);
    auto row = rows->step();
    for (; row && *row; row = rows->step()) {
        restored.records.push_back(recordFrom(*rows));
    }
    std::reverse(restored.records.begin(), restored.records.end());
    return row ? base::Result<void>() : tl::unexpected(row.error());
}

History Store::history(const HistoryQuery& query) {
    const std::size_t most = std::clamp<std::size_t>(query.most, 1, mostHistory);
    std::string sql = fmt::format("SELECT {} FROM records WHERE 1", recordColumns);
    if (query.before != 0) {
        sql += fmt::format(" AND sequence < {}", query.before);
    }
    if (query.from) {
        sql += fmt::format(" AND at >= {}", base::toNs(*query.from));
    }
    if (query.to) {
        sql += fmt::format(" AND at <= {}", base::toNs(*query.to));
    }
    if (query.alarmId != 0) {
        sql += fmt::format(" AND alarm = {}", query.alarmId);
    }
    if (query.incidentId != 0) {
        sql += fmt::format(" AND incident = {}", query.incidentId);
    }
    if (query.leastSeverity) {
        sql += fmt::format(" AND severity >= {}", static_cast<int>(*query.leastSeverity));
    }
    if (!query.kinds.empty()) {
        std::string kinds;
        for (const alarm::RecordKind kind : query.kinds) {
            kinds += (kinds.empty() ? "" : ",") + std::to_string(static_cast<int>(kind));
        }
        sql += " AND kind IN (" + kinds + ")";
    }
    if (!query.text.empty()) {
        sql += " AND contains(?1, node, subject, feed, region, rule, operator, text)";
    }
    sql += fmt::format(" ORDER BY sequence DESC LIMIT {}", most + 1);

    History history;
    m_database.limitTime(std::chrono::steady_clock::now() + longestSearch);
    auto rows = m_database.prepare(sql.c_str());
    auto row = base::Result<bool>(false);
    if (!rows) {
        history.error = rows.error().message;
    } else {
        if (!query.text.empty()) {
            rows->bindAll(std::string_view(query.text));
        }
        row = rows->step();
        for (; row && *row; row = rows->step()) {
            history.records.push_back(recordFrom(*rows));
        }
    }
    if (!row) {
        history.error = m_database.isInterrupted()
                            ? "The search took too long; choose a shorter time."
                            : row.error().message;
    }
    m_database.limitTime({});
    history.hasMore = history.records.size() > most;
    if (history.hasMore) {
        history.records.resize(most);
    }
    return history;
}

PastIncidents Store::incidents(base::Utc from, base::Utc to) {
    PastIncidents past;
    auto rows = m_database.prepare("SELECT json, ended, open FROM incidents WHERE since <= ?2 AND "
                                   "(ended IS NULL OR ended >= ?1) ORDER BY since, id LIMIT ?3");
    if (!rows) {
        past.error = rows.error().message;
        return past;
    }
    rows->bindAll(base::toNs(from), base::toNs(to), mostIncidents);
    auto row = rows->step();
    for (; row && *row; row = rows->step()) {
        auto incident = incidentFrom(rows->text());
        const auto ended = rows->optionalInteger();
        if (!incident) {
            past.error = "an incident cannot be read";
            continue;
        }
        if (!incident->ended && ended) {
            incident->ended = base::utcFromNs(*ended);
        }
        past.incidents.push_back(*std::move(incident));
    }
    if (!row) {
        past.error = row.error().message;
    }
    return past;
}

} // namespace vigie::journal
