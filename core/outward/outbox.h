// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/outward/outward.h"
#include "core/sqlite/sqlite.h"

namespace vigie::outward {

/// What waits for one target.
struct Waiting {
    std::int64_t row = 0;
    /// The same at each attempt, over restarts, and of no other row: "9f86d081-42".
    std::string id;
    Notice notice;
    /// What the target was told of the key before; absent at its opening.
    std::optional<Notice> before;
};

/// The outbox on disk: one row per target and notice, and what each target was told of the keys
/// that are open. It decides which target hears what: see Outward. SQLite in WAL mode, held by one
/// process; what append() has returned from survives a kill -9 and, by a sync, a loss of power. A
/// removal may be lost with the power: the row goes again under its id. Safe from any thread; calls
/// but waiting() hold one lock for one transaction.
class Outbox {
public:
    struct Opened {
        std::unique_ptr<Outbox> outbox;
        /// What was set aside or dropped, for people; empty: nothing.
        std::string remark;
    };
    /// Empty file: memory only.
    [[nodiscard]] static base::Result<Opened> open(const std::filesystem::path& file,
                                                   const std::vector<Target>& targets);

    struct Added {
        /// By target.
        std::map<std::string, std::uint64_t> rows;
    };
    /// All or nothing. Notices for a target in `full` are left out, unless they end what it was
    /// told; they are counted in `dropped`.
    [[nodiscard]] base::Result<Added> append(const std::vector<Notice>& notices,
                                             const std::set<std::string>& full,
                                             std::map<std::string, std::uint64_t>& dropped);
    /// The oldest after `row`; nothing when there is none.
    [[nodiscard]] base::Result<std::optional<Waiting>> next(const std::string& target,
                                                            std::int64_t row);
    /// Taken or refused by the target, up to and with this row: it goes.
    [[nodiscard]] base::Result<void> remove(const std::string& target, std::int64_t row);
    /// At once, whatever is being written: screens ask for it.
    [[nodiscard]] std::uint64_t waiting(const std::string& target) const;
    /// What a target was told and is open, by key.
    [[nodiscard]] std::vector<Notice> told(const std::string& target) const;
    /// Of all targets, the newest form of each key.
    [[nodiscard]] std::vector<Notice> told() const;
    /// How often this file was opened, from 1: the boots of the engine of RFC 3414.
    [[nodiscard]] std::uint32_t boots() const { return m_boots; }

private:
    Outbox(sqlite::Database database, std::vector<Target> targets);
    [[nodiscard]] base::Result<void> prepareSchema();
    [[nodiscard]] base::Result<std::string> readTold();
    [[nodiscard]] base::Result<void> tellNewTargets();
    [[nodiscard]] base::Result<void> insert(const std::string& target, const Notice& notice,
                                            const std::optional<Notice>& before);

    using Told = std::map<std::string, std::map<std::string, Notice>>;

    mutable std::mutex m_mutex;
    // Under m_mutex.
    sqlite::Database m_database;
    std::vector<Target> m_targets;
    Told m_told; // target, key
    std::string m_name;
    std::uint32_t m_boots = 1;

    mutable std::mutex m_countMutex; // after m_mutex, and never across a statement
    std::map<std::string, std::uint64_t> m_waiting;
};

} // namespace vigie::outward
