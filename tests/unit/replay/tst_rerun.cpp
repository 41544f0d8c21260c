// SPDX-License-Identifier: GPL-3.0-or-later
//
// A recorded hour judged again: what the desk said live, to the bit.
#include <QTest>

#include <algorithm>
#include <set>

#include "core/config/rulesfile.h"
#include "core/replay/notes.h"
#include "core/replay/rerun.h"
#include "tests/support/pastlab/site.h"
#include "tests/unit/replay/memoryrecording.h"

using namespace vigie;
using namespace std::chrono_literals;
using test::MemoryRecording;

namespace {

engine::BeginState firstBegin() {
    engine::BeginState begin;
    begin.plan = pastlab::Site::plan();
    begin.rules = config::defaultRules();
    return begin;
}

std::vector<record::Item> livedItems(void (*story)(pastlab::Lab&)) {
    std::vector<record::Item> items;
    pastlab::Lab lab(firstBegin(),
                     [&items](record::Item item) { items.push_back(std::move(item)); });
    story(lab);
    return items;
}

/// The hour, lived once for all tests.
const std::vector<record::Item>& hour() {
    static const std::vector<record::Item> items = livedItems(pastlab::playHour);
    return items;
}

std::string wordOf(const replay::Raised& raised) {
    return raised.ruleId + " of " + raised.subject.nodeId + "/" + raised.subject.id + " at " +
           base::toIso8601(raised.since) + " until " +
           (raised.cleared ? base::toIso8601(*raised.cleared) : "?") + " id " +
           std::to_string(raised.alarmId) + "#" + std::to_string(raised.occurrences) + " in " +
           std::to_string(raised.incidentId);
}

void compareReports(const replay::RunReport& one, const replay::RunReport& other) {
    for (std::size_t i = 0; i < std::min(one.alarms.size(), other.alarms.size()); ++i) {
        QVERIFY2(one.alarms[i] == other.alarms[i],
                 (wordOf(one.alarms[i]) + " | " + wordOf(other.alarms[i])).c_str());
    }
    QCOMPARE(one.alarms.size(), other.alarms.size());
    QVERIFY(one.incidents == other.incidents);
    QCOMPARE(QString::fromStdString(one.fingerprint), QString::fromStdString(other.fingerprint));
}

std::size_t countOf(const replay::RunReport& report, const std::string& rule) {
    return static_cast<std::size_t>(
        std::count_if(report.alarms.begin(), report.alarms.end(),
                      [&rule](const auto& raised) { return raised.ruleId == rule; }));
}

/// The shipped rules without one, or with another delay before it.
alarm::RuleSetPtr changed(const std::string& id, std::optional<std::chrono::milliseconds> onDelay) {
    auto rules = std::make_shared<alarm::RuleSet>(*config::defaultRules());
    rules->source = "changed.yaml";
    for (alarm::Rule& rule : rules->rules) {
        if (rule.id == id && onDelay) {
            for (alarm::Step& step : rule.steps) {
                step.onDelay = *onDelay;
            }
        } else if (rule.id == id) {
            rule.isEnabled = false;
        }
    }
    return rules;
}

} // namespace

class TestRerun : public QObject {
    Q_OBJECT
private slots:
    void theHourHasAllThatItClaims() {
        MemoryRecording recording(hour());
        const auto lived = replay::asRecorded(recording, {});
        QVERIFY2(lived.has_value(), lived ? "" : lived.error().message.c_str());
        for (const char* rule : {"content.black", "rf.unlocked", "rf.margin", "node.no_contact"}) {
            QVERIFY2(countOf(*lived, rule) > 0, rule);
        }
        QVERIFY(lived->incidents.size() > 5);
        QVERIFY(lived->to - lived->from > 59min);
        std::set<alarm::RecordKind> kinds;
        std::size_t begins = 0;
        for (const record::Item& item : hour()) {
            const auto* note = std::get_if<record::Note>(&item.what);
            if (note != nullptr && note->kind == record::NoteKind::Entry) {
                const auto entry = replay::readEntry(note->bytes);
                QVERIFY(entry.has_value());
                for (const auto& one : entry->commit.records) {
                    kinds.insert(one.kind);
                }
            }
            begins += note != nullptr && note->kind == record::NoteKind::Begin ? 1 : 0;
        }
        QVERIFY(begins >= 6);
        using Kind = alarm::RecordKind;
        for (const Kind kind :
             {Kind::Raised,           Kind::RaisedAgain,    Kind::Cleared,
              Kind::Acknowledged,     Kind::Commented,      Kind::Assigned,
              Kind::Undone,           Kind::Shelved,        Kind::MaintenanceBegan,
              Kind::MaintenanceEnded, Kind::OutOfService,   Kind::ReturnedToService,
              Kind::HandedOver,       Kind::SignedOn,       Kind::RulesLoaded,
              Kind::RulesRefused,     Kind::IncidentOpened, Kind::IncidentEnded,
              Kind::Suppressed,       Kind::Released}) {
            QVERIFY2(kinds.contains(kind), std::to_string(static_cast<int>(kind)).c_str());
        }
    }

