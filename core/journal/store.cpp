// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/journal/store.h"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "core/journal/codec.h"
#include "core/journal/rows.h"

namespace vigie::journal {

namespace {

/// "VIGJ" in the file's header: whose it is.
constexpr std::int64_t applicationId = 0x5649474A;

// Step i brings a file from version i to i + 1. Steps are only ever added.
constexpr std::array migrations{
    "CREATE TABLE records("
    " sequence INTEGER PRIMARY KEY, at INTEGER NOT NULL, kind INTEGER NOT NULL,"
    " alarm INTEGER NOT NULL, incident INTEGER NOT NULL, action INTEGER NOT NULL,"
    " operator TEXT NOT NULL, rule TEXT NOT NULL, scope INTEGER NOT NULL, node TEXT NOT NULL,"
    " subject TEXT NOT NULL, feed TEXT NOT NULL, region TEXT NOT NULL, severity INTEGER NOT NULL,"
    " state INTEGER NOT NULL, value REAL, bound REAL, until INTEGER, text TEXT NOT NULL,"
    " annunciated INTEGER NOT NULL) STRICT;"
    "CREATE INDEX records_at ON records(at);"
    "CREATE INDEX records_alarm ON records(alarm) WHERE alarm <> 0;"
    "CREATE INDEX records_incident ON records(incident) WHERE incident <> 0;"
    "CREATE TABLE alarms(id INTEGER PRIMARY KEY, json TEXT NOT NULL) STRICT;"
    "CREATE TABLE incidents(id INTEGER PRIMARY KEY, since INTEGER NOT NULL, ended INTEGER,"
    " open INTEGER NOT NULL, json TEXT NOT NULL) STRICT;"
    "CREATE INDEX incidents_since ON incidents(since);"
    "CREATE TABLE suppressed(scope INTEGER NOT NULL, node TEXT NOT NULL, subject TEXT NOT NULL,"
    " bits INTEGER NOT NULL, PRIMARY KEY(scope, node, subject)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;",
};
constexpr auto newestVersion = static_cast<std::int64_t>(migrations.size());

/// A check of the whole file is given up after this: what is wrong further on shows when it is
/// read.
constexpr std::chrono::seconds longestCheck{3};

std::int64_t number(std::uint64_t value) {
    return static_cast<std::int64_t>(value);
}

tl::unexpected<base::Error> passOn(base::Error error) {
    return tl::unexpected(std::move(error));
}

} // namespace

void Counters::take(const Entry& from) {
    entry = std::max(entry, from.number);
    for (const alarm::Record& one : from.commit.records) {
        record = std::max(record, one.sequence);
        action = std::max(action, one.actionId);
        // Others may name what never was: a refused action does.
        if (one.kind == alarm::RecordKind::Raised) {
            alarm = std::max(alarm, one.alarmId);
        } else if (one.kind == alarm::RecordKind::IncidentOpened) {
            incident = std::max(incident, one.incidentId);
        }
    }
    for (const alarm::Alarm& one : from.commit.alarms) {
        alarm = std::max(alarm, one.id);
    }
    for (const alarm::Incident& one : from.incidents) {
        incident = std::max(incident, one.id);
    }
}

void Counters::take(const Counters& other) {
    entry = std::max(entry, other.entry);
    record = std::max(record, other.record);
    alarm = std::max(alarm, other.alarm);
    action = std::max(action, other.action);
    incident = std::max(incident, other.incident);
}

tl::expected<Store, Store::Trouble> Store::open(const std::filesystem::path& file) {
    auto database = sqlite::Database::open(file);
    if (!database) {
        return tl::unexpected(Trouble{database.error().message, false});
    }
    Store store(std::move(*database));
    sqlite::Database& db = store.m_database;
    const auto trouble = [&](const base::Error& error) {
        return tl::unexpected(Trouble{error.message, db.isDamaged()});
    };
    // Exclusive: nothing else reads the file while the desk runs, so no shared memory beside it.
    for (const char* setting :
         {"PRAGMA locking_mode = EXCLUSIVE", "PRAGMA journal_mode = WAL",
          "PRAGMA synchronous = NORMAL", "PRAGMA journal_size_limit = 67108864"}) {
        if (auto done = db.run(setting); !done) {
            return trouble(done.error());
        }
    }
    const auto version = db.number("PRAGMA user_version");
    const auto owner = db.number("PRAGMA application_id");
    const auto tables = db.number("SELECT count(*) FROM sqlite_schema");
    if (!version || !owner || !tables) {
        return trouble(!version ? version.error() : !owner ? owner.error() : tables.error());
    }
    const bool isNew = *version == 0 && *owner == 0 && *tables == 0;
    if (!isNew && *owner != applicationId) {
        return tl::unexpected(Trouble{"it is not a journal of this program", true});
    }
    if (*version > newestVersion) {
        return tl::unexpected(Trouble{"a newer version of this program wrote it", true});
    }
    if (auto done = store.migrate(*version); !done) {
        return trouble(done.error());
    }
    return store;
}

base::Result<void> Store::migrate(std::int64_t from) {
    if (from == newestVersion) {
        return {};
    }
    auto transaction = sqlite::Transaction::begin(m_database);
    if (!transaction) {
        return passOn(std::move(transaction.error()));
    }
    for (auto step = static_cast<std::size_t>(from); step < migrations.size(); ++step) {
        if (auto done = m_database.run(migrations[step]); !done) {
            return done;
        }
    }
    const std::string header = fmt::format("PRAGMA user_version = {}; PRAGMA application_id = {};",
                                           newestVersion, applicationId);
    if (auto done = m_database.run(header.c_str()); !done) {
        return done;
    }
    return transaction->commit();
}

base::Result<void> Store::write(std::span<const Entry* const> entries, const Counters& counters,
                                bool isSynced) {
    if (auto done =
            m_database.run(isSynced ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL");
        !done) {
        return done;
    }
    auto transaction = sqlite::Transaction::begin(m_database);
    if (!transaction) {
        return passOn(std::move(transaction.error()));
    }
    for (const Entry* entry : entries) {
        if (auto done = writeEntry(*entry); !done) {
            return done;
        }
    }
    const std::pair<const char*, std::uint64_t> numbers[]{{"entry", counters.entry},
                                                          {"record", counters.record},
                                                          {"alarm", counters.alarm},
                                                          {"action", counters.action},
                                                          {"incident", counters.incident}};
    for (const auto& [key, value] : numbers) {
        if (auto done = setMeta(key, std::to_string(value)); !done) {
            return done;
        }
    }
    return transaction->commit();
}

base::Result<void> Store::writeEntry(const Entry& entry) {
    return writeRecords(entry).and_then([&] { return writeState(entry.commit); }).and_then([&] {
        return writeIncidents(entry);
    });
}

base::Result<void> Store::writeRecords(const Entry& entry) {
    if (entry.commit.records.empty()) {
        return {};
    }
    const std::string sql =
        fmt::format("INSERT OR REPLACE INTO records({}) VALUES "
                    "(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16,?17,?18,?19,?20)",
                    recordColumns);
    auto into = m_database.prepare(sql.c_str());
    if (!into) {
        return passOn(std::move(into.error()));
    }
    for (const alarm::Record& record : entry.commit.records) {
        if (auto done = insert(*into, record); !done) {
            return done;
        }
    }
    return {};
}

base::Result<void> Store::writeState(const alarm::Commit& commit) {
    auto put = m_database.prepare("INSERT OR REPLACE INTO alarms(id, json) VALUES (?1, ?2)");
    auto remove = m_database.prepare("DELETE FROM alarms WHERE id = ?1");
    auto suppress = m_database.prepare(
        "INSERT OR REPLACE INTO suppressed(scope, node, subject, bits) VALUES (?1, ?2, ?3, ?4)");
    auto release = m_database.prepare(
        "DELETE FROM suppressed WHERE scope = ?1 AND node = ?2 AND subject = ?3");
    for (const auto* statement : {&put, &remove, &suppress, &release}) {
        if (!*statement) {
            return passOn(statement->error());
        }
    }
    for (const alarm::Alarm& alarm : commit.alarms) {
        if (auto done = put->run(number(alarm.id), std::string_view(toJson(alarm))); !done) {
            return done;
        }
    }
    for (const std::uint64_t id : commit.closed) {
        if (auto done = remove->run(number(id)); !done) {
            return done;
        }
    }
    for (const auto& [subject, bits] : commit.suppressed) {
        const auto scope = static_cast<std::int64_t>(subject.scope);
        auto done = bits == 0 ? release->run(scope, std::string_view(subject.nodeId),
                                             std::string_view(subject.id))
                              : suppress->run(scope, std::string_view(subject.nodeId),
                                              std::string_view(subject.id),
                                              static_cast<std::int64_t>(bits));
        if (!done) {
            return done;
        }
    }
    if (commit.overrides) {
        if (auto done = setMeta("overrides", toJson(*commit.overrides)); !done) {
            return done;
        }
    }
    if (commit.operatorName) {
        if (auto done = setMeta("operator", *commit.operatorName); !done) {
            return done;
        }
    }
    if (commit.mutedUntil) {
        const auto& until = *commit.mutedUntil;
        return setMeta("muted", until ? std::to_string(base::toNs(*until)) : std::string());
    }
    return {};
}

base::Result<void> Store::writeIncidents(const Entry& entry) {
    auto put = m_database.prepare("INSERT OR REPLACE INTO incidents(id, since, ended, open, json) "
                                  "VALUES (?1, ?2, ?3, 1, ?4)");
    auto close = m_database.prepare(
        "UPDATE incidents SET open = 0, ended = coalesce(ended, max(since, ?2)) WHERE id = ?1");
    if (!put || !close) {
        return passOn(!put ? put.error() : close.error());
    }
    for (const alarm::Incident& incident : entry.incidents) {
        const auto ended =
            incident.ended ? std::optional(base::toNs(*incident.ended)) : std::nullopt;
        if (auto done = put->run(number(incident.id), base::toNs(incident.since), ended,
                                 std::string_view(toJson(incident)));
            !done) {
            return done;
        }
    }
    // One that was closed without having said when it ended did so with this step.
    const std::int64_t now =
        entry.commit.records.empty() ? 0 : base::toNs(entry.commit.records.back().at);
    for (const std::uint64_t id : entry.closedIncidents) {
        if (auto done = close->run(number(id), now); !done) {
            return done;
        }
    }
    return {};
}

base::Result<void> Store::setMeta(std::string_view key, std::string_view value) {
    auto put = m_database.prepare("INSERT OR REPLACE INTO meta(key, value) VALUES (?1, ?2)");
    if (!put) {
        return passOn(std::move(put.error()));
    }
    return put->run(key, value);
}

base::Result<bool> Store::forgetBefore(base::Utc at) {
    constexpr std::int64_t atOnce = 5000;
    auto transaction = sqlite::Transaction::begin(m_database);
    if (!transaction) {
        return passOn(std::move(transaction.error()));
    }
    auto records = m_database.prepare("DELETE FROM records WHERE sequence IN "
                                      "(SELECT sequence FROM records WHERE at < ?1 LIMIT ?2)");
    auto incidents = m_database.prepare("DELETE FROM incidents WHERE open = 0 AND ended < ?1");
    if (!records || !incidents) {
        return passOn(!records ? records.error() : incidents.error());
    }
    if (auto done = records->run(base::toNs(at), atOnce); !done) {
        return passOn(std::move(done.error()));
    }
    const bool hasMore = m_database.changes() == atOnce;
    if (auto done = incidents->run(base::toNs(at)); !done) {
        return passOn(std::move(done.error()));
    }
    if (auto done = transaction->commit(); !done) {
        return passOn(std::move(done.error()));
    }
    return hasMore;
}

// Reading.

Restored Store::load(Counters& counters, std::optional<Trouble>& trouble) {
    Restored restored;
    const auto check = [&](const base::Result<void>& done) {
        if (!done && !trouble) {
            trouble = Trouble{done.error().message, true};
        }
    };
    m_database.limitTime(std::chrono::steady_clock::now() + longestCheck);
    if (const auto verdict = m_database.word("PRAGMA quick_check(1)");
        verdict ? *verdict != "ok" : !m_database.isInterrupted()) {
        trouble = Trouble{verdict ? *verdict : verdict.error().message, true};
    }
    m_database.limitTime({});
    // Each part by itself: what can be read is not lost with what cannot.
    check(loadState(restored, counters));
    check(loadIncidents(restored));
    check(loadRecords(restored));
    // Should the counters be unreadable, what is there still tells the least that they were.
    Entry seen;
    seen.commit.records = restored.records;
    seen.incidents = restored.incidents;
    counters.take(seen);
    restored.book.lastRecord = counters.record;
    restored.book.lastAlarmId = counters.alarm;
    restored.book.lastActionId = counters.action;
    restored.lastIncidentId = counters.incident;
    restored.lastEntry = counters.entry;
    return restored;
}

} // namespace vigie::journal
