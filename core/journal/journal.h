// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/alarm/book.h"
#include "core/alarm/incident.h"
#include "core/base/result.h"

/// Alarms, incidents and what operators did, on disk: SQLite, and only here and in core/outward.
namespace vigie::journal {

/// One step of the engine, to be written as one transaction.
struct Entry {
    /// From 1, by one, over restarts.
    std::uint64_t number = 0;
    alarm::Commit commit;
    /// Opened or changed.
    std::vector<alarm::Incident> incidents;
    std::vector<std::uint64_t> closedIncidents;
};

/// What a desk finds again when it starts.
struct Restored {
    alarm::BookState book;
    std::vector<alarm::Incident> incidents;
    std::uint64_t lastIncidentId = 0;
    /// The number of the newest entry on disk; the next one is the one after it.
    std::uint64_t lastEntry = 0;
    /// The newest 24 h of records, oldest first, at most 20,000: for the performance figures.
    std::vector<alarm::Record> records;
    /// What could not be read and was set aside, for people; empty: all is well.
    std::string remark;
};

/// Empty fields: any.
struct HistoryQuery {
    std::optional<base::Utc> from;
    std::optional<base::Utc> to;
    /// Contained in node, path, feed, region, rule, operator or text; any case.
    std::string text;
    std::vector<alarm::RecordKind> kinds;
    std::optional<alarm::Severity> leastSeverity;
    std::uint64_t alarmId = 0;
    std::uint64_t incidentId = 0;
    /// Only records with a smaller sequence: the next page.
    std::uint64_t before = 0;
    std::size_t most = 500;
};

/// Newest first.
struct History {
    std::vector<alarm::Record> records;
    bool hasMore = false;
    /// Why it could not be read; empty otherwise.
    std::string error;
};

/// An incident that has ended or is open, as the journal keeps it: for the shift report.
struct PastIncidents {
    std::vector<alarm::Incident> incidents;
    std::string error;
};

/// Writes on a thread of its own ("journal"), in the order of append(); several entries become one
/// transaction (WAL, synchronous NORMAL plus a sync of operators' actions). A full disk or a broken
/// file loses nothing that memory can hold (10,000 entries): it says so, tries again each second,
/// and goes on when it can. Of what goes beyond that only the records are lost: the newest state of
/// alarms and incidents is kept and written. A file that is not ours or damaged is set aside under
/// another name, never deleted. Records older than `keep` go.
class Journal {
public:
    struct Options {
        std::filesystem::path file;
        std::chrono::hours keep{24 * 400};
        /// Called on the journal's thread when writing begins to fail (reason) and when it works
        /// again (empty).
        std::function<void(std::string)> trouble;
    };
    /// Reads what is there. Fails when the folder cannot be made or another desk holds the file.
    [[nodiscard]] static base::Result<std::unique_ptr<Journal>> open(Options options);
    virtual ~Journal() = default;

    [[nodiscard]] virtual const Restored& restored() const = 0;
    /// Returns at once; false when the memory bound is reached and the entry was dropped (counted).
    /// `durable` is called on the journal's thread once the entry is on disk: an operator's action
    /// then also outlives a power cut, anything else a crash of the desk. It may be empty, and is
    /// not called for an entry that was dropped or could not be written before close() ended.
    virtual bool append(Entry entry, std::function<void()> durable) = 0;
    /// Answered on the journal's thread; refused at once, on the caller's, when more than 100
    /// questions wait or after close().
    virtual void queryHistory(HistoryQuery query, std::function<void(History)> done) = 0;
    virtual void queryIncidents(base::Utc from, base::Utc to,
                                std::function<void(PastIncidents)> done) = 0;
    /// Writes what is left; bounded (5 s).
    virtual void close() = 0;
};

} // namespace vigie::journal
