// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "core/config/rulesfile.h"
#include "core/engine/reducer.h"
#include "tests/unit/engine/fakenode.h"

namespace vigie::test {

/// A reducer fed by fake nodes, second by second, without threads and in no real time.
class Lab {
public:
    static constexpr std::int64_t beginSecond = 1'785'000'000; // a whole minute
    explicit Lab(engine::ReducerOptions options = {}) : reducer(withRules(std::move(options))) {
        m_now.utc = base::utcFromNs(beginSecond * 1'000'000'000);
        m_now.mono = base::monoFromNs(1'000'000'000);
    }

    FakeNode& add(FakeNode node) {
        m_nodes.push_back({std::move(node), true});
        return m_nodes.back().node;
    }
    /// Contact and description of every node.
    void connectAll() {
        for (auto& entry : m_nodes) {
            connect(entry.node);
        }
    }
    void connect(FakeNode& node) {
        setSilent(node, false);
        reducer.apply(node.contactInput(fleet::Contact::Connected, m_now));
        reducer.apply(node.describeInput(m_now));
    }
    void lose(FakeNode& node) {
        setSilent(node, true);
        reducer.apply(node.contactInput(fleet::Contact::Lost, m_now, "gone"));
    }
    /// No ticks from it, although nobody noticed yet.
    void setSilent(FakeNode& node, bool isSilent) {
        for (auto& entry : m_nodes) {
            if (&entry.node == &node) {
                entry.isTalking = !isSilent;
            }
        }
    }
    /// One second passes: each talking node judges the second that ends for all its paths (errored
    /// where `erroredPaths` names them), then ticks 100 ms into the next one; then a timer.
    void second(const std::map<std::string, std::string_view>& erroredPaths = {},
                const std::function<void()>& beforeTicks = {}) {
        m_now.utc += std::chrono::seconds{1};
        m_now.mono += std::chrono::seconds{1};
        const base::Utc ended = m_now.utc;
        m_now.utc += std::chrono::milliseconds{100};
        m_now.mono += std::chrono::milliseconds{100};
        if (beforeTicks) {
            beforeTicks();
        }
        for (auto& [node, isTalking] : m_nodes) {
            for (std::size_t row = 0; row < node.edit().paths.size(); ++row) {
                const auto errored = erroredPaths.find(node.edit().paths[row].id);
                if (errored != erroredPaths.end()) {
                    node.judge(row, true, errored->second);
                } else {
                    node.judge(row, false);
                }
            }
            if (isTalking) {
                reducer.apply(node.tickInput(m_now));
            }
        }
        m_now.utc = ended;
        m_now.mono -= std::chrono::milliseconds{100};
        auto timer = m_now;
        timer.utc += std::chrono::milliseconds{500};
        timer.mono += std::chrono::milliseconds{500};
        reducer.apply(engine::TimerInput{timer});
    }
    void seconds(int count, const std::map<std::string, std::string_view>& erroredPaths = {}) {
        for (int i = 0; i < count; ++i) {
            second(erroredPaths);
        }
    }
    /// One tick of one node now, without judging a second.
    void tick(FakeNode& node) { reducer.apply(node.tickInput(m_now)); }

    [[nodiscard]] base::Timestamp now() const { return m_now; }
    void pass(base::Nanoseconds by) {
        m_now.utc += by;
        m_now.mono += by;
    }
    void timer() { reducer.apply(engine::TimerInput{m_now}); }
    /// Under the name "Ada"; false when it was refused.
    bool act(alarm::ActionKind kind, std::vector<std::uint64_t> alarms,
             std::optional<base::Utc> until = {}, std::string text = {}) {
        alarm::Action action;
        action.kind = kind;
        action.operatorName = "Ada";
        action.alarmIds = std::move(alarms);
        action.until = until;
        action.text = std::move(text);
        reducer.apply(engine::ActInput{std::move(action), m_now});
        return reducer.acted().has_value();
    }
    bool acknowledge(std::uint64_t alarm) { return act(alarm::ActionKind::Acknowledge, {alarm}); }
    [[nodiscard]] engine::Snapshot snapshot() const { return reducer.makeSnapshot(); }

    engine::Reducer reducer;

private:
    static engine::ReducerOptions withRules(engine::ReducerOptions options) {
        if (!options.alarms.rules) {
            options.alarms.rules = config::defaultRules();
        }
        return options;
    }
    struct Entry {
        FakeNode node;
        bool isTalking = true;
    };
    std::deque<Entry> m_nodes;
    base::Timestamp m_now{};
};

} // namespace vigie::test
