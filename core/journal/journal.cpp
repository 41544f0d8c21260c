// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/journal/journal.h"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <stop_token>
#include <system_error>
#include <thread>
#include <utility>
#include <variant>

#include <fmt/format.h>

#include "core/base/filelock.h"
#include "core/base/log.h"
#include "core/base/thread.h"
#include "core/journal/backlog.h"
#include "core/journal/store.h"

namespace vigie::journal {

namespace {

using namespace std::chrono_literals;
using Steady = std::chrono::steady_clock;

constexpr std::size_t mostWaiting = 10'000;
constexpr std::size_t mostQueries = 100;
/// Of one transaction: so that questions are answered in between.
constexpr std::size_t mostAtOnce = 500;
constexpr std::chrono::seconds retryAfter{1};
constexpr std::chrono::seconds closeWithin{5};
constexpr std::chrono::hours forgetEvery{1};
constexpr std::chrono::milliseconds forgetPause{100};

bool isOperators(const Entry& entry) {
    return std::any_of(entry.commit.records.begin(), entry.commit.records.end(),
                       [](const alarm::Record& record) { return record.actionId != 0; });
}

/// Moves a file and its log out of the way; says where it lies now.
base::Result<std::string> setAside(const std::filesystem::path& file) {
    std::string stamp = base::toIso8601(base::SystemClock::instance().now().utc);
    std::erase_if(stamp, [](char c) { return c == ':' || c == '-' || c == '.'; });
    std::filesystem::path target;
    for (int i = 0; i < 100; ++i) {
        target = file;
        target += ".aside-" + stamp + (i == 0 ? "" : "-" + std::to_string(i));
        if (!std::filesystem::exists(target)) {
            break;
        }
    }
    std::error_code error;
    std::filesystem::rename(file, target, error);
    if (error) {
        return base::failure(error.message());
    }
    const std::string name = target.filename().string();
    // Its log belongs to it, and would spoil a new file of the same name.
    std::filesystem::path log = file;
    log += "-wal";
    if (std::filesystem::exists(log)) {
        target += "-wal";
        std::filesystem::rename(log, target, error);
        if (error) {
            return base::failure(error.message());
        }
    }
    return name;
}

class SqliteJournal final : public Journal {
public:
    SqliteJournal(Options options, base::FileLock lock, Store store, Restored restored,
                  const Counters& counters)
        : m_options(std::move(options)), m_lock(std::move(lock)), m_store(std::move(store)),
          m_restored(std::move(restored)), m_backlog(mostWaiting, counters) {
        m_thread = base::startThread("journal", [this](const std::stop_token&) { run(); });
    }
    ~SqliteJournal() override { close(); }
    SqliteJournal(const SqliteJournal&) = delete;
    SqliteJournal& operator=(const SqliteJournal&) = delete;

    [[nodiscard]] const Restored& restored() const override { return m_restored; }

    bool append(Entry entry, std::function<void()> durable) override {
        bool isKept = false;
        {
            const std::lock_guard lock(m_mutex);
            if (m_isClosing) {
                return false;
            }
            isKept = m_backlog.push(std::move(entry), std::move(durable));
        }
        m_wake.notify_one();
        return isKept;
    }

    void queryHistory(HistoryQuery query, std::function<void(History)> done) override {
        ask(HistoryAsked{std::move(query), std::move(done)});
    }

    void queryIncidents(base::Utc from, base::Utc to,
                        std::function<void(PastIncidents)> done) override {
        ask(IncidentsAsked{from, to, std::move(done)});
    }

    void close() override {
        {
            const std::lock_guard lock(m_mutex);
            m_isClosing = true;
            m_closeBy = std::min(m_closeBy, Steady::now() + closeWithin);
        }
        m_wake.notify_one();
        if (m_thread.joinable()) {
            m_thread.join();
        }
        m_lock.reset();
    }

private:
    struct HistoryAsked {
        HistoryQuery query;
        std::function<void(History)> done;
    };
    struct IncidentsAsked {
        base::Utc from;
        base::Utc to;
        std::function<void(PastIncidents)> done;
    };
    using Asked = std::variant<HistoryAsked, IncidentsAsked>;

