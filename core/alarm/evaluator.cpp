// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/alarm/evaluator.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "core/alarm/evaluatorimpl.h"

namespace vigie::alarm {
namespace {

using namespace std::chrono_literals;

/// Slow metrics ride on the tick of the whole second: what was not given for longer is not known.
constexpr std::int64_t columnLasts = std::chrono::nanoseconds(2s).count();
/// Ticks further apart than this: there was no contact in between.
constexpr std::int64_t longestStep = std::chrono::nanoseconds(30s).count();

bool isContactOnly(std::span<const SignalColumn> columns) {
    return std::all_of(columns.begin(), columns.end(),
                       [](const SignalColumn& column) { return column.name == signal::noContact; });
}

} // namespace

Evaluator::Impl::Impl(RuleSetPtr rules) : m_plan(std::move(rules)) {}

const std::vector<std::size_t>& Evaluator::Impl::rowsOf(const Rows& rows, model::Scope scope) {
    static const std::vector<std::size_t> noRows;
    switch (scope) {
    case model::Scope::Node:
        return rows.node;
    case model::Scope::Input:
        return rows.inputs;
    case model::Scope::Path:
        return rows.paths;
    case model::Scope::Pid:
        break;
    }
    return noRows;
}

std::size_t Evaluator::Impl::findSlot(const SubjectState& state, std::uint32_t group) {
    const auto found = std::find(state.groups.begin(), state.groups.end(), group);
    return found == state.groups.end() ? nowhere
                                       : static_cast<std::size_t>(found - state.groups.begin());
}

Slot& Evaluator::Impl::addSlot(SubjectState& state, std::uint32_t group) {
    state.groups.push_back(group);
    Slot& slot = state.slots.emplace_back();
    slot.group = group;
    return slot;
}

void Evaluator::Impl::removeSlot(SubjectState& state, std::size_t slot) {
    state.groups.erase(state.groups.begin() + static_cast<std::ptrdiff_t>(slot));
    state.slots.erase(state.slots.begin() + static_cast<std::ptrdiff_t>(slot));
}

void Evaluator::Impl::setSlots(SubjectState& state, std::vector<Slot> slots) {
    state.slots = std::move(slots);
    state.groups.clear();
    for (const Slot& slot : state.slots) {
        state.groups.push_back(slot.group);
    }
}

std::size_t Evaluator::Impl::subject(const SubjectFacts& facts) {
    const auto [found, isNew] = m_numbers.try_emplace(facts.key, m_subjects.size());
    if (isNew) {
        m_subjects.push_back({facts, m_plan.profileOf(facts), {}, {}, nowhere, 0});
        return found->second;
    }
    SubjectState& state = m_subjects[found->second];
    if (state.facts == facts) {
        return found->second;
    }
    state.facts = facts;
    const std::uint32_t before = std::exchange(state.profile, m_plan.profileOf(facts));
    if (before != state.profile) {
        dropGone(found->second, before, {}, m_deferred);
        for (Slot& slot : state.slots) {
            const std::uint32_t rule = *m_plan.inForce(state.profile, slot.group);
            if (auto change = refit(slot, m_plan.rule(rule), slot.since)) {
                change->subject = found->second;
                change->rule = rule;
                m_deferred.push_back(*change);
            }
        }
        if (state.binding != nowhere) {
            m_bindings[state.binding].isStale = true;
        }
    }
    return found->second;
}

std::size_t Evaluator::Impl::bind(const std::string& nodeId, Rows rows) {
    const auto [found, isNew] = m_bindingNumbers.try_emplace(nodeId, m_bindings.size());
    if (isNew) {
        m_bindings.emplace_back().nodeId = nodeId;
    }
    const std::size_t number = found->second;
    Binding& binding = m_bindings[number];
    const Rows before = std::exchange(binding.rows, std::move(rows));
    for (const auto* list : {&before.node, &before.inputs, &before.paths}) {
        for (const std::size_t subject : *list) {
            if (m_subjects[subject].binding == number) {
                m_subjects[subject].binding = nowhere;
            }
        }
    }
    for (const auto* list : {&binding.rows.node, &binding.rows.inputs, &binding.rows.paths}) {
        for (std::size_t row = 0; row < list->size(); ++row) {
            m_subjects[(*list)[row]].binding = number;
            m_subjects[(*list)[row]].row = row;
        }
    }
    rebuild(binding, before, m_plan.columns());
    return number;
}

void Evaluator::Impl::rebuild(Binding& binding, const Rows& before,
                              const std::vector<RulePlan::Column>& columnsBefore) {
    // Which row of before each row was, by scope.
    std::map<model::Scope, std::vector<std::uint32_t>> rowsBefore;
    for (const model::Scope scope : {model::Scope::Node, model::Scope::Input, model::Scope::Path}) {
        std::map<std::size_t, std::uint32_t> rowOf;
        for (const std::size_t subject : rowsOf(before, scope)) {
            rowOf.emplace(subject, static_cast<std::uint32_t>(rowOf.size()));
        }
        for (const std::size_t subject : rowsOf(binding.rows, scope)) {
            const auto found = rowOf.find(subject);
            rowsBefore[scope].push_back(found == rowOf.end() ? Lane::noRow : found->second);
        }
    }
    std::vector<Lane> former = std::exchange(binding.lanes, {});
    for (std::uint32_t column = 0; column < m_plan.columns().size(); ++column) {
        const RulePlan::Column& wanted = m_plan.columns()[column];
        std::vector<std::uint32_t> profiles;
        bool isRead = false;
        for (const std::size_t subject : rowsOf(binding.rows, wanted.scope)) {
            profiles.push_back(m_subjects[subject].profile);
            isRead = isRead || !m_plan.profile(profiles.back()).byColumn[column].empty();
        }
        if (!isRead) {
            continue;
        }
        const auto found = std::find_if(former.begin(), former.end(), [&](const Lane& lane) {
            const RulePlan::Column& had = columnsBefore[lane.column()];
            return had.scope == wanted.scope && had.name == wanted.name;
        });
        binding.lanes.emplace_back(m_plan, column, std::move(profiles),
                                   found == former.end() ? nullptr : &*found,
                                   rowsBefore[wanted.scope]);
    }
    binding.columnsBefore.clear();
    binding.laneOfColumn.clear();
    binding.isStale = false;
}

void Evaluator::Impl::mapColumns(Binding& binding, std::span<const SignalColumn> columns) const {
    const bool isSame = std::equal(
        columns.begin(), columns.end(), binding.columnsBefore.begin(), binding.columnsBefore.end(),
        [](const SignalColumn& column, const std::pair<std::string, model::Scope>& before) {
            return column.scope == before.second && column.name == before.first;
        });
    if (isSame) {
        return;
    }
    std::map<std::pair<model::Scope, std::string_view>, std::size_t> lanes;
    for (std::size_t lane = 0; lane < binding.lanes.size(); ++lane) {
        const RulePlan::Column& column = m_plan.columns()[binding.lanes[lane].column()];
        lanes.emplace(std::pair(column.scope, std::string_view(column.name)), lane);
    }
    binding.columnsBefore.clear();
    binding.laneOfColumn.clear();
    for (const SignalColumn& column : columns) {
        const auto found = lanes.find({column.scope, column.name});
        binding.laneOfColumn.push_back(found == lanes.end() ? nowhere : found->second);
        binding.columnsBefore.emplace_back(column.name, column.scope);
    }
}

void Evaluator::Impl::evaluate(std::size_t number, base::Utc at,
                               std::span<const SignalColumn> columns,
                               std::vector<Change>& changes) {
    flushDeferred(at, changes);
    Binding& binding = m_bindings[number];
    if (binding.isStale) {
        const Rows rows = binding.rows;
        rebuild(binding, rows, m_plan.columns());
    }
    mapColumns(binding, columns);
    const bool isOut = isContactOnly(columns);
    if (binding.last && !isOut && !binding.wasOut) {
        const std::int64_t passed = (at - *binding.last).count();
        binding.clock += passed > 0 && passed <= longestStep ? passed : 0;
    }
    binding.last = at;
    binding.wasOut = isOut;

    std::vector<const SignalColumn*> given(binding.lanes.size(), nullptr);
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (binding.laneOfColumn[i] != nowhere) {
            given[binding.laneOfColumn[i]] = &columns[i];
        }
    }
    m_tasks.resize(m_plan.order().size());
    const std::int64_t second = base::toSeconds(at);
    for (std::size_t i = 0; i < binding.lanes.size(); ++i) {
        Lane& lane = binding.lanes[i];
        m_loud.clear();
        if (given[i]) {
            lane.adopt(m_plan, given[i]->step, given[i]->kind);
            lane.scan(given[i]->cells, true, second, binding.clock, m_loud);
        } else if (!isOut && binding.clock - lane.lastGiven() > columnLasts) {
            lane.scan({}, false, second, binding.clock, m_loud);
        }
        if (!m_loud.empty()) {
            collect(binding, i, m_loud, at);
        }
    }
    run(binding, at, changes);
}

