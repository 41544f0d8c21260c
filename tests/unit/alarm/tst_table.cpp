// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/alarm/table.h"

using namespace vigie;
using alarm::AlarmState;
using alarm::FaultKind;
using alarm::Rule;
using alarm::Severity;
using alarm::Table;
using alarm::Trigger;
using std::chrono::milliseconds;

namespace {

base::Utc at(std::int64_t ms) {
    return base::utcFromNs(1'785'000'000'000'000'000 + ms * 1'000'000);
}

const alarm::Observation present{true, std::nullopt};
const alarm::Observation absent{false, std::nullopt};
const alarm::Observation unknown{};

alarm::Observation figure(double value) {
    return {std::nullopt, value};
}

std::vector<Rule> oneRule() {
    return {{FaultKind::Black, Severity::Major, milliseconds{2000}, milliseconds{3000}}};
}

} // namespace

class TestTable : public QObject {
    Q_OBJECT
    Table m_table{oneRule()};
    std::size_t m_path = 0;

    [[nodiscard]] std::string state() const {
        if (m_table.alarms().empty()) {
            return "none";
        }
        switch (m_table.alarms().begin()->second.state) {
        case AlarmState::Active:
            return "active";
        case AlarmState::Acknowledged:
            return "acknowledged";
        case AlarmState::Returned:
            return "returned";
        }
        return "";
    }
    void observe(const alarm::Observation& observation, std::int64_t ms) {
        m_table.observe(m_path, FaultKind::Black, observation, at(ms));
    }

private slots:
    void init() {
        m_table = Table(oneRule());
        m_path = m_table.subject({model::Scope::Path, "n", "p"});
    }

    void onDelay() {
        observe(present, 0);
        observe(present, 1999);
        QCOMPARE(state(), std::string("none"));
        QVERIFY(m_table.faults(m_path).empty());
        observe(present, 2000);
        QCOMPARE(state(), std::string("active"));
        const auto faults = m_table.faults(m_path);
        QCOMPARE(faults.size(), std::size_t{1});
        QCOMPARE(faults[0].since, at(0)); // since the condition began
        QCOMPARE(faults[0].severity, Severity::Major);
    }

    void aShortFaultIsNone() {
        observe(present, 0);
        observe(absent, 1000);
        observe(present, 1500);
        observe(present, 3000);
        QCOMPARE(state(), std::string("none"));
        observe(present, 3500);
        QCOMPARE(state(), std::string("active"));
    }

