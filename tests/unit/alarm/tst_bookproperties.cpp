// SPDX-License-Identifier: GPL-3.0-or-later
//
// Whatever happens in whatever order: no alarm is lost, doubled or stuck, and a book that was
// written down and read again is the same book.
#include <QTest>

#include <map>
#include <set>

#include "core/alarm/book.h"
#include "tests/support/alarmevents.h"

using namespace vigie;
using namespace vigie::alarm;

namespace {

/// A copy of a book that knows it from its commits alone, as the journal does.
struct Follower {
    std::map<std::uint64_t, Alarm> alarms;
    std::vector<Override> overrides;
    std::map<Subject, std::uint8_t> suppressed;
    std::string operatorName;
    std::optional<base::Utc> mutedUntil;
    std::uint64_t lastRecord = 0;
    /// Those of which a record says that they were raised, and that they left.
    std::set<std::uint64_t> raised;
    std::set<std::uint64_t> closed;
    bool isGapless = true;

    void take(const Commit& commit) {
        for (const Record& record : commit.records) {
            isGapless = isGapless && record.sequence == lastRecord + 1;
            lastRecord = record.sequence;
            if (record.kind == RecordKind::Raised) {
                raised.insert(record.alarmId);
            } else if (record.kind == RecordKind::Closed) {
                closed.insert(record.alarmId);
            } else if (record.kind == RecordKind::Undone) {
                closed.erase(record.alarmId);
            }
        }
        for (const Alarm& alarm : commit.alarms) {
            alarms.insert_or_assign(alarm.id, alarm);
        }
        for (const std::uint64_t id : commit.closed) {
            alarms.erase(id);
        }
        overrides = commit.overrides.value_or(overrides);
        for (const auto& [subject, bits] : commit.suppressed) {
            if (bits == 0) {
                suppressed.erase(subject);
            } else {
                suppressed[subject] = bits;
            }
        }
        operatorName = commit.operatorName.value_or(operatorName);
        mutedUntil = commit.mutedUntil.value_or(mutedUntil);
    }
};

QString describe(std::uint64_t seed, int step) {
    return QStringLiteral("seed %1, step %2").arg(seed).arg(step);
}

} // namespace

