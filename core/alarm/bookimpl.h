// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/alarm/book.h"

namespace vigie::alarm {

/// The inside of a Book. Every change of an alarm goes through change(), insert() or remove(), so
/// that indexes, the next commit and the undo log cannot miss one. Split over bookstates.cpp
/// (transitions), bookactions.cpp (operators), bookcover.cpp (shelves, overrides, suppression) and
/// bookundo.cpp.
class Book::Impl {
public:
    static constexpr std::chrono::hours longestShelf{24};
    static constexpr std::chrono::minutes longestMute{30};
    static constexpr std::chrono::hours longestMaintenance{24 * 30};
    static constexpr std::size_t mostWaiting = 5000;
    static constexpr std::size_t mostUndoable = 100;
    static constexpr std::size_t mostOverrides = 1000;
    static constexpr std::size_t longestText = 2000;

    Impl() = default;
    explicit Impl(BookState restored);

    void apply(const Change& change, const SubjectFacts& facts, const Rule& rule, base::Utc at);
    [[nodiscard]] base::Result<std::uint64_t> act(const Action& action, base::Utc at);
    void suppress(const Subject& subject, Suppression reason, bool isSuppressed, base::Utc at);
    void advance(base::Utc at);
    void setIncident(std::uint64_t alarmId, std::uint64_t incidentId);
    void note(Record record);

    [[nodiscard]] const std::map<std::uint64_t, Alarm>& alarms() const { return m_alarms; }
    [[nodiscard]] const Alarm* find(const Subject& subject, std::string_view ruleId) const;
    [[nodiscard]] const std::vector<Override>& overrides() const { return m_overrides; }
    [[nodiscard]] const std::string& operatorName() const { return m_operatorName; }
    [[nodiscard]] std::optional<base::Utc> mutedUntil() const { return m_mutedUntil; }
    [[nodiscard]] BookState state() const;
    [[nodiscard]] Commit takeCommit();
    [[nodiscard]] std::uint64_t revision() const { return m_revision; }

private:
    using Ids = std::set<std::uint64_t>;
    /// What an action did, as far as it can be taken back.
    struct Done {
        struct Change {
            Alarm before;
            /// Absent: the action closed it.
            std::optional<Alarm> after;
        };
        std::uint64_t actionId = 0;
        ActionKind kind = ActionKind::Acknowledge;
        std::map<std::uint64_t, Change> alarms;
        std::vector<Override> overridesBefore;
        std::vector<Override> overridesAfter;
    };
    /// An action while it runs: its records carry it.
    struct Running {
        std::uint64_t actionId = 0;
        std::string operatorName;
        std::map<std::uint64_t, Alarm> before;
    };

    // Book keeping.
    void log(RecordKind kind, const Alarm& alarm, base::Utc at, std::string text = {},
             std::optional<base::Utc> until = {});
    void log(Record record);
    template <typename F> void change(std::uint64_t id, F&& edit);
    void remember(const Alarm& alarm);
    void insert(Alarm alarm);
    void index(const Alarm& alarm);
    void close(std::uint64_t id, base::Utc at, std::string text = {});
    void boundWaiting(base::Utc at);

    // Transitions.
    void raise(const Change& change, const SubjectFacts& facts, const Rule& rule, base::Utc at);
    void raiseAgain(std::uint64_t id, const Change& change, const SubjectFacts& facts,
                    const Rule& rule, base::Utc at);
    void changeSeverity(std::uint64_t id, const Change& change, base::Utc at);
    void clear(std::uint64_t id, const Change& change, base::Utc at);
    /// A shelf, a suppression or an out of service ended.
    void surface(std::uint64_t id, base::Utc at);

    // What lies over alarms.
    [[nodiscard]] std::uint8_t suppressionOf(const Alarm& alarm) const;
    [[nodiscard]] bool isOutOfService(const Alarm& alarm) const;
    void cover(std::uint64_t id, base::Utc at, const std::string& text);
    void coverAll(base::Utc at, const std::string& text);
    void endShelf(std::uint64_t id, RecordKind kind, base::Utc at, const std::string& text);
    void setOverrides(std::vector<Override> overrides);
    void putOverride(Override added);
    void endOverrides(base::Utc at);
    void logOverride(RecordKind kind, const Override& over, base::Utc at, std::string text);

    // Actions: why it is refused, or nothing.
    using Refusal = std::optional<std::string>;
    [[nodiscard]] Refusal perform(const Action& action, base::Utc at);
    [[nodiscard]] Refusal performOnAlarms(const Action& action, base::Utc at);
    [[nodiscard]] Refusal shelve(const Action& action, const Ids& targets, base::Utc at);
    [[nodiscard]] Refusal takeOutOfService(const Action& action, base::Utc at);
    [[nodiscard]] Refusal returnToService(const Action& action, base::Utc at);
    [[nodiscard]] Refusal beginMaintenance(const Action& action, base::Utc at);
    [[nodiscard]] Refusal endMaintenance(const Action& action, base::Utc at);
    [[nodiscard]] Refusal undo(const Action& action, base::Utc at);
    [[nodiscard]] Refusal signOn(const Action& action, base::Utc at);
    [[nodiscard]] Refusal signOff(base::Utc at);
    [[nodiscard]] Refusal handOver(const Action& action, base::Utc at);
    [[nodiscard]] Refusal mute(const Action& action, base::Utc at);
    /// By id and by incident, those that are in the book.
    [[nodiscard]] Ids targetsOf(const Action& action) const;
    void setOperator(const std::string& name);
    bool takeBack(std::uint64_t id, const Done::Change& done, base::Utc at);
    void finish(const Action& action, std::vector<Override> overridesBefore);

    std::map<std::uint64_t, Alarm> m_alarms;
    std::map<std::pair<Subject, std::string>, std::uint64_t> m_byKey;
    Ids m_shelved;
    /// Gone and not seen.
    Ids m_waiting;
    std::map<Subject, std::uint8_t> m_suppressed;
    std::vector<Override> m_overrides;
    std::string m_operatorName;
    std::optional<base::Utc> m_mutedUntil;
    std::uint64_t m_lastAlarmId = 0;
    std::uint64_t m_lastRecord = 0;
    std::uint64_t m_lastActionId = 0;
    std::uint64_t m_revision = 0;

    std::optional<Running> m_running;
    std::deque<Done> m_done;
    Commit m_commit;
    Ids m_changed;
    Ids m_closed;
};

/// One place for every edit of an alarm.
template <typename F> void Book::Impl::change(std::uint64_t id, F&& edit) {
    Alarm& alarm = m_alarms.at(id);
    remember(alarm);
    std::forward<F>(edit)(alarm);
    index(alarm);
    m_changed.insert(id);
    ++m_revision;
}

/// True where it lies over alarms of this subject.
[[nodiscard]] bool covers(const Override& over, const Alarm& alarm);
/// The same subject and rule, of the same sort.
[[nodiscard]] bool isSamePlace(const Override& a, const Override& b);

} // namespace vigie::alarm
