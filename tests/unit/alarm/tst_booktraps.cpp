// SPDX-License-Identifier: GPL-3.0-or-later
//
// What alarm lists are known to get wrong; each by its name.
#include <QTest>

#include <array>

#include "core/alarm/evaluator.h"
#include "tests/unit/alarm/booksupport.h"

using namespace vigie;
using namespace vigie::alarm;
using testing::BookLab;
using namespace std::chrono_literals;

namespace {

/// An evaluator with one path and one gauge, and the book behind it.
class ChainLab {
public:
    explicit ChainLab(Rule rule) : m_evaluator(setOf({std::move(rule)})) {
        SubjectFacts node;
        node.key = {model::Scope::Node, "lyon", {}};
        SubjectFacts path;
        path.key = {model::Scope::Path, "lyon", "t7/1"};
        Evaluator::Rows rows;
        rows.node = {m_evaluator.subject(node)};
        rows.paths = {m_evaluator.subject(path)};
        m_subject = rows.paths.front();
        m_binding = m_evaluator.bind("lyon", rows);
    }
    static RuleSetPtr setOf(std::vector<Rule> rules) {
        auto set = std::make_shared<RuleSet>();
        set->rules = std::move(rules);
        return set;
    }
    void sample(std::int64_t value) {
        now += 1s;
        const std::array cells{model::Cell{value, now, true}};
        const std::array columns{
            SignalColumn{"rf.margin", model::Scope::Path, 1, model::MetricKind::Gauge, cells}};
        std::vector<Change> changes;
        m_evaluator.evaluate(m_binding, now, columns, changes);
        take(changes);
    }
    void setRules(std::vector<Rule> rules) {
        std::vector<Change> changes;
        (void)m_evaluator.setRules(setOf(std::move(rules)), now, changes);
        take(changes);
    }
    [[nodiscard]] const Alarm* alarm() const {
        return book.find(m_evaluator.factsOf(m_subject).key, "rf.margin");
    }
    Book book;
    base::Utc now = base::utcFromNs(1'700'000'000'000'000'000);

private:
    void take(const std::vector<Change>& changes) {
        for (const Change& change : changes) {
            Rule rule;
            rule.id = "rf.margin";
            book.apply(change, m_evaluator.factsOf(change.subject), rule, now);
        }
    }
    Evaluator m_evaluator;
    std::size_t m_subject = 0;
    std::size_t m_binding = 0;
};

} // namespace

class TestBookTraps : public QObject {
    Q_OBJECT
private slots:
    void anAcknowledgementDoesNotHideANewFault() {
        BookLab lab;
        lab.raise(lab.rule, Severity::Minor);
        QVERIFY(lab.act(ActionKind::Acknowledge, lab.find(lab.rule)));
        // Another fault of the same subject is an alarm of its own.
        lab.raise(lab.latching, Severity::Minor);
        QCOMPARE(lab.find(lab.latching)->state, AlarmState::Active);
        // The same fault, worse.
        lab.change(lab.rule, Severity::Critical);
        QCOMPARE(lab.find(lab.rule)->state, AlarmState::Active);
        QVERIFY(lab.find(lab.rule)->acknowledgedBy.empty());
        // Better does not call the operator again.
        QVERIFY(lab.act(ActionKind::Acknowledge, lab.find(lab.rule)));
        lab.change(lab.rule, Severity::Major);
        QCOMPARE(lab.find(lab.rule)->state, AlarmState::Acknowledged);
        // The same fault, come back after it had gone.
        lab.clear(lab.rule);
        lab.raise(lab.rule, Severity::Major);
        QCOMPARE(lab.find(lab.rule)->state, AlarmState::Active);
    }

    void unshelvingReturnsToUnacknowledged() {
        for (const bool isByTime : {false, true}) {
            BookLab lab;
            lab.raise(lab.rule);
            QVERIFY(lab.act(ActionKind::Acknowledge, lab.find(lab.rule)));
            QVERIFY(lab.act(ActionKind::Shelve, lab.find(lab.rule)));
            if (isByTime) {
                lab.now += 1h;
                lab.book.advance(lab.now);
            } else {
                QVERIFY(lab.act(ActionKind::Unshelve, lab.find(lab.rule)));
            }
            QCOMPARE(lab.find(lab.rule)->state, AlarmState::Active);
            QVERIFY(lab.find(lab.rule)->isAnnunciated());
            QVERIFY(lab.find(lab.rule)->acknowledgedBy.empty());
        }
    }

    void aDelayedAlarmDoesNotFireAfterItsRuleWasDisabled() {
        Rule rule = margin();
        ChainLab lab(rule);
        lab.sample(5);
        lab.sample(0);
        lab.sample(0); // below the limit; the on-delay runs
        QVERIFY(lab.alarm() == nullptr);
        rule.isEnabled = false;
        lab.setRules({rule});
        for (int i = 0; i < 60; ++i) {
            lab.sample(0);
        }
        QVERIFY(lab.alarm() == nullptr);
        // Enabled again it fires: the samples were such.
        rule.isEnabled = true;
        lab.setRules({rule});
        for (int i = 0; i < 60; ++i) {
            lab.sample(0);
        }
        QVERIFY(lab.alarm() != nullptr);
    }

