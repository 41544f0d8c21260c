// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include "core/alarm/book.h"

namespace vigie::testing {

/// A book with a path, its input and its node, and a clock; for tests that say what happens in
/// words.
struct BookLab {
    alarm::Book book;
    base::Utc now = base::utcFromNs(1'700'000'000'000'000'000);
    alarm::SubjectFacts path;
    alarm::SubjectFacts input;
    alarm::SubjectFacts node;
    alarm::Rule rule;
    alarm::Rule latching;

    BookLab() {
        using model::Scope;
        node.key = {Scope::Node, "lyon", {}};
        input.key = {Scope::Input, "lyon", "t7"};
        input.inputId = "t7";
        path.key = {Scope::Path, "lyon", "t7/1"};
        path.inputId = "t7";
        path.feedId = "tennis";
        path.regionId = "fr";
        rule.id = "path.black";
        rule.kind = alarm::FaultKind::Black;
        latching.id = "path.loss";
        latching.kind = alarm::FaultKind::Loss;
        latching.isLatched = true;
    }

    void tell(alarm::Change::What what, const alarm::Rule& of, const alarm::SubjectFacts& subject,
              alarm::Severity severity,
              alarm::Change::Because because = alarm::Change::Because::Condition) {
        now += std::chrono::seconds(1);
        alarm::Change change;
        change.what = what;
        change.severity = severity;
        change.since = now;
        change.value = 7.5;
        change.limit = 6.0;
        change.because = because;
        book.apply(change, subject, of, now);
    }
    void raise(const alarm::Rule& of, alarm::Severity severity = alarm::Severity::Minor) {
        tell(alarm::Change::What::Raised, of, path, severity);
    }
    void clear(const alarm::Rule& of,
               alarm::Change::Because because = alarm::Change::Because::Condition) {
        tell(alarm::Change::What::Cleared, of, path, alarm::Severity::None, because);
    }
    void change(const alarm::Rule& of, alarm::Severity severity) {
        tell(alarm::Change::What::SeverityChanged, of, path, severity);
    }

    [[nodiscard]] const alarm::Alarm* find(const alarm::Rule& of) const {
        return book.find(path.key, of.id);
    }

    /// On one alarm, by Ana, for a reason, for an hour; out of service until it is taken back.
    [[nodiscard]] alarm::Action action(alarm::ActionKind kind, const alarm::Alarm* on = nullptr) {
        now += std::chrono::seconds(1);
        alarm::Action made;
        made.kind = kind;
        made.operatorName = "Ana";
        made.text = "known";
        if (kind != alarm::ActionKind::OutOfService) {
            made.until = now + std::chrono::hours(1);
        }
        if (on != nullptr) {
            made.alarmIds = {on->id};
        }
        return made;
    }
    base::Result<std::uint64_t> act(alarm::ActionKind kind, const alarm::Alarm* on = nullptr) {
        const alarm::Action made = action(kind, on);
        return book.act(made, now);
    }
    base::Result<std::uint64_t> actOn(alarm::ActionKind kind, const alarm::Subject& subject) {
        alarm::Action made = action(kind);
        made.subject = subject;
        return book.act(made, now);
    }

    /// The kinds of the records since the last call.
    [[nodiscard]] std::vector<alarm::RecordKind> records() {
        std::vector<alarm::RecordKind> kinds;
        for (const alarm::Record& record : book.takeCommit().records) {
            kinds.push_back(record.kind);
        }
        return kinds;
    }
};

} // namespace vigie::testing
