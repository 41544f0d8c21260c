// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the engine tells its witness is all that a second engine needs to decide the same.
#include <QTest>

#include <algorithm>
#include <mutex>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

#include "core/config/rulesfile.h"
#include "core/engine/engine.h"
#include "core/engine/witness.h"
#include "core/journal/codec.h"
#include "tests/unit/engine/fakenode.h"
#include "tests/unit/engine/fakesource.h"

using namespace vigie;
using test::FakeNode;
using test::FakeSource;
namespace key = model::key;

namespace {

class Notebook final : public engine::Witness {
public:
    struct Begin {
        std::uint64_t order = 0;
        engine::BeginState state;
    };
    struct Entry {
        std::uint64_t order = 0;
        journal::Entry entry;
    };

    std::uint64_t firstOrder() override { return 100; }
    void onBegin(std::uint64_t order, const engine::BeginState& state,
                 const base::Timestamp& /*at*/) override {
        const std::lock_guard lock(m_mutex);
        m_begins.push_back({order, state});
    }
    void onInput(std::uint64_t order, const engine::JournalInput& input) override {
        const std::lock_guard lock(m_mutex);
        m_isOrdered = m_isOrdered && order == 100 + m_inputs.size();
        m_inputs.push_back(input);
    }
    void onEntry(std::uint64_t order, const journal::Entry& entry,
                 const base::Timestamp& /*at*/) override {
        const std::lock_guard lock(m_mutex);
        m_entries.push_back({order, entry});
    }
    void onSnapshot(std::uint64_t order, const engine::SnapshotPtr& snapshot) override {
        const std::lock_guard lock(m_mutex);
        m_isOrdered = m_isOrdered && order == 99 + m_inputs.size() && snapshot != nullptr;
        ++m_snapshots;
    }

    template <typename F> auto look(F&& at) const {
        const std::lock_guard lock(m_mutex);
        return at(*this);
    }
    std::vector<Begin> m_begins;
    std::vector<engine::JournalInput> m_inputs;
    std::vector<Entry> m_entries;
    std::size_t m_snapshots = 0;
    bool m_isOrdered = true;

private:
    mutable std::mutex m_mutex;
};

std::string wordsOf(const journal::Entry& entry) {
    std::string words = std::to_string(entry.number);
    for (const alarm::Record& record : entry.commit.records) {
        words += " r" + std::to_string(record.sequence) + "/" +
                 std::to_string(static_cast<int>(record.kind)) + "/" +
                 std::to_string(base::toNs(record.at)) + record.ruleId + record.operatorName;
    }
    for (const alarm::Alarm& alarm : entry.commit.alarms) {
        words += journal::toJson(alarm);
    }
    for (const alarm::Incident& incident : entry.incidents) {
        words += journal::toJson(incident);
    }
    return words;
}

engine::ReducerOptions optionsOf(const engine::BeginState& begin) {
    engine::ReducerOptions options;
    options.plan = begin.plan;
    options.carried = begin.carried;
    options.alarms.rules = begin.rules;
    options.alarms.restored = begin.restored;
    options.alarms.baselines = begin.baselines;
    return options;
}

} // namespace