    void acknowledgementsAreNotLostOnRestart() {
        BookLab lab;
        lab.raise(lab.rule);
        QVERIFY(lab.act(ActionKind::Acknowledge, lab.find(lab.rule)));
        Book again(lab.book.state());
        const Alarm* restored = again.find(lab.path.key, lab.rule.id);
        QVERIFY(restored != nullptr);
        QCOMPARE(restored->state, AlarmState::Acknowledged);
        QCOMPARE(restored->acknowledgedBy, std::string("Ana"));
        // The desk that began anew finds it raised once more: it knows it already.
        Change raised;
        raised.severity = Severity::Minor;
        again.apply(raised, lab.path, lab.rule, lab.now + 10s);
        QCOMPARE(again.find(lab.path.key, lab.rule.id)->state, AlarmState::Acknowledged);
        QVERIFY(again.takeCommit().isEmpty());
    }

    void aReloadMakesNoDuplicates() {
        Rule rule = margin();
        ChainLab lab(rule);
        for (int i = 0; i < 30; ++i) {
            lab.sample(0);
        }
        QVERIFY(lab.alarm() != nullptr);
        const auto id = lab.alarm()->id;
        rule.name.en = "Margin";
        for (int reload = 0; reload < 5; ++reload) {
            rule.name.en += "!";
            lab.setRules({rule});
            for (int i = 0; i < 30; ++i) {
                lab.sample(0);
            }
        }
        QCOMPARE(lab.book.alarms().size(), std::size_t{1});
        QCOMPARE(lab.alarm()->id, id);
        QCOMPARE(lab.alarm()->occurrences, 1U);
    }

    void aNodeThatLostContactDoesNotClearItsAlarms() {
        BookLab lab;
        lab.raise(lab.rule);
        // What the engine says of a node that is gone: nothing of its paths, but that the node is.
        lab.tell(Change::What::Raised, lab.latching, lab.node, Severity::Critical);
        lab.book.suppress(lab.path.key, Suppression::ParentFailed, true, lab.now);
        lab.now += 3h;
        lab.book.advance(lab.now);
        QVERIFY(lab.find(lab.rule) != nullptr && lab.find(lab.rule)->isPresent());
        // Back in contact it is shown again, as not seen.
        lab.book.suppress(lab.path.key, Suppression::ParentFailed, false, lab.now);
        QCOMPARE(lab.find(lab.rule)->state, AlarmState::Active);
        QVERIFY(lab.find(lab.rule)->isAnnunciated());
    }

    void aRuleThatIsRemovedLetsItsAlarmsGo() {
        BookLab lab;
        lab.raise(lab.rule);
        QVERIFY(lab.act(ActionKind::Acknowledge, lab.find(lab.rule)));
        (void)lab.book.takeCommit();
        lab.clear(lab.rule, Change::Because::RuleGone);
        QVERIFY(lab.find(lab.rule) == nullptr);
        const Commit commit = lab.book.takeCommit();
        QCOMPARE(commit.records.back().kind, RecordKind::Closed);
        QCOMPARE(commit.records.back().text, std::string("rule removed"));
    }

    void chatterIsOneAlarmAndOneLine() {
        // A metric that crosses its limit each second for an hour.
        ChainLab lab(margin());
        for (int i = 0; i < 20; ++i) {
            lab.sample(0);
        }
        for (int i = 0; i < 3600; ++i) {
            lab.sample(i % 2 == 0 ? 5 : 0);
        }
        QVERIFY(lab.alarm() != nullptr);
        int raised = 0;
        const Commit commit = lab.book.takeCommit();
        for (const Record& record : commit.records) {
            raised += record.kind == RecordKind::Raised || record.kind == RecordKind::RaisedAgain;
        }
        QCOMPARE(raised, 1);
        QCOMPARE(commit.records.size(), std::size_t{1});
    }

private:
    /// As the rules that are shipped have it (MER: 5 s on, 30 s off).
    static Rule margin() {
        Rule rule;
        rule.id = "rf.margin";
        rule.kind = FaultKind::RfMargin;
        rule.signal = "rf.margin";
        Step step;
        step.severity = Severity::Major;
        step.compare = Compare::Below;
        step.limit = 1;
        step.clear = 1;
        step.onDelay = 5s;
        step.offDelay = 30s;
        rule.steps = {step};
        rule.isOnAirOnly = false;
        return rule;
    }
};

QTEST_APPLESS_MAIN(TestBookTraps)
#include "tst_booktraps.moc"
