// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "core/engine/reducer.h"
#include "core/engine/witness.h"
#include "core/record/item.h"
#include "tests/unit/engine/fakenode.h"

/// A desk without processes that records: what tests of recordings, and the shipped sample, are
/// made of.
namespace vigie::pastlab {

/// Does with inputs what the engine does (core/engine/engine.cpp) and hands every fact and verdict
/// on, as the desk's witness would. Deterministic by its seed, on every machine.
class Lab {
public:
    using Put = std::function<void(record::Item)>;
    static constexpr std::int64_t firstSecond = 1'785'000'000; // a whole minute

    /// `begin`: what the desk finds when it starts; `order` of the first fact.
    Lab(engine::BeginState begin, Put put, std::uint64_t order = 1,
        std::int64_t second = firstSecond, std::uint64_t seed = 1);

    test::FakeNode& add(test::FakeNode node);
    void connect(test::FakeNode& node);
    /// It is silent, and that was noticed.
    void lose(test::FakeNode& node);
    void setSilent(test::FakeNode& node, bool isSilent);
    /// One second passes: each node that talks judges the second for all its paths (errored where
    /// `errored` names them), then ticks, each at its own moment; then a timer. A Begin every ten
    /// minutes.
    void second(const std::map<std::string, std::string_view>& errored = {});
    void seconds(int count, const std::map<std::string, std::string_view>& errored = {});
    /// The clock steps: the monotonic one does not.
    void step(base::Nanoseconds by) { m_now.utc += by; }
    /// Under the name "Ada", of all alarms that the book has of a rule.
    void act(alarm::ActionKind kind, std::string_view rule, std::optional<base::Utc> until = {},
             std::string text = {});
    void act(alarm::Action action);
    void setRules(alarm::RuleSetPtr rules);
    void refuseRules(std::string why);
    void event(test::FakeNode& node, std::string path);
    void apply(const engine::JournalInput& input, const base::Timestamp& at);
    /// What the next desk would find.
    [[nodiscard]] engine::BeginState kept() const;

    /// Below `most`, the same on every machine.
    [[nodiscard]] std::int64_t dice(std::int64_t most) {
        return static_cast<std::int64_t>(m_random() % static_cast<std::uint64_t>(most));
    }
    [[nodiscard]] base::Timestamp now() const { return m_now; }
    [[nodiscard]] std::uint64_t order() const { return m_order; }
    [[nodiscard]] const engine::Reducer& reducer() const { return m_reducer; }

private:
    struct Node {
        test::FakeNode node;
        bool isTalking = false;
    };
    void putBegin(const engine::BeginState& state, bool isStart);

    engine::BeginState m_begin;
    Put m_put;
    engine::Reducer m_reducer;
    std::deque<Node> m_nodes;
    base::Timestamp m_now{};
    base::Mono m_nextBegin{};
    std::uint64_t m_order;
    std::mt19937_64 m_random;
};

} // namespace vigie::pastlab
