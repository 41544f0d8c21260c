// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/pastlab/lab.h"

#include <utility>

#include "core/replay/notes.h"

namespace vigie::pastlab {
namespace {

using namespace std::chrono_literals;

constexpr std::chrono::minutes beginPeriod{10};

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

Lab::Lab(engine::BeginState begin, Put put, std::uint64_t order, std::int64_t second,
         std::uint64_t seed)
    : m_begin(std::move(begin)), m_put(std::move(put)), m_reducer(optionsOf(m_begin)),
      m_order(order - 1), m_random(seed) {
    m_now.utc = base::utcFromNs(second * 1'000'000'000);
    m_now.mono = base::monoFromNs((second - firstSecond + 1000) * 1'000'000'000);
    putBegin(m_begin, true);
}

void Lab::putBegin(const engine::BeginState& state, bool isStart) {
    m_nextBegin = m_now.mono + beginPeriod;
    m_put(
        {m_order, record::Note{record::NoteKind::Begin, m_now, replay::packBegin(state, isStart)}});
}

test::FakeNode& Lab::add(test::FakeNode node) {
    m_nodes.push_back({std::move(node), false}); // silent until it is connected
    return m_nodes.back().node;
}

void Lab::connect(test::FakeNode& node) {
    setSilent(node, false);
    apply(node.contactInput(fleet::Contact::Connecting, m_now), m_now);
    apply(node.contactInput(fleet::Contact::Connected, m_now), m_now);
    apply(node.describeInput(m_now), m_now);
}

void Lab::lose(test::FakeNode& node) {
    setSilent(node, true);
    apply(node.contactInput(fleet::Contact::Lost, m_now, "The node does not answer."), m_now);
}

void Lab::setSilent(test::FakeNode& node, bool isSilent) {
    for (auto& [known, isTalking] : m_nodes) {
        if (&known == &node) {
            isTalking = !isSilent;
        }
    }
}

void Lab::second(const std::map<std::string, std::string_view>& errored) {
    const base::Timestamp begin = m_now;
    std::chrono::milliseconds offset = 1050ms;
    for (auto& [node, isTalking] : m_nodes) {
        for (std::size_t row = 0; row < node.edit().paths.size(); ++row) {
            const auto found = errored.find(node.edit().paths[row].id);
            if (found == errored.end()) {
                node.judge(row, false);
            } else {
                node.judge(row, true, found->second);
            }
        }
        const base::Nanoseconds jitter{dice(20'000'000)}; // of the way here
        m_now = {begin.utc + offset, begin.mono + offset};
        offset += 20ms;
        if (isTalking) {
            const model::TickPtr tick = node.tick(m_now.utc);
            const base::Timestamp received{m_now.utc + jitter, m_now.mono + jitter};
            apply(fleet::Input{node.endpoint(), tick, received}, received);
        }
    }
    m_now = {begin.utc + 1700ms, begin.mono + 1700ms};
    apply(engine::TimerInput{m_now}, m_now);
    if (m_now.mono >= m_nextBegin) {
        putBegin(kept(), false);
    }
    m_now = {begin.utc + 1s, begin.mono + 1s};
}

void Lab::seconds(int count, const std::map<std::string, std::string_view>& errored) {
    for (int i = 0; i < count; ++i) {
        second(errored);
    }
}

void Lab::act(alarm::ActionKind kind, std::string_view rule, std::optional<base::Utc> until,
              std::string text) {
    alarm::Action action;
    action.kind = kind;
    for (const auto& known : m_reducer.makeSnapshot().alarms) {
        if (known.ruleId == rule) {
            action.alarmIds.push_back(known.id);
        }
    }
    action.until = until;
    action.text = std::move(text);
    act(std::move(action));
}

void Lab::act(alarm::Action action) {
    action.operatorName = "Ada";
    const base::Timestamp at{m_now.utc + 800ms, m_now.mono + 800ms};
    apply(engine::ActInput{std::move(action), at}, at);
}

void Lab::setRules(alarm::RuleSetPtr rules) {
    m_begin.rules = rules;
    const base::Timestamp at{m_now.utc + 850ms, m_now.mono + 850ms};
    apply(engine::RulesInput{std::move(rules), at, {}}, at);
}

void Lab::refuseRules(std::string why) {
    const base::Timestamp at{m_now.utc + 850ms, m_now.mono + 850ms};
    apply(engine::RulesInput{nullptr, at, std::move(why)}, at);
}

void Lab::event(test::FakeNode& node, std::string path) {
    auto event = std::make_shared<model::Event>();
    event->scope = model::Scope::Path;
    event->subject = std::move(path);
    event->utc = m_now.utc;
    const base::Timestamp at{m_now.utc + 900ms, m_now.mono + 900ms};
    apply(fleet::Input{node.endpoint(), model::EventPtr(std::move(event)), at}, at);
}

void Lab::apply(const engine::JournalInput& input, const base::Timestamp& at) {
    ++m_order;
    m_reducer.apply(input);
    m_put(replay::itemOf(m_order, input));
    const journal::Entry entry = m_reducer.takeEntry();
    if (entry.number != 0) {
        m_put({m_order, record::Note{record::NoteKind::Entry, at, replay::packEntry(entry)}});
    }
}

engine::BeginState Lab::kept() const {
    engine::BeginState state = m_begin;
    state.carried = m_reducer.carried();
    state.restored = m_reducer.kept();
    state.baselines = m_reducer.baselines();
    return state;
}

} // namespace vigie::pastlab