class TestWitness : public QObject {
    Q_OBJECT
private slots:
    void aSecondReducerDecidesTheSame() {
        FakeSource source(
            {base::utcFromNs(1'785'000'000'000'000'000), base::monoFromNs(1'000'000'000)});
        Notebook notebook;
        engine::EngineOptions options;
        options.rules = config::defaultRules();
        options.witness = &notebook;
        engine::Engine engine(source, options);
        engine.start();
        QTRY_VERIFY(source.isStarted());
        FakeNode node("n", model::NodeKind::Cloud, "asia");
        node.addPath("p", "f", model::PathKind::Cloud);
        node.set(key::pathState, 0, model::state::PathReceiving);
        QVERIFY(source.deliver(node.contactInput(fleet::Contact::Connected, source.now())));
        QVERIFY(source.deliver(node.describeInput(source.now())));
        const auto second = [&](bool isBlack) {
            source.advance(std::chrono::seconds{1});
            node.set(key::contentBlack, 0,
                     isBlack ? model::state::ContentPresent : model::state::ContentClear);
            node.judge(0, false);
            QVERIFY(source.deliver(node.tickInput(source.now())));
        };
        for (int i = 0; i < 20; ++i) {
            second(i >= 5 && i < 15);
        }
        QTRY_COMPARE(engine.snapshot()->alarms.size(), 1U);
        alarm::Action seen;
        seen.kind = alarm::ActionKind::Acknowledge;
        seen.operatorName = "Ada";
        seen.alarmIds = {engine.snapshot()->alarms[0].id};
        engine.act(seen, {});
        engine.setRules(config::defaultRules(), {});
        engine.noteRulesRefused("rules.yaml:3: no");
        QVERIFY(source.deliver(node.contactInput(fleet::Contact::Lost, source.now(), "the end")));
        QTRY_VERIFY(notebook.look([](const Notebook& n) {
            const auto* last =
                n.m_inputs.empty() ? nullptr : std::get_if<fleet::Input>(&n.m_inputs.back());
            return std::any_of(n.m_inputs.begin(), n.m_inputs.end(),
                               [](const auto& input) {
                                   return std::holds_alternative<engine::ActInput>(input);
                               }) &&
                   (last != nullptr || n.m_inputs.size() > 25) && n.m_entries.size() > 3;
        }));
        engine.stop();

        QVERIFY(notebook.m_isOrdered);
        QVERIFY(notebook.m_snapshots > 0);
        QCOMPARE(notebook.m_begins.size(), 1U);
        QCOMPARE(notebook.m_begins[0].order, std::uint64_t{99});
        engine::Reducer again(optionsOf(notebook.m_begins[0].state));
        std::size_t told = 0;
        std::uint64_t order = 99;
        for (const engine::JournalInput& input : notebook.m_inputs) {
            ++order;
            again.apply(input);
            const journal::Entry entry = again.takeEntry();
            if (entry.number != 0) {
                QVERIFY(told < notebook.m_entries.size());
                QCOMPARE(notebook.m_entries[told].order, order);
                QCOMPARE(QString::fromStdString(wordsOf(entry)),
                         QString::fromStdString(wordsOf(notebook.m_entries[told].entry)));
                ++told;
            }
        }
        QCOMPARE(told, notebook.m_entries.size());
        QVERIFY(told > 3);
    }

    void nowAndThenItIsToldWhatToBeginFrom() {
        FakeSource source(
            {base::utcFromNs(1'785'000'000'000'000'000), base::monoFromNs(1'000'000'000)});
        Notebook notebook;
        engine::EngineOptions options;
        options.rules = config::defaultRules();
        options.witness = &notebook;
        options.beginPeriod = std::chrono::seconds{0};
        engine::Engine engine(source, options);
        engine.start();
        QTRY_VERIFY(source.isStarted());
        FakeNode node("n", model::NodeKind::Cloud, "asia");
        node.addPath("p", "f", model::PathKind::Cloud);
        node.set(key::pathState, 0, model::state::PathReceiving);
        node.set(key::contentBlack, 0, model::state::ContentPresent);
        QVERIFY(source.deliver(node.contactInput(fleet::Contact::Connected, source.now())));
        QVERIFY(source.deliver(node.describeInput(source.now())));
        for (int i = 0; i < 10; ++i) {
            source.advance(std::chrono::seconds{1});
            node.judge(0, false);
            QVERIFY(source.deliver(node.tickInput(source.now())));
        }
        QTRY_VERIFY(notebook.look([](const Notebook& n) {
            return !n.m_begins.empty() && n.m_begins.back().state.restored &&
                   n.m_begins.back().state.restored->book.alarms.size() == 1;
        }));
        engine.stop();
        const engine::BeginState& last = notebook.m_begins.back().state;
        QCOMPARE(last.rules, config::defaultRules());
        QVERIFY(last.carried.has_value());
        QVERIFY(last.restored->lastEntry > 0);
        QCOMPARE(last.restored->book.alarms[0].ruleId, std::string("content.black"));
        // From there another engine goes on with the same alarm.
        engine::Reducer next(optionsOf(last));
        QCOMPARE(next.makeSnapshot().alarms.size(), 1U);
        QCOMPARE(next.makeSnapshot().alarms[0].id, last.restored->book.alarms[0].id);
    }
};

QTEST_GUILESS_MAIN(TestWitness)
#include "tst_witness.moc"