    void judgedAgainItIsWhatTheDeskSaid() {
        MemoryRecording recording(hour());
        const auto lived = replay::asRecorded(recording, {});
        const auto again = replay::rerun(recording, {});
        QVERIFY2(again.has_value(), again ? "" : again.error().message.c_str());
        compareReports(*lived, *again);
        QVERIFY(!again->settled.has_value());
        const auto found = replay::compare(*lived, *again, 0ms, 1s);
        QCOMPARE(found.differences.size(), std::size_t{0});
        QVERIFY(again->inputs > 15'000);
    }

    void twoRunsAreEqual() {
        MemoryRecording recording(hour());
        const auto one = replay::rerun(recording, {});
        const auto other = replay::rerun(recording, {});
        compareReports(*one, *other);
    }

    void anotherHourIsAnother() {
        MemoryRecording recording(hour());
        auto items = hour();
        // One tick less, in the middle of a black picture.
        const auto tick = std::find_if(items.begin() + 900, items.end(),
                                       [](const auto& item) { return item.isTick(); });
        items.erase(tick);
        MemoryRecording less(items);
        const auto one = replay::rerun(recording, {});
        const auto other = replay::rerun(less, {});
        QVERIFY(one.has_value() && other.has_value());
        QVERIFY(other->inputs == one->inputs - 1);
    }

    void withoutActsNothingIsAcknowledged() {
        MemoryRecording recording(hour());
        replay::RerunOptions options;
        options.hasActions = false;
        std::size_t acknowledged = 0;
        options.entries = [&acknowledged](const journal::Entry& entry) {
            acknowledged += static_cast<std::size_t>(std::count_if(
                entry.commit.records.begin(), entry.commit.records.end(),
                [](const auto& one) { return one.kind == alarm::RecordKind::Acknowledged; }));
        };
        const auto again = replay::rerun(recording, options);
        QVERIFY(again.has_value());
        QCOMPARE(acknowledged, std::size_t{0});
        options.hasActions = true;
        QVERIFY(replay::rerun(recording, options).has_value());
        QVERIFY(acknowledged > 0);
    }

    void aRuleThatGoesHidesWhatItSaid() {
        MemoryRecording recording(hour());
        replay::RerunOptions options;
        options.rules = config::defaultRules();
        const auto baseline = replay::rerun(recording, options);
        options.rules = changed("rf.unlocked", {});
        const auto candidate = replay::rerun(recording, options);
        const auto found = replay::compare(*baseline, *candidate, 0ms, 5s);
        QVERIFY(countOf(*baseline, "rf.unlocked") > 0);
        QCOMPARE(countOf(*candidate, "rf.unlocked"), std::size_t{0});
        std::size_t vanished = 0;
        std::size_t hidden = 0;
        for (const auto& difference : found.differences) {
            if (difference.kind == replay::Difference::Kind::Vanished && difference.alarmBefore &&
                difference.alarmBefore->ruleId == "rf.unlocked") {
                ++vanished;
                hidden += replay::hiddenOutage(difference, found) != nullptr ? 1 : 0;
            }
        }
        QCOMPARE(vanished, countOf(*baseline, "rf.unlocked"));
        QCOMPARE(hidden, vanished);
    }

    void aLongerDelayMovesByIt() {
        MemoryRecording recording(livedItems(pastlab::playOutage));
        replay::RerunOptions options;
        options.rules = config::defaultRules();
        const auto baseline = replay::rerun(recording, options);
        options.rules = changed("content.black", 7s);
        const auto candidate = replay::rerun(recording, options);
        const auto found = replay::compare(*baseline, *candidate, 0ms, 10s);
        const auto moved = std::find_if(
            found.differences.begin(), found.differences.end(), [](const auto& difference) {
                return difference.kind == replay::Difference::Kind::Moved &&
                       difference.alarmBefore && difference.alarmBefore->ruleId == "content.black";
            });
        QVERIFY(moved != found.differences.end());
        QVERIFY(moved->beginMoved > 6s && moved->beginMoved < 9s);
        QCOMPARE(moved->endMoved, 0ms);
        QVERIFY(replay::compare(*baseline, *candidate, 30s, 10s).isSame());
    }

    void recordedRulesGoAlong() {
        // With rules given, the reloads of the recording are not followed.
        MemoryRecording recording(hour());
        std::size_t loads = 0;
        replay::RerunOptions options;
        options.entries = [&loads](const journal::Entry& entry) {
            loads += static_cast<std::size_t>(std::count_if(
                entry.commit.records.begin(), entry.commit.records.end(),
                [](const auto& one) { return one.kind == alarm::RecordKind::RulesLoaded; }));
        };
        QVERIFY(replay::rerun(recording, options).has_value());
        QCOMPARE(loads, std::size_t{2});
        options.rules = config::defaultRules();
        QVERIFY(replay::rerun(recording, options).has_value());
        QCOMPARE(loads, std::size_t{2});
    }

    void aPartBeginsWhereItIsToldTo() {
        MemoryRecording recording(hour());
        const auto whole = replay::rerun(recording, {});
        replay::RerunOptions options;
        options.from = whole->from + 25min;
        options.to = whole->from + 45min;
        const auto part = replay::rerun(recording, options);
        QVERIFY2(part.has_value(), part ? "" : part.error().message.c_str());
        QVERIFY(part->settled.has_value());
        QVERIFY(part->from <= *options.from && part->from >= *options.from - 10min - 5s);
        QVERIFY(part->to <= *options.to && part->to >= *options.to - 5s);
        QVERIFY(!part->alarms.empty());
        // Once delays have settled it says the same as the whole.
        const auto after = [&](const replay::RunReport& report) {
            std::set<std::pair<std::string, base::Utc>> all;
            for (const auto& raised : report.alarms) {
                if (raised.since > part->from + 3min && raised.since <= part->to) {
                    all.emplace(raised.ruleId + raised.subject.nodeId + raised.subject.id,
                                raised.since);
                }
            }
            return all;
        };
        QVERIFY(!after(*part).empty());
        QVERIFY(after(*part) == after(*whole));
        compareReports(*part, *replay::rerun(recording, options));
    }

    void aDeskThatBeganAnewBeginsAnew() {
        std::vector<record::Item> items;
        const auto put = [&items](record::Item item) { items.push_back(std::move(item)); };
        pastlab::Lab first(firstBegin(), put);
        pastlab::Site before(first);
        before.connectAll();
        before.play(20);
        before.setBlack(before.cloudAsia, 1, true);
        before.play(20);
        pastlab::Lab second(first.kept(), put, first.order() + 1, pastlab::Lab::firstSecond + 100,
                            2);
        pastlab::Site after(second);
        after.setBlack(after.cloudAsia, 1, true);
        after.connectAll();
        after.play(20);
        after.setBlack(after.cloudAsia, 1, false);
        after.play(20);
        MemoryRecording recording(items);
        const auto lived = replay::asRecorded(recording, {});
        const auto again = replay::rerun(recording, {});
        QVERIFY(lived.has_value() && again.has_value());
        QVERIFY(countOf(*lived, "content.black") >= 2);
        compareReports(*lived, *again);
    }

    void whatCannotBeJudgedSaysSo() {
        MemoryRecording nothing({});
        QVERIFY(!replay::rerun(nothing, {}).has_value());
        auto items = hour();
        std::erase_if(items, [](const auto& item) {
            const auto* note = std::get_if<record::Note>(&item.what);
            return note != nullptr && note->kind == record::NoteKind::Begin;
        });
        MemoryRecording headless(items);
        const auto again = replay::rerun(headless, {});
        QVERIFY(!again.has_value());
        QVERIFY(again.error().message.find("begin from") != std::string::npos);
    }

    void itEndsWhenItIsToldTo() {
        MemoryRecording recording(hour());
        std::stop_source stop;
        double last = -1;
        replay::RerunOptions options;
        options.progress.stop = stop.get_token();
        options.progress.tell = [&](double done) {
            QVERIFY(done >= last);
            last = done;
            if (done > 0.3) {
                stop.request_stop();
            }
        };
        QVERIFY(!replay::rerun(recording, options).has_value());
        QVERIFY(last > 0.3 && last < 0.9);
    }
};

QTEST_GUILESS_MAIN(TestRerun)
#include "tst_rerun.moc"
