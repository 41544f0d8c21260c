// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the engine says, as bytes and back: equal, whatever it holds.
#include <QTest>

#include <bit>
#include <cmath>
#include <limits>

#include "core/config/rulesfile.h"
#include "core/replay/notes.h"
#include "tests/unit/replay/filled.h"

using namespace vigie;
using test::Filler;

namespace {

bool isSame(const alarm::RuleSetPtr& one, const alarm::RuleSetPtr& other) {
    return (!one && !other) || (one && other && one->source == other->source &&
                                one->revision == other->revision && one->rules == other->rules);
}

bool isSame(const alarm::Commit& one, const alarm::Commit& other) {
    return one.records == other.records && one.alarms == other.alarms &&
           one.closed == other.closed && one.overrides == other.overrides &&
           one.suppressed == other.suppressed && one.operatorName == other.operatorName &&
           one.mutedUntil == other.mutedUntil;
}

bool isSame(const journal::Entry& one, const journal::Entry& other) {
    return one.number == other.number && isSame(one.commit, other.commit) &&
           one.incidents == other.incidents && one.closedIncidents == other.closedIncidents;
}

bool isSame(const journal::Restored& one, const journal::Restored& other) {
    return one.book == other.book && one.incidents == other.incidents &&
           one.lastIncidentId == other.lastIncidentId && one.lastEntry == other.lastEntry &&
           one.records == other.records && one.remark == other.remark;
}

bool isSame(const engine::BeginState& one, const engine::BeginState& other) {
    return one.plan == other.plan && isSame(one.rules, other.rules) &&
           one.carried == other.carried && one.restored.has_value() == other.restored.has_value() &&
           (!one.restored || isSame(*one.restored, *other.restored)) &&
           one.baselines == other.baselines;
}

bool isSame(const replay::OutlinePoint& one, const replay::OutlinePoint& other) {
    return one.at == other.at && one.health == other.health && one.share == other.share &&
           one.worst == other.worst && one.unacknowledged == other.unacknowledged &&
           one.nodesInContact == other.nodesInContact && one.nodes == other.nodes &&
           one.incidents == other.incidents;
}

template <typename T> void checkListed() {
    constexpr std::size_t members = test::membersOf<T>();
    QCOMPARE(test::listedOf<T>(), members);
}

constexpr int rounds = 200;
const base::Timestamp noon{base::utcFromNs(1'785'000'000'123'456'789), base::monoFromNs(42)};

} // namespace

class TestNotes : public QObject {
    Q_OBJECT
private slots:
    void everyMemberIsListed() {
        static_assert(test::membersOf<model::Interval>() == 2);
        checkListed<model::Interval>();
        checkListed<model::PathRef>();
        checkListed<model::RegionInfo>();
        checkListed<model::FeedInfo>();
        checkListed<model::Delivery>();
        checkListed<model::PlanHop>();
        checkListed<model::Plan>();
        checkListed<alarm::Subject>();
        checkListed<alarm::Shelf>();
        checkListed<alarm::Alarm>();
        checkListed<alarm::Action>();
        checkListed<alarm::Record>();
        checkListed<alarm::Override>();
        checkListed<alarm::BookState>();
        checkListed<alarm::Commit>();
        checkListed<alarm::Hop>();
        checkListed<alarm::Evidence>();
        checkListed<alarm::Suspect>();
        checkListed<alarm::Incident>();
        checkListed<alarm::Step>();
        checkListed<alarm::Where>();
        checkListed<alarm::Text>();
        checkListed<alarm::Rule>();
        checkListed<alarm::RuleSet>();
        checkListed<journal::Entry>();
        checkListed<journal::Restored>();
        checkListed<health::CarriedSeconds>();
        checkListed<health::ShareCount>();
        checkListed<engine::CarriedState>();
        checkListed<engine::BeginState>();
        checkListed<replay::RulesNote>();
        checkListed<replay::OutlinePoint>();
    }

