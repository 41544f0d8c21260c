// SPDX-License-Identifier: GPL-3.0-or-later
//
// The transition table of docs/alarms.md: every state, every event.
#include <QTest>

#include <algorithm>
#include <map>

#include "tests/unit/alarm/booksupport.h"

using namespace vigie;
using namespace vigie::alarm;
using testing::BookLab;

namespace {

/// Where an alarm can be; those of E and F have a latching rule. Shelved ones are present, gone, or
/// shelved until they return.
enum class From {
    B,
    C,
    D,
    BLatching,
    CLatching,
    E,
    F,
    ShelvedActive,
    ShelvedAcknowledged,
    ShelvedNormal,
    ShelvedOnce,
    ShelvedE,
    ShelvedF,
    SuppressedActive,
    SuppressedAcknowledged,
    SuppressedReturned,
    OutActive,
    OutAcknowledged
};
enum class Event {
    Raised,
    Worse,
    Better,
    Cleared,
    RuleGone,
    Acknowledge,
    Reset,
    Shelve,
    ShelveOneShot,
    Unshelve,
    ShelfTime,
    Suppress,
    Release,
    OutOfService,
    ReturnToService
};

const std::map<From, const char*> fromNames{{From::B, "B"},
                                            {From::C, "C"},
                                            {From::D, "D"},
                                            {From::BLatching, "B latching"},
                                            {From::CLatching, "C latching"},
                                            {From::E, "E"},
                                            {From::F, "F"},
                                            {From::ShelvedActive, "shelved B"},
                                            {From::ShelvedAcknowledged, "shelved C"},
                                            {From::ShelvedNormal, "shelved A"},
                                            {From::ShelvedOnce, "shelved once"},
                                            {From::ShelvedE, "shelved E"},
                                            {From::ShelvedF, "shelved F"},
                                            {From::SuppressedActive, "suppressed B"},
                                            {From::SuppressedAcknowledged, "suppressed C"},
                                            {From::SuppressedReturned, "suppressed D"},
                                            {From::OutActive, "out of service B"},
                                            {From::OutAcknowledged, "out of service C"}};
const std::map<Event, const char*> eventNames{{Event::Raised, "true again"},
                                              {Event::Worse, "worse"},
                                              {Event::Better, "better"},
                                              {Event::Cleared, "clears"},
                                              {Event::RuleGone, "rule gone"},
                                              {Event::Acknowledge, "acknowledge"},
                                              {Event::Reset, "reset"},
                                              {Event::Shelve, "shelve"},
                                              {Event::ShelveOneShot, "shelve once"},
                                              {Event::Unshelve, "unshelve"},
                                              {Event::ShelfTime, "shelf time over"},
                                              {Event::Suppress, "suppress"},
                                              {Event::Release, "release"},
                                              {Event::OutOfService, "out of service"},
                                              {Event::ReturnToService, "return to service"}};

const Rule& ruleOf(const BookLab& lab, From from) {
    switch (from) {
    case From::BLatching:
    case From::CLatching:
    case From::E:
    case From::F:
    case From::ShelvedE:
    case From::ShelvedF:
        return lab.latching;
    default: // the others
        return lab.rule;
    }
}

void bring(BookLab& lab, From from) {
    const Rule& rule = ruleOf(lab, from);
    const auto act = [&](ActionKind kind) { QVERIFY(lab.act(kind, lab.find(rule))); };
    lab.raise(rule);
    switch (from) {
    case From::B:
    case From::BLatching:
        break;
    case From::C:
    case From::CLatching:
        act(ActionKind::Acknowledge);
        break;
    case From::D:
    case From::E:
        lab.clear(rule);
        break;
    case From::F:
        lab.clear(rule);
        act(ActionKind::Acknowledge);
        break;
    case From::ShelvedActive:
        act(ActionKind::Shelve);
        break;
    case From::ShelvedAcknowledged:
        act(ActionKind::Acknowledge);
        act(ActionKind::Shelve);
        break;
    case From::ShelvedNormal:
        act(ActionKind::Shelve);
        lab.clear(rule);
        break;
    case From::ShelvedOnce:
        act(ActionKind::ShelveOneShot);
        break;
    case From::ShelvedE:
        act(ActionKind::Shelve);
        lab.clear(rule);
        break;
    case From::ShelvedF:
        lab.clear(rule);
        act(ActionKind::Acknowledge);
        act(ActionKind::Shelve);
        break;
    case From::SuppressedActive:
        lab.book.suppress(lab.path.key, Suppression::OffAir, true, lab.now);
        break;
    case From::SuppressedAcknowledged:
        act(ActionKind::Acknowledge);
        lab.book.suppress(lab.path.key, Suppression::OffAir, true, lab.now);
        break;
    case From::SuppressedReturned:
        lab.clear(rule);
        lab.book.suppress(lab.path.key, Suppression::OffAir, true, lab.now);
        break;
    case From::OutActive:
        act(ActionKind::OutOfService);
        break;
    case From::OutAcknowledged:
        act(ActionKind::Acknowledge);
        act(ActionKind::OutOfService);
        break;
    }
}

/// The short form of what is in the book: the state's letter, then s, h, o for what lies over it;
/// "-" when it has left.
QString formOf(const Alarm* alarm) {
    if (alarm == nullptr) {
        return "-";
    }
    static const std::map<AlarmState, QString> letters{{AlarmState::Active, "B"},
                                                       {AlarmState::Acknowledged, "C"},
                                                       {AlarmState::Returned, "D"},
                                                       {AlarmState::LatchedUnacknowledged, "E"},
                                                       {AlarmState::LatchedAcknowledged, "F"},
                                                       {AlarmState::Normal, "A"}};
    return letters.at(alarm->state) + (alarm->shelf ? "s" : "") +
           (alarm->suppressed != 0 ? "h" : "") + (alarm->isOutOfService ? "o" : "");
}

} // namespace

