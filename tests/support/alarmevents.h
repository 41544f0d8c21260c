// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <iterator>
#include <map>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/alarm/book.h"

namespace vigie::testing {

/// Random changes, actions and times on a book, from a seed: the same seed and the same book give
/// the same events. It plays an evaluator that is right: it knows what is present, and tells each
/// change once.
class AlarmEvents {
public:
    explicit AlarmEvents(std::uint64_t seed) : m_random(seed) {
        using model::Scope;
        for (int node = 0; node < nodes; ++node) {
            const std::string nodeId = "node" + std::to_string(node);
            addSubject({Scope::Node, nodeId, {}}, {});
            for (int input = 0; input < 2; ++input) {
                const std::string inputId = "in" + std::to_string(input);
                addSubject({Scope::Input, nodeId, inputId}, inputId);
                for (int path = 0; path < 3; ++path) {
                    addSubject({Scope::Path, nodeId, inputId + "/" + std::to_string(path)},
                               inputId);
                }
            }
        }
        for (int i = 0; i < 4; ++i) {
            alarm::Rule rule;
            rule.id = "rule" + std::to_string(i);
            rule.kind = static_cast<alarm::FaultKind>(i);
            rule.isLatched = i == 3;
            m_rules.push_back(std::move(rule));
        }
    }

    [[nodiscard]] base::Utc now() const { return m_now; }
    [[nodiscard]] const std::vector<alarm::SubjectFacts>& subjects() const { return m_subjects; }
    [[nodiscard]] const std::vector<alarm::Rule>& rules() const { return m_rules; }
    [[nodiscard]] const std::map<std::pair<std::size_t, std::size_t>, alarm::Severity>&
    present() const {
        return m_present;
    }

    /// One event, whatever it is.
    void step(alarm::Book& book) {
        m_now += std::chrono::milliseconds(below(20) == 0 ? below(7'200'000) : below(3000));
        switch (below(10)) {
        case 0:
        case 1:
        case 2:
        case 3:
            change(book);
            break;
        case 4:
            book.suppress(anySubject().key,
                          std::array{alarm::Suppression::OffAir, alarm::Suppression::Maintenance,
                                     alarm::Suppression::ParentFailed}[below(3)],
                          below(2) == 0, m_now);
            break;
        case 5:
            book.advance(m_now);
            break;
        case 6:
            if (!book.alarms().empty() && below(3) == 0) {
                book.setIncident(anyAlarm(book), below(4));
            }
            break;
        default:
            act(book);
            break;
        }
    }

    /// The condition of a subject and rule ends or begins.
    void tell(alarm::Book& book, std::size_t subject, std::size_t rule, alarm::Change::What what,
              alarm::Severity severity) {
        alarm::Change change;
        change.what = what;
        change.subject = subject;
        change.rule = rule;
        change.severity = severity;
        change.since = m_now - std::chrono::milliseconds(below(2000));
        change.value = static_cast<double>(below(1'000'000)) / 7.0;
        if (below(2) == 0) {
            change.limit = static_cast<double>(below(1000)) / 3.0;
        }
        if (what == alarm::Change::What::Cleared) {
            m_present.erase({subject, rule});
            change.because = static_cast<alarm::Change::Because>(below(5));
        } else {
            m_present[{subject, rule}] = severity;
        }
        book.apply(change, m_subjects[subject], m_rules[rule], m_now);
    }

private:
    static constexpr int nodes = 2;

    std::uint64_t below(std::uint64_t bound) { return m_random() % bound; }
    const alarm::SubjectFacts& anySubject() { return m_subjects[below(m_subjects.size())]; }
    alarm::Severity anySeverity() { return static_cast<alarm::Severity>(1 + below(4)); }

    void addSubject(alarm::Subject key, std::string inputId) {
        alarm::SubjectFacts facts;
        facts.key = std::move(key);
        facts.inputId = std::move(inputId);
        facts.feedId = "feed" + std::to_string(m_subjects.size() % 3);
        facts.regionId = "region" + std::to_string(m_subjects.size() % 2);
        m_subjects.push_back(std::move(facts));
    }

    std::uint64_t anyAlarm(const alarm::Book& book) {
        return std::next(book.alarms().begin(),
                         static_cast<std::ptrdiff_t>(below(book.alarms().size())))
            ->first;
    }

    void change(alarm::Book& book) {
        const std::size_t subject = below(m_subjects.size());
        const std::size_t rule = below(m_rules.size());
        const auto it = m_present.find({subject, rule});
        if (it == m_present.end()) {
            tell(book, subject, rule, alarm::Change::What::Raised, anySeverity());
        } else if (below(3) == 0) {
            tell(book, subject, rule, alarm::Change::What::SeverityChanged, anySeverity());
        } else {
            tell(book, subject, rule, alarm::Change::What::Cleared, alarm::Severity::None);
        }
    }

    void act(alarm::Book& book) {
        using alarm::ActionKind;
        alarm::Action action;
        action.kind = static_cast<ActionKind>(below(17));
        action.operatorName = std::array{"Ana", "Bo", "Cléo"}[below(3)];
        if (action.kind == ActionKind::HandOver && below(2) == 0) {
            action.operatorName = book.operatorName();
        }
        if (below(30) == 0) {
            action.operatorName.clear();
        }
        action.text = below(10) == 0 ? std::string() : "because " + std::to_string(below(50));
        for (std::uint64_t i = below(4); i > 0 && !book.alarms().empty(); --i) {
            action.alarmIds.push_back(anyAlarm(book));
        }
        if (below(20) == 0) {
            action.alarmIds.push_back(1'000'000'000);
        }
        if (below(5) == 0) {
            action.incidentIds.push_back(below(4));
        }
        if (below(2) == 0) {
            action.subject = anySubject().key;
            if (below(2) == 0) {
                action.ruleId = m_rules[below(m_rules.size())].id;
            }
        }
        action.until = m_now + std::chrono::minutes(below(100));
        if (below(10) == 0) {
            action.until.reset();
        }
        if (action.kind == ActionKind::Undo) {
            // Mostly the newest ones.
            action.undoes = m_lastAction > 6 ? m_lastAction - below(6) : below(10);
        }
        if (const auto done = book.act(action, m_now)) {
            m_lastAction = *done;
        }
    }

    std::mt19937_64 m_random;
    base::Utc m_now = base::utcFromNs(1'700'000'000'000'000'000);
    std::vector<alarm::SubjectFacts> m_subjects;
    std::vector<alarm::Rule> m_rules;
    /// What holds now, with its severity.
    std::map<std::pair<std::size_t, std::size_t>, alarm::Severity> m_present;
    std::uint64_t m_lastAction = 0;
};

} // namespace vigie::testing
