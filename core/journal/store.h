// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>

#include "core/journal/journal.h"
#include "core/sqlite/sqlite.h"

namespace vigie::journal {

/// The highest numbers ever given, kept apart from the records because those go after a while.
struct Counters {
    std::uint64_t entry = 0;
    std::uint64_t record = 0;
    std::uint64_t alarm = 0;
    std::uint64_t action = 0;
    std::uint64_t incident = 0;
    void take(const Entry& entry);
    void take(const Counters& other);
};

/// The file: schema, writing, reading. docs/alarms.md describes the tables. Used by one thread at a
/// time; whoever has it also holds the lock beside the file.
class Store {
public:
    /// What open() and load() can come to beside success.
    struct Trouble {
        std::string message;
        /// The content is not ours, damaged or newer: it can be set aside. Otherwise the disk or
        /// its rights are the matter.
        bool isContent = false;
    };
    /// Makes the tables where there are none, and brings old ones up to date.
    [[nodiscard]] static tl::expected<Store, Trouble> open(const std::filesystem::path& file);

    /// What can be read; `trouble` is set when something could not.
    [[nodiscard]] Restored load(Counters& counters, std::optional<Trouble>& trouble);
    /// All or nothing. `isSynced`: on return it outlives a power cut.
    [[nodiscard]] base::Result<void> write(std::span<const Entry* const> entries,
                                           const Counters& counters, bool isSynced);
    [[nodiscard]] History history(const HistoryQuery& query);
    [[nodiscard]] PastIncidents incidents(base::Utc from, base::Utc to);
    /// Removes some of what is older; true while there is more.
    [[nodiscard]] base::Result<bool> forgetBefore(base::Utc at);

private:
    explicit Store(sqlite::Database database) : m_database(std::move(database)) {}
    [[nodiscard]] base::Result<void> migrate(std::int64_t from);
    [[nodiscard]] base::Result<void> writeEntry(const Entry& entry);
    [[nodiscard]] base::Result<void> writeRecords(const Entry& entry);
    [[nodiscard]] base::Result<void> writeState(const alarm::Commit& commit);
    [[nodiscard]] base::Result<void> writeIncidents(const Entry& entry);
    [[nodiscard]] base::Result<void> setMeta(std::string_view key, std::string_view value);
    [[nodiscard]] base::Result<void> loadState(Restored& restored, Counters& counters);
    [[nodiscard]] base::Result<void> loadIncidents(Restored& restored);
    [[nodiscard]] base::Result<void> loadRecords(Restored& restored);

    sqlite::Database m_database;
};

} // namespace vigie::journal