    void ask(Asked asked) {
        {
            const std::lock_guard lock(m_mutex);
            if (!m_isClosing && m_asked.size() < mostQueries) {
                m_asked.push_back(std::move(asked));
                m_wake.notify_one();
                return;
            }
        }
        // Nobody is left to answer, or too many wait: said at once.
        refuse(asked, "The journal is closed, or too much is asked of it at once.");
    }

    void run() {
        while (true) {
            std::optional<Asked> asked;
            {
                std::unique_lock lock(m_mutex);
                m_wake.wait_until(lock, nextWake(), [&] {
                    return !m_asked.empty() ||
                           (hasEntries() ? Steady::now() >= m_nextTry : m_isClosing);
                });
                if (!m_asked.empty()) {
                    asked = std::move(m_asked.front());
                    m_asked.pop_front();
                }
                if (m_isClosing && !asked && (!hasEntries() || Steady::now() >= m_closeBy)) {
                    break;
                }
                if (m_inHand.empty() && Steady::now() >= m_nextTry) {
                    m_inHand = m_backlog.take(mostAtOnce);
                }
            }
            if (!m_inHand.empty() && Steady::now() >= m_nextTry) {
                write();
            }
            if (asked) {
                answer(*asked);
            }
            forget();
        }
        const std::lock_guard lock(m_mutex);
        if (hasEntries()) {
            base::logger("journal")->error("closed with entries that could not be written: {}",
                                           m_trouble);
        }
        m_store.reset();
    }

    [[nodiscard]] bool hasEntries() const { return !m_inHand.empty() || !m_backlog.isEmpty(); }

    [[nodiscard]] Steady::time_point nextWake() const {
        Steady::time_point next = m_nextForget;
        if (hasEntries()) {
            next = std::min(next, m_nextTry);
        }
        return m_isClosing ? std::min(next, m_closeBy) : next;
    }

    void write() {
        std::vector<const Entry*> entries;
        entries.reserve(m_inHand.size());
        bool isSynced = false;
        for (const Pending& pending : m_inHand) {
            entries.push_back(&pending.entry);
            isSynced = isSynced || isOperators(pending.entry);
        }
        const auto written = m_store->write(entries, m_inHand.back().counters, isSynced);
        if (!written) {
            m_nextTry = Steady::now() + retryAfter;
            report(written.error().message);
            return;
        }
        for (const Pending& pending : m_inHand) {
            if (pending.durable) {
                pending.durable();
            }
        }
        {
            const std::lock_guard lock(m_mutex);
            m_backlog.done(m_inHand.size());
            m_inHand.clear();
        }
        report({});
    }

    /// Tells when it begins, when entries begin to be lost, and when it is over.
    void report(const std::string& reason) {
        std::uint64_t folded = 0;
        {
            const std::lock_guard lock(m_mutex);
            folded = m_backlog.folded();
        }
        const bool hasLost = folded != m_foldedTold;
        if (reason.empty() ? m_trouble.empty() && !hasLost
                           : !m_trouble.empty() && (!hasLost || m_hasToldLoss)) {
            return;
        }
        m_trouble = reason;
        if (reason.empty()) {
            if (hasLost) {
                base::logger("journal")->error(
                    "writing works again; the records of {} entries are lost, states are not",
                    folded - m_foldedTold);
            } else {
                base::logger("journal")->info("writing works again");
            }
            m_foldedTold = folded;
            m_hasToldLoss = false;
        } else {
            m_hasToldLoss = hasLost;
            if (hasLost) {
                m_trouble += "; memory is full: records are being lost";
            }
            base::logger("journal")->error("cannot write {}: {}", m_options.file.string(),
                                           m_trouble);
        }
        if (m_options.trouble) {
            m_options.trouble(m_trouble);
        }
    }

    void answer(const Asked& asked) {
        if (const auto* history = std::get_if<HistoryAsked>(&asked)) {
            if (history->done) {
                history->done(m_store->history(history->query));
            }
        } else if (const auto* incidents = std::get_if<IncidentsAsked>(&asked)) {
            if (incidents->done) {
                incidents->done(m_store->incidents(incidents->from, incidents->to));
            }
        }
    }