class TestBookProperties : public QObject {
    Q_OBJECT
private slots:
    void nothingIsLostDoubledOrStuck() {
        constexpr int seeds = 200;
        constexpr int steps = 600;
        std::size_t closedInAll = 0;
        for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
            testing::AlarmEvents events(seed);
            Book book;
            Follower follower;
            for (int step = 0; step < steps; ++step) {
                events.step(book);
                follower.take(book.takeCommit());
                const QByteArray where = describe(seed, step).toUtf8();
                QVERIFY2(follower.isGapless, where);
                // Not doubled: one per subject and rule, and found under it.
                std::set<std::pair<Subject, std::string>> keys;
                for (const auto& [id, alarm] : book.alarms()) {
                    QVERIFY2(keys.emplace(alarm.subject, alarm.ruleId).second, where);
                    const Alarm* found = book.find(alarm.subject, alarm.ruleId);
                    QVERIFY2(found != nullptr && found->id == id, where);
                    // A shelf always has an end, and what is gone and seen stays only for a shelf.
                    QVERIFY2(alarm.state != AlarmState::Normal || alarm.shelf, where);
                    QVERIFY2(!alarm.shelf || alarm.shelf->until > base::Utc{}, where);
                    QVERIFY2(alarm.state != AlarmState::Acknowledged ||
                                 !alarm.acknowledgedBy.empty(),
                             where);
                    QVERIFY2(alarm.state != AlarmState::Active || alarm.acknowledgedBy.empty(),
                             where);
                }
                // Not lost: what is present is in the book as present, with its severity, and
                // nothing else is present there.
                std::size_t present = 0;
                for (const auto& [key, severity] : events.present()) {
                    const Alarm* found =
                        book.find(events.subjects()[key.first].key, events.rules()[key.second].id);
                    QVERIFY2(found != nullptr && found->isPresent(), where);
                    QVERIFY2(found->severity == severity, where);
                }
                for (const auto& [id, alarm] : book.alarms()) {
                    present += alarm.isPresent() ? 1 : 0;
                }
                QCOMPARE(present, events.present().size());
                // Every alarm that was raised is in the book or has its closing record.
                for (const std::uint64_t id : follower.raised) {
                    QVERIFY2(book.alarms().contains(id) != follower.closed.contains(id), where);
                }
            }
            QVERIFY(follower.alarms == book.alarms());
            QVERIFY(follower.overrides == book.overrides());
            QVERIFY(follower.suppressed == book.state().suppressed);
            QCOMPARE(follower.operatorName, book.operatorName());
            QVERIFY(follower.mutedUntil == book.mutedUntil());
            QCOMPARE(follower.lastRecord, book.state().lastRecord);
            closedInAll += follower.closed.size();

            // Not stuck: all gone, all seen, all unshelved leaves nothing.
            while (!events.present().empty()) {
                const auto key = events.present().begin()->first;
                events.tell(book, key.first, key.second, Change::What::Cleared, Severity::None);
            }
            book.advance(events.now() + std::chrono::hours(24 * 31));
            Action action;
            action.operatorName = "Ana";
            for (const auto& [id, alarm] : book.alarms()) {
                action.alarmIds.push_back(id);
            }
            // Refused where nothing is left to do: that is the point.
            (void)book.act(action, events.now());
            action.kind = ActionKind::Reset;
            (void)book.act(action, events.now());
            QVERIFY2(book.alarms().empty(), describe(seed, steps).toUtf8());
        }
        // It did get somewhere.
        QVERIFY(closedInAll > 5000);
    }

    void aRestoredBookIsTheSameBook() {
        for (std::uint64_t seed = 1; seed <= 100; ++seed) {
            testing::AlarmEvents events(seed);
            Book book;
            for (std::uint64_t step = 0; step < 100 + seed * 3; ++step) {
                events.step(book);
            }
            (void)book.takeCommit();
            const BookState state = book.state();
            Book again(state);
            QVERIFY2(again.state() == state, describe(seed, 0).toUtf8());
            QVERIFY(again.takeCommit().isEmpty());

            // From here on both live through the same. Actions of before cannot be undone after a
            // restart, so the old book forgets them too: a hundred others push them out.
            for (int i = 0; i < 100; ++i) {
                for (Book* one : {&book, &again}) {
                    Change raised;
                    raised.severity = Severity::Minor;
                    raised.since = events.now();
                    SubjectFacts facts;
                    facts.key = {model::Scope::Node, "other", {}};
                    if (one->find(facts.key, "other") == nullptr) {
                        Rule rule;
                        rule.id = "other";
                        one->apply(raised, facts, rule, events.now());
                    }
                    Action comment;
                    comment.kind = ActionKind::Comment;
                    comment.operatorName = "Ana";
                    comment.text = "seen";
                    comment.alarmIds = {one->find(facts.key, "other")->id};
                    QVERIFY(one->act(comment, events.now()));
                }
            }
            testing::AlarmEvents same = events;
            for (int step = 0; step < 300; ++step) {
                events.step(book);
                same.step(again);
                const Commit one = book.takeCommit();
                const Commit other = again.takeCommit();
                const QByteArray where = describe(seed, step).toUtf8();
                QVERIFY2(one.records == other.records, where);
                QVERIFY2(one.alarms == other.alarms, where);
                QVERIFY2(one.closed == other.closed, where);
            }
            QVERIFY2(book.state() == again.state(), describe(seed, 300).toUtf8());
        }
    }
};

QTEST_APPLESS_MAIN(TestBookProperties)
#include "tst_bookproperties.moc"