class TestBook : public QObject {
    Q_OBJECT
private slots:
    void transitions_data() {
        QTest::addColumn<int>("from");
        QTest::addColumn<int>("event");
        QTest::addColumn<QString>("to");
        // In the order of Event; "!": refused, nothing changes.
        const std::map<From, QStringList> table{
            // clang-format off
            //                          true again worse better clears rule gone ack  reset shelve once  unshelve time  suppress release out  return
            {From::B,                      {"B",  "B",  "B",  "D",  "D",  "C",  "!",  "Bs",  "Bs",  "!",  "B",  "Bh",  "B",  "Bo",  "!"}},
            {From::C,                      {"C",  "B",  "C",  "-",  "-",  "!",  "!",  "Cs",  "Cs",  "!",  "C",  "Ch",  "C",  "Co",  "!"}},
            {From::D,                      {"B",  "B",  "B",  "D",  "D",  "-",  "!",  "As",  "!",   "!",  "D",  "Dh",  "D",  "Do",  "!"}},
            {From::BLatching,              {"B",  "B",  "B",  "E",  "D",  "C",  "!",  "Bs",  "Bs",  "!",  "B",  "Bh",  "B",  "Bo",  "!"}},
            {From::CLatching,              {"C",  "B",  "C",  "F",  "-",  "!",  "!",  "Cs",  "Cs",  "!",  "C",  "Ch",  "C",  "Co",  "!"}},
            {From::E,                      {"B",  "B",  "B",  "E",  "E",  "F",  "!",  "Es",  "!",   "!",  "E",  "Eh",  "E",  "Eo",  "!"}},
            {From::F,                      {"B",  "B",  "B",  "F",  "F",  "!",  "-",  "Fs",  "!",   "!",  "F",  "Fh",  "F",  "Fo",  "!"}},
            {From::ShelvedActive,          {"Bs", "Bs", "Bs", "As", "As", "Cs", "!",  "Bs",  "Bs",  "B",  "B",  "Bsh", "Bs", "Bso", "!"}},
            {From::ShelvedAcknowledged,    {"Cs", "Bs", "Cs", "As", "As", "!",  "!",  "Cs",  "Cs",  "B",  "B",  "Csh", "Cs", "Cso", "!"}},
            {From::ShelvedNormal,          {"Bs", "Bs", "Bs", "As", "As", "!",  "!",  "As",  "!",   "-",  "-",  "Ash", "As", "Aso", "!"}},
            {From::ShelvedOnce,            {"Bs", "Bs", "Bs", "-",  "-",  "Cs", "!",  "Bs",  "Bs",  "B",  "B",  "Bsh", "Bs", "Bso", "!"}},
            {From::ShelvedE,               {"Bs", "Bs", "Bs", "Es", "Es", "Fs", "!",  "Es",  "!",   "E",  "E",  "Esh", "Es", "Eso", "!"}},
            {From::ShelvedF,               {"Bs", "Bs", "Bs", "Fs", "Fs", "!",  "As", "Fs",  "!",   "E",  "E",  "Fsh", "Fs", "Fso", "!"}},
            {From::SuppressedActive,       {"Bh", "Bh", "Bh", "-",  "-",  "Ch", "!",  "Bsh", "Bsh", "!",  "Bh", "Bh",  "B",  "Bho", "!"}},
            {From::SuppressedAcknowledged, {"Ch", "Bh", "Ch", "-",  "-",  "!",  "!",  "Csh", "Csh", "!",  "Ch", "Ch",  "B",  "Cho", "!"}},
            {From::SuppressedReturned,     {"Bh", "Bh", "Bh", "Dh", "Dh", "-",  "!",  "Ash", "!",   "!",  "Dh", "Dh",  "-",  "Dho", "!"}},
            {From::OutActive,              {"Bo", "Bo", "Bo", "-",  "-",  "Co", "!",  "Bso", "Bso", "!",  "Bo", "Bho", "Bo", "Bo",  "B"}},
            {From::OutAcknowledged,        {"Co", "Bo", "Co", "-",  "-",  "!",  "!",  "Cso", "Cso", "!",  "Co", "Cho", "Co", "Co",  "B"}},
            // clang-format on
        };
        QCOMPARE(table.size(), fromNames.size());
        for (const auto& [from, row] : table) {
            QCOMPARE(static_cast<std::size_t>(row.size()), eventNames.size());
            for (const auto& [event, name] : eventNames) {
                QTest::addRow("%s: %s", fromNames.at(from), name)
                    << static_cast<int>(from) << static_cast<int>(event)
                    << row[static_cast<int>(event)];
            }
        }
    }