    static void refuse(const Asked& asked, const std::string& reason) {
        if (const auto* history = std::get_if<HistoryAsked>(&asked)) {
            History none;
            none.error = reason;
            if (history->done) {
                history->done(std::move(none));
            }
        } else if (const auto* incidents = std::get_if<IncidentsAsked>(&asked)) {
            PastIncidents none;
            none.error = reason;
            if (incidents->done) {
                incidents->done(std::move(none));
            }
        }
    }

    void forget() {
        if (Steady::now() < m_nextForget) {
            return;
        }
        const auto more =
            m_store->forgetBefore(base::SystemClock::instance().now().utc - m_options.keep);
        m_nextForget = Steady::now() + (more && *more ? base::Nanoseconds(forgetPause)
                                                      : base::Nanoseconds(forgetEvery));
    }

    Options m_options;
    /// Before the store, so that it is let go of after it.
    std::optional<base::FileLock> m_lock;
    std::optional<Store> m_store; // journal's thread
    const Restored m_restored;

    std::mutex m_mutex;
    std::condition_variable m_wake;
    Backlog m_backlog;                                        // m_mutex
    std::deque<Asked> m_asked;                                // m_mutex
    bool m_isClosing = false;                                 // m_mutex
    Steady::time_point m_closeBy = Steady::time_point::max(); // m_mutex

    // Journal's thread only.
    std::vector<Pending> m_inHand;
    Steady::time_point m_nextTry = Steady::time_point();
    Steady::time_point m_nextForget = Steady::time_point();
    std::string m_trouble;
    std::uint64_t m_foldedTold = 0;
    bool m_hasToldLoss = false;

    std::jthread m_thread;
};

/// The state that a damaged file still gave, as the first entry of a new one.
Entry salvaged(const Restored& restored) {
    Entry entry;
    entry.number = restored.lastEntry;
    entry.commit.records = restored.records;
    entry.commit.alarms = restored.book.alarms;
    entry.commit.overrides = restored.book.overrides;
    entry.commit.suppressed = restored.book.suppressed;
    entry.commit.operatorName = restored.book.operatorName;
    entry.commit.mutedUntil.emplace(restored.book.mutedUntil);
    entry.incidents = restored.incidents;
    return entry;
}

} // namespace

base::Result<std::unique_ptr<Journal>> Journal::open(Options options) {
    const std::filesystem::path& file = options.file;
    std::error_code error;
    if (file.has_parent_path()) {
        std::filesystem::create_directories(file.parent_path(), error);
        if (error) {
            return base::failure("The journal's folder cannot be made: " +
                                 file.parent_path().string() + ": " + error.message() + ".");
        }
    }
    auto lock = base::FileLock::take(file, "journal");
    if (!lock) {
        return tl::unexpected(std::move(lock.error()));
    }
    const auto failed = [&](const std::string& why) {
        return base::failure("The journal " + file.string() + " cannot be opened: " + why + ".");
    };
    Counters counters;
    Restored restored;
    std::optional<Store::Trouble> trouble;
    auto store = Store::open(file);
    if (store) {
        restored = store->load(counters, trouble);
    } else {
        trouble = store.error();
    }
    if (!trouble) {
        return std::make_unique<SqliteJournal>(std::move(options), *std::move(lock),
                                               *std::move(store), std::move(restored), counters);
    }
    if (!trouble->isContent) {
        return failed(trouble->message);
    }

    // Closed before it is moved: closing writes its log back into it.
    store = tl::unexpected(*trouble);
    const auto aside = setAside(file);
    if (!aside) {
        return failed(trouble->message + ", and it cannot be set aside: " + aside.error().message);
    }
    store = Store::open(file);
    if (!store) {
        return failed(store.error().message);
    }
    if (counters.record != 0 || !restored.book.alarms.empty()) {
        const Entry entry = salvaged(restored);
        const Entry* const entries[]{&entry};
        if (const auto written = store->write(entries, counters, true); !written) {
            return failed(written.error().message);
        }
    }
    restored.remark = fmt::format("The journal could not be read ({}) and was set aside as {}. {}",
                                  trouble->message, *aside,
                                  counters.record != 0 ? "What could be read of it was taken over."
                                                       : "Alarms and history begin anew.");
    base::logger("journal")->error("{}", restored.remark);
    return std::make_unique<SqliteJournal>(std::move(options), *std::move(lock), *std::move(store),
                                           std::move(restored), counters);
}

} // namespace vigie::journal
