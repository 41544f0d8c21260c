// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/outward/outbox.h"

#include <algorithm>
#include <random>

#include <fmt/format.h>

#include "core/outward/noticejson.h"
#include "core/outward/outboxfile.h"

namespace vigie::outward {

namespace {

/// What a target is to hear of a notice, in the form in which it is to hear it; nothing: not at
/// all.
std::optional<Notice> heardBy(const Target& target, const Notice& notice, const Notice* told) {
    if (notice.what == Notice::What::Test || (!notice.isIncident && !target.hasAlarms)) {
        return std::nullopt;
    }
    if (told == nullptr && (notice.what == Notice::What::Ended || notice.severity < target.least)) {
        return std::nullopt;
    }
    Notice heard = notice;
    if (heard.what == Notice::What::Changed && told == nullptr) {
        heard.what = Notice::What::Opened; // for this target it is
    } else if (heard.what == Notice::What::Opened && told != nullptr) {
        heard.what = Notice::What::Changed;
    }
    return heard;
}

} // namespace

Outbox::Outbox(sqlite::Database database, std::vector<Target> targets)
    : m_database(std::move(database)), m_targets(std::move(targets)) {
    for (const Target& target : m_targets) {
        m_told[target.name];
        m_waiting[target.name] = 0;
    }
}

base::Result<Outbox::Opened> Outbox::open(const std::filesystem::path& file,
                                          const std::vector<Target>& targets) {
    auto opened = openOutboxFile(file);
    if (!opened) {
        return tl::unexpected(opened.error());
    }
    std::string remark = std::move(opened->remark);
    std::unique_ptr<Outbox> outbox(new Outbox(std::move(opened->database), targets));
    const std::lock_guard lock(outbox->m_mutex);
    auto prepared = outbox->prepareSchema();
    const auto dropped = prepared ? outbox->readTold() : base::Result<std::string>();
    if (prepared && dropped) {
        prepared = outbox->tellNewTargets();
    }
    if (!prepared || !dropped) {
        return base::failure(
            fmt::format("the outbox {} cannot be used: {}", file.string(),
                        prepared ? dropped.error().message : prepared.error().message));
    }
    if (!dropped->empty()) {
        remark += (remark.empty() ? "" : "; ") + *dropped;
    }
    return Opened{std::move(outbox), remark};
}

base::Result<void> Outbox::prepareSchema() {
    auto transaction = sqlite::Transaction::begin(m_database);
    if (!transaction) {
        return tl::unexpected(transaction.error());
    }
    std::random_device random;
    const auto schema = fmt::format(
        "PRAGMA application_id={};"
        "PRAGMA user_version={};"
        "CREATE TABLE IF NOT EXISTS outbox("
        " id INTEGER PRIMARY KEY AUTOINCREMENT, target TEXT NOT NULL,"
        " notice TEXT NOT NULL, before TEXT NOT NULL);"
        "CREATE INDEX IF NOT EXISTS outbox_by_target ON outbox(target, id);"
        "CREATE TABLE IF NOT EXISTS told("
        " target TEXT NOT NULL, key TEXT NOT NULL, notice TEXT NOT NULL,"
        " PRIMARY KEY(target, key)) WITHOUT ROWID;"
        "CREATE TABLE IF NOT EXISTS file(name TEXT NOT NULL, boots INTEGER NOT NULL);"
        "INSERT INTO file(name, boots) SELECT '{:08x}', 0 WHERE NOT EXISTS(SELECT 1 FROM file);"
        "UPDATE file SET boots = boots + 1;",
        outboxApplicationId, outboxSchemaVersion, random());
    if (const auto done = m_database.run(schema.c_str()); !done) {
        return done;
    }
    {
        auto file = m_database.prepare("SELECT name, boots FROM file");
        if (!file) {
            return tl::unexpected(file.error());
        }
        if (const auto row = file->step(); !row) {
            return tl::unexpected(row.error());
        }
        m_name = file->text();
        m_boots = static_cast<std::uint32_t>(file->integer());
    }
    return transaction->commit();
}

base::Result<std::string> Outbox::readTold() {
    auto transaction = sqlite::Transaction::begin(m_database);
    if (!transaction) {
        return tl::unexpected(transaction.error());
    }
    std::string remark;
    std::vector<std::string> gone;
    {
        auto counts = m_database.prepare("SELECT target, count(*) FROM outbox GROUP BY target");
        auto told = m_database.prepare("SELECT target, key, notice FROM told");
        if (!counts || !told) {
            return tl::unexpected(!counts ? counts.error() : told.error());
        }
        for (auto row = counts->step(); !row || *row; row = counts->step()) {
            if (!row) {
                return tl::unexpected(row.error());
            }
            const std::string name = counts->text();
            const std::int64_t count = counts->integer();
            if (m_told.contains(name)) {
                const std::lock_guard lock(m_countMutex);
                m_waiting[name] = static_cast<std::uint64_t>(count);
                continue;
            }
            gone.push_back(name);
            remark += fmt::format("{}{} notices waited for '{}', which is no longer a target",
                                  remark.empty() ? "" : "; ", count, name);
        }
        for (auto row = told->step(); !row || *row; row = told->step()) {
            if (!row) {
                return tl::unexpected(row.error());
            }
            const std::string target = told->text();
            const std::string key = told->text();
            auto notice = noticeFrom(told->text());
            const auto known = m_told.find(target);
            if (known == m_told.end()) {
                gone.push_back(target);
            } else if (notice) {
                known->second.insert_or_assign(key, std::move(*notice));
            }
        }
    }
    for (const char* sql :
         {"DELETE FROM outbox WHERE target=?", "DELETE FROM told WHERE target=?"}) {
        auto remove = m_database.prepare(sql);
        if (!remove) {
            return tl::unexpected(remove.error());
        }
        for (const std::string& name : gone) {
            if (const auto done = remove->run(name); !done) {
                return tl::unexpected(done.error());
            }
        }
    }
    if (const auto done = transaction->commit(); !done) {
        return tl::unexpected(done.error());
    }
    return remark;
}

base::Result<void> Outbox::tellNewTargets() {
    auto transaction = sqlite::Transaction::begin(m_database);
    if (!transaction) {
        return tl::unexpected(transaction.error());
    }
    std::map<std::string, Notice> open;
    for (const auto& [target, keys] : m_told) {
        open.insert(keys.begin(), keys.end());
    }
    for (const Target& target : m_targets) {
        auto& told = m_told[target.name];
        for (const auto& [key, notice] : open) {
            if (told.contains(key)) {
                continue;
            }
            auto heard = heardBy(target, notice, nullptr);
            if (!heard) {
                continue;
            }
            heard->what = Notice::What::Opened;
            if (const auto done = insert(target.name, *heard, std::nullopt); !done) {
                return done;
            }
            told.insert_or_assign(key, std::move(*heard));
            const std::lock_guard lock(m_countMutex);
            ++m_waiting[target.name];
        }
    }
    return transaction->commit();
}

base::Result<void> Outbox::insert(const std::string& target, const Notice& notice,
                                  const std::optional<Notice>& before) {
    const std::string stored = storedOf(notice);
    auto row = m_database.prepare("INSERT INTO outbox(target, notice, before) VALUES(?, ?, ?)");
    if (!row) {
        return tl::unexpected(row.error());
    }
    if (const auto done = row->run(target, stored, before ? storedOf(*before) : std::string());
        !done) {
        return done;
    }
    const bool isEnd = notice.what == Notice::What::Ended;
    auto told = m_database.prepare(isEnd ? "DELETE FROM told WHERE target=? AND key=?"
                                         : "INSERT OR REPLACE INTO told VALUES(?, ?, ?)");
    if (!told) {
        return tl::unexpected(told.error());
    }
    return isEnd ? told->run(target, notice.key) : told->run(target, notice.key, stored);
}

base::Result<Outbox::Added> Outbox::append(const std::vector<Notice>& notices,
                                           const std::set<std::string>& full,
                                           std::map<std::string, std::uint64_t>& dropped) {
    const std::lock_guard lock(m_mutex);
    // This one is synced: what was posted must outlive the power, too.
    if (const auto done = m_database.run("PRAGMA synchronous=FULL"); !done) {
        return tl::unexpected(done.error());
    }
    auto transaction = sqlite::Transaction::begin(m_database);
    if (!transaction) {
        return tl::unexpected(transaction.error());
    }
    // What changes in memory follows only when it is on disk; nullopt: ended.
    std::map<std::string, std::map<std::string, std::optional<Notice>>> changed;
    Added added;
    std::map<std::string, std::uint64_t> left;
    for (const Notice& notice : notices) {
        for (const Target& target : m_targets) {
            auto& mine = changed[target.name];
            const auto& told = m_told[target.name];
            const auto fresh = mine.find(notice.key);
            const auto known = told.find(notice.key);
            std::optional<Notice> before;
            if (fresh != mine.end()) {
                before = fresh->second;
            } else if (known != told.end()) {
                before = known->second;
            }
            auto heard = heardBy(target, notice, before ? &*before : nullptr);
            if (!heard) {
                continue;
            }
            const bool isEnd = heard->what == Notice::What::Ended;
            if (full.contains(target.name) && !isEnd) {
                ++left[target.name];
                continue;
            }
            if (const auto done = insert(target.name, *heard, before); !done) {
                return tl::unexpected(done.error());
            }
            ++added.rows[target.name];
            mine[notice.key] = isEnd ? std::nullopt : std::optional(std::move(*heard));
        }
    }
    if (const auto done = transaction->commit(); !done) {
        return tl::unexpected(done.error());
    }
    (void)m_database.run("PRAGMA synchronous=NORMAL");
    for (const auto& [target, keys] : changed) {
        for (const auto& [key, notice] : keys) {
            if (notice) {
                m_told[target].insert_or_assign(key, *notice);
            } else {
                m_told[target].erase(key);
            }
        }
    }
    {
        const std::lock_guard counts(m_countMutex);
        for (const auto& [target, rows] : added.rows) {
            m_waiting[target] += rows;
        }
    }
    for (const auto& [target, count] : left) {
        dropped[target] += count;
    }
    return added;
}

base::Result<std::optional<Waiting>> Outbox::next(const std::string& target, std::int64_t row) {
    const std::lock_guard lock(m_mutex);
    auto rows = m_database.prepare(
        "SELECT id, notice, before FROM outbox WHERE target=? AND id>? ORDER BY id");
    if (!rows) {
        return tl::unexpected(rows.error());
    }
    rows->bindAll(target, row);
    for (auto found = rows->step(); !found || *found; found = rows->step()) {
        if (!found) {
            return tl::unexpected(found.error());
        }
        // A row that cannot be read is not ours: it is left out, and goes with the next removal.
        const std::int64_t id = rows->integer();
        if (auto notice = noticeFrom(rows->text())) {
            return Waiting{id, fmt::format("{}-{}", m_name, id), std::move(*notice),
                           noticeFrom(rows->text())};
        }
    }
    return std::optional<Waiting>();
}

base::Result<void> Outbox::remove(const std::string& target, std::int64_t row) {
    const std::lock_guard lock(m_mutex);
    auto rows = m_database.prepare("DELETE FROM outbox WHERE target=? AND id<=?");
    if (!rows) {
        return tl::unexpected(rows.error());
    }
    if (const auto done = rows->run(target, row); !done) {
        return done;
    }
    const std::lock_guard counts(m_countMutex);
    auto& waiting = m_waiting[target];
    waiting -= std::min(waiting, static_cast<std::uint64_t>(m_database.changes()));
    return {};
}

std::uint64_t Outbox::waiting(const std::string& target) const {
    const std::lock_guard lock(m_countMutex);
    const auto found = m_waiting.find(target);
    return found == m_waiting.end() ? 0 : found->second;
}

std::vector<Notice> Outbox::told(const std::string& target) const {
    const std::lock_guard lock(m_mutex);
    std::vector<Notice> all;
    if (const auto found = m_told.find(target); found != m_told.end()) {
        for (const auto& [key, notice] : found->second) {
            all.push_back(notice);
        }
    }
    return all;
}

std::vector<Notice> Outbox::told() const {
    const std::lock_guard lock(m_mutex);
    std::map<std::string, Notice> newest;
    for (const auto& [target, keys] : m_told) {
        for (const auto& [key, notice] : keys) {
            const auto [at, isNew] = newest.try_emplace(key, notice);
            if (!isNew && at->second.at < notice.at) {
                at->second = notice;
            }
        }
    }
    std::vector<Notice> all;
    for (const auto& [key, notice] : newest) {
        all.push_back(notice);
    }
    return all;
}

} // namespace vigie::outward