    void whatIsFilledComesBack() {
        for (int seed = 0; seed < rounds; ++seed) {
            Filler filler(static_cast<std::uint64_t>(seed));
            const auto begin = filler.made<engine::BeginState>();
            const auto beginAgain = replay::readBegin(replay::packBegin(begin));
            QVERIFY2(beginAgain.has_value(), beginAgain ? "" : beginAgain.error().message.c_str());
            QVERIFY(isSame(begin, *beginAgain));
            const auto action = filler.made<alarm::Action>();
            QCOMPARE(replay::readAction(replay::packAction(action)).value(), action);
            const auto rules = filler.made<replay::RulesNote>();
            const auto rulesAgain = replay::readRules(replay::packRules(rules)).value();
            QVERIFY(isSame(rules.rules, rulesAgain.rules) && rules.refusal == rulesAgain.refusal);
            const auto entry = filler.made<journal::Entry>();
            QVERIFY(isSame(entry, replay::readEntry(replay::packEntry(entry)).value()));
            const auto point = filler.made<replay::OutlinePoint>();
            QVERIFY(isSame(point, replay::readOutline(replay::packOutline(point)).value()));
        }
    }

    void nothingComesBackAsNothing() {
        QVERIFY(isSame(engine::BeginState{}, replay::readBegin(replay::packBegin({})).value()));
        QVERIFY(isSame(journal::Entry{}, replay::readEntry(replay::packEntry({})).value()));
        QCOMPARE(replay::readAction(replay::packAction({})).value(), alarm::Action{});
        const auto refused = replay::readRules(replay::packRules({nullptr, "no"})).value();
        QVERIFY(refused.rules == nullptr);
        QCOMPARE(refused.refusal, std::string("no"));
        // An earlier version kept no hours of regions.
        const auto world = replay::readBegin(
            R"({"v":1,"start":true,"plan":null,"rules":null,"restored":null,"baselines":"",)"
            R"("carried":{"seconds":{"cloud":7,"satellite":2,"fibre":0,"none":1},"since":99}})");
        QVERIFY2(world.has_value(), world ? "" : world.error().message.c_str());
        QCOMPARE(world->carried->seconds, (health::CarriedSeconds{7, 2, 0, 1}));
        QVERIFY(world->carried->regions.empty() && !world->carried->regionsSince);
        // Not told of, told that it ended, and told until when: three things.
        journal::Entry ended;
        ended.commit.mutedUntil.emplace();
        const auto again = replay::readEntry(replay::packEntry(ended)).value();
        QVERIFY(again.commit.mutedUntil.has_value());
        QVERIFY(!again.commit.mutedUntil->has_value());
    }

