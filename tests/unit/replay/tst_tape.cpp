// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the engine is seen to do reaches the recorder in order, frames, books and outlines come by
// the recording's clock, and what finds no room is counted and marked.
#include <QTest>

#include <memory>
#include <utility>
#include <vector>

#include "core/replay/frame.h"
#include "core/replay/notes.h"
#include "core/replay/tape.h"
#include "tests/unit/replay/fakerecorder.h"

using namespace vigie;
using namespace std::chrono_literals;
using record::NoteKind;
using test::FakeRecorder;

namespace {

constexpr base::Utc begin = base::utcFromNs(1'785'000'000'000'000'000);

base::Timestamp at(base::Nanoseconds after) {
    return {begin + after, base::monoFromNs(1'000'000'000) + after};
}

engine::BeginState beginState() {
    engine::BeginState state;
    state.rules = std::make_shared<alarm::RuleSet>();
    return state;
}

/// Two nodes with a path each; a delivery that is on air by the first.
engine::Snapshot shown() {
    engine::Snapshot snapshot;
    snapshot.plan = std::make_shared<model::Plan>();
    snapshot.share.history = std::make_shared<std::vector<engine::SharePoint>>();
    for (const char* id : {"a", "b"}) {
        engine::NodeStatus node;
        node.endpoint = std::string(id) + ":7443";
        node.contact = fleet::Contact::Connected;
        snapshot.nodes.push_back(node);
        engine::PathStatus path;
        path.ref = {id, "p"};
        path.node = snapshot.nodes.size() - 1;
        snapshot.paths.push_back(path);
    }
    engine::DeliveryStatus delivery;
    delivery.id = "d";
    delivery.main = 0;
    delivery.backup = 1;
    delivery.onAir = 0;
    delivery.reason = engine::OnAirReason::Main;
    snapshot.deliveries.push_back(delivery);
    return snapshot;
}

engine::SnapshotPtr shownAt(base::Nanoseconds after, engine::Snapshot snapshot = shown()) {
    snapshot.now = begin + after;
    return std::make_shared<engine::Snapshot>(std::move(snapshot));
}

engine::Snapshot failedOver() {
    engine::Snapshot snapshot = shown();
    snapshot.deliveries[0].onAir = 1;
    snapshot.deliveries[0].reason = engine::OnAirReason::FailedOver;
    return snapshot;
}

/// A desk that ticks each 100 ms and publishes after each.
class Desk {
public:
    explicit Desk(FakeRecorder& recorder) : m_tape(std::make_unique<replay::Tape>(recorder)) {
        m_order = m_tape->firstOrder() - 1;
        m_tape->onBegin(m_order, beginState(), at(0ms));
    }
    void step(const engine::Snapshot& snapshot) {
        m_after += 100ms;
        m_tape->onInput(++m_order, engine::TimerInput{at(m_after)});
        m_tape->onSnapshot(m_order, shownAt(m_after, snapshot));
    }
    void steps(int count, const engine::Snapshot& snapshot = shown()) {
        for (int i = 0; i < count; ++i) {
            step(snapshot);
        }
    }
    /// All is handed on when it returns.
    void end() { m_tape.reset(); }
    replay::Tape& tape() { return *m_tape; }
    std::uint64_t m_order = 0;
    base::Nanoseconds m_after{};

private:
    std::unique_ptr<replay::Tape> m_tape;
};

bool isOrdered(const std::vector<record::Item>& items) {
    return std::is_sorted(items.begin(), items.end(),
                          [](const auto& a, const auto& b) { return a.order < b.order; });
}

} // namespace

class TestTape : public QObject {
    Q_OBJECT
private slots:
    void factsAndVerdictsComeInTheirOrder() {
        FakeRecorder recorder;
        {
            replay::Tape tape(recorder);
            QCOMPARE(tape.firstOrder(), 100U);
            tape.onBegin(99, beginState(), at(0s));
            auto tick = std::make_shared<model::Tick>();
            tick->sequence = 7;
            tape.onInput(100, fleet::Input{"a:7443", model::TickPtr(tick), at(1s)});
            alarm::Action action;
            action.operatorName = "Ada";
            tape.onInput(101, engine::ActInput{action, at(2s)});
            journal::Entry entry;
            entry.number = 3;
            tape.onEntry(101, entry, at(2s));
            tape.onInput(102, engine::RulesInput{nullptr, at(3s), "no"});
            tape.onBegin(102, beginState(), at(3s));
        }
        const auto items = recorder.items();
        QCOMPARE(items.size(), 6U);
        QVERIFY(isOrdered(items));
        const auto& first = std::get<record::Note>(items[0].what);
        QVERIFY(first.kind == NoteKind::Begin && replay::isStartOf(first.bytes));
        QVERIFY(items[1].isTick());
        const auto act = replay::inputOf(items[2]);
        QVERIFY(act && *act);
        QCOMPARE(std::get<engine::ActInput>(**act).action.operatorName, "Ada");
        const auto entry = replay::readEntry(std::get<record::Note>(items[3].what).bytes);
        QVERIFY(entry);
        QCOMPARE(entry->number, 3U);
        QCOMPARE(items[3].order, 101U);
        const auto rules = replay::inputOf(items[4]);
        QVERIFY(rules && *rules);
        QCOMPARE(std::get<engine::RulesInput>(**rules).refusal, "no");
        const auto& again = std::get<record::Note>(items[5].what);
        QVERIFY(again.kind == NoteKind::Begin && !replay::isStartOf(again.bytes));
    }

    void framesAndOutlinesComeEachTenSeconds() {
        FakeRecorder recorder;
        Desk desk(recorder);
        desk.steps(320); // 32 s from a whole ten of seconds on
        desk.end();
        const auto frames = recorder.notes(NoteKind::Frame);
        QCOMPARE(frames.size(), 4U);
        QCOMPARE(frames[1].at().utc, begin + 10s);
        QCOMPARE(recorder.notes(NoteKind::Outline).size(), 4U);
        QCOMPARE(recorder.notes(NoteKind::Outline)[3].at().utc, begin + 30s);
        QVERIFY(isOrdered(recorder.items()));
        const auto frame = replay::readFrame(std::get<record::Note>(frames[1].what).bytes);
        QVERIFY(frame);
        QCOMPARE(frame->now, begin + 10s);
    }

    void whatIsOnAirChangesTheFrame() {
        FakeRecorder recorder;
        Desk desk(recorder);
        desk.steps(30);
        desk.steps(30, failedOver());
        desk.end();
        const auto frames = recorder.notes(NoteKind::Frame);
        QCOMPARE(frames.size(), 2U);
        QCOMPARE(frames[1].at().utc, begin + 3100ms);
        const auto frame = replay::readFrame(std::get<record::Note>(frames[1].what).bytes);
        QVERIFY(frame && frame->deliveries.size() == 1);
        QVERIFY(frame->deliveries[0].reason == engine::OnAirReason::FailedOver);
    }

    void aContactThatComesAndGoesIsTakenOnceASecond() {
        FakeRecorder recorder;
        Desk desk(recorder);
        engine::Snapshot lost = shown();
        lost.nodes[1].contact = fleet::Contact::Lost;
        for (int i = 0; i < 25; ++i) {
            desk.step(i % 2 == 0 ? lost : shown());
        }
        // Nothing is published any more, but time goes on: the last change is not forgotten.
        desk.step(lost);
        for (int i = 0; i < 15; ++i) {
            desk.m_after += 100ms;
            desk.tape().onInput(++desk.m_order, engine::TimerInput{at(desk.m_after)});
        }
        desk.end();
        const auto frames = recorder.notes(NoteKind::Frame);
        QVERIFY2(frames.size() >= 3 && frames.size() <= 5, std::to_string(frames.size()).c_str());
        const auto last = replay::readFrame(std::get<record::Note>(frames.back().what).bytes);
        QVERIFY(last && last->nodes.size() == 2);
        QVERIFY(last->nodes[1].contact == fleet::Contact::Lost);
        QVERIFY(isOrdered(recorder.items()));
    }

    void aBookComesFirstEachTenMinutesAndAfterABegin() {
        FakeRecorder recorder;
        replay::Tape tape(recorder);
        tape.onBegin(99, beginState(), at(0s));
        std::uint64_t order = 99;
        for (int second = 1; second <= 1300; ++second) {
            tape.onInput(++order, engine::TimerInput{at(seconds(second))});
            tape.onSnapshot(order, shownAt(seconds(second)));
            if (second == 900) {
                tape.onBegin(order, beginState(), at(seconds(second)));
            }
        }
        QTRY_COMPARE(recorder.notes(NoteKind::Timer).size(), 1300U);
        const auto books = recorder.notes(NoteKind::Book);
        std::vector<base::Nanoseconds> found;
        for (const auto& book : books) {
            found.push_back(book.at().utc - begin);
        }
        QCOMPARE(found, (std::vector<base::Nanoseconds>{1s, 601s, 901s}));
    }

    void anIncidentIsToldWhenItOpensWorsensAndEnds() {
        FakeRecorder recorder;
        Desk desk(recorder);
        const auto tell = [&desk](alarm::Severity severity, bool isEnded, bool isClosed = false) {
            journal::Entry entry;
            entry.number = desk.m_order;
            alarm::Incident incident;
            incident.id = 12;
            incident.severity = severity;
            if (isEnded) {
                incident.ended = begin;
            }
            if (isClosed) {
                entry.closedIncidents = {12};
            } else {
                entry.incidents = {incident};
            }
            desk.tape().onEntry(desk.m_order, entry, at(desk.m_after));
            desk.steps(100);
        };
        desk.steps(5);
        tell(alarm::Severity::Minor, false);
        tell(alarm::Severity::Minor, false); // only its words changed
        tell(alarm::Severity::Major, false);
        tell(alarm::Severity::Major, true);
        tell(alarm::Severity::Major, true, true);
        desk.end();
        std::vector<std::pair<int, bool>> told;
        for (const auto& item : recorder.notes(NoteKind::Outline)) {
            const auto point = replay::readOutline(std::get<record::Note>(item.what).bytes);
            QVERIFY(point);
            for (const auto& incident : point->incidents) {
                told.emplace_back(static_cast<int>(incident.severity), incident.ended.has_value());
            }
        }
        const int minor = static_cast<int>(alarm::Severity::Minor);
        const int major = static_cast<int>(alarm::Severity::Major);
        QCOMPARE(told, (std::vector<std::pair<int, bool>>{
                           {minor, false}, {major, false}, {major, true}}));
    }

    void whatFindsNoRoomIsCountedAndMarked() {
        FakeRecorder recorder;
        recorder.setShut(true);
        constexpr std::uint64_t timers = 80'000;
        std::uint64_t lost = 0;
        {
            replay::Tape tape(recorder);
            tape.onBegin(99, beginState(), at(0s));
            std::uint64_t order = 99;
            for (std::uint64_t i = 0; i < timers; ++i) {
                tape.onInput(++order, engine::TimerInput{at(i * 1ms)});
            }
            QVERIFY(tape.lost() > 0);
            // There is still room for what is rare.
            const std::uint64_t lostBefore = tape.lost();
            tape.onInput(++order, fleet::Input{"a:7443", fleet::ContactChange{}, at(90s)});
            lost = tape.lost();
            QCOMPARE(lost, lostBefore);
            recorder.setShut(false);
        }
        const auto gaps = recorder.notes(NoteKind::Gap);
        QCOMPARE(gaps.size(), 1U);
        QVERIFY(std::get<record::Note>(gaps[0].what)
                    .bytes.starts_with(std::to_string(lost) + " inputs"));
        QCOMPARE(recorder.notes(NoteKind::Timer).size(), timers - lost);
        const auto items = recorder.items();
        QVERIFY(isOrdered(items));
        QVERIFY(std::holds_alternative<fleet::Input>(items.back().what));
        QCOMPARE(gaps[0].order, items.back().order - 1);
    }

private:
    static std::chrono::seconds seconds(int count) { return std::chrono::seconds{count}; }
};

QTEST_APPLESS_MAIN(TestTape)
#include "tst_tape.moc"