void Evaluator::Impl::collect(Binding& binding, std::size_t laneNumber,
                              const std::vector<std::uint32_t>& loud, base::Utc at) {
    Lane& lane = binding.lanes[laneNumber];
    const auto& subjects = rowsOf(binding.rows, m_plan.columns()[lane.column()].scope);
    for (const std::uint32_t row : loud) {
        for (const std::uint32_t rule :
             m_plan.profile(lane.profileOf(row)).byColumn[lane.column()]) {
            m_tasks[m_plan.entry(rule).rank].push_back({laneNumber, row});
            if (m_plan.rule(rule).measure != Measure::Missing || lane.wasEverKnown(row)) {
                continue;
            }
            // An alarm of before a restart: it says that the signal was known, and when.
            const SubjectState& state = m_subjects[subjects[row]];
            const std::size_t number = findSlot(state, m_plan.entry(rule).group);
            const Slot* const slot = number == nowhere ? nullptr : &state.slots[number];
            const Step* const step = slot ? nearestStep(m_plan.rule(rule), slot->worst()) : nullptr;
            if (step) {
                lane.assumeMissing(row, binding.clock,
                                   (at - slot->since).count() +
                                       static_cast<std::int64_t>(step->limit * 1e9));
            }
        }
    }
}

void Evaluator::Impl::run(Binding& binding, base::Utc at, std::vector<Change>& changes) {
    for (std::size_t rank = 0; rank < m_tasks.size(); ++rank) {
        if (m_tasks[rank].empty()) {
            continue;
        }
        const std::uint32_t rule = m_plan.order()[rank];
        const auto& subjects = rowsOf(binding.rows, m_plan.rule(rule).scope);
        for (const Task& task : m_tasks[rank]) {
            step(subjects[task.row], rule, binding.lanes[task.lane], task.row, at, changes);
        }
        m_tasks[rank].clear();
    }
}