    void transitions() {
        QFETCH(int, from);
        QFETCH(int, event);
        QFETCH(QString, to);
        BookLab lab;
        bring(lab, static_cast<From>(from));
        const Rule& rule = ruleOf(lab, static_cast<From>(from));
        QVERIFY(lab.find(rule) != nullptr);
        const Alarm before = *lab.find(rule);
        (void)lab.book.takeCommit();

        bool isRefused = false;
        const auto act = [&](ActionKind kind) { isRefused = !lab.act(kind, lab.find(rule)); };
        switch (static_cast<Event>(event)) {
        case Event::Raised:
            lab.raise(rule);
            break;
        case Event::Worse:
            lab.change(rule, Severity::Critical);
            break;
        case Event::Better:
            lab.change(rule, Severity::Warning);
            break;
        case Event::Cleared:
            lab.clear(rule);
            break;
        case Event::RuleGone:
            lab.clear(rule, Change::Because::RuleGone);
            break;
        case Event::Acknowledge:
            act(ActionKind::Acknowledge);
            break;
        case Event::Reset:
            act(ActionKind::Reset);
            break;
        case Event::Shelve:
            act(ActionKind::Shelve);
            break;
        case Event::ShelveOneShot:
            act(ActionKind::ShelveOneShot);
            break;
        case Event::Unshelve:
            act(ActionKind::Unshelve);
            break;
        case Event::ShelfTime:
            lab.now += std::chrono::hours(2);
            lab.book.advance(lab.now);
            break;
        case Event::Suppress:
            lab.book.suppress(lab.path.key, Suppression::OffAir, true, lab.now);
            break;
        case Event::Release:
            lab.book.suppress(lab.path.key, Suppression::OffAir, false, lab.now);
            break;
        case Event::OutOfService:
            act(ActionKind::OutOfService);
            break;
        case Event::ReturnToService:
            act(ActionKind::ReturnToService);
            break;
        }

        QCOMPARE(isRefused, to == "!");
        const Alarm* after = lab.find(rule);
        const Commit commit = lab.book.takeCommit();
        if (isRefused) {
            QVERIFY(after != nullptr && *after == before);
            QCOMPARE(commit.records.size(), std::size_t{1});
            QCOMPARE(commit.records.front().kind, RecordKind::Refused);
            QVERIFY(!commit.records.front().text.empty());
            QVERIFY(commit.alarms.empty() && commit.closed.empty());
            return;
        }
        QCOMPARE(formOf(after), to);
        if (after == nullptr) {
            // It left with its closing record, as the last word on it.
            QCOMPARE(commit.records.back().kind, RecordKind::Closed);
            QCOMPARE(commit.records.back().alarmId, before.id);
            QCOMPARE(commit.closed, std::vector<std::uint64_t>{before.id});
        } else {
            QCOMPARE(after->id, before.id);
            QCOMPARE(after->state == AlarmState::Acknowledged,
                     !after->acknowledgedBy.empty() && after->isPresent());
            // What changed is in the commit in its new form; what did not is not.
            QCOMPARE(commit.alarms.size(), std::size_t{*after == before ? 0U : 1U});
            if (!commit.alarms.empty()) {
                QVERIFY(commit.alarms.front() == *after);
                QVERIFY(!commit.records.empty());
            }
        }
    }