    void figuresComeBackToTheBit_data() {
        using Limits = std::numeric_limits<double>;
        QTest::addColumn<double>("value");
        QTest::newRow("nan") << Limits::quiet_NaN();
        QTest::newRow("another nan") << std::bit_cast<double>(0xfff8'0000'dead'beefULL);
        QTest::newRow("infinity") << Limits::infinity();
        QTest::newRow("-infinity") << -Limits::infinity();
        QTest::newRow("-0") << -0.0;
        QTest::newRow("least") << Limits::denorm_min();
        QTest::newRow("most") << Limits::max();
        QTest::newRow("a third") << 1.0 / 3.0;
        QTest::newRow("whole") << 1e15;
        QTest::newRow("beyond whole") << 1e300;
    }
    void figuresComeBackToTheBit() {
        QFETCH(double, value);
        journal::Entry entry;
        entry.commit.records.emplace_back().value = value;
        const auto again = replay::readEntry(replay::packEntry(entry)).value();
        QCOMPARE(std::bit_cast<std::uint64_t>(*again.commit.records[0].value),
                 std::bit_cast<std::uint64_t>(value));
    }

    void theShippedRulesComeBack() {
        const auto again = replay::readRules(replay::packRules({config::defaultRules(), {}}));
        QVERIFY(again.has_value());
        QVERIFY(isSame(config::defaultRules(), again->rules));
    }

    void theSameIsTheSameBytes() {
        const auto one = Filler(7).made<journal::Entry>();
        const auto other = Filler(7).made<journal::Entry>();
        QCOMPARE(replay::packEntry(one), replay::packEntry(other));
        auto moved = other;
        moved.commit.records[0].at += base::Nanoseconds{1};
        QVERIFY(replay::packEntry(one) != replay::packEntry(moved));
    }

    void foreignBytesAreRefused_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("says");
        const QByteArray good = QByteArray::fromStdString(replay::packEntry({}));
        QTest::newRow("empty") << QByteArray() << QByteArray("no such note");
        QTest::newRow("list") << QByteArray("[1]") << QByteArray("no such note");
        QTest::newRow("cut") << good.left(good.size() - 3) << QByteArray("no such note");
        QTest::newRow("newer") << QByteArray(good).replace("\"v\":1", "\"v\":2")
                               << QByteArray("newer");
        QTest::newRow("field missing") << QByteArray(good).replace("\"number\"", "\"nummer\"")
                                       << QByteArray("number is missing");
        QTest::newRow("negative") << QByteArray(good).replace("\"number\":0", "\"number\":-1")
                                  << QByteArray("number: not a whole number");
        QTest::newRow("text") << QByteArray(good).replace("\"number\":0", "\"number\":\"0\"")
                              << QByteArray("number: not a whole number");
        QTest::newRow("no list") << QByteArray(good).replace("\"records\":[]", "\"records\":{}")
                                 << QByteArray("commit: records: not a list");
    }
    void foreignBytesAreRefused() {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, says);
        const auto read = replay::readEntry(bytes.toStdString());
        QVERIFY(!read.has_value());
        QVERIFY2(QByteArray::fromStdString(read.error().message).contains(says),
                 read.error().message.c_str());
    }

    void valuesBeyondAnEnumerationAreRefused() {
        alarm::Action action;
        auto bytes = replay::packAction(action);
        const std::string kind = "\"kind\":0";
        bytes.replace(bytes.find(kind), kind.size(), "\"kind\":200");
        QVERIFY(!replay::readAction(bytes).has_value());
    }

    void inputsAreItemsAndBack() {
        Filler filler(3);
        const auto action = filler.made<alarm::Action>();
        const auto act = replay::inputOf(replay::itemOf(5, engine::ActInput{action, noon})).value();
        QVERIFY(act && std::holds_alternative<engine::ActInput>(*act));
        QCOMPARE(std::get<engine::ActInput>(*act).action, action);
        QCOMPARE(std::get<engine::ActInput>(*act).at.utc, noon.utc);
        QCOMPARE(std::get<engine::ActInput>(*act).at.mono, noon.mono);

        const record::Item timer = replay::itemOf(6, engine::TimerInput{noon});
        QCOMPARE(timer.order, std::uint64_t{6});
        QCOMPARE(std::get<engine::TimerInput>(*replay::inputOf(timer).value()).at.utc, noon.utc);

        const auto rules =
            replay::inputOf(replay::itemOf(7, engine::RulesInput{nullptr, noon, "no"})).value();
        QCOMPARE(std::get<engine::RulesInput>(*rules).refusal, std::string("no"));
        QVERIFY(std::get<engine::RulesInput>(*rules).rules == nullptr);

        const fleet::Input lost{"n:7443", fleet::ContactChange{fleet::Contact::Lost, "end", noon},
                                noon};
        const auto source = replay::inputOf(replay::itemOf(8, lost)).value();
        QCOMPARE(std::get<fleet::Input>(*source).endpoint, lost.endpoint);

        for (const auto kind :
             {record::NoteKind::Begin, record::NoteKind::Entry, record::NoteKind::Book,
              record::NoteKind::Frame, record::NoteKind::Outline, record::NoteKind::Gap}) {
            QVERIFY(!replay::inputOf({9, record::Note{kind, noon, "?"}}).value().has_value());
        }
        QVERIFY(!replay::inputOf({9, record::Note{record::NoteKind::Act, noon, "?"}}).has_value());
    }
};

QTEST_APPLESS_MAIN(TestNotes)
#include "tst_notes.moc"