void Evaluator::Impl::step(std::size_t subject, std::uint32_t index, Lane& lane, std::uint32_t row,
                           base::Utc at, std::vector<Change>& changes) {
    const Rule& rule = m_plan.rule(index);
    const RulePlan::Entry& entry = m_plan.entry(index);
    const Reading reading = lane.read(rule, row);
    SubjectState& state = m_subjects[subject];
    std::size_t number = findSlot(state, entry.group);
    if (number == nowhere) {
        if (!beginsToHold(rule, reading)) {
            return;
        }
        number = state.slots.size();
        addSlot(state, entry.group);
    }
    Slot& slot = state.slots[number];
    if (auto change = advance(slot, rule, reading, explainer(subject, index), at)) {
        change->subject = subject;
        change->rule = index;
        changes.push_back(*change);
    }
    if (slot.isAtRest()) {
        removeSlot(state, number);
    } else {
        lane.keepLoud(row);
    }
}

std::optional<std::uint32_t> Evaluator::Impl::explainer(std::size_t subject,
                                                        std::uint32_t rule) const {
    const RulePlan::Entry& entry = m_plan.entry(rule);
    if (entry.explainers.empty()) {
        return std::nullopt;
    }
    std::optional<std::size_t> at = subject;
    for (int generation = 0; generation < 3 && at && *at < m_subjects.size(); ++generation) {
        const SubjectState& state = m_subjects[*at];
        for (const std::uint32_t group : entry.explainers) {
            // While one has a slot, it is not at rest.
            if ((*at != subject || group != entry.group) && findSlot(state, group) != nowhere) {
                return group;
            }
        }
        at = state.facts.parent;
    }
    return std::nullopt;
}

