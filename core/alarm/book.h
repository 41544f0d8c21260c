// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/alarm/alarm.h"
#include "core/alarm/evaluator.h"
#include "core/base/result.h"

namespace vigie::alarm {

/// Everything a book remembers, for the journal and after a restart.
struct BookState {
    std::vector<Alarm> alarms;
    std::vector<Override> overrides;
    /// By design, by subject, whether or not it has alarms: bits of Suppression.
    std::map<Subject, std::uint8_t> suppressed;
    std::string operatorName; // signed on; empty: nobody
    std::optional<base::Utc> mutedUntil;
    std::uint64_t lastAlarmId = 0;
    std::uint64_t lastRecord = 0;
    std::uint64_t lastActionId = 0;
    bool operator==(const BookState&) const = default;
};

/// What one step changed: written to disk as one transaction, sent outward, shown.
struct Commit {
    std::vector<Record> records;
    /// In their new form.
    std::vector<Alarm> alarms;
    std::vector<std::uint64_t> closed;
    /// Set when they changed, as a whole.
    std::optional<std::vector<Override>> overrides;
    /// Subjects whose suppression changed, with their new bits; 0: none any more.
    std::map<Subject, std::uint8_t> suppressed;
    std::optional<std::string> operatorName;
    std::optional<std::optional<base::Utc>> mutedUntil;
    [[nodiscard]] bool isEmpty() const {
        return records.empty() && alarms.empty() && closed.empty() && !overrides &&
               suppressed.empty() && !operatorName && !mutedUntil;
    }
};

/// The alarms and their states: one per subject and rule. Pure: the same changes, actions and times
/// give the same states and records. docs/alarms.md has the transition table. What has gone and was
/// seen leaves; at most 5,000 that have gone and were not seen are kept (the oldest are closed with
/// a record). Not thread-safe.
class Book {
public:
    Book();
    explicit Book(BookState restored);
    ~Book();
    Book(const Book&) = delete;
    Book& operator=(const Book&) = delete;

    /// From the evaluator: `facts` and `rule` are of the change's subject and rule.
    void apply(const Change& change, const SubjectFacts& facts, const Rule& rule, base::Utc at);
    /// The id of the action, or why it was refused; a refusal changes nothing but the records. Of
    /// many alarms it acts on those that it can, and is refused only when it can do nothing. The
    /// newest 100 actions can be undone, not those of before a restart.
    [[nodiscard]] base::Result<std::uint64_t> act(const Action& action, base::Utc at);
    /// By design: off air by the schedule, or a parent failed. Evaluated and logged, not shown. For
    /// exactly this subject, also for alarms to come; remembered over a restart, so that whoever
    /// decides says both what begins and what has ended.
    void suppress(const Subject& subject, Suppression reason, bool isSuppressed, base::Utc at);
    /// Ends shelves and maintenance whose time has come.
    void advance(base::Utc at);
    /// The correlator put an alarm under an incident; 0: under none.
    void setIncident(std::uint64_t alarmId, std::uint64_t incidentId);
    /// An incident opened, changed, ended, or rules were loaded: goes into the records.
    void note(Record record);

    /// By id: oldest first.
    [[nodiscard]] const std::map<std::uint64_t, Alarm>& alarms() const;
    [[nodiscard]] const Alarm* find(const Subject& subject, std::string_view ruleId) const;
    [[nodiscard]] const std::vector<Override>& overrides() const;
    [[nodiscard]] const std::string& operatorName() const;
    [[nodiscard]] std::optional<base::Utc> mutedUntil() const;
    [[nodiscard]] BookState state() const;
    /// What changed since the last call.
    [[nodiscard]] Commit takeCommit();
    /// Grows with each change that a person would see.
    [[nodiscard]] std::uint64_t revision() const;

private:
    class Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace vigie::alarm