    void offDelayAndFlapping() {
        observe(present, 0);
        observe(present, 2000);
        observe(absent, 5000);
        observe(absent, 7999);
        QCOMPARE(state(), std::string("active"));
        observe(present, 7999); // back within the delay: nothing happened
        observe(absent, 8000);
        observe(absent, 10'999);
        QCOMPARE(state(), std::string("active"));
        observe(absent, 11'000);
        QCOMPARE(state(), std::string("returned"));
        QVERIFY(m_table.faults(m_path).empty());
        QCOMPARE(*m_table.alarms().begin()->second.cleared, at(11'000));
        QCOMPARE(m_table.alarms().size(), std::size_t{1});
        // Comes back before anyone looked: the same alarm again.
        const std::uint64_t id = m_table.alarms().begin()->first;
        observe(present, 20'000);
        observe(present, 22'000);
        QCOMPARE(state(), std::string("active"));
        QCOMPARE(m_table.alarms().begin()->first, id);
        QCOMPARE(m_table.alarms().begin()->second.since, at(20'000));
        QVERIFY(!m_table.alarms().begin()->second.cleared);
    }

    void acknowledge() {
        QVERIFY(!m_table.acknowledge(1));
        observe(present, 0);
        observe(present, 2000);
        const std::uint64_t id = m_table.alarms().begin()->first;
        QVERIFY(m_table.acknowledge(id));
        QCOMPARE(state(), std::string("acknowledged"));
        QVERIFY(!m_table.acknowledge(id));
        observe(absent, 3000);
        observe(absent, 6000);
        QCOMPARE(state(), std::string("none")); // seen and gone
        observe(present, 10'000);
        observe(present, 12'000);
        QCOMPARE(state(), std::string("active"));
        QVERIFY(m_table.alarms().begin()->first != id);
        observe(absent, 13'000);
        observe(absent, 16'000);
        QCOMPARE(state(), std::string("returned"));
        QVERIFY(m_table.acknowledge(m_table.alarms().begin()->first));
        QCOMPARE(state(), std::string("none"));
    }

    void unknownHoldsForAWhile() {
        observe(present, 0);
        observe(unknown, 1000); // not known: not begun
        observe(present, 1500);
        observe(present, 3500);
        QCOMPARE(state(), std::string("active"));
        observe(unknown, 4000);
        observe(unknown, 33'999);
        QCOMPARE(state(), std::string("active"));
        observe(present, 33'999);
        observe(unknown, 34'000);
        observe(unknown, 63'999);
        QCOMPARE(state(), std::string("active"));
        observe(unknown, 64'000);
        QCOMPARE(state(), std::string("returned"));
    }

    void retireReturnsWhatThereIs() {
        observe(present, 0);
        observe(present, 2000);
        m_table.retire(m_path, at(3000));
        QCOMPARE(state(), std::string("returned"));
        QCOMPARE(*m_table.alarms().begin()->second.cleared, at(3000));
        m_table.retire(m_path, at(4000));
        QCOMPARE(m_table.alarms().size(), std::size_t{1});
    }

    void figuresHaveHysteresisAndSteps() {
        Table table; // the built-in rules: margin below 1 dB major, below 0 critical
        const auto input = table.subject({model::Scope::Input, "n", "i"});
        const auto margin = [&](double db, std::int64_t ms) {
            table.observe(input, FaultKind::RfMargin, figure(db), at(ms));
        };
        margin(3, 0);
        margin(0.9, 1000);
        QVERIFY(table.alarms().empty());
        margin(0.8, 2000);
        QCOMPARE(table.alarms().begin()->second.severity, Severity::Major);
        QCOMPARE(*table.alarms().begin()->second.value, 0.8);
        QCOMPARE(*table.alarms().begin()->second.limit, 1.0);
        QVERIFY(table.acknowledge(table.alarms().begin()->first));
        margin(-0.1, 3000);
        QCOMPARE(table.alarms().size(), std::size_t{1}); // one alarm, worse now
        QCOMPARE(table.alarms().begin()->second.severity, Severity::Critical);
        QCOMPARE(table.alarms().begin()->second.state, AlarmState::Active);
        QCOMPARE(table.faults(input).size(), std::size_t{1});
        QCOMPARE(table.faults(input)[0].severity, Severity::Critical);
        QCOMPARE(table.faults(input)[0].since, at(1000));
        margin(0.2, 4000); // within the hysteresis: still critical
        margin(0.2, 20'000);
        QCOMPARE(table.alarms().begin()->second.severity, Severity::Critical);
        margin(1.2, 30'000);
        margin(1.2, 35'000);
        QCOMPARE(table.alarms().begin()->second.severity, Severity::Major);
        margin(1.6, 40'000);
        margin(1.6, 45'000);
        QCOMPARE(table.alarms().begin()->second.state, AlarmState::Returned);
    }

    void subjectsAndKindsAreApart() {
        Table table;
        const auto a = table.subject({model::Scope::Path, "n", "a"});
        const auto b = table.subject({model::Scope::Path, "n", "b"});
        QVERIFY(a != b);
        QCOMPARE(table.subject({model::Scope::Path, "n", "a"}), a);
        table.observe(a, FaultKind::Black, present, at(0));
        table.observe(a, FaultKind::NoData, present, at(1));
        table.observe(b, FaultKind::Silence, present, at(2));
        QCOMPARE(table.alarms().size(), std::size_t{3});
        const auto faults = table.faults(a);
        QCOMPARE(faults.size(), std::size_t{2});
        QCOMPARE(faults[0].kind, FaultKind::NoData); // worst first
        QCOMPARE(table.faults(b).size(), std::size_t{1});
        table.observe(a, FaultKind::Other, present, at(3)); // no rule, no alarm
        QCOMPARE(table.alarms().size(), std::size_t{3});
    }

    void everyKindHasARule() {
        for (std::size_t kind = 0; kind + 1 < alarm::faultKinds; ++kind) {
            const auto& rules = alarm::defaultRules();
            QVERIFY(std::any_of(rules.begin(), rules.end(), [kind](const Rule& rule) {
                return static_cast<std::size_t>(rule.kind) == kind &&
                       rule.severity != Severity::None;
            }));
        }
    }

    void returnedAlarmsAreBoundedActiveOnesAreNot() {
        Table table;
        const auto first = table.subject({model::Scope::Path, "n", "active"});
        table.observe(first, FaultKind::NoContact, present, at(0));
        for (int i = 0; i < 1500; ++i) {
            const auto path = table.subject({model::Scope::Path, "n", std::to_string(i)});
            table.observe(path, FaultKind::NoContact, present, at(i * 10));
            table.observe(path, FaultKind::NoContact, absent, at(i * 10 + 5));
        }
        QCOMPARE(table.alarms().size(), std::size_t{1001});
        QCOMPARE(table.alarms().begin()->second.state, AlarmState::Active);
        QCOMPARE(table.subjectAt(table.alarms().rbegin()->second.subject).id, std::string("1499"));
        QCOMPARE(table.subjectAt(std::next(table.alarms().begin())->second.subject).id,
                 std::string("500")); // the oldest went first
    }
};

QTEST_APPLESS_MAIN(TestTable)
#include "tst_table.moc"