void Evaluator::Impl::interrupt(std::size_t binding) {
    for (Lane& lane : m_bindings[binding].lanes) {
        lane.interrupt();
    }
}

std::vector<Fault> Evaluator::Impl::faults(std::size_t subject) const {
    const SubjectState& state = m_subjects[subject];
    std::vector<std::pair<std::uint32_t, Fault>> raised;
    for (const Slot& slot : state.slots) {
        const auto rule = m_plan.inForce(state.profile, slot.group);
        if (slot.reported == Severity::None || !rule) {
            continue;
        }
        const Rule& is = m_plan.rule(*rule);
        raised.emplace_back(*rule, Fault{is.kind, slot.reported, slot.since,
                                         figureOf(findStep(is, slot.reported), slot.value), is.id});
    }
    std::sort(raised.begin(), raised.end(), [](const auto& a, const auto& b) {
        return a.second.severity != b.second.severity ? a.second.severity > b.second.severity
                                                      : a.first < b.first;
    });
    std::vector<Fault> faults;
    for (auto& [rule, fault] : raised) {
        faults.push_back(std::move(fault));
    }
    return faults;
}

Severity Evaluator::Impl::worst(std::size_t subject) const {
    Severity worst = Severity::None;
    for (const Slot& slot : m_subjects[subject].slots) {
        worst = std::max(worst, slot.reported);
    }
    return worst;
}

Evaluator::Evaluator(RuleSetPtr rules) : m_impl(std::make_unique<Impl>(std::move(rules))) {}
Evaluator::~Evaluator() = default;

std::size_t Evaluator::subject(const SubjectFacts& facts) {
    return m_impl->subject(facts);
}
const SubjectFacts& Evaluator::factsOf(std::size_t subject) const {
    return m_impl->factsOf(subject);
}
std::size_t Evaluator::subjects() const {
    return m_impl->subjects();
}
std::size_t Evaluator::bind(const std::string& nodeId, Rows rows) {
    return m_impl->bind(nodeId, std::move(rows));
}
void Evaluator::evaluate(std::size_t binding, base::Utc at, std::span<const SignalColumn> columns,
                         std::vector<Change>& changes) {
    m_impl->evaluate(binding, at, columns, changes);
}
void Evaluator::interrupt(std::size_t binding) {
    m_impl->interrupt(binding);
}
void Evaluator::retire(std::size_t subject, base::Utc at, std::vector<Change>& changes) {
    m_impl->retire(subject, at, changes);
}
bool Evaluator::restore(std::size_t subject, std::string_view ruleId, Severity severity,
                        base::Utc since) {
    return m_impl->restore(subject, ruleId, severity, since);
}
RuleChanges Evaluator::setRules(RuleSetPtr rules, base::Utc at, std::vector<Change>& changes) {
    return m_impl->setRules(std::move(rules), at, changes);
}
const RuleSet& Evaluator::rules() const {
    return m_impl->rules();
}
std::vector<Fault> Evaluator::faults(std::size_t subject) const {
    return m_impl->faults(subject);
}
Severity Evaluator::worst(std::size_t subject) const {
    return m_impl->worst(subject);
}
Explanation Evaluator::explain(std::size_t subject, std::string_view ruleId, base::Utc at) const {
    return m_impl->explain(subject, ruleId, at);
}

} // namespace vigie::alarm