    void raisedAgainCountsAndIsUnacknowledged() {
        BookLab lab;
        lab.raise(lab.rule);
        lab.clear(lab.rule);
        lab.raise(lab.rule, Severity::Major);
        const Alarm* alarm = lab.find(lab.rule);
        QCOMPARE(alarm->occurrences, 2U);
        QVERIFY(!alarm->cleared);
        QCOMPARE(alarm->severity, Severity::Major);
        const std::vector<RecordKind> expected{RecordKind::Raised, RecordKind::Cleared,
                                               RecordKind::RaisedAgain};
        QCOMPARE(lab.records(), expected);
    }

    void whatIsRaisedOnASuppressedSubjectIsHiddenFromTheStart() {
        BookLab lab;
        lab.book.suppress(lab.path.key, Suppression::OffAir, true, lab.now);
        lab.raise(lab.rule);
        QVERIFY(!lab.find(lab.rule)->isAnnunciated());
        const Commit commit = lab.book.takeCommit();
        QCOMPARE(commit.records.front().kind, RecordKind::Raised);
        QVERIFY(!commit.records.front().isAnnunciated);
        // One of two reasons ends: still hidden.
        lab.book.suppress(lab.path.key, Suppression::ParentFailed, true, lab.now);
        lab.book.suppress(lab.path.key, Suppression::OffAir, false, lab.now);
        QVERIFY(!lab.find(lab.rule)->isAnnunciated());
        lab.book.suppress(lab.path.key, Suppression::ParentFailed, false, lab.now);
        QVERIFY(lab.find(lab.rule)->isAnnunciated());
        QCOMPARE(lab.find(lab.rule)->state, AlarmState::Active);
    }

    void aRuleThatIsNotOfOnAirOnlyIsShownOffAir() {
        BookLab lab;
        Rule always = lab.rule;
        always.id = "always";
        always.isOnAirOnly = false;
        lab.book.suppress(lab.path.key, Suppression::OffAir, true, lab.now);
        lab.raise(lab.rule);
        lab.raise(always);
        QVERIFY(!lab.find(lab.rule)->isAnnunciated());
        QVERIFY(lab.find(always)->isAnnunciated());
        // Other reasons hide it all the same.
        lab.book.suppress(lab.path.key, Suppression::ParentFailed, true, lab.now);
        QVERIFY(!lab.find(always)->isAnnunciated());
        lab.book.suppress(lab.path.key, Suppression::ParentFailed, false, lab.now);
        QVERIFY(lab.find(always)->isAnnunciated());
        // The rule was changed while its alarm was gone.
        lab.clear(always);
        always.isOnAirOnly = true;
        lab.raise(always);
        QVERIFY(!lab.find(always)->isAnnunciated());
    }

    void atMost5000WaitUnseen() {
        BookLab lab;
        std::uint64_t first = 0;
        for (int i = 0; i < 5003; ++i) {
            SubjectFacts facts = lab.path;
            facts.key.id = std::to_string(i);
            lab.tell(Change::What::Raised, lab.rule, facts, Severity::Minor);
            if (i == 0) {
                first = lab.book.alarms().begin()->first;
            }
            lab.tell(Change::What::Cleared, lab.rule, facts, Severity::None);
        }
        QCOMPARE(lab.book.alarms().size(), std::size_t{5000});
        QCOMPARE(lab.book.alarms().begin()->first, first + 3);
        const Commit commit = lab.book.takeCommit();
        const auto closed =
            std::count_if(commit.records.begin(), commit.records.end(), [](const Record& record) {
                return record.kind == RecordKind::Closed && !record.text.empty();
            });
        QCOMPARE(closed, 3);
    }
};

QTEST_APPLESS_MAIN(TestBook)
#include "tst_book.moc"
